# The browser and the office that the long tests open reports with: installed when absent and we may, otherwise said loudly and left out.
missing=""
command -v chromium >/dev/null || command -v google-chrome >/dev/null || command -v chromium-browser >/dev/null || missing="chromium fonts-dejavu-core"
command -v soffice >/dev/null || missing="$missing libreoffice-calc-nogui libreoffice-writer-nogui"
# the document is set in Arial; without a font as wide its figures break
fc-match Arial 2>/dev/null | grep -qi -e arial -e liberation || missing="$missing fonts-liberation"
[ -z "$missing" ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Memasang $missing untuk ujian ..."
  export DEBIAN_FRONTEND=noninteractive
  # shellcheck disable=SC2086
  apt-get update -qq && apt-get install -y -qq --no-install-recommends $missing >/dev/null && exit 0
fi
echo "!!! Tidak ada: $missing. Ujian yang memerlukannya DILEWATI. Debian/Ubuntu: sudo apt install $missing" >&2
exit 0

"use strict";
(() => {
  const SEHALAMAN = 100;
  const tabel = document.getElementById("daftar"), isi = tabel.tBodies[0], asal = [...isi.rows];
  const saring = document.getElementById("saring"), hasil = document.getElementById("hasil"), cari = document.getElementById("cari"), lagi = document.getElementById("lagi");
  const pilihan = ["provinsi", "daerah", "urusan", "tahun"].map((nama) => document.getElementById("pilih-" + nama)).filter(Boolean);
  const teks = new Map(asal.map((b) => [b, b.cells[0].textContent.toLowerCase()]));
  const titik = [...document.querySelectorAll(".sebaran g")].map((g) => [...g.children]);
  const abjad = new Intl.Collator(document.documentElement.lang, { numeric: true });
  let baris = asal, batas = SEHALAMAN;
  const lolos = (b, kata) => teks.get(b).includes(kata) && pilihan.every((p) => !p.value || b.dataset[p.name].split(p.name === "urusan" ? " " : "\n").includes(p.value));
  const tampilkan = () => {
    const kata = cari.value.trim().toLowerCase(), cocok = new Set(asal.filter((b) => lolos(b, kata)));
    let n = 0;
    for (const b of baris) b.hidden = !cocok.has(b) || (n += 1) > batas;
    asal.forEach((b, i) => titik.forEach((t) => t[i].classList.toggle("luar", !cocok.has(b))));
    lagi.hidden = n <= batas;
    hasil.textContent = (n > batas ? hasil.dataset.sebagian : hasil.dataset.kata).replace("{a}", n).replace("{b}", asal.length).replace("{c}", batas);
  };
  const ulang = () => {
    batas = SEHALAMAN;
    tampilkan();
  };
  const urutkan = (th) => {
    const cara = th.dataset.urut, kolom = th.cellIndex, naik = th.getAttribute("aria-sort") !== "ascending";
    const nilai = new Map(asal.map((b) => [b, b.cells[kolom].dataset.nilai ?? b.cells[kolom].textContent.trim()]));
    const kosong = (b) => nilai.get(b) === "" || nilai.get(b) === "–";
    const banding = { teks: (a, b) => abjad.compare(nilai.get(a), nilai.get(b)), angka: (a, b) => nilai.get(a) - nilai.get(b), terbanyak: (a, b) => nilai.get(b) - nilai.get(a) }[cara];
    const dua = cara === "teks" || cara === "angka";
    baris = banding ? [...asal].sort((a, b) => kosong(a) - kosong(b) || (kosong(a) ? 0 : (dua && !naik ? -1 : 1) * banding(a, b))) : asal;
    isi.append(...baris);
    for (const lain of tabel.tHead.rows[0].cells) lain.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", dua ? (naik ? "ascending" : "descending") : cara === "terbanyak" ? "descending" : "other");
    tampilkan();
  };
  for (const th of tabel.tHead.querySelectorAll("[data-urut]")) {
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.append(...th.childNodes);
    tombol.addEventListener("click", () => urutkan(th));
    th.append(tombol);
    if (th.dataset.urut === "perhatian") th.setAttribute("aria-sort", "other");
  }
  lagi.addEventListener("click", () => {
    const pertama = batas;
    batas += SEHALAMAN;
    tampilkan();
    baris.filter((b) => !b.hidden)[pertama].cells[0].firstElementChild.focus();
  });
  saring.addEventListener("input", ulang);
  saring.addEventListener("submit", (e) => e.preventDefault());
  saring.addEventListener("reset", () => setTimeout(ulang));
  saring.hidden = false;
  tampilkan();
})();

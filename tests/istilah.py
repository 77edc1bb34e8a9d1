"""What the list of words of a page should hold, worked out from the page alone."""

import re
from html import unescape

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.say import codes, say

# capitals that stand on a page and are no abbreviation to be explained: words of quoted titles
# and of names that findings quote as the reports print them
CAPITALS = {"BAB", "TABEL", "RENCANA", "STRATEGIS", "RENSTRA", "TAHUN", "PROGRAM", "PENINGKATAN", "KUALITAS", "KELUARGA"}


def _plain(html: str) -> str:
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", " ", html, flags=re.DOTALL))


def _word(form: str, text: str, flags: int = 0) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(form)}(?:-?nya|s)?(?!\w)", text, flags))


def check_glossary(page: str, bahasa: str) -> None:
    """Nothing is listed that the page does not use, and nothing used is missing."""
    before, rest = page.split('<dl class="istilah">')
    block, after = rest.split("</dl>", 1)
    listed = [unescape(word) for word in re.findall(r"<dt>([^<]+)</dt>", block)]
    meanings = {unescape(word): unescape(text) for word, text in re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", block)}
    assert listed == list(meanings) and len(listed) == len(set(listed)), "each word once"
    text = _plain(before) + _plain(after)
    forms = {word: set(re.split(r" \(|\)", word)) - {""} for word in listed}
    short = {word for word in listed if word in set(load_rules("singkatan")["singkatan"])}
    for word in listed:
        everywhere = text + " ".join(meaning for other, meaning in meanings.items() if other != word)
        assert any(_word(form, everywhere, 0 if word in short else re.IGNORECASE) for form in forms[word]), f"{word} is listed and not used"
    missing = [word for word in load_rules("singkatan")["singkatan"] if _word(word, text) and word not in listed]
    known = set().union(*forms.values())
    missing += [code for code in codes("istilah") if _word(say(f"istilah.{code}.kata", bahasa), text, re.IGNORECASE) and say(f"istilah.{code}.kata", bahasa) not in known]
    shouted = {word for word in re.findall(r"(?<![\w-])[A-Z]{2,}(?![\w-])", text) if not re.fullmatch(r"[IVXLC]+|AA|BB|CC", word)}
    names = load_rules("tangga")["label"].tolist()
    missing += sorted(shouted - known - CAPITALS - set(names))
    assert missing == [], f"{missing} used and not listed"

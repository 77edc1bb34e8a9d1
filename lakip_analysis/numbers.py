"""The only reader of printed numbers: `1.234,56`, `1,234.56`, `1 : 27500`, `4,25-4,30`, `BB`.

A printed cell is text. `read_number` says what that text is (a number, a range, a ratio, a letter
with a score, nothing at all) and how it was read. One lone separator followed by exactly three
digits (`1.234`, `1,234`) may be a thousand or a decimal: it is read only when the caller knows the
style of the table (`style_of` counts the cells that leave no doubt); otherwise it stays `ambigu`.
"""

from __future__ import annotations

import contextlib
import datetime
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

__all__ = [
    "LETTERS",
    "NOISE",
    "Angka",
    "clean_cell",
    "decimals_of",
    "read_date",
    "read_number",
    "read_rupiah",
    "round_half_up",
    "share_digits",
    "style_of",
    "telling_digits",
    "write_number",
    "write_rupiah",
    "write_value",
]

NOISE = 9  # decimals beyond which two figures are the same: binary noise, never a result


# what a report prints where it has no figure
MISSING = (
    *("", "-", "--", "---", "–", "—", "…", "..."),
    *("n/a", "na", "n.a", "n.a.", "nihil", "tidak ada data", "belum rilis"),
)

LETTERS = ("aa", "a", "bb", "b", "cc", "c", "d", "e")  # grades of an AKIP evaluation

# levels of an award (KLA, APE) and audit opinions (WTP …)
ORDINALS = ("pratama", "madya", "nindya", "utama", "mentor", "wtp", "wdp", "tw", "tmp", "kla")

SCALES = {
    **dict.fromkeys(("ribu", "rb"), 10**3),
    **dict.fromkeys(("juta", "jt"), 10**6),
    **dict.fromkeys(("miliar", "milyar", "mlr", "m"), 10**9),
    **dict.fromkeys(("triliun", "trilyun", "t"), 10**12),
}

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

# what the conversion leaves around a cell: HTML tags, bold marks, formulas ($274,98\%$, \text{…})
_MARKUP = re.compile(r"</?[a-zA-Z][^<>]*>|\*\*|\$|\\%|\\(?:text|mathbf)\{|\}")

# digits with any separators, behind a minus of any kind or in brackets: -5 · − 5,01 · (204.991.500)
_NUMBER = r"[-−–]?\s?\(?\d[\d.,]*\)?"

# a number and what surrounds it: Rp 5.000,- · 93,12 % · 26 orang/bulan
_PLAIN = re.compile(
    rf"^(?:Rp\.?\s*)?({_NUMBER})\s*(?:,-|\.-)?\s*(%?)\s*(.*)$", re.IGNORECASE | re.DOTALL
)

_RATIO = re.compile(r"^1\s*:\s*(\d[\d.,]*)\s*$")

_TO = r"(?:-|–|—|s/d|s\.d\.?|sampai|hingga)"

# two numbers joined by a word or a dash, and a unit: 80 s/d 90 % · 4-5 orang
_RANGE = re.compile(rf"^(\d[\d.,]*)\s*%?\s*{_TO}\s*(\d[\d.,]*)\s*([^\d]*)$", re.IGNORECASE)

# a letter and perhaps its score: BB · B 69,50 · A (80,71) · BB (kategori BB nilai 70)
_LETTER = re.compile(
    r"^([A-Ea-e]{1,2})\b[\s,:(=]*(?:kategori\s+[A-Ea-e]{1,2}\s*)?"
    r"(?:nilai|skor)?\s*[:=]?\s*(\d[\d.,]*)?\s*\)?$"
)

# a bound and no figure: ≥95 · ≤ 5 % · < 15 menit · minimal 80
_BOUND = re.compile(
    r"^(?:[≥≤<>]|>=|<=|(?:minimal|maksimal|min\.?|maks\.?|paling (?:sedikit|banyak))(?=[\s\d]))\s*"
    r"(?=\d)(.*)$",
    re.IGNORECASE | re.DOTALL,
)

# a range by its two bounds: ≥90 dan ≤95 · antara 90 dan 95
_BETWEEN = re.compile(
    r"^(?:(?:≥|>=)\s*(\d[\d.,]*)\s*%?\s*(?:dan|[,;&])?\s*(?:≤|<=)|"
    r"antara\s+(\d[\d.,]*)\s*%?\s*(?:dan|sampai|hingga|s/d|[-–—]))\s*(\d[\d.,]*)\s*([^\d]*)$",
    re.IGNORECASE,
)

_YEARS = re.compile(rf"^(19|20)\d\d\s*{_TO}\s*(19|20)\d\d$", re.IGNORECASE)

# letters among digits, letters for digits, two signs: 1e5 · 1O0 · -(5)
_UNREADABLE = re.compile(r"\d[\d.,]*(?:[a-zA-Z]+\d|[OIl]+\b)|[-−–]\s?\(")

# the scale of an amount stands right behind its digits and ends there, or before "rupiah"
_SCALE = re.compile(
    rf"^(?:Rp\.?\s*)?[-−–(]?[\d.,]+\s*({'|'.join(SCALES)})\.?\s*(?:rupiah|,-)?\)?$", re.IGNORECASE
)

_ANY_SCALE = re.compile(rf"(?<![a-z])(?:{'|'.join(SCALES)})(?![a-z])", re.IGNORECASE)

# what may follow a number and still be its unit: letters, with a digit only at the end of a word
# (m2) or after "per" (per 10.000 penduduk). Anything else is more of the cell, so the number before
# it is not the cell's value: 12:30 · 5/10 · 4-5 dari 7 · 11 jenis; 50.000 lembar · 3±1 · 12'345
_UNIT = re.compile(
    r"(?:(?:per|/)\s*1[\d.]*\b|[^\W\d_½¼¾⅓⅔]+[0-9²³]{0,2}(?!\w)|[\s%‰.,&/()°–-])*", re.IGNORECASE
)

_REMARK = re.compile(r"\([^()]*\)")  # 1,49 (21 km)

# a day and a month are a date, never a number: 31 Maret 2019
_MONTH = re.compile(
    r"(?:jan(?:uari)?|[fp]eb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|juni?|juli?|agt|agu(?:stus)?|"
    r"sept?(?:ember)?|okt(?:ober)?|no[vp](?:ember)?|des(?:ember)?)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Angka:
    """One printed cell as read.

    `jenis` is `angka`, `batas` (≥ 95: a target that says only where it begins, in `nilai`),
    `rentang`, `rasio` (1 : n, the n is in `nilai`), `huruf` (letter grade, its score in `nilai`
    when printed), `ordinal` (an award level), `kosong`, `periode` (two years), `ambigu` or `teks`.

    `cara_baca` says how: `bulat`; `koma` or `titik` (the decimal mark that the cell itself proves);
    `koma (tabel)` or `titik (tabel)` (decided by the style of the table); `sen` (thousands and
    cents behind one kind of mark, `1.234.567.00`); or the `jenis`.
    """

    jenis: str
    nilai: Decimal | None = None
    bawah: Decimal | None = None
    atas: Decimal | None = None
    huruf: str = ""
    satuan: str = ""
    cara_baca: str = ""


@lru_cache(maxsize=65536)
def read_number(text: str | None, decimal: str | None = None) -> Angka:
    """Read one printed cell; never guesses.

    Parameters
    ----------
    text : str or None
        The cell as printed. Markup left by the conversion (`<b>`, `**`, `$`) is ignored.
    decimal : {"koma", "titik"}, optional
        Decimal mark of the table, used only for a lone separator with three digits behind it.

    Returns
    -------
    Angka
        `jenis="kosong"` for an empty cell, `-`, `n/a`; `"ambigu"` for `1.234` without `decimal`;
        `"teks"` for anything that is no number.

    Examples
    --------
    >>> read_number("1.234,50").nilai
    Decimal('1234.50')
    >>> read_number("1.234").jenis
    'ambigu'
    >>> read_number("1.234", "koma").nilai, read_number("1.234", "titik").nilai
    (Decimal('1234'), Decimal('1.234'))
    >>> read_number("4,25-4,30").atas, read_number("1 : 27500").nilai, read_number("B 69,50").huruf
    (Decimal('4.30'), Decimal('27500'), 'B')
    """
    clean = clean_cell(text)
    if clean.lower() in MISSING:
        return Angka("kosong", cara_baca="kosong")
    # the narrowest pattern first: two years are a range too, and a range begins as a number
    for reader in (_read_period, _read_ratio, _read_range, _read_bound, _read_letter):
        found = reader(clean, decimal)
        if found is not None:
            return found
    return _read_plain(clean, decimal)


@lru_cache(maxsize=65536)
def read_rupiah(text: str | None, decimal: str | None = None) -> Angka:
    """Read one printed amount of money; a lone separator with three digits is a thousand.

    Three decimals of a rupiah do not occur in a budget, so `500.000` is five hundred thousand and
    the slips `4885.000` and `12,046.619` are whole rupiah whatever the style of the table;
    `cara_baca` says `ribuan`. A scale printed in words (`5,5 juta`) is multiplied out and stands in
    `cara_baca`.

    Examples
    --------
    >>> read_rupiah("Rp. 4.719.048.362,-").nilai
    Decimal('4719048362')
    >>> read_rupiah("500,000").nilai, read_rupiah("12.500,00").nilai
    (Decimal('500000'), Decimal('12500.00'))
    """
    found, clean = read_number(text, decimal), _without_remarks(clean_cell(text))
    if _ANY_SCALE.search(clean):
        scale = _SCALE.match(clean)
        if not scale:  # 5 ribu juta
            return found if found.nilai is None else Angka("teks", cara_baca="teks")
        if found.nilai is None:
            return found
        word = scale[1].lower()
        return replace(found, nilai=found.nilai * SCALES[word], satuan="", cara_baca=word)
    if found.jenis in ("angka", "ambigu") and _is_slip(_digits(clean)):
        whole = read_number(re.sub(r"(?<=\d)[.,](?=\d)", "", clean))
        return replace(whole, cara_baca="ribuan")
    return found


def _without_remarks(text: str) -> str:
    """Return an amount without what stands in brackets behind it; one in brackets is a loss."""
    amount = re.match(r"\D*[\d.,]*\)?", text)[0]
    return (amount + _REMARK.sub("", text[len(amount) :])).strip()


def _is_slip(digits: str) -> bool:
    """Say whether lone or mixed separators all stand before three digits, as in `12,046.619`."""
    return bool(re.fullmatch(r"[1-9]\d*([.,]\d{3})+", digits)) and not _grouped(digits)


def _grouped(digits: str) -> bool:
    """Say whether the digits prove their thousands: one kind of separator, more than once."""
    marks = re.findall(r"[.,]", digits)
    return len(marks) > 1 and len(set(marks)) == 1


MONTHS = ("jan", "feb", "mar", "apr", "mei", "jun", "jul", "agu", "sep", "okt", "nov", "des")
MONTHS_TOO = {"peb": "feb", "nop": "nov", "agt": "agu"}  # as some write them


def read_date(text: str) -> list[datetime.date]:
    """Return the days that a written date may mean: none where it is no date, two where both fit.

    Examples
    --------
    >>> [str(day) for day in read_date("31 Maret 2024")], read_date("31-02-2024")
    (['2024-03-31'], [])
    >>> [str(day) for day in read_date("05/06/2024")]
    ['2024-06-05', '2024-05-06']
    """
    plain = text.strip().casefold()
    named = re.fullmatch(r"(\d{1,2}) ([a-z]{3})[a-z]* ((?:19|20)\d\d)", plain)
    numbered = re.fullmatch(r"(\d{1,2})[-/](\d{1,2})[-/]((?:19|20)\d\d)", plain)
    iso = re.fullmatch(r"((?:19|20)\d\d)-(\d\d)-(\d\d)", plain)
    tries: list[tuple[int, int, int]] = []
    if named:
        month = MONTHS_TOO.get(named[2], named[2])
        tries = [(int(named[3]), MONTHS.index(month) + 1, int(named[1]))] * (month in MONTHS)
    elif numbered:
        day, month, year = (int(part) for part in numbered.groups())
        tries = [(year, month, day), (year, day, month)]
    elif iso:
        tries = [tuple(int(part) for part in iso.groups())]
    days = []
    for one in dict.fromkeys(tries):
        with contextlib.suppress(ValueError):
            days.append(datetime.date(*one))
    return days


@lru_cache(maxsize=65536)
def clean_cell(text: str | None) -> str:
    """Return the cell without conversion markup and doubled white space; `None` becomes empty.

    Examples
    --------
    >>> clean_cell(" <b>Rp.  5</b> **x** ")
    'Rp. 5 x'
    """
    plain = _MARKUP.sub("", _BREAK.sub(" ", text or ""))
    return re.sub(r"\s+", " ", plain.replace("\xa0", " ")).strip()


def write_number(value: float, digits: int = 2) -> str:
    """Write a number as a report prints it, rounded half up; a missing one is a dash.

    This is the notation of the reports, whatever language a page is in: figures that quote a report
    or stand beside its print are written so.

    Examples
    --------
    >>> write_number(1234.565), write_number(-0.5, 0), write_number(float("nan"))
    ('1.234,57', '-1', '–')
    """
    if value is None or value != value:
        return "–"
    rounded = round_half_up(value, digits)
    text = f"{rounded:,f}"
    return text.translate(str.maketrans(",.", ".,"))


def write_value(value: float) -> str:
    """Write a value with the decimals it has, at most four, as a report prints it.

    Examples
    --------
    >>> write_value(70.1), write_value(36317.0), write_value(0.322)
    ('70,1', '36.317', '0,322')
    """
    if value is None or value != value:
        return "–"
    return write_number(value, decimals_of(value))


def decimals_of(value: float) -> int:
    """Return how many decimals a value has, at most four.

    Examples
    --------
    >>> decimals_of(70.1), decimals_of(5.0), decimals_of(0.133)
    (1, 0, 3)
    """
    return len(f"{value:.4f}".rstrip("0").split(".")[1])


def telling_digits(value: float, digits: int = 2) -> int:
    """Return how many decimals keep a percentage that is not whole from being written as one.

    The bounds of every scale and the 100 that reaches a target are whole numbers, so 99,996 must
    not be written as 100,00. Page, Word, index and the number formats of Excel use this one rule.

    Examples
    --------
    >>> [telling_digits(value) for value in (87.654, 99.996, 90.99999, 100)]
    [2, 3, 5, 2]
    """
    if not abs(value) < math.inf or round(value, NOISE) == round(value):
        return digits
    if abs(value - round(value)) > 10.0**-digits:  # too far from it to be rounded to it: most are
        return digits
    wide = range(digits, NOISE + 1)
    return next((n for n in wide if round_half_up(value, n) != round(value)), digits)


def share_digits(value: float, digits: int = 2) -> int:
    """Return how many decimals a share that no scale judges is written with.

    Only nothing and the whole are bounds of it: 75,0009 is written 75,00, 99,996 not as 100,00.

    Examples
    --------
    >>> [share_digits(value) for value in (75.0009, 2.003, 99.996, 0.001, 100)]
    [2, 2, 3, 3, 2]
    """
    least = 10.0**-digits
    if not abs(value) < math.inf or least < value < 100 - least:
        return digits
    if round_half_up(value, digits) not in (0, 100):
        return digits
    return telling_digits(value, digits)


def round_half_up(value: float, digits: int) -> Decimal:
    """Return a number rounded half up, as a report rounds; never −0."""
    step = Decimal(1).scaleb(-digits)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    return rounded or abs(rounded)


def write_rupiah(value: float) -> str:
    """Write an amount in full as a report prints it; cents only where there are any.

    Examples
    --------
    >>> write_rupiah(4719048362.0), write_rupiah(1200.5)
    ('Rp4.719.048.362', 'Rp1.200,50')
    """
    if value is None or value != value:
        return "–"
    return "Rp" + write_number(value, 0 if float(value).is_integer() else 2)


def style_of(cells: Iterable[str]) -> str | None:
    """Say which decimal mark a column of printed cells uses.

    Only cells that leave no doubt are counted (`99,5`, `1.234,56`, `12.500.000`).

    Returns
    -------
    str or None
        `koma` or `titik`; `None` when the cells do not show it, or show both equally often.

    Examples
    --------
    >>> style_of(["99,50", "1.234", "7"]), style_of(["99.5", "1.234"]), style_of(["1.234", "12"])
    ('koma', 'titik', None)
    """
    marks = [
        mark
        for cell in cells
        for number in re.findall(r"\d[\d.,]*\d", clean_cell(cell))
        if (mark := _proven_mark(number))
    ]
    comma, point = marks.count("koma"), marks.count("titik")
    if comma == point:
        return None
    return "koma" if comma > point else "titik"


def _read_period(text: str, decimal: str | None) -> Angka | None:
    return Angka("periode", cara_baca="periode") if _YEARS.match(text) else None


def _read_ratio(text: str, decimal: str | None) -> Angka | None:
    found = _RATIO.match(text)
    if not found:
        return None
    # the n counts people, so a lone point is a thousand (1 : 27.500); a lone comma may be either
    value, how = _read_digits(found[1], decimal or (None if "," in found[1] else "koma"))
    if value is None:
        return Angka(how, cara_baca=how)
    return Angka("rasio", value, cara_baca="rasio")


def _read_range(text: str, decimal: str | None) -> Angka | None:
    found, bounds = _RANGE.match(text), _BETWEEN.match(text)
    if not found and not bounds:
        return None
    one, other, unit = found.groups() if found else (bounds[1] or bounds[2], bounds[3], bounds[4])
    (low, _), (high, _) = _read_digits(one, decimal), _read_digits(other, decimal)
    if low is None or high is None:
        return Angka("ambigu", cara_baca="ambigu")
    return Angka("rentang", bawah=low, atas=high, satuan=unit.strip(), cara_baca="rentang")


def _read_bound(text: str, decimal: str | None) -> Angka | None:
    found = _BOUND.match(text)
    if not found:
        return None
    bound = _read_plain(found[1], decimal)
    return replace(bound, jenis="batas") if bound.jenis == "angka" else bound


def _read_letter(text: str, decimal: str | None) -> Angka | None:
    if text.lower() in ORDINALS:
        return Angka("ordinal", huruf=text, cara_baca="ordinal")
    found = _LETTER.match(text)
    if not found or found[1].lower() not in LETTERS:
        return None
    value = _read_digits(found[2], decimal)[0] if found[2] else None
    return Angka("huruf", value, huruf=found[1].upper(), cara_baca="huruf")


def _read_plain(text: str, decimal: str | None) -> Angka:
    found = _PLAIN.match(text)
    if not found or _UNREADABLE.match(text, found.start(1)) or not _is_whole(found[1], found[3]):
        return Angka("teks", cara_baca="teks")
    unit = found[3].strip(" .,;:-–")
    value, how = _read_digits(_digits(text), decimal)
    if value is None:
        return Angka(how, cara_baca=how)
    # a minus before the digits, or the digits in brackets as accountants write a loss
    if re.match(r"^(?:Rp\.?\s*)?(?:[-−–]\s?\d|\(\s?\d[\d.,]*\))", text):
        value = -value
    return Angka("angka", value, satuan="%" if found[2] else unit, cara_baca=how)


def _is_whole(number: str, rest: str) -> bool:
    """Say whether a number is the whole value of its cell: what follows is its unit, or nothing."""
    if number.count("(") != number.count(")"):
        return False
    if number[-1] in ".,":
        rest = rest.removeprefix("-")  # 5.000.000,-
    rest = _REMARK.sub("", rest).rstrip(" .;:")
    return bool(_UNIT.fullmatch(rest)) and not re.match(r"[/–-]", rest) and not _MONTH.match(rest)


def _digits(text: str) -> str:
    return re.search(r"\d[\d.,]*", text)[0].rstrip(".,")


def _read_digits(digits: str, decimal: str | None) -> tuple[Decimal | None, str]:
    """Read bare digits with separators; the second item is how they were read, or why not."""
    digits = digits.rstrip(".,")
    if not re.search(r"[.,]", digits):
        return Decimal(digits), "bulat"
    mark = _proven_mark(digits)
    if mark is None and decimal is None:
        return None, "ambigu"
    if mark == "rusak":
        # 15.167.188.875.00: thousands and cents behind one kind of mark
        if re.fullmatch(r"\d{1,3}(\.\d{3})+\.\d{2}|\d{1,3}(,\d{3})+,\d{2}", digits):
            return Decimal(re.sub(r"[.,]", "", digits[:-3]) + "." + digits[-2:]), "sen"
        return None, "teks"
    point, thousand = (",", ".") if (mark or decimal) == "koma" else (".", ",")
    value = Decimal(digits.replace(thousand, "").replace(point, "."))
    return value, mark or f"{decimal} (tabel)"


def _proven_mark(digits: str) -> str | None:
    """Return the decimal mark that the digits prove; `rusak` when they fit none, None when both."""
    if not re.search(r"[.,]", digits):
        return None
    # either thousands in threes and then the mark, or the mark alone: 1.234,5 · 1234,5
    comma = bool(re.fullmatch(r"\d{1,3}(\.\d{3})*(,\d+)?|\d+(,\d+)?", digits))
    point = bool(re.fullmatch(r"\d{1,3}(,\d{3})*(\.\d+)?|\d+(\.\d+)?", digits))
    if comma and point:  # 1.234, or 0.123: no thousand begins with nought
        return {"0,": "koma", "0.": "titik"}.get(digits[:2])
    if comma:
        return "koma"
    return "titik" if point else "rusak"

"""A key that holds no answer: answers are compared by salted, slow fingerprints of their rounding.

The learner's folder has the key, never an answer: what is stored of each is a PBKDF2 hash of the
rounded value. A usual mistake is stored the same way, with a hint of its own, so that a mistake is
met with its reason and not with the solution. Someone who tries every number finds it in the end;
who opens the file reads nothing.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from hashlib import pbkdf2_hmac
from numbers import Real
from pathlib import Path

import pandas as pd

from ..aturan.rules import NOISE, threshold
from ..bahasa.say import say
from ..errors import DataError, Fault

__all__ = [
    "Hasil",
    "Lembar",
    "canonical",
    "make_kunci",
    "open_lembar",
    "pack_answers",
    "unpack_answers",
    "write_kunci",
]

PUTARAN = 5_000  # rounds of the hash: a check stays unnoticeable, a list of guesses does not
KOSONG = "kosong"  # a value that is missing or cannot be computed is an answer too


@dataclass(frozen=True)
class Hasil:
    """What one check says: points got and possible, a state, and words; never the solution.

    `keadaan`: benar, sebagian, keliru, belum (nothing was answered), bentuk (cannot be read).
    `poin_alasan` is what an instructor may give for the reasons; no program reads those.
    """

    soal: str
    keadaan: str
    poin: float
    maks: float
    poin_alasan: float = 0.0
    pesan: tuple[str, ...] = ()
    bahasa: str = "id"

    def __repr__(self) -> str:
        head = say(
            f"latihan.keadaan.{self.keadaan}",
            self.bahasa,
            soal=self.soal,
            poin=self.poin,
            maks=self.maks,
        )
        return "\n".join([head, *(f"  {line}" for line in self.pesan)])


@dataclass(frozen=True)
class Lembar:
    """The checks of one lesson or sheet, from its key."""

    nama: str
    garam: str
    soal: Mapping[str, dict] = field(repr=False)
    bahasa: str = "id"

    def check(self, soal: str, jawaban: object, alasan: str = "", petunjuk: int = 1) -> Hasil:
        """Check one answer: points for each right part, and a hint for what is not right.

        Parameters
        ----------
        soal : str
            Name of the exercise on this sheet.
        jawaban : number, text, list of texts, True/False, None, or a dict of these by part
            `...` (what stands there first) means: not answered. None: cannot be computed. Texts
            and lists are compared without regard to capitals and order.
        alasan : str
            Reasons in the learner's own words, where the exercise asks for them.
        petunjuk : int
            Which hint to show; a higher number is a plainer one.

        Returns
        -------
        Hasil
            Its text is what the notebook shows.

        Raises
        ------
        DataError
            No such exercise on this sheet.

        Examples
        --------
        >>> made = make_kunci("1", 94.71, desimal=2, petunjuk=["Ke mana indikator ini membaik?"])
        >>> lembar = Lembar("contoh", "", {"1": made})
        >>> lembar.check("1", 94.7059).keadaan, lembar.check("1", 105.29).keadaan
        ('benar', 'keliru')
        """
        if soal not in self.soal:
            known = ", ".join(self.soal)
            step = f"pakai salah satu dari: {known}"
            raise DataError([Fault(self.nama, None, "soal", soal, "tidak ada", step)])
        key = self.soal[soal]
        parts = key["bagian"]
        given = jawaban if isinstance(jawaban, Mapping) else {"": jawaban}
        if given and all(value is ... for value in given.values()):
            return self._said(key, soal, "belum", 0.0, [self._hint(key, petunjuk)], alasan)
        if set(given) != set(parts):
            names = ", ".join(parts)
            one = say("latihan.satu_nilai", self.bahasa)
            form = say("latihan.bentuk", self.bahasa, bagian=names or one)
            return self._said(key, soal, "bentuk", 0.0, [form], alasan)
        shares, said = [], []
        for name, part in parts.items():
            share, hint = self._part(soal, name, part, given[name])
            shares.append(share)
            if share < 1:
                place = say("latihan.bagian", self.bahasa, bagian=name) if name else ""
                said.append(place + (hint or self._hint(key, petunjuk)))
        poin = round(key["poin"] * sum(shares) / len(shares), 2)
        state = "benar" if min(shares) == 1 else "sebagian" if poin else "keliru"
        return self._said(key, soal, state, poin, list(dict.fromkeys(said)), alasan)

    def _part(self, soal: str, name: str, part: dict, value: object) -> tuple[float, str]:
        """Return which share of a part was earned, and the hint of a mistake that is known."""
        if value is ...:
            return 0.0, say("latihan.bagian_kosong", self.bahasa)
        try:
            mark = _mark(self.garam, soal, name, canonical(value, part["desimal"]))
        except (TypeError, ValueError):
            return 0.0, say("latihan.tak_terbaca", self.bahasa, jenis=type(value).__name__)
        if mark in part["benar"]:
            return 1.0, ""
        for known, hint, share in part["salah"]:
            if mark == known:
                return share, say(hint, self.bahasa) if hint.startswith("latihan.") else hint
        return 0.0, ""

    def _hint(self, key: dict, petunjuk: int) -> str:
        hints = key["petunjuk"]
        if not hints:
            return say("latihan.periksa_lagi", self.bahasa)
        n = min(max(petunjuk, 1), len(hints))
        more = say("latihan.lagi", self.bahasa, n=n + 1) if n < len(hints) else ""
        return say("latihan.petunjuk", self.bahasa, petunjuk=hints[n - 1]) + more

    def _said(self, key, soal, keadaan, poin, pesan, alasan) -> Hasil:
        if key["alasan"]:
            enough = len(str(alasan).split()) >= threshold("latihan_alasan")
            said = "latihan.alasan_ada" if enough else "latihan.alasan_kurang"
            least = int(threshold("latihan_alasan"))
            pesan = [*pesan, say(said, self.bahasa, kata=least, poin=key["alasan"])]
        rest = (float(key["poin"]), float(key["alasan"]), tuple(pesan), self.bahasa)
        return Hasil(soal, keadaan, float(poin), *rest)


def canonical(value: object, desimal: int | None) -> str:
    """Return the one text of a value that two people who mean the same write alike.

    Parameters
    ----------
    value : number, text, truth value, list or set of these, None
    desimal : int or None
        Digits behind the point that count, rounded half up; None: the value is no number.

    Raises
    ------
    TypeError, ValueError
        The value is of none of these kinds, or text where a number is asked for.

    Examples
    --------
    >>> canonical(94.705882, 2), canonical("94,71", 2), canonical(float("nan"), 2)
    ('94.71', '94.71', 'kosong')
    >>> canonical(["TFR ", "idg"], None), canonical(True, None)
    ('idg;tfr', 'ya')
    """
    if isinstance(value, (pd.Series, pd.Index)):
        value = value.tolist()
    if hasattr(value, "item") and getattr(value, "size", 0) == 1:
        value = value.item()
    if isinstance(value, list | tuple | set | frozenset):
        return ";".join(sorted(canonical(one, desimal) for one in value))
    if value is None or value is pd.NA or (isinstance(value, float) and math.isnan(value)):
        return KOSONG
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if desimal is None:
        if not isinstance(value, str | Real):
            raise TypeError(type(value).__name__)
        return " ".join(str(value).split()).casefold()
    if isinstance(value, str):
        value = _plain(value)
    number = Decimal(repr(round(float(value), NOISE)))
    rounded = number.quantize(Decimal(1).scaleb(-desimal), rounding=ROUND_HALF_UP)
    return f"{rounded + 0:f}"  # + 0: no minus before a nought


def _plain(text: str) -> str:
    """Return a number as people here write it (1.234,5; also 1,234.5 and 1.234.567) with a point.

    One mark alone is a decimal one: who writes 1.250 in Python means one and a quarter.
    """
    text = text.strip().removesuffix("%").rstrip()
    comma, point = text.rfind(","), text.rfind(".")
    for mark, other, last in ((",", ".", comma > point), (".", ",", point > comma)):
        if last and text.count(mark) == 1:
            return text.replace(other, "").replace(mark, ".")
    return text.replace(".", "").replace(",", "")


def make_kunci(
    soal: str,
    jawaban: object,
    *,
    desimal: int | Mapping[str, int | None] | None = None,
    garam: str = "",
    poin: float = 1,
    alasan: float = 0,
    petunjuk: list[str] = (),
    salah: list[tuple[object, str, float]] = (),
) -> dict:
    """Return the key of one exercise: fingerprints of the answer and of usual mistakes, and hints.

    Parameters
    ----------
    jawaban
        As `Lembar.check` takes it; a dict is an answer in parts, each worth the same.
    desimal : int, None, or one of these by part
    salah : list of (answer, hint, share of the points)
        A mistake with a reason of its own. For numbers two are added: too coarsely rounded, and a
        fraction where per cent was asked for; both earn the share `latihan_hampir`. A mistake in
        parts is a dict too.

    Raises
    ------
    DataError
        A mistake that would be the right answer: its hint would mislead.

    Examples
    --------
    >>> sorted(make_kunci("1", {"a": 1, "b": "turun"}, desimal={"a": 0, "b": None}))
    ['alasan', 'bagian', 'petunjuk', 'poin']
    """
    parts = jawaban if isinstance(jawaban, Mapping) else {"": jawaban}
    for mistake, hint, _ in salah:
        _refuse_right(soal, mistake, parts, desimal, hint)
    made = {}
    for name, value in parts.items():
        digits = _digits(desimal, name)
        right = canonical(value, digits)
        wrong = []
        for mistake, hint, share in salah:
            values = mistake if isinstance(mistake, Mapping) else {"": mistake}
            if name in values:
                wrong.append((canonical(values[name], digits), hint, share))
        wrong = [one for one in [*wrong, *_slips(value, digits)] if one[0] != right]
        marks = {_mark(garam, soal, name, text): (hint, share) for text, hint, share in wrong[::-1]}
        made[name] = {
            "desimal": digits,
            "benar": [_mark(garam, soal, name, right)],
            "salah": sorted([mark, *rest] for mark, rest in marks.items()),
        }
    return {"poin": poin, "alasan": alasan, "petunjuk": list(petunjuk), "bagian": made}


def _digits(desimal: int | Mapping[str, int | None] | None, bagian: str) -> int | None:
    return desimal.get(bagian) if isinstance(desimal, Mapping) else desimal


def _refuse_right(soal: str, mistake: object, parts: Mapping, desimal, hint: str) -> None:
    """Refuse a mistake that is right in every part it names: its hint would mislead."""
    values = mistake if isinstance(mistake, Mapping) else {"": mistake}
    names = [name for name in values if name in parts]
    texts = [
        [canonical(one[name], _digits(desimal, name)) for name in names] for one in (values, parts)
    ]
    if texts[0] == texts[1]:
        value = "; ".join(texts[0])
        problem = "kekeliruan sama dengan jawabannya, atau tidak menyebut satu bagian pun"
        raise DataError([Fault(soal, None, "salah", value, problem, hint)])


def _slips(value: object, desimal: int | None) -> list[tuple[str, str, float]]:
    """Return how a right number is often written wrongly: as (text, hint, share)."""
    number = isinstance(value, Real) and not isinstance(value, bool)
    if desimal is None or not number or value != value:
        return []
    coarse = [canonical(float(canonical(value, fewer)), desimal) for fewer in range(desimal)]
    share = threshold("latihan_hampir")
    slips = [(text, "latihan.kasar", share) for text in coarse if float(text)]
    return [*slips, (canonical(float(value) / 100, desimal), "latihan.pecahan", share)]


def _mark(garam: str, soal: str, bagian: str, text: str) -> str:
    salt = f"{garam}|{soal}|{bagian}".encode()
    return pbkdf2_hmac("sha256", text.encode(), salt, PUTARAN).hex()[:32]


def write_kunci(path: Path, nama: str, garam: str, soal: Mapping[str, dict]) -> Path:
    """Write the key of a sheet as JSON, the same bytes for the same key."""
    text = json.dumps({"nama": nama, "garam": garam, "soal": soal}, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    return path


def open_lembar(berkas: str | Path, bahasa: str = "id") -> Lembar:
    """Open the checks of a lesson from the key that lies beside it.

    Raises
    ------
    DataError
        The file is not there or no key.
    """
    try:
        read = json.loads(Path(berkas).read_text(encoding="utf-8"))
        return Lembar(read["nama"], read["garam"], read["soal"], bahasa)
    except OSError as error:
        step = "buka notebook di folder tempat berkas kunci itu berada"
        raise DataError([Fault(str(berkas), None, None, None, "tidak ada", step)]) from error
    except (ValueError, KeyError, TypeError) as error:
        step = "salin lagi berkas kunci dari folder pelajar"
        raise DataError([Fault(str(berkas), None, None, None, "bukan kunci", step)]) from error


def pack_answers(names: Mapping[str, object], soal: list[str]) -> str:
    """Return a learner's answers and reasons as JSON text, for marking outside their notebook.

    A variable that is not there counts as not answered; a value that is no answer stands as the
    name of its kind, which no key accepts.

    Examples
    --------
    >>> unpack_answers(pack_answers({"jawab_1": 2.5, "alasan_1": "sebab"}, ["1", "2"]))
    {'1': (2.5, 'sebab'), '2': (Ellipsis, '')}
    """
    found = {}
    for name in soal:
        reasons = names.get(f"alasan_{name}", "")
        text = reasons if isinstance(reasons, str) else ""
        found[name] = [_packed(names.get(f"jawab_{name}", ...)), text]
    return json.dumps(found)


def unpack_answers(text: str) -> dict[str, tuple[object, str]]:
    """Return exercise → (answer, reasons), as `pack_answers` wrote them."""
    return {name: (_unpacked(value), str(why)) for name, (value, why) in json.loads(text).items()}


def _packed(value: object) -> object:
    if isinstance(value, (pd.Series, pd.Index)):
        value = value.tolist()
    if hasattr(value, "item") and getattr(value, "size", 0) == 1:
        value = value.item()
    if value is ...:
        return {"belum": []}
    if isinstance(value, Mapping):
        return {"bagian": [[str(name), _packed(part)] for name, part in value.items()]}
    if isinstance(value, list | tuple | set | frozenset):
        return [_packed(one) for one in value]
    if isinstance(value, Decimal):
        value = float(value)
    known = value is None or isinstance(value, bool | int | float | str)
    return value if known else {"lain": [type(value).__name__]}


def _unpacked(value: object) -> object:
    if isinstance(value, list):
        return [_unpacked(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "bagian" in value:
        return {name: _unpacked(part) for name, part in value["bagian"]}
    return ... if "belum" in value else set(value["lain"])

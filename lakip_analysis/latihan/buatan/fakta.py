"""What really happened in a made dinas: the figures before anybody prints them.

Everything is an integer or a Decimal, so that what is derived from it is exact. Rules here are
those of planning, not those of any check: a target lies beyond what was reached the year before, a
budget is the sum of its parts, spending stays within it.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parent
DAERAH = (
    "Tanjung Elok",
    "Rimba Raya",
    "Sungai Jernih",
    "Bukit Lestari",
    "Muara Damai",
    "Pulau Mutiara",
)
SAKIP = (
    ("Perencanaan kinerja", 30),
    ("Pengukuran kinerja", 30),
    ("Pelaporan kinerja", 15),
    ("Evaluasi internal", 25),
)
GOLONGAN = ("Golongan IV", "Golongan III", "Golongan II", "PPPK", "Tenaga non-ASN")
BELANJA = ("Belanja Operasi", "Belanja Modal")
AKIP = "Nilai evaluasi akuntabilitas kinerja"


@dataclass(frozen=True)
class Indikator:
    """What a dinas promises and measures."""

    kode: str
    nama: str
    satuan: str
    arah: str  # naik, turun
    desimal: int
    level: str  # tujuan, sasaran
    sasaran: int  # which, from 0
    bagian: str = ""  # what is counted, where it is a share of counts
    seluruh: str = ""


@dataclass(frozen=True)
class Pos:
    """A line of the budget; the amounts of one with parts are the sums of its parts."""

    kode: str
    level: str  # program, kegiatan, subkegiatan
    nama: str
    induk: str
    sasaran: int


@dataclass(frozen=True)
class Fakta:
    """Everything that happened in a made dinas in its years."""

    urusan: str
    kode_urusan: str
    dinas: str
    daerah: str
    tahun: int
    sasaran: tuple[str, ...]
    indikator: tuple[Indikator, ...]
    keluaran: tuple[Indikator, ...]  # one per programme, its kode is that of the programme
    pos: tuple[Pos, ...]
    target: dict[tuple[str, int], Decimal]
    realisasi: dict[tuple[str, int], Decimal]
    hitungan: dict[tuple[str, int], tuple[int, int]]  # part and whole
    pagu_induk: dict[str, int]  # of the leaves, before the amendment
    pagu: dict[tuple[str, int], int]  # of the leaves; of last year only whole programmes
    uang: dict[tuple[str, int], int]
    modal: dict[str, int]  # the part of each leaf that is capital spending: pagu, then spending
    modal_uang: dict[str, int]
    spm: tuple[tuple[str, int, int], ...]  # service, who should be served, who was
    sakip: dict[tuple[str, int], Decimal]
    pegawai: dict[str, int]  # staff by grade
    wilayah: dict[str, Decimal]  # who → the first indicator that year
    # how the report works out its figures; a fault of method changes these
    terbalik: frozenset[str] = field(default_factory=frozenset)  # measured the wrong way round
    tak_lapor: frozenset[str] = field(default_factory=frozenset)  # promised, never reported


@cache
def load_urusan() -> dict[str, dict]:
    """Return what a dinas of each urusan promises and spends on (`urusan.toml`)."""
    return tomllib.loads((FOLDER / "urusan.toml").read_text(encoding="utf-8"))


def round_half_up(value: Fraction | Decimal | int, digits: int) -> Decimal:
    """Round exactly, halves away from zero."""
    exact = Fraction(value) * 10**digits
    whole = (abs(exact) * 2 + 1) // 2
    return Decimal(int(whole) * (-1 if exact < 0 else 1)).scaleb(-digits)


def make_facts(rng: np.random.Generator, urusan: str) -> Fakta:
    """Return what happened in one made dinas; the same generator gives the same facts."""
    about = load_urusan()[urusan]
    tahun = int(rng.integers(2022, 2026))
    indicators = tuple(_indicators(about))
    target, real, counts = {}, {}, {}
    sizes = [item for s in about["sasaran"] for item in s["indikator"]]
    for one, item in zip(indicators, sizes, strict=True):
        _history(rng, one, item, tahun, target, real, counts)
    outputs = tuple(
        Indikator(
            f"{about['kode']}.{p['kode']}",
            p["keluaran"][0],
            p["keluaran"][1],
            "naik",
            0,
            "program",
            i,
        )
        for i, p in enumerate(about["program"])
    )
    for one in outputs:
        goal = 100 if one.satuan == "%" else int(rng.integers(12, 900))
        low = 93 if one.satuan == "%" else int(goal * 0.88)
        high = 100 if one.satuan == "%" else int(goal * 1.06)
        target[one.kode, tahun] = Decimal(goal)
        real[one.kode, tahun] = Decimal(int(rng.integers(low, high + 1)))
    lines = tuple(_lines(about, len(about["sasaran"])))
    money = _money(rng, about, lines, tahun)
    akip = next((i for i in indicators if i.nama == AKIP), None)
    return Fakta(
        urusan=urusan,
        kode_urusan=about["kode"],
        dinas=about["dinas"],
        daerah=f"Kabupaten {rng.choice(DAERAH)}",
        tahun=tahun,
        sasaran=tuple(s["nama"] for s in about["sasaran"]),
        indikator=indicators,
        keluaran=outputs,
        pos=lines,
        target=target,
        realisasi=real,
        hitungan=counts,
        spm=tuple(_services(rng, about["spm"])),
        sakip=_evaluation(akip, real, tahun),
        pegawai={name: int(rng.integers(3, 60)) for name in GOLONGAN},
        wilayah=_regions(rng, indicators[0], real[indicators[0].kode, tahun]),
        **money,
    )


def _indicators(about: dict):
    number = 0
    for s, sasaran in enumerate(about["sasaran"]):
        for item in sasaran["indikator"]:
            number += 1
            yield Indikator(
                f"i{number}",
                item["nama"],
                item["satuan"],
                item["arah"],
                item["desimal"],
                item["level"],
                s,
                item.get("bagian", ""),
                item.get("seluruh", ""),
            )


def _history(rng, one: Indikator, item: dict, tahun: int, target: dict, real: dict, counts: dict):
    """Fill four years of results and seven of targets, each beyond the result before it."""
    start, step, d = (
        float(item["awal"]) * float(rng.uniform(0.97, 1.03)),
        item["langkah"],
        item["desimal"],
    )
    unit = Decimal(1).scaleb(-d)
    for k in range(7):
        target[one.kode, tahun - 3 + k] = round_half_up(Decimal(repr(start + step * (k + 1))), d)
    for k in range(4):
        year = tahun - 3 + k
        goal, after = target[one.kode, year], target[one.kode, year + 1]
        share = (
            float(rng.uniform(-0.2, 0.75)) if rng.random() < 0.6 else float(rng.uniform(-3.5, -0.3))
        )
        value = round_half_up(Decimal(repr(float(goal) + step * share)), d)
        before = real.get((one.kode, year - 1))
        if one.bagian:
            whole = int(item["besar"] * (1 + 0.01 * k) + int(rng.integers(0, 9)))
            part = int(whole * float(value) / 100)
            value = round_half_up(Fraction(part * 100, whole), d)
            while _beyond(value, after, one.arah) or value == before:
                part += -1 if one.arah == "naik" else 1
                value = round_half_up(Fraction(part * 100, whole), d)
            counts[one.kode, year] = (part, whole)
        while step and (_beyond(value, after, one.arah) or value == before):
            value += -unit if one.arah == "naik" else unit
        real[one.kode, year] = value


def _beyond(value, after: Decimal, arah: str) -> bool:
    """Say whether a result already is what is promised for the year after."""
    return value >= after if arah == "naik" else value <= after


def _lines(about: dict, sasaran: int):
    for p, program in enumerate(about["program"]):
        code = f"{about['kode']}.{program['kode']}"
        own = sasaran - 1 if p == 0 else min(p - 1, max(sasaran - 2, 0))
        yield Pos(code, "program", program["nama"], "", own)
        for k, (name, parts) in enumerate(program["kegiatan"].items(), 1):
            yield Pos(f"{code}.2.{k:02d}", "kegiatan", name, code, own)
            for s, part in enumerate(parts, 1):
                yield Pos(
                    f"{code}.2.{k:02d}.{s:04d}", "subkegiatan", part, f"{code}.2.{k:02d}", own
                )


def _money(rng, about: dict, lines: tuple[Pos, ...], tahun: int) -> dict:
    total = float(rng.uniform(9e9, 60e9))
    weights = {f"{about['kode']}.{p['kode']}": p["bobot"] for p in about["program"]}
    leaves = [line for line in lines if line.level == "subkegiatan"]
    before, pagu, uang, capital, capital_spent = {}, {}, {}, {}, {}
    for line in leaves:
        program = line.induk.rsplit(".2.", 1)[0]
        n = sum(1 for other in leaves if other.induk.startswith(program + ".2."))
        amount = total * weights[program] / sum(weights.values()) / n * float(rng.uniform(0.4, 1.6))
        before[line.kode] = round(amount / 500) * 500
        changed = rng.random() < 0.6
        pagu[line.kode, tahun] = before[line.kode]
        if changed:
            pagu[line.kode, tahun] = (
                round(before[line.kode] * float(rng.uniform(0.85, 1.2))) // 50 * 50
            )
        share = (
            float(rng.uniform(0.83, 0.999)) if rng.random() < 0.85 else float(rng.uniform(0.5, 0.8))
        )
        uang[line.kode, tahun] = int(pagu[line.kode, tahun] * share)
        capital[line.kode] = int(pagu[line.kode, tahun] * float(rng.uniform(0, 0.4))) // 100 * 100
        capital_spent[line.kode] = int(capital[line.kode] * share)
    for program, weight in weights.items():
        pagu[program, tahun - 1] = round(total * weight / 100 * float(rng.uniform(0.8, 1.1)))
        uang[program, tahun - 1] = int(pagu[program, tahun - 1] * float(rng.uniform(0.86, 0.99)))
    return {
        "pagu_induk": before,
        "pagu": pagu,
        "uang": uang,
        "modal": capital,
        "modal_uang": capital_spent,
    }


def _services(rng, names):
    for name in names:
        whole = int(rng.integers(300, 24000))
        yield (
            name,
            whole,
            whole if rng.random() < 0.3 else int(whole * float(rng.uniform(0.84, 0.995))),
        )


def _evaluation(akip: Indikator | None, real: dict, tahun: int) -> dict:
    """Split the printed score of two years over its components, exactly."""
    if akip is None:
        return {}
    out = {}
    for year in (tahun - 1, tahun):
        left = real[akip.kode, year]
        for name, weight in SAKIP[:-1]:
            out[name, year] = round_half_up(Fraction(real[akip.kode, year]) * weight / 100, 2)
            left -= out[name, year]
        out[SAKIP[-1][0], year] = left
    return out


def _regions(rng, first: Indikator, own: Decimal) -> dict[str, Decimal]:
    names = (
        "Kabupaten Gunung Asri",
        "Kabupaten Teluk Biru",
        "Kota Sentosa",
        "Provinsi",
        "Nasional",
    )
    return {
        name: Decimal(repr(float(own) * float(rng.uniform(0.94, 1.06)))).quantize(
            Decimal(1).scaleb(-first.desimal), rounding=ROUND_HALF_UP
        )
        for name in names
    }

"""The reference: achievement, counts and means as a person works them with pencil and paper, one row at a time, in exact fractions.

Written from METHODS 1 and 2 and from what the docstrings promise, not from the code; it shares with it only the rule tables `skala.csv` and
`tangga.csv`. `None` is "not known" everywhere. Rows are dicts; `work` adds the results to a row, `sum_up` counts and averages rows of one group.
"""

from __future__ import annotations

import csv
import math
import random
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median

RULES = Path(__file__).parents[1] / "lakip_analysis" / "aturan"


def rule_rows(name: str) -> list[dict]:
    with (RULES / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


LADDERS: dict[str, dict[str, tuple[int, Fraction | None]]] = {}
for step in rule_rows("tangga"):
    lowest_score = Fraction(step["terendah"]) if step["terendah"] else None
    LADDERS.setdefault(step["satuan"], {})[step["label"]] = (int(step["urutan"]), lowest_score)
SCALES: dict[str, list[dict]] = {}
for band in rule_rows("skala"):
    SCALES.setdefault(band["skala"], []).append(band)
NOTHING = {"", "-", "n/a"}
KEPT_WITHIN = (Fraction(0), Fraction(120))  # METHODS 1.5: floor 0 and cap 120 for each indicator before averaging


@cache
def read(value: str) -> tuple[str, Fraction | None, bool]:
    """Return label, number (of `1:n` the n) and whether something is printed."""
    if value in NOTHING:
        return "", None, False
    words = value.split()
    label = words.pop(0) if words[0].isalpha() else ""
    text = words[0].removeprefix("1:") if words else ""
    try:
        return label, Fraction(text) if text else None, True
    except ValueError:
        return "", None, True  # it stands there and cannot be read


# --- METHODS 1.1 and 1.2: the four formulas ---------------------------------------------------------------------------


def realisasi_per_target(t, r):
    if t == 0:
        return None
    return r / t * 100 if t > 0 else (1 + (1 - r / t)) * 100


def dua_target_kurang_realisasi(t, r):
    if t == 0:
        return Fraction(100) if r == 0 else None
    return (1 + (1 - r / t)) * 100 if t > 0 else r / t * 100


def target_per_realisasi(t, r):
    if t == 0:
        return Fraction(100) if r == 0 else None
    if t < 0:
        return r / t * 100
    return t / r * 100 if r > 0 else None


def jarak_ke_target(t, r):
    if t == 0:
        return Fraction(100) if r == 0 else None
    return 100 - abs(r - t) / abs(t) * 100


FORMULAS = {f.__name__: f for f in (realisasi_per_target, dua_target_kurang_realisasi, target_per_realisasi, jarak_ke_target)}
COMMON = {"naik": realisasi_per_target, "turun": dua_target_kurang_realisasi, "rentang": jarak_ke_target}


# --- METHODS 1.3: ranges and ladders ----------------------------------------------------------------------------------


def comparable(row: dict) -> tuple[Fraction | None, Fraction | None, str]:
    """Return target and realisation that can be divided, and how they became so (or the reason why not)."""
    (promised, t, _), (reached, r, r_there) = read(row["target"]), read(row["realisasi"])
    ladder = LADDERS.get(row["satuan"], {})
    ranged = row["low"] is not None and row["high"] is not None
    if not ranged and not read(row["target"])[2]:
        return None, None, "target_kosong"
    if not r_there:
        return None, None, "realisasi_kosong"
    if (promised or reached or ladder) and row["polaritas"] != "naik":
        return None, None, "jenjang_polaritas"
    return in_range(row, r) if ranged else on_ladder(ladder, promised, t, reached, r)


def in_range(row: dict, r: Fraction | None) -> tuple[Fraction | None, Fraction | None, str]:
    low, high = Fraction(row["low"]), Fraction(row["high"])
    if r is None:
        return None, None, "tidak_dapat_dihitung"
    if low <= r <= high:
        return Fraction(1), Fraction(1), "dihitung"
    return (low if r < low else high), r, "dihitung"


def on_ladder(ladder: dict, promised: str, t: Fraction | None, reached: str, r: Fraction | None) -> tuple[Fraction | None, Fraction | None, str]:
    if promised in ladder and t is not None and r is not None and ladder[promised][1] is not None and t < ladder[promised][1]:
        # the score beside the letter has not the letter: the letter counts
        return ladder[promised][1], r, "dihitung_ambang"
    if t is not None and r is not None:
        return t, r, "dihitung"
    if promised in ladder and t is None and r is not None and ladder[promised][1] is not None:
        # a class was promised and a score reached: the lowest score of the class, and no more than it can be earned
        lowest = ladder[promised][1]
        return lowest, min(r, lowest), "dihitung_ambang"
    if promised and promised.casefold() == reached.casefold():
        return Fraction(1), Fraction(1), "dihitung_ordinal"  # the same grade is met on any ladder, known or not
    if promised in ladder and reached in ladder:
        rank = Fraction(ladder[promised][0])
        return rank, min(Fraction(ladder[reached][0]), rank), "dihitung_ordinal"
    return None, None, "tidak_dapat_dihitung"


def category(percent: Fraction | None, skala: str) -> str:
    """METHODS 2, G1: read from the top, the first lower bound that is met."""
    if percent is None:
        return ""
    if skala in ("akip", "ikm"):  # METHODS 3, PermenPANRB 14/2017: the printed two decimals, rounded half up
        percent = Fraction(math.floor(percent * 100 + Fraction(1, 2)), 100)
    for row in SCALES[skala]:
        bound = Fraction(row["bawah"]) if row["bawah"] else None
        if bound is None or (percent > bound if row["operator"] == ">" else percent >= bound):
            return row["kategori"]
    return ""  # below the lowest class: AKIP begins above 0


def work(row: dict, own: dict[str, str], skala: str) -> dict:
    """Return the row with its results."""
    t, r, status = comparable(row)
    percent = common = met = None
    if t is not None:
        percent, common = FORMULAS[own[row["polaritas"]]](t, r), COMMON[row["polaritas"]](t, r)
        met = {"naik": r >= t, "turun": r <= t, "rentang": r == t}[row["polaritas"]]
        if percent is None:
            status = "target_nol" if t == 0 else "realisasi_nol" if r == 0 else "tidak_dapat_dihitung"
        elif t == r == 0:
            status = "tercapai_nol"
    if common is not None:
        common = min(max(common, KEPT_WITHIN[0]), KEPT_WITHIN[1])
    results = {"own": percent, "common": common, "met": met, "status": status}
    return row | results | {"kategori": category(percent, skala), "kategori_acuan": category(common, "permendagri-86")}


# --- one quantity promised at two levels ------------------------------------------------------------------------------


def repeats(rows: list[dict]) -> list[str]:
    """Return for each row of one dinas and year the code of the promise it repeats at another level; else empty."""
    said = []
    for place, row in enumerate(rows):
        first = next((other for other in rows[:place] if same_quantity(other, row)), None)
        said.append(first["indikator"] if first and first["level"] != row["level"] else "")
    return said


def same_quantity(a: dict, b: dict) -> bool:
    if not (read(a["target"])[2] or a["low"] is not None):
        return False
    names = [" ".join(row["nama_indikator"].casefold().split()) for row in (a, b)]
    alike = names[0] == names[1] or (a["konsep"] != "" and a["konsep"] == b["konsep"])
    values = all(read(a[name])[:2] == read(b[name])[:2] for name in ("target", "realisasi"))
    return alike and values and all(a[name] == b[name] for name in ("satuan", "low", "high"))


def counted_once(rows: list[dict]) -> list[dict]:
    """Return the rows of one group without those whose promise stands in it already."""
    kept, seen = [], {row["indikator"] for row in rows if not row["ganda"]}
    for row in rows:
        if row["ganda"] and row["ganda"] in seen:
            continue
        seen.add(row["ganda"] or row["indikator"])
        kept.append(row)
    return kept


# --- counts and means -------------------------------------------------------------------------------------------------


def mean(values) -> Fraction | None:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) / len(known) if known else None


def via_sasaran(rows: list[dict], key: str) -> Fraction | None:
    groups: dict[tuple, list] = {}
    for row in rows:  # what names no sasaran is one of its own; a sasaran is that of its dinas
        name = ("s", row["sasaran"]) if row["sasaran"] else ("i", row["indikator"])
        groups.setdefault((row["dinas"], *name), []).append(row[key])
    return mean(mean(values) for values in groups.values())


def weighted(rows: list[dict], key: str) -> Fraction | None:
    known = [row for row in rows if row[key] is not None]
    if not known or any(row["bobot"] is None for row in known) or not sum(row["bobot"] for row in known):
        return None
    return sum(row[key] * row["bobot"] for row in known) / sum(row["bobot"] for row in known)


MEANS = {
    "rata_rata_indikator": lambda rows, key: mean(row[key] for row in rows),
    "rata_rata_sasaran": via_sasaran,
    "rata_rata_bobot": weighted,
    "tidak_ada": lambda rows, key: None,
}


def sum_up(group: list[dict]) -> dict:
    """Return counts and means of one group; the dinas's own mean once for each way to average, under its name."""
    rows = counted_once(group)
    own = [row["own"] for row in rows if row["own"] is not None]
    zero = [row for row in rows if row["status"] == "target_nol"]
    return {
        "n_indikator": sum(row["status"] != "target_kosong" for row in rows),
        "n_tanpa_target": sum(row["status"] == "target_kosong" for row in rows),
        "n_ganda": len(group) - len(rows),
        "n_terlapor": sum(row["met"] is not None for row in rows),
        "n_tercapai": sum(row["met"] is True for row in rows),
        "n_dihitung": len(own),
        "n_acuan": sum(row["common"] is not None for row in rows),
        "n_target_nol": len(zero),
        "n_nol_meleset": sum(row["met"] is False for row in zero),
        "n_ordinal": sum(row["status"] == "dihitung_ordinal" for row in rows),
        "median_capaian_persen": median(own) if own else None,
        "rata_acuan_persen": mean(row["common"] for row in rows),
        "rata_acuan_sasaran_persen": via_sasaran(rows, "common"),
        "rata_tercetak_persen": mean(row["printed"] for row in group),
    } | {name: average(rows, "own") for name, average in MEANS.items()}


# --- made rows --------------------------------------------------------------------------------------------------------

ROUND = ["0", "0", "-3", "-0.5", "1", "10", "100", "91", "90.5", "90", "76", "75.99", "66", "51", "120", "200", "55", "70", "85", "110", "60", "50", "65"]


def made(seed: int, groups: int) -> list[dict]:
    """Return made rows of several dinas: zero, negative, range, ratio, grade, missing, unreadable, repeated and with weights."""
    draw, rows = random.Random(seed), []

    def number() -> str:
        return draw.choice(ROUND) if draw.random() < 0.5 else draw.choice(["n/a", "", "-", "98,5", *(f"{draw.uniform(-20, 300):.3f}" for _ in range(8)), f"{draw.uniform(1, 1e7):.2f}"])

    def grade(steps: list[str]) -> str:
        return draw.choice([draw.choice(steps), draw.choice(steps), f"{draw.choice(steps)} {draw.randint(1, 99)}", str(draw.randint(1, 999)), draw.choice(["Hebat", "Hebat 30", "", "n/a"])])

    for group in range(groups):
        weights = draw.choice([[1, 2, 3, 4, 5], [0, 1], [None, 2, 3], [None]])
        for n in range(draw.randint(1, 12)):
            row = {"dinas": f"d{group}", "tahun": 2024, "indikator": f"i{n}", "nama_indikator": f"Nama {n}", "konsep": draw.choice(["", f"k{n}"]), "low": None, "high": None}
            row |= {"level": draw.choice(["tujuan", "sasaran"]), "sasaran": draw.choice(["A", "B", "C", ""]), "satuan": "%", "polaritas": draw.choice(["naik", "turun", "rentang"])}
            row |= {"bobot": draw.choice(weights), "printed": draw.choice([None, Fraction(draw.randint(0, 3000), 10)])}
            kind = draw.random()
            if kind < 0.6:
                row |= {"target": number(), "realisasi": number()}
                if draw.random() < 0.15:
                    row["realisasi"] = row["target"]  # exactly on target
            elif kind < 0.7:
                low = draw.randint(-2, 5)
                row |= {"target": "", "realisasi": draw.choice([number(), str(low), str(low + 1), f"{low - 0.25}"]), "low": str(low), "high": draw.choice([str(low + draw.randint(0, 3)), str(low + 2), None])}
            elif kind < 0.8:
                row |= {"target": f"1:{draw.randint(1, 30000)}", "realisasi": f"1:{draw.randint(1, 30000)}", "satuan": "rasio"}
            else:
                satuan = draw.choice([*LADDERS, "predikat AKIP", "%"])
                steps = list(LADDERS.get(satuan, {"BB": 0, "Madya": 0}))
                row |= {"target": grade(steps), "realisasi": grade(steps), "satuan": satuan, "polaritas": draw.choice(["naik", "naik", "naik", "turun", "rentang"])}
            if n and draw.random() < 0.15:  # the same promise again, or nearly
                other = draw.choice([rows[-1], *rows[-n:]])
                row |= {name: other[name] for name in ("nama_indikator", "konsep", "satuan", "polaritas", "target", "realisasi", "low", "high")}
                row["level"] = draw.choice(["tujuan", "sasaran"])
                row |= draw.choice([{}, {}, {"realisasi": "17"}, {"satuan": "lain"}, {"nama_indikator": f" nama  {other['nama_indikator'].split()[-1]} "}, {"nama_indikator": f"Lain {n}"}])
            rows.append(row)
    return rows

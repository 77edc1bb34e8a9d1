"""Claims in words on the direction of a figure, held against the figures of the years."""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..numbers import write_value
from ..tren.units import describe_units
from .cells import EPSILON, deviation, fits, near
from .findings import cells, findings, none, temuan
from .names import name_keys
from .narrow import kinerja_rows
from .prepare import Terbitan
from .rows import each_row
from .severity import grade
from .used import used_of
from .words import Kata, number_place, read_direction, read_words, says_always

__all__ = ["find_trend_claims"]

REPORT = ["dinas", "dokumen"]


def find_trend_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find "meningkat" and "menurun" that the figures of the years do not bear.

    Judged are the two figures of the sentence, else those the report prints for the indicator in
    both years; "selalu", "dari tahun ke tahun" asks for every step between them. Words that are not
    known, or whose meaning is not certain (`words.read_direction`), are not judged. Where the way
    is right and an amount is said, it must be the difference, in points or in per cent of the
    earlier figure as its unit says, within the rounding of all three.

    Returns
    -------
    DataFrame, one row per claim (`beda_antartabel`)

    Examples
    --------
    >>> row = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...        "jenis": "arah", "nama_tercetak": "Kasus", "tahun": 2023,
    ...        "kata_tercetak": "meningkat", "dasar_tercetak": "49", "dasar": 49,
    ...        "kini_tercetak": "18", "kini": 18}
    >>> from .prepare import prepare
    >>> found = find_trend_claims(prepare({"terbitan_klaim": pd.DataFrame([row])}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['meningkat', '-31']]
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "arah"]
    if claims.empty:
        return none()
    known = _series(terbitan)
    units = terbitan.kinerja.drop_duplicates("id").set_index("id")["satuan_tercetak"]
    pairs = zip(claims["kata_tercetak"], claims["nama_tercetak"], strict=True)
    claims = claims.assign(arah=[read_direction(*pair) for pair in pairs])
    claims = claims[claims["arah"].notna()]
    # a column of directions prints both figures: without the earlier one nothing rises
    column = claims["dasar_tercetak"].str.fullmatch(r"\s*[-–—]\s*")
    judged = [_trend(row, known, units) for row in each_row(claims[~column])]
    moved = pd.Series([0 not in signs for signs in claims["arah"]], index=claims.index, dtype=bool)
    baseless = claims[column & moved].groupby([*REPORT, "tabel"], sort=False)
    return findings(
        [*(record for record in judged if record), *(_baseless(part) for _, part in baseless)]
    )


def _baseless(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    words = dict.fromkeys(rows["kata_tercetak"])
    return temuan(
        row,
        "beda_antartabel",
        "klaim.tanpa_dasar",
        {"n": len(rows), "tahun_lalu": row.tahun_dasar or row.tahun - 1},
        tercetak=" / ".join([*words, row.dasar_tercetak]),
        keparahan=grade("klaim"),
        baris=rows["baris"],
        kunci="klaim tanpa dasar",
    )


def _series(terbitan: Terbitan) -> dict[tuple, dict[int, tuple[float, str, int, float]]]:
    """Return of each indicator by the key of any of its names: year → value, its row, its line."""
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & (rows["kunci"] != "") & rows["realisasi"].notna()]
    used = used_of(rows, "realisasi", terbitan.dipakai)
    place = [*REPORT, "kunci", "tahun"]
    often = rows.groupby([*place, "realisasi"])["id"].transform("size")
    rows = rows.assign(terpakai=used == rows["realisasi"], sering=often)
    order = ["terpakai", "sering"]
    best = rows.sort_values(order, ascending=False, kind="stable").drop_duplicates(place)
    out: dict[tuple, dict] = {}
    for row in each_row(best):
        of = out.setdefault((row.dinas, row.dokumen, row.kunci), {})
        of[row.tahun] = (row.realisasi, row.id, row.baris, row.h_realisasi)
    names = rows.drop_duplicates([*REPORT, "nama_tercetak"])
    spelled = zip(names["dinas"], names["dokumen"], name_keys(names["nama_tercetak"]), strict=True)
    for key, name in zip(spelled, names["kunci"], strict=True):
        out.setdefault(key, out[key[0], key[1], name])
    return out


def _trend(row, known: dict, units: pd.Series) -> dict | None:
    if row.dasar_tercetak and row.kini_tercetak and row.dasar != row.dasar:
        return _labels(row)
    always = says_always(row.kata_tercetak)
    series = known.get((row.dinas, row.dokumen, row.kunci), {})
    values, ids, places, half = _figures(row, series, always)
    if len(values) < 2:
        return None
    steps = np.diff(values) if always else np.array([values[-1] - values[0]])
    # 0,13 may be the 0,133 of the year after
    slack = np.add(half[:-1], half[1:]) if always else half[0] + half[-1]
    signs = np.sign(np.where(np.abs(steps) < slack - EPSILON, 0.0, steps))
    # what is printed alike may still have moved; a step the other way is against the words
    against = any(sign and sign not in row.arah for sign in signs)
    change = values[-1] - values[0]
    unit = row.satuan_tercetak or next((units[name] for name in ids if units.get(name)), "")
    amount = not against and not always and _is_other_amount(row, values, half, unit)
    if not against and not amount:
        return None
    shown = " / ".join(map(write_value, values))
    several = len(values) > 2
    gap = deviation(values[-1], values[0])
    return temuan(
        row,
        "beda_antartabel",
        "klaim.arah" if against else "klaim.besar",
        {"angka": shown},
        tercetak=row.kata_tercetak,
        hitung_ulang=shown if several else write_value(round(change, 6)),
        juga_tercetak=() if several else (shown,),
        keparahan=grade("klaim", membalik=against and not several),
        membalik=against,
        besar=gap if against else 0.0,
        terlibat=tuple(name for id_ in ids for name in cells(id_, "realisasi")),
        baris=[row.baris, *places],
        kunci=f"klaim {row.kunci}",
    )


def _labels(row) -> dict | None:
    """Return the finding on a rise or a fall between two labels that are the same."""
    if 0 in row.arah or row.dasar_tercetak.strip() != row.kini_tercetak.strip():
        return None
    shown = f"{row.dasar_tercetak} / {row.kini_tercetak}"
    return temuan(
        row,
        "beda_antartabel",
        "klaim.arah",
        {"angka": shown},
        tercetak=row.kata_tercetak,
        hitung_ulang=shown,
        keparahan=grade("klaim", membalik=True),
        membalik=True,
        kunci=f"klaim {row.kunci}",
    )


def _figures(row, series: dict, always: bool) -> tuple[list, list[str], list[int], list[float]]:
    """Return the figures a claim is judged on, earliest first; their rows, lines, rounding."""
    # a whole number in a sentence is a count, and exact
    own = [0.0 if half >= 0.5 else half for half in (row.h_dasar, row.h_kini)]
    if row.dasar == row.dasar and row.kini == row.kini:
        return [row.dasar, row.kini], [], [], own
    first = min(series, default=row.tahun) if always else row.tahun - 1
    since = row.tahun_dasar or first
    years = [year for year in sorted(series) if since <= year <= row.tahun]
    if not always:
        years = [year for year in years if year in (since, row.tahun)]
    if not years or years[-1] != row.tahun or (row.tahun_dasar and years[0] != since):
        return [], [], [], []
    values, ids, places, half = (list(some) for some in zip(*map(series.get, years), strict=True))
    if row.dasar == row.dasar and len(values) == 1:
        values, half = [row.dasar, *values], [own[0], *half]
    elif row.dasar == row.dasar:
        values[0], half[0] = row.dasar, own[0]
    if row.kini == row.kini:
        values[-1], half[-1] = row.kini, own[1]
    return values, ids, places, half


def _is_other_amount(row, values: list[float], half: list[float], unit: str) -> bool:
    """Say whether a claim says an amount, and its figures do not differ by that.

    In points or in a unit that is counted it is the difference; in per cent the part of the earlier
    figure, or the difference where the figures are no counts; without a unit either.
    """
    if row.nilai != row.nilai:
        return False
    words = read_words(row.kata_tercetak, "besar")
    place = number_place(words, row.nilai_tercetak)
    # sebesar 3 poin: what says how much may stand before it
    before = [one for one in words[:place] if one.peran not in ("antara", "tanda")][-1:]
    vague = any(one.peran == "kira" for one in words)
    if vague or any(one.peran == "tingkat" for one in before):
        return False
    kind = _kind_of(words[place + 1 : place + 2], row.nilai_tercetak)
    if kind == "kali":
        return False
    first, last = values[0], values[-1]
    change, slack = abs(last - first), half[0] + half[-1]
    differs = not near(change, row.nilai, slack + row.h_nilai)
    if kind == "selisih":
        return differs
    # the part over the rounding of both figures
    parts = [
        abs(end - base) / abs(base) * 100
        for end in (last - half[-1], last + half[-1])
        for base in (first - half[0], first + half[0])
        if base
    ]
    other_part = not (parts and fits(row.nilai, row.h_nilai, (min(parts), max(parts))))
    if kind == "persen" and _is_counted(unit):
        return other_part
    return differs and other_part


def _kind_of(after: list[Kata], printed: str) -> str:
    """Return what an amount is in: selisih, persen, kali; empty where it is not said."""
    if "%" in printed:
        return "persen"
    if after and after[0].peran == "ukur":
        return after[0].arti
    counted = after and after[0].peran == "lain" and _is_counted(after[0].teks)
    return "selisih" if counted else ""


def _is_counted(unit: str) -> bool:
    """Say whether a unit is one that is counted (orang, kasus, dokumen)."""
    found = describe_units(pd.Series([unit]), pd.Series([""]))
    return bool(unit.strip()) and found["sifat"].item() == "jumlah"

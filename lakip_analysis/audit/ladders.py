"""Grades and figures: a grade not of its score, an achievement not of its grades, no such label."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

import numpy as np
import pandas as pd

from ..aturan.rules import SKALA_BERSAMA, load_rules, scale_rows, threshold
from ..aturan.tangga import ladder_of_unit, ladder_rows, steps_of
from ..numbers import MISSING, write_value
from .cells import EPSILON, near
from .findings import cells, findings, none, stacked, temuan
from .narrow import kinerja_rows
from .prepare import REPORT, Terbitan
from .rows import each_row
from .severity import grade

__all__ = ["find_ladder", "find_ladder_achievements", "find_off_scale"]

NUMBER = r"\d{1,3}(?:[.,]\d{3})+(?!\d)|\d+(?:[.,]\d+)?"

# what may stand between a label and its score: Madya (560), BB: nilai 70, 73,57/BB
BETWEEN = r"[\s:;,/=()–-]*(?:(?:dengan|nilai|skor|poin|predikat|kategori|peringkat)[\s:=]*)*"

# a number that says when, or which of many: no score
NO_SCORE = (
    r"(?:tahun|th\.?|triwulan|tw|semester|ke|peringkat|urutan|kategori|naik|turun|dari"
    r"|minimal|maksimal|(?:19|20)\d\d)[\s.:-]*$"
)

# after a number: per cent, the other end of a range, or what it counts (3 rekomendasi, 2,5 poin)
COUNTS = r"\s*(?:%|[–-]\s*\d|(?!dengan|nilai|skor|predikat|kategori|peringkat)[a-z]{3})"

# units that say nothing but that something is scored
OF_SCORES = ("", "nilai", "skor", "score", "poin", "point", "angka", "predikat", "kategori")

STEP = 0.01  # bounds of ladders are written with two decimals

YEAR = re.compile(r"(?:19|20)\d\d")


def find_ladder(terbitan: Terbitan) -> pd.DataFrame:
    """Find labels that do not belong to the score printed with them.

    The ladders with scores are those of the dinas, then of `aturan/tangga.csv`; which one applies
    is said by the unit, else by the indicator's name (KLA, nilai SAKIP). The score is the number
    beside the label, or the only one of the cell where the label stands in the column beside it; a
    year is none, nor an end of a range or a number of things. By its name alone an indicator stands
    on a ladder only where its unit counts nothing else (`OF_SCORES`). A target counts as well as a
    result. Grades of before `akip_sejak` stood on another ladder. A score on the very bound of its
    grade (BB is more than 70; "BB, 70") is never severe.

    Returns
    -------
    DataFrame, one row per cell whose label and score contradict each other

    Examples
    --------
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Peringkat KLA", "tahun": 2023, "realisasi_tercetak": "Madya (560)"}
    >>> from .prepare import prepare
    >>> found = find_ladder(prepare({"terbitan_kinerja": pd.DataFrame([row])}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['Madya (560)', 'Pratama']]
    """
    records = []
    for rows, ladder in terbitan.found(rows_of_ladders):
        scores = pd.to_numeric(ladder["terendah"], errors="coerce")
        scored = ladder.assign(terendah=scores)[scores.notna()].sort_values("terendah")
        records += _on_ladder(rows, scored) if len(scored) else []
    return findings(records)


def rows_of_ladders(terbitan: Terbitan) -> list[tuple[pd.DataFrame, pd.DataFrame]]:
    """Return each ladder with the rows on it; one of the dinas goes before a shipped one."""
    rows, own = terbitan.found(kinerja_rows), terbitan.tangga
    found = [*_of_ladders(rows[~rows["dinas"].isin(own["dinas"])], ladder_rows())]
    for dinas, ladders in own.groupby("dinas", sort=False):
        found += _of_ladders(rows[rows["dinas"] == dinas], ladder_rows(ladders))
    return found


def _of_ladders(
    rows: pd.DataFrame, ladders: pd.DataFrame
) -> Iterator[tuple[pd.DataFrame, pd.DataFrame]]:
    # each unit and name is looked up once
    units = pd.Series(rows["satuan_tercetak"].unique())
    unit = rows["satuan_tercetak"].map(
        dict(zip(units, ladder_of_unit(units, ladders), strict=True))
    )
    scores = units[units.str.strip().str.lower().isin(OF_SCORES)]
    by_name = (unit == "") & rows["satuan_tercetak"].isin(scores)
    names = rows.loc[by_name, "nama_tercetak"].unique()
    for name, ladder in ladders.groupby("satuan", sort=False):
        pattern = re.compile(_names(name))
        told = [one for one in names if pattern.search(one)]
        mine = (unit == name) | (by_name & rows["nama_tercetak"].isin(told))
        if "AKIP" in name:
            mine &= (rows["tahun"] == 0) | (rows["tahun"] >= threshold("akip_sejak"))
        if mine.any():
            yield rows[mine], ladder


@cache
def _names(ladder: str) -> str:
    """Return a pattern for names of indicators that stand on a ladder: SAKIP, Kota Layak Anak."""
    sign = ladder.rsplit(" ", 1)[-1]
    said = load_rules("sebutan_tangga")
    said = said.loc[said["satuan"] == ladder, "sebutan"]
    phrases = [re.escape(one) for one in [ladder, *said] if " " in one]
    signs = [rf"\bS?{re.escape(sign)}\b"] if sign.isupper() else []
    return "|".join([*signs, rf"(?i:\b(?:{'|'.join(phrases)})\b)"])


def _on_ladder(rows: pd.DataFrame, ladder: pd.DataFrame) -> list[dict]:
    names, lowest = ladder["label"].to_numpy(), ladder["terendah"].to_numpy(float)
    # "KLA 560" is the score of KLA, and no grade
    said = [name for name in names if name != ladder["satuan"].iloc[0].rsplit(" ", 1)[-1]]
    longest = "|".join(map(re.escape, sorted(said, key=len, reverse=True)))
    label = re.compile(rf"(?<!\w)({longest})(?!\w)")
    records = []
    for column in ("target", "realisasi"):
        texts = rows[f"{column}_tercetak"]
        beside = rows["predikat_tercetak"] if column == "realisasi" else [""] * len(rows)
        read = [
            _label_and_score(*both, label, lowest.max()) for both in zip(texts, beside, strict=True)
        ]
        said = pd.DataFrame(read, index=rows.index, columns=["label", "skor"])
        part = rows.assign(tulis=texts, label=said["label"], skor=said["skor"].astype(float))
        part = part[part["label"].ne("") & part["skor"].notna()]
        place = np.searchsorted(lowest, part["skor"], side="right") - 1
        part = part.assign(benar=[names[spot] if spot >= 0 else "" for spot in place])
        least = part["label"].map(dict(zip(names, lowest, strict=True)))
        # "BB, nilai 70": the bound itself, where the grade begins above it
        part = part.assign(di_batas=(least - part["skor"]).between(0, STEP + EPSILON))
        off = part[(part["benar"] != "") & (part["label"] != part["benar"])]
        same = ["dinas", "dokumen", "kunci", "label", "skor"]
        records += [_off_ladder(group, column) for _, group in off.groupby(same, sort=False)]
    return records


def _label_and_score(
    text: str, beside: str, label: re.Pattern, top: float
) -> tuple[str, float | None]:
    """Return the label of a cell, or of the column beside it, and the score that stands with it."""
    numbers = [
        (found.start(), found.end(), _value(found[0], top))
        for found in re.finditer(NUMBER, text)
        if not YEAR.fullmatch(found[0])
        and not re.search(NO_SCORE, text[: found.start()], re.I)
        and not re.match(COUNTS, text[found.end() :], re.I)
        and not re.search(r"\d\s*[–-]\s*$", text[: found.start()])
    ]
    whole = [found[0] for found in re.finditer(NUMBER, text) if not YEAR.fullmatch(found[0])]
    only = numbers[0][2] if len(numbers) == len(whole) == 1 else None
    for found in label.finditer(text):
        for first, last, value in numbers:
            before, after = text[found.end() : first], text[last : found.start()]
            if (first >= found.end() and re.fullmatch(BETWEEN, before, re.I)) or (
                last <= found.start() and re.fullmatch(BETWEEN, after, re.I)
            ):
                return found[1], value
    own = None if label.search(text) else label.search(beside)
    return (own[1], only) if own else ("", None)


def _value(number: str, top: float) -> float:
    """Return a printed score: three digits behind a mark are a thousand where scores go so far."""
    if top >= 100 and re.fullmatch(r"\d{1,3}(?:[.,]\d{3})+", number):
        return float(re.sub(r"[.,]", "", number))
    whole, mark, rest = number.replace(",", ".").rpartition(".")
    return float(whole.replace(".", "") + mark + rest)


def _off_ladder(same: pd.DataFrame, column: str) -> dict:
    row = next(each_row(same))
    shown = row.tulis if row.label in row.tulis else f"{row.label} ({row.tulis})"
    return temuan(
        row,
        "predikat_tidak_cocok",
        "predikat.bukan_tangga",
        {"label": row.label, "skor": write_value(row.skor), "hal": column},
        tercetak=shown,
        hitung_ulang=row.benar,
        keparahan=grade("predikat", pokok=row.kelas == "utama" and not row.di_batas),
        membalik=not row.di_batas,
        terlibat=cells(row.id, column),
        baris=same["baris"],
        tabel="; ".join(dict.fromkeys(same["tabel"])),
        kunci=f"tangga {row.kunci} {row.label}",
    )


def find_ladder_achievements(terbitan: Terbitan) -> pd.DataFrame:
    """Find achievements of grades that do not follow the report's own way of counting steps.

    A report that somewhere prints the ratio of two different steps (Pratama, the first, against
    Madya, the second: 50) says how it measures grades; another achievement of two different steps
    is held against that. A row with a target alone (the end of the plan) is measured by the last
    result on its line. An achievement that nothing printed in the document exceeds may be capped.

    Returns
    -------
    DataFrame, one row per indicator and year (`capaian_tidak_cocok`)

    Examples
    --------
    >>> rows = [(4, "Peringkat KLA", "Madya", "Pratama", "50"), (5, "IPM", "1", "2", "200"),
    ...         (9, "Level APE", "Pratama", "Madya", "100")]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": nama, "tahun": 2023, "target_tercetak": t,
    ...          "realisasi_tercetak": r, "capaian_tercetak": c, "capaian": float(c)}
    ...         for baris, nama, t, r, c in rows]
    >>> from .prepare import prepare
    >>> found = find_ladder_achievements(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['100', '200,00']]
    """
    parts = [_steps(rows, ladder) for rows, ladder in terbitan.found(rows_of_ladders)]
    if not parts:
        return none()
    rows = pd.concat(parts, ignore_index=True)
    # a score, "belum rilis" or a label with more beside it has no step
    known = rows["ke"].notna() & (rows["dari"] > 0) & rows["capaian"].notna()
    rows = rows[known & (rows["ke"] != rows["dari"])]
    rows = rows.assign(jenjang=rows["ke"] / rows["dari"] * 100).drop_duplicates("id")
    follows = near(rows["jenjang"], rows["capaian"], rows["h_capaian"])
    report = ["dinas", "dokumen"]
    shown = ["baris", "tabel", "capaian_tercetak", "teks_target", "teks_realisasi"]
    witness = rows[follows].drop_duplicates(report)[[*report, *shown]]
    highest = terbitan.kinerja.groupby(report)["capaian"].max().rename("tertinggi")
    off = rows[~follows].merge(witness, on=report, suffixes=("", "_saksi"))
    off = off.merge(highest.reset_index(), on=report)
    off = off[(off["jenjang"] < off["capaian"]) | (off["capaian"] < off["tertinggi"])]
    same = [*report, "kunci", "tahun", "teks_target", "teks_realisasi", "capaian"]
    return findings(_off_steps(part) for _, part in off.groupby(same, sort=False))


def _steps(rows: pd.DataFrame, ladder: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of one ladder with the texts and steps of target (`dari`), result (`ke`)."""
    rows = rows.sort_values(["dinas", "dokumen", "tabel", "baris", "tahun"], kind="stable")
    texts = rows["realisasi_tercetak"].str.strip()
    before = texts.mask(texts == "").groupby(
        [rows[name] for name in ("dinas", "dokumen", "tabel", "baris", "kunci")]
    )
    texts = before.ffill().fillna("")
    target = rows["target_tercetak"].str.strip()
    name = pd.Series(ladder["satuan"].iloc[0], index=rows.index)
    return rows.assign(
        tangga=name,
        teks_target=target,
        teks_realisasi=texts,
        dari=steps_of(name, target, ladder)["urutan"],
        ke=steps_of(name, texts, ladder)["urutan"],
    )


def _off_steps(same: pd.DataFrame) -> dict:
    row = next(each_row(same))
    gap = row.jenjang - row.capaian
    turned = (row.jenjang < 100) != (row.capaian < 100)
    return temuan(
        row,
        "capaian_tidak_cocok",
        "capaian.bukan_jenjang",
        {
            "target": row.teks_target,
            "realisasi": row.teks_realisasi,
            "dari": int(row.dari),
            "ke": int(row.ke),
            "tangga": row.tangga,
            "di": row.tabel_saksi,
            "saksi": row.capaian_tercetak_saksi,
            "target_saksi": row.teks_target_saksi,
            "realisasi_saksi": row.teks_realisasi_saksi,
        },
        tercetak=row.capaian_tercetak,
        hitung_ulang=row.jenjang,
        keparahan=grade("capaian", pokok=row.kelas == "utama", membalik=turned, selisih=abs(gap)),
        membalik=turned,
        besar=abs(gap) / 100,
        terlibat=cells(row.id, "target", "realisasi", "capaian"),
        baris=[*same["baris"], row.baris_saksi],
        tabel="; ".join(dict.fromkeys(same["tabel"])),
        kunci=f"jenjang {row.kunci}",
    )


def find_off_scale(terbitan: Terbitan) -> pd.DataFrame:
    """Find categories that the report's own scale does not know.

    Asked of texts that judge (baik, berhasil, tercapai …: `aturan/kata_kategori.csv`) beside a
    figure, where the report prints a scale; a label of any of its scales and half of a double label
    are known. What says only how the data stand (belum rilis, data kurang) is no category.

    Returns
    -------
    DataFrame, one row per label and table (`predikat_tidak_cocok`)

    Examples
    --------
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Indeks", "tahun": 2023, "capaian": 95.0,
    ...        "predikat_tercetak": "cukup memuaskan"}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_kinerja": pd.DataFrame([row])}
    >>> find_off_scale(prepare(tables, {"skala": "malang"}))["tercetak"].tolist()
    ['cukup memuaskan']
    """
    rows = terbitan.found(kinerja_rows)
    return stacked(_of_no_class(rule, some) for rule, some in terbitan.by_rule("skala", rows))


def _of_no_class(own: str | pd.DataFrame, rows: pd.DataFrame) -> pd.DataFrame:
    if not len(own) or (isinstance(own, str) and own == SKALA_BERSAMA):
        return none()
    known = _labels(own)
    said = rows["predikat_tercetak"].str.replace(r"\([^)]*\)", "", regex=True)
    # after "tidak" and in brackets stands no other category
    plain = said.str.lower().str.replace(r"[^a-z]+", " ", regex=True).str.strip()
    plain = plain.str.replace(r"^belum\b", "tidak", regex=True)  # one class, said with more hope
    judging = said.str.contains(_words("menilai"), case=False) & ~plain.isin(known)
    judging &= ~said.str.contains(_words("keadaan"), case=False)
    judging &= ~said.str.strip().str.casefold().isin(MISSING)
    # a longer text that holds a label is a sentence on it
    held = [
        len(text.split()) > 2 and any(f" {label} " in f" {text} " for label in known)
        for text in plain
    ]
    rows = rows.assign(label=said.str.strip(), bentuk=plain)
    odd = rows[judging & ~pd.Series(held, index=rows.index) & rows["capaian"].notna()]
    by = [*REPORT, "peta", "bentuk"]
    return findings(_off_scale(part) for _, part in odd.groupby(by, sort=False))


@cache
def _words(jenis: str) -> str:
    words = load_rules("kata_kategori")
    words = words.loc[words["jenis"] == jenis, "kata"]
    return rf"\b(?:{'|'.join(words)})\b"


def _labels(own: str | pd.DataFrame) -> frozenset[str]:
    shipped = load_rules("skala")["skala"].unique() if isinstance(own, str) else []
    scales = [name for name in shipped if name == own or name.startswith(f"{own}-")] or [own]
    labels = [label for scale in scales for label in scale_rows(scale)["kategori"]]
    parts = {half for label in labels for half in (label, *label.split("/"))}
    return frozenset(" ".join(re.sub(r"[^a-z]+", " ", part.lower()).split()) for part in parts)


def _off_scale(rows: pd.DataFrame) -> dict:
    first = next(each_row(rows))
    return temuan(
        first,
        "predikat_tidak_cocok",
        "predikat.luar_skala",
        {"n": len(rows), "capaian": first.capaian},
        tercetak=first.label,
        keparahan=grade("predikat", pokok=False),
        terlibat=tuple(name for row in rows["id"] for name in cells(row, "predikat")),
        baris=rows["baris"],
        kunci=f"luar skala {first.bentuk}",
    )

"""What a report says in words, held against its own figures.

A map names the sentences (`isi = "klaim"`, docs/peta.md); what each claims is data (`jenis`), and
one check per kind asks whether the figures bear it. Words are read by `words`: what denies a word
is read with it, and what is not certain is not judged. Claims on directions stand in `trends`,
numbers of things in `tallies`, facts stated in words in `statements`.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import SIGN
from ..errors import DataError, Fault
from ..importing.peta import parse_lines
from ..numbers import write_number
from .cells import EPSILON
from .findings import cells, findings, none, temuan
from .narrow import anggaran_rows, kinerja_rows
from .prepare import Terbitan
from .rows import each_row
from .severity import grade
from .words import number_place, read_bound, read_target, read_words

__all__ = [
    "find_absorption_claims",
    "find_efficiency_claims",
    "find_target_claims",
    "spoken_of",
]

REPORT = ["dinas", "dokumen"]

MISSED = frozenset({-1})


def spoken_of(rows: pd.DataFrame, acuan: str) -> pd.Series:
    """Say which rows a claim speaks of: those of printed tables, or of some lines of one.

    Parameters
    ----------
    rows : DataFrame
        Published rows with `peta`, the printed table, and `baris`.
    acuan : str
        Ids of tables; a colon adds the lines of it, as `baris` does in a map.

    Raises
    ------
    DataError
        The lines cannot be read.

    Examples
    --------
    >>> rows = pd.DataFrame({"peta": ["t1", "t2", "t2"], "baris": [4, 4, 5]})
    >>> spoken_of(rows, "t1 t2:5").tolist()
    [True, False, True]
    """
    out = pd.Series(False, index=rows.index)
    for one in acuan.split():
        table, _, some = one.partition(":")
        mine = rows["peta"] == table
        out |= mine & rows["baris"].isin(_lines(one, some)) if some else mine
    return out


def _lines(acuan: str, spec: str) -> list[int]:
    try:
        return parse_lines(spec)
    except ValueError:
        step = "tulis seperti s1.bp:865-866,868, dari kecil ke besar"
        problem = "nomor baris tidak terbaca"
        fault = Fault("terbitan_klaim.csv", None, "acuan", acuan, problem, step)
        raise DataError([fault]) from None


def find_target_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find claims that a target was met, passed or missed that the achievement does not bear.

    "Sesuai target", "tercapai" ask for 100 per cent, "belum", "tidak tercapai", "kekurangan" for
    less. "Di atas" and "di bawah" are about the figure, and where less is better below the target
    is good; with the achievement as subject ("capaian di bawah target") they are about that; with
    no subject at all they may be either, and only what neither bears is found. An indicator whose
    polarity is unknown is judged by the achievement it prints only; of an output more is better.
    Where less is better and a target that was met is called missed, it is `polaritas_keliru`. A
    claim about the rows of a table, or about some of its lines (`acuan`), holds for all of them.

    Returns
    -------
    DataFrame, one row per claim (`predikat_tidak_cocok` or `polaritas_keliru`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...          "jenis": "target", "nama_tercetak": "Indeks", "tahun": 2023,
    ...          "kata_tercetak": "melampaui target"}
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "sasaran",
    ...        "nama_tercetak": "Indeks", "tahun": 2023, "target": 80.0, "realisasi": 60.0}
    >>> from .prepare import prepare
    >>> more_is_better = {"nama_indikator": "Indeks", "polaritas": "naik"}
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_kinerja": pd.DataFrame([row]),
    ...           "indikator": pd.DataFrame([more_is_better])}
    >>> find_target_claims(prepare(tables))[["tercetak", "hitung_ulang"]].values.tolist()
    [['melampaui target', '75,00']]
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "target"]
    if claims.empty:
        return none()
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & (rows["kelas"] != "jumlah")]
    # the recomputed achievement, of a row that prints both; else the printed one
    own = rows["capaian_hitung"].where(rows["realisasi"].notna() & rows["target_pakai"].notna())
    rows = rows.assign(tercapai=own.fillna(rows["capaian"]))
    rows = rows[rows["tercapai"].notna()]
    rows = rows.assign(**_sides(rows))
    records = []
    for row in each_row(claims):
        says = read_target(row.kata_tercetak)
        if not says:
            continue
        mine = rows[(rows["dokumen"] == row.dokumen) & (rows["dinas"] == row.dinas)]
        mine = mine[mine["tahun"] == row.tahun]
        if row.acuan:
            mine = mine[spoken_of(mine, row.acuan)]
        if row.kunci:
            mine = mine[(mine["kunci"] == row.kunci) | (mine["nama"] == row.kunci)]
        # of one quantity the row that prints target and result
        mine = mine.sort_values(["target", "baris"], kind="stable").drop_duplicates("nama")
        record = _met(row, mine, says)
        records += [record] if record else []
    return findings(records)


def _sides(rows: pd.DataFrame) -> dict[str, pd.Series]:
    """Return on which side of its target each row lies: the figure, and the achievement.

    The sign of figure − target and of achievement − 100; missing where it is not known, as that of
    an achievement without polarity, or of a range.
    """
    both = rows["realisasi"].notna() & rows["target_pakai"].notna()
    figure = pd.Series(np.sign(rows["realisasi"] - rows["target_pakai"]), index=rows.index)
    better = rows["polaritas"].map(SIGN).mask(rows["polaritas"] == "rentang")
    better = better.mask((rows["polaritas"] == "") & (rows["kelas"] == "keluaran"), 1)
    # where the figures do not say it the achievement it prints; a printed 100 may be 99,6
    gap = rows["capaian"] - 100
    printed = np.sign(gap).where(gap.abs() > rows["h_capaian"])
    reached = (figure * better).where(both & better.notna(), printed)
    return {
        "sisi_nilai": figure.where(both, reached * better),
        "sisi_capaian": reached.where(rows["polaritas"] != "rentang"),
        "lebih_baik": better,
    }


def _bears(mine: pd.DataFrame, says: list[tuple[str, frozenset[int]]]) -> pd.Series:
    """Say which rows bear all that is said of their targets; what is not known bears anything."""
    out = pd.Series(True, index=mine.index)
    for about, signs in says:
        sides = {
            name: mine[name].isin(signs) | mine[name].isna()
            for name in ("sisi_nilai", "sisi_capaian")
        }
        if about == "terbuka":
            out &= sides["sisi_nilai"] | sides["sisi_capaian"] | mine["lebih_baik"].isna()
        else:
            out &= sides[f"sisi_{about}"]
    return out


def _met(row, mine: pd.DataFrame, says: list[tuple[str, frozenset[int]]]) -> dict | None:
    mine = mine[mine["sisi_capaian"].notna() | mine["sisi_nilai"].notna()]
    wrong = mine[~_bears(mine, says)]
    # a claim on one indicator is wrong where all its rows say so; one on many where any does
    if wrong.empty or (not row.acuan and len(wrong) < len(mine)):
        return None
    first = next(each_row(wrong))
    missed = ("capaian", MISSED) in says
    lower = missed and first.polaritas == "turun" and first.sisi_capaian > 0
    return temuan(
        row,
        "polaritas_keliru" if lower else "predikat_tidak_cocok",
        "polaritas.klaim" if lower else ("klaim.target" if not row.acuan else "klaim.target_baris"),
        {
            "capaian": write_number(first.tercapai),
            "n": len(wrong),
            "nama": "; ".join(wrong["nama_tercetak"][:3]),
        },
        tercetak=row.kata_tercetak,
        hitung_ulang=" / ".join(map(write_number, wrong["tercapai"][:5])),
        keparahan=grade("klaim", membalik=first.kelas == "utama"),
        membalik=True,
        besar=abs(first.tercapai - 100) / 100,
        terlibat=tuple(name for id_ in wrong["id"] for name in cells(id_, "realisasi")),
        baris=[row.baris, *wrong["baris"][:5]],
        # a claim on many rows is named after none of them
        nama=row.nama_tercetak or (first.nama_tercetak if len(mine) == 1 else ""),
        kunci=f"klaim target {row.kunci or row.acuan}",
    )


def find_absorption_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find claims on how much of a budget was spent that the amounts do not bear.

    "Lebih dari 80 %" of a line (`nama`) is held against its spending over its budget, "mencapai
    95,23 %" against what may be printed so, cut or rounded. What is only about so, and what is said
    of the money that was left, is not judged.

    Returns
    -------
    DataFrame, one row per claim (`serapan_tidak_cocok`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "Penjelasan", "baris": 9,
    ...          "tahun": 2023, "jenis": "serapan", "nama_tercetak": "Program A", "nilai": 80,
    ...          "kata_tercetak": "lebih dari 80 %"}
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "program",
    ...        "nama_tercetak": "Program A", "tahun": 2023, "pagu_rp": 100e6, "realisasi_rp": 50e6}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_klaim": pd.DataFrame([claim]), "terbitan_anggaran": pd.DataFrame([row])}
    >>> find_absorption_claims(prepare(tables))["hitung_ulang"].tolist()
    ['50,00']
    """
    claims = terbitan.klaim
    claims = claims[(claims["jenis"] == "serapan") & claims["nilai"].notna()]
    claims = claims[claims["kunci"] != ""]
    claims = claims.assign(batas=[_bound_of_share(row) for row in each_row(claims)])
    claims = claims[claims["batas"].notna()]
    if claims.empty:
        return none()
    rows = terbitan.found(anggaran_rows)
    rows = rows[(rows["tahap"] == "") & rows["realisasi"].notna() & (rows["pagu"] > 0)]
    rows = rows.drop_duplicates([*REPORT, "tahun", "nama"])
    columns = [*REPORT, "tahun", "nama", "pagu", "realisasi", "baris", "id"]
    pairs = claims.merge(
        rows[columns].rename(columns={"nama": "kunci"}),
        on=[*REPORT, "tahun", "kunci"],
        suffixes=("", "_uang"),
    )
    share = pairs["realisasi"] / pairs["pagu"] * 100
    # a figure that is said is printed cut or rounded; a bound is the number itself
    said = [len(signs) == 1 and 0 in signs for signs in pairs["batas"]]
    slack = (2 * pairs["h_nilai"]).where(pd.Series(said, index=pairs.index, dtype=bool), EPSILON)
    gap = share - pairs["nilai"]
    sides = np.sign(gap.mask(gap.abs() < slack, 0.0))
    wrong = [side not in signs for side, signs in zip(sides, pairs["batas"], strict=True)]
    off = pairs.assign(hitung=share)[pd.Series(wrong, index=pairs.index, dtype=bool)]
    return findings(
        temuan(
            row,
            "serapan_tidak_cocok",
            "serapan.klaim",
            {"realisasi": row.realisasi, "pagu": row.pagu},
            tercetak=row.kata_tercetak,
            hitung_ulang=row.hitung,
            keparahan=grade("serapan", selisih=abs(row.hitung - row.nilai)),
            besar=abs(row.hitung - row.nilai) / 100,
            terlibat=cells(row.id_uang, "pagu", "realisasi"),
            baris=[row.baris, row.baris_uang],
            kunci=f"klaim serapan {row.kunci} {row.baris}",
        )
        for row in each_row(off)
    )


def _bound_of_share(row) -> frozenset[int] | None:
    """Return how the share spent may differ from that said; `None` where it is not of that."""
    words = read_words(row.kata_tercetak, "batas")
    after = words[number_place(words, row.nilai_tercetak) :]
    # "80 % belum terserap", "sisa 20 %" are of what was left
    left = any(one.peran == "sisa" for one in words) or any(one.peran == "sangkal" for one in after)
    return None if left else read_bound(row.kata_tercetak, row.nilai_tercetak)


def find_efficiency_claims(terbitan: Terbitan) -> pd.DataFrame:
    """Find lines marked efficient whose output fell further short than their spending.

    Held together are the achievement and the absorption printed on the line: with less reached than
    spent no measure of efficiency says yes. Marked is a line only by a mark or word that affirms.

    Returns
    -------
    DataFrame, one row per table (`efisiensi_tidak_cocok`)

    Examples
    --------
    >>> claim = {"id": "d:k-b9-2023", "dokumen": "d", "tabel": "Lampiran III", "baris": 9,
    ...          "tahun": 2023, "jenis": "efisien", "nama_tercetak": "Latihan", "kini": 60.0,
    ...          "kini_tercetak": "60", "dasar": 90.0, "dasar_tercetak": "90", "kata_tercetak": "v"}
    >>> from .prepare import prepare
    >>> found = find_efficiency_claims(prepare({"terbitan_klaim": pd.DataFrame([claim])}))
    >>> found["tercetak"].tolist()
    ['60 < 90']
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "efisien"]
    claims = claims[claims["kata_tercetak"].map(_affirms).astype(bool)]
    off = claims[claims["kini"] + claims["h_kini"] < claims["dasar"] - claims["h_dasar"]]
    return findings(_efficient(part) for _, part in off.groupby([*REPORT, "tabel"], sort=False))


def _affirms(mark: str) -> bool:
    """Say whether all that stands in a cell affirms: v, ya, efisien; not tidak, -, x."""
    roles = {one.peran for one in read_words(mark, "tanda")} - {"henti", "penguat", "pengisi"}
    return roles == {"ya"}


def _efficient(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    pairs = zip(rows["kini_tercetak"], rows["dasar_tercetak"], strict=True)
    return temuan(
        row,
        "efisiensi_tidak_cocok",
        "efisiensi.tanda",
        {"n": len(rows)},
        tercetak=" / ".join(dict.fromkeys(f"{one} < {other}" for one, other in pairs)),
        keparahan=grade("klaim", membalik=True),
        membalik=True,
        besar=float((rows["dasar"] - rows["kini"]).max()) / 100,
        baris=rows["baris"],
        kunci=f"klaim efisien {row.tabel}",
    )

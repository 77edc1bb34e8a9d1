"""What the dinas answered to a finding, and what became of it in the next report.

A finding goes by a key made of what is printed (document, kind, table, line, year, column, text),
never of its number: so an answer finds it again after the audit was run anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

import pandas as pd

from .names import name_keys
from .prepare import Terbitan
from .rows import each_row

__all__ = ["add_answers", "add_keys", "compute_lanjutan", "findings_of", "latest_findings"]

PRINTED = ("terbitan_kinerja", "terbitan_anggaran")

LANJUTAN = ["kunci_temuan", "dokumen", "jenis", "tahun", "nama", "tanggapan", "lanjutan"]


def add_keys(found: pd.DataFrame, terbitan: Terbitan) -> pd.DataFrame:
    """Add to each finding the printed cell in question and the key it is known by.

    Parameters
    ----------
    found : DataFrame
        Findings with `tersangka`, `terlibat` (`findings.KOLOM`) and `akar`.
    terbitan : Terbitan

    Returns
    -------
    DataFrame
        Added: `sel` (`id|column` of the first cell held to be wrong, else of the first one looked
        at; empty where it is of no cell) and `kunci_temuan`: document, kind, table, line, year,
        column and printed text, joined by ` | `. Of two that agree in all of these, the one that
        follows from the other also names its sentence.
    """
    rows = pd.concat([terbitan.kinerja, terbitan.anggaran])[["id", "tabel", "baris"]]
    place = dict(zip(rows["id"], zip(rows["tabel"], rows["baris"], strict=True), strict=True))
    cells, keys = [], []
    for row in each_row(found):
        cell = next(iter((*row.tersangka, *row.terlibat)), "")
        known, _, column = cell.rpartition("|")
        first = (row.tabel.split("; ")[0], row.baris[0] if row.baris else 0)
        tabel, baris = place.get(known, first)
        parts = (row.dokumen, row.jenis, tabel, int(baris), row.tahun or "", column, row.tercetak)
        cells.append(cell.rpartition("/")[2])  # of several dinas each has its name before it
        keys.append(" | ".join(" ".join(str(part).split()) for part in parts))
    text = pd.Series(keys, index=found.index, dtype=object)
    # what follows from another finding is answered with it, so the root has the plain key
    roots = found["akar"] == ""
    first = text[roots.sort_values(ascending=False, kind="stable").index]
    again = first.groupby([found.loc[first.index, "dinas"], first]).cumcount().sort_index() > 0
    said = " | " + found["kalimat"].map(lambda names: names[0] if names else "")
    text = text.where(~again.reindex(text.index), text + said)
    return found.assign(sel=pd.Series(cells, index=found.index, dtype=object), kunci_temuan=text)


def add_answers(
    temuan: pd.DataFrame, tabel: Mapping[str, pd.DataFrame], dokumen: Iterable[Mapping]
) -> pd.DataFrame:
    """Add to each finding of one dinas what it answered and what other reports say of the same.

    Parameters
    ----------
    temuan : DataFrame
        Findings as `find_temuan` returns them.
    tabel : mapping of DataFrame
        Its tables: `tanggapan` (may be empty), `terbitan_kinerja`, `terbitan_anggaran`.
    dokumen : iterable of mapping
        `id` and `tahun` of its documents (`dinas.toml`).

    Returns
    -------
    DataFrame
        Added: `tanggapan` (diterima, ditolak; empty where there is no answer), `alasan_tanggapan`,
        `lanjutan`. Of a finding in a later report: `terbuka` (the report before has it too, about
        the figure of the same year), `terulang` (one of the same kind about the same thing, in
        another year). Of one in an earlier report: as `compute_lanjutan`. Empty: nothing to compare
        with, or new.
    """
    tanggapan = tabel["tanggapan"]
    known = tanggapan.set_index("kunci_temuan")
    keys = temuan["kunci_temuan"]
    out = temuan.assign(
        tanggapan=keys.map(known["tanggapan"]).astype(object).fillna(""),
        alasan_tanggapan=keys.map(known["alasan"]).astype(object).fillna(""),
        lanjutan="",
    )
    earlier = _known_findings(out, tanggapan)
    for before, after in _pairs(earlier["dokumen"], tabel, dokumen):
        there, here = earlier[earlier["dokumen"] == before], out["dokumen"] == after
        back = _same(out[here], there)
        out.loc[here, "lanjutan"] = back.where(back != "", out.loc[here, "lanjutan"])
        there = out["dokumen"] == before
        onward = _became(out[there], out[here], _printed(tabel, after))
        out.loc[there, "lanjutan"] = onward.where(onward != "", out.loc[there, "lanjutan"])
    return out


def compute_lanjutan(
    temuan: pd.DataFrame,
    tabel: Mapping[str, pd.DataFrame],
    dokumen: Iterable[Mapping],
    tahun: int,
) -> pd.DataFrame:
    """Return what became of the findings of the report before that of a year.

    Parameters
    ----------
    temuan, tabel, dokumen
        As `add_answers` takes and returns them; an earlier finding may stand in `temuan` or, where
        that report's printed rows are no longer there, in `tanggapan` alone.
    tahun : int
        Year of the later report.

    Returns
    -------
    DataFrame, one row per root finding of the earlier report
        `kunci_temuan`, `dokumen`, `jenis`, `tahun`, `nama`, `tanggapan`, `lanjutan`: `terbuka` (the
        later report prints the figure of that year and it is found again), `terulang` (found again
        in another year), `tertutup` (the later report prints the same thing and nothing of the kind
        is found), empty where it is not printed there any more. No rows without both reports.

    Examples
    --------
    >>> old = {"kunci_temuan": "k", "dokumen": "lama", "jenis": "nilai_usang", "tahun": 2023,
    ...        "nama": "IPG", "tanggapan": "diterima", "akar": ""}
    >>> printed = pd.DataFrame({"dokumen": ["lama", "baru"], "nama_tercetak": ["IPG", "IPG"]})
    >>> tables = {"terbitan_kinerja": printed, "terbitan_anggaran": printed[:0],
    ...           "tanggapan": pd.DataFrame(columns=list(old))}
    >>> papers = [{"id": "lama", "tahun": 2023}, {"id": "baru", "tahun": 2024}]
    >>> compute_lanjutan(pd.DataFrame([old]), tables, papers, 2024)["lanjutan"].tolist()
    ['tertutup']
    """
    ids = {one["id"] for one in dokumen if one["tahun"] == tahun}
    earlier = _known_findings(temuan[temuan["akar"] == ""], tabel["tanggapan"])
    rows = []
    for before, after in _pairs(earlier["dokumen"], tabel, dokumen):
        if after in ids:
            some = earlier[earlier["dokumen"] == before]
            later = temuan[temuan["dokumen"] == after]
            rows.append(some.assign(lanjutan=_became(some, later, _printed(tabel, after))))
    return pd.concat(rows, ignore_index=True) if rows else pd.DataFrame(columns=LANJUTAN)


def findings_of(temuan: pd.DataFrame, dokumen: Sequence[Mapping], tahun: int) -> pd.DataFrame:
    """Return the findings without those in reports of other years.

    All of them where no document is of that year.

    Examples
    --------
    >>> some = pd.DataFrame({"dokumen": ["lkjip-2023", "lkjip-2024"]})
    >>> papers = [{"id": "lkjip-2023", "tahun": 2023}, {"id": "lkjip-2024", "tahun": 2024}]
    >>> findings_of(some, papers, 2024)["dokumen"].tolist()
    ['lkjip-2024']
    """
    others = [one["id"] for one in dokumen if one["tahun"] != tahun]
    if len(others) == len(dokumen):
        return temuan
    return temuan[~temuan["dokumen"].isin(others)].reset_index(drop=True)


def latest_findings(temuan: pd.DataFrame, dokumen: Iterable[Mapping]) -> pd.DataFrame:
    """Return the root findings in the latest report that has any."""
    year = {one["id"]: one["tahun"] for one in dokumen}
    roots = temuan[temuan["akar"] == ""]
    of = roots["dokumen"].map(year)
    return roots[(of == of.max()) | of.isna().all()]


def _known_findings(temuan: pd.DataFrame, tanggapan: pd.DataFrame) -> pd.DataFrame:
    """Return the findings of every report that is known: found now, or answered once."""
    columns = LANJUTAN[:-1]
    both = pd.concat([temuan[columns].astype(object), tanggapan[columns].astype(object)])
    return both.drop_duplicates("kunci_temuan").reset_index(drop=True)


def _pairs(
    known: pd.Series, tabel: Mapping[str, pd.DataFrame], dokumen: Iterable[Mapping]
) -> list[tuple[str, str]]:
    """Return each report and the next one, of those that have findings or printed rows."""
    printed = {name for table in PRINTED for name in tabel[table]["dokumen"].unique()}
    ordered = [one["id"] for one in sorted(dokumen, key=lambda one: one["tahun"])]
    there = [name for name in ordered if name in printed or name in set(known)]
    return [pair for pair in pairwise(there) if pair[1] in printed]


def _printed(tabel: Mapping[str, pd.DataFrame], dokumen: str) -> set[str]:
    """Return the keys of the names that a report prints."""
    rows = [tabel[table] for table in PRINTED]
    names = pd.concat([some.loc[some["dokumen"] == dokumen, "nama_tercetak"] for some in rows])
    return set(name_keys(names.drop_duplicates())) - {""}


def _things(found: pd.DataFrame) -> pd.DataFrame:
    """Return kind, name and year of findings as they are compared from report to report."""
    year = pd.to_numeric(found["tahun"], errors="coerce").fillna(0).astype(int)
    return pd.DataFrame({"jenis": found["jenis"], "hal": name_keys(found["nama"]), "tahun": year})


def _same(found: pd.DataFrame, others: pd.DataFrame) -> pd.Series:
    """Say of each finding whether others are about the same thing: of its year, or of another."""
    mine, theirs = _things(found), _things(others)
    exact = set(theirs.itertuples(index=False, name=None))
    kinds = {(jenis, hal) for jenis, hal, _ in exact}
    said = [
        ""
        if not hal
        else "terbuka"
        if (jenis, hal, year) in exact
        else "terulang"
        if (jenis, hal) in kinds
        else ""
        for jenis, hal, year in mine.itertuples(index=False, name=None)
    ]
    return pd.Series(said, index=found.index, dtype=object)


def _became(found: pd.DataFrame, later: pd.DataFrame, printed: set[str]) -> pd.Series:
    """Return what became of findings in the next report, which prints the names `printed`."""
    said = _same(found, later)
    gone = (said == "") & name_keys(found["nama"]).isin(printed)
    return said.mask(gone, "tertutup")

"""What is odd in the tables of a dinas though it breaks no rule: it goes on and is shown.

A figure far from its target, a share above 100, a shift of the decimal mark, a parent that is not
the sum of its parts. Each may be right; whoever fills in the tables should look.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import pandas as pd

from ..aturan.rules import LEVEL_UTAMA, load_rules, threshold
from ..aturan.tangga import find_ladder, ladder_of_unit, ladder_rows, steps_of
from ..bahasa.say import say
from ..errors import Fault
from .kode import whole_lines
from .nilai import split_values

__all__ = ["BAGIAN", "PERINGATAN_COLUMNS", "as_faults", "find_peringatan", "say_empty"]

PERINGATAN_COLUMNS = ["tabel", "baris", "kolom", "perkara", "kunci", "tahun", "nilai", "banding"]

Tables = dict[str, pd.DataFrame]

# tables that may be empty, each of which a part of the report is made of
BAGIAN = ("keluaran", "acuan", "kinerja_triwulan", "sumber_daya", "sakip", "spm")

# names of indicators that are a change in per cent, as `aturan/satuan.csv` has them
CHANGE = "|".join(
    f"(?:{name})" for name in load_rules("satuan").query("sifat == 'perubahan'")["nama"]
)


def find_peringatan(
    tables: Tables,
    urusan: list[str],
    tahun: Iterable[int] = (),
    aturan: dict[str, str] | None = None,
) -> pd.DataFrame:
    """Return what is odd in the tables of one dinas; a corrected cell was looked at already.

    Parameters
    ----------
    tables : dict of DataFrame
        Tables of the contract with numbers as numbers and `baris_berkas`, the line in the file.
    urusan : list of str
        Codes of its affairs, as in `dinas.toml`.
    tahun : iterable of int
        Years of its documents: a report of each is asked for.
    aturan : dict, optional
        Its own rules, as in `dinas.toml`: which polarity is measured from a baseline.

    Returns
    -------
    DataFrame, one row per odd cell or unit
        `tabel`, `baris`, `kolom`: where it stands. `perkara`: jauh_di_atas (more than twice its
        target) and so on, a key of `kejanggalan` in `bahasa/kalimat.toml`. `kunci`: its indicator,
        budget code or unit. `tahun`. `nilai`: the figure, `banding`: what it is measured by; NaN
        where the matter is none of figures.
    """
    found = [
        *_odd_values(tables),
        *_odd_ladders(tables),
        *_off_ladder(tables),
        *_shrunken_sums(tables),
        *_odd_baselines(tables, aturan or {}),
        *_odd_levels(tables["indikator"]),
        *_empty_years(tables, tahun),
        *_odd_budget(whole_lines(tables["anggaran"]), urusan),
    ]
    found = [frame.dropna(axis=1, how="all") for frame in found if len(frame)]
    if not found:
        return pd.DataFrame(columns=PERINGATAN_COLUMNS)
    rows = pd.concat(found, ignore_index=True).reindex(columns=PERINGATAN_COLUMNS)
    rows = rows[~_corrected(rows, tables.get("koreksi"))]
    return rows.sort_values(["tabel", "baris", "kolom", "perkara"], ignore_index=True)


def as_faults(peringatan: pd.DataFrame, dinas: str) -> list[Fault]:
    """Return the odd cells as warnings of the command line; `berkas` is where each stands."""
    return [
        Fault(
            row.berkas if "/" in row.berkas else f"{dinas}/{row.berkas}",
            int(row.baris),
            row.kolom,
            None,
            say(f"kejanggalan.{row.perkara}.masalah", "id", row),
            say(f"kejanggalan.{row.perkara}.langkah", "id", row),
            "peringatan",
            "" if pd.isna(row.tahun) else str(int(row.tahun)),
        )
        for row in peringatan.itertuples()
    ]


def say_empty(tables: Tables) -> str:
    """Return which parts of the report are not filled in, and where; empty text where all are.

    Examples
    --------
    >>> filled = dict.fromkeys(BAGIAN, pd.DataFrame({"a": [1]}))
    >>> say_empty(filled | {"spm": pd.DataFrame()})[:45]
    'belum diisi: tambahkan spm.csv (standar pelay'
    """
    empty = [say(f"belum_diisi.{name}", "id") for name in BAGIAN if tables[name].empty]
    return say("belum_diisi.pesan", "id", isi=", ".join(empty)) if empty else ""


def _corrected(rows: pd.DataFrame, koreksi: pd.DataFrame | None) -> pd.Series:
    """Say which odd cells `koreksi.csv` has put right: somebody looked, and says why."""
    fixed = set()
    for fix in () if koreksi is None else koreksi.itertuples():
        parts = dict(part.strip().split("=", 1) for part in fix.kunci.split(";") if "=" in part)
        key = parts.get("kode") or parts.get("indikator")
        fixed.add((fix.tabel, fix.kolom, key, parts.get("tahun")))
    years = rows["tahun"].map(lambda year: None if pd.isna(year) else str(int(year)))
    places = zip(rows["tabel"], rows["kolom"], rows["kunci"], years, strict=True)
    return pd.Series([place in fixed for place in places], index=rows.index, dtype=bool)


def _odd_values(tables: Tables) -> list[pd.DataFrame]:
    """Return targets and realisations that stand far from each other or from their own years."""
    attributes = tables["indikator"][
        ["indikator", "nama_indikator", "satuan", "polaritas", "jenis_target"]
    ]
    rows = tables["kinerja"].merge(attributes, on="indikator", how="left")
    target, real = (split_values(rows[name])["angka"] for name in ("target", "realisasi"))
    plain = rows["jenis_target"].isin(["angka", "rasio"]) & (target > 0) & real.notna()
    share = rows["satuan"].str.strip().str.casefold().isin(["%", "persen"])
    parts = {
        "target": share & _a_hundredth(target, real),
        "realisasi": share & _a_hundredth(real, target),
    }
    # a change of a few tenths of a per cent is nothing odd
    share &= ~rows["nama_indikator"].str.contains(CHANGE, case=False, regex=True)
    both = share & (rows["polaritas"] == "naik") & target.between(0.5, 1) & real.between(0, 1.5)
    plain &= ~parts["target"] & ~parts["realisasi"]
    above = plain & (real > target * _limit("jauh"))
    below = plain & (real > 0) & (real * _limit("jauh_bawah") < target)
    found = [
        _rows("kinerja", rows, "realisasi", "jauh_di_atas", above, real, target),
        _rows(
            "kinerja",
            rows,
            "realisasi",
            "jauh_di_bawah",
            below & (rows["polaritas"] != "turun"),
            real,
            target,
        ),
    ]
    found.append(_rows("kinerja", rows, "target", "keduanya_pecahan", both, target, real))
    for column, value, other in (("target", target, real), ("realisasi", real, target)):
        over = share & (value > 100)
        usual = _shifted(rows["indikator"], value)
        found += [
            _rows("kinerja", rows, column, "persen_di_atas_seratus", over, value),
            _rows("kinerja", rows, column, "pecahan_persen", parts[column], value, other),
            _rows("kinerja", rows, column, "geser_desimal", usual.notna(), value, usual),
        ]
    return found


def _a_hundredth(value: pd.Series, other: pd.Series) -> pd.Series:
    """Say where a value looks like a hundredth of what it stands beside: 0,93 beside 95."""
    hundred, near = value * 100, _limit("jauh")
    return (value > 0) & (value < 1) & (hundred < other * near) & (hundred * near > other)


def _limit(name: str) -> float:
    return threshold(f"peringatan_{name}")


def _shifted(series: pd.Series, value: pd.Series) -> pd.Series:
    """Return the usual figure of a series where a value is 10, 100, … times or a part of it.

    NaN elsewhere; also where the other years differ too much among themselves to have a usual one.
    """
    known = value.where(value > 0)
    groups = known.groupby(series)
    if known.notna().sum() == 0:
        return known
    usual = groups.transform("median")
    power = np.log10(known / usual)
    whole = power.round()
    odd = (whole != 0) & ((power - whole).abs() < _limit("geser"))
    rest = known.where(~odd).groupby(series)
    steady = (rest.transform("count") >= 2) & (
        rest.transform("max") < _limit("ragam") * rest.transform("min")
    )
    return usual.where(odd & steady)


def _odd_levels(indikator: pd.DataFrame) -> list[pd.DataFrame]:
    """Return the indicators of a level that no chapter counts among the promises."""
    if "level" not in indikator:
        return []
    rows = indikator[~indikator["level"].isin(LEVEL_UTAMA)].assign(tahun=np.nan)
    count = rows.groupby("level")["level"].transform("size")
    first = ~rows["level"].duplicated()
    return [
        _rows("indikator", rows.assign(kunci=rows["level"]), "level", "tingkat_lain", first, count)
    ]


def _empty_years(tables: Tables, tahun: Iterable[int]) -> list[pd.DataFrame]:
    """Return the years of a document in which nothing is realised, or no budget stands."""
    kinerja, anggaran = tables["kinerja"], tables["anggaran"]
    found = []
    for year in tahun:
        here = kinerja[kinerja["tahun"] == year]
        if len(here) and not split_values(here["realisasi"])["ada"].any():
            first = here.head(1).assign(kunci=str(year))
            every = pd.Series(True, index=first.index)
            found.append(_rows("kinerja", first, "realisasi", "tahun_tanpa_realisasi", every))
        if len(anggaran) and not (anggaran["tahun"] == year).any():
            first = anggaran.head(1).assign(kunci=str(year), tahun=year)
            every = pd.Series(True, index=first.index)
            found.append(_rows("anggaran", first, "tahun", "tahun_tanpa_anggaran", every))
    return found


def _odd_ladders(tables: Tables) -> list[pd.DataFrame]:
    """Return the units of grades that no ladder knows: differing grades give no figure there."""
    indikator = tables["indikator"].rename(columns={"baris_berkas": "_baris"})
    attributes = indikator[["indikator", "satuan", "jenis_target", "_baris"]]
    rows = tables["kinerja"].merge(attributes, on="indikator", how="left")
    target, real = (split_values(rows[name])["label"] for name in ("target", "realisasi"))
    rows = rows[(target != "") & (real != "") & (target.str.casefold() != real.str.casefold())]
    if rows.empty:
        return []
    ladders = ladder_rows(tables["tangga"])
    ladder = find_ladder(rows["satuan"], target[rows.index], real[rows.index], ladders)
    lost = rows[ladder == ""].drop_duplicates("indikator").assign(kunci=lambda one: one["satuan"])
    lost = lost.assign(baris_berkas=lost["_baris"])
    every = pd.Series(True, index=lost.index)
    return [_rows("indikator", lost, "satuan", "satuan_tanpa_tangga", every)]


def _off_ladder(tables: Tables) -> list[pd.DataFrame]:
    """Return the values that are no step of their unit's ladder, and grades beside bare numbers."""
    attributes = tables["indikator"][["indikator", "satuan"]]
    rows = tables["kinerja"].merge(attributes, on="indikator", how="left")
    ladders = ladder_rows(tables["tangga"])
    named = ladder_of_unit(rows["satuan"], ladders)
    scored = named.isin(ladders.loc[ladders["terendah"].notna(), "satuan"])
    parts = {name: split_values(rows[name]) for name in ("target", "realisasi")}
    found, graded, bare, said = [], {}, {}, pd.Series(False, index=rows.index)
    for name, value in parts.items():
        step = steps_of(named, value["label"], ladders)["urutan"]
        graded[name] = (value["label"] != "") & value["angka"].isna()
        bare[name] = (value["label"] == "") & value["angka"].notna()
        odd = (named != "") & ((graded[name] & step.isna()) | (bare[name] & ~scored))
        found.append(_rows("kinerja", rows, name, "jenjang_di_luar_tangga", odd))
        said |= odd
    # a promised class of a ladder with scores asks for its lowest one; nothing else is comparable
    labels = parts["target"]["label"], parts["realisasi"]["label"]
    ladder = find_ladder(rows["satuan"], *labels, ladders)
    asked = steps_of(ladder, labels[0], ladders)["terendah"]
    lost = graded["target"] & bare["realisasi"] & asked.isna()
    lost = (lost | (bare["target"] & graded["realisasi"])) & ~said
    return [*found, _rows("kinerja", rows, "realisasi", "jenjang_lawan_angka", lost)]


def _shrunken_sums(tables: Tables) -> list[pd.DataFrame]:
    """Return targets and realisations of a cumulative indicator below those of the year before."""
    indikator = tables["indikator"]
    if "kumulatif" not in indikator:
        return []
    summed = indikator.loc[indikator["kumulatif"] == "ya", "indikator"]
    rows = tables["kinerja"][tables["kinerja"]["indikator"].isin(summed)]
    rows = rows.sort_values(["indikator", "tahun"], kind="stable")
    found = []
    for name in ("target", "realisasi"):
        value = split_values(rows[name])["angka"]
        before = value.groupby(rows["indikator"]).transform(lambda one: one.ffill().shift())
        found.append(_rows("kinerja", rows, name, "kumulatif_turun", value < before, value, before))
    return found


def _odd_baselines(tables: Tables, aturan: dict[str, str]) -> list[pd.DataFrame]:
    """Return baselines that are needed and no number, and targets on their wrong side."""
    indikator = tables["indikator"]
    if "dasar" not in indikator:
        return []
    began = split_values(indikator["dasar"])["angka"]
    way = indikator["polaritas"].map(aturan.get).eq("kemajuan_dari_dasar")
    plain = indikator["jenis_target"].isin(["angka", "rasio"])
    needed = indikator.assign(tahun=np.nan)
    found = [_rows("indikator", needed, "dasar", "dasar_tanpa_angka", way & plain & began.isna())]
    attributes = indikator[["indikator", "polaritas"]].assign(_dasar=began)
    rows = tables["kinerja"].merge(attributes, on="indikator", how="left")
    target = split_values(rows["target"])["angka"]
    wrong = (rows["polaritas"] == "naik") & (target < rows["_dasar"])
    wrong |= (rows["polaritas"] == "turun") & (target > rows["_dasar"])
    return [
        *found,
        _rows("kinerja", rows, "target", "dasar_melawan", wrong, target, rows["_dasar"]),
    ]


def _odd_budget(anggaran: pd.DataFrame, urusan: list[str]) -> list[pd.DataFrame]:
    """Return overspent lines, parents that differ from their parts, codes of other affairs."""
    pagu, real = anggaran["pagu_rp"], anggaran["realisasi_rp"]
    found = [_rows("anggaran", anggaran, "realisasi_rp", "serapan_lebih", real > pagu, real, pagu)]
    keys = ["tahun", "kode_induk"]
    for column in ("pagu_rp", "realisasi_rp"):
        parts = anggaran[anggaran["kode_induk"] != ""].groupby(keys)[column]
        sums = parts.sum().where(parts.count() == parts.size()).rename("_jumlah")
        wanted = pd.MultiIndex.from_frame(anggaran[["tahun", "kode"]])
        total = pd.Series(sums.reindex(wanted).to_numpy(), index=anggaran.index, dtype=float)
        apart = (anggaran[column] - total).abs() >= 1
        found.append(
            _rows("anggaran", anggaran, column, "induk_beda", apart, anggaran[column], total)
        )
    affair = anggaran["kode"].str.extract(r"^([0-9]\.[0-9]{2})\.[0-9]{2}(?:\.[12]\.|$)")[0]
    outside = affair.notna() & ~affair.isin(urusan) & bool(urusan)
    return [*found, _rows("anggaran", anggaran, "kode", "kode_di_luar_urusan", outside)]


def _rows(
    tabel: str,
    rows: pd.DataFrame,
    kolom: str,
    perkara: str,
    odd: pd.Series,
    nilai: pd.Series | None = None,
    banding: pd.Series | None = None,
) -> pd.DataFrame:
    hit = odd.fillna(False).astype(bool)
    if not hit.any():
        return pd.DataFrame(columns=PERINGATAN_COLUMNS)
    key = next(name for name in ("kunci", "kode", "indikator") if name in rows)
    out = rows.loc[hit, ["baris_berkas", key, "tahun"]].set_axis(
        ["baris", "kunci", "tahun"], axis=1
    )
    numbers = {
        name: np.nan if column is None else column[hit]
        for name, column in (("nilai", nilai), ("banding", banding))
    }
    return out.assign(tabel=tabel, kolom=kolom, perkara=perkara, **numbers)

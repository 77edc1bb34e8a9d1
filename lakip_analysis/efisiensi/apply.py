"""The rows of `aturan/efisiensi.csv` applied to budget lines: one loop for every measure."""

from __future__ import annotations

from functools import cache

import numpy as np
import pandas as pd

from ..aturan.rules import load_rules, threshold
from ..errors import RuleError
from . import measures

__all__ = ["LINE_FIGURES", "apply_measures", "load_measures"]

# what a measure may be made of, besides a measure of an earlier row
LINE_FIGURES = (
    "pagu_rp",
    "realisasi_rp",
    "serapan_persen",
    "capaian_persen",
    "capaian_terbatas_persen",  # each indicator held at `capaian_atas`: an odd one buys nothing
    "c_persen",  # C of the finance ministry: outputs where they are known, else indicators
)
WORDS = {
    "operator": (">", ">=", "<", "<="),
    "kata": ("efisien", "di bawah pagu", "efektif"),
    "hanya_dinas": ("ya", "tidak"),
    "impas": ("ya", "tidak"),
    "pinjaman": ("ya", "tidak"),
    "aljabar": ("", "baris", "rincian"),
}


@cache
def load_measures() -> pd.DataFrame:
    """Return the measures in use, one row each in the order they are shown.

    Returns
    -------
    DataFrame, the rows of `aturan/efisiensi.csv`
        `ukuran`: its code · `fungsi`: the function of `measures` that gives it for a line ·
        `fungsi_dinas`: the one that gives it for the dinas out of all its programmes (empty: the
        same, on the figures of the dinas) · `masukan`: tuple of the columns it takes (empty: its
        value comes from another table) · `hanya_dinas`: not measured per programme · `operator`,
        `batas`: yes when the value meets the bound · `impas`: does a value exactly at the bound
        say neither yes nor no · `tepi`, `catatan_tepi`: values where it was held, and the note
        that says so · `kata`: what a yes says · `pinjaman`: was the scale made for something
        else · `keluarga`: measures that are one comparison · `sebutan`: its name in `dinas.toml` ·
        `sumber` · `aljabar`: can it say no where every target was reached and no more was spent
        than allotted? Not by algebra, where the line kept its budget (baris) or every line below it
        did too (rincian); it can where this is empty · `dari_c`: does it rest on `c_persen`.

    Raises
    ------
    RuleError
        Every row that cannot be applied, with the reason.
    """
    rows = load_rules("efisiensi").astype({"batas": float}).sort_values("urutan", kind="stable")
    text = rows.columns.drop(["urutan", "batas"])
    rows = rows.fillna({name: "" for name in text}).astype({name: str for name in text})
    rows = rows.assign(masukan=rows["masukan"].map(_parts), tepi=rows["tepi"].map(_numbers))
    numbered = enumerate(rows.itertuples())
    faults = [fault for place, row in numbered for fault in _faults(rows, place, row)]
    if faults:
        raise RuleError("aturan/efisiensi.csv: " + "; ".join(faults) + ".")
    return rows.assign(dari_c=_rests_on(rows, "c_persen")).reset_index(drop=True)


def apply_measures(lines: pd.DataFrame, lain: pd.DataFrame | None = None) -> pd.DataFrame:
    """Return budget lines with every measure as a column; one that is there already is kept.

    Parameters
    ----------
    lines : DataFrame, one row per budget line (or dinas) and year
        Needs `dinas`, `tahun`, `level`, `kode`, `pagu_rp`, `realisasi_rp` (rupiah),
        `serapan_persen`, `capaian_persen` and, where a line stands for several indicators,
        `capaian_terbatas_persen`: the mean of the capped ones (without it, the capped mean), and
        `c_persen`: the achievement of the outputs (without it, that of the indicators).
    lain : DataFrame, optional
        Values that come from other tables: `kode` (empty: the dinas), `ukuran`, `nilai`.

    Returns
    -------
    DataFrame, same rows
        One column per row of `load_measures`; missing where a figure is missing.

    Examples
    --------
    >>> line = pd.DataFrame({"dinas": ["d"], "tahun": [2024], "level": ["program"], "kode": ["1"]})
    >>> line = line.assign(pagu_rp=100.0, realisasi_rp=90.0, serapan_persen=90.0)
    >>> apply_measures(line.assign(capaian_persen=99.0))["efisiensi_selisih_poin"].tolist()
    [9.0]
    """
    capped = lines["capaian_persen"].clip(upper=threshold("capaian_atas"))
    capped = lines.get("capaian_terbatas_persen", capped)
    out = lines.assign(capaian_terbatas_persen=capped, c_persen=lines.get("c_persen", capped))
    for rule in load_measures().itertuples():
        if rule.ukuran not in lines:
            out[rule.ukuran] = _measure(out, rule) if rule.masukan else _given(out, rule, lain)
    return out


def _measure(lines: pd.DataFrame, rule) -> pd.Series:
    inputs = [lines[name] for name in rule.masukan]
    values = pd.Series(getattr(measures, rule.fungsi)(*inputs), index=lines.index)
    if not rule.fungsi_dinas:
        return values
    return values.where(lines["level"] != "dinas", _together(lines, rule))


def _together(lines: pd.DataFrame, rule) -> pd.Series:
    """Return, for each row, the measure of all programmes of its dinas and year taken together."""
    function = getattr(measures, rule.fungsi_dinas)
    program = lines[lines["level"] == "program"]
    figures = [program[name].to_numpy(float) for name in rule.masukan]
    groups = program.groupby(["dinas", "tahun"]).indices  # plain arrays: a country has many groups
    found = {key: function(*(part[at] for part in figures)) for key, at in groups.items()}
    keys = zip(lines["dinas"], lines["tahun"], strict=True)
    return pd.Series([found.get(key, np.nan) for key in keys], index=lines.index, dtype=float)


def _given(lines: pd.DataFrame, rule, lain: pd.DataFrame | None) -> pd.Series:
    if lain is None:
        return pd.Series(np.nan, index=lines.index)
    known = lain[lain["ukuran"] == rule.ukuran].set_index("kode")["nilai"]
    return lines["kode"].map(known).astype(float)


def _rests_on(rows: pd.DataFrame, name: str) -> list[bool]:
    """Say of each measure whether a figure goes into it, directly or by an earlier measure."""
    found = {name}
    for row in rows.itertuples():
        if found & set(row.masukan):
            found.add(row.ukuran)
    return rows["ukuran"].isin(found).tolist()


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


def _numbers(text: str) -> tuple[float, ...]:
    return tuple(float(part) for part in _parts(text))


def _faults(rows: pd.DataFrame, place: int, row) -> list[str]:
    """Return what keeps one row from being applied."""
    functions = [name for name in (row.fungsi, row.fungsi_dinas) if name]
    faults = [
        f"fungsi “{name}” tidak ada di efisiensi/measures.py"
        for name in functions
        if not callable(getattr(measures, name, None))
    ]
    faults += ["kolom fungsi kosong"] * (not row.fungsi)
    known = {*LINE_FIGURES, *rows["ukuran"].iloc[:place]}
    faults += [
        f"masukan “{name}” bukan angka sebuah baris anggaran ({', '.join(LINE_FIGURES)})"
        " dan bukan ukuran di atasnya"
        for name in row.masukan
        if name not in known
    ]
    faults += [
        f"{column} “{getattr(row, column)}” tidak dikenal; pilih {' atau '.join(words)}"
        for column, words in WORDS.items()
        if getattr(row, column) not in words
    ]
    faults += ["batas kosong"] * (row.batas != row.batas)
    faults += ["ukuran ini sudah ada"] * (row.ukuran in set(rows["ukuran"].iloc[:place]))
    return [f"ukuran “{row.ukuran}”: {fault}" for fault in faults]

"""One row per promise from the frames of every chapter: nothing is computed a second time.

The one thing that is new is where last year's figure stands against this year's target, by the
same formula, so that a change shows on the scale of the achievement.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import threshold
from ..audit.names import name_keys
from ..audit.summary import UNREPORTED, WEAK, is_read
from ..capaian.compute import judge
from ..capaian.lain import turned
from ..efisiensi.support import is_overhead
from ..tren.layak import earlier_figures
from .tujuh import TUJUH_COLUMNS, find_tujuh

__all__ = ["PAPAN_COLUMNS", "compile_papan"]

PROMISE = [
    "dinas",
    "tahun",
    "indikator",
    "nama_indikator",
    "level",
    "satuan",
    "polaritas",
    "target",
    "realisasi",
    "capaian_persen",
    "status",
    "tercapai",
]
# how target and realisation are written
BOUNDS = ["target_bawah", "target_atas", "data_tahun", "jenis_target"]
LAST = ["tahun_lalu", "realisasi_lalu", "capaian_lalu_persen"]
PATH = [
    "target_akhir",
    "target_akhir_bawah",
    "target_akhir_atas",
    "target_akhir_jenjang",
    "desimal_target",
    "tahun_target_akhir",
    "keadaan_jalur",
]
PEERS = [
    "tahun_peringkat",
    "n_daerah",
    "peringkat_atas",
    "peringkat_bawah",
    "nilai_sendiri",
    "nilai_terbaik",
    "nilai_terburuk",
    "median",
]
OTHERS = ["acuan", "nilai_acuan", "tahun_acuan", "posisi"]
MONEY = ["n_program", "pagu_rp", "realisasi_rp", "program_bersama", "n_keluaran", "n_kurang"]
MARKS = ["putus", "angka_kecil", "dinilai_dini", "berbalik", "n_temuan", "n_berat"]
KNOWN = [*PROMISE, *BOUNDS, *LAST, *PATH, *PEERS, *OTHERS, *MONEY, *MARKS]
PAPAN_COLUMNS = ["urutan", *KNOWN, *TUJUH_COLUMNS]

# the worst first: missed, then promised and not reported, met, and what had no target
ORDER = {"tidak": 0, "": 1, "ya": 2}


def compile_papan(
    hasil: Mapping[str, pd.DataFrame], tangga: pd.DataFrame | None = None
) -> pd.DataFrame:
    """Return every promise once, the worst first, beside all that is known of it.

    Parameters
    ----------
    hasil : mapping of DataFrame
        Results of a report by name (`laporan.HASIL`). `capaian` is needed; of `nilai`, `tren`,
        `peringkat`, `pembanding`, `dukungan`, `ukuran`, `sebab`, `cacah`, `akip_target`,
        `angka_lain`, `temuan` with `terbaca` those that are there are used, and the columns of the
        others are empty.
    tangga : DataFrame, optional
        The dinas's own ladders of grades, as `compute_capaian` takes them.

    Returns
    -------
    DataFrame, one row per indicator that repeats no other (`ganda`), columns `PAPAN_COLUMNS`

        - `urutan`: 1 is the worst: missed by the common yardstick from below, those without a
          percentage last; then what was not reported; then what was met; then what had no target
        - the promise as in `capaian`; `capaian_persen` by the dinas's rule, per cent
        - `tahun_lalu`, `realisasi_lalu`: the latest earlier figure (`nilai`);
          `capaian_lalu_persen`: that figure against *this* year's target by the same formula.
          Empty where the definition changed this year
        - `target_akhir`, `tahun_target_akhir`, `keadaan_jalur` as in `tren`
        - the place among the regions of a printed table, of its latest year (`peringkat`)
        - `acuan`, `nilai_acuan`, `tahun_acuan`, `posisi`: the comparable benchmark that comes
          first in `pembanding`, where it is a figure and no target
        - `n_program`, `pagu_rp`, `realisasi_rp`: the programmes that support it; rupiah.
          `program_bersama`: how many of them also support others, so sums over rows count twice.
          `n_keluaran`: outputs with a plan in these without the overhead programme, `n_kurang`: of
          these short of it
        - `putus`: deret (the report says that the definition changed), terlihat (its figures show
          it), dugaan (perhaps), empty; `angka_kecil` as in `cacah`;
          `dinilai_dini` as in `akip_target` of the year;
          `berbalik`: ya where another printed figure turns met and missed; `n_temuan`: severe and
          medium contradictions of the report about this indicator in this year, without those that
          follow from others; missing where none was looked for
        - `analisis_…`: the seven analyses of PermenPANRB 53/2014, as `find_tujuh` gives them

    Examples
    --------
    >>> from lakip_analysis.capaian.compute import compute_capaian
    >>> frame = pd.DataFrame({"indikator": ["a", "b"], "tahun": 2023, "target": ["80", "50"]})
    >>> frame = frame.assign(realisasi=["84", "40"], polaritas="naik", nama_indikator="x")
    >>> papan = compile_papan({"capaian": compute_capaian(frame)})
    >>> papan[["urutan", "indikator", "tercapai"]].values.tolist()
    [[1, 'b', 'tidak'], [2, 'a', 'ya']]
    """
    capaian = hasil["capaian"]
    rows = capaian[capaian["ganda"] == ""] if "ganda" in capaian else capaian
    rows = _in_order(rows.reset_index(drop=True))
    parts = [
        _last_year(rows, hasil.get("nilai"), tangga),
        _of(rows, hasil.get("tren"), PATH),
        _peers(rows, hasil.get("peringkat")),
        _benchmark(rows, hasil.get("pembanding")),
        _money(rows, hasil.get("dukungan")),
        _marks(rows, hasil),
    ]
    board = pd.concat([rows.reindex(columns=[*PROMISE, *BOUNDS]), *parts], axis=1)
    board = pd.concat([board, find_tujuh(board, hasil)], axis=1)
    return board.assign(urutan=range(1, len(board) + 1))[PAPAN_COLUMNS]


def _in_order(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the rows with the worst first."""
    place = rows["tercapai"].map(ORDER).where(rows["status"] != "target_kosong", len(ORDER))
    value = rows["capaian_acuan_persen"].where(rows["tercapai"] != "ya", rows["capaian_persen"])
    order = pd.DataFrame({"tempat": place, "nilai": value}).sort_values(
        ["tempat", "nilai"], kind="stable", na_position="last"
    )
    return rows.loc[order.index].reset_index(drop=True)


def _of(rows: pd.DataFrame, frame: pd.DataFrame | None, columns: list[str]) -> pd.DataFrame:
    """Return columns of a frame with one row per indicator, in the order of the board."""
    if frame is None:
        return pd.DataFrame(index=rows.index, columns=columns)
    known = frame.drop_duplicates("indikator").set_index("indikator")
    return known.reindex(rows["indikator"])[columns].set_axis(rows.index)


def _last_year(
    rows: pd.DataFrame, nilai: pd.DataFrame | None, tangga: pd.DataFrame | None
) -> pd.DataFrame:
    """Return the latest figure before the one reported, and its place against the target now."""
    if nilai is None:
        return pd.DataFrame(index=rows.index, columns=LAST)
    before = earlier_figures(rows, nilai)
    against = judge(rows.assign(realisasi=before["realisasi_lalu"]), tangga)["capaian_persen"]
    known = before["realisasi_lalu"] != ""
    return before.assign(capaian_lalu_persen=against.where(known))


def _peers(rows: pd.DataFrame, peringkat: pd.DataFrame | None) -> pd.DataFrame:
    if peringkat is None:
        return pd.DataFrame(index=rows.index, columns=PEERS)
    known = peringkat[peringkat["keadaan"] == "dihitung"]
    latest = known.sort_values("tahun", kind="stable", ascending=False)
    return _of(rows, latest.rename(columns={"tahun": "tahun_peringkat"}), PEERS)


def _benchmark(rows: pd.DataFrame, pembanding: pd.DataFrame | None) -> pd.DataFrame:
    if pembanding is None:
        return pd.DataFrame(index=rows.index, columns=OTHERS)
    fair = pembanding["sebanding"].eq("ya") & pembanding["jenis_nilai"].eq("capaian")
    named = pembanding[fair & pembanding["posisi"].ne("")]
    return _of(rows, named.rename(columns={"nilai": "nilai_acuan"}), OTHERS)


def _money(rows: pd.DataFrame, dukungan: pd.DataFrame | None) -> pd.DataFrame:
    if dukungan is None:
        return pd.DataFrame(index=rows.index, columns=MONEY)
    known = dukungan[dukungan["kode"].fillna("") != ""].drop_duplicates(["indikator", "kode"])
    sums = known.groupby("indikator").agg(
        n_program=("kode", "size"),
        pagu_rp=("pagu_rp", lambda column: column.sum(min_count=1)),
        realisasi_rp=("realisasi_rp", lambda column: column.sum(min_count=1)),
        program_bersama=("n_indikator", lambda column: int((column > 1).sum())),
    )
    outputs = known.reindex(columns=["indikator", "kode", "n_keluaran", "n_kurang"])
    outputs = outputs[~is_overhead(outputs["kode"].astype(str))]
    sums = sums.join(outputs.groupby("indikator")[["n_keluaran", "n_kurang"]].sum(min_count=1))
    found = sums.reindex(rows["indikator"]).set_axis(rows.index)
    return found.fillna({"n_program": 0, "program_bersama": 0})


def outputs_short(row) -> bool:
    """Say whether a target was met over outputs of its programmes of which many fell short.

    `row`: a row of `compile_papan`; `n_kurang` of `n_keluaran`, the share is `papan_keluaran`.
    """
    known = row.tercapai == "ya" and row.n_keluaran > 0 and row.n_kurang > 0
    return bool(known and row.n_kurang / row.n_keluaran * 100 >= threshold("papan_keluaran"))


def _marks(rows: pd.DataFrame, hasil: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return what makes a row doubtful, as codes and a count."""
    broken, seen, perhaps = (
        rows.get(name, pd.Series("", index=rows.index)).fillna("") != ""
        for name in ("putus_deret", "putus_terlihat", "putus_dugaan")
    )
    small = _of(rows, hasil.get("cacah"), ["angka_kecil"])["angka_kecil"]
    lain = hasil.get("angka_lain")
    other = (
        set()
        if lain is None
        else {name for met in ("ya", "tidak") for name in turned(lain, met)["indikator"]}
    )
    return pd.DataFrame(
        {
            "putus": np.select([seen, broken, perhaps], ["terlihat", "deret", "dugaan"], ""),
            "angka_kecil": small.fillna(""),
            "dinilai_dini": _scored_early(rows, hasil.get("akip_target")),
            "berbalik": np.where(rows["indikator"].isin(other), "ya", ""),
            "n_temuan": _contradictions(rows, hasil, ["tinggi", "sedang"]),
            "n_berat": _contradictions(rows, hasil, ["tinggi"]),
        },
        index=rows.index,
    )


def _scored_early(rows: pd.DataFrame, target: pd.DataFrame | None) -> pd.Series:
    """Say which figures of the year are a score given before that year was over."""
    if target is None or "dinilai_dini" not in target:
        return pd.Series("", index=rows.index)
    early = target[(target["dinilai_dini"] == "ya") & target["tahun"].isin(rows["tahun"])]
    return rows["indikator"].isin(early["indikator"]).map({True: "ya", False: ""})


def _contradictions(
    rows: pd.DataFrame, hasil: Mapping[str, pd.DataFrame], keparahan: list[str]
) -> pd.Series:
    """Return the contradictions of some severities of each indicator; missing if nothing was read.

    They are known by the code of the indicator (`audit.tentang`); where there is none by the name,
    however it is spelled.
    """
    temuan, terbaca = hasil.get("temuan"), hasil.get("terbaca")
    if temuan is None or terbaca is None or not is_read(terbaca):
        return pd.Series(np.nan, index=rows.index)
    here = (
        ~temuan["jenis"].isin([WEAK, UNREPORTED])
        & (temuan["akar"] == "")
        & temuan["keparahan"].isin(keparahan)
        & temuan["tahun"].eq(rows["tahun"].max()).fillna(False)
    )
    if "indikator" in temuan:
        codes, own = temuan.loc[here, "indikator"].fillna("").str.split("; "), rows["indikator"]
    else:
        codes = name_keys(temuan.loc[here, "nama"].fillna("")).map(lambda name: [name])
        own = name_keys(rows["nama_indikator"])
    return own.map(codes.explode().value_counts()).fillna(0)

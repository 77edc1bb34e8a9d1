"""Claims of a report beside its figures: a sentence of praise or excuse that names a result.

A claim is coded from the report (`klaim.csv`): of what, which kind, which figure. Each kind is held
against the figures by a rule of its own (`aturan/klaim.csv`); nothing is read out of a sentence.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, SIGN, threshold
from ..capaian.ragu import is_late
from ..data.kunci import with_dinas
from ..data.nilai import split_values
from ..efisiensi.support import is_overhead, programme_of
from ..numbers import decimals_of

__all__ = ["KLAIM_COLUMNS", "check_klaim", "collect_angka", "summarize_klaim"]

# the columns of `klaim.csv`, in their order
KLAIM_COLUMNS = [
    "dinas",
    "tahun",
    "dokumen",
    "baris",
    "indikator",
    "kode",
    "nama",
    "sifat",
    "jenis",
    "ukuran",
    "nilai",
    "banding",
    "acuan",
    "angka",
    "angka_banding",
    "tahun_patah",
    "angka_patah",
    "putusan",
    "alasan_klaim",
    "catatan",
]

SUBJECT = ["indikator", "kode"]  # both empty: the dinas as a whole
KEYS = [*SUBJECT, "ukuran", "tahun"]
# counts of promises: a figure of an earlier year makes each of them an interval
COUNTED = ["tercapai", "berhasil", "n_melampaui", "n_meleset"]


def collect_angka(
    capaian: pd.DataFrame,
    kinerja: pd.DataFrame,
    deret: pd.DataFrame,
    anggaran: pd.DataFrame,
    efisiensi: pd.DataFrame,
    fakta: pd.DataFrame,
    spm: pd.DataFrame,
    langsung: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Return every figure that a claim can be held against, in one long table.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, every year up to the report's
    kinerja : DataFrame, one row per (indikator, tahun)
    deret : DataFrame as `summarize_capaian` gives it by year
    anggaran : one row per budget line of the report's year
    efisiensi : DataFrame as `compute_efisiensi` gives it: the money of each line and of the dinas
    fakta : DataFrame as `collect_fakta` gives it
    spm : DataFrame as `compute_spm` gives it
    langsung : DataFrame, optional, as `direct_spending` gives it

    Frames of several dinas have a column `dinas` in each.

    Returns
    -------
    DataFrame, one row per ((dinas,) indikator, kode, ukuran, tahun)
        `angka`; both codes are empty for the dinas. `ukuran`: realisasi (n of a ratio 1 : n),
        capaian, rata_rata (what is written twice counted twice, as the report lists it), serapan,
        sisa (100 − serapan), sisa_rp, realisasi_rp, efisiensi_selisih, efisiensi_rasio,
        efisiensi_langsung (as reports praise them, nothing capped: achievement − share spent and
        achievement / share spent, of an indicator with the programmes behind it and of the dinas;
        direct spending / spending, of the dinas), keluaran (of a line's own outputs, or of the one
        output below it), tercapai (promises met, one that is written twice once), berhasil (met or
        near), n_indikator, n_terlapor, n_melampaui, n_meleset, the same four without figures of an
        earlier year (…_pasti), n_terlambat (promises with such a figure), n_program, n_kegiatan,
        n_subkegiatan, spm (services whose recipients are all served), n_spm, n_keluaran, n_kurang.
    """
    given = [capaian, kinerja, deret, anggaran, efisiensi, fakta, spm]
    who = with_dinas([], *given, *([] if langsung is None else [langsung]))
    value = kinerja.assign(angka=split_values(kinerja["realisasi"])["angka"], ukuran="realisasi")
    share = capaian.assign(angka=capaian["capaian_persen"], ukuran="capaian")
    year = capaian["tahun"].max() if len(capaian) else 0
    if who:
        year = fakta["dinas"].map(capaian.groupby("dinas")["tahun"].max())
    parts = [value, share, _means(deret, who), _counts(capaian, who), _money(efisiensi, who)]
    parts += [_lines(anggaran, who), _outputs(fakta, year, who), _services(spm, who)]
    parts += [_efficiency(fakta, deret, efisiensi, year, who)]
    if langsung is not None:
        parts += [_direct(langsung, capaian, who)]
    parts = [part.reindex(columns=[*who, *KEYS, "angka"]) for part in parts]
    filled = [part for part in parts if len(part)]
    filled = filled or [parts[0].astype({name: str for name in (*SUBJECT, "ukuran")})]
    out = pd.concat(filled, ignore_index=True).fillna({name: "" for name in SUBJECT})
    return out.dropna(subset=["angka"]).reset_index(drop=True)


def check_klaim(
    klaim: pd.DataFrame,
    angka: pd.DataFrame,
    capaian: pd.DataFrame,
    acuan: pd.DataFrame,
    putus: pd.DataFrame,
    fakta: pd.DataFrame,
    lain: pd.DataFrame | None = None,
) -> pd.DataFrame:
    """Put every claim beside its figure, with a verdict.

    Parameters
    ----------
    klaim : DataFrame, one row per claim (`klaim.csv`)
    angka : DataFrame as `collect_angka` gives it
    capaian : DataFrame as `compute_capaian` gives it, every year up to the report's
    acuan : DataFrame, one row per benchmark (`acuan.csv`)
    putus : DataFrame, one row per break (`putus.csv`)
    fakta : DataFrame as `collect_fakta` gives it: the names
    lain : DataFrame, optional, as `compare_lain` gives it: the achievement by other printed values

    Frames of several dinas have a column `dinas` in each.

    Returns
    -------
    DataFrame, one row per claim, in the order of `klaim`, with `KLAIM_COLUMNS`
        `angka`, `angka_banding`: what it is held against · `tahun_patah`, `angka_patah`: the first
        year that breaks a claimed series · `putusan`: didukung, tidak_didukung,
        tidak_dapat_diperiksa · `alasan_klaim` says why. A direction across a change of definition
        is not checked; a figure of an earlier year neither confirms nor refutes that a target was
        met, and what hangs on such figures is not judged. A number agrees where rounding or cutting
        the figure gives what is printed; an achievement that agrees only with another printed
        target or value is not judged.
    """
    rows = klaim.reset_index(drop=True)
    rows[SUBJECT] = rows[SUBJECT].fillna("")
    given = [rows, angka, capaian, acuan, putus, fakta, *([] if lain is None else [lain])]
    who = with_dinas([], *given)
    rows = rows if who else rows.drop(columns="dinas", errors="ignore")
    rows = rows.merge(angka, on=[*who, *KEYS], how="left")
    before = angka.rename(columns={"tahun": "banding", "angka": "angka_banding"})
    rows = rows.merge(before, on=[*who, *SUBJECT, "ukuran", "banding"], how="left")
    rows = rows.merge(_results(capaian, who), on=[*who, "indikator", "tahun"], how="left")
    rows = rows.merge(_benchmarks(rows, acuan, who), left_index=True, right_index=True, how="left")
    subject = [*who, *SUBJECT]
    names = fakta.drop_duplicates(subject)[["dinas", *SUBJECT, "nama"]]
    rows = rows.merge(names, on=subject, how="left").fillna({"nama": "", "tercapai": ""})
    beside = _beside(rows, angka, who)
    rival = _rival(rows, lain, who)
    series = _series(rows, angka, who)
    verdict = _verdict(rows, beside, series, _broken(rows, putus, who), rival)
    rows["angka"] = rows["angka"].mask(rows["jenis"] == "peringkat")
    rows["baris"] = rows["baris"].astype("int64")
    wrong = pd.Series(verdict["alasan_klaim"] == "arah_lain", index=rows.index)
    breaks = series[["tahun_patah", "angka_patah"]].where(wrong)
    reason = pd.Series(verdict["alasan_klaim"], index=rows.index)
    second = _second(rows, beside, reason)
    return rows.join(breaks).assign(angka_banding=second, **verdict)[KLAIM_COLUMNS]


def summarize_klaim(klaim: pd.DataFrame) -> pd.DataFrame:
    """Count the claims by kind of sentence: one row per `sifat`, and one for all (`semua`)."""
    names = ("didukung", "tidak_didukung", "tidak_dapat_diperiksa")
    flags = {f"n_{name}": (klaim["putusan"] == name).astype(int) for name in names}
    counted = klaim.assign(n_klaim=1, **flags)
    columns = ["n_klaim", *flags]
    by_kind = counted.groupby("sifat", as_index=False)[columns].sum()
    whole = counted[columns].sum().to_frame().T.assign(sifat="semua")
    return pd.concat([by_kind, whole], ignore_index=True)[["sifat", *columns]]


# --- the figures -------------------------------------------------------------------------------


def _means(deret: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Return the mean of each year as a report takes it: what it lists twice counts twice."""
    return deret[[*who, "tahun"]].assign(
        angka=deret["rata_capaian_ganda_persen"], ukuran="rata_rata"
    )


def _counts(capaian: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Count the promises of each year, one that is written again at another level once."""
    rows = capaian[(capaian["ganda"] == "") & (capaian["status"] != "target_kosong")]
    share = rows["capaian_persen"].round(NOISE)
    above, near = share > threshold("capaian_tercapai"), share >= threshold("capaian_mendekati")
    flags = {
        "n_indikator": rows["indikator"] != "",
        "n_terlapor": rows["tercapai"] != "",
        "tercapai": rows["tercapai"] == "ya",
        "berhasil": near | (rows["tercapai"] == "ya"),
        "n_melampaui": above,
        "n_meleset": rows["tercapai"] == "tidak",
    }
    late = is_late(rows) & flags["n_terlapor"]
    flags |= {f"{name}_pasti": flags[name] & ~late for name in COUNTED} | {"n_terlambat": late}
    return _long(
        rows.assign(**{name: flag.astype(float) for name, flag in flags.items()}), [*flags], who
    )


def _money(efisiensi: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Return the money of every line; that of the dinas has no code."""
    rows = efisiensi.assign(kode=efisiensi["kode"].where(efisiensi["level"] != "dinas", ""))
    spent = rows["serapan_persen"].astype(float)
    rows = rows.assign(serapan=spent, sisa=100 - spent)
    rows["sisa_rp"] = rows["pagu_rp"].astype(float) - rows["realisasi_rp"].astype(float)
    names = ["serapan", "sisa", "sisa_rp", "realisasi_rp"]
    rows[names] = rows[names].astype(float)
    return rows.melt([*who, "kode", "tahun"], names, "ukuran", "angka")


def _lines(anggaran: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    by = anggaran.groupby([*who, "tahun", "level"], as_index=False)
    counted = by.agg(angka=("kode", "nunique"))
    return counted.assign(ukuran="n_" + counted["level"])


def _outputs(fakta: pd.DataFrame, year: int | pd.Series, who: list[str]) -> pd.DataFrame:
    rows = fakta.assign(tahun=year, keluaran=fakta["keluaran_persen"].astype(float))
    single = (rows["n_keluaran"] == 1) & rows["keluaran"].isna()
    # one output alone is the achievement of every line above it
    parts = [part for _, part in rows.groupby(who, sort=False)] if who else [rows]
    below = pd.concat([_outputs_below(part, single[part.index]) for part in parts])
    rows["keluaran"] = rows["keluaran"].fillna(below)
    names = ["keluaran", "n_keluaran", "n_kurang"]
    return rows.melt([*who, *SUBJECT, "tahun"], names, "ukuran", "angka")


def _outputs_below(rows: pd.DataFrame, single: pd.Series) -> pd.Series:
    """Return the achievement of the one output below each line of one dinas that has only one."""
    own = rows[rows["keluaran"].notna()].set_index("kode")["keluaran"]
    below = [
        _only(own, code) if one else np.nan for code, one in zip(rows["kode"], single, strict=True)
    ]
    return pd.Series(below, index=rows.index, dtype=float)


def _direct(langsung: pd.DataFrame, capaian: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Return direct spending as a share of spending: the first table stands for the dinas."""
    first = langsung.drop_duplicates(who) if who else langsung.head(1)
    year = capaian["tahun"].max() if len(capaian) else 0
    if who:
        year = first["dinas"].map(capaian.groupby("dinas")["tahun"].max())
    found = first[who].assign(tahun=year, ukuran="efisiensi_langsung")
    return found.assign(angka=first["efisiensi_persen"])


def _efficiency(
    fakta: pd.DataFrame,
    deret: pd.DataFrame,
    efisiensi: pd.DataFrame,
    year: int | pd.Series,
    who: list[str],
) -> pd.DataFrame:
    """Return achievement beside the share spent, of each indicator and of the dinas."""
    whole = deret.rename(columns={"rata_capaian_ganda_persen": "capaian_persen"})
    spent = efisiensi.loc[efisiensi["level"] == "dinas", [*who, "tahun", "serapan_persen"]]
    whole = whole[[*who, "tahun", "capaian_persen"]].merge(spent, on=[*who, "tahun"])
    own = fakta.assign(tahun=year)
    rows = pd.concat([own[own["indikator"] != ""], whole])
    rows[SUBJECT] = rows[SUBJECT].fillna("")
    share, spent = rows["capaian_persen"].astype(float), rows["serapan_persen"].astype(float)
    rows["efisiensi_selisih"] = share - spent
    rows["efisiensi_rasio"] = share / spent.where(spent > 0) * 100
    names = ["efisiensi_selisih", "efisiensi_rasio"]
    return rows.melt([*who, *SUBJECT, "tahun"], names, "ukuran", "angka")


def _only(own: pd.Series, kode: str) -> float:
    """Return the one known output below a code; missing where that is not one."""
    found = own[own.index.str.startswith(f"{kode}.")]
    return found.iloc[0] if kode and len(found) == 1 else float("nan")


def _services(spm: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    rows = spm[spm["lingkup"] == "layanan"]
    served = rows["penerima_persen"].astype(float)
    flags = {"spm": served.round(NOISE) >= 100, "n_spm": served.notna()}
    return _long(
        rows.assign(**{name: flag.astype(float) for name, flag in flags.items()}), [*flags], who
    )


def _long(rows: pd.DataFrame, names: list[str], who: list[str]) -> pd.DataFrame:
    sums = rows.groupby([*who, "tahun"], as_index=False)[names].sum()
    return sums.melt([*who, "tahun"], names, "ukuran", "angka")


# --- what a claim is held against --------------------------------------------------------------


def _results(capaian: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Return met or missed of every indicator and year, and whether its figure is a late one."""
    rows = capaian[[*who, "indikator", "tahun", "tercapai", "capaian_persen", "polaritas"]]
    return rows.assign(terlambat=is_late(capaian))


def _benchmarks(rows: pd.DataFrame, acuan: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Return the latest benchmark up to the year of each claim that names one."""
    known = acuan.assign(nilai_acuan=split_values(acuan["nilai"])["angka"])
    known = known.rename(columns={"tahun": "tahun_acuan"})
    key = [*who, "indikator", "acuan"]
    known = known[[*key, "tahun_acuan", "nilai_acuan", "sebanding"]]
    asked = rows.loc[rows["acuan"] != "", [*key, "tahun"]]
    pairs = asked.reset_index().merge(known, on=key)
    pairs = pairs[pairs["tahun_acuan"] <= pairs["tahun"]].sort_values("tahun_acuan", kind="stable")
    last = pairs.drop_duplicates("index", keep="last").set_index("index")
    return last[["nilai_acuan", "sebanding"]]


def _beside(rows: pd.DataFrame, angka: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Return further figures of the subject of each claim, by name, missing where unknown."""
    key = [*who, *SUBJECT, "tahun"]
    wide = angka.pivot_table(index=key, columns="ukuran", values="angka")
    places = pd.MultiIndex.from_frame(rows[key])
    names = ["n_indikator", "n_terlapor", "n_terlambat", *COUNTED, "spm", "n_spm"]
    names += [f"{name}_pasti" for name in COUNTED] + ["n_keluaran", "n_kurang", "serapan"]
    spent = wide.reindex(index=places, columns=["capaian", "efisiensi_selisih"])
    # of an indicator the share spent by its programmes is known by what it reached above it
    own = (spent["capaian"] - spent["efisiensi_selisih"]).reset_index(drop=True)
    found = wide.reindex(index=places, columns=names).reset_index(drop=True)
    return found.assign(serapan=found["serapan"].fillna(own))


def _second(rows: pd.DataFrame, beside: pd.DataFrame, reason: pd.Series) -> pd.Series:
    """Return the second figure that is shown.

    Of the earlier year, the benchmark, the whole; of praised efficiency what refutes it: the
    achievement of the indicator, the promises missed, the outputs short.
    """
    services = rows["ukuran"] == "spm"
    whole = beside["n_spm"].where(services, beside["n_indikator"])
    of_all = rows["jenis"].isin(["semua", "sebagian_besar"])
    compared = rows["jenis"].isin(["mencapai_acuan", "di_bawah_acuan"])
    second = rows["angka_banding"].mask(compared, rows["nilai_acuan"]).mask(of_all, whole)
    missed = reason == "sisa_target_meleset"
    one, sure = rows["indikator"] != "", beside["n_meleset_pasti"]
    second = second.mask(missed, sure.where(~one, rows["capaian_persen"]))
    return second.mask(reason == "sisa_keluaran_kurang", beside["n_kurang"])


def _series(rows: pd.DataFrame, angka: pd.DataFrame, who: list[str]) -> pd.DataFrame:
    """Return the smallest and the largest step between the years of each claim, and how many.

    And the first year, with its figure, that does not go the claimed way.
    """
    key = [*who, *SUBJECT, "ukuran"]
    spans = rows[[*key, "banding", "tahun"]].rename(columns={"tahun": "sampai"})
    pairs = spans.dropna(subset=["banding"]).reset_index().merge(angka, on=key)
    pairs = pairs[pairs["tahun"].between(pairs["banding"], pairs["sampai"])]
    pairs = pairs.sort_values(["index", "tahun"], kind="stable")
    steps = pairs.groupby("index")["angka"].diff().round(NOISE)
    found = steps.groupby(pairs["index"]).agg(["min", "max", "count"])
    wanted = (rows["tahun"] - rows["banding"]).rename("perlu")
    way = pairs["index"].map(rows["jenis"].map({"naik_terus": 1, "turun_terus": -1}))
    breaks = pairs[(steps * way) <= 0].drop_duplicates("index").set_index("index")
    breaks = breaks.rename(columns={"tahun": "tahun_patah", "angka": "angka_patah"})
    found = found.join(breaks[["tahun_patah", "angka_patah"]])
    return found.reindex(rows.index).assign(perlu=wanted)


def _broken(rows: pd.DataFrame, putus: pd.DataFrame, who: list[str]) -> pd.Series:
    """Say of each claim whether its indicator changed its meaning between the two years."""
    sure = putus[(putus["jenis"] == "definisi") & (putus["kepastian"] != "dugaan")]
    key = [*who, "indikator"]
    pairs = rows[[*key, "banding", "tahun"]].reset_index()
    breaks = sure[[*key, "tahun"]].rename(columns={"tahun": "putus"})
    pairs = pairs.merge(breaks, on=key)
    hit = pairs[(pairs["putus"] > pairs["banding"]) & (pairs["putus"] <= pairs["tahun"])]
    return rows.index.isin(hit["index"])


def _rival(rows: pd.DataFrame, lain: pd.DataFrame | None, who: list[str]) -> np.ndarray:
    """Say of each printed achievement whether another printed value of the year gives it."""
    hit = np.zeros(len(rows), dtype=bool)
    if lain is None or lain.empty:
        return hit
    asked = rows[(rows["jenis"] == "nilai") & (rows["ukuran"] == "capaian")]
    key = [*who, "indikator", "tahun"]
    other = lain[[*key, "capaian_lain_persen"]]
    pairs = asked[[*key, "nilai"]].reset_index().merge(other, on=key)
    same = [_same(row.nilai, row.capaian_lain_persen) for row in pairs.itertuples()]
    hit[pairs.loc[np.array(same, dtype=bool), "index"]] = True
    return hit


def _verdict(
    rows: pd.DataFrame,
    beside: pd.DataFrame,
    series: pd.DataFrame,
    broken: np.ndarray,
    rival: np.ndarray,
) -> dict[str, np.ndarray]:
    """Return `putusan` and `alasan_klaim`: the first case that holds."""
    kind, now, then = rows["jenis"], rows["angka"], rows["angka_banding"]
    step = (now - then).round(NOISE)
    still = [_agrees(a, b) for a, b in zip(now, then, strict=True)]
    full_span = series["count"] == series["perlu"]
    met, late = rows["tercapai"], rows["terlambat"].fillna(False).astype(bool)
    line, reached = rows["kode"] != "", threshold("capaian_tercapai")
    value = now.where(line, rows["capaian_persen"]).astype(float).round(NOISE)
    known = value.notna() | (~line & (met != ""))
    done = np.where(line, value >= reached, met == "ya")
    near = np.where(value.notna(), value >= threshold("capaian_mendekati"), met == "ya")
    holds = {
        "naik": step > 0,
        "turun": step < 0,
        "tetap": still,
        "naik_terus": series["min"] > 0,
        "turun_terus": series["max"] < 0,
        "naik_turun": (series["min"] < 0) & (series["max"] > 0),
        "nilai": [_same(a, b) for a, b in zip(rows["nilai"], now, strict=True)],
        "selisih": [_same(a, b) for a, b in zip(rows["nilai"], step, strict=True)],
        "tercapai": done,
        "melampaui": value > reached,
        "meleset": ~done.astype(bool),
        "berhasil": near,
        "sebagian_besar": beside["tercapai_pasti"] * 2 > beside["n_indikator"],
    }
    right = np.select(
        [kind == name for name in holds], [np.asarray(h, bool) for h in holds.values()]
    )
    right = right.astype(bool)
    direction = kind.isin(["naik", "turun", "tetap"])
    span = kind.isin(["naik_terus", "turun_terus", "naik_turun"])
    number, result = (
        kind.isin(["nilai", "selisih"]),
        kind.isin(["tercapai", "melampaui", "meleset", "berhasil"]),
    )
    missing = np.select(
        [direction | (kind == "selisih"), span, kind == "nilai", result],
        [step.isna(), ~full_span, now.isna(), ~known],
        False,
    ).astype(bool)
    yes, no, open_ = "didukung", "tidak_didukung", "tidak_dapat_diperiksa"
    cases = [
        ((direction | span) & broken, open_, "definisi_berubah"),
        (missing, open_, "tanpa_angka"),
        (result & ~line & late, open_, "angka_tahun_lain"),
        (number & _within(rows, beside), open_, "angka_tahun_lain"),
        (number & ~right & rival, open_, "angka_bersaing"),
        (direction | span, np.where(right, yes, no), np.where(right, "arah_sesuai", "arah_lain")),
        (number, np.where(right, yes, no), np.where(right, "angka_sesuai", "angka_lain")),
        (result, np.where(right, yes, no), np.where(right, "hasil_sesuai", "hasil_lain")),
        *_of_all(rows, beside, right),
        *_of_money(rows, beside, met),
        *_of_benchmarks(rows),
    ]
    masks = [np.asarray(mask, bool) for mask, _, _ in cases]
    size = len(rows)
    verdict = [np.broadcast_to(np.asarray(what, object), size) for _, what, _ in cases]
    reason = [np.broadcast_to(np.asarray(why, object), size) for _, _, why in cases]
    return {
        "putusan": np.select(masks, verdict, open_),
        "alasan_klaim": np.select(masks, reason, "tanpa_angka"),
    }


def _within(rows: pd.DataFrame, beside: pd.DataFrame) -> np.ndarray:
    """Say of each printed count whether figures of an earlier year decide if it is right."""
    hit = np.zeros(len(rows), dtype=bool)
    printed, late = pd.to_numeric(rows["nilai"], errors="coerce"), beside["n_terlambat"]
    for name in COUNTED:
        low = beside[f"{name}_pasti"]
        hit |= (rows["ukuran"] == name) & (late > 0) & printed.between(low, low + late)
    return hit


def _of_all(rows: pd.DataFrame, beside: pd.DataFrame, right: np.ndarray) -> list[tuple]:
    """Return the cases of claims on all, or most, of what was promised."""
    of, kind = rows["ukuran"], rows["jenis"]
    whole, most = kind == "semua", kind == "sebagian_besar"
    promised, services, outputs = of == "tercapai", of == "spm", of == "keluaran"
    near = of == "berhasil"
    yes, no, open_ = "didukung", "tidak_didukung", "tidak_dapat_diperiksa"
    all_met, late = beside["tercapai"] == beside["n_indikator"], beside["n_terlambat"]
    far = beside["berhasil_pasti"] + late < beside["n_terlapor"]
    maybe = (beside["tercapai_pasti"] + late) * 2 > beside["n_indikator"]
    return [
        (whole & promised & (beside["n_meleset_pasti"] > 0), no, "ada_meleset"),
        (whole & near & far, no, "ada_jauh"),
        (whole & (promised | near) & (late > 0), open_, "angka_tahun_lain"),
        (whole & promised & all_met, yes, "semua_tercapai"),
        (whole & near & (beside["berhasil"] == beside["n_indikator"]), yes, "semua_tercapai"),
        (whole & (promised | near) & beside["n_terlapor"].notna(), open_, "belum_dilaporkan"),
        (
            whole & services & (beside["n_spm"] > 0) & (beside["spm"] < beside["n_spm"]),
            no,
            "ada_meleset",
        ),
        (whole & services & (beside["n_spm"] > 0), yes, "semua_tercapai"),
        (whole & outputs & (beside["n_kurang"] > 0), no, "keluaran_kurang"),
        (whole & outputs & (beside["n_keluaran"] > 0), yes, "semua_tercapai"),
        (most & (beside["n_indikator"] > 0) & right, yes, "lebih_separuh"),
        (most & (late > 0) & maybe, open_, "angka_tahun_lain"),
        (most & (beside["n_indikator"] > 0), no, "tidak_lebih_separuh"),
    ]


def _of_money(rows: pd.DataFrame, beside: pd.DataFrame, met: pd.Series) -> list[tuple]:
    """Return the cases of claims that money was used well: never where the target was missed."""
    kind = rows["jenis"] == "efisien"
    one, line = kind & (rows["indikator"] != ""), kind & (rows["kode"] != "")
    dinas = kind & (rows["indikator"] == "") & (rows["kode"] == "")
    left, late = beside["serapan"] < 100, rows["terlambat"].fillna(False).astype(bool)
    overhead = is_overhead(programme_of(rows["kode"]))
    yes, no, open_ = "didukung", "tidak_didukung", "tidak_dapat_diperiksa"
    return [
        (one & late, open_, "angka_tahun_lain"),
        (one & (met == "tidak"), no, "sisa_target_meleset"),
        (dinas & (beside["n_meleset_pasti"] > 0), no, "sisa_target_meleset"),
        (dinas & (beside["n_terlambat"] > 0), open_, "angka_tahun_lain"),
        (dinas & (beside["n_terlapor"] < beside["n_indikator"]), open_, "belum_dilaporkan"),
        # outputs of the overhead programme are evidence of nothing
        (line & overhead, open_, "keluaran_penunjang"),
        (line & (beside["n_kurang"] > 0), no, "sisa_keluaran_kurang"),
        ((dinas | line | (one & (met == "ya"))) & (beside["serapan"] >= 100), no, "tanpa_sisa"),
        (line & (beside["n_keluaran"] > 0) & left, yes, "sisa_keluaran_penuh"),
        (one & (met == "ya") & left, yes, "sisa_target_tercapai"),
        (dinas & (beside["n_indikator"] > 0) & left, yes, "sisa_target_tercapai"),
    ]


def _of_benchmarks(rows: pd.DataFrame) -> list[tuple]:
    """Return the cases of claims on a benchmark: by the polarity of the indicator."""
    kind = rows["jenis"]
    asked = kind.isin(["mencapai_acuan", "di_bawah_acuan"])
    ahead = (rows["angka"] - rows["nilai_acuan"]).round(NOISE) * rows["polaritas"].map(SIGN)
    known = asked & ahead.notna()
    good = np.where(kind == "mencapai_acuan", ahead >= 0, ahead < 0)
    yes, no, open_ = "didukung", "tidak_didukung", "tidak_dapat_diperiksa"
    reason = np.where(good, "acuan_sesuai", "acuan_lain")
    return [
        (known & (rows["sebanding"] == "tidak"), open_, "tidak_sebanding"),
        (known, np.where(good, yes, no), reason),
    ]


def _same(printed: object, value: float) -> bool:
    """Say whether a printed number is a figure, rounded or cut to its decimals.

    Examples
    --------
    >>> _same("125.17", 125.178), _same("125.18", 125.178), _same("93.33", 92.27)
    (True, True, False)
    """
    text = str(printed)
    if value != value or not text.lstrip("-").replace(".", "", 1).isdigit():
        return False
    unit = 10.0 ** -len(text.partition(".")[2])
    number, exact = float(text), round(float(value), NOISE)
    cut = abs(exact) - abs(number)
    return abs(exact - number) <= unit / 2 * (1 + 1e-9) or (exact * number >= 0 and 0 <= cut < unit)


def _agrees(one: float, other: float) -> bool:
    """Say whether two figures are one, written with the decimals of the coarser.

    Examples
    --------
    >>> _agrees(0.133, 0.13), _agrees(0.14, 0.13)
    (True, False)
    """
    if one != one or other != other:
        return False
    digits = min(decimals_of(one), decimals_of(other))
    return round(one, digits) == round(other, digits)

"""Causes and remedies (the fifth analysis of PermenPANRB 53/2014) beside what the figures support.

A cause is coded from the report (`analisis.csv`). Codes are words of the vocabularies `penyebab`,
`bukti` and `alasan_bukti`; which figures a cause is held against is a row of `aturan/penyebab.csv`.
"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd

from ..aturan.rules import NOISE, SIGN, load_rules, threshold
from ..capaian.ragu import is_late
from ..data.kunci import is_among, look_up, with_dinas
from ..data.nilai import split_values
from ..efisiensi.measures import absorption
from ..efisiensi.support import is_overhead, line_outputs, physical_progress, programme_of

__all__ = [
    "SEBAB_COLUMNS",
    "check_rekomendasi",
    "collect_fakta",
    "compute_sebab",
    "summarize_penyebab",
]

# the columns of `sebab.csv`, in their order
SEBAB_COLUMNS = [
    "dinas",
    "tahun",
    "lingkup",
    "indikator",
    "kode",
    "nama",
    "arah",
    "kode_penyebab",
    "kalimat",
    "menjelaskan",
    "tindak_lanjut",
    "bukti",
    "alasan_bukti",
    "tercapai",
    "capaian_persen",
    "keluaran_persen",
    "n_keluaran",
    "n_kurang",
    "n_lebih",
    "serapan_persen",
    "target_kini",
    "realisasi_lalu",
    "dua_arah",
    "sumber",
]

# the columns of `rekomendasi.csv`, in their order
REKOMENDASI_COLUMNS = [
    "dinas",
    "tahun",
    "nomor",
    "rekomendasi",
    "tindak_lanjut",
    "status",
    "bukti",
    "sumber",
    "sama_dengan",
    "janggal",
]

SUBJECT = ["indikator", "kode"]  # both empty: the dinas as a whole
OUTPUTS = ["n_keluaran", "n_kurang", "n_lebih"]

# doubts on the figure itself that bear out a cause of kind data (`capaian.ragu.RAGU`); a figure
# that comes late (LATE) says nothing of how data were kept or sorted
OF_DATA = ("hitungan_mustahil", "angka_lain")
LATE = "angka_tahun_lain"


def collect_fakta(
    capaian: pd.DataFrame,
    program_indikator: pd.DataFrame,
    anggaran: pd.DataFrame,
    keluaran: pd.DataFrame,
    kinerja: pd.DataFrame,
    ragu: pd.Series,
) -> pd.DataFrame:
    """Return what is known of everything a cause can be of, in one year.

    Parameters
    ----------
    capaian : DataFrame as `compute_capaian` gives it, one row per main indicator of the year
    program_indikator : one row per (indikator, kode)
    anggaran, keluaran : one row per budget line, per output of the year
    kinerja : DataFrame, one row per (indikator, tahun), also earlier years
    ragu : Series as `find_ragu` gives it, in the order of `capaian`

    Frames of several dinas have a column `dinas` in each.

    Returns
    -------
    DataFrame, one row per indicator, per budget line, and one for each dinas (both codes empty)
        `tercapai`, `capaian_persen`, `status`, `ragu`, `terlambat` (its figure is of an earlier
        year), `definisi_berubah` (up to this year), `target_kini`, `realisasi_lalu`,
        `target_mundur`: of an indicator · `keluaran_persen`: of a line's own outputs ·
        `n_keluaran`, `n_kurang`, `n_lebih`, `serapan_persen`: of the line, of the programmes behind
        the indicator (never the overhead programme), of all programmes.
    """
    dinas = capaian["dinas"].iloc[0] if len(capaian) else ""
    lines = _lines(anggaran, keluaran)
    programmes = lines[lines["level"] == "program"]
    behind = _behind(program_indikator, programmes)
    indicators = _indicators(capaian, kinerja, ragu)
    indicators = indicators.merge(
        behind, on=with_dinas(["indikator"], indicators, behind), how="left", suffixes=("", "_lain")
    )
    indicators = indicators.drop(columns="dinas_lain", errors="ignore")
    whole = programmes.assign(kode="", indikator="")
    core = whole[~is_overhead(programmes["kode"])]
    keys = with_dinas(["indikator"], whole)
    total = pd.concat([_pooled(whole, keys)[["serapan_persen"]], _counted(core, keys)], axis=1)
    total = total.reset_index().assign(kode="", lingkup="dinas", nama="")
    lines = lines.rename(columns={"level": "lingkup"}).assign(indikator="")
    found = pd.concat([indicators.assign(kode="", lingkup="indikator"), lines, total])
    empty = {"tercapai": "", "ragu": "", "ganda": "", "status": "", "definisi_berubah": False}
    found = found.reset_index(drop=True).fillna(empty | {"target_mundur": False})
    own = found["dinas"].fillna(dinas) if "dinas" in anggaran else dinas
    flag = found["terlambat"].fillna(False).astype(bool)
    return found.assign(dinas=own, terlambat=flag)


def compute_sebab(analisis: pd.DataFrame, fakta: pd.DataFrame) -> pd.DataFrame:
    """Put every coded cause beside what the figures support, and name the indicators without one.

    Parameters
    ----------
    analisis : DataFrame, one row per (indikator or kode, arah, cause) of one year (`analisis.csv`)
        An empty `arah` is read as penghambat.
    fakta : DataFrame as `collect_fakta` gives it, of the same year

    Returns
    -------
    DataFrame, one row per cause, and one per main indicator for which no cause is named (of a
    missed one: no hindrance)
        An indicator without a target this year was not promised, and is not asked for a cause.
        `bukti`: didukung (the figures go the same way, which proves nothing), bertentangan (they go
        the other way; a figure of an earlier year goes none), tidak_dapat_diperiksa, or
        tidak_disebut · `alasan_bukti`: what was held against what · the figures themselves ·
        `dua_arah`: ya where the same factor is named as a help and as a hindrance of the same
        thing. Of an indicator that is written again at another level (`ganda`) causes are asked
        once.

    Examples
    --------
    >>> fakta = pd.DataFrame({"indikator": ["a"], "kode": "", "lingkup": "indikator", "nama": "A"})
    >>> fakta = fakta.assign(dinas="x", tercapai="ya", capaian_persen=181.0, ragu="", ganda="")
    >>> fakta = fakta.assign(status="dihitung")
    >>> fakta = fakta.assign(definisi_berubah=False, target_mundur=False, n_keluaran=0, n_kurang=0)
    >>> fakta = fakta.assign(n_lebih=0, keluaran_persen=None, serapan_persen=None, target_kini=0.63)
    >>> fakta = fakta.assign(realisasi_lalu=0.13)
    >>> coded = pd.DataFrame({"indikator": ["a"], "kode": "", "tahun": 2023, "arah": "penghambat"})
    >>> coded = coded.assign(kode_penyebab="masyarakat", kalimat="", menjelaskan="gagal")
    >>> made = compute_sebab(coded.assign(tindak_lanjut="", sumber=""), fakta)
    >>> made[["bukti", "alasan_bukti"]].values.tolist()
    [['bertentangan', 'padahal_tercapai']]
    """
    rows = analisis.assign(arah=analisis["arah"].replace("", "penghambat"))
    subject = with_dinas(SUBJECT, rows, fakta)
    rows = rows.fillna({name: "" for name in SUBJECT}).merge(fakta, on=subject, how="left")
    rows = rows.fillna({"tercapai": "", "ragu": "", "lingkup": "", "nama": ""})
    flags = ["definisi_berubah", "target_mundur"]
    rows[flags] = rows[flags].fillna(False).astype(bool)
    sides = rows.groupby([*subject, "kode_penyebab"])["arah"].transform("nunique")
    rows = rows.assign(dua_arah=np.where(sides > 1, "ya", ""), **_verdict(rows))
    silent = _silent(rows, fakta, analisis, with_dinas(["indikator"], analisis, fakta))
    out = pd.concat([rows, silent], ignore_index=True).reindex(columns=SEBAB_COLUMNS)
    order = _order(out, fakta).sort_values(["dinas", "urut"], kind="stable").index
    return out.loc[order, SEBAB_COLUMNS].reset_index(drop=True)


def summarize_penyebab(sebab: pd.DataFrame) -> pd.DataFrame:
    """Count the causes of a report: one row per code that is named, the most frequent first.

    Returns
    -------
    DataFrame
        `kode_penyebab`, `n_pendukung`, `n_penghambat`, `n_didukung`, `n_bertentangan`,
        `n_tidak_diperiksa`, `n_tindak_lanjut` (hindrances with a remedy).
    """
    named = sebab[sebab["bukti"] != "tidak_disebut"]
    hinders = named["arah"] == "penghambat"
    flags = {
        "n_pendukung": ~hinders,
        "n_penghambat": hinders,
        "n_didukung": named["bukti"] == "didukung",
        "n_bertentangan": named["bukti"] == "bertentangan",
        "n_tidak_diperiksa": named["bukti"] == "tidak_dapat_diperiksa",
        "n_tindak_lanjut": hinders & (named["tindak_lanjut"] != ""),
    }
    counted = named.assign(**{name: flag.astype(int) for name, flag in flags.items()})
    out = counted.groupby("kode_penyebab", as_index=False)[list(flags)].sum()
    order = out["n_pendukung"] + out["n_penghambat"]
    return out.loc[order.sort_values(ascending=False, kind="stable").index].reset_index(drop=True)


def check_rekomendasi(rekomendasi: pd.DataFrame) -> pd.DataFrame:
    """Return the recommendations with what is odd in their follow-up.

    `janggal`: tanpa_bukti (called done, and no evidence is named), belum (only a plan),
    tidak_tercetak (no follow-up is printed, which does not say that nothing was done), empty ·
    `sama_dengan`: number of the same advice on another sheet of that year, of the two the one with
    a printed follow-up; such a row repeats that one, is not odd and does not count again.

    Examples
    --------
    >>> rows = pd.DataFrame({"tahun": 2023, "nomor": ["LHE 1", "BA 1"], "dinas": "x"})
    >>> rows = rows.assign(rekomendasi=["Meningkatkan capaian", "Meningkatkan capaian kinerja"])
    >>> rows = rows.assign(status=["selesai", "tidak disebut"], bukti=["ya", ""], sumber="")
    >>> found = check_rekomendasi(rows.assign(tindak_lanjut=["Dilaksanakan", ""]))
    >>> found[["nomor", "sama_dengan", "janggal"]].values.tolist()
    [['LHE 1', '', ''], ['BA 1', 'LHE 1', '']]
    """
    done, proof = rekomendasi["status"] == "selesai", rekomendasi["bukti"] == "ya"
    planned = rekomendasi["status"] == "direncanakan"
    silent = rekomendasi["status"] == "tidak disebut"
    again = _same_advice(rekomendasi)
    cases = [again != "", done & ~proof, planned, silent]
    odd = np.select(cases, ["", "tanpa_bukti", "belum", "tidak_tercetak"], "")
    return rekomendasi.assign(sama_dengan=again, janggal=odd)[REKOMENDASI_COLUMNS]


def _same_advice(rekomendasi: pd.DataFrame) -> pd.Series:
    """Return of each recommendation the number of the same one on another sheet of its year.

    The same: all words of the shorter stand in the longer in their order, are most of it
    (`rekomendasi_sama`), and what the longer adds denies nothing (`aturan/kata_klaim.csv`). The
    sheet is what stands before the number (LHE 1, BA 1); findings and recommendations of one sheet
    are never the same.
    """
    own = with_dinas(["tahun"], rekomendasi)
    rows = rekomendasi[[*own, "nomor", "rekomendasi", "status"]].reset_index(drop=True)
    place_of = rows[own].apply(tuple, axis=1)
    sheet = rows["nomor"].astype(str).str.extract(r"^(\D+?) \d", expand=False).fillna("")
    words = rows["rekomendasi"].str.lower().str.findall(r"\w+")
    # what has a printed follow-up stands for the others
    order = (rows["status"] == "tidak disebut").sort_values(kind="stable").index
    found, kept = pd.Series("", index=rows.index), []
    for place in order:
        alike = [
            first
            for first in kept
            if place_of[first] == place_of[place]
            and sheet[first] != sheet[place]
            and "" not in (sheet[first], sheet[place])
            and _says_the_same(*sorted((words[first], words[place]), key=len))
        ]
        if alike:
            found[place] = rows.loc[alike[0], "nomor"]
        else:
            kept.append(place)
    return found.set_axis(rekomendasi.index)


def _says_the_same(short: list[str], long: list[str]) -> bool:
    """Say whether one advice is another with a few words more."""
    rest = iter(long)
    if not short or not all(word in rest for word in short):
        return False
    added = Counter(long) - Counter(short)
    denied = not added.keys().isdisjoint(_words_of_denial())
    return not denied and len(short) >= threshold("rekomendasi_sama") * len(long)


def _words_of_denial() -> set[str]:
    """Return the words that deny: those of every subject and those of advice."""
    rows = load_rules("kata_klaim")
    own = rows["pokok"].isin(["semua", "rekomendasi"]) & (rows["peran"] == "sangkal")
    return {word for words in rows.loc[own, "kata"] for word in words.split("|")}


def _lines(anggaran: pd.DataFrame, keluaran: pd.DataFrame) -> pd.DataFrame:
    """Return every budget line with its money and its outputs."""
    keys = with_dinas(["tahun", "kode"], anggaran, keluaran)
    own = with_dinas(["tahun", "kode"], anggaran)
    rows = anggaran[[*own, "level", "nama", "pagu_rp", "realisasi_rp"]]
    rows = rows.merge(physical_progress(keluaran), on=keys, how="left")
    rows = rows.merge(line_outputs(keluaran), on=keys, how="left")
    spent = absorption(rows["pagu_rp"], rows["realisasi_rp"])
    return rows.assign(serapan_persen=spent).drop(columns=["tahun", "fisik_persen"])


def _behind(program_indikator: pd.DataFrame, programmes: pd.DataFrame) -> pd.DataFrame:
    """Return money and outputs of the programmes behind each indicator, taken together.

    The overhead programme stands behind every result alike: it is evidence of none.
    """
    links = program_indikator.merge(
        programmes, on=with_dinas(["kode"], program_indikator, programmes), suffixes=("_lain", "")
    )
    kept = links[~is_overhead(links["kode"])]
    keys = with_dinas(["indikator"], program_indikator, programmes)
    return pd.concat([_pooled(kept, keys), _counted(kept, keys)], axis=1).reset_index()


def _pooled(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    known = rows.dropna(subset=["pagu_rp", "realisasi_rp"])
    sums = known.groupby(keys)[["pagu_rp", "realisasi_rp"]].sum()
    return sums.assign(serapan_persen=absorption(sums["pagu_rp"], sums["realisasi_rp"]))


def _counted(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return rows.groupby(keys)[OUTPUTS].sum(min_count=1)


def _indicators(capaian: pd.DataFrame, kinerja: pd.DataFrame, ragu: pd.Series) -> pd.DataFrame:
    """Return of each main indicator its result, its doubts, and whether its target went back."""
    kept = ["tahun", "indikator", "tercapai", "capaian_persen", "status", "ganda", "polaritas"]
    kept += [name for name in ("dinas",) if name in capaian]
    rows = capaian[kept].assign(nama=capaian["nama_indikator"], ragu=ragu.to_numpy())
    rows["target_kini"] = split_values(capaian["target"])["angka"].to_numpy()
    before = kinerja.assign(realisasi_lalu=split_values(kinerja["realisasi"])["angka"])
    who = with_dinas(["indikator"], rows, kinerja)
    before = before.assign(tahun=before["tahun"] + 1)[[*who, "tahun", "realisasi_lalu"]]
    rows = rows.merge(before, on=[*who, "tahun"], how="left")
    rows["terlambat"] = is_late(capaian).to_numpy()
    sign = rows["polaritas"].map(SIGN)
    back = (rows["target_kini"] - rows["realisasi_lalu"]) * sign < 0
    year = rows["tahun"].iloc[0] if len(rows) else 0
    broken = kinerja[(kinerja["putus_deret"] != "") & (kinerja["tahun"] <= year)]
    broken = is_among(rows, broken, who)
    return rows.assign(target_mundur=back, definisi_berubah=broken).drop(
        columns=["tahun", "polaritas"]
    )


def _verdict(rows: pd.DataFrame) -> dict[str, np.ndarray]:
    """Return `bukti` and `alasan_bukti` of every cause: the first case that holds."""
    rules = load_rules("penyebab").set_index("penyebab")["bukti"].fillna("")
    kind = rows["kode_penyebab"].map(rules)
    helps, hinders = rows["arah"] == "pendukung", rows["arah"] == "penghambat"
    line, own = rows["kode"] != "", rows["lingkup"] == "indikator"
    overhead = is_overhead(programme_of(rows["kode"]))
    count = rows[OUTPUTS].fillna(0).mask(overhead, 0)
    known, short, more = (count[name] for name in OUTPUTS)
    full, all_short = (known > 0) & (short == 0), (known > 0) & (short == known)
    spent = rows["serapan_persen"].astype(float).round(NOISE)
    low, gone = spent < threshold("serapan_rendah"), spent >= threshold("sebab_habis")
    made = rows["keluaran_persen"].astype(float).mask(overhead)
    value = rows["capaian_persen"].astype(float).fillna(made).round(NOISE)
    reached = threshold("capaian_tercapai")
    met = np.where(line, value >= reached, rows["tercapai"] == "ya")
    far_below = value < threshold("capaian_mendekati")
    failed, won = rows["menjelaskan"] == "gagal", rows["menjelaskan"] == "berhasil"
    left = rows["menjelaskan"] == "sisa anggaran"
    above, below = value > threshold("capaian_jauh"), line & (value < threshold("sebab_jauh"))
    doubt, late = rows["ragu"].isin(OF_DATA), rows["ragu"] == LATE
    yes, no, open_ = "didukung", "bertentangan", "tidak_dapat_diperiksa"
    money, demand = kind == "uang", (kind == "permintaan") & line
    work, aim, data = kind == "keluaran", kind == "target", kind == "angka"
    # of an earlier year's figure nothing follows for this one, as in `klaim`
    old = ~line & rows["terlambat"].fillna(False).astype(bool) if "terlambat" in rows else False
    cases = [
        (old & ((failed & met) | (won & far_below) | (aim & above)), open_, LATE),
        # what the cause is said to explain did not happen
        (failed & met, no, "padahal_tercapai"),
        (won & far_below, no, "padahal_jauh"),
        (left & (spent >= 100), no, "padahal_habis"),
        # money left on a line refutes that its own budget was why it failed, and no other lack of
        # money: what was never budgeted, or another line's, leaves nothing here
        (money & hinders & low & failed & ~own, no, "uang_tersisa"),
        (money & hinders & low, open_, "uang_tersisa"),
        (money & hinders & gone, yes, "uang_habis"),
        (money & hinders & spent.notna(), open_, "uang_di_antara"),
        (money & helps & full, yes, "keluaran_penuh"),
        (money & helps & all_short & gone, no, "uang_habis_keluaran_kurang"),
        (money & helps & (short > 0), open_, "keluaran_campur"),
        (work & hinders & (short > 0), yes, "keluaran_kurang"),
        (work & hinders & low, yes, "uang_tersisa"),
        # a hindrance that explains no shortfall may have been overcome; what a programme planned
        # may be another thing than what its indicator counts
        (work & hinders & full & (failed | left) & ~own, no, "keluaran_penuh"),
        (work & hinders & full, open_, "keluaran_penuh"),
        (work & helps & full, yes, "keluaran_penuh"),
        (work & helps & all_short & ~own, no, "keluaran_kurang"),
        (work & helps & all_short, open_, "keluaran_kurang"),
        (work & helps & (known > 0), open_, "keluaran_campur"),
        (demand & hinders & (more > 0) & (short == 0), no, "keluaran_lebih"),
        (demand & hinders & (short > 0) & (more == 0), yes, "keluaran_kurang"),
        (demand & helps & (more > 0) & (short == 0), yes, "keluaran_lebih"),
        (demand & helps & (short > 0) & (more == 0), no, "keluaran_kurang"),
        (demand & (short > 0) & (more > 0), open_, "keluaran_campur"),
        (demand & full, open_, "keluaran_tepat"),
        (aim & above, yes, "jauh_di_atas"),
        (aim & below, yes, "jauh_di_bawah"),
        # an easy target does not explain that it was missed
        (aim & rows["target_mundur"] & ~met, open_, "target_mundur"),
        (aim & rows["target_mundur"], yes, "target_mundur"),
        (aim & value.notna(), open_, "target_biasa"),
        (data & hinders & doubt, yes, "ragu"),
        (data & helps & doubt, no, "ragu"),
        (data & late, open_, "ragu"),
        ((kind == "hitung") & rows["definisi_berubah"], yes, "definisi_berubah"),
        (overhead & (kind.isin(["uang", "keluaran"]) | demand), open_, "keluaran_penunjang"),
        (kind.isin(["uang", "keluaran", "target"]) | demand, open_, "tanpa_angka"),
    ]
    masks = [np.asarray(mask, dtype=bool) for mask, _, _ in cases]
    reason = np.select(masks, [why for _, _, why in cases], "bukan_angka")
    reason = np.where(reason == "ragu", rows["ragu"], reason)
    return {
        "bukti": np.select(masks, [what for _, what, _ in cases], open_),
        "alasan_bukti": reason,
    }


def _silent(
    rows: pd.DataFrame, fakta: pd.DataFrame, analisis: pd.DataFrame, who: list[str]
) -> pd.DataFrame:
    """Return a row for every promised indicator that no cause is named for.

    What helped does not explain a miss: a missed indicator needs a hindrance.
    """
    promised = (fakta["ganda"] == "") & (fakta["status"] != "target_kosong")
    own = fakta[(fakta["lingkup"] == "indikator") & promised]
    hindered = rows[rows["arah"] == "penghambat"]
    unexplained = (own["tercapai"] == "tidak") & ~is_among(own, hindered, who)
    out = own[unexplained | ~is_among(own, rows, who)]
    # a report without a single coded cause was not read for causes: nothing can be missing in it
    if "dinas" in who:
        out = out[is_among(out, analisis, ["dinas"])]
    out = out if len(analisis) else out[:0]
    year = analisis["tahun"].iloc[0] if len(analisis) else 0
    if "dinas" in who:
        year = out["dinas"].map(analisis.groupby("dinas")["tahun"].first())
    text = ("arah", "kode_penyebab", "kalimat", "menjelaskan", "tindak_lanjut", "sumber")
    blank = dict.fromkeys((*text, "alasan_bukti", "dua_arah"), "")
    return out.assign(tahun=year, bukti="tidak_disebut", **blank)


def _order(out: pd.DataFrame, fakta: pd.DataFrame) -> pd.DataFrame:
    """Return the place of each row: indicators as promised, then budget lines, then the dinas."""
    known = fakta[["dinas", *SUBJECT]].assign(urut=np.arange(len(fakta)))
    found = look_up(out, known, ["dinas", *SUBJECT])["urut"]
    first = known.groupby("dinas")["urut"].min()
    dinas = out["dinas"].map(first).fillna(len(fakta))
    return pd.DataFrame({"dinas": dinas, "urut": found.fillna(len(fakta))})

"""The verdict that opens a report: at most five sentences, each from frames the chapters saved.

What was promised and missed (by name, worst first, with the cause that the agency names), what was
promised and not reported, what it cost, where it stands on the way to the end targets, how far the
published report can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from ..audit.summary import UNREPORTED, count_temuan, is_contradiction, is_read
from ..audit.view import name_category, name_kind
from ..bahasa.angka import fmt_value
from ..bahasa.nama import lower_first, quote_text, tidy_name
from ..bahasa.say import fmt_rupiah_short, say, word
from ..efisiensi.support import is_overhead, programme_of
from ..papan.compute import outputs_short
from ..show.values import show_target, show_value

__all__ = ["Kalimat", "compose_simpulan", "find_simpulan", "say_sekilas", "say_simpulan"]

SHOWN = 4  # names in one sentence
FIRST = 2  # findings that are named
# what makes the figure of a promise doubtful, in the order in which it is said behind its name
DOUBTS = (
    *("tahun_lain", "dini", "belum_pasti", "kasar", "definisi", "terlihat", "dugaan"),
    *("rumus", "keluaran", "berbalik", "berat"),
)
# said as the board says it
ON_BOARD = {"dini": "dini", "definisi": "deret", "terlihat": "terlihat", "dugaan": "dugaan"}
ON_BOARD |= {"keluaran": "keluaran"}
PRAISE = ("melampaui", "tercapai")  # claims of a target met, the strongest first
CLAIMS = (*PRAISE, "meleset")
CODED = ["indikator", "kode", "arah", "menjelaskan", "kode_penyebab", "kalimat", "bukti"]
ONE_UNIT = "satu_unit"
DEMAND = "permintaan"  # the cause of an output that waits for cases to come
SAME_TWICE = "hitungan.rumus_sama"  # a formula that divides a number by itself
BROKEN = ("putus_deret", "putus_terlihat", "putus_dugaan")
OUTPUTS = ["tercapai", "n_keluaran", "n_kurang"]

# `keadaan_jalur` → what the verdict counts it as
SAMPAI = ["tercapai", "sudah terlampaui", "tinggal dipertahankan"]
BELAKANG = ["tidak tercapai", "tertinggal", "menjauh", "tidak dipertahankan", "belum sampai"]
SESUAI = ["sesuai jalur"]
MENUNGGU = "menunggu angka"
SAID = [*SESUAI, *BELAKANG]  # each apart

OUTSIDE = ("pagu_di_luar_pk_rp", "realisasi_di_luar_pk_rp")  # money outside the agreement
MONEY = ["realisasi_rp", "pagu_rp", "realisasi_tercetak_rp", *OUTSIDE]


@dataclass(frozen=True)
class Kalimat:
    """One sentence of the verdict: its text, the names it counts, what is said after them.

    As a string all of it in one line.

    Examples
    --------
    >>> str(Kalimat("2 meleset:", ("A (90 %)", "B"), "Di antara 3: 1 belum pasti."))
    '2 meleset: A (90 %); B. Di antara 3: 1 belum pasti.'
    """

    teks: str
    butir: tuple[str, ...] = ()
    lanjut: str = ""

    def __str__(self) -> str:
        names = "; ".join(self.butir) + "." * bool(self.butir)
        return " ".join(part for part in (self.teks, names, self.lanjut) if part)


def find_simpulan(hasil: dict[str, pd.DataFrame]) -> dict[str, object]:
    """Return the facts of the verdict; one that no chapter saved the frames of is left out.

    Parameters
    ----------
    hasil : dict of DataFrame
        The results by name, as `laporan.read_results` gives them.

    Returns
    -------
    dict
        - `n`, `n_tercapai`, `tanpa_target`: promises with a target, each quantity once; those met;
          indicators named without a target
        - `meleset`, `tercapai`, `tak_terlapor`: their rows of `capaian` (`di`: the table that
          promises what was not reported); the missed the worst first, those without a percentage
          last; with a column for each of `DOUBTS` (a figure of an earlier year, scored before its
          year was over, the target within the interval of its count, one unit that moves it much,
          a definition that is new, that only the figures show to be new, or perhaps so, a formula
          that is always 100 %, outputs behind it that fell short, another printed figure that turns
          it, a severe contradiction), `n_keluaran`, `n_kurang` as on the board, `sebut`, the
          strongest of `PRAISE` that the report says of it and its figures do not support, and
          `sebut_dua`: it also says that the target was missed
        - `sebab`: the hindrances that the agency names, codes and words (`kode_penyebab`,
          `kalimat`), given as the cause of a miss (`menjelaskan` gagal) or of nothing (empty);
          missing where no cause was coded for the report
        - `belanja_rp`, `pagu_rp`, `tercetak_rp`: money spent, planned, its total as the report
          prints it (missing where it prints none); `penunjang_rp`: spent in the overhead programme;
          `di_belakang_rp`: in other programmes that support at least one missed promise (missing
          where none does); `hanya_penunjang`: only overhead supports what was missed; `hanya_pk`:
          more was spent outside the performance agreement
        - `n_keluaran`, `n_kurang`: known outputs, those below their plan; `n_program`,
          `n_program_kurang`, `n_program_sebab`, `n_program_kasus`: programmes with known outputs,
          those with one below its plan, of these the ones for which the agency names a hindrance,
          and for which it says that other cases came than planned
        - `sampai`, `jalur` (state of `SAID` → how many), `belum`: promises by the way to their end
          target; `menunggu` (`_waiting`): of those whose end year has come without its figure;
          `mungkin` (state → how many stand on a definition that is perhaps new)
        - `terbaca`, `pertentangan`, `tinggi`, `menyentuh`, `pertama`: was the published report
          read, its contradictions, the severe ones, those of figures used here, the first of them
          (`jenis`, `nama`, `tabel`, `baris`; what was not reported has a sentence of its own);
          `janji`: of the contradictions, promises never reported; `dihitung`
          (indicators whose printed achievement was computed again from target and realisation used
          here; one that is written at two levels once), `berubah` (those with another conclusion:
          names, `kesimpulan`, the class before and after), `rata_rata` (that of their mean is
          another one)
    """
    facts: dict[str, object] = {}
    if "capaian" in hasil:
        facts |= _promises(hasil["capaian"], hasil)
    if {"dukungan", "efisiensi"} <= hasil.keys() and "meleset" in facts:
        parts = (hasil["dukungan"], hasil["efisiensi"], hasil.get("sebab"))
        facts |= _money(*parts, facts["meleset"]["indikator"])
    if "tren" in hasil:
        facts |= _way(hasil["tren"], hasil.get("capaian"))
    if {"temuan", "perbaikan", "terbaca"} <= hasil.keys():
        parts = (hasil[name] for name in ("temuan", "perbaikan", "terbaca"))
        facts |= _trust(*parts, hasil.get("capaian"))
    return facts


def _promises(capaian: pd.DataFrame, hasil: dict[str, pd.DataFrame]) -> dict[str, object]:
    once = capaian[capaian["ganda"] == ""]
    aimless = once["status"] == "target_kosong"
    bare, once = int(aimless.sum()), once[~aimless]
    once = once.assign(**_doubts(once, hasil), **_praise(once["indikator"], hasil.get("klaim")))
    missed, met = once[once["tercapai"] == "tidak"], once[once["tercapai"] == "ya"]
    return {
        "n": len(once),
        "n_tercapai": len(met),
        "tanpa_target": bare,
        "meleset": missed.sort_values("capaian_acuan_persen", kind="stable", na_position="last"),
        "tercapai": met,
        "tak_terlapor": _with_place(once[once["status"] == "realisasi_kosong"], hasil),
        "sebab": _causes(hasil.get("sebab")),
    }


def _with_place(rows: pd.DataFrame, hasil: dict[str, pd.DataFrame]) -> pd.DataFrame:
    """Add `di`, the first table that promises what was not reported, where the audit names it."""
    found = hasil.get("temuan", pd.DataFrame()).reindex(columns=["jenis", "nama", "tabel"])
    found = found[found["jenis"] == UNREPORTED].drop_duplicates("nama").set_index("nama")
    place = rows["nama_indikator"].map(found["tabel"]).astype(object).fillna("")
    return rows.assign(di=place.str.split("; ").str[0])


def _doubts(rows: pd.DataFrame, hasil: dict[str, pd.DataFrame]) -> dict[str, pd.Series]:
    """Say of each promise what makes its figure doubtful: a mark per name of `DOUBTS`, counts."""
    unsure = turned = []
    if "cacah" in hasil:
        cacah = hasil["cacah"]
        unsure = cacah.loc[cacah["kepastian_cacah"] == "belum_pasti", "indikator"]
    if "angka_lain" in hasil:
        lain = hasil["angka_lain"]
        turned = lain.loc[lain["berbalik"] == "ya", "indikator"]
    board = hasil.get("papan", pd.DataFrame()).reindex(
        columns=["indikator", "dinilai_dini", "angka_kecil", "n_berat", *OUTPUTS]
    )
    early = board.loc[board["dinilai_dini"] == "ya", "indikator"]
    outputs = board.drop_duplicates("indikator").set_index("indikator")[OUTPUTS[1:]]
    same = _same_twice(hasil.get("temuan"))
    # a formula that is always 100 % is told by its own words and not as a contradiction again
    left = pd.to_numeric(board["n_berat"]) - board["indikator"].map(same).fillna(0)
    severe = board.loc[left > 0, "indikator"]
    short = board.loc[[outputs_short(row) for row in board.itertuples()], "indikator"]
    known = rows.reindex(columns=["tahun", "data_tahun", *BROKEN])
    broken, seen, perhaps = (known[name].astype(object).fillna("") != "" for name in BROKEN)
    return {
        "tahun_lain": pd.to_numeric(known["data_tahun"]) < pd.to_numeric(known["tahun"]),
        "dini": rows["indikator"].isin(early),
        "belum_pasti": rows["indikator"].isin(unsure),
        "kasar": rows["indikator"].isin(board.loc[board["angka_kecil"] == ONE_UNIT, "indikator"]),
        "definisi": broken & ~seen,
        "terlihat": seen,
        "dugaan": perhaps & ~broken,
        "rumus": rows["indikator"].isin(same.index),
        "keluaran": rows["indikator"].isin(short),
        **{name: rows["indikator"].map(outputs[name]) for name in outputs},
        "berbalik": rows["indikator"].isin(turned),
        "berat": rows["indikator"].isin(severe),
    }


def _same_twice(temuan: pd.DataFrame | None) -> pd.Series:
    """Return by indicator how many severe findings say that its formula divides by itself."""
    columns = ["indikator", "kalimat", "keparahan"]
    found = pd.DataFrame(columns=columns) if temuan is None else temuan.reindex(columns=columns)
    said = [isinstance(keys, tuple) and SAME_TWICE in keys for keys in found["kalimat"]]
    found = found[pd.Series(said, found.index, dtype=bool)]
    codes = found["indikator"].fillna("").astype(str).str.split("; ")
    rows = found.assign(indikator=codes).explode("indikator")
    return (rows["keparahan"] == "tinggi").groupby(rows["indikator"]).sum()


def _praise(indikator: pd.Series, klaim: pd.DataFrame | None) -> dict[str, pd.Series]:
    """Say of each promise whether the report calls its target met, and missed as well."""
    said, both = pd.Series("", index=indikator.index), pd.Series(False, index=indikator.index)
    if klaim is None:
        return {"sebut": said, "sebut_dua": both}
    wrong = klaim["putusan"] == "tidak_didukung"  # a class may be called tercapai without a target
    asked = {kind: (klaim["jenis"] == kind) & (wrong | (kind not in PRAISE)) for kind in CLAIMS}
    of = {kind: indikator.isin(klaim.loc[rows, "indikator"]) for kind, rows in asked.items()}
    for kind in reversed(PRAISE):
        said = said.mask(of[kind], kind)
    return {"sebut": said, "sebut_dua": of["meleset"]}


def _causes(sebab: pd.DataFrame | None) -> pd.DataFrame | None:
    """Return what the agency gives as the cause of a miss; None where nothing was coded."""
    if sebab is None or (sebab.reindex(columns=["bukti"])["bukti"] == "tidak_disebut").all():
        return None
    given = sebab.reindex(columns=CODED).astype(object).fillna("")
    given = given[given["menjelaskan"].isin(["gagal", ""]) & (given["arah"] == "penghambat")]
    return given[["indikator", "kode_penyebab", "kalimat", "bukti", "menjelaskan"]]


def _way(tren: pd.DataFrame, capaian: pd.DataFrame | None) -> dict[str, object]:
    """Return the promises by the way to their end target; a figure older than it says nothing."""
    way = tren["keadaan_jalur"]
    perhaps = _perhaps_new(tren, capaian)
    states = {state: int((way == state).sum()) for state in SAID}
    reached, waits = int(way.isin(SAMPAI).sum()), tren[way == MENUNGGU]
    return {
        "sampai": reached,
        "jalur": states,
        "menunggu": _waiting(waits, capaian),
        "belum": len(way) - reached - sum(states.values()) - len(waits),
        "mungkin": {state: int((perhaps & (way == state)).sum()) for state in SAID},
    }


def _waiting(waits: pd.DataFrame, capaian: pd.DataFrame | None) -> dict[str, int]:
    """Count promises whose end year has no figure of its own by what the year itself counts.

    ya, tidak: the end target is the target of the year, met or missed by the older figure; "": it
    is of an earlier year, or the year itself cannot be judged.
    """
    if capaian is None or "tahun_target_akhir" not in waits:
        return {"": len(waits)} if len(waits) else {}
    known = capaian.drop_duplicates("indikator").set_index("indikator")
    this = waits["tahun_target_akhir"] == pd.to_numeric(waits["indikator"].map(known["tahun"]))
    said = waits["indikator"].map(known["tercapai"]).where(this, "").fillna("")
    return said.value_counts().sort_index().to_dict()


def _perhaps_new(tren: pd.DataFrame, capaian: pd.DataFrame | None) -> pd.Series:
    if capaian is None or "putus_dugaan" not in capaian:
        return pd.Series(False, index=tren.index)
    marked = capaian["putus_dugaan"].astype(object).fillna("") != ""
    return tren["indikator"].isin(capaian.loc[marked, "indikator"])


def _money(
    dukungan: pd.DataFrame,
    efisiensi: pd.DataFrame,
    sebab: pd.DataFrame | None,
    missed: pd.Series,
) -> dict:
    whole = efisiensi[efisiensi["level"] == "dinas"].reindex(columns=MONEY)
    outside = whole[list(OUTSIDE)].notna().any(axis=None)
    total = whole.iloc[0] if len(whole) else pd.Series(float("nan"), MONEY)
    once = dukungan.drop_duplicates("kode")
    behind = once[once["kode"].isin(dukungan.loc[dukungan["indikator"].isin(missed), "kode"])]
    programmes = efisiensi[efisiensi["level"] == "program"].reindex(columns=["kode", *MONEY])
    overhead = programmes[is_overhead(programmes["kode"].astype(str))]
    technical = behind[~is_overhead(behind["kode"])]
    outputs = once[once["n_keluaran"] > 0]
    return {
        "hanya_pk": bool(outside),
        "belanja_rp": total["realisasi_rp"],
        "pagu_rp": total["pagu_rp"],
        "tercetak_rp": total["realisasi_tercetak_rp"],
        "penunjang_rp": overhead["realisasi_rp"].sum(),
        "di_belakang_rp": technical["realisasi_rp"].sum(min_count=1),
        "hanya_penunjang": bool(len(behind)) and technical.empty,
        "n_keluaran": int(outputs["n_keluaran"].sum()),
        "n_kurang": int(outputs["n_kurang"].sum()),
        "n_program": len(outputs),
        "n_program_kurang": int((outputs["n_kurang"] > 0).sum()),
        "n_program_sebab": _explained(outputs.loc[outputs["n_kurang"] > 0, "kode"], sebab),
        "n_program_kasus": _explained(outputs.loc[outputs["n_kurang"] > 0, "kode"], sebab, DEMAND),
    }


def _explained(kode: pd.Series, sebab: pd.DataFrame | None, penyebab: str = "") -> int:
    """Return for how many programmes a hindrance is named, of them or of a line below them.

    With `penyebab` only one of that code.
    """
    if sebab is None:
        return 0
    named = sebab.reindex(columns=CODED).astype(object).fillna("")
    named = named[(named["arah"] == "penghambat") & (named["bukti"] != "tidak_disebut")]
    if penyebab:
        named = named[named["kode_penyebab"] == penyebab]
    return int(kode.isin(programme_of(named["kode"])).sum())


def _trust(
    temuan: pd.DataFrame,
    perbaikan: pd.DataFrame,
    terbaca: pd.DataFrame,
    capaian: pd.DataFrame | None,
) -> dict[str, object]:
    counts = count_temuan(temuan)
    mean = perbaikan["indikator"] == ""
    changed = perbaikan["kesimpulan"] != "tetap"
    other = changed & ~mean
    silent = is_contradiction(temuan) & (temuan["jenis"] == UNREPORTED)
    first = temuan[is_contradiction(temuan) & ~silent].head(FIRST)
    promise, names = perbaikan["indikator"], {}
    if capaian is not None:  # a promise written at two levels is one here too
        again = capaian.loc[capaian["ganda"] != "", ["indikator", "ganda"]]
        promise = promise.replace(dict(again.itertuples(index=False)))
        names = dict(capaian[["indikator", "nama_indikator"]].itertuples(index=False))
    return {
        "terbaca": is_read(terbaca),
        "pertentangan": counts["pertentangan"],
        "tinggi": counts["tinggi"],
        "janji": int(silent.sum()),
        "menyentuh": counts["menyentuh"],
        "pertama": list(
            first.reindex(columns=["jenis", "nama", "tabel", "baris"]).itertuples(index=False)
        ),
        "dihitung": promise[~mean].nunique(),
        "berubah": [
            row._replace(indikator=names.get(row.indikator, row.indikator))
            for row in _changed(perbaikan[other].assign(indikator=promise[other])).itertuples()
        ],
        "rata_rata": bool((changed & mean).any()),
    }


def _changed(rows: pd.DataFrame) -> pd.DataFrame:
    columns = ["indikator", "kesimpulan", "kategori_lama", "kategori_baru"]
    return rows.reindex(columns=columns).drop_duplicates("indikator")


def say_simpulan(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[str]:
    """Return the verdict as `compose_simpulan` makes it, each sentence in one line."""
    return [str(sentence) for sentence in compose_simpulan(hasil, bahasa)]


def say_sekilas(hasil: dict[str, pd.DataFrame], bahasa: str) -> str:
    """Return the counts of the verdict in one line, for a screen on which it does not fit whole.

    `hasil` as for `find_simpulan`; what no chapter saved, and what is nought, is left out.
    """
    facts = find_simpulan(hasil)
    counts = {"tak_terlapor": len(facts.get("tak_terlapor", ())), "ragu": len(_unsure(facts))}
    counts |= {"keluaran": facts.get("n_kurang", 0), "berubah": len(facts.get("berubah", ()))}
    counts |= {"pertentangan": facts.get("pertentangan", 0), "bergantung": _hanging(facts)}
    counts |= {"bare": facts.get("tanpa_target", 0), "rumus": _by_itself(facts)}
    share = _share_spent(facts)
    said = {
        name: say(f"simpulan.sekilas.{name}", bahasa, facts | {"n": n})
        for name, n in counts.items()
        if n
    }
    if share == share:
        said["serapan"] = say("simpulan.sekilas.serapan", bahasa, persen=share)
    if facts.get("dihitung") and not counts["berubah"]:
        case = "rata_rata" if facts["rata_rata"] else "tetap"
        said["berubah"] = say(f"simpulan.sekilas.{case}", bahasa)
    elif facts.get("rata_rata"):
        said["berubah"] = say("simpulan.sekilas.berubah_rata", bahasa, n=counts["berubah"])
    if not facts.get("terbaca", True):
        said["pertentangan"] = say("simpulan.sekilas.belum_dibaca", bahasa)
    order = ["tak_terlapor", "ragu", "rumus", "bare", "serapan", "keluaran", "pertentangan"]
    order += ["berubah", "bergantung"]
    return " · ".join(said[name] for name in order if name in said)


def _unsure(facts: dict) -> pd.DataFrame:
    """Return what met its target and is to be read with care."""
    met = facts.get("tercapai", pd.DataFrame(columns=list(DOUBTS)))
    return met[met[list(DOUBTS)].any(axis=1)]


def _hanging(facts: dict) -> int:
    """Return for how many promises met or missed hangs on which printed figure is used."""
    known = [facts[name] for name in ("meleset", "tercapai") if name in facts]
    return sum(int(rows["berbalik"].sum()) for rows in known)


def _by_itself(facts: dict) -> int:
    """Return how many met their target by a formula that gives 100 whatever happens."""
    return int(facts["tercapai"]["rumus"].sum()) if "tercapai" in facts else 0


def _share_spent(facts: dict) -> float:
    """Return spending in per cent of the budget; missing where one of them is not known."""
    planned = facts.get("pagu_rp", float("nan"))
    return 100 * facts["belanja_rp"] / planned if planned > 0 else float("nan")


def compose_simpulan(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[Kalimat]:
    """Return the verdict in at most five sentences, in one language.

    `hasil` as for `find_simpulan`; a sentence whose frames no chapter saved is left out.
    """
    facts = find_simpulan(hasil)
    text: list[Kalimat] = []
    if "n" in facts:
        text += _say_promises(facts, bahasa)
    if "belanja_rp" in facts:
        text.append(Kalimat(_say_money(facts, bahasa)))
    if "sampai" in facts:
        text.append(Kalimat(_say_way(facts, bahasa)))
    if "terbaca" in facts:
        text.append(Kalimat(_say_trust(facts, bahasa)))
    return [sentence for sentence in text if sentence.teks]


def _say_promises(facts: dict, bahasa: str) -> list[Kalimat]:
    n, missed, silent = facts["n"], facts["meleset"], facts["tak_terlapor"]
    bare = facts["tanpa_target"]
    also = [say("simpulan.tanpa_target", bahasa, n=bare)] if bare else []
    if not n:
        return [Kalimat(say("simpulan.tanpa_janji", bahasa))]
    values = {"n": n, "m": facts["n_tercapai"], "meleset": len(missed)}
    case = "semua" if facts["n_tercapai"] == n else "sebagian"
    case = "meleset" if len(missed) else "bungkam" if len(silent) == n else case
    old = int(missed["tahun_lain"].sum()) if len(missed) else 0
    text = say(f"simpulan.janji.{case}{'_lama' * bool(old)}", bahasa, **values, lama=old)
    names = _listed(missed, lambda row: _say_miss(row, facts, bahasa), bahasa)
    met, unsure = facts["tercapai"], _unsure(facts)
    if len(unsure):
        doubted = "; ".join(_listed(unsure, lambda row: _say_doubted(row, bahasa), bahasa))
        counts = {"n": len(unsure), "m": len(met), "daftar": doubted}
        also = [say("simpulan.ragu.tercapai", bahasa, **counts), *also]
    first = Kalimat(text, names, " ".join(also))
    if silent.empty:
        return [first]
    listed = "; ".join(_listed(silent, lambda row: _say_level(row, bahasa), bahasa))
    return [first, Kalimat(say("simpulan.tak_terlapor", bahasa, n=len(silent), daftar=listed))]


def _listed(rows: pd.DataFrame, say_one: Callable, bahasa: str) -> tuple[str, ...]:
    """Return a text for each row, a few and how many more."""
    several = len(rows) > SHOWN + 1  # "and 1 more" is as long as a name
    shown = [say_one(row) for row in (rows.head(SHOWN) if several else rows).itertuples()]
    more = [say("simpulan.lagi", bahasa, n=len(rows) - SHOWN)] if several else []
    return (*shown, *more)


def _say_miss(row, facts: dict, bahasa: str) -> str:
    """Return what was missed: its figure and target, the achievement, its doubts, the cause."""
    target = show_target(row, bahasa)
    if row.satuan == "%":
        target = say("satuan.persen", bahasa, nilai=target)
    figures = {"nilai": show_value(row.realisasi, bahasa), "target": target}
    name = tidy_name(row.nama_indikator, bahasa)
    key = "angka_turun" if row.polaritas == "turun" else "angka"
    key = "tanggal" if row.status == "tanggal" else key
    parts = [say(f"simpulan.meleset.{key}", bahasa, nama=name, **figures)]
    if row.capaian_persen == row.capaian_persen:
        # of a promised class the printed score does not count where it is below that class
        lowest = getattr(row, "target_terendah", float("nan"))
        valued = row.status == "dihitung_ambang" and lowest == lowest
        key = "capaian_ambang" if valued else "capaian"
        shown = fmt_value(lowest, bahasa=bahasa) if valued else ""
        parts.append(say(f"simpulan.meleset.{key}", bahasa, row, terendah=shown))
    parts += _say_doubts(row, DOUBTS, bahasa)
    praise = "simpulan.meleset.sebut" + "_juga" * row.sebut_dua
    said = [say(praise, bahasa, row)] if row.sebut else []
    return "; ".join([", ".join(parts), *said, *_say_cause(row, facts["sebab"], bahasa)])


def _say_cause(row, sebab: pd.DataFrame | None, bahasa: str) -> list[str]:
    """Return the first cause given for a miss; where it is called met, none is to be expected."""
    if sebab is None:
        return []
    every = sebab[sebab["indikator"] == row.indikator]
    rows = every[every["menjelaskan"] == "gagal"]
    besides = len(every) - len(rows)  # hindrances that are not given as what made it miss
    if rows.empty:
        key = "tidak_disebut_hambatan" if besides else "tidak_disebut"
        key = ("hambatan_saja" if besides else "") if row.sebut else key
        return [say(f"simpulan.sebab.{key}", bahasa, n=besides)] if key else []
    first = rows.iloc[0]
    told = word("penyebab", first["kode_penyebab"], bahasa)
    if bahasa == "id" and first["kalimat"]:  # the analyst's own words are in one language
        told = lower_first(first["kalimat"])
    key = "lawan" if first["bukti"] == "bertentangan" else "satu"
    more = say("simpulan.sebab.lagi", bahasa, n=len(rows) - 1) if len(rows) > 1 else ""
    more += say("simpulan.sebab.hambatan", bahasa, n=besides) if besides else ""
    return [say(f"simpulan.sebab.{key}", bahasa, sebab=told, lagi=more)]


def _say_doubted(row, bahasa: str) -> str:
    said = ", ".join(_say_doubts(row, DOUBTS, bahasa))
    return f"{tidy_name(row.nama_indikator, bahasa)} ({said})"


def _say_doubts(row, names: Sequence[str], bahasa: str) -> list[str]:
    turned = "meleset" if row.tercapai == "ya" else "tercapai"
    of_board = {name: f"papan.ragu.{key}" for name, key in ON_BOARD.items()}
    keys = of_board | {"berbalik": f"papan.ragu.berbalik.{turned}"}
    said = (name for name in names if getattr(row, name))
    return [say(keys.get(name, f"simpulan.ragu.{name}"), bahasa, row) for name in said]


def _say_level(row, bahasa: str) -> str:
    name = tidy_name(row.nama_indikator, bahasa)
    parts = [say("simpulan.tingkat", bahasa, row)] if getattr(row, "level", "") else []
    parts += [say("simpulan.target_di", bahasa, tabel=quote_text(row.di, bahasa))] if row.di else []
    return f"{name} ({', '.join(parts)})" if parts else name


def _say_money(facts: dict, bahasa: str) -> str:
    parts = []
    if facts["belanja_rp"] == facts["belanja_rp"]:
        share = _share_spent(facts)
        key = ("serapan" if share == share else "belanja") + "_pk" * facts["hanya_pk"]
        values = {"tercetak": _say_printed(facts, bahasa), "persen": share}
        values["rinci"] = _say_parts(facts, bahasa)
        parts.append(say(f"simpulan.uang.{key}", bahasa, facts, **values))
    if facts["n_kurang"]:
        key = "simpulan.keluaran_sebab" if facts["n_program_sebab"] else "simpulan.keluaran"
        came = facts["n_program_kasus"]
        more = say("simpulan.keluaran_kasus", bahasa, n=came) if came else ""
        parts.append(say(key, bahasa, facts, n=facts["n_kurang"], kasus=more))
    return " ".join(parts)


def _say_parts(facts: dict, bahasa: str) -> str:
    """Return what went to the overhead programme, and to others behind what was missed."""
    known = facts["di_belakang_rp"] == facts["di_belakang_rp"]
    parts = [say("simpulan.uang.penunjang", bahasa, facts)] * bool(facts["penunjang_rp"] > 0)
    parts += [say("simpulan.uang.di_belakang", bahasa, facts)] * bool(known)
    parts += [say("simpulan.uang.hanya_penunjang", bahasa)] * facts["hanya_penunjang"]
    return "".join(f"; {part}" for part in parts)


def _say_printed(facts: dict, bahasa: str) -> str:
    """Return the total that the report prints, where a reader would see that it is another."""
    amounts = (facts["belanja_rp"], facts["tercetak_rp"])
    used, printed = (fmt_rupiah_short(one, bahasa=bahasa) for one in amounts)
    if facts["hanya_pk"] or facts["tercetak_rp"] != facts["tercetak_rp"] or used == printed:
        return ""
    return say("simpulan.uang.tercetak", bahasa, facts)


def _say_way(facts: dict, bahasa: str) -> str:
    known = facts["sampai"] + sum(facts["jalur"].values())
    if not known and not facts["menunggu"]:
        return say("simpulan.jalur.belum", bahasa) if facts["belum"] else ""
    others = []
    for state, count in facts["jalur"].items():
        if count:
            others.append(say("tren.jalur.banyaknya", bahasa, n=count, keadaan_jalur=state))
        if unsure := facts["mungkin"][state]:
            others[-1] += say("simpulan.jalur.mungkin", bahasa, n=unsure)
    rest = []
    for met, count in facts["menunggu"].items():
        rest.append(say(f"simpulan.jalur.menunggu_{met or 'saja'}", bahasa, n=count))
    if facts["belum"]:
        rest.append(say("simpulan.jalur.sisa_belum", bahasa, n=facts["belum"]))
    return say(
        "simpulan.jalur.ada",
        bahasa,
        facts,
        n=known,
        lain="".join(f", {one}" for one in others),
        sisa="".join(rest),
    )


def _say_trust(facts: dict, bahasa: str) -> str:
    if not facts["terbaca"]:
        return say("simpulan.percaya.belum_dibaca", bahasa)
    if not facts["pertentangan"]:
        return say("simpulan.percaya.bersih", bahasa)
    first = "; ".join(_say_finding(one, bahasa) for one in facts["pertama"])
    first = say("simpulan.percaya.pertama", bahasa, daftar=first) if first else ""
    silent = (
        say("simpulan.percaya.janji", bahasa, facts, n=facts["janji"]) if facts["janji"] else ""
    )
    values = {"n": facts["pertentangan"], "pertama": first, "bungkam": silent}
    found = say("simpulan.percaya.ada", bahasa, facts, **values)
    if not facts["dihitung"]:
        return found
    changed = [
        say(
            f"simpulan.hitung_ulang.{row.kesimpulan}",
            bahasa,
            nama=tidy_name(row.indikator, bahasa),
            lama=name_category(row.kategori_lama, bahasa),
            baru=name_category(row.kategori_baru, bahasa),
        )
        for row in facts["berubah"]
    ]
    more = len(changed) - SHOWN
    listed = changed[:SHOWN] + [say("simpulan.lagi", bahasa, n=more)] * (more > 0)
    case = ("ada" if changed else "tetap") + "_semua" * facts["rata_rata"]
    hanging = _hanging(facts)
    more = say("simpulan.hitung_ulang.bergantung", bahasa, n=hanging) if hanging else ""
    counts = {"n": len(changed), "m": facts["dihitung"], "daftar": "; ".join(listed), "juga": more}
    return found + " " + say(f"simpulan.hitung_ulang.{case}", bahasa, **counts)


def _say_finding(one, bahasa: str) -> str:
    """Return the kind of a finding, what it is about, and the first table it stands in."""
    kind = lower_first(name_kind(one.jenis, bahasa))
    name = tidy_name(one.nama, bahasa) if isinstance(one.nama, str) else ""
    if name == tidy_name(str(one.nama)):  # as printed, without a name in another language
        name = quote_text(name, bahasa)
    said = say("simpulan.percaya.satu", bahasa, jenis=kind, nama=name) if name else kind
    table = one.tabel.split("; ")[0] if isinstance(one.tabel, str) else ""
    lines = [str(line) for line in one.baris] if isinstance(one.baris, tuple) else []
    place = quote_text(table, bahasa)
    if lines and not re.search(r"\d|^Lampiran", table):  # the name of no table: Penjelasan
        place = say("simpulan.percaya.baris", bahasa, baris=", ".join(lines[:2]))
    return f"{said} ({place})" if place else said

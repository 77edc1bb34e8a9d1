"""The verdict that opens a report: at most five sentences, each from frames the chapters saved.

What was promised and missed (by name, worst first, with the cause that the agency names), what was
promised and not reported, what it cost, where it stands on the way to the end targets, how far the
published report can be trusted.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from ..audit.summary import count_temuan, is_read
from ..bahasa.angka import fmt_percent
from ..bahasa.nama import tidy_name
from ..bahasa.say import fmt_rupiah_short, say, word
from ..capaian.view_lain import count_turned
from ..efisiensi.support import is_overhead

__all__ = ["Kalimat", "compose_simpulan", "find_simpulan", "say_simpulan"]

SHOWN = 4  # names in one sentence
CAUSES = 3  # behind one name
# what makes the figure of a promise doubtful; all but the last are said behind a missed one's name
DOUBTS = ("tahun_lain", "belum_pasti", "definisi", "dugaan", "berat")

# `keadaan_jalur` → what the verdict counts it as
SAMPAI = ["tercapai", "sudah terlampaui", "tinggal dipertahankan"]
BELAKANG = ["tidak tercapai", "tertinggal", "menjauh", "tidak dipertahankan", "belum sampai"]
SESUAI = ["sesuai jalur"]
SAID = [*SESUAI, *BELAKANG]  # each apart

OUTSIDE = ("pagu_di_luar_pk_rp", "realisasi_di_luar_pk_rp")  # money outside the agreement


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
        - `n`, `n_tercapai`: promises with a target, each quantity once; those met
        - `meleset`, `tak_terlapor`: their rows of `capaian`, the worst first, those without a
          percentage last; with a column for each of `DOUBTS`, and what is named as hindering it:
          `penyebab` (codes; `lawan`: those of them that the figures contradict) and `arti_sebab`
          (`sebab`: said to explain the miss, `hambatan`: named without saying so,
          `tidak_disebut`, or empty where no cause was coded for the report)
        - `berbalik`: how many that count as met are missed by another printed figure
        - `ragu`: of those met, how many stand on a figure of an earlier year (`tahun_lain`), have
          the target within the interval of their count (`belum_pasti`), a new definition
          (`definisi`) or perhaps one (`dugaan`), a severe contradiction in the report (`berat`)
        - `belanja_rp`, `tercetak_rp`, `di_belakang_rp`: money spent, its total as the report prints
          it (missing where it prints none), the part in programmes that support at least one missed
          promise (missing where no support is known); `penunjang_rp`: of that the overhead
          programme; `hanya_pk`: some more was spent outside the performance agreement
        - `n_program`, `n_kurang`: programmes with known outputs; those with one below its plan
        - `sampai`, `jalur` (state of `SAID` → how many), `belum`: promises by the way to their end
          target; `angka_jalur`: of those whose end year has come, the earlier years of the figures
          that they are judged by, one per promise
        - `terbaca`, `pertentangan`, `tinggi`, `berubah`: was the published report read, its
          contradictions, the severe ones; `dihitung` (indicators whose printed achievement was
          computed again from target and realisation used here; one that is written at two levels
          once), `berubah` (names of those with another conclusion), `rata_rata` (that of their mean
          is another one)
    """
    facts: dict[str, object] = {}
    if "capaian" in hasil:
        facts |= _promises(hasil["capaian"], hasil)
    if {"dukungan", "efisiensi"} <= hasil.keys() and "meleset" in facts:
        facts |= _money(hasil["dukungan"], hasil["efisiensi"], facts["meleset"]["indikator"])
    if "tren" in hasil:
        facts |= _way(hasil["tren"], hasil.get("capaian"))
    if {"temuan", "perbaikan", "terbaca"} <= hasil.keys():
        parts = (hasil[name] for name in ("temuan", "perbaikan", "terbaca"))
        facts |= _trust(*parts, hasil.get("capaian"))
    return facts


def _promises(capaian: pd.DataFrame, hasil: dict[str, pd.DataFrame]) -> dict[str, object]:
    once = capaian[(capaian["ganda"] == "") & (capaian["status"] != "target_kosong")]
    once = once.assign(**_doubts(once, hasil), **_causes(once["indikator"], hasil.get("sebab")))
    missed, met = once[once["tercapai"] == "tidak"], once[once["tercapai"] == "ya"]
    return {
        "n": len(once),
        "n_tercapai": len(met),
        "meleset": missed.sort_values("capaian_acuan_persen", kind="stable", na_position="last"),
        "tak_terlapor": once[once["status"] == "realisasi_kosong"],
        "berbalik": count_turned(hasil.get("angka_lain"))["ya"],
        "ragu": {name: int(met[name].sum()) for name in DOUBTS},
    }


def _doubts(rows: pd.DataFrame, hasil: dict[str, pd.DataFrame]) -> dict[str, pd.Series]:
    """Say of each promise what makes its figure doubtful, one mark per name of `DOUBTS`."""
    unsure, severe = [], []
    if "cacah" in hasil:
        cacah = hasil["cacah"]
        unsure = cacah.loc[cacah["kepastian_cacah"] == "belum_pasti", "indikator"]
    if "papan" in hasil:
        severe = hasil["papan"].loc[hasil["papan"]["n_berat"] > 0, "indikator"]
    known = rows.reindex(columns=["tahun", "data_tahun", "putus_deret", "putus_dugaan"])
    broken, perhaps = (
        known[name].astype(object).fillna("") != "" for name in ("putus_deret", "putus_dugaan")
    )
    return {
        "tahun_lain": pd.to_numeric(known["data_tahun"]) < pd.to_numeric(known["tahun"]),
        "belum_pasti": rows["indikator"].isin(unsure),
        "definisi": broken,
        "dugaan": perhaps & ~broken,
        "berat": rows["indikator"].isin(severe),
    }


def _causes(indikator: pd.Series, sebab: pd.DataFrame | None) -> dict[str, list]:
    """Say of each promise what the agency names as hindering it; see `find_simpulan`."""
    none = {"penyebab": [()] * len(indikator), "lawan": [()] * len(indikator)}
    if sebab is None or (sebab["bukti"] == "tidak_disebut").all():
        return none | {"arti_sebab": [""] * len(indikator)}
    named = sebab[(sebab["bukti"] != "tidak_disebut") & (sebab["arah"] == "penghambat")]
    found = [_named_causes(named[named["indikator"] == one]) for one in indikator]
    return {name: [one[name] for one in found] for name in (*none, "arti_sebab")}


def _named_causes(rows: pd.DataFrame) -> dict[str, object]:
    blamed = rows[rows["menjelaskan"] == "gagal"]
    others = rows[~rows["menjelaskan"].isin(["gagal", "berhasil", "sisa anggaran"])]
    told = others if blamed.empty else blamed
    against = told.loc[told["bukti"] == "bertentangan", "kode_penyebab"]
    meaning = "tidak_disebut" if told.empty else "hambatan" if blamed.empty else "sebab"
    codes = tuple(told["kode_penyebab"].unique())
    return {"penyebab": codes, "lawan": tuple(against.unique()), "arti_sebab": meaning}


def _way(tren: pd.DataFrame, capaian: pd.DataFrame | None) -> dict[str, object]:
    """Return the promises by the way to their end target, and the years of figures that are old."""
    way = tren["keadaan_jalur"]
    states = {state: int((way == state).sum()) for state in SAID}
    reached = int(way.isin(SAMPAI).sum())
    facts = {"sampai": reached, "jalur": states, "belum": len(way) - reached - sum(states.values())}
    needed = {"indikator", "tahun", "data_tahun"}
    if capaian is None or not needed <= set(capaian) or "tahun_target_akhir" not in tren:
        return facts | {"angka_jalur": []}
    judged = tren[way.isin([*SAMPAI, *SAID])]
    both = judged[["indikator", "tahun_target_akhir"]].merge(capaian[list(needed)], on="indikator")
    due = both["tahun_target_akhir"] <= both["tahun"]
    old = due & (pd.to_numeric(both["data_tahun"]) < both["tahun_target_akhir"])
    return facts | {"angka_jalur": sorted(both.loc[old, "data_tahun"].astype(int))}


def _money(dukungan: pd.DataFrame, efisiensi: pd.DataFrame, missed: pd.Series) -> dict:
    whole = efisiensi[efisiensi["level"] == "dinas"]
    total = whole["realisasi_rp"]
    outside = [whole[name].notna().any() for name in OUTSIDE if name in whole]
    printed = len(whole) and "realisasi_tercetak_rp" in whole
    behind = dukungan[dukungan["indikator"].isin(missed)].drop_duplicates("kode")
    once = dukungan.drop_duplicates("kode")
    outputs = once[once["n_keluaran"] > 0]
    return {
        "hanya_pk": any(outside),
        "belanja_rp": total.iloc[0] if len(total) else float("nan"),
        "tercetak_rp": whole["realisasi_tercetak_rp"].iloc[0] if printed else float("nan"),
        "di_belakang_rp": behind["realisasi_rp"].sum(min_count=1),
        "penunjang_rp": behind.loc[is_overhead(behind["kode"]), "realisasi_rp"].sum(),
        "n_program": len(outputs),
        "n_kurang": int((outputs["n_kurang"] > 0).sum()),
    }


def _trust(
    temuan: pd.DataFrame,
    perbaikan: pd.DataFrame,
    terbaca: pd.DataFrame,
    capaian: pd.DataFrame | None,
) -> dict[str, object]:
    counts = count_temuan(temuan)
    mean = perbaikan["indikator"] == ""
    changed = perbaikan["kesimpulan"] != "tetap"
    promise, names = perbaikan["indikator"], {}
    if capaian is not None:  # a promise written at two levels is one here too
        again = capaian.loc[capaian["ganda"] != "", ["indikator", "ganda"]]
        promise = promise.replace(dict(again.itertuples(index=False)))
        names = dict(capaian[["indikator", "nama_indikator"]].itertuples(index=False))
    return {
        "terbaca": is_read(terbaca),
        "pertentangan": counts["pertentangan"],
        "tinggi": counts["tinggi"],
        "dihitung": promise[~mean].nunique(),
        "berubah": [names.get(one, one) for one in promise[changed & ~mean].unique()],
        "rata_rata": bool((changed & mean).any()),
    }


def say_simpulan(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[str]:
    """Return the verdict as `compose_simpulan` makes it, each sentence in one line."""
    return [str(sentence) for sentence in compose_simpulan(hasil, bahasa)]


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
    if not n:
        return [Kalimat(say("simpulan.tanpa_janji", bahasa))]
    values = {"n": n, "m": facts["n_tercapai"], "meleset": len(missed)}
    case = "semua" if facts["n_tercapai"] == n else "sebagian"
    case = "meleset" if len(missed) else "bungkam" if len(silent) == n else case
    then = []
    if facts["berbalik"]:
        then.append(say("simpulan.berbalik", bahasa, n=facts["berbalik"]))
    said = [
        say(f"simpulan.ragu.{name}", bahasa, n=count)
        for name, count in facts["ragu"].items()
        if count
    ]
    if said:
        values_met = {"m": facts["n_tercapai"], "isi": ", ".join(said)}
        then.append(say("simpulan.ragu.semua", bahasa, **values_met))
    text = say(f"simpulan.janji.{case}", bahasa, **values)
    first = Kalimat(text, _names(missed, bahasa), " ".join(then))
    if silent.empty:
        return [first]
    listed = "; ".join(_names(silent, bahasa))
    return [first, Kalimat(say("simpulan.tak_terlapor", bahasa, n=len(silent), daftar=listed))]


def _names(rows: pd.DataFrame, bahasa: str) -> tuple[str, ...]:
    """Return the names of indicators, each with what is to be known of it in brackets."""
    several = len(rows) > SHOWN + 1  # "and 1 more" is as long as a name
    named = rows.head(SHOWN) if several else rows
    shown = []
    for row in named.itertuples():
        name, inside = tidy_name(row.nama_indikator, bahasa), _inside(row, bahasa)
        shown.append(f"{name} ({inside})" if inside else name)
    if several:
        shown.append(say("simpulan.lagi", bahasa, n=len(rows) - SHOWN))
    return tuple(shown)


def _inside(row, bahasa: str) -> str:
    """Return the achievement of what was missed, its doubts and causes; else the level."""
    if row.tercapai != "tidak":
        return say("simpulan.tingkat", bahasa, row) if getattr(row, "level", "") else ""
    value = row.capaian_persen
    known = [] if value != value else [fmt_percent(value, bahasa=bahasa)]
    doubts = (key for key in DOUBTS[:-1] if getattr(row, key))
    known += [say(f"simpulan.meleset.{key}", bahasa, row) for key in doubts]
    parts = [", ".join(known), _say_causes(row, bahasa)]
    return "; ".join(part for part in parts if part)


def _say_causes(row, bahasa: str) -> str:
    if row.arti_sebab in ("", "tidak_disebut"):
        return say("simpulan.sebab.tidak_disebut", bahasa) if row.arti_sebab else ""
    causes = [word("penyebab", code, bahasa) for code in row.penyebab[:CAUSES]]
    for place, code in enumerate(row.penyebab[:CAUSES]):
        if code in row.lawan:
            causes[place] = say("simpulan.sebab.lawan", bahasa, sebab=causes[place])
    if len(row.penyebab) > CAUSES:
        causes.append(say("simpulan.lagi", bahasa, n=len(row.penyebab) - CAUSES))
    return say(f"simpulan.sebab.{row.arti_sebab}", bahasa, daftar=", ".join(causes))


def _say_money(facts: dict, bahasa: str) -> str:
    parts = []
    if facts["belanja_rp"] == facts["belanja_rp"]:
        behind = len(facts["meleset"]) and facts["di_belakang_rp"] == facts["di_belakang_rp"]
        key = ("di_belakang" if behind else "belanja") + "_pk" * facts["hanya_pk"]
        values = {"penunjang": _say_overhead(facts, bahasa) if behind else ""}
        values["tercetak"] = _say_printed(facts, bahasa)
        parts.append(say(f"simpulan.uang.{key}", bahasa, facts, **values))
    if facts["n_kurang"]:
        counts = {"n": facts["n_kurang"], "m": facts["n_program"]}
        parts.append(say("simpulan.keluaran", bahasa, **counts))
    return " ".join(parts)


def _say_overhead(facts: dict, bahasa: str) -> str:
    part, whole = facts["penunjang_rp"], facts["di_belakang_rp"]
    if not part > 0:
        return ""
    return say(f"simpulan.uang.penunjang{'_semua' * bool(part >= whole)}", bahasa, facts)


def _say_printed(facts: dict, bahasa: str) -> str:
    """Return the total that the report prints, where a reader would see that it is another."""
    amounts = (facts["belanja_rp"], facts["tercetak_rp"])
    used, printed = (fmt_rupiah_short(one, bahasa=bahasa) for one in amounts)
    if facts["hanya_pk"] or facts["tercetak_rp"] != facts["tercetak_rp"] or used == printed:
        return ""
    return say("simpulan.uang.tercetak", bahasa, facts)


def _say_way(facts: dict, bahasa: str) -> str:
    known = facts["sampai"] + sum(facts["jalur"].values())
    if not known:
        return say("simpulan.jalur.belum", bahasa) if facts["belum"] else ""
    others = [
        ", " + say("tren.jalur.banyaknya", bahasa, n=count, keadaan_jalur=state)
        for state, count in facts["jalur"].items()
        if count
    ]
    old = facts["angka_jalur"]
    if old:
        years = ", ".join(str(year) for year in dict.fromkeys(old))
        others.append(say("simpulan.jalur.usang", bahasa, n=len(old), tahun=years))
    rest = say("simpulan.jalur.sisa", bahasa, n=facts["belum"]) if facts["belum"] else ""
    return say("simpulan.jalur.ada", bahasa, facts, n=known, lain="".join(others), sisa=rest)


def _say_trust(facts: dict, bahasa: str) -> str:
    if not facts["terbaca"]:
        return say("simpulan.percaya.belum_dibaca", bahasa)
    if not facts["pertentangan"]:
        return say("simpulan.percaya.bersih", bahasa)
    found = say("simpulan.percaya.ada", bahasa, n=facts["pertentangan"], tinggi=facts["tinggi"])
    if not facts["dihitung"]:
        return found
    case = "berubah" if facts["berubah"] else "tetap"
    case += "_semua" * (facts["rata_rata"])
    changed = [tidy_name(name, bahasa) for name in facts["berubah"]]
    more = len(changed) - SHOWN
    listed = changed[:SHOWN] + [say("simpulan.lagi", bahasa, n=more)] * (more > 0)
    counts = {"n": len(changed), "m": facts["dihitung"], "daftar": "; ".join(listed)}
    return found + " " + say(f"simpulan.hitung_ulang.{case}", bahasa, **counts)

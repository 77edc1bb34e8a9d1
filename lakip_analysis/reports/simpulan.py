"""The verdict that opens a report: at most five sentences, each from frames the chapters saved.

What was promised and missed (by name, worst first), what was promised and not reported, what it
cost, where it stands on the way to the end targets, how far the published report can be trusted.
"""

from __future__ import annotations

import pandas as pd

from ..audit.summary import count_temuan
from ..bahasa.angka import fmt_percent
from ..bahasa.nama import tidy_name
from ..bahasa.say import say
from ..capaian.view_lain import count_turned

__all__ = ["find_simpulan", "say_simpulan"]

SHOWN = 4  # names in one sentence

# `keadaan_jalur` → what the verdict counts it as
SAMPAI = ["tercapai", "sudah terlampaui", "tinggal dipertahankan"]
BELAKANG = ["tidak tercapai", "tertinggal", "menjauh", "tidak dipertahankan"]
SESUAI = ["sesuai jalur"]

OUTSIDE = ("pagu_di_luar_pk_rp", "realisasi_di_luar_pk_rp")  # money outside the agreement


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
          percentage last
        - `berbalik`: how many that count as met are missed by another printed figure
        - `belanja_rp`, `di_belakang_rp`: money spent, and the part of it in programmes that
          support at least one missed promise (missing where no support is known); `hanya_pk`: some
          more was spent outside the performance agreement
        - `n_program`, `n_kurang`: programmes with known outputs; those with one below its plan
        - `sampai`, `sesuai`, `belakang`, `belum`: promises by the way to their end target
        - `terbaca`, `pertentangan`, `tinggi`, `berubah`: was the published report read, its
          contradictions, the severe ones, the conclusions that change when they are mended
    """
    facts: dict[str, object] = {}
    if "capaian" in hasil:
        facts |= _promises(hasil["capaian"], hasil.get("angka_lain"))
    if {"dukungan", "efisiensi"} <= hasil.keys() and "meleset" in facts:
        facts |= _money(hasil["dukungan"], hasil["efisiensi"], facts["meleset"]["indikator"])
    if "tren" in hasil:
        way = hasil["tren"]["keadaan_jalur"]
        known = {"sampai": SAMPAI, "sesuai": SESUAI, "belakang": BELAKANG}
        counts = {name: int(way.isin(codes).sum()) for name, codes in known.items()}
        facts |= counts | {"belum": len(way) - sum(counts.values())}
    if {"temuan", "perbaikan"} <= hasil.keys():
        facts |= _trust(hasil["temuan"], hasil["perbaikan"])
    return facts


def _promises(capaian: pd.DataFrame, lain: pd.DataFrame | None) -> dict[str, object]:
    once = capaian[(capaian["ganda"] == "") & (capaian["status"] != "target_kosong")]
    missed = once[once["tercapai"] == "tidak"]
    return {
        "n": len(once),
        "n_tercapai": int((once["tercapai"] == "ya").sum()),
        "meleset": missed.sort_values("capaian_acuan_persen", kind="stable", na_position="last"),
        "tak_terlapor": once[once["status"] == "realisasi_kosong"],
        "berbalik": count_turned(lain)["ya"],
    }


def _money(dukungan: pd.DataFrame, efisiensi: pd.DataFrame, missed: pd.Series) -> dict:
    whole = efisiensi[efisiensi["level"] == "dinas"]
    total = whole["realisasi_rp"]
    outside = [whole[name].notna().any() for name in OUTSIDE if name in whole]
    behind = dukungan[dukungan["indikator"].isin(missed)].drop_duplicates("kode")
    once = dukungan.drop_duplicates("kode")
    outputs = once[once["n_keluaran"] > 0]
    return {
        "hanya_pk": any(outside),
        "belanja_rp": total.iloc[0] if len(total) else float("nan"),
        "di_belakang_rp": behind["realisasi_rp"].sum(min_count=1),
        "n_program": len(outputs),
        "n_kurang": int((outputs["n_kurang"] > 0).sum()),
    }


def _trust(temuan: pd.DataFrame, perbaikan: pd.DataFrame) -> dict[str, object]:
    counts = count_temuan(temuan)
    changed = perbaikan[perbaikan["kesimpulan"] != "tetap"] if len(perbaikan) else perbaikan
    return {
        "terbaca": bool(len(temuan) + len(perbaikan)),
        "pertentangan": counts["pertentangan"],
        "tinggi": counts["tinggi"],
        "berubah": len(changed),
    }


def say_simpulan(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[str]:
    """Return the verdict in at most five sentences, in one language."""
    facts = find_simpulan(hasil)
    text = []
    if "n" in facts:
        text += _say_promises(facts, bahasa)
    if "belanja_rp" in facts:
        text.append(_say_money(facts, bahasa))
    if "sampai" in facts:
        text.append(_say_way(facts, bahasa))
    if "terbaca" in facts:
        text.append(_say_trust(facts, bahasa))
    return [sentence for sentence in text if sentence]


def _say_promises(facts: dict, bahasa: str) -> list[str]:
    n, missed, silent = facts["n"], facts["meleset"], facts["tak_terlapor"]
    if not n:
        return [say("simpulan.tanpa_janji", bahasa)]
    values = {"n": n, "m": facts["n_tercapai"], "meleset": len(missed)}
    case = "semua" if facts["n_tercapai"] == n else "sebagian"
    case = "meleset" if len(missed) else "bungkam" if len(silent) == n else case
    names = _names(missed, bahasa) if len(missed) else ""
    first = say(f"simpulan.janji.{case}", bahasa, daftar=names, **values)
    if facts["berbalik"]:
        first += " " + say("simpulan.berbalik", bahasa, n=facts["berbalik"])
    if silent.empty:
        return [first]
    names = _names(silent, bahasa)
    return [first, say("simpulan.tak_terlapor", bahasa, n=len(silent), daftar=names)]


def _names(rows: pd.DataFrame, bahasa: str) -> str:
    """Return the names of indicators with their achievement where there is one."""
    shown = []
    for row in rows.head(SHOWN).itertuples():
        name, value = tidy_name(row.nama_indikator, bahasa), row.capaian_persen
        shown.append(name if value != value else f"{name} ({fmt_percent(value, bahasa=bahasa)})")
    if len(rows) > SHOWN:
        shown.append(say("simpulan.lagi", bahasa, n=len(rows) - SHOWN))
    return "; ".join(shown)


def _say_money(facts: dict, bahasa: str) -> str:
    parts = []
    if facts["belanja_rp"] == facts["belanja_rp"]:
        behind = len(facts["meleset"]) and facts["di_belakang_rp"] == facts["di_belakang_rp"]
        key = ("di_belakang" if behind else "belanja") + "_pk" * facts["hanya_pk"]
        parts.append(say(f"simpulan.uang.{key}", bahasa, facts))
    if facts["n_kurang"]:
        counts = {"n": facts["n_kurang"], "m": facts["n_program"]}
        parts.append(say("simpulan.keluaran", bahasa, **counts))
    return " ".join(parts)


def _say_way(facts: dict, bahasa: str) -> str:
    total = sum(facts[name] for name in ("sampai", "sesuai", "belakang", "belum"))
    known = total - facts["belum"]
    if not known:
        return say("simpulan.jalur.belum", bahasa) if total else ""
    rest = say("simpulan.jalur.sisa", bahasa, n=facts["belum"]) if facts["belum"] else ""
    return say("simpulan.jalur.ada", bahasa, facts, n=known, sisa=rest)


def _say_trust(facts: dict, bahasa: str) -> str:
    if not facts["terbaca"]:
        return say("simpulan.percaya.belum_dibaca", bahasa)
    if not facts["pertentangan"]:
        return say("simpulan.percaya.bersih", bahasa)
    case = "berubah" if facts["berubah"] else "tetap"
    found = {"n": facts["pertentangan"], "tinggi": facts["tinggi"], "berubah": facts["berubah"]}
    return say(f"simpulan.percaya.{case}", bahasa, **found)

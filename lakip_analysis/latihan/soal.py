"""Exercises from a report's own figures and contradictions, chosen by a seed.

Each exercise says all that is needed to solve it; its answer is a call of the package on exactly
the figures that are shown. The same report and seed give the same sheet, another seed another one.
"""

from __future__ import annotations

import random
from itertools import pairwise

import pandas as pd

from ..aturan.rules import SKALA_BERSAMA, scale_rows, threshold
from ..bahasa.angka import fmt_value
from ..bahasa.say import say
from ..errors import DataError, Fault
from ..laporan import Laporan
from ..numbers import read_number
from .kunci import canonical
from .pelajaran import Pelajaran, make_lembar

__all__ = ["BANYAK", "list_soal", "make_latihan"]

BANYAK = 20

DERET = 4  # figures of a series from which its direction is asked
RATA = 4  # achievements that are averaged
ANDAI = 3  # supposed figures per indicator-year

CAPAIAN = "lakip_analysis.capaian.compute"
UKURAN = "lakip_analysis.efisiensi.measures"
KENDALL = "lakip_analysis.tren.kendall"
RUMUS = {"naik": "realisasi_per_target", "turun": "dua_target_kurang_realisasi"}
LAIN = {"naik": "dua_target_kurang_realisasi", "turun": "realisasi_per_target"}


def make_latihan(
    laporan: Laporan, benih: int, banyak: int = BANYAK, bahasa: str = "id"
) -> Pelajaran:
    """Return a sheet of exercises from one report.

    Parameters
    ----------
    benih : int
        Chooses the exercises; every kind that the report can give comes in turn.
    banyak : int

    Returns
    -------
    Pelajaran
        Both editions, key and answers.

    Raises
    ------
    DataError
        The report has fewer figures than exercises are asked for.
    """
    # text, so that the choice is the same on every machine
    rng = random.Random(f"{laporan.dinas} {laporan.tahun} {benih}")
    kinds = list_soal(laporan, rng, bahasa)
    order = list(kinds)
    rng.shuffle(order)
    chosen = []
    while len(chosen) < banyak and any(kinds.values()):
        chosen += [kinds[kind].pop() for kind in order if kinds[kind]][: banyak - len(chosen)]
    if len(chosen) < banyak:
        problem = f"angkanya hanya cukup untuk {len(chosen)} soal"
        step = f"minta paling banyak {len(chosen)} soal dengan --banyak"
        raise DataError([Fault(laporan.dinas, None, "soal", str(banyak), problem, step)])
    numbered = [_named(one, str(n), bahasa) for n, one in enumerate(chosen, 1)]
    title = say("soal.judul", bahasa, judul=laporan.judul, tahun=laporan.tahun, benih=benih)
    return make_lembar(f"latihan-{laporan.dinas}-{laporan.tahun}-{benih}", title, numbered, bahasa)


def list_soal(laporan: Laporan, rng: random.Random, bahasa: str = "id") -> dict[str, list[dict]]:
    """Return every exercise that a report gives, by kind, shuffled.

    An exercise is a dict: `jenis`, `nilai` (what its text shows), `impor`, `panggil` (the call that
    answers it), `desimal`, `salah` (usual mistakes: call, key of the hint).
    """
    rows = _numeric(laporan.capaian_tahunan)
    made = [
        *_of_capaian(rows, rng, bahasa),
        *_of_series(laporan.kinerja, laporan.tahun, bahasa),
        *_of_money(laporan, bahasa),
        *_of_temuan(laporan, bahasa),
        *_of_mean(laporan.capaian, rng, bahasa),
    ]
    out: dict[str, list[dict]] = {}
    for one in made:
        out.setdefault(one["jenis"], []).append(one)
    for some in out.values():
        rng.shuffle(some)
    return out


def _soal(jenis, nilai, impor, panggil, desimal=2, salah=()) -> dict:
    return {
        "jenis": jenis,
        "nilai": nilai,
        "impor": impor,
        "panggil": panggil,
        "desimal": desimal,
        "salah": list(salah),
    }


def _named(one: dict, nama: str, bahasa: str) -> dict:
    """Return an exercise as a sheet takes it."""
    keys = [f"soal.{one['jenis']}.{part}" for part in ("petunjuk", "terang")]
    code = f"{one['impor']}\n\n" if one["impor"] else ""
    right = canonical(_called(one["impor"], one["panggil"]), one["desimal"])
    wrong = [
        (call, hint)
        for call, hint in one["salah"]
        if canonical(_called(one["impor"], call), one["desimal"]) != right
    ]
    return {
        "nama": nama,
        "tanya": say(f"soal.{one['jenis']}.tanya", bahasa, one["nilai"]),
        "kunci": f"{code}jawab_{nama} = {one['panggil']}",
        "desimal": one["desimal"],
        "petunjuk": [say(key, bahasa) for key in keys],
        "salah": [{"nilai": call, "petunjuk": say(f"soal.{hint}", bahasa)} for call, hint in wrong],
    }


def _numeric(rows: pd.DataFrame) -> pd.DataFrame:
    """Return rows whose target and realisation are numbers that a percentage is made of."""
    pair = rows[["target", "realisasi"]].apply(pd.to_numeric, errors="coerce")
    kept = rows.assign(t=pair["target"], r=pair["realisasi"])
    good = (kept["t"] > 0) & kept["r"].notna() & kept["polaritas"].isin(list(RUMUS))
    return kept[good & (rows["status"] == "dihitung") & (rows["ganda"] == "")]


def _arah(polaritas: str, bahasa: str) -> str:
    return say("soal.arah_naik" if polaritas == "naik" else "soal.arah_turun", bahasa)


def _shown(value: float, bahasa: str) -> str:
    return fmt_value(value, bahasa=bahasa)


def _formula(polaritas: str, t: float, r: float) -> tuple[str, str, list]:
    """Return import, call and mistake of the common formula of a polarity."""
    right, other = RUMUS[polaritas], LAIN[polaritas]
    mistake = [(f"float({other}({t!r}, {r!r}))", "terbalik")]
    return f"from {CAPAIAN} import {', '.join(sorted((right, other)))}", right, mistake


def _of_capaian(rows: pd.DataFrame, rng: random.Random, bahasa: str) -> list[dict]:
    made = []
    low, high = threshold("capaian_bawah"), threshold("capaian_atas")
    bands = scale_rows(SKALA_BERSAMA)
    classes = "; ".join(f"{row.kategori}: {row.tercetak}" for row in bands.itertuples())
    for row in rows.itertuples():
        t, r = float(row.t), float(row.r)
        named = {"nama_indikator": row.nama_indikator, "tahun": row.tahun}
        named |= {"arah": _arah(row.polaritas, bahasa), "target": _shown(t, bahasa)}
        impor, name, mistake = _formula(row.polaritas, t, r)
        call = f"float({name}({t!r}, {r!r}))"
        made.append(
            _soal("capaian", named | {"realisasi": _shown(r, bahasa)}, impor, call, 2, mistake)
        )
        for _ in range(ANDAI):
            supposed = round(t * rng.uniform(0.3, 1.7), 2)
            shown = named | {"realisasi": _shown(supposed, bahasa)}
            shown |= {"bawah": _shown(low, bahasa), "atas": _shown(high, bahasa)}
            call = f"min(max(float({name}({t!r}, {supposed!r})), {low!r}), {high!r})"
            made.append(_soal("andai", shown, f"from {CAPAIAN} import {name}", call))
        value = round(rng.uniform(40, 100), 1)
        call = f'str(categorize(pd.Series([{value!r}]), "{SKALA_BERSAMA}").iloc[0])'
        impor = "import pandas as pd\n\nfrom lakip_analysis import categorize"
        shown = {"capaian": _shown(value, bahasa), "kelas": classes}
        made.append(_soal("kategori", shown, impor, call, None))
    return made


def _of_series(kinerja: pd.DataFrame, tahun: int, bahasa: str) -> list[dict]:
    made = []
    main = kinerja[kinerja["level"].isin(["tujuan", "sasaran", "pendukung"])]
    main = main[main["polaritas"].isin(list(RUMUS))]
    numbers = main[["target", "realisasi"]].apply(pd.to_numeric, errors="coerce")
    main = main.assign(t=numbers["target"], r=numbers["realisasi"]).sort_values("tahun")
    for _, rows in main.groupby("indikator"):
        first = rows.iloc[0]
        named = {
            "nama_indikator": first["nama_indikator"],
            "arah": _arah(first["polaritas"], bahasa),
        }
        known = rows[rows["r"].notna() & (rows["tahun"] <= tahun)]
        made += _weak(rows, first["polaritas"], named, bahasa)
        made += _steps(known, rows, named, bahasa)
        if len(known) >= DERET:
            made += _direction(known, named, bahasa)
    return made


def _weak(rows: pd.DataFrame, polaritas: str, named: dict, bahasa: str) -> list[dict]:
    made = []
    for a, b in pairwise(rows.itertuples()):
        if b.tahun == a.tahun + 1 and pd.notna(a.r) and pd.notna(b.t) and a.r != b.t:
            shown = named | {"tahun_lalu": a.tahun, "realisasi": _shown(a.r, bahasa)}
            shown |= {"tahun": b.tahun, "target": _shown(b.t, bahasa)}
            sign = "<" if polaritas == "naik" else ">"
            made.append(_soal("lemah", shown, "", f"{float(b.t)!r} {sign} {float(a.r)!r}", None))
    return made


def _steps(known: pd.DataFrame, rows: pd.DataFrame, named: dict, bahasa: str) -> list[dict]:
    ahead = rows[rows["t"].notna()]
    if known.empty or ahead.empty or ahead["tahun"].iloc[-1] <= known["tahun"].iloc[-1]:
        return []
    now, end = known.iloc[-1], ahead.iloc[-1]
    shown = named | {"tahun": now["tahun"], "realisasi": _shown(now["r"], bahasa)}
    shown |= {"tahun_akhir": end["tahun"], "target": _shown(end["t"], bahasa)}
    call = f"({float(end['t'])!r} - {float(now['r'])!r}) / ({end['tahun']} - {now['tahun']})"
    return [_soal("langkah", shown, "", call)]


def _direction(known: pd.DataFrame, named: dict, bahasa: str) -> list[dict]:
    """Return Kendall's S and the slope of a series, and of each of its beginnings."""
    made = []
    for n in range(DERET, len(known) + 1):
        part = known.head(n)
        years, values = part["tahun"].astype(int).tolist(), part["r"].astype(float).tolist()
        texts = [_shown(value, bahasa) for value in values]
        shown = named | {"awal": years[0], "akhir": years[-1], "deret": " · ".join(texts)}
        impor = f"from {KENDALL} import mann_kendall"
        made.append(_soal("deret", shown, impor, f"mann_kendall({values}).s", 0))
        pairs = (f"{year}: {text}" for year, text in zip(years, texts, strict=True))
        ends = (values[-1] - values[0]) / (years[-1] - years[0])
        shown = named | {"deret": " · ".join(pairs)}
        call = f"theil_sen({years}, {values}).slope"
        mistake = [(repr(ends), "ujung_saja")]
        impor = f"from {KENDALL} import theil_sen"
        made.append(_soal("kemiringan", shown, impor, call, 2, mistake))
    return made


def _of_money(laporan: Laporan, bahasa: str) -> list[dict]:
    made = []
    lines = laporan.efisiensi[(laporan.efisiensi["level"] != "dinas")]
    for row in lines[lines["pagu_rp"] > 0].itertuples():
        if pd.isna(row.realisasi_rp):
            continue
        pagu, spent = float(row.pagu_rp), float(row.realisasi_rp)
        shown = {"nama": row.nama, "tahun": row.tahun, "pagu": pagu, "realisasi": spent}
        call = f"float(absorption({pagu!r}, {spent!r}))"
        impor = f"from {UKURAN} import absorption"
        made.append(_soal("serapan", shown, impor, call, 2, [(f"100 - {call}", "sisanya")]))
        if pd.notna(row.c_persen) and row.c_persen > 0:
            c = round(float(row.c_persen), 2)
            call = f"float(efisiensi_pmk({pagu!r}, {spent!r}, {c!r}))"
            shown = shown | {"capaian": _shown(c, bahasa)}
            mistake = [(f"({pagu!r} - {spent!r}) / {pagu!r} * 100", "tanpa_hasil")]
            impor = f"from {UKURAN} import efisiensi_pmk"
            made.append(_soal("pmk", shown, impor, call, 2, mistake))
    for row in laporan.biaya[laporan.biaya["status"] == "dihitung"].itertuples():
        spent, done = float(row.realisasi_rp), float(row.volume_realisasi)
        shown = {"nama_keluaran": row.nama_keluaran, "satuan": row.satuan, "realisasi": spent}
        shown |= {"pagu": float(row.pagu_rp), "target": _shown(row.volume_target, bahasa)}
        shown |= {"jadi": _shown(done, bahasa)}
        call = f"float(unit_cost({spent!r}, {done!r}))"
        made.append(_soal("biaya", shown, f"from {UKURAN} import unit_cost", call, 0))
    return made


def _of_temuan(laporan: Laporan, bahasa: str) -> list[dict]:
    """Return exercises of contradictions whose figures stand in the finding itself."""
    made = []
    for row in laporan.temuan.itertuples():
        place = {"tabel": row.tabel.split(";")[0], "tahun": row.tahun, "nama": row.nama}
        place["tercetak"] = row.tercetak
        key, values = row.kalimat[0], row.nilai
        if key in ("capaian.bukan_rumus", "polaritas.turun", "polaritas.naik"):
            t, r = (_number(values[name]) for name in ("target", "realisasi"))
            way = "turun" if key == "polaritas.turun" else "naik"
            if t and r is not None and _number(row.hitung_ulang) is not None:
                impor, name, _ = _formula(way, t, r)
                shown = place | {"target": _shown(t, bahasa), "realisasi": _shown(r, bahasa)}
                call = f"float({name}({t!r}, {r!r}))"
                # a rule of the dinas, or another direction, may stand behind the finding
                found = canonical(_called(impor, call), 2)
                if found == canonical(_number(row.hitung_ulang), 2):
                    shown |= {"arah": _arah(way, bahasa)}
                    printed = _number(row.tercetak)
                    mistake = [] if printed is None else [(repr(printed), "tercetak")]
                    made.append(_soal("temuan_capaian", shown, impor, call, 2, mistake))
        elif key == "serapan.bukan":
            pagu, spent = float(values["pagu"]), float(values["realisasi"])
            call = f"float(absorption({pagu!r}, {spent!r}))"
            shown = place | {"pagu": pagu, "realisasi": spent}
            impor = f"from {UKURAN} import absorption"
            printed = _number(row.tercetak)
            mistake = [] if printed is None else [(repr(printed), "tercetak")]
            made.append(_soal("temuan_serapan", shown, impor, call, 2, mistake))
        elif key.startswith("jumlah.induk_") and row.nama:
            printed, gap = float(values["angka"]), float(values["selisih"])
            parts = printed - gap if values["arah"] == "lebih" else printed + gap
            shown = place | {"angka": printed, "bagian": parts, "n": values["n"]}
            made.append(_soal("temuan_jumlah", shown, "", f"{printed!r} - {parts!r}", 0))
    return made


def _called(impor: str, panggil: str) -> object:
    """Return what a call of the package gives, with its import."""
    names: dict = {}
    exec(impor, names)
    return eval(panggil, names)


def _number(text: object) -> float | None:
    """Return the number that a printed cell begins with; None where it is none."""
    cell = str(text).replace("%", "").split()
    found = read_number(cell[0]) if cell else None
    return float(found.nilai) if found is not None and found.nilai is not None else None


def _of_mean(capaian: pd.DataFrame, rng: random.Random, bahasa: str) -> list[dict]:
    values = capaian.loc[capaian["ganda"] == "", "capaian_persen"].dropna().round(2).tolist()
    low, high = threshold("capaian_bawah"), threshold("capaian_atas")
    made = []
    for _ in range(2 if len(values) >= 2 else 0):
        some = [float(one) for one in rng.sample(values, min(RATA, len(values)))]
        some[0] = round(some[0] + rng.uniform(-20, 60), 1)  # so that seeds differ
        shown = {"n": len(some), "daftar": " · ".join(_shown(one, bahasa) for one in some)}
        shown |= {"bawah": _shown(low, bahasa), "atas": _shown(high, bahasa)}
        call = f"float(pd.Series({some}).clip({low!r}, {high!r}).mean())"
        mistake = [(f"float(pd.Series({some}).mean())", "tanpa_batas")]
        made.append(_soal("rata", shown, "import pandas as pd", call, 2, mistake))
    return made

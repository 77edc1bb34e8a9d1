"""`run.json` beside a report: what went in, what came out, and what the index says of it.

Parameters, fingerprints of every input and output, versions. No clock time, no machine path: the
same input gives the same bytes from a checkout and from an installed package.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from ..aturan.rules import SKALA_BERSAMA, categorize, in_gap
from ..audit.summary import count_temuan
from ..data.dinas import DataDinas
from .fingerprint import fingerprint_inputs, fingerprint_outputs, versions

__all__ = ["write_manifest"]


COUNTS = (
    "n_indikator",
    "n_ganda",
    "n_tanpa_target",
    "n_terlapor",
    "n_tercapai",
    "n_tahun_lain",
    "n_tercapai_tahun_lain",
    "n_dihitung",
    "n_rumus_bersama",
    "n_acuan",
    "n_target_nol",
    "n_nol_meleset",
)
MEANS = (
    "rata_acuan_persen",
    "rata_acuan_sasaran_persen",
    "rata_capaian_persen",
    "rata_capaian_ganda_persen",
    "rata_tercetak_persen",
)

# the columns of the published rows that hold a printed figure
PRINTED = {
    "terbitan_kinerja": ("target_tercetak", "realisasi_tercetak", "capaian_tercetak"),
    "terbitan_anggaran": (
        "pagu_induk_tercetak",
        "pagu_tercetak",
        "realisasi_tercetak",
        "persen_tercetak",
    ),
    "terbitan_acuan": ("nilai_tercetak",),
}
AFFAIR = r"^(\d\.\d{2})\.\d{2}"  # first digits of a programme code

BIAYA = [
    "dinas",
    "tahun",
    "kode",
    "nama_keluaran",
    "satuan",
    "volume_realisasi",
    "realisasi_rp",
    "biaya_nyata_rp",
    "status",
]


def write_manifest(
    folder: Path,
    data: DataDinas,
    parameter: dict,
    hasil: dict[str, pd.DataFrame],
    data_dir: Path,
    notebooks: Path,
) -> Path:
    """Write `run.json` of the report in `folder`.

    Every other file there is an output.

    Parameters
    ----------
    hasil : dict of DataFrame
        The results by name that the chapters saved; what none saved is null in `ringkasan`.
    """
    manifest = {
        "parameter": parameter,
        "masukan": fingerprint_inputs(data.dinas, data_dir, notebooks),
        "keluaran": fingerprint_outputs(folder),
        "versi": versions(),
        "ringkasan": _summary(data, parameter["tahun"], hasil),
        "konsep": _records(hasil.get("konsep")),
        "nama": _names(data, hasil.get("konsep")),
        "biaya": _records(_known_costs(hasil.get("biaya"))),
    }
    path = folder / "run.json"
    text = json.dumps(manifest, ensure_ascii=False, indent=1) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _summary(data: DataDinas, tahun: int, hasil: dict[str, pd.DataFrame]) -> dict:
    """Return what the index shows of a report, as numbers; a missing one is null."""
    ringkasan = hasil.get("ringkasan", pd.DataFrame())
    mean = ringkasan.iloc[0] if len(ringkasan) else pd.Series(dtype=float)
    total = hasil["efisiensi"].query("level == 'dinas'") if "efisiensi" in hasil else ()
    temuan = hasil.get("temuan")
    counts = {name: _whole(mean.get(name)) for name in COUNTS}
    common = pd.Series([mean.get("rata_acuan_persen")], dtype=float)
    unread = temuan is None or not _printed_figures(
        data, tahun
    )  # nothing found is not nothing sought
    found = {} if unread else count_temuan(temuan)
    return {
        "judul": data.judul,
        "daerah": data.info["daerah"],
        "provinsi": data.info["provinsi"],
        "tahun": tahun,
        **counts,
        "rata_rata": mean.get("rata_rata"),
        **{name: _known(mean.get(name)) for name in MEANS},
        "kategori_acuan": categorize(common, SKALA_BERSAMA).iloc[0],
        "celah_acuan": bool(in_gap(common, SKALA_BERSAMA).iloc[0]),
        "serapan_persen": _known(total["serapan_persen"].iloc[0]) if len(total) else None,
        "n_temuan": found.get("pertentangan"),
        "n_tinggi": found.get("tinggi"),
        **_claims(hasil),
        "n_angka": _printed_figures(data, tahun),
        "urusan": _affairs(data, tahun),
        "deret": _series(hasil.get("deret")),
    }


def _printed_figures(data: DataDinas, tahun: int) -> int | None:
    """Return how many printed figures were read in the report of the year; None where none was.

    Without a document of that year, those of any (as `findings_of` takes them).
    """
    papers = data.info["dokumen"]
    mine = {one["id"] for one in papers if one["tahun"] == tahun} or {one["id"] for one in papers}
    found = 0
    for name, columns in PRINTED.items():
        rows = data.tabel[name]
        cells = rows.loc[rows["dokumen"].isin(mine), list(columns)]
        found += int((cells.fillna("").astype(str) != "").to_numpy().sum())
    return found or None


def _claims(hasil: dict[str, pd.DataFrame]) -> dict:
    """Return how many claims and causes the report was coded for, and how many do not hold."""
    klaim, sebab = hasil.get("klaim", pd.DataFrame()), hasil.get("sebab", pd.DataFrame())
    verdict = klaim["putusan"] if len(klaim) else pd.Series(dtype=str)
    bukti = sebab["bukti"] if len(sebab) else pd.Series(dtype=str)
    return {
        "n_klaim": len(klaim) or None,
        "n_klaim_tidak_didukung": int((verdict == "tidak_didukung").sum()) if len(klaim) else None,
        "n_sebab": int((bukti != "tidak_disebut").sum()) if len(sebab) else None,
        "n_sebab_bertentangan": int((bukti == "bertentangan").sum()) if len(sebab) else None,
    }


def _affairs(data: DataDinas, tahun: int) -> list[str]:
    """Return the affairs of government a dinas spends on in the year: 1.06, 2.08.

    Without a budget of the year those that `dinas.toml` names.
    """
    rows = data.tabel["anggaran"]
    codes = rows.loc[rows["tahun"] == tahun, "kode"].astype(str)
    found = codes.str.extract(AFFAIR, expand=False).dropna()
    return sorted(set(found)) or sorted(data.info.get("urusan", []))


def _series(deret: pd.DataFrame | None) -> list[list]:
    """Return [year, mean by the common yardstick, indicators it stands on] of every known year."""
    if deret is None:
        return []
    known = deret[deret["n_acuan"] > 0].sort_values("tahun")
    return [
        [int(row.tahun), round(float(row.rata_acuan_persen), 4), int(row.n_acuan)]
        for row in known.itertuples()
    ]


def _names(data: DataDinas, konsep: pd.DataFrame | None) -> dict[str, str]:
    """Return what the indicators of a comparison are called in English."""
    shown = () if konsep is None else konsep["nama_indikator"]
    return {name: data.nama_en[name] for name in shown if name in data.nama_en}


def _known_costs(biaya: pd.DataFrame | None) -> pd.DataFrame | None:
    return None if biaya is None else biaya.loc[biaya["biaya_nyata_rp"].notna(), BIAYA]


def _whole(value: float | None) -> int | None:
    return None if value is None or value != value else int(value)


def _known(value: float | None) -> float | None:
    return None if value is None or value != value else round(float(value), 4)


def _records(frame: pd.DataFrame | None) -> list[dict]:
    rows = [] if frame is None else frame.to_dict("records")
    return [{name: value for name, value in row.items() if value == value} for row in rows]

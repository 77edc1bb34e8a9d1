"""What opens a report: key figures, each with its doubt, and a summary in sentences.

Everything is worded from the frames that the chapters saved; what no chapter saved is not told,
and that it was not saved is told instead.
"""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..audit.summary import count_temuan
from ..audit.view import describe_temuan
from ..bahasa.angka import fmt_percent
from ..bahasa.say import say
from ..capaian.view import best_and_worst, describe_capaian
from ..capaian.view_cacah import describe_kepastian
from ..capaian.view_lain import count_turned
from ..efisiensi.tercetak import printed_otherwise
from ..efisiensi.view_hasil import describe_efisiensi
from ..efisiensi.view_serapan import describe_serapan
from ..tren import count_directions
from ..tren.view_arah import describe_tren

__all__ = ["describe_summary", "key_figures", "say_unsaved"]

NEEDED = ("capaian", "ringkasan", "tren", "efisiensi", "temuan", "perbaikan")


def describe_summary(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[str]:
    """Return the summary of one report in sentences.

    What was promised and achieved, where it is heading, what it cost, what contradicts itself.

    Parameters
    ----------
    hasil : dict of DataFrame
        The results by name, as `laporan.read_results` gives them.
    """
    text = []
    if "ringkasan" in hasil:
        text.append(describe_capaian(hasil["ringkasan"], bahasa, hasil.get("angka_lain")))
    if "capaian" in hasil:
        text += best_and_worst(hasil["capaian"], bahasa)
    if "cacah" in hasil:
        text += describe_kepastian(hasil["cacah"], bahasa)
    if "tren" in hasil:
        text.append(describe_tren(hasil["tren"], bahasa))
    if "efisiensi" in hasil:
        text.append(describe_serapan(hasil["efisiensi"], bahasa))
        text.append(describe_efisiensi(hasil["efisiensi"], bahasa))
    if "temuan" in hasil and "perbaikan" in hasil:
        text.append(describe_temuan(hasil["temuan"], hasil["perbaikan"], bahasa))
    return [*text, *say_unsaved(hasil, bahasa)]


def say_unsaved(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[str]:
    """Return the sentence on results that no chapter saved; none where all are there."""
    missing = [name for name in NEEDED if name not in hasil]
    return [say("pembuka.tidak_disimpan", bahasa, hasil=", ".join(missing))] if missing else []


def key_figures(hasil: dict[str, pd.DataFrame], bahasa: str) -> list[dict[str, str]]:
    """Return the figures that open a report: nama, nilai, keterangan (how far to trust it)."""
    figures = []
    if "ringkasan" in hasil:
        figures += _achievement(hasil["ringkasan"], bahasa, hasil.get("angka_lain"))
    if "tren" in hasil:
        figures.append(_direction(hasil["tren"], bahasa))
    if "efisiensi" in hasil:
        figures += _absorption(hasil["efisiensi"], bahasa)
    if "temuan" in hasil and len(hasil["temuan"]) + len(hasil.get("perbaikan", ())) > 0:
        figures.append(_findings(hasil["temuan"], bahasa))
    return figures


def _figure(
    kunci: str, nilai: str, bahasa: str, baris=None, keterangan: str = "keterangan", **more
) -> dict:
    return {
        "nama": say(f"pembuka.{kunci}.nama", bahasa),
        "nilai": nilai,
        "keterangan": say(f"pembuka.{kunci}.{keterangan}", bahasa, baris, **more),
    }


def _achievement(
    ringkasan: pd.DataFrame, bahasa: str, lain: pd.DataFrame | None = None
) -> list[dict]:
    """Return the averages and how many targets were met; nothing where there is no indicator."""
    if ringkasan.empty:
        return []
    row = ringkasan.iloc[0]
    printed = row["rata_tercetak_persen"] == row["rata_tercetak_persen"]
    note = "keterangan_tercetak" if printed else "keterangan"
    note = "tidak_ada" if row["rata_rata"] == "tidak_ada" else note
    met = say("pembuka.tercapai.nilai", bahasa, row)
    own, common = (
        fmt_percent(row[name], bahasa=bahasa)
        for name in ("rata_capaian_persen", "rata_acuan_persen")
    )
    n = int(row["n_indikator"])
    limits = {"bawah": threshold("capaian_bawah"), "atas": threshold("capaian_atas")}
    reached = _figure("tercapai", met, bahasa, row, n=n)
    otherwise = count_turned(lain)
    more = [
        say(f"pembuka.tercapai.lain.{counted}", bahasa, n=otherwise[counted])
        for counted in otherwise
        if otherwise[counted]
    ]
    more += [
        say(f"pembuka.tercapai.tambahan.{name}", bahasa, row, n=int(row[name]))
        for name in ("n_tahun_lain", "n_tanpa_target")
        if row[name]
    ]
    return [
        reached | {"keterangan": "; ".join([reached["keterangan"], *more])},
        _figure("rata_acuan", common, bahasa, row, n=n, **limits),
        _own_average(_figure("rata_capaian", own, bahasa, row, note, n=n), row, bahasa),
    ]


def _own_average(figure: dict, row: pd.Series, bahasa: str) -> dict:
    """Return the own average, with what in it is not the dinas's own."""
    if row["rata_rata"] == "tidak_ada":
        return figure
    more = [
        say(f"pembuka.rata_capaian.tambahan.{name}", bahasa, row, n=int(row[name]))
        for name in ("n_rumus_bersama", "n_ganda")
        if row[name]
    ]
    return figure | {"keterangan": "; ".join([figure["keterangan"], *more])}


def _direction(tren: pd.DataFrame, bahasa: str) -> dict:
    counts = count_directions(tren)
    value = say("pembuka.arah.nilai", bahasa, counts)
    note = "keterangan" if counts["n_cenderung"] else "tanpa_kebetulan"
    return _figure("arah", value, bahasa, counts, note, n=int(counts["n"]))


def _absorption(efisiensi: pd.DataFrame, bahasa: str) -> list[dict]:
    total = efisiensi[efisiensi["level"] == "dinas"].head(1)
    note = "keterangan_tercetak" if printed_otherwise(total).any() else "keterangan"
    if total["pagu_di_luar_pk_rp"].notna().any():
        note = "keterangan_pk"
    return [
        _figure("serapan", fmt_percent(row.serapan_persen, bahasa=bahasa), bahasa, row, note)
        for row in total.itertuples()
    ]


def _findings(temuan: pd.DataFrame, bahasa: str) -> dict:
    found = count_temuan(temuan)
    counts = {"berat": found["tinggi"], "menyentuh": found["menyentuh"]}
    parts = [say(f"pembuka.temuan.bagian.{key}", bahasa, n=n) for key, n in counts.items() if n]
    isi = "; ".join(parts) or say("pembuka.temuan.bagian.ringan", bahasa)
    return _figure("temuan", str(found["pertentangan"]), bahasa, isi=isi)

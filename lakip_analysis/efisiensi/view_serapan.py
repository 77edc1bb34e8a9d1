"""Was the money spent: budget, spending and absorption per programme."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..bahasa.angka import fmt
from ..bahasa.nama import tidy_name
from ..bahasa.say import say, word
from ..show.figure import Gambar, open_axes, wrap
from ..show.pieces import Potongan, fold, paragraphs
from ..show.table import Tabel, make_table
from ..theme import PALETTE, WIDTH, set_theme
from .measures import absorption
from .tercetak import differs_from_parts, printed_otherwise
from .view_ukuran import name_of_line

__all__ = [
    "describe_serapan",
    "figure_serapan",
    "plot_serapan",
    "say_anggaran",
    "table_anggaran",
    "table_serapan",
]

NO_SHARE = ("pagu_kosong", "pagu_nol", "realisasi_kosong")  # absorption has no value, for a reason
MONEY = ["kode", "pagu_rp", "realisasi_rp", "serapan_persen"]


def describe_serapan(efisiensi: pd.DataFrame, bahasa: str) -> str:
    """Return what was allotted and spent by the dinas, and its least absorbed programme.

    Also a printed total that gives another share, and lines whose parts add up to another sum.
    """
    total = efisiensi[efisiensi["level"] == "dinas"]
    if total.empty:
        return say("serapan.tanpa_data", bahasa)
    text = " ".join(
        [
            say("serapan.seluruh", bahasa, total.iloc[0]),
            *_beside_the_promises(total, bahasa),
            *_beside_the_print(total[printed_otherwise(total)], bahasa),
            *_beside_the_parts(efisiensi[differs_from_parts(efisiensi)], bahasa),
        ]
    )
    program = efisiensi[(efisiensi["level"] == "program") & efisiensi["serapan_persen"].notna()]
    if len(program) < 2:
        return text
    lowest = program.loc[program["serapan_persen"].idxmin()]
    return f"{text} {say('serapan.terendah', bahasa, lowest)}"


def _beside_the_promises(total: pd.DataFrame, bahasa: str) -> list[str]:
    """Say what was spent outside the performance agreement, and how much all of it is."""
    text = []
    for row in total[total["pagu_di_luar_pk_rp"].notna()].itertuples():
        pagu = row.pagu_rp + row.pagu_di_luar_pk_rp
        spent = row.realisasi_rp + row.realisasi_di_luar_pk_rp
        key = "di_luar_pk" if spent == spent and pagu else "di_luar_pk_tanpa_realisasi"
        whole = {"semua_pagu_rp": pagu, "semua_realisasi_rp": spent}
        whole["semua_serapan_persen"] = float(absorption(pagu, spent))
        text.append(say(f"serapan.{key}", bahasa, row, **whole))
    return text


def _beside_the_print(total: pd.DataFrame, bahasa: str) -> list[str]:
    text = []
    for row in total.itertuples():
        more = row.realisasi_tercetak_rp - row.realisasi_rp
        key = "sama" if more == 0 else "lebih" if more > 0 else "kurang"
        text.append(say(f"serapan.tercetak.{key}", bahasa, row, selisih_rp=abs(more)))
    return text


def _beside_the_parts(lines: pd.DataFrame, bahasa: str) -> list[str]:
    return [say("serapan.bagian", bahasa, row) for row in lines.itertuples()]


def figure_serapan(efisiensi: pd.DataFrame, bahasa: str) -> Gambar | Potongan:
    """Return budget and spending per programme; a sentence in a year without a budget."""
    program = efisiensi[efisiensi["level"] == "program"]
    if program.empty:
        return paragraphs(say("serapan.tanpa_data", bahasa))
    said = "; ".join(
        say("serapan.alt_kosong" if row.status in NO_SHARE else "serapan.alt_program", bahasa, row)
        for row in program.itertuples()
    )
    return Gambar(
        plot_serapan(efisiensi, bahasa),
        "gambar-serapan",
        say("serapan.keterangan", bahasa),
        say("serapan.alt", bahasa, isi=said),
        bahasa,
        table_serapan(efisiensi, bahasa),
    )


def table_serapan(efisiensi: pd.DataFrame, bahasa: str) -> Tabel:
    """Return allotted, spent and absorption of the dinas and its programmes."""
    rows = efisiensi[efisiensi["level"].isin(["dinas", "program"])]
    rows = rows.assign(
        nama=[name_of_line(row, bahasa) for row in rows.itertuples()],
        serapan_persen=_share_or_reason(rows, bahasa),
    )
    title = say("serapan.tabel", bahasa)
    return make_table(rows, ["nama", *MONEY], title, bahasa, berkas="efisiensi")


def table_anggaran(efisiensi: pd.DataFrame, bahasa: str) -> Tabel:
    """Return every budget line down to the sub kegiatan."""
    rows = efisiensi[efisiensi["level"] != "dinas"]
    rows = rows.assign(
        nama=rows["nama"].map(tidy_name), serapan_persen=_share_or_reason(rows, bahasa)
    )
    title = say("serapan.tabel_baris", bahasa)
    return make_table(rows, ["nama", "level", *MONEY], title, bahasa, berkas="efisiensi")


def say_anggaran(efisiensi: pd.DataFrame, bahasa: str) -> Potongan:
    """Return every budget line, folded."""
    return fold(say("serapan.semua_baris", bahasa), table_anggaran(efisiensi, bahasa))


def plot_serapan(efisiensi: pd.DataFrame, bahasa: str) -> Figure:
    """Draw budget and spending per programme, largest on top; the label says the absorption."""
    set_theme()
    rows = efisiensi[efisiensi["level"] == "program"]
    rows = rows.sort_values("pagu_rp", na_position="first").reset_index(drop=True)
    pagu, spent = rows["pagu_rp"] / 1e6, rows["realisasi_rp"] / 1e6
    fig, ax = open_axes(WIDTH, 0.9 + 0.5 * len(rows), 3.0)
    wide = {"color": PALETTE["latar"], "edgecolor": PALETTE["kosong"], "height": 0.7}
    ax.barh(rows.index, pagu, label=say("serapan.pagu", bahasa), **wide)
    narrow = {"color": PALETTE["utama"], "height": 0.36}
    ax.barh(rows.index, spent, label=say("serapan.realisasi", bahasa), **narrow)
    beside = {"xytext": (5, 0), "textcoords": "offset points", "va": "center", "fontsize": 8.5}
    for i, row in rows.iterrows():
        label = "serapan.batang_kosong" if row["status"] in NO_SHARE else "serapan.batang"
        ax.annotate(say(label, bahasa, row), (pagu.fillna(0)[i], i), **beside)
    ax.set_yticks(rows.index, [wrap(tidy_name(name), 40) for name in rows["nama"]])
    ax.set_ylim(-0.7, len(rows) - 0.4)
    ax.set_xlim(0, pagu.max() * 1.5 if pagu.max() > 0 else 1)  # half as much again for the labels
    ax.set_xlabel(say("serapan.sumbu", bahasa))
    ax.xaxis.set_major_formatter(lambda value, _: fmt(value, 0, bahasa=bahasa))
    ax.xaxis.set_major_locator(MaxNLocator(4))
    ax.legend(loc="lower right")
    return fig


def _share_or_reason(rows: pd.DataFrame, bahasa: str) -> pd.Series:
    """Return absorption, or the words for why there is none, as the figure has them."""
    why = rows["status"].where(rows["status"].isin(NO_SHARE))
    said = why.map(lambda code: word("alasan_putusan", code, bahasa), na_action="ignore")
    return rows["serapan_persen"].astype(object).where(why.isna(), said)

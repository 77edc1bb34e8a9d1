"""Was the money spent: budget, spending and absorption per programme."""

from __future__ import annotations

import pandas as pd

from ..bahasa.nama import tidy_name
from ..bahasa.say import say, word
from ..show.pieces import Potongan, fold
from ..show.table import Tabel, make_table
from .measures import absorption
from .tercetak import differs_from_parts, printed_otherwise

__all__ = [
    "describe_serapan",
    "say_anggaran",
    "table_anggaran",
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


def table_anggaran(efisiensi: pd.DataFrame, bahasa: str) -> Tabel:
    """Return every budget line down to the sub kegiatan."""
    rows = efisiensi[efisiensi["level"] != "dinas"]
    rows = rows.assign(
        nama=[tidy_name(name, bahasa) for name in rows["nama"]],
        serapan_persen=_share_or_reason(rows, bahasa),
    )
    title = say("serapan.tabel_baris", bahasa)
    return make_table(rows, ["nama", "level", *MONEY], title, bahasa, berkas="efisiensi")


def say_anggaran(efisiensi: pd.DataFrame, bahasa: str) -> Potongan:
    """Return every budget line, folded."""
    return fold(say("serapan.semua_baris", bahasa), table_anggaran(efisiensi, bahasa))


def _share_or_reason(rows: pd.DataFrame, bahasa: str) -> pd.Series:
    """Return absorption, or the words for why there is none, as the figure has them."""
    why = rows["status"].where(rows["status"].isin(NO_SHARE))
    said = why.map(lambda code: word("alasan_putusan", code, bahasa), na_action="ignore")
    return rows["serapan_persen"].astype(object).where(why.isna(), said)

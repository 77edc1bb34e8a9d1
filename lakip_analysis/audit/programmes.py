"""Programmes against what stands under them: achievement, and what an output cost."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..numbers import write_number
from .cells import EPSILON
from .findings import cells, findings, none, temuan
from .narrow import anggaran_rows, kinerja_rows
from .prepare import Terbitan
from .severity import grade

__all__ = ["find_cost_above_plan", "find_programme_means", "outputs_of_programmes"]

REPORT = ["dinas", "dokumen", "tahun"]


def find_programme_means(terbitan: Terbitan) -> pd.DataFrame:
    """Find achievements of programmes that no mean of their outputs gives.

    Judged are programmes that print an achievement and neither a target nor a result of their own:
    then it can only come from what stands under them. Accepted is the mean of the outputs or that
    of the means of the activities, of printed or of recomputed achievements.

    Returns
    -------
    DataFrame, one row per programme (`rata_rata_tidak_cocok`)

    Examples
    --------
    >>> money = [("program", "Program A", "", 3), ("subkegiatan", "Data", "d:t1-b3-2023", 4),
    ...          ("subkegiatan", "Latihan", "d:t1-b3-2023", 5)]
    >>> money = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...           "level": level, "nama_tercetak": nama, "induk": induk, "tahun": 2023}
    ...          for level, nama, induk, baris in money]
    >>> rows = [("program", "Program A", 90.0, 7), ("subkegiatan", "Data", 80.0, 8),
    ...         ("subkegiatan", "Latihan", 60.0, 9)]
    >>> rows = [{"id": f"d:t2-b{baris}-2023", "dokumen": "d", "tabel": "2", "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "tahun": 2023, "capaian": nilai,
    ...          "capaian_tercetak": str(nilai)} for level, nama, nilai, baris in rows]
    >>> from .prepare import prepare
    >>> tables = {"terbitan_anggaran": pd.DataFrame(money), "terbitan_kinerja": pd.DataFrame(rows)}
    >>> find_programme_means(prepare(tables))[["tercetak", "hitung_ulang"]].values.tolist()
    [['90.0', '70,00']]
    """
    rows = terbitan.found(kinerja_rows)
    quantity = [*REPORT, "kunci"]
    programmes = rows[(rows["level"] == "program") & (rows["tahap"] == "") & (rows["kunci"] != "")]
    own = programmes[["target", "realisasi"]].notna().any(axis=1)
    measured = own.groupby([programmes[name] for name in quantity]).transform("any")
    programmes = programmes[programmes["capaian"].notna() & ~measured]
    outputs = terbitan.found(outputs_of_programmes)
    if programmes.empty or outputs.empty:
        return none()
    pairs = programmes.merge(
        outputs.rename(columns={"program": "kunci"}), on=quantity, suffixes=("", "_anak")
    )
    records = []
    for _, part in pairs.groupby("id", sort=False):
        row = next(part.itertuples())
        if len(part) > 1 and not any(_meets(row, value, slack) for value, slack in _means(part)):
            records.append(_mean_of_outputs(row, part))
    return findings(records)


def outputs_of_programmes(terbitan: Terbitan) -> pd.DataFrame:
    """Return the outputs of each programme: one row per printed output of an indicator table.

    A line of the budget says under which programme an output stands. Of a name that several
    programmes have (Penyediaan Sandang) it is the programme of the output printed before it, where
    that is one of them. Where several tables list them, those of the fullest count.

    Returns
    -------
    DataFrame
        `dinas`, `dokumen`, `tahun`, `id`, `baris`, `peta`, `program` and `kegiatan` (keys),
        `capaian`, `capaian_hitung`, `h_capaian`, `nama_tercetak`, and `sel_uang`: id of the budget
        line.
    """
    lines = terbitan.found(anggaran_rows)
    lines = lines[lines["tahap"] == ""]
    above = lines.drop_duplicates("id").set_index("id")
    subs = lines[(lines["level"] == "subkegiatan") & (lines["induk"] != "")]
    subs = subs[[*REPORT, "nama", "induk", "id"]].rename(columns={"id": "sel_uang"})
    level = subs["induk"].map(above["level"])
    higher = subs["induk"].where(level == "program", subs["induk"].map(above["induk"]))
    keys = above["nama"]
    named = above["kunci"].where(above["level"] == "program")
    subs = subs.assign(
        kegiatan=subs["induk"].map(keys),
        program=higher.map(named),
    )
    subs = subs[subs["program"].notna() & (subs["program"] != "") & (subs["nama"] != "")]
    subs = subs.drop_duplicates([*REPORT, "nama", "program"])
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["level"] == "subkegiatan") & (rows["tahap"] == "")]
    rows = rows[rows[["capaian", "capaian_hitung"]].notna().any(axis=1)]
    columns = [*REPORT, "id", "baris", "peta", "nama_tercetak", "nama"]
    numbers = ["capaian", "capaian_hitung", "h_capaian", "capaian_tercetak"]
    found = rows[[*columns, *numbers]].merge(subs, on=[*REPORT, "nama"])
    found = found.sort_values([*REPORT, "peta", "baris"], kind="stable")
    only = ~found.duplicated("id", keep=False)
    table = [found[name] for name in [*REPORT, "peta"]]
    before = found["program"].where(only).groupby(table, sort=False).ffill()
    chosen = found[only | (found["program"] == before)].drop_duplicates("id")
    # of several tables that list the outputs of a programme the fullest
    place = [chosen[name] for name in [*REPORT, "program", "peta"]]
    full = chosen["capaian"].notna().groupby(place, sort=False).transform("sum")
    most = full.groupby([chosen[name] for name in [*REPORT, "program"]]).transform("max")
    return chosen[full == most].reset_index(drop=True)


def _means(part: pd.DataFrame) -> list[tuple[float, float]]:
    """Return the means that a programme's achievement may be, each with its rounding."""
    half = part["h_capaian_anak"].fillna(0)
    out = []
    for column in ("capaian_anak", "capaian_hitung_anak"):
        values = part[column].fillna(part["capaian_anak"])
        out.append((values.mean(), half.mean()))
        out.append((values.groupby(part["kegiatan"]).mean().mean(), half.mean()))
    return out


def _meets(row, value: float, slack: float) -> bool:
    return abs(row.capaian - value) <= row.h_capaian + slack + EPSILON


def _mean_of_outputs(row, part: pd.DataFrame) -> dict:
    values = part["capaian_hitung_anak"].fillna(part["capaian_anak"])
    right, gap = values.mean(), abs(row.capaian - values.mean())
    activities = values.groupby(part["kegiatan"]).mean()
    several = len(activities) > 1
    return temuan(
        row,
        "rata_rata_tidak_cocok",
        ("rata_rata.program", "rata_rata.program_kegiatan") if several else "rata_rata.program",
        {"n": len(part)}
        | (
            {"kegiatan": write_number(activities.mean()), "banyak": len(activities)}
            if several
            else {}
        ),
        tercetak=row.capaian_tercetak,
        hitung_ulang=right,
        juga_tercetak=(),
        keparahan=grade("rata_rata", membalik=(row.capaian >= 100) != (right >= 100), selisih=gap),
        membalik=(row.capaian >= 100) != (right >= 100),
        besar=gap / 100,
        terlibat=cells(row.id, "capaian"),
        baris=[row.baris, *part["baris_anak"]],
        kunci=f"rata-rata program {row.kunci}",
    )


def find_cost_above_plan(terbitan: Terbitan) -> pd.DataFrame:
    """Find outputs that cost more apiece than planned while their programme is called efficient.

    A programme for which an efficiency above nought is printed is held against its outputs: one
    whose share of the budget is a fifth or more above what it reached (`audit_biaya_lebih`) was
    no saving.

    Returns
    -------
    DataFrame, one row per output

    Examples
    --------
    >>> money = [("program", "Program A", "", 3, 100e6, 90e6, 10.0),
    ...          ("subkegiatan", "Latihan", "d:t1-b3-2023", 4, 50e6, 50e6, None)]
    >>> money = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...           "level": level, "nama_tercetak": nama, "induk": induk, "tahun": 2023,
    ...           "pagu_rp": pagu, "realisasi_rp": nyata, "efisiensi": hemat,
    ...           "efisiensi_tercetak": "" if hemat is None else str(hemat)}
    ...          for level, nama, induk, baris, pagu, nyata, hemat in money]
    >>> row = {"id": "d:t2-b9-2023", "dokumen": "d", "tabel": "2", "baris": 9, "tahun": 2023,
    ...        "level": "subkegiatan", "nama_tercetak": "Latihan", "capaian": 40.0,
    ...        "capaian_tercetak": "40", "target": 100, "realisasi": 40}
    >>> from .prepare import prepare
    >>> tables = {"terbitan_anggaran": pd.DataFrame(money), "terbitan_kinerja": pd.DataFrame([row])}
    >>> find_cost_above_plan(prepare(tables))[["tercetak", "hitung_ulang"]].values.tolist()
    [['10.0 / 40', '2,50']]
    """
    money, outputs = terbitan.found(anggaran_rows), terbitan.found(outputs_of_programmes)
    said = money[(money["efisiensi"] > 0) & (money["level"] == "program") & (money["tahap"] == "")]
    if said.empty or outputs.empty:
        return none()
    # where it is said with an amount, that is shown
    amount = terbitan.anggaran.drop_duplicates("id").set_index("id")["catatan"].fillna("")
    said = said.assign(sebesar=said["id"].map(amount).where(said["pagu"].isna(), ""))
    said = said.sort_values("sebesar", ascending=False, kind="stable")
    said = said[[*REPORT, "kunci", "efisiensi_tercetak", "sebesar", "baris", "id"]]
    said = said.drop_duplicates([*REPORT, "kunci"]).rename(columns={"kunci": "program"})
    pairs = outputs.merge(said, on=[*REPORT, "program"], suffixes=("", "_program"))
    spent = money.drop_duplicates("id").set_index("id")
    amounts = pairs["sel_uang"]
    share = amounts.map(spent["realisasi"]) / amounts.map(spent["pagu"]).replace(0, pd.NA) * 100
    reached = pairs["capaian_hitung"].fillna(pairs["capaian"])
    pairs = pairs.assign(
        serapan=pd.to_numeric(share),
        tercapai=reached,
        baris_uang=amounts.map(spent["baris"]),
        tabel=pairs["id"].map(
            terbitan.found(kinerja_rows).drop_duplicates("id").set_index("id")["tabel"]
        ),
        kunci=pairs["nama"],
    )
    dear = (pairs["tercapai"] < 100) & (pairs["tercapai"] > 0)
    dear &= pairs["serapan"] >= threshold("audit_biaya_lebih") * pairs["tercapai"]
    off = pairs[dear].drop_duplicates([*REPORT, "program", "nama"])
    return findings(
        temuan(
            row,
            "efisiensi_tidak_cocok",
            "efisiensi.biaya",
            {
                "efisiensi": row.efisiensi_tercetak,
                "serapan": write_number(row.serapan),
                "capaian": write_number(row.tercapai),
            },
            tercetak=" / ".join(
                filter(
                    None,
                    (
                        row.sebesar,
                        row.efisiensi_tercetak,
                        row.capaian_tercetak or write_number(row.tercapai),
                    ),
                )
            ),
            hitung_ulang=row.serapan / row.tercapai,
            keparahan=grade("biaya_lebih", membalik=row.serapan >= 2 * row.tercapai),
            besar=row.serapan / row.tercapai - 1,
            terlibat=cells(row.id, "capaian"),
            baris=[row.baris, int(row.baris_uang), row.baris_program],
            kunci=f"biaya {row.program} {row.nama}",
        )
        for row in off.itertuples()
    )

"""Programmes against what stands under them: achievement, and what an output cost."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

from ..aturan.rules import MEETS, NOISE, load_rules, threshold
from ..capaian.compute import FORMULAS
from ..numbers import write_number
from .cells import reads_as
from .findings import cells, findings, none, temuan
from .narrow import anggaran_rows, kinerja_rows
from .prepare import Terbitan
from .rows import each_row, mean_of_means
from .severity import grade

__all__ = [
    "find_cost_above_plan",
    "find_programme_means",
    "lines_of_programmes",
    "outputs_of_programmes",
]

REPORT = ["dinas", "dokumen", "tahun"]


def find_programme_means(terbitan: Terbitan) -> pd.DataFrame:
    """Find achievements of programmes that no mean of what stands under them gives.

    Judged are programmes that print an achievement and neither a target nor a result of their own:
    then it can only come from what stands under them. Accepted is every reading that a report may
    mean: of the outputs of any table, or of the activities it prints; plain, of the means of the
    activities or lines of the budget, weighted by their money, or all results over all targets; of
    printed or of recomputed achievements, with or without a cap where no programme is printed above
    it; what is not reported left out or counted as nought.

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
    by = programmes.groupby(REPORT)["capaian"]
    programmes = programmes.assign(tertinggi=by.transform("max"))
    shown = _under(programmes, outputs)
    every = _under(programmes, terbitan.found(lines_of_programmes))
    below = {key: part for key, part in every.groupby("id")}
    records = []
    for key, part in shown.groupby("id", sort=False):
        row = next(each_row(part))
        tables = (table for _, table in below[key].groupby(["peta_anak", "level_anak"]))
        groups = [part, *(table for table in tables if table["capaian_anak"].notna().any())]
        readings = _readings(row, groups)
        fits = (reads_as(one, row.capaian, row.h_capaian, slack) for one, slack in readings)
        if len(part) > 1 and not any(fits):
            records.append(_mean_of_outputs(row, part))
    return findings(records)


def _under(programmes: pd.DataFrame, lines: pd.DataFrame) -> pd.DataFrame:
    """Return the rows under each programme beside it, their columns with `_anak`."""
    lines = lines.rename(columns={"program": "kunci"})
    return programmes.merge(lines, on=[*REPORT, "kunci"], suffixes=("", "_anak"))


def outputs_of_programmes(terbitan: Terbitan) -> pd.DataFrame:
    """Return the outputs of each programme: one row per printed output of an indicator table.

    Of `lines_of_programmes` those of lines of the lowest level with an achievement; where several
    tables list them, those of the fullest count.

    Returns
    -------
    DataFrame, the columns of `lines_of_programmes`
    """
    chosen = terbitan.found(lines_of_programmes)
    known = chosen[["capaian", "capaian_hitung"]].notna().any(axis=1)
    chosen = chosen[known & (chosen["level"] == "subkegiatan")]
    place = [chosen[name] for name in [*REPORT, "program", "peta"]]
    full = chosen["capaian"].notna().groupby(place).transform("sum")
    most = full.groupby([chosen[name] for name in [*REPORT, "program"]]).transform("max")
    return chosen[full == most].reset_index(drop=True)


def lines_of_programmes(terbitan: Terbitan) -> pd.DataFrame:
    """Return what indicator tables print of the activities and outputs of each programme.

    A line of the budget says under which programme a row stands. Of a name that several
    programmes have (Penyediaan Sandang) it is the programme of the row printed before it, where
    that is one of them.

    Returns
    -------
    DataFrame
        `dinas`, `dokumen`, `tahun`, `id`, `baris`, `peta`, `level`, `program` and `kegiatan`
        (keys), `target`, `realisasi`, `capaian`, `capaian_hitung`, `h_capaian`, `nama_tercetak`,
        and `sel_uang`: id of the budget line.
    """
    money = terbitan.found(anggaran_rows)
    money = money[money["tahap"] == ""]
    above = money.drop_duplicates("id").set_index("id")
    lower = money[money["level"].isin(["kegiatan", "subkegiatan"]) & (money["induk"] != "")]
    lower = lower[[*REPORT, "level", "nama", "induk", "id"]].rename(columns={"id": "sel_uang"})
    level = lower["induk"].map(above["level"])
    higher = lower["induk"].where(level == "program", lower["induk"].map(above["induk"]))
    named = above["kunci"].where(above["level"] == "program")
    lower = lower.assign(kegiatan=lower["induk"].map(above["nama"]), program=higher.map(named))
    lower = lower[lower["program"].notna() & (lower["program"] != "") & (lower["nama"] != "")]
    lower = lower.drop_duplicates([*REPORT, "level", "nama", "program"])
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "keluaran") & (rows["tahap"] == "")]
    columns = [*REPORT, "level", "id", "baris", "peta", "nama_tercetak", "nama"]
    numbers = ["target", "realisasi", "capaian", "capaian_hitung", "h_capaian", "capaian_tercetak"]
    found = rows[[*columns, *numbers]].merge(lower, on=[*REPORT, "level", "nama"])
    found = found.sort_values([*REPORT, "peta", "baris"], kind="stable")
    only = ~found.duplicated("id", keep=False)
    table = [found[name] for name in [*REPORT, "peta"]]
    before = found["program"].where(only).groupby(table).ffill()
    chosen = found[only | (found["program"] == before)].drop_duplicates("id")
    spent = above["realisasi"].fillna(above["pagu"])
    money_of = [chosen["sel_uang"].map(column) for column in (above["pagu"], spent)]
    return chosen.assign(pagu=money_of[0], biaya=money_of[1]).reset_index(drop=True)


def _readings(row, groups: list[pd.DataFrame]) -> Iterator[tuple[float, float]]:
    """Yield what a programme's achievement may be, each with its rounding."""
    limits = [threshold("capaian_tercapai"), threshold("capaian_atas")]
    caps = [np.inf, *(limit for limit in limits if row.tertinggi <= limit)]
    for part in groups:
        printed, computed = part["capaian_anak"], part["capaian_hitung_anak"]
        half = part["h_capaian_anak"]
        exact = half.mask(computed.notna(), 0.0)
        for values, slack in ((printed, half), (computed.fillna(printed), exact)):
            rounding = slack.mean()
            for some in (values, values.fillna(0)):
                means = (value for cap in caps for value in _means(part, some, cap))
                yield from ((value, rounding) for value in means)
        whole = part[["target_anak", "realisasi_anak"]].dropna().sum()
        pair = whole["target_anak"], whole["realisasi_anak"]
        yield float(FORMULAS["realisasi_per_target"](*pair)), 0.0  # of a target of 0 no number


def _means(part: pd.DataFrame, values: pd.Series, cap: float) -> Iterator[float]:
    """Yield the plain mean of values, that of the means of their groups, the weighted ones."""
    known = values.notna().to_numpy()
    held = np.minimum(values.to_numpy()[known], cap)
    if not len(held):
        return
    yield held.mean()
    for name in ("kegiatan", "sel_uang"):
        yield mean_of_means(held, part[name][known])
    for name in ("pagu", "biaya"):
        weight = part[name].to_numpy()[known]
        if weight.sum() > 0:  # not where one is missing
            yield (held * weight).sum() / weight.sum()


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

    A programme whose printed efficiency meets the bound of the report's own measure (`operator`,
    `batas` of `aturan/efisiensi.csv`) is held against its outputs: one whose share of the budget is
    a fifth or more above what it reached (`audit_biaya_lebih`) was no saving. A report without a
    measure of its own says of no programme that it is efficient.

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
    >>> found = find_cost_above_plan(prepare(tables, {"efisiensi": "sisa"}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['10.0 / 40', '2,50']]
    """
    money, outputs = terbitan.found(anggaran_rows), terbitan.found(outputs_of_programmes)
    said = money[(money["level"] == "program") & (money["tahap"] == "")]
    called = [
        some[_called_efficient(some, measure)]
        for measure, some in terbitan.by_rule("efisiensi", said)
    ]
    said = pd.concat(called) if called else said
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
    dear = (pairs["tercapai"] < threshold("capaian_tercapai")) & (pairs["tercapai"] > 0)
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
        for row in each_row(off)
    )


def _called_efficient(rows: pd.DataFrame, measure: str) -> pd.Series:
    """Say which printed efficiencies the report's own measure calls efficient."""
    rules = load_rules("efisiensi")
    rules = rules[(rules["sebutan"] == measure) & (rules["kata"] == "efisien")]
    rules = rules[rules["hanya_dinas"] != "ya"]
    if rules.empty:
        return pd.Series(False, index=rows.index)
    rule = next(each_row(rules))
    # an index around one may be printed in per cent
    share = rows["efisiensi_tercetak"].str.contains("%") & (float(rule.batas) == 1)
    value = rows["efisiensi"].where(~share, rows["efisiensi"] / 100).round(NOISE)
    even = (value == float(rule.batas)) & (rule.impas == "ya")
    return MEETS[rule.operator](value, float(rule.batas)) & ~even

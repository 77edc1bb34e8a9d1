"""The same quantity in several tables: two values, a value of another year, a digit too many."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from ..aturan.rules import GRADES, threshold
from .cells import deviation, near
from .digits import is_slip
from .findings import WRITE, cells, findings, lines, none, stacked, temuan
from .prepare import Terbitan
from .printed import ANGGARAN, COMPUTED, KINERJA, backed_by_share, printed_quantities, totals
from .rows import any_in, differ, each_row, number_groups
from .severity import grade
from .sums import MONEY
from .used import used_of

__all__ = [
    "find_budget_differences",
    "find_differences",
    "find_label_differences",
    "find_stale",
]


PLACES = 5  # so many lines are named where the usual value stands

LABEL = r"^\s*(AA|A|BB|B|CC|C|D|Pratama|Madya|Nindya|Utama|Mentor|WTP|WDP)\b"


def find_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find targets, realisations and achievements printed with two values for one year.

    Which of the values stands against the others is decided by the arithmetic of their own rows,
    then by the value this project uses, then by the number of tables; a printed line counts once.
    That says nothing on which one is right (see `find_repairs`). A value that the same quantity has
    in another year is `nilai_usang`; one that differs by a power of ten or by a single lost or
    added digit is `angka_janggal`; any other is `beda_antartabel`. A row of which several cells
    deviate is one finding. A value printed with fewer decimals agrees when it is the other one
    rounded. Rows of a plan stage (`tahap`) are compared only among themselves, benchmarks not.
    """
    return _findings([_deviating(terbitan, "kinerja", KINERJA)], terbitan.kinerja, money=False)


def find_budget_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find budgets, spending and absorption printed with two values for one year.

    As `find_differences`; the arithmetic is the sum of the own parts, then the printed absorption.
    """
    off = [_deviating(terbitan, "anggaran", ANGGARAN), _deviating_totals(terbitan.anggaran)]
    return _findings(off, terbitan.anggaran, money=True)


def find_label_differences(terbitan: Terbitan) -> pd.DataFrame:
    """Find levels and letters (Pratama, BB) that differ for the same indicator and year."""
    parts = [_labels(terbitan.kinerja, column) for column in ("target", "realisasi")]
    return stacked(parts)


def find_stale(terbitan: Terbitan) -> pd.DataFrame:
    """Find main indicators whose realisation repeats the year before to the last of four digits.

    Where the year is printed with several values, the one in use counts. Years that follow one
    another are one finding: the same figures, each a year late.
    """
    rows = terbitan.kinerja
    rows = rows[(rows["kelas"] == "utama") & rows["realisasi"].notna() & (rows["tahap"] == "")]
    used = used_of(rows, "realisasi", terbitan.dipakai)
    printed = rows.assign(terpakai=used.isna() | (used == rows["realisasi"]))
    rows = printed[printed["realisasi"] % 1 != 0]
    digits = rows["realisasi_tercetak"].str.replace(r"\D", "", regex=True).str.len()
    rows = rows[digits >= 4].sort_values("terpakai", ascending=False, kind="stable")
    rows = rows.drop_duplicates(["no_besaran", "realisasi"])
    last = rows[["no_deret", "realisasi", "id", "baris", "tabel"]].assign(tahun=rows["tahun"] + 1)
    repeat = ["no_deret", "tahun", "realisasi"]
    same = rows[rows["terpakai"]].merge(last, on=repeat, suffixes=("", "_lalu"))
    same = same.sort_values(["dinas", "dokumen", "kunci", "tahun"], kind="stable")
    late = printed[printed["no_besaran"].isin(same["no_besaran"])]
    prints: dict[tuple, list[str]] = {}
    for row in each_row(late):
        prints.setdefault((row.no_besaran, row.realisasi), []).extend(cells(row.id, "realisasi"))
    chains: list[list] = []
    for row in each_row(same):
        onward = chains and chains[-1][-1].no_deret == row.no_deret
        if not onward or chains[-1][-1].tahun + 1 != row.tahun:
            chains.append([])
        chains[-1].append(row)
    return findings(_stale(chain, prints) for chain in chains)


def _stale(chain: list, prints: dict[tuple, list[str]]) -> dict:
    """Return the one finding on figures of years in a row that each repeat the year before."""
    row, earlier = chain[-1], chain[-2::-1]
    values = {"tahun_lalu": row.tahun - 1, "di": row.tabel_lalu}
    if earlier:
        said = (f"{one.tahun} ({one.realisasi_tercetak})" for one in earlier)
        values["sebelumnya"] = ", ".join(said)
    # wherever that figure is printed for that year it is late
    late = [prints[one.no_besaran, one.realisasi] for one in chain]
    first = cells(row.id, "realisasi")
    return temuan(
        row,
        "nilai_usang",
        ("usang.berulang", "usang.berturut") if earlier else "usang.berulang",
        values,
        tercetak=row.realisasi_tercetak,
        tersangka=tuple(dict.fromkeys((*first, *(name for names in late[::-1] for name in names)))),
        terlibat=tuple(name for one in chain for name in cells(one.id_lalu, "realisasi")),
        baris=[line for one in chain for line in (one.baris, one.baris_lalu)],
        tabel="; ".join(dict.fromkeys(one.tabel for one in chain[::-1])),
    )


def _labels(rows: pd.DataFrame, column: str) -> pd.DataFrame:
    label = rows[f"{column}_tercetak"].str.extract(LABEL, expand=False)
    quantity = ["dinas", "dokumen", "kunci", "tahun"]
    rows = rows.assign(label=label)
    rows = rows[label.notna() & (rows["kunci"] != "") & (rows["tahap"] == "")]
    rows = rows[rows.groupby(quantity)["label"].transform("nunique") > 1]
    if rows.empty:
        return none()
    counts = rows.groupby([*quantity, "label"], sort=False).agg(
        n=("baris", "nunique"),
        baris=("baris", tuple),
        tabel=("tabel", "first"),
        id=("id", "first"),
        nama_tercetak=("nama_tercetak", "first"),
    )
    counts = counts.reset_index().sort_values("n", ascending=False, kind="stable")
    usual = counts.drop_duplicates(quantity)
    off = counts.drop(usual.index).merge(usual, on=quantity, suffixes=("", "_lazim"))
    return findings(
        temuan(
            row,
            "beda_antartabel",
            "beda.label",
            {
                "hal": column,
                "lazim": row.label_lazim,
                "di": row.tabel,
                "di_lazim": row.tabel_lazim,
            },
            tercetak=row.label,
            juga_tercetak=(row.label_lazim,),
            keparahan=grade("beda_label"),
            membalik=True,
            tersangka=cells(row.id, column),
            terlibat=cells(row.id_lazim, column),
            baris=[*row.baris, *row.baris_lazim],
            kunci=f"{row.kunci} {column}",
        )
        for row in each_row(off)
    )


def _deviating(terbitan: Terbitan, rows_of: str, columns: tuple[str, ...]) -> pd.DataFrame:
    """Return the rows of kinerja or anggaran whose value in a column stands against the others.

    One row for each such cell, with `kolom`; a quantity of one column is numbered by `no_besaran`.
    """
    printed = {name: terbitan.found(printed_quantities)[rows_of, name] for name in columns}
    rows = pd.concat(
        [_contested(some, column, terbitan.dipakai) for column, some in printed.items()]
    )
    rows["no_besaran"] = number_groups(rows, ["kolom", "no_besaran"])
    rows = rows[~_ambiguous(rows)]
    if rows.empty:
        return rows
    rows = rows.merge(_likely(rows), on="no_besaran")
    coarser = 0.5 * 10.0 ** -np.minimum(rows["desimal"], rows["desimal_lazim"]).astype(float)
    last_digit = np.where(rows["kolom"].isin(COMPUTED), 2 * coarser, 0.0)
    tolerance = np.where(rows["desimal"] == rows["desimal_lazim"], last_digit, coarser)
    unit, usual = rows["jenis_satuan"], rows["satuan_lazim"]
    ratio = (unit == "rasio") != (usual == "rasio")
    other_unit = ratio | ((unit != "") & (usual != "") & (unit != usual))
    off = rows[~near(rows["nilai"], rows["lazim"], tolerance) & ~other_unit]
    off = off.assign(bisa_target=_read_as_target(off, terbitan.kinerja))
    return off.assign(**_other_year(off, printed), lain=_other_values(off, rows))


def _read_as_target(off: pd.DataFrame, kinerja: pd.DataFrame) -> np.ndarray:
    """Say which results are, on the same line, also read as the target: the sentence is open."""
    place = ["dinas", "dokumen", "baris", "kunci", "tahun"]
    targets = kinerja[kinerja["target"].notna() & kinerja["realisasi"].isna()]
    known = pd.MultiIndex.from_frame(targets[[*place, "target"]])
    mine = pd.MultiIndex.from_frame(off[[*place, "nilai"]])
    return mine.isin(known) & (off["kolom"] == "realisasi").to_numpy()


def _contested(printed: pd.DataFrame, column: str, dipakai: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of quantities that are printed with several values in a column."""
    rows = printed[differ(printed["no_besaran"].to_numpy(), printed["nilai"])]
    return rows.assign(
        kolom=column,
        tercetak=rows[f"{column}_tercetak"],
        jenis_satuan=_unit(rows, column),
        terpakai=used_of(rows, column, dipakai) == rows["nilai"],
    )


def _deviating_totals(anggaran: pd.DataFrame) -> pd.DataFrame:
    """Return totals whose spending stands against that of other totals with the same budget."""
    rows = totals(anggaran)
    rows = rows[differ(rows["no_besaran"].to_numpy(), rows["realisasi"])]
    if rows.empty:
        return rows
    rows = rows.assign(
        nilai=rows["realisasi"],
        tercetak=rows["realisasi_tercetak"],
        desimal=0,
        jenis_satuan="",
        kolom="realisasi",
        terpakai=False,
        didukung=backed_by_share(rows),
        jumlah=0,
    )
    rows = rows.merge(_likely(rows), on="no_besaran")
    off = rows[rows["nilai"] != rows["lazim"]]
    return off.assign(
        bisa_target=False,
        tahun_usang=0,
        sel_usang=[()] * len(off),
        lain=_other_values(off, rows),
    )


def _other_values(off: pd.DataFrame, rows: pd.DataFrame) -> list[tuple[float, ...]]:
    """Return the other values printed for the same quantity, the likely one first."""
    wanted = rows[rows["no_besaran"].isin(off["no_besaran"])]
    order = ["terpakai", "didukung", "baris"]
    ordered = wanted.sort_values(order, ascending=[False, False, True], kind="stable")
    values: dict[int, dict[float, None]] = {}
    for quantity, value in zip(ordered["no_besaran"], ordered["nilai"], strict=True):
        values.setdefault(quantity, {})[value] = None
    return [
        (usual, *(value for value in values[quantity] if value not in (own, usual)))
        for quantity, own, usual in zip(off["no_besaran"], off["nilai"], off["lazim"], strict=True)
    ]


def _findings(off: list[pd.DataFrame], rows: pd.DataFrame, money: bool) -> pd.DataFrame:
    """Return one finding per deviating cell, and one per row of which several cells deviate."""
    off = [part for part in off if len(part)]
    if not off:
        return none()
    cells_of: dict[str, list] = {}
    for row in each_row(pd.concat(off)):
        cells_of.setdefault(row.id, []).append(row)
    alone = [parts[0] for parts in cells_of.values() if len(parts) == 1]
    whole = [parts for parts in cells_of.values() if len(parts) > 1]
    slid = _slid(alone) if money else []
    inside = {row.id for chain in slid for row in chain}
    sources = _sources(whole, rows)
    records = [_difference(row, money) for row in alone if row.id not in inside]
    records += [_slid_column(chain) for chain in slid]
    records += [_whole_row(parts, sources.get(parts[0].id), money) for parts in whole]
    return findings(records)


def _slid(off: list) -> list[list]:
    """Return the runs of lines of a table whose amounts stand one line too high, or too low.

    Each prints what the next of them should print; the last one of the run prints something else.
    """
    out: list[list] = []
    enough = threshold("audit_bergeser_baris")
    tables: dict[tuple, list] = {}
    for row in off:
        if row.kolom in MONEY:
            tables.setdefault((row.no_tabel, row.kolom), []).append(row)
    for rows in tables.values():
        for downward in (False, True):
            chain: list = []
            for row in sorted(rows, key=lambda row: row.baris, reverse=downward):
                if chain and chain[-1].nilai == row.lazim:
                    chain.append(row)
                    continue
                out += [chain] if len(chain) > enough else []
                chain = [row]
            out += [chain] if len(chain) > enough else []
    return out


def _slid_column(chain: list) -> dict:
    """Return the one finding on amounts of a table that stand at other lines than their own."""
    first = min(chain, key=lambda row: row.baris)
    usual = " / ".join(WRITE["rp"](row.lazim) for row in chain)
    own = tuple(name for row in chain for name in cells(row.id, row.kolom))
    return temuan(
        first,
        "beda_antartabel",
        "beda.bergeser",
        {
            "hal": f"{first.kolom}_rp",
            "n": len(chain),
            "lazim": usual,
            "di": _printing_all(chain),
        },
        tercetak=" / ".join(row.tercetak for row in chain),
        juga_tercetak=(usual,),
        keparahan=min((_grade(row, money=True) for row in chain), key=GRADES.index),
        besar=max(deviation(row.nilai, row.lazim) for row in chain),
        uang=max(_rupiah(row, money=True) for row in chain),
        tersangka=own,
        terlibat=tuple(name for row in chain for name in cells(row.id_lazim, row.kolom)),
        alternatif=dict(zip(own, (row.lazim for row in chain), strict=True)),
        baris=[line for row in chain for line in (row.baris, *row.di[:2])],
        kunci=f"bergeser {first.peta} {first.kolom}",
    )


def _sources(off: list[list], rows: pd.DataFrame) -> dict[str, object]:
    """Return for each row the other row whose values it repeats, by its id; none where nothing.

    The row is of another quantity or year, printed on another line, and has all the values that
    deviate; two alike small or round numbers prove nothing.
    """
    found: dict[str, object] = {}
    large = threshold("audit_hitungan_sama")
    rows = rows[rows["dokumen"].isin({parts[0].dokumen for parts in off})]
    printed: dict[tuple, list] = {}
    for column in {parts[0].kolom for parts in off}:
        values = {parts[0].nilai for parts in off}
        for row in each_row(rows[rows[column].isin(values)]):
            value = getattr(row, column)
            printed.setdefault((row.dinas, row.dokumen, column, value), []).append(row)
    for parts in off:
        first, values = parts[0], [(row.kolom, row.nilai) for row in parts]
        if not any(value % 1 or abs(value) >= large for _, value in values):
            continue
        for other in printed.get((first.dinas, first.dokumen, *values[0]), ()):
            same = (other.kunci, other.tahun) == (first.kunci, first.tahun)
            if other.baris == first.baris or same:
                continue
            if all(getattr(other, column) == value for column, value in values):
                found[first.id] = other
                break
    return found


def _unit(rows: pd.DataFrame, column: str) -> pd.Series:
    """Say roughly what is counted: `rasio` (1 : n), `%`, `banyak` (a count), or nothing."""
    unit = rows["satuan_tercetak"].fillna("") if "satuan_tercetak" in rows else ""
    text = rows[f"{column}_tercetak"] + " " + unit
    ratio, share = text.str.contains(r"^1\s*:"), text.str.contains("%")
    count = text.str.contains(r"[A-Za-z]{4,}")
    kinds = np.select([ratio, share, count], ["rasio", "%", "banyak"], "")
    return pd.Series(kinds, index=rows.index)


def _ambiguous(rows: pd.DataFrame) -> np.ndarray:
    """Say which rows carry a name that one table prints with two values for one year."""
    in_table = differ(number_groups(rows, ["no_besaran", "peta"]), rows["nilai"])
    on_line = differ(number_groups(rows, ["no_besaran", "baris"]), rows["nilai"])
    double = (in_table & (rows["kelas"] != "utama")) | on_line
    return any_in(rows["no_besaran"].to_numpy(), double)


def _likely(rows: pd.DataFrame) -> pd.DataFrame:
    """Return for each quantity the value that the others are held against, and where it stands.

    It is the one that its own parts add up to (`jumlah`), then the one in use (`terpakai`), then
    the one that its row's percentage backs (`didukung`), then the one of most tables, of most
    lines, the finest. A line that stands in two tables counts once.
    """
    rows = rows.sort_values("baris", kind="stable")
    value = number_groups(rows, ["no_besaran", "nilai"])
    groups = rows.groupby(value)
    most = groups[["didukung", "jumlah", "terpakai", "desimal"]].max()
    least = groups[["didukung", "jumlah"]].min()
    names = {"jenis_satuan": "satuan_lazim", "tabel": "tabel_lazim", "id": "id_lazim"}
    tables, places = ({name: {} for name in range(len(most))} for _ in range(2))
    for number, table, line in zip(value, rows["tabel"], rows["baris"], strict=True):
        tables[number][table], places[number][line] = None, None
    counts = rows.drop_duplicates(["no_besaran", "nilai"])[["no_besaran", "nilai", *names]]
    counts = counts.set_axis(most.index).rename(columns=names)
    counts = counts.assign(
        didukung=most["didukung"],
        ditolak=least["didukung"],
        jumlah=most["jumlah"],
        bukan_jumlah=least["jumlah"],
        terpakai=most["terpakai"],
        tabel_=groups["peta"].nunique(),
        baris_=[len(numbers) for numbers in places.values()],
        desimal_lazim=most["desimal"],
        di=[lines(numbers)[:PLACES] for numbers in places.values()],
        semua_tabel=[tuple(found) for found in tables.values()],
    )
    # a value that fits in one row and not in another is backed by neither
    for fit, misfit in (("didukung", "ditolak"), ("jumlah", "bukan_jumlah")):
        counts[fit] = counts[fit].mask((counts[fit] > 0) & (counts[misfit] < 0), 0)
    counts["banyak_tabel"] = counts[["tabel_", "baris_"]].min(axis=1)
    order = ["jumlah", "terpakai", "didukung", "banyak_tabel", "baris_", "desimal_lazim"]
    counts = counts.sort_values(order, ascending=False, kind="stable")
    best = counts.drop_duplicates("no_besaran").rename(columns={"nilai": "lazim"})
    inner = ["jumlah", "bukan_jumlah", "didukung", "ditolak", "terpakai", "tabel_", "baris_"]
    return best.drop(columns=inner)


def _other_year(off: pd.DataFrame, printed: Mapping[str, pd.DataFrame]) -> dict[str, list]:
    """Return the other year in which the same quantity has the deviating value, 0 when none.

    `tahun_usang`, and `sel_usang`: the cells of that year and value. Round numbers prove nothing.
    """
    place = ["dinas", "dokumen", "kelas", "kunci", "tahap", "nilai"]
    wanted = set(off["no_deret"])
    years: dict[tuple, dict[int, list[str]]] = {}
    for column, rows in printed.items():
        named = rows[rows["no_deret"].isin(wanted)]
        keys = zip(*(named[name] for name in place), strict=True)
        for key, year, name in zip(keys, named["tahun"], named["id"], strict=True):
            cell = f"{name}|{column}"
            years.setdefault((column, *key), {}).setdefault(year, []).append(cell)
    found, where = [], []
    for key, year in zip(
        zip(*(off[name] for name in ["kolom", *place]), strict=True), off["tahun"], strict=True
    ):
        known = years.get(key, {})
        others = sorted(set(known) - {year})
        other = int(others[-1]) if others and key[-1] % 100 else 0
        found.append(other)
        where.append(tuple(known[other]) if other else ())
    return {"tahun_usang": found, "sel_usang": where}


def _reported_late(row) -> bool:
    """Say whether the value stands for a later year too: it is not the outdated one."""
    return row.kolom == "realisasi" and row.tahun_usang > row.tahun


def _of_another(row, money: bool) -> tuple[str, ...]:
    """Return the cells whose being wrong explains a difference without any sum.

    Those of the year that a late figure was reported for; those of the parent whose only line it is
    and whose amounts it repeats.
    """
    if _reported_late(row):
        return row.sel_usang
    repeats = money and row.kolom in MONEY and row.induk and row.wakil not in (row.kunci, row.id)
    return cells(row.induk, row.kolom) if repeats else ()


def _kind(row) -> str:
    if row.tahun_usang and not _reported_late(row):
        return "nilai_usang"
    return "angka_janggal" if is_slip(row.nilai, row.lazim) else "beda_antartabel"


def _difference(row, money: bool) -> dict:
    several, year = row.banyak_tabel > 1, row.tahun > 0
    first = (
        ("beda.beberapa" if several else "beda.satu")
        if year
        else ("beda.tanpa_tahun_beberapa" if several else "beda.tanpa_tahun")
    )
    jenis = _kind(row)
    more = ("usang.tahun_lain",) if row.tahun_usang else ()
    if jenis == "angka_janggal":
        more = (*more, "beda.satu_angka")
    if row.bisa_target:
        more = (*more, "beda.bisa_target")
    own = cells(row.id, row.kolom)
    return temuan(
        row,
        jenis,
        (first, *more),
        {
            # money has its own words: spending is no "actual figure" in English
            "hal": f"{row.kolom}_rp" if _form(row, money) == "rp" else row.kolom,
            "lazim": WRITE[_form(row, money)](row.lazim),
            "di": row.tabel_lazim,
            "n": row.banyak_tabel,
            "tahun_usang": row.tahun_usang,
        }
        | ({"bisa_target": True} if row.bisa_target else {}),
        tercetak=row.tercetak,
        juga_tercetak=row.lain,
        bentuk=_form(row, money),
        keparahan=_grade(row, money),
        membalik=_flips(row),
        besar=deviation(row.nilai, row.lazim),
        uang=_rupiah(row, money),
        tersangka=own,
        terlibat=cells(row.id_lazim, row.kolom),
        alternatif={own[0]: row.lazim},
        sebab=_of_another(row, money),
        baris=[row.baris, *row.di],
        kunci=f"{row.kunci} {row.kolom}",
    )


def _whole_row(parts: list, source, money: bool) -> dict:
    """Return the one finding on a row of which several cells deviate."""
    first = parts[0]
    kinds = [_kind(row) for row in parts]
    stale = [row for row, jenis in zip(parts, kinds, strict=True) if jenis == "nilai_usang"]
    usual = " / ".join(WRITE[_form(row, money)](row.lazim) for row in parts)
    alike = source is not None and source.kunci == first.kunci
    more = () if source is None else (("beda.baris_tahun",) if alike else ("beda.baris_salinan",))
    values = {"lazim": usual, "di": _printing_all(parts), "n": len(parts)}
    if stale and source is None:
        more = ("usang.sebagian",)
        values |= {"usang": len(stale), "tahun_usang": stale[0].tahun_usang}
    if source is not None:
        values |= {"asal": source.nama_tercetak, "di_asal": source.tabel}
        values |= {"baris_asal": source.baris, "tahun_asal": source.tahun}
    own = tuple(name for row in parts for name in cells(row.id, row.kolom))
    return temuan(
        first,
        # the row is what most of its cells are
        "nilai_usang" if alike or 2 * len(stale) > len(parts) else _of_row(kinds),
        ("beda.baris", *more),
        values,
        tercetak=" / ".join(row.tercetak for row in parts),
        juga_tercetak=(usual,),
        keparahan=min((_grade(row, money) for row in parts), key=GRADES.index),
        membalik=any(_flips(row) for row in parts),
        besar=max(deviation(row.nilai, row.lazim) for row in parts),
        uang=max(_rupiah(row, money) for row in parts),
        tersangka=own,
        terlibat=tuple(name for row in parts for name in cells(row.id_lazim, row.kolom)),
        alternatif=dict(zip(own, (row.lazim for row in parts), strict=True)),
        baris=[first.baris, *(line for row in parts for line in row.di[:2])]
        + ([source.baris] if source is not None else []),
        kunci=f"{first.kunci} baris",
    )


def _printing_all(parts: list) -> str:
    """Return the first table that prints every usual value of a row, else the table of each."""
    for table in parts[0].semua_tabel:
        if all(table in row.semua_tabel for row in parts):
            return table
    return "; ".join(dict.fromkeys(row.tabel_lazim for row in parts))


def _of_row(kinds: list[str]) -> str:
    return "angka_janggal" if set(kinds) == {"angka_janggal"} else "beda_antartabel"


def _rupiah(row, money: bool) -> float:
    """Return how many rupiah are in question; of absorption its share of the budget."""
    gap = abs(row.nilai - row.lazim)
    if not money:
        return float("nan")
    return gap / 100 * row.pagu if row.kolom == "persen" else gap


def _form(row, money: bool) -> str:
    return "rp" if money and row.kolom != "persen" else "nilai"


def _grade(row, money: bool) -> str:
    gap = deviation(row.nilai, row.lazim)
    if money:
        return grade("beda_uang", pokok=row.kelas in ("program", "jumlah"), selisih=gap)
    if row.bisa_target:
        return grade("beda_terbuka")
    return grade("beda", pokok=row.kelas == "utama", membalik=_flips(row), selisih=gap)


def _flips(row) -> bool:
    return row.kolom == "capaian" and (row.nilai >= 100) != (row.lazim >= 100)

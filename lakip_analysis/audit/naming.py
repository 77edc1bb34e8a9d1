"""Names that stand with the wrong figures: budget lines, goals, standard names, benchmarks."""

from __future__ import annotations

import re
from functools import cache

import pandas as pd

from ..aturan.rules import threshold
from ..numbers import write_rupiah
from .digits import LARGE
from .findings import cells, findings, none, temuan
from .likeness import letters_alike, words_alike
from .names import merge_keys, name_keys, standard_names
from .narrow import anggaran_rows, kinerja_rows
from .prepare import REPORT, TABLE, Terbitan
from .rows import each_row
from .severity import grade

__all__ = [
    "find_benchmark_names",
    "find_budget_names",
    "find_goals",
    "find_spelling",
    "find_twice_named",
]

# a word that may be misspelt; shorter ones are too alike
WORD = re.compile(r"[a-z]{5,}")


def find_budget_names(terbitan: Terbitan) -> pd.DataFrame:
    """Find budget lines that print the amounts of one line under another name.

    Two lines of one level and year have the same budget (to the rupiah, from `LARGE` on; a round
    one only with its spending) and, where both print it, the same spending; they stand in different
    tables, of which the one does not print the other name: they are one line. Its name is held to
    be wrong where the other table prints it for other amounts, or where fewer tables have it, or
    where it is no standard name. Tables that list goals instead of lines are left out.

    Returns
    -------
    DataFrame, one row per pair of names (`label_keliru`)

    Examples
    --------
    >>> rows = [("1", 4, "Administrasi Umum Perangkat Daerah"),
    ...         ("2", 9, "Administrasi Keuangan Perangkat Daerah"),
    ...         ("3", 7, "Administrasi Keuangan Perangkat Daerah")]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "kegiatan", "nama_tercetak": nama, "tahun": 2023, "pagu_rp": 12_345_678,
    ...          "realisasi_rp": 11_222_333} for tabel, baris, nama in rows]
    >>> from .prepare import prepare
    >>> found = find_budget_names(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['Administrasi Umum Perangkat Daerah', 'Administrasi Keuangan Perangkat Daerah']]
    """
    rows, standard = terbitan.found(anggaran_rows), standard_names()
    rows = rows[rows["level"].isin(["program", "kegiatan", "subkegiatan"])]
    rows = rows[rows["nama_tercetak"] != ""]
    # a table may list the goals of the lines instead of their names
    table = [rows[name] for name in ["dinas", "dokumen", "peta"]]
    usual = rows["nama"].isin(standard).groupby(table).transform("mean")
    rows = rows[usual >= threshold("audit_tabel_baku")]
    # round amounts are the same in many places
    telling = (rows["pagu"] % threshold("audit_uang_bulat") != 0) | rows["realisasi"].notna()
    rows = rows[(rows["tahap"] == "") & (rows["pagu"] >= LARGE) & telling]
    amounts = [*REPORT, "tahun", "level", "pagu"]
    rows = rows[rows.groupby(amounts)["nama"].transform("nunique") > 1]
    rows = rows[rows.groupby(amounts)["realisasi"].transform("nunique") <= 1]
    if rows.empty:
        return none()
    # the same amounts twice in one table are two lines
    twice = rows.duplicated([*amounts, "peta"], keep=False)
    rows = rows[~twice.groupby([rows[name] for name in amounts]).transform("any")]
    first = rows.drop_duplicates([*amounts, "nama"])
    pairs = first.merge(first, on=amounts, suffixes=("", "_lain"))
    pairs = pairs[pairs["nama"] != pairs["nama_lain"]]
    lines = terbitan.found(anggaran_rows)
    printed = set(zip(*(lines[name] for name in ("dinas", "peta", "nama")), strict=True))
    tables = rows.groupby([*amounts, "nama"])["peta"].nunique()
    count = [tables.get((*place, name), 0) for *place, name in _places(pairs, amounts, "nama")]
    other = [tables.get((*place, name), 0) for *place, name in _places(pairs, amounts, "nama_lain")]
    keep = []
    for row, one, two in zip(each_row(pairs), count, other, strict=True):
        # both names in one table: two lines of equal amounts
        apart = (row.dinas, row.peta, row.nama_lain) not in printed
        known = (row.dinas, row.peta_lain, row.nama) in printed
        less = known or (one, row.nama in standard, -row.baris) < (
            two,
            row.nama_lain in standard,
            -row.baris_lain,
        )
        # two standard names are two lines, however alike
        unlike = {row.nama, row.nama_lain} <= standard or (
            words_alike(row.nama, row.nama_lain) < threshold("audit_nama_uang")
        )
        keep.append(apart and less and unlike)
    pairs = pairs[pd.Series(keep, index=pairs.index, dtype=bool)]
    pairs = pairs.drop_duplicates([*REPORT, "level", "nama", "nama_lain"])
    return findings(
        temuan(
            row,
            "label_keliru",
            "label.uang_sama",
            {"di": row.tabel_lain, "pagu": row.pagu},
            tercetak=row.nama_tercetak,
            hitung_ulang=row.nama_tercetak_lain,
            keparahan=grade("nama_lain"),
            tersangka=cells(row.id, "nama"),
            baris=[row.baris, row.baris_lain],
            kunci=f"{row.nama} nama",
        )
        for row in each_row(pairs)
    )


def _places(rows: pd.DataFrame, columns: list[str], name: str):
    return zip(*(rows[column] for column in [*columns, name]), strict=True)


def find_goals(terbitan: Terbitan) -> pd.DataFrame:
    """Find rows that give a goal the indicator of another goal.

    A pair of goal and indicator that stands in one place only, while that goal is paired with other
    indicators everywhere else, and that indicator with another goal.

    Returns
    -------
    DataFrame, one row per pair (`label_keliru`)

    Examples
    --------
    >>> rows = [("1", 1, "Kesejahteraan", "Angka kemiskinan"),
    ...         ("2", 2, "Kesejahteraan", "Angka kemiskinan"),
    ...         ("1", 3, "Tata kelola", "Nilai SAKIP"), ("2", 4, "Tata kelola", "Nilai SAKIP"),
    ...         ("n1", 9, "Tata kelola", "Angka kemiskinan")]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "sasaran", "sasaran_tercetak": sasaran, "nama_tercetak": nama,
    ...          "tahun": 2023} for tabel, baris, sasaran, nama in rows]
    >>> from .prepare import prepare
    >>> found = find_goals(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['Angka kemiskinan', 'Nilai SAKIP']]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "") & (rows["tahap"] == "")]
    rows = rows[rows["sasaran_tercetak"] != ""]
    rows = rows.assign(sasaran=name_keys(rows["sasaran_tercetak"]))
    same = merge_keys(rows["sasaran"])  # "Meningkatnya …" and "Meningkatkan …" are one goal
    rows = rows.assign(sasaran=rows["sasaran"].map(lambda goal: same.get(goal, goal)))
    pair = [*REPORT, "sasaran", "kunci"]
    # of a row of the highest level the goal is that goal's own, not the one its indicator serves
    rows = rows[rows["level"] != "tujuan"]
    figures = rows[["target_tercetak", "realisasi_tercetak", "capaian_tercetak"]]
    shown = [" / ".join(filter(None, cells_)) for cells_ in figures.to_numpy()]
    # of several rows the fullest stands for the pair
    rows = rows.assign(angka=shown, isi=(figures != "").sum(axis=1))
    rows = rows.sort_values(["isi", "tahun"], ascending=False, kind="stable")
    counts = rows.groupby(pair, sort=False).agg(
        angka=("angka", "first"),
        n=("peta", "nunique"),
        baris=("baris", "first"),
        tabel=("tabel", "first"),
        id=("id", "first"),
        tahun=("tahun", "max"),
        nama_tercetak=("nama_tercetak", "first"),
        sasaran_tercetak=("sasaran_tercetak", "first"),
    )
    counts = counts.reset_index().sort_values("n", ascending=False, kind="stable")
    of_goal = counts.drop_duplicates([*REPORT, "sasaran"])
    of_name = counts.drop_duplicates([*REPORT, "kunci"])
    once = counts[counts["n"] == 1]
    goal = once.merge(of_goal, on=[*REPORT, "sasaran"], suffixes=("", "_lazim"))
    both = goal.merge(
        of_name[[*REPORT, "kunci", "sasaran", "n"]], on=[*REPORT, "kunci"], suffixes=("", "_nama")
    )
    odd = (both["kunci_lazim"] != both["kunci"]) & (both["sasaran_nama"] != both["sasaran"])
    odd &= (both["n_lazim"] > 1) & (both["n_nama"] > 1)
    # another spelling of the goal is no other goal
    alike = [
        words_alike(a, b) >= threshold("audit_nama_hampir")
        for a, b in zip(both["sasaran"], both["sasaran_nama"], strict=True)
    ]
    odd &= ~pd.Series(alike, index=both.index, dtype=bool)
    return findings(
        temuan(
            row,
            "label_keliru",
            "label.sasaran_lain",
            {"sasaran": row.sasaran_tercetak, "di": row.tabel_lazim},
            tercetak=row.nama_tercetak,
            hitung_ulang=row.nama_tercetak_lazim,
            juga_tercetak=(row.angka_lazim,) if row.angka_lazim else (),
            keparahan=grade("nama_lain"),
            tersangka=cells(row.id, "nama"),
            baris=[row.baris, row.baris_lazim],
            kunci=f"{row.sasaran} indikator",
        )
        for row in each_row(both[odd])
    )


def find_spelling(terbitan: Terbitan) -> pd.DataFrame:
    """Find names of budget lines that are a standard name with a misspelt word.

    The name is almost that of the line's standard (its key differs by one or two words, each almost
    a word of the standard name that the printed name lacks). One finding per report.

    Returns
    -------
    DataFrame, one row per report (`label_keliru`)

    Examples
    --------
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "level": "kegiatan",
    ...        "nama_tercetak": "Perencanaan, Penggangaran, dan Evaluasi Kinerja Perangkat Daerah",
    ...        "tahun": 2023, "pagu_rp": 5e6}
    >>> from .prepare import prepare
    >>> find_spelling(prepare({"terbitan_anggaran": pd.DataFrame([row])}))["tercetak"].tolist()
    ['Penggangaran']
    """
    rows = terbitan.found(anggaran_rows)
    rows = rows[rows["level"].isin(["program", "kegiatan", "subkegiatan"])]
    keys, (vocabulary, by_size) = standard_names(), _standard_words()
    wrong = {}
    for name in rows["nama"].unique():
        if name in keys or not name:
            continue
        words = name.split()
        strange = [word for word in words if _strange(word, vocabulary)]
        if not strange or len(strange) > 2 or len(words) < 3:
            continue
        rest = frozenset(words) - set(strange)
        for others in by_size.get(len(words), ()):
            if len(others & rest) < len(rest):
                continue
            missing = sorted(others - rest)
            pairs = _spelt(strange, missing)
            if pairs:
                wrong[name] = pairs
                break
    off = rows[rows["nama"].isin(wrong)].drop_duplicates([*REPORT, "nama"])
    return findings(_misspelt(part, wrong) for _, part in off.groupby(REPORT, sort=False))


@cache
def _standard_words() -> tuple[frozenset[str], dict[int, list[frozenset[str]]]]:
    """Return the words of the standard names, and those of each name by how many they are."""
    by_size: dict[int, list[frozenset[str]]] = {}
    for key in standard_names():
        words = key.split()
        by_size.setdefault(len(words), []).append(frozenset(words))
    return frozenset(word for names in by_size.values() for name in names for word in name), by_size


def _strange(word: str, vocabulary: frozenset[str]) -> bool:
    """Say whether a word is none of the standard names; "diluar" is "di luar", no misspelling."""
    known = word in vocabulary or word.removeprefix("di") in vocabulary
    return not known and WORD.fullmatch(word) is not None


def _spelt(strange: list[str], missing: list[str]) -> list[tuple[str, str]]:
    """Return each strange word with the word it stands for; empty where one has none."""
    out = []
    for word in strange:
        best = max(missing, key=lambda one: letters_alike(word, one), default="")
        if not best or letters_alike(word, best) < threshold("audit_salah_eja"):
            return []
        out.append((word, best))
    return out


def _misspelt(rows: pd.DataFrame, wrong: dict) -> dict:
    first = next(each_row(rows))
    pairs = list(dict.fromkeys(pair for name in rows["nama"] for pair in wrong[name]))
    return temuan(
        first,
        "label_keliru",
        "label.salah_eja",
        {"n": len(rows)},
        tercetak="; ".join(_as_printed(word, rows["nama_tercetak"]) for word, _ in pairs),
        hitung_ulang="; ".join(word.capitalize() for _, word in pairs),
        baris=rows["baris"],
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        kunci="salah eja",
    )


def _as_printed(word: str, names: pd.Series) -> str:
    found = names.str.extract(rf"\b({word})\b", flags=re.I, expand=False).dropna()
    return found.iloc[0] if len(found) else word


def find_twice_named(terbitan: Terbitan) -> pd.DataFrame:
    """Find activities that one table prints twice under one programme, with other amounts.

    An activity stands once under its programme: one of the two carries another one's name.

    Returns
    -------
    DataFrame, one row per name (`label_keliru`); what `find_budget_names` finds is not said twice

    Examples
    --------
    >>> rows = [(3, "program", "Perlindungan Anak", "", 9e6), (4, "kegiatan", "Pencegahan", 3, 5e6),
    ...         (7, "kegiatan", "Pencegahan", 3, 4e6)]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "induk": induk and f"d:t1-b{induk}-2023",
    ...          "tahun": 2023, "pagu_rp": pagu} for baris, level, nama, induk, pagu in rows]
    >>> from .prepare import prepare
    >>> find_twice_named(prepare({"terbitan_anggaran": pd.DataFrame(rows)}))["baris"].tolist()
    [(4, 7)]
    """
    rows = terbitan.found(anggaran_rows)
    rows = rows[(rows["level"] == "kegiatan") & (rows["induk"] != "") & rows["pagu"].notna()]
    rows = rows[rows["nama"] != ""]
    place = [*TABLE, "induk", "nama"]
    several = rows.groupby(place)["baris"].transform("nunique") > 1
    other = rows.groupby(place)["pagu"].transform("nunique") > 1
    off = rows[several & other].sort_values("tahun", ascending=False, kind="stable")
    # a name that is known to stand for another line is said there
    told = {name for names in terbitan.found(find_budget_names)["tersangka"] for name in names}
    known = (off["id"] + "|nama").isin(told).groupby([off[name] for name in place]).transform("any")
    same = [*REPORT, "nama"]
    return findings(_twice_named(part) for _, part in off[~known].groupby(same, sort=False))


def _twice_named(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    one = rows[(rows["peta"] == row.peta) & (rows["tahun"] == row.tahun)]
    return temuan(
        row,
        "label_keliru",
        "label.dua_kali",
        {"n": one["baris"].nunique(), "pagu": " / ".join(map(write_rupiah, one["pagu"].unique()))},
        tercetak=row.nama_tercetak,
        keparahan=grade("nama_lain"),
        baris=rows["baris"],
        kunci=f"{row.nama} dua kali",
    )


def find_benchmark_names(terbitan: Terbitan) -> pd.DataFrame:
    """Find benchmarks that stand beside an indicator and measure something else.

    A row of another body (stage `pembanding`) on the line of an own indicator, whose name is not
    like it (`audit_nama_baku`): the two figures cannot be compared.

    Returns
    -------
    DataFrame, one row per set of names (`label_keliru`)

    Examples
    --------
    >>> rows = [("1", "", "Cakupan layanan", "100"), ("1p", "pembanding", "Jumlah panti", "66")]
    >>> rows = [{"id": f"d:t{tabel}-b4-2023", "dokumen": "d", "tabel": tabel, "baris": 4,
    ...          "level": "sasaran", "nama_tercetak": nama, "tahun": 2023, "tahap": tahap,
    ...          "target_tercetak": teks, "target": float(teks)}
    ...         for tabel, tahap, nama, teks in rows]
    >>> from .prepare import prepare
    >>> find_benchmark_names(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].item()
    '66'
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["nama"] != "")]
    line = [*REPORT, "baris", "tahun"]
    own = rows[rows["tahap"] == ""].drop_duplicates(line)
    pairs = rows[rows["tahap"] == "pembanding"].merge(
        own[[*line, "nama", "nama_tercetak"]], on=line, suffixes=("", "_sendiri")
    )
    unlike = [
        words_alike(one, other) < threshold("audit_nama_baku")
        for one, other in zip(pairs["nama"], pairs["nama_sendiri"], strict=True)
    ]
    off = pairs[pd.Series(unlike, index=pairs.index, dtype=bool)]
    return findings(_benchmarks(part) for _, part in off.groupby([*REPORT, "tahun"], sort=False))


def _benchmarks(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    figures = rows["target_tercetak"].where(
        rows["target_tercetak"] != "", rows["realisasi_tercetak"]
    )
    return temuan(
        row,
        "label_keliru",
        "label.pembanding_lain",
        {
            "n": rows["nama"].nunique(),
            "lain": row.nama_tercetak,
            "sendiri": row.nama_tercetak_sendiri,
        },
        tercetak="; ".join(dict.fromkeys(figures)),
        keparahan=grade("nama_lain"),
        baris=rows["baris"],
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        nama=row.nama_tercetak_sendiri,
        kunci="pembanding lain",
    )

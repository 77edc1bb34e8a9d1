"""Words that do not fit their figures: totals that are means, two units, another acronym."""

from __future__ import annotations

import re

import pandas as pd

from ..aturan.rules import load_rules
from ..aturan.satuan_nama import counted_unit
from .cells import fits, near, quotient_bounds
from .findings import cells, findings, none, temuan
from .narrow import kinerja_rows
from .prepare import REPORT, TABLE, Terbitan
from .rows import each_row
from .severity import grade
from .words import read_words

__all__ = ["find_acronyms", "find_empty_formulas", "find_means_called_totals", "find_units"]

ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")


def find_means_called_totals(terbitan: Terbitan) -> pd.DataFrame:
    """Find rows called "jumlah" or "total" whose figure is the mean of the rows above.

    Of achievements only: the figure is the mean of at least two rows of its table, and not their
    sum. A total that prints a target and a result, whose own achievement it is, is no mean, even
    where the two agree.

    Returns
    -------
    DataFrame, one row per such row (`label_keliru`)

    Examples
    --------
    >>> rows = [(3, "Indeks A", "sasaran", 90.0), (4, "Indeks B", "sasaran", 100.0),
    ...         (5, "Jumlah", "rata_rata", 95.0)]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "tahun": 2023, "capaian": nilai,
    ...          "capaian_tercetak": str(nilai)} for baris, nama, level, nilai in rows]
    >>> from .prepare import prepare
    >>> found = find_means_called_totals(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found["tercetak"].tolist()
    ['Jumlah 95.0']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows["capaian"].notna()]
    named = rows["nama_tercetak"].str.fullmatch(r"\W*(?:jumlah|total)\b[^a-z]*", case=False)
    totals = rows[named & rows["level"].isin(["jumlah", "rata_rata"])]
    if totals.empty:
        return none()
    members = rows[rows["kelas"] != "jumlah"].groupby(TABLE)["capaian"]
    stats = members.agg(["mean", "sum", "size", "nunique"]).reset_index()
    stats = stats[stats["nunique"] > 1]  # the mean of hundreds is a hundred, and no average
    pairs = totals.merge(stats, on=TABLE)
    half = pairs["h_capaian"].clip(lower=0.005)
    mean = near(pairs["capaian"], pairs["mean"], half) & ~_own_achievement(pairs)
    off = pairs[mean & ~near(pairs["capaian"], pairs["sum"], half)]
    off = off.sort_values("tahun", ascending=False, kind="stable")
    return findings(
        _called_total(part) for _, part in off.groupby(["dinas", "dokumen", "peta", "baris"])
    )


def _own_achievement(rows: pd.DataFrame) -> pd.Series:
    """Say which rows print a target and a result that their achievement follows from."""
    known = rows[["target", "realisasi"]].notna().all(axis=1) & (rows["target"] != 0)
    of_target = quotient_bounds(rows["realisasi"], 0, rows["target"], 0)
    return known & pd.Series(fits(rows["capaian"], rows["h_capaian"], of_target), rows.index)


def _called_total(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    return temuan(
        row,
        "label_keliru",
        "label.jumlah_rata",
        {"n": row.size, "jumlah": round(row.sum, 2)},
        tercetak=f"{row.nama_tercetak} {' / '.join(rows['capaian_tercetak'])}",
        terlibat=cells(row.id, "capaian"),
        kunci=f"jumlah rata {row.peta}",
    )


def find_empty_formulas(terbitan: Terbitan) -> pd.DataFrame:
    """Find formulas of indicators whose numerator and denominator are one and the same thing.

    Compared are the words of both, with what says the same (dilayani, mendapatkan pelayanan: the
    subject `rumus` of `aturan/kata_klaim.csv`); any other word, order or denial makes them two.

    Returns
    -------
    DataFrame, one row per formula (`pembilang_penyebut`)

    Examples
    --------
    >>> claim = {"id": "d:n1-b9-2023", "dokumen": "d", "tabel": "IKU", "baris": 9, "tahun": 2023,
    ...          "jenis": "rumus", "nama_tercetak": "Persentase lansia yang dilayani",
    ...          "kata_tercetak": "Lansia terlayani / lansia yang mendapat layanan x 100%"}
    >>> from .prepare import prepare
    >>> find_empty_formulas(prepare({"terbitan_klaim": pd.DataFrame([claim])}))["tercetak"].tolist()
    ['Lansia terlayani / lansia yang mendapat layanan']
    """
    claims = terbitan.klaim[terbitan.klaim["jenis"] == "rumus"]
    if claims.empty:
        return none()
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["tahap"] == "") & rows["realisasi"].notna()]
    records = []
    for row in each_row(claims):
        halves = _halves(row.kata_tercetak)
        if len(halves) == 2 and len(set(map(_named, halves))) == 1 and _named(halves[0]):
            mine = rows[(rows["dinas"] == row.dinas) & (rows["dokumen"] == row.dokumen)]
            mine = mine[(mine["tahun"] == row.tahun) & (mine["nama"] == row.kunci)]
            records.append(_empty_formula(row, halves, mine))
    return findings(records)


def _halves(formula: str) -> list[str]:
    """Return what stands above and below the line of a printed formula."""
    # reading a line may have taken the closing braces away
    plain = re.sub(r"\\text\s*\{([^{}]*)\}", r"\1", formula)
    fraction = re.search(r"\\frac\s*\{([^{}]+)\}?\s*\{([^{}]+)", plain)
    parts = (
        fraction.groups() if fraction else re.split(r"\s+(?:/|÷|:|dibagi(?:\s+dengan)?)\s+", plain)
    )
    # what multiplies the quotient stands behind it
    return [
        re.split(r"\s*(?:\\times|(?<!\w)[x×*]|\bdikali)\s*[\d.]+", part)[0].strip(" ()=")
        for part in parts
    ]


def _named(text: str) -> tuple[str, ...]:
    """Return the words of one half in the one form of those that say the same."""
    words = read_words(text, "rumus")
    return tuple(one.arti or one.teks for one in words if one.peran not in ("lewati", "henti"))


def _empty_formula(row, halves: list[str], mine: pd.DataFrame) -> dict:
    return temuan(
        row,
        "pembilang_penyebut",
        "hitungan.rumus_sama",
        {"nama": row.nama_tercetak, "atas": halves[0], "bawah": halves[1]},
        tercetak=" / ".join(halves),
        hitung_ulang="100%",
        keparahan=grade("hitungan", pokok=bool((mine["kelas"] == "utama").any()), membalik=True),
        membalik=True,
        terlibat=tuple(name for id_ in mine["id"] for name in cells(id_, "realisasi")),
        baris=[row.baris, *mine["baris"]],
        kunci=f"{row.kunci} rumus",
    )


def find_units(terbitan: Terbitan) -> pd.DataFrame:
    """Find rows that count the result in another unit than the target: families, persons.

    Only units that count something (`aturan/sebutan_satuan.csv`), and not two names of one: orang
    and jiwa, dokumen and laporan.

    Returns
    -------
    DataFrame, one row per pair of cells (`label_keliru`)

    Examples
    --------
    >>> row = {"id": "d:t1-b4-2023", "dokumen": "d", "tabel": "1", "baris": 4, "tahun": 2023,
    ...        "level": "subkegiatan", "nama_tercetak": "Bantuan sosial", "target": 100,
    ...        "target_tercetak": "100 orang", "realisasi": 90, "realisasi_tercetak": "90 keluarga"}
    >>> from .prepare import prepare
    >>> find_units(prepare({"terbitan_kinerja": pd.DataFrame([row])}))["tercetak"].tolist()
    ['90 keluarga / 100 orang']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] != "jumlah") & rows[["target", "realisasi"]].notna().all(axis=1)]
    units = [counted_unit(rows[f"{name}_tercetak"]) for name in ("target", "realisasi")]
    off = rows[(units[0] != "") & (units[1] != "") & (units[0] != units[1])]
    cells_of = ["dinas", "dokumen", "tahun", "target_tercetak", "realisasi_tercetak"]
    return findings(_units(part) for _, part in off.groupby(cells_of, sort=False))


def _units(rows: pd.DataFrame) -> dict:
    row = next(each_row(rows))
    return temuan(
        row,
        "label_keliru",
        "label.satuan",
        {"target": row.target_tercetak, "realisasi": row.realisasi_tercetak},
        tercetak=f"{row.realisasi_tercetak} / {row.target_tercetak}",
        terlibat=cells(row.id, "target", "realisasi"),
        baris=rows["baris"],
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        kunci=f"{row.kunci or row.id} satuan",
    )


def find_acronyms(terbitan: Terbitan) -> pd.DataFrame:
    """Find main indicators printed with another acronym than everywhere else: PPKS for PSKS.

    Spellings are known to be one indicator by their figures (`kunci`). The acronym of a spelling
    stands in no other table's, which all carry one that it lacks and that is almost it. A word that
    is only written large (RATIO KDRT) is no acronym, nor is one misprinted whose words stand in the
    same name, whatever their form, nor one that took another one's place (PMKS, PPKS).

    Returns
    -------
    DataFrame, one row per spelling (`label_keliru`)

    Examples
    --------
    >>> rows = [("1", 4, "TFR per WUS"), ("2", 5, "TFR per WUS"), ("3", 6, "TRF per WUS")]
    >>> rows = [{"id": f"d:t{tabel}-b{baris}-2023", "dokumen": "d", "tabel": tabel, "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": nama, "tahun": 2023, "realisasi": 1.7}
    ...         for tabel, baris, nama in rows]
    >>> from .prepare import prepare
    >>> find_acronyms(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["hitung_ulang"].tolist()
    ['TFR per WUS']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "") & (rows["tahap"] == "")]
    rows = rows[rows.groupby([*REPORT, "kunci"])["nama_tercetak"].transform("nunique") > 1]
    records = []
    for _, part in rows.groupby([*REPORT, "kunci"], sort=False):
        spelled = part.groupby("nama_tercetak", sort=False)["peta"].nunique()
        words = _acronyms(list(spelled.index))
        for name, own in words.items():
            others = [found for other, found in words.items() if other != name and found]
            tables = sum(n for other, n in spelled.items() if other != name)
            common = set.intersection(*others) if others else set()
            odd = own - set().union(*others) if others else set()
            wrong = {
                (a, b)
                for a in odd
                for b in common - own
                if (sorted(a) == sorted(b) or _one_letter(a, b)) and not _renamed(a, b)
            }
            if wrong and spelled[name] < tables:
                usual = max(
                    (other for other in words if other != name and words[other]),
                    key=lambda other: spelled[other],
                )
                records.append(_acronym(part, name, usual))
    return findings(records)


def _renamed(one: str, other: str) -> bool:
    """Say whether one term officially took the place of the other (`aturan/ganti_istilah.csv`)."""
    pairs = load_rules("ganti_istilah")[["lama", "baru"]].itertuples(index=False, name=None)
    return any({one, other} == set(pair) for pair in pairs)


def _acronyms(names: list[str]) -> dict[str, set[str]]:
    """Return the acronyms of each spelling: large letters that no spelling writes as a word.

    Of a name all in capitals only those that another name has, or that are like no word of it; of
    none those that it spells out.
    """
    mixed = [name for name in names if re.search(r"[a-z]", name)]
    known = {word for name in mixed for word in ACRONYM.findall(name)}
    plain = {word.upper() for name in mixed for word in re.findall(r"\b[A-Z]?[a-z]+\b", name)}
    out = {}
    for name in names:
        found = set(ACRONYM.findall(name))
        if name not in mixed:
            like = {word for word in found if _almost_any(word, plain)}
            found = (found - like) | (found & known) if mixed else set()
        out[name] = {word for word in found - plain if not _spelled_out(word, name)}
    return out


def _almost_any(word: str, plain: set[str]) -> bool:
    return any(word == other or _one_letter(word, other) for other in plain)


def _spelled_out(acronym: str, name: str) -> bool:
    """Say whether the words that an acronym stands for are in its own name."""
    words = [word for word in re.findall(r"\w+", name.lower()) if word != acronym.lower()]
    initials = "".join(word[0] for word in words)
    plain = "".join(word[0] for word in words if word not in ("dan", "yang", "di", "untuk", "bagi"))
    return acronym.lower() in initials or acronym.lower() in plain


def _one_letter(one: str, other: str) -> bool:
    return len(one) == len(other) and sum(a != b for a, b in zip(one, other, strict=True)) == 1


def _acronym(part: pd.DataFrame, name: str, usual: str) -> dict:
    rows = part[part["nama_tercetak"] == name]
    row = next(each_row(rows))
    return temuan(
        row,
        "label_keliru",
        "label.singkatan",
        {"di": part.loc[part["nama_tercetak"] == usual, "tabel"].iloc[0]},
        tercetak=name,
        hitung_ulang=usual,
        keparahan=grade("nama_lain"),
        tersangka=cells(row.id, "nama"),
        baris=sorted(set(rows["baris"])),
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        kunci=f"{row.kunci} singkatan",
    )

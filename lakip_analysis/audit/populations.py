"""Counts of whole populations: rates on two of them, more people than there are, components."""

from __future__ import annotations

import re

import pandas as pd

from ..aturan.rules import threshold
from ..aturan.satuan_nama import counted_unit
from ..numbers import write_value
from .cells import deviation, near
from .counts import find_count_differences
from .findings import cells, findings, none, temuan
from .names import name_key
from .narrow import kinerja_rows
from .prepare import REPORT, Terbitan
from .rows import each_row
from .severity import grade

__all__ = ["find_component_totals", "find_more_than_exist", "find_two_denominators"]

COUNTS = ("pembilang", "penyebut")

ACRONYM = re.compile(r"\b[A-Z]{3,6}\b")

# words around the acronym that an indicator is named by
MEASURE = re.compile(
    r"\b(?:persentase|nilai|skor|indeks|predikat|peringkat|kategori|tingkat|status|capaian|hasil"
    r"|pencapaian|terpenuhinya|pemenuhan|tercapainya|indikator|jumlah|evaluasi|penilaian|kabupaten"
    r"|kota)\b"
)

# over so many units a rate is printed: a share, and per 1,000 to 100,000
READINGS = (100, 1000, 10_000, 100_000)

# output that grows through the years, or counts of the same people several times
CUMULATIVE = re.compile(r"\b(?:kumulatif|akumulasi|s\.?/?d\.?|sampai dengan|sejak)(?!\w)", re.I)

# what the group does for others: those who are counted took part, and need not belong to it
OUTREACH = re.compile(r"\b(?:sosialisasi|penyuluhan|kampanye|penyebarluasan|edukasi)\b", re.I)


def find_two_denominators(terbitan: Terbitan) -> pd.DataFrame:
    """Find rates that one place counts on two populations.

    The same numerator of one indicator and year stands over two denominators more than one per cent
    apart (`audit_populasi`), and the printed rate follows from one of them and not from the other:
    1 : n, a share, or so many per 1,000, 10,000 or 100,000. The finding gives the other. Two
    denominators that are told as a difference between tables (`find_count_differences`) are not
    said again.

    Returns
    -------
    DataFrame, one row per rate (`pembilang_penyebut`)

    Examples
    --------
    >>> rows = [(4, "0,04", 0.04, 284000), (5, "1 : 36250", 36250.0, 435000)]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": "sasaran", "nama_tercetak": "Rasio KDRT", "tahun": 2023,
    ...          "realisasi_tercetak": teks, "realisasi": nilai, "pembilang": 12,
    ...          "penyebut": bawah} for baris, teks, nilai, bawah in rows]
    >>> from .prepare import prepare
    >>> found = find_two_denominators(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))
    >>> found[["tercetak", "hitung_ulang"]].values.tolist()
    [['1 : 36250', '1 : 23667']]
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[(rows["kelas"] != "jumlah") & (rows["tahap"] == "") & (rows["kunci"] != "")]
    rows = rows[(rows["pembilang"] > 0) & (rows["penyebut"] > 0)]
    where = ["dinas", "dokumen", "peta", "kelas", "kunci", "tahun", "pembilang"]
    other = rows[[*where, "penyebut", "penyebut_tercetak", "baris", "id"]]
    pairs = rows[rows["realisasi"].notna()].merge(other, on=where, suffixes=("", "_lain"))
    apart = (pairs["penyebut"] / pairs["penyebut_lain"] - 1).abs() > threshold("audit_populasi")
    pairs = pairs[apart]
    told = {name for names in terbitan.found(find_count_differences)["terlibat"] for name in names}
    known = [
        f"{one}|penyebut" in told and f"{two}|penyebut" in told
        for one, two in zip(pairs["id"], pairs["id_lain"], strict=True)
    ]
    pairs = pairs[~pd.Series(known, index=pairs.index, dtype=bool)]
    per = pd.Series([_reading(row) for row in each_row(pairs)], index=pairs.index, dtype=object)
    off = pairs.assign(per=per)[per.notna()]
    # two rows that each follow their own denominator are one finding
    off = off.sort_values("per", kind="stable").drop_duplicates("id")
    off = off.drop_duplicates([name for name in where if name != "peta"]).sort_index()
    return findings(_denominator(row) for row in each_row(off))


def _reading(row) -> int | None:
    """Return over how many units the own counts give the printed rate, 0 for 1 : n, else nothing.

    Nothing also where the other denominator gives the same figure.
    """
    if re.match(r"\s*1\s*:", row.realisasi_tercetak):
        own, other = (down / row.pembilang for down in (row.penyebut, row.penyebut_lain))
        return 0 if abs(own - row.realisasi) <= 1 < abs(other - row.realisasi) else None
    half = row.h_realisasi or 0.5
    for per in READINGS[:1] if "%" in row.realisasi_tercetak else READINGS:
        own, other = (per * row.pembilang / down for down in (row.penyebut, row.penyebut_lain))
        if near(own, row.realisasi, half) and not near(other, row.realisasi, half):
            return per
    return None


def _denominator(row) -> dict:
    right = row.penyebut_lain / row.pembilang
    right = right if row.per == 0 else row.per / right
    gap = deviation(right, row.realisasi)
    return temuan(
        row,
        "pembilang_penyebut",
        "hitungan.dua_penyebut",
        {"penyebut": write_value(row.penyebut), "lain": write_value(row.penyebut_lain)},
        tercetak=row.realisasi_tercetak,
        hitung_ulang=f"1 : {right:.0f}" if row.per == 0 else right,
        keparahan=grade("hitungan", pokok=row.kelas == "utama", selisih=gap * 100),
        besar=gap,
        terlibat=cells(row.id, "realisasi", "penyebut"),
        baris=[row.baris, row.baris_lain],
        kunci=f"{row.kunci} penyebut",
    )


def find_more_than_exist(terbitan: Terbitan) -> pd.DataFrame:
    """Find more people reached than there are.

    A map gives lists of who there is the stage `persediaan` (rows of the workforce, of members); an
    output whose name holds the name of such a group, or its own abbreviation (TKSK), and that
    counts people must not reach more of them in that year. What counts people is said by the cell
    or the column of units (`aturan/sebutan_satuan.csv`); orang-kali, orang/bulan and activities are
    no people, a cumulative count may hold one person twice, and an outreach (sosialisasi,
    penyuluhan) counts those who came to the group.

    Returns
    -------
    DataFrame, one row per output (`pembilang_penyebut`)

    Examples
    --------
    >>> rows = [(4, "urusan", "Tenaga Sosial Kecamatan", "6 Orang", 6, "persediaan"),
    ...         (9, "subkegiatan", "Pelatihan Tenaga Sosial Kecamatan", "41 Orang", 41, "")]
    >>> rows = [{"id": f"d:t1-b{baris}-2023", "dokumen": "d", "tabel": "1", "baris": baris,
    ...          "level": level, "nama_tercetak": nama, "tahun": 2023, "tahap": tahap,
    ...          "realisasi_tercetak": teks, "realisasi": nilai}
    ...         for baris, level, nama, teks, nilai, tahap in rows]
    >>> from .prepare import prepare
    >>> find_more_than_exist(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].tolist()
    ['41 Orang']
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows["realisasi"].notna()]
    stock = rows[rows["tahap"] == "persediaan"]
    served = rows[(rows["tahap"] == "") & (rows["kelas"] == "keluaran")]
    people = counted_unit(served["realisasi_tercetak"], served["satuan_tercetak"]) == "orang"
    said = served["nama_tercetak"] + " " + served["satuan_tercetak"] + " "
    said += served["realisasi_tercetak"]
    served = served[people & ~said.str.contains(CUMULATIVE) & ~said.str.contains(OUTREACH)]
    if stock.empty or served.empty:
        return none()
    records = []
    for there in each_row(stock):
        mine = served[(served["dinas"] == there.dinas) & (served["dokumen"] == there.dokumen)]
        mine = mine[(mine["tahun"] == there.tahun) & (mine["realisasi"] > there.realisasi)]
        named = pd.Series(False, index=mine.index)
        if " " in there.nama:
            named |= (" " + mine["nama"] + " ").str.contains(f" {there.nama} ", regex=False)
        for short in _own_acronyms(there.nama_tercetak):
            named |= mine["nama_tercetak"].str.contains(rf"\b{short}\b")
        for _, part in mine[named].groupby("realisasi", sort=False):
            records.append(_more(part, there))
    return findings(records)


def _own_acronyms(name: str) -> list[str]:
    """Return the abbreviations that a name gives itself in brackets, or is alone."""
    inside = re.findall(r"\(([A-Z][A-Za-z0-9]{2,9})\)", name)
    whole = [name.strip()] if ACRONYM.fullmatch(name.strip()) else []
    return [re.escape(short) for short in [*inside, *whole]]


def _more(rows: pd.DataFrame, there) -> dict:
    row = next(each_row(rows))
    return temuan(
        row,
        "pembilang_penyebut",
        "hitungan.melebihi_ada",
        {"ada": there.realisasi_tercetak, "di": there.tabel, "hal": there.nama_tercetak},
        tercetak=row.realisasi_tercetak,
        hitung_ulang=there.realisasi_tercetak,
        keparahan=grade("hitungan", membalik=True),
        membalik=True,
        besar=row.realisasi / max(there.realisasi, 1) - 1,
        terlibat=cells(row.id, "realisasi"),
        baris=[*rows["baris"], there.baris],
        tabel="; ".join(dict.fromkeys(rows["tabel"])),
        kunci=f"{there.nama} ada",
    )


def find_component_totals(terbitan: Terbitan) -> pd.DataFrame:
    """Find lists of components whose counts do not add up to those of their indicator.

    A table of components names its indicator by an acronym of its caption (KLA); its rows print
    counts and no total. The acronym is the indicator's own: its name says nothing else, and no
    other indicator of the report is named by it (OPD, APBD and KDRT name none). Both counts of the
    indicator must be the sums, or neither list says what the indicator is made of.

    Returns
    -------
    DataFrame, one row per table (`beda_antartabel`)

    Examples
    --------
    >>> rows = [("1", 4, "sasaran", "Indikator KLA", 701, 1000)]
    >>> rows += [("Hasil KLA", 9 + n, "urusan", f"Klaster {n}", 300, 400) for n in range(3)]
    >>> rows = [{"id": f"d:t{tabel[:1]}-b{baris}-2023", "dokumen": "d", "tabel": tabel,
    ...          "baris": baris, "level": level, "nama_tercetak": nama, "tahun": 2023,
    ...          "pembilang": satu, "penyebut": dua, "pembilang_tercetak": str(satu),
    ...          "penyebut_tercetak": str(dua)} for tabel, baris, level, nama, satu, dua in rows]
    >>> from .prepare import prepare
    >>> find_component_totals(prepare({"terbitan_kinerja": pd.DataFrame(rows)}))["tercetak"].item()
    '701 / 1000'
    """
    rows = terbitan.found(kinerja_rows)
    rows = rows[rows[list(COUNTS)].notna().all(axis=1) & (rows["tahap"] == "")]
    main = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "")]
    parts = rows[(rows["kelas"] == "keluaran") & rows["tabel"].str.contains(ACRONYM)]
    if main.empty or parts.empty:
        return none()
    signs = {name: _names_by(name) for name in main["nama_tercetak"].unique()}
    main = main.assign(lambang=main["nama_tercetak"].map(signs))
    main = main[main["lambang"] != ""]
    shared = main.groupby([*REPORT, "lambang"])["kunci"].transform("nunique") > 1
    main = main[~shared]
    records = []
    for (*place, tahun), list_ in parts.groupby([*REPORT, "peta", "tahun"], sort=False):
        said = set(ACRONYM.findall(list_["tabel"].iloc[0]))
        mine = main[(main["dinas"] == place[0]) & (main["dokumen"] == place[1])]
        mine = mine[(mine["tahun"] == tahun) & mine["lambang"].isin(said)]
        if len(list_) < threshold("audit_komponen") or mine["kunci"].nunique() != 1:
            continue
        sums = list_[list(COUNTS)].sum()
        row = next(each_row(mine))
        close = threshold("audit_komponen_dekat")
        same = [deviation(getattr(row, name), sums[name]) <= close for name in COUNTS]
        if sums.all() and not any(same):
            records.append(_components(row, list_, sums))
    return findings(records)


def _names_by(name: str) -> str:
    """Return the one acronym that an indicator is named by, or nothing: Indikator KLA.

    Its own words may stand beside it: Kota Layak Anak (KLA).
    """
    signs = set(ACRONYM.findall(name))
    if len(signs) != 1:
        return ""
    (sign,) = signs
    # a bracket that abbreviates the words before it is gone from the key
    rest = [word for word in name_key(name).split() if word != sign.lower()]
    initials = "".join(word[0] for word in rest)
    bare = MEASURE.sub(" ", " ".join(rest)).split()
    return sign if not bare or initials.endswith(sign.lower()) else ""


def _components(row, list_: pd.DataFrame, sums: pd.Series) -> dict:
    total = (
        f"{write_value(round(sums['pembilang'], 2))} / {write_value(round(sums['penyebut'], 2))}"
    )
    gap = deviation(row.pembilang, sums["pembilang"])
    return temuan(
        row,
        "beda_antartabel",
        "beda.komponen",
        {"n": len(list_), "di": list_["tabel"].iloc[0], "lazim": total},
        tercetak=f"{row.pembilang_tercetak} / {row.penyebut_tercetak}",
        juga_tercetak=(total,),
        # both counts are others: the list may hold another scale, so it is never grave
        keparahan=grade("beda", selisih=gap),
        besar=gap,
        terlibat=cells(row.id, *COUNTS),
        baris=[row.baris, *list_["baris"]],
        kunci=f"{row.kunci} komponen",
    )

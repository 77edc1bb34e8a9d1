"""How a value is written: cells as people write them → the writing of the contract.

`1.234,5` in a column with decimal commas, `12 kali` of an indicator counted in kali, `≥ 95`,
`belum diukur`, `Rp 1,5 M`. Which mark is the decimal one is decided by all cells of a column, never
by one; what a column does not decide is asked, never guessed.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ..errors import Fault, short_name
from ..numbers import Angka, read_date, read_number, read_rupiah, style_of
from .schemas import JENIS, NUMBERS, TABEL

__all__ = ["CLOCK", "fill_kinds", "settle", "settle_tables", "with_choices"]

# tables that people write; the published rows keep the printed cell beside the number as read
WRITTEN = tuple(
    nama
    for nama in TABEL
    if not nama.startswith("terbitan") and nama not in ("koreksi", "pilihan", "pilihan_lain")
)

# a decimal mark with three digits behind it may be a thousand: 120.000 · 1:5.000
THREE = r"-?(?:1\s*:\s*)?[1-9]\d{0,2}[.,]\d{3}"

# between the bounds of a range, or before the first of them
TO = r"\d\s*%?\s*(?:[-–—]|s/d|s\.d\.?|sampai|hingga)\s*\d|[≥>].*[≤<]|[Aa]ntara"

# what is said instead of a figure that is not there yet; Tidak alone is a grade (Ada, Tidak)
NOT_YET = (
    r"(?:(?:data )?belum|masih|menunggu|dalam proses|akan|tidak (?:di|ter|dapat|ada data)) ?\w.*|"
    r"di(?:ukur|hitung|nilai|rilis)\b.*"
)

WORD = r"[A-Z][A-Za-z]+( [A-Za-z]+){0,4}"  # Pratama, but also NA and Belum diukur

# 31 Maret 2019, 31-03-2019, 2019-03-31 (what Excel makes of a date)
DATE = (
    r"\d{1,2} (?:jan|[fp]eb|mar|apr|mei|jun|jul|ag[ut]|sep|okt|no[vp]|des)[a-z]* (?:19|20)\d\d|"
    r"\d{1,2}[-/]\d{1,2}[-/](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d"
)
LATE = (
    "tanggal bukan angka",
    "bila Excel yang mengubahnya, format selnya sebagai Teks lalu ketik lagi; bila memang tenggat, "
    "tulis satuan indikatornya tanggal (atau keterlambatannya dalam hari), makin baik bila turun",
)
DATED = ("tanggal", "tgl", "tenggat", "batas waktu")  # units of an indicator that is a date
CLOCK = (
    "jam bukan angka",
    "Excel mengubah rasio menjadi jam: format selnya sebagai Teks lalu tulis misalnya 1 : 42",
)

# what Excel makes of TRUE and FALSE that are typed into a cell; ya and tidak where a list has them
TRUTH = {"true": "ya", "benar": "ya", "false": "tidak", "salah": "tidak"}
BOOLEAN = (
    "TRUE/FALSE (BENAR/SALAH) bukan nilai",
    "tulis angkanya; bila yang dinilai adanya, tulis Ada atau Tidak",
)

BRACKETS = r"\(\s*(\d[\d.,]*)\s*%?\s*\)\s*%?"  # a loss for accountants, a remark for others

# a word before a grade or a score that says only what it is: Level 3 · Predikat BB
SAID = r"(?:level|tingkat|predikat|peringkat|kategori|nilai|skor|kelas|opini)\s*:?\s+(?=\S)"


CODED = ("slug", "kode", "tahun")  # kinds of cell that blanks around do not belong to

BARE = re.compile(r"\d{0,15}")  # an empty cell, or a whole number in the writing of the contract


def with_choices(frames: dict[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Return the tables with a value of a list (naik, sasaran, ya) as the list writes it: Naik.

    Blanks around a code, a year or an identifier go.
    """
    out = {}
    for nama, frame in frames.items():
        same = {}
        for kolom in TABEL[nama].kolom if len(frame) else ():
            known = {choice.casefold(): choice for choice in kolom.pilihan or ()}
            if "ya" in known:
                known |= TRUTH
            cells = set(frame[kolom.nama].tolist()) if known or kolom.jenis in CODED else ()
            if known:
                meant = {cell: known.get(cell.strip().casefold(), cell) for cell in cells}
            else:
                meant = {cell: cell.strip(" \t\xa0") for cell in cells}
            if any(cell != plain for cell, plain in meant.items()):
                same[kolom.nama] = frame[kolom.nama].map(meant)
        out[nama] = frame.assign(**same) if same else frame
    return out


def fill_kinds(indikator: pd.DataFrame, kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return indikator.csv with the kind of target where it was left empty: the values say it.

    Parameters
    ----------
    indikator : DataFrame, all text, one row per indicator
        Needs `indikator`, `jenis_target`, `satuan`.
    kinerja : DataFrame, all text, one row per (indikator, tahun)

    Examples
    --------
    >>> rows = pd.DataFrame({"indikator": ["a", "b"], "jenis_target": "", "satuan": ""})
    >>> values = {"indikator": ["a", "b", "b"], "target": ["1:400", "BB", ""]}
    >>> values = pd.DataFrame(values | {"realisasi": ["", "B 69", ""], "target_bawah": ""})
    >>> fill_kinds(rows, values)["jenis_target"].tolist()
    ['rasio', 'ordinal']
    """
    empty = indikator["jenis_target"] == ""
    if not empty.any():
        return indikator
    kinds = {}
    for row in kinerja.itertuples():
        for name in ("target", "realisasi"):
            found = _kind(getattr(row, name), name == "target")
            if found == "ordinal" or (found and row.indikator not in kinds):
                kinds[row.indikator] = found
        if row.target_bawah:
            kinds.setdefault(row.indikator, "rentang")
    dated = indikator.loc[indikator["satuan"].map(_is_dated), "indikator"]
    filled = (
        indikator["indikator"]
        .map(kinds | dict.fromkeys(dated, "tanggal"))
        .astype(object)
        .fillna("angka")
    )
    return indikator.assign(jenis_target=indikator["jenis_target"].mask(empty, filled))


def _is_dated(satuan: str) -> bool:
    return " ".join(satuan.casefold().split()) in DATED


def _kind(cell: str, target: bool) -> str:
    """Return the kind of target a value speaks for; empty for a plain number and for none."""
    kind = read_number(cell).jenis
    if kind == "rasio" or (kind == "rentang" and target):
        return kind
    known = re.fullmatch(rf"({NOT_YET})|({DATE})", cell.strip(), re.IGNORECASE)
    graded = kind in ("huruf", "ordinal") or (kind == "teks" and cell[:1].isupper())
    return "ordinal" if graded and not known else ""


def settle_tables(
    folder: Path, frames: dict[str, pd.DataFrame]
) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Return the tables with every number in the writing of the contract, and what is in doubt.

    Parameters
    ----------
    folder : Path
        Folder of the dinas; only its name is used, for the messages.
    frames : dict of DataFrame
        Every table of `TABEL` by name, all text, with `baris_berkas`.

    Returns
    -------
    dict of DataFrame
        The same tables; a cell that cannot be read stays as it is, the contract refuses it.
    list of Fault
        One for every cell that may mean two figures.
    """
    satuan = frames["indikator"].drop_duplicates("indikator").set_index("indikator")["satuan"]
    out, faults = dict(frames), []
    for nama in WRITTEN:
        frame = _ranges_apart(frames[nama], satuan) if nama == "kinerja" else frames[nama]
        written = frame
        series = frame.get("indikator", frame.get("satuan"))  # each on its own scale
        unit = frame["indikator"].map(satuan) if "indikator" in frame else frame.get("satuan")
        for kolom in TABEL[nama].kolom if len(frame) else ():
            if kolom.jenis not in NUMBERS or kolom.pilihan:
                continue
            settled = settle(frame[kolom.nama], kolom.jenis, series, unit, kolom.nama == "target")
            frame = frame.assign(**{kolom.nama: settled["teks"]})
            where = short_name(folder / f"{nama}.csv")
            faults += [
                Fault(
                    where,
                    int(frame["baris_berkas"][row]),
                    kolom.nama,
                    settled["teks"][row],
                    *said,
                    tahun=str(frame["tahun"][row]) if "tahun" in frame else "",
                )
                for row, said in zip(settled.index, settled["ragu"].tolist(), strict=True)
                if said
            ]
        if nama == "kinerja":
            faults += _strict_faults(folder, written, frame)
        out[nama] = frame
    return out, faults


def _strict_faults(folder: Path, written: pd.DataFrame, read: pd.DataFrame) -> list[Fault]:
    """Return the targets `> 95` and `< 15` that are reached exactly, and so are not met."""
    strict = written["target"].str.match(r"\s*(?:[<>](?!=)|lebih (?:besar )?dari|kurang dari)")
    just = strict & (read["target"] == read["realisasi"]) & (read["target"] != "")
    step = (
        "tulis target terkecil (atau terbesar) yang memenuhi, mis. 96, atau ≥ / ≤ bila batas ikut"
    )
    problem = "realisasi tepat pada batas yang harus dilewati"
    where = short_name(folder / "kinerja.csv")
    return [
        Fault(where, int(row.baris_berkas), "target", row.target, problem, step, tahun=row.tahun)
        for row in written[just].itertuples()
    ]


def _ranges_apart(kinerja: pd.DataFrame, satuan: pd.Series) -> pd.DataFrame:
    """Return kinerja.csv with a range that stands in `target` (4,25 – 4,30) as its two bounds.

    One in another unit than that of its indicator stays, and is asked about.
    """
    empty = (kinerja["target_bawah"] == "") & (kinerja["target_atas"] == "")
    out = kinerja.copy()
    for row, cell in kinerja["target"][empty & kinerja["target"].str.contains(TO)].items():
        found = read_number(cell)
        unit = satuan.get(kinerja.at[row, "indikator"], "")
        if found.jenis == "rentang" and _same_unit(found.satuan, unit):
            bounds = [_written(found.bawah), _written(found.atas)]
            out.loc[row, ["target", "target_bawah", "target_atas"]] = ["", *bounds]
    return out


def settle(
    cells: pd.Series,
    jenis: str,
    series: pd.Series | None = None,
    satuan: pd.Series | None = None,
    bounds: bool = False,
) -> pd.DataFrame:
    """Return one column of written values in the writing of the contract.

    Parameters
    ----------
    cells : Series of str
        The column as written.
    jenis : str
        Its kind of cell: `angka`, `nilai` or `rupiah`.
    series : Series, optional
        What each cell is one of, e.g. its indicator: figures of one thing show each other's style.
    satuan : Series, optional
        The unit of each cell; only this unit may stand behind the number.
    bounds : bool
        May a cell be a bound (`≥ 95`)? Its figure is taken then.

    Returns
    -------
    DataFrame, same index
        `teks`: the value in the contract's writing, or the cell where it cannot be read.
        `ragu`: empty, or problem and next step of a cell that may mean two figures.

    Examples
    --------
    >>> settle(pd.Series(["71,12", "1.234,5", "1.234", "n/a"]), "nilai")["teks"].tolist()
    ['71.12', '1234.5', '1234', 'n/a']
    >>> settle(pd.Series(["120.000", "98"]), "nilai")["ragu"].tolist()[0][0]
    'dapat berarti 120000 atau 120'
    """
    written = [cell.strip() for cell in cells.tolist()]
    if jenis == "nilai":
        written = [re.sub(r"\s+", " ", cell) for cell in written]
    out = pd.DataFrame({"teks": written, "ragu": ""}, index=cells.index, dtype=object)
    if all(map(BARE.fullmatch, set(written))):  # most columns: nothing to decide
        return out
    text = pd.Series(written, index=cells.index, dtype=str)
    different = pd.Series(text.unique())
    style = style_of(different[different.str.contains("[.,]")])
    other = (style == "koma") & different.str.contains("[.,]")
    lone = different.str.fullmatch(THREE) & (jenis != "rupiah")  # a rupiah has no three decimals
    plain = different.str.fullmatch(JENIS[jenis].pola) | (different == "")
    word = different.str.fullmatch(WORD) | different.str.fullmatch(DATE)
    looked_at = text[text.isin(different[other | lone | word | ~plain])]
    decided = _decided(text, series, style) if lone.any() else set()
    for row, cell in looked_at.items():
        unit = satuan[row] if satuan is not None and isinstance(satuan[row], str) else ""
        key = None if series is None else series[row]
        out.at[row, "teks"], out.at[row, "ragu"] = _settle_one(
            cell, jenis, style, unit, bounds, key in decided
        )
    return out


def _decided(text: pd.Series, series: pd.Series | None, style: str | None) -> set:
    """Return the series whose own figures prove that the column's mark is their decimal mark."""
    mark = {"koma": ",", "titik": "."}.get(style or "")
    if not mark:
        return set()
    proof = text.str.fullmatch(rf"-?\d+{re.escape(mark)}(?:\d{{1,2}}|\d{{4,}})")
    return set(series[proof]) if series is not None else ({None} if proof.any() else set())


def _settle_one(
    text: str, jenis: str, style: str | None, satuan: str, bounds: bool, decided: bool
) -> tuple[str, tuple[str, str] | str]:
    no_number = _no_number(text, jenis, satuan)
    if no_number:
        return no_number
    if jenis == "rupiah":
        return _settle_rupiah(text, style)
    if jenis == "nilai":
        text = re.sub(rf"^{SAID}", "", text, flags=re.IGNORECASE)
    found = read_number(text, style)
    lone = re.fullmatch(THREE, text) and not _by_thousands(text, style)
    settled = decided and found.nilai is not None and re.fullmatch(THREE, text)
    if (lone or found.jenis == "ambigu") and not settled:
        return text, _question(text)
    if found.jenis in ("angka", "rentang") and satuan and not _same_unit(found.satuan, satuan):
        return text, _other_unit(satuan)
    # what is written against its column the contract refuses and says how to write it
    against = found.cara_baca in ("koma", "titik") and style and found.cara_baca != style
    return text if against else _canonical(found, text, jenis, satuan, bounds), ""


def _no_number(text: str, jenis: str, satuan: str) -> tuple[str, tuple[str, str] | str] | None:
    """Return what a cell is that must not be read as a number; None where it may be one."""
    bracketed = re.fullmatch(BRACKETS, text)
    if text.casefold() in TRUTH:
        return text, BOOLEAN
    if bracketed and jenis != "rupiah":
        bare = bracketed[1]
        return text, (f"dapat berarti {bare} atau -{bare}", f"tulis {bare} atau -{bare}")
    if jenis != "nilai":
        return None
    text = re.sub(rf"^{SAID}", "", text, flags=re.IGNORECASE)
    known = re.fullmatch(rf"({NOT_YET})|({DATE})|\d\d:\d\d:\d\d", text, re.IGNORECASE)
    if known and known[1]:
        return "n/a", ""
    if known and known[2] and _is_dated(satuan):
        return _settle_date(text)
    return (text, LATE if known[2] else CLOCK) if known else None


def _settle_date(text: str) -> tuple[str, tuple[str, str] | str]:
    """Return a date in the writing of the contract, or what it may mean."""
    days = [day.isoformat() for day in read_date(text)]
    if len(days) == 1:
        return days[0], ""
    if not days:
        return text, ("tanggal yang tidak ada", "tulis misalnya 31 Maret 2024")
    said = " atau ".join(days)
    return text, (f"dapat berarti {said} (tahun-bulan-hari)", f"tulis {said}")


def _settle_rupiah(text: str, style: str | None) -> tuple[str, tuple[str, str] | str]:
    """Return an amount in the writing of the contract, or what it may mean."""
    if re.fullmatch(r"\d{4,}[.,]\d{3}", text):  # no group of thousands has four digits before it
        return text, _question(text)
    if re.fullmatch(r"\d+[.,]\d{4,}", text):  # of a formula: there is nothing below a sen
        return f"{Decimal(text.replace(',', '.')).quantize(Decimal('0.01')):f}", ""
    found = read_rupiah(text, style)
    return (_written(found.nilai) if found.nilai is not None else _gap(found, text, "")), ""


def _other_unit(satuan: str) -> tuple[str, str]:
    problem = f"tulisan di belakang angka bukan satuan indikatornya ({satuan})"
    return problem, "tulis angkanya saja, atau perbaiki satuan indikatornya"


def _by_thousands(text: str, style: str | None) -> bool:
    """Say whether the lone mark of a cell is the one that parts thousands in its column."""
    return ("." in text) == (style == "koma") and style is not None


def _question(text: str) -> tuple[str, str]:
    """Return what a cell may mean, its unit left out, and how to write either."""
    text = re.search(rf"{THREE}(?!\d)|\S+", text)[0]
    digits = re.sub(r"^1\s*:\s*", "", text)
    ahead = text[: len(text) - len(digits)]
    whole = ahead + re.sub(r"[.,]", "", digits)
    point = digits.replace(",", ".")
    short = point.rstrip("0").rstrip(".")
    # four decimals cannot be a thousand, so a figure of three decimals is written with a nought
    exact = ahead + (short if len(short) < len(point) else f"{point}0")
    return f"dapat berarti {whole} atau {ahead}{short}", f"tulis {whole} atau {exact}"


def _canonical(found: Angka, text: str, jenis: str, satuan: str, bounds: bool) -> str:
    """Return what was read as the contract writes it; the cell itself where it does not fit."""
    if found.jenis == "kosong":
        return _gap(found, text, "n/a" if jenis == "nilai" else "")
    if found.jenis == "angka" or (found.jenis == "batas" and bounds):
        return _written(found.nilai) if _same_unit(found.satuan, satuan) else text
    if jenis != "nilai":
        return text
    if found.jenis == "rasio":
        return f"1:{_written(found.nilai)}"
    if found.jenis == "huruf":
        return found.huruf + ("" if found.nilai is None else f" {_written(found.nilai)}")
    return text[:1].upper() + text[1:] if found.jenis == "ordinal" else text


def _gap(found: Angka, text: str, written: str) -> str:
    return written if found.jenis == "kosong" and text else text


def _same_unit(said: str, satuan: str) -> bool:
    """Say whether the unit in a cell is that of its indicator; `%` is also written persen.

    What stands in brackets behind a figure is a remark: `1,81 (25,478 km)`.
    """
    said = re.sub(r"\([^()]*\)$", "", said).strip()
    one, other = (re.sub(r"\bpersen\b", "%", unit.casefold()).strip() for unit in (said, satuan))
    return not one or one == other or one in re.split(r"\W+", other)


def _written(value) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

"""`lakip new --dari LAPORAN`: the folder of a dinas as its report proposes it.

`dinas.toml` with the rules that the printed figures prove, `isian.xlsx` with every value and where
it stands, the as-published tables for the audit, the text they count in and the review page.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..aturan.rules import load_rules
from ..data.isian import ISIAN, MENUNGGU, RAGU, SUMBER, make_slug
from ..data.schemas import TABEL
from ..errors import DataError, Fault, command
from ..importing.buku_bentuk import cell_name
from ..importing.captions import find_captions
from ..importing.template import (
    Terisi,
    check_place,
    dinas_toml,
    find_wilayah,
    make_folder,
    write_isian,
)
from ..numbers import clean_cell
from .baca import Bacaan, read_report, unread_columns
from .naskah import Naskah, text_of
from .tinjauan import render_review
from .usul import Usul, propose
from .usul_nilai import Asal

__all__ = ["Identitas", "find_identity", "new_from_report"]

INFO, REVIEW = "dinas.toml", "tinjauan.html"
COVER = 60  # lines that are the cover at most
FRONT = re.compile(r"kata pengantar|daftar (?:isi|tabel|gambar)|bab\b|ringkasan", re.IGNORECASE)
REGION = re.compile(r"(kabupaten|kab\.|kota|provinsi) +([a-z' -]{3,40})", re.IGNORECASE)
OFFICE = re.compile(
    r"\b((?:dinas|badan|inspektorat|kecamatan|sekretariat|satuan polisi|rumah sakit)\b.*)",
    re.IGNORECASE,
)
AFTER = re.compile(r"\s*\b(?:kabupaten|kab\.|kota|provinsi|tahun|19\d\d|20\d\d)\b.*", re.IGNORECASE)
BEFORE = re.compile(r"^.*?(?=kabupaten|kab\.|kota|provinsi)", re.IGNORECASE)
ENDS = re.compile(r"(?:jl|jalan|laporan|lkjip|lakip|pemerintah|laman|www|telp)\b", re.IGNORECASE)
LINES_OF_NAME = 4  # of a cover that the name of an office takes at most
KINDS = {"kabupaten": "kab", "kab.": "kab", "kota": "kota", "provinsi": "prov"}
BUKU = (
    ("Indikator", "Nama indikator", "nama_indikator"),
    ("Indikator", "Satuan", "satuan"),
    ("Indikator", "Makin baik bila", "polaritas"),
    ("Indikator", "Tingkat", "level"),
    ("Indikator", "Tujuan atau sasaran", "sasaran"),
    ("Indikator", "Program", "program"),
)
LINES = (("Kode", "kode"), ("Nama", "nama"), ("Pagu", "pagu_rp"), ("Realisasi", "realisasi_rp"))


@dataclass(frozen=True)
class Identitas:
    """Whose report it is, as its cover says: `dinas` is the slug, empty where it is not clear."""

    dinas: str
    nama: str
    daerah: str


def find_identity(naskah: Naskah, often: str = "") -> Identitas:
    """Return region and office that the cover names.

    A region of the list counts as it is written there; another one only where a line names nothing
    else, and the document nowhere names one of the list (`often`, the one it names most): else it
    is a slip. An office without a short name in the list goes by its full one.
    """
    lines = [clean_cell(line.strip("#* ")) for line in naskah.baris if "\t" not in line]
    lines = [line for line in lines if line][:COVER]
    end = next((n for n, line in enumerate(lines) if n and FRONT.match(line)), len(lines))
    cover = lines[: max(end, 1)]
    kind, region = _region(cover, often)
    office = next((name for n in range(len(cover)) if (name := _office(cover[n:]))), "")
    known = load_rules("perangkat")
    same = known[known["nama"].map(_fold) == _fold(office)]
    short = same["singkatan"].iloc[0] if len(same) else make_slug(office) if office else ""
    name = same["nama"].iloc[0] if len(same) else _title(office)
    slug = f"{kind}-{make_slug(region)}-{short}" if region and short else ""
    word = {"kab": "Kabupaten", "kota": "Kota", "prov": "Provinsi"}.get(kind, "")
    return Identitas(slug, name, f"{word} {_title(region)}".strip())


def _region(cover: list[str], often: str) -> tuple[str, str]:
    """Return kind and name of the one region of a cover, empty where there is none or several."""
    text = " ".join(cover).casefold()
    listed = load_rules("wilayah")
    names = [
        name
        for name, kind in zip(listed["nama"], listed["jenis"], strict=True)
        if kind != "provinsi" and re.search(rf"\b{re.escape(name.casefold())}\b", text)
    ]
    names = [one for one in names if not any(one != two and one in two for two in names)]
    if len(names) == 1:
        word, _, rest = names[0].partition(" ")
        return KINDS[word.casefold()], rest
    alone = {
        (KINDS[found[1].casefold()], found[2].strip().casefold())
        for line in cover
        if (found := REGION.fullmatch(re.sub(BEFORE, "", line.strip())))
    }
    sure = len(alone) == 1 and not names and not often
    return next(iter(alone)) if sure else ("", "")


def _office(lines: list[str]) -> str:
    """Return the name of an office that begins in the first line, over as many as it takes."""
    found = OFFICE.search(lines[0])
    if not found or not (lines[0].isupper() or found[1][0].isupper()):
        return ""
    text = found[1]
    for line in lines[1:LINES_OF_NAME]:
        if AFTER.search(text) or AFTER.match(line) or ENDS.match(line):
            break
        if not (text.endswith(",") or line.casefold().startswith("dan ") or line.isupper()):
            break
        text = f"{text} {line}"
    name = AFTER.sub("", text).strip(" .,:-")
    return name if 5 < len(name) < 160 else ""


def _fold(text: str) -> str:
    return re.sub(r"\W|\bdan\b", "", text.casefold())


def _title(text: str) -> str:
    """Return a name with capitals where people write them.

    Examples
    --------
    >>> _title("DINAS PEKERJAAN UMUM DAN PENATAAN RUANG")
    'Dinas Pekerjaan Umum dan Penataan Ruang'
    """
    return re.sub(r"\bDan\b", "dan", text.title()) if text.isupper() or text.islower() else text


def new_from_report(
    path: Path, dinas: str, tempat: Path | str, tahun: int | None = None
) -> tuple[Path, list[str]]:
    """Make the folder of a dinas from its report.

    Parameters
    ----------
    path : Path
        The report: .pdf, .docx, .xlsx or .txt.
    dinas : str
        Slug; empty: as the cover says.
    tempat : path
        Folder that holds the dinas.
    tahun : int, optional
        Year of the report, where its cover does not say it.

    Returns
    -------
    Path
        The folder made.
    list of str
        What is in it, what waits for an answer and what is not there, as lines.

    Raises
    ------
    DataError
        The file cannot be read or holds no table; region, office or year is not clear and was not
        said; the folder holds files already: nothing is written over.
    """
    if dinas:
        check_place(dinas, tempat)  # before the work
    bacaan = read_report(path, tahun)
    cover = find_identity(bacaan.naskah, bacaan.dokumen.daerah)
    _require(path, bacaan, dinas or cover.dinas, cover)
    dinas = dinas or cover.dinas
    folder = check_place(dinas, tempat)
    year = bacaan.dokumen.tahun
    document = f"lkjip-{year}"
    info = dinas_toml(dinas, year)
    known = re.search(r"^urusan = \[(.*?)\]", info, re.MULTILINE)[1]
    usul = propose(bacaan, document, re.findall(r'"([^"]+)"', known))
    text = text_of(bacaan.naskah)
    written = _info(info, dinas, cover, usul, document, text)
    rows, sources = _sheets(usul)
    _require_rows(path, usul)

    def fill(half: Path) -> None:
        (half / INFO).write_text(written, encoding="utf-8", newline="\n")
        lists = {SUMBER: sources, "Tidak dibaca": _unread(usul)}
        write_isian(half / ISIAN, {}, _years(usul), _guide(path.name), rows, lists)
        captions = find_captions(text).assign(dokumen=document)
        columns = [kolom.nama for kolom in TABEL["terbitan_judul"].kolom]
        for name, frame in (usul.terbitan | {"terbitan_judul": captions[columns]}).items():
            frame.to_csv(half / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
        (half / f"{document}.txt").write_text(text, encoding="utf-8", newline="\n")
        page = render_review(bacaan, path.name)
        (half / REVIEW).write_text(page, encoding="utf-8", newline="\n")

    make_folder(folder, fill)
    return folder, _describe(usul, sources)


def _require(path: Path, bacaan: Bacaan, dinas: str, cover: Identitas) -> None:
    """Refuse a report that does not say whose it is or of which year, all at once."""
    faults = []
    where = path.name
    if not dinas:
        seen = ", ".join(filter(None, (cover.nama, cover.daerah))) or None
        often = bacaan.dokumen.daerah
        more = f" (paling sering disebut di dalamnya: {often})" if often else ""
        problem = (
            f"sampulnya tidak menyebut satu daerah dan satu perangkat daerah dengan jelas{more}"
        )
        step = (
            f"sebut pengenalnya, mis. {command('new', 'kab-belitung-dinkes', '--dari', path.name)}"
        )
        faults.append(Fault(where, None, "dinas", seen, problem, step))
    if bacaan.dokumen.tahun is None:
        step = "sebut tahunnya, mis. --tahun 2024"
        faults.append(Fault(where, None, "tahun", None, "tahun laporan tidak ditemukan", step))
    if faults:
        raise DataError(faults)


def _require_rows(path: Path, usul: Usul) -> None:
    """Refuse a file that holds no table of performance or budget: it is no such report."""
    if usul.indikator or usul.anggaran:
        return
    problem = f"tidak ada tabel kinerja atau anggaran yang dikenal ({len(usul.bacaan.tabel)} tabel)"
    step = "lihat sebabnya dengan lakip baca, atau buat folder kosong: lakip new tanpa --dari"
    raise DataError([Fault(path.name, None, None, None, problem, step)])


def _years(usul: Usul) -> list[int]:
    years = {year for one in usul.indikator for _, year in one.nilai}
    return sorted(years | {usul.bacaan.dokumen.tahun})


# --- dinas.toml


def _info(text: str, dinas: str, cover: Identitas, usul: Usul, document: str, teks: str) -> str:
    """Return `dinas.toml` with what the report says, and a note where it stays the template."""
    region, year = find_wilayah(dinas), usul.bacaan.dokumen.tahun
    short = set(load_rules("perangkat")["singkatan"])
    values: dict[str, object] = {}
    if cover.nama and (region["sisa"] not in short or dinas == cover.dinas):
        values["nama"] = cover.nama
    if not region["kode"] and cover.daerah and dinas == cover.dinas:
        values["daerah"] = cover.daerah
    codes = Counter(one.kode[:4] for one in usul.anggaran if one.level == "program" and one.kode)
    if "urusan = []" in text and codes:
        values["urusan"] = [code for code, _ in codes.most_common()]
    for key, value in values.items():
        text = _replaced(text, key, f"{key} = {_toml(value)}")
    office = values.get("nama") or re.search(r'^nama = "(.*)"', text, re.MULTILINE)[1]
    place = values.get("daerah") or region["daerah"]
    title = f"Laporan Kinerja {office} {place} Tahun {year}"
    digest = hashlib.sha256(teks.encode()).hexdigest()
    text = _replaced(text, "judul", f"judul = {_toml(title)}")
    more = f"sha256 = {_toml(digest)}\nteks = {_toml(f'{document}.txt')}"
    text = _replaced(text, "tahun", f"tahun = {year}\n{more}")
    for key, (value, where) in usul.aturan.items():
        text = _replaced(text, key, f"{key} = {_toml(value)}\nsumber_{key} = {_toml(where)}")
    for key in usul.aturan_terbuka:
        note = "# Belum terbukti dari angka laporan; samakan dengan bunyi laporannya:"
        text = _replaced(text, key, f"{note}\n{{}}")
    return text


def _replaced(text: str, key: str, new: str) -> str:
    """Return `dinas.toml` with another line for one key; `{}` in it is the line that stood."""
    line = re.search(rf"^{key} = .*$", text, re.MULTILINE)
    new = line[0].join(new.split("{}")) if new.endswith("{}") else new
    return f"{text[: line.start()]}{new}{text[line.end() :]}"


def _toml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


# --- isian.xlsx


def _guide(berkas: str) -> str:
    return "\n".join(
        [
            f"Diusulkan dari {berkas}.",
            f"Sel kuning berawalan {RAGU} {MENUNGGU}: hapus tulisan {RAGU} bila benar, "
            "tulis yang benar, atau kosongkan.",
            f"Asal tiap sel ada di komentarnya dan di lembar {SUMBER} (saring Keadaan = ragu).",
            f"Yang sudah diperiksa semua: Ctrl+H, cari “{RAGU} ”, ganti dengan kosong.",
        ]
    )


def _sheets(usul: Usul) -> tuple[dict[str, list[dict[str, Terisi]]], pd.DataFrame]:
    """Return the rows of the sheets, and the list of every proposed cell with its source."""
    cells: list[tuple[str, int, str, str, str, Asal]] = []  # sheet, row, title, name, year, cell
    for number, one in enumerate(usul.indikator):
        name = one.sel["nama_indikator"].isi.removeprefix(RAGU).strip()
        cells += [(sheet, number, title, name, "", one.sel[key]) for sheet, title, key in BUKU]
        cells.append(("Kinerja", number, "Nama indikator", name, "", Asal(name, "", "")))
        for (role, year), asal in one.nilai.items():
            title = f"{role.capitalize()} {year}"
            cells.append(("Kinerja", number, title, name, str(year), asal))
    for number, line in enumerate(usul.anggaran):
        name, year = line.kode or line.sel["nama"].isi, str(line.tahun)
        said = line.sel["tahun"]
        said = said if said.keadaan == "ragu" else Asal(year, "", "")
        cells.append(("Anggaran", number, "Tahun", name, year, said))
        cells += [("Anggaran", number, title, name, year, line.sel[key]) for title, key in LINES]
    rows: dict[str, list[dict[str, Terisi]]] = {"Indikator": [], "Kinerja": [], "Anggaran": []}
    for sheet, number, title, _, _, asal in cells:
        while len(rows[sheet]) <= number:
            rows[sheet].append({})
        number_cell = asal.nilai is not None or title == "Tahun"
        rows[sheet][number][title] = Terisi(asal.isi, _comment(usul.bacaan, asal), number_cell)
    return rows, _sources(usul, cells)


def _comment(bacaan: Bacaan, asal: Asal) -> str:
    """Return why a cell is as it is and where it stands in the report."""
    if not asal.keadaan or (asal.keadaan == "kosong" and not asal.tempat):
        return ""
    why = f"ragu: {asal.sebab}" if asal.keadaan == "ragu" else asal.sebab
    lines = [why] if why else []
    if asal.tempat is not None:
        cell = asal.tempat.sel
        label, page, column = _where(bacaan, asal)
        place = ", ".join(filter(None, (page and f"halaman {page}", f"baris {cell.baris}")))
        lines.append(f"{label}: {place}")
        if asal.nilai is not None or asal.keadaan == "ragu":
            lines.append(f"kolom “{column}”, tercetak “{clean_cell(cell.teks)}”")
    return "\n".join(lines)


def _where(bacaan: Bacaan, asal: Asal) -> tuple[str, str, str]:
    """Return table, page (empty where the file knows none) and column of a printed cell."""
    cell = asal.tempat.sel
    table, columns = bacaan.tabel[cell.tabel]
    pages = bacaan.naskah.halaman
    page = str(pages[cell.baris - 1] or "") if pages else ""
    column = next((one.judul.teks for one in columns if one.tempat == cell.tempat), "")
    return table.nama, page, column


def _sources(usul: Usul, cells: list[tuple]) -> pd.DataFrame:
    places = _places(usul)
    out = []
    for sheet, number, title, name, year, asal in cells:
        if asal.keadaan in ("", "kosong"):
            continue
        printed, label, page, line, rujukan = "", "", "", "", ""
        if asal.tempat is not None:
            label, page, _ = _where(usul.bacaan, asal)
            own = asal.nilai is not None or asal.keadaan == "ragu"
            printed = clean_cell(asal.tempat.sel.teks) if own else ""
            line, rujukan = str(asal.tempat.sel.baris), asal.tempat.rujukan
        spot = cell_name(number + 1, places[sheet].index(title))
        out.append(
            [
                *(sheet, spot, name, year, title, asal.isi, asal.keadaan),
                *(printed, label, page, line, asal.sebab, rujukan),
            ]
        )
    names = ["Lembar", "Sel", "Nama", "Tahun", "Kolom", "Isi", "Keadaan", "Tercetak", "Tabel"]
    return pd.DataFrame(out, columns=[*names, "Halaman", "Baris", "Sebab", "Rujukan"], dtype=object)


def _places(usul: Usul) -> dict[str, list[str]]:
    """Return the titles of each sheet in their order, as `write_isian` lays them out."""
    rules = load_rules("isian").fillna("")
    out = {}
    for sheet, columns in rules.groupby("lembar", sort=False):
        single = columns.loc[columns["tiap_tahun"] != "ya", "judul"].tolist()
        yearly = columns.loc[columns["tiap_tahun"] == "ya", "judul"].tolist()
        out[sheet] = [*single, *(f"{title} {year}" for year in _years(usul) for title in yearly)]
    return out


def _unread(usul: Usul) -> pd.DataFrame:
    """Return every line and column of the report that is in no proposal, with the reason."""
    naskah = usul.bacaan.naskah
    pages = naskah.halaman
    rows = [["", "", why, ""] for why in (*naskah.luput, *usul.luput)]
    rows += [["", "", f"indikator {level or 'tanpa tingkat'}", name] for level, name in usul.lain]
    for line, why in sorted(usul.bacaan.luput.items()):
        text = " | ".join(filter(None, naskah.baris[line - 1].split("\t")))
        rows.append([str(line), str(pages[line - 1] or "") if pages else "", why, text])
    for one in unread_columns(usul.bacaan).itertuples():
        text = f"{one.tabel}: kolom “{one.kolom}”, {one.n_angka} angka"
        rows.append([str(one.baris), str(one.halaman or ""), one.sebab, text])
    return pd.DataFrame(rows, columns=["Baris", "Halaman", "Sebab", "Teks"], dtype=object)


def _describe(usul: Usul, sources: pd.DataFrame) -> list[str]:
    """Return what is proposed, as lines for the screen."""
    counts = sources["Keadaan"].value_counts()
    years = _years(usul)
    lines = [
        f"Tahun {usul.bacaan.dokumen.tahun}; {len(usul.indikator)} indikator "
        f"({years[0]}–{years[-1]}), {len(usul.anggaran)} baris anggaran.",
        f"{counts.get('pasti', 0)} sel pasti, {counts.get('ragu', 0)} {MENUNGGU}.",
    ]
    if usul.aturan:
        said = ", ".join(f"{key} = {value}" for key, (value, _) in usul.aturan.items())
        lines.append(f"Aturan yang terbukti dari angkanya: {said}.")
    if usul.aturan_terbuka:
        lines.append(f"Aturan bawaan, periksa di {INFO}: {', '.join(usul.aturan_terbuka)}.")
    lines += [f"Tidak diusulkan: {one}." for one in usul.luput]
    levels = Counter(level or "tanpa tingkat" for level, _ in usul.lain)
    if levels:
        said = ", ".join(f"{count} {level}" for level, count in levels.items())
        lines.append(f"Indikator lain, tidak diusulkan: {said}; namanya di lembar “Tidak dibaca”.")
    unread = len(usul.bacaan.luput)
    if unread:
        lines.append(f"{unread} baris tabel tidak dibaca: lembar “Tidak dibaca” dan {REVIEW}.")
    if columns := len(unread_columns(usul.bacaan)):
        lines.append(f"{columns} kolom angka tidak dibaca: lembar “Tidak dibaca” dan {REVIEW}.")
    return [*lines, *usul.bacaan.naskah.luput]

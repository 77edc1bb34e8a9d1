"""As-published rows → the tables of printed rows: raw text beside the value as read.

They are `terbitan_kinerja.csv`, `terbitan_anggaran.csv`, `terbitan_acuan.csv` (figures of others),
`terbitan_klaim.csv` (what is said in words) and `terbitan_judul.csv`.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from decimal import Decimal
from functools import partial
from pathlib import Path

import pandas as pd

from ..data.catalogue import read_info
from ..data.schemas import TABEL
from ..errors import DataError, Fault
from ..numbers import Angka, read_number, read_rupiah, style_of
from .captions import find_captions
from .peta import VALUES, parse_lines, parse_role, read_map
from .susun import complete_map, needs_reader
from .text import Row, read_rows

__all__ = [
    "import_dinas",
    "import_document",
    "published_acuan",
    "published_anggaran",
    "published_kinerja",
    "published_klaim",
]


# cells of `VALUES` by what they hold; the rest (predikat) is text
NUMBERS = ("target", "realisasi", "capaian", "pembilang", "penyebut")
MONEY = ("pagu_induk", "pagu", "realisasi", "perubahan")
SHARES = ("persen", "efisiensi")
CLAIMED = ("nilai", "dasar", "kini")

# how deep a row stands in a budget table; a deeper row belongs to the last one above it that is
# less deep. Nought: a total, which ends what it totals
DEPTH = {
    "jumlah": 0,
    "rata_rata": 0,
    "tujuan": 1,
    "sasaran": 1,
    "urusan": 1,
    "program": 2,
    "kegiatan": 3,
    "subkegiatan": 4,
    "belanja": 5,
}
DEEPEST = 9  # a row without a level


def import_document(
    peta_paths: Iterable[Path],
    text: str,
    usul: Callable[[], list[dict]] | None = None,
    dokumen: str | None = None,
) -> dict[str, pd.DataFrame]:
    """Rebuild the as-published tables of one document.

    Parameters
    ----------
    peta_paths : iterable of Path
        The maps of the document, in order; a long document may have one for its body and one for
        its annexes.
    text : str
        The source text the map was made for.
    usul : callable, optional
        Returns the tables that a reader without a map finds in the text, as tables of a map
        (`membaca.usul_peta.propose_tables`). Asked once, and only where a map leaves a table to the
        reader (`baca`).
    dokumen : str, optional
        The id of the document whose maps these are; without it, the one that the first map names.

    Returns
    -------
    dict
        `terbitan_kinerja`, `terbitan_anggaran`, `terbitan_acuan`, `terbitan_klaim`,
        `terbitan_judul`, ready to be written as CSV.

    Raises
    ------
    DataError
        Every fault of all maps: what `read_map`, `complete_map` and `read_rows` find, another
        document than this, one id of a table in two maps, lines that are read twice with the same
        columns, and a table or a map that gives no row.
    ValueError
        A map leaves a table to the reader and there is no `usul`.
    """
    faults: list[Fault] = []
    read = {path: _tried(faults, "", read_map, path) for path in peta_paths}
    _stop(faults)
    maps = {path: peta for path, peta in read.items() if peta}
    dokumen = dokumen or next(iter(maps.values()))["dokumen"]
    faults += _document_faults(maps, dokumen)
    usulan: list[dict] = []
    if any(map(needs_reader, maps.values())):
        _stop(faults)
        if usul is None:
            raise ValueError("the map leaves tables to the reader (baca): give usul")
        usulan = usul()
    rows: list[Row] = []
    whole: dict[Path, dict] = {}
    for path, peta in maps.items():
        full = _tried(faults, f"{path}, ", complete_map, peta, usulan, text.count("\n") + 1)
        found = _tried(faults, f"{path}, ", read_rows, text, full) if full else None
        if full and found is not None:
            faults += _empty_faults(path, peta, found)
            whole[path] = full
            rows += found
    faults += _twice_faults(whole)
    _stop(faults)
    captions = find_captions(text).assign(dokumen=dokumen)
    return {
        "terbitan_kinerja": published_kinerja(rows, dokumen),
        "terbitan_anggaran": published_anggaran(rows, dokumen),
        "terbitan_acuan": published_acuan(rows, dokumen),
        "terbitan_klaim": published_klaim(rows, dokumen),
        "terbitan_judul": captions[_columns("terbitan_judul")],
    }


def _tried(faults: list[Fault], where: str, call: Callable, *args):
    """Return what a call gives; its faults are added, with the file they stand in before them."""
    try:
        return call(*args)
    except DataError as error:
        faults += [replace(fault, berkas=f"{where}{fault.berkas}") for fault in error.faults]
        return None


def _stop(faults: list[Fault]) -> None:
    if faults:
        raise DataError(faults)


def _document_faults(maps: dict[Path, dict], dokumen: str) -> Iterator[Fault]:
    """Yield which map names another document, and which ids of tables two maps have."""
    owner: dict[str, Path] = {}
    for path, peta in maps.items():
        if peta["dokumen"] != dokumen:
            problem = "bukan id dokumen yang menyebut peta ini di dinas.toml"
            step = f"maksudnya “{dokumen}”?"
            yield Fault(str(path), None, "dokumen", peta["dokumen"], problem, step)
        for table in peta["tabel"]:
            first = owner.setdefault(table["id"], path)
            if first != path:
                problem = f"id tabel sudah dipakai di {first.name}"
                yield Fault(str(path), None, "id", table["id"], problem, "beri id yang lain")


def _empty_faults(path: Path, peta: dict, rows: list[Row]) -> Iterator[Fault]:
    """Yield the tables of a map that give no row: nothing may be lost without a word."""
    filled = {row.tabel for row in rows}
    empty = [table for table in peta["tabel"] if table["id"] not in filled]
    for table in empty:
        parts = [*table.get("bagian", []), *table.get("kalimat", [])]
        lines = ", ".join(str(part.get("baca", part.get("baris"))) for part in parts)
        step = "periksa nomor baris dan kolom angkanya, atau hapus tabel itu dari peta"
        problem = "tabel tidak memberi satu baris pun"
        yield Fault(f"{path}, tabel {table['id']}", None, "baris", lines, problem, step)
    if not rows and not empty:
        problem = "peta tidak memberi satu baris pun"
        step = "kurangi baris di abaikan, atau sebut tabelnya dengan baris dan kolom"
        lines = str(peta.get("abaikan", ""))
        yield Fault(str(path), None, "abaikan" if lines else "baca", lines, problem, step)


def _twice_faults(maps: dict[Path, dict]) -> Iterator[Fault]:
    """Yield the lines that two tables, or two parts of one, read with the same columns.

    Read with other columns a line may stand in two tables: a report prints many beside each other.
    """
    owner: dict[tuple, str] = {}
    twice: dict[tuple[Path, str, str], list[int]] = {}
    for path, peta in maps.items():
        for table in peta["tabel"]:
            for part in table.get("bagian", []):
                roles = [parse_role(name) for name in part["kolom"]]
                years = tuple(role._replace(year=role.year or table.get("tahun")) for role in roles)
                said = repr((part.get("tetap", {}), part.get("sel", {})))
                for line in parse_lines(part["baris"]):
                    key = (table["isi"], table.get("tahap", ""), line, years, said)
                    if key in owner:
                        twice.setdefault((path, table["id"], owner[key]), []).append(line)
                    owner.setdefault(key, table["id"])
    for (path, name, first), lines in twice.items():
        problem = f"baris yang sudah dibaca tabel {first} dengan kolom yang sama"
        if first == name:
            problem = "baris dibaca dua kali dengan kolom yang sama"
        step = "keluarkan baris itu dari salah satunya; bila tahapnya lain, tulis tahap"
        yield Fault(
            f"{path}, tabel {name}", None, "baris", ", ".join(map(str, lines)), problem, step
        )


def import_dinas(
    folder: Path,
    texts: Path,
    out: Path,
    usul: Callable[[Path, int], list[dict]] | None = None,
) -> dict[Path, int]:
    """Rebuild the as-published tables of one dinas; written only when every document could be read.

    Parameters
    ----------
    folder : Path
        Folder of the dinas; `dinas.toml` names each document's text, its sha256 and its maps.
    texts : Path
        Folder that holds the source texts.
    out : Path
        Folder the tables are written into.
    usul : callable, optional
        Returns the tables that a reader without a map finds in a text of a year, as tables of a
        map (`membaca.usul_peta.read_tables`); asked for a document whose map leaves any to it.

    Returns
    -------
    dict
        Path written → number of rows.

    Raises
    ------
    DataError
        A text is missing or is not the one the map was made for, or a map does not fit its text.
    """
    info = read_info(folder)
    mapped = [document for document in info.get("dokumen", []) if document.get("peta")]
    if not mapped:
        problem = "tidak ada dokumen yang punya peta"
        step = 'tulis peta = ["peta-<tahun>.toml"] pada dokumennya (docs/peta.md)'
        raise DataError([Fault(f"{folder.name}/dinas.toml", None, "peta", None, problem, step)])
    faults: list[Fault] = []
    parts = [_tried(faults, "", _import_one, one, folder, Path(texts), usul) for one in mapped]
    _stop(faults)
    written = {}
    out.mkdir(parents=True, exist_ok=True)
    for name in parts[0]:
        path = out / f"{name}.csv"
        frame = pd.concat([part[name] for part in parts], ignore_index=True)
        if name in ("terbitan_acuan", "terbitan_klaim") and frame.empty:
            continue  # most reports print no table of others, most maps name no claims
        frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
        written[path] = len(frame)
    return written


def _import_one(
    document: dict,
    folder: Path,
    texts: Path,
    usul: Callable[[Path, int], list[dict]] | None,
) -> dict[str, pd.DataFrame]:
    """Return the tables of one document of `dinas.toml`."""
    where = f"{folder.name}/dinas.toml"
    wanted = {"id": str, "teks": str, "tahun": int}
    problem = "kunci dokumen kosong atau bukan jenisnya"
    step = "isi id, teks (nama berkas) dan tahun (bilangan) pada dokumen yang punya peta"
    _stop(
        [
            Fault(where, None, key, str(document.get(key, "")), problem, step)
            for key, kind in wanted.items()
            if type(document.get(key)) is not kind or not document[key]
        ]
    )
    text = _read_source(document, texts, folder)
    asked = partial(usul, texts / document["teks"], document["tahun"]) if usul else None
    paths = _map_paths(document["peta"], folder)
    return import_document(paths, text, asked, document.get("id"))


def _map_paths(names: list[str], folder: Path) -> list[Path]:
    """Return the maps that a document names; each one that is not there is a fault."""
    where, there = f"{folder.name}/dinas.toml", sorted(path.name for path in folder.glob("peta*"))
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        problem, step = "peta bukan daftar nama berkas", 'tulis peta = ["peta-<tahun>.toml"]'
        raise DataError([Fault(where, None, "peta", str(names), problem, step)])
    problem = "berkas peta yang disebut tidak ada"
    step = f"perbaiki namanya; yang ada: {', '.join(there) or 'belum ada'}"
    missing = [name for name in names if not (folder / name).is_file()]
    _stop([Fault(where, None, "peta", name, problem, step) for name in missing])
    return [folder / name for name in names]


def _read_source(document: dict, texts: Path, folder: Path) -> str:
    """Return the text of a document; another text than the mapped one would be read wrongly."""
    where, path = f"{folder.name}/dinas.toml", Path(texts) / document["teks"]
    if not path.is_file():
        step = "arahkan --teks ke folder yang berisi berkas itu"
        raise DataError([Fault(where, None, "teks", str(path), "teks dokumen tidak ada", step)])
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != document.get("sha256"):
        problem = "bukan teks yang dipetakan"
        step = "pakai teks aslinya, atau periksa ulang peta lalu perbarui sha256"
        raise DataError([Fault(where, None, "sha256", str(path), problem, step)])
    return raw.decode("utf-8")


def published_kinerja(rows: Iterable[Row], dokumen: str) -> pd.DataFrame:
    """Return one line per printed indicator row and year, raw text beside the numbers as read.

    Parameters
    ----------
    rows : iterable of Row
        Rows of any tables; only those of performance are taken.
    dokumen : str
        Id of the document, the beginning of every row's id.

    Returns
    -------
    DataFrame
        Columns of `terbitan_kinerja`. `target`, `realisasi`, `capaian` hold the number of a plain
        cell, the n of `1 : n`, or the score of a graded letter; they are empty for a range, a bare
        letter, a missing or unreadable cell, and `cara_baca` says which.
    """
    rows = [row for row in rows if row.isi == "kinerja"]
    styles = _styles(rows, NUMBERS)
    records = []
    for row, row_id in zip(rows, _ids(rows, dokumen), strict=True):
        read = {
            name: read_number(row.cells[name], styles[row.tabel])
            for name in NUMBERS
            if name in row.cells
        }
        bounds = {name for name in read if name != "target" and read[name].jenis == "batas"}
        records.append(
            {
                **_common(row, row_id, dokumen),
                "satuan_tercetak": row.cells.get("satuan", ""),
                **{name: _plain(read.get(name)) for name in NUMBERS},
                **dict.fromkeys(bounds, ""),  # only a target may be a bound
                "cara_baca": _how(read),
            }
        )
    return pd.DataFrame(records, columns=_columns("terbitan_kinerja"))


def published_anggaran(rows: Iterable[Row], dokumen: str) -> pd.DataFrame:
    """Return one line per printed budget row and year, raw text beside the numbers as read.

    Parameters
    ----------
    rows : iterable of Row
        Rows of any tables; only those of budgets are taken.
    dokumen : str
        Id of the document, the beginning of every row's id.

    Returns
    -------
    DataFrame
        Columns of `terbitan_anggaran`, money in rupiah; `induk` is the id of the enclosing row of
        the same table. A number that cannot be read is empty, and `cara_baca` says why.
    """
    rows = [row for row in rows if row.isi == "anggaran"]
    styles = _styles(rows, SHARES)
    records, parents = [], _Parents()
    for row, row_id in zip(rows, _ids(rows, dokumen), strict=True):
        money = {name: read_rupiah(row.cells[name]) for name in MONEY if name in row.cells}
        shares = {
            name: read_number(row.cells[name], styles[row.tabel])
            for name in SHARES
            if name in row.cells
        }
        records.append(
            {
                **_common(row, row_id, dokumen),
                "kode_tercetak": row.cells.get("kode", ""),
                "induk": parents.of(row, row_id),
                **{f"{name}_rp": _plain(money.get(name)) for name in MONEY},
                **{name: _plain(shares.get(name)) for name in SHARES},
                "cara_baca": _how(money | shares),
            }
        )
    return pd.DataFrame(records, columns=_columns("terbitan_anggaran"))


def published_acuan(rows: Iterable[Row], dokumen: str) -> pd.DataFrame:
    """Return one line per printed figure of another body, raw text beside the number as read.

    Parameters
    ----------
    rows : iterable of Row
        Rows of any tables; only those of others (`isi = "acuan"`) are taken.
    dokumen : str
        Id of the document, the beginning of every row's id.

    Returns
    -------
    DataFrame
        Columns of `terbitan_acuan`: one row per region (or body), year and measure. What the map
        says of a region or a measure (`jenis`, `peran`, `indikator`, `satuan`, …) is taken over;
        `jenis_nilai` is `target` in a column of targets, else `capaian`. A value that is no plain
        number is empty, and `cara_baca` says why.
    """
    rows = [row for row in rows if row.isi == "acuan"]
    styles = _styles(rows, VALUES["acuan"])
    given = [name for name in _columns("terbitan_acuan") if name not in ("id", "baris", "tahun")]
    records = []
    for row, row_id in zip(rows, _ids(rows, dokumen), strict=True):
        kind = "target" if "target" in row.cells else "nilai"
        value = read_number(row.cells[kind], styles[row.tabel])
        region = row.cells.get("daerah", "")
        records.append(
            {
                **{name: row.cells.get(name, "") for name in given},
                "id": row_id,
                "dokumen": dokumen,
                "tabel": row.label,
                "baris": row.baris,
                "daerah_tercetak": region,
                "daerah": row.cells.get("nama_daerah") or _region(region, row.cells["jenis"]),
                "tahun": row.tahun or "",
                "jenis_nilai": "target" if kind == "target" else "capaian",
                "nilai_tercetak": row.cells[kind],
                "nilai": _plain(value),
                "cara_baca": value.cara_baca,
            }
        )
    return pd.DataFrame(records, columns=_columns("terbitan_acuan"))


def published_klaim(rows: Iterable[Row], dokumen: str) -> pd.DataFrame:
    """Return one line per claim in words, raw text beside its figures as read.

    Parameters
    ----------
    rows : iterable of Row
        Rows of any tables; only claims (`isi = "klaim"`) are taken.
    dokumen : str
        Id of the document, the beginning of every row's id.

    Returns
    -------
    DataFrame
        Columns of `terbitan_klaim`: what is claimed (`jenis`), of what (`nama_tercetak`), in which
        words (`kata_tercetak`), and the figures beside them; one that cannot be read is empty, and
        `cara_baca` says why.
    """
    rows = [row for row in rows if row.isi == "klaim"]
    styles = _styles(rows, CLAIMED)
    records = []
    for row, row_id in zip(rows, _ids(rows, dokumen), strict=True):
        read = {
            name: read_number(row.cells[name], styles[row.tabel])
            for name in CLAIMED
            if name in row.cells
        }
        records.append(
            {
                **_common(row, row_id, dokumen),
                "satuan_tercetak": row.cells.get("satuan", ""),
                **{name: row.cells.get(name, "") for name in ("jenis", "tahun_dasar", "acuan")},
                **{name: _plain(read.get(name)) for name in CLAIMED},
                "cara_baca": _how(read),
            }
        )
    return pd.DataFrame(records, columns=_columns("terbitan_klaim"))


def _region(printed: str, jenis: str) -> str:
    """Return the name of a region with its kind, as a reader expects it.

    Examples
    --------
    >>> _region("PACITAN", "kabupaten"), _region("Provinsi Jawa Barat", "provinsi")
    ('Kabupaten Pacitan', 'Jawa Barat')
    """
    name = printed.title() if printed.isupper() else printed
    name = name.removeprefix("Provinsi ") if jenis == "provinsi" else name
    kind = jenis.capitalize()
    if jenis in ("kabupaten", "kota") and not name.startswith(f"{kind} "):
        return f"{kind} {name}"
    return name


def _columns(tabel: str) -> list[str]:
    return [kolom.nama for kolom in TABEL[tabel].kolom]


class _Parents:
    """Remembers, per table and year, the rows that still enclose what follows, outermost first."""

    def __init__(self) -> None:
        self.open: dict[tuple[str, int | None], list[tuple[int, str]]] = {}

    def of(self, row: Row, row_id: str) -> str:
        """Return the id of the row that encloses this one, empty for none; rows come in order."""
        key, depth = (row.tabel, row.tahun), DEPTH.get(row.level, DEEPEST)
        if not depth:  # a total
            self.open[key] = []
            return ""
        above = [item for item in self.open.get(key, []) if item[0] < depth]
        self.open[key] = [*above, (depth, row_id)]
        return above[-1][1] if above else ""


def _styles(rows: list[Row], names: tuple[str, ...]) -> dict[str, str | None]:
    """Return the decimal mark of each table: what the map declares, else what the cells show."""
    cells: dict[str, list[str]] = {}
    declared: dict[str, str | None] = {}
    for row in rows:
        printed = [row.cells[name] for name in names if name in row.cells]
        cells.setdefault(row.tabel, []).extend(printed)
        declared[row.tabel] = row.gaya
    return {tabel: declared[tabel] or style_of(printed) for tabel, printed in cells.items()}


def _ids(rows: list[Row], dokumen: str) -> list[str]:
    """Return the id of each row; a line with several rows of one year (a sentence) counts them."""
    seen: Counter = Counter()
    ids = []
    for row in rows:
        name = f"{dokumen}:{row.tabel}-b{row.baris}" + (f"-{row.tahun}" if row.tahun else "")
        seen[name] += 1
        ids.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return ids


def _common(row: Row, row_id: str, dokumen: str) -> dict:
    """Return what the rows of both tables have: where they stand, and every value as printed."""
    printed = {f"{name}_tercetak": row.cells.get(name, "") for name in VALUES[row.isi]}
    return {
        "id": row_id,
        "dokumen": dokumen,
        "tabel": row.label,
        "baris": row.baris,
        "level": row.level,
        "nama_tercetak": row.cells.get("nama", ""),
        "sasaran_tercetak": row.cells.get("sasaran") or row.cells.get("tujuan", ""),
        "tahun": row.tahun or "",
        "catatan": row.cells.get("catatan", ""),
        "tahap": row.tahap,
        **printed,
    }


def _plain(value: Angka | None) -> str:
    """Write a number as the CSV holds it: `70` and not `70.00`, `7E+1` or `70.50` (`70.5`)."""
    if value is None or value.nilai is None:
        return ""
    number = value.nilai
    whole = number == number.to_integral()
    return str(number.quantize(Decimal(1)) if whole else number.normalize())


def _how(read: dict[str, Angka]) -> str:
    """Return how each cell was read: `target=koma;realisasi=ambigu`."""
    return ";".join(f"{role}={value.cara_baca}" for role, value in read.items())

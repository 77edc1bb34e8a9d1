"""As-published rows → `terbitan_kinerja.csv` and `terbitan_anggaran.csv`: raw text beside the value as read."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ..data.catalogue import read_info
from ..errors import DataError, Fault
from ..numbers import Angka, read_number, read_rupiah, style_of
from .captions import find_captions
from .peta import read_map
from .text import Row, read_rows

__all__ = [
    "ANGGARAN_COLUMNS",
    "KINERJA_COLUMNS",
    "import_dinas",
    "import_document",
    "published_anggaran",
    "published_kinerja",
]


KINERJA_COLUMNS = [
    "id",
    "dokumen",
    "tabel",
    "baris",
    "level",
    "sasaran_tercetak",
    "nama_tercetak",
    "satuan_tercetak",
    "tahun",
    "target_tercetak",
    "realisasi_tercetak",
    "capaian_tercetak",
    "predikat_tercetak",
    "target",
    "realisasi",
    "capaian",
    "pembilang_tercetak",
    "penyebut_tercetak",
    "pembilang",
    "penyebut",
    "cara_baca",
    "catatan",
    "tahap",
]

ANGGARAN_COLUMNS = [
    "id",
    "dokumen",
    "tabel",
    "baris",
    "level",
    "kode_tercetak",
    "nama_tercetak",
    "induk",
    "tahun",
    "pagu_induk_tercetak",
    "pagu_tercetak",
    "realisasi_tercetak",
    "persen_tercetak",
    "efisiensi_tercetak",
    "pagu_induk_rp",
    "pagu_rp",
    "realisasi_rp",
    "persen",
    "efisiensi",
    "sasaran_tercetak",
    "cara_baca",
    "catatan",
    "tahap",
]

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


def import_document(peta_paths: Iterable[Path], text: str) -> dict[str, pd.DataFrame]:
    """Rebuild the as-published tables of one document.

    Parameters
    ----------
    peta_paths : iterable of Path
        The maps of the document, in order; a long document may have one for its body and one for its annexes.
    text : str
        The source text the map was made for.

    Returns
    -------
    dict
        `terbitan_kinerja`, `terbitan_anggaran`, `terbitan_judul`, ready to be written as CSV.
    """
    maps = [read_map(path) for path in peta_paths]
    rows = [row for peta in maps for row in read_rows(text, peta)]
    dokumen = maps[0]["dokumen"]
    return {
        "terbitan_kinerja": published_kinerja(rows, dokumen),
        "terbitan_anggaran": published_anggaran(rows, dokumen),
        "terbitan_judul": find_captions(text).assign(dokumen=dokumen)[
            ["dokumen", "baris", "nomor", "judul"]
        ],
    }


def import_dinas(folder: Path, texts: Path, out: Path) -> dict[Path, int]:
    """Rebuild the as-published tables of every document of one dinas and write them, only when all could be read.

    Parameters
    ----------
    folder : Path
        Folder of the dinas; `dinas.toml` names each document's text, its sha256 and its maps.
    texts : Path
        Folder that holds the source texts.

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
    if not any(doc.get("peta") for doc in info.get("dokumen", [])):
        raise DataError(
            [
                Fault(
                    f"{folder.name}/dinas.toml",
                    None,
                    "peta",
                    None,
                    "tidak ada dokumen yang punya peta",
                    'tulis peta = ["peta-<tahun>.toml"] pada dokumennya (docs/peta.md)',
                )
            ]
        )
    parts = [
        import_document([folder / name for name in doc["peta"]], _read_source(doc, texts, folder))
        for doc in info["dokumen"]
        if doc.get("peta")
    ]
    written = {}
    Path(out).mkdir(parents=True, exist_ok=True)
    for name in ("terbitan_kinerja", "terbitan_anggaran", "terbitan_judul"):
        frame = pd.concat([part[name] for part in parts], ignore_index=True)
        frame.to_csv(out / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
        written[out / f"{name}.csv"] = len(frame)
    return written


def _read_source(document: dict, texts: Path, folder: Path) -> str:
    path = Path(texts) / document["teks"]
    where = f"{folder.name}/dinas.toml"
    if not path.is_file():
        raise DataError(
            [
                Fault(
                    where,
                    None,
                    "teks",
                    str(path),
                    "teks dokumen tidak ada",
                    "arahkan --teks ke folder yang berisi berkas itu",
                )
            ]
        )
    raw = path.read_bytes()
    if hashlib.sha256(raw).hexdigest() != document.get("sha256"):
        raise DataError(
            [
                Fault(
                    where,
                    None,
                    "sha256",
                    str(path),
                    "bukan teks yang dipetakan",
                    "pakai teks aslinya, atau periksa ulang peta lalu perbarui sha256",
                )
            ]
        )
    return raw.decode("utf-8")


def published_kinerja(rows: Iterable[Row], dokumen: str) -> pd.DataFrame:
    """Return one line per printed indicator row and year, raw text beside the numbers as read.

    `target`, `realisasi`, `capaian` hold the number of a plain cell, the n of `1 : n`, or the score of a graded
    letter; they are empty for a range, a bare letter, a missing or unreadable cell, and `cara_baca` says which.
    """
    rows = [row for row in rows if row.isi == "kinerja"]
    styles = _styles(rows, ("target", "realisasi", "capaian", "pembilang", "penyebut"))
    records = []
    for row, row_id in zip(rows, _ids(rows, dokumen), strict=True):
        read = {
            role: read_number(row.cells[role], styles[row.tabel]) for role in _number_roles(row)
        }
        records.append(
            _common(row, row_id, dokumen)
            | {
                "sasaran_tercetak": row.cells.get("sasaran") or row.cells.get("tujuan", ""),
                "satuan_tercetak": row.cells.get("satuan", ""),
            }
            | {
                f"{role}_tercetak": row.cells.get(role, "")
                for role in ("target", "realisasi", "capaian", "predikat", "pembilang", "penyebut")
            }
            | {
                role: _plain(read.get(role))
                for role in ("target", "realisasi", "capaian", "pembilang", "penyebut")
            }
            | {"cara_baca": _how(read)}
        )
    return pd.DataFrame(records, columns=KINERJA_COLUMNS)


def published_anggaran(rows: Iterable[Row], dokumen: str) -> pd.DataFrame:
    """Return one line per printed budget row and year; `induk` is the id of the enclosing row of the same table."""
    rows = [row for row in rows if row.isi == "anggaran"]
    styles = _styles(rows, ("persen", "efisiensi"))
    records, parents = [], _Parents()
    for row, row_id in zip(rows, _ids(rows, dokumen), strict=True):
        money = {
            role: read_rupiah(row.cells[role])
            for role in ("pagu_induk", "pagu", "realisasi")
            if role in row.cells
        }
        share = {
            role: read_number(row.cells[role], styles[row.tabel])
            for role in ("persen", "efisiensi")
            if role in row.cells
        }
        records.append(
            _common(row, row_id, dokumen)
            | {
                "kode_tercetak": row.cells.get("kode", ""),
                "sasaran_tercetak": row.cells.get("sasaran") or row.cells.get("tujuan", ""),
            }
            | {"induk": parents.of(row, row_id)}
            | {
                f"{role}_tercetak": row.cells.get(role, "")
                for role in ("pagu_induk", "pagu", "realisasi", "persen", "efisiensi")
            }
            | {
                f"{role}_rp": _plain(money.get(role))
                for role in ("pagu_induk", "pagu", "realisasi")
            }
            | {role: _plain(share.get(role)) for role in ("persen", "efisiensi")}
            | {"cara_baca": _how(money | share)}
        )
    return pd.DataFrame(records, columns=ANGGARAN_COLUMNS)


def _number_roles(row: Row) -> list[str]:
    return [
        role
        for role in ("target", "realisasi", "capaian", "pembilang", "penyebut")
        if role in row.cells
    ]


class _Parents:
    """Remembers, per table and year, the last row of each level above."""

    def __init__(self) -> None:
        self.stacks: dict = {}

    def of(self, row: Row, row_id: str) -> str:
        depth = DEPTH.get(row.level, 9)
        stack = [item for item in self.stacks.get((row.tabel, row.tahun), []) if item[0] < depth]
        self.stacks[(row.tabel, row.tahun)] = [*stack, (depth, row_id)] if depth else []
        return stack[-1][1] if stack and depth else ""


def _styles(rows: list[Row], roles: tuple[str, ...]) -> dict[str, str | None]:
    cells: dict[str, list[str]] = {}
    declared: dict[str, str | None] = {}
    for row in rows:
        cells.setdefault(row.tabel, []).extend(
            row.cells[role] for role in roles if role in row.cells
        )
        declared[row.tabel] = row.gaya
    return {table: declared[table] or style_of(values) for table, values in cells.items()}


def _ids(rows: list[Row], dokumen: str) -> list[str]:
    bare = [
        f"{dokumen}:{row.tabel}-b{row.baris}" + (f"-{row.tahun}" if row.tahun else "")
        for row in rows
    ]
    seen: Counter = Counter()
    out = []
    for name in bare:
        seen[name] += 1
        out.append(name if seen[name] == 1 else f"{name}-{seen[name]}")
    return out


def _common(row: Row, row_id: str, dokumen: str) -> dict:
    return {
        "id": row_id,
        "dokumen": dokumen,
        "tabel": row.label,
        "baris": row.baris,
        "level": row.level,
        "nama_tercetak": row.cells.get("nama", ""),
        "tahun": row.tahun or "",
        "catatan": row.cells.get("catatan", ""),
        "tahap": row.tahap,
    }


def _plain(value: Angka | None) -> str:
    if value is None or value.nilai is None:
        return ""
    number = value.nilai
    return str(
        number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()
    )


def _how(read: dict[str, Angka]) -> str:
    return ";".join(f"{role}={value.cara_baca}" for role, value in read.items())

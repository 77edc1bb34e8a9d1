"""`data/datapackage.json` (Frictionless Tabular Data Package): the contract and its words.

Made by `make datapackage` from `schemas.py` and the dictionary of columns, never by hand.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..bahasa.kolom import heading, meaning, unit_of
from ..bahasa.say import say
from .schemas import JENIS, TABEL, Kolom, Tabel

__all__ = ["datapackage", "write_datapackage"]


def datapackage() -> dict:
    """Return the description of `data/`: one resource per table, one field per column.

    `title` and `description` are Indonesian, `title_en` and `description_en` English. A field has
    no `unit` where the row says it or there is none.

    Examples
    --------
    >>> pagu = datapackage()["resources"][2]["schema"]["fields"][5]
    >>> pagu["name"], pagu["type"], pagu["title"], pagu["title_en"], pagu["unit"]
    ('pagu_rp', 'number', 'Pagu', 'Budget', 'rupiah')
    """
    return {
        "profile": "tabular-data-package",
        "name": "lakip-data",
        "title": say("paket_data.judul", "id"),
        "title_en": say("paket_data.judul", "en"),
        "resources": [_resource(tabel) for tabel in TABEL.values()],
    }


def write_datapackage(path: str | Path) -> None:
    """Write `datapackage()` as JSON."""
    text = json.dumps(datapackage(), indent=1, ensure_ascii=False) + "\n"
    Path(path).write_text(text, encoding="utf-8", newline="\n")


def _resource(tabel: Tabel) -> dict:
    return {
        "name": tabel.nama.replace("_", "-"),
        "path": f"<dinas>/{tabel.nama}.csv",
        "description": say(f"tabel.{tabel.nama}", "id"),
        "description_en": say(f"tabel.{tabel.nama}", "en"),
        "required": tabel.wajib,
        "schema": {
            "fields": [_field(kolom, tabel.nama) for kolom in tabel.kolom],
            "primaryKey": list(tabel.kunci),
            "missingValues": [""],
        },
    }


def _field(kolom: Kolom, tabel: str) -> dict:
    unit = unit_of(kolom.nama, tabel)
    constraints = _constraints(kolom)
    return {
        "name": kolom.nama,
        "type": JENIS[kolom.jenis].tipe,
        "title": heading(kolom.nama, "id", tabel),
        "title_en": heading(kolom.nama, "en", tabel),
        "description": meaning(kolom.nama, "id", tabel),
        "description_en": meaning(kolom.nama, "en", tabel),
        **({"unit": unit} if unit else {}),
        **({"constraints": constraints} if constraints else {}),
    }


def _constraints(kolom: Kolom) -> dict:
    return {
        **({"required": True} if kolom.wajib else {}),
        **({"enum": list(kolom.pilihan)} if kolom.pilihan else {}),
    }

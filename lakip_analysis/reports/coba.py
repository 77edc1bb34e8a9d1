"""`coba-rumus.html`: target and realisation moved by hand, the result of each rule at once.

One file without library, network or installation. What it knows of rules are rows of `aturan/`,
put into it when it is made; tests compare it with the package in a browser.
"""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd
from jinja2 import Environment, FileSystemLoader

from ..aturan.rules import SKALA_BERSAMA, load_rules, scale_rows
from ..bahasa.say import word
from .fingerprint import package_version
from .place import write_whole
from .render import TEMPLATES, read_css, words_of

__all__ = ["COBA", "coba_rules", "write_coba"]

COBA = "coba-rumus.html"


def coba_rules(bahasa: str) -> dict:
    """Return the rules that the page offers, with their names: rumus, batas, skala.

    Examples
    --------
    >>> rules = coba_rules("id")
    >>> [one["kode"] for one in rules["batas"]], rules["skala"][0]["kelas"][0]
    (['tanpa', 'seratus', 'bersama', 'dua_ratus'], ['Sangat Tinggi', '>=', 91.0])
    """
    rows = load_rules("coba")
    codes = {kind: group.to_dict("records") for kind, group in rows.groupby("jenis")}
    names = {
        "rumus": lambda code: word("coba.rumus", code, bahasa),
        "batas": lambda code: word("coba.batas", code, bahasa),
        "skala": lambda code: _scale_name(code, bahasa),
    }
    made = {
        kind: [{"kode": one["kode"], "nama": names[kind](one["kode"])} for one in codes[kind]]
        for kind in names
    }
    for one, row in zip(made["batas"], codes["batas"], strict=True):
        one |= {end: _or_none(row[end]) for end in ("bawah", "atas")}
    for one in made["skala"]:
        bands = scale_rows(one["kode"])[["kategori", "operator", "bawah"]]
        one["kelas"] = [[k, op, _or_none(low)] for k, op, low in bands.itertuples(index=False)]
    return made


def _or_none(value: float) -> float | None:
    return None if pd.isna(value) else float(value)


def _scale_name(code: str, bahasa: str) -> str:
    """Return the name of a scale: the common one says so, a report's own is named after it."""
    source = scale_rows(code)["sumber"].iloc[0].partition(",")[0]
    return word("coba.skala", "bersama", bahasa) if code == SKALA_BERSAMA else source


def write_coba(path: Path, bahasa: str) -> Path:
    """Write the page in one language."""
    environment = Environment(loader=FileSystemLoader(TEMPLATES / "lakip"), autoescape=True)
    rules = json.dumps(coba_rules(bahasa), ensure_ascii=False)
    page = environment.get_template("coba.html.j2").render(
        css=read_css(bahasa),
        aturan=rules.replace("<", "\\u003c"),
        skrip=(TEMPLATES / "lakip" / "coba.js").read_text(encoding="utf-8").strip(),
        kata=words_of(bahasa),
        bahasa=bahasa,
        versi=package_version("lakip-analysis"),
    )
    write_whole(path, page + "\n")
    return path

"""What can be wrong with `dinas.toml`: keys, kinds of values, documents, rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from ..aturan.rules import NOT_PRINTED, load_rules
from ..errors import DataError, Fault, short_name
from .catalogue import read_info

__all__ = ["OPTIONAL", "check_info"]

TEXT_KEYS = ("dinas", "nama", "daerah", "kode_wilayah", "provinsi", "urusan")  # urusan: a list
TABLES = ("dokumen", "aturan")
MAY = ("singkatan",)  # tables that may be left out

# of one document: key → must it be there?
DOKUMEN = {"id": True, "judul": True, "tahun": True, "sha256": False, "teks": False, "peta": False}

# text of a document → its pattern, what is wrong with another, the next step
TEXTS = {
    "id": (
        r"[a-z0-9]+(-[a-z0-9]+)*",
        "bukan pengenal",
        "pakai huruf kecil, angka dan tanda hubung saja, mis. lkjip-2024",
    ),
    "judul": (r"(?s).+", "kosong", "isi judul dokumen"),
    "sha256": (
        r"([0-9a-f]{64})?",
        "bukan sidik sha256",
        "hapus barisnya, atau isi 64 angka heksadesimal",
    ),
}

# rules of `dinas.toml` → what may stand there; which of them holds is what that report says
ATURAN = {
    "naik": ("realisasi_per_target", "kemajuan_dari_dasar", NOT_PRINTED),
    "turun": (
        "dua_target_kurang_realisasi",
        "target_per_realisasi",
        "kemajuan_dari_dasar",
        NOT_PRINTED,
    ),
    "rata_rata": ("rata_rata_indikator", "rata_rata_sasaran", "rata_rata_bobot", "tidak_ada"),
    "efisiensi": (*load_rules("efisiensi")["sebutan"], "tidak_ada"),
    "pembagian": ("langsung", "sama_rata", "bobot"),
}

LIMITS = {"batas_bawah": 0, "batas_atas": 100}  # rules that are numbers → an example

OPTIONAL = {"pembagian": "sama_rata"}  # a rule that may be left out, and what holds then

# folders that Windows cannot have
RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10)
}

FORM = "bentuknya: jalankan lakip new dan tiru dinas.toml yang dibuatnya"


def check_info(folder: Path, scales: set[str] = frozenset()) -> tuple[dict, list[Fault]]:
    """Read `dinas.toml` of one folder and check all of it.

    Parameters
    ----------
    folder : Path
        Folder of the dinas.
    scales : set of str
        Names of scales that the dinas brings itself (`skala.csv`).

    Returns
    -------
    dict
        What stands there; a document without `sha256` or `teks` has empty ones.
    list of Fault
        Every fault; with any of them the dict is only good for further checks.
    """
    where = short_name(folder / "dinas.toml")
    try:
        info = read_info(folder)
    except DataError as error:
        return {"dinas": folder.name}, error.faults
    faults = [*_key_faults(where, info), *_document_faults(where, info.get("dokumen", []))]
    if folder.name.casefold() in RESERVED:
        problem, step = "nama yang dipakai Windows sendiri", "beri folder itu nama lain"
        faults.append(Fault(where, None, "dinas", folder.name, problem, step))
    if info.get("dinas", folder.name) != folder.name:
        problem, step = "tidak sama dengan nama folder", f'tulis dinas = "{folder.name}"'
        faults.append(Fault(where, None, "dinas", str(info["dinas"]), problem, step))
    faults += _abbreviation_faults(where, info.get("singkatan", {}))
    aturan = info.get("aturan", {})
    if isinstance(aturan, dict):
        faults += _rule_faults(where, aturan, scales) if "aturan" in info else []
    else:
        faults.append(Fault(where, None, "aturan", str(aturan), "bukan tabel", "tulis [aturan]"))
        aturan = {}
    documents = info.get("dokumen", [])
    documents = [entry for entry in documents if isinstance(entry, dict)] if faults else documents
    filled = [{"sha256": "", "teks": ""} | entry for entry in documents]
    return info | {"aturan": aturan, "dokumen": filled}, faults


def _key_faults(where: str, info: dict) -> Iterator[Fault]:
    known = [*TEXT_KEYS, *TABLES]
    unknown = [key for key in info if key not in (*known, *MAY)]
    meant = {}
    for key in known:
        if key in info:
            continue
        near = get_close_matches(key, unknown, 1, 0.8)
        step = FORM if not near else f"ganti nama kunci “{near[0]}” menjadi “{key}”"
        meant |= dict.fromkeys(near, key)
        yield Fault(where, None, key, None, "kunci tidak ada", step)
    for key in unknown:
        if key not in meant:
            step = f"yang dikenal: {', '.join(known)}"
            yield Fault(where, None, key, None, "kunci tidak dikenal", step)
    for key in TEXT_KEYS:
        value = info.get(key, [] if key == "urusan" else "")
        if key == "urusan" and not _is_texts(value):
            step = 'tulis dalam kurung siku dan tanda kutip: urusan = ["1.06"]'
            yield Fault(where, None, key, str(value), "bukan daftar teks", step)
        elif key != "urusan" and not isinstance(value, str):
            yield Fault(where, None, key, str(value), "bukan teks", f'tulis {key} = "…"')
        elif key in ("nama", "daerah") and key in info and not value.strip():
            yield Fault(where, None, key, value, "kosong", "isi namanya")


def _document_faults(where: str, documents: object) -> Iterator[Fault]:
    step = "tulis satu blok [[dokumen]] untuk tiap tahun: id, judul, tahun"
    if not isinstance(documents, list) or not all(isinstance(one, dict) for one in documents):
        yield Fault(where, None, "dokumen", str(documents)[:60], "bukan blok [[dokumen]]", step)
        return
    if not documents:
        yield Fault(where, None, "dokumen", None, "tidak ada dokumen", step)
    seen = set()
    for number, one in enumerate(documents, 1):
        place = f"dokumen {number}"
        for key, needed in DOKUMEN.items():
            if key not in one:
                if needed:
                    yield Fault(where, None, f"{place}.{key}", None, "kunci tidak ada", step)
                continue
            problem = _document_problem(key, one[key])
            if problem:
                yield Fault(where, None, f"{place}.{key}", str(one[key])[:60], *problem)
        for key in set(one) - set(DOKUMEN):
            known = f"yang dikenal: {', '.join(DOKUMEN)}"
            yield Fault(where, None, f"{place}.{key}", None, "kunci tidak dikenal", known)
        if "id" in one and str(one["id"]) in seen:
            problem, other = "id sudah dipakai dokumen lain", "pakai id sendiri, mis. lkjip-2024"
            yield Fault(where, None, f"{place}.id", str(one["id"]), problem, other)
        seen.add(str(one.get("id")))


def _document_problem(key: str, value: object) -> tuple[str, str] | None:
    """Return what is wrong with one value of a document, and the next step."""
    if key == "tahun":
        good = type(value) is int and 1990 <= value <= 2100
        return None if good else ("bukan tahun", "tulis tahun tanpa tanda kutip: tahun = 2024")
    if key == "peta":
        good = _is_texts(value)
        return None if good else ("bukan daftar teks", 'tulis peta = ["peta-2024.toml"]')
    if not isinstance(value, str):
        return "bukan teks", f'tulis {key} = "…"'
    pattern, problem, step = TEXTS.get(key, ("", "", ""))
    return None if not pattern or re.fullmatch(pattern, value.strip()) else (problem, step)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _abbreviation_faults(where: str, singkatan: object) -> list[Fault]:
    """Return what is wrong in the dinas's own abbreviations; they may be left out."""
    step = 'tulis [singkatan] lalu satu baris per singkatan: DTSEN = "data tunggal …"'
    if not isinstance(singkatan, dict):
        return [Fault(where, None, "singkatan", str(singkatan), "bukan tabel", step)]
    return [
        Fault(where, None, f"singkatan.{name}", str(text), "artinya bukan teks", step)
        for name, text in singkatan.items()
        if not isinstance(text, str) or not text.strip()
    ]


def _rule_faults(where: str, aturan: dict, scales: set[str]) -> Iterator[Fault]:
    """Yield the rules that are unknown or missing."""
    shipped = dict.fromkeys(load_rules("skala")["skala"])
    allowed = ATURAN | {"skala": (*shipped, *sorted(scales))}
    known = {*allowed, *LIMITS, *(f"sumber_{key}" for key in (*allowed, *LIMITS))}
    step = f"yang dikenal: {', '.join(allowed)}, dan sumber_ di depannya"
    for key in sorted(set(aturan) - known):
        near = get_close_matches(key, known, 1, 0.8)
        yield Fault(
            where,
            None,
            f"aturan.{key}",
            None,
            "kunci tidak dikenal",
            f"maksudnya “{near[0]}”?" if near else step,
        )
    for key, names in allowed.items():
        value = aturan.get(key, OPTIONAL.get(key, ""))
        if value not in names:
            choose = f"pilih salah satu: {', '.join(names)}"
            yield Fault(where, None, f"aturan.{key}", str(value), "aturan tidak dikenal", choose)
    for key, number in LIMITS.items():
        value = aturan.get(key, number)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1000:
            step = f"tulis angka tanpa tanda kutip: {key} = {number}"
            yield Fault(where, None, f"aturan.{key}", str(value), "bukan angka 0–999", step)
    low, high = (aturan.get(key) for key in LIMITS)
    if isinstance(low, int | float) and isinstance(high, int | float) and low >= high:
        problem, step = "tidak di bawah batas_atas", "tukar kedua batas, atau hapus salah satu"
        yield Fault(where, None, "aturan.batas_bawah", str(low), problem, step)
    for key in sorted(set(aturan) & known):
        if key.startswith("sumber_") and not isinstance(aturan[key], str):
            value = str(aturan[key])
            yield Fault(where, None, f"aturan.{key}", value, "bukan teks", f'tulis {key} = "…"')

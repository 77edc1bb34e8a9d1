"""A data package as a dataset of DCAT (W3C, version 3), written as JSON-LD.

A portal of data reads this; `datapackage.json` is for who reads the tables. Both say the same.
What is not known has no property: who publishes the data, and whom to ask. IRIs are relative, so
that the description holds wherever the files are put.
"""

from __future__ import annotations

import json
from pathlib import Path

from .datapackage import PACKAGE

__all__ = ["DCAT", "describe_dcat", "write_dcat"]

DCAT = "dcat.jsonld"

CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "spdx": "http://spdx.org/rdf/terms#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
MEDIA = "https://www.iana.org/assignments/media-types/"


def describe_dcat(package: dict, infos: list[dict], tahun: tuple[int, int] | None = None) -> dict:
    """Return a dataset with one distribution per table of a package.

    Parameters
    ----------
    package : dict
        As `datapackage.describe_package` returns it.
    infos : list of dict
        `dinas.toml` of every dinas in it: who made the documents it is from, and of which region.
    tahun : (first, last), optional
        Years of its figures, one figure a year.

    Returns
    -------
    dict
        JSON-LD; texts in both languages. Without property where nothing is known.

    Examples
    --------
    >>> package = {"name": "a", "title": "Angka", "title_en": "Figures", "resources": []}
    >>> made = describe_dcat(package, [{"nama": "Dinas Sosial", "daerah": "Kota Malang"}])
    >>> made["@type"], made["dct:title"][0], "dct:publisher" in made
    ('dcat:Dataset', {'@value': 'Angka', '@language': 'id'}, False)
    """
    makers = _makers(infos)
    rights = [_both(one, "title") for one in package.get("licenses", [])]
    said = {
        "dct:title": _both(package, "title"),
        "dct:description": _both(package, "description"),
        "dcat:keyword": [_text(word, "id") for word in package.get("keywords", [])],
        "dct:spatial": _regions(infos),
        "dct:temporal": _period(tahun) if tahun else {},
        "dcat:temporalResolution": _typed("P1Y", "duration") if tahun else {},
        "dct:source": [_source(one, makers) for one in package.get("sources", [])],
        "dct:rights": [{"@type": "dct:RightsStatement", "rdfs:label": one} for one in rights],
        "rdfs:seeAlso": {"@id": PACKAGE},
        "dcat:distribution": [_distribution(one) for one in package["resources"]],
    }
    return {
        "@context": CONTEXT,
        "@id": f"#{package['name']}",
        "@type": "dcat:Dataset",
        "dct:identifier": package["name"],
        **_known(said),
    }


def write_dcat(folder: Path | str, dataset: dict) -> Path:
    """Write a dataset as `dcat.jsonld` beside its files; the same input gives the same bytes."""
    path = Path(folder) / DCAT
    text = json.dumps(dataset, indent=1, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return path


def _distribution(resource: dict) -> dict:
    kind, _, digest = resource.get("hash", "").partition(":")
    checksum = {
        "@type": "spdx:Checksum",
        "spdx:algorithm": {"@id": f"spdx:checksumAlgorithm_{kind}"},
        "spdx:checksumValue": _typed(digest, "hexBinary"),
    }
    size = resource.get("bytes")
    said = {
        "dct:title": resource["path"],
        "dct:description": _both(resource, "description"),
        "dcat:accessURL": {"@id": resource["path"]},
        "dcat:downloadURL": {"@id": resource["path"]},
        "dcat:mediaType": {"@id": f"{MEDIA}{resource['mediatype']}"},
        "dcat:byteSize": {} if size is None else _typed(str(size), "nonNegativeInteger"),
        "spdx:checksum": checksum if digest else {},
    }
    return {"@id": f"#{resource['name']}", "@type": "dcat:Distribution", **_known(said)}


def _source(source: dict, makers: dict[str, str]) -> dict:
    year, digest = source.get("year"), source.get("sha256", "")
    maker = makers.get(digest)
    said = {
        "dct:title": source["title"],
        "dct:creator": {"@type": "foaf:Agent", "foaf:name": maker} if maker else {},
        "dct:temporal": _period((year, year)) if year else {},
        "dct:identifier": f"sha256:{digest}" if digest else "",
    }
    return {"@type": "foaf:Document", **_known(said)}


def _makers(infos: list[dict]) -> dict[str, str]:
    """Return sha256 of a document → the agency whose report it is."""
    return {
        paper["sha256"]: " ".join(info[key] for key in ("nama", "daerah") if key in info)
        for info in infos
        for paper in info.get("dokumen", [])
        if paper.get("sha256")
    }


def _regions(infos: list[dict]) -> list[dict]:
    """Return every region once, with its code of the Ministry of Home Affairs where it has one."""
    regions = dict.fromkeys(
        (info.get("daerah", ""), info.get("kode_wilayah", "")) for info in infos
    )
    return [
        {"@type": "dct:Location", **_known({"skos:prefLabel": name, "dct:identifier": code})}
        for name, code in regions
        if name or code
    ]


def _period(tahun: tuple[int, int]) -> dict:
    first, last = (_typed(str(year), "gYear") for year in tahun)
    return {"@type": "dct:PeriodOfTime", "dcat:startDate": first, "dcat:endDate": last}


def _both(entry: dict, name: str) -> list[dict]:
    languages = ((name, "id"), (f"{name}_en", "en"))
    return [_text(entry[key], language) for key, language in languages if entry.get(key)]


def _text(text: str, bahasa: str) -> dict:
    return {"@value": text, "@language": bahasa}


def _typed(text: str, tipe: str) -> dict:
    return {"@value": text, "@type": f"xsd:{tipe}"}


def _known(said: dict) -> dict:
    return {name: value for name, value in said.items() if value}

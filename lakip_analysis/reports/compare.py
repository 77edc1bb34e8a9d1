"""Is a folder of reports what its data give (`verify`), and what changed between two (`diff`)."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Collection
from pathlib import Path

import pandas as pd

from .coba import COBA
from .fingerprint import FOLDERS, RUN, fingerprint_outputs, is_whole, read_manifests, sha256
from .results import KEYS

__all__ = [
    "DIFF_COLUMNS",
    "describe_diff",
    "diff_reports",
    "language_of",
    "verify_index",
    "verify_reports",
]


# names, numbering and wording, not results; `temuan.…`: in that file alone
UNWATCHED = {"dinas", "id", "akar", "kalimat", "sumber", "temuan.penjelasan"}

OTHER = "bukan data, aturan atau program; huruf atau pustaka sistemnya lain"

LISTED = re.compile(r'href="([^"/]+)/(\d{4})/index\.html"')  # a report in the page of the index

DIGESTS = {"masukan", "versi", "keluaran"}  # parts of a manifest that are fingerprints

DIFF_COLUMNS = ["dinas", "tahun", "berkas", "kunci", "kolom", "lama", "baru"]


def verify_reports(
    out: Path, data_dir: Path, jobs: int | None = None, notebooks: Path | None = None
) -> pd.DataFrame:
    """Make every report of a folder again, elsewhere, and compare every file byte by byte.

    Files that were added or are missing, and the manifest's own figures (the index is made of
    them), count as well; a print (PDF) is only checked for having been touched. The index itself:
    `verify_index`.

    Parameters
    ----------
    notebooks : Path, optional
        The notebooks the reports were made with, where these were not the project's own.

    Returns
    -------
    DataFrame, one row per report
        `dinas`, `tahun` · `keadaan`: sama; diubah (a file is no longer what its own `run.json`
        says); beda (the data now give other bytes); gagal (it cannot be made any more); rusak (it
        has no readable `run.json`, or the index names it and it is not there) · `berkas`: the files
        concerned · `sebab`: inputs and versions that differ, or the failure.
    """
    from .batch import run_batch

    runs = {folder: run for folder, run in read_manifests(out).items() if is_whole(run)}
    old = {(folder.parent.name, int(folder.name)): folder for folder in runs}
    with tempfile.TemporaryDirectory() as folder:
        entries = (
            run_batch(
                sorted(old),
                Path(data_dir),
                Path(folder),
                jobs,
                notebooks,
                bahasa=language_of(out),
            )
            if old
            else []
        )
        rows = [
            _verdict(
                old[entry["dinas"], entry["tahun"]],
                Path(folder) / entry["dinas"] / str(entry["tahun"]),
                entry,
            )
            for entry in entries
        ]
    rows = sorted([*rows, *_broken(Path(out), old.keys())], key=lambda r: (r["dinas"], r["tahun"]))
    return pd.DataFrame(rows, columns=["dinas", "tahun", "keadaan", "berkas", "sebab"])


def _broken(out: Path, whole: Collection[tuple[str, int]]) -> list[dict]:
    """Return the reports that cannot be checked: a folder without its manifest, or none at all."""
    index = out / "index.html"
    page = index.read_text(encoding="utf-8", errors="replace") if index.is_file() else ""
    named = {(dinas, int(tahun)) for dinas, tahun in LISTED.findall(page)}
    stand = {(path.parent.name, int(path.name)) for path in out.glob(FOLDERS) if path.is_dir()}
    return [
        {
            "dinas": dinas,
            "tahun": tahun,
            "keadaan": "rusak",
            "berkas": "",
            "sebab": _why_broken(out / dinas / str(tahun)),
        }
        for dinas, tahun in named | stand
        if (dinas, tahun) not in whole
    ]


def _why_broken(folder: Path) -> str:
    if not folder.is_dir():
        return "disebut di daftar, tetapi foldernya tidak ada"
    if not any(folder.iterdir()):
        return "foldernya kosong"
    return f"{RUN} tidak {'terbaca' if (folder / RUN).exists() else 'ada'}"


def diff_reports(old: Path, new: Path) -> pd.DataFrame:
    """Return every figure, category and finding that differs between two folders of reports.

    Returns
    -------
    DataFrame, one row per changed cell
        `berkas`, `kunci` (the row in that file), `kolom`, `lama`, `baru` as text; a row that came
        or went has `kolom` "baris" and an empty side, a
        report that came or went has `berkas` "laporan".
    """
    before, after = (
        {(report.parent.name, report.name): report for report in read_manifests(folder)}
        for folder in (old, new)
    )
    rows = [
        (
            *key,
            "laporan",
            "",
            "baris",
            "ada" if key in before else "",
            "ada" if key in after else "",
        )
        for key in before.keys() ^ after.keys()
    ]
    for key in sorted(before.keys() & after.keys()):
        for name, keys in KEYS.items():
            rows += [
                (*key, name, *change)
                for change in _changes(before[key] / name, after[key] / name, keys)
            ]
    return pd.DataFrame(sorted(rows), columns=DIFF_COLUMNS)


def describe_diff(diff: pd.DataFrame) -> list[str]:
    """Say in words what changed, one line per change, report by report."""
    if diff.empty:
        return ["Tidak ada angka, kategori atau temuan yang berubah."]
    text = []
    for (dinas, tahun), rows in diff.groupby(["dinas", "tahun"], sort=False):
        text.append(f"{dinas} {tahun}: {len(rows)} perubahan")
        text += [f"  {_sentence(row)}" for row in rows.itertuples()]
    return text


def _sentence(row) -> str:
    if row.berkas == "laporan":
        return "laporan baru" if row.baru else "laporan tidak ada lagi"
    if row.kolom == "baris":
        what = "temuan" if row.berkas == "temuan.csv" else f"baris {row.berkas}"
        return f"{what} {'baru' if row.baru else 'hilang'}: {row.kunci}"
    return (
        f"{row.berkas} {row.kunci}: {row.kolom} {row.lama or '(kosong)'} → {row.baru or '(kosong)'}"
    )


def _changes(old: Path, new: Path, keys: list[str]) -> list[tuple[str, str, str, str]]:
    before, after = _read(old, keys), _read(new, keys)
    gone, come = before.index.difference(after.index), after.index.difference(before.index)
    rows = [(_name(key), "baris", "ada", "") for key in gone] + [
        (_name(key), "baris", "", "ada") for key in come
    ]
    both = before.index.intersection(after.index)
    shared = [name for name in before if name in after]
    for column in (name for name in shared if not {name, f"{old.stem}.{name}"} & UNWATCHED):
        left, right = before.loc[both, column], after.loc[both, column]
        rows += [
            (_name(key), column, left[key], right[key])
            for key in both[(left != right).to_numpy()]
            if not _same_number(left[key], right[key])
        ]
    return rows


def _same_number(left: str, right: str) -> bool:
    """Say whether two texts are one number.

    A column of whole numbers is written with a decimal once a value of it is missing.
    """
    try:
        return float(left) == float(right)
    except ValueError:
        return False


def _read(path: Path, keys: list[str]) -> pd.DataFrame:
    """Read one result as text, one row per key.

    A key that repeats is numbered; a file that is not there is empty.
    """
    if not path.is_file() or not path.stat().st_size:
        return pd.DataFrame(columns=[*keys, "_ke"], dtype=str).set_index([*keys, "_ke"])
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    frame = frame.reindex(
        columns=[*frame.columns, *(name for name in keys if name not in frame)], fill_value=""
    )
    again = frame.groupby(keys).cumcount()
    return frame.assign(_ke=again.map(lambda n: f"({n + 1})" if n else "")).set_index(
        [*keys, "_ke"]
    )


def _name(key) -> str:
    return " · ".join(part for part in (key if isinstance(key, tuple) else (key,)) if part)


def verify_index(out: Path, data_dir: Path) -> list[str]:
    """Return which files of the index are not what the reports in `out` give."""
    from .index import write_index

    out = Path(out)
    with tempfile.TemporaryDirectory() as folder:
        write_index(out, Path(data_dir), language_of(out), Path(folder))
        names = ("index.html", "konsep.csv", "biaya.csv", COBA)
        return [name for name in names if sha256(out / name) != sha256(Path(folder) / name)]


def language_of(out: Path) -> str:
    """Return the language of the reports in a folder."""
    runs = read_manifests(out).values()
    return next((run.get("parameter", {}).get("bahasa", "id") for run in runs), "id")


def _verdict(old: Path, new: Path, entry: dict) -> dict:
    row = {
        "dinas": entry["dinas"],
        "tahun": entry["tahun"],
        "keadaan": "sama",
        "berkas": "",
        "sebab": "",
    }
    said = json.loads((old / RUN).read_text(encoding="utf-8"))
    stand = fingerprint_outputs(old)
    touched = [name for name in {**said["keluaran"], **stand} if _differ(said, stand, name)]
    if touched:
        return row | {
            "keadaan": "diubah",
            "berkas": ", ".join(touched),
            "sebab": "berkas diubah, ditambah atau hilang sesudah laporan dibuat",
        }
    if not entry["berhasil"]:
        return row | {"keadaan": "gagal", "sebab": entry["pesan"]}
    now = json.loads((new / RUN).read_text(encoding="utf-8"))
    files = [
        name
        for name in {**said["keluaran"], **now["keluaran"]}
        if said["keluaran"].get(name) != now["keluaran"].get(name) and not name.endswith(".pdf")
    ]
    causes = [
        f"{kind} {name}"
        for kind in ("masukan", "versi")
        for name in {**said[kind], **now[kind]}
        if said[kind].get(name) != now[kind].get(name)
    ]
    rest = [name for name in now if name not in DIGESTS and said.get(name) != now[name]]
    if rest and not files and not causes:  # same inputs, same outputs: only a hand changes that
        return row | {
            "keadaan": "diubah",
            "berkas": RUN,
            "sebab": f"{', '.join(rest)} bukan hasil laporan ini",
        }
    return row | (
        {"keadaan": "beda", "berkas": ", ".join(files), "sebab": ", ".join(causes) or OTHER}
        if files
        else {}
    )


def _differ(said: dict, stand: dict[str, str], name: str) -> bool:
    return said["keluaran"].get(name) != stand.get(name)

"""Which dinas and years there are, without loading anything heavy.

Reads only `dinas.toml` and one column of `kinerja.csv`, so that a misspelt name is refused at once.
In place of a folder of data may stand a store (`store.py`): its dinas are known by its catalogue,
and `store / slug` stands for the folder of one, though there is none.
"""

from __future__ import annotations

import os
import pickle
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from difflib import get_close_matches
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import DataError, Fault, command
from .csvtext import ISIAN, is_store, read_lines

if TYPE_CHECKING:  # DuckDB is heavy
    from .store import Stored

__all__ = [
    "NAMED",
    "data_at",
    "find_data",
    "find_dinas",
    "find_year",
    "list_dinas",
    "read_info",
    "read_infos",
    "years_with_document",
]


LOOSE = (".xlsx", ".xls", ".csv")  # what people put into a folder of data

NAMED = 20  # dinas that a message names; a country has thousands

LARGEST_INFO = 200_000  # bytes of a dinas.toml

# a key of fifty parts takes minutes to read and is no description of a dinas
NESTED = 50
DEEP = re.compile(r"""(?:["']?[\w-]{1,60}["']?\s{0,9}\.\s{0,9})""" + f"{{{NESTED}}}")


def list_dinas(data_dir: Path | str) -> list[str]:
    """Return the slugs of all folders under `data_dir` that hold a `dinas.toml`, sorted."""
    if is_store(data_dir):
        from .store import list_stored  # DuckDB is heavy, so only where there is a store

        return list_stored(data_dir)
    return sorted(path.parent.name for path in Path(data_dir).glob("*/dinas.toml"))


def find_dinas(data_dir: Path | str, dinas: str) -> Path:
    """Return the folder of one dinas.

    Raises
    ------
    DataError
        Unknown slug; the message names the nearest ones.
    """
    folder = Path(data_dir) / dinas
    # not by the list of all: a country has thousands, and each of its reports asks
    if folder.name == dinas not in ("", "..") and _is_there(folder):
        return folder
    known = list_dinas(data_dir)
    if not known:
        raise DataError([_nothing_here(Path(data_dir), dinas)])
    # at most three, and already at a likeness of 0.4: half a name is often all that is typed
    near = get_close_matches(dinas, known, 3, 0.4)
    more = f" dan {len(known) - NAMED} lagi" if len(known) > NAMED else ""
    step = f"yang ada: {', '.join(known[:NAMED])}{more}"
    if near:
        step = f"maksudnya {' atau '.join(near)}?"
    where, problem = str(data_dir), "dinas tidak dikenal"
    raise DataError([Fault(where, None, "dinas", dinas or None, problem, step)])


def _is_there(folder: Path) -> bool:
    if not is_store(folder.parent):
        return (folder / "dinas.toml").is_file()
    from .store import is_stored

    return is_stored(folder)


def _nothing_here(data_dir: Path, dinas: str) -> Fault:
    """Return why a folder gives no dinas, and how to make one: most often the first thing met."""
    new = command("new", "kab-belitung-dinkes", data=data_dir, option="--tempat")
    new = f"buat satu dengan {new} (daerah dan dinas Anda)"
    if not data_dir.is_dir():
        problem = "folder data tidak ada di sini"
        step = f"pindah ke folder yang memuatnya, sebut foldernya dengan --data, atau {new}"
        return Fault(str(data_dir), None, None, dinas or None, problem, step)
    here = [*data_dir.glob("*"), *data_dir.glob("*/*")]  # no deeper: it may be a whole disk
    loose = sorted(path.name for path in here if path.suffix in LOOSE)
    problem = "belum ada dinas: satu dinas adalah satu subfolder yang berisi dinas.toml"
    step = new
    if loose:
        step = f"{new}, lalu pindahkan isi {loose[0]} ke isian.xlsx di folder itu"
    return Fault(str(data_dir), None, None, dinas or None, problem, step)


def read_info(folder: Path | str) -> dict:
    """Return `dinas.toml` of one folder.

    Raises
    ------
    DataError
        The file cannot be read, is not TOML, or is larger or deeper than a description of a dinas.
    """
    path = Path(folder) / "dinas.toml"
    return _info_of(path.parent.name, partial(_raw_info, path))


def read_infos(
    data_dir: Path | str, dinas: Iterable[str]
) -> Iterator[tuple[str, dict | DataError]]:
    """Yield slug and `dinas.toml` of each of many dinas that are there, or why it cannot be read.

    As `read_info` of each; of a store the catalogue is asked once.
    """
    data_dir = Path(data_dir)
    raw = partial(_raw_in, data_dir)
    if is_store(data_dir):
        from .store import read_catalogue

        known = read_catalogue(data_dir)
        raw = partial(_raw_stored, known)
    for slug in dinas:
        try:
            yield slug, _info_of(slug, partial(raw, slug))
        except DataError as error:
            yield slug, error


def _raw_stored(known: Mapping[str, Stored], slug: str) -> bytes:
    return known[slug].toml.encode()


def _raw_in(data_dir: Path, slug: str) -> bytes:
    return (data_dir / slug / "dinas.toml").read_bytes()


def _info_of(slug: str, read: Callable[[], bytes]) -> dict:
    """Return what `dinas.toml` of one dinas says, or raise what is wrong with it."""
    step = "perbaiki tanda kutip atau kurung di baris itu"
    try:
        raw = read()
        problem = f"{len(raw) // 1000} kB, terlalu besar" if len(raw) > LARGEST_INFO else ""
        if not problem:
            found = _parsed(raw.decode("utf-8-sig"))
            if found:
                return pickle.loads(found)
            problem = "tabel bersarang terlalu dalam"
    except UnicodeDecodeError:
        problem, step = "bukan UTF-8", "simpan ulang sebagai UTF-8"
    except RecursionError:
        problem = "kurung bersarang terlalu dalam"
    except ValueError as error:
        problem = f"bukan TOML yang sah: {error}"
    except OSError as error:
        problem, step = f"tidak dapat dibaca ({error.strerror})", "periksa berkas itu"
    raise DataError([Fault(f"{slug}/dinas.toml", None, None, None, problem, step)])


@lru_cache(maxsize=1 << 15)
def _parsed(text: str) -> bytes:
    """Return what a text of TOML says, pickled: whoever asks gets a copy of his own.

    Nothing of a text that is nested too deep. A study asks three times for that of each dinas, of
    which a country has thousands.
    """
    deep = text.count(".") >= NESTED and DEEP.search(text)  # looked for only where there may be one
    return b"" if deep else pickle.dumps(tomllib.loads(text))


def _raw_info(path: Path) -> bytes:
    if not is_store(path.parents[1]):
        return path.read_bytes()
    from .store import stored_toml

    return stored_toml(path.parent)


def years_with_document(info: dict) -> list[int]:
    """Return the years for which `dinas.toml` names a document, oldest first.

    Examples
    --------
    >>> years_with_document({"dokumen": [{"tahun": 2024}, {"tahun": 2023}, {"id": "tanpa-tahun"}]})
    [2023, 2024]
    """
    documents = info.get("dokumen", [])
    if not isinstance(documents, list):  # named as a fault when the dinas is loaded
        return []
    years = [one.get("tahun") for one in documents if isinstance(one, dict)]
    return sorted({year for year in years if type(year) is int})


def find_year(data_dir: Path | str, dinas: str, tahun: int) -> int:
    """Return the year when `kinerja.csv` of the dinas has it.

    Raises
    ------
    DataError
        No such year; the message names the years there are, or that none is filled in yet.
    """
    folder = find_dinas(data_dir, dinas)
    years = _years(folder)
    if str(tahun) in years:
        return tahun
    book = (folder / ISIAN).is_file() and not (folder / "kinerja.csv").is_file()
    file = ISIAN if book else "kinerja.csv"
    where, problem = f"{dinas}/{file}", "tahun tidak ada dalam data"
    step = f"yang ada: {', '.join(years)}"
    if not years:
        problem = "belum diisi: tidak ada satu tahun pun"
        sheet = "lembar-lembarnya" if book else "tabelnya"
        step = f"isi {sheet}, lalu {command('check', '--dinas', dinas, data=data_dir)}"
    raise DataError([Fault(where, None, "tahun", str(tahun), problem, step)])


def _years(folder: Path) -> list[str]:
    """Return the years of kinerja, readable or not: its faults are named when it is loaded."""
    if is_store(folder.parent):
        from .store import stored_years

        return stored_years(folder)
    path, lines = folder / "kinerja.csv", []
    if path.is_file():
        lines, _ = read_lines(path, ["indikator", "tahun"])
    elif (folder / ISIAN).is_file():
        from .isian import read_isian  # what reads Excel is heavy, so only where it is asked

        lines = read_isian(folder / ISIAN)[0].get("kinerja", [])
    header = [cell.strip().casefold() for cell in lines[0][1]] if lines else []
    if "tahun" not in header:
        return []
    place = header.index("tahun")
    return sorted({row[place].strip() for _, row in lines[1:] if len(row) > place} - {""})


def find_data() -> Path:
    """Return the folder of data for a notebook opened by hand.

    It is `data` here, in one of the three folders above, or the project's: so a notebook works from
    the project's root, from its own folder and from any other.
    """
    here = Path.cwd()
    project = Path(__file__).parents[2]
    near = [folder / "data" for folder in (here, *here.parents[:3], project)]
    if given := os.environ.get("LAKIP_DATA"):  # what `lakip lab --data` was told
        near.insert(0, Path(given))
    filled = (folder for folder in near if is_store(folder) or any(folder.glob("*/dinas.toml")))
    return next(filled, here / "data")


@contextmanager
def data_at(folder: Path | str) -> Iterator[None]:
    """Let `find_data` find one folder first, as a kernel does that was told `LAKIP_DATA`."""
    before = os.environ.get("LAKIP_DATA")
    os.environ["LAKIP_DATA"] = str(Path(folder).resolve())
    try:
        yield
    finally:
        os.environ.pop("LAKIP_DATA")
        if before is not None:
            os.environ["LAKIP_DATA"] = before

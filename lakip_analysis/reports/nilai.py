"""A class marked with one command: every learner's notebooks run, answers compared, marks as CSV.

Answers are collected inside the learner's kernel and compared outside it, with the instructor's
copy of the key: a key or a check that was changed in a learner's folder changes no mark. The
notebooks are programs of others: mark them where it does no harm.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path

import nbformat
import pandas as pd
from nbclient import NotebookClient
from nbclient.exceptions import CellTimeoutError, DeadKernelError

from ..aturan.rules import threshold
from ..bahasa.say import say
from ..data.catalogue import find_data, list_dinas
from ..data.csvwrite import csv_text, unguard
from ..errors import DataError, Fault
from ..latihan.kunci import Lembar, open_lembar, unpack_answers
from .place import write_whole

__all__ = ["grade_class", "grade_notebook", "summarize_nilai", "write_nilai"]

KUNCI = ["peserta", "pelajaran", "soal"]
KOLOM = [*KUNCI, "keadaan", "poin", "maks", "poin_alasan", "maks_alasan", "alasan", "catatan"]
AKHIR = ["persen", "catatan"]
COLLECT = """\
from lakip_analysis.latihan.kunci import pack_answers

print(pack_answers(globals(), {soal!r}))"""


def grade_class(folder: Path, pengajar: Path, data: Path | None = None) -> pd.DataFrame:
    """Run and mark the notebooks of a class.

    Parameters
    ----------
    folder : Path
        One folder per learner; in each their notebooks, under the names they were given.
    pengajar : Path
        The instructor's folder of the course, with its keys; those of a learner who got figures
        of their own lie in a folder of the same name in it.
    data : Path, optional
        Data for the notebooks; empty: those of the learners beside the instructor's folder, else
        what a notebook here would find.

    Returns
    -------
    DataFrame, one row per (peserta, pelajaran, soal)
        `keadaan` as of a check; `poin` of `maks`; `poin_alasan` is empty, for the instructor, of
        `maks_alasan`; `alasan` as written; `catatan`: why a notebook could not be marked. A lesson
        that was not handed in has no row; a learner without any has one, without a lesson.

    Raises
    ------
    DataError
        A folder that is not there, no key, or no notebook that belongs to one.
    """
    _require_folders(folder=folder, kunci=pengajar, data=data)
    keys = {path.stem.removeprefix("kunci-"): path for path in pengajar.glob("kunci-*.json")}
    if not keys:
        step = "beri folder pengajar dari lakip kelas dengan --kunci"
        raise DataError([Fault(str(pengajar), None, None, None, "tidak ada kunci", step)])
    learners = sorted(one for one in folder.iterdir() if one.is_dir() and one.name[0] != ".")
    given = {one: sorted(one.glob("*.ipynb")) for one in learners}
    given = {one: [path for path in paths if path.stem in keys] for one, paths in given.items()}
    if not any(given.values()):
        step = "satu subfolder per peserta, di dalamnya notebook dengan nama aslinya"
        problem = "tidak ada notebook pelajaran"
        raise DataError([Fault(str(folder), None, None, None, problem, step)])
    data = data or class_data(pengajar)
    # learners with figures of their own, by the name of their folder
    own = {path.parent.name.casefold(): path.parent for path in pengajar.glob("*/kunci-*.json")}
    rows = []
    for learner, paths in given.items():
        theirs = own.get(learner.name.casefold(), pengajar)
        if not paths:
            rows.append(_unmarked(learner, _why_nothing(learner, list(keys))))
        elif own and theirs == pengajar:
            names = ", ".join(sorted(folder.name for folder in own.values()))
            rows.append(_unmarked(learner, say("nilai.tanpa_kunci", "id", nama=names)))
        else:
            for path in paths:
                rows += grade_notebook(path, theirs / f"kunci-{path.stem}.json", data)
    return pd.DataFrame(rows, columns=KOLOM)


def class_data(pengajar: Path) -> Path:
    """Return the data that the learners of a course have, else what a notebook here would find."""
    theirs = pengajar.resolve().parent / "pelajar" / "data"
    return theirs if list_dinas(theirs) else find_data()


def _require_folders(**named: Path | None) -> None:
    """Refuse folders that are not there, all at once."""
    step = "periksa penulisannya, atau pindah ke folder yang memuatnya"
    missing = [
        Fault(str(path), None, name, None, "folder tidak ada", step)
        for name, path in named.items()
        if path is not None and not Path(path).is_dir()
    ]
    if missing:
        raise DataError(missing)


def _why_nothing(learner: Path, known: list[str]) -> str:
    """Say why a learner has no notebook of a lesson: none at all, or under other names."""
    others = sorted(path.name for path in learner.glob("*.ipynb"))
    key = "nilai.nama_lain" if others else "nilai.kosong"
    return say(key, "id", nama=", ".join(others), contoh=f"{known[0]}.ipynb")


def _unmarked(learner: Path, catatan: str) -> dict:
    """Return the one row of a learner of whom nothing can be marked."""
    row = dict.fromkeys(KOLOM, "") | {"peserta": learner.name, "keadaan": "belum"}
    return row | {"poin": 0.0, "maks": 0.0, "maks_alasan": 0.0, "catatan": catatan}


def grade_notebook(path: Path, kunci: Path, data: Path | None = None) -> list[dict]:
    """Run one notebook and mark it: one dict per exercise, keys `KOLOM`."""
    lembar = open_lembar(kunci)
    try:
        answers, note = _collect(path, kunci, lembar, data), ""
    except (CellTimeoutError, DeadKernelError, TimeoutError):
        answers, note = {}, say("nilai.lama", "id", detik=int(threshold("latihan_waktu")))
    except (nbformat.reader.NotJSONError, nbformat.ValidationError, ValueError, KeyError):
        answers, note = {}, say("nilai.rusak", "id")
    rows = []
    for name in lembar.soal:
        answer, reasons = answers.get(name, (..., ""))
        found = lembar.check(name, answer, reasons)
        row = dict(zip(KUNCI, (path.parent.name, lembar.nama, name), strict=True))
        row |= {"keadaan": found.keadaan, "poin": found.poin, "maks": found.maks}
        row |= {"poin_alasan": "", "maks_alasan": found.poin_alasan, "alasan": reasons}
        rows.append(row | {"catatan": note})
    return rows


def _collect(path: Path, kunci: Path, lembar: Lembar, data: Path | None) -> dict:
    """Run a notebook in a folder of its own and return the answers it ends with."""
    book = nbformat.read(path, as_version=4)
    code = COLLECT.format(soal=list(lembar.soal))
    book.cells.append(nbformat.v4.new_code_cell(code, id="nilai-kumpul"))
    found = {"LAKIP_DATA": str(data.resolve())} if data else {}
    with tempfile.TemporaryDirectory() as here:
        shutil.copyfile(kunci, Path(here) / f"kunci-{lembar.nama}.json")
        client = NotebookClient(
            book,
            timeout=int(threshold("latihan_waktu")),
            kernel_name="python3",
            allow_errors=True,
            extra_arguments=["--IPKernelApp.log_level=50"],  # its warnings say nothing to a teacher
            resources={"metadata": {"path": here}},
        )
        client.execute(env=os.environ | found)
    said = "".join(out.get("text", "") for out in book.cells[-1].outputs)
    return unpack_answers(said.strip().splitlines()[-1] if said.strip() else "")


def write_nilai(rows: pd.DataFrame, ke: Path) -> list[Path]:
    """Write marks: `ke` per learner and lesson, and `<ke>-soal` per exercise with the reasons.

    Marks for reasons that an instructor filled into the second file (`poin_alasan`) are kept when
    it is written again, as long as the reasons are the same, and count in the first.

    Returns
    -------
    list of Path
        Both files.
    """
    detail = ke.with_name(f"{ke.stem}-soal{ke.suffix}")
    if detail.is_file():
        rows = _with_earlier(rows, pd.read_csv(detail, dtype=str, keep_default_na=False))
    write_whole(detail, csv_text(rows))
    write_whole(ke, csv_text(summarize_nilai(rows)))
    return [ke, detail]


def _with_earlier(rows: pd.DataFrame, lama: pd.DataFrame) -> pd.DataFrame:
    """Return rows with the marks for reasons that were given to the same reasons before."""
    same = [*KUNCI, "alasan"]
    if not {*same, "poin_alasan"} <= set(lama):
        return rows
    lama = lama.map(unguard).drop_duplicates(same)
    marks = rows[same].astype(str).merge(lama[[*same, "poin_alasan"]], on=same, how="left")
    return rows.assign(poin_alasan=marks["poin_alasan"].fillna("").to_numpy())


def summarize_nilai(rows: pd.DataFrame) -> pd.DataFrame:
    """Return the marks per learner and lesson.

    Returns
    -------
    DataFrame, one row per (peserta, pelajaran)
        `poin` and `maks` of what was checked; `poin_alasan` and `maks_alasan` of the reasons, as
        far as marked; `alasan_menunggu` and `belum`: exercises whose reasons wait for a mark, and
        that were not answered; `persen` of all points once no reasons wait, else missing, and so
        where nothing was marked: `catatan` says why.

    Examples
    --------
    >>> row = {"peserta": "a", "pelajaran": "1", "soal": "1", "keadaan": "benar", "poin": 2.0}
    >>> row |= {"maks": 2.0, "poin_alasan": "1", "maks_alasan": 2.0, "alasan": "sebab"}
    >>> row |= {"catatan": ""}
    >>> summarize_nilai(pd.DataFrame([row]))[["alasan_menunggu", "persen"]].values.tolist()
    [[0.0, 75.0]]
    """
    reasons = pd.to_numeric(rows["poin_alasan"], errors="coerce")
    waits = (rows["alasan"].str.strip() != "") & (rows["maks_alasan"] > 0) & reasons.isna()
    marked = rows.assign(
        poin_alasan=reasons.fillna(0.0),
        alasan_menunggu=waits.astype(int),
        belum=(rows["keadaan"] == "belum").astype(int),
    )
    names = ["poin", "maks", "poin_alasan", "maks_alasan", "alasan_menunggu", "belum"]
    each = marked.groupby(["peserta", "pelajaran"])
    out = each[names].sum().join(each["catatan"].first()).reset_index()
    got, all_ = out["poin"] + out["poin_alasan"], out["maks"] + out["maks_alasan"]
    open_ = (out["alasan_menunggu"] > 0) | (out["catatan"] != "")
    return out.assign(persen=(got / all_ * 100).round(2).mask(open_))[[*KUNCI[:2], *names, *AKHIR]]

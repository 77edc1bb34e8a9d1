"""The three errors: for who keeps the data, who keeps the method, and who runs the batch."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

__all__ = ["DataError", "Fault", "ReportError", "RuleError", "command", "fold", "short_name"]

STANDARD = Path("data")  # the folder of data that a command takes where none is named

SAFE = re.compile(r"[\w./:\\=@+-]+|…")  # what needs no quotes in any shell


@dataclass(frozen=True)
class Fault:
    """One fault of the data: where it stands, the value, what is wrong and what to do next.

    `berat`: a `kesalahan` stops; a `peringatan` goes on and is shown in the report. `tahun`: that
    of the row, which tells the cell on a sheet, where a row holds many years.
    """

    berkas: str
    baris: int | None
    kolom: str | None
    nilai: str | None
    masalah: str
    langkah: str
    berat: str = "kesalahan"
    tahun: str = ""

    def __str__(self) -> str:
        """Return the fault as one Indonesian line.

        Examples
        --------
        >>> str(Fault("a/kinerja.csv", 7, "target", "12,5", "gaya angka", "tulis 12.5"))
        'a/kinerja.csv:7 [target]: gaya angka. Nilai: “12,5”. Langkah: tulis 12.5.'
        """
        line = f":{self.baris}" if self.baris else ""
        column = f" [{self.kolom}]" if self.kolom else ""
        value = f" Nilai: “{self.nilai}”." if self.nilai not in (None, "") else ""
        # a step may be a question (maksudnya …?) or come with its own full stop
        step = self.langkah if self.langkah.endswith(("?", ".")) else f"{self.langkah}."
        return f"{self.berkas}{line}{column}: {self.masalah}.{value} Langkah: {step}"


def fold(faults: list[Fault], shown: int = 3) -> list[str]:
    """Return the faults as lines; of many alike only the first, and how many more there are.

    Examples
    --------
    >>> alike = [Fault("a/k.csv", line, "target", "x", "bukan angka", "…") for line in (2, 5, 9)]
    >>> fold(alike, shown=1)[1]
    'a/k.csv [target]: 2 baris lain sama (5, 9).'
    """
    groups: dict[tuple, list[Fault]] = {}
    for fault in faults:
        groups.setdefault((fault.berkas, fault.kolom, fault.masalah), []).append(fault)
    lines = []
    for (berkas, kolom, _), alike in groups.items():
        lines += [str(fault) for fault in alike[:shown]]
        rest = [str(fault.baris) for fault in alike[shown:] if fault.baris]
        if len(alike) > shown:
            column = f" [{kolom}]" if kolom else ""
            where = ", ".join(rest[:8]) + (", …" if len(rest) > 8 else "")
            more = f" ({where})" if where else ""
            lines.append(f"{berkas}{column}: {len(alike) - shown} baris lain sama{more}.")
    return lines


class DataError(Exception):
    """Raised with every fault of all tables at once; `faults` holds them."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self):
        """Keep the faults when the error crosses a process border."""
        return (type(self), (self.faults,))


class RuleError(Exception):
    """Raised when a rule (formula, band, scale) asked for does not exist or contradicts itself."""


class ReportError(Exception):
    """Raised when one report of a batch fails: which dinas, year, notebook and cell, and why.

    `cell` is None where no cell failed; `saved` names the failed notebook, if it was kept.
    """

    def __init__(
        self, dinas: str, tahun: int, notebook: str, cell: int | None, cause: str, saved: str = ""
    ) -> None:
        self.dinas, self.tahun = dinas, tahun
        self.notebook, self.cell = notebook, cell
        self.cause, self.saved = cause, saved
        where = notebook if cell is None else f"{notebook}, sel {cell}"
        kept = f" Notebook yang gagal disimpan di {saved}." if saved else ""
        super().__init__(f"Laporan {dinas} {tahun} gagal di {where}: {cause}.{kept}")

    def __reduce__(self):
        """Keep the fields when the error crosses a process border."""
        fields = (self.dinas, self.tahun, self.notebook, self.cell, self.cause, self.saved)
        return (type(self), fields)


def command(verb: str, *words: object, data: Path | str | None = None, option="--data") -> str:
    """Return a command as the reader can type it: quoted, with the folder of data it must name.

    Parameters
    ----------
    data : path, optional
        The folder of data now in use; the one that is taken anyway is left out, one below the
        present folder is named from there.
    option : str
        How that command calls it.

    Examples
    --------
    >>> command("check", "--dinas", "kota-x-dinkes", data="data dinas")
    'lakip check --dinas kota-x-dinkes --data "data dinas"'
    >>> command("run", data="data")
    'lakip run'
    """
    here = Path.cwd()
    parts = [str(word) for word in words]
    if data is not None and Path(data).resolve() != (here / STANDARD).resolve():
        whole = Path(data)
        inside = whole.is_absolute() and here in whole.parents
        parts += [option, str(whole.relative_to(here) if inside else whole)]
    said = [part if SAFE.fullmatch(part) else f'"{part}"' for part in parts]
    return " ".join(["lakip", verb, *said])


def short_name(path: Path) -> str:
    """Return folder and file name, as messages show it.

    Examples
    --------
    >>> short_name(Path("data/kota-malang-dinsosp3ap2kb/kinerja.csv"))
    'kota-malang-dinsosp3ap2kb/kinerja.csv'
    """
    return "/".join(filter(None, (path.parent.name, path.name)))

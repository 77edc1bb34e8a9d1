"""The three errors of the suite: for who keeps the data, who keeps the method, and who runs the batch."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["DataError", "Fault", "ReportError", "RuleError"]


@dataclass(frozen=True)
class Fault:
    """One fault of the data: where it stands, the value, what is wrong and what to do next."""

    berkas: str
    baris: int | None
    kolom: str | None
    nilai: str | None
    masalah: str
    langkah: str

    def __str__(self) -> str:
        """Return the fault as one Indonesian line: file, line, column, value, problem, next step."""
        where = (
            self.berkas
            + (f":{self.baris}" if self.baris else "")
            + (f" [{self.kolom}]" if self.kolom else "")
        )
        value = f" Nilai: “{self.nilai}”." if self.nilai not in (None, "") else ""
        return f"{where}: {self.masalah}.{value} Langkah: {self.langkah.rstrip('.')}{'' if self.langkah.endswith('?') else '.'}"


class DataError(Exception):
    """Raised with every fault of all tables at once."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = list(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def __reduce__(self):
        """Keep the faults when the error crosses a process border."""
        return (type(self), (self.faults,))


class RuleError(Exception):
    """Raised when a rule (formula, band, scale) asked for does not exist or contradicts itself."""


class ReportError(Exception):
    """Raised when one report of a batch fails; says which notebook, dinas, year and cell, and why."""

    def __init__(
        self, dinas: str, tahun: int, notebook: str, cell: int | None, cause: str, saved: str = ""
    ) -> None:
        self.dinas, self.tahun, self.notebook, self.cell, self.cause, self.saved = (
            dinas,
            tahun,
            notebook,
            cell,
            cause,
            saved,
        )
        where = f"{notebook}" + (f", sel {cell}" if cell is not None else "")
        kept = f" Notebook yang gagal disimpan di {saved}." if saved else ""
        super().__init__(f"Laporan {dinas} {tahun} gagal di {where}: {cause}.{kept}")

    def __reduce__(self):
        """Keep the fields when the error crosses a process border."""
        return (
            type(self),
            (self.dinas, self.tahun, self.notebook, self.cell, self.cause, self.saved),
        )

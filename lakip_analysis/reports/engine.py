"""A papermill engine: a notebook runs in a fork of this process instead of in a new Jupyter kernel.

What the caller has imported is there already, so a notebook costs its cells and hardly more. Each
notebook has a process of its own that ends with it: nothing it changes reaches the caller or the
next notebook. The cells run in the shell of a Jupyter kernel (ipykernel), and its messages are read
by the client papermill always uses (nbclient); only what lies between is a pipe, not five sockets.

Where a process may not fork (`can_fork`) the notebook gets a kernel, with the same outputs. A fork
sees what its caller has set in a library and a kernel does not; only pandas, matplotlib, warnings
and logging start anew. Widgets and IPython's startup files need a kernel.

Used by `run_notebook`, and by hand: `papermill --engine lakip in.ipynb out.ipynb`.
"""

from __future__ import annotations

import codecs
import importlib
import io
import multiprocessing
import os
import pkgutil
import signal
import time
from contextlib import suppress
from multiprocessing.connection import wait

from ipykernel.ipkernel import IPythonKernel
from jupyter_client.session import json_unpacker
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine, papermill_engines
from papermill.log import logger

from ..aturan.rules import load_rules, rule_tables
from ..bahasa.kolom import known_columns
from ..processes import can_fork
from .shell import INLINE, live

__all__ = ["NAME", "ForkEngine", "can_fork", "warm_up"]

NAME = "lakip"

FAREWELL = 5.0  # seconds a notebook has for its exit handlers, as long as nbclient gives a kernel

# what a shell imports when it opens or runs its first cell, pandas when its options are reset, and
# what the computations import where they first need it
LATE = (
    "IPython.core.application",
    "IPython.core.completerlib",
    "IPython.core.crashhandler",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "pandas.io.formats.html",
    "pandas.plotting._matplotlib",
    "scipy.special",
)

ROOMS = ("capaian", "tren", "pembanding", "efisiensi", "akip", "audit", "metode")


def warm_up() -> None:
    """Import and read what every chapter needs and find the fonts, so that each is born with it."""
    for name in ("laporan", *ROOMS):
        room = importlib.import_module(f"lakip_analysis.{name}")
        for module in pkgutil.iter_modules(getattr(room, "__path__", []), f"{room.__name__}."):
            importlib.import_module(module.name)
    for name in ("matplotlib_inline.backend_inline", "babel.dates", *LATE):
        importlib.import_module(name)
    importlib.import_module("matplotlib.rcsetup").validate_backend(INLINE)  # lists what there is
    known_columns()
    for table in rule_tables():
        load_rules(table)
    words = importlib.import_module("lakip_analysis.audit.words")
    for subject in load_rules("kata_klaim")["pokok"].unique():
        words.read_words("", subject)  # compiles its pattern
    _draw_once()


def _draw_once() -> None:
    """Draw a figure nobody sees: matplotlib imports its writer of SVG and reads the fonts then."""
    figure = importlib.import_module("matplotlib.figure").Figure((1, 1))
    importlib.import_module("lakip_analysis.theme").set_theme()
    figure.add_subplot().set_title("Aa")
    figure.savefig(io.StringIO(), format="svg")


class ForkEngine(Engine):
    """Papermill's engine of the name `lakip`."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, *, execution_timeout=None, **options):
        """Execute the cells of one notebook in a process of its own; options as papermill's own."""
        if not can_fork():
            options["execution_timeout"] = execution_timeout
            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        known = {name: options[name] for name in options.keys() & ForkClient.class_traits().keys()}
        known |= {"timeout": execution_timeout, "record_timing": False, "log": logger}
        path, nb_man.output_path = nb_man.output_path, None  # else it is written twice per cell
        try:
            ForkClient(nb_man, **known).execute()
        except BaseException:  # of a whole one papermill writes what this returns
            nb_man.output_path = path
            raise
        return nb_man.nb


papermill_engines.register(NAME, ForkEngine)


class ForkClient(PapermillNotebookClient):
    """Reads the messages of a notebook as nbclient does, from a process instead of a kernel."""

    def execute(self, **_):
        """Execute every cell; the process is gone when this returns or raises."""
        self.reset_execution_trackers()
        fork = multiprocessing.get_context("fork")
        self.messages, theirs = fork.Pipe()
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        decoder = codecs.getincrementaldecoder("utf-8")
        self.written = {out: ("stdout", decoder("replace")), err: ("stderr", decoder("replace"))}
        ours = (self.messages.fileno(), out, err)
        self.process = fork.Process(target=live, args=(theirs, out_end, err_end, ours))
        try:
            self.process.start()
            theirs.close()
            self.papermill_execute_cells()
            self.messages.close()  # nothing more to do: its exit handlers run
            late = time.monotonic() + FAREWELL
            while self.process.is_alive() and time.monotonic() < late:
                if wait([self.process.sentinel], 0.1):  # a child of its own may hold that open
                    time.sleep(0.002)  # it has let go of its files, not yet of its memory
        finally:
            self._end()
            self.messages.close()
            for pipe in (out, out_end, err, err_end):
                os.close(pipe)
        self.nb.metadata["language_info"] = IPythonKernel.language_info
        return self.nb

    def execute_cell(self, cell, cell_index, **_):
        """Execute one cell and collect what it shows.

        Raises
        ------
        CellExecutionError, CellTimeoutError, DeadKernelError
            As nbclient does, and with the signal a process died of.
        """
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        self.clear_before_next_output = False
        with suppress(OSError):  # of a process that died meanwhile; `_listen` says so
            self.messages.send(cell.source)
        try:
            reply = self._listen(cell, cell_index, self._get_timeout(cell))
        except (CellTimeoutError, DeadKernelError):
            self.nb_man.cell_exception(cell, cell_index=cell_index)
            if self.process.is_alive():  # too long: a traceback says where it was
                os.kill(self.process.pid, signal.SIGINT)
                with suppress(CellTimeoutError, DeadKernelError):
                    self._listen(cell, cell_index, 1.0)
            raise
        if reply["status"] == "error" and not (self.allow_errors or "raises-exception" in tags):
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def output(self, outs, msg, display_id, cell_index):
        """Append an output as nbclient does; text goes on where text of the same stream ended."""
        out = super().output(outs, msg, display_id, cell_index)
        if out and out.output_type == "stream" and len(outs) > 1:
            before = outs[-2]
            if before.output_type == "stream" and before.name == out.name:
                before.text += outs.pop().text
        return out

    def _listen(self, cell, cell_index, timeout: float | None) -> dict:
        """Pass every message on, until the one that ends the cell."""
        end = time.monotonic() + timeout if timeout else float("inf")
        while True:
            alive = self.process.is_alive()  # asked before reading: its last words count
            left = end - time.monotonic()
            if left <= 0:
                message = "Cell execution timed out"
                raise CellTimeoutError.error_from_timeout_and_cell(message, timeout, cell)
            ready = wait([self.messages, *self.written], min(left, 0.2) if alive else 0)
            message = {}
            if self.messages in ready:
                try:
                    message = json_unpacker(self.messages.recv_bytes())
                except (EOFError, OSError):
                    alive = False
            ended = message.get("msg_type") == "execute_reply"
            if message and not ended:
                self.process_message(message, cell, cell_index)
                continue
            for pipe in self.written.keys() & ready:
                self._collect(pipe, cell, cell_index)
            if ended:
                return message["content"]
            if not alive and not self.written.keys() & ready:
                raise DeadKernelError(f"proses notebook mati ({self._cause()})")

    def _collect(self, pipe, cell, cell_index) -> None:
        """Add what was written past Python's streams, by another program or a library in C."""
        name, decoder = self.written[pipe]
        content = {"name": name, "text": decoder.decode(os.read(pipe, 1 << 16))}
        known = {"msg_type": "stream", "header": {"msg_type": "stream"}, "parent_header": {}}
        self.process_message(known | {"content": content}, cell, cell_index)

    def _cause(self) -> str:
        self.process.join(1)
        code = self.process.exitcode
        if code is None or code >= 0:
            return f"kode keluar {code}"
        memory = ", mungkin kehabisan memori" if -code == signal.SIGKILL else ""
        return f"sinyal {signal.Signals(-code).name}{memory}"

    def _end(self) -> None:
        """End the process and all it started."""
        if self.process.pid:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.kill()
            self.process.join()

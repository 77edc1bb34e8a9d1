"""The process of one notebook, just forked: forgets its parent's state, runs cells as a kernel.

The shell is ipykernel's, so tracebacks, displays and magics are those of Jupyter. There is no
profile, no history file and no standard input.
"""

from __future__ import annotations

import asyncio
import atexit
import builtins
import faulthandler
import gc
import getpass
import importlib
import io
import logging
import multiprocessing
import os
import signal
import sys
import threading
import time
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShell
from IPython.core.profiledir import ProfileDir
from IPython.core.pylabtools import activate_matplotlib
from jupyter_client.session import Session, json_packer
from traitlets.config import Config

from ..processes import collect_seldom, end_with

__all__ = ["INLINE", "live"]

INLINE = "module://matplotlib_inline.backend_inline"

AT_ONCE = 100  # writes of a cell that are sent one by one; a flood goes in handfuls


def live(connection: Connection, out: int, err: int, parents: tuple[int, ...]) -> None:
    """Run every cell that comes through the connection, until it is closed.

    Parameters
    ----------
    connection : Connection
        Cells come in as source, messages of Jupyter's protocol go out as JSON.
    out, err : int
        Pipes for what is written past Python's streams.
    parents : tuple of int
        The parent's ends of these, closed here.
    """
    collect_seldom()
    _stand_alone(out, err, parents)
    messages = _Messages(connection)
    sys.stdout, sys.stderr = _Stream(messages, "stdout", 1), _Stream(messages, "stderr", 2)
    # a process that the notebook forks writes to the pipes below, never between our messages
    os.register_at_fork(after_in_child=lambda: _plain_streams(connection))
    _forget()
    shell = _open_shell(messages)
    while source := _receive(connection):
        messages.fresh = AT_ONCE
        messages.send(None, "execute_input", {"execution_count": shell.execution_count})
        messages.send(None, "execute_reply", _run(shell, source))
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    gc.freeze()  # IPython's farewell empties the namespace, and would look through all that is left
    atexit._run_exitfuncs()


def _receive(connection: Connection) -> str | None:
    try:
        return connection.recv()
    except EOFError:
        return None


def _run(shell: ZMQInteractiveShell, source: str) -> dict:
    """Run one cell and return the reply of a kernel."""
    count = shell.execution_count
    result = shell.run_cell(source, store_history=True)
    shell.payload_manager.clear_payload()
    reply = {"status": "ok", "execution_count": count}
    if result.success and not getattr(shell, "_last_traceback_during_displayhook", False):
        return reply
    error = result.error_before_exec or result.error_in_exec
    told = {"ename": type(error).__name__, "evalue": str(error)}
    return reply | told | {"status": "error", "traceback": shell._last_traceback or []}


def _stand_alone(out: int, err: int, parents: tuple[int, ...]) -> None:
    """Leave the parent's terminal, streams, signals and exit handlers; die when it dies."""
    end_with(multiprocessing.parent_process().pid)
    os.setsid()  # Ctrl-C reaches the parent alone, and it ends this process and all it started
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for source, target in ((nothing, 0), (out, 1), (err, 2)):
        os.dup2(source, target)
    for end in (nothing, out, err, *parents):
        os.close(end)
    faulthandler.enable(2)
    atexit._clear()


def _forget() -> None:
    """Be as a new process where the parent may have changed something that is no import."""
    builtins.__dict__.pop("_", None)  # left by doctest, it would keep IPython from setting its own
    if pandas := sys.modules.get("pandas"):
        with warnings.catch_warnings(action="ignore"):  # some options are deprecated
            pandas.reset_option("all")
    importlib.reload(warnings)  # filters, and the list of a caller that records warnings
    logging.root.handlers.clear()
    logging.root.setLevel(logging.WARNING)
    asyncio.set_event_loop(asyncio.new_event_loop())
    if "" not in sys.path:  # modules beside the notebook, after Python's own as in IPython
        place = (n for n, path in enumerate(sys.path) if path.endswith("-packages"))
        sys.path.insert(next(place, 0), "")
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # as Python itself does with `random`
    os.environ.setdefault("MPLBACKEND", INLINE)
    builtins.input, getpass.getpass = _nobody("raw_input"), _nobody("getpass")


def _nobody(name: str) -> Callable:
    """Return what stands for a question to the user: nobody is there to answer."""

    def ask(*_, **__):
        message = f"{name} was called, but this frontend does not support input requests."
        raise StdinNotImplementedError(message)

    return ask


def _open_shell(messages: _Messages) -> ZMQInteractiveShell:
    """Return a kernel's shell with an empty namespace, without profile, history file or parent."""
    InteractiveShell.clear_instance()
    shell = _Shell.instance(
        config=Config(HistoryManager={"enabled": False, "hist_file": ":memory:"}),
        ipython_dir="",
        profile_dir=ProfileDir(),
        compiler_class=XCachingCompiler,
    )
    shell.displayhook.session = shell.display_pub.session = messages
    shell.displayhook.topic = b"execute_result"
    if "matplotlib" in sys.modules:
        _draw_inline(shell)
    return shell


def _draw_inline(shell: ZMQInteractiveShell) -> None:
    """Set matplotlib as a kernel does when it is imported: figures left open are shown."""
    import matplotlib

    matplotlib.rc_file_defaults()
    matplotlib.rcParams["backend"] = os.environ["MPLBACKEND"]
    if "matplotlib.pyplot" in sys.modules and os.environ["MPLBACKEND"] == INLINE:
        from matplotlib import pyplot
        from matplotlib_inline.backend_inline import configure_inline_support

        pyplot.close("all")
        activate_matplotlib(INLINE)
        configure_inline_support(shell, INLINE)


class _Shell(ZMQInteractiveShell):
    def enable_gui(self, gui=None):
        """Do nothing: there is no window."""


class _Messages(Session):
    """Sends what the shell has to say through the pipe, in order."""

    def __init__(self, connection: Connection):
        super().__init__()
        self.connection, self.lock = connection, threading.RLock()
        self.name, self.text, self.fresh, self.sent = "", [], AT_ONCE, 0.0

    def send(self, stream, msg_or_type, content=None, parent=None, ident=None, **_):
        """Send a message, as `Session.send` would through a socket."""
        known = isinstance(msg_or_type, dict)
        message = msg_or_type if known else self.msg(msg_or_type, content, parent)
        with self.lock:
            self.flush()
            self.connection.send_bytes(json_packer(message))
        return message

    def write(self, name: str, text: str) -> None:
        """Send text of a stream, at the latest with the next message."""
        with self.lock:
            if name != self.name:
                self.flush()
                self.name = name
            self.text.append(text)
            self.fresh -= 1
            if self.fresh > 0 or time.monotonic() - self.sent > 0.1:
                self.flush()

    def flush(self) -> None:
        """Send what was held back."""
        with self.lock:
            if text := "".join(self.text):
                self.text, self.sent = [], time.monotonic()
                message = self.msg("stream", {"name": self.name, "text": text})
                self.connection.send_bytes(json_packer(message))


class _Stream(io.TextIOBase):
    """Python's standard output or error, as messages."""

    encoding = "utf-8"

    def __init__(self, messages: _Messages, name: str, descriptor: int):
        self.messages, self.name, self.descriptor = messages, name, descriptor

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        self.messages.write(self.name, text)
        return len(text)

    def flush(self) -> None:
        self.messages.flush()

    def fileno(self) -> int:
        return self.descriptor

    def writable(self) -> bool:
        return True


def _plain_streams(connection: Connection) -> None:
    connection.close()
    sys.stdout = open(1, "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115

"""Pieces of work in processes of their own, a few at a time; none of them outlives this one.

A pool keeps its processes: memory grows, and one that dies takes the work of the others along. Here
a piece is born with what its parent has imported (where a process may fork) and ends with its work.
"""

from __future__ import annotations

import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import islice
from multiprocessing.connection import Connection, wait
from multiprocessing.util import Finalize
from typing import NamedTuple

__all__ = [
    "DEAD",
    "LATE",
    "Ended",
    "beside",
    "can_fork",
    "collect_seldom",
    "cores",
    "end_with",
    "in_order",
    "in_shares",
    "run_each",
]

PDEATHSIG = 1  # prctl(2): the signal this process gets when its parent dies

DEAD = "mati"  # how a piece ended that did not end by itself
LATE = "lama"

BESIDE = "lakip-beside"  # name of a process that works while its parent goes on

READY = "lakip_analysis.reports.warm"  # what a process that others are forked from imports

HOUR = 3600.0

MANY_OBJECTS = 100_000  # that one may make before it looks for dead ones (Python: 700)

LOOK = 0.5  # seconds after which a dead process is noticed, whoever holds its pipe


class Ended(NamedTuple):
    """What one piece of work gave: its result, or the cause why there is none."""

    hasil: object
    sebab: str  # empty · DEAD · LATE · an exception's name and text


class _Running(NamedTuple):
    piece: tuple
    process: multiprocessing.process.BaseProcess
    answer: Connection
    until: float


def cores() -> int:
    """Return how many cores this process may use: beside another, one is that one's."""
    known = getattr(os, "sched_getaffinity", None)
    there = len(known(0)) if known else os.cpu_count() or 1
    return max(1, there - (multiprocessing.current_process().name == BESIDE))


def can_fork() -> bool:
    """Return whether this process may fork: on Linux, and no thread could hold a lock meanwhile.

    The thread that wakes tqdm's bars every ten seconds does not count: no notebook uses those bars.
    """
    others = {type(thread).__module__ for thread in threading.enumerate()[1:]} - {"tqdm._monitor"}
    return sys.platform == "linux" and not others and not multiprocessing.current_process().daemon


def in_shares(
    things: Sequence, most: int, least: int = 1, weight: Callable | None = None
) -> list[tuple[Sequence]]:
    """Return things in even shares, none of more than `most`, so many that no core stands idle.

    Each is the one argument of a piece of `in_order`. Below `least` things for each core all stay
    together: a process more would cost what it saves. Shares follow the order of the things; with
    `weight`, the work of one, they are even in work instead, and only within each the order holds.

    Examples
    --------
    >>> [len(share) for share, in in_shares(range(10), 3)]
    [3, 3, 3, 1]
    >>> in_shares([], 3)
    []
    """
    jobs = cores() if can_fork() else 1
    jobs = jobs if len(things) >= least * jobs else 1
    rounds = -(-len(things) // (most * jobs))
    size = max(1, -(-len(things) // max(1, rounds * jobs)))
    if weight is not None:
        return [(share,) for share in _by_weight(things, rounds * jobs, most, weight)]
    return [(things[start : start + size],) for start in range(0, len(things), size)]


def _by_weight(things: Sequence, n: int, most: int, weight: Callable) -> list[list]:
    """Deal the heaviest first, each to the share that has least to do and room for it."""
    heavy = [weight(thing) for thing in things]
    shares: list[list[int]] = [[] for _ in range(n)]
    for place in sorted(range(len(things)), key=lambda one: -heavy[one]):
        open_ = (share for share in shares if len(share) < most)
        min(open_, key=lambda share: sum(heavy[one] for one in share)).append(place)
    return [[things[place] for place in sorted(share)] for share in shares if share]


def in_order(pieces: Iterable[tuple], work: Callable) -> Iterator:
    """Yield what `work(*piece)` returns, in the order of the pieces, one piece a core at a time.

    Where this process may not fork, or has one core, the pieces follow each other in it; so does a
    piece that ended in an error, which is then raised as what it is.
    """
    pieces = list(pieces)
    jobs, made = min(cores(), len(pieces)), {}
    if jobs < 2 or not can_fork():
        yield from (work(*piece) for piece in pieces)
        return
    ending = run_each(enumerate(pieces), partial(_numbered, work), jobs, HOUR, "fork")
    for number, piece in enumerate(pieces):
        while number not in made:
            (done, _), made[done] = next(ending)
        ended = made.pop(number)
        yield work(*piece) if ended.sebab else ended.hasil


def _numbered(work: Callable, _: int, piece: tuple) -> object:
    return work(*piece)


def beside(
    work: Callable[[], object], limit: float = HOUR, instead: Callable[[], object] | None = None
) -> Callable[[], object]:
    """Start work in a process of its own, and return what gives its result when that is asked for.

    Where this process may not fork, or has one core, the work is done when it is asked for; so is
    work that gave no result within `limit` seconds, and an error is raised as what it is. With
    `instead` that is done in all these cases, and the work never in this process. What nobody asks
    for ends with this process.

    Examples
    --------
    >>> asked = beside(lambda: sum(range(10)))
    >>> asked()
    45
    """
    instead = instead or work
    if cores() < 2 or not can_fork():
        return instead
    one = _start(multiprocessing.get_context("fork"), work, (), limit, BESIDE)
    end = Finalize(None, _stop, (one,), exitpriority=0)  # else this process would wait for it

    def asked() -> object:
        while (ended := _ended(one)) is None:
            wait([one.answer], LOOK)
        end()
        return instead() if ended.sebab else ended.hasil

    return asked


def run_each(
    pieces: Iterable[tuple], work: Callable, jobs: int, limit: float, method: str
) -> Iterator[tuple[tuple, Ended]]:
    """Yield each piece with what `work(*piece)` gave, in the order they end.

    What a process left unfinished when it died is tried once more, alone: it may have been for want
    of memory. Whoever stops iterating (or is stopped) ends every process that still runs.

    Parameters
    ----------
    pieces : iterable of tuple
        The arguments of `work`; with `spawn` both must be picklable.
    jobs : int
        Processes at once.
    limit : float
        Seconds one piece may take.
    method : str
        How a process starts: `fork`, `spawn`, or `forkserver` where this one has threads.
    """
    died = []
    for piece, ended in _side_by_side(pieces, work, jobs, limit, method):
        if ended.sebab == DEAD:
            died.append(piece)
        else:
            yield piece, ended
    yield from _side_by_side(died, work, 1, limit, method)


def _side_by_side(
    pieces: Iterable[tuple], work: Callable, jobs: int, limit: float, method: str
) -> Iterator[tuple[tuple, Ended]]:
    context, waiting, running = multiprocessing.get_context(method), iter(pieces), []
    if method == "forkserver":
        context.set_forkserver_preload([READY])
    try:
        while True:
            for piece in islice(waiting, jobs - len(running)):  # each made when it is its turn
                running.append(_start(context, work, piece, limit))
            if not running:
                return
            wait([one.answer for one in running], LOOK)
            for one in list(running):
                ended = _ended(one)
                if ended is not None:
                    running.remove(one)
                    _stop(one)
                    yield one.piece, ended
    finally:
        for one in running:
            _stop(one)


def _start(context, work: Callable, piece: tuple, limit: float, name: str = "") -> _Running:
    answer, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_live, args=(work, piece, theirs), name=name or None)
    process.start()
    theirs.close()  # so that the end of the process is the end of the pipe
    return _Running(piece, process, answer, time.monotonic() + limit)


def _ended(one: _Running) -> Ended | None:
    """Return how a piece ended, or None while it runs."""
    alive = one.process.is_alive()  # asked before reading: its last words count
    if one.answer.poll():
        with suppress(EOFError, OSError):
            return one.answer.recv()
        return Ended(None, DEAD)
    if not alive:
        return Ended(None, DEAD)
    return Ended(None, LATE) if time.monotonic() > one.until else None


def _stop(one: _Running) -> None:
    """End a process and all it started; one that has answered gets a second to end by itself."""
    if one.answer.closed:
        return
    if one.answer.poll(0):
        one.process.join(1)
    one.answer.close()
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(one.process.pid, signal.SIGKILL)
    one.process.kill()
    one.process.join()


def _live(work: Callable, piece: tuple, answer: Connection) -> None:
    """Do one piece of work in the process made for it and tell what it gave."""
    collect_seldom()
    server = multiprocessing.get_start_method(allow_none=True) == "forkserver"
    end_with(os.getppid() if server else multiprocessing.parent_process().pid)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's, and it ends this process
    if hasattr(os, "setsid"):
        os.setsid()
    try:
        ended = Ended(work(*piece), "")
    except Exception as error:  # whatever it is, it is one piece's, not the batch's
        ended = Ended(None, (f"{type(error).__name__}: {error}".splitlines() or ["?"])[0])
    answer.send(ended)


def collect_seldom() -> None:
    """Let a process that lives for seconds look for cycles of dead objects some hundred times less.

    What was inherited stays shared with the parent, and is not looked through again.
    """
    gc.freeze()
    gc.set_threshold(MANY_OBJECTS, *gc.get_threshold()[1:])


def end_with(parent: int) -> None:
    """Let this process end when its parent does, however that ends, kill -9 included."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:  # it died before this one could ask
            os._exit(1)
        return
    boss = multiprocessing.parent_process()
    watch = partial(_end_after, boss)
    threading.Thread(target=watch, daemon=True).start()


def _end_after(boss) -> None:
    boss.join()
    os._exit(1)

"""The dinas of the next reports, opened and audited together while other reports are being made.

The checks of an audit cost hardly more for many dinas than for one. A report would make the same
itself, and does where its files have changed since or where nothing was made for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from ..audit import audit_several
from ..data.catalogue import find_dinas
from ..data.dinas import DataDinas, digest_files, hand_over, load_dinas
from ..errors import DataError
from ..processes import beside

__all__ = ["Ahead", "with_ahead"]

TOGETHER = 16  # dinas: more of them save little more, and wait longer


class Ahead(NamedTuple):
    """One dinas opened: the data in its files of that digest, the findings (`audit_dinas`)."""

    digest: str
    data: DataDinas
    temuan: pd.DataFrame

    def take(self, data_dir: Path) -> pd.DataFrame | None:
        """Let this process use the data and return the findings; None where its files changed."""
        if digest_files(find_dinas(data_dir, self.data.dinas)) != self.digest:
            return None
        hand_over(data_dir, self.data.dinas, self.digest, self.data)
        return self.temuan


def with_ahead(
    plan: list[tuple[str, int]], data_dir: Path, jobs: int, limit: float
) -> Iterator[tuple[str, int, Ahead | None]]:
    """Yield each report of a plan, in order, with what was made ahead for its dinas, if anything.

    The first `jobs` reports wait for nothing; the next dinas are opened beside them, and so on.
    `limit`: seconds after which a group of dinas is given up.
    """
    groups = [plan[:jobs]]
    groups += [plan[at : at + TOGETHER] for at in range(jobs, len(plan), TOGETHER)]
    opened: dict[str, Ahead] = {}
    for group, following in zip(groups, [*groups[1:], []], strict=True):
        work = partial(_open_together, data_dir, sorted({dinas for dinas, _ in following}))
        asked = beside(work, limit, instead=dict) if following else dict
        yield from ((dinas, tahun, opened.get(dinas)) for dinas, tahun in group)
        opened = asked()


def _open_together(data_dir: Path, names: list[str]) -> dict[str, Ahead]:
    """Return each dinas, opened; one with faults in its data is left out: its report tells them."""
    sound = {}
    for dinas in names:
        try:
            digest = digest_files(find_dinas(data_dir, dinas))
            sound[dinas] = digest, load_dinas(data_dir, dinas)
        except DataError:
            continue
    found = audit_several([data for _, data in sound.values()])
    return {
        dinas: Ahead(*known, temuan)
        for (dinas, known), temuan in zip(sound.items(), found, strict=True)
    }

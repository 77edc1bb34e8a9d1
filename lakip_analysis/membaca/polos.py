"""Tables of a page that have no rules: rows and columns by the gaps between their words.

A column is what never overlaps another in the lines with the most texts. A row is what stands with
one line of figures: the lines of a name belong to it where they touch each other and no other such
line. Where they cannot be told apart the row is `gantung`, and its figures stay in doubt.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from .naskah import goes_on

__all__ = ["Polos", "find_plain"]

GAP = 0.65  # of the height of a line: further apart are two texts, not two words
SPACE = 0.4  # of the height of a line: nearer are two words of one text
NEAR = 1.35  # of the pitch of lines: further apart are two cells
FAR, CLOSE = 6.0, 3.5  # heights of a line between two lines of a table; if the lower is a lone text
TALL = 0.8  # of the height of a line: nearer are signs of one line
LEVEL = 3.0  # points: on one line
LEAST = 2  # lines with figures in a table
FIGURE = re.compile(r"(?:Rp\.?\s*)?[(−–-]?\d[\d.,]*\s*%?\)?|Rp\.?|-|n/a", re.IGNORECASE)
YEAR = re.compile(r"\(?(?:19|20)\d\d\)?")


@dataclass
class Polos:
    """One table: its top, its rows, those in doubt, whether its head has levels, its words.

    The lines of a cell are parted by line ends.
    """

    atas: float
    baris: list[list[str]]
    gantung: set[int] = field(default_factory=set)
    bertingkat: bool = False
    kata: list[dict] = field(default_factory=list)


@dataclass(frozen=True)
class _Teks:
    x0: float
    x1: float
    top: float
    bottom: float
    words: tuple

    @property
    def text(self) -> str:
        return " ".join(word["text"] for word in self.words)


def find_plain(lines: list[list[dict]]) -> list[Polos]:
    """Return the tables without rules among the lines of a page.

    Parameters
    ----------
    lines : list of list of dict
        Words (`text`, `x0`, `x1`, `top`, `bottom`) by line from the top, each from the left.
    """
    texts = [_texts(line) for line in lines]
    found, start = [], 0
    while start < len(texts):
        end = start
        while end < len(texts) and _goes_on(texts, start, end):
            end += 1
        table = _table(texts[start:end], last=end == len(texts)) if end > start else None
        if table:
            found.append(table)
        start = max(end, start + 1)
    return found


def _texts(line: list[dict]) -> list[_Teks]:
    height = median(word["bottom"] - word["top"] for word in line)
    groups: list[list[dict]] = []
    for word in line:
        if groups and word["x0"] - groups[-1][-1]["x1"] <= GAP * height:
            groups[-1].append(word)
        else:
            groups.append([word])
    return [
        _Teks(
            group[0]["x0"],
            max(word["x1"] for word in group),
            min(word["top"] for word in group),
            max(word["bottom"] for word in group),
            tuple(group),
        )
        for group in groups
    ]


def _goes_on(texts: list[list[_Teks]], start: int, n: int) -> bool:
    """Say whether a line belongs to a run of lines with several texts, or between two such."""
    line = texts[n]
    if n == start:
        return len(line) > 1
    above = texts[n - 1]
    height = line[0].bottom - line[0].top
    if line[0].top - above[0].top > (FAR if len(line) > 1 else CLOSE) * height:
        return False
    if len(line) > 1:
        return True
    one, above = line[0], [text for some in texts[start:n] for text in some]
    begins = any(abs(text.x0 - one.x0) <= LEVEL for text in above)
    right = [text.x0 for text in above if text.x0 > one.x0 + 2 * height]
    end = min(right) if right else max(text.x1 for text in above) + height
    return begins and one.x1 < end  # it does not reach the next column


def _table(texts: list[list[_Teks]], last: bool) -> Polos | None:
    most = max(map(len, texts))
    bands = _bands([line for line in texts if len(line) == most])
    if len(bands) < 2:
        return None
    cells: list[list[tuple[int, _Teks]]] = []
    wide: list[float] = []
    for line in texts:
        placed = []
        for text in line:
            over = [n for n, (x0, x1) in enumerate(bands) if text.x0 < x1 and x0 < text.x1]
            parts = _split(text, bands) if len(over) > 1 else None
            if len(over) > 1 and parts is None:
                wide.append(text.top)
            for part in parts or [text]:
                placed.append((_nearest(part, bands), part))
        cells.append(placed)
    figures = {
        band
        for band in range(1, len(bands))
        if _mostly([text.text for line in cells for n, text in line if n == band], FIGURE)
    }
    by_band = [
        [text for line in cells for n, text in line if n == band] for band in range(len(bands))
    ]
    pitch = _pitch(by_band)
    anchors: list[float] = []
    broken: set[int] = set()  # lines of figures some of which are the rest of others
    before: dict[int, _Teks] = {}
    for line in cells:
        printed = {n: text for n, text in line if n in figures and FIGURE.fullmatch(text.text)}
        dated = not anchors and all(YEAR.fullmatch(one.text) for one in printed.values())
        rest = {
            n
            for n, one in printed.items()
            if n in before
            and one.top - before[n].top <= NEAR * pitch
            and goes_on(before[n].text, one.text)
        }
        if any(re.search(r"\d", one.text) for one in printed.values()) and not dated:
            if rest and rest != printed.keys():
                broken |= {len(anchors) - 1, len(anchors)}
            if not rest or rest != printed.keys():
                anchors.append(line[0][1].top)
        before |= printed
    count = sum(n in figures and bool(FIGURE.fullmatch(t.text)) for line in cells for n, t in line)
    if len(anchors) < LEAST or count <= LEAST or not figures:
        return None
    out = Polos(texts[0][0].top, [], kata=[w for line in texts for t in line for w in t.words])
    by_band = [
        [text for line in cells for n, text in line if n == band] for band in range(len(bands))
    ]
    pitch = _pitch(by_band)
    first = anchors[0] - LEVEL
    blocks = [_blocks(column, pitch) for column in by_band]
    out.bertingkat = _write_head(out, blocks, first) or any(top < first for top in wide)
    head = len(out.baris)
    _write_rows(out, blocks, figures, anchors)
    out.gantung |= {head + n for n in broken}
    if any(top >= first for top in wide):
        out.gantung |= set(range(head, len(out.baris)))
    if last and len(out.baris) > 1:
        out.gantung.add(len(out.baris) - 1)  # its name may go on on the next page
    return out


def _bands(lines: list[list[_Teks]]) -> list[tuple[float, float]]:
    """Return the columns: what the texts of these lines cover together, from the left."""
    bands: list[list[float]] = []
    for x0, x1 in sorted((text.x0, text.x1) for line in lines for text in line):
        if bands and x0 < bands[-1][1]:
            bands[-1][1] = max(bands[-1][1], x1)
        else:
            bands.append([x0, x1])
    return [(x0, x1) for x0, x1 in bands]


def _split(text: _Teks, bands: list[tuple[float, float]]) -> list[_Teks] | None:
    """Return a text that reaches over several columns by column; None where a word itself does."""
    parts: dict[int, list[dict]] = {}
    for word in text.words:
        over = [n for n, (x0, x1) in enumerate(bands) if word["x0"] < x1 and x0 < word["x1"]]
        if len(over) != 1:
            return None
        parts.setdefault(over[0], []).append(word)
    height = text.bottom - text.top
    some = [parts[n] for n in sorted(parts)]
    if any(b[0]["x0"] - a[-1]["x1"] < SPACE * height for a, b in pairwise(some)):
        return None  # one text over several columns
    return [
        _Teks(some[0]["x0"], some[-1]["x1"], text.top, text.bottom, tuple(some))
        for _, some in sorted(parts.items())
    ]


def _nearest(text: _Teks, bands: list[tuple[float, float]]) -> int:
    def far(n: int) -> tuple[float, float]:
        x0, x1 = bands[n]
        shared = min(text.x1, x1) - max(text.x0, x0)
        return (-shared if shared > 0 else 0.0, abs((text.x0 + text.x1) - (x0 + x1)))

    return min(range(len(bands)), key=far)


def _mostly(texts: list[str], pattern: re.Pattern) -> bool:
    return sum(bool(pattern.fullmatch(text)) for text in texts) * 2 > len(texts)


def _pitch(columns: list[list[_Teks]]) -> float:
    """Return the distance of two lines of one cell: the smallest of two texts in one column."""
    steps = [
        low.top - high.top
        for column in columns
        for high, low in pairwise(column)
        if low.top - high.top > TALL * (high.bottom - high.top)
    ]
    return min(steps, default=0.0)


def _blocks(column: list[_Teks], pitch: float) -> list[list[_Teks]]:
    """Return the texts of a column that touch each other, as cells."""
    blocks: list[list[_Teks]] = []
    for text in column:
        if blocks and text.top - blocks[-1][-1].top <= NEAR * pitch:
            blocks[-1].append(text)
        else:
            blocks.append([text])
    return blocks


def _write_head(out: Polos, blocks: list, first: float) -> bool:
    """Write what stands over the first line of figures; say whether it has several levels."""
    heads = [
        [[text for text in block if text.top < first] for block in column] for column in blocks
    ]
    heads = [[block for block in column if block] for column in heads]
    deep = max((len(column) for column in heads), default=0)
    rows = [
        ["\n".join(text.text for text in column[n]) if n < len(column) else "" for column in heads]
        for n in range(deep)
    ]
    out.baris += rows
    # a lone text under a head is the rest of a cell of the page before
    return any(sum(map(bool, row)) > 1 for row in rows[1:])


def _write_rows(out: Polos, blocks: list, figures: set[int], anchors: list[float]) -> None:
    rows: list[list[list[str]]] = [[[] for _ in blocks] for _ in anchors]
    unsure: set[int] = set()
    first = anchors[0] - LEVEL
    for band, column in enumerate(blocks):
        for block in column:
            body = [text for text in block if text.top >= first]
            if not body:
                continue
            mine = [n for n, top in enumerate(anchors) if _meets(body, top)]
            if band in figures or len(mine) != 1:
                spread = len(mine) > 1 and len(body) > len(mine) and band not in figures
                for text in body:
                    n = max(
                        (n for n, top in enumerate(anchors) if top <= text.top + LEVEL), default=0
                    )
                    rows[n][band].append(text.text)
                unsure |= set(mine) if spread else set()
                if not mine and band not in figures:
                    unsure.add(max(n for n, top in enumerate(anchors) if top <= body[0].top))
                continue
            for text in body:
                rows[mine[0]][band].append(text.text)
    start = len(out.baris)
    for row in rows:
        out.baris.append(["\n".join(cell) for cell in row])
    out.gantung |= {start + n for n in unsure}


def _meets(block: list[_Teks], top: float) -> bool:
    """Say whether a line of figures stands beside a cell."""
    return block[0].top - LEVEL <= top <= block[-1].top + LEVEL

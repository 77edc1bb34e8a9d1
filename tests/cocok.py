"""How a finding is matched with a contradiction that somebody else read: same kind, a line and a figure in common."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

GOLDEN = Path(__file__).parent / "golden"
SNAPSHOT = GOLDEN / "temuan_snapshot.csv"
WRONG = ("salah", "derau")  # verdicts against a finding: not so, and so but of no use


def lines_of(text: str) -> set[int]:
    """Return the lines of `12;15-17`."""
    out: set[int] = set()
    for piece in str(text).replace(",", ";").split(";"):
        first, _, last = piece.strip().partition("-")
        if first:
            out |= set(range(int(first), int(last or first) + 1))
    return out


def figures_in(*texts: str) -> set[str]:
    """The numbers of some texts as bare digits: 9,503,811,091 and 9.503.811.091,00 are one."""
    found = re.findall(r"\d[\d.,]*", " ".join(map(str, texts)))
    plain = (re.sub(r"[.,]00$", "", number.rstrip(".,")) for number in found)
    return {re.sub(r"[.,]", "", number) for number in plain}


def figures_of(row) -> set[str]:
    """Every figure that a finding shows: printed, printed elsewhere, recomputed, proposed."""
    return figures_in(row.tercetak, row.hitung_ulang, *row.juga_tercetak, *row.usul)


def load_golden() -> pd.DataFrame:
    """The golden reading of the four reports, `lines` as a set."""
    paths = [path for path in sorted(GOLDEN.glob("temuan_*.csv")) if path != SNAPSHOT]
    frames = [pd.read_csv(path, dtype=str, keep_default_na=False) for path in paths]
    return pd.concat(frames, ignore_index=True).assign(lines=lambda f: f["baris"].map(lines_of))


def words_in(*texts: str) -> set[str]:
    """The pieces of some texts (between `;` and `/`) as bare words, for what has no figure: a label, a name."""
    pieces = (re.sub(r"[^a-z ]+", " ", piece.lower()) for text in texts for piece in re.split(r"[;/]", str(text)))
    return {" ".join(piece.split()) for piece in pieces} - {""}


def match_golden(expected: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Say of each row of the golden reading whether a finding names it.

    `ketat`: one of the same kind shares a line and a figure. A row that prints no figure at all (a label, a name) can have none in common:
    `ketat_kata` also counts it where the finding prints the same words, whole. `garis`: one of the same kind shares a line.
    """
    words = [words_in(row.tercetak, row.hitung_ulang, *row.juga_tercetak) for row in found.itertuples()]
    shown = found.assign(lines=found["baris"].map(set), figures=[figures_of(row) for row in found.itertuples()], words=words)
    by_kind = {key: list(part.itertuples()) for key, part in shown.groupby(["dinas", "jenis"])}
    rows = []
    for row in expected.itertuples():
        wanted, said = figures_in(row.tercetak, row.hitung_ulang), words_in(row.tercetak, row.hitung_ulang)
        near = [one for one in by_kind.get((row.dinas, row.jenis), []) if one.lines & row.lines]
        strict = any(one.figures & wanted for one in near)
        rows.append({"garis": bool(near), "ketat": strict, "ketat_kata": strict or (not wanted and any(one.words & said for one in near))})
    return pd.DataFrame(rows, index=expected.index)


def judged(found: pd.DataFrame) -> pd.Series:
    """Return the verdict on each finding, empty where there is none.

    vonis_temuan.csv: 670 findings of earlier states, each judged against the source by a second reader (benar, benar_salah_jenis, salah, derau). A finding of today
    is given the verdict of the judged one of its kind that shares most lines and values; one without such is left out.
    """
    table = pd.read_csv(GOLDEN / "vonis_temuan.csv", dtype=str, keep_default_na=False).assign(lines=lambda f: f["baris"].map(lines_of))
    by_kind = {key: list(part.itertuples()) for key, part in table.groupby(["dinas", "jenis"])}
    return pd.Series([_verdict(row, by_kind.get((row.dinas, row.jenis), [])) for row in found.itertuples()], index=found.index, dtype=object)


def _verdict(row, same: Iterable) -> str:
    lines, values = set(row.baris), {row.hitung_ulang, *row.juga_tercetak}
    near = [(len(v.lines & lines) + 2 * (v.tercetak == row.tercetak) + (v.hitung_ulang in values), v.vonis) for v in same if v.lines & lines]
    return max(near)[1] if near else ""

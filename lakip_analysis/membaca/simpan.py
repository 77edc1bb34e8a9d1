"""What a reading leaves behind: tables, the text that they count in, and the review page."""

from __future__ import annotations

from pathlib import Path

from ..data.schemas import TABEL
from ..importing.captions import find_captions
from .baca import ID, Bacaan, cell_frame, published
from .naskah import text_of
from .tinjauan import render_review
from .usul_peta import propose_map, read_tables

__all__ = ["write_reading"]


def write_reading(bacaan: Bacaan, berkas: str, out: Path, peta: bool = False) -> dict[Path, int]:
    """Write a reading into a folder; return each path with its number of rows.

    `teks.txt` is the document as numbered lines: what `baris` counts in. `terbitan_*.csv` are the
    as-published tables; `bacaan.csv` says of each figure how sure it is and why; `tinjauan.html`
    shows the same beside the tables. With `peta`, `peta-usulan.toml` is the map that reads
    `teks.txt` so (`usul_peta.propose_map`): the text is read once more, since a table that the
    reader finds in it as well needs but its lines.
    """
    out.mkdir(parents=True, exist_ok=True)
    text = text_of(bacaan.naskah)
    captions = find_captions(text).assign(dokumen=ID)
    columns = [kolom.nama for kolom in TABEL["terbitan_judul"].kolom]
    frames = published(bacaan) | {"terbitan_judul": captions[columns], "bacaan": cell_frame(bacaan)}
    written = {}
    for name, frame in frames.items():
        frame.to_csv(out / f"{name}.csv", index=False, lineterminator="\n", encoding="utf-8")
        written[out / f"{name}.csv"] = len(frame)
    (out / "teks.txt").write_text(text, encoding="utf-8", newline="\n")
    page = render_review(bacaan, berkas)
    if peta:
        again = read_tables(out / "teks.txt", bacaan.dokumen.tahun)
        proposed = propose_map(bacaan, again)
        (out / "peta-usulan.toml").write_text(proposed, encoding="utf-8", newline="\n")
        written[out / "peta-usulan.toml"] = proposed.count("\n")
    (out / "tinjauan.html").write_text(page, encoding="utf-8", newline="\n")
    return written

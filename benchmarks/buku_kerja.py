"""How many cells of workbooks as agencies have them are read right, asked, left out, or wrong?

Every layout of tests/made_buku.py, in Indonesian and English writing of numbers, as a workbook and
in five dialects of CSV; one of the layouts draws its titles, its order of columns and what stands
beside and below by chance. The truth of every cell is known. A cell is asked when it stays empty
and a question or the list of doubts names it; it is wrong when another value was taken.

python benchmarks/buku_kerja.py [first seed] [count of seeds]
"""

import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

import made_buku as made
import pandas as pd

from lakip_analysis.importing.buku import propose, read_books

KINDS = ("benar", "ditanya", "luput", "salah")


def books(seed: int, folder: Path):
    """Yield layout, writing, form, truth and the files of every workbook of one seed."""
    truth = made.truth(seed)
    for layout, draw in made.LAYOUTS.items():
        for style in ("id", "en"):
            sheets = draw(truth, style)
            yield layout, style, "xlsx", truth, [made.as_xlsx(sheets, folder / "buku.xlsx")]
            if layout == "angka_excel":
                continue  # a CSV holds no numbers of Excel
            for form in made.DIALECTS:
                shown = [one for one in sheets if not one.tersembunyi]
                files = [made.as_csv(one, folder / f"{one.nama}.csv", form) for one in shown]
                yield layout, style, form, truth, files


def count(first: int, seeds: int) -> pd.DataFrame:
    """Return one row per layout and form: workbooks, cells of each kind, seconds."""
    counts, wrong = {}, []
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(first, first + seeds):
            for layout, style, form, truth, files in books(seed, Path(folder)):
                start = time.process_time()
                found = propose(read_books(files))
                seconds = time.process_time() - start
                cells = made.count_cells(truth, layout, found)
                row = counts.setdefault((layout, "xlsx" if form == "xlsx" else "csv"), Counter())
                row.update({kind: len(cells[kind]) for kind in KINDS})
                row.update({"buku": 1, "detik": seconds})
                wrong += [(seed, layout, style, form, *cell) for cell in cells["salah"]]
    for one in wrong[:20]:
        print("SALAH", *one)
    table = pd.DataFrame.from_dict(counts, orient="index").fillna(0)
    table.loc[("semua", ""), :] = table.sum()
    return table


if __name__ == "__main__":
    arguments = [int(one) for one in sys.argv[1:]]
    table = count(*(arguments + [1, 1][len(arguments) :]))
    table["sel"] = table[list(KINDS)].sum(axis=1)
    table["ragu_persen"] = ((table["ditanya"] + table["luput"]) / table["sel"] * 100).round(2)
    whole = {one: int for one in ("buku", "sel", *KINDS)}
    print(table.astype(whole)[["buku", "sel", *KINDS, "ragu_persen", "detik"]].round(1).to_string())

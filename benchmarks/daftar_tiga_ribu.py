"""The index of 3,000 reports.

How the time to write it grows from 300 to 3,000, and how long a browser needs to open, sort and
filter it. The reports are made from one real run; the second half needs a browser.

python benchmarks/daftar_tiga_ribu.py
"""

from __future__ import annotations

import json
import tempfile
import time
from pathlib import Path

from lakip_analysis.reports.batch import run_report
from lakip_analysis.reports.index import write_index
from lakip_analysis.reports.pdf import find_browser

DATA = Path(__file__).parents[1] / "data"
DINAS, TAHUN = "kab-belitung-dspppa", 2024

# press the head of a column, wait for the new layout, return the milliseconds
SORT = """() => {
  const start = performance.now();
  document.querySelectorAll('#daftar thead button')[%d].click();
  document.body.getBoundingClientRect();
  return performance.now() - start;
}"""


def fill(out: Path, run: dict, count: int) -> None:
    """Write manifests of invented dinas that share the indicators and outputs of a real one."""
    for number in range(count):
        name, tahun = f"kab-buatan-{number:04d}", 2020 + number % 5
        folder = out / name / str(tahun)
        folder.mkdir(parents=True)
        about = run["ringkasan"] | {
            "judul": f"Dinas Sosial Kabupaten Buatan {number}",
            "daerah": f"Kabupaten Buatan {number % 500}",
            "provinsi": f"Provinsi Buatan {number % 38}",
            "urusan": [f"{number % 2 + 1}.{number % 23 + 1:02d}"],
            "tahun": tahun,
            "n_tercapai": number % (run["ringkasan"]["n_indikator"] + 1),
            "n_temuan": number * 37 % 160,
            "serapan_persen": 60 + number * 37 % 4000 / 100,  # scattered over 60–100
        }
        rows = {key: [row | {"dinas": name} for row in run[key]] for key in ("konsep", "biaya")}
        text = json.dumps(run | rows | {"ringkasan": about}, ensure_ascii=False)
        (folder / "run.json").write_text(text, encoding="utf-8")


def time_index(run: dict, count: int) -> tuple[float, Path]:
    """Return the seconds to write the index of `count` reports, and where it stands."""
    out = Path(tempfile.mkdtemp())
    fill(out, run, count)
    start = time.perf_counter()
    page = write_index(out, DATA, "id")
    return time.perf_counter() - start, page


def time_browser(page: Path) -> None:
    """Print milliseconds to open, to sort by text and by findings, and to filter."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        tab = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"]).new_page()
        start = time.perf_counter()
        tab.goto(page.as_uri())
        print(f"  buka {(time.perf_counter() - start) * 1000:.0f} ms", end=", ")
        print(f"urut nama {tab.evaluate(SORT % 0):.0f} ms", end=", ")
        print(f"urut pertentangan {tab.evaluate(SORT % 3):.0f} ms", end=", ")
        start = time.perf_counter()
        tab.fill("#cari", "buatan 29")
        print(f"cari {(time.perf_counter() - start) * 1000:.0f} ms → {tab.text_content('#hasil')}")


def main() -> None:
    """Print the table."""
    folder = Path(tempfile.mkdtemp())
    run_report(DINAS, TAHUN, DATA, folder)
    run = json.loads((folder / DINAS / str(TAHUN) / "run.json").read_text(encoding="utf-8"))
    small, _ = time_index(run, 300)
    large, page = time_index(run, 3000)
    print(f"300 laporan {small:.2f} s; 3.000 laporan {large:.2f} s", end=": ")
    print(f"{large / small:.1f} kali untuk 10 kali isinya", end="; ")
    print(f"{page.stat().st_size / 1e6:.2f} MB")
    time_browser(page)


if __name__ == "__main__":
    main()

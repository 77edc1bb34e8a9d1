"""How often the audit is right: on four real reports read by others, on made ones it never saw.

Writes docs/akurasi.md and lakip_analysis/aturan/ketepatan.csv (from which a finding is shown as a
fault or as something to look at). The same arguments give the same files.

python benchmarks/akurasi.py [reports with faults] [consistent reports]      (make akurasi)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd
from jinja2 import Template

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.audit import audit_dinas
from lakip_analysis.audit.ketepatan import unsure_kinds
from lakip_analysis.audit.kinds import load_kinds
from lakip_analysis.audit.view import name_kind
from lakip_analysis.bahasa.say import word
from lakip_analysis.capaian.cacah import selang_wilson
from lakip_analysis.data.catalogue import list_dinas
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.latihan.buatan import (
    SALAH,
    draw_faults,
    load_layouts,
    make_report,
)
from lakip_analysis.latihan.buatan.banding import judge_findings, match_faults, place_key
from lakip_analysis.latihan.buatan.fakta import load_urusan
from lakip_analysis.latihan.buatan.periksa import audit_reports
from lakip_analysis.numbers import share_digits, write_number

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from cocok import GOLDEN, WRONG, judged, load_golden, match_golden

ROOT = Path(__file__).parents[1]
SEED = 20_000  # of the first report measured; smaller ones serve whoever writes or mends a check
SOUND = 30_000  # of the first consistent one
TEMPLATE = Path(__file__).with_name("akurasi.md.j2")
PAGE = ROOT / "docs" / "akurasi.md"
TABLE = ROOT / "lakip_analysis" / "aturan" / "ketepatan.csv"
GRADES = ("tinggi", "sedang", "rendah")
NO_KIND = "*"  # faults for which no kind of finding is made
KIND_HEADS = [
    "jenis",
    "nama",
    "n nyata",
    "ditemukan, nyata",
    "n buatan",
    "ditemukan, buatan",
    "dinilai, nyata",
    "benar, nyata",
    "temuan, buatan",
    "benar, buatan",
    "ditunjukkan sebagai",
]
SAMPLE_HEADS = ["berkas", "n", "benar", "trivial", "salah", "berguna", "tidak salah", "usul benar"]
BATCH = 100  # reports audited in one call


def plan(count: int, first: int) -> list[tuple[int, str, str]]:
    """Return seed, layout and urusan of so many reports: each layout and each urusan in turn."""
    layouts, affairs = list(load_layouts()), list(load_urusan())
    return [
        (first + n, layouts[n % len(layouts)], affairs[(n + n // len(layouts)) % len(affairs)])
        for n in range(count)
    ]


def measure(
    jobs: list[tuple[int, str, str]], folder: Path, faulty: bool
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Return every fault (found or not), every finding (right or not), and the number of cells."""
    reports = [make_report(*job, draw_faults(*job) if faulty else ()) for job in jobs]
    by_rules: dict[tuple, list[int]] = {}
    for n, report in enumerate(reports):
        by_rules.setdefault(tuple(sorted(report.aturan.items())), []).append(n)
    faults, findings, figures = [], [], 0
    for group in by_rules.values():
        for start in range(0, len(group), BATCH):
            some = group[start : start + BATCH]
            for n, (found, where) in zip(
                some, audit_reports([reports[n] for n in some], folder), strict=True
            ):
                key = place_key(reports[n], where)
                about = {"laporan": n, "susunan": jobs[n][1], "urusan": jobs[n][2]}
                faults.append(match_faults(key, found).assign(**about))
                findings.append(judge_findings(key, found).assign(**about))
                figures += len(where)
    return pd.concat(faults, ignore_index=True), pd.concat(findings, ignore_index=True), figures


def measure_real() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the golden reading, found or not, and today's findings with their verdicts."""
    names = list_dinas(ROOT / "data")
    found = pd.concat(
        [audit_dinas(load_dinas(ROOT / "data", name)) for name in names], ignore_index=True
    )
    golden = load_golden()
    return golden.join(match_golden(golden, found)), found.assign(vonis=judged(found))


def random_samples() -> pd.DataFrame:
    """Return the verdicts on findings drawn at random, each sample under its file's name."""
    frames = {path.name: pd.read_csv(path, dtype=str) for path in GOLDEN.glob("vonis_acak*.csv")}
    return pd.concat(frames, names=["berkas"]).fillna("").reset_index("berkas")


# --- words ---------------------------------------------------------------------------------------


def percent(value: float) -> str:
    """Write a share; only nothing and the whole are written as 0 and 100."""
    return write_number(value, share_digits(value, 0))


def share(hits: int, n: int) -> str:
    """Return a share as the page prints it, with its 95 % interval (Wilson)."""
    if not n:
        return "–"
    low, high = (percent(float(end[0]) * 100) for end in selang_wilson([hits], [n]))
    return f"{percent(hits / n * 100)} % ({low}–{high})"


def of(flags: pd.Series) -> str:
    return share(int(flags.sum()), len(flags))


def table(head: list[str], rows: list[list]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def by_grade(rows: pd.DataFrame, column: str) -> list[list]:
    out = [
        [grade, len(part), of(part[column]), of(part["garis"])]
        for grade in GRADES
        for part in [rows[rows["keparahan"] == grade]]
    ]
    both = rows[rows["keparahan"] != "rendah"]
    return [
        *out,
        ["tinggi dan sedang", len(both), of(both[column]), of(both["garis"])],
        ["semua", len(rows), of(rows[column]), of(rows["garis"])],
    ]


def precision(real: pd.DataFrame, made: pd.DataFrame) -> pd.DataFrame:
    """Return of each kind how many findings were judged and how many are right."""
    known = real[real["vonis"] != ""]
    rows = []
    for jenis in load_kinds():
        one, other = known[known["jenis"] == jenis], made[made["jenis"] == jenis]
        right = ~one["vonis"].isin(WRONG)
        rows.append([jenis, int(right.sum()), len(one), int(other["benar"].sum()), len(other)])
    return pd.DataFrame(
        rows, columns=["jenis", "nyata_benar", "nyata_n", "buatan_benar", "buatan_n"]
    )


def by_kind(golden: pd.DataFrame, faults: pd.DataFrame, exact: pd.DataFrame) -> list[list]:
    rows = []
    for row in exact.itertuples():
        one, other = golden[golden["jenis"] == row.jenis], faults[faults["jenis"] == row.jenis]
        shown = "perlu dilihat" if row.jenis in unsure_kinds() else "temuan"
        rows.append(
            [
                f"`{row.jenis}`",
                name_kind(row.jenis, "id"),
                len(one),
                of(one["ketat_kata"]),
                len(other),
                of(other["ketat"]),
                row.nyata_n,
                share(row.nyata_benar, row.nyata_n),
                row.buatan_n,
                share(row.buatan_benar, row.buatan_n),
                shown,
            ]
        )
    return rows


def by_fault(faults: pd.DataFrame) -> list[list]:
    rows = []
    for name in SALAH:
        part = faults[faults["salah"] == name]
        rows.append(
            [
                f"`{name}`",
                word("cacat", name, "id"),
                len(part),
                of(part["ketat"]),
                of(part["garis"]),
                int((~part["terbaca"]).sum()),
            ]
        )
    return rows


def by_sample(samples: pd.DataFrame) -> list[list]:
    rows = []
    for name, part in sorted(samples.groupby("berkas")):
        verdicts = [int((part["vonis"] == word).sum()) for word in ("benar", "trivial", "salah")]
        useful, sound = part["vonis"] == "benar", part["vonis"] != "salah"
        repairs = part.loc[part["usul_vonis"] != "", "usul_vonis"] == "benar"
        right = f"{repairs.sum()} dari {len(repairs)}"
        rows.append([f"`{name}`", len(part), *verdicts, of(useful), of(sound), right])
    return rows


def summary(golden, known, faults, findings, sound, n_sound: int) -> list[list]:
    rows = []
    for label, grades, aim in (("berat", GRADES[:1], "≥ 90 %"), ("semua", GRADES, "≥ 80 %")):
        one, other = (some[some["keparahan"].isin(grades)] for some in (golden, faults))
        cells = [
            f"{of(one['ketat_kata'])}, n = {len(one)}",
            f"{of(other['ketat'])}, n = {len(other)}",
        ]
        rows.append([f"pertentangan yang ditemukan, {label}", *cells, aim])
    right = ~known["vonis"].isin(WRONG)
    proposals = findings["usul_benar"].dropna().astype(bool)
    cells = [f"{of(some)}, n = {len(some)}" for some in (right, findings["benar"], proposals)]
    rows.append(["temuan yang benar", *cells[:2], "≥ 90 %"])
    samples = random_samples()
    last = samples.loc[samples["berkas"] == samples["berkas"].max(), "vonis"]
    for label, hits in (("benar dan berguna", last == "benar"), ("tidak salah", last != "salah")):
        rows.append([f"sampel acak terakhir, {label}", f"{of(hits)}, n = {len(last)}", "–", "–"])
    rows.append(["usul perbaikan yang benar", "–", cells[2], "–"])
    alarms = f"{len(sound)} di {n_sound} laporan"
    return [*rows, ["temuan pada laporan tanpa kesalahan", "–", alarms, "0"]]


def page(golden, real, faults, findings, sound, banyak: dict) -> str:
    """Return docs/akurasi.md."""
    contradictions = golden[golden["jenis"] != "target_lemah"]
    known, lost = real[real["vonis"] != ""], ~faults["terbaca"]
    noisy = sound.groupby("jenis").size().sort_values(ascending=False)
    alarms = ", ".join(f"{name_kind(jenis, 'id')} {n}" for jenis, n in noisy.items())
    without = faults[faults["jenis"] == NO_KIND]
    found = ["keparahan", "n", "ditemukan (ketat)", "jenis dan baris sama"]
    layouts = [
        [name, len(part), of(part["ketat"]), of(findings.loc[findings["susunan"] == name, "benar"])]
        for name, part in faults.groupby("susunan")
    ]
    text = Template(TEMPLATE.read_text(encoding="utf-8"), keep_trailing_newline=True)
    return text.render(
        ringkas=table(
            ["ukuran", "empat laporan nyata", "laporan buatan", "sasaran"],
            summary(contradictions, known, faults, findings, sound, banyak["benar"]),
        ),
        n_pertentangan=len(contradictions),
        n_lemah=len(golden) - len(contradictions),
        nyata=table(found, by_grade(contradictions, "ketat_kata")),
        n_vonis=len(known),
        n_temuan=len(real),
        vonis=of(~known["vonis"].isin(WRONG)),
        n_salah_jenis=int((known["vonis"] == "benar_salah_jenis").sum()),
        vonis_jenis=of(known["vonis"] == "benar"),
        sampel=table(SAMPLE_HEADS, by_sample(random_samples())),
        banyak=banyak,
        buatan=table(found, by_grade(faults, "ketat")),
        n_takterbaca=int(lost.sum()),
        n_salah=len(faults),
        n_bunyi=len(sound),
        bunyi=f" ({alarms})" if alarms else "",
        menurut_salah=table(
            [
                "kesalahan",
                "arti",
                "n",
                "ditemukan (ketat)",
                "jenis dan baris sama",
                "tidak terbaca",
            ],
            by_fault(faults),
        ),
        menurut_susunan=table(["susunan", "n", "ditemukan (ketat)", "temuan yang benar"], layouts),
        menurut_jenis=table(KIND_HEADS, by_kind(golden, faults, precision(real, findings))),
        tanpa_jenis=of(without["ketat"]),
        n_tanpa_jenis=len(without),
    )


def main(count: int = 140, sound_count: int = 70) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        faults, findings, figures = measure(plan(count, SEED), folder, faulty=True)
        _, sound, more = measure(plan(sound_count, SOUND), folder, faulty=False)
    golden, real = measure_real()
    precision(real, findings).to_csv(TABLE, index=False, lineterminator="\n")
    load_rules.cache_clear()
    unsure_kinds.cache_clear()
    banyak = {
        "salah": count,
        "benar": sound_count,
        "susunan": len(load_layouts()),
        "urusan": len(load_urusan()),
        "sel": f"{figures + more:,}".replace(",", "."),
        "benih": f"{SEED}–{SEED + count - 1} dan {SOUND}–{SOUND + sound_count - 1}",
    }
    PAGE.write_text(page(golden, real, faults, findings, sound, banyak), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}, {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

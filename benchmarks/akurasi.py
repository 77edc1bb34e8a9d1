"""How often the audit is right: on four real reports read by others, and on made ones it has never seen.

Writes docs/akurasi.md and lakip_analysis/aturan/ketepatan.csv (from which a finding is shown as a fault or
as something to look at). The same arguments give the same files.

python benchmarks/akurasi.py [reports with faults] [consistent reports]      (make akurasi)
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import pandas as pd

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "benchmarks")]

from cocok import WRONG, judged, load_golden, match_golden  # noqa: E402
from laporan_buatan import SALAH, Report, draw_faults, load_layouts, make_report, write_text  # noqa: E402
from laporan_buatan.banding import judge_findings, match_faults, place_key  # noqa: E402
from laporan_buatan.fakta import load_urusan  # noqa: E402

from lakip_analysis.aturan.rules import load_rules  # noqa: E402
from lakip_analysis.audit import audit_dinas, find_temuan, prepare  # noqa: E402
from lakip_analysis.audit.ketepatan import unsure_kinds  # noqa: E402
from lakip_analysis.audit.kinds import load_kinds  # noqa: E402
from lakip_analysis.audit.view import (
    explain,
    name_kind,
)
from lakip_analysis.capaian.cacah import selang_wilson  # noqa: E402
from lakip_analysis.data.catalogue import list_dinas  # noqa: E402
from lakip_analysis.data.dinas import load_dinas  # noqa: E402
from lakip_analysis.data.schemas import JENIS, TABEL  # noqa: E402
from lakip_analysis.importing.published import import_document  # noqa: E402

SEED = 20_000  # of the first report measured; smaller ones serve whoever writes or mends a check
PAGE = ROOT / "docs" / "akurasi.md"
TABLE = ROOT / "lakip_analysis" / "aturan" / "ketepatan.csv"
GRADES = ("tinggi", "sedang", "rendah")
NO_KIND = "*"  # faults for which no kind of finding is made
BATCH = 12  # reports audited in one call


def plan(count: int, first: int) -> list[tuple[int, str, str]]:
    """Return seed, layout and urusan of so many reports: every layout in turn, every urusan in turn."""
    layouts, affairs = list(load_layouts()), list(load_urusan())
    return [
        (first + n, layouts[n % len(layouts)], affairs[(n + n // len(layouts)) % len(affairs)])
        for n in range(count)
    ]


def read_report(report: Report, folder: Path) -> tuple[dict[str, pd.DataFrame], dict[str, int]]:
    """Write a report down, read it back by the ordinary way; return the published rows and the line of each cell."""
    text, peta, where = write_text(report.dokumen, report.susunan)
    path = folder / "peta.toml"
    path.write_text(peta, encoding="utf-8")
    frames = {name: typed(name, frame) for name, frame in import_document([path], text).items()}
    return frames | {"indikator": report.indikator}, where


def typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return published rows with numbers as numbers, as reading their CSV gives."""
    numbers = [
        k.nama for k in TABEL[name].kolom if k.nama in frame and JENIS[k.jenis].tipe != "string"
    ]
    return frame.assign(
        **{column: pd.to_numeric(frame[column].replace("", None)) for column in numbers}
    )


def audit_reports(reports: list[Report], folder: Path) -> list[tuple[pd.DataFrame, dict[str, int]]]:
    """Audit some reports of one set of rules in one call; return the findings of each and where its cells stand."""
    parts: dict[str, list[pd.DataFrame]] = {}
    places = []
    for n, report in enumerate(reports):
        frames, where = read_report(report, folder)
        places.append(where)
        for name, frame in frames.items():
            parts.setdefault(name, []).append(frame.assign(dinas=f"r{n:03d}"))
    tables = {name: pd.concat(frames, ignore_index=True) for name, frames in parts.items()}
    found = find_temuan(prepare(tables, reports[0].aturan))
    found = found.assign(penjelasan=explain(found, "id") if len(found) else "")
    return [(found[found["dinas"] == f"r{n:03d}"], where) for n, where in enumerate(places)]


def measure(
    jobs: list[tuple[int, str, str]], folder: Path, faulty: bool
) -> tuple[pd.DataFrame, pd.DataFrame, int]:
    """Return every fault (found or not), every finding (right or not), and how many figures were printed."""
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
    """Return the golden reading of the four reports, found or not, and today's findings with their verdicts."""
    names = list_dinas(ROOT / "data")
    found = pd.concat(
        [audit_dinas(load_dinas(ROOT / "data", name)) for name in names], ignore_index=True
    )
    golden = load_golden()
    return golden.join(match_golden(golden, found)), found.assign(vonis=judged(found))


# --- words -----------------------------------------------------------------------------------------------------------


def share(hits: int, n: int) -> str:
    """Return a share as the page prints it, with its 95 % interval (Wilson)."""
    if not n:
        return "–"
    low, high = (float(end[0]) * 100 for end in selang_wilson([hits], [n])[:2])
    return f"{hits / n * 100:.0f} % ({low:.0f}–{high:.0f})"


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
            [f"`{row.jenis}`", name_kind(row.jenis, "id"), len(one), of(one["ketat_kata"]), len(other), of(other["ketat"]),
             row.nyata_n, share(row.nyata_benar, row.nyata_n), row.buatan_n, share(row.buatan_benar, row.buatan_n), shown]
        )  # fmt: skip
    return rows


def by_fault(faults: pd.DataFrame) -> list[list]:
    rows = []
    for name, about in SALAH.items():
        part = faults[faults["salah"] == name]
        rows.append(
            [
                f"`{name}`",
                about.arti,
                len(part),
                of(part["ketat"]),
                of(part["garis"]),
                int((~part["terbaca"]).sum()),
            ]
        )
    return rows


def page(golden, real, faults, findings, sound, counts: dict) -> str:
    """Return docs/akurasi.md."""
    contradictions = golden[golden["jenis"] != "target_lemah"]
    exact = precision(real, findings)
    proposals = findings["usul_benar"].dropna()
    known = real[real["vonis"] != ""]
    severe = lambda rows: rows[rows["keparahan"] == "tinggi"]  # noqa: E731
    noisy = sound.groupby("jenis").size().sort_values(ascending=False)
    alarms = ", ".join(f"{name_kind(jenis, 'id')} {n}" for jenis, n in noisy.items()) or "tidak ada"
    layouts = [
        [name, len(part), of(part["ketat"]), of(findings.loc[findings["susunan"] == name, "benar"])]
        for name, part in faults.groupby("susunan", sort=False)
    ]
    kinds_head = [
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
    return f"""# Seberapa sering pemeriksaan ini benar

Dibuat dengan `make akurasi` (`benchmarks/akurasi.py`); jangan disunting dengan tangan. Di belakang setiap persentase berdiri selang 95 % (Wilson) dan,
di kolomnya, banyaknya kasus. Yang tidak terbaca dihitung sebagai tidak ditemukan.

## Ringkasnya

{
        table(
            ["ukuran", "empat laporan nyata", "laporan buatan", "sasaran"],
            [
                [
                    "ditemukan, berat",
                    of(severe(contradictions)["ketat_kata"]),
                    of(severe(faults)["ketat"]),
                    "≥ 90 %",
                ],
                [
                    "ditemukan, semua",
                    of(contradictions["ketat_kata"]),
                    of(faults["ketat"]),
                    "≥ 80 %",
                ],
                [
                    "temuan yang benar",
                    of(~known["vonis"].isin(WRONG)),
                    of(findings["benar"]),
                    "≥ 90 %",
                ],
                ["usul perbaikan yang benar", "–", of(proposals.astype(bool)), "–"],
                [
                    "temuan pada laporan tanpa kesalahan",
                    "–",
                    f"{len(sound)} di {counts['sound']} laporan",
                    "0",
                ],
            ],
        )
    }

**Angka laporan nyata yang patut dipegang.** Laporan buatan lebih mudah: peta tabelnya ditulis bersama laporannya sehingga hampir semua sel terbaca, satu tempat
paling banyak memuat satu kesalahan, dan nama indikator ditulis sama di mana-mana. Laporan nyata menumpuk kesalahan, mengganti nama, dan banyak berbicara dalam
kalimat. Laporan buatan mengukur hal lain: apakah pemeriksaan berlaku pada susunan dan urusan yang tidak pernah dilihat pembuatnya, dan apakah ia diam bila tidak
ada yang salah.

## Empat laporan nyata

Pembacaan manual atas empat laporan ({
        len(golden)
    } butir; `tests/golden/temuan_*.csv`). Sebuah butir ditemukan (*ketat*) bila ada temuan dengan jenis yang sama, pada baris yang
sama, yang memuat angka yang sama; butir tanpa angka sama sekali (label, kategori) bila katanya sama utuh. Kolom terakhir longgar: jenis dan baris sama. Target lemah, yang bukan
pertentangan, tidak dihitung di sini ({len(golden) - len(contradictions)} butir).

{
        table(
            ["keparahan", "n", "ditemukan (ketat)", "jenis dan baris sama"],
            by_grade(contradictions, "ketat_kata"),
        )
    }

Benar tidaknya temuan: {len(known)} dari {len(real)} temuan sekarang punya vonis pembaca kedua ({
        of(~known["vonis"].isin(WRONG))
    } benar). Vonis itu diberikan pada temuan keadaan terdahulu dan
dipindahkan ke temuan sejenis yang paling banyak berbagi baris dan angka; temuan yang baru tidak punya vonis. Keempat laporan ini dikenal pembuat pemeriksaannya, jadi angka di sini
bukan ramalan untuk laporan kelima.

## Laporan buatan

{counts["faulty"]} laporan dengan kesalahan dan {counts["sound"]} tanpa kesalahan, {
        len(load_layouts())
    } susunan × {len(load_urusan())} urusan, {counts["figures"]:,} sel tercetak, benih mulai {SEED}
(`benchmarks/laporan_buatan`). Isinya dibuat dari peristiwa yang konsisten (target, realisasi, hitungan, anggaran dari rincian sampai jumlah), dicetak menurut susunan dinas (urutan kolom,
gaya angka 1.234,56 atau 1,234.56 atau campur, kepala dua baris, tabel bersambung, sel gabung, kalimat), lalu diberi kesalahan sebanyak dan semacam yang ada di keempat laporan nyata:
satu untuk kira-kira 18 angka. Aturan kesalahan ditulis tanpa melihat kode pemeriksaan. Laporan dibaca dengan impor yang biasa. Pemeriksaan diperbaiki hanya dengan benih lain.

{table(["keparahan", "n", "ditemukan (ketat)", "jenis dan baris sama"], by_grade(faults, "ketat"))}

Ditemukan (ketat): temuan dengan jenis yang pantas, pada baris kesalahannya, yang menunjukkan nilai yang salah atau yang benar. {
        int((~faults["terbaca"]).sum())
    } dari {len(faults)} kesalahan
berdiri di sel yang tidak dibaca peta mana pun. Sebuah temuan benar bila yang dipersoalkannya memuat sel yang memang salah; usul benar bila sel dan nilainya benar.

Tanpa kesalahan: {len(sound)} temuan di {counts["sound"]} laporan ({alarms}).

### Menurut kesalahan yang dibuat

{
        table(
            [
                "kesalahan",
                "arti",
                "n",
                "ditemukan (ketat)",
                "jenis dan baris sama",
                "tidak terbaca",
            ],
            by_fault(faults),
        )
    }

### Menurut susunan

{table(["susunan", "n", "ditemukan (ketat)", "temuan yang benar"], layouts)}

## Menurut jenis pemeriksaan

Ditemukan: bagian kesalahan sejenis yang ditemukan. Benar: bagian temuan sejenis yang benar. Jenis yang kurang dari 80 % temuannya benar, di laporan nyata atau buatan, ditunjukkan sebagai
“perlu dilihat” dan bukan sebagai kesalahan (di bawah 20 kasus hanya bila seluruh selangnya di bawah 80 %); angkanya di `lakip_analysis/aturan/ketepatan.csv`.

{table(kinds_head, by_kind(golden, faults, exact))}

Kesalahan yang belum punya jenis pemeriksaan ({
        of(faults.loc[faults["jenis"] == NO_KIND, "ketat"])
    } ditemukan dari {
        int((faults["jenis"] == NO_KIND).sum())
    }): kata naik/turun dan tercapai/belum di kalimat,
rekapitulasi, kolom naik/turun, jumlah komponen evaluasi, jumlah pegawai.

## Apa yang tidak diukur

- Pembacaan dari PDF, Word atau Excel tanpa peta; scan; tabel yang rusak ketika dijadikan teks.
- Skala yang bercelah dan nama baku nomenklatur (hanya di laporan nyata); tabel daerah lain; triwulan.
- Apakah sebuah angka benar: yang diukur hanya pertentangan di dalam laporan. Angka yang salah tetapi sama di mana-mana tidak dapat ditemukan siapa pun dari laporannya.
- Kalimat tentang sebab, kepanjangan singkatan, nama orang, tanggal, gambar.
"""


def main(count: int = 280, sound_count: int = 140) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        faults, findings, figures = measure(plan(count, SEED), folder, faulty=True)
        _, sound, more = measure(plan(sound_count, SEED + 10_000), folder, faulty=False)
    golden, real = measure_real()
    precision(real, findings).to_csv(TABLE, index=False, lineterminator="\n")
    load_rules.cache_clear()
    unsure_kinds.cache_clear()
    counts = {"faulty": count, "sound": sound_count, "figures": figures + more}
    PAGE.write_text(page(golden, real, faults, findings, sound, counts), encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)}, {TABLE.relative_to(ROOT)}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""The audit on real and made reports with slips in them (keliru.py) and on small ones with one cell changed (contoh.py): as ever.

What changes on purpose is read in the difference of golden/rekam_*.csv after `python tests/test_audit_rekam.py`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path

import pandas as pd
import pytest
from contoh import changed_examples, rules_of_examples, titles_of_examples
from keliru import faulty_made, spoilt_cuts, spoilt_reports

from lakip_analysis.audit import (
    Terbitan,
    count_temuan,
    find_temuan,
    load_checks,
    prepare,
    summarize_temuan,
)
from lakip_analysis.audit.kinds import load_kinds
from lakip_analysis.audit.ladders import rows_of_ladders
from lakip_analysis.audit.printed import printed_quantities
from lakip_analysis.audit.programmes import lines_of_programmes, outputs_of_programmes
from lakip_analysis.audit.repair import build_network
from lakip_analysis.audit.sums import MONEY, left_out_sums, printed_sums
from lakip_analysis.audit.view import describe_temuan, explain, table_temuan, temuan_table

GOLDEN = Path(__file__).parent / "golden"
SEED = 1
MANY = 20  # changes of each small report
# reports are audited together by one set of rules: four times, so that several are met
REPORTS = {
    "sisa": (
        lambda: spoilt_reports({"kota-pontianak-dinsos": 4, "kota-singkawang-dinsospppa": 4}, SEED),
        {"skala": "permendagri-86", "turun": "dua_target_kurang_realisasi", "efisiensi": "sisa"},
    ),
    "langsung": (
        lambda: spoilt_reports({"kota-malang-dinsosp3ap2kb": 2, "kab-belitung-dspppa": 1}, SEED),
        {"skala": "malang", "turun": "target_per_realisasi", "efisiensi": "belanja_langsung"},
    ),
    "cuplikan": (
        lambda: spoilt_cuts(2, SEED),
        {"skala": "pontianak", "turun": "dua_target_kurang_realisasi", "efisiensi": "selisih"},
    ),
    "rasio": (
        lambda: faulty_made(14, SEED),
        {"skala": "belitung", "turun": "dua_target_kurang_realisasi", "efisiensi": "rasio"},
    ),
    "contoh": (lambda: changed_examples(MANY), rules_of_examples(MANY)),
}
SHOWN = ["dinas", "id", "jenis", "keparahan", "tahun", "baris", "tercetak", "akar", "kalimat"]
PREPARED = ("kinerja", "anggaran", "klaim", "judul", "nomenklatur", "skala", "putus", "dipakai", "terlambat")
NUMBERS = "no_"  # group numbers: only which rows share one means anything, and the findings tell


def plain(value: object) -> str:
    """A value as text that is the same on every machine."""
    if isinstance(value, str):
        return value
    if isinstance(value, float):
        return "" if value != value else format(value, ".9g")
    if isinstance(value, dict):
        return str([(key, plain(one)) for key, one in sorted(value.items())])
    if isinstance(value, tuple | list | set | frozenset):
        return f"({', '.join(map(plain, sorted(value) if isinstance(value, set | frozenset) else value))})"
    return "" if value is None or value is pd.NA else str(value)


def sidik(values) -> str:
    return hashlib.sha256("\n".join(map(plain, values)).encode()).hexdigest()[:8]


def digests(frame: pd.DataFrame) -> list[str]:
    return [sidik(row) for row in frame.itertuples(index=False, name=None)]


# --- what is recorded, of each report that is audited -----------------------------------------------------------------


def record_prepared(terbitan: Terbitan) -> pd.DataFrame:
    """One row per column of the prepared tables."""
    rows = [("sumber", "", len(terbitan.sumber), sidik(sorted(terbitan.sumber)))]
    for table in PREPARED:
        frame = getattr(terbitan, table)
        columns = {"": frame.index} if table == "dipakai" else {}
        columns |= {column: frame[column] for column in sorted(frame) if not column.startswith(NUMBERS)}
        rows += [(table, column, len(frame), sidik(values)) for column, values in columns.items()]
    return pd.DataFrame(rows, columns=["tabel", "kolom", "n", "sidik"])


def record_check(terbitan: Terbitan, check: Callable[[Terbitan], pd.DataFrame]) -> tuple[str, int, str]:
    raw = terbitan.found(check)
    return check.__name__, len(raw), sidik(digests(raw))


def record_checks(terbitan: Terbitan) -> pd.DataFrame:
    """One row per check: what it finds before findings are merged, graded anew and ordered."""
    return pd.DataFrame([record_check(terbitan, check) for check in load_checks()], columns=["pemeriksa", "n", "sidik"])


def record_between(terbitan: Terbitan) -> pd.DataFrame:
    """One row per table that checks build on: quantities, sums, outputs, ladders, the cells that repairs are tried on; and the index of each check."""
    found = terbitan.found
    frames = {f"{kind} {column}": rows for (kind, column), rows in found(printed_quantities).items()}
    frames |= {f"jumlah {column} {place}": rows for column, both in found(printed_sums).items() for place, rows in enumerate(both)}
    frames |= {f"terlewat {column}": left_out_sums(terbitan, column) for column in MONEY}
    frames |= {"keluaran": found(outputs_of_programmes), "baris program": found(lines_of_programmes)}
    frames |= {f"tangga {place} {side}": rows for place, pair in enumerate(found(rows_of_ladders)) for side, rows in enumerate(pair)}
    shown = {table: rows[[column for column in sorted(rows) if not column.startswith(NUMBERS)]] for table, rows in frames.items()}
    out = [(table, "", len(rows), sidik([*rows, *digests(rows)])) for table, rows in shown.items()]
    out += [("indeks", check.__name__, len(found(check)), sidik(found(check).index)) for check in load_checks()]
    reports = pd.concat([terbitan.kinerja, terbitan.anggaran])[["dinas", "dokumen"]].drop_duplicates()
    net = build_network(terbitan, reports.itertuples(index=False, name=None))
    parts = {field.name: getattr(net, field.name) for field in fields(net)}
    out += [("jaringan", name, len(part), sidik([(key, some) for key, some in part.items()] if isinstance(part, dict) else part)) for name, part in parts.items()]
    return pd.DataFrame(out, columns=["tabel", "kolom", "n", "sidik"])


def record_findings(found: pd.DataFrame) -> pd.DataFrame:
    """One row per finding: what a reader of a difference wants to see, and a digest of all other columns."""
    joined = {name: found[name].map(lambda some: ";".join(map(str, some))) for name in ("baris", "kalimat")}
    return found.assign(**joined, sisanya=digests(found.drop(columns=SHOWN)))[[*SHOWN, "sisanya"]]


def record_examples(found: pd.DataFrame) -> pd.DataFrame:
    """One row per small report: what is changed in it, the findings in short, and a digest of all of them."""
    short = [f"{'+'.join(row.kalimat)} {row.tercetak} {row.hitung_ulang}".strip() for row in found.itertuples()]
    rows = found[["dinas"]].assign(temuan=short, sidik=digests(found)).groupby("dinas")
    said = rows.agg({"temuan": "; ".join, "sidik": sidik})
    titles = pd.Series(titles_of_examples(MANY), name="contoh")
    return titles.to_frame().join(said).fillna("").reset_index(drop=True)


def record_words(found: pd.DataFrame) -> pd.DataFrame:
    """One row per kind of sentence and language: how many, the first, a digest of all."""
    parts = [pd.DataFrame({"kalimat": found["kalimat"].map("+".join), "bahasa": bahasa, "teks": explain(found, bahasa)}) for bahasa in ("id", "en")]
    rows = pd.concat(parts).groupby(["kalimat", "bahasa"], sort=True)["teks"]
    return rows.agg(n="size", contoh="first", sidik=sidik).reset_index()


def record_pages(found: pd.DataFrame) -> pd.DataFrame:
    """One row per dinas: the counts, and digests of what is shown of its findings."""
    rows, nothing, read = [], pd.DataFrame({"kesimpulan": []}), pd.DataFrame({"n_angka": [9], "n_klaim": [0]})
    for dinas in sorted(set(found["dinas"]))[:4]:
        part = found[found["dinas"] == dinas].assign(menyentuh=False).reset_index(drop=True)
        shown = [text for bahasa in ("id", "en") for text in (describe_temuan(part, nothing, read, bahasa), table_temuan(part, bahasa).html)]
        frames = [temuan_table(part), summarize_temuan(part)]
        rows.append((dinas, ";".join(map(str, count_temuan(part).values())), *map(sidik, shown), *(sidik(digests(frame)) for frame in frames)))
    return pd.DataFrame(rows, columns=["dinas", "banyak", "teks_id", "tabel_id", "teks_en", "tabel_en", "berkas", "ringkasan"])


RECORDS = {
    "siap": lambda terbitan, found: record_prepared(terbitan),
    "pemeriksa": lambda terbitan, found: record_checks(terbitan),
    "antara": lambda terbitan, found: record_between(terbitan),
    "temuan": lambda terbitan, found: record_findings(found),
    "contoh": lambda terbitan, found: record_examples(found),
    "kata": lambda terbitan, found: record_words(found),
    "halaman": lambda terbitan, found: record_pages(found),
}
RENEW = """Hasil audit atas laporan yang dikelirukan berubah. Bila memang disengaja: perbarui dengan
    python tests/test_audit_rekam.py
lalu baca bedanya (git diff tests/golden) dan sebutkan di CHANGELOG apa yang berubah dan mengapa."""


def audit_spoilt() -> dict[str, tuple[Terbitan, pd.DataFrame]]:
    ready = {name: prepare(make(), rules) for name, (make, rules) in REPORTS.items()}
    return {name: (terbitan, find_temuan(terbitan)) for name, terbitan in ready.items()}


@pytest.fixture(scope="module")
def audited() -> dict[str, tuple[Terbitan, pd.DataFrame]]:
    return audit_spoilt()


def recorded(name: str, audited: dict[str, tuple[Terbitan, pd.DataFrame]]) -> str:
    # of the small reports one row each: thousands of findings, of which most are alike
    some = {laporan: pair for laporan, pair in audited.items() if name not in ("temuan", "contoh") or (laporan == "contoh") == (name == "contoh")}
    parts = [RECORDS[name](*pair).assign(laporan=laporan) for laporan, pair in some.items()]
    frame = pd.concat(parts, ignore_index=True)
    return frame[["laporan", *frame.columns[:-1]]].to_csv(index=False, lineterminator="\n")


@pytest.mark.parametrize("name", RECORDS)
def test_all_is_as_it_was(name, audited):
    then = (GOLDEN / f"rekam_{name}.csv").read_text(encoding="utf-8")
    assert recorded(name, audited).splitlines() == then.splitlines(), RENEW


def test_slips_give_findings_of_nearly_every_kind(audited):
    found = pd.concat([found for _, found in audited.values()])
    assert set(load_kinds()) - set(found["jenis"]) <= {"skala_bercelah"}, "needs the scale that a report prints"
    silent = [check.__name__ for check in load_checks() if not any(len(terbitan.found(check)) for terbitan, _ in audited.values())]
    assert len(silent) <= 8, silent


if __name__ == "__main__":  # renew the records, deliberately
    made = audit_spoilt()
    for name in RECORDS:
        (GOLDEN / f"rekam_{name}.csv").write_text(recorded(name, made), encoding="utf-8")

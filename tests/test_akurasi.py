"""The maker of whole reports and the measurement: seeded, consistent where it says so, every fault where its key says."""

import re
from fractions import Fraction
from pathlib import Path

import docx
import numpy as np
import pandas as pd
import pytest
from openpyxl import load_workbook

from lakip_analysis.audit import ketepatan
from lakip_analysis.audit.kinds import load_kinds
from lakip_analysis.audit.summary import count_temuan, is_unsure
from lakip_analysis.audit.view import describe_temuan, table_temuan
from lakip_analysis.importing.published import import_document
from lakip_analysis.latihan import buatan
from lakip_analysis.latihan.buatan.banding import (
    judge_findings,
    match_faults,
    place_key,
    same_value,
)
from lakip_analysis.latihan.buatan.berkas import write_docx, write_xlsx
from lakip_analysis.latihan.buatan.dokumen import Kalimat, Tabel, cells_of
from lakip_analysis.latihan.buatan.fakta import load_urusan, make_facts
from lakip_analysis.latihan.buatan.laporan import make_report
from lakip_analysis.latihan.buatan.salah import FURNITURE, SALAH, retype, value_of
from lakip_analysis.latihan.buatan.susun import SKALA, load_layouts, style_of
from lakip_analysis.latihan.buatan.tulis import write_text

ROOT = Path(__file__).parents[1]
LAYOUTS, AFFAIRS = list(load_layouts()), list(load_urusan())
PAIRS = [(layout, AFFAIRS[n % len(AFFAIRS)]) for n, layout in enumerate(LAYOUTS)]


def test_there_are_many_layouts_affairs_and_styles():
    assert len(LAYOUTS) >= 12 and len(AFFAIRS) >= 5
    assert {layout.gaya for layout in load_layouts().values()} == {"koma", "titik", "campur"}
    assert len({tuple(spec["kolom"] for spec in layout.tabel) for layout in load_layouts().values()}) == len(LAYOUTS)


def test_the_same_words_give_the_same_bytes():
    faults = buatan.draw_faults(3, *PAIRS[0])
    one, other = (make_report(3, *PAIRS[0], faults) for _ in range(2))
    assert write_text(one.dokumen, one.susunan) == write_text(other.dokumen, other.susunan)
    assert one.key.equals(other.key) and len(one.key) > 3
    assert faults == buatan.draw_faults(3, *PAIRS[0]) != buatan.draw_faults(4, *PAIRS[0])
    assert write_text(make_report(4, *PAIRS[0]).dokumen, one.susunan)[0] != write_text(make_report(3, *PAIRS[0]).dokumen, one.susunan)[0]


# --- a consistent report agrees with itself, worked out here from what is printed ------------------------------------


def printed(report, sel) -> Fraction | None:
    if sel is None or not re.search(r"\d", sel.teks):
        return None
    return value_of(sel.teks, "," if style_of(report.susunan.gaya, sel.id) == "koma" else ".")


def unit(sel) -> Fraction:
    """Half a unit of the last printed digit."""
    found = re.search(r"[.,](\d{1,3})%?$", sel.teks)
    return Fraction(1, 2 * 10 ** len(found[1])) if found and len(found[1]) != 3 else Fraction(1, 2)


def rows_of(report):
    for block in report.dokumen:
        if isinstance(block, Tabel):
            for row in block.baris:
                by_year: dict = {}
                for sel in row.sel:
                    by_year.setdefault(sel.tahun, {})[sel.peran] = sel
                yield from ((block, row, year, cells) for year, cells in by_year.items())


@pytest.mark.parametrize(("layout", "urusan"), PAIRS)
def test_a_consistent_report_agrees_with_itself(layout, urusan):
    report = make_report(11, layout, urusan)
    assert report.key.empty
    seen, arah, sums = {}, {i.kode: i.arah for i in report.fakta.indikator}, 0
    for block, row, year, cells in rows_of(report):
        value = {name: printed(report, sel) for name, sel in cells.items() if sel.peran not in FURNITURE}
        for name in ("target", "realisasi", "capaian", "pagu", "uang", "persen", "predikat"):
            sel = cells.get(name)
            if sel and sel.teks not in ("", "-") and name != "predikat":  # the same quantity is the same everywhere
                assert seen.setdefault((name, row.kunci, year), value[name]) == value[name], (block.id, sel)
        if value.get("pagu") and value.get("uang") and value.get("persen") is not None:
            assert abs(value["uang"] * 100 / value["pagu"] - value["persen"]) <= Fraction(1, 200), (block.id, row.kunci)
        if value.get("penyebut") and "realisasi" in value:
            assert abs(value["pembilang"] * 100 / value["penyebut"] - value["realisasi"]) <= Fraction(1, 200)
        if row.kunci in arah and value.get("target") and value.get("realisasi") and value.get("capaian") is not None:
            goal, real, given = value["target"], value["realisasi"], value["capaian"]
            lower = report.susunan.turun == "target_per_realisasi"
            share = real / goal if arah[row.kunci] == "naik" else goal / real if lower else (2 * goal - real) / goal
            slack = unit(cells["capaian"]) + 100 * (Fraction(1, 200) + abs(real / goal) * Fraction(1, 200)) / min(goal, real)
            assert abs(share * 100 - given) <= slack, (block.id, row.kunci, float(share * 100), float(given))
        sums += check_sums(report, block, row, year, value)
        if cells.get("predikat") and cells["predikat"].teks and value.get("capaian") is not None:
            allowed = {category(report.susunan.skala, value["capaian"] + off) for off in (-unit(cells["capaian"]), 0, unit(cells["capaian"]))}
            assert cells["predikat"].teks in allowed
    assert sums


def check_sums(report, block, row, year, value) -> int:
    """Assert that a total and each line with parts are the sums of what stands below them in their own table."""
    parts = [other for other in block.baris if other.level != "jumlah"]
    if row.level == "jumlah":
        top = {"program": "program", "kegiatan": "program", "rinci": "program"}.get(block.level, block.level)
        parts = [other for other in parts if other.level == top]
    else:
        parts = [other for other in parts if other.kunci.startswith(f"{row.kunci}.2.") or (row.level == "kegiatan" and other.kunci.startswith(f"{row.kunci}."))]
        below = {"program": "kegiatan", "kegiatan": "subkegiatan"}.get(row.level)
        parts = [other for other in parts if other.level == below]
    if not parts:
        return 0
    for name in ("pagu_induk", "pagu", "uang", "selisih_pagu", "sisa", "orang"):
        if value.get(name) is not None:
            assert sum(printed(report, sel) for other in parts for sel in other.sel if (sel.peran, sel.tahun) == (name, year)) == value[name], (block.id, row.kunci, name)
    return 1


def category(skala: str, value: Fraction) -> str:
    return next(name for name, bound, own in SKALA[skala] if bound is None or value > bound or (own and value == bound))


@pytest.mark.parametrize("urusan", AFFAIRS)
def test_no_made_target_is_already_reached(urusan):
    for seed in range(20):
        facts = make_facts(np.random.default_rng(seed), urusan)
        for one in facts.indikator:
            for year in range(facts.tahun - 3, facts.tahun + 1):
                real, after = facts.realisasi[one.kode, year], facts.target[one.kode, year + 1]
                assert after == 0 or (real < after if one.arah == "naik" else real > after)


# --- the ordinary import reads it -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("layout", "urusan"), PAIRS)
def test_the_ordinary_import_reads_every_figure_of_a_map(layout, urusan, tmp_path):
    report = make_report(12, layout, urusan)
    text, peta, where = write_text(report.dokumen, report.susunan)
    (tmp_path / "peta.toml").write_text(peta, encoding="utf-8")
    frames = import_document([tmp_path / "peta.toml"], text)
    by_place = {(row.baris, str(row.tahun)): row for name in ("terbitan_kinerja", "terbitan_anggaran") for row in frames[name].itertuples() if not row.id.startswith("lkjip:k-")}
    count = 0
    for block, printed_row, year, cells in rows_of(report):
        for name, column in (("target", "target"), ("realisasi", "realisasi"), ("capaian", "capaian"), ("pagu", "pagu_rp"), ("uang", "realisasi_rp"), ("persen", "persen")):
            sel = cells.get(name)
            if sel is None or not re.search(r"\d", sel.teks) or ("anggaran" in block.isi and len(block.isi) > 1):
                continue
            row = by_place[where[sel.id], str(year)]
            if sel.nilai is not None and getattr(row, column, "") != "":
                assert Fraction(getattr(row, column)) == printed(report, sel), (sel, row)
                assert row.nama_tercetak in {sel.teks for sel in printed_row.sel}, "a name over two lines is one"
                count += 1
    assert count > 20
    assert len(frames["terbitan_judul"]) == sum(isinstance(block, Tabel) for block in report.dokumen)


# --- faults -----------------------------------------------------------------------------------------------------------


def with_fault(kind: str):
    """The first report that offers this fault a place."""
    for seed in range(3):
        for layout, urusan in PAIRS:
            report = make_report(seed, layout, urusan, [kind])
            if len(report.key):
                return report, make_report(seed, layout, urusan)
    raise AssertionError(kind)


def changed_cells(sound, spoilt) -> dict[str, tuple[str, str]]:
    before, after = cells_of(sound.dokumen), cells_of(spoilt.dokumen)
    assert set(after) <= set(before)
    now = {sel: after[sel].teks if sel in after else "" for sel in before}
    return {sel: (now[sel], old.teks) for sel, old in before.items() if old.peran not in FURNITURE and now[sel] != old.teks}


@pytest.mark.parametrize("kind", SALAH)
def test_a_fault_changes_exactly_the_cells_of_its_key(kind):
    spoilt, sound = with_fault(kind)
    assert changed_cells(sound, spoilt) == {row.sel: (row.tercetak, row.benar) for row in spoilt.key.itertuples()}
    assert spoilt.key["akar"].any() and set(spoilt.key["nomor"]) == {1} and set(spoilt.key["salah"]) == {kind}
    assert spoilt.key["keparahan"].isin(["tinggi", "sedang", "rendah"]).all()


@pytest.mark.parametrize(("layout", "urusan"), PAIRS)
def test_many_faults_change_exactly_the_cells_of_the_key(layout, urusan):
    method = ["polaritas", "polaritas", "target_mundur", "tak_lapor", "target_jauh"]
    faults = [*method, *buatan.draw_faults(7, layout, urusan)]
    spoilt, sound = make_report(7, layout, urusan, faults), make_report(7, layout, urusan)
    assert changed_cells(sound, spoilt) == {row.sel: (row.tercetak, row.benar) for row in spoilt.key.itertuples()}
    assert not spoilt.key["sel"].duplicated().any()


@pytest.mark.parametrize(("text", "how", "mark", "length"), [("1.234.567", "hilang", ",", 6), ("1,234,567.00", "ganda", ".", 10), ("95,23%", "lain", ",", 4), ("95,23", "geser", ",", 4)])
def test_a_slip_is_one_slip(text, how, mark, length):
    found = {retype(np.random.default_rng(n), text, how, mark) for n in range(40)} - {None}
    assert found and text not in found
    assert {len(re.sub(r"\D", "", one)) for one in found} <= {length, length - 1}
    assert all(one.endswith("%") == text.endswith("%") for one in found)


def test_kinds_of_fault_name_kinds_of_finding():
    assert {jenis for kind in SALAH.values() for jenis in kind.jenis} - {"*"} <= set(load_kinds())


@pytest.mark.parametrize(("layout", "urusan"), [("lanskap-lima-tahun", "kesehatan"), ("rata-rata-per-sasaran", "sosial")])
def test_word_and_excel_hold_every_cell(layout, urusan, tmp_path):
    report = make_report(1, layout, urusan)
    tables = [block for block in report.dokumen if isinstance(block, Tabel)]
    write_docx(report.dokumen, tmp_path / "l.docx")
    write_xlsx(report.dokumen, tmp_path / "l.xlsx")
    word, book = docx.Document(tmp_path / "l.docx"), load_workbook(tmp_path / "l.xlsx")
    assert len(word.tables) == len(book.sheetnames) == len(tables)
    for block, drawn, name in zip(tables, word.tables, book.sheetnames, strict=True):
        heads = 2 if any(column.atas for column in block.kolom) else 1
        for r, row in enumerate(block.baris):
            for c, sel in enumerate(row.sel):
                if sel.teks:  # an empty one may be part of a merged one
                    assert drawn.cell(heads + r, c).text.strip() == sel.teks
                    assert book[name].cell(3 + heads + r, c + 1).value == sel.teks
    words = "\n".join(paragraph.text for paragraph in word.paragraphs)
    assert all(block.teks in words for block in report.dokumen if isinstance(block, Kalimat))
    if layout.startswith("lanskap"):
        assert {section.orientation for section in word.sections} == {0, 1}


# --- findings against the key -----------------------------------------------------------------------------------------

FOUND = {"jenis": "beda_antartabel", "juga_tercetak": (), "hitung_ulang": "", "usul": (), "usul_sel": (), "nama": "", "penjelasan": ""}


@pytest.fixture(scope="module")
def keyed():
    report, _ = with_fault("digit_lain")
    key = place_key(report, write_text(report.dokumen, report.susunan)[2])
    row = key.iloc[0]
    role = {"uang": "realisasi"}.get(row.kolom, row.kolom)
    return key, row, FOUND | {"baris": row.garis, "tercetak": row.tercetak, "sel": f"lkjip:x-b{row.garis[0]}-{row.tahun}|{role}", "jenis": row.jenis[0]}


def test_a_fault_is_found_by_kind_line_and_value(keyed):
    key, row, found = keyed
    cases = [({}, (True, True)), ({"tercetak": "7"}, (True, False)), ({"tercetak": "7", "usul": (row.benar,)}, (True, True)), ({"baris": (1,)}, (False, False)), ({"jenis": "label_keliru"}, (False, False))]
    for change, expected in cases:
        result = match_faults(key, pd.DataFrame([found | change])).iloc[0]
        assert (result["garis"], result["ketat"]) == expected, change


@pytest.mark.parametrize(("proposed", "right", "same"), [("95,2", "95,20", True), ("86,863", "86,86%", True), ("Rp1.234.500", "1,234,500.00", True), ("0,322", "0.322", True), ("203.123", "203,123", True), ("95,2", "95,30", False), ("952", "95,2", False), ("Tinggi", "tinggi", True)])
def test_a_proposal_is_compared_as_a_number(proposed, right, same):
    assert same_value(proposed, right) is same


def test_a_finding_is_right_where_it_looks_at_a_wrong_cell(keyed):
    key, row, found = keyed
    place = ((row.garis[0], found["sel"].rpartition("|")[2]),)
    cases = [({}, (True, None)), ({"baris": (1,)}, (False, None)), ({"sel": "lkjip:x-b1-2001|" + found["sel"].rpartition("|")[2]}, (False, None)),
             ({"usul": (row.benar,), "usul_sel": (place,)}, (True, True)), ({"usul": ("1",), "usul_sel": (place,)}, (True, False))]
    for change, expected in cases:
        result = judge_findings(key, pd.DataFrame([found | change])).iloc[0]
        assert (result["benar"], result["usul_benar"]) == expected, change


# --- what was measured, and what is done with it ----------------------------------------------------------------------


def test_every_kind_has_its_row_in_the_page_and_the_table():
    page = (ROOT / "docs" / "akurasi.md").read_text(encoding="utf-8")
    section = page.partition("## Menurut jenis pemeriksaan")[2]
    assert re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE) == list(load_kinds())
    assert re.findall(r"^\| `(\w+)` \|", page.partition("### Menurut kesalahan")[2].partition("###")[0], re.MULTILINE) == list(SALAH)
    rows = pd.read_csv(ROOT / "lakip_analysis" / "aturan" / "ketepatan.csv")
    assert rows["jenis"].tolist() == list(load_kinds())
    for name in ketepatan.SOURCES:
        assert (rows[f"{name}_benar"] <= rows[f"{name}_n"]).all()


def test_readme_says_what_was_measured():
    page, readme = ((ROOT / name).read_text(encoding="utf-8") for name in ("docs/akurasi.md", "README.md"))
    said = readme.partition("## What the audit finds")[2].partition("\n## ")[0]
    for start in ("pertentangan yang ditemukan, berat", "pertentangan yang ditemukan, semua"):
        real, made = (cell.split(" %")[0].strip() for cell in page.partition(f"| {start} |")[2].split("|")[:2])
        assert f"{real} %" in said and f"{made} %" in said
    assert f"({page.partition('semua |')[2].partition('n = ')[2].split()[0]}, kept" in said
    samples = re.findall(r"`vonis_acak\w*\.csv` \|.*\| (\d+) % \(.*?\| (\d+) % \(", page)
    useful, sound = (", ".join(some[:-1]) + f" and {some[-1]} %" for some in zip(*samples, strict=True))
    assert len(samples) >= 3 and f"{useful} were right and of use, {sound} not wrong" in " ".join(said.split())
    judged = re.search(r"(\d+) dari (\d+) temuan sekarang punya vonis pembaca kedua; (\d+) % .*? tanpa itu (\d+) %", page, re.DOTALL)
    assert f"{judged[1]} of {judged[2]} carry" in said and f"{judged[3]} % right, {judged[4]} % without" in said
    assert f"temuan pada laporan tanpa kesalahan | – | {0} di" in page, "README says that it is silent"


@pytest.mark.parametrize(("benar", "n", "short"), [(79, 100, True), (80, 100, False), (15, 20, True), (16, 20, False), (14, 19, False), (8, 19, True), (0, 1, True), (1, 2, False), (0, 0, False)])
def test_few_cases_decide_only_beyond_doubt(benar, n, short):
    assert ketepatan.falls_short(benar, n) is short


@pytest.fixture
def unsure(monkeypatch):
    rows = pd.DataFrame([{"jenis": "angka_janggal", "nyata_benar": 9, "nyata_n": 9, "buatan_benar": 30, "buatan_n": 60}, {"jenis": "target_lemah", "nyata_benar": 0, "nyata_n": 30, "buatan_benar": 0, "buatan_n": 0}])
    monkeypatch.setattr(ketepatan, "load_rules", lambda name: rows)
    ketepatan.unsure_kinds.cache_clear()
    yield
    ketepatan.unsure_kinds.cache_clear()


def test_a_kind_that_falls_short_is_shown_as_something_to_look_at(unsure):
    row = {"id": "T001", "akar": "", "keparahan": "tinggi", "tahun": 2023, "nama": "Indeks", "baris": (3,), "tabel": "Tabel 3.1", "tercetak": "5", "juga_tercetak": (), "hitung_ulang": "", "usul": (), "usul_sel": (), "dipakai": "", "kalimat": ("janggal.rusak",), "nilai": {}, "menyentuh": False}
    found = pd.DataFrame([row | {"jenis": "angka_janggal"}, row | {"id": "T002", "jenis": "jumlah_tidak_cocok"}, row | {"id": "T003", "jenis": "target_lemah"}])
    assert is_unsure(found).tolist() == [True, False, False], "weak targets stand apart anyway"
    assert {key: count_temuan(found)[key] for key in ("pertentangan", "tinggi", "perlu_dilihat", "target_lemah")} == {"pertentangan": 1, "tinggi": 1, "perlu_dilihat": 1, "target_lemah": 1}
    for bahasa, words in (("id", "1 temuan perlu dilihat"), ("en", "1 finding to be looked at")):
        page = table_temuan(found, bahasa).html
        assert words in page and ("? perlu dilihat" if bahasa == "id" else "? to be looked at") in page
    assert "perlu dilihat dahulu" in describe_temuan(found, pd.DataFrame({"kesimpulan": []}), pd.DataFrame({"n_angka": [9], "n_klaim": [0]}), "id")


def test_nothing_is_unsure_without_a_measurement(monkeypatch):
    monkeypatch.setattr(ketepatan, "load_rules", lambda name: pd.DataFrame(columns=["jenis", "nyata_benar", "nyata_n", "buatan_benar", "buatan_n"]))
    ketepatan.unsure_kinds.cache_clear()
    assert ketepatan.unsure_kinds() == frozenset()
    ketepatan.unsure_kinds.cache_clear()

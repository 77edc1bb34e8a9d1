"""One value for one indicator-year: no page, CSV, workbook, Word file or index shows two, unless both are shown as such."""

import csv
import json
import re
import shutil
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asli import asli as report

from lakip_analysis.bahasa.say import say
from lakip_analysis.data.nilai import split_values, target_values
from lakip_analysis.data.nilai_tahun import (
    NILAI_COLUMNS,
    competing_values,
    first_without_target,
    newest_print,
    values_by_year,
)
from lakip_analysis.laporan import Laporan, open_report
from lakip_analysis.reports.plan import plan_reports
from lakip_analysis.tren import backtest_projection, compute_changes, realised_series, series
from lakip_analysis.tren.view_nilai import describe_nilai, table_nilai

DATA = Path(__file__).parents[1] / "data"
REPORTS = plan_reports(DATA)
each_report = pytest.mark.parametrize(("dinas", "tahun"), REPORTS, ids=[f"{dinas} {tahun}" for dinas, tahun in REPORTS])


def numbers(values: pd.Series) -> pd.Series:
    """A value as a number, a letter without a score as its letter."""
    parts = split_values(values)
    return parts["angka"].astype(object).where(parts["angka"].notna(), parts["label"])


def stated(place: str, frame: pd.DataFrame, year: str, value: str) -> pd.DataFrame:
    """What one frame says: (indikator, year the figure is of, value)."""
    rows = pd.DataFrame({"indikator": frame["indikator"], "tahun": pd.to_numeric(frame[year]), "nilai": numbers(frame[value]), "tempat": f"{place}: {value}"})
    return rows[rows["tahun"].notna() & rows["nilai"].notna() & (rows["nilai"] != "")]


def own_year(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(tahun_angka=pd.to_numeric(frame["data_tahun"]).fillna(pd.to_numeric(frame["tahun"])))


def everything(one: Laporan) -> pd.DataFrame:
    """Every value that a frame of the report gives for an indicator and the year it is of, unless a column says that it does not count."""
    titik = realised_series(one.diketahui)
    tren = one.tren.assign(realisasi_awal=one.tren["realisasi_akhir"] - one.tren["perubahan"])
    kinerja = own_year(one.kinerja_diketahui)
    # a report's own table keeps what it printed: a figure of its year that a later report revised carries the reason in the series
    revised = titik[titik["alasan"].isin(["direvisi"])].set_index(["indikator", "tahun_lapor"]).index
    shown = kinerja[~pd.MultiIndex.from_frame(kinerja[["indikator", "tahun"]]).isin(revised)]
    parts = [
        stated("kinerja", shown, "tahun_angka", "realisasi"), stated("capaian", own_year(one.capaian), "tahun_angka", "realisasi"), stated("konsep", own_year(one.konsep.merge(one.indikator[["nama_indikator", "indikator"]])), "tahun_angka", "realisasi"),
        stated("titik", titik[titik["alasan"] != "direvisi"], "tahun", "realisasi_angka"), stated("ubah", compute_changes(one.diketahui), "tahun", "realisasi_angka"), stated("ubah", compute_changes(one.diketahui), "tahun_lalu", "realisasi_lalu"),
        stated("tren", tren, "tahun_akhir", "realisasi_akhir"), stated("tren", tren, "tahun_awal", "realisasi_awal"), stated("jalur", tren, "tahun_dasar", "nilai_dasar"), stated("uji ulang", backtest_projection(one.diketahui, tren=one.tren), "tahun", "realisasi_angka"),
        stated("pembanding", one.pembanding, "tahun_realisasi", "realisasi"), stated("pembanding", one.pembanding, "tahun_lalu", "realisasi_lalu"), stated("triwulan", own_year(one.triwulan), "tahun_angka", "realisasi_setahun"),
    ]
    return pd.concat([part for part in parts if len(part)])


def against_the_store(said: pd.DataFrame, nilai: pd.DataFrame) -> pd.DataFrame:
    """The statements that differ from the one value of their indicator-year."""
    store = nilai.assign(_nilai=numbers(nilai["nilai"])).set_index(["indikator", "tahun"])["_nilai"]
    beside = store.reindex(pd.MultiIndex.from_frame(said[["indikator", "tahun"]].astype({"tahun": "int64"}))).to_numpy()
    equal = [(isinstance(b, (int, float)) and isinstance(a, (int, float)) and round(a - b, 6) == 0) or a == b for a, b in zip(said["nilai"], beside, strict=True)]
    return said.assign(dipakai=beside)[[not same for same in equal]]


@each_report
def test_no_frame_of_a_report_gives_an_indicator_year_a_second_value(dinas, tahun):
    one = report(dinas, tahun)
    said = everything(one)
    assert len(said) > 3 * len(one.nilai[one.nilai["indikator"].isin(one.tren["indikator"])]), "the frames are really looked at"
    wrong = against_the_store(said, one.nilai)
    assert wrong.empty, wrong.to_string()


@pytest.fixture
def as_it_was(tmp_path) -> Laporan:
    """Malang with the years of its figures as they once stood: only IPG 2023 and IDG 2022 and 2023 were marked late."""
    dinas = "kota-malang-dinsosp3ap2kb"
    folder = Path(shutil.copytree(DATA / dinas, tmp_path / dinas))
    kinerja = pd.read_csv(folder / "kinerja.csv", dtype=str, keep_default_na=False)
    marked = (kinerja["indikator"] + kinerja["tahun"]).isin(["ipg2023", "idg2022", "idg2023"])
    kinerja.assign(data_tahun=kinerja["data_tahun"].where(marked, "")).to_csv(folder / "kinerja.csv", index=False)
    return open_report(tmp_path, dinas, 2023)


def test_two_publications_of_one_year_give_one_value_and_both_are_shown(as_it_was):
    """IDG 2021 was printed as 78,06 and then as 77,63, IPG 2022 as 95,24 and then as 95,54, IDG 2022 as 77,63 (of 2021) and 78,77."""
    assert against_the_store(everything(as_it_was), as_it_was.nilai).empty
    nilai = as_it_was.nilai.set_index(["indikator", "tahun"])
    assert nilai.loc[[("idg", 2021), ("ipg", 2022), ("idg", 2022)], ["nilai", "nilai_lama"]].values.tolist() == [["77.63", "78.06"], ["95.54", "95.24"], ["78.77", ""]]
    rows = {row[:3]: row[3:] for row in table_nilai(as_it_was.nilai, "id").baris}
    assert rows["IDG", "2021", "77,63"] == ("2022", "direvisi", "78,06", "–")


def test_the_old_fault_is_found(as_it_was, monkeypatch):
    """The first print counts in the series, the last one in the benchmarks: 95,24 and 95,54 of IPG 2022 in one report."""
    monkeypatch.setattr(series, "newest_print", lambda key, value: np.r_[True, key[1:] != key[:-1]])
    wrong = against_the_store(everything(as_it_was), as_it_was.nilai)
    assert {("idg", 2021, 78.06, 77.63), ("ipg", 2022, 95.24, 95.54)} == set(zip(wrong["indikator"], wrong["tahun"], wrong["nilai"], wrong["dipakai"], strict=True))


@each_report
def test_what_is_projected_has_no_figure_yet(dinas, tahun):
    one = report(dinas, tahun)
    ahead = one.proyeksi[one.proyeksi["nilai"].notna()]
    known = one.nilai.set_index(["indikator", "tahun"]).index
    assert not pd.MultiIndex.from_frame(ahead[["indikator", "tahun"]]).isin(known).any()


@each_report
def test_outputs_with_the_name_of_an_indicator_have_its_value(dinas, tahun):
    one = report(dinas, tahun)
    outputs = one.keluaran[one.keluaran["tahun"] == tahun].assign(nama_indikator=lambda frame: frame["nama_keluaran"].str.replace(r"\W+", "", regex=True).str.lower())
    named = one.nilai.assign(nama_indikator=one.nilai["nama_indikator"].str.replace(r"\W+", "", regex=True).str.lower())
    both = outputs.merge(named, on=["tahun", "nama_indikator"])
    assert both["realisasi"].tolist() == split_values(both["nilai"])["angka"].tolist()
    assert len(both) == (14 if dinas.startswith("kab-belitung") else 0)


# --- the store ---------------------------------------------------------------------------------


def frame(*rows) -> pd.DataFrame:
    """rows: (year of the report, realisation, year of the figure or None, target)."""
    return pd.DataFrame(rows, columns=["tahun", "realisasi", "data_tahun", "target"]).assign(indikator="a")


STORE = [
    ("printed once, for its own year", [(2021, "5", None, "4")], [(2021, "5", 2021, "tetap", "", None)]),
    ("repeated a year later", [(2021, "5", None, "4"), (2022, "5", 2021, "4")], [(2021, "5", 2022, "tetap", "", None)]),
    ("revised a year later", [(2021, "5", None, "4"), (2022, "5.4", 2021, "4")], [(2021, "5.4", 2022, "direvisi", "5", 0.4)]),
    ("revised twice", [(2021, "5", None, "4"), (2022, "5.4", 2021, "4"), (2023, "4.9", 2021, "4")], [(2021, "4.9", 2023, "direvisi", "5; 5.4", 0.5)]),
    ("late only", [(2022, "5", 2021, "4"), (2023, "6", 2022, "4")], [(2021, "5", 2022, "terlambat", "", None), (2022, "6", 2023, "terlambat", "", None)]),
    ("a letter and its score", [(2021, "B 61", None, "B"), (2022, "BB 71", 2021, "B")], [(2021, "BB 71", 2022, "direvisi", "B 61", 10)]),
    ("letters", [(2021, "Pratama", None, ""), (2022, "Madya", 2021, "")], [(2021, "Madya", 2022, "direvisi", "Pratama", None)]),
    ("nothing printed", [(2021, "n/a", None, "4"), (2022, "", None, "4"), (2023, "5", None, "4")], [(2023, "5", 2023, "tetap", "", None)]),
]


@pytest.mark.parametrize(("rows", "found"), [row[1:] for row in STORE], ids=[row[0] for row in STORE])
def test_the_newest_publication_of_a_year_counts(rows, found):
    store = values_by_year(frame(*rows))
    out = store[["tahun", "nilai", "tahun_terbit", "status", "nilai_lama", "revisi"]].values.tolist()
    assert [[*row[:5], None if row[5] != row[5] else round(row[5], 6)] for row in out] == [list(row) for row in found]
    shuffled = values_by_year(frame(*rows[::-1]))
    pd.testing.assert_frame_equal(shuffled, store)


def test_columns_are_those_of_the_file_and_dinas_are_kept_apart():
    two = pd.concat([frame((2021, "5", None, "")).assign(dinas="d"), frame((2021, "7", None, "")).assign(dinas="e")])
    store = values_by_year(two)
    assert store.columns.tolist() == NILAI_COLUMNS
    assert store[["dinas", "nilai", "status"]].values.tolist() == [["d", "5", "tetap"], ["e", "7", "tetap"]]
    assert values_by_year(frame()).empty


def test_newest_print_equals_a_naive_loop():
    rng = np.random.default_rng(7)
    key = np.sort(rng.integers(0, 300, 1000))
    value = rng.integers(0, 3, 1000).astype(float)
    expected = np.zeros(1000, dtype=bool)
    for k in set(key):
        at = np.flatnonzero(key == k)
        expected[next(i for i in at if value[i] == value[at[-1]])] = True
    assert newest_print(key, value).tolist() == expected.tolist()
    assert newest_print(key[:0], value[:0]).tolist() == []


def test_competing_places_stand_in_the_year_they_are_of():
    """77.63 of 2021 is what another body prints, beside a figure reported for 2021 that is of 2020."""
    kinerja = frame((2021, "78.06", 2020, ""), (2022, "77.63", 2021, ""))
    lain = pd.DataFrame({"indikator": "a", "tahun": [2021, 2021, 2022, 2022, 2022], "kolom": "realisasi", "nilai": ["77.63", "78.1", "-", "77.63", "77.6"], "tahun_angka": [2021, None, None, None, None]})
    koreksi = pd.DataFrame({"tabel": ["kinerja"], "kunci": "indikator=a;tahun=2020", "kolom": "realisasi", "nilai_lama": "-78.06"})
    places = competing_values(lain, koreksi, kinerja)
    assert sorted(places[["tahun", "nilai"]].values.tolist()) == [[2020, "-78.06"], [2020, "78.1"], [2021, "-"], [2021, "77.6"], [2021, "77.63"], [2021, "77.63"]]
    assert values_by_year(kinerja, lain=lain, koreksi=koreksi)[["tahun", "nilai", "nilai_lain"]].values.tolist() == [[2020, "78.06", "78.1; -78.06"], [2021, "77.63", "77.6"]]


def test_a_starting_figure_is_the_first_one_without_a_target_before_later_ones_with_one():
    rows = frame((2018, "5", None, ""), (2019, "6", None, ""), (2020, "7", None, "8"))
    assert first_without_target(rows).tolist() == [True, False, False]
    assert not first_without_target(rows.assign(target="8")).any()
    assert not first_without_target(rows.assign(target="")).any(), "nothing was promised later either"
    ranged = rows.assign(target="", target_bawah=[None, None, 4.1], target_atas=[None, None, 4.2])
    assert first_without_target(ranged).tolist() == [True, False, False]


def test_malang_holds_one_value_of_each_year():
    """Lines 1909 and 1965 (national bureau of statistics): IPG 2022 95,54; IDG 2021 77,63 and 2022 78,77."""
    nilai = report("kota-malang-dinsosp3ap2kb", 2023).nilai.set_index(["indikator", "tahun"])
    assert nilai.loc[[("ipg", 2021), ("ipg", 2022), ("idg", 2020), ("idg", 2021), ("idg", 2022)], ["nilai", "tahun_terbit", "status"]].values.tolist() == [
        ["95.24", 2022, "terlambat"], ["95.54", 2023, "terlambat"], ["78.06", 2021, "terlambat"], ["77.63", 2022, "terlambat"], ["78.77", 2023, "terlambat"]]
    assert nilai.loc[("idg", 2017), ["nilai", "nilai_lain", "angka_awal"]].tolist() == ["71.05", "75", True]


def test_belitung_keeps_what_a_correction_replaced():
    nilai = report("kab-belitung-dspppa", 2024).nilai.set_index(["indikator", "tahun"])
    assert nilai.loc[("penurunan-pmks", 2020), ["nilai", "nilai_lain"]].tolist() == ["4.92", "-5.01"]


def test_words_and_table_of_the_store():
    store = values_by_year(frame((2021, "5.1", None, "4"), (2022, "5.4", 2021, "4"), (2023, "6", 2022, "4")).assign(nama_indikator="A", satuan="%"))
    assert describe_nilai(store, "id") == "Dari 2 angka, 1 dilaporkan sebagai angka tahun sesudahnya, 1 dicetak dengan nilai lain oleh laporan sesudahnya."
    assert describe_nilai(store, "en") == "Of 2 figures: 1 was reported as the figure of a later year, 1 is printed differently in a later report."
    assert table_nilai(store, "id").baris == (("A", "2021", "5,4", "2022", "direvisi", "5,1", "–"), ("A", "2022", "6", "2023", "terlambat", "–", "–"))
    plain = values_by_year(frame((2021, "5", None, "4")).assign(nama_indikator="A", satuan="%"))
    assert describe_nilai(plain, "id") == "Dari 1 angka, semua tercetak untuk tahunnya sendiri dengan satu nilai."
    assert table_nilai(plain, "id") is None
    assert describe_nilai(plain.iloc[:0], "en") == "There is no actual figure yet."


# --- what is written ---------------------------------------------------------------------------


def read(path: Path) -> pd.DataFrame:
    return pd.read_csv(path, dtype=str, keep_default_na=False).replace("", None)


def read_number(text: str) -> float | None:
    """A figure as an Indonesian page writes it: `95,54`, `1 : 36.317`, `−2,23`; None: no number."""
    found = re.fullmatch(r"(?:[A-Z]+ )?(?:1 : )?([−-]?\d[\d.]*(?:,\d+)?)(?: %)?", text.strip())
    return float(found[1].replace("−", "-").replace(".", "").replace(",", ".")) if found else None


@pytest.fixture(scope="module", params=REPORTS, ids=[f"{dinas} {tahun}" for dinas, tahun in REPORTS])
def written(request, laporan) -> tuple[Path, Laporan]:
    dinas, tahun = request.param
    return laporan / dinas / str(tahun), report(dinas, tahun)


@pytest.mark.lambat
def test_files_and_workbook_hold_one_value(written):
    openpyxl = pytest.importorskip("openpyxl")
    folder, one = written
    files = {name: read(folder / f"{name}.csv") for name in ("nilai", "capaian", "tren", "jalur", "pembanding", "triwulan")}
    ends = files["tren"].merge(files["jalur"], on=["dinas", "indikator"])
    parts = [
        stated("nilai.csv", files["nilai"], "tahun", "nilai"), stated("capaian.csv", own_year(files["capaian"]), "tahun_angka", "realisasi"), stated("jalur.csv", ends, "tahun_akhir", "realisasi_akhir"), stated("jalur.csv", ends, "tahun_dasar", "nilai_dasar"),
        stated("pembanding.csv", files["pembanding"], "tahun_realisasi", "realisasi"), stated("pembanding.csv", files["pembanding"], "tahun_lalu", "realisasi_lalu"), stated("triwulan.csv", own_year(files["triwulan"]), "tahun_angka", "realisasi_setahun"),
    ]
    wrong = against_the_store(pd.concat([part for part in parts if len(part)]), one.nilai)
    assert wrong.empty, wrong.to_string()
    sheets = {sheet.title: sheet for sheet in openpyxl.load_workbook(folder / "laporan.xlsx", read_only=True).worksheets}
    rows = list(sheets["Nilai per tahun"].iter_rows(min_row=2, values_only=True))
    assert len(rows) == len(files["nilai"])


@pytest.mark.lambat
def test_index_holds_one_value(laporan):
    for row in csv.DictReader((laporan / "konsep.csv").read_text(encoding="utf-8").splitlines()):
        nilai = report(row["dinas"], next(tahun for dinas, tahun in REPORTS if dinas == row["dinas"])).nilai
        mine = nilai[(nilai["nama_indikator"] == row["nama_indikator"]) & (nilai["tahun"] == int(row["tahun"]))]
        assert split_values(mine["nilai"])["angka"].tolist() == [float(row["realisasi_angka"])], row
    for dinas, tahun in REPORTS:
        known = json.loads((laporan / dinas / str(tahun) / "run.json").read_text(encoding="utf-8"))["konsep"]
        assert {row["realisasi"] for row in known} <= set(report(dinas, tahun).nilai["nilai"])


def pairs(text: str) -> list[tuple[float, int]]:
    """Every `value (year)` in a text, and `value (angka tahun year)`."""
    found = re.findall(r"((?:1 : )?[−-]?\d[\d.]*(?:,\d+)?)(?: %| \w+)? \((?:angka tahun )?(20\d\d)\)", text)
    return [(read_number(value), int(year)) for value, year in found if read_number(value) is not None]


@pytest.mark.lambat
def test_page_and_word_print_no_second_value(written, tmp_path):
    """Every `value (year)` in the section of an indicator, and in its row of a table: realisation of the store, or a target."""
    docx = pytest.importorskip("docx")
    from lakip_analysis.laporan import HASIL
    from lakip_analysis.reports.document import write_document

    folder, one = written
    page = (folder / "index.html").read_text(encoding="utf-8")
    allowed = {}
    store = one.nilai.assign(angka=split_values(one.nilai["nilai"])["angka"])
    names = one.indikator.set_index("indikator")["nama_indikator"]
    targets = pd.DataFrame({"indikator": one.kinerja["indikator"], "tahun": one.kinerja["tahun"], "angka": split_values(one.kinerja["target"])["angka"]})
    asked = targets.assign(angka=target_values(one.kinerja["target"], one.kinerja["satuan"]))  # BB asks for more than 70
    for row in pd.concat([store[["indikator", "tahun", "angka"]], targets, asked]).dropna().itertuples():
        allowed.setdefault(names[row.indikator], set()).add((round(row.angka, 4), row.tahun))
    printed = {name: {(round(value, 4), int(year)) for value, year in zip(split_values(rows["realisasi"])["angka"], rows["tahun"], strict=True) if value == value} for name, rows in one.kinerja.groupby("nama_indikator")}
    seen = 0
    for section in re.findall(r"<section><h3>(.*?)</h3>(.*?)</section>", page, flags=re.DOTALL):
        name, caption = section[0], re.search(r"<figcaption>(.*?)</figcaption>", section[1], flags=re.DOTALL)[1]
        first, *rest = caption.split("Angka laporan tahun")
        for value, year in pairs(first):
            assert (value, year) in allowed[name], (name, first)
            seen += 1
        for text in rest:  # these are said to be left out, by the year of the report
            assert re.match(r" (20\d\d) \(", text), text
    counted = say("tren.arah.judul", "id")  # its second column counts years: `1 (2023)`
    page = re.sub(rf"<table(?:(?!</table>).)*?{counted}.*?</table>", "", page, flags=re.DOTALL)
    cells = re.findall(r"<tr><th scope=\"row\">(.*?)</th>(.*?)</tr>", page, flags=re.DOTALL)
    for name, row in cells:
        for value, year in pairs(re.sub(r"<[^>]+>", " ", row)) if name in allowed else []:
            assert (value, year) in allowed[name] | printed.get(name, set()), (name, row)
            seen += 1
    results = {name: getattr(one, name) for name in HASIL if name not in ("temuan", "perbaikan", "terbaca")}  # no table is made of these
    write_document(tmp_path / "bab.docx", one.data, one.tahun, results, "id")
    for table in docx.Document(tmp_path / "bab.docx").tables:
        for line in table.rows[1:]:
            name, *rest = [cell.text for cell in line.cells]
            for value, year in (pair for text in rest for pair in pairs(text)) if name in allowed else []:
                assert (value, year) in allowed[name], (name, rest)
                seen += 1
    assert seen >= 2 * (one.tren["n_tahun"] > 1).sum()

"""Reports read without a map: the tables, what they are of, and how sure each figure is."""

import io
import shutil
from pathlib import Path

import docx
import pandas as pd
import pytest
import xlsxwriter
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.errors import DataError
from lakip_analysis.membaca.baca import cell_frame, describe_reading, published, read_report
from lakip_analysis.membaca.berkas import read_naskah
from lakip_analysis.membaca.naskah import Naskah, join_lines
from lakip_analysis.membaca.tabel import find_tables
from lakip_analysis.membaca.tinjauan import render_review

COVER = "LAPORAN KINERJA INSTANSI PEMERINTAH\nDINAS KESEHATAN\nTAHUN 2024\n\n"
HEAD = "No\tSasaran Strategis\tIndikator Kinerja\tSatuan\tTarget\tRealisasi\tCapaian (%)\n"
CAPTION = "Tabel 3.1 Capaian Kinerja Tahun 2024\n\n"


def book_of(rows: list[list]) -> bytes:
    """Return an Excel file with one sheet."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Data")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return out.getvalue()


def docx_of() -> bytes:
    """Return a Word file without a word."""
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def read(tmp_path, text: str, cover: str = COVER):
    path = tmp_path / "laporan.txt"
    path.write_text(cover + text, encoding="utf-8")
    return read_report(path)


def cells(tmp_path, text: str, cover: str = COVER) -> dict[tuple, tuple[str, str]]:
    """Return role, year and print of each figure → its value and status."""
    frame = cell_frame(read(tmp_path, text, cover))
    return {
        (row.kolom, row.tahun, row.tercetak): (row.nilai, row.status) for row in frame.itertuples()
    }


ROW = "1\tMeningkatnya derajat kesehatan\tAngka Harapan Hidup\tTahun\t70,54\t70,20\t99,52\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # a row that proves itself
        (CAPTION + HEAD + ROW, {("target", 2024, "70,54"): ("70.54", "pasti"), ("capaian", 2024, "99,52"): ("99.52", "pasti")}),
        # the achievement decides what one mark and three digits mean
        (CAPTION + HEAD + "1\tA\tProduksi padi\tTon\t1.250\t998\t79.84\n", {("target", 2024, "1.250"): ("1250", "pasti"), ("realisasi", 2024, "998"): ("998", "pasti")}),
        # both readings agree with it, and the table mixes styles: neither is taken
        (CAPTION + HEAD + "1\tA\tProduksi padi\tTon\t1.200\t1,300\t108,33\n", {("target", 2024, "1.200"): ("", "ragu"), ("realisasi", 2024, "1,300"): ("", "ragu")}),
        # nothing decides it: no guess
        (CAPTION + HEAD + "1\tA\tProduksi padi\tTon\t1.200\t-\t-\n", {("target", 2024, "1.200"): ("", "ragu")}),
        # an error of the report stays one: its column is proven by the row above
        (CAPTION + HEAD + ROW + "2\tB\tCakupan imunisasi\t%\t80,00\t72,00\t99,00\n", {("capaian", 2024, "99,00"): ("99", "pasti")}),
        # no row of the table agrees: then perhaps the columns are others
        (CAPTION + HEAD + "1\tA\tCakupan imunisasi\t%\t80,00\t72,00\t55,00\n", {("capaian", 2024, "55,00"): ("55", "ragu")}),
        # the year of another report in the caption, and nothing that says which
        ("Tabel 3.1 Capaian Kinerja Tahun 2023\n\n" + HEAD + ROW, {("target", 2023, "70,54"): ("70.54", "ragu")}),
        # years in the head
        ("Tabel 2.1 Target Renstra\n\nIndikator Kinerja\tTarget\t\n\t2024\t2025\nAngka Harapan Hidup\t70,54\t70,80\n", {("target", 2025, "70,80"): ("70.8", "pasti")}),
        # the head again on the next page, a page number between
        (CAPTION + HEAD + ROW + "\n12\n\n" + HEAD + "2\tB\tCakupan imunisasi\t%\t80,00\t72,00\t90,00\n", {("realisasi", 2024, "72,00"): ("72", "pasti")}),
        # where a plan begins is what was reached in that year; without a year it is not read
        ("Tabel 2.1 Target Renstra\n\nIndikator Kinerja\tKondisi Awal (2022)\tTarget 2024\nAngka A\t61,20\t70,50\n", {("realisasi", 2022, "61,20"): ("61.2", "pasti")}),
        ("Tabel 2.1 Target Renstra\n\nIndikator Kinerja\tKondisi Awal\tTarget 2024\nAngka A\t61,20\t70,50\n", {("realisasi", 2024, "61,20"): None}),
        # a mean that stands under the realisations is not one; by its arithmetic it is one of achievements
        (CAPTION + HEAD + ROW + "Rata-rata Capaian Kegiatan\t\t\t\t\t99,53\t\n", {("realisasi", 2024, "99,53"): None, ("capaian", 2024, "99,53"): ("99.53", "pasti")}),
        (CAPTION + HEAD + ROW + "Rata-rata Capaian Kegiatan\t\t\t\t\t99,62\t\n", {("realisasi", 2024, "99,62"): ("99.62", "ragu")}),
        # one of figures that are both stays where it stands, unless its name says which
        (CAPTION + HEAD + "1\tA\tCakupan imunisasi\t%\t100\t72,50\t72,50\nRata-rata\t\t\t\t\t72,50\t\n", {("realisasi", 2024, "72,50"): ("72.5", "ragu")}),
        # letters for digits are no number
        (CAPTION + HEAD + "1\tA\tCakupan imunisasi\t%\t80,00\t7O,00\t90,00\n", {("realisasi", 2024, "7O,00"): ("", "tidak_terbaca")}),
    ],
)
def test_a_figure_is_sure_only_where_something_confirms_it(tmp_path, text, expected):
    found = cells(tmp_path, text)
    assert {key: found.get(key) for key in expected} == expected


def test_a_figure_in_another_table_dates_a_column(tmp_path):
    names = ["Angka Harapan Hidup", "Cakupan imunisasi", "Indeks keluarga sehat", "Angka kesakitan"]
    plan = "".join(f"{name}\t{n + 61},50\n" for n, name in enumerate(names))
    reached = "".join(f"{name}\t{n + 61},50\t{n + 60},10\n" for n, name in enumerate(names))
    promised = "Tabel 2.1 Perjanjian Kinerja Tahun 2024\n\nIndikator Kinerja\tTarget\n" + plan
    measured = "\nTabel 3.1 Capaian Tahun 2023\n\nIndikator Kinerja\tTarget\tRealisasi\n" + reached
    assert cells(tmp_path, promised + measured)[("realisasi", 2024, "60,10")] == ("60.1", "pasti")
    assert cells(tmp_path, measured)[("realisasi", 2023, "60,10")] == ("60.1", "ragu")


BUDGET = (
    "Tabel 3.2 Realisasi Anggaran Tahun 2024\n\n"
    "Program/Kegiatan\tAnggaran (Rp)\tRealisasi (Rp)\t%\n"
    "Program Pemenuhan Upaya Kesehatan\t30.000.000\t24.000.000\t80,00\n"
    "Kegiatan Penyediaan Layanan\t10.000.000\t9.000.000\t90,00\n"
    "Kegiatan Penyediaan Fasilitas\t20.000.000\t15.000.000\t75,00\n"
    "JUMLAH\t30.000.000\t24.000.000\t80,00\n"
)


def test_budgets_are_read_with_level_parent_and_total(tmp_path):
    frame = published(read(tmp_path, BUDGET))["terbitan_anggaran"]
    assert frame["level"].tolist() == ["program", "kegiatan", "kegiatan", "jumlah"]
    assert frame["pagu_rp"].tolist() == ["30000000", "10000000", "20000000", "30000000"]
    assert frame["induk"].tolist()[1] == frame["id"].iat[0]


def test_names_that_stand_further_in_under_one_title(tmp_path):
    text = (
        "Tabel 3.2 Anggaran Tahun 2024\n\nProgram/Kegiatan\t\tAnggaran (Rp)\n"
        "Program Kesehatan\t\t30.000.000\n\tKegiatan Layanan\t30.000.000\n"
    )
    frame = published(read(tmp_path, text))["terbitan_anggaran"]
    assert frame["nama_tercetak"].tolist() == ["Program Kesehatan", "Kegiatan Layanan"]
    beside = text.replace("Program Kesehatan\t\t", "Program Kesehatan\tPuskesmas\t")
    frame = published(read(tmp_path, beside))["terbitan_anggaran"]
    assert frame["nama_tercetak"].tolist() == ["Program Kesehatan"]


def test_the_layer_has_the_columns_of_the_maps(tmp_path):
    from lakip_analysis.data.schemas import TABEL

    made = published(read(tmp_path, CAPTION + HEAD + ROW + BUDGET))
    for name, frame in made.items():
        assert list(frame.columns) == [kolom.nama for kolom in TABEL[name].kolom]


@pytest.mark.parametrize(
    ("head", "role", "value"),
    [
        ("Indikator Kinerja\tRealisasi 2024\tTarget Provinsi\t%\n", "capaian", "66"),  # against others
        ("Indikator Kinerja\tTarget Akhir Renstra\tRealisasi 2024\n", "target", "100"),  # no year
        ("Indikator Kinerja\tRealisasi Triwulan II\tKet\n", "realisasi", "100"),  # part of a year
        ("Indikator Kinerja\tWarna\tBentuk\n", "target", "100"),  # unknown
    ],
)
def test_a_column_of_another_meaning_is_not_read_and_says_so(tmp_path, head, role, value):
    text = "Tabel 3.3 Perbandingan\n\n" + head + "Cakupan imunisasi\t100\t100\t66\n"
    found = read(tmp_path, text)
    assert not [cell for row in found.baris for cell in row.sel if cell.peran == role]
    page = render_review(found, "laporan.txt")
    assert "tidak dibaca" in page or "tidak dikenal" in page


def test_a_name_goes_on_in_the_next_line_and_a_heading_does_not(tmp_path):
    rows = "1\tA\tPersentase ibu hamil yang\t%\t80,00\t72,00\t90,00\n\t\tmendapat layanan\t\t\t\t\n"
    frame = published(read(tmp_path, CAPTION + HEAD + rows))["terbitan_kinerja"]
    assert frame["nama_tercetak"].tolist() == ["Persentase ibu hamil yang mendapat layanan"]
    heading = "1\tA\tAngka A\t%\t80,00\t72,00\t90,00\nINDIKATOR PENDUKUNG\t\t\t\t\t\t\n"
    frame = published(read(tmp_path, CAPTION + HEAD + heading))["terbitan_kinerja"]
    assert frame["nama_tercetak"].tolist() == ["Angka A"]


def test_two_names_of_indicators_the_nearer_one_is_that_of_the_figures(tmp_path):
    head = "Indikator Sasaran\tProgram\tIndikator Program\tTarget 2024\tRealisasi 2024\n"
    row = "Angka Harapan Hidup\tProgram Kesehatan\tCakupan imunisasi\t80,00\t72,00\n"
    frame = published(read(tmp_path, "Tabel 3.4 Program\n\n" + head + row))["terbitan_kinerja"]
    assert frame["nama_tercetak"].tolist() == ["Cakupan imunisasi"]


def test_years_that_stand_beside_their_columns_are_doubted(tmp_path):
    crooked = (
        "Tabel 2.1 Target\n\nIndikator Kinerja\tTarget\t\t\tCapaian\t\t\n"
        "\t2022\t2023\t2024\t2025\t2023\t2024\nAngka A\t52,5\t53,4\t58,2\t58,3\t58,4\t58,5\n"
    )
    statuses = {status for _, status in cells(tmp_path, crooked).values()}
    assert "pasti" not in statuses


def test_region_and_year_come_from_the_document(tmp_path):
    cover = "LAPORAN KINERJA\nDINAS KESEHATAN KABUPATEN BELITUNG\nTAHUN 2024\n\n"
    found = read(tmp_path, CAPTION + HEAD + ROW, cover).dokumen
    assert (found.tahun, found.daerah, found.tahun_pasti) == (2024, "Kabupaten Belitung", True)
    found = read(tmp_path, "Tabel 1 Perjanjian Kinerja Tahun 2023\n\n" + HEAD + ROW, "").dokumen
    assert not found.tahun_pasti  # one caption is no cover


@pytest.mark.parametrize(
    ("name", "raw", "said"),
    [
        ("a.docx", b"bukan zip", "berkas Word rusak"),
        ("a.odt", b"x", "tidak dikenal"),
        ("a.txt", b"\xff\xfe\x00", "bukan teks UTF-8"),
        ("a.txt", b" \n \n", "tidak berisi teks. Langkah: isi dulu"),
        ("a.docx", docx_of(), "tidak berisi teks. Langkah: bila ini pindaian"),
        ("a.xlsx", book_of([]), "tidak berisi teks. Langkah: isi dulu"),
        ("a.xlsx", b"<html><table>", "HTML"),
    ],
)
def test_what_cannot_be_read_is_refused_in_one_sentence(tmp_path, name, raw, said):
    path = tmp_path / name
    path.write_bytes(raw)
    with pytest.raises(DataError, match=said):
        read_naskah(path)
    with pytest.raises(DataError, match="tidak ada"):
        read_naskah(tmp_path / "tidak-ada.txt")
    with pytest.raises(DataError, match="ini folder, bukan berkas"):
        read_naskah(tmp_path)


BOOK = [["No", "Indikator", "Target", "Realisasi", "Capaian"], [1, "Persentase PPKS terlayani", 80, 76, 95], [2, "Indeks Kepuasan", 85, 86.7, 102]]
DATED = [["No", "Indikator", "Target 2024", "Realisasi 2024", "Capaian"], *BOOK[1:]]


@pytest.mark.parametrize(
    ("rows", "sure", "said"),
    [
        (BOOK, 0, "2 baris tidak dibaca: tahunnya tidak diketahui. Langkah: tulis tahunnya di judul kolom"),
        # what the message asks for is enough
        (DATED, 6, None),
        ([["Tahun 2024"], *BOOK], 6, None),
    ],
)
def test_figures_without_a_year_are_said_to_lack_one(tmp_path, rows, sure, said):
    path = tmp_path / "capaian.xlsx"
    path.write_bytes(book_of(rows))
    bacaan = read_report(path)
    lines = "\n".join(describe_reading(bacaan))
    assert f"{sure} angka pasti" in lines
    assert (said in lines) if said else "tidak dibaca:" not in lines
    assert set(bacaan.luput.values()) == ({"tahunnya tidak diketahui"} if said else set())
    assert "tidak ditemukan (ragu)" not in lines


@pytest.mark.parametrize(
    ("text", "known", "expected"),
    [
        ("17.152.478.5\n00", (), "17.152.478.500"),
        ("28.431.576\n.500", (), "28.431.576.500"),
        ("100\n98", (), "100 98"),  # two figures stay two
        ("99,52\n%", (), "99,52%"),
        ("Pemberday\naan Sosial", ("pemberdayaan",), "Pemberdayaan Sosial"),
        ("Pemberday\naan Sosial", (), "Pemberday aan Sosial"),
        ("anak\nasuh", ("anakasuh", "anak", "asuh"), "anak asuh"),
    ],
)
def test_a_figure_or_word_that_a_narrow_column_broke_is_put_together(text, known, expected):
    assert join_lines(text, frozenset(known)) == expected


def test_a_broken_figure_is_sure_only_by_its_row(tmp_path):
    proven = CAPTION + HEAD + "1\tA\tAngka A\t%\t100,5 7\t98,00\t97,44\n"
    alone = CAPTION + HEAD + "1\tA\tAngka A\t%\t100,5 7\t-\t-\n"
    assert cells(tmp_path, proven)[("target", 2024, "100,57")] == ("100.57", "pasti")
    assert cells(tmp_path, alone)[("target", 2024, "100,57")] == ("100.57", "ragu")


@pytest.mark.parametrize(
    ("last", "first", "rows", "cut"),
    [
        # no number of its own, where all have one: the rest of the row above
        ("1\tAngka Kesakit\t80,00", "\tan Balita\t", ["Angka Kesakit an Balita"], [True]),
        ("1\tAngka Kesakitan\t28.431.576.", "\t\t500", ["Angka Kesakitan"], [True]),
        ("1\tAngka A\t80,00", "2\tAngka B\t70,00", ["Angka A", "Angka B"], [False, False]),
        # no numbers at all: nobody can say, so both are doubted
        ("\tAngka A\t80,00", "\tAngka B\t70,00", ["Angka A", "Angka B"], [True, True]),
    ],
)
def test_a_row_that_the_turn_of_a_page_cut_in_two(last, first, rows, cut):
    head = "No\tIndikator Kinerja\tTarget 2024"
    naskah = Naskah(("Tabel 1", head, last, head, first), (1, 1, 1, 2, 2), (0, 1, 1, 2, 2))
    table = find_tables(naskah)[0][0]
    assert [row.sel[1] for row in table.baris] == rows
    assert [row.potong for row in table.baris] == cut


@pytest.mark.lambat
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) tidak ada")
def test_no_figure_of_a_made_pdf_is_wrong_without_a_word(tmp_path):
    pytest.importorskip("pdfplumber")
    from baca_laporan import judge, write

    from lakip_analysis.latihan.buatan.laporan import draw_faults, make_report

    layout, about = "capaian-paling-depan", "sosial"
    report = make_report(75, layout, about, draw_faults(75, layout, about))
    write(report, "pdf", tmp_path / "laporan.pdf")
    count = judge(report, tmp_path / "laporan.pdf")
    assert count["salah diam-diam"] == 0
    assert count["benar"] > 0.75 * count.total()


def test_word_with_merged_cells_and_two_rows_of_heads(tmp_path):
    import docx

    document = docx.Document()
    for line in COVER.split("\n"):
        document.add_paragraph(line)
    document.add_paragraph("Tabel 2.1 Target Renstra")
    rows = [
        ["Sasaran Strategis", "Indikator Kinerja", "Target", ""],
        ["", "", "2024", "2025"],
        ["Meningkatnya kesehatan", "Angka Harapan Hidup", "70,54", "70,80"],
        ["", "Cakupan imunisasi", "80,00", "82,00"],
    ]
    table = document.add_table(rows=4, cols=4)
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            table.cell(r, c).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(2, 0).merge(table.cell(3, 0))
    path = tmp_path / "laporan.docx"
    document.save(path)
    frame = published(read_report(path))["terbitan_kinerja"]
    assert frame[["tahun", "target"]].values.tolist() == [
        [2024, "70.54"],
        [2025, "70.8"],
        [2024, "80"],
        [2025, "82"],
    ]
    assert set(frame["sasaran_tercetak"]) == {"Meningkatnya kesehatan"}


def test_the_page_escapes_what_it_shows_and_marks_by_more_than_colour(tmp_path):
    row = "1\tA\t<script>alert(1)</script>\tTon\t1.200\t-\t-\n"
    page = render_review(read(tmp_path, CAPTION + HEAD + row), "a<b>.txt")
    assert "<script>" not in page
    assert "a&lt;b&gt;.txt" in page
    assert "? 1.200" in page
    assert "titik atau koma ribuan" in page


def test_two_files_of_one_name_are_read_into_two_folders(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("laporan.txt").write_text(COVER + CAPTION + HEAD + ROW, encoding="utf-8")
    Path("laporan.xlsx").write_bytes(book_of(BOOK))
    for name in ("laporan.txt", "laporan.xlsx"):
        assert CliRunner().invoke(app, ["baca", name]).exit_code == 0
    made = {path.parent.name: len(pd.read_csv(path)) for path in tmp_path.glob("bacaan-*/bacaan.csv")}
    assert made == {"bacaan-laporan-txt": 3, "bacaan-laporan-xlsx": 0}
    said = CliRunner().invoke(app, ["baca", "tidak-ada.pdf"])
    assert said.exit_code == 1 and said.output.startswith("tidak-ada.pdf: berkas tidak ada")


def test_the_command_writes_the_layer_the_cells_and_the_page(tmp_path):
    path = tmp_path / "laporan.txt"
    path.write_text(COVER + CAPTION + HEAD + ROW, encoding="utf-8")
    done = CliRunner().invoke(app, ["baca", str(path), "--out", str(tmp_path / "hasil")])
    assert done.exit_code == 0, done.output
    assert "3 angka pasti, 0 ragu" in done.output
    made = pd.read_csv(tmp_path / "hasil" / "terbitan_kinerja.csv", dtype=str)
    text = (tmp_path / "hasil" / "teks.txt").read_text(encoding="utf-8").split("\n")
    assert "Angka Harapan Hidup" in text[int(made["baris"].iat[0]) - 1]
    assert (tmp_path / "hasil" / "tinjauan.html").is_file()
    lost = CliRunner().invoke(app, ["baca", str(tmp_path / "tidak-ada.pdf")])
    assert lost.exit_code == 1
    assert "berkas tidak ada" in lost.output


@pytest.mark.parametrize("seed", [71, 72])
@pytest.mark.parametrize("kind", ["txt", "docx", "xlsx"])
def test_no_figure_of_a_made_report_is_wrong_without_a_word(tmp_path, seed, kind):
    """A report as agencies write them, with faults where the seed is odd; truth keyed by cell."""
    from baca_laporan import judge, write

    from lakip_analysis.latihan.buatan.laporan import draw_faults, make_report

    layout, about = "gaya-campur", "kesehatan"
    faults = draw_faults(seed, layout, about) if seed % 2 else ()
    report = make_report(seed, layout, about, faults)
    path = tmp_path / f"laporan.{kind}"
    write(report, kind, path)
    count = judge(report, path)
    assert count["salah diam-diam"] == 0
    assert count["benar"] > 0.85 * count.total()

"""Forms that many reports share: known by what their figures work out and by what stands around."""

import pytest
from typer.testing import CliRunner

from lakip_analysis.cli import app
from lakip_analysis.membaca.baca import cell_frame, read_report
from lakip_analysis.membaca.hitungan import left_over, split_figures
from lakip_analysis.membaca.usul import propose

COVER = "LAPORAN KINERJA INSTANSI PEMERINTAH\nDINAS KESEHATAN\nKABUPATEN BELITUNG\nTAHUN 2024\n\n"
NAMES = ("Penyusunan Dokumen Perencanaan", "Evaluasi Kinerja", "Gaji dan Tunjangan", "Pakaian Dinas")


def read(tmp_path, text: str, tahun=None, cover: str = COVER):
    path = tmp_path / "laporan.txt"
    path.write_text(cover + text, encoding="utf-8")
    return read_report(path, tahun)


def cells(tmp_path, text: str, **more) -> dict[tuple, tuple[str, str]]:
    """Return name, role, year and stage of each figure → its value and its status."""
    return {
        (one.nama, one.kolom, one.tahun, one.tahap): (one.nilai, one.status)
        for one in cell_frame(read(tmp_path, text, **more)).itertuples()
    }


# --- a report of physical and financial progress, its titles one column to the left

PHYSICAL = (
    "Laporan Realisasi Fisik dan Keuangan Tahun 2024\n\n"
    "Kode\tProgram/Kegiatan/Sub Kegiatan\tAnggaran\t\tRealisasi\tTotal Realisasi Fisik\t\tSisa Pagu\n"
    "\t\t\t\t\tTarget (%)\tRealisasi (%)\tRp\n"
)


def physical(rests) -> str:
    rows = [
        (f"1.02.01.2.01.000{n}", name, "", f"{n}00.000.000", f"{n}0.000.000", "10,00%", "100%", f"{n}5%", rest)
        for n, (name, rest) in enumerate(zip(NAMES, rests, strict=True), 1)
    ]
    return PHYSICAL + "\n".join("\t".join(row) for row in rows) + "\n"


def test_physical_progress_stands_between_the_share_and_what_is_left(tmp_path):
    found = cells(tmp_path, physical(["90.000.000", "180.000.000", "270.000.000", "360.000.000"]))
    assert found[(NAMES[1], "target", 2024, "")] == ("100", "pasti")
    assert [value for key, value in found.items() if key[:2] == (NAMES[1], "realisasi")]
    values = cell_frame(read(tmp_path, physical(["90.000.000", "180.000.000", "270.000.000", "360.000.000"])))
    own = values[(values["isi"] == "kinerja") & (values["kolom"] == "realisasi")]
    assert own["nilai"].tolist() == ["15", "25", "35", "45"]


def test_physical_progress_is_not_read_where_nothing_closes_the_row(tmp_path):
    frame = cell_frame(read(tmp_path, physical(["1.000", "2.000", "3.000", "4.000"])))
    assert not len(frame[(frame["isi"] == "kinerja") & (frame["status"] == "pasti")])


# --- stages of a yearly plan

PLAN = (
    "Tabel 2.2 Perubahan Rencana Kerja Tahun 2024\n\n"
    "Kode\tProgram/Kegiatan/Sub Kegiatan\tPagu Indikatif (Rp)\t\t\tUsulan Perubahan - Juli\tBerkurang/Bertambah\n"
    "\t\tRKPD 2024\tAPBD 2024\tRKPD Perubahan 2024\t\t\n"
    "1.02.01\tProgram Penunjang\t500.000.000\t510.000.000\t520.000.000\t550.000.000\t30.000.000\n"
    "1.02.02\tProgram Kesehatan Masyarakat\t700.000.000\t700.000.000\t710.000.000\t700.000.000\t- 10.000.000\n"
    "1.02.03\tProgram Sumber Daya\t90.000.000\t80.000.000\t70.000.000\t75.000.000\t5.000.000\n"
)


def test_a_proposal_is_a_stage_of_its_own(tmp_path):
    found = cells(tmp_path, PLAN)
    name = "Program Penunjang"
    assert found[(name, "pagu", 2024, "usulan")] == ("550000000", "pasti")
    assert found[(name, "pagu_induk", 2024, "usulan")] == ("520000000", "pasti")
    assert found[(name, "pagu", 2024, "rkpd-perubahan")] == ("520000000", "pasti")
    assert found[(name, "pagu_induk", 2024, "")] == ("510000000", "pasti")
    assert (name, "pagu", 2024, "") not in found  # what is proposed is no budget


def test_a_title_of_changes_beside_its_column_changes_nothing(tmp_path):
    # the place stands where the title says the change is, the change where it says the place is
    text = PLAN.replace("Berkurang/Bertambah\n", "Lokasi\tBerkurang/Bertambah\n").replace("\t\t\n", "\t\t\t\n")
    text = "".join(f"{line}\tKota\n" if line.startswith("1.02") else f"{line}\n" for line in text.splitlines())
    found = cells(tmp_path, text)
    assert found[("Program Sumber Daya", "perubahan", 2024, "usulan")][0] == "5000000"


def test_the_first_plan_goes_on_with_the_plan_of_the_next_year(tmp_path):
    head = (
        "Tabel 2.2 Rencana Kerja\n\nKode\tProgram\tPagu Indikatif (Rp)\t\tPrakiraan Maju Rencana Tahun 2025\n"
        "\t\tRKPD 2024\tRKPD Perubahan 2024\tPagu Indikatif (Rp)\n"
    )
    rows = "1.02.01\tProgram Penunjang\t500.000.000\t520.000.000\t560.000.000\n"
    found = cells(tmp_path, head + rows)
    name = "Program Penunjang"
    assert found[(name, "pagu", 2024, "rkpd")][0] == found[(name, "pagu_induk", 2024, "rkpd-perubahan")][0]
    assert found[(name, "pagu", 2025, "rkpd")][0] == "560000000"


def test_two_indicators_in_one_cell(tmp_path):
    text = (
        "Tabel 2.3 Rencana Kinerja Tahun 2024\n\nNo\tKegiatan\tIndikator Kinerja Kegiatan\tTarget\n"
        "1\tPerencanaan\tKeluaran : Jumlah dokumen Hasil : Persentase dokumen tepat waktu\t6 Dokumen 100 %\n"
        "2\tKeuangan\tKeluaran : Jumlah laporan Hasil : Persentase laporan tepat waktu\t3 Laporan\n"
    )
    found = cells(tmp_path, text)
    assert found[("Keluaran : Jumlah dokumen", "target", 2024, "")] == ("6", "pasti")
    assert found[("Hasil : Persentase dokumen tepat waktu", "target", 2024, "")] == ("100", "pasti")
    # one figure for two names stays with both
    assert len([key for key in found if "laporan" in key[0]]) == 1


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("100 % 100 %", ["100 %", "100 %"]),
        ("1.250 Orang 7,5 %", ["1.250 Orang", "7,5 %"]),
        ("12 Orang", []),
        ("12 Orang dari target", []),
        ("100,5 7", []),
        ("", []),
    ],
)
def test_figures_in_one_cell(text, parts):
    assert split_figures(text) == parts


def test_what_is_left_is_counted_where_all_is_printed():
    assert left_over([["10", "4", "6"], ["10", "", "6"]], 0, 1, 2) == 1
    assert left_over([["", "", ""]], 0, 1, 2) == 0


# --- evaluations by component

SCORES = (
    "Tabel 3.9 Hasil Evaluasi AKIP\n\nNo\tKomponen\tTahun 2023\t\t\tTahun 2024\t\t\n"
    "\t\tBobot\tCapaian\tNilai\tBobot\tCapaian\tNilai\n"
    "1\tPerencanaan Kinerja\t30\t67\t20,10\t30\t72%\t21,60\n"
    "2\tPengukuran Kinerja\t30\t51\t15,30\t30\t63%\t18,90\n"
    "3\tPelaporan Kinerja\t15\t55\t8,25\t15\t70%\t10,50\n"
    "Nilai Hasil Evaluasi\t\t\t\t43,65\t\t\t51,00\n"
    "\tTingkat Akuntabilitas\t\t\tCC\t\t\tB\n"
)


def test_a_weight_is_a_target_where_its_share_proves_it(tmp_path):
    found = cells(tmp_path, SCORES)
    name = "Pengukuran Kinerja"
    assert found[(name, "target", 2024, "")] == ("30", "pasti")
    assert found[(name, "realisasi", 2023, "")] == ("15.3", "pasti")
    assert found[("Nilai Hasil Evaluasi", "realisasi", 2024, "")][0] == "51"
    assert ("Tingkat Akuntabilitas", "realisasi", 2024, "") not in found  # a grade among scores


def test_a_weight_alone_is_no_target(tmp_path):
    text = (
        "Tabel 3.9 Hasil Evaluasi AKIP\n\nNo\tKomponen yang dinilai\tBobot\tNilai Akuntabilitas\t\n"
        "\t\t\tTahun 2023\tTahun 2024\n"
        "1\tPerencanaan Kinerja\t30\t21,00\t22,50\n2\tPengukuran Kinerja\t30\t18,90\t21,00\n"
    )
    found = cells(tmp_path, text)
    assert found[("Perencanaan Kinerja", "realisasi", 2024, "")] == ("22.5", "pasti")
    assert not [key for key in found if key[1] == "target"]


# --- figures of others

OWN = "No\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n1\tIndeks Gender\t91,34\t91,63\t100,32\n"


@pytest.mark.parametrize(
    ("caption", "tahap"),
    [
        ("Tabel 3.1 Ringkasan Capaian Kinerja Kementerian PPPA Tahun 2023", "pembanding"),
        ("Tabel 3.1 Capaian Dinas Kesehatan Provinsi Tahun 2024", "pembanding"),
        ("Tabel 3.1 Perbandingan Capaian dengan Provinsi Tahun 2024", ""),
        ("Tabel 3.1 Capaian Kinerja Tahun 2024", ""),
    ],
)
def test_a_caption_of_a_ministry_or_a_province_alone(tmp_path, caption, tahap):
    frame = cell_frame(read(tmp_path, f"{caption}\n\n{OWN}"))
    assert set(frame["tahap"]) == {tahap}
    assert set(frame["status"]) == {"pasti"}


def test_a_caption_of_another_year_is_in_doubt_where_it_is_ones_own(tmp_path):
    frame = cell_frame(read(tmp_path, f"Tabel 3.1 Capaian Kinerja Tahun 2023\n\n{OWN}"))
    assert set(frame["status"]) == {"ragu"}


def test_groups_of_the_own_region_and_of_the_province(tmp_path):
    text = (
        "Tabel 3.2 Standar Pelayanan Minimal Tahun 2024\n\n"
        "No\tIndikator Kinerja\tCapaian Kabupaten\t\t\tIndikator\tCapaian Provinsi\t\t\n"
        "\t\tJumlah yang harus dilayani\tJumlah yang terlayani\t% Jumlah yang dilayani"
        "\t\tJumlah yang harus dilayani\tJumlah yang terlayani\t% Jumlah yang dilayani\n"
        "1\tAnak di luar panti\t30\t27\t90,00\tAnak di dalam panti\t42\t37\t88,10\n"
        "2\tLansia di luar panti\t60\t45\t75,00\tLansia di dalam panti\t45\t36\t80,00\n"
    )
    found = cells(tmp_path, text)
    assert found[("Anak di luar panti", "target", 2024, "")] == ("30", "pasti")
    assert found[("Anak di dalam panti", "capaian", 2024, "pembanding")] == ("88.1", "pasti")
    # what is others' is proposed for no dinas
    names = [one.sel["nama_indikator"].isi for one in propose(read(tmp_path, text), "lkjip", []).indikator]
    assert not [name for name in names if "di dalam panti" in name]


def test_the_own_region_beside_others(tmp_path):
    text = (
        "Perbandingan antardaerah\n\nNo\tIndikator\tKABUPATEN BELITUNG\t\tKOTA MALANG\t\n"
        "\t\t2023\t2024\t2023\t2024\n"
        "1\tCakupan rehabilitasi\t97,50%\t98,10%\t96,00%\t95,00%\n"
        "2\tCakupan bantuan\t88,10%\t89,00%\t77,10%\t78,00%\n"
        "3\tCakupan jaminan\t66,00%\t67,20%\t55,10%\t56,00%\n"
    )
    found = cells(tmp_path, text)
    assert found[("Cakupan bantuan", "realisasi", 2024, "")] == ("89", "pasti")
    assert len(found) == 6  # others' are not read


# --- years

UNDATED = "No\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n1\tAngka Harapan Hidup\t70,54\t70,20\t99,52\n"


@pytest.mark.parametrize(
    ("before", "tahun", "status"),
    [
        ("Tabel 3.1 Capaian Kinerja\n\n", None, "ragu"),
        ("Tabel 3.1 Capaian Kinerja\n\n", 2024, "pasti"),
        ("3.2. Capaian Kinerja Tahun 2024\n\nUraian.\n\nTabel 3.1 Capaian\n\n", None, "pasti"),
        ("3.2. Capaian Kinerja Tahun 2022\n\nUraian.\n\nTabel 3.1 Capaian\n\n", 2024, "ragu"),
        ("Tabel 3.1 Capaian tahun lalu\n\n", 2024, "ragu"),
        ("Tabel 3.1 Capaian 2021-2026\n\n", 2024, "ragu"),
    ],
)
def test_a_table_without_a_year(tmp_path, before, tahun, status):
    cover = COVER + "Dinas ini dibentuk dengan peraturan daerah.\n\n" * 45  # the cover is far away
    frame = cell_frame(read(tmp_path, before + UNDATED, tahun, cover))
    assert set(frame["tahun"]) == {2023 if "lalu" in before else 2024}
    assert set(frame["status"]) == {status}


def test_a_table_without_a_year_that_prints_those_of_another(tmp_path):
    names = "\n".join(f"{n}\tIndikator {letter}\t{n}1,5\t{n}2,7" for n, letter in enumerate("ABCDE", 1))
    path = "Tabel 2.1 Jalur\n\nNo\tIndikator Kinerja\tRealisasi 2022\tRealisasi 2023\n" + names + "\n\n"
    late = "\n".join(f"{n}\tIndikator {letter}\t{n}1,5" for n, letter in enumerate("ABC", 1))
    frame = cell_frame(read(tmp_path, f"{path}Uraian.\n\nTabel 3.1 Hasil\n\nNo\tIndikator Kinerja\tRealisasi\n{late}\n", 2024))
    assert 2024 not in set(frame.loc[frame["status"] == "pasti", "tahun"])


def test_a_row_of_years_one_cell_too_far(tmp_path):
    # moved back, the years under Target and under Capaian run up; as printed they do not
    text = (
        "Tabel 2.1 Rencana Strategis\n\nNo\tIndikator Kinerja\tKondisi Awal\tTarget\t\t\tRealisasi\t\t\n"
        "\t\t\tTahun 2022\t2023\t2024\t2025\t2023\t2024\n"
        "1\tAngka Harapan Hidup\t70,10\t70,54\t70,80\t71,00\t70,60\t70,20\t\n"
        "2\tCakupan imunisasi\t80,00\t85,00\t90,00\t95,00\t81,00\t82,00\t\n"
    )
    found = cells(tmp_path, text)
    assert found[("Angka Harapan Hidup", "realisasi", 2022, "")] == ("70.1", "pasti")
    assert found[("Angka Harapan Hidup", "target", 2025, "")] == ("71", "pasti")
    assert found[("Cakupan imunisasi", "realisasi", 2024, "")] == ("82", "pasti")


def test_a_row_of_years_too_far_that_nothing_tells_is_never_sure(tmp_path):
    text = (
        "Tabel 2.1 Rencana Strategis\n\nNo\tIndikator Kinerja\tRealisasi\t\tTarget\t\t\n"
        "\t\t\tTahun 2023\t2024\t2025\t2026\n"
        "1\tAngka Harapan Hidup\t70,10\t70,54\t70,80\t71,00\n2\tCakupan imunisasi\t80,00\t85,00\t90,00\t95,00\n"
    )
    found = cells(tmp_path, text)
    assert not [key for key, (_, status) in found.items() if status == "pasti" and key[2] == 2023]


# --- heads and rows


def test_a_head_parted_by_a_rule_and_an_empty_line(tmp_path):
    text = (
        "Tabel 3.3 Pengukuran Tahun 2024\n\nNo.\tIndikator Kinerja\tTarget\tKinerja\t\n---\t---\t---\t---\t---\n\n"
        "\t\t\tRealisasi\tCapaian (%)\n1\t2\t3\t4\t5\n"
        "1\tAngka Harapan Hidup\t70,54\t70,20\t99,52\n2\tCakupan imunisasi\t80,00\t72,00\t90,00\n"
    )
    found = cells(tmp_path, text)
    assert found[("Cakupan imunisasi", "capaian", 2024, "")] == ("90", "pasti")


def test_a_total_does_not_go_on_with_the_name_above(tmp_path):
    text = f"Tabel 3.1 Capaian Kinerja Tahun 2024\n\n{OWN}\tRata-rata capaian\t\t\t\n"
    assert {key[0] for key in cells(tmp_path, text)} == {"Indeks Gender"}


def test_a_value_whose_other_print_is_not_read_is_asked(tmp_path):
    row = "1\tMeningkatnya kesehatan\tAngka Harapan Hidup\ttahun\t70,54\t70,20\t99,52\n"
    own = f"Tabel 3.1 Capaian Kinerja Tahun 2024\n\nNo\tSasaran\tIndikator Kinerja\tSatuan\tTarget\tRealisasi\tCapaian (%)\n{row}\n"
    other = "Uraian.\n\nX\tAngka Harapan Hidup\t71,20\tdari dinas\n"

    def value(text: str):
        found = propose(read(tmp_path, text), "lkjip", []).indikator
        return found[0].nilai[("realisasi", 2024)]

    assert (value(own).isi, value(own).keadaan) == ("70.2", "pasti")
    asked = value(own + other)
    assert asked.isi.startswith("(ragu)") and "tidak terbaca" in asked.sebab
    assert value(own + other.replace("71,20", "70,20")).keadaan == "pasti"


def test_a_wide_piece_whose_figures_stand_under_no_title_has_moved(tmp_path):
    head = "Tabel 3.1 Capaian Kinerja Tahun 2024\n\nSasaran\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n"
    rows = "Mutu\tCakupan imunisasi\t80,00\t72,00\t90,00\t\nMutu\tIndeks sehat\t0,40\t0,38\t95,00\t\n"
    piece = "\n18\n\nTata kelola\tNilai evaluasi\t\t70,40\t69,28\t98,41\n"
    frame = cell_frame(read(tmp_path, head + rows + piece))
    last = frame[(frame["nama"] == "Nilai evaluasi") & (frame["status"] == "pasti")]
    assert dict(zip(last["kolom"], last["nilai"], strict=True)).get("realisasi", "69.28") == "69.28"


def test_a_row_before_a_piece_that_is_not_read_stays_in_doubt(tmp_path):
    head = "Sasaran\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n"
    rows = "Mutu\tCakupan imunisasi\t80,00\t72,00\t90,00\n"
    rest = "\n60\n\n\t\torganisme pengganggu\t\t\t\n\n8\n\n"
    text = f"Tabel 3.1 Capaian Kinerja Tahun 2024\n\n{head}{rows}{rest}{head}Tata\tNilai evaluasi\t70,00\t69,30\t99,00\n"
    frame = cell_frame(read(tmp_path, text + "\n96\n\n\takuntabilitas kinerja\t\t\t\t\n"))
    assert set(frame.loc[frame["nama"] == "Nilai evaluasi", "status"]) == {"ragu"}


def as_pdf(lines: list[list[tuple[int, str]]]) -> bytes:
    """Return a page of texts at places, without a rule."""
    shown = "".join(
        f"BT /F1 10 Tf {x} {780 - 16 * n} Td ({text}) Tj ET\n" for n, line in enumerate(lines) for x, text in line
    )
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(shown)} >>\nstream\n{shown}endstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, at = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        at.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in at)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + end).encode()


def test_a_pdf_with_a_table_without_rules(tmp_path):
    rows = [
        ("Indikator Kinerja", "Target", "Realisasi", "Capaian"),
        ("Angka Harapan Hidup", "70,54", "70,20", "99,52"),
        ("Cakupan imunisasi", "80,00", "72,00", "90,00"),
        ("Indeks keluarga sehat", "0,40", "0,38", "95,00"),
    ]
    cover = [[(60, text)] for text in ("LAPORAN KINERJA", "DINAS KESEHATAN", "TAHUN 2024", "", "Tabel 3.1 Capaian Tahun 2024")]
    path = tmp_path / "laporan.pdf"
    path.write_bytes(as_pdf(cover + [list(zip((60, 260, 360, 460), row, strict=True)) for row in rows]))
    frame = cell_frame(read_report(path))
    own = frame[frame["nama"] == "Cakupan imunisasi"]
    assert dict(zip(own["kolom"], own["nilai"], strict=True)) == {"target": "80", "realisasi": "72", "capaian": "90"}


def test_the_command_is_told_the_year(tmp_path):
    path = tmp_path / "buku.txt"
    path.write_text("Tabel 3.1 Capaian Kinerja\n\n" + UNDATED, encoding="utf-8")
    said = {}
    for more in ((), ("--tahun", "2023")):
        out = tmp_path / f"hasil{len(more)}"
        ran = CliRunner().invoke(app, ["baca", str(path), "--out", str(out), *more])
        assert ran.exit_code == 0, ran.output
        said[more] = (out / "bacaan.csv").read_text("utf-8")
    assert "pasti" not in said[()]
    assert said[("--tahun", "2023")].count("2023") == 3 and said[("--tahun", "2023")].count("pasti") == 3

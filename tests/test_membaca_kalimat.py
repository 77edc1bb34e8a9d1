"""What sentences in the cells of a table tell of targets and results."""

from __future__ import annotations

from pathlib import Path

import pytest

from lakip_analysis.membaca.baca import cell_frame, published, read_report

COVER = "LAPORAN KINERJA DINAS SOSIAL\nTAHUN 2024\n\n"
HEAD = ["Sub Kegiatan", "Keberhasilan", "Penyebab", "Solusi"]
NAME = "Sub Kegiatan Penyediaan Alat Bantu"
# what the third cell says → role, value and status of the figures
TOLD = {
    "dengan realisasi 19 Orang dari target 20 Orang atau 95%.": {("target", "20", "pasti"), ("realisasi", "19", "pasti"), ("capaian", "95", "pasti")},
    "Realisasi hanya mencapai 4 (empat) dokumen dari target 20 dokumen": {("target", "20", "pasti"), ("realisasi", "4", "pasti")},
    "Pendataan sebanyak 47.322 orang dari target 40.000 orang": {("target", "40000", "pasti"), ("realisasi", "47322", "pasti")},
    "Alat bantu diberikan kepada 1.058 Orang lanjut usia": {("realisasi", "1058", "pasti")},
    "realisasi 19 Orang dari target 20 Orang pada tahun 2023": set(),  # another year than the report's
    "Alat bantu berjumlah 58": set(),  # nothing says what that is
    "Realisasi sudah sesuai dengan rencana": set(),
}


def read(tmp_path: Path, *rows: list[str]):
    path = tmp_path / "laporan.txt"
    lines = ["\t".join(row) for row in (HEAD, *rows)]
    path.write_text(f"{COVER}5. Analisis Penyebab\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    return read_report(path)


@pytest.mark.parametrize(("sentence", "figures"), TOLD.items())
def test_a_sentence_in_a_cell_tells_figures(sentence, figures, tmp_path):
    cells = cell_frame(read(tmp_path, [NAME, "Berhasil", sentence, "Dipertahankan"]))
    assert {(row.kolom, row.nilai, row.status) for row in cells.itertuples()} == figures
    assert set(cells["nama"]) <= {NAME} and set(cells["tahun"]) <= {2024}


def test_whose_figures_they_are_must_be_said(tmp_path):
    said = "realisasi 19 Orang dari target 20 Orang"
    assert cell_frame(read(tmp_path, ["Berhasil sekali", "ya", said, "-"])).empty
    # a cell that the sentence repeats is its subject
    cells = cell_frame(read(tmp_path, ["Penyediaan permakanan", "ya", f"Penyediaan permakanan dengan {said}", "-"]))
    assert set(cells["nama"]) == {"Penyediaan permakanan"}


def test_such_rows_are_published_with_their_level(tmp_path):
    bacaan = read(tmp_path, [NAME, "Berhasil", "realisasi 9 lembaga dari target 8 lembaga atau 112,5%", "-"])
    (row,) = published(bacaan)["terbitan_kinerja"].itertuples()
    assert (row.level, row.target, row.realisasi, row.capaian) == ("subkegiatan", "8", "9", "112.5")
    assert row.baris not in bacaan.luput


def test_rows_after_a_turn_go_on_with_what_stands_right_above(tmp_path):
    # another table, whose head nobody knows, stands between the budget and the rows on the next page
    budget = ["Program\tAnggaran (Rp)\tRealisasi (Rp)\t%", "Program Pendidikan\t200.000.000\t150.000.000\t75,00", "JUMLAH\t200.000.000\t150.000.000\t75,00"]
    served = ["Jenis\tSasaran layanan\tYang terlayani\tBagian", "Pendidikan usia dini\t19.300\t16.405\t85,00"]
    after = ["Pendidikan kesetaraan\t5.703\t4.939\t86,60"]
    path = tmp_path / "laporan.txt"
    parts = [COVER + "Tabel 3.1 Anggaran Tahun 2024", "\n".join(budget), "Tabel 3.2 Pelayanan", "\n".join(served), "12", "\n".join(after)]
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    assert "Pendidikan kesetaraan" not in set(cell_frame(read_report(path))["nama"])


def test_an_activity_that_lacks_a_line_still_has_its_level(tmp_path):
    # 37.000.000 and 33.000.000 of the first activity are not printed
    lines = ["Uraian\tAnggaran (Rp)\tRealisasi (Rp)", "Program Pendidikan\t100.000.000\t90.000.000"]
    lines += ["Pengelolaan sekolah\t60.000.000\t50.000.000", "Rehabilitasi ruang kelas\t23.000.000\t17.000.000"]
    lines += ["Penataan pendidik\t40.000.000\t40.000.000", "Pemetaan pendidik\t40.000.000\t40.000.000"]
    path = tmp_path / "laporan.txt"
    path.write_text(f"{COVER}Tabel 3.1 Anggaran Tahun 2024\n\n" + "\n".join(lines) + "\n", encoding="utf-8")
    found = published(read_report(path))["terbitan_anggaran"]
    assert found["level"].tolist() == ["program", "kegiatan", "subkegiatan", "kegiatan", "subkegiatan"]

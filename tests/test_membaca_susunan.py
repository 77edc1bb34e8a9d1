"""Tables whose columns stand elsewhere, whose titles nobody knows, that have no rules; the map."""

import tomllib
from functools import partial

import pandas as pd
import pytest

from lakip_analysis.importing.peta import read_map
from lakip_analysis.importing.published import (
    import_document,
    published_anggaran,
    published_kinerja,
)
from lakip_analysis.importing.text import read_rows
from lakip_analysis.membaca.baca import cell_frame, published, read_report
from lakip_analysis.membaca.polos import find_plain
from lakip_analysis.membaca.simpan import write_reading
from lakip_analysis.membaca.usul_peta import compare_map, propose_map, propose_tables, read_tables

COVER = "LAPORAN KINERJA INSTANSI PEMERINTAH\nDINAS KESEHATAN\nTAHUN 2024\n\n"
CAPTION = "Tabel 3.1 Capaian Kinerja Tahun 2024\n\n"
HEAD = "No\tSasaran\tIndikator Kinerja\tSatuan\tTarget\tRealisasi\tCapaian (%)\n"
ROWS = (
    "1\tMeningkatnya derajat kesehatan\tAngka Harapan Hidup\tTahun\t70,54\t70,20\t99,52\n"
    "2\tMeningkatnya mutu layanan\tCakupan imunisasi dasar\t%\t80,00\t72,00\t90,00\n"
)


def read(tmp_path, text: str):
    path = tmp_path / "laporan.txt"
    path.write_text(COVER + text, encoding="utf-8")
    return read_report(path)


def statuses(tmp_path, text: str) -> dict[tuple, str]:
    """Return kind, role, year, stage and print of each figure → its status."""
    frame = cell_frame(read(tmp_path, text))
    return {
        (one.isi, one.kolom, one.tahun, one.tahap, one.tercetak): one.status
        for one in frame.itertuples()
    }


def test_a_piece_whose_columns_moved_is_put_back(tmp_path):
    piece = "\n12\n\n3\tMeningkatnya layanan ibu\tCakupan kunjungan ibu hamil\t\t%\t90,00\t81,00\t90,00\n"
    found = read(tmp_path, CAPTION + HEAD + ROWS + piece)
    last = published(found)["terbitan_kinerja"].iloc[-1]
    assert (last["nama_tercetak"], last["target"], last["realisasi"]) == (
        "Cakupan kunjungan ibu hamil",
        "90",
        "81",
    )
    assert {cell.status for cell in found.baris[-1].sel} == {"pasti"}


def test_a_piece_that_two_ways_suit_is_never_sure(tmp_path):
    # one figure less: target and realisation, or realisation and achievement?
    piece = "\n12\n\n3\tMeningkatnya layanan ibu\tCakupan kunjungan ibu hamil\t%\t90,00\t81,00\n"
    found = read(tmp_path, CAPTION + HEAD + ROWS + piece)
    printed = [cell for row in found.baris for cell in row.sel if cell.teks == "81,00"]
    assert {cell.status for cell in printed} <= {"ragu"}
    # moved as well: nothing tells where it belongs
    found = read(tmp_path, CAPTION + HEAD + ROWS + piece.replace("\t%\t", "\t\t\t\t%\t"))
    assert "81,00" not in [cell.teks for row in found.baris for cell in row.sel]
    assert "tabel tanpa kepala yang dikenal" in found.luput.values()


def test_nothing_else_confirms_a_piece(tmp_path):
    head = "No\tIndikator Kinerja\tSatuan\tTarget\n"
    rows = "1\tAngka Harapan Hidup\tTahun\t70,54\n2\tCakupan imunisasi dasar\t%\t80,00\n"
    piece = "\n12\n\n3\tCakupan kunjungan ibu hamil\t\t%\t90,00\n"
    found = statuses(tmp_path, "Tabel 2.1 Perjanjian Kinerja Tahun 2024\n\n" + head + rows + piece)
    assert found[("kinerja", "target", 2024, "", "80,00")] == "pasti"
    assert found[("kinerja", "target", 2024, "", "90,00")] == "ragu"


def test_a_row_that_moved_is_put_back_or_stays_in_doubt(tmp_path):
    # the unit stands under the target: the row has moved by one
    moved = "3\tMeningkatnya layanan ibu\tCakupan kunjungan ibu hamil\t\t%\t90,00\t81,00\t90,00\n"
    found = cell_frame(read(tmp_path, CAPTION + HEAD + ROWS + moved))
    rows = found[found["nama"] == "Cakupan kunjungan ibu hamil"]
    assert dict(zip(rows["kolom"], rows["nilai"], strict=True))["realisasi"] == "81"
    # no room for it: nothing of it is sure
    short = "3\tMeningkatnya layanan ibu\tCakupan kunjungan ibu hamil\t\t%\t90,00\t81,00\n"
    found = cell_frame(read(tmp_path, CAPTION + HEAD + ROWS + short))
    assert not (found[found["nama"] == "Cakupan kunjungan ibu hamil"]["status"] == "pasti").any()


def test_a_yearly_plan_keeps_its_stages(tmp_path):
    text = (
        "Tabel 2.1 Perubahan RKPD Tahun 2024\n\n"
        "Kode\tProgram\tPagu RKPD 2024 (Rp)\tAPBD 2024 (Rp)\tPagu RKPD Perubahan 2024 (Rp)\n"
        "1.02.02\tProgram Upaya Kesehatan\t30.000.000\t32.000.000\t35.000.000\n"
    )
    frame = published(read(tmp_path, text))["terbitan_anggaran"]
    found = {row.tahap: (row.pagu_induk_rp, row.pagu_rp) for row in frame.itertuples()}
    assert found == {"": ("32000000", ""), "rkpd-perubahan": ("30000000", "35000000")}


MONEY = (
    "Tabel 3.3 Kinerja dan Anggaran Tahun 2024\n\n"
    "No\tSasaran\tIndikator Kinerja\tTarget\tRealisasi\t%\tPagu (Rp)\tRealisasi (Rp)\t%\n"
    "1\tMeningkatnya mutu\tIndeks mutu\t80,00\t72,00\t90,00\t30.000.000\t24.000.000\t80,00\n"
)


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("\t\tCakupan imunisasi\t50,00\t45,00\t90,00\t\t\t\n", "Meningkatnya mutu"),
        ("\t\tCakupan imunisasi\t50,00\t45,00\t90,00\t9.000.000\t8.100.000\t90,00\n", "Indeks mutu"),
    ],
)
def test_money_belongs_to_the_name_it_always_stands_with(tmp_path, row, name):
    found = cell_frame(read(tmp_path, MONEY + row))
    money = found[(found["isi"] == "anggaran") & (found["tercetak"] == "24.000.000")]
    assert money[["nama", "status"]].values.tolist() == [[name, "pasti"]]


def test_whose_money_it_is_stays_in_doubt_where_nothing_tells(tmp_path):
    found = cell_frame(read(tmp_path, MONEY))
    assert set(found[found["isi"] == "anggaran"]["status"]) == {"ragu"}


def test_shares_of_counts_in_a_table_nobody_knows(tmp_path):
    head = "No\tJenis Layanan\tJumlah Seluruhnya\tJumlah yang Dilayani\tPersentase (%)\n"
    rows = (
        "1\tIbu hamil\t200\t150\t75,00\n2\tIbu bersalin\t100\t90\t90,00\n3\tBayi baru\t40\t30\t75,00\n"
    )
    title = "Tabel 3.4 Layanan Tahun 2024\n\n"
    found = statuses(tmp_path, title + head + rows)
    assert found[("kinerja", "realisasi", 2024, "", "90,00")] == "pasti"
    assert found[("kinerja", "penyebut", 2024, "", "200")] == "pasti"
    # an achievement may be one of a target, or what is reached of a whole: it is not guessed
    told = head.replace("Persentase (%)", "Capaian (%)")
    assert not statuses(tmp_path, title + told + rows)
    # no arithmetic, no table
    assert not statuses(tmp_path, title + head + rows.replace("75,00", "70,00"))


def test_years_of_titles_that_stand_again_for_each_year(tmp_path):
    head = "Indikator Kinerja\tTarget 2023\tRealisasi\tCapaian\tTarget 2024\tRealisasi\tCapaian\n"
    row = "Angka Harapan Hidup\t70,10\t70,00\t99,86\t70,54\t70,20\t99,52\n"
    found = statuses(tmp_path, "Tabel 3.2 Perbandingan Kinerja\n\n" + head + row)
    assert found[("kinerja", "realisasi", 2023, "", "70,00")] == "pasti"
    assert found[("kinerja", "realisasi", 2024, "", "70,20")] == "pasti"


def test_a_part_of_a_year_is_not_a_year(tmp_path):
    for part, status in (("Triwulan II", "ragu"), ("Triwulan IV", "pasti")):
        caption = f"Tabel 3.1 Capaian Kinerja {part} Tahun 2024\n\n"
        found = statuses(tmp_path, caption + HEAD + ROWS)
        assert found[("kinerja", "realisasi", 2024, "", "72,00")] == status, part


def words(*lines: tuple) -> list[list[dict]]:
    """Return lines of words as pdfplumber gives them: (top, (x, text), …), each sign 5 wide."""
    return [
        [
            {"text": word, "x0": x + 5 * at, "x1": x + 5 * (at + len(word)), "top": top, "bottom": top + 10}
            for x, text in cells
            for at, word in _places(text)
        ]
        for top, *cells in lines
    ]


def _places(text: str) -> list[tuple[int, str]]:
    at, out = 0, []
    for word in text.split(" "):
        out.append((at, word))
        at += len(word) + 0.6
    return out


def test_a_table_without_rules_by_its_gaps():
    (table,) = find_plain(
        words(
            (0, (0, "No"), (40, "Indikator"), (160, "Target"), (220, "Realisasi")),
            (20, (0, "1"), (40, "Cakupan layanan"), (160, "80,00"), (220, "72,00")),
            (32, (40, "ibu hamil")),
            (52, (0, "2"), (40, "Angka kesakitan"), (160, "5,10"), (220, "4,90")),
            (72, (0, "3"), (40, "Cakupan imunisasi"), (160, "90,00"), (220, "91,00")),
            (92, (0, "Uraian di bawah ini menjelaskan capaian tabel tersebut dengan lengkap")),
        )
    )
    assert table.baris[0] == ["No", "Indikator", "Target", "Realisasi"]
    assert table.baris[1] == ["1", "Cakupan layanan\nibu hamil", "80,00", "72,00"]
    assert len(table.baris) == 4
    assert not table.gantung


def test_names_that_nothing_parts_stay_in_doubt():
    (table,) = find_plain(
        words(
            (0, (0, "No"), (40, "Indikator"), (160, "Target"), (220, "Realisasi")),
            (20, (0, "1"), (40, "Cakupan layanan"), (160, "80,00"), (220, "72,00")),
            (32, (40, "ibu hamil")),  # of the row above, or of the one below?
            (44, (0, "2"), (40, "Angka kesakitan"), (160, "5,10"), (220, "4,90")),
            (56, (0, "3"), (40, "Cakupan imunisasi"), (160, "90,00"), (220, "91,00")),
        )
    )
    assert {1, 2} <= table.gantung


def test_prose_and_a_list_of_names_are_no_table():
    assert not find_plain(
        words(
            (0, (0, "Kepala Dinas"), (200, "Sekretaris")),
            (20, (0, "Budi"), (200, "Ani")),
            (40, (0, "Pembina"), (200, "Penata")),
        )
    )


@pytest.mark.parametrize("layout", ["bappeda-klasik", "gaya-campur", "triwulan-lanskap-titik"])
def test_the_proposed_map_reads_what_the_reading_read(tmp_path, layout):
    from baca_laporan import write

    from lakip_analysis.latihan.buatan.laporan import make_report

    path = tmp_path / "laporan.txt"
    write(make_report(61, layout, "kesehatan", ()), "txt", path)
    bacaan = read_report(path)
    same = compare_map(bacaan, {"tabel": propose_tables(bacaan)})
    assert {name: counts[0] == counts[1] for name, counts in same.items()} == {
        "terbitan_kinerja": True,
        "terbitan_anggaran": True,
    }
    assert sum(count for _, count in same.values()) > 30


@pytest.mark.parametrize(
    ("layout", "kind"), [("bappeda-klasik", "txt"), ("gaya-campur", "docx"), ("pk-awal-dan-perubahan", "xlsx")]
)
def test_the_proposed_map_is_a_line_for_each_table_and_reads_what_was_read(tmp_path, layout, kind):
    """The folder that `lakip baca --peta` leaves, imported: row for row the tables written out."""
    from baca_laporan import write

    from lakip_analysis.latihan.buatan.laporan import make_report

    path, out = tmp_path / f"laporan.{kind}", tmp_path / "bacaan"
    write(make_report(62, layout, "pertanian", ()), kind, path)
    bacaan = read_report(path)
    write_reading(bacaan, path.name, out, peta=True)
    text, year = (out / "teks.txt").read_text(encoding="utf-8"), bacaan.dokumen.tahun
    peta = read_map(out / "peta-usulan.toml")
    made = import_document([out / "peta-usulan.toml"], text, partial(read_tables, out / "teks.txt", year))
    whole = read_rows(text, {"tabel": propose_tables(bacaan)})
    for name, make in (("terbitan_kinerja", published_kinerja), ("terbitan_anggaran", published_anggaran)):
        rows = make(whole, "laporan").sort_values("id", ignore_index=True)
        pd.testing.assert_frame_equal(made[name].sort_values("id", ignore_index=True), rows)
    short = [table for table in peta["tabel"] if "baca" in table["bagian"][0]]
    assert len(short) > len(peta["tabel"]) / 2
    lines = (out / "peta-usulan.toml").read_text(encoding="utf-8").count("\n")
    assert kind != "txt" or (len(short) == len(peta["tabel"]) and lines < len(short) + 10)


def test_a_table_that_the_text_reads_otherwise_is_written_out(tmp_path):
    """The numbered text lacks what the file knew: such a table is not left to a second reading."""
    from baca_laporan import write

    from lakip_analysis.latihan.buatan.laporan import make_report

    path = tmp_path / "laporan.txt"
    write(make_report(61, "bappeda-klasik", "kesehatan", ()), "txt", path)
    bacaan = read_report(path)
    own = propose_tables(bacaan)
    other = [table | {"bagian": [part | {"kolom": part["kolom"][::-1]} for part in table["bagian"]]} for table in own[:1]]
    made = tomllib.loads(propose_map(bacaan, [*other, *own[1:]]))
    assert [len(table.get("daftar", [])) or table["id"] for table in made["tabel"]] == [len(own) - 1, own[0]["id"]]
    assert made["tabel"][1]["bagian"] == own[0]["bagian"]


def test_figures_that_a_sentence_in_a_cell_tells_are_in_the_map(tmp_path):
    """A table of causes has no column of figures: its map names them one by one (it once broke off)."""
    path = tmp_path / "laporan.txt"
    path.write_text(
        "LAPORAN KINERJA TAHUN 2024\n\nNo\tSub kegiatan\tPenjelasan\n"
        "Sub Kegiatan Penyediaan Sandang\tBerhasil\tdengan realisasi 19 Orang dari target 20 Orang atau 95%\n"
        "Sub Kegiatan Penyediaan Pangan\tBerhasil\tdengan realisasi 41 Orang dari target 42 Orang atau 97,6%\n",
        encoding="utf-8",
    )
    bacaan = read_report(path)
    (table,) = propose_tables(bacaan)
    assert (table["tahun"], len(table["bagian"][0]["sel"])) == (2024, 6)
    assert compare_map(bacaan, {"tabel": [table]})["terbitan_kinerja"] == (2, 2)


@pytest.mark.parametrize("layout", ["gaya-campur", "lampiran-form", "pk-awal-dan-perubahan"])
def test_moved_columns_make_no_figure_wrong_without_a_word(tmp_path, layout):
    from baca_laporan import judge, write

    from lakip_analysis.latihan.buatan.laporan import draw_faults, make_report

    report = make_report(63, layout, "pertanian", draw_faults(63, layout, "pertanian"))
    path = tmp_path / "laporan.txt"
    write(report, "geser", path)
    count = judge(report, path)
    assert count["salah diam-diam"] == 0
    assert count["benar"] > 0.5 * count.total()

"""Columns that say little of themselves: ends of plans, means, names beside, years down the rows."""

import pytest

from lakip_analysis.membaca.baca import (
    cell_frame,
    describe_reading,
    published,
    read_report,
    unread_columns,
)
from lakip_analysis.membaca.rencana import end_of_plan
from lakip_analysis.membaca.rerata import is_mean_row, rows_meant
from lakip_analysis.membaca.tinjauan import render_review

COVER = "LAPORAN KINERJA INSTANSI PEMERINTAH\nDINAS PERUMAHAN\nKABUPATEN BELITUNG\nTAHUN 2024\n\n"
HOUSES, WATER = "Persentase rumah layak huni", "Indeks layanan air minum"


def cells(tmp_path, text: str) -> dict[tuple, tuple[str, str]]:
    """Return name, role, year and stage of each figure → its value and its status."""
    path = tmp_path / "laporan.txt"
    path.write_text(COVER + text, encoding="utf-8")
    return {
        (one.nama, one.kolom, one.tahun, one.tahap): (one.nilai, one.status)
        for one in cell_frame(read_report(path)).itertuples()
    }


# --- the end of a plan of several years

PLAN = "Rencana Strategis (Renstra) 2021-2026 menetapkan sasaran dinas.\n\n"
PATH = (
    "Tabel 2.1 Target Renstra\n\nNo\tIndikator Kinerja\tTarget 2024\tTarget 2025\tTarget 2026\n"
    f"1\t{HOUSES}\t80,5\t82,5\t85,5\n2\t{WATER}\t3,2\t3,3\t3,5\n\n"
)


def ends(title: str, label: str = "Tabel 3.4 Capaian terhadap Renstra") -> str:
    return (
        f"{label}\n\nNo\tIndikator Kinerja\tTarget 2024\tRealisasi 2024\t{title}\tCapaian (%)\n"
        f"1\t{HOUSES}\t80,5\t72,5\t85,5\t84,80\n2\t{WATER}\t3,2\t3,1\t3,5\t88,57\n"
    )


def test_an_end_target_without_a_year_is_of_the_last_year_of_the_one_plan(tmp_path):
    found = cells(tmp_path, PLAN + ends("Target Akhir Renstra"))
    assert found[(HOUSES, "target", 2026, "")] == ("85.5", "pasti")
    assert found[(HOUSES, "target", 2024, "")] == ("80.5", "pasti")
    # what its share is of, and of which year, its title does not say
    assert not [key for key in found if key[1] == "capaian"]


@pytest.mark.parametrize(
    "other",
    [
        "Renstra Kementerian Kesehatan Tahun 2020-2024 menjadi acuan.",
        "RPJMN 2020-2024 dan Rencana Strategis Kementerian 2020-2024 menjadi acuan.",
        "Renstra 2020-2024 Kementerian Sosial menjadi acuan.",
        "RPJMD Provinsi 2019-2024 menjadi acuan Renstra.",
    ],
)
def test_plans_of_others_say_nothing_of_the_end_of_the_own_one(tmp_path, other):
    alone = cells(tmp_path, other + "\n\n" + ends("Target Akhir Renstra"))
    assert (HOUSES, "target", 2024, "") in alone
    assert alone[(HOUSES, "target", 2024, "")] == ("80.5", "pasti")
    assert "85.5" not in {value for value, status in alone.values() if status == "pasti"}
    found = cells(tmp_path, PLAN + other + "\n\n" + ends("Target Akhir Renstra"))
    assert found[(HOUSES, "target", 2026, "")] == ("85.5", "pasti")


def test_what_is_reached_of_a_doubtful_end_target_is_doubtful(tmp_path):
    towards = ends("Target Akhir Renstra").replace(
        "Capaian (%)", "Capaian terhadap target akhir (%)"
    )
    sure = cells(tmp_path, PLAN + towards)
    assert sure[(HOUSES, "capaian", 2026, "")] == ("84.8", "pasti")
    two = cells(tmp_path, PLAN + "Renstra 2019-2024 telah berakhir.\n\n" + towards)
    assert {one[1] for key, one in two.items() if key[1] == "capaian"} == {"ragu"}


def test_an_end_target_waits_for_another_table_where_two_plans_are_named(tmp_path):
    two = PLAN + "Renstra 2019-2024 telah berakhir.\n\n"
    assert (
        cells(tmp_path, two + ends("Target Akhir Renstra"))[(HOUSES, "target", 2026, "")][1]
        != "pasti"
    )
    found = cells(
        tmp_path,
        PLAN
        + "RPJMD 2021-2026\n\n"
        + "Renstra 2019-2024\n\n"
        + PATH
        + ends("Target Akhir Renstra"),
    )
    assert found[(HOUSES, "target", 2026, "")] == ("85.5", "pasti")


def test_a_target_of_the_plan_is_no_end_target_where_nothing_speaks_of_the_end(tmp_path):
    found = cells(tmp_path, PLAN + ends("Target Renstra"))
    assert (HOUSES, "target", 2026, "") not in found
    near = "Membandingkan dengan Target Jangka Menengah\n\n"
    found = cells(
        tmp_path, PLAN + PATH + near + ends("Target Renstra", "Tabel 3.4 Target Jangka Menengah")
    )
    assert found[(HOUSES, "target", 2026, "")] == ("85.5", "pasti")


def test_what_is_reached_of_an_end_target_is_of_its_year(tmp_path):
    text = (
        "Tabel 3.4 Capaian terhadap Target Akhir\n\nNo\tIndikator Kinerja\tTarget 2024\tRealisasi 2024\tCapaian 2024 (%)\t"
        "Target Akhir Renstra (2026)\tCapaian 2024 terhadap target akhir Renstra 2026\n"
        f"1\t{HOUSES}\t80,5\t72,5\t90,06\t85,5\t84,80\n2\t{WATER}\t3,2\t3,1\t96,88\t3,5\t88,57\n"
    )
    found = cells(tmp_path, text)
    assert found[(HOUSES, "capaian", 2024, "")] == ("90.06", "pasti")
    assert found[(HOUSES, "capaian", 2026, "")] == ("84.8", "pasti")


@pytest.mark.parametrize(
    ("lines", "year", "expected"),
    [
        (["Renstra 2021-2026"], 2024, (2026, True)),
        (["Renstra 2021 s.d. 2026", "RPJMD Tahun 2021–2026"], 2024, (2026, True)),
        (["Renstra 2016-2021"], 2024, (None, False)),  # an earlier plan
        (["Tabel 2021-2026"], 2024, (None, False)),  # no plan
        (["Renstra 2021-2026"], None, (None, False)),
        (["Renstra 2020-2024", "Renstra 2024-2026", "Renstra 2024-2026"], 2024, (2026, False)),
    ],
)
def test_end_of_plan(lines, year, expected):
    assert end_of_plan(lines, year) == expected


# --- means

GOALS = "Tabel 3.2 Capaian Sasaran Tahun 2024\n\nNo\tTujuan/Sasaran\tJumlah Indikator\t{}\tPredikat\n1\tRumah layak\t2\t93,5\tBaik\n2\tAir minum\t1\t88,5\tBaik\n"


def test_the_mean_achievement_of_each_goal_is_its_achievement(tmp_path):
    found = cells(tmp_path, GOALS.format("Rata-rata Capaian Sasaran (%)"))
    assert found[("Rumah layak", "capaian", 2024, "")] == ("93.5", "pasti")
    # an achievement alone may itself be what was reached
    assert (
        cells(tmp_path, GOALS.format("Capaian Sasaran"))[("Rumah layak", "capaian", 2024, "")][1]
        == "ragu"
    )


SPENT = (
    "Tabel 3.9 Kinerja dan Anggaran Tahun 2024\n\n"
    "Program\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\tPagu (Rp)\tRealisasi (Rp)\tSerapan (%)\n"
    f"Program Perumahan\t{HOUSES}\t80\t72\t90,00\t500.000.000\t450.000.000\t90,00\n"
    f"Program Air Minum\t{WATER}\t4\t3\t75,00\t300.000.000\t240.000.000\t80,00\n"
)


@pytest.mark.parametrize(
    ("mean", "expected"),
    [
        # one cell to the left, all of the same rows
        ("Rata-rata\t\t\t82,50\t\t\t\t85,00", ("82.5", "pasti")),
        ("\t\t\tRata-rata\t\t82,50\t85,00\t", ("82.5", "pasti")),
        # one of the two is no mean: nobody knows what has moved
        ("Rata-rata\t\t\t82,50\t\t\t\t84,00", None),
        # figures of one row alone would be its copy, and are the mean of the last row
        ("Rata-rata\t\t\t75,00\t\t\t\t80,00", ("75", "pasti")),
        # more figures than columns of shares
        ("Rata-rata\t\t1\t82,50\t\t\t\t85,00", None),
    ],
)
def test_a_line_of_means_stands_under_what_it_is_the_mean_of(tmp_path, mean, expected):
    found = cells(tmp_path, SPENT + mean + "\n")
    assert found.get(("Rata-rata", "capaian", 2024, "")) == expected


def test_a_mean_is_one_of_the_same_rows_in_every_column():
    from decimal import Decimal as D

    one, two = [(D(90),), (D(75),)], [(D(90),), (D(80),)]
    assert rows_meant([one, two], [((D("82.5"),), D("0.05")), ((D(85),), D("0.5"))])
    # the mean of both rows beside that of the last one
    assert not rows_meant([one, two], [((D("82.5"),), D("0.05")), ((D(80),), D("0.5"))])
    assert not rows_meant([], [])
    assert is_mean_row(["", "Rata-rata capaian sasaran 2"])
    assert not is_mean_row(["Rata-rata lama sekolah"])  # an indicator


# --- two indicators of one row

LEFT = (
    "Tabel 3.7 Program Pendukung Tahun 2024\n\nIndikator Kinerja\tCapaian (%)\tProgram\tIndikator Program\tTarget\tRealisasi\tCapaian (%)\n"
    f"{HOUSES}\t90,06\tProgram Perumahan\tRumah yang diperbaiki\t100\t80\t80,00\n"
    "\t\tProgram Kawasan\tKawasan yang ditata\t10\t9\t90,00\n"
    f"{WATER}\t97,88\tProgram Air Minum\tSambungan rumah\t200\t190\t95,00\n"
)
OWN = f"Tabel 3.1 Capaian Tahun 2024\n\nNo\tIndikator Kinerja\tTarget\tRealisasi\tCapaian (%)\n1\t{HOUSES}\t80,5\t72,5\t90,06\n2\t{WATER}\t3,2\t3,1\t96,88\n\n"


def test_figures_of_another_indicator_of_the_row_are_a_row_of_its_own(tmp_path):
    found = cells(tmp_path, OWN + LEFT)
    assert found[(HOUSES, "capaian", 2024, "lain")] == ("90.06", "pasti")  # another table prints it
    assert found[(WATER, "capaian", 2024, "lain")] == (
        "97.88",
        "ragu",
    )  # there it is another figure
    assert found[("Kawasan yang ditata", "capaian", 2024, "")] == ("90", "pasti")
    assert ("Kawasan yang ditata", "capaian", 2024, "lain") not in found


# --- two indicators of one cell


def test_two_names_of_one_cell_are_two_indicators_where_both_are_known(tmp_path):
    both = f"Tabel 3.8 Program Tahun 2024\n\nKode\tProgram\tIndikator Kinerja\tTarget\tPagu (Rp)\n1.04.01\tProgram A\t{HOUSES} {WATER}\t80,5 3,2 % poin\t5.000.000.000\n"
    found = cells(tmp_path, OWN + both)
    assert found[(HOUSES, "target", 2024, "")] == ("80.5", "pasti")
    assert found[(WATER, "target", 2024, "")] == ("3.2", "pasti")
    unknown = cells(tmp_path, both)
    assert not [key for key in unknown if key[1] == "target" and unknown[key][1] == "pasti"]


# --- years down the rows

YEARS = "Tabel 3.5 Perkembangan {}\n\nTahun\tTarget\tRealisasi\tCapaian (%)\n2022\t74\t68,2\t92,16\n2023\t77\t70,1\t91,04\n2024\t80,5\t72,5\t90,06\n"


def test_rows_of_years_are_of_the_indicator_that_the_caption_names(tmp_path):
    found = cells(tmp_path, OWN + YEARS.format(HOUSES))
    assert found[(HOUSES, "realisasi", 2022, "")] == ("68.2", "pasti")
    assert found[(HOUSES, "target", 2023, "")] == ("77", "pasti")


@pytest.mark.parametrize(
    "caption",
    [
        "Perumahan",  # names none
        WATER,  # names another: no table prints any of its figures
    ],
)
def test_rows_of_years_are_not_sure_where_nothing_says_whose_they_are(tmp_path, caption):
    found = cells(tmp_path, OWN + YEARS.format(caption))
    assert not [key for key, (_, status) in found.items() if key[2] == 2022 and status == "pasti"]


SHARES = "Tabel 3.6 Perbaikan rumah\n\nTahun\tJumlah rumah\tJumlah rumah yang diperbaiki\t%\n2022\t841\t433\t51,49\n2023\t852\t467\t54,81\n2024\t861\t532\t{}\n"


def test_a_share_of_counts_by_years_is_called_after_what_is_counted(tmp_path):
    found = cells(tmp_path, SHARES.format("61,79"))
    assert found[("Persentase rumah yang diperbaiki", "realisasi", 2023, "")] == ("54.81", "pasti")
    assert not [key for key in cells(tmp_path, SHARES.format("71,79")) if key[1] == "realisasi"]


# --- another time, told by words alone

PLACES = "Persentase izin terbit"


def table(*rows: tuple[str, str, str, str], year: str = "") -> str:
    head = f"No\tIndikator Kinerja\tTarget{year}\tRealisasi{year}\tCapaian (%)\n"
    lines = ("\t".join((str(n), *row)) for n, row in enumerate(rows, 1))
    return head + "\n".join(lines) + "\n\n"


THIS = table(
    (HOUSES, "80,5", "72,5", "90,06"),
    (WATER, "3,2", "3,1", "96,88"),
    (PLACES, "60", "45", "75,00"),
    year=" 2024",
)
LAST = table(  # the same shares of other targets
    (HOUSES, "70,5", "63,49", "90,06"), (WATER, "3,1", "3,0", "96,88"), (PLACES, "40", "30", "75,00")
)
CHAPTER = "BAB III AKUNTABILITAS KINERJA TAHUN 2024\n\n"


@pytest.mark.parametrize(
    ("lead", "caption"),
    [
        ("", "Capaian Kinerja Tahun Lalu"),
        ("", "Capaian Kinerja Tahun Anggaran Sebelumnya"),
        ("", "Capaian Kinerja Tahun N-1"),
        ("", "Capaian Kinerja Tahun Pertama Renstra"),
        ("", "Capaian Kinerja T.A. Sebelumnya"),
        ("", "Capaian Kinerja Tahun Ini dan Tahun Lalu"),
        ("", "Prognosis Capaian Kinerja"),
        ("", "Capaian Kinerja Tahun Sebelumnya pada LKjIP 2024"),
        ("3.2 Capaian Tahun Lalu\n\nUraian satu.\n\nUraian dua.\n\nUraian tiga.\n\n", "Capaian"),
        ("Tabel ini kami muat. Capaian tahun sebelumnya adalah sebagai berikut.\n\n", "Capaian"),
    ],
)
@pytest.mark.parametrize("beside", ["", "Tabel 3.1 Capaian Tahun 2024\n\n" + THIS])
def test_words_for_another_time_take_a_table_out_of_the_year_of_the_report(
    tmp_path, lead, caption, beside
):
    found = cells(tmp_path, CHAPTER + beside + lead + f"Tabel 3.2 {caption}\n\n" + LAST)
    assert found.get((HOUSES, "realisasi", 2023, ""), ("", ""))[1] != "pasti"
    here = found.get((HOUSES, "realisasi", 2024, ""))
    assert here != ("63.49", "pasti") and bool(here) >= bool(beside)


def test_the_year_before_is_sure_where_another_table_prints_it(tmp_path):
    dated = LAST.replace("Target", "Target 2023").replace("Realisasi", "Realisasi 2023")
    last = "Tabel 3.2 Capaian Kinerja Tahun Lalu\n\n" + LAST
    found = cells(tmp_path, CHAPTER + f"Tabel 3.1 Capaian\n\n{dated}" + last)
    assert found[(HOUSES, "realisasi", 2023, "")] == ("63.49", "pasti")
    compared = "Tabel 3.2 Perbandingan Capaian dengan Tahun Lalu\n\n" + THIS
    assert cells(tmp_path, compared)[(HOUSES, "realisasi", 2024, "")] == ("72.5", "pasti")


def test_equal_shares_of_other_targets_date_no_table(tmp_path):
    first = "Tabel 3.1 Capaian Tahun 2024\n\n" + THIS
    path = tmp_path / "laporan.txt"
    path.write_text(COVER + CHAPTER + first + "Tabel 3.2 Capaian Dinas\n\n" + LAST, "utf-8")
    frame = cell_frame(read_report(path))
    second = frame[frame["tabel"].str.contains("3.2")]
    assert len(second) == 9 and not (second["status"] == "pasti").any()


# --- brackets


@pytest.mark.parametrize(
    ("row", "value", "status"),
    [
        (("60", "(45)", "75,00"), "45", "pasti"),  # the row proves it
        (("-60", "(45)", "75,00"), "-45", "pasti"),
        (("(60)", "(45)", "75,00"), "", "ragu"),  # two losses, or two figures in brackets
        (("60", "(45)", "82,00"), "", "ragu"),  # nothing does
        (("60", "45 (2023)", "75,00"), "45", "ragu"),
        (("60", "45 (s.d. Triwulan III)", "75,00"), "45", "ragu"),
        (("60", "45 (per Juni)", "75,00"), "45", "ragu"),
        (("60", "45 (angka tahun lalu)", "75,00"), "45", "ragu"),
        (("60", "45 (data BPS, 2024)", "75,00"), "45", "pasti"),
        (("60", "45 (50)", "83,33"), "45", "ragu"),
    ],
)
def test_what_stands_in_brackets_is_no_sure_loss_and_no_other_year(tmp_path, row, value, status):
    rows = [(HOUSES, "80,5", "72,5", "90,06"), (WATER, "3,2", "3,1", "96,88"), (PLACES, *row)]
    text = "Tabel 3.1 Capaian Tahun 2024\n\n" + table(*rows, year=" 2024")
    found = cells(tmp_path, text)
    assert found[(PLACES, "realisasi", 2024, "")] == (value, status)
    assert found[(HOUSES, "realisasi", 2024, "")] == ("72.5", "pasti")


def test_a_figure_in_brackets_is_published_as_its_row_proves_it(tmp_path):
    path = tmp_path / "laporan.txt"
    text = table((PLACES, "60", "(45)", "75,00"), (HOUSES, "60", "(45)", "82,00"), year=" 2024")
    path.write_text(COVER + "Tabel 3.1 Capaian Tahun 2024\n\n" + text, "utf-8")
    rows = published(read_report(path))["terbitan_kinerja"]
    assert rows["realisasi"].tolist() == ["45", ""]


# --- another unit, another region


@pytest.mark.parametrize(
    ("whose", "stage", "status"),
    [
        ("Puskesmas Gantung", "", "ragu"),
        ("Kecamatan Membalong", "", "ragu"),
        ("Provinsi Kepulauan Bangka Belitung", "pembanding", "pasti"),
        ("Kabupaten Belitung Timur", "pembanding", "pasti"),
        ("Kabupaten Belitung", "", "pasti"),
        ("Puskesmas Terakreditasi", "", "pasti"),
    ],
)
@pytest.mark.parametrize("rows", [YEARS.replace("{}", HOUSES + " {}"), "Tabel 3.5 Capaian {}\n\n" + THIS])
def test_a_caption_that_names_others_gives_the_dinas_no_sure_figure(
    tmp_path, whose, stage, status, rows
):
    found = cells(tmp_path, OWN + rows.format(whose))
    if "Tahun\t" in rows:
        assert found[(HOUSES, "realisasi", 2022, stage)] == ("68.2", status)
    else:
        assert found[(PLACES, "realisasi", 2024, stage)] == ("45", status)
    if status == "ragu":
        assert ("45", "pasti") not in found.values() and ("68.2", "pasti") not in found.values()


# --- figures under a column that is not theirs


@pytest.mark.parametrize("name", ["Rata-rata", "Persentase", "Rata-rata penyerapan"])
def test_a_mean_in_a_column_of_money_is_no_sure_rupiah(tmp_path, name):
    budget = (
        "Tabel 3.1 Realisasi Anggaran Tahun 2024\n\nNo\tProgram\tPagu (Rp)\tRealisasi (Rp)\t%\n"
        "1\tProgram Rumah\t1.000.000.000\t900.000.000\t90,00\n"
        "2\tProgram Air\t2.000.000.000\t1.500.000.000\t75,00\n"
    )
    found = cells(tmp_path, budget + f"\t{name}\t\t82,50\t\n")
    assert found[("Program Air", "realisasi", 2024, "")] == ("1500000000", "pasti")
    assert found.get((name, "realisasi", 2024, ""), ("", "ragu"))[1] == "ragu"


@pytest.mark.parametrize("title", ["Standar Nasional", "Nasional", "Rata-rata Nasional", "Batas"])
def test_an_achievement_right_of_figures_nobody_knows_is_not_the_dinas_own(tmp_path, title):
    text = (
        f"Tabel 3.1 Realisasi Kinerja Tahun 2024\n\nNo\tIndikator Kinerja\tRealisasi 2024\t{title}"
        f"\tCapaian (%)\n1\t{HOUSES}\t72,36\t74,00\t97,78\n2\t{WATER}\t85,49\t90,00\t94,99\n"
    )
    found = cells(tmp_path, text)
    assert found[(HOUSES, "realisasi", 2024, "")] == ("72.36", "pasti")
    assert not [key for key, one in found.items() if key[1] == "capaian" and one[1] == "pasti"]


@pytest.mark.parametrize(
    ("shares", "whose"),
    [
        (("90,06", "96,88", "75,00"), "left"),
        (("90,00", "80,00", "50,00"), "right"),
        (("91,50", "87,00", "61,00"), ""),
    ],
)
def test_one_achievement_of_two_indicators_belongs_to_the_one_that_gives_it(
    tmp_path, shares, whose
):
    left = [(HOUSES, "80,5", "72,5"), (WATER, "3,2", "3,1"), (PLACES, "60", "45")]
    right = [("Rumah terdata", "10", "9"), ("Sumur diuji", "50", "40"), ("Loket buka", "4", "2")]
    head = "Indikator Sasaran\tTarget\tRealisasi\tIndikator Program\tTarget\tRealisasi\tCapaian\n"
    rows = ("\t".join((*a, *b, c)) + "\n" for a, b, c in zip(left, right, shares, strict=True))
    found = cells(tmp_path, "Tabel 3.1 Capaian Kinerja Tahun 2024\n\n" + head + "".join(rows))
    sure = {key[0] for key, one in found.items() if key[1] == "capaian" and one[1] == "pasti"}
    names = {"left": {one[0] for one in left}, "right": {one[0] for one in right}, "": set()}
    assert sure == names[whose]


# --- what is not read is told

TWICE = (
    "Tabel 3.1 Capaian Kinerja\n\nNo\tIndikator Kinerja\tSatuan\tTarget 2024\tRealisasi 2024\tCapaian 2024\tCapaian\n"
    f"1\t{HOUSES}\tPersen\t80,0\t72,0\t90,00\t90,10\n2\t{WATER}\tIndeks\t3,2\t3,2\t100,00\t100,20\n"
)


@pytest.mark.parametrize(
    ("text", "listed"),
    [
        (TWICE, [("Capaian 2024", 2), ("Capaian", 2)]),
        # running numbers, words and a whole table of other things are no unread columns of it
        (TWICE.replace("\tCapaian\n", "\tCatatan\n").replace("\t90,10", "\tbaik").replace("\t100,20", "\tbaik"), []),
        # one cell of two is empty
        (TWICE.replace("\t90,10", "\t-"), [("Capaian 2024", 2), ("Capaian", 1)]),
    ],
)
def test_columns_of_figures_that_are_not_read_are_listed_with_the_reason(tmp_path, text, listed):
    cells(tmp_path, text)
    bacaan = read_report(tmp_path / "laporan.txt")
    found = unread_columns(bacaan)
    assert found[["kolom", "n_angka"]].values.tolist() == [list(one) for one in listed]
    screen, page = "\n".join(describe_reading(bacaan)), render_review(bacaan, "laporan.txt")
    for name, count in listed:
        assert f"1 kolom, {count} angka tidak dibaca: kolom “{name}”: dua kolom" in screen
        assert f"<td>{name}</td><td>{count}</td>" in page
    assert ("Semua baris dan kolom" in page) == (not listed)

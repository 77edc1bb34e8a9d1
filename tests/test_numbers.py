"""The reader of printed numbers: both styles, mixed; what is ambiguous stays ambiguous."""

import time
from decimal import Decimal as D

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.numbers import (
    NOISE,
    Angka,
    clean_cell,
    read_number,
    read_rupiah,
    round_half_up,
    share_digits,
    style_of,
    telling_digits,
)

NUMBERS = [  # text, decimal mark of the table, kind, value, way of reading
    ("7", None, "angka", "7", "bulat"), ("100", None, "angka", "100", "bulat"), ("0", None, "angka", "0", "bulat"), ("36317", None, "angka", "36317", "bulat"),
    ("30,00", None, "angka", "30.00", "koma"), ("27,68", None, "angka", "27.68", "koma"), ("0,12", None, "angka", "0.12", "koma"), ("0,123", None, "angka", "0.123", "koma"),
    ("0.123", None, "angka", "0.123", "titik"), ("98.5", None, "angka", "98.5", "titik"), ("136.00", None, "angka", "136.00", "titik"), ("1,5", None, "angka", "1.5", "koma"),
    ("1.234,5", None, "angka", "1234.5", "koma"), ("1,234.5", None, "angka", "1234.5", "titik"), ("1.234.567", None, "angka", "1234567", "koma"), ("1,234,567", None, "angka", "1234567", "titik"),
    ("17,223,156,800.00", None, "angka", "17223156800.00", "titik"), ("4.719.048.362", None, "angka", "4719048362", "koma"), ("1,001248041", None, "angka", "1.001248041", "koma"),
    ("1234.567", None, "angka", "1234.567", "titik"), ("1234,567", None, "angka", "1234.567", "koma"),
    ("1.234", None, "ambigu", None, "ambigu"), ("1,234", None, "ambigu", None, "ambigu"), ("12.500", None, "ambigu", None, "ambigu"), ("999,999", None, "ambigu", None, "ambigu"),
    ("1.234", "koma", "angka", "1234", "koma (tabel)"), ("1.234", "titik", "angka", "1.234", "titik (tabel)"), ("1,234", "titik", "angka", "1234", "titik (tabel)"), ("1,234", "koma", "angka", "1.234", "koma (tabel)"),
    ("98.5", "koma", "angka", "98.5", "titik"), ("98,5", "titik", "angka", "98.5", "koma"), ("1.125%", None, "ambigu", None, "ambigu"), ("1.125%", "koma", "angka", "1125", "koma (tabel)"),
    ("-0.42", None, "angka", "-0.42", "titik"), ("- 22.23", None, "angka", "-22.23", "titik"), ("-5,01", None, "angka", "-5.01", "koma"), ("−5,01", None, "angka", "-5.01", "koma"),
    ("–8,79", None, "angka", "-8.79", "koma"), ("(1.596.334.400,10)", None, "angka", "-1596334400.10", "koma"), ("(204.991.500)", None, "angka", "-204991500", "koma"),
    ("93,12%", None, "angka", "93.12", "koma"), ("93.12 %", None, "angka", "93.12", "titik"), ("100%", None, "angka", "100", "bulat"), ("1673%", None, "angka", "1673", "bulat"), ("95 %", None, "angka", "95", "bulat"),
    ("12 orang", None, "angka", "12", "bulat"), ("300KK", None, "angka", "300", "bulat"), ("26 orang/bulan", None, "angka", "26", "bulat"), ("9 (sembilan) lembaga", None, "angka", "9", "bulat"), ("2 Dokumen", None, "angka", "2", "bulat"),
    ("94.", None, "angka", "94", "bulat"), ("12,", None, "angka", "12", "bulat"), ("<b>93.12%</b>", None, "angka", "93.12", "titik"), ("**7**", None, "angka", "7", "bulat"), ("$274,98\\%$", None, "angka", "274.98", "koma"),
    ("1 : 27500", None, "rasio", "27500", "rasio"), ("1:36317", None, "rasio", "36317", "rasio"), ("1 : 27.500", None, "rasio", "27500", "rasio"),
    ("4,25-4,30", None, "rentang", None, "rentang"), ("4,25 – 4,30", None, "rentang", None, "rentang"), ("80-90", None, "rentang", None, "rentang"), ("80 s/d 90", None, "rentang", None, "rentang"),
    ("2020-2024", None, "periode", None, "periode"), ("2018 – 2023", None, "periode", None, "periode"),
    ("BB", None, "huruf", None, "huruf"), ("b", None, "huruf", None, "huruf"), ("B 69,50", None, "huruf", "69.50", "huruf"), ("A 80,71", None, "huruf", "80.71", "huruf"), ("BB 70", None, "huruf", "70", "huruf"),
    ("BB (kategori BB nilai 70)", None, "huruf", "70", "huruf"), ("Pratama", None, "ordinal", None, "ordinal"), ("Madya", None, "ordinal", None, "ordinal"), ("WTP", None, "ordinal", None, "ordinal"),
    ("", None, "kosong", None, "kosong"), ("-", None, "kosong", None, "kosong"), ("–", None, "kosong", None, "kosong"), ("---", None, "kosong", None, "kosong"), ("n/a", None, "kosong", None, "kosong"),
    ("N/A", None, "kosong", None, "kosong"), ("nihil", None, "kosong", None, "kosong"), ("belum rilis", None, "kosong", None, "kosong"), (None, None, "kosong", None, "kosong"), ("\xa0", None, "kosong", None, "kosong"),
    ("Sangat Tinggi", None, "teks", None, "teks"), ("1.1194.818.506.736", None, "teks", None, "teks"), ("391.808.9722", None, "teks", None, "teks"), ("Orang", None, "teks", None, "teks"), ("htb", None, "teks", None, "teks"),
    ("1.500 000", None, "teks", None, "teks"), ("12:30", None, "teks", None, "teks"), ("Lk=5", None, "teks", None, "teks"), ("1.234,567.8", None, "teks", None, "teks"),
    ("15.167.188.875.00", None, "angka", "15167188875.00", "sen"), ("15,167,188,875,00", None, "angka", "15167188875.00", "sen"),
]

RUPIAH = [
    ("Rp. 4.719.048.362,-", "4719048362"), ("Rp 107.370.000,00", "107370000.00"), ("Rp.4.547.899.730,-", "4547899730"), ("500.000", "500000"), ("500,000", "500000"), ("1,500", "1500"), ("12.500,00", "12500.00"),
    ("14,645,000", "14645000"), ("17,223,156,800.00", "17223156800.00"), ("54.019.000", "54019000"), ("4885.000", "4885000"), ("12,046.619", "12046619"), ("12.046,619", "12046619"), ("950", "950"), ("0", "0"),
    ("19.957.000", "19957000"), ("(1.137.134.998,25)", "-1137134998.25"), ("-5.000.000", "-5000000"), ("Rp12.500.000", "12500000"), ("Rp. 145.000,50", "145000.50"), ("2,700,000", "2700000"), ("746.050", "746050"),
    ("<b>8.958.628.052</b>", "8958628052"), ("3.359.123.306,00", "3359123306.00"), ("1.137.134.998.25", "1137134998.25"), ("62,495,500", "62495500"),
]


@pytest.mark.parametrize(("text", "decimal", "kind", "value", "way"), NUMBERS, ids=[f"{t!r} {d or ''}".strip() for t, d, *_ in NUMBERS])
def test_read_number(text, decimal, kind, value, way):
    found = read_number(text, decimal)
    assert (found.jenis, found.nilai, found.cara_baca) == (kind, None if value is None else D(value), way)


def test_at_least_sixty_cases():
    assert len(NUMBERS) >= 60
    assert len(RUPIAH) >= 25


@pytest.mark.parametrize(("text", "value"), RUPIAH, ids=[t for t, _ in RUPIAH])
def test_read_rupiah(text, value):
    assert read_rupiah(text).nilai == D(value)


@pytest.mark.parametrize("text", ["1.1194.818.506.736", "391.808.9722", "-", "Rp", "lima ratus"])
def test_an_amount_that_is_no_number_has_no_value(text):
    assert read_rupiah(text).nilai is None


def test_range_keeps_both_bounds_and_unit():
    found = read_number("80 – 90 %")
    assert (found.bawah, found.atas, found.satuan) == (D(80), D(90), "%")


@pytest.mark.parametrize("cell", ["1.234-5", "5-1.234", "1.234-1.300"])
def test_a_range_with_a_doubtful_bound_is_no_range(cell):
    assert read_number(cell) == Angka("ambigu", cara_baca="ambigu")


def test_letter_keeps_its_score_apart():
    assert (read_number("B 69,50").huruf, read_number("B 69,50").nilai) == ("B", D("69.50"))
    assert read_number("Pratama").huruf == "Pratama"


@pytest.mark.parametrize(("text", "unit"), [("12 orang", "orang"), ("93,1 %", "%"), ("26 orang/bulan", "orang/bulan"), ("7", "")])
def test_unit_behind_the_number(text, unit):
    assert read_number(text).satuan == unit


@pytest.mark.parametrize(
    ("cells", "style"),
    [(["99,50", "1.234", "7"], "koma"), (["99.5", "1.234"], "titik"), (["1.234", "12"], None), (["99,5", "99.5"], None), (["12.500.000"], "koma"), (["12,500,000"], "titik"), ([], None), (["-", "n/a"], None), (["4,25-4,30"], "koma")],
    ids=["decimal comma", "decimal point", "nothing shows", "a tie", "dots as thousands", "commas as thousands", "no cells", "only missing", "inside a range"],
)
def test_style_of(cells, style):
    assert style_of(cells) == style


def test_clean_cell_drops_only_conversion_markup():
    assert clean_cell(" <b>Rp.\xa0 5</b> **x** ") == "Rp. 5 x"


amounts = st.decimals(min_value=-10**12, max_value=10**12, places=2, allow_nan=False)


@settings(deadline=None, max_examples=80)
@given(value=amounts, english=st.booleans())
def test_a_number_written_with_grouping_is_read_back_exactly(value, english):
    text = f"{value:,.2f}"
    text = text if english else text.replace(",", "_").replace(".", ",").replace("_", ".")
    assert read_number(text, "titik" if english else "koma").nilai == value


@settings(deadline=None, max_examples=60)
@given(value=st.integers(min_value=0, max_value=10**13), english=st.booleans())
def test_whole_rupiah_is_read_back_in_either_style_without_being_told(value, english):
    text = f"{value:,}" if english else f"{value:,}".replace(",", ".")
    assert read_rupiah(text).nilai == value


@settings(deadline=None, max_examples=80)
@given(st.text(max_size=20))
def test_any_text_is_read_without_error(text):
    assert read_number(text).jenis in {"angka", "rentang", "rasio", "huruf", "ordinal", "kosong", "periode", "ambigu", "teks", "batas"}
    read_rupiah(text)


# --- cells that must not be read as their first number ---------------------------------------------------------------

AMBIGUOUS = ["1.234", "1,234", "12.345", "123,456", "-1.234", "1.234 orang", "Rp 5.000", "1.234,"]
GARBAGE = [
    "l00", "I00", "1,2,3", "1.23.4", "12.34.567", "1.234.5", "1.2,3", "5..5", "5,.5", ",5", ".722.543.361,00", "391.808.9722", "5 000", "5/10",
    "12:30", "2 : 5", "2023/2024", "ke-2", "± 5", "minus 5", "AB", "F", "Predikat BB", "#DIV/0!", "½", "per 10.000", "(-5)",
]
DOUBTFUL = ["1O0", "1OO %", "-(5)", "4-5 dari 7", "-5 - 5", "2019-2020-2021", "5<br>6", "1e5", "1 : 2.3.4"]
WHOLE_CELL = [  # two quantities, a date, a deviation, foreign marks, half a bracket: no part of these is the value
    "11 jenis; 50.000 lembar", "12 orang, 3 laporan", "31 Maret 2019", "28 Maret", "5 Des", "3±1", "1.23E+05", "12'345", "1’234", "1_000", "1|2", "1٬234", "5٫5", "5½",
    "5-", "(5", "5)", "5 dari 10", "1,49 21 km", "5 orang 3 kali", "2 x 3",
]
BOUNDS = [("≥95", "95", ""), (">= 95,5 %", "95.5", "%"), ("≤ 5 %", "5", "%"), ("<15 menit", "15", "menit"), ("> 5", "5", ""), ("minimal 80", "80", ""), ("Maks. 7 hari", "7", "hari"), ("paling sedikit 12 kali", "12", "kali")]
SCALED = [("Rp 1,5 T", 1_500_000_000_000), ("Rp5 M", 5_000_000_000), ("5jt", 5_000_000), ("5 rb", 5_000), ("2,5 mlr", 2_500_000_000), ("-5 juta", -5_000_000), ("Rp 5 juta (lima juta rupiah)", 5_000_000), ("5 ribu juta", None), ("5 juta lebih", None), ("1.234 M", None)]
UNITS = [("120 m2", "120", "m2"), ("2,5 km²", "2.5", "km²"), ("7 PM10", "7", "PM10"), ("12 desa", "12", "desa"), ("5 sepeda", "5", "sepeda"), ("4,45 per 10.000 penduduk", "4.45", "per 10.000 penduduk"), ("1,49 (21 km)", "1.49", "(21 km)"), ("99,50 %", "99.50", "%"), ("12bulan", "12", "bulan"), ("4 (empat) dokumen", "4", "(empat) dokumen"), ("71,91 (Indikator Negatif)", "71.91", "(Indikator Negatif)"), ("Rp. 5.000.000,-", "5000000", ""), ("5.000.000.-", "5000000", "")]


@pytest.mark.parametrize("cell", AMBIGUOUS, ids=repr)
def test_lone_separator_with_three_digits_stays_ambiguous(cell):
    assert read_number(cell) == Angka("ambigu", cara_baca="ambigu")
    assert {read_number(cell, style).jenis for style in ("koma", "titik")} == {"angka"}


@pytest.mark.parametrize("cell", GARBAGE, ids=repr)
@pytest.mark.parametrize("style", [None, "koma", "titik"])
def test_what_is_no_number_gets_no_number(cell, style):
    assert read_number(cell, style) == Angka("teks", cara_baca="teks")


@pytest.mark.parametrize("cell", WHOLE_CELL, ids=repr)
@pytest.mark.parametrize("style", [None, "koma", "titik"])
def test_only_a_whole_cell_is_a_number(cell, style):
    assert read_number(cell, style) == Angka("teks", cara_baca="teks")


@pytest.mark.parametrize(("cell", "value", "unit"), BOUNDS, ids=[cell for cell, *_ in BOUNDS])
def test_a_bound_is_known_as_one(cell, value, unit):
    found = read_number(cell)
    assert (found.jenis, found.nilai, found.satuan) == ("batas", D(value), unit)


@pytest.mark.parametrize(("cell", "value"), SCALED, ids=[cell for cell, _ in SCALED])
def test_a_short_scale_is_multiplied_out_or_the_amount_is_not_read(cell, value):
    assert read_rupiah(cell).nilai == value


@pytest.mark.parametrize("cell", ["<b" * 50_000, "5 " + "a" * 20_000 + "1", "5 " + "a1 " * 7_000 + "±", "1" * 20_000 + "x", "5 " + "(" * 20_000, "1." * 10_000])
def test_no_cell_takes_long(cell):
    """A whole second is far from the milliseconds it takes; a quadratic reader needed sixteen seconds."""
    start = time.process_time()
    read_number(cell)
    read_rupiah(cell)
    assert time.process_time() - start < 1


@pytest.mark.parametrize("cell", DOUBTFUL, ids=repr)
def test_a_doubtful_cell_is_not_read_as_its_first_number(cell):
    found = read_number(cell)
    assert (found.jenis in ("teks", "ambigu", "rentang", "kosong"), found.nilai) == (True, None)


@pytest.mark.parametrize(("cell", "low", "high"), [("4-5 orang", 4, 5), ("10 s/d 20 dokumen", 10, 20)], ids=["orang", "dokumen"])
def test_range_with_a_unit_is_not_its_lower_bound(cell, low, high):
    found = read_number(cell)
    assert found.nilai is None
    assert (found.bawah, found.atas) in ((low, high), (None, None))


@pytest.mark.parametrize(("cell", "value"), [("Rp 5 juta", 5_000_000), ("5,5 miliar rupiah", 5_500_000_000), ("Rp. 2,25 Milyar", 2_250_000_000), ("1.234 juta", None), ("0,500", D("0.500"))])
def test_a_scale_in_words_is_multiplied_out(cell, value):
    assert read_rupiah(cell).nilai == value


def test_a_range_of_rupiah_is_not_its_lower_bound():
    assert read_rupiah("Rp 1.000 s/d 2.000").nilai is None


def test_years_joined_by_words_are_a_period_too():
    assert read_number("2018 s/d 2023").jenis == "periode"


def test_ratio_with_a_lone_comma_is_not_guessed():
    """`1 : 27,500` is 27 500 in a table of points; a silent default reads 27,5."""
    assert read_number("1 : 27,500").nilai is None


@pytest.mark.parametrize(("cell", "value", "unit"), UNITS, ids=[cell for cell, *_ in UNITS])
def test_units(cell, value, unit):
    found = read_number(cell)
    assert (found.jenis, str(found.nilai), found.satuan) == ("angka", value, unit)


def printed(value: D, style: str) -> str:
    """Write a number as a report of that style does."""
    return f"{value:,f}" if style == "titik" else f"{value:,f}".translate(str.maketrans(",.", ".,"))


numbers = st.integers(0, 6).flatmap(lambda n: st.decimals(min_value=-(10**9), max_value=10**9, places=n))


@settings(deadline=None, max_examples=60)
@given(value=numbers, style=st.sampled_from(["koma", "titik"]))
def test_a_number_written_in_a_style_is_read_back_in_it(value, style):
    found = read_number(printed(value, style), style)
    assert (found.jenis, found.nilai) == ("angka", value)


@settings(deadline=None, max_examples=60)
@given(text=st.text("0123456789.,-() %:/abB", max_size=14), style=st.sampled_from([None, "koma", "titik"]))
def test_any_text_of_signs_and_digits_is_read_and_only_an_angka_must_have_a_value(text, style):
    found = read_number(text, style)
    assert (found.nilai is not None) >= (found.jenis in ("angka", "rasio"))


def test_made_strings_crash_no_reader_and_none_takes_long(capsys):
    """A small run of benchmarks/fuzz_angka.py, which makes 200,000 and more."""
    import runpy
    import sys
    from pathlib import Path

    path = Path(__file__).parents[1] / "benchmarks" / "fuzz_angka.py"
    arguments, sys.argv = sys.argv, [str(path), "4000"]
    try:
        runpy.run_path(str(path), run_name="__main__")
    finally:
        sys.argv = arguments
    assert "4000 strings, two readers: 0 crashes" in capsys.readouterr().out


NEAR = st.builds(lambda whole, part, sign: whole + sign * part, st.integers(-2, 103), st.sampled_from([0.0, 1e-12, 1e-6, 0.004, 0.0049999, 0.005, 0.0050001, 0.0099999, 0.01, 0.0100001, 0.3, 0.5]), st.sampled_from([-1, 1]))


@settings(deadline=None, derandomize=True, max_examples=300)
@given(NEAR | st.floats(-5, 105))
def test_digits_are_those_that_keep_a_value_from_a_whole_number(value):
    def told(bounds) -> int:
        if round(value, NOISE) == round(value) or round_half_up(value, 2) not in bounds:
            return 2
        return next((n for n in range(2, NOISE + 1) if round_half_up(value, n) != round(value)), 2)

    assert telling_digits(value) == told(range(-10, 200))
    assert share_digits(value) == told((0, 100))

"""Targets worth their name: other targets of the same data, what is met under them, and which categories hold."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.bahasa.nama import with_names
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.data.nilai_tahun import values_by_year
from lakip_analysis.tren import compute_trend, realised_series
from lakip_analysis.tren.layak import (
    compare_targets,
    count_rules,
    earlier_figures,
    find_tried,
    propose_targets,
)
from lakip_analysis.tren.view_layak import describe_layak, table_layak

SKALA = "permendagri-86"
LAIN = ["tahun_lalu", "langkah_median", "jalur", "sebaya"]


def kinerja_of(
    values, targets, polaritas="naik", satuan="%", indikator="a", **columns
) -> pd.DataFrame:
    """One row per year from 2019 on; a target of `a–b` is a range."""
    frame = pd.DataFrame(
        {
            "dinas": "d",
            "indikator": indikator,
            "nama_indikator": f"Nama {indikator}",
            "tahun": range(2019, 2019 + len(values)),
            "realisasi": values,
            "target": targets,
        }
    )
    ends = frame["target"].str.extract(r"^(.+)–(.+)$").astype(float)
    frame = frame.assign(
        polaritas=polaritas,
        satuan=satuan,
        jenis_target="angka",
        target_bawah=ends[0],
        target_atas=ends[1],
        data_tahun=np.nan,
        putus_deret="",
        putus_target="",
        dasar="",
        level="sasaran",
    )
    frame["target"] = frame["target"].mask(ends[0].notna(), "")
    return frame.assign(**columns)


def peers(**median) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {"indikator": name, "tahun": 2023, "keadaan": "dihitung", "median": value}
            for name, value in median.items()
        ],
        columns=["indikator", "tahun", "keadaan", "median"],
    )


def compared(*frames, tahun=2023, peringkat=None):
    """Return (layak, capaian of the year, ketahanan)."""
    kinerja = pd.concat(frames, ignore_index=True)
    capaian = compute_capaian(kinerja, skala=SKALA)
    year = capaian[capaian["tahun"] == tahun]
    known = kinerja[kinerja["tahun"] <= tahun]
    # the path to the end target needs the targets after the year too, the figures do not
    path = kinerja.assign(realisasi=kinerja["realisasi"].mask(kinerja["tahun"] > tahun, ""))
    ranks = peers() if peringkat is None else peringkat
    made = propose_targets(
        year, values_by_year(known), realised_series(known), compute_trend(path), ranks
    )
    layak = compare_targets(year, made)
    return layak, year, count_rules(year, layak, SKALA)


def others(layak) -> dict:
    shown = layak[layak["pilihan"] != "tercetak"]
    return dict(zip(shown["pilihan"], shown["target_layak"], strict=True))


FIVE, NONE = ["50", "52", "54", "56", "60"], [""] * 4
PROPOSED = [
    # what, values 2019–2023, targets, columns, the other targets
    (
        "a step and the figure before",
        FIVE,
        [*NONE, "55"],
        {},
        {"tahun_lalu": "56", "langkah_median": "58"},
    ),
    (
        "less is better",
        [*"98765"],
        [*NONE, "7"],
        {"polaritas": "turun"},
        {"tahun_lalu": "6", "langkah_median": "5"},
    ),
    (
        "more is better and it fell: no step",
        ["60", "58", "56", "54", "60"],
        [*NONE, "55"],
        {},
        {"tahun_lalu": "54"},
    ),
    (
        "less is better and it rose: no step",
        [*"34567"],
        [*NONE, "7"],
        {"polaritas": "turun"},
        {"tahun_lalu": "6"},
    ),
    (
        "a step of nought is no step back",
        ["5", "5", "5", "5", "6"],
        [*NONE, "5"],
        {},
        {"tahun_lalu": "5", "langkah_median": "5"},
    ),
    (
        "a step beyond the limit of the unit",
        ["80", "90", "95", "99", "99"],
        [*NONE, "99"],
        {},
        {"tahun_lalu": "99"},
    ),
    (
        "a ratio 1:n",
        ["1:100", "1:110", "1:120", "1:130", "1:150"],
        [*NONE, "1:125"],
        {"satuan": "rasio", "jenis_target": "rasio"},
        {"tahun_lalu": "1:130", "langkah_median": "1:140"},
    ),
    (
        "a grade",
        ["C", "CC", "B", "BB", "BB"],
        [*NONE, "A"],
        {"satuan": "predikat AKIP"},
        {"tahun_lalu": "BB"},
    ),
    (
        "a range",
        ["5", "6", "7", "6", "5"],
        [*NONE, "4–6"],
        {"polaritas": "rentang"},
        {"tahun_lalu": "6"},
    ),
    (
        "below nought",
        ["-9", "-8", "-7", "-6", "-2"],
        [*NONE, "-4"],
        {"satuan": "poin lain"},
        {"tahun_lalu": "-6", "langkah_median": "-5"},
    ),
    (
        "one figure before has no step",
        ["", "", "", "56", "60"],
        [*NONE, "55"],
        {},
        {"tahun_lalu": "56"},
    ),
    ("no figure before", ["", "", "", "", "60"], [*NONE, "55"], {}, {}),
    (
        "a gap counts its years",
        ["50", "", "54", "56", "60"],
        [*NONE, "55"],
        {},
        {"tahun_lalu": "56", "langkah_median": "58"},
    ),
    (
        "a new definition in the year",
        FIVE,
        [*NONE, "55"],
        {"putus_deret": ["", "", "", "", "per keluarga"]},
        {},
    ),
    (
        "steps only since the new definition",
        ["9", "90", "52", "54", "60"],
        [*NONE, "55"],
        {"putus_deret": ["", "", "per keluarga", "", ""]},
        {"tahun_lalu": "54"},
    ),
    (
        "the straight way ahead",
        ["40", "41", "42", "43", "60"],
        [*NONE, "45", "50"],
        {},
        {"tahun_lalu": "43", "langkah_median": "44", "jalur": "48"},
    ),
    (
        "the straight way lies behind",
        ["40", "44", "48", "52", "60"],
        [*NONE, "45", "50"],
        {},
        {"tahun_lalu": "52", "langkah_median": "56"},
    ),
    (
        "less is better, the way ahead",
        ["50", "49", "48", "47", "40"],
        [*NONE, "45", "40"],
        {"polaritas": "turun"},
        {"tahun_lalu": "47", "langkah_median": "46", "jalur": "42"},
    ),
    (
        "less is better, the way behind",
        ["50", "46", "42", "38", "40"],
        [*NONE, "45", "40"],
        {"polaritas": "turun"},
        {"tahun_lalu": "38", "langkah_median": "34"},
    ),
    (
        "a step for every year since the figure before",
        ["50", "52", "54", "", "60"],
        [*NONE, "55"],
        {},
        {"tahun_lalu": "54", "langkah_median": "58"},
    ),
    (
        "a late figure is held against its own year",
        ["50", "52", "54", "56", "60"],
        [*NONE, "55"],
        {"data_tahun": [np.nan, np.nan, np.nan, np.nan, 2022]},
        {"tahun_lalu": "54", "langkah_median": "56"},
    ),
    (
        "a late figure on the way of its own year",
        ["40", "41", "42", "", "60"],
        [*NONE, "45", "50"],
        {"data_tahun": [np.nan, np.nan, np.nan, np.nan, 2022]},
        {"tahun_lalu": "42", "langkah_median": "43", "jalur": "46"},
    ),
    (
        "the way beyond the limit of the unit",
        ["90", "91", "92", "93", "99"],
        [*NONE, "95", "110"],
        {},
        {"tahun_lalu": "93", "langkah_median": "94"},
    ),
    (
        "a figure before beyond the limit of the unit",
        ["", "", "", "104", "99"],
        [*NONE, "95"],
        {},
        {},
    ),
    (
        "a unit without that limit",
        ["", "", "", "104", "99"],
        [*NONE, "95"],
        {"satuan": "indeks"},
        {"tahun_lalu": "104"},
    ),
    (
        "a word of no ladder is no target",
        ["C", "CC", "B", "belum rilis", "BB"],
        [*NONE, "A"],
        {"satuan": "predikat AKIP"},
        {},
    ),
    ("nor is one of a number", ["", "", "", "belum dihitung", "60"], [*NONE, "55"], {}, {}),
    (
        "a unit of grades that names no ladder",
        ["", "", "", "B", "BB"],
        [*NONE, "A"],
        {"satuan": "predikat"},
        {"tahun_lalu": "B"},
    ),
    (
        "a count is whole: more",
        ["50", "53", "57", "61", "70"],
        [*NONE, "62", "80"],
        {"satuan": "orang"},
        {"tahun_lalu": "61", "langkah_median": "65", "jalur": "74"},
    ),
    (
        "a count is whole: at least the way",
        ["50", "53", "55", "58", "70"],
        [*NONE, "62", "", "80"],
        {"satuan": "orang"},
        {"tahun_lalu": "58", "langkah_median": "61", "jalur": "70"},
    ),
    (
        "a count is whole: fewer",
        ["58", "55", "53", "50", "40"],
        [*NONE, "48", "", "31"],
        {"satuan": "orang", "polaritas": "turun"},
        {"tahun_lalu": "50", "langkah_median": "47", "jalur": "40"},
    ),
    (
        "no count",
        ["58", "55", "53", "50.5", "40"],
        [*NONE, "48"],
        {"satuan": "indeks", "polaritas": "turun"},
        {"tahun_lalu": "50.5", "langkah_median": "48"},
    ),
]


@pytest.mark.parametrize(
    ("values", "targets", "columns", "expected"),
    [case[1:] for case in PROPOSED],
    ids=[case[0] for case in PROPOSED],
)
def test_other_targets_ask_for_no_step_back(values, targets, columns, expected):
    values = values + [""] * (len(targets) - len(values))
    columns = {
        name: value + [""] * (len(targets) - len(value)) if isinstance(value, list) else value
        for name, value in columns.items()
    }
    layak, *_ = compared(kinerja_of(values, targets, **columns))
    assert others(layak) == expected
    assert layak["pilihan"].iloc[0] == "tercetak"


def test_dinas_that_share_ids_are_each_as_alone():
    """`peers` without a column `dinas` hold for all."""
    given = {
        "one": (FIVE, [*NONE, "55", "70"], {}),
        "two": (["90", "88", "86", "80", "85"], [*NONE, "90", "60"], {"polaritas": "turun"}),
    }
    frames = {
        dinas: kinerja_of([*values, ""], targets, **columns).assign(dinas=dinas)
        for dinas, (values, targets, columns) in given.items()
    }
    together = compared(*frames.values())
    alone = [compared(frame) for frame in frames.values()]
    for found, *each in zip(together, *alone, strict=True):
        expected = pd.concat(each, ignore_index=True)
        pd.testing.assert_frame_equal(found.reset_index(drop=True), expected, check_dtype=False)
    assert set(together[0]["dinas"]) == {"one", "two"}


def test_the_median_of_other_regions_is_a_target_of_numbers_only():
    frames = [
        kinerja_of(FIVE, [*NONE, "55"]),
        kinerja_of(
            ["C", "B", "B", "BB", "BB"], [*NONE, "A"], satuan="predikat AKIP", indikator="b"
        ),
    ]
    layak, *_ = compared(*frames, peringkat=peers(a=61.5, b=80))
    assert layak.loc[
        layak["pilihan"] == "sebaya", ["indikator", "target_layak"]
    ].values.tolist() == [["a", "61.5"]]


def test_a_promise_that_repeats_another_or_cannot_be_judged_has_no_row():
    frames = [
        kinerja_of(FIVE, [*NONE, "55"], level="tujuan"),
        kinerja_of(FIVE, [*NONE, "55"], indikator="b", nama_indikator="Nama a"),
        kinerja_of([*FIVE[:4], ""], [*NONE, "55"], indikator="c"),
    ]
    assert set(compared(*frames)[0]["indikator"]) == {"a"}


COMPARED = [
    # what, values, printed target, columns, (achievement, met, met before) of tercetak, then of tahun_lalu
    (
        "met before its year began",
        ["50", "56", "60"],
        "55",
        {},
        (109.09, "ya", "ya"),
        (107.14, "ya", "ya"),
    ),
    ("not met before", ["50", "52", "60"], "55", {}, (109.09, "ya", "tidak"), (115.38, "ya", "ya")),
    (
        "exactly at it before",
        ["50", "55", "50"],
        "55",
        {},
        (90.91, "tidak", "ya"),
        (90.91, "tidak", "ya"),
    ),
    (
        "less is better",
        ["9", "6", "4"],
        "5",
        {"polaritas": "turun"},
        (120, "ya", "tidak"),
        (133.33, "ya", "ya"),
    ),
    (
        "inside the range before",
        ["9", "5", "7"],
        "4–6",
        {"polaritas": "rentang"},
        (np.nan, "tidak", "ya"),
        None,
    ),
    (
        "above the range before",
        ["9", "7", "5"],
        "4–6",
        {"polaritas": "rentang"},
        (np.nan, "ya", "tidak"),
        (np.nan, "tidak", "ya"),
    ),
    (
        "a ratio",
        ["1:90", "1:100", "1:150"],
        "1:125",
        {"satuan": "rasio", "jenis_target": "rasio"},
        (120, "ya", "tidak"),
        (150, "ya", "ya"),
    ),
    (
        "a grade met before",
        ["C", "BB", "B"],
        "BB",
        {"satuan": "predikat AKIP"},
        (np.nan, "tidak", "ya"),
        (np.nan, "tidak", "ya"),
    ),
    ("no figure before", ["", "", "60"], "55", {}, (109.09, "ya", ""), None),
    (
        "a new definition",
        ["50", "56", "60"],
        "55",
        {"putus_deret": ["", "", "per keluarga"]},
        (109.09, "ya", ""),
        None,
    ),
]


@pytest.mark.parametrize(
    ("values", "target", "columns", "printed", "before"),
    [case[1:] for case in COMPARED],
    ids=[case[0] for case in COMPARED],
)
def test_each_target_is_judged_and_whether_the_figure_before_had_met_it(
    values, target, columns, printed, before
):
    layak, *_ = compared(kinerja_of(values, ["", "", target], **columns), tahun=2021)
    rows = layak.set_index("pilihan")[["capaian_layak_persen", "tercapai_layak", "terpenuhi_lalu"]]

    def check(row, expected):
        assert tuple(row[1:]) == expected[1:]
        assert expected[0] != expected[0] or row[0] == pytest.approx(expected[0], abs=0.005)

    check(rows.loc["tercetak"].tolist(), printed)
    assert before is None or check(rows.loc["tahun_lalu"].tolist(), before) is None
    assert ("tahun_lalu" in rows.index) == (printed[2] != "")


def test_rules_are_targets_by_formulas_by_caps():
    """naik has one formula without a base, turun two; the caps are four."""
    only, two_formulas, other = (
        kinerja_of(["", "", "60"], ["", "", "55"], indikator="a"),
        kinerja_of(["", "", "4"], ["", "", "5"], "turun", indikator="b"),
        kinerja_of(["", "56", "60"], ["", "", "55"], indikator="c"),
    )
    *_, found = compared(only, two_formulas, other, tahun=2021)
    assert found[["indikator", "n_aturan", "n_tercapai", "n_target"]].values.tolist() == [
        ["a", 4, 1, 1],
        ["b", 8, 1, 1],
        ["c", 8, 2, 2],
    ]
    assert find_tried(found).tolist() == [False, True, True]


@pytest.mark.parametrize(
    ("before", "now", "target", "held"),
    [("60", "60", "60", 8), ("60", "60", "100", 4), ("100", "60", "60", 4)],
)
def test_a_category_holds_where_the_other_target_gives_it_too(before, now, target, held):
    *_, found = compared(kinerja_of(["", before, now], ["", "", target]), tahun=2021)
    assert found[["n_aturan", "n_bertahan"]].values.tolist() == [[8, held]]


def told(*frames, bahasa="id", tahun=2021):
    layak, _, ketahanan = compared(*frames, tahun=tahun)
    return describe_layak(layak, ketahanan, bahasa)


ASKED = kinerja_of(["50", "52", "60"], ["", "", "55"])
MET = kinerja_of(["50", "56", "60"], ["", "", "55"], indikator="b")
ALONE = kinerja_of(["", "", "60"], ["", "", "55"], indikator="c")
FIRST = [
    (
        [ASKED, MET, ALONE],
        "1 dari 2 target tercetak sudah terpenuhi oleh angka sebelumnya, sebelum tahunnya dimulai: Nama b.",
    ),
    (
        [ASKED, ALONE],
        "Tidak satu pun dari 1 target tercetak sudah terpenuhi oleh angka sebelumnya.",
    ),
    (
        [ALONE],
        "Apakah target tercetak sudah terpenuhi sebelum tahunnya dimulai tidak dapat disebut: angka sebelumnya tidak ada atau tidak dapat disandingkan.",
    ),
]


@pytest.mark.parametrize(("frames", "expected"), FIRST)
def test_the_first_sentence_answers_whether_the_target_asked_for_anything(frames, expected):
    assert told(*frames)[0] == expected


def test_the_first_sentence_counts_in_english():
    assert (
        told(MET, bahasa="en")[0]
        == "1 of 1 printed targets had already been met by the figure before, when its year began: Nama b."
    )


FIRM = [
    (
        [ALONE],
        [
            "Pada 1 janji hanya ada target tercetak dan satu rumus, jadi ketahanan kategorinya tidak dapat diuji."
        ],
    ),
    (
        [MET, ALONE],
        [
            "Kategori 1 dari 1 janji, yang padanya target lain",
            "Kategori ialah kelas pada skala",
            "Pada 1 janji hanya ada",
        ],
    ),
    (
        [MET],
        ["Kategori 1 dari 1 janji, yang padanya target lain", "Kategori ialah kelas pada skala"],
    ),
    (
        [kinerja_of(["", "100", "60"], ["", "", "60"])],
        [
            "Kategori 0 dari 1 janji",
            "Paling rapuh Nama a: bertahan di 4 dari 8 aturan.",
            "Kategori ialah kelas pada skala",
        ],
    ),
]


@pytest.mark.parametrize(("frames", "begins"), FIRM)
def test_a_category_is_called_firm_only_where_something_was_tried(frames, begins):
    said = [one for one in told(*frames) if "ategori" in one or "Paling rapuh" in one]
    assert [one[: len(start)] for one, start in zip(said, begins, strict=True)] == begins


@pytest.mark.parametrize(
    ("bahasa", "name", "alone"),
    [("id", "Nama c", "tidak dapat diuji"), ("en", "Name of c", "cannot be tested")],
)
def test_the_table_names_promises_in_the_language_of_the_reader(bahasa, name, alone):
    layak, capaian, ketahanan = compared(MET, ALONE, tahun=2021)
    table = table_layak(layak, ketahanan, capaian, with_names(bahasa, {"Nama c": "Name of c"}))
    row = next(row for row in table.baris if row[0] == name)
    assert row[-1] == alone
    assert table.baris[0][-1].startswith("8 ")


def test_without_a_promise_there_is_a_sentence_and_no_table():
    layak, capaian, ketahanan = compared(ALONE, tahun=2021)
    assert describe_layak(layak.iloc[:0], ketahanan.iloc[:0], "id") == [
        "Belum ada janji yang targetnya dapat dibandingkan."
    ]
    assert table_layak(layak.iloc[:0], ketahanan.iloc[:0], capaian, "id") is None


FIGURES = st.lists(st.tuples(st.sampled_from("ab"), st.integers(2018, 2024)), min_size=1, max_size=10, unique=True)


@settings(deadline=None, derandomize=True, max_examples=60)
@given(FIGURES, st.lists(st.tuples(st.sampled_from("abc"), st.integers(2017, 2025), st.sampled_from([None, 2019, 2022]), st.sampled_from(["", "ya"])), min_size=1, max_size=8))
def test_the_latest_earlier_figure_is_found_as_by_hand(figures, rows):
    nilai = pd.DataFrame([(name, year, f"{n}") for n, (name, year) in enumerate(figures)], columns=["indikator", "tahun", "nilai"])
    capaian = pd.DataFrame(rows, columns=["indikator", "tahun", "data_tahun", "putus_deret"])
    found = earlier_figures(capaian, nilai)
    for (name, year, late, broken), one in zip(rows, found.itertuples(), strict=True):
        before = [(when, n) for n, (who, when) in enumerate(figures) if who == name and when < (late or year)]
        if broken or not before:
            assert one.realisasi_lalu == "" and np.isnan(one.tahun_lalu)
        else:
            assert (one.tahun_lalu, one.realisasi_lalu) == (max(before)[0], f"{max(before)[1]}")

"""Words of claims with the reach of what denies them: what each text says, and what says nothing certain."""

import pytest

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.audit.words import (
    read_bound,
    read_direction,
    read_target,
    read_words,
    said,
    says_always,
)

UP, DOWN, STILL = {1}, {-1}, {0}


def test_a_phrase_means_one_thing_in_one_subject():
    rows = load_rules("kata_klaim")
    phrases = rows.assign(kata=rows["kata"].str.split("|")).explode("kata")
    assert (
        not phrases.duplicated(["pokok", "kata"]).any() and phrases["kata"].str.strip().ne("").all()
    )
    assert phrases["kata"].eq(phrases["kata"].str.lower()).all(), "a text is read in lower case"


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("naik", [""]),
        ("tidak naik", ["disangkal"]),
        ("tidak ada yang naik", ["ragu"]),
        ("tidak pernah lagi naik", ["disangkal"]),
        ("tidak, naik", [""]),
        ("tidak bagus tetapi naik", [""]),
        ("tidak hanya naik", [""]),
        ("tidak naik atau turun", ["disangkal", "disangkal"]),
        ("tidak naik dan turun", ["disangkal", "ragu"]),
        ("tidak naik dan tidak turun", ["disangkal", "disangkal"]),
        ("naik dan tidak turun", ["", "disangkal"]),
        ("bukan tidak naik", ["ragu"]),
        ("belum (100 %) naik", ["ragu"]),
        ("diharapkan kinerja naik, turun", [""]),
        ("untuk tahun ini naik", [""]),
        ("naik setelah turun", [""]),
    ],
)
def test_a_denial_reaches_the_next_word_that_says_something(text, states):
    assert [one.keadaan for one in said(read_words(text, "arah"))] == states


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("meningkat", UP),
        ("Kenaikan sebesar 14,78", UP),
        ("menurun 1,17% dari tahun 2023", DOWN),
        ("Tetap", STILL),
        ("tetap pada 80", STILL),
        ("sama seperti tahun lalu", STILL),
        ("tidak berubah", STILL),
        ("tidak mengalami perubahan", STILL),
        ("tanpa perubahan", STILL),
        ("berubah", {-1, 1}),
        ("tidak stagnan", {-1, 1}),
        ("tidak meningkat", {-1, 0}),
        ("belum mengalami kenaikan", {-1, 0}),
        ("tidak turun", {0, 1}),
        ("penurunan yang tidak terlalu signifikan", DOWN),
        ("tetap meningkat", UP),
        ("Setelah menurun, kembali naik", UP),
        ("sempat turun namun naik", UP),
        ("menurun dibandingkan kenaikan tahun lalu", DOWN),
    ],
)
def test_directions_that_are_said(text, signs):
    assert read_direction(text) == signs


@pytest.mark.parametrize(
    "text",
    [
        "",
        "baik",
        "tetap baik",
        "kerja sama",
        "pada saat yang sama",
        "naik turun",
        "penurunan lebih tinggi dari tahun lalu",
        "penurunan berhasil ditingkatkan",
        "perlu ditingkatkan",
        "akan naik",
        "upaya peningkatan",
        "tidak selalu naik",
        "tidak signifikan naik",
        "tidak semua turun",
        "turun tangan",
        "kinerja-naik-turun",
    ],
)
def test_directions_that_are_not_certain(text):
    assert read_direction(text) is None


@pytest.mark.parametrize(
    ("name", "text", "signs"),
    [
        ("Penurunan PMKS", "penurunan PMKS meningkat", UP),
        ("Penurunan PMKS", "penurunan tidak meningkat", {-1, 0}),
        ("Penurunan PMKS", "penurunan PMKS", None),
        ("Angka PMKS", "penurunan PMKS", DOWN),
        ("Angka PMKS", "penurunan meningkat", None),
    ],
)
def test_a_noun_in_the_name_of_the_indicator_is_no_direction(name, text, signs):
    assert read_direction(text, name) == signs


@pytest.mark.parametrize(
    ("text", "always"),
    [
        ("selalu naik", True),
        ("naik dari tahun ke tahun", True),
        ("naik dari tahun lalu", False),
        ("naik", False),
    ],
)
def test_every_year_or_the_ends(text, always):
    assert says_always(text) is always


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("sesuai dengan target tahun 2024", [("capaian", {0, 1})]),
        ("masih belum mencapai target", [("capaian", DOWN)]),
        ("tidak meleset", [("capaian", {0, 1})]),
        ("mencapai 95 %", []),
        ("mencapai target 95 %", [("capaian", {0, 1})]),
        ("diatas target sebesar 36%", [("terbuka", UP)]),
        ("capaian kinerja di bawah target", [("capaian", DOWN)]),
        ("angkanya tidak melebihi target kinerja", [("nilai", {-1, 0})]),
        ("melampaui target kinerja", [("terbuka", UP)]),
        ("akan tercapai", []),
        ("berjalan lancar", []),
        ("", []),  # a claim that ends in its number: "lebih dari 2"
        ("tidak semua target tercapai", None),
        ("tercapai tetapi di bawah target", None),
    ],
)
def test_what_is_said_of_a_target(text, says):
    assert read_target(text) == says


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("lebih dari 80 %", UP),
        ("di atas 80", UP),
        ("tidak di atas 80", {-1, 0}),
        ("kurang dari 80", DOWN),
        ("tidak kurang dari 80", {0, 1}),
        ("sekurang-kurangnya 80", {0, 1}),
        ("≥ 80", {0, 1}),
        ("maksimal 80", {-1, 0}),
        ("mencapai 80 %", STILL),
        ("tidak mencapai 80", DOWN),
        ("80 %", STILL),
        ("80 % lebih", UP),
        ("80 % ke bawah", {-1, 0}),
        ("80 % lebih tinggi dari tahun lalu", STILL),
        ("pada tahun 2023 lebih dari 80", UP),
        ("hampir 80", None),
        ("kurang lebih 80", None),
        ("lebih kurang 80", None),
        ("± 80", None),
        ("tidak hanya 80", None),
        ("tidak 80", None),
        ("75–80 %", None),
        ("80 s/d 85", None),
        ("antara 80 dan 85", None),
        ("tidak ada yang di bawah 80", None),
        ("ditargetkan lebih dari 80", None),
        ("di atas, 80 %", {0}),  # what a stop parts is of another clause
    ],
)
def test_bounds_of_a_number(text, signs):
    assert read_bound(text, "80") == signs


@pytest.mark.parametrize("text", ["peringkat naik", "kenaikan peringkat", "meningkat pesat dibanding target", "tidak mengalami kenaikan yang berarti", "tidak naik signifikan"])
def test_a_rank_a_distance_to_the_target_and_how_much_are_no_direction(text):
    assert read_direction(text) is None
    assert read_direction("meningkat signifikan") == frozenset({1})
    assert read_direction("naik", "Peringkat daya saing") is None

"""Codes → words: plural forms, missing keys and values, formats, and a language that is one more file."""

from pathlib import Path

import pytest

from lakip_analysis.bahasa import say as texts
from lakip_analysis.bahasa.kolom import heading
from lakip_analysis.bahasa.say import (
    FORMATS,
    codes,
    has_text,
    languages,
    load_texts,
    require_language,
    say,
    word,
)
from lakip_analysis.errors import RuleError

OWN = """
[sapi]
n = { id = "{n} sapi dari {semua}", en = { one = "{n} cow of {semua}", other = "{n} cows of {semua}" } }
uang = { id = "{biaya_rp:rp} per {satuan}", en = "{biaya_rp:rp} per {satuan}" }
arah = { id = "makin {arah:kata hala}", en = "getting {arah:kata hala}" }
janggal = { id = "{n:entah}", en = "{n:entah}" }

[hala]
"lebih baik" = { id = "lebih baik", en = "better" }

[kolom.id]
judul = { id = "Nomor", en = "Number" }
"""

JAVANESE = """
[sapi]
n = "{n} lembu saka {semua}"
arah = "saya {arah:kata hala}"

[hala]
"lebih baik" = "luwih apik"

[kolom.dinas]
judul = "Dhinas"
"""


@pytest.fixture
def own(tmp_path, monkeypatch) -> Path:
    """The texts of the project with some of our own, and Javanese as one more file."""
    (tmp_path / "kalimat_uji.toml").write_text(OWN, encoding="utf-8")
    (tmp_path / "kalimat.jv.toml").write_text(JAVANESE, encoding="utf-8")
    paths = [*texts._files(), *sorted(tmp_path.iterdir())]
    monkeypatch.setattr(texts, "_files", lambda: paths)
    for known in (languages, load_texts):
        known.cache_clear()
    yield tmp_path
    monkeypatch.undo()
    for known in (languages, load_texts):
        known.cache_clear()


@pytest.mark.parametrize(
    ("n", "bahasa", "said"),
    [
        (1, "en", "1 cow of 9"),
        (2, "en", "2 cows of 9"),
        (0, "en", "0 cows of 9"),
        (1, "id", "1 sapi dari 9"),
        (2, "jv", "2 lembu saka 9"),
    ],
)
def test_plural(own, n, bahasa, said):
    assert say("sapi.n", bahasa, n=n, semua=9) == said


def test_a_text_is_filled_from_a_row_and_named_values_come_first(own):
    row = {"biaya_rp": 1234567, "satuan": "orang"}
    assert say("sapi.uang", "id", row) == "Rp1.234.567 per orang"
    assert say("sapi.uang", "en", row, satuan="person") == "Rp1,234,567 per person"


def test_a_code_is_shown_as_its_word(own):
    assert [say("sapi.arah", b, arah="lebih baik") for b in ("id", "en", "jv")] == [
        "makin lebih baik",
        "getting better",
        "saya luwih apik",
    ]


def test_a_language_is_a_file(own):
    assert languages() == ("id", "en", "jv")
    assert require_language("jv") == "jv"
    assert heading("dinas", "jv") == "Dhinas"
    assert word("hala", "lebih baik", "jv") == "luwih apik"
    with pytest.raises(RuleError, match=r"Kalimat “sapi.uang” tidak ada dalam bahasa “jv”"):
        say("sapi.uang", "jv", biaya_rp=1, satuan="x")


def test_a_column_named_id_is_no_text(own):
    assert say("kolom.id.judul", "id") == "Nomor"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: say("sapi.kuda", "id"), "Kalimat “sapi.kuda” tidak ada dalam bahasa “id”"),
        (lambda: say("sapi.n", "id", n=1), "Kalimat “sapi.n” .id. memerlukan 'semua'"),
        (lambda: say("sapi.janggal", "id", n=1), "Bentuk “entah” tidak dikenal. Yang ada: "),
        (lambda: word("hala", "entah", "id"), "Kalimat “hala.entah” tidak ada"),
        (
            lambda: say("sapi.n", "fr", n=1, semua=2),
            "Bahasa “fr” tidak ada; pilih id atau en atau jv",
        ),
    ],
    ids=["key", "value", "format", "code", "language"],
)
def test_what_is_missing_is_named(own, call, message):
    with pytest.raises(RuleError, match=message):
        call()


@pytest.mark.parametrize(
    ("form", "value", "shown", "english"),
    [
        ("", 7, "7", "7"), ("angka", 1234.565, "1.234,57", "1,234.57"), ("angka0", 70.4, "70", "70"), ("angka1", 1.25, "1,3", "1.3"), ("halus", 0.0123, "0,0123", "0.0123"),
        ("cacah", 1200, "1.200", "1,200"), ("nilai", 70.1, "70,1", "70.1"), ("persen", 87.65, "87,65 %", "87.65%"), ("persen0", 87.65, "88 %", "88%"), ("persen1", 87.65, "87,7 %", "87.7%"),
        ("rp", 1500, "Rp1.500", "Rp1,500"), ("rp0", 1500.4, "Rp1.500", "Rp1,500"), ("rp_pendek", 4_719_048_362, "Rp4,72 miliar", "Rp4.72 billion"), ("tahun", 2024.0, "2024", "2024"),
        ("nama", "PROGRAM SOSIAL DAN ANAK", "Program Sosial dan Anak", "Program Sosial dan Anak"), ("persen", float("nan"), "–", "–"),
    ],
)
def test_formats(form, value, shown, english):
    assert (FORMATS[form](value, "id"), FORMATS[form](value, "en")) == (shown, english)


def test_codes_stand_in_the_order_of_the_file(own):
    assert codes("sapi") == ["n", "uang", "arah", "janggal"]
    assert codes("tidak_ada") == []
    assert has_text("sapi.n", "jv") and not has_text("sapi.uang", "jv")

"""Sentences of the chapter Tren: generated from the numbers, readable without statistics, whole for empty and all-missing frames."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lakip_analysis import chapters
from lakip_analysis.trend import (
    backtest_projection,
    compute_projection,
    compute_trend,
    compute_triwulan,
    latest_quarter,
    realised_series,
    summarize_backtest,
    target_points,
)
from lakip_analysis.trend import sentences as say

DATA = Path(__file__).parents[1] / "data"
BARE = re.compile(r"\b(nan|NaN|None|inf|NaT|Traceback)\b|<NA>")


def frame_of(values, polaritas="naik", satuan="%", tahun=2019, **columns) -> pd.DataFrame:
    frame = pd.DataFrame({"indikator": "a", "tahun": range(tahun, tahun + len(values)), "realisasi": [str(v) for v in values], "polaritas": polaritas, "satuan": satuan})
    defaults = {"dinas": "d", "nama_indikator": "Nama a", "jenis_target": "angka", "target": "", "target_bawah": np.nan, "target_atas": np.nan, "data_tahun": np.nan, "putus_deret": "", "putus_target": ""}
    return frame.assign(**(defaults | columns))


def trend_of(*frames) -> pd.DataFrame:
    rows = pd.concat(frames)
    return compute_trend(rows).merge(rows.drop_duplicates("indikator")[["indikator", "nama_indikator", "satuan", "jenis_target"]], on="indikator")


def sentence(values, n_diuji=1, **columns) -> str:
    frame = frame_of(values, **columns)
    return say.describe_deret(next(trend_of(frame).itertuples()), realised_series(frame), n_diuji)


DERET = [
    ("none", [""], {}, "Belum ada angka realisasi."),
    ("labels", ["Pratama"] * 3, {}, "Berupa jenjang tanpa angka, jadi arahnya tidak dihitung."),
    ("one", ["61.5"], {}, "Baru satu angka: 61,5 % (2019)."),
    ("two", [5, 6.5], {}, "Dari 5 % (2019) ke 6,5 % (2020): naik 1,5 poin. Dua tahun hanya menunjukkan naik atau turun, belum arah."),
    ("two equal", [5, 5], {}, "Dari 5 % (2019) ke 5 % (2020): tetap. Angkanya tidak pernah berubah."),
    ("three", [5, 6, 8], {"satuan": "indeks"}, "Dari 5 (2019) ke 8 (2021): naik 3. Arahnya cenderung membaik; dengan 3 tahun, kebetulan tidak dapat disingkirkan. Laju tengahnya +1,50 per tahun; 3 tahun terlalu sedikit untuk selang keyakinan 95 %."),
    ("less is better", [8, 6, 5], {"satuan": "indeks", "polaritas": "turun"}, "Dari 8 (2019) ke 5 (2021): turun 3. Makin rendah makin baik. Arahnya cenderung membaik; dengan 3 tahun, kebetulan tidak dapat disingkirkan. Laju tengahnya −1,50 per tahun; 3 tahun terlalu sedikit untuk selang keyakinan 95 %."),
    ("sure", [1, 2, 3, 4, 5], {}, "Dari 1 % (2019) ke 5 % (2023): naik 4 poin. Membaik: urutan seteratur ini muncul sekitar 2 dari 100 kali bila sebenarnya tidak ada arah, cukup jarang juga sesudah dihitung bahwa 1 indikator diuji sekaligus. Laju tengahnya +1,00 per tahun (selang keyakinan 95 %: +1,00 sampai +1,00)."),
    ("not sure", [2.1, 2.3, 2.2, 2.6, 2.9], {"satuan": "indeks"}, "Dari 2,1 (2019) ke 2,9 (2023): naik 0,8. Cenderung membaik: urutan seteratur ini muncul sekitar 8 dari 100 kali bila sebenarnya tidak ada arah, jadi belum pasti. Laju tengahnya +0,20 per tahun (selang keyakinan 95 %: −0,10 sampai +0,40, jadi naik dan turun sama-sama mungkin)."),
    ("unclear", [1, 9, 1, 9, 2], {"satuan": "indeks"}, "Dari 1 (2019) ke 2 (2023): naik 1. Tidak menentu: belum tiga dari empat pasangan tahun bergerak searah. Laju tengahnya +0,13 per tahun (selang keyakinan 95 %: −8,00 sampai +8,00, jadi naik dan turun sama-sama mungkin)."),
    ("a late figure", [5, 6, 6], {"data_tahun": [np.nan, np.nan, 2020]}, "Dari 5 % (2019) ke 6 % (2020): naik 1 poin. Dua tahun hanya menunjukkan naik atau turun, belum arah. Angka laporan tahun 2021 (6 %) tidak ikut: angka tahun 2020."),
    ("a new definition", [50, 5, 6], {"putus_deret": ["", "kini per keluarga", ""]}, "Dari 5 % (2020) ke 6 % (2021): naik 1 poin. Dua tahun hanya menunjukkan naik atau turun, belum arah. Angka laporan tahun 2019 (50 %) tidak ikut: sebelum deret putus: kini per keluarga."),
    ("a ratio", ["1:25675", "1:36317"], {"satuan": "rasio", "jenis_target": "rasio"}, "Dari 1 : 25.675 (2019) ke 1 : 36.317 (2020): naik 10.642. Dua tahun hanya menunjukkan naik atau turun, belum arah."),
]  # fmt: skip


@pytest.mark.parametrize(("values", "columns", "text"), [row[1:] for row in DERET], ids=[row[0] for row in DERET])
def test_sentence_under_the_figure(values, columns, text):
    assert sentence(values, **columns) == text


def test_many_tests_at_once_are_explained():
    """p of 1,7 % among nine others: not called sure, and the sentence says why."""
    flat = [frame_of([1, 2, 1, 2, 1], indikator=f"b{i}") for i in range(9)]
    row = next(trend_of(frame_of([1, 2, 3, 4, 5]), *flat).itertuples())
    text = say.describe_deret(row, realised_series(frame_of([1, 2, 3, 4, 5])), 10)
    assert "Cenderung membaik: urutan seteratur ini muncul sekitar 2 dari 100 kali bila sebenarnya tidak ada arah; karena 10 indikator diuji sekaligus, itu belum cukup untuk dipastikan." in text


@pytest.mark.parametrize(("p", "text"), [(0.0004, "kurang dari 1 dari 100 kali"), (0.0167, "sekitar 2 dari 100 kali"), (0.3333, "sekitar 33 dari 100 kali"), (1.0, "hampir selalu")])
def test_chance_in_words(p, text):
    assert say.describe_chance(p) == text


def test_no_bare_p_value_stands_anywhere_in_the_chapter():
    """What a reader sees of the chapter, in all four reports: no p, no alpha, no "signifikan", no name of a test without its meaning."""
    for path in sorted(DATA.glob("*/dinas.toml")):
        dinas, tahun = path.parent.name, int(re.search(r"\ntahun = (\d+)", path.read_text(encoding="utf-8"))[1])
        d = chapters.open_dinas(DATA, dinas, tahun)
        tren, ahead = chapters.tren_of(d, tahun), chapters.proyeksi_of(d, tahun)
        pieces = [chapters.say_tren(tren), chapters.show_tahun(d, tahun, tren, ahead), chapters.show_tabel_tren(d, tren), chapters.show_jalur(d, tren), chapters.show_proyeksi(d, tahun, ahead)]
        text = re.sub(r"<svg.*?</svg>|<[^>]*>", " ", " ".join(piece.data for piece in pieces), flags=re.DOTALL)
        assert not re.search(r"\bp\s*[=<>]|p-value|nilai p\b|signifikan|hipotesis|α", text, re.IGNORECASE)
        assert not BARE.search(text)


ALL_WORDS = {
    "naik_1": [1, 2, 3, 4, 5], "naik_2": [1, 2, 3], "turun_3": [1, 2, 3, 4, 5], "turun_4": [1, 2, 3], "naik_5": [4, 4, 4], "naik_6": [1, 3, 2], "naik_7": [1, 2], "naik_8": [2, 1], "naik_9": [1],
    "rentang_10": [1, 2, 3, 4, 5], "rentang_11": [3, 2, 1], "naik_12": [9, 1], "rentang_13": [1, 2, 3],
}  # fmt: skip


def test_summary_counts_every_indicator_once():
    """Whatever words `compute_trend` gives, the counts in the sentence add up to the number of indicators."""
    text = say.describe_tren(trend_of(*(frame_of(values, polaritas=name.split("_")[0], indikator=name) for name, values in ALL_WORDS.items())))
    head, body = re.match(r"Arah (\d+) indikator: (.*?)\.", text).groups()
    few = re.search(r"(\d+) indikator belum cukup data", text)[1]
    assert int(head) == len(ALL_WORDS)
    assert sum(map(int, re.findall(r"\d+", body))) + int(few) == len(ALL_WORDS)
    for word in ("1 membaik", "1 memburuk", "1 cenderung membaik", "1 cenderung memburuk", "1 tetap", "1 tidak menentu"):
        assert word in body
    assert "Mann–Kendall" in text


def test_summary_explains_the_test_only_when_it_was_used():
    assert "Mann–Kendall" not in say.describe_tren(trend_of(frame_of([1, 2, 3])))
    assert say.describe_tren(trend_of(frame_of([1]))) == "Arah 1 indikator: belum ada yang dapat disebut. 1 indikator belum cukup data (kurang dari dua tahun)."
    assert "1 angka tidak ikut dalam deretnya" in say.describe_tren(trend_of(frame_of([1, 2, 2], data_tahun=[np.nan, np.nan, 2020])))


def test_path_names_the_obsolete_the_flattering_and_the_never_done():
    past = frame_of([62, 64, 75, ""], indikator="past", nama_indikator="Usang", target=["", "", "", "70"])
    slow = frame_of([50, 51, 52, ""], indikator="slow", nama_indikator="Lambat", target=["", "", "", "60"])
    text = say.describe_jalur(trend_of(past, slow))
    assert text[0] == "Jalan ke target akhir dapat dinilai pada 2 dari 2 indikator: 1 sudah terlampaui, 1 tertinggal."
    assert text[1] == "Target akhir yang sudah terlampaui sebelum waktunya tidak lagi menuntut apa pun (usang): Usang."
    assert text[2].endswith("Contohnya Lambat: 87 % menurut ukuran itu, padahal 20 % jalan yang ditempuh.")
    assert text[3] == "Lambat perlu berubah +8,00 setiap tahun; langkah terbaik selama ini +1,00. Langkah sebesar itu belum pernah terjadi."
    assert say.describe_jalur(trend_of(frame_of([1]))) == ["Belum ada indikator yang jalannya ke target akhir dapat dinilai."]


def test_the_usual_measure_is_not_said_to_flatter_when_it_does_not():
    """From 100 down to 30 of 10: −100 % by the usual measure, 78 % of the way."""
    text = " ".join(say.describe_jalur(trend_of(frame_of([100, 80, 60, 30, ""], polaritas="turun", target=["", "", "", "", "10"]))))
    assert "mudah tampak tinggi" not in text


def test_moving_away_is_said_of_the_target():
    text = " ".join(say.describe_jalur(trend_of(frame_of([78.1, 78.06, "", ""], target=["", "", "", "79"]))))
    assert "angkanya justru bergerak menjauhi target" in text


def test_small_scales_keep_their_digits():
    assert "Laju tengahnya +0,0010 per tahun" in sentence([0.320, 0.321, 0.322, 0.323, 0.325], satuan="indeks")


def test_ladders_are_not_called_too_few_years():
    text = say.describe_tren(trend_of(frame_of(["Pratama", "Madya", "Nindya"])))
    assert text == "Arah 1 indikator: belum ada yang dapat disebut. 1 indikator berupa jenjang tanpa angka."


def test_projection_says_what_is_left_out_and_every_chance():
    frames = [frame_of([50, 51, 53, 52, 54, "", ""], target=[""] * 6 + ["60"]), frame_of([1, 2], indikator="b"), frame_of(["Pratama"], indikator="c", satuan="predikat APE")]
    projection = compute_projection(pd.concat(frames))
    text = say.describe_proyeksi(projection, pd.Series({"a": "Nama a"}))
    assert text[0] == "1 dari 3 indikator diproyeksikan; 1 punya kurang dari empat tahun dalam deretnya dan 1 berupa jenjang."
    assert "2020–2021" in text[2]
    chance = projection["peluang_persen"].dropna()
    assert text[3] == f"Nama a: peluang memenuhi target akhir tahun 2025 antara {chance.min():.0f} % dan {chance.max():.0f} %, tergantung modelnya."
    older = compute_projection(frame_of([50, 51, 53, 52], tahun=2012))
    assert "pandemi" not in " ".join(say.describe_proyeksi(older, pd.Series({"a": "Nama a"})))
    assert say.describe_proyeksi(compute_projection(frame_of([1])), pd.Series(dtype=str)) == ["0 dari 1 indikator diproyeksikan; 1 punya kurang dari empat tahun dalam deretnya."]


def test_back_test_in_words():
    test = summarize_backtest(backtest_projection(pd.concat([frame_of([1, 2, 3, 4, 5, 6]), frame_of([1, 2, 1, 3, 2, 2], indikator="b")])))
    text = say.describe_uji_ulang(test)
    assert text.startswith("Uji ulang: angka terakhir dari 2 deret disembunyikan lalu ditebak. Lebih dekat daripada sekadar mengulang angka terakhir: laju awal–akhir 1, garis tengah 1 dari 2.")
    assert say.describe_uji_ulang(test.iloc[:0]) == "Uji ulang tidak dapat dilakukan: tidak ada deret dengan lima angka."


def test_quarters_in_words():
    triwulan = pd.DataFrame({"indikator": ["a", "a", "b", "c", "d"], "tahun": 2024, "triwulan": [1, 2, 2, 4, 1], "target": "", "realisasi": ["5", "6", "4", "9", "Pratama"], "konsolidasi": ["jumlah", "jumlah", "rata_rata", "nilai_akhir", "nilai_akhir"]})
    kinerja = pd.DataFrame({"dinas": "d", "indikator": list("abcd"), "tahun": 2024, "target": ["20", "5", "10", "Madya"], "realisasi": ["", "", "9.5", ""], "polaritas": "naik"})
    text = say.describe_triwulan(latest_quarter(compute_triwulan(triwulan, kinerja)), pd.Series({name: f"Nama {name}" for name in "abcd"}))
    assert text == [
        "4 indikator diukur per triwulan: 1 sesuai laju, 1 meleset atau akan meleset, 1 berbeda dari angka setahun, 1 tidak dapat dinilai.",
        "Nama b: akan meleset (4 sampai triwulan 2, target setahun 5).",
        "Nama c: gabungan triwulan 9, tetapi angka setahun 9,5.",
    ]
    assert say.describe_triwulan(latest_quarter(compute_triwulan(triwulan.iloc[:0], kinerja)), pd.Series(dtype=str)) == ["Tidak ada data triwulan untuk tahun ini."]


def test_alternative_text_holds_every_number_of_the_figure():
    frame = frame_of([41.5, 43, 60], target=["50", "", "55"])
    row = next(trend_of(frame).itertuples())
    assert say.alt_deret(row, realised_series(frame), target_points(frame)) == "Grafik garis Nama a. Realisasi: 2019 41,5 %, 2020 43 %, 2021 60 %. Target: 2019 50 %, 2021 55 %."


@pytest.mark.parametrize("values", [["", ""], ["n/a"], ["Pratama", ""]], ids=["empty", "n/a", "label"])
def test_missing_values_make_whole_sentences(values):
    frame = frame_of(values)
    trend, ahead = trend_of(frame), compute_projection(frame)
    said = [sentence(values), say.describe_tren(trend), *say.describe_jalur(trend), *say.describe_proyeksi(ahead, pd.Series({"a": "Nama a"})), say.alt_deret(next(trend.itertuples()), realised_series(frame), target_points(frame))]
    assert all(text.strip() and not BARE.search(text) for text in said)

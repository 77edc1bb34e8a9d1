"""Sentences of the chapter Tren: generated from the numbers, readable without statistics, whole for empty and all-missing frames."""

import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from lakip_analysis.bahasa.say import has_text, languages
from lakip_analysis.data.catalogue import list_dinas, read_info, years_with_document
from lakip_analysis.laporan import open_report
from lakip_analysis.show.figure import Gambar
from lakip_analysis.tren import (
    backtest_projection,
    backtest_target,
    compute_projection,
    compute_trend,
    compute_triwulan,
    count_directions,
    latest_quarter,
    realised_series,
    summarize_backtest,
    summarize_target,
    target_points,
)
from lakip_analysis.tren.names import add_names
from lakip_analysis.tren.view_arah import ARAH, describe_chance, describe_tren, say_tren, table_tren
from lakip_analysis.tren.view_deret import alt_deret, describe_deret, figures_deret, table_deret
from lakip_analysis.tren.view_jalur import KEADAAN, describe_jalur, say_jalur, table_jalur
from lakip_analysis.tren.view_proyeksi import (
    describe_proyeksi,
    describe_uji_ulang,
    say_proyeksi,
    say_uji_ulang,
    table_proyeksi,
    table_uji_ulang,
)
from lakip_analysis.tren.view_putus import say_putus, table_putus
from lakip_analysis.tren.view_triwulan import GOLONGAN, describe_triwulan

DATA = Path(__file__).parents[1] / "data"
BARE = re.compile(r"\b(nan|NaN|None|inf|NaT|Traceback)\b|<NA>")


def frame_of(values, polaritas="naik", satuan="%", tahun=2019, **columns) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "indikator": "a",
            "tahun": range(tahun, tahun + len(values)),
            "realisasi": [str(v) for v in values],
            "polaritas": polaritas,
            "satuan": satuan,
        }
    )
    defaults = {
        "dinas": "d",
        "nama_indikator": "Nama a",
        "jenis_target": "angka",
        "target": "",
        "target_bawah": np.nan,
        "target_atas": np.nan,
        "data_tahun": np.nan,
        "putus_deret": "",
        "putus_target": "",
    }
    return frame.assign(**(defaults | columns))


def row_of(*frames):
    """The row of the first indicator with its name and unit, as the views of one indicator take it."""
    kinerja = pd.concat(frames)
    return next(add_names(compute_trend(kinerja), kinerja).itertuples())


def sentence(values, n_diuji=1, bahasa="id", **columns) -> str:
    frame = frame_of(values, **columns)
    return describe_deret(row_of(frame), realised_series(frame), n_diuji, bahasa)


def last_year(kinerja: pd.DataFrame) -> int:
    """The year of the last figure, which stands for the year of the report."""
    return int(compute_trend(kinerja)["tahun_akhir"].fillna(2024).max())


def path_of(*frames, bahasa="id") -> list[str]:
    kinerja = pd.concat(frames)
    return describe_jalur(compute_trend(kinerja), kinerja, bahasa)


DERET = [
    ("none", [""], {}, "Belum ada angka realisasi."),
    ("labels", ["Pratama"] * 3, {}, "Berupa jenjang tanpa angka, jadi arahnya tidak dihitung."),
    ("one", ["61.5"], {}, "Baru satu angka: 61,5 % (2019)."),
    (
        "two",
        [5, 6.5],
        {},
        "Dari 5,0 % (2019) ke 6,5 % (2020): naik 1,5 poin. Dua tahun hanya menunjukkan naik atau turun, belum arah.",
    ),
    (
        "two equal",
        [5, 5],
        {},
        "Dari 5 % (2019) ke 5 % (2020): tetap. Angkanya tidak pernah berubah.",
    ),
    (
        "three",
        [5, 6, 8],
        {"satuan": "indeks"},
        "Dari 5 (2019) ke 8 (2021): naik 3. Arahnya cenderung membaik; dengan 3 tahun, kata itu muncul sekitar 33 dari 100 kali bila sebenarnya tidak ada arah. Laju tengahnya +1,5 per tahun; 3 tahun terlalu sedikit untuk selang kepercayaan 95 %.",
    ),
    (
        "less is better",
        [8, 6, 5],
        {"satuan": "indeks", "polaritas": "turun"},
        "Dari 8 (2019) ke 5 (2021): turun 3. Makin rendah makin baik. Arahnya cenderung membaik; dengan 3 tahun, kata itu muncul sekitar 33 dari 100 kali bila sebenarnya tidak ada arah. Laju tengahnya −1,5 per tahun; 3 tahun terlalu sedikit untuk selang kepercayaan 95 %.",
    ),
    (
        "sure",
        [1, 2, 3, 4, 5],
        {},
        "Dari 1 % (2019) ke 5 % (2023): naik 4 poin. Membaik: urutan seteratur ini muncul sekitar 2 dari 100 kali bila sebenarnya tidak ada arah, cukup jarang juga sesudah dihitung bahwa 1 indikator diuji sekaligus. Laju tengahnya +1 per tahun (selang kepercayaan 95 %: +1 sampai +1).",
    ),
    (
        "not sure",
        [2.1, 2.3, 2.2, 2.6, 2.9],
        {"satuan": "indeks"},
        "Dari 2,1 (2019) ke 2,9 (2023): naik 0,8. Cenderung membaik: urutan seteratur ini muncul sekitar 8 dari 100 kali bila sebenarnya tidak ada arah, jadi belum pasti. Laju tengahnya +0,2 per tahun (selang kepercayaan 95 %: −0,1 sampai +0,4, jadi arah turun belum dapat disingkirkan).",
    ),
    (
        "unclear",
        [1, 9, 1, 9, 2],
        {"satuan": "indeks"},
        "Dari 1 (2019) ke 2 (2023): naik 1. Tidak menentu: belum tiga dari empat pasangan tahun bergerak searah. Laju tengahnya +0,1 per tahun (selang kepercayaan 95 %: −8,0 sampai +8,0, jadi arah turun belum dapat disingkirkan).",
    ),
    (
        "two within a printed unit",
        [5, 6],
        {},
        "Dari 5 % (2019) ke 6 % (2020): naik 1 poin. Perubahannya tidak lebih besar daripada ketelitian angkanya (1), jadi tidak dibaca sebagai arah.",
    ),
    (
        "within a last digit of 100",
        [100, 100, 100, 99.99],
        {},
        "Dari 100,00 % (2019) ke 99,99 % (2022): turun 0,01 poin. Perubahannya tidak lebih besar daripada ketelitian angkanya (0,01), jadi tidak dibaca sebagai arah.",
    ),
    (
        "half of the pairs equal",
        [100, 100, 100, 98.5],
        {},
        "Dari 100,0 % (2019) ke 98,5 % (2022): turun 1,5 poin. Tidak menentu: belum tiga dari empat pasangan tahun bergerak searah. Laju tengahnya −0,3 per tahun; 4 tahun terlalu sedikit untuk selang kepercayaan 95 %.",
    ),
    (
        "falling, rising not ruled out",
        [2.9, 2.6, 2.2, 2.3, 2.1],
        {"satuan": "indeks"},
        "Dari 2,9 (2019) ke 2,1 (2023): turun 0,8. Cenderung memburuk: urutan seteratur ini muncul sekitar 8 dari 100 kali bila sebenarnya tidak ada arah, jadi belum pasti. Laju tengahnya −0,2 per tahun (selang kepercayaan 95 %: −0,4 sampai +0,1, jadi arah naik belum dapat disingkirkan).",
    ),
    (
        "a late figure",
        [4, 6, 6],
        {"data_tahun": [np.nan, np.nan, 2020]},
        "Dari 4 % (2019) ke 6 % (2020): naik 2 poin. Dua tahun hanya menunjukkan naik atau turun, belum arah. Angka laporan tahun 2021 (6 %) tidak ikut: angka tahun 2020.",
    ),
    (
        "an own-year figure among late ones",
        [5, 6, 8],
        {"data_tahun": [np.nan, 2019, 2020]},
        "Dari 6 % (2019) ke 8 % (2020): naik 2 poin. Dua tahun hanya menunjukkan naik atau turun, belum arah. Angka laporan tahun 2019 (5 %) tidak ikut: laporan sesudahnya mencetak angka lain untuk tahun 2019.",
    ),
    (
        "a new definition",
        [50, 5, 7],
        {"putus_deret": ["", "kini per keluarga", ""]},
        "Dari 5 % (2020) ke 7 % (2021): naik 2 poin. Dua tahun hanya menunjukkan naik atau turun, belum arah. Angka laporan tahun 2019 (50 %) tidak ikut: sebelum deret putus (kini per keluarga).",
    ),
    (
        "two before one break: one sentence",
        [40, 50, 5],
        {"putus_deret": ["", "", "baru"]},
        "Baru satu angka: 5 % (2021). Angka laporan tahun 2019 (40 %), 2020 (50 %) tidak ikut: sebelum deret putus (baru).",
    ),
    (
        "a ratio",
        ["1:25675", "1:36317"],
        {"satuan": "rasio", "jenis_target": "rasio"},
        "Dari 1 : 25.675 (2019) ke 1 : 36.317 (2020): naik 10.642. Dua tahun hanya menunjukkan naik atau turun, belum arah.",
    ),
]


@pytest.mark.parametrize(
    ("values", "columns", "text"), [row[1:] for row in DERET], ids=[row[0] for row in DERET]
)
def test_sentence_under_the_figure(values, columns, text):
    assert sentence(values, **columns) == text


def test_the_same_sentence_in_english():
    assert (
        sentence([5, 6.5], bahasa="en")
        == "From 5.0% (2019) to 6.5% (2020): up by 1.5 points. Two years show only up or down, not yet a direction."
    )
    assert "up by 1 point." in sentence([5, 6], bahasa="en")
    assert (
        "Tending to improve: an order as regular as this comes up about 8 times in 100"
        in sentence([2.1, 2.3, 2.2, 2.6, 2.9], bahasa="en")
    )


def test_many_tests_at_once_are_explained():
    """p of 1,7 % among nine others: not called sure, and the sentence says why."""
    rising, flat = (
        frame_of([1, 2, 3, 4, 5]),
        [frame_of([1, 2, 1, 2, 1], indikator=f"b{i}") for i in range(9)],
    )
    text = describe_deret(row_of(rising, *flat), realised_series(rising), 10, "id")
    assert (
        "Cenderung membaik: urutan seteratur ini muncul sekitar 2 dari 100 kali bila sebenarnya tidak ada arah; karena 10 indikator diuji sekaligus, itu belum cukup untuk dipastikan."
        in text
    )


@pytest.mark.parametrize(
    ("p", "text"),
    [
        (0.0004, "kurang dari 1 dari 100 kali"),
        (0.0167, "sekitar 2 dari 100 kali"),
        (0.3333, "sekitar 33 dari 100 kali"),
        (1.0, "hampir selalu"),
    ],
)
def test_chance_in_words(p, text):
    assert describe_chance(p, "id") == text


@pytest.mark.parametrize("dinas", list_dinas(DATA))
@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_no_bare_p_value_stands_anywhere_in_the_chapter(dinas, bahasa, monkeypatch):
    """What a reader sees of the chapter: no p, no alpha, no "signifikan", no name of a test without its meaning."""
    monkeypatch.setattr(
        "lakip_analysis.tren.view_deret.plot_deret", lambda *_: None
    )  # the words around the figures are read
    monkeypatch.setattr(
        Gambar,
        "_repr_html_",
        lambda self: f"{self.keterangan} {self.rincian} {self.alt} {self.tabel._repr_html_()}",
    )
    tahun = years_with_document(read_info(DATA / dinas))[-1]
    laporan = open_report(DATA, dinas, tahun)
    kinerja, tren, proyeksi, indikator = (
        laporan.diketahui,
        laporan.tren,
        laporan.proyeksi,
        laporan.indikator,
    )
    titik, test, frequency = (
        realised_series(kinerja),
        summarize_backtest(backtest_projection(kinerja)),
        summarize_target(backtest_target(kinerja)),
    )
    pieces = [
        say_tren(tren, bahasa),
        figures_deret(kinerja, tren, bahasa),
        table_tren(tren, indikator, bahasa),
        say_putus(titik, laporan.putus, bahasa),
        table_putus(titik, laporan.putus, indikator, bahasa),
        say_jalur(tren, indikator, bahasa),
        table_jalur(tren, indikator, bahasa),
        say_proyeksi(proyeksi, frequency, indikator, tahun, bahasa),
        table_proyeksi(proyeksi, indikator, bahasa),
        say_uji_ulang(test, bahasa),
        table_uji_ulang(test, bahasa),
    ]
    text = re.sub(
        r"<svg.*?</svg>|<[^>]*>",
        " ",
        " ".join(piece._repr_html_() for piece in pieces if piece),
        flags=re.DOTALL,
    )
    assert not re.search(
        r"\bp\s*[=<>]|p-value|nilai p\b|signifi[kc]an|hipotesis|α", text, re.IGNORECASE
    )
    assert not BARE.search(text)


ALL_WORDS = {
    "naik_1": [1, 2, 3, 4, 5],
    "naik_2": [1, 2, 3],
    "turun_3": [1, 2, 3, 4, 5],
    "turun_4": [1, 2, 3],
    "naik_5": [4, 4, 4],
    "naik_6": [1, 3, 2],
    "naik_7": [1, 3],
    "naik_8": [3, 1],
    "naik_9": [1],
    "rentang_10": [1, 2, 3, 4, 5],
    "rentang_11": [3, 2, 1],
    "naik_12": [9, 1],
    "rentang_13": [1, 2, 3],
}


def test_summary_counts_every_indicator_once():
    """Whatever words `compute_trend` gives, the counts in the sentence add up to the number of indicators."""
    kinerja = pd.concat(
        frame_of(values, polaritas=name.split("_")[0], indikator=name)
        for name, values in ALL_WORDS.items()
    )
    text = describe_tren(compute_trend(kinerja), "id")
    head, body = re.match(r"Dari (\d+) indikator, (.*?)\.", text).groups()
    few = re.search(r"(\d+) indikator belum cukup data", text)[1]
    assert int(head) == len(ALL_WORDS)
    assert sum(map(int, re.findall(r"\d+", body))) + int(few) == len(ALL_WORDS)
    for word in (
        "1 membaik",
        "1 memburuk",
        "1 cenderung membaik",
        "1 cenderung memburuk",
        "1 tetap",
        "1 tidak menentu",
    ):
        assert word in body
    assert "Mann–Kendall" in text


CODES = {
    "arah": {*ARAH, "belum cukup data"},
    "keadaan_jalur": {*KEADAAN, "menunggu angka", "belum dapat dinilai"},
    "kredibilitas": {"wajar", "pernah dicapai", "belum pernah dicapai"},
    "peringatan": {word for words in GOLONGAN.values() for word in words if word},
    "cara_proyeksi": {"nilai_akhir", "geser", "theil_sen"},
    "konsolidasi": {"jumlah", "rata_rata", "nilai_akhir"},
    "alasan_deret": {"tahun_lain", "sebelum_putus", "direvisi"},
    "putus": {"definisi", "target", "angka"},
}


@pytest.mark.parametrize("bahasa", languages())
@pytest.mark.parametrize("vocabulary", CODES)
def test_every_code_has_a_word_in_every_language(vocabulary, bahasa):
    assert [
        code for code in CODES[vocabulary] if not has_text(f"{vocabulary}.{code}", bahasa)
    ] == []


def test_summary_explains_the_test_only_when_it_was_used():
    def said(frame):
        return describe_tren(compute_trend(frame), "id")

    assert "Mann–Kendall" not in said(frame_of([1, 2, 3]))
    assert "peluang di bawah 5 % sesudah" in said(frame_of([1, 2, 3, 4, 5]))
    assert (
        said(frame_of([1]))
        == "Dari 1 indikator, belum ada yang arahnya dapat disebut. 1 indikator belum cukup data (kurang dari dua tahun)."
    )
    assert "1 angka tidak ikut dalam deretnya" in said(
        frame_of([1, 2, 2], data_tahun=[np.nan, np.nan, 2020])
    )


def test_path_names_the_obsolete_the_flattering_and_the_never_done():
    past = frame_of(
        [62, 64, 75, ""], indikator="past", nama_indikator="Usang", target=["", "", "", "70"]
    )
    slow = frame_of(
        [50, 51, 52, ""], indikator="slow", nama_indikator="Lambat", target=["", "", "", "60"]
    )
    text = path_of(past, slow)
    assert (
        text[0]
        == "Jalan ke target akhir dapat dinilai pada 2 dari 2 indikator: 1 sudah terlampaui, 1 tertinggal."
    )
    assert (
        text[1]
        == "Target akhir yang sudah terlampaui menurut angka terakhirnya, sebelum waktunya: Usang."
    )
    assert text[2].endswith(
        "Contohnya Lambat: menurut ukuran itu 86,67 %, padahal baru 20 % jalan dari titik awal ke target akhir yang ditempuh."
    )
    assert (
        text[3]
        == "Lambat perlu berubah +8 setiap tahun; langkah terbaik selama ini +1. Langkah sebesar itu belum pernah terjadi."
    )
    assert path_of(frame_of([1])) == [
        "Belum ada indikator yang jalannya ke target akhir dapat dinilai."
    ]
    assert path_of(frame_of([1]), bahasa="en") == [
        "There is no indicator yet whose way to the end target can be assessed."
    ]


@pytest.mark.parametrize(
    ("values", "target", "columns", "usang"),
    [
        ([62, 71, 75, ""], "70", {}, "ya"),
        ([62, 64, 75, ""], "70", {}, "tidak"),  # passed by the latest figure only
        ([71, 64, 72, 75, ""], "70", {}, "tidak"),  # fell back before
        ([62, 71, 70, 75, ""], "70", {}, "tidak"),  # fell back to the target itself
        ([9, 4, 3, ""], "5", {"polaritas": "turun"}, "ya"),
        ([4, 6, 3, ""], "5", {"polaritas": "turun"}, "tidak"),
        (
            [62, 71, 75, ""],
            "70",
            {"nama_indikator": "Persentase penurunan kasus per tahun"},
            "tidak",
        ),  # asks anew every year
        ([62, 64, 65, ""], "70", {}, ""),
    ],
)
def test_an_end_target_is_obsolete_only_where_every_figure_since_stayed_beyond_it(
    values, target, columns, usang
):
    frame = frame_of(values, target=[*[""] * (len(values) - 1), target], **columns)
    assert compute_trend(frame)["usang"].tolist() == [usang]
    said = " ".join(path_of(frame))
    assert ("sudah terlampaui menurut angka terakhirnya" in said, "(usang)" in said) == (
        usang != "",
        usang == "ya",
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (["dihitung"] * 3, ["a: target akhir tahun 2025 terpenuhi menurut 2 dari 3 cara."]),
        (
            ["dihitung", "batas_satuan", "dihitung"],
            [
                "terpenuhi menurut 1 dari 2 cara. Tidak ikut dihitung, karena di sini dipotong pada batas satuannya: "
            ],
        ),
        (
            ["batas_satuan", "batas_satuan", "dihitung"],
            ["tidak terpenuhi menurut satu pun dari 1 cara. Tidak ikut dihitung"],
        ),
        (
            ["batas_satuan"] * 3,
            ["tidak dapat dijawab, karena semua cara dipotong pada batas satuannya."],
        ),
    ],
)
def test_a_method_that_was_cut_answers_nothing(status, expected):
    frame = frame_of([97, 98, 99, 99.5, 99.9], target=["", "", "", "", "99"])
    rows = (
        compute_projection(frame)
        .drop_duplicates("metode")
        .assign(
            tahun=2025,
            tahun_target_akhir=2025,
            memenuhi_target_akhir=[True, True, False],
            status=status,
        )
    )
    test = summarize_target(backtest_target(frame))
    said = describe_proyeksi(rows, test, frame, 2024, "id")
    answer = next(n for n, one in enumerate(said) if "target akhir tahun 2025" in one)
    assert expected[0] in said[answer]
    assert (len(said) > answer + 1) == (set(status) != {"batas_satuan"}), (
        "nothing is said of how often an answer is right where none is given"
    )


def test_the_usual_measure_is_not_said_to_flatter_when_it_does_not():
    """From 100 down to 30 of 10: −100 % by the usual measure, 78 % of the way."""
    assert "mudah tampak tinggi" not in " ".join(
        path_of(frame_of([100, 80, 60, 30, ""], polaritas="turun", target=["", "", "", "", "10"]))
    )


def test_moving_away_is_said_of_the_target():
    assert "angkanya lebih jauh dari target akhir daripada titik awalnya" in " ".join(
        path_of(frame_of([78.1, 78.06, "", ""], target=["", "", "", "79"]))
    )


def test_small_scales_keep_their_digits():
    assert "Laju tengahnya +0,001 per tahun" in sentence(
        [0.320, 0.321, 0.322, 0.323, 0.325], satuan="indeks"
    )


def test_ladders_are_not_called_too_few_years():
    text = describe_tren(compute_trend(frame_of(["Pratama", "Madya", "Nindya"])), "id")
    assert (
        text
        == "Dari 1 indikator, belum ada yang arahnya dapat disebut. 1 indikator berupa jenjang tanpa angka."
    )


def test_projection_says_what_is_left_out_and_every_chance():
    kinerja = pd.concat(
        [
            frame_of([50, 51, 53, 52, 54, "", ""], target=[""] * 6 + ["60"]),
            frame_of([1, 2], indikator="b"),
            frame_of(["Pratama"], indikator="c", satuan="predikat APE"),
        ]
    )
    projection, frequency = compute_projection(kinerja), summarize_target(backtest_target(kinerja))
    text = describe_proyeksi(projection, frequency, kinerja, last_year(kinerja), "id")
    assert (
        text[0]
        == "1 dari 3 indikator diproyeksikan; 1 punya kurang dari 4 tahun dalam deretnya dan 1 berupa jenjang."
    )
    assert "2020–2021" in text[2]
    assert text[3:] == [
        "Nama a: target akhir tahun 2025 tidak terpenuhi menurut satu pun dari 3 cara.",
        "Uji ulang punya kurang dari 10 angka, jadi seberapa sering jawaban seperti itu benar belum dapat disebut.",
    ]
    assert "peluang" not in " ".join(text)
    older = frame_of([50, 51, 53, 52], tahun=2012)
    assert "pandemi" not in " ".join(
        describe_proyeksi(compute_projection(older), frequency, older, last_year(older), "id")
    )
    one = frame_of([1])
    assert describe_proyeksi(compute_projection(one), frequency, one, last_year(one), "id") == [
        "Belum ada indikator yang diproyeksikan: 1 punya kurang dari 4 tahun dalam deretnya."
    ]
    assert describe_proyeksi(compute_projection(one), frequency, one, last_year(one), "en") == [
        "No indicator is projected yet: 1 has fewer than 4 years in its series."
    ]


def test_back_tested_frequency_in_words():
    """Four equal series, three answers each and method: what was said to be met, and what to be missed."""
    series = [
        frame_of(
            [1, 2, 4, 3, 5, 6, ""],
            target=["4"] * 7,
            satuan="indeks",
            indikator=f"a{k}",
            nama_indikator=f"Nama {k}",
        )
        for k in range(4)
    ]
    kinerja = pd.concat(series)
    frequency = summarize_target(backtest_target(kinerja))
    text = describe_proyeksi(
        compute_projection(kinerja), frequency, kinerja, last_year(kinerja), "id"
    )
    assert "Nama 0: target akhir tahun 2025 terpenuhi menurut 3 dari 3 cara." in text
    often, few = text[-2:]
    assert often.startswith(
        "Seberapa sering jawaban seperti itu benar? Pada uji ulang, target yang diperkirakan terpenuhi satu atau dua tahun kemudian memang terpenuhi pada: "
    )
    assert "dari 12 angka (garis tengah)" in often
    assert few.endswith("terlalu sedikit untuk dinilai: nilai terakhir, laju awal–akhir.")


def test_expected_by_chance_stands_beside_the_counts():
    """Two of three years and one of five: 1/3 + 1/3 + 0,233 = 0,9; one that should stay does not count."""
    kinerja = pd.concat(
        [
            frame_of(v, indikator=str(i), polaritas=p)
            for i, (v, p) in enumerate(
                [
                    ([1, 3, 5], "naik"),
                    ([5, 3, 1], "turun"),
                    ([1, 9, 1, 9, 2], "naik"),
                    ([1, 3, 5], "rentang"),
                    ([1, 4], "naik"),
                ]
            )
        ]
    )
    tied = compute_trend(frame_of([1, 9, 1, 9, 2]))["peluang_cenderung"][0]
    text = describe_tren(compute_trend(kinerja), "id")
    harapan = f"{2 / 3 + tied:.1f}".replace(".", ",")
    tanpa = (
        "tidak terhitung 1 yang kumulatif atau harus tetap di tempatnya, yang tidak dapat membaik"
    )
    assert (
        f"dari 3 indikator dengan tiga angka atau lebih ({tanpa}), sekitar {harapan} akan disebut membaik, memburuk atau cenderung demikian"
        in text
    )


def test_a_target_at_the_limit_is_said_with_the_years_it_was_held():
    text = " ".join(path_of(frame_of([100, 100, 99.9, 100, 100, ""], target=[""] * 5 + ["100"])))
    assert (
        "Nama a: target akhirnya (100,0 %) adalah batas satuan, jadi hanya dapat dipertahankan; dalam 5 tahun deretnya target itu tercapai 4 kali (80 %)."
        in text
    )


def test_the_newest_publication_of_a_year_is_told_with_what_it_replaced():
    """IDG of Malang as first printed: 78,06 for 2021, later 77,63 of 2021 and 78,77 of 2022."""
    text = sentence([75, 75.5, 78.11, 78.06, 77.63, 78.77], data_tahun=[np.nan] * 4 + [2022, 2023])
    assert text.startswith("Dari 75,00 % (2019) ke 78,77 % (2023): naik 3,77 poin.")
    assert text.endswith(
        "Angka laporan tahun 2022 (78,06 %) tidak ikut: laporan sesudahnya mencetak angka lain untuk tahun 2022."
    )


def test_a_sign_that_rests_on_the_starting_figure_alone_says_so():
    """Belitung 2024, line 754: "Data Awal" 54,27 with a target of 42,62 the year after."""
    values, target = (
        [54.27, 43.07, 53.11, 53.02, 53.02, 53.47],
        ["", "42.62", "43.91", "45.11", "46.35", "47"],
    )
    said = "turun 0,80 poin. Tanda perubahan itu bertumpu pada angka awal saja, yang tidak punya target; tanpa angka itu: naik 10,40 poin."
    assert said in sentence(values, target=target)
    assert "angka awal" not in sentence(values, target=["40", *target[1:]]), (
        "a figure with a target is none to start from"
    )
    assert "angka awal" not in sentence([42, *values[1:]], target=target), (
        "the sign is the same without it"
    )
    notes = [row[-1] for row in table_deret(frame_of(values, target=target), 2, "id").baris]
    assert notes == ["angka awal tanpa target", *["–"] * 5]
    away = path_of(frame_of([52, 43, 47], target=["", "40", "55"]))
    assert (
        "Nama a: kata menjauh bertumpu pada angka awal 52 % (2019) saja, yang tidak punya target; tanpa angka itu deretnya bergerak ke arah lain."
        not in away
    )
    away = path_of(frame_of([52, 43, 47, ""], target=["", "40", "45", "55"]))
    assert (
        "Nama a: kata menjauh bertumpu pada angka awal 52 % (2019) saja, yang tidak punya target; tanpa angka itu deretnya bergerak ke arah lain."
        in away
    )


def test_back_test_in_words():
    test = summarize_backtest(
        backtest_projection(
            pd.concat([frame_of([1, 2, 3, 4, 5, 6]), frame_of([1, 2, 1, 3, 2, 2], indikator="b")])
        )
    )
    text = describe_uji_ulang(test, "id")
    assert text.startswith(
        "Uji ulang: angka terakhir dari 2 deret disembunyikan lalu ditebak. Lebih dekat daripada sekadar mengulang angka terakhir: laju awal–akhir 1, garis tengah 1 dari 2."
    )
    assert (
        describe_uji_ulang(test.iloc[:0], "id")
        == "Uji ulang tidak dapat dilakukan: tidak ada deret dengan lima angka."
    )


def test_quarters_in_words():
    triwulan = pd.DataFrame(
        {
            "indikator": ["a", "a", "b", "c", "d"],
            "tahun": 2024,
            "triwulan": [1, 2, 2, 4, 1],
            "target": "",
            "realisasi": ["5", "6", "4", "9", "Pratama"],
            "konsolidasi": ["jumlah", "jumlah", "rata_rata", "nilai_akhir", "nilai_akhir"],
        }
    )
    kinerja = pd.DataFrame(
        {
            "dinas": "d",
            "indikator": list("abcd"),
            "tahun": 2024,
            "target": ["20", "5", "10", "Madya"],
            "realisasi": ["", "", "9.5", ""],
            "polaritas": "naik",
        }
    )
    indikator = pd.DataFrame(
        {
            "indikator": list("abcd"),
            "nama_indikator": [f"Nama {name}" for name in "abcd"],
            "satuan": "%",
            "jenis_target": "angka",
        }
    )
    text = describe_triwulan(latest_quarter(compute_triwulan(triwulan, kinerja)), indikator, "id")
    assert text == [
        "4 indikator diukur per triwulan: 1 sesuai laju pada triwulan terakhir yang punya angka, 1 meleset atau tertinggal pada triwulan terakhir yang punya angka, 1 berbeda dari angka setahun, 1 tidak dapat dinilai.",
        "Nama b: tertinggal pada triwulan itu (4 sampai triwulan 2, target setahun 5).",
        "Nama c: gabungan triwulan 9, tetapi angka setahun 9,5.",
    ]
    assert describe_triwulan(
        latest_quarter(compute_triwulan(triwulan.iloc[:0], kinerja)), indikator, "id"
    ) == ["Angka triwulan tahun ini belum diisi dalam data laporan ini."]


def test_alternative_text_holds_every_number_of_the_figure():
    frame = frame_of([41.5, 43, 60], target=["50", "", "55"])
    text = alt_deret(row_of(frame), realised_series(frame), target_points(frame), "id")
    assert (
        text
        == "Grafik garis Nama a. Realisasi: 2019 41,5 %, 2020 43,0 %, 2021 60,0 %. Target: 2019 50,0 %, 2021 55,0 %."
    )


@pytest.mark.parametrize(
    "values", [["", ""], ["n/a"], ["Pratama", ""]], ids=["empty", "n/a", "label"]
)
def test_missing_values_make_whole_sentences(values):
    frame = frame_of(values)
    trend, ahead = compute_trend(frame), compute_projection(frame)
    said = [
        sentence(values),
        describe_tren(trend, "id"),
        *path_of(frame),
        *describe_proyeksi(
            ahead, summarize_target(backtest_target(frame)), frame, last_year(frame), "id"
        ),
        alt_deret(row_of(frame), realised_series(frame), target_points(frame), "id"),
    ]
    assert all(text.strip() and not BARE.search(text) for text in said)


SUSPECTED = [
    ("inside: said", [2019, 2020, 2021, 2022], {}, {2021: "data lain"}, "2021"),
    (
        "two inside: both years said",
        [2019, 2020, 2021, 2022],
        {},
        {2020: "a", 2022: "b"},
        "2020; 2022",
    ),
    (
        "at the first figure: nothing stands before it",
        [2019, 2020, 2021],
        {},
        {2019: "data lain"},
        "",
    ),
    ("after the last figure", [2019, 2020, 2021, None], {}, {2022: "data lain"}, ""),
    (
        "before a sure break: the series starts later",
        [2019, 2020, 2021, 2022],
        {2021: "baru"},
        {2020: "data lain"},
        "",
    ),
    ("in the year of the report of a late figure", [2019, 2020, 2020], {}, {2021: "data lain"}, ""),
]


@pytest.mark.parametrize(
    ("years", "sure", "suspected", "said"),
    [row[1:] for row in SUSPECTED],
    ids=[row[0] for row in SUSPECTED],
)
def test_a_series_over_a_suspected_break_says_so(years, sure, suspected, said):
    """A direction that rests on figures before and after a suspected change holds only if there was none."""
    reports = range(2019, 2019 + len(years))
    frame = pd.DataFrame(
        {
            "indikator": "a",
            "nama_indikator": "A",
            "satuan": "%",
            "tahun": reports,
            "realisasi": [str(10 + i) if year else "" for i, year in enumerate(years)],
        }
    )
    if years[-1] == years[-2]:
        frame["realisasi"] = ["10", "11", "11"]  # the last report repeats an older figure
        frame["data_tahun"] = [pd.NA, pd.NA, 2020]
    frame["putus_deret"] = [sure.get(year, "") for year in reports]
    frame["putus_dugaan"] = [suspected.get(year, "") for year in reports]
    tren = compute_trend(frame.assign(jenis_target="angka"))
    assert tren["dugaan_putus"].tolist() == [said]
    assert ("diduga berubah" in describe_tren(tren, "id")) == bool(said)
    assert compute_trend(frame.drop(columns="putus_dugaan"))["dugaan_putus"].tolist() == [""]
    row = row_of(frame.assign(jenis_target="angka", target=""))
    text = describe_deret(row, realised_series(frame), 1, "id")
    assert (
        (f"diduga berubah ({said.replace('; ', ', ')})" in text) if said else ("diduga" not in text)
    )


def test_a_sum_since_the_plan_began_rises_and_does_not_improve():
    frame = frame_of([100, 200, 300, 420, 500, 600], satuan="unit", kumulatif="ya")
    row = row_of(frame)
    assert (row.arah, row.status) == ("cenderung naik", "uji") and pd.isna(row.p_disesuaikan)
    assert (
        row_of(frame.assign(kumulatif="tidak")).arah
        == row_of(frame.drop(columns="kumulatif")).arah
        == "membaik"
    )
    text = sentence([100, 200, 300, 420, 500, 600], satuan="unit", kumulatif="ya")
    assert "Angkanya kumulatif" in text and "membaik" not in text
    assert "cumulative" in sentence([1, 2, 4], bahasa="en", satuan="unit", kumulatif="ya")
    tren = compute_trend(frame)
    assert count_directions(tren)[["membaik", "n_cenderung", "n_tanpa_arah"]].tolist() == [0, 0, 1]
    assert (
        "1 indikator kumulatif" in describe_tren(tren, "id")
        and table_tren(tren, frame, "id").baris[0][5] == "tidak diuji"
    )


CONTRARY = [
    # direction, state on the way, starting year of the way, does a sentence join the two
    ("cenderung membaik", "menjauh", 2022, True),
    ("membaik", "menjauh", 2022, True),
    ("cenderung memburuk", "sesuai jalur", 2022, True),
    ("membaik", "sesuai jalur", 2022, False),
    ("cenderung memburuk", "menjauh", 2022, False),
    ("tidak menentu", "menjauh", 2022, False),
    ("membaik", "tertinggal", 2022, False),
]


@pytest.mark.parametrize(("arah", "keadaan", "dasar", "joined"), CONTRARY, ids=range(len(CONTRARY)))
def test_a_direction_that_seems_to_deny_the_way_is_joined_to_it(arah, keadaan, dasar, joined):
    kinerja = frame_of([70, 80, 90, 98, 97], satuan="%")
    tren = compute_trend(kinerja).assign(arah=arah, keadaan_jalur=keadaan, tahun_dasar=dasar, nilai_dasar=98.0, tahun_target_akhir=2026, target_akhir=99.0)
    said = [text for text in describe_jalur(tren, kinerja, "id") if "seluruh deretnya" in text]
    assert len(said) == joined
    if joined:
        assert f"{arah} dalam seluruh deretnya, sejak 2019, tetapi {keadaan} pada jalan ke target akhir, yang dihitung dari 98 % (2022) ke 97 % (2023)." in said[0]

"""Tables of the chapter Tren: cell by cell for worked examples; nothing bare for missing values."""

import numpy as np
import pandas as pd
import pytest
from test_trend_sentences import BARE, frame_of

from lakip_analysis.reports.bab import _table_jalur
from lakip_analysis.show.table import Tabel
from lakip_analysis.tren import (
    backtest_projection,
    compute_projection,
    compute_trend,
    compute_triwulan,
    realised_series,
    summarize_backtest,
)
from lakip_analysis.tren.view_arah import table_tren
from lakip_analysis.tren.view_deret import table_deret
from lakip_analysis.tren.view_jalur import table_jalur
from lakip_analysis.tren.view_proyeksi import table_proyeksi, table_uji_ulang
from lakip_analysis.tren.view_putus import say_putus, table_putus
from lakip_analysis.tren.view_triwulan import fold_triwulan, table_triwulan

NO_BREAK = pd.DataFrame(columns=["indikator", "tahun", "jenis", "alasan", "sumber"])


def first_row(table: Tabel) -> dict[str, str]:
    return dict(zip(table.kepala, table.baris[0], strict=True))


def trend_table(frame: pd.DataFrame, bahasa="id") -> Tabel:
    return table_tren(compute_trend(frame), frame, bahasa)


def path_table(frame: pd.DataFrame) -> Tabel:
    return table_jalur(compute_trend(frame), frame, "id")


def test_trend_table_of_a_worked_example():
    """METHODS.md section 6: slope 0,20, p 8 %, S = 8 of five years."""
    frame = frame_of([2.1, 2.3, 2.2, 2.6, 2.9], satuan="indeks")
    assert first_row(trend_table(frame)) == {"Indikator": "Nama a", "Tahun dalam deret": "5 (2019–2023)", "Perubahan awal–akhir": "+0,8", "Laju per tahun": "0,2 (−0,1 … 0,4)", "Arah": "cenderung membaik", "Peluang kebetulan": "sekitar 8 dari 100 kali", "Terpanjang berturut-turut": "naik 2 kali berturut-turut"}
    assert list(first_row(trend_table(frame, "en")).values()) == ["Nama a", "5 (2019–2023)", "+0.8", "0.2 (−0.1 … 0.4)", "tending to improve", "about 8 times in 100", "rose 2 times in a row"]


def test_trend_table_of_a_count_adds_growth():
    row = first_row(trend_table(frame_of([100, 110, 121], satuan="orang")))
    assert row["Pertumbuhan per tahun"] == "10,00 %"
    assert (row["Laju per tahun"], row["Peluang kebetulan"]) == ("10,5 (selang tidak dapat dihitung)", "tidak diuji")


def test_path_table_of_a_worked_example():
    """METHODS.md section 6: 62 → 68 → 72 is 60 % of the way in 60 % of the time, 94,44 % by the usual measure, 2.0 a year to go."""
    row = first_row(path_table(frame_of([62, "", "", 68, "", ""], target=[""] * 5 + ["72"], satuan="indeks")))
    assert row["Titik awal"] == "62 (2019)"
    assert (row["Realisasi terakhir"], row["Target akhir"], row["Keadaan jalur"]) == ("68 (2022)", "72 (2024)", "sesuai jalur")
    assert (row["Jarak ditempuh / seharusnya"], row["Ukuran lazim (terhadap target akhir)"], row["Langkah yang perlu per tahun"]) == ("60 % / 60 %", "94,44 %", "+2")


NONE = float("nan")
END = [  # targets of 2023–2026, bounds, unit → the end target as its report writes it
    (["5", "5", "4.5", "4.25"], {}, "indeks", "4,25 (2026)"),
    (["", "", "", ""], {"target_bawah": [4.3, 4.25, 4.2, 4.1], "target_atas": [4.35, 4.3, 4.25, 4.2]}, "%", "4,10–4,20 % (2026)"),
    (["", "", "", ""], {"target_bawah": [NONE, NONE, 4.2, NONE], "target_atas": [NONE, NONE, 4.5, NONE]}, "indeks", "4,2–4,5 (2025)"),
    (["", "", "", "7"], {"target_bawah": [NONE, NONE, 4.2, NONE], "target_atas": [NONE, NONE, 4.5, NONE]}, "indeks", "7 (2026)"),
    (["B", "BB", "BB 70", "BB 70"], {}, "predikat AKIP", "BB 70 (2026)"),
    (["B", "BB", "BB", "A"], {}, "predikat AKIP", "A (2026)"),
    (["", "Pratama", "Madya", ""], {}, "predikat APE", "Madya (2025)"),
    (["", "", "", ""], {}, "indeks", "–"),
]


@pytest.mark.parametrize(("target", "bounds", "satuan", "shown"), END, ids=[row[3] for row in END])
def test_an_end_target_stands_as_its_report_writes_it(target, bounds, satuan, shown):
    """Not as the bound, or the lowest score, that is asked of the number."""
    frame = frame_of(["", "", "", ""], tahun=2023, target=target, satuan=satuan).assign(**bounds)
    assert first_row(path_table(frame))["Target akhir"] == shown
    trend = compute_trend(frame)
    if shown != "–":
        told = _table_jalur(trend, frame, 2024, "id").tabel
        assert first_row(told)["Target akhir"] == shown.split(" (")[0], "in Word, where the year is a column of its own"


@pytest.mark.parametrize(("polaritas", "shown"), [("rentang", "60,0–72,5 % (2024)"), ("naik", "60,0–72,5 % (2024)"), ("turun", "60,0–72,5 % (2024)")])
def test_a_range_as_end_target_is_shown_with_both_bounds(polaritas, shown):
    """The figure inside the range is not its target: 62 % against 60–72,5 %."""
    frame = frame_of([62, "", "", 68, "", ""], target=[""] * 6, polaritas=polaritas).assign(satuan="%")
    frame = frame.assign(target_bawah=[None] * 5 + [60], target_atas=[None] * 5 + [72.5])
    assert first_row(path_table(frame))["Target akhir"] == shown


def test_path_table_of_a_target_already_passed_asks_for_no_step():
    row = first_row(path_table(frame_of([62, "", "", 99, "", ""], target=[""] * 5 + ["72"])))
    assert (row["Keadaan jalur"], row["Jarak ditempuh / seharusnya"], row["Langkah yang perlu per tahun"], row["Kredibilitas langkah perlu"]) == ("sudah terlampaui", "> 200 % / 60 %", "–", "–")


def test_break_table_holds_breaks_and_figures_left_out():
    frame = frame_of([50, 5, 6, 6], data_tahun=[np.nan, np.nan, np.nan, 2021], putus_deret=["", "baru", "", ""])
    putus = pd.DataFrame({"indikator": "a", "tahun": [2020], "jenis": "definisi", "alasan": "baru", "sumber": "baris 7", "kepastian": "terlihat"})
    titik = realised_series(frame)
    assert table_putus(titik, putus, frame, "id").baris == (
        ("Nama a", "2019", "angka di luar deret", "–", "sebelum deret putus (baru)", "–"), ("Nama a", "2020", "definisi berubah", "terlihat dari angkanya", "baru", "baris 7"), ("Nama a", "2022", "angka di luar deret", "–", "angka tahun 2021", "–"),
    )
    assert table_putus(titik, putus, frame, "en").baris[2] == ("Nama a", "2022", "figure outside the series", "–", "figure of 2021", "–")
    assert say_putus(titik, putus, "id").teks == ("Deret atau jalur target putus 1 kali. 2 angka tidak ikut dalam deretnya.",)


def test_a_suspected_break_is_shown_and_counts_as_none():
    frame = frame_of([5, 6, 7])
    putus = pd.DataFrame({"indikator": "a", "tahun": [2020], "jenis": "definisi", "alasan": "mungkin", "sumber": "baris 7", "kepastian": "dugaan"})
    titik = realised_series(frame)
    assert table_putus(titik, putus, frame, "en").baris == (("Nama a", "2020", "definition changed", "suspected, series not cut", "“mungkin”", "line 7"),)
    assert say_putus(titik, putus, "id").teks == ("Tidak ada deret yang putus, dan tidak ada angka yang ditinggalkan karenanya. Selain itu 1 putus baru dugaan dan tidak memutus deretnya.",)


def test_without_a_break_there_is_a_sentence_and_no_table():
    frame = frame_of([5, 6])
    assert table_putus(realised_series(frame), NO_BREAK, frame, "id") is None
    assert say_putus(realised_series(frame), NO_BREAK, "id").teks == ("Tidak ada deret yang putus, dan tidak ada angka yang ditinggalkan karenanya.",)


def test_projection_table_keeps_the_order_of_the_indicators():
    frames = pd.concat([frame_of([2.1, 2.3, 2.2, 2.6, 2.9], indikator="z", nama_indikator="Z", satuan="indeks"), frame_of([5, 5, 5, 5], indikator="a", nama_indikator="A"), frame_of([1], indikator="b")])
    table = table_proyeksi(compute_projection(frames), frames, "id")
    assert table.kepala == ("Indikator", "Tahun", "Nilai terakhir", "Laju awal–akhir", "Garis tengah")
    assert [row[:2] for row in table.baris] == [("Z", "2024"), ("Z", "2025"), ("A", "2023"), ("A", "2024")]
    assert table.baris[0][2].startswith("2,9 (")
    assert table.baris[2][2] == "5 (tanpa selang: angkanya tidak pernah menyimpang dari cara ini)"


def test_a_projected_ratio_is_written_as_one():
    frame = frame_of(["1:25675", "1:27000", "1:31000", "1:36317"], satuan="rasio", jenis_target="rasio")
    assert table_proyeksi(compute_projection(frame), frame, "id").baris[0][2].startswith("1 : 36.317 (1 : ")


def quarters(indikator="a") -> tuple[pd.DataFrame, pd.DataFrame]:
    triwulan = pd.DataFrame({"indikator": indikator, "tahun": 2024, "triwulan": [1, 3], "target": "", "realisasi": ["5", "6"], "konsolidasi": "jumlah"})
    kinerja = pd.DataFrame({"dinas": "d", "indikator": ["a"], "tahun": 2024, "target": "20", "realisasi": "", "polaritas": "naik", "nama_indikator": "Nama a", "satuan": "orang", "jenis_target": "angka"})
    return compute_triwulan(triwulan, kinerja), kinerja


def test_quarter_table_marks_a_sum_with_a_gap_as_the_least_it_can_be():
    triwulan, kinerja = quarters()
    table = table_triwulan(triwulan, kinerja, "id")
    assert table.kepala[6] == "Kemajuan terhadap setahun"
    assert table.baris[0] == ("Nama a", "1", "dijumlahkan", "5", "–", "20", "25,00 %", "sesuai laju pada triwulan itu")
    assert table.baris[1][3:7] == ("≥ 11", "–", "20", "55,00 %")
    assert "Setiap triwulan" in fold_triwulan(triwulan, kinerja, "id").html


def test_without_quarters_there_is_no_table():
    triwulan, kinerja = quarters()
    assert table_triwulan(triwulan.iloc[:0], kinerja, "id") is None
    assert fold_triwulan(triwulan.iloc[:0], kinerja, "id") is None


def test_years_table_holds_changes_and_says_where_a_line_breaks():
    frame = frame_of([50, 5, 6.5, 6.5, ""], target=["50", "", "1:36317", "", "7"], data_tahun=[np.nan, np.nan, np.nan, 2021, np.nan], putus_deret=["", "baru", "", "", ""], putus_target=["", "", "", "Renstra", ""])
    table = table_deret(frame, 1, "id")
    assert table.kepala == ("Tahun", "Target", "Realisasi", "Perubahan dari angka sebelumnya (poin)", "Catatan")
    assert table.baris == (("2019", "50,0", "50,0", "–", "–"), ("2020", "–", "5,0", "–", "deret putus: baru"), ("2021", "1 : 36.317,0", "6,5", "+1,5", "–"), ("2022", "–", "6,5", "–", "angka tahun 2021; jalur target diganti: Renstra"), ("2023", "7,0", "–", "–", "–"))


def test_a_range_stands_in_the_years_table_with_both_limits():
    frame = frame_of([4.6, 4.3], target_bawah=[4.25, 4.25], target_atas=[4.3, 4.3])
    assert [row[1] for row in table_deret(frame, 1, "id").baris] == ["4,25–4,30", "4,25–4,30"]


@pytest.mark.parametrize("values", [["", ""], ["n/a"], ["Pratama", ""], [5]], ids=["empty", "n/a", "label", "one"])
def test_no_table_shows_nan_or_none(values):
    frame = frame_of(values)
    found = [trend_table(frame), path_table(frame), table_deret(frame, 1, "id"), table_proyeksi(compute_projection(frame), frame, "id")]
    assert table_uji_ulang(summarize_backtest(backtest_projection(frame)), "id") is None
    assert not [cell for table in found if table for row in table.baris for cell in row if BARE.search(cell)]

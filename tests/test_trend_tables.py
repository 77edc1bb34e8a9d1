"""Tables of the chapter Tren: cell by cell for worked examples; nothing bare for missing values."""

import html
import re

import numpy as np
import pandas as pd
import pytest
from test_trend_sentences import BARE, frame_of, trend_of

from lakip_analysis.trend import (
    backtest_projection,
    compute_changes,
    compute_projection,
    compute_triwulan,
    realised_series,
    summarize_backtest,
    tables,
)


def cells(page: str) -> list[list[str]]:
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in re.findall(r"<tr>(.*?)</tr>", page, re.DOTALL)]
    return [[html.unescape(cell) for cell in row] for row in rows]


def first_row(page: str) -> dict[str, str]:
    heads, row = cells(page)[:2]
    return dict(zip(heads, row, strict=True))


def test_trend_table_of_a_worked_example():
    """METHODS.md section 6: slope 0,20, p 8 %, S = 8 of five years."""
    row = first_row(tables.table_tren(trend_of(frame_of([2.1, 2.3, 2.2, 2.6, 2.9], satuan="indeks"))))
    assert row == {"Indikator": "Nama a", "Tahun dalam deret": "5 (2019–2023)", "Perubahan awal–akhir": "0,80", "Laju per tahun (selang 95 %)": "0,20 (-0,10 … 0,40)",
                   "Arah": "cenderung membaik", "Muncul karena kebetulan": "sekitar 8 dari 100 kali", "Runtun terpanjang": "naik 3 tahun"}  # fmt: skip


def test_trend_table_of_a_count_adds_growth():
    row = first_row(tables.table_tren(trend_of(frame_of([100, 110, 121], satuan="orang"))))
    assert row["Pertumbuhan per tahun"] == "10,00 %"
    assert (row["Laju per tahun (selang 95 %)"], row["Muncul karena kebetulan"]) == ("10,50 (selang tidak mungkin)", "tidak diuji")


def test_path_table_of_a_worked_example():
    """METHODS.md section 6: 62 → 68 → 72 is 60 % of the way in 60 % of the time, 94,44 % by the usual measure, 2.0 a year to go."""
    row = first_row(tables.table_jalur(trend_of(frame_of([62, "", "", 68, "", ""], target=[""] * 5 + ["72"], satuan="indeks"))))
    assert row["Titik awal"] == "62 (2019)"
    assert (row["Angka terakhir"], row["Target akhir"], row["Keadaan"]) == ("68 (2022)", "72 (2024)", "sesuai jalur")
    assert (row["Jarak ditempuh / seharusnya"], row["Ukuran lazim (terhadap target akhir)"], row["Langkah perlu per tahun"]) == ("60 % / 60 %", "94,44 %", "2,00")


def test_path_table_of_a_target_already_passed_asks_for_no_step():
    row = first_row(tables.table_jalur(trend_of(frame_of([62, "", "", 99, "", ""], target=[""] * 5 + ["72"]))))
    assert (row["Keadaan"], row["Jarak ditempuh / seharusnya"], row["Langkah perlu per tahun"], row["Langkah perlu itu"]) == ("sudah terlampaui", "> 200 % / 60 %", "–", "–")


def test_break_table_holds_breaks_and_figures_left_out():
    frame = frame_of([50, 5, 6, 6], data_tahun=[np.nan, np.nan, np.nan, 2021], putus_deret=["", "baru", "", ""])
    putus = pd.DataFrame({"indikator": "a", "nama_indikator": "Nama a", "tahun": [2020], "jenis": "definisi", "alasan": "baru", "sumber": "baris 7"})
    found = cells(tables.table_putus(putus, realised_series(frame)))[1:]
    assert found == [
        ["Nama a", "2019", "angka di luar deret", "sebelum deret putus: baru", "–"], ["Nama a", "2020", "definisi berubah", "baru", "baris 7"], ["Nama a", "2022", "angka di luar deret", "angka tahun 2021", "–"],
    ]  # fmt: skip


def test_projection_table_keeps_the_order_of_the_indicators():
    frames = pd.concat([frame_of([2.1, 2.3, 2.2, 2.6, 2.9], indikator="z", nama_indikator="Z", satuan="indeks"), frame_of([5, 5, 5, 5], indikator="a", nama_indikator="A"), frame_of([1], indikator="b")])
    names = frames.drop_duplicates("indikator").set_index("indikator")[["nama_indikator", "satuan", "jenis_target"]]
    found = cells(tables.table_proyeksi(compute_projection(frames), names))
    assert found[0] == ["Indikator", "Tahun", "Nilai terakhir", "Laju awal–akhir", "Garis tengah"]
    assert [row[:2] for row in found[1:]] == [["Z", "2024"], ["Z", "2025"], ["A", "2023"], ["A", "2024"]]
    assert found[1][2].startswith("2,90 (")
    assert found[3][2] == "5,00 (tanpa selang: angkanya tidak pernah menyimpang dari cara ini)"


def test_quarter_table_marks_a_sum_with_a_gap_as_the_least_it_can_be():
    triwulan = pd.DataFrame({"indikator": "a", "tahun": 2024, "triwulan": [1, 3], "target": "", "realisasi": ["5", "6"], "konsolidasi": "jumlah"})
    kinerja = pd.DataFrame({"dinas": "d", "indikator": ["a"], "tahun": 2024, "target": "20", "realisasi": "", "polaritas": "naik"})
    found = cells(tables.table_triwulan(compute_triwulan(triwulan, kinerja), pd.Series({"a": "Nama a"}), "Judul"))
    assert found[1] == ["Nama a", "1", "dijumlahkan", "5", "–", "20", "25,00 %", "sesuai laju"]
    assert found[2][3:7] == ["≥ 11", "–", "20", "55,00 %"]


def test_years_table_holds_changes_and_says_where_a_line_breaks():
    frame = frame_of([50, 5, 6.5, 6.5, ""], target=["50", "", "1:5", "", "7"], data_tahun=[np.nan, np.nan, np.nan, 2021, np.nan], putus_deret=["", "baru", "", "", ""], putus_target=["", "", "", "Renstra", ""])
    assert cells(tables.table_deret(frame, compute_changes(frame))) == [
        ["Tahun", "Target", "Realisasi", "Perubahan dari angka sebelumnya (poin)", "Catatan"],
        ["2019", "50", "50", "–", "–"], ["2020", "–", "5", "–", "deret putus: baru"], ["2021", "1 : 5", "6,5", "1,50", "–"],
        ["2022", "–", "6,5", "–", "angka tahun 2021; jalur target diganti: Renstra"], ["2023", "7", "–", "–", "–"],
    ]  # fmt: skip


@pytest.mark.parametrize("values", [["", ""], ["n/a"], ["Pratama", ""], [5]], ids=["empty", "n/a", "label", "one"])
def test_no_table_shows_nan_or_none(values):
    frame = frame_of(values)
    pages = [tables.table_tren(trend_of(frame)), tables.table_jalur(trend_of(frame)), tables.table_uji_ulang(summarize_backtest(backtest_projection(frame))), tables.table_deret(frame, compute_changes(frame))]
    assert not any(BARE.search(re.sub(r"<[^>]*>", " ", page)) for page in pages)

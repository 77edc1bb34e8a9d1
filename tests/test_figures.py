"""Figures: the bars, points, labels and axis titles are the frame's numbers and words; no pixels."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from lakip_analysis.achievement import compute_capaian
from lakip_analysis.benchmark import compare_acuan
from lakip_analysis.figures import plot_acuan, plot_capaian
from matplotlib.colors import to_hex

from lakip_analysis.theme import MARKERS, PALETTE, fmt_percent, grade_of


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def kinerja(rows) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["indikator", "tahun", "polaritas", "satuan", "target", "realisasi"])
    return frame.assign(dinas="d", nama_indikator="Nama " + frame["indikator"].astype(str), target_bawah=np.nan, target_atas=np.nan, data_tahun=np.nan)


@pytest.fixture
def capaian() -> pd.DataFrame:
    rows = [
        ("tercapai", 2023, "naik", "%", "80", "84"), ("kurang", 2023, "naik", "%", "80", "40"), ("terpotong", 2023, "naik", "orang", "1", "36"), ("kosong", 2023, "naik", "%", "80", ""),
        ("nol", 2023, "naik", "%", "80", "0"), ("minus", 2023, "turun", "%", "10", "25"), ("rasio", 2023, "naik", "rasio", "1:27500", "1:36317"), ("sedang", 2023, "naik", "indeks", "100", "80"),
    ]  # fmt: skip
    return compute_capaian(kinerja(rows))


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_capaian_bars_are_the_achievements_in_the_order_of_the_frame(capaian):
    ax = plot_capaian(capaian).axes[0]
    widths = [bar.get_width() for bar in ax.patches][::-1]
    assert widths == pytest.approx([105, 50, 200, 0, 0, 0, 36317 / 27500 * 100, 80], abs=1e-9), "cut at 200, floored at 0, missing not drawn"
    assert [label.get_text() for label in ax.get_yticklabels()][::-1] == capaian["nama_indikator"].tolist()
    assert [to_hex(bar.get_facecolor()) for bar in ax.patches][::-1] == [PALETTE[grade_of(v)] for v in capaian["capaian_persen"]]
    assert [line.get_xdata()[0] for line in ax.lines] == [100], "the target"


def test_capaian_labels_say_value_category_target_and_realisation(capaian):
    labels = texts(plot_capaian(capaian).axes[0])[::-1]
    for label, row in zip(labels, capaian.itertuples(), strict=True):
        known = row.capaian_persen == row.capaian_persen
        assert (fmt_percent(row.capaian_persen) if known else "tanpa angka") in label
        assert label.startswith(MARKERS[grade_of(row.capaian_persen)])
        assert row.kategori in label
        assert ("→" in label) == (row.capaian_persen > 200)
    assert labels[0].endswith("T 80 · R 84")
    assert labels[3].endswith("T 80 · R –")
    assert labels[5].startswith(MARKERS["kurang"] + " -50,00 %")
    assert labels[6].endswith("T 1 : 27.500 · R 1 : 36.317")


def test_capaian_axis_says_its_unit_and_holds_every_bar_and_target(capaian):
    ax = plot_capaian(capaian).axes[0]
    assert "% dari target" in ax.get_xlabel()
    assert ax.get_xlim()[0] == 0
    assert ax.get_xlim()[1] >= 200
    assert all(0 <= y <= len(capaian) - 1 for y in ax.get_yticks())


def test_plotting_changes_nothing(capaian):
    before = capaian.copy()
    plot_capaian(capaian)
    pd.testing.assert_frame_equal(capaian, before)


def test_figures_of_nothing_known():
    frame = kinerja([("a", 2023, "naik", "%", "", ""), ("b", 2023, "turun", "%", "n/a", "")])
    ax = plot_capaian(compute_capaian(frame)).axes[0]
    assert [bar.get_width() for bar in ax.patches] == [0, 0]
    assert all(text.startswith(MARKERS["kosong"] + " tanpa angka") for text in texts(ax))
    assert plot_capaian(compute_capaian(frame).iloc[:0]).axes[0].patches[:] == []


def acuan(*rows) -> pd.DataFrame:
    """rows: (indicator, polarity, realisation, benchmark, comparable)."""
    frame = pd.DataFrame(rows, columns=["indikator", "polaritas", "realisasi", "nilai", "sebanding"]).assign(tahun=2023)
    kinerja_ = frame.drop_duplicates("indikator").assign(nama_indikator=frame["indikator"], satuan="%", data_tahun=None)
    return compare_acuan(kinerja_, frame[["indikator", "tahun", "nilai", "sebanding"]].assign(acuan="provinsi", nama_acuan="P " + frame["nilai"]))


def test_acuan_points_lie_to_the_right_when_better():
    """84 against 80 is 5 % better; 6 against 5 is 20 % worse where less is better; other definitions, words and no direction are left out."""
    ax = plot_acuan(acuan(("a", "naik", "84", "80", "ya"), ("b", "turun", "6", "5", "ya"), ("c", "naik", "84", "60", "tidak"), ("d", "naik", "Pratama", "60", "ya"), ("e", "rentang", "2.2", "2.1", "ya"), ("f", "naik", "5", "0", "ya"))).axes[0]
    points = [line.get_xydata()[0].tolist() for line in ax.lines if line.get_marker() in ("o", "^")]
    assert points == [[pytest.approx(-20), 0], [pytest.approx(5), 1]], "first row on top"
    assert texts(ax) == ["6 / 5", "84 / 80"]
    assert [label.get_text() for label in ax.get_yticklabels()] == ["b / P 5", "a / P 80"]
    assert plot_acuan(acuan(("c", "naik", "84", "60", "tidak"))).axes[0].lines[0].get_xdata() == [0, 0], "nothing but the zero line"

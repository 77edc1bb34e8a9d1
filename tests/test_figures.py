"""Figures: the bars, points, labels and axis titles are the frame's numbers and words; no pixels."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from lakip_analysis.achievement import compute_capaian
from lakip_analysis.benchmark import compare_acuan
from lakip_analysis.figures import plot_acuan, plot_capaian, plot_kuadran, plot_serapan
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


@pytest.fixture
def efisiensi() -> pd.DataFrame:
    rows = [
        ("dinas", "", "Seluruh program", 300e6, 210e6, 70.0, 90.0), ("program", "1.06.02", "PROGRAM PEMBERDAYAAN SOSIAL", 50e6, 60e6, 120.0, 250.0), ("program", "1.06.04", "Program besar", 200e6, 100e6, 50.0, 80.0),
        ("program", "1.06.05", "Tanpa capaian", 30e6, 30e6, 100.0, np.nan), ("program", "1.06.06", "Tanpa pagu", np.nan, np.nan, np.nan, 100.0), ("kegiatan", "1.06.04.2.01", "Kegiatan", 200e6, 100e6, 50.0, np.nan),
    ]  # fmt: skip
    status = ["target_tidak_tercapai", "dihitung", "target_tidak_tercapai", "tanpa_capaian", "pagu_kosong", "tanpa_capaian"]
    columns = ["level", "kode", "nama", "pagu_rp", "realisasi_rp", "serapan_persen", "capaian_persen"]
    return pd.DataFrame(rows, columns=columns).assign(status=status)


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


def test_plotting_changes_nothing(capaian, efisiensi):
    before = capaian.copy(), efisiensi.copy()
    plot_capaian(capaian)
    plot_serapan(efisiensi)
    plot_kuadran(efisiensi)
    pd.testing.assert_frame_equal(capaian, before[0])
    pd.testing.assert_frame_equal(efisiensi, before[1])


def test_serapan_bars_are_allotment_and_realisation_largest_on_top(efisiensi):
    ax = plot_serapan(efisiensi).axes[0]
    pagu, real = ([bar.get_width() for bar in group] for group in ax.containers)
    assert pagu[1:] == [30, 50, 200]
    assert real[1:] == [30, 60, 100]
    names = [label.get_text().replace("\n", " ") for label in ax.get_yticklabels()]
    assert names == ["Tanpa pagu", "Tanpa capaian", "Program Pemberdayaan Sosial", "Program besar"]
    assert ax.get_xlabel() == "juta rupiah"
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["pagu", "realisasi anggaran"]
    assert texts(ax)[1:] == ["100,00 % dari Rp30,00 juta", "120,00 % dari Rp50,00 juta", "50,00 % dari Rp200,00 juta"]
    assert "nan" not in "".join(texts(ax)).lower()


def test_kuadran_points_are_the_programmes_with_both_numbers(efisiensi):
    ax = plot_kuadran(efisiensi).axes[0]
    assert ax.collections[0].get_offsets().tolist() == [[120, pytest.approx(220)], [50, 80]], "achievement cut at 220"
    assert [to_hex(c) for c in ax.collections[0].get_facecolors()] == [PALETTE["baik"], PALETTE["kurang"]]
    numbers = [text for text in texts(ax) if text.replace(", ", "").isdigit()]
    assert sorted(numbers) == ["1", "2"]
    assert "serapan" in ax.get_xlabel()
    assert "%" in ax.get_xlabel()
    assert "capaian" in ax.get_ylabel()
    assert "%" in ax.get_ylabel()


def test_kuadran_tells_a_mean_reached_from_every_indicator_reached(efisiensi):
    partly = efisiensi.assign(status=efisiensi["status"].replace("dihitung", "sebagian_tercapai"))
    ax = plot_kuadran(partly).axes[0]
    assert to_hex(ax.collections[0].get_facecolors()[0]) == PALETTE["sedang"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == ["rata-rata tercapai, tidak semua indikator", "rata-rata tidak tercapai"]
    assert any("lebih tinggi lagi" in text for text in texts(ax)), "a cut point says so"


def test_kuadran_axes_hold_every_point(efisiensi):
    ax = plot_kuadran(efisiensi).axes[0]
    for x, y in ax.collections[0].get_offsets():
        assert ax.get_xlim()[0] <= x <= ax.get_xlim()[1]
        assert ax.get_ylim()[0] <= y <= ax.get_ylim()[1]


def test_kuadran_numbers_every_point_even_when_points_coincide():
    rows = [("program", "k", f"P{i}", 1.0, 1.0, 90.0 + i / 10, 100.0) for i in range(4)] + [("program", "k", "P4", 1.0, 1.0, 10.0, 20.0)]
    frame = pd.DataFrame(rows, columns=["level", "kode", "nama", "pagu_rp", "realisasi_rp", "serapan_persen", "capaian_persen"]).assign(status="dihitung")
    numbers = ", ".join(text for text in texts(plot_kuadran(frame).axes[0]) if text[0].isdigit()).split(", ")
    assert sorted(numbers) == ["1", "2", "3", "4", "5"]


@pytest.mark.parametrize("plot", [plot_serapan, plot_kuadran], ids=lambda f: f.__name__)
@pytest.mark.parametrize("rows", [slice(0, 0), slice(4, 5), slice(0, 1)], ids=["no rows", "only missing", "only the total"])
def test_budget_figures_of_a_year_without_budget(efisiensi, plot, rows):
    """`lakip run --tahun` may ask for a year that has performance and no budget: the figure is empty, not an error."""
    fig = plot(efisiensi.iloc[rows])
    assert "nan" not in " ".join(texts(fig.axes[0])).lower()


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

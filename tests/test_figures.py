"""Figures: the bars, points, labels and axis titles are the frame's numbers and words; no pixels."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.colors import to_hex

from lakip_analysis.figures import plot_kuadran, plot_serapan
from lakip_analysis.theme import PALETTE


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


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


def test_plotting_changes_nothing(efisiensi):
    before = efisiensi.copy()
    plot_serapan(efisiensi)
    plot_kuadran(efisiensi)
    pd.testing.assert_frame_equal(efisiensi, before)


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

"""The figure of one indicator: its lines, points, breaks, labels and axis titles are the frames' numbers; no pixels."""

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.colors import to_rgb
from matplotlib.patches import Polygon

from lakip_analysis.theme import PALETTE
from lakip_analysis.tren import compute_trend, realised_series, target_points
from lakip_analysis.tren.view_deret import figure_deret, figures_deret, table_deret
from lakip_analysis.tren.view_gambar import plot_deret


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def kinerja_of(rows, satuan="%", **columns) -> pd.DataFrame:
    """rows: (year, target, realisation)."""
    frame = pd.DataFrame(rows, columns=["tahun", "target", "realisasi"]).assign(
        indikator="a", nama_indikator="Nama a", satuan=satuan, polaritas="naik"
    )
    defaults = {
        "target_bawah": np.nan,
        "target_atas": np.nan,
        "data_tahun": np.nan,
        "putus_deret": "",
        "putus_target": "",
        "jenis_target": "angka",
    }
    return frame.assign(**(defaults | columns))


def axes_of(rows, satuan="%", bahasa="id", **columns):
    frame = kinerja_of(rows, satuan, **columns)
    trend = compute_trend(frame).assign(
        nama_indikator=frame["nama_indikator"].iloc[0],
        satuan=satuan,
        jenis_target=frame["jenis_target"].iloc[0],
    )
    row = next(trend.itertuples())
    return plot_deret(realised_series(frame), target_points(frame), row, bahasa).axes[0], row


def lines(ax) -> dict:
    return {
        line.get_label(): line.get_xydata().tolist()
        for line in ax.lines
        if not line.get_label().startswith("_")
    }


def texts(ax) -> list[str]:
    return [text.get_text() for text in ax.texts]


def test_lines_are_realisation_and_target_in_order_of_time():
    ax, _ = axes_of([(2023, "70", "60"), (2021, "50", "41.5"), (2022, "60", "")])
    assert lines(ax)["realisasi"] == [[2021, 41.5], [2023, 60]]
    assert lines(ax)["target"] == [[2021, 50], [2022, 60], [2023, 70]]
    assert texts(ax) == ["41,5", "60"]
    assert ax.get_ylabel() == "%"
    assert ax.get_xticks().tolist() == [2021, 2022, 2023]
    assert "laju tengah" not in lines(ax), "two figures have no pace"


def test_a_ratio_says_what_its_axis_counts():
    ax, _ = axes_of(
        [(2022, "1:27250", "1:33523"), (2023, "1:27500", "1:36317")],
        satuan="rasio",
        jenis_target="rasio",
    )
    assert ax.get_ylabel() == "n pada 1 : n"
    assert texts(ax) == ["33.523", "36.317"]


def test_range_targets_stand_in_their_middle():
    ax, _ = axes_of(
        [(2022, "", "4.4"), (2023, "", "4.3")], target_bawah=[4.2, 4.1], target_atas=[4.4, 4.2]
    )
    assert np.array(lines(ax)["target"])[:, 1] == pytest.approx([4.3, 4.15], abs=1e-12)


def test_pace_goes_through_the_middle_and_its_interval_needs_five_years():
    four, row = axes_of([(2019 + i, "", str(v)) for i, v in enumerate([1, 3, 4, 6])])
    assert np.diff(np.array(lines(four)["laju tengah"])[:, 1]) == pytest.approx(row.tren_per_tahun)
    assert not four.collections or all(
        c.get_label() != "selang laju 95 %" for c in four.collections
    )
    six, row = axes_of([(2019 + i, "", str(v)) for i, v in enumerate([1, 3, 4, 6, 7, 9])])
    fan = next(c for c in six.collections if c.get_label() == "selang laju 95 %")
    left = [y for x, y in fan.get_paths()[0].vertices if x == 2019]
    assert max(left) - min(left) == pytest.approx(
        (row.tren_atas - row.tren_bawah) * 2.5, abs=1e-9
    ), "half the years on each side"


def test_no_projection_is_drawn_and_the_axis_ends_with_what_is_known():
    ax, _ = axes_of([(2019 + i, "", str(v)) for i, v in enumerate([1, 3, 4, 6])])
    assert not ax.containers
    assert ax.get_xticks().tolist() == list(range(2019, 2023))
    assert not any("proyeksi" in text.get_text() for text in ax.get_legend().get_texts())


UPWARD, TO_AND_FRO, LEVEL = [1, 3, 4, 6, 7, 9], [5, 1, 6, 2, 5, 3], [5] * 6


@pytest.mark.parametrize(
    ("values", "drawn"),
    [(UPWARD, True), (UPWARD[:3], True), (UPWARD[:2], False), (TO_AND_FRO, False), (LEVEL, False)],
)
def test_pace_and_band_are_drawn_only_where_a_direction_is_named(values, drawn):
    ax, row = axes_of([(2019 + i, "", str(v)) for i, v in enumerate(values)])
    assert (
        row.arah not in ("tidak menentu", "tetap", "belum cukup data") and len(values) > 2
    ) == drawn, row.arah
    assert ("laju tengah" in lines(ax)) == drawn
    assert any(c.get_label() == "selang laju 95 %" for c in ax.collections) == (
        drawn and len(values) > 4
    )


def shaded(ax) -> list:
    return [
        np.asarray(c.get_paths()[0].vertices)
        for c in ax.collections
        if c.get_facecolor()[0][:3].tolist() == list(to_rgb(PALETTE["baik"]))
    ]


@pytest.mark.parametrize(
    ("polaritas", "side"), [("naik", "above"), ("turun", "below"), ("rentang", None)]
)
def test_the_side_that_meets_the_target_is_shaded(polaritas, side):
    """From the target to the edge of the axes: an actual value inside it has met its target."""
    ax, _ = axes_of(
        [(2021, "50", "41"), (2022, "60", "70"), (2023, "70", "60")], polaritas=polaritas
    )
    areas = shaded(ax)
    if side is None:
        assert areas == [] and "memenuhi target" not in [
            text.get_text() for text in ax.get_legend().get_texts()
        ]
        return
    (area,) = areas
    low, high = ax.get_ylim()
    assert (area[:, 1].max(), area[:, 1].min()) == pytest.approx(
        (high, 50) if side == "above" else (70, low)
    )
    inside = [Polygon(area).get_path().contains_point((2022, value)) for value in (59, 61)]
    assert inside == ([False, True] if side == "above" else [True, False])
    assert (low, high) == pytest.approx((41 - 0.2 * 29, 70 + 0.2 * 29)), "shading moves no axis"


def test_two_target_paths_are_shaded_apart_and_named_once():
    ax, _ = axes_of(
        [(2020, "50", "41"), (2021, "55", "43"), (2022, "30", "44"), (2023, "32", "45")],
        putus_target=["", "", "Renstra baru", ""],
    )
    assert [(area[:, 0].min(), area[:, 0].max()) for area in shaded(ax)] == [
        (2020, 2021),
        (2022, 2023),
    ]
    assert [text.get_text() for text in ax.get_legend().get_texts()].count("memenuhi target") == 1


def test_figures_outside_the_series_are_hollow_and_unconnected():
    ax, _ = axes_of(
        [(2021, "", "5"), (2022, "", "6"), (2023, "", "6")], data_tahun=[np.nan, np.nan, 2022]
    )
    assert lines(ax)["realisasi"] == [[2021, 5], [2022, 6]]
    assert lines(ax)["di luar deret"] == [[2023, 6]], (
        "it stands in the year of the report that printed it"
    )
    hollow = next(line for line in ax.lines if line.get_label() == "di luar deret")
    assert (hollow.get_markerfacecolor(), hollow.get_linestyle()) == ("none", "None")


def test_breaks_are_marked_and_the_old_target_path_is_not_joined_to_the_new():
    rows = [(2020, "50", "41"), (2021, "55", "43"), (2022, "30", "44"), (2023, "32", "45")]
    ax, _ = axes_of(rows, putus_target=["", "", "Renstra baru", ""])
    dashed = [line.get_xydata().tolist() for line in ax.lines if line.get_linestyle() == "--"]
    assert dashed == [[[2020, 50], [2021, 55]], [[2022, 30], [2023, 32]]]
    assert not [line for line in ax.lines if line.get_linestyle() == ":"], (
        "a new path is no new definition"
    )
    assert lines(ax)["jalur target baru"] == [[2022, 30]]
    assert [text.get_text() for text in ax.get_legend().get_texts()].count("target") == 1
    redefined, _ = axes_of(rows, putus_deret=["", "definisi baru", "", ""])
    solid = [
        line.get_xydata().tolist() for line in redefined.lines if line.get_label() == "realisasi"
    ]
    assert solid == [[[2021, 43], [2022, 44], [2023, 45]]], "the line begins after the break"
    assert lines(redefined)["di luar deret"] == [[2020, 41]]
    assert not [
        line
        for line in redefined.lines
        if line.get_linestyle() != ":"
        and len(line.get_xdata()) > 1
        and min(line.get_xdata()) < 2020.5 < max(line.get_xdata())
        and line.get_label() not in ("target", "")
    ]
    assert [line.get_xdata()[0] for line in redefined.lines if line.get_linestyle() == ":"] == [
        2020.5
    ]
    assert "definisi baru" in lines(redefined) and "jalur target baru" not in lines(redefined)
    both, _ = axes_of(
        rows, putus_deret=["", "", "definisi baru", ""], putus_target=["", "", "Renstra baru", ""]
    )
    assert "definisi baru" in lines(both) and "jalur target baru" not in lines(both), (
        "a new definition has a new path"
    )


LIMITS = [
    # unit, name, polarity, targets, the lowest and highest shaded value of each area
    ("%", "Cakupan", "naik", ["100", "100", "100"], []),
    ("%", "Cakupan", "naik", ["90", "95", "100"], [(90, 100)]),
    (
        "%",
        "Laju pertumbuhan",
        "naik",
        ["90", "95", "100"],
        [(90, "edge")],
    ),  # a change may go beyond 100
    ("kasus", "Kekerasan", "turun", ["0", "0", "0"], []),
    ("kasus", "Kekerasan", "turun", ["9", "5", "0"], [(0, 9)]),
    ("nilai", "Indeks", "naik", ["100", "100", "100"], [(100, "edge")]),
]


@pytest.mark.parametrize(("satuan", "nama", "polaritas", "targets", "expected"), LIMITS)
def test_no_side_is_shaded_beyond_the_limit_of_the_unit(satuan, nama, polaritas, targets, expected):
    rows = [
        (2021 + n, target, value)
        for n, (target, value) in enumerate(zip(targets, ["80", "99", "60"], strict=True))
    ]
    ax, _ = axes_of(rows, satuan, polaritas=polaritas, nama_indikator=nama)
    found = [(area[:, 1].min(), area[:, 1].max()) for area in shaded(ax)]
    assert found == [(low, ax.get_ylim()[1] if high == "edge" else high) for low, high in expected]


CHANGES = [
    # years of the figures, figures of the reports 2021–2023, column Perubahan
    ([np.nan] * 3, ["4", "6", "7"], ["–", "+2", "+1"]),
    (
        [2020, 2021, 2022],
        ["4", "6", "7"],
        ["–", "+2", "+1"],
    ),  # all late: each change stands beside its report
    (
        [np.nan, np.nan, 2022],
        ["4", "6", "6"],
        ["–", "+2", "–"],
    ),  # a figure printed twice changes nothing
]


@pytest.mark.parametrize(("years", "values", "expected"), CHANGES)
def test_a_late_figure_has_its_change_too(years, values, expected):
    table = table_deret(
        kinerja_of([(2021 + n, "5", value) for n, value in enumerate(values)], data_tahun=years),
        0,
        "id",
    )
    assert [row[3] for row in table.baris] == expected


def test_the_words_of_the_figure_follow_the_language():
    ax, _ = axes_of(
        [(2022, "1:27250", "1:33523"), (2023, "1:27500", "1:36317")],
        satuan="rasio",
        jenis_target="rasio",
        bahasa="en",
    )
    assert ax.get_ylabel() == "n in 1 : n"
    assert texts(ax) == ["33,523", "36,317"]
    assert [text.get_text() for text in ax.get_legend().get_texts()] == [
        "target",
        "actual",
        "meets the target",
    ]


def test_every_indicator_with_two_figures_has_a_section_with_figure_sentence_and_numbers():
    rows = [(2021, "5", "4"), (2022, "6", "5"), (2023, "7", "8")]
    kinerja = pd.concat(
        [
            kinerja_of(rows),
            kinerja_of(rows, indikator="b", nama_indikator="Nama <b>"),
            kinerja_of(rows[:1], indikator="c", nama_indikator="Satu tahun"),
        ]
    )
    tren = compute_trend(kinerja)
    page = figures_deret(kinerja, tren, "id").html
    assert (
        page.count("<section>")
        == page.count("<figcaption>Dari 4 % (2021) ke 8 % (2023)")
        == page.count("<table>")
        == 2
    )
    assert "Nama &lt;b&gt;" in page
    assert "Satu tahun" not in page
    figure = figure_deret(kinerja[kinerja["indikator"] == "b"], tren, "en")
    assert (figure.nama, len(figure.tabel.baris)) == ("deret-b", 3)
    assert (
        figure.alt
        == "Line chart of Nama <b>. Actual: 2021 4%, 2022 5%, 2023 8%. Target: 2021 5%, 2022 6%, 2023 7%."
    )


def test_without_a_line_a_sentence_stands_in_its_place():
    kinerja = kinerja_of([(2023, "5", "4")])
    assert figures_deret(kinerja, compute_trend(kinerja), "id").teks == (
        "Belum ada indikator dengan dua tahun realisasi, jadi tidak ada garis yang dapat digambar.",
    )


# --- what is written in it lies beside, not on top of each other -----------------------------------------------------

LONG = [
    (2019 + i, str(t), str(v))
    for i, (t, v) in enumerate([(1250000, 1234567.25), (1260000, 1334567.25), (1270000, 1334567.5)])
]
WRITTEN = {
    "rising": [(2019 + i, "50", str(v)) for i, v in enumerate([-2.23, 5, 7, 13.75])],
    "falling": [(2019 + i, "50", str(v)) for i, v in enumerate([81.15, 70, 60, 37.23])],
    "level": [(2021, "", "100"), (2022, "", "100")],
    "large numbers": LONG,
    "two neighbours of many years": [
        *((2014 + i, "40", "") for i in range(12)),
        (2020, "", "33523.25"),
        (2021, "", "36317.75"),
    ][2:],
    "the lowest first, the lowest last": [(2019 + i, "", str(v)) for i, v in enumerate([1, 9, 1])],
    "the highest first, the highest last": [
        (2019 + i, "", str(v)) for i, v in enumerate([9, 1, 9])
    ],
    "below nought": [(2019 + i, "", str(v)) for i, v in enumerate([-51.05, -8.57, -120.5])],
}


def boxes(ax) -> list[tuple[str, object]]:
    """Every text that is drawn, with its box; a tick beyond the axes is not drawn."""
    pen = FigureCanvasAgg(ax.figure).get_renderer()
    ax.figure.draw(pen)
    low, high = ax.get_ylim()
    seen = [
        text
        for place, text in zip(ax.get_yticks(), ax.get_yticklabels(), strict=True)
        if low <= place <= high
    ]
    drawn = [*ax.texts, *ax.get_xticklabels(), *seen, ax.yaxis.label, *ax.get_legend().get_texts()]
    return [(text.get_text(), text.get_window_extent(pen)) for text in drawn if text.get_text()]


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("rows", WRITTEN.values(), ids=WRITTEN)
def test_no_text_lies_on_another_and_the_numbers_stay_inside_the_axes(rows, bahasa):
    ax, _ = axes_of(rows, "predikat AKIP", bahasa)
    found = boxes(ax)
    assert len(found) > 8
    clashes = [
        (a, b)
        for n, (a, one) in enumerate(found)
        for b, other in found[n + 1 :]
        if one.overlaps(other)
    ]
    assert clashes == []
    inside = ax.get_window_extent()
    for text, box in found[: len(ax.texts)]:
        assert (
            inside.x0 <= box.x0
            and box.x1 <= inside.x1
            and inside.y0 <= box.y0
            and box.y1 <= inside.y1
        ), text


@pytest.mark.parametrize(
    ("values", "sides"),
    [
        ([1, 5, 3, 9], "below above"),
        ([9, 5, 7, 1], "above below"),
        ([5, 5], "below above"),
        ([5, 9, 1], "below below"),
        ([5, 1, 9], "above above"),
    ],
)
def test_a_number_stands_where_its_line_does_not_go(values, sides):
    ax, _ = axes_of([(2019 + i, "", str(v)) for i, v in enumerate(values)])
    assert (
        " ".join("above" if text.get_position()[1] > 0 else "below" for text in ax.texts) == sides
    )


def test_a_target_of_one_year_has_no_side_to_shade():
    ax, _ = axes_of([(2022, "50", "41"), (2023, "", "43")])
    assert shaded(ax) == [] and "memenuhi target" not in [
        text.get_text() for text in ax.get_legend().get_texts()
    ]

"""Sliders of a lesson: the package's own figures, moved; a table where there are no sliders."""

import sys

import nbformat
import pytest
from nbclient import NotebookClient

from lakip_analysis.latihan.geser import geser

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize(
    ("rumus", "batas", "found"),
    [
        ("realisasi_per_target", "tanpa", {"mentah": 300, "capaian": 300, "kategori": "Sangat Tinggi", "rata": 150}),
        ("realisasi_per_target", "bersama", {"mentah": 300, "capaian": 120, "kategori": "Sangat Tinggi", "rata": 90}),
        ("dua_target_kurang_realisasi", "tanpa", {"mentah": -100, "capaian": -100, "kategori": "Sangat Rendah", "rata": 50 / 3}),
        ("dua_target_kurang_realisasi", "seratus", {"mentah": -100, "capaian": 0, "kategori": "Sangat Rendah", "rata": 50}),
        ("target_per_realisasi", "tanpa", {"mentah": 100 / 3, "capaian": 100 / 3, "kategori": "Sangat Rendah", "rata": 550 / 9}),
    ],
)
def test_the_figures_are_those_by_hand(rumus, batas, found):
    made = geser(20, 60, lain=[60, 90]).hitung(20, 60, rumus, batas)
    assert {name: value if isinstance(value, str) else pytest.approx(value) for name, value in found.items()} == made


def test_a_target_of_nought_has_no_achievement_and_is_not_in_the_mean():
    made = geser(20, 60, lain=[60, 90])
    assert made.hitung(0, 60, "realisasi_per_target", "tanpa") == {"mentah": None, "capaian": None, "kategori": None, "rata": 75}
    assert made.kata(0, 60, "realisasi_per_target", "tanpa") == "Capaiannya tidak dapat dihitung: itu bukan nol."


def test_moving_a_slider_or_another_rule_changes_what_is_said():
    pytest.importorskip("ipywidgets")
    box = geser(1.7, 1.79, "dua_target_kurang_realisasi").penggeser()
    target, realisasi, rumus, batas, said = box.children
    assert (target.step, realisasi.step, realisasi.value) == (0.01, 0.01, 1.79), "as fine as the figures"
    assert "94,71 %" in said.value
    realisasi.value = 1.7
    assert "100,00 %" in said.value
    realisasi.value, rumus.value = 3.4, "realisasi_per_target"
    assert "200,00 % tanpa batas, 200,00 % dengan batas" in said.value
    batas.value = "seratus"
    assert "200,00 % tanpa batas, 100,00 % dengan batas" in said.value
    target.value = 0
    assert "tidak dapat dihitung" in said.value


@pytest.mark.parametrize(("there", "said"), [(True, "Di JupyterLab"), (False, "ipywidgets tidak ada di sini")])
def test_without_the_library_it_says_so_and_goes_on(there, said, monkeypatch):
    if not there:
        monkeypatch.setitem(sys.modules, "ipywidgets", None)
    made = geser(1.7, 1.79)
    bundle = made._repr_mimebundle_()
    assert (WIDGET in bundle) is there
    for shown in (bundle["text/plain"], bundle["text/html"]):
        assert said in shown and "coba-rumus.html" in shown
    assert 'href="../situs/coba-rumus.html"' in bundle["text/html"]


@pytest.mark.parametrize(("target", "realisasi", "step", "most"), [(0.5, 30.55, 0.01, 45.825), (20, 60, 1, 90), (5000, 4000, 1, 15000)])
def test_a_slider_reaches_its_figure_and_does_not_round_it(target, realisasi, step, most):
    pytest.importorskip("ipywidgets")
    slider = geser(target, realisasi).penggeser().children[1]
    assert (slider.value, slider.step, slider.max) == (realisasi, step, most)


def test_both_languages_have_every_word():
    assert "Achievement (%) with a target of 1.7" in geser(1.7, 1.79, lain=[5], bahasa="en")._repr_html_()


@pytest.mark.lambat
def test_a_kernel_without_a_browser_shows_sliders_and_the_table_beside_them():
    code = "from lakip_analysis.latihan.geser import geser\n\ngeser(20, 60, lain=[60, 90])"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(book, timeout=120, kernel_name="python3").execute()
    (shown,) = [out for out in book.cells[0].outputs if out.output_type == "execute_result"]
    assert {WIDGET, "text/html", "text/plain"} <= set(shown["data"])

"""Sentences of the four reports that claimed more than their numbers carry; the right outcome of each stated."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.capaian.compute import compute_capaian, summarize_capaian
from lakip_analysis.capaian.view import describe_capaian
from lakip_analysis.laporan import open_report
from lakip_analysis.reports.opening import key_figures

ROOT = Path(__file__).parents[1]
MALANG, BELITUNG = ("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024)
PONTIANAK, SINGKAWANG = ("kota-pontianak-dinsos", 2024), ("kota-singkawang-dinsospppa", 2023)


@cache
def report(dinas, tahun):
    return open_report(ROOT / "data", dinas, tahun)


def card(found, nama, bahasa="id") -> dict:
    return next(one for one in key_figures({"ringkasan": found.ringkasan}, bahasa) if one["nama"] == nama)


def test_what_has_no_target_was_named_and_not_promised():
    """Singkawang names four indicators of its goals without any target (Tabel 2.3): 5 of 8 promised, not 5 of 12."""
    found = report(*SINGKAWANG)
    assert found.ringkasan[["n_indikator", "n_tanpa_target", "n_terlapor", "n_tercapai"]].values.tolist() == [[8, 4, 8, 5]]
    text = describe_capaian(found.ringkasan, "id")
    assert text.startswith("Dari 8 indikator yang dijanjikan, 8 terlapor; 5 dari 8 mencapai target.")
    assert "Selain itu 4 indikator disebut tanpa target pada tahun ini" in text and "12" not in text.split("persen")[0][:200]
    assert "4 indicators are named without a target" in describe_capaian(found.ringkasan, "en")
    assert card(found, "Mencapai target")["nilai"] == "5 dari 8"
    assert "4 lagi disebut tanpa target" in card(found, "Mencapai target")["keterangan"]


def test_a_target_that_was_never_reported_stays_promised():
    """Pontianak sets a target for both indicators of its goals: 3 of 5."""
    assert report(*PONTIANAK).ringkasan[["n_indikator", "n_tanpa_target", "n_terlapor", "n_tercapai"]].values.tolist() == [[5, 0, 3, 3]]


def test_a_year_in_which_nothing_has_a_target_promises_nothing():
    frame = pd.DataFrame({"indikator": ["a", "b"], "tahun": 2024, "target": "", "realisasi": ["5", ""], "polaritas": "naik"})
    found = summarize_capaian(compute_capaian(frame), ["tahun"])
    assert found[["n_indikator", "n_tanpa_target", "n_terlapor"]].values.tolist() == [[0, 2, 0]]
    assert describe_capaian(found, "id").startswith("Tidak satu pun indikator punya target pada tahun ini. Selain itu 2 indikator disebut tanpa target")


@pytest.mark.parametrize(("which", "n"), [(MALANG, 2), (BELITUNG, 2), (SINGKAWANG, 1), (PONTIANAK, 0)])
def test_targets_judged_by_an_earlier_year_are_counted_beside_those_met(which, n):
    """Malang's IPG and IDG, Belitung's IDG and APE, Singkawang's SAKIP carry the figure of the year before."""
    found = report(*which)
    assert found.ringkasan["n_tahun_lain"].item() == n
    assert (f"{n} memakai angka tahun sebelumnya" in describe_capaian(found.ringkasan, "id")) == bool(n)
    assert ("memakai angka tahun sebelumnya" in card(found, "Mencapai target")["keterangan"]) == bool(n)


def test_the_printed_mean_says_over_how_many_figures():
    """Belitung prints six figures, one promise twice: 1.092,12 is over 6, its own mean over 5."""
    found = report(*BELITUNG)
    assert "rata-ratanya 1.092,12 %, atas 6 angka." in describe_capaian(found.ringkasan, "id")
    assert card(found, "Rata-rata capaian, rumus dinas")["keterangan"] == "5 dari 5 indikator; tercetak 1.092,12 % atas 6 angka"

"""coba-rumus.html: the same as the package on ten thousand cases, in a real browser; one file, no request, nothing that axe finds."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from peramban import offences, open_browser, open_page

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.reports.coba import coba_rules, write_coba

POLARITAS = {"realisasi_per_target": "naik", "dua_target_kurang_realisasi": "turun", "target_per_realisasi": "turun", "jarak_ke_target": "rentang"}
BANYAK = 10_000


@pytest.fixture(scope="module")
def page(browser_path, tmp_path_factory):
    path = write_coba(tmp_path_factory.mktemp("coba") / "coba-rumus.html", "id")
    with open_browser(browser_path) as browser:
        yield open_page(browser, path)


def cases(seed: int) -> pd.DataFrame:
    """Targets and realisations of every kind: whole and broken, nought, negative, at a bound of a class, far off."""
    rng = np.random.default_rng(seed)
    whole = rng.integers(-20, 200, BANYAK).astype(float)
    target = np.select([rng.random(BANYAK) < 0.05, rng.random(BANYAK) < 0.5], [0.0, whole], rng.uniform(0.01, 500, BANYAK).round(2))
    share = rng.choice([0, 0.5, 0.51, 0.66, 0.75, 0.76, 0.9, 0.905, 0.91, 1, 1.1, 1.2, 2, 61.1], BANYAK)
    realisasi = np.where(rng.random(BANYAK) < 0.4, target * share, rng.uniform(-5, 900, BANYAK).round(2))
    rules = {kind: [one["kode"] for one in rows] for kind, rows in coba_rules("id").items()}
    chosen = {kind: rng.choice(codes, BANYAK) for kind, codes in rules.items()}
    return pd.DataFrame({"target": target, "realisasi": realisasi, **chosen})


def by_package(frame: pd.DataFrame) -> pd.DataFrame:
    limits = load_rules("coba").set_index("kode")[["bawah", "atas"]]
    parts = []
    for (rumus, batas, skala), rows in frame.groupby(["rumus", "batas", "skala"]):
        own = {POLARITAS[rumus]: rumus} | {f"batas_{end}": value for end, value in limits.loc[batas].dropna().items()}
        parts.append(compute_capaian(rows[["target", "realisasi"]].assign(polaritas=POLARITAS[rumus]), own, skala)[["capaian_persen", "kategori"]])
    return pd.concat(parts).sort_index()


@pytest.mark.lambat
def test_the_page_computes_what_the_package_computes(page):
    frame = cases(7)
    rng = np.random.default_rng(8)
    lain, sebaya = rng.uniform(-20, 300, (BANYAK, 4)).round(2), rng.uniform(60, 130, (BANYAK, 4)).round(2)
    sent = [row | {"lain": a, "sebaya": b} for row, a, b in zip(frame.to_dict("records"), lain.tolist(), sebaya.tolist(), strict=True)]
    got = pd.DataFrame(page.evaluate("(all) => all.map(window.lakipCoba.hitung)", json.loads(json.dumps(sent))))
    expected = by_package(frame)
    assert len(got) == len(expected) == BANYAK
    np.testing.assert_allclose(got["capaian"].astype(float), expected["capaian_persen"], rtol=1e-12, atol=1e-9)
    assert got["kategori"].tolist() == expected["kategori"].tolist()
    assert expected["capaian_persen"].isna().sum() > 100, "noughts are among them"
    limits = load_rules("coba").set_index("kode").loc[frame["batas"], ["bawah", "atas"]].to_numpy()
    low, high = np.nan_to_num(limits[:, 0], nan=-np.inf), np.where(np.isnan(limits[:, 1]), np.inf, limits[:, 1])
    others = np.clip(lain, low[:, None], high[:, None])
    rata = pd.DataFrame(np.column_stack([expected["capaian_persen"], others])).mean(axis=1)
    np.testing.assert_allclose(got["rata"].astype(float), rata, rtol=1e-12, atol=1e-9)
    means = pd.DataFrame(np.column_stack([rata, sebaya])).round(9)
    assert got["tempat"].tolist() == means.rank(axis=1, ascending=False, method="min")[0].astype(int).tolist()


@pytest.mark.lambat
def test_moving_a_value_changes_what_is_shown(page):
    page.fill("#target", "1.7")
    page.fill("#realisasi", "1.79")
    assert page.inner_text("#mentah") == "105,29"
    page.select_option("#rumus", "dua_target_kurang_realisasi")
    assert (page.inner_text("#mentah"), page.inner_text("#kategori")) == ("94,71", "Sangat Tinggi")
    page.fill("#target", "0")
    assert (page.inner_text("#mentah"), page.inner_text("#kategori")) == ("–", "–")
    assert "4 dari 5" in page.inner_text("#rata")
    page.fill("#target", "")
    assert page.is_visible("#kurang")
    page.fill("#target", "80")
    assert page.is_hidden("#kurang")


@pytest.mark.lambat
@pytest.mark.parametrize("width", [1280, 400, 320])
def test_axe_finds_nothing_and_nothing_sticks_out_or_is_asked_for(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    assert offences(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert (len(page.asked), page.said) == (1, [])


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_one_file_that_loads_nothing(tmp_path, bahasa):
    text = write_coba(tmp_path / "coba.html", bahasa).read_text(encoding="utf-8")
    assert not re.search(r"(?:src|href)=\"(?!#)|https?://|@import|url\(", text)
    assert text == write_coba(tmp_path / "lagi.html", bahasa).read_text(encoding="utf-8")

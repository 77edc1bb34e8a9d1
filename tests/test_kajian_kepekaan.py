"""Sensitivity: every rule against the plain functions of `capaian`, effects and indicators left out against loops, a published order, refusals."""

from itertools import pairwise, product
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from asli import asli
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lakip_analysis.aturan.rules import categorize, load_rules
from lakip_analysis.capaian.compute import (
    FORMULAS,
    RUMUS,
    average,
    compute_capaian,
    summarize_capaian,
)
from lakip_analysis.errors import RuleError
from lakip_analysis.kajian.kepekaan import (
    FAKTOR,
    Kepekaan,
    achieved,
    choices_of,
    compute_kepekaan,
    count_kategori,
    promised_values,
    summarize_kepekaan,
)
from lakip_analysis.kajian.pengaruh import (
    compare_faktor,
    compare_pilihan,
    compare_tanpa,
    summarize_faktor,
)
from lakip_analysis.kajian.ukuran import compute_ukuran, measured

ROOT = Path(__file__).parents[1]
REPORTS = {"kab-belitung-dspppa": 2024, "kota-malang-dinsosp3ap2kb": 2023, "kota-singkawang-dinsospppa": 2023, "kota-pontianak-dinsos": 2024}
FRAMES = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)


def made(seed: int = 0, dinas: int = 6) -> pd.DataFrame:
    """Dinas with every kind of indicator: reported or not, target of 0, realisation of 0, repeated, with and without weight."""
    rng, rows = np.random.default_rng(seed), []
    for d, n in product(range(dinas), range(7)):
        target = rng.choice([0.0, 10.0, 20.0, 55.5], p=[0.1, 0.3, 0.3, 0.3])
        real = rng.choice([np.nan, 0.0, target * rng.uniform(0.4, 2.0)], p=[0.15, 0.1, 0.75])
        rows.append(
            {
                "dinas": f"d{d}",
                "indikator": f"i{n}",
                "nama_indikator": f"Indikator {n}",
                "tahun": 2024,
                "level": ["tujuan", "sasaran", "pendukung", "program"][rng.choice(4, p=[0.25, 0.45, 0.2, 0.1])],
                "sasaran": rng.choice(["S1", "S2", ""]),
                "satuan": "%",
                "polaritas": rng.choice(["naik", "turun"]),
                "target": target if rng.random() > 0.05 else np.nan,
                "realisasi": real,
                "bobot": rng.uniform(1, 5) if d % 3 else np.nan,
            }
        )
    frame = pd.DataFrame(rows)
    again = frame[(frame["level"] == "tujuan") & (frame.index % 2 == 0)].assign(level="sasaran")
    again["indikator"] += "-lagi"
    return compute_capaian(pd.concat([frame, again], ignore_index=True).sample(frac=1, random_state=seed))


def counted(rows: pd.DataFrame, levels: list[str]) -> pd.DataFrame:
    """The promises of one dinas at these levels, each once."""
    rows = rows[rows["level"].isin(levels) & (rows["status"] != "target_kosong")]
    promise = rows["ganda"].where(rows["ganda"] != "", rows["indikator"])
    first = (rows["ganda"] != "").sort_values(kind="stable").index
    return rows[~promise.loc[first].duplicated().reindex(rows.index)]


def plain(capaian: pd.DataFrame) -> list[tuple[dict, dict[str, float]]]:
    """Every rule, dinas by dinas, with the functions of `capaian`."""
    options, found = choices_of(), []
    dinas = {level: {name: counted(rows, kinds) for name, rows in capaian.groupby("dinas")} for level, kinds in options["level"].items()}
    for choice in product(*(options[name] for name in FAKTOR)):
        rule, means = dict(zip(FAKTOR, choice, strict=True)), {}
        for name, rows in dinas[rule["level"]].items():
            values = []
            for row in rows[["polaritas", "target", "realisasi"]].itertuples():
                formula = rule["rumus_turun"] if row.polaritas == "turun" else RUMUS[row.polaritas]
                value = float(FORMULAS[formula]([row.target], [row.realisasi])[0])
                if np.isnan(row.realisasi) and rule["kosong"] == "nol":
                    value = 0.0
                values.append(min(max(value, 0.0), options["batas_atas"][rule["batas_atas"]]) if value == value else np.nan)
            column = pd.Series(values, index=rows.index, dtype=float)
            if rule["rata_rata"] == "median_indikator":
                means[name] = column.median()
            else:
                means[name] = average(column, rows, pd.Series(0, index=rows.index), rule["rata_rata"]).get(0, np.nan)
        found.append((rule, means))
    return found


def places(values: dict[str, float]) -> dict[str, float]:
    known = {name: round(value, 9) for name, value in values.items() if value == value}
    return {name: 1 + sum(other > known[name] for other in known.values()) if name in known else np.nan for name in values}


def test_every_rule_is_what_the_plain_functions_give():
    capaian = made(dinas=4)
    found = compute_kepekaan(capaian)
    assert found.nilai.shape == (240, 4)
    for n, (rule, twin) in enumerate(plain(capaian)):
        assert found.aturan.iloc[n][list(FAKTOR)].to_dict() == rule
        assert found.nilai.iloc[n].to_dict() == pytest.approx(twin, nan_ok=True, rel=1e-12), rule
        assert found.peringkat.iloc[n].to_dict() == pytest.approx(places(twin), nan_ok=True), rule
    assert found.nilai.isna().any().any() and found.nilai.notna().any().all()


def test_the_base_rule_is_the_common_yardstick():
    capaian = made(3)
    found = compute_kepekaan(capaian)
    base = found.aturan[found.aturan["dasar"] == "ya"]
    assert len(base) == 1
    main = capaian[capaian["level"] != "program"]
    own = summarize_capaian(main, ["dinas"]).set_index("dinas")["rata_acuan_persen"]
    assert found.nilai.loc[base.index[0]].to_dict() == pytest.approx(own.to_dict())


def test_a_published_order_stands_under_the_mean_of_means_and_not_under_the_plain_one():
    golden = pd.read_csv(ROOT / "tests" / "golden" / "indeks_asem.csv")
    halves = {name: "Conn" if n < 5 else "Sust" for n, name in enumerate(golden.columns[5:13])}
    long = golden.melt(["unit"], list(halves), "indikator", "realisasi")
    about = {"dinas": long["unit"], "sasaran": long["indikator"].map(halves), "tahun": 2024, "level": "sasaran", "polaritas": "naik", "target": 100.0}
    found = compute_kepekaan(compute_capaian(long.assign(**about)))
    order = golden.set_index("unit")["peringkat"].to_dict()
    by = {way: found.peringkat[(found.aturan["rata_rata"] == way) & (found.aturan["level"] == "utama")] for way in ("rata_rata_sasaran", "rata_rata_indikator")}
    assert all(row == order for row in by["rata_rata_sasaran"].to_dict("records"))
    assert not any(row == order for row in by["rata_rata_indikator"].to_dict("records"))


def test_equal_values_share_the_better_place_and_noise_decides_nothing():
    rows = pd.DataFrame({"dinas": list("aabbc"), "indikator": list("vwxyz"), "tahun": 2024, "level": "sasaran", "sasaran": "S", "polaritas": "naik", "target": [0.1, 0.3, 1, 1, 1], "realisasi": [0.03, 0.21, 0.3, 0.7, 0.4]})
    found = compute_kepekaan(compute_capaian(rows))
    assert found.peringkat.iloc[0].to_dict() == {"a": 1, "b": 1, "c": 3}


# ---------------------------------------------------------------- what is said of all rules


def test_places_and_how_often_they_hold_are_counts_of_the_rules():
    found = compute_kepekaan(made(5))
    said = summarize_kepekaan(found).set_index("dinas")
    for dinas in found.nilai:
        place = found.peringkat[dinas].dropna()
        row = said.loc[dinas]
        assert (row["n_aturan"], row["n_tanpa_nilai"]) == (len(place), 240 - len(place))
        assert row["n_bertahan"] == (place == found.peringkat[dinas].iloc[0]).sum()
        assert (row["peringkat_terbaik"], row["peringkat_terburuk"]) == (place.min(), place.max())
        assert row["peringkat_terbaik"] <= row["peringkat_5"] <= row["peringkat_tengah"] <= row["peringkat_95"] <= row["peringkat_terburuk"]
        assert row["nilai_terendah_persen"] <= row["nilai_dasar_persen"] <= row["nilai_tertinggi_persen"]


@pytest.mark.parametrize("skala", load_rules("kepekaan").query("faktor == 'skala'")["pilihan"])
def test_categories_of_all_rules_are_those_of_categorize(skala):
    found = compute_kepekaan(made(5))
    said = count_kategori(found).query("skala == @skala").set_index("dinas")
    order = [*load_rules("skala").query("skala == @skala")["kategori"]]
    for dinas in found.nilai:
        names = categorize(found.nilai[dinas].dropna(), skala)
        own = categorize(found.nilai[dinas], skala).iloc[0]
        step = names.map(order.index)
        row = said.loc[dinas]
        assert (row["kategori_dasar"], row["n_aturan"], row["n_bertahan"]) == (own, len(names), (names == own).sum())
        assert (row["n_naik"], row["n_turun"]) == ((step < order.index(own)).sum(), (step > order.index(own)).sum())
        assert (row["kategori_tertinggi"], row["kategori_terendah"]) == (order[step.min()], order[step.max()])


def test_effects_of_each_choice_are_those_of_plain_loops():
    found = compute_kepekaan(made(2))
    said = compare_faktor(found).set_index(["faktor", "dinas"])
    for name, dinas in product(FAKTOR, found.nilai):
        rest = [other for other in FAKTOR if other != name]
        frame = found.aturan[list(FAKTOR)].assign(r=found.peringkat[dinas], v=found.nilai[dinas]).dropna(subset="r")
        spans = [(some["r"].max() - some["r"].min(), some["v"].max() - some["v"].min()) for _, some in frame.groupby(rest) if len(some) > 1]
        row, whole = said.loc[(name, dinas)], ((frame["r"] - frame["r"].mean()) ** 2).sum()
        if not spans:
            assert np.isnan(row["geser_rata"])
            continue
        assert row["geser_rata"] == pytest.approx(np.mean([span[0] for span in spans]))
        assert row["geser_terbesar"] == max(span[0] for span in spans)
        assert row["geser_nilai_poin"] == pytest.approx(np.mean([span[1] for span in spans]))
        own = sum(len(some) * (some["r"].mean() - frame["r"].mean()) ** 2 for _, some in frame.groupby(name))
        within = sum(((some["r"] - some["r"].mean()) ** 2).sum() for _, some in frame.groupby(rest))
        assert row["pengaruh_persen"] == pytest.approx(own / whole * 100 if whole else np.nan, nan_ok=True)
        assert row["pengaruh_total_persen"] == pytest.approx(within / whole * 100 if whole else np.nan, nan_ok=True)
    assert summarize_faktor(said.reset_index())["faktor"].tolist() == list(FAKTOR)


def test_first_order_effect_never_exceeds_the_total_one_where_every_rule_gives_a_value():
    capaian = made(1)
    found = compare_faktor(compute_kepekaan(capaian.assign(bobot=1.0)[capaian["level"] == "sasaran"]))
    assert (found["pengaruh_persen"] <= found["pengaruh_total_persen"] + 1e-9).sum() == found["pengaruh_persen"].notna().sum() > 0


def test_a_choice_that_cannot_matter_moves_nothing():
    capaian = made(4)
    same = capaian[(capaian["polaritas"] == "naik") & (capaian["tercapai"] != "")]
    found = summarize_faktor(compare_faktor(compute_kepekaan(same))).set_index("faktor")
    assert found.loc[["rumus_turun", "kosong"], "n_bergeser"].tolist() == [0, 0]
    assert found.loc["batas_atas", "n_bergeser"] > 0


def test_each_option_has_the_mean_over_its_rules():
    found = compute_kepekaan(made(2))
    said = compare_pilihan(found)
    assert len(said) == 6 * (2 + 5 + 4 + 2 + 3)
    for row in said.sample(20, random_state=1).itertuples():
        rules = found.aturan[row.faktor] == row.pilihan
        assert row.n_aturan == found.nilai.loc[rules, row.dinas].notna().sum()
        assert row.rata_peringkat == pytest.approx(found.peringkat.loc[rules, row.dinas].mean(), nan_ok=True)


def test_each_indicator_left_out_is_the_yardstick_without_its_row():
    capaian, base = made(6, 4), load_rules("kepekaan").query("dasar == 'ya'")
    said, whole = compare_tanpa(capaian), compute_kepekaan(capaian, base)
    again = capaian["ganda"] != ""
    for row in said.itertuples():
        names = [row.indikator, *capaian.loc[again & (capaian["ganda"] == row.indikator), "indikator"]]
        rest = compute_kepekaan(capaian[(capaian["dinas"] != row.dinas) | ~capaian["indikator"].isin(names)], base)
        value = rest.nilai.get(row.dinas, pd.Series([np.nan])).iloc[0]
        assert row.nilai_tanpa_persen == pytest.approx(value, nan_ok=True)
        assert row.peringkat_tanpa == pytest.approx(rest.peringkat.get(row.dinas, pd.Series([np.nan])).iloc[0], nan_ok=True)
        assert (row.nilai_dasar_persen, row.peringkat_dasar) == pytest.approx((whole.nilai[row.dinas].iloc[0], whole.peringkat[row.dinas].iloc[0]))
    assert len(said) == promised_values(capaian, achieved(capaian, RUMUS["turun"]), ["tujuan", "sasaran", "pendukung"], "dilewati")["nilai"].notna().sum()


@FRAMES
@given(seed=st.integers(0, 10_000))
def test_the_order_of_rows_and_the_names_of_dinas_change_nothing(seed):
    capaian = made(seed, 4)
    found = compute_kepekaan(capaian)
    names = {"d0": "z", "d1": "b", "d2": "y", "d3": "a"}
    other = compute_kepekaan(capaian.sample(frac=1, random_state=seed).assign(dinas=capaian["dinas"].map(names)))
    back = other.nilai.rename(columns={new: old for old, new in names.items()})[found.nilai.columns]
    np.testing.assert_allclose(back, found.nilai, rtol=1e-12)
    assert summarize_kepekaan(found).set_index("dinas")["n_bertahan"].to_dict() == summarize_kepekaan(other).assign(dinas=lambda f: f["dinas"].map({new: old for old, new in names.items()})).set_index("dinas")["n_bertahan"].to_dict()


@FRAMES
@given(seed=st.integers(0, 10_000))
def test_a_lower_cap_never_gives_a_higher_mean(seed):
    found = compute_kepekaan(made(seed, 4))
    by_cap = {cap: found.nilai[found.aturan["batas_atas"] == cap].to_numpy() for cap in ("100", "110", "120", "150", "tanpa_batas")}
    caps = list(by_cap.values())
    for low, high in pairwise(caps):
        assert not (low > high + 1e-9).any()


# ---------------------------------------------------------------- what is refused


def change(**cells) -> pd.DataFrame:
    rows = load_rules("kepekaan").astype(object)
    at = rows["pilihan"] == cells.pop("at")
    for name, value in cells.items():
        rows.loc[at, name] = value
    return rows


@pytest.mark.parametrize(
    ("pilihan", "message"),
    [
        (change(at="120", dasar="tidak"), "Faktor kepekaan “batas_atas” harus punya tepat satu pilihan dasar."),
        (change(at="nol", dasar="ya"), "Faktor kepekaan “kosong” harus punya tepat satu pilihan dasar."),
        (load_rules("kepekaan").query("faktor != 'level'"), "Faktor kepekaan “level” harus punya tepat satu pilihan dasar."),
        (change(at="nol", pilihan="rata"), "Pilihan kosong “rata” tidak dikenal. Yang ada: dilewati, nol."),
        (change(at="median_indikator", pilihan="modus"), "Rata-rata “modus” tidak dikenal. Yang ada: rata_rata_indikator, rata_rata_sasaran, rata_rata_bobot, median_indikator."),
        (change(at="target_per_realisasi", pilihan="t_per_r"), f"Rumus tidak dikenal: t_per_r. Yang ada: {', '.join(FORMULAS)}."),
    ],
)
def test_a_choice_that_is_not_known_is_named(pilihan, message):
    with pytest.raises(RuleError) as caught:
        compute_kepekaan(made(), pilihan)
    assert str(caught.value) == message


def test_the_shipped_choices_are_known_to_the_rules_they_name():
    options = choices_of()
    assert set(options["rumus_turun"]) == set(load_rules("rumus").query("polaritas == 'turun'")["rumus"]) - {"kemajuan_dari_dasar"}
    assert set(options["skala"]) <= set(load_rules("skala")["skala"])
    assert {key: next(iter(value)) for key, value in options.items()} == {"rumus_turun": RUMUS["turun"], "batas_atas": "120", "rata_rata": "rata_rata_indikator", "kosong": "dilewati", "level": "utama", "skala": "permendagri-86"}


def test_the_real_reports_have_240_rules_and_no_place_for_what_is_withheld():
    every = pd.concat([asli(dinas, tahun).capaian for dinas, tahun in REPORTS.items()], ignore_index=True)
    ukuran = compute_ukuran(every)
    found = summarize_kepekaan(compute_kepekaan(measured(every, ukuran)))
    assert (found["n_aturan"] + found["n_tanpa_nilai"] == 240).all()
    assert found["dinas"].tolist() == sorted(ukuran.loc[ukuran["status_ukuran"] == "dihitung", "dinas"])
    # no dinas of these keeps one place under all rules: a bare order would be a lie
    assert (found["n_bertahan"] < found["n_aturan"]).all()


@pytest.mark.parametrize("rules", [1, 7, 21, 180, 181])
def test_shares_of_rules_are_the_lower_quantiles_of_each_dinas(rules):
    rng = np.random.default_rng(rules)
    place = pd.DataFrame(rng.integers(1, 30, (rules, 40)).astype(float)).mask(rng.random((rules, 40)) < 0.2)
    place[0] = np.nan  # no rule gives it a place
    aturan = pd.DataFrame({"dasar": ["ya", *["tidak"] * (rules - 1)]})
    found = summarize_kepekaan(Kepekaan(aturan, place, place))
    for name, share in (("5", 0.05), ("tengah", 0.5), ("95", 0.95)):
        right = place.quantile(share, interpolation="lower")
        np.testing.assert_array_equal(found[f"peringkat_{name}"], right)

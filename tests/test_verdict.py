"""Verdicts: by one measure, void where the target was missed, disagreement counted; a measure is one function and one row."""

import re

import pandas as pd
import pytest
from asli import asli
from hypothesis import given, settings
from hypothesis import strategies as st

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.say import has_text, languages
from lakip_analysis.data.dinas_toml import ATURAN
from lakip_analysis.efisiensi import apply, view_ukuran
from lakip_analysis.efisiensi.apply import LINE_FIGURES, apply_measures, load_measures
from lakip_analysis.efisiensi.compute import compute_efisiensi
from lakip_analysis.efisiensi.cost import compute_biaya
from lakip_analysis.efisiensi.support import physical_progress
from lakip_analysis.efisiensi.verdict import (
    REASONS,
    UKURAN_COLUMNS,
    compare_measures,
    count_verdicts,
    disputing_measures,
    other_measures,
    own_measure,
)
from lakip_analysis.efisiensi.view_ukuran import require_measures, show_verdict
from lakip_analysis.errors import RuleError

RULES = load_measures().set_index("ukuran")


def measured(money, capaian, **lain) -> pd.DataFrame:
    """One programme with one indicator, and the dinas."""
    other = pd.DataFrame(
        [{"kode": "1.06.01", "ukuran": name, "nilai": value} for name, value in lain.items()],
        columns=["kode", "ukuran", "nilai"],
    )
    return compare_measures(spent(money, capaian), other)


def spent(money, capaian) -> pd.DataFrame:
    anggaran = pd.DataFrame(
        {
            "dinas": "d",
            "tahun": 2024,
            "kode": ["1.06.01"],
            "level": "program",
            "nama": "Program A",
            "pagu_rp": [money[0]],
            "realisasi_rp": [money[1]],
        }
    ).astype({"pagu_rp": float, "realisasi_rp": float})
    links = pd.DataFrame({"indikator": ["a"], "kode": ["1.06.01"]})
    frame = pd.DataFrame(
        {"dinas": "d", "tahun": 2024, "indikator": ["a"], "capaian_persen": [capaian]}
    ).astype({"capaian_persen": float})
    return compute_efisiensi(anggaran, links, frame)


def program(ukuran: pd.DataFrame, column: str = "putusan") -> pd.Series:
    return ukuran[ukuran["level"] == "program"].set_index("ukuran")[column]


def test_columns_order_and_every_measure():
    found = measured((100, 90), 100)
    assert list(found.columns) == UKURAN_COLUMNS
    assert found[found["level"] == "dinas"]["ukuran"].tolist() == RULES.index.tolist()
    assert found[found["level"] == "program"]["ukuran"].tolist() == [
        name for name in RULES.index if name != "efisiensi_langsung_persen"
    ], "direct spending is of the whole dinas"


def test_target_reached_with_money_left_over():
    found = measured((100, 90), 100, efisiensi_pmk249_persen=10.0)
    said, note = program(found), program(found, "catatan")
    assert said["efisiensi_sisa_persen"] == said["nilai_efisiensi"] == "efisien"
    assert said[
        ["serapan_per_capaian_persen", "ekonomi_persen", "efektivitas_persen"]
    ].tolist() == ["efisien", "di bawah pagu", "efektif"]
    assert note[note != ""].to_dict() == {
        "serapan_per_capaian_persen": "skala_pinjaman",
        "efisiensi_pmk_persen": "c_indikator",
        "nilai_efisiensi": "c_indikator",
    }


def test_target_reached_for_more_money_than_allotted():
    said = program(measured((100, 110), 100, efisiensi_pmk249_persen=-10.0))
    assert said[
        ["efisiensi_sisa_persen", "efisiensi_pmk249_persen", "ekonomi_persen"]
    ].tolist() == ["tidak efisien", "tidak efisien", "tidak di bawah pagu"]


VOID = [
    ((100, 50), 99.9, "target_tidak_tercapai"),
    ((0, 0), 100, "pagu_nol"),
    ((None, 5), 100, "pagu_kosong"),
    ((100, None), 100, "realisasi_kosong"),
    ((100, 0), 100, "realisasi_nol"),
    ((100, 50), None, "tanpa_capaian"),
]


@pytest.mark.parametrize(("money", "capaian", "reason"), VOID)
def test_nothing_is_called_efficient_or_not_when_it_cannot_be_judged(money, capaian, reason):
    found = measured(money, capaian)
    rows = found[(found["level"] == "program") & (found["ukuran"].map(RULES["kata"]) == "efisien")]
    assert set(rows["putusan"]) == {"tidak dinilai"}
    assert set(rows["alasan"]) == {reason}
    assert set(rows["catatan"]) == {""}


def test_no_measure_has_a_verdict_where_a_target_was_missed_or_not_reported():
    """Economy and effectiveness too: "ekonomis" stood for 7,41 % spent with 1 of 5 persons served."""
    assert set(measured((100, 50), 99.9)["putusan"]) == {"tidak dinilai"}
    assert set(measured((100, 50), None)["putusan"]) == {"tidak dinilai"}
    assert set(program(measured((100, 0), 100), "alasan")) == {"realisasi_nol"}, (
        "without money nothing is judged"
    )


def test_every_reason_has_its_words():
    """Whatever `compute_efisiensi` may say except dihitung."""
    assert set(REASONS) == {
        "pagu_kosong",
        "pagu_nol",
        "realisasi_kosong",
        "realisasi_nol",
        "tanpa_capaian",
        "target_tidak_tercapai",
        "sebagian_tercapai",
        "sebagian_tanpa_angka",
        "hitungan_mustahil",
        "definisi_baru",
        "angka_tahun_lain",
        "angka_lain",
        "keluaran_kurang",
    }
    assert all(
        has_text(f"alasan_putusan.{code}", bahasa) for code in REASONS for bahasa in languages()
    )


WORDS = {"id": ("efisien", "menurut"), "en": ("efficient", "by")}


@pytest.mark.parametrize("bahasa", WORDS)
def test_the_word_always_carries_the_name_of_its_measure_and_never_a_missed_target(bahasa):
    word, by = WORDS[bahasa]
    for money, capaian in [((100, 90), 100), ((100, 110), 100), ((100, 90), 250), ((100, 90), 50)]:
        for row in measured(money, capaian, efisiensi_pmk249_persen=-1.0).itertuples():
            said = show_verdict(row, bahasa)
            name = view_ukuran.say(f"ukuran.{row.ukuran}.nama", bahasa)
            if capaian < 100 and RULES.loc[row.ukuran, "kata"] == "efisien":
                assert row.putusan == "tidak dinilai"
            for match in re.finditer(rf"\b{word}\b", said.replace(name, "NAMA")):
                assert said.replace(name, "NAMA")[match.end() :].startswith(f" {by} NAMA"), said


def test_verdicts_in_words():
    rows = {
        row.ukuran: row for row in measured((100, 60), 100).query("level == 'program'").itertuples()
    }
    assert (
        show_verdict(rows["nilai_efisiensi"], "id")
        == "efisien menurut NE (E dibatasi ±20); tidak mungkin lain"
    )
    assert (
        show_verdict(rows["efisiensi_pmk_persen"], "id")
        == "efisien menurut E PMK 22/2021 (C dari indikator, bukan keluaran); tidak mungkin lain"
    )
    assert (
        show_verdict(rows["serapan_per_capaian_persen"], "en")
        == "efficient by ratio of budget execution to achievement (borrowed scale); it could not be otherwise"
    )
    assert (
        show_verdict(rows["ekonomi_persen"], "id")
        == "di bawah pagu menurut ekonomi (Mahsun); tidak mungkin lain"
    )
    assert show_verdict(rows["efisiensi_pmk249_persen"], "id") == "tidak dapat dihitung"
    missed = measured((100, 60), 90).query("level == 'program'").iloc[0]
    assert [show_verdict(missed, bahasa) for bahasa in ("id", "en")] == [
        "tidak dinilai: target tidak tercapai",
        "not assessed: target missed",
    ]


def test_an_e_held_at_twenty_is_seen():
    assert program(measured((100, 60), 100), "catatan")["nilai_efisiensi"] == "dibatasi_20"
    assert program(measured((100, 90), 100), "catatan")["nilai_efisiensi"] == "c_indikator"


def test_disagreement_is_counted():
    """110 % of the target for 104 % of the money: money left over says no, the ratio says yes."""
    found = measured((100, 104), 110)
    counts = count_verdicts(found, spent((100, 104), 110)).set_index("level")
    assert counts.loc["program", "keadaan"] == "berselisih"
    assert counts.loc["program", "ya"] > 0 < counts.loc["program", "tidak"]
    assert disputing_measures(found, "1.06.01") == ["efisiensi_sisa_persen"]
    assert (
        count_verdicts(measured((100, 110), 100), spent((100, 110), 100))["keadaan"].tolist()
        == ["sependapat"] * 2
    )
    assert count_verdicts(measured((100, 50), 80), spent((100, 50), 80)).empty


STATES = [
    ((100, 90), 100, "hanya_sisa", 10),
    ((100, 90), 250, "hanya_sisa", 10),
    ((100, 100), 100, "pagu_habis", 0),
    ((100, 100), 110, "pagu_habis", 0),
]


@pytest.mark.parametrize(("money", "capaian", "state", "left"), STATES)
def test_a_verdict_that_could_not_be_otherwise_counts_for_nothing(money, capaian, state, left):
    """C ≥ 100 and S ≤ 100: "hemat 4 / tidak 0" was algebra (review A4)."""
    found, lines = (
        measured(money, capaian, efisiensi_pmk249_persen=float(left)),
        spent(money, capaian),
    )
    counts = count_verdicts(found, lines).set_index("level").loc["program"]
    assert counts[["ya", "tidak", "keadaan", "sisa_rp", "sisa_persen"]].tolist() == [
        0,
        0,
        state,
        left,
        left,
    ]


@given(
    capaian=st.floats(100, 400),
    spent_=st.floats(0.01, 100),
    made=st.lists(st.floats(10, 40), min_size=1, max_size=4),
)
@settings(deadline=None, max_examples=20, derandomize=True)
def test_by_algebra_no_measure_says_no(capaian, spent_, made):
    """What a row of efisiensi.csv claims in `aljabar`, tried: target and outputs reached, budget kept."""
    codes = [f"1.06.01.2.01.000{n}" for n in range(len(made))]
    keluaran = pd.DataFrame(
        {
            "tahun": 2024,
            "kode": codes,
            "nama_keluaran": "x",
            "satuan": "orang",
            "target": 10.0,
            "realisasi": made,
            "sumber": "",
        }
    )
    lines = pd.DataFrame(
        {
            "dinas": "d",
            "tahun": 2024,
            "kode": ["1.06.01", *codes],
            "level": ["program", *["subkegiatan"] * len(made)],
            "nama": "P",
            "pagu_rp": [100.0 * len(made), *[100.0] * len(made)],
            "realisasi_rp": [spent_ * len(made), *[spent_] * len(made)],
        }
    )
    results = pd.DataFrame(
        {"dinas": "d", "tahun": 2024, "indikator": ["a"], "capaian_persen": [capaian]}
    )
    efisiensi = compute_efisiensi(
        lines, pd.DataFrame({"indikator": ["a"], "kode": "1.06.01"}), results, keluaran
    )
    other = other_measures(compute_biaya(lines, keluaran), pd.DataFrame({"efisiensi_persen": []}))
    found = compare_measures(efisiensi, other, physical_progress(keluaran))
    sure = found[found["ukuran"].map(RULES["aljabar"]) != ""]
    assert set(sure["putusan"]) <= {"efisien", "efektif", "di bawah pagu", "impas"}
    unit = sure["ukuran"] == "efisiensi_pmk249_persen"
    assert set(sure.loc[~unit, "pasti"]) == {"ya"}
    assert set(sure.loc[unit, "pasti"]) == {"ya" if set(made) == {10.0} else "tidak"}, (
        "another volume: the saving is no longer the budget left"
    )
    assert set(found.loc[found["ukuran"].map(RULES["aljabar"]) == "", "pasti"]) == {"tidak"}


def test_a_saving_per_unit_can_say_no_where_a_line_below_was_overspent():
    """The programme kept its budget, one sub kegiatan did not: PMK 249 is no algebra there, the measures of the line are."""
    over = pd.DataFrame(
        {
            "dinas": "d",
            "tahun": 2024,
            "kode": ["1.06.01.2.01.0001"],
            "level": "subkegiatan",
            "nama": "S",
            "pagu_rp": 10.0,
            "realisasi_rp": 12.0,
            "serapan_persen": 120.0,
        }
    )
    lines = pd.concat([spent((100, 90), 100), over], ignore_index=True)
    given_ = pd.DataFrame({"kode": ["1.06.01"], "ukuran": "efisiensi_pmk249_persen", "nilai": 5.0})
    sure = program(compare_measures(lines, given_), "pasti")
    assert sure[
        ["efisiensi_pmk249_persen", "efisiensi_sisa_persen", "nilai_efisiensi"]
    ].tolist() == ["tidak", "ya", "ya"]
    assert (
        program(compare_measures(lines.iloc[:-1], given_), "pasti")["efisiensi_pmk249_persen"]
        == "ya"
    )


def counted_without_doubt():
    """Malang 2023 as if every figure could carry a verdict: its measures, and what they could deny."""
    laporan = asli("kota-malang-dinsosp3ap2kb", 2023)
    lain = other_measures(laporan.biaya, laporan.belanja_langsung, laporan.anggaran)
    lines = compute_efisiensi(
        laporan.anggaran,
        laporan.program_indikator,
        laporan.capaian,
        laporan.keluaran,
        laporan.terbitan_anggaran,
        laporan.aturan["rata_rata"],
    )
    ukuran = compare_measures(lines, lain, laporan.fisik)
    return ukuran, count_verdicts(ukuran, lines, lain)


def test_the_only_information_of_the_real_reports_is_the_money_left():
    """Malang 2023: four programmes assessed; on two (34 of 25 and 58 of 30 people) E of PMK 249 says more than what was left, on two nothing does."""
    _, found = counted_without_doubt()
    assert found.set_index("kode")["keadaan"].to_dict() == {
        "1.06.01": "hanya_sisa",
        "1.06.05": "biaya_sebagian",
        "2.08.03": "satu_ukuran",
        "2.08.07": "satu_ukuran",
    }
    assert found.set_index("kode")["ya"].to_dict() == {
        "1.06.01": 0,
        "1.06.05": 0,
        "2.08.03": 1,
        "2.08.07": 1,
    }
    assert (found["sisa_rp"].sum(), found["pagu_rp"].sum()) == (8_103_757_544, 34_072_170_720)


@pytest.mark.parametrize(
    ("bahasa", "said"),
    [
        (
            "id",
            "Program Perlindungan dan Jaminan Sosial: pada 1 keluaran volumenya lain daripada rencana, jadi biaya satuannya berubah; keluaran yang berbiaya memegang 0,08 % pagunya, terlalu sedikit untuk menilai seluruh program.",
        ),
        (
            "en",
            "Programme for Social Protection and Security: the volume of 1 output differs from the plan, so its unit cost changed; outputs with a unit cost hold 0.08% of the budget, too little to assess the whole programme.",
        ),
    ],
)
def test_a_unit_cost_that_changed_is_not_called_only_budget_left_over(bahasa, said):
    """Malang 1.06.05: 52 neglected children were served for 10 planned (line 962), over Rp13,5 million of Rp17,1 billion."""
    ukuran, counts = counted_without_doubt()
    assert counts.set_index("kode").loc["1.06.05", "n_berubah"] == 1
    assert counts.set_index("kode").loc["1.06.05", "cakupan_persen"] == pytest.approx(
        13_530_000 / 17_094_802_300 * 100
    )
    assert said in view_ukuran.describe_ukuran(ukuran, counts, bahasa)
    states = view_ukuran.table_hitungan(counts, bahasa).baris
    assert states[0][3] != states[1][3], "1.06.01 has only budget left over, 1.06.05 has not"


def test_c_is_of_outputs_where_they_are_known():
    """METHODS 5.1: C is output achievement. One output at 90 % of plan for 96 % of the money: E = (90 − 96) / 90, though the indicator says 120."""
    lines = pd.DataFrame(
        {
            "dinas": "d",
            "tahun": 2024,
            "kode": ["1.06.04", "1.06.05", "1.06.04.2.01.0001"],
            "level": ["program", "program", "subkegiatan"],
            "nama": "P",
            "pagu_rp": [100.0, 300.0, 100.0],
            "realisasi_rp": [96.0, 270.0, 96.0],
        }
    )
    results = pd.DataFrame(
        {"dinas": "d", "tahun": 2024, "indikator": ["a"], "capaian_persen": [120.0]}
    )
    links = pd.DataFrame({"indikator": "a", "kode": ["1.06.04", "1.06.05"]})
    outputs = pd.DataFrame(
        {
            "tahun": 2024,
            "kode": ["1.06.04.2.01.0001"],
            "nama_keluaran": "x",
            "satuan": "orang",
            "target": 10.0,
            "realisasi": 9.0,
        }
    )
    found = compute_efisiensi(lines, links, results, outputs).set_index("kode")
    assert found["sumber_c"].to_dict() == {
        "": "campuran",
        "1.06.04": "keluaran",
        "1.06.05": "indikator",
        "1.06.04.2.01.0001": "keluaran",
    }
    assert found.loc[["1.06.04", "1.06.05"], "c_persen"].tolist() == [90, 120]
    assert found.loc["1.06.04", "efisiensi_pmk_persen"] == pytest.approx(-6 / 90 * 100)
    assert found.loc["1.06.05", "efisiensi_pmk_persen"] == pytest.approx(25)
    assert found.loc["", ["c_persen", "efisiensi_pmk_persen"]].tolist() == pytest.approx(
        [(90 + 360) / 4, (450 - 366) / 450 * 100]
    )
    assert found.loc["1.06.04", "efisiensi_selisih_poin"] == pytest.approx(24), (
        "the others look at the outcome"
    )
    said = compare_measures(found.reset_index()).set_index(["kode", "ukuran"])
    assert said.xs("efisiensi_pmk_persen", level="ukuran")["pinjaman"].to_dict() == {
        "": "ya",
        "1.06.04": "tidak",
        "1.06.05": "ya",
    }
    assert said.loc[("1.06.05", "efisiensi_pmk_persen"), "catatan"] == "c_indikator"
    without = compute_efisiensi(lines, links, results).set_index("kode")
    assert without.loc[["1.06.04", ""], "sumber_c"].tolist() == ["indikator"] * 2


@pytest.mark.parametrize(
    ("dinas", "tahun", "e"),
    [
        ("kota-malang-dinsosp3ap2kb", 2023, {"1.06.02": 2.77, "1.06.05": 32.70}),
        ("kab-belitung-dspppa", 2024, {"": 5.38, "1.06.05": 19.84}),
        ("kota-singkawang-dinsospppa", 2023, {"": 4.09, "1.06.03": -88.81}),
    ],
)
def test_e_of_real_reports_is_of_outputs(dinas, tahun, e):
    """Malang 1.06.02: 99,85 % of the outputs for 97,08 % of the money; by its indicator (36,17 %) E was −168."""
    found = (
        asli(dinas, tahun)
        .efisiensi.query("level in ('dinas', 'program')")
        .set_index("kode")
    )
    assert found["efisiensi_pmk_persen"].round(2)[list(e)].to_dict() == e
    assert set(found["sumber_c"][list(e)]) == {"keluaran"}


@pytest.mark.parametrize(
    ("dinas", "tahun", "reason"),
    [
        ("kota-pontianak-dinsos", 2024, "sebagian_tanpa_angka"),
        ("kota-singkawang-dinsospppa", 2023, "sebagian_tercapai"),
    ],
)
def test_no_verdict_for_a_dinas_with_a_target_missed_or_unreported(dinas, tahun, reason):
    """ "Seluruh program … efektif" stood at 100,00 (both goals unreported) and at 101,09 (3 of 8 missed)."""
    rows = (
        asli(dinas, tahun)
        .ukuran.query("level == 'dinas'")
        .set_index("ukuran")
        .drop(index="efisiensi_langsung_persen", errors="ignore")
    )
    assert set(rows["putusan"]) == {"tidak dinilai"}
    assert set(rows["alasan"]) == {reason}


OWN = [
    ("kota-malang-dinsosp3ap2kb", "efisiensi_rasio_persen", (165.46, 131.29, 123.97)),
    ("kota-singkawang-dinsospppa", "efisiensi_selisih_poin", (16.29, 4.71, 16.64)),
]


@pytest.mark.parametrize(("dinas", "ukuran", "figures"), OWN)
def test_the_measure_of_a_report_is_by_its_own_rule(dinas, ukuran, figures):
    """121,35 / 73,34 and 112,66 − 96,37: its own mean, beside the capped one and the printed one."""
    laporan = asli(dinas, 2023)
    row = own_measure(ukuran, laporan.efisiensi, laporan.terbitan_anggaran).iloc[0]
    assert row[["nilai_sendiri", "nilai_terbatas", "nilai_tercetak"]].astype(float).round(
        2
    ).tolist() == list(figures)
    said = view_ukuran.describe_ukuran_sendiri(
        laporan.aturan["efisiensi"],
        laporan.efisiensi,
        laporan.belanja_langsung,
        "id",
        laporan.terbitan_anggaran,
    )
    places = [said.index(f"{value:.2f}".replace(".", ",")) for value in figures]
    assert places == sorted(places)
    assert "laporan sendiri" in said[: places[0]]
    assert "dibatasi 120" in said[places[0] : places[1]]


def test_a_mean_of_a_quarter_of_the_budget_is_not_the_dinas():
    """Pontianak's 23,67 % rested on 27 % of its budget: the rule of a programme holds for the dinas."""
    laporan = asli("kota-pontianak-dinsos", 2024)
    other = other_measures(laporan.biaya, laporan.belanja_langsung, laporan.anggaran).set_index(
        ["kode", "ukuran"]
    )
    row = other.loc[("", "efisiensi_pmk249_persen")]
    assert row["cakupan_persen"] < 50
    assert row["nilai"] != row["nilai"]
    assert row["catatan"] == "cakupan_kurang"


@pytest.mark.parametrize(("capaian", "noted"), [(100, True), (90, False)])
@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_the_note_on_certainty_stands_only_under_a_certain_verdict(capaian, noted, bahasa):
    found = measured((100, 90), capaian)
    line = found[found["level"] == "program"].iloc[0]
    note = view_ukuran.table_ukuran(found, line, bahasa).catatan
    assert (view_ukuran.say("banding_ukuran.catatan_pasti", bahasa) in note) == noted
    assert ("tidak mungkin lain" in note.lower() or "could not be otherwise" in note) == noted


def test_no_count_of_nothing():
    missed = measured((100, 90), 90)
    assert (
        view_ukuran.describe_ukuran(missed, count_verdicts(missed, spent((100, 90), 90)), "id")[0]
        == "Tidak satu pun dari 1 program dapat dinilai: 1 karena target tidak tercapai."
    )


@pytest.mark.parametrize(
    ("value", "said"), [(99.99999999999999, "efektif"), (99.999, "tidak dinilai")]
)
def test_binary_noise_decides_no_verdict(value, said):
    assert program(measured((100, 90), value))["efektivitas_persen"] == said


@pytest.mark.parametrize("share", [80 + 1e-13, 80.0])
def test_binary_noise_at_the_bound_of_direct_spending(share):
    found = compare_measures(
        spent((100, 90), 100), other_measures(biaya(), pd.DataFrame({"efisiensi_persen": [share]}))
    )
    assert found.loc[found["ukuran"] == "efisiensi_langsung_persen", "putusan"].tolist() == [
        "efisien"
    ]


def test_too_little_money_behind_a_mean_is_said():
    other = pd.concat(
        [
            biaya(),
            biaya().assign(kode="1.06.01.2.01.0002", pagu_rp=5000.0, hemat_persen=float("nan")),
        ]
    )
    found = compare_measures(
        spent((100, 90), 100), other_measures(other, pd.DataFrame({"efisiensi_persen": []}))
    )
    row = found[
        (found["ukuran"] == "efisiensi_pmk249_persen") & (found["level"] == "program")
    ].iloc[0]
    assert (row["putusan"], row["catatan"]) == ("tidak dapat dihitung", "cakupan_kurang")
    assert (
        show_verdict(row, "id")
        == "tidak dapat dihitung: keluaran yang punya biaya per satuan memegang kurang dari 50 % pagu"
    )


def test_boundaries_follow_the_rows():
    """Exactly at the bound nothing was saved and nothing lost; a hair beside it the side counts."""
    said = program(measured((100, 100), 100))
    names = [
        "efisiensi_sisa_persen",
        "efisiensi_pmk_persen",
        "nilai_efisiensi",
        "indeks_efisiensi",
        "ekonomi_persen",
    ]
    assert set(said[names]) == {"impas"}
    assert said["efektivitas_persen"] == "efektif", "a target reached is reached"
    assert program(measured((100, 99.999), 100))["efisiensi_sisa_persen"] == "efisien"
    assert program(measured((100, 100.001), 100))["efisiensi_sisa_persen"] == "tidak efisien"


@pytest.mark.parametrize(
    ("share", "said"), [(79.99, "efisien"), (80.0, "efisien"), (80.01, "tidak efisien")]
)
def test_direct_spending_has_no_break_even(share, said):
    langsung = pd.DataFrame({"efisiensi_persen": [share, 99.0]})
    found = compare_measures(spent((100, 90), 100), other_measures(biaya(), langsung)).set_index(
        ["level", "ukuran"]
    )
    row = found.loc["dinas", "efisiensi_langsung_persen"]
    assert (row["nilai"], row["putusan"], row["catatan"]) == (share, said, "skala_pinjaman"), (
        "the first table stands for the dinas"
    )


def biaya(made: float = 12.0) -> pd.DataFrame:
    line = pd.DataFrame(
        {
            "dinas": "d",
            "tahun": 2024,
            "kode": ["1.06.01.2.01.0001"],
            "nama": "S",
            "pagu_rp": 1000.0,
            "realisasi_rp": 900.0,
        }
    )
    return compute_biaya(
        line,
        pd.DataFrame(
            {
                "tahun": 2024,
                "kode": line["kode"],
                "nama_keluaran": "x",
                "satuan": "orang",
                "target": 10.0,
                "realisasi": made,
                "sumber": "",
            }
        ),
    )


def test_measures_of_other_tables_stand_at_their_lines():
    other = other_measures(biaya(), pd.DataFrame({"efisiensi_persen": []}))
    found = compare_measures(spent((100, 90), 100), other)
    assert found.loc[found["ukuran"] == "efisiensi_pmk249_persen", "nilai"].tolist() == [25, 25]
    assert found.loc[found["ukuran"] == "efisiensi_langsung_persen", "putusan"].tolist() == [
        "tidak dapat dihitung"
    ]


def with_outputs(*made) -> pd.DataFrame:
    """Outputs of programme 1.06.01, each with target 10."""
    rows = pd.DataFrame(
        [(2024, f"1.06.01.2.01.{i:04d}", f"k{i}", 10.0, value) for i, value in enumerate(made)],
        columns=["tahun", "kode", "nama_keluaran", "target", "realisasi"],
    )
    return physical_progress(rows)


@pytest.mark.parametrize(
    ("made", "said", "reason"),
    [
        ((10, 12), "efisien", ""),
        ((10, 9.9), "tidak dinilai", "keluaran_kurang"),
        ((), "efisien", ""),
    ],
)
def test_money_left_over_from_outputs_that_fell_short_is_no_saving(made, said, reason):
    """The indicator says 100 %, the programme's own outputs do not; the dinas falls short with its programme."""
    found = (
        compare_measures(spent((100, 90), 100), fisik=with_outputs(*made))
        .set_index("ukuran")
        .loc["efisiensi_sisa_persen"]
    )
    assert found["putusan"].tolist() == [said, said]
    assert found["alasan"].tolist() == [reason, reason]


def test_outputs_do_not_hide_the_first_reason():
    found = compare_measures(spent((100, 90), 80), fisik=with_outputs(5))
    assert program(found, "alasan")["efisiensi_sisa_persen"] == "target_tidak_tercapai"


def test_one_comparison_written_four_ways_counts_once():
    """Difference, ratio, IE, TE and absorption per achievement all compare achievement with absorption."""
    found = measured((100, 104), 110)
    counts = count_verdicts(found, spent((100, 104), 110)).set_index("level").loc["program"]
    said = found[
        (found["level"] == "program") & found["putusan"].isin(["efisien", "tidak efisien"])
    ]
    assert (
        counts["ya"] + counts["tidak"]
        == said["ukuran"].map(RULES["keluarga"]).nunique()
        < len(said)
    )


# --- a measure is one function and one row ---------------------------------------------------------------------------


def with_row(monkeypatch, **cells) -> None:
    """The rules as if efisiensi.csv had one more row."""
    row = {
        "ukuran": "hemat_per_poin",
        "urutan": 99,
        "fungsi": "efisiensi_sisa",
        "masukan": "serapan_persen",
        "hanya_dinas": "tidak",
        "operator": ">",
        "batas": 0,
        "impas": "ya",
        "kata": "efisien",
        "pinjaman": "tidak",
        "keluarga": "lain",
    }
    rules = pd.concat([load_rules("efisiensi"), pd.DataFrame([row | cells])], ignore_index=True)
    monkeypatch.setattr(apply, "load_rules", lambda name: rules)
    load_measures.cache_clear()


@pytest.fixture(autouse=True)
def fresh_measures():
    yield
    load_measures.cache_clear()


def test_a_row_is_a_measure(monkeypatch):
    with_row(monkeypatch)
    found = measured((100, 90), 100)
    assert found["ukuran"].tolist()[-1] == "hemat_per_poin"
    assert found[["nilai", "putusan"]].values.tolist()[-1] == [10, "efisien"]


FAULTS = [
    ({"fungsi": ""}, "kolom fungsi kosong"),
    ({"fungsi": "hemat"}, "fungsi “hemat” tidak ada di efisiensi/measures.py"),
    ({"fungsi_dinas": "hemat"}, "fungsi “hemat” tidak ada"),
    ({"masukan": "serapan"}, "masukan “serapan” bukan angka sebuah baris anggaran"),
    ({"masukan": "hemat_per_poin"}, "bukan ukuran di atasnya"),
    ({"operator": "="}, "operator “=” tidak dikenal; pilih > atau >= atau < atau <="),
    ({"kata": "hemat"}, "kata “hemat” tidak dikenal"),
    ({"impas": ""}, "impas “” tidak dikenal; pilih ya atau tidak"),
    ({"batas": None}, "batas kosong"),
    ({"ukuran": "nilai_efisiensi"}, "ukuran “nilai_efisiensi”: ukuran ini sudah ada"),
]


@pytest.mark.parametrize(("cells", "text"), FAULTS, ids=[row[1] for row in FAULTS])
def test_a_row_that_cannot_be_applied_is_named(monkeypatch, cells, text):
    with_row(monkeypatch, **cells)
    with pytest.raises(RuleError, match=re.escape(text)) as error:
        load_measures()
    assert f"ukuran “{cells.get('ukuran', 'hemat_per_poin')}”" in str(error.value)


def test_a_measure_without_texts_is_named_in_every_language(monkeypatch):
    require_measures()
    with_row(monkeypatch)
    with pytest.raises(RuleError, match=r"ukuran\.hemat_per_poin\.nama \(id\)") as error:
        require_measures()
    assert "ukuran.hemat_per_poin.pemakai (en)" in str(error.value)


def test_every_name_a_dinas_may_give_its_measure_is_a_row():
    assert {*ATURAN["efisiensi"]} - {"tidak_ada"} == {*RULES["sebutan"]} - {""}


def test_a_measure_that_is_there_is_not_computed_again():
    """An analyst's own E in the frame is the one that is judged."""
    lines = spent((100, 90), 100).assign(efisiensi_pmk_persen=-5.0)
    assert set(apply_measures(lines)["efisiensi_pmk_persen"]) == {-5.0}
    assert set(LINE_FIGURES) <= set(apply_measures(lines).columns)

"""Common concepts: what may stand side by side, the funnel of counts, the regions that reports print."""

import pandas as pd
import pytest
from kajian import BELITUNG, MALANG, PONTIANAK, SINGKAWANG, of_all
from scipy.stats import binom, poisson

from lakip_analysis.aturan.rules import threshold
from lakip_analysis.kajian.konsep import (
    CORONG_COLUMNS,
    KONSEP_COLUMNS,
    compile_konsep,
    compile_sebaya,
    compute_corong,
)


def kinerja(*rows) -> pd.DataFrame:
    """rows: (dinas, concept, unit, year, figure)."""
    out = pd.DataFrame(rows, columns=["dinas", "konsep", "satuan", "tahun", "realisasi"])
    return out.assign(indikator="i-" + out["konsep"], nama_indikator="I " + out["konsep"], polaritas="naik", data_tahun=None)


STATES = [
    ("same unit, same year", [("a", "idg", "indeks", 2023, "70"), ("b", "idg", "indeks", 2023, "71")], ["dibandingkan"] * 2, ["ya"] * 2),
    ("years differ", [("a", "idg", "indeks", 2022, "70"), ("b", "idg", "indeks", 2023, "71")], ["dibandingkan"] * 2, ["hati-hati"] * 2),
    ("a third dinas of another year takes nothing from the two", [("a", "idg", "indeks", 2023, "70"), ("b", "idg", "indeks", 2023, "71"), ("c", "idg", "indeks", 2022, "72")], ["dibandingkan"] * 3, ["ya", "ya", "hati-hati"]),
    ("of the same year there is only another unit", [("a", "idg", "indeks", 2023, "70"), ("b", "idg", "indeks", 2022, "71"), ("c", "idg", "%", 2023, "72"), ("d", "idg", "%", 2022, "73")], ["dibandingkan"] * 4, ["hati-hati"] * 4),
    ("each dinas its own definition", [("a", "psks", "%", 2023, "70"), ("b", "psks", "%", 2023, "71")], ["dibandingkan"] * 2, ["hati-hati"] * 2),
    ("another unit", [("a", "kla", "%", 2023, "70"), ("b", "kla", "skor", 2023, "710")], ["satuan_beda"] * 2, [""] * 2),
    ("one has no figure", [("a", "idg", "indeks", 2023, "70"), ("b", "idg", "indeks", 2023, "n/a")], ["sendiri", "tanpa_angka"], [""] * 2),
    ("a grade with a score counts by the score", [("a", "sakip", "nilai", 2023, "70"), ("b", "sakip", "predikat AKIP", 2023, "BB 71")], ["dibandingkan"] * 2, ["hati-hati"] * 2),
]


@pytest.mark.parametrize(("rows", "status", "sebanding"), [row[1:] for row in STATES], ids=[row[0] for row in STATES])
def test_what_stands_side_by_side(rows, status, sebanding):
    found = compile_konsep(kinerja(*rows), 2023)
    assert list(found) == KONSEP_COLUMNS
    assert (found["status"].tolist(), found["sebanding"].tolist()) == (status, sebanding)


BREAKS = [
    ("none", {}, ("", None)),
    ("known", {2022: ("putus_deret", "rumus berganti")}, ("deret", 2022)),
    ("suspected", {2022: ("putus_dugaan", "turun tanpa penjelasan")}, ("dugaan", 2022)),
    ("the last one counts", {2021: ("putus_deret", "a"), 2022: ("putus_dugaan", "b")}, ("dugaan", 2022)),
    ("after the figure", {2024: ("putus_deret", "a")}, ("", None)),
]


@pytest.mark.parametrize(("breaks", "right"), [row[1:] for row in BREAKS], ids=[row[0] for row in BREAKS])
def test_a_change_of_definition_within_a_dinas_is_marked(breaks, right):
    rows = kinerja(*[("a", "idg", "indeks", year, "70" if year < 2024 else "n/a") for year in range(2020, 2025)], ("b", "idg", "indeks", 2023, "71"))
    rows = rows.assign(putus_deret="", putus_dugaan="")
    for year, (column, why) in breaks.items():
        rows.loc[(rows["dinas"] == "a") & (rows["tahun"] == year), column] = why
    found = compile_konsep(rows, 2024).set_index("dinas")[["pergantian_definisi", "tahun_putus"]]
    assert found.loc["b", "pergantian_definisi"] == "" and pd.isna(found.loc["b", "tahun_putus"])
    code, year = found.loc["a"]
    assert (code, None if pd.isna(year) else year) == right


def test_suspected_breaks_of_the_four_reports_are_marked():
    found = compile_konsep(of_all("kinerja"), 2024).set_index(["konsep", "dinas"])
    assert found.loc[("penurunan-pmks", BELITUNG), ["pergantian_definisi", "tahun_putus"]].tolist() == ["dugaan", 2024]
    assert found.loc[("penurunan-pmks", MALANG), ["pergantian_definisi", "tahun_putus"]].tolist() == ["dugaan", 2023]
    assert found.loc[("pmks-tertangani", PONTIANAK), ["pergantian_definisi", "tahun_putus"]].tolist() == ["deret", 2023]
    assert found.loc[("pmks-tertangani", SINGKAWANG), "pergantian_definisi"] == ""


def test_a_concept_of_one_dinas_and_later_years_are_left_out():
    rows = kinerja(("a", "idg", "indeks", 2023, "70"), ("b", "ipg", "indeks", 2023, "71"), ("b", "idg", "indeks", 2024, "72"))
    assert compile_konsep(rows, 2023).empty
    assert compile_konsep(rows, 2024)["konsep"].unique().tolist() == ["idg"]


@pytest.mark.parametrize(("konsep", "definisi", "sumber"), [("idg", "satu", "BPS"), ("psks", "berbeda", "nama indikator tiap laporan"), ("buatan", "tanpa_definisi", "")])
def test_the_definition_and_its_source_stand_beside_the_figures(konsep, definisi, sumber):
    found = compile_konsep(kinerja(("a", konsep, "%", 2023, "70"), ("b", konsep, "%", 2023, "71")), 2023)
    assert set(found["definisi"]) == {definisi} and set(found["sumber_definisi"]) == {sumber}


def test_the_concepts_of_the_four_reports():
    found = compile_konsep(of_all("kinerja"), 2024, of_all("cacah"))
    assert found.groupby("konsep")["n_dinas"].first().to_dict() == {"idg": 2, "penurunan-pmks": 2, "pmks-tertangani": 4, "psks": 2, "sakip": 2}
    served = found[found["konsep"] == "pmks-tertangani"].set_index("dinas")
    assert served.loc[[BELITUNG, MALANG], ["pembilang", "penyebut"]].values.tolist() == [[8126, 8324], [40312, 108277]]
    assert served.loc[[PONTIANAK, SINGKAWANG], "penyebut"].isna().all(), "no denominator is known of them"
    assert set(served["definisi"]) == {"berbeda"} and set(served["sebanding"]) == {"hati-hati"}
    idg = found[found["konsep"] == "idg"].set_index("dinas")
    assert idg[["tahun_laporan", "tahun"]].values.tolist() == [[2024, 2023], [2023, 2022]], "of another year than the report"


def counted(k, n, sifat="peristiwa", **more) -> pd.DataFrame:
    rows = pd.DataFrame({"dinas": [f"d{i}" for i in range(len(k))], "pembilang": k, "penyebut": n}).astype({"pembilang": float, "penyebut": float})
    named = {"konsep": "x", "tahun": 2024, "sifat_cacah": sifat, "per": 100.0, "status_cacah": "dihitung", "status": "dibandingkan"}
    return rows.assign(**(named | {"sebanding": "ya", "polaritas": "turun", "satuan": "%"} | more))


@pytest.mark.parametrize(("sifat", "chance"), [("peristiwa", lambda k, n, p: (poisson.cdf(k, n * p), poisson.sf(k - 1, n * p))), ("bagian", lambda k, n, p: (binom.cdf(k, n, p), binom.sf(k - 1, n, p)))])
def test_a_dinas_lies_outside_exactly_where_the_chance_of_so_few_or_so_many_is_small(sifat, chance):
    k, n = list(range(0, 60)), [200] * 60
    found = compute_corong(counted(k, n, sifat))
    rate, row = sum(k) / sum(n), found.set_index("pembilang")["letak"]
    for level, near, far in ((threshold("corong_luar"), "luar", ("luar",)), (threshold("corong_dalam"), "dalam", ("dalam", "luar"))):
        tail = (1 - level / 100) / 2
        few = [one for one in k if chance(one, 200, rate)[0] < tail]
        many = [one for one in k if chance(one, 200, rate)[1] <= tail]
        assert few and many, near
        assert [one for one in k if row[one] in {f"di_bawah_{end}" for end in far}] == few
        assert [one for one in k if row[one] in {f"di_atas_{end}" for end in far}] == many
    assert list(found) == CORONG_COLUMNS
    assert found["laju_gabungan"].unique() == pytest.approx([rate * 100])


def test_limits_are_wider_where_there_is_less_to_count():
    """The mouth of the funnel: half the units, wider limits; they hold the pooled rate."""
    found = compute_corong(counted([20, 40, 80, 160, 320], [100, 200, 400, 800, 1600], "bagian"))
    width = found["atas_luar"] - found["bawah_luar"]
    assert width.is_monotonic_decreasing and (width.diff().dropna() < 0).all()
    for low, high in (("bawah_dalam", "atas_dalam"), ("bawah_luar", "atas_luar")):
        assert (found[low] <= found["laju_gabungan"]).all() and (found["laju_gabungan"] <= found[high]).all()
    assert ((found["bawah_luar"] <= found["bawah_dalam"]) & (found["atas_dalam"] <= found["atas_luar"])).all()


FUNNEL = [
    ("counts of five", counted([10, 11, 9, 10, 12], [1000] * 5), "dihitung"),
    ("definitions differ", counted([10, 11, 9, 10, 12], [1000] * 5, sebanding="hati-hati"), "hati_hati"),
    ("four are too few", counted([10, 11, 9, 10], [1000] * 4), "dinas_kurang"),
    ("a full count of one's own work", counted([10, 11, 9, 10, 12], [1000] * 5, "cacah_penuh"), "cacah_penuh"),
    ("no counts", counted([None] * 5, [None] * 5, "", status_cacah=""), "tanpa_cacah"),
    ("more than the whole", counted([1100] * 5, [1000] * 5, "bagian", status_cacah="hitungan_tidak_sah"), "hitungan_tidak_sah"),
    ("no target beside the count", counted([10, 11, 9, 10, 12], [1000] * 5, status_cacah="target_kosong"), "dihitung"),
]


@pytest.mark.parametrize(("rows", "status"), [row[1:] for row in FUNNEL], ids=[row[0] for row in FUNNEL])
def test_no_funnel_says_why(rows, status):
    found = compute_corong(rows)
    assert set(found["status"]) == {status}
    drawn = status in ("dihitung", "hati_hati")
    assert found["letak"].ne("").all() == drawn and found["bawah_luar"].notna().all() == drawn


def test_counts_of_two_years_are_not_pooled():
    now, before = counted([10, 11, 9, 10, 12], [1000] * 5), counted([90, 91, 92, 93, 94], [1000] * 5, tahun=2023)
    found = compute_corong(pd.concat([now, before], ignore_index=True))
    assert found.groupby("tahun")["laju_gabungan"].first().round(2).to_dict() == {2023: 9.2, 2024: 1.04}
    assert set(compute_corong(pd.concat([now[:3], before[:3]], ignore_index=True))["status"]) == {"dinas_kurang"}


@pytest.mark.parametrize(
    ("polaritas", "satuan", "meaning"), [("turun", "%", "lebih_buruk"), ("naik", "%", "lebih_baik"), ("naik", "rasio", "lebih_buruk"), ("turun", "Rasio", "lebih_baik"), ("rentang", "%", "tanpa_arah")]
)
def test_what_it_means_to_lie_above(polaritas, satuan, meaning):
    """Of a ratio 1:n a larger n is fewer cases: more cases are worse where n should rise."""
    found = compute_corong(counted([5, 5, 5, 5, 60], [1000] * 5, polaritas=polaritas, satuan=satuan))
    assert (found["letak"].iloc[-1], found["arti_letak"].iloc[-1]) == ("di_atas_luar", meaning)


def test_how_much_more_the_dinas_differ_than_chance():
    alike = compute_corong(counted([100, 104, 96, 110, 90], [1000] * 5))["sebaran_lebih"].iloc[0]
    apart = compute_corong(counted([20, 200, 50, 150, 80], [1000] * 5))["sebaran_lebih"].iloc[0]
    assert alike == pytest.approx(sum((k - 100) ** 2 / 100 for k in (100, 104, 96, 110, 90)) / 5)
    assert alike < 1 and apart > 10
    share = compute_corong(counted([100, 104, 96, 110, 90], [1000] * 5, "bagian"))["sebaran_lebih"].iloc[0]
    assert share == pytest.approx(alike / 0.9), "of yes and no the variance is smaller"


def test_no_funnel_of_the_four_reports_and_why():
    found = compute_corong(compile_konsep(of_all("kinerja"), 2024, of_all("cacah")))
    assert found["status"].value_counts().to_dict() == {"tanpa_cacah": 9, "cacah_penuh": 3}
    assert found["letak"].eq("").all()


def test_a_region_that_two_reports_print_stands_once():
    found = compile_sebaya(of_all("sebaya"))
    assert not found.duplicated(["konsep", "tahun", "daerah", "peran"]).any()
    ipg = found[(found["konsep"] == "ipg") & (found["tahun"] == 2022)]
    assert ipg["n_daerah"].unique().tolist() == [38], "regencies and cities of East Java; province and nation beside them"
    assert ipg.loc[ipg["peran"] == "sendiri", ["daerah", "nilai"]].values.tolist() == [["Kota Malang", 95.54]]
    assert "ipp-dinas-sosial" not in set(found["konsep"]), "neighbours chosen by another measure"

"""A region among its peers: the printed tables against their source lines, places with ties against a naive twin, strips, sentences in both languages."""

import csv
import random
import re
from fractions import Fraction
from pathlib import Path

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from asli import asli

from lakip_analysis.bahasa.say import codes, say
from lakip_analysis.data.catalogue import list_dinas, read_info
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.importing.published import import_document
from lakip_analysis.numbers import clean_cell
from lakip_analysis.pembanding.compute import compare_acuan
from lakip_analysis.pembanding.sebaya import (
    PERINGKAT_COLUMNS,
    SEBAYA_COLUMNS,
    compute_peringkat,
    compute_sebaya,
)
from lakip_analysis.pembanding.view import describe_acuan
from lakip_analysis.pembanding.view_sebaya import (
    describe_peringkat,
    figure_sebaya,
    figures_sebaya,
    plot_sebaya,
    table_peringkat,
    table_sebaya,
)

ROOT = Path(__file__).parents[1]
DATA, SEEDS = ROOT / "data", ROOT.parent / "shared" / "seeds"
MALANG, BELITUNG, PONTIANAK = ("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024), ("kota-pontianak-dinsos", 2024)
needs_seeds = pytest.mark.skipif(not SEEDS.is_dir(), reason="the four source texts (../shared/seeds) are not on this machine")
each_language = pytest.mark.parametrize("bahasa", ["id", "en"])


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


def printed(dinas: str, table: str = "terbitan_acuan") -> list[dict]:
    path = DATA / dinas / f"{table}.csv"
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


# --- the printed tables ------------------------------------------------------------------------


@needs_seeds
@pytest.mark.parametrize("dinas", [dinas for dinas in list_dinas(DATA) if printed(dinas)])
def test_every_value_stands_as_a_cell_of_its_line_beside_its_region(dinas):
    """The value is one whole cell of its line; the region stands in that line, or in the head, caption or title above it."""
    texts = {doc["id"]: (SEEDS / doc["teks"]).read_text(encoding="utf-8").split("\n") for doc in read_info(DATA / dinas)["dokumen"]}
    off = []
    for row in printed(dinas):
        line = int(row["baris"])
        cells = [clean_cell(cell) for cell in texts[row["dokumen"]][line - 1].split("\t")]
        above = clean_cell(" ".join(texts[row["dokumen"]][line - 21 : line]))
        if row["nilai_tercetak"] not in cells or row["daerah_tercetak"] not in above:
            off.append((row["id"], row["nilai_tercetak"], row["daerah_tercetak"]))
    assert off == []


def naive(text: str) -> float:
    """`95.54`, `4,63`, `14,211` (thousands: no index has three decimals here), `100,00%`, `30 orang`."""
    number = re.match(r"\d+(?:[.,]\d+)*", text)[0]
    return float(re.sub(r"[.,](\d{3})$", r"\1", number).replace(",", "."))


@pytest.mark.parametrize("dinas", [dinas for dinas in list_dinas(DATA) if printed(dinas)])
def test_every_value_is_read_as_a_plain_reader_reads_it(dinas):
    rows = printed(dinas)
    unread = [row["nilai_tercetak"] for row in rows if not row["nilai"]]
    assert unread == ([] if dinas == MALANG[0] else ["Lk=37 Pr =41,05", "Lk=37,44 Pr =46", "WTP", "WTP"])
    assert [row["id"] for row in rows if row["nilai"] and float(row["nilai"]) != naive(row["nilai_tercetak"])] == []
    assert len({row["id"] for row in rows}) == len(rows)


# line, region, year, measure, value: read off the source texts by eye
GOLDEN = [
    (MALANG[0], 1878, "Kabupaten Pacitan", 2022, "IPG", 85.65),
    (MALANG[0], 1894, "Kabupaten Jombang", 2022, "IPG", 90.51),
    (MALANG[0], 1908, "Kota Blitar", 2022, "IPG", 97.37),
    (MALANG[0], 1909, "Kota Malang", 2022, "Pengeluaran per kapita P", 16612),
    (MALANG[0], 1915, "Kota Batu", 2022, "IPM P", 73.47),
    (MALANG[0], 1917, "Indonesia", 2022, "IPG", 91.63),
    (MALANG[0], 1933, "Jawa Timur", 2021, "IDG", 72.36),
    (MALANG[0], 1940, "Kabupaten Malang", 2022, "IDG", 76.38),
    (MALANG[0], 1971, "Kota Batu", 2021, "IDG", 68.80),
    (MALANG[0], 2213, "Kabupaten Bojonegoro", 2023, "SIKAP", 100),
    (BELITUNG[0], 2411, "Kepulauan Bangka Belitung", 2024, "Rehabilitasi Sosial Dasar Anak Terlantar di dalam Panti: % Pencapaian Mutu", 50),
    (BELITUNG[0], 2415, "Kabupaten Belitung", 2024, "Perlindungan dan Jaminan Sosial Pada Saat Tanggap Darurat dan Paska Bencana Bagi Korban Bencana Kabupaten/Kota: % Pencapaian Mutu", 40),
    (BELITUNG[0], 2416, "Kepulauan Bangka Belitung", 2024, "Rata-rata: % Pencapaian Mutu", 93.13),
    (BELITUNG[0], 2476, "Indonesia", 2023, "Indeks Pembangunan Gender (IPG)", 91.63),
    (BELITUNG[0], 2488, "Kemen PPPA", 2023, "Indeks Reformasi Birokrasi (RB)", 73.57),
    (BELITUNG[0], 2505, "Kepulauan Bangka Belitung", 2023, "Indeks Perlindungan Khusus Anak (IPKA)", 79.05),
    (BELITUNG[0], 2593, "Jawa Barat", 2024, "IPP DINAS SOSIAL", 4.63),
    (BELITUNG[0], 2622, "Kabupaten Malang", 2024, "IPP DINAS SOSIAL", 4.29),
    (BELITUNG[0], 2635, "Kabupaten Mempawah", 2024, "IPP KABUPATEN", 3.96),
]


@pytest.mark.parametrize(("dinas", "line", "region", "year", "measure", "value"), GOLDEN, ids=[f"{row[1]} {row[4]}" for row in GOLDEN])
def test_golden_rows(dinas, line, region, year, measure, value):
    found = [row for row in printed(dinas) if (int(row["baris"]), row["daerah"], int(row["tahun"]), row["ukuran"], row["jenis_nilai"]) == (line, region, year, measure, "capaian")]
    assert [float(row["nilai"]) for row in found] == [value]


def test_the_tables_are_whole():
    """38 regencies and cities of East Java with province and nation; 14 provinces and 19 regencies of the public service index."""
    malang, belitung = (pd.DataFrame(printed(dinas)) for dinas in (MALANG[0], BELITUNG[0]))
    count = malang[malang["indikator"] != ""].groupby(["ukuran", "tahun", "peran"]).size().to_dict()
    assert count == {(name, year, part): n for name, year, more in (("IPG", "2022", {"nasional": 1}), ("IDG", "2021", {}), ("IDG", "2022", {})) for part, n in ({"sebaya": 37, "sendiri": 1, "provinsi": 1} | more).items()}
    assert (malang.groupby(["ukuran", "tahun"])["daerah"].nunique().loc["AHH L":"RLS P"] >= 3).all()
    ipp = belitung[belitung["konsep"] == "ipp-dinas-sosial"]
    assert ipp.groupby("jenis").size().to_dict() == {"kabupaten": 19, "provinsi": 14}
    assert ipp.groupby("jenis")["cakupan"].unique().map(list).to_dict() == {"kabupaten": ["terpilih"], "provinsi": ["cuplikan"]}, "the page of the regencies is that of the neighbours in IPP KABUPATEN"
    pmks = [row for row in printed(BELITUNG[0], "terbitan_kinerja") if row["id"].startswith("lkjip-2024:t3.16-") and row["level"] == "pendukung"]
    assert len({row["baris"] for row in pmks}) == 27, "PMKS by type is no table of others: it stands in terbitan_kinerja"


def same_figure() -> list[tuple]:
    """Return every benchmark of acuan.csv that also stands in terbitan_acuan.csv: both values."""
    pairs = []
    for dinas in list_dinas(DATA):
        known = {(row["indikator"], row["tahun"], row["peran"]): row["nilai"] for row in printed(dinas) if row["indikator"] and row["jenis_nilai"] == "capaian"}
        for row in printed(dinas, "acuan"):
            other = known.get((row["indikator"], row["tahun_nilai"], row["acuan"]))
            pairs += [(row["indikator"], row["tahun_nilai"], float(row["nilai"]), float(other))] if other else []
    return pairs


def test_no_figure_is_held_twice_with_two_values():
    """Malang IPG and IDG, Belitung IDG: seven benchmarks stand in both tables; and what both published tables read from one line agrees."""
    assert len(same_figure()) == 7
    assert [pair for pair in same_figure() if pair[2] != pair[3]] == []
    for dinas in list_dinas(DATA):
        cells: dict = {}
        for row in printed(dinas, "terbitan_kinerja"):
            for name in ("target", "realisasi", "capaian", "penyebut"):
                cells.setdefault((row["dokumen"], row["baris"], row[f"{name}_tercetak"]), set()).add(row[name])
        for row in printed(dinas):
            twin = cells.get((row["dokumen"], row["baris"], row["nilai_tercetak"]), {row["nilai"]})
            assert row["nilai"] in twin or not any(twin), row["id"]


def test_the_sources_of_benchmarks_are_rows_of_the_published_tables():
    for dinas in list_dinas(DATA):
        ids = {row["id"] for table in ("terbitan_acuan", "terbitan_kinerja") for row in printed(dinas, table)}
        sources = [row["sumber"] for row in printed(dinas, "acuan") if not row["sumber"].startswith("baris ")]
        assert sources, dinas
        assert set(sources) <= ids


def test_every_benchmark_says_whether_its_year_is_stated():
    found = {dinas: [(row["asal_tahun"], bool(row["tahun_nilai"])) for row in printed(dinas, "acuan")] for dinas in list_dinas(DATA)}
    assert {pair for pairs in found.values() for pair in pairs} == {("dinyatakan", True), ("tidak dinyatakan", False)}
    assert sum(year for _, year in found["kota-singkawang-dinsospppa"]) == 1, "line 1195 alone names a year (2023)"
    assert sum(year for _, year in found[PONTIANAK[0]]) == 0, "line 774: Target Provinsi, of no year"


def test_a_measure_is_the_column_the_row_or_both(tmp_path):
    body = '''dokumen = "lk-2024"
[[tabel]]
id = "t1"
label = "Tabel 1"
isi = "acuan"
tahun = 2023
[tabel.ukuran]
"IDG" = { indikator = "idg", satuan = "indeks" }
[[tabel.bagian]]
baris = "1"
kolom = ["daerah", "nilai@2022:IDG", "nilai:IPG"]
tetap = { jenis = "kota", peran = "sebaya" }
[[tabel.bagian]]
baris = "2"
kolom = ["ukuran", "target:Mutu", "nilai:Mutu"]
tetap = { daerah = "Kementerian", jenis = "kementerian", peran = "lain" }
'''
    (tmp_path / "peta.toml").write_text(body, encoding="utf-8")
    found = import_document([tmp_path / "peta.toml"], "BATU\t61,50\t90\nLayanan\t80\tn/a")["terbitan_acuan"]
    assert found.columns.tolist() == [kolom.nama for kolom in TABEL["terbitan_acuan"].kolom]
    shown = found[["id", "daerah", "tahun", "ukuran", "indikator", "jenis_nilai", "nilai", "cara_baca"]].values.tolist()
    assert shown == [
        ["lk-2024:t1-b1-2022", "Kota Batu", 2022, "IDG", "idg", "capaian", "61.5", "koma"],
        ["lk-2024:t1-b1-2023", "Kota Batu", 2023, "IPG", "", "capaian", "90", "bulat"],
        ["lk-2024:t1-b2-2023", "Kementerian", 2023, "Layanan: Mutu", "", "target", "80", "bulat"],
        ["lk-2024:t1-b2-2023-2", "Kementerian", 2023, "Layanan: Mutu", "", "capaian", "", "kosong"],
    ]


# --- places ------------------------------------------------------------------------------------


def others(*values, **more) -> pd.DataFrame:
    """One row per region A, B, C … with a figure of 2022."""
    frame = pd.DataFrame({"daerah": [f"R{i}" for i in range(len(values))], "nilai": values})
    same = {"id": "t", "indikator": "a", "konsep": "", "jenis": "kota", "peran": "sebaya", "tahun": 2022, "ukuran": "A", "satuan": "%", "polaritas": "", "jenis_nilai": "capaian", "cakupan": "lengkap", "sebanding": ""}
    return frame.assign(**(same | more))


def own(*figures, polaritas="naik", satuan="%") -> pd.DataFrame:
    """figures: (year of the report, realisation, year of the figure)."""
    frame = pd.DataFrame(figures, columns=["tahun", "realisasi", "data_tahun"])
    return frame.assign(dinas="d", indikator="a", nama_indikator="A", satuan=satuan, polaritas=polaritas)


def place(acuan, kinerja) -> pd.Series:
    return compute_peringkat(compute_sebaya(acuan, kinerja, "W")).iloc[0]


@pytest.mark.parametrize("polaritas", ["naik", "turun"])
def test_places_and_spread_agree_with_a_naive_twin(polaritas):
    """800 made tables of 1 to 40 peers, many ties: places by counting, quartiles by exact fractions."""
    rng, tables, wanted = random.Random(7), [], []
    for number in range(400):
        values = [rng.randint(0, rng.choice([3, 20, 500])) / 10 for _ in range(rng.randint(1, 40))]
        mine = rng.choice([*values, rng.randint(0, 500) / 10])
        tables.append((others(*values, indikator=f"i{number}"), own((2022, str(mine), None), polaritas=polaritas).assign(indikator=f"i{number}")))
        better = sum(value > mine if polaritas == "naik" else value < mine for value in values)
        equal = sum(value == mine for value in values)
        ordered = sorted(Fraction(str(value)) for value in [*values, mine])

        def quantile(share, ordered=ordered):
            at = share * (len(ordered) - 1)
            low = int(at)
            return float(ordered[low] + (at - low) * (ordered[min(low + 1, len(ordered) - 1)] - ordered[low]))

        ahead = [abs(value - mine) for value in values if (value > mine) == (polaritas == "naik") and value != mine]
        best = max(ordered) if polaritas == "naik" else min(ordered)
        wanted.append([len(values) + 1, better + 1, better + 1 + equal, *(quantile(Fraction(q, 4)) for q in (1, 2, 3)), float(best), sum(value == best for value in ordered), min(ahead, default=None)])
    found = compute_peringkat(compute_sebaya(pd.concat([acuan for acuan, _ in tables]), pd.concat([kinerja for _, kinerja in tables]), "W"))
    names = ["n_daerah", "peringkat_atas", "peringkat_bawah", "kuartil_bawah", "median", "kuartil_atas", "nilai_terbaik", "n_terbaik", "jarak_atas"]
    assert found["indikator"].tolist() == [f"i{number}" for number in range(400)]
    assert set(found["keadaan"]) == {"dihitung"}
    for name, column in zip(names, zip(*wanted, strict=True), strict=True):
        shown = [None if value is pd.NA or value != value else float(value) for value in found[name]]
        assert shown == [None if value is None else pytest.approx(value, abs=1e-9) for value in column], name
    assert (found["peringkat_bawah"] > found["peringkat_atas"]).sum() > 50, "ties are many here"


def test_the_own_figure_is_that_of_the_year_and_the_one_published_last():
    twice = own((2022, "70", None), (2023, "71", 2022), (2024, "90", None))
    found = place(others(70.5, 80.0), twice)
    assert (found["nilai_sendiri"], found["asal_nilai"], found["peringkat_atas"], found["tahun_sendiri"]) == (71, "kinerja", 2, 2024)
    printed_own = pd.concat([others(60.0, 80.0), others(70.2, peran="sendiri").assign(daerah="W")])
    found = place(printed_own, twice)
    assert (found["n_daerah"], found["nilai_sendiri"], found["daerah"]) == (3, 71, "W"), "the printed own row gives way to the figure of the dinas"


STATES = [
    ("computed", others(70.0), own((2022, "75", None)), "dihitung"),
    ("own row of the table, no figure of that year", pd.concat([others(70.0), others(71.0, peran="sendiri")]), own((2021, "75", None)), "dari_tabel"),
    ("figures of other years only", others(70.0), own((2021, "75", None)), "tahun_lain"),
    ("a figure reported for that year that is of another", others(70.0), own((2022, "75", 2021)), "tahun_lain"),
    ("no figure at all", others(70.0), own((2022, "n/a", None)), "tanpa_angka_sendiri"),
    ("an unknown indicator", others(70.0, indikator="b"), own((2022, "75", None)), "tanpa_angka_sendiri"),
    ("another unit", others(70.0, satuan="indeks"), own((2022, "75", None)), "satuan_beda"),
    ("a table that names no unit", others(70.0, satuan=""), own((2022, "75", None)), "dihitung"),
    ("another definition", others(70.0, sebanding="tidak"), own((2022, "75", None)), "tidak_sebanding"),
    ("a part chosen by another measure", others(70.0, cakupan="terpilih"), own((2022, "75", None)), "terpilih"),
    ("province alone", others(70.0, peran="provinsi"), own((2022, "75", None)), "tanpa_sebaya"),
    ("neither way is better", others(70.0), own((2022, "75", None), polaritas="rentang"), "tanpa_arah"),
]


@pytest.mark.parametrize(("acuan", "kinerja", "state"), [case[1:] for case in STATES], ids=[case[0] for case in STATES])
def test_a_place_or_why_there_is_none(acuan, kinerja, state):
    found = place(acuan, kinerja)
    assert found["keadaan"] == state
    assert (found["peringkat_atas"] is not pd.NA) == (state in ("dihitung", "dari_tabel"))
    if state in ("satuan_beda", "tidak_sebanding"):
        assert compute_sebaya(acuan, kinerja)["selisih"].isna().all()
        assert found[["median", "selisih_median"]].isna().all()


def test_province_nation_and_targets_are_never_ranked():
    rows = pd.concat([others(70.0, 60.0), others(99.0, peran="provinsi").assign(daerah="P"), others(98.0, peran="nasional"), others(97.0, peran="lain"), others(96.0, jenis_nilai="target").assign(daerah="T")])
    found = place(rows, own((2022, "80", None)))
    assert found[["n_daerah", "peringkat_atas", "peringkat_bawah", "nilai_provinsi", "daerah_provinsi", "selisih_provinsi", "selisih_nasional"]].tolist() == [3, 1, 1, 99, "P", -19, -18]
    sebaya = compute_sebaya(rows, own((2022, "80", None)))
    assert "T" not in set(sebaya["daerah"])
    assert sebaya.loc[~sebaya["peran"].isin(["sendiri", "sebaya"]), "peringkat_atas"].isna().all()


def test_computing_changes_no_frame():
    acuan, kinerja = others(70.0, 80.0), own((2022, "75", None))
    copies = acuan.copy(deep=True), kinerja.copy(deep=True)
    sebaya = compute_sebaya(acuan, kinerja)
    before = sebaya.copy(deep=True)
    compute_peringkat(sebaya)
    for now, then in ((acuan, copies[0]), (kinerja, copies[1]), (sebaya, before)):
        pd.testing.assert_frame_equal(now, then)


# --- the four reports --------------------------------------------------------------------------

# IPG: 97,37 96,74 96,24 95,63 stand above 95,54; IDG 2022: 85,03 83,20 81,92 80,59 above 78,77; IDG 2021: 84,17 82,82 80,20 79,68 above 77,63
PLACES = {("ipg", 2022): (5, 5, 38, 95.54, 92.08, 3.91), ("idg", 2021): (5, 5, 38, 77.63, 72.36, None), ("idg", 2022): (5, 5, 38, 78.77, 74.42, None)}


def test_malang_among_the_38_of_east_java():
    found = asli(*MALANG).peringkat
    shown = {(row.indikator, row.tahun): (row.peringkat_atas, row.peringkat_bawah, row.n_daerah, row.nilai_sendiri, row.nilai_provinsi, None if row.selisih_nasional != row.selisih_nasional else row.selisih_nasional) for row in found.itertuples()}
    assert shown == PLACES
    assert set(found["cakupan"]) == {"lengkap"}
    assert set(found["asal_nilai"]) == {"kinerja"}, "the one value of that indicator and year"


def test_malang_one_year_earlier_knew_nothing_of_that_table():
    early = asli(MALANG[0], 2022)
    assert early.sebaya.empty and early.peringkat.empty


def test_belitung_among_the_regencies_printed():
    """Lines 2617-2635 are the page of the neighbours in IPP KABUPATEN (3,96 to 4,07), of which IPP DINAS SOSIAL is a part: a place among them says nothing. Of IDG only province and nation are printed."""
    found = asli(*BELITUNG).peringkat.set_index(["konsep", "tahun"])
    ipp = found.loc[("ipp-dinas-sosial", 2024)]
    assert ipp[["n_daerah", "cakupan", "keadaan", "nilai_sendiri", "nilai_provinsi"]].tolist() == [0, "", "terpilih", 4.11, 4.52]
    assert ipp[["peringkat_atas", "median", "nilai_terbaik", "jarak_atas"]].isna().all()
    idg = found.loc["idg"]
    assert set(idg["keadaan"]) == {"tanpa_sebaya"}
    assert idg.index.tolist() == [2022, 2023], "by year, whatever the order of print"
    assert table_peringkat(asli(*BELITUNG).peringkat, "id").baris[1][1:4] == ("2023", "53,47", "tidak: hanya provinsi atau nasional yang dicetak")
    assert idg[["selisih_provinsi", "selisih_nasional"]].round(2).loc[2023].tolist() == [-4.75, -23.12]
    assert idg[["n_daerah", "cakupan"]].values.tolist() == [[0, ""], [0, ""]], "nothing is ranked, so nothing is whole"


def test_a_dinas_without_peers():
    bare = asli(*PONTIANAK)
    assert bare.sebaya.columns.tolist() == SEBAYA_COLUMNS
    assert bare.peringkat.columns.tolist() == PERINGKAT_COLUMNS
    assert bare.sebaya.empty and bare.peringkat.empty
    assert table_peringkat(bare.peringkat, "id") is None
    said = figures_sebaya(bare.sebaya, bare.peringkat, "id")
    assert len(said.teks) == 1
    assert said.teks[0] == "Tabel daerah lain belum diisi dalam data laporan ini."


# --- as it is read -----------------------------------------------------------------------------


def measure(report, indikator: str, tahun: int):
    """A measure of a report as it would be ranked were its part of the list not chosen by another one."""
    laporan = asli(*report)
    printed = laporan.acuan_terbit.replace({"cakupan": {"terpilih": "cuplikan"}})
    sebaya = compute_sebaya(printed, laporan.kinerja[laporan.kinerja["tahun"] <= laporan.tahun], laporan.info["daerah"])
    peringkat = compute_peringkat(sebaya)
    key = "indikator" if indikator in set(peringkat["indikator"]) else "konsep"
    rows = sebaya[(sebaya[key] == indikator) & (sebaya["tahun"] == tahun)]
    (row,) = peringkat[(peringkat[key] == indikator) & (peringkat["tahun"] == tahun)].itertuples()
    return rows, row


STRIPS = [(MALANG, "ipg", 2022), (MALANG, "idg", 2022), (BELITUNG, "ipp-dinas-sosial", 2024)]


@each_language
@pytest.mark.parametrize("strip", STRIPS, ids=[strip[1] for strip in STRIPS])
def test_every_label_and_dot_of_a_strip_is_a_number_of_the_frame(strip, bahasa):
    rows, row = measure(*strip)
    ax = plot_sebaya(rows, row, bahasa).axes[0]
    marks = {line.get_marker(): line.get_xdata() for line in ax.lines}
    ranked = rows[rows["peringkat_atas"].notna()]
    assert sorted([*marks["o"], *marks["D"]]) == sorted(ranked["nilai"]), "one dot per ranked region"
    assert list(marks["D"]) == [row.nilai_sendiri]
    points = {(x, y) for line in ax.lines if line.get_marker() in "oD" for x, y in zip(line.get_xdata(), line.get_ydata(), strict=True)}
    assert len(points) == len(ranked), "no dot hides another"
    values = {region: value for region, value in zip(rows["daerah"], rows["nilai"], strict=True)}
    comma = bahasa == "id"
    for text in (label.get_text().replace("\n", " ") for label in ax.texts):
        region, _, number = text.rpartition(" ")
        assert float(number.replace(",", ".") if comma else number) == pytest.approx(values[region]), text
    assert len(ax.texts) == 3 + (row.nilai_provinsi == row.nilai_provinsi) + (row.nilai_nasional == row.nilai_nasional)
    assert ax.get_xlabel() == say("sebaya.gambar.kanan", bahasa)


def test_where_less_is_better_the_strip_says_so_and_the_best_is_left():
    rows = compute_sebaya(others(5.0, 7.0, 9.0), own((2022, "6", None), polaritas="turun"), "W")
    (row,) = compute_peringkat(rows).itertuples()
    assert (row.peringkat_atas, row.nilai_terbaik, row.nilai_terburuk) == (2, 5, 9)
    assert plot_sebaya(rows, row, "id").axes[0].get_xlabel() == "← makin ke kiri makin baik"


@each_language
def test_the_figure_has_its_words_and_all_its_numbers(bahasa):
    rows, row = measure(BELITUNG, "ipp-dinas-sosial", 2024)
    figure = figure_sebaya(rows, row, bahasa)
    assert "4,11" in figure.alt if bahasa == "id" else "4.11" in figure.alt
    assert len(figure.tabel.baris) == len(rows) == 33
    assert [line[3] for line in figure.tabel.baris][4:8] == ["5", "6–7", "6–7", "8"]
    assert figure.tabel.baris[-1][3] == "–", "provinces are shown and not ranked"
    assert figures_sebaya(*(getattr(asli(*BELITUNG), name) for name in ("sebaya", "peringkat")), bahasa).html.count("<figure") == 0, "nothing is ranked"
    html = figures_sebaya(*(getattr(asli(*MALANG), name) for name in ("sebaya", "peringkat")), bahasa).html
    assert html.count("<figure") == 2
    assert not re.search(r"\b(nan|NaN|None|inf|NaT|NA)\b", re.sub(r"<svg.*?</svg>|<[^>]*>", " ", html, flags=re.DOTALL))


def test_sentences():
    _, row = measure(MALANG, "idg", 2022)
    _, before = measure(MALANG, "idg", 2021)
    assert describe_peringkat(row, "id", before) == (
        "Kota Malang (78,77) berada pada peringkat 5 dari 38 daerah yang dicetak. Pada 2021 peringkatnya 5 dari 38. "
        "Daerah lebih baik yang terdekat berjarak 1,82, yang lebih buruk 0,74. Nilai tengahnya 69,18; separuh daerah yang dicetak berada antara 66,14 dan 74,55. Angkanya 4,35 di atas Jawa Timur (74,42)."
    )
    _, tied = measure(BELITUNG, "ipp-dinas-sosial", 2024)
    assert describe_peringkat(tied, "en") == (
        "Kabupaten Belitung (4.11) is in place 6–7 of the 19 regions printed. Its place is a range because 2 regions have the same figure. "
        "The report prints only a part of a longer list, so this is not a place among all regions. The figure is from that table itself, not from the agency's performance data. "
        "The nearest better region is 0.12 away, the nearest worse one 0.01. The median is 3.98; half of the regions printed lie between 3.74 and 4.17. The figure is 0.41 below Kepulauan Bangka Belitung (4.52)."
    )


@pytest.mark.parametrize(("mine", "said"), [("90", "Tidak ada yang lebih baik; daerah lebih buruk yang terdekat berjarak 10,00 %."), ("50", "Tidak ada yang lebih buruk; daerah lebih baik yang terdekat berjarak 10,00 %.")], ids=["best", "worst"])
def test_the_best_and_the_worst_have_one_neighbour(mine, said):
    (row,) = compute_peringkat(compute_sebaya(others(60.0, 80.0), own((2022, mine, None)), "W")).itertuples()
    assert said in describe_peringkat(row, "id")


def test_extremes_that_several_share_are_counted():
    (row,) = compute_peringkat(compute_sebaya(others(80.0, 80.0, 60.0), own((2022, "70", None)), "W")).itertuples()
    assert table_peringkat(pd.DataFrame([row]).drop(columns="Index"), "id").baris[0][6:8] == ("R0 dan 1 lain 80,00 %", "R2 60,00 %")


@each_language
def test_every_code_has_its_word(bahasa):
    kinds = {kolom.nama: kolom.pilihan for kolom in TABEL["terbitan_acuan"].kolom}
    assert set(codes("jenis_daerah")) == set(kinds["jenis"])
    assert set(codes("peran_daerah")) == set(kinds["peran"])
    assert set(codes("keadaan_peringkat")) == {state for *_, state in STATES}
    shown = table_peringkat(pd.concat([compute_peringkat(compute_sebaya(acuan, kinerja, "W")) for _, acuan, kinerja, _ in STATES]), bahasa)
    assert len(shown.baris) == len(STATES)
    assert table_sebaya(*measure(MALANG, "ipg", 2022), bahasa).kepala


def test_a_benchmark_of_an_unstated_year_is_said_and_not_dated():
    kinerja = pd.DataFrame({"indikator": "a", "tahun": [2023], "nama_indikator": "A", "satuan": "%", "polaritas": "naik", "realisasi": "72", "data_tahun": [None]})
    acuan = pd.DataFrame({"indikator": "a", "tahun": [2023], "acuan": "provinsi", "nama_acuan": "P", "nilai": "70", "sebanding": "ya", "tahun_nilai": [None], "asal_tahun": "tidak dinyatakan", "catatan": ""})
    found = compare_acuan(kinerja, acuan)
    assert found["tahun_acuan"].isna().all()
    assert "Pada 1 pembanding, laporan tidak menyebut tahun angkanya." in describe_acuan(found, "id")
    assert "tidak menyebut tahun" not in describe_acuan(compare_acuan(kinerja, acuan.assign(tahun_nilai=2023)), "id")

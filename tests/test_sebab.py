"""Causes and follow-up: the coding against the texts, each rule on both sides, sentences, tables, faults of the data."""

import re
from pathlib import Path

import docx
import pandas as pd
import pytest
from asli import asli

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.bahasa.nama import tidy_name
from lakip_analysis.bahasa.say import codes, say
from lakip_analysis.data.catalogue import list_dinas, read_info
from lakip_analysis.data.dinas import load_dinas
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.efisiensi.support import line_outputs, physical_progress
from lakip_analysis.errors import DataError
from lakip_analysis.laporan import open_report
from lakip_analysis.reports.document import write_document
from lakip_analysis.reports.manifest import _claims
from lakip_analysis.sebab.compute import (
    SEBAB_COLUMNS,
    check_rekomendasi,
    collect_fakta,
    compute_sebab,
    summarize_penyebab,
)
from lakip_analysis.sebab.view import (
    describe_rekomendasi,
    describe_sebab,
    say_rekomendasi,
    table_penyebab,
    table_rekomendasi,
    table_sebab,
)

ROOT = Path(__file__).parents[1]
DATA, SEEDS = ROOT / "data", ROOT.parent / "shared" / "seeds"
DINAS = list_dinas(DATA)
MALANG, PONTIANAK = ("kota-malang-dinsosp3ap2kb", 2023), ("kota-pontianak-dinsos", 2024)
SINGKAWANG, BELITUNG = ("kota-singkawang-dinsospppa", 2023), ("kab-belitung-dspppa", 2024)
REPORTS = (MALANG, PONTIANAK, SINGKAWANG, BELITUNG)
needs_seeds = pytest.mark.skipif(
    not SEEDS.is_dir(), reason="the four source texts (../shared/seeds) are not on this machine"
)
CODED = ("analisis", "klaim", "rekomendasi")
WORDS = 6  # so many words in a row that stand in the report are a sentence of the report

each_dinas = pytest.mark.parametrize("dinas", DINAS)
each_report = pytest.mark.parametrize("report", REPORTS, ids=lambda report: report[0])


def text_of(dinas: str) -> list[str]:
    (paper,) = read_info(DATA / dinas)["dokumen"]
    return (SEEDS / paper["teks"]).read_text(encoding="utf-8").split("\n")


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


# ---- the coding


@needs_seeds
@pytest.mark.parametrize("tabel", CODED)
@each_dinas
def test_every_line_that_is_named_exists_and_says_something(dinas, tabel):
    lines, rows = text_of(dinas), load_dinas(DATA, dinas).tabel[tabel]
    for row in rows.itertuples():
        numbers = (
            [int(row.baris)]
            if tabel == "klaim"
            else [int(one) for one in re.findall(r"\d+", row.sumber)]
        )
        assert numbers, row
        assert tabel == "klaim" or re.fullmatch(r"baris \d+(, \d+)*", row.sumber), row.sumber
        assert all(0 < number <= len(lines) and lines[number - 1].strip() for number in numbers), (
            row
        )


@needs_seeds
@each_dinas
def test_what_the_analyst_writes_is_no_sentence_of_the_report(dinas):
    known = words("\n".join(text_of(dinas)))
    printed = {tuple(known[n : n + WORDS]) for n in range(len(known) - WORDS + 1)}
    tables = load_dinas(DATA, dinas).tabel
    written = [
        *tables["analisis"][["kalimat", "tindak_lanjut"]].stack(),
        *tables["rekomendasi"][["rekomendasi", "tindak_lanjut"]].stack(),
        *tables["klaim"]["catatan"],
    ]
    found = [
        text
        for text in written
        for own in [words(text)]
        for n in range(len(own) - WORDS + 1)
        if tuple(own[n : n + WORDS]) in printed
    ]
    assert found == []


@each_dinas
def test_a_budget_line_that_a_cause_is_of_stands_in_its_year(dinas):
    tables = load_dinas(DATA, dinas).tabel
    lines = set(zip(tables["anggaran"]["tahun"], tables["anggaran"]["kode"], strict=True))
    for tabel in ("analisis", "klaim"):
        rows = tables[tabel][tables[tabel]["kode"] != ""]
        assert set(zip(rows["tahun"], rows["kode"], strict=True)) <= lines


@each_report
def test_every_promised_indicator_has_its_causes_or_is_said_to_have_none(report):
    laporan = asli(*report)
    rows = laporan.sebab[laporan.sebab["lingkup"] == "indikator"]
    once = laporan.capaian["ganda"] == ""
    without_target = laporan.capaian["status"] == "target_kosong"
    promised = laporan.capaian.loc[once & ~without_target, "indikator"]
    assert set(promised) <= set(rows["indikator"])
    silent = set(rows.loc[rows["bukti"] == "tidak_disebut", "indikator"])
    assert silent.isdisjoint(laporan.analisis["indikator"])
    assert laporan.sebab.columns.tolist() == SEBAB_COLUMNS
    assert len(laporan.sebab) == len(laporan.analisis) + len(silent)


def test_the_list_of_causes_is_short_and_every_one_has_a_name_and_a_meaning():
    rules = load_rules("penyebab")
    assert len(rules) <= 14
    assert rules["penyebab"].tolist() == codes("penyebab") == codes("arti_penyebab")
    assert set(rules["bukti"].dropna()) == {
        "uang",
        "keluaran",
        "permintaan",
        "target",
        "angka",
        "hitung",
    }
    isian = load_rules("isian").query("tabel == 'analisis'").set_index("kolom")["pilihan"]
    assert isian["kode_penyebab"].split("|") == rules["penyebab"].tolist()
    choices = {column.nama: column.pilihan for column in TABEL["analisis"].kolom}
    assert {name: tuple(isian[name].split("|")) for name in ("arah", "menjelaskan")} == {
        name: choices[name] for name in ("arah", "menjelaskan")
    }
    for name in ("arah_penyebab", "menjelaskan"):
        assert {say(f"{name}.{code}", bahasa) for code in codes(name) for bahasa in ("id", "en")}


# ---- what is held against what

FAKTA = {
    "indikator": "",
    "kode": "",
    "lingkup": "",
    "nama": "N",
    "dinas": "kota-x",
    "tercapai": "",
    "capaian_persen": None,
    "ragu": "",
    "ganda": "",
    "status": "dihitung",
    "definisi_berubah": False,
    "target_mundur": False,
    "n_keluaran": None,
    "n_kurang": None,
    "n_lebih": None,
    "keluaran_persen": None,
    "serapan_persen": None,
    "target_kini": None,
    "realisasi_lalu": None,
}
CAUSE = {
    "indikator": "",
    "kode": "",
    "tahun": 2024,
    "arah": "penghambat",
    "kode_penyebab": "lain",
    "kalimat": "k",
    "menjelaskan": "",
    "tindak_lanjut": "",
    "sumber": "baris 1",
}
OF = {
    "indikator": {"indikator": "a", "lingkup": "indikator"},
    "kode": {"kode": "1.06.04", "lingkup": "program"},
    "penunjang": {"kode": "1.06.01.2.05", "lingkup": "kegiatan"},
    "dinas": {"lingkup": "dinas"},
}


def judged(of: str, cause: dict, facts: dict) -> tuple[str, str]:
    subject = OF[of]
    named = {key: value for key, value in subject.items() if key != "lingkup"}
    fakta = pd.DataFrame([FAKTA | subject | facts])
    row = compute_sebab(pd.DataFrame([CAUSE | named | cause]), fakta).iloc[0]
    return row["bukti"], row["alasan_bukti"]


def outputs(known: int, short: int, more: int, **facts) -> dict:
    return {"n_keluaran": known, "n_kurang": short, "n_lebih": more} | facts


GAGAL, BERHASIL, SISA = (
    {"menjelaskan": "gagal"},
    {"menjelaskan": "berhasil"},
    {"menjelaskan": "sisa anggaran"},
)
HELP, LATE_ = {"arah": "pendukung"}, {"terlambat": True}
UANG, KERJA, MINTA, TARGET, DATA_, HITUNG = (
    {"kode_penyebab": code}
    for code in ("anggaran", "pelaksanaan", "permintaan", "target", "data", "cara-hitung")
)
YES, NO, OPEN = "didukung", "bertentangan", "tidak_dapat_diperiksa"
CASES = [
    # a failure is explained that did not happen, or a success
    ("indikator", GAGAL, {"tercapai": "ya", "capaian_persen": 181.0}, NO, "padahal_tercapai"),
    ("indikator", GAGAL, {"tercapai": "tidak", "capaian_persen": 99.0}, OPEN, "bukan_angka"),
    ("indikator", {}, {"tercapai": "ya", "capaian_persen": 181.0}, OPEN, "bukan_angka"),
    ("kode", GAGAL, outputs(1, 0, 0, keluaran_persen=100.0), NO, "padahal_tercapai"),
    ("kode", GAGAL, outputs(1, 1, 0, keluaran_persen=99.0), OPEN, "bukan_angka"),
    (
        "kode",
        GAGAL,
        outputs(2, 0, 0),
        OPEN,
        "bukan_angka",
    ),  # outputs below it say nothing of its own
    (
        "indikator",
        HELP | BERHASIL,
        {"tercapai": "tidak", "capaian_persen": 75.99},
        NO,
        "padahal_jauh",
    ),
    (
        "indikator",
        HELP | BERHASIL,
        {"tercapai": "tidak", "capaian_persen": 76.0},
        OPEN,
        "bukan_angka",
    ),
    ("kode", SISA, {"serapan_persen": 100.0}, NO, "padahal_habis"),
    ("kode", SISA, {"serapan_persen": 99.0}, OPEN, "bukan_angka"),
    # a figure of an earlier year refutes nothing, and bears out no doubt on the target (as in a claim)
    ("indikator", GAGAL, LATE_ | {"tercapai": "ya", "capaian_persen": 181.0}, OPEN, "angka_tahun_lain"),
    ("indikator", HELP | BERHASIL, LATE_ | {"tercapai": "tidak", "capaian_persen": 50.0}, OPEN, "angka_tahun_lain"),
    ("indikator", TARGET, LATE_ | {"tercapai": "ya", "capaian_persen": 181.0}, OPEN, "angka_tahun_lain"),
    ("indikator", GAGAL, LATE_ | {"tercapai": "tidak", "capaian_persen": 50.0}, OPEN, "bukan_angka"),
    # money
    # money left refutes only that the line's own budget was why it failed
    ("kode", UANG | GAGAL, {"serapan_persen": 79.99}, NO, "uang_tersisa"),
    ("dinas", UANG | GAGAL, {"serapan_persen": 79.99}, NO, "uang_tersisa"),
    ("kode", UANG | GAGAL, {"serapan_persen": 80.0}, OPEN, "uang_di_antara"),
    ("kode", UANG, {"serapan_persen": 50.6}, OPEN, "uang_tersisa"),
    ("kode", UANG | SISA, {"serapan_persen": 50.6}, OPEN, "uang_tersisa"),
    ("indikator", UANG | GAGAL, {"serapan_persen": 50.6}, OPEN, "uang_tersisa"),
    ("indikator", UANG, {"serapan_persen": 79.99}, OPEN, "uang_tersisa"),
    ("indikator", UANG, {"serapan_persen": 80.0}, OPEN, "uang_di_antara"),
    ("dinas", UANG, {"serapan_persen": 94.99}, OPEN, "uang_di_antara"),
    ("dinas", UANG, {"serapan_persen": 95.0}, YES, "uang_habis"),
    ("kode", UANG, {}, OPEN, "tanpa_angka"),
    ("kode", UANG | HELP, outputs(3, 0, 1), YES, "keluaran_penuh"),
    ("kode", UANG | HELP, outputs(3, 1, 1, serapan_persen=99.0), OPEN, "keluaran_campur"),
    ("kode", UANG | HELP, outputs(2, 2, 0, serapan_persen=99.0), NO, "uang_habis_keluaran_kurang"),
    ("kode", UANG | HELP, outputs(2, 2, 0, serapan_persen=50.0), OPEN, "keluaran_campur"),
    # execution
    (
        "indikator",
        KERJA | GAGAL,
        outputs(4, 1, 0, tercapai="tidak", capaian_persen=40.0),
        YES,
        "keluaran_kurang",
    ),
    (
        "indikator",
        KERJA | GAGAL,
        outputs(4, 0, 0, tercapai="tidak", capaian_persen=40.0, serapan_persen=60.0),
        YES,
        "uang_tersisa",
    ),
    (
        "indikator",
        KERJA | GAGAL,
        outputs(4, 0, 0, tercapai="tidak", capaian_persen=40.0, serapan_persen=99.0),
        OPEN,
        "keluaran_penuh",
    ),  # what was planned may be another thing than what the indicator counts
    ("kode", KERJA | GAGAL, outputs(4, 0, 0, serapan_persen=99.0), NO, "keluaran_penuh"),
    ("kode", KERJA | SISA, outputs(4, 0, 0, serapan_persen=99.0), NO, "keluaran_penuh"),
    ("indikator", KERJA | HELP, outputs(2, 2, 0), OPEN, "keluaran_kurang"),
    # outputs of the overhead programme are evidence of nothing
    ("penunjang", KERJA | HELP, outputs(4, 0, 0), OPEN, "keluaran_penunjang"),
    ("penunjang", KERJA, outputs(4, 1, 0), OPEN, "keluaran_penunjang"),
    ("penunjang", UANG | HELP, outputs(4, 0, 0), OPEN, "keluaran_penunjang"),
    ("penunjang", GAGAL, outputs(1, 0, 0, keluaran_persen=100.0), OPEN, "bukan_angka"),
    ("penunjang", UANG, {"serapan_persen": 97.0}, YES, "uang_habis"),  # its money is its own
    (
        "kode",
        KERJA,
        outputs(4, 0, 0, serapan_persen=99.0),
        OPEN,
        "keluaran_penuh",
    ),  # a hindrance may have been overcome
    ("kode", KERJA | HELP, outputs(4, 0, 0), YES, "keluaran_penuh"),
    ("kode", KERJA | HELP, outputs(2, 2, 0), NO, "keluaran_kurang"),
    ("kode", KERJA | HELP, outputs(2, 1, 0), OPEN, "keluaran_campur"),
    ("indikator", KERJA, {}, OPEN, "tanpa_angka"),
    # demand: only where the outputs of a line count it
    ("kode", MINTA | SISA, outputs(1, 1, 0, keluaran_persen=20.0), YES, "keluaran_kurang"),
    (
        "kode",
        MINTA | SISA,
        outputs(1, 0, 1, keluaran_persen=200.0, serapan_persen=13.0),
        NO,
        "keluaran_lebih",
    ),
    (
        "kode",
        MINTA | SISA,
        outputs(1, 0, 0, keluaran_persen=100.0, serapan_persen=49.0),
        OPEN,
        "keluaran_tepat",
    ),
    ("kode", MINTA | HELP, outputs(1, 0, 1), YES, "keluaran_lebih"),
    ("kode", MINTA | HELP, outputs(1, 1, 0), NO, "keluaran_kurang"),
    ("kode", MINTA | HELP, outputs(2, 1, 1), OPEN, "keluaran_campur"),
    ("indikator", MINTA, outputs(2, 0, 2), OPEN, "bukan_angka"),
    # target
    ("indikator", TARGET, {"tercapai": "ya", "capaian_persen": 150.01}, YES, "jauh_di_atas"),
    ("indikator", TARGET, {"tercapai": "ya", "capaian_persen": 150.0}, OPEN, "target_biasa"),
    (
        "indikator",
        TARGET,
        {"tercapai": "tidak", "capaian_persen": 94.0, "target_mundur": True},
        OPEN,
        "target_mundur",
    ),
    ("indikator", TARGET, {"tercapai": "ya", "capaian_persen": 104.0, "target_mundur": True}, YES, "target_mundur"),
    ("kode", TARGET, outputs(1, 1, 0, keluaran_persen=49.99), YES, "jauh_di_bawah"),
    ("kode", TARGET, outputs(1, 1, 0, keluaran_persen=50.0), OPEN, "target_biasa"),
    ("indikator", TARGET, {}, OPEN, "tanpa_angka"),
    # data, and the way of counting
    ("indikator", DATA_, {"tercapai": "ya", "ragu": "angka_lain"}, YES, "angka_lain"),
    ("indikator", DATA_, {"tercapai": "ya", "ragu": "angka_tahun_lain"}, OPEN, "angka_tahun_lain"),
    (
        "indikator",
        DATA_ | HELP,
        {"tercapai": "ya", "ragu": "angka_tahun_lain"},
        OPEN,
        "angka_tahun_lain",
    ),
    ("indikator", DATA_ | HELP, {"tercapai": "ya", "ragu": "angka_lain"}, NO, "angka_lain"),
    ("indikator", DATA_ | HELP, {"tercapai": "ya", "ragu": "definisi_baru"}, OPEN, "bukan_angka"),
    ("indikator", HITUNG, {"definisi_berubah": True}, YES, "definisi_berubah"),
    ("indikator", HITUNG, {}, OPEN, "bukan_angka"),
]


@pytest.mark.parametrize(("of", "cause", "facts", "bukti", "alasan"), CASES)
def test_a_cause_is_held_against_the_figures_that_can_check_it(of, cause, facts, bukti, alasan):
    assert judged(of, cause, facts) == (bukti, alasan)


def test_every_reason_has_words_and_a_case():
    assert set(codes("alasan_bukti")) == {alasan for *_, alasan in CASES} | {"hitungan_mustahil"}
    assert codes("bukti_sebab") == [YES, NO, OPEN, "tidak_disebut"]


def test_causes_of_kinds_that_no_figure_checks_are_never_judged():
    rules = load_rules("penyebab").set_index("penyebab")["bukti"]
    rich = outputs(
        3,
        1,
        1,
        tercapai="tidak",
        capaian_persen=90.0,
        serapan_persen=50.0,
        target_mundur=True,
        ragu="angka_lain",
        definisi_berubah=True,
    )
    for code in rules.index[rules.isna()]:
        assert judged("indikator", {"kode_penyebab": code}, rich) == (OPEN, "bukan_angka"), code


def test_an_empty_direction_is_a_hindrance():
    assert judged("dinas", UANG | {"arah": ""}, {"serapan_persen": 95.0}) == (YES, "uang_habis")


def test_the_same_factor_both_ways_is_marked_and_another_is_not():
    rows = pd.DataFrame(
        [
            CAUSE | {"indikator": "a"} | UANG,
            CAUSE | {"indikator": "a"} | UANG | HELP,
            CAUSE | {"indikator": "a"} | DATA_,
        ]
    )
    made = compute_sebab(rows, pd.DataFrame([FAKTA | OF["indikator"]]))
    assert dict(zip(made["kode_penyebab"] + made["arah"], made["dua_arah"], strict=True)) == {
        "anggaranpenghambat": "ya",
        "anggaranpendukung": "ya",
        "datapenghambat": "",
    }


def test_an_indicator_without_a_cause_is_named_and_one_written_twice_is_asked_once():
    facts = [
        FAKTA | OF["indikator"] | {"indikator": name, "nama": name.upper(), "ganda": again}
        for name, again in (("a", ""), ("b", ""), ("c", "b"))
    ]
    made = compute_sebab(pd.DataFrame([CAUSE | {"indikator": "a"}]), pd.DataFrame(facts))
    assert made[["indikator", "bukti", "kode_penyebab"]].values.tolist() == [
        ["a", OPEN, "lain"],
        ["b", "tidak_disebut", ""],
    ]


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        ("dihitung", True),
        ("realisasi_kosong", True),
        ("target_kosong", False),
    ],
)
def test_only_what_was_promised_this_year_is_asked_for_a_cause(status, asked):
    facts = [FAKTA | OF["indikator"] | {"indikator": name} for name in ("a", "b")]
    facts[1] |= {"status": status, "nama": "B"}
    made = compute_sebab(pd.DataFrame([CAUSE | {"indikator": "a"}]), pd.DataFrame(facts))
    assert ("b" in set(made["indikator"])) == asked
    text = " ".join(describe_sebab(made, "id"))
    assert ("Dijanjikan, tidak dilaporkan dan tidak dijelaskan: B." in text) == asked


def test_what_helped_does_not_explain_a_miss():
    met = [FAKTA | OF["indikator"] | {"indikator": n, "tercapai": "ya"} for n in ("a", "b")]
    missed = [one | {"tercapai": "tidak"} for one in met]
    coded = pd.DataFrame([CAUSE | HELP | {"indikator": "a"}, CAUSE | {"indikator": "b"}])
    kinds = [compute_sebab(coded, pd.DataFrame(facts))["bukti"].tolist() for facts in (met, missed)]
    assert kinds == [[OPEN, OPEN], [OPEN, "tidak_disebut", OPEN]]


def test_a_report_that_was_not_read_for_causes_lacks_none():
    empty = load_dinas(DATA, MALANG[0]).tabel["analisis"][:0]
    made = compute_sebab(empty, pd.DataFrame([FAKTA | OF["indikator"]]))
    assert made.columns.tolist() == SEBAB_COLUMNS
    assert made.empty


def two_dinas():
    """Frames of `collect_fakta` for two dinas that share ids, codes and years."""
    capaian = frame(
        "tahun indikator nama_indikator tercapai capaian_persen ganda polaritas target status data_tahun",
        (2024, "a", "A", "tidak", 50.0, "", "naik", "10", "dihitung", None),
        (2024, "b", "B", "ya", 120.0, "", "naik", "10", "dihitung", 2023),
    )
    money = frame("tahun kode level nama pagu_rp realisasi_rp", (2024, "1.06.04", "program", "P", 200.0, 50.0), (2024, "1.06.05", "program", "Q", 100.0, 99.0))
    out = pd.DataFrame({"tahun": 2024, "kode": ["1.06.04", "1.06.05"], "nama_keluaran": list("mn"), "satuan": "orang", "target": 10.0, "realisasi": [5.0, 10.0], "sampai": "", "satuan_target": ""})
    kinerja = frame("tahun indikator realisasi putus_deret", (2023, "a", "5", ""), (2023, "b", "12", ""), (2024, "b", "12", "per keluarga"))
    one = (capaian, frame("indikator kode", ("a", "1.06.04")), money, out, kinerja)
    other = (
        capaian.assign(tercapai=["ya", "tidak"], capaian_persen=[110.0, 40.0]),
        frame("indikator kode", ("a", "1.06.05"), ("b", "1.06.04")),
        money.assign(pagu_rp=[80.0, 70.0], realisasi_rp=[80.0, 10.0]),
        out.assign(realisasi=[20.0, 1.0]),
        kinerja.assign(realisasi=["20", "1", "2"], putus_deret=["", "", ""]),
    )
    return {name: [part.assign(dinas=name) for part in parts] for name, parts in (("x", one), ("y", other))}


def test_causes_of_two_dinas_are_each_as_alone():
    given = two_dinas()
    doubt = pd.Series(["", ""])
    coded = [CAUSE | {"indikator": "a", "kode_penyebab": "anggaran"}, CAUSE | HELP | {"kode": "1.06.04", "kode_penyebab": "anggaran"}]
    causes = pd.concat([pd.DataFrame(coded).assign(dinas="x"), pd.DataFrame(coded[:1]).assign(dinas="y", arah="pendukung")])
    each = {dinas: collect_fakta(*parts, doubt) for dinas, parts in given.items()}
    alone = pd.concat([compute_sebab(causes[causes["dinas"] == name], facts) for name, facts in each.items()], ignore_index=True)
    parts = [pd.concat(frames, ignore_index=True) for frames in zip(*given.values(), strict=True)]
    facts = collect_fakta(*parts, pd.concat([doubt, doubt], ignore_index=True))
    keys = ["dinas", "indikator", "kode"]
    expected = pd.concat(each.values()).sort_values(keys, ignore_index=True)
    pd.testing.assert_frame_equal(facts.sort_values(keys, ignore_index=True)[list(expected)], expected, check_dtype=False)
    pd.testing.assert_frame_equal(compute_sebab(causes, facts), alone, check_dtype=False)
    assert len(alone) > 3 and set(alone["dinas"]) == {"x", "y"}
    unread = compute_sebab(causes[causes["dinas"] == "x"], facts)
    assert set(unread["dinas"]) == {"x"}, "what was not read for causes lacks none"


# ---- the figures beside


def frame(columns: str, *rows: tuple) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=columns.split())


def test_facts_of_an_indicator_are_of_its_programmes_and_leave_the_overhead_out():
    capaian = frame(
        "dinas tahun indikator nama_indikator tercapai capaian_persen ganda polaritas target status",
        ("x", 2024, "a", "A", "tidak", 50.0, "", "turun", "1.7", "dihitung"),
        ("x", 2024, "s", "S", "ya", 101.0, "", "naik", "80", "dihitung"),
    )
    links = frame("indikator kode", ("a", "1.06.01"), ("a", "1.06.04"), ("s", "1.06.01"))
    money = frame(
        "tahun kode level nama pagu_rp realisasi_rp",
        (2024, "1.06.01", "program", "P1", 100.0, 100.0),
        (2024, "1.06.04", "program", "P4", 200.0, 50.0),
        (2024, "1.06.04.2.01", "kegiatan", "K", 200.0, 50.0),
    )
    out = pd.DataFrame(
        {
            "tahun": 2024,
            "kode": ["1.06.04.2.01", "1.06.04.2.01", "1.06.01"],
            "nama_keluaran": list("mno"),
            "satuan": "orang",
            "target": [10.0, 10.0, 1.0],
            "realisasi": [5.0, 20.0, 0.0],
        }
    )
    kinerja = frame(
        "indikator tahun realisasi putus_deret",
        ("a", 2023, "1.5", "baru"),
        ("a", 2024, "1.79", ""),
        ("s", 2023, "79", ""),
    )
    found = collect_fakta(capaian, links, money, out, kinerja, pd.Series(["", ""])).set_index(
        ["indikator", "kode"]
    )
    a, s, line, dinas = (
        found.loc[key] for key in (("a", ""), ("s", ""), ("", "1.06.04.2.01"), ("", ""))
    )
    assert (a["serapan_persen"], a["n_keluaran"], a["n_kurang"], a["n_lebih"]) == (25.0, 2, 1, 1)
    assert (a["target_mundur"], a["realisasi_lalu"], a["definisi_berubah"]) == (True, 1.5, True)
    assert s[["serapan_persen", "n_kurang"]].isna().all(), "overhead is evidence of no result"
    assert not s["target_mundur"]
    assert (line["keluaran_persen"], line["lingkup"]) == (125.0, "kegiatan")
    assert (dinas["serapan_persen"], dinas["n_keluaran"], dinas["lingkup"]) == (50.0, 2, "dinas")


def test_outputs_above_plan_are_counted_and_a_lines_own_outputs_are_not_capped():
    out = pd.DataFrame(
        {
            "tahun": 2024,
            "kode": ["1.06.04.2.01.0001", "1.06.04.2.01.0002"],
            "nama_keluaran": ["a", "b"],
            "satuan": "orang",
            "target": [10.0, 10.0],
            "realisasi": [30.0, 10.0],
        }
    )
    levels = physical_progress(out).set_index("kode")
    assert levels.loc[
        "1.06.04", ["fisik_persen", "n_keluaran", "n_kurang", "n_lebih"]
    ].tolist() == [100.0, 2, 0, 1]
    assert line_outputs(out).set_index("kode")["keluaran_persen"].to_dict() == {
        "1.06.04.2.01.0001": 300.0,
        "1.06.04.2.01.0002": 100.0,
    }


# ---- the four reports


def bukti(report: tuple, **where) -> set[tuple]:
    rows = asli(*report).sebab
    for name, value in where.items():
        rows = rows[rows[name] == value]
    return set(zip(rows["kode_penyebab"], rows["bukti"], rows["alasan_bukti"], strict=True))


def test_malang_explains_an_exceeded_target_as_a_failure():
    """Growth of 0,12 against at most 0,63: the polarity was overlooked, so causes were found for a failure that was none."""
    assert bukti(MALANG, indikator="laju-penduduk") == {
        ("pelaksanaan", NO, "padahal_tercapai"),
        ("masyarakat", NO, "padahal_tercapai"),
        ("target", YES, "jauh_di_atas"),
    }
    assert bukti(MALANG, indikator="pmks-tertangani", kode_penyebab="pelaksanaan") == {
        ("pelaksanaan", YES, "keluaran_kurang")
    }
    assert bukti(MALANG, indikator="tfr") == {("target", OPEN, "target_mundur")}, "an easy target does not explain that it was missed"


def test_belitung_leaves_money_for_cases_that_did_come():
    assert bukti(
        BELITUNG, kode="1.06.05.2.01.0001", arah="penghambat", kode_penyebab="permintaan"
    ) == {("permintaan", NO, "keluaran_lebih")}
    assert bukti(BELITUNG, kode="1.06.07", kode_penyebab="anggaran") == {
        ("anggaran", OPEN, "uang_tersisa")
    }, "what was never budgeted leaves no money on another line"
    assert bukti(BELITUNG, indikator="rasio-kekerasan-tujuan", kode_penyebab="anggaran") == {
        ("anggaran", NO, "padahal_jauh")
    }
    assert not bukti(BELITUNG, indikator="rasio-kekerasan"), (
        "the same promise, written at two levels"
    )


def test_a_planned_output_of_another_thing_contradicts_no_count_of_the_indicator():
    assert bukti(SINGKAWANG, indikator="kemampuan-psks", kode_penyebab="pelaksanaan") == {
        ("pelaksanaan", OPEN, "keluaran_penuh")
    }
    assert bukti(MALANG, indikator="sakip", kode_penyebab="pelaksanaan") == {
        ("pelaksanaan", OPEN, "tanpa_angka")
    }


def test_pontianak_is_silent_on_its_two_goals_and_right_on_the_lottery_permits():
    assert bukti(PONTIANAK, bukti="tidak_disebut") == {("", "tidak_disebut", "")}
    assert bukti(PONTIANAK, kode="1.06.02.2.02.0001") == {
        ("permintaan", YES, "keluaran_kurang"),
        ("target", YES, "jauh_di_bawah"),
    }


# ---- as it is read


def named(*rows: dict) -> pd.DataFrame:
    """Rows of a result with everything that a sentence may need."""
    base = dict.fromkeys(SEBAB_COLUMNS, "") | {
        "tahun": 2024,
        "lingkup": "indikator",
        "nama": "A",
        "indikator": "a",
        "arah": "penghambat",
        "kode_penyebab": "lain",
        "bukti": OPEN,
        "alasan_bukti": "bukan_angka",
    }
    numbers = dict.fromkeys(
        (
            "capaian_persen",
            "keluaran_persen",
            "n_keluaran",
            "n_kurang",
            "serapan_persen",
            "target_kini",
            "realisasi_lalu",
        ),
        float("nan"),
    )
    return pd.DataFrame([base | numbers | row for row in rows])


MISSED = {"tercapai": "tidak"}
SILENT = {"bukti": "tidak_disebut", "kode_penyebab": "", "arah": "", "alasan_bukti": ""}
SENTENCES = [
    (
        named({}),
        [
            "Laporan menyebut 1 sebab, 0 pendukung dan 1 penghambat; yang paling sering lain (1).",
            "searah dengan 0 di antaranya, bertentangan dengan 0, dan tidak dapat memeriksa 1.",
            "Dari 1 penghambat, 0 disertai tindak lanjut.",
        ],
    ),
    (
        named(MISSED | {"tindak_lanjut": "x"}),
        [
            "Tiap indikator yang meleset (1) disertai penghambat. Pada 1 di antaranya laporan tidak menyebutnya sebagai sebab target meleset.",
            "Dari 1 penghambat, 1 disertai tindak lanjut.",
        ],
    ),
    (
        named(MISSED | {"menjelaskan": "gagal"}, MISSED | {"menjelaskan": ""}),
        ["Tiap indikator yang meleset (1) disertai penghambat. Dari 2"],
    ),
    (
        named({}, MISSED | SILENT | {"nama": "B", "indikator": "b"}),
        ["Meleset tanpa sebab yang disebut: B."],
    ),
    (
        named({}, SILENT | {"nama": "C", "indikator": "c"}),
        ["Dijanjikan, tidak dilaporkan dan tidak dijelaskan: C."],
    ),
    (
        named(
            {
                "bukti": NO,
                "alasan_bukti": "padahal_tercapai",
                "menjelaskan": "gagal",
                "kode_penyebab": "sdm",
                "capaian_persen": 180.0,
                "tercapai": "ya",
            }
        ),
        [
            "Bertentangan: A (SDM, dipakai untuk kegagalan), padahal targetnya tercapai (capaian 180,00 %)."
        ],
    ),
    (
        named(
            {
                "bukti": NO,
                "alasan_bukti": "uang_tersisa",
                "kode_penyebab": "anggaran",
                "serapan_persen": 50.6,
            }
        ),
        ["Bertentangan: A (anggaran, penghambat), anggarannya tersisa (serapan 50,60 %)."],
    ),
    (
        named(
            *(
                {"bukti": NO, "alasan_bukti": "uang_tersisa", "kode": str(n), "serapan_persen": 5.0}
                for n in range(5)
            )
        ),
        ["Lainnya yang bertentangan (2) ada di tabel."],
    ),
    (
        named({"dua_arah": "ya"}, {"dua_arah": "ya", "arah": "pendukung"}),
        ["1 faktor disebut sebagai pendukung dan penghambat hal yang sama sekaligus."],
    ),
]
NEVER = (
    "Tiap indikator yang meleset",
    "Meleset tanpa",
    "Dijanjikan",
    "Bertentangan:",
    "Lainnya",
    "faktor disebut",
)


@pytest.mark.parametrize(("sebab", "said"), SENTENCES)
def test_a_sentence_is_said_where_it_is_true_and_nowhere_else(sebab, said):
    text = " ".join(describe_sebab(sebab, "id"))
    assert all(one in text for one in said), text
    for start in NEVER:
        assert (start in text) == any(start in one for one in said) or (
            start == "Bertentangan:" and "Lainnya" in text
        ), start


def test_causes_of_one_thing_that_fail_alike_are_said_together():
    rows = named(
        *(
            {
                "bukti": NO,
                "alasan_bukti": "padahal_tercapai",
                "menjelaskan": "gagal",
                "kode_penyebab": code,
                "capaian_persen": 180.0,
            }
            for code in ("sdm", "data")
        )
    )
    (said,) = [text for text in describe_sebab(rows, "id") if text.startswith("Bertentangan")]
    assert "(SDM, data, dipakai untuk kegagalan)" in said


def test_without_a_coded_cause_the_page_says_where_to_write_them():
    empty = named({})[:0]
    assert describe_sebab(empty, "id") == [say("sebab.belum", "id")]
    assert (table_sebab(empty, "id"), table_penyebab(empty, "id")) == (None, None)


def test_the_tables_show_what_the_figures_say_and_fold_the_rest():
    laporan = asli(*BELITUNG)
    html = table_sebab(laporan.sebab, "id").html
    shown, *rest = html.split("<details>")
    folded = "".join(rest)
    assert "bertentangan: keluaran di atas rencana" in shown
    assert "tidak dapat diperiksa: anggarannya tersisa (serapan 50,60 %)" in folded
    assert "Semua sebab pada program, kegiatan, sub kegiatan dan dinas" in folded
    assert "Seluruh dinas" in folded and "Seluruh dinas" not in shown
    assert table_penyebab(laporan.sebab, "en").baris[0][0] == "budget"


def test_causes_are_counted_once_and_the_silent_ones_are_none():
    rows = named(
        {"kode_penyebab": "data"},
        {"kode_penyebab": "data", "arah": "pendukung", "bukti": YES},
        {"kode_penyebab": "sdm", "tindak_lanjut": "x", "bukti": NO},
        SILENT,
    )
    counted = summarize_penyebab(rows).set_index("kode_penyebab")
    assert counted.loc["data"].tolist() == [1, 1, 1, 0, 1, 0]
    assert counted.loc["sdm"].tolist() == [0, 1, 0, 1, 0, 1]
    assert (
        counted["n_didukung"].sum()
        + counted["n_bertentangan"].sum()
        + counted["n_tidak_diperiksa"].sum()
        == 3
    )


def test_the_recommendations_and_what_is_odd_in_them():
    rows = frame(
        "dinas tahun nomor rekomendasi tindak_lanjut status bukti sumber",
        *(
            ("x", 2023, str(n), "r", "", status, proof, "baris 1")
            for n, (status, proof) in enumerate(
                (
                    ("selesai", "ya"),
                    ("selesai", "tidak"),
                    ("selesai", ""),
                    ("sebagian", ""),
                    ("direncanakan", "ya"),
                    ("tidak disebut", ""),
                )
            )
        ),
    )
    found = check_rekomendasi(rows)
    assert found["janggal"].tolist() == ["", "tanpa_bukti", "tanpa_bukti", "", "belum", "tidak_tercetak"]
    first, second = describe_rekomendasi(found, "id")
    assert (
        "Dari 6 rekomendasi" in first
        and "3 disebut selesai, 1 sebagian, 1 baru direncanakan, 1 tanpa tindak lanjut tercetak"
        in first
    )
    assert second == "Disebut selesai tanpa bukti: 2."
    assert describe_rekomendasi(found[:0], "en") == [
        "The report prints no follow-up of recommendations of the AKIP evaluation."
    ]
    assert (
        "<details>" in say_rekomendasi(found, "id").html
        and "<details>" not in say_rekomendasi(found[:0], "id").html
    )
    assert len(describe_rekomendasi(found[:1], "id")) == 1
    assert table_rekomendasi(found[:0], "id") is None


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("LHE 1", 2023, "Naikkan kinerja"), ("BA 1", 2023, "Naikkan kinerja"), "LHE 1"),
        (("LHE 4", 2023, "Naikkan kinerja"), ("BA 2", 2023, "naikkan kinerja dinas"), "LHE 4"),
        (("LHE 1", 2023, "Naikkan kinerja dinas"), ("BA 1", 2023, "Naikkan kinerja"), "LHE 1"),
        # the same number alone, another year, or one sheet: other advice
        (("LHE 2", 2023, "Naikkan kinerja"), ("BA 2", 2023, "Buat inovasi"), ""),
        (("LHE 1", 2022, "Naikkan kinerja"), ("BA 1", 2023, "Naikkan kinerja"), ""),
        (("LHE 1", 2023, "Naikkan kinerja"), ("LHE 2", 2023, "Naikkan kinerja"), ""),
        (("1.a", 2023, "Naikkan kinerja"), ("r1", 2023, "Naikkan kinerja"), ""),
        # a word in between; too little of the longer; other order; what denies
        (("LHE 1", 2023, "Arsipkan dokumen lima tahun"), ("BA 1", 2023, "Arsipkan dokumen berkala lima tahun"), "LHE 1"),
        (("LHE 1", 2023, "Naikkan kinerja"), ("BA 1", 2023, "Naikkan mutu laporan kinerja dinas"), ""),
        (("LHE 1", 2023, "Kinerja"), ("BA 1", 2023, "Naikkan kinerja"), ""),
        (("LHE 1", 2023, "Anggaran mengikuti kinerja"), ("BA 1", 2023, "Kinerja mengikuti anggaran"), ""),
        (("LHE 1", 2023, "Dokumen sudah terbit"), ("BA 1", 2023, "Dokumen sudah tidak terbit"), ""),
        (("LHE 1", 2023, "Dokumen sudah terbit"), ("BA 1", 2023, "Dokumen sudah blm terbit"), ""),
        (("LHE 1", 2023, "Naikkan target kinerja"), ("BA 1", 2023, "Jangan naikkan target kinerja"), ""),
        (("LHE 1", 2023, "Target kinerja menantang"), ("BA 1", 2023, "Target kinerja kurang menantang"), ""),
    ],
)
def test_the_same_advice_on_two_sheets_counts_once(first, second, same):
    made = [(*first, "Dilakukan", "selesai", "ya"), (*second, "", "tidak disebut", "")]
    rows = frame("nomor tahun rekomendasi tindak_lanjut status bukti", *made)
    for order in (rows, rows[::-1]):
        found = check_rekomendasi(order.assign(dinas="x", sumber="")).set_index("nomor")
        assert found.loc[second[0], "sama_dengan"] == same
        assert found.loc[first[0], "sama_dengan"] == ""
        assert found.loc[second[0], "janggal"] == ("" if same else "tidak_tercetak")
        text = " ".join(describe_rekomendasi(found.reset_index(), "id"))
        assert f"Dari {1 if same else 2} rekomendasi" in text
        assert ("Yang tercetak lagi di lembar lain (1)" in text) == bool(same)
        table = say_rekomendasi(found.reset_index(), "id").html
        assert ("Sama dengan" in table) == bool(same)


def test_the_follow_ups_that_two_reports_print():
    counts = {
        report[0]: asli(*report).rekomendasi["janggal"].value_counts().to_dict()
        for report in REPORTS
    }
    assert counts == {
        MALANG[0]: {"": 6, "tidak_tercetak": 3, "tanpa_bukti": 1},
        PONTIANAK[0]: {},
        SINGKAWANG[0]: {},
        BELITUNG[0]: {"": 15, "belum": 4},
    }


def test_word_has_a_section_with_cause_and_follow_up_of_every_indicator(tmp_path):
    laporan = asli(*PONTIANAK)
    results = {"sebab": laporan.sebab, "papan": laporan.papan}
    path = write_document(tmp_path / "bab.docx", laporan.data, 2024, results, "id")
    document = docx.Document(str(path))
    assert any("Sebab keberhasilan atau kegagalan" in part.text for part in document.paragraphs)
    (table,) = [
        table
        for table in document.tables
        if "Tindak lanjut" in [cell.text for cell in table.rows[0].cells]
    ]
    rows = [[cell.text for cell in row.cells] for row in table.rows[1:]]
    assert rows[0][:2] == ["Tingkat Kemiskinan", "○ tidak dilaporkan"]
    assert "".join(rows[0][2:]).strip() == "", "a cause that the report does not name is room to write"
    assert [row[0] for row in rows] == [tidy_name(name) for name in laporan.papan["nama_indikator"]]
    named = laporan.sebab[(laporan.sebab["lingkup"] == "indikator") & (laporan.sebab["kalimat"] != "")]
    assert len(named)
    for code, coded in named.groupby("indikator"):
        row = rows[laporan.papan["indikator"].tolist().index(code)]
        assert all(text.rstrip(".") in row[2] for text in coded["kalimat"]), code
        assert all(text.rstrip(".") in row[3] for text in coded["tindak_lanjut"] if text), code


def test_the_manifest_counts_causes_and_claims_and_what_does_not_hold():
    laporan = asli(*MALANG)
    found = _claims({"sebab": laporan.sebab, "klaim": laporan.klaim})
    assert found == {
        "n_klaim": len(laporan.klaim),
        "n_klaim_tidak_didukung": (laporan.klaim["putusan"] == "tidak_didukung").sum(),
        "n_sebab": len(laporan.analisis),
        "n_sebab_bertentangan": 2,
    }
    assert set(_claims({}).values()) == {None}


# ---- faults of the data

KLAIM = "dokumen,baris,indikator,kode,tahun,sifat,jenis,ukuran,nilai,banding,acuan,catatan\n"
ANALISIS = "indikator,kode,tahun,arah,kode_penyebab,kalimat,menjelaskan,tindak_lanjut,sumber\n"
FAULTS = [
    (
        "analisis",
        ANALISIS + "tfr,1.06.04,2023,penghambat,data,k,,,\n",
        "indikator+kode",
        "terisi bersama",
    ),
    ("analisis", ANALISIS + "tfr,,2023,penghambat,cuaca,k,,,\n", "kode_penyebab", "tidak dikenal"),
    (
        "analisis",
        ANALISIS + "tff,,2023,penghambat,data,k,,,\n",
        "indikator",
        "tidak ada di indikator.csv",
    ),
    (
        "analisis",
        ANALISIS + ",9.99.99,2023,penghambat,data,k,,,\n",
        "kode",
        "tidak ada di anggaran.csv",
    ),
    (
        "analisis",
        ANALISIS + "tfr,,2023,penghambat,data,k,,,\ntfr,,2023,penghambat,data,l,,,\n",
        "indikator+kode+tahun+arah+kode_penyebab",
        "kunci ganda",
    ),
    (
        "klaim",
        KLAIM + "lkjip-2023,9,tfr,1.06.04,2023,pujian,tercapai,capaian,,,,\n",
        "indikator+kode",
        "terisi bersama",
    ),
    (
        "klaim",
        KLAIM + "lkjip-2023,9,tfr,,2023,pujian,nilai,capaian,,,,\n",
        "nilai",
        "kosong, padahal klaim nilai",
    ),
    (
        "klaim",
        KLAIM + "lkjip-2023,9,tfr,,2023,pujian,naik,realisasi,,,,\n",
        "banding",
        "kosong, padahal klaim naik",
    ),
    (
        "klaim",
        KLAIM + "lkjip-2023,9,tfr,,2023,pujian,mencapai_acuan,realisasi,,,,\n",
        "acuan",
        "kosong, padahal klaim mencapai_acuan",
    ),
    (
        "klaim",
        KLAIM + "lkjip-2023,9,tfr,,2023,pujian,naik,realisasi,,2023,,\n",
        "banding",
        "tidak sebelum tahun klaim",
    ),
]


@pytest.mark.parametrize(("tabel", "text", "kolom", "masalah"), FAULTS)
def test_a_cause_or_claim_that_nothing_can_check_is_a_fault(tabel, text, kolom, masalah, tmp_path):
    for path in (DATA / MALANG[0]).iterdir():
        if path.name not in ("analisis.csv", "klaim.csv"):
            target = tmp_path / MALANG[0] / path.name
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(path.read_bytes())
    (tmp_path / MALANG[0] / f"{tabel}.csv").write_text(text, encoding="utf-8")
    with pytest.raises(DataError) as found:
        load_dinas(tmp_path, MALANG[0])
    (fault,) = found.value.faults
    assert (fault.kolom, masalah in fault.masalah) == (kolom, True), fault
    assert fault.langkah


def test_an_older_file_of_causes_still_loads(tmp_path):
    folder = tmp_path / MALANG[0]
    folder.mkdir()
    for path in (DATA / MALANG[0]).iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    (folder / "analisis.csv").write_text(
        "indikator,tahun,kode_penyebab,kalimat,tindak_lanjut,sumber\ntfr,2023,target,k,,\n",
        encoding="utf-8",
    )
    (row,) = open_report(tmp_path, *MALANG).sebab.query("bukti != 'tidak_disebut'").itertuples()
    assert (row.arah, row.bukti, row.alasan_bukti) == ("penghambat", OPEN, "target_mundur")

"""The parts of the study as they are read: sentences that say what their numbers carry, tables in no order of merit, the funnel."""

import pandas as pd
import pytest
from kajian import BELITUNG, MALANG, PONTIANAK, REPORTS, SINGKAWANG, of_all, this_year
from test_kajian_konsep import counted
from test_kajian_uang import outputs

from lakip_analysis.audit.summary import count_printed
from lakip_analysis.bahasa.say import say
from lakip_analysis.efisiensi.cost import compare_frontier
from lakip_analysis.kajian.evaluasi import compare_akip, compare_spm
from lakip_analysis.kajian.kelengkapan import compute_kelengkapan, summarize_kelengkapan
from lakip_analysis.kajian.konsep import compile_konsep, compute_corong
from lakip_analysis.kajian.pelaporan import (
    compute_laju_temuan,
    summarize_berulang,
    summarize_klaim_dinas,
    summarize_penyebab_dinas,
    summarize_perbaikan,
)
from lakip_analysis.kajian.rencana import compute_jenjang, compute_rencana, summarize_rencana
from lakip_analysis.kajian.uang import compare_garis, compare_serapan, summarize_biaya
from lakip_analysis.kajian.view_bersama import NAMED, each_dinas
from lakip_analysis.kajian.view_evaluasi import say_evaluasi, table_akip_dinas, table_spm_dinas
from lakip_analysis.kajian.view_konsep import (
    figures_corong,
    say_corong,
    say_konsep,
    table_konsep_bersama,
)
from lakip_analysis.kajian.view_pelaporan import (
    say_balik,
    say_kelengkapan,
    say_klaim_dinas,
    say_laju_temuan,
    say_penyebab_dinas,
    table_balik,
    table_berulang,
    table_kelengkapan,
    table_klaim_dinas,
    table_laju_temuan,
    table_penyebab_dinas,
)
from lakip_analysis.kajian.view_rencana import say_rencana, table_rencana
from lakip_analysis.kajian.view_uang import (
    say_biaya_bersama,
    say_garis,
    say_serapan_bersama,
    table_garis,
    table_jumlah_biaya,
    table_serapan_bersama,
)

NAMES = pd.Series({BELITUNG: "Belitung", MALANG: "Malang", PONTIANAK: "Pontianak", SINGKAWANG: "Singkawang"})
FRAMES = ("capaian", "nilai", "tren", "pembanding", "peringkat", "sebab", "dukungan", "terbitan_anggaran", "sumber_daya")
PRINTED = ("terbitan_kinerja", "terbitan_anggaran", "terbitan_acuan")
each_language = pytest.mark.parametrize("bahasa", ["id", "en"])


@pytest.fixture(scope="module")
def parts() -> dict[str, pd.DataFrame]:
    """Every part of the study of the four reports."""
    konsep = compile_konsep(of_all("kinerja"), 2024, of_all("cacah"))
    rencana = this_year(compute_rencana(of_all("capaian_tahunan"), of_all("nilai")))
    jenjang = this_year(compute_jenjang(of_all("capaian_tahunan"), of_all("program_indikator"), of_all("anggaran")))
    angka = count_printed({name: of_all(name) for name in PRINTED})
    return {
        "konsep": konsep,
        "corong": compute_corong(konsep),
        "serapan": compare_serapan(of_all("efisiensi")),
        "biaya": summarize_biaya(of_all("biaya")),
        "satuan": compare_frontier(of_all("biaya")),
        "garis": compare_garis(of_all("biaya")),
        "mutu": summarize_rencana(rencana, ["dinas", "tahun"], jenjang),
        "lengkap": summarize_kelengkapan(compute_kelengkapan({name: of_all(name) for name in FRAMES}), ["dinas", "tahun"]),
        "laju": compute_laju_temuan(of_all("temuan"), angka),
        "berulang": summarize_berulang(of_all("temuan"), angka),
        "balik": summarize_perbaikan(of_all("perbaikan_tahun")),
        "klaim": summarize_klaim_dinas(of_all("klaim"), ["dinas"]),
        "penyebab": summarize_penyebab_dinas(of_all("sebab")),
        "akip": compare_akip(of_all("sakip"), 2024),
        "spm": compare_spm(of_all("spm"), 2024),
    }


def spoken(parts, bahasa) -> dict[str, str]:
    pieces = {
        "konsep": say_konsep(parts["konsep"], bahasa),
        "corong": say_corong(parts["corong"], bahasa),
        "serapan": say_serapan_bersama(parts["serapan"], bahasa),
        "biaya": say_biaya_bersama(parts["biaya"], bahasa),
        "garis": say_garis(parts["satuan"], bahasa),
        "rencana": say_rencana(parts["mutu"], NAMES, bahasa),
        "lengkap": say_kelengkapan(parts["lengkap"], bahasa),
        "temuan": say_laju_temuan(parts["laju"], parts["berulang"], bahasa),
        "balik": say_balik(parts["balik"], NAMES, bahasa),
        "klaim": say_klaim_dinas(parts["klaim"], bahasa),
        "penyebab": say_penyebab_dinas(parts["penyebab"], bahasa),
        "evaluasi": say_evaluasi(parts["akip"], parts["spm"], bahasa),
    }
    return {name: " ".join(piece.teks) for name, piece in pieces.items()}


def tables(parts, bahasa) -> dict:
    return {
        "konsep": table_konsep_bersama(parts["konsep"], NAMES, bahasa),
        "serapan": table_serapan_bersama(parts["serapan"], NAMES, bahasa),
        "biaya": table_jumlah_biaya(parts["biaya"], NAMES, bahasa),
        "garis": table_garis(parts["garis"], NAMES, bahasa),
        "rencana": table_rencana(parts["mutu"], NAMES, bahasa),
        "lengkap": table_kelengkapan(parts["lengkap"], NAMES, bahasa),
        "laju": table_laju_temuan(parts["laju"], NAMES, bahasa),
        "berulang": table_berulang(parts["berulang"], bahasa),
        "balik": table_balik(parts["balik"], NAMES, bahasa),
        "klaim": table_klaim_dinas(parts["klaim"], NAMES, bahasa),
        "penyebab": table_penyebab_dinas(parts["penyebab"], bahasa),
        "akip": table_akip_dinas(parts["akip"], NAMES, bahasa),
        "spm": table_spm_dinas(parts["spm"], NAMES, bahasa),
    }


SAID = {
    "konsep": ["dua dinas atau lebih: 5", "tahun yang sama: 0", "bukan untuk diurutkan", "Pada 8 dari 12 angkanya definisi di dinas itu sendiri berganti atau diduga berganti"],
    "corong": ["Corong tidak digambar: tanpa pembilang dan penyebut (9); hitungan penuh atas pekerjaan sendiri, tanpa kebetulan (3)."],
    "serapan": ["tahun yang sama: 10", "Program Perlindungan Khusus Anak, 2023, dari 34,26 % sampai 95,25 %", "bukan apa yang didapat darinya"],
    "biaya": ["Keluaran berbiaya satuan: 93", "di dinas lain: 0; hanya dari tahun lain: 14; terlalu jauh bedanya untuk dibandingkan: 2"],
    "garis": ["memerlukan paling sedikit 6 unit", "tidak dihitung"],
    "rencana": ["dari bagian yang dapat ditanyakan pada 10 indikator atau lebih: target di bawah hasil lalu 5 dari 13; bagian tanpa pembilang dan penyebut 7 dari 21; capaian di atas 120 % 8 dari 26"],
    "lengkap": ["penggunaan sumber daya 15 dari 28"],
    "temuan": ["di isi laporan, tanpa lampirannya: 3,5 sampai 5,1 di 4 laporan. Di lampirannya: 1,0 sampai 2,1 di 2 laporan.", "Ada di semua 4 dinas yang dibaca: beda antartabel"],
    "balik": ["2 dari 27", "berubah di Malang"],
    "klaim": ["Dari 212 klaim yang dapat diperiksa dengan angka, 62 tidak didukung"],
    "penyebab": ["semua 4 dinas"],
    "evaluasi": ["evaluasi AKIP: 3", "3 dari 3 yang dapat diperiksa", "tahun sama): 0", "Dinas dengan SPM: 4. Indeksnya dapat dihitung penuh pada 1."],
}


@pytest.mark.parametrize("name", SAID)
def test_what_is_said_of_the_four_reports(parts, name):
    text = spoken(parts, "id")[name]
    assert [piece for piece in SAID[name] if piece not in text] == []


@each_language
def test_the_most_frequent_are_named_only_of_enough_indicators(parts, bahasa):
    """Three of three is no more than three indicators, however large the share."""
    few = parts["mutu"][["dinas", "bagian", "tanda"]].assign(n=0, dari=0)
    names = pd.Series({dinas: dinas for dinas in few["dinas"]})
    first = few["bagian"].iloc[0]
    cases = {(0, 4): "tidak_satu_pun", (9, 9): "sedikit", (5, 10): "sering"}
    for (n, dari), key in cases.items():
        rows = few[few["bagian"] == first].head(1).assign(n=n, dari=dari)
        said = say_rencana(rows, names, bahasa).teks[0]
        whole = say(f"kajian.rencana.{key}", bahasa, isi="|", batas=10)
        assert all(part in said for part in whole.split("|")), (n, dari, said)
    lengkap = pd.DataFrame({"analisis": ["sebab"], "n_ada": 3, "n_sebagian": 0, "n_tidak": 6, "n_tidak_diketahui": 0, "dari": 9})
    assert say("kajian.kelengkapan.sedikit", bahasa, batas=10) in say_kelengkapan(lengkap, bahasa).teks[0]
    assert say("kajian.kelengkapan.lengkap", bahasa) in say_kelengkapan(lengkap.assign(n_ada=10, n_tidak=0, dari=10), bahasa).teks[0]


@each_language
def test_no_sentence_puts_an_agency_first(parts, bahasa):
    said = " ".join(spoken(parts, bahasa).values()).lower()
    for word in ("terbaik di", "terburuk", "peringkat", "juara", "best agency", "worst", "rank", "unggul"):
        assert word not in said, word


@each_language
def test_agencies_stand_in_the_order_of_their_slugs(parts, bahasa):
    """A table in the order of a figure is read as a ranking."""
    order = list(NAMES[sorted(REPORTS)])
    for name, table in tables(parts, bahasa).items():
        if name in ("biaya", "laju", "balik", "klaim", "spm"):
            assert [row[0] for row in table.baris] == order, name
    assert [row[0] for row in tables(parts, bahasa)["akip"].baris] == [name for name in order if name != "Pontianak"]


@each_language
def test_what_is_not_known_is_said_so_and_no_nought(parts, bahasa):
    found = tables(parts, bahasa)
    unknown = {"id": "Malang: tidak diketahui", "en": "Malang: not known"}[bahasa]
    assert unknown in next(row[-1] for row in found["lengkap"].baris if row[4] == "10")
    assert unknown in found["rencana"].baris[13][-1], "no goals are named"
    assert {row[-1] for row in found["berulang"].baris} == {"–"}, "of one document each nothing can repeat"
    assert found["garis"] is None


@each_language
def test_without_anything_one_line_stands(parts, bahasa):
    empty = {name: frame[:0] for name, frame in parts.items()}
    for name, text in spoken(empty, bahasa).items():
        assert text.count(".") <= 4 and (text or name in ("corong", "penyebab")), name
    assert {name for name, table in tables(empty, bahasa).items() if table is not None} == set()


def test_a_cell_names_a_few_agencies_and_counts_many():
    rows = pd.DataFrame({"dinas": [f"d{i}" for i in range(NAMED + 1)], "n": [0] * NAMED + [3], "dari": [5] * NAMED + [0]})
    assert each_dinas(rows[:2], pd.Series({"d0": "Nol"}), "id") == "Nol: 0 dari 5; d1: 0 dari 5"
    assert each_dinas(rows.assign(n=1), pd.Series(dtype=str), "id") == f"ada di {NAMED} dari {NAMED} dinas yang diketahui"


@each_language
def test_a_funnel_is_drawn_with_its_limits_and_its_caution(bahasa):
    rows = compute_corong(counted([10, 11, 9, 10, 40], [1000, 2000, 900, 1500, 1000], konsep="kekerasan-perempuan-anak", sebanding="hati-hati"))
    (figure,) = figures_corong(rows, pd.Series(dtype=str), bahasa)
    html, axes = figure._repr_html_(), figure.gambar.axes[0]
    assert len(axes.lines) == 4 + 1 + 2, "four limits, the pooled rate, dots within and beyond the outer limits"
    assert 'role="img"' in html and len(figure.tabel.baris) == 5
    assert {"id": "1 dinas; di luar batas 95 % saja: 2", "en": "1 agencies; beyond the 95 % limits only: 2"}[bahasa] in figure.keterangan
    assert {"id": "Definisinya berbeda", "en": "Definitions differ"}[bahasa] in figure.keterangan
    assert figure._repr_html_.__self__.alt.count("99") == 2


def test_a_funnel_of_alike_agencies_says_nothing_of_other_differences():
    alike = compute_corong(counted([100, 104, 96, 110, 90], [1000] * 5))
    assert "ada perbedaan lain" not in say_corong(alike, "id").teks[0]
    apart = compute_corong(counted([20, 200, 50, 150, 80], [1000] * 5))
    assert "ada perbedaan lain" in say_corong(apart, "id").teks[0]


def test_the_frontier_names_the_peers():
    table = table_garis(compare_garis(outputs([10, 10, 8, 7, 6, 5, 1000])), pd.Series({"d0": "Satu", "d1": "Dua"}), "id")
    assert [row[-2:] for row in table.baris][2] == ("Satu; Dua", "–")
    assert table.baris[-1][-1] == "angkanya sendiri perlu diperiksa"


def test_a_long_table_of_the_frontier_asks_for_the_names_a_few_times_and_not_in_every_row():
    class Counted(pd.Series):
        asked = 0

        def to_dict(self, *how):
            Counted.asked += 1
            return super().to_dict(*how)

    table_garis(compare_garis(outputs([10, 10, 8, 7, 6, 5, 1000] * 20)), Counted({"d0": "Satu"}), "id")
    assert 0 < Counted.asked < 5


def test_a_doubt_about_exact_hundreds_names_the_agency():
    rows = pd.DataFrame({"dinas": BELITUNG, "tahun": 2024, "tepat_seratus": ["ya"] * 6})
    text = " ".join(say_rencana(summarize_rencana(rows, ["dinas", "tahun"]), NAMES, "id").teks)
    assert "tepat 100 % di Belitung: cara mengukurnya patut ditanyakan" in text

"""Sentences of the four reports that claimed more than their numbers carry; the right outcome of each stated."""

import re
import shutil
from pathlib import Path

import nbformat
import pandas as pd
import pytest
from asli import asli as report

from lakip_analysis.bahasa.say import say
from lakip_analysis.capaian.compute import compute_capaian, summarize_capaian
from lakip_analysis.capaian.view import describe_capaian, describe_definisi, show_met
from lakip_analysis.capaian.view_cacah import describe_kepastian
from lakip_analysis.data.peringatan import BAGIAN, say_empty
from lakip_analysis.data.schemas import TABEL
from lakip_analysis.efisiensi.janji import KELOMPOK
from lakip_analysis.efisiensi.view_janji import show_rupiah_janji
from lakip_analysis.laporan import HASIL, open_report
from lakip_analysis.papan.view import table_papan
from lakip_analysis.reports.simpulan import say_simpulan
from lakip_analysis.show.pieces import explain_reading
from lakip_analysis.tren import backtest_target, compute_trend, summarize_target
from lakip_analysis.tren.view_arah import describe_tren
from lakip_analysis.tren.view_jalur import describe_jalur
from lakip_analysis.tren.view_nilai import table_nilai
from lakip_analysis.tren.view_proyeksi import describe_proyeksi

ROOT = Path(__file__).parents[1]
MALANG, BELITUNG = ("kota-malang-dinsosp3ap2kb", 2023), ("kab-belitung-dspppa", 2024)
PONTIANAK, SINGKAWANG = ("kota-pontianak-dinsos", 2024), ("kota-singkawang-dinsospppa", 2023)


def test_what_has_no_target_was_named_and_not_promised():
    """Singkawang names four indicators of its goals without any target (Tabel 2.3): 5 of 8 promised, not 5 of 12."""
    found = report(*SINGKAWANG)
    assert found.ringkasan[["n_indikator", "n_tanpa_target", "n_terlapor", "n_tercapai"]].values.tolist() == [[8, 4, 8, 5]]
    text = describe_capaian(found.ringkasan, "id")
    assert text.startswith("Dari 8 indikator yang dijanjikan, 8 terlapor; 5 dari 8 mencapai target.")
    assert "Selain itu 4 indikator disebut tanpa target pada tahun ini" in text and "12" not in text.split("persen")[0][:200]
    assert "4 indicators are named without a target" in describe_capaian(found.ringkasan, "en")
    board = table_papan(found.papan, "id").baris
    assert [row[3] for row in board[8:]] == ["○ tanpa target tahun ini"] * 4, "the board names them last, and not as missed"
    assert say_simpulan({"capaian": found.capaian}, "id")[0].startswith("3 dari 8 indikator yang dijanjikan tidak mencapai target")


def test_a_target_that_was_never_reported_stays_promised():
    """Pontianak sets a target for both indicators of its goals: 3 of 5."""
    assert report(*PONTIANAK).ringkasan[["n_indikator", "n_tanpa_target", "n_terlapor", "n_tercapai"]].values.tolist() == [[5, 1, 3, 3]], "and names a third IKU without a target (line 633)"


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
    assert sum("(angka " in row[2] for row in table_papan(found.papan, "id").baris) == n, "the board says of which year a figure is"


def test_the_printed_mean_says_over_how_many_figures():
    """Belitung prints six figures, one promise twice: 1.092,12 is over 6, its own mean over 5."""
    found = report(*BELITUNG)
    assert "rata-ratanya 1.092,12 %, atas 6 angka." in describe_capaian(found.ringkasan, "id")
    assert "atas 5 dari 5 indikator" in describe_capaian(found.ringkasan, "id")
    assert "1.092,12 %" in describe_capaian(found.ringkasan, "id").split("Angka capaian yang tercetak")[0], "what is repeated counted again"


def test_a_source_that_is_only_named_breaks_no_series():
    """Malang, line 698: the rise of 2023 is "berdasar data PDKTSAM"; no change of the definition is stated."""
    found = report(*MALANG)
    row = found.putus.query("indikator == 'penurunan-pmks' and tahun == 2023").iloc[0]
    assert row["kepastian"] == "dugaan"
    assert found.tren.set_index("indikator").loc["penurunan-pmks", ["n_tahun", "n_di_luar_deret", "arah"]].tolist() == [6, 0, "tidak menentu"]


def test_a_small_number_at_the_end_of_its_interval_says_so_in_the_summary_too():
    said = " ".join(describe_kepastian(report(*BELITUNG).cacah, "id"))
    assert "tepat di ujung selang" in said and "bergantung pada pembulatan" in said
    assert "right at the end of the interval" in " ".join(describe_kepastian(report(*BELITUNG).cacah, "en"))


@pytest.mark.parametrize(("real", "told"), [([1, 2], False), ([1, 2, 3], True)])
def test_without_three_years_nothing_is_said_of_chance(real, told):
    frame = pd.DataFrame({"indikator": "a", "tahun": range(2022, 2022 + len(real)), "realisasi": real, "polaritas": "naik"})
    assert ("kebetulan" in describe_tren(compute_trend(frame), "id")) == told


@pytest.mark.parametrize("bahasa", ["id", "en"])
@pytest.mark.parametrize("key", ["akip.kalimat.belum", "spm.kalimat.belum", "pembanding.kalimat.tidak_ada", "sebaya.kalimat.tidak_ada", "sumber_daya.tanpa_data", "serapan.tanpa_data"])
def test_a_public_page_gives_its_reader_no_work(key, bahasa):
    """It says that the part was not filled in, and no more; where to fill it in, `lakip check` says (below)."""
    assert {"id": "belum diisi", "en": "not filled in"}[bahasa] in say(key, bahasa)
    assert not any(word in say(key, bahasa) for word in (".csv", "tambahkan", "petakan", "add ", "docs/"))


def test_check_says_where_each_empty_part_is_filled_in():
    """Every table that it names may be empty, and has its words; a filled one is not named."""
    full = dict.fromkeys(BAGIAN, pd.DataFrame({"a": [1]}))
    assert say_empty(full) == ""
    for name in BAGIAN:
        assert not TABEL[name].wajib
        said = say_empty(full | {name: pd.DataFrame()})
        assert said.startswith("belum diisi: tambahkan ") and f"{name}.csv" in said
        assert not any(f" {other}.csv" in said for other in BAGIAN if other != name)


def told_ahead(which, bahasa="id") -> list[str]:
    found = report(*which)
    tested = summarize_target(backtest_target(found.diketahui, tren=found.tren))
    return describe_proyeksi(found.proyeksi, tested, found.indikator, which[1], bahasa)


def test_an_indicator_redefined_in_the_year_itself_is_named_beside_the_score():
    """Malang: jaminan sosial counts another numerator and denominator from 2023 (lines 1380, 1851–1856)."""
    found = report(*MALANG)
    said, suspected = describe_definisi(found.capaian, "id")
    name = found.capaian.set_index("indikator").loc["jaminan-sosial", "nama_indikator"]
    assert said == f"Pada 1 indikator yang dihitung definisinya tampak berubah tahun ini dari angkanya, tanpa disebut laporan, jadi target dan realisasinya mungkin bukan hal yang sama: {name}."
    assert describe_definisi(found.capaian, "en")[0].startswith("The definition of 1 indicator counted changed in this year")
    assert suspected.startswith("Pada 1 indikator yang dihitung definisinya diduga berubah tahun ini; bila dugaan itu benar") and suspected.endswith(": Persentase Penurunan PMKS.")
    [only] = describe_definisi(report(*BELITUNG).capaian, "id")
    assert only.startswith("Pada 2 indikator yang dihitung definisinya diduga berubah"), "what is only suspected is told as a suspicion"


def test_the_record_printed_is_that_of_the_methods_that_gave_the_answer():
    """Belitung's 100 of 2026 is the limit of the unit in two methods, which answer nothing; only the third counts."""
    text = told_ahead(BELITUNG)
    cut = next(one for one in text if "penanganan PMKS" in one)
    assert cut.endswith("tidak terpenuhi menurut satu pun dari 1 cara. Tidak ikut dihitung, karena di sini dipotong pada batas satuannya: laju awal–akhir, garis tengah.")
    assert any("menjawab “terpenuhi”" in one and one.endswith("terlalu sedikit untuk dinilai: laju awal–akhir, garis tengah.") for one in text)
    no = [one for one in text if "diperkirakan meleset" in one]
    assert no == [], "the one method that says no has one figure only"


def test_a_target_of_the_year_of_the_report_without_its_figure_is_told_as_such():
    """Malang's IPG and IDG of 2023 are not out: the chapter on achievement judges by 2022, path and projection say so."""
    found = report(*MALANG)
    met = dict(zip(found.capaian["indikator"], show_met(found.capaian, "id"), strict=True))
    assert met["idg"].endswith("meleset, mendekati, dengan angka 2022") and "angka" not in met["tfr"]
    assert any(one.startswith("IDG: target akhir tahun 2023") and "belum tercetak" in one for one in told_ahead(MALANG))
    path = describe_jalur(found.tren, found.indikator, "id")
    assert "IDG: angka tahun 2023, tahun target akhirnya, belum tercetak, jadi belum dapat dinilai." in path
    assert path[0].startswith("Jalan ke target akhir dapat dinilai pada 8 dari ")
    assert not any("belum tercetak" in one for one in [*told_ahead(BELITUNG), *describe_jalur(report(*BELITUNG).tren, report(*BELITUNG).indikator, "id")])


@pytest.mark.parametrize(("which", "n"), [(MALANG, 8), (SINGKAWANG, 1), (BELITUNG, 0)])
def test_a_year_that_was_concluded_is_marked_as_such(which, n):
    """Malang's IPG of 2018–2021 and IDG of 2017–2020, Singkawang's SAKIP of 2020: `pilihan.csv` says Disimpulkan."""
    found = report(*which)
    assert found.nilai["disimpulkan"].sum() == n
    assert ("Tahun angkanya disimpulkan, tidak tercetak, pada: " in table_nilai(found.nilai, "id").catatan) == bool(n)
    assert "yang dipilih atau dibetulkan (lihat Data dan metode)" in table_nilai(found.nilai, "id").catatan


def test_the_year_of_the_report_is_not_guessed_from_the_figures():
    """Where every figure is a year late, the end target of the report's year is due all the same."""
    found = report(*MALANG)
    late = found.diketahui[found.diketahui["indikator"].isin(["idg", "ipg"])]
    tren = compute_trend(late)
    assert tren["tahun_akhir"].eq(MALANG[1] - 1).all() and tren["langkah_perlu_per_tahun"].isna().all()
    path = describe_jalur(tren, found.indikator, "id")
    assert sum("tahun target akhirnya, belum tercetak" in one for one in path) == 2
    assert path[0] == "Belum ada indikator yang jalannya ke target akhir dapat dinilai."
    before = late.assign(realisasi=late["realisasi"].mask(late["tahun"] == MALANG[1], ""))  # asked a year ago
    assert not any("belum tercetak" in one for one in describe_jalur(compute_trend(before), found.indikator, "id"))
    tested = summarize_target(backtest_target(found.diketahui, tren=found.tren))
    ahead = found.proyeksi[found.proyeksi["indikator"].isin(["idg", "ipg"])]
    assert any("belum tercetak" in one for one in describe_proyeksi(ahead, tested, found.indikator, MALANG[1], "id"))


def with_a_later_year(source: Path, target: Path, tahun: int) -> None:
    """Copy the data of a dinas and add the year after: every row again, figures half as high again, new definitions."""
    shutil.copytree(source, target)
    for path in target.glob("*.csv"):
        frame = pd.read_csv(path, dtype=str, keep_default_na=False)
        if "tahun" not in frame or path.stem.startswith("terbitan") or path.stem in ("koreksi", "klaim"):
            continue
        now = frame[frame["tahun"] == str(tahun)].assign(tahun=str(tahun + 1))
        if path.stem == "kinerja":
            figures = now.set_index("indikator")["realisasi"]
            figures = figures.map(lambda value: f"{float(value) * 1.5:g}" if value.replace(".", "").isdigit() else value)
            new = now[["indikator", "tahun"]].merge(frame[["indikator", "tahun"]], how="left", indicator="ada")
            new = new[new["ada"] == "left_only"].drop(columns="ada")
            frame = pd.concat([frame, new]).fillna("")
            late = frame["tahun"] == str(tahun + 1)
            frame["realisasi"] = frame["realisasi"].mask(late, frame["indikator"].map(figures).fillna(""))
            frame["data_tahun"] = frame["data_tahun"].mask(late, str(tahun + 1)).mask(frame["realisasi"] == "", "")
            indicators = now["indikator"]
        elif path.stem == "putus":
            continue
        else:
            frame = pd.concat([frame, now])
        frame.to_csv(path, index=False)
    breaks = pd.read_csv(target / "putus.csv", dtype=str, keep_default_na=False)
    new = pd.DataFrame({"indikator": indicators.unique(), "tahun": str(tahun + 1), "jenis": "definisi", "alasan": "baru", "sumber": "baris 1", "kepastian": "dinyatakan"})
    pd.concat([breaks, new]).drop_duplicates(["indikator", "tahun", "jenis"]).to_csv(target / "putus.csv", index=False)


@pytest.mark.parametrize(("dinas", "tahun"), [MALANG, BELITUNG, PONTIANAK, SINGKAWANG])
def test_a_later_year_of_data_changes_nothing_in_an_earlier_report(dinas, tahun, tmp_path):
    """The audit reads documents, and no document is added here; every other result is compared."""
    with_a_later_year(ROOT / "data" / dinas, tmp_path / dinas, tahun)
    before, after = report(dinas, tahun), open_report(tmp_path, dinas, tahun)
    assert after.kinerja["tahun"].max() > tahun and len(after.kinerja) >= len(before.kinerja)
    for name in HASIL:
        if name not in ("temuan", "perbaikan", "terbaca"):
            pd.testing.assert_frame_equal(getattr(after, name).reset_index(drop=True), getattr(before, name).reset_index(drop=True), check_dtype=False, obj=name)


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_money_behind_a_promise_names_no_cause(bahasa):
    """Malang's programme TMP supports a missed promise while its outputs were all delivered: the money says nothing of why."""
    text = say("janji.catatan", bahasa)
    assert {"id": "bukan sebab nasibnya", "en": "no cause of what became of it"}[bahasa] in text
    said = " ".join([text, *(say(f"janji.kelompok.{name}", bahasa, realisasi_rp=1, bagian_persen=1, n=1) for name in KELOMPOK)])
    assert not re.search(r"\b(karena|akibat|tidak jalan|because|not done|due to)\b", said)
    found = report(*MALANG)
    assert text in show_rupiah_janji(found.rupiah_janji, found.dukungan, found.capaian, bahasa).html


def test_a_replaced_target_path_breaks_the_way_only_and_the_page_says_so():
    """Malang replaced six target paths in 2021; direction and pace still use the figures before, and no page may say otherwise."""
    found = report(*MALANG)
    replaced = found.putus[(found.putus["jenis"] == "target") & (found.putus["tahun"] == 2021)]["indikator"]
    path = found.tren.set_index("indikator").loc[replaced]
    assert len(path) == 6 and (path["tahun_awal"] < 2021).all() and (path["tahun_akhir"] > 2021).all()
    assert (path["tahun_dasar"] <= 2020).all() and (path["tahun_dasar"] > path["tahun_awal"]).any()
    assert "Jalur target yang diganti hanya memutus jalan ke target akhir" in explain_reading("putus", "id").html
    assert "A replaced target path breaks only the way to the end target" in explain_reading("putus", "en").html


@pytest.mark.parametrize(("bahasa", "said"), [("id", "menganggap angka tiap tahun saling bebas"), ("en", "assume that the figures of the years are independent")])
def test_that_years_are_taken_as_independent_is_said_beside_the_test(bahasa, said):
    cells = nbformat.read(ROOT / "notebooks/04_tren.ipynb", as_version=4).cells
    figures, beside = ([n for n, cell in enumerate(cells) if text in cell.source and cell.cell_type == "code"][-1] for text in ("figures_deret(", 'explain_reading("deret"'))
    assert beside == figures + 1, "right below the figures"
    assert said in explain_reading("deret", bahasa).html


def test_the_verdict_and_the_board_count_what_was_promised():
    """Pontianak promised five and reported three: 3 of 5, and never 3 of 3."""
    found = report(*PONTIANAK)
    first, second = say_simpulan({"capaian": found.capaian}, "id")
    assert first.startswith("3 dari 5 indikator yang dijanjikan mencapai targetnya") and second.startswith("2 dijanjikan dan tidak dilaporkan")
    assert [row[3].split()[-1] for row in table_papan(found.papan, "id").baris] == ["dilaporkan", "dilaporkan", "tercapai", "tercapai", "tercapai", "ini"], "the last one has no target this year"

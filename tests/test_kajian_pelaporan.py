"""Quality of reporting: the seven analyses, findings per 100 figures, conclusions that change, causes and claims."""

import numpy as np
import pandas as pd
import pytest
from kajian import BELITUNG, MALANG, PONTIANAK, REPORTS, SINGKAWANG, of_all, reports

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.audit.summary import corrected_reports, count_printed, count_temuan
from lakip_analysis.kajian.kelengkapan import KEADAAN, compute_kelengkapan, summarize_kelengkapan
from lakip_analysis.kajian.pelaporan import (
    compute_laju_temuan,
    summarize_berulang,
    summarize_klaim_dinas,
    summarize_penyebab_dinas,
    summarize_perbaikan,
)
from lakip_analysis.sebab.klaim import summarize_klaim

ANALISIS = load_rules("analisis_53")["analisis"].tolist()
FRAMES = ("capaian", "nilai", "tren", "pembanding", "peringkat", "sebab", "dukungan", "terbitan_anggaran", "sumber_daya")


def frame(**columns) -> pd.DataFrame:
    return pd.DataFrame({"dinas": ["d"], "indikator": ["a"], **{name: [value] for name, value in columns.items()}})


CAPAIAN = {"tahun": 2024, "nama_indikator": "A", "status": "dihitung", "tercapai": "ya", "ganda": "", "sasaran": "S", "sumber_target": "lk-24:b1", "data_tahun": None}


def state(analisis, capaian=None, **others) -> str:
    found = compute_kelengkapan({"capaian": frame(**(CAPAIAN | (capaian or {}))), **others})
    return found.set_index("analisis").loc[analisis, "keadaan"]


MISSED = {"tercapai": "tidak"}
SILENT = {"status": "realisasi_kosong", "tercapai": ""}
LINK = frame(kode="1.06.04", nama="Program Rehabilitasi Sosial", serapan_persen=90.0)
OVERHEAD = frame(kode="1.06.01", nama="Program Penunjang", serapan_persen=90.0)
ELSEWHERE = frame(kode="1.06.04", nama="P", serapan_persen=1.0).assign(indikator="b")


def cause(bukti="didukung", tindak_lanjut="", **more) -> pd.DataFrame:
    return frame(bukti=bukti, tindak_lanjut=tindak_lanjut, **more)


def printed(nama, efisiensi=7.0, tahun=2024.0, sasaran="") -> pd.DataFrame:
    return pd.DataFrame({"dinas": ["d"], "nama_tercetak": nama, "sasaran_tercetak": sasaran, "tahun": tahun, "efisiensi": efisiensi})


STATES = [
    ("target_realisasi", "ada", {}),
    ("target_realisasi", "tidak", {"capaian": SILENT}),
    ("target_realisasi", "sebagian", {"capaian": {"status": "tidak_dapat_dihitung", "tercapai": ""}}),
    ("tahun_lalu", "ada", {"nilai": frame(tahun=2023, sumber="lk-24:b1")}),
    ("tahun_lalu", "tidak", {"nilai": frame(tahun=2023, sumber="lk-23:b1")}),
    ("tahun_lalu", "tidak", {"nilai": frame(tahun=2024, sumber="lk-24:b1")}),
    ("tahun_lalu", "tidak", {"nilai": frame(tahun=2023, sumber="lk-24:b1"), "capaian": {"data_tahun": 2023}}),
    ("tahun_lalu", "sebagian", {"nilai": frame(tahun=2023, sumber="lk-24:b1"), "capaian": SILENT}),
    ("tahun_lalu", "tidak_diketahui", {}),
    ("tahun_lalu", "tidak_diketahui", {"nilai": frame(tahun=2023, sumber=""), "capaian": {"sumber_target": ""}}),
    ("tahun_lalu", "ada", {"nilai": frame(tahun=2023, sumber="lk-24:b1"), "capaian": {"sumber_target": "", "sumber_realisasi": "lk-24:b9"}}),
    ("target_akhir", "ada", {"tren": frame(tahun_target_akhir=2026.0)}),
    ("target_akhir", "tidak_diketahui", {"tren": frame(tahun_target_akhir=2024.0)}),
    ("target_akhir", "tidak", {"tren": frame(tahun_target_akhir=None)}),
    ("standar", "ada", {"pembanding": frame(posisi="lebih buruk")}),
    ("standar", "sebagian", {"pembanding": frame(posisi="target pihak lain")}),
    ("standar", "tidak", {"pembanding": frame(posisi="sama").assign(indikator="b")}),
    ("standar", "ada", {"peringkat": frame(keadaan="dihitung")}),
    ("standar", "sebagian", {"peringkat": frame(keadaan="tanpa_sebaya")}),
    ("standar", "tidak_diketahui", {}),
    ("sebab", "ada", {"sebab": cause()}),
    ("sebab", "sebagian", {"sebab": cause(), "capaian": MISSED}),
    ("sebab", "ada", {"sebab": cause(tindak_lanjut="Melatih petugas"), "capaian": MISSED}),
    ("sebab", "tidak", {"sebab": cause("tidak_disebut")}),
    ("sebab", "tidak", {"sebab": pd.concat([cause(), cause("tidak_disebut")]), "capaian": MISSED}),
    ("sebab", "tidak_diketahui", {"sebab": cause().assign(dinas="e")}),
    ("efisiensi", "ada", {"terbitan_anggaran": printed("a"), "dukungan": LINK}),
    ("efisiensi", "ada", {"terbitan_anggaran": printed("PROGRAM REHABILITASI SOSIAL"), "dukungan": LINK}),
    ("efisiensi", "ada", {"terbitan_anggaran": printed("", sasaran="S"), "dukungan": LINK}),
    ("efisiensi", "sebagian", {"terbitan_anggaran": printed("a", efisiensi=np.nan), "dukungan": LINK}),
    ("efisiensi", "sebagian", {"terbitan_anggaran": printed("a", tahun=2023.0), "dukungan": LINK}),
    ("efisiensi", "tidak", {"terbitan_anggaran": printed("Program lain"), "dukungan": ELSEWHERE}),
    ("efisiensi", "ada", {"sumber_daya": pd.DataFrame({"dinas": ["d"], "tahun": 2024, "kode": "1.06.04.2.01"}), "dukungan": LINK}),
    ("efisiensi", "tidak_diketahui", {}),
    ("program", "ada", {"dukungan": LINK}),
    ("program", "sebagian", {"dukungan": OVERHEAD}),
    ("program", "tidak", {"dukungan": ELSEWHERE}),
    ("program", "tidak_diketahui", {"dukungan": ELSEWHERE.assign(dinas="e")}),
]


@pytest.mark.parametrize(("analisis", "keadaan", "given"), STATES, ids=[f"{row[0]} {row[1]} {n}" for n, row in enumerate(STATES)])
def test_each_analysis_in_each_state(analisis, keadaan, given):
    assert state(analisis, **given) == keadaan


@pytest.mark.parametrize(
    ("analisis", "keadaan", "given", "nobody"),
    [
        ("sebab", "tidak", {"sebab": cause("tidak_disebut")}, {}),
        ("sebab", "tidak_diketahui", {"sebab": cause("tidak_disebut")}, {"sebab": ["e"]}),
        ("standar", "tidak_diketahui", {"pembanding": frame(posisi="sama").assign(indikator="b")}, {"peringkat": []}),
        ("standar", "ada", {"pembanding": frame(posisi="lebih buruk")}, {"pembanding": ["d"], "peringkat": []}),
        ("target_akhir", "tidak", {"tren": frame(tahun_target_akhir=None)}, {"tren": ["d"], "dukungan": []}),
        ("efisiensi", "tidak_diketahui", {"terbitan_anggaran": printed("Program lain"), "dukungan": ELSEWHERE}, {"dukungan": []}),
    ],
)
def test_what_nobody_looked_for_is_not_called_absent(analisis, keadaan, given, nobody):
    """Of dinas of a store that go together not every frame is computed."""
    found = compute_kelengkapan({"capaian": frame(**CAPAIAN), **given}, nobody)
    assert found.set_index("analisis").loc[analisis, "keadaan"] == keadaan


def test_what_was_not_promised_or_is_written_again_is_not_asked():
    assert compute_kelengkapan({"capaian": frame(**(CAPAIAN | {"ganda": "b"}))}).empty
    assert compute_kelengkapan({"capaian": frame(**(CAPAIAN | {"status": "target_kosong"}))}).empty


def test_completeness_of_the_four_reports():
    found = compute_kelengkapan({name: of_all(name) for name in FRAMES})
    assert set(found["keadaan"]) <= set(KEADAAN)
    each = summarize_kelengkapan(found, ["dinas", "tahun"])
    assert each.groupby("dinas")["analisis"].agg(list).map(lambda some: some == ANALISIS).all()
    n = each.set_index(["dinas", "analisis"])
    assert n.loc[MALANG, "n_tidak_diketahui"].to_dict() == {name: 10 if name == "target_akhir" else 0 for name in ANALISIS}, "its plan may end with 2023"
    assert n.loc[(MALANG, "efisiensi"), ["n_ada", "n_tidak"]].tolist() == [7, 3], "Tabel 3.6 has seven of the ten"
    assert n.loc[(SINGKAWANG, "efisiensi"), ["n_ada", "n_sebagian"]].tolist() == [0, 7], "its one figure is of the whole dinas"
    assert n.loc[(PONTIANAK, "target_realisasi"), ["n_ada", "n_tidak"]].tolist() == [3, 2]
    assert n.loc[(BELITUNG, "standar"), ["n_ada", "n_sebagian", "n_tidak"]].tolist() == [1, 2, 2]
    assert (n[[f"n_{name}" for name in KEADAAN]].sum(axis=1) == n["dari"]).all()
    assert np.isnan(n.loc[(MALANG, "target_akhir"), "ada_persen"])


def test_many_dinas_are_read_as_each_alone():
    tables = {name: of_all(name) for name in FRAMES}
    alone = [compute_kelengkapan({name: rows[rows["dinas"] == dinas].reset_index(drop=True) for name, rows in tables.items()}) for dinas in REPORTS]
    pd.testing.assert_frame_equal(compute_kelengkapan(tables), pd.concat(alone, ignore_index=True))


# --- findings ------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def angka() -> pd.DataFrame:
    return count_printed({name: of_all(name) for name in ("terbitan_kinerja", "terbitan_anggaran", "terbitan_acuan")})


def test_printed_figures_are_counted_as_each_report_counts_them(angka):
    counts = angka.set_index("dinas")["n_angka"].to_dict()
    assert counts == {one.dinas: one.terbaca["n_angka"].item() for one in reports()} == {BELITUNG: 6575, MALANG: 2175, PONTIANAK: 883, SINGKAWANG: 778}


def test_findings_are_counted_as_the_audit_counts_them(angka):
    temuan = of_all("temuan")
    found = compute_laju_temuan(temuan, angka)
    whole = found[found["jenis"] == "semua"].set_index("dinas")
    kinds = found[found["jenis"] != "semua"]
    for dinas, rows in temuan.groupby("dinas"):
        counts = count_temuan(rows)
        assert whole.loc[dinas, ["n", "n_tinggi"]].tolist() == [counts["pertentangan"], counts["tinggi"]]
        mine = kinds[kinds["dinas"] == dinas].groupby("golongan")["n"].sum().to_dict()
        expected = {name: counts[name] for name in ("pertentangan", "perlu_dilihat", "target_lemah")}
        assert mine == {name: n for name, n in expected.items() if n}
    assert whole["per_seratus"].round(2).to_dict() == {BELITUNG: 1.93, MALANG: 3.08, PONTIANAK: 3.51, SINGKAWANG: 5.14}


def test_annexes_and_body_are_counted_apart(angka):
    """4,113 of the 6,575 figures of Belitung stand in annexes, and hid how often its body contradicts itself."""
    found = compute_laju_temuan(of_all("temuan"), angka)
    assert (found["n_isi"] + found["n_lampiran"] == found["n"]).all() and (found["n_angka_isi"] + found["n_angka_lampiran"] == found["n_angka"]).all()
    whole = found[found["jenis"] == "semua"].set_index("dinas")
    assert whole["n_angka_lampiran"].to_dict() == {BELITUNG: 4113, MALANG: 829, PONTIANAK: 11, SINGKAWANG: 0}
    assert whole.loc[BELITUNG, ["n_isi", "n_lampiran"]].tolist() == [87, 40]
    assert whole["per_seratus_isi"].round(2).to_dict() == {BELITUNG: 3.53, MALANG: 3.71, PONTIANAK: 3.56, SINGKAWANG: 5.14}
    assert whole["per_seratus_lampiran"].isna().tolist() == [False, False, True, True], "a rate of eleven figures is none"


@pytest.mark.parametrize(("titles", "isi", "lampiran"), [(["Lampiran II"], 0, 1), (["Lampiran II; Lampiran III"], 0, 1), (["Tabel 3.1; Lampiran II"], 1, 0), (["Tabel 3.1", "Lampiran II"], 1, 1)])
def test_what_ties_body_and_annex_counts_in_the_body(titles, isi, lampiran):
    rows = pd.DataFrame({"dinas": "a", "dokumen": "1", "jenis": "angka_janggal", "akar": "", "keparahan": "rendah", "tabel": titles})
    counts = pd.DataFrame({"dinas": ["a"], "n_angka": 300, "n_angka_lampiran": 150})
    whole = compute_laju_temuan(rows, counts).iloc[0]
    assert (whole["n_isi"], whole["n_lampiran"]) == (isi, lampiran)
    assert whole["per_seratus_isi"] == pytest.approx(isi / 150 * 100)
    nobody = compute_laju_temuan(rows, counts[["dinas", "n_angka"]]).iloc[0]
    assert nobody["per_seratus"] > 0 and pd.isna(nobody["per_seratus_isi"]) and pd.isna(nobody["n_angka_isi"]), "not told apart is not known"


def findings(*rows) -> pd.DataFrame:
    """rows: (dinas, document, kind, root)."""
    return pd.DataFrame(rows, columns=["dinas", "dokumen", "jenis", "akar"]).assign(keparahan="tinggi")


def test_none_found_is_nought_and_none_read_is_no_rate():
    counts = pd.DataFrame({"dinas": ["a", "b"], "n_angka": [50, 80]})
    found = compute_laju_temuan(findings(("a", "1", "angka_janggal", ""), ("a", "1", "angka_janggal", "T1"), ("c", "1", "target_lemah", "")), counts)
    whole = found[found["jenis"] == "semua"].set_index("dinas")
    assert whole["n"].to_dict() == {"a": 1, "b": 0, "c": 0}
    assert whole["per_seratus"].tolist() == pytest.approx([2.0, 0.0, np.nan], nan_ok=True)


def test_which_errors_repeat():
    counts = pd.DataFrame({"dinas": ["a", "b", "c"], "n_angka": [50, 80, 0]})
    rows = findings(("a", "1", "label_keliru", ""), ("a", "2", "label_keliru", ""), ("b", "1", "label_keliru", ""), ("b", "1", "nilai_usang", ""), ("b", "2", "nilai_usang", "T1"))
    found = summarize_berulang(rows, counts).set_index("jenis")
    assert found.loc["label_keliru", ["n_temuan", "n_dinas", "dari", "n_dinas_ulang"]].tolist() == [3, 2, 2, 1]
    assert found.loc["nilai_usang", ["n_temuan", "n_dinas", "n_dinas_ulang"]].tolist() == [1, 1, 0], "what follows from another is no repeat"


def test_errors_that_all_four_reports_have(angka):
    found = summarize_berulang(of_all("temuan"), angka)
    assert found["n_dinas"].is_monotonic_decreasing and (found["dari"] == 4).all()
    assert set(found.loc[found["n_dinas"] == 4, "jenis"]) >= {"beda_antartabel", "jumlah_tidak_cocok", "label_keliru"}
    assert found["n_dinas_ulang"].isna().all(), "of one document each nothing can repeat: not known, not nought"


# --- conclusions, causes, claims -----------------------------------------------------------------


def repaired() -> pd.DataFrame:
    return pd.concat([one.perbaikan.assign(dinas=one.dinas, tahun=one.tahun) for one in reports()], ignore_index=True)


def test_corrected_reports_of_many_dinas_are_those_of_each():
    scales = pd.Series({one.dinas: one.skala for one in reports()})
    capaian = of_all("capaian")
    for skala, who in scales.groupby(scales):
        found = corrected_reports(capaian[capaian["dinas"].isin(who.index)], skala)
        alone = repaired()[repaired()["dinas"].isin(who.index)].reset_index(drop=True)
        pd.testing.assert_frame_equal(found, alone[list(found)], check_dtype=False)


def test_a_conclusion_that_changes_both_category_and_target_counts_once():
    """85 becomes 101: another category, and the target is reached only now."""
    one = {"dinas": "d", "tahun": 2024, "nama_indikator": "A", "kategori_tercetak": ""}
    rows = pd.DataFrame([one | {"indikator": "a", "capaian_tercetak_persen": 85.0, "capaian_persen": 101.0}, one | {"indikator": "b", "capaian_tercetak_persen": 101.0, "capaian_persen": 99.0}])
    found = summarize_perbaikan(corrected_reports(rows, "permendagri-86")).iloc[0]
    assert found[["dari", "n", "n_berubah", "n_target_meleset", "n_target_tercapai"]].tolist() == [2, 2, 1, 1, 0]


def test_conclusions_that_change():
    found = summarize_perbaikan(repaired()).set_index("dinas")
    assert found["dari"].to_dict() == {BELITUNG: 6, MALANG: 10, PONTIANAK: 3, SINGKAWANG: 8}
    assert found["n"].to_dict() == {BELITUNG: 0, MALANG: 2, PONTIANAK: 0, SINGKAWANG: 0}
    assert found.loc[MALANG, ["n_berubah", "n_target_meleset", "balik_persen", "rata_berubah"]].tolist() == [1, 1, 20.0, "ya"]


def test_causes_are_counted_over_the_dinas_that_were_read_for_them():
    found = summarize_penyebab_dinas(of_all("sebab")).set_index("kode_penyebab")
    assert (found["dari"] == 4).all() and (found["n_dinas"] <= 4).all()
    assert found.loc["anggaran", ["n_dinas", "n_pendukung", "n_penghambat"]].tolist() == [4, 25, 28]
    silent = of_all("sebab").assign(bukti="tidak_disebut")
    assert summarize_penyebab_dinas(silent).empty


def test_claims_are_counted_as_each_report_counts_them():
    klaim = of_all("klaim")
    found = summarize_klaim_dinas(klaim, ["dinas"]).set_index("dinas")
    for dinas, rows in klaim.groupby("dinas"):
        whole = summarize_klaim(rows).set_index("sifat").loc["semua"]
        assert found.loc[dinas, list(whole.index)].tolist() == whole.tolist()
    kinds = summarize_klaim_dinas(klaim, ["jenis"]).set_index("jenis")
    assert kinds.loc["efisien", ["n_didukung", "n_tidak_didukung", "n_dinas"]].tolist() == [0, 11, 4]
    assert np.isnan(kinds.loc["peringkat", "tidak_didukung_persen"]), "none of them could be checked"

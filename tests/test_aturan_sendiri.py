"""Rules of a region are data: its own scale, ladder, limits, baseline formula, mean, measure of efficiency, funds."""

import shutil
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.aturan.rules import categorize, load_rules
from lakip_analysis.audit.kinerja import find_capaian
from lakip_analysis.audit.prepare import prepare
from lakip_analysis.capaian.cacah import compute_cacah
from lakip_analysis.capaian.compute import compute_capaian
from lakip_analysis.data.checks import _printed_bound_faults
from lakip_analysis.data.dinas import check_dinas, load_dinas
from lakip_analysis.data.dinas_toml import ATURAN
from lakip_analysis.data.peringatan import find_peringatan
from lakip_analysis.efisiensi.apply import load_measures
from lakip_analysis.efisiensi.view_serapan import describe_serapan
from lakip_analysis.efisiensi.view_ukuran import describe_ukuran_sendiri
from lakip_analysis.laporan import open_report
from lakip_analysis.metode.view import table_aturan
from lakip_analysis.show.values import show_values
from lakip_analysis.tren.series import target_points
from lakip_analysis.tren.view_arah import describe_tren

SAMPLE = Path(__file__).parent / "sample"
CONTOH = "kota-contoh-dinsos"


@pytest.fixture
def contoh(tmp_path) -> Path:
    return Path(shutil.copytree(SAMPLE / CONTOH, tmp_path / CONTOH))


def rule(contoh: Path, text: str) -> None:
    """Put a line into [aturan] in place of the one of the same key."""
    info, key = contoh / "dinas.toml", text.partition("=")[0].strip()
    lines = [line for line in info.read_text(encoding="utf-8").splitlines() if line.partition("=")[0].strip() != key]
    place = lines.index("[aturan]") + 1
    info.write_text("\n".join([*lines[:place], text, *lines[place:]]) + "\n", encoding="utf-8")


def faults(contoh: Path) -> list[str]:
    return [str(fault) for fault in check_dinas(contoh.parent, CONTOH) if fault.berat == "kesalahan"]


ROWS = pd.DataFrame({"target": ["10", "10", "10", "10"], "realisasi": ["25", "11", "-2", "10"], "polaritas": ["naik", "naik", "naik", "turun"]})


@pytest.mark.parametrize(
    ("limits", "right"),
    [({}, [250, 110, -20, 100]), ({"batas_atas": 100}, [100, 100, -20, 100]), ({"batas_atas": 120, "batas_bawah": 0}, [120, 110, 0, 100]), ({"batas_atas": 150.5}, [150.5, 110, -20, 100])],
)
def test_own_limits_hold_for_the_own_rule_alone(limits, right):
    found = compute_capaian(ROWS, limits)
    assert found["capaian_persen"].tolist() == pytest.approx(right)
    assert found["capaian_acuan_persen"].tolist() == pytest.approx([120, 110, 0, 100])
    assert found["tercapai"].tolist() == ["ya", "ya", "tidak", "ya"]


BASELINE = [
    # polarity, baseline, target, realisation → achievement, the formula used
    ("naik", "70", "80", "75", 50.0, "kemajuan_dari_dasar"),
    ("turun", "20", "10", "12", 80.0, "kemajuan_dari_dasar"),
    ("turun", "20", "10", "25", -50.0, "kemajuan_dari_dasar"),
    ("naik", "70", "70", "75", None, "kemajuan_dari_dasar"),
    ("naik", "", "80", "76", 95.0, "realisasi_per_target"),
    ("naik", "B", "A", "A", 100.0, "realisasi_per_target"),
    ("naik", "1:2000", "1:1000", "1:1500", 50.0, "kemajuan_dari_dasar"),
]


@pytest.mark.parametrize(("polaritas", "dasar", "target", "real", "right", "rumus"), BASELINE)
def test_progress_from_the_baseline(polaritas, dasar, target, real, right, rumus):
    frame = pd.DataFrame({"target": [target], "realisasi": [real], "polaritas": [polaritas], "dasar": [dasar], "satuan": ["x"]})
    row = compute_capaian(frame, {"naik": "kemajuan_dari_dasar", "turun": "kemajuan_dari_dasar"}).iloc[0]
    assert (None if pd.isna(row["capaian_persen"]) else row["capaian_persen"], row["rumus"]) == (right, rumus)


def test_an_own_scale_and_limits_go_through_report_and_method(contoh):
    rule(contoh, 'skala = "enam"')
    rule(contoh, "batas_atas = 110")
    assert faults(contoh) != [], "a scale that is not there is named"
    classes = ["skala,kategori,bawah,operator,cetak_atas,tercetak", "enam,Istimewa,100,>,,> 100", "enam,Cukup,50,>=,99,50 - 99", "enam,Kurang,,,,< 50"]
    (contoh / "skala.csv").write_text("\n".join(classes) + "\n", encoding="utf-8")
    assert faults(contoh) == []
    laporan = open_report(contoh.parent, CONTOH, 2024)
    assert set(laporan.capaian["kategori"]) <= {"Istimewa", "Cukup", "Kurang", ""} and laporan.capaian["capaian_persen"].max() <= 110
    shown = table_aturan(laporan.aturan, laporan.skala, "id").baris
    said = {row[0]: row[1:] for row in shown}
    assert "Istimewa" in str(said) and "paling tinggi 110" in str(said) and "< 50: Kurang" in str(said) and "> 99" in str(said)


def scale(contoh: Path, *classes: str) -> None:
    rule(contoh, 'skala = "x"')
    head = "skala,kategori,bawah,operator,cetak_bawah,cetak_atas,tercetak"
    (contoh / "skala.csv").write_text("\n".join([head, *classes]) + "\n", encoding="utf-8")


def test_the_order_of_the_rows_of_a_scale_does_not_matter(contoh):
    classes = ["x,Melebihi,100,>,,,", "x,Tepat,100,>=,,100,", "x,Kurang,,,,,"]
    value = pd.Series([101.0, 100.0, 99.0])
    for order in ([0, 1, 2], [1, 0, 2], [2, 1, 0]):
        scale(contoh, *[classes[n] for n in order])
        assert faults(contoh) == []
        assert categorize(value, load_dinas(contoh.parent, CONTOH).skala).tolist() == ["Melebihi", "Tepat", "Kurang"]


PRINTED = [
    # classes, the column at fault and what is said of it
    (["x,Baik,65,>,,85,> 65 - 85", "x,Kurang,,,,65,0 - 65"], None),
    (["x,Baik,75,>=,,,≥ 75", "x,Kurang,,,0,74.99,\"0 – 74,99\""], None),
    (["x,Baik,65,>,,60,", "x,Kurang,,,,65,"], "[cetak_atas]: di luar kelasnya"),
    (["x,Baik,65,>,,,", "x,Kurang,,,,70,"], "[cetak_atas]: di luar kelasnya"),
    (["x,Baik,65,>,60,,", "x,Kurang,,,,,"], "[cetak_bawah]: lain dari bawah"),
    (["x,Baik,65,>,,85,> 66 - 85", "x,Kurang,,,,,"], "[tercetak]: menyebut batas lain"),
    (["x,Baik,65,>=,,85,> 65 - 85", "x,Kurang,,,,,"], "[tercetak]: menyebut batas lain"),
]


@pytest.mark.parametrize(("classes", "said"), PRINTED)
def test_a_class_prints_the_bounds_it_judges_by(contoh, classes, said):
    scale(contoh, *classes)
    assert faults(contoh) == [] if said is None else [said in one for one in faults(contoh)] == [True]


def test_every_shipped_scale_prints_the_bounds_it_judges_by():
    rows = load_rules("skala").astype(object).fillna("").astype(str).assign(baris_berkas=1)
    for _, classes in rows.groupby("skala"):
        assert _printed_bound_faults("x", classes) == []


def ladder(contoh: Path, satuan: str, steps: list[str], target: str, real: str) -> None:
    rows = [f"{satuan},{n},{step}" for n, step in enumerate(steps, 1)]
    (contoh / "tangga.csv").write_text("\n".join(["satuan,urutan,label", *rows]) + "\n", encoding="utf-8")
    with (contoh / "indikator.csv").open("a", encoding="utf-8") as file:
        file.write("mutu,Mutu,,sasaran,Meningkatnya pelayanan sosial,status mutu,naik,ordinal,\n")
    with (contoh / "kinerja.csv").open("a", encoding="utf-8") as file:
        file.write(f"mutu,2024,{target},,,{real},,,\n")


ON_A_LADDER = [
    # unit as tangga.csv has it, its steps, target, realisation, achievement, what is warned of
    ("status mutu", ["Dasar", "Madya"], "Madya", "Dasar", 50.0, []),
    ("Status  mutu", ["Dasar", "Madya"], "Madya", "Dasar", 50.0, []),
    ("status mutu", ["Kurang  Baik", "Madya"], "Madya", "Kurang Baik", 50.0, []),
    ("status mutu", ["Dasar", "Madya"], "Madya", "Kurang  Baik", None, ["realisasi: nilai ini bukan jenjang"]),
    ("status mutu", ["Dasar", "Madya"], "Utama", "Utama", 100.0, ["realisasi: nilai ini bukan jenjang", "target: nilai ini bukan jenjang"]),
    ("status mutu", ["Dasar", "Madya"], "2", "1", 50.0, ["realisasi: nilai ini bukan jenjang", "target: nilai ini bukan jenjang"]),
    ("status mutu", ["Dasar", "Madya"], "Madya", "1", None, ["realisasi: nilai ini bukan jenjang"]),
    ("lain", ["Dasar", "Madya"], "Madya", "1", None, ["realisasi: target dan realisasi yang satu jenjang"]),
    ("status mutu", ["I", "II", "III"], "Level II", "Level I", 50.0, []),
    ("lain", ["Dasar", "Madya"], "Level II", "Level I", None, ["satuan: satuan “status mutu” belum punya tangga"]),
]


@pytest.mark.parametrize(("satuan", "steps", "target", "real", "capaian", "said"), ON_A_LADDER)
def test_what_is_no_step_of_its_ladder_is_said(contoh, satuan, steps, target, real, capaian, said):
    ladder(contoh, satuan, steps, target, real)
    assert faults(contoh) == []
    warned = sorted(f"{one.kolom}: {one.masalah}" for one in check_dinas(contoh.parent, CONTOH))
    assert len(warned) == len(said) and all(one.startswith(start) for one, start in zip(warned, said, strict=True)), warned
    row = open_report(contoh.parent, CONTOH, 2024).capaian.set_index("indikator").loc["mutu"]
    assert (None if pd.isna(row["capaian_persen"]) else row["capaian_persen"]) == capaian


def test_the_scores_of_an_own_ladder_are_the_end_target_of_the_trend(contoh):
    (contoh / "tangga.csv").write_text("satuan,urutan,label,terendah\nstatus mutu,1,Dasar,0\nstatus mutu,2,Madya,60\nstatus mutu,3,Utama,80.5\n", encoding="utf-8")
    with (contoh / "indikator.csv").open("a", encoding="utf-8") as file:
        file.write("mutu,Mutu,,sasaran,Meningkatnya pelayanan sosial,status mutu,naik,ordinal,\n")
    with (contoh / "kinerja.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"mutu,{tahun},{target},,,{real},,,\n" for tahun, target, real in [(2022, "Madya", "61"), (2023, "Madya", "65"), (2024, "Utama", "70"), (2026, "Utama", "")])
    assert check_dinas(contoh.parent, CONTOH) == []
    laporan = open_report(contoh.parent, CONTOH, 2024)
    row = laporan.tren.set_index("indikator").loc["mutu"]
    assert (row["target_akhir"], row["tahun_target_akhir"], row["langkah_perlu_per_tahun"]) == (80.5, 2026, 5.25)
    points = target_points(laporan.kinerja_diketahui).query("indikator == 'mutu'")
    assert points["target_angka"].tolist() == [60, 60, 80.5, 80.5]


@pytest.mark.parametrize("step", ["1", "Level 2", "n/a", "B 70"])
def test_a_step_that_no_cell_can_say_is_a_fault(contoh, step):
    ladder(contoh, "status mutu", ["Dasar", step], "Dasar", "Dasar")
    assert any("tidak dapat ditulis sebagai nilai" in one for one in faults(contoh))


FROM_BASE = [
    # polarity, baseline, target, is the rule kemajuan_dari_dasar?, what is said
    ("naik", "70", "80", True, []), ("turun", "20", "10", True, []), ("naik", "70", "70", True, []),
    ("naik", "70", "60", True, ["dasar_melawan"]), ("turun", "20", "25", True, ["dasar_melawan"]), ("turun", "20", "25", False, ["dasar_melawan"]),
    ("naik", "", "80", True, ["dasar_tanpa_angka"]), ("naik", "n/a", "80", True, ["dasar_tanpa_angka"]), ("naik", "BB", "80", True, ["dasar_tanpa_angka"]),
    ("naik", "", "80", False, []),
]


@pytest.mark.parametrize(("polaritas", "dasar", "target", "ruled", "said"), FROM_BASE)
def test_a_baseline_that_cannot_serve_is_said(polaritas, dasar, target, ruled, said):
    one = {"indikator": "x", "nama_indikator": "X", "satuan": "indeks", "polaritas": polaritas, "jenis_target": "angka", "dasar": dasar, "baris_berkas": 2}
    rows = pd.DataFrame([{"indikator": "x", "tahun": 2024, "target": target, "realisasi": target, "baris_berkas": 2}])
    money = pd.DataFrame(columns=["tahun", "kode", "kode_induk", "pagu_rp", "realisasi_rp", "baris_berkas"])
    aturan = dict.fromkeys(("naik", "turun"), "kemajuan_dari_dasar" if ruled else "realisasi_per_target")
    tables = {"indikator": pd.DataFrame([one]), "kinerja": rows, "anggaran": money.astype({"kode": str, "kode_induk": str, "pagu_rp": float, "realisasi_rp": float}), "tangga": pd.DataFrame()}
    assert find_peringatan(tables, [], aturan=aturan)["perkara"].tolist() == said


@pytest.mark.parametrize("value", ['"120"', "true", "-5", "1e9", "nan"])
def test_a_limit_that_is_no_number_is_named(contoh, value):
    rule(contoh, f"batas_atas = {value}")
    assert len(faults(contoh)) == 1 and "aturan.batas_atas" in faults(contoh)[0]


@pytest.mark.parametrize("sebutan", [name for name in ATURAN["efisiensi"] if name not in ("tidak_ada", "belanja_langsung", "pmk249")])
def test_every_measure_can_be_the_own_one(contoh, sebutan):
    rule(contoh, f'efisiensi = "{sebutan}"')
    assert faults(contoh) == []
    laporan = open_report(contoh.parent, CONTOH, 2024)
    for bahasa, said in (("id", "Ukuran laporan sendiri"), ("en", "The report's own measure")):
        assert said in describe_ukuran_sendiri(sebutan, laporan.efisiensi, laporan.belanja_langsung, bahasa)
        table_aturan(laporan.aturan, laporan.skala, bahasa)


def test_each_measure_has_a_name_of_its_own():
    names = load_measures()["sebutan"]
    assert names.is_unique and (names != "").all()


def test_sources_of_funds_under_one_code_are_summed(contoh):
    path = contoh / "anggaran.csv"
    whole = load_dinas(contoh.parent, CONTOH).anggaran
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index("pagu_rp")
    cells = lines[0].split(",")
    parts = [[*cells[:place], str(int(float(cells[place]) // 3)), "1", *cells[place + 2 :], "DAU"], [*cells[:place], str(int(float(cells[place]) - float(cells[place]) // 3)), str(int(float(cells[place + 1]) - 1)), *cells[place + 2 :], "DAK"]]
    rest = [f"{line}," for line in lines[1:]]
    path.write_text("\n".join([f"{head},sumber_dana", *map(",".join, parts), *rest]) + "\n", encoding="utf-8")
    assert faults(contoh) == []
    found = load_dinas(contoh.parent, CONTOH).anggaran
    columns = ["tahun", "kode", "pagu_rp", "realisasi_rp", "level", "kode_induk"]
    pd.testing.assert_frame_equal(found[columns].sort_values("kode", ignore_index=True), whole[columns].sort_values("kode", ignore_index=True), check_dtype=False)
    assert found["sumber_dana"].iloc[0] == "DAU; DAK"
    path.write_text("\n".join([f"{head},sumber_dana", *map(",".join, [parts[0], parts[0]]), *rest]) + "\n", encoding="utf-8")
    assert len(faults(contoh)) == 1 and "kunci ganda" in faults(contoh)[0]


def test_what_one_case_more_would_mean_keeps_the_own_limits():
    counts = {"pembilang": [3.0], "penyebut": 5.0, "per": 100.0, "sifat_cacah": "cacah_penuh"}
    frame = pd.DataFrame({"target": ["50"], "realisasi": "60", "polaritas": "naik"}).assign(**counts)
    free, capped = (compute_cacah(compute_capaian(frame, limits)).iloc[0] for limits in ({}, {"batas_atas": 125, "batas_bawah": 50}))
    assert (free["capaian_kurang_satu"], free["capaian_lebih_satu"]) == pytest.approx((80, 160))
    assert (capped["capaian_kurang_satu"], capped["capaian_lebih_satu"]) == pytest.approx((80, 125))


def printed(capaian: str, real: str, rules: dict):
    row = {"dokumen": "d1", "level": "sasaran", "nama_tercetak": "Indeks mutu", "tahun": 2023, "tabel": "t1", "baris": 9, "id": "d1:t1-b9-2023"}
    row |= {"target_tercetak": "50", "realisasi_tercetak": real, "capaian_tercetak": capaian, "target": 50.0, "realisasi": float(real), "capaian": float(capaian)}
    known = pd.DataFrame({"nama_indikator": ["Indeks mutu"], "polaritas": "naik"})
    return find_capaian(prepare({"terbitan_kinerja": pd.DataFrame([row]), "indikator": known}, rules))


@pytest.mark.parametrize(
    ("capaian", "real", "rules", "found"),
    [("120", "75", {}, 1), ("120", "75", {"batas_atas": 120}, 0), ("120", "55", {"batas_atas": 120}, 1), ("110", "75", {"batas_atas": 120}, 1), ("0", "-5", {"batas_bawah": 0}, 0), ("33", "60", {"naik": "kemajuan_dari_dasar"}, 0)],
)
def test_an_own_limit_or_baseline_is_no_contradiction_of_the_report(capaian, real, rules, found):
    assert len(printed(capaian, real, rules)) == found


def test_a_ladder_with_a_step_twice_counts_the_first(contoh):
    ladder = pd.DataFrame({"satuan": "status desa", "urutan": [1, 2, 3], "label": ["Awal", "Maju", "maju"], "terendah": None})
    frame = pd.DataFrame({"target": ["Maju"], "realisasi": ["Awal"], "polaritas": "naik", "satuan": "status desa"})
    assert compute_capaian(frame, None, "permendagri-86", ladder)["capaian_persen"].tolist() == [50.0]


SCALES = [
    # the rows of an own scale, the faults
    (["enam,Istimewa,100,>", "enam,Cukup,50,>=", "enam,Kurang,,"], []),
    (["enam,Istimewa,100,>", "enam,Baik,100,>=", "enam,Kurang,,"], []),
    (["permendagri-86,Baik,50,>=", "permendagri-86,Kurang,,"], ["nama skala yang dikirim bersama program"]),
    (["enam,Baik,50,>="], ["skala hanya satu kelas"]),
    (["enam,Baik,,", "enam,Kurang,,"], ["lebih dari satu kelas tanpa batas bawah"]),
    (["enam,Baik,50,>=", "enam,Cukup,50,", "enam,Kurang,,"], ["dua kelas berbatas sama"]),
    (["enam,Baik,50,>=", "enam,BAIK,40,>=", "enam,Kurang,,"], ["kunci ganda"]),
]


@pytest.mark.parametrize(("rows", "right"), SCALES)
def test_an_own_scale_that_is_none_is_named(contoh, rows, right):
    (contoh / "skala.csv").write_text("\n".join(["skala,kategori,bawah,operator", *rows]) + "\n", encoding="utf-8")
    found = faults(contoh)
    assert len(found) == len(right) and all(one in fault for one, fault in zip(right, found, strict=True)), found


LADDERS = [
    (["status,1,Awal,", "status,2,Maju,"], []),
    (["status,0,Awal,0", "status,1,Maju,50"], []),
    (["status,1,Awal,", "Status,2,Maju,"], ["satuan yang sama ditulis berlainan"]),
    (["status,1,Awal,", "status,2,awal,"], ["kunci ganda"]),
    (["status,1,Awal,", "status,3,Maju,"], ["urutan tidak naik satu-satu"]),
    (["status,2,Awal,", "status,3,Maju,"], ["urutan tidak naik satu-satu"]),
    (["status,1,Awal,50", "status,2,Maju,20"], ["nilai terendah tidak naik bersama urutannya"]),
]


@pytest.mark.parametrize(("rows", "right"), LADDERS)
def test_an_own_ladder_that_is_none_is_named(contoh, rows, right):
    (contoh / "tangga.csv").write_text("\n".join(["satuan,urutan,label,terendah", *rows]) + "\n", encoding="utf-8")
    found = faults(contoh)
    assert len(found) == len(right) and all(one in fault for one, fault in zip(right, found, strict=True)), found


@pytest.mark.parametrize(("low", "high", "count"), [(0, 120, 0), (120, 120, 1), (150, 120, 1)])
def test_limits_that_cross_are_named(contoh, low, high, count):
    rule(contoh, f"batas_bawah = {low}")
    rule(contoh, f"batas_atas = {high}")
    found = faults(contoh)
    assert len(found) == count and all("tidak di bawah batas_atas" in fault for fault in found)


def test_a_programme_under_a_programme_is_named(contoh):
    path = contoh / "anggaran.csv"
    head, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = head.split(",")
    kode, level = columns.index("kode"), columns.index("level")
    cells = [line.split(",") for line in lines]
    first = next(cell for cell in cells if cell[level] == "program")
    below = [one if place != kode else f"{one}.2" for place, one in enumerate(first)]
    path.write_text("\n".join([head, *lines, ",".join(below)]) + "\n", encoding="utf-8")
    assert any("baris program di bawah baris program lain" in fault for fault in faults(contoh))


@pytest.mark.parametrize("turun", list(ATURAN["turun"]))
def test_the_audit_runs_under_every_formula(contoh, turun):
    rule(contoh, f'turun = "{turun}"')
    assert faults(contoh) == []
    assert open_report(contoh.parent, CONTOH, 2024).temuan is not None


def outside(contoh: Path, *marked: str, link: str = "") -> None:
    """Mark codes of 2024 as outside the performance agreement."""
    path = contoh / "anggaran.csv"
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    more = {"tahun": "2024", "kode": "1.06.09", "level": "program", "nama": "Program Lain", "pagu_rp": "100000000", "realisasi_rp": "20000000"}
    part = more | {"kode": "1.06.09.2.01", "level": "kegiatan", "kode_induk": "1.06.09"}
    frame = pd.concat([frame, pd.DataFrame([more, part])]).fillna("")
    mark = ((frame["tahun"] == "2024") & frame["kode"].isin(marked)).map({True: "ya", False: ""})
    frame.assign(di_luar_pk=mark).to_csv(path, index=False)
    if link:
        with (contoh / "program_indikator.csv").open("a", encoding="utf-8") as file:
            file.write(f"kekerasan,{link}\n")


def test_money_outside_the_agreement_is_named_and_left_out_of_its_efficiency(contoh):
    before = open_report(contoh.parent, CONTOH, 2024).efisiensi
    outside(contoh, "1.06.09")
    assert check_dinas(contoh.parent, CONTOH) == []
    after = open_report(contoh.parent, CONTOH, 2024).efisiensi
    columns = ["pagu_di_luar_pk_rp", "realisasi_di_luar_pk_rp"]
    pd.testing.assert_frame_equal(after.drop(columns=columns), before.drop(columns=columns))
    assert before[columns].isna().all(axis=None)
    assert after.loc[after["level"] == "dinas", columns].values.tolist() == [[100e6, 20e6]]
    money = before.loc[before["level"] == "dinas"].iloc[0]
    pagu, spent = money["pagu_rp"] + 100e6, money["realisasi_rp"] + 20e6
    for bahasa, said in (("id", "Di luar perjanjian kinerja ada pagu"), ("en", "Outside the agreement")):
        text = describe_serapan(after, bahasa)
        assert said in text and f"{spent / pagu * 100:.2f}".replace(".", "," if bahasa == "id" else ".") in text
        assert said not in describe_serapan(before, bahasa)


OUTSIDE = [
    (["1.06.09.2.01"], "", "hanya program yang dapat"),
    (["1.06.02", "1.06.04", "1.06.09"], "", "tidak ada program yang di dalam"),
    (["1.06.02"], "", "padahal mendukung sebuah indikator"),
    (["1.06.09"], "1.06.09", "padahal mendukung sebuah indikator"),
]


@pytest.mark.parametrize(("marked", "link", "said"), OUTSIDE)
def test_a_mark_that_contradicts_the_rest_is_a_fault(contoh, marked, link, said):
    outside(contoh, *marked, link=link)
    assert any(said in one for one in faults(contoh))


def deadline(contoh: Path, target: str, real: str, polaritas: str = "turun") -> None:
    with (contoh / "indikator.csv").open("a", encoding="utf-8") as file:
        file.write(f"lapor,Laporan disampaikan,,sasaran,Meningkatnya pelayanan sosial,Tanggal,{polaritas},,\n")
    with (contoh / "kinerja.csv").open("a", encoding="utf-8") as file:
        file.write(f"lapor,2023,31 Maret 2023,,,2 April 2023,,,\nlapor,2024,{target},,,{real},,,\n")


DEADLINES = [
    # target, realisation, is it met?, status
    ("31 Maret 2024", "31 Maret 2024", "ya", "tanggal"),
    ("31 Maret 2024", "2024-03-30", "ya", "tanggal"),
    ("31-03-2024", "1 Apr 2024", "tidak", "tanggal"),
    ("15 Nopember 2024", "15/11/2024", "ya", "tanggal"),
    ("31 Maret 2024", "n/a", "", "realisasi_kosong"),
    ("31 Maret 2024", "belum disampaikan", "", "realisasi_kosong"),
]


@pytest.mark.parametrize(("target", "real", "met", "status"), DEADLINES)
def test_a_date_is_met_or_missed_and_has_no_percentage(contoh, target, real, met, status):
    before = open_report(contoh.parent, CONTOH, 2024).ringkasan.iloc[0]
    deadline(contoh, target, real)
    assert check_dinas(contoh.parent, CONTOH) == []
    laporan = open_report(contoh.parent, CONTOH, 2024)
    row = laporan.capaian.set_index("indikator").loc["lapor"]
    assert (row["tercapai"], row["status"], row["kategori"]) == (met, status, "")
    assert pd.isna(row["capaian_persen"]) and pd.isna(row["capaian_acuan_persen"])
    after = laporan.ringkasan.iloc[0]
    assert after["n_indikator"] == before["n_indikator"] + 1 and after["n_tercapai"] == before["n_tercapai"] + (met == "ya")
    assert (after["n_dihitung"], after["rata_capaian_persen"]) == (before["n_dihitung"], before["rata_capaian_persen"])
    assert laporan.tren.set_index("indikator").loc["lapor", ["status", "arah"]].tolist() == ["tanggal", "belum cukup data"]
    assert set(laporan.proyeksi.query("indikator == 'lapor'")["status"]) == {"tanggal"}
    assert "1 indikator berupa tanggal" in describe_tren(laporan.tren, "id")


def test_a_date_reads_as_a_date(contoh):
    assert show_values(pd.Series(["2024-03-31", "2024-12-01"]), "id").tolist() == ["31 Maret 2024", "1 Desember 2024"]
    assert show_values(pd.Series(["2024-03-31"]), "en").tolist() == ["31 March 2024"]


NO_DATES = [
    ("05/06/2024", "n/a", "turun", "dapat berarti 2024-06-05 atau 2024-05-06"),
    ("31 Februari 2024", "n/a", "turun", "tanggal yang tidak ada"),
    ("5", "n/a", "turun", "tidak cocok dengan jenis_target “tanggal”"),
    ("BB", "n/a", "turun", "tidak cocok dengan jenis_target “tanggal”"),
    ("31 Maret 2024", "n/a", "naik", "makin awal makin baik"),
]


@pytest.mark.parametrize(("target", "real", "polaritas", "said"), NO_DATES)
def test_what_is_no_date_or_two_is_a_fault(contoh, target, real, polaritas, said):
    deadline(contoh, target, real, polaritas)
    (fault,) = faults(contoh)
    assert said in fault


def test_a_date_has_no_quarters_and_no_benchmark(contoh):
    deadline(contoh, "31 Maret 2024", "n/a")
    with (contoh / "kinerja_triwulan.csv").open("a", encoding="utf-8") as file:
        file.write("lapor,2024,1,,31 Maret 2024,nilai_akhir\n")
    (fault,) = faults(contoh)
    assert "tidak memuat tanggal" in fault

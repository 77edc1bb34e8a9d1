"""The audit on made reports: silent where all is consistent, and it finds injected faults of every kind."""

import pandas as pd
import pytest
from made_report import INJECTORS, faulty_reports, inject, made_report, many_reports

from lakip_analysis.aturan.rules import own_scale
from lakip_analysis.audit import TEMUAN, audit_tables, find_temuan, prepare
from lakip_analysis.audit.view import explain
from lakip_analysis.numbers import read_number, read_rupiah

COUNT = 20  # reports of each kind here; benchmarks/audit_salah_sisip.py takes 200
RULES = {"skala": "permendagri-86", "turun": "dua_target_kurang_realisasi", "efisiensi": "sisa"}


def audit(reports):
    found = find_temuan(prepare(reports, RULES))
    return found.assign(penjelasan=explain(found, "id"))


@pytest.mark.parametrize("seed", [0, 7, 1234])
def test_a_consistent_report_gives_no_finding(seed):
    found = audit(made_report(seed))
    assert list(found.columns) == [*TEMUAN, "penjelasan"]
    assert found.empty, found[["jenis", "baris", "penjelasan"]].to_string()


def test_consistent_reports_give_no_finding():
    assert audit(many_reports(COUNT)).empty


@pytest.fixture(scope="module")
def audited():
    """One audit of all reports of all kinds: the findings, and the line of the fault in each report."""
    reports, where = faulty_reports(COUNT, seed=11)
    return audit(reports), where


@pytest.mark.parametrize("kind", INJECTORS)
def test_injected_faults_are_found_and_nothing_else(kind, audited):
    """Recall at least 95 %, false alarms at most 5 %; an alarm is false when it neither names the line nor points to a root."""
    found, where = audited
    found = found[found["dinas"].str.startswith(f"{kind}.")]
    hits = found[[kind == row.jenis and where[row.dinas] in row.baris for row in found.itertuples()]]
    alarms = [row for row in found.itertuples() if where[row.dinas] not in row.baris and not row.akar]
    assert hits["dinas"].nunique() >= 0.95 * COUNT
    assert len(alarms) <= 0.05 * COUNT, [(row.dinas, row.jenis, row.baris, row.penjelasan) for row in alarms[:5]]


@pytest.mark.parametrize("kind", INJECTORS)
def test_every_finding_explains_itself_with_arithmetic(kind, audited):
    found = audited[0][audited[0]["dinas"].str.startswith(f"{kind}.")]
    assert kind in set(found["jenis"])
    assert found["penjelasan"].str.len().between(20, 400).all()
    assert found["penjelasan"].str.contains(r"\d|“").all()
    assert not found[["tercetak", "hitung_ulang", "penjelasan"]].map(lambda text: "nan" in text.lower().split()).any().any()


def sound_values() -> dict[tuple, set]:
    """(report, line, column) → what the report printed there before the fault was put in."""
    out: dict[tuple, set] = {}
    sound = many_reports(COUNT)
    for table, columns in {"terbitan_kinerja": ["target", "realisasi", "capaian"], "terbitan_anggaran": ["pagu", "realisasi", "persen"]}.items():
        frame = sound[table].rename(columns={"pagu_rp": "pagu", "realisasi_rp": "realisasi"})
        for row in frame[["dinas", "baris", *columns]].itertuples():
            for column in columns:
                out.setdefault((row.dinas, row.baris, column), set()).add(round(getattr(row, column), 2))
    return out


def test_every_proposal_restores_what_was_printed(audited):
    """Faults put into sound reports: no proposal says anything but the figure that stood there."""
    sound, wrong, count = sound_values(), [], {}
    for row in audited[0].itertuples():
        kind, _, report = row.dinas.partition(".")
        for cells, text in zip(row.usul_sel, row.usul, strict=True) if len(row.usul) == 1 else ():
            value = round(float((read_rupiah(text) if text.startswith("Rp") else read_number(text, "koma")).nilai), 2)
            count[kind] = count.get(kind, 0) + 1
            wrong += [(row.dinas, row.jenis, cell, text) for cell in cells if value not in sound[(report, *cell)]]
    assert wrong == []
    assert all(count[kind] >= COUNT for kind in ("serapan_tidak_cocok", "jumlah_tidak_cocok", "angka_janggal")), count
    assert "beda_antartabel" not in count, "two tables with two targets decide nothing"


def test_one_wrong_figure_is_one_root_with_its_consequences():
    few = many_reports(1)
    where = inject("angka_janggal", few, seed=5)
    found = audit(few)
    roots = found[found["akar"] == ""]
    assert list(roots["jenis"]) == ["angka_janggal"]
    assert where["r000"] in roots["baris"].iloc[0]
    assert {"serapan_tidak_cocok", "jumlah_tidak_cocok"} <= set(found[found["akar"] == roots["id"].iloc[0]]["jenis"])


def test_rows_in_another_order_give_the_same_findings():
    few = many_reports(2)
    inject("nilai_usang", few, seed=2)
    shuffled = {name: frame.sample(frac=1, random_state=1).reset_index(drop=True) for name, frame in few.items()}
    columns = ["dinas", "jenis", "baris", "tercetak"]
    assert audit(few)[columns].sort_values(columns).values.tolist() == audit(shuffled)[columns].sort_values(columns).values.tolist()


def test_nothing_to_check_gives_nothing():
    empty = {name: frame.iloc[:0] for name, frame in made_report(0).items()}
    assert audit(empty | {"indikator": made_report(0)["indikator"]}).empty


def as_rows(found) -> list[list]:
    return found.astype(object).fillna("").to_numpy().tolist()


def test_dinas_audited_together_have_the_findings_of_each_alone():
    """One fault of every kind, each in a report of its own; the tables are called alike in all of them."""
    reports, _ = faulty_reports(1, seed=11)
    names = sorted(set(reports["terbitan_kinerja"]["dinas"]))
    each = [{name: frame[frame["dinas"].isin([dinas, ""])] for name, frame in reports.items()} for dinas in names]
    alone = [row for tables in each for row in as_rows(find_temuan(prepare(tables, RULES)))]
    assert len(alone) > len(INJECTORS)
    for found in (find_temuan(prepare(reports, RULES)), *(audit_tables(reports, RULES, many) for many in (1, 5, 100))):
        assert as_rows(found) == alone


OWN = own_scale(pd.DataFrame({"skala": "dua", "kategori": ["Berhasil", "Gagal"], "bawah": [80.0, 0.0]}))
# every rule that a check reads, in every way it may stand
EACH = [
    RULES,
    {"skala": "malang", "turun": "target_per_realisasi", "efisiensi": "rasio"},
    {"skala": "belitung", "efisiensi": "belanja_langsung", "batas_atas": 100},
    {"skala": OWN, "efisiensi": "selisih", "naik": "kemajuan_dari_dasar"},
    {"turun": "kemajuan_dari_dasar", "batas_bawah": 50, "batas_atas": 90},
]


def test_each_is_read_by_its_own_rules_alone_and_together():
    """Several faults in every report, so that each rule has something to say of each."""
    names = [f"r{number:03d}" for number in range(len(EACH))]
    reports = many_reports(len(EACH))
    for kind in INJECTORS:
        inject(kind, reports, seed=3)
    each = [{name: frame[frame["dinas"].isin([dinas, ""])] for name, frame in reports.items()} for dinas in names]
    assert set(reports["terbitan_kinerja"]["dinas"]) == set(names)
    alone = [as_rows(find_temuan(prepare(tables, rules))) for tables, rules in zip(each, EACH, strict=True)]
    common = [as_rows(find_temuan(prepare(tables, RULES))) for tables in each]
    assert all(own != other for own, other in zip(alone[1:], common[1:], strict=True)), "each set of rules changes findings"
    rules, rows = dict(zip(names, EACH, strict=True)), [row for some in alone for row in some]
    for found in (find_temuan(prepare(reports, rules)), *(audit_tables(reports, rules, many) for many in (2, 100))):
        assert as_rows(found) == rows


def test_who_has_no_rules_of_his_own_is_read_by_those_of_all():
    reports = many_reports(2)
    for kind in INJECTORS:
        inject(kind, reports, seed=3)
    own = {"skala": "malang", "efisiensi": "rasio"}
    found = as_rows(find_temuan(prepare(reports, {"": RULES, "r001": own})))
    assert found == as_rows(find_temuan(prepare(reports, {"r000": RULES, "r001": own})))
    assert found != as_rows(find_temuan(prepare(reports, RULES)))


def test_auditing_no_rows_in_parts_gives_nothing():
    empty = {name: frame.assign(dinas="").iloc[:0] for name, frame in made_report(0).items()}
    assert list(audit_tables(empty, RULES).columns) == TEMUAN

"""Checks and their helpers as tables of true and false cases, a few rows each."""

import pytest
from test_audit_checks import kinerja

from lakip_analysis.audit.crosscheck import find_differences
from lakip_analysis.audit.digits import find_target_scale
from lakip_analysis.audit.ladders import find_ladder
from lakip_analysis.audit.repair import find_repairs
from lakip_analysis.audit.view import explain

# --- what a sentence may not even say --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "target", "open_"),
    [
        (9, "80,00", True),  # the same line, read as the target too
        (8, "80,00", False),  # another line
        (9, "70,00", False),  # another figure
        (9, "", False),
    ],
)
def test_a_result_that_its_line_also_reads_as_the_target_is_no_misprint(line, target, open_):
    rows = [
        ("t1", 4, "Indeks", 2023, {"target": "80,00", "realisasi": "40,00", "capaian": "50,00"})
    ]
    rows += [("t2", 5, "Indeks", 2023, {"realisasi": "40,00"})]
    rows += [("n1", 9, "Indeks", 2023, {"realisasi": "80,00"})]
    rows += [("n2", line, "Indeks", 2023, {"target": target})] if target else []
    terbitan = kinerja(*rows, indikator=[("Indeks", "naik")])
    found = find_differences(terbitan)
    found = found[found["tercetak"] == "80,00"]
    (row,) = find_repairs(found, terbitan).itertuples()
    assert ("beda.bisa_target" in row.kalimat, row.keparahan == "rendah", row.usul == ()) == (
        open_,
    ) * 3
    assert ("mungkin menyebut target" in explain(found, "id").item()) is open_


# --- a target of another magnitude -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("others", "named"),
    [
        ([("36", 4), ("53,43", 7)], "53,43"),  # one line each: the higher
        ([("36", 4), ("36", 5), ("53,43", 7)], "36"),  # one of them is copied
        ([("36", 4), ("36", 4), ("53,43", 7)], "53,43"),  # two rows of one line are one print
        ([("4,9", 4)], None),  # not ten times as high
        ([("5,1", 4)], "5,1"),
        ([("490", 4)], None),  # no result could be measured by it
    ],
)
def test_the_target_of_other_years_is_the_one_on_most_lines(others, named):
    rows = [("t1", 4, "Belanja", 2022, {"target": "0,5", "realisasi": "48", "capaian": "9600"})]
    rows += [
        (f"t{n}", line, "Belanja", 2023, {"target": target})
        for n, (target, line) in enumerate(others)
    ]
    found = find_target_scale(kinerja(*rows))
    assert [row.nilai["puncak"] for row in found.itertuples()] == ([named] if named else [])


# --- a score on the bound of its grade -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("BB 70,01", []),
        ("BB 70", [("B", "sedang", False)]),  # BB is more than 70: the bound itself
        ("BB 69,99", [("B", "tinggi", True)]),
        ("A 70", [("B", "tinggi", True)]),
        ("B 70,01", [("BB", "tinggi", True)]),
    ],
)
def test_a_score_on_the_bound_of_its_grade_is_not_severe(printed, expected):
    found = find_ladder(kinerja(("t1", 4, "Nilai SAKIP", 2023, {"target": printed})))
    assert (
        list(zip(found["hitung_ulang"], found["keparahan"], found["membalik"], strict=True))
        == expected
    )

"""Likeness of texts: rapidfuzz and the plain way give the same number, on random and on real names."""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lakip_analysis.aturan.rules import load_rules
from lakip_analysis.audit import likeness
from lakip_analysis.audit.likeness import letters_alike, pairs_alike, words_alike
from lakip_analysis.audit.names import LIKE, merge_keys, name_keys

pytest.importorskip("rapidfuzz")
DATA = Path(__file__).parents[1] / "data"
TEXTS = st.text("abcd 12", max_size=40)


def plainly(call, *arguments):
    """What a Python without rapidfuzz gives."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(likeness, "fuzz", None)
        patch.setattr(likeness, "process", None)
        out = call(*arguments)
        return list(out) if hasattr(out, "__next__") else out


@given(TEXTS, TEXTS)
def test_one_measure_in_two_ways(one, two):
    assert plainly(letters_alike, one, two) == pytest.approx(letters_alike(one, two), abs=1e-9)
    assert plainly(words_alike, one, two) == pytest.approx(words_alike(one, two), abs=1e-9)


@given(st.lists(TEXTS, min_size=2, max_size=8), st.sampled_from([50, 75, 80, 85, 90]))
def test_the_same_pairs_are_alike(names, least):
    assert plainly(pairs_alike, names, least) == [(int(i), int(j)) for i, j in pairs_alike(names, least)]


@pytest.mark.parametrize("least", [LIKE - 8, 75])
def test_the_same_pairs_among_the_standard_names(least):
    """Real names: no pair falls on the other side of the limit."""
    names = sorted(set(name_keys(load_rules("nomenklatur")["nama"])))[:250]
    assert plainly(pairs_alike, names, least) == [(int(i), int(j)) for i, j in pairs_alike(names, least)]


@pytest.mark.parametrize("dinas", ["kota-malang-dinsosp3ap2kb", "kota-singkawang-dinsospppa", "kota-pontianak-dinsos", "kab-belitung-dspppa"])
def test_the_same_spellings_are_merged_in_every_real_report(dinas):
    names = pd.concat([pd.read_csv(DATA / dinas / f"terbitan_{table}.csv", dtype=str, keep_default_na=False)["nama_tercetak"] for table in ("kinerja", "anggaran")])
    keys = name_keys(names)
    assert plainly(merge_keys, keys) == merge_keys(keys)

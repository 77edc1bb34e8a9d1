"""The curated values that were chosen among several printed ones: tests/golden/nilai_terpilih.csv, each row with the lines of the report that decide it."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.aturan.rules import LEVEL_UTAMA
from lakip_analysis.data.dinas import load_dinas

ROOT = Path(__file__).parents[1]
GOLDEN = pd.read_csv(ROOT / "tests" / "golden" / "nilai_terpilih.csv", dtype=str, keep_default_na=False)
SOURCE = {"pembilang": "sumber_cacah", "penyebut": "sumber_cacah"}  # a count and what it is over stand in one row
REAL = sorted(path.name for path in (ROOT / "data").iterdir() if path.is_dir())


@cache
def tables(dinas: str) -> dict[str, pd.DataFrame]:
    return load_dinas(ROOT / "data", dinas).tabel


def plain(value: object) -> str:
    return f"{value:.12g}" if isinstance(value, (int, float)) else str(value)


@pytest.mark.parametrize("row", GOLDEN.itertuples(), ids=lambda row: f"{row.dinas} {row.tabel} {row.kunci} {row.kolom}")
def test_data_hold_the_chosen_value(row):
    frame = tables(row.dinas)[row.tabel]
    hit = pd.Series(True, index=frame.index)
    for part in row.kunci.split(";"):
        name, value = part.split("=")
        hit &= frame[name].map(plain) == value
    assert frame.loc[hit, row.kolom].map(plain).tolist() == [row.nilai]


@pytest.mark.parametrize("dinas", REAL)
def test_a_choice_is_what_the_data_hold_and_names_its_evidence(dinas):
    d = tables(dinas)
    kinerja = d["kinerja"].set_index(["indikator", "tahun"])
    for row in d["pilihan"].itertuples():
        held = kinerja.loc[(row.indikator, row.tahun)]
        assert plain(held[row.kolom]) == row.dipilih, row
        assert row.alasan, row
        if row.kolom != "data_tahun":
            assert held[SOURCE.get(row.kolom, f"sumber_{row.kolom}")] == row.sumber, row


@pytest.mark.parametrize("dinas", REAL)
def test_competing_places_are_published_rows_that_print_that_value(dinas):
    d = tables(dinas)
    printed = d["terbitan_kinerja"].set_index("id")
    chosen = set(d["pilihan"].set_index(["indikator", "tahun", "kolom"]).index)
    for row in d["pilihan_lain"].itertuples():
        assert (row.indikator, row.tahun, row.kolom) in chosen, row
        if row.kolom != "data_tahun":
            cells = printed.loc[row.sumber]
            assert {row.nilai, "n/a"} & {plain(cells[row.kolom]), cells[f"{row.kolom}_tercetak"]}, row


@pytest.mark.parametrize("dinas", REAL)
def test_a_suspected_break_cuts_no_series(dinas):
    loaded = load_dinas(ROOT / "data", dinas)
    putus = loaded.tabel["putus"]
    suspected = set(zip(*(putus.loc[putus["kepastian"] == "dugaan", name] for name in ("indikator", "tahun")), strict=True))
    cut = loaded.kinerja[loaded.kinerja["putus_deret"] != ""]
    assert not suspected & set(zip(cut["indikator"], cut["tahun"], strict=True))
    assert len(cut) == ((putus["jenis"] == "definisi") & (putus["kepastian"] != "dugaan")).sum()


def test_a_final_score_is_the_sum_of_its_components():
    """A row of weight 100 is the printed final score; adding it to the components would double the score."""
    for dinas in REAL:
        sakip = tables(dinas)["sakip"]
        for tahun, rows in sakip.groupby("tahun"):
            parts = rows[rows["bobot"] < 100]
            assert parts["bobot"].sum() == 100, (dinas, tahun)
            total = rows.loc[rows["bobot"] == 100, "nilai"]
            assert total.empty or total.item() == pytest.approx(parts["nilai"].sum()), (dinas, tahun)
            assert rows["penilai"].nunique() == 1


def shared(printed: str, name: str) -> float:
    """Return which part of the words of a printed name stands in the name of an indicator."""
    words, own = (set(text.casefold().replace("/", " ").split()) for text in (printed, name))
    return len(words & own) / max(len(words), 1)


def test_every_other_printed_count_of_a_ratio_stands_among_the_choices():
    """Where a ratio is printed over two denominators, the one not used is named with its place."""
    missing = []
    for dinas in REAL:
        d = tables(dinas)
        printed, chosen = d["terbitan_kinerja"], d["pilihan_lain"]
        names = d["indikator"].set_index("indikator")["nama_indikator"]
        named = d["kinerja"].assign(nama=d["kinerja"]["indikator"].map(names))
        counted = named[named["sumber_cacah"] != ""]
        for row in counted.itertuples():
            own = printed[printed["id"] == row.sumber_cacah].iloc[0]
            year = printed[printed["tahun"] == own["tahun"]]
            places = set(chosen.loc[(chosen["indikator"] == row.indikator) & (chosen["tahun"] == row.tahun), "sumber"])
            for kolom, beside in (("pembilang", "penyebut"), ("penyebut", "pembilang")):
                # the same figure beside another one, in a row whose name is nearest to this indicator's
                other = year[year[kolom].notna() & (year[kolom] != own[kolom]) & (year[beside] == own[beside]) & year["level"].isin(LEVEL_UTAMA)]
                found = [place for place, name in zip(other["id"], other["nama_tercetak"], strict=True) if shared(name, row.nama) == max(0.6, *(shared(name, other) for other in names))]
                missing += [(row.indikator, row.tahun, kolom, place) for place in found if place not in places]
    assert not missing, "\n".join(map(str, missing))

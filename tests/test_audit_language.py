"""The audit in two languages: only its explanations are translated, never what it finds."""

import re
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis import audit
from lakip_analysis.audit import report
from lakip_analysis.audit.findings import KOLOM, TEMUAN_COLUMNS
from lakip_analysis.catalogue import list_dinas
from lakip_analysis.data import load_dinas
from lakip_analysis.language import set_language

DATA = Path(__file__).parents[1] / "data"
# our own words in `hitung_ulang`; anything else there is a figure or a text of the report
PROSE = re.compile(r"^(?:paling banyak |realisasi \d{4}: |celah )| atau ")
LEFTOVER = re.compile(r"\b(?:tercetak|bukan|padahal|sedangkan|memberi|adalah|selisih|tetapi|angka|baris|dari|dengan)\b|[{}]")


@pytest.fixture(autouse=True)
def indonesian_again():
    yield
    set_language("id")


def audited(bahasa: str) -> pd.DataFrame:
    set_language(bahasa)
    return pd.concat([audit.audit_dinas(load_dinas(DATA, name)) for name in list_dinas(DATA)], ignore_index=True)


@pytest.fixture(scope="module")
def found() -> tuple[pd.DataFrame, pd.DataFrame]:
    return audited("id"), audited("en")


@pytest.fixture(scope="module")
def collected() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the findings before they are merged and numbered: with `tersangka`, `terlibat` and `kunci`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(audit, "_finish", lambda frame: frame)
        return audited("id"), audited("en")


def test_english_finds_the_same(found, collected):
    for (here, there), columns in ((found, TEMUAN_COLUMNS), (collected, KOLOM)):
        same = [name for name in columns if name not in ("penjelasan", "hitung_ulang")]
        assert here["dinas"].nunique() == 4
        pd.testing.assert_frame_equal(here[same], there[same])


def test_english_recomputes_the_same(found):
    here, there = (frame["hitung_ulang"] for frame in found)
    prose = here.str.contains(PROSE)
    assert prose.any()
    assert (here[~prose] == there[~prose]).all()
    assert (here[prose] != there[prose]).all()
    assert numbers(here).equals(numbers(there))


def test_english_explains_with_the_same_figures(found):
    here, there = (frame["penjelasan"] for frame in found)
    assert (here != there).all()
    assert numbers(here).equals(numbers(there))
    assert there.str.contains(r"\d\.\d{3},\d\d\b").any()  # decimal comma, full stop for thousands, as printed


def test_english_explanations_hold_no_leftover(found):
    left = [text for text in map(without_quotes, found[1].itertuples()) if LEFTOVER.search(text)]
    assert not left, left[:5]


@pytest.mark.parametrize("bahasa", ["id", "en"])
def test_the_chapter_says_how_figures_are_written_only_in_english(bahasa, found):
    set_language(bahasa)
    page = report.table_temuan(found[bahasa == "en"])
    assert ("decimal comma" in page) == (bahasa == "en")
    assert (">Seharusnya<" in page) == (bahasa == "id")


def numbers(texts: pd.Series) -> pd.Series:
    """Return the numbers of each text as they are written, in no order: English has another one."""
    return texts.map(lambda text: sorted(n.rstrip(".,") for n in re.findall(r"\d[\d.,]*", text)))


def without_quotes(row) -> str:
    """Return an explanation without what it quotes: names in quotation marks, names of tables, printed figures."""
    text = re.sub(r"“[^”]*”", "", row.penjelasan)
    for quoted in [*TABLES, row.tercetak]:
        text = text.replace(quoted, "")
    return text


def table_names() -> list[str]:
    frames = [pd.read_csv(path, dtype=str, keep_default_na=False) for kind in ("kinerja", "anggaran") for path in DATA.glob(f"*/terbitan_{kind}.csv")]
    return sorted({name for frame in frames for name in frame["tabel"] if name}, key=len, reverse=True)


TABLES = table_names()

"""Printing: which browser, what is said when there is none or it fails, and the two things in its files that are never the same twice."""

import stat
import sys

import pytest

from lakip_analysis.errors import RuleError
from lakip_analysis.reports import pdf


def test_the_first_browser_on_the_path_is_taken(tmp_path, monkeypatch):
    for name in ("google-chrome", "chromium"):
        (tmp_path / name).write_text("#!/bin/sh\n")
        (tmp_path / name).chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert pdf.find_browser() == str(tmp_path / "chromium")


def test_a_browser_off_the_path_is_found_where_it_is_usually_installed(tmp_path, monkeypatch):
    (tmp_path / "msedge.exe").touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setattr(pdf, "PLACES", (str(tmp_path / "chrome.exe"), str(tmp_path / "msedge.exe")))
    assert pdf.find_browser() == str(tmp_path / "msedge.exe")


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_a_browser_that_fails_is_quoted_and_leaves_nothing(tmp_path):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho 'tidak ada layar' >&2\nexit 3\n")
    broken.chmod(stat.S_IRWXU)
    with pytest.raises(RuleError, match=r"Peramban tidak dapat mencetak kota-a 2024: tidak ada layar\. Ulangi, atau buat laporannya tanpa --pdf"):
        pdf.print_pdf(tmp_path / "kota-a" / ".2024-sementara" / "index.html", tmp_path / "a.pdf", str(broken))
    assert not (tmp_path / "a.pdf").exists()
    with pytest.raises(RuleError, match="Peramban tidak dapat mencetak"):
        pdf.print_pdf(tmp_path / "a.html", tmp_path / "a.pdf", str(tmp_path / "tidak-ada"))


def test_names_of_cells_are_counted_from_one_and_keep_their_order():
    one = b"/ID (node00000362) /Headers [(node00000362) (node00001000)] /Names [(node00000362) 1 (node00001000) 2] teks node00000362"
    two = one.replace(b"362", b"412").replace(b"1000", b"1050").replace(b"teks node00000412", b"teks node00000362")
    made = pdf._numbered_from_one(one)
    assert made == pdf._numbered_from_one(two)
    assert made.startswith(b"/ID (node00000001) /Headers [(node00000001) (node00000002)]")
    assert made.endswith(b"teks node00000362"), "only names, never text"
    assert len(made) == len(one), "a PDF counts its bytes"


def test_a_date_is_replaced_by_one_of_the_same_length():
    found = pdf.CLOCK.sub(pdf._at_no_time, b"/CreationDate (D:20261121101530+07'00') /ModDate (D:20261121101530Z)")
    assert b"2026" not in found
    assert len(found) == len(b"/CreationDate (D:20261121101530+07'00') /ModDate (D:20261121101530Z)")

"""A page as PDF through the browser that is installed (Chromium, Chrome, Edge).

Its own print engine, tagged, with the print rules of the style sheet.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path

from ..errors import RuleError
from ..processes import end_with

__all__ = ["find_browser", "print_pdf"]


NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "msedge",
    "microsoft-edge",
)

PLACES = (
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Google/Chrome/Application/chrome.exe",
    "C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",
    "C:/Program Files/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)

QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-extensions",
    "--no-pdf-header-footer",
)

SECONDS = 120

FAILED = "Peramban tidak dapat mencetak {nama}: {sebab}. Ulangi, atau buat laporannya tanpa --pdf."

NODE = re.compile(rb"\(node(\d{8})\)")

CLOCK = re.compile(rb"(/(?:CreationDate|ModDate) ?\(D:)[^)]*\)")


def find_browser() -> str:
    """Return the browser that can print.

    Raises
    ------
    RuleError
        None is installed; the message says what to install.
    """
    found = next((path for path in map(shutil.which, NAMES) if path), None)
    found = found or next((place for place in PLACES if Path(place).is_file()), None)
    if not found:
        raise RuleError(
            "PDF perlu peramban Chromium, Chrome atau Edge, dan tidak satu pun ditemukan. "
            "Pasang salah satunya (Debian/Ubuntu: sudo apt install chromium), "
            "atau buka laporan HTML lalu cetak dari peramban lain."
        )
    return found


def print_pdf(page: Path, pdf: Path, browser: str | None = None) -> Path:
    """Print one HTML page as A4 PDF.

    The dates and counters that the browser writes are replaced, so that the same page and browser
    give the same bytes.

    Raises
    ------
    RuleError
        No browser, or the browser did not print; nothing is left then.
    """
    pdf = Path(pdf).resolve()
    with tempfile.TemporaryDirectory() as profile:
        as_root = ["--no-sandbox"] if sys.platform == "linux" and os.geteuid() == 0 else []
        command = [
            browser or find_browser(),
            *QUIET,
            *as_root,
            f"--user-data-dir={profile}",
            f"--print-to-pdf={pdf}",
            Path(page).resolve().as_uri(),
        ]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                errors="replace",
                timeout=SECONDS,
                check=False,
                preexec_fn=partial(end_with, os.getpid()) if sys.platform == "linux" else None,
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            pdf.unlink(missing_ok=True)
            raise RuleError(FAILED.format(nama=_name(page), sebab=error)) from None
    if done.returncode or not pdf.is_file():
        pdf.unlink(missing_ok=True)
        said = (done.stderr.strip().splitlines() or ["tidak ada pesan"])[-1]
        raise RuleError(FAILED.format(nama=_name(page), sebab=said))
    pdf.write_bytes(_numbered_from_one(CLOCK.sub(_at_no_time, pdf.read_bytes())))
    return pdf


def _name(page: Path) -> str:
    """Return the name of a report from the folder of its page, which may be a scratch folder."""
    folder = Path(page).resolve().parent
    return f"{folder.parent.name} {folder.name.strip('.').partition('-')[0]}"


def _numbered_from_one(pdf: bytes) -> bytes:
    """Return the file with the names of its table cells counted from one.

    The browser counts from wherever its process stands.
    """
    rank = {
        number: b"%08d" % place for place, number in enumerate(sorted(set(NODE.findall(pdf))), 1)
    }
    return NODE.sub(lambda found: b"(node" + rank[found[1]] + b")", pdf)


def _at_no_time(found: re.Match) -> bytes:
    """Return the entry with a date that never changes.

    It is as long as the one it replaces: a PDF counts its bytes.
    """
    room = len(found[0]) - len(found[1]) - 1
    return found[1] + b"20000101000000Z"[:room].ljust(room) + b")"

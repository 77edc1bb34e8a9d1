"""Two languages from one catalogue: the Indonesian text is the key, `bahasa/en.po` holds the English; only texts for readers of a report pass here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from babel.messages.pofile import read_po

from .errors import RuleError

__all__ = ["LANGUAGES", "language", "mark", "set_language", "speaking", "tr"]


LANGUAGES = ("id", "en")

CATALOGUES = Path(__file__).parent / "bahasa"

_now = {"bahasa": "id"}


def set_language(bahasa: str) -> None:
    """Set the language of everything that is shown from now on: `id` or `en`.

    Raises
    ------
    RuleError
        Another word; nothing is changed then.
    """
    if bahasa not in LANGUAGES:
        raise RuleError(f"Bahasa “{bahasa}” tidak ada; pilih {' atau '.join(LANGUAGES)}.")
    _now["bahasa"] = bahasa


def language() -> str:
    """Return the language in force."""
    return _now["bahasa"]


@contextmanager
def speaking(bahasa: str) -> Iterator[None]:
    """Set the language inside a `with` block only."""
    before = language()
    set_language(bahasa)
    try:
        yield
    finally:
        set_language(before)


def tr(text: str, /, **values: object) -> str:
    """Return a text in the language in force with its `{names}` filled in; a text without a translation (a name from the data) stays as it is.

    Where English has two forms, `n` chooses between them.

    Examples
    --------
    >>> tr("{n} dari {semua} indikator", n=3, semua=4)
    '3 dari 4 indikator'
    """
    found = catalogue(_now["bahasa"]).get(text, text)
    if isinstance(found, tuple):
        found = found[0] if values.get("n") in (1, "1") else found[1]
    return found.format(**values) if values else found


def mark(text: str) -> str:
    """Return the text as it is; says that it is shown through `tr` later, so that the catalogue must hold it."""
    return text


@cache
def catalogue(bahasa: str) -> dict[str, str | tuple[str, str]]:
    """Return Indonesian text → text of that language (two of them where there is a plural); empty for Indonesian itself."""
    if bahasa == "id":
        return {}
    with (CATALOGUES / f"{bahasa}.po").open("rb") as file:
        messages = read_po(file, locale=bahasa)
    return {m.id if isinstance(m.id, str) else m.id[0]: m.string for m in messages if m.id}

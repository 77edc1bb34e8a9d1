"""Text that is safe to show."""

from __future__ import annotations

import re

__all__ = ["without_controls"]


# what can turn the direction of the text around it, and what HTML and XML forbid
CONTROLS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


def without_controls(text: str) -> str:
    """Return a text without control characters and signs that turn text around.

    A name in a report may carry them, unseen.
    """
    return CONTROLS.sub("", text)

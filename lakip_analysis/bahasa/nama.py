"""Names as a reader expects them."""

from __future__ import annotations

__all__ = ["tidy_name"]

SMALL = {"dan", "di", "ke", "dari", "dalam", "yang", "untuk", "bagi", "pada", "atau", "serta"}


def tidy_name(name: str) -> str:
    """Write a name printed in capitals as a reader expects it; other names stay as printed.

    Examples
    --------
    >>> tidy_name("PROGRAM PENINGKATAN KELUARGA SEJAHTERA (KS)"), tidy_name("Nilai SAKIP")
    ('Program Peningkatan Keluarga Sejahtera (KS)', 'Nilai SAKIP')
    """
    if not name.isupper() or len(name) < 8:
        return name
    words = [
        word if word.startswith("(") else word.lower() if word.lower() in SMALL else word.title()
        for word in name.split()
    ]
    return " ".join(words)

"""The audit's own notation: its figures quote the printed report and are compared, so they are Indonesian in every language."""

from __future__ import annotations

from functools import partial

from ..bahasa import angka as theme

__all__ = ["fmt", "fmt_percent", "fmt_rupiah", "fmt_value"]


fmt = partial(theme.fmt, bahasa="id")

fmt_percent = partial(theme.fmt_percent, bahasa="id")

fmt_rupiah = partial(theme.fmt_rupiah, bahasa="id")

fmt_value = partial(theme.fmt_value, bahasa="id")

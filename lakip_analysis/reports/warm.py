"""Imported for what it does: everything a report needs is imported and read once.

For the process that other processes are forked from where this one may not fork itself.
"""

from __future__ import annotations

from .engine import warm_up
from .render import exporter

warm_up()
exporter().template  # noqa: B018 (compiles the templates)

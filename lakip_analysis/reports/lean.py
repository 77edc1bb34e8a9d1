"""A library whose import costs a third of a batch's start, imported when it is first asked.

jsonschema, on which the format of notebooks stands, knows a check of internationalised web
addresses, and compiles a grammar of them by `rfc3987_syntax` whether anybody asks for it or not.
"""

from __future__ import annotations

import importlib
import sys
from importlib.util import find_spec
from types import ModuleType

__all__ = ["import_jsonschema"]

GRAMMAR = "rfc3987_syntax"


def import_jsonschema() -> None:
    """Import jsonschema as it is, but for that grammar: it is compiled by its first check.

    Nothing is done where jsonschema or the grammar stands already, or the grammar is not installed.
    """
    if "jsonschema" in sys.modules or GRAMMAR in sys.modules or not find_spec(GRAMMAR):
        return
    late = ModuleType(GRAMMAR)
    late.is_valid_syntax = _is_valid_syntax
    sys.modules[GRAMMAR] = late
    try:
        importlib.import_module("jsonschema")
    finally:
        del sys.modules[GRAMMAR]  # whoever imports it himself gets it


def _is_valid_syntax(term: str, value: str) -> bool:
    return importlib.import_module(GRAMMAR).is_valid_syntax(term=term, value=value)

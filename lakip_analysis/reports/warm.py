"""Imported for what it does: everything a report needs is imported and read once.

For the process that other processes are forked from where this one may not fork itself.
"""

from __future__ import annotations

import nbformat

from .engine import warm_up
from .render import exporter

warm_up()
exporter()  # compiles its templates
for relaxed in (False, True):  # compiles the schema that papermill's and nbconvert's files keep to
    nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=relaxed)

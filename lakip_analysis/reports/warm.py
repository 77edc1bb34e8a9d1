"""Imported for what it does: everything a report needs is imported and read once.

For the process that other processes are forked from where this one may not fork itself.
"""

from __future__ import annotations

import nbformat
from nbconvert.filters import markdown2html

from .engine import warm_up
from .fingerprint import versions
from .render import exporter

warm_up()
exporter()  # compiles its templates
markdown2html("*a*")  # compiles its patterns
versions()  # reads the whole program
for relaxed in (False, True):  # compiles the schema that papermill's and nbconvert's files keep to
    nbformat.validate(nbformat.v4.new_notebook(), relax_add_props=relaxed)

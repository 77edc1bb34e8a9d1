"""Run notebooks, render them, write the index and the manifest: the only part that knows papermill, nbconvert and folders."""

from __future__ import annotations

"""Run the chapters, assemble what they saved, write index and manifest.

The only part that knows papermill, nbconvert and folders.
"""

from __future__ import annotations

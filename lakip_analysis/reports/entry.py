"""What papermill finds by its entry point: the engine, loaded when it is used.

Papermill reads entry points while it is imported, and the engine imports papermill: an entry point
that is the engine itself would be asked for before it is whole.
"""

from __future__ import annotations

__all__ = ["LazyEngine"]


class LazyEngine:
    """`engine.ForkEngine`, as far as papermill asks for it."""

    @staticmethod
    def execute_notebook(nb, kernel_name, **options):
        """Execute a notebook."""
        return _engine().execute_notebook(nb, kernel_name, **options)

    @staticmethod
    def nb_kernel_name(nb, name=None):
        """Return the kernel that the notebook names."""
        return _engine().nb_kernel_name(nb, name)

    @staticmethod
    def nb_language(nb, language=None):
        """Return the language that the notebook names."""
        return _engine().nb_language(nb, language)


def _engine():
    from .engine import ForkEngine

    return ForkEngine

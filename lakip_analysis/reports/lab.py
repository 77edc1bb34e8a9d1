"""The notebooks in JupyterLab: where they stand, and the server that opens them (`lakip lab`)."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

from ..errors import RuleError
from .plan import notebooks_dir

__all__ = ["FIRST", "open_lab", "prepare_notebooks"]

FIRST = "00_mulai.ipynb"  # what a newcomer sees first


def prepare_notebooks(here: Path) -> tuple[Path, list[Path]]:
    """Return the folder of notebooks to work in, and what was copied there just now.

    In a checkout that is its own folder. An installed package keeps its notebooks out of sight, so
    they are copied to `here/notebooks`; a file that is there already is never overwritten.
    """
    source = notebooks_dir()
    if source.parent != Path(__file__).parents[1]:
        return source, []
    target, copied = here / "notebooks", []
    for path in sorted(source.rglob("*.ipynb")):
        copy = target / path.relative_to(source)
        if not copy.exists():
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            copied.append(copy)
    return target, copied


def open_lab(notebooks: Path, data: Path | None = None, more: list[str] = ()) -> int:
    """Run JupyterLab above the notebooks with the first one open, until it is stopped.

    Parameters
    ----------
    data : Path, optional
        Folder of data for notebooks whose `data_dir` is empty; they get it as `LAKIP_DATA`.
    more : list of str
        Options for `jupyter lab`, e.g. `["--no-browser"]`.

    Returns
    -------
    int
        The exit code of JupyterLab.

    Raises
    ------
    RuleError
        JupyterLab is not installed.
    """
    if find_spec("jupyterlab") is None:
        raise RuleError("JupyterLab belum terpasang. Langkah: python -m pip install jupyterlab")
    root, first = notebooks.parent, notebooks / FIRST
    start = first if first.is_file() else notebooks
    command = [sys.executable, "-m", "jupyterlab", f"--ServerApp.root_dir={root}", str(start)]
    found = {"LAKIP_DATA": str(data.resolve())} if data else {}
    try:
        return subprocess.run([*command, *more], env=os.environ | found, check=False).returncode
    except KeyboardInterrupt:  # stopped by hand: the server has said so itself
        return 0

"""Another copy of the package in a fork of the test's process: what that has imported of other packages is there already."""

import importlib
import io
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path

COMMAND = "from lakip_analysis.cli import app; app()"


def lakip(folder: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess:
    """Run `lakip` with the `lakip_analysis` that stands in `folder`; output and exit code as of a process of its own."""
    return inside(folder, COMMAND, *arguments, cwd=cwd)


def inside(folder: Path, code: str, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess:
    """Run Python code with that copy."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os._exit(_run(folder, code, arguments, cwd or folder, out, err))
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return subprocess.CompletedProcess(arguments, os.waitstatus_to_exitcode(status), *texts)


def _run(folder: Path, code: str, arguments: tuple[str, ...], cwd: Path, out, err) -> int:
    """In the fork: forget the package under test, look for it in `folder`, run the code."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "lakip_analysis"]:
        del sys.modules[name]
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.stdout, sys.stderr = (io.TextIOWrapper(open(fd, "wb", closefd=False), write_through=True, encoding="utf-8") for fd in (1, 2))  # noqa: SIM115
    sys.path.insert(0, str(folder))
    sys.argv = ["lakip", *arguments]
    os.chdir(cwd)
    try:
        assert Path(importlib.import_module("lakip_analysis").__file__).is_relative_to(folder)
        exec(code, {"__name__": "__main__"})
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0

"""The command `lakip` of another copy of the package, in a fork of the test's process: what that has imported of other packages is there already."""

import io
import os
import subprocess
import sys
import tempfile
import traceback
from pathlib import Path


def lakip(folder: Path, *arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess:
    """Run `lakip` with the `lakip_analysis` that stands in `folder`; output and exit code as of a process of its own."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = os.fork()
        if not child:
            os._exit(_inside(folder, arguments, cwd or folder, out, err))
        _, status = os.waitpid(child, 0)
        texts = []
        for file in (out, err):
            file.seek(0)
            texts.append(file.read().decode())
    return subprocess.CompletedProcess(arguments, os.waitstatus_to_exitcode(status), *texts)


def _inside(folder: Path, arguments: tuple[str, ...], cwd: Path, out, err) -> int:
    """In the fork: forget the package under test, look for it in `folder`, be the command."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "lakip_analysis"]:
        del sys.modules[name]
    os.dup2(out.fileno(), 1)
    os.dup2(err.fileno(), 2)
    sys.stdout, sys.stderr = (io.TextIOWrapper(open(fd, "wb", closefd=False), write_through=True, encoding="utf-8") for fd in (1, 2))  # noqa: SIM115
    sys.path.insert(0, str(folder))
    sys.argv = ["lakip", *arguments]
    os.chdir(cwd)
    try:
        from lakip_analysis.cli import app

        assert Path(sys.modules["lakip_analysis"].__file__).is_relative_to(folder)
        app()
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
    return 0

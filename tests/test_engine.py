"""The engine that forks: the outputs of a kernel, nothing left behind, and an end to every way of going wrong."""

import multiprocessing
import os
import re
import signal
import subprocess
import sys
import textwrap
import threading
import time
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import nbformat
import pandas as pd
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill.exceptions import PapermillExecutionError

from lakip_analysis.reports import engine

ROOT = Path(__file__).parents[1]
KERNEL = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a notebook gets a kernel")


def book(*sources: str, tags: dict[int, list[str]] | None = None):
    tags = tags or {}
    cells = [nbformat.v4.new_code_cell(textwrap.dedent(source).strip(), id=f"sel-{n}", metadata={"tags": tags.get(n, [])}) for n, source in enumerate(sources, 1)]
    return nbformat.v4.new_notebook(cells=cells, metadata=KERNEL)


def run(path: Path, notebook, name: str | None = engine.NAME, **options):
    """Execute a notebook; return what was saved and the error raised, if any."""
    error = None
    try:
        papermill.execute_notebook(notebook, str(path), engine_name=name, kernel_name="python3", progress_bar=False, extra_arguments=["--IPKernelApp.log_level=50"], **options)
    except (PapermillExecutionError, DeadKernelError, CellTimeoutError) as raised:
        error = raised
    cells = [cell for cell in nbformat.read(path, as_version=4).cells if cell.cell_type == "code"]
    return cells, error


def text_of(cell) -> str:
    """Everything a cell wrote or returned, as text."""
    return "".join(out.get("text", "") + out.get("data", {}).get("text/plain", "") for out in cell.outputs)


CELLS = {
    "value": "1 + 1",
    "nothing shown": "x = 5; None",
    "value hidden by a semicolon": "x;",
    "print": "print('satu'); print('dua', end='')",
    "flood of print": "for n in range(3000): print(n)",
    "stderr": "import sys; print('galat', file=sys.stderr)",
    "print, display, print": "print('a'); display(1); print('b')",
    "In and Out": "In[1], Out[1], _",
    "frame": "import pandas as pd; pd.DataFrame({'a': [1.5, None], 'b': ['x', '<y>']})",
    "html only": "from IPython.display import HTML, SVG, Markdown, Image, JSON; HTML('<b>tebal</b>')",
    "svg": "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"></svg>')",
    "several displays": "display(Markdown('*m*'), JSON({'a': [1, None]}))",
    "own repr": "class R:\n    def __repr__(self): return 'R'\n    def _repr_html_(self): return '<i>r</i>'\n    def _repr_mimebundle_(self, **k): return {'application/vnd.lakip+json': {'n': 1}}\nR()",
    "repr that fails": "class G:\n    def __repr__(self): return 1 / 0\nG()",
    "display updated": "h = display('lama', display_id='tetap'); h.update('baru')",
    "display of an earlier cell updated": "_ = display('kini', display_id='tetap', update=True)",
    "output cleared": "from IPython.display import clear_output; print('hilang'); clear_output(); print('tinggal')",
    "output cleared by the next": "print('hilang'); clear_output(wait=True); print('tinggal')",
    "error": "def f(): return 1 / 0\nf()",
    "error with a cause": "try:\n    {}['k']\nexcept KeyError as e:\n    raise ValueError('dua\\nbaris') from e",
    "error in a library": "pd.DataFrame().loc['x']",
    "error after output": "print('dulu'); raise RuntimeError('kemudian')",
    "error of a class of its own": "class Salah(Exception): pass\nraise Salah('x')",
    "syntax error": "def f(:\n  pass",
    "indentation error": "if True:\nprint(1)",
    "name error": "tidak_ada",
    "assertion": "assert 1 == 2, 'beda'",
    "warning": "import warnings; warnings.warn('awas')",
    "deprecation of this cell": "warnings.warn('usang', DeprecationWarning)",
    "logging": "import logging; logging.info('tidak'); logging.warning('tampak')",
    "exit": "import sys; sys.exit(3)",
    "exit of zero": "sys.exit()",
    "keyboard": "raise KeyboardInterrupt",
    "input": "import getpass, traceback\nfor ask in (input, getpass.getpass):\n    try: ask('nama?')\n    except Exception as e: print(traceback.format_exception_only(e))",
    "await": "import asyncio; await asyncio.sleep(0, 'sesudah')",
    "magic": "%time 1",
    "cell magic": "%%capture c\nprint('simpan')",
    "captured": "c.stdout",
    "shell": "!echo halo",
    "shell into a variable": "a = !echo halo\na",
    "unknown magic": "%tidakada",
    "help": "len?",
    "past Python's streams": "import os; os.system('echo dari-bawah')",
    "another program": "import subprocess; subprocess.run(['echo', 'anak']).returncode",
    "forked processes": "import multiprocessing as mp\ndef g(n): return n * n\nwith mp.get_context('fork').Pool(2) as p: r = p.map(g, range(4))\nr",
    "pickle of an own class": "import pickle; pickle.loads(pickle.dumps(Salah('balik'))).args",
    "name and file": "__name__, '__file__' in globals()",
    "folder": "os.getcwd()",
    "module beside the notebook": "import modul_di_sini; modul_di_sini.isi",
    "figure left open": "%matplotlib inline\nimport matplotlib.pyplot as plt; plt.plot([1, 3, 2]); plt.title('buka')",
    "figure shown": "plt.bar(['a', 'b'], [1, 2]); plt.show(); print('lalu')",
    "figure returned and left open": "fig, ax = plt.subplots(figsize=(2, 1)); fig",
    "figure closed": "fig = plt.figure(); plt.close(fig); print('tidak ada gambar')",
    "backend": "import matplotlib; matplotlib.get_backend(), matplotlib.is_interactive()",
    "blank": "   ",
    "thread": "import threading; t = threading.Thread(target=print, args=('benang',)); t.start(); t.join()",
    "not text": "print('\\x00\\u2028é😀')",
    "execution count": "get_ipython().execution_count",
}


@pytest.fixture(scope="module")
def both(tmp_path_factory) -> dict[str, tuple]:
    """Every cell above run in one notebook, by a kernel and by the engine, from the same folder."""
    folder = tmp_path_factory.mktemp("kedua")
    (folder / "modul_di_sini.py").write_text("isi = 'dari folder ini'\n", encoding="utf-8")
    engine.warm_up()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PYTEST_CURRENT_TEST", raising=False)  # a kernel that sees it listens to Python's streams only
        done = [run(folder / f"{name}.ipynb", book(*CELLS.values()), name, allow_errors=True, cwd=str(folder))[0] for name in (None, engine.NAME)]
    return dict(zip(CELLS, zip(*done, strict=True), strict=True))


def seen(cell) -> tuple:
    """What a reader sees: streams in one piece, without process ids and times; in any order, for what other programs write has none."""
    streams = {name: "".join(out.text for out in cell.outputs if out.output_type == "stream" and out.name == name) for name in ("stdout", "stderr")}
    rest = [dict(out) for out in cell.outputs if out.output_type != "stream"]
    return cell.execution_count, re.sub(r"ipykernel_\d+|CPU times.*?total|[\d.]+(?:e[+-]\d+)? [nmμ]?s\b", "", str(streams)), rest


@pytest.mark.lambat
@pytest.mark.parametrize("case", CELLS)
def test_outputs_are_those_of_a_kernel(case, both):
    kernel, fork = both[case]
    assert seen(fork) == seen(kernel)


def test_streams_and_displays_keep_their_order(tmp_path):
    cells, _ = run(tmp_path / "o.ipynb", book("import sys\nprint('a'); print('b', file=sys.stderr); display(1); print('c'); print('d'); 2"))
    assert [out.get("name", out.output_type) for out in cells[0].outputs] == ["stdout", "stderr", "display_data", "stdout", "execute_result"]
    assert cells[0].outputs[3].text == "c\nd\n"


ENDINGS = {
    "whole": ("2", None),
    "error": ("1 / 0", PapermillExecutionError),
    "allowed error": ("1 / 0", PapermillExecutionError),
    "exit": ("import sys; sys.exit(2)", PapermillExecutionError),
    "exit of zero": ("import sys; sys.exit(0)", None),
    "syntax": ("f(", PapermillExecutionError),
    "too long": ("while True: pass", CellTimeoutError),
    "dead": ("import os; os._exit(3)", DeadKernelError),
}


def ending(path, name, case):
    notebook = book("1", ENDINGS[case][0], "3", tags={2: ["raises-exception"]} if case == "allowed error" else {})
    cells, raised = run(path, notebook, name, **({"execution_timeout": 2} if case == "too long" else {}))
    return [(cell.execution_count, [out.output_type for out in cell.outputs]) for cell in cells], raised


@pytest.mark.parametrize("case", ENDINGS)
def test_every_ending_raises_what_papermill_raises_and_saves_the_notebook(case, tmp_path):
    cells, raised = ending(tmp_path / "o.ipynb", engine.NAME, case)
    assert type(raised) is (ENDINGS[case][1] or type(None))
    assert cells[0] == (1, ["execute_result"])
    if case == "too long":
        assert cells[1] == (2, ["error"]), "a traceback says where it was"
    if "allowed" not in case:
        assert (cells[-1] == (None, [])) == (case != "whole"), "nothing runs after the cell that failed"


@pytest.mark.lambat
@pytest.mark.parametrize("case", ENDINGS)
def test_every_ending_is_that_of_a_kernel(case, tmp_path):
    (cells, raised), (expected, known) = (ending(tmp_path / f"{name}.ipynb", name, case) for name in (engine.NAME, None))
    assert (cells[0], cells[2]) == (expected[0], expected[2])
    assert case == "dead" or cells[1] == expected[1], "a kernel that died may not have said that it began"
    assert type(raised) is type(known)
    if isinstance(known, PapermillExecutionError):
        assert vars(raised) == vars(known)


DEATHS = {
    "import os; os._exit(3)": "kode keluar 3",
    "import ctypes; print('sebelum'); ctypes.string_at(0)": "SIGSEGV",
    "import os, signal; os.kill(os.getpid(), signal.SIGKILL)": "SIGKILL, mungkin kehabisan memori",
    "import os; os.abort()": "SIGABRT",
    "import os; os.closerange(3, 100)": "mati",
}


@pytest.mark.parametrize("source", DEATHS)
def test_a_process_that_dies_is_one_clear_error_at_its_cell(source, tmp_path):
    begun = time.monotonic()
    cells, error = run(tmp_path / "o.ipynb", book("1", source, "3"))
    assert DEATHS[source] in str(error)
    assert [cell.metadata.papermill.exception for cell in cells] == [False, True, None]
    assert time.monotonic() - begun < 10
    if "string_at" in source:
        assert "sebelum" in text_of(cells[1]), "what it wrote before"
        assert "Segmentation fault" in text_of(cells[1]), "and where it died"


def test_a_cell_too_long_is_stopped_with_all_it_started(tmp_path):
    source = "import subprocess; p = subprocess.Popen(['sleep', '60']); print(p.pid, flush=True)\nwhile True: pass"
    cells, error = run(tmp_path / "o.ipynb", book(source), execution_timeout=2)
    assert isinstance(error, CellTimeoutError)
    assert gone(int(text_of(cells[0])))


def test_what_still_runs_at_the_end_is_ended_and_exit_handlers_run(tmp_path):
    source = f"""
        import atexit, os, pathlib, subprocess, tempfile
        atexit.register(pathlib.Path({str(tmp_path / "pamit")!r}).touch)
        scratch = tempfile.TemporaryDirectory(dir={str(tmp_path)!r})
        p = subprocess.Popen(['sleep', '60']); print(p.pid)
        if os.fork() == 0:
            print('cucu', flush=True); import time; time.sleep(60)
        """
    begun = time.monotonic()
    cells, error = run(tmp_path / "o.ipynb", book(source))
    assert error is None
    assert time.monotonic() - begun < engine.FAREWELL, "a forked child keeps nobody waiting"
    assert gone(int(text_of(cells[0]).split()[0]))
    assert {path.name for path in tmp_path.iterdir()} == {"o.ipynb", "pamit"}


def gone(pid: int) -> bool:
    """Whether a process has ended; one that nobody has waited for counts as ended."""
    for _ in range(50):
        try:
            if "\nState:\tZ" in Path(f"/proc/{pid}/status").read_text(encoding="utf-8"):
                return True
        except (FileNotFoundError, ProcessLookupError):
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_a_parent_that_is_stopped_takes_the_notebook_along(sent, tmp_path):
    notebook = book(f"import os; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))", "while True: pass")
    parent = multiprocessing.get_context("fork").Process(target=run, args=(tmp_path / "o.ipynb", notebook))
    parent.start()
    pid = waited(tmp_path / "pid")
    time.sleep(0.3)
    os.kill(parent.pid, sent)
    parent.join(20)
    assert parent.exitcode
    assert gone(pid)
    if sent == signal.SIGINT:
        assert nbformat.read(tmp_path / "o.ipynb", as_version=4).cells[0].execution_count == 1, "saved as far as it came"


def waited(path: Path) -> int:
    for _ in range(300):
        if path.exists() and path.read_text(encoding="utf-8"):
            return int(path.read_text(encoding="utf-8"))
        time.sleep(0.1)
    raise AssertionError("the notebook did not start")


CHANGES = {
    "a module's global": ("lakip_analysis.theme.WIDTH = 99", "lakip_analysis.theme.WIDTH"),
    "rcParams": ("matplotlib.rcParams['font.size'] = 99", "matplotlib.rcParams['font.size']"),
    "a pandas option": ("pandas.set_option('display.precision', 1)", "pandas.get_option('display.precision')"),
    "the environment": ("os.environ['LAKIP_UJI'] = 'x'", "os.environ.get('LAKIP_UJI')"),
    "the folder": ("os.chdir('/')", "os.getcwd()"),
    "a warning filter": ("warnings.simplefilter('error')", "warnings.filters[0][0]"),
    "an open figure": ("matplotlib.pyplot.ioff(); matplotlib.pyplot.figure()", "matplotlib.pyplot.get_fignums()"),
    "sys.path": ("sys.path.insert(0, '/uji')", "sys.path[0] == '/uji'"),
    "the locale": ("locale.setlocale(locale.LC_ALL, 'C')", "locale.setlocale(locale.LC_ALL)"),
    "builtins": ("builtins.uji = 1", "hasattr(builtins, 'uji')"),
    "a name": ("uji = 1", "'uji' in globals()"),
    "a log level": ("logging.root.setLevel(1)", "logging.root.level"),
    "an import": ("sys.modules['uji'] = 1", "'uji' in sys.modules"),
    "the float state": ("numpy.seterr(all='raise')", "numpy.geterr()['divide']"),
}
MODULES = "import builtins, locale, logging, os, sys, warnings, numpy, pandas, matplotlib.pyplot, lakip_analysis.theme"


def test_nothing_a_notebook_changes_is_seen_by_the_caller_or_the_next(tmp_path):
    space = {}
    exec(MODULES, space)
    look = f"print([{', '.join(f'str({see})' for _, see in CHANGES.values())}])"
    before = [str(eval(see, space)) for _, see in CHANGES.values()]
    changes = "\n".join(do for do, _ in CHANGES.values())
    notebooks = book(MODULES, look), book(MODULES, changes, look), book(MODULES, look)
    first, changed, following = (eval(text_of(run(tmp_path / "o.ipynb", notebook)[0][-1])) for notebook in notebooks)
    assert sum(a == b for a, b in zip(first, changed, strict=True)) <= 1, "the changes were real (but the locale may be C already)"
    assert following == first
    assert [str(eval(see, space)) for _, see in CHANGES.values()] == before


def test_what_its_caller_set_in_pandas_is_not_seen_by_a_notebook(tmp_path):
    """A kernel has never heard of it."""
    source = "import pandas as pd; pd.DataFrame({'a': [1.5]})"
    plain = run(tmp_path / "o.ipynb", book(source))[0][0]["outputs"]
    with pd.option_context("display.float_format", "{:.3f}".format, "display.max_rows", 1):
        assert run(tmp_path / "o.ipynb", book(source))[0][0]["outputs"] == plain


def test_random_numbers_are_those_of_no_other_process(tmp_path):
    """A kernel starts unseeded: who wants the same numbers again has to seed."""
    source = "import random, numpy as np; print(random.random(), np.random.rand(), np.random.default_rng().random())"
    drawn = [text_of(run(tmp_path / "o.ipynb", book(source))[0][0]).split() for _ in range(3)]
    assert all(len(set(column)) == 3 for column in zip(*drawn, strict=True))


def test_no_profile_history_or_home_is_needed(tmp_path, monkeypatch):
    home = tmp_path / "rumah"
    (home / ".ipython/profile_default/startup").mkdir(parents=True)
    (home / ".ipython/profile_default/startup/00.py").write_text("dari_awal = 1", encoding="utf-8")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.delenv("IPYTHONDIR", raising=False)
    before = sorted(home.rglob("*"))
    cells, error = run(tmp_path / "o.ipynb", book("'dari_awal' in globals()", "In[1]"))
    assert error is None
    assert text_of(cells[0]) == "False"
    assert sorted(home.rglob("*")) == before
    monkeypatch.setenv("HOME", "/tidak/ada")
    assert run(tmp_path / "o.ipynb", book("1"))[1] is None


def test_a_process_with_threads_gets_a_kernel(tmp_path, monkeypatch):
    """Another thread may hold a lock that nobody in the fork would ever open."""
    asked = []
    monkeypatch.setattr(engine.NBClientEngine, "execute_managed_notebook", lambda *args, **options: asked.append(options))
    stop = threading.Event()
    thread = threading.Thread(target=stop.wait)
    thread.start()
    try:
        assert not engine.can_fork()
        run(tmp_path / "o.ipynb", book("1"), execution_timeout=7)
    finally:
        stop.set()
        thread.join()
    assert asked[0]["execution_timeout"] == 7
    assert engine.can_fork()


def in_worker(path: Path) -> tuple[bool, str]:
    return engine.can_fork(), text_of(run(path, book("import os; os.getpid()"))[0][0])


@pytest.mark.parametrize("method", ["fork", pytest.param("spawn", marks=pytest.mark.lambat)])
def test_a_worker_of_a_pool_may_fork(method, tmp_path):
    """The batch makes each report in such a process."""
    with ProcessPoolExecutor(2 if method == "fork" else 1, mp_context=multiprocessing.get_context(method)) as pool:
        done = list(pool.map(in_worker, [tmp_path / f"{n}.ipynb" for n in range(4)]))
    assert all(may for may, _ in done)
    assert len({pid for _, pid in done}) == 4


ENTRY = """
import sys, entrypoints
known = entrypoints.EntryPoint.from_string(sys.argv[2], "lakip")
entrypoints.get_group_all = lambda group: [known] if group == "papermill.engine" else []
import {first}
import papermill
from papermill.engines import papermill_engines
print(papermill.execute_notebook(sys.argv[1], None, engine_name="lakip", progress_bar=False).cells[0].outputs[0].text)
"""


@pytest.mark.parametrize("first", ["papermill", "lakip_analysis.reports.engine"])
def test_papermill_finds_the_engine_by_its_entry_point_whoever_is_imported_first(first, tmp_path):
    nbformat.write(book("import os; print(os.getppid())"), tmp_path / "in.ipynb")
    entry = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["entry-points"]["papermill.engine"]
    assert set(entry) == {engine.NAME}
    command = [sys.executable, "-c", ENTRY.format(first=first), str(tmp_path / "in.ipynb"), entry[engine.NAME]]
    with subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE, text=True) as process:
        said = process.communicate()[0]
    assert said.strip() == str(process.pid), "a fork of the process that asked"


LEAN = """
import sys
from lakip_analysis.reports.lean import import_jsonschema
import_jsonschema()
import jsonschema
assert "lark" not in sys.modules and "rfc3987_syntax" not in sys.modules, "the grammar is compiled"
known = jsonschema.FormatChecker()
said = [known.conforms(text, form) for form in ("iri", "iri-reference") for text in ("http://a.b/ü", "http://[")]
assert said == [True, False, True, False], said
assert sys.modules["rfc3987_syntax"].__file__, "a stand-in was left"
"""


def test_a_grammar_that_no_notebook_needs_is_compiled_by_its_first_use():
    pytest.importorskip("rfc3987_syntax")
    subprocess.run([sys.executable, "-c", LEAN], check=True, timeout=60)


def test_who_imported_the_grammar_already_keeps_it():
    pytest.importorskip("rfc3987_syntax")
    check = "import rfc3987_syntax as own; from lakip_analysis.reports.lean import import_jsonschema as lean; lean(); import sys; assert sys.modules['rfc3987_syntax'] is own"
    subprocess.run([sys.executable, "-c", check], check=True, timeout=60)


def test_a_notebook_looks_for_dead_objects_seldom_and_still_finds_them(tmp_path):
    source = """
    import gc, weakref
    class Node: pass
    def ring():
        node = Node(); node.own = node
        return weakref.ref(node)
    dead = ring()
    kept = [[n] for n in range(gc.get_threshold()[0] + 1000)]
    (gc.get_threshold()[0] > 10_000, dead() is None)
    """
    cells, error = run(tmp_path / "a.ipynb", book(source))
    assert error is None
    assert text_of(cells[0]) == "(True, True)"


@pytest.mark.parametrize("last", ["1 / 0", "'selesai'"], ids=["gagal", "utuh"])
def test_work_beside_that_nobody_asked_for_ends_with_its_notebook(last, tmp_path, monkeypatch):
    monkeypatch.setattr("lakip_analysis.processes.cores", lambda: 2)  # the fork has it too
    place = tmp_path / "pid"
    begun = f"""
        import os, time
        from pathlib import Path
        from lakip_analysis import processes
        def work():
            Path({str(place)!r}).write_text(str(os.getpid()))
            time.sleep(60)
        asked = processes.beside(work)
        while not (Path({str(place)!r}).exists() and Path({str(place)!r}).read_text()):
            time.sleep(0.01)
    """
    start = time.monotonic()
    _, error = run(tmp_path / "a.ipynb", book(begun, last))
    assert bool(error) == (last == "1 / 0") and time.monotonic() - start < 30
    while Path(f"/proc/{place.read_text()}").exists() and time.monotonic() - start < 30:
        time.sleep(0.05)
    assert not Path(f"/proc/{place.read_text()}").exists()

"""Would a test notice a wrong line? Seeds single wrong expressions in a module and counts.

Each wrong expression is put into its function in a copy of the package, in a fork that has imported
package and tests. Of the module's doctests and quick tests those run that call the function, and
stop at the first failure. What passes survives: an equivalent change, or a missing test.

A change in the audit first meets the records of tests/test_audit_rekam.py, part by part: only what
calls the function is made anew, from what came before it as it stands. It is counted apart, and so
is what only the findings of the four reports notice (tests/test_audit_real.py). Both are quick
tests; of the latter only those are run that can differ.

python benchmarks/mutasi.py [seed] [count per module] [module …]
python benchmarks/mutasi.py 17 64 audit/     64 in all, drawn from every expression of the modules
                                             under audit/ (a large module has more of them)

MUTASI_PETA=file.json keeps which tests call what; only changed test files are run for it again.
"""

import ast
import builtins
import copy
import hashlib
import importlib
import itertools
import json
import multiprocessing
import os
import random
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from types import CodeType

# imported here, so that every fork has them: all that the tests need but the package itself
import hypothesis  # noqa: F401
import pandera.pandas  # noqa: F401
import pytest
import scipy.stats  # noqa: F401

FORK = multiprocessing.get_context("fork")
HOME = Path(__file__).parents[1]
# Of processor time: a change that makes the tests hang counts as noticed. Of the tests that call a
# function the quickest run first, as many as fit into CAP: what only the rest would notice counts
# as not noticed.
SECONDS, CAP = 240, 12

# module → the quick tests that answer for it
AUDIT = ("audit_parts", "audit_repair", "audit_checks", "audit_silang", "audit_tabel")
AUDIT += ("names", "likeness", "words", "wording")
TESTS = {
    "capaian/compute": ("achievement", "counting", "rujukan"),
    "pembanding/compute": ("benchmark",),
    "tren/kendall": ("trend",),
    "tren/projection": ("projection",),
    "efisiensi/frontier": ("frontier",),
    "data/dinas": ("dinas", "data"),
    "data/csvtable": ("data",),
    "numbers": ("numbers",),
    "reports/compare": ("compare",),
    "reports/manifest": ("manifest",),
    "satudata/compute": ("msind",),
}
TESTS |= {
    f"audit/{path.stem}": AUDIT
    for path in sorted((HOME / "lakip_analysis" / "audit").glob("*.py"))
    if path.stem != "__init__"
}
TESTS |= {"audit/tanggapan": ("tanggapan",), "audit/tentang": ("papan",)}

# the last quick test of the audit: nothing but all its findings, on four whole reports
SNAPSHOT = "tests/test_audit_real.py::test_every_finding_is_the_one_it_was"

COMPARE = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
COMPARE |= {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.In: ast.NotIn, ast.NotIn: ast.In}
COMPARE |= {ast.Is: ast.IsNot, ast.IsNot: ast.Is}
ARITHMETIC = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Div, ast.Div: ast.Mult}
ARITHMETIC |= {ast.FloorDiv: ast.Mult, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}
TWINS = {"min": "max", "max": "min", "all": "any", "any": "all"}
DROPPED = ("clip", "abs", "round", "strip")

Change = Callable[[], None]


def changes(tree: ast.Module) -> Iterator[tuple[int, str, Change]]:
    """Yield line, kind and a function that makes the wrong expression, in place."""
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]:
        for part in [*function.body, *function.args.defaults, *function.args.kw_defaults]:
            nodes = list(ast.walk(part)) if part is not None else []
            # zip(…, strict=False) of things of one length is no other program, nor is another type
            same = [node.value for node in nodes if getattr(node, "arg", "") == "strict"]
            for name in ("annotation", "returns"):
                types = [getattr(node, name) for node in nodes if getattr(node, name, None)]
                same += [inner for one in types for inner in ast.walk(one)]
            same = set(map(id, same))
            for node in nodes:
                if id(node) not in same and not isinstance(node, ast.AnnAssign | ast.FunctionDef):
                    yield from _of(node)


def _of(node: ast.AST) -> Iterator[tuple[int, str, Change]]:
    for kind, change in _operators(node):
        yield node.lineno, kind, change
    for kind, change in _names(node):
        yield node.lineno, kind, change
    for field, value in ast.iter_fields(node):
        many = isinstance(value, list)
        for place, child in enumerate(value if many else [value]):
            new = _replacement(child)
            if new is not None:
                put = _putter(value, place, new[1]) if many else _setter(node, field, new[1])
                yield child.lineno, new[0], put


def _operators(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in COMPARE:
        yield "comparison", _putter(node.ops, 0, COMPARE[type(node.ops[0])]())
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in ARITHMETIC:
        yield "arithmetic", _setter(node, "op", ARITHMETIC[type(node.op)]())
    if isinstance(node, ast.BoolOp):
        yield "and/or", _setter(node, "op", ast.Or() if isinstance(node.op, ast.And) else ast.And())


def _names(node: ast.AST) -> Iterator[tuple[str, Change]]:
    if isinstance(node, ast.Name) and node.id in TWINS and isinstance(node.ctx, ast.Load):
        yield "min/max/all/any", _setter(node, "id", TWINS[node.id])
    if isinstance(node, ast.Attribute) and node.attr in TWINS:
        yield "min/max/all/any", _setter(node, "attr", TWINS[node.attr])
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        yield "constant", _setter(node, "value", node.value + 1)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "constant", _setter(node, "value", not node.value)


def _replacement(node: object) -> tuple[str, ast.expr] | None:
    """Return the expression without its negation or without its call of clip, abs, round, strip."""
    if isinstance(node, ast.UnaryOp):
        return "negation", node.operand
    if not isinstance(node, ast.Call):
        return None
    called = node.func
    if isinstance(called, ast.Attribute) and called.attr in DROPPED:
        # np.round(x, 9), np.clip(x, low, high): what stays is the first argument
        library = isinstance(called.value, ast.Name) and called.value.id == "np"
        return f"dropped {called.attr}", node.args[0] if library else called.value
    if isinstance(called, ast.Name) and called.id in DROPPED:
        return f"dropped {called.id}", node.args[0]
    return None


def _setter(node: ast.AST, field: str, new: object) -> Change:
    return lambda: setattr(node, field, new)


def _putter(items: list, place: int, new: object) -> Change:
    return lambda: items.__setitem__(place, new)


def wrong_modules(source: str, numbers: list[int]) -> Iterator[tuple[int, str, str]]:
    """Yield line, kind and whole source of a module with one of its wrong expressions each."""
    tree = ast.parse(source)
    for number in sorted(numbers):
        wrong = copy.deepcopy(tree)
        line, kind, change = list(changes(wrong))[number]
        change()
        text = ast.unparse(wrong)
        if text != ast.unparse(tree):
            yield line, kind, text


def draw(modules: tuple[str, ...], seed: int, count: int) -> dict[str, list[int]]:
    """Return module → the numbers of the expressions drawn: `count` of each module, or of all."""
    folder = HOME / "lakip_analysis"
    named = [name for name in TESTS if not modules or name.startswith(modules)]
    totals = {
        name: len(list(changes(ast.parse((folder / f"{name}.py").read_text(encoding="utf-8")))))
        for name in named
    }
    if not any(name.endswith("/") for name in modules):
        return {
            name: random.Random(seed).sample(range(total), min(count, total))
            for name, total in totals.items()
        }
    every = [(name, n) for name, total in totals.items() for n in range(total)]
    drawn: dict[str, list[int]] = {}
    for name, number in sorted(random.Random(seed).sample(every, min(count, len(every)))):
        drawn.setdefault(name, []).append(number)
    print(f"{sum(map(len, drawn.values()))} of {len(every)} expressions", flush=True)
    return drawn


def tell_calls(source: str, module: str) -> str:
    """Return the source of a module whose outermost functions say that they are called."""
    tree = ast.parse(source)
    for outer in tree.body:
        for inner in outer.body if isinstance(outer, ast.ClassDef) else [outer]:
            if isinstance(inner, ast.FunctionDef):
                name = inner.name if inner is outer else f"{outer.name}.{inner.name}"
                told = ast.parse(f"_called({(module, name)!r})").body
                at = int(ast.get_docstring(inner) is not None)
                inner.body[at:at] = told
    return ast.unparse(ast.fix_missing_locations(tree))


class Callers:
    """A plugin of pytest: which tests call which functions, and how long a test takes."""

    def __init__(self) -> None:
        self.called: dict[tuple[str, str], dict[str, float]] = {}

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item):
        places: set[tuple[str, str]] = set()
        builtins._called = places.add
        start = time.process_time()
        yield
        for place in places:
            self.called.setdefault(place, {})[item.nodeid] = time.process_time() - start


def functions(code: CodeType, names: tuple[str, ...] = ()) -> Iterator[tuple[str, CodeType]]:
    """Yield full name and code of the outermost functions of a module, and of its classes."""
    for one in code.co_consts:
        if isinstance(one, CodeType):
            name = ".".join((*names, one.co_name))
            if "__qualname__" in one.co_names and not names:
                yield from functions(one, (one.co_name,))
            elif not one.co_name.startswith("<"):
                yield name, one


def put_code(module: str, whole: CodeType) -> None:
    """Give the functions of an imported module the code of another text of it."""
    home = importlib.import_module("lakip_analysis." + module.replace("/", "."))
    for name, code in functions(whole):
        target = home
        for piece in name.split("."):
            target = getattr(target, piece, None) if target is home else vars(target).get(piece)
        target = getattr(target, "fget", None) or getattr(target, "__func__", target)
        target = getattr(target, "__wrapped__", target)
        if hasattr(target, "__code__") and target.__code__.co_freevars == code.co_freevars:
            target.__code__ = code


def put(module: str, source: str) -> None:
    """Give an imported module's functions the code of another text, and its constant defaults."""
    put_code(module, compile(source, f"{module}.py", "exec"))
    home = importlib.import_module("lakip_analysis." + module.replace("/", "."))
    for node in ast.parse(source).body:
        if isinstance(node, ast.FunctionDef):
            target = getattr(home, node.name, None)
            target = getattr(target, "__wrapped__", target)
            pairs = zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
            for argument, value in pairs:
                if isinstance(value, ast.Constant):
                    target.__kwdefaults__[argument.arg] = value.value
            if node.args.defaults and all(isinstance(v, ast.Constant) for v in node.args.defaults):
                target.__defaults__ = tuple(value.value for value in node.args.defaults)


def tests_of(folder: Path, modules: tuple[str, ...]) -> dict[tuple[str, str], dict[str, float]]:
    """Return module and function → those of the tests of the module that call it, with seconds."""
    kept = Path(os.environ.get("MUTASI_PETA", folder / "peta.json"))
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    names = dict.fromkeys(name for module in modules for name in TESTS[module])
    files = [f"lakip_analysis/{module}.py" for module in modules]
    files += [
        f"tests/test_{name}.py" for name in names if (folder / f"tests/test_{name}.py").exists()
    ]
    out: dict[tuple[str, str], dict[str, float]] = {}
    told: dict[str, CodeType] = {}
    for module in TESTS:
        source = (folder / f"lakip_analysis/{module}.py").read_text(encoding="utf-8")
        told[module] = compile(tell_calls(source, module), f"{module}.py", "exec")
    for file in files:
        mark = hashlib.sha256((folder / file).read_bytes()).hexdigest()
        if known.get(file, [""])[0] != mark:
            known[file] = [mark, _calls(file, told)]
            kept.write_text(json.dumps(known), encoding="utf-8")
        for module, name, test, seconds in known[file][1]:
            own = file == f"lakip_analysis/{module}.py" or file[11:-3] in TESTS[module]
            if own:
                out.setdefault((module, name), {})[test] = seconds
    return out


def _calls(file: str, told: dict[str, CodeType]) -> list[tuple[str, str, str, float]]:
    """Run one file of tests and return module, function, test and seconds of each call."""
    out, into = FORK.Pipe(duplex=False)
    run = FORK.Process(target=_run_tests, args=([file], told, into))
    run.start()
    into.close()
    called = out.recv()
    run.join()
    if run.exitcode not in (0, pytest.ExitCode.NO_TESTS_COLLECTED):
        raise SystemExit(f"The tests of {file} fail as they stand.")
    return [(*place, test, spent) for place, some in called.items() for test, spent in some.items()]


def quickest(seconds: dict[str, float]) -> list[str]:
    """Return the quickest of some tests, as many as fit into CAP; at least ten."""
    order = sorted(seconds, key=seconds.get)
    ends = itertools.accumulate(seconds[test] for test in order)
    return [
        test for n, (test, end) in enumerate(zip(order, ends, strict=True)) if end < CAP or n < 10
    ]


def function_at(source: str, line: int) -> tuple[str, bool]:
    """Return the full name of the outermost function around a line; whether its result is kept."""
    for node in ast.parse(source).body:
        inner = node.body if isinstance(node, ast.ClassDef) else [node]
        for one in inner:
            if isinstance(one, ast.FunctionDef) and one.lineno <= line <= one.end_lineno:
                name = one.name if one is node else f"{node.name}.{one.name}"
                return name, "cache" in map(ast.unparse, one.decorator_list)
    return "", False


def noticed(tests: list[str], change: tuple[str, str]) -> bool:
    """Say whether any of some tests fails with a module's wrong text."""
    if not tests:
        return False
    run = FORK.Process(target=_run_tests, args=(tests, change))
    run.start()
    run.join()
    return run.exitcode != 0


def _run_tests(paths: list[str], change: tuple[str, str] | dict[str, CodeType], into=None) -> None:
    """Run some tests with one wrong text, or with code that says what is called."""
    with open(os.devnull, "w") as nothing:
        os.dup2(nothing.fileno(), 1)
        os.dup2(nothing.fileno(), 2)
    if into is None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        put(*change)
        forget()
    else:
        builtins._called = set().add
        for module, code in change.items():
            put_code(module, code)
    words = ["-m", "not lambat", "-x", "-q", "-p", "no:xdist", "-p", "no:cacheprovider"]
    callers = [Callers()] if into else []
    code = pytest.main([*words, *paths], plugins=callers)
    if into:
        into.send(callers[0].called)
    os._exit(code)


class Parts:
    """What the audit gives, part by part: which functions a part calls, and what came of it.

    `rekam …`: as tests/test_audit_rekam.py records it; `nyata …`: of the four real reports, all
    that their findings are made from.
    """

    def __init__(self) -> None:
        self.made = dict(_rekam_parts()) | dict(_real_parts())
        self.was: dict[str, str] = {}
        self.called: dict[str, set[tuple[str, str]]] = {}
        modules = [module for module in TESTS if module.startswith("audit/")]
        sources = {m: Path(f"lakip_analysis/{m}.py").read_text(encoding="utf-8") for m in modules}
        for module, source in sources.items():
            put_code(module, compile(tell_calls(source, module), f"{module}.py", "exec"))
        for name, make in self.made.items():
            places = self.called[name] = set()
            builtins._called = places.add
            forget()
            self.was[name] = make()
        for module, source in sources.items():
            put_code(module, compile(source, f"{module}.py", "exec"))

    def differs(self, which: str, place: tuple[str, str], change: tuple[str, str]) -> bool:
        """Say whether a part that calls the changed function is another one with it."""
        some = [name for name in self.made if name.startswith(which) and place in self.called[name]]
        run = FORK.Process(target=self._compare, args=(some, change))
        run.start()
        run.join()
        return run.exitcode != 0

    def _compare(self, some: list[str], change: tuple[str, str]) -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        with open(os.devnull, "w") as nothing:
            os.dup2(nothing.fileno(), 2)
        put(*change)
        forget()
        os._exit(int(any(self.made[name]() != self.was[name] for name in some)))


def forget() -> None:
    """Empty what functions of the audit keep: what the change gives is worked out anew."""
    for module in [module for name, module in sys.modules.items() if ".audit" in name]:
        for value in vars(module).values():
            if hasattr(value, "cache_clear"):
                value.cache_clear()


def _rekam_parts() -> Iterator[tuple[str, Callable[[], str]]]:
    from test_audit_rekam import REPORTS

    from lakip_analysis.audit import prepare

    for name, (make, rules) in REPORTS.items():
        yield from _parts(f"rekam {name}", partial(prepare, make(), rules))


def _real_parts() -> Iterator[tuple[str, Callable[[], str]]]:
    from test_audit_real import ROOT

    from lakip_analysis.audit import prepare_dinas
    from lakip_analysis.data.catalogue import list_dinas
    from lakip_analysis.data.dinas import load_dinas

    for name in list_dinas(ROOT / "data"):
        yield from _parts(f"nyata {name}", partial(prepare_dinas, load_dinas(ROOT / "data", name)))


def _parts(name: str, ready: Callable) -> Iterator[tuple[str, Callable[[], str]]]:
    import test_audit_rekam as rekam
    from test_audit_real import snapshot_of

    from lakip_analysis.audit import find_temuan, load_checks

    terbitan = ready()
    found = find_temuan(terbitan)

    def again():
        known = replace(terbitan)
        known._hasil.update(terbitan._hasil)
        return find_temuan(known)

    def check_of(check) -> str:
        return str(rekam.record_check(replace(terbitan), check))

    yield f"{name} siap", lambda: rekam.record_prepared(ready()).to_csv()
    for check in load_checks():
        yield f"{name} {check.__name__}", partial(check_of, check)
    yield f"{name} antara", lambda: rekam.record_between(replace(terbitan)).to_csv()
    yield f"{name} temuan", lambda: rekam.record_findings(again()).to_csv()
    yield f"{name} kata", lambda: rekam.record_words(found).to_csv()
    yield f"{name} halaman", lambda: rekam.record_pages(found).to_csv() + snapshot_of(found)


def import_all(folder: Path, modules: tuple[str, ...]) -> None:
    """Import the copy and its tests, once, for every fork."""
    os.chdir(folder)
    sys.path[:0] = [str(folder), str(folder / "tests"), str(folder / "benchmarks")]
    sys.dont_write_bytecode = True
    for module in TESTS:
        importlib.import_module("lakip_analysis." + module.replace("/", "."))
    for name in dict.fromkeys(name for module in modules for name in TESTS[module]):
        if (folder / f"tests/test_{name}.py").exists():
            importlib.import_module(f"test_{name}")
    if any(module.startswith("audit/") for module in modules):
        importlib.import_module("test_audit_rekam")
        importlib.import_module("test_audit_real")


def copy_of_the_project(folder: Path) -> None:
    for name in ("lakip_analysis", "tests", "notebooks", "benchmarks"):
        shutil.copytree(HOME / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(HOME / "pyproject.toml", folder)
    for name in ("data", "docs"):
        (folder / name).symlink_to(HOME / name)


@dataclass(frozen=True)
class Wrong:
    """One wrong expression: where it stands, and the text of its module with it."""

    module: str
    line: int
    kind: str
    source: str
    text: str

    @property
    def change(self) -> tuple[str, str]:
        return self.module, self.text

    @property
    def place(self) -> tuple[str, str]:
        return self.module, function_at(self.source, self.line)[0]

    def tell(self, word: str) -> None:
        before = self.source.splitlines()[self.line - 1].strip()
        print(f"{word:8} {self.module}.py:{self.line} {self.kind}: {before}", flush=True)
        if word not in ("recorded", "noticed"):
            print(_difference(self.source, self.text), flush=True)


def wrong_ones(folder: Path, drawn: dict[str, list[int]]) -> Iterator[Wrong]:
    for module, numbers in drawn.items():
        source = (folder / "lakip_analysis" / f"{module}.py").read_text(encoding="utf-8")
        for line, kind, text in wrong_modules(source, numbers):
            yield Wrong(module, line, kind, source, text)


def calling(one: Wrong, tests: dict[tuple[str, str], dict[str, float]]) -> list[str]:
    """Return the tests that call the function of a change, the quickest first."""
    _, kept = function_at(one.source, one.line)
    if not kept:
        return quickest(tests.get(one.place, {}))
    # what a function keeps is worked out by the first test only: any may fail
    mine = [some for place, some in tests.items() if place[0] == one.module]
    return quickest({test: second for some in mine for test, second in some.items()})


WORDS = ("recorded", "noticed", "snapshot", "SURVIVES")


def main(seed: str = "12", count: str = "8", *modules: str) -> None:
    """Print every change with what became of it, then the shares."""
    drawn = draw(modules, int(seed), int(count))
    became: dict[Wrong, str] = {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        copy_of_the_project(folder)
        import_all(folder, tuple(drawn))
        parts = Parts() if any(module.startswith("audit/") for module in drawn) else None
        wrong = list(wrong_ones(folder, drawn))
        for one in wrong:
            if parts and parts.differs("rekam", one.place, one.change):
                became[one] = "recorded"
                one.tell("recorded")
        rest = [one for one in wrong if one not in became]
        tests = tests_of(folder, tuple(dict.fromkeys(one.module for one in rest)))
        print(f"{len(tests)} functions are called by tests", flush=True)
        for one in rest:
            became[one] = "noticed" if noticed(calling(one, tests), one.change) else "SURVIVES"
            if became[one] == "SURVIVES" and parts:
                differs = parts.differs("nyata", one.place, one.change)
                became[one] = (
                    "snapshot" if differs and noticed([SNAPSHOT], one.change) else "SURVIVES"
                )
            one.tell(became[one])
    for module in [*drawn, ""]:
        words = [word for one, word in became.items() if module in ("", one.module)]
        counts = ", ".join(f"{word} {words.count(word)}" for word in WORDS)
        seen = len(words) - words.count("SURVIVES")
        print(f"{module or 'all'}: {seen} of {len(words)} ({counts})")


def _difference(source: str, wrong: str) -> str:
    """Return the changed line as it became."""
    plain = ast.unparse(ast.parse(source)).splitlines()
    pairs = zip(plain, wrong.splitlines(), strict=False)
    return "\n".join(f"         {new.strip()}" for old, new in pairs if old != new)


if __name__ == "__main__":
    main(*sys.argv[1:])

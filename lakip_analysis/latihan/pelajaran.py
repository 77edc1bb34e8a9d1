"""One source per lesson → two editions: the learner's without answers, the instructor's with them.

A source is a Markdown text that can be read and compared as it is. Fences in it are cells:

- ` ```python ` a cell of both editions;
- ` ```python siapkan ` runs when the editions are made only, to compute what the text says;
- ` ```soal ` an exercise, as TOML: `nama`, `tanya`, `kunci` (code whose `jawab_<nama>` is the
  answer), `stub` (what the learner finds), `poin`, `alasan`, `contoh_alasan`, `desimal`,
  `petunjuk`, `[[salah]]` (`nilai`, an expression; `petunjuk`; `bagian`, the share it earns);
  `baku` and `variasi`: code that sets the figures of the exercise, as everyone gets it and as a
  seed draws it (with `acak`, a `random.Random`).

`{{expression|format}}` in text is computed at its place, in the notation of `say`: no figure of a
lesson is typed; with the format `kode` it stands as Python writes it, also in the code of an
exercise. A lesson is run once, in this process, as a kernel would; the exercises of each seed are
made at the places where they stood then.
"""

from __future__ import annotations

import ast
import random
import re
import tomllib
from dataclasses import dataclass, field
from hashlib import sha256

from ..bahasa.say import FORMATS, say
from ..errors import DataError, Fault
from .kunci import make_kunci

__all__ = [
    "Naskah",
    "Pelajaran",
    "Sel",
    "make_edisi",
    "make_lembar",
    "make_pelajaran",
    "run_naskah",
    "run_source",
    "split_source",
]

FENCE = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)
PLACE = re.compile(r"\{\{(.+?)\|(\w*)\}\}")
KODE = "kode"  # the format of a value as Python writes it
DRAWS = 50  # until a drawn exercise is one: its mistakes are none, its answer can be told
DARI_BUILDER = "from lakip_analysis.latihan import open_lembar\n\nlembar = open_lembar({berkas!r})"


@dataclass(frozen=True)
class Sel:
    """One cell: `jenis` teks or kode; `hasil` is what its last line showed when it was made."""

    jenis: str
    isi: str
    hasil: object = None
    soal: str = ""


@dataclass(frozen=True)
class Pelajaran:
    """A lesson made: its cells in both editions, its key, and its answers for the instructor.

    `jawaban` has one dict per exercise: soal, poin, alasan, jawaban, contoh_alasan.
    """

    nama: str
    judul: str
    garam: str
    pelajar: tuple[Sel, ...]
    pengajar: tuple[Sel, ...]
    soal: dict[str, dict]
    jawaban: tuple[dict, ...]


def split_source(source: str) -> list[tuple[str, str]]:
    """Return the parts of a source in order, as (kind, text): teks, kode, siapkan, soal, or other.

    Examples
    --------
    >>> split_source("# A\\n```python\\n1 + 1\\n```\\nselesai")
    [('teks', '# A'), ('kode', '1 + 1'), ('teks', 'selesai')]
    """
    parts, end = [], 0
    for found in FENCE.finditer(source):
        parts.append(("teks", source[end : found.start()].strip()))
        language, mark = found[1], found[2].strip()
        kind = {"python": mark or "kode"}.get(language, language)
        parts.append((kind, found[3].strip("\n")))
        end = found.end()
    parts.append(("teks", source[end:].strip()))
    return [part for part in parts if part[1]]


@dataclass(frozen=True)
class Soal:
    """An exercise at its place: what its source says, and the names there before and after it."""

    isi: dict
    nomor: int
    sebelum: dict = field(repr=False)
    sesudah: dict = field(repr=False)


@dataclass(frozen=True)
class Naskah:
    """A lesson that was run: its cells and exercises in order, from which editions are made."""

    nama: str
    judul: str
    bagian: tuple[Sel | Soal, ...]
    sidik: str
    bahasa: str


def make_pelajaran(nama: str, source: str, bahasa: str = "id", benih: str = "") -> Pelajaran:
    """Run a lesson's source and return both editions with the key.

    Parameters
    ----------
    nama : str
        Names its files: `kunci-<nama>.json`.
    source : str
        As `split_source` takes it; it begins with its title (`# …`).
    benih : str
        Draws the figures of the exercises that vary; empty: as they stand in the source.

    Raises
    ------
    DataError
        A part that is no cell, code that fails, an exercise whose answer is missing: with its part.

    Examples
    --------
    >>> text = "# A\\n```soal\\nnama='1'\\ntanya='2 + 2?'\\ndesimal=0\\nkunci='jawab_1 = 4'\\n```"
    >>> made = make_pelajaran("a", text)
    >>> made.pelajar[-2].isi, made.pengajar[-2].isi, made.jawaban[0]["jawaban"]
    ('jawab_1 = ...', 'jawab_1 = 4', 4)
    """
    return make_edisi(run_naskah(nama, source, bahasa), benih)


def run_naskah(nama: str, source: str, bahasa: str = "id") -> Naskah:
    """Run a lesson's source once; parameters and errors as of `make_pelajaran`."""
    parts = split_source(source)
    title = re.match(r"# (.+)", parts[0][1]) if parts else None
    # what is learnt stands before the first heading; the sheet is opened right behind it
    start, mark, rest = parts[0][1].partition("\n## ") if parts else ("", "", "")
    parts[:1] = [("teks", start.strip()), *([("teks", f"## {rest}")] if mark else [])]
    if not title:
        raise DataError([Fault(nama, None, None, None, "tanpa judul", "mulai dengan # Judul")])
    names: dict = {"__name__": nama}
    made: list[Sel | Soal] = []
    for number, (kind, text) in enumerate(parts, 1):
        try:
            if kind == "teks":
                made.append(Sel("teks", _filled(text, names, bahasa)))
            elif kind in ("kode", "siapkan"):
                shown = run_source(text, names, nama)
                made += [Sel("kode", text, shown)] if kind == "kode" else []
            elif kind == "soal":
                read, before = tomllib.loads(text), dict(names)
                _exercise(read, names, "", bahasa)
                made.append(Soal(read, number, before, dict(names)))
            else:
                raise ValueError(f"bukan sel: {kind}")
        except DataError:
            raise
        except Exception as error:
            raise DataError([_fault(nama, number, kind, text, error)]) from error
    digest = sha256(source.encode()).hexdigest()
    return Naskah(nama, title[1].strip(), (*made,), digest, bahasa)


def _fault(nama: str, number: int, kind: str, text: str, error: Exception) -> Fault:
    cause = f"{type(error).__name__}: {error}".splitlines()[0]
    return Fault(nama, number, kind, text[:60], cause, "perbaiki bagian itu, lalu bangun lagi")


def make_edisi(naskah: Naskah, benih: str = "", untuk: str = "") -> Pelajaran:
    """Return both editions of a lesson that was run, with the figures that a seed draws.

    Parameters
    ----------
    untuk : str
        Name of the learner whose figures these are, told at the beginning.

    Raises
    ------
    DataError
        An exercise that no draw makes right.
    """
    bahasa, nama = naskah.bahasa, naskah.nama
    # the salt tells lessons apart and changes with the lesson; it is no secret
    garam = sha256(f"{naskah.sidik} {benih}".encode()).hexdigest()[:16]
    opening = Sel("kode", DARI_BUILDER.format(berkas=f"kunci-{nama}.json"))
    told = say("latihan.pembuka_varian", bahasa, untuk=untuk) if untuk else ""
    hello = Sel("teks", "\n\n".join(filter(None, [say("latihan.pembuka", bahasa), told])))
    learner: list[Sel] = []
    teacher = [Sel("teks", say("latihan.pembuka_pengajar", bahasa))]
    keys, answers = {}, []
    own: dict = {}  # what the exercises of this seed have set so far
    seen: dict = {}
    for number, part in enumerate(naskah.bagian):
        if isinstance(part, Soal):
            kept = {k: v for k, v in own.items() if part.sebelum.get(k) is seen.get(k)}
            before = part.sebelum | kept
            names, (ours, theirs, key, answer) = _drawn(part, before, naskah, garam, benih)
            learner += ours
            teacher += theirs
            keys[answer["soal"]] = key
            answers.append(answer)
            own = kept | {k: v for k, v in names.items() if part.sebelum.get(k, ...) is not v}
            seen = part.sesudah
        else:
            learner.append(part)
            teacher.append(part)
        if number == 0:
            learner += [hello, opening]
            teacher.append(opening)
    return Pelajaran(nama, naskah.judul, garam, (*learner,), (*teacher,), keys, (*answers,))


def _drawn(part: Soal, before: dict, naskah: Naskah, garam: str, benih: str) -> tuple[dict, tuple]:
    """Return the names after one exercise and its cells; a draw that makes none is drawn again."""
    acak = random.Random(f"{naskah.nama} {part.isi['nama']} {benih}") if benih else None
    tries = DRAWS if acak and "variasi" in part.isi else 1
    for left in reversed(range(tries)):
        names = dict(before)
        try:
            return names, _exercise(part.isi, names, garam, naskah.bahasa, acak)
        except DataError:
            if not left:
                raise
        except Exception as error:
            text = part.isi["tanya"]
            fault = _fault(naskah.nama, part.nomor, "soal", text, error)
            raise DataError([fault]) from error
    raise AssertionError


def run_source(code: str, names: dict, where: str = "sel") -> object:
    """Run a cell in a namespace as a kernel would; return what its last expression is.

    Examples
    --------
    >>> names = {}
    >>> run_source("a = 2\\na * 3", names)
    6
    """
    tree = ast.parse(code)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)
    return eval(compile(ast.Expression(last.value), where, "eval"), names) if last else None


def _filled(text: str, names: dict, bahasa: str) -> str:
    """Return a text with every place computed and written in the notation of the language."""

    def value(found: re.Match) -> str:
        if found[2] == KODE:
            return repr(eval(found[1], names))
        return FORMATS[found[2]](eval(found[1], names), bahasa)

    return PLACE.sub(value, text)


def make_lembar(nama: str, judul: str, soal: list[dict], bahasa: str = "id") -> Pelajaran:
    """Return a sheet of exercises without a lesson around them, in both editions.

    Parameters
    ----------
    soal : list of dict
        Keys as in a `soal` fence of a source.

    Examples
    --------
    >>> one = {"nama": "1", "tanya": "2 + 2?", "desimal": 0, "kunci": "jawab_1 = 2 + 2"}
    >>> make_lembar("a", "Latihan", [one]).jawaban[0]["jawaban"]
    4
    """
    garam = sha256(repr((nama, soal)).encode()).hexdigest()[:16]
    opening = Sel("kode", DARI_BUILDER.format(berkas=f"kunci-{nama}.json"))
    learner = [Sel("teks", f"# {judul}"), Sel("teks", say("latihan.pembuka", bahasa)), opening]
    teacher = [Sel("teks", f"# {judul}"), Sel("teks", say("latihan.pembuka_pengajar", bahasa))]
    teacher.append(opening)
    keys, answers = {}, []
    for one in soal:
        own, theirs, key, answer = _exercise(one, {}, garam, bahasa)
        learner += own
        teacher += theirs
        keys[answer["soal"]] = key
        answers.append(answer)
    return Pelajaran(nama, judul, garam, (*learner,), (*teacher,), keys, (*answers,))


def _exercise(
    read: dict, names: dict, garam: str, bahasa: str, acak: random.Random | None = None
) -> tuple[list, list, dict, dict]:
    """Return the cells of an exercise in both editions, its key and its answer."""
    name = read["nama"]
    variable, reasons = f"jawab_{name}", f"alasan_{name}"
    if acak and "variasi" in read:
        names["acak"] = acak
        run_source(read["variasi"], names, name)
        del names["acak"]
    elif "baku" in read:
        run_source(read["baku"], names, name)
    code = _filled(read["kunci"].strip("\n"), names, bahasa)
    run_source(code, names, name)
    if variable not in names:
        raise ValueError(f"kunci tidak mengisi {variable}")
    poin, alasan = read.get("poin", 1), read.get("alasan", 0)
    mistakes = [
        (
            eval(_filled(one["nilai"], names, bahasa), names),
            _filled(one["petunjuk"], names, bahasa),
            one.get("bagian", 0),
        )
        for one in read.get("salah", [])
    ]
    hints = [_filled(one, names, bahasa) for one in read.get("petunjuk", [])]
    more = {"garam": garam, "poin": poin, "alasan": alasan, "petunjuk": hints, "salah": mistakes}
    key = make_kunci(name, names[variable], desimal=read.get("desimal"), **more)
    head = say(
        "latihan.soal_alasan" if alasan else "latihan.soal",
        bahasa,
        soal=name,
        poin=poin,
        alasan=alasan,
    )
    question = Sel("teks", f"**{head}** {_filled(read['tanya'].strip(), names, bahasa)}", soal=name)
    sample = _filled(read.get("contoh_alasan", ""), names, bahasa)
    stub = _filled(read.get("stub", f"{variable} = ...").strip("\n"), names, bahasa)
    told = f"\n{reasons} = " if alasan else ""
    given = f"{variable}, {reasons}" if alasan else variable
    check = Sel("kode", f"lembar.check({name!r}, {given})", soal=name)
    blank = Sel("kode", stub + (f'{told}""' if alasan else ""), soal=name)
    solved = Sel("kode", code + (f"{told}{_quoted(sample)}" if alasan else ""), soal=name)
    answer = {"soal": name, "poin": poin, "alasan": alasan, "jawaban": names[variable]}
    answer["contoh_alasan"] = sample
    return [question, blank, check], [question, solved, check], key, answer


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'

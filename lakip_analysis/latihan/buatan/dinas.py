"""A made-up dinas with chosen faults: its report, its tables as any dinas has them, and the key.

Only what the audit proves is handed out: without faults it finds nothing in the same report, with
them it finds each one, and nothing that is not one of them. Where a draw is not so, the next is
taken; so the same seed always gives the same dinas.
"""

from __future__ import annotations

import hashlib
import random
import re
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ...aturan.rules import scale_gaps
from ...audit import audit_dinas
from ...audit.view import explain
from ...bahasa.say import say, word
from ...data.dinas import load_dinas
from ...data.isian import make_slug
from ...errors import DataError, Fault
from ...importing.published import import_dinas
from ..pelajaran import Pelajaran, make_lembar
from .banding import judge_findings, match_faults, place_key
from .dokumen import Kalimat, Tabel
from .fakta import Fakta, load_urusan
from .laporan import Report, make_report
from .salah import SALAH, value_of
from .susun import load_layouts, style_of
from .tulis import DOKUMEN, write_text

__all__ = ["BANYAK", "KUNCI", "Buatan", "make_buatan", "write_dinas"]

BANYAK = 8  # faults, where nobody asks for kinds
DRAWS = 40  # of which one at least holds what is asked for, or it is refused

KUNCI = [
    "nomor",
    "cacat",
    "arti",
    "keparahan",
    "tempat",
    "baris",
    "kolom",
    "tahun",
    "tercetak",
    "seharusnya",
    "akibat_dari",
    "temuan",
]


@dataclass(frozen=True)
class Buatan:
    """A made-up dinas.

    Attributes
    ----------
    nama : str
        Names its files.
    dinas : str
        Slug of its folder (`write_dinas`).
    rusak, utuh : Report
        The report with its faults, and the same without.
    kunci : DataFrame, one row per cell that is wrong
        `KUNCI`: `nomor` of the fault, `cacat` its kind, `arti` what happened, where it stands, what
        is printed and what should be; `akibat_dari`: the fault a cell only follows from, else
        empty; `temuan`: ids of the findings of the audit on its line.
    lembar : Pelajaran
        The learner's sheet: one exercise per fault, its place told, the rest to be found.
    """

    nama: str
    dinas: str
    rusak: Report
    utuh: Report
    kunci: pd.DataFrame
    lembar: Pelajaran


def make_buatan(
    urusan: str, benih: int, cacat: Mapping[str, int] | int = BANYAK, bahasa: str = "id"
) -> Buatan:
    """Return a made-up dinas with faults that the audit finds.

    Parameters
    ----------
    urusan : str
        One of `urusan.toml`: kesehatan, sosial, …
    benih : int
        What happened there, how its report is laid out, where the faults stand.
    cacat : mapping of kind → how many, or how many of kinds that the seed draws
        Kinds as in `salah.csv`.

    Raises
    ------
    DataError
        An unknown urusan or kind (all at once), or faults that no draw holds so that the audit
        finds every one of them.
    """
    wanted = _wanted(urusan, benih, cacat)
    # a scale with gaps is itself a finding
    layouts = [name for name, one in load_layouts().items() if scale_gaps(one.skala).empty]
    lost: Counter = Counter()
    for draw in range(DRAWS):
        rng = random.Random(f"buatan {urusan} {benih} {draw}")
        seed, layout = rng.randrange(2**31), rng.choice(layouts)
        spoilt = make_report(seed, layout, urusan, wanted)
        roots = spoilt.key[spoilt.key["akar"]].drop_duplicates("nomor")
        missing = Counter(wanted) - Counter(roots["salah"])
        if not missing:
            sound = make_report(seed, layout, urusan)
            key, missing = _proved(spoilt, sound)
            if not missing:
                return _described(f"buatan-{urusan}-{benih}", spoilt, sound, key, benih, bahasa)
        lost += Counter(missing.keys())
    names = ", ".join(f"{kind} ({n} dari {DRAWS})" for kind, n in lost.most_common(4))
    problem = f"tidak ada laporan yang memuat semuanya dan semuanya ditemukan: {names}"
    step = "minta lebih sedikit, atau jenis lain, atau benih lain dengan --seed"
    raise DataError([Fault(f"buatan {urusan}", None, "cacat", str(benih), problem, step)])


def _wanted(urusan: str, benih: int, cacat: Mapping[str, int] | int) -> list[str]:
    """Return the kinds of the faults, one for each."""
    faults = []
    if urusan not in load_urusan():
        step = f"pakai salah satu dari: {', '.join(load_urusan())}"
        faults.append(Fault("buatan", None, "urusan", urusan, "tidak dikenal", step))
    kinds = {} if isinstance(cacat, int) else cacat
    step = f"pakai yang ada: {', '.join(SALAH)}"
    faults += [
        Fault("buatan", None, "cacat", kind, "jenis cacat tidak dikenal", step)
        for kind in kinds
        if kind not in SALAH
    ]
    if faults:
        raise DataError(faults)
    if not isinstance(cacat, int):
        return [kind for kind, n in cacat.items() for _ in range(n)]
    rng = random.Random(f"cacat {urusan} {benih}")
    some = [kind for kind, about in SALAH.items() if about.latihan]
    rng.shuffle(some)  # each kind once before any comes twice
    return [some[n % len(some)] for n in range(cacat)]


def _proved(spoilt: Report, sound: Report) -> tuple[pd.DataFrame, Counter]:
    """Return the key with the findings on each line, and the kinds that are not proved."""
    with tempfile.TemporaryDirectory() as name:
        alarms, _ = _audited(sound, Path(name) / "utuh")
        if len(alarms):
            return pd.DataFrame(), Counter(alarms["jenis"])
        found, where = _audited(spoilt, Path(name) / "rusak")
    key = place_key(spoilt, where)
    faults = match_faults(key, found)
    judged = judge_findings(key, found)
    missing = Counter(faults.loc[~faults["ketat"], "salah"])
    # a claim in words may be met by a finding of any kind: no column tells which it is about
    spoken = {line for row in key.itertuples() if "*" in row.jenis for line in row.garis}
    strange = ~judged["benar"] & judged["baris"].map(spoken.isdisjoint)
    missing += Counter(judged.loc[strange, "jenis"])
    hits = [
        "; ".join(row.id for row in found.itertuples() if set(row.baris) & set(lines))
        for lines in key["garis"]
    ]
    return key.assign(temuan=hits), missing


def _audited(report: Report, data_dir: Path) -> tuple[pd.DataFrame, dict[str, int]]:
    """Write a dinas, audit it, and return the findings in words and the line of each cell."""
    folder = write_dinas(report, data_dir)
    found = audit_dinas(load_dinas(data_dir, folder.name))
    said = explain(found, "id") if len(found) else ""
    return found.assign(penjelasan=said), write_text(report.dokumen, report.susunan)[2]


def _described(nama, spoilt: Report, sound: Report, key, benih: int, bahasa: str) -> Buatan:
    rows = _key_in_words(spoilt, sound, key, bahasa)
    title = {"dinas": spoilt.fakta.dinas, "tahun": spoilt.fakta.tahun, "benih": benih}
    lembar = make_lembar(
        nama,
        say("buatan.judul", bahasa, title, n=int(rows["nomor"].nunique())),
        [
            _exercise(number, part, spoilt, rows, bahasa)
            for number, part in rows.assign(sel=key["sel"].to_numpy()).groupby("nomor")
        ],
        bahasa,
    )
    return Buatan(nama, _slug(spoilt), spoilt, sound, rows, lembar)


def _key_in_words(spoilt: Report, sound: Report, key: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return the key as an instructor reads it: `KUNCI`."""
    # as it is printed; what is left out there, as it was
    blocks = [*sound.dokumen, *spoilt.dokumen]
    places = {sel: _place(block, sel) for block in blocks for sel in _ids(block)}
    where = pd.DataFrame([places[sel] for sel in key["sel"]], columns=["tempat", "baris", "kolom"])
    rows = key.reset_index(drop=True).drop(columns=["baris_tabel", "kolom", "tabel"])
    return rows.assign(
        cacat=rows["salah"],
        arti=[word("cacat", kind, bahasa) for kind in rows["salah"]],
        seharusnya=rows["benar"],
        akibat_dari=rows["nomor"].where(~rows["akar"], ""),
        tahun=rows["tahun"].astype("Int64"),
        **where,
    )[KUNCI]


def _ids(block) -> list[str]:
    if isinstance(block, Tabel):
        return [
            block.nomor.id,
            block.judul.id,
            *(sel.id for row in block.baris for sel in row.sel),
        ]
    if isinstance(block, Kalimat):
        return [part.id for part in block.bagian if not isinstance(part, str)]
    return []


def _place(block: Tabel | Kalimat, sel_id: str) -> tuple[str, str, str]:
    """Return the place of a cell as a reader finds it: table, row, column; or the sentence."""
    if isinstance(block, Kalimat):
        return "", block.teks, ""
    where = f"{block.nomor.teks} {block.judul.teks}"
    for row in block.baris:
        for sel, column in zip(row.sel, block.kolom, strict=True):
            if sel.id == sel_id:
                names = [one.teks for one in row.sel if one.peran == "nama" and one.teks]
                head = " ".join(filter(None, [column.atas, column.judul]))
                return where, (names or [row.sel[0].teks])[0], head
    return where, "", ""


def _exercise(number: int, part: pd.DataFrame, report: Report, rows, bahasa: str) -> dict:
    """Return the exercise of one fault: its place is told; what is wrong and right is asked."""
    roots = part[part["akibat_dari"].astype(str) == ""]
    # the place that the audit points at, in a table before a sentence
    order = (roots["temuan"] == "") * 2 + (roots["tempat"] == "")
    first = next(roots.loc[order.sort_values(kind="stable").index].itertuples())
    mark = "," if style_of(report.susunan.gaya, first.sel) == "koma" else "."
    texts = {"tercetak": first.tercetak, "seharusnya": first.seharusnya}
    values = {name: _as_value(text, mark) for name, text in texts.items() if text}
    named = {word("buatan", name, bahasa): value for name, value in values.items()}
    said = {"tabel_di": first.tempat, "baris": first.baris, "kolom": first.kolom}
    alone = rows.loc[rows["tempat"] == first.tempat, "nomor"].nunique() == 1 or not first.baris
    kind = "kalimat" if not first.tempat else "tabel" if alone else "baris"
    clear = "buatan.terang" if first.tempat else "buatan.terang_kalimat"
    answer = {name: value for name, (value, _) in named.items()}
    open_ = ", ".join(f'"{name}": ...' for name in answer)
    swapped = dict(zip(answer, reversed(answer.values()), strict=True))
    mistakes = [{"nilai": repr(swapped), "petunjuk": say("buatan.terbalik", bahasa)}]
    return {
        "nama": str(number),
        "poin": 2,
        "tanya": say(f"buatan.tanya_{kind}", bahasa, said),
        "stub": f"jawab_{number} = {{{open_}}}",
        "kunci": f"jawab_{number} = {answer!r}",
        "desimal": {name: digits for name, (_, digits) in named.items()},
        "petunjuk": [
            say("buatan.petunjuk", bahasa, arti=first.arti),
            say(clear, bahasa, said),
        ],
        "salah": mistakes if len(answer) > 1 else [],
    }


def _as_value(text: str, mark: str) -> tuple[object, int | None]:
    """Return a printed cell as an answer: a number with its decimals, else the text."""
    value = value_of(text, mark)
    if value is None or re.search(r"[A-Za-z]", text.replace("Rp", "")):
        return text, None
    decimals = re.search(rf"{re.escape(mark)}(\d+)\D*$", text)
    digits = len(decimals[1]) if decimals else 0
    return (float(value), digits) if digits else (int(value), 0)


# --- the dinas as a folder ------------------------------------------------------------------------


def write_dinas(report: Report, data_dir: Path) -> Path:
    """Write a made dinas as a folder of data; return it.

    What is printed is read from its text the ordinary way; targets, results and money are those the
    dinas worked with.
    """
    folder = data_dir / _slug(report)
    folder.mkdir(parents=True)
    text, peta, _ = write_text(report.dokumen, report.susunan)
    (folder / "laporan.txt").write_text(text, encoding="utf-8", newline="\n")
    (folder / "peta.toml").write_text(peta, encoding="utf-8", newline="\n")
    (folder / "dinas.toml").write_text(_info(report, text), encoding="utf-8", newline="\n")
    for name, frame in _tables(report).items():
        path = folder / f"{name}.csv"
        frame.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    import_dinas(folder, folder, folder)
    return folder


def _slug(report: Report) -> str:
    region = make_slug(report.fakta.daerah.removeprefix("Kabupaten "))
    return f"kab-{region}-{report.urusan}"


def _info(report: Report, text: str) -> str:
    facts, rules = report.fakta, report.aturan
    digest = hashlib.sha256(text.encode()).hexdigest()
    return f"""\
dinas = "{_slug(report)}"
nama = "{facts.dinas} (buatan)"
daerah = "{facts.daerah}"
kode_wilayah = ""
provinsi = ""
urusan = ["{facts.kode_urusan}"]

[[dokumen]]
id = "{DOKUMEN}"
judul = "Laporan Kinerja {facts.dinas} {facts.daerah} Tahun {facts.tahun}, dengan angka buatan"
tahun = {facts.tahun}
sha256 = "{digest}"
teks = "laporan.txt"
peta = ["peta.toml"]

[aturan]
naik = "realisasi_per_target"
turun = "{rules["turun"]}"
skala = "{rules["skala"]}"
rata_rata = "rata_rata_indikator"
efisiensi = "{rules["efisiensi"]}"
"""


def _tables(report: Report) -> dict[str, pd.DataFrame]:
    """Return the tables that every dinas has, from what this one worked with."""
    facts = report.dihitung
    slugs: dict[str, str] = {}
    for one in facts.indikator:
        slugs[one.kode] = make_slug(one.nama, set(slugs.values()))
    indikator = pd.DataFrame(
        {
            "indikator": slugs[one.kode],
            "nama_indikator": one.nama,
            "level": one.level,
            "sasaran": facts.sasaran[one.sasaran],
            "satuan": one.satuan,
            "polaritas": one.arah,
            "jenis_target": "angka",
        }
        for one in facts.indikator
    )
    kinerja = pd.DataFrame(
        {
            "indikator": slugs[one.kode],
            "tahun": year,
            "target": str(facts.target[one.kode, year]),
            "realisasi": _result(facts, one.kode, year),
        }
        for one in facts.indikator
        for year in range(facts.tahun - 3, facts.tahun + 4)
    )
    serves = pd.DataFrame(
        {"indikator": slugs[one.kode], "kode": line.kode}
        for one in facts.indikator
        for line in facts.pos
        if line.level == "program" and line.sasaran == one.sasaran
    )
    return {
        "indikator": indikator,
        "kinerja": kinerja,
        "anggaran": _budget(facts),
        "program_indikator": serves,
    }


def _result(facts: Fakta, kode: str, year: int) -> str:
    if year == facts.tahun and kode in facts.tak_lapor:
        return ""
    return str(facts.realisasi.get((kode, year), ""))


def _budget(facts: Fakta) -> pd.DataFrame:
    """Return the lines of the year; the amounts of one with parts are the sums of its parts."""
    leaves = [line.kode for line in facts.pos if line.level == "subkegiatan"]

    def total(amounts: Mapping, kode: str) -> int:
        below = [leaf for leaf in leaves if leaf == kode or leaf.startswith(f"{kode}.")]
        return sum(amounts[leaf, facts.tahun] for leaf in below)

    return pd.DataFrame(
        {
            "tahun": facts.tahun,
            "kode": line.kode,
            "level": line.level,
            "nama": line.nama,
            "kode_induk": line.induk,
            "pagu_rp": total(facts.pagu, line.kode),
            "realisasi_rp": total(facts.uang, line.kode),
        }
        for line in facts.pos
    )

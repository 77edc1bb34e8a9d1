"""A draft report read and audited by itself: its findings, where they stand, on what reading."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

import pandas as pd

from ..audit import TEMUAN, find_temuan, prepare
from ..audit.ketepatan import unsure_kinds
from ..audit.summary import WEAK
from ..data.schemas import JENIS, TABEL
from ..errors import DataError, Fault, short_name
from ..membaca.baca import ID, Bacaan, printed_cells, published, read_report
from ..membaca.baris import Sel, name_key
from ..membaca.hitungan import readings
from ..membaca.saksi import YEARLESS
from ..numbers import write_rupiah
from .aturan_cetak import find_polarity, find_rules
from .daftar import find_listed, find_table_captions
from .nama import find_twice_named
from .prosa import TOLD, add_told, find_told
from .sejajar import MOST, Selisih, find_slips, is_slip

__all__ = ["BAGIAN", "Draf", "check_draft", "line_name", "table_name"]

# what a finding asks for, in the order it is told
BAGIAN = ("perbaiki", "perlu_dilihat", "target_lemah", "ragu")
TWO = ("beda_antartabel", "nilai_usang")  # of two prints of one thing
# results that figures of their own row give
RESULTS = (
    "capaian_tidak_cocok",
    "serapan_tidak_cocok",
    "efisiensi_tidak_cocok",
    "pembilang_penyebut",
    "predikat_tidak_cocok",
    "polaritas_keliru",
)
SUMS = ("jumlah_tidak_cocok", "baris_hilang", "rata_rata_tidak_cocok")
MEAN = "rata_rata_tidak_cocok"
LINE = re.compile(rf"{TOLD}(\d+)-")  # of a row that a sentence tells
ONE_CELL = "janggal.satu_sel"
GOALS = {"label.sasaran_lain"}
# what is worse or better than before only the way of an indicator tells
WAYS = {"target.mundur", "target.mundur_laju", "target.mundur_meleset"}
FEW = 2  # achievements that tell which way is better
FIGURE = re.compile(r"\t[^\t]*\d[\d.,]{2}")  # a figure in a row of a table
LACKING = "tidak_dilaporkan"
SHORT = 40  # signs of the name of a table without a number
CALLED = re.compile(r"tabel\.?\s*[IVX\d]+(?:\s*[.\s]\s*\d+)*", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Draf:
    """A draft as read and audited.

    Attributes
    ----------
    bacaan : Bacaan
    tabel : dict of DataFrame
        The as-published tables, numbers as numbers.
    temuan : DataFrame, as `audit.find_temuan`, and
        `bersama` (tuple of line and column of cells that do not agree with those, in their rows),
        `bagian` (of `BAGIAN`; empty for what follows from another finding), `tempat` (tuple of line
        and column of the cells to look at; -1 for a line that is no row of a table), `ragu` (tuple
        of printed figure and why its reading is in doubt), `mungkin` (tuple of place and amount:
        parts of a sum one of which may be typed wrongly).
    aturan : dict
        The rules it was audited by.
    disimpulkan : tuple of str
        Those of them that its own figures told.
    """

    bacaan: Bacaan
    tabel: dict[str, pd.DataFrame]
    temuan: pd.DataFrame
    aturan: Mapping[str, str] = field(default_factory=dict)
    disimpulkan: tuple[str, ...] = ()


def check_draft(
    path: Path,
    tahun: int | None = None,
    aturan: Mapping[str, str] | None = None,
    makin_rendah: Sequence[str] = (),
) -> Draf:
    """Read a draft and audit what was read.

    Parameters
    ----------
    path : Path
        The report: .docx, .xlsx, .pdf, .txt.
    tahun : int, optional
        Its year, where the report does not say it.
    aturan : mapping, optional
        `skala`, `efisiensi`, `turun` as in `dinas.toml`; what is not given is told by the figures
        (`aturan_cetak.find_rules`), or not used.
    makin_rendah : sequence of str
        Indicators of which less is better, as the draft prints them; of others the achievements
        tell (`aturan_cetak.find_polarity`), or nothing.

    Raises
    ------
    DataError
        The file cannot be read, its year is not known, or it has no table that is known.
    """
    bacaan = read_report(path, tahun)
    _require_content(path, bacaan)
    tabel = {name: _typed(name, frame) for name, frame in published(bacaan).items()}
    tabel["terbitan_judul"] = _typed("terbitan_judul", find_table_captions(bacaan))
    told = find_rules(tabel)
    given = dict(aturan or {})
    rules = told | given
    if "skala" not in rules:  # categories of a scale that nobody knows are not judged
        tabel["terbitan_kinerja"]["predikat_tercetak"] = ""
    indikator = _polarity(path, tabel["terbitan_kinerja"], makin_rendah, rules.get("turun", ""))
    # one achievement that was worked out the wrong way round tells the wrong way
    loose = set(indikator.loc[indikator["bukti"] < 2, "nama_indikator"].map(name_key))
    loose = set() if makin_rendah else loose
    whole = tabel | {"indikator": indikator.drop(columns="bukti")}
    temuan = _of_sums(find_temuan(prepare(whole, rules)), whole)
    spoken = add_told(bacaan, tabel["terbitan_kinerja"])
    if len(spoken) > len(tabel["terbitan_kinerja"]):
        more = find_temuan(prepare(whole | {"terbitan_kinerja": spoken}, rules))
        temuan = _with_told(temuan, more)
    cells = printed_cells(bacaan, tabel)
    slips = [
        *find_slips(bacaan),
        *find_twice_named(bacaan),
        *find_told(bacaan),
        *find_listed(bacaan, tabel["terbitan_judul"]),
    ]
    temuan = _with_slips(_placed(temuan, bacaan, cells, loose), bacaan, slips)
    return Draf(bacaan, tabel, temuan, rules, tuple(told.keys() - given))


def _with_told(temuan: pd.DataFrame, more: pd.DataFrame) -> pd.DataFrame:
    """Add the weak targets that only what sentences tell shows, each of another indicator.

    `more`: the findings of the tables with what sentences tell. Nothing else is taken from it: a
    sentence is no table.
    """
    known = set(temuan.loc[temuan["jenis"] == WEAK, "nama"])
    new = more[
        (more["jenis"] == WEAK)
        & ~more["nama"].isin(known)
        & more["terlibat"].map(lambda names: any(TOLD in name for name in names))
    ]
    last = max((int(name[1:]) for name in temuan["id"]), default=0)
    names = [f"T{last + n:03d}" for n in range(1, len(new) + 1)]
    new = new.assign(id=names, akar="", akar_lain="")
    return pd.concat([temuan, new], ignore_index=True) if len(new) else temuan


def _of_sums(temuan: pd.DataFrame, tabel: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the findings where a total is not held wrong by its parts alone.

    That one figure less would make all agree proves nothing where all is one sum, and no slip of
    the hand makes the total of it: its parts may be wrong as well. The sum then stands for itself.
    """
    budget = tabel["terbitan_anggaran"].set_index("id")
    out = temuan.copy()
    for row in temuan[temuan["kalimat"].map(lambda some: some == (ONE_CELL,))].itertuples():
        follows = temuan[temuan["akar"] == row.id]
        one = next(follows.itertuples(), None)
        alone = len(follows) == 1 and one.jenis in SUMS and not one.akar_lain
        if not alone or one.jenis == MEAN or row.terlibat[:1] != one.terlibat[:1]:
            continue
        column = f"{one.terlibat[0].partition('|')[2]}_rp"
        known = budget[column].dropna() if column in budget else pd.Series(dtype=float)
        names = [part.partition("|")[0] for part in one.terlibat]
        if not set(names) <= set(known.index):
            continue
        whole, *parts = (Decimal(str(known[name])) for name in names)
        if is_slip(whole, sum(parts)):
            continue
        out = out.drop(row.Index)
        out.loc[[one.Index], "akar"] = ""
        for column in ("usul", "usul_sel", "tersangka"):
            out[column] = out[column].where(out.index != one.Index, ())
    return out


def _polarity(path: Path, kinerja: pd.DataFrame, lower: Sequence[str], turun: str) -> pd.DataFrame:
    """Return the indicators whose polarity is known; refuse a name that is not printed."""
    told = find_polarity(kinerja, turun)
    keys = {name_key(name): name for name in kinerja["nama_tercetak"]}
    absent = [name for name in lower if name_key(name) not in keys]
    if absent:
        step = "tulis namanya seperti di tabelnya"
        problem = "--makin-rendah: tidak ada indikator dengan nama itu"
        where = short_name(path)
        raise DataError([Fault(where, None, None, name, problem, step) for name in absent])
    known = {name_key(name) for name in lower}
    told = told[~told["nama_indikator"].map(name_key).isin(known)]
    given = pd.DataFrame({"nama_indikator": [keys[one] for one in known], "polaritas": "turun"})
    return pd.concat([given.assign(bukti=FEW), told], ignore_index=True)


def _require_content(path: Path, bacaan: Bacaan) -> None:
    """Refuse a report without a year, or in which nothing was recognised."""
    where = short_name(path)
    if bacaan.dokumen.tahun is None:
        step = "tambahkan --tahun, mis. --tahun 2025"
        raise DataError([Fault(where, None, None, None, "tahun laporannya tidak disebut", step)])
    if not bacaan.baris:
        problem = "tidak ada tabel kinerja atau anggaran yang dikenali; tidak ada yang diperiksa"
        step = f"lihat sebabnya dengan lakip baca {path.name}"
        raise DataError([Fault(where, None, None, None, problem, step)])


def _typed(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with numbers as numbers, as reading its CSV gives."""
    numbers = [
        kolom.nama
        for kolom in TABEL[name].kolom
        if kolom.nama in frame and JENIS[kolom.jenis].tipe != "string"
    ]
    return frame.assign(**{one: pd.to_numeric(frame[one].replace("", None)) for one in numbers})


# --- where a finding stands


def _placed(
    temuan: pd.DataFrame, bacaan: Bacaan, cells: Mapping[str, Sel], loose: Set[str]
) -> pd.DataFrame:
    """Add to each finding what it asks for, its cells, and the doubts of the reading.

    `loose`: indicators of which one achievement alone tells which way is better.
    """
    finder = _Pencari(bacaan, cells, temuan, loose)
    places = [tuple(finder.anchors(row)) for row in temuan.itertuples()]
    doubts = [finder.doubts(*pair) for pair in zip(temuan.itertuples(), places, strict=True)]
    beside = [tuple(finder.operands(row)) for row in temuan.itertuples()]
    slips = [tuple(finder.slips(row)) for row in temuan.itertuples()]
    unsure = {name for name, some in zip(temuan["id"], doubts, strict=True) if some}
    parts = [_part(row, unsure) for row in temuan.itertuples()]
    return temuan.assign(
        bagian=pd.Series(parts, index=temuan.index, dtype=object),
        tempat=pd.Series(places, index=temuan.index, dtype=object),
        bersama=pd.Series(beside, index=temuan.index, dtype=object),
        ragu=pd.Series(doubts, index=temuan.index, dtype=object),
        mungkin=pd.Series(slips, index=temuan.index, dtype=object),
    )


def _part(row, unsure: set[str]) -> str:
    """Return what a finding asks for; one that follows from doubtful ones alone stands for itself.

    `unsure`: the findings on a doubtful reading.
    """
    roots = {row.akar, *row.akar_lain.split(";")} - {""}
    if roots - unsure or (roots and row.id in unsure):
        return ""
    if row.id in unsure:
        return "ragu"
    if row.jenis == WEAK:
        return "target_lemah"
    # that nothing is reported is known only of what was read, and of that name; which indicator is
    # whose goal's, only as far as merged cells tell
    unsure_kind = row.jenis in {*unsure_kinds(), LACKING} or bool(set(row.kalimat) & GOALS)
    return "perlu_dilihat" if unsure_kind else "perbaiki"


def _with_slips(temuan: pd.DataFrame, bacaan: Bacaan, slips: Sequence[Selisih]) -> pd.DataFrame:
    """Add what tables say against columns that nobody reads, and the list against captions.

    What a repair of another finding would put right follows from that one.
    """
    open_at: dict[tuple[int, int], list] = defaultdict(list)
    for row in temuan[temuan["bagian"] != ""].itertuples():
        for place in row.tempat:
            open_at[place].append(row)
    rows = []
    for slip in slips:
        places = (slip.tempat, *slip.bersama)
        other = [
            (place, text)
            for place in places
            for row in open_at[(slip.baris, place)]
            for text in (*row.usul, *row.juga_tercetak, row.hitung_ulang)
        ]
        explained = any(
            slip.coba({place: value})
            for place, text in other
            for value, _ in readings(str(text), False, False)[0]
        )
        if not explained:
            rows.append(_slip_row(slip, len(temuan) + len(rows) + 1, bacaan))
    if not rows:
        return temuan
    return pd.concat([temuan, pd.DataFrame(rows, columns=temuan.columns)], ignore_index=True)


def _slip_row(slip: Selisih, number: int, bacaan: Bacaan) -> dict:
    """Return a slip as a finding with its place."""
    names = dict(zip(("hasil", "satu", "dua"), slip.kolom, strict=False))
    label = next(
        (
            table_name(table.label)
            for table, _ in bacaan.tabel
            if any(row.nomor == slip.baris for row in table.baris)
        ),
        "",
    )
    return {name: "" for name in TEMUAN} | {
        "id": f"T{number:03d}",
        "dokumen": ID,
        "jenis": slip.jenis,
        "keparahan": "sedang",
        "tahun": pd.NA,
        "nama": slip.nama,
        "baris": (slip.baris, *slip.dari_baris),
        "tabel": label,
        "tercetak": slip.tercetak,
        "juga_tercetak": (),
        "hitung_ulang": slip.hitung_ulang,
        "usul_sel": (),
        "usul": (),
        "kalimat": (slip.kalimat,),
        "nilai": {"banyak": slip.banyak, "dari": slip.dari, **names},
        "tersangka": (),
        "terlibat": (),
        "kunci_temuan": f"{slip.kalimat} {slip.baris} {slip.tempat}",
        # a sentence may speak of something else under the same name
        "bagian": "perlu_dilihat" if slip.kalimat.startswith("prosa.") else "perbaiki",
        "tempat": ((slip.baris, slip.tempat), *slip.lain),
        "bersama": tuple((slip.baris, place) for place in slip.bersama),
        "ragu": (),
        "mungkin": (),
    }


class _Pencari:
    """Finds the cells of findings among those that were read."""

    def __init__(
        self, bacaan: Bacaan, cells: Mapping[str, Sel], temuan: pd.DataFrame, loose: Set[str]
    ) -> None:
        self.bacaan, self.cells, self.loose = bacaan, cells, loose
        open_roots = temuan[(temuan["akar"] == "") & (temuan["usul_sel"].map(len) == 0)]
        self.follow: dict[str, list] = defaultdict(list)
        for row in temuan.itertuples():
            if row.akar:  # what has another cause besides proves nothing
                self.follow[row.akar].append(row)
        self.shared = Counter(name for row in open_roots["terlibat"] for name in set(row))
        self.on_line: dict[tuple[int, str], list[Sel]] = defaultdict(list)
        self.at: dict[tuple[int, int], Sel] = {}
        for cell in cells.values():
            self.at[_place(cell)] = cell
            self.on_line[(cell.baris, cell.peran)].append(cell)
        self.names: dict[int, int] = {}
        for record in bacaan.baris:
            columns = bacaan.tabel[record.tabel][1]
            named = [one.tempat for one in columns if one.peran == "nama"]
            own = [one.tempat for one in columns if one.peran == "nama" and one.isi == record.isi]
            self.names.setdefault(record.baris, (own or named or [0])[-1])
        self.table_of = {record.baris: record.tabel for record in bacaan.baris}
        self.totals = {record.baris for record in bacaan.baris if record.jumlah}
        self.paged = bool(bacaan.naskah.kotak)
        lines = enumerate(bacaan.naskah.baris, 1)
        self.unread = [name_key(line) for number, line in lines if number not in self.names]

    def anchors(self, row) -> list[tuple[int, int]]:
        """Return the cells a reader must look at: those to be mended, else those held wrong.

        One proposal is made at every cell that prints the value, one of several at the first cell
        of each. Without a proposal: the cells held to be wrong, else the first one looked at. A
        finding of no figure stands at its lines: the name in a table, the line itself elsewhere.
        """
        told = [(int(found[1]), -1) for name in row.terlibat if (found := LINE.search(name))]
        if row.jenis == WEAK and (goals := self._goals(row)):
            return [*goals, *told]
        wanted = [self._proposed(row, places) for places in row.usul_sel]
        found = (
            [places[0] for places in wanted if places]
            if len(wanted) > 1
            else [one for some in wanted for one in some]
        )
        if not found:
            held = [name for name in row.tersangka if name in self.cells]
            seen = [name for name in row.terlibat if name in self.cells][:1]
            found = [_place(self.cells[name]) for name in [*(held or seen), *self._beside(row)]]
            found += self._repeated(row, found)
        if not found:
            captions = [line for line in row.baris if line not in self.names]
            found = [self._of_line(line) for line in captions or row.baris[:1]]
        if " / " in row.tercetak and len(row.tersangka) > 1:  # a column that has moved, two changed
            found += [_place(self.cells[name]) for name in row.tersangka if name in self.cells]
        found += [place for place, _ in self.slips(row) if place not in found]
        found += self._other_prints(row, found)
        lines = {line for line, _ in found}
        beside = any(self.on_line[(line, "target")] for line in lines)
        if row.jenis == RESULTS[0] and not row.usul_sel and not beside:
            found += self._goals(row)  # it is worked out from the target of another table
        return list(dict.fromkeys(found))

    def slips(self, row) -> list[tuple[tuple[int, int], str]]:
        """Return the cells of a sum of which one slip of the hand makes it wrong, and their value.

        Not those that another table bears out; none where too many could be the one. A proposal
        that only one sum speaks for is one of several such, too.
        """
        own = [row] if row.jenis in SUMS else self.follow[row.id]
        sums = [one for one in own if one.jenis in SUMS]
        if len(sums) != 1 or (row.usul_sel and len(self.follow[row.id]) > 1):
            return []
        seen = [self.cells[name] for name in sums[0].terlibat if name in self.cells]
        if sums[0].jenis == MEAN or len(seen) < 2:
            return []
        if any(len(cell.calon) != 1 for cell in seen) or len({cell.peran for cell in seen}) > 1:
            return []
        whole, *parts = seen
        gap = sum(cell.calon[0][0] for cell in parts) - whole.calon[0][0]
        meant = [(cell, cell.calon[0][0] - gap) for cell in parts]
        if row.usul_sel:  # without a proposal the sum has its note already
            meant.append((whole, whole.calon[0][0] + gap))
        found = [
            (_place(cell), write_rupiah(float(value)))
            for cell, value in meant
            if not any(said.startswith("tabel lain") for said in cell.saksi)
            and is_slip(cell.calon[0][0], value)
        ]
        return found if len(found) <= MOST else []

    def _goals(self, row) -> list[tuple[int, int]]:
        """Return the targets of its year that a finding on a target looks at.

        Else those of its name: its result may stand in a table that prints no target.
        """
        seen = [self.cells[name] for name in row.terlibat if name in self.cells]
        named = [cell for cell in self.cells.values() if cell.nama == name_key(row.nama)]
        for some in (seen, named):
            goals = [cell for cell in some if cell.peran == "target" and cell.tahun == row.tahun]
            if goals:
                return [_place(cell) for cell in goals]
        return []

    def _other_prints(self, row, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the prints that a proposal would make the others equal to, where they are as few.

        The row of a figure typed wrongly may go on with it, so that only the right ones look wrong.
        """
        if row.jenis not in (*TWO, "angka_janggal") or len(row.usul_sel) != 1 or not found:
            return []
        first = self.at.get(found[0])
        seen = [self.cells[name] for name in row.terlibat if name in self.cells]
        others = [
            cell
            for cell in seen
            if first
            and (cell.peran, cell.tahun, cell.nama) == (first.peran, first.tahun, first.nama)
            and _place(cell) not in found
        ]
        return [_place(cell) for cell in others] if len(others) <= len(found) else []

    def _repeated(self, row, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """Return the cells of its other lines that print the same in the same column.

        One finding may be of a word that several rows repeat: each of them is to be mended.
        """
        first = self.at.get(found[0]) if len(found) == 1 else None
        if first is None or first.teks != row.tercetak:
            return []
        return [
            _place(cell)
            for line in row.baris
            for cell in self.on_line[(line, first.peran)]
            if cell.tabel == first.tabel
            and cell.tempat == first.tempat
            and cell.teks.casefold() == first.teks.casefold()
        ]

    def _beside(self, row) -> list[str]:
        """Return the other cell of two that print one thing differently: either may be wrong.

        And the one cell that findings without a proposal share: it may be the cause of them all.
        """
        seen = [name for name in row.terlibat if name in self.cells]
        # of each column two prints: these and no third one
        lines = Counter(self.cells[name].peran for name in seen)
        if row.jenis in (*TWO, "angka_janggal") and set(lines.values()) == {2}:
            return seen
        if row.jenis in TWO and len(lines) == 1 and len(seen) <= MOST:
            return seen
        shared = [name for name in seen if self.shared[name] > 1]
        return shared if len(shared) == 1 else []

    def _proposed(self, row, places: tuple) -> list[tuple[int, int]]:
        out = []
        for line, column in places:
            known = [
                self.cells[name]
                for name in (*row.tersangka, *row.terlibat)
                if name in self.cells and name.endswith(f"|{column}")
            ]
            known = [cell for cell in known if cell.baris == line] or self.on_line[(line, column)]
            same = [cell for cell in known if cell.tahun == row.tahun] or known
            out += [_place(cell) for cell in same[:1]]
        return out

    def _of_line(self, line: int) -> tuple[int, int]:
        return line, self.names.get(line, -1)

    def operands(self, row) -> list[tuple[int, int]]:
        """Return the figures that a result on their own row does not follow from.

        Where a repair is proposed it is known which figure is wrong, so none.
        """
        if row.jenis in TWO:
            return self._twice_named(row)
        if row.jenis not in RESULTS or row.usul_sel:
            return []
        seen = [self.cells[name] for name in row.terlibat if name in self.cells]
        at = {_place(self.cells[name]) for name in row.tersangka if name in self.cells}
        lines = {line for line, _ in at}
        return [_place(cell) for cell in seen if cell.baris in lines and _place(cell) not in at]

    def _twice_named(self, row) -> list[tuple[int, int]]:
        """Return the names of rows of one table that print one name and different figures."""
        lines = {line for line in row.baris if line in self.names}
        tables = Counter(self.table_of[line] for line in lines)
        return [
            (line, self.names[line]) for line in sorted(lines) if tables[self.table_of[line]] > 1
        ]

    def _pieces(self, lines: Sequence[int]) -> list[tuple[int, int, int]]:
        """Return number of the table, first and last line of lines in it, by table."""
        found: dict[int, list[int]] = defaultdict(list)
        for line in lines:
            if line in self.table_of:
                found[self.table_of[line]].append(line)
        return [(number, min(some), max(some)) for number, some in found.items()]

    def _is_torn(self, piece: tuple[int, int, int]) -> bool:
        """Say whether lines with figures among some of a table, or right behind, were not read.

        Behind the last line of a table on a page, or in a text, its rest may stand on the next one.
        """
        number, first, last = piece
        records = [line for line, own in self.table_of.items() if own == number]
        after = min((line for line in records if line > last), default=None)
        end = last if after is None else after
        lines = self.bacaan.naskah.baris
        if any(first < n < end and FIGURE.search(lines[n - 1]) for n in self.bacaan.luput):
            return True
        closed = last in self.totals or bool(self.bacaan.naskah.asal and not self.paged)
        return after is None and not closed and last > first

    def _lacks_rows(self, anchors: list[tuple[int, int]]) -> bool:
        """Say whether a figure over a mean, as far as the mean before it, could not be read."""
        for line, place in anchors:
            before = max((n for n in self.totals if n < line), default=0)
            for (number, column), cell in self.at.items():
                here = column == place and self.table_of.get(number) == self.table_of.get(line)
                if here and before < number < line and cell.status == "tidak_terbaca":
                    return True
        return False

    def _is_goal_filled(self, line: int) -> bool:
        """Say whether the goal of a line stands only in a line above it."""
        if line not in self.table_of:
            return False
        table, columns = self.bacaan.tabel[self.table_of[line]]
        places = [one.tempat for one in columns if one.peran in ("sasaran", "tujuan")]
        cells = next(row.sel for row in table.baris if row.nomor == line)
        inside = [place for place in places if place < len(cells)]
        return bool(inside) and not any(cells[place] for place in inside)

    def doubts(self, row, anchors: list[tuple[int, int]]) -> tuple[tuple[str, str], ...]:
        """Return the figures a finding stands on whose reading is in doubt, and why.

        That an indicator is not reported is in doubt where lines that were not read name it; a sum,
        where lines among its own were not read, or where the table may go on after a page; whose a
        goal is, where it is not printed on the line.
        """
        seen = [self.cells[name] for name in row.terlibat if name in self.cells]
        seen += [self.at[place] for place in anchors if place in self.at]
        said = [
            (cell.teks, cell.sebab)
            for cell in seen
            if cell.status == "ragu" and not (cell.sebab == YEARLESS and _of_one_column(row, seen))
        ]
        if row.jenis in SUMS and any(map(self._is_torn, self._pieces(row.baris))):
            said.append((row.tercetak, "tidak semua baris rinciannya terbaca"))
        if row.jenis == MEAN and self._lacks_rows(anchors):
            said.append((row.tercetak, "tidak semua baris yang dirata-rata terbaca"))
        if set(row.kalimat) & GOALS and any(map(self._is_goal_filled, row.baris)):
            said.append((row.nama, "sasarannya tidak tercetak di barisnya"))
        if set(row.kalimat) & WAYS and name_key(row.nama) in self.loose:
            said.append((row.nama, "arahnya disimpulkan dari satu capaian saja"))
        key = name_key(row.nama) if row.jenis == LACKING else ""
        if key and any(key in line for line in self.unread):
            said.append((row.nama, "disebut juga di bagian yang tidak dibaca"))
        return tuple(dict.fromkeys(said))


def _of_one_column(row, seen: Sequence[Sel]) -> bool:
    """Say whether a finding holds of whatever year its figures are: it compares one table's own."""
    inside = (*RESULTS, *SUMS, WEAK)
    return row.jenis in inside and len({(cell.tabel, cell.tahun) for cell in seen}) == 1


def _place(cell: Sel) -> tuple[int, int]:
    return cell.baris, cell.tempat


# --- what a line is called


def table_name(label: str) -> str:
    """Return the short name of a table: its number, else how its caption begins.

    Examples
    --------
    >>> table_name("Tabel 3.1 Capaian Kinerja Tahun 2024"), table_name("")
    ('Tabel 3.1', '')
    """
    found = CALLED.match(label.lstrip("#* "))
    return found[0] if found else label[:SHORT]


def line_name(bacaan: Bacaan, line: int, jenis: str) -> str:
    """Return what a reader of the file calls a line: as they would count it there.

    Parameters
    ----------
    bacaan : Bacaan
    line : int
        Line of the reading, from 1.
    jenis : str
        Kind of file: docx, xlsx, xls, pdf; in any other the line is that of the file.
    """
    naskah = bacaan.naskah
    if jenis not in ("docx", "xlsx", "xls", "pdf") or not naskah.asal:
        return str(line)
    if jenis in ("xlsx", "xls"):
        sheet, row = naskah.asal[line - 1]
        return f"{row + 1} di lembar {_sheet(bacaan, sheet)}"
    number = naskah.tabel[line - 1]
    if not number:
        return f"“{naskah.baris[line - 1][:SHORT]}”"
    row = line - naskah.tabel.index(number)
    label = next(
        (
            table_name(table.label)
            for table, _ in bacaan.tabel
            if any(one.nomor == line for one in table.baris) or line in table.kepala
        ),
        "",
    )
    page = f"halaman {naskah.halaman[line - 1]}" if jenis == "pdf" else ""
    where = ", ".join(filter(None, (label, page)))
    return f"{row} di {where}" if where else str(row)


def _sheet(bacaan: Bacaan, number: int) -> str:
    naskah = bacaan.naskah
    return next(
        text for text, place in zip(naskah.baris, naskah.asal, strict=True) if place[0] == number
    )

"""Published rows made ready for the checks, once: `Terbitan`, the one thing every check reads.

Numbers with their rounding, one key per quantity, polarity, expected achievement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from ..aturan.rules import LEVEL_UTAMA, RUMUS, SKALA_BERSAMA, load_rules
from ..capaian.compute import FORMULAS, FROM_BASELINE
from ..data.dinas import DataDinas
from ..data.schemas import SOURCES, TABEL
from ..once import found_in
from .cells import cut_off, decimals, half_unit
from .names import bare_key, homonyms, merge_keys, merge_variants, name_keys
from .rows import number_groups
from .used import late_values, source_cells, used_values

__all__ = [
    "QUANTITY",
    "REPORT",
    "SERIES",
    "TABLE",
    "Terbitan",
    "prepare",
    "prepare_dinas",
    "prepare_several",
]


TOTALS = ("jumlah", "rata_rata")

# what makes printed values those of one quantity, of one thing through the years, of one table,
# of one report
QUANTITY = ["dinas", "dokumen", "kelas", "kunci", "tahun", "tahap"]

SERIES = ["dinas", "dokumen", "kunci"]

TABLE = ["dinas", "dokumen", "peta", "tahun"]

REPORT = ["dinas", "dokumen"]

# of a class "> 70 – 80" the lowest score is 70,01; agencies divide by 70 as well
BESIDE_LETTER = 0.01

# the tables that an audit reads
READ = (
    "terbitan_kinerja",
    "terbitan_anggaran",
    "terbitan_judul",
    "terbitan_klaim",
    "indikator",
    "kinerja",
    "anggaran",
    "keluaran",
    "koreksi",
    "pilihan",
    "putus",
    "tangga",
)

PRINTED = ("terbitan_kinerja", "terbitan_anggaran")

KINERJA_VALUES = ("target", "realisasi", "capaian", "pembilang", "penyebut")

KLAIM_VALUES = ("nilai", "dasar", "kini")

ANGGARAN_VALUES = {
    "pagu_induk": "pagu_induk_rp",
    "pagu": "pagu_rp",
    "realisasi": "realisasi_rp",
    "persen": "persen",
    "efisiensi": "efisiensi",
    "perubahan": "perubahan_rp",
}

POLARITAS = tuple(RUMUS)

RESULTS = ("capaian", "persen", "efisiensi")

# what a report that says nothing is read by
ATURAN = {
    "skala": SKALA_BERSAMA,
    "turun": RUMUS["turun"],
    "efisiensi": "tidak_ada",
    "sumber_skala": "",
}

# plain words that leave no doubt that less is better, and words that turn them round
LOWER = (
    r"\b(?:angka kematian|prevalensi|stunting|kemiskinan|penduduk miskin|pengangguran|gini"
    r"|rasio kekerasan|kasus kekerasan|putus sekolah|kumuh|laju pertumbuhan penduduk|tfr"
    r"|total fertility rate|kebocoran|waktu tunggu|response time)\b"
)

HIGHER = (
    r"\b(?:penurunan|tertangani|ditangani|terlayani|mendapatkan|layanan|pelayanan|cakupan"
    r"|terpenuhi|pemenuhan|penanganan|penyelesaian)\b"
)


# columns that hold an id, or what one begins with
NAMED = (
    "id",
    "induk",
    "dokumen",
    "sumber",
    "sumber_target",
    "sumber_realisasi",
    "sumber_cacah",
)


@dataclass(frozen=True, eq=False)
class Terbitan:
    """What one report (or many) printed, made ready; every check takes this and nothing else.

    Attributes
    ----------
    kinerja : DataFrame, one row per printed indicator row and year
        `terbitan_kinerja` with `peta` (the printed table), `kelas` (utama, keluaran, jumlah),
        `kunci` (which quantity; empty when the name could mean several), `polaritas` (empty when
        unknown), decimals `d_…` and half units `h_…` of each printed number, `target_pakai` (a bare
        AKIP letter as its lowest score; in a row that prints none, the one target every other row
        prints for the indicator and year), `target_dari` (id of the row it stands in) and
        `capaian_hitung` (per cent, by the report's formula and within its own limits) and
        `capaian_bebas` (the same without limits), the limits `batas_bawah` and `batas_atas`
        (infinite where there are none) and `dari_dasar` (its own formula counts from a baseline,
        which no printed row holds); `no_besaran`, `no_deret`, `no_tabel`: which quantity, series
        and table it is of (`QUANTITY`, `SERIES`, `TABLE`) as a number, to group and join by.
    anggaran : DataFrame, one row per printed budget row and year
        `terbitan_anggaran` with `pagu_induk`, `pagu`, `realisasi`, `persen`, `efisiensi` as numbers
        (rupiah, per cent) and `peta`, `kelas`, `kunci`, `d_…`, `h_…`, `no_…` as above; `wakil`: the
        key of the line, or of its parent where it is the only line below it and prints the same
        amounts.
    judul : DataFrame, one row per caption
        `dinas`, `dokumen`, `baris`, `nomor`, `judul`.
    nomenklatur : DataFrame, one row per budget line whose printed row is known
        `id` of that row, `kode`, `nama_baku` (the standard name of the code).
    skala : DataFrame, one row per report whose printed scale is to be checked
        `dinas`, `dokumen`, `tahun`, `baris` (tuple of lines where the scale stands).
    putus : DataFrame, one row per break of definition
        `dinas`, `kunci`, `tahun` of the first year that is measured otherwise; `pasti`: stated or
        shown, not only suspected.
    dipakai : DataFrame, indexed by cell (`id|kolom`)
        `dipakai` (the value this project uses for that quantity), `alasan` (see `used_values`).
    sumber : set of str
        The cells that figures in use were taken from.
    aturan : dict of dict
        Dinas → its rules: `skala`, `turun`, `efisiensi`, as in `dinas.toml`; under the empty name
        those of every dinas that has none of its own.
    terlambat : DataFrame, one row per indicator and year reported with an earlier year's figure
        `dinas`, `id` of the published row, `tahun_angka`, `disimpulkan` (that year is concluded).
    klaim : DataFrame, one row per claim in words
        `terbitan_klaim` with numbers as numbers, half units `h_…` of them, `kunci` (of its name).
    tangga : DataFrame, one row per step of a ladder of grades of a dinas itself
        `dinas` and the columns of its `tangga.csv`.
    """

    kinerja: pd.DataFrame
    anggaran: pd.DataFrame
    judul: pd.DataFrame
    nomenklatur: pd.DataFrame
    skala: pd.DataFrame
    putus: pd.DataFrame
    dipakai: pd.DataFrame
    sumber: frozenset[str]
    aturan: Mapping[str, Mapping]
    terlambat: pd.DataFrame = field(default_factory=lambda: _nothing(late_values))
    klaim: pd.DataFrame = field(default_factory=lambda: _nothing(_prepare_klaim))
    tangga: pd.DataFrame = field(default_factory=lambda: _complete("tangga", None, ""))
    _hasil: dict = field(default_factory=dict, init=False, repr=False)

    def found(self, check: Callable[[Terbitan], pd.DataFrame]) -> pd.DataFrame:
        """Return what a check finds here; it runs once, also where other checks build on it."""
        if check not in self._hasil:
            self._hasil[check] = check(self)
        return self._hasil[check]

    def rule(self, nama: str, dinas: str) -> object:
        """Return what holds for one dinas; None where the rule is not given."""
        return _rules_of(self.aturan, dinas).get(nama)

    def by_rule(self, nama: str, rows: pd.DataFrame) -> Iterator[tuple[object, pd.DataFrame]]:
        """Yield what holds, with the rows of every dinas for which it does, in their order.

        A scale of a dinas itself (its rows) is no other dinas's.
        """
        names = rows["dinas"].unique()
        held: dict[object, list[str]] = {}
        for name in names:
            value = self.rule(nama, name)
            held.setdefault(value if isinstance(value, str) else ("", name), []).append(name)
        for some in held.values():
            mine = rows if len(some) == len(names) else rows[rows["dinas"].isin(some)]
            yield self.rule(nama, some[0]), mine


def prepare_dinas(data: DataDinas) -> Terbitan:
    """Return what the latest report of one dinas printed, ready for the checks."""
    return prepare(data.tabel, _rules(data), data.dinas, data.info["dokumen"][-1])


def prepare_several(several: Sequence[DataDinas]) -> Terbitan:
    """Return what the latest reports of several dinas printed, each read by its own rules.

    Two of one name must not be among them: rows are told apart by it.
    """
    if len(several) == 1:
        return prepare_dinas(several[0])
    tables = {
        name: _under_each_other([_complete(name, one.tabel[name], one.dinas) for one in several])
        for name in READ
    }
    latest = {data.dinas: data.info["dokumen"][-1] for data in several}
    return _prepare(tables, {data.dinas: _rules(data) for data in several}, latest)


def _rules(data: DataDinas) -> dict:
    return data.aturan | {"skala": data.skala}


def _under_each_other(frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Return frames of one table in one; those without rows say nothing of the kind of a column."""
    filled = [frame for frame in frames if len(frame)]
    return pd.concat(filled, ignore_index=True) if filled else frames[0]


def prepare(
    tabel: Mapping[str, pd.DataFrame],
    aturan: Mapping[str, str] | None = None,
    dinas: str = "",
    dokumen: Mapping | None = None,
) -> Terbitan:
    """Return printed rows, ready for the checks.

    Parameters
    ----------
    tabel : mapping of DataFrame
        Any of the tables of one dinas by name: `terbitan_kinerja`, `terbitan_anggaran`,
        `terbitan_judul`, `terbitan_klaim`; `indikator` (polarity of the main indicators), `kinerja`
        (curated values with their sources: they tell which spellings are one indicator), `anggaran`
        (curated lines: they tell the code), `keluaran`, `koreksi`, `pilihan` (with these: which
        values are used, and why), `putus` (breaks of definition). Tables and columns that are
        not there are empty. With a column `dinas` the tables may hold several reports.
    aturan : mapping, optional
        `skala`, `turun`, `efisiensi`, `sumber_skala` of the report, as in `dinas.toml`; or of
        several with rules of their own: dinas → such a mapping.
    dinas : str, optional
        Slug of the dinas where the tables have no such column.
    dokumen : mapping, optional
        `id` and `tahun` of the report whose printed scale is to be checked.

    Examples
    --------
    >>> row = {"id": "d:t3.1-b9-2023", "dokumen": "d", "tabel": "Tabel 3.1", "baris": 9,
    ...        "level": "sasaran", "nama_tercetak": "Gini", "tahun": 2023, "capaian": 90.0,
    ...        "target_tercetak": "0,30", "realisasi_tercetak": "0,27", "target": 0.3,
    ...        "realisasi": 0.27}
    >>> prepare({"terbitan_kinerja": pd.DataFrame([row])}).kinerja["capaian_hitung"].round(2).item()
    110.0
    """
    rules = dict(aturan or {})
    if not any(isinstance(one, Mapping) for one in rules.values()):
        rules = {"": rules}
    given = {name: _complete(name, tabel.get(name), dinas) for name in READ}
    return _prepare(given, rules, {dinas: dokumen} if dokumen else {})


def _prepare(
    tabel: Mapping[str, pd.DataFrame], aturan: Mapping[str, Mapping], dokumen: Mapping[str, Mapping]
) -> Terbitan:
    """Return printed rows, ready for the checks, of complete tables.

    `aturan` and `dokumen` by dinas: the rules of each, and the report whose scale is checked.
    """
    given = _apart(_cited(tabel))
    aturan = {name: ATURAN | dict(rules) for name, rules in aturan.items()}
    names = load_rules("nomenklatur")[["kode", "nama"]].rename(columns={"nama": "nama_baku"})
    codes = given["anggaran"][["kode", "sumber"]].rename(columns={"sumber": "id"})
    kinerja = _prepare_kinerja(
        given["terbitan_kinerja"], given["indikator"], aturan, given["kinerja"]
    )
    anggaran = _prepare_anggaran(given["terbitan_anggaran"])
    kinerja, anggaran = _numbered(kinerja), _numbered(anggaran)
    printed = ["id", "dinas", "kelas", "kunci", "tahun", "tahap"]
    return Terbitan(
        kinerja,
        anggaran,
        given["terbitan_judul"],
        codes[codes["id"] != ""].merge(names, on="kode"),
        _scales(given, aturan, dokumen),
        _breaks(given["putus"], given["indikator"]),
        used_values(given, pd.concat([kinerja[printed], anggaran[printed]])),
        source_cells(given),
        aturan,
        late_values(given),
        _prepare_klaim(given),
        given["tangga"],
    )


def _rules_of(aturan: Mapping[str, Mapping], dinas: str) -> Mapping:
    """Return the rules of a dinas: its own, else those of all that have none."""
    return aturan.get(dinas) or aturan.get("") or ATURAN


def _scales(
    given: Mapping[str, pd.DataFrame], aturan: Mapping[str, Mapping], dokumen: Mapping[str, Mapping]
) -> pd.DataFrame:
    """Return where the scale of each report stands, of those that print any row.

    That of a report which nobody has read yet is that of its `dinas.toml`, no printed one.
    """
    printed = [given[name]["dinas"].unique() for name in PRINTED]
    several, read = _are_several(given), {name for names in printed for name in names}
    rows = [
        (
            name,
            f"{name}/{paper['id']}" if several else paper["id"],
            int(paper["tahun"]),
            _source_lines(_rules_of(aturan, name)["sumber_skala"]),
        )
        for name, paper in dokumen.items()
        if name in read
    ]
    return pd.DataFrame(rows, columns=["dinas", "dokumen", "tahun", "baris"])


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """Add the numbers of quantities and tables, and lay the columns out for the checks."""
    numbers = {
        "no_besaran": number_groups(rows, QUANTITY),
        "no_deret": number_groups(rows, SERIES),
        "no_tabel": number_groups(rows, TABLE),
    }
    # every check takes rows of these: a copy lays columns of one type together, to be taken at once
    return _plain_text(rows.assign(**numbers)).copy()


def _nothing(make: Callable[[Mapping[str, pd.DataFrame]], pd.DataFrame]) -> pd.DataFrame:
    """Return what a report gives that prints nothing."""
    return make({name: _complete(name, None, "") for name in READ})


def _prepare_klaim(given: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the claims with numbers as numbers; one that is printed whole is rounded."""
    klaim = _common(given["terbitan_klaim"], {name: name for name in KLAIM_VALUES})
    for name in KLAIM_VALUES:
        places = decimals(klaim[f"{name}_tercetak"], klaim[name])
        klaim[f"h_{name}"] = half_unit(places, result=True)
    since = pd.to_numeric(klaim["tahun_dasar"], errors="coerce").fillna(0).astype(int)
    return klaim.assign(tahun_dasar=since, kunci=name_keys(klaim["nama_tercetak"]))


def _breaks(putus: pd.DataFrame, indikator: pd.DataFrame) -> pd.DataFrame:
    """Return the years from which an indicator is measured otherwise; suspected ones too."""
    rows = putus[putus["jenis"] == "definisi"].merge(indikator, on=["dinas", "indikator"])
    return rows[["dinas"]].assign(
        kunci=name_keys(rows["nama_indikator"]),
        tahun=pd.to_numeric(rows["tahun"]),
        pasti=rows["kepastian"] != "dugaan",
    )


def _complete(nama: str, frame: pd.DataFrame | None, dinas: str) -> pd.DataFrame:
    """Return a table with every column of its contract and `dinas`; what is not there is empty."""
    columns = [kolom.nama for kolom in TABEL[nama].kolom]
    frame = (
        pd.DataFrame(columns=columns, dtype=str) if frame is None else frame.reset_index(drop=True)
    )
    absent = {name: "" for name in columns if name not in frame}
    frame = frame.assign(**absent, **({} if "dinas" in frame else {"dinas": dinas}))
    return _plain_text(frame)


def _plain_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Return a table with plain Python text.

    The checks walk over rows and compare cells, which the string type of pandas makes slow.
    """
    text = [name for name, kind in frame.dtypes.items() if isinstance(kind, pd.StringDtype)]
    return frame.assign(**{name: frame[name].astype(object) for name in text})


def _cited(given: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Return the tables without the curated rows that come from none of these printed rows.

    Most budget lines of a country, and those of other years: no check asks for them.
    """
    printed = {name for table in PRINTED for name in given[table]["id"].tolist()}
    out = dict(given)
    for table in {table for table, *_ in SOURCES}:
        places = {source for name, _, source, _ in SOURCES if name == table}
        held = [given[table][source].isin(printed) for source in places]
        out[table] = given[table][np.logical_or.reduce(held)]
    return out


def _apart(given: Mapping[str, pd.DataFrame]) -> Mapping[str, pd.DataFrame]:
    """Return the tables with ids and documents that name their dinas where there are several.

    Two of them call a row of theirs `lkip-2024:t3.1-b9-2024`, and each cites its own. `find_temuan`
    takes the name off again.
    """
    if not _are_several(given):
        return given
    out = {}
    for name, frame in given.items():
        own = [column for column in frame if column in NAMED]
        named = {
            column: (frame["dinas"] + "/" + frame[column]).where(frame[column] != "", "")
            for column in own
        }
        out[name] = frame.assign(**named)
    return out


def _are_several(given: Mapping[str, pd.DataFrame]) -> bool:
    """Say whether more than one dinas prints a row."""
    return pd.concat([given[name]["dinas"] for name in PRINTED]).nunique() > 1


def _source_lines(text: str) -> tuple[int, ...]:
    """Return the lines that `sumber_skala` of `dinas.toml` names: `Tabel 3.1 baris 874-886`.

    The one place where a note is read: each run of numbers and spans after the word "baris" counts
    (`baris 701-717`, `baris 12–14, 20 dan 31`); the rest of the note is for people.
    """
    numbers: list[int] = []
    for listed in re.findall(r"baris\s+((?:[\d\s,;–-]|dan)+)", text):
        for first, last in re.findall(r"(\d+)(?:\s*[-–]\s*(\d+))?", listed):
            numbers += range(int(first), int(last or first) + 1)
    return tuple(numbers)


def _prepare_kinerja(
    terbitan: pd.DataFrame, indikator: pd.DataFrame, aturan: Mapping, kurasi: pd.DataFrame
) -> pd.DataFrame:
    kinerja = _common(terbitan, {name: name for name in KINERJA_VALUES})
    main, total = kinerja["level"].isin(LEVEL_UTAMA), kinerja["level"].isin(TOTALS)
    kinerja["kelas"] = np.where(main, "utama", np.where(total, "jumlah", "keluaran"))
    kinerja["kunci"] = _merged(kinerja, ["dinas", "kelas"])
    several = (kinerja["kelas"] == "keluaran") & kinerja["kunci"].isin(homonyms())
    several &= kinerja["level"] != "program"  # no programme stands under several activities
    kinerja["kunci"] = kinerja["kunci"].mask(several, "")
    kinerja["kunci"] = _known_spellings(kinerja, indikator, kurasi)
    kinerja["polaritas"] = _polarity(kinerja, indikator)
    letter = _letter_score(kinerja)
    kinerja["target_pakai"] = kinerja["target"].fillna(letter)
    lettered = kinerja["target"].isna() & letter.notna()
    kinerja["h_target"] = kinerja["h_target"].mask(lettered, BESIDE_LETTER)
    kinerja["target_dari"] = kinerja["id"].where(kinerja["target_pakai"].notna(), "")
    elsewhere = _only_target(kinerja)
    for name, source in (("target_pakai", "target_pakai"), ("h_target", "h_target")):
        kinerja[name] = kinerja[name].where(kinerja["target_dari"] != "", elsewhere[source])
    own = kinerja["target_dari"] != ""
    kinerja["target_dari"] = kinerja["target_dari"].where(own, elsewhere["id"].fillna(""))
    promised, reached = kinerja["target_pakai"], kinerja["realisasi"]
    higher = FORMULAS["realisasi_per_target"](promised, reached)
    own = _own_rules(kinerja, aturan)
    free, less = np.array(higher, dtype=float), (kinerja["polaritas"] == "turun").to_numpy()
    for name in own.loc[less, "turun"].unique():
        # progress from a baseline is no formula of a printed row: the common one stands in
        formula = FORMULAS.get(name, FORMULAS[RUMUS["turun"]])
        mine = less & (own["turun"] == name).to_numpy()
        free[mine] = formula(promised[mine], reached[mine])
    limited = np.clip(free, own["batas_bawah"].to_numpy(), own["batas_atas"].to_numpy())
    rules = own[["batas_bawah", "batas_atas", "dari_dasar"]].to_dict("series")
    return kinerja.assign(capaian_bebas=free, capaian_hitung=limited, **rules)


def _own_rules(kinerja: pd.DataFrame, aturan: Mapping[str, Mapping]) -> pd.DataFrame:
    """Return by row the rules of its dinas for what falls, its limits, and `dari_dasar`."""
    rows = []
    for name in kinerja["dinas"].unique():
        rules = _rules_of(aturan, name)
        low, high = rules.get("batas_bawah", -np.inf), rules.get("batas_atas", np.inf)
        begun = tuple(kind for kind in POLARITAS if rules.get(kind) in FROM_BASELINE)
        rows.append((name, rules["turun"], low, high, begun))
    columns = ["dinas", "turun", "batas_bawah", "batas_atas", "dari"]
    of = pd.DataFrame(rows, columns=columns).set_index("dinas")
    own = of.loc[kinerja["dinas"]].set_axis(kinerja.index)
    limits = {name: own[name].astype(float) for name in ("batas_bawah", "batas_atas")}
    pairs = zip(kinerja["polaritas"], own["dari"], strict=True)
    begun = pd.Series([kind in kinds for kind, kinds in pairs], index=kinerja.index, dtype=bool)
    return own[["turun"]].assign(**limits, dari_dasar=begun)


def _only_target(kinerja: pd.DataFrame) -> pd.DataFrame:
    """Return for every row the one target that all other rows print for its indicator and year.

    Only main indicators, only where all agree; a promise without a figure (BB) is none.
    """
    quantity = ["dinas", "dokumen", "kunci", "tahun"]
    columns = ["target_pakai", "h_target", "id"]
    rows = kinerja[(kinerja["kelas"] == "utama") & (kinerja["kunci"] != "")]
    said = rows[rows["target"].notna() & (rows["tahap"] == "")]
    one = said.groupby(quantity)["target"].transform("nunique") == 1
    said = said[one].drop_duplicates(quantity)[[*quantity, *columns]]
    empty = rows["target_tercetak"].str.strip() == ""
    found = rows.loc[empty & (rows["tahap"] == ""), quantity].reset_index()
    found = found.merge(said, on=quantity).set_index("index")
    return found[columns].reindex(kinerja.index)


def _prepare_anggaran(terbitan: pd.DataFrame) -> pd.DataFrame:
    """Return the budget rows; a name under several parents of one table carries its parent's key.

    Rows that do not say which parent they belong to then have no key.
    """
    anggaran = _common(terbitan, ANGGARAN_VALUES)
    total = anggaran["level"].isin(TOTALS)
    anggaran["kelas"] = np.where(total, "jumlah", anggaran["level"])
    anggaran["kunci"] = _merged(anggaran, ["dinas", "kelas"])
    anggaran["kunci"] = _with_parent(anggaran)
    anggaran["wakil"] = _stand_ins(anggaran)
    return anggaran


def _stand_ins(anggaran: pd.DataFrame) -> pd.Series:
    """Return each line's key, or that of the parent whose only line it is, with equal amounts."""
    own = anggaran["kunci"].where(anggaran["kunci"] != "", anggaran["id"])
    amounts = ["pagu", "realisasi"]
    columns = anggaran[["id", *amounts]].assign(wakil=own).drop_duplicates("id")
    spent = anggaran[(anggaran["induk"] != "") & anggaran[amounts].notna().any(axis=1)]
    only = spent[~spent.duplicated("induk", keep=False)]
    pairs = only[["induk", *amounts]].reset_index()
    pairs = pairs.merge(columns, left_on="induk", right_on="id", suffixes=("", "_induk"))
    for name in amounts:
        own_amount, other = pairs[name], pairs[f"{name}_induk"]
        pairs = pairs[(own_amount == other) | (own_amount.isna() & other.isna())]
    pairs = pairs.set_index("index")
    return own.where(~own.index.isin(pairs.index), pairs["wakil"].reindex(own.index))


def _letter_score(kinerja: pd.DataFrame) -> pd.Series:
    """Return the lowest score of an AKIP letter promised without one, where a score was reached."""
    ladders = load_rules("tangga")
    ladder = ladders[ladders["satuan"] == "predikat AKIP"].set_index("label")["terendah"]
    letter = kinerja["target_tercetak"].str.strip().map(ladder)
    scored = kinerja["realisasi"].between(0, 100)
    return letter.where(scored & kinerja["realisasi_tercetak"].str.contains(r"\d"))


def _common(terbitan: pd.DataFrame, columns: dict[str, str]) -> pd.DataFrame:
    """Return the rows with text as text and numbers as numbers, their decimals and half units.

    A year that is missing is 0.
    """
    text = {
        f"{name}_tercetak": terbitan[f"{name}_tercetak"].fillna("").astype(str).astype(object)
        for name in [*columns, "nama"]
    }
    numbers = {
        name: pd.to_numeric(terbitan[source]).mask(cut_off(text[f"{name}_tercetak"]))
        for name, source in columns.items()
    }
    places = {name: decimals(text[f"{name}_tercetak"], numbers[name]) for name in columns}
    return terbitan.assign(
        **text,
        **numbers,
        **{f"d_{name}": some for name, some in places.items()},
        **{f"h_{name}": half_unit(some, result=name in RESULTS) for name, some in places.items()},
        tahun=pd.to_numeric(terbitan["tahun"]).fillna(0).astype(int),
        baris=pd.to_numeric(terbitan["baris"]).astype(int),
        # which printed table a row is of stands only in its id: lkjip-2023:t2.1-b352-2018
        peta=terbitan["id"].str.extract(r":(.+)-b\d+", expand=False).fillna(terbitan["tabel"]),
    )


def _merged(frame: pd.DataFrame, by: list[str]) -> pd.Series:
    names = frame[["dokumen", "peta", "baris"]].assign(
        kunci=name_keys(frame["nama_tercetak"]), polos=name_keys(frame["nama_tercetak"], bare_key)
    )
    names["peta"] = names["dokumen"] + names["peta"]
    values = np.array(names["kunci"], dtype=object)
    bare = dict(zip(values.tolist(), names["polos"].tolist(), strict=True))
    varied = (names["kunci"] != names["polos"]).to_numpy()
    for places in frame.groupby(by).indices.values():
        same = merge_variants(names.iloc[places]) if varied[places].any() else {}
        if same:
            values[places] = [same.get(key, key) for key in values[places]]
        # what a bracket tells apart is no other spelling, however alike
        same = {
            key: other
            for key, other in merge_keys(values[places]).items()
            if bare[key] != bare[other]
        }
        if same:
            values[places] = [same.get(key, key) for key in values[places]]
    return pd.Series(values, index=frame.index, dtype=object)


def _known_spellings(
    kinerja: pd.DataFrame, indikator: pd.DataFrame, kurasi: pd.DataFrame
) -> pd.Series:
    """Give every spelling under which a curated value was found its indicator's own key."""
    if kurasi.empty:
        return kinerja["kunci"]
    sources = [
        kurasi[["dinas", "indikator", name]].rename(columns={name: "id"})
        for name in ("sumber_target", "sumber_realisasi")
    ]
    cited = pd.concat(sources).drop_duplicates("id")
    cited = cited[cited["id"] != ""]
    names, who = indikator[["dinas", "indikator", "nama_indikator"]], ["dinas", "indikator"]
    rows = kinerja[["id", "kelas", "kunci"]].merge(cited, on="id").merge(names, on=who)
    rows = rows[(rows["kelas"] == "utama") & (rows["kunci"] != "")]
    spelled = zip(rows["dinas"].tolist(), rows["kunci"].tolist(), strict=True)
    same = dict(zip(spelled, name_keys(rows["nama_indikator"]), strict=True))
    pairs = zip(kinerja["dinas"].tolist(), kinerja["kunci"].tolist(), strict=True)
    known = pd.Series([same.get(pair, pair[1]) for pair in pairs], index=kinerja.index)
    return kinerja["kunci"].mask(kinerja["kelas"] == "utama", known)


def _polarity(kinerja: pd.DataFrame, indikator: pd.DataFrame) -> pd.Series:
    """Return the polarity known for the main indicators; elsewhere what plain words say."""
    names = name_keys(indikator["nama_indikator"])
    whose, polarity = indikator["dinas"].tolist(), indikator["polaritas"].tolist()
    known = dict(zip(zip(whose, names.tolist(), strict=True), polarity, strict=True))
    # a name without its brackets tells the indicator where it is the only one of that name
    plain = name_keys(indikator["nama_indikator"], bare_key)
    only = ~indikator.assign(nama=plain).duplicated(["dinas", "nama"], keep=False)
    bare = zip(indikator["dinas"][only], plain[only], strict=True)
    known |= dict(zip(((*one, "polos") for one in bare), indikator["polaritas"][only], strict=True))
    spellings = (
        kinerja["dinas"],
        kinerja["kunci"],
        name_keys(kinerja["nama_tercetak"]).astype(object),
        name_keys(kinerja["nama_tercetak"], bare_key),
    )
    # by the key or the own spelling; indicators of no dinas (made reports) hold for every one
    found = [
        known.get((dinas, key))
        or known.get((dinas, own))
        or known.get(("", key))
        or known.get(("", own))
        or known.get((dinas, polos, "polos"))
        or known.get(("", polos, "polos"), "")
        for dinas, key, own, polos in zip(*(one.tolist() for one in spellings), strict=True)
    ]
    found = pd.Series(found, index=kinerja.index, dtype=object)
    lower = found_in(kinerja["kunci"], LOWER) & ~found_in(kinerja["kunci"], HIGHER)
    return found.mask((found == "") & lower, "turun")


def _with_parent(anggaran: pd.DataFrame) -> pd.Series:
    keys = anggaran.drop_duplicates("id").set_index("id")["kunci"]
    parent = anggaran["induk"].map(keys).fillna("")
    named = anggaran[anggaran["kunci"] != ""]
    repeated = named.duplicated(["dinas", "peta", "tahun", "kelas", "kunci"], keep=False)
    quantity = ["dinas", "kelas", "kunci"]
    unclear = named[repeated][quantity].drop_duplicates().assign(_ganda=True)
    again = anggaran[quantity].merge(unclear, how="left")["_ganda"].notna().to_numpy()
    double = again | anggaran["kunci"].isin(homonyms()).to_numpy()
    # no programme stands under several activities; a table may print it twice
    double &= (anggaran["level"] != "program").to_numpy()
    full = (anggaran["kunci"] + " < " + parent).where(parent != "", "")
    return anggaran["kunci"].mask(double, full)

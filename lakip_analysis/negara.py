"""The reports of a whole store at once: the results of `Laporan` that one call gives for all dinas.

What one dinas prints, promises or spends says nothing of another, so a function over a tidy frame
needs no loop over dinas; only the rules differ, and those who follow the same go together.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path

import pandas as pd

from .akip.compute import compute_akip
from .akip.spm import compute_spm
from .aturan.rules import LEVEL_UTAMA, RUMUS
from .audit import audit_tables
from .audit.summary import PRINTED, corrected_reports, count_printed
from .capaian.cacah import compute_cacah
from .capaian.compute import LIMITS, add_printed, compute_capaian, summarize_capaian
from .data.dinas import join_kinerja
from .data.dinas_toml import OPTIONAL
from .data.kode import whole_lines
from .data.nama_baku import standard_names
from .data.nilai import class_limits, split_values
from .data.nilai_tahun import known_until, values_by_year
from .data.schemas import SOURCES
from .data.store import known_rows, read_country
from .efisiensi.cost import compute_biaya
from .efisiensi.measures import absorption
from .once import each_once
from .processes import in_order, in_shares
from .tren import compute_trend

__all__ = ["Negara"]

# what the audit reads
AUDITED = ("indikator", "kinerja", "anggaran", "keluaran", "putus")
TERBITAN = ("terbitan_kinerja", "terbitan_anggaran", "terbitan_judul", "terbitan_klaim")
KEPT = ("terbitan_kinerja", "indikator")
PRINTED_ROWS = ("terbitan_kinerja", "terbitan_anggaran")  # what a curated row comes from

# the rules that `compute_capaian` reads
FORMULA = (*RUMUS, "skala", *LIMITS)

LISTED = 500  # ids of documents that a condition names; most dinas call theirs alike

SHARE = 4000  # dinas that a process computes at once, and how many it takes to be worth one more
ALONE = 200


@dataclass(frozen=True)
class Negara:
    """Dinas of one store, each in the year of its report; frames are attributes, computed once.

    The attributes are those of `laporan.Laporan`, with `dinas`. `aturan`: rules of each dinas.
    Nothing is validated and no correction applied (`store.read_country`): a dinas that has own
    scales, ladders or corrections is opened by itself (`kumpulan.open_kumpulan`).
    """

    store: Path
    daftar: pd.DataFrame = field(repr=False)
    aturan: dict[str, dict] = field(repr=False)

    @cached_property
    def indikator(self) -> pd.DataFrame:
        """Return one row per indicator."""
        return self._read("indikator")

    @cached_property
    def kinerja(self) -> pd.DataFrame:
        """Return one row per indicator and year, as `DataDinas.kinerja`."""
        joined = join_kinerja(self._read("kinerja"), self.indikator, self._read("putus"))
        label = split_values(joined["target"])["label"]
        return joined.assign(target_terendah=class_limits(label, joined["satuan"])["terendah"])

    @cached_property
    def kinerja_diketahui(self) -> pd.DataFrame:
        """Return every indicator as known at the end of the report's year (`known_until`)."""
        return known_until(self.kinerja, self._year(self.kinerja))

    @cached_property
    def anggaran(self) -> pd.DataFrame:
        """Return one row per budget line of the report's year."""
        rows = standard_names(self._of_year(self._read("anggaran", self._in_years())))
        twice = rows.duplicated(["dinas", "tahun", "kode"], keep=False)
        if not twice.any():
            return rows
        parts = [
            whole_lines(part.drop(columns="dinas")).assign(dinas=dinas)
            for dinas, part in rows[twice].groupby("dinas", sort=False)
        ]
        return pd.concat([rows[~twice], *parts], ignore_index=True)

    @cached_property
    def keluaran_tahun(self) -> pd.DataFrame:
        """Return one row per output of the report's year."""
        return self._of_year(self._read("keluaran", self._in_years()))

    @cached_property
    def program_indikator(self) -> pd.DataFrame:
        """Return which programme supports which indicator."""
        return self._read("program_indikator")

    @cached_property
    def capaian_tahunan(self) -> pd.DataFrame:
        """Return the achievement up to the report's year: one row per (dinas, indikator, tahun)."""
        known = self._until(self.kinerja)
        never = self.indikator.merge(self.daftar[["dinas", "tahun"]], on="dinas")
        seen = self.kinerja[["dinas", "indikator"]].drop_duplicates().assign(ada=True)
        there = never[["dinas", "indikator"]].merge(seen, how="left")["ada"].notna()
        never = never[~there.to_numpy()].assign(target="", realisasi="")
        rows = pd.concat([known, never], ignore_index=True) if len(never) else known
        rows = rows[rows["level"].isin(LEVEL_UTAMA)].reset_index(drop=True)
        found = self._in_shares(partial(self._achieved, rows)).sort_index()
        return add_printed(rows.join(found), self.terbitan_kinerja)

    def _achieved(self, rows: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
        """Return what `compute_capaian` adds to the rows of some dinas, each by its own rules."""
        some = _rows_of(rows, names)
        parts = [
            compute_capaian(mine, rules, rules["skala"]).drop(columns=rows.columns)
            for rules, mine in self._by_rule(some, FORMULA)
        ]
        return pd.concat(parts) if parts else some.iloc[:, :0]

    @cached_property
    def capaian(self) -> pd.DataFrame:
        """Return the achievement of the report's year: one row per main indicator."""
        return self._of_year(self.capaian_tahunan)

    @cached_property
    def ringkasan(self) -> pd.DataFrame:
        """Return the averages of each dinas with their coverage: one row per dinas."""
        keys = ["dinas", "tahun"]
        return pd.concat(
            [
                summarize_capaian(some, keys, rules["rata_rata"])
                for rules, some in self._by_rule(self.capaian, ("rata_rata",))
            ],
            ignore_index=True,
        )

    @cached_property
    def nilai(self) -> pd.DataFrame:
        """Return the one value of every indicator-year, without what else was printed."""
        return values_by_year(self.kinerja_diketahui)

    @cached_property
    def cacah(self) -> pd.DataFrame:
        """Return what the counts behind each figure can carry: one row per indicator with any."""
        return compute_cacah(self.capaian)

    @cached_property
    def biaya(self) -> pd.DataFrame:
        """Return planned and actual cost of one unit: one row per output."""
        return compute_biaya(self.anggaran, self.keluaran_tahun)

    @cached_property
    def akip(self) -> pd.DataFrame:
        """Return the AKIP evaluations up to the report's year."""
        return compute_akip(self.evaluasi)

    @cached_property
    def evaluasi(self) -> pd.DataFrame:
        """Return `sakip` up to the report's year."""
        return self._until(self._read("sakip"))

    @cached_property
    def standar(self) -> pd.DataFrame:
        """Return `spm` up to the report's year."""
        return self._until(self._read("spm"))

    @cached_property
    def efisiensi(self) -> pd.DataFrame:
        """Return the absorption of every budget line, without what only a single report has."""
        spent = absorption(self.anggaran["pagu_rp"], self.anggaran["realisasi_rp"])
        return self.anggaran.assign(serapan_persen=spent)

    @cached_property
    def tren(self) -> pd.DataFrame:
        """Return trend and way to the end target: one row per main indicator."""
        rows = self.kinerja_diketahui
        # a promise that is written again at another level has no direction of its own
        again = self.capaian.loc[self.capaian["ganda"] != "", ["dinas", "indikator"]]
        twice = pd.MultiIndex.from_frame(rows[["dinas", "indikator"]]).isin(
            pd.MultiIndex.from_frame(again)
        )
        return compute_trend(rows[rows["level"].isin(LEVEL_UTAMA) & ~twice])

    @cached_property
    def indeks_spm(self) -> pd.DataFrame:
        """Return the index of the minimum services up to the report's year."""
        return compute_spm(self.standar)

    @cached_property
    def terbitan_kinerja(self) -> pd.DataFrame:
        """Return the printed indicator rows of the report of the year."""
        return self._printed("terbitan_kinerja")

    @cached_property
    def temuan(self) -> pd.DataFrame:
        """Return the contradictions in each report of the year: one row per finding."""
        tables = {name: self._cited(name) for name in AUDITED if name not in KEPT}
        tables |= {name: self._printed(name) for name in TERBITAN}
        tables["indikator"] = self.indikator
        rules = {dinas: OPTIONAL | self.aturan[dinas] for dinas in self.daftar["dinas"]}
        return audit_tables(tables, rules)

    @cached_property
    def terbaca(self) -> pd.DataFrame:
        """Return how much of each report of the year was read: one row per dinas."""
        printed = count_printed({name: self._printed(name) for name in PRINTED})
        claims = self._printed("terbitan_klaim").groupby("dinas").size()
        figures = printed.groupby("dinas")[["n_angka", "n_angka_lampiran"]].sum()
        counts = {"n_angka": figures["n_angka"], "n_klaim": claims}
        counts |= {"n_angka_lampiran": figures["n_angka_lampiran"]}
        out = pd.DataFrame(counts).reindex(self.daftar["dinas"]).fillna(0).astype(int)
        return out.reset_index()

    @cached_property
    def perbaikan_tahun(self) -> pd.DataFrame:
        """Return what a corrected report would say: one row per indicator with a printed figure."""
        parts = [
            corrected_reports(some, rules["skala"])
            for rules, some in self._by_rule(self.capaian, ("skala",))
        ]
        return pd.concat(parts, ignore_index=True) if parts else pd.DataFrame()

    def _read(self, nama: str, where: str = "") -> pd.DataFrame:
        """Return one table of the dinas of this collection."""
        return _rows_of(read_country(self.store, nama, where=where), self.daftar["dinas"])

    def _printed(self, nama: str) -> pd.DataFrame:
        """Return the printed rows of the documents of the report's year."""
        rows = self._read(nama, self._of_papers())
        mine = self._papers().drop_duplicates().assign(ada=True)
        there = rows[["dinas", "dokumen"]].merge(mine, how="left")["ada"].notna()
        return rows[there.to_numpy()]

    def _papers(self) -> pd.DataFrame:
        return self.daftar[["dinas", "dokumen"]].explode("dokumen")

    def _of_papers(self) -> str:
        """Return the condition that a row is of a document of that name; empty: they are many."""
        names = self._papers()["dokumen"].dropna().unique()
        listed = ", ".join("'" + name.replace("'", "''") + "'" for name in names)
        return f"dokumen IN ({listed})" if 0 < len(names) <= LISTED else ""

    def _cited(self, nama: str) -> pd.DataFrame:
        """Return the rows of a table that name a printed row of these documents; else all of them.

        Of five years those of one, by the ids alone, which two dinas may share: whose row it is the
        audit asks.
        """
        places = {sumber for tabel, _, sumber, _ in SOURCES if tabel == nama}
        if not places:
            return self._read(nama)
        where = self._of_papers() or "true"
        tables = (known_rows(self.store, name, "id", where) for name in PRINTED_ROWS)
        known = " UNION ALL ".join(filter(None, tables)) or "SELECT '' WHERE false"
        return self._read(nama, " OR ".join(f"{name} IN ({known})" for name in sorted(places)))

    def _in_years(self) -> str:
        years = ", ".join(f"'{year}'" for year in sorted(set(self.daftar["tahun"])))
        return f"tahun IN ({years})"

    def _year(self, rows: pd.DataFrame) -> pd.Series:
        return each_once(self._tahun.get, rows["dinas"]).astype("int64")

    @cached_property
    def _tahun(self) -> dict[str, int]:
        return dict(zip(self.daftar["dinas"].tolist(), self.daftar["tahun"].tolist(), strict=True))

    def _of_year(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["tahun"] == self._year(rows)].reset_index(drop=True)

    def _until(self, rows: pd.DataFrame) -> pd.DataFrame:
        return rows[rows["tahun"] <= self._year(rows)].reset_index(drop=True)

    def _by_rule(
        self, rows: pd.DataFrame, asked: Collection[str]
    ) -> Iterator[tuple[dict, pd.DataFrame]]:
        """Yield the rules asked for, and the rows of the dinas that follow them alike."""
        groups: dict[str, list[str]] = {}
        for dinas in rows["dinas"].unique():
            rules = OPTIONAL | self.aturan[dinas]
            mine = {name: rules[name] for name in asked if name in rules}
            groups.setdefault(json.dumps(mine), []).append(dinas)
        for rules, names in groups.items():
            yield json.loads(rules), _rows_of(rows, names)

    def _in_shares(self, work: Callable[[Sequence[str]], pd.DataFrame]) -> pd.DataFrame:
        """Return what a function gives for the dinas, some of them on each core."""
        shares = in_shares(self.daftar["dinas"].tolist(), SHARE, ALONE)
        return pd.concat(list(in_order(shares, work)))


def _rows_of(frame: pd.DataFrame, names) -> pd.DataFrame:
    """Return the rows of some dinas; where there are no others the frame itself, not a copy."""
    there = frame["dinas"].isin(names)
    return frame if there.all() else frame[there]

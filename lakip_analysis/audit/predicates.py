"""Printed categories against the report's own scale."""

from __future__ import annotations

import re

import pandas as pd

from ..aturan.rules import categorize, in_gap, load_rules, scale_gaps, scale_rows, threshold
from .cells import near
from .findings import cells, findings, lines, stacked, temuan
from .prepare import Terbitan
from .rows import any_in, each_row
from .severity import grade

__all__ = ["find_predicates"]


# what says only whether the target was met, with the word of one of the classes
REACHED = re.compile(r"(?:tidak |belum |telah |sudah )?tercapai")
MISSED = re.compile(r"\b(?:tidak|belum)\b")


def find_predicates(terbitan: Terbitan) -> pd.DataFrame:
    """Find categories that the report's own scale does not give, whichever way its gaps close.

    Where every "tercapai" and "tidak tercapai" of a table says whether the target was met, that is
    what they mean there, whatever a class of the scale is called.
    """
    rows = terbitan.kinerja
    usual = rows.groupby(["dinas", "kelas", "kunci", "tahun"])["capaian"].transform("median")
    # a row that prints target and result is judged on them, whatever other rows say
    own = rows["capaian_hitung"].where(rows["target_dari"] == rows["id"])
    capaian = rows["capaian"].fillna(own).fillna(usual).fillna(rows["capaian_hitung"])
    rows = rows.assign(c_pakai=capaian)[(rows["predikat_tercetak"] != "") & capaian.notna()]
    rows = rows[~_of_the_target(rows)]
    return stacked(
        _off_scale(some, skala)
        for own, some in terbitan.by_rule("skala", rows)
        for skala in _scales(own)
    )


def _scales(own: str | pd.DataFrame) -> list[str | pd.DataFrame]:
    """Return a report's scale, and those of it with other words for other things.

    So has Malang: malang, malang-program.
    """
    shipped = load_rules("skala")["skala"].unique() if isinstance(own, str) else []
    return [name for name in shipped if name == own or name.startswith(f"{own}-")] or [own]


def _of_the_target(rows: pd.DataFrame) -> pd.Series:
    """Say which rows tell whether their target was met, in tables that tell it right throughout."""
    said = rows["predikat_tercetak"].map(_word)
    told = said.str.fullmatch(REACHED)
    met = rows["c_pakai"] >= threshold("capaian_tercapai")
    wrong = told & (said.str.contains(MISSED) == met)
    return told & ~any_in(rows["no_tabel"].to_numpy(), wrong)


def _off_scale(rows: pd.DataFrame, skala: str | pd.DataFrame) -> pd.DataFrame:
    labels = scale_rows(skala)["kategori"]
    # of a double label (Tercapai/Berhasil) a table may print either half
    words = {_word(half): label for label in labels for half in label.split("/")}
    words |= {_word(label): label for label in labels}
    said = rows["predikat_tercetak"].map(lambda text: words.get(_word(text), ""))
    rows = rows.assign(kata=said)[said != ""]
    # a printed 91,0 may be 90,96: what is worked out counts too where it rounds to what is printed
    rounds = near(rows["capaian_hitung"], rows["c_pakai"], rows["h_capaian"])
    exact = rows["capaian_hitung"].where(rounds, rows["c_pakai"])
    pairs = zip(_categories(rows["c_pakai"], skala), _categories(exact, skala), strict=True)
    allowed = pd.Series([one | other for one, other in pairs], index=rows.index, dtype=object)
    wrong = [word not in classes for word, classes in zip(rows["kata"], allowed, strict=True)]
    bad = rows.assign(boleh=allowed)[pd.Series(wrong, index=rows.index, dtype=bool)]
    place = {label: place for place, label in enumerate(scale_rows(skala)["kategori"])}
    # labelled below the class: a column that does not use the scale, one finding per label
    modest = pd.Series(
        [
            place[word] > min((place[label] for label in classes), default=0)
            for word, classes in zip(bad["kata"], bad["boleh"], strict=True)
        ],
        index=bad.index,
        dtype=bool,
    )
    column = ["dinas", "dokumen", "predikat_tercetak"]
    return findings(
        [
            *(_predicate(row) for row in each_row(bad[~modest])),
            *(_modest(part) for _, part in bad[modest].groupby(column, sort=False)),
        ]
    )


def _categories(value: pd.Series, skala: str | pd.DataFrame) -> list[set[str]]:
    """Return the classes a value may have: the lower one, and in a printed gap also the upper."""
    lower, inside = categorize(value, skala), in_gap(value, skala)
    gaps = list(each_row(scale_gaps(skala)))
    upper = [
        next((gap.di_atas for gap in gaps if gap.dari < v <= gap.sampai), "") if between else ""
        for v, between in zip(value, inside, strict=True)
    ]
    return [{one, two} - {""} for one, two in zip(lower, upper, strict=True)]


def _modest(rows: pd.DataFrame) -> dict:
    first = next(each_row(rows))
    several = len(rows) > 1
    return temuan(
        first,
        "predikat_tidak_cocok",
        "predikat.tanpa_skala" if several else "predikat.di_bawah",
        {"n": len(rows)} if several else {"capaian": first.c_pakai},
        tercetak=first.predikat_tercetak,
        hitung_ulang=" / ".join(sorted(set().union(*rows["boleh"]))),
        terlibat=cells(first.id, "predikat"),
        baris=lines(rows["baris"]),
    )


def _predicate(row) -> dict:
    return temuan(
        row,
        "predikat_tidak_cocok",
        "predikat.bukan_skala",
        {"capaian": row.c_pakai},
        tercetak=row.predikat_tercetak,
        hitung_ulang=" / ".join(sorted(row.boleh)),
        keparahan=grade("predikat", pokok=row.kelas == "utama"),
        membalik=True,
        tersangka=cells(row.id, "predikat"),
        terlibat=cells(row.id, "capaian"),
    )


def _word(text: str) -> str:
    """Return a label as it is compared: no marks around it, no case."""
    return " ".join(text.lower().replace("=", " ").strip(' .*“”"').split())

"""Small numbers as they are read: a short table, a few sentences, a note; nothing where none is."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.angka import fmt
from ..bahasa.say import has_text, say
from ..show.pieces import Potongan, paragraphs
from ..show.table import Tabel, make_table
from ..show.values import show_amount, show_target, show_value

__all__ = [
    "describe_cacah",
    "describe_kepastian",
    "note_kepastian",
    "say_cacah",
    "table_cacah",
]


def table_cacah(cacah: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the small numbers of a year with what they can carry; `None` where there are none.

    `cacah` is the frame of `compute_cacah`.
    """
    rows = _shown(cacah)
    if rows.empty:
        return None
    kolom = [
        "nama_indikator",
        "hitungan_cacah",
        "target",
        "realisasi",
        "selang_cacah",
        "capaian_selang",
        "capaian_satu_unit",
        "kepastian_cacah",
    ]
    each, ranged = list(rows.itertuples()), rows["target_bawah"].notna()
    frame = rows.assign(
        target=rows["target"]
        .astype(object)
        .mask(ranged, [show_target(row, bahasa) for row in each]),
        hitungan_cacah=[say("cacah.tabel.hitungan", bahasa, _filled(row, bahasa)) for row in each],
        selang_cacah=[_interval(row, bahasa) for row in each],
        capaian_selang=[
            _pair("persen", row.capaian_selang_bawah, row.capaian_selang_atas, bahasa)
            for row in each
        ],
        capaian_satu_unit=[
            _pair("langkah", row.capaian_kurang_satu, row.capaian_lebih_satu, bahasa)
            for row in each
        ],
    )
    note = say("cacah.tabel.catatan", bahasa)
    title = say("cacah.tabel.judul", bahasa)
    level = threshold("cacah_selang")
    return make_table(frame, kolom, title, bahasa, note, berkas="cacah", taraf=f"{level:.0f}")


def say_cacah(cacah: pd.DataFrame, bahasa: str) -> Potongan | None:
    """Say what each small number can carry; `None` where there are none."""
    said = describe_cacah(cacah, bahasa)
    return paragraphs(*said) if said else None


def describe_cacah(cacah: pd.DataFrame, bahasa: str) -> list[str]:
    """Return one paragraph per small number: the doubt, the grid, what one unit more or less does.

    A promise that is repeated at another level is told once.
    """
    return [" ".join(_told(row, bahasa)) for row in _shown(cacah).itertuples()]


def describe_kepastian(cacah: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the sentence on the targets of which met or missed is not settled; none: no text."""
    names = _unsettled(cacah, bahasa)
    if not names:
        return []
    return [say("cacah.kalimat.ringkas", bahasa, n=len(names), isi="; ".join(names))]


def note_kepastian(cacah: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the note under the table of achievement on the same targets."""
    names = _unsettled(cacah, bahasa)
    return [say("cacah.tabel.belum", bahasa, isi="; ".join(names))] if names else []


def _shown(cacah: pd.DataFrame) -> pd.DataFrame:
    return cacah[(cacah["angka_kecil"] != "") & (cacah["ganda"] == "")]


def _unsettled(cacah: pd.DataFrame, bahasa: str) -> list[str]:
    """Return the indicators whose interval holds the target, each with what was counted."""
    rows = _shown(cacah)
    rows = rows[rows["kepastian_cacah"] == "belum_pasti"]
    return [
        say(
            f"cacah.kalimat.{'satu_ujung' if row.target_di_ujung == 'ya' else 'satu'}",
            bahasa,
            _filled(row, bahasa),
        )
        for row in rows.itertuples()
    ]


def _told(row, bahasa: str) -> list[str]:
    """Return the sentences on one small number."""
    values = _filled(row, bahasa)
    kind = row.kepastian_cacah or "tanpa_target"
    if kind == "tanpa_target" and row.sifat_cacah == "cacah_penuh":
        kind = "cacah_penuh"
    if kind == "belum_pasti":
        kind = "belum_tercapai" if row.tercapai == "ya" else "belum_meleset"
    text = [say(f"cacah.putusan.{kind}", bahasa, values)]
    if kind != "cacah_penuh":
        text += _beside_interval(row, values, bahasa)
    if row.target_di_luar_kisi == "ya":
        both = pd.notna(row.kisi_bawah) and pd.notna(row.kisi_atas)
        text.append(say(f"cacah.kalimat.kisi_{'dua' if both else 'satu'}", bahasa, values))
    return text + _one_unit(row, values, bahasa)


def _beside_interval(row, values: dict, bahasa: str) -> list[str]:
    """Return achievement at the ends, the chance under the target, the count that meets it."""
    text = [say("cacah.kalimat.ujung", bahasa)] if row.target_di_ujung == "ya" else []
    if pd.notna(row.capaian_selang_bawah):
        text.append(say("cacah.kalimat.capaian", bahasa, values))
    if pd.notna(row.peluang_target):
        text.append(say("cacah.kalimat.peluang", bahasa, values))
    if pd.notna(row.unit_target):
        more = (row.polaritas == "naik") != (row.jenis_target == "rasio")
        end = "paling_sedikit" if more else "paling_banyak"
        text.append(say(f"cacah.kalimat.{end}", bahasa, values))
    return text


def _one_unit(row, values: dict, bahasa: str) -> list[str]:
    """Return what one unit more does, or one less where there cannot be more.

    Events are added to a denominator that stays what it is; of a share one more of its units
    counts.
    """
    kind = "satu" if row.sifat_cacah == "peristiwa" else "bagian"
    for step in ("lebih", "kurang"):
        achievement = getattr(row, f"capaian_{step}_satu")
        if pd.notna(achievement) and pd.notna(row.capaian_persen):
            figure = _amount(getattr(row, f"nilai_{step}_satu"), row, bahasa)
            after = {"nilai": figure, "capaian": achievement}
            return [say(f"cacah.kalimat.{kind}_{step}", bahasa, values, **after)]
    return []


def _filled(row, bahasa: str) -> dict:
    """Return a row with its values as a reader writes them, and the names of what was counted."""
    amounts = {
        name: _amount(getattr(row, name), row, bahasa) for name in ("kisi_bawah", "kisi_atas")
    }
    return {
        **row._asdict(),
        **amounts,
        "janji": _as_unit(show_target(row, bahasa), row, bahasa),
        "angka": _as_unit(show_value(row.realisasi, bahasa), row, bahasa),
        "selang": _interval(row, bahasa),
        "kasus": _unit(row.satuan_cacah, row.pembilang, bahasa),
        "semua": _unit(row.satuan_cacah, row.penyebut, bahasa),
        "satu": _unit(row.satuan_cacah, 1, bahasa),
        "cukup": _unit(row.satuan_cacah, row.unit_target, bahasa),
        "taraf": threshold("cacah_selang"),
    }


def _unit(satuan: str, n: float, bahasa: str) -> str:
    """Return the word for so many of what was counted; a word of the data itself stays."""
    name = satuan or "unit"
    key = f"satuan_cacah.{name}"
    return say(key, bahasa, n=0 if pd.isna(n) else int(n)) if has_text(key) else name


def _amount(value: float, row, bahasa: str) -> str:
    """Write a figure in its unit, no finer than two decimals; a ratio 1:n in whole ones."""
    return show_amount(round(value, 0 if row.jenis_target == "rasio" else 2), row, bahasa)


def _end(value: float, row, bahasa: str) -> str:
    """Write an end of an interval, always with two decimals; of a ratio 1:n in whole ones."""
    if row.jenis_target == "rasio":
        return _amount(value, row, bahasa)
    return _as_unit(fmt(value, bahasa=bahasa), row, bahasa)


def _as_unit(text: str, row, bahasa: str) -> str:
    return say("cacah.tabel.persen_satuan", bahasa, nilai=text) if row.satuan == "%" else text


def _interval(row, bahasa: str) -> str:
    """Return the interval in the unit of the figure, or why there is none."""
    if row.sifat_cacah == "cacah_penuh":
        return say("cacah.tabel.tanpa_selang", bahasa)
    low, high = (_end(end, row, bahasa) for end in (row.selang_bawah, row.selang_atas))
    if pd.isna(row.selang_atas):
        return say("cacah.tabel.tanpa_ujung", bahasa, bawah=low)
    return say("cacah.tabel.selang", bahasa, bawah=low, atas=high)


def _pair(cara: str, kiri: float, kanan: float, bahasa: str) -> str:
    """Return two percentages side by side; a dash for one that cannot be."""
    if pd.isna(kiri) and pd.isna(kanan):
        return ""
    return say(f"cacah.tabel.{cara}", bahasa, kiri=kiri, kanan=kanan)

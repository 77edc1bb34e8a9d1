"""Findings for a reader: worded, roots with their consequences folded, a report put right.

Figures quote the printed report and are compared with it, so they are written as it prints them, in
every language.
"""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
from jinja2 import Environment

from ..aturan.rules import GRADES, SKALA_BERSAMA, scale_rows
from ..bahasa.angka import true_minus
from ..bahasa.kolom import heading
from ..bahasa.say import has_text, languages, say, word
from ..errors import RuleError
from ..show.pieces import Potongan, fold, paragraphs, together
from ..show.table import Tabel, make_table
from .kinds import load_kinds
from .labels import SKALA
from .summary import summarize_temuan

__all__ = [
    "TEMUAN_COLUMNS",
    "describe_temuan",
    "explain",
    "name_kind",
    "require_texts",
    "say_temuan",
    "table_perbaikan",
    "table_ringkasan_temuan",
    "table_temuan",
    "temuan_table",
]


# columns of temuan.csv
TEMUAN_COLUMNS = [
    "id",
    "dinas",
    "dokumen",
    "jenis",
    "keparahan",
    "tahun",
    "baris",
    "tabel",
    "tercetak",
    "hitung_ulang",
    "penjelasan",
    "akar",
    "kalimat",
    "nilai",
    "menyentuh",
]

SHOWN_LINES = 8  # so many lines are named; of more it is said how many

_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<div class="tabel" role="group" aria-label="{{ judul }}" tabindex="0"><table>\
<caption><span>{{ judul }}</span></caption>
<thead><tr>{% for head in kepala %}<th scope="col">{{ head }}</th>{% endfor %}</tr></thead>
<tbody>
{% for t in rows %}<tr><th scope="row">{{ t.tanda }}<br>{{ t.nama }}\
{% if t.tahun %} {{ t.tahun }}{% endif %}</th><td>{{ t.tabel }}<br>{{ t.baris }}</td>\
<td>{{ t.tercetak }}</td><td>{{ t.hitung_ulang or "–" }}</td>\
<td class="panjang">{{ t.penjelasan }}{% if t.akibat %}

<details><summary>{{ t.banyak_akibat }}</summary><ul>{% for a in t.akibat %}\
<li>{{ a.nama }} ({{ a.baris }}): {{ a.penjelasan }}</li>{% endfor %}</ul></details>{% endif %}\
</td></tr>
{% endfor %}</tbody></table></div>"""
)


def explain(temuan: pd.DataFrame, bahasa: str) -> pd.Series:
    """Return each finding in words, from its sentences (`kalimat`) and their values (`nilai`)."""
    texts = [_explain(row, bahasa) for row in temuan.itertuples()]
    return pd.Series(texts, index=temuan.index, dtype=object)


def name_kind(jenis: str, bahasa: str) -> str:
    """Return what a kind of finding is called.

    Examples
    --------
    >>> name_kind("target_lemah", "en")
    'Weak target'
    """
    return say(f"temuan.{jenis}.nama", bahasa)


def require_texts() -> None:
    """Check that every kind and sentence of `aturan/temuan.csv` has a text in every language.

    Raises
    ------
    RuleError
        Names the keys that have none, and the language.
    """
    kinds = load_kinds().values()
    keys = [f"temuan.{kind.jenis}.{part}" for kind in kinds for part in ("nama", "arti")]
    keys += [f"audit.{key}" for kind in kinds for key in kind.kalimat]
    for bahasa in languages():
        absent = [key for key in dict.fromkeys(keys) if not has_text(key, bahasa)]
        if absent:
            raise RuleError(
                f"Belum ada teks “{bahasa}” untuk {', '.join(absent)} (bahasa/kalimat.toml)."
            )


def temuan_table(temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the findings as `temuan.csv` holds them: plain text, explained in Indonesian.

    `baris` and `kalimat` are joined by semicolons, `nilai` is JSON, `menyentuh` ya or tidak (empty
    where it was not asked).
    """
    touched = temuan.get("menyentuh", pd.Series(pd.NA, index=temuan.index))
    return temuan.assign(
        baris=[";".join(map(str, lines)) for lines in temuan["baris"]],
        kalimat=[";".join(keys) for keys in temuan["kalimat"]],
        nilai=[json.dumps(v, ensure_ascii=False, sort_keys=True) for v in temuan["nilai"]],
        penjelasan=explain(temuan, "id"),
        menyentuh=touched.map({True: "ya", False: "tidak"}).fillna(""),
    )[TEMUAN_COLUMNS]


def table_temuan(temuan: pd.DataFrame, bahasa: str) -> Potongan:
    """Return the findings: severe ones open, others folded, consequences under their root."""
    if temuan.empty:
        return paragraphs(say("bab_audit.tidak_ada", bahasa))
    root = (temuan["akar"] == "") | ~temuan["akar"].isin(temuan["id"])
    notation = say("bab_audit.notasi", bahasa)
    parts = [paragraphs(notation)] if notation else []
    for grade in GRADES:
        roots = temuan[root & (temuan["keparahan"] == grade)]
        if len(roots):
            caption = say(f"bab_audit.judul.{grade}", bahasa, n=len(roots))
            table = _table(roots, temuan, caption, bahasa)
            parts.append(table if grade == GRADES[0] else fold(caption, table))
    return together(*parts)


def table_ringkasan_temuan(temuan: pd.DataFrame, bahasa: str) -> Tabel | Potongan:
    """Return the number of findings per kind and severity."""
    if temuan.empty:
        return paragraphs(say("bab_audit.tidak_ada", bahasa))
    counts = summarize_temuan(temuan)
    counts = counts.assign(jenis=[name_kind(jenis, bahasa) for jenis in counts["jenis"]])
    columns = ["jenis", *GRADES, "akar"]
    caption = say("bab_audit.judul_ringkasan", bahasa)
    return make_table(counts, columns, caption, bahasa, berkas="ringkasan_temuan")


def table_perbaikan(perbaikan: pd.DataFrame, bahasa: str) -> Tabel:
    """Return the corrected report: printed value → recomputed value → change of category."""
    frame = perbaikan.assign(
        nama_indikator=[_name(row, bahasa) for row in perbaikan.itertuples()],
        kesimpulan=np.where(perbaikan["berubah"].astype(bool), "berubah", "tetap"),
        **{
            name: [_category(value, bahasa) for value in perbaikan[name]]
            for name in ("kategori_lama", "kategori_baru")
        },
    )
    columns = [
        "nama_indikator",
        "tercetak_persen",
        "kategori_lama",
        "hitung_ulang_persen",
        "kategori_baru",
        "kesimpulan",
    ]
    notes = (say(f"bab_audit.{key}", bahasa) for key in ("catatan_perbaikan", "notasi"))
    note = " ".join(text for text in notes if text)
    return make_table(frame, columns, say("bab_audit.judul_perbaikan", bahasa), bahasa, note)


def describe_temuan(temuan: pd.DataFrame, perbaikan: pd.DataFrame, bahasa: str) -> str:
    """Return how many findings there are, how many touch figures shown, what conclusions change.

    `temuan` with `menyentuh` (`touching`), `perbaikan` from `corrected_report`.
    """
    if temuan.empty:
        return say("bab_audit.bersih", bahasa)
    severe = int((temuan["keparahan"] == "tinggi").sum())
    more = say("bab_audit.tinggi", bahasa, n=severe) if severe else ""
    counts = {
        "lipat": int((temuan["akar"] != "").sum()),
        "menyentuh": int(temuan["menyentuh"].sum()),
    }
    sentences = [say("bab_audit.banyak", bahasa, n=len(temuan), rinci=more)]
    sentences += [say(f"bab_audit.{key}", bahasa, n=n) for key, n in counts.items() if n]
    changed = perbaikan[perbaikan["berubah"].astype(bool)]
    if len(changed):
        names = "; ".join(_change(row, bahasa) for row in changed.itertuples())
        sentences.append(say("bab_audit.berubah", bahasa, n=len(changed), nama=names))
    return " ".join(sentences)


def say_temuan(temuan: pd.DataFrame, perbaikan: pd.DataFrame, bahasa: str) -> Potongan:
    """Show `describe_temuan` as a paragraph."""
    return paragraphs(describe_temuan(temuan, perbaikan, bahasa))


def _explain(row, bahasa: str) -> str:
    values = {"tercetak": row.tercetak, "hitung_ulang": row.hitung_ulang, "tahun": row.tahun}
    return " ".join(say(f"audit.{key}", bahasa, values | row.nilai) for key in row.kalimat)


def _name(row, bahasa: str) -> str:
    """Return the name of an indicator, or of the mean."""
    return row.nama_indikator or say("bab_audit.rata_rata", bahasa, n=row.n)


def _category(name: str, bahasa: str) -> str:
    """Return a category of the common scale as a word; those of a scale of the dinas as printed."""
    common = set(scale_rows(SKALA_BERSAMA)["kategori"])
    return word("kategori", name, bahasa) if name in common else name


def _change(row, bahasa: str) -> str:
    return say(
        "bab_audit.perubahan",
        bahasa,
        nama=_name(row, bahasa),
        lama=_category(row.kategori_lama, bahasa),
        baru=_category(row.kategori_baru, bahasa),
    )


def _table(roots: pd.DataFrame, temuan: pd.DataFrame, judul: str, bahasa: str) -> str:
    heads = [say(f"bab_audit.kepala.{key}", bahasa) for key in ("temuan", "tempat")]
    heads += [heading(name, bahasa) for name in ("tercetak", "hitung_ulang", "penjelasan")]
    rows = [_shown(row, temuan, bahasa) for row in roots.itertuples()]
    return _TABLE.render(judul=judul, kepala=heads, rows=rows)


def _shown(row, temuan: pd.DataFrame, bahasa: str) -> dict:
    follows = temuan[temuan["akar"] == row.id]
    return _words(row, bahasa) | {
        "tanda": word("tanda_keparahan", row.keparahan, bahasa),
        "akibat": [_words(effect, bahasa) for effect in follows.itertuples()],
        "banyak_akibat": say("bab_audit.akibat", bahasa, n=len(follows)),
    }


def _words(row, bahasa: str) -> dict:
    return {
        "nama": name_kind(row.jenis, bahasa),
        "tahun": "" if pd.isna(row.tahun) else str(row.tahun),
        "tabel": say("bab_audit.skala", bahasa) if row.tabel == SKALA else row.tabel,
        "baris": _lines(row.baris, bahasa),
        "tercetak": true_minus(row.tercetak),
        "hitung_ulang": true_minus(row.hitung_ulang),
        "penjelasan": _explain(row, bahasa),
    }


def _lines(numbers: tuple[int, ...], bahasa: str) -> str:
    listed = "; ".join(map(str, numbers[:SHOWN_LINES]))
    more = len(numbers) - SHOWN_LINES
    if more > 0:
        return say("bab_audit.baris_lagi", bahasa, baris=listed, n=more)
    return say("bab_audit.baris", bahasa, baris=listed, n=len(numbers))

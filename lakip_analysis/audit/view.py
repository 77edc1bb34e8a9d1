"""Findings for a reader: roots with their consequences folded, what they touch, and what a corrected report would say."""

from __future__ import annotations

import pandas as pd
from jinja2 import Environment

from ..aturan.rules import SKALA_BERSAMA, categorize, load_rules, scale_rows
from ..language import language, mark, tr
from .labels import SCALE
from .notation import fmt_percent

__all__ = [
    "corrected_report",
    "describe_temuan",
    "summarize_temuan",
    "table_koreksi_laporan",
    "table_temuan",
    "touching",
]


GRADES = ("tinggi", "sedang", "rendah")

MARKS = {"tinggi": mark("▲ tinggi"), "sedang": mark("◆ sedang"), "rendah": mark("○ rendah")}

CAPTIONS = {
    "tinggi": mark("{n} temuan berkeparahan tinggi"),
    "sedang": mark("{n} temuan berkeparahan sedang"),
    "rendah": mark("{n} temuan berkeparahan rendah"),
}

HEADS = (mark("Temuan"), mark("Di mana"), mark("Tercetak"), mark("Seharusnya"), mark("Penjelasan"))

CHANGE = {True: mark("▲ berubah"), False: mark("tetap")}

_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """<div class="tabel" role="group" aria-label="{{ caption }}" tabindex="0"><table><caption><span>{{ caption }}</span></caption>
<thead><tr>{% for head in heads %}<th scope="col">{{ head }}</th>{% endfor %}</tr></thead>
<tbody>
{% for t in rows %}<tr><th scope="row">{{ t.mark }}<br>{{ t.nama }}{% if t.tahun %} {{ t.tahun }}{% endif %}</th><td>{{ t.tabel }}<br>{{ t.baris }}</td><td>{{ t.tercetak }}</td><td>{{ t.hitung_ulang or "–" }}</td><td class="panjang">{{ t.penjelasan }}{% if t.akibat %}
<details><summary>{{ t.banyak_akibat }}</summary><ul>{% for a in t.akibat %}<li>{{ a.nama }} ({{ a.baris }}): {{ a.penjelasan }}</li>{% endfor %}</ul></details>{% endif %}</td></tr>
{% endfor %}</tbody></table></div>"""
)


def summarize_temuan(temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the number of findings per kind and severity; `akar` counts those that are no consequence of another."""
    counts = (
        temuan.groupby(["jenis", "keparahan"])
        .size()
        .unstack(fill_value=0)
        .reindex(columns=list(GRADES), fill_value=0)
    )
    names = load_rules("temuan").set_index("jenis")["nama"].map(tr)
    counts["akar"] = temuan[temuan["akar"] == ""].groupby("jenis").size()
    return counts.fillna(0).astype(int).rename(index=names).rename_axis("jenis").reset_index()


def touching(temuan: pd.DataFrame, terbitan: pd.DataFrame, sources: pd.Series) -> pd.DataFrame:
    """Return the findings about lines that the report's own figures were taken from.

    Parameters
    ----------
    terbitan : published rows of both kinds (`id`, `baris`).
    sources : ids of the published rows behind the figures shown.
    """
    lines = set(pd.to_numeric(terbitan.loc[terbitan["id"].isin(set(sources)), "baris"]).astype(int))
    hit = temuan["baris"].map(
        lambda text: any(int(number) in lines for number in str(text).split(";") if number)
    )
    return temuan[hit.astype(bool)]


def corrected_report(capaian: pd.DataFrame, skala: str) -> pd.DataFrame:
    """Return, per indicator with a printed achievement, what a corrected report would say, and the mean as the last row.

    Returns
    -------
    DataFrame: `nama_indikator`, `tercetak_persen`, `kategori_lama`, `hitung_ulang_persen`, `kategori_baru`, `berubah`
        The old category is the printed one, else the one the scale gives the printed figure; `berubah` says whether the category changes.
    """
    rows = capaian[capaian["capaian_tercetak_persen"].notna() & capaian["capaian_persen"].notna()]
    out = rows[["nama_indikator"]].assign(
        tercetak_persen=rows["capaian_tercetak_persen"],
        hitung_ulang_persen=rows["capaian_persen"],
        kategori_tercetak=rows["kategori_tercetak"],
    )
    mean = {
        "nama_indikator": tr("Rata-rata {n} indikator", n=len(out)),
        "tercetak_persen": out["tercetak_persen"].mean(),
        "hitung_ulang_persen": out["hitung_ulang_persen"].mean(),
        "kategori_tercetak": "",
    }
    out = pd.concat([out, pd.DataFrame([mean])], ignore_index=True) if len(out) else out
    old = categorize(out["tercetak_persen"], skala)
    known = set(load_rules("skala").query("skala == @skala")["kategori"].str.lower())
    printed = out["kategori_tercetak"].where(out["kategori_tercetak"].str.lower().isin(known), old)
    new = categorize(out["hitung_ulang_persen"], skala)
    return out.assign(
        kategori_lama=printed, kategori_baru=new, berubah=printed.str.lower() != new.str.lower()
    ).drop(columns="kategori_tercetak")


def table_koreksi_laporan(corrected: pd.DataFrame) -> str:
    """Return the corrected report as a table: printed value → recomputed value → change of category."""
    from ..tables import NUMERIC_FORMATS, table_html

    NUMERIC_FORMATS.add(fmt_percent)  # the audit's percentages stand right as all others do
    categories = {
        name: corrected[name].map(_category) for name in ("kategori_lama", "kategori_baru")
    }
    frame = corrected.assign(
        ubah=[tr(CHANGE[bool(changed)]) for changed in corrected["berubah"]], **categories
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None),
        "tercetak_persen": (tr("Tercetak"), fmt_percent),
        "kategori_lama": (tr("Kategori menurut angka tercetak"), None),
        "hitung_ulang_persen": (tr("Dihitung ulang"), fmt_percent),
        "kategori_baru": (tr("Kategori seharusnya"), None),
        "ubah": (tr("Kesimpulan"), None),
    }
    note = " ".join(
        [tr("Dihitung ulang dengan rumus dinas sendiri menurut polaritas indikator."), *_notation()]
    )
    return table_html(frame, columns, tr("Apa yang akan dikatakan laporan bila dibetulkan"), note)


def table_temuan(temuan: pd.DataFrame) -> str:
    """Return the findings as HTML: severe ones open, the others folded, consequences folded under their root."""
    if temuan.empty:
        return f"<p>{tr('Tidak ada pertentangan yang ditemukan.')}</p>"
    parts = [f"<p>{sentence}</p>" for sentence in _notation()]
    for grade in GRADES:
        roots = temuan[
            (temuan["keparahan"] == grade)
            & ((temuan["akar"] == "") | ~temuan["akar"].isin(temuan["id"]))
        ]
        if len(roots):
            caption = tr(CAPTIONS[grade], n=len(roots))
            rows = [_shown(row, temuan) for row in roots.itertuples()]
            table = _TABLE.render(caption=caption, heads=[tr(head) for head in HEADS], rows=rows)
            parts.append(
                table
                if grade == "tinggi"
                else f"<details><summary>{caption}</summary>{table}</details>"
            )
    return "\n".join(parts)


def describe_temuan(temuan: pd.DataFrame, touched: pd.DataFrame, corrected: pd.DataFrame) -> str:
    """Return in sentences how many findings there are, how many touch the figures shown, and whether a conclusion changes."""
    if temuan.empty:
        return tr("Pemeriksaan tidak menemukan pertentangan di dalam laporan ini.")
    roots, severe = int((temuan["akar"] == "").sum()), int((temuan["keparahan"] == "tinggi").sum())
    sentences = [
        tr(
            "Pemeriksaan menemukan {n} pertentangan di dalam laporan ini ({tinggi} berkeparahan tinggi), {akar} di antaranya bukan akibat temuan lain.",
            n=len(temuan),
            tinggi=severe,
            akar=roots,
        ),
        tr("{n} menyentuh baris yang angkanya dipakai di sini.", n=len(touched)),
    ]
    changed = corrected[corrected["berubah"]] if len(corrected) else corrected
    if len(changed):
        names = "; ".join(
            f"{r.nama_indikator} ({_category(r.kategori_lama)} → {_category(r.kategori_baru)})"
            for r in changed.itertuples()
        )
        sentences.append(
            tr("Bila dibetulkan, {n} kesimpulan berubah: {nama}.", n=len(changed), nama=names)
        )
    return " ".join(sentences)


def _notation() -> list[str]:
    """Return one sentence on how the figures are written, where the language of the reader writes them otherwise."""
    return [] if language() == "id" else [tr("Angka di bab ini ditulis seperti di laporan.")]


def _category(name: str) -> str:
    """Return a category of the common scale in the language in force; those of a scale of the dinas stay as printed."""
    return tr(name) if name in set(scale_rows(SKALA_BERSAMA)["kategori"]) else name


def _shown(row, temuan: pd.DataFrame) -> dict:
    effects = [_words(r) for r in temuan[temuan["akar"] == row.id].itertuples()]
    return _words(row) | {
        "mark": tr(MARKS[row.keparahan]),
        "akibat": effects,
        "banyak_akibat": tr("{n} akibat", n=len(effects)),
    }


def _words(row) -> dict:
    names = load_rules("temuan").set_index("jenis")["nama"]
    return {
        "nama": tr(names[row.jenis]),
        "tahun": row.tahun if row.tahun else "",
        "tabel": tr(SCALE) if row.tabel == SCALE else row.tabel,
        "baris": _lines(str(row.baris).split(";")),
        "tercetak": row.tercetak,
        "hitung_ulang": row.hitung_ulang,
        "penjelasan": row.penjelasan,
    }


def _lines(numbers: list[str]) -> str:
    listed = "; ".join(numbers[:8])
    if len(numbers) > 8:
        return tr("baris {baris} dan {n} lagi", baris=listed, n=len(numbers) - 8)
    return (
        tr("baris {baris}", baris=listed)
        if len(numbers) == 1
        else tr("baris {barisan}", barisan=listed)
    )

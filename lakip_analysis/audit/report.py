"""Findings for a reader: roots with their consequences folded, what they touch, and what a corrected report would say."""

from __future__ import annotations

import pandas as pd
from jinja2 import Environment

from ..rules import categorize, load_rules
from ..theme import fmt_percent

__all__ = [
    "corrected_report",
    "describe_temuan",
    "summarize_temuan",
    "table_koreksi_laporan",
    "table_temuan",
    "touching",
]

GRADES = ("tinggi", "sedang", "rendah")
MARKS = {"tinggi": "▲ tinggi", "sedang": "◆ sedang", "rendah": "○ rendah"}
_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """<div class="tabel" role="region" aria-label="{{ caption }}" tabindex="0"><table><caption><span>{{ caption }}</span></caption>
<thead><tr><th scope="col">Temuan</th><th scope="col">Di mana</th><th scope="col">Tercetak</th><th scope="col">Seharusnya</th><th scope="col">Penjelasan</th></tr></thead>
<tbody>
{% for t in rows %}<tr><th scope="row">{{ t.mark }}<br>{{ t.nama }}{% if t.tahun %} {{ t.tahun }}{% endif %}</th><td>{{ t.tabel }}<br>baris {{ t.baris }}</td><td>{{ t.tercetak }}</td><td>{{ t.hitung_ulang or "–" }}</td><td>{{ t.penjelasan }}{% if t.akibat %}
<details><summary>{{ t.akibat | length }} akibat</summary><ul>{% for a in t.akibat %}<li>{{ a.nama }} (baris {{ a.baris }}): {{ a.penjelasan }}</li>{% endfor %}</ul></details>{% endif %}</td></tr>
{% endfor %}</tbody></table></div>"""
)


def summarize_temuan(temuan: pd.DataFrame) -> pd.DataFrame:
    """Return the number of findings per kind and severity; `akar` counts those that are no consequence of another."""
    counts = (
        temuan.groupby(["jenis", "keparahan"]).size().unstack(fill_value=0).reindex(columns=list(GRADES), fill_value=0)
    )
    names = load_rules("temuan").set_index("jenis")["nama"]
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
    hit = temuan["baris"].map(lambda text: any(int(number) in lines for number in str(text).split(";") if number))
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
        "nama_indikator": f"Rata-rata {len(out)} indikator",
        "tercetak_persen": out["tercetak_persen"].mean(),
        "hitung_ulang_persen": out["hitung_ulang_persen"].mean(),
        "kategori_tercetak": "",
    }
    out = pd.concat([out, pd.DataFrame([mean])], ignore_index=True) if len(out) else out
    old = categorize(out["tercetak_persen"], skala)
    known = set(load_rules("skala").query("skala == @skala")["kategori"].str.lower())
    printed = out["kategori_tercetak"].where(out["kategori_tercetak"].str.lower().isin(known), old)
    new = categorize(out["hitung_ulang_persen"], skala)
    return out.assign(kategori_lama=printed, kategori_baru=new, berubah=printed.str.lower() != new.str.lower()).drop(
        columns="kategori_tercetak"
    )


def table_koreksi_laporan(corrected: pd.DataFrame) -> str:
    """Return the corrected report as a table: printed value → recomputed value → change of category."""
    from ..tables import table_html

    frame = corrected.assign(ubah=corrected["berubah"].map({True: "▲ berubah", False: "tetap"}))
    columns = {
        "nama_indikator": ("Indikator", None), "tercetak_persen": ("Tercetak", fmt_percent), "kategori_lama": ("Kategori menurut angka tercetak", None),
        "hitung_ulang_persen": ("Dihitung ulang", fmt_percent), "kategori_baru": ("Kategori seharusnya", None), "ubah": ("Kesimpulan", None),
    }  # fmt: skip
    return table_html(
        frame,
        columns,
        "Apa yang akan dikatakan laporan bila dibetulkan",
        "Dihitung ulang dengan rumus dinas sendiri menurut polaritas indikator.",
    )


def table_temuan(temuan: pd.DataFrame) -> str:
    """Return the findings as HTML: severe ones open, the others folded, consequences folded under their root."""
    if temuan.empty:
        return "<p>Tidak ada pertentangan yang ditemukan.</p>"
    parts = []
    for grade in GRADES:
        roots = temuan[(temuan["keparahan"] == grade) & ((temuan["akar"] == "") | ~temuan["akar"].isin(temuan["id"]))]
        if len(roots):
            caption = f"{len(roots)} temuan berkeparahan {grade}"
            table = _TABLE.render(caption=caption, rows=[_shown(row, temuan) for row in roots.itertuples()])
            parts.append(table if grade == "tinggi" else f"<details><summary>{caption}</summary>{table}</details>")
    return "\n".join(parts)


def describe_temuan(temuan: pd.DataFrame, touched: pd.DataFrame, corrected: pd.DataFrame) -> str:
    """Return in sentences how many findings there are, how many touch the figures shown, and whether a conclusion changes."""
    if temuan.empty:
        return "Pemeriksaan tidak menemukan pertentangan di dalam laporan ini."
    roots, severe = int((temuan["akar"] == "").sum()), int((temuan["keparahan"] == "tinggi").sum())
    text = f"Pemeriksaan menemukan {len(temuan)} pertentangan di dalam laporan ini ({severe} berkeparahan tinggi), {roots} di antaranya bukan akibat temuan lain. {len(touched)} menyentuh baris yang angkanya dipakai di sini."
    changed = corrected[corrected["berubah"]] if len(corrected) else corrected
    if len(changed):
        names = "; ".join(f"{r.nama_indikator} ({r.kategori_lama} → {r.kategori_baru})" for r in changed.itertuples())
        text += f" Bila dibetulkan, {len(changed)} kesimpulan berubah: {names}."
    return text


def _shown(row, temuan: pd.DataFrame) -> dict:
    return _words(row) | {
        "mark": MARKS[row.keparahan],
        "akibat": [_words(r) for r in temuan[temuan["akar"] == row.id].itertuples()],
    }


def _words(row) -> dict:
    names = load_rules("temuan").set_index("jenis")["nama"]
    lines = str(row.baris).split(";")
    shown = "; ".join(lines[:8]) + (f" dan {len(lines) - 8} lagi" if len(lines) > 8 else "")
    return {
        "nama": names[row.jenis],
        "tahun": row.tahun if row.tahun else "",
        "tabel": row.tabel,
        "baris": shown,
        "tercetak": row.tercetak,
        "hitung_ulang": row.hitung_ulang,
        "penjelasan": row.penjelasan,
    }

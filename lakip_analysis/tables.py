"""Results → accessible HTML tables: caption, column and row headers with scope, numbers of the language in force, everything escaped."""

from __future__ import annotations

import re
from collections.abc import Callable

import pandas as pd
from jinja2 import Environment

from .achievement import split_values
from .benchmark import YEARS_DIFFER
from .language import mark, tr
from .rules import load_rules
from .theme import MARKERS, fmt, fmt_percent, fmt_rupiah, fmt_value, fmt_year, grade_of

__all__ = [
    "describe_status",
    "fmt_count",
    "show_source",
    "show_target",
    "show_values",
    "table_acuan",
    "table_anggaran",
    "table_batang",
    "table_capaian",
    "table_html",
    "table_jarak",
    "table_konsep",
    "table_ringkasan",
    "table_serapan",
    "table_titik",
    "tidy_name",
    "with_unit",
    "year_notes",
]  # fmt: skip

_TEMPLATE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """<div class="tabel" role="group" aria-label="{{ caption }}" tabindex="0"><table><caption><span>{{ caption }}</span></caption>
<thead><tr>{% for c in columns %}<th scope="col"{% if c.right %} class="angka"{% endif %}>{{ c.label }}</th>{% endfor %}</tr></thead>
<tbody>
{% for row in rows %}<tr>{% for cell in row %}{% if loop.first %}<th scope="row">{{ cell }}</th>{% else %}<td{% if columns[loop.index0].right %} class="angka"{% elif cell|string|length > 60 %} class="panjang"{% elif cell|string|length > 24 %} class="lebar"{% endif %}>{{ cell }}</td>{% endif %}{% endfor %}</tr>
{% endfor %}</tbody></table>{% if note %}<p class="catatan">{{ note }}</p>{% endif %}</div>"""
)
LEVEL = {
    "tujuan": mark("tujuan"),
    "sasaran": mark("sasaran"),
    "pendukung": mark("pendukung"),
    "program": mark("program"),
    "kegiatan": mark("kegiatan"),
    "subkegiatan": mark("sub kegiatan"),
    "dinas": mark("seluruh dinas"),
}


def fmt_count(value: float) -> str:
    """Write a whole number."""
    return fmt(value, 0)


SMALL = {"dan", "di", "ke", "dari", "dalam", "yang", "untuk", "bagi", "pada", "atau", "serta"}
NUMERIC_FORMATS: set[Callable] = {fmt, fmt_count, fmt_percent, fmt_rupiah, fmt_value}


def table_html(
    frame: pd.DataFrame, columns: dict[str, tuple[str, Callable | None]], caption: str, note: str = ""
) -> str:
    """Return one table as HTML; the first column is the row header.

    Parameters
    ----------
    frame : DataFrame
    columns : dict
        Column → (heading, formatter); a formatter of numbers also aligns right, `None` shows the text.
    caption, note : str
        Plain text in the language in force, like the headings: the caller translates; escaped like every cell.
    """
    heads = [{"label": label, "right": formatter in NUMERIC_FORMATS} for label, formatter in columns.values()]
    cells = [_format(frame[name], formatter) for name, (_, formatter) in columns.items()]
    return _TEMPLATE.render(caption=caption, columns=heads, rows=list(zip(*cells, strict=True)), note=note)


def table_capaian(capaian: pd.DataFrame) -> str:
    """Return what was promised and reached per indicator: own rule, common yardstick and the printed figure side by side."""
    frame = capaian.assign(
        target_=[show_target(row) for row in capaian.itertuples()],
        realisasi_=show_values(capaian["realisasi"]),
        nilai=[_value_or_reason(row.capaian_persen, row.status) for row in capaian.itertuples()],
        tanda=[
            f"{MARKERS[grade_of(row.capaian_persen)]} {row.kategori}".strip() if row.kategori else "–"
            for row in capaian.itertuples()
        ],
        level=capaian["level"].map(tr),
        kategori_acuan=capaian["kategori_acuan"].map(tr),
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None), "level": (tr("Tingkat"), None), "satuan": (tr("Satuan"), None), "target_": (tr("Target"), None),
        "realisasi_": (tr("Realisasi"), None), "nilai": (tr("Capaian menurut rumus dinas"), None), "tanda": (tr("Kategori"), None),
        "capaian_acuan_persen": (tr("Capaian ukuran bersama"), fmt_percent), "kategori_acuan": (tr("Kategori ukuran bersama"), None),
        "capaian_tercetak_persen": (tr("Capaian tercetak"), fmt_percent), "kategori_tercetak": (tr("Kategori tercetak"), None),
    }  # fmt: skip
    note = tr("● tercapai, ◆ mendekati, ▲ jauh dari target, ○ tanpa angka. Ukuran bersama: batas bawah 0, batas atas 120.")  # fmt: skip
    return table_html(frame, columns, tr("Target, realisasi dan capaian per indikator"), note)


def table_ringkasan(ringkasan: pd.DataFrame, label: str, caption: str) -> str:
    """Return averages with their coverage, one row per group; `label` names the grouping column."""
    covered = [
        tr("{dihitung} dari {semua}", dihitung=int(r.n_dihitung), semua=int(r.n_indikator))
        for r in ringkasan.itertuples()
    ]
    columns = {
        label: (tr("Kelompok"), None), "cakupan": (tr("Indikator dengan angka"), None), "n_tercapai": (tr("Mencapai target"), fmt_count),
        "rata_capaian_persen": (tr("Rata-rata menurut rumus dinas"), fmt_percent), "rata_acuan_persen": (tr("Rata-rata ukuran bersama"), fmt_percent),
        "rata_tercetak_persen": (tr("Rata-rata angka tercetak"), fmt_percent),
    }  # fmt: skip
    note = tr("Nilai yang tidak ada tidak ikut dirata-ratakan; nol ikut.")
    return table_html(ringkasan.assign(cakupan=covered), columns, caption, note)


def show_source(text: str | None) -> str:
    """Write a place in the report, kept as `baris 12; 34`, in the language in force; a longer note stays as it was written."""
    found = re.fullmatch(r"baris (\d[\d;, –-]*(?: dan [\d–-]+)?)", text or "")
    if not found:
        return text or ""
    lines = found[1].replace(" dan ", tr(" dan "))
    return tr("baris {baris}", baris=lines) if lines.isdigit() else tr("baris {barisan}", barisan=lines)


def with_unit(value: float, satuan: str) -> str:
    """Write a value and its unit: `105 orang`, `87,5 %`."""
    return tr("{angka} %", angka=fmt_value(value)) if satuan == "%" else f"{fmt_value(value)} {satuan}"


def year_notes(row) -> str:
    """Return what a reader must know of one year: a figure of another year, a break of the series or of the target path."""
    series, path = getattr(row, "putus_deret", ""), getattr(row, "putus_target", "")
    notes = [
        tr("angka tahun {tahun}", tahun=fmt_year(row.data_tahun)) if row.data_tahun == row.data_tahun else "",
        tr("deret putus: {alasan}", alasan=series) if series else "",
        tr("jalur target diganti: {alasan}", alasan=path) if path else "",
    ]
    return "; ".join(filter(None, notes))


def table_serapan(efisiensi: pd.DataFrame) -> str:
    """Return allotted, spent and absorption of the dinas and its programmes."""
    rows = efisiensi[efisiensi["level"].isin(["dinas", "program"])]
    names = rows["nama"].map(tidy_name).map(tr)  # the sum of the dinas has no name of its own
    columns = {"nama": (tr("Program"), None), **_money_columns()}
    return table_html(rows.assign(nama=names), columns, tr("Pagu, realisasi dan serapan per program"))


def table_anggaran(efisiensi: pd.DataFrame) -> str:
    """Return every budget line down to sub-activity."""
    rows = efisiensi[efisiensi["level"] != "dinas"]
    frame = rows.assign(nama=rows["nama"].map(tidy_name), tingkat=rows["level"].map(LEVEL).map(tr))
    columns = {"nama": (tr("Baris anggaran"), None), "tingkat": (tr("Tingkat"), None), **_money_columns()}
    return table_html(frame, columns, tr("Anggaran sampai sub kegiatan"))


def _money_columns() -> dict[str, tuple[str, Callable | None]]:
    return {
        "kode": (tr("Kode"), None),
        "pagu_rp": (tr("Pagu"), fmt_rupiah),
        "realisasi_rp": (tr("Realisasi anggaran"), fmt_rupiah),
        "serapan_persen": (tr("Serapan"), fmt_percent),
    }


def table_acuan(acuan: pd.DataFrame) -> str:
    """Return every benchmark beside the realisation; where it is not comparable, why."""
    frame = acuan.assign(
        realisasi_=show_values(acuan["realisasi"]),
        nilai_=show_values(acuan["nilai"]),
        tahun_angka=[fmt_year(row.tahun_realisasi) for row in acuan.itertuples()],
        tahun_nilai_=[fmt_year(row.tahun_acuan) for row in acuan.itertuples()],
        posisi_=[_show_position(row.posisi, row.arah_selisih) for row in acuan.itertuples()],
        acuan=acuan["acuan"].map(tr),
    )
    columns = {
        "nama_indikator": (tr("Indikator"), None), "tahun_angka": (tr("Tahun angka"), None), "realisasi_": (tr("Realisasi"), None), "acuan": (tr("Jenis acuan"), None),
        "nama_acuan": (tr("Acuan"), None), "tahun_nilai_": (tr("Tahun acuan"), None), "nilai_": (tr("Nilai acuan"), None), "selisih": (tr("Selisih"), fmt), "posisi_": (tr("Posisi"), None), "catatan": (tr("Catatan"), None),
    }  # fmt: skip
    note = tr("Selisih dalam satuan indikator; hanya dihitung bila definisi dan satuannya sama. Dalam kurung: perubahan posisi terhadap acuan yang sama setahun sebelumnya.")  # fmt: skip
    return table_html(frame, columns, tr("Realisasi di samping acuannya"), note)


def table_batang(capaian: pd.DataFrame) -> str:
    """Return the numbers behind the bars of achievement."""
    frame = capaian.assign(
        target_=[show_target(row) for row in capaian.itertuples()], realisasi_=show_values(capaian["realisasi"]),
        nilai=[_value_or_reason(row.capaian_persen, row.status) for row in capaian.itertuples()],
    )  # fmt: skip
    columns = {
        "nama_indikator": (tr("Indikator"), None), "target_": (tr("Target"), None), "realisasi_": (tr("Realisasi"), None), "nilai": (tr("Capaian menurut rumus dinas"), None),
    }  # fmt: skip
    return table_html(frame, columns, tr("Capaian tiap indikator"))


def table_jarak(gap: pd.DataFrame) -> str:
    """Return the numbers behind the distances from the benchmarks; `gap` as `benchmark.relative_gap` gives it."""
    frame = gap.assign(realisasi_=show_values(gap["realisasi"]), nilai_=show_values(gap["nilai"]))
    columns = {
        "nama_indikator": (tr("Indikator"), None), "nama_acuan": (tr("Acuan"), None), "realisasi_": (tr("Realisasi"), None), "nilai_": (tr("Nilai acuan"), None),
        "lebih_baik_persen": (tr("Lebih baik daripada acuan"), fmt_percent),
    }  # fmt: skip
    return table_html(frame, columns, tr("Jarak ke acuan"))


def table_titik(efisiensi: pd.DataFrame) -> str:
    """Return the numbers behind the points of achievement against absorption, numbered as in the figure."""
    both = efisiensi["capaian_persen"].notna() & efisiensi["serapan_persen"].notna()
    rows = efisiensi[(efisiensi["level"] == "program") & both]
    frame = rows.assign(nomor=[str(n) for n in range(1, len(rows) + 1)], nama=rows["nama"].map(tidy_name))
    columns = {
        "nomor": (tr("Nomor"), None), "nama": (tr("Program"), None), "serapan_persen": (tr("Serapan"), fmt_percent), "capaian_persen": (tr("Capaian"), fmt_percent),
    }  # fmt: skip
    return table_html(frame, columns, tr("Serapan dan capaian per program"))


def table_konsep(konsep: pd.DataFrame, judul: pd.Series) -> str:
    """Return the same concept of several dinas side by side; `judul` maps a dinas to the name a reader knows."""
    frame = konsep.assign(
        nama=konsep["dinas"].map(judul),
        nilai=konsep["realisasi_angka"],
        nama_konsep=konsep["nama_konsep"].map(tr),
        sebanding=konsep["sebanding"].map(tr),
        catatan=konsep["catatan"].map(_show_caution),
    )
    columns = {
        "nama_konsep": (tr("Konsep"), None), "nama": (tr("Dinas"), None), "nama_indikator": (tr("Indikator menurut laporannya"), None), "tahun": (tr("Tahun angka"), fmt_year),
        "nilai": (tr("Realisasi"), fmt_value), "satuan": (tr("Satuan"), None), "sebanding": (tr("Sebanding"), None), "catatan": (tr("Catatan"), None),
    }  # fmt: skip
    note = tr("Angka terakhir tiap dinas. Hati-hati: definisi, evaluator atau tahunnya berbeda, jadi urutan tidak boleh dibaca sebagai peringkat.")  # fmt: skip
    return table_html(frame, columns, tr("Konsep yang sama di beberapa dinas"), note)


POSISI = {"lebih baik": "●", "sama": "●", "lebih buruk": "▲"}


def tidy_name(name: str) -> str:
    """Write a name printed in capitals as a reader expects it; other names stay as printed.

    Examples
    --------
    >>> tidy_name("PROGRAM PEMBERDAYAAN DAN PENINGKATAN KELUARGA SEJAHTERA (KS)"), tidy_name("Nilai SAKIP")
    ('Program Pemberdayaan dan Peningkatan Keluarga Sejahtera (KS)', 'Nilai SAKIP')
    """
    if not name.isupper() or len(name) < 8:
        return name
    words = [
        word if word.startswith("(") else word.lower() if word.lower() in SMALL else word.title()
        for word in name.split()
    ]
    return " ".join(words)


def describe_status(status: str) -> str:
    """Return what a status means, in one phrase."""
    return tr(load_rules("status").set_index("status")["arti"].get(status, status))


def show_target(row) -> str:
    """Return a target as a reader writes it; a range as `4,25–4,30`."""
    low = getattr(row, "target_bawah", None)
    return (
        f"{fmt_value(low)}–{fmt_value(row.target_atas)}"
        if low is not None and low == low
        else show_values(pd.Series([row.target])).iloc[0]
    )


def show_values(values: pd.Series) -> pd.Series:
    """Return performance values the way of the language in force: `71,12`, `1 : 27.500`, `B 69,5`, `Pratama`."""
    parts, raw = split_values(values), ["" if value is None or value != value else str(value) for value in values]
    shown = [
        _show(label, number, text) for label, number, text in zip(parts["label"], parts["angka"], raw, strict=True)
    ]
    return pd.Series(shown, index=values.index, dtype=str)


def _show(label: str, number: float, raw: str) -> str:
    ratio = "1 : " if raw.startswith("1:") else ""
    return f"{label} {ratio}{fmt_value(number, missing='')}".strip() or raw or "–"


def _show_position(posisi: str, arah: str) -> str:
    drift = f" ({tr(arah)})" if arah else ""
    return f"{POSISI.get(posisi, '○')} {tr(posisi)}{drift}"


def _show_caution(catatan: str) -> str:
    """Return why a concept is to be compared with care; the note of the rule and the one on years each have their translation."""
    rule = catatan.removesuffix(YEARS_DIFFER)
    return tr(rule) + (tr(YEARS_DIFFER) if rule != catatan else "")


def _format(column: pd.Series, formatter: Callable | None) -> list[str]:
    if formatter is None:
        return ["–" if value is None or value != value or value == "" else str(value) for value in column]
    return [formatter(value) for value in column]


def _value_or_reason(value: float, status: str) -> str:
    return fmt_percent(value) if value == value else describe_status(status)

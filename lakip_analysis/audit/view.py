"""Findings for a reader: worded, roots with their consequences folded, a report put right.

Figures quote the printed report and are compared with it, so they are written as it prints them, in
every language.
"""

from __future__ import annotations

import json

import pandas as pd
from jinja2 import Environment

from ..aturan.rules import GRADES, SKALA_BERSAMA, scale_rows
from ..bahasa.angka import true_minus
from ..bahasa.kolom import heading
from ..bahasa.nama import name_in, quote_text, tidy_name
from ..bahasa.say import has_text, languages, say, word
from ..errors import RuleError
from ..show.pieces import Potongan, fold, paragraphs, together
from ..show.table import Tabel, make_table
from .ketepatan import unsure_kinds
from .kinds import load_kinds
from .labels import SKALA
from .rows import each_row
from .summary import UNSURE, WEAK, count_temuan, is_read, is_unsure, summarize_temuan

__all__ = [
    "TEMUAN_COLUMNS",
    "describe_lanjutan",
    "describe_rows",
    "describe_temuan",
    "explain",
    "name_category",
    "name_kind",
    "require_texts",
    "say_answer",
    "say_lanjutan",
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
    "nama",
    "baris",
    "tabel",
    "tercetak",
    "juga_tercetak",
    "hitung_ulang",
    "usul",
    "usul_sel",
    "dipakai",
    "dipakai_kolom",
    "dipakai_tahun",
    "disimpulkan",
    "alasan",
    "penjelasan",
    "akar",
    "akar_lain",
    "kalimat",
    "nilai",
    "menyentuh",
    "perlu_dilihat",
    "sel",
    "kunci_temuan",
    "tanggapan",
    "alasan_tanggapan",
    "lanjutan",
]

# what a finding says, the parts apart
SAID = (
    "jenis",
    "nama",
    "tahun",
    "tabel",
    "baris",
    "tercetak",
    "juga",
    "usul",
    "penjelasan",
    "dipakai",
    "jawaban",
)

ANSWERS = ("tanggapan", "alasan_tanggapan", "lanjutan")

FIRST = 10  # findings that stand open

SHOWN_LINES = 8  # so many lines are named; of more it is said how many

_TABLE = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True).from_string(
    """\
<div class="tabel" role="group" aria-label="{{ judul }}" tabindex="0"><table>\
<caption><span>{{ judul }}</span></caption>
<thead><tr>{% for head in kepala %}<th scope="col">{{ head }}</th>{% endfor %}</tr></thead>
<tbody>
{% for t in rows %}<tr><th scope="row">{{ t.tanda }}<br>{{ t.jenis }}\
{% if t.tahun %} {{ t.tahun }}{% endif %}</th>\
<td class="tempat">{% if t.nama %}{{ t.nama }}<br>{% endif %}{{ t.tabel }}, {{ t.baris }}</td>\
<td>{{ t.tercetak }}</td>{% for name in kolom %}<td>{{ t[name] or "–" }}</td>{% endfor %}\
<td class="panjang">{{ t.penjelasan }}{% if t.jawaban %}<br>{{ t.jawaban }}{% endif %}\
{% if t.akibat %}

<details><summary>{{ t.banyak_akibat }}</summary><ul>{% for a in t.akibat %}\
<li>{{ a.jenis }}{% if a.nama %}, {{ a.nama }}{% endif %} ({{ a.tabel }}, {{ a.baris }}): \
{{ a.penjelasan }}</li>{% endfor %}</ul></details>{% endif %}\
</td></tr>
{% endfor %}</tbody></table></div>"""
)


def explain(temuan: pd.DataFrame, bahasa: str) -> pd.Series:
    """Return each finding in words, from its sentences (`kalimat`) and their values (`nilai`)."""
    texts = [_explain(row, bahasa) for row in each_row(temuan)]
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

    `baris` and `kalimat` are joined by semicolons, several values of one column by ` / `; a cell of
    `usul_sel` is `line column`, those that print one value are joined by commas; `nilai` is JSON,
    `menyentuh` ya or tidak (empty where it was not asked).
    """
    touched = temuan.get("menyentuh", pd.Series(pd.NA, index=temuan.index))
    answers = {name: temuan.get(name, "") for name in ANSWERS}  # none of a report by itself
    cells = [
        " / ".join(", ".join(f"{line} {column}" for line, column in some) for some in places)
        for places in temuan["usul_sel"]
    ]
    return temuan.assign(
        baris=[";".join(map(str, lines)) for lines in temuan["baris"]],
        juga_tercetak=[" / ".join(values) for values in temuan["juga_tercetak"]],
        usul=[" / ".join(values) for values in temuan["usul"]],
        usul_sel=pd.Series(cells, index=temuan.index, dtype=object),
        kalimat=[";".join(keys) for keys in temuan["kalimat"]],
        nilai=[json.dumps(v, ensure_ascii=False, sort_keys=True) for v in temuan["nilai"]],
        penjelasan=explain(temuan, "id"),
        disimpulkan=temuan["disimpulkan"].map({True: "ya", False: "tidak"}),
        menyentuh=touched.map({True: "ya", False: "tidak"}).fillna(""),
        perlu_dilihat=is_unsure(temuan).map({True: "ya", False: "tidak"}),
        **answers,
    )[TEMUAN_COLUMNS]


def table_temuan(temuan: pd.DataFrame, bahasa: str) -> Potongan:
    """Return the findings: the first ten open, others folded, consequences under their root.

    The order is that of the frame, by what to act on first. Those of kinds that were measured to
    err too often, and weak targets, which contradict nothing, stand in tables of their own.
    """
    if temuan.empty:
        return paragraphs(say("bab_audit.tidak_ada", bahasa))
    root = (temuan["akar"] == "") | ~temuan["akar"].isin(temuan["id"])
    weak, unsure = temuan["jenis"] == WEAK, is_unsure(temuan)
    notation = say("bab_audit.notasi", bahasa)
    parts = [paragraphs(notation)] if notation else []
    everything = list(each_row(temuan))
    sure = root & ~weak & ~unsure
    first = temuan[sure].head(FIRST)
    if len(first):
        caption = say("bab_audit.judul.pertama", bahasa, n=len(first))
        parts.append(_table(first, everything, caption, bahasa))
    later = sure & ~temuan.index.isin(first.index)
    sections = {grade: later & (temuan["keparahan"] == grade) for grade in GRADES}
    for name, mask in (sections | {UNSURE: root & unsure, WEAK: root & weak}).items():
        roots = temuan[mask]
        if len(roots):
            caption = say(f"bab_audit.judul.{name}", bahasa, n=len(roots))
            parts.append(fold(caption, _table(roots, everything, caption, bahasa)))
    return together(*parts)


def table_ringkasan_temuan(temuan: pd.DataFrame, bahasa: str) -> Tabel | Potongan:
    """Return the number of findings per kind and severity."""
    if temuan.empty:
        return paragraphs(say("bab_audit.tidak_ada", bahasa))
    counts = summarize_temuan(temuan)
    counts = counts.assign(jenis=[name_kind(jenis, bahasa) for jenis in counts["jenis"]])
    columns = ["jenis", *GRADES, "akibat"]
    caption = say("bab_audit.judul_ringkasan", bahasa)
    return make_table(counts, columns, caption, bahasa, berkas="ringkasan_temuan")


def table_perbaikan(perbaikan: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the corrected report: printed value → recomputed value → what it says then.

    `None` where no achievement is printed.
    """
    if perbaikan.empty:
        return None
    frame = perbaikan.assign(
        nama_indikator=[_name(row, bahasa) for row in each_row(perbaikan)],
        **{
            name: [name_category(value, bahasa) for value in perbaikan[name]]
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


def describe_temuan(
    temuan: pd.DataFrame, perbaikan: pd.DataFrame, terbaca: pd.DataFrame, bahasa: str
) -> str:
    """Return how many findings there are, how many touch figures shown, what conclusions change.

    `temuan` with `menyentuh` (`touching`), `perbaikan` from `corrected_report`, `terbaca` from
    `summarize_terbaca`.
    """
    if not is_read(terbaca):
        return say("bab_audit.belum_dibaca", bahasa)
    if temuan.empty:
        return say("bab_audit.bersih", bahasa)
    counts = count_temuan(temuan)
    if not counts["pertentangan"]:
        sentences = [say("bab_audit.bersih", bahasa)]
    else:
        severe = counts["tinggi"]
        more = say("bab_audit.tinggi", bahasa, n=severe) if severe else ""
        sentences = [say("bab_audit.banyak", bahasa, n=counts["pertentangan"], rinci=more)]
    sentences += [
        say(f"bab_audit.banyak_{key}", bahasa, n=counts[key])
        for key in ("akibat", "menyentuh", UNSURE, WEAK)
        if counts[key]
    ]
    changed = perbaikan[perbaikan["kesimpulan"] != "tetap"]
    if len(changed):
        names = "; ".join(_change(row, bahasa) for row in each_row(changed))
        sentences.append(say("bab_audit.berubah", bahasa, n=len(changed), nama=names))
    return " ".join(sentences)


def say_temuan(
    temuan: pd.DataFrame, perbaikan: pd.DataFrame, terbaca: pd.DataFrame, bahasa: str
) -> Potongan:
    """Show `describe_temuan` as a paragraph."""
    return paragraphs(describe_temuan(temuan, perbaikan, terbaca, bahasa))


def describe_rows(temuan: pd.DataFrame, bahasa: str) -> pd.DataFrame:
    """Return each finding in words, the parts apart.

    Returns
    -------
    DataFrame, one row per finding, all text
        `jenis`, `nama`, `tahun`, `tabel`, `baris`, `tercetak`, `juga`, `usul`, `penjelasan`,
        `dipakai` (the value used here, and why), `jawaban` (answer and follow-up); empty where
        there is none.
    """
    rows = [
        _words(row, bahasa)
        | {
            "penjelasan": _explain(row, bahasa),
            "dipakai": _used(row, bahasa),
            "jawaban": say_answer(row, bahasa),
        }
        for row in each_row(temuan)
    ]
    return pd.DataFrame(rows, index=temuan.index, columns=list(SAID))


def say_answer(row, bahasa: str) -> str:
    """Return what the dinas answered to a finding, and what its other reports say of the same."""
    parts = []
    if getattr(row, "tanggapan", ""):
        why = row.alasan_tanggapan
        reason = say("bab_audit.alasan", bahasa, alasan=why) if why else ""
        parts.append(say("bab_audit.tanggapan", bahasa, tanggapan=row.tanggapan, alasan=reason))
    if getattr(row, "lanjutan", ""):
        parts.append(say(f"bab_audit.lanjutan.{row.lanjutan}", bahasa))
    return " ".join(parts)


def say_lanjutan(lanjutan: pd.DataFrame, bahasa: str) -> Potongan | None:
    """Say what became of the findings of the report before; `None` where there is none."""
    text = describe_lanjutan(lanjutan, bahasa)
    return paragraphs(text) if text else None


def describe_lanjutan(lanjutan: pd.DataFrame, bahasa: str) -> str:
    """Return what became of the findings of the report before (`compute_lanjutan`), in words.

    Examples
    --------
    >>> some = pd.DataFrame({"lanjutan": ["tertutup", "tertutup", "terulang", ""]})
    >>> describe_lanjutan(some, "id")
    'Dari 4 temuan laporan sebelumnya 2 tertutup, 1 terulang, 1 tidak dapat dibandingkan.'
    """
    if lanjutan.empty:
        return ""
    counts = lanjutan["lanjutan"].replace("", "tak_terlihat").value_counts()
    said = [
        say(f"bab_audit.banyak_lanjutan.{kind}", bahasa, n=int(counts[kind]))
        for kind in ("tertutup", "terbuka", "terulang", "tak_terlihat")
        if kind in counts
    ]
    return say("bab_audit.lanjutan_sebelumnya", bahasa, n=len(lanjutan), rinci=", ".join(said))


def _explain(row, bahasa: str) -> str:
    values = {"tercetak": row.tercetak, "hitung_ulang": row.hitung_ulang, "tahun": row.tahun}
    return " ".join(say(f"audit.{key}", bahasa, values | row.nilai) for key in row.kalimat)


def _name(row, bahasa: str) -> str:
    """Return the name of an indicator, or of the mean."""
    return name_in(row.nama_indikator, bahasa) or say("bab_audit.rata_rata", bahasa, n=row.n)


def name_category(name: str, bahasa: str) -> str:
    """Return a category of the common scale as a word; those of a scale of the dinas as printed.

    Examples
    --------
    >>> name_category("Sangat Rendah", "en"), name_category("Baik", "id")
    ('Very low', 'Baik')
    """
    common = set(scale_rows(SKALA_BERSAMA)["kategori"])
    return word("kategori", name, bahasa) if name in common else name_in(name, bahasa)


def _change(row, bahasa: str) -> str:
    return say(
        f"bab_audit.perubahan.{row.kesimpulan}",
        bahasa,
        row,
        nama=_name(row, bahasa),
        lama=name_category(row.kategori_lama, bahasa),
        baru=name_category(row.kategori_baru, bahasa),
    )


def _table(roots: pd.DataFrame, everything: list, judul: str, bahasa: str) -> str:
    heads = [say(f"bab_audit.kepala.{key}", bahasa) for key in ("temuan", "tempat")]
    rows = [_shown(row, everything, bahasa) for row in each_row(roots)]
    # a column without anything in it is none
    columns = {"juga_tercetak": "juga", "usul": "usul"}
    filled = {name: key for name, key in columns.items() if any(row[key] for row in rows)}
    shown = ("tercetak", *filled, "penjelasan")
    heads += [heading(name, bahasa, "temuan") for name in shown]
    return _TABLE.render(judul=judul, kepala=heads, rows=rows, kolom=list(filled.values()))


def _shown(row, everything: list, bahasa: str) -> dict:
    follows = [effect for effect in everything if effect.akar == row.id]
    unsure = row.jenis in unsure_kinds() and row.jenis != WEAK
    return _words(row, bahasa) | {
        "tanda": word("tanda_keparahan", UNSURE if unsure else row.keparahan, bahasa),
        "akibat": [
            _words(effect, bahasa) | {"penjelasan": _with_others(effect, everything, bahasa)}
            for effect in follows
        ],
        "penjelasan": " ".join(filter(None, (_explain(row, bahasa), _used(row, bahasa)))),
        "jawaban": say_answer(row, bahasa),
        "banyak_akibat": say("bab_audit.akibat", bahasa, n=len(follows)),
    }


def _with_others(effect, everything: list, bahasa: str) -> str:
    """Return a consequence in words, and which other roots it needs too."""
    text = _explain(effect, bahasa)
    ids = effect.akar_lain.split(";")
    names = "; ".join(
        f"{name_kind(row.jenis, bahasa)}, {quote_text(tidy_name(row.nama) or row.tabel, bahasa)}"
        for row in everything
        if row.id in ids
    )
    if not names:
        return text
    return f"{text} {say('bab_audit.bersama', bahasa, nama=names)}"


def _words(row, bahasa: str) -> dict:
    return {
        "jenis": name_kind(row.jenis, bahasa),
        "nama": quote_text(tidy_name(row.nama), bahasa),
        "tahun": "" if pd.isna(row.tahun) else str(row.tahun),
        "tabel": say("bab_audit.skala", bahasa)
        if row.tabel == SKALA
        else quote_text(row.tabel, bahasa),
        "baris": _lines(row.baris, bahasa),
        "tercetak": true_minus(row.tercetak),
        "juga": true_minus(" / ".join(row.juga_tercetak)),
        "usul": _proposed(row, bahasa),
    }


def _proposed(row, bahasa: str) -> str:
    """Return the repairs that are proposed: which cell should print what."""
    words = [
        say(
            "bab_audit.usul.satu",
            bahasa,
            hal=word("bab_audit.sel", places[0][1], bahasa),
            baris=_lines(tuple(line for line, _ in places), bahasa),
            nilai=value,
        )
        for places, value in zip(row.usul_sel, row.usul, strict=True)
    ]
    if len(words) < 2:
        return "".join(words)
    return say("bab_audit.usul.salah_satu", bahasa, pilihan="; ".join(words))


def _used(row, bahasa: str) -> str:
    """Return which value this project uses, and why where that is known."""
    if not row.dipakai:
        return ""
    why = say("bab_audit.alasan", bahasa, alasan=row.alasan) if row.alasan else ""
    what = word("bab_audit.sel", row.dipakai_kolom, bahasa)
    key = "dipakai"
    if not pd.isna(row.dipakai_tahun):
        key = "dipakai_simpulan" if row.disimpulkan else "dipakai_tahun"
    values = {"hal": what, "nilai": row.dipakai, "alasan": why}
    years = {"lapor": row.tahun, "angka": row.dipakai_tahun}
    return say(f"bab_audit.{key}", bahasa, values | years)


def _lines(numbers: tuple[int, ...], bahasa: str) -> str:
    listed = "; ".join(map(str, numbers[:SHOWN_LINES]))
    more = len(numbers) - SHOWN_LINES
    if more > 0:
        return say("bab_audit.baris_lagi", bahasa, baris=listed, n=more)
    return say("bab_audit.baris", bahasa, baris=listed, n=len(numbers))

"""Chapter III of an LKjIP (PermenPANRB 53/2014) as tables and sentences, for Word and Excel.

Every table shows frames that the chapters saved. A cell is there twice: as it is read and, where
it is a number, as that number, so that Excel can hold numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ..akip.view_spm import describe_spm, name_services, printed_shares
from ..aturan.rules import GRADES, LEVEL_UTAMA, threshold
from ..audit.summary import WEAK, is_read
from ..audit.view import describe_temuan, explain, name_kind
from ..bahasa.angka import fmt_percent, fmt_year
from ..bahasa.kolom import heading, kind_of
from ..bahasa.nama import tidy_name
from ..bahasa.say import say, word
from ..capaian.view import best_and_worst, show_met
from ..data.dinas import DataDinas
from ..data.nilai import NOTHING, split_values
from ..efisiensi.view_hasil import describe_efisiensi
from ..efisiensi.view_ukuran import name_of_line, show_verdict
from ..laporan import Laporan
from ..numbers import decimals_of
from ..papan.view import table_papan
from ..papan.view_tujuh import describe_tujuh, table_tujuh
from ..pembanding.view import describe_acuan
from ..show.table import Tabel, make_table
from ..show.values import show_realisasi, show_target
from ..tren.names import add_names
from ..tren.view_jalur import show_end_target, show_in_year
from .simpulan import BELAKANG, SAMPAI, SESUAI, Kalimat, compose_simpulan

__all__ = ["BLANK", "Bagian", "Isi", "compile_bab", "number_of", "say_verdict"]

YEARS = 5
BLANK = "\u00a0"  # a cell that is left for somebody to fill in
# what judges the published report: no part of the dinas's own chapter unless it is asked for
AUDIT = ("angka_lain", "temuan", "perbaikan", "terbaca")
SEBAB = ["lingkup", "indikator", "kalimat", "tindak_lanjut"]  # what is taken of coded causes
NUMERIC = ("nilai", "tahun", "persen", "bagian", "poin", "bilangan", "ukur", "rupiah", "cacah")


@dataclass(frozen=True)
class Isi:
    """One table: what is read, the number behind each cell (or None), the kind of each column.

    `kelompok` says under which heading each row stands, where the rows have any.
    """

    tabel: Tabel
    angka: tuple[tuple[float | None, ...], ...]
    jenis: tuple[str, ...]
    kelompok: tuple[str, ...] = ()


@dataclass(frozen=True)
class Bagian:
    """One section: its heading (empty: it goes on with the one before), its table, its sentence.

    `isi` is None where there is no table; `kalimat` then says why.
    """

    nama: str
    judul: str
    isi: Isi | None
    kalimat: str


def say_verdict(hasil: Mapping[str, pd.DataFrame], bahasa: str, audit: bool) -> list[Kalimat]:
    """Return the verdict in sentences; what the audit says of the report only where asked for."""
    known = _without_audit(hasil, audit)
    if not audit:  # the agency does not write of contradictions in its own chapter
        known.pop("klaim", None)
        if "papan" in known:
            known["papan"] = known["papan"].drop(columns="n_berat")
    return compose_simpulan(known, bahasa)


def compile_bab(
    data: DataDinas,
    tahun: int,
    hasil: Mapping[str, pd.DataFrame],
    bahasa: str,
    audit: bool = False,
) -> list[Bagian]:
    """Return the sections of chapter III in the order of PermenPANRB 53/2014, Lampiran II.

    Parameters
    ----------
    data : DataDinas
        Gives the names, and the figures of earlier years.
    hasil : mapping of DataFrame
        The results of one report by name (`laporan.HASIL`, `papan`); a section whose results no
        chapter saved says so.
    audit : bool
        Adds the contradictions within the published report as the last section.
    """
    known = _without_audit(hasil, audit)
    known["kinerja"] = data.kinerja[data.kinerja["level"].isin(LEVEL_UTAMA)]
    if "capaian" in known:
        known["capaian_tahunan"] = _by_year(data, tahun, known)
    # causes that nobody coded are a space to fill in, not a table left out
    known.setdefault("sebab", pd.DataFrame(columns=SEBAB))
    return [_section(name, known, tahun, bahasa) for name in TABLES if audit or name not in AUDIT]


def _without_audit(hasil: Mapping[str, pd.DataFrame], audit: bool) -> dict[str, pd.DataFrame]:
    return {name: frame for name, frame in hasil.items() if audit or name not in AUDIT}


def _by_year(data: DataDinas, tahun: int, hasil: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """Return the achievement of the last years; that of the report's year as its chapter has it."""
    capaian, earlier = hasil["capaian"], hasil.get("capaian_tahunan")
    if earlier is None:
        earlier = Laporan(data, tahun).capaian_tahunan
    earlier = earlier[earlier["tahun"].between(tahun - YEARS + 1, tahun - 1)]
    return pd.concat([earlier, capaian], ignore_index=True) if len(earlier) else capaian


def _section(nama: str, frames: dict[str, pd.DataFrame], tahun: int, bahasa: str) -> Bagian:
    needed, table, sentence = TABLES[nama]
    title = say(f"word.{nama}.judul", bahasa) if nama not in GOES_ON else ""
    missing = [name for name in needed if name not in frames]
    if missing:
        names = ", ".join(dict.fromkeys(_called(name, bahasa) for name in missing))
        return Bagian(nama, title, None, say("word.tidak_disimpan", bahasa, hasil=names))
    isi = table(*(frames[name] for name in needed), tahun, bahasa)
    if not isi.tabel.baris and nama == "temuan":  # nothing found, or nothing read
        return Bagian(nama, title, None, sentence(frames, tahun, bahasa))
    if not isi.tabel.baris:
        return Bagian(nama, title, None, say(f"word.{nama}.kosong", bahasa))
    return Bagian(nama, title, isi, sentence(frames, tahun, bahasa))


def _called(nama: str, bahasa: str) -> str:
    """Return what a result is called by those who read it."""
    return say(f"berkas.{PART_OF.get(nama, nama)}.judul", bahasa)


# --- tables ------------------------------------------------------------------------------------


def _table(
    frame: pd.DataFrame,
    kolom: Sequence[str],
    judul: str,
    bahasa: str,
    berkas: str,
    **mentah: Sequence,
) -> Isi:
    """Return a table of words with the numbers behind them.

    `mentah` names the columns that are written by now, each with the values it was written from:
    None where the text says more than the number does (its year, a range).
    """
    if "nama_indikator" in frame:
        frame = frame.assign(nama_indikator=frame["nama_indikator"].map(tidy_name))
    made = make_table(frame, kolom, judul, bahasa, berkas=berkas, tertulis=list(mentah))
    kinds = tuple(kind_of(name, berkas).partition(" ")[0] for name in kolom)
    columns = [
        _numbers(mentah[name], "nilai") if name in mentah else _numbers(frame[name], kind)
        for name, kind in zip(kolom, kinds, strict=True)
    ]
    return Isi(made, tuple(zip(*columns, strict=True)), kinds)


def _numbers(values: Iterable, jenis: str) -> list[float | None]:
    """Return the number behind each cell; none for a text put in the place of a number."""
    text = jenis != "nilai"  # a performance value is text in the frame and may be a number
    return [
        None if jenis not in NUMERIC or (text and isinstance(value, str)) else number_of(value)
        for value in values
    ]


def number_of(value: object) -> float | None:
    """Return a value as a number; None for what is none, and for what is missing."""
    try:
        number = None if value is pd.NA or value is None else float(value)
    except (TypeError, ValueError):
        return None
    return None if number is None or number != number else number


def _plain(rows: pd.DataFrame) -> list[str | None]:
    """Return the printed realisations, and None for those whose year is written beside them."""
    late = rows["data_tahun"].notna() & (rows["data_tahun"] != rows["tahun"])
    return rows["realisasi"].astype(object).mask(late, None).tolist()


def _table_capaian(capaian: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    value, rows = capaian["capaian_persen"], list(capaian.itertuples())
    reasons = [word("status", code, bahasa) for code in capaian["status"]]
    frame = capaian.assign(
        target=[show_target(row, bahasa) for row in rows],
        realisasi=[show_realisasi(row, bahasa) for row in rows],
        capaian_persen=value.astype(object).where(value.notna(), reasons),
        tercapai=show_met(capaian, bahasa),
    )
    columns = ["nama_indikator", "satuan", "target", "realisasi", "capaian_persen"]
    columns += ["tercapai", "kategori"]
    ranged = capaian.get("target_bawah", pd.Series(index=capaian.index, dtype=float)).notna()
    target = capaian["target"].astype(object).mask(ranged, None)
    caption = say("word.capaian.keterangan", bahasa, tahun=tahun)
    written = {"target": target, "realisasi": _plain(capaian)}
    made = _table(frame, columns, caption, bahasa, "capaian", **written)
    return replace(made, kelompok=tuple(_goal(row, bahasa) for row in rows))


def _goal(row, bahasa: str) -> str:
    """Return the goal that an indicator measures, with its level."""
    goal, level = getattr(row, "sasaran", ""), getattr(row, "level", "")
    if not goal or goal != goal:
        return ""
    name = word("level", level if level in LEVEL_UTAMA else "sasaran", bahasa)
    level = name[:1].upper() + name[1:]
    return say("word.kelompok", bahasa, tingkat=level, sasaran=tidy_name(goal, bahasa))


def _table_deret(kinerja: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    """Return the realisations of the last years, one column per year that has any."""
    within = kinerja["tahun"].between(tahun - YEARS + 1, tahun)
    rows = kinerja[within & ~kinerja["realisasi"].str.lower().isin(NOTHING)]
    own = split_values(rows["realisasi"])["angka"].fillna(0).map(decimals_of)
    rows = rows.assign(desimal=own.groupby(rows["indikator"]).transform("max"))
    shown = [show_realisasi(row, bahasa) for row in rows.itertuples()]
    rows = rows.assign(tertulis=shown, angka=_numbers(_plain(rows), "nilai"))
    caption = say("word.deret.keterangan", bahasa, tahun=tahun)
    return _years(rows, kinerja, caption, "nilai", bahasa)


def _table_capaian_lalu(tahunan: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    """Return the achievement of the last years by the dinas's rule, one column per year."""
    rows = tahunan[tahunan["capaian_persen"].notna()]
    shown = [fmt_percent(value, bahasa=bahasa) for value in rows["capaian_persen"]]
    rows = rows.assign(tertulis=shown, angka=rows["capaian_persen"])
    caption = say("word.capaian_lalu.keterangan", bahasa, tahun=tahun)
    return _years(rows, tahunan, caption, "persen", bahasa)


def _years(rows: pd.DataFrame, known: pd.DataFrame, judul: str, jenis: str, bahasa: str) -> Isi:
    """Return one row per indicator and one column per year, of `tertulis` and `angka`."""
    once = rows.drop_duplicates(["indikator", "tahun"], keep="last")
    keys = {"index": "indikator", "columns": "tahun"}
    text, number = (once.pivot(**keys, values=name) for name in ("tertulis", "angka"))
    names = known.drop_duplicates("indikator").set_index("indikator")["nama_indikator"]
    order = [code for code in names.index if code in text.index]
    text, number = text.reindex(order).fillna("–"), number.reindex(order)
    table = Tabel(
        judul,
        (heading("nama_indikator", bahasa), *map(fmt_year, text.columns)),
        (False, *(True for _ in text.columns)),
        tuple(zip(names[order].map(tidy_name), *(text[year] for year in text), strict=True)),
    )
    cells = [(None, *map(number_of, row)) for row in number.itertuples(index=False)]
    # a promise that is written again at another level, with the same figures, is one row
    shown = dict(zip(table.baris, cells, strict=True))
    kinds = ("teks", *(jenis for _ in text.columns))
    return Isi(replace(table, baris=tuple(shown)), tuple(shown.values()), kinds)


def _table_jalur(tren: pd.DataFrame, kinerja: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    rows = add_names(tren[tren["tahun_target_akhir"].notna()], kinerja)
    each, far = list(rows.itertuples()), threshold("jalur_jauh")
    distance = rows["kemajuan_persen"].astype(object)
    rows = rows.assign(
        realisasi_akhir=[
            show_in_year(row.realisasi_akhir, row.tahun_akhir, row, bahasa) for row in each
        ],
        target_akhir=[show_end_target(row, bahasa) for row in each],
        kemajuan_persen=distance.mask(
            rows["kemajuan_persen"] > far, say("word.jalur.jauh", bahasa, jauh=far)
        ),
    )
    columns = ["nama_indikator", "realisasi_akhir", "target_akhir", "tahun_target_akhir"]
    columns += ["kemajuan_persen", "keadaan_jalur"]
    return _table(rows, columns, say("word.jalur.keterangan", bahasa), bahasa, "jalur")


def _table_pembanding(pembanding: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    columns = ["nama_indikator", "tahun_realisasi", "realisasi"]
    columns += ["nama_acuan", "tahun_acuan", "nilai", "posisi"]
    once = pembanding.drop_duplicates([*columns, "acuan"])
    caption = say("word.pembanding.keterangan", bahasa)
    return _table(once, columns, caption, bahasa, "pembanding")


def _table_spm(spm: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    """Return the minimum services of the year: the national standard of a region's own duties."""
    rows = name_services(spm[spm["tahun"] == tahun], bahasa)
    columns = ["layanan", "target", "realisasi", "penerima_persen", "mutu_persen"]
    columns += ["indeks_persen", *printed_shares(rows)[:-1], "kelas", "status"]
    caption = say("word.spm.keterangan", bahasa, tahun=tahun)
    return _table(rows, columns, caption, bahasa, "indeks_spm")


def _table_sebab(papan: pd.DataFrame, sebab: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    """Return every promise with the coded causes and follow-ups, or with room to write them."""
    board = table_papan(papan, bahasa).baris
    of_promises = sebab[sebab["lingkup"] == "indikator"]
    coded = {code: rows for code, rows in of_promises.groupby("indikator", sort=False)}
    empty = pd.DataFrame(columns=SEBAB)
    rows = [
        (cells[0], cells[3], *(_joined(coded.get(code, empty)[name]) for name in SEBAB[2:]))
        for code, cells in zip(papan["indikator"], board, strict=True)
    ]
    heads = (
        heading("nama_indikator", bahasa),
        heading("capaian", bahasa, "papan"),
        heading("sebab", bahasa, "bab"),
        heading("tindak_lanjut", bahasa),
    )
    caption = say("word.sebab.keterangan", bahasa, tahun=tahun)
    table = Tabel(caption, heads, (False,) * 4, tuple(rows))
    return Isi(table, ((None,) * 4,) * len(rows), ("teks",) * 4)


def _joined(texts: pd.Series) -> str:
    """Return the different texts after each other; where there is none, a cell to write in."""
    said = [str(text) for text in dict.fromkeys(texts.dropna()) if text]
    return "; ".join(text.rstrip(".") if len(said) > 1 else text for text in said) or BLANK


def _table_efisiensi(efisiensi: pd.DataFrame, ukuran: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    """Return the measure of the finance ministry (NE) of every programme, with its verdict."""
    rows = efisiensi[efisiensi["level"].isin(["program", "dinas"])]
    official = ukuran[ukuran["ukuran"] == "nilai_efisiensi"]
    official = official.assign(putusan=[show_verdict(row, bahasa) for row in official.itertuples()])
    rows = rows.merge(official[["level", "kode", "putusan"]], on=["level", "kode"], how="left")
    rows["nama"] = [name_of_line(row, bahasa) for row in rows.itertuples()]
    columns = ["nama", "capaian_persen", "c_persen", "serapan_persen", "nilai_efisiensi"]
    columns += ["putusan"]
    caption = say("word.efisiensi.keterangan", bahasa)
    return _table(rows, columns, caption, bahasa, "efisiensi")


def _table_dukungan(dukungan: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    rows = dukungan.drop_duplicates(["nama_indikator", "capaian_persen", "kode"])
    rows = rows.assign(nama=rows["nama"].map(tidy_name))
    columns = ["nama_indikator", "nama", "realisasi_rp", "fisik_persen", "penjelasan"]
    caption = say("word.dukungan.keterangan", bahasa)
    return _table(rows, columns, caption, bahasa, "dukungan")


def _table_anggaran(efisiensi: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    rows = efisiensi[efisiensi["level"].isin(["program", "kegiatan", "dinas"])]
    rows = rows.assign(nama=[name_of_line(row, bahasa) for row in rows.itertuples()])
    columns = ["kode", "nama", "pagu_rp", "realisasi_rp", "serapan_persen"]
    caption = say("word.anggaran.keterangan", bahasa)
    return _table(rows, columns, caption, bahasa, "efisiensi")


def _table_tujuh(papan: pd.DataFrame, tahun: int, bahasa: str) -> Isi:
    """Return every promise with its seven analyses: there, or the reason why not."""
    table = table_tujuh(papan, bahasa)
    empty = (None,) * len(table.kepala)
    return Isi(table, (empty,) * len(table.baris), ("teks",) * len(table.kepala))


def _table_temuan(
    temuan: pd.DataFrame,
    _perbaikan: pd.DataFrame,
    _terbaca: pd.DataFrame,
    tahun: int,
    bahasa: str,
) -> Isi:
    """Return the contradictions within the report, without those that follow from others."""
    rows = temuan[(temuan["akar"] == "") & (temuan["jenis"] != WEAK)]
    rows = rows.assign(derajat=[GRADES.index(code) for code in rows["keparahan"]])
    rows = rows.sort_values("derajat", kind="stable").assign(
        jenis=[name_kind(jenis, bahasa) for jenis in rows["jenis"]],
        penjelasan=explain(rows, bahasa),
    )
    columns = ["jenis", "nama", "tabel", "penjelasan"]
    caption = say("word.temuan.keterangan", bahasa)
    made = _table(rows, columns, caption, bahasa, "temuan")
    grades = [
        say("word.kelompok", bahasa, tingkat=heading("keparahan", bahasa, "temuan"), sasaran=grade)
        for grade in (word("keparahan", code, bahasa) for code in rows["keparahan"])
    ]
    return replace(made, kelompok=tuple(grades))


# --- sentences ---------------------------------------------------------------------------------


def _say_capaian(frames: dict, tahun: int, bahasa: str) -> str:
    """Return how many promises were met, and the highest and lowest achievement."""
    capaian = frames["capaian"]
    promised = capaian[(capaian["ganda"] == "") & (capaian["status"] != "target_kosong")]
    met = int((promised["tercapai"] == "ya").sum())
    text = say("word.capaian.kalimat", bahasa, n=len(promised), m=met)
    return " ".join([text, *best_and_worst(capaian, bahasa)])


def _say_deret(frames: dict, tahun: int, bahasa: str) -> str:
    """Return how this year's figures stand against those before, by this year's targets."""
    papan = frames.get("papan")
    if papan is None:
        return ""
    # a figure of an earlier year is none of this year, whatever it is set beside
    late = pd.to_numeric(papan["data_tahun"]) < papan["tahun"]
    now = papan["capaian_persen"].astype(float).mask(late)
    then = papan["capaian_lalu_persen"].astype(float)
    both = int((now.notna() & then.notna()).sum())
    fresh = papan.loc[papan["putus"] == "deret", "nama_indikator"]
    apart = say("word.deret.definisi", bahasa, nama=_names(fresh, bahasa)) if len(fresh) else ""
    if not both:
        return " ".join([say("word.deret.tanpa", bahasa), apart]).strip()
    lower = papan.loc[now < then, "nama_indikator"]
    counts = {"n": both, "naik": int((now > then).sum()), "sama": int((now == then).sum())}
    name = say("word.deret.nama", bahasa, nama=_names(lower, bahasa)) if len(lower) else ""
    said = say("word.deret.kalimat", bahasa, turun=len(lower), nama=name, **counts)
    return " ".join([said, apart]).strip()


def _say_capaian_lalu(frames: dict, tahun: int, bahasa: str) -> str:
    """Return which promises were missed this year and the year before."""
    rows = frames["capaian_tahunan"]
    rows = rows[rows["ganda"] == ""] if "ganda" in rows else rows
    if not rows.loc[rows["tahun"] == tahun - 1, "tercapai"].isin(["ya", "tidak"]).any():
        return say("word.capaian_lalu.tak_tahu", bahasa, lalu=tahun - 1)
    missed = rows[rows["tercapai"] == "tidak"]
    last = set(missed.loc[missed["tahun"] == tahun - 1, "indikator"])
    again = missed[(missed["tahun"] == tahun) & missed["indikator"].isin(last)]
    if again.empty:
        return say("word.capaian_lalu.tanpa", bahasa, lalu=tahun - 1)
    names = _names(again["nama_indikator"], bahasa)
    return say("word.capaian_lalu.kalimat", bahasa, n=len(again), lalu=tahun - 1, nama=names)


def _say_jalur(frames: dict, tahun: int, bahasa: str) -> str:
    """Return which indicators are short of their end target or behind on the way to it."""
    tren, kinerja = frames["tren"], frames["kinerja"]
    rows = add_names(tren[tren["keadaan_jalur"].isin([*SAMPAI, *SESUAI, *BELAKANG])], kinerja)
    if rows.empty:
        return say("simpulan.jalur.belum", bahasa)
    behind = rows.loc[rows["keadaan_jalur"].isin(BELAKANG), "nama_indikator"]
    if behind.empty:
        return say("word.jalur.tanpa", bahasa, n=len(rows))
    return say(
        "word.jalur.kalimat", bahasa, n=len(rows), m=len(behind), nama=_names(behind, bahasa)
    )


def _say_pembanding(frames: dict, tahun: int, bahasa: str) -> str:
    return describe_acuan(frames["pembanding"], bahasa)


def _say_spm(frames: dict, tahun: int, bahasa: str) -> str:
    spm = frames["indeks_spm"]
    return describe_spm(spm[spm["tahun"] == tahun], bahasa)[0]


def _say_sebab(frames: dict, tahun: int, bahasa: str) -> str:
    """Return how many of the missed promises a cause is written for, or that there is room."""
    papan, sebab = frames["papan"], frames["sebab"]
    named = sebab[(sebab["lingkup"] == "indikator") & sebab["kalimat"].fillna("").ne("")]
    if named.empty:
        return say("word.sebab.isi", bahasa)
    missed = papan.loc[papan["tercapai"] == "tidak", "indikator"]
    if len(missed):  # what helped does not explain a miss
        named = named[named["arah"] == "penghambat"]
    asked = missed if len(missed) else papan["indikator"]
    known = int(asked.isin(named["indikator"]).sum())
    key = "kalimat" if len(missed) else "tanpa_meleset"
    return say(f"word.sebab.{key}", bahasa, n=len(asked), m=known)


def _say_efisiensi(frames: dict, tahun: int, bahasa: str) -> str:
    return describe_efisiensi(frames["efisiensi"], bahasa)


def _say_dukungan(frames: dict, tahun: int, bahasa: str) -> str:
    """Return the programmes of which an output fell short of its plan."""
    known = frames["dukungan"].drop_duplicates("kode")
    known = known[known["n_keluaran"] > 0]
    short = known.loc[known["n_kurang"] > 0, "nama"]
    if known.empty:
        return say("word.dukungan.tak_tahu", bahasa)
    if short.empty:
        return say("word.dukungan.tanpa", bahasa, n=len(known))
    return say(
        "word.dukungan.kalimat", bahasa, n=len(known), m=len(short), nama=_names(short, bahasa)
    )


def _say_anggaran(frames: dict, tahun: int, bahasa: str) -> str:
    """Return what was spent, and the programme that spent the least of its budget."""
    rows = frames["efisiensi"]
    total = rows[(rows["level"] == "dinas") & rows["serapan_persen"].notna()]
    text = [say("serapan.seluruh", bahasa, row) for row in total.itertuples()]
    program = rows[(rows["level"] == "program") & rows["serapan_persen"].notna()]
    if len(program) > 1:
        lowest = program.loc[program["serapan_persen"].idxmin()]
        text.append(say("serapan.terendah", bahasa, lowest))
    return " ".join(text)


def _say_tujuh(frames: dict, tahun: int, bahasa: str) -> str:
    return describe_tujuh(frames["papan"], bahasa)


def _say_temuan(frames: dict, tahun: int, bahasa: str) -> str:
    if not is_read(frames["terbaca"]):
        return say("simpulan.percaya.belum_dibaca", bahasa)
    return describe_temuan(frames["temuan"], frames["perbaikan"], frames["terbaca"], bahasa)


def _names(names: Iterable[str], bahasa: str) -> str:
    return "; ".join(dict.fromkeys(tidy_name(name, bahasa) for name in names))


# the tables of PermenPANRB 53/2014, Lampiran II, in its order: what each is made of, how, and what
# is said under it
TABLES = {
    "capaian": (("capaian",), _table_capaian, _say_capaian),
    "deret": (("kinerja",), _table_deret, _say_deret),
    "capaian_lalu": (("capaian_tahunan",), _table_capaian_lalu, _say_capaian_lalu),
    "jalur": (("tren", "kinerja"), _table_jalur, _say_jalur),
    "pembanding": (("pembanding",), _table_pembanding, _say_pembanding),
    "spm": (("indeks_spm",), _table_spm, _say_spm),
    "sebab": (("papan", "sebab"), _table_sebab, _say_sebab),
    "efisiensi": (("efisiensi", "ukuran"), _table_efisiensi, _say_efisiensi),
    "dukungan": (("dukungan",), _table_dukungan, _say_dukungan),
    "anggaran": (("efisiensi",), _table_anggaran, _say_anggaran),
    "tujuh": (("papan",), _table_tujuh, _say_tujuh),
    "temuan": (("temuan", "perbaikan", "terbaca"), _table_temuan, _say_temuan),
}
# what has no file of its own
PART_OF = {"capaian_tahunan": "capaian", "perbaikan": "temuan", "terbaca": "temuan"}
GOES_ON = ("capaian_lalu",)  # a second table under the heading before

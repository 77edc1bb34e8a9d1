"""Every measure side by side. No verdict stands without the name of its measure."""

from __future__ import annotations

import pandas as pd

from ..aturan.rules import threshold
from ..bahasa.angka import fmt
from ..bahasa.kolom import heading
from ..bahasa.nama import tidy_name
from ..bahasa.say import has_text, languages, say
from ..errors import RuleError
from ..show.pieces import Potongan, fold_table, paragraphs, together
from ..show.table import Tabel, make_table
from .apply import load_measures
from .compute import sum_rupiah
from .verdict import REASONS, disputing_measures, own_measure

__all__ = [
    "describe_ukuran",
    "describe_ukuran_sendiri",
    "name_of_line",
    "require_measures",
    "say_ukuran",
    "show_verdict",
    "table_hitungan",
    "table_matriks",
    "table_ukuran",
]

# a verdict → its mark beside the value in the matrix
VERDICTS = {
    "efisien": "●",
    "di bawah pagu": "●",
    "efektif": "●",
    "tidak efisien": "▲",
    "tidak di bawah pagu": "▲",
    "tidak efektif": "▲",
}

SHOWN = 0.005  # figures that differ by less are written alike

TEXTS = ("nama", "rumus", "baca", "pemakai")  # what a reader must be told of a measure


def require_measures() -> None:
    """Check that every measure can be applied, and has its texts in every language.

    Raises
    ------
    RuleError
        Names every row that cannot be applied, or every text that is missing.
    """
    keys = [f"ukuran.{code}.{part}" for code in load_measures()["ukuran"] for part in TEXTS]
    missing = [
        f"{key} ({bahasa})" for key in keys for bahasa in languages() if not has_text(key, bahasa)
    ]
    if missing:
        raise RuleError(
            "Ukuran di aturan/efisiensi.csv tanpa teks di bahasa/kalimat.toml: "
            f"{', '.join(missing)}."
        )


def name_of_line(row, bahasa: str) -> str:
    """Return the name of a budget line as a reader expects it; the whole dinas has a text.

    `row`: `level` and `nama`, as a Series or a named tuple.
    """
    return (
        say("serapan.nama_seluruh", bahasa) if row.level == "dinas" else tidy_name(row.nama, bahasa)
    )


def show_verdict(row, bahasa: str) -> str:
    """Return the verdict of one row of `compare_measures` in words, with the measure's name.

    Examples
    --------
    >>> row = {"ukuran": "nilai_efisiensi", "putusan": "efisien", "catatan": "dibatasi_20"}
    >>> show_verdict(pd.Series(row | {"alasan": "", "pasti": "ya"}), "id")
    'efisien menurut NE (E dibatasi ±20); tidak mungkin lain'
    """
    name = say(f"ukuran.{row.ukuran}.nama", bahasa)
    text = say(f"putusan.{row.putusan}", bahasa, ukuran=name, alasan=row.alasan)
    if row.catatan:
        share = threshold("biaya_cakupan")
        text = say(f"catatan_putusan.{row.catatan}", bahasa, putusan=text, cakupan=share)
    return say("catatan_putusan.pasti", bahasa, putusan=text) if row.pasti == "ya" else text


def describe_ukuran(ukuran: pd.DataFrame, hitungan: pd.DataFrame, bahasa: str) -> list[str]:
    """Return how many programmes could be judged at all, and what the measures could deny there.

    `ukuran` as `compare_measures` gives it, `hitungan` as `count_verdicts`.
    """
    program = ukuran[ukuran["level"] == "program"]
    lines = program[program["ukuran"] == "efisiensi_sisa_persen"]  # one measure of efficiency
    why = lines.loc[lines["alasan"] != "", "alasan"].value_counts()
    judged = hitungan[hitungan["level"] == "program"]
    text = [_assessed(len(lines), why, bahasa)]
    if len(why):
        text.append(say("banding_ukuran.sisa", bahasa))
    some = judged[judged["keadaan"] == "biaya_sebagian"]
    certain = judged[judged["keadaan"].isin(["hanya_sisa", "biaya_sebagian"])]
    if len(certain):
        text += _left_over(certain, len(judged), bahasa)
    text += [
        say("banding_ukuran.biaya_sebagian", bahasa, row, n=row.n_berubah)
        for row in some.itertuples()
    ]
    dispute = judged[judged["keadaan"] == "berselisih"]
    text += [_dispute(row, program, bahasa) for row in dispute.itertuples()]
    if (judged["keadaan"] == "sependapat").any() and dispute.empty:
        text.append(say("banding_ukuran.sependapat", bahasa))
    if alone := int((judged["keadaan"] == "satu_ukuran").sum()):
        text.append(say("banding_ukuran.satu_ukuran", bahasa, n=alone))
    return text


def describe_ukuran_sendiri(
    sebutan: str,
    efisiensi: pd.DataFrame,
    langsung: pd.DataFrame,
    bahasa: str,
    terbitan: pd.DataFrame | None = None,
) -> str:
    """Return what the report's own measure gives for the whole dinas; no praise where it failed.

    Parameters
    ----------
    sebutan : str
        `aturan.efisiensi` of the dinas: the name its `dinas.toml` gives the measure.
    efisiensi : as `compute_efisiensi` gives it.
    langsung : as `direct_spending` gives it (only for `belanja_langsung`).
    terbitan : `terbitan_anggaran`, for the value that the report itself prints.
    """
    rules = load_measures()
    column = next(iter(rules.loc[rules["sebutan"] == sebutan, "ukuran"]), "")
    total = efisiensi[efisiensi["level"] == "dinas"]
    if column == "efisiensi_langsung_persen" and len(langsung):
        share = say("ukuran_sendiri.langsung", bahasa, langsung.iloc[0])
        return f"{share} {say('ukuran_sendiri.pinjaman', bahasa)}"
    if not column or total.empty:
        return say("ukuran_sendiri.tidak_ada", bahasa)
    row = own_measure(column, efisiensi, terbitan).iloc[0]
    if pd.isna(row["nilai_sendiri"]):
        return say("ukuran_sendiri.tidak_ada", bahasa)
    formula = say(f"ukuran.{column}.rumus", bahasa)
    kind = next((name for name in ("poin", "persen") if column.endswith(f"_{name}")), "angka")
    text = [say(f"ukuran_sendiri.{kind}", bahasa, ukuran=formula, nilai=row["nilai_sendiri"])]
    if abs(row["nilai_sendiri"] - row["nilai_terbatas"]) >= SHOWN:
        text.append(
            say(f"ukuran_sendiri.{kind}_terbatas", bahasa, row, atas=threshold("capaian_atas"))
        )
    if abs(row["nilai_sendiri"] - row["nilai_tercetak"]) >= SHOWN:
        text.append(say(f"ukuran_sendiri.{kind}_tercetak", bahasa, row))
    if row["status"] in REASONS:
        text.append(say("ukuran_sendiri.tidak_dibaca", bahasa, row))
    return " ".join(text)


def say_ukuran(ukuran: pd.DataFrame, hitungan: pd.DataFrame, bahasa: str) -> Potongan:
    """Return where the measures disagree; folded, all of them for the dinas and per programme."""
    lines = ukuran.drop_duplicates(["level", "kode"])
    total = lines[lines["level"] == "dinas"].itertuples()
    return together(
        paragraphs(*describe_ukuran(ukuran, hitungan, bahasa)),
        table_hitungan(hitungan, bahasa) if len(hitungan) else None,
        *(fold_table(table_ukuran(ukuran, line, bahasa)) for line in total),
        fold_table(table_matriks(ukuran, bahasa)),
    )


def table_matriks(ukuran: pd.DataFrame, bahasa: str) -> Tabel | None:
    """Return the value of every measure for every programme; `None` without programmes.

    `ukuran` as `compare_measures` gives it; formula and reading aid stand with the whole dinas
    (`table_ukuran`). A programme whose targets were missed has values and no verdict; a value that
    a verdict stands on carries its mark: ● yes, ▲ no.
    """
    rows = ukuran[ukuran["level"] == "program"]
    if rows.empty:
        return None
    codes = list(dict.fromkeys(rows["ukuran"]))
    cells = {(row.kode, row.ukuran): _value(row, bahasa) for row in rows.itertuples()}
    lines = rows.drop_duplicates("kode")
    names = [say(f"ukuran.{code}.nama", bahasa) for code in codes]
    return Tabel(
        say("banding_ukuran.matriks", bahasa),
        (heading("nama", bahasa, "janji"), *(name[0].upper() + name[1:] for name in names)),
        (False, *(True for _ in codes)),
        tuple(
            (name_of_line(line, bahasa), *(cells.get((line.kode, code), "–") for code in codes))
            for line in lines.itertuples()
        ),
        say("banding_ukuran.catatan_matriks", bahasa),
    )


def _value(row, bahasa: str) -> str:
    """Return the value of one measure with the mark of its verdict, where there is one."""
    if pd.isna(row.nilai):
        return "–"
    text = fmt(row.nilai, bahasa=bahasa)
    said = "" if row.alasan else VERDICTS.get(row.putusan, "")
    return f"{said} {text}".strip()


def table_ukuran(ukuran: pd.DataFrame, line, bahasa: str) -> Tabel:
    """Return every measure of one line with its formula, value and verdict.

    `line`: `level`, `kode` and `nama` of the dinas or a programme, as a Series or a named tuple.
    """
    rows = ukuran[(ukuran["level"] == line.level) & (ukuran["kode"] == line.kode)]
    certain = (rows["pasti"] == "ya").any()
    told = {
        part: [say(f"ukuran.{code}.{part}", bahasa) for code in rows["ukuran"]] for part in TEXTS
    }
    names = [name[0].upper() + name[1:] for name in told.pop("nama")]
    verdicts = [show_verdict(row, bahasa) for row in rows.itertuples()]
    rows = rows.assign(nama_ukuran=names, putusan=verdicts, **told)
    columns = ["nama_ukuran", "rumus", "pemakai", "nilai", "putusan", "baca"]
    title = say("banding_ukuran.tabel", bahasa, nama=name_of_line(line, bahasa))
    note = say("banding_ukuran.catatan", bahasa)
    if certain:
        note = f"{note} {say('banding_ukuran.catatan_pasti', bahasa)}"
    return make_table(rows, columns, title, bahasa, note, berkas="ukuran")


def table_hitungan(hitungan: pd.DataFrame, bahasa: str) -> Tabel:
    """Return per assessed line what was left over, and the yes and no that could be otherwise."""
    said = hitungan["keadaan"].isin(["berselisih", "sependapat", "satu_ukuran"])
    rows = hitungan.assign(
        nama=[name_of_line(row, bahasa) for row in hitungan.itertuples()],
        ya=hitungan["ya"].where(said),
        tidak=hitungan["tidak"].where(said),
    )
    columns = ["nama", "sisa_rp", "sisa_persen", "keadaan", "ya", "tidak"]
    columns = columns if said.any() else columns[:-2]
    title = say("banding_ukuran.hitungan", bahasa)
    note = say("banding_ukuran.catatan_hitungan", bahasa)
    return make_table(rows, columns, title, bahasa, note, berkas="hitungan")


def _assessed(n: int, why: pd.Series, bahasa: str) -> str:
    if not n:
        return say("banding_ukuran.tidak_ada", bahasa)
    left = n - why.sum()
    if not left:
        return say("banding_ukuran.tidak_ada_sebab", bahasa, n=n, sebab=_reasons(why, bahasa))
    if why.empty:
        return say("banding_ukuran.dinilai", bahasa, n=n, dinilai=left)
    reasons = _reasons(why, bahasa)
    return say("banding_ukuran.dinilai_sebagian", bahasa, n=n, dinilai=left, sebab=reasons)


def _reasons(why: pd.Series, bahasa: str) -> str:
    return ", ".join(
        say("banding_ukuran.sebab", bahasa, n=count, alasan=reason) for reason, count in why.items()
    )


def _left_over(certain: pd.DataFrame, n: int, bahasa: str) -> list[str]:
    """Return that the verdict on these programmes was certain, and how much was left of them."""
    pagu, left = sum_rupiah(certain["pagu_rp"]), sum_rupiah(certain["sisa_rp"])
    size = {"pagu_rp": pagu, "sisa_rp": left, "sisa_persen": left / pagu * 100}
    said = say("banding_ukuran.pasti", bahasa, size, n=len(certain), dinilai=n)
    return [said, say("banding_ukuran.pembeda", bahasa)]


def _dispute(row, ukuran: pd.DataFrame, bahasa: str) -> str:
    against = disputing_measures(ukuran, row.kode)
    names = ", ".join(say(f"ukuran.{code}.nama", bahasa) for code in against)
    return say("banding_ukuran.berselisih", bahasa, row, n=row.ya, ukuran=names)

"""The command `lakip`.

Light at the top: anything heavy is imported inside the command that needs it.
"""

from __future__ import annotations

import datetime
import hashlib
import re
import sys
import webbrowser
from collections import Counter, defaultdict
from collections.abc import Sequence
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from . import __version__
from .bahasa.say import languages
from .data.catalogue import find_dinas, list_dinas, read_info, years_with_document
from .data.csvtext import is_store
from .errors import DataError, Fault, ReportError, RuleError, command, fold

__all__ = ["app"]


app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


class Bentuk(StrEnum):
    """What `lakip audit` prints."""

    table = "table"
    csv = "csv"
    json = "json"


# language of what a reader sees: those that have a file of texts
Bahasa = StrEnum("Bahasa", {code: code for code in languages()})


class Berkas(StrEnum):
    """What `lakip export` writes."""

    xlsx = "xlsx"
    docx = "docx"
    csv = "csv"
    parquet = "parquet"
    msind = "msind"


Data = Annotated[
    Path, typer.Option("--data", help="folder data: satu subfolder per dinas; atau simpanan negara")
]

Dinas = Annotated[
    list[str], typer.Option("--dinas", help="pengenal dinas; boleh diulang; tanpa ini semua dinas")
]

Tahun = Annotated[
    list[int],
    typer.Option(
        "--tahun", help="tahun laporan; boleh diulang; tanpa ini semua tahun yang punya dokumen"
    ),
]

Notebooks = Annotated[Path | None, typer.Option("--notebooks", help="folder notebook lain")]

Pilih = Annotated[Bahasa, typer.Option("--bahasa", help="bahasa laporan")]

INDONESIA = Bahasa("id")

EFISIENSI = ("sisa", "selisih", "rasio")  # what a report may call its efficiency, by line

BERAT = ("kesalahan", "peringatan")  # what stops first

TOGETHER = 100  # dinas whose reports one process audits at once

LONGEST = 60  # signs of the name that a study gets from its options


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lakip-analysis {__version__}")
        raise typer.Exit


@app.callback()
def main_command(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            is_eager=True,
            callback=_version,
            help="versi program",
        ),
    ] = False,
) -> None:
    """Analisis laporan kinerja (LAKIP/LKjIP): satu perintah, satu laporan HTML per dinas."""
    for stream in (sys.stdout, sys.stderr):
        _write_any_sign(stream)


def _write_any_sign(stream) -> None:
    """Let a stream take every sign: a file or pipe as UTF-8, a console with ? for what it lacks.

    Under Windows a redirected output has the code page of the machine, which has no − and no ≥.
    """
    change = getattr(stream, "reconfigure", None)
    if change is not None and stream.isatty():
        change(errors="replace")
    elif change is not None:
        change(encoding="utf-8")


@app.command("run")
def run_command(
    dinas: Dinas = [],  # noqa: B006 (typer reads the default once)
    tahun: Tahun = [],  # noqa: B006
    data: Data = Path("data"),
    out: Annotated[
        Path | None,
        typer.Option("--out", help="folder hasil; bawaan: reports, untuk --bahasa en: reports/en"),
    ] = None,
    jobs: Annotated[
        int | None, typer.Option("--jobs", min=1, help="banyaknya proses; bawaan: banyaknya inti")
    ] = None,
    notebooks: Notebooks = None,
    bahasa: Pilih = INDONESIA,
    pdf: Annotated[
        bool,
        typer.Option(
            "--pdf", help="cetak juga tiap laporan sebagai PDF (perlu Chromium, Chrome atau Edge)"
        ),
    ] = False,
    buka: Annotated[
        bool, typer.Option("--buka", help="buka daftar laporannya di peramban bila sudah jadi")
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="buat lagi juga laporan yang tidak berubah")
    ] = False,
    dry: Annotated[
        bool, typer.Option("--dry", help="katakan saja apa yang akan dibuat dan mengapa")
    ] = False,
    batas: Annotated[
        float, typer.Option("--batas", min=1, help="detik paling lama untuk satu laporan")
    ] = 1800,
    scheduler: Annotated[
        str, typer.Option("--scheduler", help="alamat penjadwal Dask, mis. tcp://10.0.0.5:8786")
    ] = "",
) -> None:
    """Buat laporan: notebook tiap dinas dan tahun menjadi HTML, Excel, CSV dan daftarnya.

    Laporan yang masukannya tidak berubah tidak dibuat lagi. Bila dihentikan (Ctrl-C), perintah
    yang sama meneruskan.
    """
    from .reports.place import failed_step
    from .reports.plan import plan_batch

    plan, unplanned = _or_exit(lambda: plan_batch(data, dinas, tahun, notebooks), code=2)
    for fault in unplanned:
        typer.echo(f"GAGAL   {fault}", err=True)
    if not plan:
        raise typer.Exit(1)
    out = out or Path("reports", *([] if bahasa is INDONESIA else [bahasa.value]))
    if dry:
        _tell_plan(plan, data, out, notebooks, bahasa.value, pdf, force)
        raise typer.Exit(1 if unplanned else 0)
    how = {"pdf": pdf, "force": force, "limit": batas, "scheduler": scheduler}
    entries = _run_batch(plan, data, out, jobs, notebooks, bahasa=bahasa.value, **how)
    failed = [entry for entry in entries if not entry["berhasil"]]
    for entry in failed:
        step = failed_step(entry, "id")
        typer.echo(f"GAGAL   {entry['dinas']} {entry['tahun']} {step}: {entry['pesan']}", err=True)
    bad, made = len(failed) + len(unplanned), sum(entry["dibuat"] for entry in entries)
    same = len(entries) - len(failed) - made
    kept = f", {same} tidak berubah" if same else ""
    typer.echo(f"Selesai: {made} laporan dibuat{kept}, {bad} gagal.")
    index = (out / "index.html").resolve()
    typer.echo(f"Buka: {index}")
    if buka:
        webbrowser.open(index.as_uri())
    raise typer.Exit(1 if bad else 0)


def _tell_plan(plan, data: Path, out: Path, notebooks, bahasa: str, pdf: bool, force: bool) -> None:
    """Say for each report whether it would be made and why."""
    from .reports.batch import plan_work

    call = partial(plan_work, plan, data, out, notebooks, bahasa=bahasa, pdf=pdf, force=force)
    due = _or_exit(call, code=2)
    for (dinas, tahun), why in due.items():
        typer.echo(f"{dinas} {tahun}: " + (f"dibuat ({why})" if why else "tidak berubah"))
    typer.echo(f"{sum(map(bool, due.values()))} dari {len(due)} laporan akan dibuat.")


def _run_batch(
    plan, data: Path, out: Path, jobs: int | None, notebooks, scheduler: str = "", **how
) -> list[dict]:
    """Run the batch behind a progress bar.

    Leave with code 2 when there is no browser for PDF or the folder speaks another language, with
    130 when it is stopped by hand.
    """
    from tqdm import tqdm

    from .reports.batch import run_batch
    from .reports.pdf import find_browser

    if scheduler:
        from .reports.cluster import run_on_cluster

        how["elsewhere"] = partial(run_on_cluster, scheduler)
    if how["pdf"]:
        _or_exit(find_browser, code=2)
    done: list[dict] = []
    with tqdm(total=len(plan), desc="Laporan", unit="laporan") as bar:

        def tell(entry: dict) -> None:
            done.append(entry)
            bar.update()

        try:
            return _or_exit(partial(run_batch, plan, data, out, jobs, notebooks, tell, **how), 2)
        except KeyboardInterrupt:
            ready = sum(entry["berhasil"] for entry in done)
            bar.close()
            typer.echo(
                f"Dihentikan: {ready} dari {len(plan)} laporan sudah ada dan utuh. "
                "Jalankan perintah yang sama untuk meneruskan.",
                err=True,
            )
            raise typer.Exit(130) from None


@app.command("kajian")
def kajian_command(
    dinas: Dinas = [],  # noqa: B006
    tahun: Annotated[
        int, typer.Option("--tahun", help="tahun laporan; tanpa ini laporan terakhir tiap dinas")
    ] = 0,
    provinsi: Annotated[str, typer.Option("--provinsi", help="hanya dinas di provinsi ini")] = "",
    urusan: Annotated[
        str, typer.Option("--urusan", help="hanya dinas dengan urusan ini, mis. 1.06")
    ] = "",
    data: Data = Path("data"),
    out: Annotated[
        Path | None,
        typer.Option("--out", help="folder hasil; bawaan: reports, untuk --bahasa en: reports/en"),
    ] = None,
    nama: Annotated[
        str, typer.Option("--nama", help="nama folder kajian; bawaan dari pilihannya")
    ] = "",
    notebook: Annotated[
        Path | None,
        typer.Option("--notebook", help="notebook kajian sendiri (lihat lakip new kajian)"),
    ] = None,
    bahasa: Pilih = INDONESIA,
    pdf: Annotated[
        bool,
        typer.Option("--pdf", help="cetak juga sebagai PDF (perlu Chromium, Chrome atau Edge)"),
    ] = False,
    buka: Annotated[bool, typer.Option("--buka", help="buka di peramban bila sudah jadi")] = False,
) -> None:
    """Kaji beberapa dinas dengan satu ukuran: halaman, Excel, CSV dan ringkasan Word.

    Tanpa pilihan: semua dinas, laporan terakhir masing-masing. Dinas yang datanya belum dapat
    dibuka tidak ikut dan disebut.
    """
    from .processes import collect_seldom

    collect_seldom()  # the reports of a country are millions of objects, and none of them dies
    from .reports.kajian import run_kajian

    out = out or Path("reports", *([] if bahasa is INDONESIA else [bahasa.value]))
    dinas = sorted(set(dinas))
    chosen = [*dinas, provinsi, urusan, str(tahun or ""), notebook.stem if notebook else ""]
    name = _study_name(nama, list(filter(None, chosen)), bool(dinas))
    call = partial(
        run_kajian,
        data,
        out,
        name,
        dinas,
        tahun,
        provinsi,
        urusan,
        bahasa.value,
        notebook,
        pdf=pdf,
    )
    try:
        page, left_out = _or_exit(call, code=2)
    except ReportError as error:
        cell = "" if error.cell is None else f", sel {error.cell}"
        kept = f" Notebook yang gagal disimpan di {error.saved}." if error.saved else ""
        said = f"GAGAL   kajian {name} di notebook {error.notebook}{cell}: {error.cause}.{kept}"
        typer.echo(said, err=True)
        raise typer.Exit(1) from None
    for slug, faults in left_out.items():
        _tell_faults(slug, DataError(faults))
    if left_out:
        typer.echo(f"{len(left_out)} dinas tidak ikut; halamannya menyebut yang mana.", err=True)
    typer.echo(f"Buka: {page}")
    if buka:
        webbrowser.open(page.as_uri())
    raise typer.Exit(1 if left_out else 0)


def _study_name(nama: str, chosen: list[str], named: bool) -> str:
    """Return the folder of a study: the name given, else one that no other choice has.

    A bare year is the folder of a report, so it gets a word before it.
    """
    from .data.isian import make_slug

    if nama and (re.search(r"[/\\]", nama) or not re.search(r"[A-Za-z0-9]", nama)):
        step = "pakai huruf, angka dan tanda hubung, mis. --nama kajian-2024; letaknya: --out"
        typer.echo(f"lakip kajian: --nama “{nama}” bukan nama folder. Langkah: {step}.", err=True)
        raise typer.Exit(2)
    whole = "-".join(chosen if len(chosen) > 1 or named else ["semua", *chosen])
    name = make_slug(nama or whole)
    if not nama and len(whole) > LONGEST:
        mark = hashlib.sha256(whole.encode()).hexdigest()[:6]
        name = f"{name[: LONGEST - 7].rstrip('-')}-{mark}"
    return f"kajian-{name}" if name.isdigit() else name


@app.command("export")
def export_command(
    format: Annotated[
        Berkas | None,
        typer.Option(
            "--format",
            help="xlsx, docx (tabel Bab III), csv, parquet, atau msind (metadata untuk Satu Data)",
        ),
    ] = None,
    dinas: Dinas = [],  # noqa: B006
    tahun: Tahun = [],  # noqa: B006
    data: Data = Path("data"),
    out: Annotated[Path, typer.Option("--out", help="folder hasil")] = Path("ekspor"),
    notebooks: Notebooks = None,
    bahasa: Pilih = INDONESIA,
    audit: Annotated[
        bool, typer.Option("--audit", help="Word: juga pertentangan di dalam laporan itu sendiri")
    ] = False,
) -> None:
    """Tulis hasil sebagai Excel, Word, CSV atau Parquet, atau metadata indikatornya.

    Beberapa laporan disusun ke bawah; Word satu berkas per laporan. Dinas yang rusak disebut dan
    dilewati.
    """
    if format is None:
        kinds = ", ".join(Berkas)
        typer.echo(f"lakip export: pilih bentuk berkasnya dengan --format: {kinds}", err=True)
        raise typer.Exit(2)
    if audit and format != Berkas.docx:
        typer.echo("lakip export: --audit berlaku untuk --format docx saja.", err=True)
        raise typer.Exit(2)
    if tahun and format == Berkas.msind:
        said = "--tahun tidak berlaku untuk --format msind: metadata milik indikator, bukan laporan"
        typer.echo(f"lakip export: {said}.", err=True)
        raise typer.Exit(2)
    from .reports.plan import plan_batch

    plan, unplanned = _or_exit(lambda: plan_batch(data, dinas, tahun, notebooks), code=2)
    for fault in unplanned:
        typer.echo(f"GAGAL   {fault}", err=True)
    if not plan:
        raise typer.Exit(1)
    from .reports.place import failed_step, require_apart

    _or_exit(lambda: require_apart(out, data), code=2)
    from .reports.export import export_reports

    bad = len(unplanned)

    def tell(dinas: str, tahun: int, error: Exception) -> None:
        nonlocal bad
        bad += 1
        if isinstance(error, DataError):  # of the dinas, in every year alike
            _tell_faults(dinas, error)
        elif isinstance(error, ReportError):
            step = failed_step({"notebook": error.notebook, "sel": error.cell}, "id")
            typer.echo(f"GAGAL   {dinas} {tahun} {step}: {error.cause}", err=True)
        else:
            said = (
                str(error) if isinstance(error, RuleError) else f"{type(error).__name__}: {error}"
            )
            typer.echo(f"GAGAL   {dinas} {tahun}: {said}", err=True)

    chosen = (format.value, bahasa.value, notebooks)
    call = partial(export_reports, plan, data, out, *chosen, tell, audit=audit)
    for path in _or_exit(call, code=1):
        typer.echo(str(path))
    raise typer.Exit(1 if bad else 0)


def _tell_faults(dinas: str, error: DataError) -> None:
    """Say every fault of one dinas; the others go on."""
    typer.echo(f"GAGAL   {dinas}: {len(error.faults)} kesalahan data", err=True)
    for line in fold(error.faults):
        typer.echo(f"  {line}", err=True)


@app.command("check")
def check_command(dinas: Dinas = [], data: Data = Path("data")) -> None:  # noqa: B006
    """Periksa data: semua kesalahan sekaligus, dengan tempat, nilai dan langkahnya."""
    names = _named(data, dinas)
    _warm_up("data.dinas")
    from .processes import in_order

    stopped = False
    checked = in_order([(data, name) for name in names], _check)
    for name, (faults, empty) in zip(names, checked, strict=True):
        counts = Counter(fault.berat for fault in faults)
        said = [f"{counts[berat]} {berat}" for berat in BERAT if counts[berat]]
        good = [] if counts["kesalahan"] else ["baik"]
        typer.echo(f"{name}: {', '.join([*good, *said])}")
        for berat in BERAT:
            alike = [fault for fault in faults if fault.berat == berat]
            for line in fold(alike):
                typer.echo(f"  {'peringatan: ' if berat == 'peringatan' else ''}{line}")
        if empty:
            typer.echo(f"  {empty}")
        stopped |= bool(counts["kesalahan"])
    raise typer.Exit(1 if stopped else 0)


def _check(data: Path, name: str) -> tuple[list[Fault], str]:
    """Return the faults of one dinas, and which parts of a report it can do without are empty."""
    from .data.dinas import check_dinas, load_dinas
    from .data.peringatan import say_empty

    faults = check_dinas(data, name)
    stops = any(fault.berat == "kesalahan" for fault in faults)
    return faults, "" if stops else say_empty(load_dinas(data, name).tabel)


@app.command("list")
def list_command(data: Data = Path("data")) -> None:
    """Daftar dinas dan tahun yang punya dokumen."""
    broken = False
    for name in _named(data, []):
        try:
            info = read_info(find_dinas(data, name))
        except DataError as error:
            broken = True
            typer.echo(f"{name}  tidak terbaca: {error}", err=True)
            continue
        years = ", ".join(map(str, years_with_document(info)))
        typer.echo(f"{name}  {info.get('nama', '?')} {info.get('daerah', '')}  ({years})")
    raise typer.Exit(1 if broken else 0)


@app.command("audit")
def audit_command(
    dinas: Dinas = [],  # noqa: B006
    data: Data = Path("data"),
    format: Annotated[
        Bentuk, typer.Option("--format", help="table (untuk dibaca), csv atau json")
    ] = Bentuk.table,
    ke: Annotated[
        Path | None,
        typer.Option("--ke", help="tulis ke berkas ini (UTF-8, terbaca Excel), bukan ke layar"),
    ] = None,
    lembar: Annotated[
        Path | None,
        typer.Option("--lembar", help="tulis lembar tanggapan untuk dinas ke berkas .xlsx ini"),
    ] = None,
) -> None:
    """Cari semua pertentangan di dalam laporan yang diterbitkan.

    Dengan --lembar: buku Excel untuk dijawab dinas; jawabannya dibaca lagi dengan lakip import.
    """
    if lembar is not None and lembar.suffix.lower() != ".xlsx":
        typer.echo(f"lakip audit: --lembar {lembar}: beri nama berkas .xlsx", err=True)
        raise typer.Exit(2)
    names = _named(data, dinas)
    for target in filter(None, (lembar, ke)):
        _or_exit(partial(_keep_tables, target, data), code=2)
    import pandas as pd

    _warm_up("data.dinas", "audit.view")
    from .processes import in_order, in_shares

    audits, tables, done = {}, {}, {}
    shares = in_shares(names, TOGETHER, weight=partial(_printed_bytes, data))
    for (share,), part in zip(shares, in_order(shares, partial(_audit, data)), strict=True):
        done |= zip(share, part, strict=True)
    for name in names:
        if isinstance(done[name], DataError):
            _tell_faults(name, done[name])
            continue
        known, found, tables[name] = done[name]
        audits[name] = known, found
    if not audits:
        raise typer.Exit(1)
    broken = len(audits) < len(set(names))
    blank = [name for name, one in audits.items() if _is_unprinted(*one)]
    said = [_nothing_printed(name) for name in blank]
    if lembar is not None or format is not Bentuk.table:
        for line in said:
            typer.echo(line, err=True)
    if lembar is not None:
        from .reports.lembar import write_lembar

        rows = _or_exit(lambda: write_lembar(lembar, audits), code=2)
        typer.echo(f"{lembar}: {rows} temuan, {len(audits)} dinas")
        raise typer.Exit(1 if broken else 0)
    found = pd.concat(tables.values(), ignore_index=True)
    text = {Bentuk.csv: _findings_csv, Bentuk.json: _findings_json}.get(format, _findings)(found)
    if format is Bentuk.table:
        lines = [] if len(blank) == len(audits) else [text]
        text = "\n".join([*lines, *said, *_followed(audits)])
    if ke is None:
        typer.echo(text)
        raise typer.Exit(1 if broken else 0)
    # the mark tells Excel that a CSV is UTF-8
    encoding = "utf-8-sig" if format is Bentuk.csv else "utf-8"
    _or_exit(lambda: ke.write_text(f"{text}\n", encoding=encoding, newline="\n"), code=2)
    typer.echo(f"{ke}: {len(found)} temuan")
    raise typer.Exit(1 if broken else 0)


def _printed_bytes(data: Path, name: str) -> int:
    """Return how much a dinas has printed, by the size of its files: how long its audit takes."""
    return 1 + sum(path.stat().st_size for path in (data / name).glob("terbitan_*"))


def _is_unprinted(known, found) -> bool:
    """Say whether a dinas has no printed row at all, so that finding nothing means nothing."""
    printed = (frame for name, frame in known.tabel.items() if name.startswith("terbitan_"))
    return found.empty and not any(len(frame) for frame in printed)


def _nothing_printed(dinas: str) -> str:
    """Return the line on such a dinas, with the next step."""
    step = f"{command('baca', 'LAPORAN.pdf')}, lalu taruh tabelnya di folder {dinas}"
    problem = "belum ada baris laporan tercetak (terbitan_….csv), jadi tidak ada yang diperiksa"
    return f"{dinas}: {problem}. Langkah: {step}."


def _audit(data: Path, names: Sequence[str]) -> list[tuple | DataError]:
    """Return of each dinas its data, its findings and the table of them, or what stops it.

    They are audited together; one that is named twice is, too, told twice.
    """
    from .audit import audit_several
    from .audit.view import temuan_table
    from .data.dinas import load_printed

    made: dict[str, tuple | DataError] = {}
    for name in names:
        try:
            made[name] = load_printed(data, name)
        except DataError as error:
            made[name] = error
    good = {name: one for name, one in made.items() if not isinstance(one, DataError)}
    for (name, known), found in zip(good.items(), audit_several([*good.values()]), strict=True):
        made[name] = known, found, temuan_table(found)
    return [made[name] for name in names]


def _warm_up(*rooms: str) -> None:
    """Import what the processes to come need, and read texts and rules: once, not in each."""
    from importlib import import_module

    from .aturan.rules import load_rules, rule_tables
    from .bahasa.say import load_texts

    for room in rooms:
        import_module(f"{__package__}.{room}")
    load_texts("id")
    for table in rule_tables():
        load_rules(table)


def _keep_tables(target: Path, data: Path) -> None:
    """Refuse a file among the tables of a dinas, or in place of the catalogue of the data."""
    from .data.datapackage import PACKAGE
    from .reports.place import require_apart

    if target.resolve().parent != data.resolve() or target.name == PACKAGE:
        require_apart(target.parent, data)


def _followed(audits: dict) -> list[str]:
    """Return for each dinas what became of the findings of the report before its latest one."""
    from .audit import compute_lanjutan
    from .audit.view import describe_lanjutan

    lines = []
    for name, (data, found) in audits.items():
        papers = data.info["dokumen"]
        year = max(one["tahun"] for one in papers)
        said = describe_lanjutan(compute_lanjutan(found, data.tabel, papers, year), "id")
        lines += [f"{name}: {said}"] if said else []
    return lines


def _findings_csv(found) -> str:
    from .data.csvwrite import csv_text

    return csv_text(found).removesuffix("\n")


def _findings_json(found) -> str:
    return found.to_json(orient="records", force_ascii=False, indent=1)


def _findings(found) -> str:
    """Return the findings as lines to read, each with what follows from it below it."""
    from .audit.summary import count_temuan

    lines, follows = [], defaultdict(list)
    rows = list(found.itertuples())
    for row in rows:
        follows[row.dinas, row.akar].append(row)
    for row in (one for one in rows if not one.akar):
        line = f"baris {row.baris}" if row.baris else ""
        place = " · ".join(filter(None, (row.jenis, row.nama, row.tabel, line)))
        grade = "perlu dilihat" if row.perlu_dilihat == "ya" else row.keparahan
        lines.append(f"{row.dinas} {row.id} [{grade}] {place}")
        lines.append(f"    {row.penjelasan}")
        lines += [f"    usul: {row.usul_sel}: {row.usul}"] if row.usul else []
        answer = " ".join(filter(None, (row.tanggapan, row.alasan_tanggapan)))
        lines += [f"    tanggapan: {answer}"] if answer else []
        lines += [f"    lanjutan: {row.lanjutan}"] if row.lanjutan else []
        for effect in follows[row.dinas, row.id]:
            lines.append(f"    └ {effect.id} {effect.jenis}: {effect.penjelasan}")
    counts = count_temuan(found)
    total = (
        f"{counts['pertentangan']} pertentangan, {counts['tinggi']} berkeparahan tinggi; "
        f"{counts['akibat']} akibatnya; {counts['target_lemah']} target lemah."
    )
    if counts["perlu_dilihat"]:
        total += f" {counts['perlu_dilihat']} perlu dilihat."
    return "\n".join([*lines, total])


@app.command("verify")
def verify_command(
    reports: Annotated[Path, typer.Argument(help="folder laporan")] = Path("reports"),
    data: Data = Path("data"),
    jobs: Annotated[int | None, typer.Option("--jobs", min=1, help="banyaknya proses")] = None,
    notebooks: Notebooks = None,
) -> None:
    """Buat ulang semua laporan di folder itu dan bandingkan sampai ke byte-nya."""
    from .reports.compare import language_of, verify_index, verify_reports

    found = verify_reports(reports, data, jobs, notebooks)
    if found.empty:
        step = command("run", "--out", reports, data=data)
        typer.echo(f"Tidak ada laporan di {reports}. Buat dulu dengan: {step}", err=True)
        raise typer.Exit(2)
    stale = verify_index(reports, data)
    for row in found.itertuples():
        detail = (
            f": {row.berkas or row.sebab}" + (f" (sebab: {row.sebab})" if row.berkas else "")
            if row.keadaan != "sama"
            else ""
        )
        typer.echo(f"{row.dinas} {row.tahun}: {row.keadaan}{detail}")
    again = [] if notebooks is None else ["--notebooks", notebooks]
    again += [] if (bahasa := language_of(reports)) == INDONESIA else ["--bahasa", bahasa]
    if stale:
        step = command("run", "--out", reports, *again, data=data)
        cause = f"bukan dari laporannya; {step} membuatnya lagi dari laporan yang ada"
        typer.echo(f"daftar: diubah: {', '.join(stale)} (sebab: {cause})")
    bad = int((found["keadaan"] != "sama").sum()) + bool(stale)
    make = command("run", "--out", "BARU", *again, data=data)
    compare = command("diff", reports, "BARU")
    typer.echo(
        f"{len(found)} laporan diperiksa, {bad} tidak sama."
        + (f" Lihat angkanya dengan: {make}, lalu {compare}." if bad else "")
    )
    raise typer.Exit(1 if bad else 0)


@app.command("diff")
def diff_command(
    lama: Annotated[Path, typer.Argument(help="folder laporan lama")],
    baru: Annotated[Path, typer.Argument(help="folder laporan baru")],
) -> None:
    """Katakan angka, kategori dan temuan mana yang berubah di antara dua folder laporan."""
    empty = [
        folder
        for folder in (lama, baru)
        if not list(folder.glob("*/[0-9][0-9][0-9][0-9]/run.json"))
    ]
    for folder in empty:
        typer.echo(f"Tidak ada laporan di {folder}. Beri folder hasil lakip run.", err=True)
    if empty:
        raise typer.Exit(2)
    from .reports.compare import describe_diff, diff_reports

    found = diff_reports(lama, baru)
    for line in describe_diff(found):
        typer.echo(line)
    raise typer.Exit(1 if len(found) else 0)


@app.command("import")
def import_command(
    dinas: Annotated[str, typer.Option("--dinas", help="pengenal dinas; wajib")] = "",
    buku: Annotated[
        list[Path] | None,
        typer.Argument(help="buku kerja yang ada: xlsx, xlsm, xls atau csv; boleh beberapa"),
    ] = None,
    teks: Annotated[
        Path | None,
        typer.Option(
            "--teks", help="folder berisi teks dokumen (nama berkasnya ada di dinas.toml)"
        ),
    ] = None,
    data: Data = Path("data"),
    out: Annotated[
        Path | None,
        typer.Option("--out", help="folder hasil --teks; bawaan: folder dinas itu"),
    ] = None,
    simpan: Annotated[
        bool,
        typer.Option(
            "--simpan", help="tulis ke isian.xlsx atau tanggapan.csv; tanpa ini hanya dilihat"
        ),
    ] = False,
    ganti: Annotated[
        bool, typer.Option("--ganti", help="buang isi isian.xlsx yang tidak ada di buku")
    ] = False,
    tahun: Annotated[
        str, typer.Option("--tahun", help="tahun kolom yang tidak menyebut tahunnya")
    ] = "",
    polaritas: Annotated[
        list[str],
        typer.Option("--polaritas", help='"nama indikator"=turun; tanpa nama: semua yang sisa'),
    ] = [],  # noqa: B006
    kolom: Annotated[
        list[str], typer.Option("--kolom", help='"judul kolom"=makna, mis. "Hasil"=realisasi@2024')
    ] = [],  # noqa: B006
    sel: Annotated[
        list[str], typer.Option("--sel", help='isi sel yang ragu, mis. "Kinerja!D7"=1234')
    ] = [],  # noqa: B006
    lembar: Annotated[
        list[str], typer.Option("--lembar", help="hanya lembar ini; boleh diulang")
    ] = [],  # noqa: B006
    desimal: Annotated[
        str, typer.Option("--desimal", help="koma atau titik, bila buku tidak membuktikannya")
    ] = "",
) -> None:
    """Baca buku kerja menjadi isian.xlsx, lembar tanggapan, atau tabel tercetak dari teks.

    Dengan buku kerja: memperlihatkan apa yang terbaca, apa yang tidak dan apa yang ragu; menulis
    isian.xlsx hanya dengan --simpan. Lembar tanggapan (lakip audit --lembar) dikenali dari
    kepalanya dan menjadi tanggapan.csv. Dengan --teks: tabel tercetak menurut peta menjadi
    terbitan_kinerja.csv dan terbitan_anggaran.csv.
    """
    _refuse_store(data)
    if not dinas:
        step = "sebut dinasnya dengan --dinas, mis. --dinas kab-belitung-dinkes"
        typer.echo(f"lakip import: {step}", err=True)
        raise typer.Exit(2)
    folder = _or_exit(lambda: find_dinas(data, dinas), code=2)
    if not buku and teks is None:
        typer.echo("lakip import: beri berkas buku kerja, atau folder teks dengan --teks", err=True)
        raise typer.Exit(2)
    if not buku:
        from .importing.published import import_dinas
        from .membaca.usul_peta import read_tables

        made = _or_exit(lambda: import_dinas(folder, teks, out or folder, read_tables), code=1)
        for path, count in made.items():
            typer.echo(f"{path}: {count} baris")
        return
    from .importing.buku import read_books
    from .importing.buku_simpan import import_books, read_answers
    from .importing.lembar import holds_answers, import_answers

    jawaban = _or_exit(lambda: read_answers(tahun, desimal, polaritas, kolom, sel, lembar), code=2)
    sheets = _or_exit(lambda: read_books(buku), code=1)
    if holds_answers(sheets):  # a response sheet of lakip audit --lembar, filled in
        name = ", ".join(path.name for path in buku)
        call = partial(import_answers, sheets, name, data, dinas, simpan, ganti)
    else:
        call = partial(import_books, buku, folder, jawaban, simpan, ganti)
    lines, faults = _or_exit(call, code=1)
    for line in lines:
        typer.echo(line)
    for line in fold(faults):
        typer.echo(line, err=True)
    raise typer.Exit(1 if faults else 0)


@app.command("baca")
def read_command(
    berkas: Annotated[Path, typer.Argument(help="laporan: .pdf, .docx, .xlsx atau .txt")],
    out: Annotated[
        Path | None,
        typer.Option("--out", help="folder hasil; bawaan: bacaan-<nama berkas>-<jenisnya>"),
    ] = None,
    peta: Annotated[
        bool, typer.Option("--peta", help="tulis juga peta-usulan.toml, untuk diperbaiki")
    ] = False,
    tahun: Annotated[
        int | None,
        typer.Option("--tahun", help="tahun laporan: tabel tanpa tahun menjadi milik tahun itu"),
    ] = None,
) -> None:
    """Baca laporan apa pun tanpa peta: tabel tercetaknya, dan seberapa pasti tiap angka.

    Menulis terbitan_kinerja.csv, terbitan_anggaran.csv, terbitan_judul.csv, bacaan.csv (status dan
    sebab tiap angka), teks.txt (baris yang dirujuk) dan tinjauan.html untuk dibaca orang. Angka
    yang meragukan tidak ditebak, dan yang tidak dibaca disebut.
    """
    from .membaca.baca import describe_reading, read_report
    from .membaca.simpan import write_reading

    bacaan = _or_exit(lambda: read_report(berkas, tahun), code=1)
    # a report is often there as PDF and as Excel under one name
    kind = berkas.suffix.lower().lstrip(".")
    folder = out or Path(f"bacaan-{berkas.stem}-{kind}")
    made = _or_exit(lambda: write_reading(bacaan, berkas.name, folder, peta), code=1)
    for line in describe_reading(bacaan):
        typer.echo(line)
    for path, count in made.items():
        typer.echo(f"{path}: {count} baris")
    typer.echo(f"Lihat: {folder / 'tinjauan.html'}")


@app.command("periksa")
def check_draft_command(
    draf: Annotated[Path, typer.Argument(help="draf laporan: .docx, .xlsx, .pdf atau .txt")],
    out: Annotated[
        Path | None, typer.Option("--out", help="folder hasil; bawaan: periksa-<nama berkas>")
    ] = None,
    tahun: Annotated[
        int | None, typer.Option("--tahun", help="tahun laporan, bila draf tidak menyebutnya")
    ] = None,
    skala: Annotated[
        str, typer.Option("--skala", help="skala kategori laporan; bawaan: menurut angkanya")
    ] = "",
    efisiensi: Annotated[
        str, typer.Option("--efisiensi", help="sisa, selisih atau rasio; bawaan: menurut angkanya")
    ] = "",
    makin_rendah: Annotated[
        list[str],
        typer.Option(
            "--makin-rendah", help="indikator yang makin rendah makin baik; boleh diulang"
        ),
    ] = [],  # noqa: B006
) -> None:
    """Periksa draf laporan sebelum ditandatangani; tidak perlu folder dinas.

    Memberi kembali drafnya dengan catatan di sel yang perlu dibetulkan (Word, Excel, PDF; isi lain
    tidak diubah), lembar tanggapan, dan ringkasan.html. Yang tidak terbaca tidak diperiksa, dan
    disebut.
    """
    from .aturan.rules import scale_rows
    from .periksa.draf import check_draft
    from .periksa.tulis import describe_check, write_check

    rules = {"skala": skala, "efisiensi": efisiensi}
    rules = {name: rule for name, rule in rules.items() if rule}
    if efisiensi not in ("", *EFISIENSI):
        known = ", ".join(EFISIENSI)
        typer.echo(f"lakip periksa: --efisiensi {efisiensi}: pilih {known}", err=True)
        raise typer.Exit(2)
    if skala:
        _or_exit(lambda: scale_rows(skala), code=2)
    found = _or_exit(lambda: check_draft(draf, tahun, rules, makin_rendah), code=1)
    folder = out or Path(f"periksa-{draf.stem}")
    done = _or_exit(lambda: write_check(draf, found, folder), code=1)
    for line in describe_check(draf, found, done):
        typer.echo(line)


@app.command("new")
def new_command(
    dinas: Annotated[
        str,
        typer.Argument(help="pengenal: kab-, kota- atau prov-, daerah, dinas; kab-belitung-dinkes"),
    ] = "",
    tempat: Annotated[Path, typer.Option("--tempat", help="folder data")] = Path("data"),
    tahun: Annotated[
        str, typer.Option("--tahun", help="tahun-tahun di lembar Kinerja, mis. 2021-2024")
    ] = "",
    contoh: Annotated[
        bool,
        typer.Option("--contoh", help="isi dengan contoh kecil yang langsung dapat dijalankan"),
    ] = False,
    dari: Annotated[
        Path | None,
        typer.Option("--dari", help="isi dari laporannya: .pdf, .docx, .xlsx atau .txt"),
    ] = None,
) -> None:
    """Buat folder dinas baru: dinas.toml dan isian.xlsx yang siap diisi di Excel.

    Dengan --dari: keduanya diisi dari laporan, tiap angka dengan asalnya; yang ragu ditandai dan
    ditanyakan lakip check. Pengenal dinas boleh kosong bila sampul laporannya menyebutnya.
    lakip new kajian: salinan notebook kajian, untuk pertanyaan sendiri.
    """
    if dinas == "kajian":
        _or_exit(_new_study, code=2)
        return
    _refuse_store(tempat)
    if dari is not None:
        _new_from(dari, dinas, tempat, tahun, contoh)
        return
    years = _or_exit(lambda: _years(tahun), code=2)
    from .importing.template import new_dinas

    for path in _or_exit(lambda: new_dinas(dinas, tempat, years, contoh), code=2):
        typer.echo(str(path))
    if contoh:
        typer.echo("Isinya contoh: semua angka buatan, dan laporannya menyebut itu di judulnya.")
    check, run = (command(verb, data=tempat) for verb in ("check", "run"))
    typer.echo(f"Isi lembar-lembarnya, lalu: {check}, dan bila baik: {run}")


def _new_from(dari: Path, dinas: str, tempat: Path, tahun: str, contoh: bool) -> None:
    """Make the folder of a dinas from its report, and say what waits for an answer."""
    if contoh:
        typer.echo("lakip new: pilih --dari atau --contoh, tidak keduanya.", err=True)
        raise typer.Exit(2)
    years = _or_exit(lambda: _years(tahun), code=2) if tahun else [None]
    from .membaca.folder import new_from_report

    call = partial(new_from_report, dari, dinas, tempat, years[-1])
    folder, lines = _or_exit(call, code=1)
    for line in lines:
        typer.echo(line)
    typer.echo(f"Folder: {folder}")
    verbs = ("check", "audit", "run")
    check, audit, run = (command(verb, "--dinas", folder.name, data=tempat) for verb in verbs)
    typer.echo(f"Buka {folder / 'isian.xlsx'}, jawab yang kuning, lalu: {check}; bila baik: {run}")
    typer.echo(f"Pertentangan di dalam laporannya sudah dapat dilihat: {audit}")


def _new_study() -> None:
    """Copy the notebook of the study into this folder, for an analyst's own questions."""
    from .reports.plan import STUDY, notebooks_dir

    path = Path("kajian-saya.ipynb")
    if path.exists():
        step = "beri nama lain pada yang ada, lalu ulangi"
        raise DataError([Fault(str(path), None, None, None, "sudah ada", step)])
    path.write_bytes((notebooks_dir() / STUDY).read_bytes())
    typer.echo(f"{path}: ubah di JupyterLab (lakip lab), lalu:")
    typer.echo(command("kajian", "--notebook", path, "--nama", "kajian-saya"))


def _years(text: str) -> list[int]:
    """Return the years of `2021-2024`, `2024` or `2021,2023`; empty text: the five years before."""
    this = datetime.date.today().year
    text = text or f"{this - 5}-{this - 1}"
    found = re.fullmatch(r"\s*(\d{4})\s*(?:-|–|s/d)\s*(\d{4})\s*", text)
    years = list(range(int(found[1]), int(found[2]) + 1)) if found else []
    if re.fullmatch(r"\s*\d{4}(\s*,\s*\d{4})*\s*", text):
        years = sorted({int(year) for year in text.split(",")})
    if not years or len(years) > 30 or not 1990 <= years[0] <= years[-1] <= 2100:
        step = "tulis tahun awal dan akhir, mis. 2021-2024"
        raise DataError([Fault("lakip new", None, "--tahun", text, "bukan tahun", step)])
    return years


@app.command("store")
def store_command(
    dari: Annotated[Path, typer.Argument(help="folder data, atau simpanan negara")],
    ke: Annotated[Path, typer.Argument(help="simpanan negara, atau folder data")],
    dinas: Dinas = [],  # noqa: B006
) -> None:
    """Simpan tabel banyak dinas sebagai Parquet (simpanan negara), atau kembalikan jadi folder.

    Dari folder ke simpanan: dinas bernama sama diganti, yang lain tetap. Dari simpanan ke folder:
    CSV yang sama isinya; tidak ada folder yang ditimpa.
    """
    from .data.store_write import to_folders, to_store

    convert = to_folders if is_store(dari) else to_store
    done, faults = _or_exit(lambda: convert(dari, ke, dinas), code=2)
    for line in fold(faults):
        typer.echo(line, err=True)
    rest = f"{len({Path(fault.berkas).parent for fault in faults})} tidak" if faults else ""
    typer.echo(f"{ke}: {', '.join(filter(None, [f'{len(done)} dinas tersimpan', rest]))}.")
    raise typer.Exit(1 if faults else 0)


def _refuse_store(data: Path) -> None:
    """Leave with code 2 where a store stands for a folder of data: a dinas is changed in files."""
    if is_store(data):
        step = f"keluarkan dulu dinasnya: {command('store', data, 'data/', '--dinas', '…')}"
        typer.echo(f"{data} adalah simpanan negara, bukan folder data. Langkah: {step}", err=True)
        raise typer.Exit(2)


@app.command("kelas")
def kelas_command(
    out: Annotated[Path, typer.Option("--out", help="folder kursus")] = Path("kelas"),
    data: Data = Path("data"),
    sumber: Annotated[
        Path | None, typer.Option("--sumber", help="folder sumber pelajaran lain (*.md)")
    ] = None,
    seed: Annotated[
        int | None, typer.Option("--seed", help="benih angka soal; bawaan: angka laporan")
    ] = None,
    untuk: Annotated[
        list[str],
        typer.Option("--untuk", help="nama peserta dengan angka soal sendiri; boleh diulang"),
    ] = [],  # noqa: B006
) -> None:
    """Bangun kursus: notebook pelajar dan pengajar, situs HTML, dan zip untuk pelajar.

    Jawaban hanya ada di folder pengajar. Dengan --untuk tiap peserta mendapat zip sendiri.
    """
    _refuse_store(data)
    from .reports.kelas import build_kelas

    benih = "" if seed is None else str(seed)
    build = partial(build_kelas, out, data, sumber, benih=benih, untuk=untuk)
    for path in _or_exit(build, code=1):
        typer.echo(str(path))


@app.command("latihan")
def latihan_command(
    dari: Annotated[str, typer.Option("--dari", help="pengenal dinas")] = "",
    buatan: Annotated[
        str, typer.Option("--buatan", help="urusan sebuah dinas buatan, mis. sosial, kesehatan")
    ] = "",
    tahun: Annotated[
        int | None, typer.Option("--tahun", help="tahun laporan; bawaan: yang terbaru")
    ] = None,
    seed: Annotated[
        list[int],
        typer.Option("--seed", help="benih pilihan soal; boleh diulang, satu per peserta"),
    ] = [1],  # noqa: B006
    banyak: Annotated[
        int | None,
        typer.Option("--banyak", min=1, help="banyaknya soal (20), atau cacat buatan (8)"),
    ] = None,
    cacat: Annotated[
        list[str],
        typer.Option("--cacat", help="jenis cacat buatan, mis. polaritas=2; boleh diulang"),
    ] = [],  # noqa: B006
    ke: Annotated[Path, typer.Option("--ke", help="folder hasil")] = Path("latihan"),
    data: Data = Path("data"),
    bahasa: Pilih = INDONESIA,
) -> None:
    """Buat lembar latihan: dari sebuah laporan, atau dari dinas buatan dengan cacat yang dipilih.

    Tiap benih lembar lain. Yang untuk pelajar ada di subfolder pelajar; jawaban, kunci cacat dan
    data dinas buatan hanya di subfolder pengajar.
    """
    if bool(dari) == bool(buatan):
        step = "sebut dinasnya dengan --dari, mis. --dari kab-belitung-dinkes, atau --buatan sosial"
        typer.echo(f"lakip latihan: {step}", err=True)
        raise typer.Exit(2)
    from .reports.place import require_apart

    _or_exit(lambda: require_apart(ke, data), code=2)
    if buatan:
        _make_buatan(buatan, seed, _or_exit(lambda: _cacat(cacat, banyak), code=2), ke, bahasa)
        return
    folder = _or_exit(lambda: find_dinas(data, dari), code=2)
    years = _or_exit(lambda: [tahun] if tahun else years_with_document(read_info(folder)), code=1)
    from .laporan import open_report
    from .latihan.soal import BANYAK, make_latihan
    from .reports.kelas import write_lembar_kerja

    laporan = _or_exit(lambda: open_report(data, dari, max(years)), code=1)
    for benih in seed:
        sheet = _or_exit(partial(make_latihan, laporan, benih, banyak or BANYAK, bahasa), code=1)
        paths = _or_exit(
            partial(write_lembar_kerja, sheet, ke / "pelajar", ke / "pengajar"), code=2
        )
        for path in paths:
            typer.echo(str(path))


def _make_buatan(urusan: str, seed: list[int], cacat, ke: Path, bahasa: str) -> None:
    """Make a made-up dinas for each seed, and say where its files are."""
    from .latihan.buatan.dinas import BANYAK, make_buatan
    from .reports.kelas import write_buatan

    for benih in seed:
        made = _or_exit(partial(make_buatan, urusan, benih, cacat or BANYAK, bahasa), code=1)
        for path in _or_exit(partial(write_buatan, made, ke), code=2):
            typer.echo(str(path))


def _cacat(cacat: list[str], banyak: int | None) -> dict[str, int] | int | None:
    """Return kinds of fault with how many (`polaritas=2`, `polaritas`), or only how many."""
    pairs = [(text, *text.partition("=")[::2]) for text in cacat]
    wrong = [text for text, _, n in pairs if "=" in text and not re.fullmatch(r"[1-9]\d?", n)]
    if wrong:
        step = "tulis jenis=banyaknya, mis. polaritas=2"
        raise DataError(
            [Fault("lakip latihan", None, "--cacat", one, "bukan banyaknya", step) for one in wrong]
        )
    return {name.strip(): int(n or 1) for _, name, n in pairs} or banyak


@app.command("nilai")
def nilai_command(
    folder: Annotated[Path, typer.Argument(help="satu subfolder per peserta, berisi notebooknya")],
    kunci: Annotated[
        Path, typer.Option("--kunci", help="folder pengajar dari lakip kelas atau lakip latihan")
    ] = Path("kelas/pengajar"),
    ke: Annotated[Path, typer.Option("--ke", help="berkas nilai")] = Path("nilai.csv"),
    data: Annotated[
        Path | None, typer.Option("--data", help="folder data untuk notebook itu")
    ] = None,
) -> None:
    """Jalankan dan nilai notebook sekelas; hasilnya CSV.

    Notebook peserta adalah program: nilailah di komputer yang aman untuk menjalankannya.
    """
    import pandas as pd

    from .reports.nilai import grade_class, write_nilai

    rows = _or_exit(lambda: grade_class(folder, kunci, data), code=1)
    made = _or_exit(lambda: write_nilai(rows, ke), code=2)
    for path in made:
        typer.echo(str(path))
    said = rows.loc[rows["catatan"] != "", ["peserta", "pelajaran", "catatan"]]
    for row in said.drop_duplicates().itertuples():
        who = " ".join(filter(None, [row.peserta, row.pelajaran]))
        typer.echo(f"{who}: {row.catatan}", err=True)
    waiting = int(pd.read_csv(made[0])["alasan_menunggu"].sum())
    if waiting:
        typer.echo(f"{waiting} alasan menunggu dinilai: isi kolom poin_alasan di {made[1]}.")


@app.command("lab", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})
def lab_command(
    context: typer.Context,
    data: Annotated[
        Path | None, typer.Option("--data", help="folder data; bawaan: dicari di sini dan di atas")
    ] = None,
) -> None:
    """Buka notebook di JupyterLab.

    Pilihan lain, mis. --no-browser, diteruskan ke jupyter lab.
    """
    if data is not None:
        _named(data, [])
    from .reports.lab import open_lab, prepare_notebooks

    folder, copied = _or_exit(lambda: prepare_notebooks(Path.cwd()), code=1)
    if copied:
        typer.echo(f"{len(copied)} notebook disalin ke {folder}; yang sudah ada tidak diubah.")
    raise typer.Exit(_or_exit(lambda: open_lab(folder, data, context.args), code=2))


def _named(data: Path, dinas: list[str]) -> list[str]:
    """Return the dinas asked for, or all; leave with code 2 for an unknown one or none at all."""
    return _or_exit(
        lambda: [find_dinas(data, name).name for name in dinas or list_dinas(data) or [""]], code=2
    )


def _or_exit(call, code: int):
    """Return what `call` returns; print what went wrong, in words, and leave with `code`.

    Bad data give every fault, a broken rule or a file that cannot be written its message.
    """
    try:
        return call()
    except DataError as error:
        for line in fold(error.faults):
            typer.echo(line, err=True)
    except RuleError as error:
        typer.echo(str(error), err=True)
    except OSError as error:
        where, why = error.filename or "berkas", error.strerror or error
        step = "tutup berkas itu bila sedang terbuka, atau pilih folder lain dengan --out"
        typer.echo(f"{where}: tidak dapat dibaca atau ditulis ({why}). Langkah: {step}.", err=True)
    raise typer.Exit(code)


if __name__ == "__main__":
    app()

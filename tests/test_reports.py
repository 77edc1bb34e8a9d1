"""Reports: what stands in the pages of the four real dinas, and what a failure leaves behind."""

import csv
import hashlib
import json
import re
import shutil
from datetime import date
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import pytest
from berkas import made
from forked import lakip
from istilah import check_glossary

from lakip_analysis.reports.fingerprint import program_hash
from lakip_analysis.reports.plan import plan_reports

ROOT = Path(__file__).parents[1]
DATA = ROOT / "data"
PLAN = plan_reports(DATA)
MALANG, BELITUNG, PONTIANAK, SINGKAWANG = "kota-malang-dinsosp3ap2kb", "kab-belitung-dspppa", "kota-pontianak-dinsos", "kota-singkawang-dinsospppa"
COLUMNS = {  # in the order of aturan/berkas.csv
    "papan.csv": "urutan, dinas, tahun, indikator, nama_indikator, level, satuan, polaritas, target, realisasi, capaian_persen, status, tercapai, target_bawah, target_atas, data_tahun, jenis_target, tahun_lalu, realisasi_lalu, capaian_lalu_persen, target_akhir, target_akhir_bawah, target_akhir_atas, target_akhir_jenjang, desimal_target, tahun_target_akhir, keadaan_jalur, tahun_peringkat, n_daerah, peringkat_atas, peringkat_bawah, nilai_sendiri, nilai_terbaik, nilai_terburuk, median, acuan, nilai_acuan, tahun_acuan, posisi, n_program, pagu_rp, realisasi_rp, program_bersama, n_keluaran, n_kurang, putus, angka_kecil, dinilai_dini, berbalik, n_temuan, n_berat, analisis_target, analisis_tahun_lalu, analisis_target_akhir, analisis_standar, analisis_sebab, analisis_efisiensi, analisis_program",
    "capaian.csv": "dinas, tahun, indikator, nama_indikator, level, sasaran, satuan, polaritas, target, realisasi, data_tahun, rumus, asal_rumus, capaian_persen, status, tercapai, kategori, capaian_acuan_persen, kategori_acuan, capaian_tercetak_persen, kategori_tercetak, ganda",
    "cacah.csv": "dinas, tahun, indikator, nama_indikator, ganda, satuan, jenis_target, polaritas, target, target_bawah, target_atas, realisasi, tercapai, capaian_persen, sifat_cacah, satuan_cacah, pembilang, penyebut, per, status_cacah, nilai_cacah, selang_bawah, selang_atas, capaian_selang_bawah, capaian_selang_atas, peluang_target, kepastian_cacah, target_di_ujung, unit_target, kisi_bawah, kisi_atas, target_di_luar_kisi, nilai_kurang_satu, nilai_lebih_satu, capaian_kurang_satu, capaian_lebih_satu, capaian_per_unit, angka_kecil",
    "angka_lain.csv": "dinas, tahun, indikator, nama_indikator, kolom, nilai_lain, target_lain, realisasi_lain, tercapai, capaian_lain_persen, tercapai_lain, berbalik, sumber",
    "nilai.csv": "dinas, indikator, nama_indikator, satuan, tahun, nilai, tahun_terbit, status, nilai_lama, revisi, nilai_lain, angka_awal, disimpulkan, sumber",
    "tren.csv": "dinas, indikator, n_tahun, tahun_awal, tahun_akhir, perubahan, tren_per_tahun, tren_bawah, tren_atas, p_tren, arah, tahun_target_akhir, target_akhir, target_akhir_bawah, target_akhir_atas, kemajuan_persen, jalur_persen, langkah_perlu_per_tahun, status",
    "jalur.csv": "dinas, indikator, polaritas, realisasi_akhir, p_disesuaikan, pertumbuhan_persen, runtun_langkah, runtun_arah, n_di_luar_deret, dugaan_putus, desimal, desimal_laju, ketelitian, angka_awal, perubahan_tanpa_awal, awal_menentukan, peluang_cenderung, n_bertahan, bertahan_persen, usang, tahun_dasar, nilai_dasar, naif_persen, langkah_median, langkah_terbaik, rasio_langkah, kredibilitas, keadaan_jalur, target_akhir_jenjang, desimal_target, kumulatif",
    "layak.csv": "dinas, tahun, indikator, nama_indikator, pilihan, target_layak, realisasi, capaian_layak_persen, tercapai_layak, terpenuhi_lalu",
    "ketahanan.csv": "dinas, tahun, indikator, nama_indikator, n_aturan, n_bertahan, n_tercapai, n_target",
    "proyeksi.csv": "dinas, indikator, metode, tahun, nilai, bawah, atas, tahun_target_akhir, target_akhir, memenuhi_target_akhir, desimal, pandemi, status",
    "triwulan.csv": "dinas, indikator, tahun, triwulan, konsolidasi, target, realisasi, realisasi_gabungan, target_gabungan, target_setahun, kemajuan_persen, capaian_triwulan_persen, perkiraan_setahun, realisasi_setahun, data_tahun, status, peringatan",
    "pembanding.csv": "dinas, indikator, nama_indikator, satuan, polaritas, tahun, acuan, nama_acuan, nilai, realisasi, tahun_realisasi, tahun_acuan, selisih, posisi, arah_selisih, selisih_lalu, realisasi_lalu, tahun_lalu, jenis_nilai, sebanding, catatan, sumber",
    "sebaya.csv": "dinas, indikator, konsep, tahun, nama_indikator, satuan, polaritas, daerah, jenis, peran, nilai, asal_nilai, tahun_sendiri, peringkat_atas, peringkat_bawah, selisih, cakupan, keadaan, sumber",
    "peringkat.csv": "dinas, indikator, konsep, tahun, nama_indikator, satuan, polaritas, daerah, nilai_sendiri, asal_nilai, tahun_sendiri, n_daerah, cakupan, peringkat_atas, peringkat_bawah, jarak_atas, jarak_bawah, median, kuartil_bawah, kuartil_atas, nilai_terbaik, daerah_terbaik, n_terbaik, nilai_terburuk, daerah_terburuk, n_terburuk, nilai_provinsi, daerah_provinsi, nilai_nasional, selisih_median, selisih_provinsi, selisih_nasional, keadaan",
    "efisiensi.csv": "dinas, tahun, level, kode, nama, pagu_rp, realisasi_rp, serapan_persen, capaian_persen, capaian_terbatas_persen, c_persen, sumber_c, efisiensi_sisa_persen, efisiensi_selisih_poin, efisiensi_rasio_persen, efisiensi_pmk_persen, nilai_efisiensi, status, realisasi_tercetak_rp, serapan_tercetak_persen, jumlah_bagian_rp, pagu_di_luar_pk_rp, realisasi_di_luar_pk_rp",
    "ukuran.csv": "dinas, tahun, level, kode, nama, ukuran, nilai, putusan, alasan, catatan, pinjaman, pasti",
    "biaya.csv": "dinas, tahun, kode, nama, nama_keluaran, satuan, volume_target, volume_realisasi, pagu_rp, realisasi_rp, biaya_rencana_rp, biaya_nyata_rp, hemat_persen, status, sumber",
    "dukungan.csv": "dinas, tahun, indikator, nama_indikator, capaian_persen, tercapai, kode, n_indikator, nama, pagu_rp, realisasi_rp, fisik_persen, n_keluaran, n_kurang, serapan_persen, penjelasan",
    "rupiah_janji.csv": "dinas, tahun, kode, nama, penunjang, pagu_rp, realisasi_rp, serapan_persen, fisik_persen, n_keluaran, n_kurang, n_janji, n_meleset, n_tercapai, n_tipis, kelompok, janji",
    "akip.csv": "dinas, tahun, penilai, model, n_komponen, jumlah_komponen, nilai_tercetak, hasil_jumlah, nilai, predikat, predikat_tercetak, hasil_predikat, predikat_berikut, batas_berikut, poin_ke_berikut, komponen_terberat, poin_terberat, bobot_terberat, tahun_lalu, nilai_lalu, perubahan, status_perubahan, selisih_evaluator, tanggal, dinilai_dini, catatan",
    "akip_komponen.csv": "dinas, tahun, penilai, komponen, bobot, nilai, terpenuhi_persen, poin_hilang, terberat, tahun_lalu, nilai_lalu, perubahan, status, sumber",
    "akip_target.csv": "dinas, indikator, nama_indikator, tahun, target, predikat_target, batas_target, hasil_target, realisasi, predikat_realisasi, hasil_realisasi, tahun_realisasi, nilai_evaluasi, hasil_evaluasi, dinilai_dini",
    "indeks_spm.csv": "dinas, tahun, lingkup, layanan, satuan, target, realisasi, penerima_persen, mutu_persen, indeks_persen, indeks_bawah_persen, indeks_atas_persen, indeks_tercetak_persen, capaian_tercetak_persen, hasil_indeks, kelas, n_layanan, status, tanda, lain, catatan, sumber",
    "sebab.csv": "dinas, tahun, lingkup, indikator, kode, nama, arah, kode_penyebab, kalimat, menjelaskan, tindak_lanjut, bukti, alasan_bukti, tercapai, capaian_persen, keluaran_persen, n_keluaran, n_kurang, n_lebih, serapan_persen, target_kini, realisasi_lalu, dua_arah, sumber",
    "rekomendasi.csv": "dinas, tahun, nomor, rekomendasi, tindak_lanjut, status, bukti, sumber, sama_dengan, janggal",
    "klaim.csv": "dinas, tahun, dokumen, baris, indikator, kode, nama, sifat, jenis, ukuran, nilai, banding, acuan, angka, angka_banding, tahun_patah, angka_patah, putusan, alasan_klaim, catatan",
    "temuan.csv": "id, dinas, dokumen, jenis, keparahan, tahun, nama, baris, tabel, tercetak, juga_tercetak, hitung_ulang, usul, usul_sel, dipakai, dipakai_kolom, dipakai_tahun, disimpulkan, alasan, penjelasan, akar, akar_lain, kalimat, nilai, menyentuh, perlu_dilihat, sel, kunci_temuan, tanggapan, alasan_tanggapan, lanjutan",
}
FILES = ("index.html", "laporan.xlsx", "datapackage.json", *COLUMNS)
VOID = {"meta", "br", "hr", "img", "input", "link", "col", "wbr"}
pytestmark = pytest.mark.lambat


class Page(HTMLParser):
    """Every start tag with its attributes, the visible text, headings in order, and tags that do not balance."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags, self.text, self.headings, self.faults, self.inside, self.children = [], [], [], [], [], {}
        self.feed(html)
        self.close()
        self.faults += [f"never closed: {tag}" for tag in self.inside]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        self.faults += [f"attribute twice: {name}" for name in set(names) if names.count(name) > 1]
        self.tags.append((tag, dict(attrs)))
        for parent in set(self.inside) & {"table", "figure"}:
            self.children[parent] = [*self.children.get(parent, []), tag]
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag not in VOID:
            self.inside.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.inside or self.inside.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")

    def handle_data(self, data):
        if not {"style", "script"} & set(self.inside):
            self.text.append(data)

    def attributes(self, *names) -> list[str]:
        return [attrs[name] for _, attrs in self.tags for name in names if name in attrs]

    def of(self, tag) -> list[dict]:
        return [attrs for name, attrs in self.tags if name == tag]


@cache
def parse(html: str) -> Page:
    """A page taken apart, once for all tests that look at it."""
    return Page(html)


@pytest.fixture(scope="module")
def out(laporan) -> Path:
    return laporan


def pages(out: Path) -> dict[str, str]:
    return {str(path.parent.relative_to(out)): path.read_text(encoding="utf-8") for path in sorted(out.rglob("index.html"))}


def test_the_plan_is_the_four_dinas_and_each_has_all_its_files(out):
    assert PLAN == [(BELITUNG, 2024), (MALANG, 2023), (PONTIANAK, 2024), (SINGKAWANG, 2023)]
    folders = {f"{dinas}/{tahun}" for dinas, tahun in PLAN}
    assert set(pages(out)) == {".", *folders}
    books = [path.name for path in sorted((ROOT / "notebooks").glob("0[1-9]_*.ipynb"))]
    assert set(made(out)) == {"index.html", "konsep.csv", "biaya.csv", "coba-rumus.html", *(f"{folder}/{name}" for folder in folders for name in ("run.json", *books, *FILES))}
    assert not list(out.glob("*/.*")), "no scratch folder left"
    assert not list(out.rglob("gagal.json"))


def test_no_page_asks_for_anything_outside(out):
    for name, html in pages(out).items():
        page = parse(html)
        scripts = [attrs for tag, attrs in page.tags if tag == "script"]
        assert scripts == ([{}] if name == "." else []), "reports need no script; the index sorts with one of its own"
        assert not {"link", "iframe", "object", "embed", "base", "img"} & {tag for tag, _ in page.tags}, name
        assert "@import" not in html
        assert all(target.startswith("#") for target in re.findall(r"url\(\s*['\"]?([^)'\"]+)", html)), name
        assert not page.attributes("src", "srcset", "action", "poster", "data", "background", "onclick", "onload"), name
        links = page.attributes("href", "xlink:href")
        assert not [link for link in links if re.match(r"[a-z]+:|//|/", link)], name
        allowed = {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}
        assert set(re.findall(r"https?://[^\"'\s<)]+", html)) <= allowed, f"{name}: only the names of XML vocabularies"


def test_every_link_leads_somewhere(out):
    for name, html in pages(out).items():
        page = parse(html)
        ids = page.attributes("id")
        for link in page.attributes("href", "xlink:href"):
            assert link[1:] in ids if link.startswith("#") else (out / name / link).is_file(), (name, link)
    links = parse(pages(out)["."]).attributes("href")
    assert {f"{dinas}/{tahun}/{name}" for dinas, tahun in PLAN for name in ("index.html", "laporan.xlsx")} | {"konsep.csv", "biaya.csv"} <= set(links)


def test_pages_carry_no_clock_time_no_machine_path_and_no_python_rubbish(out):
    today = date.today()
    clock = re.compile(rf"\b\d\d:\d\d(:\d\d)?\b|\b\d{{4}}-\d\d-\d\dT|{today.isoformat()}|{today:%d/%m/%Y}")
    rubbish = re.compile(r"\b(nan|NaN|None|inf|Infinity|NaT|Traceback|Error|Warning|DataFrame)\b|<NA>")
    for name, html in pages(out).items():
        text = " ".join(parse(html).text)
        assert not clock.search(text), name
        assert not rubbish.search(text), (name, rubbish.search(text))
        assert not rubbish.search(" ".join(parse(html).attributes("aria-label"))), name
    for path in [*out.rglob("*.html"), *out.rglob("*.json"), *out.rglob("*.csv")]:
        assert str(ROOT) not in path.read_text(encoding="utf-8")
        assert str(out) not in path.read_text(encoding="utf-8")


def test_html_is_well_formed_in_indonesian_with_headings_in_order(out):
    for name, html in pages(out).items():
        page = parse(html)
        assert page.faults == [], name
        assert html.startswith("<!DOCTYPE html>")
        assert page.of("html")[0]["lang"] == "id"
        assert page.of("meta")[0] == {"charset": "utf-8"}
        assert page.headings[0] == 1
        assert page.headings.count(1) == 1
        assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False)), name
        ids = page.attributes("id")
        assert len(ids) == len(set(ids)), sorted({i for i in ids if ids.count(i) > 1})
        assert [len(page.of(tag)) for tag in ("main", "header", "footer")] == [1] * 3
        assert html.split("</head>")[0].count("<title>") == 1, "a title inside a drawing names one of its dots"
        for attribute in ("aria-labelledby", "aria-describedby"):
            assert set(page.attributes(attribute)) <= set(ids)


def test_tables_and_figures_say_what_they_are(out):
    for name, html in pages(out).items():
        page = parse(html)
        assert page.children["table"].count("caption") == len(page.of("table")) > 0, name
        assert all(attrs.get("scope") in ("col", "row", "rowgroup") for attrs in page.of("th")), name
        figures = page.of("figure")
        if name != ".":
            assert len(figures) >= 1
            assert page.children["figure"].count("figcaption") == len(figures)
            assert page.children["figure"].count("svg") == len(figures)
            assert page.children["figure"].count("details") == page.children["figure"].count("table") == len(figures), "the numbers behind it"
        drawn = [svg for svg in page.of("svg") if svg.get("class") == "palang"]
        assert all(svg["aria-hidden"] == "true" for svg in drawn), "what stands in a cell of the board is said there in words"
        assert bool(drawn) == (name != ".")
        for svg in page.of("svg"):
            if svg in drawn:
                continue
            assert svg["role"] == "img"
            assert re.search(r"\d", svg["aria-label"]), "the numbers, in words"
            assert len(svg["aria-label"]) > 40


KNOWN = [(MALANG, "180,95 %", "laju penduduk: (2 × 0,63 − 0,12) / 0,63"), (MALANG, "106,22", "printed mean of ten, Tabel 3.1 line 590"), (BELITUNG, "71,91", "3,2 / 4,45, its own rule"),
         (PONTIANAK, "22,05", "4.400.000 of 19.957.000"), (SINGKAWANG, "99,27", "69,5 of 70,01: BB is more than 70")]


@pytest.mark.parametrize(("dinas", "text", "why"), KNOWN, ids=[f"{dinas} {text}" for dinas, text, _ in KNOWN])
def test_known_answers_stand_in_the_pages(out, dinas, text, why):
    html = next(html for name, html in pages(out).items() if name.startswith(dinas))
    assert text in " ".join(parse(html).text), why


def test_the_index_puts_the_same_concept_of_several_dinas_side_by_side(out):
    """Only figures that stand in the reports, each with the year it is of, and a word of caution where years or definitions differ."""
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", pages(out)["."].split('id="judul-konsep"')[1]))
    assert re.search(r"Kabupaten Belitung Indeks Pemberdayaan Gender \(IDG\) 2023 53,47 indeks hati-hati", text)
    assert re.search(r"Kota Malang IDG 2022 78,77 indeks hati-hati", text)
    assert re.search(r"Kota Singkawang .{0,60}SAKIP Perangkat Daerah 2022 69,5 predikat AKIP hati-hati", text)


def test_efficient_is_never_said_without_the_name_of_the_measure(out):
    """In everything a reader sees, tables and alternative texts too."""
    for name, html in pages(out).items():
        text = re.sub(r"\s+", " ", " ".join([*parse(html).text, *parse(html).attributes("aria-label")]))
        for match in re.finditer(r"\b(?:tidak |sangat |cukup |kurang )?efisien\b", text, re.IGNORECASE):
            assert text[match.end() :].startswith(" menurut "), (name, text[max(0, match.start() - 60) : match.end() + 60])


def test_the_index_compares_the_cost_of_the_same_output(out):
    text = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", pages(out)["."].split('id="judul-biaya"')[1]))
    assert "1.06.04.2.01.0001 Kabupaten Belitung 2024 105 orang Rp205.070.000 Rp1.953.048 hati-hati: tahunnya lain" in text
    assert re.search(r"Kota Pontianak 2024 7\.429 orang/sekali makan Rp\d[\d.]* Rp64\.163 tidak: satuannya lain", text)
    assert "Batas terbaik (DEA) memerlukan paling sedikit 6 unit" in text


NOT_PRINTED = {
    "triwulan.csv": {MALANG, PONTIANAK, SINGKAWANG},
    "cacah.csv": {PONTIANAK},
    "angka_lain.csv": {PONTIANAK},
    "sebaya.csv": {PONTIANAK, SINGKAWANG},
    "peringkat.csv": {PONTIANAK, SINGKAWANG},
    "akip.csv": {PONTIANAK},
    "akip_komponen.csv": {PONTIANAK},
    "akip_target.csv": {PONTIANAK, BELITUNG},
    "rekomendasi.csv": {PONTIANAK, SINGKAWANG},
}


@pytest.mark.parametrize("name", COLUMNS)
def test_csv_files_are_as_designed(out, name):
    for dinas, tahun in PLAN:
        text = (out / dinas / str(tahun) / name).read_text(encoding="utf-8")
        rows = list(csv.DictReader(text.splitlines()))
        assert text.splitlines()[0] == COLUMNS[name].replace(", ", ",")
        assert "\r" not in text
        assert rows or dinas in NOT_PRINTED.get(name, ()), "what a report does not print"
        for row in rows:
            assert row["dinas"] == dinas
            assert not {"nan", "NaN", "None", "inf", "-inf", "<NA>"} & set(row.values())
            years = [row[column] for column in row if column == "tahun" or column.startswith("tahun_")]
            assert all(re.fullmatch(r"((19|20)\d\d)?", year) for year in years), (name, years)


def test_manifest_holds_the_fingerprints_of_what_went_in_and_came_out(out):
    for dinas, tahun in PLAN:
        folder = out / dinas / str(tahun)
        manifest = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        assert manifest["versi"]["program"] == program_hash()
        assert manifest["parameter"] == {"dinas": dinas, "tahun": tahun, "bahasa": "id"}
        assert manifest["keluaran"] == {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir() if path.name != "run.json"}
        assert set(FILES) < set(manifest["keluaran"]) and sum(name.endswith(".ipynb") for name in manifest["keluaran"]) == 7
        assert {f"{dinas}/{name}" for name in ("dinas.toml", "indikator.csv", "kinerja.csv", "anggaran.csv", "koreksi.csv")} <= set(manifest["masukan"])
        for name, digest in manifest["masukan"].items():
            path = (ROOT if name.startswith("notebooks/") else DATA) / name
            assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


@pytest.fixture(scope="module")
def broken(tmp_path_factory):
    """A short chapter (title, parameters, load, one more cell) of three dinas, made once; then the notebook of one fails, and the data of another are broken."""
    folder = tmp_path_factory.mktemp("gagal")
    for dinas in (MALANG, BELITUNG, PONTIANAK):
        shutil.copytree(DATA / dinas, folder / "data" / dinas)
    notebook = nbformat.read(ROOT / "notebooks" / "01_capaian.ipynb", as_version=4)
    notebook.cells = notebook.cells[:3]
    (folder / "notebooks").mkdir()
    nbformat.write(notebook, folder / "notebooks" / "01_capaian.ipynb")
    command = ("run", "--data", str(folder / "data"), "--out", str(folder / "out"), "--notebooks", str(folder / "notebooks"))
    assert lakip(ROOT, *command).returncode == 0
    before = made(folder / "out")
    notebook.cells.append(nbformat.v4.new_code_cell(f'1 / (dinas != "{MALANG}")', id="01-99"))
    nbformat.write(notebook, folder / "notebooks" / "01_capaian.ipynb")
    path = folder / "data" / BELITUNG / "kinerja.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",2024,", ",dua ribu,", 1), encoding="utf-8")
    result = lakip(ROOT, *command)
    return folder / "out", result, len(notebook.cells), before


def test_failures_do_not_stop_the_others_and_give_exit_code_one(broken):
    out, result, *_ = broken
    assert result.returncode == 1, result.stderr
    assert "1 laporan dibuat, 2 gagal" in result.stdout
    assert parse(pages(out)[f"{PONTIANAK}/2024"]).faults == []


def test_failure_is_named_with_notebook_cell_and_message(broken):
    out, result, cell, _ = broken
    index = " ".join(parse((out / "index.html").read_text(encoding="utf-8")).text)
    for text in (index, result.stderr):
        assert re.search(rf"01_capaian, sel {cell}: ZeroDivisionError: division by zero", text)
        assert re.search(rf"{BELITUNG}/kinerja\.csv:\d+ \[tahun\]: bukan tahun\. Nilai: “dua ribu”", text)
    assert "Kota Malang" in index
    assert "Kabupaten Belitung" in index
    assert "1 laporan dibuat, 2 gagal" in index
    assert index.count(f"yang dibuat terakhir kali berhasil ({date.today().isoformat()})") == 2


def test_a_failed_report_stands_beside_the_good_one_of_before(broken):
    out, _, _, before = broken
    now = made(out)
    for dinas in (f"{MALANG}/2023", f"{BELITUNG}/2024"):
        assert {name: now[name] for name in now if name.startswith(f"{dinas}/")} == {name: before[name] for name in before if name.startswith(f"{dinas}/")}
    assert {path.name for path in (out / MALANG / "2023-gagal").iterdir()} == {"01_capaian.ipynb", "gagal.json"}
    assert {path.name for path in (out / BELITUNG / "2024-gagal").iterdir()} == {"gagal.json"}
    assert not list(out.glob("*/.*"))
    links = parse((out / "index.html").read_text(encoding="utf-8")).attributes("href")
    assert {f"{MALANG}/2023-gagal/01_capaian.ipynb", f"{MALANG}/2023/index.html"} <= set(links)
    assert all((out / link).is_file() for link in links if not link.startswith("#"))


def test_pages_are_light(out):
    """At the median of the four: a page under 1 MB, and under 400 KB of it neither figure nor table of figures."""
    sizes, rest = [], []
    for name, html in pages(out).items():
        if name != ".":
            sizes.append(len(html.encode()))
            rest.append(len(re.sub(r"<svg.*?</svg>|<table.*?</table>", "", html, flags=re.DOTALL).encode()))
    assert sorted(sizes)[len(sizes) // 2] < 1_000_000
    assert sorted(rest)[len(rest) // 2] < 400_000


def test_contents_lists_every_chapter_in_order(out):
    for dinas, tahun in PLAN:
        html = pages(out)[f"{dinas}/{tahun}"]
        contents = html.split('<ul class="isi">')[1].split("</nav>")[0]
        links = re.findall(r'href="#([^"]+)"', contents)
        assert links == ["bab-capaian", "bab-uang", "bab-sebab", "bab-tren", "bab-acuan", "bab-akip", "bab-audit", "metode", "istilah", "unduhan"]
        places = [html.index(f'id="{link}"') for link in links]
        assert places == sorted(places)


def test_every_downloadable_file_is_named_and_explained(out):
    html = pages(out)[f"{MALANG}/2023"].split('id="unduhan"')[1]
    items = re.findall(r'<li><a href="([^"]+)">[^<]+</a>: ([^<]{20,})</li>', html)
    assert [name for name, _ in items] == [*COLUMNS, "datapackage.json"]
    assert re.search(r'<p class="unduh">[^<]*<a href="laporan.xlsx">', html.split("<details>")[0]), "the workbook stands open above them"


def test_glossary_explains_the_words_of_the_field(out):
    html = pages(out)[f"{MALANG}/2023"].split('class="istilah"')[1].split("</dl>")[0]
    words = re.findall(r"<dt>([^<]+)</dt><dd>[^<]{10,}</dd>", html)
    assert {"capaian", "serapan", "polaritas", "acuan", "temuan"} <= set(words)
    assert words == sorted(words, key=str.lower)


@pytest.mark.parametrize(("dinas", "tahun"), PLAN)
def test_glossary_lists_the_words_of_its_page_and_no_others(out, dinas, tahun):
    check_glossary(pages(out)[f"{dinas}/{tahun}"], "id")

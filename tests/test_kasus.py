"""Cases that users of other agencies met, from printed reports: each has the outcome that is right.

A case is a folder of `kasus/`: `kasus.toml` holds the cells as printed and what is right, `data/` the rest of the
dinas, `teks/` printed lines for the import. The printed cells are put into the tables as they stand, decimal commas
and units and all, as a person would copy them.
"""

import csv
import re
import shutil
import tomllib
from pathlib import Path

import pandas as pd
import pytest

from lakip_analysis.audit.view import explain
from lakip_analysis.data.dinas import check_dinas
from lakip_analysis.importing.published import import_dinas
from lakip_analysis.laporan import open_report

KASUS = Path(__file__).parent / "kasus"
NAMES = sorted(path.parent.name for path in KASUS.glob("*/kasus.toml"))


def case(name: str) -> dict:
    return tomllib.loads((KASUS / name / "kasus.toml").read_text(encoding="utf-8"))


def rewrite(path: Path, change) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    rows, columns = change(rows), list(rows[0])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=";")
        writer.writeheader()
        writer.writerows(rows)


def as_printed(folder: Path, kasus: dict) -> None:
    """Put the printed cells of a case into the tables of its dinas, and its scale beside them."""
    rows = [one for one in kasus.get("baris", []) if one.get("dinas", folder.name) == folder.name]
    printed = {(one["indikator"], str(one.get("tahun", kasus["tahun_laporan"]))): one for one in rows}
    units = {one["indikator"]: one for one in rows}
    money = {one["kode"]: one for one in kasus.get("anggaran", []) if one["kode"]}

    def targets(lines):
        for line in lines:
            one = printed.get((line["indikator"], line["tahun"]))
            line |= {name: line[name].replace(".", ",") for name in ("target", "realisasi")}  # one style in a file
            if one:
                line |= {"target": one["target"], "target_bawah": "", "target_atas": "", "realisasi": one["realisasi"]}
        return lines

    def names(lines):
        for line in lines:
            one = units.get(line["indikator"])
            if one:
                line.update({name: one[name] for name in ("satuan", "polaritas")}, bobot=one.get("bobot", ""))
        return lines

    def rupiah(lines):
        for line in lines:
            one = money.get(line["kode"])
            if one:
                line |= {"pagu_rp": one["pagu"], "realisasi_rp": one["realisasi"]}
        return lines

    rewrite(folder / "kinerja.csv", targets)
    rewrite(folder / "indikator.csv", names)
    rewrite(folder / "anggaran.csv", rupiah)
    info = folder / "dinas.toml"
    text = info.read_text(encoding="utf-8")
    if "skala" in kasus:
        (folder / "skala.csv").write_text(scale(kasus["skala"]), encoding="utf-8")
        text = re.sub(r'(?m)^skala = ".*"', 'skala = "milik-sendiri"', text)
    if any("bobot" in one for one in rows):
        text = re.sub(r'(?m)^rata_rata = ".*"', 'rata_rata = "rata_rata_bobot"', text)
    info.write_text(text, encoding="utf-8")


def scale(classes: list[dict]) -> str:
    """Write a printed scale down as skala.csv, as its user would: the figures of its own wording."""
    lines = ["skala,kategori,bawah,operator,cetak_atas,tercetak"]
    for one in classes:
        figures = [figure.replace(",", ".") for figure in re.findall(r"\d+(?:,\d+)?", one["tercetak"])]
        up_to = one["tercetak"].startswith(("sampai", "<="))
        low, high = ("", figures[0]) if up_to else (figures[0], figures[1] if len(figures) > 1 else "")
        operator = ">" if one["tercetak"].startswith(">") else ">="
        lines.append(f'milik-sendiri,{one["kategori"]},{low},{operator},{high},"{one["tercetak"]}"')
    return "\n".join(lines) + "\n"


def folders(name: str, tmp_path: Path) -> Path:
    data = tmp_path / "data"
    shutil.copytree(KASUS / name / "data", data)
    return data


@pytest.mark.parametrize("name", NAMES)
def test_each_case_has_the_outcome_that_is_right(name, tmp_path):
    kasus = case(name)
    data = folders(name, tmp_path)
    found, problems = 0, []
    for folder in sorted(data.iterdir()):
        if not name.startswith("B5"):  # there the form of the file is the case
            as_printed(folder, kasus)
        if any(folder.glob("peta-*.toml")):
            import_dinas(folder, KASUS / name / "teks", folder)
        stopped = [fault for fault in check_dinas(data, folder.name) if fault.berat == "kesalahan"]
        if stopped:
            problems += refused(kasus, folder.name, stopped)
            continue
        laporan = open_report(data, folder.name, kasus["tahun_laporan"])
        wrong, seen = figures(kasus, laporan)
        if kasus.get("tolak"):  # what is said by the check is said
            said = "\n".join(map(str, check_dinas(data, folder.name)))
            wrong = [one for one in wrong if not (one.startswith("finding missed") and re.search("|".join(kasus["pesan"]), said))]
        problems += wrong
        found += seen
    assert problems == []
    assert found or "tolak" in kasus, "nothing was compared"


def refused(kasus: dict, dinas: str, faults) -> list[str]:
    """Say what is wrong with a refusal: it is not allowed, or its messages do not name the matter."""
    allowed = kasus.get("tolak")
    allowed = allowed.get(dinas) if isinstance(allowed, dict) else allowed
    said = "\n".join(map(str, faults))
    if allowed != "boleh":
        return [f"refused: {said}"]
    return [f"no message on {pattern}: {said}" for pattern in kasus["pesan"] if not re.search(pattern, said)]


def figures(kasus: dict, laporan) -> tuple[list[str], int]:
    """Return what differs from the expected figures of one dinas, and how many were compared."""
    wrong, seen = [], 0
    capaian = laporan.capaian.set_index("indikator")
    for one in kasus.get("baris", []):
        if one.get("dinas", laporan.dinas) != laporan.dinas or "tahun" in one or one["indikator"] not in capaian.index:
            continue
        seen += 1
        wrong += row(one, capaian.loc[one["indikator"]])
    efisiensi = laporan.efisiensi
    for one in kasus.get("anggaran", []):
        lines = efisiensi[efisiensi["kode"].fillna("") == one["kode"]] if one["kode"] else efisiensi[efisiensi["level"] == "dinas"]
        for column, value in one.get("harap", {}).items():
            seen += 1
            got = lines[column].tolist() if column in lines else [f"no column {column}"]
            if len(got) != 1 or not abs(float(got[0]) - value) < 0.01:
                wrong.append(f"{one['nama']}: {column} {got}, right {value}")
    for one in kasus.get("terbitan", []):
        seen += 1
        wrong += printed(one, getattr(laporan, one["berkas"]))
    for one in kasus.get("triwulan", []):
        seen += 1
        got = laporan.triwulan.query(f"indikator == '{one['indikator']}' and triwulan == {one['triwulan']}")["capaian_triwulan_persen"].tolist()
        if len(got) != 1 or abs(got[0] - one["harap_capaian"]) >= 0.01:
            wrong.append(f"quarter: {got}, right {one['harap_capaian']}")
    for one in kasus.get("temuan", []):
        seen += 1
        wrong += finding(one, laporan.temuan)
    return wrong, seen


def row(one: dict, got: pd.Series) -> list[str]:
    value, wrong = got["capaian_persen"], []
    checks = {
        "harap_capaian": lambda right: abs(value - right) < 0.01,
        "harap_kurang_dari": lambda right: value < right,
        "harap_kosong": lambda right: pd.isna(value) == right,
        "harap_kategori": lambda right: got["kategori"] == right,
        "harap_status": lambda right: got["status"] in right,
    }
    for key, holds in checks.items():
        if key in one and not holds(one[key]):
            wrong.append(f"{one['indikator']}: {value} {got['kategori']} {got['status']}, right {key} {one[key]}")
    return wrong


def printed(one: dict, rows: pd.DataFrame) -> list[str]:
    """Say what is wrong with how a printed cell was read: the numbers, or a number it must not be."""
    lines = rows[rows["nama_tercetak"].str.contains(one["nama"], case=False, regex=False)]
    if lines.empty:
        return [f"{one['nama']}: no such printed row"]
    wrong = []
    for column, right in one.get("harap", {}).items():
        if not lines[column].isin([value for value in right if value != ""]).all():
            wrong.append(f"{one['nama']}: {column} {lines[f'{column}_angka'].tolist()}, right {right}")
    for column, never in one.get("bukan", {}).items():
        if lines[column].eq(never).any():
            wrong.append(f"{one['nama']}: {column} was read as {never}")
    return wrong


def finding(one: dict, temuan: pd.DataFrame) -> list[str]:
    rows = temuan
    if "baris" in one:
        at = rows["baris"].astype(str).map(lambda text: str(one["baris"]) in re.findall(r"\d+", text))
        rows = rows[at]
    if "jenis" in one:
        rows = rows[rows["jenis"].isin(one["jenis"])]
    if "memuat" in one:
        rows = rows[[bool(re.search(one["memuat"], sentence)) for sentence in explain(rows, "id")]]
    if bool(len(rows)) == one["ada"]:
        return []
    return [f"finding {'missed' if one['ada'] else 'false'}: {one.get('apa', one)}"]

"use strict";
(() => {
  const ATURAN = JSON.parse(document.getElementById("aturan").textContent);
  // the formulas of capaian/compute.py; null: cannot be computed
  const RUMUS = {
    realisasi_per_target: (t, r) => (t > 0 ? (r / t) * 100 : t < 0 ? ((2 * t - r) / t) * 100 : null),
    dua_target_kurang_realisasi: (t, r) => (t > 0 ? ((2 * t - r) / t) * 100 : t < 0 ? (r / t) * 100 : r === 0 ? 100 : null),
    target_per_realisasi: (t, r) => (t > 0 ? (r > 0 ? (t / r) * 100 : null) : t < 0 ? (r / t) * 100 : r === 0 ? 100 : null),
    jarak_ke_target: (t, r) => (t !== 0 ? 100 - Math.abs(((r - t) / t) * 100) : r === 0 ? 100 : null),
  };
  const satu = (jenis, kode) => ATURAN[jenis].find((x) => x.kode === kode);
  const batasi = (nilai, batas) => {
    if (nilai === null) return null;
    const naik = batas.bawah === null ? nilai : Math.max(nilai, batas.bawah);
    return batas.atas === null ? naik : Math.min(naik, batas.atas);
  };
  const kelas = (nilai, skala) => {
    if (nilai === null) return "";
    const n = Math.round(nilai * 1e10) / 1e10;
    const kena = skala.kelas.find(([, op, bawah]) => bawah === null || (op === ">" ? n > bawah : n >= bawah));
    return kena ? kena[0] : "";
  };
  // all that the page shows, of one case; lain: achievements beside it, sebaya: means of other dinas
  const hitung = (k) => {
    const batas = satu("batas", k.batas);
    const mentah = RUMUS[k.rumus](k.target, k.realisasi), capaian = batasi(mentah, batas);
    const ada = [capaian, ...k.lain.map((x) => batasi(x, batas))].filter((x) => x !== null);
    const rata = ada.length ? ada.reduce((a, b) => a + b, 0) / ada.length : null;
    const tempat = rata === null ? null : 1 + k.sebaya.filter((x) => Math.round((x - rata) * 1e9) / 1e9 > 0).length;
    return { mentah, capaian, kategori: kelas(capaian, satu("skala", k.skala)), rata, n: ada.length, tempat };
  };
  window.lakipCoba = { hitung };

  const el = (id) => document.getElementById(id), bahasa = document.documentElement.lang;
  const tulis = (x, d = 2) => (x === null ? "–" : x.toLocaleString(bahasa, { minimumFractionDigits: d, maximumFractionDigits: d }).replace("-", "−"));
  const angka = (id) => { const x = el(id).value.trim(); return x === "" ? NaN : Number(x); };
  const isi = (kata, nilai) => kata.replace(/\{(\w+)\}/g, (_, nama) => nilai[nama]);
  for (const jenis of ["rumus", "batas", "skala"])
    for (const x of ATURAN[jenis]) el(jenis).add(new Option(x.nama, x.kode));
  el("batas").value = "bersama";
  const kasus = () => ({
    target: angka("target"), realisasi: angka("realisasi"), rumus: el("rumus").value, batas: el("batas").value, skala: el("skala").value,
    lain: [...document.querySelectorAll(".lain")].map((x) => (x.value.trim() === "" ? null : Number(x.value))),
    sebaya: [...document.querySelectorAll(".sebaya")].filter((x) => x.value.trim() !== "").map((x) => Number(x.value)),
  });
  const lukis = () => {
    const k = kasus(), siap = Number.isFinite(k.target) && Number.isFinite(k.realisasi), jawab = el("jawab").dataset;
    el("kurang").hidden = siap;
    if (!siap) return;
    const h = hitung(k), dasar = hitung({ ...k, batas: "tanpa" });
    el("mentah").textContent = tulis(h.mentah);
    el("capaian").textContent = tulis(h.capaian);
    el("kategori").textContent = h.kategori || "–";
    el("rata").textContent = isi(jawab.rata, { rata: tulis(h.rata), n: h.n, m: k.lain.length + 1 });
    el("tempat").textContent = isi(h.tempat === dasar.tempat ? jawab.tetap : jawab.geser, { tempat: h.tempat, m: k.sebaya.length + 1, dasar: dasar.tempat });
    el("semua").replaceChildren(...ATURAN.rumus.map((x) => {
      const baris = document.createElement("tr"), kepala = document.createElement("th"), s = hitung({ ...k, rumus: x.kode });
      kepala.scope = "row"; kepala.textContent = x.nama;
      baris.append(kepala, ...[tulis(s.mentah), tulis(s.capaian), s.kategori || "–", tulis(s.rata), s.tempat ?? "–"].map((isi) => { const sel = document.createElement("td"); sel.textContent = isi; return sel; }));
      return baris;
    }));
  };
  for (const nama of ["target", "realisasi"]) {
    el(nama + "-geser").addEventListener("input", () => { el(nama).value = el(nama + "-geser").value; lukis(); });
    el(nama).addEventListener("input", () => { el(nama + "-geser").value = el(nama).value; });
  }
  el("borang").addEventListener("input", lukis);
  el("borang").addEventListener("submit", (e) => e.preventDefault());
  lukis();
})();

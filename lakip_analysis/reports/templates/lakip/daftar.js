"use strict";
(() => {
  const tabel = document.getElementById("daftar"), isi = tabel.tBodies[0], baris = [...isi.rows];
  const saring = document.getElementById("saring"), hasil = document.getElementById("hasil"), cari = document.getElementById("cari");
  const pilihan = ["daerah", "tahun", "kategori"].map((nama) => document.getElementById("pilih-" + nama)).filter(Boolean);
  const teks = baris.map((b) => b.cells[0].textContent.toLowerCase());
  const tampilkan = () => {
    const kata = cari.value.trim().toLowerCase();
    let n = 0;
    baris.forEach((b, i) => {
      const cocok = teks[i].includes(kata) && pilihan.every((p) => !p.value || b.dataset[p.name] === p.value);
      b.hidden = !cocok;
      n += cocok;
    });
    hasil.textContent = hasil.dataset.kata.replace("{a}", n).replace("{b}", baris.length);
  };
  const urutkan = (th) => {
    const naik = th.getAttribute("aria-sort") !== "ascending", kolom = th.cellIndex;
    const nilai = (b) => b.cells[kolom].dataset.nilai ?? b.cells[kolom].textContent.trim();
    const angka = th.classList.contains("angka") || th.dataset.urut === "angka";
    const banding = angka ? (a, b) => nilai(a) - nilai(b) : (a, b) => nilai(a).localeCompare(nilai(b), document.documentElement.lang);
    baris.sort((a, b) => (naik ? 1 : -1) * banding(a, b)).forEach((b) => isi.append(b));
    for (const lain of tabel.tHead.rows[0].cells) lain.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", naik ? "ascending" : "descending");
    baris.forEach((b, i) => { teks[i] = b.cells[0].textContent.toLowerCase(); });
  };
  for (const th of tabel.tHead.querySelectorAll("[data-urut]")) {
    const tombol = document.createElement("button");
    tombol.type = "button";
    tombol.append(...th.childNodes);
    tombol.addEventListener("click", () => urutkan(th));
    th.append(tombol);
  }
  saring.addEventListener("input", tampilkan);
  saring.addEventListener("submit", (e) => e.preventDefault());
  saring.addEventListener("reset", () => setTimeout(tampilkan));
  saring.hidden = false;
  tampilkan();
})();

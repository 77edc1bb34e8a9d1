"use strict";
(() => {
  const tabel = document.getElementById("daftar"), isi = tabel.tBodies[0], baris = [...isi.rows];
  const saring = document.getElementById("saring"), hasil = document.getElementById("hasil"), cari = document.getElementById("cari");
  const pilihan = ["daerah", "tahun", "kategori"].map((nama) => document.getElementById("pilih-" + nama)).filter(Boolean);
  const teks = new Map(baris.map((b) => [b, b.cells[0].textContent.toLowerCase()]));
  const abjad = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const tampilkan = () => {
    const kata = cari.value.trim().toLowerCase();
    let n = 0;
    baris.forEach((b) => {
      const cocok = teks.get(b).includes(kata) && pilihan.every((p) => !p.value || b.dataset[p.name] === p.value);
      b.hidden = !cocok;
      n += cocok;
    });
    hasil.textContent = hasil.dataset.kata.replace("{a}", n).replace("{b}", baris.length);
  };
  const urutkan = (th) => {
    const naik = th.getAttribute("aria-sort") !== "ascending", kolom = th.cellIndex;
    const angka = th.classList.contains("angka") || th.dataset.urut === "angka";
    const nilai = new Map(baris.map((b) => [b, b.cells[kolom].dataset.nilai ?? b.cells[kolom].textContent.trim()]));
    const banding = angka ? (a, b) => nilai.get(a) - nilai.get(b) : (a, b) => abjad.compare(nilai.get(a), nilai.get(b));
    const kosong = (b) => nilai.get(b) === "" || nilai.get(b) === "–";
    isi.append(...baris.sort((a, b) => kosong(a) - kosong(b) || (naik ? 1 : -1) * banding(a, b)));
    for (const lain of tabel.tHead.rows[0].cells) lain.removeAttribute("aria-sort");
    th.setAttribute("aria-sort", naik ? "ascending" : "descending");
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

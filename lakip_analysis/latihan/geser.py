"""Target, realisation, formula and cap moved by hand in a lesson: what becomes of the achievement.

In JupyterLab these are sliders; where ipywidgets is not there, or nobody runs a kernel (the site, a
printed page, a browser's Python), the same figures stand as a table, which says where to move them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from html import escape

import numpy as np
import pandas as pd

from ..aturan.rules import SKALA_BERSAMA, categorize, load_rules
from ..bahasa.angka import fmt_value
from ..bahasa.say import say, word
from ..capaian.compute import FORMULAS

__all__ = ["Geser", "geser"]

HALAMAN = "../situs/coba-rumus.html"  # as the folders of the course lie
BAGIAN = (0.5, 0.8, 1.0, 1.2, 1.5, 2.5)  # of the target: the realisations of the table
JAUH = 3  # times the target: how far the sliders go


@dataclass(frozen=True)
class Geser:
    """An achievement whose parts can be moved; `lain` are others that it is averaged with."""

    target: float
    realisasi: float
    rumus: str
    batas: str
    lain: tuple[float, ...]
    bahasa: str

    def hitung(self, target: float, realisasi: float, rumus: str, batas: str) -> dict[str, object]:
        """Return the achievement without and within limits, its category, and the mean.

        Keys `mentah`, `capaian`, `kategori`, `rata`; missing where it cannot be computed. All
        achievements are limited before they are averaged.
        """
        raw = float(FORMULAS[rumus](target, realisasi)) if target else float("nan")
        low, high = _limits(batas)
        some = pd.Series([raw, *self.lain]).clip(low, high)
        category = categorize(some.head(1), SKALA_BERSAMA).iloc[0]
        return {
            "mentah": None if np.isnan(raw) else raw,
            "capaian": None if np.isnan(raw) else float(some.iloc[0]),
            "kategori": None if np.isnan(raw) else str(category),
            "rata": float(some.mean()) if some.notna().any() else None,
        }

    def tabel(self) -> pd.DataFrame:
        """Return what each formula gives for some realisations of the target, within limits."""
        done = [round(self.target * share, 2) for share in BAGIAN]
        columns = {
            word("coba.rumus", name, self.bahasa): [
                self.hitung(self.target, one, name, self.batas)["capaian"] for one in done
            ]
            for name in _codes("rumus")
        }
        frame = pd.DataFrame({say("coba.realisasi", self.bahasa): done} | columns)
        if not self.lain:
            return frame
        mean = [self.hitung(self.target, one, self.rumus, self.batas)["rata"] for one in done]
        return frame.assign(**{say("coba.rata", self.bahasa): mean})

    def kata(self, target: float, realisasi: float, rumus: str, batas: str) -> str:
        """Return in words what becomes of the achievement."""
        found = self.hitung(target, realisasi, rumus, batas)
        if found["capaian"] is None:
            return say("geser.tanpa", self.bahasa)
        key = "geser.rata" if self.lain else "geser.satu"
        return say(key, self.bahasa, found, n=len(self.lain) + 1)

    def __repr__(self) -> str:
        """Return the values as text, and where to move them."""
        shown = self.tabel().round(2).to_string(index=False)
        return f"{shown}\n{self._told('coba-rumus.html')}"

    def _told(self, halaman: str) -> str:
        """Say where to move the parts: here, or, without ipywidgets, on the page alone."""
        key = "di_halaman" if _library() else "tanpa_pustaka"
        return say(f"geser.{key}", self.bahasa, halaman=halaman)

    def _repr_html_(self) -> str:
        """Return the values as a table, with a link to the page that needs no Python."""
        frame = self.tabel()
        head = "".join(f'<th scope="col">{escape(str(name))}</th>' for name in frame)
        body = "\n".join(
            "<tr>" + "".join(f"<td>{self._cell(value)}</td>" for value in row) + "</tr>"
            for row in frame.itertuples(index=False)
        )
        title = escape(say("geser.judul", self.bahasa, target=self.target))
        link = f'<a href="{HALAMAN}">coba-rumus.html</a>'
        told = escape(self._told("#")).replace("#", link)
        return (
            f'<div class="tabel" role="group" aria-label="{title}" tabindex="0"><table>'
            f"<caption>{title}</caption><thead><tr>{head}</tr></thead><tbody>\n{body}\n"
            f"</tbody></table></div>\n<p>{told}</p>"
        )

    def _cell(self, value: float) -> str:
        return escape(fmt_value(value, bahasa=self.bahasa)) if pd.notna(value) else "–"

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, object]:
        """Return the sliders where they can be had; beside them what stands without them."""
        shown = {"text/plain": repr(self), "text/html": self._repr_html_()}
        moved = self.penggeser()
        return shown if moved is None else moved._repr_mimebundle_() | shown

    def penggeser(self):
        """Return the sliders (an ipywidgets box); None where ipywidgets is not installed."""
        ipywidgets = _library()
        if ipywidgets is None:
            return None
        given = (self.target, self.realisasi)
        names = [say(f"coba.{key}", self.bahasa) for key in ("target", "realisasi")]
        far = max(self.target * JAUH, self.realisasi * BAGIAN[-2])
        # as fine as the figures are written: a coarser slider would move them when it is shown
        step = 10.0 ** min(Decimal(repr(one)).normalize().as_tuple().exponent for one in given)
        wide = {"style": {"description_width": "8em"}, "layout": {"width": "34em"}}
        sliders = [
            ipywidgets.FloatSlider(
                value=value, min=0, max=far, step=min(step, 1.0), description=name, **wide
            )
            for value, name in zip(given, names, strict=True)
        ]
        choices = [
            ipywidgets.Dropdown(
                options=[(word(f"coba.{kind}", code, self.bahasa), code) for code in _codes(kind)],
                value=chosen,
                description=say(f"coba.pilih_{kind}", self.bahasa),
                **wide,
            )
            for kind, chosen in (("rumus", self.rumus), ("batas", self.batas))
        ]
        said = ipywidgets.HTML()
        parts = [*sliders, *choices]

        def tell(_change=None) -> None:
            said.value = f"<p>{escape(self.kata(*(part.value for part in parts)))}</p>"

        for part in parts:
            part.observe(tell, "value")
        tell()
        return ipywidgets.VBox([*parts, said])


def geser(
    target: float,
    realisasi: float,
    rumus: str = "realisasi_per_target",
    batas: str = "tanpa",
    lain: Sequence[float] = (),
    bahasa: str = "id",
) -> Geser:
    """Return target, realisation, formula and cap to be moved by hand.

    Parameters
    ----------
    rumus, batas : str
        Where they begin: codes of `aturan/coba.csv`.
    lain : sequence of float
        Other achievements in per cent, with which the mean is taken; none: no mean is shown.

    Examples
    --------
    >>> made = geser(1.7, 1.79)
    >>> round(made.hitung(1.7, 1.79, "dua_target_kurang_realisasi", "bersama")["capaian"], 2)
    94.71
    >>> geser(50, 90, lain=[60, 40]).hitung(50, 90, "realisasi_per_target", "seratus")["rata"]
    66.66666666666667
    """
    return Geser(float(target), float(realisasi), rumus, batas, tuple(map(float, lain)), bahasa)


def _library():
    """Return ipywidgets; None where it is not installed, as in a browser's Python."""
    try:
        import ipywidgets
    except ImportError:
        return None
    return ipywidgets


def _codes(jenis: str) -> list[str]:
    rows = load_rules("coba")
    return rows.loc[rows["jenis"] == jenis, "kode"].tolist()


def _limits(batas: str) -> tuple[float | None, float | None]:
    row = load_rules("coba").set_index("kode").loc[batas]
    return tuple(None if pd.isna(row[end]) else float(row[end]) for end in ("bawah", "atas"))

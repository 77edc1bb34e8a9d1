"""A page in a real browser: opened so that it tells what it asked for and what it complained of, and looked at by axe."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
CONTRAST = "color-contrast"
# Contrast is nine tenths of axe's time, cell by cell, and depends on nothing but how a text and all that lies under it is drawn:
# of the texts drawn alike the first and the last are marked, so that each way of drawing is looked at, wherever it comes up.
MARK = """() => {
  const drawn = new Map();
  const look = (e) => {
    if (!drawn.has(e)) {
      const s = getComputedStyle(e);
      const own = [e.tagName, e.className.baseVal ?? e.className, s.backgroundColor, s.backgroundImage, s.opacity, s.filter, s.mixBlendMode, s.position].join('|');
      drawn.set(e, (e.parentElement ? look(e.parentElement) : '') + '>' + own);
    }
    return drawn.get(e);
  };
  const alike = new Map();
  for (const e of document.body.querySelectorAll('*')) {
    e.removeAttribute('data-kontras');
    const words = [...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) || e.value || e.placeholder;
    if (!words || !e.checkVisibility()) continue;
    const s = getComputedStyle(e);
    const key = [look(e), s.color, s.fontSize, s.fontWeight, s.textShadow, s.webkitTextFillColor].join('|');
    alike.set(key, [alike.get(key)?.[0] ?? e, e]);
  }
  for (const pair of alike.values()) for (const e of pair) e.setAttribute('data-kontras', '');
  return alike.size;
}"""


@contextmanager
def open_browser(path: str) -> Iterator[Browser]:
    with sync_playwright() as play:
        yield play.chromium.launch(executable_path=path, args=QUIET)


def open_page(browser: Browser, path: Path | None = None, width: int = 1280, scheme: str = "light", **more) -> Page:
    """Open a file in a context of its own; `asked` and `said` gather its requests and its complaints."""
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, **more).new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda message: page.said.append(message.text))
    page.on("pageerror", lambda error: page.said.append(str(error)))
    if path:
        page.goto(path.as_uri())
    return page


def offences(page: Page) -> list[tuple[str, str]]:
    """What axe finds, of any level; only the offences, because collecting all that is well takes as long again."""
    whole = {"resultTypes": ["violations"], "rules": {CONTRAST: {"enabled": False}}}
    found = Axe().run(page, options=whole).response["violations"]
    assert page.evaluate(MARK)
    texts = {"resultTypes": ["violations"], "runOnly": [CONTRAST]}
    found += Axe().run(page, context="[data-kontras]", options=texts).response["violations"]
    return [(rule["id"], node["html"][:200]) for rule in found for node in rule["nodes"]]

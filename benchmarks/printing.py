"""Documents printed by Chromium, for the benchmarks that read PDF files."""

from __future__ import annotations

import html
import shutil
from collections.abc import Sequence

from playwright.sync_api import PdfMargins

PAGE = """<html lang="zh"><meta charset="utf-8"><style>
body {{ font: 16px/1.75 "Noto Serif CJK SC", "Noto Sans CJK SC", "Source Han Serif SC", "SimSun", serif; }}
p {{ text-indent: 2em; margin: 0; text-align: justify; }} h1 {{ text-align: center; font-size: 22px; }}
</style><h1>{title}</h1>{paragraphs}</html>"""


_MARGIN: PdfMargins = {"top": "25mm", "bottom": "25mm", "left": "25mm", "right": "25mm"}


def print_pdf(pages: Sequence[str]) -> list[bytes]:
    """Return HTML pages as PDF files on A4, as a browser prints them."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found_browser(), args=["--no-sandbox"])
        page = browser.new_page()
        printed: list[bytes] = []
        for words in pages:
            page.set_content(words)
            printed.append(page.pdf(format="A4", margin=_MARGIN))
        browser.close()
    return printed


def found_browser() -> str:
    """Return where Chromium is."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        raise SystemExit("No browser: install Debian's chromium and fonts-noto-cjk.")
    return found


def page_of(text: str) -> str:
    """Return a text, its first line the title, as an HTML page."""
    title, *lines = [line.strip() for line in text.splitlines() if line.strip()]
    paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    return PAGE.format(title=html.escape(title), paragraphs=paragraphs)

"""What a visitor waits for: the page, an answer, a clause in its document; and what the first load transfers.

Starts the page and, for comparison, Gradio's own with one line of text, and uses both in headless Chromium.

    python benchmarks/page.py [--document LAW | --corpus DIR]

LAW is a longer document, in which a clause is opened as well; DIR a corpus that holds it already. Medians; no
question was asked before. What either server takes of the processors until its page can be used is told
beside the seconds: it says the same on a machine that has other things to do.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.cost import worked
from benchmarks.serving import serving
from qa.open import open_pipeline

_ARGUMENTS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
_PATIENCE = 120_000
# Questions are made of so many characters of a clause.
_BEGINNING = 14
_BARE = """
import sys
import gradio
with gradio.Blocks(analytics_enabled=False) as page:
    gradio.Markdown("hello")
page.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True)
"""
# Resolves once the answer to the newest question has been painted, with the milliseconds since Enter.
_ASKED = """
(question) => new Promise((resolve) => {
  const before = document.querySelectorAll(".yj-turn").length;
  const box = document.querySelector("#yj-question");
  box.focus();
  box.value = question;
  box.dispatchEvent(new Event("input", {bubbles: true}));
  const began = performance.now();
  const watch = new MutationObserver(() => {
    if (document.querySelectorAll(".yj-turn").length > before && !document.querySelector(".yj-thinking")) {
      watch.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
    }
  });
  watch.observe(document.body, {childList: true, subtree: true, attributes: true});
  const enter = {key: "Enter", code: "Enter", bubbles: true, cancelable: true};
  box.dispatchEvent(new KeyboardEvent("keydown", enter));
})
"""
# Resolves once the quoted clause stands marked in the window, with the milliseconds since the click.
_OPENED = """
(quote) => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    const here = document.querySelector("#yj-text .yj-here");
    const box = here && here.getBoundingClientRect();
    if (box && box.height && box.top < innerHeight && box.bottom > 0) resolve(performance.now() - began);
    else requestAnimationFrame(look);
  };
  document.querySelectorAll("#yj-text .yj-here").forEach((old) => old.classList.remove("yj-here"));
  quote.click();
  requestAnimationFrame(look);
})
"""


@dataclass(frozen=True)
class First:
    """A first load: seconds from the start of the server until it can be used, bytes, seconds of work."""

    seconds: float
    size: int
    work: float


def first_load(browser: Browser, command: Sequence[str], usable: str) -> First:
    """Start a server and load its page in a browser that has nothing of it."""
    with (
        serving(command) as server,
        contextlib.closing(browser.new_context()) as context,
    ):
        page = context.new_page()
        sizes: list[int] = []
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.loadingFinished", lambda done: sizes.append(int(done["encodedDataLength"]))
        )
        page.goto(server.address)
        expect(page.locator(usable)).to_have_count(1, timeout=_PATIENCE)
        seconds, work = time.perf_counter() - server.began, worked(server.pid)
        page.wait_for_load_state("networkidle")
        return First(seconds, sum(sizes), work)


def open_page(browser: Browser, address: str) -> Page:
    """Return the page, ready."""
    page = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900}).new_page()
    page.set_default_timeout(_PATIENCE)
    page.goto(address)
    expect(page.locator("#yj-app[data-ready]")).to_have_count(1, timeout=_PATIENCE)
    return page


def median(milliseconds: Sequence[float]) -> str:
    """Return the median and the worst in words."""
    middle, most = statistics.median(milliseconds), max(milliseconds)
    return f"median {middle:.0f} ms, at most {most:.0f} (n={len(milliseconds)})"


def visit(page: Page, questions: Sequence[str]) -> tuple[list[float], list[float]]:
    """Ask, and open the first quote of each answer; return the milliseconds of both."""
    asked: list[float] = []
    opened: list[float] = []
    for question in questions:
        asked.append(page.evaluate(_ASKED, question))
        quote = page.locator(".yj-turn").last.locator(".yj-found blockquote")
        if quote.count():
            opened.append(quote.first.evaluate(_OPENED))
    return asked, opened


def questions_of(texts: Sequence[str], most: int) -> list[str]:
    """Return questions that are made of the beginnings of sentences."""
    made = (f"{text[:_BEGINNING].strip('，。；、')}有什么要求？" for text in texts)
    return list(itertools.islice(dict.fromkeys(made), most))


def main() -> None:
    """Print what takes how long."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--document", type=Path, help="a longer document, as `yinju index` reads it"
    )
    parser.add_argument("--corpus", type=Path, help="a corpus of one longer document")
    parser.add_argument("--questions", type=int, default=30)
    parser.add_argument("--starts", type=int, default=3)
    given = parser.parse_args()
    page_of = [sys.executable, "-m", "yinju", "ui", "--port"]
    bare = [sys.executable, "-c", _BARE]
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as name:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(_ARGUMENTS))
        loads = [
            (
                first_load(browser, page_of, "#yj-app[data-ready]"),
                first_load(browser, bare, "text=hello"),
            )
            for _ in range(given.starts)
        ]
        ours, theirs = (statistics.median(pair[at].seconds for pair in loads) for at in (0, 1))
        print(
            f"usable {ours:.2f} s after its start, Gradio's page {theirs:.2f} s: {ours / theirs:.2f} x"
        )
        ours, theirs = (statistics.median(pair[at].work for pair in loads) for at in (0, 1))
        print(
            f"until then at work for {ours:.2f} s, Gradio's page {theirs:.2f} s: {ours / theirs:.2f} x"
        )
        more = (loads[0][0].size - loads[0][1].size) / 1e3
        print(f"first load {loads[0][0].size / 1e3:.0f} kB, {more:+.0f} kB against Gradio's page")
        corpora: list[tuple[str, list[str]]] = [("the plan", [])]
        if given.document:
            folder = str(Path(name) / "corpus")
            index = [
                sys.executable,
                "-m",
                "yinju",
                "index",
                str(given.document),
                "--corpus",
                folder,
            ]
            subprocess.run(index, check=True)
            corpora.append((given.document.name, ["--corpus", folder]))
        if given.corpus:
            corpora.append((given.corpus.name, ["--corpus", str(given.corpus)]))
        for title, options in corpora:
            pipeline = open_pipeline(Path(options[1])) if options else open_pipeline()
            questions = questions_of(
                [clause.text for clause in pipeline.clauses], given.questions + 1
            )
            alone = []
            for question in questions:
                began = time.perf_counter()
                pipeline.ask(question)
                alone.append(1e3 * (time.perf_counter() - began))
            with serving([*page_of[:-1], *options, page_of[-1]]) as server:
                asked, opened = visit(open_page(browser, server.address), questions)
            # The first question loads what all others use.
            print(
                f"{title}: answered by pipeline.ask in {median(alone[1:])}, painted in {median(asked[1:])}"
            )
            print(f"{title}: a clause opened in its document in {median(opened[1:])}")
        browser.close()


if __name__ == "__main__":
    main()

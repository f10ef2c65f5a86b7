"""Takes pictures of the page in each of its states: ``python docs/screenshots.py``.

Starts the page over the plan, uses it in headless Chromium as a visitor would, and writes
docs/screenshots/STATE-LANGUAGE-SIZE-SCHEME.webp. What the pictures show is what the page answered; what is
asked and checked was chosen to show each kind of answer and verdict, and is no measure of how often
they are right.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright

FOLDER = Path(__file__).resolve().parent / "screenshots"
SIZES = {"wide": (1280, 860), "narrow": (390, 844)}
# Letters stay sharp to the eye, and all pictures together below 2.5 MB.
_QUALITY = 48
_PATIENCE = 60_000
# A document of one's own is indexed when nothing else is to do.
_INDEXING = 300_000


@dataclass(frozen=True, slots=True)
class Look:
    """How a visitor sees the page."""

    lang: str
    size: str
    scheme: str


# Each language, width and scheme twice.
LOOKS = (
    Look("zh", "wide", "light"),
    Look("zh", "narrow", "dark"),
    Look("en", "wide", "dark"),
    Look("en", "narrow", "light"),
)
ASKED = {
    "answer": {"zh": "雨水年径流总量控制率不低于多少？", "en": "How reliable must the power supply be?"},
    "refusal": {"zh": "知识城房价多少钱一平？", "en": "What does a flat cost in the Knowledge City?"},
    "outline": {"zh": "一共几章？都讲什么？", "en": "How many chapters are there?"},
    "figures": {"zh": "有哪些量化指标？", "en": "List all quantitative targets."},
    "mention": {"zh": "文件里提到几次“知识产权金融”？", "en": 'How often is "知识产权金融" mentioned?'},
    "place": {"zh": "第三章第二节讲什么？", "en": "What does chapter 3 section 2 say?"},
    "correction": {"zh": "供电可靠率是95%吗？", "en": "Is the power supply reliability 95%?"},
    "follow-up": {"zh": "那供电可靠率呢？", "en": "And for power supply reliability?"},
    "printed": {"zh": "停车费每小时最多多少？", "en": "How much is parking an hour at most?"},
}  # fmt: skip
DRAFT = {
    "zh": "供电可靠率达到99.999%。\n供电可靠率达到90%。\n本市地铁票价为五元一张。",
    "en": "Power supply reliability reaches 90%.\n\nPower supply reliability reaches 99.999%.\n\n"
    "An underground ticket costs five yuan.",
}
EDITIONS = (
    "停车管理办法\n第一条 机动车应当停放在划定的泊位内。\n第二条 停车费每小时不超过5元。\n"
    "第三条 交通运输部门每年公布一次泊位数量。\n第四条 本办法自2020年5月1日起施行。\n",
    "停车管理办法\n第一条 机动车应当停放在划定的泊位内。\n第二条 新建住宅应当配建充电设施。\n"
    "第三条 停车费每小时不超过8元。\n第四条 交通运输部门每季度公布一次泊位数量。\n"
    "第五条 本办法自2024年7月1日起施行。\n",
)
QUESTIONS = (
    {"id": "a", "question": "供电可靠率要达到多少？", "gold": [{"key": "供电可靠率达到99.999%"}]},
    {"id": "b", "question": "知识城东面是哪里？", "gold": [{"key": "东面与增城区中新镇相接"}]},
    {"id": "c", "question": "明天上海会下雨吗？"},
)


# What the visitor's own document says; the browser prints it as a PDF file.
OWN = "<h1 style='text-align:center'>停车管理办法</h1>" + "".join(
    f"<p style='text-indent:2em'>{line}</p>" for line in EDITIONS[1].splitlines()[1:]
)


def main() -> None:
    """Write the pictures, and say how large they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", action="append", help="A state; may be given several times.")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="Where they are written.")
    given = parser.parse_args()
    given.folder.mkdir(exist_ok=True)
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    with _page_served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium)
        for look in LOOKS:
            _take(browser, address, look, given.only or list(STATES), given.folder)
    written = sorted(given.folder.glob("*.webp"))
    whole = sum(path.stat().st_size for path in written)
    print(f"{len(written)} pictures, {whole / 1e6:.2f} MB")


def _take(browser: Browser, address: str, look: Look, states: list[str], folder: Path) -> None:
    width, height = SIZES[look.size]
    context = browser.new_context(
        locale="zh-CN" if look.lang == "zh" else "en-US",
        viewport={"width": width, "height": height},
        color_scheme="dark" if look.scheme == "dark" else "light",
    )
    context.set_default_timeout(_PATIENCE)
    page = context.new_page()
    for state in states:
        page.goto(address)
        expect(page.locator("#yj-app[data-ready]")).to_have_count(1, timeout=_PATIENCE)
        STATES[state](page, look)
        page.evaluate("document.fonts.ready")
        picture = Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))
        name = f"{state}-{look.lang}-{look.size}-{look.scheme}.webp"
        picture.convert("RGB").save(folder / name, "WEBP", quality=_QUALITY, method=6)
        # The next state is that of a visitor who has done nothing yet.
        page.evaluate("localStorage.clear()")
        context.clear_cookies()
    context.close()


def _empty(page: Page, _: Look) -> None:
    expect(page.locator(".yj-example").first).to_be_visible(timeout=_PATIENCE)


def _asked(state: str) -> Callable[[Page, Look], None]:
    def ask(page: Page, look: Look) -> None:
        page.locator("#yj-question").fill(ASKED[state][look.lang])
        page.locator("#yj-question").press("Enter")
        expect(page.locator(".yj-turn .yj-lead")).to_have_count(1, timeout=_PATIENCE)

    return ask


def _reader(page: Page, look: Look) -> None:
    _asked("answer")(page, look)
    page.locator(".yj-card [data-open]").first.click()
    expect(page.locator("#yj-text .yj-here")).to_be_in_viewport(timeout=_PATIENCE)


def _follow_up(page: Page, look: Look) -> None:
    _asked("answer")(page, look)
    page.locator("#yj-question").fill(ASKED["follow-up"][look.lang])
    page.locator("#yj-question").press("Enter")
    expect(page.locator(".yj-turn .yj-lead")).to_have_count(2, timeout=_PATIENCE)


def _own(page: Page, _: Look) -> None:
    paper = page.context.new_page()
    paper.set_content(f"<body style='font: 16pt/2 serif; padding: 3em'>{OWN}</body>")
    given = {"name": "parking.pdf", "mimeType": "application/pdf", "buffer": paper.pdf(format="A4")}
    paper.close()
    page.locator("#yj-tab-shelf").click()
    page.locator("#yj-own-file").set_input_files(given)  # type: ignore[arg-type]  # a file payload
    expect(page.locator("#yj-shelf [data-remove]")).to_be_visible(timeout=_INDEXING)
    expect(page.locator("#yj-scope")).to_contain_text("停车", timeout=_INDEXING)


def _printed(page: Page, look: Look) -> None:
    _own(page, look)
    page.locator("#yj-tab-ask").click()
    _asked("printed")(page, look)
    page.locator(".yj-card [data-open]").first.click()
    page.locator("#yj-as-page").click()
    expect(page.locator(".yj-box-mark").first).to_be_in_viewport(timeout=_PATIENCE)
    page.locator(".yj-toast").evaluate_all("(all) => all.forEach((toast) => toast.remove())")


def _draft(page: Page, look: Look) -> None:
    page.locator("#yj-tab-check").click()
    words = f"# 备忘\n\n{DRAFT[look.lang]}\n"
    given = {"name": "memo.md", "mimeType": "text/markdown", "buffer": words.encode()}
    page.locator("#yj-check-file").set_input_files(given)  # type: ignore[arg-type]  # a file payload
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix tr[data-verdict]").first).to_be_visible(timeout=_PATIENCE)


def _check(page: Page, look: Look) -> None:
    page.locator("#yj-tab-check").click()
    page.locator("#yj-claims").fill(DRAFT[look.lang])
    page.locator("#yj-check").click()
    rows = page.locator("#yj-matrix tr[data-verdict]")
    expect(rows.first).to_be_visible(timeout=_PATIENCE)
    page.locator(".yj-chips").scroll_into_view_if_needed()
    page.locator("#yj-room-check .yj-scroll").evaluate(
        "(room) => { room.scrollTop = document.querySelector('#yj-matrix').offsetTop; }"
    )


def _compare(page: Page, _: Look) -> None:
    page.locator("#yj-tab-compare").click()
    for name, words in zip(("old", "new"), EDITIONS, strict=True):
        given = {"name": f"{name}.txt", "mimeType": "text/plain", "buffer": words.encode()}
        page.locator(f"#yj-{name}-file").set_input_files(given)  # type: ignore[arg-type]  # a file payload
    page.locator("#yj-compare").click()
    expect(page.locator("#yj-changes .yj-editions")).to_be_visible(timeout=_PATIENCE)
    page.locator("#yj-room-compare .yj-scroll").evaluate(
        "(room) => { room.scrollTop = document.querySelector('#yj-changes').offsetTop; }"
    )


def _shelf(page: Page, _: Look) -> None:
    page.locator("#yj-tab-shelf").click()
    expect(page.locator("#yj-shelf [data-pick]").first).to_be_visible(timeout=_PATIENCE)


def _evaluate(page: Page, _: Look) -> None:
    page.locator("#yj-tab-evaluate").click()
    lines = "\n".join(json.dumps(item, ensure_ascii=False) for item in QUESTIONS)
    given = {"name": "set.jsonl", "mimeType": "application/json", "buffer": lines.encode()}
    page.locator("#yj-sets-file").set_input_files(given)  # type: ignore[arg-type]  # a file payload
    page.locator("#yj-run").click()
    expect(page.locator(".yj-headline")).to_be_visible(timeout=_PATIENCE)
    page.locator("#yj-room-evaluate .yj-scroll").evaluate(
        "(room) => { room.scrollTop = document.querySelector('#yj-figures').offsetTop; }"
    )


def _about(page: Page, _: Look) -> None:
    page.locator("#yj-tab-about").click()
    expect(page.locator(".yj-facts")).to_be_visible(timeout=_PATIENCE)


STATES: dict[str, Callable[[Page, Look], None]] = {
    "empty": _empty,
    "answer": _asked("answer"),
    "reader": _reader,
    "refusal": _asked("refusal"),
    "outline": _asked("outline"),
    "figures": _asked("figures"),
    "mention": _asked("mention"),
    "place": _asked("place"),
    "correction": _asked("correction"),
    "follow-up": _follow_up,
    "draft": _draft,
    "check": _check,
    "compare": _compare,
    "shelf": _shelf,
    "own": _own,
    "printed": _printed,
    "evaluate": _evaluate,
    "about": _about,
}


@contextlib.contextmanager
def _page_served() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "yinju", "ui", "--port", str(port)]
    with tempfile.TemporaryFile() as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
        try:
            while server.poll() is None:
                with contextlib.suppress(OSError):
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/health", timeout=30).close()
                    break
                time.sleep(0.2)
            else:
                log.seek(0)
                raise SystemExit(f"the page did not start: {log.read().decode(errors='replace')}")
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    main()

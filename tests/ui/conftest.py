"""A real browser, and visitors who open the page in it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
# Five seconds, playwright's own patience, are too few where both cores are busy.
expect.set_options(timeout=30_000)
PATIENCE = 30_000
WIDE = (1280, 900)
NARROW = (390, 844)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    found = shutil.which("chromium") or shutil.which("google-chrome")
    if found is None:
        message = (
            "No browser: install Debian's chromium and fonts-noto-cjk "
            "(apt-get install chromium fonts-noto-cjk)."
        )
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=found, args=list(ARGUMENTS))
        yield launched
        launched.close()


class Visit:
    """Opens the page as a visitor would, and keeps what the browser asked for."""

    def __init__(self, browser: Browser, address: str) -> None:
        self._browser = browser
        self.address = address
        self.requested: list[str] = []
        self.errors: list[str] = []

    def __call__(
        self,
        locale: str = "zh-CN",
        size: tuple[int, int] = WIDE,
        *,
        scheme: str = "light",
        path: str = "",
        context: BrowserContext | None = None,
    ) -> Page:
        context = context or self._browser.new_context(
            locale=locale,
            viewport={"width": size[0], "height": size[1]},
            accept_downloads=True,
            color_scheme="dark" if scheme == "dark" else "light",
            permissions=["clipboard-read", "clipboard-write"],
        )
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("websocket", lambda socket: self.requested.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(self.address + path)
        ready(page)
        return page

    def close(self) -> None:
        for context in list(self._browser.contexts):
            context.close()


def ready(page: Page) -> None:
    """Wait until the page can be used."""
    expect(page.locator("#yj-app[data-ready]")).to_have_count(1)


@pytest.fixture
def visit(browser: Browser, page_address: str) -> Iterator[Visit]:
    visitor = Visit(browser, page_address)
    yield visitor
    visitor.close()
    allowed = (page_address.rstrip("/"), "data:", "blob:", "about:")
    assert [url for url in visitor.requested if not url.startswith(allowed)] == []
    assert visitor.errors == []


def ask(page: Page, question: str) -> None:
    """Ask by the keyboard, and wait for what comes."""
    room(page, "ask")
    before = page.locator(".yj-turn").count()
    page.locator("#yj-question").fill(question)
    page.locator("#yj-question").press("Enter")
    expect(page.locator(".yj-turn")).to_have_count(before + 1)
    expect(page.locator(".yj-thinking")).to_have_count(0)


def room(page: Page, name: str) -> None:
    """Open a tab."""
    page.locator(f"#yj-tab-{name}").click()
    expect(page.locator(f"#yj-room-{name}")).to_be_visible()


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(
        page.evaluate(
            "Math.max(document.documentElement.scrollWidth - document.documentElement.clientWidth,"
            " document.querySelector('#yj-app').scrollWidth - innerWidth)"
        )
    )

"""The real page in a real browser: headless Chromium, driven by playwright."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from qa.pipeline import Pipeline

pytestmark = pytest.mark.browser

_CHROMIUM = shutil.which("chromium") or "/usr/bin/chromium"
_FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="module")
def address(pipeline: Pipeline) -> Iterator[str]:
    import ui

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    blocks = ui.build_page(lambda: pipeline)
    yield ui.launch(blocks, port)
    blocks.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    if not Path(_CHROMIUM).exists():
        said = "no Chromium: apt-get install chromium fonts-noto-cjk (or put chromium on the PATH)"
        if os.environ.get("CI"):
            pytest.fail(said)
        pytest.skip(said)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    context = browser.new_context(locale="zh-CN", viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    opened.outside = []
    opened.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((address.rstrip("/"), "data:", "blob:"))
            else opened.outside.append(request.url)
        ),
    )
    opened.goto(address)
    opened.wait_for_selector(".yj-example")
    yield opened
    assert opened.outside == []  # no CDN, no web font, no analytics
    context.close()


def ask(page: Any, question: str, *, count: int) -> Any:
    page.fill("#yj-question textarea", question)
    page.press("#yj-question textarea", "Enter")
    page.wait_for_function(
        "n => document.querySelectorAll('.yj-answer, .yj-log .yj-notice').length >= n", arg=count
    )
    return page.locator(".yj-answer, .yj-log .yj-notice").nth(count - 1)


def test_a_chinese_question_its_quote_its_place_and_its_context(page: Any) -> None:
    answer = ask(page, "供电可靠率要达到多少？", count=1)
    assert "实现供电可靠率达到99.999%" in answer.inner_text()
    assert "第七章 建设绿色智慧城市 · 第二节 创新绿色低碳发展模式" in answer.inner_text()
    answer.locator("button[data-open]").first.click()
    frame = page.frame_locator(".yj-context iframe")
    frame.locator("mark").first.wait_for()
    assert "99.999%" in "".join(frame.locator("mark").all_inner_texts())
    page.click("[data-close]")
    page.wait_for_selector(".yj-context", state="detached")


def test_an_english_question_gets_the_chinese_words_and_an_unofficial_reading(page: Any) -> None:
    answer = ask(page, "How reliable must the power supply be?", count=1)
    words = answer.inner_text()
    assert "实现供电可靠率达到99.999%" in words
    assert "Chapter 7" in words
    assert answer.locator(".yj-english").first.is_visible()


def test_a_refusal_looks_like_one_and_a_conversation_goes_on(page: Any) -> None:
    ask(page, "公共交通以什么为骨干？", count=1)
    refused = ask(page, "红烧肉怎么做才好吃，要放多少糖？", count=2)
    assert "yj-refusal" in str(refused.get_attribute("class"))
    assert "规划没有回答这个问题" in refused.inner_text()
    page.get_by_role("button", name="清空对话").click()
    page.wait_for_selector(".yj-example")


def test_markup_stays_text(page: Any) -> None:
    page.evaluate("window.hit = 0")
    ask(
        page,
        "<img src=x onerror='window.hit=1'> **供电** [a](javascript:1) <script>1</script>",
        count=1,
    )
    assert "<img src=x" in page.locator(".yj-question").first.inner_text()
    assert page.locator(".yj-question img").count() == 0
    assert page.evaluate("window.hit") == 0


def test_an_empty_and_an_endless_question_get_one_sentence(page: Any) -> None:
    empty = ask(page, "？？", count=1)
    assert "问题是空的" in empty.inner_text()
    endless = ask(page, "长" * 3000, count=2)
    assert "太长" in endless.inner_text()


def test_the_language_switches_every_word(page: Any) -> None:
    page.get_by_text("English", exact=True).click()
    page.get_by_role("tab", name="Check").wait_for()
    assert page.get_by_role("button", name="Ask", exact=True).is_visible()
    page.get_by_role("tab", name="Plan").click()
    frame = page.frame_locator("iframe").last
    frame.locator("h2, h3").first.wait_for()


def test_statements_are_checked_and_open_in_context(page: Any) -> None:
    page.get_by_role("tab", name="核对").click()
    page.fill(
        "#yj-claims textarea",
        "加快建设全国首个花瓣式智能电网，实现供电可靠率达到99.999%。\n"
        "加快建设全国首个花瓣式智能电网，实现供电可靠率达到95%。",
    )
    page.locator("button", has_text="核对").last.click()
    page.wait_for_selector(".yj-matrix .yj-contradicted")
    assert page.locator(".yj-matrix .yj-supported").count() == 1
    assert "✗" in page.locator(".yj-matrix .yj-contradicted").inner_text()
    page.locator(".yj-matrix button[data-open]").first.click()
    page.wait_for_selector(".yj-context iframe")


def test_a_question_set_is_run(page: Any, tmp_path: Path) -> None:
    rows = (
        '{"id":"a","lang":"zh","question":"供电可靠率要达到多少？",'
        '"gold":[{"key":"实现供电可靠率达到99.999%"}],"need":"any"}\n'
    )
    (tmp_path / "set.jsonl").write_text(rows, encoding="utf-8")
    page.get_by_role("tab", name="评测").click()
    page.locator("input[type=file]").last.set_input_files(str(tmp_path / "set.jsonl"))
    page.wait_for_timeout(500)
    page.get_by_role("button", name="开始评测").click()
    page.wait_for_selector("#yj-figures table")
    assert "hit@1" in page.locator("#yj-figures").inner_text()


def test_a_narrow_window_has_no_sideways_scroll(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    ask(page, "海绵城市要控制多少雨水？", count=1)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")

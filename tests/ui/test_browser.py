"""The real page in a real browser, over the shipped plan."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, expect, sync_playwright

pytestmark = pytest.mark.browser

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
)  # fmt: skip
HAN = re.compile(r"[\u3400-\u9fff]+")
HOSTILE = (
    "<img src=x onerror='window.hacked=1'> **粗体** ${window.hacked=1} {{value}} "
    "[链接](javascript:window.hacked=1) <script>window.hacked=1</script>供电可靠率？"
)
# Five seconds, playwright's own patience, are too few where both cores are busy.
expect.set_options(timeout=30_000)
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
        self._address = address
        self.requested: list[str] = []
        self.errors: list[str] = []

    def __call__(self, locale: str = "zh-CN", size: tuple[int, int] = WIDE) -> Page:
        context = self._browser.new_context(
            locale=locale, viewport={"width": size[0], "height": size[1]}, accept_downloads=True
        )
        context.set_default_timeout(30_000)
        page = context.new_page()
        page.on("request", lambda request: self.requested.append(request.url))
        page.on("websocket", lambda socket: self.requested.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.goto(self._address)
        expect(page.locator("#yj-question textarea")).to_be_visible()
        heading = "Ask" if locale.startswith("en") else "问"
        expect(page.get_by_role("tab", name=heading, exact=True)).to_be_visible()
        return page

    def close(self) -> None:
        for context in list(self._browser.contexts):
            context.close()


@pytest.fixture
def visit(browser: Browser, page_address: str) -> Iterator[Visit]:
    visitor = Visit(browser, page_address)
    yield visitor
    visitor.close()
    allowed = (page_address.rstrip("/"), "data:", "blob:", "about:")
    assert [url for url in visitor.requested if not url.startswith(allowed)] == []
    assert visitor.errors == []


def ask(page: Page, question: str) -> None:
    before = page.locator(".yj-question").count()
    page.locator("#yj-question textarea").fill(question)
    page.locator("#yj-question textarea").press("Enter")
    expect(page.locator(".yj-question")).to_have_count(before + 1)


def opened(page: Page) -> FrameLocator:
    expect(page.locator(".yj-context:visible")).to_have_count(1)
    return page.frame_locator(".yj-context iframe")


def tab(page: Page, name: str) -> None:
    page.get_by_role("tab", name=name, exact=True).click()


def test_a_chinese_question_to_the_quote_in_its_context(visit: Visit) -> None:
    page = visit()
    ask(page, "供电可靠率要达到多少？")
    card = page.locator(".yj-found .yj-card").first
    expect(card.locator("blockquote")).to_contain_text("供电可靠率达到99.999%")
    expect(card.locator("mark")).to_contain_text("供电可靠率达到99.999%")
    expect(card).to_contain_text("第七章 建设绿色智慧城市 · 第二节")
    expect(page.locator(".yj-english")).to_have_count(0)
    card.locator("blockquote").click()
    frame = opened(page)
    marks = frame.locator("mark")
    assert "供电可靠率达到99.999%" in "".join(marks.all_inner_texts())
    expect(marks.first).to_be_in_viewport()
    expect(page.locator(".yj-context")).to_contain_text("第七章")


def test_an_english_question_has_the_quote_and_unofficial_english(visit: Visit) -> None:
    page = visit("en-US")
    ask(page, "How reliable must the power supply be?")
    card = page.locator(".yj-found .yj-card").first
    expect(card.locator("blockquote")).to_contain_text("99.999%")
    expect(card.locator(".yj-english")).to_contain_text("Unofficial English")
    expect(card.locator(".yj-english")).to_contain_text("power supply")
    expect(card).to_contain_text("Chapter 7")


def test_a_refusal_offers_the_nearest_clauses_as_such(visit: Visit) -> None:
    page = visit()
    ask(page, "明天上海会下雨吗？")
    refusal = page.locator(".yj-refusal")
    expect(refusal).to_contain_text("规划没有回答这个问题。")
    expect(refusal).to_contain_text("最接近的条文，仅供参考，不是答案")
    expect(page.locator(".yj-found")).to_have_count(0)
    assert 1 <= refusal.locator(".yj-card").count() <= 3


def test_an_example_is_asked_by_a_click(visit: Visit) -> None:
    page = visit()
    page.locator(".yj-example").first.click()
    expect(page.locator(".yj-answer")).to_have_count(1)
    page.locator("#yj-clear").click()
    expect(page.locator(".yj-answer")).to_have_count(0)
    expect(page.locator(".yj-example").first).to_be_visible()


def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    ask(page, "供电可靠率要达到多少？")
    button = page.get_by_role("button", name="在原文中查看第1条引文")
    button.focus()
    page.keyboard.press("Enter")
    opened(page)
    expect(page.locator(".yj-context")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".yj-context:visible")).to_have_count(0)
    expect(button).to_be_focused()


def test_the_language_changes_every_word_of_the_interface(visit: Visit) -> None:
    page = visit()
    ask(page, "供电可靠率要达到多少？")
    expect(page.locator(".yj-answer")).to_have_count(1)
    page.get_by_label("English").check()
    expect(page.get_by_role("tab", name="Evaluate")).to_be_visible()
    expect(page.locator(".yj-card")).to_contain_text("Show in context")
    page.locator("#yj-clear").click()
    expect(page.locator(".yj-answer")).to_have_count(0)
    for name in ("Check", "Evaluate"):
        tab(page, name)
        texts = page.locator("main").first.inner_text()
        placeholders = page.locator("textarea:visible").evaluate_all(
            "areas => areas.map(area => area.placeholder + area.getAttribute('aria-label')).join(' ')"
        )
        for chinese in HAN.findall(texts + placeholders):
            assert chinese in {"引据", "中文"}, name
    tab(page, "Plan")
    expect(page.frame_locator("#yj-plan iframe").locator("summary").first).to_have_text("Contents")
    page.get_by_label("中文").check()
    expect(page.frame_locator("#yj-plan iframe").locator("summary").first).to_have_text("目录")
    page.reload()
    expect(page.get_by_role("tab", name="原文")).to_be_visible()


def test_the_browser_s_language_is_what_a_visitor_first_sees(visit: Visit) -> None:
    page = visit("en-GB")
    expect(page.get_by_text("verbatim quotes with chapter and section")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_markup_in_a_question_stays_text(visit: Visit) -> None:
    page = visit()
    ask(page, HOSTILE)
    expect(page.locator(".yj-question p")).to_have_text(HOSTILE)
    expect(page.locator("#yj-log img")).to_have_count(0)
    expect(page.locator("#yj-log a")).to_have_count(0)
    tab(page, "核对")
    page.locator("#yj-claims textarea").fill(HOSTILE.replace("？", "达到99.999%。"))
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix")).to_contain_text("<script>window.hacked=1</script>")
    assert page.evaluate("window.hacked") is None


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("   ", "问题是空的"),
        ("？！。", "问题是空的"),
        ("很" * 20_000, "问题太长：有20,000个字符"),
    ],
)
def test_a_bad_question_gets_one_sentence(visit: Visit, question: str, said: str) -> None:
    page = visit()
    ask(page, question)
    notice = page.locator(".yj-notice")
    expect(notice).to_contain_text(said)
    assert "Traceback" not in page.content()
    page.get_by_label("English").check()
    expect(notice).to_contain_text("The question is")


def test_a_narrow_window(visit: Visit) -> None:
    page = visit("zh-CN", NARROW)

    def overflow() -> int:
        return int(
            page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
        )

    assert overflow() <= 0
    ask(page, "知识城东边与哪里相接？")
    expect(page.locator(".yj-card").first).to_be_visible()
    assert overflow() <= 0
    page.locator(".yj-card .yj-link[data-open]").first.click()
    expect(opened(page).locator("mark").first).to_be_in_viewport()
    assert overflow() <= 0
    for name in ("核对", "评测", "原文"):
        tab(page, name)
        page.wait_for_timeout(300)
        assert overflow() <= 0, name


def test_statements_are_checked_and_open_in_their_context(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    tab(page, "核对")
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix .yj-notice")).to_contain_text("请先粘贴")
    page.locator("#yj-claims textarea").fill(
        "供电可靠率要达到99.999%。\n供电可靠率要达到95%。\n三亚地铁的票价为5元一张。"
    )
    page.locator("#yj-check").click()
    rows = page.locator("#yj-matrix .yj-matrix tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("有依据")
    expect(rows.nth(1)).to_contain_text("✗ 与规划相矛盾")
    expect(rows.nth(2)).to_contain_text("规划未提及")
    rows.nth(1).locator("[data-open]").last.click()
    frame = opened(page)
    assert "供电可靠率达到99.999%" in "".join(frame.locator("mark").all_inner_texts())
    for name, head in (("核对表", b"PK"), ("核对报告", b"<!doctype html")):
        with page.expect_download() as download:
            page.get_by_role("button", name=name).click()
        path = tmp_path / name
        download.value.save_as(path)
        assert path.read_bytes()[: len(head)].lower() == head.lower()


def test_a_file_is_checked(visit: Visit, tmp_path: Path) -> None:
    draft = tmp_path / "memo.md"
    draft.write_text("# 备忘\n\n供电可靠率要达到99.999%。\n", "utf-8")
    page = visit("en-US")
    tab(page, "Check")
    page.locator("#yj-tab_check input[type=file]").set_input_files(draft)
    expect(page.locator("#yj-tab_check")).to_contain_text("memo.md")
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix .yj-matrix tbody tr")).to_have_count(1)
    expect(page.locator("#yj-matrix")).to_contain_text("Supported")


def test_a_question_set_is_run_compared_and_reported(visit: Visit, tmp_path: Path) -> None:
    items: list[dict[str, object]] = [
        {"id": "a", "question": "供电可靠率要达到多少？", "gold": [{"key": "供电可靠率达到99.999%"}]},
        {"id": "b", "question": "知识城东面是哪里？", "gold": [{"key": "东面与增城区中新镇相接"}]},
        {"id": "c", "question": "供电可靠率是多少", "gold": [{"key": "东面与增城区中新镇相接"}]},
        {"id": "d", "question": "明天上海会下雨吗？"},
    ]  # fmt: skip
    good, bad = tmp_path / "set.jsonl", tmp_path / "bad.jsonl"
    good.write_text("\n".join(json.dumps(item, ensure_ascii=False) for item in items), "utf-8")
    bad.write_text('{"id": "a", "question": "?", "wrong": 1}\n', "utf-8")
    page = visit()
    tab(page, "评测")
    page.locator("#yj-run").click()
    expect(page.locator("#yj-figures .yj-notice")).to_contain_text("请先选择题集文件")
    chosen = page.locator("#yj-tab_evaluate input[type=file]")
    chosen.set_input_files(bad)
    expect(page.locator("#yj-tab_evaluate")).to_contain_text("bad.jsonl")
    page.locator("#yj-run").click()
    expect(page.locator("#yj-figures .yj-notice")).to_contain_text("bad.jsonl:1")
    page.get_by_role("button", name=re.compile("Clear|清除|Remove")).first.click()
    chosen.set_input_files(good)
    expect(page.locator("#yj-tab_evaluate")).to_contain_text("set.jsonl")
    page.locator("#yj-run").click()
    figures = page.locator("#yj-figures")
    expect(figures.locator(".yj-figures")).to_contain_text("答案充分")
    failure = figures.locator(".yj-failure", has_text="供电可靠率是多少")
    failure.locator("summary").click()
    failure.locator(".yj-expected [data-open]").click()
    marked = opened(page).locator("mark")
    assert "东面与增城区中新镇相接" in "".join(marked.all_inner_texts())
    page.locator("#yj-run").click()
    expect(figures).to_contain_text("变好0题，变差0题")
    with page.expect_download() as download:
        page.get_by_role("button", name="下载评测报告").click()
    report = tmp_path / "report.html"
    download.value.save_as(report)
    assert "供电可靠率是多少" in report.read_text("utf-8")


def test_the_restored_plan(visit: Visit) -> None:
    page = visit()
    tab(page, "原文")
    frame = page.frame_locator("#yj-plan iframe")
    expect(frame.locator(".clause").first).to_be_visible()
    assert frame.locator("span.inferred").count() > 1
    target = frame.locator("nav a", has_text="建设绿色智慧城市").first
    target.click()
    expect(frame.locator("h2", has_text="建设绿色智慧城市")).to_be_in_viewport()
    # The frame still shows the plan, and not this page once more.
    expect(frame.locator("#yj-question")).to_have_count(0)


def test_dark_mode(visit: Visit) -> None:
    page = visit()
    page.emulate_media(color_scheme="dark")
    page.reload()
    ask(page, "供电可靠率要达到多少？")
    card = page.locator(".yj-card").first
    expect(card).to_be_visible()
    red = int(card.evaluate("e => getComputedStyle(e).backgroundColor.match(/\\d+/)[0]"))
    assert red < 64

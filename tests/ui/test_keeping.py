"""Nothing is lost: a reload, a lost connection, a document that changed; the talk as a file."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.ui.conftest import Visit, ask, ready

pytestmark = pytest.mark.browser

POWER = "供电可靠率要达到多少？"


def test_a_reload_keeps_the_talk_and_what_was_typed(visit: Visit) -> None:
    page = visit()
    ask(page, POWER)
    ask(page, "明天上海会下雨吗？")
    page.locator("#yj-question").fill("还没问完的")
    page.reload()
    ready(page)
    expect(page.locator(".yj-turn")).to_have_count(2)
    expect(page.locator(".yj-found .yj-card").first).to_contain_text("99.999%")
    expect(page.locator(".yj-refusal [data-ask]").first).to_be_visible()
    assert page.locator("#yj-question").input_value() == "还没问完的"
    # What was asked before still leads a follow-up.
    page.locator("#yj-question").fill("")
    ask(page, "第七章讲什么？")
    expect(page.locator(".yj-turn")).to_have_count(3)


def test_a_lost_connection_is_said_and_can_be_tried_again(visit: Visit) -> None:
    page = visit()
    ask(page, POWER)
    page.context.set_offline(True)
    page.locator("#yj-question").fill("知识城东边与哪里相接？")
    page.locator("#yj-question").press("Enter")
    notice = page.locator(".yj-turn").last.locator(".yj-notice")
    expect(notice).to_contain_text("连接断了")
    expect(page.locator(".yj-found .yj-card").first).to_contain_text("99.999%")
    page.context.set_offline(False)
    # The browser says that it is back, and the question is asked again.
    expect(page.locator(".yj-turn").last.locator(".yj-card").first).to_contain_text("增城区中新镇")


def test_a_server_that_fails_once_is_asked_again(visit: Visit) -> None:
    page = visit()
    failed: list[str] = []

    def fail_once(route: Route) -> None:
        if failed:
            route.continue_()
            return
        failed.append(route.request.url)
        route.abort()

    page.route("**/page/ask", fail_once)
    ask(page, POWER)
    expect(page.locator(".yj-found .yj-card").first).to_contain_text("99.999%")
    assert len(failed) == 1


def test_a_question_that_was_under_way_is_asked_after_a_reload(visit: Visit) -> None:
    page = visit()
    page.route("**/page/ask", lambda route: None)  # never answered
    page.locator("#yj-question").fill(POWER)
    page.locator("#yj-question").press("Enter")
    expect(page.locator(".yj-thinking")).to_have_count(1)
    page.unroute("**/page/ask")
    page.reload()
    ready(page)
    expect(page.locator(".yj-found .yj-card").first).to_contain_text("99.999%")


def alter(page: Page, change: str) -> None:
    page.evaluate(
        "(change) => { const kept = JSON.parse(localStorage.getItem('yinju-talk'));"
        " Function('answer', change)(kept[0].answer);"
        " localStorage.setItem('yinju-talk', JSON.stringify(kept)); }",
        change,
    )
    page.reload()
    ready(page)


@pytest.mark.parametrize(
    "change",
    [
        "answer.citations[0].quote = answer.citations[0].quote.replace('99.999', '11.111')",
        "answer.citations[0].doc_id = 'gone.txt'",
        "answer.citations = 'nonsense'",
        "delete answer.lang",
    ],
)
def test_a_kept_quote_that_no_longer_stands_is_not_shown(visit: Visit, change: str) -> None:
    page = visit()
    ask(page, POWER)
    alter(page, change)
    notice = page.locator(".yj-turn .yj-notice")
    expect(notice).to_contain_text("不再逐字成立")
    expect(page.locator(".yj-card")).to_have_count(0)
    notice.get_by_role("button", name="重新提问").click()
    expect(page.locator(".yj-found .yj-card").first).to_contain_text("99.999%")


def test_what_was_kept_by_something_else_is_no_talk(visit: Visit) -> None:
    page = visit()
    for kept in ("{", "7", json.dumps([{"id": "1", "question": "甲"}, {}])):
        page.evaluate("kept => localStorage.setItem('yinju-talk', kept)", kept)
        page.reload()
        ready(page)
        expect(page.locator("#yj-question")).to_be_visible()


def test_the_talk_as_a_file(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    ask(page, POWER)
    quote = page.locator(".yj-words").first.inner_text()
    for name, form in (("Markdown 文件", "md"), ("Word 文件", "docx")):
        page.locator("#yj-export").click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=name).click()
        path = tmp_path / f"talk.{form}"
        download.value.save_as(path)
        assert download.value.suggested_filename == f"yinju.{form}"
        if form == "md":
            text = path.read_text("utf-8")
            assert quote in text.replace("\\", "")
            assert "第七章" in text
        else:
            with zipfile.ZipFile(path) as packed:
                assert quote[:20] in packed.read("word/document.xml").decode()

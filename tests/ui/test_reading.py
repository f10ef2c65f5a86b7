"""The document beside the conversation: tree, search, quotes one after the other, wide and narrow."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import NARROW, Visit, ask, overflow, room

pytestmark = pytest.mark.browser


def opened(page: Page, question: str = "知识产权金融有什么安排？") -> Page:
    ask(page, question)
    page.locator(".yj-card [data-open]").first.click()
    expect(page.locator("#yj-text .yj-here")).to_be_in_viewport()
    return page


def test_beside_each_other_with_a_border_that_moves(visit: Visit) -> None:
    page = opened(visit())
    expect(page.locator("#yj-question")).to_be_in_viewport()
    reader, divider = page.locator("#yj-reader"), page.locator("#yj-divider")
    before = reader.bounding_box()
    divider.focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    after = reader.bounding_box()
    assert before is not None
    assert after is not None
    assert after["width"] > before["width"]
    box = divider.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 4, box["y"] + 200)
    page.mouse.down()
    page.mouse.move(box["x"] + 204, box["y"] + 200)
    page.mouse.up()
    moved = reader.bounding_box()
    assert moved is not None
    assert moved["width"] < after["width"]


def test_the_tree_leads_to_its_headings(visit: Visit) -> None:
    page = opened(visit())
    page.locator("#yj-contents").click()
    entry = page.locator("#yj-tree [data-goto]", has_text="建设绿色智慧城市")
    entry.click()
    expect(page.locator("#yj-text h3", has_text="建设绿色智慧城市")).to_be_in_viewport()
    twist = page.locator("#yj-tree .yj-twist").first
    twist.click()
    expect(twist).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#yj-tree ul ul").first).to_be_hidden()
    assert page.locator("#yj-tree .yj-inferred").count() > 1


def test_words_are_found_as_they_are_typed(visit: Visit) -> None:
    page = opened(visit())
    page.locator("#yj-find").press_sequentially("９９．９９９%", delay=10)
    expect(page.locator("#yj-hits")).to_have_text("1/1")
    page.locator("#yj-find").fill("知识产权")
    expect(page.locator("#yj-hits")).to_have_text(re.compile(r"^1/\d{2,3}$"))
    page.locator("#yj-find").press("Enter")
    expect(page.locator("#yj-hits")).to_have_text(re.compile(r"^2/"))
    page.locator("#yj-hit-previous").click()
    expect(page.locator("#yj-hits")).to_have_text(re.compile(r"^1/"))
    page.locator("#yj-find").fill("没有这样的词")
    expect(page.locator("#yj-hits")).to_have_text("没有")


def test_quotes_follow_each_other(visit: Visit) -> None:
    page = opened(visit(), "明天上海会下雨吗？")
    count = page.locator(".yj-refusal .yj-card").count()
    assert count > 1
    expect(page.locator("#yj-quote-at")).to_have_text(f"引文 1/{count}")
    first = page.locator(".yj-here").get_attribute("data-clause")
    page.locator("#yj-quote-next").click()
    expect(page.locator("#yj-quote-at")).to_have_text(f"引文 2/{count}")
    expect(page.locator(".yj-here")).to_be_in_viewport()
    assert page.locator(".yj-here").get_attribute("data-clause") != first
    page.locator("#yj-quote-previous").click()
    expect(page.locator(".yj-here")).to_have_attribute("data-clause", str(first))


def test_a_link_to_the_clause_that_is_open(visit: Visit) -> None:
    page = opened(visit())
    clause = page.locator(".yj-here").get_attribute("data-clause")
    page.locator("#yj-clause-link").click()
    expect(page.locator(".yj-toast")).to_contain_text("链接已复制")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"?at={clause}")


def test_one_over_the_other_on_a_phone_and_back_brings_back(visit: Visit) -> None:
    page = visit("zh-CN", NARROW)
    assert overflow(page) <= 0
    opened(page)
    expect(page.locator("#yj-question")).to_be_hidden()
    assert overflow(page) <= 0
    page.locator("#yj-contents").click()
    expect(page.locator("#yj-tree")).to_be_visible()
    page.locator("#yj-tree [data-goto]").last.click()
    expect(page.locator("#yj-tree")).to_be_hidden()
    page.go_back()
    expect(page.locator("#yj-reader")).to_be_hidden()
    expect(page.locator(".yj-card").first).to_be_visible()
    for name in ("check", "shelf", "evaluate", "about"):
        room(page, name)
        assert overflow(page) <= 0, name


def test_the_language_of_the_reader_changes_in_place(visit: Visit) -> None:
    page = opened(visit())
    clause = page.locator(".yj-here").get_attribute("data-clause")
    page.locator("#yj-language").click()
    expect(page.locator("#yj-text .yj-legend")).to_contain_text("Small numbers count")
    expect(page.locator(".yj-here")).to_have_attribute("data-clause", str(clause))

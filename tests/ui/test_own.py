"""Documents of one's own on the real page, and two visitors who see only their own."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.index.read.pdf_files import pdf, set_text
from tests.ui.conftest import Visit, ask, ready, room
from tests.ui.test_access import every_look

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PARKS = "公园管理章程\n\n第一条 公园每天早上六点开门，晚上十点关门。\n第二条 园内禁止吸烟，违者罚款五十元。\n"
ODD = "<img src=x onerror='window.hacked=1'> & \"引号\""


def add(page: Page, path: Path) -> None:
    room(page, "shelf")
    page.locator("#yj-own-file").set_input_files(path)
    expect(page.locator(".yj-toast")).to_contain_text("已添加", timeout=300_000)


def test_a_document_is_dropped_asked_read_and_removed(visit: Visit, tmp_path: Path) -> None:
    document = tmp_path / f"{ODD.replace('/', '')}.txt"
    document.write_text(PARKS + f"第三条 {ODD}的，应当拆除。\n", "utf-8")
    page, other = visit(), visit()
    add(page, document)
    expect(page.locator("#yj-scope")).to_contain_text("正在问：公园管理章程")
    expect(page.locator("#yj-shelf")).to_contain_text("只有您看得到")
    ask(page, "公园几点开门？")
    card = page.locator(".yj-card").first
    expect(card).to_contain_text("六点")
    expect(card.locator(".yj-crumbs")).to_contain_text("公园管理章程")
    card.locator("[data-open]").click()
    expect(page.locator("#yj-text .yj-here")).to_contain_text("六点")
    expect(page.locator("#yj-text")).to_contain_text(ODD)
    # The other visitor neither sees nor reaches it.
    room(other, "shelf")
    expect(other.locator("#yj-shelf")).not_to_contain_text("公园")
    ask(other, "公园几点开门？")
    expect(other.locator(".yj-card", has_text="六点")).to_have_count(0)
    # A reload is no leaving.
    page.reload()
    ready(page)
    expect(page.locator("#yj-scope")).to_contain_text("公园管理章程")
    expect(page.locator(".yj-card").first).to_contain_text("六点")
    room(page, "shelf")
    page.locator("#yj-shelf [data-remove]").click()
    expect(page.locator("#yj-scope")).to_contain_text("知识城")
    expect(page.locator("#yj-shelf")).not_to_contain_text("公园")
    page.reload()
    ready(page)
    # What was quoted from it is not shown any more.
    expect(page.locator(".yj-notice")).to_contain_text("不再逐字成立")
    assert page.evaluate("window.hacked") is None


def test_a_page_is_seen_as_it_is_printed_with_the_quote_marked(
    visit: Visit, tmp_path: Path
) -> None:
    document = tmp_path / "parks.pdf"

    def first(canvas: Any) -> None:
        set_text(canvas, ["第一条 园内禁止吸烟。"])

    def second(canvas: Any) -> None:
        set_text(canvas, ["第二条 公园每天早上六点开门，晚上十点关门。"])

    document.write_bytes(pdf(first, second))
    page = visit()
    add(page, document)
    # What was dropped can be asked at once.
    page.locator(".yj-toast").get_by_role("button", name="去提问").click()
    expect(page.locator("#yj-question")).to_be_focused()
    ask(page, "公园几点开门？")
    page.locator(".yj-card", has_text="六点").first.locator("[data-open]").click()
    as_printed = page.locator("#yj-as-page")
    expect(as_printed).to_have_attribute("aria-pressed", "false")
    as_printed.click()
    expect(page.locator("#yj-text")).to_be_hidden()
    expect(page.locator("#yj-leaf-at")).to_have_text("第2页，共2页")
    mark = page.locator(".yj-box-mark").first
    expect(mark).to_be_in_viewport()
    picture, box = page.locator("#yj-leaf img").bounding_box(), mark.bounding_box()
    assert picture is not None
    assert box is not None
    # Set 82 points below the upper edge of 842.
    assert 0.06 < (box["y"] - picture["y"]) / picture["height"] < 0.11
    assert box["width"] > 0.4 * picture["width"]
    assert every_look(page, "as printed") == []
    page.locator("#yj-leaf").press("PageUp")
    expect(page.locator("#yj-leaf-at")).to_have_text("第1页，共2页")
    expect(page.locator(".yj-box-mark")).to_have_count(0)
    page.locator("#yj-find").fill("吸烟")
    expect(page.locator("#yj-text")).to_be_visible()
    expect(page.locator("#yj-hits")).to_have_text("1/1")


def test_which_documents_are_asked_is_chosen(visit: Visit, tmp_path: Path) -> None:
    document = tmp_path / "parks.txt"
    document.write_text(PARKS, "utf-8")
    page = visit()
    add(page, document)
    assert every_look(page, "own document") == []
    boxes = page.locator("#yj-shelf [data-pick]")
    expect(boxes).to_have_count(2)
    boxes.nth(0).check()
    expect(page.locator("#yj-scope")).to_contain_text("正在问全部2份文件")
    ask(page, "供电可靠率要达到多少？")
    expect(page.locator(".yj-card").first).to_contain_text("99.999%")
    ask(page, "吸烟罚多少钱？")
    expect(page.locator(".yj-turn").last.locator(".yj-card").first).to_contain_text("五十元")
    room(page, "shelf")
    boxes.nth(0).uncheck()
    boxes.nth(1).click()
    expect(page.locator(".yj-toast")).to_contain_text("至少要选一份文件")


def test_a_document_that_cannot_be_read_is_told(visit: Visit, tmp_path: Path) -> None:
    empty = tmp_path / "empty.txt"
    empty.write_text(" \n", "utf-8")
    page = visit()
    room(page, "shelf")
    page.locator("#yj-own-file").set_input_files(empty)
    expect(page.locator("#yj-own-error .yj-notice")).to_contain_text(
        "没有添加 empty.txt", timeout=60_000
    )
    expect(page.locator("#yj-shelf [data-pick]")).to_have_count(1)

"""Checking and evaluating on the real page."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.ui.conftest import NARROW, Visit, overflow, room

pytestmark = pytest.mark.browser


def test_statements_are_checked_filtered_and_opened(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    room(page, "check")
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix .yj-notice")).to_contain_text("请先粘贴")
    page.locator("#yj-claims").fill(
        "供电可靠率要达到99.999%。\n供电可靠率要达到95%。\n三亚地铁的票价为5元一张。"
    )
    page.locator("#yj-check").click()
    rows = page.locator("#yj-matrix tr[data-verdict]")
    expect(rows).to_have_count(3)
    expect(rows.nth(0)).to_contain_text("有依据")
    expect(rows.nth(0)).to_contain_text("第1行")
    expect(rows.nth(1)).to_contain_text("✗ 与原文相矛盾")
    expect(rows.nth(2)).to_contain_text("文件未提及")
    page.locator("[data-filter=contradicted]").click()
    expect(rows.nth(0)).to_be_hidden()
    expect(rows.nth(1)).to_be_visible()
    rows.nth(1).locator("[data-open]").click()
    expect(page.locator("#yj-text .yj-here")).to_contain_text("供电可靠率达到99.999%")
    page.locator("#yj-close").click()
    for name, head in (("核对表", b"PK"), ("核对报告 (.html)", b"<!doctype html")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        path = tmp_path / "report"
        download.value.save_as(path)
        assert path.read_bytes()[: len(head)].lower() == head.lower()
    page.locator("#yj-language").click()
    expect(rows.nth(1)).to_contain_text("Contradicted")


def test_a_file_is_checked_and_a_text_beside_it_is_not_dropped(
    visit: Visit, tmp_path: Path
) -> None:
    draft = tmp_path / "memo.md"
    draft.write_text("# 备忘\n\n供电可靠率要达到99.999%。\n", "utf-8")
    page = visit("en-US")
    room(page, "check")
    page.locator("#yj-check-file").set_input_files(draft)
    expect(page.locator("#yj-check-drop")).to_contain_text("memo.md")
    page.locator("#yj-claims").fill("Something else that is stated here.")
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix .yj-notice")).to_contain_text("both a text and a file")
    page.locator("#yj-claims").fill("")
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix tr[data-verdict]")).to_have_count(1)
    expect(page.locator("#yj-matrix")).to_contain_text("Supported")
    page.locator("#yj-check-clear").click()
    wrong = tmp_path / "memo.exe"
    wrong.write_bytes(b"MZ")
    page.locator("#yj-check-file").set_input_files(wrong)
    expect(page.locator(".yj-toast")).to_contain_text("not taken: memo.exe")


def test_two_editions_are_compared_filtered_and_saved(visit: Visit, tmp_path: Path) -> None:
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(
        "停车办法\n第一条 停车费每小时不超过5元。\n第二条 泊位应当<b>划线</b>。\n", "utf-8"
    )
    new.write_text(old.read_text("utf-8").replace("5元", "8元"), "utf-8")
    page = visit()
    room(page, "compare")
    page.locator("#yj-compare").click()
    expect(page.locator("#yj-changes .yj-notice")).to_contain_text("请选择新版的文件")
    page.locator("#yj-old-file").set_input_files(old)
    page.locator("#yj-new-file").set_input_files(new)
    expect(page.locator("#yj-new-drop")).to_contain_text("new.txt")
    page.locator("#yj-compare").click()
    changed = page.locator("#yj-changes tr.yj-reworded")
    expect(changed.locator("del")).to_contain_text("5元")
    expect(changed.locator("ins")).to_contain_text("8元")
    # What is the same is folded away until it is asked for.
    kept = page.locator("#yj-changes tr.yj-kept", has_text="<b>划线</b>")
    expect(kept).to_be_hidden()
    page.locator("#yj-show-kept").check()
    expect(kept).to_be_visible()
    page.locator("#yj-show-reworded").uncheck()
    expect(changed).to_be_hidden()
    for name, head in (("下载对照 (.html)", b"<!doctype html"), ("下载对照表", b"PK")):
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        path = tmp_path / "report"
        download.value.save_as(path)
        assert path.read_bytes()[: len(head)].lower() == head.lower()
    page.locator("#yj-language").click()
    expect(page.locator("#yj-changes legend")).not_to_contain_text("显示")
    expect(page.locator("#yj-new-drop")).to_contain_text("The new edition")


def test_the_document_that_is_asked_is_the_old_edition(visit: Visit, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("第七章 建设绿色智慧城市\n实现供电可靠率达到90%。\n", "utf-8")
    page = visit("en-US", NARROW)
    room(page, "compare")
    page.locator("#yj-new-file").set_input_files(new)
    page.locator("#yj-compare").click()
    expect(page.locator("#yj-changes tr.yj-removed").first).to_be_visible()
    assert overflow(page) <= 0


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
    room(page, "evaluate")
    page.locator("#yj-run").click()
    figures = page.locator("#yj-figures")
    expect(figures.locator(".yj-notice")).to_contain_text("请先选择题集文件")
    page.locator("#yj-sets-file").set_input_files(bad)
    page.locator("#yj-run").click()
    expect(figures.locator(".yj-notice")).to_contain_text("bad.jsonl:1")
    page.locator("#yj-sets-file").set_input_files(good)
    expect(page.locator("#yj-sets-drop")).to_contain_text("set.jsonl")
    page.locator("#yj-run").click()
    expect(figures.locator(".yj-headline")).to_contain_text("4题中有")
    expect(figures.locator(".yj-figures")).to_contain_text("答案充分")
    failure = figures.locator(".yj-failure", has_text="供电可靠率是多少")
    failure.locator("summary").click()
    failure.locator(".yj-expected [data-open]").click()
    expect(page.locator("#yj-text .yj-here")).to_contain_text("东面与增城区中新镇相接")
    page.locator("#yj-close").click()
    page.locator("#yj-run").click()
    expect(figures).to_contain_text("变好0题，变差0题")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载评测报告").click()
    report = tmp_path / "report.html"
    download.value.save_as(report)
    assert "供电可靠率是多少" in report.read_text("utf-8")
    failure = figures.locator(".yj-failure", has_text="供电可靠率是多少")
    failure.locator("summary").click()
    failure.get_by_role("button", name="在对话中打开").click()
    expect(page.locator("#yj-room-ask .yj-card").first).to_contain_text("99.999%")


def test_the_example_set_can_be_run(visit: Visit, tmp_path: Path) -> None:
    page = visit()
    room(page, "evaluate")
    with page.expect_download() as download:
        page.get_by_role("link", name="下载一份示例题集").click()
    example = tmp_path / "example.jsonl"
    download.value.save_as(example)
    page.locator("#yj-sets-file").set_input_files(example)
    page.locator("#yj-run").click()
    expect(page.locator(".yj-headline")).to_contain_text("答对")
    assert "（100%）" in page.locator(".yj-headline").inner_text()

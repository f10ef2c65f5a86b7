"""axe over every state of the page, in both languages, wide and narrow, light and dark."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FilePayload, Page, expect

from tests.ui.conftest import NARROW, WIDE, Visit, ask, room

pytestmark = [pytest.mark.browser, pytest.mark.slow]

QUESTIONS = {
    "zh-CN": ("供电可靠率要达到多少？", "一共几章？都讲什么？", "有哪些量化指标？", "明天上海会下雨吗？"),
    "en-US": ("How reliable must the power supply be?", "How many chapters are there?",
              "List all quantitative targets.", "Will it rain in Shanghai tomorrow?"),
}  # fmt: skip
EDITIONS = (
    "停车办法\n第一条 停车费每小时不超过5元。\n第二条 泊位应当划线。\n第三条 泊位每年公布。\n",
    "停车办法\n第一条 停车费每小时不超过8元。\n第二条 泊位应当划线。\n第三条 新建住宅应当配建充电桩。\n",
)
SERIOUS = {"serious", "critical"}
# Colours that fade into each other are looked at when they have come to rest; what turns for ever stops.
REST = """document.getAnimations().forEach((one) => {
  try { one.finish(); } catch { one.cancel(); }
})"""


def look(page: Page, state: str) -> list[str]:
    """Return what axe finds serious in the page as it is now."""
    found = Axe().run(page)
    return [
        f"{state}: {violation['id']}: {node['html'][:160]}"
        f" {' '.join((node.get('failureSummary') or '').split())[:200]}"
        for violation in found.response["violations"]
        if violation["impact"] in SERIOUS
        for node in violation["nodes"]
    ]


def every_look(page: Page, state: str) -> list[str]:
    """Return what axe finds serious in a state, wide and narrow in each language, light and dark by turns.

    So every two of size, language and scheme are seen together.
    """
    found: list[str] = []
    for size in (WIDE, NARROW):
        page.set_viewport_size({"width": size[0], "height": size[1]})
        for _ in ("this language", "the other"):
            page.locator("#yj-language").click()
            # Whatever moves or fades in is looked at when it has come to rest.
            page.mouse.move(0, 0)
            page.evaluate("document.body.classList.toggle('dark')")
            page.evaluate(REST)
            found += look(page, f"{state}, {size}, {page.evaluate('document.body.className')}")
        page.evaluate("document.body.classList.toggle('dark')")
    page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})
    return found


def compared(page: Page) -> None:
    """Compare two editions, and show what they have in common as well."""
    room(page, "compare")
    for name, text in zip(("old", "new"), EDITIONS, strict=True):
        given: FilePayload = {
            "name": f"{name}.txt",
            "mimeType": "text/plain",
            "buffer": text.encode(),
        }
        page.locator(f"#yj-{name}-file").set_input_files(given)
    page.locator("#yj-compare").click()
    expect(page.locator("#yj-changes tr.yj-reworded")).to_be_visible()
    page.locator("#yj-show-kept").check()
    page.locator("#yj-compare").hover()


@pytest.mark.parametrize(
    ("locale", "size", "scheme"),
    [
        ("zh-CN", WIDE, "light"),
        ("zh-CN", NARROW, "dark"),
        ("en-US", WIDE, "dark"),
        ("en-US", NARROW, "light"),
    ],
)
def test_no_serious_finding(
    visit: Visit, tmp_path: Path, locale: str, size: tuple[int, int], scheme: str
) -> None:
    page = visit(locale, size, scheme=scheme)
    expect(page.locator(".yj-example").first).to_be_visible()
    found = look(page, "empty")
    for question in QUESTIONS[locale]:
        ask(page, question)
    found += look(page, "answers")
    page.locator(".yj-card [data-menu]").last.click()
    found += look(page, "menu")
    page.keyboard.press("Escape")
    page.locator(".yj-card [data-open]").last.click()
    expect(page.locator("#yj-text .yj-here")).to_be_in_viewport()
    page.locator("#yj-contents").click()
    page.locator("#yj-find").fill("2035")
    found += look(page, "reader")
    page.locator("#yj-close").click()
    page.locator("#yj-question").fill("？")
    page.locator("#yj-question").press("Enter")
    expect(page.locator(".yj-notice")).to_be_visible()
    page.locator("#yj-clear").click()
    found += look(page, "cleared")
    page.locator(".yj-toast button").click()
    found += look(page, "error")
    room(page, "check")
    page.locator("#yj-claims").fill(
        "供电可靠率达到99.999%。\n供电可靠率达到90%。\n本市地铁票价为五元一张。"
    )
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix tr[data-verdict]")).to_have_count(3)
    page.locator("#yj-matrix summary").first.click()
    page.locator("#yj-check").hover()
    found += look(page, "check")
    compared(page)
    found += look(page, "compare")
    room(page, "shelf")
    found += look(page, "shelf")
    room(page, "evaluate")
    example = tmp_path / "set.jsonl"
    items = [{"id": "a", "question": QUESTIONS[locale][0], "gold": [{"key": "以地铁为骨干"}]},
             {"id": "b", "question": QUESTIONS[locale][3]}]  # fmt: skip
    example.write_text("\n".join(json.dumps(i, ensure_ascii=False) for i in items), "utf-8")
    page.locator("#yj-sets-file").set_input_files(example)
    page.locator("#yj-lenient").check()
    page.locator("#yj-run").click()
    expect(page.locator(".yj-headline, #yj-figures .yj-notice")).to_be_visible()
    found += look(page, "evaluate")
    room(page, "about")
    expect(page.locator(".yj-facts")).to_be_visible()
    found += look(page, "about")
    assert found == []


# One of each kind of answer that the test above has none of.
MORE = (
    "供电可靠率是95%吗？",
    "雨水年径流总量控制率不低于多少？",
    "那供电可靠率呢？",
    "提到“知识产权金融”了吗？",
    "第三章第二节讲什么？",
    "这是谁发布的？什么时候？",
)


def test_no_serious_finding_in_other_kinds_of_answers(visit: Visit) -> None:
    page = visit()
    for question in MORE:
        ask(page, question)
    expect(page.locator(".yj-correction")).to_have_count(1)
    expect(page.locator(".yj-found")).to_have_count(len(MORE) - 1)
    found = every_look(page, "answers")
    page.locator(".yj-question").first.hover()
    page.get_by_role("button", name="修改后重问").first.click()
    expect(page.locator("#yj-editing")).to_be_visible()
    page.locator("#yj-export").click()
    found += look(page, "editing, menu")
    assert found == []


def test_no_serious_finding_where_a_file_is_checked(visit: Visit) -> None:
    page = visit()
    room(page, "check")
    draft: FilePayload = {
        "name": "memo.md",
        "mimeType": "text/markdown",
        "buffer": "# 备忘\n\n供电可靠率达到99.999%。\n\n供电可靠率达到90%。\n\n为什么？\n".encode(),
    }
    page.locator("#yj-check-file").set_input_files(draft)
    page.locator("#yj-claims").fill("供电可靠率达到90%。")
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix .yj-notice")).to_be_visible()
    found = look(page, "notice")
    page.locator("#yj-claims").fill("")
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix tr[data-verdict]")).to_have_count(2)
    page.locator("[data-filter=contradicted]").click()
    for details in page.locator("#yj-matrix summary").all():
        details.click()
    found += every_look(page, "draft")
    assert found == []

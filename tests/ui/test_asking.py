"""Asking on the real page, over the shipped plan: quotes, refusals, the document beside them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.ui.conftest import NARROW, Visit, ask, overflow, room

pytestmark = pytest.mark.browser

POWER = "供电可靠率要达到多少？"
HAN = re.compile(r"[\u3400-\u9fff]+")
HOSTILE = (
    "<img src=x onerror='window.hacked=1'> **粗体** ${window.hacked=1} {{value}} "
    "[链接](javascript:window.hacked=1) <script>window.hacked=1</script>供电可靠率？"
)


def clipboard(page: Page) -> str:
    return str(page.evaluate("navigator.clipboard.readText()"))


def test_a_question_to_the_quote_in_its_document(visit: Visit) -> None:
    page = visit()
    ask(page, POWER)
    card = page.locator(".yj-found .yj-card").first
    expect(card.locator("blockquote")).to_contain_text("供电可靠率达到99.999%")
    for step in ("第七章 建设绿色智慧城市", "第二节 创新绿色低碳发展模式"):
        expect(card.locator(".yj-crumbs")).to_contain_text(step)
    expect(page.locator(".yj-lead")).to_contain_text(re.compile(r"把握 \d+%|把握不大"))
    expect(page.locator(".yj-english")).to_have_count(0)
    card.locator("blockquote").click()
    here = page.locator("#yj-text .yj-here")
    expect(here).to_be_in_viewport()
    assert "99.999%" in "".join(here.locator("mark").all_inner_texts())
    # The sentence has the number that the card gives it.
    number = re.search(r"第(\d+)句", card.locator(".yj-crumbs").inner_text())
    assert number is not None
    assert here.locator("[data-n]").first.get_attribute("data-n") == number[1]


def test_the_box_for_questions_stays_in_sight(visit: Visit) -> None:
    for size in ((1280, 900), NARROW):
        page = visit("zh-CN", size)
        for question in (POWER, "知识城东边与哪里相接？", "知识产权金融有什么安排？"):
            ask(page, question)
        box = page.locator("#yj-question").bounding_box()
        assert box is not None
        assert box["y"] + box["height"] < size[1]
        # The newest question is at the top of what is seen.
        expect(page.locator(".yj-question").last).to_be_in_viewport()
        assert overflow(page) <= 0


def test_english_readers_get_english_first_and_the_original(visit: Visit) -> None:
    page = visit("en-US")
    ask(page, "How reliable must the power supply be?")
    card = page.locator(".yj-found .yj-card").first
    expect(card.locator("blockquote")).to_contain_text("99.999%")
    expect(card.locator(".yj-english")).to_contain_text("Unofficial English")
    expect(card.locator(".yj-english")).to_contain_text("power supply")
    text = card.inner_text()
    assert text.index("power supply") < text.index("供电可靠率")
    expect(card).to_contain_text("Chapter 7")


def test_a_refusal_says_so_and_offers_what_is_answered(visit: Visit) -> None:
    page = visit()
    ask(page, "明天上海会下雨吗？")
    refusal = page.locator(".yj-refusal")
    expect(refusal.locator(".yj-lead")).to_contain_text("没有回答这个问题")
    expect(refusal).to_contain_text("最接近的条文，仅供参考，不是答案")
    expect(page.locator(".yj-found")).to_have_count(0)
    expect(refusal.locator("mark")).to_have_count(0)
    assert 1 <= refusal.locator(".yj-card").count() <= 3
    better = refusal.locator("[data-ask]")
    assert 1 <= better.count() <= 2
    better.first.click()
    expect(page.locator(".yj-turn").last.locator(".yj-found")).to_have_count(1)


def test_what_is_copied_and_linked(visit: Visit) -> None:
    page = visit()
    ask(page, POWER)
    card = page.locator(".yj-card").first
    quote = card.locator(".yj-words").inner_text()
    for name, has in (("引文和出处", "—— "), ("Markdown", "> "), ("参考文献", "[1] ")):
        card.locator("[data-menu]").click()
        card.get_by_role("menuitem", name=name).click()
        expect(page.locator(".yj-toast")).to_contain_text("已复制")
        assert has in clipboard(page)
        assert quote[:12] in clipboard(page)
    card.locator("[data-link]").click()
    page.wait_for_function("navigator.clipboard.readText().then(t => t.includes('at='))")
    link = clipboard(page)
    other = visit(path=link.removeprefix(visit.address))
    expect(other.locator("#yj-text .yj-here mark").first).to_be_in_viewport()
    assert "99.999%" in other.locator("#yj-text .yj-here").inner_text()
    assert "at=" not in other.url


def test_a_link_holds_a_question_and_a_reload_does_not_ask_twice(visit: Visit) -> None:
    page = visit()
    ask(page, POWER)
    page.locator(".yj-question").hover()
    page.get_by_role("button", name="复制问题链接").click()
    expect(page.locator(".yj-toast")).to_contain_text("链接已复制")
    other = visit(path=clipboard(page).removeprefix(visit.address))
    expect(other.locator(".yj-found .yj-card").first).to_contain_text("99.999%")
    other.reload()
    expect(other.locator(".yj-found .yj-card").first).to_contain_text("99.999%")
    expect(other.locator(".yj-turn")).to_have_count(1)


def test_an_example_is_asked_by_a_click_and_clearing_can_be_undone(visit: Visit) -> None:
    page = visit()
    expect(page.locator(".yj-welcome")).to_contain_text("它不会编写、概括或推测")
    page.locator(".yj-example").first.click()
    expect(page.locator(".yj-found")).to_have_count(1)
    page.locator("#yj-clear").click()
    expect(page.locator(".yj-turn")).to_have_count(0)
    expect(page.locator(".yj-example").first).to_be_visible()
    page.locator(".yj-toast").get_by_role("button", name="撤销").click()
    expect(page.locator(".yj-found")).to_have_count(1)


def test_a_follow_up_and_a_question_asked_anew(visit: Visit) -> None:
    page = visit()
    ask(page, "雨水年径流总量控制率是多少？")
    ask(page, "那供电可靠率呢？")
    expect(page.locator(".yj-turn").last.locator(".yj-card").first).to_contain_text("99.999%")
    first = page.locator(".yj-turn").first
    first.locator(".yj-question").hover()
    first.get_by_role("button", name="修改后重问").click()
    expect(page.locator("#yj-editing")).to_be_visible()
    page.locator("#yj-question").fill("知识城东边与哪里相接？")
    page.locator("#yj-question").press("Enter")
    expect(page.locator(".yj-turn")).to_have_count(1)
    expect(page.locator(".yj-card").first).to_contain_text("增城区中新镇")
    page.locator(".yj-toast").get_by_role("button", name="撤销").click()
    expect(page.locator(".yj-turn")).to_have_count(2)


def test_enter_sends_shift_breaks_and_an_input_method_is_left_alone(visit: Visit) -> None:
    page = visit()
    box = page.locator("#yj-question")
    box.fill("第一行")
    box.press("Shift+Enter")
    box.press_sequentially("第二行")
    assert box.input_value() == "第一行\n第二行"
    expect(page.locator(".yj-turn")).to_have_count(0)
    # Enter while an input method composes chooses a word.
    box.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(page.locator(".yj-turn")).to_have_count(0)
    box.fill(POWER)
    box.press("Enter")
    expect(page.locator(".yj-card").first).to_be_visible()
    assert box.input_value() == ""


def test_by_keyboard_alone(visit: Visit) -> None:
    page = visit()
    ask(page, POWER)
    opener = page.locator(".yj-card [data-open]").first
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#yj-text .yj-here")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#yj-reader")).to_be_hidden()
    expect(opener).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="引文和出处")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem", name="Markdown")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".yj-card [data-menu]").first).to_be_focused()
    page.locator("#yj-tab-ask").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#yj-tab-check")).to_be_focused()
    expect(page.locator("#yj-room-check")).to_be_visible()


def test_the_language_changes_every_word(visit: Visit) -> None:
    page = visit()
    ask(page, POWER)
    page.locator("#yj-language").click()
    expect(page.locator("#yj-tab-evaluate")).to_have_text("Evaluate")
    expect(page.locator(".yj-card").first).to_contain_text("Open in the document")
    page.locator("#yj-clear").click()
    expect(page.locator(".yj-turn")).to_have_count(0)
    page.locator(".yj-toast").evaluate("toast => toast.remove()")
    for name in ("ask", "check", "evaluate"):
        room(page, name)
        shown = page.locator(f"#yj-room-{name} :not([lang='zh-CN']):not([lang='zh-CN'] *)")
        texts = shown.evaluate_all(
            "all => all.map(one => [...one.childNodes].filter(n => n.nodeType === 3)"
            ".map(n => n.data).join(' ') + (one.placeholder ?? '') + (one.title ?? '')"
            " + (one.getAttribute('aria-label') ?? ''))"
        )
        assert HAN.findall(" ".join(texts)) == [], name
    page.reload()
    expect(page.locator("#yj-tab-evaluate")).to_have_text("Evaluate")
    page.locator("#yj-language").click()
    expect(page.locator("#yj-tab-evaluate")).to_have_text("评测")


def test_the_browser_s_language_is_what_a_visitor_first_sees(visit: Visit) -> None:
    page = visit("en-GB")
    expect(page.locator(".yj-purpose")).to_contain_text("verbatim quotes")
    assert page.evaluate("document.documentElement.lang") == "en"


def test_markup_stays_text(visit: Visit) -> None:
    page = visit()
    ask(page, HOSTILE)
    expect(page.locator(".yj-question p")).to_have_text(HOSTILE)
    expect(page.locator("#yj-log img, #yj-log a")).to_have_count(0)
    room(page, "check")
    page.locator("#yj-claims").fill(HOSTILE.replace("？", "达到99.999%。"))
    page.locator("#yj-check").click()
    expect(page.locator("#yj-matrix")).to_contain_text("<script>window.hacked=1</script>")
    page.reload()
    expect(page.locator(".yj-question p")).to_have_text(HOSTILE)
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
    page.locator("#yj-language").click()
    expect(notice).to_contain_text("The question is")

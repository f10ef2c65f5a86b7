from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from index.corpus import Clause, Document, Section, Span
from index.errors import InputError, YinjuError
from qa.check.draft import Checked, DraftReport
from qa.check.statements import Statement
from qa.errors import QuestionError, QuoteError
from qa.result import Answer, Citation, Language, Verdict
from qa.show import cards as page
from qa.show.cards import Exchange
from qa.show.check import check_result
from qa.show.strings import EXAMPLES, word, word_keys

HOSTILE = (
    '<img src=x onerror="alert(1)"> & \'"</li><script>alert(1)</script> [a](javascript:b) ${1}'
)
QUOTE = "建设<平台>。供电可靠率达到99.999%。"
CITATION = Citation(
    n=1,
    clause_id="abc123",
    doc_id="d",
    source="plan.txt",
    quote=QUOTE,
    start=0,
    end=len(QUOTE),
    also_at=(),
    chapter=7,
    chapter_title="建设绿色智慧城市",
    section=2,
    section_title="创新模式",
    place="stated",
    score=1.0,
    focus=(Span(7, len(QUOTE)),),
    topic="能源。",
    english="Build <platforms>.",
)
ANSWER = Answer("q", "zh", True, 0.9, "", (CITATION,))
CLAUSE = Clause(
    "abc123", "d", 0, Section(7, "建设绿色智慧城市", 2, "创新模式"), "inferred", QUOTE,
    (Span(0, len(QUOTE)),), (Span(0, 7), Span(7, len(QUOTE))),
)  # fmt: skip
VOID = {"img", "br", "hr", "meta", "link", "input"}


class Elements(HTMLParser):
    """Checks that every element is closed in order, and keeps what a test asks for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def report(*verdicts: Verdict) -> DraftReport:
    checked = tuple(Checked(Statement(v.claim, "line", 1), v) for v in verdicts)
    return DraftReport("draft.txt", checked, (Statement(HOSTILE, "line", 9),), (CLAUSE,), {})


def verdict(claim: str = "供电可靠率达到99%。") -> Verdict:
    return Verdict(claim, "zh", "contradicted", 0.9, (CITATION,), ("99% <> 99.999%",))


def test_every_word_is_in_both_languages() -> None:
    for key in word_keys():
        zh, en = word(key, "zh"), word(key, "en")
        assert zh.strip(), key
        assert en.strip(), key
        assert zh.count("{") == en.count("{"), key
        # Types and names of products are the same in both.
        assert any("\u4e00" <= c <= "\u9fff" for c in zh), key
    assert {lang for lang, _ in EXAMPLES} == {"zh", "en"}


def test_blanks_of_a_word_are_filled() -> None:
    assert word("quotes_found", "en", n=3) == "3 quotes"


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_hostile_stays_text(lang: Language) -> None:
    hostile = replace(
        CITATION, quote=HOSTILE, focus=(Span(3, 9),), topic=HOSTILE, english=HOSTILE,
        chapter_title=HOSTILE, section_title=HOSTILE, source=HOSTILE, clause_id=HOSTILE,
    )  # fmt: skip
    turns = [
        Exchange(HOSTILE, replace(ANSWER, citations=(hostile,), lang=lang)),
        Exchange(HOSTILE, replace(ANSWER, citations=(hostile,), answered=False)),
        Exchange(HOSTILE, replace(ANSWER, citations=(hostile,), answered=False, correction=True)),
        Exchange(HOSTILE, error=YinjuError(HOSTILE)),
    ]
    clause = replace(CLAUSE, clause_id=HOSTILE, text=HOSTILE, sentences=(Span(0, len(HOSTILE)),))
    for html in (
        page.conversation(turns, lang),
        check_result(report(replace(verdict(HOSTILE), citations=(hostile,))), lang),
        page.notice(HOSTILE, lang, HOSTILE),
        page.context(clause, [clause], [Document("d", HOSTILE, HOSTILE)], lang),
    ):
        found = Elements(html)
        assert "script" not in found.names
        assert "img" not in found.names
        assert not any(name.startswith("on") for name, _ in found.attributes)
        assert "<script>alert(1)</script>" in found.text or "iframe" in found.names


def test_an_answer_shows_quote_place_topic_and_focus() -> None:
    html = page.conversation([Exchange("供电？", ANSWER)], "zh")
    found = Elements(html)
    assert QUOTE in found.text
    assert "<mark>供电可靠率达到99.999%。</mark>" in html
    assert "第七章 建设绿色智慧城市 · 第二节 创新模式 · 第1句" in found.text
    assert "能源。" in found.text
    assert "找到1条原文" in found.text
    assert ("data-open", "abc123") in found.attributes
    # The reading aid is for those who read English.
    assert "platforms" not in found.text
    assert "yj-inferred" not in html


def test_english_is_marked_as_unofficial() -> None:
    found = Elements(page.conversation([Exchange("power?", replace(ANSWER, lang="en"))], "en"))
    assert "Unofficial EnglishBuild <platforms>." in found.text
    assert "Chapter 7" in found.text


def test_an_answer_speaks_the_language_of_its_question() -> None:
    found = Elements(page.conversation([Exchange("供电？", ANSWER)], "en"))
    assert "第七章" in found.text
    assert "Show in context" in found.text


def test_an_inferred_place_is_marked() -> None:
    html = page.place_html(replace(CITATION, place="inferred"), "zh")
    assert html.count("yj-inferred") == 1
    assert Elements(html).text.endswith("推断")


def test_what_is_copied_is_the_quote_with_its_source() -> None:
    found = Elements(page.quote_card(CITATION, "zh"))
    copied = dict(found.attributes)["data-copy"]
    assert copied is not None
    assert copied.startswith(f"“{QUOTE}”\n—— plan.txt · 第七章")


def test_a_refusal_and_a_correction_look_like_no_answer() -> None:
    refused = page.conversation([Exchange("q", replace(ANSWER, answered=False))], "zh")
    corrected = page.conversation(
        [Exchange("q", replace(ANSWER, answered=False, correction=True))], "zh"
    )
    answered = page.conversation([Exchange("q", ANSWER)], "zh")
    assert "yj-refusal" in refused
    assert "规划没有回答这个问题。" in refused
    assert "最接近的条文，仅供参考" in refused
    assert "yj-correction" in corrected
    assert "最接近的条文" not in corrected
    assert "yj-found" in answered
    assert "规划没有回答" not in answered
    bare = page.conversation([Exchange("q", replace(ANSWER, answered=False, citations=()))], "zh")
    assert "最接近的条文" not in bare


def test_an_empty_conversation_offers_examples_of_both_languages() -> None:
    for lang in ("zh", "en"):
        found = Elements(page.conversation([], lang))
        asked = [value for name, value in found.attributes if name == "data-ask"]
        assert sorted(str(a) for a in asked) == sorted(question for _, question in EXAMPLES)
        first = next(question for of, question in EXAMPLES if of == lang)
        assert asked[0] == first


def test_a_long_question_is_cut_when_shown_again() -> None:
    html = page.conversation(
        [Exchange("长" * 100_000, error=QuestionError("at most", too_long=True))], "zh"
    )
    assert len(html) < 2_000
    assert "100,000个字符" in html


@pytest.mark.parametrize(
    ("error", "text", "key"),
    [
        (QuestionError("The question is empty."), " ", "error_empty"),
        (QuestionError("broken"), "a\ud800", "error_broken"),
        (QuoteError("differs"), "q", "error_quote"),
    ],
)
def test_errors_are_one_sentence_of_the_visitors_language(
    error: YinjuError, text: str, key: str
) -> None:
    assert page.error_sentence(error, "zh", text) == word(key, "zh")
    assert page.error_sentence(error, "en", text) == word(key, "en")


def test_other_errors_keep_their_message() -> None:
    assert page.error_sentence(InputError("A file is not there."), "en") == "A file is not there."
    chinese = page.error_sentence(InputError("A file is not there."), "zh")
    assert chinese == f"{word('error_other', 'zh')}（A file is not there.）"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), "a&lt;bc"),
        ((Span(0, 2),), "<mark>a&lt;</mark>bc"),
        ((Span(0, 2), Span(1, 3)), "<mark>a&lt;</mark><mark>b</mark>c"),
        ((Span(1, 3), Span(1, 2)), "a<mark>&lt;</mark><mark>b</mark>c"),
        ((Span(2, 2),), "a&lt;bc"),
    ],
)
def test_marks(spans: tuple[Span, ...], expected: str) -> None:
    assert page.marked("a<bc", spans) == expected


def test_context_holds_the_document_with_the_words_marked() -> None:
    html = page.context(CLAUSE, [CLAUSE], [Document("d", "plan.txt", QUOTE)], "zh")
    found = Elements(html)
    document = dict(found.attributes)["srcdoc"]
    assert document is not None
    assert "<mark>建设&lt;平台&gt;。</mark>" in document
    assert dict(found.attributes)["sandbox"] == "allow-same-origin"
    assert "第七章 建设绿色智慧城市 · 第二节 创新模式 推断" in found.text


def test_a_checked_draft() -> None:
    html = check_result(report(verdict(), replace(verdict(), verdict="not_mentioned")), "zh")
    found = Elements(html)
    assert "✗ 与规划相矛盾 1" in found.text
    assert "✓ 有依据 0" in found.text
    assert "99% <> 99.999%" in found.text
    assert "规划中没有相应条文" in found.text
    assert "未核对（不是陈述） (1)" in found.text
    assert "涉及1条，共1条" in found.text


def test_a_draft_that_states_nothing() -> None:
    assert word("check_nothing", "en") in check_result(report(), "en")


def test_the_style_and_scripts_fetch_nothing() -> None:
    for name in ("page.css", "page.js", "frame.js", "log.js", "context.js"):
        text = page.page_file(name)
        assert not any(part in text for part in ("http:", "https:", "@import", "url(", "//cdn"))

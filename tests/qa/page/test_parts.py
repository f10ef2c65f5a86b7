from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from index.document.corpus import Clause, Document, Heading, Section, Span, TableRow
from index.errors import InputError, YinjuError
from qa.check.draft import CheckedStatement, DraftReport
from qa.check.statements import Statement
from qa.errors import QuestionError, QuoteError
from qa.result import Answer, Citation, Language, Verdict
from qa.show.cited.place import short_name, steps
from qa.show.cited.reference import FORMS, SourceFacts, cite
from qa.show.page.cards import Shown, quote_card
from qa.show.page.check import check_result
from qa.show.page.markup import marked, notice, page_file
from qa.show.page.reader import read_document
from qa.show.page.talk import answer_html, error_sentence, welcome
from qa.show.strings import all_words, word

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
ROOT = Path(__file__).parents[3]
# What looks like the name of a word and is that of a file.
FILES = {"about.json", "about.new", "check.json", "page.css", "report.html"}


class Elements(HTMLParser):
    """Checks that every element is closed in order, and keeps what a test asks for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.names: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.classes: list[str] = []
        self.items: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.names.append(tag)
        self.attributes += attrs
        self.classes += (dict(attrs).get("class") or "").split()
        if tag == "li":
            self.items.append("")
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if "li" in self.open and "ol" in self.open:
            self.items[-1] += data


def report(*verdicts: Verdict) -> DraftReport:
    checked = tuple(CheckedStatement(Statement(v.claim, "line", 1), v) for v in verdicts)
    return DraftReport("draft.txt", checked, (Statement(HOSTILE, "line", 9),), (CLAUSE,), {})


def verdict(claim: str = "供电可靠率达到99%。") -> Verdict:
    return Verdict(claim, "zh", "contradicted", 0.9, (CITATION,), ("99% <> 99.999%",))


def card(citation: Citation, lang: Language = "zh", **shown: object) -> str:
    return quote_card(citation, replace(Shown(lang, lang), **shown))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("某省人民政府关于印发某市总体规划（2020—2035年）的通知", "某市总体规划（2020—2035年）"),
        ("国务院办公厅关于转发某部《公园管理办法》的通知", "某部《公园管理办法》"),
        ("某市关于印发《公园管理办法》的通知", "公园管理办法"),
        ("某市关于印发《甲办法》和《乙办法》的通知", "《甲办法》和《乙办法》"),
        ("某市关于公园管理的通知", "某市关于公园管理的通知"),
        ("公园管理办法", "公园管理办法"),
        ("", ""),
    ],
)
def test_a_notice_is_known_by_what_it_issues(title: str, short: str) -> None:
    assert short_name(title) == short


def test_a_document_of_one_s_own_is_invited_where_it_is_taken() -> None:
    assert "data-add" in welcome(["规划"], [], "zh", own=True)
    assert "data-add" not in welcome(["规划"], [], "zh")


@pytest.mark.parametrize("key", sorted(all_words()))
def test_every_word_is_in_both_languages(key: str) -> None:
    chinese, english = all_words()[key]
    assert chinese
    assert english
    # The same blanks in both, so that neither is filled in by half.
    assert set(re.findall(r"{(\w+)}", chinese)) == set(re.findall(r"{(\w+)}", english))


def test_every_word_that_is_named_exists_and_the_other_way_round() -> None:
    files = [*ROOT.glob("qa/show/**/*.py"), *ROOT.glob("serve/**/*.py"), ROOT / "ui.py"]
    files += [*ROOT.glob("eval/report/*.py"), *ROOT.glob("qa/show/page/data/*.*")]
    written = "\n".join(path.read_text("utf-8") for path in files if path.suffix != ".toml")
    groups = {key.split(".")[0] for key in all_words()}
    named = set(re.findall(rf"[\"'=]((?:{'|'.join(groups)})\.[a-z_]+)[\"' >]", written))
    assert named - set(all_words()) - FILES == set()
    # Names that are put together: f"ask.copy_{form}".
    stems = {f"{group}.{stem}" for group, stem in re.findall(r"[\"'`](\w+)\.(\w*)[{$]", written)}
    unused = set(all_words()) - named
    assert {key for key in unused if not any(key.startswith(stem) for stem in stems)} == set()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_markup_in_any_text_stays_text(lang: Language) -> None:
    hostile = replace(
        CITATION, quote=HOSTILE, focus=(Span(0, 9),), topic=HOSTILE, english=HOSTILE,
        chapter_title=HOSTILE, section_title=HOSTILE, source=HOSTILE, clause_id=HOSTILE,
        document=HOSTILE, ref=HOSTILE, table=TableRow(HOSTILE, (HOSTILE,), (HOSTILE,)),
        path=(Heading("chapter", 1, HOSTILE, HOSTILE, "d", 0, 1),),
    )  # fmt: skip
    clause = replace(
        CLAUSE, clause_id=HOSTILE, text=HOSTILE, sentences=(Span(0, len(HOSTILE)),),
        path=hostile.path,
    )  # fmt: skip
    row = replace(clause, table=TableRow(HOSTILE, (HOSTILE,), (HOSTILE,)), topic=HOSTILE)
    answers = (
        replace(ANSWER, citations=(hostile,), lang=lang),
        replace(ANSWER, citations=(hostile,), answered=False),
        replace(ANSWER, citations=(hostile,), answered=False, correction=True),
    )
    document = Document(HOSTILE, HOSTILE, HOSTILE)
    read = read_document([clause, row], document, lang, title=HOSTILE)
    for html in (
        *(answer_html(answer, lang, better=[HOSTILE]) for answer in answers),
        check_result(report(replace(verdict(HOSTILE), citations=(hostile,))), lang),
        notice(HOSTILE, lang, HOSTILE),
        welcome([HOSTILE], [(lang, HOSTILE)], lang),
        read.text,
        read.tree,
    ):
        found = Elements(html)
        assert "script" not in found.names
        assert "img" not in found.names
        assert not any(name.startswith("on") for name, _ in found.attributes)
        assert "<script>alert(1)</script>" in found.text


def test_an_answer_shows_quote_place_and_topic() -> None:
    found = Elements(answer_html(ANSWER, "zh"))
    assert QUOTE in found.text
    for step in ("plan.txt", "第七章 建设绿色智慧城市", "第二节 创新模式", "第1句"):
        assert step in found.text
    assert "能源。" in found.text
    assert "找到1条原文" in found.text
    assert "把握 90%" in found.text
    assert ("data-clause", "abc123") in found.attributes
    # The reading aid is for those who read English, and no sentence is marked as a whole.
    assert "platforms" not in found.text
    assert "mark" not in found.names
    assert "yj-inferred" not in found.classes


def test_headings_stand_in_the_place_as_they_are_labelled() -> None:
    path = (
        Heading("part", 2, "第二编", "物权", "d", 0, 1),
        Heading("article", 23, "第二十三条", "", "d", 2, 3),
    )
    found = Elements(card(replace(CITATION, path=path, ref="第二十三条第二款", page=4)))
    assert [t for t in found.items if t] == [
        "plan.txt",
        "第二编 物权",
        "第二十三条",
        "第二款",
        "第4页",
    ]
    english = Elements(card(replace(CITATION, path=path, sentence=2), "en"))
    assert "Part 2 物权" in english.text
    assert "Article 23" in english.text


def test_english_comes_first_for_those_who_read_it_and_is_named() -> None:
    text = Elements(answer_html(replace(ANSWER, lang="en"), "en")).text
    assert text.index("Unofficial English") < text.index("Build <platforms>.") < text.index(QUOTE)
    assert "Chapter 7" in text


def test_an_answer_speaks_the_language_of_its_question() -> None:
    found = Elements(answer_html(ANSWER, "en"))
    assert "第七章" in found.text
    assert "Open in the document" in found.text


def test_an_inferred_place_is_marked() -> None:
    assert Elements(card(replace(CITATION, place="inferred"))).classes.count("yj-inferred") == 1


@pytest.mark.parametrize("form", FORMS)
def test_what_is_copied_holds_the_quote_letter_by_letter(form: str) -> None:
    copied = [value for name, value in Elements(card(CITATION)).attributes if name == "data-copy"]
    text = copied[FORMS.index(form)]
    assert text is not None
    plain = re.sub(r"\\(.)", r"\1", text)
    assert QUOTE in plain
    assert "plan.txt" in plain


def test_a_reference_names_body_number_date_and_place() -> None:
    source = SourceFacts("广东省人民政府", "粤府函〔2020〕272号", "2020-10-28")
    named = replace(CITATION, document="总体发展规划", ref="第七章第二节第1句")
    assert cite(named, "gbt", "zh", source=source).split("\n\n")[1] == (
        "[1] 广东省人民政府. 总体发展规划: 粤府函〔2020〕272号[Z]. 2020-10-28: 第七章第二节第1句."
    )
    assert cite(named, "gbt", "zh").endswith("[1] 总体发展规划[Z].: 第七章第二节第1句.")


def test_markdown_shows_a_quote_as_it_is() -> None:
    odd = replace(CITATION, quote="# *a* [b](c)\n- d\n1. e <f> `g`")
    lines = cite(odd, "markdown", "zh").split("\n")
    assert lines[0] == r"> \# \*a\* \[b\](c)"
    assert lines[1:3] == [r"> \- d", r"> \1. e \<f\> \`g\`"]


def test_a_refusal_and_a_correction_look_like_no_answer() -> None:
    refused = answer_html(replace(ANSWER, answered=False), "zh", better=["甲？", "乙？"])
    corrected = answer_html(replace(ANSWER, answered=False, correction=True), "zh")
    answered = answer_html(ANSWER, "zh")
    assert "yj-refusal" in refused
    assert "文件没有回答这个问题。" in refused
    assert "最接近的条文，仅供参考" in refused
    assert refused.count("data-ask") == 2
    assert "yj-correction" in corrected
    assert "最接近的条文" not in corrected
    assert "yj-found" in answered
    assert "没有回答" not in answered
    # What the document says instead is seen; what only comes near is folded away.
    several = replace(
        ANSWER, answered=False, correction=True, citations=(CITATION, replace(CITATION, n=2))
    )
    said, more = answer_html(several, "zh").split('<details class="yj-nearest">')
    assert said.count("yj-card") == more.count("yj-card") == 1
    assert "其他相关的条文" in more
    bare = answer_html(replace(ANSWER, answered=False, citations=()), "zh")
    assert "最接近的条文" not in bare


def test_what_was_looked_up_is_not_said_to_be_so_sure() -> None:
    assert "把握 " in answer_html(ANSWER, "zh")
    looked_up = answer_html(replace(ANSWER, intent="outline"), "zh")
    assert "直接查得" in looked_up
    assert "把握" not in looked_up


def test_an_article_is_named_once_in_its_place() -> None:
    article = Heading("article", 3, "第三条", "", "d", 0, 0)
    chapter = Heading("chapter", 1, "第一章", "总则", "d", 0, 0, depth=0)
    named = replace(CITATION, path=(chapter, article), ref="第一章第三条", article=3)
    assert steps(named, "zh") == ("第一章 总则", "第三条")
    below = replace(named, ref="第三条第二款")
    assert steps(below, "zh") == ("第一章 总则", "第三条", "第二款")
    assert steps(replace(named, page=4), "zh")[-2:] == ("第三条", "第4页")


def test_an_empty_page_says_what_it_knows_and_what_can_be_asked() -> None:
    questions: list[tuple[Language, str]] = [("zh", "甲？"), ("en", "B?")]
    for lang, first in questions:
        found = Elements(welcome(["规划"], questions, lang))
        asked = [value for name, value in found.attributes if name == "data-ask"]
        assert asked == [first]
        assert "规划" in found.text
        assert word("ask.refuses", lang) in found.text
    only = Elements(welcome(["规划"], questions[:1], "en"))
    assert "甲？" in only.text


@pytest.mark.parametrize(
    ("error", "text", "said"),
    [
        (QuestionError("The question is empty."), " ", "error.empty"),
        (QuestionError("broken"), "a\ud800", "error.broken"),
        (QuoteError("differs"), "q", "error.quote"),
    ],
)
def test_errors_are_one_sentence_of_the_visitors_language(
    error: YinjuError, text: str, said: str
) -> None:
    assert error_sentence(error, "zh", text) == word(said, "zh")
    assert error_sentence(error, "en", text) == word(said, "en")


def test_a_question_that_is_too_long_is_told_its_length() -> None:
    error = QuestionError("at most", too_long=True)
    assert "100,000个字符" in error_sentence(error, "zh", "长" * 100_000)


def test_other_errors_keep_their_message() -> None:
    assert error_sentence(InputError("A file is not there."), "en") == "A file is not there."
    chinese = error_sentence(InputError("A file is not there."), "zh")
    assert chinese == f"{word('error.other', 'zh')}（A file is not there.）"


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        ((), "a&lt;bc"),
        ((Span(0, 2),), "<mark>a&lt;</mark>bc"),
        ((Span(0, 2), Span(1, 3)), "<mark>a&lt;b</mark>c"),
        (
            (Span(1, 3), Span(1, 2)),
            "a<mark>&lt;b</mark>c",
        ),
        ((Span(2, 2),), "a&lt;bc"),
        ((Span(3, 99),), "a&lt;b<mark>c</mark>"),
    ],
)
def test_marks(spans: tuple[Span, ...], expected: str) -> None:
    assert marked("a<bc", spans) == expected


def test_a_checked_draft() -> None:
    html = check_result(report(verdict(), replace(verdict(), verdict="not_mentioned")), "zh")
    found = Elements(html)
    assert "✗ 与原文相矛盾 1" in found.text
    assert "✓ 有依据 0" in found.text
    assert "99% <> 99.999%" in found.text
    assert "第1行" in found.text
    assert "文件中没有相应条文" in found.text
    assert "未核对（不是陈述） (1)" in found.text
    # Supported, contradicted, near, untouched, gaps, in all: the four first add up to the last.
    counts = re.findall(r'<td class="yj-num">(\d+)</td>', html)
    assert counts == ["0", "1", "0", "0", "0", "1"]
    shown = [value for name, value in found.attributes if name == "data-verdict"]
    assert shown == ["contradicted", "not_mentioned"]


def test_a_draft_that_states_nothing() -> None:
    assert word("check.nothing", "en") in check_result(report(), "en")


def test_the_style_and_scripts_fetch_nothing_from_elsewhere() -> None:
    for path in (ROOT / "qa/show/page/data").glob("*.*"):
        text = page_file(path.name)
        assert not any(part in text for part in ("http:", "https:", "@import", "url(", "//cdn"))

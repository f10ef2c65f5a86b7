from __future__ import annotations

import pytest

from index.document.corpus import Section
from index.document.split import split_sentences
from index.outline.headings.glued import read_outline
from index.outline.headings.titles import find_titles, opening_mark
from index.outline.numbering.numerals import chinese_number


def headings(text: str) -> list[tuple[str, int, str | None]]:
    return [(h.level, h.number, h.title) for _, h in read_outline(text).headings]


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in read_outline(text).sentences]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("一", 1), ("十", 10), ("十二", 12), ("二十", 20), ("一百零三", 103), ("两", 2), ("12", 12)],
)
def test_numerals(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        ("第一章 总则", ("chapter", 1, 3)),
        ("第十二节发展", ("section", 12, 4)),
        ("第三条 为了", ("article", 3, 3)),
        ("二、总体要求", ("chapter", 2, 2)),
        ("（三）教育", ("section", 3, 3)),
        ("1．概况", None),
        ("总则", None),
    ],
)
def test_marks(words: str, mark: tuple[str, int, int] | None) -> None:
    assert opening_mark(words) == mark


def test_headings_on_lines_of_their_own() -> None:
    text = "第一章 总则\n第一节 目的\n为了发展。\n第二节 原则\n坚持创新。\n"
    assert headings(text) == [
        ("chapter", 1, "总则"),
        ("section", 1, "目的"),
        ("section", 2, "原则"),
    ]
    assert sentences(text) == ["为了发展。", "坚持创新。"]


def test_a_table_of_contents_in_one_line_says_where_glued_titles_end() -> None:
    text = (
        "规划目录第一章规划背景第一节发展基础第二节机遇挑战第二章保障措施"
        "第一章规划背景奠基以来成就明显。第一节发展基础知识城位于北部。"
        "第二节机遇挑战从全球看有变化。第二章保障措施加强领导。"
    )
    outline = read_outline(text)
    assert outline.contents == (
        Section(1, "规划背景", 0, None),
        Section(1, "规划背景", 1, "发展基础"),
        Section(1, "规划背景", 2, "机遇挑战"),
        Section(2, "保障措施", 0, None),
    )
    assert sentences(text) == [
        "规划",
        "奠基以来成就明显。",
        "知识城位于北部。",
        "从全球看有变化。",
        "加强领导。",
    ]
    assert len(outline.headings) == 4


def test_a_table_line_by_line_with_page_numbers() -> None:
    text = "目录\n第一章 总则 ...... 1\n第二章 附则 ...... 9\n第三章 其他 12\n第一章 总则\n为了发展。\n"
    outline = read_outline(text)
    assert [place.chapter_title for place in outline.contents] == ["总则", "附则", "其他"]
    assert headings(text) == [("chapter", 1, "总则")]
    assert sentences(text) == ["为了发展。"]


def test_a_copy_without_the_heading_shows_where_the_title_ends() -> None:
    text = "第一节发展基础知识城位于广州市北部。\n其他的话。\n知识城位于广州市北部。\n"
    assert headings(text) == [("section", 1, "发展基础")]
    assert sentences(text) == ["知识城位于广州市北部。", "其他的话。", "知识城位于广州市北部。"]


def test_a_glued_title_that_nothing_tells_stays_with_its_sentence() -> None:
    text = "第一节发展基础知识城位于广州市北部。\n"
    assert headings(text) == [("section", 1, None)]
    assert sentences(text) == ["第一节发展基础知识城位于广州市北部。"]


def test_two_marks_in_one_line() -> None:
    text = "第二章总体要求第一节指导思想\n坚持发展。\n"
    assert headings(text) == [("chapter", 2, "总体要求"), ("section", 1, "指导思想")]


def test_numbered_headings() -> None:
    text = "一、总体要求\n（一）指导思想。坚持创新。\n（二）主要目标\n到2025年建成。\n"
    assert headings(text) == [
        ("chapter", 1, "总体要求"),
        ("section", 1, "指导思想"),
        ("section", 2, "主要目标"),
    ]
    assert sentences(text) == ["（一）指导思想。", "坚持创新。", "到2025年建成。"]


def test_a_numeral_that_ends_a_word_is_no_mark() -> None:
    text = "三、产教融合\n（九）坚持知行合一、工学结合。借鉴双元制。\n"
    assert headings(text) == [("chapter", 3, "产教融合"), ("section", 9, "坚持知行合一、工学结合")]


def test_the_number_of_an_article_is_no_part_of_its_words() -> None:
    text = "第一章 总则\n第一条 为了发展，制定本条例。\n第二条 本条例适用于本省。\n"
    assert [h[:2] for h in headings(text)] == [("chapter", 1), ("article", 1), ("article", 2)]
    assert sentences(text) == ["为了发展，制定本条例。", "本条例适用于本省。"]


def test_a_mention_of_a_chapter_is_no_heading() -> None:
    text = "第一章 总则\n按照第二章总则的规定办理。\n第二章规定的事项除外。\n第二章 总则\n完。\n"
    assert headings(text) == [("chapter", 1, "总则"), ("chapter", 2, "总则")]
    assert len(sentences(text)) == 3


def test_titles_are_found_longest_first() -> None:
    text = "第一节 发展\n第一节 发展基础\n"
    titles = find_titles(text, split_sentences(text), [Section(1, "甲", 1, "教育")])
    assert titles.opening("section", 1, " 发展基础知识城") == ("发展基础", 5)
    assert titles.opening("section", 1, "发展知识城") == ("发展", 2)
    assert titles.opening("section", 1, "教育事业") == ("教育", 2)
    assert titles.opening("section", 2, "教育事业") is None

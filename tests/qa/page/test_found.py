"""Parts of the page for what was looked up: a tree, a table, the next places; nothing unescaped."""

from __future__ import annotations

import re
from html import unescape

from index.document.corpus import Heading, HeadingLevel
from qa.pipeline import Pipeline
from qa.result import Answer, Figure
from qa.show.export import ExportedTurn, as_markdown
from qa.show.export import figures_table as figures_file
from qa.show.page.found import figures_table, next_places, outline_tree
from qa.show.page.talk import answer_html


def heading(number: int, depth: int, title: str) -> Heading:
    level: HeadingLevel = "section" if depth else "chapter"
    label = f"第{'一二三'[number - 1]}{'节' if depth else '章'}"
    return Heading(level, number, label, title, "d", 0, 0, depth=depth)


def test_an_outline_opens_where_something_stands_below() -> None:
    html = outline_tree(
        [heading(1, 0, "总则"), heading(1, 1, "<范围>"), heading(2, 0, "附则")], "zh"
    )
    assert html.count("<details") == html.count("</details>") == 1
    assert re.findall(r"<li>", html) == ["<li>"] * 3
    assert "<范围>" not in html
    assert "“&lt;范围&gt;”这部分讲什么？" in html


def test_figures_sort_by_number_and_are_saved_whole() -> None:
    figures = (
        Figure("比例", "超过4.5%", 4.5, "%", "at_least", 2022, None, 1, "c"),
        Figure('=1+1 "<b>"', "3—5家", None, "家", None, None, "市政府", None, "c"),
    )
    html = figures_table(figures, "zh")
    assert re.findall(r'data-key="(.*?)"', html) == ["4.5", ""]
    assert "<b>" not in html
    assert "责任主体" in html
    # What no figure has is no column.
    assert "责任主体" not in figures_table(figures[:1], "zh")
    answer = Answer("q", "zh", True, 0.9, "", (), intent="figures", figures=figures)
    saved = figures_file([ExportedTurn("q", answer)], "zh", "csv").decode("utf-8-sig")
    header, first, second = saved.splitlines()
    assert header == "指标,数值,数,单位,界限,年份,责任主体,出处,原文"
    assert first == "比例,超过4.5%,4.5,%,下限,2022,,,"
    assert second.startswith("\"'=1+1")  # no spreadsheet runs it


def test_an_outline_is_exported_as_it_is_shown() -> None:
    outline = (heading(1, 0, "总则"), heading(1, 1, "范围"))
    answer = Answer("q", "zh", True, 0.9, "", (), intent="outline", outline=outline, lead="共1章。")
    text = as_markdown([ExportedTurn("q", answer)], "zh")
    assert "共1章。\n\n- 第一章 总则\n  - 第一节 范围" in text


def test_markup_in_a_title_is_text_in_what_is_exported() -> None:
    outline = (heading(1, 0, "<img src=x onerror=alert(1)> [a](javascript:b) **c**"),)
    answer = Answer("q", "zh", True, 0.9, "", (), intent="outline", outline=outline)
    text = as_markdown([ExportedTurn("<script>[d](javascript:e)", answer)], "zh")
    assert "\\<img" in text
    assert "\\<script\\>" in text
    assert not re.search(r"(?<!\\)[<\[\]*]", text.split("## ")[1])


def test_the_next_places_can_be_asked_for(pipeline: Pipeline) -> None:
    some = pipeline.ask("规划提到众创空间了吗？", k=1)
    html = answer_html(some, "zh")
    assert some.lead in unescape(html)
    assert 'data-ask="还有别的吗？"' in html
    assert next_places(pipeline.ask("规划提到众创空间了吗？", k=50), "zh") == ""


def test_what_is_absent_is_said_once(pipeline: Pipeline) -> None:
    answer = pipeline.ask("规划提到区块链了吗？")
    html = answer_html(answer, "zh")
    assert html.count("全文没有提到“区块链”。") == 1
    assert "文件没有回答这个问题" not in html
    assert html.count("仅供参考") <= 1

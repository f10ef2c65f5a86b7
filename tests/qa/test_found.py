"""Parts of the page for what was looked up: a tree, a table, the next places; nothing unescaped."""

from __future__ import annotations

import re
from html import unescape

from index.corpus import Heading, HeadingLevel
from qa.pipeline import Pipeline
from qa.result import Figure
from qa.show import cards as page
from qa.show.cards import Exchange
from qa.show.found import figures_table, next_places, outline_tree


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
    saved = unescape(re.search(r'data-text="(.*?)"', html, re.DOTALL)[1])  # type: ignore[index]
    header, first, second = saved.splitlines()
    assert header == "指标,数值,数,单位,界限,年份,责任主体"
    assert first == "比例,超过4.5%,4.5,%,不低于,2022,"
    assert second.startswith("\"'=1+1")  # no spreadsheet runs it


def test_the_next_places_can_be_asked_for(pipeline: Pipeline) -> None:
    some = pipeline.ask("规划提到众创空间了吗？", k=1)
    html = page.conversation([Exchange("规划提到众创空间了吗？", some)], "zh")
    assert some.lead in unescape(html)
    assert 'data-ask="还有别的吗？"' in html
    assert next_places(pipeline.ask("规划提到众创空间了吗？", k=50), "zh") == ""


def test_what_is_absent_is_said_once(pipeline: Pipeline) -> None:
    answer = pipeline.ask("规划提到区块链了吗？")
    html = page.conversation([Exchange("规划提到区块链了吗？", answer)], "zh")
    assert html.count("全文没有提到“区块链”。") == 1
    assert "规划没有回答这个问题" not in html
    assert html.count("仅供参考") == 1

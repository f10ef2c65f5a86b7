"""Markdown without its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document.reading import Reading
from index.read.plain.markdown import lay_out


def read(text: str) -> str:
    layout = lay_out(text)
    return Reading(text, layout.skips, layout.spaces).text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("处**二百元**罚款", "处二百元罚款"),
        ("**重点：**其他", "重点：其他"),
        ("***两者***都是", "两者都是"),
        ("处~~三十元~~一百元", "处一百元"),
        ("处<del>三十元</del>一百元", "处一百元"),
        ("<b>10个工作日</b>内<br/>办结", "10个工作日内办结"),
        ("`代码*x*`不变", "代码*x*不变"),
        ("见[办法](http://x.cn/a_(b))第三条", "见办法第三条"),
        ("图![示意](a.png)后", "图后"),
        ("工本费&nbsp;20元", "工本费20元"),
        ("常住人口[^1]38万", "常住人口38万"),
        (r"\*不是强调\*", "*不是强调*"),
        ("# 标题 #", "标题"),
        ("- 第一项", "第一项"),
        ("> 引文", "引文"),
        ("<!-- 校对 -->正文", "正文"),
        # Signs that only look like marks.
        ("8~10厘米，3~5米", "8~10厘米，3~5米"),
        ("2*3*4=24", "2*3*4=24"),
        ("a_b_c与snake_case", "a_b_c与snake_case"),
        ("比例<5%且>3%", "比例<5%且>3%"),
    ],
)
def test_marks_are_skipped(text: str, words: str) -> None:
    assert read(text).strip() == words


def test_only_a_blank_line_ends_a_paragraph() -> None:
    text = (
        "# 规定\n\n面积不小于1.5\n平方米的标准建设，配备可供500人使用不少于72小时的饮\n用水。"
        "\n\n另一段。\n"
    )
    assert read(text).split("\n\n") == [
        "规定",
        "面积不小于1.5平方米的标准建设，配备可供500人使用不少于72小时的饮用水。",
        "另一段。\n",
    ]


def test_a_title_that_is_underlined_right_below_the_settings() -> None:
    text = "---\ntitle: 甲\n---\n供水办法\n====\n\n每月公布。\n"
    layout = lay_out(text)
    assert [mark.span.of(text) for mark in layout.headings] == ["供水办法"]


def test_headings() -> None:
    text = "# 办法\n\n第一章 总则\n===\n\n正文。\n\n###第三级\n"
    found = [(mark.level, mark.span.of(text)) for mark in lay_out(text).headings]
    assert found == [(1, "办法"), (1, "第一章 总则"), (3, "第三级")]


@pytest.mark.parametrize(
    "table",
    [
        "| 对象 | 城镇 | 农村 |\n| --- | ---: | :-: |\n| 低保 | 860 | 640 |\n| 特困 | 1180 | 980 |\n",
        "对象|城镇|农村\n---|---|---\n低保|860|640\n特困|1180|980\n",
        "<table><tr><th>对象</th><th>城镇</th><th>农村</th></tr>"
        "<tr><td>低保</td><td>860</td><td>640</td></tr>"
        "<tr><td>特困</td><td>1180</td><td>980</td></tr></table>\n",
    ],
)
def test_tables(table: str) -> None:
    text = f"# 标准\n\n{table}\n说明。\n"
    (found,) = lay_out(text).tables
    assert found.header_rows == 1
    cells = {(cell.row, cell.column): cell.span.of(text) for cell in found.cells}
    assert cells[0, 1] == "城镇"
    assert cells[2, 2] == "980"
    assert "1180 980" in " ".join(read(text).split())
    assert "---" not in read(text)


def test_cells_over_rows_and_columns() -> None:
    text = (
        '<table><tr><td rowspan="2">低保</td><td>城镇</td><td>860</td></tr>'
        "<tr><td>农村</td><td>640</td></tr></table>"
    )
    (table,) = lay_out(text).tables
    found = [(c.row, c.column, c.rows, c.span.of(text)) for c in table.cells]
    assert found[0] == (0, 0, 2, "低保")
    assert found[3:] == [(1, 1, 1, "农村"), (1, 2, 1, "640")]


@given(st.text(alphabet="*_~`[]()<>!#|-\\&;a文 \n=b1", max_size=60))
def test_any_text_keeps_its_order(text: str) -> None:
    layout = lay_out(text)
    end = 0
    for span in layout.skips:
        assert end <= span.start < span.end <= len(text)
        end = span.end
    for table in layout.tables:
        for cell in table.cells:
            assert 0 <= cell.span.start <= cell.span.end <= len(text)

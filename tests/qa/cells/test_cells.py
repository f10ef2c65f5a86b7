"""The cell that a text names by row and column, and what a claim says of it."""

from __future__ import annotations

import pytest

from index.document.corpus import Document
from index.read.plain.markdown import read_markdown
from index.restore.document import restore
from qa.ask.reference.tabled import asked_cell, is_sure
from qa.ask.retrieval.query import read_query
from qa.cells.address import address
from qa.cells.grid import Grid, grids_of, place_of
from qa.cells.value import check_cells

TEXT = """# 石桥县水网规划

## 一、目标

表1 主要指标

| 类别 | 指标 | 2025年 | 2030年 | 2035年 | 属性 |
|---|---|---|---|---|---|
| 供水 | 水库数量（座） | 12 | 19 | 26 | 预期性 |
| 供水 | 城乡供水普及率（%） | 88 | ≥95 | ≥98 | 约束性 |
| 排水 | 雨水管网长度（公里） | 310 | 420 | 500 | 预期性 |
| 节水 | 用水总量（亿立方米） | 2.1 | ≤2.4 | ≤2.6 | 约束性 |

## 二、收费

表2 供水价格

单位：元/吨

| 用户 | 一档 | 二档 | 管理单位 |
|---|---|---|---|
| 居民用户 | 2.6 | 3.9 | 县水务公司 |
| 餐饮用户 | 4.1 | 5.5 | 县水务公司 |
| 工业用户 | 3.8 |  | 县工业园管委会 |
| 合计 | 10.5 | 9.4 |  |
"""


@pytest.fixture(scope="module")
def grids() -> list[Grid]:
    source = read_markdown(TEXT.encode(), "a.md")
    document = Document("a", "a.md", source.text, kind="md", layout=source.layout)
    return list(grids_of(restore(document).clauses))


def test_columns_that_name_rows_are_told_from_those_with_values(grids: list[Grid]) -> None:
    first, second = grids
    assert first.names == (0, 1)
    assert [column.at for column in first.columns] == [2, 3, 4, 5]
    assert [sorted(column.years) for column in first.columns] == [[2025], [2030], [2035], []]
    assert second.names == (0,)
    assert second.unit(second.rows[0], second.columns[0]) == "元/吨"
    assert first.unit(first.rows[2], first.columns[0]) == "公里"


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("2030年水库数量是多少", "19"),
        ("到2035年水库有几座", "26"),
        ("供水普及率2030年的目标", "≥95"),
        ("雨水管网长度是约束性的吗", "预期性"),
        ("餐饮用户二档水价", "5.5"),
        ("一档合计", "10.5"),
        ("工业用户由谁管理", "县工业园管委会"),
        ("How many reservoirs are planned by 2035?", "26"),
        ("2040年水库数量是多少", ""),
        ("水库数量", ""),
        ("公路里程2030年是多少", None),
    ],
)
def test_a_cell_is_named_by_row_and_column(grids: list[Grid], text: str, cell: str | None) -> None:
    found = address(read_query(text).normal, grids)
    assert (None if found is None else found.cell) == cell


def test_the_place_of_a_cell_is_that_of_its_words(grids: list[Grid]) -> None:
    row = grids[0].rows[0]
    places = [place_of(row, at) for at in (2, 3, 4)]
    assert [at.of(row.text) for at in places if at is not None] == ["12", "19", "26"]


@pytest.mark.parametrize(
    ("question", "sure"),
    [
        ("2030年水库数量是多少？", True),
        ("为什么2030年水库数量是19座？", None),
        ("2030年各项指标分别是多少？", None),
        ("工业用户二档水价", None),
        ("水库数量2030年由哪家银行提供贷款、利率多高", None),
    ],
)
def test_a_question_for_more_than_a_cell_is_none_for_it(
    grids: list[Grid], question: str, sure: bool | None
) -> None:
    found = asked_cell(read_query(question), grids)
    assert (None if found is None else is_sure(found)) == sure


@pytest.mark.parametrize(
    ("claim", "clashes"),
    [
        ("2030年水库数量达到19座。", []),
        ("2030年水库数量达到12座。", ["2030年：19"]),
        ("水库数量从2025年的12座增加到2030年的19座。", []),
        ("2030年城乡供水普及率不低于95%。", []),
        ("2030年用水总量不低于2.4亿立方米。", ["2030年：≤2.4"]),
        ("2035年雨水管网长度达到500米。", ["2035年：500"]),
        ("雨水管网长度是约束性指标。", ["属性：预期性"]),
        ("餐饮用户一档每吨4.1元，二档每吨5.5元。", []),
        ("餐饮用户一档每吨4.1元，二档每吨4.1元。", ["二档：5.5"]),
        ("居民用户由县工业园管委会管理。", ["管理单位：县水务公司"]),
    ],
)
def test_a_claim_is_set_against_the_cell_that_it_names(
    grids: list[Grid], claim: str, clashes: list[str]
) -> None:
    found = check_cells(read_query(claim).normal, grids)
    assert found is not None
    assert [clash.text.split(" ")[-1] for clash in found.clashes] == clashes


@pytest.mark.parametrize(
    "claim",
    [
        "2030年公路里程达到420公里。",  # no such row
        "2040年水库数量达到30座。",  # no such column
        "水库数量每年增加3座。",  # a change, which no cell has
        "2030年水库数量不是19座。",
        "2030年水库数量达到19座，总投资由县财政和农业发展银行贷款共同承担。",
        "2030年雨水管网长度投资3亿元。",  # an amount of something else
        "工业用户二档每吨5元。",  # an empty cell
    ],
)
def test_what_cells_do_not_tell_is_left_open(grids: list[Grid], claim: str) -> None:
    assert check_cells(read_query(claim).normal, grids) is None

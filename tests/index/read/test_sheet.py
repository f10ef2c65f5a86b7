"""Workbooks and csv files as they show."""

from __future__ import annotations

import io
from collections.abc import Sequence

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from index.document.reading import Reading
from index.errors import DocumentError
from index.read.sheet.csv import parse_rows, read_csv
from index.read.sheet.numbers import show_number
from index.read.sheet.write import read_workbook
from index.read.source import Source
from tests.index.read.word_files import archive

ROWS: list[list[object]] = [["指标", "2025年", "2030年"], ["绿地率", 0.4, 0.452], ["公园", 12, 30]]


def book(*sheets: tuple[str, Sequence[Sequence[object]]]) -> openpyxl.Workbook:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets:
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def read(made: openpyxl.Workbook) -> Source:
    data = io.BytesIO()
    made.save(data)
    return read_workbook(data.getvalue(), "a.xlsx")


def lines(source: Source) -> list[str]:
    text = Reading(source.text, source.layout.skips, source.layout.spaces).text
    return [line for line in text.split("\n") if line.strip()]


def first(made: openpyxl.Workbook) -> Worksheet:
    return made.worksheets[0]


def test_numbers_as_they_show_and_the_row_that_names_the_columns() -> None:
    made = book(("Sheet1", ROWS))
    first(made)["B2"].number_format = "0%"
    first(made)["C2"].number_format = "0.0%"
    source = read(made)
    assert lines(source) == ["指标\t2025年\t2030年", "绿地率\t40%\t45.2%", "公园\t12\t30"]
    (table,) = source.layout.tables
    assert table.header_rows == 1


def test_a_title_above_the_table_and_a_note_below() -> None:
    made = book(("Sheet1", [["主要指标"], ["单位：个"], *ROWS, ["注：公园含游园。"]]))
    first(made).merge_cells("A1:C1")
    source = read(made)
    (table,) = source.layout.tables
    assert table.title is not None
    assert table.title.of(source.text) == "主要指标"
    assert table.header_rows == 1
    assert lines(source)[-1] == "注：公园含游园。"


def test_labels_above_a_table_do_not_name_its_columns() -> None:
    made = book(("Sheet1", [["主要指标"], ["填报单位：规划局", None, "填报日期：3月1日"], *ROWS]))
    first(made).merge_cells("A1:C1")
    (table,) = (source := read(made)).layout.tables
    assert table.title is not None
    assert table.title.of(source.text) == "主要指标"
    assert table.header_rows == 1
    assert lines(source)[1] == "填报单位：规划局\t填报日期：3月1日"


def test_every_sheet_that_is_shown() -> None:
    made = book(("环境", ROWS), ("交通", [["名称", "长度"], ["地铁", "46公里"]]), ("旧", ROWS))
    made.worksheets[2].sheet_state = "hidden"
    source = read(made)
    assert [mark.span.of(source.text) for mark in source.layout.headings] == ["环境", "交通"]
    assert len(source.layout.tables) == 2
    assert "1个隐藏的工作表" in source.remarks[0].zh


def test_hidden_rows_and_columns_are_left_out_and_told() -> None:
    rows: list[list[object]] = [
        ["地区", "指标", "值", "测算"],
        ["核心区", "高度", 24, 1],
        [None, "绿地", 40, 2],
    ]
    made = book(("Sheet1", rows))
    first(made).merge_cells("A2:A3")
    first(made).row_dimensions[2].hidden = True
    first(made).column_dimensions["D"].hidden = True
    source = read(made)
    # A merged cell is shown beside what is left of its rows.
    assert lines(source) == ["地区\t指标\t值", "核心区\t绿地\t40"]
    assert source.remarks[0].zh == "有1个隐藏的行、1个隐藏的列，没有读入。"


def test_merged_cells() -> None:
    made = book(
        ("Sheet1", [["地区", "指标", "值"], ["核心区", "高度", "24米"], [None, "绿地", "40%"]])
    )
    first(made).merge_cells("A2:A3")
    source = read(made)
    (table,) = source.layout.tables
    cells = {(c.row, c.column): (c.span.of(source.text), c.rows) for c in table.cells}
    assert cells[1, 0] == ("核心区", 2)
    assert (2, 0) not in cells
    assert cells[2, 1] == ("绿地", 1)


def test_what_is_struck_out_and_what_was_not_counted() -> None:
    made = book(("Sheet1", [["项目", "金额"], ["甲", "五十元"], ["乙", "=1+1"]]))
    first(made)["B2"].font = Font(strike=True)
    source = read(made)
    assert "五十元" not in source.text
    assert [remark.zh[:6] for remark in source.remarks] == ["有1处文字划", "有1个公式没"]


def test_two_tables_on_one_sheet() -> None:
    made = book(("Sheet1", [*ROWS, [], ["名称", "长度"], ["地铁", "46公里"]]))
    assert len(read(made).layout.tables) == 2


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        ("0.85", "0%", "85%"),
        ("0.4255", "0.0%", "42.6%"),
        ("1234567.891", "#,##0.00", "1,234,567.89"),
        ("1234.5", "#,##0.##", "1,234.5"),
        ("0.1", "General", "0.1"),
        ("0.30000000000000004", "General", "0.3"),
        ("123456789012", "General", "123456789012"),
        ("-5", "0.0;(0.0)", "(5.0)"),
        ("0", '0;-0;"无"', "无"),
        ("7", "000", "007"),
        ("12000000", '0.0,,"百万"', "12.0百万"),
        ("46023", "yyyy/m/d", "2026/1/1"),
        ("46023", 'yyyy"年"m"月"d"日"', "2026年1月1日"),
        ("46023", "[DBNum1]yyyy年m月d日", "二〇二六年一月一日"),
        ("46023.75", "yyyy-mm-dd hh:mm", "2026-01-01 18:00"),
        ("0.5", "h:mm AM/PM", "12:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("12", '0"公里"', "12公里"),
        ("5", "@", "5"),
        ("1E400000000", "0", "1E400000000"),
        ("no", "0", "no"),
    ],
)
def test_number_formats(value: str, code: str, shown: str) -> None:
    assert show_number(value, code) == shown


def test_days_from_1904() -> None:
    assert show_number("44561", "yyyy/m/d", since_1904=True) == "2026/1/1"


@pytest.mark.parametrize(
    "data",
    [
        b"no",
        b"PK\x03\x04 no",
        archive({"xl/workbook.xml": "<workbook"}),
        archive({"word/document.xml": "<a/>"}),
    ],
)
def test_what_is_no_whole_workbook_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match=r"a\.xlsx is not a whole Excel file"):
        read_workbook(data, "a.xlsx")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
def test_csv(sign: str, encoding: str) -> None:
    rows = [
        ["序号", "内容", "备注"],
        ["1", '"每周到场\r\n不少于""四""天。"', "无"],
        ["2", "移交。", ""],
    ]
    text = "\r\n".join(sign.join(row) for row in rows) + "\r\n"
    source = read_csv(text.encode(encoding), "a.csv")
    assert source.text == text
    (table,) = source.layout.tables
    assert table.header_rows == 1
    reading = Reading(source.text, source.layout.skips, source.layout.spaces)
    cells = {
        (c.row, c.column): reading.text[reading.at(c.span.start) : reading.at(c.span.end)]
        for c in table.cells
    }
    assert " ".join(cells[1, 1].split()) == '每周到场 不少于"四"天。'
    assert cells[2, 1] == "移交。"


@given(st.text(alphabet='",\r\n a;\t|字', max_size=40))
def test_any_csv_has_cells_in_order(text: str) -> None:
    end = 0
    for row in parse_rows(text):
        for outer, inner in row:
            assert end <= outer.start <= inner.start <= inner.end <= outer.end <= len(text)
            end = outer.end

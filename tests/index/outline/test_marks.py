from __future__ import annotations

import pytest

from index.outline.numbering.marks import clean_title, is_reference, read_mark
from index.outline.numbering.numerals import fold


@pytest.mark.parametrize(
    ("line", "family", "number", "label"),
    [
        ("第 一 章　总　则", "chapter", 1, "第一章"),
        ("第１条 为了", "article", 1, "第1条"),
        ("第⼗⼆节 附则", "section", 12, "第十二节"),
        ("第二分编 典型合同", "subdivision", 2, "第二分编"),
        ("第三部分 说明", "part", 3, "第三部分"),
        ("十一、各部部长", "listed", 11, "十一、"),
        ("（二十）完善", "bracketed", 20, "（二十）"),
        ("㈢其他", "bracketed", 3, "㈢"),
        ("3．本人", "counted", 3, "3．"),
        ("（3）农业部", "enclosed", 3, "（3）"),
        ("②分项", "circled", 2, "②"),
        ("5.1.2 与粪坑", "dotted", 2, "5.1.2"),
        ("A.1 评价方法", "dotted", 1, "A.1"),
        ("附 录 A", "annex", 0, "附录A"),
        ("附件2：名单", "annex", 2, "附件2"),
        ("专栏3 工程", "box", 3, "专栏3"),
    ],
)
def test_marks_of_every_family(line: str, family: str, number: int, label: str) -> None:
    mark = read_mark(fold(line))
    assert mark is not None
    assert (mark.family, mark.number, mark.label) == (family, number, label)


@pytest.mark.parametrize(
    "line", ["3.5%的增长", "3.5万元", "2025.3.1起", "总则", "附则", "一共三章"]
)
def test_what_is_no_mark(line: str) -> None:
    assert read_mark(fold(line)) is None


def test_an_article_put_in_behind_another() -> None:
    mark = read_mark("第十二条之一 共享")
    assert mark is not None
    assert (mark.number, mark.inserted) == (12, 1)


@pytest.mark.parametrize(
    ("line", "refers"),
    [
        ("第五条规定的条件", True),
        ("第三条第二款所称", True),
        ("第三条 第二款所称", True),
        ("第二章、第三章", True),
        ("第五条 规定地方", False),
        ("第二章 第一审程序", False),
        ("第三节 中华人民共和国主席", False),
        ("第一条为了", False),
    ],
)
def test_references_are_told_by_what_follows(line: str, refers: bool) -> None:
    mark = read_mark(line)
    assert mark is not None
    assert is_reference(line, mark) is refers


def test_titles_lose_the_spaces_within_and_keep_those_of_other_scripts() -> None:
    assert clean_title("总　则") == "总则"
    assert clean_title(" GB 5749 生活饮用水 卫生标准") == "GB 5749 生活饮用水卫生标准"

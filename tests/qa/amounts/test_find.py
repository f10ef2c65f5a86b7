"""Amounts of a text: value, unit, bound, range, and what is no amount."""

from __future__ import annotations

import pytest

from qa.amounts.find import find_amounts
from qa.amounts.numerals import chinese_value, english_value, fraction_value


@pytest.mark.parametrize(
    ("word", "value"),
    [
        ("十五", 15), ("一百二十", 120), ("两万", 20_000), ("三", 3), ("一万二千", 12_000),
        ("一万二", 12_000), ("三千零五", 3_005), ("二〇二七", 2_027), ("3亿5000万", 350_000_000),
        ("1.2万", 12_000), ("一点五万", 15_000), ("36,000万", 360_000_000), ("2万亿", 2e12),
        ("一百一十千", None), ("万", None), ("水", None),
    ],
)  # fmt: skip
def test_chinese_numerals(word: str, value: float | None) -> None:
    assert chinese_value(word) == value


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("fifteen", 15), ("two hundred", 200), ("forty-five", 45), ("a hundred", 100),
        ("three hundred and five", 305), ("half a million", 500_000), ("1.2 million", 1_200_000),
        ("two and a half", 2.5), ("two dozen", 24), ("a", None), ("water", None),
    ],
)  # fmt: skip
def test_english_numerals(words: str, value: float | None) -> None:
    assert english_value(words) == value


def test_fractions() -> None:
    assert fraction_value("two-thirds") == pytest.approx(2 / 3)
    assert fraction_value("a fifth") == pytest.approx(1 / 5)
    assert fraction_value("a wall") is None


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("控制率不低于82%", 82, "percent", "at_least"),
        ("比例超过4.5%", 4.5, "percent", "at_least"),
        ("占比40%以上", 40, "percent", "at_least"),
        ("最高偿付限额为人民币50万元", 500_000, "yuan", "at_most"),
        ("最高奖励 12.5 万元", 125_000, "yuan", "at_most"),
        ("代表人数不得超过5人", 5, "person", "at_most"),
        ("不满三十平方米的", 30, "area", "at_most"),
        ("5个工作日内提出", 5, "workday", "at_most"),
        ("约3公里", 3_000, "metre", "about"),
        ("三十余家企业", 30, "家", "at_least"),
        ("一个半月", 1.5, "month", "exact"),
        ("两年半", 30, "month", "exact"),
        ("半年", 6, "month", "exact"),
        ("三成", 30, "percent", "exact"),
        ("三分之二以上", 200 / 3, "percent", "at_least"),
        ("加收万分之五的滞纳金", 0.05, "percent", "exact"),
        ("产值翻两番", 4, "times", "exact"),
        ("规模增长2倍", 3, "times", "exact"),
        ("规模提高到3倍", 3, "times", "exact"),
        ("每6个月交纳一次", 2, "frequency", "exact"),
        ("一年要缴两次", 2, "frequency", "exact"),
        ("一般两个月安排一次", 6, "frequency", "exact"),
        ("up to half a million yuan", 500_000, "yuan", "at_most"),
        ("at least two-thirds of members", 200 / 3, "percent", "at_least"),
        ("within a year", 12, "month", "at_most"),
        ("five working days", 5, "workday", "exact"),
        ("every other month", 6, "frequency", "exact"),
        ("twice a year", 2, "frequency", "exact"),
        ("may not exceed 24 metres", 24, "metre", "at_most"),
        ("绿地不得低于厂区总面积的百分之三十", 30, "percent", "at_least"),
        ("兼职教师不得超过本校教师人数的5%", 5, "percent", "at_most"),
        ("绿地至少要占厂区总面积的三成", 30, "percent", "at_least"),
        ("库房最多占厂区总面积的两成", 20, "percent", "at_most"),
        ("对超过标准的3家企业", 3, "家", "exact"),
        ("票价每年调整不得超过一次", 1, "frequency", "at_most"),
        ("每半年至少演练一次", 2, "frequency", "at_least"),
        ("not more than once a year", 1, "frequency", "at_most"),
        ("two surprise inspections a year", 2, "frequency", "exact"),
        ("年满十四周岁", 14, "age", "at_least"),
        ("under the age of 14", 14, "age", "at_most"),
        ("aged 14 or over", 14, "age", "at_least"),
        ("14-year-olds", 14, "age", "exact"),
        ("村民代表占2/3", 200 / 3, "percent", "exact"),
        ("2/5 of the seats", 40, "percent", "exact"),
        ("投资七个亿", 7e8, "", "exact"),
        ("told a fortnight ahead", 14, "day", "exact"),
        ("12 storeys or higher", 12, "", "at_least"),
        ("six weeks at the latest", 42, "day", "at_most"),
        ("盐不超过5 g", 5, "gram", "at_most"),
        ("录像保存30 d", 30, "day", "exact"),
    ],
)
def test_one_amount(text: str, value: float, unit: str, bound: str) -> None:
    (found,) = find_amounts(text)
    assert found.value == pytest.approx(value)
    assert (found.unit, found.bound) == (unit, bound)
    assert text[found.at.start : found.at.end] == found.words


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("处10万元以上50万元以下罚款", 100_000, 500_000, "yuan"),
        ("5至10年", 60, 120, "month"),
        ("胸径为8~10厘米", 0.08, 0.1, "metre"),
        ("5%—10%", 5, 10, "percent"),
        ("from 3 to 5 years", 36, 60, "month"),
        ("between 5 and 10 percent", 5, 10, "percent"),
        ("比例为3%-5%的", 3, 5, "percent"),
        ("满14周岁不满18周岁的", 14, 18, "age"),
        ("20%以上不足40%的", 20, 40, "percent"),
        ("between forty thousand and three hundred thousand yuan", 40_000, 300_000, "yuan"),
        ("one to four times", 1, 4, "times"),
    ],
)
def test_a_range_is_one_amount(text: str, low: float, high: float, unit: str) -> None:
    (found,) = find_amounts(text)
    assert found.bound == "range"
    assert found.value == pytest.approx(low)
    assert found.high == pytest.approx(high)
    assert found.unit == unit


@pytest.mark.parametrize(
    "text",
    [
        "国办发〔2018〕115号", "到2025年", "二〇二五年五月一日", "第十三条第二款", "一带一路", "进一步统一",
        "（1）加强管理", "一个平台", "十四五时期", "A1-3号线", "on 1 May 2015", "one of the aims",
        "晚上九点到早上七点", "21:00至次日7:00", "from 9 pm to 7 am", "under one roof", "几十家",
        "六年级",
    ],
)  # fmt: skip
def test_what_is_no_amount(text: str) -> None:
    assert find_amounts(text) == ()


def test_the_year_and_the_whole_that_it_is_counted_in() -> None:
    first, second = find_amounts("到2025年，每万人口专利超过100件；到2035年，占比达到60%。")
    assert (first.year, first.per, first.value) == (2025, 10_000, 100)
    assert (second.year, second.per, second.value) == (2035, None, 60)


@pytest.mark.parametrize(
    ("text", "value", "unit", "bound"),
    [
        ("机组容量在十亿千瓦以内", 1e9, "kilowatt", "at_most"),
        ("More than half of the boats are inspected.", 50.0, "percent", "at_least"),
        ("A lease must not run for less than three years.", 36.0, "month", "at_least"),
        ("A lease must never be granted for more than three years.", 36.0, "month", "at_most"),
    ],
)
def test_what_bounds_and_scales_belong_to(text: str, value: float, unit: str, bound: str) -> None:
    (found,) = find_amounts(text)
    assert (found.value, found.unit, found.bound) == (value, unit, bound)


def test_numbers_of_congresses_and_rows_count_nothing() -> None:
    assert find_amounts("贯彻十九届二中全会精神") == ()
    assert find_amounts("序号13，贷款由银行发放") == ()

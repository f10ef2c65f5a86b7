"""What narrows figures down in a question."""

from __future__ import annotations

import pytest

from qa.amounts.units import unit_of
from qa.intent.filters import Filters, read_filters
from qa.result import Language


@pytest.mark.parametrize(
    ("text", "lang", "filters"),
    [
        ("2030年以前的指标", "zh", Filters(until=2030)),
        ("2028年底前要完成的数字", "zh", Filters(until=2028)),
        ("2030年之后的指标", "zh", Filters(since=2031)),
        ("2027年至2029年的指标", "zh", Filters(since=2027, until=2029)),
        ("到2035年的指标", "zh", Filters()),
        ("targets before 2030", "en", Filters(until=2030)),
        ("targets after 2030", "en", Filters(since=2031)),
        ("targets between 2027 and 2029", "en", Filters(since=2027, until=2029)),
        ("按工作日计算的期限", "zh", Filters(unit="workday", factor=1, counted="工作日")),
        ("以万元为单位的指标", "zh", Filters(unit="yuan", factor=1, counted="万元")),
        ("以个为单位的指标", "zh", Filters(counted="个")),
        ("limits in working days", "en", Filters(unit="workday", factor=1, counted="working days")),
        ("水利局负责的指标", "zh", Filters(body="水利局")),
        ("约束性指标", "zh", Filters(nature="约束性")),
        ("binding targets for 2030", "en", Filters(nature="约束性")),
        ("回落的数据", "zh", Filters(direction="down")),
        ("哪些指标同比上涨了", "zh", Filters(direction="up")),
        ("which figures dropped", "en", Filters(direction="down")),
        ("time limits that apply to the police", "en", Filters(body="police")),
    ],
)
def test_filters(text: str, lang: Language, filters: Filters) -> None:
    assert read_filters(text, lang)[0] == filters


def test_what_was_read_is_taken_out() -> None:
    assert read_filters("2030年以前环保方面的指标", "zh")[1].strip() == "的环保方面的指标"[1:]
    assert read_filters("按年龄计算的指标", "zh")[1] == "按年龄计算的指标"


def test_units_by_their_name() -> None:
    units = [unit_of(words) for words in ("万元", "个工作日", "万亩", "苹果")]
    assert [(unit.name, round(unit.factor)) if unit else None for unit in units] == [
        ("yuan", 1), ("workday", 1), ("area", 667), None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "lang", "body"),
    [
        ("市水利局要完成哪些指标", "zh", "市水利局"),
        ("市水利局2026年的硬指标", "zh", "市水利局"),
        ("丘陵山区要完成的指标", "zh", ""),
        ("targets of the water bureau", "en", "water bureau"),
        ("figures the water bureau is responsible for", "en", "water bureau"),
        (
            "what targets does the bureau of water and forests have to meet",
            "en",
            "bureau of water and forests",
        ),
        ("targets for local government debt", "en", ""),
    ],
)
def test_whose_figures(text: str, lang: Language, body: str) -> None:
    assert read_filters(text, lang)[0].body == body


def test_what_is_counted_alone_is_what_is_asked_for() -> None:
    filters, rest = read_filters("how many kilowatts by 2025", "en")
    assert (filters.unit, rest.split()) == ("kilowatt", ["how", "many", "by", "2025"])


@pytest.mark.parametrize(
    ("question", "lang", "value", "bound"),
    [
        ("罚款10万元以上的有哪些", "zh", 100_000, "at_least"),
        ("不超过15日的期限都列出来", "zh", 15, "at_most"),
        ("which fines are over 200,000 yuan", "en", 200_000, "at_least"),
        ("percentages below 50%", "en", 50, "at_most"),
    ],
)
def test_what_figures_have_to_come_to(
    question: str, lang: Language, value: float, bound: str
) -> None:
    filters, rest = read_filters(question, lang)
    assert filters.limit is not None
    assert (filters.limit.value, filters.limit.bound) == (value, bound)
    assert filters.limit.words not in rest


def test_an_amount_that_figures_come_to_limits_them_and_one_beside_them_does_not() -> None:
    filters, rest = read_filters("罚款10万元的有哪些", "zh")
    assert filters.limit is not None
    assert (filters.limit.value, filters.limit.bound) == (10 * 10_000, "exact")
    assert rest == "罚款 的有哪些"
    assert read_filters("交了10万元押金还要交哪些费用", "zh")[0].limit is None
    assert read_filters("fines of 2000 yuan", "en")[0].limit is not None
    assert read_filters("what does 2000 yuan pay for", "en")[0].limit is None
    assert read_filters("3个以上的指标", "zh")[0].limit is None

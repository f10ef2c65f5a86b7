"""The comparers, each on its own: what agrees, what clashes, and silence where nothing is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from qa.compare.dates import compare_dates
from qa.compare.finding import Finding
from qa.compare.names import compare_names
from qa.compare.numbers import compare_numbers
from qa.compare.numerals import chinese_value, english_value
from qa.compare.opposites import compare_opposites
from qa.compare.order import compare_order
from qa.compare.quantities import quantities
from qa.compare.roles import compare_roles

Comparer = Callable[[str, str], Sequence[Finding]]


def verdicts(comparer: Comparer, claim: str, text: str) -> set[bool]:
    return {finding.agrees for finding in comparer(claim, text)}


@pytest.mark.parametrize(
    ("comparer", "claim", "text"),
    [
        (compare_numbers, "控制率要达到82%以上", "控制率不低于82%"),
        (compare_numbers, "三成以上", "超过30%"),
        (compare_numbers, "within a 15-minute circle", "a 15-minute service circle"),
        (compare_dates, "到2035年全面建成", "到2035年，知识城建设取得全面成效"),
        (compare_names, "新加坡参与建设", "与新加坡共建"),
    ],
)
def test_agreement(comparer: Comparer, claim: str, text: str) -> None:
    assert verdicts(comparer, claim, text) == {True}


@pytest.mark.parametrize(
    ("comparer", "claim", "text"),
    [
        (compare_numbers, "控制率不低于90%", "控制率不低于82%"),
        (compare_numbers, "控制率不得高于82%", "控制率不低于82%"),
        (compare_numbers, "a 30-minute circle", "a 15-minute service circle"),
        (compare_dates, "到2030年全面建成", "到2035年全面建成"),
        (compare_names, "由教育部牵头", "由商务部牵头"),
        (compare_roles, "自行车为骨干", "有轨电车为骨干、自行车为辅助"),
        (compare_opposites, "禁止民营企业设立银行", "支持民营企业设立银行"),
        (
            compare_order,
            "由高质量发展阶段转向高速增长阶段",
            "由高速增长阶段转向高质量发展阶段",
        ),
    ],
)
def test_clash(comparer: Comparer, claim: str, text: str) -> None:
    assert False in verdicts(comparer, claim, text)


@pytest.mark.parametrize("comparer", [compare_numbers, compare_dates, compare_names, compare_order])
def test_silence_is_no_clash(comparer: Comparer) -> None:
    assert list(comparer("建设一批人才公寓", "完善住房保障体系")) == []


@pytest.mark.parametrize(
    ("word", "value"), [("十五", 15), ("一百二十", 120), ("两万", 20_000), ("三", 3)]
)
def test_chinese_numerals(word: str, value: float) -> None:
    assert chinese_value(word) == value


@pytest.mark.parametrize(("words", "value"), [("fifteen", 15), ("two hundred", 200)])
def test_english_numerals(words: str, value: float) -> None:
    assert english_value(words) == value


def test_a_quantity_has_its_bound() -> None:
    (found,) = quantities("不低于82%")
    assert (found.bound, found.unit) == ("min", "percent")
    assert found.value == pytest.approx(82)

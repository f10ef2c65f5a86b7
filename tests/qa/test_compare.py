"""The comparers, each on its own: what agrees, what clashes, and silence where nothing is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from qa.compare.dates import compare_dates
from qa.compare.finding import Finding
from qa.compare.names import compare_names
from qa.compare.numbers import compare_numbers
from qa.compare.opposites import compare_opposites
from qa.compare.order import compare_order
from qa.compare.roles import compare_roles

Comparer = Callable[[str, str], Sequence[Finding]]


def verdicts(comparer: Comparer, claim: str, text: str) -> set[bool]:
    return {finding.agrees for finding in comparer(claim, text)}


@pytest.mark.parametrize(
    ("comparer", "claim", "text"),
    [
        (compare_numbers, "控制率要达到82%以上", "控制率不低于82%"),
        (compare_numbers, "三成以上", "超过30%"),
        (compare_numbers, "筹集住房超过一万套", "筹集保障性租赁住房一万二千套"),
        (compare_numbers, "注册资本五千万元是不够的", "注册资本最低限额为人民币1亿元"),
        (compare_numbers, "约一个月内答复", "30日内答复"),
        (compare_numbers, "within twelve months", "一年内办结"),
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
        (compare_numbers, "筹集住房一万套", "筹集保障性租赁住房一万二千套"),
        (compare_numbers, "应在七日内答复", "应在7个工作日内答复"),
        (compare_numbers, "六十日内办结", "30日内办结"),
        (compare_numbers, "每3个月交纳一次", "每6个月交纳一次"),
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

"""The comparers, each on its own: what agrees, what clashes, and silence where nothing is said."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from qa.compare.entities.names import compare_names
from qa.compare.entities.roles import compare_roles
from qa.compare.finding import Finding
from qa.compare.logic.modality import compare_modality
from qa.compare.relations.opposites import compare_opposites
from qa.compare.relations.order import compare_order
from qa.compare.values.dates import compare_dates, compare_time
from qa.compare.values.numbers import compare_numbers

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


def test_the_number_of_another_thing_in_the_sentence_is_no_agreement() -> None:
    text = "其中15座码头自动计量，9座码头由渔业合作社申报，2座码头由船厂填写。"
    (wrong,) = compare_numbers("由渔业合作社申报的码头有15座。", text)
    assert (wrong.agrees, wrong.text) == (False, "9座")
    (right,) = compare_numbers("由渔业合作社申报的码头有9座。", text)
    assert right.agrees


def test_a_wider_range_is_another() -> None:
    text = "逾期的，处五万元以上二十万元以下罚款。"
    (wrong,) = compare_numbers("逾期的，处五万元以上五十万元以下罚款。", text)
    assert (wrong.kind, wrong.agrees) == ("number", False)


def test_a_year_that_was_set_before_holds() -> None:
    text = "码头吞吐量达到三百万吨。"
    (right,) = compare_time("2025年码头吞吐量达到三百万吨。", text, "到2025年")
    assert right.agrees
    (wrong,) = compare_time("2020年码头吞吐量达到三百万吨。", text, "到2025年")
    assert (wrong.agrees, wrong.text) == (False, "2025年")
    # A sentence that names its own year is under no other; a month tells nothing of a year.
    assert compare_time("2020年达到三百万吨。", "2020年达到三百万吨。", "到2025年") == []
    assert compare_time("6月底前完成。", text, "到2025年") == []
    assert compare_time("2025年完成。", text, "") == []


@pytest.mark.parametrize(
    ("claim", "text", "agrees"),
    [
        ("改缴泊位税的，不再收取泊位费。", "收取泊位税的，停止收取泊位费。", True),
        ("Ports must not ignore the safety of passengers.", "港口应当考虑旅客的安全。", True),
        ("渔政不要求船员体检。", "渔政应当组织船员体检。", False),
        ("码头不要安排陪同。", "码头应当安排陪同。", False),
        ("船员不许酒后驾驶。", "船员不得有下列行为：（一）酒后驾驶；", True),
        ("船员可以酒后驾驶。", "船员不得有下列行为：（一）酒后驾驶；", False),
        ("渡口不必清洗船只。", "渡口应当履行下列职责：（一）清洗船只；", False),
    ],
)
def test_modes_of_an_act(claim: str, text: str, agrees: bool) -> None:
    found = [each.agrees for each in compare_modality(claim, text)]
    assert found
    assert found[-1] is agrees


@pytest.mark.parametrize(
    "claim", ["渡口只要有一条趸船就可以营业。", "渡口有至少一条趸船即可营业。"]
)
def test_only_one_is_an_amount(claim: str) -> None:
    found = compare_numbers(claim, "渡口营业应当拥有至少两条趸船。")
    assert [each.agrees for each in found] == [False]


def test_one_as_an_article_is_none() -> None:
    assert compare_numbers("这是一条趸船。", "渡口营业应当拥有至少两条趸船。") == []

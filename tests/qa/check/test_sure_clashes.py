"""Clashes that settle a claim by themselves: who acts, what must be done, up or down, what comes first."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from qa.check.choose import nameable
from qa.check.evidence.compared import Evidence
from qa.check.evidence.reading import ReadSentence
from qa.check.model import LABELS
from qa.check.sure import with_sure
from qa.compare.entities.agents import compare_agents
from qa.compare.finding import Finding
from qa.compare.logic.acts import compare_acts
from qa.compare.logic.excepted import compare_consent
from qa.compare.logic.exclusion import compare_exclusions
from qa.compare.relations.sequence import compare_sequence
from qa.compare.values.changes import compare_changes

Comparer = Callable[[str, str], Sequence[Finding]]
LIGHTHOUSE = "灯塔的油料费由省级财政安排，塔身由航标处维护，改建方案报交通运输部批准。"


def _sure(comparer: Comparer, claim: str, text: str) -> list[tuple[str, str]]:
    found = [f for f in comparer(claim, text) if f.sure and not f.agrees]
    assert all(f.claim in claim and f.at is not None and f.at.of(text) == f.text for f in found)
    return [(f.claim, f.text) for f in found]


@pytest.mark.parametrize(
    ("claim", "mine", "its"),
    [
        ("灯塔的油料费由渔业协会安排。", "渔业协会安排", "省级财政安排"),
        ("灯塔的改建方案报市财政局批准。", "市财政局批准", "交通运输部批准"),
    ],
)
def test_another_body_in_the_slot_of_one_act(claim: str, mine: str, its: str) -> None:
    assert _sure(compare_agents, claim, LIGHTHOUSE) == [(mine, its)]


@pytest.mark.parametrize(
    "claim",
    [
        "灯塔的油料费由省级财政安排。",
        "灯塔的油料费由省财政安排。",
        "灯塔的油料费由有关部门安排。",
        "灯塔的油料费不由渔业协会安排。",
        "灯塔的门票由渔业协会印制。",
        "The oil of the lighthouse is paid for by the fishery association.",
    ],
)
def test_one_body_none_in_particular_or_another_act(claim: str) -> None:
    assert _sure(compare_agents, claim, LIGHTHOUSE) == []


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        (
            "航标计划最后由国务院批。",
            "航标计划经本级政府审核后，报省、自治区、直辖市政府批准。",
            True,
        ),
        ("航标计划由省、自治区、直辖市政府批。", "航标计划报省、自治区、直辖市政府批准。", False),
        # Short names, and names of one sort.
        ("评议结果由村（居）委会公布。", "评议结果由村民委员会、居民委员会公布。", False),
        ("渡船由航运公司检修。", "渡船由航运服务企业检修。", False),
        ("标准由国家卫生部门制定。", "标准由国务院卫生行政部门制定。", False),
    ],
)
def test_who_approves_and_bodies_by_other_names(claim: str, text: str, clashes: bool) -> None:
    assert bool(_sure(compare_agents, claim, text)) is clashes


def test_two_who_do_the_like_are_either() -> None:
    text = "渔船由渔政站检验，货船由海事局检验。"
    assert _sure(compare_agents, "游艇由船级社公司检验。", text) == []


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("码头可以让旅客垫付油费。", "码头不得让旅客垫付油费。"),
        ("船主可以不安装雷达。", "船主应当安装雷达。"),
        ("船主可以自行决定是否安装雷达。", "船主应当安装雷达。"),
        ("船主要不要安装雷达，由各家自己定。", "船主必须安装雷达。"),
        ("评审引航员时，必须引入专家。", "评审中引入专家制度，评审引航员时，可以引入专家。"),
        ("Boat owners need not install radar.", "船主应当安装雷达。"),
    ],
)
def test_an_act_in_another_mode(claim: str, text: str) -> None:
    assert _sure(compare_acts, claim, text)


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("船主必须安装雷达。", "船主应当安装雷达。"),
        ("船主可以安装雷达。", "船主应当安装雷达。"),
        ("港口不能不收现金。", "港口不得拒收现金。"),
        ("谁都不能随便改航道。", "任何人不得随意改航道。"),
        ("木船可以不安装雷达。", "船主应当安装雷达，木船除外。"),
        ("经港务局批准，可以拆除雷达。", "未经港务局批准，不得拆除雷达。"),
        ("No skipper or owner may remove the radar.", "任何人不得拆除雷达。"),
        ("Nobody is allowed to remove the radar.", "任何人不得拆除雷达。"),
        ("Boats have to reach the quay.", "船只能够到达码头。"),
        ("港口要查验证件。", "船员持许可证》查验后上岗。"),
    ],
)
def test_an_act_in_the_same_mode_a_weaker_one_or_under_a_condition(claim: str, text: str) -> None:
    assert _sure(compare_acts, claim, text) == []


@pytest.mark.parametrize(
    ("claim", "text", "its"),
    [
        ("渔获量增长了3.1%。", "渔获量12.6万吨，下降3.1%。", "下降3.1%"),
        ("Catches fell by 3.1%.", "渔获量比上年上涨3.1%。", "上涨3.1%"),
        ("There was a 3.1% drop in catches.", "渔获量比上年增长3.1%。", "增长3.1%"),
        ("Catches rose by 3.1%.", "品种带鱼，产量12，比上年增长-3.1%", "增长-3.1%"),
    ],
)
def test_as_much_the_other_way(claim: str, text: str, its: str) -> None:
    assert [found for _, found in _sure(compare_changes, claim, text)] == [its]


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("渔获量下降3.1%。", "品种带鱼，产量12，比上年增长-3.1%"),
        ("渔获量增长3.1%。", "渔获量增长3.1%，运量下降3.1%。"),
        ("渔获量增长3.1%。", "渔获量下降4.2%。"),
        ("渔获量为3.1万吨。", "渔获量下降到3.1万吨。"),
    ],
)
def test_the_same_way_or_not_as_much(claim: str, text: str) -> None:
    assert _sure(compare_changes, claim, text) == []


@pytest.mark.parametrize(
    ("claim", "text"),
    [
        ("船东先把缆绳解开，之后再付泊位费。", "船东应当先付泊位费、后解开缆绳。"),
        ("打捞沉船的，等打捞结束以后再去备案。", "打捞单位应当于打捞前报海事部门备案。"),
    ],
)
def test_surely_turned_round(claim: str, text: str) -> None:
    assert _sure(compare_sequence, claim, text)


def test_an_order_that_the_text_has_as_well_is_not_turned_round() -> None:
    text = "先付泊位费、后解开缆绳；夜间先解开缆绳、后付泊位费。"
    assert _sure(compare_sequence, "夜间先解开缆绳，再付泊位费。", text) == []


def test_no_exception_where_the_text_makes_one() -> None:
    text = "渔船之间应当保持50米以上的距离，但由同一船长指挥的除外。"
    claim = "渔船之间必须隔开五十米，什么情况都不能例外。"
    assert _sure(compare_exclusions, claim, text) == [("不能例外", "除外")]
    assert _sure(compare_exclusions, "渔船之间一律隔开五十米。", text) == []


def test_who_is_spared_under_a_condition_is_left_out() -> None:
    claim = "Rescue boats are exempt from the mooring fee."
    text = "船主使用救助船的，依照本办法办理登记，免收泊位费。"
    assert not any(not found.agrees for found in compare_exclusions(claim, text))


def test_no_one_without_consent_needs_it() -> None:
    text = "未经港务局批准，任何人不得拆除航标。"
    assert compare_consent("No one may remove a buoy without approval.", text) == []
    assert compare_consent("A buoy may be removed without approval.", text)


def _evidence(*found: tuple[float, tuple[Finding, ...]]) -> Evidence:
    readings = tuple(
        ReadSentence(n, 0, "航道疏浚每年一次。", "航道疏浚每年一次。", ())
        for n in range(len(found))
    )
    return Evidence(
        readings,
        tuple(findings for _, findings in found),
        None,
        -1,
        said=tuple(said for said, _ in found),
    )


def test_an_amount_that_another_sentence_has_clashes_with_none() -> None:
    clash = Finding("number", False, "40分钟", "60分钟")
    same = Finding("number", True, "40分钟", "四十分钟")
    claim = "渡船40分钟到。"
    assert nameable(claim, _evidence((0.7, (clash,))))[1] == (clash,)
    assert clash not in nameable(claim, _evidence((0.7, (same,)), (0.7, (clash,))))[1]
    # One that says less of the claim is of something else.
    assert nameable(claim, _evidence((0.7, (clash,)), (0.2, (same,))))[1] == (clash,)


def test_what_is_sure_may_stand_in_a_sentence_that_says_as_much() -> None:
    even = np.full(3, 1 / 3)
    sure = Finding("modality", False, "可以进港", "不得进港", sure=True)
    actor = Finding("body", False, "渔政站检验", "海事局检验", sure=True)
    claim = "渔船可以进港。"
    contradicted = LABELS.index("contradicted")
    near, far = _evidence((0.7, ()), (0.69, (sure,))), _evidence((0.7, ()), (0.5, (sure,)))
    assert with_sure(even, near, claim)[contradicted] > 0.8
    assert nameable(claim, near)[0] == 1
    assert with_sure(even, far, claim)[contradicted] == even[contradicted]
    # Who else does what elsewhere tells nothing.
    other = _evidence((0.7, ()), (0.69, (actor,)))
    assert with_sure(even, other, claim)[contradicted] == even[contradicted]


def test_whole_pieces_are_set_against_each_other_only_where_it_is_likely() -> None:
    claim = "航道疏浚由潜水员清点贝类。"
    evidence = _evidence((0.7, ()))
    assert nameable(claim, evidence, 0.9)[1]
    assert nameable(claim, evidence, 0.5) == (-1, ())

"""What a text excepts from its rule, and what it makes depend on a consent."""

from __future__ import annotations

import pytest

from qa.compare.logic.excepted import compare_consent, excepted, with_exceptions
from qa.compare.logic.exclusion import compare_no_exception
from qa.compare.logic.modality import compare_modality

TRUCKS = "入园应当遵守下列规定：（一）不得驾驶货车进入，但消防车除外；"


@pytest.mark.parametrize(
    ("claim", "text", "agrees"),
    [
        ("消防车可以进入园区。", TRUCKS, True),
        ("消防车不受禁止货车进入规定的限制。", TRUCKS, True),
        ("消防车也不得进入园区。", TRUCKS, False),
        ("军人不用购票。", "参观者应当购票，但军人除外。", True),
        ("军人也必须购票。", "参观者应当购票，但军人除外。", False),
        ("货车可以进入园区。", TRUCKS, None),
        ("抢修车辆夜里也可以进来施工。", "夜间禁止车辆进入工地施工，抢修车辆除外。", True),
        ("抢修车辆夜里同样不准进来施工。", "夜间禁止车辆进入工地施工，抢修车辆除外。", False),
        ("遇到抗洪抢险也不得挖堤取土。", "除抗洪抢险需要外，禁止挖堤取土。", False),
        ("遇到抗洪抢险可以挖堤取土。", "除抗洪抢险需要外，禁止挖堤取土。", True),
        # What makes the exception itself, or is not what is excepted.
        ("除了抗洪抢险，谁都不得挖堤取土。", "除抗洪抢险需要外，禁止挖堤取土。", None),
        ("没有抗洪抢险任务的，不得挖堤取土。", "除抗洪抢险需要外，禁止挖堤取土。", None),
        ("盖房子可以挖堤取土。", "除抗洪抢险需要外，禁止挖堤取土。", None),
    ],
)
def test_what_is_excepted(claim: str, text: str, agrees: bool | None) -> None:
    found = excepted(claim, text)
    assert (found.agrees if found is not None else None) is agrees


def test_the_words_of_the_rule_do_not_clash_with_what_it_excepts() -> None:
    claim = "消防车可以进入园区。"
    found = compare_modality(claim, TRUCKS)
    assert not all(each.agrees for each in found)
    assert all(each.agrees for each in with_exceptions(claim, TRUCKS, found))


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        ("夜间施工无需任何部门批准。", "经街道办事处批准的，可以夜间施工。", True),
        ("不用业主同意就能改建车库。", "改建车库应当经业主大会同意后方可进行。", True),
        ("Night work needs no approval.", "经街道办事处批准的，可以夜间施工。", True),
        ("夜间施工经街道办事处批准。", "经街道办事处批准的，可以夜间施工。", False),
        ("夜间施工无需批准。", "夜间施工无需经过批准，可以自行安排。", False),
    ],
)
def test_what_needs_a_consent(claim: str, text: str, clashes: bool) -> None:
    assert bool(compare_consent(claim, text)) is clashes


def test_no_exception_beside_one_in_the_next_sentence() -> None:
    following = "但消防塔经批准的，可以不超过二十米。"
    assert compare_no_exception("高度限制没有例外。", following)
    assert compare_no_exception("No exceptions apply to the limit.", following)
    assert not compare_no_exception("高度不得超过十米。", following)

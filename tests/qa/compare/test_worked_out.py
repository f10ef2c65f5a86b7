"""Numbers of a claim that no text has as they are: worked out, possible, cases, of a year named behind."""

from __future__ import annotations

import pytest

from qa.compare.values.numbers import compare_numbers

BOATS = "每艘渡船补助30万元，每个码头补助12万元，每县不超过4艘。"


def _agree(claim: str, text: str) -> list[bool]:
    return [found.agrees for found in compare_numbers(claim, text)]


@pytest.mark.parametrize(
    ("claim", "text", "clashes"),
    [
        ("渡船和码头合起来补助42万元。", BOATS, False),
        ("渡船比码头多补18万元。", BOATS, False),
        ("一个县的渡船能得到120万元补助。", BOATS, False),
        ("每艘渡船补助35万元。", BOATS, True),
        ("检修可以延到九十日。", "检修期限为六十日，可以延长，延长不超过三十日。", True),
        ("船主偷排油污可能被罚八万元。", "偷排油污的，处五万元以上十万元以下罚款。", False),
        ("偷排油污的罚八十万元。", "偷排油污的，处五万元以上十万元以下罚款。", True),
        ("偷排油污最多罚二十万元。", "偷排油污的，处五万元以上十万元以下罚款。", True),
        ("偷排油污最多罚十万元。", "偷排油污的，处五万元以上十万元以下罚款。", False),
    ],
)
def test_what_is_worked_out_or_possible_is_no_other_number(
    claim: str, text: str, clashes: bool
) -> None:
    assert (False in _agree(claim, text)) is clashes


@pytest.mark.parametrize(
    ("claim", "text", "agrees"),
    [
        ("航海日志只存三年是不合规定的。", "航海日志保存期限不得少于五年。", True),
        ("航海日志存了六年是不合规定的。", "航海日志保存期限不得少于五年。", False),
        ("A crew of two would not meet the rules.", "每船船员不得少于3人。", True),
    ],
)
def test_a_case_that_breaks_a_rule(claim: str, text: str, agrees: bool) -> None:
    assert _agree(claim, text) == [agrees]


def test_a_year_may_stand_behind_the_number() -> None:
    text = "岸电使用率到2030年达到60%，到2035年达到90%。"
    assert _agree("Shore power should reach 90 percent by 2030.", text) == [False]
    assert _agree("Shore power should reach 90 percent by 2035.", text) == [True]

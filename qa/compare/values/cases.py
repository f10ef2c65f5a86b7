"""A case that a condition holds for: 停业一年半 beside 停业超过1年的.

What a rule sets and a condition only asks are told by their words: 不得少于5年 sets, 20%以上的业主提议 asks.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.runtime.patterns import regex
from qa.amounts.amount import Amount, comparable, may_be_within

# What a condition ends in: …超过1年的，; 经20%以上的业主提议，.
_CONDITION = regex("[^，。；：]{0,14}?的(?:[^，。；：]{0,12})?[，：]")
_RULE = regex("不得|应|至少|不少于|不低于|不超过|不高于|最|须|控制")
# 处五万元以上二十万元以下的罚款 sets what follows, and 满七天 names the least itself.
_SETS = regex("(?:[处罚应给]|并处)$")
_AT_LEAST = regex("满$")


def is_case(mine: Amount, claim: str, there: Sequence[Amount], text: str) -> bool:
    """Tell whether the exact amount of a claim is a case of what a condition of the text asks."""
    if mine.bound != "exact" or _AT_LEAST.search(claim[: mine.at.start]):
        return False
    return any(
        comparable(mine, its) and _is_condition(its, text) and may_be_within(mine, its)
        for its in there
    )


def _is_condition(its: Amount, text: str) -> bool:
    if its.bound not in {"at_least", "at_most", "range"} or _RULE.search(its.words):
        return False
    return (
        _SETS.search(text[: its.at.start]) is None
        and _CONDITION.match(text, its.at.end) is not None
    )

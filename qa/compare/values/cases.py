"""A case that a condition holds for: 停业一年半 beside 停业超过1年的.

What a rule sets and a condition only asks are told by their words: 不得少于5年 sets, 20%以上的业主提议 asks.
A claim may also say of a case that it breaks a rule (只存四年是不合规定的), which is so where the number of
the rule leaves the case out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.runtime.patterns import regex
from qa.amounts.amount import Amount, comparable, may_be_within

# What a condition ends in: …超过1年的，; 经20%以上的业主提议，.
_CONDITION = regex(
    "[^，。；：]{0,14}?的(?:(?:[^，。；：]{0,12})?[，：]|(?=每|按|给予|可|应|须|处|由|补|奖|不予|不得))"
)
_RULE = regex("不得|应|至少|不少于|不低于|不超过|不高于|最|须|控制")
# 处五万元以上二十万元以下的罚款 sets what follows, and 满七天 names the least itself.
_SETS = regex("(?:[处罚应给]|并处)$")
_AT_LEAST = regex("满$")
_MAY_BE = regex(r"可能|说不定|也许|有机会|\b(?:might|may|could)\b")
# That a case breaks a rule, said at the end of a claim.
_BREAKS = regex(
    r"(?:不(?:合|符合)(?:规定|要求|规范|规|条件|标准)|不合格|违规|违法|违反(?:了)?(?:规定|要求)?|"
    r"不够(?:的|格|条件)?|不行|不达标|达不到要求|"
    r"超标|超限|超了(?:规定|标准|上限)?|不允许|不被允许|不满足[^，。]{0,6})的?(?:[，。！]|$)|还不够(?:条件|格)"
    r"|\b(?:would|does|do|will) not (?:meet|satisfy|comply|qualify|be enough|suffice)\b"
    r"|\bis(?: not enough|n't enough)\b"
    r"|\b(?:breaks?|breach(?:es)?|violates?|against) the (?:rules?|regulation|limit)\b|\bfalls? short\b"
)


def is_case(mine: Amount, claim: str, there: Sequence[Amount], text: str) -> bool:
    """Tell whether the exact amount of a claim is a case of what a condition of the text asks."""
    if mine.bound != "exact" or _AT_LEAST.search(claim[: mine.at.start]):
        return False
    return any(
        comparable(mine, its) and _is_condition(its, text) and may_be_within(mine, its)
        for its in there
    )


def breaks_rule(mine: Amount, its: Amount, claim: str, text: str) -> bool | None:
    """Tell whether a case breaks the rule of an amount, as a claim says; None where it says no such thing."""
    if mine.bound != "exact" or _BREAKS.search(claim, mine.at.end) is None:
        return None
    # 满两年 asks for two years at least.
    least = _AT_LEAST.search(text[: its.number.start]) is not None
    if (its.bound == "exact" and not least) or not comparable(mine, its):
        return None
    return not may_be_within(mine, replace(its, bound="at_least") if least else its)


def is_possible(mine: Amount, claim: str, there: Sequence[Amount]) -> bool:
    """Tell whether a claim says only that an amount may be, and a range of the text has it: 可能罚6万元."""
    return _MAY_BE.search(claim) is not None and any(
        its.bound == "range" and comparable(mine, its) and may_be_within(mine, its) for its in there
    )


def _is_condition(its: Amount, text: str) -> bool:
    if its.bound not in {"at_least", "at_most", "range"} or _RULE.search(its.words):
        return False
    return (
        _SETS.search(text[: its.at.start]) is None
        and _CONDITION.match(text, its.at.end) is not None
    )

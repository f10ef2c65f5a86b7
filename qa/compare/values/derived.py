"""Numbers that a claim works out from those of a text: 12万元 for 5万元 and 7万元, 60万元 for 每年20万元.

Such a number stands nowhere in the text, and yet is no other than the text's.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.find import find_amounts

_FEWEST, _MOST = 2, 120
_RATE = regex("每|/|／")
_MONTHS_A_YEAR = 12
_CLOSE = 1e-6
# One term after the other is meant only where that is said: 60日 and 30日 are no limit of 90.
_IN_ALL = regex(
    r"合计|总共|一共|总计|加起来|加在一起|算上|连同|累计|最长|前后|"
    r"\b(?:in all|in total|altogether|all told|including|adds? up)\b"
)


# A, B and C, all three: what a claim counts is its own list.
_OWN_LIST = regex(r"(?P<list>[^，。；：,.;:]{1,60})(?:这|等|共|一共|都是|的)?$")
_JOINTS = regex("、|和|与|及|以及|跟|同")


def counts_own_list(mine: Amount, claim: str) -> bool:
    """Tell whether a number counts what the claim lists right before it: 沈阳和大连两个城市."""
    before = _OWN_LIST.search(claim[: mine.at.start])
    if before is None or mine.bound != "exact" or mine.value < _FEWEST:
        return False
    return len(_JOINTS.split(before["list"])) == mine.value


def is_scaled(mine: Amount, claim: str, there: Sequence[Amount], text: str) -> bool:
    """Tell whether a number is that of a rate for more of what it is of: 每百人两名 makes four for 200."""
    if _RATE.search(text) is None:
        return False
    own = [other for other in find_amounts(claim) if other.at != mine.at]
    scales = {
        other.value / (its.per or its.value)
        for other in own
        for its in find_amounts(text)
        if its.unit == other.unit and (its.per or its.value) and other.value > its.value
    }
    if any(_same(mine.value, its.value * by) for its in there for by in scales):
        return True
    # Or it is what the rate is of: the 200 that have four.
    return any(
        its.per and its.value and _same(mine.value / its.per, other.value / its.value)
        for its in find_amounts(text)
        for other in own
    )


def is_derived(mine: Amount, claim: str, text: str) -> bool:
    """Tell whether a number is sum, difference or multiple of those of a text, as far as the words count."""
    if mine.bound == "about" or mine.value != mine.high or mine.unit == "percent":
        return False
    if mine.is_duration and _IN_ALL.search(claim) is None:
        return False
    there = [its for its in find_amounts(text) if its.unit == mine.unit and its.value == its.high]
    if any(_same(mine.value, its.value) for its in there):
        return False
    own = [other for other in find_amounts(claim) if other.at != mine.at]
    worked_out = itertools.chain(_sums(there), _multiples(there, own, text))
    return any(_same(mine.value, value) for value in worked_out)


def _sums(there: Sequence[Amount]) -> Iterator[float]:
    for one, other in itertools.combinations(there, 2):
        yield one.value + other.value
        yield abs(one.value - other.value)


def _multiples(there: Sequence[Amount], own: Sequence[Amount], text: str) -> Iterator[float]:
    """Yield the text's values so many times as either side counts something else."""
    for its in there:
        for other in (*own, *find_amounts(text)):
            if other.unit == its.unit:
                continue
            for times in _times(other):
                yield its.value * times


def _times(amount: Amount) -> Iterator[float]:
    if amount.unit == "percent" or amount.value != amount.high:
        return
    spans = (amount.value, amount.value / _MONTHS_A_YEAR) if amount.is_duration else (amount.value,)
    for times in spans:
        if _FEWEST <= times <= _MOST and times == int(times):
            yield times


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(1.0, abs(one), abs(other))

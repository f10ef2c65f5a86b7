"""Tiers of a sentence: 六层及以下的补贴15万元，七层及以上的补贴20万元.

Of several amounts each of which stands behind a condition of its own, the one that counts for a claim is that
of the branch whose condition the claim names.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.amounts.amount import Amount, comparable, relation
from qa.amounts.find import find_amounts
from qa.compare.finding import term_set

_FEWEST = 2
_NEAR = 6


def branch_of(mine: Amount, claim: str, others: Sequence[Amount], text: str) -> Amount | None:
    """Return the amount of the branch of ``text`` that a claim names; None without tiers, or where none is.

    Args:
        mine: An amount of the claim.
        claim: The claim.
        others: The amounts of the text that may be of the same kind of thing.
        text: The sentence.
    """
    if len(others) < _FEWEST:
        return None
    there = find_amounts(text)
    for condition in find_amounts(claim):
        if condition.at == mine.at or not condition.unit or comparable(condition, mine):
            continue
        branches = _branches(condition, others, there)
        limits = {limit.at for limit, _ in branches}
        # Each amount has a condition of its own, and one sort of thing is limited.
        if len(limits) < _FEWEST or len(limits) != len(branches) or not _alike(branches, text):
            continue
        held = [its for limit, its in branches if _is_that(condition, limit)]
        if not held and condition.bound == "exact":
            held = [its for limit, its in branches if _within(condition, limit)]
        if len(held) == 1:
            return held[0]
    return None


def _branches(
    condition: Amount, values: Sequence[Amount], there: Sequence[Amount]
) -> list[tuple[Amount, Amount]]:
    """Return each value with the condition right before it."""
    found: list[tuple[Amount, Amount]] = []
    for its in values:
        before = [
            other
            for other in there
            if other.at.end <= its.at.start
            and other.unit == condition.unit
            and not comparable(other, its)
        ]
        if before:
            found.append((before[-1], its))
    return found


def _alike(branches: Sequence[tuple[Amount, Amount]], text: str) -> bool:
    """Tell whether all values are of one sort: what leads up to each shares a word with the first."""
    leads = [term_set(text[max(0, its.at.start - _NEAR) : its.at.start]) for _, its in branches]
    return all(leads[0] & lead for lead in leads) and len({its.unit for _, its in branches}) == 1


def _is_that(condition: Amount, limit: Amount) -> bool:
    return relation(condition, limit) == "same" and condition.bound == limit.bound


def _within(condition: Amount, limit: Amount) -> bool:
    return limit.lowest <= condition.lowest and condition.highest <= limit.highest

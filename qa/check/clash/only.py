"""The one number that a sentence has for what a claim gives another: 每船三人 beside 每船五人, and none else.

Where a sentence says nearly all of a claim and counts the thing once, in the same slot, another number is
surely one of the same thing. That of a far other size is one of something else.
"""

from __future__ import annotations

from collections.abc import Sequence

from qa.amounts.amount import Amount, as_value, comparable, is_counted, relation
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.check.clash.beside import lay_beside
from qa.check.clash.name import how_sure
from qa.check.clash.pair import ClashPair
from qa.check.clash.pairs import amount_pairs
from qa.compare.finding import Finding, is_chinese
from qa.compare.relations.opposites import denies

_SURE = 0.7
# Of 42 documents 16 such claims are contradicted and none is anything else.
_SURE_BOUND = 0.6
# So much of the claim the sentence has to say; words of two languages are less alike.
_COVER, _COVER_ACROSS = 0.65, 0.5
_FARTHEST = 10.0
_LIMITS = frozenset({"at_least", "at_most"})


def only_number(claim: str, text: str, elsewhere: Sequence[Finding]) -> Finding | None:
    """Return the number of a text that a claim surely has wrong; None for none.

    Args:
        claim: A claim.
        text: The sentence that says most of it.
        elsewhere: What was found in others that say as much.
    """
    there = find_amounts(text)
    own = {mine.at: mine for mine in find_amounts(claim)}
    if not there or not own:
        return None
    beside = lay_beside(claim, text)
    across = is_chinese(claim) != is_chinese(text)
    if beside.cover() < (_COVER_ACROSS if across else _COVER):
        return None
    denied = denies(claim) != denies(text)
    for pair in amount_pairs(beside):
        mine, words = own[pair.mine], pair.mine.of(claim)
        same = [its for its in there if comparable(mine, its)]
        if len(same) > 1 and mine.bound in _LIMITS:
            # Not fewer than five and at most fifteen days: of two limits the one of the claim's sort,
            # where that lets less through than the claim.
            same = [its for its in same if its.bound == mine.bound]
            if len(same) != 1 or same[0].at != pair.its or relation(mine, same[0]) != "apart":
                continue
        if len(same) != 1 or not _of_a_size(mine, same[0], across=across):
            continue
        # Nobody has two where everybody may have one.
        if denied and mine.bound == "exact":
            continue
        if any(found.agrees and found.claim == words for found in elsewhere):
            continue
        if how_sure(beside, pair, 0.0) >= _SURE:
            return Finding(pair.kind, False, words, pair.its.of(text), pair.its, sure=True)
    return None


def other_bound(claim: str, text: str) -> Finding | None:
    """Return the bound of a text that a claim has the other way round: 低于七成 beside 不低于70%."""
    own = {mine.at: mine for mine in find_amounts(claim)}
    beside, there = lay_beside(claim, text), find_amounts(text)
    for pair in amount_pairs(beside):
        mine = own.get(pair.mine)
        if pair.kind != "bound" or mine is None:
            continue
        # What the text has on either side of a number is for another of its rules.
        if any(relation(mine, its) == "same" for its in there):
            continue
        if how_sure(beside, pair, 0.0) >= _SURE_BOUND:
            words = pair.mine.of(claim), pair.its.of(text)
            return Finding("bound", False, *words, pair.its, sure=True)
    return None


def only_date(claim: str, text: str, elsewhere: Sequence[Finding]) -> Finding | None:
    """Return the one date of a text that a claim surely has wrong; None for none.

    Args:
        claim: A claim.
        text: The sentence that says most of it.
        elsewhere: What was found in others that say as much.
    """
    mine, its = find_dates(claim), find_dates(text)
    if len(mine) != 1 or len(its) != 1 or mine[0].agrees(its[0]) or its[0].agrees(mine[0]):
        return None
    one, other = mine[0], its[0]
    if not (one.year and other.year) and not (one.month and other.month):
        return None
    beside = lay_beside(claim, text)
    across = is_chinese(claim) != is_chinese(text)
    if beside.cover() < (_COVER_ACROSS if across else _COVER):
        return None
    if any(found.agrees and found.claim == one.words for found in elsewhere):
        return None
    pair = ClashPair("date", one.at, other.at)
    if how_sure(beside, pair, 0.0) < _SURE:
        return None
    return Finding("date", False, one.words, other.words, other.at, sure=True)


def _of_a_size(mine: Amount, its: Amount, *, across: bool) -> bool:
    """Tell whether two amounts of one unit are of a like size."""
    # What English counts without a classifier has one in Chinese.
    counted = is_counted(mine) and is_counted(its)
    if (
        mine.unit != its.unit
        and not (mine.is_duration and its.is_duration)
        and not (across and counted)
    ):
        return False
    small, large = sorted((as_value(mine, highest=True), as_value(its, highest=True)))
    return small > 0 and large / small <= _FARTHEST

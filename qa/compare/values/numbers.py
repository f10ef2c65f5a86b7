"""Amounts compared as values: 82% against 不低于82%, 一万二千套 against 超过一万套, a year against 12个月."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount, Relation, comparable, is_counted, relation
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.compare.finding import Finding, Kind, is_chinese, piece_around, term_set
from qa.compare.values.cases import breaks_rule, is_case, is_possible
from qa.compare.values.derived import counts_own_list, is_derived, is_scaled
from qa.compare.values.respectively import respective
from qa.compare.values.tiers import branch_of
from qa.words.align import ORDINARY_WEIGHT, ContentWords, best_matches, content_words

_NEIGHBOURS = 12
_RIGHT_BEFORE = 6
# Between these a list speaks of one thing: 灭火机不少于十二台、油锯不少于六台.
_LISTED = regex(r"[，、；。：,;:\n]")
# So many in each so many, also in the name of a column.
_RATE = regex(r"每|/|／|\b(?:per|every|each|out of)\b")
# "达标即可", "60 per cent would be enough": the claim asks for no more than its number.
_ENOUGH = ("即可", "就行", "就够", "足够", "足矣", "enough", "suffice", "will do")
# Words that mean this much the same speak of one thing; a piece speaks far more of it than another with
# twice the weight of such words, and with that of one rare word more.
_ALIKE = 0.5
_FAR_MORE = 2.0
_MUCH = 8.0
# From this on an item of a list says a word of the claim, and below that not.
_SAID, _UNSAID = 0.9, 0.6
_ITEMS = "；;。\n"
_KINDS: dict[Relation, Kind] = {"bound": "bound", "unit": "unit", "apart": "number"}


def compare_numbers(claim: str, text: str) -> list[Finding]:
    """Compare each amount of the claim with the text's amounts of the same kind of thing."""
    there = find_amounts(text)
    found = (_compare(mine, there, claim, text) for mine in claimed(claim))
    return [finding for finding in found if finding is not None]


def claimed(claim: str) -> tuple[Amount, ...]:
    """Return the amounts of a claim, those without a year with that which the claim names for all of it.

    "82 per cent by 2030" has the year behind the number, as 在2030年达到 has it before.
    """
    amounts = find_amounts(claim)
    years = {date.year for date in find_dates(claim)}
    year = years.pop() if len(years) == 1 else None
    return tuple(a if a.year or year is None else replace(a, year=year) for a in amounts)


def unmatched_numbers(claim: str, text: str) -> list[Amount]:
    """Return the amounts of the claim for which the text has none of the same kind."""
    there = find_amounts(text)
    return [mine for mine in find_amounts(claim) if not any(_may_be(mine, its) for its in there)]


def _compare(mine: Amount, there: Sequence[Amount], claim: str, text: str) -> Finding | None:
    others = _others(mine, there, text)
    if not others:
        return None
    branch = branch_of(mine, claim, others, text) or respective(mine, claim, text)
    if branch is not None and (told := settled(mine, branch, claim)) != "unknown":
        agrees = told in {"same", "implied"}
        return Finding("number", agrees, mine.words, branch.words, branch.at, sure=True)
    for its in others:
        broken = breaks_rule(mine, its, claim, text)
        if broken is not None:
            return Finding("number", broken, mine.words, its.words, its.at)
    found = _compare_with(mine, others, claim, text)
    if found is None or found.agrees or found.kind != "number":
        return found
    no_other = is_no_other(mine, claim, there, text) or is_case(mine, claim, there, text)
    return None if no_other else found


def is_no_other(mine: Amount, claim: str, there: Sequence[Amount], text: str) -> bool:
    """Tell whether an amount that a text has nowhere is still none against it: possible, or worked out."""
    return (
        is_possible(mine, claim, there)
        or (counts_own_list(mine, claim) and _of_more(mine, there))
        or is_scaled(mine, claim, there, text)
        or is_derived(mine, claim, text)
    )


def _of_more(mine: Amount, there: Sequence[Amount]) -> bool:
    """Tell whether a text counts more of a thing, of which the claim's may be some."""
    return any(comparable(mine, its) and its.value > mine.value for its in there)


def _compare_with(mine: Amount, others: Sequence[Amount], claim: str, text: str) -> Finding | None:
    """Compare an amount with those that may be of the same kind of thing, at least one."""
    best = max(others, key=lambda its: (_rank(mine, its), _likeness(mine, claim, its, text)))
    found = settled(mine, best, claim)
    if found == "same" and not _leads(mine, claim, best, text):
        # 农村1180元 where the row has 城镇1180元，农村980元.
        led = max(others, key=lambda its: _leads(mine, claim, its, text))
        best = led if _leads(mine, claim, led, text) else best
        found = settled(mine, best, claim)
    if found == "implied":
        # Any larger number bears out "at least": the one of the very thing decides.
        best = max(others, key=lambda its: (_likeness(mine, claim, its, text), _rank(mine, its)))
        found = settled(mine, best, claim)
    if found == "same":
        # Of several amounts in a sentence another may be the one of the very thing.
        own = _own(mine, claim, others, text, beside=best)
        if own is not None and settled(mine, own, claim) == "apart":
            return Finding("number", False, mine.words, own.words, own.at)
    if (
        found == "implied"
        and mine.bound == "at_most"
        and best.bound == "range"
        and len(others) == 1
    ):
        # Up to 500 where the fine is 50 to 200.
        return Finding("number", False, mine.words, best.words, best.at)
    if found in {"same", "implied"}:
        return Finding("number", True, mine.words, best.words, best.at)
    kind = _KINDS.get(found)
    if kind is None:
        return None
    nearest = max(others, key=lambda its: _likeness(mine, claim, its, text))
    if kind == "number":
        best = nearest
        if mine.unit == "percent" and not _same_subject(claim, mine, best, text):
            return None
    return Finding(kind, False, mine.words, best.words, best.at)


def _others(mine: Amount, there: Sequence[Amount], text: str) -> list[Amount]:
    """Return the amounts of a text that may be of the same kind of thing."""
    others = [its for its in there if _may_be(mine, its)]
    if mine.per and not _RATE.search(text):
        # 每千人50张 is no clash with 600张 in all.
        return [its for its in others if its.per or its.unit == "percent"]
    return others


def _own(
    mine: Amount, claim: str, others: Sequence[Amount], text: str, *, beside: Amount
) -> Amount | None:
    """Return the amount whose piece of the text speaks of what the claim speaks of, far more than ``beside``.

    15个指标自动生成，9个指标由报表获取: a claim of the reports' 15 has the number of another thing. None
    where no piece speaks so much more of it.
    """
    here = content_words(claim.replace(mine.words, " "))

    def spoken(its: Amount) -> float:
        piece = piece_around(text, its.at).replace(its.words, " ")
        alike = best_matches(here, [content_words(piece)])
        return float((here.weights * alike * (alike >= _ALIKE)).sum())

    own = _own_item(here, others, text, beside)
    if own is not None:
        return own
    best = max(others, key=spoken)
    least = max(_FAR_MORE * spoken(beside), spoken(beside) + _MUCH)
    return best if best is not beside and spoken(best) >= least else None


def _own_item(
    here: ContentWords, others: Sequence[Amount], text: str, beside: Amount
) -> Amount | None:
    """Return the one amount of the item of a list that speaks more of a claim than the item of ``beside``.

    街道食堂补助20万元；乡镇食堂补助12万元: a claim of the town's 20万元 has the street's. Items that run
    alike differ in what each is of, and a word of that is enough.
    """
    items: dict[Span, list[Amount]] = {}
    for its in others:
        items.setdefault(_item_around(text, its.at), []).append(its)
    alike = {at: best_matches(here, [content_words(at.of(text))]) for at in items}
    own = _item_around(text, beside.at)
    for at, found in alike.items():
        more = here.weights[(found >= _SAID) & (alike[own] < _UNSAID)]
        less = here.weights[(found < _UNSAID) & (alike[own] >= _SAID)]
        if len(items[at]) == 1 and float(more.sum()) >= ORDINARY_WEIGHT and not len(less):
            return items[at][0]
    return None


def _item_around(text: str, at: Span) -> Span:
    """Return the item of a list, between semicolons, that a place stands in."""
    start = max(text.rfind(mark, 0, at.start) for mark in _ITEMS) + 1
    ends = [end for mark in _ITEMS if (end := text.find(mark, at.end)) >= 0]
    return Span(start, min(ends, default=len(text)))


def settled(mine: Amount, its: Amount, claim: str) -> Relation:
    """Return the relation of two amounts, with what a claim's other words make of it."""
    found = relation(mine, its)
    if found == "same" and its.bound == "at_least" and mine.bound == "exact":
        return "bound" if any(word in claim for word in _ENOUGH) else found
    # At most thirty days is not at most sixty, nor at least two persons at least three: the rule is
    # another, though what keeps the one keeps the other. "More than two" only says how many it is about.
    same_limit = mine.bound == its.bound and mine.bound in {"at_most", "at_least"}
    if found == "implied" and same_limit and not mine.strict:
        return "apart"
    # A fine of 50 to 500 holds one of 50 to 200, and is another.
    if found == "implied" and mine.bound == its.bound == "range":
        return "apart"
    return found


def other_years(mine: Amount, its: Amount) -> bool:
    """Tell whether two amounts are told of two years: that of 2030 is no clash with that of 2025."""
    return mine.year is not None and its.year is not None and mine.year != its.year


def of_another_time(claim: str, text: str, year: int) -> bool:
    """Tell whether a claim's value of a year is none that a text gives for another.

    到2030年达到50张 beside 到2025年达到42张 tells of another time; with 42张 it gives the text's value to it.
    """
    mine = [amount for amount in find_amounts(claim) if amount.year == year]
    its = [amount for amount in find_amounts(text) if amount.year not in {None, year}]
    # A bare number in a table has the unit of its row.
    its = [replace(other, unit=mine[0].unit) if mine and not other.unit else other for other in its]
    pairs = [(one, other) for one in mine for other in its if comparable(one, other)]
    return bool(pairs) and not any(
        relation(one, other) in {"same", "bound"} for one, other in pairs
    )


def _rank(mine: Amount, its: Amount) -> int:
    order: tuple[Relation, ...] = ("unknown", "apart", "unit", "bound", "implied", "same")
    return order.index(relation(mine, its))


def _may_be(mine: Amount, its: Amount) -> bool:
    """Tell whether two amounts may be of one thing, as far as units and nouns go."""
    if not comparable(mine, its) or other_years(mine, its):
        return False
    if not (is_counted(mine) and is_counted(its)):
        return True
    one, other = is_chinese(mine.words), is_chinese(its.words)
    if one != other:
        return True  # a dictionary would have to tell what is counted
    same = mine.unit == its.unit
    unsaid = not (mine.unit and its.unit) if one else not (mine.noun and its.noun)
    alike = bool(term_set(mine.noun) & term_set(its.noun))
    return alike or (same or unsaid if one else same and (unsaid or bool(mine.unit)))


def _same_subject(claim: str, mine: Amount, other: Amount, text: str) -> bool:
    """Tell whether two shares may be of the same thing: anything can be told in per cent."""
    if is_chinese(claim) != is_chinese(text):
        return True
    piece = piece_around(text, other.at).replace(other.words, " ")
    return bool(term_set(claim.replace(mine.words, " ")) & term_set(piece))


def _likeness(mine: Amount, claim: str, other: Amount, text: str) -> int:
    """Return how many terms the surroundings of two amounts share; what leads up to them counts twice."""

    def around(amount: Amount, whole: str) -> frozenset[str]:
        at = amount.at
        return term_set(whole[max(0, at.start - _NEIGHBOURS) : at.end + _NEIGHBOURS])

    return len(around(mine, claim) & around(other, text)) + _leads(mine, claim, other, text)


def _leads(mine: Amount, claim: str, other: Amount, text: str) -> int:
    """Return how many terms what leads up to two amounts shares; right before them counts twice."""
    one, its = (
        _LISTED.split(whole[: amount.at.start])[-1]
        for amount, whole in ((mine, claim), (other, text))
    )
    right_before = term_set(one[-_RIGHT_BEFORE:]) & term_set(its[-_RIGHT_BEFORE:])
    return len(term_set(one) & term_set(its)) + len(right_before)

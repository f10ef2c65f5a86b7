"""An amount as a value, and what two amounts have to do with each other."""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from typing import Literal

from index.document.span import Span

Bound = Literal["exact", "at_least", "at_most", "about", "range"]
Relation = Literal["same", "implied", "bound", "unit", "apart", "unknown"]

_ROUNDING = 1e-6
# 一个月 and 30 days, 一年 and 365: months are as long as they are.
_MONTH_DAYS = 30.4375
_MONTH_TOLERANCE = 0.035
# What 约 and "about" leave open.
_ABOUT = 0.1
# So many of a hundred of these may be told in per cent.
_SHARED = frozenset({"percent", "", "person", "household", "家", "个", "件", "项", "例"})
_MONEY = frozenset({"yuan", "dollar", "hkd", "euro"})
_INFINITY = float("inf")
_DURATIONS = {"second": 1 / 86400, "minute": 1 / 1440, "day": 1.0, "month": _MONTH_DAYS}


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what it counts.

    Attributes:
        value: In the base of its unit (minutes, months, yuan, square metres …); of a range, its low end.
        high: The high end of a range, else ``value``.
        unit: A unit of ``data/units.csv``; ``frequency`` (times a year); a classifier (个, 家); for
            English things that are counted without one, empty.
        noun: What is counted, in the words that follow; may be empty.
        bound: ``exact`` where the text sets none.
        strict: Whether the bound leaves out the value itself: more than, 超过.
        per: Of how many: 10,000 in 每万人; None where nothing is said.
        year: The last year named before it in the same sentence.
        words: As written, with its bound.
        at: Where ``words`` stands.
        number: Where the number with its unit stands, without bound.
    """

    value: float
    high: float
    unit: str
    noun: str
    bound: Bound
    strict: bool
    per: float | None
    year: int | None
    words: str
    at: Span
    number: Span

    @property
    def lowest(self) -> float:
        """The least that the amount may be."""
        if self.bound == "at_most":
            return -_INFINITY
        return self.value * (1 - _ABOUT) if self.bound == "about" else self.value

    @property
    def highest(self) -> float:
        """The most that the amount may be."""
        if self.bound == "at_least":
            return _INFINITY
        return self.high * (1 + _ABOUT) if self.bound == "about" else self.high

    @property
    def is_duration(self) -> bool:
        """Whether it measures time."""
        return self.unit in _DURATIONS or self.unit == "workday"


def comparable(one: Amount, other: Amount) -> bool:
    """Tell whether two amounts measure the same kind of thing, so that their values can be compared."""
    if _as_rate(one) is not None and _as_rate(other) is not None:
        # 42 beds in 1,000 people are no share of them.
        return one.unit == other.unit or {one.unit, other.unit} <= _SHARED
    if one.is_duration and other.is_duration:
        return True
    if {one.unit, other.unit} <= _MONEY:
        return True
    if one.unit == other.unit:
        return bool(one.unit) or bool(one.noun and one.noun == other.noun) or not one.noun
    # Two stars and three, two persons and three; but things that are counted take many classifiers.
    return is_counted(one) and is_counted(other)


def as_value(amount: Amount, *, highest: bool) -> float:
    """Return how large an amount is, by one end of its range, as it compares with others: times in days."""
    value = amount.high if highest else amount.value
    return value * _DURATIONS.get(amount.unit, 1.0) / (amount.per or 1.0)


def is_counted(amount: Amount) -> bool:
    """Tell whether an amount counts things, rather than measures them."""
    return not amount.unit or amount.unit in {"person", "household"} or not amount.unit.isascii()


def relation(claim: Amount, text: Amount) -> Relation:
    """Return what a claim's amount has to do with a text's, both of the same thing.

    ``same``: one value, and no bound against it. ``implied``: what the text says is within what the claim
    says (不低于82% within 80%以上). ``bound``: one value, at least against at most. ``unit``: one number,
    working days against days. ``apart``: both cannot be, or the claim sets another limit. ``unknown``: the
    text leaves it open, or the two cannot be compared.
    """
    if not comparable(claim, text):
        return "unknown"
    factor, tolerance = _conversion(claim, text)
    if factor is None:
        same = claim.value == text.value
        # What one currency is in another changes from day to day.
        return "unit" if same else "unknown" if claim.unit in _MONEY else "apart"
    mine = replace(claim, value=claim.value * factor, high=claim.high * factor)
    if _close(mine.value, text.value, tolerance) and _close(mine.high, text.high, tolerance):
        return "bound" if {mine.bound, text.bound} == {"at_least", "at_most"} else "same"
    if "range" in {mine.bound, text.bound}:
        return _ranges(mine, text, tolerance)
    return _limits(mine, text)


def may_be_within(amount: Amount, limit: Amount) -> bool:
    """Tell whether an amount, as it is stated, may be what a limit asks for: 5万元以上20万元以下 over 10万元.

    The most that a range may come to is what counts, for both ways: it may be over what its high end is
    over, and is below only what all of it is below. What 不超过 and 以上 leave open counts for nothing:
    不低于82% is 82%, and no 95%.
    """
    if not comparable(amount, limit):
        return False
    factor, _ = _conversion(limit, amount)
    if factor is None:
        return False
    least, most = limit.value * factor, limit.high * factor
    slack = _ROUNDING * max(1.0, abs(least), abs(most))
    edge = -slack if limit.strict else slack
    above = limit.bound == "at_most" or amount.high > least - edge
    below = limit.bound == "at_least" or amount.high < most + edge
    return above and below


def _limits(mine: Amount, text: Amount) -> Relation:
    """Return the relation of two amounts of one unit with different values, neither a range."""
    implied = (
        (mine.bound == "at_least" and text.lowest >= mine.lowest)
        or (mine.bound == "at_most" and text.highest <= mine.highest)
        or (mine.bound == "about" and mine.lowest <= text.value <= mine.highest)
    )
    if implied:
        return "implied"
    near = text.bound == "about" and mine.bound == "exact"
    return "same" if near and text.lowest <= mine.value <= text.highest else "apart"


def _ranges(mine: Amount, text: Amount, tolerance: float) -> Relation:
    """Return the relation of two amounts of one unit, of which one is a range."""
    ends = {"at_least": (mine.value, text.value), "at_most": (mine.high, text.high)}
    if mine.bound in ends and _close(*ends[mine.bound], tolerance):
        return "same"
    if mine.lowest <= text.lowest and text.highest <= mine.highest:
        return "implied"
    inside = text.lowest <= mine.lowest and mine.highest <= text.highest
    return "unknown" if inside and mine.bound in {"exact", "about"} else "apart"


def _close(one: float, other: float, tolerance: float) -> bool:
    return abs(one - other) <= tolerance * max(1.0, abs(one), abs(other))


@functools.lru_cache(maxsize=1024)
def _factor(one: str, other: str) -> tuple[float | None, float]:
    if one == other:
        return 1.0, _ROUNDING
    if "workday" in {one, other}:
        return None, 0.0
    exact = "month" not in {one, other}
    return _DURATIONS[one] / _DURATIONS[other], _ROUNDING if exact else _MONTH_TOLERANCE


def _conversion(one: Amount, other: Amount) -> tuple[float | None, float]:
    """Return what turns values of ``one`` into the unit of ``other``, and how far off they may be.

    None where no factor is known: working days are no days, dollars no yuan.
    """
    if one.unit != other.unit and {one.unit, other.unit} <= _MONEY:
        return None, 0.0
    mine, its = _as_rate(one), _as_rate(other)
    if mine is not None and its is not None and (one.per or other.per or one.unit != other.unit):
        return mine / its, _ROUNDING
    if one.is_duration and other.is_duration:
        return _factor(one.unit, other.unit)
    return 1.0, _ROUNDING


def _as_rate(amount: Amount) -> float | None:
    """Return what turns a value into a share of one: per cent, and so many in 10,000."""
    if amount.unit == "percent":
        return 1 / 100
    return 1 / amount.per if amount.per and amount.per > 1 and is_counted(amount) else None

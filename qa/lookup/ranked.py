"""Figures by how large they are, each compared with those that measure the same, and which way they went."""

from __future__ import annotations

from collections.abc import Sequence

from index.normal import normal_text
from index.patterns import regex
from qa.amounts.amount import Amount, as_value, comparable
from qa.amounts.find import find_amounts
from qa.figures.collect import FoundFigure
from qa.intent.filters import ZH_FELL, ZH_ROSE
from qa.intent.request import Ranked

# Units of what is counted in nothing: 五倍.
_MERE = frozenset({"", "times"})
_FELL = regex(f"(?:{ZH_FELL})$")
_ROSE = regex(f"(?:{ZH_ROSE})$")
# A column whose sign tells the way.
_EITHER_WAY = regex(f"·.*(?:涨跌|增减|升降|{ZH_ROSE})")


def ranked(figures: Sequence[FoundFigure], how: Ranked) -> list[FoundFigure]:
    """Return the largest or smallest of figures, or all of them in order; what has no size comes last.

    Of figures of several kinds those are compared of which there are most: fines in yuan, and not how many
    times an illegal gain they are.
    """
    sized = [(one, amount) for one in figures if (amount := amount_of(one)) is not None]
    groups: list[list[tuple[FoundFigure, Amount]]] = []
    for one in sized:
        group = next((own for own in groups if comparable(own[0][1], one[1])), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    # A bare number of times is no sum.
    groups.sort(key=lambda own: (own[0][1].unit in _MERE, -len(own)))
    if not groups:
        return []
    down = how in {"largest", "descending"}
    if how in {"largest", "smallest"}:
        ends = [as_value(amount, highest=down) for _, amount in groups[0]]
        end = max(ends) if down else min(ends)
        return [one for (one, _), value in zip(groups[0], ends, strict=True) if value == end]
    ordered = [
        one
        for group in groups
        for one, _ in sorted(group, key=lambda own: as_value(own[1], highest=down), reverse=down)
    ]
    kept = {id(one) for one in ordered}
    return [*ordered, *(one for one in figures if id(one) not in kept)]


def amount_of(one: FoundFigure) -> Amount | None:
    """Return the amount that a figure comes to; of a date, which comes to nothing, None."""
    value, unit = one.figure.value, one.figure.unit or ""
    # In a table the unit stands in the head of its column.
    amounts = find_amounts(normal_text(value if unit in value else value + unit))
    return amounts[0] if amounts else None


def moved(one: FoundFigure) -> int:
    """Return whether a figure tells of a rise, 1, or a fall, -1; 0 where it tells of neither."""
    what = normal_text(one.figure.what)
    number = one.figure.number or 0.0
    if _FELL.search(what):
        return -1
    if _EITHER_WAY.search(what):
        return (number > 0) - (number < 0)
    return 1 if _ROSE.search(what) else 0

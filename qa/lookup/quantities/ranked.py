"""Figures by how large they are, each compared with those that measure the same."""

from __future__ import annotations

from collections.abc import Sequence

from qa.amounts.amount import Amount, as_value, comparable
from qa.figures.collect import FoundFigure
from qa.intent.request import Ranked
from qa.lookup.quantities.measured import amount_of

# Units of what is counted in nothing: 五倍.
_MERE = frozenset({"", "times"})


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

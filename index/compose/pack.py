"""Cutting a run of sentences into clauses: as few as fit, of similar length."""

from __future__ import annotations

import math
from collections.abc import Sequence

from index.document.span import Span

MAX_CLAUSE = 200
# Relative cost of one more clause, against the squared share of MAX_CLAUSE left unused.
CLAUSE_COST = 1.0


def pack(units: Sequence[Span], limit: int = MAX_CLAUSE) -> list[Span]:
    """Return the cheapest spans that cover ``units`` in order; dynamic programming over the cuts.

    A span longer than ``limit`` is one unit alone.
    """
    size = len(units)
    cheapest = [0.0] + [math.inf] * size
    choice = [0] * (size + 1)
    for end in range(1, size + 1):
        for start in range(end - 1, -1, -1):
            length = units[end - 1].end - units[start].start
            if length > limit and end - start > 1:
                break
            cost = cheapest[start] + CLAUSE_COST + max(0.0, 1 - length / limit) ** 2
            if cost < cheapest[end]:
                cheapest[end], choice[end] = cost, start
    spans: list[Span] = []
    end = size
    while end:
        start = choice[end]
        spans.append(Span(units[start].start, units[end - 1].end))
        end = start
    return spans[::-1]

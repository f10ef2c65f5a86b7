"""What kept its order and what was moved."""

from __future__ import annotations

import bisect
from collections.abc import Sequence
from typing import Any


def heaviest_rising(values: Sequence[Any], weights: Sequence[float]) -> list[int]:
    """Return the places of the rising subsequence of ``values`` that weighs most, in order.

    What is not in it was moved: the least that has to be taken out for the rest to be in order.
    O(n log n), by the best sum that ends at each value (Fredman, 1975, with weights).

    Args:
        values: Different values that can be ordered.
        weights: Of each, positive.
    """
    ordered = sorted(values)
    size = len(ordered)
    # A tree of sums (Fenwick): the heaviest subsequence that ends at or below a rank, and where it ends.
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)
    before = [-1] * len(values)
    best = (0.0, -1)
    for place, (value, weight) in enumerate(zip(values, weights, strict=True)):
        rank = bisect.bisect_left(ordered, value) + 1
        found = (0.0, -1)
        at = rank - 1
        while at > 0:
            found = max(found, tree[at])
            at -= at & -at
        before[place] = found[1]
        here = (found[0] + weight, place)
        best = max(best, here)
        while rank <= size:
            tree[rank] = max(tree[rank], here)
            rank += rank & -rank
    chosen: list[int] = []
    at = best[1]
    while at >= 0:
        chosen.append(at)
        at = before[at]
    return chosen[::-1]

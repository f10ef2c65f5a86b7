"""The fixed points of interleaved copies: sentences that recur, and headings that fit one copy.

A sentence that occurs twice belongs to the copy that runs ahead the first time and to the copy
behind it the second time, whichever of the two copies leads there.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

AHEAD: Final = 0
BEHIND: Final = 1

# With n copies, sentences that occur n times are at least this share of those that recur.
_COMMON = 0.15


@dataclass(frozen=True, slots=True)
class Anchors:
    """What is certain about the places of an interleaved text.

    Attributes:
        size: Number of places.
        twin: For each place of a recurring sentence, the place of the other occurrence.
        fixed: AHEAD or BEHIND for each place where it is certain.
        free: Places of sentences that recur without anchoring anything.
        level: First occurrences before which both copies have come equally far, so that the lead
            may change there.
        slots: How often two neighbouring anchors of a copy are neighbours in the other copy as
            well, and how often the other copy was interrupted between them.
        mid_piece: By AHEAD and BEHIND, for each place: would a sentence of this copy alone mean
            that the other copy lost it in mid-piece? None where the other copy never came so far.
    """

    size: int
    twin: Mapping[int, int]
    fixed: Mapping[int, int]
    free: frozenset[int]
    level: frozenset[int]
    slots: tuple[float, float]
    mid_piece: tuple[tuple[bool | None, ...], tuple[bool | None, ...]]


def find_anchors(keys: Sequence[int], ranks: Sequence[int | None]) -> Anchors:
    """Find the anchors among ``keys``, sentence identities in source order.

    Args:
        keys: Equal numbers, equal sentences.
        ranks: Rank in the table of contents of the heading right before each place, or None.
    """
    pairs = recurring(keys)
    pairs = [pairs[position] for position in longest_increasing([b for _, b in pairs])]
    twin = dict(pairs) | {b: a for a, b in pairs}
    counts = Counter(keys)
    fixed = dict.fromkeys((a for a, _ in pairs), AHEAD) | dict.fromkeys(
        (b for _, b in pairs), BEHIND
    )
    free = frozenset(p for p, key in enumerate(keys) if counts[key] > 1 and p not in fixed)
    fixed |= _labels_of_headings(ranks, fixed)
    sides = (sorted(a for a, _ in pairs), sorted(b for _, b in pairs))
    whole = [twin[b] == twin[a] + 1 for side in sides for a, b in itertools.pairwise(side)]
    return Anchors(
        size=len(keys),
        twin=twin,
        fixed=fixed,
        free=free,
        level=frozenset(_level_places(pairs)),
        slots=(sum(whole) / 2, (len(whole) - sum(whole)) / 2),
        mid_piece=(
            _mid_piece(len(keys), twin, fixed, sides[AHEAD], AHEAD),
            _mid_piece(len(keys), twin, fixed, sides[BEHIND], BEHIND),
        ),
    )


def recurring(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and second place of every sentence that recurs, by first place.

    A sentence that recurs more often than copies explain (…按照职责分工负责。) anchors nothing.
    """
    where: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        where[key].append(place)
    found = [places for places in where.values() if len(places) > 1]
    counts = Counter(len(places) for places in found)
    copies = max((n for n in counts if counts[n] >= _COMMON * len(found)), default=2)
    return sorted((places[0], places[1]) for places in found if len(places) == copies)


def longest_increasing(values: Sequence[int]) -> list[int]:
    """Return positions of a longest strictly increasing subsequence, by patience sorting."""
    tails: list[int] = []
    tail_positions: list[int] = []
    previous: list[int] = []
    for position, value in enumerate(values):
        slot = bisect.bisect_left(tails, value)
        previous.append(tail_positions[slot - 1] if slot else -1)
        if slot == len(tails):
            tails.append(value)
            tail_positions.append(position)
        else:
            tails[slot], tail_positions[slot] = value, position
    chain: list[int] = []
    position = tail_positions[-1] if tail_positions else -1
    while position >= 0:
        chain.append(position)
        position = previous[position]
    return chain[::-1]


def _labels_of_headings(ranks: Sequence[int | None], fixed: Mapping[int, int]) -> dict[int, int]:
    """Label places under a heading whose rank fits between its neighbours in one copy only."""
    windows = [rank_windows(ranks, fixed, label) for label in (AHEAD, BEHIND)]
    result: dict[int, int] = {}
    standing = Counter(ranks)
    for place, rank in enumerate(ranks):
        if rank is None or place in fixed or standing[rank] > 1:
            continue
        fits = [low < rank < high for low, high in (window[place] for window in windows)]
        if fits[AHEAD] != fits[BEHIND]:
            result[place] = AHEAD if fits[AHEAD] else BEHIND
    return result


def rank_windows(
    ranks: Sequence[int | None], fixed: Mapping[int, int], label: int
) -> list[tuple[float, float]]:
    """For each place, the ranks of the headings before and after it in one copy."""
    known = [r if r is not None and fixed.get(p) == label else None for p, r in enumerate(ranks)]
    lows: list[float] = []
    low = -1.0
    for rank in known:
        lows.append(low if rank is None else rank)
        low = lows[-1]
    highs: list[float] = []
    high = math.inf
    for rank in reversed(known):
        highs.append(high)
        high = high if rank is None else rank
    return list(zip(lows, reversed(highs), strict=True))


def _level_places(pairs: Sequence[tuple[int, int]]) -> list[int]:
    level: list[int] = []
    reached = -1
    for first, second in pairs:
        if first > reached:
            level.append(first)
        reached = max(reached, second)
    return level


def _mid_piece(
    size: int,
    twin: Mapping[int, int],
    fixed: Mapping[int, int],
    anchors: Sequence[int],
    label: int,
) -> tuple[bool | None, ...]:
    result: list[bool | None] = [None] * size
    for before, after in itertools.pairwise(anchors):
        whole = twin[after] == twin[before] + 1
        result[before + 1 : after] = [whole] * (after - before - 1)
    for step in (-1, 1):
        # Places in one piece with an anchor whose twin is followed by its own copy's words.
        inside = False
        for place in range(size) if step < 0 else range(size - 1, -1, -1):
            if place in fixed:
                beyond = twin.get(place, -1) - step
                own = place in twin and fixed[place] == label
                inside = own and fixed.get(beyond) == 1 - label
            elif inside:
                result[place] = True
    return tuple(result)

"""Telling which sentence of an interleaved text belongs to which of its two copies.

A sentence that occurs twice belongs to the copy that runs ahead the first time and to the copy
behind it the second time: those labels are fixed, and so are those of headings whose rank fits
one copy only. A sentence that occurs once could belong to either; a shortest-path search over the
whole sequence decides. Pieces are contiguous, a copy that was not interrupted rarely lost a
sentence, and a sentence resembles what it follows, what surrounds it in its copy, and the title
that it stands under.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]

AHEAD: Final = 0
BEHIND: Final = 1

# Costs in nats. The values are the middle of the plateau on which the shipped plan comes out
# right; structure alone (no vectors) decides most places, and its costs are probabilities.
_SWITCH = 0.1
_LOST_AT_INTERRUPTION = 0.3
_FOLLOWS = 9.0
_SURROUNDED = 2.0
_UNDER_TITLE = 1.5
# A piece is a chunk of text: one shorter than this, in characters, and a cut right after a topic
# line, are both unlikely.
_SHORT_PIECE = 80
_SHORT_PIECE_COST = 3.0
_CUT_AFTER_TOPIC = 1.0
_FIRST_LOSS = 0.05
_SWEEPS = 3
_BEAM = 64


@dataclass(frozen=True, slots=True)
class Likeness:
    """What the sentences of a text mean and look like.

    Attributes:
        sentences: float32 (n, dim), L2-normalised and centred, one row a place.
        titles: float32 (m, dim), the same for the titles of the table of contents, by rank;
            m may be 0.
        lengths: Characters of each sentence.
        topics: Whether each sentence is a topic line (知识创造新高地。) that introduces others.
    """

    sentences: Vectors
    titles: Vectors
    lengths: tuple[int, ...]
    topics: tuple[bool, ...]

    def at(self, places: Sequence[int]) -> Likeness:
        """Return the likeness of the given places only."""
        return Likeness(
            self.sentences[np.asarray(places, dtype=np.int64)],
            self.titles,
            tuple(self.lengths[place] for place in places),
            tuple(self.topics[place] for place in places),
        )

    def between(self, one: int, other: int) -> float:
        """Cosine of two sentences, in [-1, 1]."""
        return float(self.sentences[one] @ self.sentences[other])

    def to_titles(self, place: int, low: int, high: int) -> float:
        """Cosine of a sentence to the closest of the titles ``low`` to ``high`` (exclusive)."""
        return float((self.titles[low:high] @ self.sentences[place]).max())


def recurring(keys: Sequence[int]) -> list[tuple[int, int]]:
    """Return the first and second place of every sentence that recurs, by first place."""
    where: dict[int, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        where[key].append(place)
    return sorted((found[0], found[1]) for found in where.values() if len(found) > 1)


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


def separate(
    keys: Sequence[int], ranks: Sequence[int | None], likeness: Likeness | None
) -> list[int]:
    """Label every place AHEAD or BEHIND.

    Args:
        keys: Sentence identities in source order.
        ranks: Rank of the heading right before each place, or None.
        likeness: Meaning of each place, or None for structure alone.
    """
    pairs = recurring(keys)
    pairs = [pairs[position] for position in longest_increasing([b for _, b in pairs])]
    fixed: dict[int, int] = {}
    for first, second in pairs:
        fixed[first], fixed[second] = AHEAD, BEHIND
    fixed |= _labels_of_headings(ranks, fixed)
    search = _Search(len(keys), pairs, fixed, ranks, likeness)
    labels = search.run()
    for _ in range(_SWEEPS - 1):
        search.learn_losses(labels)
        labels = search.run()
    return labels


def _labels_of_headings(ranks: Sequence[int | None], fixed: dict[int, int]) -> dict[int, int]:
    """Label places under a heading whose rank fits between its neighbours in one copy only."""
    windows = [_rank_windows(ranks, fixed, label) for label in (AHEAD, BEHIND)]
    result: dict[int, int] = {}
    for place, rank in enumerate(ranks):
        if rank is None or place in fixed:
            continue
        fits = [low < rank < high for low, high in (window[place] for window in windows)]
        if fits[AHEAD] != fits[BEHIND]:
            result[place] = AHEAD if fits[AHEAD] else BEHIND
    return result


def _rank_windows(
    ranks: Sequence[int | None], fixed: dict[int, int], label: int
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


class _Search:
    """Shortest path over labels; a state is the current label and where the other copy stopped."""

    def __init__(
        self,
        size: int,
        pairs: Sequence[tuple[int, int]],
        fixed: dict[int, int],
        ranks: Sequence[int | None],
        likeness: Likeness | None,
    ) -> None:
        self._size = size
        self._fixed = fixed
        self._likeness = likeness
        self._twin = dict(pairs) | {b: a for a, b in pairs}
        self._anchors = [sorted(a for a, _ in pairs), sorted(b for _, b in pairs)]
        # How likely each copy is to lose a sentence in mid-piece, learnt between the sweeps.
        self._loss = [_FIRST_LOSS, _FIRST_LOSS]
        self._lost_mid_piece = [self._mid_piece(label) for label in (AHEAD, BEHIND)]
        self._start = np.concatenate([[0], np.cumsum(likeness.lengths if likeness else [1] * size)])
        self._meaning = [self._meaning_costs(ranks, label) for label in (AHEAD, BEHIND)]

    def _mid_piece(self, label: int) -> list[bool | None]:
        """Would a single sentence of this copy at each place mean the other lost it in mid-piece?

        None where the other copy never reached this far, so that nothing can be said.
        """
        result: list[bool | None] = [None] * self._size
        anchors = self._anchors[label]
        for before, after in itertools.pairwise(anchors):
            whole = self._twin[after] == self._twin[before] + 1
            result[before + 1 : after] = [whole] * (after - before - 1)
        for step in (-1, 1):
            self._next_to_anchor(label, step, result)
        return result

    def _next_to_anchor(self, label: int, step: int, result: list[bool | None]) -> None:
        """Mark places in one piece with an anchor whose twin is followed by its copy's own words."""
        places = range(self._size) if step < 0 else range(self._size - 1, -1, -1)
        mid_piece = False
        for place in places:
            if place in self._fixed:
                twin = self._twin.get(place)
                beyond = -1 if twin is None else twin - step
                mid_piece = (
                    twin is not None
                    and self._fixed[place] == label
                    and self._fixed.get(beyond) == 1 - label
                )
            elif mid_piece:
                result[place] = True

    def _meaning_costs(self, ranks: Sequence[int | None], label: int) -> list[float]:
        """Cost of how little each open place resembles its surroundings and titles in one copy."""
        costs = [0.0] * self._size
        if self._likeness is None:
            return costs
        windows = _rank_windows(ranks, self._fixed, label)
        anchors = sorted(place for place, fixed in self._fixed.items() if fixed == label)
        titles = len(self._likeness.titles)
        for place in range(self._size):
            if place in self._fixed:
                continue
            slot = bisect.bisect(anchors, place)
            near = anchors[max(0, slot - 2) : slot + 2]
            if near:
                closest = max(self._likeness.between(place, anchor) for anchor in near)
                costs[place] += _SURROUNDED * (1 - closest) / 2
            if titles:
                low = int(max(windows[place][0], 0))
                high = int(min(windows[place][1], titles))
                under = self._likeness.to_titles(place, low, max(high, low + 1))
                costs[place] += _UNDER_TITLE * (1 - under) / 2
        return costs

    def learn_losses(self, labels: Sequence[int]) -> None:
        """Re-estimate how often each copy loses a sentence from the labels found."""
        for label in (AHEAD, BEHIND):
            lost = sum(
                labels[place] == label
                and place not in self._twin
                and self._lost_mid_piece[label][place] is True
                for place in range(self._size)
            )
            self._loss[1 - label] = (lost + 0.5) / (lost + len(self._anchors[label]) + 1)

    def run(self) -> list[int]:
        """Return the labels of the cheapest path."""
        states: dict[tuple[int, int], float] = {}
        back: list[dict[tuple[int, int], tuple[int, int]]] = []
        for place in range(self._size):
            reached: dict[tuple[int, int], float] = {}
            origin: dict[tuple[int, int], tuple[int, int]] = {}
            for label in [self._fixed[place]] if place in self._fixed else [AHEAD, BEHIND]:
                own = self._own_cost(place, label)
                if place == 0:
                    reached[label, -1] = own
                for state, cost in states.items():
                    if state[0] == label:
                        follows, target = place - 1, state
                        step = 0.0
                    else:
                        follows, target = state[1], (label, place - 1)
                        step = self._switch_cost(state, place)
                    total = cost + own + step + self._distance(follows, place, state)
                    if total < reached.get(target, math.inf):
                        reached[target], origin[target] = total, state
            if len(reached) > _BEAM:
                best = sorted(reached, key=reached.__getitem__)[:_BEAM]
                reached = {state: reached[state] for state in best}
            states = reached
            back.append(origin)
        return _trace(states, back)

    def _own_cost(self, place: int, label: int) -> float:
        """Cost of a sentence that stands in the copy ``label`` alone."""
        if place in self._twin:
            return 0.0
        mid_piece = self._lost_mid_piece[label][place]
        if mid_piece is None:
            # Beyond its last anchor all of the copy ahead is new; the copy behind has stopped.
            structure = 0.0 if label == AHEAD else _LOST_AT_INTERRUPTION
        else:
            structure = -math.log(self._loss[1 - label]) if mid_piece else _LOST_AT_INTERRUPTION
        return structure + self._meaning[label][place]

    def _switch_cost(self, state: tuple[int, int], place: int) -> float:
        """Cost of ending the piece of ``state`` right before ``place``."""
        if self._likeness is None:
            return _SWITCH
        length = float(self._start[place] - self._start[state[1] + 1])
        short = _SHORT_PIECE_COST * max(0.0, 1 - length / _SHORT_PIECE)
        return _SWITCH + short + _CUT_AFTER_TOPIC * self._likeness.topics[place - 1]

    def _distance(self, follows: int, place: int, state: tuple[int, int]) -> float:
        """Cost of how little the sentence at ``place`` resembles the one or two it would follow."""
        if self._likeness is None or follows < 0:
            return 0.0
        closest = self._likeness.between(follows, place)
        earlier = follows - 1
        if earlier >= 0 and (follows != place - 1 or earlier > state[1]):
            closest = max(closest, self._likeness.between(earlier, place))
        return _FOLLOWS * (1.0 - closest) / 2


def _trace(
    states: dict[tuple[int, int], float], back: list[dict[tuple[int, int], tuple[int, int]]]
) -> list[int]:
    """Follow the cheapest final state back to the start."""
    if not states:
        return []
    state = min(states, key=states.__getitem__)
    labels = [state[0]]
    for origin in reversed(back[1:]):
        state = origin[state]
        labels.append(state[0])
    return labels[::-1]

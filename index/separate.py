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
from collections import Counter, defaultdict
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
_FOLLOWS = 9.0
_SURROUNDED = 2.0
_UNDER_TITLE = 1.5
# A piece is a chunk of text: one shorter than this, in characters, and a cut right after a topic
# line, are both unlikely.
_SHORT_PIECE = 80
_SHORT_PIECE_COST = 3.0
_CUT_AFTER_TOPIC = 1.0
# First guesses of how often each copy loses a sentence: in mid-piece, and where it is interrupted.
# Either both copies are damaged, or one is whole.
Losses = tuple[tuple[float, float], tuple[float, float]]
_DAMAGED: Final[Losses] = ((0.05, 0.74), (0.05, 0.74))
_ONE_WHOLE: Final[Losses] = ((0.001, 0.001), (0.2, 0.2))
_SWITCH = 0.475
_PRIOR_LOSS = (0.1, 0.5)
_FIRST_SWITCH = 0.2
_LEAD_CHANGE = 1.0
_SWEEPS = 3
_BEAM = 96


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
    """Say for every place which of two copies it belongs to: 0 or 1.

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
    free = {place for place, count in _occurrences(keys).items() if count > 1} - set(fixed)
    fixed |= _labels_of_headings(ranks, fixed)
    search = _Search(len(keys), pairs, fixed, free, ranks, likeness)
    best: tuple[float, list[int]] = (math.inf, [])
    for losses in (_DAMAGED, _ONE_WHOLE):
        best = min(best, search.fit(losses))
    return best[1]


def _occurrences(keys: Sequence[int]) -> dict[int, int]:
    """For each place, how often its sentence occurs."""
    counts = Counter(keys)
    return {place: counts[key] for place, key in enumerate(keys)}


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


State = tuple[int, int, int]
"""The copy that goes on, the copy that leads, and where the other copy stopped (-1: not begun)."""


class _Search:
    """Shortest path over states; the costs of losses and switches are learnt between sweeps."""

    def __init__(
        self,
        size: int,
        pairs: Sequence[tuple[int, int]],
        fixed: dict[int, int],
        free: set[int],
        ranks: Sequence[int | None],
        likeness: Likeness | None,
    ) -> None:
        self._size = size
        self._fixed = fixed
        self._free = free
        self._likeness = likeness
        self._twin = dict(pairs) | {b: a for a, b in pairs}
        self._anchors = [sorted(a for a, _ in pairs), sorted(b for _, b in pairs)]
        kept = [
            self._twin[b] == self._twin[a] + 1 for one in self._anchors for a, b in itertools.pairwise(one)
        ]
        self._slots = (sum(kept) / 2, (len(kept) - sum(kept)) / 2)
        self._level = self._level_places(pairs)
        self._lost_mid_piece = [self._mid_piece(label) for label in (AHEAD, BEHIND)]
        self._start = np.concatenate([[0], np.cumsum(likeness.lengths if likeness else [1] * size)])
        self._meaning = [self._meaning_costs(ranks, label) for label in (AHEAD, BEHIND)]
        self._losses = _DAMAGED
        self._switch = _FIRST_SWITCH

    def _level_places(self, pairs: Sequence[tuple[int, int]]) -> set[int]:
        """First places before which both copies have come equally far, so that either may lead."""
        level = set()
        reached = -1
        for first, second in pairs:
            if first > reached:
                level.add(first)
            reached = max(reached, second)
        return level

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

    def fit(self, losses: Losses) -> tuple[float, list[int]]:
        """Return the cost and the labels of the best path, from a first guess of the losses."""
        self._damaged = losses is _DAMAGED
        self._losses, self._switch = losses, _FIRST_SWITCH if self._likeness is None else _SWITCH
        best: tuple[float, list[int]] = (math.inf, [])
        for _ in range(_SWEEPS):
            cost, path = self._run()
            best = min(best, (cost + self._cost_of_kept(), [copy for copy, _, _ in path]))
            self._learn(path)
        return best

    def _learn(self, path: Sequence[State]) -> None:
        """Re-estimate how often each copy loses a sentence, and how often pieces end."""
        lost = [[0.0, 0.0], [0.0, 0.0]]
        for place, (copy, lead, _) in enumerate(path):
            if not self._is_recurring(place):
                mid_piece = self._lost_mid_piece[AHEAD if copy == lead else BEHIND][place]
                lost[1 - copy][mid_piece is not True] += mid_piece is not None
        self._losses = tuple(
            tuple(
                (count + _PRIOR_LOSS[self._damaged]) / (count + slots + 1)
                for count, slots in zip(counts, self._slots, strict=True)
            )
            for counts in lost
        )
        if self._damaged:
            self._losses = tuple((mid, _DAMAGED[0][1]) for mid, _ in self._losses)
        if self._likeness is None:
            switches = sum(a[0] != b[0] for a, b in itertools.pairwise(path))
            self._switch = (switches + 1) / (self._size + 2)

    def _cost_of_kept(self) -> float:
        """Cost of all that was not lost and not cut, so that the costs of two paths compare."""
        return -sum(
            slots * math.log(1 - rate)
            for rates in self._losses
            for slots, rate in zip(self._slots, rates, strict=True)
        ) - self._size * math.log(1 - self._switch)

    def _is_recurring(self, place: int) -> bool:
        return place in self._twin or place in self._free

    def _run(self) -> tuple[float, list[State]]:
        """Return the cost and the states of the cheapest path."""
        states: dict[State, float] = {(0, 0, -1): 0.0, (1, 1, -1): 0.0, (0, 1, -1): 0.0, (1, 0, -1): 0.0}
        back: list[dict[State, State]] = []
        for place in range(self._size):
            reached: dict[State, float] = {}
            origin: dict[State, State] = {}
            leads = (0, 1) if place in self._level else None
            for state, cost in states.items():
                for lead in leads or (state[1],):
                    for copy in self._copies(place, lead):
                        total = cost + self._own_cost(place, copy, lead)
                        total += _LEAD_CHANGE * (lead != state[1])
                        if copy == state[0]:
                            target = (copy, lead, state[2])
                            if place:
                                total += self._distance(place - 1, place, state)
                        elif place == 0:
                            continue
                        else:
                            target = (copy, lead, place - 1 if self._likeness else -1)
                            total += self._switch_cost(state, place)
                            total += self._distance(state[2], place, state)
                        if total < reached.get(target, math.inf):
                            reached[target], origin[target] = total, state
            if len(reached) > _BEAM:
                best = sorted(reached, key=reached.__getitem__)[:_BEAM]
                reached = {state: reached[state] for state in best}
            states = reached
            back.append(origin)
        return _trace(states, back)

    def _copies(self, place: int, lead: int) -> tuple[int, ...]:
        if place not in self._fixed:
            return (0, 1)
        return (lead if self._fixed[place] == AHEAD else 1 - lead,)

    def _own_cost(self, place: int, copy: int, lead: int) -> float:
        """Cost of a sentence that stands in one copy alone."""
        if self._is_recurring(place):
            return 0.0
        label = AHEAD if copy == lead else BEHIND
        mid_piece = self._lost_mid_piece[label][place]
        if self._damaged and mid_piece is None and label == AHEAD:
            structure = 0.0  # beyond its last anchor all of the copy ahead is new
        else:
            structure = -math.log(self._losses[1 - copy][mid_piece is not True])
        return structure + self._meaning[label][place]

    def _switch_cost(self, state: State, place: int) -> float:
        """Cost of ending the piece of ``state`` right before ``place``."""
        switch = -math.log(self._switch / (1 - self._switch))
        if self._likeness is None:
            return switch
        length = float(self._start[place] - self._start[state[2] + 1])
        short = _SHORT_PIECE_COST * max(0.0, 1 - length / _SHORT_PIECE)
        return switch + short + _CUT_AFTER_TOPIC * self._likeness.topics[place - 1]

    def _distance(self, follows: int, place: int, state: State) -> float:
        """Cost of how little the sentence at ``place`` resembles the one or two it would follow."""
        if self._likeness is None or follows < 0:
            return 0.0
        closest = self._likeness.between(follows, place)
        earlier = follows - 1
        if earlier >= 0 and (follows != place - 1 or earlier > state[2]):
            closest = max(closest, self._likeness.between(earlier, place))
        return _FOLLOWS * (1.0 - closest) / 2


def _trace(
    states: dict[State, float], back: list[dict[State, State]]
) -> tuple[float, list[State]]:
    """Follow the cheapest final state back to the start."""
    if not back:
        return 0.0, []
    state = min(states, key=states.__getitem__)
    cost = states[state]
    path = [state]
    for origin in reversed(back[1:]):
        state = origin[state]
        path.append(state)
    return cost, path[::-1]

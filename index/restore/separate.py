"""Telling which sentence of an interleaved text belongs to which of its two copies.

Anchors are certain (``index.restore.anchors``). A sentence that occurs once could belong to either copy; a
shortest-path search over the whole sequence decides (Viterbi, 1967). Its costs are probabilities,
learnt in a few sweeps: how long pieces are, and how often each copy loses a sentence. Two
explanations are tried: both copies are damaged, or one is whole. Where both are damaged, structure
leaves much open, and meaning decides: a sentence resembles what it follows, what surrounds it in
its copy, and the title that it stands under.
"""

from __future__ import annotations

import bisect
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from index.restore.anchors import AHEAD, BEHIND, Anchors, find_anchors, rank_windows
from index.restore.likeness import Likeness

Losses = tuple[tuple[float, float], tuple[float, float]]
"""For each copy, how often it loses a sentence in mid-piece, and where it is interrupted."""
State = tuple[int, int, int]
"""The copy that goes on, the copy that leads, and where the other copy stopped (-1: not begun)."""

# First guesses. In the shipped plan both copies lose whole passages where they are interrupted,
# and hardly a sentence elsewhere.
_DAMAGED: Final[Losses] = ((0.05, 0.74), (0.05, 0.74))
_ONE_WHOLE: Final[Losses] = ((0.001, 0.001), (0.2, 0.2))
# Sentences added to those counted as lost when rates are learnt, without and with damage.
_PRIOR_LOSS = (0.1, 0.5)
# Cost of the lead changing hands where both copies have come equally far, in nats as all costs.
_LEAD_CHANGE = 1.0
# Cost of a piece by its number of sentences, the last for all longer ones; the first guess is a
# geometric law with a mean of five, and the learnt shares are smoothed over their neighbours.
_LONG_PIECE = 40
_FIRST_PIECES: Final = [-math.log(0.2) - size * math.log(0.8) for size in range(_LONG_PIECE + 1)]
_PIECE_KERNEL: Final = (0.2, 0.6, 0.2)
_PIECE_PRIOR = 3.0
# With meaning: the middle of the plateau on which the shipped plan comes out right.
_FOLLOWS = 9.0
_SURROUNDED = 2.0
_UNDER_TITLE = 1.5
# A chapter that has sections opens with a sentence or two, so few more can stand between its
# heading and that of its first section.
_IN_OPENING = 1.2
# A piece is a chunk of text: one shorter than this, in characters, and a cut right after a topic
# line, are both unlikely.
_SWITCH = 0.1
_SHORT_PIECE = 80
_SHORT_PIECE_COST = 3.0
_CUT_AFTER_TOPIC = 1.0
_SWEEPS = 3
# That one copy is whole is believed unless the other explanation is this much cheaper: short texts
# leave both open, and the shipped plan decides against it by 44.
_SIMPLER = 15.0
_BEAM = 96


@dataclass(frozen=True, slots=True)
class Separation:
    """Which of two copies each place belongs to.

    Attributes:
        labels: 0 or 1 for each place.
        one_whole: Whether one copy is taken to be whole, or both to be damaged.
        margin: By how many nats structure alone prefers that; negative where it does not.
    """

    labels: tuple[int, ...]
    one_whole: bool
    margin: float


def separate(
    keys: Sequence[int],
    ranks: Sequence[int | None],
    marks: Sequence[tuple[int, ...]],
    likeness: Likeness | None,
) -> Separation:
    """Say for every place which of two copies it belongs to.

    Args:
        keys: Sentence identities in source order.
        ranks: Rank of the heading right before each place, or None.
        marks: Identities of all headings right before each place; where one copy is whole, they
            anchor as well as sentences do.
        likeness: Meaning of each place, or None for structure alone.
    """
    anchors = find_anchors(keys, ranks)
    structure = _Search(anchors, ranks, None)
    damaged, whole = (structure.fit(first_guess) for first_guess in (_DAMAGED, _ONE_WHOLE))
    margin = damaged[0] - whole[0]
    if margin > -_SIMPLER:
        items = [item for key, before in zip(keys, marks, strict=True) for item in (*before, key)]
        nothing = [None] * len(items)
        _, labels = _Search(find_anchors(items, nothing), nothing, None).fit(_ONE_WHOLE)
        ends = itertools.accumulate(len(before) + 1 for before in marks)
        return Separation(tuple(labels[end - 1] for end in ends), True, margin)
    if likeness is not None:
        damaged = _Search(anchors, ranks, likeness).fit(_DAMAGED)
    return Separation(tuple(damaged[1]), False, -margin)


class _Search:
    """Shortest path over states; the costs of losses and switches are learnt between sweeps."""

    def __init__(
        self, anchors: Anchors, ranks: Sequence[int | None], likeness: Likeness | None
    ) -> None:
        self._anchors = anchors
        self._likeness = likeness
        lengths = likeness.lengths if likeness else [1] * anchors.size
        self._start = np.concatenate([[0], np.cumsum(lengths)])
        self._meaning = [self._meaning_costs(ranks, label) for label in (AHEAD, BEHIND)]
        self._losses = _DAMAGED
        self._damaged = True
        self._pieces: Sequence[float] = _FIRST_PIECES

    def _meaning_costs(self, ranks: Sequence[int | None], label: int) -> list[float]:
        """Cost of how little each open place resembles its surroundings and titles in one copy."""
        costs = [0.0] * self._anchors.size
        if self._likeness is None:
            return costs
        windows = rank_windows(ranks, self._anchors.fixed, label)
        anchors = sorted(place for place, fixed in self._anchors.fixed.items() if fixed == label)
        titles = len(self._likeness.titles)
        for place in range(self._anchors.size):
            if place in self._anchors.fixed:
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
                costs[place] += _IN_OPENING * (high == low + 1 and low in self._likeness.openings)
        return costs

    def fit(self, losses: Losses) -> tuple[float, list[int]]:
        """Return the cost and the labels of the best path, from a first guess of the losses."""
        self._damaged = losses is _DAMAGED
        self._losses = losses
        self._pieces = _FIRST_PIECES
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
                mid_piece = self._anchors.mid_piece[AHEAD if copy == lead else BEHIND][place]
                lost[1 - copy][mid_piece is not True] += mid_piece is not None
        self._losses = (self._rates(lost[0]), self._rates(lost[1]))
        if self._likeness is None:
            self._pieces = _piece_costs([copy for copy, _, _ in path])

    def _rates(self, lost: Sequence[float]) -> tuple[float, float]:
        """Return the rates of loss that follow from numbers of lost sentences."""
        mid_piece, interrupted = (
            (count + _PRIOR_LOSS[self._damaged]) / (count + slots + 1)
            for count, slots in zip(lost, self._anchors.slots, strict=True)
        )
        return (mid_piece, _DAMAGED[0][1] if self._damaged else interrupted)

    def _cost_of_kept(self) -> float:
        """Cost of all that was not lost and not cut, so that the costs of two paths compare."""
        return -sum(
            slots * math.log(1 - rate)
            for rates in self._losses
            for slots, rate in zip(self._anchors.slots, rates, strict=True)
        )

    def _is_recurring(self, place: int) -> bool:
        return place in self._anchors.twin or place in self._anchors.free

    def _run(self) -> tuple[float, list[State]]:
        """Return the cost and the states of the cheapest path."""
        states: dict[State, float] = {
            (copy, lead, -1): 0.0 for copy, lead in itertools.product((0, 1), repeat=2)
        }
        back: list[dict[State, State]] = []
        for place in range(self._anchors.size):
            reached: dict[State, float] = {}
            origin: dict[State, State] = {}
            for state, cost in states.items():
                for target, step in self._steps(state, place):
                    if cost + step < reached.get(target, math.inf):
                        reached[target], origin[target] = cost + step, state
            if len(reached) > _BEAM:
                best = sorted(reached, key=reached.__getitem__)[:_BEAM]
                reached = {state: reached[state] for state in best}
            states = reached
            back.append(origin)
        return _trace(states, back)

    def _steps(self, state: State, place: int) -> Iterator[tuple[State, float]]:
        """Yield the states that ``state`` may turn into at ``place``, and what that costs."""
        copy_before, lead_before, stopped = state
        label = self._anchors.fixed.get(place)
        for lead in (0, 1) if place in self._anchors.level else (lead_before,):
            for copy in (0, 1) if label is None else ((lead + label) % 2,):
                cost = self._own_cost(place, copy, lead) + _LEAD_CHANGE * (lead != lead_before)
                if copy == copy_before:
                    yield (copy, lead, stopped), cost + self._distance(place - 1, place, state)
                elif place:
                    cost += self._switch_cost(state, place) + self._distance(stopped, place, state)
                    yield (copy, lead, place - 1), cost

    def _own_cost(self, place: int, copy: int, lead: int) -> float:
        """Cost of a sentence that stands in one copy alone."""
        if self._is_recurring(place):
            return 0.0
        label = AHEAD if copy == lead else BEHIND
        mid_piece = self._anchors.mid_piece[label][place]
        if self._damaged and mid_piece is None and label == AHEAD:
            structure = 0.0  # beyond its last anchor all of the copy ahead is new
        else:
            structure = -math.log(self._losses[1 - copy][mid_piece is not True])
        return structure + self._meaning[label][place]

    def _switch_cost(self, state: State, place: int) -> float:
        """Cost of ending the piece of ``state`` right before ``place``."""
        if self._likeness is None:
            return self._pieces[min(place - state[2] - 1, _LONG_PIECE)]
        length = float(self._start[place] - self._start[state[2] + 1])
        short = _SHORT_PIECE_COST * max(0.0, 1 - length / _SHORT_PIECE)
        return _SWITCH + short + _CUT_AFTER_TOPIC * self._likeness.topics[place - 1]

    def _distance(self, follows: int, place: int, state: State) -> float:
        """Cost of how little the sentence at ``place`` resembles the one or two it would follow."""
        if self._likeness is None or follows < 0:
            return 0.0
        closest = self._likeness.between(follows, place)
        earlier = follows - 1
        if earlier >= 0 and (follows != place - 1 or earlier > state[2]):
            closest = max(closest, self._likeness.between(earlier, place))
        return _FOLLOWS * (1.0 - closest) / 2


def _piece_costs(labels: Sequence[int]) -> list[float]:
    """Return the cost of a piece by its length, from the lengths of the pieces found.

    The share of each length, smoothed over its neighbours, with a geometric law as a prior.
    """
    lengths = [len(list(group)) for _, group in itertools.groupby(labels)]
    mean = len(labels) / len(lengths)
    prior = [(1 / mean) * (1 - 1 / mean) ** (n - 1) for n in range(1, _LONG_PIECE + 1)]
    counts = np.bincount(np.minimum(lengths, _LONG_PIECE), minlength=_LONG_PIECE + 1)[1:]
    smooth = np.convolve(counts, _PIECE_KERNEL, mode="same")
    share = (smooth + _PIECE_PRIOR * np.asarray(prior)) / (len(lengths) + _PIECE_PRIOR)
    return [0.0, *(-np.log(np.maximum(share, 1e-9))).tolist()]


def _trace(states: dict[State, float], back: list[dict[State, State]]) -> tuple[float, list[State]]:
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

"""Which text of an old edition became which of a new one: one global assignment.

The same words found once on either side belong together. All others are candidates by the terms that
they share, weighed by how few texts have them, and by whether they stand between the same neighbours;
of all ways to pair them the one with the largest sum is taken (Jonker and Volgenant, 1987, on the
sparse matrix of candidates).
"""

from __future__ import annotations

import bisect
import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.fuzz import ratio

from index.search.lexical import bigrams
from qa.diff.order import heaviest_rising

Pair = tuple[int, int]

# What standing between the same neighbours adds to the share: enough to decide between two articles of
# the same template, too little to outweigh other words.
_IN_PLACE = 0.15
# What a tie adds; as much.
_TIED = 0.15
# Of two places for the very same words the nearer one; too little to matter otherwise. Squared, so that
# two that stand in a row stay in that row.
_NEARER = 0.01
# What leaving a text without a partner counts; positive, since the solver knows no empty entry of 0.
_ALONE = 1e-6
# Texts of one origin share their rarest terms; a term that more texts have than this finds no candidates.
_COMMON = 400


@dataclass(frozen=True, slots=True)
class Side:
    """One edition as it is matched.

    Attributes:
        keys: What is equal of texts with the same words (``qa.compare.key``), in reading order.
        groups: The document that each belongs to, as a number; those of both editions that belong
            together share one.
        tied: What else tells that two belong together, such as the clauses that a statement rests on.
    """

    keys: Sequence[str]
    groups: Sequence[int]
    tied: Sequence[frozenset[str]] = ()


@dataclass(frozen=True, slots=True)
class Least:
    """The least share of weighted terms that two texts of one origin have in common.

    Attributes:
        anywhere: Wherever they stand.
        in_place: Where both stand between the same neighbours.
        tied: Where something else ties them.
        likeness: 0 to 100, by the longest common subsequence; it counts for the score as well. 0 where
            the order of words says nothing, as in articles whose parts change places.
    """

    anywhere: float
    in_place: float
    tied: float
    likeness: float = 0.0


# benchmarks/editions.py: below .25 an unrelated article that was put in the place of another is taken for
# it, above .45 heavily reworded ones are lost.
OF_EDITIONS = Least(anywhere=0.45, in_place=0.28, tied=0.45)


def match(old: Side, new: Side, least: Least = OF_EDITIONS) -> list[Pair]:
    """Return pairs of positions, in the order of the old side; each position is in one pair at most."""
    fixed = _same_once(old, new)
    place = _Places(old, new, fixed)
    taken_old, taken_new = {o for o, _ in fixed}, {n for _, n in fixed}
    open_old = [o for o in range(len(old.keys)) if o not in taken_old]
    open_new = [n for n in range(len(new.keys)) if n not in taken_new]
    return sorted([*fixed, *_assign((old, new), (open_old, open_new), place, least)])


def _same_once(old: Side, new: Side) -> list[Pair]:
    """Pair the words that stand once in each edition."""
    places: dict[str, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for number, side in enumerate((old, new)):
        for position, key in enumerate(side.keys):
            places[key][number].append(position)
    return sorted(
        (mine[0], its[0]) for mine, its in places.values() if len(mine) == 1 and len(its) == 1
    )


class _Places:
    """Where in the new edition a text of the old one would stand had nothing been moved."""

    def __init__(self, old: Side, new: Side, fixed: Sequence[Pair]) -> None:
        """Take from ``fixed`` those that kept their order as the frame of both editions."""
        self._size = max(len(old.keys), len(new.keys), 1)
        self._groups = (old.groups, new.groups)
        in_order = sorted(
            (pair for pair in fixed if old.groups[pair[0]] == new.groups[pair[1]]),
            key=lambda pair: (old.groups[pair[0]], pair[0]),
        )
        weights = [len(old.keys[o]) for o, _ in in_order]
        ranks = [(new.groups[n], n) for _, n in in_order]
        kept = heaviest_rising(ranks, weights)
        frame = sorted(in_order[i] for i in kept)
        self._old = [o for o, _ in frame]
        self._new = [n for _, n in frame]
        self._sizes = (len(old.keys), len(new.keys))

    def between(self, position: int) -> Pair:
        """Return the places of the nearest neighbours before and after, outside which it moved."""
        at = bisect.bisect_left(self._old, position)
        before = self._new[at - 1] if at else -1
        after = self._new[at] if at < len(self._new) else self._sizes[1]
        return before, after

    def _expected(self, position: int) -> float:
        """Return the place of a text by those of its neighbours, on a straight line."""
        at = bisect.bisect_left(self._old, position)
        low = (self._old[at - 1], self._new[at - 1]) if at else (-1, -1)
        high = (self._old[at], self._new[at]) if at < len(self._old) else self._sizes
        return low[1] + (position - low[0]) * (high[1] - low[1]) / max(1, high[0] - low[0])

    def bonus(self, old: int, new: int) -> float:
        """Return what the place of a candidate adds to its score."""
        if self._groups[0][old] != self._groups[1][new]:
            return 0.0
        before, after = self.between(old)
        off = abs(new - self._expected(old)) / self._size
        nearer = _NEARER * (1 - off**2)
        return nearer + (_IN_PLACE if before < new < after else 0.0)


def _assign(
    sides: tuple[Side, Side],
    left: tuple[Sequence[int], Sequence[int]],
    place: _Places,
    least: Least,
) -> list[Pair]:
    """Pair what is left so that the sum of the scores is largest."""
    (old, new), (open_old, open_new) = sides, left
    if not open_old or not open_new:
        return []
    from scipy.sparse import coo_array, csr_array
    from scipy.sparse.csgraph import min_weight_full_bipartite_matching

    shares = _shares(
        [old.keys[o] for o in open_old], [new.keys[n] for n in open_new], len(new.keys)
    )
    rows, columns, scores = [], [], []
    for row, column, share in zip(shares.row, shares.col, shares.data, strict=True):
        bonus = place.bonus(open_old[row], open_new[column])
        wanted = least.in_place if bonus >= _IN_PLACE else least.anywhere
        if old.tied and old.tied[open_old[row]] & new.tied[open_new[column]]:
            wanted, bonus = min(wanted, least.tied), bonus + _TIED
        if share < wanted:
            continue
        if least.likeness:
            keys = old.keys[open_old[row]], new.keys[open_new[column]]
            like = ratio(*keys, score_cutoff=least.likeness)
            if not like:
                continue
            bonus += like / 100
        rows.append(row)
        columns.append(column)
        scores.append(float(share) + bonus)
    # Each old text may also stay alone: a column of its own, so that a full matching exists.
    size = len(open_old)
    rows.extend(range(size))
    columns.extend(range(len(open_new), len(open_new) + size))
    scores.extend([_ALONE] * size)
    graph = csr_array(coo_array((scores, (rows, columns)), shape=(size, len(open_new) + size)))
    chosen = min_weight_full_bipartite_matching(graph, maximize=True)
    return [
        (open_old[row], open_new[column])
        for row, column in zip(*chosen, strict=True)
        if column < len(open_new)
    ]


def _shares(old: Sequence[str], new: Sequence[str], whole: int) -> Any:  # noqa: ANN401  # scipy ships no types
    """Return for candidates the share of weighted terms in common (Dice): a sparse matrix (old, new)."""
    from scipy.sparse import coo_array, csr_array

    vocabulary: dict[str, int] = {}
    sides = [[[vocabulary.setdefault(t, len(vocabulary)) for t in _terms(key)] for key in side]
             for side in (old, new)]  # fmt: skip
    counts = np.zeros(len(vocabulary), dtype=np.int64)
    for row in itertools.chain(*sides):
        counts[row] += 1
    weights = np.log1p(2 * max(whole, 1) / np.maximum(counts, 1))
    mine, its = (_matrix(side, len(vocabulary)) for side in sides)
    sums = [np.asarray(matrix @ weights) for matrix in (mine, its)]
    # Candidates share a term that is not common; all terms count for their score.
    rare = np.where(counts <= _COMMON, 1.0, 0.0)
    linked = coo_array((mine * rare) @ its.T)
    rows, columns = linked.row, linked.col
    shared = np.zeros(len(rows))
    weighted = csr_array(mine * weights)
    for at in range(0, len(rows), _BLOCK):
        block = slice(at, at + _BLOCK)
        product = weighted[rows[block]].multiply(its[columns[block]])
        shared[block] = np.asarray(product.sum(axis=1)).ravel()
    total = sums[0][rows] + sums[1][columns]
    return coo_array((2 * shared / np.maximum(total, 1e-9), (rows, columns)), shape=linked.shape)


# Rows that are multiplied at once: some ten MB.
_BLOCK = 20_000


def _matrix(rows: Sequence[Sequence[int]], width: int) -> Any:  # noqa: ANN401  # the same
    from scipy.sparse import csr_array

    ends = np.cumsum([0, *map(len, rows)])
    columns: npt.NDArray[np.int64] = np.fromiter(itertools.chain(*rows), dtype=np.int64)
    return csr_array((np.ones(len(columns)), columns, ends), shape=(len(rows), width))


def _terms(key: str) -> list[str]:
    """Return the different terms of a text; of one of a single character that character."""
    return sorted(set(bigrams(key))) or [key]

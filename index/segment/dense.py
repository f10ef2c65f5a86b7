"""Cosine search over the vectors of segments: exact for a plan, approximate for a library."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.dense import DenseIndex, checked_queries
from index.embed.centre import Sums, centre, exact_sum
from index.search import Dense, Rows, Vectors
from index.segment.near import Near, weighed
from index.segment.read import Segment

# So many vectors are searched one by one: 7 ms a question, 150 MB. Of more than these the nearest are
# looked for where they are likely to be (benchmarks/ann.py).
EXACT = 100_000
# Vectors that are centred and compared together where they are too many to be kept.
_STEP = 16_384


@dataclass(frozen=True, eq=False)
class RowRun:
    """Rows that lie together in a segment.

    Attributes:
        vectors: float32 (n, dim), as the encoder gave them; mapped.
        first: The first row of the run within the corpus.
    """

    vectors: Vectors
    first: int


@dataclass(frozen=True, eq=False)
class Cells:
    """An approximate index over some of the rows.

    Attributes:
        near: It.
        rows: int32 (n,), for each of its rows the one within the corpus; -1 for one that is not there.
        others: The rows of the corpus that it has not, rising.
    """

    near: Near
    rows: npt.NDArray[np.int32]
    others: Rows

    @functools.cached_property
    def share(self) -> float:
        """What share of its rows is within the corpus."""
        return float(np.mean(self.rows >= 0)) if len(self.rows) else 1.0


class SegmentDense:
    """The vectors of a corpus, each centred on the mean of its kind; see ``index.search.Dense``."""

    def __init__(
        self,
        runs: Sequence[RowRun],
        kinds: npt.NDArray[np.uint8],
        means: Vectors,
        cells: Cells | None = None,
    ) -> None:
        """Search the rows of ``runs``.

        Args:
            runs: In the order of the corpus.
            kinds: The kind of each row, by its number.
            means: float32 (kinds, dim), what the vectors of each kind are centred on.
            cells: Where there is one, an approximate index.
        """
        self._runs = list(runs)
        self._firsts = np.asarray([run.first for run in runs], dtype=np.int64)
        self._kinds = kinds
        self.means = means
        self._cells = cells

    def __len__(self) -> int:
        return len(self._kinds)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self.means.shape[1])

    @functools.cached_property
    def _exact(self) -> DenseIndex:
        return DenseIndex(self.vectors())

    def search(self, queries: Vectors, k: int) -> tuple[Vectors, Rows]:
        """Return the ``k`` nearest rows of each query; see ``Dense.search``.

        Of more than ``EXACT`` rows they are the nearest that were found, and those beyond ``k`` / 10 or
        so may be off by .001 where there is an approximate index.
        """
        if len(self) <= EXACT:
            return self._exact.search(queries, k)
        rows = checked_queries(queries, self.dim, k)
        found = [self._nearest(query, min(k, len(self))) for query in rows]
        if not found:
            shape = (0, min(k, len(self)))
            return np.empty(shape, dtype=np.float32), np.empty(shape, dtype=np.int64)
        least = min(len(one) for one, _ in found)
        scores = np.stack([one[:least] for one, _ in found])
        return np.clip(scores, -1.0, 1.0), np.stack([one[:least] for _, one in found])

    def _nearest(self, query: Vectors, k: int) -> tuple[Vectors, Rows]:
        if self._cells is None:
            return _best(*self._all(query), k)
        cells = self._cells
        of_near, scores = cells.near.candidates(query, k, cells.share)
        rows = cells.rows[of_near].astype(np.int64)
        there = rows >= 0
        scores, rows = _best(scores[there], rows[there], k)
        first = weighed(k)
        scores[:first] = self._cosines(rows[:first], query)
        if len(cells.others):
            scores = np.concatenate([scores, self._cosines(cells.others, query)])
            rows = np.concatenate([rows, cells.others])
        return _best(scores, rows, k)

    def _all(self, query: Vectors) -> tuple[Vectors, Rows]:
        scores = [np.vecdot(part, query) for _, part in self._parts()]
        return np.concatenate(scores), np.arange(len(self), dtype=np.int64)

    def _cosines(self, rows: Rows, query: Vectors) -> Vectors:
        steps = [rows[start : start + _STEP] for start in range(0, len(rows), _STEP)]
        found = [np.vecdot(self._at(step), query) for step in steps]
        return np.concatenate([np.empty(0, dtype=np.float32), *found])

    def limited_to(self, rows: Sequence[int] | Rows) -> Dense:
        """Return the search over some of the rows, numbered anew in the order given."""
        chosen = np.asarray(rows, dtype=np.int64)
        if len(chosen) <= EXACT:
            return DenseIndex(self._at(chosen))
        cells = None
        if self._cells is not None:
            places = np.full(len(self), -1, dtype=np.int32)
            places[chosen] = np.arange(len(chosen), dtype=np.int32)
            known = np.where(self._cells.rows >= 0, places[self._cells.rows], -1)
            others = places[self._cells.others]
            cells = Cells(
                self._cells.near,
                known.astype(np.int32),
                np.sort(others[others >= 0]).astype(np.int64),
            )
        runs: list[RowRun] = []
        breaks = np.flatnonzero(np.diff(chosen) != 1) + 1
        for piece in np.split(np.arange(len(chosen)), breaks):
            runs.extend(self._cut(int(chosen[piece[0]]), int(chosen[piece[-1]]) + 1, int(piece[0])))
        return SegmentDense(runs, self._kinds[chosen], self.means, cells)

    def _cut(self, start: int, end: int, first: int) -> Iterator[RowRun]:
        """Yield the runs of the rows from ``start`` to ``end``, as rows from ``first`` on."""
        while start < end:
            run = self._runs[int(np.searchsorted(self._firsts, start, "right")) - 1]
            last = min(end, run.first + len(run.vectors))
            yield RowRun(run.vectors[start - run.first : last - run.first], first)
            first += last - start
            start = last

    def vectors(self) -> Vectors:
        """Return a copy of the vectors: float32 (n, dim)."""
        vectors = np.empty((len(self), self.dim), dtype=np.float32)
        for start, part in self._parts():
            vectors[start : start + len(part)] = part
        return vectors

    def vector(self, row: int) -> Vectors:
        """Return one vector: float32 (dim,)."""
        return np.array(self._at(np.asarray([row], dtype=np.int64))[0])

    def between(self, start: int, end: int) -> Vectors:
        """Return the vectors of the rows from ``start`` to ``end``: float32 (n, dim)."""
        raw = [run.vectors for run in self._cut(start, end, 0)]
        return self._centred(np.concatenate(raw), self._kinds[start:end])

    def _parts(self) -> Iterator[tuple[int, Vectors]]:
        for run in self._runs:
            for start in range(0, len(run.vectors), _STEP):
                raw = run.vectors[start : start + _STEP]
                first = run.first + start
                yield first, self._centred(raw, self._kinds[first : first + len(raw)])

    def _at(self, rows: Rows) -> Vectors:
        raw = np.empty((len(rows), self.dim), dtype=np.float32)
        of = np.searchsorted(self._firsts, rows, "right") - 1
        for number in sorted(set(of.tolist())):
            own = of == number
            raw[own] = self._runs[number].vectors[rows[own] - self._runs[number].first]
        return self._centred(raw, self._kinds[rows])

    def _centred(self, raw: Vectors, kinds: npt.NDArray[np.uint8]) -> Vectors:
        return centre(raw, self.means[kinds])


def sums_of(segment: Segment, rows: Rows) -> Sums:
    """Return the exact sums of some vectors of a segment by kind: int64 (kinds, dim)."""
    left_out = np.ones(len(segment.vectors), dtype=np.bool_)
    left_out[rows] = False
    # What it had when it was made, less what is not there any more: mostly nothing.
    sums = segment.sums.copy()
    for start in range(0, len(left_out), _STEP):
        gone = start + np.flatnonzero(left_out[start : start + _STEP])
        kinds = segment.columns.kinds[gone]
        for code in np.unique(kinds).tolist():
            sums[code] -= exact_sum(segment.vectors[gone[kinds == code]])
    return sums


def _best(scores: Vectors, rows: Rows, k: int) -> tuple[Vectors, Rows]:
    """Return the ``k`` best, best first; equal ones in the order of their rows."""
    if k < len(scores):
        chosen = np.argpartition(-scores, k)[:k] if k else np.empty(0, dtype=np.int64)
        scores, rows = scores[chosen], rows[chosen]
    order = np.lexsort((rows, -scores))
    return scores[order], rows[order]

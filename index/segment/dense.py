"""Cosine search over the vectors of segments: exact for a plan, approximate for a library."""

from __future__ import annotations

import functools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.embed.centre import Sums, centre, exact_sum
from index.search.dense import DenseIndex, checked_queries
from index.search.protocol import Dense, Flags, Rows, Vectors
from index.segment.codes import (
    Code,
    Codes,
    Distances,
    code_query,
    estimate,
    hopeful,
    likeliest,
    measure,
    measure_some,
)
from index.segment.read import Segment
from index.segment.rows import KeptRows

# So many vectors are searched one by one: 7 ms a question, 150 MB. Of more than these the nearest are
# looked for where they are likely to be (benchmarks/ann.py).
EXACT = 100_000
# Vectors that are centred and compared together where they are too many to be kept.
_STEP = 16_384
# The same where what is worked out on the way had better stay in the fast memory of a core.
_FEW = 512
# So much of a code is counted of all rows; the rest of those alone that share most of that, so many for each
# row that is looked at. Of 4,096 of a million rows .99 of the ten nearest are found by it as by the whole, in
# half the time.
_BEGINNING = 2 / 3
_HOPEFUL = 6
# Where these are more of all, to gather them takes longer than to count the rest of all codes.
_FEW_OF = 1 / 8
# Of the rows that share most bits so many at least are looked at, or twice as many as are wanted. Of them
# those are compared by their vectors that are nearest by what is known without them: so many at least, and so
# many for each that is wanted, until they are all that are looked at or as many as are wanted. Of a million
# .99 of the ten nearest are among them and .94 of the fifty nearest; of 8,192 that are wanted .99 of the
# fifty nearest, where the 8,192 that share most bits have .98 (benchmarks/ann.py).
_LIKELY = 4096
_READ = 512
_FOR_EACH = 8
_TINY = 1e-9


@dataclass(frozen=True, eq=False)
class RowRun:
    """Rows that lie together in a segment.

    Attributes:
        kept: The vectors of the segment, as the encoder gave them.
        codes: uint64 (w, n), the codes of the segment.
        start: The first row of the run within the segment.
        size: How many rows it has.
        first: Its first row within the corpus.
    """

    kept: KeptRows
    codes: Codes
    start: int
    size: int
    first: int


class SegmentDense:
    """The vectors of a corpus, each centred on the mean of its kind; see ``index.search.protocol.Dense``."""

    def __init__(
        self,
        runs: Sequence[RowRun],
        kinds: npt.NDArray[np.uint8],
        means: Vectors,
    ) -> None:
        """Search the rows of ``runs``.

        Args:
            runs: In the order of the corpus.
            kinds: The kind of each row, by its number.
            means: float32 (kinds, dim), what the vectors of each kind are centred on.
        """
        self._runs = list(runs)
        self._firsts = np.asarray([run.first for run in runs], dtype=np.int64)
        # What makes a row within the corpus one within its segment, and which segment that is.
        self._shifts = np.asarray([run.start - run.first for run in runs], dtype=np.int64)
        segments = {id(run.kept): run for run in reversed(runs)}
        self._segments = [run.kept for run in segments.values()]
        self._codes = [run.codes for run in segments.values()]
        numbers = {key: number for number, key in enumerate(segments)}
        self._of = np.asarray([numbers[id(run.kept)] for run in runs], dtype=np.int64)
        self._kinds = kinds
        self.means = means

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

        Of more than ``EXACT`` rows they are the nearest that were found: all but a few of the first.
        """
        if len(self) <= EXACT:
            return self._exact.search(queries, k)
        rows = checked_queries(queries, self.dim, k)
        k = min(k, len(self))
        scores = np.empty((len(rows), k), dtype=np.float32)
        found = np.empty((len(rows), k), dtype=np.int64)
        for number, query in enumerate(rows):
            likely = self._likely(query, k)
            scores[number], found[number] = _best(self._cosines(likely, query), likely, k)
        return np.clip(scores, -1.0, 1.0), found

    def _likely(self, query: Vectors, k: int) -> Rows:
        """Return rows among which the ``k`` nearest to a query are likely to be, rising, not many more."""
        code = code_query(query)
        likely = self._sharing(code, max(2 * k, _LIKELY))
        read = max(_READ, min(_FOR_EACH * k, max(k, _LIKELY)))
        if read >= len(likely):
            return likely
        codes = np.empty((len(code), len(likely)), dtype=np.uint64)
        for number, there, places in self._places(likely):
            codes[:, there] = np.take(self._codes[number], places, axis=1)
        best = np.argpartition(-estimate(codes, query), read - 1)[:read]
        return np.sort(likely[best])

    def _sharing(self, code: Code, least: int) -> Rows:
        """Return the rows that share most bits with a code, rising: so many at least, or all."""
        if _HOPEFUL * least > _FEW_OF * len(self):
            return likeliest(self._differing(code), least)
        words = math.ceil(_BEGINNING * len(code))
        beginning = self._differing(code[:words])
        rows = hopeful(beginning, _HOPEFUL * least)
        if len(rows) < least:  # what tells how many there are is a sample
            return likeliest(self._differing(code), least)
        differing = beginning[rows]
        for number, there, places in self._places(rows):
            differing[there] += measure_some(self._codes[number][words:], code[words:], places)
        return rows[likeliest(differing, least)]

    def _differing(self, code: Code) -> Distances:
        """Return how many bits of each row differ from the beginning of a code, or all: uint16 (n,)."""
        # A segment at once, though some of it be left out: its documents may lie in any order.
        measured = [measure(codes[: len(code)], code) for codes in self._codes]
        parts = [
            measured[segment][run.start : run.start + run.size]
            for run, segment in zip(self._runs, self._of.tolist(), strict=True)
        ]
        return np.concatenate(parts) if len(parts) > 1 else parts[0]

    def _cosines(self, rows: Rows, query: Vectors) -> Vectors:
        found = np.empty(len(rows), dtype=np.float32)
        for start in range(0, len(rows), _FEW):
            own = rows[start : start + _FEW]
            shifted = self._raw(own)
            shifted -= self.means[self._kinds[own]]
            norms = np.sqrt(np.vecdot(shifted, shifted))
            # Divided afterwards: as ``centre`` has it, and half the work.
            found[start : start + len(own)] = np.vecdot(shifted, query) / np.maximum(norms, _TINY)
        return found

    def limited_to(self, rows: Sequence[int] | Rows) -> Dense:
        """Return the search over some of the rows, numbered anew in the order given."""
        chosen = np.asarray(rows, dtype=np.int64)
        if len(chosen) <= EXACT:
            return DenseIndex(self._at(chosen))
        runs: list[RowRun] = []
        breaks = np.flatnonzero(np.diff(chosen) != 1) + 1
        for piece in np.split(np.arange(len(chosen)), breaks):
            runs.extend(self._cut(int(chosen[piece[0]]), int(chosen[piece[-1]]) + 1, int(piece[0])))
        return SegmentDense(runs, self._kinds[chosen], self.means)

    def _cut(self, start: int, end: int, first: int) -> Iterator[RowRun]:
        """Yield the runs of the rows from ``start`` to ``end``, as rows from ``first`` on."""
        while start < end:
            run = self._runs[int(np.searchsorted(self._firsts, start, "right")) - 1]
            last = min(end, run.first + run.size)
            yield replace(run, start=run.start + start - run.first, size=last - start, first=first)
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
        raw = [
            run.kept.between(run.start, run.start + run.size) for run in self._cut(start, end, 0)
        ]
        return self._centred(np.concatenate(raw), self._kinds[start:end])

    def _parts(self) -> Iterator[tuple[int, Vectors]]:
        for run in self._runs:
            for at in range(0, run.size, _STEP):
                raw = run.kept.between(run.start + at, run.start + min(at + _STEP, run.size))
                first = run.first + at
                yield first, self._centred(raw, self._kinds[first : first + len(raw)])

    def _at(self, rows: Rows) -> Vectors:
        return self._centred(self._raw(rows), self._kinds[rows])

    def _raw(self, rows: Rows) -> Vectors:
        """Return a copy of the vectors of rows as the encoder gave them."""
        raw = np.empty((len(rows), self.dim), dtype=np.float32)
        for number, there, own in self._places(rows):
            raw[there] = self._segments[number].take(own)
        return raw

    def _places(self, rows: Rows) -> Iterator[tuple[int, Flags, Rows]]:
        """Yield segments by number: which of some rows each has, and what they are there."""
        runs = np.searchsorted(self._firsts, rows, "right") - 1
        of, own = self._of[runs], rows + self._shifts[runs]
        for number in np.flatnonzero(np.bincount(of)).tolist():
            there = of == number
            yield number, there, own[there]

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
        for code in np.flatnonzero(np.bincount(kinds)).tolist():
            sums[code] -= exact_sum(segment.vectors[gone[kinds == code]])
    return sums


def _best(scores: Vectors, rows: Rows, k: int) -> tuple[Vectors, Rows]:
    """Return the ``k`` best, best first; equal ones in the order of their rows."""
    if k < len(scores):
        chosen = np.argpartition(-scores, k)[:k] if k else np.empty(0, dtype=np.int64)
        scores, rows = scores[chosen], rows[chosen]
    order = np.lexsort((rows, -scores))
    return scores[order], rows[order]

"""What searches a corpus: the two sides that every store brings, each in its own way.

``index.search.dense`` and ``index.search.lexical`` have them in memory and in files, ``index.store.postgres``
on a server. All above speaks to these alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]
RowNumbers = npt.NDArray[np.int32]
Counts = npt.NDArray[np.uint16]
Flags = npt.NDArray[np.bool_]


class Dense(Protocol):
    """Cosine search over L2-normalised vectors, one for each view of a corpus."""

    def __len__(self) -> int:
        """Return how many vectors there are."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def search(self, queries: Vectors, k: int) -> tuple[Vectors, Rows]:
        """Return the ``k`` nearest rows of each query, nearest first.

        Args:
            queries: float32 (q, dim), L2-normalised.
            k: How many to return; where there are fewer rows, all of them.

        Returns:
            Cosines, float32 (q, min(k, n)) in [-1, 1], and row numbers, int64 of the same shape.

        Raises:
            InputError: The queries have another dimension, or ``k`` is negative.
        """

    def limited_to(self, rows: Sequence[int] | Rows) -> Dense:
        """Return the search over some of the rows, numbered anew in the order given."""

    def vector(self, row: int) -> Vectors:
        """Return one vector: float32 (dim,)."""

    def vectors(self) -> Vectors:
        """Return a copy of all vectors: float32 (n, dim)."""


class Postings(Protocol):
    """Inverted lists: in which rows each token stands, and how often."""

    @property
    def lengths(self) -> RowNumbers:
        """How many tokens each row has, repeats included: int32 (n,)."""

    @property
    def tokens(self) -> Iterable[str]:
        """Every token, sorted."""

    def having(self, tokens: Sequence[str]) -> Flags:
        """Return which of some tokens are among them: bool (n,)."""

    def of(self, token: str) -> tuple[RowNumbers, Counts]:
        """Return the rows that have a token, rising, and its counts there; none for an unknown one."""

    def read_ahead(self, tokens: Sequence[str]) -> None:
        """Expect to be asked for these; what is far away fetches them together."""

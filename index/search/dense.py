"""Exact search over vectors in memory: one product a vector, by numpy.

FAISS would do the same, and a question would wait as long again for the library to load.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.errors import InputError

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

_TABLE = 2  # dimensions of an array of rows
# Far above what float32 loses, far below any vector that was not normalised.
_NORM_TOLERANCE = 1e-3


class DenseIndex:
    """Exact cosine search over L2-normalised vectors (an inner product of unit vectors)."""

    def __init__(self, vectors: Vectors) -> None:
        """Wrap vectors that are known to be good; use ``build``."""
        self._vectors = vectors

    @classmethod
    def build(cls, vectors: Vectors) -> DenseIndex:
        """Return the index of ``vectors``.

        Args:
            vectors: float32 (n, dim), L2-normalised; row numbers are what ``search`` returns.

        Raises:
            InputError: The array has another shape, or rows of another length than 1.
        """
        rows = np.array(vectors, dtype=np.float32, order="C")
        if rows.ndim != _TABLE or rows.shape[1] == 0:
            raise InputError(f"Expected vectors of shape (n, dim), got {rows.shape}.")
        norms = np.linalg.norm(rows, axis=1)
        wrong = np.flatnonzero(~(np.abs(norms - 1) < _NORM_TOLERANCE))
        if wrong.size:
            message = (
                f"Expected L2-normalised vectors; row {wrong[0]} has norm {norms[wrong[0]]:.4f}."
            )
            raise InputError(message)
        return cls(rows)

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    def search(self, queries: Vectors, k: int) -> tuple[Vectors, Rows]:
        """Return the ``k`` nearest rows of each query, nearest first.

        Args:
            queries: float32 (q, dim), L2-normalised.
            k: How many to return; where the index has fewer rows, all of them.

        Returns:
            Cosines, float32 (q, min(k, n)) in [-1, 1], and row numbers, int64 of the same shape.

        Raises:
            InputError: The queries have another dimension than the index, or ``k`` is negative.
        """
        rows = checked_queries(queries, self.dim, k)
        k = min(k, len(self))
        if k == 0 or len(rows) == 0:
            shape = (len(rows), k)
            return np.empty(shape, dtype=np.float32), np.empty(shape, dtype=np.int64)
        # Not as a product of matrices: BLAS would take 5 ms to start its threads for one of 0.2 ms.
        scores, found = _nearest(np.vecdot(self._vectors, rows[:, None]), k)
        # Rounding takes the product of two equal unit vectors a hair past 1.
        return np.clip(scores, -1.0, 1.0), found

    def limited_to(self, rows: Sequence[int] | Rows) -> DenseIndex:
        """Return the index of some of the rows, numbered anew in the order given."""
        return DenseIndex(self._vectors[np.asarray(rows, dtype=np.int64)])

    def vectors(self) -> Vectors:
        """Return a copy of the vectors: float32 (n, dim)."""
        return np.array(self._vectors)

    def vector(self, row: int) -> Vectors:
        """Return one vector: float32 (dim,)."""
        return np.array(self._vectors[row])


def checked_queries(queries: Vectors, dim: int, k: int) -> Vectors:
    """Return the queries of a search as they are compared: float32 (q, dim).

    Raises:
        InputError: They have another dimension than the index, or ``k`` is negative.
    """
    rows = np.ascontiguousarray(queries, dtype=np.float32)
    if rows.ndim != _TABLE or rows.shape[1] != dim:
        raise InputError(f"Expected queries of shape (q, {dim}), got {rows.shape}.")
    if k < 0:
        raise InputError(f"Expected k of at least 0, got {k}.")
    return rows


def _nearest(scores: Vectors, k: int) -> tuple[Vectors, Rows]:
    """Return the ``k`` largest of each row of ``scores``, largest first, and where they stand."""
    if k < scores.shape[1]:
        found = np.argpartition(-scores, k - 1, axis=1)[:, :k]
        found.sort(axis=1)
    else:
        found = np.broadcast_to(np.arange(k), scores.shape)
    # Equal scores in the order of their rows.
    order = np.argsort(-np.take_along_axis(scores, found, axis=1), axis=1, kind="stable")
    found = np.take_along_axis(found, order, axis=1)
    return np.take_along_axis(scores, found, axis=1), found

"""The dense index: FAISS, and the only module that imports it.

The file is FAISS's own. It is read, and up to ``_SMALL`` vectors searched, by numpy: an exact search
is one product a vector, and a question would wait as long again for the library to load.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError, InputError

if TYPE_CHECKING:
    import faiss

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

# Questions come one at a time, and two threads are slower than one for a single search. FAISS has an
# OpenMP of its own, so the encoder keeps its threads.
_THREADS = 1
_TABLE = 2  # dimensions of an array of rows
# Far above what float32 loses, far below any vector that was not normalised.
_NORM_TOLERANCE = 1e-3
# Searching so many takes less time than loading FAISS does.
_SMALL = 100_000
# How FAISS begins a flat index of inner products: four letters, the dimension, how many vectors, two
# fields of old versions, whether it is trained, the metric, how many numbers follow.
_HEADER = struct.Struct("<4siqqq?iQ")
_FLAT = b"IxFI"
_INNER_PRODUCT = 0


class DenseIndex:
    """Exact cosine search over L2-normalised vectors (an inner product of unit vectors)."""

    def __init__(self, vectors: Vectors) -> None:
        """Wrap vectors that are known to be good; use ``build`` or ``load``."""
        self._vectors = vectors
        self._faiss_index: faiss.IndexFlat | None = None
        if len(vectors) > _SMALL:
            import faiss

            faiss.omp_set_num_threads(_THREADS)
            self._faiss_index = _in_faiss(vectors)
            # FAISS copies what it is given; its copy is the one that stays.
            numbers = faiss.rev_swig_ptr(self._faiss_index.get_xb(), vectors.size)
            self._vectors = numbers.reshape(vectors.shape)

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
        rows = np.ascontiguousarray(queries, dtype=np.float32)
        if rows.ndim != _TABLE or rows.shape[1] != self.dim:
            message = f"Expected queries of shape (q, {self.dim}), got {rows.shape}."
            raise InputError(message)
        if k < 0:
            raise InputError(f"Expected k of at least 0, got {k}.")
        k = min(k, len(self))
        if k == 0 or len(rows) == 0:
            shape = (len(rows), k)
            return np.empty(shape, dtype=np.float32), np.empty(shape, dtype=np.int64)
        if self._faiss_index is not None:
            scores, found = self._faiss_index.search(rows, k)
        else:
            # Not as a product of matrices: BLAS would take 5 ms to start its threads for one of 0.2 ms.
            scores, found = _nearest(np.vecdot(self._vectors, rows[:, None]), k)
        # Rounding takes the product of two equal unit vectors a hair past 1.
        return np.clip(scores, -1.0, 1.0), found

    def limited_to(self, rows: Sequence[int]) -> DenseIndex:
        """Return the index of some of the rows, numbered anew in the order given."""
        return DenseIndex(self._vectors[np.asarray(rows, dtype=np.int64)])

    def vectors(self) -> Vectors:
        """Return a copy of the vectors: float32 (n, dim)."""
        return np.array(self._vectors)

    def vector(self, row: int) -> Vectors:
        """Return one vector: float32 (dim,)."""
        return np.array(self._vectors[row])

    def save(self, path: Path) -> None:
        """Write the index to ``path`` in the format of FAISS."""
        import faiss

        # By bytes and not by name, so that any path that Python can write will do.
        faiss_index = self._faiss_index or _in_faiss(self._vectors)
        path.write_bytes(faiss.serialize_index(faiss_index).tobytes())

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Return the index at ``path``.

        Raises:
            IndexDamagedError: The file is missing, damaged, or an index of another kind.
        """
        try:
            with path.open("rb") as stream:
                header = stream.read(_HEADER.size)
                vectors = np.fromfile(stream, dtype="<f4")
        except OSError as error:
            raise IndexDamagedError(f"Cannot read {path.name}: {error.strerror}.") from error
        if len(header) < _HEADER.size:
            raise IndexDamagedError(f"{path.name} is not a whole FAISS index.")
        kind, dim, count, _, _, _, metric, numbers = _HEADER.unpack(header)
        if kind != _FLAT or metric != _INNER_PRODUCT:
            message = f"{path.name} is not what FAISS writes of a flat index of inner products."
            raise IndexDamagedError(message)
        if dim < 1 or count < 0 or not count * dim == numbers == vectors.size:
            raise IndexDamagedError(f"{path.name} is not a whole FAISS index.")
        return cls(vectors.reshape(count, dim))


def _in_faiss(vectors: Vectors) -> faiss.IndexFlat:
    import faiss

    faiss_index = faiss.IndexFlatIP(vectors.shape[1])
    faiss_index.add(vectors)
    return faiss_index


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

"""The dense index: FAISS, and the only module that imports it."""

from __future__ import annotations

from pathlib import Path

import faiss
import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError, InputError

Vectors = npt.NDArray[np.float32]
Rows = npt.NDArray[np.int64]

# Questions come one at a time, and two threads are slower than one for a single search. FAISS has an
# OpenMP of its own, so the encoder keeps its threads.
_THREADS = 1
_TABLE = 2  # dimensions of an array of rows
# Far above what float32 loses, far below any vector that was not normalised.
_NORM_TOLERANCE = 1e-3


class DenseIndex:
    """Exact cosine search over L2-normalised vectors (an inner product of unit vectors)."""

    def __init__(self, faiss_index: faiss.IndexFlat) -> None:
        """Wrap an index of FAISS; use ``build`` or ``load``."""
        self._faiss_index = faiss_index
        faiss.omp_set_num_threads(_THREADS)

    @classmethod
    def build(cls, vectors: Vectors) -> DenseIndex:
        """Return the index of ``vectors``.

        Args:
            vectors: float32 (n, dim), L2-normalised; row numbers are what ``search`` returns.

        Raises:
            InputError: The array has another shape, or rows of another length than 1.
        """
        rows = np.ascontiguousarray(vectors, dtype=np.float32)
        if rows.ndim != _TABLE or rows.shape[1] == 0:
            raise InputError(f"Expected vectors of shape (n, dim), got {rows.shape}.")
        norms = np.linalg.norm(rows, axis=1)
        wrong = np.flatnonzero(~(np.abs(norms - 1) < _NORM_TOLERANCE))
        if wrong.size:
            message = (
                f"Expected L2-normalised vectors; row {wrong[0]} has norm {norms[wrong[0]]:.4f}."
            )
            raise InputError(message)
        faiss_index = faiss.IndexFlatIP(rows.shape[1])
        faiss_index.add(rows)
        return cls(faiss_index)

    def __len__(self) -> int:
        return int(self._faiss_index.ntotal)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._faiss_index.d)

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
        scores, found = self._faiss_index.search(rows, k)
        # Rounding takes the product of two equal unit vectors a hair past 1.
        return np.clip(scores, -1.0, 1.0), found

    def vectors(self) -> Vectors:
        """Return a copy of the vectors: float32 (n, dim)."""
        if len(self) == 0:
            return np.empty((0, self.dim), dtype=np.float32)
        return np.asarray(self._faiss_index.reconstruct_n(0, len(self)), dtype=np.float32)

    def vector(self, row: int) -> Vectors:
        """Return one vector: float32 (dim,)."""
        return np.asarray(self._faiss_index.reconstruct(row), dtype=np.float32)

    def save(self, path: Path) -> None:
        """Write the index to ``path`` in the format of FAISS."""
        # By bytes and not by name, so that any path that Python can write will do.
        path.write_bytes(faiss.serialize_index(self._faiss_index).tobytes())

    @classmethod
    def load(cls, path: Path) -> DenseIndex:
        """Return the index at ``path``.

        Raises:
            IndexDamagedError: The file is missing, damaged, or an index of another kind.
        """
        try:
            data = np.frombuffer(path.read_bytes(), dtype=np.uint8)
        except OSError as error:
            raise IndexDamagedError(f"Cannot read {path.name}: {error.strerror}.") from error
        try:
            faiss_index = faiss.deserialize_index(data)
        except RuntimeError as error:
            raise IndexDamagedError(f"{path.name} is not a whole FAISS index.") from error
        if not isinstance(faiss_index, faiss.IndexFlat):
            message = f"{path.name} holds a {type(faiss_index).__name__}; expected a flat index."
            raise IndexDamagedError(message)
        if faiss_index.metric_type != faiss.METRIC_INNER_PRODUCT:
            raise IndexDamagedError(f"{path.name} measures distance; expected the inner product.")
        return cls(faiss_index)

"""The vectors of a segment where they are kept: those that are asked for are read, not mapped.

Of a mapped file the system brings sixteen pages where one is asked for, so that questions that look at
some thousand rows each would soon have a whole library in memory. To read them takes 10 ms longer.
"""

from __future__ import annotations

import os
import weakref
from pathlib import Path

import numpy as np

from index.errors import IndexDamagedError
from index.search.protocol import Rows, Vectors


class KeptRows:
    """float32 (n, dim) in memory, or in a file that stays open."""

    def __init__(self, vectors: Vectors, path: Path | None = None) -> None:
        """Take the vectors.

        Args:
            vectors: All of them; mapped where there is a file.
            path: The file that has them, and nothing else.

        Raises:
            OSError: It cannot be opened.
        """
        self._vectors = vectors
        self._path = path
        self._file: int | None = None
        # Windows reads at no place. Elsewhere whoever has a file open goes on with it after an update, which
        # takes away its name.
        if path is not None and hasattr(os, "preadv"):
            self._file = os.open(path, os.O_RDONLY)
            weakref.finalize(self, os.close, self._file)

    def __len__(self) -> int:
        return len(self._vectors)

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return int(self._vectors.shape[1])

    def between(self, start: int, end: int) -> Vectors:
        """Return the vectors of the rows from ``start`` to ``end``."""
        if self._file is None:
            return self._vectors[start:end]
        return self.take(np.arange(start, end))

    def take(self, rows: Rows) -> Vectors:
        """Return the vectors of some rows, in their order."""
        if self._file is None or not len(rows):
            return self._vectors[rows]
        found = np.empty((len(rows), self.dim), dtype=np.float32)
        into, size = found.data.cast("B"), self.dim * found.itemsize
        firsts = np.concatenate([[0], np.flatnonzero(np.diff(rows) != 1) + 1])
        places = (rows[firsts] * size).tolist()
        bounds = [*(firsts * size).tolist(), len(into)]
        for place, start, end in zip(places, bounds, bounds[1:], strict=False):
            self._read(self._file, place, into[start:end])
        return found

    def _read(self, file: int, place: int, into: memoryview) -> None:
        while (read := os.preadv(file, [into], place)) < len(into):
            if not read:
                raise IndexDamagedError(f"{self._path} has fewer vectors than it had.")
            place, into = place + read, into[read:]

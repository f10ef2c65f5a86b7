"""The vectors that an index in a folder has, by key, whatever else has become of it."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.embed.encoder import KEY
from index.errors import IndexDamagedError
from index.search.protocol import Vectors
from index.segment.kept import KEYS, PREFIX, VECTORS
from index.store.checked import checked_files
from index.store.manifest import folders_of, read_manifest

# Far above what float32 loses; a vector of another length was damaged.
_TOLERANCE = 1e-3
_FLOAT = 4


@dataclass(frozen=True)
class _Sorted:
    """Keys of all vectors, in order of their first half.

    Attributes:
        halves: uint64 (n,), rising.
        rows: int64 (n,), the row of each.
        keys: uint8 (m, 16), by row.
    """

    halves: npt.NDArray[np.uint64]
    rows: npt.NDArray[np.int64]
    keys: npt.NDArray[np.uint8]


class KeptVectors:
    """Looks vectors up; see ``index.embed.remember.Known``."""

    def __init__(self, folder: Path, dim: int) -> None:
        """Look in the index in ``folder``; where it has none, nothing is found."""
        self._folder = folder
        self._dim = dim

    def get(self, key: bytes) -> Vectors | None:
        """Return a vector as the encoder gave it, or None."""
        order = self._sorted
        half = np.frombuffer(key, "<u8")[0]
        at = int(np.searchsorted(order.halves, half))
        while at < len(order.halves) and order.halves[at] == half:
            row = int(order.rows[at])
            if order.keys[row].tobytes() == key:
                return self._vector(row)
            at += 1
        return None

    @functools.cached_property
    def _segments(self) -> list[tuple[npt.NDArray[np.uint8], Vectors]]:
        try:
            manifest = read_manifest(self._folder, earlier=True)
        except IndexDamagedError:
            return []
        found = []
        for name in folders_of(manifest, PREFIX):
            try:
                files = checked_files(self._folder, manifest, name, (KEYS, VECTORS), only=True)
                keys = np.frombuffer(files[KEYS], np.uint8).reshape(-1, KEY)
                vectors = np.frombuffer(files[VECTORS], "<f4").reshape(len(keys), self._dim)
            except (IndexDamagedError, ValueError):
                continue  # damaged, or of another encoder
            found.append((keys, vectors))
        return found

    @functools.cached_property
    def _sorted(self) -> _Sorted:
        keys = np.concatenate(
            [np.empty((0, KEY), dtype=np.uint8), *(keys for keys, _ in self._segments)]
        )
        halves = keys[:, :8].copy().view("<u8")[:, 0]
        rows = np.argsort(halves, kind="stable")
        return _Sorted(halves[rows], rows, keys)

    def _vector(self, row: int) -> Vectors | None:
        for keys, vectors in self._segments:
            if row < len(keys):
                found = vectors[row]
                return found if abs(float(np.linalg.norm(found)) - 1) < _TOLERANCE else None
            row -= len(keys)
        return None

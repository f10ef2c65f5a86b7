"""Approximate search: an inverted file of coarse cells over vectors in 8 bits (IVF, SQ8).

As Jégou et al. (2011, "Product quantization for nearest neighbor search") have it, but for one byte a
number instead of product codes. A query is compared with the centres of all cells, and then with what
the nearest cells hold, which lies together in the file; so of a library that is mapped only what is
near a question is ever read. What is best by the codes is weighed again by the vectors themselves.

FAISS finds the cells. It is not needed to search them: this is a product of a matrix and a vector, and
loading a library takes longer than a hundred of them.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError
from index.search import Rows, Vectors

Files = Mapping[str, memoryview]
# A range of rows to their vectors: float32 (n, dim), L2-normalised.
Read = Callable[[int, int], Vectors]

_ARRAYS: Mapping[str, type[np.generic]] = {
    "centres": np.float32,
    "starts": np.int64,
    "rows": np.int32,
    "codes": np.uint8,
    "lows": np.float32,
    "steps": np.float32,
}
_HEAD = "near.json"
FILES = (_HEAD, *(f"near.{name}" for name in _ARRAYS))
# Cells: the power of two next to so many times the square root of the vectors. More make the cells
# smaller and take longer to compare with; 4096 for a million is where both cost the same.
_CELLS = 4
# Vectors a cell that the cells are found by, and how often they are moved.
_SAMPLE = 40
_MOVES = 8
# Vectors that are read and coded together.
_STEP = 32_768
_LEVELS = 255
# Cells that are searched at least. Of a million vectors, a quarter of them real, .79 of the 10 nearest to
# a question are then found, and .85 where it wants 8,192 (benchmarks/ann.py).
_LEAST_CELLS = 24
# Cells are searched until they hold so many times the rows that are wanted.
_AMPLE = 2
# Of the rows that are best by their codes so many times those wanted are weighed again, at least and at
# most; a code is off by .001.
_WEIGHED = (256, 1024)


@dataclass(frozen=True)
class Near:
    """Cells of vectors.

    Attributes:
        centres: float32 (c, dim), L2-normalised.
        starts: int64 (c + 1,), where the rows of each cell begin.
        rows: int32 (n,), the rows, cell by cell.
        codes: uint8 (n, dim), their vectors in the same order.
        lows: float32 (dim,), what code 0 stands for.
        steps: float32 (dim,), what lies between two codes.
    """

    centres: Vectors
    starts: npt.NDArray[np.int64]
    rows: npt.NDArray[np.int32]
    codes: npt.NDArray[np.uint8]
    lows: Vectors
    steps: Vectors

    def __len__(self) -> int:
        return len(self.rows)

    def candidates(self, query: Vectors, k: int, share: float = 1.0) -> tuple[Rows, Vectors]:
        """Return rows that may be the ``k`` nearest, in no order, and their cosines by code.

        Args:
            query: float32 (dim,), L2-normalised.
            k: How many are wanted.
            share: What share of the rows is searched at all.
        """
        chosen = nearest_cells(self.centres, np.diff(self.starts), query, k, share)
        rows = [self.rows[self.starts[cell] : self.starts[cell + 1]] for cell in chosen]
        weights, least = (query * self.steps).astype(np.float32), float(query @ self.lows)
        scores = [
            self.codes[self.starts[cell] : self.starts[cell + 1]].astype(np.float32) @ weights
            for cell in chosen
        ]
        return np.concatenate(rows).astype(np.int64), np.concatenate(scores) + np.float32(least)

    def files(self) -> dict[str, memoryview]:
        """Return what keeps the cells, by file."""
        head = json.dumps({"dim": int(self.centres.shape[1])}).encode()
        arrays = {
            f"near.{name}": memoryview(np.ascontiguousarray(getattr(self, name)).tobytes())
            for name in _ARRAYS
        }
        return {_HEAD: memoryview(head), **arrays}

    @classmethod
    def read(cls, files: Files) -> Near:
        """Return the cells that ``files`` keep.

        Raises:
            IndexDamagedError: They are not whole, or do not fit each other.
        """
        try:
            dim = int(json.loads(bytes(files[_HEAD]))["dim"])
            arrays = {n: np.frombuffer(files[f"near.{n}"], kind) for n, kind in _ARRAYS.items()}
            for name in ("centres", "codes"):
                arrays[name] = arrays[name].reshape(-1, dim)
        except (KeyError, TypeError, ValueError) as error:
            raise IndexDamagedError(f"The approximate index cannot be read ({error}).") from error
        near = cls(**arrays)
        fits = (
            len(near.starts) == len(near.centres) + 1
            and len(near.rows) == len(near.codes) == int(near.starts[-1])
            and len(near.lows) == len(near.steps) == dim
        )
        if not fits:
            raise IndexDamagedError("The files of the approximate index do not belong together.")
        return near


def nearest_cells(
    centres: Vectors, sizes: Rows, query: Vectors, k: int, share: float = 1.0
) -> Rows:
    """Return the cells that a query is looked for in, the nearest first.

    Args:
        centres: float32 (c, dim), L2-normalised.
        sizes: int64 (c,), how many rows each cell has.
        query: float32 (dim,), L2-normalised.
        k: How many rows are wanted.
        share: What share of the rows is searched at all: the fewer, the further off their nearest lie.
    """
    order = np.argsort(-(centres @ query), kind="stable")
    enough = int(np.searchsorted(np.cumsum(sizes[order]), _AMPLE * k)) + 1
    return order[: max(math.ceil(_LEAST_CELLS / max(share, 1 / len(order))), enough)]


def weighed(k: int) -> int:
    """Return how many of the best by code are weighed again for ``k`` rows."""
    least, most = _WEIGHED
    return min(max(least, k), most)


def make_centres(count: int, dim: int, read: Read) -> tuple[Vectors, Vectors]:
    """Return the centres of cells for ``count`` vectors, and the vectors that they were found by."""
    import faiss

    cells = 1 << max(0, round(float(np.log2(_CELLS * count**0.5))))
    cells = min(cells, count)
    sample = _sampled(count, min(count, _SAMPLE * cells), dim, read)
    means = faiss.Kmeans(
        dim, cells, niter=_MOVES, spherical=True, seed=1, min_points_per_centroid=1
    )
    means.train(sample)
    return np.asarray(means.centroids, dtype=np.float32).reshape(cells, dim), sample


def cells_of(count: int, read: Read, centres: Vectors) -> Rows:
    """Return the cell of each of ``count`` vectors: int64 (n,)."""
    import faiss

    searched = faiss.IndexFlatIP(centres.shape[1])
    searched.add(centres)
    found = [searched.search(part, 1)[1][:, 0] for _, part in _parts(count, read)]
    return np.concatenate([np.empty(0, dtype=np.int64), *found])


def build_near(count: int, dim: int, read: Read) -> Near:
    """Return the cells of ``count`` vectors."""
    centres, sample = make_centres(count, dim, read)
    lows, highs = sample.min(axis=0), sample.max(axis=0)
    steps = np.maximum((highs - lows) / _LEVELS, np.finfo(np.float32).tiny).astype(np.float32)
    of = cells_of(count, read, centres)
    order = np.argsort(of, kind="stable").astype(np.int32)
    codes = np.empty((count, dim), dtype=np.uint8)
    places = np.empty(count, dtype=np.int64)
    places[order] = np.arange(count)
    for start, part in _parts(count, read):
        coded = np.clip(np.rint((part - lows) / steps), 0, _LEVELS).astype(np.uint8)
        codes[places[start : start + len(part)]] = coded
    sizes = np.bincount(of, minlength=len(centres))
    return Near(
        centres=centres,
        starts=np.cumsum([0, *sizes], dtype=np.int64),
        rows=order,
        codes=codes,
        lows=lows.astype(np.float32),
        steps=steps,
    )


def _sampled(count: int, wanted: int, dim: int, read: Read) -> Vectors:
    """Return vectors drawn evenly: runs of neighbours would be of one document."""
    chosen = np.sort(np.random.default_rng(1).choice(count, wanted, replace=False))
    sample = np.empty((wanted, dim), dtype=np.float32)
    at = 0
    for start in range(0, count, _STEP):
        last = min(start + _STEP, count)
        own = chosen[np.searchsorted(chosen, start) : np.searchsorted(chosen, last)]
        if len(own):
            sample[at : at + len(own)] = read(start, last)[own - start]
            at += len(own)
    return sample


def _parts(count: int, read: Read) -> Iterator[tuple[int, Vectors]]:
    for start in range(0, count, _STEP):
        yield start, read(start, min(start + _STEP, count))

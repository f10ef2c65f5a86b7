"""Vectors less what all texts of their kind share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.embed.encoder import Vectors

Sums = npt.NDArray[np.int64]

_SHRINK = 4
# Finer than float32 tells numbers about 1 apart, and 2 billion of 1 still fit into 64 bits.
_UNITS = 2.0**32
# Vectors that are added together: 6 MB of float64.
_STEP = 2048
_TINY = 1e-9


def centre(vectors: Vectors, mean: Vectors) -> Vectors:
    """Return ``vectors`` less ``mean``, L2-normalised: float32 (n, dim).

    Embeddings of one language and form share a direction that says nothing about their content;
    without it English questions find Chinese clauses far more often (docs/retrieval.md).
    """
    shifted = vectors - mean
    norms = np.linalg.norm(shifted, axis=1, keepdims=True)
    return np.asarray(shifted / np.maximum(norms, _TINY), dtype=np.float32)


def kind_means(vectors: Vectors, kinds: Sequence[str]) -> dict[str, Vectors]:
    """Return by kind what the views of that kind are centred on: float32 (dim,)."""
    names = np.asarray(kinds)
    means: dict[str, Vectors] = {}
    for kind in dict.fromkeys(kinds):
        rows = np.flatnonzero(names == kind)
        means[kind] = mean_of(exact_sum(vectors[rows]), len(rows))
    return means


def exact_sum(vectors: Vectors) -> Sums:
    """Return the sum of vectors in whole numbers, ``_UNITS`` to 1: int64 (dim,).

    Unlike a sum of floats it is the same in every order, so that a mean does not depend on how a
    corpus came to hold what it holds.
    """
    total = np.zeros(vectors.shape[1], dtype=np.int64)
    for start in range(0, len(vectors), _STEP):
        numbers = vectors[start : start + _STEP].astype(np.float64)
        total += np.rint(numbers * _UNITS).astype(np.int64).sum(axis=0)
    return total


def mean_of(total: Sums, count: int) -> Vectors:
    """Return the mean of ``count`` vectors whose exact sum is ``total``: float32 (dim,).

    The mean of a few views would be the views themselves, so it is drawn towards zero by as much
    as ``_SHRINK`` views at zero would.
    """
    return np.asarray(total / _UNITS / (count + _SHRINK), dtype=np.float32)

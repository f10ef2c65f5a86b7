"""Vectors less what all texts of their kind share."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from index.embed.encoder import Vectors

_SHRINK = 4
_TINY = 1e-9


def centre(vectors: Vectors, mean: Vectors) -> Vectors:
    """Return ``vectors`` less ``mean``, L2-normalised: float32 (n, dim).

    Embeddings of one language and form share a direction that says nothing about their content;
    without it English questions find Chinese clauses far more often (docs/retrieval.md).
    """
    shifted = vectors - mean
    norms = np.linalg.norm(shifted, axis=1, keepdims=True)
    return np.asarray(shifted / np.maximum(norms, _TINY), dtype=np.float32)


def centre_by_kind(vectors: Vectors, kinds: Sequence[str]) -> Vectors:
    """Centre the views of each kind on their own mean."""
    centred = np.empty_like(vectors)
    names = np.asarray(kinds)
    for kind, mean in kind_means(vectors, kinds).items():
        rows = np.flatnonzero(names == kind)
        centred[rows] = centre(vectors[rows], mean)
    return centred


def kind_means(vectors: Vectors, kinds: Sequence[str]) -> dict[str, Vectors]:
    """Return by kind what the views of that kind are centred on: float32 (dim,).

    The mean of a few views would be the views themselves, so it is drawn towards zero by as much
    as ``_SHRINK`` views at zero would.
    """
    names = np.asarray(kinds)
    means: dict[str, Vectors] = {}
    for kind in dict.fromkeys(kinds):
        rows = np.flatnonzero(names == kind)
        means[kind] = vectors[rows].sum(axis=0) / (len(rows) + _SHRINK)
    return means

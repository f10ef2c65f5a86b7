"""Scored clauses to quotes, or to a refusal."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from qa.ask.retrieval.retrieve import Ranking
from qa.settings import Settings

if TYPE_CHECKING:
    from qa.ask.confidence.judge import Judged

# At most this many near misses are offered beside a refusal.
NEAR_MISSES = 3
# Clauses beyond these hardly ever answer anything; the softmax is taken over them.
_CANDIDATES = 20
# The share of all chances that quotes hold: 2.5 quotes an answer, 95% of them with the right one, on
# documents that the model was not fitted to (docs/retrieval.md).
COVERED = 0.95
_TINY = 1e-9


def choose(ranking: Ranking, settings: Settings, k: int) -> list[int]:
    """Return the positions of the clauses to quote, best first: as few as suffice, at most ``k``.

    The scores become probabilities by a softmax, and clauses are taken until one of them is right
    with the probability ``settings.coverage``. A clear winner stands alone; a question that asks
    for a list, or that fits several clauses alike, gets more.
    """
    candidates = ranking.order[:_CANDIDATES]
    scores = ranking.scores[candidates].astype(np.float64)
    weights = np.exp((scores - scores.max()) / settings.temperature)
    covered = np.cumsum(weights / weights.sum())
    enough = int(np.searchsorted(covered, settings.coverage)) + 1
    return [int(position) for position in candidates[: min(enough, k)]]


def likeliest(judged: Judged, k: int) -> list[int]:
    """Return the positions of the clauses to quote, likeliest first: as few as suffice, at most ``k``.

    Their chances, as shares of those of all that were looked at, are taken until they are ``COVERED``.
    """
    shares = np.asarray(judged.chances) / max(sum(judged.chances), _TINY)
    enough = int(np.searchsorted(np.cumsum(shares), COVERED)) + 1
    return list(judged.positions[: min(enough, k)])


def nearest(ranking: Ranking, k: int) -> Sequence[int]:
    """Return the positions of the clauses to offer beside a refusal."""
    return [int(position) for position in ranking.order[: min(NEAR_MISSES, k)]]

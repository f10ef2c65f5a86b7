"""A cross-encoder that puts the nearest clauses in order, for those who have one: a second opinion.

Off unless the setting ``reranker`` names a model. It reads a question and a clause together and tells how
likely the one answers the other. Importing this loads nothing; the first question loads torch and the model.
"""

from __future__ import annotations

import functools
import math
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from index.document.corpus import Clause
from index.embed.cross_encoder import load_cross_encoder
from index.errors import EncoderError
from qa.ask.confidence.judge import Judged, log_odds
from qa.ask.retrieval.retrieve import Ranking

# So many of the nearest clauses are read, each a pass of the model: as many as the softmax of the quotes
# is taken over.
DEPTH = 20


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model holds of the nearest clauses.

    Attributes:
        positions: Clauses, likeliest first.
        chances: How likely each of them answers, 0 to 1.
    """

    positions: tuple[int, ...]
    chances: tuple[float, ...]

    def first_in(self, ranking: Ranking) -> Ranking:
        """Return a ranking with the clauses that were read first, likeliest first.

        Each of them gets one of the scores that they had together, the likeliest the highest, so that
        scores still fall from the first clause to the last.
        """
        read = list(self.positions)
        rest = [position for position in ranking.order.tolist() if position not in set(read)]
        scores = ranking.scores.copy()
        scores[read] = np.sort(ranking.scores[read])[::-1]
        return replace(ranking, scores=scores, order=np.asarray([*read, *rest], dtype=np.int64))

    def confidence(self, own: float) -> float:
        """Return how sure it is that the likeliest clause answers, beside what was held without it."""
        return pool_chances(own, self.chances[0])

    def beside(self, judged: Judged) -> Judged:
        """Return what was judged, with the chance of each clause that both know pooled."""
        held = dict(zip(self.positions, self.chances, strict=True))
        chances = {
            position: pool_chances(own, held[position]) if position in held else own
            for position, own in zip(judged.positions, judged.chances, strict=True)
        }
        sentences = dict(zip(judged.positions, judged.sentences, strict=True))
        ordered = sorted(chances, key=lambda position: -chances[position])
        return Judged(
            positions=tuple(ordered),
            chances=tuple(chances[position] for position in ordered),
            sentences=tuple(sentences[position] for position in ordered),
            confidence=judged.confidence,
        )


class Reranker:
    """Any cross-encoder with one score a pair, by Hugging Face id or by folder. Safe to share."""

    def __init__(self, model: str | Path) -> None:
        """Load the model.

        Args:
            model: A Hugging Face id, or a folder that holds a model.

        Raises:
            EncoderError: The model, or the library, is not there, or it gives several scores.
        """
        self._model = load_cross_encoder(model, "a reranker")
        scores = int(self._model.config.num_labels)
        if scores != 1:
            raise EncoderError(
                f"The model {model} gives {scores} scores for a question and a clause; expected a "
                "reranker, which gives one."
            )
        self._lock = threading.Lock()  # tokenizers forbid two borrowers at a time

    def read(self, ranking: Ranking, clauses: Sequence[Clause]) -> Opinion:
        """Return what the model holds of the nearest clauses of a ranking, at least one.

        Args:
            ranking: Of the question.
            clauses: Of the corpus, by position.
        """
        from torch.nn import Sigmoid

        positions = [int(position) for position in ranking.order[:DEPTH]]
        pairs = [(ranking.query.text, clauses[position].text) for position in positions]
        with self._lock:
            scores = self._model.predict(pairs, activation_fn=Sigmoid(), show_progress_bar=False)
        chances = np.asarray(scores, dtype=np.float64).reshape(len(positions))
        best = np.argsort(-chances, kind="stable")
        return Opinion(
            tuple(positions[at] for at in best), tuple(float(chances[at]) for at in best)
        )


def pool_chances(own: float, other: float) -> float:
    """Return two chances as one: the mean of their logarithmic odds, so that both count the same."""
    return 1 / (1 + math.exp(-(log_odds(own) + log_odds(other)) / 2))


@functools.lru_cache(maxsize=1)
def load_reranker(model: str) -> Reranker:
    """Return a reranker; pipelines over single documents of a corpus share it."""
    return Reranker(model)

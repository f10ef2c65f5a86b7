"""How sure it is that each clause answers, and that any does: two small models, one on top of the other.

The first sees one sentence beside the question and tells how likely it answers; a clause is as likely as its
best sentence. The second sees the best sentence and how the others stand behind it. ``python -m
eval.fit.answers`` trains both, on many documents.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from qa.ask.candidates import Candidate
from qa.ask.retrieve import Ranking
from qa.learned import Learned, load_arrays, save_arrays

MODEL_FILE = "answers.npz"
GENERIC = Path(__file__).parent / "data" / MODEL_FILE
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Judged:
    """What the models hold of the candidates of a question.

    Attributes:
        positions: Clauses, likeliest first.
        chances: How likely each of them answers.
        sentences: The likeliest sentence of each.
        confidence: How likely the question is answered at all, 0 to 1.
    """

    positions: tuple[int, ...]
    chances: tuple[float, ...]
    sentences: tuple[int, ...]
    confidence: float

    def first_in(self, ranking: Ranking) -> Ranking:
        """Return a ranking with the clauses that were judged first, likeliest first."""
        known = set(self.positions)
        rest = [position for position in ranking.order.tolist() if position not in known]
        return replace(ranking, order=np.asarray([*self.positions, *rest], dtype=np.int64))


@dataclass(frozen=True)
class AnswerModel:
    """The two models, and from where on they are believed.

    Attributes:
        sentence: Of one sentence; the second class is that it answers.
        question: Of the question; the second class is that it is answered.
        threshold: The confidence below which a question is refused.
        sure: The confidence from which four of five decisions are right.
    """

    sentence: Learned
    question: Learned
    threshold: float
    sure: float

    def judge(self, candidates: Sequence[Candidate]) -> Judged:
        """Return what the models hold of the candidates of one question, at least one."""
        chances = self.sentence.probabilities([found.signals for found in candidates])[:, 1]
        best: dict[int, int] = {}
        for at, found in enumerate(candidates):
            known = best.get(found.position)
            if known is None or chances[at] > chances[known]:
                best[found.position] = at
        ordered = sorted(best.values(), key=lambda at: -chances[at])
        top = [float(chances[at]) for at in ordered]
        signals = summed_up(candidates[ordered[0]].signals, top)
        return Judged(
            positions=tuple(candidates[at].position for at in ordered),
            chances=tuple(top),
            sentences=tuple(candidates[at].sentence for at in ordered),
            confidence=float(self.question.probabilities([signals])[0, 1]),
        )

    def save(self, path: Path) -> None:
        """Write the models."""
        limits = np.asarray([self.threshold, self.sure])
        arrays = self.sentence.arrays("sentence_") | self.question.arrays("question_")
        save_arrays(path, arrays | {"limits": limits})


def summed_up(signals: Mapping[str, float], chances: Sequence[float]) -> dict[str, float]:
    """Return what the second model sees: the best sentence's signals, and how likely the clauses are."""
    first = min(max(chances[0], _TINY), 1 - _TINY)
    return {
        **signals,
        "chance_1": chances[0],
        "chance_2": chances[1] if len(chances) > 1 else 0.0,
        "chance_3": chances[2] if len(chances) > 2 else 0.0,  # noqa: PLR2004
        "chances": float(sum(chances)),
        "odds": float(np.log(first / (1 - first))),
    }


@functools.lru_cache(maxsize=4)
def load_answer_model(path: Path = GENERIC) -> AnswerModel:
    """Return the models at ``path``; the ones that come with yinju where left out.

    Raises:
        InputError: The file is no such model.
    """
    arrays = load_arrays(path, "a model of answers; run python -m eval.fit.answers")
    threshold, sure = (float(limit) for limit in arrays["limits"].astype(np.float64))
    return AnswerModel(
        Learned.read(arrays, "sentence_"), Learned.read(arrays, "question_"), threshold, sure
    )

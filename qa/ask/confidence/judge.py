"""How sure it is that each clause answers, and that any does: small models, one on top of the other.

The first sees one sentence beside the question and tells how likely it answers; a clause is as likely as its
best sentence. The likeliest clauses are then read beside the question (``qa.reader``), and the second model
tells how likely each answers by both. The third sees the best sentence, how the others stand behind it and
what the reader holds of them all. ``python -m eval.fit.answers`` trains them, on many documents.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.ask.confidence.candidates import OTHER_YEAR, Candidate
from qa.ask.retrieval.retrieve import Ranking
from qa.learned import Learned, load_arrays, save_arrays

MODEL_FILE = "answers.npz"
GENERIC = Path(__file__).parent / "data" / MODEL_FILE
# Clauses that are read: each costs as much as the next. Where the first is far ahead a second is read and no
# more; where several are as likely, up to five. On the mean it is three; always three put the right clause
# first in .917 / .774 (zh, en) of 520 questions about documents not fitted to, this in .920 / .784.
MOST_READ = 5
_LEAST_READ = 2
_REACH = 0.03
_TINY = 1e-6

# Gives what a reader holds of clauses as answers, in log odds: of each its position and its best sentence.
Read = Callable[[Sequence[tuple[int, int]]], npt.NDArray[np.float64]]


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

    @property
    def to_read(self) -> list[tuple[int, int]]:
        """The positions and sentences of the clauses that are worth reading, likeliest first."""
        reach = _REACH * self.chances[0]
        likely = sum(chance > reach for chance in self.chances[:MOST_READ])
        places = zip(self.positions, self.sentences, strict=True)
        return list(places)[: max(_LEAST_READ, likely)]

    def first_in(self, ranking: Ranking) -> Ranking:
        """Return a ranking with the clauses that were judged first, likeliest first."""
        known = set(self.positions)
        rest = [position for position in ranking.order.tolist() if position not in known]
        return replace(ranking, order=np.asarray([*self.positions, *rest], dtype=np.int64))


@dataclass(frozen=True)
class AnswerModel:
    """The models, and from where on they are believed.

    Attributes:
        sentence: Of one sentence; the second class is that it answers.
        clause: Of one clause that was read; the second class is that it answers.
        question: Of the question; the second class is that it is answered.
        threshold: The confidence below which a question is refused.
        sure: The confidence at which four of five answers are right.
    """

    sentence: Learned
    clause: Learned
    question: Learned
    threshold: float
    sure: float

    def judge(self, candidates: Sequence[Candidate], read: Read) -> Judged:
        """Return what the models hold of the candidates of one question, at least one."""
        first = first_judged(self.sentence, candidates)
        odds = read(first.to_read)
        chances = self.clause.probabilities(read_rows(first.chances, odds))[:, 1]
        best = next(
            found.signals
            for found in candidates
            if (found.position, found.sentence) == (first.positions[0], first.sentences[0])
        )
        signals = summed_up(best, first.chances, odds, chances)
        confidence = float(self.question.probabilities([signals])[0, 1])
        if best[OTHER_YEAR]:
            # What a sentence tells of another year is the answer once in four times (docs/adr/0009).
            confidence = min(confidence, float(np.nextafter(self.sure, 0.0)))
        return replace(reordered(first, chances), confidence=confidence)

    def save(self, path: Path) -> None:
        """Write the models."""
        arrays = {"limits": np.asarray([self.threshold, self.sure])}
        for name in ("sentence", "clause", "question"):
            arrays |= getattr(self, name).arrays(f"{name}_")
        save_arrays(path, arrays)


def first_judged(model: Learned, candidates: Sequence[Candidate]) -> Judged:
    """Return what the model of one sentence holds of the candidates of a question."""
    chances = model.probabilities([found.signals for found in candidates])[:, 1]
    best: dict[int, int] = {}
    for at, found in enumerate(candidates):
        known = best.get(found.position)
        if known is None or chances[at] > chances[known]:
            best[found.position] = at
    ordered = sorted(best.values(), key=lambda at: -chances[at])
    return Judged(
        positions=tuple(candidates[at].position for at in ordered),
        chances=tuple(float(chances[at]) for at in ordered),
        sentences=tuple(candidates[at].sentence for at in ordered),
        confidence=0.0,
    )


def read_rows(chances: Sequence[float], odds: npt.NDArray[np.float64]) -> list[dict[str, float]]:
    """Return what the second model sees of each clause that was read."""
    first = log_odds(chances[0])
    return [
        {
            "odds": log_odds(chance),
            "behind": log_odds(chance) - first,
            "rank": float(rank),
            "read": float(own),
            "read_behind": float(own - odds.max()),
        }
        for rank, (chance, own) in enumerate(zip(chances, odds, strict=False))
    ]


def reordered(judged: Judged, chances: npt.NDArray[np.float64]) -> Judged:
    """Return clauses in the order of what is held of them after reading, those not read behind."""
    order = np.argsort(-chances, kind="stable").tolist()
    rest = range(len(order), len(judged.positions))
    least = float(chances.min())
    return replace(
        judged,
        positions=tuple(judged.positions[at] for at in (*order, *rest)),
        chances=(
            *(float(chances[at]) for at in order),
            *(min(judged.chances[at], least) for at in rest),
        ),
        sentences=tuple(judged.sentences[at] for at in (*order, *rest)),
    )


def summed_up(
    signals: Mapping[str, float],
    chances: Sequence[float],
    odds: npt.NDArray[np.float64],
    read: npt.NDArray[np.float64],
) -> dict[str, float]:
    """Return what the third model sees.

    Args:
        signals: Those of the best sentence.
        chances: How likely each clause answers, by the first model.
        odds: What the reader holds of those that were read.
        read: How likely they answer, by the second model.
    """
    held, likely = np.sort(odds)[::-1], np.sort(read)[::-1]
    return {
        **signals,
        "chance_1": chances[0],
        "chance_2": chances[1] if len(chances) > 1 else 0.0,
        "chance_3": chances[2] if len(chances) > 2 else 0.0,  # noqa: PLR2004
        "chances": float(sum(chances)),
        "odds": log_odds(chances[0]),
        "read_most": float(held[0]),
        "read_next": float(held[1] if len(held) > 1 else held[0]),
        "read_mean": float(held.mean()),
        "read_first": float(odds[0]),
        "read_likely": float(odds @ np.asarray(chances[: len(odds)]) / sum(chances[: len(odds)])),
        "likely_1": float(likely[0]),
        "likely_2": float(likely[1] if len(likely) > 1 else 0.0),
        "likely_odds": log_odds(float(likely[0])),
        "likely_any": float(1 - np.prod(1 - read)),
    }


def log_odds(chance: float) -> float:
    """Return the logarithmic odds of a chance; those of 0 and 1 are kept finite."""
    bounded = min(max(chance, _TINY), 1 - _TINY)
    return float(np.log(bounded / (1 - bounded)))


@functools.lru_cache(maxsize=4)
def load_answer_model(path: Path = GENERIC) -> AnswerModel:
    """Return the models at ``path``; the ones that come with yinju where left out.

    Raises:
        InputError: The file is no such model.
    """
    arrays = load_arrays(path, "a model of answers; run python -m eval.fit.answers")
    threshold, sure = (float(limit) for limit in arrays["limits"].astype(np.float64))
    sentence, clause, question = (
        Learned.read(arrays, f"{name}_") for name in ("sentence", "clause", "question")
    )
    return AnswerModel(sentence, clause, question, threshold, sure)

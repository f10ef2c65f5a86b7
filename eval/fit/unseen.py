"""How questions about documents that a model was not fitted to come out, and how the worst document does."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from eval.measures.metrics import precision_recall_f1, refusal_counts
from eval.measures.stats import bootstrap, bootstrap_counts
from eval.measures.trust import trust_figures
from qa.ask.answer import likeliest
from qa.ask.confidence.candidates import Candidate
from qa.ask.confidence.judge import Judged

_MOST = 5
Interval = tuple[float, float] | None


@dataclass(frozen=True)
class Example:
    """A question with its candidates.

    Attributes:
        document: Number of its document.
        candidates: The sentences that may answer.
        right: Of each, whether it does.
        held: Of each, which keys its clause holds.
        need: ``any`` or ``all`` of the keys.
        lang: Language of the question.
        question: The question.
        excerpts: Of each candidate, what a reader is given of its clause.
    """

    document: int
    candidates: tuple[Candidate, ...]
    right: tuple[bool, ...]
    held: tuple[tuple[bool, ...], ...]
    need: str
    lang: str
    question: str = ""
    excerpts: tuple[str, ...] = ()

    @property
    def answered(self) -> bool:
        """Whether the document answers at all."""
        return len(self.held[0]) > 0

    @property
    def held_by_clause(self) -> dict[int, tuple[bool, ...]]:
        """Which keys the clause at a position holds."""
        return {c.position: keys for c, keys in zip(self.candidates, self.held, strict=True)}

    @property
    def excerpt_by_place(self) -> dict[tuple[int, int], str]:
        """What a reader is given for a clause and a sentence of it."""
        found = zip(self.candidates, self.excerpts, strict=True)
        return {(c.position, c.sentence): text for c, text in found}


@dataclass(frozen=True)
class Unseen:
    """A question with what models of other documents hold of it.

    Attributes:
        document: Name of its document.
        example: The question.
        judged: Its clauses, likeliest first.
        confidence: How likely it is answered.
    """

    document: str
    example: Example
    judged: Judged
    confidence: float

    def right_within(self, k: int) -> bool:
        """Tell whether the ``k`` first of the quotes hold what is needed; of one quote, anything."""
        return shows_right(self.example, self.judged, k)


def shows_right(example: Example, judged: Judged, k: int = _MOST) -> bool:
    """Tell whether the ``k`` first of the quotes of an example hold what is needed; of one, anything."""
    shown = likeliest(judged, _MOST)[:k]
    held = example.held_by_clause
    found = np.asarray([held[position] for position in shown]).any(axis=0)
    return bool(found.all() if example.need == "all" and k > 1 else found.any())


def tell(rows: Sequence[Unseen], threshold: float) -> Iterator[str]:
    """Yield a line for each figure: over all questions with its interval, then the worst document."""
    for lang in ("zh", "en"):
        asked = [row for row in rows if row.example.lang == lang and row.example.answered]
        for name, k in (("first", 1), ("among the quotes", _MOST)):
            right = [float(row.right_within(k)) for row in asked]
            worst = _worst(asked, lambda row, k=k: float(row.right_within(k)))  # type: ignore[misc]
            yield f"{lang} right clause {name}: {figure(float(np.mean(right)), bootstrap(right))}, {worst}"
        quotes = np.mean([len(likeliest(row.judged, _MOST)) for row in asked])
        yield f"{lang} quotes: {quotes:.2f} (n={len(asked)})"
    pairs = [(not row.example.answered, row.confidence < threshold) for row in rows]
    counts = refusal_counts(pairs)
    for at, name in enumerate(("precision", "recall", "F1")):

        def pick(drawn: np.ndarray, at: int = at) -> np.ndarray:
            return precision_recall_f1(drawn)[at]

        yield f"refusal {name}: {figure(float(pick(counts)), bootstrap_counts(counts, pick))}"
    yield f"answerable refused: {counts[1] / (counts[1] + counts[3]):.3f} (n={counts[1] + counts[3]})"
    yield f"AUC: {_auc_line(rows)}"
    yield from trust_lines([(r.confidence, r.example.answered) for r in rows])


def _auc_line(rows: Sequence[Unseen]) -> str:
    from sklearn.metrics import roc_auc_score

    answered = np.asarray([row.example.answered for row in rows])
    confidence = np.asarray([row.confidence for row in rows])

    def of(block: np.ndarray) -> np.ndarray:
        # A resample of one kind alone has no curve.
        return np.asarray(
            [
                roc_auc_score(answered[at], confidence[at]) if np.ptp(answered[at] * 1) else np.nan
                for at in block.astype(np.int64)
            ]
        )

    by_document = {
        name: float(
            of(np.asarray([[at for at, row in enumerate(rows) if row.document == name]]))[0]
        )
        for name in dict.fromkeys(row.document for row in rows)
    }
    lowest = min(by_document, key=by_document.__getitem__)
    every = range(len(rows))
    value = float(of(np.asarray([list(every)]))[0])
    return f"{figure(value, bootstrap(every, of))}, worst {lowest} {by_document[lowest]:.3f}"


def _worst(rows: Sequence[Unseen], of: Callable[[Unseen], float]) -> str:
    by_document: dict[str, list[float]] = {}
    for row in rows:
        by_document.setdefault(row.document, []).append(of(row))
    name = min(by_document, key=lambda key: float(np.mean(by_document[key])))
    return f"worst {name} {np.mean(by_document[name]):.3f} (n={len(by_document[name])})"


def trust_lines(pairs: Sequence[tuple[float, bool]]) -> Iterator[str]:
    """Yield a line for each measure of how far confidences can be believed.

    Args:
        pairs: (confidence, whether it was right).
    """
    for name, value, interval in trust_figures(pairs):
        yield f"{name.upper() if name != 'brier' else 'Brier'}: {figure(value, interval)}"


def figure(value: float, interval: Interval) -> str:
    """Return a figure with its interval, where it has one."""
    return (
        f"{value:.3f}" if interval is None else f"{value:.3f} [{interval[0]:.3f} {interval[1]:.3f}]"
    )

"""What an evaluation asks of a question-answering engine, and nothing more."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from index.document.corpus import Clause
from qa.result import Answer, Verdict


class Scored(Protocol):
    """A clause with its score (higher is better) and the parts that made the score."""

    @property
    def clause(self) -> Clause:
        """The clause itself."""
        ...

    @property
    def score(self) -> float:
        """Relevance, comparable within one ranking."""
        ...

    @property
    def signals(self) -> Mapping[str, float]:
        """What each view or scorer gave, by its name."""
        ...


class Engine(Protocol):
    """Answers questions, checks claims and ranks clauses over one corpus."""

    @property
    def clauses(self) -> Sequence[Clause]:
        """Every clause of the corpus."""
        ...

    @property
    def settings(self) -> Mapping[str, object]:
        """What decides the results (encoder, fusion, threshold …); recorded with a run."""
        ...

    def ask(self, question: str, *, history: Sequence[str] = (), k: int = 5) -> Answer:
        """Return quotes that answer ``question``, or a refusal."""
        ...

    def check(self, claim: str) -> Verdict:
        """Return what the corpus says about ``claim``."""
        ...

    def rank(self, question: str, depth: int) -> Sequence[Scored]:
        """Return the ``depth`` best clauses, best first."""
        ...


# Builds an engine over (passage id, text) pairs, for benchmarks that bring their own passages.
# The clauses of a passage carry its id as ``doc_id`` or ``clause_id``.
EngineFactory = Callable[[Sequence[tuple[str, str]]], Engine]

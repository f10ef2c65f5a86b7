"""What a run holds: outcomes, figures, the manifest. Frozen, and the same in memory and on disk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from eval.dataset.gold import Task
from index.document.corpus import Clause

Reason = Literal[
    "error",  # the engine gave an error message instead of an answer
    "verbatim",  # a quote differs from the source
    "refused",  # refused although the document answers
    "not_found",  # none of the quotes holds any gold
    "partial",  # need is all, and some gold is not quoted
    "not_refused",  # answered although the document does not
    "verdict",  # a claim got another verdict
    "kind",  # wrong for what was asked of the document as a whole
    "intent",  # taken for another kind of question
    "evidence",  # none of a claim's first quotes holds its gold
]


@dataclass(frozen=True, slots=True)
class Quote:
    """A citation as an outcome records it; ``unit`` is its clause or benchmark passage."""

    clause_id: str
    unit: str
    text: str
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A unit of the ranking; ``rank`` counts from 1, ``signals`` are the parts of the score."""

    rank: int
    unit: str
    clause_id: str
    score: float
    signals: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A task, what the engine gave, and how that scores.

    Attributes:
        confidence: The engine's, in [0, 1]; None when it gave an error.
        would_suffice: Whether the quotes hold what is needed, refused or not; None without gold.
        ranking: The first units, and every unit with gold that is further down.
        scores: Value of each measure that is defined for this task, by name.
        reasons: Why this is a failure; empty when it is none.
        error: The engine's message, when it gave one.
    """

    task: Task
    answered: bool | None
    confidence: float | None
    verdict: str | None
    would_suffice: bool | None
    quotes: tuple[Quote, ...]
    ranking: tuple[Ranked, ...]
    scores: Mapping[str, float]
    reasons: tuple[Reason, ...]
    latency_ms: float
    error: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def failed(self) -> bool:
        """Whether anything about the outcome is wrong."""
        return bool(self.reasons)


@dataclass(frozen=True, slots=True)
class Measured:
    """A measure over a group of tasks, with its 95% bootstrap interval.

    Attributes:
        group: ``all``, ``lang``, ``chapter``, ``kind`` or ``set``.
        member: Which language, chapter …; empty for ``all``.
        n: How many tasks (for quotes per answer: answers) the measure is defined for.
        low: Lower end of the interval; None where n is 1.
    """

    measure: str
    group: str
    member: str
    n: int
    value: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True)
class SetInfo:
    """A question set or benchmark of a run."""

    name: str
    sha256: str
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RunManifest:
    """All that is needed to make a run again."""

    created: str
    command: str
    versions: Mapping[str, str]
    settings: Mapping[str, object]
    k: int
    depth: int
    sets: tuple[SetInfo, ...]
    seconds: float
    skipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """A finished evaluation."""

    manifest: RunManifest
    outcomes: tuple[Outcome, ...]
    figures: tuple[Measured, ...]
    rankings: Mapping[str, Mapping[str, float]]
    clauses: tuple[Clause, ...]

    @property
    def failures(self) -> tuple[Outcome, ...]:
        """The outcomes that went wrong, in the order of the sets."""
        return tuple(outcome for outcome in self.outcomes if outcome.failed)

    def figure(self, measure: str, group: str = "all", member: str = "") -> Measured | None:
        """Return a figure, or None when it is undefined for this run."""
        wanted = (measure, group, member)
        found = (f for f in self.figures if (f.measure, f.group, f.member) == wanted)
        return next(found, None)

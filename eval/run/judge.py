"""From what the engine gave for a task to its scores and the reasons of a failure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from eval.dataset.gold import Task
from eval.dataset.kinds import Expected
from eval.measures.metrics import EVIDENCE_CUTOFF, gold_met, is_sufficient, is_verbatim
from eval.measures.outcome import Outcome, Quote, Ranked, Reason
from eval.run.engine import Scored
from eval.run.kinds import intent_right, kind_right
from index.document.corpus import Clause
from qa.result import Answer, Citation, Verdict

# Enough to see what crowded the right clause out.
RANKING_KEPT = 10


@dataclass(frozen=True, slots=True)
class Bench:
    """What outcomes are judged against.

    Attributes:
        clauses: Every clause by id.
        units: The unit that each clause belongs to, by clause id.
        sources: Document texts by id, when the corpus has them at hand.
    """

    clauses: Mapping[str, Clause]
    units: Mapping[str, str]
    sources: Mapping[str, str] | None = None


def rank_units(ranked: Sequence[Scored], bench: Bench) -> tuple[Ranked, ...]:
    """Return the ranking by unit, best first; a unit stands where its best clause stands."""
    best: dict[str, Scored] = {}
    for found in sorted(ranked, key=lambda scored: -scored.score):
        best.setdefault(bench.units[found.clause.clause_id], found)
    return tuple(
        Ranked(rank, unit, found.clause.clause_id, float(found.score), dict(found.signals))
        for rank, (unit, found) in enumerate(best.items(), start=1)
    )


def judge_answer(
    task: Task, answer: Answer, ranking: Sequence[Ranked], latency_ms: float, bench: Bench
) -> Outcome:
    """Return the outcome of a question, an unanswerable question or a turn."""
    reasons: list[Reason] = []
    scores: dict[str, float] = {}
    would_suffice: bool | None = None
    _score_verbatim(answer.citations, bench, scores, reasons)
    if answer.answered:
        scores["quotes"] = float(len(answer.citations))
    if task.gold:
        met = gold_met(task.gold, answer.citations, bench.units)
        would_suffice = is_sufficient(met, len(task.gold), task.need)
        scores["found"] = float(met > 0)
        scores["sufficient"] = float(answer.answered and would_suffice)
        if not answer.answered:
            reasons.append("refused")
        if not met:
            reasons.append("not_found")
        elif not would_suffice:
            reasons.append("partial")
    elif task.type == "unanswerable" and answer.answered:
        reasons.append("not_refused")
    scores["refusal_right"] = float(answer.answered != (task.type == "unanswerable"))
    return Outcome(
        task=task,
        answered=answer.answered,
        confidence=answer.confidence,
        verdict=None,
        would_suffice=would_suffice,
        quotes=_quotes(answer.citations, bench),
        ranking=_kept(ranking, task),
        scores=scores,
        reasons=tuple(reasons),
        latency_ms=latency_ms,
    )


def judge_kind(
    task: Task, expected: Expected, answer: Answer, latency_ms: float, bench: Bench
) -> Outcome:
    """Return the outcome of a question about a document as a whole."""
    reasons: list[Reason] = []
    scores: dict[str, float] = {}
    _score_verbatim(answer.citations, bench, scores, reasons)
    scores["kind_right"] = float(kind_right(expected, answer))
    scores["intent_right"] = float(intent_right(expected, answer))
    if not scores["kind_right"]:
        reasons.append("kind")
    if not scores["intent_right"]:
        reasons.append("intent")
    return Outcome(
        task=task,
        answered=answer.answered,
        confidence=answer.confidence,
        verdict=None,
        would_suffice=None,
        quotes=_quotes(answer.citations, bench),
        ranking=(),
        scores=scores,
        reasons=tuple(reasons),
        latency_ms=latency_ms,
        notes=(answer.lead,) if answer.lead else (),
    )


def judge_verdict(task: Task, verdict: Verdict, latency_ms: float, bench: Bench) -> Outcome:
    """Return the outcome of a claim."""
    reasons: list[Reason] = []
    scores: dict[str, float] = {}
    _score_verbatim(verdict.citations, bench, scores, reasons)
    scores["verdict_right"] = float(verdict.verdict == task.label)
    if verdict.verdict != task.label:
        reasons.append("verdict")
    if task.gold:
        met = gold_met(task.gold, verdict.citations[:EVIDENCE_CUTOFF], bench.units)
        scores[f"evidence@{EVIDENCE_CUTOFF}"] = float(is_sufficient(met, len(task.gold), task.need))
        if not is_sufficient(met, len(task.gold), task.need):
            reasons.append("evidence")
    return Outcome(
        task=task,
        answered=None,
        confidence=verdict.confidence,
        verdict=verdict.verdict,
        would_suffice=None,
        quotes=_quotes(verdict.citations, bench),
        ranking=(),
        scores=scores,
        reasons=tuple(reasons),
        latency_ms=latency_ms,
        notes=verdict.reasons,
    )


def judge_ranking(task: Task, ranking: Sequence[Ranked], latency_ms: float) -> Outcome:
    """Return the outcome of a question that is ranked and not asked."""
    kept = _kept(ranking, task)
    right = {unit for gold in task.gold for unit in gold.units}
    found = any(ranked.unit in right for ranked in kept if ranked.rank <= RANKING_KEPT)
    return Outcome(
        task=task,
        answered=None,
        confidence=None,
        verdict=None,
        would_suffice=None,
        quotes=(),
        ranking=kept,
        scores={},
        reasons=("not_found",) if task.gold and not found else (),
        latency_ms=latency_ms,
    )


def judge_error(task: Task, message: str, latency_ms: float) -> Outcome:
    """Return the outcome of a task that the engine met with an error: zero where it is scored."""
    scores: dict[str, float] = {}
    if task.type == "kind":
        scores |= {"kind_right": 0.0, "intent_right": 0.0}
    elif task.type == "claim":
        scores["verdict_right"] = 0.0
        if task.gold:
            scores[f"evidence@{EVIDENCE_CUTOFF}"] = 0.0
    else:
        scores["refusal_right"] = 0.0
        if task.gold:
            scores |= {"found": 0.0, "sufficient": 0.0}
    return Outcome(
        task=task,
        answered=None,
        confidence=None,
        verdict=None,
        would_suffice=False if task.gold else None,
        quotes=(),
        ranking=(),
        scores=scores,
        reasons=("error",),
        latency_ms=latency_ms,
        error=message,
    )


def _score_verbatim(
    citations: Sequence[Citation], bench: Bench, scores: dict[str, float], reasons: list[Reason]
) -> None:
    if citations:
        right = [is_verbatim(citation, bench.clauses, bench.sources) for citation in citations]
        scores["verbatim"] = sum(right) / len(right)
        if not all(right):
            reasons.append("verbatim")


def _quotes(citations: Sequence[Citation], bench: Bench) -> tuple[Quote, ...]:
    return tuple(
        Quote(
            clause_id=citation.clause_id,
            unit=bench.units.get(citation.clause_id, ""),
            text=citation.quote,
            start=citation.start,
            end=citation.end,
            score=float(citation.score),
        )
        for citation in citations
    )


def _kept(ranking: Sequence[Ranked], task: Task) -> tuple[Ranked, ...]:
    right = {unit for gold in task.gold for unit in gold.units}
    return tuple(r for r in ranking if r.rank <= RANKING_KEPT or r.unit in right)

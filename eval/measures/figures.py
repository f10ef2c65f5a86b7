"""From outcomes to figures: every measure over all tasks, and by set, language, chapter, kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import numpy as np

from eval.measures.metrics import (
    EVIDENCE_CUTOFF,
    RANKING_MEASURES,
    Counts,
    Floats,
    confusion,
    coverage_precision,
    macro_f1,
    precision_recall_f1,
    refusal_counts,
)
from eval.measures.outcome import Measured, Outcome
from eval.measures.stats import Interval, bootstrap, bootstrap_counts
from eval.measures.trust import TRUST, trust_figures

# Means over tasks, in the order of the tables; the others are computed from counts or times.
MEANS = (
    *RANKING_MEASURES,
    "found",
    "sufficient",
    "quotes",
    "verbatim",
    "refusal_right",
    "verdict_right",
    f"evidence@{EVIDENCE_CUTOFF}",
    "kind_right",
    "intent_right",
)
REFUSAL = ("refusal_precision", "refusal_recall", "refusal_f1")
# Of the confidence in answers, and of that in verdicts.
CONFIDENCE = tuple(TRUST)
VERDICT_CONFIDENCE = tuple(f"verdict_{name}" for name in TRUST)
LATENCIES: Mapping[str, float] = {"latency_p50": 50, "latency_p95": 95, "latency_p99": 99}
MEASURES = (
    *MEANS,
    *REFUSAL,
    *CONFIDENCE,
    "claim_macro_f1",
    *VERDICT_CONFIDENCE,
    "dialog_right",
    *LATENCIES,
)


def make_figures(outcomes: Sequence[Outcome]) -> tuple[Measured, ...]:
    """Return every figure that is defined, grouped."""
    figures: list[Measured] = []
    for group, member, members in _groups(outcomes):
        figures += _figures_of(group, member, members)
    return tuple(figures)


def _groups(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, list[Outcome]]]:
    yield "all", "", list(outcomes)
    keys: Mapping[str, Callable[[Outcome], str | None]] = {
        "set": lambda outcome: outcome.task.set_name,
        "lang": lambda outcome: outcome.task.lang,
        "chapter": lambda outcome: _text(outcome.task.chapter),
        "kind": lambda outcome: outcome.task.kind,
    }
    for group, key in keys.items():
        members: dict[str, list[Outcome]] = {}
        for outcome in outcomes:
            name = key(outcome)
            if name is not None:
                members.setdefault(name, []).append(outcome)
        for name in sorted(members, key=lambda name: (name.zfill(4), name)):
            # One set says nothing that the whole run does not.
            if group != "set" or len(members) > 1:
                yield group, name, members[name]


def _text(value: int | None) -> str | None:
    return None if value is None else str(value)


def _figures_of(group: str, member: str, outcomes: Sequence[Outcome]) -> Iterator[Measured]:
    for measure, n, value, interval in (
        *_means(outcomes),
        *_refusals(outcomes),
        *_verdicts(outcomes),
        *_trust(outcomes),
        *_latencies(outcomes),
    ):
        low, high = interval or (None, None)
        yield Measured(measure, group, member, n, value, low, high)


_Found = Iterator[tuple[str, int, float, Interval]]


def _means(outcomes: Sequence[Outcome]) -> _Found:
    columns = {
        measure: [o.scores[measure] for o in outcomes if measure in o.scores] for measure in MEANS
    }
    columns["dialog_right"] = _dialogs(outcomes)
    for measure, values in columns.items():
        if values:
            yield measure, len(values), sum(values) / len(values), bootstrap(values)


def _refusals(outcomes: Sequence[Outcome]) -> _Found:
    counts = refusal_counts(refusal_pairs(outcomes))
    if not counts[0] + counts[2]:  # without an unanswerable question there is nothing to refuse
        return
    for position, measure in enumerate(REFUSAL):
        pick = partial(_pick, position)
        value = float(pick(counts))
        if not np.isnan(value):
            yield measure, int(counts.sum()), value, bootstrap_counts(counts, pick)


def _verdicts(outcomes: Sequence[Outcome]) -> _Found:
    pairs = verdict_pairs(outcomes)
    if pairs:
        cells = confusion(pairs).reshape(9)
        interval = bootstrap_counts(cells, macro_f1)
        yield "claim_macro_f1", len(pairs), float(macro_f1(cells)), interval


def _trust(outcomes: Sequence[Outcome]) -> _Found:
    for prefix, pairs in (
        ("", confidence_pairs(outcomes)),
        ("verdict_", verdict_confidence_pairs(outcomes)),
    ):
        for name, value, interval in trust_figures(pairs):
            yield prefix + name, len(pairs), value, interval


def _latencies(outcomes: Sequence[Outcome]) -> _Found:
    times = [outcome.latency_ms for outcome in outcomes]
    if times:
        for measure, percent in LATENCIES.items():
            value = float(np.percentile(times, percent))
            yield measure, len(times), value, bootstrap(times, partial(_percentile, percent))


def _pick(position: int, counts: Counts) -> Floats:
    return precision_recall_f1(counts)[position]


def _percentile(percent: float, block: Floats) -> Floats:
    return np.percentile(block, percent, axis=1)


def refusal_pairs(outcomes: Sequence[Outcome]) -> list[tuple[bool, bool]]:
    """Return (unanswerable, refused) of every question; an error counts as the wrong one."""
    pairs = []
    for outcome in outcomes:
        if _was_asked(outcome):
            unanswerable = outcome.task.type == "unanswerable"
            refused = not unanswerable if outcome.answered is None else not outcome.answered
            pairs.append((unanswerable, refused))
    return pairs


def verdict_pairs(outcomes: Sequence[Outcome]) -> list[tuple[str, str]]:
    """Return (expected, given) of every claim."""
    return [(o.task.label, o.verdict or "") for o in outcomes if o.task.label is not None]


def confidence_pairs(outcomes: Sequence[Outcome]) -> list[tuple[float, bool]]:
    """Return (confidence, whether the quotes suffice) of every question; 0 for an error."""
    return [(o.confidence or 0.0, bool(o.would_suffice)) for o in outcomes if _was_asked(o)]


def verdict_confidence_pairs(outcomes: Sequence[Outcome]) -> list[tuple[float, bool]]:
    """Return (confidence, whether the verdict is right) of every claim; 0 for an error."""
    return [
        (o.confidence or 0.0, o.verdict == o.task.label)
        for o in outcomes
        if o.task.label is not None
    ]


def _was_asked(outcome: Outcome) -> bool:
    """Whether this is a question that the engine was asked, not only ranked for."""
    asked = outcome.answered is not None or outcome.error is not None
    return asked and outcome.task.type not in {"claim", "kind"}


def curve_of(outcomes: Sequence[Outcome]) -> list[tuple[float, float, float]]:
    """Return the coverage-precision curve of a run's questions."""
    return coverage_precision(confidence_pairs(outcomes))


def _dialogs(outcomes: Sequence[Outcome]) -> list[float]:
    """Return, for each dialog, 1 when every turn of it went right."""
    right: dict[str, bool] = {}
    for outcome in outcomes:
        dialog = outcome.task.dialog
        if dialog is not None:
            score = "sufficient" if outcome.task.gold else "refusal_right"
            right[dialog] = right.get(dialog, True) and outcome.scores[score] == 1
    return [float(value) for value in right.values()]

"""Fit the refusal threshold to a user's own corpus and questions.

A question is refused when the engine's confidence is below the threshold. The threshold with the
best F1 of refusing (positive class "unanswerable") is taken; how well that way of choosing does on
questions it has not seen is measured by stratified cross-validation, whose held-out decisions are
pooled into one F1 (Forman & Scholz 2010: pooling is the unbiased way to average F1 over folds).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from eval.errors import CalibrationError
from eval.measures.metrics import precision_recall_f1, refusal_counts
from eval.measures.outcome import Outcome
from eval.measures.stats import SEED, Interval, bootstrap_counts

FOLDS = 5
# Fewer of a kind than folds would leave a fold without one.
MIN_EACH = FOLDS


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """What a threshold would do: share refused, and refusing's precision, recall and F1."""

    threshold: float
    refused: float
    precision: float | None
    recall: float
    f1: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """A fitted threshold.

    Attributes:
        threshold: The middle of the range of thresholds that share the best F1.
        f1: F1 on the questions that it was fitted to.
        held_out_f1: F1 of the cross-validation, with its interval: what to expect.
        fold_thresholds: What each fold chose; far apart means that the set is too small.
        answerable: How many questions of each kind there were.
        curve: Every threshold that changes a decision, from low to high.
    """

    threshold: float
    f1: float
    held_out_f1: float
    interval: Interval
    fold_thresholds: tuple[float, ...]
    answerable: int
    unanswerable: int
    curve: tuple[CurvePoint, ...]


def calibrate(outcomes: Sequence[Outcome]) -> Calibration:
    """Fit a threshold to the questions of a run; claims are passed over.

    Raises:
        CalibrationError: fewer than five answerable or five unanswerable questions.
    """
    asked = [
        o for o in outcomes if o.task.type not in {"claim", "kind"} and o.confidence is not None
    ]
    return fit_threshold([(o.confidence or 0.0, o.task.type == "unanswerable") for o in asked])


def fit_threshold(pairs: Sequence[tuple[float, bool]]) -> Calibration:
    """Fit a threshold to (confidence, unanswerable) pairs.

    Raises:
        CalibrationError: fewer than five pairs of either kind.
    """
    unanswerable = sum(bad for _, bad in pairs)
    answerable = len(pairs) - unanswerable
    if min(answerable, unanswerable) < MIN_EACH:
        raise CalibrationError(
            f"the set has {answerable} answerable and {unanswerable} unanswerable questions; "
            f"a threshold needs at least {MIN_EACH} of each"
        )
    held_out: list[tuple[bool, bool]] = []
    chosen = []
    for fold in _folds(pairs):
        inside = set(fold)
        rest = [pair for position, pair in enumerate(pairs) if position not in inside]
        threshold = _best(_curve(rest)).threshold
        chosen.append(threshold)
        held_out += [(pairs[i][1], pairs[i][0] < threshold) for i in fold]
    counts = refusal_counts(held_out)
    curve = _curve(pairs)
    best = _best(curve)
    return Calibration(
        threshold=best.threshold,
        f1=best.f1,
        held_out_f1=float(precision_recall_f1(counts)[2]),
        interval=bootstrap_counts(counts, lambda drawn: precision_recall_f1(drawn)[2]),
        fold_thresholds=tuple(chosen),
        answerable=answerable,
        unanswerable=unanswerable,
        curve=tuple(curve),
    )


def _folds(pairs: Sequence[tuple[float, bool]]) -> list[list[int]]:
    """Deal each kind of question out to the folds in turn, shuffled."""
    rng = np.random.default_rng(SEED)
    folds: list[list[int]] = [[] for _ in range(FOLDS)]
    for kind in (False, True):
        members = [position for position, (_, bad) in enumerate(pairs) if bad == kind]
        for turn, position in enumerate(rng.permutation(members)):
            folds[turn % FOLDS].append(int(position))
    return folds


def _curve(pairs: Sequence[tuple[float, bool]]) -> list[CurvePoint]:
    """Return a point for each way of splitting the questions: below all, between two, above all."""
    levels = sorted({confidence for confidence, _ in pairs})
    middles = [(low + high) / 2 for low, high in pairwise(levels)]
    # Confidence is in [0, 1]; just above the highest refuses everything.
    thresholds = [levels[0], *middles, float(np.nextafter(levels[-1], 2))]
    confidence = np.array([value for value, _ in pairs])
    bad = np.array([bad for _, bad in pairs])
    points = []
    for threshold in thresholds:
        refused = confidence < threshold
        counts = np.array(
            [(bad & refused).sum(), (~bad & refused).sum(), (bad & ~refused).sum(), 0]
        )
        precision, recall, f1 = (float(value) for value in precision_recall_f1(counts))
        known = None if np.isnan(precision) else precision
        points.append(CurvePoint(threshold, float(refused.mean()), known, recall, f1))
    return points


def _best(curve: Sequence[CurvePoint]) -> CurvePoint:
    """Return the point of the best F1; of several in a row, the middle one."""
    top = max(point.f1 for point in curve)
    plateau = [point for point in curve if point.f1 >= top - 1e-12]
    return plateau[len(plateau) // 2]

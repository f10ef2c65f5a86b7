"""Train the refusal models: ``python -m eval.fit.refusal``.

Two support vector machines over the project's own training questions (``eval/sets/train``): a
generic one over readable signals only, for any corpus, and one for the shipped plan, which also sees
what the question is about. Each is checked by cross-validation before it is written.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.fit.documents import read_rows
from index.embed.choose import load_encoder
from index.shipped import SHIPPED_PLAN
from index.store.folder import EDITION
from qa.ask.confidence import refusal
from qa.ask.retrieval.dialog import rank_in_dialog
from qa.ask.retrieval.query import read_query
from qa.open import open_pipeline
from qa.pipeline import Pipeline

Matrix = npt.NDArray[np.float64]
Vector = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

_TRAIN = Path(__file__).parents[1] / "sets" / "train"
_GENERIC = Path(refusal.__file__).parent / "data" / refusal.MODEL_FILE
_PLAN = SHIPPED_PLAN.parent / EDITION / refusal.MODEL_FILE
# The share of questions without an answer that thresholds are chosen for.
_UNANSWERABLE_SHARE = 0.29
# A wrongly refused question costs the reader an answer that is there; a wrongly answered one shows
# quotes that the reader can judge. The threshold is the best F1 among those that refuse at most
# this share of answerable questions.
_MAX_FALSE_REFUSALS = 0.04
_FOLDS = 8
# A column that varies less than this says nothing.
_CONSTANT = 1e-9
_SEEDS = (0, 1, 2)
# Inverse regularisation and kernel width, and how much a readable signal counts against one part
# of a vector: the best of a small grid in cross-validation.
_C = 2.0
_GAMMA_PLAN = 0.0008
_GAMMA_GENERIC = 0.01
_SIGNAL_FACTOR = 3.0


def load_examples() -> tuple[list[tuple[str, list[str]]], Labels]:
    """Return training questions with their histories, and 1 where the plan answers, else 0."""
    examples: list[tuple[str, list[str]]] = []
    labels: list[int] = []
    for path in sorted(_TRAIN.glob("*.jsonl")):
        for row in read_rows(path):
            if "question" in row:
                examples.append((row["question"], []))
                labels.append(int("gold" in row))
            elif "turns" in row:
                asked = [turn["question"] for turn in row["turns"]]
                examples.extend((question, asked[:n]) for n, question in enumerate(asked))
                labels.extend([1] * len(asked))
    return examples, np.asarray(labels)


def observe(
    pipeline: Pipeline, examples: Sequence[tuple[str, list[str]]]
) -> tuple[list[str], Matrix, Matrix]:
    """Return the names of the signals, the signals, and the vectors of the examples."""
    signals, vectors = [], []
    with click.progressbar(examples, label="Asking", file=sys.stderr) as bar:
        for question, history in bar:
            ranking = rank_in_dialog(pipeline.retriever, read_query(question), history)
            seen, vector = pipeline.observe(ranking)
            signals.append(seen)
            vectors.append(vector)
    names = list(signals[0])
    return names, np.asarray([[row[n] for n in names] for row in signals]), np.asarray(vectors)


def fit(rows: Matrix, labels: Labels, names: Sequence[str], encoder: str) -> refusal.RefusalModel:
    """Fit a model on rows of signals, followed by vectors where ``encoder`` is named."""
    from sklearn.svm import SVC

    scales = rows.std(axis=0)
    scales = np.where(scales < _CONSTANT, 1.0, scales)
    gamma = _GAMMA_GENERIC
    if encoder:
        scales[: len(names)] /= _SIGNAL_FACTOR
        gamma = _GAMMA_PLAN
    means = rows.mean(axis=0)
    machine = SVC(C=_C, gamma=gamma).fit((rows - means) / scales, labels)
    return refusal.RefusalModel(
        encoder=encoder,
        names=tuple(names),
        means=means,
        scales=scales,
        support=machine.support_vectors_,
        coefficients=machine.dual_coef_[0],
        gamma=gamma,
        intercept=float(machine.intercept_[0]),
        slope=1.0,
        offset=0.0,
        threshold=0.5,
    )


def calibrate(model: refusal.RefusalModel, odds: Vector, labels: Labels) -> refusal.RefusalModel:
    """Return ``model`` with the logistic curve that fits what it said of rows it had not seen."""
    from sklearn.linear_model import LogisticRegression

    curve = LogisticRegression(C=1e6).fit(odds[:, None], labels)
    return replace(model, slope=float(curve.coef_[0, 0]), offset=float(curve.intercept_[0]))


def cross_validate(
    rows: Matrix, labels: Labels, groups: Labels, names: Sequence[str], encoder: str
) -> Vector:
    """Return for each row what models said of it that saw no row of its group, averaged over seeds.

    The generic model meets each question twice, with and without an edition: a group.
    """
    from sklearn.model_selection import StratifiedGroupKFold

    total = np.zeros(len(labels))
    for seed in _SEEDS:
        folds = StratifiedGroupKFold(_FOLDS, shuffle=True, random_state=seed)
        for train, test in folds.split(rows, labels, groups):
            model = fit(rows[train], labels[train], names, encoder)
            total[test] += [model.decide(row) for row in rows[test]]
    return total / len(_SEEDS)


def choose_threshold(confidence: Vector, labels: Labels) -> tuple[float, float, float]:
    """Return the threshold, its refusal F1 at the expected mix, and its share of false refusals."""
    weights = np.where(
        labels == 0,
        _UNANSWERABLE_SHARE / (labels == 0).mean(),
        (1 - _UNANSWERABLE_SHARE) / (labels == 1).mean(),
    )
    best = (0.0, 0.0, 0.0)
    for threshold in np.linspace(0.02, 0.98, 97):
        refused = confidence < threshold
        false_refusals = float(refused[labels == 1].mean())
        hits = float((weights * refused * (labels == 0)).sum())
        f1 = 2 * hits / float((weights * refused).sum() + (weights * (labels == 0)).sum())
        if false_refusals <= _MAX_FALSE_REFUSALS and f1 > best[1]:
            best = (float(threshold), f1, false_refusals)
    return best


@click.command()
def main() -> None:
    """Train both models on eval/sets/train and write them."""
    from sklearn.metrics import roc_auc_score

    examples, labels = load_examples()
    with_edition = observe(open_pipeline(), examples)
    without = observe(open_pipeline(changes={"edition": False}), examples)
    names, signals, vectors = with_edition
    one = np.arange(len(labels))
    runs = {
        _GENERIC: ("", np.vstack([signals, without[1]]), np.tile(labels, 2), np.tile(one, 2)),
        _PLAN: (load_encoder().name, np.hstack([signals, vectors]), labels, one),
    }
    for path, (encoder, rows, truth, groups) in runs.items():
        odds = cross_validate(rows, truth, groups, names, encoder)
        model = calibrate(fit(rows, truth, names, encoder), odds, truth)
        confidence = 1 / (1 + np.exp(-(model.slope * odds + model.offset)))
        threshold, f1, false_refusals = choose_threshold(confidence, truth)
        replace(model, threshold=threshold).save(path)
        click.echo(
            f"{path.name} ({encoder or 'generic'}): n={len(truth)}, AUC "
            f"{roc_auc_score(truth, confidence):.3f}, threshold {threshold:.2f}, refusal F1 "
            f"{f1:.3f} at {_UNANSWERABLE_SHARE:.0%} unanswerable, false refusals {false_refusals:.1%}"
        )


if __name__ == "__main__":
    main()

"""Train the model of verdicts of the shipped plan: ``python -m eval.fit.claims``.

A multinomial logistic regression over the project's own training claims (``eval/sets/train``) and some
pieces of the plan: over readable signals and what a claim is about. It is checked by cross-validation
before it is written; ``eval.fit.verdicts`` trains the one for any other document.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.fit.documents import read_rows
from index.shipped import SHIPPED_PLAN
from index.store.folder import EDITION
from index.views import ENGLISH, SENTENCE
from qa.check import model as check_model
from qa.check.model import LABELS, CheckModel
from qa.open import open_pipeline
from qa.pipeline import Pipeline

# Of so many sentences one gives a piece.
_EVERY = 4
# Lengths of a piece in characters, and what it is put into, by whether it is Chinese.
_PIECE = {True: (8, 40), False: (25, 120)}
_FRAMES = {
    True: ("规划提出{}。", "知识城要{}。", "{}，这是规划的要求。", "按照规划，知识城将{}。"),
    False: (
        "The plan is to {}.",
        "The Knowledge City will {}.",
        "According to the plan, {}.",
        "One of the aims is to {}.",
    ),
}
Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

_TRAIN = Path(__file__).parents[1] / "sets" / "train"
_PLAN = SHIPPED_PLAN.parent / EDITION / check_model.MODEL_FILE
_FOLDS = 8
_SEEDS = (0, 1, 2)
_CONSTANT = 1e-9
# Inverse regularisation, and how much a readable signal counts against one part of a vector.
_C_PLAN = 0.002
_SIGNAL_FACTOR = 3.0


def load_claims() -> tuple[list[str], Labels]:
    """Return the training claims and their labels, as positions in ``LABELS``."""
    rows = [row for path in sorted(_TRAIN.glob("claims*.jsonl")) for row in read_rows(path)]
    return [row["claim"] for row in rows], np.asarray([LABELS.index(row["label"]) for row in rows])


def own_words(pipeline: Pipeline) -> list[str]:
    """Return pieces of some sentences of the plan in a plain frame, in both languages: all supported.

    People who write claims put what is true in their own words and keep the plan's words for what is
    false. Without these a model learns that the plan's words speak against a claim.
    """
    found: list[str] = []
    for number, view in enumerate(pipeline.clause_index.views):
        if view.kind not in {SENTENCE, ENGLISH} or number % _EVERY:
            continue
        chinese = view.kind == SENTENCE
        low, high = _PIECE[chinese]
        pieces = [p.strip(" ，。；.,;") for p in re.split("[，；。]|[,;.] ", view.text)]
        fitting = [piece for piece in pieces if low <= len(piece) <= high]
        if fitting:
            frame = _FRAMES[chinese][number % len(_FRAMES[chinese])]
            piece = max(fitting, key=len)
            found.append(frame.format(piece if chinese else piece[0].lower() + piece[1:]))
    return found


def fit(rows: Matrix, labels: Labels, names: Sequence[str], encoder: str) -> CheckModel:
    """Fit a model on rows of signals, followed by vectors where ``encoder`` is named."""
    from sklearn.linear_model import LogisticRegression

    means, scales = rows.mean(axis=0), rows.std(axis=0)
    scales = np.where(scales < _CONSTANT, 1.0, scales)
    if encoder:
        scales[: len(names)] /= _SIGNAL_FACTOR
    model = LogisticRegression(C=_C_PLAN, max_iter=5000)
    model.fit((rows - means) / scales, labels)
    return CheckModel(encoder, tuple(names), means, scales, model.coef_, model.intercept_)


def cross_validate(rows: Matrix, labels: Labels, names: Sequence[str], encoder: str) -> list[float]:
    """Return the macro-F1 of each seed's cross-validation."""
    from sklearn.metrics import f1_score
    from sklearn.model_selection import StratifiedKFold

    found = []
    for seed in _SEEDS:
        guesses = np.zeros_like(labels)
        for train, test in StratifiedKFold(_FOLDS, shuffle=True, random_state=seed).split(
            rows, labels
        ):
            model = fit(rows[train], labels[train], names, encoder)
            odds = (rows[test] - model.means) / model.scales @ model.weights.T + model.bias
            guesses[test] = odds.argmax(axis=1)
        found.append(float(f1_score(labels, guesses, average="macro")))
    return found


@click.command()
def main() -> None:
    """Train the model of the shipped plan on eval/sets/train and write it."""
    claims, labels = load_claims()
    written = len(claims)
    pipeline = open_pipeline()
    claims += own_words(pipeline)
    labels = np.pad(labels, (0, len(claims) - written))  # 0: supported
    signals, vectors = [], []
    with click.progressbar(claims, label="Reading claims", file=sys.stderr) as bar:
        for claim in bar:
            seen, vector = pipeline.checker.observe(claim)
            signals.append(seen)
            vectors.append(vector)
    names = list(signals[0])
    readable = np.asarray([[row[name] for name in names] for row in signals])
    encoder = pipeline.clause_index.manifest.encoder
    runs = {
        _PLAN: (encoder, np.hstack([readable, np.asarray(vectors)])),
    }
    for path, (own, rows) in runs.items():
        scores = cross_validate(rows, labels, names, own)
        fit(rows, labels, names, own).save(path)
        click.echo(
            f"{path.name} ({own or 'generic'}): n={len(labels)}, macro-F1 "
            f"{np.median(scores):.3f} in cross-validation"
        )


if __name__ == "__main__":
    main()

"""Fitting a model of ``qa.learned``: a logistic regression, with boosted trees on the same table or alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from qa.learned import Learned

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

# A column that varies less than this says nothing.
_CONSTANT = 1e-9


@dataclass(frozen=True, slots=True)
class Recipe:
    """How strongly a model is held back.

    Attributes:
        c: Inverse regularisation of the regression.
        trees: How many rounds of boosting; 0 for the regression alone.
        rate: What each of them counts.
        leaves: Most leaves of a tree.
        least: Fewest rows of a leaf.
        shrink: L2 regularisation of the leaves.
    """

    c: float
    trees: int = 0
    rate: float = 0.05
    leaves: int = 12
    least: int = 25
    shrink: float = 5.0


def fit(table: Matrix, labels: Labels, names: Sequence[str], recipe: Recipe) -> Learned:
    """Fit both models on a table of signals, a row an example."""
    from sklearn.ensemble import HistGradientBoostingClassifier
    from sklearn.linear_model import LogisticRegression

    means, scales = table.mean(axis=0), table.std(axis=0)
    scales = np.where(scales < _CONSTANT, 1.0, scales)
    linear = LogisticRegression(C=recipe.c, max_iter=3000)
    linear.fit((table - means) / scales, labels)
    if not recipe.trees:
        return _alone(names, means, scales, linear.coef_, linear.intercept_)
    boosted = HistGradientBoostingClassifier(
        max_iter=recipe.trees,
        learning_rate=recipe.rate,
        max_leaf_nodes=recipe.leaves,
        min_samples_leaf=recipe.least,
        l2_regularization=recipe.shrink,
        early_stopping=False,
        random_state=0,
    ).fit(table, labels)
    parts: dict[str, list[npt.NDArray[np.generic]]] = {
        name: [] for name in ("features", "thresholds", "left", "right", "values")
    }
    roots: list[int] = []
    classes: list[int] = []
    size = 0
    # scikit-learn offers no other way to the nodes of these trees.
    for stage in boosted._predictors:  # noqa: SLF001
        for of, tree in enumerate(stage):
            nodes = tree.nodes
            leaf = nodes["is_leaf"].astype(bool)
            roots.append(size)
            classes.append(of)
            parts["features"].append(np.where(leaf, -1, nodes["feature_idx"].astype(np.int64)))
            parts["thresholds"].append(np.where(leaf, 0.0, nodes["num_threshold"]))
            parts["left"].append(np.where(leaf, 0, nodes["left"].astype(np.int64) + size))
            parts["right"].append(np.where(leaf, 0, nodes["right"].astype(np.int64) + size))
            parts["values"].append(nodes["value"])
            size += len(nodes)
    joined = {name: np.concatenate(found) for name, found in parts.items()}
    return Learned(
        names=tuple(names),
        means=means,
        scales=scales,
        weights=np.asarray(linear.coef_),
        bias=np.asarray(linear.intercept_),
        start=np.asarray(boosted._baseline_prediction).ravel(),  # noqa: SLF001
        roots=np.asarray(roots),
        classes=np.asarray(classes),
        features=joined["features"].astype(np.int64),
        thresholds=joined["thresholds"].astype(np.float64),
        left=joined["left"].astype(np.int64),
        right=joined["right"].astype(np.int64),
        values=joined["values"].astype(np.float64),
    )


def _alone(
    names: Sequence[str], means: Matrix, scales: Matrix, weights: Matrix, bias: Matrix
) -> Learned:
    """Return a regression as a model whose trees say nothing."""
    none = np.zeros(0, dtype=np.int64)
    return Learned(
        names=tuple(names),
        means=means,
        scales=scales,
        # The model takes the geometric mean of two opinions, of which the other is that all are as likely.
        weights=2 * np.asarray(weights),
        bias=2 * np.asarray(bias),
        start=np.zeros(len(bias)),
        roots=none,
        classes=none,
        features=none,
        thresholds=np.zeros(0),
        left=none,
        right=none,
        values=np.zeros(0),
    )

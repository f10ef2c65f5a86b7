"""What is fitted says what scikit-learn's own models say."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from eval.fit.blend import Recipe, fit


@pytest.mark.parametrize("classes", [2, 3])
def test_a_regression_alone(classes: int) -> None:
    rng = np.random.default_rng(3)
    table = rng.normal(size=(90, 4))
    labels = rng.integers(0, classes, size=90)
    table[:, 0] += labels
    scaled = (table - table.mean(axis=0)) / table.std(axis=0)
    theirs = LogisticRegression(C=0.5, max_iter=3000).fit(scaled, labels).predict_proba(scaled)
    model = fit(table, labels, ("a", "b", "c", "d"), Recipe(c=0.5))
    assert np.allclose(model.of_table(table), theirs, atol=1e-6)


def test_trees_have_their_say() -> None:
    rng = np.random.default_rng(4)
    table = rng.normal(size=(200, 2))
    # Either alone tells nothing, so that a regression does not either.
    labels = (table[:, 0] * table[:, 1] > 0).astype(np.int64)
    alone, both = (
        fit(table, labels, ("a", "b"), Recipe(c=0.5, trees=trees, least=5)) for trees in (0, 60)
    )
    right = [(m.of_table(table).argmax(axis=1) == labels).mean() for m in (alone, both)]
    assert right[0] < 0.7 < right[1]

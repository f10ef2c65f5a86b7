"""A model from plain arrays says what scikit-learn said when it was fitted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from eval.fit.blend import Recipe, fit
from index.errors import InputError
from qa.ask.confidence.candidates import Candidate
from qa.ask.confidence.judge import (
    MOST_READ,
    Judged,
    first_judged,
    load_answer_model,
    read_rows,
    reordered,
)
from qa.learned import Learned, load_arrays, save_arrays

RECIPE = Recipe(c=0.1, trees=20, rate=0.1, leaves=6, least=10, shrink=1.0)
TABLE = np.random.default_rng(0).normal(size=(300, 3))


@pytest.fixture(scope="module", params=[2, 3])
def fitted(
    request: pytest.FixtureRequest,
) -> tuple[Learned, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    labels = np.digitize(TABLE[:, 0] + TABLE[:, 1], [0.0] if request.param == 2 else [-0.7, 0.7])
    return fit(TABLE, labels, ["a", "b", "c"], RECIPE), labels


def test_shares_sum_to_one_and_learn(
    fitted: tuple[Learned, np.ndarray[tuple[int], np.dtype[np.int64]]],
) -> None:
    model, labels = fitted
    found = model.of_table(TABLE)
    assert np.allclose(found.sum(axis=1), 1)
    assert (found.argmax(axis=1) == labels).mean() > 0.85


def test_trees_are_those_of_scikit_learn() -> None:
    from sklearn.ensemble import HistGradientBoostingClassifier

    labels = np.digitize(TABLE[:, 0], [-0.5, 0.5])
    model = fit(TABLE, labels, ["a", "b", "c"], RECIPE)
    trees = replace(model, weights=model.weights * 0, bias=model.bias * 0)
    boosted = HistGradientBoostingClassifier(
        max_iter=RECIPE.trees,
        learning_rate=RECIPE.rate,
        max_leaf_nodes=RECIPE.leaves,
        min_samples_leaf=RECIPE.least,
        l2_regularization=RECIPE.shrink,
        early_stopping=False,
        random_state=0,
    ).fit(TABLE, labels)
    # The linear half is even, so that the mean is the square root of what the trees say.
    squares = trees.of_table(TABLE) ** 2
    assert np.allclose(squares / squares.sum(axis=1, keepdims=True), boosted.predict_proba(TABLE))


def test_what_is_saved_is_what_is_read(tmp_path: Path) -> None:
    model = fit(TABLE, (TABLE[:, 0] > 0).astype(int), ["a", "b", "c"], RECIPE)
    save_arrays(tmp_path / "m.npz", model.arrays("x_"))
    again = Learned.read(load_arrays(tmp_path / "m.npz", "a model"), "x_")
    assert np.allclose(again.of_table(TABLE), model.of_table(TABLE), atol=1e-4)
    with pytest.raises(InputError, match="knows the signal c"):
        again.probabilities([{"a": 0.0, "b": 0.0}])
    assert again.probabilities([]).shape == (0, 2)


def test_a_file_that_is_no_model_is_named(tmp_path: Path) -> None:
    (tmp_path / "m.npz").write_bytes(b"no")
    with pytest.raises(InputError, match=r"m\.npz is not a model of answers"):
        load_answer_model(tmp_path / "m.npz")


def test_a_clause_is_as_likely_as_its_best_sentence() -> None:
    one = fit(TABLE, (TABLE[:, 0] > 0).astype(int), ["a", "b", "c"], RECIPE)
    rest = {"b": 0.0, "c": 0.0}
    candidates = [
        Candidate(7, 0, {"a": -2.0, **rest}),
        Candidate(7, 1, {"a": 2.0, **rest}),
        Candidate(3, 0, {"a": 0.1, **rest}),
    ]
    judged = first_judged(one, candidates)
    chances = one.probabilities([candidate.signals for candidate in candidates])[:, 1]
    assert judged.positions == (7, 3)
    assert judged.sentences == (1, 0)
    assert judged.chances == pytest.approx((chances[1], chances[2]))


def test_what_was_read_goes_by_both_and_the_rest_stays_behind() -> None:
    judged = Judged((5, 6, 7), (0.8, 0.6, 0.5), (0, 1, 0), 0.0)
    rows = read_rows(judged.chances, np.asarray([-1.0, 2.0]))
    assert [row["read_behind"] for row in rows] == [-3.0, 0.0]
    again = reordered(judged, np.asarray([0.2, 0.9]))
    assert again.positions == (6, 5, 7)
    assert again.sentences == (1, 0, 0)
    # What was not read is no likelier than the least likely of what was.
    assert again.chances == (0.9, 0.2, 0.2)


def test_the_reader_is_shown_the_likeliest_clauses_alone() -> None:
    shown: list[tuple[int, int]] = []

    def read(places: Sequence[tuple[int, int]]) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        shown.extend(places)
        return np.zeros(len(places))

    model = load_answer_model()
    signals = dict.fromkeys(model.sentence.names, 0.0)
    candidates = [Candidate(at, 0, signals) for at in range(MOST_READ + 2)]
    judged = model.judge(candidates, read)
    # All are as likely but for how sums are rounded, so as many are read as ever are.
    assert len(set(shown)) == len(shown) == MOST_READ
    assert len(judged.positions) == MOST_READ + 2
    assert 0 < judged.confidence < 1


@pytest.mark.parametrize(
    ("chances", "read"),
    [
        ((0.9, 0.001, 0.0005), 2),  # far ahead: a second one, in case
        ((0.9, 0.5, 0.4, 0.001), 3),
        ((0.2, 0.2, 0.2, 0.2, 0.2, 0.2), 5),
        ((0.7,), 1),
    ],
)
def test_as_many_clauses_are_read_as_are_within_reach(
    chances: tuple[float, ...], read: int
) -> None:
    every = tuple(range(len(chances)))
    judged = Judged(every, chances, (0,) * len(chances), 0.0)
    assert judged.to_read == [(at, 0) for at in range(read)]

from __future__ import annotations

import numpy as np
import pytest

from eval.measures.trust import aurc, brier, ece, trust_figures


def test_aurc_of_four() -> None:
    # In falling order: right, wrong, right, wrong; wrong so far 0/1, 1/2, 1/3, 2/4.
    confidence = np.array([0.9, 0.8, 0.6, 0.1])
    right = np.array([1.0, 0.0, 1.0, 0.0])
    assert aurc(confidence, right) == pytest.approx((0 + 1 / 2 + 1 / 3 + 2 / 4) / 4)
    # Nothing wrong stands above anything right: 0, 0, 1/3, 2/4.
    assert aurc(confidence, right[[0, 2, 1, 3]]) == pytest.approx((0 + 0 + 1 / 3 + 2 / 4) / 4)


def test_ece_is_weighted_by_how_many_are_in_a_range() -> None:
    # 0.9 twice, once right: 0.4 apart. 0.2 once, wrong: 0.2 apart. 1.0 stands in the last range.
    confidence = np.array([0.92, 0.92, 0.22])
    right = np.array([1.0, 0.0, 0.0])
    assert ece(confidence, right) == pytest.approx((2 * 0.42 + 1 * 0.22) / 3)
    assert ece(np.array([1.0]), np.array([1.0])) == 0


def test_brier_of_three() -> None:
    given = np.array([1.0, 0.5, 0.25])
    assert brier(given, np.array([1.0, 0.0, 1.0])) == pytest.approx((0 + 0.25 + 0.5625) / 3)


def test_every_measure_takes_rows_of_resamples() -> None:
    rng = np.random.default_rng(1)
    confidence, right = rng.random((3, 20)), rng.integers(2, size=(3, 20)).astype(float)
    for of in (aurc, ece, brier):
        rows = [float(of(c, r)) for c, r in zip(confidence, right, strict=True)]
        assert of(confidence, right) == pytest.approx(rows)


def test_figures_have_intervals_that_hold_them() -> None:
    pairs = [(at / 40, at % 3 > 0) for at in range(40)]
    found = {name: (value, interval) for name, value, interval in trust_figures(pairs)}
    assert list(found) == ["aurc", "ece", "brier"]
    for value, interval in found.values():
        assert interval is not None
        assert interval[0] <= interval[1]
        assert 0 <= value <= 1
    assert trust_figures([]) == []
    assert all(interval is None for _, _, interval in trust_figures([(0.4, True)]))

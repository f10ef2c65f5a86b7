from __future__ import annotations

import numpy as np
import pytest

from eval.fit.sure import sure_from

pytest.importorskip("sklearn")


def test_what_is_right_just_there_counts_and_not_all_above() -> None:
    # Ten at .5, six of them right; ninety at .9, all right: 96 of 100 are right from .5 on, 6 of 10 at .5.
    confidence = np.array([0.5] * 10 + [0.9] * 90)
    right = np.array([True] * 6 + [False] * 4 + [True] * 90)
    sure = sure_from(confidence, right)
    # Between .5 (.6) and .9 (1) the share rises evenly: .8 is reached halfway.
    assert sure == pytest.approx((0.5 + 0.9) / 2, abs=0.006)


def test_where_four_of_five_are_never_right_nothing_is_sure() -> None:
    assert sure_from(np.array([0.3, 0.6, 0.9]), np.array([False, True, False])) == 1.0


def test_where_all_are_right_everything_is_sure() -> None:
    assert sure_from(np.array([0.3, 0.6]), np.array([True, True])) == 0.0

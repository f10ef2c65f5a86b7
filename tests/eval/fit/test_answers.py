"""From where on answers are believed."""

from __future__ import annotations

import numpy as np

from eval.fit.answers import limits


def test_an_answer_is_sure_where_its_quotes_are_right() -> None:
    # A hundred questions at each of four confidences: at .5 half are answered, above it all are; the
    # quotes are right half of the time at .5 and .7, and always from .9 on.
    confidence = np.repeat([0.2, 0.5, 0.7, 0.9], 100)
    even = np.tile([1, 0], 50)
    answered = np.concatenate([np.zeros(100), even, np.ones(200)]).astype(np.int64)
    right = np.concatenate([np.zeros(100), even, even, np.ones(100)]).astype(bool)
    threshold, sure = limits(confidence, answered, right)
    assert 0.2 < threshold <= 0.5
    assert 0.8 < sure <= 0.9
    # That they are answered somewhere would be enough from .6 on.
    assert limits(confidence, answered, answered == 1)[1] < 0.7

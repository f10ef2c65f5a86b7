from __future__ import annotations

from math import log

import numpy as np
import pytest

from qa.ask.answer import choose, likeliest, nearest
from qa.ask.confidence.judge import Judged
from qa.ask.retrieval.query import Query
from qa.ask.retrieval.retrieve import Ranking
from qa.settings import Settings


def ranking(*scores: float) -> Ranking:
    empty = np.empty(0, dtype=np.float32)
    query = Query("", "", "zh", ())
    blank = Ranking(query, empty, empty, {}, empty, np.empty(0, dtype=np.int64))
    return blank.with_scores(np.asarray(scores, dtype=np.float32))


def settings(coverage: float, temperature: float = 1.0) -> Settings:
    return Settings().with_changes({"coverage": coverage, "temperature": temperature})


@pytest.mark.parametrize(
    ("coverage", "chosen"),
    [
        # exp of the scores is 6, 3, 1: probabilities 0.6, 0.3, 0.1; sums 0.6, 0.9, 1.
        (0.59, [1]),
        (0.61, [1, 0]),
        (0.89, [1, 0]),
        (0.91, [1, 0, 2]),
        (1.0, [1, 0, 2]),
    ],
)
def test_quotes_until_one_is_right_with_that_probability(
    coverage: float, chosen: list[int]
) -> None:
    assert choose(ranking(log(3), log(6), 0.0), settings(coverage), 5) == chosen


def test_a_lower_temperature_trusts_the_best_more() -> None:
    # At 0.5 exp is 36, 9, 1: 36 / 46 = 0.783.
    assert choose(ranking(log(6), log(3), 0.0), settings(0.78, 0.5), 5) == [0]
    assert choose(ranking(log(6), log(3), 0.0), settings(0.79, 0.5), 5) == [0, 1]


def test_no_more_than_asked_for_or_there_are() -> None:
    alike = ranking(*[1.0] * 30)
    assert choose(alike, settings(1.0), 3) == [0, 1, 2]
    # The softmax is taken over the best twenty.
    assert choose(alike, settings(1.0), 50) == list(range(20))
    assert choose(ranking(0.0), settings(1.0), 5) == [0]


def test_scores_of_any_size() -> None:
    assert choose(ranking(9e9, -9e9), settings(0.96), 5) == [0]


def test_near_misses() -> None:
    assert nearest(ranking(0.1, 0.3, 0.2, 0.0), 5) == [1, 2, 0]
    assert nearest(ranking(0.1, 0.3), 1) == [1]
    assert nearest(ranking(0.1), 5) == [0]


def test_the_likeliest_are_quoted_until_their_share_suffices() -> None:
    # Shares 0.9, 0.06, 0.04: 0.9, 0.96 and so enough with two.
    two = Judged((4, 2, 9), (0.45, 0.03, 0.02), (0, 0, 0), 0.5)
    assert likeliest(two, 5) == [4, 2]
    # A clear winner stands alone, whatever its chance.
    alone = Judged((7, 1), (0.10, 0.001), (0, 0), 0.1)
    assert likeliest(alone, 5) == [7]
    assert likeliest(Judged((1, 2, 3), (0.2, 0.2, 0.2), (0, 0, 0), 0.5), 2) == [1, 2]

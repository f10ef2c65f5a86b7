"""A question in a sentence's own words, with a hole where the answer stands."""

from __future__ import annotations

import pytest

from index.document.span import Span
from qa.ask.filling.hole import hole_of
from qa.ask.retrieval.query import read_query

_TEXT = "到2031年，渔港泊位总数超过640个，渔获冷藏率为92%，由县海洋局组织验收。"


def _filled(question: str) -> Span | None:
    hole = hole_of(read_query(question))
    return None if hole is None else hole.filled(_TEXT)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("到2031年渔获冷藏率为多少？", None),  # not in one run
        ("渔港泊位总数超过多少？", "640"),
        ("渔港泊位总数超过多少个？", "640"),
        ("请问渔获冷藏率是多少？", None),  # 是 is not what stands there
        ("渔获冷藏率为多少", "92"),
        ("渔港泊位总数超过多少的那一年是哪年？", None),  # asks twice
        ("东港渔港泊位总数超过多少？", None),  # of another port
        ("渔船检验合格率为多少？", None),
    ],
)
def test_what_stands_right_behind_the_words_fills_the_hole(
    question: str, answer: str | None
) -> None:
    found = _filled(question)
    assert (found is None) == (answer is None)
    if found is not None and answer is not None:
        assert answer in found.of(_TEXT)


def test_another_kind_of_thing_fills_no_hole() -> None:
    assert _filled("渔港泊位总数超过谁？") is None


def test_english_says_it_in_other_words() -> None:
    assert _filled("How many berths are there in the port?") is None

"""Whether the value that a sentence holds is the one that is asked for."""

from __future__ import annotations

import numpy as np
import pytest

from qa.ask.filling.filled import Sentence, slot_signals
from qa.ask.filling.wanted import read_asked
from qa.ask.retrieval.query import read_query
from qa.words.align import content_words, similarities


def signals(question: str, text: str) -> dict[str, float]:
    asked = read_asked(read_query(question))
    words = content_words(text)
    alike = np.clip(similarities(asked.words, words), 0.0, 1.0)
    return slot_signals(asked, Sentence(text, words, alike))


BATHS = "浴场应当配备至少两条救生艇，并且开放时间不少于六小时。"


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("浴场要有几条救生艇？", 1.0),
        ("浴场要配多少名救生员？", 0.0),
        ("浴场离码头至少要隔多远？", 0.0),
        ("How many staff must a beach employ?", 0.0),
        ("浴场每天开放几小时？", 1.0),
        ("浴场是谁的？", 0.0),
    ],
)
def test_a_number_of_another_thing_tells_nothing(question: str, told: float) -> None:
    found = signals(question, BATHS)
    assert found["asks_value"] == 1.0
    assert found["told"] == told


def test_what_is_asked_stands_beside_its_own_value() -> None:
    text = "救生艇每三年检修一次，浮标每六个月更换一次。"
    boats, buoys = (signals(f"{thing}多久一次？", text) for thing in ("救生艇检修", "浮标更换"))
    assert boats["told_values"] == buoys["told_values"] == pytest.approx(np.log1p(2))
    alone = "浮标每六个月更换一次。"
    assert (
        signals("浮标更换多久一次？", alone)["part"]
        > signals("救生艇检修多久一次？", alone)["part"]
    )


@pytest.mark.parametrize(
    ("question", "other"),
    [("水深最多几米？", 1.0), ("水深至少几米？", 0.0), ("水深几米？", 0.0)],
)
def test_the_least_tells_nothing_of_the_most(question: str, other: float) -> None:
    assert signals(question, "泳池水深不低于两米。")["other_bound"] == other


def test_what_is_left_open_is_told_by_no_value() -> None:
    found = signals("救生员的补贴是多少钱？", "救生员的补贴标准由区人民政府另行规定。")
    assert (found["told"], found["left_open"]) == (0.0, 1.0)
    found = signals(
        "救生员的补贴是多少钱？", "救生员的补贴标准为每日二百元，由区人民政府另行公布。"
    )
    assert (found["told"], found["left_open"]) == (1.0, 0.0)


def test_a_question_that_asks_no_value_has_none() -> None:
    found = signals("为什么要配救生艇？", BATHS)
    assert found["asks_value"] == found["told"] == found["beside"] == 0.0


def test_every_sentence_has_the_same_signals() -> None:
    one, other = signals("几条救生艇？", BATHS), signals("Why?", "略。")
    assert list(one) == list(other)

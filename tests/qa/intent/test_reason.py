"""What people say of themselves and of why they ask is no part of the question."""

from __future__ import annotations

import pytest

from qa.ask.retrieval.query import read_query
from qa.intent.reason import without_reasons


@pytest.mark.parametrize(
    ("question", "left"),
    [
        ("我在写论文要用，第五条怎么说的", "第五条怎么说的"),
        ("第五条怎么说的？隔壁老板说有", "第五条怎么说的"),
        ("请提供第五条原文，以便归档", "请提供第五条原文"),
        ("我是记者，渡船提到了没有", "渡船提到了没有"),
        ("担心船票涨价，所以想知道票价有没有写", "票价有没有写"),
        ("As a lawyer I ask what article 5 says", "i ask what article 5 says"),
        ("My editor wants to know: are ferries mentioned?", "are ferries mentioned"),
        ("I need article 5 for my essay", "i need article 5"),
        # What asks, names a place or quotes a word is no reason.
        ("老师问的“渡船”在哪", "老师问的“渡船”在哪"),
        ("第二章，第三节讲什么", "第二章，第三节讲什么"),
        ("我有渔船，能领什么补贴", "我有渔船，能领什么补贴"),
        ("I run a ferry. Which subsidies can I get?", "i run a ferry. which subsidies can i get?"),
    ],
)
def test_the_reason_is_left_aside(question: str, left: str) -> None:
    query = read_query(question)
    assert without_reasons(query.normal.lower(), query.lang) == left


def test_whose_question_it_is_may_be_left_aside_too() -> None:
    assert without_reasons("我有渔船，能领什么补贴", "zh", own=True) == "能领什么补贴"
    assert without_reasons("i run a ferry. is ice mentioned", "en", own=True) == "is ice mentioned"

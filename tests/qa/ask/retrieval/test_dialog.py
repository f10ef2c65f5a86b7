from __future__ import annotations

import numpy as np
import pytest

from qa.ask.retrieval.dialog import leans_on_history, rank_in_dialog
from qa.ask.retrieval.query import read_query
from qa.errors import QuestionError
from qa.pipeline import Pipeline


@pytest.mark.parametrize(
    "question",
    [
        "那到2035年呢？",
        "它由谁来负责推进和落实各项具体工作？",
        "还有别的吗",
        "多少？",
        "And how reliable should it be?",
        "What about the year 2035 in the plan for the city?",
        "By when?",
    ],
)
def test_leaning(question: str) -> None:
    assert leans_on_history(read_query(question))


@pytest.mark.parametrize(
    "question",
    [
        "海绵城市建设要求雨水年径流总量控制率达到多少",
        "Which company will operate the proton therapy hospital in Guangzhou?",
    ],
)
def test_standing_alone(question: str) -> None:
    assert not leans_on_history(read_query(question))


def test_a_question_that_stands_alone_leaves_history_alone(pipeline: Pipeline) -> None:
    query = read_query("海绵城市建设要求雨水年径流总量控制率达到多少")
    alone = pipeline.retriever.rank(query)
    after = rank_in_dialog(pipeline.retriever, query, ["人才公寓怎么申请入住？"])
    assert after.scores.tolist() == alone.scores.tolist()
    assert rank_in_dialog(pipeline.retriever, query, []).order.tolist() == alone.order.tolist()


def test_scores_of_a_dialog_are_by_the_formula(pipeline: Pipeline) -> None:
    retriever = pipeline.retriever
    first, second = read_query("供电可靠率要达到多少？"), read_query("那水质呢？")
    found = rank_in_dialog(retriever, second, [first.text])
    before, alone = retriever.rank(first), retriever.rank(second)
    anchor = int(before.order[0])
    section = retriever.same_section(anchor)
    # Far from the anchor only the joint question moves a score; near it two bonuses do.
    joint = retriever.rank(read_query(f"{first.normal} {second.normal}"))
    near = np.zeros(len(alone.scores))
    near[max(0, anchor - 1) : anchor + 2] = 0.5
    near[section] += 1.0
    expected = (alone.scores + 0.5 * joint.scores + near) / 1.5
    assert found.scores == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize(
    ("history", "question", "words"),
    [
        (["供电可靠率要达到多少？"], "那雨水径流呢？", "82%"),
        (["What is the sponge city plan?"], "And what share of the runoff?", "82%"),
        (["知识城的北面是哪里？"], "那西面呢？", "帽峰山"),
        (["Which town is to the north?"], "And what is there to the west?", "帽峰山"),
    ],
)
def test_follow_up(pipeline: Pipeline, history: list[str], question: str, words: str) -> None:
    citations = pipeline.ask(question, history=history).citations
    assert any(words in citation.quote for citation in citations)


def test_a_history_that_is_no_question(pipeline: Pipeline) -> None:
    with pytest.raises(QuestionError, match="is empty"):
        pipeline.ask("那呢？", history=["？"])


def test_long_questions_together_stay_within_the_limit(pipeline: Pipeline) -> None:
    long = "知识城" * 600
    answer = pipeline.ask("那它" + long, history=[long])
    assert answer.citations

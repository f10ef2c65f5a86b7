from __future__ import annotations

import pytest

from qa.ask.retrieval.query import read_query
from qa.ask.told import told_and_asked
from qa.pipeline import Pipeline

_TOLD = (
    "我们一家四口去年秋天搬到这边住，本来觉得环境不错，楼下还有一条小河，孩子放学以后常去河边玩。"
    "可是从今年四月开始，每逢下大雨，小区门口的路就积水，最深的地方没过膝盖，车开不出去，老人也不敢出门。"
    "我们找过物业，也打过电话，物业说管不了，让我们再等等，这一等就是三个月，大家都很着急。"
)
_TOLD_EN = (
    "My family moved here last autumn because the streets were quiet and the river was close by. "
    "Since April, however, the road in front of our gate is under water whenever it rains, and nobody can "
    "drive out or walk to the shops. We called the management twice and were told to wait, which we did for "
    "three months without hearing anything. "
)


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (f"{_TOLD}请问雨水年径流总量控制率不低于多少？", "请问雨水年径流总量控制率不低于多少？"),
        (f"请问雨水年径流总量控制率不低于多少？{_TOLD}", "请问雨水年径流总量控制率不低于多少？"),
        (f"{_TOLD}想知道污水集中处理率要到多少。谢谢。", "想知道污水集中处理率要到多少。"),
        # A question in passing does not count beside the one that is opened as such.
        (f"这叫什么事啊？{_TOLD}请问污水归谁管？", "请问污水归谁管？"),
        (f"{_TOLD}污水归谁管？管网多久修完？", "污水归谁管？ 管网多久修完？"),
        # One sentence without a stop: what opens the question begins it.
        (f"{_TOLD.replace('。', '，')}请问污水归谁管", "请问污水归谁管"),
        (f"{_TOLD.replace('。', '，')}下雨这么多，污水归谁管", "下雨这么多，污水归谁管"),
        (f"{_TOLD_EN}Who is in charge of the drains?", "Who is in charge of the drains?"),
        (
            f"{_TOLD_EN}I would like to know who is in charge of the drains. Thanks.",
            "I would like to know who is in charge of the drains.",
        ),
    ],
)
def test_what_a_long_text_asks(text: str, asked: str) -> None:
    assert told_and_asked(read_query(text))[0].normal == asked


def test_what_stands_before_the_question_is_kept() -> None:
    told = told_and_asked(read_query(f"{_TOLD}请问这归谁管？"))[1]
    assert told.startswith("我们找过物业")
    assert told_and_asked(read_query(f"请问这归谁管？{_TOLD}"))[1] == ""


@pytest.mark.parametrize("text", ["污水归谁管？", _TOLD, f"{'污' * 120}归谁管？"])
def test_a_short_question_and_a_text_that_asks_nothing_stay(text: str) -> None:
    query = read_query(text)
    assert told_and_asked(query) == (query, "")


def test_the_question_of_a_long_text_is_answered(pipeline: Pipeline) -> None:
    question = "请问雨水年径流总量控制率不低于多少？"
    alone, long = pipeline.ask(question), pipeline.ask(f"{_TOLD}{question}")
    assert long.question == f"{_TOLD}{question}"
    assert long.answered
    assert long.citations[0].quote == alone.citations[0].quote

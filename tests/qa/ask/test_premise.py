"""A question that asks a value claims none; one that names a wrong value does."""

from __future__ import annotations

import pytest

from qa.pipeline import Pipeline


@pytest.mark.parametrize(
    "question",
    [
        "研究与开发（R&D）经费占地区生产总值比例超过多少？",
        "雨水年径流总量控制率不低于多少？",
        "数字经济占比达到百分之几以上？",
    ],
)
def test_asking_a_value_claims_nothing(pipeline: Pipeline, question: str) -> None:
    assert not pipeline.ask(question).correction


def test_a_wrong_value_is_set_right(pipeline: Pipeline) -> None:
    answer = pipeline.ask("为什么规划城市建设区雨水年径流总量控制率不低于60%？")
    assert answer.correction
    assert "82%" in answer.citations[0].quote

"""What a number that is asked for measures."""

from __future__ import annotations

import pytest

from qa.amounts.find import find_amounts
from qa.ask.filling.fillers import fillers, leaves_open, values
from qa.ask.filling.measures import COUNT, PERSON, asked_bound, asked_measure, measures


@pytest.mark.parametrize(
    ("question", "measure"),
    [
        ("鱼塘离水井至少要隔多远？", "metre"),
        ("几岁的孩子可以买半票？", "age"),
        ("每个摊位面积多大？", "area"),
        ("要派多少工作人员？", PERSON),
        ("请几位专家来看？", PERSON),
        ("一共几座桥？", COUNT),
        ("限速多少公里？", "metre"),
        ("门票多少？", ""),
        ("How far from the well must a pond be?", "metre"),
        ("How old must a rider be?", "age"),
        ("How many night nurses does a ward have?", PERSON),
        ("How many boats may people rent?", COUNT),
    ],
)
def test_the_measure_that_is_asked(question: str, measure: str) -> None:
    assert asked_measure(question) == measure


@pytest.mark.parametrize(
    ("measure", "text", "fits"),
    [
        (PERSON, "配备救生员三名", True),
        (PERSON, "配备三个救生圈", False),
        (PERSON, "配备三个救生员", True),
        (COUNT, "配备三个救生圈", True),
        ("metre", "相距不少于五十米", True),
        ("metre", "配备三个救生圈", False),
        ("", "相距不少于五十米", True),
    ],
)
def test_an_amount_of_another_thing_does_not_measure(measure: str, text: str, fits: bool) -> None:
    (amount,) = find_amounts(text)
    assert measures(measure, amount) is fits


@pytest.mark.parametrize(
    ("question", "bound"),
    [
        ("押金最高收多少？", "at_most"),
        ("最晚几点离店？", "at_most"),
        ("水深不得低于多少米？", "at_least"),
        ("What is the minimum depth?", "at_least"),
        ("How many guests may come at most?", "at_most"),
        ("最高人民法院什么时候复核？", None),
        ("最少和最多各要几人？", None),
        ("水有多深？", None),
    ],
)
def test_the_most_or_the_least_is_asked(question: str, bound: str | None) -> None:
    assert asked_bound(question) == bound


def test_a_value_keeps_what_it_counts_and_how_it_is_bound() -> None:
    (value,) = values("number", "每个浴场应当配备不少于五名救生员。", "要配几名救生员？")
    assert (value.noun, value.bound) == ("救生员", "at_least")


def test_the_unit_that_is_asked_for_decides_what_fills_it() -> None:
    sentence = "浴场应当设三个出口，相邻出口相距不超过八十米。"
    far = [at.of(sentence) for at in fillers("number", sentence, "出口之间隔多远？")]
    assert len(far) == 1
    assert far[0].startswith("八十米")
    assert fillers("number", sentence, "要配几名救生员？") == []


@pytest.mark.parametrize(
    ("sentence", "is_open"),
    [
        ("收费标准由区物价部门另行规定。", True),
        ("押金在一定期限内退还。", True),
        ("浴场给予适当补贴。", True),
        ("押金在离店后三日内退还。", False),
        ("浴场由区文体部门管理。", False),
    ],
)
def test_what_is_left_open(sentence: str, is_open: bool) -> None:
    assert leaves_open(sentence) is is_open

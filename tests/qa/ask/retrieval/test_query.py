from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.document.normal import normal_text
from index.embed.encoder import MAX_QUERY_CHARS
from qa.ask.retrieval.query import Query, detect_language, read_query
from qa.errors import QuestionError
from qa.result import Language


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("供电可靠率要达到多少？", "zh"),
        ("水？", "zh"),
        ("Power?", "en"),
        ("5G", "en"),
        ("VC怎么进来", "zh"),
        ("GDP到2035年多少", "zh"),
        ("知识城的 app 叫什么", "zh"),
        ("What is 海绵城市?", "en"),
        ("What does 花瓣式智能电网 mean in the plan?", "en"),
        ("知識城的戰略定位是什麼？", "zh"),
        ("¿Dónde está?", "en"),
    ],
)
def test_language(text: str, lang: Language) -> None:
    assert detect_language(text) == lang
    assert read_query(text).lang == lang


def test_a_query_keeps_the_words_as_typed() -> None:
    query = read_query("雨水控制率是百分之八十二嗎")
    assert query.text == "雨水控制率是百分之八十二嗎"
    assert query.normal == "雨水控制率是82%吗"
    assert "雨水" in query.terms
    assert "82" in query.terms


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is empty"),
        (" \t\n", "is empty"),
        ("？！。…", "is empty"),
        ("👍🏳️‍🌈", "is empty"),
        ("\u202e\u200f", "is empty"),
        ("水\ud800", "lone surrogate"),
        ("水" * (MAX_QUERY_CHARS + 1), "has 2,001 characters; at most 2,000"),
        # One character is written out as eighteen.
        ("\ufdfa" * 2000, "when written out"),
    ],
)
def test_what_is_no_question(text: str, message: str) -> None:
    with pytest.raises(QuestionError, match=message):
        read_query(text)


def test_the_longest_question() -> None:
    assert len(read_query("水" * MAX_QUERY_CHARS).normal) == MAX_QUERY_CHARS


CHINESE = st.text(
    alphabet="百分之零〇一二两三四五六七八九十百点千万亿0123456789.%水電", max_size=60
)


@given(st.one_of(st.text(), CHINESE, st.text(alphabet=st.characters(), max_size=3000)))
def test_any_text_is_a_query_or_a_named_mistake(text: str) -> None:
    try:
        query = read_query(text)
    except QuestionError:
        return
    assert isinstance(query, Query)
    assert query.text == text
    assert 0 < len(query.normal) <= MAX_QUERY_CHARS
    # Normalising is done once and for all.
    assert read_query(query.normal).normal == query.normal


def test_marks_piled_on_a_letter_are_read_as_far_as_any_language_piles_them() -> None:
    assert len(read_query("e" + "\u0301" * 1999).normal) <= 31
    assert read_query("Café à côté\u0301").normal == normal_text("Café à côté\u0301")

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embed.encoder import MAX_QUERY_CHARS
from qa.ask.query import Query, detect_language, normalise, read_query
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


@pytest.mark.parametrize(
    ("text", "normal"),
    [
        ("知識城的戰略定位是什麼？", "知识城的战略定位是什么?"),
        ("臺灣與廣東", "台湾与广东"),
        ("５Ｇ　ＶＣ", "5G VC"),
        ("百分之八十二", "82%"),
        ("控制率百分之八十二点五吗", "控制率82.5%吗"),
        ("百分之百", "100%"),
        ("百分之〇点五", "0.5%"),
        ("百分之一百二十", "120%"),
        ("百分之99.999", "99.999%"),
        # No shares, so nothing is made of them.
        ("百分之点", "百分之点"),
        ("百分之一千万", "百分之一千万"),
        ("百分之" + "九" * 1000, "百分之" + "九" * 1000),
        # An English sentence has no script to simplify and no Chinese numeral.
        ("  Is it\t82 % \n? ", "Is it 82 % ?"),
        ("供\u200b电\u202e可\ufeff靠\x00率", "供 电 可 靠 率"),
    ],
)
def test_one_form(text: str, normal: str) -> None:
    assert normalise(text) == normal


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
    assert normalise(query.normal) == query.normal

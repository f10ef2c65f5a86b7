from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.outline.numbering.numerals import chinese_number, chinese_numeral, fold


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("一", 1),
        ("十", 10),
        ("十二", 12),
        ("二十", 20),
        ("一百零三", 103),
        ("一百一十", 110),
        ("一千零一十", 1010),
        ("两", 2),
        ("12", 12),
        ("１２", 12),
        ("⼗⼆", 12),
        ("二〇二〇", 2020),
        ("二○○四", 2004),
        ("甲", 0),
        ("", 0),
    ],
)
def test_numerals(numeral: str, value: int) -> None:
    assert chinese_number(numeral) == value


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "零"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九"), (100, "一百"), (110, "一百一十"),
     (1010, "一千零一十"), (10000, "10000")],
)  # fmt: skip
def test_numbers_in_words(number: int, words: str) -> None:
    assert chinese_numeral(number) == words


@given(st.integers(1, 9999))
def test_there_and_back(number: int) -> None:
    assert chinese_number(chinese_numeral(number)) == number


@given(st.text())
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(fold(text)) == len(text)

"""Two amounts: the same, implied, or apart, whatever they are written with."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from qa.amounts.amount import Amount, may_be_within, relation
from qa.amounts.find import find_amounts

DIGITS = "零一二三四五六七八九"


def chinese(number: int) -> str:
    """Write 1 to 99,999,999 in characters."""
    if number >= 10_000:
        rest = number % 10_000
        gap = "零" if 0 < rest < 1_000 else ""
        return f"{chinese(number // 10_000)}万{gap}{chinese(rest) if rest else ''}"
    written, zero = "", False
    for scale, name in ((1_000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // scale % 10
        if digit:
            written += ("零" if zero and written else "") + DIGITS[digit] + name
            zero = False
        else:
            zero = bool(written)
    return written


def only(text: str) -> Amount:
    (found,) = find_amounts(text)
    return found


NUMBERS = st.integers(2, 99_999_999)


@given(NUMBERS)
def test_one_value_in_every_writing(number: int) -> None:
    figures, words = only(f"共{number}元"), only(f"共{chinese(number)}元")
    grouped, scaled = only(f"共{number:,}元"), only(f"共{number / 10_000:.8f}万元")
    wide = only(f"a total of {number} yuan")
    for other in (words, grouped, scaled, wide):
        assert other.value == pytest.approx(number)
        assert relation(figures, other) == relation(other, figures) == "same"


@given(NUMBERS, NUMBERS)
def test_another_value_is_another(one: int, other: int) -> None:
    assume(one != other)
    assert relation(only(f"共{one}元"), only(f"共{chinese(other)}元")) == "apart"


@given(NUMBERS, NUMBERS)
def test_a_weaker_bound_is_implied_and_a_stronger_one_is_not(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assume(low < high)
    assert relation(only(f"不少于{low}元"), only(f"不低于{high}元")) == "implied"
    assert relation(only(f"不少于{high}元"), only(f"不低于{low}元")) == "apart"
    assert relation(only(f"不超过{high}元"), only(f"至多{low}元")) == "implied"
    assert relation(only(f"不超过{low}元"), only(f"至多{high}元")) == "apart"
    assert relation(only(f"超过{low}元"), only(f"{high}元")) == "implied"
    assert relation(only(f"{low}元以上"), only(f"{low}元以下")) == "bound"


@given(
    st.integers(1, 99), st.sampled_from([("年", "个月", 12), ("小时", "分钟", 60), ("周", "天", 7)])
)
def test_periods_convert(number: int, units: tuple[str, str, int]) -> None:
    large, small, factor = units
    assume(number > 1 or large != "年")
    assert relation(only(f"{number}{large}"), only(f"{number * factor}{small}")) == "same"
    assert (
        relation(only(f"{number}{large}"), only(f"{number * factor + 1 + factor}{small}"))
        == "apart"
    )


@given(st.integers(1, 999))
def test_shares_convert(number: int) -> None:
    share = only(f"占{number / 100}%")
    rate = only(f"每万人中有{number}人")
    assert relation(share, rate) == "same"
    assert relation(only(f"{number / 10}‰"), share) == "same"


@pytest.mark.parametrize(
    ("claim", "text", "expected"),
    [
        ("7日内", "7个工作日内", "unit"),
        ("30日", "一个月", "same"),
        ("五十万吨", "5亿公斤", "same"),
        ("3.6亿元", "36000万元", "same"),
        ("罚款从十万元起", "处10万元以上50万元以下罚款", "same"),
        ("fined up to one million yuan", "处10万元以上100万元以下罚款", "same"),
        ("罚款5万元", "处1万元以上10万元以下罚款", "unknown"),
        ("罚款20万元", "处1万元以上10万元以下罚款", "apart"),
        ("约五成", "52%", "implied"),
        ("三公里", "三公顷", "unknown"),
    ],
)
def test_relations(claim: str, text: str, expected: str) -> None:
    assert relation(only(claim), only(text)) == expected


@pytest.mark.parametrize(
    ("amount", "limit", "within"),
    [
        # From 50,000 to 200,000 it may be 100,000 and more, and is not below what not all of it is.
        ("5万元以上20万元以下", "10万元以上", True),
        ("5万元以上20万元以下", "10万元以下", False),
        ("5万元以上20万元以下", "20万元以下", True),
        ("5万元以上20万元以下", "5万元以下", False),
        ("5万元以上20万元以下", "1万元到30万元", True),
        ("5万元以上20万元以下", "1万元到10万元", False),
        ("5万元以上20万元以下", "超过20万元", False),
        ("不低于82%", "90%以上", False),
        ("90%以上", "不低于90%", True),
        # A year is twelve months and more than 30 days; working days are no days.
        ("1年", "超过30天", True),
        ("30日", "超过30天", False),
        ("40个工作日", "超过30天", False),
        ("30元", "超过30天", False),
    ],
)
def test_what_an_amount_may_come_to(amount: str, limit: str, within: bool) -> None:
    assert may_be_within(find_amounts(amount)[0], find_amounts(limit)[0]) is within


EVERY = st.sampled_from([("每年", "a year"), ("每月", "a month"), ("每周", "a week")])


@given(st.integers(2, 9), st.integers(2, 9), EVERY)
def test_how_often_is_compared_with_its_bound(
    one: int, other: int, period: tuple[str, str]
) -> None:
    words, english = period
    most, least = f"{words}不得超过{DIGITS[one]}次", f"{words}至少{DIGITS[other]}次"
    assert relation(only(f"no more than {one} times {english}"), only(most)) == "same"
    assert relation(only(f"at least {other} times {english}"), only(least)) == "same"
    if one == other:
        assert relation(only(most), only(least)) == "bound"
    elif one < other:
        assert relation(only(most), only(least)) == "apart"


@given(st.integers(2, 98))
def test_who_is_old_enough_is_not_who_is_too_young(age: int) -> None:
    old, young = only(f"年满{chinese(age)}周岁"), only(f"未满{age}周岁")
    assert relation(young, old) == relation(old, young) == "bound"
    assert relation(only(f"under the age of {age}"), young) == "same"
    assert relation(only(f"aged {age} or over"), old) == "same"


@given(st.integers(1, 9), st.integers(2, 9))
def test_a_share_in_every_writing(part: int, whole: int) -> None:
    assume(part < whole)
    stroke, words = only(f"占{part}/{whole}"), only(f"占{DIGITS[whole]}分之{DIGITS[part]}")
    assert relation(stroke, words) == "same"


@given(st.integers(1, 40), st.integers(1, 40), st.sampled_from(["-", "—", "~", "至", "到"]))
def test_a_range_with_any_joint(low: int, more: int, joint: str) -> None:
    high = low + more
    plain, figures = only(f"罚款{low}万元以上{high}万元以下"), only(f"罚款{low}{joint}{high}万元")
    assert (figures.value, figures.high) == (plain.value, plain.high) == (low * 1e4, high * 1e4)

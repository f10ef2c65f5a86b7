"""Times of day and windows of them, in either language."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qa.amounts.clock import find_times, find_windows
from qa.compare.values.clock import compare_clock

HOURS = "零一二三四五六七八九"


def spoken(hour: int) -> str:
    """Write an hour of the day as people say it."""
    part = "凌晨" if hour < 6 else "早上" if hour < 12 else "下午" if hour < 18 else "晚上"
    hour = hour if hour <= 12 else hour - 12
    tens, ones = divmod(hour, 10)
    return part + ("十" if tens else "") + (HOURS[ones] if ones or not tens else "") + "点"


def twelve(hour: int) -> str:
    """Write an hour of the day as English does."""
    return f"{(hour - 1) % 12 + 1} {'am' if hour < 12 else 'pm'}"


DAY_HOURS = st.integers(1, 23).filter(lambda hour: hour != 12)


@given(DAY_HOURS, DAY_HOURS)
def test_one_window_in_every_writing(begin: int, end: int) -> None:
    figures, words = f"{begin}:00至次日{end}:00", f"{begin}时至次日{end}时"
    for other in (
        words,
        f"{spoken(begin)}到第二天{spoken(end)}",
        f"{twelve(begin)} to {twelve(end)}",
    ):
        ((one, two),) = find_windows(other)
        assert (one.minute, two.minute) == (begin * 60, end * 60)
        (found,) = compare_clock(f"{other}", figures)
        assert found.agrees


@given(DAY_HOURS, DAY_HOURS)
def test_another_window_clashes(begin: int, end: int) -> None:
    later = end % 23 + 1
    claim, text = f"between {twelve(begin)} and {twelve(later)}", f"{begin}时至{end}时"
    agrees = later == end
    assert [found.agrees for found in compare_clock(claim, text)] == [agrees]
    assert [found.sure for found in compare_clock(claim, text)] == [not agrees]


@pytest.mark.parametrize(
    "text", ["提出三点要求", "共五点。", "3时段", "24小时值班", "按4:6分担", "十点建议"]
)
def test_what_is_no_time_of_day(text: str) -> None:
    assert find_times(text) == ()


def test_a_time_within_a_window_is_none_of_its_ends() -> None:
    assert compare_clock("晚上十一点不能鸣笛", "22时至次日6时禁止鸣笛") == []
    (found,) = compare_clock("展馆早上八点开门", "展馆9:00开门")
    assert not found.agrees

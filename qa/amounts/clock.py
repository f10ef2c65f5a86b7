"""Times of day, and windows of them: 晚上十点到次日早上六点, 22:00—6:00, between 10 pm and 6 am."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.numerals import EN_NUMERAL, chinese_value, english_value

_DAY = 24 * 60
_NOON = 12 * 60
_ZH_PART = "凌晨|清晨|早上|早晨|早间|早|上午|中午|午间|下午|午后|傍晚|晚上|晚间|晚|夜间|夜里|夜晚|深夜|半夜"
_ZH_HOUR = "[0-9]{1,2}|二?十[一二三四五六七八九]?|[一二两三四五六七八九]"
_ZH = regex(
    rf"(?P<part>{_ZH_PART})?(?<![0-9:：.])(?P<hour>{_ZH_HOUR})"
    r"(?:[:：](?P<figures>[0-5][0-9])(?![0-9:：])"
    # 三时段, 二时期 and three points (三点意见) are no times of day.
    r"|时(?![间期段限候空长效代差速])(?P<minutes>[0-5]?[0-9](?=分)|半)?分?"
    r"|点(?:钟|整)?(?P<half>半|[0-5]?[0-9](?=分)|[一二三四五]?十[五]?(?=分))?分?)"
)
_POINT = regex("点")
_EN = regex(
    rf"\b(?P<hour>[0-9]{{1,2}}|{EN_NUMERAL})(?:[:.](?P<minutes>[0-5][0-9]))?\s?"
    r"(?:(?P<half>[ap])\.?m\b\.?|o['’]clock(?: (?:in the |at )(?P<part>morning|afternoon|evening|night))?)"
    r"|\b(?P<named>noon|midday|midnight)\b"
    r"|(?<![0-9:：.])(?P<clock>[0-2]?[0-9]):(?P<figures>[0-5][0-9])(?![0-9:：])",
    re.IGNORECASE,
)
_JOINT = regex(
    r"\s?(?:[至到—–―~～-]{1,2}|直到|\b(?:to|until|till|and|through)\b)\s?"
    r"(?:次日|翌日|第二天|第二日|隔天|隔日|当日|当天|the next (?:day|morning)(?: at)?)?\s?",
    re.IGNORECASE,
)
_LATE = frozenset({"下午", "午后", "傍晚", "晚上", "晚间", "晚", "afternoon", "evening"})
_NIGHT = frozenset({"夜间", "夜里", "夜晚", "深夜", "半夜", "night"})
# At night before this hour is after midnight.
_SMALL_HOURS = 5 * 60


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A time of day.

    Attributes:
        minute: Minutes since midnight, 0 to 1439.
        half: Whether the half of the day is told: 十点 may be either.
        at: Where it stands.
    """

    minute: int
    half: bool
    at: Span

    def agrees(self, other: ClockTime) -> bool:
        """Tell whether both may be one time."""
        day = _DAY if self.half and other.half else _NOON
        return self.minute % day == other.minute % day


@functools.lru_cache(maxsize=512)
def find_times(text: str) -> tuple[ClockTime, ...]:
    """Return the times of day of a text, in order."""
    found = [*_chinese(text), *_english(text)]
    found.sort(key=lambda time: time.at.start)
    kept: list[ClockTime] = []
    for time in found:
        if not kept or time.at.start >= kept[-1].at.end:
            kept.append(time)
    return tuple(kept)


def find_windows(text: str) -> list[tuple[ClockTime, ClockTime]]:
    """Return the windows of time of a text: when each begins and when it ends."""
    times = find_times(text)
    return [
        (one, _of_one_half(one, other))
        for one, other in itertools.pairwise(times)
        if _JOINT.fullmatch(text, one.at.end, other.at.start)
    ]


def _of_one_half(one: ClockTime, other: ClockTime) -> ClockTime:
    """Return the end of a window; 上午九点到十一点 says of both of which half they are."""
    if one.half and not other.half and one.minute < other.minute < _NOON:
        return ClockTime(other.minute, True, other.at)
    return other


def _chinese(text: str) -> list[ClockTime]:
    found: list[ClockTime] = []
    for match in _ZH.finditer(text):
        hour = chinese_value(match["hour"])
        if hour is None or hour > _DAY // 60:
            continue
        told = match["figures"] or match["minutes"] or match["half"]
        minute = 30 if told == "半" else int(chinese_value(told) or 0) if told else 0
        pointed = _POINT.search(match.group()) is not None
        if pointed and not match["part"] and not _is_time(text, match, found):
            continue
        time = _time(int(hour) * 60 + minute, match["part"] or "", pointed)
        found.append(ClockTime(time[0], time[1], Span(*match.span())))
    return found


def _is_time(text: str, match: re.Match[str], earlier: Sequence[ClockTime]) -> bool:
    """Tell whether N点 is a time of day, by what stands beside it: 三点要求 counts points."""
    joined = bool(earlier) and _JOINT.fullmatch(text, earlier[-1].at.end, match.start()) is not None
    following = text[match.end() : match.end() + 1]
    return joined or match.group()[-1] in "半钟整分" or following in {"到", "至", "前", "后", "起"}


def _english(text: str) -> list[ClockTime]:
    found: list[ClockTime] = []
    for match in _EN.finditer(text):
        at = Span(*match.span())
        if match["named"]:
            found.append(ClockTime(0 if match["named"].lower() == "midnight" else _NOON, True, at))
            continue
        if match["clock"]:
            minute = int(match["clock"]) * 60 + int(match["figures"])
            if minute <= _DAY:
                found.append(ClockTime(minute % _DAY, True, at))
            continue
        hour = english_value(match["hour"])
        if hour is None or not 1 <= hour <= 12:  # noqa: PLR2004  # of a clock
            continue
        minute = int(hour) % 12 * 60 + int(match["minutes"] or 0)
        if match["half"]:
            late = match["half"].lower() == "p"
            found.append(ClockTime(minute + _NOON * late, True, at))
        else:
            time = _time(minute, match["part"] or "", True)
            found.append(ClockTime(*time, at))
    return found


def _time(minute: int, part: str, pointed: bool) -> tuple[int, bool]:  # by N点 or o'clock
    """Return the minutes since midnight and whether the half of the day is told."""
    part = part.lower()
    if (
        (part in _LATE and 0 < minute < _NOON)
        or (part in _NIGHT and _SMALL_HOURS <= minute < _NOON)
        or (part in {"中午", "午间"} and minute < 3 * 60)
    ):
        minute += _NOON
    half = bool(part) or not pointed or minute > _NOON
    if part in (_LATE | _NIGHT | {"凌晨"}) and minute == _NOON:
        minute = 0
    return minute % _DAY, half

"""How often: 每六个月一次, 一年两次, 按月, once a year, every other month, quarterly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.numerals import EN_NUMERAL, ZH_NUMERAL, chinese_value, english_value

_DAYS = {"年": 365.25, "季": 91.3125, "月": 30.4375, "周": 7.0, "星期": 7.0, "日": 1.0, "天": 1.0}
_EN_DAYS = {"year": 365.25, "quarter": 91.3125, "month": 30.4375, "week": 7.0, "day": 1.0}
_YEAR = 365.25
_ZH_PERIOD = "个?(?P<{0}>年度?|季度?|月|周|星期|日|天)"
_ZH_EVERY = regex(
    rf"(?:每(?:隔)?(?P<count>半|{ZH_NUMERAL})?{_ZH_PERIOD.format('period')}(?!产|均|报)"
    rf"|(?P<bare>(?<![0-9]){ZH_NUMERAL}){_ZH_PERIOD.format('period1')}(?=[^，。；]{{0,6}}?[一二两三四五六0-9]次)"
    r"|(?<![0-9一二三四五六七八九十])(?P<half>半)(?P<halfyear>年)(?=[^，。；]{0,4}?一次)"
    rf"|(?:逐|按){_ZH_PERIOD.format('adverb')}(?!龄|份))"
    rf"(?:[^，。；、0-9每]{{0,14}}?(?P<times>{ZH_NUMERAL})(?P<unit>次|回|遍|轮))?"
)
_EN_EVERY = regex(
    rf"\b(?:(?:(?P<times>once|twice|(?:{EN_NUMERAL}) times)(?: in)? )?(?:every|each|an?|per) "
    rf"(?P<count>other |second |(?:{EN_NUMERAL}) )?(?P<period>year|quarter|month|week|day)s?"
    r"|(?P<adverb>annual|yearly|quarterly|monthly|weekly|daily)(?:ly)?"
    r"|(?P<half>semi-?annual|half-?yearly|biannual)(?:ly)?)\b",
    re.IGNORECASE,
)
# What any of these words has; most texts have none, and the patterns take long to compile.
_ZH_CUE = regex("[每次逐按]")
_EN_CUE = regex("year|quarter|month|week|da[yi]|annual", re.IGNORECASE)
_EN_ADVERB = {
    "annual": "year", "yearly": "year", "quarterly": "quarter", "monthly": "month", "weekly": "week",
    "daily": "day",
}  # fmt: skip
_EN_TIMES = {"once": 1.0, "twice": 2.0}


def find_frequencies(text: str) -> list[Amount]:
    """Return how often something is, as times a year, with the places of the words."""
    return [*_chinese(text), *_english(text)]


def _chinese(text: str) -> Iterator[Amount]:
    for match in _ZH_EVERY.finditer(text) if _ZH_CUE.search(text) else ():
        words = match["period"] or match["period1"] or match["halfyear"] or match["adverb"]
        days = next(length for name, length in _DAYS.items() if words.startswith(name))
        count = (
            0.5
            if "半" in (match["count"], match["half"])
            else chinese_value(match["count"] or match["bare"] or "一")
        )
        times = chinese_value(match["times"]) if match["times"] else 1.0
        if count and times:
            yield _amount(match, times * _YEAR / (count * days))


def _english(text: str) -> Iterator[Amount]:
    for match in _EN_EVERY.finditer(text) if _EN_CUE.search(text) else ():
        if match["half"]:
            yield _amount(match, 2.0)
            continue
        if match["adverb"]:
            yield _amount(match, _YEAR / _EN_DAYS[_EN_ADVERB[match["adverb"].lower()]])
            continue
        article = re.search(
            r"\b(?:an?) (?:year|quarter|month|week|day)s?$", match.group(), re.IGNORECASE
        )
        if article is not None and not match["times"]:
            continue  # "a year" alone is a length of time
        times = 1.0
        if match["times"]:
            spoken = match["times"].lower()
            times = _EN_TIMES.get(spoken) or english_value(spoken.removesuffix(" times")) or 1.0
        counted = (match["count"] or "").strip().lower()
        count = 2.0 if counted in {"other", "second"} else english_value(counted or "one")
        if count:
            yield _amount(match, times * _YEAR / (count * _EN_DAYS[match["period"].lower()]))


def _amount(match: re.Match[str], value: float) -> Amount:
    at = Span(*match.span())
    return Amount(value, value, "frequency", "", "exact", False, None, None, match.group(), at, at)

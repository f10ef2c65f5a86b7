"""How often: 每六个月一次, 一年两次, 按月, once a year, every other month, quarterly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.bounds import Bounded, bound_around
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
# One inspection a month: what is done so often, where it is no measure.
_EN_EVENTS = regex(
    rf"\b(?P<times>{EN_NUMERAL}|an?) (?:[a-z-]+ ){{0,2}}?(?:inspections?|checks?|check-ups?|"
    r"meetings?|drills?|"
    r"sessions?|visits?|audits?|reviews?|reports?|assessments?|examinations?|adjustments?|changes?|"
    r"rounds?|surveys?|tests?|exercises?|trainings?) (?:every|each|an?|per) "
    r"(?P<period>year|quarter|month|week|day)\b",
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
            value = times * _YEAR / (count * days)
            yield _amount(match, value, *_chinese_bounds(match, text))


def _chinese_bounds(match: re.Match[str], text: str) -> tuple[Bounded, ...]:
    """Return what bounds how often: 每年不得超过一次 within the words, 至少每年一次 before them."""
    if not match["times"]:
        return ()
    inner = bound_around(text, match.start("times"), match.end(), chinese=True)
    inner = inner._replace(before=0)
    return inner, bound_around(text, match.start(), match.end(), chinese=True)


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
            value = times * _YEAR / (count * _EN_DAYS[match["period"].lower()])
            yield _amount(match, value, bound_around(text, *match.span(), chinese=False))
    for match in _EN_EVENTS.finditer(text) if _EN_CUE.search(text) else ():
        often = english_value(match["times"])
        if often:
            value = often * _YEAR / _EN_DAYS[match["period"].lower()]
            yield _amount(match, value, bound_around(text, *match.span(), chinese=False))


def _amount(match: re.Match[str], value: float, *bounds: Bounded) -> Amount:
    told = next((each for each in bounds if each.bound != "exact"), Bounded("exact", False, 0, 0))
    at = Span(match.start() - told.before, match.end() + told.after)
    words, own = at.of(match.string), Span(*match.span())
    return Amount(
        value, value, "frequency", "", told.bound, told.strict, None, None, words, at, own
    )

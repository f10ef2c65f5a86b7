"""Dates of a text as far as they are told: 二〇二七年, 2025年5月1日, 5月底, June 2005, 2016—2020年."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.numerals import chinese_value

_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_SHORT = {month[:3]: number for number, month in enumerate(_MONTHS, start=1)} | {"sept": 9}
_MONTH = (
    "(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_ZH_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_ZH_YEAR = "(?:19|20)[0-9]{2}|[一二][〇零○九一二三四五六七八]{3}"
_EN_YEAR = "(?:,? (?P<year>(?:19|20)[0-9]{2}))?"
_ZH_EDGE = "(?P<edge>年?(?:底|末|初)|[上中下]旬)?"
# 7—9月: the first of two months, whose 月 stands behind the second.
_ZH_FIRST_OF_TWO = rf"(?=\s?[-—–―~～]{{1,2}}\s?(?:{_ZH_NUMBER})\s?月)"
_PATTERNS = (
    regex(
        r"(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})(?![0-9])"
    ),
    regex(
        rf"(?P<year>{_ZH_YEAR})\s?年\s?(?:(?P<month>{_ZH_NUMBER})(?:\s?月\s?|{_ZH_FIRST_OF_TWO}))?(?:(?P<day>{_ZH_NUMBER})\s?[日号])?"
        rf"{_ZH_EDGE}"
    ),
    regex(rf"(?<![0-9第])(?P<month>{_ZH_NUMBER}){_ZH_FIRST_OF_TWO}"),
    regex(
        rf"(?<![0-9第])(?P<month>{_ZH_NUMBER})月(?:(?P<day>{_ZH_NUMBER})[日号])?{_ZH_EDGE}(?!龄|薪|租)"
    ),
    regex(
        rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month>{_MONTH}){_EN_YEAR}",
    ),
    regex(
        rf"\b(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\b{_EN_YEAR}",
    ),
    regex(rf"\b(?P<month>{_MONTH}),? (?:of )?(?P<year>(?:19|20)[0-9]{{2}})"),
    regex(
        rf"\b(?:in|by|until|since|of|before|after|late|early|mid|every|each) (?P<month>{_MONTH})\b"
    ),
    regex(
        r"(?<![0-9〔\[.,$¥])(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[%‰,.][0-9]|%|"
        r"[〕\]件个家人元万亿米公吨亩名项套座所户处分小天倍次平立千克斤度台辆床张种篇部条])"
        r"(?! (?:yuan|rmb|people|persons|hectares|tonnes|tons|metres|meters|kilo|square|cubic|million|"
        r"billion|days|hours|minutes|minute|households|percent|per cent|mu\b|cases|units|firms))"
        r"(?=s?\b|[\u3400-\u9fff]|$)"
    ),
)
_FULL_MONTH = {month: number for number, month in enumerate(_MONTHS, start=1)}
_LAST_MONTH = 12
_LAST_DAY = 31
# 〔2018〕115号: a year within the number of a document is no date.
_DOCUMENT = regex(r"[〔\[（(【]\s?(?:19|20)[0-9]{2}\s?[〕\]）)】]年?\s?第?\s?[0-9]+\s?号?")


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is told.

    Attributes:
        year: None where only a month, or a day of one, is named.
        month: 1 to 12, or None.
        day: 1 to 31, or None.
        edge: ``start`` or ``end`` of what is named (年底, 月初), or nothing.
        words: As written.
        at: Where it stands.
    """

    year: int | None
    month: int | None
    day: int | None
    edge: str
    words: str
    at: Span

    def agrees(self, other: Date) -> bool:
        """Tell whether both may be the same day: what both tell is equal, and they tell of one thing."""
        mine, its = self._parts(), other._parts()
        pairs = [(a, b) for a, b in zip(mine, its, strict=True) if a is not None and b is not None]
        return bool(pairs) and all(a == b for a, b in pairs)

    def told_by(self, other: Date) -> bool:
        """Tell whether ``other`` tells everything that this date tells, and the same."""
        mine, its = self._parts(), other._parts()
        return all(a is None or a == b for a, b in zip(mine, its, strict=True))

    def _parts(self) -> tuple[int | None, int | None, int | None]:
        """Return year, month and day, 年底 read as December and 年初 as January."""
        month, day = self.month, self.day
        if month is None and self.year is not None and self.edge:
            month = _LAST_MONTH if self.edge == "end" else 1
        return self.year, month, day


@functools.lru_cache(maxsize=1024)
def find_dates(text: str) -> tuple[Date, ...]:
    """Return the dates of ``text`` in order; of two readings of the same characters the longer."""
    taken = [match.span() for match in _DOCUMENT.finditer(text)]
    found: list[Date] = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(low < end and start < high for low, high in taken):
                continue
            date = _date(match, text)
            if date is not None:
                taken.append((start, end))
                found.append(date)
    return tuple(sorted(found, key=lambda date: date.at.start))


def year_before(dates: Iterator[Date] | tuple[Date, ...], place: int) -> int | None:
    """Return the year of the last of ``dates`` that begins before ``place``, in order."""
    year = None
    for date in dates:
        if date.at.start >= place:
            break
        year = date.year if date.year is not None else year
    return year


def _date(match: re.Match[str], text: str) -> Date | None:
    groups = match.groupdict()
    year, month, day = (_whole(groups.get(name)) for name in ("year", "month", "day"))
    if (month is not None and not 1 <= month <= _LAST_MONTH) or (
        day is not None and not 1 <= day <= _LAST_DAY
    ):
        return None
    edge = _edge(groups.get("edge") or "", text[: match.start()])
    if month is not None and day is None and not edge and _is_before(text, match):
        # Before July is by the end of June.
        year = year - 1 if year is not None and month == 1 else year
        month, edge = (month - 2) % _LAST_MONTH + 1, "end"
    return Date(year, month, day, edge, match.group(), Span(*match.span()))


def _is_before(text: str, match: re.Match[str]) -> bool:
    """Tell whether a text speaks of the time before a month."""
    return bool(
        re.match("(?:份)?(?:之前|以前|前(?![一两二三四五六七八九十0-9几]))", text[match.end() :])
        or re.search(
            r"\bbefore(?: the (?:start|beginning) of)? $", text[: match.start()], re.IGNORECASE
        )
        or re.match(r"before\b", match.group(), re.IGNORECASE)
    )


def _edge(words: str, before: str) -> str:
    if re.search("底|末|下旬", words) or re.search(r"\b(?:end of|late) $", before, re.IGNORECASE):
        return "end"
    if re.search("初|上旬", words) or re.search(
        r"\b(?:start of|beginning of|early) $", before, re.IGNORECASE
    ):
        return "start"
    return ""


def _whole(word: str | None) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    lowered = word.lower().rstrip(".")
    if lowered in _FULL_MONTH:
        return _FULL_MONTH[lowered]
    if lowered in _SHORT:
        return _SHORT[lowered]
    value = chinese_value(word.replace("○", "〇"))
    return None if value is None else int(value)

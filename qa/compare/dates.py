"""Dates, years and document numbers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.corpus import Span
from qa.compare.finding import KEPT_TEXTS, Finding
from qa.compare.numerals import chinese_value

_MONTHS_TEXT = (
    "january february march april may june july august september october november december"
)
_MONTHS = _MONTHS_TEXT.split()
_MONTH = "|".join(month.capitalize() for month in _MONTHS)
_ZH_NUMBER = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_DATES = (
    re.compile(r"(?P<year>(?:19|20)[0-9]{2})[-/.](?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})"),
    re.compile(
        r"(?P<year>(?:19|20)[0-9]{2}|[二一][〇零○九一二三四五六七八]{3})年"
        rf"(?:(?P<month>{_ZH_NUMBER})月)?(?:(?P<day>{_ZH_NUMBER})[日号])?"
    ),
    re.compile(
        rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)? )?(?P<month>{_MONTH}),? (?P<year>20[0-9]{{2}})"
    ),
    re.compile(
        rf"(?P<month>{_MONTH}) (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? (?P<year>20[0-9]{{2}})"
    ),
    re.compile(
        r"(?<![0-9〔\[.,])(?P<year>(?:19|20)[0-9]{2})(?![0-9]|[%,.][0-9]|[〕\]件个家人元%万米])"
    ),
)
_DOCUMENT = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}|(?:[A-Z][a-z]+ ?){1,3})?\s*(?:[〔\[（(]|(?<=[函发令字办]))"
    r"(?P<year>[0-9]{4})[〕\]）)年]?\s*"
    r"(?:No\.?\s*)?第?(?P<number>[0-9]+)(?:号|\b)"
    r"|(?:document|number|No\.|文号|第)\s*(?:No\.?\s*)?(?P<bare>[0-9]{2,4})(?:号|\b)"
)
# How an authority writes its name in the numbers of its documents.
_LETTERS = {
    "国函": "guohan",
    "粤府函": "yuefuhan",
    "国发": "guofa",
    "粤府": "yuefu",
    "国办发": "guobanfa",
}


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is told: the year, perhaps the month, perhaps the day."""

    year: int
    month: int | None
    day: int | None
    words: str
    at: Span

    def agrees(self, other: Date) -> bool:
        """Tell whether both may be the same day: what both tell is equal."""
        pairs = ((self.month, other.month), (self.day, other.day))
        return self.year == other.year and all(
            mine is None or its is None or mine == its for mine, its in pairs
        )


def compare_dates(claim: str, text: str) -> list[Finding]:
    """Compare dates, and document numbers of the same issuing body."""
    return [*_compare_dates(claim, text), *_compare_documents(claim, text)]


@functools.lru_cache(maxsize=KEPT_TEXTS)
def dates(text: str) -> list[Date]:
    """Return the dates of ``text``; of two readings of the same characters the longer."""
    found: list[Date] = []
    documents = [match.span() for match in _documents(text)]
    for pattern in _DATES:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(d.at.start < end and start < d.at.end for d in found):
                continue
            if any(low <= match.start("year") < high for low, high in documents):
                continue
            date = _date(match)
            if date is not None:
                found.append(date)
    return sorted(found, key=lambda date: date.at.start)


def _compare_dates(claim: str, text: str) -> Iterator[Finding]:
    there = dates(text)
    for mine in dates(claim):
        if not there:
            continue
        same = [date for date in there if mine.agrees(date)]
        told = [date for date in same if date.month or not mine.month]
        if told:
            yield Finding("date", True, mine.words, told[0].words, told[0].at)
        elif not same or any(date.year == mine.year and date.month for date in there):
            # A bare year beside it bears out no month.
            near = max(
                there,
                key=lambda date: (
                    date.year == mine.year,
                    bool(date.month),
                    date.month == mine.month,
                ),
            )
            yield Finding("date", False, mine.words, near.words, near.at)


def _compare_documents(claim: str, text: str) -> Iterator[Finding]:
    there = _documents(text)
    for mine in _documents(claim):
        if not there:
            return
        named = [other for other in there if _letters(mine["name"]) == _letters(other["name"])]
        candidates = named if mine["name"] and named else [] if mine["name"] else there
        if not candidates:
            continue
        same = next((o for o in candidates if _number(o) == _number(mine)), None)
        year_differs = same is not None and {mine["year"], same["year"]} - {None, mine["year"]}
        other = same or candidates[0]
        agrees = same is not None and not year_differs
        yield Finding("document", agrees, mine.group().strip(), other.group(), Span(*other.span()))


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _documents(text: str) -> tuple[re.Match[str], ...]:
    return tuple(_DOCUMENT.finditer(text))


def _date(match: re.Match[str]) -> Date | None:
    groups = match.groupdict()
    year, month, day = (_whole(groups.get(name)) for name in ("year", "month", "day"))
    if year is None:
        return None
    return Date(year, month, day, match.group(), Span(*match.span()))


def _whole(word: str | None) -> int | None:
    if not word:
        return None
    if word.isdigit():
        return int(word)
    if word.lower() in _MONTHS:
        return _MONTHS.index(word.lower()) + 1
    value = chinese_value(word.replace("○", "〇"))
    return None if value is None else int(value)


def _number(match: re.Match[str]) -> str | None:
    return match["number"] or match["bare"]


def _letters(name: str | None) -> str:
    for written, letters in sorted(_LETTERS.items(), key=lambda pair: -len(pair[0])):
        if name and name.endswith(written):
            return letters
    return re.sub(r"[^a-z]", "", (name or "").lower())

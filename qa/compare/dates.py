"""Dates, years and document numbers."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from index.corpus import Span
from index.patterns import regex
from qa.amounts.dates import Date, find_dates
from qa.compare.finding import KEPT_TEXTS, Finding

_DOCUMENT = regex(
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


def compare_dates(claim: str, text: str) -> list[Finding]:
    """Compare dates, and document numbers of the same issuing body."""
    return [*_compare_dates(claim, text), *_compare_documents(claim, text)]


def compare_time(claim: str, text: str, time: str) -> list[Finding]:
    """Compare the years of a claim with the time that was set for a text before it, where it names none.

    Args:
        claim: A claim.
        text: A sentence.
        time: The words that set its time: 到2025年; empty for none.
    """
    if not time or any(date.year for date in find_dates(text)):
        return []
    return [found for found in _compare_dates(claim, time) if not _is_month(found.claim)]


def _is_month(words: str) -> bool:
    return all(date.year is None for date in find_dates(words))


def _compare_dates(claim: str, text: str) -> Iterator[Finding]:
    there = find_dates(text)
    for mine in find_dates(claim):
        if not there:
            continue
        told = [date for date in there if mine.told_by(date)]
        if told:
            yield Finding("date", True, mine.words, told[0].words, told[0].at)
        elif not any(mine.agrees(date) for date in there) or _told_closer(mine, there):
            # A bare year beside it bears out no month.
            near = max(there, key=lambda date: _nearness(mine, date))
            yield Finding("date", False, mine.words, near.words, near.at)


def _told_closer(mine: Date, there: tuple[Date, ...]) -> bool:
    """Tell whether a date of the same year tells its month, as the claim's does."""
    return any(date.year == mine.year and date.month and mine.month for date in there)


def _nearness(mine: Date, date: Date) -> tuple[bool, bool, bool]:
    return (date.year == mine.year, bool(date.month), date.month == mine.month)


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


def _number(match: re.Match[str]) -> str | None:
    return match["number"] or match["bare"]


def _letters(name: str | None) -> str:
    for written, letters in sorted(_LETTERS.items(), key=lambda pair: -len(pair[0])):
        if name and name.endswith(written):
            return letters
    return re.sub(r"[^a-z]", "", (name or "").lower())

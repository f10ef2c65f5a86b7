"""Dates, years and document numbers."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.amounts.dates import Date, find_dates
from qa.compare.finding import KEPT_TEXTS, Finding
from qa.compare.values.numbers import of_another_time

_DOCUMENT = regex(
    r"(?P<name>[\u4e00-\u9fff]{2,4}|(?:[A-Z][a-z]+ ?){1,3})?\s*(?:[〔\[（(]|(?<=[函发令字办]))"
    r"(?P<year>[0-9]{4})[〕\]）)年]?\s*"
    r"(?:No\.?\s*)?第?(?P<number>[0-9]+)(?:号|\b)"
    r"|(?:document|number|No\.|文号|第)\s*(?:No\.?\s*)?(?P<bare>[0-9]{2,4})(?:号|\b)"
)
# When another document was made, before its name: 2012年8月1日起施行的《…办法》.
_OF_ANOTHER = regex(
    r"[12][0-9]{3}年(?:[0-9]{1,2}月)?(?:[0-9]{1,2}日)?[^，。；《0-9]{0,14}?(?:施行|实施|发布|印发|公布|颁布|通过|修订|执行|下发)"
    "的[^，。；《]{0,8}《"
)
# The last month or day of what is not told further.
_LAST = 31
# 自2010年9月1日起施行, and "was already in force in October 2010".
_FROM = regex("起(?:正式|开始)?(?:施行|实施|生效|执行)")
_HELD = regex(
    r"\b(?:already|still)\b[^.;]{0,40}\b(?:force|effect|binding|applie[sd]|apply)\b|"
    "(?:已经?|仍然?|还)(?:在|开始)?(?:施行|实施|生效|有效|执行)"
)
# What stands between the ends of a period.
_TO = regex(
    r"\s*(?:起)?\s*(?:至|到|—|–|―|-|~|～|\b(?:to|until|till|through)\b)\s*(?:次年|翌年|第二年|the)?\s*"
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
    return [
        *_compare_dates(claim, text),
        *_compare_periods(claim, text),
        *_compare_documents(claim, text),
    ]


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
    others, ours = of_others(text), of_others(claim)
    for mine in find_dates(claim):
        # The date of a document that the text names beside is told of by a claim that names it too.
        beside = is_within(mine, ours)
        there = [date for date in find_dates(text) if beside or not is_within(date, others)]
        if not there:
            continue
        told = [date for date in there if mine.told_by(date)]
        if not told and not beside:
            # "The rules of 2009" names a document by the year that the text gives it.
            dated = [date for date in find_dates(text) if is_within(date, others)]
            if any(mine.told_by(date) for date in dated):
                continue
        since = next((date for date in there if _holds_since(mine, claim, date, text)), None)
        if since is not None:
            yield Finding("date", True, mine.words, since.words, since.at)
        elif told:
            yield Finding("date", True, mine.words, told[0].words, told[0].at)
        elif mine.year and not mine.month and of_another_time(claim, text, mine.year):
            continue
        elif not any(mine.agrees(date) for date in there) or _told_closer(mine, there):
            # A bare year beside it bears out no month.
            near = max(there, key=lambda date: _nearness(mine, date))
            yield Finding("date", False, mine.words, near.words, near.at)


def _holds_since(mine: Date, claim: str, its: Date, text: str) -> bool:
    """Tell whether a claim says only that something held on a day, which it has from an earlier one on."""
    if _HELD.search(claim) is None or _FROM.match(text, its.at.end) is None:
        return False
    if its.year is None or mine.year is None:
        return False
    day = (mine.year, mine.month or _LAST, mine.day or _LAST)
    return (its.year, its.month or 1, its.day or 1) <= day


def of_others(text: str) -> list[Span]:
    """Return where a text tells when another document was made: 2012年8月1日起施行的《…》."""
    return [Span(*match.span()) for match in _OF_ANOTHER.finditer(text)]


def is_within(date: Date, places: Sequence[Span]) -> bool:
    """Tell whether a date begins in one of some places of its text."""
    return any(at.start <= date.at.start < at.end for at in places)


def _compare_periods(claim: str, text: str) -> Iterator[Finding]:
    """Yield the periods of a claim that begin where those of the text end, and end where they begin."""
    there = _periods(text)
    for first, last in _periods(claim):
        for begin, end in there:
            turned = first.told_by(end) and last.told_by(begin)
            if turned and not (first.told_by(begin) and last.told_by(end)):
                words = claim[first.at.start : last.at.end]
                at = Span(begin.at.start, end.at.end)
                yield Finding("date", False, words, at.of(text), at, sure=True)


def _periods(text: str) -> list[tuple[Date, Date]]:
    """Return the dates of which one is the begin and the other the end of a period."""
    dates = find_dates(text)
    return [
        (one, other)
        for one, other in itertools.pairwise(dates)
        if one.month and other.month and _TO.fullmatch(text[one.at.end : other.at.start])
    ]


def _told_closer(mine: Date, there: Sequence[Date]) -> bool:
    """Tell whether a date of the same year tells its month, as the claim's does."""
    closer = [date for date in there if date.year == mine.year and date.month and mine.month]
    return bool(closer) and not any(mine.agrees(date) for date in closer)


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

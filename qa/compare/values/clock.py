"""Times of day: open from nine to five beside 8:00至18:00."""

from __future__ import annotations

from index.document.span import Span
from qa.amounts.clock import ClockTime, find_times, find_windows
from qa.compare.finding import Finding


def compare_clock(claim: str, text: str) -> list[Finding]:
    """Compare the windows of time of a claim with those of a text, or else its times of day."""
    mine, its = find_windows(claim), find_windows(text)
    if mine and its:
        return [_window(one, its, claim, text, sure=len(mine) == len(its) == 1) for one in mine]
    there = find_times(text)
    findings: list[Finding] = []
    for time in find_times(claim):
        same = next((other for other in there if time.agrees(other)), None)
        if same is not None:
            findings.append(_finding(True, time.at, same.at, claim, text))
        elif len(there) == 1:
            # What lies within a window is no other time than its ends.
            findings.append(_finding(False, time.at, there[0].at, claim, text))
    return findings


def _window(
    one: tuple[ClockTime, ClockTime],
    its: list[tuple[ClockTime, ClockTime]],
    claim: str,
    text: str,
    *,
    sure: bool,
) -> Finding:
    """Return how a window of a claim agrees with those of a text."""
    at = Span(one[0].at.start, one[1].at.end)
    for first, last in its:
        if one[0].agrees(first) and one[1].agrees(last):
            return _finding(True, at, Span(first.at.start, last.at.end), claim, text)
    first, last = its[0]
    return _finding(False, at, Span(first.at.start, last.at.end), claim, text, sure=sure)


def _finding(
    agrees: bool,  # whether the two are one
    mine: Span,
    its: Span,
    claim: str,
    text: str,
    *,
    sure: bool = False,
) -> Finding:
    return Finding("number", agrees, mine.of(claim), its.of(text), its, sure=sure)

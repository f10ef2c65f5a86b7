"""Ranges of a text: joined, cut, and asked whether something is in them."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Sequence

from index.document.span import Span


def merged(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch or overlap as one, empty ones left out."""
    joined: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        elif span.start < span.end:
            joined.append(span)
    return joined


def without(spans: Sequence[Span], places: Iterable[int]) -> list[Span]:
    """Return spans, in order and apart, without single characters of them."""
    cut: list[Span] = []
    wanted = sorted(set(places))
    at = 0
    for span in spans:
        start = span.start
        while at < len(wanted) and wanted[at] < span.end:
            if wanted[at] >= start:
                if start < wanted[at]:
                    cut.append(Span(start, wanted[at]))
                start = wanted[at] + 1
            at += 1
        if start < span.end:
            cut.append(Span(start, span.end))
    return cut


def is_within(spans: Sequence[Span], starts: Sequence[int], place: int) -> bool:
    """Tell whether a character stands in one of ``spans``, which begin at ``starts``, in order."""
    before = bisect.bisect_right(starts, place) - 1
    return before >= 0 and place < spans[before].end

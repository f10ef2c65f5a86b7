"""Words to whole words and phrases: no half of a word, nothing that only joins at either end."""

from __future__ import annotations

from index.document.span import Span
from qa.check.clash.beside import Beside
from qa.check.clash.pair import ClashPair
from qa.words.table import word_table

_SAME = 0.6
_MOST_MORE = 2


def whole(beside: Beside, pair: ClashPair) -> tuple[Span, Span]:
    """Return the places of a pair as whole words, with what both say right after them."""
    mine, its = _words(beside.claim, pair.mine), _words(beside.text, pair.its)
    if pair.kind == "word":
        mine, its = _go_on(beside, mine, its)
    return mine, its


def _words(text: str, at: Span) -> Span:
    """Return a place with the words whole that it cuts."""
    start, end = at.start, at.end
    for word in word_table().split(text):
        if word.at.overlaps(at):
            start, end = min(start, word.at.start), max(end, word.at.end)
    return Span(start, end)


def _go_on(beside: Beside, mine: Span, its: Span) -> tuple[Span, Span]:
    """Return two places with the words that follow both right away and are alike."""
    for _ in range(_MOST_MORE):
        one = next(
            (n for n, w in enumerate(beside.mine.words) if 0 <= w.at.start - mine.end <= 1), None
        )
        other = next(
            (n for n, w in enumerate(beside.its.words) if 0 <= w.at.start - its.end <= 1), None
        )
        if one is None or other is None or beside.alike[one, other] < _SAME:
            break
        mine = Span(mine.start, beside.mine.words[one].at.end)
        its = Span(its.start, beside.its.words[other].at.end)
    return mine, its

"""The words that a question asks with, as they stand in a quote in whatever language: what to look at first.

Where a question asks for no number, date or body that could be pointed at, a reader still wants to see where
in a long sentence the answer is: beside the question's own words, or beside those that mean the same.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.document.corpus import Span
from index.document.normal import normal_of
from qa.words.align import ContentWords, content_words, similarities

# Words that mean the same are closer than this in the table of words, words that only belong together are
# not.
_ALIKE = 0.62
# Where one word of a sentence is this much closer than another, the other is not meant.
_LESS_ALIKE = 0.08
# A word that says as little as this ("development", 发展) is not what a reader looks for.
_LEAST_WEIGHT = 1.5
# Of more marks than this, or on a larger share, nothing stands out.
_MOST = 4
_LARGEST_SHARE = 0.5
# An answer is made in both languages, one after the other: what the first found holds for the second.
_KEPT = 64
# A single ideograph is part of too many words.
_SHORTEST = 2
_DENIALS = "不未无非"


@dataclass(frozen=True, slots=True)
class _Run:
    """Words of a text that stand side by side and say what is asked.

    Attributes:
        at: Where.
        worth: How much they say.
        meant: The numbers of the words of the question that they say.
    """

    at: Span
    worth: float
    meant: frozenset[int]

    def with_(self, other: _Run) -> _Run:
        """Return this run and one behind it as one, with what stands between them."""
        at = Span(self.at.start, other.at.end)
        return _Run(at, self.worth + other.worth, self.meant | other.meant)


@functools.lru_cache(_KEPT)
def asked_words(question: str, text: str, within: tuple[Span, ...] = ()) -> tuple[Span, ...]:
    """Return the ranges of a text that say what a question asks about, in order.

    Args:
        question: In Chinese or English.
        text: A quote, or its English.
        within: The sentences of it to look at; the first is looked at alone. All of it where empty.
    """
    span = within[0] if within else Span(0, len(text))
    normal, wanted = normal_of(span.of(text)), normal_of(question).text
    asked, said = content_words(wanted), content_words(normal.text)
    if not len(asked) or not len(said):
        return ()
    kept = _telling(_runs(said, _worth(asked, said), normal.text, wanted))[:_MOST]
    found = sorted((normal.source(run.at) for run in kept), key=lambda one: one.start)
    if sum(one.end - one.start for one in found) > _LARGEST_SHARE * (span.end - span.start):
        return ()
    return tuple(Span(span.start + one.start, span.start + one.end) for one in found)


def _worth(asked: ContentWords, said: ContentWords) -> npt.NDArray[np.float32]:
    """Return how much of each word of the question each word says: float32 (asked, said), 0 for nothing."""
    alike = similarities(asked, said)
    # 北面 is like "east" too, but less so than 东面.
    alike[(alike < _ALIKE) | (alike < alike.max(axis=1, keepdims=True) - _LESS_ALIKE)] = 0.0
    weights = asked.weights[:, None]
    return np.asarray(alike * weights * (weights >= _LEAST_WEIGHT), dtype=np.float32)


def _runs(
    said: ContentWords, worth: npt.NDArray[np.float32], text: str, question: str
) -> list[_Run]:
    """Return the words that say something, those that belong together as one."""
    runs: list[_Run] = []
    for number in np.flatnonzero(worth.any(axis=0)).tolist():
        word, meant = said.words[number], frozenset(np.flatnonzero(worth[:, number]).tolist())
        run = _Run(_with_denial(word.at, text, question), float(worth[:, number].max()), meant)
        if runs and _belong(runs[-1].at, run.at, text, question):
            run = runs.pop().with_(run)
        runs.append(run)
    return [run for run in runs if run.at.end - run.at.start >= _SHORTEST]


def _with_denial(at: Span, text: str, question: str) -> Span:
    """Return a word with the 不 before it where it is asked so: 低于 is not what 不低于 says."""
    longer = Span(at.start - 1, at.end)
    denied = at.start > 0 and text[longer.start] in _DENIALS and longer.of(text) in question
    return longer if denied else at


def _belong(one: Span, other: Span, text: str, question: str) -> bool:
    """Tell whether two words are one: they touch, but for a space, or are so in the question."""
    between = text[one.end : other.start]
    return not between.strip(" ") or text[one.start : other.end] in question


def _telling(runs: Sequence[_Run]) -> list[_Run]:
    """Return the runs that say something that none says which says more, the most telling first.

    Where "power supply reliability" stands, "power" in another sentence is not what is asked.
    """
    kept: list[_Run] = []
    told: frozenset[int] = frozenset()
    for run in sorted(runs, key=lambda run: -run.worth):
        if not run.meant <= told:
            kept.append(run)
            told |= run.meant
    return kept

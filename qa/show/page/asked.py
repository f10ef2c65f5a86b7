"""The words that a question asks with, as they stand in a quote in whatever language: what to look at first.

Where a question asks for no number, date or body that could be pointed at, a reader still wants to see where
in a long sentence the answer is: beside the question's own words, or beside those that mean the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.corpus import Span
from index.normal import normal_of, normal_text
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
# A single ideograph is part of too many words.
_SHORTEST = 2


def asked_words(question: str, text: str, within: Sequence[Span] = ()) -> tuple[Span, ...]:
    """Return the ranges of a text that say what a question asks about, in order.

    Args:
        question: In Chinese or English.
        text: A quote, or its English.
        within: The sentences of it to look at; the first is looked at alone. All of it where empty.
    """
    span = within[0] if within else Span(0, len(text))
    normal = normal_of(span.of(text))
    asked, said = content_words(normal_text(question)), content_words(normal.text)
    if not len(asked) or not len(said):
        return ()
    runs = _runs(said, _worth(asked, said))
    kept = sorted(runs, key=lambda run: -run[1])[:_MOST]
    found = sorted((normal.source(run) for run, _ in kept), key=lambda one: one.start)
    if sum(one.end - one.start for one in found) > _LARGEST_SHARE * (span.end - span.start):
        return ()
    return tuple(Span(span.start + one.start, span.start + one.end) for one in found)


def _worth(asked: ContentWords, said: ContentWords) -> npt.NDArray[np.float32]:
    """Return how much each word that is said has of what is asked: float32 (n,), 0 for nothing."""
    alike = similarities(asked, said)
    # 北面 is like "east" too, but less so than 东面.
    alike[(alike < _ALIKE) | (alike < alike.max(axis=1, keepdims=True) - _LESS_ALIKE)] = 0.0
    weights = asked.weights[:, None]
    return np.asarray((alike * weights * (weights >= _LEAST_WEIGHT)).max(axis=0), dtype=np.float32)


def _runs(said: ContentWords, worth: npt.NDArray[np.float32]) -> list[tuple[Span, float]]:
    """Return the words that are worth something, those that touch as one."""
    runs: list[tuple[Span, float]] = []
    for word, value in zip(said.words, worth.tolist(), strict=True):
        if value <= 0:
            continue
        if runs and runs[-1][0].end == word.at.start:
            before, sofar = runs.pop()
            runs.append((Span(before.start, word.at.end), sofar + value))
        else:
            runs.append((word.at, value))
    return [run for run in runs if run[0].end - run[0].start >= _SHORTEST]

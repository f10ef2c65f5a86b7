"""A question as sentences are held against it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from index.document.span import Span
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.ask.filling.slots import Slot, asked_noun, asked_slots, interrogatives
from qa.ask.places import places_in
from qa.ask.retrieval.query import Query
from qa.words.align import ContentWords, Matrix, content_words

# Words so many characters from the word that asks count a third of those beside it.
_NEAR = {"zh": 5.0, "en": 14.0}
_TINY = 1e-6


@dataclass(frozen=True)
class Wanted:
    """A question as sentences are held against it.

    Attributes:
        query: The question.
        words: Its content words.
        focus: float32 (n,), how near each word stands to the one that asks, 0 to 1.
        slots: What it asks for.
        noun: What it asks the number or the names of; may be empty.
        years: The years that it names.
        values: The numbers that it names.
        places: The places that it names.
    """

    query: Query
    words: ContentWords
    focus: Matrix
    slots: frozenset[Slot]
    noun: ContentWords
    years: frozenset[int]
    values: frozenset[float]
    places: tuple[str, ...]


def read_asked(query: Query) -> Wanted:
    """Return a query as sentences are held against it."""
    words = content_words(query.normal)
    asking = interrogatives(query.normal, query.lang)
    return Wanted(
        query=query,
        words=words,
        focus=_focus(words, asking, _NEAR[query.lang]),
        slots=asked_slots(query.normal, query.lang),
        noun=content_words(asked_noun(query.normal, query.lang)),
        years=frozenset(d.year for d in find_dates(query.normal) if d.year is not None),
        values=frozenset(amount.value for amount in find_amounts(query.normal)),
        places=tuple(places_in(query.normal)),
    )


def covered(weights: Matrix, matches: Matrix) -> float:
    """Return the share of the weight of some words that is matched, 0 to 1."""
    total = float(weights.sum())
    return float(weights @ matches) / total if total > _TINY else 0.0


def _focus(words: ContentWords, asking: Sequence[Span], near: float) -> Matrix:
    """Return how near each word stands to a word that asks: what is asked stands beside it."""
    if not asking:
        return np.ones(len(words), dtype=np.float32)
    apart = [
        min(max(0, span.start - word.at.end, word.at.start - span.end) for span in asking)
        for word in words.words
    ]
    return np.asarray(np.exp(-np.asarray(apart) / near), dtype=np.float32)

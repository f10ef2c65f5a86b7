"""How rare the terms of documents are, and which numbers they have: what a claim is weighed by.

What that says was learned on single documents. Of a library it is told of the documents that a claim is held
against: to read all of one for one claim takes ten seconds, and most numbers stand somewhere in it.
"""

from __future__ import annotations

import functools
import math
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from index.clause_index import ClauseIndex
from index.columns import kind_code
from index.search.terms import terms
from index.views import ENGLISH, GLOSS, SENTENCE
from qa.amounts.find import find_amounts
from qa.result import Language

# Documents of which it is kept: as many as have a pipeline of their own.
_KEPT = 64


@dataclass(frozen=True)
class _Counted:
    """In how many sentences of a document each term stands, and how many there are."""

    sentences: int
    terms: Mapping[str, int]
    fewest: int


class Rarity:
    """Of some documents of an index, in one language."""

    def __init__(
        self, counted: Collection[_Counted], values: Callable[[], frozenset[float]]
    ) -> None:
        self._counted = counted
        self._values = values
        self._sentences = sum(one.sentences for one in counted)
        fewest = min((one.fewest for one in counted if one.terms), default=0)
        self._most = math.log1p(self._sentences / fewest) if fewest else 1.0

    def weights(self, found: Iterable[str]) -> dict[str, float]:
        """Return the inverse document frequency of terms; one that no sentence has weighs most."""
        counts = {term: sum(one.terms.get(term, 0) for one in self._counted) for term in found}
        return {
            term: math.log1p(self._sentences / count) if count else self._most
            for term, count in counts.items()
        }

    def has(self, value: float) -> bool:
        """Tell whether the documents have a number, as they have it or in their English."""
        return round(value, 4) in self._values()


class RarityReader:
    """Reads the documents of one index, each when it is first asked for."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clause_index = clause_index

    def of(self, positions: Iterable[int], lang: Language) -> Rarity:
        """Return how rare terms are in the documents of some clauses."""
        documents = sorted(set(map(self._clause_index.columns.document_of, positions)))

        def values() -> frozenset[float]:
            return frozenset[float]().union(*(self._values(each, lang) for each in documents))

        return Rarity([self._counts(each, lang) for each in documents], values)

    @functools.lru_cache(maxsize=_KEPT)  # noqa: B019  # lives as long as the pipeline does
    def _values(self, document: int, lang: Language) -> frozenset[float]:
        whole = "\n".join(self._texts(document, lang))
        return frozenset(round(amount.value, 4) for amount in find_amounts(whole))

    @functools.lru_cache(maxsize=_KEPT)  # noqa: B019  # the same
    def _counts(self, document: int, lang: Language) -> _Counted:
        texts = self._texts(document, lang)
        # Not by ``term_set``, which keeps what it returns: a long document would push out all it keeps.
        counts = Counter(term for text in texts for term in set(terms(text)))
        return _Counted(len(texts), counts, min(counts.values(), default=0))

    def _texts(self, document: int, lang: Language) -> list[str]:
        kinds = [kind_code(kind) for kind in ((SENTENCE,) if lang == "zh" else (ENGLISH, GLOSS))]
        columns = self._clause_index.columns
        own = columns.views_in(document)
        there = columns.kinds[own.start : own.stop]
        rows = np.flatnonzero(np.logical_or.reduce([there == kind for kind in kinds]))
        return [self._clause_index.views[own.start + row].text for row in rows.tolist()]

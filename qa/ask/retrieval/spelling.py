"""English typing slips put right by the words that the corpus has: hydorgen, goverment.

Only letters swapped, left out or doubled count as a slip. One letter for another, or one too many,
makes too many good words into others: parent, patent, patient.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from itertools import pairwise

from index.clause_index import ClauseIndex
from index.runtime.patterns import regex
from index.search.terms import terms
from index.views import CLAUSE, PIECE, SENTENCE
from qa.ask.retrieval.query import Query

_WORD = regex(r"[a-z]{6,}", re.IGNORECASE)


class Speller:
    """Corrects queries by the vocabulary of one index."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clause_index = clause_index

    def correct(self, query: Query) -> Query:
        """Return ``query`` with slips put right; the same query where there is none."""
        normal = _WORD.sub(lambda match: self._word(match.group()), query.normal)
        if normal == query.normal:
            return query
        return Query(query.text, normal, query.lang, tuple(terms(normal)))

    def _word(self, word: str) -> str:
        known = terms(word)
        if not known or known[0] in self._clause_index.lexical:
            return word
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        lowered = word.lower()
        near = process.extract(
            lowered, self._words, scorer=OSA.distance, score_cutoff=1, limit=None
        )
        slips = [other for other, _, _ in near if is_slip(lowered, other)]
        return slips[0] if len(slips) == 1 else word

    @functools.cached_property
    def _words(self) -> Sequence[str]:
        """The English words of the corpus and its edition, in order of the alphabet."""
        # Sentences and their parts say nothing that their clauses do not, unless those were left out.
        there = self._clause_index.columns.kinds_there()
        kinds = [kind for kind in there if CLAUSE not in there or kind not in {SENTENCE, PIECE}]
        texts = (text for kind in kinds for _, text in self._clause_index.texts_of(kind))
        # With a mark for each Chinese character a library is gone through in a third of the time.
        plain = "\n".join(texts).encode("ascii", "replace").decode()
        return sorted({word.lower() for word in _WORD.findall(plain)})


def is_slip(typed: str, meant: str) -> bool:
    """Tell whether ``typed`` is ``meant`` with letters swapped, one left out, or one doubled."""
    if len(typed) <= len(meant):
        return len(typed) < len(meant) or sorted(typed) == sorted(meant)
    return any(
        one == other and typed[:place] + typed[place + 1 :] == meant
        for place, (one, other) in enumerate(pairwise(typed))
    )

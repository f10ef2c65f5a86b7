"""Words of a question to the words of a corpus that mean the same: the corpus' own vocabulary, by vectors."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.search.lexical import bigrams
from qa.words.align import ContentWords, Matrix, stop_words
from qa.words.table import word_table

Scores = npt.NDArray[np.float32]

# Two words less alike than this do not mean the same, and what is left counts by its square; of a word's
# likest ones so many are looked up: the best of small grids on questions about thirteen documents.
_ALIKE = 0.45
_LIKEST = 12


class Expander:
    """Looks for the words of questions in the vocabulary of one index."""

    def __init__(self, clause_index: ClauseIndex, beside: Expander | None = None) -> None:
        """Make an expander.

        Args:
            clause_index: The index.
            beside: One over the same lists, of all or other documents, whose vocabulary is shared.
        """
        self._lexical = clause_index.lexical
        self._size = len(clause_index.clauses)
        same = beside is not None and beside._lexical.postings is self._lexical.postings  # noqa: SLF001  # of this class
        self._beside = beside if same else None

    @functools.cached_property
    def _vocabulary(self) -> tuple[list[str], Matrix]:
        """The Chinese words of the table that the corpus has, and their vectors.

        The tokens of the lexical index are pairs of characters, as most words are. A library has ten
        times as many as the table has words, so these are looked for among those.
        """
        if self._beside is not None:
            return self._beside._vocabulary  # noqa: SLF001  # the same
        table, ignored = word_table(), stop_words()
        words = [word for word in table.short_words if word not in ignored]
        found = np.flatnonzero(self._lexical.having(words)).tolist()
        tokens = [words[number] for number in found]
        return tokens, table.vectors([table.row(token) for token in tokens])

    def scores(self, words: ContentWords) -> Scores:
        """Return for every clause how much of ``words`` it has in other words: float32 (n,), at least 0.

        Each word counts with the likest word that the clause has, as BM25 weighs that one.
        """
        tokens, vectors = self._vocabulary
        totals = np.zeros(self._size, dtype=np.float32)
        if not tokens or not len(words):
            return totals
        alike = words.vectors @ vectors.T
        likest = [
            [c for c in np.argsort(-row)[:_LIKEST].tolist() if row[c] >= _ALIKE] for row in alike
        ]
        self._lexical.read_ahead([tokens[column] for columns in likest for column in columns])
        for row, columns in zip(alike, likest, strict=True):
            best = np.zeros(self._size, dtype=np.float32)
            for column in columns:
                rows, weights = self._lexical.weights(tokens[column])
                best[rows] = np.maximum(best[rows], row[column] ** 2 * weights)
            totals += best
        return totals

    def known(self, words: ContentWords) -> Matrix:
        """Return how alike each word is to the likest word of the corpus: float32 (n,), at most 1."""
        tokens, vectors = self._vocabulary
        if not len(words):
            return np.zeros(0, dtype=np.float32)
        best = (words.vectors @ vectors.T).max(axis=1) if tokens else np.zeros(len(words))
        there = np.asarray([self._stands(word.text) for word in words.words], dtype=np.float32)
        chinese = np.asarray([not word.text.isascii() for word in words.words], dtype=np.float32)
        return np.asarray(np.clip(np.maximum(best, there * chinese), 0.0, 1.0), dtype=np.float32)

    def _stands(self, word: str) -> bool:
        """Whether the corpus has all pairs of characters of a word: what lists are made of."""
        return all(pair in self._lexical for pair in bigrams(word))

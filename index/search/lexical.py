"""The lexical index: BM25 over inverted lists.

What is kept of a term is where it stands and how often; its weight is worked out when a question
asks for it, by the formula of Lucene as Kamphuis et al. (2020, "Which BM25 do you mean?") give it.
So the statistics are always those of what is searched: of the whole corpus, or of the documents that
a question is limited to. The lists are arrays on disk that are mapped, not read.
"""

from __future__ import annotations

import operator
import unicodedata
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from index.runtime.patterns import regex
from index.search.lists import ListsWriter
from index.search.protocol import Flags, Postings

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

# The values of Robertson and Zaragoza (2009, "The Probabilistic Relevance Framework"), the defaults
# of Lucene, whose formula is used: its idf is never negative.
K1 = 1.2
B = 0.75
METHOD = "lucene"
# Tokens whose number of rows is kept: numbers, not the rows.
_KEPT = 4096

# Runs of Chinese characters (with the extensions and 〇), or words and numbers of other scripts; a
# number keeps its decimal point, so that 4.5 is one word.
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3007"
_RUNS = regex(rf"([{_CJK}]+)|\d+(?:[.,]\d+)*|[^\W\d_{_CJK}]+")


class LexicalIndex:
    """BM25 of every row, or of some ranges of rows as though there were no others."""

    def __init__(
        self,
        postings: Postings,
        ranges: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        """Wrap lists of a store's own; for rows in memory use ``build``."""
        self.postings = postings
        self._whole = ranges is None
        whole = postings.lengths
        self._ranges = [(0, len(whole))] if ranges is None else list(ranges) or [(0, 0)]
        lengths = np.concatenate(
            [np.empty(0, dtype=np.int32), *(whole[a:b] for a, b in self._ranges)]
        )
        self._size = len(lengths)
        mean = float(lengths.mean()) if lengths.any() else 1.0
        self._norms = (K1 * (1 - B + B * lengths / mean)).astype(np.float32)
        self._counted: dict[str, int] = {}

    @classmethod
    def build(cls, token_lists: Sequence[Sequence[str]]) -> LexicalIndex:
        """Return the index of rows given as lists of tokens, in the order of the rows."""
        writer = ListsWriter()
        for tokens in token_lists:
            writer.add(tokens)
        return cls(writer.finish())

    def limited_to(self, ranges: Sequence[tuple[int, int]]) -> LexicalIndex:
        """Return the index of some ranges of rows, numbered anew, as though there were no others.

        Args:
            ranges: First row of each and the one after its last; rising and apart from each other.
        """
        return LexicalIndex(self.postings, ranges)

    def __len__(self) -> int:
        return self._size

    def scores(self, tokens: Sequence[str]) -> Scores:
        """Return the BM25 score of every row: float32 (n,), at least 0.

        Unknown tokens add nothing; a token given twice counts twice.
        """
        totals = np.zeros(self._size, dtype=np.float32)
        self.read_ahead(tokens)
        for token in tokens:
            rows, weights = self.weights(token)
            totals[rows] += weights
        return totals

    def weights(self, token: str) -> tuple[Numbers, Scores]:
        """Return the rows that have a token, rising, and what it adds to the score of each."""
        rows, counts = self._list(token)
        if not len(rows):
            return rows, counts
        return rows, np.float32(self._idf(len(rows))) * counts / (counts + self._norms[rows])

    def read_ahead(self, tokens: Sequence[str]) -> None:
        """Expect to be asked for these tokens."""
        self.postings.read_ahead(tokens)

    def having(self, tokens: Sequence[str]) -> Flags:
        """Return which of some tokens the rows of the whole corpus have: bool (n,)."""
        return self.postings.having(tokens)

    def idf(self, token: str) -> float:
        """Return ln(1 + (n - df + 0.5) / (df + 0.5)), at least 0; the largest for unknown tokens."""
        return self._idf(self._found(token))

    def __contains__(self, token: str) -> bool:
        return self._found(token) > 0

    def _found(self, token: str) -> int:
        """Return how many rows have a token, which a question asks of each of its terms three times."""
        known = self._counted.get(token)
        if known is None:
            if len(self._counted) >= _KEPT:
                self._counted.clear()
            known = self._counted[token] = len(self._list(token)[0])
        return known

    def _idf(self, found: int) -> float:
        return float(np.log1p((self._size - found + 0.5) / (found + 0.5)))

    def _list(self, token: str) -> tuple[Numbers, Scores]:
        """Return the rows that have a term, as they are numbered here, and how often they do."""
        rows, counts = self.postings.of(token)
        if self._whole:
            return rows.astype(np.int64), counts.astype(np.float32)
        pieces = list(self._pieces(rows))
        return (
            np.concatenate([rows[a:b].astype(np.int64) + shift for a, b, shift in pieces]),
            np.concatenate([counts[a:b].astype(np.float32) for a, b, _ in pieces]),
        )

    def _pieces(self, rows: npt.NDArray[np.int32]) -> Iterator[tuple[int, int, int]]:
        """Yield the parts of a list that fall into the ranges, and what to add to their rows."""
        before = 0
        for start, end in self._ranges:
            # Of their own type, or numpy would copy the whole list for each range.
            a, b = np.searchsorted(rows, np.asarray((start, end), dtype=rows.dtype))
            yield int(a), int(b), before - start
            before += end - start


def bigrams(text: str) -> list[str]:
    """Return the tokens of ``text``: pairs of Chinese characters, and words of other scripts.

    After NFKC and case folding; a Chinese character that stands alone is a token of its own. Pairs
    found as much as words cut by jieba did on every set tried, and need no dictionary.
    """
    tokens: list[str] = []
    for match in _RUNS.finditer(unicodedata.normalize("NFKC", text).casefold()):
        run = match[0]
        if len(run) > 1 and match[1]:
            tokens.extend(map(operator.add, run, run[1:]))
        else:
            tokens.append(run)
    return tokens

"""The lexical index: BM25 over inverted lists.

What is kept of a term is where it stands and how often; its weight is worked out when a question
asks for it, by the formula of Lucene as Kamphuis et al. (2020, "Which BM25 do you mean?") give it.
So the statistics are always those of what is searched: of the whole corpus, or of the documents that
a question is limited to. The lists are arrays on disk that are mapped, not read.
"""

from __future__ import annotations

import json
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError
from index.patterns import regex
from index.search import Postings

Scores = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.int64]

# The values of Robertson and Zaragoza (2009, "The Probabilistic Relevance Framework"), the defaults
# of Lucene, whose formula is used: its idf is never negative.
K1 = 1.2
B = 0.75
METHOD = "lucene"

_ARRAYS: Mapping[str, type[np.generic]] = {
    "rows": np.int32,
    "counts": np.uint16,
    "starts": np.int64,
    "lengths": np.int32,
}
_VOCABULARY_FILE = "lexical.json"
FILES = (*(f"lexical.{name}.npy" for name in _ARRAYS), _VOCABULARY_FILE)
# A term that stands oftener in one row weighs the same to five digits.
_MOST = 65535

# Runs of Chinese characters (with the extensions and 〇), or words and numbers of other scripts; a
# number keeps its decimal point, so that 4.5 is one word.
_CJK = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af\u3007"
_RUNS = regex(rf"([{_CJK}]+)|\d+(?:[.,]\d+)*|[^\W\d_{_CJK}]+")


@dataclass(frozen=True)
class _Lists:
    """The inverted lists: where each term stands, term after term.

    Attributes:
        rows: int32 (m,), rising within a term.
        counts: uint16 (m,), how often the term stands in that row.
        starts: int64 (t + 1,), where the list of each term begins.
        lengths: int32 (n,), how many terms each row has, repeats included.
        vocabulary: The number of each term; sorted.
    """

    rows: npt.NDArray[np.int32]
    counts: npt.NDArray[np.uint16]
    starts: Numbers
    lengths: npt.NDArray[np.int32]
    vocabulary: Mapping[str, int]

    @property
    def tokens(self) -> Iterable[str]:
        """Every token, sorted."""
        return self.vocabulary

    def of(self, token: str) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint16]]:
        """Return the rows that have a token, rising, and its counts there."""
        column = self.vocabulary.get(token)
        if column is None:
            return self.rows[:0], self.counts[:0]
        first, last = self.starts[column : column + 2]
        return self.rows[first:last], self.counts[first:last]

    def read_ahead(self, tokens: Sequence[str]) -> None:
        """Do nothing: the lists are mapped."""


class LexicalIndex:
    """BM25 of every row, or of some ranges of rows as though there were no others."""

    def __init__(
        self,
        postings: Postings,
        ranges: Sequence[tuple[int, int]] | None = None,
    ) -> None:
        """Wrap lists of a store's own; for lists in memory and in files use ``build`` or ``load``."""
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

    @classmethod
    def build(cls, token_lists: Sequence[Sequence[str]]) -> LexicalIndex:
        """Return the index of rows given as lists of tokens, in the order of the rows."""
        # Arrays of machine numbers: lists of a library's 20 million entries would fill the memory.
        found: dict[str, tuple[array[int], array[int]]] = {}
        for row, tokens in enumerate(token_lists):
            for token, count in Counter(tokens).items():
                if token not in found:
                    found[token] = (array("i"), array("H"))
                rows, counts = found[token]
                rows.append(row)
                counts.append(min(count, _MOST))
        # Sorted, so that the same rows always make the same files.
        vocabulary = {token: column for column, token in enumerate(sorted(found))}
        sizes = [0, *(len(found[token][0]) for token in vocabulary)]
        lists = _Lists(
            np.frombuffer(b"".join(found[token][0] for token in vocabulary), dtype=np.int32),
            np.frombuffer(b"".join(found[token][1] for token in vocabulary), dtype=np.uint16),
            np.cumsum(sizes, dtype=np.int64),
            np.asarray([len(tokens) for tokens in token_lists], dtype=np.int32),
            vocabulary,
        )
        return cls(lists)

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

    @property
    def tokens(self) -> Iterable[str]:
        """Every token that the rows of the whole corpus have, sorted."""
        return self.postings.tokens

    def idf(self, token: str) -> float:
        """Return ln(1 + (n - df + 0.5) / (df + 0.5)), at least 0; the largest for unknown tokens."""
        return self._idf(len(self._list(token)[0]))

    def __contains__(self, token: str) -> bool:
        return len(self._list(token)[0]) > 0

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
            a, b = np.searchsorted(rows, (start, end))
            yield int(a), int(b), before - start
            before += end - start

    def save(self, folder: Path) -> None:
        """Write ``FILES`` into ``folder``: the lists as arrays, the vocabulary as JSON."""
        lists = _in_arrays(self.postings)
        for name in _ARRAYS:
            with (folder / f"lexical.{name}.npy").open("wb") as stream:
                np.save(stream, getattr(lists, name), allow_pickle=False)
        vocabulary = json.dumps(list(lists.vocabulary), ensure_ascii=False)
        (folder / _VOCABULARY_FILE).write_text(vocabulary, encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Return the index that ``save`` wrote into ``folder``.

        Raises:
            IndexDamagedError: A file is missing or damaged, or they do not fit each other.
        """
        try:
            arrays = [_map(folder / f"lexical.{name}.npy", _ARRAYS[name]) for name in _ARRAYS]
            tokens = json.loads((folder / _VOCABULARY_FILE).read_text(encoding="utf-8"))
        # What numpy and json raise for files that are not theirs or not whole.
        except (OSError, ValueError, EOFError, TypeError) as error:
            raise IndexDamagedError(f"The lexical index cannot be read ({error}).") from error
        if not isinstance(tokens, list):
            raise IndexDamagedError("The files of the lexical index do not belong together.")
        rows, counts, starts, lengths = arrays
        lists = _Lists(
            rows, counts, starts, lengths, dict(zip(tokens, range(len(tokens)), strict=True))
        )
        fits = (
            len(lists.starts) == len(tokens) + 1
            and len(lists.rows) == len(lists.counts) == int(lists.starts[-1])
            and (len(lists.rows) == 0 or int(lists.rows.max()) < len(lists.lengths))
        )
        if not fits:
            raise IndexDamagedError("The files of the lexical index do not belong together.")
        return cls(lists)


def _in_arrays(postings: Postings) -> _Lists:
    """Return the lists in memory, wherever they are."""
    if isinstance(postings, _Lists):
        return postings
    vocabulary = {token: column for column, token in enumerate(postings.tokens)}
    lists = [postings.of(token) for token in vocabulary]
    return _Lists(
        np.concatenate([np.empty(0, dtype=np.int32), *(rows for rows, _ in lists)]),
        np.concatenate([np.empty(0, dtype=np.uint16), *(counts for _, counts in lists)]),
        np.cumsum([0, *(len(rows) for rows, _ in lists)], dtype=np.int64),
        postings.lengths,
        vocabulary,
    )


def _map(path: Path, kind: type[np.generic]) -> npt.NDArray[Any]:
    """Return the array of a file, mapped into memory.

    Raises:
        ValueError: The file holds something else.
    """
    array_of_file = np.load(path, mmap_mode="r", allow_pickle=False)
    if array_of_file.ndim != 1 or array_of_file.dtype != kind:
        raise ValueError(
            f"{path.name} holds {array_of_file.ndim}-dimensional {array_of_file.dtype}"
        )
    return np.asarray(array_of_file)


def bigrams(text: str) -> list[str]:
    """Return the tokens of ``text``: pairs of Chinese characters, and words of other scripts.

    After NFKC and case folding; a Chinese character that stands alone is a token of its own. Pairs
    found as much as words cut by jieba did on every set tried, and need no dictionary.
    """
    tokens: list[str] = []
    for match in _RUNS.finditer(unicodedata.normalize("NFKC", text).casefold()):
        run = match[0]
        if len(run) > 1 and match[1]:
            tokens.extend(run[place : place + 2] for place in range(len(run) - 1))
        else:
            tokens.append(run)
    return tokens

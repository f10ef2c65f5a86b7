"""Inverted lists as arrays: in which rows each token stands, and how often."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from index.errors import IndexDamagedError
from index.search.protocol import Counts, Flags, RowNumbers
from index.search.vocabulary import Vocabulary

_ARRAYS: Mapping[str, type[np.generic]] = {
    "rows": np.int32,
    "counts": np.uint16,
    "starts": np.int64,
    "lengths": np.int32,
}
_HEADS, _ENDS, _TOKENS = "lexical.heads", "lexical.ends", "lexical.tokens"
# What lists are kept in.
FILES = (*(f"lexical.{name}" for name in _ARRAYS), _HEADS, _ENDS, _TOKENS)
# A term that stands oftener in one row weighs the same to five digits.
_MOST = 65535


@dataclass(frozen=True)
class Lists:
    """Inverted lists, term after term; see ``index.search.protocol.Postings``.

    Attributes:
        rows: int32 (m,), rising within a term.
        counts: uint16 (m,), how often the term stands in that row.
        starts: int64 (t + 1,), where the list of each term begins.
        lengths: int32 (n,), how many terms each row has, repeats included.
        vocabulary: The terms, sorted.
    """

    rows: RowNumbers
    counts: Counts
    starts: npt.NDArray[np.int64]
    lengths: RowNumbers
    vocabulary: Vocabulary

    @property
    def tokens(self) -> Sequence[str]:
        """Every token, sorted."""
        return self.vocabulary

    def having(self, tokens: Sequence[str]) -> Flags:
        """Return which of some tokens stand in any row."""
        return self.vocabulary.having(tokens)

    def of(self, token: str) -> tuple[RowNumbers, Counts]:
        """Return the rows that have a token, rising, and its counts there."""
        column = self.vocabulary.number(token)
        if column is None:
            return self.rows[:0], self.counts[:0]
        first, last = self.starts[column : column + 2]
        return self.rows[first:last], self.counts[first:last]

    def read_ahead(self, tokens: Sequence[str]) -> None:
        """Do nothing: the lists are here."""

    @classmethod
    def of_tokens(
        cls, lists: Iterable[tuple[str, tuple[RowNumbers, Counts]]], lengths: RowNumbers
    ) -> Lists:
        """Return lists that are given token by token, sorted."""
        vocabulary: list[str] = []
        rows: list[RowNumbers] = []
        counts: list[Counts] = []
        for token, (own, often) in lists:
            vocabulary.append(token)
            rows.append(own)
            counts.append(often)
        return cls(
            np.concatenate([np.empty(0, dtype=np.int32), *rows]),
            np.concatenate([np.empty(0, dtype=np.uint16), *counts]),
            np.cumsum([0, *map(len, rows)], dtype=np.int64),
            lengths,
            Vocabulary.of(vocabulary),
        )

    def files(self) -> dict[str, bytes]:
        """Return what keeps the lists, by file."""
        found = {f"lexical.{name}": getattr(self, name).tobytes() for name in _ARRAYS}
        words = self.vocabulary
        kept = (words.heads.tobytes(), words.ends.tobytes(), bytes(words.data))
        return {**found, **dict(zip((_HEADS, _ENDS, _TOKENS), kept, strict=True))}

    @classmethod
    def read(cls, files: Mapping[str, memoryview]) -> Lists:
        """Return the lists that ``files`` keep.

        Raises:
            IndexDamagedError: They are not whole, or do not fit each other.
        """
        try:
            arrays = {n: np.frombuffer(files[f"lexical.{n}"], kind) for n, kind in _ARRAYS.items()}
            heads = np.frombuffer(files[_HEADS], np.uint64)
            ends = np.frombuffer(files[_ENDS], np.int64)
            vocabulary = Vocabulary(heads, ends, files[_TOKENS])
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise IndexDamagedError(f"The lexical index cannot be read ({error}).") from error
        starts = arrays["starts"]
        fits = len(starts) == len(vocabulary) + 1 and len(arrays["rows"]) == len(
            arrays["counts"]
        ) == int(starts[-1])
        if not fits:
            raise IndexDamagedError("The files of the lexical index do not belong together.")
        return cls(**arrays, vocabulary=vocabulary)


class ListsWriter:
    """Makes lists of rows that come one after the other."""

    def __init__(self) -> None:
        """Begin with no row."""
        # Arrays of machine numbers: lists of a library's 20 million entries would fill the memory.
        self._found: dict[str, tuple[array[int], array[int]]] = {}
        self._lengths = array("i")

    def add(self, tokens: Iterable[str] | Mapping[str, int]) -> None:
        """Add the next row by its tokens, or by how often it has each."""
        row = len(self._lengths)
        often = Counter(tokens)
        self._lengths.append(often.total())
        for token, count in often.items():
            rows, counts = self._list(token)
            rows.append(row)
            counts.append(min(count, _MOST))

    def skip(self, lengths: RowNumbers) -> None:
        """Pass over rows whose lists come from elsewhere.

        Args:
            lengths: How many tokens they have.
        """
        self._lengths.extend(lengths.tolist())

    def _list(self, token: str) -> tuple[array[int], array[int]]:
        found = self._found.get(token)
        if found is None:
            found = self._found[token] = (array("i"), array("H"))
        return found

    def finish(self) -> Lists:
        """Return the lists; what was made of them on the way is let go."""
        found, self._found = self._found, {}
        # Sorted, so that the same rows always make the same files.
        vocabulary = sorted(found)
        starts = np.cumsum([0, *(len(found[token][0]) for token in vocabulary)], dtype=np.int64)
        rows = np.empty(starts[-1], dtype=np.int32)
        counts = np.empty(starts[-1], dtype=np.uint16)
        for token, (start, end) in zip(vocabulary, pairwise(starts.tolist()), strict=True):
            # Taken out one by one: of a library all of them twice would be 100 MB more.
            rows[start:end], counts[start:end] = found.pop(token)
        lengths = np.asarray(self._lengths, dtype=np.int32)
        return Lists(rows, counts, starts, lengths, Vocabulary.of(vocabulary))

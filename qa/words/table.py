"""Words of both languages with vectors: what of a claim or a question stands in a sentence in other words.

The table (``data/words.txt`` and ``data/words.npy``) is made from the default encoder by ``python -m
eval.fit.words``: the vectors of single words, drawn together where a dictionary gives two words one
meaning, so that 罚金 is close to 罚款 and "garbage" to 垃圾. It is general: no document was used for it.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.document.span import Span
from index.runtime.patterns import regex

Matrix = npt.NDArray[np.float32]

_DATA = Path(__file__).parent / "data"
WORDS_FILE = _DATA / "words.txt"
VECTORS_FILE = _DATA / "words.npy"
_RUN = regex(r"[\u3400-\u9fff]+|[A-Za-z]+(?:[-'’][A-Za-z]+)*")
_LONGEST = 5
_PAIR = 2
# What a character costs that is no word of the table: more than any that is.
_UNKNOWN_COST = 15.0
# No form of a word is as short as this.
_SHORT = 2
# Costs are kept with one decimal, as a digit-free column of the table.
_COST_SCALE = 10.0


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text.

    Attributes:
        text: As written; English in lower case.
        at: Where it stands.
        row: Its row in the table, or -1.
        cost: How rare it is: the negative logarithm of its frequency.
    """

    text: str
    at: Span
    row: int
    cost: float


class WordTable:
    """The words, their costs and their vectors."""

    def __init__(
        self, words: Sequence[str], costs: Sequence[float], vectors: npt.ArrayLike
    ) -> None:
        """Make a table.

        Args:
            words: Chinese words and lower-case English ones, all different.
            costs: Negative logarithms of their frequencies.
            vectors: int8 (n, dim), a row a word.
        """
        # By ``zip``, which a table of 100,000 words takes a third of the time with.
        self._rows = dict(zip(words, range(len(words)), strict=True))
        self._costs = list(costs)
        self._vectors = np.asarray(vectors)

    def __len__(self) -> int:
        return len(self._rows)

    @functools.cached_property
    def short_words(self) -> list[str]:
        """The Chinese words that are no longer than a pair of characters."""
        return [word for word in self._rows if len(word) <= _PAIR and not word.isascii()]

    def row(self, word: str) -> int:
        """Return the row of ``word``, or of the form that a dictionary has of it; -1 for none."""
        found = self._rows.get(word)
        if found is not None:
            return found
        if not word.isascii():
            return -1
        return next((self._rows[form] for form in _forms(word) if form in self._rows), -1)

    def vectors(self, rows: Sequence[int]) -> Matrix:
        """Return the vectors of rows: float32 (n, dim), L2-normalised; zeros for -1."""
        if not len(rows):
            return np.zeros((0, self._vectors.shape[1]), dtype=np.float32)
        places = np.asarray(rows, dtype=np.int64)
        found = self._vectors[np.maximum(places, 0)].astype(np.float32)
        norms = np.linalg.norm(found, axis=1, keepdims=True)
        found /= np.maximum(norms, 1e-9)
        found[places < 0] = 0.0
        return np.asarray(found, dtype=np.float32)

    def near(self, vector: Matrix, least: float) -> list[str]:
        """Return the Chinese words whose cosine with a vector of length one is at least ``least``."""
        alike = self.vectors(range(len(self))) @ vector
        words = list(self._rows)
        found = (words[row] for row in np.flatnonzero(alike >= least).tolist())
        return [word for word in found if not word.isascii()]

    def closest(self, row: int) -> float:
        """Return how alike the word of a row is to the Chinese word that is likest it."""
        return float((self._chinese @ self.vectors([row])[0]).max())

    @functools.cached_property
    def _chinese(self) -> Matrix:
        """The vectors of all Chinese words."""
        return self.vectors([row for word, row in self._rows.items() if not word.isascii()])

    def split(self, text: str) -> list[Word]:
        """Return the words of ``text`` in order; numbers and marks are none."""
        words: list[Word] = []
        for run in _RUN.finditer(text):
            if run.group()[0].isascii():
                lowered = run.group().lower()
                row = self.row(lowered)
                cost = _UNKNOWN_COST if row < 0 else self._costs[row]
                words.append(Word(lowered, Span(*run.span()), row, cost))
            else:
                words.extend(self._cut(run.group(), run.start()))
        return words

    def _cut(self, run: str, start: int) -> list[Word]:
        """Cut a run of ideographs into the words that are likeliest together."""
        size = len(run)
        best = [0.0] + [math.inf] * size
        last = [0] * (size + 1)
        for end in range(1, size + 1):
            for begin in range(max(0, end - _LONGEST), end):
                row = self._rows.get(run[begin:end])
                if row is not None:
                    cost = best[begin] + self._costs[row]
                elif end - begin == 1:
                    cost = best[begin] + _UNKNOWN_COST
                else:
                    continue
                if cost < best[end]:
                    best[end], last[end] = cost, begin
        cuts: list[Word] = []
        end = size
        while end:
            begin = last[end]
            text = run[begin:end]
            row = self._rows.get(text, -1)
            cost = _UNKNOWN_COST if row < 0 else self._costs[row]
            cuts.append(Word(text, Span(start + begin, start + end), row, cost))
            end = begin
        return cuts[::-1]


@functools.cache
def word_table() -> WordTable:
    """Return the table that comes with yinju."""
    # A word and its cost by turns: no word has white space in it.
    cells = WORDS_FILE.read_text(encoding="utf-8").split()
    costs = [float(cost) / _COST_SCALE for cost in cells[1::2]]
    return WordTable(cells[::2], costs, np.load(VECTORS_FILE, mmap_mode="r", allow_pickle=False))


def _forms(word: str) -> list[str]:
    """Return what an English word may be a form of: cities, carried, stopping, making, locally."""
    forms = [] if word.isalpha() else [part for part in re.split("[-'’]", word) if part[_SHORT:]]
    for ending, others in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + _SHORT:
            stem = word[: -len(ending)]
            forms += [stem + other for other in others]
            if stem[_SHORT:] and stem[-1] == stem[-2]:
                forms.append(stem[:-1])
    return forms


_ENDINGS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("ies", ("y",)), ("ied", ("y",)), ("es", ("", "e")), ("s", ("",)), ("ing", ("", "e")),
    ("ed", ("", "e")), ("er", ("", "e")), ("ly", ("",)), ("isation", ("ization", "ise", "ize")),
    ("ise", ("ize",)), ("our", ("or",)), ("re", ("er",)), ("ment", ("",)), ("ness", ("",)),
)  # fmt: skip

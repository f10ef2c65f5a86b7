"""Words of a claim or a question beside the words of a sentence, whatever language either is in.

What is said is the same where the words are, or where they mean the same: 罚金 beside 罚款, "garbage" beside
生活垃圾. How alike two words are is the cosine of their vectors in the table of words (``qa.words.table``).
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

import index.search.terms
from qa.words.table import Word, word_table

Matrix = npt.NDArray[np.float32]

_KEPT_TEXTS = 1024
_STOP_FILES = (
    Path(__file__).parent / "data" / "stop_words_zh.txt",
    Path(index.search.terms.__file__).parents[1] / "data" / "stop_words_en.txt",
)
# Words for the document itself are no content of a question about it; those of Chinese stand in the list.
_DOCUMENT_TEXT = (
    "plan plans document documents regulation regulations rule rules law act opinion opinions notice scheme "
    "measures reply text paper policy provision provisions article articles according say says said state "
    "states tell mention mentions"
)
# As rare as the commonest words that mean anything; below this a word says nothing.
_COMMON_COST = 6.0
# What one ordinary word says.
ORDINARY_WEIGHT = 1.5
# So much likelier another word is meant: of loans 贷款 has .77 and 信用 .51, of tuition 学费 .95, 指导 .79.
_LIKELIER = 0.15
# Of data leaks 数据 is likelier than 信息 by .25; of an interest for users 利息 than 权益 by .42.
_LIKELIER_BESIDE = 0.4
# One word within another, 罚 in 罚款, means nearly the same.
_WITHIN = 0.9


@dataclass(frozen=True)
class ContentWords:
    """The content words of a text.

    Attributes:
        words: In order.
        weights: float32 (n,), how much each says: rare words say more.
        vectors: float32 (n, dim), L2-normalised; zeros where the table has none.
    """

    words: tuple[Word, ...]
    weights: Matrix
    vectors: Matrix

    def __len__(self) -> int:
        return len(self.words)


@functools.lru_cache(maxsize=_KEPT_TEXTS)
def content_words(text: str) -> ContentWords:
    """Return the words of ``text``, in its normal form, that say what it is about."""
    found = [word for word in word_table().split(text) if word.text not in stop_words()]
    weights = np.asarray([max(0.0, word.cost - _COMMON_COST) for word in found], dtype=np.float32)
    return ContentWords(tuple(found), weights, word_table().vectors([word.row for word in found]))


@functools.cache
def stop_words() -> frozenset[str]:
    """Return words of grammar, of asking, and for the document itself, in both languages."""
    listed = [word for path in _STOP_FILES for word in path.read_text("utf-8").split()]
    return frozenset([*listed, *_DOCUMENT_TEXT.split()])


def similarities(mine: ContentWords, theirs: ContentWords) -> Matrix:
    """Return how alike each of ``mine`` is to each of ``theirs``: float32 (n, m), at most 1."""
    alike = np.maximum(mine.vectors @ theirs.vectors.T, 0.0)
    others = [word.text for word in theirs.words]
    # Of a word that is part of another the two are a little less alike than of one that is the same.
    chinese = [(column, other) for column, other in enumerate(others) if not other.isascii()]
    for row, word in enumerate(mine.words):
        one = word.text
        if not one.isascii():
            for column, other in chinese:
                if one in other or other in one:
                    alike[row, column] = max(alike[row, column], _WITHIN)
        if one in others:
            same = [column for column, other in enumerate(others) if other == one]
            alike[row, same] = np.maximum(alike[row, same], 1.0)
    return np.asarray(alike, dtype=np.float32)


@functools.lru_cache(maxsize=4096)
def is_meant(english: str, chinese: str, *, beside: bool = False) -> bool:
    """Tell whether a Chinese word, which a dictionary has for an English one, says what that mostly means.

    Args:
        english: One word.
        chinese: What may be meant: 指导 by tuition, 信用 by a loan.
        beside: Whether other words of the same term agree.
    """
    mine, theirs, row = content_words(english), content_words(chinese), word_table().row(english)
    if row < 0 or not len(mine) or not len(theirs) or not mine.vectors.any():
        return True
    slack = _LIKELIER_BESIDE if beside else _LIKELIER
    return float(similarities(mine, theirs).max()) >= word_table().closest(row) - slack


def best_matches(mine: ContentWords, texts: Sequence[ContentWords]) -> Matrix:
    """Return how alike each of ``mine`` is to its likest word in any of ``texts``: float32 (n,)."""
    best = np.zeros(len(mine), dtype=np.float32)
    for text in texts:
        if len(mine) and len(text):
            best = np.maximum(best, similarities(mine, text).max(axis=1))
    return np.clip(best, 0.0, 1.0)


def share_said(mine: ContentWords, theirs: ContentWords, alike: float) -> float:
    """Return the share of ``mine``, by weight, that ``theirs`` say, 0 to 1; all of what weighs nothing.

    Args:
        mine: Some words.
        theirs: Others.
        alike: From where on two words say the same.
    """
    whole = float(mine.weights.sum())
    said = best_matches(mine, [theirs]) >= alike
    return float((mine.weights * said).sum()) / whole if whole > 0 else 1.0

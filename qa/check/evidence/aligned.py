"""A claim laid beside a sentence word by word, in words of like meaning, whatever language either is in.

What of the claim the sentence says is told as shares. A word that it does not say, next to one that it does,
clashes with the word that the sentence has at that place instead: 启动区 where it has 外围组团.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.runtime.patterns import regex
from qa.compare.finding import Finding
from qa.words.align import ORDINARY_WEIGHT, ContentWords, content_words, similarities

_TINY = 1e-9
# Two words say the same from this on, and nothing of each other below that.
_SAME = 0.6
OTHER = 0.45
# What may stand in a word's place is of its sort.
_LIKE = 0.15
_NUMERAL = regex(r"[一二三四五六七八九十百千万亿零两]")
# So many words are shown that say the same, and so surely.
_MOST_SHOWN = 3
_SHOWN = 0.65
# How many words from the shared one the two may stand.
_NEAR = 1


@dataclass(frozen=True, slots=True)
class Alignment:
    """How a sentence says what a claim says.

    Attributes:
        said: Share of the claim that it says, by weight, 0 to 1.
        missing: Weight of the word that it lacks most.
        second: Weight of the next one.
        left: Share of the sentence that the claim does not say, 0 to 1.
        lacks: How many telling words of the claim it has nothing like.
        others: Words that stand in each other's place.
    """

    said: float = 0.0
    missing: float = 0.0
    second: float = 0.0
    left: float = 1.0
    lacks: int = 0
    others: tuple[Finding, ...] = ()


def align(claim: str, text: str) -> Alignment:
    """Return how ``text`` says what ``claim`` says."""
    mine, its = content_words(claim), content_words(text)
    if not len(mine) or not len(its):
        return Alignment()
    alike = np.clip(similarities(mine, its), 0.0, 1.0)
    lacks = mine.weights * (1 - alike.max(axis=1))
    unused = its.weights * (1 - alike.max(axis=0))
    most = np.sort(lacks)[::-1]
    return Alignment(
        said=1 - float(lacks.sum() / max(mine.weights.sum(), _TINY)),
        missing=float(most[0]),
        second=float(most[1]) if len(most) > 1 else 0.0,
        left=float(unused.sum() / max(its.weights.sum(), _TINY)),
        lacks=int(((alike.max(axis=1) < OTHER) & says_much(mine)).sum()),
        others=tuple(_others(mine, its, alike)),
    )


def same_words(claim: str, text: str) -> list[Finding]:
    """Return the words of a claim that say most, each with the word of a text that says the same."""
    mine, its = content_words(claim), content_words(text)
    if not len(mine) or not len(its):
        return []
    alike = similarities(mine, its)
    likest = alike.max(axis=1)
    told = np.where((likest >= _SHOWN) & says_much(mine), likest * mine.weights, 0.0)
    best = sorted(np.argsort(-told, kind="stable")[:_MOST_SHOWN].tolist())
    return [
        Finding(
            "word",
            True,
            mine.words[row].at.of(claim),
            its.words[int(alike[row].argmax())].at.of(text),
            its.words[int(alike[row].argmax())].at,
        )
        for row in best
        if told[row] > 0
    ]


def _others(
    mine: ContentWords, its: ContentWords, alike: np.typing.NDArray[np.float32]
) -> Iterator[Finding]:
    """Yield the words of the claim in whose place, beside a shared word, the sentence has another."""
    free_rows = (alike.max(axis=1) < OTHER) & says_much(mine)
    free_columns = (alike.max(axis=0) < OTHER) & says_much(its)
    for row in map(int, np.flatnonzero(free_rows)):
        found: list[tuple[float, int]] = []
        for beside in range(max(0, row - _NEAR), min(len(mine), row + _NEAR + 1)):
            column = int(alike[beside].argmax())
            if beside == row or alike[beside, column] < _SAME:
                continue
            for other in range(max(0, column - _NEAR), min(len(its), column + _NEAR + 1)):
                if free_columns[other] and alike[row, other] >= _LIKE:
                    far = abs(beside - row) + abs(other - column)
                    found.append((float(alike[row, other]) + 1 / far, other))
        if found:
            nearness, column = max(found)
            word, other_word = mine.words[row], its.words[column]
            weight = float(np.sqrt(mine.weights[row] * its.weights[column]))
            yield Finding(
                "word", False, word.text, other_word.text, other_word.at, strength=weight * nearness
            )


def says_much(words: ContentWords) -> np.typing.NDArray[np.bool_]:
    """Tell of each word whether it says enough to stand for a thing: no number, no single character."""
    long = [len(w.text) > 1 and not _NUMERAL.search(w.text) for w in words.words]
    return np.asarray(long, dtype=np.bool_) & (words.weights >= ORDINARY_WEIGHT)

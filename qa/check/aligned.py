"""A claim laid beside a sentence word by word, in words of like meaning, whatever language either is in.

What of the claim the sentence says is told as shares. A word that it does not say, next to one that it does,
clashes with the word that the sentence has at that place instead: 启动区 where it has 外围组团.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.patterns import regex
from index.span import Span
from qa.compare.finding import Finding
from qa.compare.opposites import denies
from qa.words.align import ContentWords, best_matches, content_words, similarities

_TINY = 1e-9
# Two words say the same from this on, and nothing of each other below that.
_SAME = 0.6
_OTHER = 0.45
# Two pieces whose words are this much alike speak of one thing.
_ONE_THING = 0.4
# What may stand in a word's place is of its sort.
_LIKE = 0.15
_NUMERAL = regex(r"[一二三四五六七八九十百千万亿零两]")
# Words that say as much as one ordinary word do.
_LEAST_WEIGHT = 1.5
# How many words from the shared one the two may stand.
_NEAR = 1
_PIECE = regex(r"[^，；。：,;:.\n]+")
# What another side has to share with a piece to be what it says instead, as the mean over its words.
_SAME_SUBJECT = 0.25


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
        lacks=int(((alike.max(axis=1) < _OTHER) & _telling(mine)).sum()),
        others=tuple(_others(mine, its, alike)),
    )


def _others(
    mine: ContentWords, its: ContentWords, alike: np.typing.NDArray[np.float32]
) -> Iterator[Finding]:
    """Yield the words of the claim in whose place, beside a shared word, the sentence has another."""
    free_rows = (alike.max(axis=1) < _OTHER) & _telling(mine)
    free_columns = (alike.max(axis=0) < _OTHER) & _telling(its)
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


def opposed(claim: str, text: str) -> Finding | None:
    """Return the pieces of a claim and a sentence that speak most of one thing, and differ; else None.

    Two pieces differ where one of them denies, or where the claim's has a word that the sentence has nothing
    like. Pieces that agree word by word are no clash.
    """
    best: tuple[float, Finding] | None = None
    for piece in _PIECE.finditer(claim):
        mine = piece.group().strip()
        at = _piece_on(mine, text)
        if at is None:
            continue
        its = at.of(text).strip()
        alike = float(best_matches(content_words(mine), [content_words(its)]).mean())
        if alike < _ONE_THING or (best is not None and alike <= best[0]):
            continue
        if denies(mine) != denies(its) or _says_more(mine, text):
            best = alike, Finding("word", False, mine, its, at)
    return None if best is None else best[1]


def _says_more(piece: str, other: str) -> bool:
    """Tell whether a piece has a telling word that another text has nothing like."""
    mine, its = content_words(piece), content_words(other)
    if not len(mine) or not len(its):
        return bool(len(mine))
    alike = similarities(mine, its).max(axis=1)
    return bool(((alike < _OTHER) & _telling(mine)).any())


def _telling(words: ContentWords) -> np.typing.NDArray[np.bool_]:
    """Tell of each word whether it says enough to stand for a thing: no number, no single character."""
    long = [len(w.text) > 1 and not _NUMERAL.search(w.text) for w in words.words]
    return np.asarray(long, dtype=np.bool_) & (words.weights >= _LEAST_WEIGHT)


def named(found: Finding, claim: str, text: str) -> Finding | None:
    """Return a clash with the words of both sides; None where one of them has nothing to say on it.

    A denial that only one side has stands against what the other says of the same.
    """
    if found.claim and found.text:
        return found
    if found.claim:
        start = claim.find(found.claim)
        mine = _around(claim, Span(start, start + len(found.claim)))
        at = _piece_on(mine, text) if start >= 0 else None
        return None if at is None else Finding(found.kind, False, mine, at.of(text).strip(), at)
    if found.at is None:
        return None
    its = _around(text, found.at)
    # A claim of one piece can only be meant as a whole.
    pieces = list(_PIECE.finditer(claim))
    at = Span(*pieces[0].span()) if len(pieces) == 1 else _piece_on(its, claim)
    return None if at is None else Finding(found.kind, False, at.of(claim).strip(), its, found.at)


def _around(text: str, at: Span) -> str:
    """Return the piece of a sentence that a place stands in."""
    for piece in _PIECE.finditer(text):
        if piece.start() <= at.start < piece.end():
            return piece.group().strip()
    return at.of(text)


def _piece_on(words: str, text: str) -> Span | None:
    """Return the piece of a text that speaks most of what some words speak of."""
    mine = content_words(words)
    if not len(mine):
        return None
    best: tuple[float, Span] | None = None
    for piece in _PIECE.finditer(text):
        theirs = content_words(piece.group())
        alike = float(best_matches(mine, [theirs]).mean()) if len(theirs) else 0.0
        if alike >= _SAME_SUBJECT and (best is None or alike > best[0]):
            best = alike, Span(*piece.span())
    return None if best is None else best[1]

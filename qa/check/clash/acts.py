"""Acts that must, may or must not be done on one side and otherwise on the other, with both sides' words."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from index.document.span import Span
from index.runtime.patterns import regex
from qa.check.clash.beside import Beside
from qa.check.clash.pair import ClashPair
from qa.compare.finding import KEPT_TEXTS
from qa.compare.logic.modality import (
    CLASHES,
    Reach,
    depends,
    is_word_of_mode,
    mode_at,
    reaches,
)
from qa.words.align import ORDINARY_WEIGHT, stop_words
from qa.words.table import word_table

# From this on a word may be the act that another is.
_ONE_ACT = 0.4
# So far may an act stand from its word of modality, in characters of Chinese and of English; the further,
# the less it is what that word is said of.
_FURTHEST = 24
_FURTHEST_EN = 60
_FAR = 0.3
_LONGEST_WORD = 4
# What one side says plainly the other has to deny right beside it.
_PLAINLY = 0.45
# Weaker than the text, or stronger: a clash only where it is known that there is one.
_SOFTER = 0.7
# Words of modality in pieces on one thing, with no act that is surely one.
_NO_ACT = 0.5
# What is left out is denied to belong.
_LEFT_OUT = regex(
    r"\b(?:leav(?:es?|ing)|left|keeps?|kept|rul(?:es?|ed)|shuts?) (?:[\w-]+ ){1,5}?out\b"
    r"|\bexclud(?:es?|ed|ing) (?:[\w-]+ ?){1,4}"
    r"|不(?:包括|包含|含|适用)[^，。；]{1,10}|[^，。；：、]{1,10}(?:不在此列|不包括在内|不计算?在内|除外)"
)
# 拒绝或者妨碍: what is joined to another act denies none.
_JOINED = regex(r"或|、|和|及")


def find_acts(beside: Beside) -> Iterator[ClashPair]:
    """Yield the acts of both sides that have clashing modes, each with its words of modality."""
    claim, text = beside.claim, beside.text
    best: dict[tuple[int, int], ClashPair] = {}
    for row, word in enumerate(beside.mine.words):
        # An act's words say at least as much as one ordinary word does.
        if beside.mine.weights[row] < ORDINARY_WEIGHT or is_word_of_mode(claim, word.at):
            continue
        ours = _mode(claim, word.at)
        if ours is None:
            continue
        for column, other in enumerate(beside.its.words):
            alike = float(beside.alike[row, column])
            if alike < _ONE_ACT:
                continue
            theirs = _mode(text, other.at)
            strength = _clash(ours, theirs) * alike
            if theirs is None or not strength or depends(claim, ours, text, theirs):
                continue
            mine, its = _with_mode(ours, word.at), _with_mode(theirs, other.at)
            far = max(_long(claim, mine), _long(text, its))
            pair = ClashPair(
                "modality",
                mine,
                its,
                strength * (1 - _FAR * min(far, 1.0)),
                (ours.at, theirs.at),
            )
            key = (mine.start, its.start)
            if key not in best or pair.strength > best[key].strength:
                best[key] = pair
    yield from best.values()
    yield from _told_of(beside)
    yield from _modes(beside)


def _told_of(beside: Beside) -> Iterator[ClashPair]:
    """Yield words of modality that tell of what stands before them: "… is optional" beside 应当."""
    for reach in reaches(beside.claim):
        at = reach.at
        if any(at.end <= word.at.start < reach.end for word in beside.mine.words):
            continue
        for row, word in enumerate(beside.mine.words):
            if word.at.end > at.start or not beside.one_piece(True, word.at, at):
                continue
            for column, other in enumerate(beside.its.words):
                alike = float(beside.alike[row, column])
                theirs = _mode(beside.text, other.at) if alike >= _ONE_ACT else None
                if theirs is not None and (strength := _clash(reach, theirs) * alike):
                    its = _with_mode(theirs, other.at)
                    yield ClashPair("modality", at, its, strength, (at, theirs.at))


def _modes(beside: Beside) -> Iterator[ClashPair]:
    """Yield words of modality of both sides with what follows right after them."""
    for ours in reaches(beside.claim):
        for theirs in reaches(beside.text):
            strength = _clash(ours, theirs) * _NO_ACT
            if strength and not depends(beside.claim, ours, beside.text, theirs):
                mine, its = _opened(beside, True, ours), _opened(beside, False, theirs)
                yield ClashPair("modality", mine, its, strength, (ours.at, theirs.at))


def _opened(beside: Beside, of_claim: bool, reach: Reach) -> Span:  # which side
    """Return a word of modality with the first word that it holds for."""
    words = beside.mine.words if of_claim else beside.its.words
    end = reach.at.end
    held = next((w.at.end for w in words if end <= w.at.start < reach.end), end)
    return Span(reach.start, held)


def _clash(ours: Reach, theirs: Reach | None) -> float:
    """Return how surely two modes clash, 0 to 1."""
    if theirs is None or ours.mode == theirs.mode:
        return 0.0
    if theirs.mode in CLASHES.get(ours.mode, frozenset()):
        return _PLAINLY if "plain" in {ours.mode, theirs.mode} else 1.0
    return 0.0 if "plain" in {ours.mode, theirs.mode} else _SOFTER


def _mode(text: str, at: Span) -> Reach | None:
    """Return what holds for an act; None where its word stands too far off to tell."""
    for left_out in _left_out(text):
        if left_out.start <= at.start < left_out.end:
            return left_out
    reach = mode_at(text, at)
    untold = reach.words and (
        _within_word(text, reach)
        or _JOINED.match(text, reach.at.end)
        or _long(text, Span(reach.start, at.end)) > 1
    )
    return None if untold else reach


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _left_out(text: str) -> tuple[Reach, ...]:
    """Return what a text leaves out, each with its words as the words of denial."""
    return tuple(Reach("denied", m.group(), *m.span()) for m in _LEFT_OUT.finditer(text))


def _within_word(text: str, reach: Reach) -> bool:
    """Tell whether what looks like a word of denial is part of another: 没收."""
    if len(reach.words) > 1 or reach.words.isascii():
        return False
    near = text[reach.start : reach.start + _LONGEST_WORD]
    first = next(iter(word_table().split(near)), None)
    return (
        first is not None
        and first.at.start == 0
        and len(first.text) > 1
        and first.text not in stop_words()
    )


def _long(text: str, at: Span) -> float:
    """Return how long a place is, as a share of the longest."""
    furthest = _FURTHEST_EN if text[at.start : at.start + 1].isascii() else _FURTHEST
    return (at.end - at.start) / furthest


def _with_mode(reach: Reach, at: Span) -> Span:
    """Return an act with its word of modality."""
    return Span(min(reach.start, at.start), max(at.end, reach.at.end))

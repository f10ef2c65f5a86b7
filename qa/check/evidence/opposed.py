"""A clash in the words of both sides: whether there are any to name it with, piece beside piece."""

from __future__ import annotations

from index.document.span import Span
from index.runtime.patterns import regex
from qa.check.evidence.aligned import OTHER, says_much
from qa.compare.finding import Finding
from qa.compare.relations.opposites import denies
from qa.words.align import best_matches, content_words, similarities

# Two pieces whose words are this much alike speak of one thing.
_ONE_THING = 0.4
_PIECE = regex(r"[^，；。：,;:.\n]+")
# What another side has to share with a piece to be what it says instead, as the mean over its words.
_SAME_SUBJECT = 0.25


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
    return bool(((alike < OTHER) & says_much(mine)).any())


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

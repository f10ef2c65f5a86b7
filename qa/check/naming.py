"""What a contradiction names: the sentence that clashes with a claim, and the words of both sides."""

from __future__ import annotations

from index.patterns import regex
from qa.check.clash import named, opposed
from qa.check.evidence import Evidence
from qa.compare.finding import Finding
from qa.words.align import best_matches, content_words

# Kinds that are compared exactly.
EXACT = frozenset({"number", "bound", "unit", "document", "name", "role", "order", "opposite"})
# Kinds of clash that hold by themselves, and how much less of the claim than the closest sentence says
# another may say whose clash counts.
_DEFINITE = EXACT | {"date", "body", "contrast"}
_AS_NEAR = 0.1
_PIECE = regex(r"[^，；。：,;:.\n]+")
# Two pieces whose words are this much alike speak of one thing.
_ONE_THING = 0.4


def nameable(claim: str, evidence: Evidence) -> tuple[int, tuple[Finding, ...]]:
    """Return the clashes that name both sides, of the sentence closest to the claim or else the next."""
    places = sorted(range(len(evidence.readings)), key=lambda at: (at != evidence.closest, at))
    for at in places:
        clashes = _of_both(claim, evidence, at)
        if at != evidence.closest:
            # Another sentence has to speak of the same thing, and to differ in something definite.
            if evidence.said[at] < evidence.said[evidence.closest] - _AS_NEAR:
                continue
            clashes = [clash for clash in clashes if clash.kind in _DEFINITE]
        if clashes:
            return at, tuple(clashes)
    if not evidence.readings:
        return -1, ()
    closest = evidence.readings[evidence.closest]
    whole = opposed(claim, closest.below or closest.text)
    return (evidence.closest, (whole,)) if whole is not None else (-1, ())


def beside(claim: str, text: str) -> Finding | None:
    """Return the pieces of a claim and a sentence that speak most of one thing in other words; else None.

    Names the clash where something else tells that there is one: the same words in another order, or under
    another condition, have no word that the sentence lacks.
    """
    best: tuple[float, Finding] | None = None
    for piece in _PIECE.findall(claim):
        pair = named(Finding("word", False, piece.strip(), ""), claim, text)
        if pair is None or pair.claim == pair.text:
            continue
        alike = best_matches(content_words(pair.claim), [content_words(pair.text)])
        likeness = float(alike.mean()) if len(alike) else 0.0
        if likeness >= _ONE_THING and (best is None or likeness > best[0]):
            best = likeness, pair
    return None if best is None else best[1]


def said_beside(claim: str, evidence: Evidence) -> tuple[int, tuple[Finding, ...]]:
    """Return what the claim says beside the sentence closest to it, as a clash; nothing for no pair."""
    if not evidence.readings:
        return -1, ()
    closest = evidence.readings[evidence.closest]
    pair = beside(claim, closest.below or closest.text)
    return (evidence.closest, (pair,)) if pair is not None else (-1, ())


def _of_both(claim: str, evidence: Evidence, at: int) -> list[Finding]:
    """Return the clashes of one reading that name the words of both sides."""
    reading = evidence.readings[at]
    both = (named(clash, claim, reading.below or reading.text) for clash in evidence.clashes(at))
    return list(dict.fromkeys(clash for clash in both if clash is not None))

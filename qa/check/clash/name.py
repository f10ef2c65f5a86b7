"""Which words clash: of all that may, those of one slot, the most exact and the shortest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from index.document.span import Span
from qa.check.clash.beside import Beside, lay_beside
from qa.check.clash.pair import ClashPair
from qa.check.clash.pairs import find_pairs, same_amounts
from qa.check.clash.phrase import whole
from qa.compare.finding import Finding, Kind

# How surely a pair of each kind is the clash, where all else is equal.
_SURE: Mapping[Kind, float] = {
    "number": 1.0, "bound": 0.9, "unit": 0.9, "date": 1.0, "document": 1.0, "name": 0.9, "rank": 0.8,
    "body": 0.9, "actor": 0.7, "modality": 0.85, "contrast": 0.85, "opposite": 0.85, "role": 0.7,
    "order": 0.6, "scope": 0.6, "enumeration": 0.35, "negation": 0.6, "exception": 0.75, "sequence": 0.6,
    "word": 0.3,
}  # fmt: skip
# How much of that holds where nothing around the two is alike.
_ALONE: Mapping[Kind, float] = {
    "number": 0.6, "date": 0.6, "bound": 0.6, "unit": 0.6, "contrast": 0.6, "opposite": 0.6,
}  # fmt: skip
_ALONE_ELSE = 0.25
_ALONE_ACT = 0.33
# What may be said elsewhere in the text in the claim's sense clashes with nothing.
_LACKED = frozenset({"actor"})
# Any body or word may stand somewhere near: it is the one only in the same slot.
_IN_SLOT = frozenset({"body", "actor", "word", "name"})
_AROUND, _SLOT_AROUND = 0.55, 0.3
# Words stand in each other's place the more surely, the more they are of a sort and the more of what the
# text does not say they are.
_OF_A_SORT = 0.15
_SORT_TELLS = 0.6
_SHARE_TELLS = 0.3
# How much a passage counts that says nothing of the claim, beside one that says all of it.
_BARE = 0.6
# Of two alike the first is meant: conditions and exceptions follow the rule.
_LATE = 0.03
# Below this nothing is named well.
LEAST = 0.3
_LEAST_WORD = 0.45


@dataclass(frozen=True, slots=True)
class ClashPassage:
    """What a clash may be looked for in.

    Attributes:
        text: Words of the document.
        findings: What comparing the claim with them found.
        weight: How surely the clash is in it rather than in another, at most 1.
    """

    text: str
    findings: tuple[Finding, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class NamedClash:
    """A clash with the words of both sides.

    Attributes:
        finding: The clash; ``at`` is its place in the passage.
        passage: Number of the passage.
        sure: How surely it is the one.
    """

    finding: Finding
    passage: int
    sure: float


def name_clash(claim: str, passages: Sequence[ClashPassage]) -> NamedClash | None:
    """Return the words of ``claim`` and of a passage that clash.

    Where none can be named well it is the pieces of both that speak most of one thing; None where no
    passage has any.
    """
    best: tuple[float, int, Beside, ClashPair] | None = None
    borne: set[Span] = set()
    for number, passage in enumerate(passages):
        beside = lay_beside(claim, passage.text)
        known = passage.weight * (_BARE + (1 - _BARE) * beside.cover())
        for pair in find_pairs(beside, passage.findings):
            if pair.mine in borne:
                continue
            early = 1 - _LATE * pair.its.start / len(passage.text)
            least = _LEAST_WORD if pair.kind == "word" else LEAST
            if best is not None:
                least = max(least, best[0])
            sure = known * early * how_sure(beside, pair, least / (known * early))
            if sure >= least and (best is None or sure > best[0]):
                best = sure, number, beside, pair
        # What one passage says as the claim does is no clash with another.
        borne |= {amount.at for amount in same_amounts(beside)}
    if best is None:
        return _pieces(claim, passages)
    sure, number, beside, pair = best
    mine, its = whole(beside, pair)
    words = mine.of(claim), its.of(beside.text)
    return NamedClash(Finding(pair.kind, False, *words, its, strength=sure), number, sure)


def _pieces(claim: str, passages: Sequence[ClashPassage]) -> NamedClash | None:
    """Return the pieces of the claim and of a passage that speak most of one thing."""
    best: tuple[float, int, Span, str] | None = None
    for number, passage in enumerate(passages):
        if passage.weight < 1:
            continue
        beside = lay_beside(claim, passage.text)
        for piece in beside.pieces():
            score = passage.weight * beside.shared(piece)
            if score and (best is None or score > best[0]):
                best = score, number, piece, piece.of(passage.text)
    if best is None:
        return None
    score, number, at, words = best
    mine = Beside(claim, words).lacked()
    if _squeezed(mine.of(claim)) == _squeezed(words):
        return None
    return NamedClash(
        Finding("word", False, mine.of(claim), words, at, strength=score), number, score
    )


def how_sure(beside: Beside, pair: ClashPair, least: float) -> float:
    """Return how surely a pair is the clash, but for how much its passage says of the claim.

    What stands around it, which takes longest to tell, is left out where the rest is below ``least``.
    """
    if _same(beside, pair):
        return 0.0
    kind, alone = _SURE[pair.kind], _ALONE.get(pair.kind, _ALONE_ELSE)
    if pair.kind == "word":
        kind += _SORT_TELLS * (pair.strength - _OF_A_SORT)
        kind += _SHARE_TELLS * beside.share(pair.mine)
    elif pair.kind == "modality":
        kind *= (1 + pair.strength) / 2
        alone = _ALONE_ACT * (1 + pair.strength)
    else:
        kind *= pair.strength
    if pair.kind in _LACKED:
        kind *= (1 + beside.lacking(pair.mine)) / 2
    if kind < least:
        return 0.0
    around = _SLOT_AROUND if pair.kind in _IN_SLOT else _AROUND
    return kind * (alone + (1 - alone) * beside.spoken(*pair.core, around=around))


def _same(beside: Beside, pair: ClashPair) -> bool:
    """Tell whether both sides have the same words."""
    return _squeezed(pair.mine.of(beside.claim)) == _squeezed(pair.its.of(beside.text))


def _squeezed(words: str) -> str:
    """Return words without what makes no difference to them."""
    return "".join(words.lower().split())

"""Numbers with their units and bounds: 82% against 不低于82%, two stars against three."""

from __future__ import annotations

from collections.abc import Sequence

from qa.compare.finding import Finding, is_chinese, piece_around, term_set
from qa.compare.quantities import Quantity, quantities

_CLOSE = 1e-6
# Small whole numbers in words that count nothing known ("two sides", 两头): compared with care.
_KNOWN_UNITS_TEXT = (
    "percent point minute day month year metre area yuan dollar person star level times"
)
_KNOWN_UNITS = frozenset(_KNOWN_UNITS_TEXT.split())
_NEIGHBOURS = 12
# "达标即可", "60 per cent would be enough": the claim asks for no more than its number.
_ENOUGH = ("即可", "就行", "就够", "足够", "足矣", "为限", "enough", "suffice", "will do")


def compare_numbers(claim: str, text: str) -> list[Finding]:
    """Compare each quantity of the claim with the text's quantities of the same unit."""
    there = quantities(text)
    return [
        finding
        for mine in quantities(claim)
        if (finding := _compare(mine, [q for q in there if _same_unit(mine, q)], claim, text))
    ]


def unmatched_numbers(claim: str, text: str) -> list[Quantity]:
    """Return the quantities of the claim for which the text has none of the same unit."""
    there = quantities(text)
    return [mine for mine in quantities(claim) if not any(_same_unit(mine, q) for q in there)]


def clashing_bounds(mine: Quantity, other: Quantity) -> bool:
    """Tell whether one is a lower and the other an upper limit."""
    return {mine.bound, other.bound} == {"min", "max"}


def _compare(mine: Quantity, others: Sequence[Quantity], claim: str, text: str) -> Finding | None:
    if not others:
        return None
    equal = [q for q in others if abs(q.value - mine.value) <= _CLOSE * max(1.0, abs(q.value))]
    if equal:
        best = max(equal, key=lambda q: not clashing_bounds(mine, q))
        clash = clashing_bounds(mine, best) or (
            best.bound == "min" and not mine.bound and any(word in claim for word in _ENOUGH)
        )
        return Finding("bound" if clash else "number", not clash, mine.words, best.words, best.at)
    nearest = max(others, key=lambda q: _likeness(mine, claim, q, text))
    if mine.unit == "percent" and not _same_subject(claim, mine, nearest, text):
        return None
    return Finding("number", False, mine.words, nearest.words, nearest.at)


def _same_unit(mine: Quantity, other: Quantity) -> bool:
    if mine.unit in _KNOWN_UNITS or other.unit in _KNOWN_UNITS:
        return mine.unit == other.unit
    if is_chinese(mine.unit + other.unit):
        return bool(mine.unit) and mine.unit == other.unit
    return bool(term_set(mine.unit) & term_set(other.unit))


def _same_subject(claim: str, mine: Quantity, other: Quantity, text: str) -> bool:
    """Tell whether two shares may be of the same thing: anything can be told in per cent."""
    piece = piece_around(text, other.at).replace(other.words, " ")
    return bool(term_set(claim.replace(mine.words, " ")) & term_set(piece))


def _likeness(mine: Quantity, claim: str, other: Quantity, text: str) -> int:
    """Return how many terms the surroundings of two quantities share."""

    def around(quantity: Quantity, whole: str) -> frozenset[str]:
        at = quantity.at
        return term_set(whole[max(0, at.start - _NEIGHBOURS) : at.end + _NEIGHBOURS])

    return len(around(mine, claim) & around(other, text))

"""What the comparers found in sentences, less what says nothing, and with the number that settles a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.check.clash.only import only_number
from qa.check.evidence.reading import ReadSentence
from qa.compare.finding import Finding
from qa.compare.relations.opposites import denies

# What says this little less of a claim than the closest sentence may tell of the same thing.
_AS_NEAR = 0.05


def less_denials(found: list[Finding]) -> list[Finding]:
    """Return what was found, less a denial that only says what a word of the text does: 不再有效, 废止."""
    borne = {f.claim for f in found if f.agrees and f.kind == "contrast"}
    return [
        f
        for f in found
        if f.kind != "negation" or not f.claim or not any(w.startswith(f.claim) for w in borne)
    ]


def denied_below(found: Finding) -> Finding:
    """Return what was found in a sentence below a lead-in that denies: the claim denies what it lists."""
    borne_out = (
        not found.agrees
        and found.kind in {"bound", "negation"}
        and denies(found.claim)
        and not denies(found.text)
    )
    return replace(found, agrees=True) if borne_out else found


def with_only_number(
    claim: str,
    readings: Sequence[ReadSentence],
    findings: tuple[tuple[Finding, ...], ...],
    said: Sequence[float],
    closest: int,
) -> tuple[tuple[Finding, ...], ...]:
    """Return what was found, with the one number of the closest sentence that a claim surely has wrong."""
    least = said[closest] - _AS_NEAR
    elsewhere = [
        f for n, each in enumerate(findings) if n != closest and said[n] >= least for f in each
    ]
    number = only_number(claim, readings[closest].whole, elsewhere)
    stood = None if number is None else readings[closest].as_it_stands(number, claim)
    if stood is None:
        return findings
    return (*findings[:closest], (stood, *findings[closest]), *findings[closest + 1 :])

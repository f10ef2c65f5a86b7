"""What the comparers found in sentences, less what says nothing, and with what settles a claim."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from qa.check.clash.another import number_of_another
from qa.check.clash.member import other_member
from qa.check.clash.only import only_date, only_number, other_bound
from qa.check.evidence.near import as_near
from qa.check.evidence.reading import ReadSentence
from qa.compare.finding import Finding
from qa.compare.relations.opposites import denies


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


def with_settling(
    claim: str,
    readings: Sequence[ReadSentence],
    findings: tuple[tuple[Finding, ...], ...],
    said: Sequence[float],
    closest: int,
) -> tuple[tuple[Finding, ...], ...]:
    """Return what was found, with what of the closest sentence a claim surely has otherwise."""
    elsewhere = [found for at in as_near(said, closest)[1:] for found in findings[at]]
    reading = readings[closest]
    told = (
        only_number(claim, reading.whole, elsewhere),
        only_date(claim, reading.whole, elsewhere),
        other_bound(claim, reading.whole),
        number_of_another(claim, reading.whole),
        other_member(claim, reading.whole),
    )
    stood = [reading.as_it_stands(found, claim) for found in told if found is not None]
    settling = [found for found in stood if found is not None]
    return (*findings[:closest], (*settling, *findings[closest]), *findings[closest + 1 :])

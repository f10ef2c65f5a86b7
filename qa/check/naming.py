"""What a contradiction names: the sentence that clashes with a claim, and the words of both sides."""

from __future__ import annotations

from qa.check.clash import named, opposed
from qa.check.evidence import Evidence
from qa.compare.finding import Finding

# Kinds that are compared exactly.
EXACT = frozenset({"number", "bound", "unit", "document", "name", "role", "order", "opposite"})
# Kinds of clash that hold by themselves, and how much less of the claim than the closest sentence says
# another may say whose clash counts.
_DEFINITE = EXACT | {"date", "body", "contrast"}
_AS_NEAR = 0.1


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


def _of_both(claim: str, evidence: Evidence, at: int) -> list[Finding]:
    """Return the clashes of one reading that name the words of both sides."""
    reading = evidence.readings[at]
    both = (named(clash, claim, reading.below or reading.text) for clash in evidence.clashes(at))
    return list(dict.fromkeys(clash for clash in both if clash is not None))

"""What a contradiction names: the sentence that clashes with a claim, and the words of both sides.

Whether there is a clash to name decides on a verdict (``nameable``); which words show it best, of the clause
that it rests on or of another that was read, decides nothing more (``choose_clash``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document.corpus import Clause
from index.document.normal import normal_of
from index.document.span import Span
from qa.check.clash.name import ClashPassage, name_clash
from qa.check.evidence.compared import Evidence
from qa.check.evidence.near import as_near
from qa.check.evidence.opposed import named, opposed
from qa.check.evidence.reading import ReadSentence
from qa.compare.finding import Finding, is_chinese

# Kinds that are compared exactly.
EXACT = frozenset({"number", "bound", "unit", "document", "name", "role", "order", "opposite"})
# Whole pieces are set against each other only from this chance of a contradiction on: below it half of such
# contradictions are wrong (11 of 22).
_WHOLE = 0.6
_AMOUNTS = frozenset({"number", "bound", "unit"})
# Kinds of clash that hold by themselves.
_DEFINITE = EXACT | {"date", "body", "contrast"}
# How surely a clash is in the very sentence that the verdict rests on or its clause, in another sentence read
# of that clause under its lead-in, and in another clause.
_HERE, _BESIDE, _ELSEWHERE = 1.0, 0.88, 0.65
# How firmly a clash has to be of the very thing that the claim speaks of, to be one on something exact.
_SAME_THING = 0.5


@dataclass(frozen=True, slots=True)
class Clash:
    """The words that clash, and where.

    Attributes:
        finding: The words of both sides.
        position: ``Clause.position`` of the clause that has them.
        at: Where they stand in its text; None where they are not in its own words.
    """

    finding: Finding
    position: int
    at: Span | None


def choose_clash(
    claim: str, evidence: Evidence, at: int, clauses: Sequence[Clause]
) -> Clash | None:
    """Return what a claim and the clauses read for it clash in; None where nothing can be named.

    Args:
        claim: The claim, in its normal form.
        evidence: What was read for it.
        at: The reading that the verdict rests on.
        clauses: Those of the corpus, by position.
    """
    if not 0 <= at < len(evidence.readings):
        return None
    sure = next((f for f in evidence.findings[at] if f.sure and not f.agrees and f.text), None)
    if sure is not None:
        position = evidence.readings[at].position
        return Clash(sure, position, _place(sure, clauses[position].text, whole=False))
    places: list[tuple[int, bool]] = []
    passages: list[ClashPassage] = []
    rests_on = evidence.readings[at].position
    for number in sorted(range(len(evidence.readings)), key=lambda n: (n != at, n)):
        reading, findings = evidence.readings[number], evidence.findings[number]
        weight = _HERE if reading.position == rests_on else _ELSEWHERE
        if reading.aids and not is_chinese(reading.text):
            # An edition's own English is what an English claim is held against.
            passages.append(ClashPassage(reading.text, findings, weight))
            places.append((reading.position, False))
            continue
        if weight == _HERE and number != at:
            weight = _BESIDE
        if reading.below or number == at:
            passages.append(ClashPassage(replace(reading, worded="").whole, findings, weight))
            places.append((reading.position, False))
        whole = normal_of(clauses[reading.position].text).text
        if (reading.position, True) in places or len(whole) <= len(reading.below):
            continue
        passages.append(ClashPassage(whole, _of_clause(evidence, reading), min(weight, _BESIDE)))
        places.append((reading.position, True))
    found = name_clash(claim, passages)
    if found is None:
        return None
    position, _ = places[found.passage]
    return Clash(
        found.finding,
        position,
        _place(found.finding, clauses[position].text, places[found.passage][1]),
    )


def _of_clause(evidence: Evidence, reading: ReadSentence) -> tuple[Finding, ...]:
    """Return what was found in all sentences read of the clause of one."""
    return tuple(
        found
        for other, findings in zip(evidence.readings, evidence.findings, strict=True)
        if other.position == reading.position
        for found in findings
    )


def _place(finding: Finding, text: str, whole: bool) -> Span | None:
    """Return where the words of a clash stand in the text of a clause."""
    normal = normal_of(text)
    if whole and finding.at is not None:
        return normal.source(finding.at)
    start = normal.text.find(finding.text)
    return normal.source(Span(start, start + len(finding.text))) if start >= 0 else None


def nameable(
    claim: str, evidence: Evidence, likely: float = 1.0
) -> tuple[int, tuple[Finding, ...]]:
    """Return the clashes that name both sides, of the sentence closest to the claim or else the next.

    Args:
        claim: The claim, in its normal form.
        evidence: What was read for it.
        likely: How likely it is that it is contradicted, 0 to 1.
    """
    surely = {
        n for n, each in enumerate(evidence.findings) if any(f.sure and not f.agrees for f in each)
    }
    near = as_near(evidence.said, evidence.closest) if evidence.readings else []
    places = sorted(
        range(len(evidence.readings)), key=lambda at: (at not in surely, at != evidence.closest, at)
    )
    for at in places:
        clashes = [c for c in _of_both(claim, evidence, at) if not _told(c, evidence, at)]
        if at != evidence.closest:
            # Another sentence has to speak of the same thing, and to differ in something definite.
            if at not in near:
                continue
            clashes = [clash for clash in clashes if clash.sure or clash.kind in _DEFINITE]
        if clashes:
            return at, tuple(clashes)
    if not evidence.readings or likely < _WHOLE:
        return -1, ()
    closest = evidence.readings[evidence.closest]
    whole = opposed(claim, closest.compared)
    return (evidence.closest, (whole,)) if whole is not None else (-1, ())


def _told(clash: Finding, evidence: Evidence, at: int) -> bool:
    """Tell whether another sentence that says as much of the claim has the very amount that clashes here."""
    return clash.kind in _AMOUNTS and any(
        found.agrees and found.kind in _AMOUNTS and found.claim == clash.claim
        for other, findings in enumerate(evidence.findings)
        if other != at and evidence.said[other] >= evidence.said[at]
        for found in findings
    )


def _of_both(claim: str, evidence: Evidence, at: int) -> list[Finding]:
    """Return the clashes of one reading that name the words of both sides."""
    reading = evidence.readings[at]
    both = (named(clash, claim, reading.compared) for clash in evidence.clashes(at))
    return list(dict.fromkeys(clash for clash in both if clash is not None))


def clashes_exactly(evidence: Evidence) -> bool:
    """Tell whether the sentence closest to the claim says otherwise on something exact."""
    closest = evidence.findings[evidence.closest] if evidence.findings else ()
    return evidence.signals["firmly_clashes"] > _SAME_THING or any(
        not found.agrees and found.kind in EXACT for found in closest
    )

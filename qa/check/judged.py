"""A part of a claim, judged, with what shows its verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from index.document.corpus import Span
from qa.ask.retrieval.retrieve import Ranking
from qa.cells.value import Checked
from qa.check.choose import Clash
from qa.check.entail import NliOpinion
from qa.check.evidence.aligned import same_words
from qa.check.evidence.compared import Evidence
from qa.check.reasons import explain, telling
from qa.compare.finding import Finding, is_chinese
from qa.result import Language, VerdictLabel


@dataclass(frozen=True)
class JudgedPart:
    """One part of a claim, judged.

    Attributes:
        text: The part.
        label: Its verdict.
        confidence: How sure it is, 0 to 1.
        ranking: The clauses closest to it.
        evidence: What comparing it with their sentences found.
        opinion: Of an entailment model, if one was asked.
        repeats: Whether it repeats a sentence, or names a cell.
        clashes: The clashes that can be named.
        clashes_at: The reading that they are with, or -1.
        clash: The one that shows the contradiction best.
        cells: What a table says of it.
    """

    text: str
    label: VerdictLabel
    confidence: float
    ranking: Ranking
    evidence: Evidence
    opinion: NliOpinion | None = None
    repeats: bool = False
    clashes: tuple[Finding, ...] = ()
    clashes_at: int = -1
    clash: Clash | None = None
    cells: Checked | None = None

    @property
    def rests_on(self) -> int:
        """The reading that the verdict rests on."""
        if self.label == "contradicted":
            return self.clashes_at
        return (
            self.evidence.closest if self.evidence.repeated is None else self.evidence.repeated_at
        )

    def findings(self, at: int) -> Sequence[Finding]:
        """Return what was found in a reading; the clashes alone where it contradicts the claim."""
        if self.label == "contradicted" and at == self.clashes_at:
            return self.clashes
        found = self.evidence.findings[at]
        if self.label != "supported" or at != self.rests_on or telling("supported", found):
            return found
        # Where nothing exact agrees, the words that do.
        reading = self.evidence.readings[at]
        # A gloss is no wording to quote; an edition's own English is what it was compared with.
        english = reading.aids and not is_chinese(reading.text)
        text = reading.text if english else reading.whole
        return (*found, *same_words(self.ranking.query.normal, text))

    @property
    def decisive(self) -> Sequence[Finding]:
        """What was found in the cells or the reading that the verdict rests on."""
        if self.cells is not None:
            return self.cells.findings
        if self.clash is not None:
            return (self.clash.finding,)
        return self.findings(self.rests_on) if self.evidence.findings else ()

    def reasons(self, lang: Language) -> list[str]:
        """Return why the verdict is what it is, in ``lang``."""
        repeated = self.evidence.repeated
        return explain(
            self.label,
            self.decisive,
            lang,
            repeated=repeated is not None and not repeated.clashes,
            opinion=self.opinion,
        )

    def focus(self, claim: str) -> tuple[Span, ...]:
        """Return where the words that agree or clash stand in the claim; only such as it has as they are."""
        words = [found.claim for found in telling(self.label, self.decisive) if found.claim]
        places = [(claim.find(text), len(text)) for text in words]
        spans = {Span(start, start + size) for start, size in places if start >= 0}
        return tuple(sorted(spans, key=lambda span: (span.start, span.end)))


def decisive(parts: Sequence[JudgedPart]) -> JudgedPart:
    """Return the part that decides: one contradicted, else one not mentioned, else the weakest."""
    for label in ("contradicted", "not_mentioned"):
        found = [part for part in parts if part.label == label]
        if found:
            return max(found, key=lambda part: part.confidence)
    return min(parts, key=lambda part: part.confidence)

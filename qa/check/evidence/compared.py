"""What speaks for and against a claim: the best sentences, compared with it, and signals for a model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.clause_index import ClauseIndex
from index.document.normal import normal_of
from index.views import ENGLISH, GLOSS, PLAIN_EN, PLAIN_ZH, SENTENCE
from qa.ask.retrieval.retrieve import Ranking
from qa.check.evidence.aligned import Alignment, align
from qa.check.evidence.rarity import RarityReader
from qa.check.evidence.reading import ReadSentence, below, exception_after, time_of
from qa.check.evidence.repetition import Repetition, repetition
from qa.check.evidence.settled import denied_below, less_denials, with_settling
from qa.check.evidence.signals import ClaimSignals, aligned_signals, closest_signals
from qa.compare.entities.agents import compare_agents
from qa.compare.entities.bodies import compare_bodies
from qa.compare.entities.names import compare_names
from qa.compare.entities.roles import compare_roles
from qa.compare.finding import Finding, is_chinese, settle
from qa.compare.logic.acts import compare_acts
from qa.compare.logic.excepted import compare_consent, with_exceptions
from qa.compare.logic.exclusion import compare_exclusions, compare_no_exception
from qa.compare.logic.modality import compare_modality
from qa.compare.logic.permission import compare_permission
from qa.compare.logic.punished import compare_punished
from qa.compare.logic.regardless import compare_regardless
from qa.compare.logic.scope import compare_enumerations, compare_quantifiers
from qa.compare.relations.contrasts import compare_contrasts
from qa.compare.relations.opposites import compare_negation, compare_opposites, denies
from qa.compare.relations.order import compare_order
from qa.compare.relations.priority import compare_priority
from qa.compare.relations.sequence import compare_sequence
from qa.compare.values.changes import compare_changes
from qa.compare.values.clock import compare_clock
from qa.compare.values.dates import compare_dates, compare_time
from qa.compare.values.each import compare_each
from qa.compare.values.identifiers import compare_identifiers
from qa.compare.values.numbers import compare_numbers
from qa.compare.words import KnownNames
from qa.result import Language

COMPARERS = (
    compare_numbers, compare_dates, compare_names, compare_roles, compare_order, compare_opposites,
    compare_negation, compare_quantifiers, compare_enumerations,
)  # fmt: skip
# What is compared in any document, by words of Chinese administration and their English, where no edition
# says what this one means: who, whether it must or may, which of two sides. An edition's own English and
# everyday wording tell more.
GENERAL = (
    compare_modality, compare_contrasts, compare_bodies, compare_exclusions, compare_sequence,
    compare_consent, compare_identifiers, compare_acts, compare_permission, compare_agents,
    compare_changes, compare_priority, compare_regardless, compare_punished,
    compare_clock, compare_each,
)  # fmt: skip
# Those that read an English claim and a Chinese sentence alike.
_ACROSS = (compare_numbers, compare_dates, *GENERAL)
# Clauses whose sentences are compared, and sentences of each.
_CLAUSES = 4
_SENTENCES = 2
# Things that can be compared exactly, what finding one adds to the share of terms in common, and what
# each place further down the ranking takes away: the best of a small grid in cross-validation.
_FIRM = frozenset({"number", "bound", "unit", "date", "document", "name", "role", "order"})
_FIRM_WEIGHT = 0.15
_STEP = 0.05
_AIDS: Mapping[Language, str] = {"zh": PLAIN_ZH, "en": PLAIN_EN}


@dataclass(frozen=True)
class Evidence:
    """The sentences closest to a claim and what comparing them found, best first.

    Attributes:
        readings: The sentences.
        findings: Of each reading.
        repeated: How the claim repeats one of them, if it does.
        repeated_at: Which one, or -1.
        nearest: The reading that speaks most of what the claim speaks of.
        closest: The one that the verdict rests on, which is that where nothing else tells of another.
        signals: What a model sees.
        compared: What the comparers found, less what settles the claim in the closest sentence.
        shared: How much of the claim's terms each reading has, 0 to 1.
        aligned: How each reading says the claim word by word.
        said: How much of the claim each reading says, 0 to 1.
    """

    readings: tuple[ReadSentence, ...]
    findings: tuple[tuple[Finding, ...], ...]
    repeated: Repetition | None
    repeated_at: int
    nearest: int = 0
    closest: int = 0
    signals: Mapping[str, float] = field(default_factory=dict)
    compared: tuple[tuple[Finding, ...], ...] = ()
    shared: tuple[float, ...] = ()
    aligned: tuple[Alignment, ...] = ()
    said: tuple[float, ...] = ()

    def clashes(self, at: int) -> list[Finding]:
        """Return the clashes of one reading."""
        return [finding for finding in self.findings[at] if not finding.agrees]


class EvidenceReader:
    """Gathers evidence from one index."""

    def __init__(self, clause_index: ClauseIndex, names: KnownNames) -> None:
        """Make a reader.

        Args:
            clause_index: The corpus.
            names: Bodies and places that it knows.
        """
        self._clause_index = clause_index
        self._names = names
        self._rarity = RarityReader(clause_index)
        self._has_english = ENGLISH in clause_index.columns.kinds_there()

    def gather(self, ranking: Ranking) -> Evidence:
        """Return the evidence on the claim of ``ranking``."""
        claim, lang = ranking.query.normal, ranking.query.lang
        readings = self._readings(ranking)
        if not self._has_english:
            readings = tuple(reading.in_words_of(claim) for reading in readings)
        repeats = [self._repetition(claim, reading) for reading in readings]
        at = max(
            range(len(readings)),
            key=lambda n: (repeats[n].cover if repeats[n] else 0.0, -n),  # type: ignore[union-attr]
            default=-1,
        )
        repeated = repeats[at] if at >= 0 else None
        aligned = tuple(
            Alignment() if self._has_english else align(claim, reading.whole)
            for reading in readings
        )
        findings = tuple(
            (*self._compare(claim, reading), *each.others)
            for reading, each in zip(readings, aligned, strict=True)
        )
        told = ClaimSignals(self._rarity.of((r.position for r in readings), lang))
        shared = tuple(told.shared(claim, reading.words) for reading in readings)
        said = tuple(max(s, each.said) for s, each in zip(shared, aligned, strict=True))
        if repeated is not None and _told_elsewhere(repeated, findings, said, at):
            repeated = None
        nearest = _closest(said, findings)
        rests_at = at if repeated else -1
        evidence = Evidence(readings, findings, repeated, rests_at, nearest)
        evidence = replace(evidence, compared=findings, shared=shared, aligned=aligned, said=said)
        return self.resting_on(ranking, evidence, nearest)

    def resting_on(self, ranking: Ranking, evidence: Evidence, closest: int) -> Evidence:
        """Return evidence with the reading that the verdict rests on, and what a model sees of it."""
        claim, lang = ranking.query.normal, ranking.query.lang
        readings, findings, repeated = evidence.readings, evidence.compared, evidence.repeated
        told = ClaimSignals(self._rarity.of((r.position for r in readings), lang))
        signals = told.of(claim, readings, findings, closest)
        signals["shared"] = evidence.shared[closest] if evidence.shared else 0.0
        signals |= aligned_signals(evidence.aligned, closest)
        signals |= self._of_closest(ranking, readings, closest)
        signals |= closest_signals(
            claim,
            readings[closest] if readings else None,
            findings[closest] if findings else (),
            bare=not self._has_english,
        )
        signals["repeats"] = 0.0 if repeated is None else repeated.cover
        signals["altered"] = 0.0 if repeated is None else float(len(repeated.clashes))
        signals["replaced"] = 0.0 if repeated is None else float(repeated.replaced > 0)
        if readings and not self._has_english:
            findings = with_settling(claim, readings, findings, evidence.said, closest)
        return replace(evidence, findings=findings, closest=closest, signals=signals)

    @staticmethod
    def _of_closest(
        ranking: Ranking, readings: Sequence[ReadSentence], closest: int
    ) -> dict[str, float]:
        """Return how alike the closest sentence and the claim are, and how much more another is."""
        cosines = [float(ranking.similar[r.row]) if r.row >= 0 else 0.0 for r in readings]
        own = cosines[closest] if cosines else 0.0
        return {"cosine": own, "cosine_lead": max(cosines, default=0.0) - own}

    def _readings(self, ranking: Ranking) -> tuple[ReadSentence, ...]:
        lang = ranking.query.lang
        clauses = self._clause_index.clauses
        found: list[ReadSentence] = []
        for position in map(int, ranking.order[:_CLAUSES]):
            clause = clauses[position]
            best: dict[int, float] = {}
            own: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
            for row in self._clause_index.columns.views_of(position):
                view = self._clause_index.views[row]
                number = view.sentence
                if number < 0:
                    continue
                own[number, view.kind].append((row, view.text))
                best[number] = max(best.get(number, -1.0), float(ranking.similar[row]))
            for number in sorted(best, key=best.__getitem__, reverse=True)[:_SENTENCES]:
                original = clause.sentences[number].of(clause.text)
                kinds = (ENGLISH, GLOSS) if lang == "en" else (SENTENCE,)
                kind = next((k for k in kinds if (number, k) in own), None)
                text, row = normal_of(original).text, -1
                if kind is not None:
                    row = own[number, kind][0][0]
                    # A gloss may be several texts.
                    text = " ".join(said for _, said in own[number, kind])
                aids = tuple(said for _, said in own.get((number, _AIDS[lang]), ()))
                # An edition's own English and glosses are whole sentences.
                under = "" if self._has_english else below(clause, number)
                time = "" if self._has_english else time_of(clauses, position, number)
                but = "" if self._has_english else exception_after(clause, number)
                read = ReadSentence(position, number, original, text, aids, row, under, time)
                found.append(replace(read, but=but))
        return tuple(found)

    def _compare(self, claim: str, reading: ReadSentence) -> list[Finding]:
        if not self._has_english:
            return self._compare_bare(claim, reading)
        primary = [f for comparer in COMPARERS for f in comparer(claim, reading.text)]
        aids = "\n".join(reading.aids)
        helped = [f for comparer in COMPARERS for f in comparer(claim, aids)] if aids else []
        return settle(primary, helped)

    def _compare_bare(self, claim: str, reading: ReadSentence) -> list[Finding]:
        """Compare a claim with a sentence of a document that has nothing but its own words."""
        original, chinese = reading.whole, is_chinese(claim)
        comparers = (*COMPARERS, *GENERAL) if chinese else _ACROSS
        found = [f for each in comparers for f in each(claim, original)]
        found = list(with_exceptions(claim, original, found))
        if reading.but:
            found += compare_no_exception(claim, reading.but)
        found = less_denials(found)
        if denies(reading.lead):
            found = [denied_below(f) for f in found]
        if not chinese:
            # Places in the Chinese say nothing of the English that the claim is held against elsewhere.
            found = [replace(f, at=None) for f in found]
        timed = (replace(f, at=None) for f in compare_time(claim, original, reading.time))
        stood = (reading.as_it_stands(f, claim) for f in [*found, *timed])
        return list(dict.fromkeys(f for f in stood if f is not None))

    def _repetition(self, claim: str, reading: ReadSentence) -> Repetition | None:
        """Return how a claim repeats a sentence, by itself or with what it stands under."""
        found = [repetition(claim, reading.text, self._names)]
        if reading.below:
            found.append(repetition(claim, reading.compared, self._names))
        best = max(filter(None, found), key=lambda each: each.cover, default=None)
        if best is None:
            return None
        stood = (reading.as_it_stands(clash, claim) for clash in best.clashes)
        best = replace(best, clashes=tuple(clash for clash in stood if clash is not None))
        return best.under(reading.lead, claim)


def _told_elsewhere(
    repeated: Repetition,
    findings: Sequence[Sequence[Finding]],
    said: Sequence[float],
    at: int,
) -> bool:
    """Tell whether another sentence, which says as much of the claim, has the very number that differs."""
    numbers = [clash for clash in repeated.clashes if clash.kind in {"number", "bound"}]
    borne = [
        found.claim
        for other, each in enumerate(findings)
        if other != at and said[other] >= said[at] - _STEP
        for found in each
        if found.agrees and found.kind == "number"
    ]
    return bool(numbers) and all(
        any(words in clash.claim or clash.claim in words for words in borne) for clash in numbers
    )


def _closest(shared: Sequence[float], findings: Sequence[Sequence[Finding]]) -> int:
    """Return the reading that speaks most of what the claim speaks of.

    The first one may be a topic sentence, which shares the subject and says nothing of it.
    """

    def weight(at: int) -> float:
        firm = {found.kind for found in findings[at] if found.kind in _FIRM}
        return shared[at] + _FIRM_WEIGHT * min(len(firm), 2) - _STEP * at

    return max(range(len(shared)), key=weight, default=0)

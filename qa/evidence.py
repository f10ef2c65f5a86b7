"""What speaks for and against a claim: the best sentences, compared with it, and signals for a model."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from index.build import ClauseIndex
from index.views import ENGLISH, GLOSS, PLAIN_EN, PLAIN_ZH, SENTENCE
from qa.compare import KINDS, Finding, overlap, settle
from qa.compare_dates import compare_dates
from qa.compare_names import compare_names, find_names
from qa.compare_numbers import compare_numbers, unmatched_numbers
from qa.compare_opposites import compare_negation, compare_opposites
from qa.compare_order import compare_order
from qa.compare_roles import compare_roles
from qa.compare_scope import compare_enumerations, compare_quantifiers
from qa.quantities import quantities
from qa.result import Language
from qa.retrieve import Ranking
from qa.verbatim import Repetition, repetition

COMPARERS = (
    compare_numbers, compare_dates, compare_names, compare_roles, compare_order, compare_opposites,
    compare_negation, compare_quantifiers, compare_enumerations,
)  # fmt: skip
# Clauses whose sentences are compared, and sentences of each.
_CLAUSES = 4
_SENTENCES = 2
# Things that can be compared exactly, what finding one adds to the share of terms in common, and what
# each place further down the ranking takes away: the best of a small grid in cross-validation.
_FIRM = frozenset({"number", "bound", "unit", "date", "document", "name", "role", "order"})
_FIRM_WEIGHT = 0.15
_STEP = 0.05
_AIDS: Mapping[Language, str] = {"zh": PLAIN_ZH, "en": PLAIN_EN}
# Words by which a claim sets a limit or denies, in the two languages.
_CUES: Mapping[str, re.Pattern[str]] = {
    "denies": re.compile(
        r"不(?!断|仅|同|久|少|光)|没|未(?!来)|无(?!线|人)|拒|禁|\b(?:not|no|never|none|neither|nor|without|cannot|"
        r"rather|instead|nobody)\b|n't\b",
        re.IGNORECASE,
    ),
    "only": re.compile(r"只|仅|光靠|唯|\b(?:only|solely|just|purely|merely|strictly|alone)\b", re.IGNORECASE),
    "all": re.compile(
        r"全部|所有|一律|一概|每|都|统统|任何|\b(?:all|every|any|each|always)\b", re.IGNORECASE
    ),
    "excludes": re.compile(
        r"排除|不许|不准|不得|不能|不让|用不着|不用|不必|\b(?:out|off|away|banned|barred|excluded|forbidden|told|kept|"
        r"stay|leave|left)\b",
        re.IGNORECASE,
    ),
    "enough": re.compile(
        r"即可|就行|就够|只求|最多|为止|\b(?:enough|suffice|at most|capped)\b", re.IGNORECASE
    ),
    "already": re.compile(r"已经|已|早就|\balready\b", re.IGNORECASE),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence in the language of a claim.

    Attributes:
        position: ``Clause.position`` of its clause.
        sentence: Its number within the clause.
        original: The source's words.
        text: The words to compare: the source's, or its English.
        aids: The same content in everyday words.
    """

    position: int
    sentence: int
    original: str
    text: str
    aids: tuple[str, ...]

    @property
    def words(self) -> str:
        """The text and its aids, a line each."""
        return "\n".join((self.text, *self.aids))


@dataclass(frozen=True)
class Evidence:
    """The sentences closest to a claim and what comparing them found, best first.

    Attributes:
        readings: The sentences.
        findings: Of each reading.
        repeated: How the claim repeats one of them, if it does.
        repeated_at: Which one, or -1.
        closest: The reading that speaks most of what the claim speaks of; the verdict rests on it.
        signals: What a model sees.
    """

    readings: tuple[Reading, ...]
    findings: tuple[tuple[Finding, ...], ...]
    repeated: Repetition | None
    repeated_at: int
    closest: int = 0
    signals: Mapping[str, float] = field(default_factory=dict)

    def clashes(self, at: int) -> list[Finding]:
        """Return the clashes of one reading."""
        return [finding for finding in self.findings[at] if not finding.agrees]


class EvidenceReader:
    """Gathers evidence from one index."""

    def __init__(self, clause_index: ClauseIndex, kinds: Mapping[str, Sequence[str]]) -> None:
        """Make a reader.

        Args:
            clause_index: The corpus.
            kinds: By term of the corpus's glossary, what kinds of thing it is (body, place …).
        """
        self._clause_index = clause_index
        self._names = frozenset(
            term.lower() for term, found in kinds.items() if {"body", "place"} & set(found)
        )
        self._rows: dict[int, list[int]] = defaultdict(list)
        self._texts: dict[tuple[int, int, str], list[str]] = defaultdict(list)
        for row, view in enumerate(clause_index.views):
            if view.sentence >= 0:
                self._rows[view.position].append(row)
                self._texts[view.position, view.sentence, view.kind].append(view.text)

    def gather(self, ranking: Ranking) -> Evidence:
        """Return the evidence on the claim of ``ranking``."""
        claim, lang = ranking.query.normal, ranking.query.lang
        readings = self._readings(ranking)
        repeats = [repetition(claim, reading.text, self._is_name) for reading in readings]
        at = max(
            range(len(readings)),
            key=lambda n: (repeats[n].cover if repeats[n] else 0.0, -n),  # type: ignore[union-attr]
            default=-1,
        )
        repeated = repeats[at] if at >= 0 else None
        findings = tuple(tuple(self._compare(claim, reading)) for reading in readings)
        closest = _closest(claim, readings, findings)
        signals = self._signals(claim, lang, readings, findings, closest)
        signals["repeats"] = 0.0 if repeated is None else repeated.cover
        signals["altered"] = 0.0 if repeated is None else float(len(repeated.clashes))
        signals["replaced"] = 0.0 if repeated is None else float(repeated.replaced > 0)
        return Evidence(readings, findings, repeated, at if repeated else -1, closest, signals)

    def _readings(self, ranking: Ranking) -> tuple[Reading, ...]:
        lang = ranking.query.lang
        found: list[Reading] = []
        for position in map(int, ranking.order[:_CLAUSES]):
            clause = self._clause_index.clauses[position]
            best: dict[int, float] = {}
            for row in self._rows[position]:
                number = self._clause_index.views[row].sentence
                best[number] = max(best.get(number, -1.0), float(ranking.similar[row]))
            for number in sorted(best, key=best.__getitem__, reverse=True)[:_SENTENCES]:
                original = clause.sentences[number].of(clause.text)
                text = original
                if lang == "en":
                    for kind in (ENGLISH, GLOSS):
                        text = " ".join(self._texts[position, number, kind]) or text
                        if text is not original:
                            break
                aids = tuple(self._texts[position, number, _AIDS[lang]])
                found.append(Reading(position, number, original, text, aids))
        return tuple(found)

    def _compare(self, claim: str, reading: Reading) -> list[Finding]:
        primary = [f for comparer in COMPARERS for f in comparer(claim, reading.text)]
        aids = "\n".join(reading.aids)
        helped = [f for comparer in COMPARERS for f in comparer(claim, aids)] if aids else []
        return settle(primary, helped)

    def _signals(
        self,
        claim: str,
        lang: Language,
        readings: Sequence[Reading],
        findings: Sequence[Sequence[Finding]],
        closest: int,
    ) -> dict[str, float]:
        signals = {name: float(bool(cue.search(claim))) for name, cue in _CUES.items()}
        best = findings[closest] if findings else ()
        for kind in KINDS:
            signals[f"agrees_{kind}"] = float(any(f.kind == kind and f.agrees for f in best))
            signals[f"clashes_{kind}"] = float(any(f.kind == kind and not f.agrees for f in best))
        signals["agreements"] = float(sum(f.agrees for f in best))
        signals["clashes"] = float(sum(not f.agrees for f in best))
        signals["agrees_elsewhere"] = float(
            any(
                f.agrees and f.kind in {"number", "date", "name"}
                for at, fs in enumerate(findings)
                if at != closest
                for f in fs
            )
        )
        words = readings[closest].words if readings else ""
        signals["shared"] = overlap(claim, words)
        signals["not_first"] = float(closest > 0)
        counted = quantities(claim)
        signals["numbers"] = float(len(counted) > 0)
        signals["numbers_unmatched"] = float(len(unmatched_numbers(claim, words)))
        signals["numbers_unseen"] = float(
            any(round(q.value, 4) not in self._values(lang) for q in counted)
        )
        names = find_names(claim)
        signals["names"] = float(len(names) > 0)
        there = {name.key for name in find_names(words)}
        signals["names_missing"] = float(any(name.key not in there for name in names))
        return signals

    def _is_name(self, words: str) -> bool:
        return words.lower() in self._names

    @functools.lru_cache(maxsize=2)  # noqa: B019  # lives as long as the pipeline does
    def _values(self, lang: Language) -> frozenset[float]:
        """Every number that the corpus has, as it has it or in its English."""
        kinds = {SENTENCE} if lang == "zh" else {ENGLISH, GLOSS}
        whole = "\n".join(v.text for v in self._clause_index.views if v.kind in kinds)
        return frozenset(round(quantity.value, 4) for quantity in quantities(whole))


def _closest(claim: str, readings: Sequence[Reading], findings: Sequence[Sequence[Finding]]) -> int:
    """Return the reading that speaks most of what the claim speaks of.

    The first one may be a topic sentence, which shares the subject and says nothing of it.
    """

    def weight(at: int) -> float:
        firm = {found.kind for found in findings[at] if found.kind in _FIRM}
        shared = overlap(claim, readings[at].words)
        return shared + _FIRM_WEIGHT * min(len(firm), 2) - _STEP * at

    return max(range(len(readings)), key=weight, default=0)

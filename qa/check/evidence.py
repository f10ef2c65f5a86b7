"""What speaks for and against a claim: the best sentences, compared with it, and signals for a model."""

from __future__ import annotations

import functools
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index.clause_index import ClauseIndex
from index.corpus import Span
from index.normal import normal_of
from index.patterns import regex
from index.terms import terms
from index.views import ENGLISH, GLOSS, PLAIN_EN, PLAIN_ZH, SENTENCE
from qa.amounts.find import find_amounts
from qa.ask.retrieve import Ranking
from qa.check.aligned import Alignment, align
from qa.check.opposed import named, opposed
from qa.check.reading import ReadSentence, below, time_of
from qa.check.repetition import Repetition, repetition
from qa.compare.bodies import compare_bodies
from qa.compare.contrasts import compare_contrasts
from qa.compare.dates import compare_dates, compare_time
from qa.compare.finding import KINDS, Finding, is_chinese, piece_around, settle, term_set
from qa.compare.modality import compare_modality
from qa.compare.names import compare_names, find_names
from qa.compare.numbers import compare_numbers, unmatched_numbers
from qa.compare.opposites import compare_negation, compare_opposites, denies
from qa.compare.order import compare_order
from qa.compare.roles import compare_roles
from qa.compare.scope import compare_enumerations, compare_quantifiers
from qa.compare.words import KnownNames
from qa.result import Language

COMPARERS = (
    compare_numbers, compare_dates, compare_names, compare_roles, compare_order, compare_opposites,
    compare_negation, compare_quantifiers, compare_enumerations,
)  # fmt: skip
# What is compared in any document, by words of Chinese administration and their English, where no edition
# says what this one means: who, whether it must or may, which of two sides. An edition's own English and
# everyday wording tell more.
GENERAL = (compare_modality, compare_contrasts, compare_bodies)
# Those that read an English claim and a Chinese sentence alike.
_ACROSS = (compare_numbers, compare_dates, *GENERAL)
# Clauses whose sentences are compared, and sentences of each.
_CLAUSES = 4
_SENTENCES = 2
# Things that can be compared exactly, what finding one adds to the share of terms in common, and what
# each place further down the ranking takes away: the best of a small grid in cross-validation.
_FIRM = frozenset({"number", "bound", "unit", "date", "document", "name", "role", "order"})
_EXACT = frozenset({"number", "bound", "unit", "date", "document"})
_FIRM_WEIGHT = 0.15
_STEP = 0.05
_AIDS: Mapping[Language, str] = {"zh": PLAIN_ZH, "en": PLAIN_EN}
# Words by which a claim sets a limit or denies, in the two languages.
_CUES: Mapping[str, re.Pattern[str]] = {
    "denies": regex(
        r"不(?!断|仅|同|久|少|光)|没|未(?!来)|无(?!线|人)|拒|禁|\b(?:not|no|never|none|neither|nor|without|cannot|"
        r"rather|instead|nobody)\b|n't\b",
        re.IGNORECASE,
    ),
    "only": regex(r"只|仅|光靠|唯|\b(?:only|solely|just|purely|merely|strictly|alone)\b", re.IGNORECASE),
    "all": regex(
        r"全部|所有|一律|一概|每|都|统统|任何|\b(?:all|every|any|each|always)\b", re.IGNORECASE
    ),
    "excludes": regex(
        r"排除|不许|不准|不得|不能|不让|用不着|不用|不必|\b(?:out|off|away|banned|barred|excluded|forbidden|told|kept|"
        r"stay|leave|left)\b",
        re.IGNORECASE,
    ),
    "enough": regex(
        r"即可|就行|就够|只求|最多|为止|\b(?:enough|suffice|at most|capped)\b", re.IGNORECASE
    ),
    "already": regex(r"已经|已|早就|\balready\b", re.IGNORECASE),
}  # fmt: skip


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
        said: How much of the claim each reading says, 0 to 1.
    """

    readings: tuple[ReadSentence, ...]
    findings: tuple[tuple[Finding, ...], ...]
    repeated: Repetition | None
    repeated_at: int
    closest: int = 0
    signals: Mapping[str, float] = field(default_factory=dict)
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
        self._has_english = ENGLISH in clause_index.columns.kinds_there()

    def gather(self, ranking: Ranking) -> Evidence:
        """Return the evidence on the claim of ``ranking``."""
        claim, lang = ranking.query.normal, ranking.query.lang
        readings = self._readings(ranking)
        repeats = [self._repetition(claim, reading) for reading in readings]
        at = max(
            range(len(readings)),
            key=lambda n: (repeats[n].cover if repeats[n] else 0.0, -n),  # type: ignore[union-attr]
            default=-1,
        )
        repeated = repeats[at] if at >= 0 else None
        aligned = (
            [Alignment() for _ in readings]
            if self._has_english
            else [align(claim, reading.whole) for reading in readings]
        )
        findings = tuple(
            (*self._compare(claim, reading), *each.others)
            for reading, each in zip(readings, aligned, strict=True)
        )
        shared = [self._shared(claim, reading.words, lang) for reading in readings]
        said = tuple(max(s, each.said) for s, each in zip(shared, aligned, strict=True))
        closest = _closest(said, findings)
        signals = self._signals(claim, lang, readings, findings, closest)
        signals["shared"] = shared[closest] if shared else 0.0
        signals |= _aligned_signals(aligned, closest)
        at_closest = findings[closest] if findings else ()
        for agrees, name in ((True, "acts_agree"), (False, "acts_clash")):
            acts = [f.strength for f in at_closest if f.kind == "modality" and f.agrees is agrees]
            signals[f"{name}_most"] = max(acts, default=0.0)
            signals[f"{name}_all"] = sum(acts)
        cosines = [float(ranking.similar[r.row]) if r.row >= 0 else 0.0 for r in readings]
        signals["cosine"] = cosines[closest] if cosines else 0.0
        signals["cosine_lead"] = max(cosines, default=0.0) - signals["cosine"]
        signals["named"] = float(
            any(
                named(f, claim, readings[closest].compared) is not None
                for f in at_closest
                if not f.agrees
            )
        )
        apart = opposed(claim, readings[closest].whole) if readings else None
        signals["opposed"] = float(apart is not None)
        signals["opposed_denies"] = float(
            apart is not None and denies(apart.claim) != denies(apart.text)
        )
        signals["repeats"] = 0.0 if repeated is None else repeated.cover
        signals["altered"] = 0.0 if repeated is None else float(len(repeated.clashes))
        signals["replaced"] = 0.0 if repeated is None else float(repeated.replaced > 0)
        rests_at = at if repeated else -1
        return Evidence(readings, findings, repeated, rests_at, closest, signals, said)

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
                found.append(ReadSentence(position, number, original, text, aids, row, under, time))
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
        original = reading.whole
        timed = [replace(f, at=None) for f in compare_time(claim, original, reading.time)]
        if is_chinese(claim):
            comparers = (*COMPARERS, *GENERAL)
            found = (f for each in comparers for f in each(claim, original))
            return list(dict.fromkeys([*found, *timed]))
        # Places in the Chinese say nothing of the English that the claim is held against elsewhere.
        found = (replace(f, at=None) for each in _ACROSS for f in each(claim, original))
        return list(dict.fromkeys([*found, *timed]))

    def _repetition(self, claim: str, reading: ReadSentence) -> Repetition | None:
        """Return how a claim repeats a sentence, by itself or with what it stands under."""
        found = [repetition(claim, reading.text, self._names)]
        if reading.below:
            found.append(repetition(claim, reading.below, self._names))
        best = max(filter(None, found), key=lambda each: each.cover, default=None)
        return None if best is None else best.under(reading.lead, claim)

    def _signals(
        self,
        claim: str,
        lang: Language,
        readings: Sequence[ReadSentence],
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
        for agrees, name in ((True, "firmly_agrees"), (False, "firmly_clashes")):
            signals[name] = max(
                (
                    self._firmness(claim, found, reading.text, lang)
                    for reading, fs in zip(readings, findings, strict=True)
                    for found in fs
                    if found.agrees is agrees and found.kind in _EXACT
                ),
                default=0.0,
            )
        signals["agrees_elsewhere"] = float(
            any(
                f.agrees and f.kind in {"number", "date", "name"}
                for at, fs in enumerate(findings)
                if at != closest
                for f in fs
            )
        )
        words = readings[closest].words if readings else ""
        signals["not_first"] = float(closest > 0)
        counted = find_amounts(claim)
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

    def _shared(self, claim: str, words: str, lang: Language) -> float:
        """Return how much of what the claim speaks of the words speak of too, 0 to 1.

        A term counts the more the fewer sentences have it; one that none has counts most.
        """
        weights, rarest = self._weights(lang)
        mine = {term: weights.get(term, rarest) for term in term_set(claim)}
        there = term_set(words)
        whole = sum(mine.values())
        return sum(w for term, w in mine.items() if term in there) / whole if whole else 0.0

    def _firmness(self, claim: str, found: Finding, text: str, lang: Language) -> float:
        """Return how much the claim speaks of the same thing around what was found, 0 to 1."""
        start = claim.find(found.claim)
        if found.at is None or start < 0 or not found.claim:
            return 0.0
        mine = piece_around(claim, Span(start, start + len(found.claim)))
        its = piece_around(text, found.at)
        return self._shared(mine.replace(found.claim, " "), its.replace(found.text, " "), lang)

    @functools.lru_cache(maxsize=2)  # noqa: B019  # lives as long as the pipeline does
    def _values(self, lang: Language) -> frozenset[float]:
        """Every number that the corpus has, as it has it or in its English."""
        whole = "\n".join(self._sentences(lang))
        return frozenset(round(quantity.value, 4) for quantity in find_amounts(whole))

    @functools.lru_cache(maxsize=2)  # noqa: B019  # the same
    def _weights(self, lang: Language) -> tuple[dict[str, float], float]:
        """Return the inverse document frequency of every term of the sentences, and the largest."""
        texts = self._sentences(lang)
        # Not by ``term_set``, which keeps what it returns: a library would push out all it keeps.
        counts = Counter(term for text in texts for term in set(terms(text)))
        weights = {term: math.log1p(len(texts) / count) for term, count in counts.items()}
        return weights, max(weights.values(), default=1.0)

    def _sentences(self, lang: Language) -> list[str]:
        kinds = (SENTENCE,) if lang == "zh" else (ENGLISH, GLOSS)
        columns = self._clause_index.columns
        rows = np.sort(np.concatenate([columns.rows_of(kind) for kind in kinds]))
        return [self._clause_index.views[row].text for row in rows.tolist()]


def _closest(shared: Sequence[float], findings: Sequence[Sequence[Finding]]) -> int:
    """Return the reading that speaks most of what the claim speaks of.

    The first one may be a topic sentence, which shares the subject and says nothing of it.
    """

    def weight(at: int) -> float:
        firm = {found.kind for found in findings[at] if found.kind in _FIRM}
        return shared[at] + _FIRM_WEIGHT * min(len(firm), 2) - _STEP * at

    return max(range(len(shared)), key=weight, default=0)


def _aligned_signals(aligned: Sequence[Alignment], closest: int) -> dict[str, float]:
    """Return what laying the claim beside the sentences word by word tells."""
    best = aligned[closest] if aligned else Alignment()
    others = [found.strength for found in best.others]
    return {
        "aligned_said": best.said,
        "aligned_missing": best.missing,
        "aligned_second": best.second,
        "aligned_left": best.left,
        "aligned_lacks": float(best.lacks),
        "aligned_most": max((each.said for each in aligned), default=0.0),
        "aligned_other": max(others, default=0.0),
        "aligned_others": sum(others),
    }

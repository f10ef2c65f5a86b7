"""What comparing a claim with sentences found, as numbers that a model sees."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from index.document.corpus import Span
from index.document.normal import normal_of
from index.runtime.patterns import regex
from qa.amounts.find import find_amounts
from qa.check.evidence.aligned import Alignment
from qa.check.evidence.opposed import named, opposed
from qa.check.evidence.rarity import Rarity
from qa.check.evidence.reading import ReadSentence
from qa.check.evidence.slots import slot_signals
from qa.compare.entities.names import find_names
from qa.compare.finding import KINDS, Finding, Kind, piece_around, term_set
from qa.compare.logic.excepted import excepted
from qa.compare.logic.polarity import Polarity, compare_polarity
from qa.compare.relations.opposites import denies
from qa.compare.values.numbers import unmatched_numbers
from qa.result import Language

_EXACT = frozenset({"number", "bound", "unit", "date", "document"})
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


# Kinds of finding that tell how much they say.
_TELLING: tuple[Kind, ...] = ("exception", "sequence")
# Signals that tell more of claims in one of the languages.
_BY_LANGUAGE = ("read_", "slot_", "polarity_", "exception_", "sequence_")


class ClaimSignals:
    """Tells signals of a claim."""

    def __init__(self, rarity: Rarity) -> None:
        """Weigh terms and numbers by ``rarity`` in the documents that the claim is held against."""
        self._rarity = rarity

    def of(
        self,
        claim: str,
        readings: Sequence[ReadSentence],
        findings: Sequence[Sequence[Finding]],
        closest: int,
    ) -> dict[str, float]:
        """Return what the readings of a claim and what was found in them tell.

        Args:
            claim: The claim, in its normal form.
            readings: The sentences that it was compared with.
            findings: What was found in each.
            closest: The one that speaks most of what the claim speaks of.
        """
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
                    self._firmness(claim, found, reading.text)
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
        signals["numbers_unseen"] = float(any(not self._rarity.has(q.value) for q in counted))
        names = find_names(claim)
        signals["names"] = float(len(names) > 0)
        there = {name.key for name in find_names(words)}
        signals["names_missing"] = float(any(name.key not in there for name in names))
        return signals

    def shared(self, claim: str, words: str) -> float:
        """Return how much of what the claim speaks of the words speak of too, 0 to 1.

        A term counts the more the fewer sentences have it; one that none has counts most.
        """
        mine = self._rarity.weights(term_set(claim))
        there = term_set(words)
        whole = sum(mine.values())
        return sum(w for term, w in mine.items() if term in there) / whole if whole else 0.0

    def _firmness(self, claim: str, found: Finding, text: str) -> float:
        """Return how much the claim speaks of the same thing around what was found, 0 to 1."""
        start = claim.find(found.claim)
        if found.at is None or start < 0 or not found.claim:
            return 0.0
        mine = piece_around(claim, Span(start, start + len(found.claim)))
        its = piece_around(text, found.at)
        return self.shared(mine.replace(found.claim, " "), its.replace(found.text, " "))


def aligned_signals(aligned: Sequence[Alignment], closest: int) -> dict[str, float]:
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


def closest_signals(
    claim: str, reading: ReadSentence | None, findings: Sequence[Finding], *, bare: bool
) -> dict[str, float]:
    """Return what the sentence closest to a claim tells.

    Args:
        claim: The claim, in its normal form.
        reading: The sentence; None where there is none.
        findings: What comparing the two found.
        bare: Whether the document has nothing but its own words, which are compared in every way; of one
            that has an English wording a model of its own knows more.
    """
    signals: dict[str, float] = {}
    for agrees, name in ((True, "acts_agree"), (False, "acts_clash")):
        acts = _strengths(findings, "modality", agrees=agrees)
        signals[f"{name}_most"] = max(acts, default=0.0)
        signals[f"{name}_all"] = sum(acts)
    for kind in _TELLING:
        for agrees, name in ((True, "agree"), (False, "clash")):
            signals[f"{kind}_{name}"] = max(_strengths(findings, kind, agrees=agrees), default=0.0)
    text = "" if reading is None else reading.compared
    signals["named"] = float(
        any(named(f, claim, text) is not None for f in findings if not f.agrees)
    )
    # An exception tells of what is excepted what the rule's own words deny.
    own = None if reading is None else excepted(claim, reading.whole)
    borne = own is not None and own.agrees
    apart = None if reading is None or borne else opposed(claim, reading.whole)
    signals["opposed"] = float(apart is not None)
    signals["opposed_denies"] = float(
        apart is not None and denies(apart.claim) != denies(apart.text)
    )
    polarity = (
        Polarity()
        if reading is None or not bare or borne
        else compare_polarity(claim, normal_of(reading.original).text, reading.lead)
    )
    signals |= {f"polarity_{name}": float(value) for name, value in asdict(polarity).items()}
    return signals | slot_signals(
        claim, reading.whole if reading is not None and bare else "", findings
    )


def by_language(signals: Mapping[str, float], lang: Language) -> dict[str, float]:
    """Return what counts otherwise for an English claim, which no word of a sentence is equal to."""
    english = float(lang == "en")
    return {"english": english} | {
        f"english_{name}": english * value
        for name, value in signals.items()
        if name.startswith(_BY_LANGUAGE)
    }


def _strengths(findings: Sequence[Finding], kind: Kind, *, agrees: bool) -> list[float]:
    return [f.strength for f in findings if f.kind == kind and f.agrees is agrees]

"""What settles a claim by itself, weighed with what a model makes of everything else."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from qa.amounts.dates import find_dates
from qa.check.evidence.compared import Evidence
from qa.check.evidence.near import as_near
from qa.check.model import LABELS
from qa.compare.finding import Finding, Kind
from qa.compare.values.numbers import of_another_time

# A model has seen few of these and weighs them as any clash of their kind. They make their label so much
# likelier: enough to turn what it was undecided on, not what it is sure of.
_ODDS = 12.0
# What stands in place of another says nothing of whether the text tells of the claim's matter at all: it
# takes from the other of the two labels alone.
_INSTEAD: frozenset[Kind] = frozenset({"body", "actor", "contrast", "number", "date"})
# Who else does what elsewhere is no clash.
_OWN: frozenset[Kind] = frozenset({"body", "actor"})


def with_sure(
    probabilities: npt.NDArray[np.float64], evidence: Evidence, claim: str
) -> npt.NDArray[np.float64]:
    """Return the probabilities of the labels with what is sure of the sentence closest to a claim."""
    if evidence.readings and _of_another_time(claim, evidence.readings[evidence.closest].whole):
        probabilities = probabilities.copy()
        probabilities[LABELS.index("supported")] /= _ODDS
    sure = _sure(evidence)
    if len({found.agrees for found in sure}) != 1:
        return probabilities
    label, other = LABELS.index("supported"), LABELS.index("contradicted")
    if not sure[0].agrees:
        label, other = other, label
    weighed = probabilities.copy()
    if all(found.kind in _INSTEAD for found in sure):
        kept = weighed[other] / _ODDS
        weighed[label] += weighed[other] - kept
        weighed[other] = kept
        return weighed
    weighed[label] *= _ODDS
    whole: npt.NDArray[np.float64] = weighed / weighed.sum()
    return whole


def _sure(evidence: Evidence) -> list[Finding]:
    """Return what is sure of the closest sentence, or else of one that says as much."""
    if not evidence.findings:
        return []
    for at in as_near(evidence.said, evidence.closest):
        sure = [
            found
            for found in evidence.findings[at]
            if found.sure and (at == evidence.closest or found.kind not in _OWN)
        ]
        if sure:
            return sure
    return []


def _of_another_time(claim: str, text: str) -> bool:
    """Tell whether a text gives the claim's thing a value for another year alone, and another value."""
    years = {date.year for date in find_dates(text)}
    return any(
        date.year is not None and date.year not in years and of_another_time(claim, text, date.year)
        for date in find_dates(claim)
    )

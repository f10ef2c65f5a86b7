"""What settles a claim by itself, weighed with what a model makes of everything else."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from qa.amounts.dates import find_dates
from qa.check.evidence.compared import Evidence
from qa.check.model import LABELS
from qa.compare.values.numbers import of_another_time

# A model has seen few of these and weighs them as any clash of their kind. They make their label so much
# likelier: enough to turn what it was undecided on, not what it is sure of.
_ODDS = 12.0
# What says this little less of a claim than the closest sentence may be the one that it is about.
_AS_MUCH = 0.03
# Who else does what elsewhere is no clash.
_OWN = frozenset({"body", "actor"})


def with_sure(
    probabilities: npt.NDArray[np.float64], evidence: Evidence, claim: str
) -> npt.NDArray[np.float64]:
    """Return the probabilities of the labels with what is sure of the sentence closest to a claim."""
    if evidence.readings and _of_another_time(claim, evidence.readings[evidence.closest].whole):
        probabilities = probabilities.copy()
        probabilities[LABELS.index("supported")] /= _ODDS
    sure = _sure(evidence)
    if len(sure) != 1:
        return probabilities
    weighed = probabilities.copy()
    weighed[LABELS.index("supported" if sure == {True} else "contradicted")] *= _ODDS
    whole: npt.NDArray[np.float64] = weighed / weighed.sum()
    return whole


def _sure(evidence: Evidence) -> set[bool]:
    """Return whether what is sure agrees: of the closest sentence, or of one that says as much."""
    if not evidence.findings:
        return set()
    least = evidence.said[evidence.closest] - _AS_MUCH
    places = [evidence.closest, *(n for n, said in enumerate(evidence.said) if said >= least)]
    for at in places:
        sure = {
            found.agrees
            for found in evidence.findings[at]
            if found.sure and (at == evidence.closest or found.kind not in _OWN)
        }
        if sure:
            return sure
    return set()


def _of_another_time(claim: str, text: str) -> bool:
    """Tell whether a text gives the claim's thing a value for another year alone, and another value."""
    years = {date.year for date in find_dates(text)}
    return any(
        date.year is not None and date.year not in years and of_another_time(claim, text, date.year)
        for date in find_dates(claim)
    )

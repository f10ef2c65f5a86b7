"""What settles a claim by itself, weighed with what a model makes of everything else."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from qa.amounts.dates import find_dates
from qa.check.choose import EXACT
from qa.check.evidence.compared import Evidence
from qa.check.model import LABELS
from qa.compare.values.numbers import of_another_time

# A model has seen few of these and weighs them as any clash of their kind. They make their label so much
# likelier: enough to turn what it was undecided on, not what it is sure of.
_ODDS = 12.0
# How firmly a clash has to be of the very thing that the claim speaks of, to be one on something exact.
_SAME_THING = 0.5


def with_sure(
    probabilities: npt.NDArray[np.float64], evidence: Evidence, claim: str
) -> npt.NDArray[np.float64]:
    """Return the probabilities of the labels with what is sure of the sentence closest to a claim."""
    if evidence.readings and _of_another_time(claim, evidence.readings[evidence.closest].whole):
        probabilities = probabilities.copy()
        probabilities[LABELS.index("supported")] /= _ODDS
    closest = evidence.findings[evidence.closest] if evidence.findings else ()
    sure = {found.agrees for found in closest if found.sure}
    if len(sure) != 1:
        return probabilities
    weighed = probabilities.copy()
    weighed[LABELS.index("supported" if sure == {True} else "contradicted")] *= _ODDS
    whole: npt.NDArray[np.float64] = weighed / weighed.sum()
    return whole


def clashes_exactly(evidence: Evidence) -> bool:
    """Tell whether the sentence closest to the claim says otherwise on something exact."""
    closest = evidence.findings[evidence.closest] if evidence.findings else ()
    return evidence.signals["firmly_clashes"] > _SAME_THING or any(
        not found.agrees and found.kind in EXACT for found in closest
    )


def _of_another_time(claim: str, text: str) -> bool:
    """Tell whether a text gives the claim's thing a value for another year alone, and another value."""
    years = {date.year for date in find_dates(text)}
    return any(
        date.year is not None and date.year not in years and of_another_time(claim, text, date.year)
        for date in find_dates(claim)
    )

"""How far a confidence can be believed: does it order right from wrong, and is it as often right as it says?

Undefined without a pair. The intervals resample pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from eval.measures.stats import Interval, bootstrap

Floats = NDArray[np.float64]

# As many as Guo et al. 2017 show; a set of sixty questions leaves six to a bin.
BINS = 10


def aurc(confidence: Floats, right: Floats) -> Floats:
    """Return the area under the risk-coverage curve (Geifman & El-Yaniv 2017), 0 at best.

    The risk at coverage k/n is the share of wrong ones among the k most confident; the area is its
    mean over all k. Equal confidences keep the order in which they stand.

    Args:
        confidence: float64 (…, n).
        right: float64 (…, n), 1 where it was right, else 0.
    """
    order = np.argsort(-confidence, axis=-1, kind="stable")
    wrong = np.cumsum(1 - np.take_along_axis(right, order, axis=-1), axis=-1)
    return np.asarray((wrong / np.arange(1, confidence.shape[-1] + 1)).mean(axis=-1))


def ece(confidence: Floats, right: Floats) -> Floats:
    """Return the expected calibration error (Guo et al. 2017), 0 at best.

    In each of ten equal ranges of the confidence: how far the share of right ones is from the mean
    confidence, weighted by how many there are.
    """
    n = confidence.shape[-1]
    bins = np.minimum((confidence * BINS).astype(np.int64), BINS - 1)
    apart = [((bins == at) * (right - confidence)).sum(axis=-1) for at in range(BINS)]
    return np.asarray(np.abs(apart).sum(axis=0) / n)


def brier(confidence: Floats, right: Floats) -> Floats:
    """Return the mean squared distance of the confidence from what came out (Brier 1950)."""
    return np.asarray(((confidence - right) ** 2).mean(axis=-1))


TRUST: Mapping[str, Callable[[Floats, Floats], Floats]] = {"aurc": aurc, "ece": ece, "brier": brier}


def trust_figures(
    pairs: Sequence[tuple[float, bool]],
) -> list[tuple[str, float, Interval]]:
    """Return each measure by name, with its value and its interval.

    Args:
        pairs: (confidence, whether it was right); none gives none.
    """
    if not pairs:
        return []
    confidence = np.asarray([given for given, _ in pairs], dtype=np.float64)
    right = np.asarray([good for _, good in pairs], dtype=np.float64)

    def resampled(of: Callable[[Floats, Floats], Floats]) -> Interval:
        def statistic(block: Floats) -> Floats:
            rows = block.astype(np.int64)
            return of(confidence[rows], right[rows])

        return bootstrap(range(len(pairs)), statistic)

    return [(name, float(of(confidence, right)), resampled(of)) for name, of in TRUST.items()]

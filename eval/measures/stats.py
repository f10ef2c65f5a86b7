"""Intervals and tests. Everything resamples questions, with a fixed seed, so figures repeat."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

Floats = NDArray[np.float64]

# 1,000 resamples put the ends of a 95% interval within about half a percent of its width of
# where 10,000 put them, in a tenth of the time.
RESAMPLES = 1_000
LEVEL = 0.95
SEED = 20_200_928
# Resampling one value says nothing about it.
MIN_RESAMPLED = 2
# A block of resampled values stays under 80 MB.
_BLOCK = 10_000_000

Interval = tuple[float, float] | None


def bootstrap(
    values: Sequence[float], statistic: Callable[[Floats], Floats] | None = None
) -> Interval:
    """Return the percentile bootstrap interval of a statistic (Efron & Tibshirani 1993, ch. 13).

    Args:
        values: One value a question.
        statistic: Maps resamples (b, n) to their statistic (b,); the mean by default.

    Returns:
        Lower and upper end, or None where fewer than two values leave nothing to resample.
    """
    data = np.asarray(values, dtype=np.float64)
    if data.size < MIN_RESAMPLED:
        return None
    of = statistic or (lambda block: block.mean(axis=1))
    rows = np.concatenate([of(data[picked]) for picked in _resampled(data.size)])
    return _ends(rows)


def _resampled(n: int) -> Iterator[NDArray[np.int64]]:
    rng = np.random.default_rng(SEED)
    step = max(1, min(RESAMPLES, _BLOCK // n))
    for done in range(0, RESAMPLES, step):
        yield rng.integers(n, size=(min(step, RESAMPLES - done), n))


def bootstrap_counts(
    counts: NDArray[np.int64], statistic: Callable[[NDArray[np.int64]], Floats]
) -> Interval:
    """Return the same interval for a statistic of a table of counts.

    Resampling n questions that fall into the cells of a table is one multinomial draw.

    Args:
        counts: Questions per cell, int64 (cells,).
        statistic: Maps resampled counts (b, cells) to their statistic (b,), NaN where undefined.
    """
    n = int(counts.sum())
    if n < MIN_RESAMPLED:
        return None
    drawn = np.random.default_rng(SEED).multinomial(n, counts / n, size=RESAMPLES)
    return _ends(statistic(drawn))


def _ends(resampled: Floats) -> Interval:
    defined = resampled[~np.isnan(resampled)]
    if not defined.size:
        return None
    low, high = np.quantile(defined, [(1 - LEVEL) / 2, (1 + LEVEL) / 2])
    return float(low), float(high)


def paired_permutation(differences: Sequence[float]) -> float | None:
    """Return the two-sided p-value of a paired randomisation test on the mean difference.

    The signs of the differences are flipped at random 10,000 times; the observed pairing counts
    as one more (Smucker, Allan & Carterette 2007, "A comparison of statistical significance tests
    for information retrieval evaluation"; Phipson & Smyth 2010 for the one more).
    """
    moved = np.asarray([d for d in differences if d], dtype=np.float64)
    if not len(differences):
        return None
    if not moved.size:
        return 1.0
    observed = abs(float(moved.sum()))
    rng = np.random.default_rng(SEED)
    flips, extreme = 10_000, 0
    step = max(1, min(flips, _BLOCK // moved.size))
    for done in range(0, flips, step):
        signs = rng.integers(2, size=(min(step, flips - done), moved.size)) * 2 - 1
        # The tolerance keeps sums that differ by rounding alone on the extreme side.
        extreme += int((np.abs(signs @ moved) >= observed - 1e-12).sum())
    return (extreme + 1) / (flips + 1)


def mcnemar(only_first: int, only_second: int) -> float | None:
    """Return McNemar's exact two-sided p-value (McNemar 1947; a binomial test on what changed).

    Args:
        only_first: Questions that only the first run got right.
        only_second: Questions that only the second run got right.
    """
    changed = only_first + only_second
    return float(binomtest(only_first, changed, 0.5).pvalue) if changed else None

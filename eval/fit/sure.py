"""From which confidence on four of five are right."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float64]

_FOUR_OF_FIVE = 0.8
_GRID = np.linspace(0.0, 1.0, 201)


def sure_from(confidence: Matrix, right: npt.NDArray[np.bool_]) -> float:
    """Return the least confidence at which four of five are right; 1 where there is none.

    How many are right at a confidence, and not from it on, is what a reader of one answer asks: isotonic
    regression gives it (Zadrozny & Elkan 2002). What is right of all above says little of what is just above.

    Args:
        confidence: float64 (n,), 0 to 1.
        right: Whether each was right.
    """
    from sklearn.isotonic import IsotonicRegression

    curve = IsotonicRegression(out_of_bounds="clip").fit(confidence, right.astype(np.float64))
    enough = np.flatnonzero(curve.predict(_GRID) >= _FOUR_OF_FIVE)
    return float(_GRID[enough[0]]) if len(enough) else 1.0

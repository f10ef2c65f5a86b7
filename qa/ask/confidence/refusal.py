"""How sure it is that the best clauses answer a question: a calibrated probability.

A support vector machine over signals that a person can read: scores, margins, agreement of the
views, terms of the question that no clause has, the kind of answer that is asked for and whether
the best clauses hold one, numbers and places that the plan does not have. Where the corpus brings a
model trained on its own questions (``refusal.npz`` in its edition), what the question is about
counts too: its vector, and what of it the best view leaves unexplained.

``python -m eval.fit.refusal`` trains both models.
"""

from __future__ import annotations

import functools
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import InputError

Vector = npt.NDArray[np.float64]

MODEL_FILE = "refusal.npz"
_GENERIC = Path(__file__).parent / "data" / MODEL_FILE
_NUMBERS = ("gamma", "intercept", "slope", "offset", "threshold")
# Beyond these log-odds a probability is 0 or 1 to the last digit shown.
_MOST_ODDS = 30.0


@dataclass(frozen=True)
class RefusalModel:
    """A support vector machine with a Gaussian kernel, its outcome calibrated (Platt, 1999).

    Attributes:
        encoder: Encoder whose vectors it was trained on; empty for one that uses none.
        names: Names of the signals, in the order of the columns.
        means: float64 (d,), means of the columns in training.
        scales: float64 (d,), what a column is divided by after that.
        support: float64 (m, d), the training questions that hold the boundary, scaled.
        coefficients: float64 (m,), their weights; positive speaks for an answer.
        gamma: Width of the kernel exp(-gamma |x - y|^2).
        intercept: Added to the weighted sum of kernels.
        slope: Confidence is the logistic function of slope * sum + offset.
        offset: See ``slope``.
        threshold: The confidence below which a question is refused.
    """

    encoder: str
    names: tuple[str, ...]
    means: Vector
    scales: Vector
    support: Vector
    coefficients: Vector
    gamma: float
    intercept: float
    slope: float
    offset: float
    threshold: float

    def confidence(self, signals: Mapping[str, float], vector: Vector) -> float:
        """Return the probability that the question is answered, 0 to 1.

        Args:
            signals: By name, as ``SignalReader.signals`` gives them.
            vector: What ``SignalReader.vector`` gives; used by models trained on vectors only.
        """
        unknown = [name for name in self.names if name not in signals]
        values = [signals.get(name, 0.0) for name in self.names]
        row = np.asarray([*values, *vector] if self.encoder else values, dtype=np.float64)
        if unknown or len(row) != len(self.means):
            message = (
                f"The refusal model knows {len(self.means)} signals, {', '.join(unknown) or 'all'} "
                f"of them not among the {len(row)} that there are; run python -m eval.fit.refusal."
            )
            raise InputError(message)
        odds = self.slope * self.decide(row) + self.offset
        return float(1 / (1 + np.exp(-np.clip(odds, -_MOST_ODDS, _MOST_ODDS))))

    def decide(self, row: Vector) -> float:
        """Return on which side of the boundary a row of signals lies, and how far from it."""
        scaled = (row - self.means) / self.scales
        # |x - y|^2 = |x|^2 + |y|^2 - 2 xy, without an array of all the differences.
        apart = self._norms + np.vecdot(scaled, scaled) - 2 * np.vecdot(self.support, scaled)
        kernels = np.exp(-self.gamma * apart)
        return float(kernels @ self.coefficients + self.intercept)

    @functools.cached_property
    def _norms(self) -> Vector:
        """The squared lengths of the rows of ``support``."""
        return np.asarray(np.vecdot(self.support, self.support), dtype=np.float64)

    def save(self, path: Path) -> None:
        """Write the model: plain arrays, nothing pickled."""
        numbers = [getattr(self, name) for name in _NUMBERS]
        with path.open("wb") as stream:
            # Half precision hardly shrinks, and unpacking it would take a question 20 ms.
            np.savez(
                stream,
                encoder=np.asarray(self.encoder),
                names=np.asarray(self.names),
                means=self.means.astype(np.float32),
                scales=self.scales.astype(np.float32),
                # Half precision moves no confidence by more than 0.002.
                support=self.support.astype(np.float16),
                coefficients=self.coefficients.astype(np.float32),
                numbers=np.asarray(numbers, dtype=np.float64),
            )


def load_refusal_model(path: Path | None, encoder: str) -> RefusalModel:
    """Return the model at ``path`` if it is one for ``encoder``, else the generic one.

    Raises:
        InputError: The file is not a model.
    """
    if path is not None and path.is_file():
        model = _read(path)
        if model.encoder in {"", encoder}:
            return model
    return _read(_GENERIC)


def _read(path: Path) -> RefusalModel:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            numbers = dict(zip(_NUMBERS, arrays["numbers"].tolist(), strict=True))
            model = RefusalModel(
                encoder=str(arrays["encoder"]),
                names=tuple(str(name) for name in arrays["names"]),
                means=arrays["means"].astype(np.float64),
                scales=arrays["scales"].astype(np.float64),
                support=arrays["support"].astype(np.float64),
                coefficients=arrays["coefficients"].astype(np.float64),
                **numbers,
            )
        problem = _problem(model)
    # What numpy and zipfile raise for files that are not theirs or not whole.
    except (
        *(OSError, ValueError, KeyError, TypeError, EOFError, AttributeError),
        *(RuntimeError, zipfile.BadZipFile, zlib.error),
    ) as error:
        message = f"{path} is not a refusal model ({error}); run python -m eval.fit.refusal."
        raise InputError(message) from error
    if problem:
        message = f"{path} is not a refusal model ({problem}); run python -m eval.fit.refusal."
        raise InputError(message)
    return model


def _problem(model: RefusalModel) -> str:
    """Return what does not fit in a model, or nothing."""
    columns, rows = len(model.means), len(model.coefficients)
    if model.scales.shape != (columns,) or model.support.shape != (rows, columns):
        return f"{model.support.shape} numbers for {rows} rows of {columns} signals"
    parts = (model.means, model.scales, model.support, model.coefficients)
    numbers = [getattr(model, name) for name in _NUMBERS]
    if not all(np.isfinite(part).all() for part in (*parts, np.asarray(numbers))):
        return "a number is not finite"
    return "" if model.scales.all() else "a scale is 0"

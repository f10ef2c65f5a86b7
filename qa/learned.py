"""Small models over signals that a person can read: a linear one and boosted trees, their opinions averaged.

Trained with scikit-learn, which is not needed here; kept as plain arrays. Trees find what only holds together
(a number is asked, and the sentence has none), the linear model what holds everywhere; together they are
better and surer of documents that neither has seen than either alone (docs/checking.md).
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import InputError

Matrix = npt.NDArray[np.float64]
Rows = npt.NDArray[np.int64]

_ARRAYS = (
    "means", "scales", "weights", "bias", "start", "features", "thresholds", "left", "right",
    "values", "roots", "classes",
)  # fmt: skip
_INTEGERS = frozenset({"features", "left", "right", "roots", "classes"})
_TINY = 1e-9


@dataclass(frozen=True)
class Learned:
    """A model with one probability a class.

    Attributes:
        names: Names of the signals, in the order of the columns.
        means: float64 (d,), means of the columns in training.
        scales: float64 (d,), their standard deviations.
        weights: float64 (k, d), of the linear model; one row for two classes.
        bias: float64 (k,).
        start: float64 (k,), what the trees begin with.
        features: int64 (m,), column that a node looks at; -1 at a leaf.
        thresholds: float64 (m,), up to which a value goes left.
        left: int64 (m,), node to the left.
        right: int64 (m,), node to the right.
        values: float64 (m,), what a leaf adds.
        roots: int64 (t,), first node of each tree.
        classes: int64 (t,), class that a tree speaks of.
    """

    names: tuple[str, ...]
    means: Matrix
    scales: Matrix
    weights: Matrix
    bias: Matrix
    start: Matrix
    features: Rows
    thresholds: Matrix
    left: Rows
    right: Rows
    values: Matrix
    roots: Rows
    classes: Rows

    def probabilities(self, rows: Sequence[Mapping[str, float]]) -> Matrix:
        """Return the probability of every class: float64 (n, classes), rows summing to 1.

        Args:
            rows: Signals by name, a row each.

        Raises:
            InputError: The model knows a signal that there is not.
        """
        if not rows:
            return np.zeros((0, max(2, len(self.bias))))
        unknown = [name for name in self.names if name not in rows[0]]
        if unknown:
            message = (
                f"A model knows the signal {unknown[0]}, which this version does not have; fit it "
                "again with python -m eval.fit.answers and python -m eval.fit.verdicts."
            )
            raise InputError(message)
        table = np.asarray([[row[name] for name in self.names] for row in rows], dtype=np.float64)
        return self.of_table(table)

    def of_table(self, table: Matrix) -> Matrix:
        """Return the same for a table of signals: float64 (n, d)."""
        linear = (table - self.means) / self.scales @ self.weights.T + self.bias
        mean = np.sqrt(_shares(linear) * _shares(self._boosted(table)))
        return np.asarray(mean / np.maximum(mean.sum(axis=1, keepdims=True), _TINY))

    def _boosted(self, table: Matrix) -> Matrix:
        """Return what the trees make of each row, all of them side by side: float64 (n, k)."""
        at = np.tile(self.roots, (len(table), 1))
        every = np.arange(len(table))[:, None]
        while (inner := self.features[at] >= 0).any():
            column = np.maximum(self.features[at], 0)
            goes_left = table[every, column] <= self.thresholds[at]
            at = np.where(inner, np.where(goes_left, self.left[at], self.right[at]), at)
        added = self.values[at] if at.size else np.zeros(at.shape)
        of_class = self.classes[:, None] == np.arange(len(self.start))
        return np.asarray(self.start + added @ of_class)

    def arrays(self, prefix: str = "") -> dict[str, npt.NDArray[np.generic]]:
        """Return what ``read`` takes, with a prefix to every name."""
        found: dict[str, npt.NDArray[np.generic]] = {f"{prefix}names": np.asarray(self.names)}
        for name in _ARRAYS:
            values = getattr(self, name)
            small = np.int32 if name in _INTEGERS else np.float32
            found[prefix + name] = values.astype(small)
        return found

    @classmethod
    def read(cls, arrays: Mapping[str, npt.NDArray[np.generic]], prefix: str = "") -> Learned:
        """Return the model that ``arrays`` hold."""

        def numbers(name: str) -> Matrix:
            return arrays[prefix + name].astype(np.float64)

        def rows(name: str) -> Rows:
            return arrays[prefix + name].astype(np.int64)

        return cls(
            names=tuple(str(name) for name in arrays[f"{prefix}names"]),
            means=numbers("means"),
            scales=numbers("scales"),
            weights=numbers("weights"),
            bias=numbers("bias"),
            start=numbers("start"),
            features=rows("features"),
            thresholds=numbers("thresholds"),
            left=rows("left"),
            right=rows("right"),
            values=numbers("values"),
            roots=rows("roots"),
            classes=rows("classes"),
        )


def load_arrays(path: Path, what: str) -> dict[str, npt.NDArray[np.generic]]:
    """Return the arrays of a model's file.

    Raises:
        InputError: The file is missing or no such file.
    """
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            return {name: arrays[name] for name in arrays.files}
    # What numpy and zipfile raise for files that are not theirs or not whole.
    except (
        *(OSError, ValueError, KeyError, TypeError, EOFError, AttributeError),
        *(RuntimeError, zipfile.BadZipFile, zlib.error),
    ) as error:
        raise InputError(f"{path} is not {what} ({error}).") from error


def save_arrays(path: Path, arrays: Mapping[str, npt.NDArray[np.generic]]) -> None:
    """Write a model: plain arrays, nothing pickled."""
    with path.open("wb") as stream:
        np.savez_compressed(stream, allow_pickle=False, **arrays)


def _shares(scores: Matrix) -> Matrix:
    """Return scores as probabilities; one column is the odds of the second of two classes."""
    if scores.shape[1] == 1:
        scores = np.hstack([np.zeros_like(scores), scores])
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))

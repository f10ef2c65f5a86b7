"""The verdict of a claim as three probabilities: a multinomial logistic regression, readable as JSON.

``python -m eval.fit.verdicts`` trains the one for any document, ``python -m eval.fit.claims`` the one
for the shipped plan, which also sees what the claim is about (``check.json`` in the corpus's edition).
"""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.errors import InputError
from qa.learned import Learned, load_arrays, save_arrays
from qa.result import VerdictLabel

Vector = npt.NDArray[np.float64]

MODEL_FILE = "check.json"
LABELS: tuple[VerdictLabel, ...] = ("supported", "contradicted", "not_mentioned")
# Of the model of the shipped plan, which is more often right at every confidence than one for any document.
PLAN_SURE = 0.65
GENERIC = Path(__file__).parent / "data" / "verdicts.npz"


@dataclass(frozen=True)
class CheckModel:
    """A multinomial logistic regression.

    Attributes:
        encoder: Encoder whose vectors it was trained on; empty for one that uses none.
        names: Names of the signals, in the order of the weights.
        means: float64 (d,), means in training.
        scales: float64 (d,), standard deviations in training.
        weights: float64 (3, d), of the standardised signals, then of the vector's parts.
        bias: float64 (3,), in the order of ``LABELS``.
        sure: The confidence at which four of five verdicts are right.
    """

    encoder: str
    names: tuple[str, ...]
    means: Vector
    scales: Vector
    weights: Vector
    bias: Vector
    sure: float = PLAN_SURE

    def probabilities(self, signals: Mapping[str, float], vector: Vector) -> Vector:
        """Return the probability of each label: float64 (3,), summing to 1.

        Raises:
            InputError: The model is of another version and knows other signals.
        """
        unknown = [name for name in self.names if name not in signals]
        if unknown:
            message = (
                f"The model of verdicts knows the signal {unknown[0]}, which this version does not "
                "have; run python -m eval.fit.claims."
            )
            raise InputError(message)
        values = [signals[name] for name in self.names]
        row = np.asarray([*values, *vector] if self.encoder else values, dtype=np.float64)
        odds = self.weights @ ((row - self.means) / self.scales) + self.bias
        powers = np.exp(odds - odds.max())
        return np.asarray(powers / powers.sum(), dtype=np.float64)

    def save(self, path: Path) -> None:
        """Write the model as JSON, numbers rounded to what they mean."""

        def short(values: Vector) -> list[float]:
            return [float(f"{value:.4g}") for value in values]

        record = {
            "encoder": self.encoder,
            "labels": LABELS,
            "names": self.names,
            "bias": short(self.bias),
            "means": short(self.means),
            "scales": short(self.scales),
            "weights": [short(row) for row in self.weights],
        }
        path.write_text(json.dumps(record, ensure_ascii=False) + "\n", encoding="utf-8")


class VerdictModel(Protocol):
    """What gives the three probabilities."""

    @property
    def sure(self) -> float:
        """The confidence at which four of five verdicts are right."""

    def probabilities(self, signals: Mapping[str, float], vector: Vector) -> Vector:
        """Return the probability of each label: float64 (3,), summing to 1."""


class GenericModel:
    """For any document: learned on many of them, from signals alone (``python -m eval.fit.verdicts``)."""

    def __init__(self, learned: Learned, sure: float) -> None:
        """Wrap what was learned; its classes are ``LABELS``."""
        self._learned = learned
        self.sure = sure

    def save(self, path: Path) -> None:
        """Write it."""
        save_arrays(path, self._learned.arrays() | {"limits": np.asarray([self.sure])})

    def probabilities(self, signals: Mapping[str, float], vector: Vector) -> Vector:  # noqa: ARG002
        """Return the probability of each label; see ``VerdictModel``."""
        return np.array(self._learned.probabilities([signals])[0])


def load_check_model(path: Path | None, encoder: str) -> VerdictModel:
    """Return the model at ``path`` if it is one for ``encoder``, else the generic one.

    Raises:
        InputError: The file is not a model.
    """
    if path is not None and path.is_file():
        model = _read(path)
        if model.encoder in {"", encoder}:
            return model
    return _generic()


@functools.cache
def _generic() -> GenericModel:
    arrays = load_arrays(GENERIC, "a model of verdicts; run python -m eval.fit.verdicts")
    return GenericModel(Learned.read(arrays), float(arrays["limits"].astype(np.float64)[0]))


@functools.lru_cache(maxsize=8)
def _read(path: Path) -> CheckModel:
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
        means, scales, weights, bias = (
            np.asarray(values[name], dtype=np.float64)
            for name in ("means", "scales", "weights", "bias")
        )
        encoder, names = values["encoder"], tuple(values["names"])
        return CheckModel(encoder, names, means, scales, weights, bias)
    except (OSError, ValueError, KeyError, TypeError) as error:
        message = f"{path} is not a model of verdicts ({error}); run python -m eval.fit.claims."
        raise InputError(message) from error

"""The kind of a question by how it asks, where no rule knows it: a linear model over its frame's vector.

Trained by ``python -m eval.fit.intents`` on questions of every kind; kept as plain arrays. It holds for the
encoder that it was trained with; with another one questions are told by the rules alone.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from qa.result import Intent

MODEL_FILE = Path(__file__).parent / "data" / "intents.npz"
# Below this chance a question is taken for content. Of documents left out, .5, .6 and .7 tell .86, .85 and
# .82 of the questions of other kinds; of the 170 questions of the gate 1, 0 and 0 are taken for one.
SURE = 0.6


@dataclass(frozen=True)
class KindModel:
    """A multinomial logistic regression.

    Attributes:
        encoder: Name of the encoder whose vectors it reads.
        kinds: The kinds, a row of weights each.
        weights: float64 (kinds, dim).
        bias: float64 (kinds,).
    """

    encoder: str
    kinds: tuple[Intent, ...]
    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]

    def kind(self, vector: npt.NDArray[np.float32]) -> tuple[Intent, float]:
        """Return the likeliest kind and its chance, 0 to 1.

        Args:
            vector: float32 (dim,), L2-normalised, of the frame of a question.
        """
        scores = self.weights @ vector.astype(np.float64) + self.bias
        chances = np.exp(scores - scores.max())
        best = int(chances.argmax())
        return self.kinds[best], float(chances[best] / chances.sum())

    def write(self, path: Path) -> None:
        """Write it to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path,
            encoder=np.asarray(self.encoder),
            kinds=np.asarray(self.kinds),
            weights=self.weights.astype(np.float32),
            bias=self.bias.astype(np.float32),
        )


@functools.cache
def load_kind_model(path: Path = MODEL_FILE) -> KindModel:
    """Return the model that a file holds."""
    with np.load(path, allow_pickle=False) as arrays:
        return KindModel(
            str(arrays["encoder"]),
            tuple(arrays["kinds"].tolist()),
            arrays["weights"].astype(np.float64),
            arrays["bias"].astype(np.float64),
        )

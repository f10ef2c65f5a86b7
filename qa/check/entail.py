"""A cross-encoder for natural language inference, for those who have one: a second opinion.

Off unless the setting ``nli`` names a model. It reads a sentence of the plan and a claim together and
tells how likely the sentence entails or contradicts it. Importing it loads nothing; the first claim
loads torch and the model.
"""

from __future__ import annotations

import functools
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.embed.cross_encoder import load_cross_encoder
from index.errors import EncoderError
from qa.check.model import LABELS
from qa.result import VerdictLabel

Probabilities = npt.NDArray[np.float64]

# Words in the names of a model's classes, and the verdict that each goes with.
_CLASSES: Mapping[str, VerdictLabel] = {
    "entail": "supported",
    "contra": "contradicted",
    "neutral": "not_mentioned",
}


@dataclass(frozen=True, slots=True)
class NliOpinion:
    """What the model holds of a claim and the sentence that decides.

    Attributes:
        probabilities: float64 (3,), in the order of ``LABELS``, summing to 1.
        at: Number of the sentence among those it read.
    """

    probabilities: Probabilities
    at: int


class CrossEncoderNli:
    """Any three-class NLI cross-encoder, by Hugging Face id or by folder. Safe to share."""

    def __init__(self, model: str | Path) -> None:
        """Load the model.

        Args:
            model: A Hugging Face id, or a folder that holds a model.

        Raises:
            EncoderError: The model, or the library, is not there, or it is no NLI model.
        """
        self.name = str(model)
        self._model: Any = load_cross_encoder(model, "an NLI cross-encoder")
        self._columns = _columns(self.name, self._model.config.id2label)
        self._lock = threading.Lock()  # tokenizers forbid two borrowers at a time

    def read(self, sentences: Sequence[str], claim: str) -> NliOpinion:
        """Return the opinion on ``claim`` of the sentence that speaks of it most.

        Args:
            sentences: Sentences of the plan, at least one; the premises.
            claim: The hypothesis.
        """
        pairs = [(sentence, claim) for sentence in sentences]
        with self._lock:
            scores = self._model.predict(pairs, apply_softmax=True, show_progress_bar=False)
        rows = np.asarray(scores, dtype=np.float64)[:, self._columns]
        at = int(rows[:, LABELS.index("not_mentioned")].argmin())
        return NliOpinion(rows[at], at)


@functools.lru_cache(maxsize=1)
def load_nli(model: str) -> CrossEncoderNli:
    """Return an NLI cross-encoder; checkers of single documents of a corpus share it."""
    return CrossEncoderNli(model)


def pool(own: Probabilities, other: Probabilities) -> Probabilities:
    """Return two distributions over the verdicts as one: their geometric mean, summing to 1.

    Both count the same, since neither was trained beside the other (logarithmic pooling, Genest and
    Zidek, 1986). What one holds for impossible stays unlikely.
    """
    tiny = np.finfo(np.float64).tiny
    mean = np.sqrt(np.maximum(own, tiny) * np.maximum(other, tiny))
    return np.asarray(mean / mean.sum(), dtype=np.float64)


def _columns(name: str, classes: Mapping[int, str]) -> list[int]:
    """Return where the model has each of ``LABELS``."""
    found = {
        verdict: int(number)
        for number, said in classes.items()
        for word, verdict in _CLASSES.items()
        if str(said).lower().startswith(word)
    }
    if len(classes) != len(LABELS) or set(found) != set(LABELS):
        message = (
            f"The model {name} has the classes {', '.join(map(str, classes.values()))}; expected a "
            "model of natural language inference with entailment, neutral and contradiction."
        )
        raise EncoderError(message)
    return [found[label] for label in LABELS]

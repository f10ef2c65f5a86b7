"""The kind of a question by how it asks, where no rule knows it: a linear model over its frame.

It sees the vector of the frame, which knows words that it was not trained with, and the pieces of the frame
themselves, which tell apart what the vector has alike: 提到 and 提出, how many parts and how many days.

Trained by ``python -m eval.fit.intents`` on questions of every kind; kept as plain arrays. It holds for the
encoder that it was trained with; with another one questions are told by the rules alone.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.runtime.patterns import regex
from qa.result import Intent

MODEL_FILE = Path(__file__).parent / "data" / "intents.npz"
# Below this chance a question is taken for content (``python -m eval.fit.intents`` prints what others tell).
SURE = 0.5
# Below this chance that a question is of another kind than content, by its pieces alone, no vector is made of
# it, which takes as long as half a search. Of documents left out .97 of other kinds are above it, and a third
# of those for content, most of which ask for lists.
_WORTH = 0.1
# Letters of a piece of Chinese, and words of one of English, at most.
_LETTERS, _WORDS = 4, 3
_CHINESE = regex("[\u4e00-\u9fff]")
_WORD = regex(r'[a-z]+|[0-9]+|[?"]')
_BEGINNING, _END = "^", "$"


@dataclass(frozen=True)
class KindModel:
    """A multinomial logistic regression.

    Attributes:
        encoder: Name of the encoder whose vectors it reads.
        kinds: The kinds, a row of weights each.
        weights: float64 (kinds, dim).
        bias: float64 (kinds,).
        pieces: The row of each piece that counts; see ``pieces_of``.
        piece_weights: float64 (pieces, kinds).
        looks: float64 (pieces + 1,), of a model of pieces alone that tells other kinds from content; the
            last is its bias.
    """

    encoder: str
    kinds: tuple[Intent, ...]
    weights: npt.NDArray[np.float64]
    bias: npt.NDArray[np.float64]
    pieces: Mapping[str, int]
    piece_weights: npt.NDArray[np.float64]
    looks: npt.NDArray[np.float64]

    def may_be_other(self, frame: str) -> bool:
        """Tell whether a question may be of another kind than content, by its pieces."""
        score = self.looks[[*self._rows(frame), -1]].sum()
        return bool(1 / (1 + np.exp(-score)) >= _WORTH)

    def kind(self, frame: str, vector: npt.NDArray[np.float32]) -> tuple[Intent, float]:
        """Return the likeliest kind and its chance, 0 to 1.

        Args:
            frame: The frame of a question.
            vector: float32 (dim,), L2-normalised, of that.
        """
        scores = self.weights @ vector.astype(np.float64) + self.bias
        scores += self.piece_weights[self._rows(frame)].sum(axis=0)
        chances = np.exp(scores - scores.max())
        best = int(chances.argmax())
        return self.kinds[best], float(chances[best] / chances.sum())

    def _rows(self, frame: str) -> list[int]:
        return [self.pieces[piece] for piece in pieces_of(frame) if piece in self.pieces]

    def write(self, path: Path) -> None:
        """Write it to a file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        np.savez_compressed(
            path,
            encoder=np.asarray(self.encoder),
            kinds=np.asarray(self.kinds),
            weights=self.weights.astype(np.float32),
            bias=self.bias.astype(np.float32),
            pieces=np.frombuffer("\n".join(self.pieces).encode(), np.uint8),
            piece_weights=self.piece_weights.astype(np.float16),
            looks=self.looks.astype(np.float16),
        )


def pieces_of(frame: str) -> set[str]:
    """Return the pieces of a frame: of Chinese up to four letters, of English up to three words."""
    text = frame.lower()
    if _CHINESE.search(text):
        parts: Sequence[str] = [_BEGINNING, *"".join(text.split()), _END]
        longest, between = _LETTERS, ""
    else:
        parts = [_BEGINNING, *_WORD.findall(text), _END]
        longest, between = _WORDS, " "
    return {
        between.join(parts[start : start + size])
        for size in range(1, longest + 1)
        for start in range(len(parts) - size + 1)
    }


@functools.cache
def load_kind_model(path: Path = MODEL_FILE) -> KindModel:
    """Return the model that a file holds."""
    with np.load(path, allow_pickle=False) as arrays:
        return KindModel(
            str(arrays["encoder"]),
            tuple(arrays["kinds"].tolist()),
            arrays["weights"].astype(np.float64),
            arrays["bias"].astype(np.float64),
            {piece: n for n, piece in enumerate(arrays["pieces"].tobytes().decode().split("\n"))},
            arrays["piece_weights"].astype(np.float64),
            arrays["looks"].astype(np.float64),
        )

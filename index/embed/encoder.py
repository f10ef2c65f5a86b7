"""What an encoder is, and the one form in which every encoder gets its text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.errors import EncoderError
from index.runtime.patterns import regex

Vectors = npt.NDArray[np.float32]
Progress = Callable[[int], None]

# Bytes of what a vector is known by (``index.embed.remember.key_of``).
KEY = 16

# 1,200 tokens of Chinese, about 2 s on two cores. A pasted page is not a question, and 100,000
# characters take minutes.
MAX_QUERY_CHARS = 2000
# Passages a call: from 8 to 64 the engine makes 75 to 79 a second on two cores, and small batches
# keep a progress bar moving.
BATCH = 16

# The C engine ends a text at NUL and the other controls carry no meaning; a lone surrogate has no
# UTF-8 form. A space keeps the words on either side apart.
_UNSAFE = regex(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Encoder(Protocol):
    """Anything that turns questions and passages into vectors of one space."""

    @property
    def name(self) -> str:
        """Identity of the model, down to its weights; an index opens only with the one it names."""

    @property
    def dim(self) -> int:
        """Length of a vector."""

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions: float32 (n, dim), L2-normalised.

        Raises:
            EncoderError: A question is longer than the encoder takes.
        """

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages: float32 (n, dim), L2-normalised, in the order given.

        Args:
            texts: Passages of any length.
            progress: Called with the number of passages done since the last call.
        """


def clean_text(text: str) -> str:
    """Return ``text`` in the one form that every encoder gets: NFKC, without unsafe characters.

    NFKC comes before the model because the C engine's own table overflows its buffer where one
    character becomes many (U+FDFA becomes 18); the vectors of ordinary text stay as they are.
    """
    return unicodedata.normalize("NFKC", _UNSAFE.sub(" ", text))


def clean_query(text: str) -> str:
    """Return a question as encoders get it.

    Raises:
        EncoderError: The question has more than ``MAX_QUERY_CHARS`` characters, as given or after
            normalisation.
    """
    cleaned = clean_text(text) if len(text) <= MAX_QUERY_CHARS else text
    if len(cleaned) > MAX_QUERY_CHARS:
        message = (
            f"The question has {len(cleaned):,} characters; at most {MAX_QUERY_CHARS:,} are taken. "
            "Ask it in fewer words."
        )
        raise EncoderError(message)
    return cleaned


def in_batches(
    texts: Sequence[str],
    dim: int,
    encode: Callable[[list[str]], Vectors],
    progress: Progress | None,
) -> Vectors:
    """Encode in batches of like length, since a batch is padded to, or waits for, its longest."""
    vectors = np.empty((len(texts), dim), dtype=np.float32)
    order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        vectors[batch] = encode([texts[position] for position in batch])
        if progress is not None:
            progress(len(batch))
    return vectors

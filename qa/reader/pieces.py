"""A text to the pieces that the network knows: those of Chinese and English of the default encoder's."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from qa.reader.network import Pair

Arrays = Mapping[str, npt.NDArray[np.generic]]

# Pieces of a question or a claim, and of a pair, that are read; training saw no longer ones.
_FIRST = 64
_PAIR = 168
PAD = 1
_OPENING, _CLOSING, _UNKNOWN = 0, 2, 3


class Pieces:
    """The tokenizer: pieces with their likelihood (Kudo 2018, arXiv:1804.10959), characters made alike."""

    def __init__(self, arrays: Arrays) -> None:
        """Build it.

        Args:
            arrays: ``words``, the pieces as UTF-8, a line each; ``scores`` of each; ``characters``, a line
                each: a character and what it becomes.
        """
        from tokenizers import Tokenizer, models, pre_tokenizers

        words = arrays["words"].tobytes().decode("utf-8").split("\n")
        scores = arrays["scores"].astype(np.float64).tolist()
        unigram = models.Unigram(list(zip(words, scores, strict=True)), unk_id=_UNKNOWN)
        self._tokenizer: Any = Tokenizer(unigram)
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        lines = arrays["characters"].tobytes().decode("utf-8").split("\n")
        self._characters = {ord(line[0]): line[1:] for line in lines}

    def pair(self, first: str, passages: Sequence[str]) -> list[Pair]:
        """Return a question or a claim with each of some passages, cut to what is read."""
        own, *others = self._of([first, *passages])
        own = own[:_FIRST]
        room = _PAIR - len(own) - 3
        return [
            Pair(
                np.asarray([_OPENING, *own, _CLOSING, *other[:room], _CLOSING], dtype=np.int64),
                len(own) + 2,
            )
            for other in others
        ]

    def _of(self, texts: Sequence[str]) -> list[list[int]]:
        plain = [
            re.sub(" +", " ", re.sub(r"\s+", " ", text).translate(self._characters)).strip()
            for text in texts
        ]
        encoded = self._tokenizer.encode_batch_fast(plain, add_special_tokens=False)
        return [found.ids for found in encoded]

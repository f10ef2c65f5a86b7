"""A text to the pieces that the network knows: those of Chinese and English of the default encoder's."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt

from qa.reader.network import Pair

Arrays = Mapping[str, npt.NDArray[np.generic]]

# Pieces of a question or a claim, and of a pair, that are read; training saw no longer ones.
_FIRST = 64
_PAIR = 168
PAD = 1
_OPENING, _CLOSING, _UNKNOWN = 0, 2, 3
# What stands for a space before a word.
_SPACE = "\u2581"
# What a character that no piece has is less likely than the least likely piece, as SentencePiece has it.
_PENALTY = 10.0


class Pieces:
    """The tokenizer: pieces with their likelihood (Kudo 2018, arXiv:1804.10959), characters made alike.

    Written out here, because to build the package's own of so many pieces takes ten times as long as to
    cut the texts of a question.
    """

    def __init__(
        self,
        words: Sequence[str],
        scores: Sequence[float] | npt.NDArray[np.generic],
        characters: Mapping[int, str],
    ) -> None:
        """Make it.

        Args:
            words: The pieces; their places are their numbers.
            scores: Of each, the logarithm of how likely it is.
            characters: What characters become.
        """
        self._numbers = dict(zip(words, range(len(words)), strict=True))
        self._scores = np.asarray(scores, dtype=np.float64).tolist()
        self._longest = max(map(len, words))
        self._unknown = min(self._scores) - _PENALTY
        self._characters = characters

    @classmethod
    def of_arrays(cls, arrays: Arrays) -> Pieces:
        """Make it of arrays.

        Args:
            arrays: ``words``, the pieces as UTF-8, a line each; ``scores`` of each; ``characters``, a line
                each: a character and what it becomes.
        """
        words = arrays["words"].tobytes().decode("utf-8").split("\n")
        lines = arrays["characters"].tobytes().decode("utf-8").split("\n")
        return cls(words, arrays["scores"], {ord(line[0]): line[1:] for line in lines})

    def pair(self, first: str, passages: Sequence[str]) -> list[Pair]:
        """Return a question or a claim with each of some passages, cut to what is read."""
        own = self._of(first)[:_FIRST]
        room = _PAIR - len(own) - 3
        return [
            Pair(
                np.asarray(
                    [_OPENING, *own, _CLOSING, *self._of(other)[:room], _CLOSING], dtype=np.int64
                ),
                len(own) + 2,
            )
            for other in passages
        ]

    def _of(self, text: str) -> list[int]:
        plain = re.sub(r"\s+", " ", text).translate(self._characters)
        words = [word for word in plain.split(" ") if word]
        return [
            self._numbers.get(piece, _UNKNOWN)
            for word in words
            for piece in self._cut(f"{_SPACE}{word}")
        ]

    def _cut(self, word: str) -> Iterator[str]:
        """Yield the likeliest pieces of a word (Viterbi); what no piece has goes together."""
        size, numbers, longest = len(word), self._numbers, self._longest
        best = [0.0] + [-np.inf] * size
        came_from = [0] * (size + 1)
        for start in range(size):
            own = best[start]
            for end in range(start + 1, min(size, start + longest) + 1):
                number = numbers.get(word[start:end])
                if number is None and end > start + 1:
                    continue
                score = self._unknown if number is None else self._scores[number]
                if own + score > best[end]:
                    best[end], came_from[end] = own + score, start
        cuts = [size]
        while cuts[-1] > 0:
            cuts.append(came_from[cuts[-1]])
        pieces = [word[start:end] for end, start in itertools.pairwise(cuts)][::-1]
        before = ""
        for piece in pieces:
            if piece in numbers or before in numbers or not before:
                yield piece
            before = piece

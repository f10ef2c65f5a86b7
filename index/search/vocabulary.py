"""Tokens where they are kept: none is read but those that are asked for.

A library has some hundred thousand of them. By their first characters as a number all are told apart
that a Chinese text has, and most others nearly.
"""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import numpy as np
import numpy.typing as npt

Heads = npt.NDArray[np.uint64]

# So many characters of 21 bits, as Unicode has them, go into 64.
_HEAD = 3
_BITS = 21


class Vocabulary(Sequence[str]):
    """Tokens in the order of their characters, each once."""

    def __init__(self, heads: Heads, ends: npt.NDArray[np.int64], data: memoryview) -> None:
        """Take the tokens as they are kept.

        Args:
            heads: uint64 (t,), the first characters of each as ``heads_of`` has them.
            ends: int64 (t + 1,), where each begins in ``data``, and where the last one ends.
            data: All of them in UTF-8, one after the other.

        Raises:
            ValueError: These do not fit each other.
        """
        if len(ends) != len(heads) + 1 or int(ends[-1]) != len(data):
            message = f"{len(heads)} heads, {len(ends)} ends and {len(data)} bytes do not fit"
            raise ValueError(message)
        self.heads = heads
        self.ends = ends
        self.data = data

    @classmethod
    def of(cls, tokens: Iterable[str]) -> Vocabulary:
        """Return the vocabulary of tokens that are sorted."""
        listed = list(tokens)
        coded = [token.encode("utf-8", "surrogatepass") for token in listed]
        ends = np.cumsum([0, *map(len, coded)], dtype=np.int64)
        return cls(heads_of(listed), ends, memoryview(b"".join(coded)))

    def __len__(self) -> int:
        return len(self.heads)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> tuple[str, ...]: ...

    def __getitem__(self, at: int | slice) -> str | tuple[str, ...]:
        if isinstance(at, slice):
            return tuple(self._token(number) for number in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(f"Token {at} of {len(self)}.")
        return self._token(at % len(self))

    def __iter__(self) -> Iterator[str]:
        return map(self._token, range(len(self)))

    def __contains__(self, token: object) -> bool:
        return isinstance(token, str) and self.number(token) is not None

    def number(self, token: str) -> int | None:
        """Return the number of a token, or None where it is not there."""
        head = np.uint64(_head_of(token))
        first = int(self.heads.searchsorted(head))
        if len(token) < _HEAD:  # no other begins in the same way
            return first if first < len(self) and self.heads[first] == head else None
        last = int(self.heads.searchsorted(head, "right"))
        at = first + bisect.bisect_left(range(first, last), token, key=self._token)
        return at if at < last and self._token(at) == token else None

    def having(self, tokens: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Return which of some tokens are there."""
        heads = heads_of(tokens)
        places = np.searchsorted(self.heads, heads)
        there = np.zeros(len(tokens), dtype=np.bool_)
        within = places < len(self)
        there[within] = self.heads[places[within]] == heads[within]
        for number in np.flatnonzero(there).tolist():
            if len(tokens[number]) >= _HEAD:  # others may begin in the same way
                there[number] = tokens[number] in self
        return there

    def _token(self, number: int) -> str:
        start, end = self.ends[number : number + 2]
        return bytes(self.data[start:end]).decode("utf-8", "surrogatepass")


def _head_of(token: str) -> int:
    """Return the head of one token: numpy takes ten times as long for it."""
    head = 0
    for character in token[:_HEAD].ljust(_HEAD, "\0"):
        head = head << _BITS | ord(character)
    return head


def heads_of(tokens: Sequence[str]) -> Heads:
    """Return the first characters of tokens as numbers that are in the order of the tokens."""
    found = np.zeros(len(tokens), dtype=np.uint64)
    if not len(tokens):
        return found
    characters = np.asarray(tokens, dtype=f"<U{_HEAD}").view("<u4").reshape(-1, _HEAD)
    for column in characters.T:
        found = (found << np.uint64(_BITS)) | column
    return found

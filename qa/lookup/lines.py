"""Which lines of a long text have a word: by the text as a whole, not line by line."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

_END = ord("\n")


def lines_with(words: Iterable[str], text: str) -> list[int]:
    """Return the numbers of the lines of a text that have any of some words, in order."""
    places: list[int] = []
    for word in words:
        at = text.find(word)
        while at >= 0:
            places.append(at)
            end = text.find("\n", at)
            at = text.find(word, end + 1) if end >= 0 else -1
    if not places:
        return []
    characters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    found: list[int] = np.unique(
        np.searchsorted(np.flatnonzero(characters == _END), places)
    ).tolist()
    return found

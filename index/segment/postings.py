"""Inverted lists of several segments as one."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from index.search.lists import Lists
from index.search.protocol import Counts, Flags, RowNumbers

# Lists with, for each of their rows, the row that it is here; -1 for one that is left out.
Part = tuple[Lists, RowNumbers]


class JoinedPostings:
    """Lists of parts of a corpus; see ``index.search.protocol.Postings``."""

    def __init__(self, parts: Sequence[Part], lengths: RowNumbers) -> None:
        """Join ``parts``; ``lengths`` are those of the rows here."""
        self._parts = [
            (lists, rows, _shift(rows) if len(rows) else 0) for lists, rows in parts if len(rows)
        ]
        self.lengths = lengths

    @functools.cached_property
    def tokens(self) -> Sequence[str]:
        """Every token, sorted; also those of rows that are left out."""
        if len(self._parts) == 1:
            return self._parts[0][0].tokens
        return sorted({token for lists, _, _ in self._parts for token in lists.tokens})

    def having(self, tokens: Sequence[str]) -> Flags:
        """Return which of some tokens are there, be it in rows that are left out."""
        found = np.zeros(len(tokens), dtype=np.bool_)
        for lists, _, _ in self._parts:
            found |= lists.having(tokens)
        return found

    def of(self, token: str) -> tuple[RowNumbers, Counts]:
        """Return the rows of a token and its counts there."""
        if len(self._parts) == 1:  # as they are kept, they rise
            lists, _, shift = self._parts[0]
            if shift is not None:
                own, often = lists.of(token)
                return own + np.int32(shift) if shift else own, often
        rows: list[RowNumbers] = []
        counts: list[Counts] = []
        for lists, places, shift in self._parts:
            own, often = lists.of(token)
            if not len(own):
                continue
            if shift is not None:
                rows.append(own + np.int32(shift) if shift else own)
                counts.append(often)
                continue
            here = places[own]
            there = here >= 0
            rows.append(here[there])
            counts.append(often[there])
        if len(rows) == 1:
            return _risen(rows[0], counts[0])
        return _risen(
            np.concatenate([np.empty(0, dtype=np.int32), *rows]),
            np.concatenate([np.empty(0, dtype=np.uint16), *counts]),
        )

    def read_ahead(self, tokens: Sequence[str]) -> None:
        """Do nothing: the lists are mapped."""


def joined(postings: JoinedPostings) -> Lists:
    """Return joined lists as lists of their own."""
    found = ((token, postings.of(token)) for token in postings.tokens)
    return Lists.of_tokens((one for one in found if len(one[1][0])), postings.lengths)


def _shift(rows: RowNumbers) -> int | None:
    """Return what is to be added to each row, where that is the same for all."""
    first = int(rows[0])
    expected = np.arange(first, first + len(rows), dtype=np.int32)
    return first if first >= 0 and np.array_equal(rows, expected) else None


def _risen(rows: RowNumbers, counts: Counts) -> tuple[RowNumbers, Counts]:
    if len(rows) < 2 or bool((rows[1:] > rows[:-1]).all()):  # noqa: PLR2004  # one row is in order
        return rows, counts
    order = np.argsort(rows, kind="stable")
    return rows[order], counts[order]

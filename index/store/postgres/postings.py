"""Inverted lists on the server; what they weigh is worked out by ``index.search.lexical``, as everywhere."""

from __future__ import annotations

import functools
import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np

from index.search.protocol import Counts, Flags, RowNumbers, Rows
from index.store.postgres.server import Pool

_List = tuple[RowNumbers, Counts]
# Lists of so many tokens are kept: those of a few dozen questions.
_KEPT = 4096


class PostgresPostings:
    """The lists of one generation; see ``index.search.protocol.Postings``. Safe to share between threads."""

    def __init__(self, pool: Pool, parts: Rows, starts: Rows, lengths: RowNumbers) -> None:
        """Read with the connections of ``pool``.

        Args:
            pool: Connections.
            parts: int64 (p,), ids of the parts in the order of the corpus.
            starts: int64 (p,), position of the first clause of each.
            lengths: See ``Postings``.
        """
        self._pool = pool
        self._parts = parts.tolist()
        self._starts = dict(zip(self._parts, starts.tolist(), strict=True))
        self.lengths = lengths
        self._lists: OrderedDict[str, _List] = OrderedDict()
        self._lock = threading.Lock()

    @functools.cached_property
    def tokens(self) -> Sequence[str]:
        """Every token, sorted."""
        with self._pool.connection() as connection:
            found = connection.execute(
                "SELECT DISTINCT token FROM posting WHERE part = ANY(%s)", [self._parts]
            )
            return sorted(token for (token,) in found)

    def having(self, tokens: Sequence[str]) -> Flags:
        """Return which of some tokens are there."""
        return np.fromiter((token in self._known_tokens for token in tokens), np.bool_, len(tokens))

    @functools.cached_property
    def _known_tokens(self) -> frozenset[str]:
        return frozenset(self.tokens)

    def of(self, token: str) -> _List:
        """Return the rows of a token and its counts there."""
        found = self._known(token)
        if found is None:
            self.read_ahead([token])
            found = self._known(token)
        return found if found is not None else self._read([token])[token]

    def read_ahead(self, tokens: Sequence[str]) -> None:
        """Fetch the lists of tokens in one go, so that ``of`` finds them here."""
        new = [token for token in dict.fromkeys(tokens) if self._known(token) is None]
        if not new:
            return
        lists = self._read(new)
        with self._lock:
            self._lists.update(lists)
            while len(self._lists) > max(_KEPT, len(lists)):
                self._lists.popitem(last=False)

    def _known(self, token: str) -> _List | None:
        with self._lock:
            found = self._lists.get(token)
            if found is not None:
                self._lists.move_to_end(token)
            return found

    def _read(self, tokens: Sequence[str]) -> dict[str, _List]:
        pieces: dict[str, list[tuple[int, list[int], list[int]]]] = {token: [] for token in tokens}
        with self._pool.connection() as connection:
            found = connection.execute(
                "SELECT token, part, clauses, counts FROM posting"
                " WHERE token = ANY(%s) AND part = ANY(%s)",
                [list(pieces), self._parts],
                binary=True,
            )
            for token, part, clauses, counts in found:
                pieces[token].append((self._starts[part], clauses, counts))
        return {token: _joined(sorted(rows)) for token, rows in pieces.items()}


def _joined(pieces: Sequence[tuple[int, list[int], list[int]]]) -> _List:
    rows = [np.asarray(clauses, dtype=np.int32) + start for start, clauses, _ in pieces]
    counts = [np.asarray(counts, dtype=np.uint16) for _, _, counts in pieces]
    return (
        np.concatenate([np.empty(0, dtype=np.int32), *rows]).astype(np.int32),
        np.concatenate([np.empty(0, dtype=np.uint16), *counts]).astype(np.uint16),
    )

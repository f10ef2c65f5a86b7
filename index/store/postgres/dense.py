"""Cosine search on the server: exact over some documents, by codes over a library."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.embed.centre import centre
from index.errors import IndexDamagedError, InputError
from index.search.dense import DenseIndex, checked_queries
from index.search.protocol import Dense, Rows, Vectors
from index.segment.dense import EXACT
from index.store.postgres.codes import KEY, likely, literal, mean_of_kind
from index.store.postgres.server import Pool
from index.store.postgres.vectors import unpacked

if TYPE_CHECKING:
    from psycopg.sql import Composable

# So many vectors are held here once a question needs them, 25 MB, as a folder holds them: a question then
# waits for the inverted lists alone, and of 19 ms of work for the plan the server has 0.3 left.
HELD = 16_384
# Vectors that are centred together.
_STEP = 4096
# What the server sends of each row that it found: its part, its number there, its cosine.
_FOUND = np.dtype([("part", ">i8"), ("ordinal", ">i4"), ("cosine", ">f8")])


@dataclass(frozen=True)
class RowLayout:
    """How the rows of an index lie in parts.

    Attributes:
        parts: int64 (p,), ids in the order of the corpus.
        starts: int64 (p + 1,), the first row of each, and how many there are.
        means: By kind of view, what its vectors are centred on: float32 (dim,).
        dim: Length of a vector.
    """

    parts: Rows
    starts: Rows
    means: Mapping[str, Vectors]
    dim: int


class PostgresDense:
    """The vectors of some parts; see ``index.search.protocol.Dense``.

    Up to ``HELD`` of them are fetched with the first question. More are compared by the server, which
    centres them as ``index.embed.centre`` does it, so that a cosine is the same to the last digits of
    float32; and of more than ``EXACT`` only those that are likely to be the nearest are compared
    (``index.store.postgres.codes``).
    """

    def __init__(self, pool: Pool, layout: RowLayout, codes: int | None = None) -> None:
        """Search with the connections of ``pool``.

        Args:
            pool: Connections.
            layout: The rows.
            codes: Where there are some, the number of the codes that all of them have.
        """
        self._pool = pool
        self._layout = layout
        self._codes = codes
        order = np.argsort(layout.parts)
        self._sorted, self._order = layout.parts[order], order

    def __len__(self) -> int:
        return int(self._layout.starts[-1])

    @property
    def dim(self) -> int:
        """Length of a vector."""
        return self._layout.dim

    def search(self, queries: Vectors, k: int) -> tuple[Vectors, Rows]:
        """Return the ``k`` nearest rows of each query; see ``Dense.search``."""
        rows = checked_queries(queries, self.dim, k)
        if len(self) <= HELD:
            return self._held.search(rows, k)
        k = min(k, len(self))
        found = [self._nearest(query, k) for query in rows] if k else []
        scores = np.empty((len(rows), k), dtype=np.float32)
        places = np.empty((len(rows), k), dtype=np.int64)
        for number, (cosines, nearest) in enumerate(found):
            scores[number], places[number] = cosines, nearest
        return np.clip(scores, -1.0, 1.0), places

    @functools.cached_property
    def _held(self) -> DenseIndex:
        return DenseIndex(self.vectors())

    def _nearest(self, query: Vectors, k: int) -> tuple[Vectors, Rows]:
        from psycopg import sql

        given: dict[str, object] = {"parts": self._layout.parts.tolist(), "k": k}
        among = sql.SQL("")
        if self._codes is not None and len(self) > EXACT:
            with self._pool.connection() as connection:
                given["keys"] = likely(connection, self._codes, self._layout.parts, query, k)
            among = sql.SQL(f"({KEY}) = ANY(%(keys)s) AND")
        # By the name of the column: an expression that stands there twice is worked out twice.
        statement = sql.SQL(
            "SELECT string_agg(int8send(part) || int4send(ordinal) || float8send(-distance), '')"
            " FROM (SELECT part, ordinal, {vector} <#> {query} AS distance FROM view WHERE {among}"
            " part = ANY(%(parts)s) ORDER BY distance LIMIT %(k)s) AS nearest"
        ).format(vector=self._centred, query=literal(query), among=among)
        with self._pool.connection() as connection:
            sent = connection.execute(statement, given, binary=True).fetchone()
        nearest = np.frombuffer(sent[0] if sent and sent[0] else b"", dtype=_FOUND)
        rows = self._rows(nearest["part"], nearest["ordinal"])
        cosines = nearest["cosine"].astype(np.float32)
        # Equal cosines in the order of their rows.
        order = np.lexsort((rows, -cosines))
        return cosines[order], rows[order]

    def limited_to(self, rows: Sequence[int] | Rows) -> Dense:
        """Return the search over some documents' rows: all rows of each, in the order of the corpus.

        Raises:
            InputError: A document is only in part among the rows, or out of order.
        """
        layout = self._layout
        chosen = np.unique(
            np.searchsorted(layout.starts, np.asarray(rows, dtype=np.int64), "right") - 1
        )
        sizes = np.diff(layout.starts)[chosen]
        whole = [np.arange(layout.starts[part], layout.starts[part + 1]) for part in chosen]
        expected = np.concatenate([np.empty(0, dtype=np.int64), *whole])
        if not np.array_equal(expected, np.asarray(rows, dtype=np.int64)):
            raise InputError("A store is limited to whole documents, in their order.")
        starts = np.cumsum([0, *sizes], dtype=np.int64)
        limited = RowLayout(layout.parts[chosen], starts, layout.means, layout.dim)
        return PostgresDense(self._pool, limited, self._codes)

    def vector(self, row: int) -> Vectors:
        """Return one vector."""
        from psycopg import sql

        if not 0 <= row < len(self):
            raise InputError(f"There is no row {row} in the store; it has {len(self)}.")
        if len(self) <= HELD:
            return self._held.vector(row)
        part = int(np.searchsorted(self._layout.starts, row, "right")) - 1
        ordinal = row - int(self._layout.starts[part])
        statement = sql.SQL(
            "SELECT vector_send({centred}) FROM view WHERE part = %s AND ordinal = %s"
        ).format(centred=self._centred)
        with self._pool.connection() as connection:
            key = [int(self._layout.parts[part]), ordinal]
            found = connection.execute(statement, key, binary=True).fetchone()
        if found is None:
            raise IndexDamagedError(f"The vector of row {row} is missing from the store.")
        return unpacked(found[0])

    def vectors(self) -> Vectors:
        """Return all vectors."""
        vectors = np.empty((len(self), self.dim), dtype=np.float32)
        count = 0
        with self._pool.connection() as connection:
            found = connection.execute(
                "SELECT part, ordinal, kind, vector_send(vector) FROM view WHERE part = ANY(%s)",
                [self._layout.parts.tolist()],
                binary=True,
            )
            while step := found.fetchmany(_STEP):
                count += len(step)
                parts, ordinals, kinds, sent = zip(*step, strict=True)
                means = np.stack([self._layout.means[kind] for kind in kinds])
                vectors[self._rows(np.asarray(parts), np.asarray(ordinals))] = centre(
                    np.stack([unpacked(data) for data in sent]), means
                )
        if count != len(self):
            raise IndexDamagedError(f"The store has {count} vectors of {len(self)}.")
        return vectors

    def _rows(self, parts: Rows, ordinals: Rows) -> Rows:
        place = self._order[np.searchsorted(self._sorted, parts.astype(np.int64))]
        return np.asarray(self._layout.starts[place] + ordinals, dtype=np.int64)

    @functools.cached_property
    def _centred(self) -> Composable:
        """What the server works out for a row: its vector less the mean of its kind, as a unit."""
        from psycopg import sql

        return sql.SQL("l2_normalize(vector - {})").format(mean_of_kind(self._layout.means))

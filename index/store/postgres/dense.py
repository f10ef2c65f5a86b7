"""Cosine search on the server: exact over some documents, in cells over a library."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.dense import DenseIndex, checked_queries
from index.embed.centre import centre
from index.errors import IndexDamagedError, InputError
from index.search import Dense, Rows, Vectors
from index.segment.dense import EXACT
from index.store.postgres.cells import ServerCells
from index.store.postgres.server import Pool
from index.store.postgres.vectors import unpacked

if TYPE_CHECKING:
    from psycopg.sql import Composed

# So many vectors are held here once a question needs them, 25 MB, as a folder holds them: a question then
# waits for the server's inverted lists alone, and the server has a third of the work.
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
    """The vectors of some parts; see ``index.search.Dense``.

    Up to ``HELD`` of them are fetched with the first question. More are compared by the server, which
    centres them as ``index.embed.centre`` does it, so that a cosine is the same to the last digits of
    float32; and of more than ``EXACT`` the nearest are looked for in the cells where they are likely to
    be.
    """

    def __init__(self, pool: Pool, layout: RowLayout, cells: ServerCells | None = None) -> None:
        """Search with the connections of ``pool``.

        Args:
            pool: Connections.
            layout: The rows.
            cells: Where there are some, cells that hold all of them.
        """
        self._pool = pool
        self._layout = layout
        self._cells = cells
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
        # Cells may hold fewer rows than are wanted.
        k = min([k, *(len(one) for one, _ in found)])
        scores = np.empty((len(rows), k), dtype=np.float32)
        places = np.empty((len(rows), k), dtype=np.int64)
        for number, (cosines, nearest) in enumerate(found):
            scores[number], places[number] = cosines[:k], nearest[:k]
        return np.clip(scores, -1.0, 1.0), places

    @functools.cached_property
    def _held(self) -> DenseIndex:
        return DenseIndex(self.vectors())

    def _nearest(self, query: Vectors, k: int) -> tuple[Vectors, Rows]:
        from psycopg import sql

        given: dict[str, object] = {"parts": self._layout.parts.tolist(), "k": k}
        source: sql.Composable = sql.SQL("view WHERE")
        vector: sql.Composable = self._centred
        if self._cells is not None and len(self) > EXACT:
            source = sql.SQL("cell WHERE near = %(near)s AND cell = ANY(%(cells)s) AND")
            vector = sql.SQL("vector")
            given["near"] = self._cells.id
            given["cells"] = self._cells.nearest(query, k, len(self))
        # By the name of the column: an expression that stands there twice is worked out twice.
        statement = sql.SQL(
            "SELECT string_agg(int8send(part) || int4send(ordinal) || float8send(-distance), '')"
            " FROM (SELECT part, ordinal, {vector} <#> {query} AS distance FROM {source}"
            " part = ANY(%(parts)s) ORDER BY distance LIMIT %(k)s) AS nearest"
        ).format(vector=vector, query=_literal(query), source=source)
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
        return PostgresDense(self._pool, limited, self._cells)

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
    def _centred(self) -> Composed:
        """Return what the server works out for a row: its vector less the mean of its kind, as a unit.

        The means stand in the statement and not in a table, so that servers that hold a share of the
        vectors can do it themselves.
        """
        from psycopg import sql

        cases = sql.SQL(" ").join(
            sql.SQL("WHEN {} THEN {}").format(sql.Literal(kind), _literal(mean))
            for kind, mean in self._layout.means.items()
        )
        return sql.SQL("l2_normalize(vector - CASE kind {} END)").format(cases)


def _literal(vector: Vectors) -> Composed:
    from psycopg import sql

    # Nine digits tell any two numbers of float32 apart.
    text = ",".join(f"{number:.9g}" for number in vector.tolist())
    return sql.SQL("{}::vector").format(sql.Literal(f"[{text}]"))

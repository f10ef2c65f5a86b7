"""The approximate index of a library on the server: the cells of ``index.segment.near``, as rows.

Each row has the cell of a view and its vector once more, centred, and rows of one cell lie together; a
reader knows the centres and asks for what the nearest cells hold. So nothing has to be weighed again,
and the server that holds a row is the one that compares it.

What the vectors are centred on stays as it was when cells were made, and they are made anew before a
fifth of the corpus has changed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.columns import kind_code
from index.embed.centre import centre
from index.search import Rows, Vectors
from index.segment.near import cells_of, make_centres, nearest_cells
from index.store.covering import STALE
from index.store.postgres.vectors import packed
from index.views import KINDS

if TYPE_CHECKING:
    from psycopg import Connection

# Rows a step: 25 MB of vectors.
_STEP = 16384


@dataclass(frozen=True, eq=False)
class ServerCells:
    """What a reader knows of the cells.

    Attributes:
        id: Their number on the server.
        centres: float32 (c, dim), L2-normalised.
        sizes: int64 (c,), how many rows each had when they were made.
    """

    id: int
    centres: Vectors
    sizes: Rows

    def nearest(self, query: Vectors, k: int, rows: int) -> list[int]:
        """Return the cells in which the ``k`` nearest of a corpus of ``rows`` rows are looked for."""
        share = min(1.0, rows / max(1, int(self.sizes.sum())))
        cells: list[int] = nearest_cells(self.centres, self.sizes, query, k, share).tolist()
        return cells


def read_cells(connection: Connection, cells: int, dim: int) -> ServerCells:
    """Return the cells of that number; ``TypeError`` and ``ValueError`` tell what is malformed."""
    row = connection.execute(
        "SELECT centres, sizes FROM near WHERE id = %s", [cells], binary=True
    ).fetchone()
    if row is None:
        raise ValueError(f"cells {cells} are missing")
    centres = np.frombuffer(row[0], "<f4").reshape(-1, dim)
    return ServerCells(cells, centres, np.asarray(row[1], dtype=np.int64))


@dataclass(frozen=True, eq=False)
class CorpusRows:
    """All views of a corpus, as the server is to have them.

    Attributes:
        parts: Ids of its documents, in order.
        sizes: How many views each has.
        kinds: The kind of each view.
        vectors: float32 (n, dim), as the encoder gave them.
        means: By kind, what they would be centred on.
    """

    parts: Sequence[int]
    sizes: Sequence[int]
    kinds: Sequence[str]
    vectors: Vectors
    means: Mapping[str, Vectors]


@dataclass(frozen=True)
class _Kept:
    """Cells that the last generation has.

    Attributes:
        id: Their number.
        made: The parts that they were made of.
        parts: The parts that they hold.
        rows: How many rows they were made of.
        means: What they are centred on.
    """

    id: int
    made: Sequence[int]
    parts: Sequence[int]
    rows: int
    means: Mapping[str, Sequence[float]]


def write_cells(
    connection: Connection, corpus: CorpusRows, encoder: str
) -> tuple[int, Mapping[str, Vectors]]:
    """Give a corpus cells, those that it has where they will do.

    Returns:
        Their number, and what the vectors of the corpus are centred on.
    """
    kept = _kept(connection, encoder)
    if kept is None or not _will_do(kept, corpus):
        return _made(connection, corpus), corpus.means
    means = {
        **corpus.means,
        **{kind: np.asarray(mean, dtype=np.float32) for kind, mean in kept.means.items()},
    }
    there = set(kept.parts)
    new = [number for number, part in enumerate(corpus.parts) if part not in there]
    if new:
        firsts = np.cumsum([0, *corpus.sizes])
        rows = np.concatenate([np.arange(firsts[n], firsts[n + 1]) for n in new])
        dim = corpus.vectors.shape[1]
        centres = read_cells(connection, kept.id, dim).centres
        read = _Centred(corpus, means, rows)
        _copy(connection, kept.id, read, cells_of(len(rows), read, centres))
        connection.execute(
            "UPDATE near SET parts = parts || %s::bigint[] WHERE id = %s",
            [[corpus.parts[n] for n in new], kept.id],
        )
    return kept.id, means


def _kept(connection: Connection, encoder: str) -> _Kept | None:
    row = connection.execute(
        "SELECT n.id, n.made, n.parts, (SELECT sum(size) FROM unnest(n.sizes) size), g.centres"
        " FROM generation g JOIN near n ON n.id = g.near"
        " WHERE g.id = (SELECT max(id) FROM generation) AND g.manifest->>'encoder' = %s",
        [encoder],
    ).fetchone()
    return None if row is None else _Kept(*row)


def _will_do(kept: _Kept, corpus: CorpusRows) -> bool:
    made = set(kept.made)
    there = sum(n for part, n in zip(corpus.parts, corpus.sizes, strict=True) if part in made)
    most = max(kept.rows, len(corpus.kinds))
    return most - there <= STALE * most


def _made(connection: Connection, corpus: CorpusRows) -> int:
    read, count = _Centred(corpus, corpus.means), len(corpus.kinds)
    centres, _ = make_centres(count, corpus.vectors.shape[1], read)
    return put_cells(connection, corpus, centres, cells_of(count, read, centres))


def put_cells(connection: Connection, corpus: CorpusRows, centres: Vectors, of: Rows) -> int:
    """Write cells and what they hold; return their number.

    Args:
        connection: Of a writer, in a transaction.
        corpus: All rows.
        centres: float32 (c, dim), L2-normalised.
        of: int64 (n,), the cell of each row.
    """
    highest = connection.execute("SELECT coalesce(max(id), 0) FROM near").fetchone()
    number = int(highest[0]) + 1 if highest else 1
    connection.execute(
        "INSERT INTO near (id, made, parts, centres, sizes) VALUES (%s, %s, %s, %s, %s)",
        [
            number,
            list(corpus.parts),
            list(corpus.parts),
            centres.astype("<f4").tobytes(),
            np.bincount(of, minlength=len(centres)).tolist(),
        ],
    )
    _copy(connection, number, _Centred(corpus, corpus.means), of)
    return number


class _Centred:
    """Vectors of some rows of a corpus, centred; see ``index.segment.near.Read``."""

    def __init__(
        self, corpus: CorpusRows, means: Mapping[str, Vectors], rows: Rows | None = None
    ) -> None:
        """Take the rows; all of the corpus where none are given."""
        self._corpus = corpus
        self.rows = np.arange(len(corpus.kinds)) if rows is None else rows
        self._kinds = np.asarray([kind_code(kind) for kind in corpus.kinds], dtype=np.uint8)
        zero = np.zeros(corpus.vectors.shape[1], dtype=np.float32)
        self._means = np.stack([means.get(kind, zero) for kind in KINDS])
        # Of each row of the corpus its part and number there.
        self._parts = np.repeat(np.asarray(corpus.parts, dtype=np.int64), corpus.sizes)
        firsts = np.cumsum([0, *corpus.sizes])[:-1]
        self._ordinals = np.arange(len(corpus.kinds)) - np.repeat(firsts, corpus.sizes)

    def __call__(self, start: int, end: int) -> Vectors:
        return self.at(self.rows[start:end])

    def at(self, rows: Rows) -> Vectors:
        """Return the vectors of rows of the corpus."""
        return centre(self._corpus.vectors[rows], self._means[self._kinds[rows]])

    def places(self, rows: Rows) -> list[tuple[int, int]]:
        """Return the parts of rows of the corpus, and their numbers there."""
        parts, ordinals = self._parts[rows].tolist(), self._ordinals[rows].tolist()
        return list(zip(parts, ordinals, strict=True))


def _copy(connection: Connection, cells: int, read: _Centred, of: Rows) -> None:
    """Write rows, cell by cell, so that what is read together lies together."""
    order = np.argsort(of, kind="stable")
    with connection.cursor().copy(
        "COPY cell (near, cell, part, ordinal, vector) FROM STDIN (FORMAT BINARY)"
    ) as copy:
        copy.set_types(["int8", "int4", "int8", "int4", "vector"])
        for start in range(0, len(order), _STEP):
            step = order[start : start + _STEP]
            rows = read.rows[step]
            places = zip(of[step].tolist(), read.places(rows), read.at(rows), strict=True)
            for cell, (part, ordinal), vector in places:
                copy.write_row((cells, cell, part, ordinal, packed(vector)))
    # Before that the server has no idea how many rows a cell has.
    connection.execute("ANALYZE cell")


def drop_cells(connection: Connection, unused: Sequence[int]) -> None:
    """Take away the cells that no generation has, and what they hold of parts that are gone."""
    gone = [
        number
        for (number,) in connection.execute(
            "SELECT id FROM near WHERE id NOT IN"
            " (SELECT near FROM generation WHERE near IS NOT NULL)"
        )
    ]
    if gone:
        connection.execute("DELETE FROM cell WHERE near = ANY(%s)", [gone])
        connection.execute("DELETE FROM near WHERE id = ANY(%s)", [gone])
    held = connection.execute("SELECT 1 FROM near WHERE parts && %s::bigint[]", [list(unused)])
    if held.fetchone():
        connection.execute("DELETE FROM cell WHERE part = ANY(%s)", [list(unused)])
        # A number that is free again must not be taken for what had it.
        connection.execute(
            "UPDATE near SET"
            " made = ARRAY(SELECT unnest(made) EXCEPT SELECT unnest(%(gone)s::bigint[])),"
            " parts = ARRAY(SELECT unnest(parts) EXCEPT SELECT unnest(%(gone)s::bigint[]))"
            " WHERE parts && %(gone)s::bigint[]",
            {"gone": list(unused)},
        )

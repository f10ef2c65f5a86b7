"""The approximate index of a library on the server: a bit for each number of a vector.

A bit says on which side of the mean a number lies. How many bits two vectors share tells roughly how near
they are: of a million sentences the 50 nearest to a question are nearly all among the 8,192 that share
most, which are then compared by the vectors themselves. The bits of a million are 100 MB, and to
count them takes a tenth of what comparing the vectors would; each server does it for the rows that it has.

What the bits are centred on stays as it was when they were made, and they are made anew before a fifth
of the corpus has changed. Scores do not depend on it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from index.search.protocol import Rows, Vectors

if TYPE_CHECKING:
    from psycopg import Connection
    from psycopg.sql import Composable

# A number tells a row among all: that of its part so many times, and its own within it.
KEY = "part * 1048576 + ordinal"
# They are made anew when so much of the corpus is not what they were made of.
_STALE = 0.2
# Rows that are compared by their vectors, at least; as many as a question asks for
# (``qa.ask.retrieval.retrieve``).
_LEAST = 8192


@dataclass(frozen=True, eq=False)
class CorpusRows:
    """Which views a corpus has.

    Attributes:
        parts: Ids of its documents, in order.
        sizes: How many views each has.
        means: By kind, what their vectors are centred on.
    """

    parts: Sequence[int]
    sizes: Sequence[int]
    means: Mapping[str, Vectors]


@dataclass(frozen=True)
class _Kept:
    """The codes that the last generation has.

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


def write_codes(connection: Connection, corpus: CorpusRows, encoder: str) -> int:
    """Give a corpus codes, those that it has where they will do; return their number.

    Its views have to be there.
    """
    kept = _kept(connection, encoder)
    if kept is None or not _will_do(kept, corpus):
        return _made(connection, corpus)
    there = set(kept.parts)
    new = [part for part in corpus.parts if part not in there]
    if new:
        old = {kind: np.asarray(mean, dtype=np.float32) for kind, mean in kept.means.items()}
        _fill(connection, kept.id, new, {**corpus.means, **old})
        connection.execute(
            "UPDATE codes SET parts = parts || %s::bigint[] WHERE id = %s", [new, kept.id]
        )
    return kept.id


def _kept(connection: Connection, encoder: str) -> _Kept | None:
    row = connection.execute(
        "SELECT c.id, c.made, c.parts, c.rows, c.means FROM generation g"
        " JOIN codes c ON c.id = g.codes WHERE g.id = (SELECT max(id) FROM generation)"
        " AND g.manifest->>'encoder' = %s",
        [encoder],
    ).fetchone()
    return None if row is None else _Kept(*row)


def _will_do(kept: _Kept, corpus: CorpusRows) -> bool:
    made = set(kept.made)
    there = sum(n for part, n in zip(corpus.parts, corpus.sizes, strict=True) if part in made)
    most = max(kept.rows, sum(corpus.sizes))
    return most - there <= _STALE * most


def _made(connection: Connection, corpus: CorpusRows) -> int:
    highest = connection.execute("SELECT coalesce(max(id), 0) FROM codes").fetchone()
    number = int(highest[0]) + 1 if highest else 1
    means = json.dumps({kind: mean.tolist() for kind, mean in corpus.means.items()})
    parts = list(corpus.parts)
    connection.execute(
        "INSERT INTO codes (id, made, parts, rows, means) VALUES (%s, %s, %s, %s, %s)",
        [number, parts, parts, sum(corpus.sizes), means],
    )
    _fill(connection, number, parts, corpus.means)
    return number


def _fill(
    connection: Connection, codes: int, parts: Sequence[int], means: Mapping[str, Vectors]
) -> None:
    """Have the server make the codes of some parts."""
    from psycopg import sql

    statement = sql.SQL(
        "INSERT INTO code (codes, part, ordinal, bits) SELECT %(codes)s, part, ordinal,"
        " binary_quantize(vector - {mean}) FROM view WHERE part = ANY(%(parts)s)"
    ).format(mean=mean_of_kind(means))
    connection.execute(statement, {"codes": codes, "parts": list(parts)})
    # Before that the server has no idea how many rows there are, and reads all of them for some.
    connection.execute("ANALYZE code, view")


def likely(connection: Connection, codes: int, parts: Rows, query: Vectors, k: int) -> list[int]:
    """Return the keys of the rows that may be the ``k`` nearest to a query.

    Args:
        connection: Of a reader.
        codes: Number of the codes.
        parts: The parts that are searched.
        query: float32 (dim,), L2-normalised.
        k: How many rows are wanted.
    """
    from psycopg import sql

    bits = "".join("1" if number > 0 else "0" for number in query.tolist())
    statement = sql.SQL(
        "SELECT string_agg(int8send({key}), '') FROM (SELECT part, ordinal FROM code"
        " WHERE codes = %(codes)s AND part = ANY(%(parts)s)"
        " ORDER BY bits <~> {bits}::varbit LIMIT %(most)s) AS likely"
    ).format(key=sql.SQL(KEY), bits=sql.Literal(bits))
    given = {"codes": codes, "parts": parts.tolist(), "most": max(k, _LEAST)}
    sent = connection.execute(statement, given, binary=True).fetchone()
    keys: list[int] = np.frombuffer(sent[0] if sent and sent[0] else b"", dtype=">i8").tolist()
    return keys


def mean_of_kind(means: Mapping[str, Vectors]) -> Composable:
    """Return what the vector of a row is centred on, as the server finds it by the row's kind.

    The means stand in the statement and not in a table, so that servers that hold a share of the
    vectors can do it themselves.
    """
    from psycopg import sql

    cases = sql.SQL(" ").join(
        sql.SQL("WHEN {} THEN {}").format(sql.Literal(kind), literal(mean))
        for kind, mean in means.items()
    )
    return sql.SQL("CASE kind {} END").format(cases)


def literal(vector: Vectors) -> Composable:
    """Return a vector as it stands in a statement."""
    from psycopg import sql

    # Nine digits tell any two numbers of float32 apart.
    text = ",".join(f"{number:.9g}" for number in vector.tolist())
    return sql.SQL("{}::vector").format(sql.Literal(f"[{text}]"))


def drop_codes(connection: Connection, unused: Sequence[int]) -> None:
    """Take away the codes that no generation has, and those of parts that are gone."""
    gone = [
        number
        for (number,) in connection.execute(
            "SELECT id FROM codes WHERE id NOT IN"
            " (SELECT codes FROM generation WHERE codes IS NOT NULL)"
        )
    ]
    if gone:
        connection.execute("DELETE FROM code WHERE codes = ANY(%s)", [gone])
        connection.execute("DELETE FROM codes WHERE id = ANY(%s)", [gone])
    held = connection.execute("SELECT 1 FROM codes WHERE parts && %s::bigint[]", [list(unused)])
    if held.fetchone():
        connection.execute("DELETE FROM code WHERE part = ANY(%s)", [list(unused)])
        # A number that is free again must not be taken for what had it.
        connection.execute(
            "UPDATE codes SET"
            " made = ARRAY(SELECT unnest(made) EXCEPT SELECT unnest(%(gone)s::bigint[])),"
            " parts = ARRAY(SELECT unnest(parts) EXCEPT SELECT unnest(%(gone)s::bigint[]))"
            " WHERE parts && %(gone)s::bigint[]",
            {"gone": list(unused)},
        )

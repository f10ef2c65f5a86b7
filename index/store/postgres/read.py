"""A generation of a corpus as an index: texts and places read, searches left to the server."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from index.clause_index import FORMAT_VERSION, ClauseIndex, Manifest
from index.dictionary.words import Words
from index.document.corpus import Clause
from index.embed.encoder import Encoder
from index.errors import IndexDamagedError, IndexForeignError
from index.search.lexical import LexicalIndex
from index.search.protocol import Vectors
from index.store.postgres.dense import PostgresDense, RowLayout
from index.store.postgres.parts import FetchedDocument, read_clauses, read_part
from index.store.postgres.postings import PostgresPostings
from index.store.postgres.server import Pool
from index.views import View

if TYPE_CHECKING:
    from psycopg import Connection


class GoneError(IndexDamagedError):
    """A generation was taken away while nobody held it."""


class NoEncoder:
    """Stands for the encoder that made an index, where none is needed."""

    def __init__(self, manifest: Manifest) -> None:
        self.name, self.dim = manifest.encoder, manifest.dim


def hold(lock: str, generation: int, name: str, connection: Connection) -> None:
    """Hold a generation for as long as a connection lasts.

    Raises:
        GoneError: It is not there any more.
    """
    connection.execute("SELECT pg_advisory_lock_shared(hashtext(%s), %s)", [lock, generation])
    there = connection.execute("SELECT 1 FROM generation WHERE id = %s", [generation]).fetchone()
    if there is None:
        message = f"The corpus at {name} was replaced while it was not held; open it again."
        raise GoneError(message)


def newest(connection: Connection) -> int:
    """Return the number of the newest generation; 0 where there is none."""
    row = connection.execute("SELECT max(id) FROM generation").fetchone()
    return int(row[0] or 0) if row else 0


def _by_part(
    connection: Connection, table: str, columns: str, ids: Sequence[int]
) -> dict[int, list[Any]]:
    """Return the rows of a table by part, in order, their first column read as JSON."""
    rows = connection.execute(
        f"SELECT part, {columns} FROM {table} WHERE part = ANY(%s) ORDER BY part, ordinal",  # noqa: S608  # names from above
        [list(ids)],
    ).fetchall()
    # As one array: a call for each row takes four times as long.
    records = json.loads("[" + ",".join(row[1] for row in rows) + "]")
    found: dict[int, list[Any]] = {part: [] for part in ids}
    for row, record in zip(rows, records, strict=True):
        found[row[0]].append((record, *row[2:]))
    return found


@dataclass(frozen=True)
class _Head:
    """What is kept of a generation as a whole, as its row has it."""

    manifest: Manifest
    centres: Mapping[str, Sequence[float]]
    query_means: Mapping[str, Sequence[float]]
    titles: Sequence[tuple[str, str]]
    words: bytes
    codes: int | None


@dataclass(frozen=True)
class _PartRows:
    """What is kept of one document: itself, and the rows of its clauses and views."""

    id: int
    kept: FetchedDocument
    lengths: Sequence[int]
    clauses: Sequence[Any]
    views: Sequence[Any]


def read_generation(
    pool: Pool, generation: int, encoder: Encoder | NoEncoder, name: str
) -> ClauseIndex:
    """Return the index of a generation.

    Args:
        pool: Connections that hold it.
        generation: Its number.
        encoder: What questions are encoded with.
        name: What messages call the store.

    Raises:
        GoneError: It is not there any more.
        IndexDamagedError: It is of another format or encoder, or malformed.
    """
    with pool.connection() as connection:
        row = connection.execute(
            "SELECT manifest, centres, query_means, titles, words, codes FROM generation"
            " WHERE id = %s",
            [generation],
        ).fetchone()
        if row is None:
            raise GoneError(name)
        head = _Head(Manifest(**row[0]), *row[1:])
        _fit(head.manifest, encoder, name)
        rows = connection.execute(
            "SELECT p.id, p.document, p.source, p.lengths FROM generation_part g"
            " JOIN part p ON p.id = g.part WHERE g.generation = %s ORDER BY g.ordinal",
            [generation],
            binary=True,
        ).fetchall()
        ids = [row[0] for row in rows]
        clauses = _by_part(connection, "clause", "record::text, clause_id, english", ids)
        views = _by_part(connection, "view", "record::text, clause, kind, sentence", ids)
    try:
        parts = [
            _PartRows(part, read_part(document, source), lengths, clauses[part], views[part])
            for part, document, source, lengths in rows
        ]
        return _assembled(head, parts, pool)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        message = f"a record is malformed ({type(error).__name__}: {error})"
        raise IndexDamagedError(f"The index at {name} is damaged: {message}.") from error


def _fit(manifest: Manifest, encoder: Encoder | NoEncoder, name: str) -> None:
    if manifest.format_version != FORMAT_VERSION:
        message = (
            f"The index at {name} has format {manifest.format_version}; this version of yinju "
            f"reads {FORMAT_VERSION}."
        )
        raise IndexForeignError(message)
    if (manifest.encoder, manifest.dim) != (encoder.name, encoder.dim):
        message = (
            f"The index at {name} was made by the encoder {manifest.encoder} "
            f"({manifest.dim} numbers a vector), not by {encoder.name} ({encoder.dim})."
        )
        raise IndexForeignError(message)


def _assembled(head: _Head, parts: Sequence[_PartRows], pool: Pool) -> ClauseIndex:
    """Return the index whose searches go to the server."""
    clauses: list[Clause] = []
    views: list[View] = []
    english: dict[str, str] = {}
    firsts, first_views = [], [0]
    for part in parts:
        first = len(clauses)
        firsts.append(first)
        records = [row[0] for row in part.clauses]
        clauses.extend(read_clauses(records, part.kept.headings, first))
        english.update((row[1], row[2]) for row in part.clauses if row[2])
        views.extend(
            View(first + clause, kind, text, sentence)
            for text, clause, kind, sentence in part.views
        )
        first_views.append(len(views))
    ids = np.asarray([part.id for part in parts], dtype=np.int64)
    words = [np.asarray(part.lengths, dtype=np.int32) for part in parts]
    postings = PostgresPostings(
        pool,
        ids,
        np.asarray(firsts, dtype=np.int64),
        np.concatenate([np.empty(0, dtype=np.int32), *words]),
    )
    if len(postings.lengths) != len(clauses):
        raise ValueError(f"{len(postings.lengths)} lexical rows for {len(clauses)} clauses")
    layout = RowLayout(
        ids, np.asarray(first_views, dtype=np.int64), _vectors(head.centres), head.manifest.dim
    )
    kept = [part.kept for part in parts]
    return ClauseIndex(
        documents=tuple(document.document for document in kept),
        clauses=tuple(clauses),
        headings=tuple(heading for document in kept for heading in document.headings),
        views=tuple(views),
        dense=PostgresDense(pool, layout, head.codes),
        lexical=LexicalIndex(postings),
        manifest=head.manifest,
        query_means=_vectors(head.query_means),
        english=english,
        titles=dict(head.titles),
        explanation={d.document.doc_id: d.explanation for d in kept},
        editions={d.document.doc_id: d.edition for d in kept if d.edition},
        words=Words(bytes(head.words)),
        facts={d.document.doc_id: d.facts for d in kept},
    )


def _vectors(numbers: Mapping[str, Sequence[float]]) -> dict[str, Vectors]:
    return {name: np.asarray(row, dtype=np.float32) for name, row in numbers.items()}

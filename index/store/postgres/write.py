"""One generation more of a corpus: what changed, and the list of all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from index.clause_index import ClauseIndex
from index.embed.centre import kind_means
from index.embed.remember import RememberingEncoder
from index.search.lexical import LexicalIndex
from index.search.protocol import Vectors
from index.segment.dense import EXACT
from index.store.postgres.codes import CorpusRows, drop_codes, write_codes
from index.store.postgres.parts import DocumentPart, parts_of
from index.store.postgres.vectors import packed

if TYPE_CHECKING:
    from psycopg import Connection

# Views a step: 25 MB of vectors.
_STEP = 16384


def write_generation(
    connection: Connection, clause_index: ClauseIndex, remembering: RememberingEncoder
) -> int:
    """Write an index as the newest generation, in the transaction that is open; return its number.

    What it shares with an earlier one is written no second time.
    """
    parts = list(parts_of(clause_index))
    hashes = [part.sha256 for part in parts]
    known = dict(
        connection.execute(
            "SELECT sha256, id FROM part WHERE sha256 = ANY(%s)", [hashes]
        ).fetchall()
    )
    new = [part for part, sha256 in zip(parts, hashes, strict=True) if sha256 not in known]
    next_id = _highest(connection, "part") + 1
    ids = {part.sha256: next_id + number for number, part in enumerate(new)}
    known.update(ids)
    lengths = clause_index.lexical.postings.lengths
    for part in new:
        connection.execute(
            "INSERT INTO part (id, sha256, doc_id, document, source, lengths, views)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)",
            [
                ids[part.sha256],
                part.sha256,
                part.doc_id,
                part.document,
                part.source,
                lengths[part.first : part.first + len(part.clauses)].tolist(),
                len(part.views),
            ],
        )
    _copy_clauses(connection, new, ids)
    _copy_views(connection, new, ids, remembering)
    _copy_postings(connection, new, ids, clause_index.lexical)
    generation = _highest(connection, "generation") + 1
    vectors = remembering.encode([view.text for view in clause_index.views])
    kinds = [view.kind for view in clause_index.views]
    means = kind_means(vectors, kinds)
    codes = None
    if len(kinds) > EXACT:
        sizes = [len(part.views) for part in parts]
        rows = CorpusRows([known[sha256] for sha256 in hashes], sizes, means)
        codes = write_codes(connection, rows, clause_index.manifest.encoder)
    connection.execute(
        "INSERT INTO generation (id, manifest, centres, query_means, titles, words, codes)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s)",
        [
            generation,
            json.dumps(asdict(clause_index.manifest)),
            _numbers(means),
            _numbers(clause_index.query_means),
            json.dumps(list(clause_index.titles.items())),
            clause_index.words.data,
            codes,
        ],
    )
    with connection.cursor().copy("COPY generation_part FROM STDIN") as copy:
        for ordinal, sha256 in enumerate(hashes):
            copy.write_row((generation, ordinal, known[sha256]))
    connection.execute("DELETE FROM pending")
    return generation


def _copy_clauses(
    connection: Connection, parts: Sequence[DocumentPart], ids: Mapping[str, int]
) -> None:
    with connection.cursor().copy(
        "COPY clause (part, ordinal, clause_id, record, english) FROM STDIN"
    ) as copy:
        for part in parts:
            for ordinal, (clause_id, record, english) in enumerate(part.clauses):
                copy.write_row((ids[part.sha256], ordinal, clause_id, record, english))


def _copy_views(
    connection: Connection,
    parts: Sequence[DocumentPart],
    ids: Mapping[str, int],
    remembering: RememberingEncoder,
) -> None:
    rows = [
        (ids[part.sha256], ordinal, view)
        for part in parts
        for ordinal, view in enumerate(part.views)
    ]
    with connection.cursor().copy(
        "COPY view (part, ordinal, clause, kind, sentence, record, vector)"
        " FROM STDIN (FORMAT BINARY)"
    ) as copy:
        copy.set_types(["int8", "int4", "int4", "text", "int4", "json", "vector"])
        for start in range(0, len(rows), _STEP):
            step = rows[start : start + _STEP]
            vectors = remembering.encode([view.text for _, _, view in step])
            for (part, ordinal, view), vector in zip(step, vectors, strict=True):
                place = (part, ordinal, view.position, view.kind, view.sentence)
                # The driver makes JSON of the text.
                copy.write_row((*place, view.text, packed(vector)))


def _copy_postings(
    connection: Connection,
    parts: Sequence[DocumentPart],
    ids: Mapping[str, int],
    lexical: LexicalIndex,
) -> None:
    with connection.cursor().copy("COPY posting (part, token, clauses, counts) FROM STDIN") as copy:
        for part, token, clauses, counts in _postings(parts, lexical):
            copy.write_row((ids[part.sha256], token, clauses, counts))


def _postings(
    parts: Sequence[DocumentPart], lexical: LexicalIndex
) -> Iterator[tuple[DocumentPart, str, list[int], list[int]]]:
    """Yield for each part and token in it the clauses, by number within the part, and the counts."""
    if not parts:
        return
    bounds = np.asarray([(part.first, part.first + len(part.clauses)) for part in parts])
    for token in lexical.postings.tokens:
        rows, counts = lexical.postings.of(token)
        places = np.searchsorted(rows, bounds)
        for number in np.flatnonzero(places[:, 0] < places[:, 1]).tolist():
            own = slice(*places[number])
            first = parts[number].first
            yield parts[number], token, (rows[own] - first).tolist(), counts[own].tolist()


def drop_unused(connection: Connection, lock: str, newest: int) -> None:
    """Take away the generations before ``newest`` that no reader holds, and what only they had.

    Args:
        connection: Of a writer, with no transaction open.
        lock: What the locks of readers are made of.
        newest: The generation that is kept whoever holds it.
    """
    older = connection.execute("SELECT id FROM generation WHERE id < %s", [newest]).fetchall()
    for (generation,) in older:
        with connection.transaction():
            free = connection.execute(
                "SELECT pg_try_advisory_xact_lock(hashtext(%s), %s)", [lock, generation]
            ).fetchone()
            if free and free[0]:
                connection.execute("DELETE FROM generation WHERE id = %s", [generation])
                connection.execute(
                    "DELETE FROM generation_part WHERE generation = %s", [generation]
                )
    with connection.transaction():
        unused = [
            part
            for (part,) in connection.execute(
                "SELECT id FROM part WHERE id NOT IN (SELECT part FROM generation_part)"
            )
        ]
        if unused:
            for table in ("clause", "view", "posting"):
                connection.execute(f"DELETE FROM {table} WHERE part = ANY(%s)", [unused])  # noqa: S608  # names from above
            connection.execute("DELETE FROM part WHERE id = ANY(%s)", [unused])
        drop_codes(connection, unused)


def _highest(connection: Connection, table: str) -> int:
    """Return the highest id of a table; writers come one after the other, so it stays that."""
    row = connection.execute(f"SELECT coalesce(max(id), 0) FROM {table}").fetchone()  # noqa: S608  # names from above
    return int(row[0]) if row else 0


def _numbers(vectors: Mapping[str, Vectors]) -> str:
    return json.dumps({name: vector.tolist() for name, vector in vectors.items()})

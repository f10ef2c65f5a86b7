"""The store that is a PostgreSQL server.

Vectors and inverted lists stay there and are searched there; texts and places of the documents are
read when a corpus is opened. A reader holds the generation that it opened by an advisory lock on
each of its connections, so that no update takes it away.
"""

from __future__ import annotations

import errno
import functools
import json
import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.clause_index import ClauseIndex, Manifest
from index.document.corpus import Clause, Document
from index.embed.encoder import Encoder
from index.errors import IndexDamagedError, InputError
from index.runtime.home import default_folder
from index.search.protocol import Vectors
from index.store.editions import EDITIONS, keep_edition
from index.store.postgres.parts import FetchedDocument, read_part
from index.store.postgres.read import GoneError, NoEncoder, hold, newest, read_generation
from index.store.postgres.schema import check, migrate, version_of
from index.store.postgres.server import Pool, Server

if TYPE_CHECKING:
    from psycopg import Connection

    from index.embed.remember import RememberingEncoder

_log = logging.getLogger(__name__)

# As long as for a folder; see ``index.store.folder``.
_LOCK_TIMEOUT = 3600
_SETTINGS = "answering"
# A writer may take a generation away between its number and its lock; three times is no accident.
_OPEN_TRIES = 3


class PostgresStore:
    """A corpus in a schema of a database; see ``index.store.protocol.Store``."""

    def __init__(self, url: str) -> None:
        """Take the URL; nothing is connected to before something is asked for."""
        self._server = Server(url)
        self._writer: Connection | None = None
        self._depth = 0

    @property
    def name(self) -> str:
        """The URL."""
        return self._server.name

    @property
    def _lock(self) -> str:
        return f"yinju {self._server.schema}"

    @property
    def workplace(self) -> Path | None:
        """None: what is made is sent to the server at the end."""
        return None

    def exists(self) -> bool:
        """Tell whether a corpus is there."""
        with self._connection() as connection:
            return version_of(connection) > 0 and newest(connection) > 0

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the corpus for writing; its tables are made, or brought up to date."""
        if self._writer is None:
            self._writer = self._server.connect()
            try:
                self._begin(self._writer)
            except BaseException:
                self._writer.close()
                self._writer = None
                raise
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1
            if self._depth == 0 and self._writer is not None:
                self._writer.close()
                self._writer = None

    def _begin(self, connection: Connection) -> None:
        from psycopg import errors

        with self._server.reporting():
            migrate(connection, self._server.schema, self.name)
            allowed = connection.execute(
                "SELECT has_table_privilege('generation', 'INSERT')"
            ).fetchone()
            if not allowed or not allowed[0]:
                raise PermissionError(errno.EACCES, "this user may not write there", self.name)
            key = f"{self._lock} writer"
            free = connection.execute(
                "SELECT pg_try_advisory_lock(hashtextextended(%s, 0))", [key]
            ).fetchone()
            if free and free[0]:
                return
            _log.warning("Another process is changing the corpus at %s; waiting for it.", self.name)
            try:
                connection.execute(f"SET lock_timeout = '{_LOCK_TIMEOUT}s'")
                connection.execute("SELECT pg_advisory_lock(hashtextextended(%s, 0))", [key])
                connection.execute("SET lock_timeout = 0")
            except errors.LockNotAvailable as error:
                message = (
                    f"Another process has been changing the corpus at {self.name} for "
                    f"{_LOCK_TIMEOUT // 60} minutes; end it, or wait and try again."
                )
                raise InputError(message) from error

    @contextmanager
    def _connection(self) -> Iterator[Connection]:
        """Lend the writer's connection where there is one, else one for a moment."""
        if self._writer is not None:
            with self._server.reporting():
                yield self._writer
            return
        connection = self._server.connect()
        try:
            with self._server.reporting():
                yield connection
        finally:
            connection.close()

    @contextmanager
    def remembering(self, encoder: Encoder) -> Iterator[RememberingEncoder]:
        """Give ``encoder`` with the vectors of the newest generation and of interrupted updates."""
        from index.embed.remember import RememberingEncoder, key_of
        from index.store.postgres.vectors import packed, take_vectors, unpacked

        known: dict[bytes, Vectors] = {}
        if self._writer is None:
            yield RememberingEncoder(encoder)
            return
        with self._server.reporting():
            take_vectors(self._writer)
            for record, data in self._writer.execute(
                "SELECT v.record::text, vector_send(v.vector) FROM view v"
                " JOIN generation_part g ON g.part = v.part WHERE g.generation ="
                " (SELECT id FROM generation WHERE manifest->>'encoder' = %s"
                " ORDER BY id DESC LIMIT 1)",
                [encoder.name],
                binary=True,
            ):
                known[key_of(encoder.name, json.loads(record))] = unpacked(data)
            for key, data in self._writer.execute(
                "SELECT key, vector_send(vector) FROM pending WHERE vector_dims(vector) = %s",
                [encoder.dim],
                binary=True,
            ):
                known[key] = unpacked(data)
        writer = self._writer

        def keep(keys: Sequence[bytes], vectors: Vectors) -> None:
            with self._server.reporting(), writer.cursor() as cursor:
                cursor.executemany(
                    "INSERT INTO pending (key, vector) VALUES (%s, %s) ON CONFLICT DO NOTHING",
                    [(key, packed(vector)) for key, vector in zip(keys, vectors, strict=True)],
                )

        yield RememberingEncoder(encoder, known=known, keep=keep)

    def save(self, clause_index: ClauseIndex, remembering: RememberingEncoder) -> ClauseIndex:
        """Write an index as the newest generation, in one transaction; return it as it is there."""
        from index.store.postgres.vectors import take_vectors
        from index.store.postgres.write import drop_unused, write_generation

        with self.writing(), self._connection() as connection:
            take_vectors(connection)
            with connection.transaction():
                made = write_generation(connection, clause_index, remembering)
                used = sorted(set(clause_index.editions.values()))
                connection.execute("DELETE FROM edition WHERE NOT name = ANY(%s)", [used])
            drop_unused(connection, self._lock, made)
        return self._opened(NoEncoder(clause_index.manifest))

    def open(self, encoder: Encoder) -> ClauseIndex:
        """Return the newest generation."""
        return self._opened(encoder)

    def _opened(self, encoder: Encoder | NoEncoder) -> ClauseIndex:
        for _ in range(_OPEN_TRIES):
            with self._connection() as connection:
                check(connection, self.name)
                generation = newest(connection)
            if not generation:
                raise IndexDamagedError(f"There is no corpus of yinju at {self.name}.")
            pool = Pool(self._server, functools.partial(hold, self._lock, generation, self.name))
            try:
                return read_generation(pool, generation, encoder, self.name)
            except GoneError:
                continue
        raise IndexDamagedError(f"The corpus at {self.name} changes too fast to be opened.")

    def documents(self) -> tuple[Document, ...]:
        """Return the documents of the newest generation."""
        return tuple(kept.document for kept in self._kept())

    def editions(self) -> Mapping[str, str]:
        """Return the names of their editions."""
        return {kept.document.doc_id: kept.edition for kept in self._kept() if kept.edition}

    def _kept(self) -> list[FetchedDocument]:
        with self._connection() as connection:
            if version_of(connection) == 0:
                check(connection, self.name)
            rows = connection.execute(
                "SELECT p.document, p.source FROM generation_part g JOIN part p ON p.id = g.part"
                " WHERE g.generation = (SELECT max(id) FROM generation) ORDER BY g.ordinal",
                binary=True,
            ).fetchall()
        try:
            return [read_part(*row) for row in rows]
        except (KeyError, TypeError, ValueError) as error:
            message = f"the list of documents is malformed ({type(error).__name__}: {error})"
            raise IndexDamagedError(f"The index at {self.name} is damaged: {message}.") from error

    def clauses(self) -> Sequence[Clause]:
        """Return the clauses of the newest generation."""
        with self._connection() as connection:
            check(connection, self.name)
            head = connection.execute(
                "SELECT manifest FROM generation ORDER BY id DESC LIMIT 1"
            ).fetchone()
        if head is None:
            raise IndexDamagedError(f"There is no corpus of yinju at {self.name}.")
        return self._opened(NoEncoder(Manifest(**head[0]))).clauses

    def keep_edition(self, source: Path, names: Sequence[str]) -> str:
        """Take over the files of an edition, here and on the server."""
        name = keep_edition(source, _cache(), names)
        files = sorted((_cache() / EDITIONS / name).iterdir())
        with self._connection() as connection, connection.transaction():
            for path in files:
                connection.execute(
                    "INSERT INTO edition (name, file, data) VALUES (%s, %s, %s)"
                    " ON CONFLICT DO NOTHING",
                    [name, path.name, path.read_bytes()],
                )
        return name

    def edition_folder(self, name: str) -> Path:
        """Return a folder of this machine with the files of an edition, fetched where it has none."""
        folder = _cache() / EDITIONS / name
        if not folder.is_dir():
            import tempfile

            with self._connection() as connection:
                files = connection.execute(
                    "SELECT file, data FROM edition WHERE name = %s", [name], binary=True
                ).fetchall()
            with tempfile.TemporaryDirectory() as made:
                for file, data in files:
                    (Path(made) / Path(file).name).write_bytes(data)
                keep_edition(Path(made), _cache(), [Path(file).name for file, _ in files])
        return folder

    def settings(self) -> str | None:
        """Return the settings of answering."""
        with self._connection() as connection:
            if version_of(connection) == 0:
                return None
            row = connection.execute(
                "SELECT value FROM setting WHERE name = %s", [_SETTINGS]
            ).fetchone()
            return row[0] if row else None

    def keep_settings(self, text: str) -> str:
        """Keep the settings of answering."""
        with self.writing(), self._connection() as connection:
            connection.execute(
                "INSERT INTO setting (name, value) VALUES (%s, %s)"
                " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [_SETTINGS, text],
            )
        return self.name

    def beside(self, suffix: str) -> PostgresStore:
        """Return another schema of the same database."""
        schema = f"{self._server.schema}_{suffix.replace('-', '_')}"
        return PostgresStore(self._server.with_schema(schema))


def _cache() -> Path:
    """Return where this machine keeps what it fetched."""
    return default_folder().with_name("fetched")

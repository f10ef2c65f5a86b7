"""The tables of a corpus on a server, and how those of an earlier version become them.

A document as it was indexed is a part, known by the hash of all that is kept of it; a generation of
the corpus is a list of parts. So an update writes what changed and one more list, and what readers
of the last list search is never altered. Vectors are kept as the encoder gave them: what they are
centred on depends on all documents and is kept with the generation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from index.errors import IndexDamagedError, InputError

if TYPE_CHECKING:
    from psycopg import Connection

# The statements that bring the tables to version 1, 2, …; what was released is never altered. A
# deployment may have made the tables itself, partitioned over servers: hence IF NOT EXISTS.
MIGRATIONS: Sequence[Sequence[str]] = (
    (
        # What readers hold (an advisory lock on its number) is not taken away.
        "CREATE TABLE IF NOT EXISTS generation (id bigint PRIMARY KEY, manifest json NOT NULL,"
        " centres json NOT NULL, query_means json NOT NULL, titles json NOT NULL,"
        " words bytea NOT NULL, made timestamptz NOT NULL DEFAULT now())",
        "CREATE TABLE IF NOT EXISTS part (id bigint PRIMARY KEY, sha256 text UNIQUE NOT NULL,"
        " doc_id text NOT NULL, document json NOT NULL, source bytea NOT NULL,"
        " lengths integer[] NOT NULL, views integer NOT NULL)",
        "CREATE TABLE IF NOT EXISTS generation_part (generation bigint NOT NULL,"
        " ordinal integer NOT NULL, part bigint NOT NULL, PRIMARY KEY (generation, ordinal))",
        "CREATE TABLE IF NOT EXISTS clause (part bigint NOT NULL, ordinal integer NOT NULL,"
        " clause_id text NOT NULL, record json NOT NULL, english text NOT NULL,"
        " PRIMARY KEY (part, ordinal))",
        "CREATE TABLE IF NOT EXISTS view (part bigint NOT NULL, ordinal integer NOT NULL,"
        " clause integer NOT NULL, kind text NOT NULL, sentence integer NOT NULL,"
        " record json NOT NULL, vector vector NOT NULL, PRIMARY KEY (part, ordinal))",
        'CREATE TABLE IF NOT EXISTS posting (part bigint NOT NULL, token text COLLATE "C" NOT NULL,'
        " clauses integer[] NOT NULL, counts integer[] NOT NULL, PRIMARY KEY (part, token))",
        "CREATE INDEX IF NOT EXISTS posting_token ON posting (token)",
        # Vectors that an update made and did not come to use.
        "CREATE TABLE IF NOT EXISTS pending (key bytea PRIMARY KEY, vector vector NOT NULL)",
        "CREATE TABLE IF NOT EXISTS edition (name text NOT NULL, file text NOT NULL,"
        " data bytea NOT NULL, PRIMARY KEY (name, file))",
        "CREATE TABLE IF NOT EXISTS setting (name text PRIMARY KEY, value text NOT NULL)",
    ),
    (
        # The codes of a library (``index.store.postgres.codes``); a small corpus has none.
        "CREATE TABLE IF NOT EXISTS codes (id bigint PRIMARY KEY, made bigint[] NOT NULL,"
        " parts bigint[] NOT NULL, rows bigint NOT NULL, means json NOT NULL)",
        "CREATE TABLE IF NOT EXISTS code (codes bigint NOT NULL, part bigint NOT NULL,"
        " ordinal integer NOT NULL, bits bit varying NOT NULL, PRIMARY KEY (part, ordinal, codes))",
        "CREATE INDEX IF NOT EXISTS view_key ON view ((part * 1048576 + ordinal))",
        "ALTER TABLE generation ADD COLUMN codes bigint",
    ),
)
VERSION = len(MIGRATIONS)


def version_of(connection: Connection) -> int:
    """Return the version of the tables that are there; 0 where there are none."""
    there = connection.execute("SELECT to_regclass('schema_version')").fetchone()
    if there is None or there[0] is None:
        return 0
    row = connection.execute("SELECT max(version) FROM schema_version").fetchone()
    return int(row[0] or 0) if row else 0


def check(connection: Connection, name: str) -> None:
    """See that the tables are of this version.

    Raises:
        IndexDamagedError: They are not there, or of another version; the message says what to do.
    """
    found = version_of(connection)
    if found == 0:
        raise IndexDamagedError(f"There is no corpus of yinju at {name}.")
    if found > VERSION:
        message = (
            f"The tables at {name} have version {found}; this yinju knows {VERSION}: update yinju."
        )
        raise IndexDamagedError(message)
    if found < VERSION:
        message = (
            f"The tables at {name} have version {found}, not {VERSION}; bring them up to date with "
            "yinju index --store URL, as a user who may alter them."
        )
        raise IndexDamagedError(message)


def migrate(connection: Connection, schema: str, name: str) -> None:
    """Make the tables, or bring them up to date, in one transaction.

    Raises:
        InputError: The server has no pgvector, and this user may not add it.
        IndexDamagedError: They are of a later version.
    """
    from psycopg import errors, sql

    if version_of(connection) == VERSION:
        return
    with connection.transaction():
        # Another writer may have come first; the lock ends with the transaction.
        connection.execute("SELECT pg_advisory_xact_lock(hashtext('yinju migration'))")
        found = version_of(connection)
        if found > VERSION:
            check(connection, name)
        try:
            connection.execute("CREATE EXTENSION IF NOT EXISTS vector SCHEMA public")
        except (
            errors.InsufficientPrivilege,
            errors.UndefinedFile,
            errors.FeatureNotSupported,
        ) as e:
            message = (
                f"The database at {name} has no extension vector (pgvector); its administrator adds "
                "it with CREATE EXTENSION vector SCHEMA public."
            )
            raise InputError(message) from e
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
        connection.execute(
            "CREATE TABLE IF NOT EXISTS schema_version (version integer PRIMARY KEY,"
            " made timestamptz NOT NULL DEFAULT now())"
        )
        for version, statements in enumerate(MIGRATIONS[found:], start=found + 1):
            for statement in statements:
                connection.execute(statement)
            connection.execute("INSERT INTO schema_version (version) VALUES (%s)", [version])

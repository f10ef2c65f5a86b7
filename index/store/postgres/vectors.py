"""Vectors between numpy and the server, in pgvector's own binary form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from index.search.protocol import Vectors

if TYPE_CHECKING:
    from psycopg import Connection

# Two numbers of 16 bits, the dimension and a zero, come before the numbers themselves.
_HEADER = 4


class Packed(bytes):
    """A vector as the server takes it."""


def packed(vector: Vectors) -> Packed:
    """Return a vector in the server's form."""
    return Packed(len(vector).to_bytes(2, "big") + b"\0\0" + vector.astype(">f4").tobytes())


def unpacked(data: bytes) -> Vectors:
    """Return the vector that the server sent: float32 (dim,)."""
    return np.frombuffer(data, dtype=">f4", offset=_HEADER).astype(np.float32)


def take_vectors(connection: Connection) -> None:
    """Teach a connection to send vectors; the tables have to be there."""
    from psycopg.adapt import Dumper
    from psycopg.pq import Format
    from psycopg.types import TypeInfo

    info = TypeInfo.fetch(connection, "vector")
    if info is None:
        return
    info.register(connection)
    vector_oid = info.oid

    class PackedDumper(Dumper):
        """Sends a vector as it is."""

        format = Format.BINARY
        oid = vector_oid

        def dump(self, obj: Packed) -> bytes:
            """Return its bytes."""
            return bytes(obj)

    connection.adapters.register_dumper(Packed, PackedDumper)

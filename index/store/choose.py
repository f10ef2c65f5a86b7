"""From where a corpus is to the store that keeps it."""

from __future__ import annotations

from pathlib import Path

from index.location import Location
from index.store.local import FolderStore
from index.store.protocol import Store


def store_at(where: Location) -> Store:
    """Return the store of the corpus at ``where``.

    Raises:
        InputError: A URL is no good.
        MissingExtraError: ``where`` is a server, and what speaks to it is not installed.
    """
    if isinstance(where, Path):
        return FolderStore(where)
    # Loaded where it is asked for: most corpora are folders.
    from index.store.postgres.store import PostgresStore

    return PostgresStore(where)

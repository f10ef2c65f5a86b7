"""What keeps a corpus: all that is known above of where it is.

A store holds one corpus and changes in one step: whoever opened it goes on with what it was, whoever
opens it afterwards finds the new state, and nobody finds half of either. What an index was built of,
and with, decides whether it is the one that is wanted (``index.open``); a store only keeps it.

    build, update, remove   ``save``: the corpus becomes this index; what it shares with the last one
                            need not be written again
    search                  ``open``: an index whose ``dense`` and ``lexical`` search in the store
    fetch                   ``documents``, ``editions``, ``clauses``, without an encoder
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document
from index.embed.encoder import Encoder

if TYPE_CHECKING:
    from index.embed.remember import RememberingEncoder


class Store(Protocol):
    """One corpus where it is kept."""

    @property
    def name(self) -> str:
        """What messages call it; never with a password."""

    def exists(self) -> bool:
        """Tell whether a corpus is there."""

    def writing(self) -> AbstractContextManager[None]:
        """Hold the corpus for writing, made where it is not there; another writer is waited for.

        Whoever holds it may hold it again.

        Raises:
            InputError: There is something else, or the other writer takes too long.
            OSError: It cannot be written.
        """

    @property
    def workplace(self) -> Path | None:
        """A folder in which what is to be saved may be written as it is made; None where there is none.

        It is written to by whoever holds the corpus for writing.
        """

    def remembering(self, encoder: Encoder) -> AbstractContextManager[RememberingEncoder]:
        """Give ``encoder`` with the vectors that are kept, which keeps those it makes."""

    def open(self, encoder: Encoder) -> ClauseIndex:
        """Return the index that is kept.

        Raises:
            IndexDamagedError: There is none, or it is incomplete, altered, or of another version or
                encoder; the message says which.
        """

    def save(self, clause_index: ClauseIndex, remembering: RememberingEncoder) -> ClauseIndex:
        """Keep an index in place of the one that is there; return it as it is kept.

        Args:
            clause_index: What was built.
            remembering: The encoder that it was built with, which knows the vector of every view.

        Raises:
            OSError: It cannot be written; the store holds what it held.
        """

    def documents(self) -> tuple[Document, ...]:
        """Return the documents, whichever encoder or earlier version indexed them.

        Raises:
            IndexDamagedError: They are missing or altered.
        """

    def editions(self) -> Mapping[str, str]:
        """Return by document the name of its edition, where it has one.

        Raises:
            IndexDamagedError: The list of documents is missing or altered.
        """

    def clauses(self) -> Sequence[Clause]:
        """Return the clauses in reading order, whichever encoder made the index.

        Raises:
            IndexDamagedError: They are missing or altered.
        """

    def keep_edition(self, source: Path, names: Sequence[str]) -> str:
        """Take over the files ``names`` of a folder; return the name that documents record."""

    def edition_folder(self, name: str) -> Path:
        """Return a folder with the files of an edition."""

    def settings(self) -> str | None:
        """Return the settings of answering as they were kept; None where there are none."""

    def keep_settings(self, text: str) -> str:
        """Keep the settings of answering; return where they are kept."""

    def beside(self, suffix: str) -> Store:
        """Return a store for what is made of this corpus in another way."""

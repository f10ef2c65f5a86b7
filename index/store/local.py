"""The store that is a folder; ``index.store.folder`` says what is in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document
from index.embed.encoder import Encoder
from index.store.editions import edition_folder, keep_edition
from index.store.folder import (
    SETTINGS,
    VECTORS,
    open_index,
    refuse_foreign,
    save,
    stored_clauses,
    stored_documents,
    stored_editions,
    writing,
)
from index.store.manifest import MANIFEST, read_manifest

if TYPE_CHECKING:
    from index.embed.remember import RememberingEncoder


class FolderStore:
    """A corpus in a folder of this machine; see ``index.store.protocol.Store``."""

    def __init__(self, folder: Path) -> None:
        """Take the folder, which need not be there."""
        self.folder = folder
        # The name of a state, which no other has, and its documents.
        self._documents: tuple[str, tuple[Document, ...]] | None = None

    @property
    def name(self) -> str:
        """The folder."""
        return str(self.folder)

    def exists(self) -> bool:
        """Tell whether a corpus is there."""
        return (self.folder / MANIFEST).exists()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for writing."""
        self.folder.mkdir(parents=True, exist_ok=True)
        refuse_foreign(self.folder)
        with writing(self.folder):
            yield

    @property
    def workplace(self) -> Path | None:
        """The folder: what is written there and not kept in the end, the next update takes away."""
        return self.folder

    @contextmanager
    def remembering(self, encoder: Encoder) -> Iterator[RememberingEncoder]:
        """Give ``encoder`` with the vectors in the folder."""
        from index.embed.remember import RememberingEncoder  # a question needs none of it
        from index.store.vectors import KeptVectors

        path = self.folder / VECTORS if self.folder.is_dir() else None
        known = KeptVectors(self.folder, encoder.dim)
        remembering = RememberingEncoder(encoder, path, known=known)
        try:
            yield remembering
        finally:
            remembering.close()

    def open(self, encoder: Encoder) -> ClauseIndex:
        """Return the index in the folder, every byte of it checked."""
        return open_index(self.folder, encoder)

    def save(
        self,
        clause_index: ClauseIndex,
        remembering: RememberingEncoder,
    ) -> ClauseIndex:
        """Write an index into the folder."""
        saved = save(clause_index, self.folder)
        # The index has the vectors now.
        remembering.forget()
        return saved

    def documents(self) -> tuple[Document, ...]:
        """Return the documents, read once of each state of the folder."""
        generation = read_manifest(self.folder, earlier=True).generation
        if self._documents is None or self._documents[0] != generation:
            self._documents = (generation, stored_documents(self.folder))
        return self._documents[1]

    def editions(self) -> Mapping[str, str]:
        """Return the names of the documents' editions."""
        return stored_editions(self.folder)

    def clauses(self) -> Sequence[Clause]:
        """Return the clauses in reading order."""
        return stored_clauses(self.folder)

    def keep_edition(self, source: Path, names: Sequence[str]) -> str:
        """Copy an edition into the folder."""
        return keep_edition(source, self.folder, names)

    def edition_folder(self, name: str) -> Path:
        """Return where an edition is."""
        return edition_folder(self.folder, name)

    def settings(self) -> str | None:
        """Return what the file of settings holds."""
        path = self.folder / SETTINGS
        return path.read_text(encoding="utf-8") if path.is_file() else None

    def keep_settings(self, text: str) -> str:
        """Write the file of settings; return its path."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / SETTINGS
        new = path.with_suffix(".new")
        new.write_text(text, encoding="utf-8")
        new.replace(path)
        return str(path)

    def beside(self, suffix: str) -> FolderStore:
        """Return a folder next to this one."""
        return FolderStore(self.folder.with_name(f"{self.folder.name}-{suffix}"))

"""What was given as an edition: a file, a folder of files, or a corpus."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from index.document.corpus import Clause
from index.read.load import load_documents
from index.restore.document import restore
from index.store.folder import stored_clauses, stored_documents
from index.store.manifest import MANIFEST
from qa.diff.change import EditionText

Progress = Callable[[int, int], None]


def read_edition(path: Path, progress: Progress | None = None) -> EditionText:
    """Return the edition at ``path``.

    Args:
        path: A file of any kind that is read, a folder of them, or a corpus made by ``yinju index``.
        progress: Called with how many documents are read, and how many there are.

    Raises:
        DocumentError: There is nothing at ``path`` that can be read.
        IndexDamagedError: It is a corpus that is damaged.
    """
    if (path / MANIFEST).is_file():
        return EditionText(path.name, stored_documents(path), tuple(stored_clauses(path)))
    documents = load_documents([path])
    clauses: list[Clause] = []
    for number, document in enumerate(documents, start=1):
        # By structure alone: an encoder is asked for lost headings only, which change no clause.
        clauses.extend(restore(document, None, len(clauses)).clauses)
        if progress is not None:
            progress(number, len(documents))
    return EditionText(path.name, tuple(documents), tuple(clauses))

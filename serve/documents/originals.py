"""The files that documents were read from, where they are kept: a PDF file can be shown page by page."""

from __future__ import annotations

from pathlib import Path

from index.document.corpus import Document

_KIND = "pdf"


def find_original(document: Document, folder: Path | None) -> Path | None:
    """Return the PDF file of a document; None where it is none, or its file is not in the folder.

    Args:
        document: What was read; its pages are counted.
        folder: Where the files are that the corpus was made of, at any depth.
    """
    if folder is None or document.kind != _KIND or not document.layout.pages:
        return None
    wanted = Path(document.source)
    for path in sorted(folder.rglob(wanted.name)):
        # Two files of one name are told apart by their folders, as they are in the corpus.
        if path.is_file() and path.parts[-len(wanted.parts) :] == wanted.parts:
            return path
    return None

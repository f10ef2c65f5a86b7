"""Making and updating the folder of a corpus from files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index.corpus import Document
from index.edition import load_edition
from index.embed.choose import load_encoder
from index.errors import InputError
from index.names import named_documents
from index.open import open_or_build
from index.read.load import Loaded, Unread, load
from index.recipe import EDITION_FILES
from index.store.editions import edition_folders, keep_edition
from index.store.folder import (
    EDITION,
    MANIFEST,
    refuse_foreign,
    stored_documents,
    stored_editions,
    writing,
)
from qa.ask import refusal
from qa.check import model as check_model
from qa.settings import load_settings, save_settings

if TYPE_CHECKING:
    from index.build import BuildProgress
    from index.read.load import ReadProgress

_TAKEN_OVER = (*EDITION_FILES, refusal.MODEL_FILE, check_model.MODEL_FILE)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update did: numbers of documents, the documents read, and files that could not be."""

    added: int
    changed: int
    removed: int
    unchanged: int
    read: tuple[Document, ...] = ()
    unread: tuple[Unread, ...] = ()


def update_corpus(
    folder: Path,
    paths: Sequence[Path],
    *,
    remove: Sequence[str] = (),
    encoder: str | None = None,
    anew: bool = False,
    progress: BuildProgress | None = None,
) -> Changes:
    """Add the documents of ``paths`` to the corpus in ``folder``, take others out, build its index.

    A document of a name that the corpus has takes its place; the others are kept, and nothing of
    them is made again. Until all is done, readers find the corpus as it was.

    Args:
        folder: Where the corpus is kept; made if it is not there.
        paths: Files and folders. ``edition`` in one of the folders is the edition of its documents.
        remove: Documents to take out, by id or name.
        encoder: Encoder to use from now on; None for the one the corpus has.
        anew: Drop the documents that the corpus has.
        progress: Told how far building is.

    Raises:
        DocumentError: A path cannot be read.
        InputError: ``folder`` holds something that is no corpus; a document to remove is not there,
            or is the last one.
        YinjuError: The folder cannot be written, or the disk is full; it holds what it held.
    """
    loaded = load(paths, _reading(progress)) if paths else Loaded(())
    new = loaded.documents
    written = {path / EDITION: path for path in paths if (path / EDITION).is_dir()}
    for edition in written:
        load_edition(edition)  # a mistake in it is told before anything is changed
    if folder.is_dir():
        refuse_foreign(folder)
    elif remove:
        raise InputError(f"No corpus at {folder}; there is nothing to remove.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise InputError(f"Cannot write {folder}: {error.strerror}.") from error
    with writing(folder):
        before: dict[str, Document] = {}
        editions: dict[str, str] = {}
        if (folder / MANIFEST).is_file() and not anew:
            before = {document.doc_id: document for document in stored_documents(folder)}
            editions = stored_editions(folder)
        gone = named_documents(list(before.values()), remove)
        documents = {} if anew else {k: d for k, d in before.items() if k not in gone}
        documents.update((document.doc_id, document) for document in new)
        if not documents:
            raise InputError(f"Nothing would be left; delete {folder} to be rid of the corpus.")
        for edition, path in written.items():
            texts = {document.text for document in load([path]).documents}
            kept = keep_edition(edition, folder, _TAKEN_OVER)
            editions.update((d.doc_id, kept) for d in new if d.text in texts)
        settings = load_settings(folder)
        if encoder is not None:
            settings = settings.with_changes({"encoder": _lasting(encoder)})
        made_by = load_encoder(settings.encoder)  # a mistake in its name is told before it is kept
        if encoder is not None:
            save_settings(folder, settings)
        open_or_build(
            folder,
            list(documents.values()),
            made_by,
            editions=edition_folders(folder, {k: v for k, v in editions.items() if k in documents}),
            update=True,
            progress=progress,
        )
    changed = [document for document in new if document.doc_id in before]
    same = sum(before[document.doc_id] == document for document in changed)
    return Changes(
        added=len(new) - len(changed),
        changed=len(changed) - same,
        removed=len(before) - sum(doc_id in documents for doc_id in before),
        unchanged=len(documents) - (len(new) - same),
        read=new,
        unread=loaded.unread,
    )


def _reading(progress: BuildProgress | None) -> ReadProgress | None:
    """Return what tells the progress of building how many files are read."""
    if progress is None:
        return None
    return lambda done, total, _: progress("read", done, total)


def choose_encoder(folder: Path, encoder: str) -> None:
    """Use ``encoder`` for the corpus in ``folder`` from now on; its index is built when opened.

    Raises:
        EncoderError: There is no such model.
    """
    settings = load_settings(folder).with_changes({"encoder": _lasting(encoder)})
    load_encoder(settings.encoder)
    save_settings(folder, settings)


def _lasting(encoder: str) -> str:
    """Return the name of an encoder so that it means the same from every working folder."""
    return str(Path(encoder).resolve()) if Path(encoder).is_dir() else encoder

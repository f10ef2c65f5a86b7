"""Making and updating the folder of a corpus from files."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.corpus import Document
from index.edition import load_edition
from index.embed.choose import load_encoder
from index.errors import InputError
from index.open import open_or_build
from index.read.load import load_documents
from index.recipe import EDITION_FILES
from index.store.folder import EDITION, refuse_foreign, stored_documents
from qa.ask import refusal
from qa.check import model as check_model
from qa.settings import load_settings, save_settings

if TYPE_CHECKING:
    from index.build import BuildProgress


def update_corpus(
    folder: Path,
    paths: Sequence[Path],
    *,
    encoder: str | None = None,
    anew: bool = False,
    progress: BuildProgress | None = None,
) -> None:
    """Add the documents of ``paths`` to the corpus in ``folder`` and build its index.

    A document of a name that the corpus has takes its place; the others are kept.

    Args:
        folder: Where the corpus is kept; made if it is not there.
        paths: Files and folders. ``edition`` in one of the folders becomes the corpus's edition.
        encoder: Encoder to use from now on; None for the one the corpus has.
        anew: Drop the documents that the corpus has.
        progress: Told how far building is.

    Raises:
        DocumentError: A path cannot be read.
        InputError: ``folder`` holds something that is no corpus.
    """
    new = load_documents(paths)
    if folder.is_dir():
        refuse_foreign(folder)  # before an edition or settings are written into it
    documents: dict[str, Document] = {}
    if not anew and (folder / "manifest.json").is_file():
        documents = {document.doc_id: document for document in stored_documents(folder)}
    documents.update((document.doc_id, document) for document in new)
    for edition in (path / EDITION for path in paths if (path / EDITION).is_dir()):
        load_edition(edition)  # a mistake in it is told before anything is changed
        _take_over(edition, folder / EDITION)
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
        edition_folder=folder / EDITION,
        progress=progress,
    )


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


def _take_over(source: Path, target: Path) -> None:
    """Copy the files of an edition, and nothing else that may lie beside them."""
    if source.resolve() == target.resolve():
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in (*EDITION_FILES, refusal.MODEL_FILE, check_model.MODEL_FILE):
            if (source / name).is_file():
                shutil.copyfile(source / name, target / name)
    except OSError as error:
        raise InputError(f"Cannot write {target}: {error.strerror}.") from error

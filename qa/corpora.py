"""Making and updating the folder of a corpus from files."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from index.build import BuildProgress
from index.corpus import Document
from index.edition import FILES, load_edition
from index.embed import load_encoder
from index.errors import InputError
from index.load import load_documents
from index.store import EDITION, open_or_build, stored_documents
from qa.refusal import MODEL_FILE
from qa.settings import load_settings, save_settings


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
    documents = {document.doc_id: document for document in load_documents(paths)}
    kept: Sequence[Document] = ()
    if not anew and (folder / "manifest.json").is_file():
        kept = [d for d in stored_documents(folder) if d.doc_id not in documents]
    for edition in (path / EDITION for path in paths if (path / EDITION).is_dir()):
        load_edition(edition)  # a mistake in it is told before anything is changed
        _take_over(edition, folder / EDITION)
    settings = load_settings(folder)
    if encoder is not None:
        settings = settings.with_changes({"encoder": encoder})
        save_settings(folder, settings)
    open_or_build(
        folder,
        [*kept, *documents.values()],
        load_encoder(settings.encoder),
        edition=load_edition(folder / EDITION),
        progress=progress,
    )


def _take_over(source: Path, target: Path) -> None:
    """Copy the files of an edition, and nothing else that may lie beside them."""
    if source.resolve() == target.resolve():
        return
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in (*FILES, MODEL_FILE):
            if (source / name).is_file():
                shutil.copyfile(source / name, target / name)
    except OSError as error:
        raise InputError(f"Cannot write {target}: {error.strerror}.") from error

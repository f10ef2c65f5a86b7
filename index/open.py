"""The index of documents that a store keeps: opened where it is the one that is wanted."""

from __future__ import annotations

import logging
from collections.abc import Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from index.clause_index import ClauseIndex, hash_documents
from index.document.corpus import Document
from index.document.source import Sources
from index.embed.encoder import Encoder
from index.errors import IndexDamagedError, IndexForeignError, YinjuError
from index.recipe import edition_sha256, recipe
from index.store.local import FolderStore
from index.store.protocol import Store

if TYPE_CHECKING:
    from index.build import BuildProgress, Restore
    from index.embed.remember import RememberingEncoder

_log = logging.getLogger(__name__)

_DAMAGED = "%s Building it anew. %s 的索引不能使用，现重新建立。"
_UNSAVED = "The index cannot be kept in %s (%s); it is made anew each time."


def open_or_build(
    store: Store | Path,
    documents: Sequence[Document] | Sources | None,
    encoder: Encoder,
    *,
    restore: Restore | None = None,
    editions: Mapping[str, Path] | None = None,
    left_out: Collection[str] = (),
    update: bool = False,
    progress: BuildProgress | None = None,
) -> ClauseIndex:
    """Return the index of ``documents`` that is kept in ``store``, building it where that is needed.

    It is built where there is none, where it is damaged or of another encoder (with a warning), and
    where documents, settings or the code that makes it have changed. One process builds at a time;
    others wait and open what it built. Where the store cannot be written, the index is used
    unsaved (with a warning).

    Args:
        store: Where the index is kept; a path is a folder.
        documents: The documents, or where they are read; None for those that the store holds itself.
        encoder: See ``build``, as for all that follow.
        restore: See ``build``.
        editions: By document, the folder of what was written beside it.
        left_out: Kinds of views that it is to have not.
        update: The documents are meant to differ from those that are there, and an index that cannot
            be kept is no use.
        progress: See ``build``.

    Raises:
        IndexDamagedError: ``documents`` is None, and the store has lost them.
        YinjuError: An update cannot be kept; the store holds what it held.
        InputError: The store holds something that is not an index, or the documents cannot be
            indexed.
    """
    store = FolderStore(store) if isinstance(store, Path) else store
    at = editions or {}
    sha256 = {folder: edition_sha256(folder) for folder in set(at.values())}
    wanted = recipe({doc_id: sha256[folder] for doc_id, folder in at.items()}, left_out)
    if isinstance(documents, Sources):
        wanted["files_sha256"] = documents.sha256

    def build_it(
        remembering: RememberingEncoder, beside: Path | None, before: ClauseIndex | None
    ) -> ClauseIndex:
        # Loaded where it is needed: most questions find the index built.
        from index.build import build
        from index.edition import load_edition
        from index.restore.document import restore as restore_document

        given = documents.read() if isinstance(documents, Sources) else documents
        written = {folder: load_edition(folder) for folder in set(at.values())}
        made = build(
            store.documents() if given is None else given,
            encoder,
            restore=restore or restore_document,
            editions={doc_id: written[folder] for doc_id, folder in at.items()},
            vectors=remembering,
            before=before,
            beside=beside,
            left_out=left_out,
            progress=progress,
        )
        return replace(made, manifest=replace(made.manifest, settings=wanted))

    # Whoever updates is about to write: it is opened once, when no other can change it.
    there = None if update else _opened(store, encoder, untold=IndexDamagedError)
    if there is not None and _is_wanted(there, documents, wanted):
        return there
    held = ExitStack()
    try:
        held.enter_context(store.writing())
    except OSError as error:
        _tell_unsaved(store, error, update=update)
        with store.remembering(encoder) as remembering:
            return build_it(remembering, None, _of_this_code(there, wanted))
    with held:
        # Again: another process may have built it meanwhile.
        # Another encoder or version is what an update may be for; damage is told in any case.
        there = _opened(store, encoder, untold=IndexForeignError if update else None)
        if there is not None and _is_wanted(there, documents, wanted):
            return there
        if there is not None and not update:
            _log.warning("The index in %s is out of date. Building it anew.", store.name)
        # Let go where nothing of it is used: it may be a library.
        there = _of_this_code(there, wanted)
        with store.remembering(encoder) as remembering:
            try:
                built = build_it(remembering, store.workplace, there)
            except OSError as error:
                _tell_unsaved(store, error, update=update)
                return build_it(remembering, None, there)
            try:
                return store.save(built, remembering)
            except OSError as error:
                _tell_unsaved(store, error, update=update)
                return built


def _tell_unsaved(store: Store, error: OSError, *, update: bool) -> None:
    if update:
        reason = error.strerror or str(error)
        message = (
            f"The corpus in {store.name} cannot be written ({reason}); it is as it was before."
        )
        raise YinjuError(message) from error
    _log.warning(_UNSAVED, store.name, error)


def _opened(
    store: Store, encoder: Encoder, *, untold: type[IndexDamagedError] | None
) -> ClauseIndex | None:
    """Return the index in ``store`` if it is whole; what is wrong is told, but for ``untold``."""
    if not store.exists():
        return None
    try:
        return store.open(encoder)
    except IndexDamagedError as error:
        if untold is None or not isinstance(error, untold):
            _log.warning(_DAMAGED, error, store.name)
        return None


def _is_wanted(
    found: ClauseIndex,
    documents: Sequence[Document] | Sources | None,
    settings: Mapping[str, str],
) -> bool:
    """Tell whether an index is of these documents, and made as it would be now."""
    # Documents in files are known by the settings.
    same = (
        documents is None
        or isinstance(documents, Sources)
        or hash_documents(documents) == found.manifest.corpus_sha256
    )
    return same and found.manifest.settings == settings


def _of_this_code(found: ClauseIndex | None, settings: Mapping[str, str]) -> ClauseIndex | None:
    """Return an index if this code made its clauses and views, whatever has changed."""
    if found is None:
        return None
    same = all(found.manifest.settings.get(key) == settings[key] for key in ("code", "left_out"))
    return found if same else None

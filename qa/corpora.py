"""Making and updating a corpus from files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from index import merge
from index.clause_index import ClauseIndex
from index.document.corpus import Document
from index.document.names import named_documents
from index.edition import load_edition
from index.embed.choose import load_encoder
from index.errors import IndexDamagedError, InputError, YinjuError
from index.location import Location
from index.open import open_or_build
from index.read.load import Loaded, Unread, load
from index.recipe import EDITION_FILES
from index.store.choose import store_at
from index.store.folder import EDITION
from index.store.local import FolderStore
from index.store.protocol import Store
from qa.ask.confidence import refusal
from qa.check import model as check_model
from qa.settings import Settings, load_settings, save_settings

if TYPE_CHECKING:
    from index.build import BuildProgress
    from index.read.load import ReadProgress

_TAKEN_OVER = (*EDITION_FILES, refusal.MODEL_FILE, check_model.MODEL_FILE)


@dataclass(frozen=True, slots=True)
class Changes:
    """What an update did: numbers of documents, the documents read, and files that could not be.

    With the index as it is kept, where questions use that one and no other without editions.
    """

    added: int
    changed: int
    removed: int
    unchanged: int
    read: tuple[Document, ...] = ()
    unread: tuple[Unread, ...] = ()
    clause_index: ClauseIndex | None = None


def update_corpus(
    corpus: Location,
    paths: Sequence[Path],
    *,
    remove: Sequence[str] = (),
    encoder: str | None = None,
    reranker: str | None = None,
    nli: str | None = None,
    without: Sequence[str] = (),
    anew: bool = False,
    shard: tuple[int, int] | None = None,
    progress: BuildProgress | None = None,
) -> Changes:
    """Add the documents of ``paths`` to a corpus, take others out, build its index.

    A document of a name that the corpus has takes its place; the others are kept, and nothing of
    them is made again. Until all is done, readers find the corpus as it was.

    Args:
        corpus: Where it is kept, a folder or the URL of a server; made if it is not there.
        paths: Files and folders. ``edition`` in one of the folders is the edition of its documents.
        remove: Documents to take out, by id or name.
        encoder: Encoder to use from now on; None for the one the corpus has.
        reranker: The same of a reranker; empty for none.
        nli: The same of a model of natural language inference; empty for none.
        without: Kinds of views that the corpus is to do without from now on: ``gloss``, ``piece``.
        anew: Drop the documents that the corpus has.
        shard: (3, 8): of the documents read, the third of every eight alone, so that eight machines
            index what ``merge_corpora`` puts together.
        progress: Told how far building is.

    Raises:
        DocumentError: A path cannot be read.
        InputError: There is something that is no corpus; a document to remove is not there, or is the
            last one.
        YinjuError: It cannot be written, or the disk is full; it holds what it held.
    """
    store = store_at(corpus)
    loaded = load(paths, _reading(progress), _read_before(store)) if paths else Loaded(())
    # Names are given among all of them, so that they are the same on every machine.
    new = loaded.documents if shard is None else merge.shard(loaded.documents, *shard)
    written = {path / EDITION: path for path in paths if (path / EDITION).is_dir()}
    for edition in written:
        load_edition(edition)  # a mistake in it is told before anything is changed
    if remove and not store.exists():
        raise InputError(f"No corpus at {store.name}; there is nothing to remove.")
    with ExitStack() as held:
        try:
            held.enter_context(store.writing())
        except OSError as error:
            raise InputError(f"Cannot write {store.name}: {error.strerror or error}.") from error
        before: dict[str, Document] = {}
        editions: dict[str, str] = {}
        if store.exists() and not anew:
            before = {document.doc_id: document for document in store.documents()}
            editions = dict(store.editions())
        gone = named_documents(list(before.values()), remove)
        documents = {} if anew else {k: d for k, d in before.items() if k not in gone}
        documents.update((document.doc_id, document) for document in new)
        if not documents:
            raise InputError(f"Nothing would be left; delete {store.name} to be rid of the corpus.")
        for edition, path in written.items():
            texts = {document.text for document in load([path]).documents}
            kept = store.keep_edition(edition, _TAKEN_OVER)
            editions.update((d.doc_id, kept) for d in new if d.text in texts)
        kept_before = load_settings(store)
        settings = _with_models(kept_before, encoder, reranker, nli)
        settings = settings.with_changes({f"{kind}_weight": 0.0 for kind in without})
        made_by = load_encoder(settings.encoder)  # a mistake in its name is told before it is kept
        if settings != kept_before:
            save_settings(store, settings)
        built = open_or_build(
            store,
            list(documents.values()),
            made_by,
            editions={k: store.edition_folder(v) for k, v in editions.items() if k in documents},
            left_out=settings.left_out,
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
        clause_index=built if settings.edition else None,
    )


def _read_before(store: Store) -> Mapping[str, Document]:
    """Return the documents that a corpus has by what they were read from."""
    if not store.exists():
        return {}
    try:
        documents = store.documents()
    except IndexDamagedError:
        return {}  # told when it is to be changed
    # What was read otherwise than it stands may be read better now, with an extra that was not there.
    return {d.read_from: d for d in documents if d.read_from and not d.remarks}


def merge_corpora(corpus: Path, parts: Sequence[Path]) -> ClauseIndex:
    """Put corpora together in a folder that has none yet; nothing is embedded again.

    Args:
        corpus: The folder to make.
        parts: Folders of corpora by the same encoder, in the order of their shards.

    Raises:
        InputError: A folder is no corpus, they do not go together, or there is one at ``corpus``.
        YinjuError: It cannot be written.
    """
    store = FolderStore(corpus)
    if store.exists():
        raise InputError(f"There is a corpus in {corpus}; name a new folder to merge into.")
    stores = [FolderStore(part) for part in parts]
    for part in stores:
        if not part.exists():
            raise InputError(f"No corpus at {part.name}; name folders made by yinju index.")
    settings = load_settings(stores[0])
    encoder = load_encoder(settings.encoder)
    whole = merge.merged([part.open(encoder) for part in stores], [part.name for part in stores])
    try:
        with store.writing(), store.remembering(encoder) as remembering:
            for part in stores:
                for name in sorted(set(part.editions().values())):
                    store.keep_edition(part.edition_folder(name), _TAKEN_OVER)
            if settings.encoder is not None:
                save_settings(store, settings)
            return store.save(whole, remembering)
    except OSError as error:
        raise YinjuError(f"{corpus} cannot be written ({error.strerror or error}).") from error


def _reading(progress: BuildProgress | None) -> ReadProgress | None:
    """Return what tells the progress of building how many files are read."""
    if progress is None:
        return None
    return lambda done, total, _: progress("read", done, total)


def choose_models(
    corpus: Location,
    *,
    encoder: str | None = None,
    reranker: str | None = None,
    nli: str | None = None,
) -> None:
    """Use these models for a corpus from now on; its index is built when opened. See ``update_corpus``.

    Raises:
        EncoderError: There is no such model, or it is of another sort.
    """
    store = store_at(corpus)
    settings = _with_models(load_settings(store), encoder, reranker, nli)
    load_encoder(settings.encoder)
    save_settings(store, settings)


def _with_models(
    settings: Settings, encoder: str | None, reranker: str | None, nli: str | None
) -> Settings:
    """Return settings with the models that were named; those that read pairs are loaded to see what they are.

    Raises:
        EncoderError: One of those is not there, or is of another sort.
    """
    if reranker:
        from qa.ask.confidence.rerank import load_reranker

        load_reranker(_lasting(reranker))
    if nli:
        from qa.check.entail import load_nli

        load_nli(_lasting(nli))
    named = {"encoder": encoder, "reranker": reranker, "nli": nli}
    return settings.with_changes(
        {setting: _lasting(model) for setting, model in named.items() if model is not None}
    )


def _lasting(model: str) -> str:
    """Return the name of a model so that it means the same from every working folder."""
    return str(Path(model).resolve()) if model and Path(model).is_dir() else model

"""A corpus to the pipeline that asks and checks it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from index.document.corpus import Document
from index.document.source import Sources
from index.embed.choose import load_encoder
from index.errors import InputError
from index.location import Location
from index.open import open_or_build
from index.runtime.home import default_folder
from index.shipped import SHIPPED_PLAN, shipped_sources
from index.store.choose import store_at
from index.store.folder import EDITION
from index.store.manifest import MANIFEST
from qa.pipeline import Pipeline
from qa.settings import load_settings

if TYPE_CHECKING:
    from index.build import BuildProgress


def open_pipeline(
    corpus: Location | None = None,
    changes: Mapping[str, object] | None = None,
    *,
    progress: BuildProgress | None = None,
) -> Pipeline:
    """Open a corpus folder, or the shipped plan, building its index where that is needed.

    Args:
        corpus: The folder of an index, or the URL of one on a server; None for the shipped plan.
        changes: Settings that differ from the corpus's own.
        progress: Told how far building is.

    Raises:
        InputError: The folder is no corpus, or a setting is wrong.
        EncoderError: The encoder cannot be loaded.
        IndexDamagedError: The index is damaged and its sources are lost.
    """
    if isinstance(corpus, Path) and not corpus.is_dir():
        raise InputError(
            f"No corpus at {corpus}; make one with yinju index PATH --corpus {corpus}."
        )
    if isinstance(corpus, Path) and not (corpus / MANIFEST).exists():
        raise InputError(
            f"{corpus} is no corpus: it has no {MANIFEST}. Make one of the documents in it with "
            f"yinju index {corpus} --corpus NEW_FOLDER, then name that."
        )
    where = default_folder() if corpus is None else corpus
    store = store_at(where.resolve() if isinstance(where, Path) else where)
    if corpus is not None and not isinstance(corpus, Path) and not store.exists():
        raise InputError(f"No corpus at {store.name}; make one with yinju index PATH --store URL.")
    kept_settings = load_settings(store)
    settings = kept_settings.with_changes(changes or {})
    encoder = load_encoder(settings.encoder)
    documents: Sequence[Document] | Sources | None = shipped_sources() if corpus is None else None
    editions: dict[str, Path] = {}
    if settings.edition and corpus is None:
        editions = {SHIPPED_PLAN.name: SHIPPED_PLAN.parent / EDITION}
    elif settings.edition:
        editions = {key: store.edition_folder(name) for key, name in store.editions().items()}
    kept = store
    if not settings.edition:
        kept = store.beside("no-edition")
        documents = store.documents() if documents is None else documents
    clause_index = open_or_build(
        kept,
        documents,
        encoder,
        editions=editions,
        left_out=kept_settings.left_out,
        progress=progress,
    )
    return Pipeline(clause_index, encoder, settings, editions=editions)

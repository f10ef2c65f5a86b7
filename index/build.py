"""A corpus that can be searched, and how it is made of documents.

Documents are restored to clauses, clauses are seen under several views, and the views are embedded.
``index.store`` keeps the result in a folder.
"""

from __future__ import annotations

import functools
import hashlib
import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from index.clause_index import ClauseIndex, Manifest, find_problem, hash_documents
from index.corpus import Clause, Document
from index.dense import DenseIndex
from index.edition import Edition
from index.embed.encoder import Encoder, Vectors
from index.embed.remember import RememberingEncoder
from index.errors import DocumentError, IndexDamagedError, YinjuError
from index.lexical import K1, METHOD, B, LexicalIndex
from index.restore.document import Embed
from index.restore.document import restore as restore_document
from index.store.folder import (
    BUILD_LOCK,
    LOCK_TIMEOUT,
    MANIFEST,
    VECTORS,
    open_index,
    refuse_foreign,
    save,
    stored_documents,
)
from index.views import make_terms, make_views

_log = logging.getLogger(__name__)

_SAMPLES = Path(__file__).parent / "data" / "sample_questions.json"
_SHRINK = 4
_TINY = 1e-9
_UNSAVED = "The index cannot be kept in %s (%s); it is made anew each time."


class Restored(Protocol):
    """What ``index.restore.document`` makes of a document."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in reading order."""

    @property
    def explanation(self) -> tuple[str, ...]:
        """How that order was found, a line each."""


Restore = Callable[[Document, Embed], Restored]
# Called with the step ("restore" or "embed"), how much of it is done, and how much there is.
BuildProgress = Callable[[str, int, int], None]


def build(
    documents: Sequence[Document],
    encoder: Encoder,
    *,
    restore: Restore = restore_document,
    edition: Edition | None = None,
    vectors: Path | None = None,
    progress: BuildProgress | None = None,
) -> ClauseIndex:
    """Return the index of ``documents``, in memory.

    Args:
        documents: The sources, with ids that differ.
        encoder: What makes the vectors.
        restore: What makes clauses of a document.
        edition: What the corpus brings beside its documents.
        vectors: File of the vectors that are kept from build to build; None keeps none.
        progress: Called as the work goes on.

    Raises:
        DocumentError: There is no document, or not one clause in them.
        YinjuError: ``restore`` broke its promise about clauses.
    """
    if not documents:
        raise DocumentError("There is no document to index.")
    edition = edition or Edition()
    report = progress or _silent
    remembering = RememberingEncoder(encoder, vectors)
    clauses: list[Clause] = []
    explanation: list[str] = []
    for number, document in enumerate(documents):
        report("restore", number, len(documents))
        restoration = restore(document, remembering.encode)
        for clause in restoration.clauses:
            clauses.append(replace(clause, position=len(clauses)))
        explanation.extend(restoration.explanation)
    report("restore", len(documents), len(documents))
    if not clauses:
        named = ", ".join(document.source for document in documents)
        raise DocumentError(f"There is not one sentence in {named}.")
    problem = find_problem(documents, clauses)
    if problem:
        raise YinjuError(f"The clauses do not fit the documents: {problem}.")
    views = make_views(clauses, edition)
    if not views:
        raise DocumentError("There is not one word in the documents.")

    done = 0

    def count(more: int) -> None:
        nonlocal done
        done += more
        report("embed", done, len(views))

    report("embed", 0, len(views))
    rows = remembering.encode([view.text for view in views], count)
    if vectors is not None:
        remembering.save(vectors)
    english = {clause.clause_id: edition.english_of(clause) for clause in clauses}
    return ClauseIndex(
        documents=tuple(documents),
        clauses=tuple(clauses),
        views=tuple(views),
        dense=DenseIndex.build(centre_by_kind(rows, [view.kind for view in views])),
        lexical=LexicalIndex.build(make_terms(clauses, edition)),
        manifest=Manifest(
            encoder=encoder.name,
            dim=encoder.dim,
            corpus_sha256=hash_documents(documents),
            settings=all_settings(edition),
        ),
        query_means=_query_means(encoder),
        english={clause_id: text for clause_id, text in english.items() if text},
        titles=dict(edition.titles),
        explanation=tuple(explanation),
    )


def open_or_build(
    folder: Path,
    documents: Sequence[Document] | None,
    encoder: Encoder,
    *,
    restore: Restore = restore_document,
    edition: Edition | None = None,
    progress: BuildProgress | None = None,
) -> ClauseIndex:
    """Return the index of ``documents`` kept in ``folder``, building it where that is needed.

    It is built where there is none, where it is damaged or of another encoder (with a warning), and
    where documents, settings or the code that makes it have changed. One process builds at a time;
    others wait and open what it built. Where the folder cannot be written, the index is used
    unsaved (with a warning).

    Args:
        folder: Where the index is kept.
        documents: The sources; None for those that the folder holds itself.
        encoder: See ``build``, as for all that follow.
        restore: See ``build``.
        edition: See ``build``.
        progress: See ``build``.

    Raises:
        IndexDamagedError: ``documents`` is None, and the folder has lost them.
        InputError: The folder holds something that is not an index, or the documents cannot be
            indexed.
    """
    wanted = all_settings(edition or Edition())

    def build_it() -> ClauseIndex:
        return build(
            stored_documents(folder) if documents is None else documents,
            encoder,
            restore=restore,
            edition=edition,
            vectors=folder / VECTORS if folder.is_dir() else None,
            progress=progress,
        )

    found = _open_wanted(folder, documents, encoder, wanted)
    if found is not None:
        return found
    import filelock

    try:
        folder.mkdir(parents=True, exist_ok=True)
        refuse_foreign(folder)
        lock = filelock.FileLock(folder / BUILD_LOCK, timeout=LOCK_TIMEOUT)
        lock.acquire()
    except OSError as error:
        _log.warning(_UNSAVED, folder, error)
        return build_it()
    try:
        found = _open_wanted(folder, documents, encoder, wanted, warn=True)
        return found if found is not None else _save_if_possible(build_it(), folder)
    finally:
        lock.release()


def centre(vectors: Vectors, mean: Vectors) -> Vectors:
    """Return ``vectors`` less ``mean``, L2-normalised: float32 (n, dim).

    Embeddings of one language and form share a direction that says nothing about their content;
    without it English questions find Chinese clauses far more often (docs/retrieval.md).
    """
    shifted = vectors - mean
    norms = np.linalg.norm(shifted, axis=1, keepdims=True)
    return np.asarray(shifted / np.maximum(norms, _TINY), dtype=np.float32)


def centre_by_kind(vectors: Vectors, kinds: Sequence[str]) -> Vectors:
    """Centre the views of each kind on their own mean.

    The mean of a few views would be the views themselves, so it is drawn towards zero by as much
    as ``_SHRINK`` views at zero would.
    """
    centred = np.empty_like(vectors)
    names = np.asarray(kinds)
    for kind in dict.fromkeys(kinds):
        rows = np.flatnonzero(names == kind)
        mean = vectors[rows].sum(axis=0) / (len(rows) + _SHRINK)
        centred[rows] = centre(vectors[rows], mean)
    return centred


def _query_means(encoder: Encoder) -> dict[str, Vectors]:
    """Return the mean vector of ordinary questions by language, as this encoder sees them."""
    samples = json.loads(_SAMPLES.read_text(encoding="utf-8"))
    return {
        language: np.asarray(encoder.encode_queries(questions).mean(axis=0), dtype=np.float32)
        for language, questions in samples.items()
    }


def all_settings(edition: Edition) -> dict[str, str]:
    """Return what besides documents and encoder decides what an index holds."""
    return {
        "code": _code_sha256(),
        "edition_sha256": edition.sha256,
        "lexical": f"{METHOD} k1={K1} b={B}, character bigrams and English stems",
    }


def _save_if_possible(clause_index: ClauseIndex, folder: Path) -> ClauseIndex:
    try:
        return save(clause_index, folder)
    except OSError as error:
        _log.warning(_UNSAVED, folder, error)
        return clause_index


def _open_wanted(
    folder: Path,
    documents: Sequence[Document] | None,
    encoder: Encoder,
    settings: Mapping[str, str],
    *,
    warn: bool = False,
) -> ClauseIndex | None:
    """Return the index in ``folder`` if it is whole and the one that is wanted."""
    if not (folder / MANIFEST).exists():
        return None
    try:
        found = open_index(folder, encoder)
    except IndexDamagedError as error:
        if warn:
            _log.warning("%s Building it anew.", error)
        return None
    same = documents is None or hash_documents(documents) == found.manifest.corpus_sha256
    if same and found.manifest.settings == settings:
        return found
    if warn:
        _log.warning("The index in %s is out of date. Building it anew.", folder)
    return None


@functools.cache
def _code_sha256() -> str:
    """Return the SHA-256 of the modules that make an index, so that a change of them rebuilds it."""
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parent.rglob("*.py")):
        if module.stem not in {"errors", "__init__", "home"} and module.parent.name != "read":
            digest.update(
                module.relative_to(Path(__file__).parent).as_posix().encode()
                + b"\0"
                + module.read_bytes()
            )
    for file in sorted(_SAMPLES.parent.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _silent(step: str, done: int, total: int) -> None:
    """Report to nobody."""

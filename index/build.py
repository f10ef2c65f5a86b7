"""A corpus that can be searched, and how it is made of documents.

Documents are restored to clauses, clauses are seen under several views, and the views are embedded.
``index.store`` keeps the result in a folder.
"""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from index.corpus import Clause, Document
from index.dense import DenseIndex
from index.edition import Edition
from index.embed import Encoder, Progress, Vectors
from index.errors import DocumentError, YinjuError
from index.lexical import K1, METHOD, B, LexicalIndex
from index.restore import Embed
from index.restore import restore as restore_document
from index.views import View, make_terms, make_views

FORMAT_VERSION = 2

_SAMPLES = Path(__file__).parent / "data" / "sample_questions.json"
_SHRINK = 4
_TINY = 1e-9


class Restoration(Protocol):
    """What ``index.restore`` makes of a document."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in reading order."""

    @property
    def explanation(self) -> tuple[str, ...]:
        """How that order was found, a line each."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What an index was made from and with.

    Attributes:
        encoder: ``Encoder.name``.
        dim: Length of a vector.
        corpus_sha256: Of the documents: ids, names, texts.
        settings: Everything else that decides what the index holds.
        format_version: Layout of the folder.
        generation: Name of the subfolder; empty until saved.
        files: SHA-256 by path within the generation; empty until saved.
    """

    encoder: str
    dim: int
    corpus_sha256: str
    settings: Mapping[str, str]
    format_version: int = FORMAT_VERSION
    generation: str = ""
    files: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ClauseIndex:
    """A corpus that can be searched.

    Attributes:
        documents: The sources.
        clauses: In reading order: ``clauses[i].position == i``.
        views: Row i of ``dense`` is the vector of ``views[i]``.
        dense: The vectors of the views.
        lexical: Row i is ``clauses[i]``.
        manifest: What it was made from and with.
        query_means: By language, the mean vector of questions: float32 (dim,).
        english: Unofficial English by clause id.
        titles: English by Chinese title of a chapter or section.
        explanation: How the reading order was found, a line each.
    """

    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]
    views: tuple[View, ...]
    dense: DenseIndex
    lexical: LexicalIndex
    manifest: Manifest
    query_means: Mapping[str, Vectors]
    english: Mapping[str, str]
    titles: Mapping[str, str]
    explanation: tuple[str, ...]

    @functools.cached_property
    def clause_by_id(self) -> Mapping[str, Clause]:
        """Clauses by ``clause_id``."""
        return {clause.clause_id: clause for clause in self.clauses}

    @functools.cached_property
    def document_by_id(self) -> Mapping[str, Document]:
        """Documents by ``doc_id``."""
        return {document.doc_id: document for document in self.documents}


Restore = Callable[[Document, Embed], Restoration]
# Called with the step ("restore" or "embed"), how much of it is done, and how much there is.
BuildProgress = Callable[[str, int, int], None]


def build(
    documents: Sequence[Document],
    encoder: Encoder,
    *,
    restore: Restore = restore_document,
    edition: Edition | None = None,
    progress: BuildProgress | None = None,
) -> ClauseIndex:
    """Return the index of ``documents``, in memory.

    Args:
        documents: The sources, with ids that differ.
        encoder: What makes the vectors.
        restore: What makes clauses of a document.
        edition: What the corpus brings beside its documents.
        progress: Called as the work goes on.

    Raises:
        DocumentError: There is no document, or not one clause in them.
        YinjuError: ``restore`` broke its promise about clauses.
    """
    if not documents:
        raise DocumentError("There is no document to index.")
    edition = edition or Edition()
    report = progress or _silent
    remembering = _Remembering(encoder)
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
    vectors = remembering.encode([view.text for view in views], count)
    english = {clause.clause_id: edition.english_of(clause) for clause in clauses}
    return ClauseIndex(
        documents=tuple(documents),
        clauses=tuple(clauses),
        views=tuple(views),
        dense=DenseIndex.build(centre_by_kind(vectors, [view.kind for view in views])),
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


class _Remembering:
    """Passages encoded once, though restoring and indexing both ask for them."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if progress is not None and len(texts) > len(new):
            progress(len(texts) - len(new))
        if new:
            vectors = self._encoder.encode_passages(new, progress)
            self._known.update(zip(new, vectors, strict=True))
        if not texts:
            return np.empty((0, self._encoder.dim), dtype=np.float32)
        return np.stack([self._known[text] for text in texts])


def find_problem(documents: Sequence[Document], clauses: Sequence[Clause]) -> str:
    """Return what is wrong with clauses that do not fit their documents, or nothing."""
    texts = {document.doc_id: document.text for document in documents}
    if len(texts) != len(documents):
        return "two documents have one id"
    seen: set[str] = set()
    for position, clause in enumerate(clauses):
        if clause.clause_id in seen:
            return f"two clauses have the id {clause.clause_id}"
        seen.add(clause.clause_id)
        if clause.position != position:
            return f"clause {clause.clause_id} is at {clause.position}, not at {position}"
        text = texts.get(clause.doc_id)
        if text is None:
            return f"clause {clause.clause_id} is of no document"
        if not clause.spans or any(span.of(text) != clause.text for span in clause.spans):
            return f"clause {clause.clause_id} is not what stands in {clause.doc_id}"
    return ""


def hash_documents(documents: Sequence[Document]) -> str:
    """Return the SHA-256 of the documents' ids, names and texts."""
    rows = [[document.doc_id, document.source, document.text] for document in documents]
    return hash_bytes(json.dumps(rows).encode())


def all_settings(edition: Edition) -> dict[str, str]:
    """Return what besides documents and encoder decides what an index holds."""
    return {
        "code": _code_sha256(),
        "edition_sha256": edition.sha256,
        "lexical": f"{METHOD} k1={K1} b={B}, character bigrams and English stems",
    }


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


@functools.cache
def _code_sha256() -> str:
    """Return the SHA-256 of the modules that make an index, so that a change of them rebuilds it."""
    digest = hashlib.sha256()
    for module in sorted(Path(__file__).parent.glob("*.py")):
        if module.stem not in {"errors", "load", "__init__", "__main__"}:
            digest.update(module.name.encode() + b"\0" + module.read_bytes())
    for file in sorted(_SAMPLES.parent.iterdir()):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()


def _silent(step: str, done: int, total: int) -> None:
    """Report to nobody."""

"""A corpus that can be searched, and how it is made of documents.

Documents are restored to clauses, clauses are seen under several views, and the views are embedded.
``index.store`` keeps the result in a folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Protocol

import numpy as np

from index.clause_index import ClauseIndex, Manifest, find_problem, hash_documents
from index.corpus import Clause, Document, Heading
from index.dense import DenseIndex
from index.edition import Edition
from index.embed.centre import centre_by_kind
from index.embed.encoder import Encoder, Vectors
from index.embed.remember import RememberingEncoder
from index.errors import DocumentError, YinjuError
from index.lexical import LexicalIndex
from index.recipe import recipe
from index.restore.document import Embed
from index.restore.document import restore as restore_document
from index.views import make_terms, make_views

_SAMPLES = Path(__file__).parent / "data" / "sample_questions.json"


class Restored(Protocol):
    """What ``index.restore.document`` makes of a document."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in reading order."""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in the same order."""

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
    headings: list[Heading] = []
    explanation: list[str] = []
    for number, document in enumerate(documents):
        report("restore", number, len(documents))
        restoration = restore(document, remembering.encode)
        for clause in restoration.clauses:
            clauses.append(replace(clause, position=len(clauses)))
        headings.extend(restoration.headings)
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
            settings=recipe(edition.sha256),
        ),
        query_means=_query_means(encoder),
        english={clause_id: text for clause_id, text in english.items() if text},
        titles=dict(edition.titles),
        explanation=tuple(explanation),
        headings=tuple(headings),
    )


def _query_means(encoder: Encoder) -> dict[str, Vectors]:
    """Return the mean vector of ordinary questions by language, as this encoder sees them."""
    samples = json.loads(_SAMPLES.read_text(encoding="utf-8"))
    return {
        language: np.asarray(encoder.encode_queries(questions).mean(axis=0), dtype=np.float32)
        for language, questions in samples.items()
    }


def _silent(step: str, done: int, total: int) -> None:
    """Report to nobody."""

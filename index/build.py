"""A corpus that can be searched, and how it is made of documents.

Documents are restored to clauses, clauses are seen under several views, and the views are embedded.
``index.store`` keeps the result in a folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from index.clause_index import ClauseIndex, Manifest, find_problem, hash_documents
from index.corpus import NO_FACTS, Clause, Document, Facts, Heading
from index.dense import DenseIndex
from index.edition import Edition
from index.embed.centre import centre_by_kind
from index.embed.encoder import Encoder, Vectors
from index.embed.remember import RememberingEncoder, remembered
from index.errors import DocumentError, YinjuError
from index.lexical import LexicalIndex
from index.normal import normal_text
from index.reading import reading_of
from index.recipe import recipe
from index.restore.document import Embed
from index.restore.document import restore as restore_document
from index.views import View, make_terms, make_views
from index.words import Words, document_words

_SAMPLES = Path(__file__).parent / "data" / "sample_questions.json"
_NO_EDITION = Edition()


class Restored(Protocol):
    """What ``index.restore.document`` makes of a document."""

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """The clauses in reading order."""

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The headings in the same order."""

    @property
    def facts(self) -> Facts:
        """What the document says of itself."""

    @property
    def explanation(self) -> tuple[str, ...]:
        """How that order was found, a line each."""


Restore = Callable[[Document, Embed], Restored]
# Called with the step ("restore" or "embed"), how much of it is done, and how much there is.
BuildProgress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class _Part:
    """One document, ready to be embedded.

    Attributes:
        clauses: Numbered from 0.
        headings: In the same order.
        explanation: How their order was found.
        facts: What the document says of itself.
    """

    clauses: tuple[Clause, ...]
    headings: tuple[Heading, ...]
    explanation: tuple[str, ...]
    facts: Facts


def build(
    documents: Sequence[Document],
    encoder: Encoder,
    *,
    restore: Restore = restore_document,
    editions: Mapping[str, Edition] | None = None,
    vectors: Path | RememberingEncoder | None = None,
    before: ClauseIndex | None = None,
    progress: BuildProgress | None = None,
) -> ClauseIndex:
    """Return the index of ``documents``, in memory.

    Args:
        documents: The sources, with ids that differ.
        encoder: What makes the vectors.
        restore: What makes clauses of a document.
        editions: By document, what was written beside it.
        vectors: File of the vectors that are kept from build to build, or the encoder with those
            that a store keeps; None keeps none.
        before: An earlier index, by the same code; a document that it has as it is now is not
            restored again.
        progress: Called as the work goes on.

    Raises:
        DocumentError: There is no document, or not one clause in them.
        YinjuError: ``restore`` broke its promise about clauses.
    """
    if not documents:
        raise DocumentError("There is no document to index.")
    editions = editions or {}
    report = progress or _silent
    memory = (
        nullcontext(vectors)
        if isinstance(vectors, RememberingEncoder)
        else remembered(encoder, vectors)
    )
    with memory as remembering:
        parts: list[_Part] = []
        for number, document in enumerate(documents):
            report("restore", number, len(documents))
            parts.append(_restored(document, before, restore, remembering.encode))
        report("restore", len(documents), len(documents))
        clauses: list[Clause] = []
        views: list[View] = []
        terms: list[list[str]] = []
        english: dict[str, str] = {}
        for document, part in zip(documents, parts, strict=True):
            edition = editions.get(document.doc_id, _NO_EDITION)
            own = [
                replace(clause, position=len(clauses) + n) for n, clause in enumerate(part.clauses)
            ]
            clauses.extend(own)
            views.extend(make_views(own, edition))
            terms.extend(make_terms(own, edition))
            english.update((clause.clause_id, edition.english_of(clause)) for clause in own)
        if not clauses:
            named = ", ".join(document.source for document in documents)
            raise DocumentError(f"There is not one sentence in {named}.")
        problem = find_problem(documents, clauses)
        if problem:
            raise YinjuError(f"The clauses do not fit the documents: {problem}.")
        if not views:
            raise DocumentError("There is not one word in the documents.")
        done = 0

        def count(more: int) -> None:
            nonlocal done
            done += more
            report("embed", done, len(views))

        report("embed", 0, len(views))
        rows = remembering.encode([view.text for view in views], count)
    return ClauseIndex(
        documents=tuple(documents),
        clauses=tuple(clauses),
        views=tuple(views),
        dense=DenseIndex.build(centre_by_kind(rows, [view.kind for view in views])),
        lexical=LexicalIndex.build(terms),
        manifest=Manifest(
            encoder=encoder.name,
            dim=encoder.dim,
            corpus_sha256=hash_documents(documents),
            settings=recipe({key: edition.sha256 for key, edition in editions.items()}),
        ),
        query_means=_query_means(encoder),
        english={clause_id: text for clause_id, text in english.items() if text},
        titles={zh: en for edition in editions.values() for zh, en in edition.titles.items()},
        explanation={
            document.doc_id: part.explanation
            for document, part in zip(documents, parts, strict=True)
        },
        headings=tuple(heading for part in parts for heading in part.headings),
        facts={d.doc_id: part.facts for d, part in zip(documents, parts, strict=True)},
        editions={doc_id: edition.name for doc_id, edition in editions.items() if edition.name},
        words=_words(documents, editions, before),
    )


def _words(
    documents: Sequence[Document], editions: Mapping[str, Edition], before: ClauseIndex | None
) -> Words:
    """Return the words of the documents; words of one that was taken out may stay, and find nothing."""
    known = {} if before is None else before.document_by_id
    new = (document for document in documents if known.get(document.doc_id) != document)
    return document_words(
        (normal_text(reading_of(document).text) for document in new),
        {zh: en for edition in editions.values() for zh, en in edition.glossary.items()},
        None if before is None else before.words,
    )


def _restored(
    document: Document, before: ClauseIndex | None, restore: Restore, embed: Embed
) -> _Part:
    """Return the clauses of a document: those it had, where it is the same."""
    if before is not None and before.document_by_id.get(document.doc_id) == document:
        own = before.clauses_of(document.doc_id)
        headings = tuple(h for h in before.headings if h.doc_id == document.doc_id)
        explanation = before.explanation.get(document.doc_id, ())
        return _Part(own, headings, explanation, before.facts.get(document.doc_id, NO_FACTS))
    restoration = restore(document, embed)
    return _Part(
        restoration.clauses, restoration.headings, restoration.explanation, restoration.facts
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

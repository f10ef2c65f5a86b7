"""A corpus that can be searched, and how it is made of documents.

Documents are restored to clauses, clauses are seen under several views, and the views are embedded.
``index.store`` keeps the result in a folder.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

import numpy as np

from index.again import earlier, new_lines, views_and_terms
from index.assemble import Piece, Whole, assemble
from index.clause_index import ClauseIndex, Manifest, find_problem, hash_documents
from index.dictionary.words import Words, document_words
from index.document.corpus import NO_FACTS, Clause, Document, Facts, Heading
from index.document.normal import normal_text
from index.edition import Edition
from index.embed.encoder import Encoder, Vectors
from index.embed.questions import query_means
from index.embed.remember import RememberingEncoder, remembered
from index.errors import DocumentError, YinjuError
from index.recipe import recipe
from index.restore.document import Embed
from index.restore.document import restore as restore_document
from index.segment.kept import KeptDocument
from index.segment.read import Segment
from index.segment.write import SegmentWriter
from index.views import KINDS, OF_ENGLISH

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
class _Known:
    """What an earlier index has of a document; see ``Restored``."""

    clauses: tuple[Clause, ...]
    headings: tuple[Heading, ...]
    facts: Facts
    explanation: tuple[str, ...]


def build(
    documents: Sequence[Document],
    encoder: Encoder,
    *,
    restore: Restore = restore_document,
    editions: Mapping[str, Edition] | None = None,
    vectors: Path | RememberingEncoder | None = None,
    before: ClauseIndex | None = None,
    beside: Path | None = None,
    left_out: Collection[str] = (),
    progress: BuildProgress | None = None,
) -> ClauseIndex:
    """Return the index of ``documents``.

    Args:
        documents: The sources, with ids that differ.
        encoder: What makes the vectors.
        restore: What makes clauses of a document.
        editions: By document, what was written beside it.
        vectors: File of the vectors that are kept from build to build, or the encoder with those
            that a store keeps; None keeps none.
        before: An earlier index, by the same code and with the same kinds of views; a document that it
            has as it is now is not made again.
        beside: Folder in which what is new is written as it is made; None to keep it in memory.
        left_out: Kinds of views that are not made.
        progress: Called as the work goes on.

    Raises:
        DocumentError: There is no document, or not one clause in them.
        YinjuError: ``restore`` broke its promise about clauses.
    """
    if not documents:
        raise DocumentError("There is no document to index.")
    editions = editions or {}
    made_with = {
        document.doc_id: editions.get(document.doc_id, _NO_EDITION) for document in documents
    }
    if len(made_with) != len(documents):
        raise YinjuError("The clauses do not fit the documents: two documents have one id.")
    report = progress or _silent
    memory = (
        nullcontext(vectors)
        if isinstance(vectors, RememberingEncoder)
        else remembered(encoder, vectors)
    )
    kept = _unchanged(documents, made_with, before)
    asked = query_means(encoder) if before is None else before.query_means
    with memory as remembering:
        if len(kept) == len(documents):
            pieces = [kept[document.doc_id] for document in documents]
            report("restore", len(documents), len(documents))
        else:
            writer = SegmentWriter(beside, encoder.name, encoder.dim, _centres(asked))
            try:
                for number, document in enumerate(documents):
                    report("restore", number, len(documents))
                    if document.doc_id not in kept:
                        restored = _restored(document, before, restore, remembering.encode)
                        edition = made_with[document.doc_id]
                        made_of = earlier(before, document.doc_id, edition)
                        _add(writer, document, edition, restored, left_out=left_out, before=made_of)
                report("restore", len(documents), len(documents))
                segment = _embedded(writer, remembering, sum(map(_views_of, kept.values())), report)
            except BaseException:
                writer.abandon()
                raise
            new = iter(range(len(segment.kept)))
            pieces = [kept.get(d.doc_id) or (segment, next(new)) for d in documents]
    if not any(_clauses_of(piece) for piece in pieces):
        named = ", ".join(document.source for document in documents)
        raise DocumentError(f"There is not one sentence in {named}.")
    if not any(_views_of(piece) for piece in pieces):
        raise DocumentError("There is not one word in the documents.")
    manifest = Manifest(
        encoder=encoder.name,
        dim=encoder.dim,
        corpus_sha256=hash_documents(documents),
        settings=recipe({key: edition.sha256 for key, edition in editions.items()}, left_out),
    )
    return assemble(
        pieces,
        Whole(
            manifest=manifest,
            query_means=asked,
            titles={zh: en for edition in editions.values() for zh, en in edition.titles.items()},
            words=_words(documents, editions, before),
        ),
    )


def _unchanged(
    documents: Sequence[Document], made_with: Mapping[str, Edition], before: ClauseIndex | None
) -> dict[str, Piece]:
    """Return by document what an earlier index has of it, where it is to be the same."""
    if before is None:
        return {}
    pieces = {
        segment.kept[number].document.doc_id: (segment, number) for segment, number in before.pieces
    }
    found: dict[str, Piece] = {}
    for document in documents:
        piece = pieces.get(document.doc_id)
        if piece is None:
            continue
        kept, edition = piece[0].kept[piece[1]], made_with[document.doc_id]
        if (
            kept.document == document
            and kept.edition_sha256 == edition.sha256
            and kept.edition == edition.name
        ):
            found[document.doc_id] = piece
    return found


def _add(
    writer: SegmentWriter,
    document: Document,
    edition: Edition,
    restored: Restored,
    *,
    left_out: Collection[str],
    before: Piece | None,
) -> None:
    """Add a document to a segment; what an earlier one has of its clauses is not made again."""
    clauses = [replace(clause, position=n) for n, clause in enumerate(restored.clauses)]
    problem = find_problem([document], clauses)
    if problem:
        raise YinjuError(f"The clauses do not fit the documents: {problem}.")
    english = {clause.clause_id: edition.english_of(clause) for clause in clauses}
    kept = KeptDocument(
        document=document,
        edition=edition.name,
        edition_sha256=edition.sha256,
        facts=restored.facts,
        explanation=restored.explanation,
        english={key: text for key, text in english.items() if text},
    )
    views, terms = views_and_terms(clauses, edition, left_out, before)
    writer.add(kept, clauses, restored.headings, views, terms)


def _embedded(
    writer: SegmentWriter, remembering: RememberingEncoder, known: int, report: BuildProgress
) -> Segment:
    """Make the vectors of a segment, and tell how far they are of all that the corpus has."""
    done, total = known, known + len(writer)

    def count(more: int) -> None:
        nonlocal done
        done += more
        report("embed", done, total)

    report("embed", done, total)
    return writer.finish(remembering, count)


def _clauses_of(piece: Piece) -> int:
    segment, number = piece
    return len(segment.columns.clauses_of(number))


def _views_of(piece: Piece) -> int:
    segment, number = piece
    return len(segment.columns.views_in(number))


def _words(
    documents: Sequence[Document], editions: Mapping[str, Edition], before: ClauseIndex | None
) -> Words:
    """Return the words of the documents; words of one that was taken out may stay, and find nothing."""
    known = {} if before is None else before.document_by_id
    new = (document for document in documents if known.get(document.doc_id) != document)
    return document_words(
        (normal_text(new_lines(document, known.get(document.doc_id))) for document in new),
        {zh: en for edition in editions.values() for zh, en in edition.glossary.items()},
        None if before is None else before.words,
    )


def _restored(
    document: Document, before: ClauseIndex | None, restore: Restore, embed: Embed
) -> Restored:
    """Return the clauses of a document: those it had, where it is the same."""
    doc_id = document.doc_id
    if before is not None and before.document_by_id.get(doc_id) == document:
        return _Known(
            before.clauses_of(doc_id),
            before.headings_of(doc_id),
            before.facts.get(doc_id, NO_FACTS),
            before.explanation.get(doc_id, ()),
        )
    return restore(document, embed)


def _centres(means: Mapping[str, Vectors]) -> Vectors:
    """Return what the codes of each kind are centred on: float32 (kinds, dim).

    What questions share and not what the views do, so that codes depend on no other document.
    """
    return np.stack([means["en" if kind in OF_ENGLISH else "zh"] for kind in KINDS])


def _silent(step: str, done: int, total: int) -> None:
    """Report to nobody."""

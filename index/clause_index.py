"""A corpus that can be searched, and what it was made from and with."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from index.corpus import NO_FACTS, Clause, Document, Facts, Heading, Span
from index.embed.encoder import Vectors
from index.lexical import LexicalIndex
from index.reading import Reading, reading_of
from index.search import Dense
from index.views import View
from index.words import Words

FORMAT_VERSION = 7


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
        explanation: By document, how its reading order was found, a line each.
        editions: By document, the name of its reading edition, where it has one.
        headings: Of every document, articles included, in reading order.
        words: The words of the documents with their English.
        facts: By document, what it says of itself.
    """

    documents: tuple[Document, ...]
    clauses: tuple[Clause, ...]
    views: tuple[View, ...]
    dense: Dense
    lexical: LexicalIndex
    manifest: Manifest
    query_means: Mapping[str, Vectors]
    english: Mapping[str, str]
    titles: Mapping[str, str]
    explanation: Mapping[str, tuple[str, ...]]
    editions: Mapping[str, str] = field(default_factory=dict)
    headings: tuple[Heading, ...] = ()
    words: Words = field(default_factory=Words)
    facts: Mapping[str, Facts] = field(default_factory=dict)

    def name_of(self, doc_id: str) -> str:
        """Return the title that a document gives itself, else its file name."""
        title = self.facts.get(doc_id, NO_FACTS).title
        return title or self.document_by_id[doc_id].source

    @functools.cached_property
    def clause_by_id(self) -> Mapping[str, Clause]:
        """Clauses by ``clause_id``."""
        return {clause.clause_id: clause for clause in self.clauses}

    @functools.cached_property
    def document_by_id(self) -> Mapping[str, Document]:
        """Documents by ``doc_id``."""
        return {document.doc_id: document for document in self.documents}

    def clauses_of(self, doc_id: str) -> tuple[Clause, ...]:
        """Return the clauses of one document, in reading order."""
        return self._by_document.get(doc_id, ())

    @functools.cached_property
    def _by_document(self) -> Mapping[str, tuple[Clause, ...]]:
        found: dict[str, list[Clause]] = {}
        for clause in self.clauses:
            found.setdefault(clause.doc_id, []).append(clause)
        return {doc_id: tuple(clauses) for doc_id, clauses in found.items()}

    def limited_to(self, doc_ids: Collection[str]) -> ClauseIndex:
        """Return the index of some of the documents, as though there were no others.

        Args:
            doc_ids: Ids of documents; others than the corpus has are passed over.
        """
        documents = tuple(d for d in self.documents if d.doc_id in doc_ids)
        kept = [clause for clause in self.clauses if clause.doc_id in doc_ids]
        position = {clause.position: number for number, clause in enumerate(kept)}
        rows = [row for row, view in enumerate(self.views) if view.position in position]
        ids = {clause.clause_id for clause in kept}
        return replace(
            self,
            documents=documents,
            clauses=tuple(replace(c, position=n) for n, c in enumerate(kept)),
            views=tuple(
                self.views[row]._replace(position=position[self.views[row].position])
                for row in rows
            ),
            dense=self.dense.limited_to(rows),
            lexical=self.lexical.limited_to(_ranges(sorted(position))),
            manifest=replace(self.manifest, corpus_sha256=hash_documents(documents)),
            english={key: text for key, text in self.english.items() if key in ids},
            explanation={key: said for key, said in self.explanation.items() if key in doc_ids},
            editions={key: name for key, name in self.editions.items() if key in doc_ids},
            headings=tuple(h for h in self.headings if h.doc_id in doc_ids),
            facts={key: facts for key, facts in self.facts.items() if key in doc_ids},
        )


def _ranges(numbers: Sequence[int]) -> list[tuple[int, int]]:
    """Return rising numbers as ranges: the first of each and the one after its last."""
    ranges: list[tuple[int, int]] = []
    for number in numbers:
        if ranges and ranges[-1][1] == number:
            ranges[-1] = (ranges[-1][0], number + 1)
        else:
            ranges.append((number, number + 1))
    return ranges


def find_problem(documents: Sequence[Document], clauses: Sequence[Clause]) -> str:
    """Return what is wrong with clauses that do not fit their documents, or nothing."""
    readings = {document.doc_id: reading_of(document) for document in documents}
    if len(readings) != len(documents):
        return "two documents have one id"
    seen: set[str] = set()
    for position, clause in enumerate(clauses):
        if clause.clause_id in seen:
            return f"two clauses have the id {clause.clause_id}"
        seen.add(clause.clause_id)
        if clause.position != position:
            return f"clause {clause.clause_id} is at {clause.position}, not at {position}"
        reading = readings.get(clause.doc_id)
        if reading is None:
            return f"clause {clause.clause_id} is of no document"
        if not stands(clause, reading):
            return f"clause {clause.clause_id} is not what stands in {clause.doc_id}"
    return ""


def stands(clause: Clause, reading: Reading) -> bool:
    """Tell whether every place of a clause has its very words, but for what is skipped there."""
    pieces = clause.pieces or clause.spans[:1]
    return (
        bool(clause.spans)
        and "".join(piece.of(reading.source) for piece in pieces) == clause.text
        and clause.spans[0] == Span(pieces[0].start, pieces[-1].end)
        and all(reading.words(span) == clause.text for span in clause.spans[1:])
    )


def hash_documents(documents: Sequence[Document]) -> str:
    """Return the SHA-256 of the documents' ids, names, texts and layouts."""
    rows = [
        [document.doc_id, document.source, document.text, document.kind, repr(document.layout)]
        for document in documents
    ]
    return hash_bytes(json.dumps(rows).encode())


def hash_bytes(data: bytes) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()

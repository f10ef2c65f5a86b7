"""A corpus that can be searched, and what it was made from and with."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from index.columns import Columns, hash_of, kind_code, limited
from index.dictionary.words import Words
from index.document.corpus import NO_FACTS, Clause, Document, Facts, Heading, Span
from index.document.normal import normal_text
from index.document.reading import Reading, reading_of
from index.document.split import comparison_key
from index.embed.encoder import Vectors
from index.lazy import Lazy
from index.search.lexical import LexicalIndex
from index.search.protocol import Dense
from index.segment.read import Segment
from index.views import View

FORMAT_VERSION = 10


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
        files: SHA-256 by path within the folder; empty until saved.
        sizes: Bytes likewise.
    """

    encoder: str
    dim: int
    corpus_sha256: str
    settings: Mapping[str, str]
    format_version: int = FORMAT_VERSION
    generation: str = ""
    files: Mapping[str, str] = field(default_factory=dict)
    sizes: Mapping[str, int] = field(default_factory=dict)


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
        known: Clauses, headings and views in numbers, where they are not all in memory.
        known_titles: The titles of the headings that have one, where they are kept in the normal form.
        pieces: For each document the segment that has it, and its number there; none where a server
            keeps it.
    """

    documents: Sequence[Document]
    clauses: Sequence[Clause]
    views: Sequence[View]
    dense: Dense
    lexical: LexicalIndex
    manifest: Manifest
    query_means: Mapping[str, Vectors]
    english: Mapping[str, str]
    titles: Mapping[str, str]
    explanation: Mapping[str, tuple[str, ...]]
    editions: Mapping[str, str] = field(default_factory=dict)
    headings: Sequence[Heading] = ()
    words: Words = field(default_factory=Words)
    facts: Mapping[str, Facts] = field(default_factory=dict)
    known: Columns | None = None
    known_titles: Sequence[str] | None = None
    pieces: Sequence[tuple[Segment, int]] = ()

    def name_of(self, doc_id: str) -> str:
        """Return the title that a document gives itself, else its file name."""
        title = self.facts.get(doc_id, NO_FACTS).title
        return title or self.document_by_id[doc_id].source

    @functools.cached_property
    def columns(self) -> Columns:
        """Clauses, headings and views in numbers."""
        if self.known is not None:
            return self.known
        return Columns.of(self.documents, self.clauses, self.headings, self.views)

    @functools.cached_property
    def title_texts(self) -> Sequence[str]:
        """The titles of the headings that have one, in the normal form and in order."""
        if self.known_titles is not None:
            return self.known_titles
        return [normal_text(heading.title) for heading in self.headings if heading.title]

    @functools.cached_property
    def clause_by_id(self) -> Mapping[str, Clause]:
        """Clauses by ``clause_id``; the ids themselves are read where they are all asked for."""
        return ClausesById(self)

    @functools.cached_property
    def document_by_id(self) -> Mapping[str, Document]:
        """Documents by ``doc_id``."""
        return {document.doc_id: document for document in self.documents}

    @functools.cached_property
    def _numbers(self) -> Mapping[str, int]:
        return {document.doc_id: number for number, document in enumerate(self.documents)}

    def clauses_of(self, doc_id: str) -> tuple[Clause, ...]:
        """Return the clauses of one document, in reading order."""
        number = self._numbers.get(doc_id)
        if number is None:
            return ()
        own = self.columns.clauses_of(number)
        return tuple(self.clauses[own.start : own.stop])

    def table_rows(self) -> tuple[Clause, ...]:
        """Return the rows of tables, in reading order; no other clause is read for it."""
        return tuple(self.clauses[row] for row in np.flatnonzero(self.columns.in_tables).tolist())

    def headings_of(self, doc_id: str) -> tuple[Heading, ...]:
        """Return the headings of one document, in reading order."""
        number = self._numbers.get(doc_id)
        if number is None:
            return ()
        own = self.columns.headings_of(number)
        return tuple(self.headings[own.start : own.stop])

    def texts_of(self, kind: str) -> list[tuple[int, str]]:
        """Return the texts of all views of a kind, each with the position of its clause, in order."""
        rows = self.columns.rows_of(kind)
        if self.pieces:  # together: by itself each takes ten times as long
            code = kind_code(kind)
            texts = [text for segment, n in self.pieces for text in segment.texts_of(code, n)]
        else:
            texts = [self.views[row].text for row in rows.tolist()]
        return list(zip(self.columns.positions[rows].tolist(), texts, strict=True))

    def same_words(self, clause: Clause) -> list[Clause]:
        """Return the clauses that have the words of ``clause``, itself included."""
        key = comparison_key(clause.text)
        found = (self.clauses[int(at)] for at in self.columns.with_words(clause.text))
        return [other for other in found if comparison_key(other.text) == key]

    def limited_to(self, doc_ids: Collection[str]) -> ClauseIndex:
        """Return the index of some of the documents, as though there were no others.

        Args:
            doc_ids: Ids of documents; others than the corpus has are passed over.
        """
        chosen = [number for number, d in enumerate(self.documents) if d.doc_id in doc_ids]
        columns, clauses, headings, views = limited(self.columns, chosen)
        documents = tuple(self.documents[number] for number in chosen)

        def clause(number: int) -> Clause:
            return replace(self.clauses[int(clauses[number])], position=number)

        def view(number: int) -> View:
            return self.views[int(views[number])]._replace(position=int(columns.positions[number]))

        ids = set(columns.ids.tolist())
        numbers = (np.cumsum(self.columns.titled) - 1)[headings[columns.titled]]
        return replace(
            self,
            documents=documents,
            clauses=Lazy(len(clauses), clause),
            views=Lazy(len(views), view),
            dense=self.dense.limited_to(views),
            lexical=self.lexical.limited_to(_ranges(clauses.tolist())),
            manifest=replace(self.manifest, corpus_sha256=hash_documents(documents)),
            english={key: text for key, text in self.english.items() if hash_of(key) in ids},
            explanation={key: said for key, said in self.explanation.items() if key in doc_ids},
            editions={key: name for key, name in self.editions.items() if key in doc_ids},
            headings=Lazy(len(headings), lambda number: self.headings[int(headings[number])]),
            facts={key: facts for key, facts in self.facts.items() if key in doc_ids},
            known=columns,
            known_titles=Lazy(len(numbers), lambda n: self.title_texts[int(numbers[n])]),
            pieces=[self.pieces[number] for number in chosen] if self.pieces else (),
        )


class ClausesById(Mapping[str, Clause]):
    """The clauses of an index by id, each read when it is asked for."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._index = clause_index

    def __getitem__(self, clause_id: str) -> Clause:
        for position in self._index.columns.with_id(clause_id).tolist():
            clause: Clause = self._index.clauses[position]
            if clause.clause_id == clause_id:
                return clause
        raise KeyError(clause_id)

    def __iter__(self) -> Iterator[str]:
        return (clause.clause_id for clause in self._index.clauses)

    def __len__(self) -> int:
        return len(self._index.clauses)


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
    digest = hashlib.sha256()
    for document in documents:
        text = document.text.encode("utf-8", "surrogatepass")
        said = [document.doc_id, document.source, document.kind, repr(document.layout), len(text)]
        digest.update(json.dumps(said).encode())
        digest.update(text)
    return digest.hexdigest()


def hash_bytes(data: bytes | memoryview) -> str:
    """Return the SHA-256 of ``data`` in hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()

"""One document as it was indexed, as the rows that a server keeps of it."""

from __future__ import annotations

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from index.clause_index import ClauseIndex
from index.document.corpus import NO_FACTS, Clause, Document, Facts, Heading
from index.records import (
    document_record,
    heading_record,
    kept_clause,
    read_clause,
    read_document,
    read_heading,
)
from index.views import View

# Of the manifest's settings, those on which the rows of a document depend by themselves.
_DECISIVE = ("code", "lexical")


@dataclass(frozen=True)
class DocumentPart:
    """What is kept of one document.

    Attributes:
        doc_id: Its id.
        document: JSON of all that is kept of it beside its text.
        source: Its text, in UTF-8.
        clauses: Id, JSON and English of each clause; numbers in them count from the document's own
            first clause and heading.
        views: Their numbers of clauses count likewise.
        first: Position of its first clause in the index that it was taken from.
        settings: What else decides how it was indexed.
    """

    doc_id: str
    document: str
    source: bytes
    clauses: Sequence[tuple[str, str, str]]
    views: Sequence[View]
    first: int
    settings: str

    @functools.cached_property
    def sha256(self) -> str:
        """Hash of all that is kept."""
        digest = hashlib.sha256()
        rows = [self.doc_id, self.document, self.clauses, self.views, self.settings]
        digest.update(json.dumps(rows).encode())
        digest.update(self.source)
        return digest.hexdigest()


def parts_of(clause_index: ClauseIndex) -> Iterator[DocumentPart]:
    """Yield the documents of an index, in order."""
    manifest = clause_index.manifest
    settings = {name: manifest.settings.get(name, "") for name in _DECISIVE}
    made = json.dumps([manifest.encoder, manifest.dim, manifest.format_version, settings])
    columns = clause_index.columns
    for at, document in enumerate(clause_index.documents):
        doc_id = document.doc_id
        own, first = clause_index.clauses_of(doc_id), columns.clauses_of(at).start
        rows = columns.views_in(at)
        views = clause_index.views[rows.start : rows.stop]
        numbers = {
            heading: number for number, heading in enumerate(clause_index.headings_of(doc_id))
        }
        record = {
            "record": document_record(document),
            "edition": clause_index.editions.get(doc_id, ""),
            "facts": asdict(clause_index.facts.get(doc_id, NO_FACTS)),
            "explanation": list(clause_index.explanation.get(doc_id, ())),
            "headings": [heading_record(heading) for heading in numbers],
        }
        yield DocumentPart(
            doc_id=doc_id,
            document=json.dumps(record),
            source=document.text.encode(),
            clauses=[
                (
                    clause.clause_id,
                    json.dumps({**kept_clause(clause, numbers), "position": number}),
                    clause_index.english.get(clause.clause_id, ""),
                )
                for number, clause in enumerate(own)
            ],
            views=[v._replace(position=v.position - first) for v in views],
            first=first,
            settings=made,
        )


@dataclass(frozen=True)
class FetchedDocument:
    """A document read back.

    Attributes:
        document: The document.
        edition: Name of its edition; empty where it has none.
        facts: What it says of itself.
        explanation: How its reading order was found.
        headings: Its headings.
    """

    document: Document
    edition: str
    facts: Facts
    explanation: tuple[str, ...]
    headings: tuple[Heading, ...]


def read_part(record: Mapping[str, Any], source: bytes) -> FetchedDocument:
    """Return the document that a row holds.

    Raises:
        KeyError: Something is missing, as ``TypeError`` and ``ValueError`` tell what is malformed.
    """
    return FetchedDocument(
        read_document(record["record"], source.decode()),
        record["edition"],
        Facts(**record["facts"]),
        tuple(record["explanation"]),
        tuple(map(read_heading, record["headings"])),
    )


def read_clauses(
    records: Sequence[Mapping[str, Any]], headings: Sequence[Heading], first: int
) -> list[Clause]:
    """Return the clauses of a document, numbered from ``first``; errors as of ``read_part``."""
    return [
        read_clause({**record, "position": first + number}, headings)
        for number, record in enumerate(records)
    ]

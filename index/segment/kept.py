"""What is kept of a document as a whole, and the files of a segment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from index.document.corpus import NO_FACTS, Document, Facts
from index.records import document_record, read_document

# How the name of the folder of a segment begins.
PREFIX = "segment-"
HEAD = "segment.json"
DOCUMENTS = "documents.jsonl"
SOURCES = "sources.txt"
CLAUSES = "clauses.jsonl"
HEADINGS = "headings.jsonl"
# The titles of those that have one, in the normal form, a line each.
TITLES = "titles.txt"
VIEWS = "views.txt"
VECTORS = "vectors.f4"
KEYS = "keys"
SUMS = "sums"
CODES = "codes"
# Where each record of a file begins, and where the last one ends.
ENDS: Mapping[str, str] = {CLAUSES: "clauses.at", HEADINGS: "headings.at", VIEWS: "views.at"}
# The fields of ``index.columns.Columns``.
ARRAYS: Mapping[str, type[np.generic]] = {
    "first_clauses": np.int64,
    "first_headings": np.int64,
    "ids": np.uint64,
    "words": np.uint64,
    "in_tables": np.bool_,
    "titled": np.bool_,
    "unlabelled": np.bool_,
    "positions": np.int32,
    "kinds": np.uint8,
    "sentences": np.int32,
}


@dataclass(frozen=True)
class KeptDocument:
    """A document with what was found out about it.

    Attributes:
        document: The document.
        edition: Name of its edition; empty where it has none.
        edition_sha256: Of the files of that edition.
        facts: What it says of itself.
        explanation: How its reading order was found.
        english: Unofficial English by clause id.
    """

    document: Document
    edition: str = ""
    edition_sha256: str = ""
    facts: Facts = NO_FACTS
    explanation: tuple[str, ...] = ()
    english: Mapping[str, str] = field(default_factory=dict)

    def record(self, start: int, end: int) -> bytes:
        """Return a line that keeps all but the text, which stands elsewhere from ``start`` to ``end``."""
        values = {
            **document_record(self.document),
            "text": [start, end],
            "edition": self.edition,
            "edition_sha256": self.edition_sha256,
            "facts": asdict(self.facts),
            "explanation": list(self.explanation),
            "english": dict(self.english),
        }
        return f"{json.dumps(values, ensure_ascii=False)}\n".encode("utf-8", "surrogatepass")

    @classmethod
    def read(cls, row: Mapping[str, Any], sources: memoryview) -> KeptDocument:
        """Return the document that a line keeps.

        Raises:
            KeyError: Something is missing, as ``TypeError`` and ``ValueError`` tell what is malformed.
        """
        start, end = row["text"]
        text = bytes(sources[start:end]).decode("utf-8", "surrogatepass")
        return cls(
            read_document(row, text),
            row["edition"],
            row["edition_sha256"],
            Facts(**row["facts"]),
            tuple(row["explanation"]),
            row["english"],
        )


def lines_of(data: memoryview) -> list[dict[str, Any]]:
    """Return the objects of a file of JSON lines."""
    # As one array: a call for each line takes four times as long.
    rows: list[dict[str, Any]] = json.loads(
        "[" + ",".join(bytes(data).decode("utf-8", "surrogatepass").split("\n")[:-1]) + "]"
    )
    return rows

"""The words of the project: document, span, section, clause.

Every other module speaks in these. All offsets count characters of the decoded source text,
with an exclusive end, so that ``document.text[span.start:span.end]`` is the quoted text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

from index.layout import NO_LAYOUT, Layout
from index.span import Span

__all__ = ["Clause", "Document", "Place", "Section", "Span", "make_clause_id"]

Place = Literal["stated", "inferred"]


@dataclass(frozen=True, slots=True)
class Document:
    """One source file.

    Attributes:
        doc_id: Its id within the corpus.
        source: Its file name, with folders where two files of a corpus share a name.
        text: The file decoded and otherwise untouched, or what was taken out of a Word, PDF, HTML or
            spreadsheet file; quotes are compared with it.
        kind: The format it was read from: txt, md, docx, pdf, html, xlsx.
        layout: What the format knows of the text.
        remarks: Sentences on what was read otherwise than it stands.
    """

    doc_id: str
    source: str
    text: str
    kind: str = "txt"
    layout: Layout = NO_LAYOUT
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A place in the heading tree: chapter 0 is the front matter, section 0 a chapter's opening."""

    chapter: int | None = None
    chapter_title: str | None = None
    section: int | None = None
    section_title: str | None = None


@dataclass(frozen=True, slots=True)
class Clause:
    """A passage that can be quoted: one or more whole sentences, contiguous in the source.

    Attributes:
        clause_id: Stable id made from the document and the text, never from a position.
        doc_id: The document that the clause stands in.
        position: Reading order within the corpus, counted from 0.
        section: Where the clause belongs in the heading tree.
        place: Whether ``section`` was read off a heading or worked out.
        text: The quoted words; equal to every span of the source.
        spans: Every place where the text stands in the source, in source order, never empty.
        sentences: The sentences of the clause as ranges within ``text``, in order; they tile it
            but for white space.
        topic: The topic line that the clause stands under when it is not part of ``text``.
        near: Places where another copy has nearly the same words (a different dash, a typo).
    """

    clause_id: str
    doc_id: str
    position: int
    section: Section
    place: Place
    text: str
    spans: tuple[Span, ...]
    sentences: tuple[Span, ...]
    topic: str | None = None
    near: tuple[Span, ...] = ()


def make_clause_id(doc_id: str, text: str) -> str:
    """Return the id of the clause ``text`` of document ``doc_id``: 12 hexadecimal digits.

    Content alone decides, so that dropping one document or clause moves no other id.
    """
    return hashlib.sha256(f"{doc_id}\n{text}".encode()).hexdigest()[:12]

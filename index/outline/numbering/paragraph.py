"""A paragraph of a document, with what it stands below."""

from __future__ import annotations

from dataclasses import dataclass

from index.document.corpus import Role, Section
from index.document.span import Span
from index.outline.numbering.marks import Mark

# What stands outside the tree: before it, behind it, or in between.
OUTSIDE: frozenset[Role] = frozenset(
    {"head", "addressee", "notice", "signature", "release", "annexes", "copies"}
)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of a document, or the place of a table in it.

    Attributes:
        span: Its words, of the reading text, without a heading that runs into it.
        sentences: In order.
        role: What part of the document it is.
        stack: Numbers of the nodes that it stands below, outermost first.
        section: Where it counts as standing.
        mark: Of an item; None for a paragraph without a number.
        lead: The heading that runs into it, as its number among the nodes.
        goes_on: Whether it continues the sentence of the paragraph before.
        table: Number of the table; None for words.
        quoted: Whether it is set in.
    """

    span: Span
    sentences: tuple[Span, ...]
    role: Role
    stack: tuple[int, ...]
    section: Section
    mark: Mark | None = None
    lead: int | None = None
    goes_on: bool = False
    table: int | None = None
    quoted: bool = False

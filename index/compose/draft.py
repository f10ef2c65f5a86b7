"""A clause before it has its id, position and reference."""

from __future__ import annotations

from dataclasses import dataclass

from index.document.corpus import Role, TableRow
from index.document.span import Span
from index.outline.numbering.paragraph import Paragraph
from index.outline.numbering.units import ArticlePiece


@dataclass(frozen=True, slots=True)
class Draft:
    """What becomes a clause.

    Attributes:
        span: Of the reading text.
        sentences: In order.
        paragraph: The paragraph that it begins in.
        last: The paragraph that it ends in, where that is another one.
        topic: What it stands under.
        units: Of an article: the 款, 项 and 目 that it holds.
        several: Whether its article has several 款.
        whole: Whether it is the whole of its article.
        pieces: Of a row: its words in the source.
        table: Of a row: what it is read with.
        name: Of a row: what a reader calls it.
        place: Of a row: what its table is called.
        role: Where it differs from that of the paragraph.
    """

    span: Span
    sentences: tuple[Span, ...]
    paragraph: Paragraph
    last: Paragraph | None = None
    topic: str | None = None
    units: tuple[ArticlePiece, ...] = ()
    several: bool = False
    whole: bool = False
    pieces: tuple[Span, ...] = ()
    table: TableRow | None = None
    name: str = ""
    place: str = ""
    role: Role | None = None

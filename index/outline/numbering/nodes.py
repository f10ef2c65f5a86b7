"""What a line opens: a heading, an article, a numbered paragraph."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from index.document.span import Span
from index.outline.numbering.marks import Family, Mark

Kind = Literal["heading", "article", "numbered"]


@dataclass(frozen=True, slots=True)
class Node:
    """What begins at a line.

    Attributes:
        kind: ``numbered`` is a paragraph that has a number and no title: its number is part of its
            words.
        rank: How deep it stands, the outermost smallest; what follows a node belongs to it until one
            of its rank or a smaller one.
        family: Of its mark; None for a heading without a number.
        number: 0 without one.
        label: Its mark as it stands, without spaces; empty without one.
        title: Of a heading; else empty.
        span: The mark and title, of the reading text.
        inserted: 1 for 第十二条之一.
        depth: How many numbers a dotted mark has.
    """

    kind: Kind
    rank: float
    family: Family | None
    number: int
    label: str
    title: str
    span: Span
    inserted: int | None = None
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Opening:
    """A node and where its line goes on.

    Attributes:
        node: What the line opens.
        lines: How many lines the heading takes.
        rest: The words of the line behind the heading; None where it takes all of it.
    """

    node: Node
    lines: int = 1
    rest: Span | None = None


def node_of(mark: Mark, kind: Kind, title: str, span: Span, label: str) -> Node:
    """Return the node that a mark opens."""
    return Node(
        kind=kind,
        rank=mark.rank,
        family=mark.family,
        number=mark.number,
        label=label,
        title=title,
        span=span,
        inserted=mark.inserted,
        depth=mark.depth,
    )

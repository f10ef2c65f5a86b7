"""What a reader of a format gives: the text, what it knows of it, and what it had to do."""

from __future__ import annotations

from dataclasses import dataclass

from index.document.corpus import Remark
from index.document.layout import NO_LAYOUT, Layout


@dataclass(frozen=True, slots=True)
class Source:
    """A file read.

    Attributes:
        kind: The format: txt, md, docx, pdf, html, xlsx, csv.
        text: What quotes are compared with.
        layout: What the format knows of the text.
        remarks: What was read otherwise than it stands.
    """

    kind: str
    text: str
    layout: Layout = NO_LAYOUT
    remarks: tuple[Remark, ...] = ()

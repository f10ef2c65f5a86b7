"""Questions about a document as a whole, and what is right for each kind of them.

A line has ``kind`` and what is expected: ``titles`` or ``count`` of an outline, the place of a section or
article, the ``term`` of a mention and whether it is ``present``, ``keys`` that the quotes must hold.
docs/evaluation.md describes every field.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from qa.result import Intent

Kind = Literal[
    "outline", "section", "section_absent", "article", "article_absent", "figures", "mention",
    "list", "about", "content", "followup",
]  # fmt: skip
# The fields by which a line is told from a plain question.
KIND_FIELDS = frozenset(
    "titles count term also present keys none then article paragraph item asked".split()  # noqa: SIM905
)
INTENTS: Mapping[Kind, Intent] = {
    "outline": "outline", "section": "section", "section_absent": "section", "article": "section",
    "article_absent": "section", "figures": "figures", "mention": "mention", "list": "list",
    "about": "about", "content": "content",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Expected:
    """What is right for a question about a document.

    Attributes:
        kind: What is asked; of a follow-up, what it comes to.
        titles: Headings that the answer must name.
        count: How many the answer must say there are.
        chapter: Of every quote.
        section: Of every quote.
        article: Of every quote.
        paragraph: Of every quote.
        item: Of every quote.
        terms: One of them stands in every quote.
        present: Whether the term is mentioned.
        keys: What the quotes must hold.
        need: Whether one of the keys is enough.
        none: Whether nothing may be claimed.
    """

    kind: Kind
    titles: tuple[str, ...] = ()
    count: int | None = None
    chapter: int | None = None
    section: int | None = None
    article: int | None = None
    paragraph: int | None = None
    item: int | None = None
    terms: tuple[str, ...] = ()
    present: bool = True
    keys: tuple[str, ...] = ()
    need: Literal["any", "all"] = "any"
    none: bool = False

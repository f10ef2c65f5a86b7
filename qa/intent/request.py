"""What a question asks for, as read off its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.result import Intent

# Outermost first. ``block`` is a bracketed number, （十三）: a section of some papers, an item of a law.
Level = Literal[
    "annex", "part", "division", "chapter", "section", "block", "article", "paragraph", "item", "point"
]
LEVELS: tuple[Level, ...] = (
    "annex", "part", "division", "chapter", "section", "block", "article", "paragraph", "item", "point",
)  # fmt: skip
# What a question about the document may ask of it.
Facet = Literal[
    "title", "body", "number", "date", "effective", "period", "area", "purpose", "addressee", "annex"
]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reference: 第三章, section 2, （十三）, 附件二.

    Attributes:
        level: What kind of place it names.
        number: Its number; None for 附件 alone.
        sub: 之一 of 第十二条之一.
        letter: Of Appendix A.
    """

    level: Level
    number: int | None
    sub: int | None = None
    letter: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that a question names: by its steps, outermost first, or by the words of its heading.

    Attributes:
        steps: 第三章第二节: a chapter and a section.
        title: The heading's words, as the question has them.
        words: The reference as it stands in the question.
    """

    steps: tuple[Step, ...] = ()
    title: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a question asks for.

    Attributes:
        intent: The kind of answer.
        terms: Words that a mention asks for; any of them counts.
        places: Where to look; the whole document where empty.
        level: Which headings an outline asks for; None for the outermost ones, or all.
        counted: Whether it asks how many there are.
        years: Years that figures are asked of.
        topic: What figures are asked of: 环保, health care.
        facets: What is asked about the document.
        column: A column of a table whose cells are to be listed.
        more: How often the next places were asked for.
    """

    intent: Intent = "content"
    terms: tuple[str, ...] = ()
    places: tuple[Reference, ...] = ()
    level: Level | None = None
    counted: bool = False
    years: tuple[int, ...] = ()
    topic: str = ""
    facets: tuple[Facet, ...] = ()
    column: str = ""
    more: int = 0


CONTENT = Request()

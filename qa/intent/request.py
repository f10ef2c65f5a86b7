"""What a question asks for, as read off its words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from qa.ask.reference.refer import Step, StepLevel
from qa.intent.filters import Filters
from qa.result import Intent

# Kinds of amounts that figures may be asked for: fines, percentages, deadlines, days, distances, areas.
Measure = Literal["money", "share", "time", "date", "length", "area"]
# Which amounts are figures: what is aimed at alone, with or without a number, or each number and date.
Scope = Literal["aims", "goals", "every"]
# Which of the figures by how large they are, or how they are ordered.
Ranked = Literal["largest", "smallest", "descending", "ascending"]
# What is quoted beside a place: what follows from acting against it, or what it punishes.
Joined = Literal["sanctions", "deeds"]
# What is asked for wherever it stands: deeds that are punished, bodies that act, other laws.
Gathered = Literal[
    "punished", "fined", "bodies", "laws", "given", "fees", "banned", "rights", "worded", "duties"
]
# What a question about the document may ask of it.
Facet = Literal[
    "title",
    "body",
    "number",
    "date",
    "amended",
    "effective",
    "end",
    "replaces",
    "period",
    "area",
    "purpose",
    "addressee",
    "annex",
    "length",
    "interpreter",
    "contact",
    "session",
    "copies",
]


# The topic of a question for all that is to be paid, by whatever name: 检验费, 押金.
FEES = "费用"
# Instead of a column: how many rows there are.
ROWS = "\0rows"
# What is given: a topic that is a kind of amounts too, by whatever name.
SUBSIDIES = "补贴"
NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Asked:
    """A place that a question names: by its steps, outermost first, or by the words of its heading.

    Attributes:
        steps: 第三章第二节: a chapter and a section.
        title: The heading's words, as the question has them.
        words: The place as it stands in the question.
        own: How many of the last steps the question itself has; those before are of the last question.
    """

    steps: tuple[Step, ...] = ()
    title: str = ""
    words: str = ""
    own: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """What a question asks for.

    Attributes:
        intent: The kind of answer.
        terms: Words that a mention asks for; any of them counts.
        places: Where to look; the whole document where empty.
        outside: Where not to look.
        level: Which headings an outline asks for; None for the outermost ones, or all.
        counted: Whether it asks how many there are.
        years: Years that figures are asked of.
        topic: What figures are asked of: 环保, health care.
        measures: Which kinds of amounts are meant; all where empty.
        scope: Which amounts are meant; None for aims, and where there are none for all of them.
        filters: What else the figures have to be.
        ranked: How figures are to be ranked; None as they stand.
        facets: What is asked about the document.
        column: A column of a table whose cells are to be listed.
        joined: What is asked for beside a place.
        gathered: What a list is of whose members stand in several places.
        open: Whether it is a mention only where the words stand there, or asks for figures only where some
            are named as asked; else it is a question for content.
        more: How often the next places were asked for.
        words: The question without its places, which may name one of several texts.
    """

    intent: Intent = "content"
    terms: tuple[str, ...] = ()
    places: tuple[Asked, ...] = ()
    outside: tuple[Asked, ...] = ()
    level: StepLevel | None = None
    counted: bool = False
    years: tuple[int, ...] = ()
    topic: str = ""
    measures: tuple[Measure, ...] = ()
    scope: Scope | None = None
    filters: Filters = NO_FILTERS
    ranked: Ranked | None = None
    facets: tuple[Facet, ...] = ()
    column: str = ""
    joined: Joined | None = None
    gathered: Gathered | None = None
    open: bool = False
    more: int = 0
    words: str = ""


CONTENT = Request()

"""What a lookup found, before it is cut to the quotes that are shown and put into words."""

from __future__ import annotations

from dataclasses import dataclass

from index.document.corpus import Clause, Heading, Span
from qa.ask.reference.refer import StepLevel
from qa.ask.reference.resolve import Found
from qa.intent.request import Facet, Request
from qa.result import Figure


@dataclass(frozen=True, slots=True)
class Passage:
    """A clause, or a part of one, that a lookup found.

    Attributes:
        clause: Where it stands.
        part: Which range of it; None for all of it.
        marks: What in it answers, as ranges within what is quoted.
        score: Its relevance, where it was ranked.
    """

    clause: Clause
    part: Span | None = None
    marks: tuple[Span, ...] = ()
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Counted:
    """One of several things whose places were asked for.

    Attributes:
        asked: In the words of the question.
        names: The words that were found, in the document's writing; none where it stands nowhere.
        clauses: In how many clauses.
        times: How often.
    """

    asked: str
    names: tuple[str, ...]
    clauses: int
    times: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What was found.

    Attributes:
        request: What was asked for.
        answered: Whether this answers it.
        passages: Where it stands, in the order in which it is shown; near misses where unanswered.
        total: How many places or members there are in all.
        confidence: That the question is answered, 0 to 1.
        figures: Where figures were asked for.
        nearest: Whether no figure is named as asked, and these are the nearest in meaning.
        untold: What figures were to be and the documents tell of none: 约束性.
        outline: Where headings were asked for.
        articles: How many articles stand below these headings, where they are not among them.
        without: Where headings of a kind were asked for that the document has not: which kind.
        cells: Where the cells of a table's column were asked for.
        names: The words that were found, in the document's writing.
        times: How often they stand there.
        others: Other names of them that stand there too, with the number of clauses of each.
        apart: Whether the words of what is asked stand in one sentence, but not side by side.
        slip: Whether the asked words were taken for a typing slip of those that were found.
        each: Of several things that were asked for together, where each stands.
        said: What documents say of themselves: (document, facet, value).
        unsaid: What was asked about the documents and they do not say.
        absent: The place that was asked for and is not there, with the nearest that are.
    """

    request: Request
    answered: bool
    passages: tuple[Passage, ...] = ()
    total: int = 0
    confidence: float = 1.0
    figures: tuple[Figure, ...] = ()
    nearest: bool = False
    untold: str = ""
    outline: tuple[Heading, ...] = ()
    articles: int = 0
    without: StepLevel | None = None
    cells: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    times: int = 0
    others: tuple[tuple[str, int], ...] = ()
    slip: bool = False
    apart: bool = False
    each: tuple[Counted, ...] = ()
    said: tuple[tuple[str, Facet, str], ...] = ()
    unsaid: tuple[Facet, ...] = ()
    absent: Found | None = None

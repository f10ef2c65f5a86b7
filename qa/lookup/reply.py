"""What a lookup found, before it is cut to the quotes that are shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from index.clause_index import ClauseIndex
from index.corpus import Clause, Heading, Span
from qa.result import Figure

# Ids of the documents to look in; None for all.
Docs = Collection[str] | None


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
class Reply:
    """What was found.

    Attributes:
        answered: Whether it answers the question.
        lead: What is said before the quotes, {first} and {last} standing for the numbers of those shown.
        passages: All of them, in the order in which they are shown.
        total: How many there are in all.
        confidence: That the reply is right, 0 to 1.
        figures: Where figures were asked for.
        outline: Where headings were asked for.
        body: What is said in place of or after the quotes: a tree of headings.
    """

    answered: bool
    lead: str
    passages: tuple[Passage, ...] = ()
    total: int = 0
    confidence: float = 1.0
    figures: tuple[Figure, ...] = ()
    outline: tuple[Heading, ...] = ()
    body: str = ""


def clauses_in(clause_index: ClauseIndex, docs: Docs) -> Sequence[Clause]:
    """Return the clauses of the documents to look in, in reading order."""
    if docs is None:
        return clause_index.clauses
    return [clause for clause in clause_index.clauses if clause.doc_id in docs]

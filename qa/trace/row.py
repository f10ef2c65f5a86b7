"""What a matrix holds: statements with the clauses that they rest on, clauses with their statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from qa.result import Verdict, VerdictLabel
from qa.trace.links import LinkKind, links_of

# What a person's words of decision mean; nothing where they mean none of these.
Decision = Literal["accepted", "rejected", "gap", ""]


@dataclass(frozen=True, slots=True)
class Person:
    """What a person wrote beside a row.

    Attributes:
        decision: Accepted, rejected, a justified gap, or words of their own.
        note: A remark.
        owner: Whose business it is.
        more: What stands in columns that they added, by heading.
        comments: Comments on cells, by heading of the column.
    """

    decision: str = ""
    note: str = ""
    owner: str = ""
    more: tuple[tuple[str, str], ...] = ()
    comments: tuple[tuple[str, str], ...] = ()

    @property
    def wrote(self) -> bool:
        """Whether there is anything."""
        return bool(self.decision or self.note or self.owner or self.more or self.comments)


NOBODY = Person()


@dataclass(frozen=True, slots=True)
class Cited:
    """A clause that a statement rests on, or is near to.

    Attributes:
        clause_id: Its id.
        ref: Where it stands, as an official would say it.
        quote: Its words.
        kind: What it has to do with the statement.
    """

    clause_id: str
    ref: str
    quote: str
    kind: LinkKind


@dataclass(frozen=True, slots=True)
class PartRow:
    """One of several statements within a statement.

    Attributes:
        text: Its words.
        verdict: On it alone.
        refs: Where the clauses stand that it rests on.
    """

    text: str
    verdict: VerdictLabel
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TraceRow:
    """A statement and what the corpus says about it.

    Attributes:
        number: From 1, as it is referred to on other sheets.
        where: Where it stands in the draft, in words.
        statement: Its words.
        verdict: On the whole statement.
        confidence: Of the verdict.
        reasons: The clash, or what agrees, in words.
        parts: The statements within it, where there are several.
        cited: The clauses, the one that the verdict rests on first.
        person: What a person wrote.
        hint: Why a person should look at it again.
    """

    number: int
    where: str
    statement: str
    verdict: VerdictLabel
    confidence: float
    reasons: tuple[str, ...] = ()
    parts: tuple[PartRow, ...] = ()
    cited: tuple[Cited, ...] = ()
    person: Person = NOBODY
    hint: str = ""


@dataclass(frozen=True, slots=True)
class CoverRow:
    """A clause and the statements that have to do with it, by their numbers.

    Attributes:
        clause_id: Its id.
        place: Its headings in words.
        ref: Where it stands, as an official would say it.
        text: Its words.
        states: What makes it one that a statement should rest on: a target, a duty.
        links: Numbers of statements by what they have to do with it.
        person: What a person wrote.
        hint: Why a person should look at it again.
    """

    clause_id: str
    place: str
    ref: str
    text: str
    states: tuple[str, ...] = ()
    links: dict[LinkKind, tuple[int, ...]] = field(default_factory=dict)
    person: Person = NOBODY
    hint: str = ""

    @property
    def covered(self) -> bool:
        """Whether a statement rests on it or clashes with it."""
        return bool(self.links.get("supports") or self.links.get("clashes"))


@dataclass(frozen=True, slots=True)
class Unplaced:
    """What a person wrote beside a row that is no more.

    Attributes:
        of: The sheet that it stood on: ``matrix`` or ``cover``.
        words: The statement or clause that it was about.
        clause_ids: The clauses that it rested on.
        person: What they wrote.
    """

    of: str
    words: str
    clause_ids: tuple[str, ...]
    person: Person


@dataclass(frozen=True, slots=True)
class OwnSheet:
    """A sheet that a person added to a matrix: its cells as text."""

    title: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class TraceMatrix:
    """A draft traced to the clauses of a corpus.

    Attributes:
        source: Name of the draft.
        rows: Its statements.
        cover: The clauses of the corpus in reading order.
        aside: What states nothing: where it stands, and its words.
        unplaced: What a person wrote beside rows that are no more.
        own: Sheets that a person added.
    """

    source: str
    rows: tuple[TraceRow, ...]
    cover: tuple[CoverRow, ...] = ()
    aside: tuple[tuple[str, str], ...] = ()
    unplaced: tuple[Unplaced, ...] = ()
    own: tuple[OwnSheet, ...] = ()


def row_of(
    number: int, where: str, statement: str, verdict: Verdict, places: Sequence[str]
) -> TraceRow:
    """Return the row of a statement that was checked.

    Args:
        number: From 1.
        where: Where it stands in the draft, in words.
        statement: Its words.
        verdict: On it.
        places: Where each clause cited stands, in words; used where it has no reference.
    """
    links = zip(verdict.citations, links_of(verdict), places, strict=True)
    cited = tuple(
        Cited(c.clause_id, c.ref or place, c.quote, link.kind) for c, link, place in links
    )
    ref_of = {c.n: shown.ref for c, shown in zip(verdict.citations, cited, strict=True)}
    return TraceRow(
        number=number,
        where=where,
        statement=statement,
        verdict=verdict.verdict,
        confidence=verdict.confidence,
        reasons=verdict.reasons,
        parts=tuple(
            PartRow(part.text, part.verdict, tuple(ref_of[n] for n in part.n if n in ref_of))
            for part in verdict.parts
            if len(verdict.parts) > 1
        ),
        cited=cited,
    )

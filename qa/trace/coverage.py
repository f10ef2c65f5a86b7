"""The other direction: for each clause, the statements that rest on it, clash with it, or are near."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

from index.document.corpus import Clause, Document
from qa.duties.find import find_duties
from qa.figures.collect import figures_of
from qa.trace.links import LINK_KINDS, LinkKind
from qa.trace.row import CoverRow, TraceRow

State = Literal["supported", "contradicted", "near", "untouched"]
STATES: tuple[State, ...] = ("supported", "contradicted", "near", "untouched")


@dataclass(frozen=True, slots=True)
class Branch:
    """A chapter or section and how its clauses are covered; the four counts add up to ``clauses``.

    Attributes:
        place: Its headings in words.
        counts: Clauses by state.
        gaps: Clauses that state a target or a duty and that no statement rests on or clashes with.
    """

    place: str
    counts: dict[State, int]
    gaps: int

    @property
    def clauses(self) -> int:
        """How many clauses it has."""
        return sum(self.counts.values())


def state_of(row: CoverRow) -> State:
    """Return how a clause is covered; one that a statement rests on is supported, whatever else."""
    if row.links.get("supports"):
        return "supported"
    if row.links.get("clashes"):
        return "contradicted"
    return "near" if row.links.get("near") else "untouched"


def is_gap(row: CoverRow) -> bool:
    """Tell whether a clause states a target or a duty and no statement has to do with it."""
    return bool(row.states) and not row.covered


def cover_rows(
    clauses: Sequence[Clause],
    documents: Sequence[Document],
    rows: Sequence[TraceRow],
    places: Sequence[str],
) -> tuple[CoverRow, ...]:
    """Return the clauses with their statements, in reading order.

    Args:
        clauses: Of the corpus.
        documents: Theirs.
        rows: The statements.
        places: The headings of each clause in words.
    """
    links: dict[str, dict[LinkKind, list[int]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        for cited in row.cited:
            links[cited.clause_id][cited.kind].append(row.number)
    # A report made by hand may hold clauses without their documents: nothing is known of those.
    figures = figures_of(documents, clauses) if documents else []
    targets = {found.clause.clause_id for found in figures if found.target}
    duties = {duty.clause_id for duty in find_duties(clauses, documents)} if documents else set()
    return tuple(
        CoverRow(
            clause_id=clause.clause_id,
            place=place,
            ref=clause.ref,
            text=clause.text,
            states=_states(clause.clause_id, targets, duties),
            links={
                kind: tuple(links[clause.clause_id][kind])
                for kind in LINK_KINDS
                if clause.clause_id in links and links[clause.clause_id][kind]
            },
        )
        for clause, place in zip(clauses, places, strict=True)
    )


def _states(clause_id: str, targets: Collection[str], duties: Collection[str]) -> tuple[str, ...]:
    found = (("target", targets), ("duty", duties))
    return tuple(name for name, held in found if clause_id in held)


def gaps_first(cover: Sequence[CoverRow]) -> list[CoverRow]:
    """Return the clauses with gaps first, targets before duties, each in reading order."""

    def rank(row: CoverRow) -> int:
        if not is_gap(row):
            return 2
        return 0 if "target" in row.states else 1

    return sorted(cover, key=rank)


def branches(cover: Sequence[CoverRow]) -> list[Branch]:
    """Return the places of the corpus in reading order, each with how its clauses are covered."""
    by_place: dict[str, list[CoverRow]] = {}
    for row in cover:
        by_place.setdefault(row.place, []).append(row)
    return [
        Branch(
            place,
            {state: sum(state_of(row) == state for row in rows) for state in STATES},
            sum(map(is_gap, rows)),
        )
        for place, rows in by_place.items()
    ]

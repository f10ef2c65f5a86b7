"""What belongs to the clauses that answer: the rest of a list, an annex, what punishes a deed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.document.corpus import Clause
from qa.lookup.structure.headed import annex_meant, headed
from qa.lookup.structure.listing import (
    Enumeration,
    counts_members,
    enumerated,
    is_of,
    listed_beside,
    members,
)
from qa.lookup.structure.sanctions import Sanctions
from qa.lookup.structure.tabled import rows_asked

Scores = npt.NDArray[np.float32]


class Completer:
    """Completes what was found in one index; places are those of its clauses."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        """Look in ``clause_index``; nothing is read before a question needs it."""
        self._clause_index = clause_index
        self._sanctions = Sanctions(clause_index)

    def enumeration_at(
        self, places: Sequence[tuple[int, int]], called: str, asked: str = ""
    ) -> Enumeration | None:
        """Return the enumeration that answers: that of the first place, else one of what is asked.

        Args:
            places: Positions of the clauses that answer, best first, each with the sentence that does.
            called: What the members are called in the question; empty where that is not known.
            asked: The question.
        """
        if asked and places and (found := self.tabled(places[0][0], asked)) is not None:
            return found
        for n, (position, sentence) in enumerate(places):
            clause, beside = self._within_document(position)
            at = clause.sentences[sentence]
            told = counts_members(at.of(clause.text))
            found = headed(clause, beside, asked) if asked and not told else None
            found = found or enumerated(clause, sentence, beside, called)
            if found is not None and (n == 0 or is_of(found, called)):
                return found
        return None

    def tabled(self, position: int, asked: str) -> Enumeration | None:
        """Return the rows of the table that a question asks the members of, of the document that answers."""
        if not any(True for _ in self._clause_index.table_rows()):
            return None
        return rows_asked(asked, self._within_document(position)[1])

    def with_annex(self, positions: Sequence[int], asked: str, scores: Scores) -> list[int]:
        """Return positions with what stands in an annex in place of the list that only names the annexes.

        Args:
            positions: Of the clauses that answer, best first.
            asked: The question.
            scores: How well each clause answers.
        """
        first, beside = self._within_document(positions[0])
        found: list[int] = []
        if first.role == "annexes":
            found = [one.position for one in annex_meant(first, beside, asked)]
            found.sort(key=lambda position: -scores[position])
        clauses = self._clause_index.clauses
        others = [position for position in positions if clauses[position].role != "annexes"]
        return list(dict.fromkeys([*found, *others])) or list(positions)

    def _within_document(self, position: int) -> tuple[Clause, Sequence[Clause]]:
        """Return a clause and all of its document: of a library no others are read."""
        clause = self._clause_index.clauses[position]
        return clause, self._clause_index.clauses_of(clause.doc_id)

    def with_rest(self, positions: Sequence[int]) -> list[int]:
        """Return positions with what an article lists beside the first of them, behind it."""
        rest = [one.position for one in listed_beside(*self._within_document(positions[0]))]
        return list(dict.fromkeys([positions[0], *rest, *positions[1:]]))

    def with_members(self, positions: Sequence[int]) -> list[int]:
        """Return positions with the rest of the enumeration that the first of them belongs to."""
        if not positions:
            return []
        whole = [one.position for one in members(*self._within_document(positions[0]))]
        return list(dict.fromkeys([*whole, *positions])) if len(whole) > 1 else list(positions)

    def with_sanctions(self, positions: Sequence[int], sentence: int) -> list[int]:
        """Return positions with what punishes the first of them before it, or what it punishes behind it.

        Args:
            positions: Of the clauses that answer, best first.
            sentence: Which sentence of the first of them does.
        """
        first = self._clause_index.clauses[positions[0]]
        whole = self._sanctions.beside(first, first.sentences[sentence])
        return list(dict.fromkeys([*(one.position for one in whole), *positions]))

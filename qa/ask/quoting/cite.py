"""Clauses to citations; every quote is compared with the source as it is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex, stands
from index.document.corpus import Clause, Span
from index.document.reading import Reading, reading_of
from index.document.split import comparison_key
from index.outline.numbering.refs import narrow
from qa.errors import QuoteError
from qa.result import Citation, Elsewhere


class Citer:
    """Makes citations of one index."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        self._clause_index = clause_index
        self._readings: dict[str, Reading] = {}
        self._sentences: dict[str, dict[str, int]] = {}

    @property
    def among_many(self) -> bool:
        """Whether there are several documents."""
        return len(self._clause_index.documents) > 1

    def cite(
        self,
        clause: Clause,
        n: int,
        score: float,
        focus: Sequence[int | Span] = (),
        *,
        part: Span | None = None,
        marks: Sequence[Span] = (),
    ) -> Citation:
        """Return the citation of ``clause`` as number ``n``.

        Args:
            clause: What is quoted.
            n: Its number, from 1.
            score: Its relevance.
            focus: What matters most: numbers of sentences, or ranges within what is quoted.
            part: The range of the clause to quote, a 款 or 项 for example; all of it where left out.
            marks: What of it answers, as ranges within what is quoted.

        Raises:
            QuoteError: The source does not have these words at that place. Never caught on the way
                to a reader: what cannot be verified is not shown.
        """
        known = self._clause_index.document_by_id
        document = known.get(clause.doc_id)
        if document is None:
            raise QuoteError(f"Clause {clause.clause_id} is of no document; rebuild the index.")
        if not stands(clause, self._reading(clause.doc_id)):
            span = clause.spans[0]
            message = (
                f"The quote {clause.text[:20]}… is not what {document.source} has at characters "
                f"{span.start} to {span.end}; rebuild the index."
            )
            raise QuoteError(message)
        sentence = self._first_sentences(clause.doc_id)[clause.clause_id]
        if part is not None:
            sentence += sum(held.end <= part.start for held in clause.sentences)
            clause = narrow(clause, part)
        first, *others = clause.spans
        section = clause.section
        return Citation(
            n=n,
            clause_id=clause.clause_id,
            doc_id=clause.doc_id,
            source=document.source,
            quote=clause.text,
            start=first.start,
            end=first.end,
            also_at=tuple(others),
            chapter=section.chapter,
            chapter_title=section.chapter_title,
            section=section.section,
            section_title=section.section_title,
            place=clause.place,
            score=round(score, 4),
            english=self._clause_index.english.get(clause.clause_id),
            focus=tuple(
                clause.sentences[part] if isinstance(part, int) else part for part in focus
            ),
            topic=clause.topic,
            sentence=sentence,
            document=self._clause_index.name_of(clause.doc_id),
            pieces=clause.pieces or clause.spans[:1],
            path=clause.path,
            article=clause.article,
            inserted=clause.inserted,
            paragraph=clause.paragraph,
            item=clause.item,
            ref=clause.ref,
            page=clause.page,
            table=clause.table,
            role=clause.role,
            marks=tuple(
                place
                for mark in marks
                for place in _in_source(mark, clause.pieces or clause.spans[:1])
            ),
            also_in=tuple(
                Elsewhere(
                    other.clause_id, other.doc_id, known[other.doc_id].source, *other.spans[:1]
                )
                for other in self._same_words(clause)
            ),
        )

    def distinct(self, order: npt.NDArray[np.int64], depth: int) -> npt.NDArray[np.int64]:
        """Return an order of clauses without those whose words another document has further ahead.

        Args:
            order: Positions, best first.
            depth: How many of the first are looked at; what comes after them is left as it is.
        """
        if not self.among_many:
            return order
        seen: set[str] = set()
        repeated: list[int] = []
        for place, position in enumerate(order[:depth]):
            key = comparison_key(self._clause_index.clauses[int(position)].text)
            if key in seen:
                repeated.append(place)
            seen.add(key)
        return np.delete(order, repeated)

    def _same_words(self, clause: Clause) -> list[Clause]:
        """Return the clauses of other documents that have the words of ``clause``."""
        if not self.among_many:
            return []
        same = self._clause_index.same_words(clause)
        return [other for other in same if other.doc_id != clause.doc_id]

    def _reading(self, doc_id: str) -> Reading:
        if doc_id not in self._readings:
            self._readings[doc_id] = reading_of(self._clause_index.document_by_id[doc_id])
        return self._readings[doc_id]

    def _first_sentences(self, doc_id: str) -> dict[str, int]:
        """By clause id, the number of its first sentence within its section, from 1."""
        if doc_id not in self._sentences:
            counts: dict[object, int] = {}
            first: dict[str, int] = {}
            for clause in self._clause_index.clauses_of(doc_id):
                first[clause.clause_id] = counts.get(clause.section, 0) + 1
                counts[clause.section] = counts.get(clause.section, 0) + len(clause.sentences)
            self._sentences[doc_id] = first
        return self._sentences[doc_id]


def _in_source(mark: Span, pieces: Sequence[Span]) -> Iterator[Span]:
    """Yield where a range of a quote stands in the source: once, but for what is skipped within it."""
    at = 0
    for piece in pieces:
        start, end = piece.start + mark.start - at, piece.start + mark.end - at
        at += piece.end - piece.start
        start, end = max(start, piece.start), min(end, piece.end)
        if start < end:
            yield Span(start, end)

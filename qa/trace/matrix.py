"""Statements that were checked as a matrix: what each rests on, and the clauses of the corpus."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document, Section
from qa.check.draft import DraftReport
from qa.result import Citation, Language, Verdict
from qa.trace.again import Again
from qa.trace.coverage import cover_rows
from qa.trace.keep import take_over
from qa.trace.row import TraceMatrix, row_of

# Says the headings of a place in words: qa.show has them.
PlaceName = Callable[[Section], str]


def matrix_of(report: DraftReport, lang: Language, place_name: PlaceName) -> TraceMatrix:
    """Return the matrix of a report.

    Args:
        report: What was found.
        lang: Language of everything that is neither the draft's nor the corpus's.
        place_name: Says the headings of a place in words.
    """
    checked = (
        (number, item.statement.where(lang), item.statement.text, item.verdict)
        for number, item in enumerate(report.checked, start=1)
    )
    matrix = _matrix(report.source, checked, report.clauses, report.documents, place_name)
    return replace(matrix, aside=tuple((line.where(lang), line.text) for line in report.set_aside))


def matrix_again(
    old: TraceMatrix,
    found: Sequence[Again],
    clause_index: ClauseIndex,
    lang: Language,
    place_name: PlaceName,
    *,
    hints: Sequence[str],
) -> TraceMatrix:
    """Return a matrix that was checked again, with everything that people wrote in it.

    Args:
        old: As it was.
        found: What was found of its statements.
        clause_index: The corpus as it is now.
        lang: Language of the words around.
        place_name: Says the headings of a place in words.
        hints: For each of ``found``, why a person should look at it again.
    """
    checked = ((one.row.number, one.row.where, one.row.statement, one.verdict) for one in found)
    clauses, documents = clause_index.clauses, clause_index.documents
    matrix = _matrix(old.source, checked, clauses, documents, place_name)
    matrix = take_over(matrix, old, lang)
    rows = tuple(
        replace(row, hint="\n".join(part for part in (row.hint, hint) if part))
        for row, hint in zip(matrix.rows, hints, strict=True)
    )
    return replace(matrix, rows=rows, aside=old.aside)


def _matrix(
    source: str,
    checked: Iterable[tuple[int, str, str, Verdict]],
    clauses: Sequence[Clause],
    documents: Sequence[Document],
    place_name: PlaceName,
) -> TraceMatrix:
    rows = tuple(
        row_of(number, where, text, verdict, [_place(c, place_name) for c in verdict.citations])
        for number, where, text, verdict in checked
    )
    places = [_headings(clause, place_name) for clause in clauses]
    return TraceMatrix(source, rows, cover_rows(clauses, documents, rows, places))


def _place(citation: Citation, place_name: PlaceName) -> str:
    section = Section(
        citation.chapter, citation.chapter_title, citation.section, citation.section_title
    )
    return place_name(section) or citation.source


def _headings(clause: Clause, place_name: PlaceName) -> str:
    """Return the headings above a clause, outermost first; those of its section where none is known."""
    above = [h for h in clause.path if h.level != "article"]
    return " · ".join(f"{h.label}{h.title}" for h in above) or place_name(clause.section)

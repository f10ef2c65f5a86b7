"""All figures of an index, in reading order, each with the clause that it stands in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document, Span
from index.document.normal import normal_of
from index.document.reading import Reading, reading_of
from index.runtime.patterns import regex
from qa.amounts.dates import find_dates
from qa.figures.body import body_of
from qa.figures.due import days_of
from qa.figures.rows import is_of_deadlines, row_figures, row_name
from qa.figures.sentence import Quantity, quantities
from qa.figures.tally import tells_what_was
from qa.figures.targets import is_counted, is_target
from qa.figures.years import YearScope, year_of
from qa.result import Figure, FigureBound

# What a letter says of itself holds no targets: its number, whom it is for, who signed it.
_APART = frozenset({"head", "addressee", "signature", "release", "copies", "annexes", "caption"})
# “两个维护”, “四个意识”: a name that begins with a number counts nothing.
_QUOTED = regex('[“‘「『《"]$')
# 12345政务服务便民热线, 119、120等号码: what is dialled counts nothing, and neither does 五星级.
_DIALLED = regex("(?:、[0-9]{3,6})*等?[\u3400-\u9fff]{0,10}?(?:热线|专线|号码|电话)")
_DIALS = regex("(?:拨打|致电|热线|电话)[:：]?$")
_GRADES = frozenset({"star"})
# A cell this long may hold a sentence.
_PROSE = 8
# A column of a table that tells how fast something grows.
_GROWTH = regex("·.*(?:年均|累计|增长|增速|增幅|提高|降低|下降)")
_BOUNDS: dict[str, FigureBound] = {
    "exact": "exact",
    "at_least": "at_least",
    "at_most": "at_most",
    "about": "about",
}


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure with where it stands.

    Attributes:
        figure: In the document's words; ``n`` is still open.
        clause: Where it stands.
        mark: The value, as a range within the clause.
        sentence: Number of its sentence within the clause.
        target: Whether it is a target, not merely an amount.
        plain: Whether it is a date on which nothing is due: a figure only where dates are asked for.
        paragraph: Number of its paragraph within the document.
    """

    figure: Figure
    clause: Clause
    mark: Span
    sentence: int
    target: bool
    plain: bool = False
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class _Text:
    """What has to be known of a document to judge its amounts.

    Attributes:
        written: When it was issued; None where it does not say.
        counts: Whether it tells what was counted and aims at nothing.
    """

    written: int | None
    counts: bool


def all_figures(clause_index: ClauseIndex) -> list[FoundFigure]:
    """Return every amount of the documents, those that are targets among them marked so, and every date."""
    return _figures(clause_index.documents, clause_index.clauses)


def figures_of(documents: Sequence[Document], clauses: Sequence[Clause]) -> list[FoundFigure]:
    """Return the amounts, and the days by which something is due, where there is no index of documents."""
    return [one for one in _figures(documents, clauses) if not one.plain]


def _figures(documents: Sequence[Document], clauses: Sequence[Clause]) -> list[FoundFigure]:
    by_document: dict[str, list[Clause]] = {document.doc_id: [] for document in documents}
    for clause in clauses:
        by_document[clause.doc_id].append(clause)
    return [
        figure
        for document in documents
        for figure in _aimed(list(_document(by_document[document.doc_id], reading_of(document))))
    ]


def _aimed(figures: list[FoundFigure]) -> list[FoundFigure]:
    """Return the figures of a document; where no amount is a target, by when things are due is."""
    if any(one.target for one in figures):
        return figures
    return [
        replace(one, target=True)
        if one.figure.number is None and one.figure.unit is None and one.figure.bound == "at_most"
        else one
        for one in figures
    ]


def targets(clause_index: ClauseIndex) -> list[FoundFigure]:
    """Return the quantitative targets of the documents, in reading order."""
    return [found for found in all_figures(clause_index) if found.target]


def _document(clauses: Sequence[Clause], reading: Reading) -> Iterator[FoundFigure]:
    text = _Text(_written(clauses), tells_what_was(_sentences_of(clauses)))
    scope = YearScope()
    before: Clause | None = None
    paragraph = 0
    for clause in clauses:
        if clause.role in _APART:
            if clause.role == "signature":
                yield from _dates(clause)
            continue
        if before is None or before.path != clause.path or before.section != clause.section:
            scope.enter_section(_titles(clause))
            paragraph += 1
        elif _breaks(before, clause, reading):
            scope.enter_paragraph()
            paragraph += 1
        before = clause
        own = (
            _row(clause, _titles(clause), text)
            if clause.table is not None
            else _sentences(clause, scope, text)
        )
        yield from (replace(one, paragraph=paragraph) for one in own)


def _sentences_of(clauses: Sequence[Clause]) -> Iterator[str]:
    for clause in clauses:
        if clause.role not in _APART and clause.table is None:
            yield from (normal_of(span.of(clause.text)).text for span in clause.sentences)


def _row(clause: Clause, titles: str, text: _Text) -> Iterator[FoundFigure]:
    """Yield the figures of a row: its numbers, and those within cells that are prose."""
    rows = list(row_figures(clause))
    last = max((figure.year for figure, _ in rows if figure.year), default=None)
    # Where years head the columns, the last is aimed at, and how fast: 累计, 年均; before it stands
    # what was.
    for figure, mark in rows:
        aimed = (
            text.counts
            or figure.year == last
            or (figure.year is None and _GROWTH.search(figure.what))
        )
        yield FoundFigure(figure, clause, mark, 0, target=bool(aimed))
    taken = [mark for _, mark in rows]
    at = 0
    for column, cell in enumerate(clause.table.row if clause.table is not None else ()):
        place = clause.text.find(cell, at) if cell else -1
        if place < 0 or len(cell) < _PROSE or any(mark.start == place for mark in taken):
            continue
        at = place + len(cell)
        for one in _amounts(clause, Span(place, at), 0, titles=titles, year=None, text=text):
            # 2025年6月底前 in a column of its own: what is due then is what the row is of.
            named = one.figure.what or row_name(clause)
            plain = one.plain and not is_of_deadlines(clause, column)
            yield replace(one, figure=replace(one.figure, what=named), plain=plain)


def _sentences(clause: Clause, scope: YearScope, text: _Text) -> Iterator[FoundFigure]:
    for number, span in enumerate(clause.sentences):
        scope.read(normal_of(span.of(clause.text)).text)
        yield from _amounts(
            clause, span, number, titles=_titles(clause), year=scope.year(), text=text
        )


def _amounts(
    clause: Clause, span: Span, number: int, *, titles: str, year: int | None, text: _Text
) -> Iterator[FoundFigure]:
    """Yield the amounts of a sentence or a cell.

    Args:
        clause: Where it stands.
        span: The sentence, as a range within the clause.
        number: Its number there.
        titles: The headings above it.
        year: The year that governs it where it names none.
        text: What is known of the document.
    """
    words = span.of(clause.text)
    normal = normal_of(words)
    for quantity in quantities(normal.text):
        before = normal.text[: quantity.amount.at.start]
        # 《三年行动计划》 is the name of another text.
        titled = before.rfind("《") > before.rfind("》")
        if titled or (not quantity.figures and _QUOTED.search(before)):
            continue
        if _is_name(quantity, normal.text):
            continue
        mark = normal.source(quantity.amount.at)
        own = year_of(normal.text, quantity.amount.at.start) or year
        figure = Figure(
            what=quantity.what,
            value=mark.of(words),
            number=quantity.number,
            unit=quantity.unit or None,
            bound=_BOUNDS.get(quantity.amount.bound),
            year=own,
            body=body_of(clause, span, normal.text, quantity.amount.at.start),
            n=None,
            clause_id=clause.clause_id,
        )
        place = Span(span.start + mark.start, span.start + mark.end)
        target = (
            is_counted(quantity)
            if text.counts
            else is_target(quantity, normal.text, titles, own, text.written)
        )
        yield FoundFigure(figure, clause, place, number, target)
    yield from _deadlines(clause, span, number, year)


def _is_name(quantity: Quantity, text: str) -> bool:
    """Tell whether a number is a part of a name: of a line that is dialled, of a grade."""
    amount = quantity.amount
    dialled = not quantity.unit and (
        _DIALLED.match(text, amount.at.end) or _DIALS.search(text[: amount.at.start])
    )
    return bool(dialled) or amount.unit in _GRADES


def _deadlines(clause: Clause, span: Span, number: int, year: int | None) -> Iterator[FoundFigure]:
    """Yield the dates by or from which something is to be: no targets, but figures all the same."""
    words = span.of(clause.text)
    normal = normal_of(words)
    for day in days_of(normal.text):
        mark = normal.source(day.at)
        figure = Figure(
            what=day.what,
            value=mark.of(words),
            number=None,
            unit=None,
            bound="at_most" if day.is_limit else None,
            year=day.year or year,
            body=None,
            n=None,
            clause_id=clause.clause_id,
        )
        place = Span(span.start + mark.start, span.start + mark.end)
        yield FoundFigure(figure, clause, place, number, target=False, plain=not day.is_due)


def _dates(clause: Clause) -> Iterator[FoundFigure]:
    """Yield the dates of a clause that sets nothing: when the document was signed."""
    for number, span in enumerate(clause.sentences):
        yield from _deadlines(clause, span, number, None)


def _titles(clause: Clause) -> str:
    section = clause.section
    titles = [heading.title for heading in clause.path if heading.level != "article"]
    return " ".join(titles or filter(None, (section.chapter_title, section.section_title)))


def _breaks(before: Clause, after: Clause, reading: Reading) -> bool:
    """Tell whether a line ends between two clauses."""
    gaps = [
        reading.source[one.end : other.start]
        for one in before.spans
        for other in after.spans
        if one.end <= other.start
    ]
    # Of a text that was put together from copies some clauses stand apart wherever they stand.
    near = [gap for gap in gaps if not gap.strip()]
    return any("\n" in gap for gap in near) if near else not gaps and before.place == "stated"


def _written(clauses: Sequence[Clause]) -> int | None:
    """Return the year in which the document was issued, as its signature or its head says."""
    for role in ("signature", "head"):
        for clause in clauses:
            if clause.role == role and (
                found := re.search("(?:19|20)[0-9]{2}", normal_of(clause.text).text)
            ):
                return int(found.group())
    head = [clause for clause in clauses if not clause.section.chapter]
    years = [
        date.year
        for clause in head
        for date in find_dates(normal_of(clause.text).text)
        if date.year and date.day
    ]
    return max(years, default=None)

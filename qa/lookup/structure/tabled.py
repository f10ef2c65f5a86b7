"""The rows of a table as a list: 国家基地有哪几个, where a table 国家基地布局 has them one by one."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from index.document.corpus import Clause
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.lookup.structure.listing import Enumeration
from qa.lookup.topics import alike_in
from qa.words.align import best_matches, content_words

# So much of a question has to be said by the title of a table and the header of one of its columns, and so
# much of that header by the question, for what stands in the column to be what is asked.
_SAID = 0.66
_COLUMN = 0.6
_FEWEST = 2
_NUMBERS = regex("[0-9]+")
# 工程名称, 投资（亿元）
_OF_HEADER = regex(r"名称|名字|[（(][^（）()]*[)）]")
_ASKING = regex(
    r"(?:投|花|拨|补|要)?多少钱?|哪些|哪几|哪[二两三四五六七八九十]|[一二三四五六七八九十]大|几[个项类种]|多少[个项]?|什么|分别|具体|名字|名称|叫|都|各|有|是|列|要|表格|表|专栏|里面?|中|上|全部|所有|一共|请|给我|出来"
    r"|(?i:\b(?:which|what|how many|name|list|give|all|every|each|are|is|there|in|the|of|to|be|on"
    r"|by|table|listed|named|called|and"
    r"|they|please|for|that|do|does|will|should)\b)"
)
_YEAR = regex("(?:19|20)[0-9]{2}年?")


def rows_asked(asked: str, clauses: Sequence[Clause]) -> Enumeration | None:
    """Return the rows of the table whose column is what a question asks the members of; None where none is.

    Args:
        asked: The question.
        clauses: All of a document.
    """
    question = normal_text(asked).lower()
    best: tuple[float, tuple[Clause, ...]] = (0.0, ())
    for rows in _tables(clauses):
        words = _without_cells(question, rows)
        said = max((_said(words, rows[0], column) for column in _columns(rows)), default=0.0)
        if said > best[0]:
            best = said, rows
    rows = _meant(question, best[1])
    return Enumeration(rows, len(rows)) if rows and best[0] >= _SAID else None


def _tables(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, ...]]:
    """Yield the rows of each table with a header."""
    tabled = (one for one in clauses if one.table is not None and one.table.header)
    for _, rows in itertools.groupby(tabled, key=lambda one: (one.table.title, one.table.header)):  # type: ignore[union-attr]
        held = tuple(rows)
        if len(held) >= _FEWEST:
            yield held


def _columns(rows: Sequence[Clause]) -> Iterator[str]:
    """Yield the headers of the columns that name something."""
    table = rows[0].table
    for at, header in enumerate(table.header if table is not None else ()):
        cells = [one.table.row[at] for one in rows if one.table and at < len(one.table.row)]
        if header and not all(_NUMBERS.fullmatch(cell.strip()) for cell in cells):
            yield _OF_HEADER.sub("", normal_text(header)) or normal_text(header)


def _said(words: str, row: Clause, column: str) -> float:
    """Return how much of some words a table's title and the header of a column say, 0 to 1."""
    if alike_in(column, words) < _COLUMN:
        return 0.0
    mine = content_words(words)
    weight = float(mine.weights.sum())
    if not weight or row.table is None:
        return 0.0
    titles = [row.table.title or "", *(heading.title for heading in row.path[-1:])]
    says = [content_words(normal_text(text)) for text in (*titles, *row.table.header) if text]
    return float(best_matches(mine, says) @ mine.weights) / weight


def _without_cells(question: str, rows: Sequence[Clause]) -> str:
    """Return the words of a question that say what is asked, without the cells and the years in it."""
    for cell in sorted(_named(question, rows), key=len, reverse=True):
        question = question.replace(cell, " ")
    return _ASKING.sub(" ", _YEAR.sub(" ", question)).strip(" ?？,，。")


def _named(question: str, rows: Sequence[Clause]) -> set[str]:
    """Return the cells of a table that stand in a question."""
    cells = {cell for one in rows for cell in _cells(one)}
    return {cell for cell in cells if len(cell) > 1 and cell in question}


def _cells(row: Clause) -> list[str]:
    return [normal_text(cell).lower() for cell in (row.table.row if row.table else ())]


def _meant(question: str, rows: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Return the rows that have a cell which the question names, or a day of its year; else all of them."""
    named = _named(question, rows)
    years = tuple(match.group().rstrip("年") for match in _YEAR.finditer(question))
    kept = tuple(
        one
        for one in rows
        if not named.isdisjoint(_cells(one))
        or (years and any(c.startswith(years) for c in _cells(one)))
    )
    return kept or rows

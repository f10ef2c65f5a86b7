"""The statements of a draft: sentences of its text, and what the rows of its tables state.

Drafts are read by the readers of documents, so that a statement is whole where a line ends in it,
and says what Word shows with all changes accepted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from index.document.corpus import Document
from index.document.layout import Table
from index.document.reading import Reading, reading_of
from index.document.split import has_word
from index.embed.encoder import MAX_QUERY_CHARS
from index.outline.headings.glued import read_outline
from index.runtime.patterns import regex
from qa.result import Language

StatementUnit = Literal["line", "row"]

# Names of the column that holds the statements of a table.
_COLUMNS = frozenset(
    {"claim", "claims", "statement", "text", "content", "sentence"}
    | {"内容", "陈述", "表述", "句子", "条目"}
)
# Names of columns that number the rows.
_NUMBERS = frozenset({"序号", "编号", "no", "no.", "id", "#", "序"})
# Names of columns that say nothing of the value in them.
_PLAIN_NAMES = regex(
    r"(?:目标|指标|目标值|指标值|数值|要求|标准|值|内容|target|value|goal)(?:[（(].*[）)])?",
    re.IGNORECASE,
)
_UNIT_IN_NAME = regex(r"[（(]\s*(?:单位\s*[：:]\s*)?([^（）()]{1,8})\s*[）)]$")
_QUESTION = regex(r"[?？]\s*[”\"’']?$")
_GREETING = regex(
    r"^(?:尊敬的|各位|大家好|您好|此致|敬礼|谢谢|附件|联系人|电话|dear\b|hello\b|hi\b|best regards|"
    r"kind regards|yours|thank you|thanks\b)",
    re.IGNORECASE,
)
_AMOUNT = regex(
    r"[0-9０-９]|[一二三四五六七八九十百千万两]+(?:成|倍|%|个|项|家|处|座|公里|万|亿|人|户|年|日|天)"
    r"|百分之"
)
# Fewer letters and digits than this state nothing.
_SHORTEST = 5
# A name and a value say something with fewer.
_SHORTEST_CELL = 3
# Twice as many characters may come of a text when it is normalised.
_LONGEST = MAX_QUERY_CHARS // 2
# What a title ends with, and how long a line without a full stop may be to be one.
_SENTENCE_END = '。！？.!?；;”"'
_LONGEST_TITLE = {"zh": 20, "en": 60}
# A column holds statements where this share of its cells states something.
_SHARE_STATED = 0.5


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a draft.

    Attributes:
        text: Its words.
        unit: What is counted where it stands: the lines of a text or the rows of a table.
        number: Which one, from 1.
    """

    text: str
    unit: StatementUnit
    number: int

    def where(self, lang: Language = "en") -> str:
        """Return where it stands, in words: line 3, 第3行."""
        return f"第{self.number}行" if lang == "zh" else f"{self.unit} {self.number}"


class FoundStatement(NamedTuple):
    """Words of a draft, and whether they state anything."""

    statement: Statement
    states: bool


def read_statements(document: Document) -> list[FoundStatement]:
    """Return the sentences and table rows of a draft in order, each with whether it states anything."""
    reading = reading_of(document)
    found = [*_of_text(document, reading)]
    for table in document.layout.tables:
        found.extend(_of_table(document, reading, table))
    return [one for _, one in sorted(found, key=lambda pair: pair[0])]


def _of_text(document: Document, reading: Reading) -> Iterator[tuple[int, FoundStatement]]:
    """Yield where each sentence outside of tables begins, and the sentence."""
    text = list(reading.text)
    for table in document.layout.tables:
        for span in (table.span, *([table.title] if table.title is not None else [])):
            start, end = reading.at(span.start), reading.at(span.end)
            text[start:end] = "\n" * (end - start)
    unit: StatementUnit = "row" if document.kind in {"csv", "xlsx"} else "line"
    for span in read_outline("".join(text)).sentences:
        start = reading.outer(span).start
        words = " ".join(span.of(reading.text).split())
        line = document.text.count("\n", 0, start) + 1
        yield start, FoundStatement(Statement(words, unit, line), states(words))


def _of_table(
    document: Document, reading: Reading, table: Table
) -> Iterator[tuple[int, FoundStatement]]:
    """Yield where each statement of a table begins, and the statement."""
    rows = _rows(reading, table)
    names = {
        column: _name(rows, table.header_rows, column)
        for column in sorted({column for row in rows.values() for column in row})
    }
    body = [row for row in sorted(rows) if row >= table.header_rows]
    column = _statement_column(names, rows, body)
    unit: StatementUnit = "row" if document.kind in {"csv", "xlsx"} else "line"
    for row in body:
        cells = rows[row]
        place = max(cell.start for cell in cells.values())
        number = _number_of(document, table, row, place)
        for words, is_stated in _stated(names, cells, column):
            yield place, FoundStatement(Statement(words, unit, number), is_stated)


def _name(rows: Mapping[int, Mapping[int, _Cell]], header_rows: int, column: int) -> str:
    """Return what a column is called."""
    words = (rows[row][column].words for row in range(header_rows) if column in rows.get(row, {}))
    return " ".join(dict.fromkeys(words)).strip()


def _stated(
    names: Mapping[int, str], cells: Mapping[int, _Cell], column: int | None
) -> Iterator[tuple[str, bool]]:
    """Yield what a row states, or all its words where it states nothing."""
    if column is not None:
        words = cells[column].words if column in cells else ""
        if words:
            yield words, states(words)
        return
    values = list(_values(names, cells))
    yield from ((words, True) for words in values)
    joined = " ".join(cell.words for cell in cells.values() if cell.words)
    if joined and not values:
        yield joined, states(joined)


class _Cell(NamedTuple):
    words: str
    start: int


def _rows(reading: Reading, table: Table) -> Mapping[int, Mapping[int, _Cell]]:
    """Return the words of each row by column; a merged cell is in each of its rows."""
    rows: dict[int, dict[int, _Cell]] = {}
    for cell in table.cells:
        start, end = reading.at(cell.span.start), reading.at(cell.span.end)
        words = " ".join(reading.text[start:end].split())
        for row in range(cell.row, cell.row + cell.rows):
            # The name of several columns is that of each.
            wide = cell.columns if row < table.header_rows else 1
            for column in range(cell.column, cell.column + wide):
                rows.setdefault(row, {})[column] = _Cell(words, cell.span.start)
    return rows


def _number_of(document: Document, table: Table, row: int, place: int) -> int:
    """Return the number of a row in a workbook or csv file, else that of its line."""
    if document.kind not in {"csv", "xlsx"}:
        return document.text.count("\n", 0, place) + 1
    sheets = [mark.span.end + 1 for mark in document.layout.headings if mark.span.end < place]
    above = document.text.count("\n", sheets[-1] if sheets else 0, table.span.start)
    return above + row + 1


def _statement_column(
    names: Mapping[int, str], rows: Mapping[int, Mapping[int, _Cell]], body: Sequence[int]
) -> int | None:
    """Return the column of a table that holds statements; None where its rows are to be put together."""
    named = [column for column, name in names.items() if name.lower() in _COLUMNS]
    shares: dict[int, float] = {}
    for column, name in names.items():
        cells = [rows[row][column].words for row in body if column in rows[row]]
        cells = [words for words in cells if words]
        stated = sum(words[-1] in _SENTENCE_END and states(words) for words in cells)
        if cells and name.lower() not in _NUMBERS:
            shares[column] = stated / len(cells)
    for column in named:
        # 内容 over short names of tasks is no column of statements.
        if shares.get(column, 0.0) > 0 or len(names) == 1:
            return column
    best = max(shares, key=lambda column: shares[column], default=None)
    return best if best is not None and shares[best] >= _SHARE_STATED else None


def _values(names: Mapping[int, str], cells: Mapping[int, _Cell]) -> Iterator[str]:
    """Yield what a row of names and values states: 数字经济占比 2030年 30%以上."""
    worded = [
        (column, cell.words)
        for column, cell in sorted(cells.items())
        if cell.words and names.get(column, "").lower() not in _NUMBERS
    ]
    what = [words for column, words in worded if not _is_value(words)]
    subject = what[0] if what else ""
    if not subject:
        return
    for column, words in worded:
        if not _is_value(words) or words == subject:
            continue
        name = names.get(column, "")
        unit = _UNIT_IN_NAME.search(name)
        said = _UNIT_IN_NAME.sub("", name).strip()
        label = "" if _PLAIN_NAMES.fullmatch(said) else said
        tail = unit[1] if unit and words[-1:].isdigit() else ""
        statement = " ".join(part for part in (subject, label, words + tail) if part)
        if sum(character.isalnum() for character in statement) >= _SHORTEST_CELL:
            yield statement


def _is_value(words: str) -> bool:
    """Tell whether a cell holds an amount, or words around one, and no name."""
    return bool(_AMOUNT.search(words)) and not re.match(r"[0-9]{1,2}[.．、]\s*\D", words)


def states(text: str) -> bool:
    """Tell whether a line states anything that a plan could back."""
    letters = sum(character.isalnum() for character in text)
    if letters < _SHORTEST or not has_word(text) or len(text) > _LONGEST:
        return False
    if _QUESTION.search(text) or _GREETING.match(text):
        return False
    limit = _LONGEST_TITLE["en" if text.isascii() else "zh"]
    return text[-1] in _SENTENCE_END or len(text) > limit or any(c in text for c in "，,")

"""A draft to its statements, checked one by one."""

from __future__ import annotations

import csv
import functools
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from index.clause_index import ClauseIndex
from index.corpus import Clause
from index.embed.encoder import MAX_QUERY_CHARS
from index.errors import DocumentError
from index.outline.glued import read_outline
from index.patterns import regex
from index.read.limits import MAX_BYTES
from index.read.load import load_documents
from index.split import has_word
from qa.errors import DraftError
from qa.result import Language, Verdict

Progress = Callable[[int, int], None]

TYPES = (".txt", ".md", ".docx", ".pdf", ".csv", ".xlsx")
# Names of the column that holds the statements of a table; the first column where there is none.
_COLUMNS = frozenset({"claim", "statement", "text", "内容", "陈述", "表述", "句子", "条目"})
_QUESTION = regex(r"[?？]\s*[”\"’']?$")
_GREETING = regex(
    r"^(?:尊敬的|各位|大家好|您好|此致|敬礼|谢谢|附件|联系人|电话|dear\b|hello\b|hi\b|best regards|"
    r"kind regards|yours|thank you|thanks\b)",
    re.IGNORECASE,
)
# Fewer letters and digits than this state nothing.
_SHORTEST = 5
# Twice as many characters may come of a text when it is normalised.
_LONGEST = MAX_QUERY_CHARS // 2
# What a title ends with, and how long a line without a full stop may be to be one.
_SENTENCE_END = '。！？.!?；;”"'
_LONGEST_TITLE = {"zh": 20, "en": 60}
_MAX_STATEMENTS = 5000


class ChecksEach(Protocol):
    """What checks a draft; a pipeline does."""

    @property
    def clause_index(self) -> ClauseIndex:
        """The corpus."""

    def check_each(
        self, claims: Iterable[str], *, lang: Language | None = None
    ) -> Iterator[Verdict]:
        """Yield the verdict on each claim, in order."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a draft.

    Attributes:
        text: Its words.
        unit: What is counted where it stands: the lines of a text or the rows of a table.
        number: Which one, from 1.
    """

    text: str
    unit: Literal["line", "row"]
    number: int

    def where(self, lang: Language = "en") -> str:
        """Return where it stands, in words: line 3, 第3行."""
        return f"第{self.number}行" if lang == "zh" else f"{self.unit} {self.number}"


@dataclass(frozen=True, slots=True)
class Checked:
    """A statement and what the plan says about it."""

    statement: Statement
    verdict: Verdict


@dataclass(frozen=True)
class DraftReport:
    """A draft checked.

    Attributes:
        source: File name of the draft.
        checked: Statements with their verdicts, in order.
        set_aside: Lines that state nothing, or are too long to be one statement: titles, questions,
            greetings.
        clauses: Every clause of the corpus, in reading order.
        titles: English by Chinese title of chapters and sections.
    """

    source: str
    checked: tuple[Checked, ...]
    set_aside: tuple[Statement, ...]
    clauses: tuple[Clause, ...]
    titles: dict[str, str]

    @functools.cached_property
    def touched(self) -> frozenset[str]:
        """Ids of the clauses that support or contradict a statement: the first cited of each."""
        return frozenset(
            item.verdict.citations[0].clause_id
            for item in self.checked
            if item.verdict.verdict != "not_mentioned" and item.verdict.citations
        )


def check_draft(
    pipeline: ChecksEach,
    path: Path,
    *,
    lang: Language | None = None,
    progress: Progress | None = None,
) -> DraftReport:
    """Check every statement of a document.

    Args:
        pipeline: What checks.
        path: A txt, md, docx, pdf, csv or xlsx file.
        lang: Language of the reasons; that of each statement where left out.
        progress: Called with how many statements are done, and how many there are.

    Raises:
        DocumentError: The file cannot be read.
        DraftError: It is of another kind, or holds too many statements.
    """
    statements: list[Statement] = []
    set_aside: list[Statement] = []
    for statement in _read(path):
        (statements if _states(statement.text) else set_aside).append(statement)
    if len(statements) > _MAX_STATEMENTS:
        message = (
            f"{path.name} has {len(statements):,} statements; at most {_MAX_STATEMENTS:,} are "
            "checked at once."
        )
        raise DraftError(message)
    checked: list[Checked] = []
    verdicts = pipeline.check_each([statement.text for statement in statements], lang=lang)
    for statement, verdict in zip(statements, verdicts, strict=True):
        checked.append(Checked(statement, verdict))
        if progress is not None:
            progress(len(checked), len(statements))
    found = pipeline.clause_index
    return DraftReport(
        path.name, tuple(checked), tuple(set_aside), found.clauses, dict(found.titles)
    )


def _read(path: Path) -> Iterator[Statement]:
    kind = path.suffix.lower()
    if kind not in TYPES:
        raise DraftError(
            f"{path.name} is not a draft that can be read; expected {', '.join(TYPES)}."
        )
    if not path.is_file():
        raise DocumentError(f"There is no file {path}.")
    if path.stat().st_size > MAX_BYTES:
        raise DocumentError(f"{path.name} is too large: at most {MAX_BYTES // 10**6} MB are read.")
    if kind == ".csv":
        yield from _rows(list(csv.reader(io.StringIO(_decoded(path)))))
    elif kind == ".xlsx":
        yield from _rows(_sheet(path))
    else:
        text = load_documents([path])[0].text
        for span in read_outline(text).sentences:
            line = text.count("\n", 0, span.start) + 1
            yield Statement(" ".join(span.of(text).split()), "line", line)


def _decoded(path: Path) -> str:
    data = path.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise DocumentError(f"{path.name} is not text in UTF-8 or GB 18030.")


def _sheet(path: Path) -> list[list[str]]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
        rows = [
            ["" if cell is None else str(cell) for cell in row]
            for row in book.worksheets[0].iter_rows(values_only=True)
        ]
        book.close()
    # A damaged archive makes zipfile and openpyxl raise errors of every kind.
    except Exception as error:
        raise DocumentError(f"{path.name} is not a whole Excel file (.xlsx).") from error
    return rows


def _rows(rows: list[list[str]]) -> Iterator[Statement]:
    header = [cell.strip().lower() for cell in rows[0]] if rows else []
    named = [column for column, name in enumerate(header) if name in _COLUMNS]
    column = named[0] if named else 0
    for number, row in enumerate(rows, start=1):
        if number == 1 and named:
            continue
        if column < len(row) and row[column].strip():
            yield Statement(" ".join(row[column].split()), "row", number)


def _states(text: str) -> bool:
    """Tell whether a line states anything that a plan could back."""
    letters = sum(character.isalnum() for character in text)
    if letters < _SHORTEST or not has_word(text) or len(text) > _LONGEST:
        return False
    if _QUESTION.search(text) or _GREETING.match(text):
        return False
    limit = _LONGEST_TITLE["en" if text.isascii() else "zh"]
    return text[-1] in _SENTENCE_END or len(text) > limit or any(c in text for c in "，,")

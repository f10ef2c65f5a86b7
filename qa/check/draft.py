"""A draft to its statements, checked one by one."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document, Remark
from index.embed.encoder import BATCH
from index.errors import DocumentError
from index.read.formats import SUFFIXES
from index.read.load import read_document, show_name
from qa.check.statements import Statement, read_statements
from qa.errors import DraftError
from qa.result import Language, Verdict

Progress = Callable[[int, int], None]

TYPES = (".txt", ".md", ".html", ".docx", ".pdf", ".csv", ".xlsx")
_MAX_STATEMENTS = 5000
# Statements that are encoded together: the default encoder takes a sixth of the time for a text of many.
WINDOW = 512


class ChecksEach(Protocol):
    """What checks a draft; a pipeline does."""

    @property
    def clause_index(self) -> ClauseIndex:
        """The corpus."""

    def check_each(
        self, claims: Iterable[str], *, lang: Language | None = None, window: int = BATCH
    ) -> Iterator[Verdict]:
        """Yield the verdict on each claim, in order, so many of them encoded together."""


@dataclass(frozen=True, slots=True)
class CheckedStatement:
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
        remarks: What of the draft was read otherwise than it stands.
        documents: The documents of the corpus.
    """

    source: str
    checked: tuple[CheckedStatement, ...]
    set_aside: tuple[Statement, ...]
    clauses: tuple[Clause, ...]
    titles: dict[str, str]
    remarks: tuple[Remark, ...] = ()
    documents: tuple[Document, ...] = ()

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
        path: A txt, md, html, docx, pdf, csv or xlsx file.
        lang: Language of the reasons; that of each statement where left out.
        progress: Called with how many statements are done, and how many there are.

    Raises:
        DocumentError: The file cannot be read.
        DraftError: It is of another kind, or holds too many statements.
    """
    statements: list[Statement] = []
    set_aside: list[Statement] = []
    document = _read(path)
    for statement, states in read_statements(document):
        (statements if states else set_aside).append(statement)
    if len(statements) > _MAX_STATEMENTS:
        message = (
            f"{path.name} has {len(statements):,} statements; at most {_MAX_STATEMENTS:,} are "
            "checked at once."
        )
        raise DraftError(message)
    checked: list[CheckedStatement] = []
    texts = [statement.text for statement in statements]
    verdicts = pipeline.check_each(texts, lang=lang, window=WINDOW)
    for statement, verdict in zip(statements, verdicts, strict=True):
        checked.append(CheckedStatement(statement, verdict))
        if progress is not None:
            progress(len(checked), len(statements))
    found = pipeline.clause_index
    return DraftReport(
        document.source,
        tuple(checked),
        tuple(set_aside),
        tuple(found.clauses),
        dict(found.titles),
        document.remarks,
        tuple(found.documents),
    )


def _read(path: Path) -> Document:
    if path.suffix.lower() not in SUFFIXES:
        raise DraftError(
            f"{show_name(path.name)} is not a draft that can be read; expected {', '.join(TYPES)}."
        )
    if not path.is_file():
        raise DocumentError(f"There is no file {show_name(str(path))}.")
    return read_document(path)

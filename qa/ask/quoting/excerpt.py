"""What a reader is given of a clause: the sentences around one of them, below what they stand under."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import numpy.typing as npt

from index.clause_index import ClauseIndex
from index.document.corpus import Clause
from index.document.normal import normal_text
from qa.ask.quoting.context import Context, ContextReader

# Characters of the clause, and of the sentence before it where both are short; about 130 pieces.
_ROOM = 190
_ROOM_WITH_BEFORE = 230
_BEFORE = 90
# Of a title, of all titles, and of a row of a table.
_TITLE, _TITLES, _ROW = 24, 50, 240
_LEAD_KNOWN = 40


class Reads(Protocol):
    """What reads: the reader that comes with yinju, or what others held that were trained elsewhere."""

    def read(self, first: str, passages: Sequence[str]) -> npt.NDArray[np.float64]:
        """Return what is held of a question or a claim beside passages; see ``Reader.read``."""


class ExcerptReader:
    """Reads clauses of one index beside questions and claims."""

    def __init__(
        self, clause_index: ClauseIndex, contexts: ContextReader, source: Reads | None = None
    ) -> None:
        """Read with ``source``; with the reader that comes with yinju where left out."""
        self._clause_index = clause_index
        self._contexts = contexts
        self._source = source

    def excerpts(self, places: Sequence[tuple[int, int]]) -> list[str]:
        """Return what is read of clauses: of each its position and the sentence that counts."""
        clauses = self._clause_index.clauses
        return [excerpt(clauses[at], number, self._contexts.of(at)) for at, number in places]

    def read(self, first: str, places: Sequence[tuple[int, int]]) -> npt.NDArray[np.float64]:
        """Return what the reader holds of a question or a claim beside clauses: see ``Reader.read``."""
        if self._source is None:
            from qa.reader.reader import load_reader

            self._source = load_reader()
        return self._source.read(first, self.excerpts(places))


def excerpt(clause: Clause, sentence: int, contexts: tuple[Context, ...]) -> str:
    """Return what is read of a clause for one of its sentences.

    Args:
        clause: The clause.
        sentence: The sentence that counts.
        contexts: What ``qa.ask.quoting.context`` gives of the clause.
    """
    titles = [heading.title for heading in clause.path[-2:]]
    if clause.topic:
        titles.append(clause.topic)
    if clause.table is not None:
        names = clause.table.header or ("",) * len(clause.table.row)
        pairs = zip(names, clause.table.row, strict=False)
        row = "，".join(f"{name}{cell}" for name, cell in pairs if cell)
        return _below([*titles[-1:], clause.table.title or ""], row[:_ROW])
    sentences = [span.of(clause.text) for span in clause.sentences]
    start, end = around(sentences, min(max(sentence, 0), len(sentences) - 1))
    text = "".join(sentences[start:end])
    if start == 0:
        own = contexts[min(max(sentence, 0), len(contexts) - 1)]
        lead = own.lead if own.lead[:_LEAD_KNOWN] not in normal_text(clause.text) else ""
        before = contexts[0].before
        short = len(before) + len(text) <= _ROOM_WITH_BEFORE
        text = (lead or (before if short else ""))[-_BEFORE:] + text
    return _below(titles, text)


def around(sentences: list[str], at: int) -> tuple[int, int]:
    """Return the first and the last of the sentences about one, as many as there is room for, in turn."""
    start = end = at
    size = len(sentences[at])
    grown = True
    while grown:
        grown = False
        if start > 0 and size + len(sentences[start - 1]) <= _ROOM:
            start -= 1
            size += len(sentences[start])
            grown = True
        if end + 1 < len(sentences) and size + len(sentences[end + 1]) <= _ROOM:
            end += 1
            size += len(sentences[end])
            grown = True
    return start, end + 1


def _below(titles: list[str], text: str) -> str:
    head = "｜".join(title.strip()[:_TITLE] for title in titles if title.strip())[-_TITLES:]
    return f"{head}｜{text}" if head else text

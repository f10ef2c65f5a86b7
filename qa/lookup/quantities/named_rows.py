"""The figures of the rows of a table whose name a topic has."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.figures.collect import FoundFigure

# Around the name of a row: its number before, its unit and marks behind.
_BEFORE_NAME = regex(r"^[（(]?[0-9一二三四五六七八九十]{0,3}[)）.、．]\s*")
_BEHIND_NAME = regex(r"\s*(?:[（(][^（()）]*[）)]|[▲△*★])+$")
_SHORTEST_NAME = 3


def in_rows_of(topic: str, figures: Sequence[FoundFigure]) -> list[FoundFigure]:
    """Return the figures of the rows whose name, a whole cell, stands in a topic: 北干渠总投资."""
    words = normal_text(topic)
    longest = 0
    found: list[FoundFigure] = []
    for one in figures:
        cells = one.clause.table.row if one.clause.table is not None else ()
        names = (_BEFORE_NAME.sub("", _BEHIND_NAME.sub("", normal_text(cell))) for cell in cells)
        size = max((len(n) for n in names if len(n) >= _SHORTEST_NAME and n in words), default=0)
        if size > longest:
            found, longest = [], size
        if size and size == longest:
            found.append(one)
    return found

"""The cell of a table that a question names by row and column: 公园数量到2030年是多少."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.runtime.patterns import regex
from qa.ask.filling.slots import asked_slots
from qa.ask.retrieval.query import Query
from qa.ask.retrieval.retrieve import Ranking
from qa.cells.address import Address, address
from qa.cells.grid import Grid, is_blank
from qa.cells.near import NearGrids

# More than one cell is asked for.
_SEVERAL = regex(
    r"哪[些几](?!个?(?:部门|单位|机构|机关))|所有|全部|各(?![级界类])|分别|逐|列出|列一下|汇总|清单|一览|都(?:有|是)|有什么|"
    r"\b(?:all|every|each|list|respectively|which ones)\b",
    re.IGNORECASE,
)
# What a table does not tell: what for, by what means, under which conditions.
_UNTOLD = regex(
    r"为什么|为何|为啥|原因|目的|措施|办法|途径|如何(?:实现|做到|推进)|怎[么样](?:才|实现|做|推进)|\bwhy\b",
    re.IGNORECASE,
)
# Of what a question speaks of, how much may be neither row nor column nor table for the cell to come
# first, and for it to be what is asked for.
_LEFT = 0.5
_SURELY = 0.25
_NEARLY = 0.1
_ROW_SAID = 0.6


def asked_cell(query: Query, grids: Sequence[Grid]) -> Address | None:
    """Return the cell that a question names by row and column; None where it names none or several."""
    text = query.normal
    if not grids or _SEVERAL.search(text) or _UNTOLD.search(text):
        return None
    if "why" in asked_slots(text, query.lang):
        return None
    found = address(text, grids)
    if found is None or found.column is None or found.left > _LEFT or is_blank(found.cell):
        return None
    return found


def cell_near(ranking: Ranking, grids: NearGrids) -> Address | None:
    """Return the cell that a question names, of the tables near to what was found for it."""
    return asked_cell(ranking.asked or ranking.query, grids.near(ranking.order))


def is_sure(found: Address) -> bool:
    """Tell whether a question names a cell by the name of its row, or nearly, and asks for nothing else."""
    return found.left <= (_SURELY if found.said >= 1.0 else _NEARLY) and found.said >= _ROW_SAID

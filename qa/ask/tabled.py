"""The table, the row of it and the cell that a question names: 表1里…, 附件第36项, 公园数量到2030年是多少."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.corpus import Clause
from index.normal import normal_text
from index.patterns import regex
from qa.amounts.numerals import chinese_value
from qa.ask.query import Query
from qa.ask.retrieve import Ranking
from qa.ask.slots import asked_slots
from qa.cells.address import Address, address
from qa.cells.grid import Grid, is_blank
from qa.cells.near import NearGrids

_NUMBER = r"(?:[a-z]\.?)?[0-9]{1,3}|[一二三四五六七八九十]{1,3}|[a-z](?![a-z0-9])"
_NAMED = regex(rf"(?P<kind>附件|附表|附录|专栏|表格?)\s*(?P<number>{_NUMBER})?(?![0-9]*[级个条])")
_NAMED_EN = regex(
    rf"\b(?P<kind>table|annex|appendix|box)\s*(?:no\.?\s*)?(?P<number>{_NUMBER})", re.IGNORECASE
)
_KINDS = {"table": "表", "annex": "附件", "appendix": "附录", "box": "专栏", "表格": "表"}
_ROW = regex(r"第\s*(?P<number>[0-9]{1,3}|[一二三四五六七八九十百]{1,4})\s*(?:项|个|行|号|条)")
_ROW_EN = regex(r"\b(?:item|row|no\.|number)\s*(?P<number>[0-9]{1,3})\b", re.IGNORECASE)
# The number of a row: before its name, 36.资产负债率, or alone in its first cell.
_OWN_NUMBER = regex(r"[（(]?(?P<number>[0-9]{1,3})(?:[）)、．]|\.(?![0-9]))")
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


def named_rows_first(
    query: Query, positions: Sequence[int], clauses: Sequence[Clause]
) -> list[int]:
    """Return the places of the best clauses, those first that stand where the question says.

    Args:
        query: The question.
        positions: Of the clauses that may answer, best first.
        clauses: All of them.
    """
    text = query.normal.lower()
    named = (_NAMED if query.lang == "zh" else _NAMED_EN).search(text)
    if named is None:
        return list(positions)
    kind = _KINDS.get(named["kind"], named["kind"])
    label = f"{kind}{_plain(named['number'] or '')}"
    row = (_ROW if query.lang == "zh" else _ROW_EN).search(text, named.end())
    number = None if row is None else _value(row["number"])

    def rank(position: int) -> int:
        clause = clauses[position]
        if clause.table is None or not (named["number"] or number) or not _is_in(label, clause):
            return 1
        return 1 if number is not None and number not in row_numbers(clause) else 0

    return sorted(positions, key=rank)


def _is_in(label: str, clause: Clause) -> bool:
    """Tell whether a row stands in what a label names: 表1, or 附件 where there is one."""
    title = clause.table.title if clause.table is not None else None
    places = [title or "", clause.ref, *(heading.label for heading in clause.path)]
    return any(
        re.match(rf"{re.escape(label)}(?![0-9.])", _plain(normal_text(place).lower()))
        for place in places
    )


def row_numbers(clause: Clause) -> set[int]:
    """Return the numbers that a row is known by."""
    cells = [normal_text(cell).strip() for cell in clause.table.row] if clause.table else []
    found = {int(match["number"]) for cell in cells if (match := _OWN_NUMBER.match(cell))}
    return found | {int(cell) for cell in cells[:1] if cell.isascii() and cell.isdigit()}


def _plain(words: str) -> str:
    """Return words without spaces, a number of Chinese numerals as digits: 附件二 is 附件2."""
    bare = "".join(words.split())
    return re.sub(
        r"(?<=[表件录栏])[一二三四五六七八九十]{1,3}|^[一二三四五六七八九十]{1,3}$",
        lambda match: str(_value(match.group())),
        bare,
    )


def _value(words: str) -> int:
    return int(words) if words.isdigit() else int(chinese_value(words) or 0)

"""Figures of a table's row: what the row is called, the cells under each year, the unit of header or name."""

from __future__ import annotations

from collections.abc import Iterator

from index.document.corpus import Clause, Span
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.amounts.units import unit_of
from qa.result import Figure, FigureBound

# 完成时限, 截止日期: columns that say by when.
_DUE_COLUMN = regex("时限|期限|完成|截止|截至|节点|进度")
_NUMBER = regex(
    r"^(?P<bound>[≥≤><＞＜≧≦]|不低于|不少于|不高于|不超过|大于等于|小于等于|大于|小于|超过|以上|"
    r"约)?\s*[〔\[【（(]?\s*(?P<number>-?[0-9][0-9,，]*(?:\.[0-9]+)?)\s*[〕\]】）)]?"
    r"\s*(?P<unit>%|‰|[\u3400-\u9fffA-Za-z/²³]{0,10})(?P<after>以上|以下|左右|以内)?$"
)
_UNIT = regex(r"[（(](?P<unit>[^（()）]{1,14})[）)]\s*$")
_YEAR = regex("(?<![0-9])((?:19|20)[0-9]{2})(?![0-9])\\s*年?")
_YEAR_OF_HEAD = regex("(?:19|20)[0-9]{2}\\s*年?(?:度|年?末|年?底)?")
_ROW_YEAR = regex("((?:19|20)[0-9]{2})\\s*年?(?:[（(][^（()）]*[）)])?$")
_VALUE = regex(r"(?!(?:19|20)[0-9]{2}\s*年)[0-9][0-9,.]*\s*(?:%|‰|[\u3400-\u9fffA-Za-z/²³]{1,10})")
# 一、建筑面积, （二）绿地率: the number of a row is no part of its name.
_ITEM = regex(
    r"^(?:[（(]?[一二三四五六七八九十]{1,3}[）)、．.]|[0-9]{1,2}[、．.](?![0-9]))\s*(?=[\u3400-\u9fff])"
)
_SERIAL = regex("序号|编号|No\\.?|№")
# A head that says no more than that values stand below it.
_OF_VALUES = regex(
    "(?:预期|规划|计划|发展|主要|约束性|预期性|完成|实际|累计|基期|基准|现状)*(?:目标值?|指标值?|数值|值|要求|标准|数|情况|现状|实际|预期)?"
)
# What names a row; and what does so only where nothing better does: 建设内容, 类别.
_NAMES = (regex("指标|项目|名称|事项"), regex("内容|任务|类别"))
_ALL_IN = regex(r"单\s*位\s*[：:]\s*(?P<unit>[^\s·，；]{1,10})")
_UNIT_COLUMN = regex("^(?:计量)?单位$")
_BODY_COLUMN = regex("责任单位|牵头单位|责任部门|牵头部门|实施单位|主管部门")
_MIN = "≥ ≧ > ＞ 不低于 不少于 大于等于 大于 超过 以上"
_MAX = "≤ ≦ < ＜ 不高于 不超过 小于等于 小于 以下 以内"
_BOUNDS: dict[str, FigureBound] = {
    **dict.fromkeys(_MIN.split(), "at_least"),
    **dict.fromkeys(_MAX.split(), "at_most"),
    "约": "about",
    "左右": "about",
}


def row_figures(clause: Clause) -> Iterator[tuple[Figure, Span]]:
    """Yield the figures of a clause that is a row of a table, each with its place in the clause."""
    table = clause.table
    if table is None:
        return
    header = [normal_text(cell) for cell in table.header]
    name = _name(header, table.row)
    unit_at = next((at for at, cell in enumerate(header) if _UNIT_COLUMN.search(cell)), None)
    body_at = next((at for at, cell in enumerate(header) if _BODY_COLUMN.search(cell)), None)
    all_in = _ALL_IN.search(normal_text(table.title or ""))
    # 2030年 | 120 | 14: the row is a year, what is counted stands above.
    of_row = next((_ROW_YEAR.match(normal_text(cell)) for cell in table.row[:1]), None)
    at = 0
    for column, cell in enumerate(table.row):
        place = clause.text.find(cell, at) if cell else -1
        at = place + len(cell) if place >= 0 else at
        head = header[column] if column < len(header) else ""
        if _VALUE.fullmatch(head):
            head = ""  # 建筑面积 | 12000平方米 as the first of rows is no head of the others
        match = _NUMBER.match(normal_text(cell))
        if match is None or column == unit_at or _SERIAL.search(head) or cell == name:
            continue
        if place < 0 or (column == 0 and not _UNIT.search(head)):
            continue
        named = _UNIT.search(normal_text(name)) or _UNIT.search(head)
        # 比上年增长（%） beside a column 单位 that says what the other columns are in.
        own = _UNIT.search(head)
        unit = match["unit"] or (own["unit"] if own and unit_of(own["unit"]) else "")
        unit = unit or (
            table.row[unit_at] if unit_at is not None and unit_at < len(table.row) else ""
        )
        unit = unit or (named["unit"] if named and not _YEAR.search(named["unit"]) else "")
        unit = unit or (all_in["unit"] if all_in is not None else "")
        year = _YEAR.search(head) or of_row
        figure = Figure(
            what=_what("" if of_row else name, head),
            value=cell.strip(),
            number=float(match["number"].replace(",", "").replace("，", "")),
            unit=unit or None,
            bound=_BOUNDS.get(match["bound"] or match["after"] or "", "exact"),
            year=int(year.group(1)) if year else None,
            body=table.row[body_at] or None
            if body_at is not None and body_at < len(table.row)
            else None,
            n=None,
            clause_id=clause.clause_id,
        )
        yield figure, Span(place, place + len(cell))


def row_name(clause: Clause) -> str:
    """Return what a row is called; empty where it has no name, or is none."""
    table = clause.table
    return _name([normal_text(cell) for cell in table.header], table.row) if table else ""


def _name(header: list[str], row: tuple[str, ...]) -> str:
    """Return what a row is called: its cell under 指标 or 项目, else the first that is no number."""
    for names in _NAMES:
        named = [
            at for at, cell in enumerate(header) if names.search(cell) and not _SERIAL.search(cell)
        ]
        for at in reversed(named):
            if at < len(row) and row[at] and not _NUMBER.match(row[at]):
                return row[at]
    return next((cell for cell in row if cell and not _NUMBER.match(normal_text(cell))), "")


def _what(name: str, head: str) -> str:
    """Return the name without its unit; what the column counts joins it where that is no year."""
    bare = _ITEM.sub("", _UNIT.sub("", name).strip() or name)
    head = _YEAR_OF_HEAD.sub("", _UNIT.sub("", head)).strip()
    if not head or _OF_VALUES.fullmatch(head):
        return bare
    return f"{bare}·{head}" if bare else head


def is_of_deadlines(clause: Clause, column: int) -> bool:
    """Tell whether a column of a table says by when things are due: 完成时限."""
    header = clause.table.header if clause.table is not None else ()
    return column < len(header) and bool(_DUE_COLUMN.search(header[column]))

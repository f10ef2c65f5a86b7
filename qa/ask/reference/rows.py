"""The table and the row of it that a question names by their numbers: 表1里…, 附件第36项."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document.corpus import Clause
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.amounts.numerals import chinese_value
from qa.ask.retrieval.query import Query

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

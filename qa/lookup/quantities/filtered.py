"""Which figures are what a question says they have to be: in a time, a unit, for a body, up or down."""

from __future__ import annotations

from collections.abc import Sequence

from index.clause_index import ClauseIndex
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.amounts.amount import may_be_within
from qa.amounts.units import chinese_units, unit_of
from qa.figures.collect import FoundFigure
from qa.intent.filters import Direction, Filters
from qa.lookup.keys import key_of
from qa.lookup.quantities.measured import amount_of, year_of
from qa.lookup.titled import said_in

# Of the words of an English name of a body, how many a Chinese one has to mean.
_NAMED = 0.66
# Words that every name of a body may have.
_OFFICE = regex(
    r"\b(?:bureau|commission|department|ministry|office|administration|authority|committee|agency|council|"
    r"municipal|city|county|provincial|district|local|of|for|and|the)\b"
)
_POLICE = frozenset({"police", "public", "security", "organs", "organ", "officers"})
# How a thing moved, by the words at the end of what a figure is of.
_DOWN = regex("(?:下降|减少|降低|回落|下滑|缩小|下跌|减幅|降幅|跌幅|压减|缩短)(?:到|至|率|幅度)?$")
_UP = regex("(?:增长|上升|上涨|提高|增加|扩大|递增|增幅|涨幅|增速|提升)(?:到|至|率|幅度)?$")
# A column that has both, told apart by the sign.
_EITHER = regex("增长|增速|增减|涨跌|增幅|变动|变化|升降")


def filtered(
    filters: Filters, figures: Sequence[FoundFigure], clause_index: ClauseIndex
) -> list[FoundFigure]:
    """Return the figures that are what a question says they have to be."""
    kept = [one for one in figures if _in_time(one, filters)]
    if filters.direction:
        kept = [one for one in kept if direction_of(one) == filters.direction]
    if filters.counted:
        # 亿元 is 亿元 alone where any figure is in it, else whatever is counted in yuan.
        exact = [one for one in kept if one.figure.unit == filters.counted]
        same = [one for one in kept if _in_unit(one, filters)]
        kept = exact if exact and _is_multiple(filters.counted) else same
    if filters.limit is not None:
        kept = [one for one in kept if _reaches(one, filters)]
    if filters.body:
        kept = [one for one in kept if answers_for(filters.body, one, clause_index)]
    # A document whose tables do not tell the two apart has none to leave out.
    if filters.nature and any(_of_nature(filters.nature, one) for one in figures):
        kept = [one for one in kept if _of_nature(filters.nature, one)]
    return kept


def ignored(filters: Filters, figures: Sequence[FoundFigure]) -> str:
    """Return what a question asks figures to be and the documents do not tell of any; empty else."""
    told = any(_of_nature(filters.nature, one) for one in figures)
    return "" if told else filters.nature


def direction_of(one: FoundFigure) -> Direction | None:
    """Return whether a figure is one by which a thing rose or fell, by its name or by its sign."""
    what = one.figure.what
    if one.clause.table is not None:
        column = what.rpartition("·")[2]
        if one.figure.number is None or not _EITHER.search(column):
            return None
        return "down" if one.figure.number < 0 else "up"
    return "down" if _DOWN.search(what) else "up" if _UP.search(what) else None


def answers_for(name: str, one: FoundFigure, clause_index: ClauseIndex) -> bool:
    """Tell whether a figure is for a body to reach; an English name by what its words mean."""
    body = normal_text(one.figure.body or "")
    if not name.isascii():
        return key_of(normal_text(name)) in key_of(body)
    wanted = _OFFICE.sub(" ", name)
    if not wanted.strip():
        return "government" in name and "政府" in body
    if set(wanted.split()) <= _POLICE:
        return "公安" in body or "警" in body
    return said_in(wanted, body, clause_index) >= _NAMED


def _in_time(one: FoundFigure, filters: Filters) -> bool:
    """Tell whether a figure holds within a time; one without a year does not, where a time is asked for."""
    year = year_of(one)
    if year is None:
        return filters.since is None and filters.until is None
    return (filters.since or year) <= year <= (filters.until or year)


def _in_unit(one: FoundFigure, filters: Filters) -> bool:
    """Tell whether a figure is in the very unit, however many of it are counted as one: 亩, 万亩."""
    named = unit_of((one.figure.unit or "").split("/")[0])
    if not filters.unit:  # 个 and 所 measure nothing
        return (one.figure.unit or "").endswith(filters.counted)
    return named is not None and (named.name, named.factor) == (filters.unit, filters.factor)


def _reaches(one: FoundFigure, filters: Filters) -> bool:
    """Tell whether a figure may come to what is asked for; a date comes to nothing."""
    amount = amount_of(one, signed=filters.direction is None)
    return bool(amount and filters.limit and may_be_within(amount, filters.limit))


def _is_multiple(counted: str) -> bool:
    """Tell whether a unit says how many of another are counted as one: 亿元, 万亩."""
    known = unit_of(counted)
    return known is not None and counted not in chinese_units()[0]


def _of_nature(nature: str, one: FoundFigure) -> bool:
    if one.clause.table is not None:
        return any(nature in normal_text(cell) for cell in one.clause.table.row)
    # A table of a plain text is lines with bars.
    start = one.clause.text.rfind("\n", 0, one.mark.start) + 1
    line = one.clause.text[start:].partition("\n")[0]
    return "|" in line and nature in normal_text(line)

"""What a figure comes to, and which kind of amount that is: a sum, a share, a time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.find import find_amounts
from qa.amounts.units import unit_of
from qa.figures.collect import FoundFigure
from qa.figures.fines import FINES
from qa.intent.request import Measure
from qa.lookup.topics import sentence

_SHARE = regex("[%‰]|百分点|^成$")
_FRACTION = regex("[0-9]/[0-9]|分之|半数")
_TIME = regex("(?:个)?(?:工作日|自然日|日|天|年|月|小时|分钟|周|星期|季度|周年|年度)")
_DATE = regex("[年月日]")
_YEAR = regex("((?:19|20)[0-9]{2})年")
# 每年校验1次: how often is a time too.
_OFTEN = regex("每[^，。；、]{0,6}?(?:日|天|周|月|季|年)[^，。；、]{0,8}[0-9一二两三四]+次")


def amount_of(one: FoundFigure, *, signed: bool = True) -> Amount | None:
    """Return the amount that a figure comes to; of a date, which comes to nothing, None.

    Args:
        one: The figure.
        signed: Whether a fall by 9.8, which stands as -9.8 in a table, is less than nothing.
    """
    value, unit = one.figure.value, one.figure.unit or ""
    if not signed:
        value = value.lstrip("-－−")
    # In a table the unit stands in the head of its column.
    return next(iter(find_amounts(normal_text(value if unit in value else value + unit))), None)


def _is_fine(one: FoundFigure) -> bool:
    return one.figure.what in FINES and not _is_time(one)


def year_of(one: FoundFigure) -> int | None:
    """Return the year of a figure; of a cell that is one, 2029年, that."""
    year = _YEAR.match(one.figure.value)
    return one.figure.year or (int(year[1]) if year else None)


def _is_date(one: FoundFigure) -> bool:
    dated = one.figure.unit is None and _DATE.search(one.figure.value)
    return bool(dated or _YEAR.match(one.figure.value))


def _measures(one: FoundFigure, kind: str) -> bool:
    """Tell whether a figure is in a unit of a kind: of length, of area."""
    unit = unit_of((one.figure.unit or "").split("/")[0])
    return unit is not None and unit.name == kind


def _is_time(one: FoundFigure) -> bool:
    if one.figure.unit == "次" or _OFTEN.search(one.figure.value):
        words = sentence(one)
        return any(
            one.figure.value in often or often in one.figure.value
            for often in _OFTEN.findall(words)
        )
    return bool(one.figure.unit and _TIME.fullmatch(one.figure.unit)) or _is_date(one)


MEASURED: Mapping[Measure, Callable[[FoundFigure], bool]] = {
    # So many times the value, or a share of it, is a sum too where it is to be paid.
    "money": lambda one: "元" in (one.figure.unit or "") or _is_fine(one),
    "share": lambda one: bool(
        _SHARE.search(one.figure.unit or "") or _FRACTION.search(one.figure.value)
    ),
    "time": _is_time,
    "date": _is_date,
    "length": lambda one: _measures(one, "metre"),
    "area": lambda one: _measures(one, "area"),
}

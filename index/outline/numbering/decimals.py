"""Dotted numbers at the head of a line that number nothing: 4.80周岁 is an amount, 4.1 a heading.

A number alone does not tell. Headings count: where 4.80 is one, there is a 4.79, a 4.81 or a 4.80.1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.outline.numbering.lines import Line
from index.outline.numbering.marks import Mark
from index.runtime.patterns import regex

# What is counted or measured, right behind a number.
_MEASURE = regex(
    "周?岁|[年月日天](?![度终报])|小时|分钟?|秒|[多余]|[亩吨米克升顷级层人户名家项件次台辆套座条所头只度成倍]|平方|立方|[%％‰]"
)
# A heading between two may have been lost.
_NEAR = 2


def without_amounts(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[Mark | None]:
    """Return marks without dotted numbers that are amounts.

    What is left of 4.80周岁 behind item 3. is item 4., whose words begin with a number.
    """
    known = {mark.label for mark in marks if mark is not None and mark.family == "dotted"}
    parents = {label.rpartition(".")[0] for label in known}
    found = list(marks)
    counted = 0
    for number, mark in enumerate(marks):
        if mark is None:
            continue
        if mark.family == "dotted" and not (
            lines[number].level is not None or _counts(lines[number].words, mark, known, parents)
        ):
            first = mark.label.partition(".")[0]
            goes_on = first.isdigit() and int(first) == counted + 1
            end = len(first) + 1
            found[number] = (
                replace(mark, family="counted", number=counted + 1, end=end, label=f"{first}.")
                if goes_on
                else None
            )
        now = found[number]
        if now is not None and now.family == "counted":
            counted = now.number
    return found


def _counts(words: str, mark: Mark, known: set[str], parents: set[str]) -> bool:
    """Tell whether a dotted number is one of several that count on, or the first of some."""
    above = mark.label.rpartition(".")[0]
    near = range(mark.number - _NEAR, mark.number + _NEAR + 1)
    beside = any(f"{above}.{n}" in known for n in near if n != mark.number)
    measured = not mark.spaced and _MEASURE.match(words, mark.end)
    return beside or mark.label in parents or (mark.number <= 1 and not measured)

"""Where a clause stands, as the steps of a reference."""

from __future__ import annotations

import functools
import re

from index.document.corpus import Clause, Unit
from qa.ask.reference.refer import Step, read_references


@functools.lru_cache(maxsize=4096)
def steps_of(ref: str) -> tuple[Step, ...]:
    """Return the steps that the words of a reference name; a bare 4.2.1 is the clause of that number."""
    bare = re.fullmatch(r"[A-Z]|(?:[A-Z]\.)?[0-9]+(?:\.[0-9]+)*", ref)
    if bare:
        return (Step("clause", None, label=ref),)
    return tuple(step for reference in read_references(ref) for step in reference.steps)


def address(clause: Clause) -> tuple[Step, ...]:
    """Return the steps that a clause's own headings and reference spell out."""
    named = (steps_of(heading.label) for heading in clause.path)
    section = clause.section
    own = [step for steps in (*named, steps_of(clause.ref)) for step in steps]
    if section.chapter:
        own.append(Step("point", section.chapter))
    if section.section:
        own.append(Step("subpoint", section.section))
    return tuple(own)


def unit_number(unit: Unit, step: Step) -> int | None:
    """Return the number that a unit of an article has at the level of a step: 款, 项 or 目."""
    numbers = {"paragraph": unit.paragraph, "item": unit.item, "subitem": unit.point}
    return numbers[step.level]

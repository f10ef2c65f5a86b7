"""The places that exist, where one that was asked for does not."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.document.corpus import Clause, Heading, Section
from index.outline.numbering.numerals import chinese_numeral
from index.outline.numbering.refs import article_label
from qa.ask.reference.addresses import address, steps_of, unit_number
from qa.ask.reference.refer import Step, StepLevel

# So many neighbours are named where a place does not exist.
_NEAREST = 2
_MARK: dict[StepLevel, str] = {
    "part": "第{}部分", "division": "第{}编", "chapter": "第{}章", "section": "第{}节",
    "paragraph": "第{}款", "item": "第（{}）项", "subitem": "第{}目", "annex": "附件{}",
    "point": "{}、", "subpoint": "（{}）", "box": "专栏{}", "table": "表{}",
}  # fmt: skip
# What people call a numbered part of a document that has none of the kind.
_COUNTED: frozenset[StepLevel] = frozenset({"article", "section", "item", "paragraph", "clause"})


def neighbours(step: Step, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the places of the same kind that are nearest by number, as the document has them."""
    named: dict[str, int] = {}
    for clause in clauses:
        for label, number in _siblings(clause, step):
            named.setdefault(label, number)
    wanted = step.number or 0
    nearest = sorted(named, key=lambda label: (abs(named[label] - wanted), named[label]))
    return tuple(sorted(nearest[:_NEAREST], key=lambda label: named[label]))


def counted_like(step: Step, clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Return the places that a number may have meant in a document without those that it names.

    第二十条 of a paper with （一） to （十五） is likelier beyond its （十五） than beyond its 五、
    """
    if step.level not in _COUNTED or step.number is None:
        return ()
    best: tuple[float, tuple[str, ...]] = (math.inf, ())
    for level in ("subpoint", "point"):
        numbers = {own.number for c in clauses for own in address(c) if own.level == level}
        known = [number for number in numbers if number]
        far = min((abs(number - step.number) for number in known), default=math.inf)
        if far < best[0]:
            best = (far, neighbours(replace(step, level=level), clauses))
    return best[1]


def _siblings(clause: Clause, step: Step) -> Iterator[tuple[str, int]]:
    """Yield what stands in a clause of the kind that a step asks for, with its number."""
    if step.level == "article":
        if clause.article is not None:
            yield article_label(clause.article, clause.inserted), clause.article
    elif step.level in {"paragraph", "item", "subitem"} and clause.article is not None:
        numbers = {unit_number(unit, step) for unit in clause.units}
        yield from (_marked(step.level, number) for number in numbers if number is not None)
    else:
        named = [
            (f"{heading.label} {heading.title}".strip(), heading.number)
            for heading in clause.path
            if heading.number is not None
            and step.level in {heading.level, *(own.level for own in steps_of(heading.label))}
        ]
        yield from named
        yield from _by_section(clause.section, clause.path, step)
        for own in () if named else steps_of(clause.ref):
            if own.level == step.level and own.number is not None and step.level in _MARK:
                yield _marked(step.level, own.number)


def _by_section(section: Section, path: Sequence[Heading], step: Step) -> Iterator[tuple[str, int]]:
    """Yield the chapter or section that a clause counts as, where its heading is of another kind."""
    inner = step.level == "section"
    number = section.section if inner else section.chapter
    title = section.section_title if inner else section.chapter_title
    if not number or step.level not in {"part", "chapter", "section"}:
        return
    if any(heading.level == step.level and heading.number is not None for heading in path):
        return
    label = next((h.label for h in path if (h.number, h.title) == (number, title)), "")
    shown = label or _marked(step.level, number)[0]
    yield f"{shown} {title or ''}".strip(), number


def _marked(level: StepLevel, number: int) -> tuple[str, int]:
    return _MARK[level].format(chinese_numeral(number)), number


def outermost(headings: Sequence[Heading]) -> tuple[str, ...]:
    """Return the first headings that stand below no other, where nothing nearer can be named."""
    top = [heading for heading in headings if not heading.depth]
    return tuple(f"{h.label} {h.title}".strip() for h in top[:_NEAREST])


def similar(text: str, titles: Sequence[str]) -> tuple[str, ...]:
    """Return the titles nearest to a text that is the title of nothing."""
    from rapidfuzz import process

    best = process.extract(text, dict.fromkeys(titles), limit=_NEAREST)
    return tuple(title for title, score, _ in best if score)

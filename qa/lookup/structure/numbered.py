"""Paragraphs with a number of their own, 12.试行保税存储。, found by it: 第12条任务, item 12."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Heading
from index.document.span import Span
from index.runtime.patterns import regex
from qa.ask.reference.refer import Reference, Step
from qa.ask.reference.resolve import Held, resolve

_NUMBER = regex(
    r"\s*(?:(?P<plain>[0-9]{1,2})(?:[.．、](?![0-9])|[)）])|[（(](?P<round>[0-9]{1,2})[)）])"
)
_TWO = 2
# What a paragraph with a number may be called.
_CALLED = frozenset({"article", "section", "item", "paragraph", "point", "subpoint"})


def numbered(steps: Sequence[Step], clause_index: ClauseIndex) -> tuple[Held, ...]:
    """Return the paragraph that has the number of the last step, where one alone has it.

    Args:
        steps: The place, outermost first; only the last of them is looked for within the others.
        clause_index: Where to look.
    """
    last = steps[-1]
    if last.level not in _CALLED or not last.number:
        return ()
    clauses: Sequence[Clause] = clause_index.clauses
    for above in steps[:-1]:
        clauses = _within(above, clauses, clause_index) or ()
    at = [n for n, clause in enumerate(clauses) if last.number in _lines(clause)]
    if len(at) != 1:
        return ()
    first = clauses[at[0]]
    part = _lines(first)[last.number]
    held = [Held(first, None if part == Span(0, len(first.text)) else part)]
    if part.end < len(first.text):
        return tuple(held)
    for clause in clauses[at[0] + 1 :]:
        if clause.path != first.path or clause.ref != first.ref or _lines(clause):
            break
        held.append(Held(clause))
    return tuple(held)


def has_bracketed(steps: Sequence[Step], clause_index: ClauseIndex) -> bool:
    """Tell whether the headings right below the place above （四） have such numbers, whichever they are."""
    if len(steps) < _TWO or steps[-1].level != "subpoint":
        return False
    above = resolve(Reference(tuple(steps[:-1]), Span(0, 0), ""), clause_index)
    below = (one for h in above.headings for one in children(h, clause_index.headings))
    return any(one.label.startswith(("（", "(")) for one in below)


def children(place: Heading, headings: Sequence[Heading]) -> list[Heading]:
    """Return the headings right below one, in order."""
    found: list[Heading] = []
    for heading in headings:
        if heading.doc_id != place.doc_id or heading.start <= place.start:
            continue
        if heading.depth <= place.depth:
            break
        found.append(heading)
    first = min((heading.depth for heading in found), default=0)
    return [heading for heading in found if heading.depth == first]


def _within(step: Step, clauses: Sequence[Clause], clause_index: ClauseIndex) -> Sequence[Clause]:
    """Return those of some clauses that stand at a step; a section may be what has （二）."""
    for level in (step.level, "subpoint") if step.level == "section" else (step.level,):
        other = Step(level, step.number)
        held = resolve(Reference((other,), Span(0, 0), ""), clause_index).held
        inside = {one.clause.clause_id for one in held}
        if found := [clause for clause in clauses if clause.clause_id in inside]:
            return found
    return ()


def _lines(clause: Clause) -> Mapping[int, Span]:
    """Return the paragraphs of a clause that have a number, by it."""
    if clause.table is not None or clause.article is not None:
        return {}
    found = list(_NUMBER.finditer(clause.text))
    if not found:
        return {}
    ends = [*(match.start() for match in found[1:]), len(clause.text)]
    return {
        int(match["plain"] or match["round"]): Span(match.start(), match.start() + len(text))
        for match, end in zip(found, ends, strict=True)
        if (text := clause.text[match.start() : end].rstrip("\n"))
    }

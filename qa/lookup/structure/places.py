"""What stands at a place that a question names, or which places there are instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Heading, Span
from index.runtime.patterns import regex
from qa.ask.reference.annexes import annexed
from qa.ask.reference.refer import Reference, Step, StepLevel
from qa.ask.reference.resolve import Found, Held, find_title, resolve
from qa.ask.reference.rows import row_numbers
from qa.intent.references import LAST
from qa.intent.request import Asked
from qa.lookup.reply import Passage
from qa.lookup.structure.numbered import children, has_bracketed, numbered
from qa.lookup.structure.run_in import run_in_named
from qa.lookup.titled import titled

_PAIR = 2
# What the outermost parts of a document may be.
_OUTERMOST: tuple[StepLevel, ...] = ("chapter", "point", "part")
_BRACKETED = regex("[（(][一二三四五六七八九十]{1,3}[)）]")
# An item begins a line of its own.
_LINE = regex(r"\s*[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]")


def find_asked(asked: Sequence[Asked], clause_index: ClauseIndex) -> Found:
    """Return what stands at the places, in reading order; the first that is missing where one is."""
    found = [_find(place, clause_index) for place in asked]
    missing = [one for one in found if not one.held]
    if missing:
        return missing[0]
    held = dict.fromkeys(one for each in found for one in each.held)
    headings = dict.fromkeys(heading for each in found for heading in each.headings)
    ordered = sorted(held, key=lambda one: one.clause.position)
    return Found("、".join(one.asked for one in found), tuple(ordered), tuple(headings))


def passages_at(found: Found) -> tuple[Passage, ...]:
    """Return the passages of a place."""
    return tuple(Passage(held.clause, held.part) for held in found.held)


def within(found: Found) -> frozenset[str]:
    """Return the ids of the clauses at a place."""
    return frozenset(held.clause.clause_id for held in found.held)


def _find(place: Asked, clause_index: ClauseIndex) -> Found:
    if place.title:
        exact = find_title(place.title, clause_index)
        named = exact if exact is not None and exact.held else None
        named = named or run_in_named(place.title, clause_index)
        found = named or titled(place.title, clause_index)
        return _nth_below(found, place, clause_index) if place.steps else found
    steps: tuple[Step, ...] = ()
    for step in place.steps:
        steps = (*steps, _numbered(step, clause_index, steps, place.words))
    words = place.words
    # Of a paper without articles 第六条 is rather the sixth of what runs through it than its 六、.
    for sooner in (_bracketed, _as_articles):
        if (other := sooner(steps, words, clause_index)) is not None:
            return other
    found = _resolve(steps, words, clause_index)
    if found.held:
        return found
    if 0 < place.own < len(steps):
        # （十三）, asked after chapter 4, is in chapter 5 where numbers run on.
        alone = _resolve(steps[-place.own :], words, clause_index)
        found = alone if alone.held else found
    for later in (_counted, _as_law, _as_it_has, _numbered_line, _dotted):
        if not found.held:
            found = later(steps, words, clause_index) or found
    return found


def _as_articles(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    return _as_it_has(steps, words, clause_index) if steps[0].level == "article" else None


def _as_law(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    """Return the article that 第（七）条 is of a law: where there is no （七）, the brackets say nothing."""
    if steps[-1].level != "subpoint" or not words.endswith("条"):
        return None
    law = _resolve((*steps[:-1], replace(steps[-1], level="article")), words, clause_index)
    return law if law.held else None


def _numbered_line(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    if _BRACKETED.search(words) and has_bracketed(steps, clause_index):
        return None  # 六（四） is no line 4. where 六 has （一）（二）
    held = numbered(steps, clause_index)
    return Found(words, held) if held else None


def _dotted(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    """Return what stands at 4.1 of a paper without such numbers: the first below its fourth part."""
    numbers = steps[-1].label.split(".") if steps[-1].level == "clause" else []
    if len(steps) != 1 or len(numbers) != _PAIR:
        return None
    outer, inner = map(int, numbers)
    for level in _OUTERMOST:
        below = (Step(level, outer), Step("subpoint", inner))
        for way in (_counted, _numbered_line):
            if (found := way(below, words, clause_index)) is not None and found.held:
                return found
    return None


def _bracketed(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    """Return what stands at a number in brackets: Section III (3) is 三、（三）, article 33(2) its （二）."""
    if len(steps) == 1 or not ("(" in words or "sub" in words.lower()):
        return None
    first, last = steps[0], steps[-1]
    if first.level == "section" and not any(map(_is_section, clause_index.headings)):
        other = (replace(first, level="part"), *steps[1:-1], replace(last, level="subpoint"))
    elif last.level == "paragraph" and not _resolve(steps, words, clause_index).held:
        other = (*steps[:-1], replace(last, level="item"))
    else:
        return None
    found = _resolve(other, words, clause_index)
    return found if found.held else None


def _is_section(heading: Heading) -> bool:
    return heading.level == "section" and heading.label.startswith("第")


def _as_it_has(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    """Return what stands at a number where a document has no places of the kind that is named.

    第五节 and 第五点 of a paper that has only 一、二、 are its 五、; 第八条 of one whose （一）（二） run on
    through all its parts is its （八）, and 第八条第二款 a paragraph of that.
    """
    level, below = steps[0].level, steps[1:]
    sections = any(clause.section.section for clause in clause_index.clauses)
    if not below and level in {"section", "subpoint"} and not sections:
        other: StepLevel = "point"
    elif (
        level in {"article", "section", "point"}
        and all(step.level == "paragraph" for step in below)
        and _run_on(clause_index)
    ):
        other = "subpoint"
    else:
        return None
    found = _resolve((replace(steps[0], level=other), *below), words, clause_index)
    if not found.held and len(below) == 1:
        found = _lines(_resolve((replace(steps[0], level=other),), words, clause_index), below[0])
    return found if found.held else None


def _lines(found: Found, step: Step) -> Found:
    """Return the paragraph of a point that counts none itself: the lines below its heading are counted."""
    lines: list[list[Held]] = []
    for held in found.held:
        opens = not lines or _LINE.match(held.clause.text) or _is_apart(lines[-1][-1], held)
        lines.extend([[held]] if opens else [])
        if not opens:
            lines[-1].append(held)
    number = step.number or 0
    return replace(found, held=tuple(lines[number - 1]) if 0 < number <= len(lines) else ())


def _is_apart(one: Held, other: Held) -> bool:
    """Tell whether the source has a line's end, more than a character, between two clauses."""
    return other.clause.spans[0].start - one.clause.spans[0].end > 1


def _run_on(clause_index: ClauseIndex) -> bool:
    """Tell whether （一）（二） are numbered through every text of a document, and there are no articles."""
    if any(heading.level == "article" for heading in clause_index.headings):
        return False
    for number in (1, 2):
        found = _resolve((Step("subpoint", number),), "", clause_index)
        above = {_above(held.clause) for held in found.held}
        if not above or len(above) > len({path[:1] for path in above}):
            return False
    return True


def _above(clause: Clause) -> tuple[Heading | str, ...]:
    """Return the text that a clause is in, which may be one of several in a file, and the parts above it."""
    path = [heading for heading in clause.path if not heading.label.startswith(("（", "("))]
    inner = path[0] if path and path[0].number is None else clause.doc_id
    return (inner, *path)


def _counted(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    """Return what stands at 第三部分第二点 where numbers run on: the second heading of that part."""
    if len(steps) == 1 or steps[-1].level not in {"subpoint", "item", "article", "point"}:
        return None
    lawful = any(heading.level == "article" for heading in clause_index.headings)
    if lawful and steps[-1].level == "article":
        return None
    above = _resolve(steps[:-1], words, clause_index)
    number = steps[-1].number or 0
    shared = (
        set.intersection(*(set(held.clause.path) for held in above.held)) if above.held else set()
    )
    if not shared or number < 1:
        return None
    place = max(shared, key=lambda heading: heading.depth)
    below = children(place, clause_index.headings)
    if number > len(below) or below[number - 1].number is None:
        return None
    meant = below[number - 1]
    held = tuple(Held(clause) for clause in clause_index.clauses if meant in clause.path)
    return Found(words, held, (meant,))


def _nth_below(above: Found, place: Asked, clause_index: ClauseIndex) -> Found:
    """Return what stands at 保障措施里第三点: the third heading below it, else its third line."""
    step = place.steps[-1]
    below = [one for h in above.headings for one in children(h, clause_index.headings)]
    number = step.number or 0
    if not below:
        return replace(_lines(above, step), asked=place.words)
    number += len(below) + 1 if number < 0 else 0
    meant = below[number - 1 : number] if number > 0 else []
    held = tuple(Held(c) for c in clause_index.clauses if meant and meant[0] in c.path)
    nearest = tuple(f"{heading.label} {heading.title}".strip() for heading in below)
    return Found(place.words, held, tuple(meant), nearest)


def _resolve(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found:
    if steps[0].level == "annex" and steps[0].number is None and not steps[0].label:
        found = _annexes(words, clause_index)
        return _rows(found, steps[-1]) if len(steps) > 1 else found
    found = resolve(Reference(steps, Span(0, len(words)), words), clause_index)
    if not found.held and steps[0].level in {"annex", "table"} and len(steps) > 1:
        # 附件2第13项: a row of the table that the annex is.
        table = resolve(Reference(steps[:1], Span(0, len(words)), words), clause_index)
        rows = _rows(table, steps[-1])
        return rows if len(rows.held) < len(table.held) else found
    return found


def _rows(found: Found, step: Step) -> Found:
    """Return the rows of a place that have the number of a step; the place itself where none has it."""
    if step.level != "item" or step.number is None:
        return found
    numbers = range(step.number, (step.until or step.number) + 1)
    rows = tuple(held for held in found.held if not row_numbers(held.clause).isdisjoint(numbers))
    return replace(found, held=rows) if rows else found


def _annexes(words: str, clause_index: ClauseIndex) -> Found:
    return Found(words, tuple(Held(clause) for clause in annexed(clause_index.clauses)))


def _numbered(step: Step, clause_index: ClauseIndex, above: tuple[Step, ...], words: str) -> Step:
    """Return the step with its number, where it is counted from the end: the last, the last but one."""
    if step.number is None or step.number > LAST:
        return step
    numbers = sorted(set(_numbers(step, clause_index, above, words)))
    number = numbers[max(step.number, -len(numbers))] if numbers else 1
    # The last point is that of the headings （一）（二）, unless an article has items.
    level: StepLevel = "subpoint" if step.level == "item" and not above else step.level
    return replace(step, level=level, number=number)


def _numbers(
    step: Step, clause_index: ClauseIndex, above: tuple[Step, ...], words: str
) -> list[int]:
    """Return the numbers of all places of a kind, within the place above where there is one."""
    headings = clause_index.headings
    if above:
        held = _resolve(above, words, clause_index)
        own = [getattr(unit, step.level, None) for one in held.held for unit in one.clause.units]
        own += [getattr(one.clause, step.level, None) for one in held.held]
        if any(own) and step.level in {"paragraph", "item"}:
            return list(filter(None, own))
        below = [below for place in held.headings for below in children(place, headings)]
        return list(range(1, len(below) + 1))
    if step.level in {"subpoint", "item"}:
        bracketed = [h.number for h in headings if h.label.startswith(("（", "(")) and h.number]
        return bracketed or [h.number for h in headings if h.label.endswith("、") and h.number]
    if step.level == "box":
        return [h.number for h in headings if h.label.startswith("专栏") and h.number]
    numbers = [
        heading.number
        for heading in headings
        if heading.number is not None
        and (heading.level == step.level or (step.level == "part" and heading.depth == 0))
    ]
    sections = (clause.section for clause in clause_index.clauses)
    inner = step.level == "section"
    return numbers or [
        number for own in sections if (number := own.section if inner else own.chapter)
    ]

"""What stands at a place that a question names, or which places there are instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.clause_index import ClauseIndex
from index.corpus import Clause, Heading, Span
from index.patterns import regex
from index.terms import terms
from qa.ask.refer import Reference, Step, StepLevel
from qa.ask.resolve import Found, Held, find_title, resolve
from qa.ask.rows import row_numbers
from qa.intent.references import LAST
from qa.intent.request import Asked
from qa.lookup.reply import Passage
from qa.lookup.topics import alike_in

# An item begins a line of its own.
_LINE = regex(r"\s*[（(]?[0-9一二三四五六七八九十]{1,3}[)）.、．]")
# Of the pairs of characters of the words asked for, how many a title must have to be the one meant.
_ALIKE = 0.5


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
        return _titled(place.title, clause_index)
    steps: tuple[Step, ...] = ()
    for step in place.steps:
        steps = (*steps, _numbered(step, clause_index, steps, place.words))
    if steps[0].level == "article":
        # Of a paper without articles 第六条 is rather the sixth of what runs through it than its 六、.
        point = _as_it_has(steps, place.words, clause_index)
        if point is not None:
            return point
    found = _resolve(steps, place.words, clause_index)
    # （十三）, asked after chapter 4, is in chapter 5 where numbers run on.
    if not found.held and 0 < place.own < len(steps):
        alone = _resolve(steps[-place.own :], place.words, clause_index)
        found = alone if alone.held else found
    if not found.held and len(steps) > 1 and steps[-1].level in {"subpoint", "item"}:
        found = _counted(steps, place.words, clause_index) or found
    if not found.held and steps[-1].level == "subpoint" and place.words.endswith("条"):
        # 第（七）条 of a law: where there is no （七）, the brackets say nothing.
        article = (*steps[:-1], replace(steps[-1], level="article"))
        law = _resolve(article, place.words, clause_index)
        found = law if law.held else found
    if not found.held:
        found = _as_it_has(steps, place.words, clause_index) or found
    return found


def _as_it_has(steps: tuple[Step, ...], words: str, clause_index: ClauseIndex) -> Found | None:
    """Return what stands at a number where a document has no places of the kind that is named.

    第五节 and 第五点 of a paper that has only 一、二、 are its 五、; 第八条 of one whose （一）（二） run on
    through all its parts is its （八）, and 第八条第二款 a paragraph of that.
    """
    level, below = steps[0].level, steps[1:]
    if level == "section" and [step.level for step in below] in (["item"], ["subpoint"]):
        # Section III (3) is 三、（三）: what is called a section has points below it.
        parts = (replace(steps[0], level="part"), replace(below[0], level="subpoint"))
        return found if (found := _resolve(parts, words, clause_index)).held else None
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
    return _resolve(
        (replace(steps[-1], level="subpoint", number=below[number - 1].number),),
        words,
        clause_index,
    )


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
    held = tuple(Held(c) for c in clause_index.clauses if c.role == "annex" or _in_annex(c))
    return Found(words, held)


def _in_annex(clause: Clause) -> bool:
    return any(heading.label.startswith(("附件", "附录", "附表")) for heading in clause.path)


def _numbered(step: Step, clause_index: ClauseIndex, above: tuple[Step, ...], words: str) -> Step:
    """Return the step with the number that the last one has, where the last is asked for."""
    if step.number != LAST:
        return step
    if above and step.level in {"paragraph", "item"}:
        held = _resolve(above, words, clause_index).held
        own = [getattr(unit, step.level) for one in held for unit in one.clause.units]
        own += [getattr(one.clause, step.level) for one in held]
        return replace(step, number=max(filter(None, own), default=1))
    numbers = [
        heading.number
        for heading in clause_index.headings
        if heading.number is not None
        and (heading.level == step.level or (step.level == "part" and heading.depth == 0))
    ]
    if not numbers:
        numbers = [
            number
            for clause in clause_index.clauses
            if (
                number := clause.section.chapter
                if step.level != "section"
                else clause.section.section
            )
        ]
    return replace(step, number=max(numbers, default=1))


def _titled(title: str, clause_index: ClauseIndex) -> Found:
    found = find_title(title, clause_index)
    if found is not None and found.held:
        return found
    headings = [h for h in clause_index.headings if h.title]
    best = max(headings, key=lambda heading: likeness(title, heading, clause_index), default=None)
    if best is None or likeness(title, best, clause_index) < _ALIKE:
        # 讲怎么缴钱的那一章 is the one on 缴存.
        best = max(headings, key=lambda heading: alike_in(title, heading.title), default=None)
    if (
        best is None
        or max(likeness(title, best, clause_index), alike_in(title, best.title)) < _ALIKE
    ):
        return Found(
            title, (), (), tuple(dict.fromkeys(h.title for h in headings if not h.depth))[:8]
        )
    held = tuple(Held(c) for c in clause_index.clauses if best in c.path)
    return Found(best.title, held, (best,))


def likeness(asked: str, heading: Heading, clause_index: ClauseIndex) -> float:
    """Return how much of the asked words a title has, 0 to 1; English ones by what its words mean."""
    if re.search("[\u3400-\u9fff]", asked):
        pairs = {asked[at : at + 2] for at in range(len(asked) - 1)} or {asked}
        return sum(pair in heading.title for pair in pairs) / len(pairs)
    wanted = set(terms(asked))
    english = set(terms(clause_index.titles.get(heading.title, "")))
    if wanted and english:
        return len(wanted & english) / len(wanted)
    return said_in(asked, heading.title, clause_index)


def said_in(asked: str, chinese: str, clause_index: ClauseIndex) -> float:
    """Return how many of some English words those of a Chinese name mean, 0 to 1."""
    wanted = set(terms(asked))
    tokens = (
        token
        for start in range(len(chinese))
        for end in range(start + 1, len(chinese) + 1)
        for meaning in clause_index.words.meanings.get(chinese[start:end], ())
        for token in meaning.tokens
    )
    return len(wanted & set(terms(" ".join(tokens)))) / len(wanted) if wanted else 0.0

"""From a reference to the words that stand at that place, or to the nearest places that exist."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Heading, Span, Unit
from index.outline.numbering.numerals import fold
from index.runtime.patterns import regex
from qa.ask.reference.addresses import address, steps_of, unit_number
from qa.ask.reference.annexes import annexed, is_annexes
from qa.ask.reference.nearest import counted_like, neighbours, outermost, similar
from qa.ask.reference.refer import Reference, Step, read_references
from qa.result import Language

_WORDED = regex("第.{1,6}[章节]")
_SPACE = regex(r"\s+")


@dataclass(frozen=True, slots=True)
class Held:
    """A clause at a place, and which of its words stand there; None: all of them."""

    clause: Clause
    part: Span | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at a place.

    Attributes:
        asked: The place, in the words of who asked.
        held: In reading order; empty where there is no such place.
        headings: Those of the place itself: the chapter asked for, in each document that has it.
        nearest: Where it does not exist, the nearest that do, as the document numbers them.
    """

    asked: str
    held: tuple[Held, ...]
    headings: tuple[Heading, ...] = ()
    nearest: tuple[str, ...] = ()


def find_place(text: str, clause_index: ClauseIndex, docs: Collection[str] | None = None) -> Found:
    """Return what stands at the place that ``text`` names and nothing else.

    Args:
        text: A clause id, a reference, or the title of a heading or document.
        clause_index: Where to look.
        docs: Ids of the documents to look in; None for all.
    """
    text = text.strip()
    clause = clause_index.clause_by_id.get(text)
    if clause is not None:
        return Found(text, (Held(clause),), clause.path[-1:])
    if titled := find_title(text, clause_index, docs):
        return titled
    if is_annexes(text) and (held := annexed(clause_index.clauses, docs)):
        return Found(text, tuple(Held(clause) for clause in held), held[0].path[:1])
    references = read_references(text)
    if not references:
        headings = [h for h in clause_index.headings if h.title and _in(h.doc_id, docs)]
        nearest = similar(text, [heading.title for heading in headings])
        return Found(text, (), (), nearest or outermost(headings))
    found = [resolve(reference, clause_index, docs) for reference in references]
    missing = [one for one in found if not one.held]
    if missing:
        return missing[0]
    return Found(
        text,
        tuple(dict.fromkeys(held for one in found for held in one.held)),
        tuple(dict.fromkeys(heading for one in found for heading in one.headings)),
    )


def find_title(
    text: str, clause_index: ClauseIndex, docs: Collection[str] | None = None
) -> Found | None:
    """Return what stands below the heading whose title ``text`` is, with or without its label."""
    wanted = _key(text)
    if not wanted:
        return None
    headings = tuple(
        heading
        for heading in clause_index.headings
        if heading.title
        and _in(heading.doc_id, docs)
        and wanted in {_key(heading.title), _key(heading.label + heading.title)}
    )
    if not headings:
        return None
    below = frozenset(headings)
    held = tuple(Held(c) for c in clause_index.clauses if not below.isdisjoint(c.path))
    return Found(text, held, headings)


def resolve(
    reference: Reference, clause_index: ClauseIndex, docs: Collection[str] | None = None
) -> Found:
    """Return what stands at a reference.

    A place of the body comes before one of the same number in an annex, unless the annex is named.
    """
    clauses = [clause for clause in clause_index.clauses if _in(clause.doc_id, docs)]
    reference = _outermost_section(reference, clauses)
    levels = _levels_by_document(clause_index.headings)
    in_annex = any(step.level == "annex" for step in reference.steps)
    pools = [clauses] if in_annex else [[c for c in clauses if c.role != "annex"], clauses]
    deepest: tuple[int, list[Clause]] = (-1, clauses)
    for pool in pools:
        remaining = pool
        for depth, step in enumerate(reference.steps):
            below = [c for c in remaining if _holds(c, step, levels.get(c.doc_id, frozenset()))]
            if not below:
                if depth > deepest[0]:
                    deepest = (depth, remaining)
                break
            remaining = below
        else:
            held = [_held(clause, reference.steps) for clause in remaining]
            exact = tuple(one for one in held if one is not None)
            if exact:
                return Found(reference.text, exact, _own_headings(reference.steps[-1], exact))
            deepest = (len(reference.steps) - 1, remaining)
    depth, remaining = deepest
    step = reference.steps[max(depth, 0)]
    nearest = neighbours(step, remaining) or counted_like(step, remaining)
    if not nearest:
        own = {clause.doc_id for clause in remaining}
        nearest = outermost([h for h in clause_index.headings if h.doc_id in own and h.title])
    return Found(reference.text, (), (), nearest)


def _outermost_section(reference: Reference, clauses: Sequence[Clause]) -> Reference:
    """Return ``section 2``, named alone, as the part 二、 of documents that have neither 章 nor 节."""
    (first, *below) = reference.steps
    if below or first.level != "section" or not reference.text.isascii():
        return reference
    named = any(_WORDED.match(heading.label) for clause in clauses for heading in clause.path)
    return reference if named else replace(reference, steps=(replace(first, level="part"),))


def absent_text(found: Found, lang: Language) -> str:
    """Return the sentence that says that a place does not exist, and which do."""
    named = "、".join(found.nearest) if lang == "zh" else ", ".join(found.nearest)
    if lang == "zh":
        nearest = f"，最接近的是{named}" if named else ""
        return f"没有“{found.asked}”这一处{nearest}。"
    nearest = f"; the nearest are {named}" if named else ""
    return f"There is no “{found.asked}” here{nearest}."


def _in(doc_id: str, docs: Collection[str] | None) -> bool:
    return docs is None or doc_id in docs


def _key(text: str) -> str:
    return _SPACE.sub("", fold(text)).casefold().strip("《》“”\"'。：:")


def _levels_by_document(headings: Iterable[Heading]) -> dict[str, frozenset[str]]:
    levels: dict[str, set[str]] = {}
    for heading in headings:
        levels.setdefault(heading.doc_id, set()).add(heading.level)
    return {doc_id: frozenset(found) for doc_id, found in levels.items()}


def _holds(clause: Clause, step: Step, levels: frozenset[str]) -> bool:
    """Tell whether a clause stands, with some of its words at least, at a step of a reference."""
    unnumbered = step.level in {"part", "article"} and step.level not in levels
    # 第三部分 and 第三条 of a document that has neither are how people speak of its 三、; nobody calls
    # 第三章 an article.
    unnumbered = unnumbered and (step.level == "part" or not _has_chapters(clause))
    if step.level == "chapter" or (unnumbered and clause.article is None):
        fits = _number_fits(clause.section.chapter, step)
    elif step.level == "section":
        fits = _number_fits(clause.section.section, step)
    elif step.level in {"part", "division"}:
        fits = any(_heading_fits(heading, step) for heading in clause.path)
    elif step.level == "article":
        single = step.until is None
        fits = _number_fits(clause.article, step) and not (
            single and clause.inserted != step.inserted
        )
    elif step.level in {"paragraph", "item", "subitem"} and clause.article is not None:
        fits = any(_unit_fits(unit, step) for unit in clause.units)
    else:
        fits = any(_step_fits(own, step) for own in address(clause))
    return fits


def _has_chapters(clause: Clause) -> bool:
    return any(heading.label.startswith("第") for heading in clause.path)


def _number_fits(number: int | None, step: Step) -> bool:
    if number is None or step.number is None:
        return False
    return step.number <= number <= (step.until or step.number)


def _heading_fits(heading: Heading, step: Step) -> bool:
    return (
        heading.level == step.level
        and _number_fits(heading.number, step)
        and ("分编" in heading.label) == (step.label == "分编")
    )


def _unit_fits(unit: Unit, step: Step) -> bool:
    return _number_fits(unit_number(unit, step), step)


def _step_fits(own: Step, wanted: Step) -> bool:
    if wanted.level == "clause":
        return own.label == wanted.label or own.label.startswith(f"{wanted.label}.")
    same = own.level == wanted.level or {own.level, wanted.level} == {"subpoint", "item"}
    if wanted.level == "annex" and wanted.number is None:
        return same and (not wanted.label or own.label == wanted.label)
    return same and _number_fits(own.number, wanted)


def _held(clause: Clause, steps: Sequence[Step]) -> Held | None:
    """Return the clause with the range of it that fits all the steps below the article."""
    below = [step for step in steps if step.level in {"paragraph", "item", "subitem"}]
    if not below or clause.article is None:
        return Held(clause)
    units = [u for u in clause.units if all(_unit_fits(u, step) for step in below)]
    if not units:
        return None
    part = Span(units[0].span.start, units[-1].span.end)
    return Held(clause) if part == Span(0, len(clause.text)) else Held(clause, part)


def _own_headings(step: Step, held: Sequence[Held]) -> tuple[Heading, ...]:
    """Return the headings of the step itself above the clauses that were found."""
    found: dict[Heading, None] = {}
    for one in held:
        for heading in one.clause.path:
            if heading.level == step.level and _number_fits(heading.number, step):
                found[heading] = None
                break
        else:
            for heading in one.clause.path:
                own = steps_of(heading.label)
                if any(_step_fits(of, step) for of in own) or _counts_as(heading, one.clause, step):
                    found[heading] = None
                    break
    return tuple(found)


def _counts_as(heading: Heading, clause: Clause, step: Step) -> bool:
    """Tell whether a heading, 三、, is what people call 第三部分 or 第三章."""
    outermost = step.level in {"part", "chapter", "article"} and bool(clause.section.chapter)
    return (
        outermost
        and heading.number == clause.section.chapter
        and heading.title == clause.section.chapter_title
        and _number_fits(heading.number, step)
    )

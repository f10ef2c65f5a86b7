"""All members of an enumeration: items of an article, paragraphs of a section, one sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from index.document.corpus import Clause, Span
from index.runtime.patterns import regex

_ITEM = regex(
    r"^\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:是|、)|"
    r"[0-9]{1,2}[.、．]|——|●|•)"
)
_LINE = regex(r"[^\n]*[^\s][^\n]*")
_LEADS_IN = regex("[：:]\\s*$")
# 先行先试、改革创新、…: so many members make a list.
_MEMBERS = regex(
    "(?:[^，。；、：\\s]{1,30}、){2,}[^，。；、：]{1,30}?(?:和|及|与|以及)?[^，。；、：]{0,30}"
)
# 餐饮、家电和文旅: three are a list, of which the last is joined by a word.
_THREE = regex(
    "[^，。；、：\\s]{1,30}、[^，。；、：\\s]{1,30}?(?:和|及|与|以及|或者|或)[^，。；、：\\s]{1,30}"
)
_LABEL = regex(
    r"\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}(?:\.[0-9]{1,2})+|"
    r"[0-9]{1,2}[.．、])\s*"
)
# 6.3 处分分为警告、记过两种 is a paragraph, and what it names the list.
_DOTTED = regex(r"\s*[0-9]{1,2}(?:\.[0-9]{1,2})+")
_COUNTED = regex(
    "(?:分为|分成|包括|有)[^，。；]*、[^，。；]*?(?:[两二三四五六七八九十]|[0-9]{1,2})(?:种|类|级|档|等)"
)
# What bodies are called that are asked for; as the first two characters of 部门, 单位.
_BODIES = frozenset({"部门", "单位", "机关", "机构"})
_BODY = regex(
    r"(?:(?<=[由、和与及商])|(?<=会同)|(?<=联合)|^)(?![由会联])[\u4e00-\u9fff]{1,14}?(?:局|委|部|厅|办|署|中心|政府|街道)"
    "(?=[、，。和与及]|牵头|会同|配合|负责|等|编制|按照?|共同|联合|要|应)"
)
_FEWEST = 3
# So many other parts of a list are shown beside the one that answers.
_PARTS = 3
# More than this is a section of its own, not a list.
_MOST = 40


@dataclass(frozen=True, slots=True)
class Enumeration:
    """What a document names one by one.

    Attributes:
        clauses: The clauses that hold it, its lead-in with them, in reading order.
        count: How many members it has; None where one sentence names them, whose parts are no items.
    """

    clauses: tuple[Clause, ...]
    count: int | None = None


def members(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses that hold the enumeration which ``clause`` belongs to; itself where it is alone."""
    if clause.table is not None:
        return [clause]  # rows follow each other for another reason
    by_position = {one.position: one for one in clauses}
    if clause.article is not None and clause.units:
        return _article(clause, clauses)
    found = _run(clause, by_position, _same_place)
    if len(found) == 1:
        # 1. 2. below 三、 are sections by their numbers: what leads in makes them items of one list.
        loose = _run(clause, by_position, _same_chapter)
        found = loose if _LEADS_IN.search(loose[0].text) else found
    return found if len(found) > 1 and clause in found else [clause]


def _run(
    clause: Clause,
    by_position: Mapping[int, Clause],
    beside: Callable[[Clause | None, Clause], bool],
) -> list[Clause]:
    """Return the items around a clause that follow each other, with what stands before the first."""
    first = clause.position
    if not _LEADS_IN.search(clause.text):
        while _is_item(by_position.get(first)) and beside(by_position.get(first - 1), clause):
            first -= 1
    found = [by_position[first]]
    for position in range(first + 1, first + _MOST):
        following = by_position.get(position)
        if following is None or not beside(following, clause) or not _is_item(following):
            break
        found.append(following)
    return found


def listed_beside(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the other parts of the list of items that a clause holds a part of, within its paragraph."""
    if not any(unit.item is not None for unit in clause.units):
        return []
    same = [one for one in members(clause, clauses) if one.paragraph == clause.paragraph]
    listed = [one for one in same if any(unit.item is not None for unit in one.units)]
    return [one for one in listed if one is not clause][:_PARTS]


def _article(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """Return all clauses of an article's list of items, its lead-in with them."""
    same = [
        one
        for one in clauses
        if (one.doc_id, one.article, one.inserted)
        == (clause.doc_id, clause.article, clause.inserted)
    ]
    listed = [one for one in same if any(unit.item is not None for unit in one.units)]
    return same if clause in listed and len(listed) > 1 else [clause]


def _same_place(one: Clause | None, other: Clause) -> bool:
    return one is not None and (one.doc_id, one.section, one.article) == (
        other.doc_id,
        other.section,
        other.article,
    )


def _same_chapter(one: Clause | None, other: Clause) -> bool:
    """Tell whether two clauses stand in one chapter, neither below a title of its own."""
    if one is None or (one.doc_id, one.article) != (other.doc_id, other.article):
        return False
    untitled = not one.section.section_title and not other.section.section_title
    chapter = one.section.chapter
    return untitled and bool(chapter) and chapter == other.section.chapter


def items_in(text: str) -> list[Span]:
    """Return the lines of a text that are numbered items, with what stands below each."""
    starts = [line.start() for line in _LINE.finditer(text) if _ITEM.match(line.group())]
    if not starts or text[: starts[0]].strip():
        return []
    return [
        Span(start, start + len(text[start:end].rstrip()))
        for start, end in zip(starts, [*starts[1:], len(text)], strict=True)
    ]


def _is_item(one: Clause | None) -> bool:
    return one is not None and bool(_ITEM.match(one.text))


def marks_of(text: str) -> tuple[Span, ...]:
    """Return where a sentence lists three or more members."""
    return tuple(Span(*match.span()) for match in _MEMBERS.finditer(text))


def enumerated(
    clause: Clause, number: int, clauses: Sequence[Clause], called: str = ""
) -> Enumeration | None:
    """Return the enumeration that a sentence of a clause leads to, is part of or names one by one.

    Args:
        clause: What answers.
        number: Of the sentence of it that does.
        clauses: All clauses, in reading order.
        called: What the members are called that are asked for; empty where that is not known.
    """
    if clause.table is not None:
        return None
    at = clause.sentences[number]
    if clause.units:
        own = [
            unit for unit in clause.units if unit.span.start < at.end and at.start < unit.span.end
        ]
        paragraphs = {unit.paragraph for unit in own}
        listed_in = [
            one
            for one in (_article(clause, clauses) if clause.article is not None else [clause])
            if any(unit.item is not None and unit.paragraph in paragraphs for unit in one.units)
        ]
        items = {
            (unit.paragraph, unit.item)
            for one in listed_in
            for unit in one.units
            if unit.item is not None and unit.paragraph in paragraphs
        }
        if len(items) > 1:
            whole = Enumeration(tuple(members(clause, clauses)), len(items))
            within = any(unit.item is not None for unit in own) and _lists(at.of(clause.text))
            # One item may name several of what is asked: then those are meant, not the items.
            return whole if not within or is_of(whole, called) else Enumeration((clause,))
    found = members(clause, clauses)
    if len(found) > 1 and _LEADS_IN.search(found[0].text):
        return Enumeration(tuple(found), len(found) - 1)
    sentence = at.of(clause.text)
    bodies = called in _BODIES and len(bodies_in(sentence)) >= _FEWEST
    return Enumeration((clause,)) if bodies or _lists(sentence) else None


def _lists(sentence: str) -> bool:
    """Tell whether a sentence names three or more one by one."""
    return bool(marks_of(sentence) or _THREE.search(sentence))


def bodies_in(sentence: str) -> tuple[Span, ...]:
    """Return where a sentence names bodies that act together: 由民政局牵头，会同财政局、审计局."""
    return tuple(Span(*match.span()) for match in _BODY.finditer(sentence))


def counts_members(sentence: str) -> bool:
    """Tell whether a sentence names several things and says how many: 分为警告、记过两种."""
    return bool(_COUNTED.search(sentence))


def is_of(found: Enumeration, called: str) -> bool:
    """Tell whether an enumeration is of what its members are called: 有下列情形之一, …等事项."""
    if not called:
        return False
    word = re.escape(called)
    named = (
        rf"(?:下列|以下)[^，。：:\s]{{0,6}}{word}|、[^，。]{{1,40}}等[^，。、]{{0,2}}{word}"
        rf"|{word}[^，。、]{{0,6}}[：:]"
    )
    return any(re.search(named, clause.text) for clause in found.clauses)


def listed(clause: Clause, sentence: int) -> tuple[Span, ...]:
    """Return the members of an enumeration in a clause: its items, or what a sentence names one by one."""
    items = [unit.span for unit in clause.units if unit.item is not None]
    if items:
        return tuple(_without_label(span, clause.text) for span in items)
    within = clause.sentences[sentence]
    told = within.of(clause.text)
    three = tuple(Span(*match.span()) for match in _THREE.finditer(told))
    bodies = bodies_in(told)
    marks = marks_of(told) or three or (bodies if len(bodies) >= _FEWEST else ())
    named = tuple(Span(within.start + m.start, within.start + m.end) for m in marks)
    if _LABEL.match(clause.text) and not (named and _DOTTED.match(clause.text)):
        return tuple(_without_label(span, clause.text) for span in items_in(clause.text))
    return named


def _without_label(span: Span, text: str) -> Span:
    label = _LABEL.match(span.of(text))
    return Span(span.start + (label.end() if label else 0), span.end)

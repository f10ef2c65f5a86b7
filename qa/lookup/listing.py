"""All members of an enumeration: items of an article, paragraphs of a section, one sentence."""

from __future__ import annotations

from collections.abc import Sequence

from index.corpus import Clause, Span
from index.patterns import regex

_ITEM = regex(
    r"^\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}(?:是|、)|"
    r"[0-9]{1,2}[.、．]|——|●|•)"
)
_LEADS_IN = regex("[：:]\\s*$")
# 先行先试、改革创新、…: so many members make a list.
_MEMBERS = regex(
    "(?:[^，。；、：\\s]{1,30}、){2,}[^，。；、：]{1,30}?(?:和|及|与|以及)?[^，。；、：]{0,30}"
)
_LABEL = regex(
    r"\s*(?:[（(][一二三四五六七八九十0-9]{1,3}[）)]|[一二三四五六七八九十]{1,3}、|[0-9]{1,2}[.．、])\s*"
)
# So many other parts of a list are shown beside the one that answers.
_PARTS = 3
# More than this is a section of its own, not a list.
_MOST = 40


def members(clause: Clause, clauses: Sequence[Clause]) -> list[Clause]:
    """Return the clauses that hold the enumeration which ``clause`` belongs to; itself where it is alone."""
    if clause.table is not None:
        return [clause]  # rows follow each other for another reason
    by_position = {one.position: one for one in clauses}
    if clause.article is not None and clause.units:
        return _article(clause, clauses)
    first = clause.position
    if not _LEADS_IN.search(clause.text):
        while _is_item(by_position.get(first)) and _same_place(by_position.get(first - 1), clause):
            first -= 1
    found = [by_position[first]]
    for position in range(first + 1, first + _MOST):
        following = by_position.get(position)
        if following is None or not _same_place(following, clause) or not _is_item(following):
            break
        found.append(following)
    return found if len(found) > 1 and clause in found else [clause]


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


def _is_item(one: Clause | None) -> bool:
    return one is not None and bool(_ITEM.match(one.text))


def marks_of(text: str) -> tuple[Span, ...]:
    """Return where a sentence lists three or more members."""
    return tuple(Span(*match.span()) for match in _MEMBERS.finditer(text))


def listed(clause: Clause, sentence: int) -> tuple[Span, ...]:
    """Return the members of an enumeration in a clause: its items, or what a sentence names one by one."""
    items = [unit.span for unit in clause.units if unit.item is not None]
    if items:
        return tuple(_without_label(span, clause.text) for span in items)
    if _LABEL.match(clause.text):
        return (_without_label(Span(0, len(clause.text.rstrip())), clause.text),)
    within = clause.sentences[sentence]
    return tuple(
        Span(within.start + mark.start, within.start + mark.end)
        for mark in marks_of(within.of(clause.text))
    )


def _without_label(span: Span, text: str) -> Span:
    label = _LABEL.match(span.of(text))
    return Span(span.start + (label.end() if label else 0), span.end)

"""Items below a heading that says what they are: 附件2 老年食堂申报条件, and below it 1. 2. 3. alone."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import Clause, Heading
from index.document.normal import normal_text
from qa.ask.reference.annexes import opens_annex
from qa.lookup.structure.listing import Enumeration, items_in
from qa.lookup.topics import alike_in

# So much of a question has to be said by a title for what stands below to be what is asked: of "requirements
# to apply" 申报条件 says .54, 布点任务表 .42.
_NAMED = 0.5


def headed(clause: Clause, clauses: Sequence[Clause], asked: str) -> Enumeration | None:
    """Return the items below the heading right above a clause, where that names what is asked.

    Args:
        clause: What answers.
        clauses: All of its document.
        asked: The question.
    """
    heading = clause.path[-1] if clause.path else None
    if heading is None or clause.table is not None or not _is_named(heading, asked):
        return None
    below = [one for one in clauses if one.path[-1:] == (heading,)]
    items = [one for one in below if one.table is None and items_in(one.text)]
    if not items or items[0] is not below[0]:
        return None
    count = sum(len(items_in(one.text)) for one in items)
    return Enumeration(tuple(items), count) if count > 1 else None


def annex_meant(listing: Clause, clauses: Sequence[Clause], asked: str) -> tuple[Clause, ...]:
    """Return what stands in the annex that a question is about, of those which a list of annexes names.

    Args:
        listing: The list: 附件：1.任务表 2.申报条件.
        clauses: All clauses of its document.
        asked: The question.
    """
    annexes = dict.fromkeys(
        heading
        for clause in clauses
        for heading in clause.path
        if opens_annex(heading) and heading.title and heading.title in listing.text
    )
    best = max(annexes, key=lambda heading: _said(heading, asked), default=None)
    if best is None or not _is_named(best, asked):
        return ()
    return tuple(clause for clause in clauses if best in clause.path)


def _is_named(heading: Heading, asked: str) -> bool:
    return bool(heading.title) and _said(heading, asked) >= _NAMED


def _said(heading: Heading, asked: str) -> float:
    return alike_in(asked, normal_text(heading.title))

"""What an earlier index has of the clauses of a document that changed: most of them say what they said.

The views and the terms of a clause follow from its words, its topic line or table, and the edition. To make
all of a law anew where one article of it changed takes a third of the time of the update.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Document, TableRow
from index.document.reading import reading_of
from index.document.span import Span
from index.edition import Edition
from index.segment.read import Segment
from index.views import KINDS, View, make_terms, make_views

# All that the views and terms of a clause follow from.
_Words = tuple[str, str | None, TableRow | None, tuple[Span, ...]]


@dataclass(frozen=True)
class _Made:
    """What was made of a clause: its terms, with how often it has each, and its views."""

    terms: Mapping[str, int]
    views: list[View] = field(default_factory=list)


def views_and_terms(
    clauses: Sequence[Clause],
    edition: Edition,
    left_out: Collection[str] = (),
    before: tuple[Segment, int] | None = None,
) -> tuple[list[View], list[Mapping[str, int]]]:
    """Return what ``make_views`` and ``make_terms`` make of clauses, of terms how often each has them.

    Args:
        clauses: The clauses of a document.
        edition: What was written beside it.
        left_out: Kinds of views that are not wanted.
        before: The document as it was, with the same edition and the same kinds of views.
    """
    known = {} if before is None else _known(*before)
    new = [clause for clause in clauses if _words_of(clause) not in known]
    made: dict[int, _Made] = {
        clause.position: _Made(Counter(terms))
        for clause, terms in zip(new, make_terms(new, edition) if new else (), strict=True)
    }
    for view in make_views(new, edition, left_out) if new else ():
        made[view.position].views.append(view)
    views: list[View] = []
    rows: list[Mapping[str, int]] = []
    for clause in clauses:
        at = clause.position
        own = made.get(at) or known[_words_of(clause)]
        views.extend(view._replace(position=at) for view in own.views)
        rows.append(own.terms)
    return views, rows


def earlier(
    before: ClauseIndex | None, doc_id: str, edition: Edition
) -> tuple[Segment, int] | None:
    """Return where an earlier index has a document, if it was made with the same edition."""
    for segment, number in () if before is None else before.pieces:
        kept = segment.kept[number]
        if kept.document.doc_id == doc_id:
            same = (kept.edition, kept.edition_sha256) == (edition.name, edition.sha256)
            return (segment, number) if same else None
    return None


def new_lines(document: Document, before: Document | None) -> str:
    """Return the lines of a document that it did not have: no word goes on over the end of one."""
    text = reading_of(document).text
    if before is None:
        return text
    known = set(reading_of(before).text.split("\n"))
    return "\n".join(line for line in text.split("\n") if line not in known)


def _words_of(clause: Clause) -> _Words:
    return clause.text, clause.topic, clause.table, clause.sentences


def _known(segment: Segment, number: int) -> Mapping[_Words, _Made]:
    """Return what a segment has of the clauses of a document, by their words."""
    columns = segment.columns
    own = columns.clauses_of(number)
    terms = _terms(segment, own)
    made = [_Made(terms[at]) for at in own]
    for row in columns.views_in(number):
        at = int(columns.positions[row]) - own.start
        kind, sentence = KINDS[columns.kinds[row]], int(columns.sentences[row])
        made[at].views.append(View(at, kind, segment.text_of(row), sentence))
    clauses = (segment.clause(at, at) for at in own)
    return {_words_of(clause): each for clause, each in zip(clauses, made, strict=True)}


def _terms(segment: Segment, clauses: range) -> Mapping[int, Mapping[str, int]]:
    """Return by clause how often it has each of its terms."""
    lists = segment.lists
    entries = np.flatnonzero((lists.rows >= clauses.start) & (lists.rows < clauses.stop))
    numbers = np.searchsorted(lists.starts, entries, "right") - 1
    found: dict[int, dict[str, int]] = defaultdict(dict)
    term, last = "", -1
    for number, row, count in zip(
        numbers.tolist(), lists.rows[entries].tolist(), lists.counts[entries].tolist(), strict=True
    ):
        if number != last:
            term, last = lists.tokens[number], number
        found[row][term] = count
    return found

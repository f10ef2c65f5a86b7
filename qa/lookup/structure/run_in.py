"""Titles that stand at the head of their own paragraph, as in 1.摸底排查。各地要摸清底数.

To a reader they are headings, to the outline of a document the beginning of a sentence. They are read where
headings are asked for and a part has none of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from index.clause_index import ClauseIndex
from index.document.corpus import Clause, Heading
from index.document.normal import normal_of, normal_text
from index.runtime.patterns import regex
from qa.amounts.numerals import chinese_value
from qa.ask.reference.resolve import Found, Held
from qa.lookup.titled import likeness
from qa.lookup.topics import alike_in

_RUN_IN = regex(
    r"\s*(?P<label>[（(](?P<zh>[一二三四五六七八九十]{1,3})[）)]|(?P<number>[0-9]{1,2})(?:[.．、](?![0-9])|[)）])"
    r"|[（(](?P<round>[0-9]{1,2})[)）])\s*(?P<title>[^。；;：:\n]{2,24})(?:。|[：:](?=.))"
)
# What any label begins with, and characters of a text that show it.
_LABELLED = regex("[（(0-9]")
_OPENING = 16
# Of labels that stand in one part the first of these divide it, the others what is below.
_FORMS = ("zh", "number", "round")
# To read all clauses of a library takes seconds.
_MOST_DOCUMENTS = 20
# So much of what somebody calls a paragraph its title has to say.
_LIKE = 0.7
# One alone heads nothing.
_FEWEST = 2


def run_in_headings(clauses: Sequence[Clause]) -> list[Heading]:
    """Return the titles that head paragraphs, in reading order: the outermost of each part."""
    found: list[Heading] = []
    for _, part in groupby(_titled(clauses), key=lambda one: (one[1].doc_id, one[2])):
        own = list(part)
        series = (_in_order([h for form, h, _ in own if form == name]) for name in _FORMS)
        found += next(filter(None, series), [])
    return found


def run_in_titles(clause_index: ClauseIndex) -> list[Heading]:
    """Return the titles at the head of paragraphs that no heading has; of a library none are read."""
    if len(clause_index.documents) > _MOST_DOCUMENTS:
        return []
    known = {heading.title for heading in clause_index.headings}
    return [one for one in run_in_headings(clause_index.clauses) if one.title not in known]


def run_in_named(title: str, clause_index: ClauseIndex) -> Found | None:
    """Return the paragraph that words name by its title, letter for letter or in others for it."""
    own = run_in_titles(clause_index)
    said = {one: _likeness(title, one, clause_index) for one in own}
    best = max(own, key=lambda one: said[one], default=None)
    if best is None or said[best] < _LIKE:
        return None
    return Found(best.title, tuple(map(Held, run_in_at(best, clause_index.clauses))), (best,))


def _likeness(title: str, heading: Heading, clause_index: ClauseIndex) -> float:
    return max(likeness(title, heading, clause_index), alike_in(title, heading.title))


def run_in_at(heading: Heading, clauses: Sequence[Clause]) -> tuple[Clause, ...]:
    """Return the clauses of the paragraph that a title heads, in reading order."""
    own = [clause for clause in clauses if clause.doc_id == heading.doc_id]
    first = next(n for n, clause in enumerate(own) if clause.spans[0].start == heading.start)
    found = [own[first]]
    for clause in own[first + 1 :]:
        below = clause.path == found[0].path and clause.ref.startswith(found[0].ref)
        if not below or _run_in(clause):
            break
        found.append(clause)
    return tuple(found)


def _run_in(clause: Clause) -> re.Match[str] | None:
    """Return the title at the head of a clause; few begin as one does, and the others are not read."""
    opening = normal_text(clause.text[:_OPENING]).strip()
    if opening and not _LABELLED.match(opening):
        return None
    return _RUN_IN.match(normal_of(clause.text).text)


def _in_order(headings: Sequence[Heading]) -> list[Heading]:
    """Return headings of one part where their numbers run on; else none."""
    if len(headings) < _FEWEST:
        return []
    numbers = [heading.number or 0 for heading in headings]
    return list(headings) if numbers == list(range(numbers[0], numbers[0] + len(numbers))) else []


def _titled(clauses: Sequence[Clause]) -> Iterator[tuple[str, Heading, tuple[Heading, ...]]]:
    """Yield the titles that head paragraphs, with the form of their label and the headings above."""
    for clause in clauses:
        if clause.table is not None or clause.article is not None:
            continue
        match = _run_in(clause)
        if match is None:
            continue
        form = next(name for name in _FORMS if match[name])
        start = clause.spans[0].start
        heading = Heading(
            level="heading",
            number=int(chinese_value(match[form]) or 0) if form == "zh" else int(match[form]),
            label=match["label"],
            title=match["title"].strip(),
            doc_id=clause.doc_id,
            start=start,
            end=start + match.end("title"),
            clauses=1,
            depth=len(clause.path),
        )
        yield form, heading, clause.path


def with_run_in(headings: Sequence[Heading], run_in: Sequence[Heading]) -> list[Heading]:
    """Return headings with the titles at the head of paragraphs among them, in reading order."""
    documents = {heading.doc_id: at for at, heading in reversed(list(enumerate(headings)))}
    known = [one for one in run_in if one.doc_id in documents]
    return sorted((*headings, *known), key=lambda one: (documents[one.doc_id], one.start))

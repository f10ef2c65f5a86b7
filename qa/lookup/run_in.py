"""Titles that stand at the head of their own paragraph, as in 1.摸底排查。各地要摸清底数.

To a reader they are headings, to the outline of a document the beginning of a sentence. They are read where
headings are asked for and a part has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.corpus import Clause, Heading
from index.normal import normal_of
from index.patterns import regex

_RUN_IN = regex(
    r"\s*(?P<label>(?P<number>[0-9]{1,2})(?:[.．、](?![0-9])|[)）])|[（(](?P<round>[0-9]{1,2})[)）])\s*"
    r"(?P<title>[^。；;：:\n]{2,24})(?:。|[：:](?=.))"
)
# One alone heads nothing.
_FEWEST = 2


def run_in_headings(clauses: Sequence[Clause]) -> list[Heading]:
    """Return the titles that head paragraphs, in reading order, those that are numbered from 1 on."""
    found: list[Heading] = []
    for _, own in groupby(_titled(clauses), key=lambda one: (one[0].doc_id, one[0].path)):
        found += _in_order([heading for _, heading in own])
    return found


def _in_order(headings: Sequence[Heading]) -> list[Heading]:
    """Return headings of one part where their numbers run on from 1; else none."""
    numbers = [heading.number for heading in headings]
    follow = numbers == list(range(numbers[0] or 0, (numbers[0] or 0) + len(numbers)))
    return list(headings) if len(headings) >= _FEWEST and follow else []


def _titled(clauses: Sequence[Clause]) -> Iterator[tuple[Clause, Heading]]:
    for clause in clauses:
        if clause.table is not None or clause.article is not None:
            continue
        normal = normal_of(clause.text)
        match = _RUN_IN.match(normal.text)
        if match is None:
            continue
        start = clause.spans[0].start
        yield (
            clause,
            Heading(
                level="heading",
                number=int(match["number"] or match["round"]),
                label=match["label"],
                title=match["title"].strip(),
                doc_id=clause.doc_id,
                start=start,
                end=start + match.end("title"),
                clauses=1,
                depth=len(clause.path),
            ),
        )


def with_run_in(headings: Sequence[Heading], run_in: Sequence[Heading]) -> list[Heading]:
    """Return headings with the titles at the head of paragraphs among them, in reading order."""
    documents = {heading.doc_id: at for at, heading in reversed(list(enumerate(headings)))}
    known = [one for one in run_in if one.doc_id in documents]
    return sorted((*headings, *known), key=lambda one: (documents[one.doc_id], one.start))

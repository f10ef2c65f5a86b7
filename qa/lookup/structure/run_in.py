"""Titles that stand at the head of their own paragraph, as in 1.摸底排查。各地要摸清底数.

To a reader they are headings, to the outline of a document the beginning of a sentence. They are read where
headings are asked for and a part has none of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from index.document.corpus import Clause, Heading
from index.document.normal import normal_of
from index.runtime.patterns import regex
from qa.amounts.numerals import chinese_value

_RUN_IN = regex(
    r"\s*(?P<label>[（(](?P<zh>[一二三四五六七八九十]{1,3})[）)]|(?P<number>[0-9]{1,2})(?:[.．、](?![0-9])|[)）])"
    r"|[（(](?P<round>[0-9]{1,2})[)）])\s*(?P<title>[^。；;：:\n]{2,24})(?:。|[：:](?=.))"
)
# Of labels that stand in one part the first of these divide it, the others what is below.
_FORMS = ("zh", "number", "round")
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
        match = _RUN_IN.match(normal_of(clause.text).text)
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

"""Clauses of sentences that were put in order: copies merged, headings worked out.

A clause is the paragraph that sentences form under their topic line, or as much of it as fits
into ``MAX_CLAUSE`` characters, cut into parts of similar length; or an article. It is always one
contiguous piece of the source, within one section.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.compose.articles import MAX_ARTICLE
from index.compose.pack import CLAUSE_COST, MAX_CLAUSE
from index.compose.topic import is_topic
from index.document.corpus import Clause, Document, Place, Section, Span, make_clause_id
from index.outline.numbering.refs import article_label
from index.runtime.patterns import regex

__all__ = ["PlacedSentence", "make_clauses"]

_LINE_END = regex(r"[\r\n\u2028\u2029]")
_FEWER_PLACES_COST = 0.05


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A distinct sentence: where it belongs, where it stands, and where nearly the same stands.

    ``article`` is the number of its article, and which of those put in behind that.
    """

    section: Section
    place: Place
    spans: tuple[Span, ...]
    near: tuple[Span, ...] = ()
    article: tuple[int, int | None] | None = None


def make_clauses(
    document: Document, sentences: Sequence[PlacedSentence], first_position: int = 0
) -> list[Clause]:
    """Pack ``sentences``, given in reading order, into clauses in the same order.

    Sentences of one clause follow each other in at least one copy, with nothing but white space
    between them. A clause whose very words come again later is kept once, with both places.
    """
    text = document.text
    clauses: list[Clause] = []
    seen: dict[str, int] = {}
    topic: str | None = None
    before: PlacedSentence | None = None
    for run in _runs(text, sentences):
        if (
            before is None
            or before.section != run[0].section
            or not _in_one_line(text, before, run[0])
        ):
            # Words may be missing in between, and another topic line with them; or a new line begins.
            topic = None
        before = run[-1]
        article = run[0].article
        for group, span in _pack(text, run):
            first = group[0].spans[0].of(text)
            own_topic = is_topic(first)
            words = span.of(text)
            clause_id = make_clause_id(document.doc_id, words)
            if clause_id in seen:
                earlier = clauses[seen[clause_id]]
                spans = (*earlier.spans, *_all_places(text, words, group))
                clauses[seen[clause_id]] = replace(earlier, spans=tuple(dict.fromkeys(spans)))
            else:
                seen[clause_id] = len(clauses)
                clauses.append(
                    Clause(
                        clause_id=clause_id,
                        doc_id=document.doc_id,
                        position=first_position + len(clauses),
                        section=group[0].section,
                        place=group[0].place,
                        text=words,
                        spans=tuple(_all_places(text, words, group)),
                        sentences=tuple(_sentences_within(span, group)),
                        topic=None if own_topic else topic,
                        near=tuple(near for sentence in group for near in sentence.near),
                        article=article[0] if article else None,
                        inserted=article[1] if article else None,
                        ref=article_label(*article) if article else "",
                    )
                )
            if own_topic:
                topic = first
    return clauses


def _runs(text: str, sentences: Sequence[PlacedSentence]) -> list[list[PlacedSentence]]:
    """Cut where the section changes, a topic line or a fragment begins, or no copy goes on.

    A fragment ends without a full stop: a signature, a caption, the title of a lost table.
    """
    runs: list[list[PlacedSentence]] = []
    for sentence in sentences:
        words = sentence.spans[0].of(text)
        fragment = _is_fragment(words)
        after_fragment = bool(runs) and _is_fragment(runs[-1][-1].spans[0].of(text))
        if (
            runs
            and (sentence.article is not None or not is_topic(words))
            and (sentence.article is not None or fragment == after_fragment)
            and runs[-1][-1].section == sentence.section
            and runs[-1][-1].article == sentence.article
            and _continues(text, runs[-1][-1], sentence)
        ):
            runs[-1].append(sentence)
        else:
            runs.append([sentence])
    return runs


def _is_fragment(words: str) -> bool:
    return words[-1].isalnum() or words[-1] in "）)》"


def _continues(text: str, before: PlacedSentence, after: PlacedSentence) -> bool:
    return any(_next_to(text, one, other) for one in before.spans for other in after.spans)


def _in_one_line(text: str, before: PlacedSentence, after: PlacedSentence) -> bool:
    return any(
        _next_to(text, one, other) and not _LINE_END.search(text, one.end, other.start)
        for one in before.spans
        for other in after.spans
    )


def _next_to(text: str, one: Span, other: Span) -> bool:
    return one.end <= other.start and not text[one.end : other.start].strip()


def _chain(text: str, group: Sequence[PlacedSentence]) -> list[Span]:
    """Return the places where the sentences of ``group`` stand one after the other."""
    found: list[Span] = []
    for start in group[0].spans:
        end = start
        for sentence in group[1:]:
            following = [s for s in sentence.spans if _next_to(text, end, s)]
            if not following:
                break
            end = following[0]
        else:
            found.append(Span(start.start, end.end))
    # A place where no line break falls into the clause reads best.
    return sorted(found, key=lambda span: (_breaks(text, span), span.start))


def _breaks(text: str, span: Span) -> bool:
    return len(span.of(text).splitlines()) > 1


def _pack(text: str, run: Sequence[PlacedSentence]) -> list[tuple[list[PlacedSentence], Span]]:
    """Cut a run into the cheapest groups that fit; dynamic programming over cut positions."""
    whole = _chain(text, run)
    if run[0].article is not None and whole and _size(text, whole[0]) <= MAX_ARTICLE:
        return [(list(run), whole[0])]
    size = len(run)
    cheapest = [0.0] + [math.inf] * size
    choice: list[tuple[int, Span]] = [(0, Span(0, 0))] * (size + 1)
    for end in range(1, size + 1):
        for start in range(end - 1, -1, -1):
            group = run[start:end]
            places = _chain(text, group)
            if not places:
                break
            length = places[0].end - places[0].start
            if length > MAX_CLAUSE and end - start > 1:
                break
            slack = max(0.0, 1 - length / MAX_CLAUSE)
            fewer = len(group[0].spans) > len(places)
            cost = cheapest[start] + CLAUSE_COST + slack**2 + _FEWER_PLACES_COST * fewer
            if cost < cheapest[end]:
                cheapest[end], choice[end] = cost, (start, places[0])
    groups: list[tuple[list[PlacedSentence], Span]] = []
    end = size
    while end:
        start, place = choice[end]
        groups.append((list(run[start:end]), place))
        end = start
    return groups[::-1]


def _size(text: str, span: Span) -> int:
    return len("".join(span.of(text).split()))


def _all_places(text: str, words: str, group: Sequence[PlacedSentence]) -> list[Span]:
    """Return every place where exactly these words stand as this clause."""
    return [
        span
        for span in sorted(_chain(text, group), key=lambda span: span.start)
        if span.of(text) == words
    ]


def _sentences_within(span: Span, group: Sequence[PlacedSentence]) -> list[Span]:
    """Return the sentences as ranges within the clause."""
    inside: list[Span] = []
    for sentence in group:
        found = next(s for s in sentence.spans if span.start <= s.start and s.end <= span.end)
        inside.append(Span(found.start - span.start, found.end - span.start))
    return inside

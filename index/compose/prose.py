"""Paragraphs as clauses: one paragraph a clause, a long one cut between sentences, a list together.

A topic line belongs to its own paragraph; a lead-in (主要任务是：) to the items and the parallel
paragraphs that follow it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from index.compose.draft import Draft
from index.compose.pack import MAX_CLAUSE, pack
from index.compose.topic import is_topic
from index.document.corpus import Role
from index.document.span import Span
from index.outline.numbering.marks import RANK
from index.outline.numbering.paragraph import Paragraph

# Items of a list without a lead-in are put together only where they are this short.
_SHORT_ITEM = 50
_ITEMS = frozenset({"counted", "enclosed", "circled"})
_BULLETS = ("——", "──", "—", "•", "●", "■", "◆", "-")
_LEADS = ("：", ":")
# Lines that belong together: a body and its date, the list of annexes.
_TOGETHER: frozenset[Role] = frozenset({"signature", "annexes"})


@dataclass(frozen=True, slots=True)
class _Lead:
    """A lead-in that is open: how deep it stands and its words."""

    rank: float
    words: str
    parallel: bool


def prose_drafts(
    text: str, paragraphs: Sequence[Paragraph], heading_of: Callable[[int], str]
) -> Iterator[Draft]:
    """Yield the clauses of paragraphs that follow each other, in no article.

    Args:
        text: The reading text.
        paragraphs: In order.
        heading_of: The words of a heading that runs into a paragraph, by its number.
    """
    joined = list(_join(paragraphs))
    topics = list(_topics(text, joined, heading_of))
    number = 0
    while number < len(joined):
        end = _list_end(text, joined, number)
        if end > number + 1:
            yield from _as_list(text, joined[number:end], topics[number:end])
        else:
            yield from _as_paragraph(text, joined[number], topics[number])
        number = end


def _join(paragraphs: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Join what a line break cuts within a sentence."""
    held: Paragraph | None = None
    for paragraph in paragraphs:
        if held is not None and paragraph.goes_on and _same_place(held, paragraph):
            first, *rest = paragraph.sentences or (paragraph.span,)
            *before, last = held.sentences or (held.span,)
            held = replace(
                held,
                span=Span(held.span.start, paragraph.span.end),
                sentences=(*before, Span(last.start, first.end), *rest),
            )
            continue
        if held is not None:
            yield held
        held = paragraph
    if held is not None:
        yield held


def _same_place(one: Paragraph, other: Paragraph) -> bool:
    return one.role == other.role and one.section == other.section


def _rank(paragraph: Paragraph) -> float:
    return 0.0 if paragraph.mark is None else RANK[paragraph.mark.family]


def _topics(
    text: str, paragraphs: Sequence[Paragraph], heading_of: Callable[[int], str]
) -> Iterator[str | None]:
    """Yield for each paragraph what it stands under: a heading that runs into it, or a lead-in."""
    leads: list[_Lead] = []
    before: Paragraph | None = None
    for paragraph, following in itertools.zip_longest(paragraphs, paragraphs[1:]):
        if before is not None and not _same_place(before, paragraph):
            leads = []
        rank = _rank(paragraph)
        parallel = _is_parallel(text, paragraph)
        if rank:
            leads = [lead for lead in leads if lead.rank < rank]
        elif leads and not (parallel and leads[0].parallel):
            leads = []
        own = heading_of(paragraph.lead) if paragraph.lead is not None else None
        yield own or (leads[-1].words if leads else None)
        if paragraph.span.of(text).rstrip().endswith(_LEADS) and paragraph.sentences:
            opens = following is not None and _is_parallel(text, following)
            leads.append(_Lead(rank, paragraph.sentences[-1].of(text), opens))
        before = paragraph


def _is_parallel(text: str, paragraph: Paragraph) -> bool:
    """Tell whether a paragraph without a number begins as the members of a list do."""
    if paragraph.mark is not None or not paragraph.sentences:
        return False
    words = paragraph.span.of(text)
    first = paragraph.sentences[0].of(text)
    return words.startswith(_BULLETS) or (len(paragraph.sentences) > 1 and is_topic(first))


def _list_end(text: str, paragraphs: Sequence[Paragraph], first: int) -> int:
    """Return where the list ends that begins at a paragraph: with its lead-in or first item."""
    head = paragraphs[first]
    together = head.role in _TOGETHER
    leads = head.span.of(text).rstrip().endswith(_LEADS)
    end = first + 1
    while end < len(paragraphs):
        item = paragraphs[end]
        if not _same_place(head, item) or item.lead is not None or item.stack[:1] != head.stack[:1]:
            break
        if text[paragraphs[end - 1].span.end : item.span.start].strip():
            break
        if not together:
            if item.mark is None or (not leads and not _are_short(head, item)):
                break
            if leads and _rank(item) <= _rank(head):
                break
        end += 1
    return end


def _are_short(head: Paragraph, item: Paragraph) -> bool:
    return (
        head.mark is not None
        and head.mark.family in _ITEMS
        and head.mark.family == (item.mark.family if item.mark else None)
        and head.lead is None
        and max(_size(head), _size(item)) <= _SHORT_ITEM
    )


def _size(paragraph: Paragraph) -> int:
    return paragraph.span.end - paragraph.span.start


def _as_list(
    text: str, paragraphs: Sequence[Paragraph], topics: Sequence[str | None]
) -> Iterator[Draft]:
    """Yield a list in one clause, or in as few as fit, cut between its items."""
    del text
    if any(_size(paragraph) > MAX_CLAUSE for paragraph in paragraphs[1:]):
        units = [
            sentence
            for paragraph in paragraphs
            for sentence in (
                paragraph.sentences if _size(paragraph) > MAX_CLAUSE else (paragraph.span,)
            )
        ]
    else:
        units = [*paragraphs[0].sentences, *(paragraph.span for paragraph in paragraphs[1:])]
    for span in pack(units):
        number = next(
            n for n, p in reversed(list(enumerate(paragraphs))) if p.span.start <= span.start
        )
        held = tuple(
            sentence
            for paragraph in paragraphs
            for sentence in paragraph.sentences
            if span.start <= sentence.start < span.end
        )
        last = next(p for p in reversed(paragraphs) if p.span.start < span.end)
        ends = last if last is not paragraphs[number] else None
        yield Draft(span, held, paragraphs[number], ends, topics[number])


def _as_paragraph(text: str, paragraph: Paragraph, topic: str | None) -> Iterator[Draft]:
    sentences = paragraph.sentences
    if not sentences:
        return
    own = sentences[0].of(text)
    spans = pack(sentences)
    for number, span in enumerate(spans):
        under = own if number and is_topic(own) and spans[0].end > sentences[0].end else topic
        held = tuple(s for s in sentences if span.start <= s.start < span.end)
        yield Draft(span, held, paragraph, topic=under)


def groups(
    paragraphs: Sequence[Paragraph], article_of: Callable[[Paragraph], int | None]
) -> Iterator[tuple[str, int | None, list[Paragraph]]]:
    """Yield the paragraphs of one article, of one table, or what stands between them, in order."""

    def kind(paragraph: Paragraph) -> tuple[str, int | None]:
        if paragraph.table is not None:
            return "table", paragraph.table
        article = article_of(paragraph)
        return ("prose", None) if article is None else ("article", article)

    for (name, number), held in itertools.groupby(paragraphs, key=kind):
        yield name, number, list(held)

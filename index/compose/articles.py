"""An article as clauses: whole where it is short, else by 款, then by 项.

It is never cut across, and nothing of another one is put to it.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from index.compose.draft import Draft
from index.compose.pack import MAX_CLAUSE, pack
from index.document.span import Span
from index.outline.numbering.paragraph import Paragraph
from index.outline.numbering.units import ArticlePiece, read_pieces

_LEADS = ("：", ":")
# An article of so many characters, white space not counted, is one clause.
MAX_ARTICLE = 300


def article_drafts(
    text: str, paragraphs: Sequence[Paragraph], begun: int = 0, *, parted: bool = False
) -> Iterator[Draft]:
    """Yield the clauses of the article that ``paragraphs`` are.

    Args:
        text: The reading text.
        paragraphs: Of the article, or of what of it stands on one side of a table.
        begun: How many 款 it had before them.
        parted: Whether they are not all of it.
    """
    pieces = read_pieces(text, paragraphs, begun)
    if not pieces:
        return
    several = pieces[-1].paragraph > 1
    first = paragraphs[0]
    if _length(text, _cover(pieces)) <= MAX_ARTICLE:
        yield _draft(pieces, first, None, several=several, whole=not parted)
        return
    for _, group in itertools.groupby(pieces, key=lambda piece: piece.paragraph):
        for held, topic in _paragraph(text, list(group)):
            yield _draft(held, first, topic, several=several, whole=False)


def _paragraph(
    text: str, pieces: Sequence[ArticlePiece]
) -> Iterator[tuple[list[ArticlePiece], str | None]]:
    """Cut one 款 into what fits; what stands under its lead-in has it as its topic."""
    if _cover(pieces).end - _cover(pieces).start <= MAX_CLAUSE:
        yield list(pieces), None
        return
    lead = list(itertools.takewhile(lambda p: p.item is None, pieces))
    items = [list(group) for _, group in itertools.groupby(pieces[len(lead) :], key=_item)]
    topic = lead[-1].span.of(text) if lead and items else None
    units = _split(lead)
    under: list[str | None] = [None] * len(units)
    for item in items:
        cut = _split_item(text, item)
        units.extend(held for held, _ in cut)
        under.extend(own or topic for _, own in cut)
    spans = pack([_cover(unit) for unit in units])
    for span in spans:
        held = [n for n, unit in enumerate(units) if span.start <= unit[0].span.start < span.end]
        first = under[held[0]]
        yield [piece for n in held for piece in units[n]], first


def _item(piece: ArticlePiece) -> int | None:
    return piece.item


def _split(pieces: Sequence[ArticlePiece]) -> list[list[ArticlePiece]]:
    """Return the sentences of a 款 as units; what a line break cuts within a sentence stays whole."""
    units: list[list[ArticlePiece]] = []
    for piece in pieces:
        if piece.goes_on and units:
            units[-1].append(piece)
        else:
            units.append([piece])
    return units


def _split_item(
    text: str, item: Sequence[ArticlePiece]
) -> list[tuple[list[ArticlePiece], str | None]]:
    """Return an item as one unit, or a long one by 目 and sentences, each under its beginning."""
    whole = _cover(item)
    if whole.end - whole.start <= MAX_CLAUSE:
        return [(list(item), None)]
    parts: list[tuple[list[ArticlePiece], str | None]] = []
    first = item[0].span.of(text) if any(piece.point is not None for piece in item[1:]) else None
    lead, under = first, item[0].point
    for number, part in enumerate(_split(item)):
        if part[0].point != under:
            lead, under = first, part[0].point
        parts.append((part, lead if number else None))
        words = part[-1].span.of(text)
        if words.endswith(_LEADS):  # what follows within the same 目 stands under it
            lead = words
    return parts


def _draft(
    pieces: Sequence[ArticlePiece],
    first: Paragraph,
    topic: str | None,
    *,
    several: bool,
    whole: bool,
) -> Draft:
    sentences: list[Span] = []
    for piece in pieces:
        if piece.goes_on and sentences:
            sentences[-1] = Span(sentences[-1].start, piece.span.end)
        else:
            sentences.append(piece.span)
    return Draft(
        span=_cover(pieces),
        sentences=tuple(sentences),
        paragraph=first,
        topic=topic,
        units=tuple(pieces),
        several=several,
        whole=whole,
    )


def _cover(pieces: Sequence[ArticlePiece]) -> Span:
    return Span(pieces[0].span.start, pieces[-1].span.end)


def _length(text: str, span: Span) -> int:
    return len("".join(span.of(text).split()))

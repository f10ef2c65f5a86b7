"""The inside of an article: its 款, 项 and 目.

Every paragraph is a 款, but for those that a number marks as 项 or 目 of the one before. Where items
stand in one line, （一）…；（二）…, their numbers that count on from one tell them from references.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from index.document.span import Span
from index.outline.numbering.marks import Family, Mark, read_mark
from index.outline.numbering.numerals import chinese_number, fold
from index.outline.numbering.paragraph import Paragraph
from index.runtime.patterns import regex

# What may stand right before an item within a line.
_BEFORE_ITEM = "：:；;。，,、"
_INLINE: dict[Family, re.Pattern[str]] = {
    "bracketed": regex(r"[（(]\s*([一二三四五六七八九十百]{1,5})\s*[）)]"),
    "enclosed": regex(r"[（(]\s*([0-9]{1,3})\s*[）)]"),
    "counted": regex(r"(?<![0-9.])([0-9]{1,2})[.．、](?![0-9])"),
}
_LEADS = ("：", ":")
_ITEM_ENDS = ("；", ";", "，", "、", ",")
_POINTS: frozenset[Family] = frozenset({"counted", "enclosed", "circled"})


@dataclass(frozen=True, slots=True)
class ArticlePiece:
    """A sentence, or the part of one that is an item, within an article.

    Attributes:
        span: Of the reading text.
        paragraph: Number of its 款, from 1.
        item: Number of its 项.
        point: Number of its 目.
        goes_on: Whether it continues the piece before within one sentence that a line break cuts.
    """

    span: Span
    paragraph: int
    item: int | None = None
    point: int | None = None
    goes_on: bool = False


def read_pieces(text: str, paragraphs: Sequence[Paragraph], begun: int = 0) -> list[ArticlePiece]:
    """Return the pieces of one article in order; they tile its words.

    Args:
        text: The reading text.
        paragraphs: Of the article.
        begun: How many 款 of it stand before them.
    """
    pieces: list[ArticlePiece] = []
    paragraph = begun
    item: int | None = None
    point: int | None = None
    before = ""
    listed = False
    for line in paragraphs:
        mark = line.mark
        words = line.span.of(text).rstrip()
        # A list without numbers belongs to what leads to it: 应当增加下列数额： and lines up to the stop.
        listed = mark is None and (
            (before.endswith(_LEADS) and words.endswith(_ITEM_ENDS))
            or (listed and before.endswith(_ITEM_ENDS))
        )
        if mark is not None:
            paragraph = max(paragraph, 1)
            item, point = _under(mark, item)
        elif not line.goes_on and not listed:
            paragraph, item, point = paragraph + 1, None, None
        for number, (span, inner) in enumerate(_cut(text, line)):
            if inner is not None:
                item, point = _under(inner, item if inner.family in _POINTS else None)
            continued = line.goes_on and number == 0
            pieces.append(ArticlePiece(span, max(paragraph, 1), item, point, continued))
        before = words
    return pieces


def _under(mark: Mark, item: int | None) -> tuple[int, int | None]:
    """Return the numbers of 项 and 目 that a mark stands for below the item that is open."""
    if mark.family in _POINTS and item is not None:
        return item, mark.number
    return mark.number, None


def _cut(text: str, line: Paragraph) -> Iterator[tuple[Span, Mark | None]]:
    """Yield the sentences of a line, cut before the items in it, each with the mark of its item."""
    cuts = dict(_inline_items(text, line))
    for sentence in line.sentences:
        starts = [start for start in sorted(cuts) if sentence.start < start < sentence.end]
        edges = [sentence.start, *starts, sentence.end]
        for start, end in itertools.pairwise(edges):
            words = text[start:end]
            yield Span(start, start + len(words.rstrip())), cuts.get(start)


def _inline_items(text: str, line: Paragraph) -> Iterator[tuple[int, Mark]]:
    """Yield where items begin within a line, behind its own mark."""
    words = fold(line.span.of(text))
    for family, pattern in _INLINE.items():
        if line.mark is not None and family == line.mark.family == "counted":
            continue
        expected = 1
        own = line.mark is not None and line.mark.family == family
        if own and line.mark is not None:
            expected = line.mark.number + 1
        found: list[tuple[int, Mark]] = []
        for match in pattern.finditer(words):
            before = words[: match.start()].rstrip()
            if match.start() == 0 or not before or before[-1] not in _BEFORE_ITEM:
                continue
            if chinese_number(match[1]) != expected:
                continue
            mark = read_mark(words[match.start() :])
            if mark is not None:
                found.append((line.span.start + match.start(), mark))
                expected += 1
        if len(found) + own > 1:
            yield from found

"""Closing paragraphs: what a document says at its end of everything, not of its last item.

一、元旦：… 七、国庆节：… and then 节假日期间，各地要…. Where no item before the last had a paragraph
more than its own, one that follows the last is not the last one's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from index.outline.nodes import Node
from index.outline.paragraph import OUTSIDE, Paragraph
from index.outline.zones.inner import INNER_RANK

# So many items before the last one show that an item is one paragraph.
_FEWEST_ITEMS = 2


def lift_closings(paragraphs: Sequence[Paragraph], nodes: Sequence[Node]) -> Iterator[Paragraph]:
    """Yield the paragraphs, closing ones below the heading that their last item stands below."""
    # By numbered node, how many paragraphs stand right below it.
    held: dict[int, int] = {}
    for paragraph in paragraphs:
        if paragraph.stack and nodes[paragraph.stack[-1]].kind == "numbered":
            held[paragraph.stack[-1]] = held.get(paragraph.stack[-1], 0) + 1
    ends = _ends(paragraphs, nodes)
    for number, paragraph in enumerate(paragraphs):
        at = ends[number]
        if at is None or not _is_closing(paragraphs, number, at, nodes, held):
            yield paragraph
            continue
        kept = list(paragraph.stack)
        while kept and nodes[kept[-1]].kind == "numbered":
            kept.pop()
        yield replace(paragraph, stack=tuple(kept))


def _ends(paragraphs: Sequence[Paragraph], nodes: Sequence[Node]) -> list[int | None]:
    """Return for each paragraph of the last item of a document that item's number; else None."""
    ends: list[int | None] = [None] * len(paragraphs)
    last: int | None = None
    after: Paragraph | None = None
    for number in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[number]
        item = _item_of(paragraph, nodes)
        over = after is None or after.role in OUTSIDE or _opens_another(paragraph, after, nodes)
        last = item if over or item == last else None
        ends[number] = last
        after = paragraph
    return ends


def _item_of(paragraph: Paragraph, nodes: Sequence[Node]) -> int | None:
    plain = paragraph.role in {"body", "annex"} and paragraph.table is None
    if not plain or not paragraph.stack or nodes[paragraph.stack[-1]].kind != "numbered":
        return None
    return paragraph.stack[-1]


def _opens_another(before: Paragraph, after: Paragraph, nodes: Sequence[Node]) -> bool:
    """Tell whether another document, or an annex, begins between two paragraphs."""
    outer = [n for n in after.stack if nodes[n].rank == INNER_RANK or nodes[n].family == "annex"]
    return any(number not in before.stack for number in outer)


def _is_closing(
    paragraphs: Sequence[Paragraph],
    number: int,
    item: int,
    nodes: Sequence[Node],
    held: dict[int, int],
) -> bool:
    paragraph = paragraphs[number]
    first = number == 0 or paragraphs[number - 1].stack != paragraph.stack
    if first or paragraph.mark is not None or paragraph.goes_on:
        return False
    own = nodes[item]
    begun = max((n for n in range(item) if nodes[n].rank == INNER_RANK), default=-1)
    items = [
        n
        for n in range(begun + 1, item)
        if nodes[n].kind == "numbered"
        and (nodes[n].family, nodes[n].depth) == (own.family, own.depth)
    ]
    return len(items) >= _FEWEST_ITEMS and all(held.get(n, 0) <= 1 for n in items)

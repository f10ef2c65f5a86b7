"""Closing paragraphs: what a document says at its end of everything, not of its last item.

一、元旦：… 七、国庆节：… and then 节假日期间，各地要…. Where no item before the last had a paragraph
more than its own, one that follows the last is not the last one's.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from index.outline.nodes import Node
from index.outline.paragraph import OUTSIDE, Paragraph
from index.outline.zones.inner import INNER_RANK

# So many items before the last one show that an item is one paragraph.
_FEWEST_ITEMS = 2


def lift_closings(paragraphs: Sequence[Paragraph], nodes: Sequence[Node]) -> Iterator[Paragraph]:
    """Yield the paragraphs, closing ones below the heading that their last item stands below."""
    # （一）总体要求。各地要…: a heading that runs in is the beginning of an item of one paragraph.
    runs_in = {p.lead for p in paragraphs if p.lead is not None}
    # By item, how many paragraphs stand right below it.
    held = {n: 0 for n, node in enumerate(nodes) if node.kind == "numbered" or n in runs_in}
    for paragraph in paragraphs:
        if paragraph.stack and paragraph.stack[-1] in held:
            held[paragraph.stack[-1]] += 1
    ends = _ends(paragraphs, nodes, held)
    for number, paragraph in enumerate(paragraphs):
        at = ends[number]
        if at is None or not _is_closing(paragraphs, number, at, nodes, held):
            yield paragraph
            continue
        kept = list(paragraph.stack)
        while kept and kept[-1] in held:
            kept.pop()
        yield replace(paragraph, stack=tuple(kept))


def _ends(
    paragraphs: Sequence[Paragraph], nodes: Sequence[Node], held: Collection[int]
) -> list[int | None]:
    """Return for each paragraph of the last item of a document that item's number; else None."""
    ends: list[int | None] = [None] * len(paragraphs)
    last: int | None = None
    after: Paragraph | None = None
    for number in range(len(paragraphs) - 1, -1, -1):
        paragraph = paragraphs[number]
        item = _item_of(paragraph, held)
        over = after is None or after.role in OUTSIDE or _opens_another(paragraph, after, nodes)
        last = item if over or item == last else None
        ends[number] = last
        after = paragraph
    return ends


def _item_of(paragraph: Paragraph, held: Collection[int]) -> int | None:
    plain = paragraph.role in {"body", "annex"} and paragraph.table is None
    if not plain or not paragraph.stack or paragraph.stack[-1] not in held:
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
    held: Mapping[int, int],
) -> bool:
    paragraph = paragraphs[number]
    first = number == 0 or paragraphs[number - 1].stack != paragraph.stack
    if first or paragraph.mark is not None or paragraph.goes_on:
        return False
    own = nodes[item]
    begun = max((n for n in range(item) if nodes[n].rank == INNER_RANK), default=-1)
    alike = [
        n
        for n in range(begun + 1, item)
        if n in held
        and (nodes[n].kind, nodes[n].family, nodes[n].depth) == (own.kind, own.family, own.depth)
    ]
    return len(alike) >= _FEWEST_ITEMS and all(held[n] <= 1 for n in alike)

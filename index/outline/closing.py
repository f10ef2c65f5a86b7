"""Closing paragraphs: what a document says at its end of everything, not of its last item.

一、元旦：… 七、国庆节：… and then 节假日期间，各地要…. Where no item before the last had a paragraph
more than its own, one that follows the last is not the last one's. Nor is 本方案自印发之日起施行 below
the last part, which may be about anything: that closes the document itself.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from index.outline.numbering.nodes import Node
from index.outline.numbering.paragraph import OUTSIDE, Paragraph
from index.outline.validity import speaks_of_itself
from index.outline.zones.inner import INNER_RANK
from index.runtime.patterns import regex

# Below a heading that is called so, what a document says of itself is in its place.
_ITS_PLACE = regex(
    "附\\s*则|其\\s*[他它]|施行|实施[时日期]|执行[时日期]|有效|期限|时间|日期|解释|说明"
)
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


def close_document(
    paragraphs: Sequence[Paragraph], nodes: Sequence[Node], text: str
) -> list[Paragraph]:
    """Return paragraphs, those that say from when a document holds apart from its last part."""
    found = list(paragraphs)
    after: Paragraph | None = None
    over = False
    for number in range(len(found) - 1, 0, -1):
        one = found[number]
        over = over or after is None or after.role in OUTSIDE or _opens_another(one, after, nodes)
        over = over and _is_of_document(found[number - 1], one, nodes)
        over = over and speaks_of_itself(one.span.of(text))
        if over:
            inner = tuple(n for n in one.stack if nodes[n].rank == INNER_RANK)
            found[number] = replace(one, stack=inner, role="closing")
        after = one
    return found


def _is_of_document(before: Paragraph, one: Paragraph, nodes: Sequence[Node]) -> bool:
    """Tell whether a paragraph closes the last part of a document, whose title does not ask for it."""
    plain = one.role == "body" and one.table is None and one.mark is None and not one.goes_on
    above = [nodes[n] for n in one.stack if nodes[n].rank != INNER_RANK]
    article = bool(above) and above[-1].kind == "article"
    first = bool(above) and one.stack[-1] not in before.stack
    in_place = any(_ITS_PLACE.search(node.title) for node in above)
    return plain and bool(before.stack) and not (article or first or in_place)


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

"""A text as an official document: its headings as a tree, and its paragraphs below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.document.corpus import Role, Section
from index.document.layout import Layout
from index.document.reading import Reading
from index.document.span import Span
from index.outline.closing import close_document, lift_closings
from index.outline.headings.contents import ContentsPages, find_contents
from index.outline.headings.headings import (
    articles,
    ends_sentence,
    read_marks,
    structural_headings,
    unglue,
)
from index.outline.headings.sections import number_sections
from index.outline.headings.unnumbered import (
    format_headings,
    special_headings,
    stands_before,
    with_top_rank,
)
from index.outline.numbering.decimals import without_amounts
from index.outline.numbering.lines import Line, read_lines
from index.outline.numbering.marks import Mark
from index.outline.numbering.nodes import Node, Opening
from index.outline.numbering.paragraph import OUTSIDE, Paragraph
from index.outline.series import numbered, single_numbers
from index.outline.zones.inner import INNER_RANK
from index.outline.zones.read import read_zones
from index.outline.zones.zoning import Zones

_COMMAS = ("，", "、", ",")
# A line shorter than this was not broken because it was full.
_BROKEN = 20
_ITEM_FAMILIES = frozenset({"counted", "enclosed", "circled", "bracketed", "listed"})


@dataclass(frozen=True, slots=True)
class Structure:
    """What a document consists of.

    Attributes:
        nodes: Headings, articles and numbered paragraphs, in order.
        paragraphs: In order.
        title: The lines of its title, in order; empty where it has none.
        contents: What its table of contents lists.
        above: For each node, the numbers of the nodes above it.
        sections: For each node, where what stands below it counts as standing.
    """

    nodes: tuple[Node, ...]
    paragraphs: tuple[Paragraph, ...]
    title: tuple[Span, ...]
    contents: ContentsPages
    above: tuple[tuple[int, ...], ...]
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True)
class _Found:
    """What opens where: everything that the walk over the lines needs."""

    lines: Sequence[Line]
    marks: Sequence[Mark | None]
    contents: ContentsPages
    zones: Zones
    openings: Mapping[int, Sequence[Opening]]
    closes: Mapping[int, float]


def read_structure(reading: Reading, layout: Layout) -> Structure:
    """Return the structure of a text that is in its own order."""
    found = _find(unglue(read_lines(reading, layout)))
    nodes: list[Node] = []
    above: list[tuple[int, ...]] = []
    paragraphs: Sequence[Paragraph] = list(_walk(found, nodes, above))
    paragraphs = close_document(list(lift_closings(paragraphs, nodes)), nodes, reading.text)
    before_body = _front(paragraphs, nodes)
    sections = number_sections(nodes, above)
    placed = tuple(
        _placed(paragraph, sections, front=number < before_body, known=bool(nodes))
        for number, paragraph in enumerate(paragraphs)
    )
    return Structure(
        tuple(nodes),
        placed,
        tuple(found.lines[number].span for number in found.zones.titles),
        found.contents,
        tuple(above),
        tuple(sections),
    )


def _find(lines: Sequence[Line]) -> _Found:
    contents = find_contents(lines)
    marks = single_numbers(lines, without_amounts(lines, read_marks(lines, contents)))
    openings = {
        **special_headings(lines, contents.lines),
        **structural_headings(lines, marks, contents),
    }
    for number, more in articles(lines, marks, openings).items():
        openings[number] = [*openings.get(number, []), *more]
    zones = read_zones(lines, marks, openings, contents.lines)
    for number, opening in zones.openings.items():
        openings[number] = [opening]
    boxes, closes = _boxes(lines, marks, zones)
    openings.update(boxes)
    inside = _inside(lines, openings, zones)
    free = [None if n in openings else mark for n, mark in enumerate(marks)]
    openings.update(numbered(lines, free, contents, inside))
    skipped = {*contents.lines, *zones.dropped}
    taken = {n + more for n, o in openings.items() for more in range(1, o[-1].lines)}
    openings.update(format_headings(lines, {*skipped, *taken}, openings))
    return _Found(lines, marks, contents, zones, with_top_rank(openings), closes)


def _boxes(
    lines: Sequence[Line], marks: Sequence[Mark | None], zones: Zones
) -> tuple[dict[int, list[Opening]], dict[int, float]]:
    """Return the headings of boxes (专栏1 …), and where what stands in them ends."""
    from index.outline.letterhead import may_be_title
    from index.outline.numbering.marks import RANK, clean_title

    openings: dict[int, list[Opening]] = {}
    closes: dict[int, float] = {}
    rank = float(RANK["box"])
    for number, line in enumerate(lines):
        mark = marks[number]
        if mark is None or mark.family != "box" or zones.roles[number] in OUTSIDE:
            continue
        rest = line.text[mark.end :]
        if rest.strip() and not may_be_title(rest):
            continue
        label = "".join(line.words[: mark.end].split()).rstrip("：:．.、")
        taken = 1
        span = line.span
        if not rest.strip() and number + 1 < len(lines) and may_be_title(lines[number + 1].words):
            rest, taken = lines[number + 1].text, 2
            span = Span(span.start, lines[number + 1].span.end)
        node = Node("heading", rank, "box", mark.number, label, clean_title(rest), span)
        openings[number] = [Opening(node, taken)]
        end = number + taken
        if end < len(lines) and lines[end].table is not None:
            end += 1
        else:
            first = end
            while end < len(lines) and _in_box(lines, marks, first, end):
                end += 1
        closes[end] = rank
    return openings, closes


def _in_box(lines: Sequence[Line], marks: Sequence[Mark | None], first: int, number: int) -> bool:
    """Tell whether a line goes on with the box whose words begin at the line ``first``."""
    if lines[first].quoted or lines[number].quoted:
        return lines[number].quoted
    begins, mark = marks[first], marks[number]
    if begins is None or begins.family not in _ITEM_FAMILIES:
        return number == first  # without numbers nothing tells where a box ends
    return mark is not None and mark.family == begins.family


def _inside(
    lines: Sequence[Line], openings: Mapping[int, Sequence[Opening]], zones: Zones
) -> list[object]:
    """Return for each line what its numbers count within; None where they count items."""
    inside: list[object] = []
    where = 0
    article = False
    before: Role = "body"
    for number, _ in enumerate(lines):
        role = zones.roles[number]
        for opening in openings.get(number, ()):
            where += 1
            article = opening.node.kind == "article"
        if role != before and OUTSIDE & {role, before}:
            where += 1
            article = False
        before = role
        counted = article or (role in OUTSIDE and role != "notice") or role == "note"
        inside.append(None if counted else where)
    return inside


def _walk(found: _Found, nodes: list[Node], above: list[tuple[int, ...]]) -> Iterator[Paragraph]:
    """Yield the paragraphs; fill in the nodes and what stands above each."""
    stack: list[int] = []
    skipped = {*found.contents.lines, *found.zones.dropped}
    jump = 0
    last: Line | None = None
    for number, line in enumerate(found.lines):
        if number in found.closes:
            _close(stack, nodes, found.closes[number])
        if number < jump or number in skipped:
            continue
        role = found.zones.roles[number]
        rest: Span | None = line.span
        lead: int | None = None
        for opening in found.openings.get(number, ()):
            _close(stack, nodes, opening.node.rank)
            above.append(tuple(stack))
            stack.append(len(nodes))
            nodes.append(opening.node)
            rest = opening.rest
            jump = number + opening.lines
            titled = opening.node.kind == "heading" and rest is not None
            lead = len(nodes) - 1 if titled else None
            last = None
        if rest is None:
            continue
        outside = role in OUTSIDE
        opened = number in found.openings
        mark = found.marks[number]
        is_item = mark is not None and mark.family in _ITEM_FAMILIES
        yield Paragraph(
            span=rest,
            sentences=_clipped(line.sentences, rest),
            role=role,
            stack=() if outside else _stack_of(role, stack, nodes),
            section=Section(),
            mark=mark if is_item and lead is None else None,
            lead=lead,
            goes_on=not opened and not is_item and _goes_on(last, line),
            table=line.table,
            quoted=line.quoted,
        )
        last = line


def _stack_of(role: Role, stack: Sequence[int], nodes: Sequence[Node]) -> tuple[int, ...]:
    """Return what a paragraph stands below; a note below the table or list, not its last item."""
    if role == "note":
        return tuple(number for number in stack if nodes[number].kind == "heading")
    return tuple(stack)


def _goes_on(before: Line | None, line: Line) -> bool:
    """Tell whether a line continues the sentence of the line before, as broken text does."""
    if before is None or before.table is not None or line.table is not None:
        return False
    words = before.words
    # 由下列人员组成： and then 委员长， in a line of its own is one sentence.
    listed = words.endswith(("：", ":")) and line.words.endswith(_COMMAS)
    if words.endswith(_COMMAS) or listed:
        return True
    broken = len(words) >= _BROKEN and words[-1:].isalnum() and not ends_sentence(words)
    return broken and ends_sentence(line.words)


def _close(stack: list[int], nodes: Sequence[Node], rank: float) -> None:
    while stack and nodes[stack[-1]].rank >= rank:
        stack.pop()


def _clipped(sentences: Sequence[Span], span: Span) -> tuple[Span, ...]:
    return tuple(Span(max(s.start, span.start), s.end) for s in sentences if s.overlaps(span))


def _front(paragraphs: Sequence[Paragraph], nodes: Sequence[Node]) -> int:
    """Return how many paragraphs stand before the first heading of the body."""
    main = [n for n, node in enumerate(nodes) if node.number and node.family != "annex"]
    if all(
        nodes[n].kind == "numbered" for n in main
    ):  # headings have no numbers, or there are none
        main += [
            n
            for n, node in enumerate(nodes)
            if node.kind == "heading" and node.rank != INNER_RANK and not stands_before(node)
        ]
    first = frozenset(main)
    for number, paragraph in enumerate(paragraphs):
        if first.intersection(paragraph.stack):
            return number
    return len(paragraphs)


def _placed(
    paragraph: Paragraph, sections: Sequence[Section], *, front: bool, known: bool
) -> Paragraph:
    """Give a paragraph the section of its innermost node, or that of the front matter."""
    section = sections[paragraph.stack[-1]] if paragraph.stack else Section()
    role = paragraph.role
    if front and known and role != "annex":
        if section.chapter is None:
            section = Section(0, section.chapter_title, 0, section.section_title)
        role = "preface" if role == "body" else role
    return Paragraph(
        paragraph.span,
        paragraph.sentences,
        role,
        paragraph.stack,
        section,
        paragraph.mark,
        paragraph.lead,
        paragraph.goes_on,
        paragraph.table,
        paragraph.quoted,
    )

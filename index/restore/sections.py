"""Giving every sentence its chapter and section, also where the heading was lost.

Headings that stand in the text are fixed points. Where the table of contents lists headings
between two fixed points that the text has lost, the sentences between them are aligned to the
listed titles in order, by dynamic programming: a section begins where text was lost or at a topic
line, and its sentences resemble its title.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document.corpus import Place, Section
from index.outline.headings.glued import Headline
from index.restore.anchors import longest_increasing
from index.restore.likeness import Likeness

# Costs of the alignment, in units of (1 - cosine) / 2 summed over sentences. A heading is lost
# with the text around it, so a section hardly ever begins inside an uninterrupted piece.
_BEGIN_AT_SEAM = 0.05
_BEGIN_AT_TOPIC = 0.6
_BEGIN_ELSEWHERE = 3.0
# At a seam, what comes before a new section and what opens it are about different things: the
# cosine of the closest two of the sentences on either side counts against a beginning.
_SEAM_LIKENESS = 1.0
_SEAM_REACH = 3
# A section that the table lists has a text; only the opening of a chapter is often empty.
_SKIPPED_SECTION = 1.0
# The opening of a chapter that has sections is a sentence or two, without topic lines.
_OPENING_SENTENCE = 0.12
_OPENING_TOPIC = 1.0

FRONT_MATTER = Section(0, None, 0, None)


@dataclass(frozen=True, slots=True)
class AlignedLine:
    """One sentence in reading order, as the alignment sees it.

    Attributes:
        place: Its row in the ``Likeness``.
        headings: The headings right before it in any copy, outermost first.
        seam: Whether the words before it were not the ones before it in its copy.
    """

    place: int
    headings: tuple[Headline, ...]
    seam: bool


def place_by_headings(lines: Sequence[AlignedLine]) -> list[tuple[Section, Place]]:
    """Give each line the nearest heading above it; for texts without a table of contents."""
    levels = {heading.level for line in lines for heading in line.headings}
    current = FRONT_MATTER if "chapter" in levels else Section()
    result: list[tuple[Section, Place]] = []
    for line in lines:
        for heading in line.headings:
            if heading.level == "chapter":
                current = Section(heading.number, heading.title, 0, None)
            elif heading.level == "section":
                current = Section(
                    current.chapter, current.chapter_title, heading.number, heading.title
                )
        result.append((current, "stated"))
    return result


def articles_of(lines: Sequence[AlignedLine]) -> list[tuple[int, int | None] | None]:
    """Return for each line the number of its article, and which of those put in behind that."""
    current: tuple[int, int | None] | None = None
    result: list[tuple[int, int | None] | None] = []
    for line in lines:
        for heading in line.headings:
            article = heading.level == "article"
            current = (heading.number, heading.inserted) if article else None
        result.append(current)
    return result


class Ranks:
    """The rank of a heading in a table of contents, by level, number and title."""

    def __init__(self, contents: Sequence[Section]) -> None:
        self._ranks: dict[tuple[str, int | None, str | None], int] = {}
        for rank, place in enumerate(contents):
            if place.section:
                self._ranks.setdefault(("section", place.section, place.section_title), rank)
            else:  # a chapter is known by its number, however its title is written
                self._ranks.setdefault(("chapter", place.chapter, None), rank)

    def of(self, heading: Headline) -> int | None:
        """Return the rank of ``heading``, or None where the table does not list it."""
        title = heading.title if heading.level == "section" else None
        return self._ranks.get((heading.level, heading.number, title))

    def innermost(self, headings: Sequence[Headline]) -> int | None:
        """Return the rank of the last of ``headings`` that the table lists."""
        ranks = (self.of(heading) for heading in reversed(headings))
        return next((rank for rank in ranks if rank is not None), None)


def reorder_by_contents(
    lines: Sequence[AlignedLine], contents: Sequence[Section]
) -> tuple[list[AlignedLine], list[Section]]:
    """Put blocks that stand in another order than the table of contents has into its order.

    A block runs from a heading that the table lists to the next one. Nothing moves where a heading
    stands twice, because then it is not certain which of the blocks is the section.

    Returns:
        The lines, and the places that moved, in the order of the table.
    """
    table = Ranks(contents)
    starts = [
        (position, rank)
        for position, line in enumerate(lines)
        if (rank := table.innermost(line.headings)) is not None
    ]
    ranks = [rank for _, rank in starts]
    if ranks == sorted(ranks) or len(set(ranks)) < len(ranks):
        return list(lines), []
    kept = set(longest_increasing(ranks))
    moved = sorted(rank for number, rank in enumerate(ranks) if number not in kept)
    ends = [position for position, _ in starts[1:]] + [len(lines)]
    blocks = sorted((rank, start, end) for (start, rank), end in zip(starts, ends, strict=True))
    result = list(lines[: starts[0][0]])
    for _, start, end in blocks:
        result.extend((replace(lines[start], seam=True), *lines[start + 1 : end]))
    return result, [contents[rank] for rank in moved]


def place_by_contents(
    lines: Sequence[AlignedLine], contents: Sequence[Section], likeness: Likeness | None
) -> list[tuple[Section, Place]]:
    """Give each line a place of the table of contents.

    Args:
        lines: The sentences in reading order.
        contents: The places that the table lists, in order.
        likeness: Its ``titles`` row by row those of ``contents``; None keeps the nearest heading.

    Returns:
        For each line its section, and ``inferred`` where no heading of that section stands in
        the text.
    """
    table = Ranks(contents)
    found = [
        (position, rank)
        for position, line in enumerate(lines)
        if (rank := table.innermost(line.headings)) is not None
    ]
    fixed = [found[i] for i in longest_increasing([rank for _, rank in found])]
    stated = {rank for _, rank in fixed} | {-1}
    ranks = [-1] * len(lines)
    bounds = [(0, -1), *fixed, (len(lines), len(contents))]
    for (start, low), (end, high) in itertools.pairwise(bounds):
        if high <= low + 1 or likeness is None or not len(likeness.titles):
            ranks[start:end] = [low] * (end - start)
        else:
            ranks[start:end] = _align(lines[start:end], low, high, contents, likeness)
    return [
        (FRONT_MATTER if rank < 0 else contents[rank], "stated" if rank in stated else "inferred")
        for rank in ranks
    ]


def _align(
    lines: Sequence[AlignedLine],
    low: int,
    high: int,
    contents: Sequence[Section],
    likeness: Likeness,
) -> list[int]:
    """Align ``lines`` to the ranks ``low`` to ``high`` (exclusive); the first line is at ``low``."""
    ranks = range(low, high)
    # skipped[s] - skipped[r + 1]: cost of the listed sections strictly between slots r and s.
    skipped = [0.0]
    for rank in ranks:
        opening = rank >= 0 and is_opening(rank, contents)
        skipped.append(skipped[-1] + (0.0 if opening else _SKIPPED_SECTION))
    costs = [0.0] + [math.inf] * (len(ranks) - 1)
    back: list[list[int]] = []
    for position, line in enumerate(lines):
        begin = _begin_cost(lines, position, likeness) if position else math.inf
        reached: list[float] = []
        origin: list[int] = []
        cheapest, cheapest_slot = math.inf, 0
        for slot, rank in enumerate(ranks):
            best, from_slot = costs[slot], slot
            arriving = cheapest + skipped[slot] + begin
            if arriving < best:
                best, from_slot = arriving, cheapest_slot
            leaving = costs[slot] - skipped[slot + 1]
            if leaving < cheapest:
                cheapest, cheapest_slot = leaving, slot
            reached.append(best + _cost(line, rank, contents, likeness))
            origin.append(from_slot)
        costs = reached
        back.append(origin)
    slot = min(range(len(ranks)), key=lambda s: costs[s] + skipped[-1] - skipped[s + 1])
    aligned: list[int] = []
    for origin in reversed(back):
        aligned.append(ranks[slot])
        slot = origin[slot]
    return aligned[::-1]


def _begin_cost(lines: Sequence[AlignedLine], position: int, likeness: Likeness) -> float:
    """Cost of a section beginning with the line at ``position``."""
    if lines[position].seam:
        before = lines[max(0, position - _SEAM_REACH) : position]
        after = lines[position : position + _SEAM_REACH]
        closest = max(likeness.between(b.place, a.place) for b in before for a in after)
        return _BEGIN_AT_SEAM + _SEAM_LIKENESS * max(0.0, closest)
    return _BEGIN_AT_TOPIC if likeness.topics[lines[position].place] else _BEGIN_ELSEWHERE


def is_opening(rank: int, contents: Sequence[Section]) -> bool:
    """Tell whether a rank is the opening of a chapter that has sections."""
    return not contents[rank].section and any(
        place.chapter == contents[rank].chapter and place.section for place in contents
    )


def _cost(line: AlignedLine, rank: int, contents: Sequence[Section], likeness: Likeness) -> float:
    """Cost of a line at a rank: how little it resembles the title, more in a chapter's opening."""
    if rank < 0:
        return 0.5  # the front matter has no title to resemble
    cost = (1.0 - likeness.to_titles(line.place, rank, rank + 1)) / 2
    if is_opening(rank, contents):
        cost += _OPENING_TOPIC if likeness.topics[line.place] else _OPENING_SENTENCE
    return cost

"""Headings without a number: known by their name (前言, 附则), or told by the format alone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from index.outline.headings.headings import PROSE
from index.outline.numbering.lines import Line
from index.outline.numbering.marks import RANK, clean_title
from index.outline.numbering.nodes import Node, Opening

# Headings that stand without a number beside the outermost ones, before the text or after it.
_BEFORE = frozenset({
    "前言", "引言", "序言", "序", "导言", "导论", "绪论", "编制说明", "foreword", "preface", "introduction",
})  # fmt: skip
_BEHIND = frozenset({"结语", "结束语", "后记", "参考文献", "附言", "bibliography"})
_LAST = "附则"
_AS_CHAPTERS = frozenset({"总则", _LAST, "分则", "罚则"})
# A heading beside the outermost ones ends where the first of those begins.
TOP_RANK = float(min(RANK[family] for family in RANK if family != "annex"))
# What is longer is no heading, whatever its format.
_LONGEST = 100
# What stands behind the text stands behind its annexes as well.
BEHIND_RANK = -0.5


def special_headings(lines: Sequence[Line], skipped: frozenset[int]) -> dict[int, list[Opening]]:
    """Return the headings that stand without a number and are known by name: 前言, 附则."""
    found: dict[int, list[Opening]] = {}
    for number, line in enumerate(lines):
        name = "".join(line.words.split()).casefold()
        if number in skipped or line.table is not None or not name:
            continue
        if name in _BEFORE or name in _BEHIND or name in _AS_CHAPTERS:
            rank = float(RANK["chapter"])
            if name not in _AS_CHAPTERS:
                rank = BEHIND_RANK if name in _BEHIND else TOP_RANK
            node = Node("heading", rank, None, 0, "", clean_title(line.text), line.span)
            found[number] = [Opening(node)]
    return found


def stands_before(node: Node) -> bool:
    """Tell whether a heading is one of what stands before the text: 前言."""
    return "".join(node.title.split()).casefold() in _BEFORE


def with_top_rank(openings: Mapping[int, Sequence[Opening]]) -> dict[int, list[Opening]]:
    """Rank the headings beside the outermost ones (前言) as those are, so that each ends the other."""
    ranks = [o.node.rank for held in openings.values() for o in held if o.node.rank > TOP_RANK]
    named = {o.node.rank for held in openings.values() for o in held if o.node.family is not None}
    outermost = TOP_RANK if TOP_RANK in named else min(ranks, default=TOP_RANK)

    volumes = [RANK[family] for family in ("part", "division") if RANK[family] in named]

    def ranked(opening: Opening) -> Opening:
        node = opening.node
        if node.family is None and node.rank == TOP_RANK:
            return replace(opening, node=replace(node, rank=outermost))
        if node.family is None and volumes and node.title == _LAST:
            # Behind the last 编 it is as high as they are: it holds for all of them.
            return replace(opening, node=replace(node, rank=float(min(volumes))))
        return opening

    return {number: [ranked(opening) for opening in held] for number, held in openings.items()}


def format_headings(
    lines: Sequence[Line], taken: Iterable[int], opened: Mapping[int, Sequence[Opening]]
) -> dict[int, list[Opening]]:
    """Return the headings that only the format tells, ranked beside those of its level with a mark."""
    ranks: dict[int, float] = {}
    for number, openings in opened.items():
        level = lines[number].level
        node = openings[0].node
        if level is not None and node.kind == "heading" and node.family is not None:
            ranks[level] = min(ranks.get(level, node.rank), node.rank)
    passed = frozenset(taken)
    found: dict[int, list[Opening]] = {}
    for number, line in enumerate(lines):
        if line.level is None or number in passed or number in opened or not line.words:
            continue
        if PROSE.search(line.words) or len(line.words) > _LONGEST:
            continue
        rank = _rank_of_level(line.level, ranks)
        title = clean_title(line.text).rstrip("：:")
        found[number] = [Opening(Node("heading", rank, None, 0, "", title, line.span))]
    return found


def _rank_of_level(level: int, ranks: Mapping[int, float]) -> float:
    if level in ranks:
        return ranks[level]
    above = [other for other in ranks if other < level]
    # Between what stands above it and what is below; a small step for each level further down.
    base = ranks[max(above)] + 0.5 if above else TOP_RANK - 0.5
    return base + 0.01 * level

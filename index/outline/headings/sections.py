"""Chapter and section of every node, and what level of heading it is.

Where a document has the words 章 and 节, they say it; where it has neither, its first and second
numbered levels count as chapter and section. Each annex and each inner document is counted on its
own.
"""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import HeadingLevel, Section
from index.outline.numbering.marks import Family
from index.outline.numbering.nodes import Node

_LEVELS: dict[Family, HeadingLevel] = {
    "part": "part", "division": "division", "subdivision": "division", "chapter": "chapter",
    "section": "section", "article": "article",
}  # fmt: skip
_NEVER: frozenset[Family | None] = frozenset({"annex", "box", "article", None})


def root_of(nodes: Sequence[Node], stack: Sequence[int]) -> int:
    """Return the number of the annex or inner document that a stack begins with, or -1."""
    roots = [number for number in stack if _is_root(nodes[number])]
    return roots[-1] if roots else -1


def _is_root(node: Node) -> bool:
    return node.family == "annex" or node.rank < 0


def has_words(nodes: Sequence[Node], above: Sequence[tuple[int, ...]]) -> set[int]:
    """Return the roots below which a chapter or section is called by its word, 章 or 节."""
    return {
        root_of(nodes, above[number])
        for number, node in enumerate(nodes)
        if node.family in {"chapter", "section"}
    }


def number_sections(nodes: Sequence[Node], above: Sequence[tuple[int, ...]]) -> list[Section]:
    """Return for each node the section in which what stands below it counts as standing."""
    worded = has_words(nodes, above)
    return [
        _section(
            [nodes[held] for held in (*above[number], number)],
            root_of(nodes, (*above[number], number)) in worded,
        )
        for number in range(len(nodes))
    ]


def _section(stack: Sequence[Node], worded: bool) -> Section:
    if worded:
        chapter = next((node for node in reversed(stack) if node.family == "chapter"), None)
        section = next((node for node in reversed(stack) if node.family == "section"), None)
        return Section(
            chapter.number if chapter else 0,
            _title(chapter),
            section.number if section else 0,
            _title(section),
        )
    roots = [number for number, node in enumerate(stack) if _is_root(node)]
    own = stack[roots[-1] + 1 :] if roots else stack
    levels = [node for node in own if node.number and node.family not in _NEVER]
    if levels:
        second = levels[1] if len(levels) > 1 else None
        return Section(
            levels[0].number, _title(levels[0]), second.number if second else 0, _title(second)
        )
    titled = [
        node for node in own if node.kind == "heading" and node.family not in {"annex", "box"}
    ]
    if not titled:
        return Section()
    return Section(None, _title(titled[0]), None, _title(titled[1]) if len(titled) > 1 else None)


def _title(node: Node | None) -> str | None:
    return (node.title or None) if node else None


def level_of(
    number: int, nodes: Sequence[Node], above: Sequence[tuple[int, ...]], worded: set[int]
) -> HeadingLevel:
    """Return what level of heading a node is."""
    node = nodes[number]
    if node.family in _LEVELS:
        return _LEVELS[node.family]
    if node.family in _NEVER or root_of(nodes, above[number]) in worded:
        return "heading"
    levels = [
        held for held in above[number] if nodes[held].family not in _NEVER and nodes[held].number
    ]
    own = [held for held in levels if held > root_of(nodes, above[number])]
    return ("chapter", "section", "heading")[min(len(own), 2)]

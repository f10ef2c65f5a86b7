"""Draws the rooms of the house and who knows whom, from the imports: ``python docs/draw_rooms.py``.

Writes docs/rooms.svg. A room is a folder or a module of a package; it stands above those that it
imports. An arrow that others already imply is left out. A test holds the picture to the imports.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from html import escape
from math import fsum
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "rooms.svg"
PACKAGES = ("yinju", "serve", "eval", "qa", "index")
WHAT = {
    "yinju": "what a person imports and types",
    "serve": "what the page and other programs ask",
    "eval": "questions, measures, reports",
    "qa": "questions and claims to quotes and verdicts",
    "index": "files to clauses that can be searched",
}

Graph = dict[str, set[str]]

# Sizes in pixels; a letter of the font is about seven wide.
_WIDTH, _LETTER, _PAD = 1180, 7, 12
_BOX, _ROW, _HEAD = 24, 62, 34


def room_graph(graph: grimp.ImportGraph, package: str) -> Graph:
    """Return which rooms of a package import which others of it."""
    rooms: Graph = {}
    for module in sorted(graph.modules):
        parts = module.split(".")
        if parts[0] != package or len(parts) == 1:
            continue
        known = rooms.setdefault(parts[1], set())
        for imported in graph.find_modules_directly_imported_by(module):
            other = imported.split(".")
            if other[0] == package and len(other) > 1 and other[1] != parts[1]:
                known.add(other[1])
    return rooms


def levels(rooms: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """Return how high above the ground each room stands: one above the highest that it imports."""
    found: dict[str, int] = {}

    def level(room: str) -> int:
        if room not in found:
            found[room] = 1 + max(map(level, rooms[room]), default=-1)
        return found[room]

    for room in rooms:
        level(room)
    return found


def reduced(rooms: Graph) -> Graph:
    """Return the graph without the arrows that others imply."""

    def below(room: str) -> set[str]:
        return rooms[room].union(*map(below, rooms[room])) if rooms[room] else set()

    return {
        room: known - set().union(*(below(other) for other in known))
        for room, known in rooms.items()
    }


def in_rows(rooms: Graph) -> list[list[str]]:
    """Return the rooms by level, the top first, each near the rooms that it is joined to."""
    height = levels(rooms)
    rows = [
        sorted(room for room in rooms if height[room] == level)
        for level in range(max(height.values()), -1, -1)
    ]
    joined = {room: set(known) for room, known in reduced(rooms).items()}
    for room, known in reduced(rooms).items():
        for other in known:
            joined[other].add(room)
    place = {room: (at + 0.5) / len(row) for row in rows for at, room in enumerate(row)}
    # What is summed without rounding is the same in every order, and so is the picture.
    for _ in range(8):
        for row in rows:
            middle = {
                room: fsum(place[other] for other in joined[room]) / len(joined[room])
                if joined[room]
                else place[room]
                for room in row
            }
            row.sort(key=lambda room: (middle[room], room))
            place.update({room: (at + 0.5) / len(row) for at, room in enumerate(row)})
    return rows


def draw(graph: grimp.ImportGraph) -> str:
    """Return the picture as SVG."""
    body: list[str] = []
    top = 8
    for package in PACKAGES:
        rooms = room_graph(graph, package)
        rows = in_rows(rooms)
        tall = _HEAD + _ROW * len(rows)
        body.append(
            f'<rect x="4" y="{top}" width="{_WIDTH - 8}" height="{tall - 8}" rx="8" class="house"/>'
            f'<text x="16" y="{top + 22}"><tspan class="name">{package}</tspan>'
            f'<tspan dx="10" class="what">{escape(WHAT[package])}</tspan></text>'
        )
        at: dict[str, tuple[float, float, int]] = {}
        for number, row in enumerate(rows):
            for column, room in enumerate(row):
                width = len(room) * _LETTER + 2 * _PAD
                x = _WIDTH * (column + 0.5) / len(row)
                at[room] = (x, top + _HEAD + _ROW * number, width)
        for room, known in sorted(reduced(rooms).items()):
            for other in sorted(known):
                (x, y, _), (to_x, to_y, _) = at[room], at[other]
                start = f"{x:.0f} {y + _BOX:.0f}"
                body.append(f'<path d="M{start}L{to_x:.0f} {to_y:.0f}" class="knows"/>')
        for room, (x, y, width) in at.items():
            body.append(
                f'<rect x="{x - width / 2:.0f}" y="{y:.0f}" width="{width}" height="{_BOX}" rx="4" '
                f'class="room"/><text x="{x:.0f}" y="{y + 16:.0f}" class="label">{room}</text>'
            )
        top += tall
    style = (
        "text{font:13px ui-monospace,monospace;fill:#1f2933}.name{font-weight:700}.what{fill:#52606d}"
        ".label{text-anchor:middle;font-size:12px}.house{fill:#f5f7fa;stroke:#cbd2d9}"
        ".room{fill:#fff;stroke:#3e4c59}.knows{stroke:#829ab1;fill:none;marker-end:url(#tip)}"
    )
    tip = (
        '<defs><marker id="tip" viewBox="0 0 6 6" refX="6" refY="3" markerWidth="6" markerHeight="6" '
        'orient="auto"><path d="M0 0L6 3L0 6Z" fill="#829ab1"/></marker></defs>'
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" role="img" '
        f'aria-label="The rooms of yinju and their imports"><style>{style}</style>{tip}\n'
        + "\n".join(body)
        + "\n</svg>\n"
    )


def house() -> grimp.ImportGraph:
    """Return the imports of the whole house."""
    sys.path.insert(0, str(ROOT))
    try:
        return grimp.build_graph(*PACKAGES, cache_dir=None)
    finally:
        sys.path.remove(str(ROOT))


if __name__ == "__main__":
    PICTURE.write_text(draw(house()), encoding="utf-8")

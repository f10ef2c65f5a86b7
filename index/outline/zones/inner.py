"""Documents that a letter brings with it, and the letter itself: a notice."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.span import Span
from index.outline import letterhead as form
from index.outline.numbering.marks import clean_title
from index.outline.numbering.nodes import Node, Opening
from index.outline.zones.zoning import Zoning, letters
from index.runtime.patterns import regex

# A document within another stands above all that is numbered.
INNER_RANK = -1.0
_NAMED = regex("《([^《》]{3,80}(?:〈[^〉]*〉[^《》]*)?)》")


def read_inner_titles(zoning: Zoning, signatures: Sequence[int], annexes: Sequence[int]) -> None:
    """Open the documents that a letter brings with it, and call the letter a notice."""
    named = {letters(name) for line in zoning.lines for name in _NAMED.findall(line.words)}
    first_annex = min(annexes, default=len(zoning.lines))
    begun = False
    for number in signatures:
        if number >= first_annex:
            continue
        group = zoning.title_below(number)
        behind = group[-1] + 1 if group else 0
        while behind in zoning.skipped:
            behind += 1
        title = zoning.joined(group)
        titled = letters(title) in named or form.ends_as_title(title)
        if group and titled and behind < len(zoning.lines):
            _open_inner(zoning, group)
            if not begun:
                _name_notice(zoning, number)
            begun = True
    if not begun:
        return
    for number in range(zoning.zones.body, first_annex):
        if number in zoning.zones.openings or not zoning.is_plain(number):
            continue
        group = zoning.title_below(number)
        inside = any(o <= number < o + p.lines for o, p in zoning.zones.openings.items())
        if group and not inside and letters(zoning.joined(group)) in named:
            _open_inner(zoning, group)


def _open_inner(zoning: Zoning, group: Sequence[int]) -> None:
    span = Span(zoning.lines[group[0]].span.start, zoning.lines[group[-1]].span.end)
    title = clean_title("".join(zoning.lines[held].text.strip() for held in group))
    node = Node("heading", INNER_RANK, None, 0, "", title, span)
    zoning.zones.openings[group[0]] = Opening(node, group[-1] + 1 - group[0])
    behind = group[-1] + 1
    while (
        behind < len(zoning.lines)
        and zoning.is_plain(behind)
        and form.is_head(zoning.words(behind))
    ):
        zoning.zones.roles[behind] = "head"
        behind += 1


def _name_notice(zoning: Zoning, end: int) -> None:
    for number in range(zoning.zones.body, end):
        if zoning.zones.roles[number] == "body":
            zoning.zones.roles[number] = "notice"

"""The parts of an official document: its head, title, notice, signature, annexes and foot.

They are named for what they are, so that nobody quotes a title, an annex is not taken for the last
chapter, and what issues a document is not taken for what it says.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from index.document.corpus import Role
from index.outline import letterhead as form
from index.outline.numbering.lines import Line
from index.outline.numbering.marks import Mark
from index.outline.zones.annexes import read_annexes
from index.outline.zones.head import read_head
from index.outline.zones.inner import read_inner_titles
from index.outline.zones.signatures import read_signatures
from index.outline.zones.zoning import Zones, Zoning
from index.runtime.patterns import regex

_NOTE = regex(r"(?:注释?|备注|附注)\s*[：:0-9]|(?:资料|数据)来源\s*[：:]")
# [1] before a note, which is the mark of no item.
_NOTE_MARK = regex(r"[\[［〔【][0-9]{1,2}[\]］〕】]")
_NOTE_FAMILIES = frozenset({"counted", "enclosed", "circled"})


def read_zones(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    opened: Mapping[int, object],
    skipped: frozenset[int],
) -> Zones:
    """Return what each line belongs to.

    Args:
        lines: Of the document.
        marks: What opens each line.
        opened: By number, the lines that open a chapter or an article.
        skipped: Numbers of the lines of tables of contents.
    """
    zoning = Zoning(lines, marks, opened, skipped)
    read_head(zoning)
    signatures = read_signatures(zoning)
    annexes = read_annexes(zoning)
    read_inner_titles(zoning, signatures, annexes)
    _read_foot(zoning)
    return zoning.zones


def _read_foot(zoning: Zoning) -> None:
    """Name whom copies go to, and the notes."""
    last: Role = "body"
    for number in range(zoning.zones.body, len(zoning.lines)):
        words = zoning.words(number)
        mark = zoning.marks[number]
        if form.is_copies(words):
            zoning.zones.roles[number] = "copies"
        elif _NOTE.match(words) or (last == "note" and _is_numbered_note(words, mark)):
            zoning.zones.roles[number] = "note"
        last = zoning.zones.roles[number]


def _is_numbered_note(words: str, mark: Mark | None) -> bool:
    """Tell whether a line below a note is the next of several."""
    return bool(_NOTE_MARK.match(words)) or (mark is not None and mark.family in _NOTE_FAMILIES)

"""Tables of contents: which lines are one, and what they list. Nobody quotes them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from index.outline.numbering.lines import Line
from index.outline.numbering.marks import Mark, clean_title, read_mark
from index.runtime.patterns import regex

_NAMES = frozenset({"目录", "目次", "contents", "tableofcontents"})
# What leads from a title to its page: dots, a tab, or a wide gap before a number at the end.
_LEADER = regex(
    r"\s*(?:[.…·‥⋯．。_—-]{3,}\s*(?:[（(]?\s*[0-9IVXivx]{1,4}\s*[）)]?)?"
    r"|(?:\t+|\s{2,}|\u3000+)[（(]?[0-9]{1,4}[）)]?)\s*$"
)
_DOTS = regex(r"[.…·‥⋯．]{3,}\s*[（(]?\s*[0-9IVXivx]{1,4}\s*[）)]?\s*$")
_PAGE = regex(r"\s+[0-9]{1,4}$")
_MARKS = regex(r"第\s*[一二三四五六七八九十百0-9]{1,4}\s*[章节篇编]")
_PROSE = regex("[。；！？]")
_LONGEST = 70
# A run of lines with leaders is a table of contents without a name where it is at least so long.
_MIN_LED = 3
_MIN_ENTRIES = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a table of contents."""

    mark: Mark | None
    title: str


@dataclass(frozen=True, slots=True)
class ContentsPages:
    """The tables of contents of a text.

    Attributes:
        entries: What they list, in order.
        lines: Numbers of the lines that are no words of the text.
    """

    entries: tuple[Entry, ...] = ()
    lines: frozenset[int] = frozenset()


def find_contents(lines: Sequence[Line]) -> ContentsPages:
    """Find the tables of contents among ``lines``."""
    entries: list[Entry] = []
    taken: set[int] = set()
    number = 0
    while number < len(lines):
        if run_together := _run_together(lines[number]):
            entries.extend(run_together)
            taken.add(number)
            number += 1
            continue
        named = "".join(lines[number].words.split()).casefold() in _NAMES
        led = _led_run(lines, number)
        if not named and led < _MIN_LED:
            number += 1
            continue
        first = number + named
        found, end = _read_entries(lines, first)
        if len(found) >= _MIN_ENTRIES:
            entries.extend(found)
            taken.update(range(number, end))
            number = end
        else:
            if named:
                taken.add(number)
            number += 1
    return ContentsPages(tuple(entries), frozenset(taken))


def _run_together(line: Line) -> list[Entry]:
    """Return the entries of a table whose line breaks were lost: marks with only titles between."""
    starts = [match.start() for match in _MARKS.finditer(line.words)]
    if len(starts) < _MIN_LED or _PROSE.search(line.words):
        return []
    found: list[Entry] = []
    for start, end in itertools.pairwise([*starts, len(line.words)]):
        mark = read_mark(line.words[start:])
        title = line.words[start:end]
        if mark is None or len(title) > _LONGEST:
            return []
        found.append(Entry(mark, clean_title(_LEADER.sub("", title[mark.end :]))))
    return found


def entry_key(mark: Mark | None, title: str) -> str:
    """Return what an entry and its heading share."""
    label = mark.label if mark else ""
    return "".join(character for character in label + clean_title(title) if character.isalnum())


def _led_run(lines: Sequence[Line], first: int) -> int:
    run = 0
    while first + run < len(lines) and _DOTS.search(lines[first + run].words):
        run += 1
    return run


def _read_entries(lines: Sequence[Line], first: int) -> tuple[list[Entry], int]:
    """Return the entries from ``first`` on, and the number of the line after the last."""
    found: list[Entry] = []
    keys: set[str] = set()
    led_last = first
    number = first
    restart = False
    for number in range(first, len(lines) + 1):
        if number == len(lines) or lines[number].table is not None:
            break
        words = lines[number].words
        bare = _LEADER.sub("", words)
        led = bare != words
        if not led:
            bare = _PAGE.sub("", words) if read_mark(words) else words
        mark = read_mark(bare)
        title = bare[mark.end :] if mark else bare
        key = entry_key(mark, title)
        if (key in keys and not led) or len(bare) > _LONGEST or _PROSE.search(title):
            restart = key in keys
            break
        if led:
            led_last = number + 1
        keys.add(key)
        found.append(Entry(mark, clean_title(title)))
    if led_last - first >= _MIN_LED or (led_last > first and not restart):
        # Where titles lead to pages, the table ends with the last that does.
        return found[: led_last - first], led_last
    if restart:
        return found, number
    return _before_prose(found, lines, first, number)


def _before_prose(
    found: list[Entry], lines: Sequence[Line], first: int, end: int
) -> tuple[list[Entry], int]:
    """Cut off what already belongs to the text: headings whose numbers begin again."""
    seen: dict[tuple[str, str], int] = {}
    for place, entry in enumerate(found):
        if entry.mark is None:
            continue
        family = (entry.mark.family, entry.mark.label)
        top = found[0].mark
        if top is not None and family == (top.family, top.label) and place:
            return found[:place], first + place
        seen[family] = place
    # The last line before the prose is its heading, not an entry.
    while found and end < len(lines) and len(found) > _MIN_ENTRIES and found[-1].mark is None:
        found.pop()
        end -= 1
    return found, end

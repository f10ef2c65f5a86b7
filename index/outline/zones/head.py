"""The head of a document: its title, and what stands above and below it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from index.outline import letterhead as form
from index.outline.headings.headings import PROSE
from index.outline.zones.zoning import TITLE_LINES, Zoning, letters

# A head of more lines than this is no head.
_LONGEST_HEAD = 40
_MIN_TITLE = 5
# The name and office of a person, or a short title, has hardly more characters.
_LONGEST_PERSON = 30


def read_head(zoning: Zoning) -> None:
    """Find the title and where the head ends, and say what the other lines of the head are."""
    roles = zoning.zones.roles
    candidates: list[int] = []
    number = 0
    while number < min(len(zoning.lines), _LONGEST_HEAD):
        line = zoning.lines[number]
        if number in zoning.skipped:
            number += 1
            continue
        if line.table is not None or line.caption or number in zoning.opened:
            break
        if form.qualifies(line.words) and candidates[-1:] == [number - 1]:
            candidates.append(number)
        elif form.is_head(line.words):
            roles[number] = "head"
        elif form.is_addressee(line.words) and zoning.marks[number] is None:
            roles[number] = "addressee"
            number += 1
            break
        elif form.may_be_title(line.words) and (zoning.marks[number] is None or line.level == 1):
            candidates.append(number)
        else:
            break
        number += 1
    zoning.zones.body = number
    title = _choose_title(zoning, candidates)
    if not title:
        # Lines without a full stop are what the document says, unless something is its title.
        zoning.zones.body = next((c for c in candidates), number)
        _forget_head(zoning, zoning.zones.body)
        return
    zoning.zones.titles = title
    _name_head(zoning, candidates, title)


def _forget_head(zoning: Zoning, end: int) -> None:
    for number in range(end, len(zoning.lines)):
        if zoning.zones.roles[number] in {"head", "addressee"}:
            zoning.zones.roles[number] = "body"


def _name_head(zoning: Zoning, candidates: Sequence[int], title: Sequence[int]) -> None:
    """Say what the lines of the head are that are neither number nor title."""
    key = letters(zoning.joined(title))
    for start in candidates:
        for size in range(TITLE_LINES, 0, -1):
            group = list(range(start, start + size))
            if set(group) <= set(candidates) and letters(zoning.joined(group)) == key:
                zoning.zones.dropped.update(group)
    zoning.zones.dropped.update(title)
    if len(key) > _MIN_TITLE:  # the title once more, above the text itself
        again = (
            n for n in zoning.worded() if zoning.is_plain(n) and letters(zoning.words(n)) == key
        )
        zoning.zones.dropped.update(again)
    behind = [c for c in candidates if c > title[-1] and c not in zoning.zones.dropped]
    for number in candidates:
        if number not in zoning.zones.dropped:
            zoning.zones.roles[number] = "head"
    # Behind the title, only what a head has there belongs to it: a body, a person, a date.
    loose = [
        c
        for c in behind
        if zoning.lines[c].level is not None
        or (
            not form.is_body(zoning.words(c))
            and len(zoning.words(c)) > _LONGEST_PERSON
            and not _is_foreign(zoning.words(c))
        )
    ]
    if loose:
        zoning.zones.body = loose[0]
        for number in range(loose[0], len(zoning.lines)):
            if zoning.zones.roles[number] == "head":
                zoning.zones.roles[number] = "body"


def _choose_title(zoning: Zoning, candidates: Sequence[int]) -> tuple[int, ...]:
    """Return the lines of the title among the candidates, or nothing where none looks like it."""
    best: tuple[float, tuple[int, ...]] = (0.0, ())
    groups = _groups(zoning, candidates)
    levels = [line.level for line in zoning.lines]
    counts = Counter(letters(zoning.words(number)) for number in zoning.worded())
    counts.update(letters(zoning.joined(group)) for group in groups if len(group) > 1)
    for group in groups:
        words = zoning.joined(group)
        score = 3.0 * form.ends_as_title(words) + 1.0 * ("关于" in words)
        score += 4.0 * (zoning.lines[group[0]].level == 1 and levels.count(1) == 1)
        score += 3.0 * (len(letters(words)) > _MIN_TITLE and counts[letters(words)] > 1)
        score -= 2.0 * (form.is_body(words) and not form.ends_as_title(words))
        score += 0.5 * (len(group) > 1 and form.ends_as_title(words))
        if len(letters(words)) < _MIN_TITLE and zoning.lines[group[0]].level != 1:
            score -= 2.0
        if score > best[0]:
            best = (score, group)
    return best[1] or _first_line(zoning, candidates)


def _groups(zoning: Zoning, candidates: Sequence[int]) -> list[tuple[int, ...]]:
    """Return the lines that may form a title together, each beginning with one candidate."""
    known = set(candidates)
    groups: list[tuple[int, ...]] = []
    for start in candidates:
        group = [start]
        while len(group) < TITLE_LINES and group[-1] + 1 in known:
            following = zoning.words(group[-1] + 1)
            whole = form.ends_as_title(zoning.joined(group))
            if whole and not form.starts_suffix(following):
                break
            level = zoning.lines[start].level
            if level != zoning.lines[group[-1] + 1].level and not form.qualifies(following):
                break
            group.append(group[-1] + 1)
        while len(group) > 1 and not form.ends_as_title(zoning.joined(group)):
            group.pop()
        groups.append(tuple(group))
    return groups


def _first_line(zoning: Zoning, candidates: Sequence[int]) -> tuple[int, ...]:
    """Return the first line where it stands over longer ones as a title does."""
    if not candidates or candidates[0] != min(zoning.worded(), default=-1):
        return ()
    first = zoning.lines[candidates[0]]
    others = [line for line in zoning.lines[candidates[0] + 1 :] if line.table is None]
    longer = sum(len(line.words) > len(first.words) for line in others)
    short = len(first.words) <= _LONGEST_PERSON and not re.search("[，,]", first.words)
    prose = any(PROSE.search(line.words) for line in others)
    if short and prose and len(candidates) == 1 and 2 * longer > len(others):
        return (candidates[0],)
    return ()


def _is_foreign(words: str) -> bool:
    """Tell whether a line is in another script, as the English title on the cover of a standard."""
    script = [character.isascii() for character in words if character.isalpha()]
    return bool(script) and 2 * sum(script) > len(script)

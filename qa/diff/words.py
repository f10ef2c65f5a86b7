"""What changed in a sentence: the words of either side, and what kind of thing they are."""

from __future__ import annotations

import difflib
import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.diff.atoms import Atom, AtomKind, atoms
from qa.duties.bodies import name_end, verb_length

ChangeKind = Literal["number", "bound", "date", "body", "modality", "scope", "words"]

_TOKEN = regex(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\s+|.", re.DOTALL)
_MARKS = "，。；：、！？,.;:!?（）()“”《》\n"
# Two changes with so few unchanged characters between them are one, else a reader sees shreds.
_ISLAND = 1
# These part two changes, however short they are.
_JOINTS = "的对和与及或在将由为按把向从以并等"
_NAMED: tuple[tuple[AtomKind, ChangeKind], ...] = (
    ("date", "date"), ("modality", "modality"), ("scope", "scope"), ("reference", "words"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words of the old text and what stands in their place in the new one.

    Attributes:
        kind: What changed.
        old: Where they stood; empty where words were added.
        new: Where the new ones stand; empty where words were taken out.
    """

    kind: ChangeKind
    old: Span
    new: Span


def changes_between(old: str, new: str) -> list[WordChange]:
    """Return what changed from one sentence to the other, in the order of the new one."""
    found: list[WordChange] = []
    for one, other in _hunks(old, new):
        named = list(_name(old, new, one, other))
        found.extend(change for change in named if change not in found)
    return [_moved_amount(old, new, change, found) for change in found]


def _moved_amount(
    old: str, new: str, change: WordChange, others: Sequence[WordChange]
) -> WordChange:
    """Take an amount that left one place and came back at another for words that moved."""
    if change.kind != "number" or (change.old.of(old) and change.new.of(new)):
        return change
    words = change.old.of(old) or change.new.of(new)
    gone = any(c.kind == "number" and c.old.of(old) == words and not c.new.of(new) for c in others)
    come = any(c.kind == "number" and c.new.of(new) == words and not c.old.of(old) for c in others)
    return replace(change, kind="words") if gone and come else change


def _tokens(text: str) -> list[Span]:
    """Cut a text into atoms, words of other scripts, and single Chinese characters."""
    tokens: list[Span] = []
    at = 0
    for atom in atoms(text):
        tokens.extend(
            Span(at + m.start(), at + m.end()) for m in _TOKEN.finditer(text[at : atom.at.start])
        )
        tokens.append(atom.at)
        at = atom.at.end
    tokens.extend(Span(at + m.start(), at + m.end()) for m in _TOKEN.finditer(text[at:]))
    return tokens


def _hunks(old: str, new: str) -> list[tuple[Span, Span]]:
    """Return the ranges that differ, those of one change together."""
    mine, its = _tokens(old), _tokens(new)
    matcher = difflib.SequenceMatcher(
        None, [span.of(old) for span in mine], [span.of(new) for span in its], autojunk=False
    )
    found: list[tuple[Span, Span]] = []
    for tag, low, high, start, end in matcher.get_opcodes():
        if tag == "equal":
            continue
        hunk = (_range(mine, low, high, len(old)), _range(its, start, end, len(new)))
        if found and _one_change(old, found[-1][0].end, hunk[0].start):
            before = found.pop()
            hunk = (Span(before[0].start, hunk[0].end), Span(before[1].start, hunk[1].end))
        found.append(hunk)
    return found


def _range(tokens: Sequence[Span], low: int, high: int, end: int) -> Span:
    if low == high:
        at = tokens[low].start if low < len(tokens) else end
        return Span(at, at)
    return Span(tokens[low].start, tokens[high - 1].end)


def _one_change(text: str, end: int, start: int) -> bool:
    between = text[end:start]
    inside = any(atom.at.start < start and atom.at.end > end for atom in atoms(text))
    return (
        len(between) <= _ISLAND and not inside and not any(c in _MARKS + _JOINTS for c in between)
    )


def _name(old: str, new: str, one: Span, other: Span) -> Iterator[WordChange]:
    """Name what changed between two ranges; everything that a reader would tell apart."""
    yield from _amounts(old, new, one, other)
    for atom_kind, kind in _NAMED:
        sides = _apart(_inside(old, one, atom_kind), _inside(new, other, atom_kind))
        for mine, its in itertools.zip_longest(*sides):
            yield WordChange(
                kind,
                mine.whole if mine else Span(one.start, one.start),
                its.whole if its else Span(other.start, other.start),
            )
    rest = (_loose(old, one), _loose(new, other))
    if rest[0] == rest[1]:
        return
    bodies = _bodies(old, new, one, other)
    if bodies is not None:
        yield WordChange("body", *bodies)
    else:
        yield WordChange("words", *_readable(old, new, one, other))


def _amounts(old: str, new: str, one: Span, other: Span) -> Iterator[WordChange]:
    """Compare amounts: the same number under another bound, or another number."""
    mine, its = _beside(old, one), _beside(new, other)
    for atom in list(mine):
        same = next((its_atom for its_atom in its if its_atom.value == atom.value), None)
        if same is not None:
            mine.remove(atom)
            its.remove(same)
            if atom.bound != same.bound:
                yield WordChange("bound", atom.whole, same.whole)
    mine = [atom for atom in mine if atom.whole.overlaps(one)]
    its = [atom for atom in its if atom.whole.overlaps(other)]
    for before, after in itertools.zip_longest(mine, its):
        yield WordChange(
            "number",
            before.whole if before else Span(one.start, one.start),
            after.whole if after else Span(other.start, other.start),
        )
        if before and after and before.bound != after.bound:
            yield WordChange("bound", before.whole, after.whole)


def _beside(text: str, span: Span) -> list[Atom]:
    """Return the amounts that a range touches, so that a bound that came or went finds its number."""
    return [
        atom
        for atom in atoms(text)
        if atom.kind == "amount" and atom.whole.start <= span.end and span.start <= atom.whole.end
    ]


def _inside(text: str, span: Span, kind: AtomKind) -> list[Atom]:
    return [atom for atom in atoms(text) if atom.kind == kind and atom.at.overlaps(span)]


def _apart(mine: Sequence[Atom], its: Sequence[Atom]) -> tuple[Sequence[Atom], Sequence[Atom]]:
    """Return what either side has and the other has not."""
    values = ([atom.value for atom in mine], [atom.value for atom in its])
    return (
        [atom for atom in mine if atom.value not in values[1]],
        [atom for atom in its if atom.value not in values[0]],
    )


def _loose(text: str, span: Span) -> str:
    """Return the words of a range that belong to no atom and no amount."""
    words, at = "", span.start
    for atom in atoms(text):
        if atom.whole.overlaps(span):
            words += text[at : max(at, atom.whole.start)]
            at = max(at, atom.whole.end)
    return (words + text[at : max(at, span.end)]).strip(_MARKS + " ")


def _bodies(old: str, new: str, one: Span, other: Span) -> tuple[Span, Span] | None:
    """Return the names that changed, to their ends, where one body took the place of another."""
    if one.start == one.end or other.start == other.end:
        return None
    ends = (name_end(old, one), name_end(new, other))
    if ends[0] is None or ends[1] is None:
        return None
    return Span(one.start, ends[0]), Span(other.start, ends[1])


def _readable(old: str, new: str, one: Span, other: Span) -> tuple[Span, Span]:
    """Widen a change of one character to the word that it is part of: 加强 for 强."""
    sides = ((old, one), (new, other))
    if any(span.end - span.start != 1 for _, span in sides):
        return one, other
    for before, after in ((1, 0), (0, 1)):
        wider = [Span(max(0, span.start - before), span.end + after) for _, span in sides]
        if all(
            verb_length(span.of(text)) == span.end - span.start == 2  # noqa: PLR2004  # a word
            for (text, _), span in zip(sides, wider, strict=True)
        ):
            return wider[0], wider[1]
    return one, other

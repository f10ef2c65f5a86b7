"""Numbered paragraphs: which of 一、, （一）, 1. and 3.1 are headings, and which are sentences.

One paragraph alone cannot tell: 七、总理召集会议。 looks like a heading and is a rule like those
around it. So paragraphs are judged as a series, the ones that count on under one heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from index.document.span import Span
from index.outline.headings.contents import ContentsPages, entry_key
from index.outline.headings.headings import PROSE, ends_sentence
from index.outline.letterhead import may_be_title
from index.outline.numbering.lines import Line
from index.outline.numbering.marks import NUMBERED, RANK, Mark, clean_title
from index.outline.numbering.nodes import Opening, node_of
from index.outline.validity import speaks_of_itself
from index.runtime.patterns import regex

Form = Literal["line", "stop", "lead", "lead_comma", "text"]
# （一）指导思想。以… The first sentence is a title that runs in where it is no longer than this.
_LONGEST_LEAD = 30
_ASIDE = regex(r"（[^（）]*）|\([^()]*\)")
_LONGEST_STOP = 22
_LONGEST_LINE = 50
_LONGEST_COUNTED = 30
# Of a series, at least this share must look like headings.
_HEADINGS_SHARE = 0.5
_MIN_LEADS = 3
_RULES = regex("应当|必须|不得|可以|负责|[，、]要|^[^，]{2,12}[应要须]")
_LEAD = regex(r"([^。；！？：;!?:]+)。(?=\s*\S)")
_SINGLE = regex(r"(?P<number>[0-9]{1,2})[\s\u3000]+(?=[^\s0-9])")
_TITLED = frozenset({"listed", "bracketed", "dotted"})


@dataclass(frozen=True, slots=True)
class _Member:
    """A numbered paragraph as its series sees it."""

    number: int
    mark: Mark
    form: Form
    followed: bool
    listed: bool
    rules: bool


def single_numbers(lines: Sequence[Line], marks: Sequence[Mark | None]) -> list[Mark | None]:
    """Return ``marks`` with those of 5 选址与建设 added, where 5.1 and the like make them marks."""
    dotted = {m.label.split(".")[0] for m in marks if m is not None and m.family == "dotted"}
    result = list(marks)
    last = 0
    for number, line in enumerate(lines):
        mark = result[number]
        if mark is not None and mark.family == "annex":
            last = 0
        match = _SINGLE.match(line.words)
        tabbed = "\t" in line.words
        if mark is not None or match is None or tabbed or not dotted:
            continue
        value = int(match["number"])
        if value in {last + 1, 1} and may_be_title(line.words) and len(line.words) <= _LONGEST_LINE:
            end = match.end("number")
            result[number] = Mark("dotted", value, 0, end, match["number"], None, spaced=True)
            last = value
    return result


def numbered(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    contents: ContentsPages,
    inside: Sequence[object],
) -> dict[int, list[Opening]]:
    """Return what numbered paragraphs open, by the number of the line.

    Args:
        lines: Of the document.
        marks: What opens each line; None where something else was found there.
        contents: What the table of contents lists.
        inside: For each line, what it stands in; numbers begin anew where that changes. None for
            lines whose numbers are items and no headings, as within an article.
    """
    listed = {entry_key(entry.mark, entry.title) for entry in contents.entries}
    found: dict[int, list[Opening]] = {}
    chains: dict[tuple[str, int], list[_Member]] = {}
    for series in sorted(_series(lines, marks, inside)):
        members = [_member(lines, marks, inside, number, listed) for number in series]
        first = members[0].mark
        key = (first.family, first.depth)
        chain = chains.get(key, [])
        # Numbers that count on from one chapter to the next are of one kind; a few of them alone do
        # not show it.
        goes_on = bool(chain) and first.number == chain[-1].mark.number + 1
        chains[key] = [*chain, *members] if goes_on else members
        around = chains[key] if len(members) < _MIN_LEADS else members
        for member in members:
            found[member.number] = [_open(lines, member, around)]
    return found


def _series(
    lines: Sequence[Line], marks: Sequence[Mark | None], inside: Sequence[object]
) -> Iterator[list[int]]:
    """Yield the numbers of the lines that count on under one heading."""
    open_series: dict[tuple[str, int], list[int]] = {}
    where: object = None
    for number in range(len(lines)):
        if inside[number] is None or inside[number] != where:
            yield from open_series.values()
            open_series = {}
            where = inside[number]
        mark = marks[number]
        if mark is None or mark.family not in NUMBERED or inside[number] is None:
            continue
        key = (mark.family, mark.depth)
        for other in [o for o in open_series if _is_deeper(o, key)]:
            yield open_series.pop(other)
        if key in open_series and mark.number <= _number(marks, open_series[key][-1]):
            yield open_series.pop(key)
        open_series.setdefault(key, []).append(number)
    yield from open_series.values()


def _number(marks: Sequence[Mark | None], number: int) -> int:
    mark = marks[number]
    return mark.number if mark else 0


def _is_deeper(one: tuple[str, int], other: tuple[str, int]) -> bool:
    return _rank_of(one) > _rank_of(other)


def _rank_of(key: tuple[str, int]) -> int:
    family, depth = key
    return RANK[family] + depth - 1  # type: ignore[index]  # families are the keys


def _member(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    inside: Sequence[object],
    number: int,
    listed: set[str],
) -> _Member:
    mark = marks[number]
    if mark is None:  # a series has marks
        raise ValueError(number)
    line = lines[number]
    rest = line.words[mark.end :].strip()
    known = line.level is not None and not PROSE.search(rest)
    followed = _is_followed(lines, marks, inside, number)
    return _Member(
        number,
        mark,
        _form(rest, mark),
        followed,
        known or (bool(rest) and entry_key(mark, rest) in listed),
        bool(_RULES.search(rest.split("。")[0])),
    )


def _form(rest: str, mark: Mark) -> Form:
    longest = _LONGEST_LINE if mark.family in _TITLED else _LONGEST_COUNTED
    if len(rest) <= longest and not PROSE.search(rest) and not ends_sentence(rest):
        return "line"
    if rest.endswith("。") and rest.count("。") == 1 and len(rest) <= _LONGEST_STOP:
        return "text" if re.search("[，,；：:]", rest) else "stop"
    lead = _LEAD.match(rest)
    # 原则同意《…规划》（以下简称《规划》）。 says what it is of before the brackets.
    # From when a document holds is no title either: 7.1 本规定自2025年9月1日起施行。原规定停止执行。
    if lead and len(_ASIDE.sub("", lead[1])) <= _LONGEST_LEAD and not speaks_of_itself(lead[1]):
        return "lead_comma" if re.search("[，,]", lead[1]) else "lead"
    return "text"


def _is_followed(
    lines: Sequence[Line], marks: Sequence[Mark | None], inside: Sequence[object], number: int
) -> bool:
    """Tell whether words stand below a line before its series, or what is above it, goes on."""
    after, mark = number + 1, marks[number]
    if after >= len(marks) or inside[after] != inside[number] or mark is None:
        return False
    following = marks[after]
    if following is None:  # what closes the document is below no point of it
        return not speaks_of_itself(lines[after].words)
    return following.rank > mark.rank


def _open(lines: Sequence[Line], member: _Member, members: Sequence[_Member]) -> Opening:
    line, mark = lines[member.number], member.mark
    label = "".join(line.words[: mark.end].split())
    if mark.family == "dotted":
        label = mark.label
    heading = _is_heading(member, members)
    start = line.span.start
    behind = line.text[mark.end :]
    lead = mark.end + len(behind) - len(behind.lstrip())
    if heading and member.form in {"lead", "lead_comma"}:
        match = _LEAD.match(line.words, lead)
        if match:
            end = start + match.end()
            title = clean_title(line.text[match.start(1) : match.end(1)])
            gap = len(line.words[match.end() :]) - len(line.words[match.end() :].lstrip())
            node = node_of(mark, "heading", title, Span(start, end), label)
            return Opening(node, rest=Span(end + gap, line.span.end))
    if heading and not behind.strip():
        below = lines[member.number + 1] if member.number + 1 < len(lines) else None
        if below is not None and below.words and may_be_title(below.words):
            span = Span(start, below.span.end)
            return Opening(node_of(mark, "heading", clean_title(below.text), span, label), 2)
    if heading:
        title = clean_title(behind).rstrip("。：:")
        return Opening(node_of(mark, "heading", title, line.span, label))
    node = node_of(mark, "numbered", "", Span(start, start), label)
    return Opening(node, rest=line.span)


def _is_heading(member: _Member, members: Sequence[_Member]) -> bool:
    if member.listed:
        return True
    if member.form == "text" or not member.mark.label:
        return False
    if member.form == "stop" and len(members) > 1 and member is members[-1]:
        # What follows the last point alone may close the document: the others tell.
        members = members[:-1]
    titled = sum(_looks_titled(other) for other in members)
    share = 1.0 if _all_lead(members) else titled / len(members)
    if member.mark.family not in _TITLED:
        return member.form == "line" and member.followed and share >= _HEADINGS_SHARE
    if member.form == "line":
        return member.followed or share >= _HEADINGS_SHARE
    if member.form == "stop":
        return member.followed and share >= _HEADINGS_SHARE
    return share >= _HEADINGS_SHARE


def _all_lead(members: Sequence[_Member]) -> bool:
    """Tell whether every member begins with a short sentence that names what it is about.

    强化顶层设计引领，发挥政府宏观指导作用。 is such a sentence where its neighbours are; one that lays
    down what shall be done is none.
    """
    return len(members) >= _MIN_LEADS and all(
        member.mark.family in _TITLED and member.form in {"lead", "lead_comma"} and not member.rules
        for member in members
    )


def _looks_titled(member: _Member) -> bool:
    if member.form in {"line", "stop"}:
        return member.followed
    return member.form == "lead" and member.mark.family in _TITLED

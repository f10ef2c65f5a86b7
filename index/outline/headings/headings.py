"""Which lines are headings of parts, chapters and sections, and which begin an article.

A heading is told from a sentence by more than its length: by what a table of contents lists, by
what the format says, by where its number comes in the sequence, and by whether the words behind the
mark go on as a sentence does: 第五条规定的条件.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from index.document.span import Span
from index.outline.headings.contents import ContentsPages, entry_key
from index.outline.numbering.lines import Line
from index.outline.numbering.marks import Mark, clean_title, is_reference, read_mark
from index.outline.numbering.nodes import Opening, node_of
from index.runtime.patterns import regex

STRUCTURE = frozenset({"part", "division", "subdivision", "chapter", "section"})
PROSE = regex("[。；！？;!?]")
ENDS = "。！？；：…!?;:"
_CLOSERS = "”’」』）)》〉】\"'"
# The longest titles of chapters in laws and plans have some fifty characters.
_LONGEST_TITLE = 60
_LONGEST_OWN_LINE = 40
# 第一条（目的和依据）: some local regulations give their articles titles.
_ARTICLE_TITLE = regex(r"\s*[（(【\[]([^（()）【】\[\]。；]{2,24})[）)】\]]\s*")
_TITLED_SHARE = 0.5
# A line shorter than this was not broken because it was full.
_BROKEN = 15
# A number may be skipped, hardly ever so many.
_MOST_SKIPPED = 20
_INNER = regex(r"第\s*[一二三四五六七八九十百千零〇0-9]{1,9}\s*(?:章|节|条)")


def ends_sentence(words: str) -> bool:
    """Tell whether a line ends as a sentence does."""
    bare = words.rstrip().rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in ENDS


def read_marks(lines: Sequence[Line], contents: ContentsPages) -> list[Mark | None]:
    """Return the mark that opens each line; None for lines of tables of contents."""
    return [
        None if number in contents.lines or line.table is not None else read_mark(line.words)
        for number, line in enumerate(lines)
    ]


def structural_headings(
    lines: Sequence[Line], marks: Sequence[Mark | None], contents: ContentsPages
) -> dict[int, list[Opening]]:
    """Return the headings of parts, divisions, chapters and sections, by the number of the line.

    One line may open several: 第一章 总则 第一节 一般规定.
    """
    listed = {entry_key(entry.mark, entry.title) for entry in contents.entries}
    found: dict[int, list[Opening]] = {}
    for number, line in enumerate(lines):
        mark = marks[number]
        if mark is None or mark.family not in STRUCTURE:
            continue
        openings: list[Opening] = []
        at = 0
        while mark is not None and mark.family in STRUCTURE:
            following = lines[number + 1] if number + 1 < len(lines) else None
            after = marks[number + 1] if following is not None else None
            opening = _structural(line, at, mark, listed, following if after is None else None)
            if opening is None:
                break
            openings.append(opening)
            if opening.rest is None:
                break
            at = opening.rest.start - line.span.start
            mark = read_mark(line.words[at:])
        if openings:
            found[number] = openings
    return found


def _structural(
    line: Line, at: int, mark: Mark, listed: set[str], following: Line | None
) -> Opening | None:
    """Return the heading that ``mark`` opens at ``at`` of a line, or None for a sentence."""
    words = line.words[at:]
    rest = words[mark.end :]
    shown = line.text[at + mark.end :]
    start = line.span.start + at
    label = "".join(line.words[at : at + mark.end].split())
    if entry_key(mark, rest) in listed:
        return Opening(
            node_of(mark, "heading", clean_title(shown), Span(start, line.span.end), label)
        )
    if is_reference(words, mark):
        return None
    inner = _INNER.search(rest)
    if inner is not None and not rest[: inner.start()].strip().startswith("第"):
        title = rest[: inner.start()]
        behind = read_mark(rest[inner.start() :])
        if (
            title.strip()
            and not re.search("[，。；：“《]", title)
            and behind is not None
            and not is_reference(rest[inner.start() :], behind)
        ):
            cut = start + mark.end + inner.start()
            end = start + mark.end + len(title.rstrip())
            title = clean_title(shown[: len(title)])
            node = node_of(mark, "heading", title, Span(start, end), label)
            return Opening(node, rest=Span(cut, line.span.end))
    if not rest.strip():
        return _titled_below(mark, Span(start, line.span.end), label, following)
    if len(rest) > _LONGEST_TITLE or (PROSE.search(rest) and line.level is None):
        return None
    title = clean_title(shown).rstrip("：:。")
    return Opening(node_of(mark, "heading", title, Span(start, line.span.end), label))


def _titled_below(mark: Mark, span: Span, label: str, following: Line | None) -> Opening:
    """Return the heading of a mark that stands alone: its title is the next line, if any is."""
    if (
        following is not None
        and following.table is None
        and len(following.words) <= _LONGEST_OWN_LINE
        and not PROSE.search(following.words)
        and not ends_sentence(following.words)
    ):
        title = clean_title(following.text)
        return Opening(
            node_of(mark, "heading", title, Span(span.start, following.span.end), label), 2
        )
    return Opening(node_of(mark, "heading", "", span, label))


def articles(
    lines: Sequence[Line],
    marks: Sequence[Mark | None],
    headings: dict[int, list[Opening]],
) -> dict[int, list[Opening]]:
    """Return the articles by the number of the line; behind a heading on the same line as well."""
    found: dict[int, tuple[int, Mark]] = {}
    last = (0, 0)
    before: Line | None = None
    for number, line in enumerate(lines):
        if line.table is not None:
            continue
        opened = headings.get(number, [])
        at, mark = 0, marks[number]
        if opened:
            rest = opened[-1].rest
            at = rest.start - line.span.start if rest else 0
            mark = read_mark(line.words[at:]) if rest else None
        if mark is not None and mark.family == "article":
            broken = before is not None and not opened and _is_broken(before.words)
            place = (mark.number, mark.inserted or 0)
            if not is_reference(line.words[at:], mark) and _in_sequence(
                last, place, spaced=mark.spaced, broken=broken
            ):
                found[number] = (at, mark)
                last = place
        elif mark is not None and mark.family == "annex":
            last = (0, 0)
        before = line if not opened else None
    titled = sum(
        bool(_ARTICLE_TITLE.match(lines[number].words, at + mark.end))
        for number, (at, mark) in found.items()
    )
    with_titles = bool(found) and titled >= _TITLED_SHARE * len(found)
    return {
        number: [_article(lines[number], at, mark, with_title=with_titles)]
        for number, (at, mark) in found.items()
    }


def _is_broken(words: str) -> bool:
    """Tell whether a line looks as if its sentence went on in the next one."""
    return len(words) >= _BROKEN and not ends_sentence(words)


def _in_sequence(
    last: tuple[int, int], place: tuple[int, int], *, spaced: bool, broken: bool
) -> bool:
    """Tell whether an article may come here.

    Args:
        last: Number of the article before, and which of those put in behind it.
        place: Number of this one.
        spaced: Whether white space follows its number, as it does behind that of an article.
        broken: Whether the line before does not end as a sentence does.
    """
    follows = place[0] in {last[0], last[0] + 1} and place > last
    onward = last < place and place[0] <= last[0] + _MOST_SKIPPED
    if spaced and not broken:
        return True
    return follows or place == (1, 0) or (onward and not broken)


def _article(line: Line, at: int, mark: Mark, *, with_title: bool) -> Opening:
    start = line.span.start + at
    label = "".join(line.words[at : at + mark.end].split())
    end = at + mark.end
    title = ""
    if with_title and (named := _ARTICLE_TITLE.match(line.words, end)):
        title, end = line.text[named.start(1) : named.end(1)], named.end()
    node = node_of(mark, "article", title, Span(start, start + mark.end - mark.start), label)
    behind = line.words[end:]
    lead = len(behind) - len(behind.lstrip(" \t\u3000:："))
    rest = Span(line.span.start + end + lead, line.span.end)
    if title:
        node = replace(node, span=Span(start, line.span.start + end))
    return Opening(node, rest=rest if rest.start < rest.end else None)


def unglue(lines: Sequence[Line]) -> list[Line]:
    """Cut lines before articles and chapters that begin within them, behind a full stop.

    Text from which the line breaks were lost has several articles in a line; that a number goes on
    from the one before tells an article from a reference.
    """
    cut: list[Line] = []
    last: dict[str, int] = {}
    for line in lines:
        start = 0
        for sentence in line.sentences:
            at = sentence.start - line.span.start
            mark = read_mark(line.words[at:])
            if mark is None or mark.family not in {*STRUCTURE, "article"}:
                continue
            if at and not _begins_within(line.words[at:], mark, last):
                continue
            last[mark.family] = mark.number
            if at:
                cut.append(_piece(line, start, at))
                start = at
        cut.append(_piece(line, start, len(line.words)) if start else line)
    return cut


def _begins_within(words: str, mark: Mark, last: dict[str, int]) -> bool:
    follows = mark.number == last.get(mark.family, 0) + 1 or mark.inserted is not None
    return follows and mark.spaced and not is_reference(words, mark)


def _piece(line: Line, start: int, end: int) -> Line:
    words = line.words[start:end].rstrip()
    text = line.text[start : start + len(words)]
    span = Span(line.span.start + start, line.span.start + start + len(words))
    held = tuple(s for s in line.sentences if span.start <= s.start and s.start < span.end)
    return replace(
        line, span=span, text=text, words=words, sentences=held, apart=line.apart and not start
    )

"""Headings of Chinese official documents: finding them, and telling them from sentences.

Two families are read: 第X章 / 第X节 / 第X条, and 一、 / （一）. A heading may stand on a line of its
own, be glued to the sentence after it, or be one of many run together in a table of contents.
Where a table of contents is found, its titles say where a glued heading ends.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.document.corpus import Section, Span
from index.document.split import SIGNATURE, has_word, split_sentences, strip
from index.outline.headings.titles import (
    LEVEL_OF,
    MARK,
    MARKDOWN,
    MAX_TITLE,
    Level,
    Titles,
    find_titles,
    opening_mark,
)
from index.outline.numbering.numerals import chinese_number
from index.runtime.patterns import regex

# Three marks with nothing that ends a sentence between them are a table of contents, not prose.
_CONTENTS_MARKS = 3
_CONTENTS_CHAPTERS = 2
# Level, number, title and the place of the mark.
_Entry = tuple[Level, int, str, int]
# A numbered line that ends in 。 and opens nothing is a title only when it is this short.
_LEAD_TITLE = 20
# 按照第二章总体要求 and 第二章规定的 speak of a chapter and do not begin one.
_REFERS = tuple("按照据见在和、，与及的由至到对（(《“")
_REFERRED = regex("\\s*(?:规定|所|的|、|和|至|以|中|第[^章节条]{1,4}[款项])")
# What a cover page and a table of contents leave between titles: a date, the word 目录, page numbers.
_LABEL = regex(r"目\s*录|[.…·\s]+[0-9]{1,3}")
_BETWEEN_TITLES = regex(r"[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?|目\s*录|[.…·\s]*[0-9]{1,3}$")


@dataclass(frozen=True, slots=True)
class Headline:
    """A heading as it stands in the text; ``span`` covers the mark and the title."""

    level: Level
    number: int
    title: str | None
    span: Span
    inserted: int | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a text consists of.

    Attributes:
        sentences: Spans of the sentences in source order, headings taken out.
        headings: Headings of the body, each with the position in ``sentences`` that it precedes.
        contents: The places that the table of contents lists, in its order; empty without one.
        listed: Its entries as they stand there.
    """

    sentences: tuple[Span, ...]
    headings: tuple[tuple[int, Headline], ...]
    contents: tuple[Section, ...]
    listed: tuple[Headline, ...] = ()


def read_outline(text: str) -> Outline:
    """Read the headings of ``text`` and return them with the sentences between them."""
    raw = split_sentences(text)
    entries = _read_contents(text, raw)
    contents, table = _to_sections(entries), frozenset(start for *_, start in entries)
    known = find_titles(text, raw, contents)
    style = "章" if contents else _heading_style(text, raw)
    sentences: list[Span] = []
    headings: list[tuple[int, Headline]] = []
    for span in raw:
        for part in _parts(text, span, known, style):
            if isinstance(part, Headline) and part.span.start in table:
                continue
            if isinstance(part, Headline):
                headings.append((len(sentences), part))
            else:
                sentences.append(part)
    listed = tuple(_as_headline(text, entry) for entry in entries)
    return Outline(tuple(sentences), tuple(headings), contents, listed)


def _as_headline(text: str, entry: _Entry) -> Headline:
    level, number, title, start = entry
    mark = MARK.match(text, start)
    end = mark.end() if mark else start
    found = text.find(title, end, end + len(title) + MAX_TITLE)
    return Headline(level, number, title, Span(start, found + len(title) if found >= 0 else end))


def _read_contents(text: str, raw: Sequence[Span]) -> list[_Entry]:
    """Return what a table of contents lists, in order.

    A table is a run of marks with only titles between them, in one line or line by line, that
    begins with a chapter and ends where one of its chapters comes again.
    """
    marks: list[_Entry] = []
    best: list[_Entry] = []
    for span in raw:
        piece = span.of(text)
        found = [m for m in MARK.finditer(piece) if m.group(2) in "章节"]
        if not found and (len(piece) > MAX_TITLE or piece[-1] in "。！？"):
            best, marks = max(best, marks, key=len), []
        for here, after in itertools.zip_longest(found, found[1:]):
            title = piece[here.end() : after.start() if after else len(piece)].strip()
            level, number = LEVEL_OF[here.group(2)], chinese_number(here.group(1))
            restart = level == "chapter" and any(m[:2] == ("chapter", number) for m in marks)
            prose = len(title) > MAX_TITLE + 20 or re.search("[，。！？]", title)
            if restart or prose or (not marks and level != "chapter"):
                best, marks = max(best, marks, key=len), []
            if not prose and not (restart and len(best) >= _CONTENTS_MARKS):
                name = _BETWEEN_TITLES.sub("", title).strip()
                marks.append((level, number, name, span.start + here.start()))
    best = max(best, marks, key=len)
    chapters = sum(level == "chapter" for level, *_ in best)
    if len(best) < _CONTENTS_MARKS or chapters < _CONTENTS_CHAPTERS:
        return []
    return best


def _to_sections(entries: Sequence[_Entry]) -> tuple[Section, ...]:
    """Turn a table's entries into places; each chapter also opens with a place of section 0."""
    places: list[Section] = []
    chapter, chapter_title = 0, ""
    for level, number, title, _ in entries:
        if level == "chapter":
            chapter, chapter_title = number, title
            places.append(Section(chapter, chapter_title, 0, None))
        else:
            places.append(Section(chapter, chapter_title, number, title))
    return tuple(places)


def _heading_style(text: str, raw: Sequence[Span]) -> str:
    """Return which numbering makes the chapters: 章, or 一、 where no 章 stands at a line's start."""
    for span in raw:
        match = MARK.match(MARKDOWN.sub("", span.of(text)))
        if match and match.group(2) == "章":
            return "章"
    return "一、"


def _parts(text: str, span: Span, known: Titles, style: str) -> list[Headline | Span]:
    """Cut one raw sentence into the headings in it and what remains."""
    parts: list[Headline | Span] = []
    start = span.start
    for mark in list(MARK.finditer(text, span.start, span.end)):
        if mark.start() < start or mark.group(2) not in LEVEL_OF:
            continue
        heading = _heading_at(text, mark, span, start, known)
        if heading is None:
            continue
        parts.extend(_loose_text(text, Span(start, mark.start())))
        parts.append(heading)
        start = max(start, heading.span.end)
    rest = strip(text, Span(start, span.end))
    if style == "一、":
        numbered, rest = _numbered_headings(text, rest, known)
        parts.extend(numbered)
    words = rest.of(text)
    if has_word(words) and not MARKDOWN.fullmatch(words) and not _LABEL.fullmatch(words):
        parts.append(rest)
    return parts


def _heading_at(
    text: str,
    mark: re.Match[str],
    span: Span,
    start: int,
    known: Titles,
) -> Headline | None:
    """Return the heading that begins at ``mark``, or None where the mark is part of a sentence."""
    level = LEVEL_OF[mark.group(2)]
    number = chinese_number(mark.group(1))
    rest = text[mark.end() : span.end]
    before = text[start : mark.start()]
    opens = not has_word(before)
    if level == "article":
        return _article_at(mark, rest) if opens else None
    if not before.endswith(_REFERS) and (listed := known.opening(level, number, rest)):
        return Headline(level, number, listed[0], Span(mark.start(), mark.end() + listed[1]))
    refused = not opens or _REFERRED.match(rest)
    ends = span.of(text)[-1] in "。！？；"
    if refused or (not ends and len(rest.strip()) > MAX_TITLE):
        return None
    if ends:
        return Headline(level, number, None, mark_span(mark))  # where the title ends is not known
    title = re.sub(r"\s+", "", rest.strip().rstrip("*#"))
    return Headline(level, number, title or None, Span(mark.start(), span.end))


def _article_at(mark: re.Match[str], rest: str) -> Headline | None:
    """Return the number of the article that begins at ``mark``, or None for a reference to it."""
    if _REFERRED.match(rest) and not rest[:1].isspace():
        return None
    inserted = chinese_number(mark.group(3)) if mark.group(3) else None
    span = Span(mark.start(), mark.end())
    return Headline("article", chinese_number(mark.group(1)), None, span, inserted)


def mark_span(mark: re.Match[str]) -> Span:
    """Return the span of a mark alone: an article's words stay with its number."""
    return Span(mark.start(), mark.start())


def _numbered_headings(text: str, span: Span, known: Titles) -> tuple[list[Headline], Span]:
    """Cut headings such as 一、总体要求 and （一）重大意义。 off the front of ``span``."""
    headings: list[Headline] = []
    while heading := _numbered_heading(text, span, known):
        headings.append(heading)
        cut = Span(heading.span.end, span.end)
        if not has_word(cut.of(text)):
            # （一）重大意义。 both heads a section and opens its text
            return headings, span if text[span.end - 1] in "。！？：" else Span(span.end, span.end)
        span = strip(text, cut)
    return headings, span


def _numbered_heading(text: str, span: Span, known: Titles) -> Headline | None:
    """Return the heading that opens ``span``, or None for a sentence."""
    words = MARKDOWN.sub("", span.of(text))
    mark = opening_mark(words)
    if mark is None or MARK.match(words):
        return None
    level, number, length = mark
    start = span.end - len(words)
    rest = words[length:]
    title = rest.strip()
    bare = title.rstrip("。：:*")
    listed = known.opening(level, number, rest)
    if listed and bare != listed[0]:
        return Headline(level, number, listed[0], Span(start, start + length + listed[1]))
    leads = text[span.end : span.end + 1].strip() != ""  # more words follow on the same line
    if not bare or len(bare) > MAX_TITLE or re.search("[；。！？]", bare):
        return None
    if not leads and (re.search("，", bare) or (title != bare and len(bare) > _LEAD_TITLE)):
        return None  # a short statement that happens to be numbered, not a title
    return Headline(level, number, bare, span)


def _loose_text(text: str, span: Span) -> list[Span]:
    """Return what stands before a heading without ending a sentence: a signature, a caption."""
    span = strip(text, span)
    words = span.of(text)
    if not has_word(words) or _LABEL.fullmatch(words):
        return []
    if label := re.search(r"目\s*录$", words):
        return _loose_text(text, Span(span.start, span.start + label.start()))
    signature = SIGNATURE.match(words)
    if signature and signature.end() < len(words):
        cut = span.start + signature.end()
        return [Span(span.start, cut), *_loose_text(text, Span(cut, span.end))]
    return [span]

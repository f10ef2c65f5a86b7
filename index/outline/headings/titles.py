"""Which words are titles: what a glued heading such as 第一节发展基础知识城位于… must be cut by.

A table of contents says it, or a line that is a heading and nothing else, or another copy: where
one copy has 第一节发展基础知识城位于…。 and the other 知识城位于…。, the title is what differs.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence
from typing import Literal

from index.document.corpus import Section, Span
from index.document.split import NUMBERING, comparison_key
from index.outline.numbering.numerals import chinese_number
from index.runtime.patterns import regex

Level = Literal["chapter", "section", "article"]

_NUMBER = "[一二三四五六七八九十百零〇两0-9]{1,5}"
MARK = regex(rf"第({_NUMBER})(编|篇|部分|章|节|条)(?:(?<=条)之([一二三四五六七八九十]{{1,3}}))?")
MARKDOWN = regex(r"^#{1,6}\s+|^\*\*|^<!--.*-->$")
LEVEL_OF: dict[str, Level] = {"章": "chapter", "节": "section", "条": "article"}
MAX_TITLE = 40
_ENDS_SENTENCE = "。！？；：!?;:"
_PUNCTUATION = regex("[，。！？；：,;]")
_BRACKETED = regex(r"[（(][一二三四五六七八九十百零〇两]{1,3}[）)]")
# A remainder shorter than this recurs by chance.
_MIN_REMAINDER = 6
_MIN_COMMON = 12
_MIN_TITLE = 2
# What a title found in one pass leaves of a sentence shows further titles in the next.
_PASSES = 3


def opening_mark(words: str) -> tuple[Level, int, int] | None:
    """Return level, number and length of the mark 第一章, 第一节, 一、 or （一） that opens ``words``."""
    if mark := MARK.match(words):
        level = LEVEL_OF.get(mark.group(2))
        return None if level is None else (level, chinese_number(mark.group(1)), mark.end())
    numbering = NUMBERING.match(words)
    if numbering is None or re.match("[0-9]", numbering.group()):
        return None
    number = chinese_number(re.sub(r"[（）()、]", "", numbering.group()))
    return ("chapter" if numbering.group()[-1] == "、" else "section", number, numbering.end())


class Titles:
    """Titles known for each level and number, looked up by how a text begins."""

    def __init__(self) -> None:
        self._by_length: dict[tuple[Level, int], dict[int, dict[str, str]]] = {}

    def add(self, level: Level, number: int, title: str) -> None:
        """Remember a title."""
        by_length = self._by_length.setdefault((level, number), {})
        by_length.setdefault(len(title), {})[comparison_key(title)] = title

    def opening(self, level: Level, number: int, words: str) -> tuple[str, int] | None:
        """Return the longest known title that opens ``words``, and how many characters it takes."""
        by_length = self._by_length.get((level, number), {})
        lead = len(words) - len(words.lstrip())
        for length in sorted(by_length, reverse=True):
            title = by_length[length].get(comparison_key(words[lead : lead + length]))
            if title:
                return title, lead + length
        return None


def find_titles(text: str, raw: Sequence[Span], contents: Iterable[Section]) -> Titles:
    """Return the titles that the table of contents, single lines and other copies show."""
    titles = Titles()
    for place in contents:
        if place.section and place.section_title:
            titles.add("section", place.section, place.section_title)
        elif place.chapter and place.chapter_title:
            titles.add("chapter", place.chapter, place.chapter_title)
    pieces = [MARKDOWN.sub("", span.of(text)) for span in raw]
    keys = {comparison_key(piece) for piece in pieces}
    for _ in range(_PASSES):
        _add_titles(titles, pieces, keys)
        keys |= {comparison_key(_after_titles(piece, titles)) for piece in pieces}
    # The weakest evidence last: titles that end alike (养老工程, 企业工程) would be cut short by it.
    rests = [_after_titles(piece, titles) for piece in pieces]
    _add_titles(titles, rests, _glued_twice(rests))
    return titles


def _add_titles(titles: Titles, pieces: Iterable[str], keys: set[str]) -> None:
    for piece in pieces:
        for found in _titles_in(piece, keys):
            titles.add(*found)


def _after_titles(piece: str, titles: Titles) -> str:
    """Return ``piece`` without the headings with known titles that open it."""
    while mark := opening_mark(piece):
        listed = titles.opening(mark[0], mark[1], piece[mark[2] :])
        rest = piece[mark[2] + listed[1] :].lstrip() if listed else ""
        if not rest:
            break
        piece = rest
    return piece


def _titles_in(piece: str, keys: set[str]) -> Iterable[tuple[Level, int, str]]:
    """Yield the titles that one piece shows: alone, before another mark, or beside a copy."""
    mark = opening_mark(piece)
    while mark is not None and mark[0] != "article":
        level, number, length = mark
        rest = piece[length:]
        after = _next_mark(rest)
        title = rest[:after].strip()
        if after < len(rest):
            mark = opening_mark(rest[after:])
        elif rest and rest.rstrip()[-1:] not in _ENDS_SENTENCE:
            mark = None
        else:
            title, mark = _before_known_sentence(rest, keys), None
        if 0 < len(title) <= MAX_TITLE and not _PUNCTUATION.search(title):
            yield level, number, title
        piece = rest[after:]


def _glued_twice(pieces: Sequence[str]) -> set[str]:
    """Return the sentences that stand behind one heading here and behind another one there."""
    behind: dict[str, list[str]] = {}
    found: set[str] = set()
    for piece in pieces:
        mark = opening_mark(piece)
        if mark is None or mark[0] == "article" or piece[-1] not in _ENDS_SENTENCE:
            continue
        key = comparison_key(piece[mark[2] :])
        for other in behind.setdefault(key[-_MIN_COMMON:], []):
            common = _common_ending(key, other)
            if _MIN_COMMON <= common <= min(len(key), len(other)) - _MIN_TITLE:
                found.add(key[-common:])
        behind[key[-_MIN_COMMON:]].append(key)
    return found


def _common_ending(one: str, other: str) -> int:
    pairs = zip(reversed(one), reversed(other), strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


def _next_mark(words: str) -> int:
    """Return where a second mark begins within the length of a title, or the length of ``words``."""
    for pattern in (MARK, _BRACKETED):  # a bare 一、 is the end of 知行合一、 as often as a mark
        if (mark := pattern.search(words, 1)) and mark.start() <= MAX_TITLE:
            return mark.start()
    return len(words)


def _before_known_sentence(rest: str, keys: set[str]) -> str:
    """Return what of ``rest`` stands before a sentence that occurs elsewhere without it."""
    lead = len(rest) - len(rest.lstrip())
    for cut in range(lead + _MIN_TITLE, min(lead + MAX_TITLE, len(rest) - _MIN_REMAINDER)):
        if comparison_key(rest[cut:]) in keys:
            return rest[lead:cut].strip()
    return ""

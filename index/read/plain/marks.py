"""The marks of Markdown and HTML within a line: found, so that they can be skipped.

What is struck out is skipped with its marks. Signs that only look like marks (8~10厘米, 2*3, a_b)
are left alone: a mark is one only where its other half stands in the same paragraph.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from index.document.span import Span
from index.read.spans import merged
from index.runtime.patterns import regex

_CODE = regex(r"(`+)(?!`)(.+?)(?<!`)\1(?!`)", re.DOTALL)
_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = regex(
    r"</?[a-zA-Z][a-zA-Z0-9:-]*(?:\s+[a-zA-Z_:@][\w:.@-]*(?:\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'|[^\s\"'=<>`]+))?)*\s*/?>"
)
_STRUCK_TAG = regex(r"<(del|s|strike)\b[^<>]*>.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
_HIDDEN = regex(
    r"<(script|style|template|noscript)\b[^<>]*>.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_IMAGE = regex(r"!\[[^\]\n]*\](?:\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)|\[[^\]\n]*\])")
_LINK = regex(
    r"(\[)[^\[\]\n]+(\]\(\s*<?[^()\s]*(?:\([^()\s]*\)[^()\s]*)*>?(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)"
    r"|\]\[[^\]\n]*\])"
)
_NOTE_MARK = regex(r"\[\^[^\]\s]+\]")
_AUTOLINK = regex(r"(<)(?:https?|mailto|ftp):[^\s<>]+(>)")
_ESCAPE = regex(r"(\\)(?=[!-/:-@\[-`{-~]|\r?\n)")
_BLANK_ENTITY = regex(r"&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj|#160|#xa0|#8203|#x200b);", re.IGNORECASE)
_STRUCK = regex(r"(?<![~\\])~~(?=\S)[^~]+?(?<=\S)~~(?!~)")
_HIGHLIGHT = regex(r"(?<!=)(==)(?=[^\s=])[^=]+?(?<=[^\s=])(==)(?!=)")
# What goes with its marks and all that stands between them.
_GONE = (_COMMENT, _HIDDEN, _STRUCK_TAG, _STRUCK, _IMAGE, _NOTE_MARK, _TAG, _BLANK_ENTITY)
# Runs of * or _; a pair of them is found by the rules of CommonMark for what may open and close.
_RUN = regex(r"\*+|_+")


class _Paragraph:
    """The words of a paragraph, and what was found to be marks in them."""

    def __init__(self, words: str) -> None:
        self.words = words
        self.taken: list[Span] = []
        self._covered = bytearray(len(words))

    def is_free(self, start: int, end: int) -> bool:
        """Tell whether nothing in a range belongs to a mark that was found before."""
        return not any(self._covered[start:end])

    def cover(self, start: int, end: int) -> None:
        """Keep later patterns out of a range."""
        self._covered[start:end] = b"\1" * (end - start)

    def take(self, start: int, end: int) -> None:
        """Skip a range."""
        self.taken.append(Span(start, end))
        self.cover(start, end)

    def take_groups(self, pattern: re.Pattern[str]) -> None:
        """Skip the groups of every match none of whose groups belongs to another mark."""
        for found in pattern.finditer(self.words):
            groups = [found.span(number) for number in range(1, pattern.groups + 1)]
            if all(self.is_free(*group) for group in groups):
                for group in groups:
                    self.take(*group)


def inline_marks(text: str, span: Span) -> list[Span]:
    """Return what is to be skipped within a paragraph of Markdown, in order, apart from each other."""
    paragraph = _Paragraph(text[span.start : span.end])
    for found in _CODE.finditer(paragraph.words):
        size = len(found[1])
        paragraph.taken.append(Span(found.start(), found.start() + size))
        paragraph.taken.append(Span(found.end() - size, found.end()))
        paragraph.cover(found.start(), found.end())
    for found in _ESCAPE.finditer(paragraph.words):
        if paragraph.is_free(found.start(), found.end()):
            paragraph.take(found.start(), found.end())
            paragraph.cover(found.start(), min(len(paragraph.words), found.end() + 1))
    paragraph.take_groups(_AUTOLINK)
    for pattern in _GONE:
        for found in pattern.finditer(paragraph.words):
            if paragraph.is_free(found.start(), found.end()):
                paragraph.take(found.start(), found.end())
    paragraph.take_groups(_LINK)
    paragraph.take_groups(_HIGHLIGHT)
    _take_emphasis(paragraph)
    return [Span(span.start + s.start, span.start + s.end) for s in merged(paragraph.taken)]


@dataclass(slots=True)
class _Opener:
    """A run of signs that may open emphasis: which sign, where, and how many are left."""

    sign: str
    start: int
    left: int


def _take_emphasis(paragraph: _Paragraph) -> None:
    """Skip the runs of * and _ that open or close emphasis, by the rules of CommonMark."""
    openers: list[_Opener] = []
    words = paragraph.words
    for found in _RUN.finditer(words):
        start, left, sign = found.start(), len(found[0]), found[0][0]
        if not paragraph.is_free(start, start + left):
            continue
        opens, closes = _flanks(
            sign, words[start - 1 : start], words[found.end() : found.end() + 1]
        )
        while closes and left and any(opener.sign == sign for opener in openers):
            while openers[-1].sign != sign:
                openers.pop()
            opener = openers[-1]
            size = min(left, opener.left)
            end = opener.start + opener.left
            paragraph.taken.append(Span(end - size, end))
            paragraph.taken.append(Span(start, start + size))
            start, left, opener.left = start + size, left - size, opener.left - size
            if not opener.left:
                openers.pop()
        if opens and left:
            openers.append(_Opener(sign, start, left))


def _flanks(sign: str, before: str, after: str) -> tuple[bool, bool]:
    """Tell whether a run between two characters may open, and whether it may close emphasis.

    Unlike in CommonMark, a run between an ideograph and punctuation may do both: **重点：**其他 is
    what people write, and what most programs show.
    """
    opens, closes = bool(after.strip()), bool(before.strip())
    if sign == "_":  # snake_case and 2_次 are no emphasis
        return opens and not before.isalnum(), closes and not after.isalnum()
    if before.isdigit() and after.isdigit():  # 120*2
        return False, False
    return opens, closes

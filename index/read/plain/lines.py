"""Line ends that are no sentence ends: text that was broken to fit a line of a screen or a page.

A line goes on in the next one where it is full, that is, where the first word of the next line
would not have fitted any more, and where neither its own end nor the beginning of the next line
says otherwise. How wide a full line is, the text itself shows.
"""

from __future__ import annotations

import bisect
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from index.document.span import Span
from index.runtime.patterns import regex

# Everything that a program may take for the end of a line.
LINE_BREAK = regex(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]")
_WIDE = regex(
    "[\u1100-\u115f\u2010-\u2027\u2030\u203b\u2460-\u24ff\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff"
    "\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\U00020000-\U0003ffff]"
)
_CJK = regex(
    "[\u2014\u2018-\u201d\u2026\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
_CLOSERS = "”’」』）)》〉】\"'］]"
_STOPS = "。！？!?；;：:…"
_COMMAS = "，、,（(《〈“‘「『【〔"
# No line begins with these but one that was cut at a fixed number of characters.
_NEVER_FIRST = "，。、；：！？）》〉」』】〕”’%％"
# A bracket that opened longer ago than this, and never closed, is a slip.
_LONGEST_OPEN = 40
_PAIRS = (("（", "）"), ("《", "》"), ("〔", "〕"), ("“", "”"))
_NUM = "[一二三四五六七八九十百千零〇两○0-9０-９\u2f00-\u2fd5]"
# What a new paragraph begins with: a number of a heading or an item, a bullet, the words that open
# a part of an official document.
MARK = regex(
    rf"第\s*(?:{_NUM}\s*){{1,7}}(?:编|篇|部分|分编|章|节|条|款|部|卷)"
    rf"|[一二三四五六七八九十百〇零]{{1,4}}\s*[、．.]"
    rf"|[（(〔]\s*(?:[一二三四五六七八九十百〇零]{{1,4}}|[0-9０-９]{{1,3}}|[a-zA-Z])\s*[）)〕]"
    rf"|[0-9０-９]{{1,3}}\s*[、．.）)](?![0-9０-９])"
    rf"|[0-9]{{1,2}}(?:\.[0-9]{{1,2}}){{1,4}}\s*(?=[\u4e00-\u9fff])(?!万|亿|元|个|倍|平方|公|米|吨|千|以)"
    r"|[①-⑳㈠-㈩⑴-⒇❶-❿]|[•●■◆▪◇○□★☆►▶※·]\s*"
    r"|(?:附件|附表|附录|附图|附则|专栏|表|图|注|抄送|抄报|主送|主题词|目\s*录)\s*[0-9０-９一二三四五六七八九十]{0,3}\s*(?:[：:、．.]|\s|$)"
)
# 第五条规定的…: a line that begins with a reference, not with a heading.
REFERENCE = regex(
    rf"第\s*(?:{_NUM}\s*){{1,7}}(?:编|篇|部分|分编|章|节|条|款|项)"
    r"(?:之[一二三四五六七八九十])?(?:第\s*[^，。；]{1,6}[款项目])*"
    r"(?:规定|所|的|、|和|至|及|或|与|，|要求|第)"
)
# A line narrower than this was not broken to fit a page: 12 ideographs.
_NARROWEST = 24
# And one wider than this neither: 70 ideographs.
_WIDEST = 140
# Columns that a full line may lack because punctuation may not begin a line: two ideographs.
_SLACK = 4
# A text is broken to a width where lines that break off are full this often, and hardly any line is
# wider.
_SHARE_FULL = 0.6
_BETTER = 0.02
_SHARE_LONG = 0.6
_SHARE_WIDER = 0.05
# Fewer lines that break off than this prove no width.
_FEWEST = 3

End = Literal["stop", "comma", "open"]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of a text.

    Attributes:
        span: Its words, without white space around them.
        whole: All of it, without the line break.
        width: Columns from the margin to its end; an ideograph takes two.
        indent: Columns of white space before it.
        words: Its words.
    """

    span: Span
    whole: Span
    width: int
    indent: int
    words: str


def width_of(text: str) -> int:
    """Return the columns that ``text`` takes; an ideograph takes two."""
    return len(text) + len(_WIDE.findall(text))


def split_lines(text: str) -> list[TextLine]:
    """Return the lines of ``text``, blank ones included."""
    lines: list[TextLine] = []
    start = 0
    for end, after in [*(m.span() for m in LINE_BREAK.finditer(text)), (len(text), len(text))]:
        raw = text[start:end]
        words = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        indent = width_of(raw[:lead].replace("\t", "    "))
        span = Span(start + lead, start + lead + len(words))
        lines.append(TextLine(span, Span(start, end), indent + width_of(words), indent, words))
        start = after
    return lines


def end_of(words: str) -> End:
    """Tell how a line ends: with a sentence, with a comma or an open bracket, or in the open."""
    bare = words.rstrip(_CLOSERS)
    if bare and bare[-1] in _STOPS:
        return "stop"
    if words and words[-1] == "." and re.search(r"(?:[A-Za-z]{2}|[0-9]%)[)\"”]?\.$", words):
        return "stop"
    if words and words[-1] in _COMMAS:
        return "comma"
    tail = words[-_LONGEST_OPEN:]
    if any(tail.rfind(opening) > tail.rfind(closing) for opening, closing in _PAIRS):
        return "comma"
    return "open"


def begins_anew(words: str) -> bool:
    """Tell whether a line opens with the mark of a heading or an item."""
    return bool(MARK.match(words)) and not REFERENCE.match(words)


def goes_on_with_space(before: str, after: str) -> bool:
    """Tell whether two words that a line break parts are written with a space between them."""
    if not before or not after or _CJK.match(before[-1]) or _CJK.match(after[0]):
        return False
    # Figures are never parted by a space: 20|25年 of a text cut at a fixed width.
    return not (before[-1].isdigit() and after[0].isdigit())


@dataclass(frozen=True, slots=True)
class Shape:
    """How a text was broken into lines.

    Attributes:
        width: Of a full line; None where lines were not broken to a width.
        margin: Columns of white space before a line that is not indented.
        counted: Whether programs counted characters, not columns, when they broke it.
        flowing: Whether only a blank line ends a paragraph, as in Markdown.
    """

    width: int | None
    margin: int
    counted: bool = False
    flowing: bool = False

    @classmethod
    def of(cls, lines: Sequence[TextLine]) -> Shape:
        """Return the shape of ``lines``."""
        worded = [line for line in lines if line.words]
        margin = min((line.indent for line in worded), default=0)
        best, share = cls(None, margin), _SHARE_FULL
        for counted in (False, True):
            widest = _widest(sorted(_measure(line, counted=counted) for line in worded))
            if not _NARROWEST <= widest * (1 + counted) <= _WIDEST:
                continue
            shape = cls(widest, margin, counted)
            pairs = [
                (line, following)
                for line, following in itertools.pairwise(lines)
                # Short lines are titles and cells, whatever the width.
                if _measure(line, counted=counted) >= _SHARE_LONG * widest
                and _breaks_off(line, following, margin)
            ]
            full = [is_full(line, following, shape) for line, following in pairs]
            # Two lines prove a width only where both are full and sentences end in the next ones.
            few = len(pairs) < _FEWEST and not all(
                is_cut and end_of(following.words) == "stop"
                for is_cut, (_, following) in zip(full, pairs, strict=True)
            )
            if len(pairs) < _FEWEST - 1 or few:
                continue
            if sum(full) / len(full) >= share:
                # As good by columns as by characters: columns are what most programs count.
                best, share = shape, sum(full) / len(full) + _BETTER
        return best


def _widest(widths: Sequence[int]) -> int:
    """Return the width that the widest lines share, but for a few that stand out; 0 for none."""
    for number in range(len(widths) - 1, -1, -1):
        width = widths[number]
        alike = number + 1 - bisect.bisect_right(widths, width - _SLACK)
        long = len(widths) - bisect.bisect_left(widths, int(_SHARE_LONG * width))
        if alike >= _FEWEST - 1 and len(widths) - 1 - number <= _SHARE_WIDER * long:
            return width
    return 0


def _breaks_off(line: TextLine, following: TextLine, margin: int) -> bool:
    """Tell whether a line ends within a sentence, as far as can be told without its width."""
    return bool(
        line.words
        and following.words
        and end_of(line.words) != "stop"
        and not begins_anew(following.words)
        and following.indent <= margin + 1
    )


def _measure(line: TextLine, *, counted: bool) -> int:
    return len(line.words) + line.indent // 2 if counted else line.width


def is_full(line: TextLine, following: TextLine, shape: Shape, slack: int = _SLACK) -> bool:
    """Tell whether the first word of ``following`` would not have fitted behind ``line``."""
    if shape.width is None:
        return False
    width = _measure(line, counted=shape.counted)
    more = _first_word(following.words, counted=shape.counted)
    return width + more + slack // (1 + shape.counted) > shape.width


def continues(line: TextLine, following: TextLine, shape: Shape) -> bool:
    """Tell whether a sentence or a paragraph goes on from one line to the next.

    Args:
        line: A line with words.
        following: The next line, with words too.
        shape: Of the text.
    """
    end = end_of(line.words)
    if following.words[0] in _NEVER_FIRST or (end != "stop" and REFERENCE.match(following.words)):
        return True
    if begins_anew(following.words) or end == "comma":
        return not begins_anew(following.words)
    indented = following.indent > shape.margin + 1
    if shape.flowing and not indented:
        return end == "open"
    if shape.width is None:
        return end == "open" and not indented and _is_cut(line, following, shape)
    if indented:
        # The second line of an item that hangs, never a new sentence.
        return end == "open" and is_full(line, following, shape, 1)
    return is_full(line, following, shape)


def _is_cut(line: TextLine, following: TextLine, shape: Shape) -> bool:
    """Tell whether a sentence was cut in a text that was not, or that is too short to tell."""
    widest = max(line.width, following.width)
    return (
        widest <= _WIDEST
        and _is_prose(line.words)
        and end_of(following.words) == "stop"
        and is_full(line, following, replace(shape, width=widest, counted=False), 1)
    )


def continues_over_page(line: TextLine, following: TextLine, shape: Shape) -> bool:
    """Tell the same of the last line of a page and the first one of the next."""
    if continues(line, following, shape):
        return True
    if end_of(line.words) == "stop" or begins_anew(following.words):
        return False
    indented = following.indent > shape.margin + 1
    return not indented and (_is_prose(line.words) or _is_prose(following.words))


def _first_word(words: str, *, counted: bool) -> int:
    """Return the width of what may not be parted at the beginning of a line."""
    if counted:
        return 1  # a program that counts characters parts words and figures too
    found = re.match(r"[!-~]+", words)
    return min(width_of(found.group()), _NARROWEST) if found else width_of(words[:1])


def _is_prose(words: str) -> bool:
    """Tell whether a line reads as part of a sentence rather than as a title."""
    return any(mark in words for mark in "，。；") or len(words) > _NARROWEST

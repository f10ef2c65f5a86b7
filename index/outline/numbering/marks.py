"""The marks that open a line: 第三章, 第十二条之一, 三、, （三）, 3., 3.1.2, 附件1, 专栏1.

Marks are read in folded text (``numerals.fold``), so that 第 １ 章 and 第⼀章 are marks as well, and
their places are those of the text itself.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from index.outline.numbering.numerals import NUMERAL, chinese_number
from index.runtime.patterns import regex

Family = Literal[
    "part", "division", "subdivision", "chapter", "section", "article",
    "listed", "bracketed", "dotted", "counted", "enclosed", "circled", "annex", "box",
]  # fmt: skip
# How deep each family stands where nothing else is known; dotted numbers go by their length.
RANK: dict[Family, int] = {
    "annex": 0, "part": 1, "division": 2, "subdivision": 3, "chapter": 4, "section": 5,
    "listed": 7, "bracketed": 8, "counted": 9, "enclosed": 10, "circled": 11, "box": 6, "dotted": 4,
    "article": 6,
}  # fmt: skip
NUMBERED: frozenset[Family] = frozenset(
    {"listed", "bracketed", "dotted", "counted", "enclosed", "circled"}
)
_NAMES: dict[str, Family] = {
    "部分": "part", "篇": "part", "编": "division", "分编": "subdivision", "章": "chapter",
    "节": "section", "条": "article",
}  # fmt: skip
_SPACED = rf"{NUMERAL}(?:\s*{NUMERAL}){{0,8}}"
_STRUCTURE = regex(
    rf"第\s*(?P<number>{_SPACED})\s*(?P<name>部\s*分|篇|分\s*编|编|章|节|条)"
    r"(?:\s*之\s*(?P<inserted>[一二三四五六七八九十]{1,3}))?"
)
_LISTED = regex(r"(?P<number>[一二三四五六七八九十百]{1,5})\s*(?:、|．|\.(?=\s*[^\W\d]))")
_BRACKETED = regex(r"[（(]\s*(?P<number>[一二三四五六七八九十百]{1,5})\s*[）)]、?")
_PARENTHESIZED = "㈠㈡㈢㈣㈤㈥㈦㈧㈨㈩"
_DOTTED = regex(
    r"(?P<number>(?:[A-Z]\.[0-9]{1,2}|[0-9]{1,2}\.[0-9]{1,2})(?:\.[0-9]{1,2}){0,3})"
    r"(?:(?P<space>[\s\u3000]+)(?=\S)|(?=[\u4e00-\u9fff“《（])(?!万|亿|元|个|倍|平|公|米|吨|千|百|以)|$)"
)
_COUNTED = regex(r"(?P<number>[0-9]{1,3})\s*[.．、](?![0-9])")
_ENCLOSED = regex(r"[（(]\s*(?P<number>[0-9]{1,3})\s*[）)]|(?P<open>[0-9]{1,2})[）)]")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_ANNEX = regex(
    rf"附\s*(?P<name>件|录|表|图)\s*(?P<number>{NUMERAL}{{1,3}}|[A-Z](?![A-Za-z]))?"
    r"(?:\s*[：:．.、](?![0-9]))?"
)
_BOX = regex(rf"专\s*栏\s*(?P<number>{NUMERAL}{{1,3}})?\s*[：:．.、]?")
# 按照第二章… speaks of a chapter; what follows the mark tells it, where nothing stands before.
_REFERRED = regex(
    r"(?:规定|所[称列述指定规]|[的、，；和至以中及或与]|要求|之[外内一间]|第|明确|确定|列[举明]|提[出到]|"
    r"除外|[）)》”])"
)
_SURELY_REFERRED = regex(r"\s*(?:[、，；）)》”]|的规定|第[^章节条，。]{1,4}[章节条款项目])")


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a heading, an article or an item.

    Attributes:
        family: What kind of mark.
        number: Its number, of a dotted one the last; 0 where it has none.
        start: Where it begins in its line.
        end: Where what it marks begins, white space not counted.
        label: The mark itself in plain characters, without spaces: 第三章, 三、, 5.1.2.
        inserted: 1 for 第十二条之一.
        spaced: Whether white space or the end of the line follows.
    """

    family: Family
    number: int
    start: int
    end: int
    label: str
    inserted: int | None = None
    spaced: bool = False

    @property
    def depth(self) -> int:
        """How many numbers a dotted mark has; 1 for all others."""
        return self.label.count(".") + 1 if self.family == "dotted" else 1

    @property
    def rank(self) -> int:
        """How deep it stands where nothing else is known."""
        return RANK[self.family] + self.depth - 1


def read_mark(line: str) -> Mark | None:
    """Return the mark that opens ``line``, or None.

    ``line`` is folded, and begins with no white space.
    """
    return _structure_mark(line) or _number_mark(line) or _word_mark(line)


def _structure_mark(line: str) -> Mark | None:
    match = _STRUCTURE.match(line)
    if match is None or not (number := chinese_number(match["number"])):
        return None
    family = _NAMES["".join(match["name"].split())]
    inserted = chinese_number(match["inserted"]) if match["inserted"] else None
    return replace(_mark(line, match, family, number), inserted=inserted)


def _number_mark(line: str) -> Mark | None:
    for pattern, family in _NUMBERS:
        if match := pattern.match(line):
            written = match["number"] or match[match.lastgroup or 0]
            if family == "dotted":
                return _mark(line, match, family, int(written.rsplit(".", 1)[1]), written)
            return _mark(line, match, family, chinese_number(written))
    for signs, family in _SIGNS:
        if line[:1] and line[0] in signs:
            number = signs.index(line[0]) + 1
            return Mark(family, number, 0, 1, line[0], None, line[1:2].isspace())
    return None


def _word_mark(line: str) -> Mark | None:
    for pattern, family in _WORDS:
        if match := pattern.match(line):
            label = "".join(match.group().split()).rstrip("：:．.、")
            written = match["number"] or ""
            number = 0 if written.isalpha() and written.isascii() else chinese_number(written)
            return _mark(line, match, family, number, label)
    return None


_NUMBERS: tuple[tuple[re.Pattern[str], Family], ...] = (
    (_LISTED, "listed"),
    (_BRACKETED, "bracketed"),
    (_DOTTED, "dotted"),
    (_COUNTED, "counted"),
    (_ENCLOSED, "enclosed"),
)
_SIGNS: tuple[tuple[str, Family], ...] = ((_CIRCLED, "circled"), (_PARENTHESIZED, "bracketed"))
_WORDS: tuple[tuple[re.Pattern[str], Family], ...] = ((_ANNEX, "annex"), (_BOX, "box"))


def is_reference(line: str, mark: Mark) -> bool:
    """Tell whether what follows a mark shows that it only speaks of that place: 第五条规定的条件.

    With a space after the number only what can begin no title or article tells it: 第三条 第二款.
    """
    rest = line[mark.end :]
    if mark.spaced and rest.strip():
        return bool(_SURELY_REFERRED.match(rest))
    return bool(_REFERRED.match(rest))


def clean_title(words: str) -> str:
    """Return a title without marks of emphasis and without the spaces within 总　则.

    Words and numbers of another script keep theirs: GB 5749 生活饮用水卫生标准.
    """
    bare = words.strip().strip("*#_").strip()
    return " ".join(re.sub(r"(?<![!-~])\s+(?![!-~])", "", bare).split())


def _mark(
    line: str, match: re.Match[str], family: Family, number: int, label: str | None = None
) -> Mark:
    end = match.end()
    following = line[end : end + 1]
    spaced = not following or following.isspace() or line[end - 1 : end].isspace()
    label = "".join(match.group().split()) if label is None else label
    return Mark(family, number, match.start(), end, label, None, spaced)

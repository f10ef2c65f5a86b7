"""Annexes: where each begins, and the lists that only name them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document.span import Span
from index.outline import letterhead as form
from index.outline.headings.headings import PROSE
from index.outline.numbering.marks import Mark, clean_title, read_mark
from index.outline.numbering.nodes import Node, Opening
from index.outline.zones.zoning import Zoning
from index.runtime.patterns import regex

_ANNEX_REFERRED = regex(r"\s*(?:[中的所，、和及]|规定|列)")

# 附件：申请表.doc, as a page has it: the annex is a file, and not in the text.
_FILE = regex(
    r"\.(?:docx?|xlsx?|pptx?|pdf|ofd|wps|et|zip|rar|7z|jpe?g|png)[\s\u3000]*(?:下载)?$",
    re.IGNORECASE,
)
_MORE_FILES = regex(r"(?:相关|文件|其他)?附件(?:下载|列表)?\s*[：:]?\s*")


def _is_linked(words: str) -> bool:
    return bool(words) and bool(_FILE.search(words) or _MORE_FILES.fullmatch(words))


def read_annexes(zoning: Zoning) -> list[int]:
    """Open the annexes, and name the lists of them; return where each begins."""
    starts: list[int] = []
    number = zoning.zones.body
    while number < len(zoning.lines):
        mark = zoning.marks[number]
        if not _is_annex(zoning, number, mark):
            number += 1
            continue
        end = _list_end(zoning, number)
        linked = bool(_FILE.search(zoning.words(number)))
        while linked and _is_linked(zoning.words(end)):
            end += 1
        if linked or _ends_text(zoning, end):
            for held in range(number, end):
                zoning.zones.roles[held] = "annexes"
            number = end
            continue
        starts.append(number)
        number = _open_annex(zoning, number)
    for start in starts:
        _name_annex(zoning, start, starts)
    return starts


def _is_annex(zoning: Zoning, number: int, mark: Mark | None) -> bool:
    if mark is None or mark.family != "annex" or number in zoning.opened:
        return False
    if zoning.lines[number].caption:
        return False
    rest = zoning.words(number)[mark.end :]
    rest = rest.lstrip("：: \u3000")
    return not _ANNEX_REFERRED.match(rest) and (
        form.may_be_title(rest) or not rest or read_mark(rest) is not None
    )


def _list_end(zoning: Zoning, number: int) -> int:
    """Return where the list of annexes that may begin here would end."""
    mark = zoning.marks[number]
    rest = zoning.words(number)[mark.end :] if mark else ""
    own = read_mark(rest.lstrip("：: \u3000"))
    end = number + 1
    while end < len(zoning.lines):
        following = zoning.marks[end]
        same = following is not None and (
            following.family == "annex"
            or (own is not None and following.family == own.family and following.number > 1)
        )
        if not same or PROSE.search(zoning.words(end)):
            break
        if following is not None and following.family == "annex" and not _titled(zoning, end):
            break
        end += 1
    return end


def _titled(zoning: Zoning, number: int) -> bool:
    mark = zoning.marks[number]
    return mark is not None and bool(zoning.words(number)[mark.end :].strip())


def _ends_text(zoning: Zoning, number: int) -> bool:
    """Tell whether the text is over at a line: the end, a signature, the foot, or an annex."""
    while number in zoning.skipped:
        number += 1
    if number >= len(zoning.lines):
        return True
    words = zoning.words(number)
    return (
        zoning.zones.roles[number] in {"signature", "release"}
        or form.is_copies(words)
        or form.is_release(words)
        or _is_annex(zoning, number, zoning.marks[number])
    )


def _open_annex(zoning: Zoning, number: int) -> int:
    """Open the annex that begins at a line; return the number of the line behind its title."""
    mark = zoning.marks[number]
    if mark is None:
        return number + 1
    line = zoning.lines[number]
    rest = line.text[mark.end :].strip().lstrip("：:. ")
    label = "".join(line.words[: mark.end].split()).rstrip("：:．.、")
    span = line.span
    taken = 1
    if not rest:
        group = zoning.title_below(number + 1)
        rest = "".join(zoning.lines[held].text.strip() for held in group)
        if group:
            span = Span(span.start, zoning.lines[group[-1]].span.end)
            taken = group[-1] + 1 - number
    node = Node("heading", 0.0, "annex", mark.number, label, clean_title(rest), span)
    zoning.zones.openings[number] = Opening(node, taken)
    return number + taken


def _name_annex(zoning: Zoning, start: int, starts: Sequence[int]) -> None:
    end = next((other for other in starts if other > start), len(zoning.lines))
    for number in range(start, end):
        if zoning.zones.roles[number] == "body":
            zoning.zones.roles[number] = "annex"

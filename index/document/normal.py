"""The one form in which sources, questions and claims are compared, with the way back to the source.

NFKC, Simplified characters, radicals as the characters they look like, nothing without width, 百分之八十二
as 82%. Quotes never pass through here: a place found in the normal form is mapped back, and the source's
own characters are shown. Chinese punctuation stays: it tells sentences apart in both languages.
"""

from __future__ import annotations

import contextlib
import functools
import re
import unicodedata
from collections.abc import Callable, Sequence

from index.document.span import Span
from index.runtime.patterns import regex

_HAN = regex(r"[\u3400-\u9fff\uf900-\ufaff]")
# Has no width and no meaning in a line of text: zero-width spaces and joiners, marks of direction, the
# byte order mark, variation selectors, the soft hyphen.
_NO_WIDTH = regex(
    "[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]"
)
_CONTROL = regex(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
# NFKC would make ASCII of the first and 1 or (1) of the second, which then read as numbers.
_KEPT = regex("[，；：！？（）\u2460-\u24ff\u2776-\u2793]")
# Radicals of U+2E80 to U+2EF3 that stand for a Simplified character and that NFKC leaves as they are.
_RADICALS = dict(
    zip(
        "⺠⺁⺆⺌⺍⺝⺟⺡⺣⺩⺭⺮⺼⻁⻄⻅⻆⻈⻉⻋⻌⻎⻐⻓⻔⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻳",
        "民厂冂小小月母水火玉示竹肉虎西见角讠贝车辶辶钅长门雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟",
        strict=True,
    )
)
_NUMERAL = "零〇一二两三四五六七八九十百点0-9."
# No longer than shares are; 百分之一千万 is no share.
_PERCENT = regex(rf"百分之([{_NUMERAL}]{{1,12}})(?![{_NUMERAL}千万亿])")
# Characters that are their own normal form. Most sentences have no others and are not gone through.
_AS_IT_IS = regex("[!-~\u4e00-\u9fff，；：！？（）。、“”‘’《》〈〉【】—·]*")
_SPACE = regex(r"\s+")
# GB 2312 has Simplified characters only, but for these, which OpenCC turns into others, alone or in a
# word (反覆). What has none of them need not be converted, and loading OpenCC takes as long as ranking.
# Python's codec has two other dashes and dots in the places of — and ·.
_NOT_SIMPLIFIED = frozenset("乾吒夥後徵拚捱摺於榘菸薹袷醣麴麽哩坏沈藉覆")


class Normal:
    """A text in its normal form.

    Attributes:
        text: The normal form.
    """

    def __init__(self, source: str, *, strip: bool = True) -> None:
        """Bring ``source`` into its normal form; without ``strip`` white space at the ends stays."""
        self.text, self._starts, self._ends = _read(source, strip=strip)

    def source(self, span: Span) -> Span:
        """Return where the words of a span of the normal form stand in the source."""
        if self._starts is None or self._ends is None:
            return span
        if span.start >= span.end:
            at = self._starts[span.start] if span.start < len(self._starts) else self._last
            return Span(at, at)
        return Span(self._starts[span.start], self._ends[span.end - 1])

    @property
    def _last(self) -> int:
        return self._ends[-1] if self._ends else 0


@functools.lru_cache(maxsize=1024)
def normal_of(source: str) -> Normal:
    """Return the normal form of a sentence or a clause; the same object for the same words."""
    return Normal(source)


def normal_text(source: str) -> str:
    """Return ``source`` in its normal form."""
    return Normal(source).text


_Places = Sequence[int] | None


def _read(source: str, *, strip: bool) -> tuple[str, _Places, _Places]:
    """Return the normal form and where each character of it begins and ends in the source."""
    if source.isascii() and not _CONTROL.search(source) and source == " ".join(source.split()):
        return source, None, None
    if (
        _AS_IT_IS.fullmatch(source)
        and not _PERCENT.search(source)
        and _simplified(source) == source
    ):
        return source, None, None
    characters: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    while at < len(source):
        end = at + 1
        if _plain(source[at]) and not unicodedata.combining(source[end : end + 1] or " "):
            characters.append(source[at])
            starts.append(at)
            ends.append(end)
            at = end
            continue
        while end < len(source) and unicodedata.combining(source[end]):
            end += 1
        for character in _character(source[at:end]):
            characters.append(character)
            starts.append(at)
            ends.append(end)
        at = end
    text = "".join(characters)
    if _HAN.search(text):
        text = _simplified(text)
        text, starts, ends = _replace(text, starts, ends, _PERCENT, _percent)
    text, starts, ends = _replace(text, starts, ends, _SPACE, lambda _: " ")
    if strip:
        first = len(text) - len(text.lstrip())
        last = len(text.rstrip())
        text, starts, ends = text[first:last], starts[first:last], ends[first:last]
    if text == source:
        return source, None, None
    return text, starts, ends


def _plain(character: str) -> bool:
    """Tell whether a character is its own normal form, as nearly all are."""
    return " " <= character <= "~" or "\u4e00" <= character <= "\u9fff"


def _character(cluster: str) -> str:
    """Return one character, with what is combined with it, in its normal form."""
    if _NO_WIDTH.match(cluster):
        return ""
    if _KEPT.match(cluster):
        return cluster
    if _CONTROL.match(cluster):
        return " "
    cluster = unicodedata.normalize("NFKC", cluster)
    return "".join(_RADICALS.get(character, character) for character in cluster)


def _simplified(text: str) -> str:
    """Return ``text`` in Simplified characters, one for one."""
    if _NOT_SIMPLIFIED.isdisjoint(text):
        with contextlib.suppress(UnicodeEncodeError):
            text.replace("—", "").replace("·", "").encode("gb2312")
            return text
    simple = _converter()(text)
    if len(simple) == len(text):
        return simple
    # A phrase that grows or shrinks would move every place after it.
    return "".join(
        new if len(new := _converter()(character)) == 1 else character for character in text
    )


@functools.cache
def _converter() -> Callable[[str], str]:
    import opencc

    return opencc.OpenCC("t2s").convert


def _replace(
    text: str,
    starts: list[int],
    ends: list[int],
    pattern: re.Pattern[str],
    replacement: Callable[[re.Match[str]], str],
) -> tuple[str, list[int], list[int]]:
    """Replace matches; every character of a replacement stands where the whole match stood."""
    pieces: list[str] = []
    new_starts: list[int] = []
    new_ends: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        new = replacement(match)
        first, last = match.span()
        if new == match.group():
            continue
        pieces += [text[done:first], new]
        new_starts += [*starts[done:first], *[starts[first]] * len(new)]
        new_ends += [*ends[done:first], *[ends[last - 1]] * len(new)]
        done = last
    if not done:
        return text, starts, ends
    pieces.append(text[done:])
    return "".join(pieces), [*new_starts, *starts[done:]], [*new_ends, *ends[done:]]


def _percent(match: re.Match[str]) -> str:
    """Write 百分之八十二 as 82%, as most plans do."""
    import cn2an  # slow to load, and few texts spell a share out

    try:
        numeral = match.group(1).replace("〇", "零")
        value = cn2an.cn2an("一百" if numeral == "百" else numeral, "smart")
        return f"{round(float(value), 6):.6f}".rstrip("0").rstrip(".") + "%"
    except ValueError:
        return match.group()

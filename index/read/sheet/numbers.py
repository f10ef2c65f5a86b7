"""The numbers of a workbook as it shows them: 0.85 in the format 0% is 85%, 47847 may be a date."""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from index.runtime.patterns import regex

# The formats that every workbook knows by number (ECMA-376 part 1, 18.8.30), as Chinese Excel has them.
BUILT_IN: Mapping[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "General", 13: "General", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
    18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'h"时"mm"分"', 35: 'h"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00",
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'yyyy"年"m"月"', 56: 'm"月"d"日"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_TOKEN = regex(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<general>General)|(?P<date>y+|m+|d+|h+|s+|a{3,4}|e+(?![+-])|g+)"
    r"|(?P<number>[#0?](?:[#0?,]*[#0?])?(?:\.[#0?]*)?,*|\.[#0?]+,*)|(?P<power>E[+-]0+)|(?P<other>.)",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("0123456789", "〇一二三四五六七八九")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = "一二三四五六日"
_EPOCH = dt.datetime(1899, 12, 30)  # noqa: DTZ001  # workbooks know no time zones
_EPOCH_1904 = dt.datetime(1904, 1, 1)  # noqa: DTZ001
_LAST_DAY = 2_958_465  # 31 December 9999
# Excel shows a number in no format with eleven figures.
_GENERAL_FIGURES = 11
# Workbooks hold no number with more figures before or behind the point.
_MOST_FIGURES = 308


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


@functools.lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """Return the parts of a format: for positive, negative, zero, and words."""
    sections: list[list[_Token]] = [[]]
    for found in _TOKEN.finditer(code):
        kind = found.lastgroup or "nothing"
        if kind == "other" and found[0] == ";":
            sections.append([])
        elif kind != "nothing":
            sections[-1].append(_Token(kind, found[kind]))
    return tuple(map(tuple, sections))


def show_number(value: str, code: str, *, since_1904: bool = False) -> str:
    """Return what a workbook shows for a number.

    Args:
        value: As the file has it.
        code: The format.
        since_1904: Whether days are counted from 1904.
    """
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    if not number.is_finite() or abs(number.adjusted()) > _MOST_FIGURES:
        return value
    sections = _sections(code)
    tokens, shown = _choose(sections, number)
    if not tokens:
        return "" if len(sections) > 1 and code else _general(number)
    if any(token.kind == "date" for token in tokens):
        return _date(tokens, shown, since_1904=since_1904) or _general(number)
    return _digits(tokens, shown)


def _choose(
    sections: tuple[tuple[_Token, ...], ...], number: Decimal
) -> tuple[tuple[_Token, ...], Decimal]:
    """Return the part of a format for a number, and the number that it is to show."""
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:  # noqa: PLR2004  # the third part is for zero
        return sections[2], number
    return sections[0], number


def _digits(tokens: tuple[_Token, ...], number: Decimal) -> str:
    percent = sum(token.kind == "other" and token.text == "%" for token in tokens)
    number = number.scaleb(2 * percent)
    chinese = any(t.kind == "bracket" and t.text.upper().startswith("DBNUM") for t in tokens)
    power = any(token.kind == "power" for token in tokens)
    words = ""
    first = True
    for token in tokens:
        if token.kind == "general" or (token.kind == "number" and power and first):
            words += _general(number) if token.kind == "general" else f"{number:.2E}"
            first = False
        elif token.kind == "number" and first:
            words += _placed(token.text, number)
            first = False
        elif token.kind in {"quoted", "escaped"} or (token.kind == "other" and token.text != "@"):
            words += token.text
        elif token.kind == "bracket" and token.text.startswith("$"):
            words += token.text[1:].partition("-")[0]
        elif token.text == "@":
            words += _general(number)
            first = False
    words = words.translate(_DIGITS) if chinese else words
    return words.strip()


def _placed(pattern: str, number: Decimal) -> str:
    """Return a number with the thousands and decimals of a pattern such as #,##0.00."""
    scaled = len(pattern) - len(pattern.rstrip(","))
    pattern = pattern.rstrip(",")
    number = number.scaleb(-3 * scaled)
    whole, _, decimals = pattern.partition(".")
    rounded = number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP)
    text = (
        f"{abs(rounded):,.{len(decimals)}f}"
        if "," in whole
        else f"{abs(rounded):.{len(decimals)}f}"
    )
    if decimals:
        least = len(decimals.rstrip("#?"))
        head, _, tail = text.partition(".")
        tail = tail[:least] + tail[least:].rstrip("0")
        text = f"{head}.{tail}" if tail else head
    zeros = whole.replace(",", "").count("0")
    head, point, tail = text.partition(".")
    head = head if len(head) >= zeros else head.rjust(zeros, "0")
    sign = "-" if rounded < 0 else ""
    return sign + head + point + tail


def _general(number: Decimal) -> str:
    """Return a number without a format, as Excel shows it."""
    if number == number.to_integral_value() and abs(number) < Decimal(10) ** 15:
        return str(int(number))
    text = f"{float(number):.{_GENERAL_FIGURES - 1}g}"
    return text if "e" not in text else f"{number:f}".rstrip("0").rstrip(".")


def _date(tokens: tuple[_Token, ...], number: Decimal, *, since_1904: bool) -> str:
    """Return a day or a time; nothing where the number is none."""
    if not 0 <= number <= _LAST_DAY:
        return ""
    # Half a second, so that 0.999999 of a minute is a minute.
    seconds = int((number * 86_400).quantize(Decimal(1), ROUND_HALF_UP))
    at = (_EPOCH_1904 if since_1904 else _EPOCH) + dt.timedelta(seconds=seconds)
    chinese = any(t.kind == "bracket" and t.text.upper().startswith("DBNUM") for t in tokens)
    noon = any(token.kind == "noon" for token in tokens)
    words = ""
    last = ""
    following = [t.text.lower()[0] for t in tokens if t.kind == "date"]
    seen = 0
    for token in tokens:
        if token.kind == "date":
            seen += 1
            after = following[seen] if seen < len(following) else ""
            words += _moment(token.text.lower(), at, last, after, noon=noon)
            last = token.text.lower()[0]
        elif token.kind == "noon":
            chinese_noon = token.text.startswith("上")
            words += ("上午" if at.hour < 12 else "下午") if chinese_noon else f"{at:%p}"  # noqa: PLR2004
        elif token.kind in {"quoted", "escaped", "other"} and token.text != "@":
            words += token.text
        elif token.kind == "bracket" and token.text.lower().strip("h") == "" and token.text:
            words += str(seconds // 3600)
            last = "h"
    words = words.translate(_DIGITS) if chinese else words
    return words.strip()


def _moment(token: str, at: dt.datetime, last: str, after: str, *, noon: bool) -> str:
    size = len(token)
    sign = token[0]
    if sign == "m" and (last == "h" or after == "s"):
        return f"{at.minute:0{min(size, 2)}d}"
    if sign == "m" and size > 2:  # noqa: PLR2004  # a name, not a number
        return _MONTHS[at.month - 1]
    if (sign == "d" and size > 2) or sign == "a":  # noqa: PLR2004
        return f"星期{_WEEKDAYS[at.weekday()]}" if size > 3 else _WEEKDAYS[at.weekday()]  # noqa: PLR2004
    hour = (at.hour - 1) % 12 + 1 if noon else at.hour
    values = {"y": at.year, "e": at.year, "m": at.month, "d": at.day, "h": hour, "s": at.second}
    if sign == "y" and size <= 2:  # noqa: PLR2004
        return f"{at.year % 100:02d}"
    return f"{values.get(sign, 0):0{min(size, 2)}d}"

"""Numerals of headings: 十二, 12, １２ and ⼗⼆ are one number.

Recognising works on a folded text: full width and radical forms (⼀ for 一, as printing to PDF
leaves them) become the plain character, one for one, so that every offset stays what it was.
"""

from __future__ import annotations

import functools
import unicodedata

NUMERAL = "[一二三四五六七八九十百千零〇○两0-9]"
_DIGITS = "零一二三四五六七八九"
_UNITS = {"十": 10, "百": 100, "千": 1000}
# What scans and old files have for 〇, and the spoken 两.
_VALUES = {**{digit: value for value, digit in enumerate(_DIGITS)}, "〇": 0, "○": 0, "两": 2}
_PLACES = ("", "十", "百", "千")
_LARGEST = 9999


def fold(text: str) -> str:
    """Return ``text`` in plain characters, of the same length."""
    return text if text.isascii() else "".join(map(_plain, text))


@functools.cache
def _plain(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character)
    # ① is no 1, and punctuation is left alone.
    same = len(plain) != 1 or not plain.isalnum() or unicodedata.category(character) == "No"
    return character if same else plain


def chinese_number(numeral: str) -> int:
    """Return the value of 十二, 一百零三, 二〇二〇, 12 or 两; 0 where ``numeral`` is none."""
    numeral = "".join(fold(numeral).split())
    if numeral.isdecimal() and numeral.isascii():
        return int(numeral)
    if not any(character in _UNITS for character in numeral):
        digits = [_VALUES.get(character) for character in numeral]
        known = [str(digit) for digit in digits if digit is not None]
        return int("".join(known)) if known and len(known) == len(digits) else 0
    total, digit = 0, 0
    for character in numeral:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _VALUES:
            digit = _VALUES[character]
        else:
            return 0
    return total + digit


def chinese_numeral(number: int) -> str:
    """Return 十二 for 12 and 一百一十 for 110; digits beyond 9999."""
    if not 0 <= number <= _LARGEST:
        return str(number)
    if number == 0:
        return _DIGITS[0]
    written, zero = "", False
    for place in range(len(_PLACES) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            written += ("零" if zero else "") + _DIGITS[digit] + _PLACES[place]
            zero = False
        else:
            zero = bool(written)
    return written[1:] if written.startswith("一十") else written

"""Numerals in words to numbers: 二百七十二, 四点五, forty, four and a half, a fifth."""

from __future__ import annotations

import re

ZH_DIGITS = "零〇一二两三四五六七八九"
ZH_NUMERAL = rf"[{ZH_DIGITS}十百千][{ZH_DIGITS}十百千万亿点]*"
_ZH_VALUE = dict(
    zip("零〇一二两三四五六七八九十", (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 10), strict=True)
)
_BARE_DIGITS = re.compile(rf"[{ZH_DIGITS}]{{3,}}")

_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_VALUES = {
    **{word: value for value, word in enumerate(_ONES)},
    **{word: 10 * value for value, word in enumerate(_TENS, start=2)},
    "dozen": 12,
}
_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6,
    "tenth": 1 / 10, "halves": 1 / 2, "thirds": 1 / 3, "quarters": 1 / 4, "fifths": 1 / 5,
    "tenths": 1 / 10,
}  # fmt: skip
_WORD = rf"(?:{'|'.join(sorted((*_VALUES, *_SCALES), key=len, reverse=True))})"
EN_NUMERAL = rf"{_WORD}(?:(?:[ -](?:and )?){_WORD})*(?: and a half)?"
EN_FRACTION = (
    rf"(?:an?|one|two|three|four)[ -](?:{'|'.join(sorted(_PARTS, key=len, reverse=True))})"
    r"(?= of\b| the\b| each\b|[.,;]|$)"
)


def chinese_value(word: str) -> float | None:
    """Return the value of a Chinese numeral, or None where it is none (一百一十千)."""
    if word in _ZH_VALUE:
        return float(_ZH_VALUE[word])
    if _BARE_DIGITS.fullmatch(word):
        return float("".join(str(_ZH_VALUE[digit]) for digit in word))
    import cn2an  # few texts spell numbers out

    try:
        return float(cn2an.cn2an(word.replace("〇", "零").replace("两", "二"), "smart"))
    except ValueError:
        return None


def english_value(words: str) -> float | None:
    """Return the value of an English numeral in words, or None where it is none."""
    total, group = 0.0, 0.0
    text = words.lower()
    if text.endswith(" and a half"):
        whole = english_value(text.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    for word in re.findall(r"[a-z]+", text):
        if word in _VALUES:
            group += _VALUES[word]
        elif word == "hundred":
            group = (group or 1) * _SCALES[word]
        elif word in _SCALES:
            total += (group or 1) * _SCALES[word]
            group = 0.0
        elif word != "and":
            return None
    return total + group


def fraction_value(words: str) -> float | None:
    """Return the value of ``a fifth`` or ``two thirds``, or None where it is no fraction."""
    count, _, part = words.lower().replace("-", " ").partition(" ")
    share = _PARTS.get(part)
    if share is None:
        return None
    return share * (1 if count in {"a", "an"} else _VALUES[count])

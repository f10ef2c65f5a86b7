"""Numerals to numbers: 二百七十二, 3亿5000万, 四点五, 二〇二七, forty, four and a half, a fifth."""

from __future__ import annotations

import re

from index.runtime.patterns import regex

ZH_DIGITS = "零〇一二两三四五六七八九"
_FIGURE = r"[0-9]+(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?"
FIGURE = rf"(?:{_FIGURE})"
# 千 of 千瓦 and 千克 belongs to the unit.
_THOUSAND = "千(?![瓦克米伏卡赫焦帕])"
_SCALE = f"(?:[百万亿]|{_THOUSAND})"
ZH_NUMERAL = (
    rf"(?:{FIGURE}{_SCALE}+(?:[0-9]+{_SCALE}+)*|{FIGURE}"
    rf"|[{ZH_DIGITS}十](?:[{ZH_DIGITS}十百万亿]|{_THOUSAND})*(?:点[{ZH_DIGITS}]+[万亿]*)?)"
)
_ZH_VALUE = dict(zip(ZH_DIGITS, (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_ZH_SCALE = {"十": 10, "百": 100, "千": 1_000}
_ZH_LARGE = {"万": 10_000, "亿": 100_000_000}
_ZH_TOKEN = regex(rf"{FIGURE}|[{ZH_DIGITS}十百千万亿点]")
# 三千五 is 3,500; a bare digit after a scale counts tenths of that scale.
_TENTH = 10
_ONES_TEXT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS_TEXT = "twenty thirty forty fifty sixty seventy eighty ninety"
_EN_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
}  # fmt: skip
_EN_VALUES = {
    **{word: value for value, word in enumerate(_ONES_TEXT.split())},
    **{word: 10 * value for value, word in enumerate(_TENS_TEXT.split(), start=2)},
    "dozen": 12,
}
_EN_PARTS = {
    "half": 1 / 2, "third": 1 / 3, "quarter": 1 / 4, "fifth": 1 / 5, "sixth": 1 / 6, "seventh": 1 / 7,
    "eighth": 1 / 8, "ninth": 1 / 9, "tenth": 1 / 10,
}  # fmt: skip
_EN_PLURAL_PARTS = {"halves": "half", **{f"{part}s": part for part in _EN_PARTS}}
_EN_WORD = rf"(?:{'|'.join(sorted((*_EN_VALUES, *_EN_SCALES), key=len, reverse=True))})"
_EN_SCALE = rf"(?:{'|'.join(_EN_SCALES)})"
# Three hundred and five is one number; fifty thousand and two hundred thousand are two.
_EN_GO_ON = rf"(?:[ -](?:and (?!(?:{_EN_WORD}[ -]){{1,2}}{_EN_SCALE}))?)"
EN_NUMERAL = (
    rf"(?:half a {_EN_SCALE}|{FIGURE}(?:[ -]{_EN_SCALE})*|an? (?:{_EN_SCALE}|dozen)"
    rf"(?:{_EN_GO_ON}{_EN_WORD})*|{_EN_WORD}(?:{_EN_GO_ON}{_EN_WORD})*)(?: and a half)?"
)
EN_FRACTION = (
    rf"(?:an?|one|two|three|four|five|six|seven|eight|nine)[ -]"
    rf"(?:{'|'.join(sorted((*_EN_PARTS, *_EN_PLURAL_PARTS), key=len, reverse=True))})\b"
)

# 1/3, 2/3: a share as it is written with a stroke; 24/7 is none.
STROKE = r"(?<![0-9A-Za-z./-])(?P<part>[1-9])/(?P<over>[2-9]|10)(?![0-9/.]|\s?[月日])"


def chinese_value(word: str) -> float | None:
    """Return the value of a Chinese numeral, in characters or figures or both; None where it is none."""
    tokens = _ZH_TOKEN.findall(word)
    if not tokens or "".join(tokens) != word:
        return None
    if "点" in tokens:
        return _with_point(word)
    if len(tokens) > 1 and all(token in _ZH_VALUE for token in tokens):
        return float("".join(str(_ZH_VALUE[token]) for token in tokens))
    return _sum_of_scales(tokens)


def _with_point(word: str) -> float | None:
    """Return the value of 四点五 or 一点二亿."""
    whole, _, rest = word.partition("点")
    digits = rest.rstrip("万亿")
    if not digits or any(digit not in _ZH_VALUE for digit in digits):
        return None
    value = chinese_value(whole)
    if value is None:
        return None
    value += float("0." + "".join(str(_ZH_VALUE[digit]) for digit in digits))
    for scale in rest[len(digits) :]:
        value *= _ZH_LARGE[scale]
    return value


def _sum_of_scales(tokens: list[str]) -> float | None:
    """Return the value of 一亿二千万三千五: sections of thousands, each under 万 or 亿."""
    total = 0.0
    section: list[str] = []
    unit = 1.0
    for word in tokens:
        if word not in _ZH_LARGE:
            section.append(word)
            continue
        part = _section(section)
        if part is None or (not part and (word == "万" or not total)):
            return None
        unit = _ZH_LARGE[word]
        total = (total + part) * unit if word == "亿" else total + part * unit
        section = []
    if len(section) == 1 and unit > 1 and section[0] in _ZH_VALUE:
        return total + _ZH_VALUE[section[0]] * unit / _TENTH  # 一万二
    part = _section(section)
    return None if part is None else total + part


def _section(words: list[str]) -> float | None:
    """Return the value of a numeral below 万; None where digits or scales are out of order."""
    total = 0.0
    number: float | None = None
    last = float("inf")
    for word in words:
        if word in _ZH_SCALE:
            if _ZH_SCALE[word] >= last:
                return None  # a scale only falls: 一百一十千 is no number
            last = _ZH_SCALE[word]
            total += (1.0 if number is None else number) * last
            number = None
        elif number:
            return None  # two digits in a row, and not in a row of digits alone
        else:
            number = float(_ZH_VALUE[word]) if word in _ZH_VALUE else float(word.replace(",", ""))
    if number is not None and words[-2:-1] in (["百"], ["千"]) and words[-1] in _ZH_VALUE:
        number *= last / _TENTH  # 三千五
    return total + (number or 0.0)


def english_value(words: str) -> float | None:
    """Return the value of an English numeral, in words or figures or both; None where it is none."""
    text = words.lower().replace("-", " ").strip()
    if text.endswith(" and a half"):
        whole = english_value(text.removesuffix(" and a half"))
        return None if whole is None else whole + 0.5
    total = group = 0.0
    known = False
    for word in re.findall(rf"[a-z]+|{_FIGURE}", text):
        if word == "half" and not known:
            group, known = 0.5, True
        elif word in _EN_VALUES:
            group = group * 12 if word == "dozen" and group else group + _EN_VALUES[word]
            known = True
        elif word == "hundred":
            group, known = (group or 1) * _EN_SCALES[word], True
        elif word in _EN_SCALES:
            total += (group or 1) * _EN_SCALES[word]
            group, known = 0.0, True
        elif word[0].isdigit():
            group, known = group + float(word.replace(",", "")), True
        elif word not in {"and", "a", "an"}:
            return None
    return total + group if known else None


def stroke_share(match: re.Match[str]) -> float:
    """Return in per cent what a match of ``STROKE`` says."""
    return 100 * float(match["part"]) / float(match["over"])


def fraction_value(words: str) -> float | None:
    """Return the value of ``a fifth`` or ``two-thirds``, or None where it is no fraction."""
    count, _, part = words.lower().replace("-", " ").partition(" ")
    share = _EN_PARTS.get(_EN_PLURAL_PARTS.get(part, part))
    if share is None:
        return None
    if count in {"a", "an"}:
        return share
    return None if count not in _EN_VALUES else share * _EN_VALUES[count]

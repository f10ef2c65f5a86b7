"""Quantities of a text: value, unit and bound, in Chinese and English."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from index.corpus import Span
from qa.compare.finding import KEPT_TEXTS, is_chinese
from qa.compare.numerals import (
    EN_FRACTION,
    EN_NUMERAL,
    ZH_NUMERAL,
    chinese_value,
    english_value,
    fraction_value,
)

Bound = Literal["", "min", "max", "about"]

_ZH_BOUNDS_BEFORE: tuple[tuple[Bound, str], ...] = (
    ("max", "不得超过|不得高于|不得大于|不得多于|不超过|不高于|不大于|不多于|不要超过|不能超过|不能高于|"
            "不可超过|至多|最多|顶多|控制在|低于|少于|小于|不足|不到|不满|只到"),
    ("min", "不得低于|不得少于|不得小于|不低于|不少于|不小于|不能低于|不能少于|不可低于|至少|最少|起码|"
            "最低|超过|超出|高于|大于|多于|突破|超"),
    ("about", "大约|大概|约|接近|将近|近|左右"),
)  # fmt: skip
_ZH_BOUNDS_AFTER: tuple[tuple[Bound, str], ...] = (
    ("max", "以内|之内|以下|封顶|为上限"),
    ("min", "以上|及以上|打底|起步|为下限|多(?=件|个|家|人|名)"),
    ("about", "左右|上下|前后"),
)
# The longest first, since 不超过 holds 超过: the two lists are searched as one.
_ZH_BEFORE = re.compile(
    "(?:" + "|".join(
        f"(?P<{bound}>{'|'.join(sorted(words.split('|'), key=len, reverse=True))})"
        for bound, words in _ZH_BOUNDS_BEFORE
    ) + r")(?:了|到|达到|达|为|是|占|要|在|\s)*$"
)  # fmt: skip
_ZH_AFTER = re.compile(
    r"^(?:的|、|\s)*(?:" + "|".join(f"(?P<{b}>{w})" for b, w in _ZH_BOUNDS_AFTER) + ")"
)
_ZH_UNITS: dict[str, tuple[str, float]] = {
    "%": ("percent", 1), "个百分点": ("point", 1), "成": ("percent", 10), "分钟": ("minute", 1),
    "分": ("minute", 1), "刻钟": ("minute", 15), "小时": ("minute", 60), "个小时": ("minute", 60),
    "钟头": ("minute", 60), "天": ("day", 1), "日": ("day", 1), "周": ("day", 7), "个月": ("month", 1),
    "年": ("year", 1), "周年": ("year", 1), "公里": ("metre", 1000), "千米": ("metre", 1000),
    "米": ("metre", 1), "平方公里": ("area", 1), "平方千米": ("area", 1), "公顷": ("area", 0.01),
    "亩": ("mu", 1), "元": ("yuan", 1), "块": ("yuan", 1), "块钱": ("yuan", 1), "美元": ("dollar", 1),
    "人": ("person", 1), "名": ("person", 1), "位": ("person", 1), "个人": ("person", 1),
    "星级": ("star", 1), "星": ("star", 1), "级": ("level", 1), "层": ("level", 1), "倍": ("times", 1),
    "家": ("家", 1), "件": ("件", 1), "个": ("个", 1), "座": ("座", 1), "所": ("所", 1), "项": ("项", 1),
    "吨": ("ton", 1), "千瓦": ("kilowatt", 1), "度": ("度", 1), "岁": ("岁", 1), "期": ("期", 1),
}  # fmt: skip
_ZH_UNIT = re.compile("|".join(sorted(map(re.escape, _ZH_UNITS), key=len, reverse=True)))
_ZH_SCALE = {"万": 1e4, "亿": 1e8, "千": 1e3, "百": 1e2}
_ZH_QUANTITY = re.compile(
    rf"(?P<half>半(?=(?:个)?(?:小时|钟头|年|天|成)))|百分之(?P<share>[0-9.]+|{ZH_NUMERAL})"
    rf"|(?P<figure>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?P<scale>[百千万亿]*)|(?P<most>一半|半数)"
    rf"|(?P<word>{ZH_NUMERAL})"
)
# Fixed words that hold a numeral and count nothing.
_ZH_IDIOM = re.compile(
    r"一带一路|一体|一批|一些|一流|一定|一律|统一|进一步|一站式|一网通办|第[一二三四五六七八九十]|唯一|一系列|"
    r"一般|一起|一样|一直|一并|一步|一旦|一切|之一|专一|一次性|万众|四川|九龙|百济|八方|三角|一概|一致|"
    r"一二三产|千方百计|十分|百姓|两院|双一流|万一|一方面|一种|一边|一座|一块|一口|一栋|一条|一份|一个|一家|"
    r"一套|一张|一手|一道|一把|一摊|一会|一遍|一阵|一样|一下|一同|一心|单一|同一|一览|一线|两岸|千年|百年"
)

_EN_UNITS: dict[str, tuple[str, float]] = {
    "%": ("percent", 1), "percent": ("percent", 1), "per cent": ("percent", 1),
    "percentage points": ("point", 1), "minute": ("minute", 1), "minutes": ("minute", 1),
    "hour": ("minute", 60), "hours": ("minute", 60), "day": ("day", 1), "days": ("day", 1),
    "week": ("day", 7), "weeks": ("day", 7), "month": ("month", 1), "months": ("month", 1),
    "year": ("year", 1), "years": ("year", 1), "star": ("star", 1), "stars": ("star", 1),
    "tier": ("level", 1), "tiers": ("level", 1), "level": ("level", 1), "levels": ("level", 1),
    "kilometre": ("metre", 1000), "kilometres": ("metre", 1000), "kilometers": ("metre", 1000),
    "km": ("metre", 1000), "metres": ("metre", 1), "meters": ("metre", 1),
    "square kilometres": ("area", 1), "square kilometers": ("area", 1), "hectares": ("area", 0.01),
    "yuan": ("yuan", 1), "people": ("person", 1), "persons": ("person", 1),
    "residents": ("person", 1), "inhabitants": ("person", 1), "times": ("times", 1),
}  # fmt: skip
_EN_UNIT = re.compile(
    rf"^[ -]?(?:{'|'.join(sorted(map(re.escape, _EN_UNITS), key=len, reverse=True))})(?![A-Za-z])",
    re.IGNORECASE,
)
_EN_QUANTITY = re.compile(
    rf"(?P<half>half (?:an? )(?=hour|year|day))|(?P<share>{EN_FRACTION}|(?<!and a )half(?= of))"
    rf"|(?P<figure>[0-9]+(?:,[0-9]{{3}})*(?:\.[0-9]+)?)(?P<scale> (?:thousand|million|billion))?"
    rf"|\b(?P<word>{EN_NUMERAL})\b",
    re.IGNORECASE,
)
_EN_MAX = (
    r"at most|no more than|not more than|no higher than|not higher than|not above|not exceed(?:ing)?|"
    r"not go (?:over|above|beyond)|not (?:be )?(?:over|above|higher than)|up to|below|under|less than|"
    r"fewer than|short of|capped at|a ceiling of|maximum of|within|limited to|or less|at the most"
)
_EN_MIN = (
    r"at least|no less than|not less than|no fewer than|not fewer than|no lower than|not lower than|"
    r"not (?:be |fall |drop )?(?:below|under|lower than)|more than|over|above|exceed(?:s|ing)?|"
    r"tops?|beyond|higher than|greater than|minimum of|upwards of|a floor of"
)
_EN_BEFORE = re.compile(
    rf"\b(?:(?P<max>{_EN_MAX})|(?P<min>{_EN_MIN})|"
    r"(?P<about>about|around|roughly|nearly|approximately|some))"
    r"(?:\s+(?:the|a|an|only|just|reach(?:ing)?))?\s*$",
    re.IGNORECASE,
)
_EN_AFTER = re.compile(
    r"^\s*(?:of [a-z ]{0,20})?(?:(?P<min>or (?:more|above|higher|over)|and (?:above|over|up)|at least)|"
    r"(?P<max>or (?:less|below|fewer|under)|at most|at the most|tops)|(?P<about>or so))\b",
    re.IGNORECASE,
)
_EN_NOT_A_COUNT = re.compile(
    r"^(?:one)(?: of\b| another\b| place\b|-stop| network| day\b| to\b|s\b|\.|,)", re.IGNORECASE
)
_EN_NOUN = re.compile(r"^[ -]+((?:[A-Za-z]+[ -]?){1,4})")
_DATE = re.compile(
    r"[〔\[（(][0-9]{4}[〕\]）)]\s*(?:No\.?\s*)?第?[0-9]+号?|(?:19|20)[0-9]{2}\s*[-—–至到/.年]\s*[0-9]{1,4}"
    r"(?:[-/.月][0-9]{1,2}日?)?年?|(?:19|20)[0-9]{2}年?(?![0-9%,.]*[0-9%])|[0-9]{1,2}月(?:[0-9]{1,2}日)?|"
    r"[0-9]{1,2}日|[二〇零一九]{4}年|No\.? ?[0-9]+|[0-9]+号|第[0-9]+|[0-9]{1,2} (?:January|February|March|"
    r"April|May|June|July|August|September|October|November|December)|(?:January|February|March|April|"
    r"May|June|July|August|September|October|November|December) [0-9]{1,2}(?![0-9])",
)
_LOOK_BACK = 22
_PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts.

    Attributes:
        value: In the base of its unit: minutes, metres, per cent.
        unit: One of a few shared names (percent, minute, star …) or the words that follow.
        bound: ``min`` for 不低于, ``max`` for up to, ``about``, or none.
        words: As written, with its bound and unit.
        at: Where the words stand.
    """

    value: float
    unit: str
    bound: Bound
    words: str
    at: Span


@functools.lru_cache(maxsize=KEPT_TEXTS)
def quantities(text: str) -> list[Quantity]:
    """Return the quantities of ``text`` in order; dates and document numbers are none."""
    taken = [match.span() for match in _DATE.finditer(text)]
    if is_chinese(text):
        taken.extend(match.span() for match in _ZH_IDIOM.finditer(text))
        found = _chinese(text)
    else:
        found = _english(text)
    return [
        quantity for start, quantity in found if not any(low <= start < high for low, high in taken)
    ]


def _chinese(text: str) -> Iterator[tuple[int, Quantity]]:
    for match in _ZH_QUANTITY.finditer(text):
        value, unit = _chinese_value(match)
        if value is None:
            continue
        end = match.end()
        if not unit:
            if text[end : end + 1] == "%":
                unit, factor, end = "percent", 1.0, end + 1
            elif (known := _ZH_UNIT.match(text, end)) is not None:
                unit, factor = _ZH_UNITS[known.group()]
                end = known.end()
            else:
                unit, factor = text[end : end + 1], 1.0
                end += len(unit)
            value *= factor
        before = _ZH_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        after = _ZH_AFTER.match(text[end:])
        bound, start, end = _bounded(match.start(), end, before, after)
        yield match.start(), Quantity(value, unit, bound, text[start:end], Span(start, end))


def _chinese_value(match: re.Match[str]) -> tuple[float | None, str]:
    """Return the value, and the unit where the words themselves name it."""
    if match["half"]:
        return 0.5, ""
    if match["most"]:
        return _PERCENT / 2, "percent"
    if match["share"]:
        share = match["share"]
        return (float(share) if share[0].isdigit() else chinese_value(share)), "percent"
    if match["figure"]:
        value = float(match["figure"].replace(",", ""))
        for scale in match["scale"] or "":
            value *= _ZH_SCALE[scale]
        return value, ""
    return chinese_value(match["word"]), ""


def _english(text: str) -> Iterator[tuple[int, Quantity]]:
    for match in _EN_QUANTITY.finditer(text):
        end, unit, factor = match.end(), "", 1.0
        if match["share"]:
            share = fraction_value(match["share"])
            value = _PERCENT * (0.5 if share is None else share)
            unit = "percent"
        elif match["half"]:
            value = 0.5
        elif match["figure"]:
            value = float(match["figure"].replace(",", ""))
            value *= english_value(match["scale"].strip()) or 1 if match["scale"] else 1
        else:
            counted = english_value(match["word"])
            if counted is None or _EN_NOT_A_COUNT.match(text[match.start() :]):
                continue
            value = counted
        if not unit:
            rest = text[end:] if not match["half"] else f" {text[end:]}"
            known = _EN_UNIT.match(rest)
            if known is not None:
                unit, factor = _EN_UNITS[known.group().strip(" -").lower()]
                end += len(known.group()) - (1 if match["half"] else 0)
            elif (noun := _EN_NOUN.match(rest)) is not None:
                unit = noun.group(1).strip(" -").lower()
        before = _EN_BEFORE.search(text[max(0, match.start() - _LOOK_BACK) : match.start()])
        bound, start, end = _bounded(match.start(), end, before, _EN_AFTER.match(text[end:]))
        yield (
            match.start(),
            Quantity(value * factor, unit, bound, text[start:end], Span(start, end)),
        )


def _bounded(
    start: int, end: int, before: re.Match[str] | None, after: re.Match[str] | None
) -> tuple[Bound, int, int]:
    """Return the bound that stands before or after a number, and where both begin and end."""
    bound: Bound = ""
    if before is not None:
        bound = _named(before)
        start -= len(before.group())
    elif after is not None:
        bound = _named(after)
    return bound, start, end + (len(after.group()) if after is not None else 0)


def _named(match: re.Match[str]) -> Bound:
    groups = match.groupdict()
    if groups.get("max"):
        return "max"
    return "min" if groups.get("min") else "about"

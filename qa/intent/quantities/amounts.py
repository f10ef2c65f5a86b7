"""Questions for the amounts of several things: 高龄津贴各档都是多少钱, what fines are there and how high."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.ask.retrieval.query import Query
from qa.result import Language

_EN_NOUN = (
    r"fines|fees|ratios|rates|limits|subsidies|allowances|amounts|prices|penalties|percentages|shares|"
    r"thresholds|deadlines|periods"
)
_EACH: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        # 各 and 分别 hand an amount to each; 每月多少 asks for one.
        "各(?:档|类|级|项|种|个|来源|单位|人员?|年)?[^,，。？?]{0,6}?多少|(?:分别|都)(?:是|为|罚|补|交|收|给|要|投|花|拨|发|奖|减|缴|付|占|建|达到?)*多少|"
        "哪[几些]档"
    ),
    "en": regex(
        rf"\bwhat (?:\w+ ){{0,2}}(?:{_EN_NOUN})\b.*\bhow (?:high|much|long|many|large)\b|"
        rf"\bwhat are the (?:\w+ ){{0,2}}(?:{_EN_NOUN})\b|"
        r"\bhow (?:much|many|high|long|large)\b.*\b(?:each|every)\b|"
        # which of them, and how much for each
        r"\b(?:which|what)\b[^,;]*,? and (?:for |at |by )?how (?:much|many|high|large|long)\b"
    ),
}
# 建设补助和运营补贴各是多少: the things that an amount is asked of, one by one.
_THINGS = regex(
    "(?P<things>[\u3400-\u9fff、]{4,40}?)(?:的?(?:金额|标准|数额))?(?:各|分别|都)(?:自|是|为|补|交|收)*多少"
)
_PARTS = regex("[,，;；。?？]| and ")
_AMOUNT: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "多少|几(?:[成倍个天年月日次元万亿户座台条套米人名处所家]|公里|小时|分钟|平方)|多[大长高久宽深]"
    ),
    "en": regex(r"\bhow (?:much|many|long|high|large|big|far)\b"),
}
_JOINTS = regex("[、和与及]|以及")


def things_asked(query: Query) -> tuple[str, ...]:
    """Return the things beside each other that a question asks an amount of; none where there is one."""
    match = _THINGS.match(query.normal)
    things = tuple(filter(None, _JOINTS.split(match["things"]))) if match else ()
    return things if len(things) > 1 else ()


def asks_amounts(query: Query) -> bool:
    """Tell whether a question asks for several amounts: figures, where what answers has several."""
    text = query.normal.lower()
    # 温度到多少度可以退钱，退几成: two questions for amounts are for several.
    asked = sum(bool(_AMOUNT[query.lang].search(part)) for part in _PARTS.split(text))
    return asked > 1 or bool(_EACH[query.lang].search(text))

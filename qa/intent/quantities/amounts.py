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
        "各(?:档|类|级|项|种|个|来源|单位|人员?|年)?[^,，。？?]{0,6}?多少|(?:分别|都)(?:是|为|罚|补|交|收|给|要)?多少|"
        "哪[几些]档"
    ),
    "en": regex(
        rf"\bwhat (?:\w+ ){{0,2}}(?:{_EN_NOUN})\b.*\bhow (?:high|much|long|many|large)\b|"
        rf"\bwhat are the (?:\w+ ){{0,2}}(?:{_EN_NOUN})\b"
    ),
}
# 建设补助和运营补贴各是多少: the things that an amount is asked of, one by one.
_THINGS = regex(
    "(?P<things>[\u3400-\u9fff、]{4,40}?)(?:的?(?:金额|标准|数额))?(?:各|分别|都)(?:自|是|为|补|交|收)*多少"
)
_JOINTS = regex("[、和与及]|以及")


def things_asked(query: Query) -> tuple[str, ...]:
    """Return the things beside each other that a question asks an amount of; none where there is one."""
    match = _THINGS.match(query.normal)
    things = tuple(filter(None, _JOINTS.split(match["things"]))) if match else ()
    return things if len(things) > 1 else ()


def asks_amounts(query: Query) -> bool:
    """Tell whether a question asks for several amounts: figures, where what answers has several."""
    return bool(_EACH[query.lang].search(query.normal.lower()))

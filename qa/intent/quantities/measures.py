"""Which kinds of amounts a question for figures means: sums, shares, times, days, distances, areas."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.request import Measure, Scope

MEASURES: Mapping[Measure, re.Pattern[str]] = {
    "money": regex(
        r"费用|收费|金额|数额|额度|钱|罚款|投资|资金|赔偿额|\b(?:fines?|sums|money|yuan|investments?|fees)\b"
    ),
    "share": regex(r"比例|占比|百分[号比数率]?|\b(?:percentages?|shares|ratios)\b"),
    "time": regex(
        r"期限|时限|时间(?:要求|规定|限制)|天数|(?:多少|几)(?:天|日|个?工作日|个月|小时)(?:之内|以内|内)|"
        r"年限|时长|时间节点|时间点|截止|\b(?:deadlines?|time limits?|periods|durations|days|hours)\b"
    ),
    "date": regex(r"(?<!截止)日期|年份|\bdates?\b"),
    "length": regex(r"距离|里程|间距|\b(?:distances?|lengths?)\b"),
    "area": regex(r"面积|\bareas\b"),
}
_TWO = 2
_KINDS = tuple(
    regex(rf"{zh}|\b(?:{en})\b")
    for zh, en in (
        ("金额|罚款|钱", "money|sums|fines"),
        ("期限|时限|天数", "deadlines|time limits|times"),
        ("日期", "dates"),
        ("次数|频次", "frequenc(?:y|ies)"),
        ("比例", "percentages|shares"),
        ("人数|数量", "counts|quantities"),
        ("面积|距离", "areas|distances"),
    )
)
_SEVERAL = regex(r"、|,|\band\b|和")
_MERE = regex(r"时间|涉及|有关|相关|的|和|与|及|、|\b(?:time|and|or|of|the)\b")
_NUMBERS = r"(?:数字|数据|数值|指标|figures?|numbers?|values?|amounts?)"
# 数字和面积有关 asks for figures of one kind.
_AND = r"\s*(?:(?:和|与|跟)(?!.*有关)|及|以及|还有|、|,|，|and|&|or|plus)\s*(?:(?:every|all|each|the) )*"
_EVERY_KIND = regex(rf"{_NUMBERS}{_AND}\w*|\w+{_AND}{_NUMBERS}")
# 指标 and targets are aims; every number, or the numbers and the dates, are all that stand there.
_AIMS = regex(r"指标|目标|\b(?:targets?|goals?|objectives?|indicators?|aims?)\b")
# 量化指标 are numbers; goals may be said in words.
_NUMBERED = regex(
    r"指标|数|量化|定量|约束|预期|\b(?:indicators?|numer\w*|quanti\w+|binding|figures?|numbers?|percent\w*|measurable)\b"
)
_DATES = r"(?:日期|年份|时间|日子|年月日|dates?|years?|days)"
_EVERY = regex(
    rf"{_NUMBERS}{_AND}{_DATES}|{_DATES}{_AND}{_NUMBERS}|"
    r"(?:所有|全部|一切|通篇|全文|每一?个|任何)[^,，。]{0,8}(?:数字|数据|数值)|(?:数字|数据|数值)(?:全|都|统统)|"
    r"(?<!截止)日期|\bdates\b"
    r"|\b(?:all|every|each|any)(?: (?:of )?the| single)? (?:figures?|numbers?|amounts?|date)\b"
)


def is_measure(topic: str) -> bool:
    """Tell whether a topic is no more than words for a kind of amounts: 时间期限 asks for all times."""
    for words in (*MEASURES.values(), _MERE):
        topic = words.sub("", topic)
    return not topic.strip()


def measures_in(text: str, topic: str) -> tuple[Measure, ...]:
    """Return what alone is asked for: 数字和日期 asks for numbers of every kind; so do three kinds together.

    GDP, investment and prices are what figures are asked of, not kinds of amounts.
    """
    if len(_SEVERAL.findall(topic)) > 1 or _EVERY_KIND.search(text):
        return ()
    if sum(bool(words.search(text)) for words in _KINDS) > _TWO:
        return ()
    return tuple(measure for measure, words in MEASURES.items() if words.search(text))


def scope_in(text: str) -> Scope | None:
    """Return which amounts are meant where the question says it."""
    if _AIMS.search(text):
        return "aims" if _NUMBERED.search(text) else "goals"
    return "every" if _EVERY.search(text) else None

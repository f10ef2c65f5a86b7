"""What a number that is asked for measures: a distance, an area, an age, persons, or things of any kind."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.amounts.amount import Amount, Bound, is_counted
from qa.amounts.units import chinese_units, english_units

# Things that are counted, and persons; every other measure is a unit of qa/amounts/data/units.csv.
COUNT, PERSON = "count", "person"

# What is measured is told by the word that asks, or by the word for the measure beside it.
_MEASURED: Mapping[str, re.Pattern[str]] = {
    "metre": regex(
        r"多远|多深|多宽|隔(?:开|着)?(?:多少|几)|多高(?!的?(?:比|率|分|标准|门槛))|距离.{0,6}(?:多少|几)|"
        r"\bhow (?:far (?:apart|away|from|must|should|is|are|may|can|does|do)|tall|deep|wide)\b|"
        r"\bwhat (?:\w+ )?distance\b"
    ),
    "area": regex(
        r"多大(?:的)?(?:面积|一块|地方|的地)|面积.{0,6}(?:多少|几|多大)|\bhow (?:large|big) an area\b|"
        r"\bwhat (?:\w+ )?(?:floor |land )?area\b"
    ),
    "age": regex(
        r"多大(?:年纪|岁数|年龄)|几岁|多少岁|年龄.{0,6}(?:多少|几|多大)|\bhow old\b|"
        r"\b(?:what|which) (?:\w+ )?age\b"
    ),
    "gram": regex(r"多重(?!要|视)|\bhow heavy\b"),
}
_ZH_COUNTED = regex(r"(?:多少|几)(?P<words>[\u3400-\u9fff]{1,5})")
_EN_COUNTED = regex(r"how many (?P<words>(?:[a-z-]+ ?){1,3})")
# Where what is counted ends and the sentence goes on.
_EN_VERB = regex(
    r"\b(?:is|are|was|were|do|does|did|must|may|can|could|shall|should|will|would|has|have|had)\b.*"
)
# Nouns for persons: by the characters that they end in, and the commonest of English.
_PERSONS = regex(
    r"人(?!民币|次|均)|[职员民技雇用]工|员(?!额)|者|[教医律导讲]师|学生|干部|专家|代表|教授|[村居公农牧渔]民|"
    r"\b(?:people|persons?|employees?|staff|workers?|members?|officials?|officers?|students?|pupils|"
    r"teachers?|experts?|inspectors?|specialists?|professionals?|technicians?|engineers?|lawyers?|"
    r"doctors?|nurses?|residents|inhabitants|citizens|applicants|graduates|judges|delegates|men|women|"
    r"children|veterans|drivers|managers|directors|owners|users|victims)\b"
)
_MOST = regex(
    r"最[多长久晚迟大](?!程度|限度|范围)|最高(?!人民|法|检|奖|级|权|领导)|至多|上限|封顶|顶多|"
    r"不(?:能|得|可|许|应)?(?:超过|高于|多于|大于|长于|晚于)|"
    r"\bat (?:the )?(?:very )?most\b|\bmaximum\b|\bno (?:more|longer|later|higher|greater) than\b|"
    r"\bup to\b|\bupper limit\b|\bceiling\b|\bat the latest\b|\bcap(?:ped)?\b|\blongest\b|"
    r"\bhighest\b|\bas (?:many|much) as\b"
)
_LEAST = regex(
    r"最[少低短小](?!程度|限度)|至少|起码|下限|不(?:能|得|可|许|应)?(?:低于|少于|小于|短于|早于)|"
    r"\bat (?:the )?(?:very )?least\b|\bminimum\b|\bno (?:less|fewer|shorter|lower|earlier) than\b|"
    r"\blower limit\b|\bfloor of\b|\bshortest\b|\blowest\b"
)
_COUNTED_LIKE = frozenset({"household", "occasion", "level"})


@functools.lru_cache(maxsize=256)
def asked_measure(question: str) -> str:
    """Return what the number measures that a question asks for; nothing where it is left open.

    Args:
        question: In its normal form.

    Returns:
        ``COUNT``, ``PERSON`` or the name of a unit.
    """
    lowered = question.lower()
    for measure, pattern in _MEASURED.items():
        if pattern.search(lowered):
            return measure
    found = _ZH_COUNTED.search(question)
    if found is not None:
        known = chinese_units()[1].match(found["words"])
        name = None if known is None else chinese_units()[0][known.group()].name
        return _counted(name, found["words"])
    found = _EN_COUNTED.search(lowered)
    if found is None:
        return ""
    words = _EN_VERB.sub("", found["words"])
    units = english_units()[0]
    names = [units[word].name for word in words.split() if word in units]
    return _counted(names[0] if names else None, words)


def _counted(unit: str | None, words: str) -> str:
    if unit == PERSON or (unit is None and _PERSONS.search(words)):
        return PERSON
    return COUNT if unit is None or unit in _COUNTED_LIKE else unit


def measures(measure: str, amount: Amount) -> bool:
    """Tell whether an amount is of a measure that was asked for."""
    if not measure:
        return True
    if measure == PERSON:
        # 5个直营店 are no persons; 5个工作人员 are, and so may be five of what is not named.
        if amount.unit == PERSON:
            return True
        return is_counted(amount) and (not amount.noun or bool(_PERSONS.search(amount.noun)))
    return is_counted(amount) if measure == COUNT else amount.unit == measure


@functools.lru_cache(maxsize=256)
def asked_bound(question: str) -> Bound | None:
    """Return whether the most or the least is asked for; None where neither is, or both are."""
    lowered = question.lower()
    most, least = _MOST.search(lowered), _LEAST.search(lowered)
    if bool(most) == bool(least):
        return None
    return "at_most" if most else "at_least"

"""Numbers of an English text with their units: half a million yuan, two-thirds, a year, 1,000 per 100,000."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.runtime.patterns import regex
from qa.amounts.number import PERCENT, Number, before
from qa.amounts.numerals import (
    EN_FRACTION,
    EN_NUMERAL,
    STROKE,
    english_value,
    fraction_value,
    stroke_share,
)
from qa.amounts.units import english_units

_NUMBER = regex(
    rf"(?<![A-Za-z])(?P<share>{EN_FRACTION})(?= of| the| as|[.,;]|$| \w+)"
    rf"|{STROKE}"
    r"|\bhalf (?:an? )(?P<halfunit>hour|year|day|month)\b"
    r"|(?P<half>\bhalf)(?= of\b| the\b| (?:its|their|his|all)\b|[.,;]|$)"
    r"|\b(?P<doubled>doubl(?:e|es|ed|ing)|twofold|tripl(?:e|es|ed|ing)|quadrupl(?:e|es|ed|ing))\b"
    rf"|(?<![A-Za-z0-9./])(?<!(?<![0-9%])-)(?P<value>{EN_NUMERAL})(?![0-9A-Za-z])"
    r"|\b(?P<article>an?|one) (?=(?:single )?(?:year|month|week|fortnight|quarter|day)\b)",
    re.IGNORECASE,
)
_TIMES = {"dou": 2.0, "two": 2.0, "tri": 3.0, "qua": 4.0}
_NOT_A_COUNT = regex(
    rf"one(?: of\b| another\b| place\b|-stop| network| day\b| to\b(?! (?!one\b){EN_NUMERAL})|s\b|\.|,|'|’|"
    r" who\b| that\b| which\b|"
    r" or more\b| side\b| hand\b)",
    re.IGNORECASE,
)
_ARTICLE_AFTER = regex(
    r"\b(?:within|in|for|of|under|than|over|every|per|once|least|most|half|after|exceed|exceeding|about)"
    r"(?: at)?(?: the)? $",
    re.IGNORECASE,
)
# A week ahead, a month in advance: how long, behind the length as well.
_ARTICLE_BEFORE = regex(
    r"(?:year|month|week|fortnight|quarter|day)(?: (?:ahead|in advance|before|beforehand|earlier|later|"
    r"after(?!noon)|or (?:more|less|longer)|at (?:the )?(?:least|most|latest|longest))\b|['’]s? notice)",
    re.IGNORECASE,
)
# Under one roof is no fewer than one.
_UNDER_ONE = regex(r"\b(?:under|within|inside|over|above|around|about) $", re.IGNORECASE)
_AGED = regex(
    r"\b(?:aged?|ages?|ages? of|turn(?:s|ed)?)(?: (?:of|over|under|above|below|at least))? $",
    re.IGNORECASE,
)
_YEARS_OLD = regex(r"[ -]years?[ -](?:olds?|of age)\b", re.IGNORECASE)
_NOUN = regex(r"[ -]+((?:[A-Za-z]+[ -]?){1,4})")
_PER = regex(
    rf"[A-Za-z ]{{0,30}}?(?:\bper|\bfor every|\bfor each|\bout of(?: every)?|\bin every) ({EN_NUMERAL})\b",
    re.IGNORECASE,
)
_MONEY = {"yuan": regex(r"(?:¥|RMB|CNY|￥)\s?$"), "dollar": regex(r"\$\s?$")}


def english_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of ``text``."""
    for match in _NUMBER.finditer(text):
        number = _share(match) or _count(match, text)
        if number is not None:
            yield number


def _share(match: re.Match[str]) -> Number | None:
    """Return a fraction, a half or a multiple as a number with its unit."""
    start, end = match.span()
    if match["share"]:
        share = fraction_value(match["share"])
        return None if share is None else Number(PERCENT * share, start, end, "percent")
    if match["over"]:
        return Number(stroke_share(match), start, end, "percent")
    if match["half"]:
        return Number(PERCENT / 2, start, end, "percent")
    if match["doubled"]:
        return Number(_TIMES[match["doubled"][:3].lower()], start, end, "times")
    if match["halfunit"]:
        unit = english_units()[0][match["halfunit"].lower()]
        return Number(unit.factor / 2, start, end, unit.name)
    return None


def _count(match: re.Match[str], text: str) -> Number | None:
    start, end = match.span()
    words = match["value"] or ""
    value = english_value(words) if words else None
    if match["article"] and (
        _ARTICLE_AFTER.search(before(text, start)) or _ARTICLE_BEFORE.match(text, end)
    ):
        value, end = 1.0, start + len(match["article"])
    if value is None or _NOT_A_COUNT.match(text, start) or _is_place(value, start, end, text):
        return None
    if (age := _age(value, start, end, text)) is not None:
        return age
    units, pattern = english_units()
    known = pattern.match(text, end)
    per = _PER.match(text, end if known is None else known.end())
    of = None if per is None else english_value(per.group(1))
    if known is not None:
        unit = units[known[1].lower()]
        noun = _noun(text, end) if unit.name in {"person", "household"} else ""
        return Number(value * unit.factor, start, known.end(), unit.name, noun=noun, per=of)
    for name, sign in _MONEY.items():
        if sign.search(before(text, start)):
            return Number(value, start, end, name)
    return Number(value, start, end, noun=_noun(text, end), per=of)


def _is_place(value: float, start: int, end: int, text: str) -> bool:
    """Tell whether one with a word of place before it counts nothing: under one roof."""
    known = english_units()[1].match(text, end)
    return value == 1 and known is None and _UNDER_ONE.search(before(text, start)) is not None


def _age(value: float, start: int, end: int, text: str) -> Number | None:
    """Return a number that tells an age by the words around it: 16-year-olds, aged 16, the age of 16."""
    old = _YEARS_OLD.match(text, end)
    if old is not None:
        return Number(value, start, old.end(), "age")
    aged = english_units()[1].match(text, end) is None and _AGED.search(before(text, start))
    return Number(value, start, end, "age") if aged else None


def _noun(text: str, end: int) -> str:
    found = _NOUN.match(text, end)
    return found.group(1).strip(" -") if found is not None else ""

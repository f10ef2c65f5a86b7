"""What narrows figures down in a question: 2030年以前, 按工作日算的, 水利局负责的, 约束性.

Each filter is taken out of the question, so that what is left is only what figures are asked of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from index.patterns import regex
from qa.amounts.units import chinese_units, english_units
from qa.result import Language

_Y = "(?:19|20)[0-9]{2}"
_ZH_END = "年?(?:年?底|年?末|年终)?"
# 到2030年 is the year itself; 2030年以前 all up to it, 2030年以后 all behind it.
_RANGES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        rf"(?:从|自|在)?(?P<since>{_Y})年?(?:[-—–~～]{{1,2}}|至|到)(?P<until>{_Y}){_ZH_END}(?:之间|期间|间|这几年|这些年)?(?:的)?"
        rf"|(?:在|赶在)?(?P<before>{_Y}){_ZH_END}(?:之前|以前|前)|(?:不晚于|不迟于|截至|截止到?)(?P<no_later>{_Y}){_ZH_END}"
        rf"|(?P<after>{_Y}){_ZH_END}(?:之后|以后|往后|后)|(?:晚于)(?P<later>{_Y}){_ZH_END}"
    ),
    "en": regex(
        rf"\b(?:(?:from|between|for|over) )?(?P<since>{_Y}) ?(?:[-—–~]|to|and|through|until) ?"
        rf"(?P<until>{_Y})\b"
        rf"|\b(?:before|prior to|until|up to|no later than|not later than|earlier than)(?: the end of)? "
        rf"(?P<before>{_Y})(?P<no_later>)\b"
        rf"|\b(?:after|beyond|past|later than|following) (?P<after>{_Y})(?P<later>)\b"
    ),
}
_UNITS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:按照|按|以|用)(?P<by>[\\u3400-\\u9fff%]{1,6}?)(?:来)?(?:为单位|作单位|做单位|计算|计量|计|算|表示|衡量)的?|"
        "单位(?:是|为)(?P<named>[\\u3400-\\u9fff%]{1,6}?)的|"
        "(?P<right>工作日|自然日|小时|分钟)(?:的)?(?=期限|时限|天数|时间要求)"
    ),
    "en": regex(
        r"\b(?:measured|expressed|given|counted|stated|set|reckoned) (?:in|as) "
        r"(?P<by>[a-z]+(?: (?:days?|metres?|meters?|points?))?)\b"
        r"|\bin (?P<named>working days|business days|calendar days|days|months|years|hours|minutes|yuan|"
        r"rmb|kilomet(?:re|er)s|hectares|percentage points|per ?cent)\b(?P<right>)"
    ),
}
_BODIES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:由|归)?(?P<body>[\\u3400-\\u9fff、]{2,20}?)(?:来)?(?:负责|牵头|主管|承担|主责|主抓)(?:完成|落实|实现)?的"
    ),
    "en": regex(
        r"\b(?:that |for which |which )?(?:the )?(?P<body>[a-z][a-z ]{3,40}?) "
        r"(?:is|are) (?:responsible|accountable|in charge)(?: for| of)?"
    ),
}
_NATURES: Mapping[str, re.Pattern[str]] = {
    "约束性": regex(r"约束性|刚性|\b(?:binding|mandatory|obligatory)\b"),
    "预期性": regex(r"预期性|\b(?:anticipated|indicative|expected)\b"),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What figures have to be.

    Attributes:
        since: Of this year or a later one.
        until: Of this year or an earlier one.
        unit: Name of the unit (``qa.amounts.units``) that they are in.
        counted: The unit in the words of the question: 亿元, 个.
        body: Who answers for them, in the words of the question.
        nature: 约束性 or 预期性, as the document's tables say it.
    """

    since: int | None = None
    until: int | None = None
    unit: str = ""
    body: str = ""
    nature: str = ""
    counted: str = ""


def read_filters(text: str, lang: Language) -> tuple[Filters, str]:
    """Return the filters in a question, and the question without them."""
    since = until = None
    if match := _RANGES[lang].search(text):
        years = {name: int(year) for name, year in match.groupdict().items() if year}
        behind = years.get("after") or years.get("later")
        since = years.get("since") or (behind + 1 if behind else None)
        until = years.get("until") or years.get("before") or years.get("no_later")
        text = _without(text, match)
    unit = counted = ""
    match = _UNITS[lang].search(text)
    if match:
        words = next(filter(None, match.groups()), "")
        unit = unit_name(words, lang)
        # 个 and 所 measure nothing; only where it is said to be the unit is one meant.
        counted = words if unit or "单位" in match.group() else ""
        text = _without(text, match) if counted else text
    body = ""
    match = _BODIES[lang].search(text)
    if match and (lang == "en" or _is_body(match["body"])):
        body = match["body"]
        text = _without(text, match)
    nature = next((name for name, words in _NATURES.items() if words.search(text)), "")
    return Filters(since, until, unit, body, nature, counted), text


def _is_body(words: str) -> bool:
    from qa.duties.bodies import is_body  # of a few questions only

    return is_body(words)


def unit_name(words: str, lang: Language = "zh") -> str:
    """Return the name of the unit that words end in: yuan of 万元; nothing where they are no unit."""
    units, _ = chinese_units() if lang == "zh" else english_units()
    words = words.strip().lower() if lang == "en" else words.strip()
    known = (units[words[at:]] for at in range(len(words)) if words[at:] in units)
    return next((unit.name for unit in known), "")


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"

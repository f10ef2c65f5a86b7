"""What narrows figures down in a question: 2030年以前, 按工作日算的, 水利局负责的, 约束性.

Each filter is taken out of the question, so that what is left is only what figures are asked of.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from index.runtime.patterns import regex
from qa.amounts.amount import Amount, is_counted
from qa.amounts.units import unit_of
from qa.result import Language

Direction = Literal["up", "down"]
_Y = "(?:19|20)[0-9]{2}"
_ZH_END = "年?(?:年?底|年?末|年终|[0-9]{1,2}月[底末]?份?)?"
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
# Persons, levels and times are counted in everything; in one of these something is measured.
_EN_UNIT = (
    r"working days|business days|calendar days|days|months|years|hours|minutes|yuan|rmb|renminbi|"
    r"(?:us |u\.s\. )?dollars|usd|euros?|kilomet(?:re|er)s|km|met(?:re|er)s|square (?:kilo)?met(?:re|er)s|"
    r"hectares|mu|cubic met(?:re|er)s|tonnes|tons|kilograms|kilowatts|kw|megawatts|mw|kilowatt[- ]hours|"
    r"percentage points|per ?cent|per mille|per thousand"
)
_UNITS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:按照|按|以|用)(?P<by>[\\u3400-\\u9fff%]{1,6}?)(?:来)?(?:为单位|作单位|做单位|计算|计量|计|算|表示|衡量)的?|"
        # 用平方米的数据: nothing but a unit is measured in; 用水的 names none.
        "(?:用|以)(?P<with>[\\u3400-\\u9fff%]{1,6}?)的(?=(?:主要|具体|所有|全部)?(?:数据|数字|数值|指标|数)|都?有哪)|"
        "单位(?:是|为)(?P<named>[\\u3400-\\u9fff%]{1,6}?)的|"
        "(?:几|多少)?个?(?P<right>工作日|自然日|小时|分钟)(?:的|那种|这种|之类的?|以?内的?)*"
        "(?=期限|时限|天数|时间|规定|要求)"
    ),
    "en": regex(
        rf"\b(?:measured|expressed|given|counted|stated|set|reckoned|quoted) (?:in|as) "
        rf"(?P<by>{_EN_UNIT}|[a-z]+(?: (?:days?|metres?|meters?|points?))?)\b"
        rf"|\bin (?:units of )?(?P<named>{_EN_UNIT})\b"
        # How many kilowatts by 2025? Nothing but the unit says what is counted.
        rf"|(?<=how many )(?P<right>{_EN_UNIT})(?=(?: (?:by|in|for|until|before|at|the|end|of|year|{_Y}))*$)"
    ),
}
# What has the very amount that is named: 100%的指标, fines of 2,000 yuan.
_THAT_ARE = regex(
    "的?(?:指标|目标|罚款|数字|数据|比例|金额|要求)|的(?:有|都|是)|"
    " (?:targets?|figures?|indicators?|goals?|fines?)"
)
_PAID = regex(
    r"罚|钱|费|补[贴助]|投资|资金|奖|\b(?:fines?|fees?|money|investments?|subsid(?:y|ies))\b"
)
_AT = regex(
    r"\b(?:figures|targets|goals|indicators|fines|percentages|amounts|sums)"
    r"(?: of| at| set at| that are)? (?:exactly )?$"
)
_DIGIT = regex(
    "[0-9一二两三四五六七八九十百千万]|\\b(?:one|two|three|five|six|ten|half|hundred|thousand|million)\\b"
)
_ZH_WHEN = rf"(?:今年|明年|本年度?|年度|{_Y}年?底?前?)?"
# Words that an English name of a body ends in, or has before its of: the bureau of transport.
_EN_OFFICE = (
    r"bureau|commission|department|ministry|office|administration|authority|committee|agency|council|"
    r"government|court|police|procuratorate|customs|cent(?:re|er)|institute|hospital"
)
_EN_NAME = (
    r"(?!(?:the|all|which|that|do|does|figures|numbers|targets|who|what|everything|deadlines)\b)"
    r"[a-z][a-z'’-]*"
)
_EN_BODY = (
    rf"(?:(?:{_EN_NAME},? ){{0,7}}?(?:{_EN_OFFICE})"
    rf"(?: (?:of|for) (?:{_EN_NAME}(?: and|,)? ){{0,5}}?(?!have\b|has\b|need)"
    rf"{_EN_NAME})?(?=$| (?:have|has|need|needs|to|by|in|must|should)\b))"
)
_BODIES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:由|归)?(?P<body>[\\u3400-\\u9fff、]{2,20}?)(?:来)?(?:负责|牵头|主管|承担|主责|主抓)(?:完成|落实|实现)?的|"
        # 市教育局要完成哪些指标, 市教育局今年的硬指标
        rf"(?P<bound>[\u3400-\u9fff、]{{2,16}}?){_ZH_WHEN}(?:有没有|有无|有|都|一共|需|得)*"
        "(?:要|必须|应当?|该|须)(?:完成|达到|落实|实现|做到|办到|办成|办)的?|"
        rf"(?P<owner>(?!关于|有关|涉及|针对|对于|[跟和与])[\u3400-\u9fff、]{{2,16}}?){_ZH_WHEN}(?:的|有没有|有无|有哪些|有什么|有几个|有)"
        "(?=(?:哪些|什么|几个|几项|硬|数字|量化|具体|主要|约束性|考核|年度|办理|办结)*(?:指标|目标|任务|数字|期限|时限))"
    ),
    "en": regex(
        rf"\b(?:that |for which |which )?(?:the )?(?P<body>(?:{_EN_NAME} ){{0,7}}?{_EN_NAME}) "
        r"(?:is|are) (?:responsible|accountable|in charge)(?: for| of)?"
        # the targets of the transport bureau; what targets does the bureau of transport have to meet
        rf"|\b(?:of|for|on|by|to|bind|binds|binding) (?:the )?(?P<bound>{_EN_BODY})"
        rf"|\b(?:does|do|must|should|will) (?:the )?(?P<owner>{_EN_BODY})(?: (?:have|has|need|needs))?"
        r"(?: to)?(?: (?:meet|keep|observe|reach|achieve|fulfil|fulfill|deliver|attain|hit|complete))?\b"
    ),
}
# 下降的指标, 哪些数据比上年增长超过20%, which indicators fell: figures by which something moved.
_NOUN = "(?:指标|数字|数据|数值|项目|产品|行业|领域)"
_FELL = "下降|减少|降低|回落|下滑|缩小|下跌|负增长|降了|跌了"
_ROSE = "正?增长|上升|上涨|提高|增加|扩大|回升|涨了"
_MOVES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        rf"(?:(?:同比|环比|(?:比|较)(?:上年|去年|年初))的?)?(?:(?P<down>{_FELL})|(?P<up>{_ROSE}))了?(?:幅度)?(?=\s*的\s*(?:主要)?(?:{_NOUN}|$))|"
        rf"(?<=哪些){_NOUN}(?:在|都|是|同比|环比|(?:比|较)(?:上年|去年))*(?:(?P<fell>{_FELL})|(?P<rose>{_ROSE}))了?的?(?=\s*$)"
    ),
    "en": regex(
        r"(?:\b(?:that|which|have|has|had) )*"
        # Targets that fall in 2030 do not fall.
        r"\b(?:(?P<down>fell|fall(?= (?:by|from|since|over|against|year)\b)|falling|declined?|"
        r"declining|decreas(?:ed?|ing)|"
        r"dropp(?:ed|ing)|shrank|"
        r"went down|gone down)|(?P<up>rose|risen|rising|grew|grown|growing|increas(?:ed|ing)|went up|"
        r"gone up))"
        r"(?: (?:by|from|since|over|against|compared with) (?:the )?(?:last|previous|preceding) year|"
        r" year[- ]on[- ]year)?\b"
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
        factor: How many of that it is: ten thousand of a hectare.
        counted: The unit in the words of the question: 亿元, 个.
        body: Who answers for them, in the words of the question.
        nature: 约束性 or 预期性, as the document's tables say it.
        limit: The amount that they are to reach or to keep to.
        direction: Which way something went by them.
    """

    since: int | None = None
    until: int | None = None
    unit: str = ""
    factor: float = 0.0
    body: str = ""
    nature: str = ""
    counted: str = ""
    limit: Amount | None = None
    direction: Direction | None = None

    @property
    def bounded(self) -> bool:
        """Whether figures are to be within some years, over or under an amount, or in a unit."""
        return bool(self.since or self.until or self.limit or self.unit)


def read_filters(text: str, lang: Language) -> tuple[Filters, str]:
    """Return the filters in a question, and the question without them."""
    since = until = None
    if match := _RANGES[lang].search(text):
        years = {name: int(year) for name, year in match.groupdict().items() if year}
        behind = years.get("after") or years.get("later")
        since = years.get("since") or (behind + 1 if behind else None)
        until = years.get("until") or years.get("before") or years.get("no_later")
        text = _without(text, match)
    limit = _limit(text)
    if limit is not None:
        text = f"{text[: limit.at.start]} {text[limit.at.end :]}"
    unit, factor, counted = "", 0.0, ""
    match = _UNITS[lang].search(text)
    if match:
        words = next(filter(None, match.groups()), "")
        known = unit_of(words, lang)
        unit, factor = (known.name, known.factor) if known else ("", 0.0)
        # 个 and 所 measure nothing; only where it is said to be the unit is one meant.
        counted = words if unit or "单位" in match.group() else ""
        text = _without(text, match) if counted else text
    body = ""
    match = _BODIES[lang].search(text)
    if match:
        named = match["body"] or match["bound"] or match["owner"]
        if lang == "en" or _is_body(named):
            body = named
            text = _without(text, match)
    nature = ""
    for name, words in _NATURES.items():
        if found := words.search(text):
            nature, text = name, _without(text, found)
            break
    direction, text = _direction(text, lang)
    return (
        Filters(since, until, unit, factor, body, nature, counted, limit, direction),
        text,
    )


def _direction(text: str, lang: Language) -> tuple[Direction | None, str]:
    match = _MOVES[lang].search(text)
    if match is None:
        return None, text
    told = {name for name, words in match.groupdict().items() if words}
    # 哪些数据下降: the word for figures stands before and is gone with it.
    rest = f"{_without(text, match)}{' 指标' if told & {'fell', 'rose'} else ''}"
    return "down" if told & {"down", "fell"} else "up", rest


def _limit(text: str) -> Amount | None:
    """Return the amount, in a unit of measure, that the figures of a question are to reach or to keep to."""
    if not _DIGIT.search(text):
        return None
    from qa.amounts.find import find_amounts  # of a few questions only

    every = find_amounts(text)
    if _PAID.search(text):  # 罚款超过一万的
        every = tuple(one if one.unit else replace(one, unit="yuan") for one in every)
    amounts = [one for one in every if one.unit and not is_counted(one)]
    bounded = (one for one in amounts if one.bound in {"at_least", "at_most", "range"})
    # 100%的指标, fines of 2,000 yuan: the very amount.
    exact = (one for one in amounts if not one.is_duration and _is_of(text, one))
    return next(bounded, None) or next(exact, None)


def _is_of(text: str, amount: Amount) -> bool:
    """Tell whether figures are asked for that come to an amount, not what stands beside it."""
    before, behind = text[: amount.at.start], text[amount.at.end :]
    return bool(_THAT_ARE.match(behind) or _AT.search(before))


def _is_body(words: str) -> bool:
    from qa.duties.bodies import is_body  # of a few questions only

    return is_body(words)


def _without(text: str, match: re.Match[str]) -> str:
    return f"{text[: match.start()]} {text[match.end() :]}"

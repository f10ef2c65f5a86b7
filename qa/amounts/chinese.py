"""Numbers of a Chinese text with their units: 一万二千套, 三成, 一个半月, 万分之五, 翻一番."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from index.runtime.patterns import regex
from qa.amounts.number import LOOK_BACK, PERCENT, Number, before
from qa.amounts.numerals import STROKE, ZH_NUMERAL, chinese_value, stroke_share
from qa.amounts.units import CLASSIFIERS, MeasureUnit, chinese_units

_SCALES = {"十": 10.0, "百": 100.0, "千": 1e3, "万": 1e4, "亿": 1e8}
_NUMBER = regex(
    rf"(?P<parts>{ZH_NUMERAL}|[十百千万])\s?分之\s?(?P<share>{ZH_NUMERAL}|百(?!分))"
    rf"|{STROKE}"
    r"|翻(?P<doubled>[一两二三四1-4]?)番"
    r"|(?P<half>一半|半数|对半|过半|(?<=[一两二三四五六七八九十0-9])个半|(?<![上下])半)"
    rf"|(?<![第几A-Za-z0-9.])(?<!(?<![0-9%‰年月日天元万亿人级个米时])-)(?P<value>{ZH_NUMERAL})(?!个半)(?P<more>[多余来]?)(?:(?<=[0-9])\s(?=[万亿]))?"
    r"(?:个(?=[万亿]))?(?P<scale>[万亿]*)"
)
_HALF_OF = regex("个?(?:小时|钟头|月|年|天|日|学期|学年)")
_HALVES = frozenset({"一半", "半数", "对半", "过半"})
# Two years and a half: these units may be followed by 半.
_HALVED = frozenset({"month", "minute", "day"})
# Fixed words that hold a numeral and count nothing.
_IDIOM = regex(
    "(?<![0-9〇零一二两三四五六七八九十百千万亿点])(?:"
    "一带一路|一二三产|[一二三四五六七八九]位一体|双随机|一公开|一体|一批|一些|一流|一定|一律|统一|进一步|一站式|一网|"
    "一门|一窗|一件事|一张网|一系列|一般|一起|一样|一直|一并|一步|一旦|一切|(?<!分)之一|专一|一次性|万众|四川|九龙|八方|三角|"
    "一概|一致|千方百计|十分(?!钟|之)|百姓|两院|双一流|万一|一方面|一揽子|一条龙|一老一小|一刀切|一把手|一线|两岸|"
    "千年|百年|一面|一旁|一端|单一|同一|一览|一心|一同|一道|一贯|一再|一向|一边|一手|逐一|一一|唯一|划一|一经|一应|"
    "一户一|一事一|一企一|“[^”]{0,3}[一二三四五六七八九十0-9]+[^”“]{0,10}”|十[一二三四]?五(?=时期|规划|期间|计划|末|”)|"
    "[一二三]产业|三农|五保|两会|三严三实|四个全面|两学一做|三同时|三重一大|两癌|三公(?=经费|消费|支出)|百货|百科|"
    "千家万户|万事|[一二三]级(?=公立|医院|甲等|保护|响应|文物)|三甲|万物|万象|九州|十堰|百色|六安|三亚|三明|三门|五台|"
    "八一|两江|两地|两用|两型|两侧|两端|两头|半径|半导体|半岛|半成品|半自动|半封闭|半山|半挂|半固定|一方|双方|三方|四方|"
    "多方|一时|零(?=部件|售|配件|距离|工|碳|排放|星|散|食|容忍|基础))"
)
# 一 before these is mostly an article: 一个, 一项; 一次 and 一名 more often count, and 只要有一家 does.
_ARTICLE = regex(
    "(?<!只有)(?<!只要)(?<!要有)(?<!只需)(?<![只仅])(?<!限[养购载乘领报停用])(?<!仅有)(?<!哪怕)(?<!至少)(?<!最少)(?<!少于)(?<!低于)(?<!超过)"
    "(?<!达到)(?<!最多)(?<!至多)"
    "一(?=[个家件项条座套台批份张种款部支组对类层栋间道段块片只笔场本口面把点])"
    "(?!个(?:半|月|人|工作|小时|钟|季|星期|礼拜|百分点|自然|年度|交易日|档|等级|层))"
)
# 上一年度, 每一季度, 二八分成: which year, and how a thing is shared, but no length.
_WHICH = regex(
    "(?<![以及][上下])(?<=[上下每另某])一(?=年度|年|季度|月|周|级|层|届|轮|期)|"
    "(?<![一二三四五六七八九十])[一二三四五六七八九]{2}分(?=成|账|担)"
)
_NOUN = regex(r"(?:的|以上|以下|以内|左右|及)*([\u3400-\u9fff]{1,8})")
_PER = regex(
    rf"每(?P<of>[百千万亿]|{ZH_NUMERAL})(?:人|名|个|户|口|位|例|件|辆|常住|户籍|就业|平方|元|台|家)?[^，。；]{{0,24}}$"
)
_INCREASE = regex("(?:增长|增加|提高|扩大|上升|增|多)(?:了|近|约|超过)*$")
# What follows these makes another word of them: 人民, 成为, 方面.
_OTHER_WORDS = regex(
    "人[民大才工员]|成[为立果员本]|年[级轻]|周边|升级|方[面案法式]|里[面程]|星[光期]|级别|层[面次]"
)
# 万元/亩, 微克/立方米: what a unit is of may stand behind a stroke.
_PER_UNIT = regex(
    "[/／](?:平方米|平方公里|立方米|公顷|公里|千米|千瓦时|千瓦|小时|分钟|秒|人次|人|户|亩|吨|千克|公斤|升|次|套|辆|台|"
    "年|月|日|天|[a-zA-Z]{1,3}[²³23]?)"
)
# 八成多: some more of the unit; 多元 and 多样 are words of their own.
_SOME_MORE = regex("(?:多|出头|有余)(?![元样层种次方功边发数少])")
# Small numerals in characters before these are seldom amounts: 三方, 四里.
_ONLY_PLAIN = frozenset({"方", "里", "星"})


def idioms(text: str) -> list[tuple[int, int]]:
    """Return where numerals stand that count nothing."""
    return [
        match.span() for pattern in (_IDIOM, _ARTICLE, _WHICH) for match in pattern.finditer(text)
    ]


def chinese_numbers(text: str) -> Iterator[Number]:
    """Yield the numbers of ``text`` that have a unit or a classifier, or are plain."""
    for match in _NUMBER.finditer(text):
        number = _read(match, text)
        if number is None:
            continue
        found = number if number.unit else _with_unit(number, text)
        if found is not None:
            yield replace(found, noun=_noun(text, found), per=_per(text, found))


def _read(match: re.Match[str], text: str) -> Number | None:
    start, end = match.span()
    if match["parts"]:
        whole = _SCALES.get(match["parts"]) or chinese_value(match["parts"])
        share = _SCALES.get(match["share"]) or chinese_value(match["share"])
        usable = whole and share is not None
        return (
            Number(PERCENT * (share or 0) / (whole or 1), start, end, "percent") if usable else None
        )
    if match["over"]:
        return Number(stroke_share(match), start, end, "percent")
    if match["doubled"] is not None:
        times = chinese_value(match["doubled"]) if match["doubled"] else None
        return Number(2.0 ** (times or 1.0), start, end, "times")
    if match["half"]:
        return _half(match, text)
    value = chinese_value(match["value"])
    if value is None:
        return None
    for scale in match["scale"]:
        value *= _SCALES[scale]
    plain = match["value"][0].isdigit() or len(match["value"]) > 2 or value >= _SCALES["千"]  # noqa: PLR2004
    return Number(value, start, end, plain=plain, more=match["more"] in {"多", "余"})


def _with_unit(number: Number, text: str) -> Number | None:
    units, pattern = chinese_units()
    end = number.end + (text[number.end : number.end + 1] == " ")
    known = pattern.match(text, end)
    if known is not None and not _other_word(known, text, number):
        unit, end, value = units[known.group()], known.end(), number.value
        if unit.name in _HALVED and text.startswith("半", end):
            value, end = value + 0.5, end + 1
        if stroke := _PER_UNIT.match(text, end):
            end = stroke.end()
        more = _SOME_MORE.match(text, end)
        return replace(
            number,
            value=value * unit.factor,
            end=end if more is None else more.end(),
            unit=unit.name,
            more=number.more or more is not None,
        )
    classifier = text[number.end : number.end + 1]
    if classifier and classifier in CLASSIFIERS:
        return replace(number, end=number.end + 1, unit=classifier)
    return number if number.plain else None


def _other_word(unit: re.Match[str], text: str, number: Number) -> bool:
    """Tell whether what looks like a unit begins another word, or rarely is one."""
    return _OTHER_WORDS.match(text, unit.start()) is not None or (
        unit.group() in _ONLY_PLAIN and not number.plain
    )


def _half(match: re.Match[str], text: str) -> Number | None:
    words, (start, end) = match["half"], match.span()
    if words in _HALVES:
        return Number(PERCENT / 2, start, end, "percent")
    following = _HALF_OF.match(text, end)
    known = None if following is None else _unit(following.group())
    if following is None or known is None:
        return None
    if words == "半":
        return Number(known.factor / 2, start, following.end(), known.name)
    # 一个半月: the numeral before it has been passed over.
    numeral = re.search(rf"{ZH_NUMERAL}$", before(text, start))
    whole = None if numeral is None else chinese_value(numeral.group())
    if numeral is None or whole is None:
        return None
    first = start - len(numeral.group())
    return Number((whole + 0.5) * known.factor, first, following.end(), known.name)


def _unit(words: str) -> MeasureUnit | None:
    units = chinese_units()[0]
    bare = words.removeprefix("个")
    return units.get(f"个{bare}") or units.get(bare)


def _noun(text: str, number: Number) -> str:
    if number.unit.isascii() and number.unit not in {"", "person", "household"}:
        return ""
    found = _NOUN.match(text, number.end)
    return found.group(1) if found is not None else ""


def _per(text: str, number: Number) -> float | None:
    found = _PER.search(before(text, number.start))
    return None if found is None else _SCALES.get(found["of"]) or chinese_value(found["of"])


def increased(text: str, number: Number) -> bool:
    """Tell whether 倍 counts what came on top: three times as much again is four times as much."""
    return (
        number.unit == "times"
        and text[number.end - 1 : number.end] == "倍"
        and _INCREASE.search(text[max(0, number.start - LOOK_BACK) : number.start]) is not None
    )

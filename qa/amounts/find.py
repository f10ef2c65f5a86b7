"""Every amount of a text, in Chinese or English: where it stands, its value, unit, bound and year."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import replace

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.bounds import bound_around
from qa.amounts.chinese import chinese_numbers, idioms, increased
from qa.amounts.clock import find_times
from qa.amounts.dates import find_dates, year_before
from qa.amounts.english import english_numbers
from qa.amounts.frequency import find_frequencies
from qa.amounts.number import Number, before
from qa.amounts.numerals import FIGURE, ZH_NUMERAL, chinese_value, english_value

_HAN = regex(r"[\u3400-\u9fff]")
_KEPT_TEXTS = 1024
_LABEL = regex(
    r"(?:^|[。；])\s*(?:[（(]?[0-9]{1,2}[）)]|[0-9]{1,2}(?:\.[0-9]+)*[.、．])(?![0-9])\s*"
)
# 3.1 周一至周四, 2.1 家庭, 6.2元旦: what begins as a unit does goes on as another word, and the number is
# that of an item; 12.5 万元 at the head of a line is none.
_WORD = (
    "年度|年龄|年级|年检|年审|年报|月度|月报|月底|周[一二三四五六日末边期报]|日常|日间|日程|元旦|元素|家庭|家长|家属|家具|天然|天气|人员|人才|"
    "人民|人口|人身|个人|个体|个性|个案|级别|项目|条件|条例|条款|分类|分工|分级|分析|分配|分批|分管|时间|时限|时效|场地|场所|场馆|处理|处罚|"
    "处置|处分|层级|层次|座谈|座位|期限|期间|期满|代表|代理|章程|街道|村民|村级|村集体|市场|市级|市民|省级|区域|区级|口岸|口径|集中|集体|"
    "局部|群众|组织|组建|组长|对象|对接|对于|对口|支持|支付|支出|部门|部署|部分|种植|种类|类别|类型|款项|节约|节能|件数|把握|把关|"
    "本办法|本市|本区|本县|门禁|门诊|门票|排查|排放|排水|名称|名单|台账|位置|套餐|户外|户籍|岁入|课程|课后|倍增|度假|米面|里程|升级|升学|"
    "克服|吨位|亩均|点位|站点|片区|根据|起草|例会|道路|面积|头部|笔试|辆次|颗粒|元件"
)
_ITEM = regex(rf"(?:^|[。；])\s*[0-9]{{1,2}}(?:\.[0-9]{{1,2}})+(?![0-9.])\s*(?={_WORD})")
# Numbers that name and count nothing: articles, documents, lines, versions, times of day.
_CODE = regex(
    r"(?<![0-9])(?:0[0-9]{2,3}[-—－][0-9]{7,8}|1[3-9][0-9]{9}|[48]00[-—－][0-9]{3}[-—－][0-9]{4})(?![0-9])"
    r"|[0-9]+(?:\.[0-9]+){2,}|[A-Za-z]+-?[0-9]+[A-Za-z0-9-]*|[0-9]{1,2}[:：][0-9]{2}"
    r"|[〔\[【（(]\s?[0-9]{4}\s?[〕\]】）)]\s?(?:第\s?)?[0-9]+\s?号?|[0-9]+号|[0-9]+[A-Za-z](?![A-Za-z0-9])(?<![mtT])"
    r"|(?:https?:)?//[^\s\u3400-\u9fff，。；、）]+"
    r"|(?:No\.?|no\.?|Article|article|Chapter|chapter|Section|section|Item|item)\s?[0-9]+"
    r"|第\s?[0-9一二三四五六七八九十百零〇]+[条款项章节编部类次届个号批位名]"
    # 第四至六年: the ends of a row of years are no lengths.
    r"|第\s?[0-9一二三四五六七八九十百零〇]+\s?(?:[至到、—–~～-]|和)\s?第?[0-9一二三四五六七八九十百零〇]+"
    # GB 50180, SL 252.1—2018: the number of a standard, which no unit follows.
    r"|(?!RMB|CNY|USD|EUR|HKD|GDP|GNP|AQI|PM|PH)[A-Z]{2,6}(?:/[A-Z]{1,3})?\s[0-9]{3,6}(?:\.[0-9]{1,2})?"
    r"(?:\s?[—–-]\s?[12][0-9]{3})?(?![0-9.%‰]|\s?[A-Za-z\u3400-\u9fff]|,[0-9])"
    r"|[0-9一二三四五六七八九十]+届(?=[一二三四五六七八九十0-9]+[中次]|中央|全国|人大|常委)|序号\s?[0-9]+"
)
# What stands after these is the whole that others are counted in.
_OF_SO_MANY = regex(r"每$|\b(?:per|(?:in|for|out of) every|for each) $")
_DASH = regex(r"\s*[-—–―~～至到]{1,2}\s*")
_ABOVE_BELOW = regex("以上[、，]?但?(?:不超过|至|到)?")
# 满十四周岁不满十八周岁, 30%以上不足50%: what is open at its high end.
_UP_TO = regex("(?:以上)?[、，]?但?(?:不满|未满|不足|不到|低于|少于)")
_EN_JOINT = regex(r"\s*[-–—]\s*|\s+to\s+|\s+and\s+")
_BETWEEN = regex(r"\bbetween\s*[¥$]?$", re.IGNORECASE)


def find_amounts(text: str) -> tuple[Amount, ...]:
    """Return the amounts of ``text`` in order; dates, labels and the numbers of documents are none.

    Args:
        text: A sentence or a whole text in its normal form (``index.document.normal``), in either language.
    """
    if "\n" not in text:
        return _in_line(text)
    found: list[Amount] = []
    start = 0
    for line in text.split("\n"):
        found.extend(_moved(amount, start) for amount in _in_line(line))
        start += len(line) + 1
    return tuple(found)


@functools.lru_cache(maxsize=_KEPT_TEXTS)
def _in_line(text: str) -> tuple[Amount, ...]:
    chinese = _HAN.search(text) is not None
    dates = find_dates(text)
    frequencies = find_frequencies(text)
    taken = [(date.at.start, date.at.end) for date in dates]
    taken += [(time.at.start, time.at.end) for time in find_times(text)]
    taken += [
        match.span() for pattern in (_CODE, _LABEL, _ITEM) for match in pattern.finditer(text)
    ]
    taken += [(found.number.start, found.number.end) for found in frequencies]
    taken += idioms(text) if chinese else []
    numbers = chinese_numbers(text) if chinese else english_numbers(text)
    counted = (_bounded(text, number, chinese=chinese) for number in _free(text, numbers, taken))
    found = sorted([*frequencies, *counted], key=lambda amount: amount.number.start)
    joined = _joined(text, found, chinese=chinese)
    return tuple(replace(one, year=year_before(dates, one.number.start)) for one in joined)


def _free(text: str, numbers: Iterator[Number], taken: list[tuple[int, int]]) -> Iterator[Number]:
    """Yield the numbers that overlap nothing that is taken, and are no whole of a rate."""
    for number in numbers:
        if any(low < number.end and number.start < high for low, high in taken):
            continue
        if not _OF_SO_MANY.search(before(text, number.start)):
            yield number


def _moved(amount: Amount, by: int) -> Amount:
    return replace(
        amount,
        at=Span(amount.at.start + by, amount.at.end + by),
        number=Span(amount.number.start + by, amount.number.end + by),
    )


def _bounded(text: str, number: Number, *, chinese: bool) -> Amount:
    bound = bound_around(text, number.start, number.end, chinese=chinese)
    start, end = number.start - bound.before, number.end + bound.after
    value = number.value + float(increased(text, number))
    return Amount(
        value=value,
        high=value,
        unit=number.unit,
        noun=number.noun,
        bound="at_least" if number.more and bound.bound == "exact" else bound.bound,
        strict=bound.strict,
        per=number.per,
        year=None,
        words=text[start:end],
        at=Span(start, end),
        number=Span(number.start, number.end),
    )


def _joined(text: str, found: list[Amount], *, chinese: bool) -> list[Amount]:
    """Join the two ends of a range, each of which was read as an amount of its own."""
    joined: list[Amount] = []
    for amount in found:
        last = joined[-1] if joined else None
        if last is None or not _is_range(text, last, amount, chinese=chinese):
            joined.append(amount)
            continue
        start = min(last.at.start, amount.at.start)
        joined[-1] = replace(
            amount,
            value=_low_end(text, last, amount),
            high=amount.value,
            bound="range",
            strict=False,
            words=text[start : amount.at.end],
            at=Span(start, amount.at.end),
            number=Span(last.number.start, amount.number.end),
        )
    return joined


def _low_end(text: str, low: Amount, high: Amount) -> float:
    """Return the low end of a range in the base of its unit, which may stand once: 5至10年."""
    return low.value if low.unit == high.unit else low.value * _scale(text, high)


def _scale(text: str, amount: Amount) -> float:
    """Return what one of the unit of ``amount`` is in the base of its kind, scale words included."""
    words = text[amount.number.start : amount.number.end]
    figure = re.match(rf"{FIGURE}|{ZH_NUMERAL}", words)
    if figure is None:
        return 1.0
    bare = chinese_value(figure.group()) or english_value(figure.group())
    return amount.value / bare if bare else 1.0


def _is_range(text: str, low: Amount, high: Amount, *, chinese: bool) -> bool:
    if low.bound == "range" or low.unit not in {"", high.unit} or low.unit == "frequency":
        return False
    if _low_end(text, low, high) >= high.value:
        return False
    between = text[low.number.end : high.number.start]
    if chinese:
        limits = _ABOVE_BELOW.fullmatch(between) or (
            low.bound == "at_least" and _UP_TO.fullmatch(between)
        )
        return bool(limits and high.bound == "at_most") or _DASH.fullmatch(between) is not None
    if _EN_JOINT.fullmatch(between) is None:
        return False
    first = before(text, low.number.start)
    return between.strip().lower() != "and" or _BETWEEN.search(first) is not None

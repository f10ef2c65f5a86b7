"""The amounts of a sentence with what each is of: 甘蔗收获机械化率达到30%, 推出100项体育精品赛事."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.patterns import regex
from index.span import Span
from qa.amounts.amount import Amount
from qa.amounts.find import find_amounts
from qa.amounts.numerals import FIGURE, chinese_value

# What ends the words that belong to one amount.
_BREAK = "，,；;。：:！!？?\n"
_NUMERAL = regex(
    rf"(?P<figure>{FIGURE})\s?(?P<rest>.*)|(?P<word>[零〇一二两三四五六七八九十百千万亿点半]+)(?P<unit>.*)",
    re.DOTALL,
)
# Between the thing and its number; what it says is the bound, or nothing.
_REACH = regex(
    "(?:分别|均|都|总体|平均|基本|稳定|稳步|持续|逐步|全部|累计|总计|合计|力争|预计|确保|要|应当|"
    "应|须|须要|必须|不得|不|已|将|总数|"
    "达到|达|增长到|增加到|提高到|提升到|上升到|提高至|提升至|增长至|增加至|增至|升至|扩大到|"
    "扩大至|发展到|降低到|降低至|降到|降至|下降到|下降至|减少到|减少至|压减到|压减至|缩短到|缩短至|"
    "缩小到|"
    "控制在|控制到|限制在|保持在|稳定在|维持在|突破|超过|超出|高于|低于|大于|小于|少于|多于|达不到|"
    "接近|大约|约为|约|近|至少|至多|最多|最少|最高|最低|最迟|最长|"
    r"为|是|在|占|到|至|的|\s)+$"
)
_LEADING = regex(
    "^(?:到|至|力争|争取|确保|保证|实现|推动|推进|促进|全面|加快|积极|努力|着力|大力|继续|进一步|"
    "稳步|逐步|有序|使|将|把|要|应当|应|须|必须|其中|并且|并|且|同时|以及|和|及|与|对|由|从|在|"
    r"全年|今年|当年|年内|预计|预期|主要目标是|目标是|按照|以|原则上|一般|每年|[0-9]{4}年底?前?|\s|、|“|”)+"
)
# With one of these before the number, what is counted stands behind it: 打造100个品牌.
_MAKES = (
    "推出|打造|建设|建成|新建|新增|改建|扩建|改造|培育|培养|培训|引进|引育|创建|创成|形成|布局|"
    "实施|完成|开展|举办|承办|设立|新设|增设|组建|认定|发展|建立|支持|遴选|选派|安排|投入|投放|"
    "推广|孵化|落地|开工|竣工|筹集|筹建|配备|提供|种植|营造|治理|修复|整治|更新|铺设|开通|吸引|"
    "集聚|聚集|带动|压减|淘汰|减少|增加|办好|抓好|拥有|制定|制修订|修订|发布|谋划|储备|"
    "签约|招引|争取|获得|获评|做强|做大|壮大|添置|购置|盘活|腾退|拆除|实现|全面|保持|出现|有|共|设|"
    "建|开|办|给予|处|罚款|处以|并处|不超过|达到|达|力争|超过|保证|必须|应当|应|将"
)
_MAKES_ONLY = regex(
    rf"(?:{_MAKES}|完善|提升|分别|再|还|又|至少|不少于|以上|累计|总投资|了|着力|加快|积极|每年|"
    rf"每周|每月|年内|全年|年均|新|约|近|\s)*"
)
_AFTER = regex(
    r"(?:以上|以下|左右|以内|之内|及以上|多|余)?的?(?P<noun>[^，,；;。：:！!？?\n（(）)、“”]{2,30}|"
    r"[省市县区]、[^，,；;。：:！!？?\n]{2,30})"
)
# Who acts is not what is measured: 指挥部办公室必须24小时值班.
_ACTOR = regex("(?:人民政府|指挥部|办公室|委员会|部门|机关|机构|单位|[部委局厅院署])$")
_AND = regex("[、和与及]+")
_JOINED = regex(r"[、和与及,，]?\s*")
_TWO = 2


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a sentence and what it is of.

    Attributes:
        amount: As found.
        what: What it is of, in the words of the sentence; empty where that cannot be told.
        number: In the unit as written: 10 of 10亿千瓦; None of a range.
        unit: As written: 亿千瓦.
        before: What stands before it in its part of the sentence.
        after: What stands behind it there.
        reached: Whether a verb such as 达到 leads from the thing to the number.
        figures: Whether it is written in figures, not in characters.
    """

    amount: Amount
    what: str
    number: float | None
    unit: str
    before: str
    after: str
    reached: bool
    figures: bool


def quantities(text: str) -> list[Quantity]:
    """Return the amounts of a sentence, in its normal form, with what each is of."""
    amounts = find_amounts(text)
    return [_quantity(text, amount, amounts) for amount in amounts]


def _quantity(text: str, amount: Amount, amounts: Sequence[Amount]) -> Quantity:
    number, unit, figures = _as_written(text, amount)
    start, end = _part(text, amount)
    bounded = text[start : amount.at.start]
    reach = _REACH.search(bounded)
    words = amount.words
    reached = reach is not None or bool(
        _REACH.match(words[: amount.number.start - amount.at.start])
    )
    subject = _trim(text, start, amount.at.start - (len(reach.group()) if reach else 0))
    after = text[amount.at.end : end]
    what = subject
    behind = _AFTER.match(text, amount.at.end)
    following = (
        Span(*behind.span("noun"))
        if behind and behind.end() <= max(end, amount.at.end) + 1
        else None
    )
    shared = _same_breath(text, amount, amounts)
    if shared is not None:
        what = _subject(text, shared)
        reached = True
    elif _MAKES_ONLY.fullmatch(subject.of(text)):
        what = following or Span(start, start)
    elif _ACTOR.search(subject.of(text)) and following is not None:
        what = following
    words_of = _distributed(text, what, amount, amounts) or what.of(text)
    return Quantity(amount, words_of, number, unit, bounded, after, reached, figures)


def _same_breath(text: str, amount: Amount, amounts: Sequence[Amount]) -> Amount | None:
    """Return the first of the amounts that this one is listed with: 65% of 65%和55%."""
    first = amount
    for other in reversed([one for one in amounts if one.at.end <= amount.at.start]):
        if _JOINED.fullmatch(text, other.at.end, first.at.start) is None:
            break
        first = other
    return None if first is amount else first


def _subject(text: str, amount: Amount) -> Span:
    start, _ = _part(text, amount)
    reach = _REACH.search(text[start : amount.at.start])
    return _trim(text, start, amount.at.start - (len(reach.group()) if reach else 0))


def _distributed(text: str, what: Span, amount: Amount, amounts: Sequence[Amount]) -> str:
    """Return which of the things that are listed an amount is of, where it says 分别.

    花生种植、收获机械化率分别达到65%和55%: what the last has more than the others is said of all.
    """
    words = what.of(text)
    if "分别" not in text[what.end : amount.at.start]:
        return ""
    things = _AND.split(words)
    begin = _same_breath(text, amount, amounts) or amount
    listed = [begin, *(one for one in amounts if _same_breath(text, one, amounts) is begin)]
    if len(things) < _TWO or len(things) != len(listed):
        return ""
    number = [one.at.start for one in listed].index(amount.at.start)
    last, first = things[-1], things[0]
    own = things[number]
    if last[-_TWO:] == first[-_TWO:]:
        return own
    # The words that change are taken to be two characters: 种植 and 收获.
    return first[:-_TWO] + last if number == len(things) - 1 else own + last[_TWO:]


def _as_written(text: str, amount: Amount) -> tuple[float | None, str, bool]:
    """Return number and unit as they stand in the text, and whether the number is in figures."""
    words = amount.number.of(text)
    match = _NUMERAL.match(words)
    if match is None:
        return amount.value, amount.unit, False
    if match.group("figure"):
        number = float(match.group("figure").replace(",", ""))
        unit = match.group("rest").strip()
    else:
        number = chinese_value(match.group("word")) or amount.value
        unit = match.group("unit").strip()
    if amount.bound == "range":
        return (
            None,
            re.sub(
                r"^.*?[0-9零〇一二两三四五六七八九十百千点.]+(?=[^0-9零〇一二两三四五六七八九十百千点.]*$)",
                "",
                words,
            ),
            True,
        )
    return number, unit.lstrip("多余来"), bool(match.group("figure"))


def _part(text: str, amount: Amount) -> tuple[int, int]:
    """Return where the part of the sentence begins and ends that an amount stands in.

    An amount in brackets is of what stands before them.
    """
    start = max(text.rfind(mark, 0, amount.at.start) for mark in _BREAK) + 1
    end = min(
        (at for mark in _BREAK if (at := text.find(mark, amount.at.end)) >= 0), default=len(text)
    )
    opening = max(text.rfind("（", start, amount.at.start), text.rfind("(", start, amount.at.start))
    closing = max(text.rfind("）", start, amount.at.start), text.rfind(")", start, amount.at.start))
    if opening > closing and not re.search("[\u4e00-\u9fff]{4}", text[opening : amount.at.start]):
        return start, end
    return (opening + 1, end) if opening > closing else (start, end)


def _trim(text: str, start: int, end: int) -> Span:
    """Return a range without what leads to its thing: 力争实现, 其中."""
    words = text[start:end]
    opening = re.search(r"[（(][^（()）]*$", words)
    if opening:
        end = start + opening.start()
        words = text[start:end]
    lead = _LEADING.match(words)
    start += len(lead.group()) if lead else 0
    return Span(start, max(start, end))

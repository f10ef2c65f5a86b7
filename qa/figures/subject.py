"""What an amount of a sentence is of: 甘蔗收获机械化率 of 甘蔗收获机械化率达到30%."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.figures.fines import fine_of
from qa.figures.more import AID, GIFT, GROWS, SAYS_MORE, bare, is_size
from qa.figures.trim import trimmed

# What ends the words that belong to one amount.
BREAK = "，,；;。：:！!？?\n"
_COMMAS = "，,；;"
# Between the thing and its number; what it says is the bound, the year, or nothing.
REACH = regex(
    "(?:分别|均|都|总体|平均|基本|稳定|稳步|持续|逐步|全部|累计|总计|合计|力争|预计|确保|要|应当|"
    "应|须|须要|必须|不得|不|已|将|总数|"
    "达到|(?<![送抵传])达|增长到|增加到|提高到|提升到|上升到|提高至|提升至|增长至|增加至|增至|升至|扩大到|"
    "扩大至|发展到|降低到|降低至|降到|降至|下降到|下降至|减少到|减少至|压减到|压减至|缩短到|缩短至|"
    "缩小到|"
    "控制在|控制到|限制在|保持在|稳定在|维持在|突破|超过|超出|高于|低于|大于|小于|少于|多于|达不到|"
    "接近|大约|约为|约|最近|近|至少|至多|最多|最少|最高|最低|最迟|最长|"
    r"为|是|在|占|到|至|的|由|从|\s|(?:在|比|较|与)[0-9]{4}年(?:底|末)?的?(?:基础上|相比)?|(?:到|至|在|于)?[0-9]{4}年(?:底|末)?(?:以前|之前|前)?)+$"
)
# With one of these before the number, what is counted stands behind it: 打造100个品牌.
_MAKES = (
    "推出|打造|建设|建成|新建|新增|改建|扩建|改造|培育|培养|培训|引进|引育|创建|创成|形成|布局|"
    "实施|完成|开展|举办|承办|设立|新设|增设|组建|认定|发展|建立|支持|遴选|选派|安排|投入|投放|"
    "推广|孵化|落地|开工|竣工|筹集|筹建|配备|提供|种植|营造|治理|修复|整治|更新|铺设|开通|吸引|"
    "集聚|聚集|带动|压减|淘汰|减少|增加|办好|抓好|拥有|制定|制修订|修订|发布|谋划|储备|"
    "签约|招引|争取|获得|获评|做强|做大|壮大|添置|购置|盘活|腾退|拆除|实现|全面|保持|出现|有|共|设|"
    "建|开|办|给予|处|罚款|处以|并处|申请|支付|缴纳|收取|发放|返还|补助|补贴|奖励|完成|不超过|达到|达|力争|超过|保证|必须|应当|应|将"
)
_MAKES_ONLY = regex(
    rf"(?:{_MAKES}|签订|订立|其|完善|提升|分别|再|还|又|至少|不少于|以上|累计|总投资|了|着力|加快|积极|初步|基本|每年|"
    rf"每周|每月|年内|全年|年均|年末|全[国省市县区]|接受|参加|新|约|近|\s)*"
)
# 处一万元以下的罚款, 可申请十五万元的贷款: what is given stands behind its amount.
_GIVEN = regex(
    "(?:给予[^，,；;。的]{0,5}|(?:处以|并处|(?<![到各好用坏])处|申请|支付|缴纳|收取|发放|补助|奖励))$"
)
# 自批准之日起十五日内，…: what is to be done within that time stands behind it.
_SINCE = regex("(?:之日起?|日起|日前|之日后|(?:实施|施行|生效|公布|发布|印发)起)$")
# 收容场所应当在二十四小时内通知…: nor is who has to do it.
_HAS_TO = regex(
    "(?:应当?|须|必须|要|得|可以?|责令|限期?|请|并|予以)(?:在|于)(?:接到[^，,；;。]{0,12}后)?(?:的)?$"
)
_DONE = regex(r"[，,]?\s*(?P<what>[^，,；;。：:！!？?\n]{2,60})")
_AFTER = regex(
    r"(?:以上|以下|左右|以内|之内|及以上|多|余)?的?(?P<noun>(?:有[^，,；;。：:！!？?\n、]{1,6}、)+[^，,；;。：:！!？?\n（(）)、]{2,30}|"
    r"[^，,；;。：:！!？?\n（(）)、“”]{2,30}|"
    r"“[^”]{1,20}”[^，,；;。：:！!？?\n（(）)、“”]{0,20}|"
    r"[省市县区]、[^，,；;。：:！!？?\n]{2,30})"
)
# Who acts is not what is measured: 指挥部办公室必须24小时值班.
_ACTOR = regex("(?:人民政府|指挥部|办公室|委员会|部门|机关|机构|单位|[部委局厅院署])$")
_NUMBERED = regex("[0-9]")
_AND = regex("[、和与及]+")
_JOINED = regex(r"[、和与及,，]?\s*")
# Between two amounts of one part, the last of these begins what the second is of.
_JOINT = regex("、|和|与|及|以及|并|、?其中")
# Between the two numbers of 由1200家增加到1800家 nothing is named.
_CHANGE = regex(
    "(?:左右)?(?:逐步|稳步)?(?:提高|提升|增加|增长|上升|扩大|发展|下降|降低|减少|压减|缩短|压缩|缩小)(?:到|至|为)"
    "(?:约|近)?|"
    "(?:到|至|为|、|和|及|，|,)?(?:到|至|在)?[0-9]{4}年(?:底|末)?(?:以前|前)?(?:达到|达|为|超过|突破|提高到|增加到|到)?"
)
# A name that ends so is a whole one: 千兆光网覆盖率.
_WHOLE_NAME = regex("[率量值数额度积重例比数速力]$")
_TWO = 2
# So long a name may be that a colon follows; more is a sentence that leads to what is listed.
_LONGEST_HEAD = 12


def subject_of(text: str, amount: Amount, amounts: Sequence[Amount]) -> tuple[str, bool]:
    """Return what an amount is of, in the words of its sentence, and whether a verb leads to the number.

    Args:
        text: The sentence, in its normal form.
        amount: One of its amounts.
        amounts: All of them, in order.
    """
    if respective := _respectively(text, amount, amounts):
        return respective, True
    shared = _same_breath(text, amount, amounts)
    if one_of := _distributed(text, shared or amount, amount, amounts):
        return one_of, True
    if shared is not None:
        return subject_of(text, shared, amounts)[0], True
    own, reached = _own(text, amount, amounts)
    words = own.of(text)
    last = _last_size(amount, amounts)
    begun = last is not None and last.at.start >= part_of(text, amount)[0]
    if last is not None and begun and _CHANGE.fullmatch(text[last.at.end : amount.at.start]):
        return subject_of(text, last, amounts)[0], True
    if not amount.is_duration and (fine := fine_of(text, words, amount)):
        return fine, reached
    return _named(text, amount, amounts, own, None if begun else last), reached


def _named(
    text: str, amount: Amount, amounts: Sequence[Amount], own: Span, before: Amount | None
) -> str:
    """Return what an amount is of by the words before it or behind it.

    Args:
        text: The sentence, in its normal form.
        amount: One of its amounts.
        amounts: All of them, in order.
        own: The words that belong to it alone.
        before: The last amount before it, where that stands in another part of the sentence.
    """
    words, behind = own.of(text), _behind(text, amount)
    if amount.is_duration and (_SINCE.search(words) or _within(text, amount)):
        done = _DONE.match(text, amount.at.end)
        return done["what"] if done else words
    if behind and _GIVEN.search(words) and text.startswith("的", amount.at.end):
        return behind
    if _MAKES_ONLY.fullmatch(words) and not AID.fullmatch(words):
        named = words if words.endswith("总投资") else ""
        last = _last_size(amount, amounts)
        carried = _carried(text, own.start, last, amounts) or (
            not words and _headed(text, own.start)
        )
        words = behind or named or carried or words
        if not words and last is not None and last.unit == amount.unit:
            words = _of_last(text, last, amounts)  # 超过100人的…，不足100人的…
        return words
    if _ACTOR.search(words) and behind:
        return behind
    return _said_before(text, own, before if is_size(amount) else None, amounts) + words


def _last_size(amount: Amount, amounts: Sequence[Amount]) -> Amount | None:
    """Return the last amount before another that says how much and not how often."""
    earlier = (one for one in reversed(amounts) if one.at.end <= amount.at.start)
    return next(filter(is_size, earlier), None)


def _said_before(text: str, own: Span, last: Amount | None, amounts: Sequence[Amount]) -> str:
    """Return what words that say no more than how much or to what purpose leave to those before."""
    words = own.of(text)
    if GIFT.fullmatch(words):
        return _given_to(text, own.start)
    if last is not None and SAYS_MORE.fullmatch(words):
        return bare(_of_last(text, last, amounts))
    return ""


def _within(text: str, amount: Amount) -> bool:
    """Tell whether an amount is a time within which something has to be done that is told behind it."""
    return amount.words.endswith("内") and _HAS_TO.search(text[: amount.at.start]) is not None


def _given_to(text: str, start: int) -> str:
    """Return what the part before the one that begins at ``start`` names, where it has no number."""
    begin, stop = _part_before(text, start)
    words = trimmed(text, begin, stop).of(text) if stop > begin else ""
    return "" if _NUMBERED.search(words) else words


def part_of(text: str, amount: Amount) -> tuple[int, int]:
    """Return where the part of the sentence begins and ends that an amount stands in.

    An amount in brackets is of what stands before them.
    """
    start = max(text.rfind(mark, 0, amount.at.start) for mark in BREAK) + 1
    end = min(
        (at for mark in BREAK if (at := text.find(mark, amount.at.end)) >= 0), default=len(text)
    )
    opening = max(text.rfind("（", start, amount.at.start), text.rfind("(", start, amount.at.start))
    closing = max(text.rfind("）", start, amount.at.start), text.rfind(")", start, amount.at.start))
    if opening > closing and not re.search("[\u4e00-\u9fff]{4}", text[opening : amount.at.start]):
        return start, end
    return (opening + 1, end) if opening > closing else (start, end)


def _own(text: str, amount: Amount, amounts: Sequence[Amount]) -> tuple[Span, bool]:
    """Return the words before an amount that belong to it alone, and whether a verb leads to it."""
    start, _ = part_of(text, amount)
    reach = REACH.search(text[start : amount.at.start])
    stop = amount.at.start - (len(reach.group()) if reach else 0)
    inside = [one for one in amounts if start <= one.at.start and one.at.end <= amount.at.start]
    if inside:
        joints = list(_JOINT.finditer(text, inside[-1].at.end, stop))
        # 新型农业经营主体和服务组织30家: a joint behind a name that has begun is its own.
        start = joints[0].end() if joints else start
    reached = reach is not None or bool(
        REACH.match(amount.words[: amount.number.start - amount.at.start])
    )
    return trimmed(text, min(start, stop), stop), reached


def _behind(text: str, amount: Amount) -> str:
    """Return what stands behind an amount and may be what it counts."""
    _, end = part_of(text, amount)
    match = _AFTER.match(text, amount.at.end)
    if match is None or match.end() > max(end, amount.at.end) + 1:
        return ""
    # 50所高职学校和150个专业: the second number begins another thing.
    return re.split("(?:和|及|与|以及)[0-9]", match["noun"])[0].removesuffix("的")


def _carried(text: str, start: int, last: Amount | None, amounts: Sequence[Amount]) -> str:
    """Return what the part before the one that begins at ``start`` is of: 占比，2028年达到90%."""
    begin, stop = _part_before(text, start)
    if stop <= begin:
        return ""
    if last is not None and last.at.start >= begin:
        return _of_last(text, last, amounts)
    words = trimmed(text, begin, stop).of(text)
    return words if _WHOLE_NAME.search(words) else ""


def _headed(text: str, start: int) -> str:
    """Return what stands before the colon that a part follows: 绿地率：35%."""
    head, colon, rest = text[:start].replace(":", "：").rpartition("：")
    if not colon or rest.strip():
        return ""
    begin = max(head.rfind(mark) for mark in BREAK) + 1
    words = trimmed(text, begin, len(head)).of(text)
    return "" if len(words) > _LONGEST_HEAD or _NUMBERED.search(words) else words


def _part_before(text: str, start: int) -> tuple[int, int]:
    """Return where the part before the one around ``start`` begins and ends; 0, 0 without a comma."""
    stop = start
    while stop > 0 and text[stop - 1] not in BREAK:
        stop -= 1
    if stop < 1 or text[stop - 1] not in _COMMAS:
        return 0, 0
    return max(text.rfind(mark, 0, stop - 1) for mark in BREAK) + 1, stop - 1


def _of_last(text: str, last: Amount, amounts: Sequence[Amount]) -> str:
    return subject_of(text, last, amounts)[0]


def _same_breath(text: str, amount: Amount, amounts: Sequence[Amount]) -> Amount | None:
    """Return the first of the amounts that this one is listed with: 65% of 65%和55%."""
    first = amount
    for other in reversed([one for one in amounts if one.at.end <= amount.at.start]):
        if _JOINED.fullmatch(text, other.at.end, first.at.start) is None:
            break
        first = other
    return None if first is amount else first


def _distributed(text: str, first: Amount, amount: Amount, amounts: Sequence[Amount]) -> str:
    """Return which of the things that are listed an amount is of, where it says 分别.

    花生种植、收获机械化率分别达到65%和55%: what the last has more than the others is said of all.
    """
    what, _ = _own(text, first, amounts)
    if "分别" not in text[what.end : first.at.start]:
        return ""
    things = _AND.split(what.of(text))
    listed = [first, *(one for one in amounts if _same_breath(text, one, amounts) is first)]
    if len(things) < _TWO or len(things) != len(listed):
        return ""
    number = [one.at.start for one in listed].index(amount.at.start)
    last, head = things[-1], things[0]
    own = things[number]
    if last[-1:] == head[-1:] or _WHOLE_NAME.search(head):
        return own
    # The words that change are taken to be two characters: 种植 and 收获.
    return head[:-_TWO] + last if number == len(things) - 1 else own + last[_TWO:]


def _respectively(text: str, amount: Amount, amounts: Sequence[Amount]) -> str:
    """Return what an amount is of where 分别 hands each of several to an amount before them.

    发生事故40起，受伤20人，分别下降8%和5%: how much fewer accidents, and how much fewer people.
    """
    first = _same_breath(text, amount, amounts) or amount
    listed = [first, *(one for one in amounts if _same_breath(text, one, amounts) is first)]
    start, _ = part_of(text, first)
    words = text[start : first.at.start]
    earlier = [one for one in amounts if one.at.end <= start][-len(listed) :]
    if not words.startswith("分别") or not GROWS.fullmatch(words, 2) or len(listed) < _TWO:
        return ""
    if len(earlier) < len(listed):
        return ""
    at = next(n for n, one in enumerate(listed) if one.at.start == amount.at.start)
    return bare(_of_last(text, earlier[at], amounts)) + words.removeprefix("分别")

"""Whether a sentence holds what a question asks for, and where.

A sentence may be about the very thing that is asked and still not say how many, when, who or for how much.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount, Bound
from qa.amounts.dates import find_dates
from qa.amounts.find import find_amounts
from qa.ask.filling.measures import asked_measure, measures
from qa.ask.filling.slots import Slot

_PLACE = regex(
    r"[\u3400-\u9fff](?:省|市|区|县|镇|乡|村|国|州|盟|路|街|港|岛|湖|河|江|山|海|湾|园区|片区|地区|"
    r"境内|境外|所在地|户籍地|平台|网站|"
    r"系统|中心|场所|基地|窗口|机场|学校)|[东南西北]部|位于|设在|北京|上海|天津|重庆|广州|深圳|香港|"
    r"澳门|新加坡"
)
_REASON = regex(
    r"为了?(?=[\u3400-\u9fff])|以便|以利|因为?|由于|鉴于|使|从而|促进|确保|防止|避免|保障|提高|实现|"
    r"有利于|旨在|根据|维护|推动|解决|适应|规范"
)
_MANNER = regex(
    r"通过|采取|采用|按照?|依照|依据|以[\u3400-\u9fff]{1,12}(?:方式|形式|为)|利用|运用|实行|建立|制定|"
    r"开展|推进|完善|组织|方式|办法|"
    r"程序|措施|机制|申请|提出|批准|结合|加强|应当|可以"
)
_CONDITION = regex(
    r"的，|情形|条件|符合|具备|满足|之一|以上的|未|凡|如|若|当|需要|必须|前提|期间|后|时|，可|方可|"
    r"除外|仅限|确需|有下列"
)
_PENALTY = regex(
    r"罚款|责令|警告|处分|处罚|吊销|撤销|没收|追究|刑事|责任|拘留|通报|约谈|问责|惩戒|黑名单|取消|"
    r"追缴|停业|整改|禁入|不予|记入|赔偿"
)
_LIST = regex(r"、|；|以及|和|与|及|（[一二三四五六七八九十]+）|等|包括|分为|：")
_NAME = regex(r"《|“|称|名为|是指|所称|简称|号|叫|即|，是|为[“《]")
_DEADLINE = regex(
    r"之?日起|期间|届满|前|后|内|及时|立即|即时|当日|每年|定期|起施行|同时|实时|第一时间"
)
# A name by its last character right before what a body or a person does, or between 由 and that.
_DOES = "负责|承担|负担|牵头|主管|代行|审定|决定|组织|制定|批准|实施|办理|管理|执行|支付|缴纳|解释|召集|主持"
_ACTS = regex(
    rf"由(?P<who>[\u3400-\u9fff]{{2,16}}?)(?:{_DOES})"
    "|(?<![\u3400-\u9fff])(?P<other>(?:(?!由)[\u3400-\u9fff]){1,15}?(?:局|厅|委|署|院|站|队|中心|方|者|人|户|长|员))"
    f"(?:{_DOES}|应当|不得|必须|有权)"
)
_NUMERIC: frozenset[Slot] = frozenset({"number", "money", "share", "duration", "frequency"})
# What is told by a value: a number, a date, a body.
VALUED: tuple[Slot, ...] = (
    "number", "money", "share", "duration", "frequency", "date", "who",
)  # fmt: skip
_HOLDS: Mapping[Slot, re.Pattern[str]] = {
    "where": _PLACE,
    "why": _REASON,
    "how": _MANNER,
    "list": _LIST,
    "condition": _CONDITION,
    "penalty": _PENALTY,
    "name": _NAME,
    "whether": regex("(?s).+"),
}
# What leaves a value to others, or to the day: 一定期限, 另行规定, 由国务院规定.
_LEFT_OPEN = regex(
    r"一定(?:的|数额|数量|金额|比例|期限|期间|时间|年限|范围|标准|幅度)|另行|适当(?=[\u3400-\u9fff])|酌情|酌定|合理(?:的)?(?:期|时|费|价|比|数)|"
    r"按照?(?:国家|有关|相关|规定)|依照?(?:国家|有关|相关)|有关规定|相关规定|约定|协商(?:确定|决定|一致)|因地制宜|(?:根据|结合)[\u3400-\u9fff]{0,4}实际|"
    r"(?:标准|办法|比例|数额|期限|金额|数量|时间|范围|额度|幅度)[\u3400-\u9fff、，]{0,12}?由[\u3400-\u9fff、]{2,24}?(?:规定|制定|确定|决定|公布)|"
    r"由[\u3400-\u9fff、]{2,24}?(?:另行|自行|分别)?(?:规定|确定)"
)


class Value(NamedTuple):
    """What a sentence tells.

    Attributes:
        at: Where it stands.
        noun: What is counted, in the words that follow; of a date or a body empty.
        bound: ``at_least``, ``at_most`` …, as of an ``Amount``; of a date or a body ``exact``.
    """

    at: Span
    noun: str = ""
    bound: Bound = "exact"


def values(slot: Slot, sentence: str, question: str) -> list[Value]:
    """Return the numbers, dates or bodies of a Chinese ``sentence`` that are of the kind that is asked for.

    Args:
        slot: One of ``VALUED``.
        sentence: In its normal form.
        question: In its normal form.
    """
    if slot in _NUMERIC:
        fitting = (a for a in find_amounts(sentence) if _fits(slot, a, question))
        return [Value(amount.number, amount.noun, amount.bound) for amount in fitting]
    if slot == "date":
        lengths = [amount for amount in find_amounts(sentence) if amount.is_duration]
        return [
            *(Value(date.at) for date in find_dates(sentence)),
            *(Value(amount.number, amount.noun, amount.bound) for amount in lengths),
        ]
    from qa.compare.entities.bodies import find_bodies

    bodies = [Value(body.at) for body in find_bodies(sentence)]
    return bodies or [Value(at) for at in _acting(sentence)]


def fillers(slot: Slot, sentence: str, question: str) -> list[Span]:
    """Return where a Chinese ``sentence`` holds what the slot of ``question`` asks for."""
    if slot not in VALUED:
        return _spans(_HOLDS[slot], sentence)
    found = [value.at for value in values(slot, sentence, question)]
    return found or (_spans(_DEADLINE, sentence) if slot in _TIMES else [])


# What 及时 and 每年 answer as well, where no number does.
_TIMES: frozenset[Slot] = frozenset({"duration", "frequency", "date"})


def leaves_open(sentence: str) -> bool:
    """Tell whether a Chinese ``sentence`` leaves a value to others, or to the day."""
    return _LEFT_OPEN.search(sentence) is not None


def _acting(sentence: str) -> list[Span]:
    """Return who acts in a sentence and is none of the known bodies: 区园林局负责, 由调入方负担."""
    return [
        Span(*match.span("who" if match["who"] else "other")) for match in _ACTS.finditer(sentence)
    ]


def _spans(pattern: re.Pattern[str], sentence: str) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(sentence)]


def _fits(slot: Slot, amount: Amount, question: str) -> bool:
    """Tell whether an amount is of the kind that the slot asks for."""
    if slot == "money":
        return amount.unit in {"yuan", "dollar", "hkd", "euro", "percent", "times"}
    if slot == "share":
        return amount.unit in {"percent", "times", "point"} or amount.per is not None
    if slot == "duration":
        return amount.is_duration
    if slot == "frequency":
        return amount.unit in {"frequency", "occasion"}
    return measures(asked_measure(question), amount)

"""Whether a sentence tells the very kind of thing that is asked: a telephone, an hour of the day, a month.

A year answers no "in which month?", a number no "at which telephone?", though each fills the slot of a date
or of a number.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from index.runtime.patterns import regex
from qa.amounts.dates import find_dates


class _Kind(NamedTuple):
    asked: re.Pattern[str]
    told: re.Pattern[str]


_NUMERAL = r"[\d一二三四五六七八九十百零〇两]"
# What dates tell is read by find_dates; these are told in other ways.
_KINDS: tuple[_Kind, ...] = (
    _Kind(
        regex(
            r"电话|热线|号码|拨打?(?:哪|什么|几)|\b(?:tele)?phone\b|\bhotline\b|"
            r"\bnumber (?:do|does|can|should|must|to) \w* ?(?:call|dial|ring)\b"
        ),
        regex(r"\d{3,4}-?\d{7,8}|(?:电话|热线)[为是：:“\"]{0,2}\d|\d{5}(?:热线|电话)"),
    ),
    _Kind(
        regex(r"网址|邮箱|电子邮件地址|\bweb ?(?:site|address)\b|\be-?mail address\b"),
        regex(r"https?:|www\.|@|网站|网址|邮箱|平台"),
    ),
    _Kind(
        regex(
            r"几点(?!要求|意见|建议|内容)|几时(?=[开关营上下])|钟点|(?:营业|开放|上班|服务)时间是|"
            r"\b(?:opening|office|business|working|what) hours\b|\bwhat time\b|\btime of day\b"
        ),
        regex(rf"{_NUMERAL}{{1,3}}(?:[点:：]|时(?![间期限]))|24小时|上午|下午|夜间|凌晨|全天"),
    ),
    _Kind(
        regex(r"周几|星期几|礼拜几|\b(?:which|what) day of the week\b"),
        regex(r"(?:周|星期|礼拜)[一二三四五六日天末]|工作日|节假日"),
    ),
    _Kind(
        regex(r"多少度(?!电)|几度(?!电)|\bwhat temperature\b|\bhow (?:hot|cold|warm)\b"),
        regex(rf"℃|°|摄氏|{_NUMERAL}度"),
    ),
    _Kind(
        regex(
            r"时速|多快(?!能)|开到?多少(?:公里|码)|限速|\bspeed\b|"
            r"\bhow fast (?:may|can|do|does|are|is)\b"
        ),
        regex(
            rf"时速|公里/小时|(?:公里|千米)每小时|每小时{_NUMERAL}+(?:公里|千米)|km/h",
        ),
    ),
    _Kind(
        regex(
            r"多少分(?![钟之])|几分(?![钟之])|得分|及格线|"
            r"\b(?:what|which) score\b|\bhow many points\b|\bpass mark\b"
        ),
        regex(rf"{_NUMERAL}分(?![钟之])"),
    ),
    _Kind(
        regex(r"利率|利息|年息|月息|几厘|\binterest\b(?! in\b)"),
        regex(r"利率|利息|贴息|计息|免息|无息"),
    ),
    _Kind(
        regex(
            r"几号(?:窗口|线|楼|厅|门|柜台|房)|\b(?:which|what) (?:window|room|counter|seat|floor)\b"
        ),
        regex(rf"{_NUMERAL}号|{_NUMERAL}[楼层]"),
    ),
    _Kind(
        regex(
            r"(?:费|费用|钱|经费|工资|款)(?:应?该?由?谁|归谁|哪[家个方]?)(?:来)?[出掏付交给承负担]|"
            r"谁(?:来)?(?:出钱|掏钱|付钱|买单|掏腰包|承担|负担|掏|付)|"
            r"\bwho (?:has to |must |should |will |shall )?(?:pays?|bears?|foots|covers?|funds?)\b"
        ),
        regex(r"费|经费|承担|负担|支付|缴纳|出资|财政|预算|资金|免费|无偿|补贴|补助"),
    ),
    _Kind(
        regex(
            r"(?:什么|哪些|哪几[样种份]|啥)(?:申请|证明)?(?:材料|资料|证件|手续|文件|证明)|"
            r"\b(?:what|which) (?:papers?|documents?|paperwork|forms?|certificates?)\b.*"
            r"\b(?:bring|need|submit|hand|show|provide|attach|give|hold|carry|required|must)\b"
        ),
        regex(r"材料|资料|证明|证件|文件|申请书|证书|复印件|合同|报告|表|证"),
    ),
)
_YEAR = regex(r"哪一?年(?!度)|何年|\b(?:which|what) year\b")
_MONTH = regex(r"几月|何月|哪一?个?月|哪几个月|\b(?:which|what) months?\b")
_DAY = regex(
    r"几[号日](?![窗线楼厅门柜房])|哪一?[天日]|什么日期|\b(?:which|what|exact) (?:day|date)\b(?! of the week)"
)
_NO_DATE = regex(r"之日|当[日天月年]|次[日月年]|每[年月]|季度|[春夏秋冬]季")


def exactly(question: str, sentence: str) -> dict[str, float]:
    """Return whether a question asks for one of the kinds known here, and whether a sentence lacks it.

    Args:
        question: In its normal form.
        sentence: A Chinese one, in its normal form.
    """
    kinds, part = _asked(question)
    lacks = any(kind.told.search(sentence) is None for kind in kinds)
    return {
        "asks_exactly": float(bool(kinds or part)),
        "lacks_exactly": float(lacks or _lacks_part(part, sentence)),
    }


@functools.lru_cache(maxsize=256)
def _asked(question: str) -> tuple[tuple[_Kind, ...], str]:
    """Return the kinds that are asked for, and which part of a date, the closest told; or nothing."""
    lowered = question.lower()
    kinds = tuple(kind for kind in _KINDS if kind.asked.search(lowered))
    parts = {"day": _DAY, "month": _MONTH, "year": _YEAR}
    return kinds, next((part for part, pattern in parts.items() if pattern.search(lowered)), "")


def _lacks_part(part: str, sentence: str) -> bool:
    if not part or (part != "year" and _NO_DATE.search(sentence)):
        return False
    return all(getattr(date, part) is None for date in find_dates(sentence))

"""Why somebody asks, which is no part of what is asked: 我要写论文，…; my boss asks: …; …，以便核对.

People say who they are and what they need an answer for. What they are may be what an answer depends on,
我是残疾人; it is left out only where a word or a place is looked for, which is there for everybody.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.result import Language

# Parts of a question; what stands in quotation marks is one.
_PART: Mapping[Language, re.Pattern[str]] = {
    "zh": regex('(?:[“"「『《][^”"」』》]*[”"」』》]|[^，,。；;：:？?！!“"「『《])+'),
    "en": regex(r'(?:[“"][^”"]*[”"]|(?<=\d)\.(?=\d)|[^,.;:?!“"–—]|(?<=\w)[-–](?=\w))+'),
}
# Whoever asks in a part does not merely say why.
_ASKS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "什么|啥|哪|谁|几(?!乎)|多少|多[久长大高]|吗|呢|有没有|有无|是否|是不是|怎|如何|咋"
        "|列|摘|找出|给我|发我|查|搜|检索|看看|第.{1,4}[章节条部]|[“「《]"
    ),
    "en": regex(
        r"\b(?:what|which|who|whom|whose|where|when|why|how|list|give|show|tell|find|quote|name|cite|is|does|do|"
        r"need|want|look|looking|section|article|chapter|part|item|annex)\b"
    ),
}
_ZH_ASKER = (
    "老师|领导|老板|同事|朋友|邻居|物业|客户|处长|主任|局长|书记|编辑|导师"
    "|家里人|爸妈?|有人|别人|网上"
)
_ZH_WORK = (
    "记者|律师|学生|研究生|博士|硕士|公务员|教师|老师|法务|编辑|研究员|分析师|顾问|秘书|科员|翻译|审计"
    "|口的|实习生"
)
_SURE: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        rf"^(?:我们?|本人|咱们?)?(?:是|作为|身为)[^，]*?(?:{_ZH_WORK})$"
        "|(?:要|好|拿来|留着|用来|为了)(?:写|做|用|交|备课|开会|汇报|归档|存档|核对|引用|报道|考试|对照|贴)"
        "|作业|论文|PPT|ppt|写稿|备查|存档|引文|脚注|备考|课题|开会用|检查表"
        "|^(?:以便|好让|方便|便于)"
        rf"|^(?:听说|据说|听人说)|^.{{0,3}}?(?:{_ZH_ASKER})(?:们)?(?:老)?(?:说|讲|让|叫|要|要求|问)"
        "|(?:问|想问|想知道|想了解|想弄清楚?|想确认|请教)(?:一下)?$"
        "|找(?:了)?半天|没找[着到]|找不[着到]|没看[到见]|记不[清得]|看不懂|急用|很急|在线等|谢谢|多谢|辛苦|麻烦了"
        "|(?:的人|的同志|那边|这边)问$"
    ),
    "en": regex(
        r"^(?:hi|hello|dear|thanks|thank you|sorry|urgent)\b"
        r"|^(?:and )?as an? [\w -]*(?:lawyer|journalist|reporter|student|researcher|analyst"
        r"|consultant|officer)s?$"
        r"|^(?:i am|i'm|i’m|we are|we're) (?:an? |the )?[\w -]*"
        r"(?:lawyer|journalist|reporter|student|researcher|analyst|consultant|translator|editor|teacher)s?\b"
        r"|^(?:my|our|the) (?:boss|client|editor|teacher|professor|manager|colleague|friend|landlord|team)s? "
        r"(?:asks?|asked|wants? to know|would like to know|says?|said|told|needs? to know)\b"
        r"|^(?:it(?:'s|’s| is) )?for (?:a|an|my|our|the) (?:\w+ )?(?:report|article|homework|essay"
        r"|memo|slides?"
        r"|presentation|thesis|paper|meeting|class|talk|footnote)$"
    ),
}
# Who somebody is, or what happened: on that an answer may depend.
_OWN: Mapping[Language, re.Pattern[str]] = {
    "zh": regex("我|咱|俺|本人|本公司|听说|说有"),
    "en": regex(r"^(?:i|we|my|our|i'm|i’m|we're)\b"),
}
_THEREFORE = regex(
    "(?:所以|因此|故)(?:我们?)?(?:就?想|要|需)(?:要)?(?:知道|了解|问|查|看|确认)(?:一下)?"
)
_EN_AS = regex(
    r"^as an? (?:[\w-]+ ){0,3}?(?:lawyer|journalist|reporter|student|researcher|analyst|consultant"
    r"|officer)s?,? "
)
_EN_FOR = regex(
    r",? (?:for|in) (?:a|an|my|our|the) (?:\w+ )?(?:footnote|report|article|homework|essay|memo|slides?"
    r"|presentation|thesis)$"
)


def without_reasons(text: str, lang: Language, *, own: bool = False) -> str:
    """Return a question without the parts that only say why it is asked.

    Args:
        text: The question, in the normal form and lower case.
        lang: Its language.
        own: Whether what somebody tells of oneself is left out too.
    """
    if lang == "zh" and (match := _THEREFORE.search(text)):
        text = text[match.end() :]
    if lang == "en":
        text = _EN_FOR.sub("", _EN_AS.sub("", text))
    parts = list(_PART[lang].finditer(text))
    kept = [part for part in parts if not _says_why(part.group().strip(), lang, own=own)]
    if not kept or len(kept) == len(parts):
        return text
    return text[kept[0].start() : kept[-1].end()].strip()


def _says_why(part: str, lang: Language, *, own: bool) -> bool:
    if _SURE[lang].search(part):
        # 想了解 alone opens what is asked, and asks nothing itself.
        return not _ASKS[lang].search(_SURE[lang].sub(" ", part))
    return own and bool(_OWN[lang].search(part)) and not _ASKS[lang].search(part)

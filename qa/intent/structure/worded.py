"""Questions for everything that is worded so: 凡是“鼓励”的事项, what is free of charge, all the "must not".

Members stand wherever the document uses such words: those that the question quotes, or those that say what
it calls in everyday words. And what somebody has to do, 学校必须做到哪些事, wherever that is laid down.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from index.runtime.patterns import regex
from qa.intent.question import Question, without_asker
from qa.intent.request import Request
from qa.result import Language


class _Wording(NamedTuple):
    """How something is asked for in each language, and which words of a document say it."""

    zh: str
    en: str
    said: str


_WORDINGS: tuple[_Wording, ...] = (
    _Wording("鼓励|提倡|倡导", r"encourag\w+", "鼓励|提倡|倡导"),
    _Wording(
        "免费|不要钱|不收钱|不花钱|不用钱|不用交钱",
        r"free of charge|for free|free|without (?:any )?(?:charge|payment)",
        "免费|无偿|免收|不收取|不另行收费|不得收费|不得收取",
    ),
    _Wording(
        "豁免|例外|免除|破例|宽限|不受限制?|不用遵守|可以不遵守|网开一面",
        r"exempt\w*|exceptions?|extra time|more time|excused|excluded|spared",
        "除外|不适用|不受[^，。；]{1,10}限制|豁免|免于|免予|可以延期|可以延长|可以不",
    ),
    _Wording(
        "(?:可以|能)?(?:少交|不交|免交|少缴|免缴|减免|减收|免收|少付|不用交|不用付)(?:钱|费)?",
        r"(?:pay|pays|paying) (?:less|nothing|no fee)|fee (?:reductions?|waivers?)|reduced fees?|waived",
        "减免|免收|减收|减半|免缴|免交|不另行收费|不收取|减按",
    ),
    _Wording("限期", r"within a (?:set|fixed|given) (?:time|period)", "限期"),
    _Wording(
        '(?:建立|健全|设立|实行)[”"」]?了?的?(?:各项|各种|各类|哪些|什么|哪几[种项个])*(?:制度|机制|体系)(?:[和与、](?:制度|机制|体系))*',
        r"(?:systems|mechanisms)(?: and (?:systems|mechanisms))? (?:are |is )?(?:to be )?(?:set up"
        r"|established|built)",
        "(?:建立|健全|完善|设立|实行)[^，。；]{0,40}?(?:制度|机制|体系)",
    ),
)  # fmt: skip
# What is forbidden, however it is quoted.
_BANNED: Mapping[Language, re.Pattern[str]] = {
    "zh": regex('[“"「]?(?:不得|禁止|严禁|不准|不许)[”"」]?'),
    "en": regex(
        r"[“\"]?\b(?:(?:is |are )?(?:\w+ly )?(?:prohibit\w*|forb[ia]d\w*|bann?(?:ed|s)?)|(?:must"
        r"|shall|may) not|not (?:allowed|permitted))"
        r"\b[”\"]?"
    ),
}
_QUOTED = regex('[“"「『](?P<word>[\u3400-\u9fff]{2,8})[”"」』]')
# That all of it is wanted, and of what kind it is.
_ALL: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "凡是?|所有|全部|一切|各项|各类|哪些|哪几|什么样?的|列|摘|找出|找全|梳理|整理|汇总|逐[条项一]|一条条|一个个|都给我|谁"
    ),
    "en": regex(r"\b(?:all|every\w*|each|list|which|what|name|who|one by one|collect|gather)\b"),
}
_AROUND: Mapping[Language, str] = {
    "zh": (
        "凡是|凡|所有|一切|带有|带|写有|写着|写明|写|含有|含|用到|用|标明|明令|明确|要求|注明|出现|字样|二字|两个字|字|规定|条款|内容|事项|"
        "事情|义务|做法|行为|情形|情况|服务|场地|硬性|硬|各项|各种|各类|各|找出来|找出|找全|找|摘出来|摘|梳理|整理|汇总|逐条|逐项|逐一|一条条|一个个|"
        "一样样|全部|全|哪几|几|样|条|项|种|类|点|清单|列成|做成|成|被|是|能|可以|甚至|办|要|应|必须|会|人群|人|单位|家庭|地方|到|出|也|里头|谁|东西"
    ),
    "en": (
        r"\b(?:everything|every|all|which|list|things?|rules?|items?|cases?|clauses?|provisions?|measures|activities|services|"
        r"acts?|conduct|strictly|flatly|expressly|explicitly|make|collect|gather|those|are|is|be|being|that|who|whom|given|get|gets|"
        r"one by one|none missing|complete|full|under|no|nobody|people|something|anything|says?"
        r"|to be|done|do|does|"
        r"strict|hard|outright|absolutely)\b"
    ),
}
_DUTY: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "^(?P<who>[\u3400-\u9fff、]{2,14}?)(?:都|又|到底|具体)*(?:必须|应当?|须|需要|得|要)(?:做到?|办到?|履行|遵守|承担|尽到?|完成|落实)(?:好)?的?"
        "(?:事情?|事项|义务|责任|要求|工作|规定)*(?:一共|都|总共|分别|主要|具体)*(?:有|是)?(?:哪些|什么|啥|哪几[项件条])(?:事情?|事项|义务|责任|要求|工作|规定)*$"
        "|^(?:文件|条例|方案|规定)?对(?P<on>[\u3400-\u9fff、]{2,14}?)(?:都|一共|具体)*(?:有|提出|规定)了?(?:哪些|什么|啥)(?:硬性|具体)?(?:要求|义务|责任|规定)$"
        "|^(?P<has>[\u3400-\u9fff、]{2,14}?)(?:都|一共|具体|的)*(?:有|要承担|承担)?(?:哪些|什么|啥|哪几[项条])(?:义务|责任|职责)$"
    ),
    "en": regex(
        r"^(?:so |and )?what (?:must|shall|should) (?P<who>(?:the )?(?:[\w-]+ ){0,3}?[\w-]+) do$"
        r"|^what (?:do|does) (?P<on>(?:the )?(?:[\w-]+ ){0,3}?[\w-]+) (?:have|need) to do$"
        r"|^(?:what are |list |name )?(?:all )?(?:the )?(?:duties|obligations|responsibilities) of "
        r"(?P<has>(?:the )?(?:[\w-]+ ){0,3}?[\w-]+)$"
    ),
}
# Where a word stands is another question.
_WHERE = regex("出现(?:在|于)|哪[几一些]?[章节条处里]|几[次处]|哪里|有没有|有无|[吗没]$")
_LEFT_OUT = regex("[（(][^（）()]*[）)]")
_ASKING_BEHIND = regex(
    "[,，、]\\s*(?:逐[条项一]|一条条|一个个|都|全部?|给我|请|列|说|清单)[^,，]*$"
)
# More words than these are a question of their own.
_MOST = {"zh": 8, "en": 3}


def read_worded(question: Question) -> Request | None:
    """Return the request for all that is worded so, or that somebody has to do; or None."""
    if question.found:
        return None
    question = without_asker(question)
    text = _LEFT_OUT.sub(" ", question.text)
    if (duty := _duty(question, text)) is not None or not _ALL[question.lang].search(text):
        return duty
    return _called(question, text) or _quoted(question, text)


def _called(question: Question, text: str) -> Request | None:
    """Return the request for what is worded as a question calls it in words of its own."""
    for wording in _WORDINGS:
        asked = _asked(wording, question.lang)
        if asked.search(text) and (about := _about(question, asked.sub(" ", text))) is not None:
            return Request("list", gathered="worded", topic=about, terms=(wording.said,))
    banned = _BANNED[question.lang]
    if banned.search(text) and _about(question, banned.sub(" ", text)) == "":
        return Request("list", gathered="banned")
    return None


def _asked(wording: _Wording, lang: Language) -> re.Pattern[str]:
    return regex(rf"\b(?:{wording.en})\b" if lang == "en" else f'[“"「]?(?:{wording.zh})[”"」]?')


def _quoted(question: Question, text: str) -> Request | None:
    """Return the request for what has the very word that a question quotes, which is no heading."""
    quoted = None if _WHERE.search(text) else _QUOTED.search(text)
    if quoted is None or any(quoted["word"] in title for title in question.contents.headings):
        return None
    alone = _about(question, _QUOTED.sub(" ", text)) == ""
    words = (re.escape(quoted["word"]),)
    return Request("list", gathered="worded", terms=words) if alone else None


def _about(question: Question, rest: str) -> str | None:
    """Return what else a question names: 厨余处理费; None where it says too much for that alone."""
    left = question.left(rest, _AROUND[question.lang])
    runs = [run for run in left.split() if len(run) > 1]
    if question.lang == "zh":
        return "".join(runs) if len(runs) <= 1 and len("".join(runs)) <= _MOST["zh"] else None
    return " ".join(runs) if len(runs) <= _MOST["en"] else None


def _duty(question: Question, text: str) -> Request | None:
    match = _DUTY[question.lang].search(_ASKING_BEHIND.sub("", text).strip())
    if match is None:
        return None
    who = (match["who"] or match["on"] or match["has"]).removeprefix("the ")
    return Request("list", gathered="duties", terms=(who,)) if question.left(who) else None

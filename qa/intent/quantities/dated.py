"""Questions for every date, and for everything that is due by or in a year: what must be done by 2028?"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.filters import Filters
from qa.intent.quantities.left_out import places_in, places_left_out
from qa.intent.question import Question
from qa.intent.request import Request
from qa.result import Language

_Y = "(?:19|20)[0-9]{2}"
_DATES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex("(?<!截止)(?<!起止)日期|年月日|(?:哪些|所有|全部)(?:日子|年份|时间点)"),
    # On what date? asks for one.
    "en": regex(r"\bdates\b|\b(?:every|each|any|all)(?: \w+){0,2} date\b"),
}
_ALL: Mapping[Language, re.Pattern[str]] = {
    "zh": regex("所有|全部|每一?个|各个?|哪些|哪几|列|摘|汇总|整理|出现|提到|写明"),
    "en": regex(r"\b(?:all|every|each|list|which|what|any)\b"),
}
_DUE: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        rf"(?:到|在|截至|截止到?|赶在)?(?P<year>{_Y})年(?P<by>年?[底末]?(?:以前|之前|前))?(?:[上下]半年|年?[底末])?"
        "(?:以前|之前|前)?(?:必须|一定|应当?|需要|需|须|都|得|要|该)*"
        "(?:做完|干完|完成|办完|办结|落实|做到|做好|实现|到期|做|干|办|交|达到)(?:好)?的?"
        "(?:(?:工作|任务|事情?|事项|时限|期限|节点|目标|指标)*(?:都|一共|分别)*(?:有|是)?(?:哪些|什么|啥|哪几[项件个])"
        "(?:工作|任务|事情?|事项|时限|期限|节点|目标|指标)*|时限|期限|节点)(?:都|分别)*"
        # 2027年有哪些任务要完成
        rf"|(?P<year_first>{_Y})年(?:年?[底末])?(?:以前|之前|前)?(?:都|一共)*有?(?:哪些|什么|哪几[项件个])"
        "(?:工作|任务|事情?|事项|目标|指标)(?:必须|应当?|需要?|得|要|该)*(?:做完|完成|办完|落实|到期|办结)"
    ),
    "en": regex(
        r"\bwhat(?:ever)? (?:all )?(?:is|are|must|has to|have to|should|shall|needs? to|will|falls?)(?: be)? "
        r"(?:due|done|finished|completed?|achieved?|delivered|ready|in place|accomplished)"
        rf" (?P<how>by|in|before|until|during)(?: the end of| the year| year)? (?P<year>{_Y})\b"
    ),
}
# Beside the dates themselves.
_MORE: Mapping[Language, str] = {
    "zh": (
        "几月几[日号]|年月日|日期|日子|年份|时间点|所有|全部|每个|各个?|哪些|哪几|几|个|列|摘|汇总|整理|出现|提到|提及|写明|涉及|"
        "截止到?|到|什么时候|为止|分别|都|全|时候|任务|工作|年|底|前|必须|要|干|做|完"
    ),
    "en": (
        r"\b(?:dates?|calendar|target|years?|found|mentioned|named|given|set|appear\w*|referred|refers|refer|other|papers?|"
        r"including|included|deadlines?|days?|all|every|each|tasks?|complete|please|it|end|there|must|due)\b"
    ),
}


def read_dated(question: Question) -> Request | None:
    """Return the request for every date, or for what is due by or in a year; or None."""
    lang, text = question.lang, question.text
    if match := _DUE[lang].search(text):
        rest = f"{text[: match.start()]} {text[match.end() :]}"
        return None if question.left(rest, _MORE[lang]) else _due(question, match)
    if not _DATES[lang].search(text) or not _ALL[lang].search(text):
        return None
    if question.left(more=_MORE[lang]):
        return None
    return Request(
        "figures",
        places=places_in(question),
        outside=places_left_out(question),
        measures=("date",),
        scope="every",
    )


def _due(question: Question, match: re.Match[str]) -> Request:
    zh = question.lang == "zh"
    year = int(match["year"] or match["year_first"] if zh else match["year"])
    by = match["by"] if zh else match["how"] in {"by", "before", "until"}
    return Request(
        "figures",
        places=places_in(question),
        years=() if by else (year,),
        scope="every",
        filters=Filters(until=year) if by else Filters(),
    )

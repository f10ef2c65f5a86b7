"""Questions for all members of something: 具体有哪些项, 四组团是哪四个, which … are named, all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.patterns import regex
from qa.intent.question import Question
from qa.intent.request import Asked, Request
from qa.result import Language

_ZH_COUNTED = "[二两三四五六七八九十几0-9]{1,2}"
_ZH_LIST = regex(
    # 免通行费的车有哪些; 基本原则有哪几条; 具体有哪些项
    rf"(?:都|分别|具体|主要|总共|一共)*(?:有|包括|是|指|为)(?:哪些|哪几|哪{_ZH_COUNTED})(?:个|条|"
    rf"项|类|种|方面|样|大)?(?:[^\u4e00-\u9fff]|$|[^,，。]{{0,4}}$)"
    # 四个方面是哪四个, “四统一”指哪四样
    rf"|[二两三四五六七八九十][^,，:：]{1, 12}(?:是|指)(?:的是)?(?:哪(?!一)|什么)"
    # 都列出来, 全列, 一个个说, 逐一列举
    r"|(?:都|全部|全|逐一|逐个|一一|统统|完整|依次)(?:都|给我|帮我)?(?:列|数|写|说)(?:一下|出来|出|"
    r"举|全)?|列(?:全|举|出|一下|个清单|清单)(?![一二两三四五六七八九十0-9])|一个不漏"
)
_EN_LIST = regex(
    r"\b(?:list|enumerate|name) (?:all|every|each|the|them|out)\b|\ball of (?:them|these|those)\b|"
    r"\b(?:give|list|name)(?: me)?(?: them)? all\b|"
    r"\bwhich ones\b|\bwhat are (?:they|all)\b|\beach of them\b|\bevery one of\b|\bfull list\b|"
    r"\bcomplete list\b|"
    r"\b(?:which|what) [\w\s'’-]+? (?:are|were|is) (?:explicitly |specifically )?(?:named|listed|"
    r"enumerated)\b|\bgive (?:the|me the) list\b|^list\b(?! or\b)"
)

_MORE = "哪几|哪些|几|条|项|个|种|类|方面|分别|包括|全部|所有|指|为|二|三|四|五|六|七|八|九|十|大"
_PARTS = regex("[,，;；。?？:：]")
_ASKS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex("什么|哪|谁|几|多少|怎|如何|吗|是否|何时"),
    "en": regex(r"\b(?:who|when|where|why|how)\b"),
}


def read_list(question: Question) -> Request | None:
    """Return the request for the members of an enumeration, or None."""
    pattern = _ZH_LIST if question.lang == "zh" else _EN_LIST
    if not pattern.search(question.text):
        return None
    # Two questions in one ask for two answers, not for the members of one thing.
    asked = _ASKS[question.lang]
    if sum(bool(asked.search(part)) for part in _PARTS.split(question.text)) > 1:
        return None
    places = tuple(found.reference for found in question.found)
    return Request("list", places=places or _heading(question))


def _heading(question: Question) -> tuple[Asked, ...]:
    """Return the heading whose members are asked for, where nothing else is: 基本原则有哪几条."""
    named = [
        title for title in question.contents.headings if title and title.lower() in question.text
    ]
    title = max(named, key=len, default="")
    if not title or question.left(question.text.replace(title.lower(), " "), _MORE):
        return ()
    return (Asked(title=title, words=title),)

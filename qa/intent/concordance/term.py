"""A term that a question asks for, as it stands in its words."""

from __future__ import annotations

import re

from index.runtime.patterns import regex
from qa.result import Language

QUOTES = "\"'“”‘’「」『』《》〈〉[]【】"
IN_BRACKETS = regex(r"[（(]\s*([^（）()]*[\u3400-\u9fff][^（）()]*?)\s*[)）]")
# energy performance contracting (EPC)
_SHORT = regex(r"(?P<long>[a-z].{3,}?)\s*\((?P<short>[a-z0-9&/.-]{2,8})\)")
# Pensions, I mean old-age insurance: what is said in other words is asked for too.
REPHRASED = regex(
    # 共享单车, 就是互联网租赁自行车: only behind a break, or a name would be cut
    r"\s*[,，。？?；;：:、（(\s—-]+(?:就是(?:说)?|即|指的?是|又称|也称|亦称|又叫|也叫|又名|也作|学名|俗称|俗名|全称是?|简称是?|"
    r"官方(?:叫法|说法|名称)?[是叫]|正式(?:叫法|说法|名称)?[是叫]|换句话说|或者叫|或叫)\s*[,，:：]?\s*|"
    r"\s*,?\s*(?:\bi mean\b|\bthat is(?: to say)?\b|\bi\.e\.|\bor rather\b|\balso (?:known as|called)\b|"
    r"\bin other words\b|我是说|我指的是|也就是说?|或者说)\s*,?\s*"
)
# 夜市这件事, 夜市方面的相关内容: what adds nothing to a term.
_MATTER = regex(
    r"(?:这个|这类|这种|这些|这件|这档|这码|这回|等)?(?:方面|问题)?的?(?:相关)?"
    r"(?:内容|事情|事儿|事|这件|这档|这码|这回)$|[这那]一?(?:块|方面|部分)$|的(?:相关)?(?:条款|条文|规定|表述|说法|话)$"
)
# 夜市、地摊之类的
_AND_SO_ON = regex("[、,，]?(?:之类|什么的|等等|这一类|这类东西)(?:的)?(?:东西|内容)?$")
_EN_ARTICLE = regex(
    r"^(?:(?:of|on|about|regarding|concerning)\s+)?(?:(?:the|a|an|any|some|its|their)\s+)?"
)


def clean(term: str, lang: Language) -> str:
    """Return an asked term without quotation marks and what is not its own."""
    term = term.strip().strip(QUOTES + " ,，、").strip()
    if lang == "en":
        return _EN_ARTICLE.sub("", term).strip(QUOTES + " ")
    term = re.sub(r"^(?:关于|有关|涉及|对于|那个|这个|那种|这种|所谓的?)(?=..)", "", term)
    term = _AND_SO_ON.sub("", term) or term
    term = _MATTER.sub("", term) or term
    # 劳务派遣的提到了没: what the 的 belongs to is left unsaid.
    term = re.sub("(?<=[\u3400-\u9fff]{2})(?<!目)的$", "", term)
    return term.strip(QUOTES + " ")


def forms(term: str) -> tuple[str, ...]:
    """Return the term, and the Chinese or what is short for it that stands in brackets behind it."""
    if short := _SHORT.fullmatch(term):
        return short["long"], short["short"]
    inside = IN_BRACKETS.search(term)
    if inside is None:
        return (term,)
    outer = IN_BRACKETS.sub("", term).strip()
    return tuple(dict.fromkeys(form for form in (inside.group(1), outer) if form))

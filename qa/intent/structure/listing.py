"""Questions for all members of something: 具体有哪些项, 四组团是哪四个, which … are named, all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from index.runtime.patterns import regex
from qa.ask.retrieval.query import Query
from qa.intent.question import Question
from qa.intent.request import ROWS, Asked, Request
from qa.result import Language

_ZH_COUNTED = "[二两三四五六七八九十几0-9]{1,2}"
_ZH_SEVERAL = rf"(?:哪些|哪几|哪{_ZH_COUNTED})"
_ZH_LIST = regex(
    # 有哪些成员单位; 基本原则有哪几条; 具体有哪些项; 分为哪几类
    rf"(?<=[\w”》）])(?<![，,。])(?:有|包括|包含|涵盖|分为|分成|分|是|指|为|叫)(?:了|的|的是)?{_ZH_SEVERAL}"
    r"[^,，。能会要可应得]{0,8}(?:[,，。、\s]|$)"
    # 由哪些部门组成, 作为哪些事项的依据, 适用于哪些人: all of them are asked for, not which
    rf"|(?:由|作为|属于|适用于?|需要|需|可以用|采用|提交|具备|符合"
    rf"|享受|承担|履行|列举了?|列了|规定了?|明确了?|设了?|设立了?|解释了?|说明了?|收录了?|定义了?)"
    rf"{_ZH_SEVERAL}[^,，。]{{1,12}}$"
    # 四个方面是哪四个, “四统一”指哪四样
    rf"|[二两三四五六七八九十][^,，:：]{{1,12}}(?:是|指)(?:的是)?哪{_ZH_COUNTED}"
    r"|[二两三四五六七八九十](?:个|大|项|类|条|种|点|化)[^,，:：]{0,10}(?:是|指)(?:的是)?什么"
    # 分别是谁负责的哪几项, 点名了哪几家: each of them is asked for
    rf"|(?:点名|具体|分别|逐个|各自)[^,，。]{{0,8}}哪{_ZH_COUNTED}(?:个"
    rf"|条|项|类|种|样|家|所|名|位|大)[^,，。、哪谁几]{{0,6}}$"
    # 都列出来, 全列, 一个个说, 逐一列举, 把名单给我
    r"|(?:都|全部|全|逐一|逐个|一一|统统|完整|依次)(?:都|给我|帮我)?(?:列|数|写|说)(?:一下|出来|出|"
    r"举|全)?|逐[项条]?列[明示]|开列|列(?:全|举(?:一下|出来|出)?|出|一下|一列|个清单"
    r"|清单|个单子)(?![一二两三四五六七八九十0-9])|数一数|"
    r"(?:都|分别|各)(?:有|是|包括)(?:些)?(?:谁|哪位)|一(?:条|项|个|样|点)一?(?:条"
    r"|项|个|样|点)地?(?:说|列|讲|数|念|写)|一个不漏|一个不落|一个都别漏"
    r"|(?:点名|点到)(?:了|的)?(?:哪|什么)|(?:清单|名单)(?:给我|列|发|呢|有)"
)
_EN_PLURAL = r"(?:[\w'’-]+\s+){0,4}?[\w'’-]+s"
_EN_LIST = regex(
    # Where do they list the drugs? asks for no list.
    r"(?:^|[,.;:?!–—-] ?|\b(?:please|pls|and|to|you|just|then|me|kindly|or|so) )"
    r"(?:list|enumerate|name|spell out|reel off|run through) (?:me )?(?:all|every|each|the|them|out)\b|"
    r"\b(?:list|name) (?:all|every|each|them)\b|"
    r"\ball of (?:them|these|those)\b|"
    r"\b(?:give|list|name)(?: me)?(?: them)? all\b|"
    r"\bwhich ones\b|\bwhat are (?:they|all)\b|\beach of them\b|\bevery (?:one|single one)\b|\bfull list\b|"
    r"\b(?:complete|whole|entire) list\b|\ball of it\b|, all(?: of them)?(?:,? please)?$|"
    # Which … are named: that a paper lists things is said; what it says of one is not.
    r"\b(?:which|what) [\w\s'’-]+? (?:are|were|is|does it|do they|does the \w+) "
    r"(?:explicitly |specifically |expressly )?(?:named|listed|enumerated|list|name|spelled out|"
    r"mentioned by name)\b|"
    r"\bgive (?:the|me the|me a) list\b|^list\b(?! or\b)|"
    # What are the ways of …, what kinds of … are there
    r"^(?:and |so |please |tell me )?what are the (?!rules|conditions for)(?:\w+ )?"
    r"(?:two|three|four|five|six|seven|eight|nine|ten|kinds|types|ways|categories|forms|groups|classes|"
    r"members|principles|components|elements|pillars|steps|stages)\b|"
    r"\b(?:which|what) (?:kinds|types|sorts|categories|forms|groups|classes) of\b[\w\s'’,-]* "
    r"(?:are there|exist|are (?:included|covered|distinguished|allowed|available))\b|"
    rf"\bwhich (?:{_EN_PLURAL}) (?:are|is) (?:in charge|responsible|members|part of)\b"
)

# “三项制度”是哪三项: a name that the document gives to several things.
_DEFINED = regex(
    rf"[“\"「]?(?P<name>[二两三四五六七八九十][^,，:：“”\"「」是指]{{1,8}})[”\"」]?(?:具体"
    rf"|分别|都|各)*(?:是|指)(?:的是)?哪{_ZH_COUNTED}"
)
_SEVERAL: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(_ZH_SEVERAL),
    "en": regex(
        r"\b(?:which|what) (?:[\w'’-]+ ){0,4}?(?!is\b|was\b|does\b|has\b|this\b)[\w'’-]*[^s\W]s\b|"
        r"\bwhat are\b|\blist\b"
    ),
}
# 哪些情形, 哪几样材料, 包括什么; which matters must …, what are the ratios: the members of something, where
# the document names them one by one. Which body issues … asks for one, and so does an order in which …
_EN_ASKING = (
    r"(?:^|[,.;:?!–—] ?|\b(?:and|or|but|me|us|know|say|says|tell|ask|list|name|to) )"
    r"(?:(?:in|into|of|for|by|from|to|on|upon|at|under|with|among) )?"
)
_EN_NO_NOUN = (
    r"is|was|does|has|this|its|happens|counts|comes|goes|makes|means|applies|says|needs|as|us|across|"
    r"process|access|less|unless|class|business|status|basis|progress"
)
_EN_NOUNS = (
    r"(?:(?!(?:is|was|does|has|had|do|did|are|were|this|that|it|its|the|a|an|of)\b)[\w'’-]+ ){0,3}?"
    rf"(?!(?:{_EN_NO_NOUN})\b)[\w'’-]*[^s\W]s\b"
)
_EN_MODAL = r"(?:may|must|can|shall|should|will|are|were|do|did|have|need|count|make|get)"
_MEMBERS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        # 有哪些人能随便改: whether there are any, and what they may, asks more than who they are.
        rf"(?<!有)(?:哪些|哪几|哪{_ZH_COUNTED})(?!年|月|日|天|次)"
        rf"|有(?:哪些|哪几|哪{_ZH_COUNTED})[^不能会要可应得让使把]*$"
        r"|(?:包括|包含|分为|分成|(?:都|分别|各)(?:有|是|指|叫))(?:了|的是)?(?:什么|啥|谁)"
        r"|(?<!第)[二两三四五六七八九十](?:个|大|项|类|条|种"
        r"|点|化|样)[^,，:：]{0,12}(?:是|指)(?:的是)?(?:什么|啥)"
        # 要交什么材料, 需要准备啥: things that one brings, or conditions that one meets, are several
        r"|(?:提交|递交|上交|缴交|提供|准备|携带|出具|报送|附上|具备|符合"
        r"|满足|(?:要|得|需|该|应|须)[交带备有附])(?:些|上|好)?(?:什么|啥)"
        r"(?!时|地方|部门|单位|人|程度)"
        r"|(?:条件|要求|材料|资料|情形|手续|步骤|程序|流程)(?:都|分别|各|具体|主要)?(?:是|有)(?:什么|啥)$"
        "|(?:条件|要求|材料|资料|情形|手续|事项|对象|内容)(?:为何|者何)$|^[^什啥哪谁几怎多何]+的(?:条件|材料|情形|手续|步骤|种类)$"
    ),
    "en": regex(
        rf"{_EN_ASKING}(?:which|what) {_EN_NOUNS}"
        rf"(?:(?= (?:on|in|at|for|with|from|to) .*\b{_EN_MODAL}\b)"
        r"|(?! (?:the|a|an|this|these|that|its|their|to|for|in|on|at|as|by|with|from|into|it|them)\b)(?= ))"
        rf"|{_EN_ASKING}what are (?!their\b)(?!.*\b(?:called|named|like)\b)"
        r"|\b(?:which|what) (?:kinds|types|sorts|groups|categories) of\b"
        rf"|^(?:please |pls |so )?(?:list|name|enumerate) (?:the|its) {_EN_NOUNS}"
        rf"|^(?:the|its) (?:two|three|four|five|six|seven|eight|nine|ten) {_EN_NOUNS}$"
    ),
}
_CALLED = regex(
    rf"(?:哪些|哪几|哪{_ZH_COUNTED})(?:个|种|类|项|条|样|大)?(?P<noun>[\u3400-\u9fff]{{2}})"
)
_MORE = "哪几|哪些|几|条|项|个|种|类|方面|分别|包括|全部|所有|指|为|二|三|四|五|六|七|八|九|十|大"
# What are the basic principles? Name all.
_EN_HEADING = regex(
    r"^(?:please |so |and )?(?:what are|list|name|give(?: me)?|enumerate)(?: all| every| each)?(?: of)?"
    r"(?: the| its)? (?P<title>(?:[a-z-]+ ){0,2}(?:principles|objectives|goals|tasks|duties|measures|"
    r"requirements|safeguards|responsibilities))(?:\s*[,.?!-]?\s*(?:please|pls|all(?: of them)?|"
    r"(?:name|list) (?:them )?(?:all|them)|one by one))*$"
)
# How many there are and which: one question.
_COUNT_FIRST = regex(
    r"(?:一共|总共|共)?有?(?:几|多少)(?:条|项|个|种|类|点)[,，、]\s*(?=都|分别|各|是|有)"
    r"|^how many (?P<of>[\w' -]+?)(?: are there)?,? and (?:which|what) (?:ones )?are they"
)
_ROWS = regex(r"(?:几|多少)行(?!业)|\bhow many (?:rows|lines|entries)\b")
_OF_ROWS = "表格|表|一共|总共|共|行|数据|table"
_KINDS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:有|分为?|分成|分|包括)了?(?:几|哪几)(?:种|类)[呢啊呀]?$|(?:^|有|分为?)(?:几|哪几)(?:种|类)[^,，。的多可能]{2,8}$"
    ),
    "en": regex(
        r"\bhow many (?:different )?(?:kinds|types|sorts|categories|classes|grades|levels) of\b"
        r"|\b(?:what|which) (?:\w+ )?(?:kinds|types|sorts"
        r"|categories|grades) of [\w ]+ (?:are there|exist|can be)\b"
    ),
}
_PARTS = regex("[,，;；。?？:：]")
_ASKS: Mapping[Language, re.Pattern[str]] = {
    "zh": regex("什么|哪|谁|几|多[少久大长远高重宽深快]|怎|如何|吗|是否|何时"),
    "en": regex(r"\b(?:who|when|where|why|how)\b"),
}


def _all_of_them(match: re.Match[str]) -> str:
    return f"what are all the {match['of']}" if match["of"] else ""


def read_list(question: Question) -> Request | None:
    """Return the request for the members of an enumeration, or None."""
    question = replace(question, text=_COUNT_FIRST.sub(_all_of_them, question.text))
    pattern = _ZH_LIST if question.lang == "zh" else _EN_LIST
    if not pattern.search(question.text):
        return None
    # Two questions in one ask for two answers, not for the members of one thing.
    asked = _ASKS[question.lang]
    if sum(bool(asked.search(part)) for part in _PARTS.split(question.text)) > 1:
        return None
    places = tuple(found.reference for found in question.found)
    defined = _DEFINED.search(question.text) if question.lang == "zh" else None
    if defined and not places:
        return Request("list", terms=(defined["name"],), places=_heading(question))
    return Request("list", places=places or _heading(question))


def read_rows(question: Question) -> Request | None:
    """Return the request for the rows of a table, or None: 附件1有几行, how many rows."""
    if not _ROWS.search(question.bare) or question.subject(_ROWS.sub(" ", question.bare), _OF_ROWS):
        return None
    places = tuple(found.reference for found in question.found)
    return Request("outline", places=places, column=ROWS, counted=True)


def read_kinds(question: Question) -> Request | None:
    """Return the request for the kinds of something, or None: 处分有几种 asks for them, not for a figure."""
    if not _KINDS[question.lang].search(question.text):
        return None
    asked = _ASKS[question.lang]
    if sum(bool(asked.search(part)) for part in _PARTS.split(question.text)) > 1:
        return None
    return Request("list", places=tuple(found.reference for found in question.found))


def asks_several(query: Query) -> bool:
    """Tell whether more than one thing is asked for, whatever else a question says: 可以采取哪些措施."""
    return bool(_SEVERAL[query.lang].search(query.normal.lower()))


def asks_members(query: Query) -> bool:
    """Tell whether a question asks for the members of one thing: a list, where the answer is one."""
    text = query.normal.lower().rstrip(" ?？。.!！")
    asked = _ASKS[query.lang]
    if sum(bool(asked.search(part)) for part in _PARTS.split(text)) > 1:
        return False
    return bool(_MEMBERS[query.lang].search(text))


def members_called(query: Query) -> str:
    """Return what the members that a question asks for are called, its first two characters: 事项, 情形."""
    match = _CALLED.search(query.normal)
    return match["noun"] if match else ""


def _heading(question: Question) -> tuple[Asked, ...]:
    """Return the heading whose members are asked for, where nothing else is: 基本原则有哪几条."""
    if question.lang == "en":
        match = _EN_HEADING.match(question.text)
        return (Asked(title=match["title"], words=match["title"]),) if match else ()
    named = [
        title for title in question.contents.headings if title and title.lower() in question.text
    ]
    title = max(named, key=len, default="")
    if not title or question.left(question.text.replace(title.lower(), " "), _MORE):
        return ()
    return (Asked(title=title, words=title),)

"""Words that carry no subject: those for the document itself, politeness, and words of asking.

A question is about a place, the structure or the document itself where nothing is left of it once
these are taken away: 第三章主要讲了什么 leaves nothing, 第三章的人才政策有哪些 leaves 人才政策.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable

from index.runtime.patterns import regex
from qa.result import Language

# What official documents call themselves and people call them.
ZH_NOUNS = (
    "总体规划|发展规划|专项规划|规划纲要|规划|五年计划|计划纲要|计划|纲要|指导意见|实施意见|"
    "若干意见|意见|条例|实施细则|"
    "细则|办法|规定|规则|规范性文件|规范|国家标准|地方标准|标准|应急预案|预案|工作方案|实施方案|"
    "方案|工作报告|报告|通知|"
    "通告|公告|公报|决定|决议|批复|复函|函|法律|法规|规章|政策|法案|法条|文件|文本|文档|文章|材料|"
    "公文|本文|原文|全文|正文|"
    "通篇|文稿|稿子|文中|文内|文里(?![头面边])|资料|书"
)
_ZH_POINTER = (
    "这个|这份|这部|这篇|这项|这则|这条|这本|这件|这套|这|那个|那份|那部|本|该|此|咱们的|咱们|上述|"
    "上面的|你们的|你们"
)
_ZH_INSIDE = "里面|里头|里边|里|当中|之中|中|内|上|的全文|的正文|的原文|全文|正文|原文|文本|文件"
DOCUMENT_ZH = (
    rf"(?:(?:{_ZH_POINTER})(?:《[^《》]*》|{ZH_NOUNS}|法|文(?!化|明|物|旅|创))|《[^《》]*》|"
    rf"(?:{ZH_NOUNS})|(?:{_ZH_POINTER})(?={_ZH_INSIDE})"
    rf"|[这那](?:个)?(?:玩意儿?|东西)|条?文(?=里|中|内|本|件))(?:{_ZH_INSIDE})*|全篇|通篇|全书|里面|里头|里边|它"
)
EN_NOUNS = (
    r"(?:master |development |overall |five[- ]year |work |action )*plans?|outline plan|document|"
    r"doc|text|file|"
    r"paper|laws?|act|statute|regulations?|rules|opinions?|guidelines?|guidance|notice|circular|"
    r"measures|provisions|decision|resolution|scheme|programme|program|report|standard|"
    r"communiqu[eé]s?|bulletins?|polic(?:y|ies)|bylaws?|ordinances?|instruments?|repl(?:y|ies)"
    r"|letters?|contingency plans?|whole thing"
)
# The state council opinion; these Guangdong regulations; this 2020 plan.
DOCUMENT_EN = (
    rf"\b(?:(?:the|this|that|these|those|your|our)\s+(?:(?:[\w-]+|people['’]s|"
    rf"council['’]s)\s+){{0,3}}?(?:{EN_NOUNS})|(?:{EN_NOUNS})|it|its|they|this|here)\b"
    r"(?:'s|’s)?(?:\s+itself)?"
)
_ZH_ASKING = (
    "聚焦|围绕|展开|涵盖|涉及|强调|关注|针对|说明|明确|解释|突出|任务|举措|说说|请问一下|请问|麻烦您|麻烦你|麻烦|劳驾|拜托|帮我|帮忙|帮|给我|跟我|替我|我想知道|我想了解|"
    "我想问|我想看|我要看|我要|想知道|想了解|"
    "想看看|想看|想问|告诉我|告知我|告知|告诉|能不能|能否|可不可以|可以|可否|谢谢|多谢|谢了|您好|"
    "你好|看一看|看看|看一下|看下|查一下|"
    "查查|查下|找一下|找找|说一下|说说|讲一下|讲讲|介绍一下|介绍|概括一下|概括|总结一下|总结|概述|"
    "归纳|摘要|简述|引用|列出来|列出|列一下|"
    "列个|列|读一下|念一下|展示|显示|出来|一下|下子|详细|具体|主要|大概|大致|大体|到底|究竟|都|是|"
    "讲|说|写|谈|提|规定|描述|阐述|"
    "要求|论述|内容|原话|原文|全文|重点|要点|大意|意思|主题|部署|安排|什么样|什么|啥样|啥|哪些|哪|"
    "怎么样|怎么|怎样|如何|咋|呢|呀|啊|吗|"
    "嘛|吧|哦|哈|噢|了|的|得|地|着|过|些|那么|那|这|请|给|把|我|你|您|有|里面|里(?![程])|面(?![积粉])|中(?![央医学心国期小])|"
    "内(?![部河])|上(?![限海市岗])|下(?![限岗])|在|"
    "和|与|以及|及|一|个|份|样|"
    "即可|就行了?|就可以|就够了|行了|东西|事|关于|对于|叫|名字|名称|标题|题目|来|要|想|发|看|瞧|弄|听|念|读|背"
)
_EN_ASKING = (
    r"regulates?|regulated|governs?|prescribes?|requires?|required|address(?:es|ed)?|concerns?|concerned|"
    r"means?|defines?|defined|focus(?:es|ed)?|discuss(?:es|ed)?|establish(?:es|ed)?|specif(?:y|ies|ied)|"
    r"comes?|topics?|matters?|subjects?|issues?|their|entitled|exists?|read|reads|"
    r"could|can|would|will|shall|should|may|might|do|does|did|is|are|was|were|be|been|has|have|had|"
    r"i|i'd|we|us|me|my|you|"
    r"your|one|let|let's|please|pls|plz|kindly|thanks|thank|hi|hello|hey|what|what's|whats|which|"
    r"who|how|just|only|"
    r"tell|show|give|get|quote|cite|read|list|display|print|summari[sz]e|summary|summaries|"
    r"describe|explain|outline|present|"
    r"say|says|said|saying|state|states|stated|stipulate|stipulates|provide|provides|provided|"
    r"cover|covers|covered|"
    r"contain|contains|contained|include|includes|included|talk|talks|about|regarding|concerning|"
    r"deal|deals|with|set|sets|"
    r"out|laid|down|written|stands?|standing|content|contents|text|wording|words|gist|main|key|"
    r"point|points|idea|ideas|message|look|like|want|wanted|need|know|"
    r"see|find|the|a|an|of|in|on|at|to|for|from|under|by|into|it|its|it's|that|this|there|here|"
    r"these|those|then|and|or|so|they|them|reproduce|write|writes|"
    r"but|as|all|every|each|any|some|full|whole|entire|exactly|actually|briefly|brief|short|quick|"
    r"overview|bring|up|go|"
    r"over|through|inside|within|called|named|titled|entitled|headed|section|sections|chapter|"
    r"chapters|part|parts|bit"
)


def document_pattern(lang: Language) -> str:
    """Return a pattern for the words that stand for the document itself."""
    return DOCUMENT_ZH if lang == "zh" else DOCUMENT_EN


@functools.cache
def _document(lang: Language) -> re.Pattern[str]:
    return regex(document_pattern(lang))


@functools.cache
def _empty(lang: Language, more: str) -> re.Pattern[str]:
    """Return the pattern of all words without a subject, the longest first."""
    if lang == "en":
        asking = rf"\b(?:{_EN_ASKING})\b(?:'s|’s)?"
        return regex("|".join(filter(None, (more, asking, _longest_first(_ZH_ASKING)))))
    return regex(_longest_first("|".join(filter(None, (more, _ZH_ASKING)))))


def _longest_first(words: str) -> str:
    # Words of one length by the alphabet: the same pattern in every process. What may not follow a word is
    # none of its length.
    own = sorted(set(words.split("|")))
    return "|".join(sorted(own, key=lambda word: len(word.split("(?!")[0]), reverse=True))


def residue(text: str, lang: Language, names: Iterable[str] = (), more: str = "") -> str:
    """Return what is left of a question once the words without a subject are taken away.

    Args:
        text: The question or a part of it, in its normal form and lower case.
        lang: Its language.
        names: Titles of the documents: words of a title stand for the document.
        more: Further words to take away: in Chinese plain words separated by |, in English a pattern.
    """
    left = _empty(lang, more).sub(" ", _document(lang).sub(" ", text))
    runs = re.findall(r"[\w&%]+", left)
    if lang == "zh":
        runs = [run for run in runs if not any(run in name for name in names)]
    return " ".join(runs)

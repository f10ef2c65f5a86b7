"""Questions for what a document is about as a whole: 是管什么的, in a nutshell."""

from __future__ import annotations

from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.result import Language

_GIST: Mapping[Language, str] = {
    "zh": (
        "管(?:些|的)?(?:是)?(?:什么|啥|哪些)(?:事情?|东西)?的?|一句话(?:概括|总结|介绍|讲清|说清)?|概括(?:一下)?|"
        # 这文件大概说的是啥事, 是讲什么的文件
        "(?:大概|大致|到底|究竟|主要)?(?:是)?(?:在)?(?:讲|说|写|谈)(?:的)?(?:是)?(?:些)?(?:什么|啥|哪方面)(?:事儿?|事情|东西|问题)?(?:的)?"
        "(?:文件|条例|规划|方案|通知|意见|法律|法规|规定|办法|东西)?$|"
        "总结(?:一下)?|简单(?:讲讲|说说|介绍|讲|说)(?:一下)?|简介|大意|主旨|中心思想"
    ),
    "en": (
        r"\bwhat(?:'s|’s| is)? (?:it|this|that|(?:the|this) (?:\w+ )?\w+) (?:is )?"
        r"(?:all |mainly |really )?about\b|"
        r"\b(?:nutshell|gist|overview|summary|summari[sz]ed?|sum(?:med)? up|main (?:point|idea)|"
        r"in (?:a|one|two) (?:few )?(?:words|sentences?)|in (?:short|brief))\b"
    ),
}
# What such a question may say beside.
GIST_MORE: Mapping[Language, str] = {
    "zh": "概括|总结|简单|讲讲|说说|介绍|一下|大意|主旨|中心思想|讲清|说清|事情|东西",
    "en": (
        r"\b(?:about|nutshell|gist|overview|summary|summari[sz]ed?|sum|summed|up|main|mainly|really|point|idea|"
        r"one|two|few|words?|sentences?|short|brief|briefly|a|all|in|of|quick|simply|basically)\b"
    ),
}
# The policy on housing is no document.
_PART = regex(
    r"\b(?:the|its|their|of) (?!whole\b|entire\b|full\b)\w+ (?:polic(?:y|ies)|targets?|goals?|measures|rules|"
    r"provisions|parts?|requirements?)\b"
)
_PATTERNS = {lang: regex(pattern) for lang, pattern in _GIST.items()}


def asks_gist(text: str, lang: Language) -> bool:
    """Tell whether a text asks what a document is about."""
    return bool(_PATTERNS[lang].search(text)) and not _PART.search(text)

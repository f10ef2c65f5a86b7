"""Figures asked for by how large they are: 罚款最高的是哪个, the largest fine, 从高到低排.

Only where nothing but a kind of figures is named is one of them meant: 无证经营最高罚多少 asks what is said
of that.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from index.runtime.patterns import regex
from qa.intent.quantities.figures import WORDS, figures_of
from qa.intent.quantities.words import EN_MORE, ZH_MORE
from qa.intent.question import Question
from qa.intent.request import SUBSIDIES, Ranked, Request
from qa.result import Language

_ZH_GREAT = "高|大|多|长|重|贵"
_ZH_SMALL = "低|小|少|短|轻"
_ZH_BY = "(?:(?:按|按照)(?:金额|数额|数值|数字|时间|期限|比例)?)?(?:从|由)"
_ZH_SORTED = "(?:顺序)?来?(?:依次)?(?:给我)?(?:排[列序]|排个序|排一[排下]|排|列出来|列一下|列)?(?:一下|出来)?"
_EN_ORDERED = (
    r"(?:,? ?(?:please )?(?:sorted|ordered|ranked|listed|in order))?(?: by size)?,? ?"
    r"(?:from )?(?:the )?"
)
_EN_ON = r"(?:to (?:the )?\w+est|first)"
_PATTERNS: Mapping[Language, Mapping[Ranked, str]] = {
    "zh": {
        "descending": f"{_ZH_BY}(?:{_ZH_GREAT})(?:的)?(?:排)?到(?:{_ZH_SMALL})(?:的)?{_ZH_SORTED}",
        "ascending": f"{_ZH_BY}(?:{_ZH_SMALL})(?:的)?(?:排)?到(?:{_ZH_GREAT})(?:的)?{_ZH_SORTED}",
        "largest": f"最(?:{_ZH_GREAT})(?:的)?(?:那)?(?:一)?(?:个|项|条|笔|档)?",
        "smallest": f"最(?:{_ZH_SMALL})(?:的)?(?:那)?(?:一)?(?:个|项|条|笔|档)?",
    },
    "en": {
        "descending": rf"{_EN_ORDERED}(?:largest|highest|biggest|longest) {_EN_ON}",
        "ascending": rf"{_EN_ORDERED}(?:smallest|lowest|shortest) {_EN_ON}",
        "largest": r"\b(?:largest|highest|biggest|greatest|longest|heaviest|steepest)\b"
        # Minimum distances are limits, the minimum distance is the smallest.
        r"|\bmaximum\b(?! \w+s\b)",
        "smallest": r"\b(?:smallest|lowest|shortest|lightest)\b|\bminimum\b(?! \w+s\b)",
    },
}
_RANKED = {
    lang: {ranked: regex(words) for ranked, words in own.items()} for lang, own in _PATTERNS.items()
}
# What is asked of the largest, where nothing else is: which, what, how much it is.
_MORE: Mapping[Language, str] = {
    "zh": f"{ZH_MORE}|罚款|哪一?[个项条种类笔档]|哪里|哪|多少钱?|什么|几|罚|是|可以|能|会|规定|为",
    "en": rf"{EN_MORE}|\b(?:single|one|possible|overall|there|set|named|anywhere|impose[sd]?|it|that|can)\b",
}
# What has a size, though nobody asks for figures who only names it.
_SIZED: Mapping[Language, re.Pattern[str]] = {
    "zh": regex("补助|补贴|奖励|投资|增速|增幅|降幅"),
    "en": regex(r"\b(?:investments?|subsid(?:y|ies)|rewards?)\b"),
}
_FINED = regex("(?:罚款?)(?:多少钱?|几)|罚(?!款|金)")
_EN_ONE = regex(
    r"\b(?P<noun>fine|amount|percentage|figure|number|target|sum|ratio|deadline|time limit|period|fee|"
    r"price|indicator|duration)\b(?!s)"
)


def read_ranked(question: Question) -> Request | None:
    """Return the request for figures by how large they are, or None."""
    lang = question.lang
    text = question.bare
    found = ((ranked, words.search(text)) for ranked, words in _RANKED[lang].items())
    ranked, match = next(((one, match) for one, match in found if match), (None, None))
    if match is None:
        return None
    rest = f"{text[: match.start()]} {text[match.end() :]}"
    rest = _FINED.sub("罚款", rest) if lang == "zh" else _EN_ONE.sub(r"\g<noun>s", rest)
    asked = rest
    for noun in (*WORDS[lang], _SIZED[lang]):
        asked = noun.sub(" ", asked)
    if asked == rest or question.left(asked, _MORE[lang]):
        return None
    request = figures_of(replace(question, text=rest, found=()))
    sized = _SIZED[lang].search(rest)
    # Where the documents tell of no subsidy, none is the largest.
    named = "" if request.topic == SUBSIDIES else request.topic
    topic = named or (sized.group() if sized else "")
    return replace(request, ranked=ranked, topic=topic)

"""Questions for what follows from a deed, and for the deeds that a place punishes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.ask.retrieval.query import Query
from qa.intent.question import Question
from qa.intent.request import Request
from qa.result import Language

# What is done against a place is dealt with at another.
AGAINST = regex(
    "违反|违背|触犯|不遵守|不按照?|没按照?"
    r"|\b(?:violat\w+|breach\w*|break\w*|broke\w*|infring\w+"
    r"|against|contrary to|not (?:comply|follow|obey)\w*)\b"
)
# 怎么处理 is asked of rubbish too: only with 会 does it ask what follows.
_CONSEQUENCE: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "(?:会|将)(?:被|受到?|给予?|有)?(?:怎么|怎样|如何|咋|什么|啥)(?!时|用|规定)"
        "|(?:怎么|怎样|如何|咋)(?:处罚|处分|惩罚|惩处|罚|追究|追责)"
        "|(?:什么|哪些|啥|何种|多大|怎样的?)(?:样)?的?(?:后果|处罚|处分|惩罚|惩处|责任|罚则|罚款)"
        "|罚款?(?:多少|几|多大|什么)|(?:会|要)(?:不会|不要)?被?(?:罚|处罚|处分|开除|没收)"
        "|后果(?:是|有|会|严重|$)|(?:处罚|处分|惩罚|罚款)(?:标准|额度)?(?:是|有|多少|如何|怎么样?)"
    ),
    "en": regex(
        r"\bwhat (?:will |would |can |may )?happens? (?:if"
        r"|when|to|for|in case)\b|\bpenal(?:ty|ties|i[sz]ed)\b"
        r"|\bpunish\w*|\bsanction\w*|\bconsequences?\b|\bfined?\b|\bdisciplin\w+|\bliab(?:le|ility)\b"
    ),
}
# 第十条处罚的是哪些行为, 第三十五条罚的是违反哪几条
_PUNISHES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        # 罚款有哪些 asks for the fines
        "(?:处罚|惩罚|惩处|处分|制裁|罚(?![款金则]))[^,，。]{0,6}"
        "(?:哪些|哪几|哪[一二两三四五六七八九十]|哪|什么|啥)|罚款?的?是?(?:哪些|什么)(?:样)?的?行为"
        "|(?:哪些|哪几|哪[一二两三四五六七八九十]|什么|啥)(?:样)?的?(?:个|条|项|种|类)?"
        "(?:行为|条款?|条文|规定|情形|违法|违规|事)[^,，。]{0,8}(?:处罚|惩罚|惩处|处分|罚|追究|制裁)"
    ),
    "en": regex(
        r"\b(?:which|what) (?:\w+ ){0,2}?(?:articles?|provisions?"
        r"|rules?|acts?|conduct|violations?|offen[cs]es?|deeds?|"
        r"behaviou?rs?|breach\w*)\b.*\b(?:punish\w*|sanction\w*|penali[sz]\w*|fin(?:e|es|ed)|deals? with)\b"
        r"|\bwhat (?:does|is) (?:\w+ ){0,4}?(?:punish|sanction|penali[sz]e)\w*"
    ),
}
# If somebody breaks it
_CONDITION: Mapping[Language, str] = {
    "zh": "要是|如果|谁|人|话|罚|多少|钱|会|要|受|到|被|怎么办",
    "en": r"\b(?:if|someone|anyone|people|when|much|happens?)\b",
}
_HOW_MUCH = regex(r"多少|几|\bhow (?:much|high|many|large)\b|\bamounts?\b")
# 做了什么会被罚, what can I get fined for: the deeds, whoever does them
_WHAT_IS_PUNISHED: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        f"{_PUNISHES['zh'].pattern}|(?:干|做|犯)了?(?:什么|啥|哪些)(?:事情?)?[^,，。]{{0,4}}?(?:罚款?|处罚|处分)"
        "|(?:哪些|哪几种|什么|啥)(?:样的)?(?:处罚|惩罚|处分|罚则)"
        "|(?:什么|哪些)(?:样的)?(?:行为|情形|情况|事情?)下?[^,，。]{0,4}(?:罚款|处罚|处分)"
    ),
    "en": regex(
        rf"{_PUNISHES['en'].pattern}|\bwhat\b[^,;]*\b(?:fined|punished|penali[sz]ed|sanctioned) for\b"
        r"|\b(?:what|which) (?:penalties|punishments|sanctions)\b"
        # all conduct that can be punished, one by one
        r"|\b(?:the|all|every|any) (?:conduct|acts?|behaviou?rs?|deeds?|violations?|offen[cs]es?)\b[^,;]*"
        r"\b(?:punish\w*|fined|penali[sz]ed|sanctioned)\b"
        r"|\bwhat (?:is|are|counts as|gets) (?:\w+ )?(?:punishable|punished|fined|penali[sz]ed|an offen[cs]e)"
    ),
}


def asks_consequence(query: Query) -> bool:
    """Tell whether a question asks what follows from a deed."""
    return bool(_CONSEQUENCE[query.lang].search(query.normal.lower()))


def asks_only_consequence(question: Question) -> bool:
    """Tell whether a question asks what follows and does not say from what: 违反了会怎样, the penalty."""
    told = _CONSEQUENCE[question.lang].sub(" ", AGAINST.sub(" ", question.text))
    return (
        told != question.text
        and not question.found
        and not question.left(told, _CONDITION[question.lang])
    )


def beside_punished(text: str, lang: Language) -> str | None:
    """Return what else a question for the deeds that are punished says; None where it asks otherwise."""
    match = _WHAT_IS_PUNISHED[lang].search(text)
    if match is None or _HOW_MUCH.search(text):
        return None
    return f"{text[: match.start()]} {text[match.end() :]}"


def read_joined(question: Question) -> Request | None:
    """Return the request for what follows from acting against a place, or for what a place punishes."""
    if not question.found or any(
        step.level in {"chapter", "part", "annex"}
        for found in question.found
        for step in found.reference.steps[-1:]
    ):
        return None
    places = tuple(found.reference for found in question.found)
    against = AGAINST.search(question.bare)
    if _PUNISHES[question.lang].search(question.bare):
        return Request("section", places=places, joined="deeds")
    if against and _CONSEQUENCE[question.lang].search(question.bare):
        return Request("section", places=places, joined="sanctions")
    return None

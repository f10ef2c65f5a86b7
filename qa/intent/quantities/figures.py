"""Questions for figures: 有哪些量化指标, 到2035年的具体数字, every numerical target on health care."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.filters import Filters, read_filters
from qa.intent.quantities.left_out import places_in, places_left_out
from qa.intent.quantities.measures import MEASURES, is_measure, measures_in, scope_in
from qa.intent.quantities.topic import en_topic, wanted_of, zh_topic
from qa.intent.quantities.words import (
    EN_ALL,
    EN_MORE,
    EN_STRONG,
    EN_WEAK,
    WHICH_ONES,
    ZH_ALL,
    ZH_EVERY,
    ZH_GIVEN,
    ZH_MORE,
    ZH_STRONG,
    ZH_TOPIC,
    ZH_VALUED,
    ZH_WEAK,
)
from qa.intent.question import Question
from qa.intent.request import FEES, SUBSIDIES, Measure, Request
from qa.result import Language

_TOPIC = 2
# Several things beside each other, of which figures are asked.
_ENUMERATED = regex("[\u3400-\u9fff]{2,}、[\u3400-\u9fff]{2,}")
_OTHERWISE: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "为什么|为何|为啥|凭什么|何以|缘何|(?:数据|数字|指标)(?:都|分别)?是(?:哪|什么|几)一?(?:年|时候)的?$"
    ),
    "en": regex(
        r"\bwhy\b|\bhow come\b|\b(?:which|what) (?:years?|periods?|time) (?:is|are|do|does|did)\b[^,;]*"
        r"\b(?:cover|refer|relate|for|from|apply|describe|concern)\b"
    ),
}
_PLACE_WORD = regex(r"(?:the )?(?:sub)?(?:section|part|chapter|article|annex)s?\b")
# Amounts that have a name of their own, as a document calls them.
_NAMED: Mapping[str, re.Pattern[str]] = {
    "罚款": regex(r"罚款|罚金|罚(?=多少|几)|\bfines?\b"),
    "赔偿": regex(r"赔偿|\b(?:compensation|damages)\b"),
    SUBSIDIES: regex(r"补贴|补助|\b(?:subsid(?:y|ies)|grants)\b"),
    FEES: regex(r"费用|收费|\b(?:fees?|charges)\b"),
}
_FINED = regex("罚")
# What is in some unit may be called so.
_ZH_AIMS = regex("任务|要求|规定|多少|数|指标")
_ZH_FIXED = regex("指标|多少|几个数")
_EN_AIMS = regex(r"\b(?:goals?|aims?|tasks?|requirements?|ones|how many|what|which)\b")
_EN_NUMBERED = regex(
    r"\b(?:goals|aims|targets|objectives|tasks)\b(?P<between>[^,;:]*?)"
    r"\b(?:with|in|given as) (?:the |concrete |specific |exact )?(?:figures|numbers)\b"
)
# Nothing but a noun for figures, with what they are of before it or behind it.
_EN_HEADED = regex(
    r"(?:the )?(?:\w+ )?(?:figures|numbers|targets|goals|objectives|time limits|deadlines|percentages)\b|"
    r"(?:quantifi|numeric|quantitat|binding)|"
    r"(?:the )?(?:(?!(?:what|how|when|who|where|why|does|do|is|are)\b)[\w&,'’-]+ ){1,8}"
    r"(?:figures|numbers|statistics|percentages)\s*(?:$|[-–—:])"
)
# Dates in 2025; minimum distances
_EN_BARE = regex(rf"(?:the |any |minimum |maximum |upper |lower )*(?:{EN_WEAK})\b")
_ZH_AMOUNTS = (
    "(?:罚款|金额|数额|额度|期限|时限|费用|比例|上限|下限|价格|面积|幅度|次数|天数|年限|距离|人数)"
)
# 有哪些罚款, 规定了哪些期限: amounts by their name, which 指标 are not.
_ZH_SET = regex(
    rf"(?:有|设|设定|规定|定)了?哪些{_ZH_AMOUNTS}(?:[、和与及]{_ZH_AMOUNTS})*(?:$|[?？])|"
    # 跟漏水有关的罚款，数额是多少
    rf"(?:跟|和|与|同)[^,，。]{{1,16}}(?:有关|相关)的{_ZH_AMOUNTS}.*(?:多少|几)|"
    # 有哪些补贴，分别多少钱
    "有?哪些补[贴助][,，]?(?:分别|各|都)(?:自|是|为|补)*多少钱?$|"
    "(?:罚款|金额|数额|额度|期限|时限|天数|费用|比例|占比|百分比|上限|下限|价格|幅度)(?:都|分别|各)*有(?:哪些|多少|几种)$"
)
# Words that mean figures by themselves, and those that do beside others.
WORDS: Mapping[Language, tuple[re.Pattern[str], re.Pattern[str]]] = {
    "zh": (regex(ZH_STRONG), regex(ZH_WEAK)),
    "en": (regex(rf"\b(?:{EN_STRONG})\b"), regex(rf"\b(?:{EN_WEAK})\b")),
}


def read_figures(question: Question) -> Request | None:
    """Return the request for figures, or None."""
    if asks_otherwise(question):
        return None
    zh = question.lang == "zh"
    filters, text = read_filters(_plain_text(question), question.lang)
    # What is in a unit, binding, or for somebody to reach, is a number whatever it is called.
    narrowed = bool(
        filters.counted or filters.body or filters.nature or filters.limit or filters.direction
    )
    text = text if zh else _with_numbers(text)
    strong, weak = _nouns(question, text, filters)
    dated = bool(question.years or filters != Filters())
    if not strong and not (weak and (dated or _all_values(question, text))):
        return None
    # Figures on total power, every one of them; total power figures; 2025年的量化指标
    whole = strong and (zh or _EN_HEADED.match(text))
    several = (ZH_ALL if zh else EN_ALL).search(text) or (
        _bare(text) if zh else _EN_BARE.match(text)
    )
    if not (narrowed or several or whole):
        return None
    topic, rest = zh_topic(question, text, [*strong, *weak]) if zh else en_topic(text)
    if zh and strong and (before := wanted_of(question, text)):
        topic, rest = before, ""
    left = question.left(re.sub(r"[0-9]{2,4}", " ", rest), ZH_MORE if zh else EN_MORE)
    # Between two years, or over so much: that is asked of figures, whatever else is said of them.
    bounded = filters.bounded and WHICH_ONES[question.lang].search(text)
    if left and not bounded:
        return None
    if bounded and (left or not _known(question, topic)):
        topic = ""
    measures = measures_in(text, topic)
    # A single character is a part of how it is asked, 罚款金额 asks for money, not for money about fines.
    if _says_nothing(question, topic, text):
        topic = ""
    return _request(question, text, filters, topic, measures)


def _request(
    question: Question, text: str, filters: Filters, topic: str, measures: tuple[Measure, ...]
) -> Request:
    return Request(
        "figures",
        places=places_in(question),
        outside=places_left_out(question),
        years=_years(question, filters),
        topic=topic or _named_amount(text, measures),
        measures=measures,
        scope=scope_in(text),
        filters=filters,
    )


def _nouns(
    question: Question, text: str, filters: Filters
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """Return the words that mean figures by themselves, and those that do beside others."""
    zh = question.lang == "zh"
    strong, weak = (list(words.finditer(text)) for words in WORDS[question.lang])
    if filters.limit and zh and "哪" in text and not (strong or weak):
        weak = list(ZH_GIVEN.finditer(text)) or list(_FINED.finditer(text))
    if filters.counted and not (strong or weak):
        weak = list((_ZH_AIMS if zh else _EN_AIMS).finditer(text))
    elif zh and filters.body:
        # What an authority has to do is no figure; its 指标 are, and how much it has to do.
        weak = list(_ZH_FIXED.finditer(text))
    return strong, weak


def figures_of(question: Question) -> Request:
    """Return the request for figures of a question that is known to ask for them."""
    zh = question.lang == "zh"
    filters, text = read_filters(_plain_text(question), question.lang)
    nouns = list(re.finditer(rf"{ZH_STRONG}|{ZH_WEAK}", text)) if zh else []
    if zh:
        match = ZH_TOPIC.search(text)
        apart = match is not None
        asked = match.group("topic") or match.group("about") if match else text
        runs = question.left(re.sub(r"[0-9]{2,4}年?", " ", asked), ZH_MORE).split()
        named = [run for run in runs if len(run) > 1]
        if len(named) > 1 and _ENUMERATED.search(text):
            topic = "、".join(named)  # 列一下人口、货物和集装箱吞吐量: figures of each
        else:
            topic = max(named, key=len, default="")
            if apart and not topic:  # what asks elsewhere may be what is asked of here
                topic = question.left(asked)
        if nouns and not topic:
            topic, _ = zh_topic(question, text, nouns)
    else:
        topic, _ = en_topic(text)
        apart = False
    measures = measures_in(text, topic)
    # 和…有关的数据 says what it is about, known or not; what else is unknown may be a way to ask.
    unknown = not apart and not _known(question, topic)
    if unknown or any(words.search(topic) for words in MEASURES.values()):
        topic = ""
    if _is_of_asking(question, topic):
        topic = ""
    return _request(question, text, filters, topic, measures)


def asks_otherwise(question: Question) -> bool:
    """Tell whether a question that names figures asks for none: why one is set, of which year they are."""
    return _OTHERWISE[question.lang].search(question.text) is not None


def _says_nothing(question: Question, topic: str, text: str) -> bool:
    """Tell whether a topic is no more than a part of how figures are asked for."""
    return is_measure(topic) or _is_too_short(topic, text) or _is_of_asking(question, topic)


def _is_of_asking(question: Question, topic: str) -> bool:
    """Tell whether a topic has only words of asking, or calls a place by its heading that has its number."""
    if question.lang == "zh" or not topic:
        return False
    named = bool(question.found) and _PLACE_WORD.match(topic) is not None
    return named or not question.left(topic, EN_MORE)


def _named_amount(text: str, measures: tuple[Measure, ...]) -> str:
    """Return the kind of amount that is asked for by its own name: fines are no prizes and no damages."""
    if len(measures) > 1:  # 期限和罚款 are more than fines
        return ""
    return next((name for name, words in _NAMED.items() if words.search(text)), "")


def _with_numbers(text: str) -> str:
    """Return an English question whose goals are to have numbers as one for figures."""
    return _EN_NUMBERED.sub(r"figures\g<between>", text)


def _is_too_short(topic: str, text: str) -> bool:
    """Tell whether a topic is one character that nothing sets apart: 跟水有关的 is about water."""
    apart = rf"(?:跟|和|与|关于|有关|涉及){re.escape(topic)}(?:有关|相关|的)"
    return len(topic) < _TOPIC and not (topic and re.search(apart, text))


def _plain_text(question: Question) -> str:
    """Return a question without its places and what stands in brackets."""
    return re.sub(r"[（(][^()（）]*[)）]", " ", question.bare)


def _years(question: Question, filters: Filters) -> tuple[int, ...]:
    """Return the years that are meant themselves, not as the end of a time."""
    return () if filters.since or filters.until else question.years


def _known(question: Question, topic: str) -> bool:
    """Tell whether any word of a topic is one of the document; what is not filters nothing."""
    words = topic.split() if topic.isascii() else [topic]
    if any(question.contents.knows(word) for word in words):
        return True
    pairs = [topic[at : at + 2] for at in range(len(topic) - 1)]
    return not topic.isascii() and any(map(question.contents.knows, pairs))


def _all_values(question: Question, text: str) -> bool:
    """Tell whether a weaker word means numbers: 罚款金额都列出来, 教育方面的具体指标有哪些."""
    if question.lang == "zh":
        return bool(
            _ZH_SET.search(text) or ZH_EVERY.search(text) or ZH_VALUED.search(text) or _bare(text)
        )
    many = r"\b(?:all|every|each|list|binding|key|main|headline|core|upper and lower)\b"
    asked = (
        rf"^what are (?:the )?(?:[\w-]+ ){{0,3}}(?:{EN_WEAK})\b|\bas numbers\b|"
        rf"^(?:the )?(?:minimum|maximum) (?:{EN_WEAK})\b|"
        # what fines does the law set
        rf"^(?:what|which) (?:\w+ )?(?:{EN_WEAK}) (?:does|do|are|is)\b.*\b(?:set|provided?|imposed?|laid|lay|"
        r"prescribed?|specified|specify|fixed?|contain(?:ed)?|listed|list|there)\b|"
        # which targets concern straw
        rf"^(?:what|which)(?: of the)? (?:{EN_WEAK}) "
        r"(?:concern|cover|touch|relate|apply|deal|are (?:about|on|for))\b"
    )
    return bool(re.search(f"{many}|{asked}", text))


def _bare(text: str) -> bool:
    """Tell whether nothing stands behind the word for figures: 罚款数额 asks for all of them."""
    return bool(
        re.search(rf"(?:{ZH_WEAK})$", text)
        # 可以拿去做什么投资, 有没有罚款: what, and whether, not how much.
        and not re.search("多[少大高长宽重快远久深厚]|几|哪|什么|啥|有没有|有无|是否|可以|能", text)
    )

"""What a question asks for once its kind is known: the same parts, read with less asked of what is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace

from index.runtime.patterns import regex
from qa.intent.concordance.mention import term_of
from qa.intent.frame import named_title
from qa.intent.metadata.about import facets_of
from qa.intent.metadata.another import asks_of_another
from qa.intent.quantities.figures import asks_otherwise, figures_of
from qa.intent.quantities.words import ZH_TOPIC
from qa.intent.question import Question
from qa.intent.request import Asked, Facet, Request
from qa.intent.structure.parts import asks_how_many, named_level
from qa.intent.words import document_pattern
from qa.result import Intent

# What is said of a document where nothing else is asked of it.
_WHAT_IT_IS: tuple[Facet, ...] = ("title", "purpose")
_WHO_MADE_IT: tuple[Facet, ...] = ("title", "body", "date")
_ASKS_WHO = regex(r"谁|何人|何时|时候|哪[年天月日]|哪一[年天]|几号|\b(?:who|whom|whose|when)\b")
# The words of a chapter in an English question: the chapter on intellectual property, under X.
_EN_TITLE = regex(
    r"\b(?:chapter|section|part|bit|heading|passage)\s+(?:called|titled|entitled|named|headed|on|about|"
    r"that deals with|dealing with|concerning)\s+(?:the\s+)?(?P<title>[^?,;:]+?)"
    r"(?=\s+(?:contain|have|has|include|cover|say|consist|comprise|divide|made|split|fall|broken)\w*\b|$)"
)

_WHETHER = regex(
    r"^(?:is|are|was|were|do|does|did|can|may|must|will|has|have)\b|吗[?？]?\s*$|是不是|还是|是否"
)

# How large something is asks for no headings.
_HOW_LARGE = regex(r"多[大高宽远深重厚快]|面积|\bhow (?:large|big|high|far|deep|wide|fast)\b")
_DATA = regex(r"数据|\bdata\b")
# A question for figures has a word for some kind of them.
_FIGURES = regex(
    r"数|多少|几|指标|目标|量化|金额|钱|罚|额|期限|时限|时间|日期|天|年|月|"
    r"比例|占比|率|百分|面积|规模|价|费|标准|上限|下限|幅度|%|"
    r"\b(?:figures?|numbers?|numer\w+|quanti\w+|targets?|goals?|percent\w*|amounts?|deadlines?|limits|"
    r"indicators?|metrics?|kpis?|statistics|data|how (?:many|much|long|high|large)|dates?|days?|"
    r"months?|years?|hours?|"
    r"fines?|penalt\w+|fees?|costs?|money|yuan|sums?|shares?|ratios?|rates?|thresholds?|quotas?|milestones?)\b"
)
# Of several things one amount each is found where each is told.
_EACH = regex(r"[和与及、][^，。,]{1,12}?(?:各|分别)|\band [^,.]{1,40}\b(?:each|respectively)\b")
# What does it say on buses asks what is said, not whether anything is.
_ASKS_MORE = regex(
    r"什么(?!地方)|谁|多少(?![次处])|怎么|如何|为什么|为何|何时|多久"
    r"|^(?:what(?! (?:places?|parts?|chapters?|sections?))|who|why|when|how(?! (?:often|many times)))\b"
)


def read_as(kind: Intent, question: Question) -> Request | None:
    """Return the request of a question of a known kind; None where what it needs is not there."""
    reader = _READERS.get(kind)
    return None if reader is None else reader(question)


def _places(question: Question) -> tuple[Asked, ...]:
    """Return the places that a question names: by numbers, else by a title."""
    if question.found:
        return tuple(found.reference for found in question.found)
    title = named_title(question)
    if not title and question.lang == "en":
        match = _EN_TITLE.search(question.text)
        title = match.group("title").strip(" \"'“”") if match else ""
    return (Asked(title=title, words=title),) if title else ()


def _outline(question: Question) -> Request | None:
    if _HOW_LARGE.search(question.text):
        return None
    places = _places(question)
    text = question.bare
    for place in places:
        if place.title:
            text = re.sub(re.escape(place.title.lower()), " ", text)
    # The 条 of 条例 is no article.
    text = regex(document_pattern(question.lang)).sub(" ", text)
    level = named_level(text, question.lang, below=bool(places))
    return Request("outline", places=places, level=level, counted=asks_how_many(question))


def _section(question: Question) -> Request | None:
    places = _places(question)
    return Request("section", places=places) if places else None


def _mention(question: Question) -> Request | None:
    if _ASKS_MORE.search(question.text):
        return None
    terms = term_of(question)
    places = tuple(found.reference for found in question.found)
    return Request("mention", terms=terms, places=places) if terms else None


def _figures(question: Question) -> Request | None:
    # In a law on data 数据 is what it is about, and asks for no number.
    own = any("数据" in name for name in question.contents.names)
    text = _DATA.sub(" ", question.text) if own else question.text
    if asks_otherwise(question) or _EACH.search(text):
        return None
    # What only reads like a question for figures is one where some are named as asked; 和天文有关的数据
    # says itself what they are to be of.
    apart = question.lang == "zh" and ZH_TOPIC.search(text) is not None
    return replace(figures_of(question), open=not apart) if _FIGURES.search(text) else None


def _about(question: Question) -> Request | None:
    if asks_of_another(question):
        return None
    facets = facets_of(question)
    # What is to the west asks nothing of a document that it does not name.
    if not facets and not regex(document_pattern(question.lang)).search(question.text.lower()):
        return None
    # Whether it is one thing or another names what is asked: where that is no facet, what is said is asked.
    if not facets and _WHETHER.search(question.text):
        return None
    if not facets:
        facets = _WHO_MADE_IT if _ASKS_WHO.search(question.text) else _WHAT_IT_IS
    return Request("about", facets=facets)


_READERS: Mapping[Intent, Callable[[Question], Request | None]] = {
    "outline": _outline,
    "section": _section,
    "mention": _mention,
    "figures": _figures,
    "about": _about,
}

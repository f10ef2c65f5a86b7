"""The frame of a question: how it asks, without what it asks about.

“机遇挑战”那节怎么写的 and “保障措施”那节怎么写的 have one frame. Headings, places, quoted words, years,
numbers and the document's own name are put down by a stand-in each, so that what was learned of one
document holds for any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.question import Question
from qa.intent.words import document_pattern
from qa.result import Language

# What stands for each part, as an encoder reads it best: plain words of the language.
_STAND_INS: Mapping[Language, Mapping[str, str]] = {
    "zh": {
        "place": "第三章",
        "title": "标题",
        "quoted": "“词”",
        "document": "文件",
        "year": "2025年",
        "number": "3",
    },
    "en": {
        "place": " chapter three ",
        "title": " TITLE ",
        "quoted": ' "word" ',
        "document": " the document ",
        "year": "2025",
        "number": "3",
    },
}
# Of a question without a subject no more characters than these are left: 管 块地方.
_LITTLE = 4
# Shorter headings stand in too many sentences that are not about them.
_SHORTEST_TITLE = 2
_QUOTED = regex('[“"「『《]([^“”"「」『』《》]{1,30})[”"」』》]')
_YEAR = regex("(?:19|20)[0-9]{2}年?")
_NUMBER = regex("[0-9]+")
# Without one of these a question is not about the document itself: four of five questions for what it says
# have none, and cost no look at all.
_CUES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "[章编篇块词搜找]|部分|大点|条文|条款|多少条|几条|几节|哪些节|哪几节|方面|框架|结构|架构|脉络|"
        "体例|布局|目录|提纲|大纲|纲要|标题|题目|段落|层次|板块|提(?![高升供出前倡取名案示交质炼振议速])|"
        "[写讲谈]|说(?!明)|涉[及不]|出现|有没有|有无|是否|几个字|两个字|三个字|字样|指标|数字|数值|"
        "数据|数额|金额|量化|百分|期限|天数|罚款|文号|发文|印发|发布|颁|出台|干嘛|是什么|里头|里面"
    ),
    "en": regex(
        r"\b(?:chapters?|sections?|parts?|head\w*|outline|layout|laid|structur\w*|organi[sz]\w*|"
        r"divi\w*|split|brea\w*|broken|skeleton|contents?|made up|articles?|titles?|mention\w*|touch\w*|"
        r"cover\w*|writ\w*|words?|terms?|com\w+ up|bring\w*|includ\w*|find|search\w*|look\w*|"
        r"(?:any|no|some)thing|nam\w+|refer\w*|figures?|numbers?|numeri\w*|targets?|goals?|percent\w*|"
        r"quanti\w*|metrics?|kpis?|limits?|amounts?|fines|under|read|appears?|occurs?|talks?|says?|"
        r"discuss\w*|issu\w*|publish\w*|document|paper|text)\b|\bin (?:it|there|here)\b|made it into"
    ),
}  # fmt: skip


def may_ask_of_document(question: Question) -> bool:
    """Tell whether a question has a word that one about the document itself has, or no subject of its own."""
    return bool(
        question.found
        or _QUOTED.search(question.text)
        or _CUES[question.lang].search(question.text)
        or named_title(question)
        or len(question.left().replace(" ", "")) <= _LITTLE
    )


def named_title(question: Question) -> str:
    """Return the longest heading that a question names letter for letter, else nothing."""
    text = question.text
    named = (
        t for t in question.contents.headings if len(t) >= _SHORTEST_TITLE and t.lower() in text
    )
    return max(named, key=len, default="")


def frame_of(question: Question) -> str:
    """Return how a question asks, with a stand-in for each part that is of its document."""
    stand_in = _STAND_INS[question.lang]
    text = question.text
    spans = [(found.span.start, found.span.end, stand_in["place"]) for found in question.found]
    for title in sorted(set(question.contents.headings), key=len, reverse=True):
        at = text.find(title.lower()) if len(title) >= _SHORTEST_TITLE else -1
        end = at + len(title)
        if at >= 0 and not any(start < end and at < stop for start, stop, _ in spans):
            spans.append((at, end, stand_in["title"]))
    for start, stop, words in sorted(spans, reverse=True):
        text = f"{text[:start]}{words}{text[stop:]}"
    # What already is a stand-in must not be read again: “标题” is no quoted title.
    kept = re.split(f"({'|'.join(map(re.escape, {words for _, _, words in spans}))})", text)
    if not spans:
        kept = [text]
    return "".join(
        piece if at % 2 else _plain(piece, question.lang) for at, piece in enumerate(kept)
    ).strip()


def _plain(text: str, lang: Language) -> str:
    stand_in = _STAND_INS[lang]
    marks = {"quoted": "\ue000", "document": "\ue001", "year": "\ue002", "number": "\ue003"}
    text = _QUOTED.sub(marks["quoted"], text)
    text = regex(document_pattern(lang)).sub(marks["document"], text)
    text = _NUMBER.sub(marks["number"], _YEAR.sub(marks["year"], text))
    for name, mark in marks.items():
        text = text.replace(mark, stand_in[name])
    return text

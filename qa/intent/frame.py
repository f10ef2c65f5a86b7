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
# Shorter headings stand in too many sentences that are not about them.
_SHORTEST_TITLE = 2
_QUOTED = regex('[“"「『《]([^“”"「」『』《》]{1,30})[”"」』》]')
_YEAR = regex("(?:19|20)[0-9]{2}年?")
_NUMBER = regex("[0-9]+")


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

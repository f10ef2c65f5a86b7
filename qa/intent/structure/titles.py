"""A place that a question names by the words of its heading: 发展目标那一节, the section on X."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from index.runtime.patterns import regex
from qa.intent.question import Question
from qa.intent.request import Asked

_ZH_PLACE_NOUN = "(?:这一|那一|这|那|一|的)?(?:章节|章|小节|节|部分|段落|段|板块|块|篇|条|附件)"
_ZH_SAYS = regex("讲|说|写|谈|内容|规定|提|概括|总结|概述|摘要|主要|介绍|是什么|是啥|原文|看")
_ZH_TITLE = regex(
    rf"(?P<title>[^,，。？?\s]{{2,40}}?)\s*{_ZH_PLACE_NOUN}(?=里|中|的|主要|都|讲|说|写|是|有|内容|怎|"
    rf"具体|大概|呢|吧|,|，|\s|$)"
)
_EN_TITLE = regex(
    r"\b(?:sections?|chapters?|parts?|passage|bit|heading|subsection)\s+(?:called|titled|entitled|"
    r"named|headed|on|about|under the (?:title|heading))\s+(?P<title>.+?)"
    r"(?:\s*(?:[-–—,;:]\s.*|\s(?:say|says|cover|covers|contain|contains|talk|talks|please|about|in)\b.*))?$"
    r"|\b(?:sections?|chapters?|parts?|passage|heading)\s+[\"“](?P<quoted>[^\"”]+)[\"”]"
    r"|\b(?:the|this|that)\s+(?P<before>(?:[\w'’&-]+\s+){1,6}?)(?:section|chapter|part|bit)\b"
)


# What chapters of laws are called in English, whose names nobody takes for anything else.
_EN_USUAL = regex(
    r"\b(?:general|supplementary|supplemental|final) (?:provisions|rules)\b|\blegal liabilit(?:y|ies)\b"
)
_ZH_TOLD = regex(
    "(?:讲|说|写|谈|关于|规定|涉及)(?P<title>[^,，。?？讲说写]{2,16}?)的(?:那|这)(?:一|个)?(?:章|节|部分|编|篇|块|段)"
)
_ZH_HOW = regex("^(?:的是|怎么样?|如何|怎样|咋|什么|哪些)+")
# Of the pairs of characters, for a heading to be meant that is not named letter for letter.
_MOST = 0.6
_SEVERAL = regex(
    # 写了哪些内容 asks for the text of one place
    "哪些(?!内容|方面|东西|要点|要求)|哪几|哪[二两三四五六七八九十]|几[条个项节章块点部小]|多少"
    r"|\b(?:what|which|how many|list|name|all)(?: the)? (?:sub-?)?(?:sections|headings|chapters|parts)\b"
)
_EN_SAYS = regex(
    r"\b(?:what|say|says|summar\w+|content|contents|show|read|quote|explain|about|in it|reproduce|write"
    r"|writes|written|copy|wording)\b"
)
_EN_HEADED = regex(r"\b(?:headed|called|titled|entitled|named)\b")
_EN_NOUN = regex(r"\b(?:section|chapter|part|heading)\b")
# Words of asking that may stand around a Chinese title in an English question.
_EN_AROUND = r"\b(?:sections?|chapters?|parts?|headings?|titles?|called|named|titled)\b"
# What a heading has below it.
_BELOW = frozenset({"section", "point", "subpoint", "item", "article"})
# 三、 before a title is its number.
_LABEL = r"(?:第?[一二三四五六七八九十]{1,3}[章节部分]*[、\s]\s*|[（(][一二三四五六七八九十]{1,3}[)）]\s*)?"
_HAN = regex("[\u3400-\u9fff]")


def read_title(question: Question) -> Asked | None:
    """Return the heading that a question asks the text of, or None."""
    if _SEVERAL.search(question.text):
        return None
    if question.lang == "en" and not _HAN.search(question.text):
        return _english(question)
    return _named(question) or _alike(question) or _told(question)


def names_heading(question: Question) -> bool:
    """Tell whether a Chinese question asks for the text of a heading that it names letter for letter."""
    return question.lang == "zh" and not _SEVERAL.search(question.text) and bool(_named(question))


def below_title(question: Question) -> Asked | None:
    """Return the place that is counted below a heading which a question names: 保障措施里第三点."""
    if len(question.found) != 1 or question.found[0].reference.steps[0].level not in _BELOW:
        return None
    text = question.bare
    named = (title for title in question.contents.headings if title and title.lower() in text)
    title = max(named, key=len, default="")
    labelled = re.search(f"(?P<label>{_LABEL}){re.escape(title.lower())}", text)
    if not title or labelled is None:
        return None
    if question.found[0].reference.steps[0].level == "article" and not labelled["label"]:
        return None  # the articles of a law are counted through all of it
    rest = f"{text[: labelled.start()]} {text[labelled.end() :]}"
    if question.left(re.sub(_ZH_PLACE_NOUN, " ", rest)):
        return None
    return replace(question.found[0].reference, title=title)


def _english(question: Question) -> Asked | None:
    text = question.text
    if (usual := _EN_USUAL.search(text)) and not question.subject(_EN_USUAL.sub(" ", text)):
        return Asked(title=usual.group(), words=usual.group())
    match = _EN_TITLE.search(text)
    if match is None:
        return None
    title = (match["title"] or match["quoted"] or match["before"]).strip(" \"'“”‘’")
    end = match.end("title") if match.group("title") else match.end()
    rest = f"{text[: match.start()]} {text[end:]}"
    # The passage headed X, please: nothing is asked but to see it.
    shown = match["quoted"] or _EN_HEADED.search(match.group())
    asked = _EN_SAYS.search(rest) or (shown and not question.left(rest))
    if not title or question.subject(rest) or not asked:
        return None
    return Asked(title=title, words=title)


def _named(question: Question) -> Asked | None:
    """Return a heading that is named letter for letter."""
    text = question.text
    titles = [title for title in question.contents.headings if title and title.lower() in text]
    title = max(titles, key=len, default="")
    if not title:
        return None
    at = text.index(title.lower())
    rest = f"{text[:at]} {text[at + len(title) :]}"
    noun = re.search(_ZH_PLACE_NOUN, rest) or _EN_NOUN.search(rest)
    if not noun and not re.search("讲|说的|写的|要求的|规定的|[下底]面|底下", rest):
        return None
    more = _EN_AROUND if question.lang == "en" else ""
    left = question.subject(re.sub(_ZH_PLACE_NOUN, " ", rest), more)
    return None if left else Asked(title=title, words=title)


@dataclass(frozen=True, slots=True)
class Told:
    """A heading by what it is said to be on, and the question without that."""

    place: Asked
    rest: str


def told_title(text: str) -> Told | None:
    """Return a heading by what it is said to be on, in whatever words: 讲怎么收费的那一章."""
    match = _ZH_TOLD.search(text)
    title = _ZH_HOW.sub("", match["title"]) if match else ""
    if match is None or not title:
        return None
    place = Asked(title=title, words=title)
    return Told(place, f"{text[: match.start()]} {text[match.end() :]}")


def _told(question: Question) -> Asked | None:
    told = told_title(question.bare)
    return None if told is None or question.subject(told.rest) else told.place


def _alike(question: Question) -> Asked | None:
    """Return a heading that is named in nearly its words, as a place: 人才服务那节讲什么."""
    text = question.text
    match = _ZH_TITLE.search(text)
    if match is None or not _ZH_SAYS.search(text[match.end() :] or text):
        return None
    title = match.group("title").strip("“”\"'《》 ")
    pairs = {title[at : at + 2] for at in range(len(title) - 1)}
    likely = any(
        sum(pair in heading.lower() for pair in pairs) >= _MOST * len(pairs)
        for heading in question.contents.headings
    )
    if not pairs or not likely or question.subject(text[match.end() :]):
        return None
    return Asked(title=title, words=title)

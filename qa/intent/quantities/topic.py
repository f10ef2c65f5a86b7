"""What figures are asked of: 环保 of 环保方面的指标, health care of the figures on health care."""

from __future__ import annotations

import re

from index.runtime.patterns import regex
from qa.intent.quantities.words import (
    EN_MORE,
    EN_STRONG,
    EN_TOPIC,
    EN_WEAK,
    ZH_MORE,
    ZH_STRONG,
    ZH_TOPIC,
    ZH_WEAK,
)
from qa.intent.question import Question


def zh_topic(question: Question, text: str, nouns: list[re.Match[str]]) -> tuple[str, str]:
    """Return what figures are asked of, and the question without it."""
    if match := ZH_TOPIC.search(text):
        group = "topic" if match.group("topic") else "about"
        topic = question.left(match.group(group), _ZH_MORE_IN_TOPIC)
        if topic:
            return topic, f"{text[: match.start()]} {text[match.end() :]}"
    # The topic stands before the word for figures, in the same breath.
    nouns = sorted(nouns, key=re.Match.start)
    comma = re.search("[,，;；:：]", text[nouns[0].end() :])
    end = nouns[0].end() + comma.start() if comma else len(text)
    last = max(noun.end() for noun in nouns if noun.start() < end)
    above = text[:last]
    for noun in nouns:
        if noun.end() <= last:
            above = f"{above[: noun.start()]}{' ' * len(noun.group())}{above[noun.end() :]}"
    runs = question.left(re.sub(r"[0-9]{2,4}年?", " ", above), ZH_MORE).split()
    topic = _contiguous(text[:last], runs)
    # What stands behind says something about the figures: that is another question.
    return (topic, text[last:]) if topic or not runs else ("", text)


def wanted_of(question: Question, text: str) -> str:
    """Return what numbers are wanted of in a clause of its own: 储备要保持几个月销量，把数字给我."""
    *before, last = re.split("[,，;；。]", text)
    # Where the clause before names figures itself, they are what is wanted: …机械化率目标，逐个要数.
    if any(re.search(f"{ZH_STRONG}|{ZH_WEAK}", part) for part in before):
        return ""
    if not before or not re.search(ZH_STRONG, last):
        return ""
    if question.left(re.sub(ZH_STRONG, " ", last), ZH_MORE):
        return ""
    runs = question.left(" ".join(before), ZH_MORE).split()
    return max(runs, key=lambda run: (question.contents.knows(run), len(run)), default="")


def _contiguous(text: str, runs: list[str]) -> str:
    """Return the words from the first of ``runs`` to the last if only joints stand between them."""
    start = at = text.find(runs[0]) if runs else -1
    for run in runs:
        begins = text.find(run, at)
        # 增发一次性退役金: what asks elsewhere stands inside a name too.
        if re.fullmatch("[的、和与及\\s]*|[^哪几多有列要到,，。]{1,2}", text[at:begins]) is None:
            return ""
        at = begins + len(run)
    return text[start:at] if runs else ""


_ZH_MORE_IN_TOPIC = r"[0-9]{4}年?|到|底|前"


_PLACEHOLDERS = frozenset({"it", "this", "that", "them", "there", "here", "total"})
# Elderly care, just the percentages: the topic first, then what is wanted of it.
_EN_FIRST = regex(
    r"^(?:(?:19|20)[0-9]{2}\s+)?(?P<topic>[^–—:,-]+?(?:,? and [^–—:,-]+?)?)\s*[–—:,-]+\s*"
    r"(?:all|every|list|give|just|only|what|which|any|how|the|their|numbers|figures|percentages|targets|"
    r"deadlines|amounts)\b"
)
# Transport figures - rail, roads: what stands behind says more of the topic.
_EN_MORE_OF_IT = regex(r"\s*[–—:-]+\s*(?P<more>[a-z][a-z ,&]*)$")


def en_topic(text: str) -> tuple[str, str]:
    """Return what figures are asked of, and the question without it."""
    noun = re.search(rf"\b(?:{EN_STRONG}|{EN_WEAK})\b", text)
    start = noun.end() if noun else 0
    match = EN_TOPIC.search(text, start)
    if match is None:
        lead = _EN_FIRST.match(text)
        if lead:
            return _plain(lead.group("topic")), text[lead.end("topic") :]
        topic, rest = _modifier(text, noun)
        more = _EN_MORE_OF_IT.match(text, start) if topic else None
        if more:
            return f"{topic}, {more['more']}", rest.replace(more["more"], " ")
        return topic, rest
    if match.group("topic") in _PLACEHOLDERS:
        return "", f"{text[: match.start()]} {text[match.end() :]}"
    topic = match.group("topic") + (match.group("others") or "")
    return _plain(topic), f"{text[: match.start()]} {text[match.end() :]}"


def _modifier(text: str, noun: re.Match[str] | None) -> tuple[str, str]:
    """Return what stands right before the word for figures and says what they are of: fine ranges."""
    if noun is None:
        return "", text
    head = re.search(r"(?:^|\s)((?:[a-z&-]+\s+){1,6})$", text[: noun.start()])
    words = [] if head is None else head.group(1).split()
    while words and (words[0] in _NO_TOPIC or re.fullmatch(EN_MORE, words[0])):
        words = words[1:]
    inner = [word for word in words[1:-1] if word != "and"]
    if not words or any(word in _NO_TOPIC for word in (words[0], *inner, words[-1])):
        return "", text
    topic = " ".join(words)
    return topic, text.replace(topic, " ", 1)


_NO_TOPIC = frozenset(
    word
    for words in (
        "what which list give show get the a an all every each is are were me us of any some these",
        "those have has does do set with and their its plan law text document regulations regulation",
        "out there how many much main key major core chief",
    )
    for word in words.split()
)


def _plain(topic: str) -> str:
    topic = re.sub(r"\b(?:in|by|for|of) (?:19|20)[0-9]{2}\b", " ", topic)
    topic = re.sub(r"^(?:(?:the )?(?:number|amount|size|level)s? of )", "", topic)
    topic = re.sub(r"\bare there\b", " ", topic)
    topic = re.sub(r"\b(?:hours|numbers|figures|targets|given|set|for|on)\b", " ", topic)
    topic = re.sub(r"\b(?:the|all|19[0-9]{2}|20[0-9]{2}|plan|document)\b|[\"“”']", " ", topic)
    return re.sub(r"\s+", " ", topic).strip()

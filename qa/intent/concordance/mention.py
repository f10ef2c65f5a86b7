"""Does it say anything about X? Where does X stand? The asked words, taken out of the question."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.concordance import chinese, english
from qa.intent.concordance.term import REPHRASED, clean, forms
from qa.intent.question import Question
from qa.intent.request import Request
from qa.result import Language

_ANY_QUOTED = regex('[“"「『《]([^“”"「」『』《》]{1,40})[”"」』》]')
_IN_QUOTES = regex('[“"「『]([^“”"「」『』]{1,40})[”"」』]')
# 条例修改过吗 asks what was done to the document, not whether its text has the word.
_DONE_TO_IT = regex("(?:被)?(?:修改|修订|修正|废止|失效)")
# Any percentage in it? That asks for figures, not for the word.
_NUMBERS = regex(
    r"(?:numbers?|figures?|percentages?|amounts?|deadlines?|dates?|sums? of money|targets? with numbers?)|"
    "数字|数据|百分比|金额|期限|时限|日期"
)
_ASKED_BEHIND = regex(r"(?P<name>[^,，]+?)\s*[,，)）]+\s*(?P<asking>.+)")
# 共享单车就是互联网租赁自行车: two names of one thing.
_BOTH = regex("(?P<one>.{2,}?)(?:也?就是|亦即)(?P<other>.{2,})")
_ASKED_IN_ENGLISH = regex(
    r"(?:is|are|was|were|does|do|did|where|search|look|find|any|can|has|have|how|which|what|in)\b"
)
# …, 在哪几条, 几处; …, and where: what is asked beside.
_BESIDE: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(
        "\\s*[,，、；;。？?]+\\s*(?:(?:又|都|各|分别|具体|是|写|出现|提到|说|是在|就|的话)*(?:在|于)?(?:文中|里面)?"
        "(?:哪里|哪儿|哪(?:一|几|些)?(?:章节|章|节|条|处|个地方|地方|段|部分)?|什么地方|什么位置|第几[章条节])"
        "(?:写|提|说|出现|讲)*(?:的|到|过)*"
        "|(?:共|计|一共|总共|合计|有|提了|出现了?)*(?:几|多少)(?:次|处|回|遍)|怎么(?:说|写|提)的?)$"
    ),
    "en": regex(
        r",? (?:and |if so,? |if yes,? )+(?:where|how (?:often|many times)|in (?:which|what) "
        r"(?:articles?|sections?|chapters?|places?))(?: exactly| is it| are they)?$"
    ),
}
_SPEAKS = regex("提|涉及|讲|写|说|出现|包含|包括|规定|有(?!效)(?<!没有)")


def read_mention(question: Question) -> Request | None:
    """Return the request for the places of a term, or None."""
    asked = question.bare.strip(" ,，。")
    while (rest := _BESIDE[question.lang].sub("", asked)) and rest != asked:
        asked = rest
    text, *again = REPHRASED.split(asked)
    # Is the word 人脸识别 used anywhere? What asks is English.
    zh = question.lang == "zh" and not _ASKED_IN_ENGLISH.match(text)
    term = chinese.term_in(text, question) if zh else english.term_in(text)
    if not term and again and (behind := _ASKED_BEHIND.fullmatch(again[-1])):
        # 共享单车, 学名互联网租赁自行车, 提到了没: what is said in other words stands in between.
        text, again[-1] = f"{text} {behind['asking']}", behind["name"]
        term = chinese.term_in(text, question) if zh else english.term_in(text)
    if zh and (both := _BOTH.fullmatch(term)):
        term, again = both["one"], [both["other"], *again]
    if (quoted := _IN_QUOTES.search(text)) and any(mark in term for mark in '“”「」『』"'):
        term = clean(quoted.group(1), question.lang)
    covered = "" if term or zh else english.covered_in(text)
    if (not term and not covered) or (_DONE_TO_IT.fullmatch(term) and not _SPEAKS.search(text)):
        return None
    if _NUMBERS.fullmatch(term):
        return None
    places = tuple(found.reference for found in question.found)
    # What a phrase says may stand there in other words: only where its own do is it a mention.
    opened = not term or (not zh and term.isascii() and english.is_phrase(term))
    others = (clean(words, question.lang) for words in again)
    named = [form for words in (term or covered, *others) for form in forms(words)]
    return Request("mention", terms=tuple(dict.fromkeys(named)), places=places, open=opened)


def term_of(question: Question) -> tuple[str, ...]:
    """Return the words whose places a question is known to ask for; none where they are not one run."""
    text = question.bare.strip(" ,，。")
    zh = question.lang == "zh"
    term = chinese.term_in(text, question) if zh else english.term_in(text)
    if not term and (quoted := _ANY_QUOTED.search(text)):
        term = clean(quoted.group(1), question.lang)
    term = term or (chinese.run_in(text, question) if zh else english.run_in(text))
    return forms(term) if term else ()

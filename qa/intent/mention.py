"""Does it say anything about X? Where does X stand? The asked words, taken out of the question."""

from __future__ import annotations

from index.patterns import regex
from qa.intent import chinese, english
from qa.intent.question import Question
from qa.intent.request import Request
from qa.intent.term import clean, forms

_ANY_QUOTED = regex('[“"「『《]([^“”"「」『』《》]{1,40})[”"」』》]')
# 条例修改过吗 asks what was done to the document, not whether its text has the word.
_DONE_TO_IT = regex("(?:被)?(?:修改|修订|修正|废止|失效)")
_SPEAKS = regex("提|涉及|讲|写|说|出现|包含|包括|规定|有(?!效)(?<!没有)")


def read_mention(question: Question) -> Request | None:
    """Return the request for the places of a term, or None."""
    text = question.bare.strip(" ,，。")
    zh = question.lang == "zh"
    term = chinese.term_in(text, question) if zh else english.term_in(text)
    covered = "" if term or zh else english.covered_in(text)
    if (not term and not covered) or (_DONE_TO_IT.fullmatch(term) and not _SPEAKS.search(text)):
        return None
    places = tuple(found.reference for found in question.found)
    return Request("mention", terms=forms(term or covered), places=places, open=not term)


def term_of(question: Question) -> tuple[str, ...]:
    """Return the words whose places a question is known to ask for; none where they are not one run."""
    text = question.bare.strip(" ,，。")
    zh = question.lang == "zh"
    term = chinese.term_in(text, question) if zh else english.term_in(text)
    if not term and (quoted := _ANY_QUOTED.search(text)):
        term = clean(quoted.group(1), question.lang)
    term = term or (chinese.run_in(text, question) if zh else english.run_in(text))
    return forms(term) if term else ()

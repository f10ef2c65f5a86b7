"""Questions for what stands at a place, and for what one article says of something."""

from __future__ import annotations

from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.question import Question
from qa.intent.request import Request
from qa.intent.structure.sanctions import AGAINST
from qa.intent.structure.titles import below_title, read_title
from qa.result import Language

# Show part six on staff placement: behind the place stands what it is on.
_ABOUT_PLACE = regex(
    r"^(?:please |can you |could you )?(?:show(?: me)?|give(?: me)?|quote|read(?: out)?|print|cite)? ?"
    r"(?:the )?\0"
    r",? (?:on|about|called|titled|entitled) [\w ,'’-]{3,40}$"
)
# Where a question has one of these, a word that the document lacks may still be its subject.
_OTHER = regex(r"多少|谁|哪|几|吗|怎么(?!说|写|规定|讲)|如何|是否|\b(?:who|how|when|where|why)\b")

# What an article and its parts are called.
_OF_ARTICLES = frozenset({"article", "paragraph", "item", "subitem", "box"})
_HOW_MUCH = regex(
    r"多少|几|多[久长大高]|\bhow (?:much|many|long|often|old)\b|\b(?:amounts?|percentages?)\b"
)
# What a place of a law does with those that it binds: 第十八条禁止什么, what does article 18 prohibit?
_DOES: Mapping[Language, str] = {
    "zh": "禁止|允许|许可|准许|不准|不许|适用|处罚|下定义|定义|界定|情况|情形|回事",
    "en": (
        r"\b(?:prohibits?|prohibited|forbids?|forbidden|bans?|banned|allows?|allowed|permits?|permitted|"
        r"demands?|obliges?|obliged|imposes?|imposed|grants?|punish(?:es)?|applies|apply|not)\b"
    ),
}
_ONE_BY_ONE = regex("(?:逐[条项一]|一一)(?:地)?(?:列|说|讲)|一[条个]{2}地?(?:列|说|讲)|列举")


def read_section(question: Question) -> Request | None:
    """Return the request for what stands at a place, or None."""
    if counted := below_title(question):
        return Request("section", places=(counted,))
    if _ONE_BY_ONE.search(question.text) and not question.found:
        return None  # 基本原则，逐条列出 asks for its members
    if question.found:
        if question.lang == "en" and _ABOUT_PLACE.search(_marked(question)):
            return Request("section", places=tuple(found.reference for found in question.found))
        does = _DOES[question.lang]
        if (
            question.left(more=does)
            if _OTHER.search(question.bare)
            else question.subject(more=does)
        ):
            return None
        return Request("section", places=tuple(found.reference for found in question.found))
    titled = read_title(question)
    return Request("section", places=(titled,)) if titled else None


def read_asked_at(question: Question) -> Request | None:
    """Return the request for what one article says of something: 第六十三条第二款罚多少."""
    levels = {step.level for found in question.found for step in found.reference.steps}
    if len(question.found) != 1 or not levels <= _OF_ARTICLES:
        return None
    if AGAINST.search(question.text[: question.found[0].span.start]):
        return None
    counted = bool(_HOW_MUCH.search(question.bare))
    topic = question.left(_HOW_MUCH.sub(" ", question.bare))
    return Request("section", places=(question.found[0].reference,), topic=topic, counted=counted)


def _marked(question: Question) -> str:
    """Return a question with a mark for the place that it names."""
    first = question.found[0].span
    return f"{question.text[: first.start]}\0{question.text[first.end :]}"

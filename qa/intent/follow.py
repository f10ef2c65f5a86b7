"""Questions that go on from the last one: 那第五章呢？ 还有别的吗？ and for 2025? what about robots?"""

from __future__ import annotations

import re
from dataclasses import replace

from index.runtime.patterns import regex
from qa.ask.reference.refer import RANK, Step
from qa.ask.retrieval.query import Query
from qa.intent.concordance.term import clean
from qa.intent.filters import Filters
from qa.intent.metadata.about import bare_facets
from qa.intent.question import Question
from qa.intent.references import find_references
from qa.intent.request import Asked, Request
from qa.intent.structure.sanctions import asks_only_consequence

_MORE = regex(
    r"(?:那|那么|请问)?(?:还|除此之外|除了这些|此外)?(?:有没有|有无|有)?(?:其他|其它|别的|更多|"
    r"剩下|其余|另外)(?:的|地方|位置|内容|提法|几处)*(?:还有)?(?:吗|呢|么|没有|没|有没有|有吗)?"
    r"|(?:那|那么)?(?:还有|还有没有|还有哪些|还有哪里|还有什么地方|还有什么|还有哪儿)(?:的|地方|"
    r"提到|吗|么|呢|没有|没|不)*"
    r"|更多|继续|接着(?:说|列|来)?|下一页|下一批|再来(?:几条|一些|点)?|其余的?|没了吗|就这些吗?"
    r"|(?:and |ok |so |is there |are there |do you have |got )*(?:anything|any|anywhere|something|"
    r"what|where|who|which)\s*(?:else|more|others?)(?: places?| ones?| mentions?)*(?: is (?:it|"
    r"that) mentioned| in (?:it|there))?"
    r"|(?:and |please |show |give |see |me |some |any |a few |are there |the )*(?:more|next ones?|"
    r"next|others?|rest|remaining ones?|remainder)(?: of them| places| mentions| please| quotes)*"
    r"|elsewhere|go on|continue|keep going|is that all|that(?:'s| is) all"
)
_NEXT = regex(
    r"(?P<zh_back>上|前)一?个?(?:章|节|条|部分|篇|编|项|款|段|小节)|"
    r"(?P<zh>(?:再|接着|那么?)?(?:往下|接下来|紧接着|往后|随后|下|后面|后)(?:的|那)?)一?个?(?:章|"
    r"节|条|部分|篇|编|项|款|段|小节)"
    r"|(?:the )?(?:(?P<en>next|following|subsequent)|(?P<en_back>previous|preceding|last)) "
    r"(?:section|chapter|article|part|one|paragraph|item)"
    r"|(?:the )?(?:one|section|chapter|article|part) (?:after|(?P<en_before>before))"
    r"(?: (?:that|it|this)(?: one)?)?$"
)
_HOW_MANY = regex(
    r"(?:那么?|请问|它们|一共|总共|共)*有?(?:几|多少)(?:个|条|章|节|部分|项)?(?:呢|啊)?"
    r"|(?:and |so |ok |then )*how many(?: (?:of them|are there|is that|in total|altogether|are they))*"
)
_CALLED = regex(
    r"(?:那么?|请问|它们|他们|标题|名称|名字)*(?:都|分别|各自?)*(?:叫|是|讲)(?:的)?(?:什么|啥|哪些|哪几个)(?:名字|标题|名称)?(?:呢|啊)?"
    r"|(?:and |so |ok |then )*(?:what are (?:they|their (?:names|titles|headings))(?: called)?"
    r"|what (?:is each|are they each) called|their (?:names|titles))"
)
_NTH = regex(
    r"(?:那么?|还有)?第(?P<zh>[0-9]{1,2}|[一二三四五六七八九十]{1,3})个?[呢啊]?"
    r"|(?:and |what about |how about |then )*the (?P<en>[a-z]+|[0-9]{1,2}(?:st|nd|rd|th))(?: one)?"
)
_OPENING = (
    r"^(?:那么|那|还有|另外|然后|再|再问|换成|换|如果是|要是|and then|and|so|ok|okay|what about|"
    r"how about|what of|same for|same with|"
    r"same question for|also|then|for|in|with|does it also mention|the|,|，|\s)+"
)
_CLOSING = (
    r"(?:呢|吗|么|有吗|有没有|怎么样|如何|提到了吗|提到没有|too|as well|then|also|mentioned|please|"
    r"\s)+$"
)
_GOES_ON = regex(
    r"^(?:那|还有|另外|换|and\b|what about|how about|what of|same (?:for|with)|so\b|then\b)|呢$"
)
_YEAR = regex(r"(?:19|20)[0-9]{2}年?底?")
# 这章一共几条: the place that the last question named.
_POINTER = regex(
    r"(?:这|本|该|此)(?:一)?(?:个)?(?:章节|章|节|条|篇|编|部分|点)(?!例|件)|"
    r"\b(?:this|that|the same) (?:chapter|section|article|part)\b"
)
# A term of a follow-up is a name or a noun, not another question.
_QUESTION = regex(
    "什么|哪|谁|几|多少|怎|如何|为何|是否|吗|[,，;；]|"
    r"\b(?:who|what|which|how|when|where|why|is|are|does|do|can|will|should)\b"
)
_MAX_TERM = 24


def read_follow_up(question: Question, own: Request | None, before: Request) -> Request | None:
    """Return what a question asks for in the light of the last one, or None where it stands alone.

    Args:
        question: The question.
        own: What it asks for on its own; None where nothing was recognised.
        before: What the last question asked for.
    """
    moved = (_moved(question, before) or _nth(question, before)) if before.places else None
    # The next one after an article is the next article, after a mention its next place.
    if before.intent == "section" and (there := moved or _breached(question, before)):
        return there
    if before.intent != "content" and _MORE.fullmatch(question.text):
        return replace(before, more=before.more + 1)
    if moved is not None:
        return moved
    if own is not None and own.intent == "section":
        return _other_place(own, before)
    if own is not None and own.intent == "outline" and own.level and before.places:
        return own if own.places else _below(own, before)
    return _again(question, own, before) or _other_subject(question, own, before)


def goes_on_from(query: Query) -> bool:
    """Tell whether a question opens or ends as one that goes on from the last does: 那…呢, what about."""
    text = query.normal.lower().rstrip(" ?？。.!！")
    return bool(_GOES_ON.search(text) or _MORE.fullmatch(text) or _NEXT.fullmatch(text))


def goes_on(question: Question) -> bool:
    """Tell whether a question only names another thing to ask the last question of: 那低保户呢."""
    return bool(_GOES_ON.search(question.text)) and not _QUESTION.search(
        re.sub(_CLOSING, "", re.sub(_OPENING, "", question.text))
    )


def pointed(question: Question, before: Request) -> Question:
    """Return the question with the place that it points back to by name."""
    if not before.places or question.found or not before.places[-1].steps:
        return question
    match = _POINTER.search(question.text)
    if match is None:
        return question
    words = before.places[-1].words
    text = f"{question.text[: match.start()]}{words}{question.text[match.end() :]}"
    return replace(question, text=text, found=find_references(text, question.lang))


def _moved(question: Question, before: Request) -> Request | None:
    """Return the request for the place after or before the last one: 下一节."""
    match = _NEXT.search(question.text)
    if match is None or question.left(_NEXT.sub(" ", question.text)):
        return None
    back = match["zh_back"] or match["en_back"] or match["en_before"]
    return Request("section", places=(_next_place(before.places[-1], -1 if back else 1),))


def _breached(question: Question, before: Request) -> Request | None:
    """Return the request for what follows from acting against the last place: 违反了会怎样."""
    asked = asks_only_consequence(question)
    return replace(before, joined="sanctions", more=0) if asked else None


def _nth(question: Question, before: Request) -> Request | None:
    """Return the request for 那第三个呢, the third one: of the kind of the last place."""
    match = _NTH.fullmatch(question.text)
    last = before.places[-1]
    if match is None or not last.steps or last.steps[-1].number is None:
        return None
    words = f"第{match['zh']}章" if match["zh"] else f"the {match['en']} chapter"
    found = find_references(words, "zh" if match["zh"] else "en")
    if not found:
        return None
    number = found[0].reference.steps[-1].number
    step = replace(last.steps[-1], number=number, until=None)
    return replace(before, places=(Asked((*last.steps[:-1], step), words=question.text),), more=0)


def _again(question: Question, own: Request | None, before: Request) -> Request | None:
    """Return the request for more of the same: 分别叫什么, and how many are there? and when?"""
    if before.intent == "about" and own is None and (facets := bare_facets(question)):
        return replace(before, facets=facets, more=0)
    if before.intent != "outline" or before.column:
        return None
    if _HOW_MANY.fullmatch(question.text):
        return replace(before, counted=True, more=0)
    return replace(before, counted=False, more=0) if _CALLED.fullmatch(question.text) else None


def _other_subject(question: Question, own: Request | None, before: Request) -> Request | None:
    if before.intent == "figures":
        return _other_figures(question, before)
    if own is None and before.intent == "mention":
        term = _other_term(question.text, question)
        return replace(before, terms=(term,), more=0) if term else None
    return None


def _other_place(own: Request, before: Request) -> Request:
    """Return what was asked, of another place; what is above it is that of the last one."""
    above = before.places[-1].steps if before.places else ()
    places = tuple(_inherit(place, above) for place in own.places)
    going_on = before.intent in {"mention", "figures", "list", "outline"} or before.joined
    if going_on and before.places:
        return replace(before, places=places, more=0)
    return replace(own, places=places)


def _inherit(place: Asked, above: tuple[Step, ...]) -> Asked:
    if not place.steps:
        return place
    first = RANK[place.steps[0].level]
    outer = tuple(step for step in above if RANK[step.level] < first)
    return Asked((*outer, *place.steps), place.title, place.words, len(place.steps))


def _below(own: Request, before: Request) -> Request:
    """一共几节 after a question on chapter 2 counts the sections of chapter 2."""
    last = before.places[-1]
    if last.steps and RANK[last.steps[-1].level] >= RANK[own.level or "part"]:
        return own
    return replace(own, places=before.places)


def _other_figures(question: Question, before: Request) -> Request | None:
    if question.years and not _rest(_YEAR.sub(" ", question.text), question):
        return replace(before, years=question.years, filters=_of_any_year(before.filters), more=0)
    if _GOES_ON.search(question.text):
        topic = _other_term(question.text, question)
        return replace(before, topic=topic, more=0) if topic else None
    return None


def _of_any_year(filters: Filters) -> Filters:
    return replace(filters, since=None, until=None)


def _rest(text: str, question: Question) -> str:
    return question.left(re.sub("到|年|底|呢|的", " ", text))


def _other_term(text: str, question: Question) -> str:
    if not _GOES_ON.search(text):
        return ""
    term = clean(re.sub(_CLOSING, "", re.sub(_OPENING, "", text)), question.lang)
    return "" if not term or len(term) > _MAX_TERM or _QUESTION.search(term) else term


def _next_place(reference: Asked, steps: int = 1) -> Asked:
    """Return the place after (or before) the one that a reference names."""
    if not reference.steps or reference.steps[-1].number is None:
        return reference
    last = reference.steps[-1]
    moved = replace(last, number=(last.number or 0) + steps)
    return Asked((*reference.steps[:-1], moved), words=reference.words)

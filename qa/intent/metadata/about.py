"""Questions about the document as a whole: who issued it, when, its number, its years, its area."""

from __future__ import annotations

import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.intent.metadata.another import asks_of_another
from qa.intent.metadata.facets import FACETS
from qa.intent.metadata.gist import GIST_MORE, asks_gist
from qa.intent.metadata.words import EN_APPLIES, MORE, ZH_APPLIES
from qa.intent.question import Question
from qa.intent.request import Facet, Request
from qa.intent.structure.titles import names_heading
from qa.result import Language

_LEFT_ASIDE: Mapping[Language, str] = {
    lang: f"{own}|{GIST_MORE[lang]}" for lang, own in MORE.items()
}
# Whom a document may cover, where it is asked whom it covers.
_COVERED: Mapping[Language, str] = {
    "zh": "约束|规范|调整|人员|人|企业|单位|机构|主体|公司|个人",
    "en": r"\b(?:concerns?|binds?|bound|affects?|affected|governs?|governed|regulates?|regulated|employers?|"
    r"employees|workers|companies|businesses|enterprises|firms|institutions|individuals|citizens|residents)\b",
}
_STILL = regex(r"还|仍|现在|\bstill\b")
_WHETHER_IT_APPLIES: Mapping[Language, re.Pattern[str]] = {
    "zh": regex(f"{ZH_APPLIES}|适用"),
    "en": regex(EN_APPLIES),
}
# Whom a document may cover: 管不管外地人, 网店适不适用; not 养宠物的事它管不管.
_WHO = regex(
    "(?:[人者员户工生客民师商我咱你]们?|企业|公司|单位|机构|[店摊厂])"
    "(?:$|[,，它也还归受管适吗么不])|[a-z]"
)
# 举报电话提到没有 asks for the word.
_MENTIONED = regex(r"提[到及过没]|提不提|写到|说到|讲到|涉及|出现|\bmention\w*")
# What parts the questions of one line.
_JOINTS = regex(r"[，,；;。.？?！!、]|以及|还有|和|及|\band\b")
# A part that is nothing but the word of asking goes on from the part before: who issued it and when.
_BARE: Mapping[Language, Mapping[Facet, re.Pattern[str]]] = {
    "zh": {
        "date": regex("(?:是|在)?(?:什么时候|何时|啥时候|哪天|哪一天|哪年|几号|日期|时间)(?:的)?"),
        "body": regex("(?:是|由)?(?:谁|哪个部门|哪个机关|什么部门|什么机关|哪个单位|什么单位)(?:的)?"),
        "end": regex(
            "(?:有效)?(?:到|至|截至|截止到?)(?:什么时候|何时|哪天|哪一天|哪年|几号)(?:为止|止|结束)?"
        ),
        "number": regex("(?:文号|编号|什么文号)(?:是什么|是多少|呢)?"),
    },
    "en": {
        "date": regex(
            "(?:the )?date|(?:on )?(?:when|what (?:day|date)|which (?:day|date))(?: was (?:it|this|that))?"
        ),
        "body": regex("(?:by )?(?:who|whom|which body|which authority)"),
        "end": regex("(?:until|till|to) (?:when|what date|which (?:day|date|year))"),
        "number": regex("(?:under )?(?:what|which) number"),
    },
}  # fmt: skip
_GOING_ON = regex(r"^(?:那么?|还有|and|also|then)\s*|[呢啊呀]$")
# The names of chapters are no name of the document.
_OF_HEADINGS = regex(
    r"\b(?:how many|which|what) (?:\w+ )?(?:chapters|sections|parts|headings)\b"
    r"|\b(?:general|supplementary|final|miscellaneous|transitional) (?:provisions|rules)\b"
)


def read_about(question: Question) -> Request | None:
    """Return the request for what the document is, or None."""
    # Most questions have words left that are about something else, which is told sooner than a facet.
    more = _LEFT_ASIDE[question.lang]
    if FACETS[question.lang]["area"].search(question.text):
        more = f"{more}|{_COVERED[question.lang]}"
    named = any(found.reference.steps[0].level != "annex" for found in question.found)
    left = [run for run in question.left(more=more).split() if len(run) > 1]
    applies = _WHETHER_IT_APPLIES[question.lang].search(question.text)
    if applies and _WHO.search(question.text):
        # 管不管外地人: of whom a document has no word it says whom it covers.
        left = [run for run in left if any(map(question.contents.knows, run.split()))]
    if named or left:
        return None
    if names_heading(question):
        return None  # 征收决定这章讲什么, though 决定 may be a document
    if asks_of_another(question):
        return None  # 市级湿地公园由谁批准, though the title has these words
    facets = facets_of(question)
    return Request("about", facets=facets) if facets else None


def read_contact(question: Question) -> Request | None:
    """Return the request for whom to contact, or None: 有举报电话吗 asks for it, whatever it is called."""
    if not FACETS[question.lang]["contact"].search(question.text) or _MENTIONED.search(
        question.text
    ):
        return None
    found = read_about(question)
    return found if found is not None and found.facets == ("contact",) else None


def facets_of(question: Question) -> tuple[Facet, ...]:
    """Return what is asked of the document, whatever else the question says."""
    if _OF_HEADINGS.search(question.text):
        return ()
    found = dict.fromkeys(_facets(question.text, question.lang))
    numbered = any(found.reference.steps[0].number for found in question.found)
    if asks_gist(question.text, question.lang) and not numbered:  # 附件2讲什么 is asked of that
        found.update(dict.fromkeys(("title", "purpose")))
    # 谁发的？什么时候发的？ asks for two things, each in a part of its own.
    for part in _JOINTS.split(question.text):
        found.update(dict.fromkeys(_facets(part, question.lang)))
        for facet, pattern in _BARE[question.lang].items():
            if found and pattern.fullmatch(part.strip()):
                found[facet] = None
    if "end" in found and _STILL.search(question.text):
        found["effective"] = None  # until when may not be said, and from when tells too
    return tuple(facet for facet in FACETS[question.lang] if facet in found)


def bare_facets(question: Question) -> tuple[Facet, ...]:
    """Return what a question asks that is nothing but the word of asking, after one about the document."""
    words = _GOING_ON.sub("", question.text)
    return tuple(
        facet for facet, pattern in _BARE[question.lang].items() if pattern.fullmatch(words)
    )


def _facets(text: str, lang: Language) -> tuple[Facet, ...]:
    return _narrow(
        tuple(facet for facet, pattern in FACETS[lang].items() if pattern.search(text)), text
    )


def _narrow(facets: tuple[Facet, ...], text: str) -> tuple[Facet, ...]:
    """Drop what a more telling word has said: 生效日期 asks for no date of issue."""
    found = list(facets)
    for sure, weaker in (
        ("length", "period"),
        ("effective", "area"),
        ("effective", "period"),
        ("replaces", "end"),
        ("replaces", "effective"),
        ("replaces", "number"),
        ("interpreter", "body"),
        ("interpreter", "date"),
        ("contact", "number"),
        ("contact", "body"),
        ("contact", "addressee"),
        ("end", "period"),
        ("end", "effective"),
        ("end", "date"),
        ("effective", "date"),
        ("session", "date"),
        ("session", "body"),
        ("copies", "addressee"),
        ("date", "body"),
        ("period", "date"),
        ("purpose", "body"),
        ("addressee", "body"),
    ):
        if sure in found and weaker in found and not re.search("和|及|以及|、|and", text):
            found.remove(weaker)
    if (
        len(found) > 1
        and "title" in found
        and not re.search("全称|全名|标题|题目|title|name", text)
    ):
        found.remove("title")
    return tuple(found)

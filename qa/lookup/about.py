"""What a document is: title, issuing body, number, dates, years, area, purpose, addressees, annexes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from index.clause_index import ClauseIndex
from index.corpus import Clause, Span
from qa.intent.request import Facet
from qa.lookup.reply import Passage

_DATE = (
    r"(?:[0-9]{4}|"
    r"[二一][〇零○一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日|"
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
)
_NUMBER = (
    r"[\u3400-\u9fff]{1,10}〔[0-9]{4}〕[0-9]+号|[\u3400-\u9fff]{1,10}\[[0-9]{4}\][0-9]+号|(?:主席令|"
    r"国务院令|令)?第[0-9一二三四五六七八九十百]+号|[A-Z]{2,6}(?:/T)? ?[0-9]+(?:\.[0-9]+)?[—-][0-9]{4}"
)
_ISSUED = "通过|公布|发布|印发|颁布|批准|修订|修正|签发"
_BODY = (
    r"[\u3400-\u9fff]{2,30}?(?:人民政府(?:办公厅|办公室)?|国务院(?:办公厅)?|委员会|常务委员会|"
    r"人民代表大会|部|局|厅|委|署|院|办公室|公司|协会|中心)"
)
# Front matter, and what stands at the end: where a document says what it is.
_FRONT = frozenset(
    {"number", "addressee", "signature", "release", "notice", "preface", "annexes", "copies"}
)
_CLOSING_ARTICLES = 6
_OPENING_CLAUSES = 12
_PATTERNS: Mapping[Facet, Sequence[str]] = {
    "number": (_NUMBER,),
    "effective": (
        rf"自.{{0,20}}?(?:{_DATE}).{{0,6}}?(?:起)?(?:施行|实施|生效|执行)|(?:施行|实施|"
        rf"生效)(?:日期)?.{{0,4}}?(?:{_DATE})",
        "自(?:印发|发布|公布)之日起(?:施行|实施|生效|执行)?|有效期.{1,12}",
    ),
    "date": (
        rf"(?:{_ISSUED})(?:日期|时间)?.{{0,4}}?(?:{_DATE})|(?:{_DATE}).{{0,40}}?(?:{_ISSUED})",
        _DATE,
    ),
    "body": (
        rf"{_BODY}(?=\s*(?:{_DATE}))",
        rf"{_BODY}(?:关于|令)",
        rf"{_BODY}.{{0,12}}(?:{_ISSUED})",
        _BODY,
    ),
    "period": (
        r"[0-9]{4}\s*[—–\-~至]{1,2}\s*[0-9]{4}年?",
        "规划期限?.{0,30}[0-9]{4}年|期限为.{1,20}|(?:展望|目标)(?:到|至)?[0-9]{4}年|“?十[一二三四五]五”?时期",
    ),
    "area": (
        "(?:位于|规划范围|适用(?:范围|于)|本(?:条例|办法|法|规定)所称.{2,20}(?:是指|包括))[^。]{2,}",
        "(?:在)?[^，。]{2,20}(?:行政区域|境内|区域)(?:内|范围内)?[^，。]{0,20}适用",
        "适用(?:本|于)",
    ),
    "purpose": (
        "为了?[^。]{4,}?(?:制定|提出|印发|通知|出台|编制)[^。]*",
        "目的[^。]{2,}",
        "为(?:了|深入|进一步|全面|加快|贯彻|规范|加强|推动|促进)[^。]{4,}",
    ),
    "addressee": ("^[^。]{4,80}[：:]", "抄送[^。]*", "发给|印发给[^。]*"),
    "annex": ("附件[一二三四五六七八九十0-9]*[：:.．][^。]*", "^附(?:件|录)[^。]*"),
    "title": (
        "关于[^。]{4,60}的(?:通知|意见|批复|函|决定|公告|报告)|[^，。；\\s]{2,60}(?:规划|条例|办法|"
        "法|规定|方案|意见|标准|预案|规则|报告|纲要)",
    ),
}


def facts(facets: Sequence[Facet], clause_index: ClauseIndex) -> list[Passage]:
    """Return the passages that say what the document is, those of the first facet first."""
    found: dict[str, Passage] = {}
    clauses = clause_index.clauses
    for facet in facets:
        for passage in _facet(facet, clauses):
            found.setdefault(passage.clause.clause_id, passage)
    return list(found.values())


def _facet(facet: Facet, clauses: Sequence[Clause]) -> list[Passage]:
    pool = [clause for clause in clauses if _tells(clause, clauses, facet)]
    for pattern in _PATTERNS[facet]:
        held = [
            Passage(clause, None, spans)
            for clause in pool
            if (spans := tuple(Span(*m.span()) for m in re.finditer(pattern, clause.text)))
        ]
        if held:
            return sorted(held, key=_order(facet))
    return []


def _order(facet: Facet) -> Callable[[Passage], tuple[int, int]]:
    """Return how passages of a facet are ordered: a signature tells who issued it before all others."""
    first = {
        "body": "signature",
        "date": "signature",
        "number": "number",
        "addressee": "addressee",
        "annex": "annexes",
    }.get(facet)
    return lambda passage: (passage.clause.role != first, passage.clause.position)


def _tells(clause: Clause, clauses: Sequence[Clause], facet: Facet) -> bool:
    """Tell whether a clause is one of those in which a document says what it is."""
    if clause.role in _FRONT or not clause.section.chapter:
        return True
    own = [one for one in clauses if one.doc_id == clause.doc_id]
    opening = clause.position < own[0].position + _OPENING_CLAUSES
    closing = clause.position > own[-1].position - _CLOSING_ARTICLES
    if facet in {"purpose", "area", "period"}:
        return opening or closing
    if facet == "effective":
        return closing or opening
    return opening or (closing and facet in {"date", "body"})

"""What a document is: title, issuing body, number, dates, years, area, purpose, addressees, annexes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from index.clause_index import ClauseIndex
from index.corpus import NO_FACTS, Clause, Document, Facts, Section, Span
from index.normal import normal_text
from index.outline.letterhead import DATE
from index.outline.validity import iso
from index.reading import reading_of
from qa.intent.request import Facet
from qa.lookup.keys import KeyText, key_of
from qa.lookup.reply import Passage

_DATE = (
    r"(?:[0-9]{4}|"
    r"[二一][〇零○一二三四五六七八九]{3})年[0-9一二三四五六七八九十]{1,3}月[0-9一二三四五六七八九十]{1,3}日|"
    r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
)
_DATE_ANY = rf"{DATE}|[0-9]{{4}}-[0-9]{{1,2}}-[0-9]{{1,2}}"
_NUMBER = (
    r"[\u3400-\u9fff]{1,10}〔[0-9]{4}〕[0-9]+号|[\u3400-\u9fff]{1,10}\[[0-9]{4}\][0-9]+号|(?:主席令|"
    r"国务院令|令)?第[0-9一二三四五六七八九十百]+号|[A-Z]{2,6}(?:/T)? ?[0-9]+(?:\.[0-9]+)?[—-][0-9]{4}"
)
_AMENDED = "修订|修正|修改"
_ISSUED = "通过|公布|发布|印发|颁布|批准|修订|修正|签发"
_BODY = (
    r"(?:国务院(?:办公厅)?(?!令)|[\u3400-\u9fff]{2,30}?(?:人民政府(?:办公厅|办公室)?|国务院(?:办公厅)?|"
    r"委员会|常务委员会|人民代表大会|部|局|厅|委|署|院|办公室|公司|协会|中心))"
)
# Front matter, and what stands at the end: where a document says what it is.
_FRONT = frozenset(
    {"head", "addressee", "signature", "release", "notice", "preface", "annexes", "copies"}
)
# Where the document itself says what is read off it into its facts.
_OWN = frozenset({"head", "signature"})
# What a document either says at its head or its end, or does not say.
KNOWABLE: frozenset[Facet] = frozenset({
    "body", "number", "date", "amended", "effective", "end", "replaces", "period", "addressee", "annex",
    "interpreter", "contact",
})  # fmt: skip
# A title stands at the beginning.
_HEAD_SIZE = 3000
_CLOSING_ARTICLES = 6
_OPENING_CLAUSES = 12
_PATTERNS: Mapping[Facet, Sequence[str]] = {
    "number": (_NUMBER,),
    "amended": (rf"(?:{_DATE})[^。\\s]{{0,160}}?(?:{_AMENDED})",),
    "effective": (
        rf"自.{{0,20}}?(?:{_DATE}).{{0,6}}?(?:起)?(?:施行|实施|生效|执行)|(?:施行|实施|"
        rf"生效)(?:日期)?.{{0,4}}?(?:{_DATE})",
        "自(?:印发|发布|公布)之日起(?:施行|实施|生效|执行)?|有效期.{1,12}",
    ),
    "end": (
        r"有效期(?!限制|管理).{1,14}|(?:施行|实施|执行|试行|有效)(?:期|期限)?(?:至|到)(?:[0-9]{4}年).{0,8}|"
        r"(?:至|到)[0-9]{4}年.{0,8}(?:止|失效|废止)",
    ),
    "replaces": (
        "[^。；;]*(?:同时废止|予以废止|即行废止|自行废止|停止执行|同时失效)",
        "(?:代替|取代|替代)[^。；;]{2,}",
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
        # 到2022年，…; 经过5—10年左右时间: by when a plan wants to be there
        "到[0-9]{4}年底?(?=[，,])|经过[0-9]{1,2}(?:[—–~-][0-9]{1,2})?年(?:左右)?(?:时间)?",
    ),
    "interpreter": ("由[^，。；]{2,40}(?:负责|进行)?解释|解释权[^。]*|解释工作[^。]*",),
    "contact": (
        # A line that tells it, and no duty to have a telephone
        r"(?:联系(?:人|方式|地址|电话)|电话)[^。；\n]{0,8}?[:：][^。\n]+|电话[^。；\n]{0,12}?[0-9]{3,}[^。\n]*",
    ),
    "area": (
        "(?:位于|规划范围|适用(?:范围|于)|本(?:条例|办法|法|规定)所称.{2,20}(?:是指|包括))[^。]{2,}",
        "(?:在)?[^，。]{2,20}(?:行政区域|境内|区域)(?:内|范围内)?[^，。]{0,20}适用",
        "适用(?:本|于)",
    ),
    "purpose": (
        "(?<![行作认成视以较更极改])为了?[^。]{4,}?(?:制定|提出|印发|通知|出台|编制)[^。]*",
        "(?:根据|依据|按照)(?!职责|职能|各自|工作|任务|分工)[^。]{2,}(?:制定|编制)(?!具体|实施|落实)[^。]*",
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


# （2026—2030年） in a title
_YEARS = r"(?:19|20)[0-9]{2}年?\s*[-—–~～至到]{1,2}\s*(?:19|20)[0-9]{2}"


@dataclass(frozen=True, slots=True)
class About:
    """What the documents of a corpus say of themselves.

    Attributes:
        passages: Where they say it, those of the first facet first.
        said: Read off there: (document, facet, value).
        unsaid: What they say nothing of, though a document would.
    """

    passages: tuple[Passage, ...]
    said: tuple[tuple[str, Facet, str], ...]
    unsaid: tuple[Facet, ...]


def read_about(facets: Sequence[Facet], clause_index: ClauseIndex) -> About:
    """Return what the documents say of themselves on ``facets``."""
    found: dict[tuple[str, str], Passage] = {}
    said = _said(facets, clause_index)
    unsaid: list[Facet] = []
    for facet in facets:
        if facet == "length":  # counted, and said nowhere
            continue
        own = _facet(facet, clause_index)
        # The title of a plan says whose it is.
        placed = facet == "area" and not own and any(other == facet for _, other, _ in said)
        if facet in {"title", "body"} or placed:
            titles = [one for d in clause_index.documents if (one := _title(d, clause_index))]
            if facet == "body":
                titles = [title for title in titles if re.search(_BODY, title.clause.text)]
            own = [*own, *titles] if facet == "body" else titles or own
        if facet == "period" and not own:
            titles = [one for d in clause_index.documents if (one := _title(d, clause_index))]
            own = [one for one in titles if re.search(_YEARS, one.clause.text)]
        if not own and facet in KNOWABLE and all(other != facet for _, other, _ in said):
            unsaid.append(facet)
        for passage in own:
            key = (passage.clause.clause_id, passage.clause.text)
            held = found.get(key)
            marks = {*held.marks, *passage.marks} if held else set(passage.marks)
            ordered = tuple(sorted(marks, key=attrgetter("start")))
            found[key] = replace(held or passage, marks=ordered)
    return About(tuple(found.values()), said, tuple(unsaid))


def _values(facts: Facts) -> Mapping[Facet, str | None]:
    return {
        "title": facts.title,
        "body": facts.body,
        "number": facts.number,
        "date": facts.date,
        "amended": facts.amended,
        "effective": facts.effective,
        "end": facts.until,
        "period": facts.until,
        "area": facts.area,
    }


def _said(facets: Sequence[Facet], clause_index: ClauseIndex) -> tuple[tuple[str, Facet, str], ...]:
    """Return what documents say of themselves, read where it stands: (document, facet, value)."""
    asked = list(facets)
    if "date" in asked and "amended" not in asked:
        asked.insert(asked.index("date") + 1, "amended")  # the day of a law that is no longer so
    said = []
    for document in clause_index.documents:
        values = _values(clause_index.facts.get(document.doc_id, NO_FACTS))
        name = clause_index.name_of(document.doc_id)
        said += [(name, facet, value) for facet in asked if (value := values.get(facet))]
        if "length" in asked:
            said.append((name, "length", str(len(re.sub(r"\s", "", reading_of(document).text)))))
    return tuple(said)


def _title(document: Document, clause_index: ClauseIndex) -> Passage | None:
    """Return the title of a document where it stands above the text, as a quote of its head.

    A title is no clause; it goes by the id of the first clause that it stands above.
    """
    title = clause_index.facts.get(document.doc_id, NO_FACTS).title
    own = clause_index.clauses_of(document.doc_id)
    if not title or not own:
        return None
    reading = reading_of(document)
    found = KeyText(reading.text[:_HEAD_SIZE]).find([key_of(normal_text(title))])
    if not found:
        return None
    lines = [
        Span(found[0].start + line.start(), found[0].start + line.end())
        for line in re.finditer(r"[^\r\n]+", found[0].of(reading.text))
    ]
    pieces = tuple(piece for line in lines for piece in reading.pieces(line))
    text = "".join(piece.of(document.text) for piece in pieces)
    clause = replace(
        own[0],
        text=text,
        spans=(Span(pieces[0].start, pieces[-1].end),),
        pieces=pieces,
        sentences=(Span(0, len(text)),),
        topic=None,
        near=(),
        path=(),
        section=Section(0, None, 0, None),
        role="head",
        ref="标题",
        units=(),
        table=None,
    )
    return Passage(clause, None, (Span(0, len(text)),))


def _facet(facet: Facet, clause_index: ClauseIndex) -> list[Passage]:
    if own := _where_read(facet, clause_index):
        return sorted(own, key=_order(facet))
    pool = [
        clause
        for clause in clause_index.clauses
        if _tells(clause, clause_index.clauses_of(clause.doc_id), facet)
    ]
    for pattern in _PATTERNS[facet]:
        held = [
            Passage(clause, None, spans)
            for clause in pool
            if (spans := tuple(Span(*m.span()) for m in re.finditer(pattern, clause.text)))
        ]
        if held:
            return sorted(held, key=_order(facet))
    return []


def _where_read(facet: Facet, clause_index: ClauseIndex) -> list[Passage]:
    """Return where the head or the signature of documents has what their facts say."""
    if facet not in {"body", "number", "date", "amended"}:
        return []
    found: list[Passage] = []
    for document in clause_index.documents:
        value = _values(clause_index.facts.get(document.doc_id, NO_FACTS))[facet]
        if value is None:
            continue
        own = (c for c in clause_index.clauses_of(document.doc_id) if c.role in _OWN)
        found += [
            Passage(c, None, spans) for c in own if (spans := _spans_of(value, facet, c.text))
        ]
    return found


def _spans_of(value: str, facet: Facet, text: str) -> tuple[Span, ...]:
    """Return where a text has what a fact says: a day in any writing, a name but for its spaces."""
    if facet in {"date", "amended"}:
        days = re.finditer(_DATE_ANY, text)
        return tuple(Span(*day.span()) for day in days if iso(day.group()) == value)
    return tuple(KeyText(text).find([key_of(normal_text(value))]))


def _order(facet: Facet) -> Callable[[Passage], tuple[int, int]]:
    """Return how passages of a facet are ordered: a signature tells who issued it before all others."""
    first = {
        "body": "signature",
        "date": "signature",
        "number": "head",
        "addressee": "addressee",
        "annex": "annexes",
    }.get(facet)
    return lambda passage: (passage.clause.role != first, passage.clause.position)


def _tells(clause: Clause, own: Sequence[Clause], facet: Facet) -> bool:
    """Tell whether a clause is one of those, of all of its document, that say what it is."""
    if clause.role in _FRONT:
        return True
    if facet == "body" and clause.article is not None:
        # A body named in an article is one that does something, not the one that issued it.
        return False
    if not clause.section.chapter:
        return True
    opening = clause.position < own[0].position + _OPENING_CLAUSES
    closing = clause.position > own[-1].position - _CLOSING_ARTICLES
    if facet in {"purpose", "area", "period"}:
        return opening or closing
    if facet in {"effective", "end", "replaces", "interpreter", "contact"}:
        return closing or opening
    return opening or (closing and facet in {"date", "body"})

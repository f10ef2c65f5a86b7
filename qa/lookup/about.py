"""What a document is: title, issuing body, number, dates, years, area, purpose, addressees, annexes."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from index.clause_index import ClauseIndex
from index.document.corpus import NO_FACTS, Clause, Document, Facts, Section, Span
from index.document.normal import normal_text
from index.document.reading import reading_of
from index.outline.repeal import ended, ended_titles
from index.outline.validity import iso
from index.runtime.patterns import regex
from qa.intent.request import Facet
from qa.lookup.keys import KeyText, key_of
from qa.lookup.reply import Passage
from qa.lookup.sayings import BODY, DATE_ANY, NUMBERED, PATTERNS

# Front matter, and what stands at the end: where a document says what it is.
_FRONT = frozenset(
    {
        "head",
        "addressee",
        "signature",
        "release",
        "notice",
        "preface",
        "annexes",
        "copies",
        "closing",
    }
)
# The text itself, behind whose end annexes and tables may stand.
_TEXT = frozenset({"body", "closing"})
# Where the document itself says what is read off it into its facts.
_OWN = frozenset({"head", "signature"})
# What a document either says at its head or its end, or does not say.
KNOWABLE: frozenset[Facet] = frozenset({
    "body", "number", "date", "amended", "effective", "end", "replaces", "period", "addressee", "annex",
    "interpreter", "contact", "session", "copies",
})  # fmt: skip
_VALIDITY: frozenset[Facet] = frozenset({"effective", "end", "replaces", "interpreter"})
# 本方案自印发之日起施行: of itself wherever it stands, before an annex or a table too.
_OF_ITSELF = regex(
    "本(?:规划|计划|方案|意见|办法|规定|细则|通知|通告|条例|决定|标准|预案|公告|政策|措施)[自由]"
)
_AT_THE_END: frozenset[Facet] = frozenset({
    *_VALIDITY, "contact", "purpose", "area", "period", "date", "body",
})  # fmt: skip
# Between titles that a document does away with.
_SEVERAL = "、"
# A title stands at the beginning.
_HEAD_SIZE = 3000
_CLOSING_ARTICLES = 6
_OPENING_CLAUSES = 12
_YEAR = "(?:19|20)[0-9]{2}年(?!第)"
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
                titles = [title for title in titles if re.search(BODY, title.clause.text)]
            own = [*own, *titles] if facet == "body" else titles or own
        if facet == "period":
            own = _until_a_day(clause_index) or _years(own, clause_index)
        if not own and facet in KNOWABLE and all(other != facet for _, other, _ in said):
            unsaid.append(facet)
        for passage in own:
            key = (passage.clause.clause_id, passage.clause.text)
            held = found.get(key)
            marks = {*held.marks, *passage.marks} if held else set(passage.marks)
            ordered = tuple(sorted(marks, key=attrgetter("start")))
            found[key] = replace(held or passage, marks=ordered)
    return About(tuple(found.values()), said, tuple(unsaid))


def _until_a_day(clause_index: ClauseIndex) -> list[Passage]:
    """Return where documents say until which day they hold; nothing where none says so."""
    untils = (facts.until or "" for facts in clause_index.facts.values())
    return _facet("end", clause_index) if any("-" in until for until in untils) else []


def _years(own: Sequence[Passage], clause_index: ClauseIndex) -> list[Passage]:
    """Return where documents say for which years they are: in those words, in a title, or by when.

    2026—2030年规划 is of several, 2024年…公报 of one; 到2030年 says by when something is to be there.
    """
    titles = [one for d in clause_index.documents if (one := _title(d, clause_index))]
    for years, places in ((_YEARS, own), (_YEARS, titles), ("", own), (_YEAR, titles)):
        if found := [one for one in places if re.search(years, one.clause.text)]:
            return list(own) if places is own else found
    return []


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
        values = dict(_values(clause_index.facts.get(document.doc_id, NO_FACTS)))
        if "replaces" in asked:
            texts = [c.text for c in _telling("replaces", clause_index.clauses_of(document.doc_id))]
            values["replaces"] = _SEVERAL.join(ended_titles("\n".join(texts)))
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
        for document in clause_index.documents
        for clause in _telling(facet, clause_index.clauses_of(document.doc_id))
    ]
    for says in _sayings(facet):
        held = [
            Passage(clause, None, spans) for clause in pool if (spans := tuple(says(clause.text)))
        ]
        if held:
            return sorted(held, key=_order(facet))
    return []


def _sayings(facet: Facet) -> Sequence[Callable[[str], Iterable[Span]]]:
    """Return what finds where a text says something of its document, the surest first."""
    if facet == "replaces":
        return (ended,)
    return [functools.partial(_matches, pattern) for pattern in PATTERNS[facet]]


def _matches(pattern: str, text: str) -> Iterator[Span]:
    return (Span(*match.span()) for match in re.finditer(pattern, text))


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
        days = re.finditer(DATE_ANY, text)
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


def _telling(facet: Facet, own: Sequence[Clause]) -> Iterator[Clause]:
    """Yield those of all clauses of a document that say what it is."""
    last = max((c.position for c in own if c.role in _TEXT), default=0)
    for clause in own:
        opening = clause.position < own[0].position + _OPENING_CLAUSES
        closing = last - _CLOSING_ARTICLES < clause.position <= last
        closing = closing or clause.position > own[-1].position - _CLOSING_ARTICLES
        itself = facet in _VALIDITY and _OF_ITSELF.search(clause.text)
        numbered = facet == "contact" and re.search(NUMBERED, clause.text)
        if clause.role in _FRONT or itself or numbered:
            yield clause
        elif facet == "body" and clause.article is not None:
            # A body named in an article is one that does something, not the one that issued it.
            continue
        elif not clause.section.chapter or opening or (closing and facet in _AT_THE_END):
            yield clause

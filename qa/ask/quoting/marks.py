"""What of a quote answers a question: the number, the date, the body that it asks for."""

from __future__ import annotations

from collections.abc import Sequence

from index.document.corpus import Clause
from index.document.normal import normal_of
from index.document.span import Span
from index.runtime.patterns import regex
from qa.ask.filling.fillers import fillers
from qa.ask.filling.slots import Slot, asked_slots
from qa.ask.retrieval.query import Query

# What is told by its form; where, why and how are told by whole sentences.
_TOLD: tuple[Slot, ...] = ("number", "money", "share", "duration", "frequency", "date", "who")
# Of more than this in one part of a sentence none can be told to be the one.
_MOST = 3
_YEAR = regex(r"(?:19|20)[0-9]{2}")
_NUMERAL = regex("[0-9一二三四五六七八九十两百千万亿半]")
# "How reliable must it be?" is told by a number, where the sentence has one.
_DEGREE = regex(
    r"how (?!many|much|is|are|was|were|do|does|did|will|would|can|could|shall|should|must|may|might|to"
    r"|has|have)[a-z]+ (?:is|are|was|were|will|would|can|should|shall|must|may|has|have|does|do)\b"
)
_PART = regex(r"[^，,；;。：:、]+")
_COMMON = frozenset("的是在和与及了有要为到多少几什么哪个些年月日达到以上")


def answering(clause: Clause, sentence: int, query: Query) -> tuple[Span, ...]:
    """Return the ranges of a clause's text that answer, in order; none where it cannot be told.

    Args:
        clause: What is quoted.
        sentence: Number of the sentence that the question is closest to.
        query: The question.
    """
    question = query.normal
    slots = set(asked_slots(question, query.lang))
    if query.lang == "en" and _DEGREE.match(question.lower()):
        slots.add("number")
    for slot in _TOLD:
        if slot not in slots:
            continue
        if chosen := _told(clause, sentence, slot, question):
            return chosen
        # The closest sentence may only name what another of the clause says by when: 该项工作于4月底前完成。
        beside = [
            found
            for other in range(len(clause.sentences))
            if other != sentence and (found := _told(clause, other, slot, question))
        ]
        if len(beside) == 1:
            return beside[0]
    return ()


def _told(clause: Clause, sentence: int, slot: Slot, question: str) -> tuple[Span, ...]:
    """Return the ranges of a clause's text in which one of its sentences tells what is asked for."""
    within = clause.sentences[sentence]
    normal = normal_of(within.of(clause.text))
    # A year that the question names itself is not what it asks for.
    named = frozenset(_YEAR.findall(question))
    found = [
        span
        for span in fillers(slot, normal.text, question)
        if named.isdisjoint(_YEAR.findall(span.of(normal.text)))
        and (slot == "who" or _NUMERAL.search(span.of(normal.text)))
    ]
    chosen = _nearest(found, normal.text, question) if len(found) > 1 else found
    if not chosen or (slot == "who" and len(chosen) > 1):
        return ()
    spans = (normal.source(span) for span in chosen)
    return tuple(Span(within.start + s.start, within.start + s.end) for s in spans)


def _nearest(found: Sequence[Span], sentence: str, question: str) -> Sequence[Span]:
    """Return what stands in the part of a sentence that has most of the question's words."""
    parts = [Span(*match.span()) for match in _PART.finditer(sentence)]
    asked = _pairs(question)
    held = {part: [s for s in found if part.start <= s.start < part.end] for part in parts}
    scored = [
        (len(asked & _pairs(part.of(sentence))), spans) for part, spans in held.items() if spans
    ]
    best = max((score for score, _ in scored), default=0)
    if best == 0:
        return found if len(found) <= _MOST else ()
    chosen = [span for score, spans in scored if score == best for span in spans]
    return chosen if len(chosen) <= _MOST else ()


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters that say something."""
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    return {pair for pair in pairs if pair.isalnum() and not _COMMON.issuperset(pair)}

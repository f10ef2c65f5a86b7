"""What a question or a claim gets back. docs/cli.md has it field by field."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from index.document.corpus import Heading, Place, Role, Span, TableRow

Language = Literal["zh", "en"]
Intent = Literal["content", "mention", "outline", "section", "figures", "list", "about"]
FigureBound = Literal["at_least", "at_most", "about", "exact"]
VerdictLabel = Literal["supported", "contradicted", "not_mentioned"]


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another document that has the words of a quote, and where."""

    clause_id: str
    doc_id: str
    source: str
    at: Span


@dataclass(frozen=True, slots=True)
class Citation:
    """A verbatim quote and where it stands.

    Attributes:
        n: Number of the quote in the answer, from 1.
        quote: The source's own characters: ``source_text[start:end]``.
        also_at: Other places where the same words stand.
        focus: The sentences of the quote that matter most, as ranges within ``quote``.
        score: Relevance, higher is better; comparable within one answer.
        english: Unofficial reading aid, never the quote.
        topic: The topic line that the quote stands under, when it is not part of the quote.
        sentence: Number of the quote's first sentence within its section, from 1.
        document: The title that the document gives itself, else its file name.
        pieces: The quote in its source, without what is skipped within it.
        path: The headings above it, outermost first.
        article: Number of its 条; None outside one.
        inserted: 1 in 第十二条之一.
        paragraph: Number of its 款; None where it has several.
        item: Number of its 项; None outside one or where it has several.
        ref: How an official would cite it.
        page: From 1; None where there are no pages.
        table: What the row is read with, of a row of a table.
        role: What part of an official document it is.
        also_in: Other documents that have the same words, but for punctuation.
        marks: What of the quote answers, as ranges of the source: a number, a name, the asked term.
    """

    n: int
    clause_id: str
    doc_id: str
    source: str
    quote: str
    start: int
    end: int
    also_at: tuple[Span, ...]
    chapter: int | None
    chapter_title: str | None
    section: int | None
    section_title: str | None
    place: Place
    score: float
    english: str | None = None
    focus: tuple[Span, ...] = ()
    topic: str | None = None
    sentence: int = 1
    document: str = ""
    pieces: tuple[Span, ...] = ()
    path: tuple[Heading, ...] = ()
    article: int | None = None
    inserted: int | None = None
    paragraph: int | None = None
    item: int | None = None
    ref: str = ""
    page: int | None = None
    table: TableRow | None = None
    role: Role = "body"
    also_in: tuple[Elsewhere, ...] = ()
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that a document sets, in its own words.

    Attributes:
        what: What is measured.
        value: The number with its bound and unit.
        number: In the unit as it is written: 10 of 10亿千瓦; None of a range.
        unit: As written.
        bound: Which side of the number is meant; None of a range.
        year: By or in which it holds; None where the document names none for it.
        body: Who answers for it; None where it names nobody.
        n: The citation that holds it; None where none does.
        clause_id: The clause that it stands in.
    """

    what: str
    value: str
    number: float | None
    unit: str | None
    bound: FigureBound | None
    year: int | None
    body: str | None
    n: int | None
    clause_id: str


@dataclass(frozen=True, slots=True)
class Answer:
    """Quotes that answer a question, or a refusal (``answered`` is false).

    Attributes:
        intent: What kind of answer the question asks for.
        total: How many places there are in all; more than are quoted where they are many.
        unsure: Whether the confidence is below that at which four of five answers are right.
        figures: Where figures were asked for.
        outline: Where the structure was asked for.
        lead: What ``answer`` says before the quotes and lists, where that is not for the quotes to say.
    """

    question: str
    lang: Language
    answered: bool
    confidence: float
    answer: str
    citations: tuple[Citation, ...]
    correction: bool = False
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str | int | None = None
    intent: Intent = "content"
    total: int = 0
    unsure: bool = False
    figures: tuple[Figure, ...] = ()
    outline: tuple[Heading, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One statement of a claim, with its own verdict.

    Attributes:
        text: Its words.
        start: Where it begins in the claim; -1 where the claim has it in another form.
        end: Where it ends.
        verdict: What is said of it alone.
        n: The citations of the verdict that it rests on.
    """

    text: str
    start: int
    end: int
    verdict: VerdictLabel
    n: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the plan says about a claim, with the clauses that show it.

    Attributes:
        focus: The words of the claim that agree or clash, as ranges within it.
        unsure: Whether the confidence is below that at which four of five verdicts are right.
        partly: Whether some parts are supported and others not mentioned.
        parts: The statements of the claim.
    """

    claim: str
    lang: Language
    verdict: VerdictLabel
    confidence: float
    citations: tuple[Citation, ...]
    reasons: tuple[str, ...]
    focus: tuple[Span, ...] = ()
    timings_ms: dict[str, float] = field(default_factory=dict)
    id: str | int | None = None
    unsure: bool = False
    partly: bool = False
    parts: tuple[Part, ...] = ()


def to_json(result: Answer | Verdict) -> dict[str, object]:
    """Return the object that is printed as one line of JSON; see docs/cli.md."""
    record: dict[str, Any] = _record(result)
    if record["id"] is None:
        del record["id"]
    for holder in (record, *record["citations"]):
        for name in {"also_at", "focus", "pieces", "marks"} & holder.keys():
            holder[name] = [[span["start"], span["end"]] for span in holder[name]]
    for citation in record["citations"]:
        for other in citation["also_in"]:
            span = other.pop("at")
            other.update(start=span["start"], end=span["end"])
    return record


def _record(value: Any) -> Any:  # noqa: ANN401  # whatever a field holds
    """Return what ``dataclasses.asdict`` does, in a fifth of the time: it copies what nobody can alter."""
    if hasattr(value, "__dataclass_fields__"):
        return {name: _record(getattr(value, name)) for name in value.__dataclass_fields__}
    if isinstance(value, tuple | list):
        return type(value)(map(_record, value))
    return dict(value) if isinstance(value, dict) else value


def milliseconds(start: float, end: float) -> float:
    """Return the time between two readings of ``time.perf_counter``, which counts seconds."""
    return round((end - start) * 1000, 2)

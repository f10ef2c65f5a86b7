"""What programs can ask, as the JSON of docs/contract.md: shared by the named endpoints and by MCP."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any, Literal

from index.errors import InputError
from index.outline.numbering.refs import narrow
from index.records import clause_record, heading_record
from qa.ask.reference.resolve import Held, absent_text, find_place
from qa.pipeline import Pipeline
from qa.result import Answer, Citation, Language, Verdict
from qa.show.lookup.outline import document_record

Lang = Literal["auto", "zh", "en"]
Record = dict[str, Any]
MOST_QUOTES = 50
# A follow-up looks at the last questions only.
_HISTORY = 6


def language(lang: str) -> Language | None:
    """Return what was chosen; None lets the question decide."""
    return "zh" if lang == "zh" else "en" if lang == "en" else None


def ask(
    pipeline: Pipeline,
    question: str,
    *,
    history: Sequence[str] = (),
    docs: Sequence[str] = (),
    k: int = 5,
    lang: str = "auto",
) -> Answer:
    """Return the answer to a question; see ``Pipeline.ask``."""
    k = min(max(k, 1), MOST_QUOTES)
    return pipeline.ask(question, history=history[-_HISTORY:], k=k, lang=language(lang), docs=docs)


def check(pipeline: Pipeline, claim: str, docs: Sequence[str] = (), lang: str = "auto") -> Verdict:
    """Return the verdict on a statement; see ``Pipeline.check``."""
    return pipeline.check(claim, lang=language(lang), docs=docs)


def search(pipeline: Pipeline, query: str, docs: Sequence[str] = (), k: int = 10) -> list[Citation]:
    """Return the clauses nearest to words, best first, whether or not they answer anything."""
    limited = pipeline.limited_to(docs)
    found = limited.rank(query, min(max(k, 1), MOST_QUOTES))
    return [
        replace(limited.cite_clause(scored.clause.clause_id), n=n, score=round(scored.score, 4))
        for n, scored in enumerate(found, start=1)
    ]


def clauses(pipeline: Pipeline, docs: Sequence[str] = ()) -> list[Record]:
    """Return every clause in reading order."""
    return [clause_record(clause) for clause in pipeline.limited_to(docs).clauses]


def outline(pipeline: Pipeline, docs: Sequence[str] = ()) -> list[Record]:
    """Return the headings in reading order."""
    headings = pipeline.limited_to(docs).clause_index.headings
    return [heading_record(heading) for heading in headings]


def place(pipeline: Pipeline, ref: str, docs: Sequence[str] = ()) -> tuple[Held, ...]:
    """Return what stands at a place.

    Raises:
        InputError: There is no such place; names the nearest.
    """
    found = find_place(ref, pipeline.limited_to(docs).clause_index)
    if not found.held:
        raise InputError(absent_text(found, "en" if ref.isascii() else "zh"))
    return found.held


def show(pipeline: Pipeline, ref: str, docs: Sequence[str] = ()) -> list[Record]:
    """Return the clauses at a place, cut down to it; see ``place``."""
    return [
        clause_record(held.clause if held.part is None else narrow(held.clause, held.part))
        for held in place(pipeline, ref, docs)
    ]


def figures(pipeline: Pipeline, docs: Sequence[str] = ()) -> list[Record]:
    """Return the quantitative targets."""
    return [asdict(found.figure) for found in pipeline.limited_to(docs).figures()]


def documents(pipeline: Pipeline, docs: Sequence[str] = ()) -> list[Record]:
    """Return the documents, each with what it says of itself."""
    clause_index = pipeline.limited_to(docs).clause_index
    return [document_record(d, clause_index, "en") for d in clause_index.documents]

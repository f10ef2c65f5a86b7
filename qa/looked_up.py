"""What was looked up, as an answer: cut to the quotes that are shown, with words for a person."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import replace

from qa.ask.quoting.cite import Citer
from qa.ask.retrieval.query import Query
from qa.lookup.reply import Reply
from qa.result import Answer, Language, milliseconds
from qa.show.lookup.lookups import lookup_said
from qa.show.text import answer_text


def answer_of(
    reply: Reply,
    query: Query,
    *,
    citer: Citer,
    titles: Mapping[str, str],
    k: int,
    lang: Language,
    started: float,
) -> Answer:
    """Return what was looked up as an answer.

    Args:
        reply: What was found.
        query: The question.
        citer: Makes quotes of clauses.
        titles: English by Chinese title.
        k: At most so many quotes.
        lang: Language of the words around the quotes.
        started: When the question came, by ``time.perf_counter``.
    """
    looked = time.perf_counter()
    skip = reply.request.more * k
    if skip >= len(reply.passages):
        skip = 0  # there are no more: all of them again
    shown = reply.passages[skip : skip + k]
    citations = tuple(
        citer.cite(
            passage.clause,
            n,
            passage.score,
            focus=passage.marks,
            part=passage.part,
            marks=passage.marks,
        )
        for n, passage in enumerate(shown, start=1)
    )
    numbers = {citation.clause_id: citation.n for citation in citations}
    figures = tuple(replace(one, n=numbers.get(one.clause_id)) for one in reply.figures)
    said = lookup_said(replace(reply, figures=figures), citations, skip, lang, titles)
    finished = time.perf_counter()
    return Answer(
        question=query.text,
        lang=lang,
        answered=reply.answered,
        confidence=reply.confidence,
        answer=answer_text(citations, lang, titles, said.text, among_many=citer.among_many),
        lead=said.lead,
        citations=citations,
        intent=reply.request.intent,
        total=len(reply.passages) if reply.answered else len(citations),
        figures=figures,
        outline=reply.outline,
        timings_ms={
            "total": milliseconds(started, finished),
            "retrieve": milliseconds(started, looked),
            "answer": milliseconds(looked, finished),
        },
    )

"""A document that a question names to look in: 在《知识产权保护条例》里，谁负责奖励."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.corpus import Document
from index.names import find_documents
from index.patterns import regex
from index.span import Span
from index.split import has_word
from qa.ask.query import Query, read_query
from qa.errors import QuestionError

# A title may hold another: 《关于实施〈…〉的意见》 is often written with 《》 within.
_TITLE = r"《((?:[^《》]|《[^《》]*》){2,80})》"
_PLACE = r"(?:里面?|之?中|当中|内)?的?\s*(?:(?:规定|要求)(?=[，,、：:]))?[，,、：:]?\s*"
# A title says what to look in where it opens the question or follows a word for looking there. After
# any other it is what is asked about: 规划提到《…条例》了吗？
_LOOK_IN = (
    regex(
        rf"^\s*(?:请问|你好|您好|那么?|[，,\s])*(?:在|根据|按照?|依据|依照|就|对照|查一?下|看一?下|看看)?\s*{_TITLE}{_PLACE}"
    ),
    regex(rf"(?:在|根据|按照?|依据|依照)\s*{_TITLE}{_PLACE}"),
    regex(
        rf"\b(?:in|within|under|per|according to|based on)\s+(?:the\s+)?{_TITLE}\s*,?",
        re.IGNORECASE,
    ),
)
_SAYS = regex(rf"(?<=\bdoes\s)(?:the\s+)?{_TITLE}", re.IGNORECASE)
_TWO = 2


def documents_named_in(
    query: Query, documents: Sequence[Document]
) -> tuple[tuple[str, ...], Query]:
    """Return the ids of the documents that a question says to look in, and the rest of it.

    Args:
        query: The question.
        documents: Those of the corpus; where there is one, there is nothing to choose.

    Returns:
        No id and the question itself, where it names no document of the corpus.
    """
    if len(documents) < _TWO or "《" not in query.text:
        return (), query
    for pattern, instead in (*((pattern, " ") for pattern in _LOOK_IN), (_SAYS, "it")):
        match = pattern.search(query.text)
        found = find_documents(documents, match.group(1)) if match else []
        if match and found:
            rest = f"{query.text[: match.start()]}{instead}{query.text[match.end() :]}".strip()
            return tuple(document.doc_id for document in found), _without(query, rest)
    return (), query


def _without(query: Query, rest: str) -> Query:
    """Return the rest of a question, or the question where nothing is left of it."""
    try:
        return read_query(rest) if has_word(rest) else query
    except QuestionError:
        return query


def moved(focus: Sequence[Span], claim: str, part: str) -> tuple[Span, ...]:
    """Return ranges within a part of a claim as ranges within the claim; none where it is no part."""
    start = claim.find(part)
    if start < 0:
        return ()
    return tuple(Span(start + span.start, start + span.end) for span in focus)

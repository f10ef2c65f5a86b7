"""Which places a question looks in, and which it leaves out: 正文（不算附表）."""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.intent.question import Question
from qa.intent.references import FoundReference
from qa.intent.request import Asked

# 正文（不算附表）里的, the figures except those in the annexes.
_BEFORE_LEFT_OUT = regex(
    r"(?:不算|不含|不包括|不计|除了?|排除|撇开|\b(?:except|excluding|without|not counting|apart from|"
    r"other than)(?: for| those in| in)?(?: the)?)\s*$"
)
_BEHIND_LEFT_OUT = regex("(?:之外|以外|除外)")


def places_in(question: Question) -> tuple[Asked, ...]:
    """Return the places that a question looks in."""
    return tuple(found.reference for found in question.found if not _is_left_out(question, found))


def places_left_out(question: Question) -> tuple[Asked, ...]:
    """Return the places that a question leaves out: 不算附表, except the annexes."""
    return tuple(found.reference for found in question.found if _is_left_out(question, found))


def _is_left_out(question: Question, found: FoundReference) -> bool:
    before, behind = question.text[: found.span.start], question.text[found.span.end :]
    return bool(_BEFORE_LEFT_OUT.search(before) or _BEHIND_LEFT_OUT.match(behind))

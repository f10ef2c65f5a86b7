"""From a question and the ones before it to what it asks for.

Every reader says what it recognises, or nothing; what nobody recognises is content. None looks at more
than the words: a question is taken for another kind only where no subject of its own is left in it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from qa.ask.query import Query
from qa.intent.about import read_about
from qa.intent.figures import read_figures
from qa.intent.follow import read_follow_up
from qa.intent.listing import read_list
from qa.intent.mention import read_mention
from qa.intent.question import Contents, Question, prepare
from qa.intent.request import CONTENT, Request
from qa.intent.structure import read_outline, read_section

Reader = Callable[[Question], Request | None]

# In order: a mention may name a chapter, an outline may ask of one.
_READERS: Sequence[Reader] = (
    read_mention,
    read_outline,
    read_about,
    read_figures,
    read_section,
    read_list,
)


def read_request(query: Query, contents: Contents, history: Sequence[Query] = ()) -> Request:
    """Return what a question asks for, in the light of the earlier ones, oldest first."""
    before = CONTENT
    for earlier in history:
        before = _read(prepare(earlier, contents), before)
    return _read(prepare(query, contents), before)


def _read(question: Question, before: Request) -> Request:
    own = next((found for reader in _READERS if (found := reader(question))), None)
    if before is not CONTENT and (follows := read_follow_up(question, own, before)):
        return follows
    return own or CONTENT

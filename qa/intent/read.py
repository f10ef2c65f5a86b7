"""From a question and the ones before it to what it asks for.

Every reader says what it recognises, or nothing; what nobody recognises is content. None looks at more
than the words: a question is taken for another kind only where no subject of its own is left in it. What
no rule knows is told by how it asks (``qa.intent.guess``), if that is sure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from index.runtime.patterns import regex
from qa.ask.retrieval.query import Query
from qa.intent.concordance.mention import read_mention
from qa.intent.follow import goes_on, pointed, read_follow_up
from qa.intent.frame import frame_of
from qa.intent.lenient import read_as
from qa.intent.metadata.about import read_about, read_contact
from qa.intent.quantities.dated import read_dated
from qa.intent.quantities.figures import read_figures
from qa.intent.quantities.ranked import read_ranked
from qa.intent.question import Contents, Question, prepare, without_asker
from qa.intent.request import CONTENT, Request
from qa.intent.structure.annex import read_annex
from qa.intent.structure.gathered import read_gathered
from qa.intent.structure.listing import read_kinds, read_list, read_rows
from qa.intent.structure.parts import read_outline
from qa.intent.structure.sanctions import read_joined
from qa.intent.structure.sections import read_asked_at, read_section
from qa.intent.structure.worded import read_worded
from qa.result import Intent

# From the frame of a question to its kind, content where that is not sure.
Guess = Callable[[str], Intent]
# Members of these may be asked for by a question that reads like one for a list.
_MEMBERS_OF: Mapping[Intent, re.Pattern[str]] = {
    "outline": regex(
        r"[章节]|部分|标题|题目|条款|条文|大纲|提纲|目录|\b(?:chapter|section|part|heading|article|title)s?\b"
    ),
    "figures": regex(
        r"数(?!据)|数据(?=有哪|都|列|$)|指标|目标|金额|期限|时限|比例|百分|标准"
        r"|\b(?:figures?|numbers?|targets?|percent\w*|amounts?|deadlines?|limits?|indicators?)\b"
    ),
}
_ANYTHING = regex("")
Reader = Callable[[Question], Request | None]

# In order: the largest fine in it, whether there is a telephone and 涉及哪些部门 ask for no word, a mention
# may name a chapter, an outline may ask of one.
_READERS: Sequence[Reader] = (
    read_ranked,
    read_contact,
    read_gathered,
    read_worded,
    read_mention,
    read_joined,
    read_rows,
    read_outline,
    read_annex,
    read_dated,
    read_about,
    read_kinds,
    read_figures,
    read_section,
    read_list,
    read_asked_at,
)


# What is there for everybody, whoever asks: a word, a place, the structure.
_FOR_ANYBODY: Sequence[Reader] = (read_mention, read_outline, read_section)


def read_request(
    query: Query, contents: Contents, history: Sequence[Query] = (), guess: Guess | None = None
) -> Request:
    """Return what a question asks for.

    Args:
        query: The question.
        contents: What the documents are made of.
        history: The earlier questions, oldest first.
        guess: Tells the kind of a question that no rule knows; None where none is to be guessed.
    """
    before = CONTENT
    for number, earlier in enumerate(history):
        before = _read(prepare(earlier, contents), before, guess, later=number > 0)
    return _read(prepare(query, contents), before, guess, later=bool(history))


def _read(question: Question, before: Request, guess: Guess | None, *, later: bool) -> Request:
    question = pointed(question, before)
    own = next((found for reader in _READERS if (found := reader(question))), None)
    if own is None and (bare := without_asker(question)) is not question:
        own = next((found for reader in _FOR_ANYBODY if (found := reader(bare))), None)
    if own is None and later and before is CONTENT and goes_on(question):
        return CONTENT  # 低保户呢 after a question for what is said asks what is said of them
    if before is not CONTENT and (follows := read_follow_up(question, own, before)):
        return follows
    if guess is not None and _is_open(own):
        kind = guess(frame_of(question))
        if own is None or _MEMBERS_OF.get(kind, _ANYTHING).search(question.text):
            own = read_as(kind, question) or own
    if own is not None and question.contents.texts:
        own = replace(own, words=question.bare.strip())
    return own or CONTENT


def _is_open(own: Request | None) -> bool:
    """Tell whether another kind may be meant: 哪些 is asked of members, of chapters and of figures."""
    return own is None or (own.intent == "list" and not own.places and not own.gathered)

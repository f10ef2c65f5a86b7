"""The texts that one file holds, such as two schemes behind a notice, and which of them a question names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from index.clause_index import ClauseIndex
from index.document.corpus import Heading
from index.document.normal import normal_text
from index.runtime.patterns import regex
from index.search.terms import terms
from qa.ask.reference.resolve import Found
from qa.intent.words import ZH_NOUNS

# A text is called by what it is and what it is on: 转制规定, the provisions on culture, the culture scheme.
_NOUN_EN = (
    r"(?:provisions?|regulations?|rules|measures|schemes?|plans?|opinions?|catalogues?|programmes?)"
)
_CALLED = (
    regex(rf"([\u3400-\u9fff]{{2,30}}?)的?(?:{ZH_NOUNS})"),
    regex(rf"\b{_NOUN_EN} (?:on|for|about|concerning|of) ([a-z ,'-]{{4,80}})"),
    regex(
        rf"\b(?:the|this) ((?!(?:whole|entire|full|complete|same|first|second|last)\b)[a-z'-]+"
        rf"(?: (?!(?:of|on|in|the|this|to|for|by)\b)[a-z'-]+){{0,4}}) {_NOUN_EN}\b"
    ),
)


def texts_of(clause_index: ClauseIndex) -> list[Heading]:
    """Return the titles of the texts of a file that holds several: what stands above all its numbers."""
    # Of a library only these headings are read, not all clauses.
    rows = np.flatnonzero(clause_index.columns.unlabelled).tolist()
    unlabelled = (clause_index.headings[row] for row in rows)
    titles = [h for h in unlabelled if not h.depth and h.clauses and h.number is None]
    often = Counter(h.doc_id for h in titles)
    return [h for h in titles if often[h.doc_id] > 1]


def named_text(words: str, clause_index: ClauseIndex) -> Heading | None:
    """Return the text that words name by what no other text has in its title."""
    named = [match for form in _CALLED for match in form.findall(words)]
    if not named:
        return None
    called = " ".join(named)
    texts = texts_of(clause_index)
    english = called.isascii()
    wanted = set(terms(called)) if english else _pairs(called)
    parts = [_english(h, clause_index) if english else _pairs(h.title) for h in texts]
    told = []
    for at, own in enumerate(parts):
        others = set[str]().union(*(part for n, part in enumerate(parts) if n != at))
        told.append(len(wanted & (own - others)))
    best = max(told, default=0)
    return texts[told.index(best)] if best and told.count(best) == 1 else None


def only_in(found: Found, text: Heading) -> Found:
    """Return of what was found what stands in a text."""
    held = tuple(one for one in found.held if text in one.clause.path)
    headings = {heading for one in held for heading in one.clause.path}
    return replace(found, held=held, headings=tuple(h for h in found.headings if h in headings))


def headings_in(headings: Sequence[Heading], text: Heading, of: Sequence[Heading]) -> list[Heading]:
    """Return those of some headings that stand in a text.

    Args:
        headings: Some of them.
        text: The title of the text.
        of: All headings, in order.
    """
    behind = [h.start for h in of if h.doc_id == text.doc_id and h.start > text.start]
    ends = [
        h.start
        for h in of
        if h.doc_id == text.doc_id and h.start > text.start and h.depth <= text.depth
    ]
    end = min(ends, default=max(behind, default=text.start) + 1)
    return [h for h in headings if h.doc_id == text.doc_id and text.start < h.start < end]


def _pairs(words: str) -> set[str]:
    plain = normal_text(words)
    return {plain[at : at + 2] for at in range(len(plain) - 1)}


def _english(heading: Heading, clause_index: ClauseIndex) -> set[str]:
    title = heading.title
    tokens = (
        token
        for start in range(len(title))
        for end in range(start + 1, len(title) + 1)
        for meaning in clause_index.words.meanings.get(title[start:end], ())
        for token in meaning.tokens
    )
    return set(terms(" ".join(tokens)))

"""What stands below the heading that a question names, in its words or in others for them."""

from __future__ import annotations

import re

from index.clause_index import ClauseIndex
from index.document.corpus import Heading
from index.search.terms import terms
from qa.ask.reference.resolve import Found, Held, find_title
from qa.lookup.topics import alike_in

# Of the pairs of characters of the words asked for, how many a title must have to be the one meant.
_ALIKE = 0.5


def titled(title: str, clause_index: ClauseIndex) -> Found:
    """Return what stands below the heading that words name, or which headings there are."""
    found = find_title(title, clause_index)
    if found is not None and found.held:
        return found
    headings = [h for h in clause_index.headings if h.title]
    best = max(headings, key=lambda heading: likeness(title, heading, clause_index), default=None)
    if best is None or likeness(title, best, clause_index) < _ALIKE:
        # 讲怎么缴钱的那一章 is the one on 缴存.
        best = max(headings, key=lambda heading: alike_in(title, heading.title), default=None)
    if (
        best is None
        or max(likeness(title, best, clause_index), alike_in(title, best.title)) < _ALIKE
    ):
        return Found(
            title, (), (), tuple(dict.fromkeys(h.title for h in headings if not h.depth))[:8]
        )
    held = tuple(Held(c) for c in clause_index.clauses if best in c.path)
    return Found(best.title, held, (best,))


def likeness(asked: str, heading: Heading, clause_index: ClauseIndex) -> float:
    """Return how much of the asked words a title has, 0 to 1; English ones by what its words mean."""
    if re.search("[\u3400-\u9fff]", asked):
        pairs = {asked[at : at + 2] for at in range(len(asked) - 1)} or {asked}
        return sum(pair in heading.title for pair in pairs) / len(pairs)
    wanted = set(terms(asked))
    english = set(terms(clause_index.titles.get(heading.title, "")))
    if wanted and english:
        return len(wanted & english) / len(wanted)
    return said_in(asked, heading.title, clause_index)


def said_in(asked: str, chinese: str, clause_index: ClauseIndex) -> float:
    """Return how many of some English words those of a Chinese name mean, 0 to 1."""
    wanted = set(terms(asked))
    tokens = (
        token
        for start in range(len(chinese))
        for end in range(start + 1, len(chinese) + 1)
        for meaning in clause_index.words.meanings.get(chinese[start:end], ())
        for token in meaning.tokens
    )
    return len(wanted & set(terms(" ".join(tokens)))) / len(wanted) if wanted else 0.0

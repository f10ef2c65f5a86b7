"""The views of a clause: every text under which it can be found.

Each view is embedded, in the normal form (``index.document.normal``); a question is compared with all of them
and a clause scores by the best view of each kind. What lexical search counts comes from the same texts.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from index.document.context import in_context, row_words
from index.document.corpus import Clause
from index.document.normal import normal_of, normal_text
from index.document.split import has_word
from index.runtime.patterns import regex
from index.search.terms import terms

if TYPE_CHECKING:
    from index.edition import Edition

# The kinds, in the order in which they are kept.
SENTENCE = "sentence"  # one sentence
CLAUSE = "clause"  # the whole clause
GLOSS = "gloss"  # a sentence word by word in English, where no edition has it
ENGLISH = "english"  # a sentence in the edition's English
PLAIN_ZH = "plain_zh"  # a sentence's content in everyday Chinese
PLAIN_EN = "plain_en"  # the same in everyday English
PIECE = "piece"  # a part of a sentence, where there is no edition
KINDS = (SENTENCE, CLAUSE, GLOSS, ENGLISH, PLAIN_ZH, PLAIN_EN, PIECE)
OF_ENGLISH = frozenset({GLOSS, ENGLISH, PLAIN_EN})

_PART = regex(r"[^，；：。,;:]*[，；：。,;:]+|[^，；：。,;:]+")
# A shorter part stands with the next one: it says too little to be found by.
_LEAST_PART = 12
# A word of the dictionary has several meanings; lexical search can afford the first few.
_LEXICAL_SENSES = 3


class View(NamedTuple):
    """One text under which a clause can be found.

    Attributes:
        position: ``Clause.position`` of the clause.
        kind: One of ``KINDS``.
        text: What is embedded.
        sentence: Number of the clause's sentence that it renders, or -1 for the whole clause.
    """

    position: int
    kind: str
    text: str
    sentence: int = -1


def make_views(
    clauses: Sequence[Clause], edition: Edition, left_out: Collection[str] = ()
) -> list[View]:
    """Return the views of ``clauses``, clause by clause.

    A view without a letter or digit is left out: a lone ” or 。 would rise to the top.

    Args:
        clauses: The clauses.
        edition: What was written beside them.
        left_out: Kinds that are not wanted.
    """
    from index.dictionary.bridge import Bridge

    bridge = Bridge(edition.glossary)
    views: list[View] = []
    for clause in clauses:
        at = clause.position
        views.append(View(at, CLAUSE, normal_text(in_context(clause))))
        for number, span in enumerate(clause.sentences):
            sentence = normal_of(span.of(clause.text)).text
            # The cells of a row say little without the names of their columns.
            shown = sentence if clause.table is None else normal_text(row_words(clause))
            views.append(View(at, SENTENCE, shown, number))
            aid = edition.aid_of(span.of(clause.text))
            if aid.english:
                views.append(View(at, ENGLISH, aid.english, number))
            elif GLOSS not in left_out:  # which takes longest to make
                views.append(View(at, GLOSS, bridge.gloss(sentence), number))
            if not edition.aids:
                parts = [shown] if clause.table is not None else _parts(shown)
                views.extend(View(at, PIECE, part, number) for part in parts)
            views.extend(View(at, PLAIN_ZH, line, number) for line in aid.plain_zh)
            views.extend(View(at, PLAIN_EN, line, number) for line in aid.plain_en)
    return [view for view in views if view.kind not in left_out and has_word(view.text)]


def _parts(sentence: str) -> list[str]:
    """Return a sentence in parts of ``_LEAST_PART`` characters and more, cut at its commas.

    A question is about one of the many things that a long official sentence says.
    """
    parts = [""]
    for found in _PART.findall(sentence):
        if len(parts[-1]) >= _LEAST_PART:
            parts.append("")
        parts[-1] += found
    if len(parts) > 1 and len(parts[-1]) < _LEAST_PART:
        last = parts.pop()
        parts[-1] += last
    return parts


def make_terms(clauses: Sequence[Clause], edition: Edition) -> list[list[str]]:
    """Return for each clause the terms that lexical search counts, in both languages."""
    from index.dictionary.bridge import Bridge, everyday

    bridge = Bridge(edition.glossary)
    rows: list[list[str]] = []
    for clause in clauses:
        words = normal_text(clause.text)
        above = clause.topic or "" if clause.table is None else in_context(clause)
        texts = [normal_text(above), words]
        aids = edition.aids_of(clause)
        if all(aid.english for aid in aids):
            texts.extend(aid.english for aid in aids)
        else:
            texts.append(bridge.gloss(words, _LEXICAL_SENSES))
        plain = [line for aid in aids for line in (*aid.plain_zh, *aid.plain_en)]
        texts.extend(plain or [everyday(words)])
        rows.append(terms("\n".join(texts)))
    return rows

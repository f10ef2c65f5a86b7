"""What the words of a question are compared with to tell what it asks for."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from index.clause_index import ClauseIndex
from index.document.normal import normal_text
from index.search.terms import terms
from qa.intent.question import Contents
from qa.lookup.structure.run_in import run_in_titles
from qa.lookup.structure.texts import texts_of
from qa.lookup.table import columns


def contents_of(clause_index: ClauseIndex, holds: Callable[[str], bool]) -> Contents:
    """Return the contents of the documents of an index.

    Args:
        clause_index: The index.
        holds: Tells whether words stand in the documents by the letter.
    """

    def knows(word: str) -> bool:
        if word.isascii():
            return any(term in clause_index.lexical for term in terms(word))
        return holds(word)

    names = {normal_text(document.source) for document in clause_index.documents}
    names.update(normal_text(clause_index.name_of(one.doc_id)) for one in clause_index.documents)
    # What stands above all numbers is what a document is called, where nothing says so.
    known, titles = clause_index.columns, clause_index.title_texts
    firsts = known.first_headings
    opening = firsts[:-1][firsts[:-1] < firsts[1:]]
    before = np.cumsum(known.titled) - 1
    names.update(titles[at] for at in before[opening[known.unlabelled[opening]]].tolist())
    return Contents(
        names=sorted(names),
        headings=[*titles, *(normal_text(one.title) for one in run_in_titles(clause_index))],
        columns=[normal_text(column) for column in columns(clause_index.table_rows())],
        texts=bool(texts_of(clause_index)),
        knows=knows,
        holds=holds,
    )

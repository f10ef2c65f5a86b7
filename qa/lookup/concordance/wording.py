"""What clauses and headings say, to look for words in: all of it at once, in the forms that are compared.

A library has sixty thousand clauses, and to read each for itself takes seconds; their normal forms are kept
as views and are read together.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from index.clause_index import ClauseIndex
from index.document.normal import normal_text
from index.views import CLAUSE
from qa.lookup.keys import keys_of
from qa.lookup.lines import lines_with


class Wording:
    """The texts of an index. Nothing is read before it is asked for."""

    def __init__(self, clause_index: ClauseIndex) -> None:
        """Make it for an index."""
        self._clause_index = clause_index

    @functools.cached_property
    def clauses(self) -> Sequence[str]:
        """The clauses in the normal form, by position, each below its topic line or its table's header."""
        clauses = self._clause_index.clauses
        kept = dict(self._clause_index.texts_of(CLAUSE))
        if len(kept) == len(clauses):
            return list(kept.values())
        # Such views may have been left out, and a clause without a letter has none.
        return [
            kept[at] if at in kept else normal_text(clauses[at].text) for at in range(len(clauses))
        ]

    @functools.cached_property
    def key_lines(self) -> str:
        """The clauses as they are compared, each on a line."""
        return keys_of(self.clauses)

    @functools.cached_property
    def _title_lines(self) -> str:
        return keys_of(self._clause_index.title_texts)

    @functools.cached_property
    def text(self) -> str:
        """All of it in the normal form, each clause and each title on a line."""
        return "\n".join((*self.clauses, *self._clause_index.title_texts))

    def having(self, keys: Sequence[str]) -> list[int]:
        """Return the positions of the clauses that may have any of the keys, in order."""
        return lines_with(keys, self.key_lines)

    def titled(self, keys: Sequence[str]) -> list[int]:
        """Return which of the titles of headings may have any of the keys, in order."""
        return lines_with(keys, self._title_lines)

    def holds(self, key: str) -> bool:
        """Tell whether a key stands in a clause or a title."""
        return key in self.key_lines or key in self._title_lines

    def around(self, key: str) -> str:
        """Return the clauses and titles that have a key, in the normal form, each on a line."""
        clauses = (self.clauses[position] for position in self.having([key]))
        titles = (self._clause_index.title_texts[number] for number in self.titled([key]))
        return "\n".join((*clauses, *titles))

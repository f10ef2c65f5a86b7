"""Fertiliser, harbour, centre, programme: as the words of the dictionaries are spelled."""

from __future__ import annotations

from collections.abc import Iterator

from index.runtime.patterns import regex
from qa.words.table import word_table

_SPELLINGS = (
    (regex("is(?=(?:e|er|ers|ed|es|ing|ation|ations)$)"), "iz"),
    (regex("our(?=s?$|ed$|ing$)"), "or"),
    (regex("tre(s?)$"), r"ter\1"),
    (regex("mme(s?)$"), r"m\1"),
    (regex("ll(?=ing$|ed$|er$)"), "l"),
)


def other_spellings(word: str) -> Iterator[str]:
    """Yield how an English word is spelled on the other side of the ocean."""
    for british, american in _SPELLINGS:
        if (other := british.sub(american, word)) != word:
            yield other


def as_known(term: str) -> str:
    """Return an English term with the words that the table of words lacks spelled as it has them."""
    return " ".join(_known(word) for word in term.split(" "))


def _known(word: str) -> str:
    table = word_table()
    if table.row(word) >= 0:
        return word
    return next((other for other in other_spellings(word) if table.row(other) >= 0), word)

"""Word lists of the comparers, read from CSV: names of one thing, roles, opposites."""

from __future__ import annotations

import csv
import functools
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from index.runtime.patterns import regex

# So many characters of a word are looked for before its pattern is.
_BEGINNING = 2
# Hundreds of finders look at one text after the other, at some texts by turns.
_KEPT_TEXTS = 256
# encourage, encourages, encouraged; relax, relaxing. What ends in e drops it before ing.
_ENDING = "(?:e?s|e?d|ing)?"
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Group:
    """Words for one thing.

    Attributes:
        kind: What sort of thing, or the set that the group belongs to.
        key: The thing.
        pattern: Finds its words, the longest first.
    """

    kind: str
    key: str
    pattern: WordFinder


class WordFinder:
    """Finds words: English ones with any ending, in any case; of those at one place the longest."""

    def __init__(self, words: str) -> None:
        """Take words separated by |."""
        parts = sorted((word.strip() for word in words.split("|")), key=len, reverse=True)
        self.beginnings = frozenset(part.lower()[:_BEGINNING] for part in parts)
        self._pattern = regex(
            "|".join(
                rf"\b{re.escape(part)}{_ENDING}\b" if part.isascii() else re.escape(part)
                for part in parts
            ),
            re.IGNORECASE,
        )

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """Yield the places where one of the words stands."""
        # Most texts do not even have the beginning of one, and then no pattern is compiled or run.
        if not self.beginnings.isdisjoint(_pieces_of(text)):
            yield from self._pattern.finditer(text)

    def search(self, text: str) -> re.Match[str] | None:
        """Return the first place where one of the words stands."""
        return next(self.finditer(text), None)


class Finders:
    """Groups of finders, of which only those are tried on a text that may find something in it."""

    def __init__(self, groups: Iterable[Iterable[WordFinder]]) -> None:
        self._by_beginning: dict[str, set[int]] = {}
        for number, group in enumerate(groups):
            for beginning in frozenset().union(*(finder.beginnings for finder in group)):
                self._by_beginning.setdefault(beginning, set()).add(number)

    def possible(self, text: str) -> list[int]:
        """Return the numbers of the groups of which a word may stand in ``text``, in order."""
        there = self._by_beginning.keys() & _pieces_of(text)
        return sorted(set().union(*(self._by_beginning[beginning] for beginning in there)))


@functools.lru_cache(maxsize=_KEPT_TEXTS)
def _pieces_of(text: str) -> frozenset[str]:
    """Return what a word that stands in ``text`` may begin with."""
    small = text.lower()
    return frozenset(small) | {small[at : at + _BEGINNING] for at in range(len(small))}


@functools.cache
def names() -> tuple[Group, ...]:
    """Return known countries, cities, bodies and exchanges, each with all its names."""
    return tuple(
        Group(row["kind"], row["names"].split("|")[0], WordFinder(row["names"]))
        for row in _rows("names.csv")
    )


@functools.cache
def roles() -> tuple[Group, ...]:
    """Return the roles of each set: who leads and who joins, the quarters of the compass, …."""
    return tuple(
        Group(row["set"], row["role"], WordFinder(row["words"])) for row in _rows("roles.csv")
    )


@functools.cache
def opposites() -> tuple[tuple[str, WordFinder, WordFinder], ...]:
    """Return pairs of patterns of which a claim has one and the plan the other, with their kind."""
    return tuple(
        (row["kind"], WordFinder(row["one"]), WordFinder(row["other"]))
        for row in _rows("opposites.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))

"""Word lists of the comparers, read from CSV: names of one thing, roles, opposites."""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from pathlib import Path

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
    pattern: re.Pattern[str]


def words_pattern(words: str) -> re.Pattern[str]:
    """Return the pattern of words separated by |; English ones with any ending, in any case."""
    parts = sorted((word.strip() for word in words.split("|")), key=len, reverse=True)
    return re.compile(
        "|".join(
            rf"\b{re.escape(part)}{_ENDING}\b" if part.isascii() else re.escape(part)
            for part in parts
        ),
        re.IGNORECASE,
    )


@functools.cache
def names() -> tuple[Group, ...]:
    """Return known countries, cities, bodies and exchanges, each with all its names."""
    return tuple(
        Group(row["kind"], row["names"].split("|")[0], words_pattern(row["names"]))
        for row in _rows("names.csv")
    )


@functools.cache
def roles() -> tuple[Group, ...]:
    """Return the roles of each set: who leads and who joins, the quarters of the compass, …."""
    return tuple(
        Group(row["set"], row["role"], words_pattern(row["words"])) for row in _rows("roles.csv")
    )


@functools.cache
def opposites() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    """Return pairs of patterns of which a claim has one and the plan the other, with their kind."""
    return tuple(
        (row["kind"], words_pattern(row["one"]), words_pattern(row["other"]))
        for row in _rows("opposites.csv")
    )


def _rows(name: str) -> list[dict[str, str]]:
    with (_DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))

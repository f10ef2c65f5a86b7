"""A text to the words that are aligned when a claim is held against a sentence.

A Chinese character is a word, and so is a whole name that the corpus knows.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from index.clause_index import ClauseIndex
from index.document.normal import normal_text
from index.edition import read_pairs
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS

_TOKEN = regex(
    r"[0-9]+(?:[.,][0-9]+)*|[%‰]|[A-Za-z]+(?:['’][A-Za-z]+)?|[\u3400-\u9fff]|[^\s\w，。；、：“”‘’（）《》.,;:()\"'—–-]"
)
# Grammar that may come, go or change without a change of meaning.
_EMPTY_TEXT = (
    "的 了 和 与 及 在 对 将 要 应 须 会 把 被 由 于 为 以 等 其 并 也 还 就 这 那 些 该 所 之 得 着 地 "
    "the a an of and to in is "
    "are be will shall should for on by with at it its that this as"
)
_EMPTY = frozenset(_EMPTY_TEXT.split())
# Kinds of a glossary's terms that are names.
_NAMED = frozenset({"body", "place"})
_SHORTEST_NAME = 3
# A name in this share of the clauses is what the corpus is about.
_SUBJECT = 0.2


class KnownNames:
    """Bodies and places that a corpus knows, each one word to a comparison."""

    def __init__(
        self, keys: Mapping[str, str], subjects: Callable[[], Iterable[str]] = tuple
    ) -> None:
        """Make the names.

        Args:
            keys: What each name names; two names of one thing have the same key.
            subjects: Gives the keys of what the whole corpus is about, when a claim that repeats a sentence
                first asks for them; naming it adds nothing to a sentence.
        """
        self._find_subjects = subjects
        self._keys = {normal_text(name): key for name, key in keys.items()}
        words = sorted(self._keys, key=len, reverse=True)
        parts = [rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word) for word in words]
        self._token = regex("|".join([*parts, _TOKEN.pattern]))
        # A claim is held against several sentences, a sentence against many claims of a draft.
        self._read = functools.lru_cache(maxsize=KEPT_TEXTS)(self._find)
        self.identities = functools.lru_cache(maxsize=KEPT_TEXTS)(self._identities)

    @functools.cached_property
    def _subjects(self) -> frozenset[str]:
        return frozenset(self._find_subjects())

    def tokens(self, text: str) -> list[re.Match[str]]:
        """Return the words of ``text``, a name being one of them."""
        return list(self._read(text))

    def _find(self, text: str) -> tuple[re.Match[str], ...]:
        return tuple(self._token.finditer(text))

    def _identities(self, text: str) -> list[str]:
        """Return what each of the words of ``text`` shares with those that mean the same."""
        return [self.identity(token.group()) for token in self._read(text)]

    def __contains__(self, words: str) -> bool:
        return words in self._keys

    def identity(self, word: str) -> str:
        """Return what two words share that mean the same to a comparison."""
        return self._keys.get(word, word.lower())

    def is_empty(self, word: str) -> bool:
        """Tell whether a word may come or go without a change of meaning."""
        return word.lower() in _EMPTY or self._keys.get(word) in self._subjects

    def same(self, one: str, other: str) -> bool:
        """Tell whether two strings name one thing, or one is short for the other."""
        if self.identity(one) == self.identity(other):
            return True
        short, long = sorted((one.lower(), other.lower()), key=len)
        rest = iter(long)
        return bool(short) and all(character in rest for character in short)


def known_names(edition_folder: Path | None, clause_index: ClauseIndex) -> KnownNames:
    """Return the bodies and places of the corpus's glossary, in both languages."""
    if edition_folder is None:
        return KnownNames({})
    path = edition_folder / "glossary.csv"
    english = read_pairs(path, "zh", "en")
    keys: dict[str, str] = {}
    for term, kinds in read_pairs(path, "zh", "kind").items():
        if not _NAMED & set(kinds):
            continue
        # Two characters are as often part of another word: 中新 in 中新镇.
        if len(term) >= _SHORTEST_NAME:
            keys[term] = term
        keys.update((name, term) for name in english.get(term, ()) if name[:1].isupper())

    def subjects() -> list[str]:
        texts = [normal_text(clause.text) for clause in clause_index.clauses]
        least = _SUBJECT * len(texts)
        return [term for term in set(keys.values()) if sum(term in text for text in texts) >= least]

    return KnownNames(keys, subjects)

"""Text to the terms that lexical search counts: Chinese bigrams, English stems, numbers.

One vocabulary holds both languages, since no term of one is a term of the other.
"""

from __future__ import annotations

import functools
import threading
from pathlib import Path
from typing import Any

from index.search.lexical import bigrams

# Words that say nothing about what is asked. Question words are among them: their work is done
# where the kind of an answer is judged.
_STOP_WORDS_FILE = Path(__file__).parents[1] / "data" / "stop_words_en.txt"
# The stemmer keeps the word that it works on; two threads would mix theirs.
_STEMMING = threading.Lock()


@functools.cache
def stop_words() -> frozenset[str]:
    """Return the English words that say nothing about what is asked."""
    return frozenset(_STOP_WORDS_FILE.read_text(encoding="utf-8").split())


@functools.cache
def _stemmer() -> Any:  # noqa: ANN401  # PyStemmer ships no types
    import Stemmer

    return Stemmer.Stemmer("english")


@functools.lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """Return the stem of an English word in lower case (Porter 2)."""
    with _STEMMING:
        return str(_stemmer().stemWord(word))


def is_english(token: str) -> bool:
    """Tell whether a token is a word that is stemmed."""
    return "a" <= token[:1] <= "z"


def terms(text: str) -> list[str]:
    """Return the terms of ``text`` in order, repeated as they repeat.

    Chinese runs give pairs of characters, English words their stem (Porter 2) unless they are stop
    words, numbers themselves.
    """
    stops = stop_words()
    return [
        stem(token) if is_english(token) else token for token in bigrams(text) if token not in stops
    ]

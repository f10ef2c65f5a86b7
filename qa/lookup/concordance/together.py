"""Where all words of a term stand together, though not side by side: compensation for seized property.

征用的财产，…给予补偿 says it in another order. By words all the same: each of them, in its own Chinese, in
one sentence; of a compound without a preposition, online courses, in one phrase: 在线精品课程.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence

from index.dictionary.words import tokens_of
from index.document.corpus import Clause, Span
from index.runtime.patterns import regex
from qa.lookup.keys import KeyText
from qa.lookup.reply import Passage
from qa.words.align import stop_words

PREPOSITION = regex(r"\b(?:for|of|on|to|in|with|by|from|at|against|between|about|under)\b")
_HAN = regex("[\u3400-\u9fff]")
# So many characters may stand between the words of a compound, and no mark.
_BETWEEN = 6
_APART = regex("[，。；：、,;:\n]")
_PAIR = 2
# A word in one character stands inside of too many others.
_SHORTEST = 2
_MOST_WORDS = 4


def together(
    term: str,
    clauses: Sequence[Clause],
    names: Callable[[str], Sequence[str]],
    holds: Callable[[str], bool],
) -> list[Passage]:
    """Return the clauses a sentence of which has every word of a term, the words marked.

    Args:
        term: What is asked for: several words.
        clauses: The clauses of the documents, in reading order.
        names: Gives the keys of the Chinese of an English word.
        holds: Tells whether the documents have a word.
    """
    parts = _parts(term, names, holds)
    if not parts:
        return []
    loose = bool(_HAN.search(term) or PREPOSITION.search(term))
    found = []
    for clause in clauses:
        marks = {mark for span in clause.sentences for mark in _marks(clause, span, parts, loose)}
        if marks:
            found.append(Passage(clause, None, tuple(sorted(marks, key=lambda one: one.start))))
    return found


def _parts(
    term: str, names: Callable[[str], Sequence[str]], holds: Callable[[str], bool]
) -> list[Sequence[str]]:
    """Return for each word of a term the keys that stand for it; none where one has no such key."""
    if _HAN.search(term):
        pieces = [piece for piece in term.split("的") if piece]
        good = all(len(piece) >= _SHORTEST and holds(piece) for piece in pieces)
        return [[piece] for piece in pieces] if good and len(pieces) >= _PAIR else []
    words = [word for word in tokens_of(term) if word not in stop_words()]
    if not _PAIR <= len(words) <= _MOST_WORDS:
        return []
    keys = ([key for key in names(word) if len(key) >= _SHORTEST] for word in words)
    parts: list[Sequence[str]] = list(keys)
    return parts if all(parts) else []


def _marks(
    clause: Clause, sentence: Span, parts: Sequence[Sequence[str]], loose: bool
) -> Iterator[Span]:
    """Yield where the words of a term stand in a sentence, if all do."""
    text = sentence.of(clause.text)
    keyed = KeyText(text)
    places = [keyed.find(part) for part in parts]
    if not all(places):
        return
    held = itertools.chain(*places) if loose else _beside(text, places)
    for mark in held:
        yield Span(sentence.start + mark.start, sentence.start + mark.end)


def _beside(text: str, places: Sequence[Sequence[Span]]) -> Iterator[Span]:
    """Yield the places of one phrase that has all of the words."""
    for chosen in itertools.product(*places):
        ordered = sorted(chosen, key=lambda one: one.start)
        gaps = [text[one.end : other.start] for one, other in itertools.pairwise(ordered)]
        apart = any(one.end > other.start for one, other in itertools.pairwise(ordered))
        if not apart and not any(len(gap) > _BETWEEN or _APART.search(gap) for gap in gaps):
            yield from ordered
            return

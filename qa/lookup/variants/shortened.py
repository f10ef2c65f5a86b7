"""Names of which people say some characters only: 技校 for 技工院校, 环保 for 环境保护.

A Chinese abbreviation takes a character of each word of a name, in order, most often the first. Words of a
text that follow each other are such a name when each of them gives a character, no more than one of them
another than its first, and nothing says that the two mean different things.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator, Sequence

import numpy as np

from index.runtime.patterns import regex
from qa.words.align import content_words, similarities
from qa.words.table import Word, word_table

# An abbreviation of more characters is a name by itself, one of fewer a word.
_SHORTEST = 2
_LONGEST = 4
# How alike the two have to be at least where the term has two characters only,
# and the table of words has both: 地铁 is no 地方铁路.
_LIKE = 0.45
_PARTICLES = frozenset("的了着过地得")
_HAN = regex("[\u3400-\u9fff]+")
# So much of a text around a character is cut into words.
_BEFORE = 6
_BEHIND = 14
_MOST = 3


def full_names(term: str, text: str) -> tuple[str, ...]:
    """Return the names in a text that a term is short for, the most frequent first.

    Args:
        term: Chinese characters.
        text: In the normal form.
    """
    if not _SHORTEST <= len(term) <= _LONGEST or not _HAN.fullmatch(term):
        return ()
    found: dict[str, int] = {}
    # Of a library most places of the first character have not the others behind it.
    first, others = term[0], term[1:]
    behind = "".join(f"[\u3400-\u9fff]{{0,{_BEHIND}}}?{character}" for character in others)
    for match in re.finditer(f"{first}(?={behind})", text):
        for run in _runs(term, text, match.start()):
            found[run] = found.get(run, 0) + 1
    kept = [run for run in found if _is_like(term, run)]
    return tuple(sorted(kept, key=lambda run: (-found[run], run))[:_MOST])


def _runs(term: str, text: str, at: int) -> Iterator[str]:
    """Yield the names that begin at a place and give the characters of a term."""
    begin = max(0, at - _BEFORE)
    words = _words(text[begin : at + _BEHIND])
    first = next((n for n, word in enumerate(words) if begin + word.at.start == at), None)
    if first is None:
        return
    for count in range(1, len(term) + 2):
        members = words[first : first + count]
        follow = all(one.at.end == other.at.start for one, other in itertools.pairwise(members))
        if len(members) < count or not follow or not _HAN.fullmatch(members[-1].text):
            return
        if any(word.text in _PARTICLES for word in members):
            return  # 很小的企业 is no name
        run = "".join(word.text for word in members)
        if len(run) > len(term) and any(
            _spells(term, kept) for kept in _told([w.text for w in members])
        ):
            yield run


def _told(words: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the words that may give characters: all, or all but one in the middle: 个体工商户."""
    yield words
    for at in range(1, len(words) - 1):
        yield [*words[:at], *words[at + 1 :]]


def _spells(term: str, words: Sequence[str]) -> bool:
    """Tell whether a term takes a character or more from each word; from all but one the first."""
    if len(words) > len(term):
        return False
    if len(words) == 1:
        # 工商户: of one word the ends are taken.
        return words[0][0] == term[0] and words[0][-1] == term[-1] and _within(term, words[0])
    for cuts in itertools.combinations(range(1, len(term)), len(words) - 1):
        bounds = (0, *cuts, len(term))
        pairs = [
            (term[one:other], word)
            for (one, other), word in zip(itertools.pairwise(bounds), words, strict=True)
        ]
        firsts = sum(part[0] == word[0] for part, word in pairs)
        ends = all(part[0] == word[0] or part[-1] == word[-1] for part, word in pairs)
        if ends and firsts >= len(words) - 1 and all(_within(part, word) for part, word in pairs):
            return True
    return False


def _within(part: str, word: str) -> bool:
    at = -1
    for character in part:
        at = word.find(character, at + 1)
        if at < 0:
            return False
    return True


def _is_like(term: str, name: str) -> bool:
    """Tell whether nothing says that a term and a name mean different things."""
    mine, theirs = content_words(term), content_words(name)
    if len(term) > _SHORTEST or len(mine) != 1 or not np.any(mine.vectors):
        return True
    others = [at for at, word in enumerate(theirs.words) if word.text not in term]
    if not others or not np.any(theirs.vectors[others]):
        return True
    return float(similarities(mine, theirs)[:, others].max()) >= _LIKE


@functools.lru_cache(maxsize=4096)
def _words(text: str) -> tuple[Word, ...]:
    return tuple(word_table().split(text))

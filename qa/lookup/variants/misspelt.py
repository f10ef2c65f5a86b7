"""Typing slips in the words that are asked for: 停车味 is 停车位, where that is what stands there.

What is meant stands in the documents, and as a word: of the character that is wrong, the documents' word is
one that the dictionary has, and what was typed for it is none. A word that is asked for rightly and that
the documents do not have is never taken for another.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from index.dictionary.sounds import Sounds, sounds
from index.edition import read_pairs
from index.runtime.patterns import regex
from qa.words.align import stop_words
from qa.words.table import word_table

_SHAPES = Path(__file__).parent / "data" / "shapes.csv"
_HAN = regex("[\u3400-\u9fff]+")
# Two characters make too many words: there only what is read alike, tone and all, counts.
_PAIR = 2
# One character too few leaves another word where there are not so many.
_LONG = 5
_LONGEST_WORD = 5
# 卫生员 is no slip of 卫生院: behind a word these make another, whether a dictionary has it or not.
_SUFFIXES = frozenset(
    "员师者家长人生手工院园所室站局处馆厅部场区费金税款价率量额法权证书卡车船机器化性类型"
)
_AROUND = 6


def meant_by(term: str, text: str) -> tuple[str, ...]:
    """Return what of a text a term is a slip of, the most frequent first; none where it is a word itself.

    Args:
        term: A key (see ``keys.key_of``) that the text does not have.
        text: The keys of the texts, each on a line.
    """
    if len(term) < _PAIR or not _HAN.fullmatch(term) or word_table().row(term) >= 0:
        return ()  # before the dictionary is read
    heard = sounds()
    if _is_word(term, heard) or (term[-1] in _SUFFIXES and _is_word(term[:-1], heard)):
        return ()
    found = dict.fromkeys(
        run
        for pattern in _patterns(term, heard, frozenset(text))
        for run in re.findall(pattern, text)
        if run != term
    )
    kept = [
        run for run in found if _is_better(run, term, heard) and _stands_alone(run, text, heard)
    ]
    return tuple(sorted(kept, key=lambda run: (-text.count(run), run)))


def _patterns(term: str, heard: Sounds, there: frozenset[str]) -> Iterator[str]:
    """Yield patterns of what may be meant: another character, two swapped, one too many, one left out."""
    for at, typed in enumerate(term):
        if others := "".join(_others(typed, heard, there, pair=len(term) == _PAIR)):
            yield f"{term[:at]}[{others}]{term[at + 1 :]}"
    if len(term) > _PAIR:
        for at in range(len(term) - 1):
            yield term[:at] + term[at + 1] + term[at] + term[at + 2 :]
            if term[at] == term[at + 1] and len(term) > _PAIR + 1:
                yield term[:at] + term[at + 1 :]
    if len(term) >= _LONG:
        for at in range(1, len(term)):
            yield f"{term[:at]}[\u3400-\u9fff]{term[at:]}"


def _others(typed: str, heard: Sounds, there: frozenset[str], *, pair: bool) -> Iterator[str]:
    """Yield the characters that one may be typed for."""
    alike = heard.same if pair else heard.like
    shapes = () if pair else _shapes().get(typed, ())
    for other in sorted(there):
        if other != typed and (other in shapes or alike(typed, other)):
            yield other


def _is_better(run: str, term: str, heard: Sounds) -> bool:
    """Tell whether a word of a run holds all that differs, and what was typed for it is no word."""
    first = next((n for n, (a, b) in enumerate(zip(run, term, strict=False)) if a != b), len(term))
    same = 0
    while same < min(len(run), len(term)) - first and run[-1 - same] == term[-1 - same]:
        same += 1
    last = len(run) - same
    if last - first == 1 and len(run) == len(term) > _PAIR and heard.same(run[first], term[first]):
        # 充电桩 is no word of a dictionary: read alike, tone and all, it is what 充电庄 means.
        beside = (run[:first], run[last:])
        if run[first] not in stop_words() and any(_is_word(part, heard) for part in beside):
            return True
    for start in range(first, -1, -1):
        for end in range(max(last, start + _PAIR), min(len(run), start + _LONGEST_WORD) + 1):
            typed = term[start : end + len(term) - len(run)]
            if _is_word(run[start:end], heard) and not _is_word(typed, heard):
                return True
    return False


def _stands_alone(run: str, text: str, heard: Sounds) -> bool:
    """Tell whether a run begins and ends with words of the text: 工作时 of 工作时间 does not."""
    if _is_word(run, heard):
        return True
    for match in re.finditer(re.escape(run), text):
        begin = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _AROUND)
        around = text[begin : match.end() + _AROUND]
        words = word_table().split(around)
        starts = {begin + word.at.start for word in words}
        ends = {begin + word.at.end for word in words}
        if match.start() in starts and match.end() in ends:
            return True
    return False


def _is_word(run: str, heard: Sounds) -> bool:
    return len(run) >= _PAIR and (run in heard.words or word_table().row(run) >= 0)


@functools.cache
def _shapes() -> Mapping[str, Sequence[str]]:
    """Return by character those that look like it."""
    return read_pairs(_SHAPES, "character", "like")

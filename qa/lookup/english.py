"""The Chinese words of a document for an English term: World Bank is 世界银行, sponge cities 海绵城市.

A word of the document stands for a term if one of its meanings says nothing but what the term says;
several words stand for it together if they follow each other and leave no word of the term out. Where a
listed term or an exact noun is found, looser readings are left aside.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from index.edition import read_pairs
from index.terms import terms
from index.words import Meaning, Words

_SYNONYMS = Path(__file__).parents[2] / "index" / "data" / "synonyms_en.csv"
_LONGEST_WORD = 12
# Between two words of a name.
_JOINTS = frozenset("的与和及之、")
# Meanings that say how, not what: a degree of satisfaction, the rate of mortality.
_EMPTY = frozenset(terms("degree level rate system state condition act quality ability thing kind type class person member area part various"))
# 日间 is daytime where the term says day; production covers productive.
_ENDINGS = frozenset({"tim", "time", "s", "al", "ion", "iv", "ive", "ic", "y", "ly", "ed", "i", "at", "ation", "mental", "e"})
_COMMON = 5
_MOST_FORMS = 6
# A verb by its synonym (浪费 for garbage, by waste) is too far.
_LOOSEST = 2


@dataclass(frozen=True, slots=True)
class _Cover:
    """Which words of the term a Chinese word covers, and how well: 0 best."""

    stems: frozenset[str]
    rank: int


class Translator:
    """Finds the words of documents that an English term stands for."""

    def __init__(self, words: Words, text: str) -> None:
        """Read the documents.

        Args:
            words: The Chinese words that stand in the documents, with their English.
            text: All that they say, in the normal form.
        """
        self._words = words
        self._text = text

    def forms(self, term: str) -> tuple[str, ...]:
        """Return the Chinese words for an English term, those that stand in the documents."""
        wanted = frozenset(terms(term))
        covers = self._covers(wanted) if wanted else {}
        if not covers or frozenset().union(*(cover.stems for cover in covers.values())) != wanted:
            return ()
        found = self._matches(wanted, covers)
        if not found:
            return ()
        best = min(rank for rank, _ in found.values())
        if best > _LOOSEST:
            return ()
        kept = [form for form, (rank, _) in found.items() if rank == best]
        return tuple(sorted(kept, key=lambda form: (-found[form][1], form))[:_MOST_FORMS])

    def _covers(self, wanted: frozenset[str]) -> dict[str, _Cover]:
        """Return the words of the documents that cover something of the term."""
        near = {stem: _near(stem, self._words.by_stem) for stem in wanted}
        candidates = {
            word
            for stems in near.values()
            for stem in stems
            for word in self._words.by_stem[stem]
        }
        covers: dict[str, _Cover] = {}
        for word in candidates:
            found = [
                cover
                for meaning in self._words.meanings[word]
                if (cover := _cover(meaning, wanted, near)) is not None
            ]
            if found:
                covers[word] = min(found, key=lambda cover: (-len(cover.stems), cover.rank))
        return covers

    def _matches(
        self, wanted: frozenset[str], covers: Mapping[str, _Cover]
    ) -> dict[str, tuple[int, int]]:
        """Return the forms that stand in the text, each with its rank and how often it stands there."""
        found: dict[str, tuple[int, int]] = {}
        segments = self._segments
        for at, word in enumerate(segments):
            if word not in covers:
                continue
            run, stems, rank, end = word, covers[word].stems, covers[word].rank, at
            alone = stems == wanted
            while stems != wanted:
                after = end + 1
                if after < len(segments) and segments[after] in _JOINTS:
                    after += 1
                more = covers.get(segments[after]) if after < len(segments) else None
                if more is None or more.stems <= stems:
                    break
                run += "".join(segments[end + 1 : after + 1])
                stems, rank, end = stems | more.stems, max(rank, more.rank), after
            if stems != wanted or (len(word) == 1 and not alone and len(run) < _SHORT):
                continue
            # One character alone means many things.
            rank += 2 * (len(run) == 1)
            before = found.get(run, (rank, 0))
            found[run] = (min(rank, before[0]), before[1] + 1)
        return found

    @functools.cached_property
    def _segments(self) -> Sequence[str]:
        """Return the text cut into the longest words that are known, left to right."""
        known = self._words.meanings
        segments: list[str] = []
        at = 0
        while at < len(self._text):
            size = min(_LONGEST_WORD, len(self._text) - at)
            while size > 1 and self._text[at : at + size] not in known:
                size -= 1
            segments.append(self._text[at : at + size])
            at += size
        return segments


# 城海绵 is no name: what begins with one character has to be longer.
_SHORT = 4


def _near(stem: str, known: Mapping[str, object]) -> dict[str, int]:
    """Return the stems of the documents' words that say what ``stem`` says, with a rank each."""
    found = {other: 1 for other in known if _alike(stem, other)}
    for same in _synonyms().get(stem, ()):
        if same in known:
            found.setdefault(same, 1)
    if stem in known:
        found[stem] = 0
    return found


def _cover(
    meaning: Meaning, wanted: frozenset[str], near: Mapping[str, Mapping[str, int]]
) -> _Cover | None:
    """Return what of the term a meaning covers; None where it says more than the term."""
    covered: set[str] = set()
    strange = 0
    rank = 2 if meaning.verb else 0
    for token in meaning.stems:
        of = [stem for stem in wanted if token in near[stem]]
        covered.update(of)
        if of:
            rank = max(rank, min(near[stem][token] for stem in of) + rank)
        elif token not in _EMPTY:
            strange += 1
    # The Belt and Road Initiative is the Belt and Road.
    whole = covered == wanted and len(wanted) > 1 and strange == 1
    if not covered or (strange and not whole):
        return None
    return _Cover(frozenset(covered), -1 if meaning.listed and covered == wanted else rank)


def _alike(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    if long.startswith(short) and len(short) > 2 and long[len(short) :] in _ENDINGS:
        return True
    common = 0
    while common < len(short) and short[common] == long[common]:
        common += 1
    rests = short[common:] in _ENDINGS | {""} and long[common:] in _ENDINGS
    return common >= _COMMON and rests


@functools.cache
def _synonyms() -> Mapping[str, frozenset[str]]:
    """Return, by stem, the stems of words that say the same; only single words."""
    found: dict[str, set[str]] = {}
    for word, names in read_pairs(_SYNONYMS, "word", "same").items():
        stems = [stem for name in (word, *names) if len(stem := terms(name)) == 1]
        first = stems[0][0] if stems else ""
        for (stem,) in stems[1:]:
            found.setdefault(first, set()).add(stem)
            found.setdefault(stem, set()).add(first)
    return {stem: frozenset(same) for stem, same in found.items()}

"""The Chinese words of a document for an English term: World Bank is 世界银行, sponge cities 海绵城市.

A word of the document stands for a term if one of its meanings says nothing but what the term says;
several words stand for it together if they follow each other and leave no word of the term out. Where a
listed term or an exact noun is found, looser readings are left aside.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import OSA

from index.dictionary.cedict import longest_by_first
from index.dictionary.words import Meaning, Words, tokens_of
from qa.lookup.lines import lines_with
from qa.lookup.variants.covers import (
    LOOSEST,
    Cover,
    cover_of,
    is_agent_of,
    is_likely,
    likeness,
    singular,
    synonyms,
)
from qa.lookup.variants.spelling import other_spellings
from qa.words.align import stop_words
from qa.words.table import word_table

_LONGEST_WORD = 12
# Between two words of a name.
_JOINTS = frozenset("的与和及之、")
_PREFIX = 3
# No shorter word is a part of one that is written together: worldskills.
_PART = 4
# One letter makes too many shorter words into others.
_LONG = 7
_MOST_FORMS = 6
# 城海绵 is no name: what begins with one character has to be longer.
_SHORT = 4


class Translator:
    """Finds the words of documents that an English term stands for."""

    def __init__(self, words: Words, text: str) -> None:
        """Read the documents.

        Args:
            words: The Chinese words that stand in the documents, with their English.
            text: All that they say, in the normal form; no word goes on from a line to the next.
        """
        self._words = words
        self._text = text

    def forms(self, term: str) -> tuple[str, ...]:
        """Return the Chinese words for an English term, those that stand in the documents."""
        wanted = frozenset(part for token in tokens_of(term) for part in self._parts(token))
        covers = self._covers(wanted) if wanted else {}
        if not covers or frozenset().union(*(cover.tokens for cover in covers.values())) != wanted:
            return ()
        found = self._matches(wanted, covers) or self._within(wanted, covers)
        best = min((rank for rank, _ in found.values()), default=LOOSEST + 1)
        if best > LOOSEST:
            return ()
        kept = [form for form, (rank, _) in found.items() if rank == best]
        return tuple(sorted(kept, key=lambda form: (-found[form][1], form))[:_MOST_FORMS])

    def _covers(self, wanted: frozenset[str]) -> dict[str, Cover]:
        """Return the words of the documents that cover something of the term."""
        near = {token: self._near(token) for token in wanted}
        candidates = {
            word
            for tokens in near.values()
            for token in tokens
            for word in self._words.by_token[token]
            # 的 is a taxi too; nobody finds one by it.
            if word not in stop_words()
        }
        covers: dict[str, Cover] = {}
        for word in candidates:
            senses = self._words.meanings[word]
            found = [
                cover
                # One character means many things: only its first sense counts.
                for number, meaning in enumerate(senses if len(word) > 1 else senses[:1])
                if (cover := cover_of(meaning, wanted, near, first=not number)) is not None
                and (
                    self._is_plain(meaning, near, first=not number)
                    or is_likely(cover, wanted, word)
                )
            ]
            if found:
                covers[word] = min(found, key=lambda cover: (-len(cover.tokens), cover.rank))
        return covers

    def _is_plain(
        self, meaning: Meaning, near: Mapping[str, Mapping[str, int]], *, first: bool
    ) -> bool:
        """Tell whether a meaning needs no other evidence: listed, or the first, in the very words."""
        exact = any(tokens.get(token) == 0 for token in meaning.tokens for tokens in near.values())
        return meaning.listed or (first and exact)

    def _parts(self, token: str) -> tuple[str, ...]:
        """Return the two words that one is made of, where only they are known: world, skills."""
        if self._near(token):
            return (token,)
        if other := next(filter(self._near, other_spellings(token)), ""):
            return (other,)
        for at in range(_PART, len(token) - _PART + 1):
            one, other = token[:at], token[at:]
            if self._near(one) and self._near(other):
                return one, other
        # Kindergarden is no word; one letter off is one.
        if len(token) >= _LONG and word_table().row(token) < 0:
            one = singular(token)
            near = (t for t in self._words.by_token if OSA.distance(one, singular(t)) <= 1)
            meant = list(near)
            return (meant[0],) if len(meant) == 1 else (token,)
        return (token,)

    def _near(self, token: str) -> dict[str, int]:
        """Return the English words of the documents' words that say what ``token`` says, ranked."""
        known = self._words.by_token
        found = {
            same: 1
            for same in synonyms().get(singular(token), ())
            if same in known and not is_agent_of(same, token)
        }
        for other in self._by_prefix.get(token[:_PREFIX], ()):
            rank = likeness(token, other)
            if rank is not None:
                found[other] = rank
        return found

    @functools.cached_property
    def _by_prefix(self) -> Mapping[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for token in self._words.by_token:
            found.setdefault(token[:_PREFIX], []).append(token)
        return found

    def _within(
        self, wanted: frozenset[str], covers: Mapping[str, Cover]
    ) -> dict[str, tuple[int, int]]:
        """Return words that say all of the term and stand within longer ones: 水电 in 水电站."""
        return {
            word: (cover.rank, self._text.count(word))
            for word, cover in covers.items()
            if cover.tokens == wanted and len(word) > 1 and word in self._text
        }

    def _matches(
        self, wanted: frozenset[str], covers: Mapping[str, Cover]
    ) -> dict[str, tuple[int, int]]:
        """Return the forms that stand in the text, each with its rank and how often it stands there."""
        found: dict[str, tuple[int, int]] = {}
        # A line that says all of the term has a word for each word of it.
        for_each = ([w for w in covers if token in covers[w].tokens] for token in wanted)
        saying = set.intersection(*(set(lines_with(words, self._text)) for words in for_each))
        lines = self._text.split("\n")
        for number in sorted(saying):
            self._match(self._segments(lines[number]), wanted, covers, found)
        return found

    def _match(
        self,
        segments: Sequence[str],
        wanted: frozenset[str],
        covers: Mapping[str, Cover],
        found: dict[str, tuple[int, int]],
    ) -> None:
        """Add to what was found the forms that stand in a line."""
        for at, word in enumerate(segments):
            if word not in covers:
                continue
            run, tokens, rank, end = word, covers[word].tokens, covers[word].rank, at
            alone = tokens == wanted
            while tokens != wanted:
                after = end + 1
                if after < len(segments) and segments[after] in _JOINTS:
                    after += 1
                more = covers.get(segments[after]) if after < len(segments) else None
                if more is None or more.tokens <= tokens:
                    break
                run += "".join(segments[end + 1 : after + 1])
                tokens, rank, end = tokens | more.tokens, max(rank, more.rank), after
            if tokens != wanted or (len(word) == 1 and not alone and len(run) < _SHORT):
                continue
            rank += len(run) == 1 or (not alone and 1 in map(len, segments[at : end + 1]))
            before = found.get(run, (rank, 0))
            found[run] = (min(rank, before[0]), before[1] + 1)

    @functools.cached_property
    def _longest(self) -> Mapping[str, int]:
        return longest_by_first(self._words.senses)

    def _segments(self, line: str) -> Sequence[str]:
        """Return a line cut into the longest words that are known, left to right."""
        known = self._words.senses
        segments: list[str] = []
        at = 0
        while at < len(line):
            size = min(self._longest.get(line[at], 1), _LONGEST_WORD, len(line) - at)
            while size > 1 and line[at : at + size] not in known:
                size -= 1
            segments.append(line[at : at + size])
            at += size
        return segments

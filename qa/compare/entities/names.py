"""Named bodies, countries, cities and exchanges: 省科技厅 where the document says 省商务厅."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.document.corpus import Span
from qa.compare.finding import KEPT_TEXTS, Finding, Kind
from qa.compare.lexicon import Finders, names

# Names that stand for the subject of a whole plan say nothing about one sentence of it.
_SPECIFIC = {"country", "region", "city", "province", "body", "exchange", "rank"}
# A region may stand in place of a country (Hong Kong for Singapore).
_SORT = {"country": "land", "region": "land", "city": "city"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text: what it names, of which sort, and where it stands."""

    key: str
    sort: str
    words: str
    at: Span


def compare_names(claim: str, text: str) -> list[Finding]:
    """Compare each name of the claim with the names of the same sort in the text."""
    there = find_names(text)
    here = find_names(claim)
    mentioned = {name.key for name in there}
    claimed = {name.key for name in here}
    findings: list[Finding] = []
    for mine in here:
        same = next((name for name in there if name.key == mine.key), None)
        if same is not None:
            findings.append(Finding(_kind(mine), True, mine.words, same.words, same.at))
            continue
        others = [n for n in there if n.sort == mine.sort and n.key not in claimed]
        if others and mine.key not in mentioned:
            findings.append(Finding(_kind(mine), False, mine.words, others[0].words, others[0].at))
    return findings


@functools.lru_cache(maxsize=KEPT_TEXTS)
def find_names(text: str) -> list[Name]:
    """Return the known names of ``text`` in order; the longest at each place."""
    found: list[Name] = []
    for number in _finders().possible(text):
        group = names()[number]
        for match in group.pattern.finditer(text):
            if group.kind in _SPECIFIC and not _inside_word(match, text):
                sort = _SORT.get(group.kind, group.kind)
                found.append(Name(group.key, sort, match.group(), Span(*match.span())))
    found.sort(key=lambda name: (name.at.start, -name.at.end))
    kept: list[Name] = []
    for name in found:
        if not any(
            k.at.start <= name.at.start and name.at.end <= k.at.end and k != name for k in kept
        ):
            kept.append(name)
    return kept


@functools.cache
def _finders() -> Finders:
    return Finders([group.pattern] for group in names())


def _kind(name: Name) -> Kind:
    return "rank" if name.sort == "rank" else "name"


def _inside_word(match: re.Match[str], text: str) -> bool:
    """Tell whether a name of one character is part of another word: 粤 in 粤港澳, 穗 in 麦穗."""
    return len(match.group()) == 1 and not match.group().isascii() and _joined(match, text)


def _joined(match: re.Match[str], text: str) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return any("\u3400" <= character <= "\u9fff" for character in (before, after) if character)

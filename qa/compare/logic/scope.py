"""How many of all, and which members of a list: all against some, one member swapped or too many."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese, term_set

_ZH_ALL = regex(r"全部|所有|一律|一概|统统|每一|人人|全都|都(?!市|会区)|百分之百|完全|任何")
_EN_ALL = regex(r"\b(?:all|every|everyone|everything|entirely|any|always|wholly)\b", re.IGNORECASE)
_ZH_SOME = regex(r"部分|一定比例|某些|适度|有条件|符合条件|少数|一批|一些")
_EN_SOME = regex(
    r"\b(?:some|certain|a proportion|part of|qualified|eligible|conditions|suitable|moderate)\b",
    re.IGNORECASE,
)
_ZH_ONLY = regex(r"只(?!要|有在)|仅(?!仅是)|唯有|光靠|单靠|专用")
_EN_ONLY = regex(
    r"\b(?:only|solely|exclusively|purely|merely|just|nothing but|alone)\b", re.IGNORECASE
)
_ZH_LIST = regex(
    r"[^，。；：、“”（）()]{2,14}(?:(?:、|以及|及其|和|与|及|或)[^，。；：、“”（）()]{2,14})+"
)
_ZH_SPLIT = regex(r"、|以及|及其|和|与|及|或")
_EN_LIST = regex(
    r"(?:[A-Za-z' -]{3,40}, )+(?:and |or )?[A-Za-z' -]{3,40}|[A-Za-z' -]{3,40} (?:and|or) [A-Za-z' -]{3,40}"
)
_EN_SPLIT = regex(r", (?:and |or )?| and | or ")
_MIN_MEMBERS = 2


def compare_quantifiers(claim: str, text: str) -> list[Finding]:
    """Tell where the claim says all, or only, and the text some, or more."""
    chinese = is_chinese(claim)
    every, some, only = (_ZH_ALL, _ZH_SOME, _ZH_ONLY) if chinese else (_EN_ALL, _EN_SOME, _EN_ONLY)
    findings: list[Finding] = []
    mine, part = every.search(claim), some.search(text)
    if mine and part and not some.search(claim) and not every.search(text):
        findings.append(Finding("scope", False, mine.group(), part.group(), Span(*part.span())))
    alone = only.search(claim)
    if alone and not only.search(text):
        findings.append(Finding("scope", False, alone.group(), ""))
    return findings


def compare_enumerations(claim: str, text: str) -> list[Finding]:
    """Compare the members of the lists in the claim with the lists of the text."""
    chinese = is_chinese(claim)
    theirs, known = _lists(text, chinese), term_set(text)
    findings: list[Finding] = []
    for mine in _lists(claim, chinese):
        if len(mine.members) < _MIN_MEMBERS:
            continue
        for other in theirs:
            hits = [
                any(member & listed for _, listed in other.members) for _, member in mine.members
            ]
            if not any(hits):
                continue
            findings.extend(
                Finding("enumeration", hit or bool(member & known), words, other.words, other.at)
                for (words, member), hit in zip(mine.members, hits, strict=True)
            )
            break
    return findings


@dataclass(frozen=True, slots=True)
class _List:
    words: str
    at: Span
    members: tuple[tuple[str, frozenset[str]], ...]


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _lists(text: str, chinese: bool) -> tuple[_List, ...]:  # a language
    """Return the lists of ``text`` with the words and terms of each member that has any."""
    pattern, split = (_ZH_LIST, _ZH_SPLIT) if chinese else (_EN_LIST, _EN_SPLIT)
    found: list[_List] = []
    for match in pattern.finditer(text):
        members = ((words.strip(), term_set(words)) for words in split.split(match.group()))
        kept = tuple((words, content) for words, content in members if content)
        found.append(_List(match.group(), Span(*match.span()), kept))
    return tuple(found)

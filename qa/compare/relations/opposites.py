"""Words of opposite meaning: encouraged against excluded, trialled against in force.

The pairs stand in ``qa/compare/data/opposites.csv``. A pair clashes when the claim has words of one side only
and the text words of the other side only.
"""

from __future__ import annotations

import functools
import re

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.amounts.limits import in_limit
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese
from qa.compare.lexicon import Finders, WordFinder, opposites

# 不是, 不得 … turn what follows them; so do "not", "rather than", "no longer".
_ZH_NOT = regex(r"(?:不是|并非|不再|不要|不必|不能|而不是|不|未|无须|没有?)(?:一定|会|去|再|必)?$")
_EN_NOT = regex(
    r"(?:\bnot|n't|\bnever|\brather than|\binstead of|\bno longer|\bno|\bwithout|\bcannot)"
    r"(?: \w+){0,1}\s*$",
    re.IGNORECASE,
)
_NEGATION_ZH = regex(
    r"(?<!好|能|会|是|要|行)不(?!断|仅|同|久|少|但|光|低于|超过|高于|少于|得|落)|没有?|未(?!来)|无(?!线|人|创|偿)|非(?!洲|常)|拒|禁|勿"
    r"|(?<![区特级类个分差性判识])别(?!的|处|除|墅|人|家|国|样|地|名)"
)
# What forbids denies too, but a claim that only forbids denies nothing that is said.
_FORBIDS_ZH = regex(r"不得(?!不)|不予|不准|不许|严禁|禁止")
# 批准或者不予批准 leaves it open, and denies nothing.
_EITHER = regex(r"(?P<act>[\u3400-\u9fff]{2})(?:或者?|还是|、)不予?(?P=act)")
_NEGATION_EN = regex(
    r"\b(?:not|no|never|none|nobody|nothing|neither|nor|without|cannot|rather than|instead of)\b|n't\b",
    re.IGNORECASE,
)
_BACK = 16

# The first word of each side.
_Sides = dict[str, re.Match[str] | None]
_NO_SIDES: _Sides = {"one": None, "other": None}


def compare_opposites(claim: str, text: str) -> list[Finding]:
    """Compare the sides that claim and text take in each pair of opposites."""
    findings: list[Finding] = []
    theirs = _all_sides(text)
    for number, mine in _all_sides(claim).items():
        yours = theirs.get(number, _NO_SIDES)
        its = yours["other"]
        if mine["one"] and not mine["other"] and its and not yours["one"]:
            findings.append(
                Finding("opposite", False, mine["one"].group(), its.group(), Span(*its.span()))
            )
    return findings


def denies(text: str) -> bool:
    """Tell whether a text denies or forbids anything."""
    if is_chinese(text):
        text = _without_either(text)
        return any(
            not in_limit(text, match.start())
            for pattern in (_NEGATION_ZH, _FORBIDS_ZH)
            for match in pattern.finditer(text)
        )
    return any(not in_limit(text, match.start()) for match in _NEGATION_EN.finditer(text))


def compare_negation(claim: str, text: str) -> list[Finding]:
    """Tell where the claim denies and the text does not, or the other way round."""
    pattern = _NEGATION_ZH if is_chinese(claim) else _NEGATION_EN
    claim, text = _without_either(claim), _without_either(text)
    mine, yours = pattern.search(claim), pattern.search(text)
    if mine is not None and (yours is not None or _FORBIDS_ZH.search(text)):
        return []
    if yours is not None and _FORBIDS_ZH.search(claim):
        return []
    if mine is not None:
        return [Finding("negation", False, mine.group(), "")]
    if yours is None:
        return []
    return [Finding("negation", False, "", yours.group(), Span(*yours.span()))]


def _without_either(text: str) -> str:
    """Return a text with what it says of both ways blank, as long as it was."""
    return _EITHER.sub(lambda match: "\u3000" * len(match.group()), text)


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _all_sides(text: str) -> dict[int, _Sides]:
    """Return the sides that a text takes, by the number of the pair; of those that it may have words of."""
    pairs = opposites()
    return {number: _sides(text, *pairs[number][1:]) for number in _pairs().possible(text)}


@functools.cache
def _pairs() -> Finders:
    return Finders((one, other) for _, one, other in opposites())


def _sides(text: str, one: WordFinder, other: WordFinder) -> _Sides:
    """Return the first words of each side that stand in ``text``; denied words count for the other."""
    found = dict(_NO_SIDES)
    turned = {"one": "other", "other": "one"}
    denial = _ZH_NOT if is_chinese(text) else _EN_NOT
    spans: list[tuple[int, int]] = []
    for side, pattern in (("one", one), ("other", other)):
        for match in pattern.finditer(text):
            if any(low <= match.start() and match.end() <= high for low, high in spans):
                continue  # 不鼓励 holds 鼓励: the longer words of the first side count
            spans.append(match.span())
            denied = denial.search(text[max(0, match.start() - _BACK) : match.start()])
            where = turned[side] if denied else side
            found[where] = found[where] or match
    return found

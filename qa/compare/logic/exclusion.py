"""What is left out and what is counted in: 除…外, 不包括, "leaves … out" on one side and not on the other.

A word of exclusion holds for the words beside it; so does one of inclusion (连…也, 包括, "as well"). A thing
that one side leaves out and the other speaks of or counts in is a clash, the surer where that is said in so
many words. A claim that knows no exception (一律, "regardless") clashes with a text that makes one.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding
from qa.compare.logic.modality import reaches
from qa.words.align import ORDINARY_WEIGHT, content_words, similarities

_Side = Literal["out", "in"]

_OUT = (
    # 除…外还… adds to it and leaves nothing out.
    regex(
        "除了?(?P<what>[^，。；]{1,40}?)(?:以外|之外|外)"
        "(?![^，。；]{0,2}[，、]?[^，。；]{0,6}(?:还|也|另|又))"
    ),
    regex(
        r"(?P<what>[^，。；：、（）\n]{1,40})(?:除外|例外|不在此限|不在此列|不在其列|不在其内|不在内|不包括在内|"
        "不计入|不算在内|不列入|不纳入|不适用|不在[^，。；]{1,10}(?:之列|范围|以内))"
    ),
    # A, B and C, 不适用本条例: all that the sentence lists.
    regex(
        r"(?P<what>(?:(?![应须可]|必须|不得)[^。；：\n]){1,200})[，,](?:均|都|也)?(?:不适用|不受)"
        "(?:于)?(?:本|该|此|上述|前款)"
    ),
    regex("(?P<what>[^。；，\n]{2,40})，?[^，。；]{0,8}?(?:管不着|管不到|不归[^，。；]{1,8}管)"),
    regex(
        "(?:不包括|不包含|不含|不计|不算|剔除|排除|不适用于?|不涉及|不记|不收(?![费取钱])|不列入|不纳入|不属于|免于)"
        r"(?P<what>[^，。；：\n]{1,30})"
    ),
    regex(
        r"\b(?:except(?: for)?|excluding|excludes?|(?<!none )other than|apart from|"
        r"with the exception of|save for|"
        r"but not)(?P<what> [^,.;]{2,60})",
        re.IGNORECASE,
    ),
    regex(
        r"\b(?:leav(?:e|es|ing)|keep(?:s|ing)?|rul(?:e|es|ing)|shut(?:s|ting)?)"
        r"(?P<what>(?: [\w'-]+){1,5}?) (?:out|aside)\b"
    ),
    regex(
        r"(?P<what>[^,.;]{2,80}?) (?:is|are|was|were|be|being)? ?(?:excluded|excused|exempt(?:ed)?|let off|"
        r"spared|left out|kept out|"
        r"not (?:covered|included|counted|subject|bound|part)|excepted|left aside|left alone|outside|"
        r"lies? outside|falls? outside|do(?:es)? not (?:apply|count))\b"
    ),
)
_IN = (
    regex("连(?P<what>[^，。；]{1,30}?)(?:也|都|在内)"),
    regex(r"(?<!不)(?:包括|包含|涵盖|纳入|列入|计入|含|覆盖)(?P<what>[^，。；：\n]{1,30})"),
    regex(
        r"(?P<what>[^，。；：、\n]{1,30}?)"
        "(?:同样|也(?:一样|适用|包括|算|要|能|可|应|须|属|在[^，。；]{1,10}(?:之内|以内|范围))|一并|均|都在|在内)"
    ),
    regex(r"\b(?:including|includes?|covers?|counts? in|even|also)(?P<what> [^,.;]{2,60})"),
    regex(
        r"(?P<what>[^,.;]{2,80}?) (?:as well|too|(?:is|are) (?:also )?(?:covered|included|counted))\b"
    ),
)
_NO_EXCEPTION = regex(
    "一律|一概|统统|没有例外|无一例外|任何|无论|不论|不管|哪怕|全部|所有|"
    r"\b(?:[Nn]o exceptions?|[Ww]ithout exceptions?|[Aa]lways|[Uu]nder no circumstances|[Rr]egardless|"
    r"[Nn]o matter|[Ww]hatever|[Ww]hether or not|[Ee]very|[Aa]ll|[Aa]ny|[Aa]utomatically)\b"
)
_EXCEPTION = regex(
    "除[^，。；]{1,40}?(?:以外|之外|外)(?![^，。；]{0,8}(?:还|也|另|又))|除外|"
    "但[^，。；]{0,20}(?:不适用|不受|不在此限)|另有规定"
)
# That there is none in so many words: 所有 and "every" may stand beside an exception.
_SAYS_NONE = regex(
    "没有(?:任何)?例外|无一例外|不存在例外|(?:不能|不得|不许|都不|也不|绝不)例外|概莫能外|一律|一概|"
    r"\b(?:[Nn]o exceptions?|[Ww]ithout (?:any )?exceptions?|[Uu]nder no circumstances)\b"
)
_STRENGTH = 2.0
_SAME_THING = 0.5
# A word this little less alike than the likest may be the one that is meant.
_AS_LIKE = 0.05
_DENIES = frozenset({"denied", "forbidden", "exempt"})
_MARKS, _ENDS = "，；。,;", "；。;"
# A thing that the other side merely speaks of, and one that it counts in.
_SPOKEN, _COUNTED_IN = 0.6, 1.0


@dataclass(frozen=True, slots=True)
class _Reach:
    side: _Side
    at: Span
    what: Span


def compare_exclusions(claim: str, text: str) -> list[Finding]:
    """Compare what claim and text leave out and count in."""
    findings = [*_no_exception(claim, text)]
    mine, its = _reaches(claim), _reaches(text)
    if not any(reach.side == "out" for reach in (*mine, *its)):
        return findings
    here, there = content_words(claim), content_words(text)
    if not len(here) or not len(there):
        return findings
    alike = similarities(here, there)
    best: dict[tuple[Span, Span], Finding] = {}
    for row, column in zip(*np.nonzero(alike >= _SAME_THING), strict=True):
        word, other = here.words[row], there.words[column]
        if here.weights[row] < ORDINARY_WEIGHT or alike[row, column] < alike[row].max() - _AS_LIKE:
            continue
        one, two = _reach_of(mine, word.at), _reach_of(its, other.at)
        said = _said(one, two)
        if not said:
            continue
        # 不参加 says as much of what a text leaves out as 除外 does.
        if said == _SPOKEN and _denied(*((claim, word.at) if one is None else (text, other.at))):
            continue
        strength = abs(said) * float(alike[row, column]) * float(np.sqrt(here.weights[row]))
        own = word.at if one is None else one.at
        place = other.at if two is None else two.at
        if (own, place) not in best or best[own, place].strength < strength:
            best[own, place] = Finding(
                "exception", said < 0, own.of(claim), place.of(text), place, strength
            )
    agreed = {found.claim for found in best.values() if found.agrees}
    return [*findings, *(f for f in best.values() if f.agrees or f.claim not in agreed)]


def _said(one: _Reach | None, other: _Reach | None) -> float:
    """Return how surely a thing is left out on one side alone; below 0 where both leave it out."""
    sides = {None if reach is None else reach.side for reach in (one, other)}
    if "out" not in sides:
        return 0.0
    if len(sides) == 1:
        return -1.0
    return _COUNTED_IN if "in" in sides else _SPOKEN


def _no_exception(claim: str, text: str) -> Iterator[Finding]:
    every, but = _NO_EXCEPTION.search(claim), _EXCEPTION.search(text)
    none = _SAYS_NONE.search(claim)
    mine = none or every
    if mine is not None and but is not None and _EXCEPTION.search(claim) is None:
        sure = none is not None and "例外" in none.group()
        yield Finding("exception", False, mine.group(), but.group(), Span(*but.span()), sure=sure)


def compare_no_exception(claim: str, following: str) -> list[Finding]:
    """Compare a claim that says there is no exception with the sentence that makes one after a rule."""
    none = _SAYS_NONE.search(claim)
    if none is None or _EXCEPTION.search(claim) is not None:
        return []
    return [Finding("exception", False, none.group(), following, None, _STRENGTH, sure=True)]


def _denied(text: str, at: Span) -> bool:
    """Tell whether the piece of a text that a place stands in denies or forbids."""
    start = max(text.rfind(mark, 0, at.start) for mark in _MARKS) + 1
    end = min((n for mark in _MARKS if (n := text.find(mark, at.end)) >= 0), default=len(text))
    if any(r.mode in _DENIES and start <= r.start < end for r in reaches(text)):
        return True
    if text[end - 1 : end] != "的":
        return False
    # 养导盲犬的，…免收费用: what they are spared whom a condition names stands behind it.
    last = min((n for mark in _ENDS if (n := text.find(mark, end)) >= 0), default=len(text))
    return any(r.mode == "exempt" and end <= r.start < last for r in reaches(text))


def _reach_of(known: Sequence[_Reach], at: Span) -> _Reach | None:
    for reach in known:
        if reach.what.start <= at.start and at.end <= reach.what.end:
            return reach
    return None


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _reaches(text: str) -> tuple[_Reach, ...]:
    """Return what a text leaves out and counts in, what it leaves out first."""
    sides: tuple[tuple[_Side, Sequence[re.Pattern[str]]], ...] = (("out", _OUT), ("in", _IN))
    return tuple(
        _Reach(side, Span(*m.span()), Span(*m.span("what")))
        for side, patterns in sides
        for pattern in patterns
        for m in pattern.finditer(text)
    )

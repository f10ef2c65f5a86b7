"""What comes before all else: 停水时优先保障医院用水 against a claim that factories are served first.

Whom a claim puts first in so many words is none of those whom the text puts first, and the text speaks of the
same otherwise.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese
from qa.words.align import ORDINARY_WEIGHT, best_matches, content_words, share_said

_DO = (
    "保证|保障|满足|确保|供应|供给|考虑|照顾|安排|支持|发展|选择|选用|使用|采用|录用|聘用|招用|"
    "购买|采购|救助|安置|用于|给予|给|让"
)
_P = r"[^，。；：\n]"
_FIRST = (
    regex(rf"优先(?:{_DO}){{1,2}}(?:了|于|给)?(?P<what>{_P}{{2,24}})"),
    regex(
        rf"(?:首先|先)(?:要|得|应)?(?:保证|保障|满足|确保|照顾|紧着|顾着|顾)(?P<what>{_P}{{2,24}})"
    ),
    regex(rf"把(?P<what>{_P}{{2,16}}?)(?:放|排|摆)在(?:最前|首位|第一位|前头|优先位置)"),
    regex(
        r"\bpriority (?:is |must be |should be |shall be |will be )?(?:given |goes |go )?(?:to|for)"
        r"(?P<what> [^.;,]{3,60})"
    ),
    regex(r"\bprioriti[sz](?:es?|ed|ing)(?P<what> [^.;,]{3,60})"),
    regex(r"\bputs?(?P<what> [^.;,]{3,40}?) first\b"),
    regex(
        r"(?P<what>[^.;,]{3,60}?) (?:is|are|comes?|gets?|must be|should be|goes?)(?: \w+){0,2} first\b"
    ),
    regex(
        r"(?P<what>[^.;,]{3,60}?) (?:has|have|gets?|takes?|enjoys?|is given|are given) "
        r"(?:priority|precedence)\b"
    ),
)
# A word less alike than this is another, one more alike than that is the same; so much of the rest is said.
_OTHER, _ALIKE, _REST, _REST_ACROSS = 0.5, 0.6, 0.5, 0.3
_STRENGTH = 1.5


def compare_priority(claim: str, text: str) -> list[Finding]:
    """Return what a claim puts first where the text puts others first."""
    there = _first(text)
    if not there:
        return []
    for mine in _first(claim):
        its = there[0]
        if not (_has_other(mine.of(claim), text) and _has_other(its.of(text), claim)):
            continue
        rest = claim[: mine.start] + "，" + claim[mine.end :]
        least = _REST if is_chinese(claim) == is_chinese(text) else _REST_ACROSS
        if share_said(content_words(rest), content_words(text), _ALIKE) < least:
            continue
        words = mine.of(claim).strip(), its.of(text)
        return [Finding("sequence", False, *words, its, _STRENGTH, sure=True)]
    return []


def _has_other(words: str, text: str) -> bool:
    """Tell whether a telling word is like none of a text: 工厂 in 工厂用水 beside 居民用水."""
    mine = content_words(words)
    alike = best_matches(mine, [content_words(text)])
    return bool(((alike < _OTHER) & (mine.weights >= ORDINARY_WEIGHT)).any())


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _first(text: str) -> Sequence[Span]:
    return tuple(
        Span(*match.span("what")) for pattern in _FIRST for match in pattern.finditer(text)
    )

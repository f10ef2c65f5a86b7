"""Direction of change and order: from A to B against from B to A."""

from __future__ import annotations

import functools
import re

from index.document.corpus import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese, overlap

_ZH = regex(
    r"(?:由|从|自)(?P<one>[^，。；、由从]{1,16}?)(?:逐步|逐渐|全面|正)?"
    r"(?:转向|转为|转到|转成|变为|变成|变到|走向|迈向|过渡到|升级为|回到|退回到?|到|向)"
    r"(?P<other>[^，。；]{1,16})"
)
_ZH_THEN = regex(r"先(?P<one>[^，。；]{1,14}?)[，、]?(?:再|后|然后)(?P<other>[^，。；]{1,14})")
_ZH_MADE = regex(
    r"(?:把|将)(?P<one>[^，。；、]{2,16}?)(?:转变|转化|转换|转|改|变)(?:为|成)由?(?P<other>[^，。；]{2,16})"
)
_EN = regex(
    r"\bfrom (?P<one>[^.;,]{2,50}?) (?:back )?(?:to|towards?|into) (?P<other>[^.;,]{2,50})",
    re.IGNORECASE,
)
_EN_THEN = regex(
    r"(?P<one>[^.;,]{4,60}?),? (?:before|and then|followed by|then) (?P<other>[^.;,]{4,60})",
    re.IGNORECASE,
)
# Overlap at which two ends are taken for the same thing.
_SAME = 0.2


def compare_order(claim: str, text: str) -> list[Finding]:
    """Compare the ends of each change that both texts tell of."""
    findings: list[Finding] = []
    for mine in _changes(claim):
        for its in _changes(text):
            straight = overlap(mine["one"], its["one"]) + overlap(mine["other"], its["other"])
            turned = overlap(mine["one"], its["other"]) + overlap(mine["other"], its["one"])
            if max(straight, turned) <= _SAME or straight == turned:
                continue
            agrees = straight > turned
            findings.append(
                Finding(
                    "order", agrees, mine.group().strip(), its.group().strip(), Span(*its.span())
                )
            )
    return findings


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _changes(text: str) -> tuple[re.Match[str], ...]:
    patterns = (_ZH, _ZH_MADE, _ZH_THEN) if is_chinese(text) else (_EN, _EN_THEN)
    return tuple(match for pattern in patterns for match in pattern.finditer(text))

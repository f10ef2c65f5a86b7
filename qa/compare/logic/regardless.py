"""What makes no difference to a claim, and does to a text: 不管有没有争议 beside 无争议的欠款.

A claim that holds whatever becomes of a thing clashes with a text that has the thing for a condition.
"""

from __future__ import annotations

from index.runtime.patterns import regex
from qa.compare.finding import Finding
from qa.words.align import ORDINARY_WEIGHT, content_words, similarities

_WHATEVER = (
    regex("(?:不管|不论|无论|不分)(?P<what>[^，。；]{2,24})"),
    regex("(?P<what>[^，。；]{2,16})(?:都一样|也一样)"),
    regex(
        r"\b(?:[Rr]egardless of|[Nn]o matter(?: whether| how| what| who)?|[Ww]hether or not|"
        r"[Ii]rrespective of|[Ee]ven (?:if|when))(?P<what> [^,.;]{3,60})"
    ),
)
# A text that makes no difference of anything either.
_ALIKE = regex("无论|不论|不管|不分|任何|一律|均|都")
_SAID = 0.6


def compare_regardless(claim: str, text: str) -> list[Finding]:
    """Return what makes no difference to a claim where a text speaks of it, and not as of no difference."""
    if _ALIKE.search(text) is not None:
        return []
    there = content_words(text)
    for pattern in _WHATEVER:
        for match in pattern.finditer(claim):
            mine = content_words(match["what"])
            if not len(mine) or not len(there):
                continue
            alike = similarities(mine, there)
            alike[mine.weights < ORDINARY_WEIGHT] = 0.0
            word, its = divmod(int(alike.argmax()), len(there))
            if alike[word, its] >= _SAID:
                at = there.words[its].at
                return [Finding("scope", False, match.group(), at.of(text), at, sure=True)]
    return []

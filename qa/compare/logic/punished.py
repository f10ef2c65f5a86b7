"""What is punished is forbidden: 可以转让许可证 against 违反…，转让许可证的，处五千元以下的罚款.

A sentence that sets a penalty has a condition, what is done, and a consequence. A claim that lets somebody do
what stands in the condition clashes with it; one that speaks of the penalty itself says no such thing.
"""

from __future__ import annotations

import numpy as np

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import Finding
from qa.compare.logic.acts import CONDITION
from qa.compare.logic.modality import Mode, reaches
from qa.compare.relations.opposites import denies
from qa.words.align import ContentWords, content_words, similarities

# What is done, up to the consequence; of a list below a lead-in the item, which stands behind it.
_CONSEQUENCE = regex(
    r"(?:的，|的[^，。；]{0,16}?，)?[^，。；：]{0,40}?(?:责令|处以?[^，。；]{0,24}?(?:罚款|警告|拘留)|给予[^，。；]{0,12}?(?:警告|处分|处罚)|"
    "没收|吊销|追究[^，。；]{0,12}?责任|依法处理)"
)
_BREACH = regex("违反[^，。；]{1,30}?(?:规定|要求)，")
_ITEM = regex(r"[:：]\s*(?=[（(][一二三四五六七八九十0-9]{1,3}[）)])")
_LETS: frozenset[Mode] = frozenset({"permitted", "exempt"})
_ALIKE = 0.6
# How much of what a claim permits, and of the claim at all, the condition has to say.
_ACT, _SAID = 0.3, 0.3
_TINY = 1e-6


def compare_punished(claim: str, text: str) -> list[Finding]:
    """Return what a text punishes where a claim lets it be done."""
    mine = [reach for reach in reaches(claim) if reach.mode != "plain"]
    if len(mine) != 1 or mine[0].mode not in _LETS or CONDITION.search(claim):
        return []
    at = _done(text)
    if at is None:
        return []
    ours = mine[0]
    here, there = content_words(claim), content_words(at.of(text))
    own = [n for n, w in enumerate(here.words) if not ours.at.overlaps(w.at)]
    act = [n for n in own if ours.at.end <= here.words[n].at.start < ours.end]
    if not act or not len(there) or denies(claim[ours.at.end : ours.end]) != denies(at.of(text)):
        return []
    done = similarities(here, there).max(axis=1) >= _ALIKE
    said = similarities(here, content_words(text)).max(axis=1) >= _ALIKE
    if not done[act[0]] or _share(here, done, act) < _ACT or _share(here, said, own) < _SAID:
        return []
    words = claim[ours.start : ours.end]
    return [Finding("modality", False, words, at.of(text), at, sure=True)]


def _share(words: ContentWords, alike: np.typing.NDArray[np.bool_], rows: list[int]) -> float:
    return float(np.average(alike[rows], weights=words.weights[rows] + _TINY))


def _done(text: str) -> Span | None:
    """Return what a sentence punishes; None where it sets no penalty."""
    consequence = _CONSEQUENCE.search(text)
    if consequence is None:
        return None
    item = _ITEM.search(text, consequence.start())
    if item is not None:
        return Span(item.end(), len(text))
    breach = _BREACH.match(text)
    start = breach.end() if breach is not None else 0
    condition = text[start : consequence.end()]
    end = condition.rfind("的，")
    return Span(start, start + end) if end > 0 else None

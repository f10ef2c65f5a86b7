"""Acts that a claim surely permits, demands or forbids otherwise than a text: 可以垫资 against 不得垫资.

The word right behind the word of modality is the act. What the text has under a condition, or excepts, or
says of the same act elsewhere in the claim's sense, is nothing sure.
"""

from __future__ import annotations

import numpy as np

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import Finding, is_chinese
from qa.compare.logic.modality import CLASHES, Mode, Reach, mode_at
from qa.words.align import ORDINARY_WEIGHT, content_words, similarities

_SURE: frozenset[tuple[Mode, Mode]] = frozenset(
    {
        ("exempt", "required"),
        ("forbidden", "permitted"),
        ("forbidden", "required"),
        ("permitted", "forbidden"),
        ("required", "exempt"),
        ("required", "forbidden"),
        ("required", "permitted"),
    }
)
# Words this much alike are one act, and may be one.
_ONE_ACT, _MAYBE = 0.75, 0.6
# So far may the act stand from its word of modality, in characters of Chinese and of English.
_RIGHT_BEHIND, _RIGHT_BEHIND_EN = 3, 18
# What may turn a rule into another one.
CONDITION = regex(
    r"未经|不经|除外|例外|但|除[^，。；]{1,30}外|没有[^，。；]{0,12}的|"
    r"\b(?:unless|except|without|only (?:if|when|after|with))\b"
)

# 不得拒收 lets nobody do what 不能不收 does not let them do; 应当按照工资 says nothing of 工资 but by what,
# and 可以要求申报 lets one ask and another declare.
_OTHER = regex("拒|按照?|根据|依照?|对|在|与|要求|请求|申请|责令|督促|委托|通知|劝")


def compare_acts(claim: str, text: str) -> list[Finding]:
    """Return the acts of a claim whose mode surely clashes with that of the same act of a text."""
    mine, its = content_words(claim), content_words(text)
    if not len(mine) or not len(its) or CONDITION.search(claim):
        return []
    alike = similarities(mine, its)
    nearest = _RIGHT_BEHIND if is_chinese(claim) else _RIGHT_BEHIND_EN
    findings: list[Finding] = []
    for row, word in enumerate(mine.words):
        ours = mode_at(claim, word.at)
        if ours.mode == "plain" or mine.weights[row] < ORDINARY_WEIGHT:
            continue
        if word.at.start - ours.at.end > nearest or _OTHER.search(
            claim, ours.at.end, word.at.start
        ):
            continue
        same = [int(at) for at in np.flatnonzero(alike[row] >= _MAYBE)]
        modes = [mode_at(text, its.words[at].at) for at in same]
        # What the text says of the act elsewhere in a way that lets the claim stand.
        if any(m.mode != "plain" and m.mode not in CLASHES[ours.mode] for m in modes):
            continue
        for column, theirs in zip(same, modes, strict=True):
            other = its.words[column].at
            if (ours.mode, theirs.mode) in _SURE and _is_told(
                text, theirs, other, float(alike[row, column])
            ):
                at = Span(theirs.start, other.end)
                words = claim[ours.start : word.at.end]
                findings.append(Finding("modality", False, words, at.of(text), at, sure=True))
                break
    return findings


def _is_told(text: str, reach: Reach, act: Span, alike: float) -> bool:
    """Tell whether an act stands right behind its word of modality, under no condition."""
    # What can be (能够, 可能) is not what may be.
    if reach.words.startswith("能"):
        return False
    near = 0 <= act.start - reach.at.end <= _RIGHT_BEHIND
    other = _OTHER.search(text, reach.at.end, act.end) is not None
    return alike >= _ONE_ACT and near and not other and CONDITION.search(text) is None

"""A whole statement that permits beside one that forbids: 候车区能抽烟 against 候车区内禁止吸烟.

Where ``acts`` looks at the word right behind a word of modality, here all of a claim that says one thing in
one mode is held against the piece of a text that says it in another: the act may stand anywhere in either,
also as a member of a list.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import Finding
from qa.compare.logic.acts import CONDITION
from qa.compare.logic.modality import Mode, Reach, reaches
from qa.words.align import content_words, similarities

_AGAINST: dict[Mode, frozenset[Mode]] = {
    "permitted": frozenset({"forbidden"}),
    "forbidden": frozenset({"permitted"}),
    "exempt": frozenset({"required"}),
    "required": frozenset({"exempt", "permitted"}),
}
# 要 and 需 tell as often what will be as what must be.
_WEAK = frozenset({"要", "需", "可", "能"})
_PIECE = regex(r"[^。；;\n]+")
_ALIKE = 0.6
# How much of the act, and of the claim at all, the text has to say; of what is only spared, more.
_ACT, _SAID, _SAID_SPARED = 0.6, 0.4, 0.65
_TINY = 1e-6


def compare_permission(claim: str, text: str) -> list[Finding]:
    """Return the piece of a text that says of what a claim says the contrary, and says all of it."""
    mine = [reach for reach in reaches(claim) if reach.mode != "plain"]
    if len(mine) != 1 or mine[0].mode not in _AGAINST or CONDITION.search(claim):
        return []
    if mine[0].mode == "required" and mine[0].words in _WEAK:
        return []
    return list(_against(claim, mine[0], text))[:1]


def _against(claim: str, ours: Reach, text: str) -> Iterator[Finding]:
    here = content_words(claim)
    least = _SAID_SPARED if ours.mode == "exempt" else _SAID
    act = [n for n, w in enumerate(here.words) if ours.at.end <= w.at.start < ours.end]
    own = [n for n, w in enumerate(here.words) if not ours.at.overlaps(w.at)]
    if not act:
        return
    for piece in _PIECE.finditer(text):
        words = piece.group()
        there = content_words(words)
        told = [reach for reach in reaches(words) if reach.mode != "plain"]
        if CONDITION.search(words) or not len(there):
            continue
        if any(reach.mode not in _AGAINST[ours.mode] for reach in told):
            continue
        alike = np.clip(similarities(here, there), 0.0, 1.0)
        same = (alike >= _ALIKE).astype(np.float64)
        for reach in told:
            start = max((words.rfind(mark, 0, reach.start) for mark in "，,：:"), default=-1)
            held = [
                n
                for n, w in enumerate(there.words)
                if start < w.at.start < reach.end and not reach.at.overlaps(w.at)
            ]
            if not held:
                continue
            acted = float(
                np.average(same[np.ix_(act, held)].max(axis=1), weights=here.weights[act] + _TINY)
            )
            said = float(np.average(same[own].max(axis=1), weights=here.weights[own] + _TINY))
            if acted >= _ACT and said >= least:
                at = Span(piece.start() + reach.start, piece.start() + reach.end)
                yield Finding(
                    "modality", False, claim[ours.start : ours.end], at.of(text), at, sure=True
                )

"""Whether a claim and a sentence both affirm or both deny, piece beside piece, by how often each denies.

未经同意不得 denies twice and says what "needs consent" says; 不经同意可以 denies once and says the contrary.
What stops, cancels, forbids or leaves out denies as 不 does. A piece of the claim is held against the piece
of the sentence that speaks most of the same.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from index.runtime.patterns import regex
from qa.amounts.limits import in_limit
from qa.compare.finding import KEPT_TEXTS, is_chinese
from qa.words.align import ContentWords, content_words, similarities

_ZH = regex(
    "(?P<twice>不得不|不可不|不能不)"
    "|(?<!好|能|会|是|要|行|差|了)不(?!断|仅|同|久|少|但|光|低于|超过|高于|少于|多于|大于|小于|足|到|满|动产|良|法|"
    "正当|管|论|锈|含糊|妨|料|过|已)"
    "|没有?|未(?!来|成年)|无(?!线|人|论|障碍|偿|形|固定|缝|党派|国籍|害)|并非|非(?!洲|常|银行|营利|公有|遗|法)|"
    "勿|禁止|严禁|禁(?=采|建|用)|停止|取消|终止|中止|暂停|废止|撤销|拒绝|拒不|除外|避免|防止|杜绝|放弃|排除|剔除|"
    "免(?=交|缴|收|征|除|办|检|考|审|予|于|费|责|职)|豁免|别(?=给|让|再|把|去)|例外"
)
_EN = regex(
    r"\b(?:not(?! only)|no(?! (?:later|less|more|fewer|lower|higher)\b)|never|none|nobody|nothing|neither|"
    r"nor|without|cannot|stop(?:s|ped)?|ceas(?:e|es|ed)|ban(?:s|ned)?|prohibit(?:s|ed)?|forbid(?:s|den)?|"
    r"refus(?:e|es|ed)|reject(?:s|ed)?|exempt(?:ed)?|free of|waiv(?:e|es|ed)|left out|leaves? out|kept out|"
    r"keeps? out|excluded?|excludes|except|unless|avoid(?:s|ed)?|instead of|rather than|barred|"
    r"abolish(?:ed|es)?|outside|loses?|fails?|off limits|spared|away from)\b|n't\b",
    re.IGNORECASE,
)
_ZH_PIECE, _EN_PIECE = regex(r"[^，；。：！？\n]+"), regex(r"[^,;.:!?\n]+")
# Shorter pieces say nothing by themselves.
_SHORTEST, _SHORTEST_EN = 3, 8
# 未经同意的，不得: a condition that denies belongs to what it is a condition of.
_CONDITION = regex("(?:^[^，]{0,8}?(?:未|非|没有|不经|无)|.{0,30}[未非不][^，]{0,30}的$)")
_FORBIDS = regex("不得|不能|不可|不予|不准|不许|严禁|禁止|无权")
# How much what the sentence's piece says besides counts.
_BACK = 0.3
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Polarity:
    """How the denials of a claim and of a sentence go together, each as how alike the two pieces are.

    Attributes:
        differs: Of pieces of which one denies.
        same: Of pieces of which both affirm or both deny, where the claim's has a word of denial.
        denied: Of pieces that both deny.
        alike: Of any two pieces.
        denies: Whether a piece of the claim denies.
        below: Whether the sentence stands below a lead-in that denies.
    """

    differs: float = 0.0
    same: float = 0.0
    denied: float = 0.0
    alike: float = 0.0
    denies: bool = False
    below: bool = False


def compare_polarity(claim: str, text: str, lead: str = "") -> Polarity:
    """Return how the denials of a claim and a sentence go together.

    Args:
        claim: A claim.
        text: A sentence.
        lead: What it stands below; what that denies, it denies.
    """
    leading = sum(times for _, times in _pieces(lead))
    read = [(content_words(piece), times + leading) for piece, times in _pieces(text)]
    theirs = [(its, often) for its, often in read if len(its)]
    differs = same = denied = most = 0.0
    denies = False
    for piece, times in _pieces(claim):
        mine = content_words(piece)
        if not len(mine) or not theirs:
            continue
        alike, often = max(
            ((_alike(mine, its), often) for its, often in theirs), key=lambda match: match[0]
        )
        most = max(most, alike)
        denies |= times % 2 == 1
        if times % 2 != often % 2:
            differs = max(differs, alike)
        elif times:
            same = max(same, alike)
        if times % 2 and often % 2:
            denied = max(denied, alike)
    return Polarity(differs, same, denied, most, denies, leading % 2 == 1)


def _alike(mine: ContentWords, its: ContentWords) -> float:
    """Return how much one piece says of what another does, 0 to 1."""
    alike = np.clip(similarities(mine, its), 0.0, 1.0)
    there = float(np.average(alike.max(axis=1), weights=mine.weights + _TINY))
    return (1 - _BACK) * there + _BACK * float(
        np.average(alike.max(axis=0), weights=its.weights + _TINY)
    )


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _pieces(text: str) -> tuple[tuple[str, int], ...]:
    """Return the pieces of a text, each with how often it denies."""
    found: list[tuple[str, int]] = []
    for piece, times in _cut(text):
        if found and is_chinese(text) and _CONDITION.match(found[-1][0]) and _FORBIDS.search(piece):
            before, often = found.pop()
            found.append((f"{before}，{piece}", often + times))
        else:
            found.append((piece, times))
    return tuple(found)


def _cut(text: str) -> Iterator[tuple[str, int]]:
    chinese = is_chinese(text)
    least = _SHORTEST if chinese else _SHORTEST_EN
    for found in (_ZH_PIECE if chinese else _EN_PIECE).finditer(text):
        piece = found.group()
        if len(piece.strip()) >= least:
            denials = (_ZH if chinese else _EN).finditer(piece)
            yield (
                piece,
                sum(
                    2 if m.groupdict().get("twice") else 1
                    for m in denials
                    if not in_limit(piece, m.start())
                ),
            )

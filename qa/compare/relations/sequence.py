"""What comes first and what after: 先…再, …之后, "before", "only after", with what stands on either side.

A claim that puts first what the text puts after clashes with it, whichever words of time either uses; where
the text has none, it is read as telling steps in the order in which they come.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from index.document.span import Span
from index.runtime.patterns import regex
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese
from qa.words.align import ContentWords, content_words, similarities

_Matrix = npt.NDArray[np.float32]

_P = r"[^，。；：\n]"
_SOON = r"\s?[0-9一二两三四五六七八九十百半]+\s?个?(?:工作日|自然日|日|天|周|月|年|小时|d|h)"
_ZH = (
    regex(
        rf"(?:首先|先|优先)(?P<first>{_P}{{2,30}}?)[，、；]?(?:随后|之后|然后|接着|再|才|最后|后|而后|其次)"
        rf"(?:轮到|去|由|行)?(?P<then>{_P}{{2,30}})"
    ),
    regex(
        rf"(?P<first>{_P}{{2,30}}?)(?<![天日年月]过)(?:以后|之后|完成后|结束后|完毕后|后)"
        rf"(?!的|[续期勤台果备]|[0-9一二两三四五六七八九十半]+个?[年月日天周小工])[，、]?"
        rf"(?:再|才|方可|方能|即|就|应|可|要|必须|须|由)?(?P<then>{_P}{{2,30}})"
    ),
    # 验收合格后20个工作日内拨付, 调整应提前15日公示: how soon, and still which first.
    regex(
        rf"(?:^|[，。；：\n在自于])(?P<first>[^，。；：\n在自于]{{2,24}}?)(?:之日起|以?后){_SOON}"
        rf"(?:以内|之内|内)[，、]?(?P<then>{_P}{{2,30}})"
    ),
    regex(
        rf"(?P<then>{_P}{{2,30}}?)[，、]?(?:应当|应|要|须|必须|需)?提前{_SOON}(?P<first>{_P}{{2,30}})"
    ),
    # 2025年底前 sets a time, and puts nothing first.
    regex(
        rf"(?P<then>{_P}{{2,30}}?)(?<![0-9年月日底初末款条])(?:以前|之前|前)[，、]?"
        rf"(?:应当|应|要|须|必须|需)?(?:先|事先|首先)?(?P<first>{_P}{{2,30}})"
    ),
    # 离京外出，应事先报告.
    regex(
        rf"(?P<then>{_P}{{2,30}}?)[的]?[，、](?:应当|应|要|须|必须|需)?(?:事先|提前|预先)(?P<first>{_P}{{2,30}})"
    ),
    regex(
        rf"(?P<first>{_P}{{2,30}})[，、](?:随后|之后|然后|而后|再|才|此后|接着)(?:轮到|去|由)?"
        rf"(?P<then>{_P}{{2,30}})"
    ),
    regex(
        rf"(?:由|经)(?P<first>{_P}{{2,20}}?)(?:初审|审核|审定|审查|同意|批准|审批|认定|研究)[，、]?(?:后|再|并)?"
        rf"[，、]?(?:如有需要|必要时|需要时|需要的)?[，、]?(?:报|由|送|提交|提请)(?P<then>{_P}{{2,20}})"
    ),
    regex(
        rf"以(?P<first>{_P}{{2,20}}?)为(?:主|基础|先|重)[，、](?:以)?"
        rf"(?P<then>{_P}{{2,20}}?)为(?:辅|补充|次|后)"
    ),
    regex(
        rf"先(?P<first>{_P}{{2,30}}?)[，、；](?P<then>{_P}{{2,24}}?(?:过后|之后|以后|回头|随后|最后|才|再)"
        rf"(?:再|才|来|去)?{_P}{{1,20}})"
    ),
    regex(
        rf"(?P<first>{_P}{{2,20}}?)(?:要|应当?|须|得)?(?:排|放|摆)在(?P<then>{_P}{{2,20}}?)(?:的?前面|的?前头|之前|前)"
    ),
    regex(rf"以(?P<then>{_P}{{2,20}}?)为(?:辅|补充)[，、]以(?P<first>{_P}{{2,20}}?)为(?:主|基础)"),
    regex(rf"(?P<first>{_P}{{2,20}}?)(?:优先|为先|先行|在先)于?[，、]?(?P<then>{_P}{{0,20}})"),
)
_S = r"[^.;,]"
_EN = (
    regex(
        rf"(?P<first>{_S}{{4,70}}?),? (?:comes? )?(?:before|ahead of|prior to|and then|followed by|"
        r"then|and later)\b,? (?P<then>[^.;]{4,70})"
    ),
    regex(
        rf"(?P<then>{_S}{{4,70}}?),? (?:comes? )?(?:only |just )?(?:after|behind|following|once|as soon as)"
        r"\b,? (?P<first>[^.;]{4,70})"
    ),
    regex(
        rf"\b[Ff]irst,?(?P<first> {_S}{{4,60}}?),? (?:and|then)"
        r"(?P<then> [^.;]{4,70}?)(?:\bafterwards?|\blater|\bnext|$|\.)"
    ),
    regex(
        rf"(?P<first>{_S}{{4,60}}?) first,? (?:and|then)(?: only)?(?: then)?(?P<then> [^.;]{{4,70}})"
    ),
    regex(rf"\b(?:[Oo]nce|[Aa]fter) (?P<first>{_S}{{4,60}}), (?P<then>[^.;]{{4,70}})"),
    regex(rf"\b[Bb]efore (?P<then>{_S}{{4,60}}), (?P<first>[^.;]{{4,70}})"),
    regex(
        rf"(?P<first>{_S}{{4,60}}?) (?:is|are|as|serves? as|forms?)? ?(?:the )?(?:basis|foundation|main)\b,? "
        r"(?:and|with)(?P<then> [^.;]{4,60}?)(?:supplement|secondary|support)"
    ),
)
# 先建后拆: two acts of one character each.
_SHORT = regex(
    r"先(?P<first>[\u3400-\u9fff])[，、]?(?:后|再)(?P<then>[\u3400-\u9fff])(?![\u3400-\u9fff]?[年月日])"
)
# Words less alike than this have nothing of each other.
_ALIKE = 0.5
# How much of both sides has to be found, and how much more in one order than in the other.
_LEAST, _AHEAD = 0.25, 0.12
# From this on two things surely come the other way round, and from this on surely not.
_TURNED, _STRAIGHT = 0.45, 0.3
# What one place says so much of is what is meant.
_SURELY = 0.75
# How much an order tells that no words of time say.
_UNTOLD = 0.8
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class _Order:
    first: Span
    then: Span
    at: Span


def compare_sequence(claim: str, text: str) -> list[Finding]:
    """Tell where a claim turns the order of a text round; that steps come in the same one says little."""
    orders = _orders(claim)
    if not orders:
        return []
    both = _Words(claim, text)
    turned = both.turned(orders) or _short_turned(orders, claim, text)
    found = turned or both.told(orders) or both.in_passing(orders)
    return [] if found is None or found.agrees else [found]


def _short_turned(orders: Sequence[_Order], claim: str, text: str) -> Finding | None:
    """Return how the order of a claim is that of two acts of one character each turned round: 先建后拆."""
    for its in _SHORT.finditer(text):
        early, late = its["first"], its["then"]
        for one in orders:
            first, then = one.first.of(claim), one.then.of(claim)
            if (late in first and late not in then and early not in first) or (
                early in then and early not in first and late not in then
            ):
                at = Span(*its.span())
                return Finding(
                    "sequence", False, one.at.of(claim).strip(), at.of(text), at, sure=True
                )
    return None


class _Words:
    """The words of a claim and of a text, and how alike they are."""

    def __init__(self, claim: str, text: str) -> None:
        self.claim, self.text = claim, text
        self.mine, self.its = content_words(claim), content_words(text)
        alike = np.clip(similarities(self.mine, self.its), 0.0, 1.0)
        self.alike: _Matrix = np.where(alike >= _ALIKE, alike, np.float32(0.0))
        # What each word most surely means: 审议 is 审议, not 审核 beside it.
        most = self.alike.max(axis=1, keepdims=True) if self.alike.size else self.alike
        self.meant: _Matrix = np.where(self.alike >= most - _AHEAD, self.alike, np.float32(0.0))

    def turned(self, orders: Sequence[_Order]) -> Finding | None:
        """Return how the order of the claim is surely that of words of time in the text turned round.

        One of the two things may go by other words, where the other surely stands on the other side.
        """
        for one in orders:
            early, late = _within(self.mine, one.first), _within(self.mine, one.then)
            best: tuple[float, Span] | None = None
            for other in _orders(self.text):
                first, then = _within(self.its, other.first), _within(self.its, other.then)
                straight, turned = (
                    self._said(early, one_side, self.meant)
                    + self._said(late, other_side, self.meant)
                    for one_side, other_side in ((first, then), (then, first))
                )
                # What the text has in the claim's order as well is no clash.
                if straight >= _STRAIGHT and straight >= turned - _TURNED:
                    best = None
                    break
                # 主管部门 of another step is no 登记机关 of this one.
                meant = self._meant(early, then) and self._meant(late, first)
                if meant and turned - straight >= max(_TURNED, best[0] if best else 0.0):
                    best = turned - straight, other.at
            if best is not None:
                return replace(self._finding(one, best[1], best[0], agrees=False), sure=True)
        return None

    def told(self, orders: Sequence[_Order]) -> Finding | None:
        """Return how the order of the claim is that of words of time in the text; None for not at all."""
        best: Finding | None = None
        for one in orders:
            early, late = _within(self.mine, one.first), _within(self.mine, one.then)
            for other in _orders(self.text):
                first, then = _within(self.its, other.first), _within(self.its, other.then)
                same = min(self._said(early, first), self._said(late, then))
                turned = min(self._said(early, then), self._said(late, first))
                # What stands on both sides tells nothing.
                strength = abs(same - turned)
                if max(same, turned) < _LEAST or strength < _AHEAD:
                    continue
                if best is None or strength > best.strength:
                    best = self._finding(one, other.at, strength, agrees=same > turned)
        return best

    def in_passing(self, orders: Sequence[_Order]) -> Finding | None:
        """Return how the order of the claim is that in which the text speaks of the same things."""
        best: Finding | None = None
        if not len(self.mine) or not len(self.its):
            return None
        starts = np.asarray([word.at.start for word in self.its.words])
        for one in orders:
            early, late = _within(self.mine, one.first), _within(self.mine, one.then)
            if not early or not late:
                continue
            firsts, thens = self.alike[early].max(axis=0), self.alike[late].max(axis=0)
            own = np.flatnonzero(firsts > thens + _AHEAD), np.flatnonzero(thens > firsts + _AHEAD)
            strength = _UNTOLD * min(
                self._said(early, own[0].tolist()), self._said(late, own[1].tolist())
            )
            if strength < _UNTOLD * _LEAST or (best is not None and strength <= best.strength):
                continue
            weights = firsts * self.its.weights + _TINY, thens * self.its.weights + _TINY
            at = [
                float(np.average(starts[o], weights=w[o]))
                for o, w in zip(own, weights, strict=True)
            ]
            whole = np.concatenate(own)
            place = Span(int(starts[whole].min()), self.its.words[int(whole.max())].at.end)
            best = self._finding(one, place, strength, agrees=at[0] < at[1])
        return best

    def _said(
        self, rows: Sequence[int], columns: Sequence[int], alike: _Matrix | None = None
    ) -> float:
        """Return how much of some words of the claim some of the text say, 0 to 1."""
        alike = self.alike if alike is None else alike
        if not rows or not columns:
            return 0.0
        weights = self.mine.weights[list(rows)] + _TINY
        return float(np.average(alike[np.ix_(rows, columns)].max(axis=1), weights=weights))

    def _meant(self, rows: Sequence[int], columns: Sequence[int]) -> bool:
        """Tell whether nothing else in the text says more of some words of the claim than some of it does."""
        everywhere = self._said(rows, range(len(self.its)))
        said = self._said(rows, columns)
        return said >= min(everywhere - _AHEAD, _SURELY) or said < _STRAIGHT

    def _finding(self, order: _Order, at: Span, strength: float, *, agrees: bool) -> Finding:
        return Finding(
            "sequence", agrees, order.at.of(self.claim).strip(), at.of(self.text), at, strength
        )


def _within(words: ContentWords, at: Span) -> list[int]:
    return [n for n, w in enumerate(words.words) if at.start <= w.at.start and w.at.end <= at.end]


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _orders(text: str) -> tuple[_Order, ...]:
    patterns = _ZH if is_chinese(text) else _EN
    return tuple(
        _Order(Span(*m.span("first")), Span(*m.span("then")), Span(*m.span()))
        for pattern in patterns
        for m in pattern.finditer(text)
    )

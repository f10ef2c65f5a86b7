"""Up or down by how much: a claim of a fall of 0.3% beside 上涨0.3%.

The number agrees and says the contrary: the words right beside the two amounts tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount, relation
from qa.amounts.find import find_amounts
from qa.compare.finding import Finding, is_chinese

_ZH_UP = "再加|增长|上涨|上升|提高|增加|扩大|回升|反弹|增(?!速|幅)|涨|升(?!级)"
_ZH_DOWN = "负增长|压减|压缩|调减|缩短|下降|下跌|下滑|减少|回落|降低|缩小|缩减|跌|降(?!雨|水)|减(?!排|贫|免)"
_ZH = regex(
    rf"(?:(?P<down>{_ZH_DOWN})|(?P<up>{_ZH_UP}))(?P<minus>负)?(?:了|约|近|超过|幅度为|幅为|幅)?$"
)
_EN_UP = (
    r"rose|ris(?:es?|en|ing)|grew|grow(?:s|n|th|ing)?|increas(?:e[sd]?|ing)|climb(?:s|ed)?|gain(?:s|ed)?|"
    r"up"
)
_EN_DOWN = (
    r"fell|fall(?:s|en|ing)?|drop(?:s|ped|ping)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|shr[aiu]nk|"
    r"reduced|down"
)
_EN = regex(
    rf"\b(?:(?P<down>{_EN_DOWN})|(?P<up>{_EN_UP}))"
    r"(?: (?:by|of|in total|about|some|around|nearly|over|roughly|a|another)){0,3} ?$",
    re.IGNORECASE,
)
_EN_AFTER = regex(
    r" ?(?:(?P<down>fall|drop|decline|decrease|lower|fewer|shorter|smaller|cheaper|"
    r"less (?:often|frequent\w*)|less than (?:in|the year))|"
    r"(?P<up>rise|growth|increase|higher|longer|larger|bigger|dearer|"
    r"more (?:often|frequent\w*)))\b",
    re.IGNORECASE,
)
# 比上年增长-9.8%: a cell of a table that has a fall under the name of a rise.
_MINUS = regex(r"(?<=[长涨升高加大])[-−－](?=[0-9])")
_LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class _Change:
    up: bool
    amount: Amount
    at: Span


def compare_changes(claim: str, text: str) -> list[Finding]:
    """Return the changes of a claim that the text has by as much the other way, and not in the claim's."""
    there = list(_changes(text))
    findings: list[Finding] = []
    for mine in _changes(claim):
        same = [its for its in there if relation(mine.amount, its.amount) == "same"]
        if same and all(its.up is not mine.up for its in same):
            at = same[0].at
            words = mine.at.of(claim)
            findings.append(Finding("contrast", False, words, at.of(text), at, sure=True))
    return findings


def _changes(text: str) -> Iterator[_Change]:
    chinese = is_chinese(text)
    # Of the same length, so that places stay.
    text = _MINUS.sub("负", text)
    for amount in find_amounts(text):
        start = min(amount.at.start, amount.number.start)
        before = (_ZH if chinese else _EN).search(text[max(0, start - _LOOK_BACK) : start])
        if before is not None:
            width = min(start, _LOOK_BACK) - before.start()
            up = before["up"] is not None and not (chinese and before["minus"])
            yield _Change(up, amount, Span(start - width, amount.at.end))
            continue
        after = None if chinese else _EN_AFTER.match(text, amount.at.end)
        if after is not None:
            yield _Change(after["up"] is not None, amount, Span(start, after.end()))

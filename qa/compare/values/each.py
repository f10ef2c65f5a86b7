"""Of what each an amount is: 每户2万元 beside 每人2万元, 500 yuan a month beside 每年500元.

The number is the same and says something else.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from index.runtime.patterns import regex
from qa.amounts.amount import Amount, relation
from qa.amounts.find import find_amounts
from qa.compare.finding import Finding, is_chinese

# By kind: two of one kind that are said of one amount exclude each other.
_KINDS: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "time": {
        "year": ("年|年度", "year|yearly|annual|annually"),
        "quarter": ("季度|季", "quarter|quarterly"),
        "month": ("月", "month|monthly"),
        "week": ("周|星期", "week|weekly"),
        "day": ("日|天", "day|daily"),
        "hour": ("小时", "hour|hourly"),
    },
    "thing": {
        "person": (
            "人|名|位|生|人次",
            "person|head|people|student|pupil|worker|employee|resident|child|patient",
        ),
        "household": ("户|个家庭", "household|family|home"),
        "square metre": ("平方米|平米", "square metre|square meter|sq m"),
        "mu": ("亩", "mu"),
        "hectare": ("公顷", "hectare"),
        "bed": ("床|张床位|床位", "bed"),
        "vehicle": ("辆|台车|辆车", "vehicle|car|bus"),
        "flat": ("套", "flat|apartment|dwelling"),
        "tonne": ("吨", "tonne|ton"),
        "cubic metre": ("立方米|方", "cubic metre|cubic meter"),
        "village": ("村|个村", "village"),
        "firm": ("家|家企业|企业", "firm|company|enterprise|business"),
    },
}  # fmt: skip
_LONGEST = 24
_CUT = regex(r"[，。；：,;:\n]|\.(?![0-9])")


def compare_each(claim: str, text: str) -> list[Finding]:
    """Return the amounts of a claim that the text has, of another thing each."""
    findings: list[Finding] = []
    there = find_amounts(text)
    for mine in find_amounts(claim):
        own = _each(claim, mine)
        same = [its for its in there if own and relation(mine, its) == "same"]
        told = [(its, _apart(own, _each(text, its))) for its in same]
        if told and all(apart for _, apart in told):
            its = told[0][0]
            words = _around(claim, mine), _around(text, its)
            findings.append(Finding("unit", False, *words, its.at, sure=True))
    return findings


def _apart(one: Mapping[str, frozenset[str]], other: Mapping[str, frozenset[str]]) -> bool:
    """Tell whether two amounts are of other things each, in a kind that both tell."""
    return any(one[kind].isdisjoint(other[kind]) for kind in one.keys() & other.keys())


def _each(text: str, amount: Amount) -> dict[str, frozenset[str]]:
    """Return of what each an amount is, by kind."""
    before, after = _beside(text, amount)
    chinese = is_chinese(text)
    found: dict[str, frozenset[str]] = {}
    for kind, things in _KINDS.items():
        said = set()
        for name, words in things.items():
            ahead, behind = _patterns(words[0 if chinese else 1], chinese=chinese)
            if ahead.search(before) or behind.match(after):
                said.add(name)
        if said:
            found[kind] = frozenset(said)
    return found


@functools.cache
def _patterns(words: str, *, chinese: bool) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what finds a thing before an amount, and right behind it."""
    if chinese:
        return (
            regex(rf"每一?个?(?:{words})(?![\u4e00-\u9fff]?[级员家内])"),
            regex(rf"[/／每](?:{words})(?!均)|一个?(?:{words})"),
        )
    return (
        regex(rf"\b(?:each|every|per) (?:[a-z]+ )?(?:{words})\b", re.IGNORECASE),
        regex(rf".*?\b(?:each|every|per|an?) (?:[a-z]+ )?(?:{words})\b", re.IGNORECASE),
    )


def _beside(text: str, amount: Amount) -> tuple[str, str]:
    """Return what stands before and after an amount in its piece."""
    start = max((m.end() for m in _CUT.finditer(text, 0, amount.at.start)), default=0)
    end = _CUT.search(text, amount.at.end)
    after = text[amount.at.end : end.start() if end else len(text)]
    return text[start : amount.at.start], after[:_LONGEST]


def _around(text: str, amount: Amount) -> str:
    before, after = _beside(text, amount)
    if is_chinese(text):
        at = before.rfind("每")
        return (before[at:] if at >= 0 else "") + amount.words + after[:3]
    return amount.words + after

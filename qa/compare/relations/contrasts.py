"""Words of opposite meaning, in either language: raise against 降低, free against 收费, 境内 against abroad.

The pairs stand in ``data/contrasts.csv``. A pair clashes where the claim has a word of one side only and the
text a word of the other side only; a denied word counts for the other side.
"""

from __future__ import annotations

import csv
import functools
import re
from dataclasses import dataclass
from pathlib import Path

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.bounds import denial_of
from qa.amounts.find import find_amounts
from qa.compare.finding import KEPT_TEXTS, Finding, is_chinese
from qa.compare.lexicon import WordFinder

_FILE = Path(__file__).parents[1] / "data" / "contrasts.csv"
_ZH_NOT = regex(
    "(?:不是|并非|不再|不要|不必|不能|不得|不予|而不是|不|未|无须|无需|没有?|禁止|严禁|免)(?:一定|会|去|再|必)?$"
)
_EN_NOT = regex(
    r"(?:\bnot|n't|\bnever|\brather than|\binstead of|\bno longer|\bno|\bwithout|\bcannot|\bneither|\bnor)"
    r"(?: (?:be|to|have|been|need)){0,2}(?: \w+)?\s*$",
    re.IGNORECASE,
)
_BACK = 24


@dataclass(frozen=True, slots=True)
class _Side:
    side: int
    words: str
    at: Span


def compare_contrasts(claim: str, text: str) -> list[Finding]:
    """Compare the sides that claim and text take in each pair."""
    findings: list[Finding] = []
    for mine, its in zip(_sides(claim), _sides(text), strict=True):
        taken, theirs = {s.side for s in mine}, {s.side for s in its}
        if len(taken) != 1 or not theirs:
            continue
        word = mine[0]
        same = next((other for other in its if other.side == word.side), None)
        if same is not None:
            findings.append(Finding("contrast", True, word.words, same.words, same.at))
        else:
            findings.append(Finding("contrast", False, word.words, its[0].words, its[0].at))
    # 废止 that one word of a claim says ("cease") is against no other of its words ("in force").
    said = {found.text for found in findings if found.agrees}
    return [found for found in findings if found.agrees or found.text not in said]


@functools.cache
def _pairs() -> tuple[tuple[WordFinder, WordFinder], ...]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            (WordFinder(row["one"]), WordFinder(row["other"])) for row in csv.DictReader(stream)
        )


@functools.lru_cache(maxsize=KEPT_TEXTS)
def _sides(text: str) -> tuple[tuple[_Side, ...], ...]:
    return tuple(_of_pair(text, pair) for pair in _pairs())


def _of_pair(text: str, pair: tuple[WordFinder, WordFinder]) -> tuple[_Side, ...]:
    """Return the words of a pair that stand in ``text``, the longest at each place."""
    denial = _ZH_NOT if is_chinese(text) else _EN_NOT
    found = sorted(
        (
            (match.span(), side)
            for side, pattern in enumerate(pair)
            for match in pattern.finditer(text)
        ),
        key=lambda item: (item[0][0], -item[0][1]),
    )
    kept: list[_Side] = []
    amounts = find_amounts(text) if found and not is_chinese(text) else ()
    bounded = [amount.at for amount in amounts if denial_of(amount.words) is not None]
    last = 0
    for (start, end), side in found:
        if start < last:
            continue  # 不公开 holds 公开: the longer words count
        last = end
        denied = denial.search(text[max(0, start - _BACK) : start])
        begin = start - len(denied.group()) if denied is not None else start
        # "Must not run for less than" denies from further off.
        limit = next((at for at in bounded if at.start < start and end <= at.end), None)
        begin = begin if limit is None else min(begin, limit.start)
        where = side if denied is None and limit is None else 1 - side
        kept.append(_Side(where, text[begin:end].strip(), Span(begin, end)))
    return tuple(kept)

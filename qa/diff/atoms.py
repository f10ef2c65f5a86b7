"""What a reader compares as one thing: an amount with its bound, a date, a word of force, a reference."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Literal

from index.document.corpus import Span
from index.document.normal import normal_of
from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.dates import Date, find_dates
from qa.amounts.find import find_amounts
from qa.duties.modality import modalities

AtomKind = Literal["amount", "bound", "date", "modality", "scope", "reference"]

_KEPT_TEXTS = 4096
# How many, which ones, and with what exception.
_SCOPE = regex(
    r"全部|所有|全体|全国|全省|全市|全县|一律|一概|任何|凡是|部分|主要|有关|相关|个别|少数|多数|各类|各级|仅限|仅|只限|只有|以及其他|"
    r"除外|以外|符合条件的|有条件的|原则上|一般|特别是|尤其是|重点|优先|逐步|全面|\b(?:all|any|every|only|some|certain|most|each)\b",
    re.IGNORECASE,
)
_NUMERAL = "一二三四五六七八九十百零〇两0-9"
_REFERENCE = regex(rf"第[{_NUMERAL}]+(?:条|款|项|章|节|编)(?:之[{_NUMERAL}]+)?")
_EN_FORCE = regex(r"\b(?:shall not|must not|may not|shall|must|may|should|will)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece of a text that is compared as a whole.

    Attributes:
        kind: What it is; an amount with a bound is several atoms.
        at: Where it stands.
        whole: Where the amount stands that it is part of, its bound included.
        value: What is compared.
        bound: Of an amount.
    """

    kind: AtomKind
    at: Span
    whole: Span
    value: object
    bound: object = None


@functools.lru_cache(maxsize=_KEPT_TEXTS)
def atoms(text: str) -> tuple[Atom, ...]:
    """Return the atoms of ``text`` in order; none overlaps another."""
    normal = normal_of(text)
    found: list[Atom] = []
    for reference in _REFERENCE.finditer(text):
        span = Span(*reference.span())
        found.append(Atom("reference", span, span, reference.group()))
    for date in find_dates(normal.text):
        span = normal.source(date.at)
        found.append(Atom("date", span, span, _told(date)))
    for amount in find_amounts(normal.text):
        found.extend(_amount(text, amount))
    found.extend(Atom("modality", word.at, word.at, word.words) for word in modalities(text))
    found.extend(_listed(text, "modality", _EN_FORCE))
    found.extend(_listed(text, "scope", _SCOPE))
    # Of two that overlap the one found first: a reference or date before the number in it.
    clear: list[Atom] = []
    for atom in found:
        if atom.at.start < atom.at.end and all(
            atom.at.end <= other.at.start or other.at.end <= atom.at.start for other in clear
        ):
            clear.append(atom)
    return tuple(sorted(clear, key=lambda atom: atom.at.start))


def _listed(text: str, kind: AtomKind, words: re.Pattern[str]) -> list[Atom]:
    return [
        Atom(kind, span, span, match.group().lower())
        for match in words.finditer(text)
        for span in (Span(*match.span()),)
    ]


def _told(date: Date) -> object:
    return (date.year, date.month, date.day, date.edge)


def _amount(text: str, amount: Amount) -> list[Atom]:
    """Return the number of an amount, and the words of its bound before and after."""
    normal = normal_of(text)
    number, whole = normal.source(amount.number), normal.source(amount.at)
    value = (amount.value, amount.high, amount.unit, amount.per)
    bound = (amount.bound, amount.strict)
    found = [Atom("amount", number, whole, value, bound)]
    if whole.start < number.start:
        found.append(Atom("bound", Span(whole.start, number.start), whole, bound))
    if number.end < whole.end:
        found.append(Atom("bound", Span(number.end, whole.end), whole, bound))
    return found

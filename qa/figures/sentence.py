"""The amounts of a sentence with what each is of: 甘蔗收获机械化率达到30%, 推出100项体育精品赛事."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from index.document.span import Span
from index.runtime.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.find import find_amounts
from qa.amounts.numerals import FIGURE, chinese_value
from qa.figures.subject import part_of, subject_of

_DIGITS = "[0-9零〇一二两三四五六七八九十百千点.]"
_NUMERAL = regex(
    rf"(?P<figure>{FIGURE})\s?(?P<rest>.*)|(?P<word>[零〇一二两三四五六七八九十百千万亿点半]+)(?P<unit>.*)",
    re.DOTALL,
)


# 占1/3 is one number; 24/7 and 2018/12/7 are none of the kind.
_FRACTION = regex(r"(?<![0-9/.])(?P<part>[1-9][0-9]?)/(?P<whole>[1-9][0-9]?)(?![0-9/.])")


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a sentence and what it is of.

    Attributes:
        amount: As found.
        what: What it is of, in the words of the sentence; empty where that cannot be told.
        number: In the unit as written: 10 of 10亿千瓦; None of a range.
        unit: As written: 亿千瓦.
        before: What stands before it in its part of the sentence.
        after: What stands behind it there.
        reached: Whether a verb such as 达到 leads from the thing to the number.
        figures: Whether it is written in figures, not in characters.
    """

    amount: Amount
    what: str
    number: float | None
    unit: str
    before: str
    after: str
    reached: bool
    figures: bool


def quantities(text: str) -> list[Quantity]:
    """Return the amounts of a sentence, in its normal form, with what each is of."""
    amounts = _with_fractions(text, find_amounts(text))
    begins = {one.at.start for one in amounts}
    # 每月200元 is one rate: how often is part of it.
    amounts = [one for one in amounts if not (one.unit == "frequency" and one.at.end in begins)]
    return [_quantity(text, amount, amounts) for amount in amounts]


def _with_fractions(text: str, amounts: Sequence[Amount]) -> Sequence[Amount]:
    """Return amounts with the two numbers of a fraction as one."""
    found = list(amounts)
    for match in _FRACTION.finditer(text):
        own = [one for one in found if match.start() <= one.number.start < match.end()]
        part, whole = int(match["part"]), int(match["whole"])
        if not own or part >= whole:
            continue
        at, share = Span(*match.span()), 100 * part / whole
        joined = replace(
            own[0], value=share, high=share, unit="percent", words=match.group(), at=at, number=at
        )
        found[found.index(own[0])] = joined
        found = [one for one in found if one not in own[1:]]
    return found


def _quantity(text: str, amount: Amount, amounts: Sequence[Amount]) -> Quantity:
    number, unit, figures = _as_written(text, amount)
    start, end = part_of(text, amount)
    what, reached = subject_of(text, amount, amounts)
    return Quantity(
        amount,
        what,
        number,
        unit,
        text[start : amount.at.start],
        text[amount.at.end : end],
        reached,
        figures,
    )


def _as_written(text: str, amount: Amount) -> tuple[float | None, str, bool]:
    """Return number and unit as they stand in the text, and whether the number is in figures."""
    words = amount.number.of(text)
    if fraction := _FRACTION.fullmatch(words):
        return int(fraction["part"]) / int(fraction["whole"]), "", True
    match = _NUMERAL.match(words)
    if match is None:
        return amount.value, amount.unit, False
    if match.group("figure"):
        number = float(match.group("figure").replace(",", ""))
        unit = match.group("rest").strip()
    else:
        word = match.group("word")
        number = 0.5 if word == "半" else chinese_value(word) or amount.value
        unit = match.group("unit").strip()
    if amount.bound == "range":
        last = re.sub(rf"^.*?{_DIGITS}+(?=[^{_DIGITS[1:]}*$)", "", words)
        # Of 百分之五以上百分之十以下 the unit stands before the numbers.
        return None, last or ("%" if amount.unit == "percent" else ""), True
    return number, unit.lstrip("多余来"), bool(match.group("figure"))

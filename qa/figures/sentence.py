"""The amounts of a sentence with what each is of: 甘蔗收获机械化率达到30%, 推出100项体育精品赛事."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.patterns import regex
from qa.amounts.amount import Amount
from qa.amounts.find import find_amounts
from qa.amounts.numerals import FIGURE, chinese_value
from qa.figures.subject import part_of, subject_of

_NUMERAL = regex(
    rf"(?P<figure>{FIGURE})\s?(?P<rest>.*)|(?P<word>[零〇一二两三四五六七八九十百千万亿点半]+)(?P<unit>.*)",
    re.DOTALL,
)


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
    amounts = find_amounts(text)
    return [_quantity(text, amount, amounts) for amount in amounts]


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
        return (
            None,
            re.sub(
                r"^.*?[0-9零〇一二两三四五六七八九十百千点.]+(?=[^0-9零〇一二两三四五六七八九十百千点.]*$)",
                "",
                words,
            ),
            True,
        )
    return number, unit.lstrip("多余来"), bool(match.group("figure"))

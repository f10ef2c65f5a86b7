"""A number as it is read off a text, before its bound is known."""

from __future__ import annotations

from dataclasses import dataclass

# No word that bears on a number stands further before it than this.
LOOK_BACK = 40
PERCENT = 100.0


@dataclass(frozen=True, slots=True)
class Number:
    """A number with its unit.

    Attributes:
        value: In the base of the unit.
        start: Where it begins.
        end: Where its unit ends.
        unit: See ``Amount.unit``.
        plain: Whether it is a number whatever follows: in figures, or long.
        more: Whether it says that there are some more: 三十余家.
        noun: What is counted.
        per: Of how many.
    """

    value: float
    start: int
    end: int
    unit: str = ""
    plain: bool = False
    more: bool = False
    noun: str = ""
    per: float | None = None


def before(text: str, place: int) -> str:
    """Return the words right before ``place``."""
    return text[max(0, place - LOOK_BACK) : place]

"""Units by their words in both languages, read from CSV."""

from __future__ import annotations

import csv
import functools
import re
from pathlib import Path
from typing import Literal, NamedTuple

from index.runtime.patterns import regex

_FILE = Path(__file__).parent / "data" / "units.csv"
# What Chinese counts things with, beside the units of the table.
CLASSIFIERS = (
    "个家件项条座所处套辆台批份张幅艘架株头篇部支组对双届类种款层栋幢间站点册卷道节段块枝颗粒起例桩扇堂门片"
    "只笔宗场期街镇村县市省区本口根面把盏棵封列趟眼筐箱瓶袋桶盒滴束群排颁代分章集局"
)


class MeasureUnit(NamedTuple):
    """A unit and what turns its numbers into the base of its kind."""

    name: str
    factor: float


@functools.cache
def chinese_units() -> tuple[dict[str, MeasureUnit], re.Pattern[str]]:
    """Return units by their Chinese words, and the pattern that finds one, the longest first."""
    units = _units("zh")
    words = sorted(units, key=len, reverse=True)
    # A letter is a unit only where no word goes on: 5 g, but no 5 good ones.
    return units, regex(
        "|".join(re.escape(w) + ("(?![A-Za-z])" if w[-1:].isascii() else "") for w in words)
    )


@functools.cache
def english_units() -> tuple[dict[str, MeasureUnit], re.Pattern[str]]:
    """Return units by their English words in lower case, and the pattern that finds one."""
    units = _units("en")
    words = "|".join(map(re.escape, sorted(units, key=len, reverse=True)))
    return units, regex(rf"[ -]?({words})(?![A-Za-z])", re.IGNORECASE)


def unit_of(words: str, lang: Literal["zh", "en"] = "zh") -> MeasureUnit | None:
    """Return the unit that words end in: yuan of 万元; None where they are no unit."""
    units, _ = chinese_units() if lang == "zh" else english_units()
    words = words.strip().lower() if lang == "en" else words.strip()
    return next((units[words[at:]] for at in range(len(words)) if words[at:] in units), None)


def _units(column: str) -> dict[str, MeasureUnit]:
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return {
            word: MeasureUnit(row["unit"], float(row["factor"]))
            for row in csv.DictReader(stream)
            for word in row[column].split("|")
            if word
        }

"""References to a place of a document, as people write them: 第二十三条第二款, chapter 3 section 2."""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from index.document.corpus import Span
from index.outline.numbering.numerals import NUMERAL, chinese_number, fold
from index.runtime.patterns import regex

StepLevel = Literal[
    "annex", "part", "division", "chapter", "section", "box", "table",
    "point", "subpoint", "clause", "article", "paragraph", "item", "subitem",
]  # fmt: skip
# Outermost first; a step that is not below the one before it begins another reference.
RANK: dict[StepLevel, int] = {
    "annex": 0, "part": 1, "division": 2, "chapter": 3, "section": 4, "box": 5, "table": 5,
    "point": 5, "subpoint": 6, "clause": 7, "article": 7, "paragraph": 8, "item": 9, "subitem": 10,
}  # fmt: skip
_WORDS: dict[str, StepLevel] = {
    "部分": "part", "篇": "part", "编": "division", "分编": "division", "章": "chapter",
    "节": "section", "条": "article", "款": "paragraph", "项": "item", "目": "subitem",
    "附件": "annex", "附录": "annex", "附表": "annex", "专栏": "box", "表": "table",
}  # fmt: skip
_ENGLISH_WORDS: dict[str, StepLevel] = {
    "annex": "annex", "appendix": "annex", "attachment": "annex", "part": "part",
    "book": "division", "chapter": "chapter", "section": "section", "box": "box",
    "table": "table", "clause": "clause", "article": "article", "art": "article",
    "paragraph": "paragraph", "para": "paragraph", "item": "item",
    "subparagraph": "item", "subitem": "subitem",
}  # fmt: skip
_CARDINALS = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen twenty"
)
_ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth "
    "fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
)
_ENGLISH_NUMBERS = {
    word: number
    for words in (_CARDINALS, _ORDINALS)
    for number, word in enumerate(words.split(), start=1)
}
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}

_N = rf"{NUMERAL}{{1,9}}"
_ZH = regex(
    rf"第\s*(?P<enclosed>[（(])?\s*(?P<number>{_N})\s*[）)]?\s*(?P<word>部分|篇|分编|编|章|节|条|款|项|目)"
    rf"(?:\s*之\s*(?P<inserted>[一二三四五六七八九十]{{1,3}}|[0-9]{{1,2}}))?"
    rf"|(?P<named>附件|附录|附表|专栏|表)\s*(?P<letter>[A-Z](?![A-Za-z])|{_N})"
    rf"|[（(](?P<bracket>{_N})[）)](?P<bracket_word>项)?"
    r"|(?P<listed>[一二三四五六七八九十]{1,4})、"
    r"|(?:第\s*)?(?<![\d.A-Za-z])(?P<dotted>[A-Z]?(?:(?<=[A-Z])\.)?[0-9]{1,2}(?:\.[0-9]{1,2}){1,4})"
    r"(?![\d.%％])(?:\s*[条款节章])?"
)
_EN_WORD = "|".join(sorted(_ENGLISH_WORDS, key=len, reverse=True))
_EN_NUMBER = "|".join(sorted(_ENGLISH_NUMBERS, key=len, reverse=True))
_EN = regex(
    rf"\b(?P<word>{_EN_WORD})s?\.?\s*(?:no\.?\s*)?"
    rf"(?P<number>[0-9]{{1,4}}(?:\.[0-9]{{1,2}})*|{_EN_NUMBER}|[ivxl]{{1,6}}|[a-z])\b"
    r"(?:\s*[-–]\s*(?P<inserted>[0-9]{1,2})(?![0-9]))?"
    r"(?:\s*\(\s*(?P<bracket>[0-9]{1,2})\s*\))?"
    rf"|\b(?:the\s+)?(?P<ordinal>{_EN_NUMBER}|[0-9]{{1,3}}(?:st|nd|rd|th))\s+(?P<ordinal_word>{_EN_WORD})\b"
    r"|(?<![\d.a-z])(?P<dotted>[0-9]{1,2}(?:\.[0-9]{1,2}){2,4})(?![\d.%])",
    re.IGNORECASE,
)
# What may stand between two steps of one reference, and between two references of a list.
_WITHIN_ZH = regex(r"[\s的之中里内·]*")
_WITHIN_EN = regex(r"[\s,;]*(?:of|in|under|within)?\s*(?:the\s+)?", re.IGNORECASE)
_LIST = regex(r"[\s、，,]*(?:和|与|及|以及|或者?|and|or|&)?[\s、，,]*", re.IGNORECASE)
_RANGE = regex(r"\s*(?:至|到|—|–|-|~|～|to|through)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a reference.

    Attributes:
        level: What kind of place.
        number: Which one; None for a place that a letter or a dotted number names.
        inserted: 1 for 第十二条之一.
        until: The last of a range (第三条至第五条); None for a single place.
        label: The letter or dotted number: A, 5.1.2; 分编 beside 编; else empty.
    """

    level: StepLevel
    number: int | None
    inserted: int | None = None
    until: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that a text refers to.

    Attributes:
        steps: Outermost first.
        span: Where in the text.
        text: Its words there.
    """

    steps: tuple[Step, ...]
    span: Span
    text: str


def read_references(text: str) -> list[Reference]:
    """Return the places that ``text`` refers to, in order.

    Of 第三章第二节和第三节 the second is 第三章第三节; 第三条至第五条 is one reference with a range.
    A dotted number may be no reference but an amount (3.5): whoever resolves it will see.
    """
    folded = fold(text)
    found: list[Reference] = []
    marks = sorted(
        [*_chinese_steps(folded), *_english_steps(folded)], key=lambda mark: mark[0].start
    )
    for number, (span, steps) in enumerate(marks):
        before = marks[number - 1][0].end if number else 0
        between = folded[before : span.start]
        last = found[-1] if found else None
        if last is None or span.start < last.span.end:
            if last is None:
                found.append(Reference(steps, span, span.of(text)))
        elif _RANGE.fullmatch(between) and _same_level(last.steps[-1], steps[0]):
            ranged = replace(last.steps[-1], until=steps[0].number)
            whole = Span(last.span.start, span.end)
            found[-1] = Reference((*last.steps[:-1], ranged), whole, whole.of(text))
        elif joined := _joined(last.steps, steps, between):
            whole = Span(last.span.start, span.end)
            found[-1] = Reference(joined, whole, whole.of(text))
        elif _LIST.fullmatch(between):
            above = tuple(s for s in last.steps if RANK[s.level] < RANK[steps[0].level])
            found.append(Reference(_in_context((*above, *steps)), span, span.of(text)))
        else:
            found.append(Reference(steps, span, span.of(text)))
    return [reference for reference in found if not _is_stray(reference)]


def _same_level(one: Step, other: Step) -> bool:
    return one.level == other.level and one.number is not None and other.number is not None


def _joined(before: tuple[Step, ...], steps: tuple[Step, ...], between: str) -> tuple[Step, ...]:
    """Return the steps of two neighbours as one reference, or nothing where they are two."""
    if _WITHIN_ZH.fullmatch(between):
        joined = _in_context((*before, *steps))
        ranks = [RANK[step.level] for step in joined]
        divisions = [step.label for step in joined if step.level == "division"]
        if all(a < b for a, b in itertools.pairwise(ranks)) or divisions == ["", "分编"]:
            return joined
    # Section 2 of Chapter 3: the outer place comes last.
    if between.strip() and _WITHIN_EN.fullmatch(between):
        ranks = [RANK[step.level] for step in (*steps, *before)]
        if ranks == sorted(set(ranks)):
            return (*steps, *before)
    if not between.strip(" ,，") and RANK[before[-1].level] < RANK[steps[0].level]:
        return _in_context((*before, *steps))
    return ()


def _in_context(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """（二） is an item below an article or a paragraph, else a heading of the second level."""
    below = any(step.level in {"article", "paragraph"} for step in steps)
    return tuple(
        replace(step, level="item") if step.level == "subpoint" and below else step
        for step in steps
    )


def _is_stray(reference: Reference) -> bool:
    """Tell whether a mark alone is likelier to be something else: （二） or 二、 in running text."""
    first = reference.steps[0].level
    bare = len(reference.steps) == 1 and not reference.text.startswith("第")
    return bare and first in {"point", "subpoint"} and reference.span.start > 0


def _chinese_steps(text: str) -> Iterator[tuple[Span, tuple[Step, ...]]]:
    for match in _ZH.finditer(text):
        span = Span(match.start(), match.end())
        if word := match["word"]:
            inserted = chinese_number(match["inserted"]) if match["inserted"] else None
            label = word if word == "分编" else ""
            # 第（七）条 is what people call （七）: no article has brackets.
            block = match["enclosed"] and word in {"条", "节"}
            level: StepLevel = "subpoint" if block else _WORDS[word]
            number = chinese_number(match["number"])
            yield span, (Step(level, number, inserted, None, label),)
        elif named := match["named"]:
            yield span, (_lettered(_WORDS[named], match["letter"]),)
        elif bracket := match["bracket"]:
            level = "item" if match["bracket_word"] else "subpoint"
            yield span, (Step(level, chinese_number(bracket)),)
        elif listed := match["listed"]:
            yield span, (Step("point", chinese_number(listed)),)
        else:
            yield span, (Step("clause", None, label=match["dotted"]),)


def _english_steps(text: str) -> Iterator[tuple[Span, tuple[Step, ...]]]:
    for match in _EN.finditer(text):
        span = Span(match.start(), match.end())
        if match["dotted"]:
            continue  # the Chinese pattern has it
        if match["ordinal"]:
            level = _ENGLISH_WORDS[match["ordinal_word"].lower()]
            yield span, (Step(level, _english_number(match["ordinal"])),)
            continue
        level = _ENGLISH_WORDS[match["word"].lower()]
        written = match["number"]
        if "." in written:
            yield span, (Step("clause", None, label=written),)
            continue
        step = _lettered(level, written)
        if step.number is None and level != "annex":
            continue  # part a of it
        inserted = int(match["inserted"]) if match["inserted"] and level == "article" else None
        step = replace(step, inserted=inserted)
        bracket = match["bracket"]
        below: StepLevel = "paragraph" if level == "article" else "item"
        yield span, (step, Step(below, int(bracket))) if bracket else (step,)


def _lettered(level: StepLevel, written: str) -> Step:
    """Return the step of 附录A, 附件二, annex B or chapter III."""
    number = chinese_number(written) or _english_number(written)
    is_letter = len(written) == 1 and written.isascii() and written.isalpha()
    if level == "annex" and is_letter:
        return Step(level, None, label=written.upper())
    return Step(level, number or None)


@functools.cache
def _english_number(word: str) -> int:
    """Return the value of three, third, 3rd or III; 0 where it is none."""
    word = word.lower()
    if word in _ENGLISH_NUMBERS:
        return _ENGLISH_NUMBERS[word]
    if digits := re.match("[0-9]+", word):
        return int(digits[0])
    if not re.fullmatch("l?x{0,3}(?:ix|iv|v?i{0,3})", word):
        return 0
    values = [_ROMAN[letter] for letter in word]
    return sum(
        -value if value < max(values[place:]) else value for place, value in enumerate(values)
    )

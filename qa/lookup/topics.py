"""What a figure is of, in the words around it: its name, the headings above it, what opens its text."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import numpy as np

from index.document.normal import normal_text
from index.runtime.patterns import regex
from index.search.terms import terms
from qa.figures.collect import FoundFigure
from qa.words.align import content_words, similarities

# Words of a topic that say nothing more of it.
_LIGHT = regex(r"\b(?:care|sector|field|area|matters?|issues?|services?|work|related|things?)\b")
# What opens a text before its first number: a theme.
_OPENING = regex(
    r"\s*(?:[（(]?[0-9一二三四五六七八九十]{1,3}[)）、.．]\s*)?(?P<theme>[^0-9，,。；;：:\n]{2,24})[，,。；;：:]"
)
# How alike the words of a topic are to what a figure is of, for one that is named otherwise there.
ALIKE = 0.6
SURE = 0.75
# A heading that names several things: 卫生和社会保障.
_SEVERAL = regex("[、和与及]")
_GENERAL = regex("方面|领域|相关|目标|指标|数字|工作|情况")
# A name of fewer characters stands within too many others: 水 in 水平.
SHORTEST = 2


def is_named(names: Sequence[str], one: FoundFigure) -> bool:
    """Tell whether a figure is of what has one of the names, by itself or by what stands above it."""
    above = (_subject(one), *_themes(one))
    return any(
        name in one.figure.what
        if len(name) < SHORTEST
        else any(named(name, words) for words in above)
        for name in names
    )


def _subject(one: FoundFigure) -> str:
    """Return what a figure is of, with the headings above it."""
    section = one.clause.section
    titles = [heading.title for heading in one.clause.path]
    titles += [section.chapter_title or "", section.section_title or ""]
    if one.clause.table is not None:  # a figure of a table is of what its row is of
        titles += one.clause.table.row
    return normal_text(" ".join([one.figure.what, *titles])).lower()


def sentence(one: FoundFigure) -> str:
    """Return the sentence that a figure stands in."""
    spans = one.clause.sentences
    span = spans[one.sentence] if one.sentence < len(spans) else None
    return normal_text(span.of(one.clause.text) if span else one.clause.text).lower()


def named(part: str, text: str) -> bool:
    """Tell whether the words of a topic stand in a text."""
    words = _GENERAL.sub("", normal_text(part)).lower()
    if len(words) < SHORTEST:
        return False
    if words.isascii():
        return bool(set(terms(words))) and set(terms(words)) <= set(terms(text))
    return words in text


def _themes(one: FoundFigure) -> list[str]:
    """Return what opens a paragraph or a sentence and holds no amount: 办好人民满意的教育。新建学校10所."""
    text = one.clause.text
    first = one.clause.sentences[0] if one.clause.sentences else None
    own = one.clause.sentences[one.sentence] if one.sentence < len(one.clause.sentences) else None
    openings = [_OPENING.match(span.of(text)) for span in (first, own) if span is not None]
    return [normal_text(match["theme"]) for match in openings if match and match["theme"]]


def is_said(topic: str, one: FoundFigure, least: float = ALIKE) -> bool:
    """Tell whether the words around a figure mean a topic, however they put it and in whatever language."""
    return _said(_core(topic), one) >= least


def _core(topic: str) -> str:
    return _LIGHT.sub("", topic).strip() or topic


def is_below_several(one: FoundFigure) -> bool:
    """Tell whether the heading right above a figure names several things."""
    return one.clause.table is None and any(
        _SEVERAL.search(heading.title) for heading in one.clause.path[-1:]
    )


def names_another(names: Sequence[str], one: FoundFigure) -> bool:
    """Tell whether a figure's sentence is on another of the things that the heading above it names."""
    titles = [heading.title for heading in one.clause.path[-1:]]
    return any(
        named(thing, sentence(one))
        for title in titles
        for thing in _SEVERAL.split(normal_text(title))
        if not any(name in thing or thing in name for name in names)
    )


def place_of(one: FoundFigure) -> tuple[str, int]:
    """Return the paragraph of a figure."""
    return one.clause.doc_id, one.paragraph


def names_itself(names: Sequence[str], one: FoundFigure) -> bool:
    """Tell whether a figure or its sentence, and not the heading above, is on what has one of the names."""
    return any(named(name, sentence(one)) for name in names) or any(
        name.isascii() and alike_in(_core(name), one.figure.what) >= SURE for name in names
    )


def _said(part: str, one: FoundFigure) -> float:
    """Return how much of a topic is said by what a figure is of, its heading or what opens its text."""
    titles = [heading.title for heading in one.clause.path[-1:] if heading.title]
    above = max((alike_in(part, words) for words in (*titles, *_themes(one))), default=0.0)
    return max(alike_in(part, one.figure.what), above if above >= SURE else 0.0)


@functools.lru_cache(maxsize=4096)
def alike_in(part: str, what: str) -> float:
    """Return how much of a topic the words of a thing say, in either language, 0 to 1."""
    mine, theirs = content_words(normal_text(part).lower()), content_words(normal_text(what))
    if not len(mine) or not len(theirs):
        return 0.0
    weights = np.maximum(mine.weights, 1.0)
    best = similarities(mine, theirs).max(axis=1)
    return float((best * weights).sum() / weights.sum())

"""Which of the figures of the documents a question asks for: by year, by what they are of, by place."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from index.clause_index import ClauseIndex
from index.normal import normal_text
from index.patterns import regex
from index.terms import terms
from qa.ask.retrieve import Ranking
from qa.figures.collect import FoundFigure
from qa.intent.request import Request

# Joins of a topic: 环保、绿色方面, 科研和数字经济.
_JOINTS = regex(r"[、,，/]|和|与|及|以及|\band\b|\bor\b")
# Where no words agree, the sentences nearest in meaning: those within this of the best cosine.
_NEAR = 0.06
_GENERAL = regex("方面|领域|相关|目标|指标|数字|工作|情况")


def select_figures(
    request: Request,
    figures: Sequence[FoundFigure],
    clause_index: ClauseIndex,
    rank: Callable[[], Ranking],
    inside: frozenset[str] | None,
) -> list[FoundFigure]:
    """Return the figures asked for, in reading order.

    Targets come first; where none is of the topic, any amount of it is meant: numbers of a note.
    """
    pool = [one for one in figures if inside is None or one.clause.clause_id in inside]
    if request.years:
        pool = [one for one in pool if one.figure.year in request.years]
    for wanted in ([one for one in pool if one.target], pool):
        found = _of_topic(request.topic, wanted, clause_index, rank) if request.topic else wanted
        if found:
            return list(found)
    return []


def _of_topic(
    topic: str,
    figures: Sequence[FoundFigure],
    clause_index: ClauseIndex,
    rank: Callable[[], Ranking],
) -> list[FoundFigure]:
    parts = [_of_head(part, figures) for part in map(str.strip, _JOINTS.split(topic)) if part]
    named = [one for one in figures if any(_named(part, one) for part in parts)]
    if named and len(parts) == 1:
        return named
    near = _near(figures, clause_index, rank()) if figures else []
    kept = {id(one) for one in (*named, *near)}
    return [one for one in figures if id(one) in kept]


def _of_head(part: str, figures: Sequence[FoundFigure]) -> str:
    """Return a topic as it stands, or the longest end of it that figures are of: 机械化率."""
    words = normal_text(part)
    if words.isascii():
        return part
    for start in range(len(words) - _SHORTEST):
        tail = words[start:]
        if any(tail in one.figure.what for one in figures):
            return tail
    return part


def _named(part: str, one: FoundFigure) -> bool:
    """Tell whether the words of a topic stand in what a figure is of, or in a heading above it."""
    words = _GENERAL.sub("", normal_text(part))
    if len(words) < _SHORTEST:
        return False
    titles = " ".join(heading.title for heading in one.clause.path)
    section = one.clause.section
    titles += f" {section.chapter_title or ''} {section.section_title or ''}"
    text = normal_text(f"{one.figure.what} {titles}").lower()
    if words.isascii():
        return bool(set(terms(words))) and set(terms(words)) <= set(terms(text))
    return words.lower() in text


_SHORTEST = 2


def _near(
    figures: Sequence[FoundFigure], clause_index: ClauseIndex, ranking: Ranking
) -> list[FoundFigure]:
    """Return the figures whose sentences are nearest to the question in meaning."""
    best: dict[tuple[int, int], float] = {}
    for row, view in enumerate(clause_index.views):
        if view.sentence >= 0:
            key = (view.position, view.sentence)
            best[key] = max(best.get(key, -1.0), float(ranking.similar[row]))
    scores = np.asarray([best.get((one.clause.position, one.sentence), -1.0) for one in figures])
    return [
        one for one, score in zip(figures, scores, strict=True) if score >= scores.max() - _NEAR
    ]

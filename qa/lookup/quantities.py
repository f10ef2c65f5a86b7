"""Which of the figures of the documents a question asks for: by year, by what they are of, by place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np

from index.clause_index import ClauseIndex
from index.normal import normal_text
from index.patterns import regex
from index.terms import terms
from qa.ask.retrieve import Ranking
from qa.figures.collect import FoundFigure
from qa.intent.filters import Filters, unit_name
from qa.intent.request import Measure, Request
from qa.lookup.keys import key_of
from qa.lookup.places import likeness

# Joins of a topic: 环保、绿色方面, 科研和数字经济.
_JOINTS = regex(r"[、,，/]|和|与|及|以及|\band\b|\bor\b")
# Where no words agree, the sentences nearest in meaning: those within this of the best cosine.
_NEAR = 0.06
# Of the words of an English topic, how many a title has to mean.
_TITLED = 0.66
_SHARE = regex("[%‰]|百分点|^成$")
_TIME = regex("(?:个)?(?:工作日|自然日|日|天|年|月|小时|分钟|周|星期|季度|周年|年度)")
_DATE = regex("[年月日]")
# Around the name of a row: its number before, its unit and marks behind.
_BEFORE_NAME = regex(r"^[（(]?[0-9一二三四五六七八九十]{0,3}[）).、．]\s*")
_BEHIND_NAME = regex(r"\s*(?:[（(][^（()）]*[）)]|[▲△*★])+$")
_SHORTEST_NAME = 3
_GENERAL = regex("方面|领域|相关|目标|指标|数字|工作|情况")


def select_figures(
    request: Request,
    figures: Sequence[FoundFigure],
    finder: Finder,
    rank: Callable[[], Ranking],
    inside: frozenset[str] | None,
) -> list[FoundFigure]:
    """Return the figures asked for, in reading order.

    Targets come first; where none is of the topic, any amount of it is meant: numbers of a note. Dates
    are figures where times are asked for.
    """
    pool = [one for one in figures if inside is None or one.clause.clause_id in inside]
    if request.years:
        pool = [one for one in pool if one.figure.year in request.years]
    pool = finder.filtered(request.filters, pool)
    measured = [one for one in pool if any(_MEASURED[m](one) for m in request.measures)]
    aims = [one for one in measured or pool if one.target]
    # 按工作日算的期限: what a unit is asked for by need not be an aim.
    timed = bool(request.filters.unit) or ("time" in request.measures and bool(measured))
    for wanted in (measured, pool) if timed else (aims, measured, pool):
        found = finder.of_topic(request.topic, wanted, rank) if request.topic else wanted
        if found:
            return list(found)
    return []


def _is_time(one: FoundFigure) -> bool:
    return bool(one.figure.unit and _TIME.fullmatch(one.figure.unit)) or (
        one.figure.unit is None and bool(_DATE.search(one.figure.value))
    )


_MEASURED: Mapping[Measure, Callable[[FoundFigure], bool]] = {
    "money": lambda one: "元" in (one.figure.unit or ""),
    "share": lambda one: bool(_SHARE.search(one.figure.unit or "")),
    "time": _is_time,
}


class Finder:
    """Finds the figures of a topic."""

    def __init__(self, clause_index: ClauseIndex, chinese: Callable[[str], Sequence[str]]) -> None:
        """Look in ``clause_index``; ``chinese`` gives the words of the documents for an English name."""
        self._clause_index = clause_index
        self._chinese = chinese

    def of_topic(
        self, topic: str, figures: Sequence[FoundFigure], rank: Callable[[], Ranking]
    ) -> list[FoundFigure]:
        """Return the figures of a topic: named so, else in a sentence that names it, else near to it."""
        if not figures:
            return []
        if rows := in_rows_of(topic, figures):
            figures = rows
        parts = [part for part in map(str.strip, _JOINTS.split(topic)) if part]
        names = [name for part in parts for name in self._names(part, figures)]
        named = [one for one in figures if any(_named(name, _subject(one)) for name in names)]
        named = named or self._titled(topic, figures)
        named = named or [one for one in figures if any(_named(n, _sentence(one)) for n in names)]
        if named and len(parts) == 1:
            return named
        if rows:
            return rows
        near = _near(figures, self._clause_index, rank())
        kept = {id(one) for one in (*named, *near)}
        return [one for one in figures if id(one) in kept]

    def filtered(self, filters: Filters, figures: Sequence[FoundFigure]) -> list[FoundFigure]:
        """Return the figures that are what a question says they have to be."""
        kept = [one for one in figures if _in_time(one, filters)]
        # 亿元 is 亿元 where any figure is in it, else whatever is counted in yuan.
        exact = [one for one in kept if filters.counted and one.figure.unit == filters.counted]
        kept = exact or [one for one in kept if _in_unit(one, filters)]
        if filters.body:
            names = self._names(filters.body, kept)
            kept = [one for one in kept if any(_answers_for(name, one) for name in names)]
        # A document whose tables do not tell the two apart has none to leave out.
        if filters.nature and any(_of_nature(filters.nature, one) for one in figures):
            kept = [one for one in kept if _of_nature(filters.nature, one)]
        return kept

    def _names(self, part: str, figures: Sequence[FoundFigure]) -> Sequence[str]:
        return (part, *self._chinese(part)) if part.isascii() else (_of_head(part, figures),)

    def _titled(self, topic: str, figures: Sequence[FoundFigure]) -> list[FoundFigure]:
        """Return the figures below the heading that an English topic names."""
        if not topic.isascii():
            return []
        titled = {
            heading
            for one in figures
            for heading in one.clause.path
            if heading.title and likeness(topic, heading, self._clause_index) >= _TITLED
        }
        return [one for one in figures if not titled.isdisjoint(one.clause.path)]


def _in_time(one: FoundFigure, filters: Filters) -> bool:
    """Tell whether a figure holds within a time; one without a year does not, where a time is asked for."""
    year = one.figure.year
    if year is None:
        return filters.since is None and filters.until is None
    return (filters.since or year) <= year <= (filters.until or year)


def _in_unit(one: FoundFigure, filters: Filters) -> bool:
    if not filters.counted:
        return True
    named = unit_name((one.figure.unit or "").split("/")[0])
    return bool(filters.unit) and named == filters.unit


def _answers_for(name: str, one: FoundFigure) -> bool:
    return key_of(normal_text(name)) in key_of(normal_text(one.figure.body or ""))


def _of_nature(nature: str, one: FoundFigure) -> bool:
    cells = one.clause.table.row if one.clause.table is not None else ()
    return any(nature in normal_text(cell) for cell in cells)


def in_rows_of(topic: str, figures: Sequence[FoundFigure]) -> list[FoundFigure]:
    """Return the figures of the rows whose name, a whole cell, stands in a topic: 北干渠总投资."""
    words = normal_text(topic)
    longest = 0
    found: list[FoundFigure] = []
    for one in figures:
        cells = one.clause.table.row if one.clause.table is not None else ()
        names = (_BEFORE_NAME.sub("", _BEHIND_NAME.sub("", normal_text(cell))) for cell in cells)
        size = max((len(n) for n in names if len(n) >= _SHORTEST_NAME and n in words), default=0)
        if size > longest:
            found, longest = [], size
        if size and size == longest:
            found.append(one)
    return found


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


def _subject(one: FoundFigure) -> str:
    """Return what a figure is of, with the headings above it."""
    section = one.clause.section
    titles = [heading.title for heading in one.clause.path]
    titles += [section.chapter_title or "", section.section_title or ""]
    if one.clause.table is not None:  # a figure of a table is of what its row is of
        titles += one.clause.table.row
    return normal_text(" ".join([one.figure.what, *titles])).lower()


def _sentence(one: FoundFigure) -> str:
    spans = one.clause.sentences
    span = spans[one.sentence] if one.sentence < len(spans) else None
    return normal_text(span.of(one.clause.text) if span else one.clause.text).lower()


def _named(part: str, text: str) -> bool:
    """Tell whether the words of a topic stand in a text."""
    words = _GENERAL.sub("", normal_text(part)).lower()
    if len(words) < _SHORTEST:
        return False
    if words.isascii():
        return bool(set(terms(words))) and set(terms(words)) <= set(terms(text))
    return words in text


_SHORTEST = 2


def _near(
    figures: Sequence[FoundFigure], clause_index: ClauseIndex, ranking: Ranking
) -> list[FoundFigure]:
    """Return the figures whose sentences are nearest to the question in meaning."""
    best: dict[tuple[int, int], float] = {}
    columns = clause_index.columns
    for row in np.flatnonzero(columns.sentences >= 0).tolist():
        key = (int(columns.positions[row]), int(columns.sentences[row]))
        best[key] = max(best.get(key, -1.0), float(ranking.similar[row]))
    scores = np.asarray([best.get((one.clause.position, one.sentence), -1.0) for one in figures])
    return [
        one for one, score in zip(figures, scores, strict=True) if score >= scores.max() - _NEAR
    ]

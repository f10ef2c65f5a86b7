"""Which of the figures of the documents a question asks for: by year, by what they are of, by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from index.clause_index import ClauseIndex
from index.normal import normal_text
from index.patterns import regex
from qa.amounts.amount import Amount, may_be_within
from qa.amounts.units import chinese_units
from qa.ask.retrieve import Ranking
from qa.figures.collect import FoundFigure
from qa.intent.filters import Filters, unit_of
from qa.intent.request import FEES, Request
from qa.lookup.fees import is_fee
from qa.lookup.keys import key_of
from qa.lookup.measured import MEASURED
from qa.lookup.ranked import amount_of, moved
from qa.lookup.titled import likeness, said_in
from qa.lookup.topics import SHORTEST, is_named, is_said, named, sentence

# Joins of a topic: 环保、绿色方面, 科研和数字经济.
_JOINTS = regex(r"[、,，/]|和|与|及|以及|\band\b|\bor\b|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
# Where no words agree, the sentences nearest in meaning: those within this of the best cosine.
_NEAR = 0.06
# Of the words of an English topic or a body, how many a title or a name has to mean.
_TITLED = 0.66
_NAMED = 0.66
# Words that every name of a body may have.
_OFFICE = regex(
    r"\b(?:bureau|commission|department|ministry|office|administration|authority|committee|agency|council|"
    r"municipal|city|county|provincial|district|local|of|for|and|the)\b"
)
_YEAR = regex(r"\d{4}年")
_PENALTY = regex("罚款|罚金|违法所得|滞纳金")
# Of several things that figures are asked of, so many have to be named by words.
_MOST_OF = 0.6
# More than two are no name of a row, whose own may have a joint.
_PAIR = 2
# Around the name of a row: its number before, its unit and marks behind.
_BEFORE_NAME = regex(r"^[（(]?[0-9一二三四五六七八九十]{0,3}[）).、．]\s*")
_BEHIND_NAME = regex(r"\s*(?:[（(][^（()）]*[）)]|[▲△*★])+$")
_SHORTEST_NAME = 3


class Selected(NamedTuple):
    """Figures that a question asks for.

    Attributes:
        figures: In reading order.
        near: Whether nothing there is named so, and these stand nearest in meaning.
    """

    figures: Sequence[FoundFigure]
    near: bool = False


def select_figures(
    request: Request,
    figures: Sequence[FoundFigure],
    finder: Finder,
    rank: Callable[[], Ranking],
    inside: frozenset[str] | None,
) -> Selected:
    """Return the figures asked for, in reading order.

    Targets come first; where none is of the topic, any amount of it is meant: numbers of a note. Dates
    are figures where times are asked for.
    """
    pool = [one for one in figures if inside is None or one.clause.clause_id in inside]
    if request.scope != "every":
        pool = [one for one in pool if not one.plain]
    if request.years:
        pool = [one for one in pool if one.figure.year in request.years]
        if "time" not in request.measures:
            # The year itself is no figure of that year: 到2035年，建成….
            pool = [one for one in pool if not _YEAR.fullmatch(one.figure.value)]
        if finder.is_past(max(request.years)):
            # What was reached is no target, and all that there is of a year gone by.
            pool = [replace(one, target=True) for one in pool]
    pool = finder.filtered(request.filters, pool)
    measured = [one for one in pool if any(MEASURED[m](one) for m in request.measures)]
    aims = [one for one in measured or pool if one.target]
    if request.scope == "aims":
        # 县乡村三级 counts levels, and is no amount that anything comes to.
        pool = [one for one in pool if one.figure.unit != "级"]
        # What an offence costs is no aim.
        aims = [one for one in aims if not _PENALTY.search(sentence(one))] or aims
    # 按工作日算的期限: what a unit is asked for by need not be an aim.
    narrow = bool(request.filters.unit or request.filters.limit)
    timed = narrow or ("time" in request.measures and bool(measured))
    # Percentages and sums are what is asked for, aimed at or not; 百分比指标 are aims.
    whole = timed or request.scope == "every" or (bool(measured) and request.scope is None)
    if request.topic == FEES and (fees := [one for one in measured or pool if is_fee(one)]):
        return Selected(fees)
    for wanted in (measured, pool) if whole else (aims, measured, pool):
        found = finder.of_topic(request.topic, wanted, rank) if request.topic else Selected(wanted)
        # The largest of what is merely near is the largest of nothing.
        if found.figures and not (found.near and request.ranked):
            return found
    return Selected(())


class Finder:
    """Finds the figures of a topic."""

    def __init__(self, clause_index: ClauseIndex, chinese: Callable[[str], Sequence[str]]) -> None:
        """Look in ``clause_index``; ``chinese`` gives the words of the documents for an English name."""
        self._clause_index = clause_index
        self._chinese = chinese

    def of_topic(
        self, topic: str, figures: Sequence[FoundFigure], rank: Callable[[], Ranking]
    ) -> Selected:
        """Return the figures of a topic: named so, else in a sentence that names it, else near to it."""
        if not figures:
            return Selected(())
        parts = [part for part in map(str.strip, _JOINTS.split(topic)) if part]
        rows = in_rows_of(topic, figures) if len(parts) <= _PAIR else []
        figures = rows or figures
        each = [self._of_part(part, figures) for part in parts]
        if sum(map(bool, each)) >= _MOST_OF * len(each) > 0:
            # GDP, jobs and prices: what the documents have no word for leaves the others as they are.
            near: Sequence[FoundFigure] = ()
        elif rows:
            return Selected(rows)
        else:
            near = _near(figures, self._clause_index, rank())
        held = {id(one) for found in (*each, near) for one in found}
        found = [one for one in figures if id(one) in held]
        return Selected(found, near=not any(each))

    def is_past(self, year: int) -> bool:
        """Tell whether a year was over when the documents were issued."""
        issued = [facts.date for facts in self._clause_index.facts.values() if facts.date]
        return bool(issued) and all(year < int(date[:4]) for date in issued)

    def _of_part(self, part: str, figures: Sequence[FoundFigure]) -> Sequence[FoundFigure]:
        """Return the figures of one topic: of a thing so named, below its heading, or in a sentence on it."""
        names = self._names(part, figures)
        found = [one for one in figures if is_named(names, one)]
        if part.isascii() or not found:
            kept = {id(one) for one in found}
            # Beside what is so named 居民, for population, is another thing.
            kept |= {id(one) for one in figures if is_said(part, one, sure=bool(found))}
            found = [one for one in figures if id(one) in kept]
        # What the police has to keep to is a figure of theirs, whatever it is of.
        own = {id(one) for one in (*found, *self._of_body(names, figures))}
        found = [one for one in figures if id(one) in own]
        return (
            found
            or self._titled(part, figures)
            or [one for one in figures if any(named(name, sentence(one)) for name in names)]
        )

    def _of_body(
        self, names: Sequence[str], figures: Sequence[FoundFigure]
    ) -> Iterator[FoundFigure]:
        """Yield the figures that a body of one of the names answers for."""
        for one in figures:
            body = key_of(normal_text(one.figure.body or ""))
            if body and any(len(name) >= SHORTEST and key_of(name) in body for name in names):
                yield one

    def filtered(self, filters: Filters, figures: Sequence[FoundFigure]) -> list[FoundFigure]:
        """Return the figures that are what a question says they have to be."""
        kept = [one for one in figures if _in_time(one, filters)]
        if filters.counted:
            # 亿元 is 亿元 alone where any figure is in it, else whatever is counted in yuan.
            exact = [one for one in kept if one.figure.unit == filters.counted]
            same = [one for one in kept if _in_unit(one, filters)]
            kept = exact if exact and _is_multiple(filters.counted) else same
        if filters.limit is not None:
            kept = [one for one in kept if _reaches(one, filters.limit)]
        if filters.moves:
            kept = [one for one in kept if moved(one) == filters.moves]
        if filters.body:
            kept = [one for one in kept if self._answers_for(filters.body, one)]
        # A document whose tables do not tell the two apart has none to leave out.
        if filters.nature and any(_of_nature(filters.nature, one) for one in figures):
            kept = [one for one in kept if _of_nature(filters.nature, one)]
        return kept

    def _answers_for(self, name: str, one: FoundFigure) -> bool:
        """Tell whether a figure is for a body to reach; an English name by what its words mean."""
        body = normal_text(one.figure.body or "")
        if not name.isascii():
            return key_of(normal_text(name)) in key_of(body)
        wanted = _OFFICE.sub(" ", name)
        if not wanted.strip():
            return "government" in name and "政府" in body
        return said_in(wanted, body, self._clause_index) >= _NAMED

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
    """Tell whether a figure is in the very unit, however many of it are counted as one: 亩, 万亩."""
    named = unit_of((one.figure.unit or "").split("/")[0])
    if not filters.unit:  # 个 and 所 measure nothing
        return (one.figure.unit or "").endswith(filters.counted)
    return named is not None and (named.name, named.factor) == (filters.unit, filters.factor)


def _reaches(one: FoundFigure, limit: Amount) -> bool:
    """Tell whether a figure may come to what is asked for; a date comes to nothing."""
    amount = amount_of(one)
    return amount is not None and may_be_within(amount, limit)


def _is_multiple(counted: str) -> bool:
    """Tell whether a unit says how many of another are counted as one: 亿元, 万亩."""
    known = unit_of(counted)
    return known is not None and counted not in chinese_units()[0]


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
    for start in range(len(words) - SHORTEST):
        tail = words[start:]
        if any(tail in one.figure.what for one in figures):
            return tail
    return part


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

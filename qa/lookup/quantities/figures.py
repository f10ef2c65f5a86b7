"""Which of the figures of the documents a question asks for: by year, by what they are of, by place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from index.clause_index import ClauseIndex
from index.document.normal import normal_text
from index.runtime.patterns import regex
from qa.ask.retrieval.retrieve import Ranking
from qa.figures.collect import FoundFigure
from qa.intent.filters import Filters
from qa.intent.request import FEES, SUBSIDIES, Request
from qa.lookup.keys import key_of
from qa.lookup.quantities.fees import is_fee, is_given
from qa.lookup.quantities.filtered import filtered, ignored
from qa.lookup.quantities.measured import MEASURED, year_of
from qa.lookup.quantities.named_rows import in_rows_of
from qa.lookup.titled import likeness
from qa.lookup.topics import (
    ALIKE,
    SHORTEST,
    SURE,
    is_below_several,
    is_named,
    is_said,
    named,
    names_another,
    names_itself,
    place_of,
    sentence,
)

# Joins of a topic: 环保、绿色方面, 科研和数字经济.
_JOINTS = regex(r"[、,，/]|和|与|及|以及|\band\b|\bor\b|(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
# Where no words agree, the sentences nearest in meaning: those within this of the best cosine.
_NEAR = 0.06
# More than these are near to nothing.
_MOST_NEAR = 12
# Of the words of an English topic or a body, how many a title or a name has to mean.
_TITLED = 0.66
_YEAR = regex(r"\d{4}年")
# Where times are asked for, what is to be reached at some time is no more than others.
_TIMES = frozenset({"time", "date"})
_PENALTY = regex("罚款|罚金|违法所得|滞纳金")
# Of several things that figures are asked of, so many have to be named by words.
_MOST_OF = 0.6
# Sums by what they are paid as, whatever they are called.
_KINDS: Mapping[str, Callable[[FoundFigure], bool]] = {FEES: is_fee, SUBSIDIES: is_given}
_MONEY = ("money",)
# What documents call so themselves, or have none of.
_BY_NAME = frozenset({"罚款", "赔偿", SUBSIDIES, FEES})
# More than two are no name of a row, whose own may have a joint.
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Selected:
    """The figures that a question asks for.

    Attributes:
        figures: In reading order.
        nearest: Whether none is named as asked, and these are the nearest in meaning.
        untold: What they were to be and the documents tell of none: 约束性.
    """

    figures: Sequence[FoundFigure]
    nearest: bool = False
    untold: str = ""


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
    pool = _pool(request, figures, finder, inside)
    untold = ignored(request.filters, pool)
    pool = finder.filtered(request.filters, pool)
    measured = [one for one in pool if any(MEASURED[m](one) for m in request.measures)]
    aims = [one for one in measured or pool if one.target]
    if request.scope in {"aims", "goals"}:
        # 县乡村三级 counts levels, and is no amount that anything comes to.
        pool = [one for one in pool if one.figure.unit != "级"]
        # What an offence costs is no aim.
        aims = [one for one in aims if not _PENALTY.search(sentence(one))] or aims
    # 按工作日算的期限: what a unit is asked for by need not be an aim.
    narrow = bool(request.filters.unit or request.filters.limit)
    timed = narrow or (not _TIMES.isdisjoint(request.measures) and bool(measured))
    # Percentages and sums are what is asked for, aimed at or not; 百分比指标 are aims.
    whole = timed or request.scope == "every" or (bool(measured) and request.scope is None)
    is_of_kind = _KINDS.get(request.topic)
    # 补助多少钱 asks for the share that is given too.
    among = pool if request.measures == _MONEY else measured or pool
    if is_of_kind and (of_kind := [one for one in among if is_of_kind(one)]):
        return Selected(of_kind)
    pools = [wanted for wanted in ((measured, pool) if whole else (aims, measured, pool)) if wanted]
    if not request.topic:
        if not pools and request.scope == "goals":
            # What is to be there by then, though no number says how much: 到2022年，建成….
            due = [one for one in figures if year_of(one) in request.years and not one.plain]
            pools = [due] if due else []
        return Selected(pools[0] if pools else (), untold=untold)
    # What is named so, aimed at or not, before what is only near to it.
    for wanted in pools:
        if found := finder.of_topic(request.topic, wanted, rank):
            return Selected(found, untold=untold)
    # The largest of what is merely near is the largest of nothing.
    known = request.ranked or request.topic in _BY_NAME
    near = finder.near(request.topic, pools[0], rank) if pools and not known else ()
    return Selected(near, nearest=bool(near), untold=untold)


def _pool(
    request: Request,
    figures: Sequence[FoundFigure],
    finder: Finder,
    inside: frozenset[str] | None,
) -> Sequence[FoundFigure]:
    """Return the figures of the place and the years asked for."""
    pool = [one for one in figures if inside is None or one.clause.clause_id in inside]
    pool = [one for one in pool if not request.years or year_of(one) in request.years]
    if request.scope != "every":
        pool = [one for one in pool if not one.plain]
    if request.years:
        if _TIMES.isdisjoint(request.measures):
            # The year itself is no figure of that year: 到2035年，建成….
            pool = [one for one in pool if not _YEAR.fullmatch(one.figure.value)]
        if finder.is_past(max(request.years)):
            # What was reached is no target, and all that there is of a year gone by.
            pool = [replace(one, target=True) for one in pool]
        else:
            # Of a table with a column for each year those of the year that is asked for are aimed at.
            pool = [replace(one, target=True) if _is_planned(one) else one for one in pool]
    return pool


def _is_planned(one: FoundFigure) -> bool:
    return one.clause.table is not None and one.figure.year is not None and not one.plain


class Finder:
    """Finds the figures of a topic."""

    def __init__(self, clause_index: ClauseIndex, chinese: Callable[[str], Sequence[str]]) -> None:
        """Look in ``clause_index``; ``chinese`` gives the words of the documents for an English name."""
        self._clause_index = clause_index
        self._chinese = chinese

    def of_topic(
        self, topic: str, figures: Sequence[FoundFigure], rank: Callable[[], Ranking]
    ) -> list[FoundFigure]:
        """Return the figures of a topic: named so, else in a sentence that names it."""
        parts = _parts(topic)
        rows = in_rows_of(topic, figures) if len(parts) <= _PAIR else []
        figures = rows or figures
        each = [self._of_part(part, figures, rank) for part in parts]
        if not sum(map(bool, each)) >= _MOST_OF * len(each) > 0:
            return rows
        # GDP, jobs and prices: what the documents have no word for leaves the others as they are.
        held = {id(one) for found in each for one in found}
        return [one for one in figures if id(one) in held]

    def near(
        self, topic: str, figures: Sequence[FoundFigure], rank: Callable[[], Ranking]
    ) -> list[FoundFigure]:
        """Return the figures nearest to a topic in meaning, with those of any part of it that is named."""
        each = (self._of_part(part, figures, rank) for part in _parts(topic))
        near = _near(figures, self._clause_index, rank())
        held = {id(one) for found in (*each, near) for one in found}
        return [one for one in figures if id(one) in held]

    def filtered(self, filters: Filters, figures: Sequence[FoundFigure]) -> list[FoundFigure]:
        """Return the figures that are what a question says they have to be."""
        return filtered(filters, figures, self._clause_index)

    def is_past(self, year: int) -> bool:
        """Tell whether a year was over when the documents were issued."""
        issued = [facts.date for facts in self._clause_index.facts.values() if facts.date]
        return bool(issued) and all(year < int(date[:4]) for date in issued)

    def _of_part(
        self, part: str, figures: Sequence[FoundFigure], rank: Callable[[], Ranking]
    ) -> Sequence[FoundFigure]:
        """Return the figures of one topic: of a thing so named, below its heading, or in a sentence on it."""
        names = self._names(part, figures)
        found = [one for one in figures if is_named(names, one)]
        if part.isascii() or not found:
            # A word of the document for it is surer than one that is like it.
            least = SURE if found else ALIKE
            kept = {id(one) for one in found}
            kept |= {id(one) for one in figures if is_said(part, one, least)}
            found = [one for one in figures if id(one) in kept]
        # What the police has to keep to is a figure of theirs, whatever it is of.
        own = {id(one) for one in (*found, *_of_body(names, figures))}
        found = [one for one in figures if id(one) in own]
        return (
            self._on_it((part, *names), found, rank)
            or self._titled(part, figures)
            or [one for one in figures if any(named(name, sentence(one)) for name in names)]
        )

    def _on_it(
        self,
        names: Sequence[str],
        found: Sequence[FoundFigure],
        rank: Callable[[], Ranking],
    ) -> Sequence[FoundFigure]:
        """Return figures without those below a heading of several things that speak of another of them.

        卫生和社会保障 stands above incomes and pensions too: there a paragraph has to name what is asked,
        or to be the nearest to it.
        """
        joint = [one for one in found if is_below_several(one)]
        about = [one for one in joint if names_itself(names, one)]
        if not about:
            other = {place_of(one) for one in joint if names_another(names, one)}
            others = [one for one in joint if place_of(one) not in other]
            english = names[0].isascii()
            about = _near(joint, self._clause_index, rank()) if english and joint else others
        places = {place_of(one) for one in about or joint}
        return [one for one in found if not is_below_several(one) or place_of(one) in places]

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


def _parts(topic: str) -> list[str]:
    return [part for part in map(str.strip, _JOINTS.split(topic)) if part]


def _of_body(names: Sequence[str], figures: Sequence[FoundFigure]) -> Iterator[FoundFigure]:
    """Yield the figures that a body of one of the names answers for."""
    for one in figures:
        body = key_of(normal_text(one.figure.body or ""))
        if body and any(len(name) >= SHORTEST and key_of(name) in body for name in names):
            yield one


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
    least = max(scores.max() - _NEAR, np.sort(scores)[-_MOST_NEAR:][0])
    return [one for one, score in zip(figures, scores, strict=True) if score >= least]

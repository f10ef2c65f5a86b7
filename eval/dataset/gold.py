"""From a set's gold (clause ids or verbatim words) to the units of the corpus that hold it.

A unit is what a ranking is judged by: a clause, or a passage of a public benchmark.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from eval.dataset.items import ClaimItem, DialogItem, Gold, Item, KindItem, Need, QuestionItem
from eval.dataset.kinds import Expected
from eval.dataset.read import QuestionSet
from eval.errors import Problem
from index.document.corpus import Clause, Section
from index.runtime.patterns import regex
from qa.result import Citation

_SPACE = regex(r"\s+")


@dataclass(frozen=True, slots=True)
class FoundGold:
    """One piece of gold and where it stands.

    Attributes:
        units: Ids of the units that hold it, any of which is right.
        keys: Words of which one must stand inside the quote; empty when the unit alone decides.
        relevance: Grade in the qrels, at least 1.
    """

    units: tuple[str, ...]
    keys: tuple[str, ...] = ()
    relevance: int = 1


@dataclass(frozen=True, slots=True)
class Task:
    """One question or claim as it is put to the engine, and what is right.

    Attributes:
        key: Id within the run; a dialog's turns are ``id.1``, ``id.2`` …
        type: ``question``, ``unanswerable``, ``claim``, or ``turn`` of a dialog (with gold).
        dialog: Id of the dialog, for a turn.
        expected: What is right for a question about a document as a whole (type ``kind``).
    """

    key: str
    set_name: str
    type: str
    lang: str
    text: str
    gold: tuple[FoundGold, ...] = ()
    need: Need = "any"
    label: str | None = None
    kind: str | None = None
    chapter: int | None = None
    section: int | None = None
    note: str | None = None
    history: tuple[str, ...] = ()
    dialog: str | None = None
    expected: Expected | None = None


def squeeze(text: str) -> str:
    """Return ``text`` without white space: a line break in the source is no difference in words."""
    return _SPACE.sub("", text)


def is_met(gold: FoundGold, citation: Citation, unit: str) -> bool:
    """Say whether the quote, which stands in ``unit``, shows this piece of gold."""
    words = squeeze(citation.quote)
    return unit in gold.units and (not gold.keys or any(key in words for key in gold.keys))


class GoldFinder:
    """Finds gold among the clauses of a corpus."""

    def __init__(self, clauses: Sequence[Clause]) -> None:
        self._texts = [(clause.clause_id, squeeze(clause.text)) for clause in clauses]
        self._ids = {clause.clause_id for clause in clauses}
        ordered = sorted(clauses, key=lambda clause: (clause.doc_id, clause.position))
        self._running = "".join(squeeze(clause.text) for clause in ordered)

    def find(self, gold: Gold) -> FoundGold:
        """Return where ``gold`` stands.

        Raises:
            ValueError: it stands nowhere, or across clauses, which no quote does.
        """
        if gold.clause_id is not None:
            if gold.clause_id not in self._ids:
                raise ValueError(f"no clause of this corpus has the id {gold.clause_id!r}")
            return FoundGold(units=(gold.clause_id,))
        words = squeeze(gold.key or "")
        units = tuple(clause_id for clause_id, text in self._texts if words in text)
        if not units:
            why = (
                "these words run over more than one clause; give the words of one"
                if words in self._running
                else "these words stand nowhere in the corpus"
            )
            raise ValueError(f"{why}: {gold.key!r}")
        return FoundGold(units=units, keys=(words,))


def make_tasks(
    sets: Sequence[QuestionSet], clauses: Sequence[Clause]
) -> tuple[tuple[Task, ...], tuple[Problem, ...]]:
    """Return the tasks of the sets, in order, and a problem for each gold that is not found.

    A task with gold that is not found is left out: scoring it would measure the set.
    """
    finder = GoldFinder(clauses)
    problems: list[Problem] = []
    tasks: list[Task] = []
    name_key = _namer(sets)
    for question_set in sets:
        for item, line in zip(question_set.items, question_set.lines, strict=True):

            def resolve(
                golds: Sequence[Gold],
                where: str,
                file: str = question_set.file or question_set.name,
                line: int = line,
            ) -> tuple[FoundGold, ...] | None:
                found = []
                for position, gold in enumerate(golds):
                    try:
                        found.append(finder.find(gold))
                    except ValueError as error:
                        field = f"{where}.{position}"
                        problems.append(Problem(file, line, field, str(error)))
                return tuple(found) if len(found) == len(golds) else None

            tasks += _tasks_of(item, name_key(question_set, item), question_set.name, resolve)
    places = {clause.clause_id: clause.section for clause in clauses}
    return tuple(_with_place(task, places) for task in tasks), tuple(problems)


def _with_place(task: Task, places: Mapping[str, Section]) -> Task:
    """Fill a place that the set leaves open with that of the clause that holds the first gold."""
    if task.chapter is not None or not task.gold:
        return task
    place = places[task.gold[0].units[0]]
    return replace(task, chapter=place.chapter, section=place.section)


def _namer(sets: Sequence[QuestionSet]) -> Callable[[QuestionSet, Item], str]:
    """Ids as given, unless two of the sets share one: then every id carries its set's name."""
    ids = [item.id for question_set in sets for item in question_set.items]
    if len(set(ids)) == len(ids):
        return lambda _, item: item.id
    return lambda question_set, item: f"{squeeze(question_set.name)}:{item.id}"


Resolve = Callable[[Sequence[Gold], str], tuple[FoundGold, ...] | None]


def _tasks_of(item: Item, key: str, set_name: str, resolve: Resolve) -> list[Task]:
    if isinstance(item, DialogItem):
        return _turns(item, key, set_name, resolve)
    golds = item.gold if isinstance(item, QuestionItem | ClaimItem) else ()
    found = resolve(golds, "gold")
    if found is None:
        return []
    return [
        Task(
            key=key,
            set_name=set_name,
            type=item.type,
            lang=item.lang,
            text=item.claim if isinstance(item, ClaimItem) else item.question,
            gold=found,
            need=item.need if isinstance(item, QuestionItem | ClaimItem) else "any",
            label=item.label if isinstance(item, ClaimItem) else None,
            kind=item.kind,
            chapter=item.chapter,
            section=item.section,
            note=item.note,
            history=() if isinstance(item, ClaimItem) else item.history,
            expected=item.expected if isinstance(item, KindItem) else None,
        )
    ]


def _turns(item: DialogItem, key: str, set_name: str, resolve: Resolve) -> list[Task]:
    tasks = []
    for number, turn in enumerate(item.turns, start=1):
        found = resolve(turn.gold or (), f"turns.{number - 1}.gold")
        if found is None:
            continue
        tasks.append(
            Task(
                key=f"{key}.{number}",
                set_name=set_name,
                type="turn" if turn.gold else "unanswerable",
                lang=item.lang,
                text=turn.question,
                gold=found,
                need=turn.need,
                kind=turn.kind or item.kind,
                chapter=item.chapter,
                section=item.section,
                note=turn.note or item.note,
                history=tuple(earlier.question for earlier in item.turns[: number - 1]),
                dialog=key,
            )
        )
    return tasks


def qrels_of(tasks: Sequence[Task]) -> dict[str, dict[str, int]]:
    """Return the relevant units of every stand-alone question that has some: id -> unit -> grade."""
    qrels: dict[str, dict[str, int]] = {}
    for task in tasks:
        if task.type == "question" and not task.history:
            for gold in task.gold:
                for unit in gold.units:
                    grades = qrels.setdefault(task.key, {})
                    grades[unit] = max(gold.relevance, grades.get(unit, 0))
    return qrels


def units_by_clause(clauses: Sequence[Clause], passage_ids: Mapping[str, str]) -> dict[str, str]:
    """Return the passage that each clause belongs to, by clause id or else by document id."""
    return {
        clause.clause_id: clause.clause_id if clause.clause_id in passage_ids else clause.doc_id
        for clause in clauses
    }

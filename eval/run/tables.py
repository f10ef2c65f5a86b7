"""Flat tables of what evaluation handles: sets, figures, outcomes, comparisons.

Each function returns (header, rows) for CSV, XLSX, a page or a terminal.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from eval.dataset.items import ClaimItem, DialogItem, DialogTurn, Gold, Item, QuestionItem
from eval.errors import RunError
from eval.measures.figures import MEASURES
from eval.measures.outcome import Measured, Outcome
from qa.tables import csv_bytes, xlsx_bytes

FlatTable = tuple[list[str], list[list[object]]]

SET_COLUMNS = (
    "id", "lang", "type", "question", "claim", "label", "gold", "gold_ids", "need", "chapter",
    "section", "kind", "note", "history", "dialog",
)  # fmt: skip


def set_table(items: Sequence[Item]) -> FlatTable:
    """Return a question set as the table that reads back as the same set."""
    rows: list[list[object]] = []
    for item in items:
        if isinstance(item, DialogItem):
            for turn in item.turns:
                cells = {"lang": item.lang, "dialog": item.id, **_shared(turn)}
                rows.append([cells.get(name, "") for name in SET_COLUMNS])
        else:
            cells = {
                "id": item.id,
                "lang": item.lang,
                "type": item.type,
                "chapter": item.chapter,
                "section": item.section,
                **_shared(item),
            }
            rows.append([cells.get(name, "") for name in SET_COLUMNS])
    return list(SET_COLUMNS), rows


def _shared(item: Item | DialogTurn) -> dict[str, object]:
    cells: dict[str, object] = {"kind": item.kind, "note": item.note}
    if isinstance(item, ClaimItem):
        cells |= {"claim": item.claim, "label": item.label}
    elif not isinstance(item, DialogItem):
        cells["question"] = item.question
    if isinstance(item, QuestionItem | ClaimItem | DialogTurn):
        gold: tuple[Gold, ...] = item.gold or ()
        cells["gold"] = "\n".join(piece.key for piece in gold if piece.key is not None)
        cells["gold_ids"] = "\n".join(p.clause_id for p in gold if p.clause_id is not None)
        cells["need"] = item.need if gold else None
    history = getattr(item, "history", ())
    cells["history"] = "\n".join(history)
    return cells


def write_set(items: Sequence[Item], path: Path) -> None:
    """Write a question set as CSV or XLSX, by the name's suffix.

    Raises:
        RunError: the suffix is another one.
    """
    writers = {".csv": csv_bytes, ".xlsx": xlsx_bytes}
    writer = writers.get(path.suffix.lower())
    if writer is None:
        raise RunError(f"{path.name}: expected a name that ends in .csv or .xlsx")
    path.write_bytes(writer(*set_table(items)))


def figures_table(figures: Sequence[Measured]) -> FlatTable:
    """Return all figures, one a row."""
    header = ["measure", "group", "member", "n", "value", "low", "high"]
    return header, [[f.measure, f.group, f.member, f.n, f.value, f.low, f.high] for f in figures]


def group_table(figures: Sequence[Measured], group: str) -> FlatTable:
    """Return the figures of one group as a matrix: members down, measures across."""
    wanted = [figure for figure in figures if figure.group == group]
    measures = [name for name in MEASURES if any(f.measure == name for f in wanted)]
    members = list(dict.fromkeys(figure.member for figure in wanted))
    values = {(figure.member, figure.measure): figure for figure in wanted}
    rows: list[list[object]] = [
        [member, *(values.get((member, measure)) for measure in measures)] for member in members
    ]
    return [group, *measures], rows


def outcomes_table(outcomes: Sequence[Outcome]) -> FlatTable:
    """Return all outcomes, one a row, with a column for every measure that any of them has."""
    names = list(dict.fromkeys(name for outcome in outcomes for name in outcome.scores))
    header = [
        "id", "set", "type", "lang", "chapter", "kind", "text", "expected", "answered", "verdict",
        "confidence", "quotes", "reasons", "error", "latency_ms", *names,
    ]  # fmt: skip
    rows: list[list[object]] = []
    for outcome in outcomes:
        task = outcome.task
        gold = [" / ".join(piece.keys or piece.units) for piece in task.gold]
        expected = task.label or ("refusal" if task.type == "unanswerable" else "\n".join(gold))
        rows.append(
            [
                task.key, task.set_name, task.type, task.lang, task.chapter, task.kind, task.text,
                expected, outcome.answered, outcome.verdict, outcome.confidence,
                "\n".join(quote.text for quote in outcome.quotes), " ".join(outcome.reasons),
                outcome.error, round(outcome.latency_ms, 3),
                *(outcome.scores.get(name) for name in names),
            ]
        )  # fmt: skip
    return header, rows

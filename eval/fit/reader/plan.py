"""Pairs of the training sets of the shipped plan: its language is that of plans, which laws do not have."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

from eval.fit.documents import holding, read_rows
from eval.fit.reader.pairs import Labelled
from eval.fit.reader.sources import TRAIN
from qa.ask.retrieval.query import read_query
from qa.check.model import LABELS
from qa.pipeline import Pipeline

# Clauses among which one that does not answer is drawn, and how often a claim is put beside one that does
# not decide it.
_NEAR, _BESIDE = 4, 0.2
# Queries that are encoded together.
_TOGETHER = 64

Row = dict[str, Any]


def pairs_of_plan(pipeline: Pipeline, rng: random.Random, share: float) -> Iterator[Labelled]:
    """Yield a share of the questions and claims about the plan beside clauses of it.

    Args:
        pipeline: Over the plan.
        rng: What chance decides.
        share: How much of the lines is taken.
    """
    rows = [
        row
        for name in ("questions", "unanswerable", "claims")
        for path in sorted(TRAIN.glob(f"{name}*.jsonl"))
        for row in read_rows(path)
        if rng.random() < share
    ]
    for start in range(0, len(rows), _TOGETHER):
        some = rows[start : start + _TOGETHER]
        pipeline.retriever.encode_ahead([read_query(_text(row)) for row in some])
        for row in some:
            yield from _beside(pipeline, row, rng)


def _text(row: Row) -> str:
    return str(row["question"] if "question" in row else row["claim"])


def _beside(pipeline: Pipeline, row: Row, rng: random.Random) -> Iterator[Labelled]:
    keys, group = row.get("gold", []), f"plan {row['id']}"
    ranking = pipeline.retriever.rank(read_query(_text(row)))
    places = [
        (int(at), pipeline.retriever.best_sentence(ranking, int(at)))
        for at in ranking.order[: _NEAR + 1]
    ]
    found = holding(pipeline.clauses, keys)
    others = [place for place in places if place[0] not in {at for at, _ in found}]
    silent = LABELS.index("not_mentioned")
    if "question" in row:
        beside = found[:1]
        if others and (found or not keys):
            beside += [others[0]] if not keys else []
            beside += [rng.choice(others[:_NEAR])] if row.get("kind") != "offtopic" else []
        for place in dict.fromkeys(beside):
            yield Labelled(_text(row), _read(pipeline, place), place in found, None, group)
        return
    label = LABELS.index(row["label"])
    if label == silent:
        beside = others[:1]
    elif found:
        beside = found[:1]
        beside += [rng.choice(others)] if others and rng.random() < _BESIDE else []
    else:
        return
    for place in beside:
        right = label if place in found else silent
        yield Labelled(_text(row), _read(pipeline, place), None, right, group)


def _read(pipeline: Pipeline, place: tuple[int, int]) -> str:
    return pipeline.reader.excerpts([place])[0]

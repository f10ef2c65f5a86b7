"""How well retrieval does on public sets, with no reading edition: XQuAD and STARD.

    python benchmarks/public_sets.py DIR

DIR holds ``xquad/paragraphs_zh.jsonl`` (pid, text, sentences), ``xquad/questions.jsonl``
(question_zh, question_en, gold_pid, gold_sentence), ``stard/articles.jsonl`` (id, text) and
``stard/questions.jsonl`` (question, gold: article ids). Three rankings are compared: the plain
encoder (one vector a passage, nothing else), the sentence and clause views alone, and everything.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from index.embed.choose import load_encoder
from qa.ask.retrieval.query import read_query
from qa.passages import build_engine
from qa.pipeline import Pipeline
from qa.settings import Settings

VIEWS_ALONE = {
    "gloss_weight": 0.0,
    "lexical_weight_zh": 0.0,
    "lexical_weight_en": 0.0,
    "piece_weight": 0.0,
}
# A question, and the ids of the passages that answer it.
Question = tuple[str, frozenset[str]]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def ranks_of(order: Sequence[str], gold: frozenset[str]) -> int:
    """Return the rank of the first right passage, from 1."""
    return next(rank for rank, passage in enumerate(order, start=1) if passage in gold)


def report(name: str, ranks: Sequence[int]) -> None:
    """Print the share of questions whose right passage is among the first."""
    shares = [f"hit@{k} {(np.asarray(ranks) <= k).mean():6.1%}" for k in (1, 5)]
    print(f"  {name:<24} {'  '.join(shares)}")


def compare(passages: Sequence[tuple[str, str]], sets: Mapping[str, Sequence[Question]]) -> None:
    """Print how the three rankings do over ``passages``."""
    started = time.perf_counter()
    full = build_engine(passages)
    print(f"{len(passages):,} passages, built in {time.perf_counter() - started:.0f} s", flush=True)
    encoder = load_encoder()
    alone = Pipeline(full.clause_index, encoder, Settings().with_changes(VIEWS_ALONE))
    vectors = encoder.encode_passages([text for _, text in passages])
    ids = np.asarray([passage_id for passage_id, _ in passages])
    for name, questions in sets.items():
        print(f"{name}, n={len(questions)}")
        asked = encoder.encode_queries([question for question, _ in questions])
        nearest = np.argsort(-(asked @ vectors.T), axis=1, kind="stable")
        plain = [
            ranks_of(ids[row].tolist(), gold)
            for row, (_, gold) in zip(nearest, questions, strict=True)
        ]
        report("plain encoder", plain)
        for label, pipeline in (("sentence + clause views", alone), ("everything", full)):
            ranks = []
            for question, gold in questions:
                order = pipeline.retriever.rank(read_query(question)).order
                ranks.append(ranks_of([pipeline.clauses[p].doc_id for p in order], gold))
            report(label, ranks)
        sys.stdout.flush()


def xquad(folder: Path) -> None:
    """Run XQuAD: over paragraphs in two languages, over sentences in Chinese."""
    paragraphs = read_rows(folder / "paragraphs_zh.jsonl")
    questions = read_rows(folder / "questions.jsonl")
    sides = {"en→zh": "question_en", "zh→zh": "question_zh"}
    compare(
        [(row["pid"], row["text"]) for row in paragraphs],
        {
            f"XQuAD {name} paragraph": [(q[side], frozenset({q["gold_pid"]})) for q in questions]
            for name, side in sides.items()
        },
    )
    compare(
        [
            (f"{row['pid']}.{number}", sentence)
            for row in paragraphs
            for number, sentence in enumerate(row["sentences"])
        ],
        {
            f"XQuAD {name} sentence": [
                (q[side], frozenset({f"{q['gold_pid']}.{q['gold_sentence']}"})) for q in questions
            ]
            for name, side in sides.items()
        },
    )


def stard(folder: Path) -> None:
    """Run STARD: lay questions to statute articles."""
    articles = read_rows(folder / "articles.jsonl")
    questions = read_rows(folder / "questions.jsonl")
    known = {str(row["id"]) for row in articles}
    found = [(q["question"], frozenset(map(str, q["gold"])) & known) for q in questions]
    compare(
        [(str(row["id"]), row["text"]) for row in articles],
        {"STARD": [(question, gold) for question, gold in found if gold]},
    )


def main() -> None:
    """Run the sets that are in the folder."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, nargs="?", help="where the sets are; none: do nothing")
    folder = parser.parse_args().folder
    if folder is None:
        print("no folder with public sets was named")
        return
    for name, run in (("xquad", xquad), ("stard", stard)):
        if (folder / name).is_dir():
            run(folder / name)
        else:
            print(f"no {name} in {folder}", file=sys.stderr)


if __name__ == "__main__":
    main()

"""What each part of retrieval brings: a Markdown table of hit@1 / hit@5 by set and language.

    python benchmarks/ablation.py [FILE…]

Ranks the questions of ``eval/sets/train`` and ``eval/sets/gate``, and of every FILE (JSON Lines in
the form of docs/evaluation.md). A clause is right when it holds the words of any gold.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from eval.dataset.gold import squeeze
from index.clause_index import ClauseIndex
from index.document.corpus import Clause
from index.embed.choose import load_encoder
from index.embed.encoder import Encoder, Progress, Vectors
from index.search.dense import DenseIndex
from qa.ask.retrieval.query import Query, read_query
from qa.ask.retrieval.retrieve import Retriever
from qa.open import open_pipeline
from qa.settings import Settings

SETS = Path(__file__).resolve().parent.parent / "eval" / "sets"
SHOWN = 5
NO_WORDS = {"lexical_weight_zh": 0.0, "lexical_weight_en": 0.0}
NO_GLOSS = {"gloss_weight": 0.0}
NO_PARTS = {"piece_weight": 0.0}
CLAUSE_ALONE = {
    "sentence_weight": 0.0,
    "clause_weight": 1.0,
    **NO_GLOSS,
    **NO_WORDS,
    **NO_PARTS,
}
NO_PLAIN = {"plain_zh_weight": 0.0, "plain_en_weight": 0.0}


@dataclass(frozen=True)
class Variant:
    """A way of ranking: with the edition or not, centred or not, and settings that differ."""

    name: str
    edition: bool
    centred: bool
    changes: Mapping[str, object]


VARIANTS = (
    Variant("plain encoder: clauses, not centred", False, False, CLAUSE_ALONE),
    Variant("+ centring", False, True, CLAUSE_ALONE),
    Variant("+ sentences", False, True, {**NO_GLOSS, **NO_WORDS, **NO_PARTS}),
    Variant("+ glosses", False, True, {**NO_WORDS, **NO_PARTS}),
    Variant("+ words", False, True, NO_PARTS),
    Variant("+ parts of sentences = all without the edition", False, True, {}),
    Variant("+ the edition's English", True, True, NO_PLAIN),
    Variant("+ its everyday lines = all", True, True, {}),
    Variant("all, not centred", True, False, {}),
    Variant("all, without words", True, True, NO_WORDS),
    Variant("all, without everyday Chinese", True, True, {"plain_zh_weight": 0.0}),
    Variant("all, without everyday English", True, True, {"plain_en_weight": 0.0}),
)


class Remembering:
    """Every question encoded once for all variants."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.name, self.dim = encoder.name, encoder.dim

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Encode what was not asked before."""
        for text in texts:
            if text not in self._known:
                self._known[text] = self._encoder.encode_queries([text])[0]
        return np.stack([self._known[text] for text in texts])

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Hand passages on."""
        return self._encoder.encode_passages(texts, progress)


@dataclass(frozen=True)
class Question:
    """A question with the words of its gold."""

    query: Query
    lang: str
    keys: tuple[str, ...]


def read_questions(paths: Sequence[Path]) -> list[Question]:
    """Return the questions that have gold; others, claims and dialogs are passed over."""
    found = []
    for path in paths:
        for line in path.read_text(encoding="utf-8").split("\n"):
            row = json.loads(line) if line.strip() else {}
            if "question" in row and row.get("gold"):
                query = read_query(row["question"])
                keys = tuple(squeeze(gold["key"]) for gold in row["gold"])
                found.append(Question(query, row.get("lang", query.lang), keys))
    return found


def uncentred(clause_index: ClauseIndex, encoder: Encoder) -> ClauseIndex:
    """Return the index with the vectors as the encoder gives them."""
    vectors = encoder.encode_passages([view.text for view in clause_index.views])
    means = {lang: np.zeros_like(mean) for lang, mean in clause_index.query_means.items()}
    return replace(clause_index, dense=DenseIndex.build(vectors), query_means=means)


def first_right(retriever: Retriever, clauses: Sequence[Clause], question: Question) -> int:
    """Return the rank of the first clause that holds gold, from 1; beyond all where none does."""
    order = retriever.rank(question.query).order
    texts = (squeeze(clauses[position].text) for position in order)
    ranks = (r for r, text in enumerate(texts, 1) if any(key in text for key in question.keys))
    return next(ranks, len(order) + 1)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("files", nargs="*", type=Path)
    sets = {name: sorted((SETS / name).glob("*.jsonl")) for name in ("train", "gate")}
    sets |= {path.stem: [path] for path in parser.parse_args().files}
    questions = {name: read_questions(paths) for name, paths in sets.items()}
    columns = {
        f"{name} {lang}": asked
        for name, all_asked in questions.items()
        for lang in ("zh", "en")
        if (asked := [question for question in all_asked if question.lang == lang])
    }
    heads = [f"{name} (n={len(asked)})" for name, asked in columns.items()]
    print(f"| hit@1 / hit@{SHOWN}, % | {' | '.join(heads)} |")
    print(f"| --- |{' --- |' * len(heads)}")
    encoder = Remembering(load_encoder())
    indexes = {}
    for edition in (False, True):
        centred = open_pipeline(changes={"edition": edition}).clause_index
        indexes[edition, True] = centred
        indexes[edition, False] = uncentred(centred, encoder)
    for variant in VARIANTS:
        clause_index = indexes[variant.edition, variant.centred]
        settings = Settings().with_changes(variant.changes)
        retriever = Retriever(clause_index, encoder, settings)
        cells = []
        for asked in columns.values():
            ranks = np.asarray([first_right(retriever, clause_index.clauses, q) for q in asked])
            cells.append(
                f"{(ranks <= 1).mean():.1%} / {(ranks <= SHOWN).mean():.1%}".replace("%", "")
            )
        print(f"| {variant.name} | {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()

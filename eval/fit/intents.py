"""Train the model of kinds of questions: ``python -m eval.fit.intents --documents DIR``.

A multinomial logistic regression over the vector of a question's frame (``qa.intent.frame``). Positives are
the questions of every kind in ``eval/sets/train/kinds.jsonl``, of ``eval/sets/kinds`` and of
``eval/sets/filters``; all others ask what a document says. What it prints is of questions that the model
has not seen: each time those of one document are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.dataset.kinds import INTENTS
from eval.fit.documents import SETS, open_document, read_document_sets, read_rows
from index.embed.choose import load_encoder
from qa.ask.retrieval.query import read_query
from qa.intent.frame import frame_of
from qa.intent.guess import MODEL_FILE, SURE, KindModel
from qa.intent.question import prepare
from qa.lookup.contents import contents_of
from qa.open import open_pipeline
from qa.pipeline import Pipeline
from qa.result import Intent

Matrix = npt.NDArray[np.float64]
Names = npt.NDArray[np.str_]

_PLAN = "plan"
# Cells of tables are told by their tables, not by how a question asks.
_CELLS = "tables"
# Vectors have length one and their parts are near 0.05: without a factor the penalty outweighs all.
_SCALE = 20.0
# Inverse regularisation; from 1 to 4 what is told right of documents left out is the same within a point.
_C = 1.0


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the document that it is asked of, and its kind."""

    document: str
    question: str
    kind: Intent


def load_questions(folder: Path = SETS.parent) -> list[AskedQuestion]:
    """Return the questions of all kinds, without those that only a follow-up explains."""
    rows = [
        AskedQuestion(row["document"], row["question"], row["kind"])
        for row in read_rows(folder / "train" / "kinds.jsonl")
    ]
    for path in sorted((folder / "kinds").glob("*.jsonl")):
        if path.stem == _CELLS:
            continue
        for row in read_rows(path):
            if row["kind"] in INTENTS and not row.get("history"):
                intent = INTENTS[row["kind"]]
                # Members are listed from what was searched for: a list is content until it is answered.
                kind: Intent = "content" if intent == "list" else intent
                rows.append(AskedQuestion(path.stem, row["question"], kind))
    for path in sorted((folder / "filters").glob("*.jsonl")):
        rows += [AskedQuestion(path.stem, row["question"], "figures") for row in read_rows(path)]
    for one in read_document_sets():
        rows += [AskedQuestion(one.name, row["question"], "content") for row in one.questions]
    for pattern in ("questions*.jsonl", "unanswerable*.jsonl"):
        for path in sorted((folder / "train").glob(pattern)):
            rows += [AskedQuestion(_PLAN, row["question"], "content") for row in read_rows(path)]
    return rows


def frames(rows: Sequence[AskedQuestion], pipelines: dict[str, Pipeline]) -> list[str]:
    """Return the frame of each question."""
    contents = {
        name: contents_of(pipeline.clause_index, pipeline.lookup.holds)
        for name, pipeline in pipelines.items()
    }
    return [
        frame_of(
            prepare(
                pipelines[row.document].corrected(read_query(row.question)), contents[row.document]
            )
        )
        for row in rows
    ]


def fit(vectors: Matrix, kinds: Names, encoder: str) -> KindModel:
    """Return the model of some questions."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=_C, max_iter=3000).fit(vectors * _SCALE, kinds)
    return KindModel(
        encoder, tuple(model.classes_.tolist()), model.coef_ * _SCALE, model.intercept_
    )


def left_out(vectors: Matrix, kinds: Names, documents: Names, encoder: str) -> list[Intent]:
    """Return for each question the kind that a model gives it which saw no question of its document."""
    told: list[Intent] = ["content"] * len(kinds)
    for name in sorted(set(documents.tolist())):
        inside = documents == name
        model = fit(vectors[~inside], kinds[~inside], encoder)
        for at in np.flatnonzero(inside):
            kind, chance = model.kind(vectors[at].astype(np.float32))
            told[at] = kind if chance >= SURE else "content"
    return told


@click.command()
@click.option("--documents", type=click.Path(path_type=Path, exists=True), required=True)
def main(documents: Path) -> None:
    """Train the model and write it."""
    encoder = load_encoder()
    rows = load_questions()
    names = sorted({row.document for row in rows} - {_PLAN})
    pipelines = {name: open_document(documents, name, encoder) for name in names}
    pipelines[_PLAN] = open_pipeline()
    vectors = np.asarray(encoder.encode_queries(frames(rows, pipelines)), dtype=np.float64)
    kinds = np.asarray([row.kind for row in rows])
    told = np.asarray(
        left_out(vectors, kinds, np.asarray([r.document for r in rows]), encoder.name)
    )
    for kind in sorted(set(kinds.tolist())):
        of = kinds == kind
        click.echo(f"{kind}: {(told[of] == kind).mean():.3f} right (n={of.sum()})")
    fit(vectors, kinds, encoder.name).write(MODEL_FILE)


if __name__ == "__main__":
    main()

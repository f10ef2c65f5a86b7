"""Train the model of kinds of questions: ``python -m eval.fit.intents --documents DIR``.

A multinomial logistic regression over the frame of a question (``qa.intent.frame``): its vector, and the
pieces that it is made of. Positives are the questions of every kind in ``eval/sets/train/kinds.jsonl``, of
``eval/sets/kinds`` and of ``eval/sets/filters``, but for the sets that are only scored; all others ask what a
document says. What it prints is of questions that the model has not seen: each time those of a fifth of the
documents are left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import numpy.typing as npt

from eval.dataset.kinds import INTENTS
from eval.fit.documents import SETS, open_document, read_document_sets, read_rows
from index.embed.choose import load_encoder
from qa.ask.retrieval.query import read_query
from qa.intent.frame import frame_of
from qa.intent.guess import MODEL_FILE, SURE, KindModel, pieces_of
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
# Only scored, as are all documents of ``eval/sets/unprepared``.
_SCORED = ("placenames", "websites")
# Vectors have length one and their parts are near 0.05: without a factor the penalty outweighs all.
_SCALE = 20.0
# Inverse regularisation; from .1 to .3 what is told right of documents left out is the same within a point.
_C = 0.3
# A piece counts that so many questions have.
_LEAST = 3
# Below this the weights of a piece, rounded away, change nothing.
_SLIGHT = 0.02
_FOLDS = 5
_CONTENT: Intent = "content"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, the document that it is asked of, and its kind."""

    document: str
    question: str
    kind: Intent


def load_questions(folder: Path = SETS.parent) -> list[AskedQuestion]:
    """Return the questions of all kinds, without those that only a follow-up explains."""
    scored = {*_SCORED, *(path.name for path in (folder / "unprepared").iterdir())}
    rows = [
        AskedQuestion(row["document"], row["question"], _kind(row))
        for row in read_rows(folder / "train" / "kinds.jsonl")
    ]
    for path in sorted((folder / "kinds").glob("*.jsonl")):
        if path.stem == _CELLS or path.stem in scored:
            continue
        rows += [
            AskedQuestion(path.stem, row["question"], _kind(row))
            for row in read_rows(path)
            if row["kind"] in INTENTS and not row.get("history")
        ]
    for path in sorted((folder / "filters").glob("*.jsonl")):
        rows += [AskedQuestion(path.stem, row["question"], "figures") for row in read_rows(path)]
    for one in read_document_sets():
        rows += [AskedQuestion(one.name, row["question"], _CONTENT) for row in one.questions]
    for pattern in ("questions*.jsonl", "unanswerable*.jsonl"):
        for path in sorted((folder / "train").glob(pattern)):
            rows += [AskedQuestion(_PLAN, row["question"], _CONTENT) for row in read_rows(path)]
    return rows


def _kind(row: Mapping[str, Any]) -> Intent:
    """Return the kind of a line: members are listed from what was searched for, so a list is content."""
    intent = INTENTS[row["kind"]]
    return _CONTENT if intent == "list" else intent


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


def fit(texts: Sequence[str], vectors: Matrix, kinds: Names, encoder: str) -> KindModel:
    """Return the model of some questions, given by their frames and the vectors of those."""
    from scipy.sparse import csr_matrix, hstack
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression

    counter = CountVectorizer(analyzer=pieces_of, min_df=_LEAST, binary=True)
    counted = counter.fit_transform(texts)
    both = hstack([csr_matrix(vectors * _SCALE), counted]).tocsr()
    model = LogisticRegression(C=_C, max_iter=1000).fit(both, kinds)
    dim = vectors.shape[1]
    own = model.coef_[:, dim:].T
    kept = np.flatnonzero(np.abs(own).max(axis=1) >= _SLIGHT)
    names = counter.get_feature_names_out()
    counts = counted[:, kept]
    look = LogisticRegression(C=_C, max_iter=1000).fit(counts, kinds != _CONTENT)
    return KindModel(
        encoder,
        tuple(model.classes_.tolist()),
        model.coef_[:, :dim] * _SCALE,
        model.intercept_,
        {str(names[at]): row for row, at in enumerate(kept.tolist())},
        own[kept],
        np.append(look.coef_[0], look.intercept_[0]),
    )


def left_out(
    texts: Sequence[str], vectors: Matrix, kinds: Names, documents: Names, encoder: str
) -> list[Intent]:
    """Return for each question the kind that a model gives it which saw no question of its document."""
    told: list[Intent] = [_CONTENT] * len(kinds)
    names = sorted(set(documents.tolist()))
    for fold in range(_FOLDS):
        inside = np.isin(documents, names[fold::_FOLDS])
        seen = [texts[at] for at in np.flatnonzero(~inside).tolist()]
        model = fit(seen, vectors[~inside], kinds[~inside], encoder)
        for at in np.flatnonzero(inside).tolist():
            if model.may_be_other(texts[at]):
                kind, chance = model.kind(texts[at], vectors[at].astype(np.float32))
                told[at] = kind if chance >= SURE else _CONTENT
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
    texts = frames(rows, pipelines)
    vectors = np.asarray(encoder.encode_queries(texts), dtype=np.float64)
    kinds = np.asarray([row.kind for row in rows])
    documents_of = np.asarray([row.document for row in rows])
    told = np.asarray(left_out(texts, vectors, kinds, documents_of, encoder.name))
    for kind in sorted(set(kinds.tolist())):
        of = kinds == kind
        click.echo(f"{kind}: {(told[of] == kind).mean():.3f} right (n={of.sum()})")
    fit(texts, vectors, kinds, encoder.name).write(MODEL_FILE)


if __name__ == "__main__":
    main()

"""Train the models of answers: ``python -m eval.fit.answers --documents DIR``.

DIR holds the documents that ``eval/sets/documents`` is about. For every question the sentences that may
answer are read (``qa.ask.candidates``); the first model learns which of them does, the second whether any.
The second is fitted to what the first says of documents that it has not seen, and so are its limits.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.fit.blend import Recipe, fit
from eval.fit.documents import (
    DocumentSet,
    held_keys,
    holds,
    open_document,
    read_document_sets,
)
from eval.fit.unseen import Example, Unseen, tell
from index.embed.choose import load_encoder
from qa.ask.judge import GENERIC, AnswerModel, Judged, summed_up
from qa.ask.query import read_query
from qa.learned import Learned
from qa.pipeline import Pipeline

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

# The best of small grids, leaving documents out.
_SENTENCE = Recipe(c=0.03, trees=150, rate=0.06, leaves=12, least=40, shrink=5.0)
_QUESTION = Recipe(c=0.01, trees=80, rate=0.05, leaves=8, least=25, shrink=10.0)
_FOLDS = 6
# Four of five decisions are to be right.
_SURE = 0.8
# A wrongly refused question costs the reader an answer that is there; a wrongly answered one shows quotes
# that can be judged. Without this limit the best F1 refuses a quarter of what is answered.
_MAX_FALSE_REFUSALS = 0.1
_GRID = np.linspace(0.1, 0.9, 161)


def observe(pipeline: Pipeline, document: int, questions: DocumentSet) -> list[Example]:
    """Return the questions about one document with their candidates."""
    clauses = pipeline.clauses
    found = []
    for row in questions.questions:
        ranking = pipeline.retriever.rank(pipeline.corrected(read_query(row["question"])))
        candidates = tuple(pipeline.candidates.read(ranking))
        keys = row.get("gold", [])
        sentences = [
            clauses[c.position].sentences[c.sentence].of(clauses[c.position].text)
            for c in candidates
        ]
        right = tuple(bool(keys) and holds(text, keys) for text in sentences)
        held = tuple(held_keys(clauses[c.position].text, keys) for c in candidates)
        need, lang = row.get("need", "any"), row["lang"]
        found.append(Example(document, candidates, right, held, need, lang))
    return found


def fit_sentences(examples: Sequence[Example]) -> Learned:
    """Return the model of one sentence."""
    names = list(examples[0].candidates[0].signals)
    rows = [[c.signals[name] for name in names] for e in examples for c in e.candidates]
    labels = [int(right) for example in examples for right in example.right]
    return fit(np.asarray(rows), np.asarray(labels), names, _SENTENCE)


def second_row(judged: Judged, example: Example) -> dict[str, float]:
    """Return what the second model sees of a question, by what the first holds of its sentences."""
    first = judged.positions[0], judged.sentences[0]
    best = next(c for c in example.candidates if (c.position, c.sentence) == first)
    return summed_up(best.signals, judged.chances)


def _first(model: Learned, example: Example) -> Judged:
    chances = model.probabilities([c.signals for c in example.candidates])[:, 1]
    best: dict[int, int] = {}
    for at, found in enumerate(example.candidates):
        if found.position not in best or chances[at] > chances[best[found.position]]:
            best[found.position] = at
    order = sorted(best.values(), key=lambda at: -chances[at])
    return Judged(
        tuple(example.candidates[at].position for at in order),
        tuple(float(chances[at]) for at in order),
        tuple(example.candidates[at].sentence for at in order),
        0.0,
    )


def folds_of(examples: Sequence[Example]) -> Labels:
    """Return the fold of each question; the questions about a document are in one."""
    return np.asarray([example.document % _FOLDS for example in examples])


def judge_unseen(examples: Sequence[Example]) -> list[Judged]:
    """Return what the first model holds of each question when it was fitted to other documents."""
    folds = folds_of(examples)
    judged: dict[int, Judged] = {}
    for fold in range(_FOLDS):
        rest = [example for example, own in zip(examples, folds, strict=True) if own != fold]
        model = fit_sentences(rest)
        for at in map(int, np.flatnonzero(folds == fold)):
            judged[at] = _first(model, examples[at])
    return [judged[at] for at in range(len(examples))]


def train(examples: Sequence[Example], judged: Sequence[Judged]) -> tuple[AnswerModel, Matrix]:
    """Return the models, and the confidence in each question of one that did not see its document.

    Args:
        examples: The questions.
        judged: What ``judge_unseen`` gives of them.
    """
    folds = folds_of(examples)
    answered = np.asarray([int(example.answered) for example in examples])
    rows = [second_row(*pair) for pair in zip(judged, examples, strict=True)]
    names = list(rows[0])
    table = np.asarray([[row[name] for name in names] for row in rows])
    confidence = np.zeros(len(examples))
    for fold in range(_FOLDS):
        inside = folds == fold
        model = fit(table[~inside], answered[~inside], names, _QUESTION)
        confidence[inside] = model.of_table(table[inside])[:, 1]
    threshold, sure = limits(confidence, answered)
    question = fit(table, answered, names, _QUESTION)
    return AnswerModel(fit_sentences(examples), question, threshold, sure), confidence


def limits(confidence: Matrix, answered: Labels) -> tuple[float, float]:
    """Return the threshold, and from where on four of five answers are right.

    The threshold is that of the best refusal F1 among those that refuse few answered questions.
    """
    few = [at for at in _GRID if (confidence[answered == 1] < at).mean() <= _MAX_FALSE_REFUSALS]
    threshold = float(max(few, key=lambda at: refusal_f1(confidence, answered, float(at))))
    above = [at for at in _GRID if at >= threshold]
    sure = next((at for at in above if answered[confidence >= at].mean() >= _SURE), above[-1])
    return threshold, float(sure)


def refusal_f1(confidence: Matrix, answered: Labels, threshold: float) -> float:
    """Return the F1 of refusing at a threshold."""
    refused = confidence < threshold
    hits = float((refused & (answered == 0)).sum())
    return 2 * hits / max(1.0, float(refused.sum() + (answered == 0).sum()))


@click.command()
@click.option("--documents", required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--leave", default="", help="Names of sets that are not fitted on, with commas.")
def main(documents: Path, leave: str) -> None:
    """Train both models on the sets of many documents and write them."""
    left_out = frozenset(filter(None, leave.split(",")))
    encoder = load_encoder()
    examples: list[Example] = []
    sets = [one for one in read_document_sets() if one.name not in left_out]
    with click.progressbar(list(enumerate(sets)), label="Reading", file=sys.stderr) as bar:
        for number, one in bar:
            pipeline = open_document(documents, one.name, encoder)
            examples.extend(observe(pipeline, number, one))
    judged = judge_unseen(examples)
    model, confidence = train(examples, judged)
    model.save(GENERIC)
    click.echo(f"{len(sets)} documents, {len(examples)} questions, each judged by others' models")
    unseen = [
        Unseen(sets[example.document].name, example, held, float(value))
        for example, held, value in zip(examples, judged, confidence, strict=True)
    ]
    for line in tell(unseen, model.threshold):
        click.echo(line)
    click.echo(f"refused below {model.threshold:.3f}, sure from {model.sure:.3f}")


if __name__ == "__main__":
    main()

"""Train the models of answers: ``python -m eval.fit.answers --documents DIR``.

DIR holds the documents that ``eval/sets/documents`` is about. For every question the sentences that may
answer are looked at (``qa.ask.confidence.candidates``); the first model learns which of them does, the second
which clause, from the first and what a reader holds of it, the third whether any. Each is fitted to what the
others and the reader say of documents that they have not seen, and so are the limits.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.fit.blend import Recipe, fit
from eval.fit.documents import (
    DocumentSet,
    held_keys,
    holds,
    leave_option,
    open_document,
    read_document_sets,
)
from eval.fit.readings import UnseenReadings
from eval.fit.sure import sure_from
from eval.fit.unseen import Example, Unseen, shows_right, tell
from index.embed.choose import load_encoder
from qa.ask.confidence.judge import (
    GENERIC,
    AnswerModel,
    Judged,
    first_judged,
    read_rows,
    reordered,
    summed_up,
)
from qa.ask.retrieval.query import read_query
from qa.learned import Learned
from qa.pipeline import Pipeline

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

# The best of small grids, leaving documents out.
_SENTENCE = Recipe(c=0.03, trees=150, rate=0.06, leaves=12, least=40, shrink=5.0)
_CLAUSE = Recipe(c=1.0, trees=60, rate=0.05, leaves=6, least=60, shrink=10.0)
_QUESTION = Recipe(c=0.01, trees=80, rate=0.05, leaves=8, least=25, shrink=10.0)
_FOLDS = 6
# A wrongly refused question costs the reader an answer that is there; a wrongly answered one shows quotes
# that can be judged, marked as unsure. With more, two right answers are lost on documents of other hands
# for every three questions that are refused rightly (docs/adr/0009).
_MAX_FALSE_REFUSALS = 0.035
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
        excerpts = pipeline.reader.excerpts([(c.position, c.sentence) for c in candidates])
        found.append(
            Example(document, candidates, right, held, need, lang, row["question"], tuple(excerpts))
        )
    return found


def fit_sentences(examples: Sequence[Example]) -> Learned:
    """Return the model of one sentence."""
    names = list(examples[0].candidates[0].signals)
    rows = [[c.signals[name] for name in names] for e in examples for c in e.candidates]
    labels = [int(right) for example in examples for right in example.right]
    return fit(np.asarray(rows), np.asarray(labels), names, _SENTENCE)


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
            judged[at] = first_judged(model, examples[at].candidates)
    return [judged[at] for at in range(len(examples))]


def read_unseen(
    examples: Sequence[Example], judged: Sequence[Judged], readings: UnseenReadings
) -> list[Matrix]:
    """Return what readers that did not see its document hold of each question's likeliest clauses."""
    odds = []
    for example, found in zip(examples, judged, strict=True):
        excerpts = example.excerpt_by_place
        texts = [excerpts[place] for place in found.to_read]
        odds.append(readings.read(example.question, texts)[:, 0])
    readings.check("the questions")
    return odds


def fit_clauses(
    examples: Sequence[Example], judged: Sequence[Judged], odds: Sequence[Matrix]
) -> Learned:
    """Return the model of one clause that was read; questions that nothing answers are left out."""
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    for example, found, own in zip(examples, judged, odds, strict=True):
        if example.answered:
            rows.extend(read_rows(found.chances, own))
            held = example.held_by_clause
            labels.extend(int(any(held[at])) for at in found.positions[: len(own)])
    names = list(rows[0])
    table = np.asarray([[row[name] for name in names] for row in rows])
    return fit(table, np.asarray(labels), names, _CLAUSE)


def train(
    examples: Sequence[Example], judged: Sequence[Judged], odds: Sequence[Matrix]
) -> tuple[AnswerModel, list[Judged]]:
    """Return the models, and what those hold of each question that did not see its document.

    Args:
        examples: The questions.
        judged: What ``judge_unseen`` gives of them.
        odds: What ``read_unseen`` gives of them.
    """
    folds = folds_of(examples)
    rows: list[dict[str, float]] = [{}] * len(examples)
    unseen = list(judged)
    for fold in range(_FOLDS):
        rest = np.flatnonzero(folds != fold).tolist()
        model = fit_clauses(
            [examples[at] for at in rest], [judged[at] for at in rest], [odds[at] for at in rest]
        )
        for at in map(int, np.flatnonzero(folds == fold)):
            chances = model.probabilities(read_rows(judged[at].chances, odds[at]))[:, 1]
            rows[at] = summed_up(
                _best(judged[at], examples[at]), judged[at].chances, odds[at], chances
            )
            unseen[at] = reordered(judged[at], chances)
    answered = np.asarray([int(example.answered) for example in examples])
    names = list(rows[0])
    table = np.asarray([[row[name] for name in names] for row in rows])
    confidence = np.zeros(len(examples))
    for fold in range(_FOLDS):
        inside = folds == fold
        question = fit(table[~inside], answered[~inside], names, _QUESTION)
        confidence[inside] = question.of_table(table[inside])[:, 1]
    right = np.asarray([shows_right(*one) for one in zip(examples, unseen, strict=True)])
    threshold, sure = limits(confidence, answered, right)
    whole = AnswerModel(
        fit_sentences(examples),
        fit_clauses(examples, judged, odds),
        fit(table, answered, names, _QUESTION),
        threshold,
        sure,
    )
    held = [
        replace(found, confidence=float(value))
        for found, value in zip(unseen, confidence, strict=True)
    ]
    return whole, held


def _best(judged: Judged, example: Example) -> Mapping[str, float]:
    """Return the signals of the likeliest sentence."""
    first = judged.positions[0], judged.sentences[0]
    return next(c.signals for c in example.candidates if (c.position, c.sentence) == first)


def limits(
    confidence: Matrix, answered: Labels, right: npt.NDArray[np.bool_]
) -> tuple[float, float]:
    """Return the threshold, and the confidence at which four of five answers are right.

    The threshold is that at which most questions end well, answered by right quotes or refused rightly, among
    those that refuse few answered questions.

    Args:
        confidence: Of each question.
        answered: 1 of those that their document answers.
        right: Whether the quotes that are shown answer it: that it is answered somewhere is no help to
            who reads them.
    """
    few = [at for at in _GRID if (confidence[answered == 1] < at).mean() <= _MAX_FALSE_REFUSALS]
    unanswered = answered == 0
    threshold = float(max(few, key=lambda at: np.where(confidence < at, unanswered, right).sum()))
    return threshold, max(threshold, sure_from(confidence, right))


@click.command()
@click.option("--documents", required=True, type=click.Path(exists=True, path_type=Path))
@leave_option
def main(documents: Path, leave: str) -> None:
    """Train the models on the sets of many documents and write them."""
    encoder = load_encoder()
    examples: list[Example] = []
    sets = read_document_sets(leave=leave)
    with click.progressbar(list(enumerate(sets)), label="Reading", file=sys.stderr) as bar:
        for number, one in bar:
            pipeline = open_document(documents, one.name, encoder)
            examples.extend(observe(pipeline, number, one))
    judged = judge_unseen(examples)
    odds = read_unseen(examples, judged, UnseenReadings.load())
    model, unseen_judged = train(examples, judged, odds)
    model.save(GENERIC)
    click.echo(f"{len(sets)} documents, {len(examples)} questions, each judged by others' models")
    unseen = [
        Unseen(sets[example.document].name, example, held, held.confidence)
        for example, held in zip(examples, unseen_judged, strict=True)
    ]
    for line in tell(unseen, model.threshold):
        click.echo(line)
    click.echo(f"refused below {model.threshold:.3f}, sure from {model.sure:.3f}")


if __name__ == "__main__":
    main()

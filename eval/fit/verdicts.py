"""Train the model of verdicts for any document: ``python -m eval.fit.verdicts --documents DIR``.

DIR holds the documents that ``eval/sets/documents`` is about. What is printed is said of documents that
neither the model nor the reader has seen: two are left out at a time.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.fit.blend import Recipe, fit
from eval.fit.documents import (
    DocumentSet,
    documents_option,
    leave_option,
    open_document,
    read_document_sets,
)
from eval.fit.readings import UnseenReadings
from eval.fit.sure import sure_from
from eval.fit.unseen import figure, trust_lines
from eval.measures.metrics import confusion, macro_f1
from eval.measures.stats import bootstrap_counts
from index.embed.choose import load_encoder
from qa.check.model import GENERIC, LABELS, GenericModel

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

# Of a small grid, leaving documents out: the trees beside the regression gain .010 there and .037 on seven
# documents of other hands (docs/adr/0022-reader.md).
_RECIPE = Recipe(c=0.01, trees=60, rate=0.08, leaves=6, least=40, shrink=10.0)
_LEFT_OUT = 2


@dataclass(frozen=True)
class Claims:
    """Claims as a model sees them.

    Attributes:
        rows: Signals by name, a row each.
        labels: int64 (n,), positions in ``LABELS``.
        documents: int64 (n,), which document each is about.
    """

    rows: list[dict[str, float]]
    labels: Labels
    documents: Labels

    @property
    def names(self) -> list[str]:
        """Names of the signals, in the order of the columns."""
        return list(self.rows[0])

    @property
    def table(self) -> Matrix:
        """The signals: float64 (n, d)."""
        names = self.names
        return np.asarray([[row[name] for name in names] for row in self.rows])


def leave_out(claims: Claims) -> Matrix:
    """Return what models say of claims about documents that they have not seen: float64 (n, 3)."""
    table, of = claims.table, claims.documents
    said = np.zeros((len(of), len(LABELS)))
    for first in range(0, int(of.max()) + 1, _LEFT_OUT):
        out = (of >= first) & (of < first + _LEFT_OUT)
        model = fit(table[~out], claims.labels[~out], claims.names, _RECIPE)
        said[out] = model.of_table(table[out])
    return said


def observe_all(folder: Path, sets: Sequence[DocumentSet]) -> Claims:
    """Return the claims of the sets."""
    encoder = load_encoder()
    readings = UnseenReadings.load()
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    documents: list[int] = []
    with click.progressbar(sets, label="Reading claims", file=sys.stderr) as bar:
        for number, each in enumerate(bar):
            checker = open_document(folder, each.name, encoder, readings).checker
            for claim in each.claims:
                rows.append(checker.observe(claim["claim"])[0])
                labels.append(LABELS.index(claim["label"]))
                documents.append(number)
            readings.check(f"the claims of {each.name}")
    return Claims(rows, np.asarray(labels), np.asarray(documents))


def train(claims: Claims, names: Sequence[str]) -> tuple[GenericModel, str]:
    """Return the model, and what is said of documents that it has not seen.

    Args:
        claims: With labels.
        names: Of the documents, by number.
    """
    said = leave_out(claims)
    sure = sure_from(said.max(axis=1), said.argmax(axis=1) == claims.labels)
    model = fit(claims.table, claims.labels, claims.names, _RECIPE)
    return GenericModel(model, sure), "\n".join(told(claims, names, said, sure))


def told(claims: Claims, names: Sequence[str], said: Matrix, sure: float) -> Iterator[str]:
    """Yield lines on how right models are of documents that they have not seen.

    Args:
        claims: With labels.
        names: Of the documents, by number.
        said: What ``leave_out`` gives of the claims.
        sure: The confidence from which on verdicts are sure.
    """
    from sklearn.metrics import f1_score

    truth, of, best, confidence = (
        claims.labels,
        claims.documents,
        said.argmax(axis=1),
        said.max(axis=1),
    )
    right, above = best == truth, confidence >= sure
    each = f1_score(truth, best, labels=range(len(LABELS)), average=None)
    by_document = {
        name: f1_score(truth[of == n], best[of == n], average="macro")
        for n, name in enumerate(names)
    }
    worst = min(by_document, key=lambda name: by_document[name])
    named = ", ".join(f"{label} {own:.3f}" for label, own in zip(LABELS, each, strict=True))
    cells = confusion([(LABELS[t], LABELS[b]) for t, b in zip(truth, best, strict=True)]).ravel()
    whole = figure(float(macro_f1(cells)), bootstrap_counts(cells, macro_f1))
    yield (
        f"n={len(truth)}, {len(names)} documents, macro-F1 of documents left out {whole} "
        f"({named}), worst {worst} {by_document[worst]:.3f}"
    )
    yield from trust_lines(list(zip(confidence.tolist(), right.tolist(), strict=True)))
    yield (
        f"sure from {sure:.3f} on: {above.mean():.0%} of verdicts, {right[above].mean():.1%} of them right"
    )


@click.command()
@documents_option
@leave_option
def main(folder: Path, leave: str) -> None:
    """Train the generic model and write it."""
    sets = read_document_sets(leave=leave)
    model, said = train(observe_all(folder, sets), [each.name for each in sets])
    model.save(GENERIC)
    click.echo(said)


if __name__ == "__main__":
    main()

"""Train the model of verdicts for any document: ``python -m eval.fit.verdicts --documents DIR``.

DIR holds the documents that ``eval/sets/documents`` is about. What is printed is said of documents that
neither the model nor the reader has seen: two are left out at a time.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.fit.blend import Recipe, fit
from eval.fit.documents import open_document, read_document_sets
from eval.fit.reader.unseen import UnseenReadings
from index.embed.choose import load_encoder
from qa.check.model import GENERIC, LABELS
from qa.learned import save_arrays

Matrix = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]

# Of a small grid, leaving documents out.
_RECIPE = Recipe(c=0.02, trees=150, rate=0.05, leaves=12, least=25, shrink=5.0)
_LEFT_OUT = 2


def leave_out(table: Matrix, labels: Labels, documents: Labels, names: list[str]) -> Matrix:
    """Return what models say of the documents that they have not seen: float64 (n, 3)."""
    said = np.zeros((len(labels), len(LABELS)))
    for first in range(0, int(documents.max()) + 1, _LEFT_OUT):
        out = (documents >= first) & (documents < first + _LEFT_OUT)
        said[out] = fit(table[~out], labels[~out], names, _RECIPE).of_table(table[out])
    return said


@click.command()
@click.option(
    "--documents",
    "folder",
    required=True,
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Where the documents of eval/sets/documents are.",
)
def main(folder: Path) -> None:
    """Train the generic model and write it."""
    from sklearn.metrics import f1_score

    encoder = load_encoder()
    readings = UnseenReadings.load()
    rows: list[dict[str, float]] = []
    labels: list[int] = []
    documents: list[int] = []
    sets = read_document_sets()
    with click.progressbar(sets, label="Reading claims", file=sys.stderr) as bar:
        for number, each in enumerate(bar):
            checker = open_document(folder, each.name, encoder, readings).checker
            for claim in each.claims:
                rows.append(checker.observe(claim["claim"])[0])
                labels.append(LABELS.index(claim["label"]))
                documents.append(number)
    readings.check()
    names = list(rows[0])
    table = np.asarray([[row[name] for name in names] for row in rows])
    truth, of = np.asarray(labels), np.asarray(documents)
    said = leave_out(table, truth, of, names).argmax(axis=1)
    each_f1 = {
        sets[n].name: f1_score(truth[of == n], said[of == n], average="macro")
        for n in range(len(sets))
    }
    worst = min(each_f1, key=lambda name: each_f1[name])
    save_arrays(GENERIC, fit(table, truth, names, _RECIPE).arrays())
    click.echo(
        f"n={len(truth)}, {len(sets)} documents, macro-F1 of documents left out "
        f"{f1_score(truth, said, average='macro'):.3f}, worst {worst} {each_f1[worst]:.3f}"
    )


if __name__ == "__main__":
    main()

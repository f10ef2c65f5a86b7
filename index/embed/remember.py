"""Vectors that are made once: by the hash of the encoder and the text, kept from build to build.

Those of an index are kept with it (``index.store.vectors``), those of one that is being made in a log
(``index.embed.log``), so that a build that is stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import numpy as np

from index.embed.encoder import BATCH, KEY, Encoder, Progress, Vectors
from index.embed.log import VectorLog

# So many passages at a time: a stopped build loses no more than these. They come sorted by length, so
# that batches of like length are still found among them.
_STEP = 32 * BATCH
# The file is written anew when more than this share of it is of no use any more.
_WASTE = 0.5


# Called with the keys and the vectors of a step, when they were made.
Keep = Callable[[Sequence[bytes], Vectors], None]


class Known(Protocol):
    """Vectors by key, kept elsewhere."""

    def get(self, key: bytes, /) -> Vectors | None:
        """Return a vector, or None where there is none."""


class RememberingEncoder:
    """Passages of one encoder, each text encoded once."""

    def __init__(
        self,
        encoder: Encoder,
        path: Path | None = None,
        *,
        known: Known | None = None,
        keep: Keep | None = None,
    ) -> None:
        """Begin with the vectors that are known.

        Args:
            encoder: What makes the others.
            path: File with vectors, to which those that are made are added; none are read where it
                is absent or damaged.
            known: Vectors from elsewhere.
            keep: Keeps elsewhere those that are made.
        """
        self._encoder = encoder
        self._log = None if path is None else VectorLog(path, encoder.dim)
        self._elsewhere = known
        self._keep_elsewhere = keep
        # Those that are in no file; with one, what a full disk kept out of it.
        self._made: dict[bytes, Vectors] = {}
        self._used: set[bytes] = set()

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder.encode_passages``."""
        keys = [key_of(self._encoder.name, text) for text in texts]
        vectors = np.empty((len(texts), self._encoder.dim), dtype=np.float32)
        rows: dict[bytes, list[int]] = {}
        for row, key in enumerate(keys):
            rows.setdefault(key, []).append(row)
        new: dict[bytes, str] = {}
        for key, places in rows.items():
            found = self._get(key)
            if found is None:
                new[key] = texts[places[0]]
            else:
                vectors[places] = found
        if progress is not None and len(texts) > len(new):
            progress(len(texts) - len(new))
        # The longest last: what is left to do is then known better and better.
        waiting = sorted(new, key=lambda key: len(new[key]))
        for start in range(0, len(waiting), _STEP):
            step = waiting[start : start + _STEP]
            made = self._encoder.encode_passages([new[key] for key in step], progress)
            self._keep(step, made)
            for key, vector in zip(step, made, strict=True):
                vectors[rows[key]] = vector
        self._used.update(keys)
        return vectors

    def _get(self, key: bytes) -> Vectors | None:
        found = self._made.get(key)
        if found is None and self._log is not None:
            found = self._log.get(key)
        if found is None and self._elsewhere is not None:
            found = self._elsewhere.get(key)
        return found

    def _keep(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors; what cannot be written is made again next time."""
        if self._keep_elsewhere is not None:
            self._keep_elsewhere(keys, vectors)
        if self._log is None or not self._log.add(keys, vectors):
            self._made.update(zip(keys, vectors, strict=True))

    def forget_unused(self) -> None:
        """Drop the vectors that were not asked for, where they take up more than is worth keeping."""
        if self._log is not None and len(self._used) < (1 - _WASTE) * len(self._log):
            self._log.keep_only(self._used)

    def forget(self) -> None:
        """Take the file away: all that is in it is kept elsewhere now."""
        if self._log is not None:
            self._log.remove()

    def close(self) -> None:
        """Let go of the file."""
        if self._log is not None:
            self._log.close()


def key_of(encoder: str, text: str) -> bytes:
    """Return what a vector is known by: the hash of its encoder's name and its text."""
    content = f"{encoder}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=KEY).digest()


@contextmanager
def remembered(encoder: Encoder, path: Path | None) -> Iterator[RememberingEncoder]:
    """Give ``encoder`` with what ``path`` remembers; what was not needed may be forgotten after."""
    remembering = RememberingEncoder(encoder, path)
    try:
        yield remembering
        remembering.close()
        remembering.forget_unused()
    finally:
        remembering.close()

"""Vectors that are made once: by the hash of the encoder and the text, kept from build to build."""

from __future__ import annotations

import hashlib
import logging
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from index.embed.encoder import Encoder, Progress, Vectors

_log = logging.getLogger(__name__)

_DIGEST_BYTES = 16


class RememberingEncoder:
    """Passages of one encoder, each text encoded once."""

    def __init__(self, encoder: Encoder, path: Path | None = None) -> None:
        """Begin with the vectors that ``path`` holds; with none where it is absent or damaged."""
        self._encoder = encoder
        self._known: dict[bytes, Vectors] = {} if path is None else _load(path, encoder.dim)
        self._used: dict[bytes, Vectors] = {}

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder.encode_passages``."""
        keys = [self._key(text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if progress is not None and len(texts) > len(new):
            progress(len(texts) - len(new))
        if new:
            vectors = self._encoder.encode_passages(list(new.values()), progress)
            self._known.update(zip(new, vectors, strict=True))
        if not texts:
            return np.empty((0, self._encoder.dim), dtype=np.float32)
        self._used.update((key, self._known[key]) for key in keys)
        return np.stack([self._known[key] for key in keys])

    def save(self, path: Path) -> None:
        """Keep the vectors that were asked for; what cannot be written is made again next time."""
        new = path.with_name(f"{path.name}.new")
        try:
            with new.open("wb") as stream:
                np.savez(
                    stream,
                    keys=np.frombuffer(b"".join(self._used), dtype=np.uint8),
                    vectors=np.stack(list(self._used.values())) if self._used else np.empty(0),
                )
            new.replace(path)
        except OSError as error:
            _log.warning("The vectors cannot be kept in %s (%s).", path, error.strerror)

    def _key(self, text: str) -> bytes:
        content = f"{self._encoder.name}\n{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=_DIGEST_BYTES).digest()


def _load(path: Path, dim: int) -> dict[bytes, Vectors]:
    try:
        with path.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            keys = arrays["keys"].tobytes()
            vectors = np.asarray(arrays["vectors"], dtype=np.float32)
    except FileNotFoundError:
        return {}
    # What numpy and zipfile raise for files that are not theirs or not whole.
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("The vectors in %s cannot be read (%s); they are made anew.", path, error)
        return {}
    if vectors.shape != (len(keys) // _DIGEST_BYTES, dim):
        return {}
    starts = range(0, len(keys), _DIGEST_BYTES)
    return {keys[at : at + _DIGEST_BYTES]: row for at, row in zip(starts, vectors, strict=True)}

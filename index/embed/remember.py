"""Vectors that are made once: by the hash of the encoder and the text, kept from build to build.

They are kept as they come, each behind the last, so that a build that is stopped goes on where it
was: a record that a crash left half written is told by its checksum, and made anew.

    16 bytes  what the file is, and dim
    records   16 bytes: hash of encoder and text; dim float32; 4 bytes: CRC-32 of both
"""

from __future__ import annotations

import hashlib
import logging
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import numpy as np
import numpy.typing as npt

from index.embed.encoder import BATCH, Encoder, Progress, Vectors

_log = logging.getLogger(__name__)

_MAGIC = b"yinjuvectors"
_HEADER = len(_MAGIC) + 4
_KEY = 16
_CRC = 4
_FLOAT = 4
# So many passages at a time: a stopped build loses no more than these. They come sorted by length, so
# that batches of like length are still found among them.
_STEP = 32 * BATCH
# The file is written anew when more than this share of it is of no use any more.
_WASTE = 0.5


# Called with the keys and the vectors of a step, when they were made.
Keep = Callable[[Sequence[bytes], Vectors], None]


class RememberingEncoder:
    """Passages of one encoder, each text encoded once."""

    def __init__(
        self,
        encoder: Encoder,
        path: Path | None = None,
        *,
        known: Mapping[bytes, Vectors] | None = None,
        keep: Keep | None = None,
    ) -> None:
        """Begin with the vectors that are known.

        Args:
            encoder: What makes the others.
            path: File with vectors, to which those that are made are added; none are read where it
                is absent or damaged.
            known: Vectors by key, from elsewhere.
            keep: Keeps elsewhere those that are made.
        """
        self._encoder = encoder
        self._path = path
        self._elsewhere = keep
        self._known: dict[bytes, Vectors] = dict(known or {})
        self._used: set[bytes] = set()
        self._stream: BinaryIO | None = None
        if path is not None:
            older = path.with_suffix(".npz")
            if not path.exists() and older.is_file():
                _take_over(older, path, encoder.dim)
            self._known = _load(path, encoder.dim)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Return the vectors of passages; see ``Encoder.encode_passages``."""
        keys = [key_of(self._encoder.name, text) for text in texts]
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in self._known}
        if progress is not None and len(texts) > len(new):
            progress(len(texts) - len(new))
        # The longest last: what is left to do is then known better and better.
        waiting = sorted(new, key=lambda key: len(new[key]))
        for start in range(0, len(waiting), _STEP):
            step = waiting[start : start + _STEP]
            vectors = self._encoder.encode_passages([new[key] for key in step], progress)
            self._keep(step, vectors)
        if not texts:
            return np.empty((0, self._encoder.dim), dtype=np.float32)
        self._used.update(keys)
        return np.stack([self._known[key] for key in keys])

    def _keep(self, keys: Sequence[bytes], vectors: Vectors) -> None:
        """Keep vectors; what cannot be written is made again next time."""
        self._known.update(zip(keys, vectors, strict=True))
        if self._elsewhere is not None:
            self._elsewhere(keys, vectors)
        if self._path is None:
            return
        try:
            if self._stream is None:
                self._stream = _open(self._path, self._encoder.dim)
            records = map(_record, keys, vectors)
            self._stream.write(b"".join(records))
            self._stream.flush()
        except OSError as error:
            _log.warning("The vectors cannot be kept in %s (%s).", self._path, error.strerror)
            self.close()
            self._path = None

    def forget_unused(self) -> None:
        """Drop the vectors that were not asked for, where they take up more than is worth keeping."""
        if self._path is None or len(self._used) >= (1 - _WASTE) * len(self._known):
            return
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            with new.open("wb") as stream:
                stream.write(_header(self._encoder.dim))
                for key in self._known:
                    if key in self._used:
                        stream.write(_record(key, self._known[key]))
            new.replace(self._path)
        except OSError as error:
            _log.warning("The vectors cannot be kept in %s (%s).", self._path, error.strerror)

    def close(self) -> None:
        """Let go of the file."""
        if self._stream is not None:
            try:
                self._stream.close()
            except OSError:  # a full disk; what was not written is made again
                self._path = None
            self._stream = None


def key_of(encoder: str, text: str) -> bytes:
    """Return what a vector is known by: the hash of its encoder's name and its text."""
    content = f"{encoder}\n{text}".encode("utf-8", "surrogatepass")
    return hashlib.blake2b(content, digest_size=_KEY).digest()


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


def _record(key: bytes, vector: Vectors) -> bytes:
    body = key + np.asarray(vector, dtype="<f4").tobytes()
    return body + zlib.crc32(body).to_bytes(_CRC, "little")


def _size(dim: int) -> int:
    return _KEY + dim * _FLOAT + _CRC


def _header(dim: int) -> bytes:
    return _MAGIC + dim.to_bytes(_HEADER - len(_MAGIC), "little")


def _open(path: Path, dim: int) -> BinaryIO:
    """Open the file for writing behind its last whole record."""
    if not _is_ours(path, dim):
        path.write_bytes(_header(dim))
    size = path.stat().st_size
    stream = path.open("r+b")
    stream.seek(size - (size - _HEADER) % _size(dim))
    stream.truncate()
    return stream


def _take_over(older: Path, path: Path, dim: int) -> None:
    """Take over the file of an earlier version, which had all keys in one array."""
    try:
        with older.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
            keys, vectors = arrays["keys"].tobytes(), np.asarray(arrays["vectors"])
        if vectors.shape != (len(keys) // _KEY, dim):
            return
        starts = range(0, len(keys), _KEY)
        rows = zip(starts, vectors, strict=True)
        records = [_record(keys[start : start + _KEY], vector) for start, vector in rows]
        path.write_bytes(_header(dim) + b"".join(records))
    # What numpy and zipfile raise for files that are not theirs or not whole: nothing is taken over.
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
        _log.warning("The vectors in %s cannot be read (%s); they are made anew.", older, error)


def _is_ours(path: Path, dim: int) -> bool:
    """Tell whether a file holds vectors of so many numbers."""
    try:
        with path.open("rb") as stream:
            return stream.read(_HEADER) == _header(dim)
    except FileNotFoundError:
        return False


def _load(path: Path, dim: int) -> dict[bytes, Vectors]:
    """Return the whole records of a file, mapped; those of another encoder have other keys."""
    try:
        if not _is_ours(path, dim) or path.stat().st_size < _HEADER + _size(dim):
            return {}
        data = np.memmap(path, dtype=np.uint8, mode="r", offset=_HEADER)
    except (OSError, ValueError) as error:
        _log.warning("The vectors in %s cannot be read (%s); they are made anew.", path, error)
        return {}
    size = _size(dim)
    rows: npt.NDArray[np.uint8] = np.asarray(data)[: len(data) - len(data) % size].reshape(-1, size)
    known: dict[bytes, Vectors] = {}
    for row in rows:
        body = row[:-_CRC].data
        if zlib.crc32(body) == int.from_bytes(row[-_CRC:].tobytes(), "little"):
            known[bytes(body[:_KEY])] = row[_KEY:-_CRC].view("<f4")
    return known

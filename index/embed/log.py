"""A file of vectors by key, each behind the last.

A record that a crash left half written is told by its checksum.

    16 bytes  what the file is, and dim
    records   16 bytes: key; dim float32; 4 bytes: CRC-32 of both
"""

from __future__ import annotations

import io
import logging
import zipfile
import zlib
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import BinaryIO

import numpy as np

from index.embed.encoder import KEY, Vectors

_log = logging.getLogger(__name__)

_MAGIC = b"yinjuvectors"
_HEADER = len(_MAGIC) + 4
_CRC = 4
_FLOAT = 4
# Records that are read together: 3 MB.
_READ = 2048


class VectorLog:
    """Vectors in a file; where they are is kept in memory, and they are read when asked for."""

    def __init__(self, path: Path, dim: int) -> None:
        """Look through the file; records that are not whole, and files that are no log, have nothing."""
        self._path = path
        self._dim = dim
        self._size = KEY + dim * _FLOAT + _CRC
        self._stream: BinaryIO | None = None
        self._reader: io.FileIO | None = None
        self._broken = False
        older = path.with_suffix(".npz")
        if not path.exists() and older.is_file():
            self._take_over(older)
        self._places: dict[bytes, int] = {}
        try:
            self._look_through()
        except OSError as error:
            self._places = {}
            _log.warning("The vectors in %s cannot be read (%s); they are made anew.", path, error)

    def __len__(self) -> int:
        return len(self._places)

    def get(self, key: bytes) -> Vectors | None:
        """Return a vector, or None where there is none."""
        place = self._places.get(key)
        if place is None:
            return None
        if self._reader is None:
            self._reader = self._path.open("rb", buffering=0)
        self._reader.seek(place)
        data = self._reader.read(self._size)
        return np.frombuffer(data, dtype="<f4", offset=KEY, count=self._dim)

    def add(self, keys: Sequence[bytes], vectors: Vectors) -> bool:
        """Add vectors behind the others; tell whether that could be done."""
        if self._broken:
            return False
        records = [self._record(key, vector) for key, vector in zip(keys, vectors, strict=True)]
        try:
            stream = self._writing()
            at = stream.tell()
            stream.write(b"".join(records))
            stream.flush()
        except OSError as error:
            _log.warning("The vectors cannot be kept in %s (%s).", self._path, error.strerror)
            self._broken = True
            return False
        self._places.update((key, at + n * self._size) for n, key in enumerate(keys))
        return True

    def keep_only(self, keys: Collection[bytes]) -> None:
        """Drop all other vectors."""
        new = self._path.with_name(f"{self._path.name}.new")
        try:
            with new.open("wb") as stream:
                stream.write(self._header())
                for key in list(self._places):
                    vector = self.get(key) if key in keys else None
                    if vector is not None:
                        stream.write(self._record(key, vector))
            self.close()
            new.replace(self._path)
            self._places = {}
            self._look_through()
        except OSError as error:
            _log.warning("The vectors cannot be kept in %s (%s).", self._path, error.strerror)

    def remove(self) -> None:
        """Take the file away; what it held is not known any more."""
        self.close()
        self._places = {}
        for path in (self._path, self._path.with_suffix(".npz")):
            path.unlink(missing_ok=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None
        if self._stream is not None:
            try:
                self._stream.close()
            except OSError:  # a full disk; what was not written is made again
                self._broken = True
            self._stream = None

    def _record(self, key: bytes, vector: Vectors) -> bytes:
        body = key + np.asarray(vector, dtype="<f4").tobytes()
        return body + zlib.crc32(body).to_bytes(_CRC, "little")

    def _header(self) -> bytes:
        return _MAGIC + self._dim.to_bytes(_HEADER - len(_MAGIC), "little")

    def _is_ours(self) -> bool:
        """Tell whether the file holds vectors of so many numbers."""
        try:
            with self._path.open("rb") as stream:
                return stream.read(_HEADER) == self._header()
        except FileNotFoundError:
            return False

    def _look_through(self) -> None:
        """Find the whole records; those of another encoder have other keys."""
        if not self._is_ours():
            return
        at = _HEADER
        with self._path.open("rb") as stream:
            stream.seek(at)
            while data := stream.read(_READ * self._size):
                for start in range(0, len(data) - self._size + 1, self._size):
                    body = memoryview(data)[start : start + self._size - _CRC]
                    check = data[start + len(body) : start + self._size]
                    if zlib.crc32(body) == int.from_bytes(check, "little"):
                        self._places[bytes(body[:KEY])] = at + start
                at += len(data)

    def _writing(self) -> BinaryIO:
        """Return the file, open behind its last whole record."""
        if self._stream is not None:
            return self._stream
        if not self._is_ours():
            self._path.write_bytes(self._header())
        size = self._path.stat().st_size
        self._stream = self._path.open("r+b")
        self._stream.seek(size - (size - _HEADER) % self._size)
        self._stream.truncate()
        return self._stream

    def _take_over(self, older: Path) -> None:
        """Take over the file of an earlier version, which had all keys in one array."""
        try:
            with older.open("rb") as stream, np.load(stream, allow_pickle=False) as arrays:
                keys, vectors = arrays["keys"].tobytes(), np.asarray(arrays["vectors"])
            if vectors.shape != (len(keys) // KEY, self._dim):
                return
            starts = range(0, len(keys), KEY)
            rows = zip(starts, vectors, strict=True)
            records = [self._record(keys[start : start + KEY], vector) for start, vector in rows]
            self._path.write_bytes(self._header() + b"".join(records))
        # What numpy and zipfile raise for files that are not theirs or not whole: nothing is taken over.
        except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile) as error:
            _log.warning("The vectors in %s cannot be read (%s); they are made anew.", older, error)

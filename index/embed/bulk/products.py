"""Products of rows with the weights of a layer: in floating point, or in integers of 8 bits.

Processors without a unit for bfloat16 multiply bytes about twice as fast as float32. What goes in is rounded
to bytes by one scale for all rows, so numbers that are seldom large have to be made smaller first: each
column is divided by about how large it gets, and the weights that it meets are multiplied by that
(Xiao et al., 2023, arXiv:2211.10438). How large a column gets is told by the layer normalisation before it.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import torch

# Rows, float (n, columns in), to rows, float (n, columns out).
Product = Callable[["torch.Tensor"], "torch.Tensor"]

# Weights are rounded to 7 bits: of 8, two products of bytes may be more than the 16 bits they are added in.
_LARGEST = 63
# How much of the difference between columns goes over to the weights; .7 to .9 gave the same vectors.
_SHARE = 0.8
# Of numbers that were normalised few are this many deviations from their mean.
_DEVIATIONS = 3
_TINY = 1e-5


def float_product(weight: torch.Tensor, bias: torch.Tensor) -> Product:
    """Return the product with a weight, (out, in), in its own numbers."""
    from torch.nn import functional

    return partial(functional.linear, weight=weight, bias=bias)


def byte_product(
    weight: torch.Tensor,
    bias: torch.Tensor,
    norm: tuple[torch.Tensor, torch.Tensor] | None = None,
) -> Product:
    """Return the product with a weight, float32 (out, in), in bytes.

    Args:
        weight: The weight.
        bias: float32 (out,).
        norm: Weight and bias of the normalisation that the rows come from, if they do.
    """
    if norm is None:
        return partial(_multiplied, packed=_packed(weight, bias), shrink=None)
    large = (norm[0].abs() * _DEVIATIONS + norm[1].abs()).clamp_min(_TINY)
    heavy = weight.abs().amax(dim=0).clamp_min(_TINY)
    moved = large**_SHARE / heavy ** (1 - _SHARE)
    return partial(_multiplied, packed=_packed(weight * moved, bias), shrink=1 / moved)


def _packed(weight: torch.Tensor, bias: torch.Tensor) -> Any:  # noqa: ANN401  # of torch's, without a type
    import torch

    scales = weight.abs().amax(dim=1).clamp_min(_TINY).double() / _LARGEST
    zeros = torch.zeros(len(scales), dtype=torch.long)
    with warnings.catch_warnings():
        # That tensors of bytes are to go; without them ``index.embed.bulk.kind`` chooses float32.
        warnings.simplefilter("ignore", UserWarning)
        rounded = torch.quantize_per_channel(weight, scales, zeros, 0, torch.qint8)
    return torch.ops.quantized.linear_prepack(rounded, bias)


def _multiplied(
    rows: torch.Tensor,
    packed: Any,  # noqa: ANN401
    shrink: torch.Tensor | None,
) -> torch.Tensor:
    import torch

    given = rows if shrink is None else rows * shrink
    found: torch.Tensor = torch.ops.quantized.linear_dynamic(given, packed, False)
    return found

"""Where torch computes, and in which numbers: measured, since names of processors say little."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING

from index.embed.bulk.products import byte_product, float_product

if TYPE_CHECKING:
    import torch

# A product of this shape (tokens of a batch, the model's own) decides whether bfloat16 pays here.
_PROBE = (1024, 384, 1536)
_PROBES = 5
# What other numbers must gain before they are taken; where a processor has no unit for bfloat16, it is far
# slower in them.
_GAIN = 1.2
# What torch packs bytes for on processors of this kind; on others it rounds differently.
_ENGINES = ("x86", "fbgemm")


def device_and_kind() -> tuple[str, torch.dtype]:
    """Return the device, and the kind of numbers that it multiplies fastest."""
    import torch

    if torch.cuda.is_available():
        return "cuda", torch.bfloat16 if torch.cuda.is_bf16_supported() else torch.float16
    return "cpu", kind_of_processor()


@functools.cache
def kind_of_processor() -> torch.dtype:
    """Return the kind of numbers that the processor multiplies fastest: bfloat16 or float32."""
    import torch

    seconds = {kind: _time_product(kind) for kind in (torch.float32, torch.bfloat16)}
    pays = seconds[torch.bfloat16] * _GAIN < seconds[torch.float32]
    return torch.bfloat16 if pays else torch.float32


@functools.cache
def bytes_pay() -> bool:
    """Tell whether the processor multiplies bytes faster than the numbers it is fastest with."""
    import torch

    able = torch.backends.quantized.engine in _ENGINES and hasattr(torch, "quantize_per_channel")
    if not able:  # another processor, or a torch that has no tensors of bytes any more
        return False
    return _time_product(torch.qint8) * _GAIN < _time_product(kind_of_processor())


def _time_product(kind: torch.dtype) -> float:
    import torch

    rows, inner, columns = _PROBE
    numbers = torch.float32 if kind == torch.qint8 else kind
    left, right = torch.ones(rows, inner, dtype=numbers), torch.ones(columns, inner, dtype=numbers)
    make = byte_product if kind == torch.qint8 else float_product
    product = make(right, torch.zeros(columns, dtype=numbers))
    best = float("inf")
    for _ in range(_PROBES):
        started = time.perf_counter()
        product(left)
        best = min(best, time.perf_counter() - started)
    return best

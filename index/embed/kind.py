"""Where torch computes, and in which numbers: measured, since names of processors say little."""

from __future__ import annotations

import functools
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import torch

# A product of this shape (tokens of a batch, the model's own) decides whether bfloat16 pays here.
_PROBE = (1024, 384, 1536)
_PROBES = 5
# What bfloat16 must gain before it is taken; where a processor has no unit for it, it is far slower.
_GAIN = 1.2


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


def _time_product(kind: torch.dtype) -> float:
    import torch

    rows, inner, columns = _PROBE
    left, right = torch.ones(rows, inner, dtype=kind), torch.ones(columns, inner, dtype=kind)
    best = float("inf")
    for _ in range(_PROBES):
        started = time.perf_counter()
        torch.nn.functional.linear(left, right)
        best = min(best, time.perf_counter() - started)
    return best

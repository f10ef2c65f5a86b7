"""Approximate search: a bit for each number of a vector, which says on which side of a mean it lies.

How many bits a question and a row share tells roughly how near they are. Of a million rows nearly all of
the 50 nearest are among the 8,192 that share most, which are then compared by their vectors. The bits of
a million are 48 MB, and to count what is shared takes some milliseconds; nothing is trained, and the bits
of a row depend on no other row.

FAISS makes the codes. It is not needed to search them: this is three operations of numpy on numbers of
64 bits, and loading a library takes longer than ten questions.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.search import Rows, Vectors

# Codes of rows in words of 64 bits: uint64 (w, n), the first words of all rows before the second ones, so
# that each word of the query is compared with all of its own at once.
Codes = npt.NDArray[np.uint64]
# That of one vector: uint64 (w,).
Code = npt.NDArray[np.uint64]
Distances = npt.NDArray[np.uint16]

_WORD = 64
_BYTE = 8
# Rows that are compared together: what is worked out on the way stays in the fast memory of a core.
_STEP = 16_384
# Words whose bits are added in a byte: 3 times 64 fit.
_ADDED = 3


def words_of(dim: int) -> int:
    """Return how many words the codes of vectors of a length have."""
    return -(-dim // _WORD)


def code_rows(vectors: Vectors) -> Codes:
    """Return the codes of vectors that were centred, by FAISS."""
    import faiss

    count, dim = vectors.shape
    rows = np.ascontiguousarray(vectors, dtype=np.float32)
    packed = np.zeros((count, -(-dim // _BYTE)), dtype=np.uint8)
    if count:
        code = faiss.fvecs2bitvecs  # type: ignore[attr-defined]  # of its library, which has no types
        code(faiss.swig_ptr(rows), faiss.swig_ptr(packed), dim, count)
    return _in_words(packed, dim)


def code_query(vector: Vectors) -> Code:
    """Return the code of one vector, without FAISS: uint64 (w,)."""
    packed = np.packbits(vector[None] >= 0, axis=1, bitorder="little")
    return np.asarray(_in_words(packed, len(vector))[:, 0])


def _in_words(packed: npt.NDArray[np.uint8], dim: int) -> Codes:
    """Return bits in bytes, row by row, as words: what no number stands for is 0 everywhere."""
    padded = np.zeros((len(packed), words_of(dim) * _WORD // _BYTE), dtype=np.uint8)
    padded[:, : packed.shape[1]] = packed
    return np.ascontiguousarray(padded.view("<u8").T)


def measure(codes: Codes, query: Code) -> Distances:
    """Return how many bits of each row differ from a query: uint16 (n,)."""
    count = codes.shape[1]
    found = np.zeros(count, dtype=np.uint16)
    differ = np.empty(min(_STEP, count), dtype=np.uint64)
    often = np.empty(len(differ), dtype=np.uint8)
    added = np.empty(len(differ), dtype=np.uint8)
    for start in range(0, count, _STEP):
        end = min(start + _STEP, count)
        size = end - start
        for first in range(0, len(codes), _ADDED):
            added[:size] = 0
            for word in range(first, min(first + _ADDED, len(codes))):
                np.bitwise_xor(codes[word, start:end], query[word], out=differ[:size])
                np.bitwise_count(differ[:size], out=often[:size])
                np.add(added[:size], often[:size], out=added[:size])
            np.add(found[start:end], added[:size], out=found[start:end])
    return found


def likeliest(distances: Distances, least: int, most: int) -> Rows:
    """Return the rows that share most bits, rising: so many at least, with all that share as many.

    Args:
        distances: See ``measure``.
        least: How many are wanted.
        most: How many bits may differ at all.
    """
    if least >= len(distances):
        return np.arange(len(distances))
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        if np.count_nonzero(distances <= middle) >= least:
            high = middle
        else:
            low = middle + 1
    return np.flatnonzero(distances <= low)

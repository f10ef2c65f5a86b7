"""Approximate search: a bit for each number of a vector, which says on which side of a mean it lies.

How many bits a question and a row share tells roughly how near they are. Of a million rows nearly all of
the 50 nearest are among the 8,192 that share most; which of those are worth reading is told by the bits and
the numbers of the question. The bits of a million are 48 MB, and to count what is shared takes some
milliseconds; nothing is trained, and the bits of a row depend on no other row.

FAISS makes the codes. It is not needed to search them: this is a few operations of numpy on numbers of
64 bits, and loading a library takes longer than ten questions.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from index.search.protocol import Rows, Vectors

# Codes of rows in words of 64 bits: uint64 (w, n), the first words of all rows before the second ones, so
# that each word of the query is compared with all of its own at once.
Codes = npt.NDArray[np.uint64]
# That of one vector: uint64 (w,).
Code = npt.NDArray[np.uint64]
Distances = npt.NDArray[np.uint16]

_WORD = 64
_BYTE = 8
# Rows that are compared together: enough for what each call of numpy costs not to matter, and few enough for
# what is worked out on the way to stay in a processor's memory (of 8,192 to 65,536 this took the least).
_STEP = 65_536
# Words whose bits are added in a byte: 3 times 64 fit.
_ADDED = 3
# One row of so many tells how many bits the likeliest share; so many times as many are then looked at, so
# that they are among them.
_SAMPLED = 61
_AMPLE = 2
# The bits of each value of a byte: float32 (256, 8).
_BITS = np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1, bitorder="little").astype(
    np.float32
)


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
    found = np.empty(count, dtype=np.uint16)
    differ = np.empty(min(_STEP, count), dtype=np.uint64)
    bits, added = np.empty((2, len(differ)), dtype=np.uint8)
    for start in range(0, count, _STEP):
        there = slice(start, min(start + _STEP, count))
        room = slice(there.stop - start)
        for first in range(0, len(codes), _ADDED):
            words = zip(codes[first : first + _ADDED], query[first:], strict=False)
            for number, (word, own) in enumerate(words):
                np.bitwise_xor(word[there], own, out=differ[room])
                np.bitwise_count(differ[room], out=bits[room] if number else added[room])
                if number:
                    added[room] += bits[room]
            if first:
                found[there] += added[room]
            else:
                found[there] = added[room]
    return found


def measure_some(codes: Codes, query: Code, rows: Rows) -> Distances:
    """Return how many bits of some rows differ from a query: uint16 (n,), as ``measure`` does of all."""
    found = np.zeros(len(rows), dtype=np.uint16)
    for word, own in zip(codes, query, strict=True):
        found += np.bitwise_count(np.take(word, rows) ^ own)
    return found


def hopeful(distances: Distances, count: int) -> Rows:
    """Return about so many of the rows that share most bits, rising; of few rows it may be all.

    Sorting out a million takes longer than comparing them, so a few tell what the others are compared with.
    """
    sample = distances[::_SAMPLED]
    place = min(count * len(sample) // max(len(distances), 1), len(sample) - 1)
    return np.flatnonzero(distances <= np.partition(sample, place)[place])


def likeliest(distances: Distances, least: int) -> Rows:
    """Return the rows that share most bits, rising: so many at least, with all that share as many.

    Args:
        distances: See ``measure``.
        least: How many are wanted.
    """
    if least >= len(distances):
        return np.arange(len(distances))
    near = hopeful(distances, _AMPLE * least)
    if len(near) < least:
        near = np.arange(len(distances))
    own = distances[near]
    chosen: Rows = near[own <= np.partition(own, least - 1)[least - 1]]
    return chosen


def estimate(codes: Codes, query: Vectors) -> Vectors:
    """Return about how near some rows are to a query, in any unit: float32 (n,).

    Only of the rows nothing but signs is known: the numbers of the query tell which bits count most. A
    quarter of the rows that share most bits holds as many of the nearest when it is chosen by this.

    Args:
        codes: Their codes: uint64 (w, n).
        query: float32 (dim,).
    """
    numbers = np.zeros(len(codes) * _WORD, dtype=np.float32)
    numbers[: len(query)] = query
    # What each value of a byte adds: a row is a sum over a table.
    added = (numbers.reshape(-1, _BYTE) @ _BITS.T).ravel()
    packed = np.ascontiguousarray(codes.T, dtype="<u8").view(np.uint8)
    first = np.arange(0, len(added), len(_BITS), dtype=np.int32)
    return np.asarray(added[packed + first].sum(axis=1))

"""Near copies of a sentence: a scraper's typo or another dash, never another number."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.document.split import comparison_key

# Below this share of common characters two sentences say different things often enough to matter.
_MIN_RATIO = 90.0
# A short sentence with one character changed is another sentence.
MIN_LENGTH = 12
_PERMUTATIONS = 64
_BUCKET_SIMILARITY = 0.7


def near_copies(sentences: Sequence[str]) -> list[tuple[int, int]]:
    """Return pairs of positions whose sentences are nearly the same; each position at most once.

    Numbers must agree to the digit: 到2022年 and 到2035年 begin different sentences.
    """
    from datasketch import MinHash, MinHashLSH  # only documents with copies need them
    from rapidfuzz import fuzz

    buckets = MinHashLSH(threshold=_BUCKET_SIMILARITY, num_perm=_PERMUTATIONS)
    keys = [comparison_key(sentence) for sentence in sentences]
    pairs: list[tuple[int, int]] = []
    taken: set[int] = set()
    for position, key in enumerate(keys):
        if len(key) < MIN_LENGTH:
            continue
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([key[i : i + 2].encode() for i in range(len(key) - 1)])
        for other in sorted(buckets.query(sketch)):
            same_numbers = re.findall(r"[0-9.%]+", keys[other]) == re.findall(r"[0-9.%]+", key)
            if other not in taken and same_numbers and fuzz.ratio(keys[other], key) >= _MIN_RATIO:
                pairs.append((other, position))
                taken |= {other, position}
                break
        buckets.insert(position, sketch)
    return pairs

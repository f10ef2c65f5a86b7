"""What ordinary questions look like to an encoder: the mean that is taken off the vector of each."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from weakref import WeakKeyDictionary

import numpy as np

from index.embed.encoder import BATCH, Encoder, Vectors

_SAMPLES = Path(__file__).parents[1] / "data" / "sample_questions.json"
# By encoder, and as long as it: whoever opens many documents asks for the same questions each time.
_MEANS: WeakKeyDictionary[Encoder, dict[str, Vectors]] = WeakKeyDictionary()


def query_means(encoder: Encoder) -> dict[str, Vectors]:
    """Return the mean vector of ordinary questions by language, as this encoder sees them.

    They are encoded once an encoder, a few at a time, as a question that is asked is: an encoder may take
    another way for many, and then an index would depend on what was encoded before it was made.
    """
    known = _MEANS.get(encoder)
    if known is None:
        samples = json.loads(_SAMPLES.read_text(encoding="utf-8"))
        known = {language: _mean(encoder, questions) for language, questions in samples.items()}
        _MEANS[encoder] = known
    return dict(known)


def _mean(encoder: Encoder, questions: Sequence[str]) -> Vectors:
    starts = range(0, len(questions), BATCH)
    vectors = [encoder.encode_queries(questions[start : start + BATCH]) for start in starts]
    mean: Vectors = np.concatenate(vectors).mean(axis=0, dtype=np.float32)
    return mean

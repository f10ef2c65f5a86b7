"""What a reader holds of a claim beside the clauses closest to it, as signals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from qa.check.evidence.compared import Evidence

if TYPE_CHECKING:
    from qa.ask.quoting.excerpt import ExcerptReader

Matrix = npt.NDArray[np.float64]

# Clauses that are read: the verdict rests on the first, and the second says whether it stands elsewhere.
_READ = 2
# It rests on the second where that is silent on the claim by so much less than the first.
_LESS_SILENT = 0.25
_NAMES = ("supported", "contradicted", "silent")


def places_to_read(evidence: Evidence) -> list[tuple[int, int]]:
    """Return the clauses to read with the sentence that counts, the one that the verdict rests on first."""
    if not evidence.readings:
        return []
    found: dict[int, int] = {}
    for at in (evidence.closest, evidence.nearest, *range(len(evidence.readings))):
        reading = evidence.readings[at]
        found.setdefault(reading.position, reading.sentence)
    return list(found.items())[:_READ]


def deciding(claim: str, evidence: Evidence, reader: ExcerptReader) -> int:
    """Return the reading that the verdict rests on.

    That speaks most of what the claim speaks of, but of two clauses the reader knows better which it is that
    decides: where it finds the claim in the other, that one's.
    """
    places = places_to_read(evidence)
    if len(places) < _READ:
        return evidence.closest
    silent = _shares(reader.read(claim, places))[:, _NAMES.index("silent")]
    if silent[0] - silent[1] <= _LESS_SILENT:
        return evidence.closest
    return next(n for n, r in enumerate(evidence.readings) if (r.position, r.sentence) == places[1])


def read_signals(claim: str, evidence: Evidence, reader: ExcerptReader) -> dict[str, float]:
    """Return what the reader holds of the claim."""
    places = places_to_read(evidence)
    return as_signals(reader.read(claim, places) if places else np.zeros((1, 1 + len(_NAMES))))


def as_signals(outputs: Matrix) -> dict[str, float]:
    """Return what a reader says of the clauses, ``Reader.read``, as signals; at least one clause."""
    logits, shares = outputs[:, 1:], _shares(outputs)
    second = shares[1] if len(shares) > 1 else np.zeros(len(_NAMES))
    signals: dict[str, float] = {}
    for at, name in enumerate(_NAMES):
        signals[f"read_{name}_odds"] = float(logits[0, at])
        signals[f"read_{name}"] = float(shares[0, at])
        signals[f"read_{name}_second"] = float(second[at])
    most = shares.max(axis=0)
    signals["read_supported_most"] = float(most[0])
    signals["read_contradicted_most"] = float(most[1])
    signals["read_silent_least"] = float(shares[:, 2].min())
    signals["read_leans"] = float(most[0] - most[1])
    signals["read_answers"] = float(outputs[0, 0])
    signals["read_answers_most"] = float(outputs[:, 0].max())
    return signals


def _shares(outputs: Matrix) -> Matrix:
    """Return how likely each label is by what a reader says of clauses: float64 (n, 3)."""
    logits = outputs[:, 1:]
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))

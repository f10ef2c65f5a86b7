"""The one place that knows where engines come from; everything else is given one."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from eval.run.engine import Engine
from index.errors import InputError

# Read at the first use: the measures, the report and the comparison work without any model.


def open_engine(corpus: Path | None, settings: Mapping[str, object]) -> Engine:
    """Return the engine over a corpus folder, or over the shipped plan."""
    from qa.pipeline import open_pipeline

    return open_pipeline(corpus, settings)


def build_engine(passages: Sequence[tuple[str, str]], settings: Mapping[str, object]) -> Engine:
    """Return an engine over (id, text) passages, built in memory."""
    from qa.pipeline import build_engine as build_pipeline

    return build_pipeline(passages, settings)


def save_threshold(corpus: Path | None, threshold: float) -> Path:
    """Write the refusal threshold into the settings of a corpus and return their file."""
    from qa.pipeline import save_threshold as save

    return save(corpus, threshold)


def parse_settings(pairs: Sequence[str]) -> dict[str, object]:
    """Return ``key=value`` arguments as settings; a value is JSON where it reads as JSON.

    Raises:
        InputError: an argument has no key, no ``=``, or a key that was given before.
    """
    settings: dict[str, object] = {}
    for pair in pairs:
        key, sign, value = pair.partition("=")
        if not sign or not key.strip():
            raise InputError(f"--set expects key=value, got {pair!r}")
        if key in settings:
            raise InputError(f"--set {key} is given twice")
        try:
            settings[key.strip()] = json.loads(value)
        except ValueError:
            settings[key.strip()] = value
    return settings

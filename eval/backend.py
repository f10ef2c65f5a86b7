"""The one place that knows where engines come from; everything else is given one."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import cast

from eval.engine import Engine
from index.errors import InputError

# Read at the first use: the measures, the report and the comparison work without any model.
_PIPELINE = "qa.pipeline"


def open_engine(corpus: Path | None, settings: Mapping[str, object]) -> Engine:
    """Return the engine over a corpus folder, or over the shipped plan."""
    opener = cast(Callable[..., Engine], _offered("open_engine"))
    return opener(corpus, settings)


def build_engine(passages: Sequence[tuple[str, str]], settings: Mapping[str, object]) -> Engine:
    """Return an engine over (id, text) passages, built in memory."""
    builder = cast(Callable[..., Engine], _offered("build_engine"))
    return builder(passages, settings)


def save_threshold(corpus: Path | None, threshold: float) -> Path:
    """Write the refusal threshold into the settings of a corpus and return their file."""
    saver = cast(Callable[..., Path], _offered("save_threshold"))
    return saver(corpus, threshold)


def _offered(name: str) -> object:
    return getattr(importlib.import_module(_PIPELINE), name)


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

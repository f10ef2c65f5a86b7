"""Settings of the engine as they are typed: ``--set key=value``."""

from __future__ import annotations

import json
from collections.abc import Sequence

from index.errors import InputError


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

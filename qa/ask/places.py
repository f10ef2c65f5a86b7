"""Well-known places named in a question, so that one about another city can be told."""

from __future__ import annotations

import functools
import re
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "places.txt"


def places_in(text: str) -> list[str]:
    """Return the cities, provinces, new areas and countries that ``text`` names, as it names them.

    Of names that overlap, the first counts, and of those that begin together the longest.
    """
    small = text.lower()
    # One pattern of all names would take longer to compile than a question to answer.
    named = [re.escape(name) for name in _names() if name in small]
    if not named:
        return []
    words = [rf"\b{name}\b" if name.isascii() else name for name in named]
    return [match[0] for match in re.finditer("|".join(words), text, re.IGNORECASE)]


@functools.cache
def _names() -> tuple[str, ...]:
    """The names in lower case, the longest first."""
    names = _FILE.read_text(encoding="utf-8").lower().split()
    return tuple(sorted(names, key=len, reverse=True))

"""Well-known places named in a question, so that one about another city can be told."""

from __future__ import annotations

import functools
import re
from pathlib import Path

_FILE = Path(__file__).parent / "data" / "places.txt"


def places_in(text: str) -> list[str]:
    """Return the cities, provinces, new areas and countries that ``text`` names, as it names them."""
    return [str(found) for found in _pattern().findall(text)]


@functools.cache
def _pattern() -> re.Pattern[str]:
    names = _FILE.read_text(encoding="utf-8").split()
    english = sorted((re.escape(name) for name in names if name.isascii()), key=len, reverse=True)
    chinese = sorted((name for name in names if not name.isascii()), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(english)})\b|{'|'.join(chinese)}", re.IGNORECASE)

"""English words made with a prefix that a hyphen sets off, and what the prefix is in Chinese: 反担保."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from index.edition import read_pairs
from index.runtime.patterns import regex

_FILE = Path(__file__).parent / "data" / "prefixes.csv"
_FORMS = (
    "anti|co|counter|cross|e|ex|inter|micro|multi|non|over|para|post|pre|pro|quasi|re|self|semi|sub|super|tele|"
    "trans|ultra|under|vice"
)
DERIVED = regex(rf"(?P<prefix>{_FORMS})-(?P<stem>[a-zA-Z][a-zA-Z'’ -]*)$")


@functools.cache
def prefixes() -> Mapping[str, tuple[str, ...]]:
    """Return what each prefix is in Chinese."""
    return {
        prefix: tuple(names) for prefix, names in read_pairs(_FILE, "prefix", "chinese").items()
    }

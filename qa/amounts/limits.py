"""Where a text denies only to set a limit: 不得低于60% sets one and forbids nothing by itself."""

from __future__ import annotations

import functools

from index.document.span import Span
from qa.amounts.bounds import denial_of
from qa.amounts.find import find_amounts

_KEPT_TEXTS = 256


@functools.lru_cache(maxsize=_KEPT_TEXTS)
def limits(text: str) -> tuple[Span, ...]:
    """Return where the words of a bound of an amount deny, in order."""
    found = []
    for amount in find_amounts(text):
        # How often has its number within: 每年不得超过一次.
        end = amount.at.end if amount.unit == "frequency" else amount.number.start
        denial = denial_of(text[amount.at.start : end])
        if denial is not None:
            found.append(Span(amount.at.start + denial[0], amount.at.start + denial[1]))
    return tuple(found)


def in_limit(text: str, start: int, end: int = -1) -> bool:
    """Tell whether a denial that begins at ``start`` is the one of a bound, or holds it: may not exceed."""
    return any(
        limit.start <= start < limit.end or start <= limit.start < end for limit in limits(text)
    )

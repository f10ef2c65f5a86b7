"""What everyday words are called in official documents: 逃票 is 拒不支付票款 there, 网址 a 域名.

These are no names of one thing, as those of ``names`` are: they are looked for only where the asked words
stand nowhere, and an answer says so.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from pathlib import Path

from index.edition import read_pairs
from qa.lookup.keys import key_of

_FILE = Path(__file__).parent / "data" / "everyday.csv"
_PLURAL = (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("ses", "s"), ("s", ""))


def official_names(term: str) -> tuple[str, ...]:
    """Return the keys of what official documents say for a term in everyday words.

    Args:
        term: A key (see ``keys.key_of``).
    """
    known = _known()
    return next((known[form] for form in _singulars(term) if form in known), ())


def everyday_chinese(term: str) -> tuple[str, ...]:
    """Return the keys of the everyday Chinese of an English term: 垄断 of monopoly.

    Args:
        term: A key (see ``keys.key_of``).
    """
    return next((_chinese()[form] for form in _singulars(term) if form in _chinese()), ())


@functools.cache
def _chinese() -> Mapping[str, tuple[str, ...]]:
    """Return by the key of an English word the keys of the Chinese ones that stand beside it."""
    found: dict[str, dict[str, None]] = {}
    for everyday in read_pairs(_FILE, "everyday", "official"):
        words = [key_of(word) for word in everyday.split("|")]
        chinese = dict.fromkeys(word for word in words if not word.isascii())
        for word in words:
            if word.isascii():
                found.setdefault(word, {}).update(chinese)
    return {word: tuple(names) for word, names in found.items()}


def _singulars(term: str) -> tuple[str, ...]:
    """Return a term and, of an English one, what it may be the plural of."""
    if not term.isascii():
        return (term,)
    return (
        term,
        *(term.removesuffix(end) + own for end, own in _PLURAL if term.endswith(end)),
    )


@functools.cache
def _known() -> Mapping[str, tuple[str, ...]]:
    """Return by the key of an everyday word the keys of what stands for it; of two rows both."""
    found: dict[str, dict[str, None]] = {}
    for everyday, official in read_pairs(_FILE, "everyday", "official").items():
        names = dict.fromkeys(key_of(name) for name in official)
        for word in everyday.split("|"):
            found.setdefault(key_of(word), {}).update(names)
    return {word: tuple(names) for word, names in found.items()}

"""What comparing a claim with a sentence of the plan finds: agreements and clashes.

A comparer is a function of the claim and one text in the claim's language. Each looks at one kind of
thing and is silent where the text has nothing of that kind: silence is no clash.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from index.document.corpus import Span
from index.runtime.patterns import regex
from index.search.terms import terms

Kind = Literal[
    "number", "bound", "date", "document", "name", "role", "order", "opposite", "negation", "scope",
    "enumeration", "unit", "rank", "modality", "contrast", "body", "actor", "exception", "sequence",
    "word",
]  # fmt: skip
KINDS: tuple[Kind, ...] = (
    "number", "bound", "date", "document", "name", "role", "order", "opposite", "negation", "scope",
    "enumeration", "unit", "rank", "modality", "contrast", "body", "actor", "exception", "sequence",
    "word",
)  # fmt: skip

# Texts of which a comparer keeps what it read: a sentence is compared with many claims. At 2 to 6 kB a text
# all comparers keep 5 MB when full; to keep four times as much takes no time off a draft.
KEPT_TEXTS = 256
# 3 kB each. Of 8,192 a server was still filling 26 MB after 2,000 questions; of these nearly as many are
# found again.
_KEPT_TERMS = 512
# Between these a sentence speaks of one thing.
_MARKS = "，；。,;\n"
_HAN = regex(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that a claim and a text both speak of.

    Attributes:
        kind: What it is.
        agrees: Whether they say the same of it.
        claim: The claim's words; empty where the claim lacks what the text has.
        text: The text's words; empty where the text lacks what the claim has.
        at: Where ``text`` stands in the text that was compared.
        strength: How much it says, where the comparer can tell; 1 is an ordinary finding.
        sure: Whether it settles by itself what the two say of each other: another telephone number.
    """

    kind: Kind
    agrees: bool
    claim: str
    text: str
    at: Span | None = None
    strength: float = 1.0
    sure: bool = False


def is_chinese(text: str) -> bool:
    """Tell whether ``text`` holds an ideograph."""
    return _HAN.search(text) is not None


def overlap(one: str, other: str) -> float:
    """Return the share of the terms of ``one`` that ``other`` has, 0 to 1; 0 without terms."""
    mine = term_set(one)
    if not mine:
        return 0.0
    return len(mine & term_set(other)) / len(mine)


@functools.lru_cache(maxsize=_KEPT_TERMS)
def term_set(text: str) -> frozenset[str]:
    """Return the different terms of ``text``."""
    return frozenset(terms(text))


def piece_around(text: str, at: Span) -> str:
    """Return what stands between the marks on either side of ``at``: it speaks of one thing."""
    start = max(text.rfind(mark, 0, at.start) for mark in _MARKS)
    ends = [end for mark in _MARKS if (end := text.find(mark, at.end)) >= 0]
    return text[start + 1 : min(ends, default=len(text))]


def settle(primary: Sequence[Finding], aids: Sequence[Finding]) -> list[Finding]:
    """Return the findings of a sentence, less the clashes on words that its reading aids bear out.

    Args:
        primary: Findings against the sentence itself.
        aids: Findings against the same content in everyday words.
    """
    borne_out = {(found.kind, found.claim) for found in aids if found.agrees and found.claim}
    settled = [
        Finding(found.kind, True, found.claim, found.text, found.at)
        if not found.agrees and (found.kind, found.claim) in borne_out
        else found
        for found in primary
    ]
    there = {(found.kind, found.claim) for found in settled}
    settled.extend(
        Finding(found.kind, True, found.claim, found.text)
        for found in aids
        if found.agrees and found.claim and (found.kind, found.claim) not in there
    )
    return list(dict.fromkeys(settled))

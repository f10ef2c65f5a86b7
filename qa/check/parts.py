"""A claim to the parts that must each hold: sentences, what semicolons part, what "and" joins."""

from __future__ import annotations

import re

from index.document.split import has_word, split_sentences
from index.runtime.patterns import regex
from qa.compare.finding import is_chinese

_SEMICOLON = regex(r"[；;]")
_AND = regex(
    r"[，,]\s*(?:并且|而且|同时|此外|另外|且|也)|,\s+and\s+|;?\s+and also\s+|,\s+while\s+",
    re.IGNORECASE,
)
# A piece shorter than this, in characters, is no statement of its own.
_SHORT = 6
_SHORT_JOINED = {True: 8, False: 30}


def sentences(claim: str) -> list[str]:
    """Return the sentences of ``claim``; the claim itself where none is long enough."""
    found = [span.of(claim).strip() for span in split_sentences(claim)]
    return [text for text in found if len(text) >= _SHORT and has_word(text)] or [claim]


def between_semicolons(sentence: str) -> list[str]:
    """Return what semicolons part; the sentence itself where they part nothing."""
    pieces = [piece.strip() for piece in _SEMICOLON.split(sentence)]
    return [piece for piece in pieces if len(piece) >= _SHORT and has_word(piece)] or [sentence]


def joined_by_and(sentence: str) -> list[str]:
    """Return the statements that "and" or 并且 joins; none where it joins less than statements."""
    pieces = [piece.strip() for piece in _AND.split(sentence)]
    least = _SHORT_JOINED[is_chinese(sentence)]
    return pieces if len(pieces) > 1 and all(len(piece) >= least for piece in pieces) else []
